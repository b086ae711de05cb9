//! Checks 20 and 21: characters that deceive, and files that say more than is read.

use crate::negotiation::Change;
use crate::redline::hidden::HiddenKind;

use super::finding::{Finding, Severity};
use super::matter::Matter;
use super::version::{Marks, Version};
use super::what::{Spot, What};

/// Check 20, where each kind of character first came into a clause.
pub(super) fn hidden(matter: &Matter<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for change in matter.changes {
        let Some(after) = matter.versions.get(change.after) else { continue };
        let before: Vec<&Version> = change.before.iter().filter_map(|text| matter.versions.get(*text)).collect();
        let mut clauses: Vec<_> = after.clauses.iter().filter(|(_, facts)| !facts.marks.is_empty()).collect();
        clauses.sort_by_key(|(id, _)| *id);
        for (id, facts) in clauses {
            let had = |kind| {
                before.iter().any(|one| one.clauses.get(id).is_some_and(|facts| facts.marks.contains_key(&kind)))
            };
            let place = Spot::Clause(id.clone());
            found.extend(came_in(matter, change, &facts.marks, place, had).map(|finding| finding.clause(id)));
        }
        let had = |kind| before.iter().any(|one| one.front.contains_key(&kind));
        found.extend(came_in(matter, change, &after.front, Spot::Front, had));
    }
    found
}

fn came_in<'m>(
    matter: &'m Matter<'_>,
    change: &'m Change,
    marks: &'m Marks,
    spot: Spot,
    had: impl Fn(HiddenKind) -> bool + 'm,
) -> impl Iterator<Item = Finding> + 'm {
    marks.iter().filter(move |(kind, _)| !had(**kind)).map(move |(kind, character)| {
        let author = change.author.name.clone();
        let (severity, code) = weight(*kind);
        let what = What::Hidden { author, kind: *kind, character: *character, spot: spot.clone() };
        let finding = Finding::new(severity, code, what).of(matter.name);
        finding.at(change.id).by(&change.author.name).in_file(&change.path)
    })
}

/// How grave it is when such a character comes in, and by which code it is known.
pub(super) fn weight(kind: HiddenKind) -> (Severity, &'static str) {
    match kind {
        HiddenKind::LookAlike => (Severity::Warning, "A20-look-alike"),
        HiddenKind::Bidirectional => (Severity::Fail, "A20-bidirectional"),
        _ => (Severity::Fail, "A20-invisible"),
    }
}

/// The code of marks of an unfinished merge in a clause.
pub(super) const UNFINISHED: &str = "A21-conflict-marks";

/// Check 21, where marks of a merge that nobody finished came into a clause. Once a later version has none there, both
/// sides know which of the two stands.
pub(super) fn unfinished(matter: &Matter<'_>) -> Vec<Finding> {
    let newest = matter.changes.last().and_then(|change| matter.versions.get(change.after));
    let mut found = Vec::new();
    for change in matter.changes {
        let Some(after) = matter.versions.get(change.after) else { continue };
        let before: Vec<&Version> = change.before.iter().filter_map(|text| matter.versions.get(*text)).collect();
        let has = |version: &Version, id: &str| version.clauses.get(id).is_some_and(|facts| facts.unfinished);
        let mut spots: Vec<_> = after.clauses.keys().filter(|id| has(after, id)).collect();
        spots.sort();
        spots.retain(|id| !before.iter().any(|version| has(version, id)));
        let mut tell = |spot: Spot, still: bool| {
            let severity = if still { Severity::Fail } else { Severity::Warning };
            let what = What::Unfinished { author: change.author.name.clone(), spot: spot.clone() };
            let finding = Finding::new(severity, UNFINISHED, what).of(matter.name);
            let finding = finding.at(change.id).by(&change.author.name).in_file(&change.path);
            found.push(if let Spot::Clause(id) = &spot { finding.clause(id) } else { finding });
        };
        for id in spots {
            tell(Spot::Clause(id.clone()), newest.is_some_and(|newest| has(newest, id)));
        }
        if after.front_unfinished && !before.iter().any(|version| version.front_unfinished) {
            tell(Spot::Front, newest.is_some_and(|newest| newest.front_unfinished));
        }
    }
    found
}

/// Check 21 for every version that came in.
pub(super) fn hygiene(matter: &Matter<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let newest = matter.changes.last().map(|change| change.id);
    for change in matter.changes {
        let Some(fault) = matter.versions.get(change.after).and_then(|version| version.fault.as_ref()) else {
            continue;
        };
        if change.before.contains(&change.after) {
            continue;
        }
        let what = What::Version { author: change.author.name.clone(), fault: fault.why.clone() };
        let (severity, code) = match (fault.hygiene, Some(change.id) == newest) {
            (true, _) => (Severity::Fail, "A21-yaml"),
            (false, true) => (Severity::Fail, "A21-unreadable"),
            // What was mended since harms nobody; what it changed is told by the other checks.
            (false, false) => (Severity::Warning, "A21-unreadable"),
        };
        let finding = Finding::new(severity, code, what).of(matter.name);
        found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
    }
    found
}
