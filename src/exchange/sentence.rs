//! Sentences of a page: the page's own words, with words of the contract and clauses in between.

use super::text_pieces::{TextPiece, pieces};

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SentencePart {
    /// The page's own words.
    Own(String),
    /// Words of the contract.
    Quoted(Vec<TextPiece>),
    /// A clause.
    Clause(ClauseMention),
}

/// A clause as it is named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct ClauseMention {
    /// Its number; that of the old version when it was removed.
    pub(super) number: String,
    /// Its heading.
    pub(super) heading: Vec<TextPiece>,
    /// Where it stands on the page, if it is listed.
    pub(super) anchor: Option<String>,
}

/// The sentence that a pattern makes when `{name}` is replaced by the parts of that name.
pub(super) fn fill(pattern: &str, slots: &[(&str, Vec<SentencePart>)]) -> Vec<SentencePart> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((before, name, after)) = next_slot(rest) {
        if !before.is_empty() {
            parts.push(SentencePart::Own(before.to_owned()));
        }
        parts.extend(
            slots
                .iter()
                .filter(|(slot, _)| *slot == name)
                .flat_map(|(_, parts)| parts.clone()),
        );
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(SentencePart::Own(rest.to_owned()));
    }
    parts
}

/// The same for a pattern that takes one word of the page's own.
pub(super) fn fill_own(pattern: &str, slot: &str, word: &str) -> String {
    pattern.replace(&format!("{{{slot}}}"), word)
}

/// The contract's words as a part.
pub(super) fn quoted(text: &str) -> Vec<SentencePart> {
    vec![SentencePart::Quoted(pieces(text))]
}

/// The items with the comma between them.
pub(super) fn list(items: impl IntoIterator<Item = Vec<SentencePart>>, comma: &str) -> Vec<SentencePart> {
    let mut parts = Vec::new();
    for item in items {
        if !parts.is_empty() {
            parts.push(SentencePart::Own(comma.to_owned()));
        }
        parts.extend(item);
    }
    parts
}

fn next_slot(pattern: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = pattern.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_contract_are_never_read_as_a_pattern() {
        let parts = fill(
            "{b}：“{a}”。",
            &[("a", quoted("{b}")), ("b", vec![SentencePart::Own("1".into())])],
        );
        assert_eq!(
            parts,
            [
                SentencePart::Own("1".into()),
                SentencePart::Own("：“".into()),
                SentencePart::Quoted(vec![TextPiece::Text("{b}".into())]),
                SentencePart::Own("”。".into())
            ]
        );
    }
}
