//! The redline between two versions of a contract.

use super::clause_name::{called, no_such_clause};
use super::comments::remarks;
use super::mine::{Mine, mine};
use super::rounds::rounds_in;
use crate::contract::{self, Clause, Contract, revision};
use crate::exchange::{Baseline, Document, Remark, Version};
use crate::redline::{ClauseChange, CompareScope, FrontChange, Redline, compare, compare_pieced};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Reading, Workspace};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A redline, and both versions it was made from.
pub struct Redlined {
    /// The contract's name.
    pub name: String,
    /// The left side.
    pub from: Baseline,
    /// The right side.
    pub to: Version,
    /// The old contract.
    pub old: Contract,
    /// The new contract.
    pub new: Contract,
    /// What changed.
    pub redline: Redline,
    /// How both sides stand to each other.
    pub relation: Relation,
    /// The comments of the shared history on the clauses that are asked for.
    pub remarks: Vec<Remark>,
    /// Changes after the newest round that nobody sent: by whom.
    pub unsent: Vec<String>,
}

impl Redlined {
    /// A version of a contract held against a text that is not in its history, with nothing to remark on.
    pub(in crate::session) fn against_text(
        negotiation: &Negotiation<'_>,
        from: Version,
        (old, new): (Contract, Contract),
        to: Version,
        redline: Redline,
    ) -> Self {
        Self {
            name: negotiation.name().to_owned(),
            from: Baseline::Version(Negotiation::named(from, &old)),
            to,
            old,
            new,
            redline,
            relation: Relation::Onwards,
            remarks: Vec::new(),
            unsent: Vec::new(),
        }
    }
}

/// Makes the redline of a contract. `from` is, when not given, what one's own party last accepted or offered, clause by
/// clause; for somebody who speaks for nobody, the round before `to`; `to` is the newest round. With a clause, only that clause (and its sub-clauses) is listed.
///
/// # Errors
///
/// When a version is not there or cannot be read.
pub fn diff(
    workspace: &Workspace,
    name: &str,
    from: Option<&VersionName>,
    to: Option<&VersionName>,
    clause: Option<&str>,
    scope: CompareScope,
) -> Result<Redlined, Error> {
    let negotiation = workspace.negotiation(name)?;
    // A draft stands on what was sent last, whichever side it was named on.
    let (from, to) = match (from, to) {
        (Some(VersionName::Draft), None) => (None, Some(&VersionName::Draft)),
        sides => sides,
    };
    let named_to = to.is_some();
    let to = negotiation.reading(to.unwrap_or(&VersionName::Last))?;
    let until = to.version.round;
    let (from, relation, old, new, mut redline) = match left_side(workspace, &negotiation, from, &to, named_to)? {
        LeftSide::Version(from) => {
            let relation = relation(workspace, &from, &to)?;
            let (old, new) = contract::read_pair(&from.bytes, &to.bytes);
            let old = old.map_err(|error| negotiation.unreadable(&from, error))?;
            let new = new.map_err(|error| negotiation.unreadable(&to, error))?;
            let mut redline = compare(&old, &new, scope);
            name_who(&mut redline, &negotiation, from.version.round, until)?;
            (
                Baseline::Version(Negotiation::named(from.version, &old)),
                relation,
                old,
                new,
                redline,
            )
        }
        LeftSide::Mine(mine) => {
            let new = negotiation.read(&to)?;
            let old = mine.pieced();
            let mut redline = compare_pieced(&old, &new, scope);
            redline.read_new_clauses_whole();
            name_who(&mut redline, &negotiation, None, until)?;
            let from = Baseline::StoodBy(mine.grounds(&old));
            (from, Relation::Onwards, old.text, new, redline)
        }
    };
    if let Some(id) = clause {
        keep_clause(&mut redline, name, id, &old, &new)?;
    }
    let mut remarks = remarks(workspace, &negotiation)?;
    remarks.retain(|remark| redline.focus.as_ref().is_none_or(|ids| ids.contains(&remark.clause)));
    let mut unsent: Vec<String> = negotiation
        .rounds
        .unsent
        .iter()
        .map(|change| change.author.name.clone())
        .collect();
    unsent.dedup();
    Ok(Redlined {
        name: negotiation.name().to_owned(),
        from,
        to: Negotiation::named(to.version, &new),
        old,
        new,
        redline,
        relation,
        remarks,
        unsent,
    })
}

