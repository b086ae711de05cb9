//! Characters that do not show, or that pass for others.

use super::{DraftingContext, DraftingHit};
use crate::redline::hidden::{always_alarming, scan};
use crate::review::violation::Violation;

/// Where they stand, the honest ones of Chinese text aside.
pub(super) fn hidden(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let of = |(clause, text): (usize, &str)| -> Vec<DraftingHit> {
        let found = scan(text).into_iter().filter(|hidden| always_alarming(hidden.kind));
        let what = |c: char| Violation::Hidden(format!("U+{:04X}", u32::from(c)));
        found
            .map(|hidden| {
                (
                    clause,
                    hidden.at..hidden.at + hidden.character.len_utf8(),
                    what(hidden.character),
                )
            })
            .collect()
    };
    context.clauses().flat_map(of).collect()
}
