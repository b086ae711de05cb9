//! A number with what it is counted in: what it measures, and how it is read at a place of a text.

use super::currencies::{chinese_name, currency_before, currency_in_letters_before};
use super::hidden::{self, HiddenKind};
use super::long_periods;
use super::numbers::{Number, Style, Value, hundredths};
use super::ratio::Ratio;
use super::units::{DayKind, Share, Span, Unit, unit_at};
use std::ops::Range;

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKind {
    /// Money.
    Amount,
    /// A share: `99.9%`, `百分之五`.
    Percent,
    /// A length of time: `30 days`, `三十日`.
    Period,
    /// A calendar date.
    Date,
    /// Anything else that is counted.
    Count,
}

/// What says a quantity a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Gloss {
    /// Where the number that it says again begins, and where it ends itself, its bracket included.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether both have one value and one unit.
    pub(crate) agrees: bool,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity {
    /// The bytes of all of it: currency, number, what says it a second time, unit.
    pub(crate) at: Range<usize>,
    pub(crate) value: Value,
    pub(crate) style: Style,
    pub(crate) unit: Option<Unit>,
    /// The bytes of a unit that stands apart from the number.
    pub(crate) unit_at: Option<Range<usize>>,
    /// Whether it may as well be no quantity: `one`, `third`, 一份. It counts where it takes the place of another.
    pub(crate) is_weak: bool,
    /// What says it a second time.
    pub(crate) gloss: Option<Gloss>,
}

/// Units of a share behind its sign.
const SHARE_RATES: [&str; 6] = [
    " per annum",
    " per month",
    " per year",
    " per day",
    " p.a.",
    " pro Jahr",
];

impl Quantity {
    /// What it measures.
    pub(crate) fn kind(&self) -> FigureKind {
        match (&self.value, self.unit) {
            (Value::Date(_), _) | (_, Some(Unit::Calendar)) => FigureKind::Date,
            (_, Some(Unit::Money(_))) => FigureKind::Amount,
            (_, Some(Unit::Share(_))) => FigureKind::Percent,
            (_, Some(Unit::Period(Span::Year, DayKind::Unsaid))) if self.is_calendar_year() => FigureKind::Date,
            (_, Some(Unit::Period(..))) => FigureKind::Period,
            (_, Some(Unit::Pieces | Unit::Times) | None) => FigureKind::Count,
        }
    }

    pub(crate) fn is_calendar_year(&self) -> bool {
        let year = match self.value {
            Value::Number(value) => value.as_whole(),
            _ => None,
        };
        year.is_some_and(|year| (1900..=2100).contains(&year))
    }

    /// The value as one that others of its kind can be held against: shares as parts of one.
    pub(crate) fn measure(&self) -> Option<Ratio> {
        let value = self.number()?;
        match self.unit {
            Some(Unit::Share(Share(parts))) => value.over(parts),
            _ => Some(value),
        }
    }

    /// The numbers that it may be: a point may group digits or begin a fraction.
    pub(crate) fn numbers(&self) -> Vec<Ratio> {
        match self.value {
            Value::Number(value) => vec![value],
            Value::Either(point, grouped) => vec![point, grouped],
            _ => Vec::new(),
        }
    }

    /// The number alone; where points may group digits, as its unit says.
    pub(crate) fn number(&self) -> Option<Ratio> {
        match self.value {
            Value::Either(_, grouped) if matches!(self.unit, Some(Unit::Money(_))) => Some(grouped),
            Value::Number(value) | Value::Either(value, _) => Some(value),
            _ => None,
        }
    }
}

