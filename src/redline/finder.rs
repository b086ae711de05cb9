//! Looking for many words at once, in time that grows with the words and the text and with nothing else.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::collections::{HashMap, VecDeque};

/// Finds words of a list, also where one overlaps another.
#[derive(Debug)]
pub(crate) enum Finder {
    /// Few words: the library is the fastest.
    Few(AhoCorasick),
    /// Many.
    Many(Automaton),
}

/// A word that was found: its place in the list, and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FoundWord {
    pub(crate) word: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Words of more bytes than this together are not left to the library. Where it puts its states into order, it may go
/// through all of them for each: of forty thousand words that begin alike that is the square.
const MOST_OF_LIBRARY: usize = 16 << 10;

impl Finder {
    /// What finds these words; nothing where there are more than it can hold.
    pub(crate) fn of<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> Option<Self> {
        Self::with(words, false)
    }

    /// The same, whatever the case of letters in ASCII.
    pub(crate) fn of_any_case<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> Option<Self> {
        Self::with(words, true)
    }

    fn with<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>, any_case: bool) -> Option<Self> {
        let words: Vec<W> = words.into_iter().collect();
        if words.iter().map(|word| word.as_ref().len()).sum::<usize>() > MOST_OF_LIBRARY {
            return Automaton::of(&words, any_case).map(Self::Many);
        }
        // Left to itself, the library makes of few words a table of every state and every letter. To fill it, it goes back
        // from each state as far as the word repeats itself: of a name that is one word many times that is the square.
        let mut builder = AhoCorasick::builder();
        builder
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .ascii_case_insensitive(any_case);
        builder.build(words).ok().map(Self::Few)
    }

    /// Every place of every word by where it ends; of those that end at one place the longest first.
    pub(crate) fn each_in<'f>(&'f self, text: &'f str) -> Box<dyn Iterator<Item = FoundWord> + 'f> {
        match self {
            Self::Few(library) => Box::new(library.find_overlapping_iter(text).map(|hit| FoundWord {
                word: hit.pattern().as_usize(),
                start: hit.start(),
                end: hit.end(),
            })),
            Self::Many(automaton) => Box::new(automaton.each_in(text.as_bytes())),
        }
    }

    /// Whether any of the words stands in the text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Few(library) => library.is_match(text),
            Self::Many(automaton) => automaton.each_in(text.as_bytes()).next().is_some(),
        }
    }
}

/// The automaton of Aho and Corasick. A state is what was read of some word; the first is nothing.
#[derive(Debug)]
pub(crate) struct Automaton {
    any_case: bool,
    /// The state that a letter leads to.
    next: HashMap<(u32, u8), u32>,
    /// For each state the longest other one that what was read ends with.
    shorter: Vec<u32>,
    /// For each state the longest one that what was read ends with and that is a word, be it the state itself.
    word: Vec<Option<u32>>,
    /// For each state the words that it is, by their places in the list.
    words: Vec<Vec<u32>>,
    lengths: Vec<usize>,
}

impl Automaton {
    fn of<W: AsRef<[u8]>>(words: &[W], any_case: bool) -> Option<Self> {
        let mut made = Self {
            any_case,
            next: HashMap::new(),
            shorter: vec![0],
            word: vec![None],
            words: vec![Vec::new()],
            lengths: words.iter().map(|word| word.as_ref().len()).collect(),
        };
        // The states that one letter more leads to, for each.
        let mut behind: Vec<Vec<(u8, u32)>> = vec![Vec::new()];
        for (number, word) in (0_u32..).zip(words) {
            let mut state = 0_u32;
            for letter in word.as_ref() {
                let letter = made.letter(*letter);
                state = if let Some(next) = made.next.get(&(state, letter)) {
                    *next
                } else {
                    let new = u32::try_from(behind.len()).ok()?;
                    made.next.insert((state, letter), new);
                    behind[state as usize].push((letter, new));
                    behind.push(Vec::new());
                    made.words.push(Vec::new());
                    new
                };
            }
            made.words[state as usize].push(number);
        }
        made.shorter.resize(behind.len(), 0);
        made.word.resize(behind.len(), None);
        made.word[0] = (!made.words[0].is_empty()).then_some(0);
        // The shorter ones first: each follows from one with a letter less.
        let mut open = VecDeque::from([0_u32]);
        while let Some(state) = open.pop_front() {
            for (letter, next) in &behind[state as usize] {
                let shorter = if state == 0 {
                    0
                } else {
                    made.step(made.shorter[state as usize], *letter)
                };
                made.shorter[*next as usize] = shorter;
                let is_word = !made.words[*next as usize].is_empty();
                made.word[*next as usize] = if is_word {
                    Some(*next)
                } else {
                    made.word[shorter as usize]
                };
                open.push_back(*next);
            }
        }
        Some(made)
    }

