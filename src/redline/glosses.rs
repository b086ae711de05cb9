//! Words against figures: where a text says one quantity twice, side by side, and whether both agree.

use super::currencies::{Currency, currency_before, currency_in_front};
use super::numbers::Value;
use super::numerals::is_digit;
use super::quantity::{Gloss, Quantity, at_start, blank_length};
use super::ratio::Ratio;
use super::units::{DayKind, Share, Span, Unit, span_of_letter, unit_at};
use std::ops::Range;

/// The longest bracket that is looked into.
const LONGEST: usize = 160;
/// The longest words between a number and a bracket that says it again: `three certified copies (3 certified copies)`.
const LONGEST_NOUN: usize = 48;

/// Words that speak of taxes.
const TAX_WORDS: [&str; 13] = [
    "tax",
    "taxes",
    "vat",
    "gst",
    "net",
    "gross",
    "ust",
    "mwst",
    "netto",
    "brutto",
    "umsatzsteuer",
    "taxe",
    "tva",
];

/// Words behind which a number says which year, and no amount of anything.
const YEAR_WORDS: [&str; 11] = [
    "year", "quarter", "season", "phase", "stage", "term", "period", "jahr", "année", "exercice", "saison",
];

/// What stands between an amount in words and the same in figures, or the other way round, with no bracket.
const THAT_IS: [&str; 12] = [
    "即",
    "也就是",
    "すなわち",
    "i.e.",
    "i.e",
    "that is",
    "that is to say",
    "namely",
    "d.h.",
    "d. h.",
    "das sind",
    "soit",
];

/// Words that say in front of a quantity that it was said before.
const MARKERS: [&str; 26] = [
    "人民币大写",
    "人民幣大寫",
    "人民币小写",
    "大写金额",
    "小写金额",
    "大写",
    "大寫",
    "小写",
    "小寫",
    "金额",
    "金額",
    "即",
    "计",
    "計",
    "合计",
    "共计",
    "in words and figures",
    "in words",
    "in figures",
    "amount in words",
    "i.e.",
    "that is",
    "being",
    "say",
    "in worten",
    "en toutes lettres",
];

/// Markers that say it beside a quantity without any bracket around both: `大写：…，小写：…`.
const SIDE_MARKERS: [&str; 8] = [
    "小写",
    "小寫",
    "大写",
    "大寫",
    "in figures",
    "in words",
    "in Worten",
    "in Ziffern",
];

/// What says the quantity again directly behind it. The three ways of it tell where it ends, and whether both agree.
pub(crate) fn behind(text: &str, outer: &Quantity, number: &Range<usize>) -> Option<Gloss> {
    if !matches!(outer.value, Value::Number(_) | Value::Either(..)) {
        return None;
    }
    in_brackets(text, outer, outer.at.end)
        .or_else(|| behind_noun(text, outer, number.end))
        .or_else(|| beside(text, outer))
        .or_else(|| behind_that_is(text, outer))
        .map(|(end, agrees)| Gloss {
            start: number.start,
            end,
            agrees,
        })
}

/// The inside of the bracket that the text begins with, and where the bracket ends.
fn bracket(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '(' | '（' | '[' | '［'))?;
    let inner = &text[open.len_utf8()..];
    let mut depth = 1;
    for (at, c) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], open.len_utf8() + at + c.len_utf8()));
        }
    }
    None
}

fn in_brackets(text: &str, outer: &Quantity, end: usize) -> Option<(usize, bool)> {
    // `thirty- (30-) day`, `five per cent. (5 per cent.)`
    let mut sign = usize::from(
        text[end..].starts_with("- (") || text[end..].starts_with(". (") && matches!(outer.unit, Some(Unit::Share(_))),
    );
    // `Two Million Only (US$ 2,000,000)`
    let only = " only";
    if text[end..]
        .get(..only.len())
        .is_some_and(|word| word.eq_ignore_ascii_case(only))
    {
        sign = only.len();
    }
    let at = end + sign + blank_length(&text[end + sign..]);
    let (inner, length) = bracket(&text[at..])?;
    let (inner, is_marked) = without_marker(inner);
    let bracketed = inner;
    let inner = behind_tax_note(inner, outer);
    let (mut quantity, used) = whole(inner)?;
    let mut rest = inner[used..].trim();
    if is_year(&quantity) && names_year(text, outer) {
        return None;
    }
    if let (None, Some(Unit::Period(beside, kind))) = (quantity.unit, outer.unit)
        && let Some(span) = span_of_letter(rest, beside)
    {
        // A letter does not tell which days count.
        quantity.unit = Some(Unit::Period(span, kind));
        rest = "";
    }
    let is_all = rest.is_empty()
        || is_money(outer) && is_tax_note(rest) && !rest.contains(is_digit)
        || matches!(
            &*rest.to_lowercase(),
            "only" | "整" | "正" | "-" | "." | "exactly" | "/-" | "/- only"
        );
    let says_again = is_all && (is_marked || is_other_style(outer, &quantity));
    says_again.then_some(())?;
    // Without a unit of its own the bracket goes with the unit behind it: `five (15%) percent`.
    let unit = outer
        .unit
        .or_else(|| unit_at(text[at + length..].trim_start_matches([' ', '\n', '-'])).map(|(_, unit)| unit));
    let agrees = agree(&Quantity { unit, ..outer.clone() }, &quantity)?;
    let is_other_amount = !agrees && is_tax_note(bracketed) && differ_by_tax(outer, &quantity);
    (!is_other_amount).then_some((at + length, agrees))
}

