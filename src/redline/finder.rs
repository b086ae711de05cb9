//! Looking for many words at once, in time that grows with the words and the text and with nothing else.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

/// What finds all of these words, also where one overlaps another; nothing where there are more than it can hold.
pub(crate) fn finder<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> Option<AhoCorasick> {
    builder().build(words).ok()
}

/// The same to be set up further.
///
/// Left to itself, the library makes of few words a table of every state and every letter. To fill it, it goes back from
/// each state as far as the word repeats itself: of a name of ten thousand times the same word that is the square.
pub(crate) fn builder() -> AhoCorasickBuilder {
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_and_words_that_repeat_themselves_make_no_table() {
        for words in [vec!["Vendor".to_owned()], vec!["P ".repeat(5_000), "The ".repeat(900)]] {
            let finder = finder(&words).expect("it can hold them");
            assert_eq!(finder.kind(), AhoCorasickKind::ContiguousNFA);
            let text = format!("x{}{}", words[0], words[0]);
            let found = finder.find_overlapping_iter(&text).filter(|hit| hit.pattern().as_usize() == 0).count();
            assert!(found >= 2, "{found}");
        }
    }
}
