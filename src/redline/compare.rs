//! Putting a redline together: the order of events.

use super::analysis::{Analysis, analyse};
use super::class::{Class, ClassContext};
use super::definitions::may_be_terms;
use super::faults;
use super::front::front_changes;
use super::known_names::KnownNames;
use super::model::{ChangeKind, ClauseChange, CompareScope, Counts, Flag, MovedFigure, Redline, Summary};
use super::moved_figures::{Figure, figures as read_figures, moved_on_the_way};
use super::origins::Origins;
use super::paired_languages::note_pairs;
use super::pieced::Pieced;
use super::segments::{Carriage, Numberer, segments};
use super::successors::figures_that_gave_way;
use super::versions::{ComparedClause, VersionPair};
use crate::contract::{Clause, Contract};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// The redline from the old to the new version.
///
/// Joining `Equal` and `Delete` segments of a clause gives its old heading and text byte for byte; `Equal` and `Insert`
/// give the new. Deletions stand before insertions. The same input gives the same redline.
#[must_use]
pub fn compare(old: &Contract, new: &Contract, scope: CompareScope) -> Redline {
    redline(old, new, scope, &Origins::default())
}

/// The redline from an old version that was put together from several. Numbers and references of a clause's old wording are
/// those of the version that it is from.
#[must_use]
pub fn compare_pieced(old: &Pieced<'_>, new: &Contract, scope: CompareScope) -> Redline {
    redline(&old.text, new, scope, &Origins::of(old))
}

/// The figures that moved from the old to the new version: those of the redline, without what else it tells.
#[must_use]
pub fn figures_that_moved(old: &Contract, new: &Contract) -> Vec<MovedFigure> {
    let (old_visits, new_visits) = (old.walk(), new.walk());
    let origins = Origins::default();
    let versions = VersionPair::new(&old_visits, &new_visits, &origins);
    let drafts = versions.carried_drafts();
    let mut analyses = analyses(&versions, &drafts, [old, new], CompareScope::Changes);
    all_figures(&versions, &drafts, &mut analyses).moved
}

/// Looks through the changes of every clause.
fn analyses(
    versions: &VersionPair<'_>,
    drafts: &[ComparedClause],
    both: [&Contract; 2],
    scope: CompareScope,
) -> Vec<Analysis> {
    let parties = both
        .into_iter()
        .flat_map(|contract| &contract.parties)
        .flat_map(|party| [party.name.as_str(), &party.role])
        .filter(|name| !name.is_empty());
    let before_colons = [versions.old, versions.new].map(may_be_terms);
    let terms: Vec<String> = before_colons
        .iter()
        .flatten()
        .map(|term| (*term).to_owned())
        .chain(versions.terms.iter().cloned())
        .collect();
    let names = KnownNames::of(&terms, parties);
    let context = ClassContext {
        names: &names,
        lexicon: &versions.lexicon,
    };
    drafts
        .par_iter()
        .map(|draft| analyse(versions, context, scope, draft))
        .collect()
}

/// The figures that moved, and the clauses by which they are told that do not show it by themselves.
struct AllFigures {
    moved: Vec<MovedFigure>,
    /// The places of clauses to which figures came from others.
    came: BTreeSet<usize>,
    /// The ids of new clauses in which figures took the place of those of old ones.
    in_new_clauses: BTreeSet<String>,
}

/// Takes the figures out of what was found in each clause, and adds those that went from one to another.
fn all_figures(versions: &VersionPair<'_>, drafts: &[ComparedClause], analyses: &mut [Analysis]) -> AllFigures {
    let mut moved: Vec<MovedFigure> = analyses
        .iter_mut()
        .flat_map(|analysis| std::mem::take(&mut analysis.figures))
        .collect();
    let came = figures_changed_on_the_way(versions, drafts, &mut moved);
    let gave_way = figures_that_gave_way(versions, drafts, &moved);
    let in_new_clauses = gave_way.iter().map(|moved| moved.clause.clone()).collect();
    moved.extend(gave_way);
    // Money first, then shares, periods, dates and the rest; within each in reading order.
    moved.sort_by_key(|figure| figure.kind);
    AllFigures {
        moved,
        came,
        in_new_clauses,
    }
}

