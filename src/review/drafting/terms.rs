//! Defined terms: never used, defined twice; and terms that look defined and are not.

use super::{Context, Found};
use crate::redline::{Definition, definitions, uses};
use crate::review::finding::What;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Terms that are defined and used nowhere but where they are defined.
pub(super) fn unused(context: &Context<'_>) -> Vec<Found> {
    let defined = definitions(&context.text.visits);
    let terms: Vec<&str> = defined.iter().map(|definition| definition.term).collect();
    let mut found = Vec::new();
    for definition in &defined {
        let is_party = context.names.iter().any(|names| names.words.iter().any(|word| word == definition.term));
        // 甲方 and the like stand in the list of parties.
        if is_party || definition.term.chars().count() < 2 || definition.term.contains(['“', '”', '"']) {
            continue;
        }
        let longer: Vec<&str> = terms
            .iter()
            .copied()
            .filter(|term| term.len() > definition.term.len() && term.contains(definition.term))
            .collect();
        let used = context.clauses().any(|(_, text)| used_beside_definition(text, definition, &longer))
            || context.text.visits.iter().any(|visit| uses(&visit.clause.heading, definition.term, &[]));
        if !used && let Some((clause, bytes)) = place(context, definition) {
            found.push((clause, bytes, What::UnusedTerm(definition.term.to_owned())));
        }
    }
    found
}

/// Whether a text uses the term in another paragraph than that which defines it, or a second time in that one.
fn used_beside_definition(text: &str, definition: &Definition<'_>, longer: &[&str]) -> bool {
    let term = definition.term;
    // Only letters of an alphabet have a case, and most clauses do not use a term in any.
    let found = text.contains(term)
        || term.is_ascii()
            && text.as_bytes().windows(term.len()).any(|part| part.eq_ignore_ascii_case(term.as_bytes()));
    if !found {
        return false;
    }
    text.lines().any(|line| {
        if line == definition.passage {
            let rest = line.split_once(definition.term).map_or("", |(_, rest)| rest);
            // In a paragraph that ends with the term in parentheses, what stands before uses nothing yet.
            uses(rest, definition.term, longer)
        } else {
            let lower = line.to_lowercase();
            uses(line, definition.term, longer)
                || uses(&lower, &definition.term.to_lowercase(), &[])
                || plural(definition.term).is_some_and(|plural| line.contains(&plural))
        }
    })
}

/// `Affiliates` of `Affiliate`, `Authorised Parties` of `Authorised Party`.
fn plural(term: &str) -> Option<String> {
    let singular = term.strip_suffix('y').map(|stem| format!("{stem}ies"));
    singular.or_else(|| term.strip_suffix('s').map(str::to_owned)).filter(|_| term.is_ascii())
}

fn place(context: &Context<'_>, definition: &Definition<'_>) -> Option<(usize, Range<usize>)> {
    let clause = context.text.visits.iter().position(|visit| visit.clause.id == definition.clause)?;
    let text = &context.text.visits[clause].clause.text;
    let at = text.find(definition.passage)? + definition.passage.find(definition.term)?;
    Some((clause, at..at + definition.term.len()))
}

/// Terms that two paragraphs define in different words.
pub(super) fn defined_twice(context: &Context<'_>) -> Vec<Found> {
    let defined = definitions(&context.text.visits);
    let mut first: BTreeMap<&str, &Definition<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    for definition in &defined {
        let means = ["means", "是指", "指"].iter().any(|word| {
            definition
                .passage
                .split_once(definition.term)
                .is_some_and(|(_, rest)| rest.trim_start_matches(['"', '”', '*', ' ', ',', '，']).starts_with(word))
                && !definition.passage.contains("has the meaning")
        });
        if !means {
            continue;
        }
        match first.get(definition.term) {
            Some(known) if known.passage != definition.passage => {
                if let Some((clause, bytes)) = place(context, definition) {
                    found.push((clause, bytes, What::DefinedTwice(definition.term.to_owned())));
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
pub(super) fn undefined(context: &Context<'_>) -> Vec<Found> {
    if context.is_chinese() {
        return Vec::new();
    }
    let defined = definitions(&context.text.visits);
    // Where nothing is defined, capitals mean something else.
    if defined.len() < 3 {
        return Vec::new();
    }
    let mut known: BTreeSet<String> = defined.iter().map(|definition| definition.term.to_lowercase()).collect();
    known.extend(context.names.iter().flat_map(|names| names.words.iter().map(|word| word.to_lowercase())));
    known.extend(context.text.visits.iter().map(|visit| visit.clause.heading.to_lowercase()));
    let is_known = |term: &str| {
        let lower = term.to_lowercase();
        let singular = lower.strip_suffix('s').unwrap_or(&lower);
        known.contains(&lower)
            || known.contains(singular)
            || known.iter().any(|known| known.contains(&*lower) || plural(known).as_deref() == Some(&lower))
    };
    let mut places: BTreeMap<&str, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for (clause, text) in context.clauses() {
        for bytes in capitalised(text) {
            let term = &text[bytes.clone()];
            // `the Initial Term`, where `Initial Term` or each word of it is defined.
            let parts = term.split(' ').all(&is_known);
            if !is_known(term) && !parts && !term.split(' ').next_back().is_some_and(|last| NAMES_END.contains(&last)) {
                places.entry(term).or_default().push((clause, bytes));
            }
        }
    }
    let often = places.into_iter().filter(|(_, places)| places.len() >= 2);
    often.map(|(term, places)| (places[0].0, places[0].1.clone(), What::UndefinedTerm(term.to_owned()))).collect()
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
