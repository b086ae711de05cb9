//! What a redline says: clause by clause, change by change.

use super::class::Class;
use super::figures::FigureKind;
use std::collections::{BTreeSet, HashMap};

/// How much of the contracts to look through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CompareScope {
    /// What changed, and what the changes reach.
    #[default]
    Changes,
    /// Every clause: disagreements of words and figures and hidden characters are reported of unchanged clauses too.
    Everything,
}

/// The marked-up difference between two versions of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redline {
    /// Every clause of either version in reading order; a removed one stands where it stood.
    pub clauses: Vec<ClauseChange>,
    /// Counts over all clauses.
    pub summary: Summary,
    /// What changed outside of the clauses: title, parties, members, keys.
    pub front: Vec<FrontChange>,
    /// Definitions that changed, and the clauses they reach.
    pub definitions: Vec<ChangedDefinition>,
    /// Cross-references that dangle or point elsewhere since the old version.
    pub references: Vec<ReferenceFault>,
    /// Figures that moved: money, shares, periods, dates, then counts; each of them in reading order.
    pub figures: Vec<MovedFigure>,
    /// Changes in clauses, as a person counts them.
    pub counts: Counts,
    /// The ids that name another clause than in the old version, in reading order: ids that are positions shift when
    /// clauses come and go. Such clauses are told by heading and text, while what was recorded hangs on the ids.
    pub shifted_ids: Vec<String>,
    /// The ids of the clauses that are asked for; `None` for all.
    pub focus: Option<BTreeSet<String>>,
}

impl Redline {
    /// The clauses that are asked for, in reading order. The others are there to be named.
    pub fn asked(&self) -> impl Iterator<Item = &ClauseChange> {
        self.clauses
            .iter()
            .filter(|clause| self.focus.as_ref().is_none_or(|focus| focus.contains(&clause.id)))
    }

    /// Leaves the words of new clauses unmarked: to somebody who knows nothing of them all of it is new, and marks
    /// would say no more.
    pub fn read_new_clauses_whole(&mut self) {
        for clause in self
            .clauses
            .iter_mut()
            .filter(|clause| clause.change == ChangeKind::Added)
        {
            clause.unmarked = true;
        }
    }

    /// Narrows the redline down to some clauses: counts, figures and faults are theirs alone.
    pub fn focus_on(&mut self, ids: BTreeSet<String>) {
        self.front.clear();
        self.figures.retain(|figure| ids.contains(&figure.clause));
        self.shifted_ids.retain(|id| ids.contains(id));
        self.references.retain(|fault| ids.contains(&fault.clause));
        self.definitions.retain(|definition| {
            definition
                .defined_in
                .iter()
                .chain(&definition.affected)
                .any(|clause| ids.contains(clause))
        });
        self.focus = Some(ids);
        self.summary = Summary::of(self.asked());
        self.counts = self
            .asked()
            .filter(|clause| clause.change == ChangeKind::Edited)
            .map(Counts::of)
            .sum();
    }
}

/// One clause of either version, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseChange {
    /// The id in the new version; in the old one when the clause was removed.
    pub id: String,
    /// The id in the old version; `None` when the clause was added.
    pub from_id: Option<String>,
    /// The number in the new version.
    pub number: Option<String>,
    /// The number in the old version.
    pub from_number: Option<String>,
    /// 1 for a top-level clause.
    pub depth: usize,
    /// The heading in the new version; in the old one when the clause was removed.
    pub heading: String,
    /// What became of the clause.
    pub change: ChangeKind,
    /// It stands in another place, its own words aside.
    pub moved: bool,
    /// Its number changed because other clauses came, went or moved.
    pub renumbered: bool,
    /// The class of the strongest change; `None` when nothing changed.
    pub class: Option<Class>,
    /// The heading, old and new in one.
    pub heading_segments: Vec<Segment>,
    /// The text, old and new in one.
    pub segments: Vec<Segment>,
    /// What to look out for.
    pub flags: BTreeSet<Flag>,
    /// The changes in heading and text, numbered through the whole redline.
    pub marks: Vec<Mark>,
    /// Places of the new text where words and figures disagree.
    pub mismatches: Vec<FoundMismatch>,
    /// How its two languages part, where it has two and they do.
    pub languages: Option<LanguagesPart>,
    /// The clause is new, and is read as a whole: views show its words without marks.
    pub unmarked: bool,
}

