//! A contract as the rules see it: cut into sentences, with every word of every rule found once.

use super::pattern::{GAP, Pattern, Vocabulary};
use crate::contract::{Clause, Contract, Visit};
use crate::redline::finder::Finder;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A heading, or a sentence of a clause's text. Items of a list are sentences of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Which clause, in reading order.
    pub(crate) clause: usize,
    /// Whether it is the heading.
    pub(crate) heading: bool,
    /// Its bytes in the heading or text.
    pub(crate) bytes: Range<usize>,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordHit {
    pub(crate) unit: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A contract, its sentences, and where every word of the rules stands.
pub(crate) struct IndexedText<'c> {
    pub(crate) visits: Vec<Visit<'c>>,
    pub(crate) units: Vec<Unit>,
    /// The units of each clause.
    pub(crate) of_clause: Vec<Range<usize>>,
    /// For each word of the vocabulary its places in reading order.
    spots: Vec<Vec<WordHit>>,
    /// For each clause the one above it.
    above: Vec<Option<usize>>,
    /// The place of each clause by its id.
    by_id: HashMap<&'c str, usize>,
    /// For each unit the words of the vocabulary that stand in it.
    in_unit: Vec<Vec<(usize, WordHit)>>,
    /// What each clause has by itself.
    pub(crate) clauses: Vec<Arc<IndexedClause>>,
}

/// What was found in one clause, wherever it stands in a contract.
pub(crate) struct IndexedClause {
    /// The bytes of its sentences.
    sentences: Vec<Range<usize>>,
    /// Every word that was found, by its number, with the units counted from the clause's heading.
    found: Vec<(usize, WordHit)>,
}

/// What was found in the clauses of an earlier version of a contract: a clause that stays as it was is looked through once
/// for all versions.
#[derive(Default)]
pub(crate) struct EarlierClauses<'c> {
    vocabulary: Vocabulary,
    finder: Option<Finder>,
    known: HashMap<&'c str, (&'c Clause, Arc<IndexedClause>)>,
}

impl<'c> IndexedText<'c> {
    pub(crate) fn of(contract: &'c Contract, vocabulary: &Vocabulary) -> Self {
        Self::after(&mut EarlierClauses::default(), contract, vocabulary)
    }

