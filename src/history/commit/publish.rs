//! Making a change the newest state: at once or not at all, and again what lags behind after a kill.
//!
//! Everything that can fail for want of room or rights is done before the state moves; afterwards files only take
//! their places. Between any two steps a kill leaves the old state or the new one, and a note for whoever comes next.

use std::fs;

use git2::{ErrorCode, Oid, Repository};

use crate::negotiation::CommitId;

use super::journal::{Journal, index_lock_is_ours, unlock_index, wait_for};
use super::lock::{LockFiles, RecordLock};
use super::worktree::{CatchUp, Follow};
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::store::id::oid_of;
use crate::history::store::objects::tree_of;

/// Moves the state on from `before` to a change that is stored already, and brings git's list and the working folder
/// up to date for its files alone.
///
/// # Errors
///
/// [`Error::Overtaken`] when the state is no longer `before`, [`Error::LeftBehind`] when the state moved and a file
/// could not follow; otherwise nothing has moved.
pub(in crate::history) fn publish(
    git: &Repository,
    place: &LockFiles,
    _turn: &RecordLock,
    before: Option<CommitId>,
    to: CommitId,
) -> Result<CommitId, Error> {
    mend(git, place)?;
    let before = before.map(|before| oid_of(before.as_bytes())).transpose()?;
    let note = Journal {
        change: oid_of(to.as_bytes())?,
        reference: moving_reference(git)?,
        back: None,
    };
    note.put_down(place)?;
    let moved = prepare(git, place, &note, before).and_then(|ready| {
        move_on(git, place, &note, before)?;
        Ok(ready)
    });
    match moved {
        Ok(ready) => follow(ready, place, to).map(|()| to),
        Err(error) => {
            Journal::clear(place)?;
            Err(error)
        }
    }
}

fn prepare(git: &Repository, place: &LockFiles, note: &Journal, before: Option<Oid>) -> Result<Option<CatchUp>, Error> {
    if git.is_bare() {
        return Ok(None);
    }
    note.lock_index(place)?;
    if current(git, &note.reference)? != before {
        return Err(Error::Overtaken);
    }
    let state = tree_of(git, note.change).map_err(Error::writing(Doing::ReadChange))?;
    CatchUp::prepare(git, place, note.change, Some(&state), Follow::Onwards).map(Some)
}

/// Takes the newest change back: the state is what it was before it, or nothing where it was the first. Git's list follows;
/// of its files, those below a folder go, and all others stay in the working folder as they lie there.
///
/// # Errors
///
/// [`Error::Overtaken`] when it is no longer the newest, [`Error::LeftBehind`] when the state moved and a file could not
/// follow; otherwise nothing has moved.
pub(in crate::history) fn retract(
    git: &Repository,
    place: &LockFiles,
    _turn: &RecordLock,
    change: CommitId,
    folder: &str,
) -> Result<(), Error> {
    mend(git, place)?;
    let note = Journal {
        change: oid_of(change.as_bytes())?,
        reference: moving_reference(git)?,
        back: Some(folder.to_owned()),
    };
    let failed = || Error::writing(Doing::TakeBack);
    let taken = git.find_commit(note.change).map_err(failed())?;
    let before = match taken.parent_count() {
        0 => None,
        _ => Some(taken.parent_id(0).map_err(failed())?),
    };
    note.put_down(place)?;
    let moved = prepare_back(git, place, &note, before).and_then(|ready| {
        match before {
            Some(before) => move_to(git, place, &note, before, Some(note.change))?,
            None => forget(git, place, &note)?,
        }
        Ok(ready)
    });
    match moved {
        Ok(ready) => follow(Some(ready), place, change).map_err(|error| match error {
            Error::LeftBehind { reason, .. } => Error::FilesStayed { reason },
            other => other,
        }),
        Err(error) => {
            Journal::clear(place)?;
            Err(error)
        }
    }
}

fn prepare_back(git: &Repository, place: &LockFiles, note: &Journal, before: Option<Oid>) -> Result<CatchUp, Error> {
    note.lock_index(place)?;
    if current(git, &note.reference)? != Some(note.change) {
        return Err(Error::Overtaken);
    }
    let state = before.map(|before| tree_of(git, before)).transpose();
    let state = state.map_err(Error::writing(Doing::TakeBack))?;
    let folder = note.back.as_deref().unwrap_or_default();
    CatchUp::prepare(git, place, note.change, state.as_ref(), Follow::Back(folder))
}

/// The reference of a first change that is taken back is there no more.
fn forget(git: &Repository, place: &LockFiles, note: &Journal) -> Result<(), Error> {
    let failed = || Error::writing(Doing::TakeBack);
    let gone = wait_for(|| {
        let mut reference = git.find_reference(&note.reference).map_err(failed())?;
        if reference.target() != Some(note.change) {
            return Err(Error::Overtaken);
        }
        match reference.delete() {
            Ok(()) => Ok(true),
            Err(error) if error.code() == ErrorCode::Locked => Ok(false),
            Err(error) if error.code() == ErrorCode::Modified => Err(Error::Overtaken),
            Err(error) => Err(failed()(error)),
        }
    })?;
    if gone {
        Ok(())
    } else {
        Err(Error::Busy {
            lock: place.reference_lock(&note.reference),
        })
    }
}

