//! Which two versions are compared.

use crate::exchange::{self, Version};
use crate::session::{Redlined, VersionName};
use std::collections::BTreeSet;

/// What the left side is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum ComparedWith {
    /// What the reader's party last accepted or offered, clause by clause.
    #[default]
    Mine,
    /// The round before.
    Before,
    /// Round 1.
    First,
    /// A round that was chosen.
    Chosen(VersionName),
}

/// Both sides, as asked for and as shown.
#[derive(Debug, Clone, Default)]
pub(super) struct ScreenSides {
    pub(super) baseline: ComparedWith,
    /// The right side; `None` for the newest round.
    pub(super) right: Option<VersionName>,
    /// What is shown at present.
    seen: Option<(ComparedWith, Option<VersionName>)>,
    /// The numbers of the rounds on the left.
    pub(super) from_rounds: BTreeSet<u32>,
    /// Whether the left side is what the reader's party stood by.
    pub(super) is_mine: bool,
    pub(super) to_shown: Version,
}

impl ScreenSides {
    pub(super) fn from(&self) -> Option<VersionName> {
        match &self.baseline {
            // Asked for by name it would be an error that there is none.
            ComparedWith::Mine => self.right.as_ref().map(|_| VersionName::Mine),
            ComparedWith::Before => Some(VersionName::Last),
            ComparedWith::First => Some(VersionName::First),
            ComparedWith::Chosen(version) => Some(version.clone()),
        }
    }

    pub(super) fn to(&self) -> Option<VersionName> {
        self.right.clone()
    }

    /// Whether the right side is the newest round, which alone positions concern.
    pub(super) fn is_newest(&self) -> bool {
        self.right.is_none()
    }

    /// Compares with something else on the left.
    pub(super) fn compare_with(&mut self, baseline: ComparedWith) {
        self.baseline = baseline;
    }

    /// The baseline after this one.
    pub(super) fn next(&self) -> ComparedWith {
        match self.baseline {
            ComparedWith::Mine => ComparedWith::Before,
            ComparedWith::Before => ComparedWith::First,
            ComparedWith::First | ComparedWith::Chosen(_) => ComparedWith::Mine,
        }
    }

    /// Takes note of what is shown.
    pub(super) fn shown(&mut self, redlined: &Redlined) {
        self.seen = Some((self.baseline.clone(), self.right.clone()));
        self.is_mine = redlined.from.stood_by().is_some();
        self.from_rounds = match &redlined.from {
            exchange::Baseline::Version(version) => version.round.into_iter().collect(),
            exchange::Baseline::StoodBy(each) => each.rounds(),
        };
        self.to_shown = redlined.to.clone();
    }

    /// Goes back to what is shown, since the other could not be had.
    pub(super) fn undo(&mut self) {
        if let Some((baseline, right)) = self.seen.clone() {
            (self.baseline, self.right) = (baseline, right);
        }
    }

    /// Where there is nothing to compare with, what else to compare; whether there is anything else.
    pub(super) fn fall_back(&mut self) -> bool {
        let next = match (&self.baseline, &self.right, &self.seen) {
            (ComparedWith::Mine, Some(_), _) => ComparedWith::Before,
            // With one round alone, it is shown against itself.
            (ComparedWith::Mine | ComparedWith::Before, None, None) => ComparedWith::Chosen(VersionName::Round(1)),
            _ => return false,
        };
        self.baseline = next;
        true
    }
}
