//! An old version that is put together from several.

use crate::contract::Contract;
use std::collections::{BTreeSet, HashMap};

/// A text whose clauses come from several versions, each in the wording that somebody last stood by.
#[derive(Debug, Clone, Default)]
pub struct Pieced<'a> {
    /// The text.
    pub text: Contract,
    /// For each clause of it by id, the version that its wording is from: its number and its references are read there.
    pub from: HashMap<String, &'a Contract>,
    /// The clauses that are there only because others stand below them: their words count as new.
    pub holders: BTreeSet<String>,
}
