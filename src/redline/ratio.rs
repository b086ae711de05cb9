//! Exact values: `99.9`, a third and 千分之五 compare as what they are, not as what a float makes of them.

/// A value as a fraction in its lowest terms; its denominator is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    pub(crate) const ONE: Self = Self::whole(1);
    pub(crate) const HALF: Self = Self {
        numerator: 1,
        denominator: 2,
    };

    pub(crate) const fn whole(value: i128) -> Self {
        Self {
            numerator: value,
            denominator: 1,
        }
    }

    /// The fraction; `None` where nothing, or less, is below its line.
    pub(crate) fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let (mut divisor, mut rest) = (denominator, numerator.checked_abs()?);
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let (left, right) = (
            self.numerator.checked_mul(other.denominator)?,
            other.numerator.checked_mul(self.denominator)?,
        );
        Self::new(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub(crate) fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub(crate) fn over(self, divisor: i128) -> Option<Self> {
        Self::new(self.numerator, self.denominator.checked_mul(divisor)?)
    }

    /// The value where it is a whole number.
    pub(crate) fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    pub(crate) fn is_less_than(self, other: Self) -> bool {
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        matches!((left, right), (Some(left), Some(right)) if left < right)
    }

    /// How many decimals it takes to write the value; `None` where they never end.
    fn decimals(self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.denominator, 0, 0);
        while rest % 2 == 0 {
            (rest, twos) = (rest / 2, twos + 1);
        }
        while rest % 5 == 0 {
            (rest, fives) = (rest / 5, fives + 1);
        }
        (rest == 1).then_some(twos.max(fives))
    }

    /// Whether one of both, whose decimals never end, was written as the other, rounded to its decimals or cut after
    /// them: a third as 33.33.
    pub(crate) fn rounds_to(self, other: Self) -> bool {
        let (endless, written) = match (self.decimals(), other.decimals()) {
            (None, Some(_)) => (self, other),
            (Some(_), None) => (other, self),
            _ => return false,
        };
        let Some(scale) = written.decimals().and_then(|decimals| 10_i128.checked_pow(decimals)) else {
            return false;
        };
        let Some(scaled) = endless.times(Self::whole(scale)) else {
            return false;
        };
        let cut = scaled.numerator / scaled.denominator;
        let last = written.times(Self::whole(scale)).and_then(Self::as_whole);
        last.is_some_and(|last| last == cut || last == cut + 1)
    }

    /// The value as people write it: no separators, no trailing zeros; a fraction where decimals never end.
    pub(crate) fn plain(self) -> String {
        let scale = self.decimals().and_then(|decimals| 10_i128.checked_pow(decimals));
        let Some((scale, scaled)) = scale.and_then(|scale| Some((scale, self.times(Self::whole(scale))?.numerator)))
        else {
            return format!("{}/{}", self.numerator, self.denominator);
        };
        if scale == 1 {
            return scaled.to_string();
        }
        let sign = if scaled < 0 { "-" } else { "" };
        let width = usize::try_from(scale.ilog10()).unwrap_or_default();
        let (whole, fraction) = (scaled.abs() / scale, scaled.abs() % scale);
        format!("{sign}{whole}.{fraction:0width$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_and_read_as_people_write_them() {
        let ratio = |n, d| Ratio::new(n, d).unwrap();
        for (value, plain) in [
            (ratio(1_200_000, 1), "1200000"),
            (ratio(999, 10), "99.9"),
            (ratio(5, 1000), "0.005"),
            (ratio(2, 6), "1/3"),
            (ratio(-1, 4), "-0.25"),
        ] {
            assert_eq!(value.plain(), plain);
        }
        assert_eq!(ratio(1, 3).plus(ratio(1, 6)), Some(Ratio::HALF));
        assert_eq!(Ratio::new(1, 0), None);
        assert!(ratio(100, 3).rounds_to(ratio(3333, 100)));
        assert!(ratio(67, 1).rounds_to(ratio(200, 3)));
        assert!(!ratio(100, 3).rounds_to(ratio(34, 1).plus(Ratio::ONE).unwrap()));
        assert!(!ratio(1, 2).rounds_to(ratio(51, 100)));
    }
}
