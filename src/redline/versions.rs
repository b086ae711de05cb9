//! Both versions of a contract side by side: which clause is which, what changed in each, what went where.

use super::carry::{self, Passage};
use super::definitions::{Definition, all_definitions};
use super::edit::Edit;
use super::item_labels::Place;
use super::lexicon::Lexicon;
use super::marks::edits_at;
use super::model::ChangedDefinition;
use super::numbering::Numbering;
use super::origins::Origins;
use super::pair::Pairing;
use super::references::{Reference, with_named};
use super::segments::{Arrival, Carriage};
use super::terms::{self, Uses};
use crate::contract::{Clause, Visit};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Both versions of a contract, and what is known of them together.
pub(crate) struct VersionPair<'a> {
    pub(crate) old: &'a [Visit<'a>],
    pub(crate) new: &'a [Visit<'a>],
    pub(crate) pairing: Pairing,
    /// The numbers of the old version, or of each version that it was put together from.
    old_numberings: Vec<Numbering<'a>>,
    /// For each old clause, the place of the numbers that its wording goes by.
    numbered_by: Vec<usize>,
    pub(crate) new_numbering: Numbering<'a>,
    /// New id for each old id, for clauses that stand in both.
    new_id: HashMap<&'a str, &'a str>,
    new_ids: HashSet<&'a str>,
    /// The place of each old clause by its id.
    old_at: HashMap<&'a str, usize>,
    pub(crate) lexicon: Lexicon,
    pub(crate) terms: Vec<String>,
    /// Whether the old version was put together from several.
    pieced: bool,
    /// For each old clause, whether it is there only to hold others.
    holders: Vec<bool>,
    old_definitions: Vec<Definition<'a>>,
    new_definitions: Vec<Definition<'a>>,
}

/// One clause of either version with its changes.
pub(crate) struct ComparedClause {
    /// Index of the old clause.
    pub(crate) old: Option<usize>,
    /// Index of the new clause.
    pub(crate) new: Option<usize>,
    pub(crate) heading: Vec<Edit>,
    pub(crate) text: Vec<Edit>,
    pub(crate) carriage: Carriage,
}

/// Whether a clause is the one of a number, or stands below it.
fn is_within(number: &str, above: &str) -> bool {
    number
        .strip_prefix(above)
        .is_some_and(|below| below.is_empty() || below.starts_with('.'))
}