fn is_money(quantity: &Quantity) -> bool {
    matches!(quantity.unit, Some(Unit::Money(_)))
}

/// The inside of a bracket behind an amount without what it says of taxes first: 含税，¥100,000.
fn behind_tax_note<'t>(inner: &'t str, outer: &Quantity) -> &'t str {
    let parted = inner.split_once(['，', '、', '；', ',', ';', '：', ':']);
    match parted.filter(|(note, _)| is_money(outer) && is_tax_note(note)) {
        Some((_, rest)) => rest.trim_start(),
        None => inner,
    }
}

/// Whether the words say whether taxes are included: 税込, `excluding VAT`, `zzgl. MwSt.`
fn is_tax_note(text: &str) -> bool {
    text.contains(['税', '稅'])
        || text
            .split(|c: char| !c.is_alphabetic())
            .any(|word| TAX_WORDS.iter().any(|tax| tax.eq_ignore_ascii_case(word)))
}

/// Whether one amount may be the other with taxes: 三百万円（税込、3,300,000円）. No tax is two fifths of an amount.
fn differ_by_tax(outer: &Quantity, inner: &Quantity) -> bool {
    let is_more = |less: Ratio, more: Ratio| {
        let most = less.times(Ratio::whole(7)).and_then(|most| most.over(5));
        less.is_less_than(more) && most.is_some_and(|most| more.is_less_than(most))
    };
    match (outer.number(), inner.number()) {
        (Some(outer), Some(inner)) => is_more(outer, inner) || is_more(inner, outer),
        _ => false,
    }
}

/// Whether the number in front is that of a year or of another span, so that a year in brackets tells which: `year one (2026)`,
/// `the second quarter (2027)`.
fn names_year(text: &str, outer: &Quantity) -> bool {
    let before = text[..outer.at.start].trim_end_matches([' ', '\n', '\u{A0}']);
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .take(12)
        .last();
    let word = start.map_or("", |(at, _)| &before[at..]);
    outer.is_ordinal_of(text) || before.ends_with('第') || YEAR_WORDS.iter().any(|year| year.eq_ignore_ascii_case(word))
}

fn is_year(quantity: &Quantity) -> bool {
    quantity.is_calendar_year() && matches!(quantity.unit, None | Some(Unit::Period(Span::Year, _)))
}

/// `three certified copies (5 certified copies)`
fn behind_noun(text: &str, outer: &Quantity, number_end: usize) -> Option<(usize, bool)> {
    let near = text[number_end..]
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST_NOUN);
    let open = near
        .take_while(|(_, c)| c.is_alphabetic() || matches!(c, ' ' | '\n' | '-' | '(' | '（'))
        .find(|(_, c)| matches!(c, '(' | '（'))?
        .0;
    let noun = text[number_end..number_end + open].trim();
    let at = number_end + open;
    let (inner, length) = bracket(&text[at..])?;
    let (quantity, _) = whole(inner)?;
    if is_year(&quantity) && names_year(text, outer) {
        return None;
    }
    let end = at + length;
    let rest = inner[quantity_number_end(inner)?..].trim();
    let same = !noun.is_empty() && rest.eq_ignore_ascii_case(noun) && is_other_style(outer, &quantity);
    same.then_some((end, outer.number() == quantity.number()))
}

fn quantity_number_end(text: &str) -> Option<usize> {
    super::numbers::Number::read(text, "").map(|number| number.length)
}

