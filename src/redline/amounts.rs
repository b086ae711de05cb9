//! Amounts of which only the currency changed: to a reader 48,000 francs and 48,000 euros are two amounts, so both are marked
//! whole.

use super::currencies::is_currency;
use super::sides::{Hunk, Pair, TokenSide};
use super::words::TokenKind;
use std::ops::Range;

/// So many tokens, blanks and further names of the currency, may stand between the number and what changed.
const FURTHEST: usize = 3;

impl Pair<'_> {
    /// Widens each change of nothing but a currency over the number that it goes with.
    pub(crate) fn whole_amounts(&self, hunks: &[Hunk]) -> Vec<Hunk> {
        let mut whole: Vec<Hunk> = Vec::with_capacity(hunks.len());
        let mut floor = 0;
        for (index, hunk) in hunks.iter().enumerate() {
            let ceiling = hunks
                .get(index + 1)
                .map_or(self.new.tokens.len(), |next| next.new.start);
            let wide = self.with_number(hunk, floor, ceiling);
            floor = hunk.new.end;
            match whole.last_mut() {
                Some(last) if wide.old.start < last.old.end || wide.new.start < last.new.end => {
                    last.old.end = last.old.end.max(wide.old.end);
                    last.new.end = last.new.end.max(wide.new.end);
                }
                _ => whole.push(wide),
            }
        }
        whole
    }

    /// The change with the number of its amount, where it is a currency; kept tokens lie from `floor` up to it and behind it
    /// up to `ceiling`.
    fn with_number(&self, hunk: &Hunk, floor: usize, ceiling: usize) -> Hunk {
        let Some(name_goes_on) = self.currency_changed(hunk, ceiling) else {
            return hunk.clone();
        };
        let named_end = hunk.new.end + name_goes_on;
        let ahead = self.steps_to_number((floor..hunk.new.start).rev());
        let behind = match ahead {
            Some(_) => Some(name_goes_on),
            None => self
                .steps_to_number(named_end..ceiling)
                .map(|steps| self.with_unit_behind(hunk.new.end + name_goes_on + steps, ceiling) - hunk.new.end),
        };
        match (ahead, behind) {
            (_, Some(behind)) => {
                let ahead = ahead.unwrap_or(0);
                Hunk {
                    old: hunk.old.start - ahead..hunk.old.end + behind,
                    new: hunk.new.start - ahead..hunk.new.end + behind,
                }
            }
            _ => hunk.clone(),
        }
    }

    /// How many kept tokens behind the change belong to the name of the currency that changed: `US` dollars. `None` where it
    /// is no currency.
    fn currency_changed(&self, hunk: &Hunk, ceiling: usize) -> Option<usize> {
        let is_name = |side: &TokenSide<'_>, range: &Range<usize>, more: usize| {
            let written = &side.text[side.bytes(&(range.start..range.end + more))];
            !range.is_empty() && is_currency(written.trim_matches([' ', '\n', '\u{A0}']))
        };
        [0, 2].into_iter().find(|more| {
            hunk.new.end + more <= ceiling
                && is_name(&self.old, &hunk.old, *more)
                && is_name(&self.new, &hunk.new, *more)
        })
    }

    /// Where the amount ends whose number ends here: behind 元 of 美元48,000元.
    fn with_unit_behind(&self, end: usize, ceiling: usize) -> usize {
        end + usize::from(end < ceiling && is_currency(self.new.text_of(end)))
    }

    /// How many of the tokens reach to a number, over blanks and names of currencies.
    fn steps_to_number(&self, places: impl Iterator<Item = usize>) -> Option<usize> {
        for (steps, at) in places.take(FURTHEST + 1).enumerate() {
            let token = &self.new.tokens[at];
            if token.kind == TokenKind::Figure {
                return Some(steps + 1);
            }
            if !token.is_blank() && !is_currency(self.new.text_of(at)) {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::super::marks::edits;

    #[test]
    fn an_amount_whose_currency_changed_is_marked_whole() {
        for (old, new, expected) in [
            (
                "pays 7,500 Swiss francs now",
                "pays 7,500 euros now",
                "7,500 Swiss francs>7,500 euros",
            ),
            ("zahlt 7.500 EUR bar", "zahlt 7.500 CHF bar", "7.500 EUR>7.500 CHF"),
            ("支付人民币7,500元整", "支付美元7,500元整", "人民币7,500元>美元7,500元"),
            ("共七十万元人民币。", "共七十万元港币。", "七十万元人民币>七十万元港币"),
            ("共70万元。", "共70万美元。", "70万元>70万美元"),
            (
                "7,500 US dollars",
                "7,500 Canadian dollars",
                "7,500 US dollars>7,500 Canadian dollars",
            ),
            ("共70万元人民币。", "共70万美元。", "70万元人民币>70万美元"),
            ("共7,500元。", "共人民币7,500元。", ">人民币"),
            ("the euros are due", "the dollars are due", "euros>dollars"),
            ("在美元账户", "在欧元账户", "美元>欧元"),
            ("within 30 days in euros", "within 30 days in dollars", "euros>dollars"),
        ] {
            let found: Vec<String> = edits(old, new, &Lexicon::with_terms([]))
                .into_iter()
                .map(|edit| format!("{}>{}", &old[edit.old], &new[edit.new]))
                .collect();
            assert_eq!(found, [expected], "{old}");
        }
    }
}
