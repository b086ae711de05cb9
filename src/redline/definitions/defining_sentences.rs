//! The words that define a term: its sentence, over the ends of lines that only break it, the sentences that go on with
//! it, and the items that it announces.

use super::super::item_labels::{Place, labels};
use super::{behind_term, numbers_of, terms_defined_in};
use std::collections::HashMap;
use std::ops::Range;

/// A definition goes on over at most so many sentences behind its own, and none of them is longer than so many bytes.
const GOES_ON_FOR: usize = 6;
const LONGEST_THAT_GOES_ON: usize = 2000;

/// The sentences of a paragraph. It may be as long as the contract and hold thousands of terms: what all of them need is
/// found once.
pub(super) struct Sentences<'t> {
    text: &'t str,
    at: usize,
    passage: &'t str,
    /// Whether what stands in front of a colon is a term.
    is_among_definitions: bool,
    ends: Vec<usize>,
    /// Where its first sentence begins in the text: behind the label of an item, or on a line before.
    begins: Option<usize>,
    /// Where its last sentence ends in the text, with the items that it announces.
    closes: Option<usize>,
    /// The numbers of words by where they stand.
    known: HashMap<Range<usize>, (u64, u64)>,
}

impl<'t> Sentences<'t> {
    pub(super) fn of(text: &'t str, at: usize, passage: &'t str, is_among_definitions: bool) -> Self {
        Self {
            text,
            at,
            passage,
            is_among_definitions,
            ends: sentence_ends(passage).collect(),
            begins: None,
            closes: None,
            known: HashMap::new(),
        }
    }

    /// The words that define the term at a place of the paragraph, from the beginning of its sentence to where the
    /// definition ends; and their numbers, as written and as worded.
    pub(super) fn defining(&mut self, term: &Range<usize>) -> (&'t str, (u64, u64)) {
        let before = self.ends.partition_point(|end| *end <= term.start);
        let start = match before.checked_sub(1) {
            Some(last) => self.at + self.ends[last],
            None => self.begins(term.start),
        };
        let until = self.until(term.end, &self.passage[term.clone()]);
        let at = start..until;
        let words = &self.text[at.clone()];
        if let Some(rest) = behind_term(words, &self.passage[term.clone()]) {
            return (rest, numbers_of(rest));
        }
        let numbers = *self.known.entry(at).or_insert_with(|| numbers_of(words));
        (words, numbers)
    }

    /// The words of a definition whose term stands over the paragraph.
    pub(super) fn beginning(mut self, term: &str) -> &'t str {
        let until = self.until(0, term);
        self.text[self.at..until].trim()
    }

    /// Where the definition ends in the text of which the sentence at a place of the paragraph is the first.
    fn until(&mut self, place: usize, term: &str) -> usize {
        let mut sentence = self.ends.partition_point(|end| *end < place.max(1));
        let end_of = |sentence: usize| self.ends.get(sentence).copied().unwrap_or(self.passage.len());
        for _ in 0..GOES_ON_FOR {
            let next = &self.passage[end_of(sentence)..end_of(sentence + 1)];
            if next.len() > LONGEST_THAT_GOES_ON || !goes_on(next, term) {
                break;
            }
            sentence += 1;
        }
        let end = end_of(sentence);
        if end == self.passage.len() {
            self.closes()
        } else {
            self.at + end
        }
    }

    /// Where the sentence begins that the paragraph begins with or goes on with, for a term at that place of it.
    fn begins(&mut self, term: usize) -> usize {
        let (text, at, passage) = (self.text, self.at, self.passage);
        *self.begins.get_or_insert_with(|| {
            let label = labels(passage, Place::Text).into_iter().next();
            match label.filter(|label| label.end <= term && passage[..label.start].trim().is_empty()) {
                Some(label) => at + label.end,
                // A line that begins with its term begins anew.
                None if !passage[..term].contains(char::is_alphanumeric) => at,
                None => at - broken_before(&text[..at]),
            }
        })
    }

    fn closes(&mut self) -> usize {
        let end = self.at + self.passage.len();
        *self.closes.get_or_insert_with(|| {
            let announces = self.passage.trim_end().ends_with([':', '：', '—']);
            let rest = &self.text[end..];
            end + if announces {
                items(rest)
            } else if ends_sentence(self.passage) {
                0
            } else {
                broken_behind(rest, self.is_among_definitions)
            }
        })
    }
}

/// A sentence is looked for over so many lines before its term and behind it, and over so many bytes.
const MOST_LINES: usize = 12;

fn ends_sentence(line: &str) -> bool {
    let line =
        line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | ')' | '）' | '»' | '」'));
    line.is_empty() || line.ends_with(['.', '。', '!', '！', '?', '？', ';', '；', ':', '：', '—'])
}

/// How many bytes ahead the sentence begins that goes on behind the text.
fn broken_before(before: &str) -> usize {
    let mut length = 0;
    for line in before.split_inclusive('\n').rev().take(MOST_LINES) {
        if ends_sentence(line) || length + line.len() > LONGEST_THAT_GOES_ON {
            break;
        }
        let last = sentence_ends(line).filter(|end| !line[*end..].trim().is_empty()).last();
        let label = labels(line, Place::Text).into_iter().next().map(|label| label.end);
        length += line.len() - last.or(label).unwrap_or(0);
        if last.or(label).is_some() {
            break;
        }
    }
    length
}