/// `大写：壹拾万元整，小写：¥10,000.00`
fn beside(text: &str, outer: &Quantity) -> Option<(usize, bool)> {
    let rest = &text[outer.at.end..];
    let separators = |c: char| {
        matches!(
            c,
            '，' | ',' | '、' | '；' | ';' | '/' | ' ' | '（' | '(' | '\n' | '：' | ':' | '整' | '正'
        )
    };
    let skipped = rest.len() - rest.trim_start_matches(separators).len();
    if skipped > 12 {
        return None;
    }
    let marked = rest[skipped..].char_indices().next().and_then(|_| {
        SIDE_MARKERS.iter().find(|marker| {
            rest[skipped..]
                .get(..marker.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(marker))
        })
    })?;
    let after = &rest[skipped + marked.len()..];
    let between = |c: char| matches!(c, '）' | ')' | '：' | ':' | '为' | '為' | ' ' | '是' | '\n');
    let at = rest.len() - after.trim_start_matches(between).len();
    let (quantity, used) = whole(&rest[at..])?;
    let closes = bracket_closes(&rest[..skipped], &rest[at + used..]);
    let agrees = is_other_style(outer, &quantity)
        .then(|| agree(outer, &quantity))
        .flatten()?;
    Some((outer.at.end + at + used + closes, agrees))
}

/// `ten thousand dollars, i.e. $10,000`, 壹万元整，即¥10,000.00. For amounts alone: a time may be reckoned anew, and nothing
/// may go on behind, as in `$500 each`.
fn behind_that_is(text: &str, outer: &Quantity) -> Option<(usize, bool)> {
    if !is_money(outer) {
        return None;
    }
    let rest = &text[outer.at.end..];
    let near = rest.trim_start_matches(['，', ',', '、', '；', ';', '—', '–', ' ', '整']);
    if near.len() == rest.len() || rest.len() - near.len() > 8 {
        return None;
    }
    let after = if let Some(after) = near.strip_prefix('=') {
        after
    } else {
        let marker = THAT_IS
            .iter()
            .filter(|marker| {
                near.get(..marker.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(marker))
            })
            .max_by_key(|marker| marker.len())?;
        &near[marker.len()..]
    };
    let at = text.len() - after.trim_start_matches([' ', ',', '：', ':', '\n']).len();
    let (quantity, used) = whole(&text[at..])?;
    let end = at + used;
    let goes_on = text[end..].trim_start().starts_with(char::is_alphanumeric);
    if goes_on || !is_money(&quantity) || !is_other_style(outer, &quantity) {
        return None;
    }
    Some((end, agree(outer, &quantity)?))
}

/// The bytes of a bracket that closes what was opened before the marker.
fn bracket_closes(before: &str, after: &str) -> usize {
    let opened = before.contains(['(', '（']);
    after
        .chars()
        .next()
        .filter(|c| opened && matches!(c, ')' | '）'))
        .map_or(0, char::len_utf8)
}

/// The text without a marker at its beginning, and whether it had one.
fn without_marker(inner: &str) -> (&str, bool) {
    let trimmed = inner.trim();
    let mut rest = trimmed;
    while let Some(marker) = MARKERS.iter().find(|marker| {
        rest.get(..marker.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(marker))
    }) {
        rest = rest[marker.len()..].trim_start_matches([':', '：', ' ', ',', '，', '为', '為']);
    }
    (rest, rest.len() < trimmed.len() && rest.len() + 3 < trimmed.len())
}

/// The quantity that the text begins with, its currency in words or a code in front; and how many bytes it takes.
fn whole(text: &str) -> Option<(Quantity, usize)> {
    if let Some(quantity) = at_start(text) {
        let used = quantity.at.end;
        return Some((quantity, used));
    }
    let (length, currency) = currency_first(text)?;
    let at = length + text[length..].len() - text[length..].trim_start_matches([' ', '\n', '：', ':']).len();
    let mut quantity = at_start(&text[at..])?;
    let agrees = match quantity.unit {
        None => true,
        Some(Unit::Money(unit)) => unit.may_be(currency),
        _ => false,
    };
    let used = at + quantity.at.end;
    quantity.unit = Some(Unit::Money(currency));
    agrees.then_some((quantity, used))
}

