//! Putting a redline together: pairing, marks, carried words, classes, definitions and references.

use super::carry::{self, Passage};
use super::class::{self, Class, Context};
use super::figures::mismatches;
use super::hidden;
use super::lexicon::Lexicon;
use super::marks::{Edit, edits};
use super::model::{
    Change, ChangedDefinition, ClauseChange, Counts, Flag, FoundMismatch, MovedFigure, Redline, Summary,
};
use super::moved_figures::{self, Sides};
use super::pair::Pairing;
use super::references::{Numbering, Reference, references, touched, without};
use super::segments::{Arrival, Carriage, Numberer, segments};
use super::terms::{self, Definition};
use super::{faults, front};
use crate::contract::{Clause, Contract, Visit};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How much of the contracts to look through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// What changed, and what the changes reach.
    #[default]
    Changes,
    /// Every clause: disagreements of words and figures and hidden characters are reported of unchanged clauses too.
    Everything,
}

/// The redline from the old to the new version.
///
/// Joining `Equal` and `Delete` segments of a clause gives its old heading and text byte for byte; `Equal` and `Insert`
/// give the new. Deletions stand before insertions. The same input gives the same redline.
#[must_use]
pub fn compare(old: &Contract, new: &Contract, scope: Scope) -> Redline {
    let (old_visits, new_visits) = (old.walk(), new.walk());
    let versions = Versions::new(&old_visits, &new_visits);
    let drafts = versions.carried_drafts();
    let definitions = versions.changed_definitions(&drafts);
    let parties: Vec<String> = [old, new]
        .iter()
        .flat_map(|contract| &contract.parties)
        .flat_map(|p| [p.name.clone(), p.role.clone()])
        .filter(|name| !name.is_empty())
        .collect();
    let reference_faults = faults::find(&versions, &drafts);
    let context = Context { terms: &versions.terms, parties: &parties, lexicon: &versions.lexicon };
    let mut finisher = Finisher {
        versions: &versions,
        context,
        scope,
        numberer: Numberer::default(),
        moved_figures: Vec::new(),
        counts: Counts::default(),
    };
    let mut clauses: Vec<ClauseChange> = drafts.iter().map(|draft| finisher.finish(draft)).collect();
    finisher.note_figures_changed_on_the_way(&drafts, &mut clauses);
    let affected: BTreeSet<&str> =
        definitions.iter().flat_map(|definition| &definition.affected).map(String::as_str).collect();
    let faulty: BTreeSet<&str> = reference_faults.iter().map(|fault| &*fault.clause).collect();
    for clause in &mut clauses {
        if affected.contains(&*clause.id) && clause.change != Change::Removed {
            clause.flags.insert(Flag::Definition);
        }
        if faulty.contains(&*clause.id) {
            clause.flags.insert(Flag::Reference);
        }
    }
    Redline {
        summary: summary(&clauses),
        clauses,
        front: front::changes(old, new),
        definitions,
        references: reference_faults,
        figures: finisher.moved_figures,
        counts: finisher.counts,
    }
}

fn summary(clauses: &[ClauseChange]) -> Summary {
    let mut summary = Summary::default();
    for clause in clauses {
        match clause.change {
            Change::Edited => summary.edited += 1,
            Change::Added => summary.added += 1,
            Change::Removed => summary.removed += 1,
            Change::Unchanged => summary.unchanged += 1,
        }
        summary.moved += usize::from(clause.moved);
        summary.renumbered += usize::from(clause.renumbered);
    }
    summary
}

/// Both versions of a contract, and what is known of them together.
pub(crate) struct Versions<'a> {
    pub(crate) old: &'a [Visit<'a>],
    pub(crate) new: &'a [Visit<'a>],
    pub(crate) pairing: Pairing,
    pub(crate) old_numbering: Numbering<'a>,
    pub(crate) new_numbering: Numbering<'a>,
    /// New id for each old id, for clauses that stand in both.
    pub(crate) new_id: HashMap<&'a str, &'a str>,
    lexicon: Lexicon,
    terms: Vec<String>,
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

    fn old_by_id(&self, id: &str) -> Option<&'a Clause> {
        self.old.iter().map(|visit| visit.clause).find(|clause| clause.id == id)
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
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
        places.into_iter().map(|(old, new)| self.draft(old, new)).collect()
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

    fn changed_definitions(&self, drafts: &[Draft]) -> Vec<ChangedDefinition> {
        let changed = terms::changed(&self.old_definitions, &self.new_definitions);
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
}

