//! What the changes of one clause amount to: their classes, the figures that moved, and what to look out for.

use super::bilingual::languages_part;
use super::class::{self, Class, ClassContext};
use super::edit::Edit;
use super::figures::mismatches;
use super::hidden::{self, Hidden, HiddenKind};
use super::item_labels::{Place, labels};
use super::model::{ChangeKind, CompareScope, Flag, FoundMismatch, LanguagesPart, MovedFigure};
use super::moved_figures::{TextPair, moved};
use super::numbering::Numbering;
use super::references::{Reference, references, touched, without};
use super::segments::Carriage;
use super::versions::{ComparedClause, VersionPair};
use crate::contract::{Clause, canonical};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// What the changes of one clause amount to.
pub(crate) struct Analysis {
    pub(crate) change: ChangeKind,
    /// One class for each edit of the heading.
    pub(crate) heading: Vec<Class>,
    /// One class for each edit of the text.
    pub(crate) text: Vec<Class>,
    pub(crate) flags: BTreeSet<Flag>,
    pub(crate) mismatches: Vec<FoundMismatch>,
    pub(crate) languages: Option<LanguagesPart>,
    pub(crate) figures: Vec<MovedFigure>,
}

/// Looks through the changes of one clause. Depends on nothing but its arguments, so that clauses can be looked through
/// on several cores.
pub(crate) fn analyse(
    versions: &VersionPair<'_>,
    context: ClassContext<'_>,
    scope: CompareScope,
    draft: &ComparedClause,
) -> Analysis {
    let (old, new) = (versions.old_clause(draft), versions.new_clause(draft));
    let change = match (old, new) {
        (Some(_), None) => ChangeKind::Removed,
        (None, _) => ChangeKind::Added,
        (Some(old), Some(new)) if same_wording(old, new) => ChangeKind::Unchanged,
        _ => ChangeKind::Edited,
    };
    let fields = |field: fn(&Clause) -> &str| (old.map_or("", field), new.map_or("", field));
    let (old_heading, new_heading) = fields(|clause| &clause.heading);
    let (old_text, new_text) = fields(|clause| &clause.text);
    let mut analyst = Analyst {
        versions,
        numbers_then: versions.numbers_then(draft),
        context,
        id: new.or(old).map_or("", |clause| &clause.id),
        flags: BTreeSet::new(),
        figures: Vec::new(),
    };
    let (heading, text) = match change {
        ChangeKind::Edited => (
            analyst.classes(
                old_heading,
                new_heading,
                &draft.heading,
                Place::Heading,
                &Carriage::default(),
            ),
            analyst.classes(old_text, new_text, &draft.text, Place::Text, &draft.carriage),
        ),
        // A clause that came or went is one change; in one whose wording stands only the layout of the file differs.
        ChangeKind::Added | ChangeKind::Removed => (
            vec![Class::Substantive; draft.heading.len()],
            vec![Class::Substantive; draft.text.len()],
        ),
        ChangeKind::Unchanged => (
            vec![Class::Spacing; draft.heading.len()],
            vec![Class::Spacing; draft.text.len()],
        ),
    };
    let Analyst { mut flags, figures, .. } = analyst;
    let looked_at = match change {
        ChangeKind::Edited | ChangeKind::Added => true,
        ChangeKind::Unchanged => scope == CompareScope::Everything,
        ChangeKind::Removed => false,
    };
    let mismatches = if looked_at {
        found_mismatches(old_text, new_text)
    } else {
        Vec::new()
    };
    if !mismatches.is_empty() {
        flags.insert(Flag::Mismatch);
    }
    let languages = if looked_at {
        languages_part(old_text, new_text, &draft.text, &text)
    } else {
        None
    };
    if languages.is_some() {
        flags.insert(Flag::Languages);
    }
    let alarming = |text: &str| {
        hidden::scan(text)
            .iter()
            .any(|hidden| hidden::always_alarming(hidden.kind))
    };
    if looked_at && (alarming(new_heading) || alarming(new_text)) {
        flags.insert(Flag::Hidden);
    }
    Analysis {
        change,
        heading,
        text,
        flags,
        mismatches,
        languages,
        figures,
    }
}

/// Whether both clauses are one revision: the same words, blanks at line ends and blank lines at both ends aside.
fn same_wording(old: &Clause, new: &Clause) -> bool {
    old.heading == new.heading && (old.text == new.text || canonical(old) == canonical(new))
}

fn found_mismatches(old: &str, new: &str) -> Vec<FoundMismatch> {
    let found = mismatches(new);
    if found.is_empty() {
        return Vec::new();
    }
    let before: HashSet<String> = mismatches(old).into_iter().map(|known| known.text).collect();
    found
        .into_iter()
        .map(|found| FoundMismatch {
            introduced: !before.contains(&found.text),
            text: found.text,
        })
        .collect()
}

/// One side of a field: its text, and what stands where in it.
struct FieldSide<'t> {
    text: &'t str,
    references: Vec<Reference>,
    hidden: Vec<Hidden>,
    labels: Vec<Range<usize>>,
}

impl<'t> FieldSide<'t> {
    fn of(text: &'t str, place: Place, typed: bool) -> Self {
        Self {
            text,
            references: references(text, typed),
            hidden: hidden::scan(text),
            labels: labels(text, place),
        }
    }

