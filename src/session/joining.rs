//! Two sides that both moved on, brought together part by part; what both changed waits for somebody to choose.

use super::Error;
use super::me::{Me, me};
use super::recording::{Prepared, Saved, write_joining};
use super::room::{Room, VersionName};
use super::sync::{Choice, Conflict};
use crate::contract::{self, Clause, Contract, Party};
use crate::history::Histories;
use crate::negotiation::{ChangeId, Part, Person, TextId, rejoin, written_as};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Whose part is to stand, by the part's name.
pub(super) type Choices = BTreeMap<String, Choice>;

/// What one side changed since both parted, by path: its content now, `None` when it took the file away.
type Changed = BTreeMap<String, Option<TextId>>;

fn changed(room: &Room, base: Option<ChangeId>, now: ChangeId) -> Result<Changed, Error> {
    let repository = room.repository();
    let tree = |point: ChangeId| repository.raw_change(point).map(|change| change.tree);
    let (old, new) = (base.map(tree).transpose()?, tree(now)?);
    let differing = repository.with_trees(|trees| trees.difference(old, Some(new), &[""]))?;
    Ok(differing.into_iter().map(|one| (one.path.text, one.new.map(|stored| stored.id))).collect())
}

/// Brings both sides together in one signed change; or tells what both of them changed, and then changes nothing.
///
/// What the other side has reached the shared history first, and so comes first in the joined one.
pub(super) fn join(
    room: &Room,
    ours: ChangeId,
    theirs: ChangeId,
    choices: &Choices,
    at: DateTime<FixedOffset>,
) -> Result<Vec<Conflict>, Error> {
    let repository = room.repository();
    let base = repository.parting(&[ours, theirs])?;
    let (here, there) = (changed(room, base, ours)?, changed(room, base, theirs)?);
    let in_base = |path: &str| -> Result<Option<TextId>, Error> {
        let Some(base) = base else { return Ok(None) };
        let files = repository.files_at(base, path)?;
        Ok(files.into_iter().find(|file| file.path.text == path).map(|file| file.stored.id))
    };
    let mut files: Vec<Saved> = Vec::new();
    let mut conflicts = Vec::new();
    let folder = format!("{}/", repository.contracts_folder());
    for (path, theirs) in there {
        let content = |text: Option<TextId>| text.map(|text| repository.text(text)).transpose();
        match here.get(&path) {
            None => files.push((path, content(theirs)?)),
            Some(ours) if *ours == theirs => {}
            Some(Some(ours)) if path.starts_with(&folder) && theirs.is_some() => {
                let base = content(in_base(&path)?)?;
                let (ours, theirs) = (repository.text(*ours)?, content(theirs)?.unwrap_or_default());
                let name = path[folder.len()..].trim_end_matches(".yaml").trim_end_matches(".yml").to_owned();
                match joined_text(&name, &path, base.as_deref(), &ours, &theirs, choices)? {
                    Ok(text) => files.push((path, Some(text.into_bytes()))),
                    Err(both) => conflicts.extend(both),
                }
            }
            // A file as a whole: one that is no contract, or that one side took away.
            Some(ours) => match choices.get(&format!("file:{path}")) {
                Some(Choice::Ours) => {}
                Some(Choice::Theirs) => files.push((path, content(theirs)?)),
                None => conflicts.push(of_file(&path, content(*ours)?, content(theirs)?)),
            },
        }
    }
    if !conflicts.is_empty() {
        return Ok(conflicts);
    }
    let writer = writer(room)?;
    let prepared = || Ok(Some(Prepared { files: files.clone(), message: "Bring both sides together\n".to_owned() }));
    write_joining(room, &writer, at, &[theirs], ours, prepared)?;
    Ok(Vec::new())
}

/// Whoever brings the sides together: a member of some contract here, who signs as such, or any user of git.
fn writer(room: &Room) -> Result<Me, Error> {
    for found in room.histories().contracts()? {
        let Ok(negotiation) = room.negotiation(&found.name) else { continue };
        let Ok(reading) = negotiation.reading(&VersionName::Last) else { continue };
        if let Ok(contract) = negotiation.read(&reading)
            && let Ok(me) = me(room, &contract)
        {
            return Ok(me);
        }
    }
    let person: Person = room.repository().author()?.ok_or(Error::NoIdentity)?;
    Ok(Me::nobody(person, room.repository().user_key()?))
}

/// Both contents of a file that cannot be brought together by its parts.
fn of_file(path: &str, ours: Option<Vec<u8>>, theirs: Option<Vec<u8>>) -> Conflict {
    const SHOWN: usize = 400;
    let shown = |content: Vec<u8>| String::from_utf8_lossy(&content).chars().take(SHOWN).collect();
    Conflict {
        contract: path.to_owned(),
        clause: None,
        part: format!("file:{path}"),
        ours: ours.map(shown),
        theirs: theirs.map(shown),
    }
}

