//! What the changes of one clause amount to: their classes, the figures that moved, and what to look out for.

use super::class::{self, Class, Context};
use super::compare::Scope;
use super::figures::{Figure, figures, mismatches};
use super::hidden::{self, Hidden, HiddenKind};
use super::marks::Edit;
use super::model::{Change, Flag, FoundMismatch, MovedFigure};
use super::references::{Reference, references, typed_number};
use super::versions::{Draft, Versions};
use crate::contract::{Clause, canonical};
use std::collections::BTreeSet;
use std::ops::Range;

/// What the changes of one clause amount to.
pub(crate) struct Analysis {
    pub(crate) change: Change,
    /// One class for each edit of the heading.
    pub(crate) heading: Vec<Class>,
    /// One class for each edit of the text.
    pub(crate) text: Vec<Class>,
    pub(crate) flags: BTreeSet<Flag>,
    pub(crate) mismatches: Vec<FoundMismatch>,
    pub(crate) figures: Vec<MovedFigure>,
}

/// Which part of a clause an edit is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Heading,
    Text,
}

/// Looks through the changes of one clause. Depends on nothing but its arguments, so that clauses can be looked through
/// on several cores.
pub(crate) fn analyse(versions: &Versions<'_>, context: Context<'_>, scope: Scope, draft: &Draft) -> Analysis {
    let (old, new) = (versions.old_clause(draft), versions.new_clause(draft));
    let change = match (old, new) {
        (Some(_), None) => Change::Removed,
        (None, _) => Change::Added,
        (Some(old), Some(new)) if same_wording(old, new) => Change::Unchanged,
        _ => Change::Edited,
    };
    let fields = |field: fn(&Clause) -> &str| (old.map_or("", field), new.map_or("", field));
    let (old_heading, new_heading) = fields(|clause| &clause.heading);
    let (old_text, new_text) = fields(|clause| &clause.text);
    let mut analyst = Analyst {
        versions,
        context,
        id: new.or(old).map_or("", |clause| &clause.id),
        flags: BTreeSet::new(),
        figures: Vec::new(),
    };
    let (heading, text) = match change {
        Change::Edited => (
            analyst.classes(old_heading, new_heading, &draft.heading, Field::Heading, (&[], &[])),
            analyst.classes(
                old_text,
                new_text,
                &draft.text,
                Field::Text,
                (&ranges(draft.carriage.departed()), &ranges(draft.carriage.arrived())),
            ),
        ),
        // A clause that came or went is one change; in one whose wording stands only the layout of the file differs.
        Change::Added | Change::Removed => {
            (vec![Class::Substantive; draft.heading.len()], vec![Class::Substantive; draft.text.len()])
        }
        Change::Unchanged => (vec![Class::Spacing; draft.heading.len()], vec![Class::Spacing; draft.text.len()]),
    };
    let Analyst { mut flags, figures, .. } = analyst;
    let looked_at = match change {
        Change::Edited | Change::Added => true,
        Change::Unchanged => scope == Scope::Everything,
        Change::Removed => false,
    };
    let mismatches = if looked_at { found_mismatches(old_text, new_text) } else { Vec::new() };
    if !mismatches.is_empty() {
        flags.insert(Flag::Mismatch);
    }
    let alarming = |text: &str| hidden::scan(text).iter().any(|hidden| hidden::always_alarming(hidden.kind));
    if looked_at && (alarming(new_heading) || alarming(new_text)) {
        flags.insert(Flag::Hidden);
    }
    Analysis { change, heading, text, flags, mismatches, figures }
}

fn ranges(parts: Vec<(Range<usize>, &str)>) -> Vec<Range<usize>> {
    parts.into_iter().map(|(range, _)| range).collect()
}

/// Whether both clauses are one revision: the same words, blanks at line ends and blank lines at both ends aside.
fn same_wording(old: &Clause, new: &Clause) -> bool {
    old.heading == new.heading && (old.text == new.text || canonical(old) == canonical(new))
}

fn found_mismatches(old: &str, new: &str) -> Vec<FoundMismatch> {
    let before = mismatches(old);
    mismatches(new)
        .into_iter()
        .map(|found| FoundMismatch {
            introduced: !before.iter().any(|known| known.text == found.text),
            text: found.text,
        })
        .collect()
}