/// Tells by whom what changed outside of the clauses came in: the last round between both sides that did just that.
fn name_who(
    redline: &mut Redline,
    negotiation: &Negotiation<'_>,
    after: Option<u32>,
    until: Option<u32>,
) -> Result<(), Error> {
    if redline.front.is_empty() {
        return Ok(());
    }
    let rounds = rounds_in(negotiation, &std::collections::BTreeMap::new())?.rounds;
    let after = after.unwrap_or(0);
    let until = until.unwrap_or(u32::MAX);
    for change in &mut redline.front {
        let between = rounds
            .iter()
            .rev()
            .filter(|round| after < round.number && round.number <= until);
        let same = |other: &&FrontChange| {
            other.what == change.what
                && match &change.new {
                    Some(_) => other.new == change.new,
                    None => other.new.is_none() && other.old == change.old,
                }
        };
        change.by = between
            .flat_map(|round| &round.front)
            .find(same)
            .and_then(|other| other.by.clone());
    }
    Ok(())
}

/// The left side of a comparison.
pub(in crate::session) enum LeftSide {
    /// One version.
    Version(Reading),
    /// What the user's own party last stood by, clause by clause.
    Mine(Mine),
}

impl LeftSide {
    /// Whether it is that of a party which has accepted and offered nothing.
    pub(in crate::session) fn is_empty(&self) -> bool {
        matches!(self, Self::Mine(mine) if mine.is_empty())
    }

    /// The contract on the left side, and what it is.
    ///
    /// # Errors
    ///
    /// When its text cannot be understood.
    pub(in crate::session) fn read(self, negotiation: &Negotiation<'_>) -> Result<(Contract, Baseline), Error> {
        match self {
            Self::Version(reading) => {
                let contract = negotiation.read(&reading)?;
                let version = Negotiation::named(reading.version, &contract);
                Ok((contract, Baseline::Version(version)))
            }
            Self::Mine(mine) => {
                let text = mine.pieced();
                let grounds = mine.grounds(&text);
                Ok((text.text, Baseline::StoodBy(grounds)))
            }
        }
    }
}

/// The left side of a comparison: what one's own party last stood by where nothing is named, or else the version before
/// the right side.
pub(in crate::session) fn left_side(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    from: Option<&VersionName>,
    to: &Reading,
    named_to: bool,
) -> Result<LeftSide, Error> {
    let version = match from {
        Some(VersionName::Last)
            if to
                .version
                .round
                .is_some_and(|round| round < negotiation.newest_number()) =>
        {
            negotiation.reading(&VersionName::Last)
        }
        Some(VersionName::Last) => before(workspace, negotiation, to),
        // Only the newest round is read for what is new to one's own party.
        None if named_to => before(workspace, negotiation, to),
        None => match mine(workspace, negotiation)? {
            Some(mine) => return Ok(LeftSide::Mine(mine)),
            None => before(workspace, negotiation, to),
        },
        Some(VersionName::Mine) => {
            let mine = mine(workspace, negotiation)?;
            let none = || Error::NothingOfMine {
                contract: negotiation.name().to_owned(),
            };
            return mine.map(LeftSide::Mine).ok_or_else(none);
        }
        Some(from) => negotiation.reading(from),
    }?;
    Ok(LeftSide::Version(version))
}

