//! Recording takes turns: one process at a time for each working folder, with a place for what it is about to do.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::history::error::Error;

/// How long somebody else's turn is waited for. A turn lasts a few thousandths of a second, unless whoever has it has
/// lost a race before and is being asked for a passphrase now.
const PATIENCE: Duration = Duration::from_secs(20);
pub(in crate::history) const PAUSE: Duration = Duration::from_millis(3);

/// Where the files of a recording lie.
pub(in crate::history) struct LockFiles {
    git: PathBuf,
    common: PathBuf,
}

impl LockFiles {
    pub(in crate::history) fn of(git: &git2::Repository) -> Self {
        Self {
            git: git.path().to_owned(),
            common: git.commondir().to_owned(),
        }
    }

    /// Our own folder inside git's; each working folder has its own.
    pub(in crate::history) fn folder(&self) -> PathBuf {
        self.git.join("adidem")
    }

    /// The note that tells what is being recorded.
    pub(in crate::history) fn note(&self) -> PathBuf {
        self.folder().join("unfinished")
    }

    /// Git's list of what the working folder holds.
    pub(in crate::history) fn index(&self) -> PathBuf {
        self.git.join("index")
    }

    /// While this file is there, nobody may change that list.
    pub(in crate::history) fn index_lock(&self) -> PathBuf {
        self.git.join("index.lock")
    }

    /// While this file is there, nobody may move the reference. Only what HEAD itself holds is a working folder's own.
    pub(in crate::history) fn reference_lock(&self, name: &str) -> PathBuf {
        let folder = if name == "HEAD" { &self.git } else { &self.common };
        folder.join(format!("{name}.lock"))
    }
}

/// The right to record. It ends with the value, and with the process, however that ends.
pub(in crate::history) struct RecordLock(
    #[expect(dead_code, reason = "the lock is held for as long as the file is open")] File,
);

impl RecordLock {
    /// Waits for the turn.
    ///
    /// # Errors
    ///
    /// [`Error::Occupied`] when it does not come, or when the repository cannot be written.
    pub(in crate::history) fn take(place: &LockFiles) -> Result<Self, Error> {
        let folder = place.folder();
        fs::create_dir_all(&folder).map_err(|error| Error::unwritable(&folder, &error))?;
        let path = folder.join("turn");
        let failed = |error: &std::io::Error| Error::unwritable(&path, error);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| failed(&error))?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(Error::Occupied),
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
            }
        }
    }
}

/// Makes sure that a folder's entries are on disk.
pub(in crate::history) fn flush_folder(folder: &Path) -> std::io::Result<()> {
    // Elsewhere a folder cannot be opened like a file, and its entries are written at once.
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}