/// One side of a field: its text, and what stands where in it.
struct Side<'t> {
    text: &'t str,
    references: Vec<Reference>,
    figures: Vec<Figure>,
    hidden: Vec<Hidden>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str, typed: bool) -> Self {
        Self { text, references: references(text, typed), figures: figures(text), hidden: hidden::scan(text) }
    }

    fn references_in(&self, range: &Range<usize>) -> Vec<&Reference> {
        self.references.iter().filter(|reference| overlap(&reference.at, range)).collect()
    }

    /// The figures that a change touches: references are none, and words that went to or came from another clause took
    /// theirs with them.
    fn figures_in(&self, range: &Range<usize>, carried: &[Range<usize>]) -> Vec<&Figure> {
        let is_free = |figure: &&Figure| {
            let at = figure.at..figure.at + figure.text.len();
            overlap(&at, range)
                && !self.references.iter().any(|reference| overlap(&reference.at, &at))
                && !carried.iter().any(|carried| overlap(carried, &at))
        };
        self.figures.iter().filter(is_free).collect()
    }

    /// Whether a character that does not show, or passes for another, stands in the range.
    fn hides_in(&self, range: &Range<usize>) -> bool {
        self.hidden.iter().any(|hidden| range.contains(&hidden.at))
    }

    /// The bytes of the range that belong to no reference.
    fn without_references(&self, range: &Range<usize>) -> String {
        let mut rest = String::new();
        let mut at = range.start;
        for reference in self.references_in(range) {
            if reference.at.start > at {
                rest.push_str(&self.text[at..reference.at.start]);
            }
            at = at.max(reference.at.end.min(range.end));
        }
        rest.push_str(&self.text[at..range.end]);
        rest
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

struct Analyst<'a> {
    versions: &'a Versions<'a>,
    context: Context<'a>,
    id: &'a str,
    flags: BTreeSet<Flag>,
    figures: Vec<MovedFigure>,
}

impl Analyst<'_> {
    /// The class of each edit of one field; notes figures that moved and hidden characters on the way.
    fn classes(
        &mut self,
        old: &str,
        new: &str,
        edits: &[Edit],
        field: Field,
        (departed, arrived): (&[Range<usize>], &[Range<usize>]),
    ) -> Vec<Class> {
        if edits.is_empty() {
            return Vec::new();
        }
        let typed = self.versions.new_numbering.is_typed();
        let (old, new) = (Side::of(old, typed), Side::of(new, typed));
        let mut classes = Vec::with_capacity(edits.len());
        for edit in edits {
            let class = if field == Field::Heading && is_typed_number_change(old.text, new.text, edit) {
                Class::Renumbering
            } else {
                self.class(&old, &new, edit)
            };
            if class != Class::Renumbering {
                self.note_figures(&old.figures_in(&edit.old, departed), &new.figures_in(&edit.new, arrived));
            }
            if old.hides_in(&edit.old) || new.hides_in(&edit.new) {
                self.flags.insert(Flag::Hidden);
            }
            classes.push(class);
        }
        classes
    }

    fn class(&self, old: &Side<'_>, new: &Side<'_>, edit: &Edit) -> Class {
        let (old_references, new_references) = (old.references_in(&edit.old), new.references_in(&edit.new));
        if old_references.is_empty() && new_references.is_empty() {
            let (deleted, inserted) = (&old.text[edit.old.clone()], &new.text[edit.new.clone()]);
            let look_alike = |side: &Side<'_>, range: &Range<usize>| {
                side.hidden.iter().any(|h| h.kind == HiddenKind::LookAlike && range.contains(&h.at))
            };
            if look_alike(old, &edit.old) || look_alike(new, &edit.new) {
                return Class::Substantive;
            }
            return class::class_of(deleted, inserted, &new.text[..edit.new.start], self.context);
        }
        let words_stand = old.without_references(&edit.old) == new.without_references(&edit.new);
        if words_stand && self.follow_their_targets(&old_references, &new_references) {
            Class::Renumbering
        } else {
            Class::Substantive
        }
    }

    /// Whether each reference of the old text and its successor name one and the same clause.
    fn follow_their_targets(&self, old: &[&Reference], new: &[&Reference]) -> bool {
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| {
                let was = self.versions.old_numbering.target(&old.label);
                let now = self.versions.new_numbering.target(&new.label);
                was.is_some_and(|was| self.versions.new_id.get(was).copied() == now)
            })
    }

    fn note_figures(&mut self, old: &[&Figure], new: &[&Figure]) {
        for at in 0..old.len().max(new.len()) {
            let (before, after) = (old.get(at), new.get(at));
            if let (Some(before), Some(after)) = (before, after)
                && before.is_same(after)
            {
                continue;
            }
            if let Some(kind) = after.or(before).map(|figure| figure.kind) {
                let text = |figure: Option<&&Figure>| figure.map(|figure| figure.text.clone());
                self.flags.insert(Flag::Figure);
                self.figures.push(MovedFigure {
                    clause: self.id.to_owned(),
                    kind,
                    old: text(before),
                    new: text(after),
                });
            }
        }
    }
}

/// Whether the edit changes nothing but the number typed in front of a heading.
fn is_typed_number_change(old: &str, new: &str, edit: &Edit) -> bool {
    let within = |text: &str, range: &Range<usize>| {
        typed_number(text).is_some_and(|(number, _)| range.start >= number.start && range.end <= number.end)
    };
    within(old, &edit.old) && within(new, &edit.new)
}