impl ClauseChange {
    /// Whether the clause is unchanged, stands where it stood and keeps its number.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.change == ChangeKind::Unchanged && !self.moved && !self.renumbered
    }

    /// Whether something changed about which nobody takes a position: a heading without a text, or where a clause stands.
    /// It is accepted along with the rest.
    #[must_use]
    pub fn is_besides(&self) -> bool {
        let is_heading = self.segments.iter().all(|segment| segment.text.trim().is_empty());
        self.moved || is_heading && self.change != ChangeKind::Unchanged
    }

    /// Whether nothing changed but numbers: its own, or those of clauses it refers to, which it followed rightly.
    #[must_use]
    pub fn is_only_renumbered(&self) -> bool {
        let alarming = [Flag::Reference, Flag::Hidden, Flag::Mismatch]
            .iter()
            .any(|flag| self.flags.contains(flag));
        let words_stand = match self.change {
            ChangeKind::Unchanged => self.renumbered,
            ChangeKind::Edited => self.class == Some(Class::Renumbering),
            ChangeKind::Added | ChangeKind::Removed => false,
        };
        words_stand && !self.moved && !alarming
    }
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Its wording changed.
    Edited,
    /// It stands only in the new version.
    Added,
    /// It stands only in the old version.
    Removed,
    /// Its wording, and so its revision, is the same.
    Unchanged,
}

/// A stretch of text that both versions share, or that one of them alone has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Which versions have it.
    pub op: Op,
    /// Its words.
    pub text: String,
    /// The clause to which (deleted) or from which (inserted) the words moved.
    pub elsewhere: Option<String>,
    /// The number of the change it belongs to; `None` when equal.
    pub mark: Option<usize>,
}

/// Which versions have a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// Both.
    Equal,
    /// The old one.
    Delete,
    /// The new one.
    Insert,
}

/// One change as a person counts it: a replacement is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Counted from 1 through the whole redline.
    pub number: usize,
    /// The same at every run, whatever else changed: taken from the clause and both wordings.
    pub id: String,
    /// What kind of change it is.
    pub class: Class,
}

/// Something about a clause that a reader should not miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// A figure moved.
    Figure,
    /// Invisible or look-alike characters.
    Hidden,
    /// Words and figures disagree.
    Mismatch,
    /// A definition it uses changed.
    Definition,
    /// A cross-reference dangles or points elsewhere.
    Reference,
    /// Its two languages say different things.
    Languages,
}

/// How the two languages of a clause part, or the clauses of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguagesPart {
    /// A change reached only one of them.
    pub changed_alone: bool,
    /// Figures of which each has another, as written: `三十日 / 60 days`.
    pub figures: Vec<String>,
    /// The id of the clause that says the same in the other language; `None` where both languages are in one clause.
    pub pair: Option<String>,
}

/// A disagreement of words and figures in the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundMismatch {
    /// The place as written.
    pub text: String,
    /// The old text did not have it.
    pub introduced: bool,
}

/// Something that changed outside of the clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontChange {
    /// What it is, for programs: `title`, `party customer`, `member customer li.jing@yunfan.example` …
    pub item: String,
    /// What it is.
    pub what: FrontItem,
    /// Before; `None` when it is new.
    pub old: Option<String>,
    /// After; `None` when it is gone.
    pub new: Option<String>,
    /// Who brought it in, where whoever asked for the redline knows.
    pub by: Option<Introduced>,
}

impl FrontChange {
    pub(super) fn of(what: FrontItem, old: Option<String>, new: Option<String>) -> Self {
        Self {
            item: what.word(),
            what,
            old,
            new,
            by: None,
        }
    }
}

/// What there is outside of the clauses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FrontItem {
    /// The title.
    Title,
    /// The language of the text.
    Language,
    /// The kind of contract.
    Kind,
    /// The kind of annex that it is by itself.
    Annex,
    /// The parties' own reference.
    Reference,
    /// The order of the parties.
    Parties,
    /// A party's name and role; by its id.
    Party(String),
    /// Somebody who speaks for a party.
    Member {
        /// The party's id.
        party: String,
        /// The e-mail address, or the name where there is none.
        person: String,
    },
    /// A key of somebody who speaks for a party.
    Key {
        /// The party's id.
        party: String,
        /// The e-mail address, or the name where there is none.
        person: String,
    },
}