    /// The same, where an earlier version was looked through; this one then takes its place.
    pub(crate) fn after(earlier: &mut EarlierClauses<'c>, contract: &'c Contract, vocabulary: &Vocabulary) -> Self {
        if earlier.vocabulary != *vocabulary {
            *earlier = EarlierClauses {
                vocabulary: vocabulary.clone(),
                finder: vocabulary.finder(),
                known: HashMap::new(),
            };
        }
        let (finder, known) = (earlier.finder.as_ref(), &earlier.known);
        let visits = contract.walk();
        let mut above = Vec::with_capacity(visits.len());
        let mut open: Vec<usize> = Vec::new();
        for (at, visit) in visits.iter().enumerate() {
            open.truncate(visit.depth - 1);
            above.push(open.last().copied());
            open.push(at);
        }
        let index = |visit: &Visit<'c>| match known.get(&*visit.clause.id) {
            Some((same, index)) if same.heading == visit.clause.heading && same.text == visit.clause.text => {
                Arc::clone(index)
            }
            _ => Arc::new(IndexedClause::of(visit.clause, vocabulary, finder)),
        };
        let clauses: Vec<Arc<IndexedClause>> = visits.par_iter().with_min_len(64).map(index).collect();
        earlier.known = visits
            .iter()
            .zip(&clauses)
            .map(|(visit, index)| (&*visit.clause.id, (visit.clause, Arc::clone(index))))
            .collect();
        let (mut units, mut of_clause) = (Vec::new(), Vec::with_capacity(visits.len()));
        let (mut spots, mut in_unit) = (vec![Vec::new(); vocabulary.len()], Vec::new());
        for (clause, (visit, index)) in visits.iter().zip(&clauses).enumerate() {
            let first = units.len();
            units.push(Unit {
                clause,
                heading: true,
                bytes: 0..visit.clause.heading.len(),
            });
            units.extend(index.sentences.iter().map(|bytes| Unit {
                clause,
                heading: false,
                bytes: bytes.clone(),
            }));
            of_clause.push(first..units.len());
            in_unit.resize(units.len(), Vec::new());
            for (word, spot) in &index.found {
                let unit = first + spot.unit;
                let spot = WordHit { unit, ..*spot };
                spots[*word].push(spot);
                in_unit[unit].push((*word, spot));
            }
        }
        for spots in &mut spots {
            spots.sort_by_key(|spot| (spot.unit, spot.start));
        }
        let by_id = visits
            .iter()
            .enumerate()
            .map(|(at, visit)| (visit.clause.id.as_str(), at))
            .collect();
        Self {
            visits,
            units,
            of_clause,
            spots,
            above,
            by_id,
            in_unit,
            clauses,
        }
    }

    /// The heading or text that a unit is cut from.
    pub(crate) fn source(&self, unit: usize) -> &'c str {
        let clause = self.visits[self.units[unit].clause].clause;
        if self.units[unit].heading {
            &clause.heading
        } else {
            &clause.text
        }
    }

    /// The words of a unit.
    pub(crate) fn words(&self, unit: usize) -> &'c str {
        &self.source(unit)[self.units[unit].bytes.clone()]
    }

    /// Where a word stands, in reading order.
    pub(crate) fn spots(&self, word: usize) -> &[WordHit] {
        &self.spots[word]
    }

    /// Where a word stands in one unit.
    pub(crate) fn spots_in(&self, word: usize, unit: usize) -> &[WordHit] {
        let spots = &self.spots[word];
        let first = spots.partition_point(|spot| spot.unit < unit);
        let end = spots.partition_point(|spot| spot.unit <= unit);
        &spots[first..end]
    }

    /// Every word of the vocabulary that stands in one unit.
    pub(crate) fn in_unit(&self, unit: usize) -> &[(usize, WordHit)] {
        &self.in_unit[unit]
    }

    /// The place of a clause in reading order.
    pub(crate) fn place_of_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Where a pattern is met: from its first word to its last, in reading order.
    pub(crate) fn met(&self, pattern: &Pattern) -> Vec<WordHit> {
        let Some((first, rest)) = pattern.0.split_first() else {
            return Vec::new();
        };
        self.spots(*first)
            .iter()
            .filter_map(|spot| self.completed(*spot, rest))
            .collect()
    }

    /// Whether a unit meets one of the patterns.
    pub(crate) fn meets(&self, unit: usize, patterns: &[Pattern]) -> bool {
        patterns.iter().any(|pattern| match pattern.0.split_first() {
            Some((first, rest)) => self
                .spots_in(*first, unit)
                .iter()
                .any(|spot| self.completed(*spot, rest).is_some()),
            None => false,
        })
    }

    fn completed(&self, begun: WordHit, rest: &[usize]) -> Option<WordHit> {
        rest.iter().try_fold(begun, |begun, word| {
            let source = self.source(begun.unit);
            let spots = self.spots_in(*word, begun.unit);
            let next = spots.get(spots.partition_point(|spot| spot.start < begun.end))?;
            // No character has more than four bytes.
            if next.start - begun.end > GAP * 4 {
                return None;
            }
            let between = source[begun.end..next.start]
                .chars()
                .map(|one| if one.is_ascii() { 1 } else { 2 });
            let near = between.sum::<usize>() <= GAP;
            near.then_some(WordHit { end: next.end, ..begun })
        })
    }

    /// The clause above another.
    pub(crate) fn above(&self, clause: usize) -> Option<usize> {
        self.above[clause]
    }

    /// For each clause whether its heading, or one above it, is among these units' clauses.
    pub(crate) fn under(&self, headed: &[bool]) -> Vec<bool> {
        let mut under: Vec<bool> = Vec::with_capacity(headed.len());
        for (clause, own) in headed.iter().enumerate() {
            let above = self.above[clause].is_some_and(|above| under[above]);
            under.push(*own || above);
        }
        under
    }
}

impl IndexedClause {
    fn of(clause: &Clause, vocabulary: &Vocabulary, finder: Option<&Finder>) -> Self {
        let sentences = sentences(&clause.text);
        let mut found = Vec::new();
        let heading = 0..clause.heading.len();
        let fields = [
            (&clause.heading, std::slice::from_ref(&heading), 0),
            (&clause.text, &sentences[..], 1),
        ];
        for (text, units, base) in fields {
            // Where the words begin that end where the last one did.
            let (mut ended, mut first) = (0, found.len());
            for hit in finder.iter().flat_map(|finder| finder.each_in(text)) {
                let (start, end) = (hit.start, hit.end);
                let word = hit.word;
                let unit = units.partition_point(|unit| unit.end <= start);
                if unit >= units.len() || !vocabulary.stands(word, text, start, end) {
                    continue;
                }
                if end != ended {
                    (ended, first) = (end, found.len());
                } else if found.len() - first == LONGER + SHORTER {
                    // The longest comes first.
                    found.remove(first + LONGER);
                }
                let unit = base + unit;
                found.push((word, WordHit { unit, start, end }));
            }
        }
        Self { sentences, found }
    }
}

/// Of the words that end at one place only the longest and the shortest count, so many of each. A hundred names, each of
/// which ends with all the others, would stand everywhere in a text made of them; no word of a checklist has so many parts
/// that are looked for as well.
const LONGER: usize = 3;
const SHORTER: usize = 9;
/// Behind a full stop the next word is looked for among so many characters.
const NEAR: usize = 64;
/// A sentence of more bytes than this is cut behind its next comma or blank.
const LONGEST: usize = 2_048;