    fn letter(&self, letter: u8) -> u8 {
        if self.any_case {
            letter.to_ascii_lowercase()
        } else {
            letter
        }
    }

    fn step(&self, mut state: u32, letter: u8) -> u32 {
        loop {
            match self.next.get(&(state, letter)) {
                Some(next) => return *next,
                None if state == 0 => return 0,
                None => state = self.shorter[state as usize],
            }
        }
    }

    fn each_in<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = FoundWord> + 'f {
        let places = (0..=text.len()).scan(0, |state, end| {
            if let Some(read) = end.checked_sub(1) {
                *state = self.step(*state, self.letter(text[read]));
            }
            Some((end, self.word[*state as usize]))
        });
        let shorter = |at: &u32| {
            if *at == 0 {
                None
            } else {
                self.word[self.shorter[*at as usize] as usize]
            }
        };
        places.flat_map(move |(end, longest)| {
            let all = std::iter::successors(longest, shorter).flat_map(|at| &self.words[at as usize]);
            all.map(move |word| FoundWord {
                word: *word as usize,
                start: end - self.lengths[*word as usize],
                end,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn few_words_make_no_table_and_many_go_without_the_library() {
        let few = Finder::of(["Vendor", "The The The The"]).expect("it can hold them");
        assert!(matches!(few, Finder::Few(library) if library.kind() == AhoCorasickKind::ContiguousNFA));
        for words in [
            vec!["P ".repeat(9_000)],
            (0..5_000).map(|at| format!("AD{at}")).collect(),
        ] {
            let many = Finder::of(&words).expect("it can hold them");
            assert!(matches!(&many, Finder::Many(_)));
            assert!(many.is_match(&format!("x{}", words[0])) && !many.is_match("nothing"));
        }
    }

    #[test]
    fn a_word_of_nothing_stands_everywhere() {
        let own = Finder::Many(Automaton::of(&["", "b"], false).expect("it can hold them"));
        let found: Vec<_> = own.each_in("ab").map(|word| (word.word, word.start)).collect();
        assert_eq!(found, [(0, 0), (0, 1), (1, 1), (0, 2)]);
        assert!(own.is_match(""));
    }

    proptest! {
        #[test]
        fn many_words_are_found_as_the_library_finds_them(
            words in vec("[abAé]{1,4}", 0..9), text in "[abABé]{0,30}", any_case in any::<bool>(),
        ) {
            let library = AhoCorasick::builder().ascii_case_insensitive(any_case).build(&words).unwrap();
            let expected: Vec<FoundWord> = library
                .find_overlapping_iter(&text)
                .map(|hit| FoundWord { word: hit.pattern().as_usize(), start: hit.start(), end: hit.end() })
                .collect();
            let own = Finder::Many(Automaton::of(&words, any_case).expect("it can hold them"));
            prop_assert_eq!(own.is_match(&text), library.is_match(&text));
            prop_assert_eq!(own.each_in(&text).collect::<Vec<_>>(), expected);
        }
    }
}
