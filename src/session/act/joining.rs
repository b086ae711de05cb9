//! Two sides that both moved on, brought together part by part; what both changed waits for somebody to choose.

use super::conflict::{Conflict, OfPart, ThreeVersions, of_file, tell_who};
use super::recording::{Prepared, Saved, write_joining};
use crate::contract::{self, Clause, Contract};
use crate::history::{Histories, WorktreeText};
use crate::negotiation::{CommitId, ContractPart, Person, TextId, rejoin, written_as};
use crate::session::Error;
use crate::session::act::conflict::Choice;
use crate::session::user::acting_member::{ActingMember, me};
use crate::session::version_name::VersionName;
use crate::session::workspace::Workspace;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeMap;

/// Whose part is to stand, if somebody chose.
pub(in crate::session) type Choices<'a> = &'a dyn Fn(&Conflict) -> Option<Choice>;

/// What one side changed since both parted, by path: its content now, `None` when it took the file away.
type Changed = BTreeMap<String, Option<TextId>>;

fn changed(workspace: &Workspace, base: Option<CommitId>, now: CommitId) -> Result<Changed, Error> {
    let repository = workspace.repository();
    let tree = |point: CommitId| repository.raw_change(point).map(|change| change.tree);
    let (old, new) = (base.map(tree).transpose()?, tree(now)?);
    let differing = repository.with_trees(|trees| trees.difference(old, Some(new), &[""]))?;
    Ok(differing
        .into_iter()
        .map(|one| (one.path.text, one.new.map(|stored| stored.id)))
        .collect())
}

/// Brings both sides together in one signed change; or tells what both of them changed, and then changes nothing.
///
/// What the other side has reached the shared history first, and so comes first in the joined one.
pub(in crate::session) fn join(
    workspace: &Workspace,
    ours: CommitId,
    theirs: CommitId,
    choices: Choices<'_>,
    at: DateTime<FixedOffset>,
) -> Result<Vec<Conflict>, Error> {
    let repository = workspace.repository();
    let base = repository.parting(&[ours, theirs])?;
    let (here, there) = (changed(workspace, base, ours)?, changed(workspace, base, theirs)?);
    let in_base = |path: &str| -> Result<Option<TextId>, Error> {
        let Some(base) = base else { return Ok(None) };
        let files = repository.files_at(base, path)?;
        Ok(files
            .into_iter()
            .find(|file| file.path.text == path)
            .map(|file| file.stored.id))
    };
    let mut files: Vec<Saved> = Vec::new();
    let mut conflicts: Vec<OfPart> = Vec::new();
    let folder = format!("{}/", repository.contracts_folder());
    for (path, theirs) in there {
        let content = |text: Option<TextId>| text.map(|text| repository.text(text)).transpose();
        match here.get(&path) {
            None => files.push((path, content(theirs)?)),
            Some(ours) if *ours == theirs => {}
            Some(Some(ours)) if path.starts_with(&folder) && theirs.is_some() => {
                let base = content(in_base(&path)?)?;
                let (ours, theirs) = (repository.text(*ours)?, content(theirs)?.unwrap_or_default());
                let name = path[folder.len()..]
                    .trim_end_matches(".yaml")
                    .trim_end_matches(".yml")
                    .to_owned();
                match joined_text(&name, &path, base.as_deref(), &ours, &theirs, choices)? {
                    Ok(text) => files.push((path, Some(text.into_bytes()))),
                    Err(both) => conflicts.extend(both),
                }
            }
            // A file as a whole: one that is no contract, or that one side took away.
            Some(ours) => {
                let whole = |text: Option<TextId>| {
                    text.map(|text| Ok::<_, Error>((text, repository.text(text)?)))
                        .transpose()
                };
                let conflict = of_file(&path, whole(*ours)?, whole(theirs)?);
                match choices(&conflict) {
                    Some(Choice::Ours) => {}
                    Some(Choice::Theirs) => files.push((path, content(theirs)?)),
                    None => conflicts.push((conflict, None)),
                }
            }
        }
    }
    if !conflicts.is_empty() {
        tell_who(&mut conflicts, workspace, ours, theirs);
        return Ok(conflicts.into_iter().map(|(conflict, _)| conflict).collect());
    }
    no_draft_behind(workspace, ours, &files)?;
    let writer = writer(workspace)?;
    let prepared = || {
        Ok(Some(Prepared {
            files: files.clone(),
            message: "Bring both sides together\n".to_owned(),
        }))
    };
    write_joining(workspace, &writer, at, &[theirs], ours, prepared)?;
    Ok(Vec::new())
}

/// The same before this copy merely takes over what came in.
pub(in crate::session) fn no_draft_behind_news(
    workspace: &Workspace,
    ours: CommitId,
    theirs: CommitId,
) -> Result<(), Error> {
    let files: Vec<Saved> = changed(workspace, Some(ours), theirs)?
        .into_keys()
        .map(|path| (path, None))
        .collect();
    no_draft_behind(workspace, ours, &files)
}

