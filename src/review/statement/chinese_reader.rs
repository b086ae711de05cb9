//! A Chinese sentence that is read.

use super::Sentence;
use super::chinese_words::JOINS;

/// A sentence that is read.
pub(super) struct Reader<'a> {
    pub(super) sentence: &'a Sentence<'a>,
}

/// A part without the words that join it to the one before.
pub(super) fn strip_joins(lead: &str) -> &str {
    JOINS
        .iter()
        .fold(lead, |lead, join| lead.strip_prefix(join).unwrap_or(lead))
        .trim_start()
}