/// A currency in front of a number in words: `EUR ten thousand`, `US Dollars fifty thousand`, 人民币壹拾万元.
fn currency_first(text: &str) -> Option<(usize, Currency)> {
    if let Some(found) = currency_in_front(text) {
        return Some(found);
    }
    if let Some((length, Unit::Money(currency))) = unit_at(text) {
        return Some((length, currency));
    }
    let near = text.char_indices().nth(5).map_or(text, |(at, _)| &text[..at]);
    near.char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .find_map(|end| currency_before(&near[..end]).filter(|(length, _)| *length == end))
}

/// Whether one is in words and the other in digits, or one has a multiplier and the other none.
fn is_other_style(outer: &Quantity, inner: &Quantity) -> bool {
    outer.style != inner.style
}

/// Whether two quantities that stand as one another's gloss agree; `None` where they are two things.
fn agree(outer: &Quantity, inner: &Quantity) -> Option<bool> {
    let values = [outer, inner].map(Quantity::numbers);
    let same_number = any_pair(&values, |a, b| a == b);
    match (outer.unit, inner.unit) {
        (Some(Unit::Share(Share(left))), Some(Unit::Share(Share(right)))) => Some(any_pair(&values, |a, b| {
            // As both would be written in the finer of the two.
            let parts = left.max(right).max(100);
            let scaled = |value: Ratio, of: i128| value.over(of).and_then(|value| value.times(Ratio::whole(parts)));
            match (scaled(a, left), scaled(b, right)) {
                (Some(a), Some(b)) => a == b || a.rounds_to(b),
                _ => false,
            }
        })),
        // `half (50)`: a share without its sign.
        (Some(Unit::Share(Share(1))), None) | (None, Some(Unit::Share(Share(1)))) => same_number.then_some(true),
        (Some(Unit::Money(left)), Some(Unit::Money(right))) if !left.may_be(right) => same_number.then_some(false),
        (Some(Unit::Period(left, left_days)), Some(Unit::Period(right, right_days))) => {
            periods_agree(&values, same_number, (left, left_days), (right, right_days))
        }
        (None, _)
        | (_, None)
        | (Some(Unit::Money(_)), Some(Unit::Money(_)))
        | (Some(Unit::Pieces), Some(Unit::Pieces))
        | (Some(Unit::Times), Some(Unit::Times)) => Some(same_number),
        _ => None,
    }
}

fn periods_agree(
    values: &[Vec<Ratio>; 2],
    same_number: bool,
    left: (Span, DayKind),
    right: (Span, DayKind),
) -> Option<bool> {
    if left.0 == right.0 {
        let one_kind = (left.1 == DayKind::Business) == (right.1 == DayKind::Business);
        return Some(same_number && one_kind);
    }
    let agree = any_pair(
        values,
        |a, b| matches!((left.0.measure(a), right.0.measure(b)), (Some(a), Some(b)) if a == b),
    );
    // Thirty days are a month to most: another unit with another number is a reckoning of its own.
    match (agree, same_number) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => {
            let comparable = left.0.measure(Ratio::ONE)?.1 == right.0.measure(Ratio::ONE)?.1;
            comparable.then_some(false)
        }
    }
}

fn any_pair(values: &[Vec<Ratio>; 2], holds: impl Fn(Ratio, Ratio) -> bool) -> bool {
    values[0].iter().any(|a| values[1].iter().any(|b| holds(*a, *b)))
}

#[cfg(test)]
mod tests {
    use super::super::figures::mismatches;

