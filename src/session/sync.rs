//! Exchanging everything with the other side: fetch, bring together, push. Nothing is ever forced.

use super::Error;
use super::me::{Me, me};
use super::recording::{Prepared, Saved, write_joining};
use super::room::{Room, VersionName};
use crate::contract::{self, Clause, Contract, Party};
use crate::history::{Histories, Pushed};
use crate::negotiation::{ChangeId, Part, Person, TextId, rejoin, written_as};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// How often an exchange starts again because somebody else was quicker.
const ATTEMPTS: usize = 5;

/// Whose wording of a clause is to stand, where both sides changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One's own.
    Ours,
    /// The other side's.
    Theirs,
}

/// What an exchange did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synced {
    /// The name of the other end.
    pub remote: String,
    /// Whether anything came from there.
    pub fetched: bool,
    /// Whether anything went there.
    pub pushed: bool,
    /// Whether two sides that had both moved on were brought together.
    pub joined: bool,
    /// Clauses that both sides changed: nothing was brought together, and somebody has to choose.
    pub conflicts: Vec<Conflict>,
    /// Rounds sent at once on both sides: contract and number of the one that came second and has to be looked at again.
    pub side_by_side: Vec<(String, u32)>,
}

/// A clause, or another part of a contract, that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The contract's name.
    pub contract: String,
    /// The clause's id; `None` for the title, the parties or another part of the head.
    pub clause: Option<String>,
    /// What it is, in words of the format: a clause's id, `title`, `party:ID` …
    pub part: String,
    /// One's own wording; `None` when it was deleted.
    pub ours: Option<String>,
    /// The other side's.
    pub theirs: Option<String>,
    /// Whether naming the part settles it: parties are for the two sides to settle in the draft.
    pub can_be_chosen: bool,
}