fn redline(old: &Contract, new: &Contract, scope: CompareScope, origins: &Origins<'_>) -> Redline {
    let (mut old_visits, new_visits) = (old.walk(), new.walk());
    origins.number(&mut old_visits);
    let versions = VersionPair::new(&old_visits, &new_visits, origins);
    let drafts = versions.carried_drafts();
    let definitions = versions.changed_definitions(&drafts);
    let reference_faults = faults::find(&versions, &drafts);
    let mut analyses = analyses(&versions, &drafts, [old, new], scope);
    let figures = all_figures(&versions, &drafts, &mut analyses);
    let mut numberer = Numberer::default();
    let mut clauses: Vec<ClauseChange> = drafts
        .iter()
        .zip(analyses)
        .map(|(draft, analysis)| finished(&versions, draft, analysis, &mut numberer))
        .collect();
    note_pairs(old, new, &mut clauses);
    for (at, clause) in clauses.iter_mut().enumerate() {
        if figures.came.contains(&at) || figures.in_new_clauses.contains(&clause.id) {
            clause.flags.insert(Flag::Figure);
        }
    }
    let affected: BTreeSet<&str> = definitions
        .iter()
        .flat_map(|definition| &definition.affected)
        .map(String::as_str)
        .collect();
    let faulty: BTreeSet<&str> = reference_faults.iter().map(|fault| &*fault.clause).collect();
    for clause in &mut clauses {
        if affected.contains(&*clause.id) && clause.change != ChangeKind::Removed {
            clause.flags.insert(Flag::Definition);
        }
        if faulty.contains(&*clause.id) {
            clause.flags.insert(Flag::Reference);
        }
    }
    let counts = clauses
        .iter()
        .filter(|clause| clause.change == ChangeKind::Edited)
        .map(Counts::of)
        .sum();
    Redline {
        summary: Summary::of(&clauses),
        counts,
        clauses,
        front: front_changes(old, new),
        definitions,
        references: reference_faults,
        figures: figures.moved,
        shifted_ids: versions.shifted_ids(),
        focus: None,
    }
}

/// How often a clause has a figure, as written.
type Counted = HashMap<(String, Option<String>), usize>;

/// In the figures that moved, joins a figure that left one clause with the one that took its place in another, where the
/// words around it were carried there. Gives the places of the clauses to which such figures came.
fn figures_changed_on_the_way(
    versions: &VersionPair<'_>,
    drafts: &[ComparedClause],
    figures: &mut Vec<MovedFigure>,
) -> BTreeSet<usize> {
    // The figures of each clause that words came from are read once, however many stretches they came in.
    let mut known: HashMap<&str, Vec<Figure<'_>>> = HashMap::new();
    let (mut left, mut came) = (Counted::default(), Counted::default());
    let mut on_the_way = Vec::new();
    let mut changed = BTreeSet::new();
    for (at, draft) in drafts.iter().enumerate() {
        let Some(new) = versions.new_clause(draft) else {
            continue;
        };
        let there_id = &new.id;
        let arrivals = draft.carriage.gaps();
        let there = if arrivals.is_empty() {
            Vec::new()
        } else {
            read_figures(&new.text)
        };
        for (arrival, gaps) in arrivals {
            let Some(from) = versions.old_by_id(&arrival.from_id) else {
                continue;
            };
            let before = known.entry(&from.id).or_insert_with(|| read_figures(&from.text));
            for (kind, old, new) in moved_on_the_way(before, &there, &gaps) {
                *left.entry((arrival.shown_id.clone(), old.clone())).or_default() += 1;
                *came.entry((there_id.clone(), new.clone())).or_default() += 1;
                on_the_way.push(MovedFigure {
                    clause: there_id.clone(),
                    kind,
                    old,
                    new,
                });
                changed.insert(at);
            }
        }
    }
    if !on_the_way.is_empty() {
        figures.retain(|moved| {
            let key = |side: &Option<String>| (moved.clause.clone(), side.clone());
            let joined = match (&moved.old, &moved.new) {
                (old, None) => left.get_mut(&key(old)),
                (None, new) => came.get_mut(&key(new)),
                _ => None,
            };
            match joined.filter(|times| **times > 0) {
                Some(times) => {
                    *times -= 1;
                    false
                }
                None => true,
            }
        });
        figures.append(&mut on_the_way);
    }
    changed
}

