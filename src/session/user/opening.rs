//! How the screens are opened.

use crate::language::Language;
use std::path::PathBuf;

/// How a person wants the screens.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// The repository, or any folder in it.
    pub place: PathBuf,
    /// The language.
    pub language: Language,
    /// The theme, by name.
    pub theme: String,
    /// A contract to open at once.
    pub contract: Option<String>,
    /// Only ASCII in the frame.
    pub ascii: bool,
    /// Nothing is recorded, sent or edited.
    pub read_only: bool,
    /// No editor, and no writing outside of the repository.
    pub restricted: bool,
    /// What is wrong with the user's settings, in words.
    pub fault: Option<String>,
}
