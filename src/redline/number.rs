//! What a number says and how it is written, whoever reads it.

use super::numerals::is_digit;
use super::ratio::Ratio;
use super::units::{Share, Unit};

/// What a number says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Ratio),
    /// `1.200`: the first with a point for decimals, the second with one that groups.
    Either(Ratio, Ratio),
    Date(String),
    /// `7-10`
    Range,
    /// A time, a version, a section or another thing that digits name.
    Label,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Digits,
    /// Digits with a multiplier or in two units: `12万`, `1.2 million`, `1年6か月`.
    Scaled,
    Words,
}

/// The number at one place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// How many bytes it takes.
    pub(crate) length: usize,
    pub(crate) value: Value,
    pub(crate) style: Style,
    /// The unit that is part of it: a currency in front, a percent sign, `-day`.
    pub(crate) unit: Option<Unit>,
    /// The bytes of a unit that a hyphen joins, behind the number's beginning.
    pub(crate) joined_unit: Option<usize>,
    pub(crate) is_ordinal: bool,
    /// Whether it may as well be something else: `one`, `half`, 一.
    pub(crate) is_weak: bool,
    /// Where the currency in front ends.
    pub(crate) bare_from: usize,
}

impl Number {
    pub(super) fn of(length: usize, value: Value, style: Style) -> Self {
        Self {
            length,
            value,
            style,
            unit: None,
            joined_unit: None,
            is_ordinal: false,
            is_weak: false,
            bare_from: 0,
        }
    }

    /// The number with its sign, of so many bytes, in front.
    pub(super) fn below_nothing(mut self, sign: usize) -> Option<Self> {
        let negated = |value: Ratio| value.times(Ratio::whole(-1));
        self.value = match self.value {
            Value::Number(value) => Value::Number(negated(value)?),
            Value::Either(point, grouped) => Value::Either(negated(point)?, negated(grouped)?),
            other => other,
        };
        self.length += sign;
        self.joined_unit = self.joined_unit.map(|at| at + sign);
        Some(self)
    }

    pub(super) fn share_of(length: usize, value: Ratio, style: Style, parts: i128) -> Self {
        Self {
            unit: Some(Unit::Share(Share(parts))),
            ..Self::of(length, Value::Number(value), style)
        }
    }

    pub(super) fn share(length: usize, value: Ratio, style: Style) -> Self {
        Self::share_of(length, value, style, 1)
    }
}

/// Whether a bracket with digits follows.
pub(super) fn opens_on_digit(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\n']);
    text.strip_prefix(['（', '('])
        .is_some_and(|inner| inner.starts_with(is_digit))
}