/// Refuses where the joined text of a contract would pass by a draft of it: the draft knows nothing of what came in, and
/// sent afterwards it would take that back.
fn no_draft_behind(workspace: &Workspace, ours: CommitId, files: &[Saved]) -> Result<(), Error> {
    let repository = workspace.repository();
    let folder = format!("{}/", repository.contracts_folder());
    for (path, _) in files.iter().filter(|(path, _)| path.starts_with(&folder)) {
        let here = repository
            .files_at(ours, path)?
            .into_iter()
            .find(|file| file.path.text == *path);
        let draft = repository.draft(path, here.map(|file| file.stored.id))?;
        if matches!(draft, Some(WorktreeText::Changed(_) | WorktreeText::Deleted)) {
            let contract = path[folder.len()..]
                .trim_end_matches(".yaml")
                .trim_end_matches(".yml")
                .to_owned();
            return Err(Error::DraftBehind { contract });
        }
    }
    Ok(())
}

/// Whoever brings the sides together: a member of some contract here, who signs as such, or any user of git.
fn writer(workspace: &Workspace) -> Result<ActingMember, Error> {
    for found in workspace.histories().contracts()? {
        let Ok(negotiation) = workspace.negotiation(&found.name) else {
            continue;
        };
        let Ok(reading) = negotiation.reading(&VersionName::Last) else {
            continue;
        };
        if let Ok(contract) = negotiation.read(&reading)
            && let Ok(me) = me(workspace, &contract)
        {
            return Ok(me);
        }
    }
    let person: Person = workspace.repository().author()?.ok_or(Error::NoIdentity)?;
    Ok(ActingMember::nobody(
        workspace,
        person,
        workspace.repository().user_key()?,
    ))
}

/// The text that says what both sides say, laid out as one's own; or the parts that both changed and nobody chose.
fn joined_text(
    name: &str,
    path: &str,
    base: Option<&[u8]>,
    ours: &[u8],
    theirs: &[u8],
    choices: Choices<'_>,
) -> Result<Result<String, Vec<OfPart>>, Error> {
    let read = |bytes: &[u8]| {
        contract::read(bytes).map_err(|error| Error::Unreadable {
            file: path.to_owned(),
            called: None,
            error,
        })
    };
    let (mine, yours) = (read(ours)?, read(theirs)?);
    let base = base.map(read).transpose()?.unwrap_or_default();
    let joined = rejoin(&base, &mine, &yours);
    let versions = ThreeVersions {
        name,
        base: &base,
        ours: &mine,
        theirs: &yours,
    };
    let (mut chosen, mut open) = (Vec::new(), Vec::new());
    for part in &joined.conflicts {
        let conflict = versions.conflict(part);
        match choices(&conflict) {
            Some(choice) => chosen.push((part, choice)),
            None => open.push((conflict, Some(part.clone()))),
        }
    }
    if !open.is_empty() {
        // As they are read: the head, then clause by clause.
        let order: Vec<String> = [&mine, &yours]
            .into_iter()
            .flat_map(Contract::walk)
            .map(|visit| visit.clause.id.clone())
            .collect();
        open.sort_by_key(|(conflict, _): &OfPart| {
            conflict
                .clause
                .as_ref()
                .map(|id| order.iter().position(|known| known == id))
        });
        return Ok(Err(open));
    }
    // Where a clause stands follows one's own side, unless everything is the other side's.
    let all_theirs = !chosen.is_empty() && chosen.iter().all(|(_, choice)| *choice == Choice::Theirs);
    let mut settled = if all_theirs {
        rejoin(&base, &yours, &mine).contract
    } else {
        joined.contract.clone()
    };
    for (part, choice) in chosen {
        settle(&mut settled, part, if choice == Choice::Ours { &mine } else { &yours });
    }
    let own = std::str::from_utf8(ours).unwrap_or_default();
    Ok(Ok(written_as(own, &settled)))
}

/// Gives a part of a contract what it is on the side that was chosen.
fn settle(contract: &mut Contract, part: &ContractPart, side: &Contract) {
    match part {
        ContractPart::Title => contract.title.clone_from(&side.title),
        ContractPart::Language => contract.language.clone_from(&side.language),
        ContractPart::Kind => contract.kind.clone_from(&side.kind),
        ContractPart::Annex => contract.annex.clone_from(&side.annex),
        ContractPart::Reference => contract.reference.clone_from(&side.reference),
        ContractPart::Party(id) => {
            let there = side.parties.iter().find(|party| party.id == *id);
            match (contract.parties.iter().position(|party| party.id == *id), there) {
                (Some(at), Some(party)) => contract.parties[at] = party.clone(),
                (Some(at), None) => drop(contract.parties.remove(at)),
                (None, Some(party)) => contract.parties.push(party.clone()),
                (None, None) => {}
            }
        }
        ContractPart::Clause(id) => match side.clause(id) {
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