/// The quantity whose number begins at `start`, with its unit, and a currency in front that is not before `from`; without
/// what says it a second time.
pub(super) fn quantity(text: &str, from: usize, start: usize, number: &Number) -> Quantity {
    let end = start + number.length;
    let mut quantity = Quantity {
        at: start..end,
        value: number.value.clone(),
        style: number.style,
        unit: number.unit,
        unit_at: number.joined_unit.map(|at| start + at..end),
        is_weak: number.is_weak,
        gloss: None,
    };
    if matches!(number.value, Value::Date(_) | Value::Label) {
        return quantity;
    }
    if number.joined_unit.is_none() {
        take_unit(text, &mut quantity);
    }
    if let Some((length, currency)) = currency_before(text[..start].trim_end_matches([' ', '：', ':'])) {
        let before = text[..start].trim_end_matches([' ', '：', ':']).len();
        let agrees = match quantity.unit {
            None => true,
            Some(Unit::Money(unit)) => unit.may_be(currency),
            _ => false,
        };
        if agrees && before - length >= from && !text[before..start].contains([':', '：']) {
            quantity.at.start = before - length;
            quantity.unit = Some(Unit::Money(currency));
        }
    }
    if quantity.unit.is_none()
        && number.style == Style::Words
        && !number.is_weak
        && !number.is_ordinal
        && let Some((length, currency)) = currency_in_letters_before(&text[from..start])
    {
        quantity.at.start = start - length;
        quantity.unit = Some(Unit::Money(currency));
    }
    if let (Value::Either(_, grouped), Some(_)) = (&quantity.value, &quantity.unit_at)
        && counts_in_groups(text, &quantity)
    {
        quantity.value = Value::Number(*grouped);
    }
    quantity
}

/// Whether the unit is of a language in which a point groups digits.
fn counts_in_groups(text: &str, quantity: &Quantity) -> bool {
    let unit = quantity.unit_at.clone().map_or("", |unit| &text[unit]).to_lowercase();
    ["tag", "monat", "jahr", "stunde", "woche"]
        .iter()
        .any(|word| unit.starts_with(word))
}

/// Takes the unit that stands behind, over blanks and a line end, into the quantity.
pub(super) fn take_unit(text: &str, quantity: &mut Quantity) {
    let end = quantity.at.end;
    let blank = blank_length(&text[end..]);
    let mut at = end + blank;
    // `twelve (12)-month`
    let hyphen = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    if let Some(hyphen) = hyphen.filter(|_| blank == 0) {
        at += hyphen.len_utf8();
    }
    // 一个半月
    if let Some(after) = text[at..]
        .strip_prefix(['个', '個'])
        .and_then(|after| after.strip_prefix('半'))
        && after.starts_with('月')
        && let Value::Number(value) = quantity.value
    {
        let length = text.len() - after.len() + '月'.len_utf8();
        quantity.value = value.plus(Ratio::HALF).map_or(Value::Label, Value::Number);
        quantity.unit = Some(Unit::Period(Span::Month, DayKind::Unsaid));
        quantity.unit_at = Some(at..length);
        quantity.at.end = length;
        return;
    }
    // deux millions d’euros
    for of in ["d’", "d'", "de "] {
        if let Some(after) = text[at..].strip_prefix(of)
            && blank > 0
            && quantity.unit.is_none()
            && matches!(unit_at(after), Some((_, Unit::Money(_))))
        {
            at += of.len();
        }
    }
    let share = matches!(quantity.unit, Some(Unit::Share(_)));
    let found = french_year(text, quantity, at)
        .or_else(|| unit_at(&text[at..]))
        .filter(|(_, unit)| match (quantity.unit, unit) {
            (None, Unit::Calendar) => true,
            (None, _) => !(quantity.is_ordinal_of(text) && matches!(unit, Unit::Money(_) | Unit::Share(_))),
            (Some(Unit::Money(had)), Unit::Money(unit)) => had.may_be(*unit),
            _ => false,
        });
    if let Some((length, unit)) = found {
        let mut unit_end = at + length;
        let had = quantity.unit;
        quantity.unit = had.or(Some(unit));
        quantity.unit_at = Some(at..unit_end);
        match unit {
            Unit::Period(span, DayKind::Unsaid) if !quantity.is_calendar_year() => {
                unit_end = take_longer_period(text, span, at..unit_end, quantity);
            }
            Unit::Money(_) => {
                let rounded = text[unit_end..]
                    .chars()
                    .next()
                    .filter(|c| matches!(c, '整' | '正' | '也'));
                unit_end += rounded.map_or(0, char::len_utf8);
                unit_end += take_further_currency(&text[unit_end..], quantity);
                if let (Value::Number(value), Some((more, length))) = (&quantity.value, cents(&text[unit_end..])) {
                    quantity.value = value.plus(more).map_or(Value::Label, Value::Number);
                    unit_end += length;
                }
                quantity.unit_at = Some(at..unit_end);
            }
            _ => {}
        }
        quantity.at.end = unit_end;
    }
    if share || matches!(quantity.unit, Some(Unit::Share(_))) {
        let end = quantity.at.end;
        if let Some(rate) = SHARE_RATES.iter().find(|rate| text[end..].starts_with(**rate)) {
            quantity.unit_at = Some(end + 1..end + rate.len());
            quantity.at.end = end + rate.len();
        }
    }
}

