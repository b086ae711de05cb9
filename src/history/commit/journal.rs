//! A note of the change that is being recorded, or taken back. Who finds it after a kill finishes what was begun.
//!
//! The same note, under a second name, is what keeps git's hands off its list of the working folder meanwhile: a lock
//! that was left behind by a kill is known by its content, and nobody else's lock is ever touched.

use std::fs;
use std::io::{ErrorKind, Write};
use std::time::{Duration, Instant};

use git2::Oid;

use super::lock::{LockFiles, PAUSE, flush_folder};
use crate::history::error::Error;

const FIRST_LINE: &str = "adidem/unfinished/1\n";
/// How long another git is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// An empty lock that stays for so long after a kill is the killed one's: git fills its own at once.
const EMPTY_FOR: Duration = Duration::from_millis(300);

/// Before the name of a change that is being taken back.
const BACK: &str = "back ";

/// What is being recorded.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::history) struct Journal {
    /// The change. Which files it writes is seen by comparing it with the one before.
    pub(in crate::history) change: Oid,
    /// The reference that it moves.
    pub(in crate::history) reference: String,
    /// Where the change is taken back: the folder whose files go with it. All others stay in the working folder.
    pub(in crate::history) back: Option<String>,
}

impl Journal {
    /// The note that was left behind, if there is one that can be read.
    pub(in crate::history) fn left(place: &LockFiles) -> Result<Option<Self>, Error> {
        match fs::read_to_string(place.note()) {
            Ok(note) => Ok(Self::parse(&note)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::unwritable(&place.note(), &error)),
        }
    }

    fn parse(note: &str) -> Option<Self> {
        let note = note.strip_prefix(FIRST_LINE)?.strip_suffix('\n')?;
        let (note, back) = match note.strip_prefix(BACK) {
            Some(rest) => rest.split_once('\n').map(|(note, folder)| (note, Some(folder)))?,
            None => (note, None),
        };
        let (change, reference) = note.split_once(' ')?;
        // libgit2 fills up a short name with noughts.
        let named = change.parse().ok().filter(|named: &Oid| named.to_string() == change)?;
        Some(Self {
            change: named,
            reference: reference.to_owned(),
            back: back.map(str::to_owned),
        })
    }

    fn text(&self) -> String {
        let (change, reference) = (self.change, &self.reference);
        match &self.back {
            None => format!("{FIRST_LINE}{change} {reference}\n"),
            Some(folder) => format!("{FIRST_LINE}{BACK}{change} {reference}\n{folder}\n"),
        }
    }

    /// Puts the note down; it is there whole or not at all.
    pub(in crate::history) fn put_down(&self, place: &LockFiles) -> Result<(), Error> {
        let put = || {
            let mut new = tempfile::Builder::new().prefix("writing").tempfile_in(place.folder())?;
            new.write_all(self.text().as_bytes())?;
            new.as_file().sync_all()?;
            new.persist(place.note())?;
            flush_folder(&place.folder())
        };
        put().map_err(|error: std::io::Error| Error::unwritable(&place.note(), &error))
    }

    /// Takes the lock of git's list, waiting for another git for a while.
    pub(in crate::history) fn lock_index(&self, place: &LockFiles) -> Result<(), Error> {
        let lock = place.index_lock();
        let taken = wait_for(|| match fs::hard_link(place.note(), &lock) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // Some file systems know no second names.
            Err(_) => match fs::File::create_new(&lock) {
                Ok(mut file) => file.write_all(self.text().as_bytes()).map(|()| true),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(error),
            },
        });
        match taken {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Busy { lock }),
            Err(error) => Err(Error::unwritable(&lock, &error)),
        }
    }

    /// Frees the reference from a lock that a killed recording left, which was to move it there. Only who has the turn may
    /// do this.
    pub(in crate::history) fn free_reference(&self, place: &LockFiles, moves_to: Option<Oid>) -> Result<(), Error> {
        let moves_to = moves_to.map(|to| to.to_string()).unwrap_or_default();
        let lock = place.reference_lock(&self.reference);
        let since = Instant::now();
        loop {
            match fs::read(&lock) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(Error::unwritable(&lock, &error)),
                Ok(held) if held.is_empty() && since.elapsed() < EMPTY_FOR => std::thread::sleep(PAUSE),
                Ok(held) if moves_to.as_bytes().starts_with(held.trim_ascii_end()) => {
                    return remove(&lock).map_err(|error| Error::unwritable(&lock, &error));
                }
                Ok(_) => return Ok(()),
            }
        }
    }

    /// Lets go of everything.
    pub(in crate::history) fn clear(place: &LockFiles) -> Result<(), Error> {
        unlock_index(place)?;
        remove(&place.note()).map_err(|error| Error::unwritable(&place.note(), &error))
    }
}

/// Whether the lock of git's list is one of ours. Who has the turn knows then that its maker is gone.
pub(in crate::history) fn index_lock_is_ours(place: &LockFiles) -> bool {
    fs::read(place.index_lock()).is_ok_and(|held| held.starts_with(FIRST_LINE.as_bytes()))
}

/// Gives git's list free, if we hold it.
pub(in crate::history) fn unlock_index(place: &LockFiles) -> Result<(), Error> {
    if !index_lock_is_ours(place) {
        return Ok(());
    }
    remove(&place.index_lock()).map_err(|error| Error::unwritable(&place.index_lock(), &error))
}

/// Tries until it works or patience ends.
pub(in crate::history) fn wait_for<E>(mut attempt: impl FnMut() -> Result<bool, E>) -> Result<bool, E> {
    let since = Instant::now();
    loop {
        if attempt()? {
            return Ok(true);
        }
        if since.elapsed() >= PATIENCE {
            return Ok(false);
        }
        std::thread::sleep(PAUSE);
    }
}

fn remove(path: &std::path::Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_put_down_and_anything_else_is_none() {
        for back in [None, Some("records".to_owned())] {
            let note = Journal {
                change: Oid::from_bytes(&[7; 20]).unwrap(),
                reference: "refs/heads/main".into(),
                back,
            };
            assert_eq!(Journal::parse(&note.text()), Some(note));
        }
        for torn in [
            "",
            "adidem/unfinished/1\n",
            "adidem/unfinished/1\n0707 HEAD\n",
            "adidem/unfinished/2\nx y\n",
            "adidem/unfinished/1\nback x y\n",
        ] {
            assert_eq!(Journal::parse(torn), None, "{torn:?}");
        }
    }
}
