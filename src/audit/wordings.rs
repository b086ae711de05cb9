//! Checks 20 and 21: characters that deceive, and files that say more than is read.

use crate::negotiation::Change;
use crate::redline::hidden::HiddenKind;

use super::finding::{Finding, Severity};
use super::matter::Matter;
use super::version::{Marks, Version};

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
            let place = format!("the clause `{id}`");
            found.extend(came_in(matter, change, &facts.marks, &place, had).map(|finding| finding.clause(id)));
        }
        let had = |kind| before.iter().any(|one| one.front.contains_key(&kind));
        found.extend(came_in(matter, change, &after.front, "the title or the parties", had));
    }
    found
}

fn came_in<'m>(
    matter: &'m Matter<'_>,
    change: &'m Change,
    marks: &'m Marks,
    place: &'m str,
    had: impl Fn(HiddenKind) -> bool + 'm,
) -> impl Iterator<Item = Finding> + 'm {
    marks.iter().filter(move |(kind, _)| !had(**kind)).map(move |(kind, character)| {
        let author = &change.author.name;
        let character = u32::from(*character);
        let (severity, code, what, remedy) = match kind {
            HiddenKind::LookAlike => (
                Severity::Warning,
                "A20-look-alike",
                "a letter of another script that passes for a Latin one",
                "Look at the word in the redline, and have it written with ordinary letters.",
            ),
            HiddenKind::Bidirectional => (
                Severity::Fail,
                "A20-bidirectional",
                "a character that alters the order in which the text is seen",
                "Have the character taken out, and read the clause again before anybody accepts it.",
            ),
            _ => (
                Severity::Fail,
                "A20-invisible",
                "a character that does not show",
                "Have the character taken out, and read the clause again before anybody accepts it.",
            ),
        };
        let what = format!("{author} brought {what} (U+{character:04X}) into {place}.");
        let finding = Finding::new(severity, code, what, remedy).of(matter.name);
        finding.at(change.id).by(author).in_file(&change.path)
    })
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
        let what = format!("{} recorded a version that cannot be read: {}", change.author.name, fault.what);
        let (severity, code) = match (fault.hygiene, Some(change.id) == newest) {
            (true, _) => (Severity::Fail, "A21-yaml"),
            (false, true) => (Severity::Fail, "A21-unreadable"),
            // What was mended since harms nobody; what it changed is told by the other checks.
            (false, false) => (Severity::Warning, "A21-unreadable"),
        };
        let remedy = "Have its author write the file again as the message says; what it changed is compared with the last version that can be read.";
        let finding = Finding::new(severity, code, what, remedy).of(matter.name);
        found.push(finding.at(change.id).by(&change.author.name).in_file(&change.path));
    }
    found
}
