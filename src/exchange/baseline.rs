//! The left side of a redline: one version, or what one party last stood by, clause by clause.

use super::Version;
use crate::language::{Language, say};
use crate::redline::ClauseChange;
use crate::wording::{ReportWords, one_line};
use std::collections::{BTreeMap, BTreeSet};

/// The left side of a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Baseline {
    /// One version.
    Version(Version),
    /// What one party last accepted or offered, clause by clause.
    StoodBy(StoodByEach),
}

impl Baseline {
    /// The version, where it is one.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::Version(version) => Some(version),
            Self::StoodBy(_) => None,
        }
    }

    /// The left side in words: a version, or that it is what a party stood by.
    #[must_use]
    pub fn described(&self, report: ReportWords) -> String {
        match self {
            Self::Version(version) => version.described(report),
            Self::StoodBy(each) => each.message(report.0, &one_line(&each.party_name)),
        }
    }

    /// Why a clause of the redline has its old wording, where that has to be said clause by clause.
    #[must_use]
    pub fn note(&self, clause: &ClauseChange) -> Option<BaselineReason> {
        let each = self.stood_by().filter(|each| each.rounds().len() > 1)?;
        each.ground(clause)
    }

    /// What one party stood by, where it is that.
    #[must_use]
    pub fn stood_by(&self) -> Option<&StoodByEach> {
        match self {
            Self::Version(_) => None,
            Self::StoodBy(each) => Some(each),
        }
    }
}

/// What one party last stood by, clause by clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodByEach {
    /// The party's id.
    pub party: String,
    /// Its name.
    pub party_name: String,
    /// Why each clause of the left side has the wording it has, by its id there. Clauses that are new to the party are
    /// not among them.
    pub clauses: BTreeMap<String, BaselineReason>,
    /// How many records in its name are left out, because nobody confirmed that their keys are the party's.
    pub left_out: usize,
}

impl StoodByEach {
    /// The numbers of the rounds that the wordings are from.
    #[must_use]
    pub fn rounds(&self) -> BTreeSet<u32> {
        self.clauses.values().map(|ground| ground.round()).collect()
    }

    /// What it is, in words. How the party's name is written is for whoever knows where the words go.
    pub(super) fn message(&self, language: Language, party: &str) -> String {
        let to = language;
        let rounds = ranges(&self.rounds());
        if rounds.is_empty() {
            return say!(
                to,
                "nothing: {party} has not accepted or offered anything yet, so all of it is new",
                "无：{party}尚未接受或提出任何条款，全部内容均为新内容"
            );
        }
        let number = if self.rounds().len() == 1 { "round" } else { "rounds" };
        say!(
            to,
            "what {party} last accepted or offered of each clause ({number} {rounds})",
            "{party}各条上次接受或提出的文本（第 {rounds} 轮）"
        )
    }

    /// Why a clause of the redline has the old wording that it has; `None` where it is new to the party.
    #[must_use]
    pub fn ground(&self, clause: &ClauseChange) -> Option<BaselineReason> {
        clause.from_id.as_ref().and_then(|id| self.clauses.get(id)).copied()
    }
}

/// Why a party's last wording of a clause is that one; with the number of the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineReason {
    /// It offered it.
    Offered(u32),
    /// It accepted it.
    Accepted(u32),
    /// A heading without a text, on which nobody takes a position: its newest record names a text that has it.
    Named(u32),
}

impl BaselineReason {
    /// The number of the round.
    #[must_use]
    pub fn round(self) -> u32 {
        match self {
            Self::Offered(round) | Self::Accepted(round) | Self::Named(round) => round,
        }
    }

    /// Which round the old wording is from and why that one, in words.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        let to = language;
        match self {
            Self::Offered(round) => say!(to, "against round {round}, offered", "对比第 {round} 轮（已提出）"),
            Self::Accepted(round) => say!(to, "against round {round}, accepted", "对比第 {round} 轮（已接受）"),
            Self::Named(round) => say!(to, "against round {round}", "对比第 {round} 轮"),
        }
    }
}

/// Numbers with runs of them drawn together: `1, 3-5`.
fn ranges(numbers: &BTreeSet<u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let one = |(first, last): (u32, u32)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}-{last}"),
    };
    runs.into_iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_rounds_are_drawn_together() {
        let told = |numbers: &[u32]| ranges(&numbers.iter().copied().collect());
        assert_eq!(told(&[1, 3, 4, 5, 8, 9]), "1, 3-5, 8, 9");
        assert_eq!(told(&[]), "");
    }
}