/// Fetches, brings both sides together, and pushes. Two sides that both moved on are joined without a question when
/// they touched different clauses and records; `choices` settles clauses that both changed.
///
/// # Errors
///
/// When there is no other end or it cannot be reached, refuses what is pushed, or something cannot be written.
pub fn sync(
    room: &Room,
    remote: Option<&str>,
    choices: &BTreeMap<String, Choice>,
    at: DateTime<FixedOffset>,
) -> Result<Synced, Error> {
    let repository = room.repository();
    let remote = repository.remote(remote)?;
    let mut done = Synced { remote: remote.name.clone(), ..Synced::default() };
    for _ in 0..ATTEMPTS {
        let theirs = repository.fetch(&remote)?;
        let ours = repository.newest()?;
        match (ours, theirs) {
            (None, None) => return Ok(done),
            (None, Some(theirs)) => {
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return Ok(done);
            }
            (Some(ours), Some(theirs)) if ours == theirs => return Ok(done),
            (Some(ours), Some(theirs)) if repository.builds_on(theirs, ours)? => {
                repository.move_on_to(theirs)?;
                done.fetched = true;
                return Ok(done);
            }
            (Some(ours), Some(theirs)) if !repository.builds_on(ours, theirs)? => {
                done.fetched = true;
                done.conflicts = join(room, ours, theirs, choices, at)?;
                if !done.conflicts.is_empty() {
                    return Ok(done);
                }
                done.joined = true;
                done.side_by_side.extend(sent_at_once(room, ours, theirs)?);
            }
            _ => {}
        }
        match repository.push(&remote)? {
            Pushed::Done => {
                done.pushed = true;
                return Ok(done);
            }
            Pushed::Overtaken => {}
            Pushed::Refused(said) => return Err(Error::PushRefused { remote: remote.name, said }),
        }
    }
    Err(crate::history::Error::Overtaken.into())
}

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
fn join(
    room: &Room,
    ours: ChangeId,
    theirs: ChangeId,
    choices: &BTreeMap<String, Choice>,
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
        match here.get(&path) {
            None => {
                let content = theirs.map(|text| repository.text(text)).transpose()?;
                files.push((path, content));
            }
            Some(ours) if *ours == theirs => {}
            Some(Some(ours)) if path.starts_with(&folder) && theirs.is_some() => {
                let base = in_base(&path)?.map(|text| repository.text(text)).transpose()?;
                let (ours, theirs) = (repository.text(*ours)?, theirs.map(|text| repository.text(text)).transpose()?);
                let name = path[folder.len()..].trim_end_matches(".yaml").trim_end_matches(".yml").to_owned();
                match joined_text(&name, &path, base.as_deref(), &ours, &theirs.unwrap_or_default(), choices)? {
                    Ok(text) => files.push((path, Some(text.into_bytes()))),
                    Err(both) => conflicts.extend(both),
                }
            }
            Some(_) => return Err(Error::BothChanged { file: path }),
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

/// The text that says what both sides say, laid out as one's own; or the parts that both changed.
fn joined_text(
    name: &str,
    path: &str,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
    choices: &BTreeMap<String, Choice>,
) -> Result<Result<String, Vec<Conflict>>, Error> {
    let read = |bytes: &[u8]| contract::read(bytes).map_err(|error| Error::Unreadable { file: path.to_owned(), error });
    let (mut mine, mut yours) = (read(ours)?, read(theirs)?);
    let base = base.map(read).transpose()?.unwrap_or_default();
    for (clause, choice) in choices {
        match choice {
            Choice::Ours => settle(&mut yours, &mine, clause),
            Choice::Theirs => settle(&mut mine, &yours, clause),
        }
    }
    let joined = rejoin(&base, &mine, &yours);
    if joined.conflicts.is_empty() {
        let own = std::str::from_utf8(ours).unwrap_or_default();
        return Ok(Ok(written_as(own, &joined.contract)));
    }
    let wording = |contract: &Contract, id: &str| contract.clause(id).map(contract::canonical);
    let conflict = |part: &Part| {
        let clause = if let Part::Clause(id) = part { Some(id.clone()) } else { None };
        let words = |contract: &Contract| match part {
            Part::Clause(id) => wording(contract, id),
            Part::Title => Some(contract.title.clone()),
            Part::Language => contract.language.clone(),
            Part::Kind => contract.kind.clone(),
            Part::Reference => contract.reference.clone(),
            Part::Party(id) => contract.parties.iter().find(|party| party.id == *id).map(party_in_words),
        };
        Conflict {
            contract: name.to_owned(),
            part: part.to_string(),
            ours: words(&mine),
            theirs: words(&yours),
            can_be_chosen: !matches!(part, Part::Party(_)),
            clause,
        }
    };
    Ok(Err(joined.conflicts.iter().map(conflict).collect()))
}

/// A party as it stands in the contract's head, on one line: name, role, and its members with their addresses.
fn party_in_words(party: &Party) -> String {
    let members = party.members.iter().map(|member| format!("{} <{}>", member.name, member.email));
    [party.name.clone(), party.role.clone()].into_iter().chain(members).collect::<Vec<_>>().join(" · ")
}

/// Gives a clause, or another part of one contract, the wording that it has in the other. A name that could mean both
/// means the clause.
fn settle(contract: &mut Contract, other: &Contract, id: &str) {
    fn find<'c>(clauses: &'c mut [Clause], id: &str) -> Option<&'c mut Clause> {
        clauses.iter_mut().find_map(|clause| if clause.id == id { Some(clause) } else { find(&mut clause.clauses, id) })
    }
    if let (Some(clause), Some(wording)) = (find(&mut contract.clauses, id), other.clause(id)) {
        clause.heading.clone_from(&wording.heading);
        clause.text.clone_from(&wording.text);
        return;
    }
    match id {
        "title" => contract.title.clone_from(&other.title),
        "language" => contract.language.clone_from(&other.language),
        "kind" => contract.kind.clone_from(&other.kind),
        "reference" => contract.reference.clone_from(&other.reference),
        _ => {}
    }
}

/// The rounds that one side sent in ignorance of a round that the other sent: of each contract, the last one told.
fn sent_at_once(room: &Room, ours: ChangeId, theirs: ChangeId) -> Result<Vec<(String, u32)>, Error> {
    let repository = room.repository();
    let mut found = Vec::new();
    for contract in room.histories().contracts()?.into_iter().filter(|contract| contract.text.is_some()) {
        let negotiation = room.negotiation(&contract.name)?;
        let behind = |round: &&crate::negotiation::Round, side: ChangeId| -> Result<bool, Error> {
            let made = round.made_by().id;
            Ok(made == side || repository.builds_on(side, made)?)
        };
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for round in &negotiation.rounds.rounds {
            match (behind(&round, ours)?, behind(&round, theirs)?) {
                (true, false) => here.push(round.number),
                (false, true) => there.push(round.number),
                _ => {}
            }
        }
        if let (Some(one), Some(other)) = (here.last(), there.last()) {
            found.push((contract.name.clone(), *one.max(other)));
        }
    }
    Ok(found)
}
