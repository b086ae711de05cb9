//! Figures over the rounds: those that the rules of a checklist ask for, and every other that ever moved.

use super::checklist::{Limits, Rule, Want};
use super::clause_label::ClauseLabel;
use super::finding::CitedWords;
use super::judge::{beyond, review};
use super::limit::Limit;
use super::violation::Violation;
use crate::contract::{Contract, Visit};
use crate::redline::figures::FigureKind;
use crate::redline::{CompareScope, compare};
use std::collections::{BTreeSet, HashMap};

/// A figure that a rule asks for, round by round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// What one would take, and would rather have: private.
    pub limits: Limits,
    /// The figure in each round; `None` where there was none.
    pub course: Vec<Option<(Limit, CitedWords)>>,
}

/// How the newest figure compares with one's positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// There is no figure.
    Missing,
    /// Beyond what one would take.
    Beyond,
    /// Within what one would take, and not what one would rather have.
    Short,
    /// What one would rather have, or there is no position on it.
    Good,
}

impl Against {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Beyond => "beyond",
            Self::Short => "short",
            Self::Good => "good",
        }
    }
}

impl Tracked {
    /// How the newest figure compares with one's positions.
    #[must_use]
    pub fn against(&self) -> Against {
        let Some((figure, _)) = self.course.last().and_then(Option::as_ref) else {
            return Against::Missing;
        };
        if beyond(&self.limits, figure).is_some() {
            return Against::Beyond;
        }
        match &self.limits.prefer {
            Some(prefer) if self.limits.at_most.is_some() && figure.size > prefer.size => Against::Short,
            Some(prefer) if self.limits.at_most.is_none() && figure.size < prefer.size => Against::Short,
            _ => Against::Good,
        }
    }
}

/// Follows the figures that rules ask for through the versions of a contract, oldest first.
#[must_use]
pub fn tracked(versions: &[Contract], rules: &[Rule], seat: Option<&str>) -> Vec<Tracked> {
    let asked: Vec<Rule> = rules
        .iter()
        .filter(|rule| matches!(rule.want, Want::Figure { .. } | Want::Said { of: Some(_), .. }))
        .cloned()
        .collect();
    let mut found: Vec<Tracked> = asked
        .iter()
        .map(|rule| Tracked {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            limits: rule.limits.clone(),
            course: Vec::with_capacity(versions.len()),
        })
        .collect();
    for version in versions {
        let mut figures = stated(version, &asked, seat);
        for tracked in &mut found {
            tracked.course.push(figures.remove(&tracked.rule));
        }
    }
    found.retain(|tracked| tracked.course.iter().any(Option::is_some));
    found
}

/// The figure that each rule meets in one version.
fn stated(contract: &Contract, rules: &[Rule], seat: Option<&str>) -> HashMap<String, (Limit, CitedWords)> {
    let report = review(contract, rules, seat);
    let met = report
        .met
        .into_iter()
        .filter_map(|met| Some((met.rule, (met.figure?, met.place?))));
    let found = report.findings.into_iter().filter_map(|finding| match finding.what {
        Violation::Beyond { figure, .. } => Some((finding.rule, (figure, finding.places.into_iter().next()?))),
        _ => None,
    });
    met.chain(found).collect()
}

/// A figure that moved, and the values that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureHistory {
    /// The clause, as in the last version that had it.
    pub clause: ClauseLabel,
    /// What it measures.
    pub kind: FigureKind,
    /// Each value as written with the index of the version that brought it; `None` where the figure was not there.
    pub steps: Vec<(usize, Option<String>)>,
}

/// A figure's clause, its kind, and what it measures.
type Measured = (String, FigureKind, Option<String>);

/// Every figure that moved from one version to the next, oldest version first.
#[must_use]
pub fn moved(versions: &[Contract]) -> Vec<FigureHistory> {
    let mut found: Vec<FigureHistory> = Vec::new();
    // Which of them have a value last, and since which step.
    let mut last: HashMap<Measured, BTreeSet<(usize, usize)>> = HashMap::new();
    for (at, pair) in versions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        let (before, after) = (names(old), names(new));
        for figure in compare(old, new, CompareScope::Changes).figures {
            let Some(clause) = after.get(&*figure.clause).or_else(|| before.get(&*figure.clause)) else {
                continue;
            };
            let key = |value: Option<String>| (figure.clause.clone(), figure.kind, value);
            // The first that has this value last; one that moved in this very step has another before it.
            let known = figure.old.is_some().then(|| {
                let waiting = last.get_mut(&key(figure.old.clone()))?;
                let first = waiting.iter().find(|(_, step)| *step <= at).copied()?;
                waiting.remove(&first);
                Some(first.0)
            });
            let known = known.flatten();
            let place = known.unwrap_or(found.len());
            match known {
                Some(known) => {
                    found[known].clause = clause.clone();
                    found[known].steps.push((at + 1, figure.new.clone()));
                }
                None => found.push(FigureHistory {
                    clause: clause.clone(),
                    kind: figure.kind,
                    steps: vec![(at, figure.old.clone()), (at + 1, figure.new.clone())],
                }),
            }
            last.entry(key(figure.new.clone())).or_default().insert((place, at + 1));
        }
    }
    found
}

fn names(contract: &Contract) -> HashMap<&str, ClauseLabel> {
    let name = |visit: Visit<'_>| {
        let clause = visit.clause;
        ClauseLabel {
            id: clause.id.clone(),
            number: visit.number,
            heading: clause.heading.clone(),
        }
    };
    contract
        .walk()
        .into_iter()
        .map(|visit| (visit.clause.id.as_str(), name(visit)))
        .collect()
}