impl<'a> VersionPair<'a> {
    pub(crate) fn new(old: &'a [Visit<'a>], new: &'a [Visit<'a>], origins: &'a Origins<'a>) -> Self {
        let ((old_definitions, new_definitions), mut pairing) = rayon::join(
            || rayon::join(|| all_definitions(old), || all_definitions(new)),
            || Pairing::of(old, new),
        );
        let mut terms: Vec<String> = old_definitions
            .iter()
            .chain(&new_definitions)
            .map(|definition| definition.term.to_owned())
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let lexicon = Lexicon::with_terms(terms.iter().map(String::as_str));
        let new_id = pairing
            .to_new
            .iter()
            .enumerate()
            .filter_map(|(from, to)| to.map(|to| (&*old[from].clause.id, &*new[to].clause.id)))
            .collect();
        // What is there only to hold others is no old wording of anything, and has not moved.
        for (from, visit) in old
            .iter()
            .enumerate()
            .filter(|(_, visit)| origins.holds(&visit.clause.id))
        {
            if let Some(to) = pairing.to_new[from].take() {
                (pairing.to_old[to], pairing.moved[to]) = (None, false);
            }
            debug_assert!(visit.clause.text.is_empty());
        }
        let (old_numberings, numbered_by) = origins.numberings(old);
        Self {
            old,
            new,
            pairing,
            old_numberings,
            numbered_by,
            new_numbering: Numbering::of(new),
            new_id,
            new_ids: new.iter().map(|visit| visit.clause.id.as_str()).collect(),
            old_at: old
                .iter()
                .enumerate()
                .map(|(at, visit)| (visit.clause.id.as_str(), at))
                .collect(),
            pieced: origins.is_pieced(),
            holders: old.iter().map(|visit| origins.holds(&visit.clause.id)).collect(),
            lexicon,
            terms,
            old_definitions,
            new_definitions,
        }
    }

    /// Every clause in reading order with its word marks, and the words that went from one to another.
    pub(crate) fn carried_drafts(&self) -> Vec<ComparedClause> {
        let mut drafts = self.drafts();
        self.carry(&mut drafts);
        drafts
    }

    /// The numbers that the old wording of a clause goes by.
    pub(crate) fn numbers_then(&self, draft: &ComparedClause) -> &Numbering<'a> {
        &self.old_numberings[draft.old.map_or(0, |at| self.numbered_by[at])]
    }

    /// Whether every number names in the new version the clause that it named in the old one.
    pub(crate) fn numbers_stand(&self) -> bool {
        self.old_numberings
            .iter()
            .all(|numbers| numbers.same_as(&self.new_numbering))
    }

    /// The id that an old clause has in the new version. One that the old text does not have, since it was put together
    /// from others, has the id it always had.
    pub(crate) fn new_id_of<'i>(&'i self, old: &'i str) -> Option<&'i str> {
        let paired = self.new_id.get(old).copied();
        let left_out = || self.pieced && self.new_ids.contains(old);
        paired.or_else(|| left_out().then_some(old))
    }

    /// The ids that name another clause than before.
    pub(crate) fn shifted_ids(&self) -> Vec<String> {
        self.new
            .iter()
            .zip(&self.pairing.took_id)
            .filter(|(_, took)| **took)
            .map(|(visit, _)| visit.clause.id.clone())
            .collect()
    }

    pub(crate) fn old_by_id(&self, id: &str) -> Option<&'a Clause> {
        self.old_at.get(id).map(|at| self.old[*at].clause)
    }

    pub(crate) fn old_clause(&self, draft: &ComparedClause) -> Option<&'a Clause> {
        draft.old.map(|at| self.old[at].clause)
    }

    pub(crate) fn new_clause(&self, draft: &ComparedClause) -> Option<&'a Clause> {
        draft.new.map(|at| self.new[at].clause)
    }

    /// Every clause in reading order with its word marks; a removed clause stands behind the clause it stood behind.
    fn drafts(&self) -> Vec<ComparedClause> {
        let mut removed_behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut anchor = None;
        for (from, to) in self.pairing.to_new.iter().enumerate() {
            match to {
                Some(to) if !self.pairing.moved[*to] => anchor = Some(*to),
                Some(_) => {}
                None if self.holders[from] => {}
                None => removed_behind.entry(anchor).or_default().push(from),
            }
        }
        let mut removed = |anchor: Option<usize>| removed_behind.remove(&anchor).unwrap_or_default();
        let mut places: Vec<(Option<usize>, Option<usize>)> =
            removed(None).into_iter().map(|at| (Some(at), None)).collect();
        for to in 0..self.new.len() {
            places.push((self.pairing.to_old[to], Some(to)));
            places.extend(removed(Some(to)).into_iter().map(|at| (Some(at), None)));
        }
        places.into_par_iter().map(|(old, new)| self.draft(old, new)).collect()
    }

    fn draft(&self, old: Option<usize>, new: Option<usize>) -> ComparedClause {
        let (before, after) = (old.map(|at| self.old[at].clause), new.map(|at| self.new[at].clause));
        let marks = |field: fn(&Clause) -> &str, place: Place| {
            edits_at(place, before.map_or("", field), after.map_or("", field), &self.lexicon)
        };
        ComparedClause {
            old,
            new,
            heading: marks(|clause| &clause.heading, Place::Heading),
            text: marks(|clause| &clause.text, Place::Text),
            carriage: Carriage::default(),
        }
    }

    /// Finds the words that went from one clause to another.
    fn carry(&self, drafts: &mut [ComparedClause]) {
        let (mut deleted, mut inserted) = (Vec::new(), Vec::new());
        for (at, draft) in drafts.iter().enumerate() {
            for (number, edit) in draft.text.iter().enumerate() {
                if let Some(clause) = self.old_clause(draft).filter(|_| !edit.old.is_empty()) {
                    deleted.push(Passage {
                        clause: at,
                        edit: number,
                        text: &clause.text,
                        range: edit.old.clone(),
                    });
                }
                if let Some(clause) = self.new_clause(draft).filter(|_| !edit.new.is_empty()) {
                    inserted.push(Passage {
                        clause: at,
                        edit: number,
                        text: &clause.text,
                        range: edit.new.clone(),
                    });
                }
            }
        }
        for carried in carry::carried(&deleted, &inserted, &self.lexicon) {
            let (from, to) = (deleted[carried.from.0].clause, inserted[carried.to.0].clause);
            let id = |draft: &ComparedClause| {
                self.new_clause(draft)
                    .or(self.old_clause(draft))
                    .map(|clause| clause.id.clone())
            };
            if let (Some(from_id), Some(to_id)) = (id(&drafts[from]), id(&drafts[to])) {
                let old_id = self
                    .old_clause(&drafts[from])
                    .map(|clause| clause.id.clone())
                    .unwrap_or_default();
                drafts[from].carriage.leave(carried.from.1.clone(), to_id);
                drafts[to].carriage.arrive(Arrival {
                    to: carried.to.1,
                    from_id: old_id,
                    shown_id: from_id,
                    from: carried.from.1,
                });
            }
        }
        for draft in drafts {
            draft.carriage.sort();
        }
    }

    /// The terms that every definition says it defines for its own clause alone, with the numbers of the clauses in which, and
    /// below which, they hold: a paragraph without a heading is one of the clause that holds it.
    fn limited_terms(&self) -> HashMap<&str, Vec<&str>> {
        let mut limited: HashMap<&str, Option<Vec<&str>>> = HashMap::new();
        let visits: HashMap<&str, &Visit<'a>> =
            self.new.iter().map(|visit| (visit.clause.id.as_str(), visit)).collect();
        for definition in self.old_definitions.iter().chain(&self.new_definitions) {
            let known = limited.entry(definition.term).or_insert_with(|| Some(Vec::new()));
            let id = self.new_id_of(definition.clause).unwrap_or(definition.clause);
            let mut within = visits.get(id).filter(|_| definition.holds_in_its_clause_alone());
            while let Some(visit) = within
                && visit.clause.heading.trim().is_empty()
                && let Some(parent) = visit.parent.and_then(|parent| visits.get(parent))
            {
                within = Some(parent);
            }
            match within {
                Some(visit) => known.iter_mut().for_each(|known| known.push(&visit.number)),
                None => *known = None,
            }
        }
        limited
            .into_iter()
            .filter_map(|(term, within)| Some((term, within?)))
            .collect()
    }

    pub(crate) fn changed_definitions(&self, drafts: &[ComparedClause]) -> Vec<ChangedDefinition> {
        let typed = self.new_numbering.is_typed();
        // References that followed their clauses leave a definition what it was.
        let mut changed = terms::changed(
            &self.old_definitions,
            &self.new_definitions,
            |old| with_named(old, typed, |reference| self.target_then(reference)),
            |new| {
                with_named(new, typed, |reference| {
                    self.new_numbering.target(&reference.label).map(bracketed)
                })
            },
        );
        // Where the old version was put together from several, a definition that stands only in clauses which are new to
        // the reader has not changed: those clauses are read as a whole.
        let unknown: HashSet<&str> = drafts
            .iter()
            .filter(|draft| self.pieced && draft.old.is_none())
            .filter_map(|draft| self.new_clause(draft))
            .map(|clause| clause.id.as_str())
            .collect();
        changed.retain(|_, defined_in| {
            defined_in.dedup();
            !defined_in.iter().all(|id| unknown.contains(id))
        });
        if changed.is_empty() {
            return Vec::new();
        }
        let defines: HashSet<(&str, &str)> = changed
            .iter()
            .flat_map(|(term, defined_in)| defined_in.iter().map(|id| (*term, *id)))
            .collect();
        let limited = self.limited_terms();
        let uses = Uses::of(self.terms.iter().map(String::as_str));
        let mut affected: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        // A new clause is read as a whole anyway: nobody agreed to it under the old definition.
        let known = drafts
            .iter()
            .filter(|draft| draft.old.is_some())
            .filter_map(|draft| draft.new.map(|at| &self.new[at]));
        for visit in known {
            let clause = visit.clause;
            let holds_here = |term: &str| {
                let within = limited.get(term);
                within.is_none_or(|within| within.iter().any(|number| is_within(&visit.number, number)))
            };
            for term in uses.in_text(&clause.text) {
                if changed.contains_key(term) && !defines.contains(&(term, &*clause.id)) && holds_here(term) {
                    affected.entry(term).or_default().push(clause.id.clone());
                }
            }
        }
        affected
            .into_iter()
            .map(|(term, affected)| {
                let defined_in = changed
                    .get(term)
                    .into_iter()
                    .flatten()
                    .map(|id| (*id).to_owned())
                    .collect();
                ChangedDefinition {
                    term: term.to_owned(),
                    defined_in,
                    affected,
                }
            })
            .collect()
    }

    /// The clause that a reference of an old paragraph named, by the id that it has in the new version.
    fn target_then(&self, reference: &Reference) -> Option<String> {
        // Where the versions behind the old text number differently, the number alone tells nothing.
        let mut targets = self
            .old_numberings
            .iter()
            .map(|numbers| numbers.target(&reference.label));
        let target = targets.next()??;
        targets
            .all(|other| other == Some(target))
            .then(|| self.new_id_of(target))
            .flatten()
            .map(bracketed)
    }
}

fn bracketed(id: &str) -> String {
    format!("<{id}>")
}