/// The text that says what both sides say, laid out as one's own; or the parts that both changed and nobody chose.
fn joined_text(
    name: &str,
    path: &str,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
    choices: &Choices,
) -> Result<Result<String, Vec<Conflict>>, Error> {
    let read = |bytes: &[u8]| {
        contract::read(bytes).map_err(|error| Error::Unreadable { file: path.to_owned(), called: None, error })
    };
    let (mine, yours) = (read(ours)?, read(theirs)?);
    let base = base.map(read).transpose()?.unwrap_or_default();
    let joined = rejoin(&base, &mine, &yours);
    let open: Vec<&Part> = joined.conflicts.iter().filter(|part| !choices.contains_key(&part.to_string())).collect();
    if !open.is_empty() {
        return Ok(Err(open.into_iter().map(|part| conflict(name, part, &mine, &yours)).collect()));
    }
    let chosen = |part: &Part| choices.get(&part.to_string()).copied().unwrap_or(Choice::Ours);
    // Where a clause stands follows one's own side, unless everything is the other side's.
    let all_theirs = !joined.conflicts.is_empty() && joined.conflicts.iter().all(|part| chosen(part) == Choice::Theirs);
    let mut settled = if all_theirs { rejoin(&base, &yours, &mine).contract } else { joined.contract };
    for part in &joined.conflicts {
        settle(&mut settled, part, if chosen(part) == Choice::Ours { &mine } else { &yours });
    }
    let own = std::str::from_utf8(ours).unwrap_or_default();
    Ok(Ok(written_as(own, &settled)))
}

/// What both sides say of a part.
fn conflict(name: &str, part: &Part, mine: &Contract, yours: &Contract) -> Conflict {
    let words = |contract: &Contract| match part {
        Part::Clause(id) => contract.clause(id).map(contract::canonical),
        Part::Title => Some(contract.title.clone()),
        Part::Language => contract.language.clone(),
        Part::Kind => contract.kind.clone(),
        Part::Reference => contract.reference.clone(),
        Part::Party(id) => contract.parties.iter().find(|party| party.id == *id).map(party_in_words),
    };
    Conflict {
        contract: name.to_owned(),
        clause: if let Part::Clause(id) = part { Some(id.clone()) } else { None },
        part: part.to_string(),
        ours: words(mine),
        theirs: words(yours),
    }
}

/// A party as it stands in the contract's head, on one line: name, role, and its members with address and keys.
fn party_in_words(party: &Party) -> String {
    let members =
        party.members.iter().map(|member| format!("{} <{}> {}", member.name, member.email, member.keys.join(" ")));
    [party.name.clone(), party.role.clone()].into_iter().chain(members).collect::<Vec<_>>().join(", ")
}

/// Gives a part of a contract what it is on the side that was chosen.
fn settle(contract: &mut Contract, part: &Part, side: &Contract) {
    match part {
        Part::Title => contract.title.clone_from(&side.title),
        Part::Language => contract.language.clone_from(&side.language),
        Part::Kind => contract.kind.clone_from(&side.kind),
        Part::Reference => contract.reference.clone_from(&side.reference),
        Part::Party(id) => {
            let there = side.parties.iter().find(|party| party.id == *id);
            match (contract.parties.iter().position(|party| party.id == *id), there) {
                (Some(at), Some(party)) => contract.parties[at] = party.clone(),
                (Some(at), None) => drop(contract.parties.remove(at)),
                (None, Some(party)) => contract.parties.push(party.clone()),
                (None, None) => {}
            }
        }
        Part::Clause(id) => match side.clause(id) {
            Some(wording) => reword(&mut contract.clauses, wording),
            None => take_out(&mut contract.clauses, id),
        },
    }
}

fn reword(clauses: &mut [Clause], wording: &Clause) {
    for clause in clauses {
        if clause.id == wording.id {
            clause.heading.clone_from(&wording.heading);
            clause.text.clone_from(&wording.text);
        } else {
            reword(&mut clause.clauses, wording);
        }
    }
}

/// Takes a clause out; what stands below it takes its place.
fn take_out(clauses: &mut Vec<Clause>, id: &str) {
    if let Some(at) = clauses.iter().position(|clause| clause.id == id) {
        let below = clauses.remove(at).clauses;
        clauses.splice(at..at, below);
        return;
    }
    for clause in clauses {
        take_out(&mut clause.clauses, id);
    }
}