/// `un an`: an article in English, a year behind a French number.
fn french_year(text: &str, quantity: &Quantity, at: usize) -> Option<(usize, Unit)> {
    let after = text[at..].strip_prefix("an")?;
    let is_word = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    let number = &text[quantity.at.clone()];
    let is_french = number.ends_with("un") || number.ends_with("un (1)") || number.ends_with("(un)");
    (is_word && is_french && at > quantity.at.end).then_some((2, Unit::Period(Span::Year, DayKind::Unsaid)))
}

/// Takes what goes on with a length of time: 一年半, 一年零六个月, `two years and six months`. Gives where it ends.
fn take_longer_period(text: &str, span: Span, unit: Range<usize>, quantity: &mut Quantity) -> usize {
    let is_one_of_several = quantity.is_ordinal_of(text) || text[..quantity.at.start].ends_with('第');
    let Value::Number(value) = quantity.value else {
        return unit.end;
    };
    let Some(longer) = long_periods::going_on(value, span, &text[unit.end..]).filter(|_| !is_one_of_several) else {
        return unit.end;
    };
    let end = unit.end + longer.unit.end;
    // Behind a half, the unit is the one that was said.
    if longer.span != span {
        quantity.unit_at = Some(unit.end + longer.unit.start..end);
        if quantity.style == Style::Digits {
            quantity.style = Style::Scaled;
        }
    }
    quantity.value = Value::Number(longer.value);
    quantity.unit = Some(Unit::Period(longer.span, DayKind::Unsaid));
    quantity.is_weak = false;
    end
}

/// Takes the name of the currency that stands behind 元 as well: 十万元人民币. Gives how many bytes it takes.
fn take_further_currency(text: &str, quantity: &mut Quantity) -> usize {
    let after = text.strip_prefix(' ').unwrap_or(text);
    match (quantity.unit, chinese_name(after)) {
        (Some(Unit::Money(had)), Some((length, currency))) if had != currency && had.may_be(currency) => {
            quantity.unit = Some(Unit::Money(currency));
            text.len() - after.len() + length
        }
        _ => 0,
    }
}

/// ` and 50/100`, ` and fifty cents` behind the currency, in its own unit.
fn cents(text: &str) -> Option<(Ratio, usize)> {
    if let Some(found) = hundredths(text) {
        return Some(found);
    }
    let after = text.strip_prefix(" and ")?;
    let number = Number::read(after, "")?;
    let Value::Number(value) = number.value else {
        return None;
    };
    let rest = after[number.length..].strip_prefix(' ')?;
    let name = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let is_cents = ["cents", "cent", "pence", "centimes"]
        .iter()
        .any(|cents| cents.eq_ignore_ascii_case(name));
    is_cents.then_some(())?;
    let rest = &rest[name.len()..];
    Some((value.over(100)?, text.len() - rest.len()))
}

impl Quantity {
    pub(crate) fn is_ordinal_of(&self, text: &str) -> bool {
        self.is_weak && text[self.at.clone()].ends_with(['t', 'd', 'h', 'r', 'e'])
    }
}

/// Blanks, at most one line end among them, and characters that do not show.
pub(crate) fn blank_length(text: &str) -> usize {
    let mut breaks = 0;
    let is_blank = |c: char| {
        breaks += usize::from(c == '\n');
        breaks < 2 && (c.is_whitespace() || hidden::kind_of(c).is_some_and(|kind| kind != HiddenKind::FullWidth))
    };
    text.len() - text.trim_start_matches(is_blank).len()
}

/// The quantity that a text is from its beginning on, for what stands in brackets; a currency may stand in front in words.
pub(crate) fn at_start(text: &str) -> Option<Quantity> {
    let number = Number::read(text, "")?;
    let mut quantity = quantity(text, 0, 0, &number);
    let end = quantity.at.end;
    if let (Some(Unit::Money(_)), Some(rest)) = (quantity.unit, text[end..].strip_prefix(['整', '正', '也'])) {
        quantity.at.end = text.len() - rest.len();
    }
    Some(quantity)
}