/// Turns drafts into the clauses of the redline, numbering changes as it goes.
struct Finisher<'a> {
    versions: &'a Versions<'a>,
    context: Context<'a>,
    scope: Scope,
    numberer: Numberer,
    moved_figures: Vec<MovedFigure>,
    counts: Counts,
}

impl Finisher<'_> {
    fn finish(&mut self, draft: &Draft) -> ClauseChange {
        let (old, new) = (self.versions.old_clause(draft), self.versions.new_clause(draft));
        let old_number = draft.old.map(|at| self.versions.old[at].number.clone());
        let new_number = draft.new.map(|at| self.versions.new[at].number.clone());
        let depth = draft.new.map(|at| self.versions.new[at].depth).or(draft.old.map(|at| self.versions.old[at].depth));
        let moved = draft.new.is_some_and(|at| self.versions.pairing.moved[at]);
        let renumbered = !moved && old_number.is_some() && new_number.is_some() && old_number != new_number;
        let change = match (old, new) {
            (Some(_), None) => Change::Removed,
            (None, _) => Change::Added,
            (Some(old), Some(new)) if same_wording(old, new) => Change::Unchanged,
            _ => Change::Edited,
        };
        let id = new.or(old).map(|clause| clause.id.clone()).unwrap_or_default();
        let heading = new.or(old).map(|clause| clause.heading.clone()).unwrap_or_default();
        let mut flags = BTreeSet::new();
        let fields = |field: fn(&Clause) -> &str| (old.map_or("", field), new.map_or("", field));
        let (old_heading, new_heading) = fields(|clause| &clause.heading);
        let (old_text, new_text) = fields(|clause| &clause.text);
        self.numberer.begin(&id, change);
        let nothing = Carriage::default();
        let mut field = |field, old, new, edits, carriage| {
            let looked_at = Edited { field, old, new, edits, carriage };
            self.classes(&looked_at, &id, change, &mut flags)
        };
        let heading_classes = field(Field::Heading, old_heading, new_heading, &draft.heading, &nothing);
        let text_classes = field(Field::Text, old_text, new_text, &draft.text, &draft.carriage);
        let heading_segments =
            segments(old_heading, new_heading, &draft.heading, &heading_classes, &nothing, &mut self.numberer);
        let text_segments =
            segments(old_text, new_text, &draft.text, &text_classes, &draft.carriage, &mut self.numberer);
        let (marks, counts) = self.numberer.end();
        if change == Change::Edited {
            self.counts.replacements += counts.replacements;
            self.counts.insertions += counts.insertions;
            self.counts.deletions += counts.deletions;
        }
        let found_mismatches = self.find_mismatches(old_text, new_text, change);
        if !found_mismatches.is_empty() {
            flags.insert(Flag::Mismatch);
        }
        if (change != Change::Unchanged || self.scope == Scope::Everything)
            && [new_heading, new_text]
                .iter()
                .any(|text| hidden::scan(text).iter().any(|h| hidden::always_alarming(h.kind)))
        {
            flags.insert(Flag::Hidden);
        }
        let strongest = marks.iter().map(|mark| mark.class).min();
        let class = match change {
            Change::Edited => strongest,
            Change::Added | Change::Removed => Some(strongest.unwrap_or(Class::Substantive)),
            Change::Unchanged if moved => Some(Class::Move),
            Change::Unchanged if renumbered => Some(Class::Renumbering),
            Change::Unchanged => None,
        };
        ClauseChange {
            id,
            from_id: old.map(|clause| clause.id.clone()),
            number: new_number,
            from_number: old_number,
            depth: depth.unwrap_or(1),
            heading,
            change,
            moved,
            renumbered,
            class,
            heading_segments,
            segments: text_segments,
            flags,
            marks,
            mismatches: found_mismatches,
        }
    }

    /// The class of each edit of one field; notes figures that moved and hidden characters on the way.
    fn classes(&mut self, field: &Edited<'_>, id: &str, change: Change, flags: &mut BTreeSet<Flag>) -> Vec<Class> {
        let &Edited { old, new, edits, carriage, .. } = field;
        if edits.is_empty() {
            return Vec::new();
        }
        if matches!(change, Change::Added | Change::Removed) {
            return vec![Class::Substantive; edits.len()];
        }
        let typed = self.versions.new_numbering.is_typed();
        let (old_references, new_references) = (references(old, typed), references(new, typed));
        let mut classes = Vec::with_capacity(edits.len());
        for edit in edits {
            let (deleted, inserted) = (&old[edit.old.clone()], &new[edit.new.clone()]);
            let old_touched = touched(&old_references, &edit.old);
            let new_touched = touched(&new_references, &edit.new);
            let class = if field.field == Field::Heading && is_typed_number_change(old, new, edit) {
                Class::Renumbering
            } else if old_touched.is_empty() && new_touched.is_empty() {
                class::class_of(deleted, inserted, &new[..edit.new.start], self.context)
            } else if without(old, &edit.old, old_touched) == without(new, &edit.new, new_touched)
                && self.follow_their_targets((old, old_touched), (new, new_touched))
            {
                Class::Renumbering
            } else {
                Class::Substantive
            };
            if [deleted, inserted].iter().any(|text| !hidden::scan(text).is_empty()) {
                flags.insert(Flag::Hidden);
            }
            classes.push(class);
        }
        let sides = Sides {
            old,
            new,
            edits,
            classes: &classes,
            old_references: &old_references,
            new_references: &new_references,
        };
        for (kind, old, new) in
            moved_figures::moved(&sides, |range| carriage.took_away(range), |range| carriage.brought(range))
        {
            flags.insert(Flag::Figure);
            self.moved_figures.push(MovedFigure { clause: id.to_owned(), kind, old, new });
        }
        classes
    }

    /// In the figures that moved, joins a figure that left one clause with the one that took its place in another, where
    /// the words around it were carried there.
    fn note_figures_changed_on_the_way(&mut self, drafts: &[Draft], clauses: &mut [ClauseChange]) {
        for (draft, clause) in drafts.iter().zip(clauses) {
            let Some(new) = self.versions.new_clause(draft) else { continue };
            for (arrival, gaps) in draft.carriage.gaps() {
                let Some(from) = self.versions.old_by_id(&arrival.from_id) else { continue };
                for (kind, old, new) in moved_figures::moved_on_the_way(&from.text, &new.text, &gaps) {
                    self.moved_figures
                        .retain(|moved| moved.clause != arrival.shown_id || moved.new.is_some() || moved.old != old);
                    self.moved_figures.push(MovedFigure { clause: clause.id.clone(), kind, old, new });
                    clause.flags.insert(Flag::Figure);
                }
            }
        }
    }

    /// Whether each reference of the old text and its successor name one and the same clause, and the same item of it.
    fn follow_their_targets(&self, old: (&str, &[Reference]), new: (&str, &[Reference])) -> bool {
        old.1.len() == new.1.len()
            && old.1.iter().zip(new.1).all(|(before, after)| {
                let was = self.versions.old_numbering.meant(old.0, before);
                let now = self.versions.new_numbering.target(&after.label);
                before.item(old.0) == after.item(new.0)
                    && was.is_some_and(|was| self.versions.new_id.get(was).copied() == now)
            })
    }

    fn find_mismatches(&self, old: &str, new: &str, change: Change) -> Vec<FoundMismatch> {
        let looked_at = match change {
            Change::Edited | Change::Added => true,
            Change::Unchanged => self.scope == Scope::Everything,
            Change::Removed => false,
        };
        if !looked_at {
            return Vec::new();
        }
        let before = mismatches(old);
        mismatches(new)
            .into_iter()
            .map(|found| FoundMismatch {
                introduced: !before.iter().any(|known| known.text == found.text),
                text: found.text,
            })
            .collect()
    }
}

/// Which part of a clause an edit is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Heading,
    Text,
}

/// One field of an edited clause before and after.
#[derive(Clone, Copy)]
struct Edited<'a> {
    field: Field,
    old: &'a str,
    new: &'a str,
    edits: &'a [Edit],
    carriage: &'a Carriage,
}

/// Whether both clauses are one revision: the same words, blanks at line ends and blank lines at both ends aside.
fn same_wording(old: &Clause, new: &Clause) -> bool {
    old.heading == new.heading
        && (old.text == new.text || crate::contract::canonical(old) == crate::contract::canonical(new))
}

/// Whether the edit changes nothing but the number typed in front of a heading.
fn is_typed_number_change(old: &str, new: &str, edit: &Edit) -> bool {
    let within = |text: &str, range: &Range<usize>| {
        super::references::typed_number(text)
            .is_some_and(|(number, _)| range.start >= number.start && range.end <= number.end)
    };
    within(old, &edit.old) && within(new, &edit.new)
}
