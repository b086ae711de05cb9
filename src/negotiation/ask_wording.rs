//! A clause's words, as they are held against what a party asked for.

/// One wording of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskWording {
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub text: String,
}
