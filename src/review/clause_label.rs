//! A clause as findings name it.

/// A clause by id, number and heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseLabel {
    /// Its id.
    pub id: String,
    /// Its number in this version.
    pub number: String,
    /// Its heading; that of the clause above when it has none.
    pub heading: String,
}
