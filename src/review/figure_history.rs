//! Figures over the rounds: those that the rules of a checklist ask for, and every other that ever moved.

use super::checklist::{Limits, Rule, Want};
use super::clause_label::ClauseLabel;
use super::finding::CitedWords;
use super::judge::{EarlierVersion, beyond, review_after};
use super::limit::Limit;
use super::violation::Violation;
use crate::contract::{Contract, Visit};
use crate::redline::figures::FigureKind;
use crate::redline::figures_that_moved;
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
    let mut earlier = EarlierVersion::default();
    for version in versions {
        let mut figures = stated(&mut earlier, version, &asked, seat);
        for tracked in &mut found {
            tracked.course.push(figures.remove(&tracked.rule));
        }
    }
    found.retain(|tracked| tracked.course.iter().any(Option::is_some));
    found
}

/// The figure that each rule meets in one version.
fn stated<'c>(
    earlier: &mut EarlierVersion<'c>,
    contract: &'c Contract,
    rules: &[Rule],
    seat: Option<&str>,
) -> HashMap<String, (Limit, CitedWords)> {
    let report = review_after(earlier, contract, rules, seat);
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
    let mut before = HashMap::new();
    for (at, pair) in versions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        if at == 0 {
            before = by_id(old);
        }
        let after = by_id(new);
        for figure in figures_that_moved(old, new) {
            let Some(clause) = after.get(&*figure.clause).or_else(|| before.get(&*figure.clause)) else {
                continue;
            };
            let clause = label(clause);
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
                    found[known].clause = clause;
                    found[known].steps.push((at + 1, figure.new.clone()));
                }
                None => found.push(FigureHistory {
                    clause,
                    kind: figure.kind,
                    steps: vec![(at, figure.old.clone()), (at + 1, figure.new.clone())],
                }),
            }
            last.entry(key(figure.new.clone())).or_default().insert((place, at + 1));
        }
        before = after;
    }
    found
}

fn by_id(contract: &Contract) -> HashMap<&str, Visit<'_>> {
    let visits = contract.walk().into_iter();
    visits.map(|visit| (visit.clause.id.as_str(), visit)).collect()
}

fn label(visit: &Visit<'_>) -> ClauseLabel {
    ClauseLabel {
        id: visit.clause.id.clone(),
        number: visit.number.clone(),
        heading: visit.clause.heading.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Party};
    use crate::redline::{CompareScope, compare};
    use crate::review::{built_in, rules};

    fn version(vendor: &str, clauses: &[(&str, &str, &str)]) -> Contract {
        let party = |id: &str, name: &str, role: &str| Party {
            id: id.into(),
            name: name.into(),
            role: role.into(),
            members: vec![],
        };
        let clause = |(id, heading, text): &(&str, &str, &str)| Clause {
            id: (*id).into(),
            heading: (*heading).into(),
            text: (*text).into(),
            ..Clause::default()
        };
        Contract {
            language: Some("en".into()),
            parties: vec![
                party("customer", "Alder Ltd", "Customer"),
                party("vendor", vendor, "Vendor"),
            ],
            clauses: clauses.iter().map(clause).collect(),
            ..Contract::default()
        }
    }

    fn versions() -> Vec<Contract> {
        let parties = (
            "a",
            "Parties",
            "Alder Ltd (\"Client\") and Birch Ltd (the \"Host\") agree.",
        );
        let renamed = (
            "a",
            "Parties",
            "Alder Ltd (\"Buyer\") and Birch Ltd (the \"Host\") agree.",
        );
        let term = (
            "t",
            "Term",
            "This Agreement runs for 24 months from 1 May. Host gives 30 days' notice.",
        );
        let longer = (
            "t",
            "Term",
            "This Agreement runs for 36 months from 1 May. Host gives 30 days' notice.",
        );
        let users = (
            "u",
            "Users",
            "The Fees cover 40 named users. Customer pays a fee of EUR 500 within 30 days.",
        );
        let dearer = (
            "u",
            "Users",
            "The Fees cover 50 named users. Customer pays a fee of EUR 700 within 45 days.",
        );
        let split = ("v", "Payment", "Customer pays a fee of EUR 900 within 45 days.");
        vec![
            version("Birch Ltd", &[parties, term, users]),
            version("Birch Ltd", &[parties, term, dearer]),
            version("Birch Ltd", &[parties, users, longer]),
            version(
                "Birch Ltd",
                &[renamed, longer, ("u", "Users", "The Fees cover 50 named users."), split],
            ),
            version("Cedar Ltd", &[renamed, longer, dearer]),
            version("Birch Ltd", &[parties, longer, split]),
            version("Birch Ltd", &[parties, term, users]),
        ]
    }

    #[test]
    fn figures_that_rules_ask_for_are_those_of_each_version_read_by_itself() {
        let english = built_in().unwrap().swap_remove(2);
        let rules = rules(&[english]).unwrap();
        let versions = versions();
        for seat in [None, Some("customer")] {
            let together = tracked(&versions, &rules, seat);
            assert!(
                together
                    .iter()
                    .any(|figure| figure.course.windows(2).any(|pair| pair[0] != pair[1])),
                "some figure moves"
            );
            for (at, version) in versions.iter().enumerate() {
                let alone = tracked(std::slice::from_ref(version), &rules, seat);
                for figure in &together {
                    let by_itself = alone.iter().find(|other| other.rule == figure.rule);
                    let by_itself = by_itself.and_then(|other| other.course[0].clone());
                    assert_eq!(figure.course[at], by_itself, "{} in version {at}", figure.rule);
                }
                assert!(alone.iter().all(|one| together.iter().any(|all| all.rule == one.rule)));
            }
        }
    }

    #[test]
    fn figures_that_moved_are_those_of_the_redline() {
        let versions = versions();
        let mut many = 0;
        for old in &versions {
            for new in &versions {
                let moved = figures_that_moved(old, new);
                many += moved.len();
                assert_eq!(moved, compare(old, new, CompareScope::Changes).figures);
            }
        }
        assert!(many > 20, "{many}");
    }
}