/// The sentences of a text: up to 。；;！？ or a line's end, in English also up to a full stop before a capital. Blanks at
/// their ends are left out.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let over = match c {
            '。' | '；' | ';' | '！' | '？' | '\n' => true,
            '.' | '?' | '!' => {
                let near = text[end..]
                    .char_indices()
                    .nth(NEAR)
                    .map_or(&text[end..], |(at, _)| &text[end..end + at]);
                let mut after = near.trim_start_matches(['"', '”', ')']).chars();
                let blank = after.next().is_some_and(char::is_whitespace);
                let next = near.trim_start_matches(['"', '”', ')', ' ']).chars().next();
                blank
                    && next.is_some_and(|next| !next.is_lowercase() && !next.is_ascii_digit())
                    && !is_short(&text[start..at])
            }
            _ => false,
        };
        // In a sentence without end, a rule would read all of it again for each of its words.
        let too_long = end - start >= LONGEST && (matches!(c, ',' | '，' | '、' | ' ') || end - start >= 2 * LONGEST);
        if over || too_long {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Whether a full stop behind these words only shortens the last one.
fn is_short(before: &str) -> bool {
    let near = before
        .char_indices()
        .rev()
        .take(8)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let last = near
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    [
        "No", "Art", "Inc", "Ltd", "Co", "Corp", "e.g", "i.e", "etc", "Mr", "Ms", "Dr", "vs", "v", "U.S",
    ]
    .contains(&last)
        || last.len() == 1 && last.starts_with(|c: char| c.is_ascii_uppercase())
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.end - (part.len() - part.trim_end().len());
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Clause;

    #[test]
    fn texts_are_cut_into_sentences_and_items() {
        let text =
            "甲方付款：（一）预付款；（二）尾款。Vendor Inc. shall pay EUR 1.50 (e.g. The fee). It ends.\n  Next ";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "甲方付款：（一）预付款；",
                "（二）尾款。",
                "Vendor Inc. shall pay EUR 1.50 (e.g. The fee).",
                "It ends.",
                "Next"
            ]
        );
    }

    #[test]
    fn names_that_end_with_one_another_do_not_multiply_and_hide_no_other_word() {
        let mut vocabulary = Vocabulary::default();
        let names: Vec<usize> = (1..=90).map(|many| vocabulary.word(&"A ".repeat(many))).collect();
        let shall = vocabulary.word("shall");
        let text = format!("{}shall", "A ".repeat(1_000));
        let clause = Clause {
            id: "a".into(),
            text,
            ..Clause::default()
        };
        let contract = Contract {
            clauses: vec![clause],
            ..Contract::default()
        };
        let seen = IndexedText::of(&contract, &vocabulary);
        let spots: usize = names.iter().map(|name| seen.spots(*name).len()).sum();
        assert!(spots <= 1_000 * (LONGER + SHORTER), "{spots}");
        assert_eq!(seen.spots(shall).len(), 1);
        assert!(
            seen.spots(names[0]).len() >= 990 && seen.spots(names[89]).len() >= 900,
            "shortest and longest stay"
        );
    }

    fn met(pattern: &str, text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let patterns = vocabulary.patterns(pattern, &|_| vec!["甲方".into(), "Customer".into()]);
        let clause = Clause {
            id: "a".into(),
            text: text.into(),
            ..Clause::default()
        };
        let contract = Contract {
            clauses: vec![clause],
            ..Contract::default()
        };
        let seen = IndexedText::of(&contract, &vocabulary);
        patterns
            .iter()
            .flat_map(|pattern| seen.met(pattern))
            .map(|spot| text[spot.start..spot.end].to_owned())
            .collect()
    }

    #[test]
    fn patterns_are_met_as_their_page_says() {
        for (pattern, text, found) in [
            ("backup*", "Daily Backups are kept.", vec!["Backup"]),
            ("backup", "Daily backups are kept.", vec![]),
            (
                "notify...breach",
                "Vendor shall notify Customer of a breach.",
                vec!["notify Customer of a breach"],
            ),
            ("notify…breach", "Vendor shall notify. A breach ends it.", vec![]),
            (
                "通知…小时",
                "应当通知甲方，并在二十四小时内",
                vec!["通知甲方，并在二十四小时"],
            ),
            ("{customer}应当", "甲方应当付款，乙方应当交付", vec!["甲方应当"]),
            ("{customer} shall", "customer shall pay", vec!["customer shall"]),
            (
                "{customer} pays {vendor}",
                "The Customer pays Customer.",
                vec!["Customer pays Customer"],
            ),
        ] {
            assert_eq!(met(pattern, text), found, "{pattern}");
        }
    }
}