impl FrontItem {
    /// The word by which programs know it.
    fn word(&self) -> String {
        match self {
            Self::Title => "title".to_owned(),
            Self::Language => "language".to_owned(),
            Self::Kind => "kind".to_owned(),
            Self::Annex => "annex".to_owned(),
            Self::Reference => "reference".to_owned(),
            Self::Parties => "parties".to_owned(),
            Self::Party(id) => format!("party {id}"),
            Self::Member { party, person } => format!("member {party} {person}"),
            Self::Key { party, person } => format!("key {party} {person}"),
        }
    }

    /// Whether it says who speaks for a party, or with which key.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        matches!(self, Self::Member { .. } | Self::Key { .. })
    }
}

/// Who brought something into a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduced {
    /// In which round; `None` when it was not sent.
    pub round: Option<u32>,
    /// Who wrote it.
    pub author: String,
    /// For which party, by its name; `None` when for none.
    pub party: Option<String>,
}

/// A definition that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedDefinition {
    /// The defined term.
    pub term: String,
    /// The ids of the clauses that define it.
    pub defined_in: Vec<String>,
    /// The ids of the other clauses that use it, in reading order.
    pub affected: Vec<String>,
}

/// A cross-reference that does not lead where it led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceFault {
    /// The id of the clause that holds it.
    pub clause: String,
    /// The number as written: `5.2(a)`, `第十二条`.
    pub text: String,
    /// The id of the clause it named before; `None` when there was none.
    pub was: Option<String>,
    /// The id of the clause it names now; `None` when it dangles.
    pub now: Option<String>,
}

/// A figure that took another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedFigure {
    /// The id of the clause.
    pub clause: String,
    /// What it measures.
    pub kind: FigureKind,
    /// As written before; `None` when it is new.
    pub old: Option<String>,
    /// As written now; `None` when it is gone.
    pub new: Option<String>,
}

/// How many clauses came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Clauses with other words.
    pub edited: usize,
    /// Clauses in which nothing but numbers changed: typed ones, or those of clauses they refer to, which they followed
    /// rightly.
    pub followed: usize,
    /// Clauses that are new.
    pub added: usize,
    /// Clauses that are gone.
    pub removed: usize,
    /// Clauses that moved, edited or not.
    pub moved: usize,
    /// Clauses whose number changed although they did not move.
    pub renumbered: usize,
    /// Clauses whose wording is the same, moved and renumbered ones included.
    pub unchanged: usize,
}

impl Summary {
    /// Counts the clauses.
    pub fn of<'a>(clauses: impl IntoIterator<Item = &'a ClauseChange>) -> Self {
        let mut summary = Self::default();
        for clause in clauses {
            match clause.change {
                ChangeKind::Edited if clause.is_only_renumbered() => summary.followed += 1,
                ChangeKind::Edited => summary.edited += 1,
                ChangeKind::Added => summary.added += 1,
                ChangeKind::Removed => summary.removed += 1,
                ChangeKind::Unchanged => summary.unchanged += 1,
            }
            summary.moved += usize::from(clause.moved);
            summary.renumbered += usize::from(clause.renumbered);
        }
        summary
    }
}

/// Changes within texts, as a person counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words that took the place of others.
    pub replacements: usize,
    /// Words that are new.
    pub insertions: usize,
    /// Words that are gone.
    pub deletions: usize,
}

impl Counts {
    /// Counts the changes of one clause; spacing, renumbering and moved words are not among them.
    #[must_use]
    pub fn of(clause: &ClauseChange) -> Self {
        let mut sides: HashMap<usize, (bool, bool)> = HashMap::new();
        for segment in clause.heading_segments.iter().chain(&clause.segments) {
            if let Some(number) = segment.mark {
                let (deletes, inserts) = sides.entry(number).or_default();
                *deletes |= segment.op == Op::Delete;
                *inserts |= segment.op == Op::Insert;
            }
        }
        let mut counts = Self::default();
        let counted = |mark: &&Mark| !matches!(mark.class, Class::Spacing | Class::Renumbering | Class::Move);
        for mark in clause.marks.iter().filter(counted) {
            match sides.get(&mark.number) {
                Some((true, true)) => counts.replacements += 1,
                Some((true, false)) => counts.deletions += 1,
                Some((false, _)) => counts.insertions += 1,
                None => {}
            }
        }
        counts
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |total, one| Self {
            replacements: total.replacements + one.replacements,
            insertions: total.insertions + one.insertions,
            deletions: total.deletions + one.deletions,
        })
    }
}
