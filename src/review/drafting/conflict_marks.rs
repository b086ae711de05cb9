//! Marks that git left where two versions could not be brought together: both versions stand there then.

use super::{Context, Found};
use crate::contract::conflict_marks;
use crate::review::what::What;

/// Where they stand.
pub(super) fn left(context: &Context<'_>) -> Vec<Found> {
    let of = |(clause, text)| conflict_marks(text).into_iter().map(move |bytes| (clause, bytes, What::ConflictMark));
    context.clauses().flat_map(of).collect()
}