/// The version before the right side: the newest round before it that it builds on, or the newest round when it is no
/// round itself.
fn before(workspace: &Workspace, negotiation: &Negotiation<'_>, to: &Reading) -> Result<Reading, Error> {
    let contract = || negotiation.name().to_owned();
    match (to.version.round, negotiation.newest_number()) {
        (_, 0) => Err(Error::NoRound { contract: contract() }),
        (Some(1), _) => Err(Error::OneRound { contract: contract() }),
        (Some(round), _) => {
            for number in (1..round).rev() {
                let earlier = negotiation.reading(&VersionName::Round(number));
                match earlier {
                    Ok(earlier) if relation(workspace, &earlier, to)? != Relation::SideBySide => return Ok(earlier),
                    Err(error) if !matches!(error, Error::Deleted { .. }) => return Err(error),
                    _ => {}
                }
            }
            negotiation.reading(&VersionName::Round(round - 1))
        }
        (None, newest) => negotiation.reading(&VersionName::Round(newest)),
    }
}

/// How two versions stand to each other in history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The right side builds on the left one.
    Onwards,
    /// The left side builds on the right one.
    Backwards,
    /// Both are one version.
    Same,
    /// Neither was written in knowledge of the other: what one changed may look undone in the other.
    SideBySide,
}

fn relation(workspace: &Workspace, from: &Reading, to: &Reading) -> Result<Relation, Error> {
    // What is in the working folder builds on what is recorded.
    let (left, right) = match (&from.version.commit, &to.version.commit) {
        (Some(left), Some(right)) => (left, right),
        (Some(_), None) => return Ok(Relation::Onwards),
        (None, Some(_)) => return Ok(Relation::Backwards),
        (None, None) => return Ok(Relation::Same),
    };
    let (Ok(left), Ok(right)) = (left.parse(), right.parse()) else {
        return Ok(Relation::Onwards);
    };
    let repository = workspace.repository();
    Ok(if left == right {
        Relation::Same
    } else if repository.builds_on(right, left)? {
        Relation::Onwards
    } else if repository.builds_on(left, right)? {
        Relation::Backwards
    } else {
        Relation::SideBySide
    })
}

fn keep_clause(redline: &mut Redline, name: &str, id: &str, old: &Contract, new: &Contract) -> Result<(), Error> {
    // A number means the new version's; an id may be one that only the old version has.
    let gone = old.walk();
    let gone: Vec<&str> = gone.iter().map(|visit| &*visit.clause.id).collect();
    let id = called(new, name, &gone, id)?.id();
    let mut wanted = HashSet::from([id.to_owned()]);
    for contract in [old, new] {
        if let Some(clause) = contract.clause(id) {
            let below = Contract {
                clauses: clause.clauses.clone(),
                ..Contract::default()
            };
            wanted.extend(below.walk().iter().map(|visit| visit.clause.id.clone()));
        }
    }
    let belongs = |clause: &&ClauseChange| {
        wanted.contains(&clause.id) || clause.from_id.as_ref().is_some_and(|from| wanted.contains(from))
    };
    let ids: BTreeSet<String> = redline
        .clauses
        .iter()
        .filter(belongs)
        .map(|clause| clause.id.clone())
        .collect();
    if ids.is_empty() {
        return Err(no_such_clause(new, name, &[], id));
    }
    redline.focus_on(ids);
    Ok(())
}

impl Redlined {
    /// The redline with what a reader of any format needs.
    #[must_use]
    pub fn document(&self, all: bool) -> Document<'_> {
        Document {
            contract: &self.name,
            title: &self.new.title,
            language: self.new.language.as_deref(),
            from: &self.from,
            to: &self.to,
            redline: &self.redline,
            remarks: &self.remarks,
            all,
        }
    }

    /// What tells the digests of a clause's wording in the old and the new version.
    pub fn digests(&self) -> impl Fn(&ClauseChange) -> (Option<String>, Option<String>) + Sync {
        let [old, new] = [&self.old, &self.new].map(Contract::by_id);
        move |change| {
            let digest = |clauses: &HashMap<&str, &Clause>, id: Option<&str>| {
                id.and_then(|id| clauses.get(id))
                    .map(|clause| revision(clause).to_string())
            };
            let to = change.number.as_ref().map(|_| &*change.id);
            (digest(&old, change.from_id.as_deref()), digest(&new, to))
        }
    }
}
