//! Clauses that were removed while another took their place: they stay a removal and an addition, but a reader wants to
//! know which figures gave way to which.

use super::class::Class;
use super::likeness::likeness_of;
use super::marks::edits;
use super::model::MovedFigure;
use super::moved_figures::{TextPair, moved};
use super::references::references;
use super::typed_labels::{typed_label, typed_number};
use super::versions::{ComparedClause, VersionPair};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;

/// How alike two texts must be when only their number is the same: a new clause often stands by chance where an old
/// one went.
const ALIKE_UNDER_ONE_NUMBER: f64 = 0.2;
/// Texts with fewer words than this are too short to be told by likeness.
const FEWEST_WORDS: u32 = 8;

/// The figures that gave way to others between a removed clause and the added one in its place. The place is told by
/// words that went over, by the heading, or by the number where the words are somewhat alike.
pub(crate) fn figures_that_gave_way(
    versions: &VersionPair<'_>,
    drafts: &[ComparedClause],
    known: &[MovedFigure],
) -> Vec<MovedFigure> {
    let removed: Vec<&ComparedClause> = drafts.iter().filter(|draft| draft.new.is_none()).collect();
    let added: Vec<&ComparedClause> = drafts.iter().filter(|draft| draft.old.is_none()).collect();
    if removed.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let typed = versions.new_numbering.is_typed();
    let sides = |of: fn(&MovedFigure) -> &Option<String>| -> HashSet<(&str, &str)> {
        known
            .iter()
            .filter_map(|moved| Some((&*moved.clause, of(moved).as_deref()?)))
            .collect()
    };
    let (known_before, known_after) = (sides(|moved| &moved.old), sides(|moved| &moved.new));
    let mut found = Vec::new();
    for (from, to) in successors(versions, &removed, &added) {
        let (Some(old), Some(new)) = (versions.old_clause(removed[from]), versions.new_clause(added[to])) else {
            continue;
        };
        let edits = edits(&old.text, &new.text, &versions.lexicon);
        let classes = vec![Class::Substantive; edits.len()];
        let sides = TextPair {
            old: &old.text,
            new: &new.text,
            edits: &edits,
            classes: &classes,
            old_names: &referring(&old.text, typed),
            new_names: &referring(&new.text, typed),
        };
        let (gone, come) = (&removed[from].carriage, &added[to].carriage);
        let moved = moved(&sides, |range| gone.took_away(range), |range| come.brought(range));
        let is_known = |side: &Option<String>, known: &HashSet<(&str, &str)>| {
            side.as_ref().is_some_and(|figure| known.contains(&(&*new.id, figure)))
        };
        found.extend(
            moved
                .into_iter()
                .filter(|(_, old, new)| !is_known(old, &known_before) && !is_known(new, &known_after))
                .map(|(kind, before, after)| MovedFigure {
                    clause: new.id.clone(),
                    kind,
                    old: before,
                    new: after,
                }),
        );
    }
    found
}

/// The bytes of the references of a text.
fn referring(text: &str, typed: bool) -> Vec<Range<usize>> {
    references(text, typed)
        .into_iter()
        .map(|reference| reference.at)
        .collect()
}

/// Each removed clause with the added one in its place, in the order of the added ones.
fn successors(
    versions: &VersionPair<'_>,
    removed: &[&ComparedClause],
    added: &[&ComparedClause],
) -> Vec<(usize, usize)> {
    let old = |at: usize| removed[at].old.map(|old| &versions.old[old]);
    let new = |at: usize| added[at].new.map(|new| &versions.new[new]);
    let mut successor: Vec<Option<usize>> = vec![None; removed.len()];
    let mut predecessor: Vec<Option<usize>> = vec![None; added.len()];
    let mut join = |pairs: Vec<(usize, usize)>| {
        for (from, to) in pairs {
            if successor[from].is_none() && predecessor[to].is_none() {
                (successor[from], predecessor[to]) = (Some(to), Some(from));
            }
        }
    };
    let by_id: HashMap<&str, usize> = (0..removed.len())
        .filter_map(|at| Some((&*old(at)?.clause.id, at)))
        .collect();
    join(
        (0..added.len())
            .flat_map(|to| {
                added[to]
                    .carriage
                    .arrivals()
                    .map(move |arrival| (&*arrival.from_id, to))
            })
            .filter_map(|(id, to)| Some((*by_id.get(id)?, to)))
            .collect(),
    );
    let title = |heading: &'_ str| -> Option<String> {
        let title = typed_number(heading)
            .map_or(heading, |(number, _)| heading.get(number.end..).unwrap_or(""))
            .trim();
        (!title.is_empty()).then(|| title.to_owned())
    };
    join(alone_alike(
        (0..removed.len()).map(|at| title(&old(at)?.clause.heading)),
        (0..added.len()).map(|at| title(&new(at)?.clause.heading)),
    ));
    let label = |heading: &str, number: &str| typed_label(heading).unwrap_or_else(|| number.to_owned());
    let mut by_number = alone_alike(
        (0..removed.len()).map(|at| old(at).map(|visit| label(&visit.clause.heading, &visit.number))),
        (0..added.len()).map(|at| new(at).map(|visit| label(&visit.clause.heading, &visit.number))),
    );
    by_number.retain(|(from, to)| {
        let (Some(old), Some(new)) = (old(*from), new(*to)) else {
            return false;
        };
        let (alike, words) = likeness_of(&old.clause.text, &new.clause.text);
        words >= FEWEST_WORDS && alike >= ALIKE_UNDER_ONE_NUMBER
    });
    join(by_number);
    predecessor
        .into_iter()
        .enumerate()
        .filter_map(|(to, from)| Some((from?, to)))
        .collect()
}

/// The places of equal keys that stand once on each side.
fn alone_alike<K: Eq + Hash>(
    old: impl Iterator<Item = Option<K>>,
    new: impl Iterator<Item = Option<K>>,
) -> Vec<(usize, usize)> {
    let mut places: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
    for (at, key) in old.enumerate().filter_map(|(at, key)| Some((at, key?))) {
        places.entry(key).or_default()[0].push(at);
    }
    for (at, key) in new.enumerate().filter_map(|(at, key)| Some((at, key?))) {
        places.entry(key).or_default()[1].push(at);
    }
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|[old, new]| match (&old[..], &new[..]) {
            ([old], [new]) => Some((*old, *new)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}
