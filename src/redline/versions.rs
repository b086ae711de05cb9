//! Both versions of a contract side by side: which clause is which, what changed in each, what went where.

use super::carry::{self, Passage};
use super::lexicon::Lexicon;
use super::marks::{Edit, edits};
use super::model::ChangedDefinition;
use super::pair::Pairing;
use super::references::{Numbering, Reference, with_named};
use super::segments::{Arrival, Carriage};
use super::terms::{self, Definition};
use crate::contract::{Clause, Visit};
use rayon::prelude::*;
use std::collections::HashMap;

/// Both versions of a contract, and what is known of them together.
pub(crate) struct Versions<'a> {
    pub(crate) old: &'a [Visit<'a>],
    pub(crate) new: &'a [Visit<'a>],
    pub(crate) pairing: Pairing,
    pub(crate) old_numbering: Numbering<'a>,
    pub(crate) new_numbering: Numbering<'a>,
    /// New id for each old id, for clauses that stand in both.
    pub(crate) new_id: HashMap<&'a str, &'a str>,
    pub(crate) lexicon: Lexicon,
    pub(crate) terms: Vec<String>,
    old_definitions: Vec<Definition<'a>>,
    new_definitions: Vec<Definition<'a>>,
}

/// One clause of either version with its changes.
pub(crate) struct Draft {
    /// Index of the old clause.
    pub(crate) old: Option<usize>,
    /// Index of the new clause.
    pub(crate) new: Option<usize>,
    pub(crate) heading: Vec<Edit>,
    pub(crate) text: Vec<Edit>,
    pub(crate) carriage: Carriage,
}

impl<'a> Versions<'a> {
    pub(crate) fn new(old: &'a [Visit<'a>], new: &'a [Visit<'a>]) -> Self {
        let (old_definitions, new_definitions) = (terms::definitions(old), terms::definitions(new));
        let mut terms: Vec<String> =
            old_definitions.iter().chain(&new_definitions).map(|definition| definition.term.to_owned()).collect();
        terms.sort_unstable();
        terms.dedup();
        let lexicon = Lexicon::with_terms(terms.iter().map(String::as_str));
        let pairing = Pairing::of(old, new, &lexicon);
        let new_id = pairing
            .to_new
            .iter()
            .enumerate()
            .filter_map(|(from, to)| to.map(|to| (&*old[from].clause.id, &*new[to].clause.id)))
            .collect();
        let (old_numbering, new_numbering) = (Numbering::of(old), Numbering::of(new));
        Self {
            old,
            new,
            pairing,
            old_numbering,
            new_numbering,
            new_id,
            lexicon,
            terms,
            old_definitions,
            new_definitions,
        }
    }

    /// Every clause in reading order with its word marks, and the words that went from one to another.
    pub(crate) fn carried_drafts(&self) -> Vec<Draft> {
        let mut drafts = self.drafts();
        self.carry(&mut drafts);
        drafts
    }

    pub(crate) fn old_by_id(&self, id: &str) -> Option<&'a Clause> {
        self.old.iter().map(|visit| visit.clause).find(|clause| clause.id == id)
    }

    pub(crate) fn old_clause(&self, draft: &Draft) -> Option<&'a Clause> {
        draft.old.map(|at| self.old[at].clause)
    }

    pub(crate) fn new_clause(&self, draft: &Draft) -> Option<&'a Clause> {
        draft.new.map(|at| self.new[at].clause)
    }

    /// Every clause in reading order with its word marks; a removed clause stands behind the clause it stood behind.
    fn drafts(&self) -> Vec<Draft> {
        let mut removed_behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut anchor = None;
        for (from, to) in self.pairing.to_new.iter().enumerate() {
            match to {
                Some(to) if !self.pairing.moved[*to] => anchor = Some(*to),
                Some(_) => {}
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

    fn draft(&self, old: Option<usize>, new: Option<usize>) -> Draft {
        let (before, after) = (old.map(|at| self.old[at].clause), new.map(|at| self.new[at].clause));
        let marks =
            |field: fn(&Clause) -> &str| edits(before.map_or("", field), after.map_or("", field), &self.lexicon);
        Draft {
            old,
            new,
            heading: marks(|clause| &clause.heading),
            text: marks(|clause| &clause.text),
            carriage: Carriage::default(),
        }
    }

    /// Finds the words that went from one clause to another.
    fn carry(&self, drafts: &mut [Draft]) {
        let (mut deleted, mut inserted) = (Vec::new(), Vec::new());
        for (at, draft) in drafts.iter().enumerate() {
            for edit in &draft.text {
                if let Some(clause) = self.old_clause(draft).filter(|_| !edit.old.is_empty()) {
                    deleted.push(Passage { clause: at, text: &clause.text, range: edit.old.clone() });
                }
                if let Some(clause) = self.new_clause(draft).filter(|_| !edit.new.is_empty()) {
                    inserted.push(Passage { clause: at, text: &clause.text, range: edit.new.clone() });
                }
            }
        }
        for carried in carry::carried(&deleted, &inserted, &self.lexicon) {
            let (from, to) = (deleted[carried.from.0].clause, inserted[carried.to.0].clause);
            let id = |draft: &Draft| self.new_clause(draft).or(self.old_clause(draft)).map(|clause| clause.id.clone());
            if let (Some(from_id), Some(to_id)) = (id(&drafts[from]), id(&drafts[to])) {
                let old_id = self.old_clause(&drafts[from]).map(|clause| clause.id.clone()).unwrap_or_default();
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

    pub(crate) fn changed_definitions(&self, drafts: &[Draft]) -> Vec<ChangedDefinition> {
        let changed =
            terms::changed(&self.old_definitions, &self.new_definitions, |old, new| self.mean_the_same(old, new));
        let all_terms: Vec<&str> = self.terms.iter().map(String::as_str).collect();
        changed
            .into_iter()
            .map(|(term, defined_in)| {
                let longer: Vec<&str> = all_terms
                    .iter()
                    .copied()
                    .filter(|other| other.len() > term.len() && other.contains(term))
                    .collect();
                let affected = drafts
                    .iter()
                    // A new clause is read as a whole anyway: nobody agreed to it under the old definition.
                    .filter(|draft| draft.old.is_some())
                    .filter_map(|draft| self.new_clause(draft))
                    .filter(|clause| !defined_in.contains(&&*clause.id) && terms::uses(&clause.text, term, &longer))
                    .map(|clause| clause.id.clone())
                    .collect();
                let mut defined_in: Vec<String> = defined_in.into_iter().map(str::to_owned).collect();
                defined_in.dedup();
                ChangedDefinition { term: term.to_owned(), defined_in, affected }
            })
            .filter(|definition: &ChangedDefinition| !definition.affected.is_empty())
            .collect()
    }

    /// Whether two paragraphs differ in nothing but references that followed their clauses.
    fn mean_the_same(&self, old: &str, new: &str) -> bool {
        let typed = self.new_numbering.is_typed();
        let was = |reference: &Reference| {
            let target = self.old_numbering.target(&reference.label)?;
            self.new_id.get(target).map(|id| format!("<{id}>"))
        };
        let is = |reference: &Reference| self.new_numbering.target(&reference.label).map(|id| format!("<{id}>"));
        with_named(old, typed, was) == with_named(new, typed, is)
    }
}