/// The state has moved: from here on, nothing may claim that it did not.
fn follow(ready: Option<CatchUp>, place: &LockFiles, to: CommitId) -> Result<(), Error> {
    let left_behind = |error: Error| Error::LeftBehind {
        change: to,
        reason: Box::new(error),
    };
    let Some(ready) = ready else {
        return Journal::clear(place).map_err(left_behind);
    };
    let files = ready.place_files();
    if let Err(error) = ready.place_index() {
        // The note stays: the next recording tries again.
        unlock_index(place).map_err(left_behind)?;
        return Err(left_behind(error));
    }
    Journal::clear(place).and(files).map_err(left_behind)
}

/// Finishes what a killed recording began. Only who has the turn may come here: then the other one is gone.
fn mend(git: &Repository, place: &LockFiles) -> Result<(), Error> {
    sweep(place);
    let Some(note) = Journal::left(place)? else {
        return Journal::clear(place);
    };
    let moves_to = match note.back {
        None => Some(note.change),
        Some(_) => git
            .find_commit(note.change)
            .ok()
            .and_then(|taken| taken.parent_id(0).ok()),
    };
    note.free_reference(place, moves_to)?;
    let state = current(git, &moving_reference(git)?)?;
    let follow = note.back.as_deref().map_or(Follow::Onwards, Follow::Back);
    // A change that was to be taken back and still is the newest was not.
    let moved = match follow {
        Follow::Onwards => state.is_some(),
        Follow::Back(_) => state != Some(note.change),
    };
    if let (false, true, Ok(_)) = (git.is_bare(), moved, git.find_commit(note.change)) {
        if !index_lock_is_ours(place) {
            note.lock_index(place)?;
        }
        let failed = || Error::writing(Doing::FinishEarlier);
        let state = state.map(|state| tree_of(git, state)).transpose().map_err(failed())?;
        let done = CatchUp::prepare(git, place, note.change, state.as_ref(), follow).and_then(|ready| {
            // A file that cannot follow is the user's to see to, and no reason to record nothing ever again.
            let _ = ready.place_files();
            ready.place_index()
        });
        if let Err(error) = done {
            unlock_index(place)?;
            return Err(error);
        }
    }
    Journal::clear(place)
}

/// Half-written files of killed recordings go; one that cannot go does no harm.
fn sweep(place: &LockFiles) {
    let Ok(entries) = fs::read_dir(place.folder()) else {
        return;
    };
    for entry in entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("writing"))
    {
        let path = entry.path();
        let _ = if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        };
    }
}

/// The reference that moves when the state moves on: the one that HEAD names, or HEAD itself when it stands alone.
fn moving_reference(git: &Repository) -> Result<String, Error> {
    let failed = || Error::writing(Doing::FindNewest);
    let mut name = "HEAD".to_owned();
    // Names of names are legal, endless ones are not.
    for _ in 0..5 {
        match git.find_reference(&name) {
            Ok(reference) => match reference.symbolic_target().map_err(failed())? {
                Some(next) => next.clone_into(&mut name),
                None => return Ok(name),
            },
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(name),
            Err(error) => return Err(failed()(error)),
        }
    }
    Ok(name)
}

fn current(git: &Repository, reference: &str) -> Result<Option<Oid>, Error> {
    match git.refname_to_id(reference) {
        Ok(id) => Ok(Some(id)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(Error::writing(Doing::FindNewest)(error)),
    }
}

/// Moves the reference on from `before`, or not at all.
fn move_on(git: &Repository, place: &LockFiles, note: &Journal, before: Option<Oid>) -> Result<(), Error> {
    move_to(git, place, note, note.change, before)
}

/// Moves the reference from `before` to a state, or not at all.
fn move_to(git: &Repository, place: &LockFiles, note: &Journal, to: Oid, before: Option<Oid>) -> Result<(), Error> {
    // The name of nothing stands for a reference that must not exist yet.
    let before = before.unwrap_or(Oid::ZERO_SHA1);
    let moved = wait_for(
        || match git.reference_matching(&note.reference, to, true, before, "adidem") {
            Ok(_) => Ok(true),
            Err(error) => match error.code() {
                ErrorCode::Locked => Ok(false),
                ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound => Err(Error::Overtaken),
                _ => Err(Error::writing(Doing::MoveOn)(error)),
            },
        },
    )?;
    if moved {
        Ok(())
    } else {
        Err(Error::Busy {
            lock: place.reference_lock(&note.reference),
        })
    }
}
