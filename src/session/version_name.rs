//! How versions of a contract are named: by a person, and to one.

use crate::language::{Language, say};

/// How a person names a version of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionName {
    /// By the round's number.
    Round(u32),
    /// What lies in the working folder.
    Draft,
    /// The newest round; as the left side of a redline, the round before the right side.
    Last,
    /// Round 1.
    First,
    /// What one's own party last accepted or offered, clause by clause.
    Mine,
    /// By a revision of git.
    Git(String),
}

impl VersionName {
    /// What a person means by a word: what is neither a keyword nor a number is a revision of git.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "draft" => Self::Draft,
            "last" => Self::Last,
            "first" => Self::First,
            "mine" => Self::Mine,
            // Seven digits and more are the beginning of an id rather than a round.
            number if number.len() < 7 => number.parse().map_or_else(|_| Self::Git(name.to_owned()), Self::Round),
            other => Self::Git(other.to_owned()),
        }
    }
}

/// What a version of a contract is called in an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// A round by its number.
    Round(u32),
    /// What lies in the working folder.
    Draft,
    /// As the user named it.
    Named(String),
}

impl Called {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        let to = language;
        match self {
            Self::Round(number) => say!(to, "round {number}", "第 {number} 轮"),
            Self::Draft => say!(to, "the draft", "草稿"),
            Self::Named(name) => name.clone(),
        }
    }
}
