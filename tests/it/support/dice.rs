//! Chance that falls the same way every time.

use std::ops::Range;

/// Which seeds to try: a few, or as many as `ADIDEM_SEEDS` says, from `ADIDEM_FIRST_SEED` on.
pub(crate) fn seeds(few: u64) -> Range<u64> {
    let number = |variable: &str| {
        std::env::var(variable)
            .ok()
            .map(|said| said.parse::<u64>().expect("a number"))
    };
    let first = number("ADIDEM_FIRST_SEED").unwrap_or(0);
    first..first + number("ADIDEM_SEEDS").unwrap_or(few)
}

/// Numbers that look random and are the same every time (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count).expect("a count")).expect("a number")
    }

    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}