    #[test]
    fn words_and_figures_that_disagree_are_found_in_every_usual_form() {
        for text in [
            "thirty (60) days",
            "thirty days (60 days)",
            "thirty\n(60) days",
            "Thirty (60)-day period",
            "five percent (15%)",
            "five (15%) percent",
            "five per cent. (15 per cent.)",
            "One Hundred Thousand Dollars ($10,000)",
            "One Hundred and Twenty-Five Thousand Dollars ($152,000)",
            "30 (sixty) days",
            "USD 50,000 (fifteen thousand US dollars)",
            "USD 50,000 (fifty thousand euros)",
            "EUR 10,000 (in words: one thousand euros)",
            "thirtieth (31st) day",
            "twelve months (24 months)",
            "two-thirds (60%)",
            "USD 1.2 million (USD 1,250,000)",
            "three certified copies (5 certified copies)",
            "thirty days (30 months)",
            "ten business days (10 days)",
            "dreißig (60) Tage",
            "fünf Prozent (15 %)",
            "trente (60) jours",
            "千分之五（5%）",
            "百分之零点五（5%）",
            "三十（60）日",
            "三十（60）個工作日",
            "人民币壹拾万元整（¥10,000.00）",
            "新臺幣壹拾萬元整（NT$10,000）",
            "金壱百万円也（¥100,000）",
            "¥100,000.00（大写：壹万元整）",
            "12万元（¥1,200,000.00）",
            "人民币12万元（小写：1,200,000.00元）",
            "大写：壹万元整，小写：¥1,000.00",
            "人民币（大写）：壹佰万元整，（小写）：¥100,000.00元",
            "人民币大写壹佰万元整，小写¥100,000.00",
            "三か月（6か月）",
            "EUR Forty Thousand (EUR 4,000)",
            "Pounds Sterling Thirty Thousand (£3,000)",
            "U.S. Dollars Five Million Only ($500,000.00)",
            "贰拾万元整（不含税，¥2,000,000.00）",
            "金五百万円（消費税別、50,000,000円）",
            "twenty thousand dollars ($2,000, plus VAT)",
            "贰拾万元整，即¥20,000.00",
            "twenty thousand euros, i.e. EUR 2,000",
            "vingt mille euros, soit 2 000 €.",
            "Two Thousand Dollars and 25/100 ($20,000.25)",
            "Two Thousand Dollars and Twenty Cents ($2,000.02)",
            "Rupees Thirty Thousand only (Rs. 3,000/-)",
            "one-quarter of one per cent (0.75%)",
            "un délai d’un (3) mois",
            "trois millions d’euros (300 000 €)",
            "drei Millionen zweihunderttausend Euro (EUR 2.300.000,00)",
            "six hours (9h)",
            "three weeks (5 wks)",
        ] {
            assert_eq!(mismatches(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn agreeing_ones_and_what_stands_in_brackets_as_something_else_are_not() {
        for text in [
            "thirty (30) days",
            "thirty days (30 days)",
            "thirty (30)\ndays",
            "twelve (12)-month period",
            "five percent (5%)",
            "One Hundred Thousand Dollars ($100,000.00)",
            "One Hundred and No/100 Dollars ($100.00)",
            "24 (twenty four) hours",
            "USD 50,000 (fifty thousand US dollars)",
            "USD 50,000 (US Dollars fifty thousand only)",
            "USD 50,000 (EUR 46,000)",
            "USD 50 million (USD 45 million)",
            "thirtieth (30th) day",
            "one third (33.33%)",
            "two-thirds (2/3)",
            "one year (12 months)",
            "ninety days (3 months)",
            "within 30 days (2 months at most for audits)",
            "Clause 5 (three parts)",
            "EUR 100 (EUR 80 if paid early)",
            "dreißig (30) Tage",
            "zwei Millionen Euro (2.000.000,00 EUR)",
            "trente (30) jours",
            "三十（30）日",
            "十（10）個工作日",
            "百分之五（5%）",
            "千分之五（0.5%）",
            "千分之五（5‰）",
            "48小时（即2日）",
            "第4.2条（3）",
            "人民币壹拾万元整（¥100,000.00）",
            "12万元（¥120,000.00）",
            "人民币（大写）：壹佰万元整，（小写）：¥1,000,000.00元",
            "人民币壹佰贰拾万元整（小写：¥1,200,000.00）",
            "金壱百万円也（¥1,000,000）",
            "三方（3）",
            "十分（5）重要",
            "EUR Forty Thousand (EUR 40,000)",
            "U.S. Dollars Five Million Only ($5,000,000.00)",
            "贰拾万元整（含税，¥200,000.00）",
            "贰拾万元整（¥188,679.25，税额¥11,320.75）",
            "贰拾万元整（不含税，¥188,679.25）",
            "金二百万円（税込、2,200,000円）",
            "贰拾万元整，即¥200,000.00。",
            "twenty thousand dollars, i.e. $5,000 each",
            "ninety days, i.e. 3 months",
            "Two Thousand Dollars and 25/100 ($2,000.25)",
            "six hours (6h), four weeks (4 wks)",
            "Rupees Thirty Thousand only (Rs. 30,000/-)",
            "one-quarter of one per cent (0.25%), half a percent (0.5%)",
            "un délai d’un (1) mois",
            "trois millions d’euros (3 000 000 €)",
            "EUR 2.300.000,00 (in Worten: zwei Millionen dreihunderttausend Euro)",
            "six and three-quarters per cent (6.75%)",
            "in year four (2029), the second year (2027) and Phase Two (2028)",
            "第二年（2027年）",
        ] {
            assert_eq!(mismatches(text), [], "{text}");
        }
    }
}
