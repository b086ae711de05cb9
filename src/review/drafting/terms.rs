//! Defined terms: never used, defined twice; and terms that look defined and are not.

use super::{DraftingContext, DraftingHit};
use crate::redline::{Definition, Uses, definitions, number_of};
use crate::review::violation::Violation;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Terms that are defined and used nowhere but where they are defined.
pub(super) fn unused(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let defined = definitions(&context.text.visits);
    let parties: HashSet<&str> = context
        .names
        .iter()
        .flat_map(|names| names.words.iter().map(String::as_str))
        .collect();
    let asked = |definition: &&Definition<'_>| {
        // 甲方 and the like stand in the list of parties.
        !parties.contains(definition.term)
            && definition.term.chars().count() >= 2
            && !definition.term.contains(['“', '”', '"'])
    };
    let used = Used::of(context, &defined);
    let mut found = Vec::new();
    for definition in defined
        .iter()
        .filter(asked)
        .filter(|definition| !used.beside(definition))
    {
        if let Some((clause, bytes)) = place(context, definition) {
            found.push((clause, bytes, Violation::UnusedTerm(definition.term.to_owned())));
        }
    }
    found
}

/// Where terms are used, found in one pass for all of them.
struct Used<'t> {
    /// For each term in small letters the number of a line that has it, and whether others have it as well.
    lines: HashMap<String, (u64, bool)>,
    /// For each plural of a term the same.
    plurals: HashMap<String, (u64, bool)>,
    /// The terms that headings use.
    headings: HashSet<&'t str>,
    /// The terms that the paragraph which defines them uses once more, by where they are defined.
    again: HashSet<(&'t str, usize, &'t str)>,
}

impl<'t> Used<'t> {
    fn of(context: &'t DraftingContext<'_>, defined: &'t [Definition<'t>]) -> Self {
        let terms = || defined.iter().map(|definition| definition.term);
        let lower: Vec<String> = terms().map(str::to_lowercase).collect();
        let plurals: Vec<String> = terms().filter_map(plural).collect();
        let exact = Uses::of(terms());
        let (in_small, in_plural) = (
            Uses::of(lower.iter().map(String::as_str)),
            Uses::of(plurals.iter().map(String::as_str)),
        );
        let mut used = Self {
            lines: HashMap::new(),
            plurals: HashMap::new(),
            headings: HashSet::new(),
            again: HashSet::new(),
        };
        for (_, text) in context.clauses() {
            for line in text.lines() {
                // A paragraph may be as long as the contract, and hold thousands of terms: it is compared by number.
                let number = number_of(line);
                in_small.even_within_others(&line.to_lowercase(), |term| note(&mut used.lines, term, number));
                in_plural.anywhere(line, |plural, _| note(&mut used.plurals, plural, number));
            }
        }
        for visit in &context.text.visits {
            exact.even_within_others(&visit.clause.heading, |term| {
                used.headings.insert(term);
            });
        }
        for (of_passage, first) in by_passage(defined, &exact) {
            let Some(passage) = of_passage.first() else { continue };
            // In a paragraph that ends with the term in parentheses, what stands before uses nothing yet.
            exact.each_in(passage.passage, |term, at| {
                if first.get(term).is_some_and(|first| first + term.len() <= at) {
                    used.again.insert((passage.clause, passage.passage_at, term));
                }
            });
        }
        used
    }

    /// Whether the term is used in another paragraph than that which defines it, or a second time in that one.
    fn beside(&self, definition: &Definition<'_>) -> bool {
        let elsewhere = |lines: &HashMap<String, (u64, bool)>, term: &str| {
            lines
                .get(term)
                .is_some_and(|(line, others)| *others || *line != definition.paragraph)
        };
        elsewhere(&self.lines, &definition.term.to_lowercase())
            || plural(definition.term).is_some_and(|plural| elsewhere(&self.plurals, &plural))
            || self.headings.contains(definition.term)
            || self
                .again
                .contains(&(definition.clause, definition.passage_at, definition.term))
    }
}

/// The definitions of each paragraph, and where each of their terms stands first in it.
fn by_passage<'d, 't>(
    defined: &'d [Definition<'t>],
    terms: &Uses<'t>,
) -> Vec<(&'d [Definition<'t>], HashMap<&'t str, usize>)> {
    let same = |a: &Definition<'_>, b: &Definition<'_>| a.clause == b.clause && a.passage_at == b.passage_at;
    let first = |of_passage: &[Definition<'t>]| {
        let wanted: HashSet<&str> = of_passage.iter().map(|definition| definition.term).collect();
        let mut first: HashMap<&'t str, usize> = HashMap::new();
        terms.anywhere(
            of_passage.first().map_or("", |definition| definition.passage),
            |term, at| {
                if wanted.contains(term) {
                    first.entry(term).or_insert(at);
                }
            },
        );
        first
    };
    defined
        .chunk_by(same)
        .map(|of_passage| (of_passage, first(of_passage)))
        .collect()
}

fn note(lines: &mut HashMap<String, (u64, bool)>, term: &str, line: u64) {
    match lines.get_mut(term) {
        Some((first, others)) => *others |= *first != line,
        None => {
            lines.insert(term.to_owned(), (line, false));
        }
    }
}

/// `Affiliates` of `Affiliate`, `Authorised Parties` of `Authorised Party`.
fn plural(term: &str) -> Option<String> {
    let singular = term.strip_suffix('y').map(|stem| format!("{stem}ies"));
    singular
        .or_else(|| term.strip_suffix('s').map(str::to_owned))
        .filter(|_| term.is_ascii())
}

fn place(context: &DraftingContext<'_>, definition: &Definition<'_>) -> Option<(usize, Range<usize>)> {
    let clause = context.text.place_of_id(definition.clause)?;
    let at = definition.passage_at + definition.at;
    Some((clause, at..at + definition.term.len()))
}