/// How many bytes of the following lines belong to the sentence that they go on with: up to its end, an empty line, an item
/// or another definition.
fn broken_behind(rest: &str, is_among_definitions: bool) -> usize {
    let mut length = 0;
    for (number, line) in rest.split_inclusive('\n').take(MOST_LINES).enumerate() {
        // What is left of the paragraph's own line.
        if number == 0 && line.trim().is_empty() {
            length += line.len();
            continue;
        }
        let is_new = line.trim().is_empty()
            || length + line.len() > LONGEST_THAT_GOES_ON
            || !labels(line, Place::Text).is_empty()
            || !terms_defined_in(line.trim(), is_among_definitions).is_empty();
        if is_new {
            break;
        }
        if let Some(end) = sentence_ends(line).next() {
            length += end;
            break;
        }
        length += line.len();
    }
    rest[..length].trim_end().len()
}

/// Where sentences end: behind the full stop.
fn sentence_ends(passage: &str) -> impl Iterator<Item = usize> + '_ {
    passage.char_indices().filter_map(|(at, c)| {
        let behind = at + c.len_utf8();
        let rest = &passage[behind..];
        let ends = match c {
            '。' | '！' | '？' | '．' => true,
            ';' | '；' => rest.trim_start().starts_with(['"', '“', '‘', '「', '„', '«']),
            '.' | '!' | '?' => {
                let next = rest.trim_start_matches(['"', '”', '’', ')', '»']).chars().next();
                next.is_none_or(char::is_whitespace) && !is_abbreviated(&passage[..at]) && begins_sentence(rest)
            }
            _ => false,
        };
        ends.then_some(behind)
    })
}

fn begins_sentence(rest: &str) -> bool {
    let next =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '“' | '‘' | '’' | '(' | ')'));
    next.chars().next().is_none_or(|c| !c.is_lowercase())
}

fn is_abbreviated(before: &str) -> bool {
    const SHORT: [&str; 18] = [
        "Ltd", "Inc", "Co", "Corp", "No", "Nos", "Art", "Sec", "Cl", "etc", "Nr", "Abs", "bzw", "approx", "St", "Dr",
        "Mr", "vs",
    ];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    SHORT.contains(&word) || word.chars().count() == 1 && word.chars().all(char::is_uppercase) || word.contains('.')
}

/// Words of a sentence that says what else a term is, or is not.
const BOUNDING: [&str; 37] = [
    "includ",
    "exclud",
    "exten",
    "limit",
    "compris",
    "cover",
    "contain",
    "consist",
    "mean",
    "refer",
    "deem",
    "not ",
    "only",
    "also ",
    "further",
    "包括",
    "包含",
    "不含",
    "不包",
    "涵盖",
    "限于",
    "是指",
    "不属于",
    "不是",
    "umfass",
    "gehör",
    "schließ",
    "nicht",
    "zähl",
    "gelten als",
    "inclu",
    "compren",
    "exclu",
    "含む",
    "含ま",
    "除く",
    "ない",
];

/// Whether a sentence goes on with the definition before it.
fn goes_on(sentence: &str, term: &str) -> bool {
    const GOING_ON: [&str; 24] = [
        "It ",
        "They ",
        "This ",
        "These ",
        "Such ",
        "The term",
        "That term",
        "For the avoidance",
        "Sie ",
        "Er ",
        "Es ",
        "Dies",
        "Il ",
        "Elle ",
        "Ils ",
        "Elles ",
        "Ceux",
        "Celle",
        "これ",
        "当該",
        "其",
        "该",
        "該",
        "前述",
    ];
    // Of the contract, or of what nobody does: Es gelten die Preise, il est convenu.
    const OF_NOTHING: [&str; 30] = [
        "This Agreement",
        "This agreement",
        "This Contract",
        "This contract",
        "This Section",
        "This Clause",
        "This Policy",
        "This Schedule",
        "These Terms",
        "These terms",
        "These Conditions",
        "Dieser Vertrag",
        "Diese Vereinbarung",
        "Diese Bedingungen",
        "Es gelten ",
        "Es gilt ",
        "Es ist ",
        "Es sind ",
        "Es wird ",
        "Es werden ",
        "Es besteht ",
        "Es bestehen ",
        "Es bedarf ",
        "Es finde",
        "Es bleibt ",
        "Es obliegt ",
        "Il est ",
        "Il appartient ",
        "Il incombe ",
        "Il y a ",
    ];
    let sentence = sentence.trim_start();
    let is_of_nothing = OF_NOTHING.iter().any(|words| sentence.starts_with(words));
    !is_of_nothing && GOING_ON.iter().any(|word| sentence.starts_with(word))
        || sentence.contains(term) && BOUNDING.iter().any(|word| sentence.contains(word))
}

/// How many bytes of items follow an announcement: the lines up to an empty one, or one that begins another definition.
fn items(rest: &str) -> usize {
    let mut length = 0;
    for line in rest.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() && length > 0 && line.len() < rest.len() - length
            || !terms_defined_in(words, false).is_empty()
        {
            break;
        }
        length += line.len();
    }
    rest[..length].trim_end().len()
}
