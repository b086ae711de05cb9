//! An English sentence that is read.

use super::Sentence;
use super::tokens::Token;

/// A sentence and its words.
pub(super) struct Reader<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    pub(super) tokens: Vec<Token>,
}