/// Terms that two paragraphs define in different words.
pub(super) fn defined_twice(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    let defined = definitions(&context.text.visits);
    let mut first: BTreeMap<&str, &Definition<'_>> = BTreeMap::new();
    let mut borrowed: HashMap<(&str, usize), bool> = HashMap::new();
    let mut found = Vec::new();
    let terms = Uses::of(defined.iter().map(|definition| definition.term));
    let by_passage = by_passage(&defined, &terms);
    let each = by_passage
        .iter()
        .flat_map(|(of_passage, first)| of_passage.iter().map(move |one| (one, first)));
    for (definition, first_at) in each {
        let first_at = first_at.get(definition.term).copied().unwrap_or(definition.at);
        let behind = &definition.passage[first_at + definition.term.len()..];
        let behind = behind.trim_start_matches(['"', '”', '*', ' ', ',', '，']);
        // Elsewhere the term only gets the meaning that it has in another document.
        let borrowed = *borrowed
            .entry((definition.clause, definition.passage_at))
            .or_insert_with(|| definition.passage.contains("has the meaning"));
        let means = !borrowed && ["means", "是指", "指"].iter().any(|word| behind.starts_with(word));
        if !means {
            continue;
        }
        match first.get(definition.term) {
            Some(known) if known.paragraph != definition.paragraph => {
                if let Some((clause, bytes)) = place(context, definition) {
                    found.push((clause, bytes, Violation::DefinedTwice(definition.term.to_owned())));
                }
            }
            Some(_) => {}
            None => {
                first.insert(definition.term, definition);
            }
        }
    }
    found
}

/// Words that end names rather than defined terms.
const NAMES_END: [&str; 34] = [
    "Act",
    "Acts",
    "Regulation",
    "Regulations",
    "Directive",
    "Law",
    "Laws",
    "Rules",
    "Rule",
    "Convention",
    "Court",
    "Courts",
    "Code",
    "Decision",
    "Procedure",
    "Commission",
    "Council",
    "Union",
    "State",
    "States",
    "Kingdom",
    "Area",
    "Bank",
    "Centre",
    "Center",
    "Institute",
    "Inc",
    "Ltd",
    "Limited",
    "GmbH",
    "Street",
    "Road",
    "Treaty",
    "Protocol",
];

/// Terms in capitals (`the Escrow Agent`) that at least two sentences use and none defines.
pub(super) fn undefined(context: &DraftingContext<'_>) -> Vec<DraftingHit> {
    if context.is_chinese() {
        return Vec::new();
    }
    let defined = definitions(&context.text.visits);
    // Where nothing is defined, capitals mean something else.
    if defined.len() < 3 {
        return Vec::new();
    }
    let mut known: BTreeSet<String> = defined
        .iter()
        .map(|definition| definition.term.to_lowercase())
        .collect();
    known.extend(
        context
            .names
            .iter()
            .flat_map(|names| names.words.iter().map(|word| word.to_lowercase())),
    );
    known.extend(
        context
            .text
            .visits
            .iter()
            .map(|visit| visit.clause.heading.to_lowercase()),
    );
    let candidates: Vec<(usize, &str, Range<usize>)> = context
        .clauses()
        .flat_map(|(clause, text)| {
            capitalised(text)
                .into_iter()
                .map(move |bytes| (clause, &text[bytes.clone()], bytes))
        })
        .collect();
    // All candidates and their words are looked for in what is known at once.
    let wanted: BTreeSet<String> = candidates
        .iter()
        .flat_map(|(_, term, _)| term.split(' ').chain([*term]))
        .map(str::to_lowercase)
        .collect();
    let plurals: HashSet<String> = known.iter().filter_map(|known| plural(known)).collect();
    let within = Uses::of(wanted.iter().map(String::as_str));
    let mut part_of_known: HashSet<&str> = HashSet::new();
    for known in &known {
        within.anywhere(known, |part, _| {
            part_of_known.insert(part);
        });
    }
    let is_known = |term: &str| {
        let lower = term.to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        known.contains(singular) || part_of_known.contains(&*lower) || plurals.contains(&lower)
    };
    let mut places: BTreeMap<&str, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for (clause, term, bytes) in candidates {
        // `the Initial Term`, where `Initial Term` or each word of it is defined.
        let parts = term.split(' ').all(is_known);
        if !is_known(term)
            && !parts
            && !term
                .split(' ')
                .next_back()
                .is_some_and(|last| NAMES_END.contains(&last))
        {
            places.entry(term).or_default().push((clause, bytes));
        }
    }
    let often = places.into_iter().filter(|(_, places)| places.len() >= 2);
    often
        .map(|(term, places)| {
            (
                places[0].0,
                places[0].1.clone(),
                Violation::UndefinedTerm(term.to_owned()),
            )
        })
        .collect()
}

/// Two to four capitalised words behind a small `the`, `a`, `any`, `each`, `such` or `this`.
fn capitalised(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for article in [" the ", " a ", " an ", " any ", " each ", " such ", " this "] {
        for (at, _) in text.match_indices(article) {
            let start = at + article.len();
            let mut end = start;
            let mut words = 0;
            for word in text[start..].split(' ') {
                let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
                let proper = bare.starts_with(|c: char| c.is_ascii_uppercase())
                    && bare.len() > 1
                    && bare.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
                    && bare.chars().skip(1).any(|c| c.is_ascii_lowercase());
                if !proper || words == 4 {
                    break;
                }
                words += 1;
                end = text[end..].find(bare).map_or(end, |found| end + found + bare.len());
                if bare.len() < word.len() {
                    break;
                }
            }
            if (2..=4).contains(&words) {
                found.push(start..end);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found
}
