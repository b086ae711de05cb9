//! Defined terms: which clauses use them, and which definitions changed.

use super::class::one_glyph;
use super::definitions::{Definition, number_of};
use super::finder::Finder;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Finds which of many terms a text uses, in time that does not grow with their number.
pub(crate) struct Uses<'t> {
    terms: Vec<&'t str>,
    /// Looks for all terms at once; nothing where there are none, or more than it can hold.
    finder: Option<Finder>,
}

impl<'t> Uses<'t> {
    pub(crate) fn of(terms: impl IntoIterator<Item = &'t str>) -> Self {
        let mut terms: Vec<&str> = terms.into_iter().filter(|term| !term.is_empty()).collect();
        terms.sort_unstable();
        terms.dedup();
        let finder = Finder::of(&terms);
        Self { terms, finder }
    }

    /// The terms that the text uses, sorted: as whole words (a plural `s` may follow), in the case in which they are defined,
    /// not as part of a longer term.
    pub(crate) fn in_text(&self, text: &str) -> Vec<&'t str> {
        let mut used: BTreeSet<&'t str> = BTreeSet::new();
        self.each_in(text, |term, _| {
            used.insert(term);
        });
        used.into_iter().collect()
    }

    /// Every place where the text uses a term like that: the term, and where it begins.
    pub(crate) fn each_in(&self, text: &str, mut found: impl FnMut(&'t str, usize)) {
        let Some(finder) = self.finder.as_ref().filter(|finder| finder.is_match(text)) else {
            return;
        };
        let alone = || {
            finder
                .each_in(text)
                .filter(|hit| stands_alone(text, hit.start, hit.end))
        };
        // How far the longest term reaches that begins at each byte, and the furthest of all that begin before it.
        let mut reach = vec![0; text.len() + 1];
        for hit in alone() {
            reach[hit.start] = hit.end.max(reach[hit.start]);
        }
        let mut furthest = 0;
        let mut covered = Vec::with_capacity(reach.len());
        for end in &reach {
            covered.push(furthest);
            furthest = furthest.max(*end);
        }
        for hit in alone() {
            let is_inside_a_longer_one = reach[hit.start] > hit.end || covered[hit.start] >= hit.end;
            if !is_inside_a_longer_one {
                found(self.terms[hit.word], hit.start);
            }
        }
    }

    /// Every place where a term stands, be it part of a longer word.
    pub(crate) fn anywhere(&self, text: &str, mut found: impl FnMut(&'t str, usize)) {
        let hits = self.finder.iter().flat_map(|finder| finder.each_in(text));
        hits.for_each(|hit| found(self.terms[hit.word], hit.start));
    }

    /// Every term that stands in the text as a whole word, be it part of a longer term as well.
    pub(crate) fn even_within_others(&self, text: &str, mut found: impl FnMut(&'t str)) {
        let hits = self.finder.iter().flat_map(|finder| finder.each_in(text));
        for hit in hits.filter(|hit| stands_alone(text, hit.start, hit.end)) {
            found(self.terms[hit.word]);
        }
    }
}

/// Whether the term that stands there is no part of a longer word; a plural `s` may follow. Scripts without capitals put
/// no blanks between their words, so that their letters end none.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_ascii_digit() || c.is_lowercase() || c.is_uppercase();
    if !text[start..end].ends_with(|c: char| c.is_ascii() || joins(c)) {
        return true;
    }
    let after = &text[end..];
    let after = after
        .strip_prefix('s')
        .filter(|rest| !rest.starts_with(joins))
        .unwrap_or(after);
    !text[..start].ends_with(joins) && !after.starts_with(joins)
}

/// The terms whose defining words are not the same in both versions, with the ids of the clauses that define
/// them in the new version (or, when the definition was removed, in the old one). `old_meaning` and `new_meaning` put what
/// the words refer to in the place of their references, so that a mere renumbering is no change.
pub(crate) fn changed<'a>(
    old: &[Definition<'a>],
    new: &[Definition<'a>],
    old_meaning: impl Fn(&str) -> String,
    new_meaning: impl Fn(&str) -> String,
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut by_term: BTreeMap<&str, [Vec<&Definition<'a>>; 2]> = BTreeMap::new();
    for (side, definitions) in [old, new].into_iter().enumerate() {
        for definition in definitions {
            by_term.entry(definition.term).or_default()[side].push(definition);
        }
    }
    // The same words may define many terms: what they mean is asked once.
    let (mut old_known, mut new_known) = (HashMap::new(), HashMap::new());
    by_term
        .into_iter()
        .filter(|(_, [old, new])| {
            let mut is_same = |(old, new): (&&Definition<'a>, &&Definition<'a>)| {
                old.wording == new.wording
                    || *old_known
                        .entry(old.as_written)
                        .or_insert_with(|| number_of(&one_glyph(&old_meaning(old.words))))
                        == *new_known
                            .entry(new.as_written)
                            .or_insert_with(|| number_of(&one_glyph(&new_meaning(new.words))))
            };
            old.len() != new.len() || !old.iter().zip(new).all(&mut is_same)
        })
        .map(|(term, [old, new])| {
            let side = if new.is_empty() { old } else { new };
            (term, side.iter().map(|definition| definition.clause).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_used_as_a_whole_and_not_inside_a_longer_one() {
        for (text, terms, used) in [
            ("all Customer Data is", vec!["Customer Data"], vec!["Customer Data"]),
            ("the Services are", vec!["Service"], vec!["Service"]),
            ("the Serviceable part", vec!["Service"], vec![]),
            ("each Party Affiliate", vec!["Party", "Party A"], vec!["Party"]),
            ("die Vertragsänderung", vec!["Vertrag"], vec![]),
            ("die Preisänderung", vec!["Preis"], vec![]),
            ("le Café nommé", vec!["Café"], vec!["Café"]),
            ("les Cafétérias", vec!["Café"], vec![]),
            ("处理个人信息时", vec!["信息", "个人信息"], vec!["个人信息"]),
            ("个人信息和其他信息", vec!["信息", "个人信息"], vec!["个人信息", "信息"]),
            (
                "the Fee Notice Period",
                vec!["Fee", "Fee Notice", "Notice Period"],
                vec!["Fee Notice", "Notice Period"],
            ),
        ] {
            assert_eq!(Uses::of(terms).in_text(text), used, "{text}");
        }
    }
}