/// One clause of the redline; its changes take the next numbers.
fn finished(
    versions: &VersionPair<'_>,
    draft: &ComparedClause,
    analysis: Analysis,
    numberer: &mut Numberer,
) -> ClauseChange {
    let (old, new) = (versions.old_clause(draft), versions.new_clause(draft));
    let from_number = draft.old.map(|at| versions.old[at].number.clone());
    let number = draft.new.map(|at| versions.new[at].number.clone());
    let depth = draft
        .new
        .map(|at| versions.new[at].depth)
        .or(draft.old.map(|at| versions.old[at].depth));
    let moved = draft.new.is_some_and(|at| versions.pairing.moved[at]);
    let renumbered = !moved && from_number.is_some() && number.is_some() && from_number != number;
    let id = new.or(old).map(|clause| clause.id.clone()).unwrap_or_default();
    let change = analysis.change;
    numberer.begin(&id, change);
    let fields = |field: fn(&Clause) -> &str| (old.map_or("", field), new.map_or("", field));
    let heading_segments = segments(
        fields(|clause| &clause.heading),
        &draft.heading,
        &analysis.heading,
        &Carriage::default(),
        numberer,
    );
    let text_segments = segments(
        fields(|clause| &clause.text),
        &draft.text,
        &analysis.text,
        &draft.carriage,
        numberer,
    );
    let marks = numberer.end();
    let strongest = marks.iter().map(|mark| mark.class).min();
    let class = match change {
        ChangeKind::Edited => strongest,
        ChangeKind::Added | ChangeKind::Removed => Some(strongest.unwrap_or(Class::Substantive)),
        ChangeKind::Unchanged if moved => Some(Class::Move),
        ChangeKind::Unchanged if renumbered => Some(Class::Renumbering),
        ChangeKind::Unchanged => None,
    };
    ClauseChange {
        heading: new.or(old).map(|clause| clause.heading.clone()).unwrap_or_default(),
        id,
        from_id: old.map(|clause| clause.id.clone()),
        number,
        from_number,
        depth: depth.unwrap_or(1),
        change,
        moved,
        renumbered,
        class,
        heading_segments,
        segments: text_segments,
        flags: analysis.flags,
        marks,
        mismatches: analysis.mismatches,
        languages: analysis.languages,
        unmarked: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(texts: &[&str]) -> Contract {
        let clauses = texts.iter().enumerate().map(|(at, text)| Clause {
            id: format!("c{at}"),
            heading: format!("Heading {at}"),
            text: (*text).to_owned(),
            pair: None,
            clauses: vec![],
        });
        Contract {
            clauses: clauses.collect(),
            ..Contract::default()
        }
    }

    #[test]
    fn a_figure_that_changed_while_its_sentence_changed_clauses_is_told_once() {
        let stays = "Rent falls due on the first working day.";
        let (before, after) = (
            "A late tenant owes the landlord a charge of GBP 35 per reminder.",
            "A late tenant owes the landlord a charge of GBP 20 per reminder.",
        );
        let other = "A visit of the plumber is charged at GBP 35 as well.";
        let moves = |old: &[&str], new: &[&str]| -> Vec<(Option<String>, Option<String>)> {
            let redline = compare(&contract(old), &contract(new), CompareScope::Changes);
            redline
                .figures
                .into_iter()
                .map(|moved| (moved.old, moved.new))
                .collect()
        };
        let figure = |written: &str| Some(written.to_owned());
        let raised = (figure("GBP 35"), figure("GBP 20"));
        assert_eq!(
            moves(&[&format!("{stays} {before}")], &[stays, after]),
            std::slice::from_ref(&raised),
            "split"
        );
        assert_eq!(
            moves(&[stays, before], &[&format!("{stays} {after}")]),
            std::slice::from_ref(&raised),
            "merged"
        );
        assert_eq!(
            moves(&[&format!("{stays} {before} {other}")], &[stays, after]),
            [(figure("GBP 35"), None), raised],
            "one that went and one that is gone"
        );
    }
}