    /// Whether the bytes are a label, or lie within one.
    fn is_label(&self, range: &Range<usize>) -> bool {
        let first = self.labels.partition_point(|label| label.end < range.end);
        !range.is_empty() && self.labels.get(first).is_some_and(|label| label.start <= range.start)
    }

    /// Whether the bytes are the sign that a heading ends with, or none where it ends without one.
    fn is_last_sign(&self, range: &Range<usize>) -> bool {
        range.end == self.text.len() && matches!(&self.text[range.clone()], "" | "." | "。" | ":" | "：" | "．")
    }

    /// The bytes of what is written in digits and is no figure: references and labels.
    fn names(&self) -> Vec<Range<usize>> {
        let references = self.references.iter().map(|reference| &reference.at);
        let mut names: Vec<Range<usize>> = references.chain(&self.labels).cloned().collect();
        names.sort_by_key(|name| name.start);
        names
    }

    /// The characters in the range that do not show, or pass for others.
    fn hidden_in(&self, range: &Range<usize>) -> &[Hidden] {
        let first = self.hidden.partition_point(|hidden| hidden.at < range.start);
        let end = self.hidden.partition_point(|hidden| hidden.at < range.end).max(first);
        &self.hidden[first..end]
    }

    /// Whether any of them is never honest in a contract.
    fn hides_in(&self, range: &Range<usize>) -> bool {
        self.hidden_in(range)
            .iter()
            .any(|hidden| hidden::always_alarming(hidden.kind))
    }
}

struct Analyst<'a> {
    versions: &'a VersionPair<'a>,
    /// What the references of the old wording go by.
    numbers_then: &'a Numbering<'a>,
    context: ClassContext<'a>,
    id: &'a str,
    flags: BTreeSet<Flag>,
    figures: Vec<MovedFigure>,
}

impl Analyst<'_> {
    /// The class of each edit of one field; notes figures that moved and hidden characters on the way.
    fn classes(&mut self, old: &str, new: &str, edits: &[Edit], place: Place, carriage: &Carriage) -> Vec<Class> {
        if edits.is_empty() {
            return Vec::new();
        }
        let typed = self.versions.new_numbering.is_typed();
        let (old, new) = (FieldSide::of(old, place, typed), FieldSide::of(new, place, typed));
        let mut classes = Vec::with_capacity(edits.len());
        for edit in edits {
            let class = if old.is_label(&edit.old) && new.is_label(&edit.new) {
                Class::Renumbering
            } else if place == Place::Heading && old.is_last_sign(&edit.old) && new.is_last_sign(&edit.new) {
                Class::Typographic
            } else {
                self.class(&old, &new, edit)
            };
            let (deleted, inserted) = (&old.text[edit.old.clone()], &new.text[edit.new.clone()]);
            if old.hides_in(&edit.old) || new.hides_in(&edit.new) || hidden::is_hidden_change(deleted, inserted) {
                self.flags.insert(Flag::Hidden);
            }
            classes.push(class);
        }
        let sides = TextPair {
            old: old.text,
            new: new.text,
            edits,
            classes: &classes,
            old_names: &old.names(),
            new_names: &new.names(),
        };
        let moved = moved(
            &sides,
            |range| carriage.took_away(range),
            |range| carriage.brought(range),
        );
        if !moved.is_empty() {
            self.flags.insert(Flag::Figure);
        }
        let clause = self.id;
        self.figures
            .extend(moved.into_iter().map(|(kind, old, new)| MovedFigure {
                clause: clause.to_owned(),
                kind,
                old,
                new,
            }));
        classes
    }

    fn class(&self, old: &FieldSide<'_>, new: &FieldSide<'_>, edit: &Edit) -> Class {
        let old_references = touched(&old.references, &edit.old);
        let new_references = touched(&new.references, &edit.new);
        let (deleted, inserted) = (&old.text[edit.old.clone()], &new.text[edit.new.clone()]);
        let only_breaks = |text: &str| text.chars().all(|c| c == '\n');
        if old_references.is_empty() && new_references.is_empty() || only_breaks(deleted) && only_breaks(inserted) {
            let look_alike = |side: &FieldSide<'_>, range: &Range<usize>| {
                side.hidden_in(range)
                    .iter()
                    .any(|hidden| hidden.kind == HiddenKind::LookAlike)
            };
            if look_alike(old, &edit.old) || look_alike(new, &edit.new) {
                return Class::Substantive;
            }
            return class::class_of(deleted, inserted, &new.text[..edit.new.start], self.context);
        }
        let words_stand = without(old.text, &edit.old, old_references) == without(new.text, &edit.new, new_references);
        if words_stand && self.follow_their_targets((old.text, old_references), (new.text, new_references)) {
            Class::Renumbering
        } else {
            Class::Substantive
        }
    }

    /// Whether each reference of the old text and its successor name one and the same clause, and the same item of it.
    fn follow_their_targets(&self, (old, before): (&str, &[Reference]), (new, after): (&str, &[Reference])) -> bool {
        before.len() == after.len()
            && before.iter().zip(after).all(|(before, after)| {
                let was = self.numbers_then.meant(old, before);
                let now = self.versions.new_numbering.target(&after.label);
                before.item(old) == after.item(new) && was.is_some_and(|was| self.versions.new_id_of(was) == now)
            })
    }
}
