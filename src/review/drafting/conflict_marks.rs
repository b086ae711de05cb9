//! Marks that git left where two versions could not be brought together: both versions stand there then.

use super::{DraftingContext, DraftingHit};
use crate::contract::conflict_marks;
use crate::review::violation::Violation;

/// Where they stand.
pub(super) fn left(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let of = |(clause, text)| {
        conflict_marks(text)
            .into_iter()
            .map(move |bytes| (clause, bytes, Violation::ConflictMark))
    };
    context.clauses().flat_map(of).collect()
}
