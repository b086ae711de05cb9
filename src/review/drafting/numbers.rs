//! Numbers in words and in digits that differ.

use super::{DraftingContext, DraftingHit};
use crate::redline::figures;
use crate::review::violation::Violation;
use rayon::prelude::*;

/// The places where they differ.
pub(super) fn mismatches(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let clauses: Vec<(usize, &str)> = context.clauses().collect();
    let of = |(clause, text): (usize, &str)| -> Vec<DraftingHit> {
        let found = figures::mismatches(text).into_iter();
        found
            .map(|found| (clause, found.at..found.at + found.text.len(), Violation::Mismatch))
            .collect()
    };
    clauses.into_par_iter().with_min_len(32).flat_map_iter(of).collect()
}
