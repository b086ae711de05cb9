//! Bringing git's list and the working folder up to date with a change, for its own files alone.
//!
//! What the user did to a file stays: git's list follows when it still says what the state before said, or when the
//! file in the working folder is the new content already; the file follows when it is still the one before, too.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexEntryExtendedFlag, IndexTime, Oid, Repository, Status, Tree};
use tempfile::TempDir;

use super::lock::{LockFiles, flush_folder};
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::store::objects::tree_of;

/// A file as a state has it: its content's name and its mode.
type Stored = (Oid, u32);

/// What a change does to one path.
struct Step {
    path: PathBuf,
    before: Option<Stored>,
    after: Option<Stored>,
}

impl Step {
    fn reversed(self) -> Self {
        Self {
            path: self.path,
            before: self.after,
            after: self.before,
        }
    }
}

/// What lies in the working folder under a path.
enum WorktreeFile {
    Nothing,
    Text(Vec<u8>),
    /// A folder, a link, behind a link, or not to be read: none of ours.
    Other,
}

/// Which way the working folder follows a change.
#[derive(Debug, Clone, Copy)]
pub(in crate::history) enum Follow<'f> {
    /// It was recorded.
    Onwards,
    /// It was taken back. Its files below this folder go; all others stay as they lie, to be a draft.
    Back(&'f str),
}

/// Everything that is to take its place, written and flushed already.
pub(in crate::history) struct CatchUp {
    /// Where it waits: beside git's files, so that a kill leaves nothing in the working folder.
    waiting: TempDir,
    /// Files of the working folder, with what replaces them.
    files: Vec<(PathBuf, Option<PathBuf>)>,
    /// Git's list, when it changes.
    index: Option<PathBuf>,
    place: PathBuf,
}

impl CatchUp {
    /// Writes down what has to follow a change, as far as the state still has it so. The lock of git's list is held.
    pub(in crate::history) fn prepare(
        git: &Repository,
        place: &LockFiles,
        change: Oid,
        state: Option<&Tree<'_>>,
        follow: Follow<'_>,
    ) -> Result<Self, Error> {
        let folder = place.folder();
        let waiting = tempfile::Builder::new().prefix("writing").tempdir_in(&folder);
        let waiting = waiting.map_err(|error| Error::unwritable(&folder, &error))?;
        let mut made = Self {
            waiting,
            files: Vec::new(),
            index: None,
            place: place.index(),
        };
        let Some(top) = git.workdir() else { return Ok(made) };
        let copy = made.waiting.path().join("index");
        let mut list = IndexCopy::open(&place.index(), &copy)?;
        for step in steps(git, change)? {
            let (step, files_follow) = match follow {
                Follow::Onwards => (step, true),
                Follow::Back(folder) => {
                    let goes = step.path.starts_with(folder);
                    (step.reversed(), goes)
                }
            };
            let stored = state.map_or(Ok(None), |state| stored_in(state, &step.path))?;
            if stored == step.after {
                made.step(git, top, &step, &mut list, files_follow)?;
            }
        }
        if list.changed {
            list.write(&place.index(), &copy)?;
            made.index = Some(copy);
        }
        Ok(made)
    }

    fn step(
        &mut self,
        git: &Repository,
        top: &Path,
        step: &Step,
        list: &mut IndexCopy,
        files_follow: bool,
    ) -> Result<(), Error> {
        if list.in_the_way(&step.path) {
            return Ok(());
        }
        let entry = list.index.get_path(&step.path, 0);
        let listed = entry.as_ref().map(|entry| (entry.id, entry.mode));
        let found = look(top, &step.path);
        let new = content(git, step.after)?;
        let is_new = matches!((&found, &new), (WorktreeFile::Text(text), Some(new)) if text == new);
        if listed != step.before && !is_new {
            return Ok(());
        }
        let is_old = listed == step.before && Self::is_old(git, step, &found)?;
        list.put(&step.path, entry.as_ref(), step.after)?;
        if !is_old || is_new || !files_follow {
            return Ok(());
        }
        let file = top.join(&step.path);
        let replacement = match new {
            Some(new) => Some(self.lay_ready(&file, &new)?),
            None => None,
        };
        self.files.push((file, replacement));
        Ok(())
    }

    /// Whether the file is the one of the state before. Git has a say where line ends may be translated.
    fn is_old(git: &Repository, step: &Step, found: &WorktreeFile) -> Result<bool, Error> {
        let before = content(git, step.before)?;
        Ok(match (found, before) {
            (WorktreeFile::Nothing, None) => true,
            (WorktreeFile::Text(text), Some(before)) if *text == before => true,
            (WorktreeFile::Text(text), Some(_)) if text.contains(&b'\r') => git
                .status_file(&step.path)
                .is_ok_and(|status| !status.intersects(Status::WT_MODIFIED | Status::WT_TYPECHANGE | Status::WT_NEW)),
            _ => false,
        })
    }

    fn lay_ready(&self, file: &Path, content: &[u8]) -> Result<PathBuf, Error> {
        let ready = self.waiting.path().join(self.files.len().to_string());
        let lay = || {
            let mut new = File::create(&ready)?;
            new.write_all(content)?;
            if let Ok(about) = fs::metadata(file) {
                new.set_permissions(about.permissions())?;
            }
            new.sync_all()
        };
        lay().map_err(|error| Error::unwritable(file, &error))?;
        Ok(ready)
    }

    /// Lets the files of the working folder take their places. One that cannot does not keep the others from it.
    pub(in crate::history) fn place_files(&self) -> Result<(), Error> {
        let mut outcome = Ok(());
        for (file, replacement) in &self.files {
            let done = match replacement {
                Some(ready) => replace(ready, file),
                None => fs::remove_file(file),
            };
            if let Err(error) = done {
                outcome = Err(Error::unwritable(file, &error));
            }
        }
        outcome
    }

    /// Lets git's list take its place, after the files: it may lag behind them, not the other way round.
    pub(in crate::history) fn place_index(&self) -> Result<(), Error> {
        let Some(index) = &self.index else { return Ok(()) };
        fs::rename(index, &self.place)
            .and_then(|()| flush_folder(self.place.parent().unwrap_or(Path::new("."))))
            .map_err(|error| Error::unwritable(&self.place, &error))
    }
}

/// The file is the old one or the new one at any time, never half of it.
fn replace(ready: &Path, file: &Path) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    match fs::rename(ready, file) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let permissions = fs::metadata(ready)?.permissions();
            let mut near = tempfile::Builder::new().prefix(".adidem").tempfile_in(folder)?;
            std::io::copy(&mut File::open(ready)?, &mut near)?;
            near.as_file().set_permissions(permissions)?;
            near.as_file().sync_all()?;
            near.persist(file)?;
        }
        done => done?,
    }
    flush_folder(folder)
}

/// A copy of git's list of what the working folder holds.
struct IndexCopy {
    index: Index,
    changed: bool,
}

impl IndexCopy {
    fn open(original: &Path, copy: &Path) -> Result<Self, Error> {
        match fs::copy(original, copy) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::unwritable(original, &error)),
            _ => {}
        }
        let index = Index::open(copy).map_err(Error::writing(Doing::ReadIndex))?;
        Ok(Self { index, changed: false })
    }

    /// Whether the user is in the middle of something at a path: a conflict, or a file where a folder is wanted.
    fn in_the_way(&self, path: &Path) -> bool {
        let listed = |path: &Path, stages: std::ops::RangeInclusive<i32>| {
            stages
                .into_iter()
                .any(|stage| self.index.get_path(path, stage).is_some())
        };
        let mut below = path.as_os_str().to_owned();
        below.push("/");
        listed(path, 1..=3)
            || path
                .ancestors()
                .skip(1)
                .any(|folder| !folder.as_os_str().is_empty() && listed(folder, 0..=3))
            || self.index.find_prefix(Path::new(&below)).is_ok()
    }

    /// An entry made from the content that was recorded. Reading it back from the file would let the user's own
    /// settings for line ends and filters have a say, up to refusing it. Times and sizes are left for git to find out.
    fn put(&mut self, path: &Path, entry: Option<&IndexEntry>, after: Option<Stored>) -> Result<(), Error> {
        let failed = || Error::writing(Doing::UpdateIndex);
        let kept = entry.filter(|entry| is_hidden(entry));
        match after {
            Some((id, mode)) if entry.is_none_or(|entry| (entry.id, entry.mode) != (id, mode)) => {
                let unknown = IndexTime::new(0, 0);
                let entry = IndexEntry {
                    ctime: unknown,
                    mtime: unknown,
                    dev: 0,
                    ino: 0,
                    mode,
                    uid: 0,
                    gid: 0,
                    file_size: 0,
                    id,
                    flags: kept.map_or(0, |entry| entry.flags),
                    flags_extended: kept.map_or(0, |entry| entry.flags_extended),
                    path: path
                        .to_string_lossy()
                        .replace(std::path::MAIN_SEPARATOR, "/")
                        .into_bytes(),
                };
                self.index.add(&entry).map_err(failed())?;
            }
            None if entry.is_some() => self.index.remove_path(path).map_err(failed())?,
            _ => return Ok(()),
        }
        self.changed = true;
        Ok(())
    }

    /// Git takes a file for unchanged when it is older than the list and has the size and time that the list says. The
    /// list therefore keeps its own time: a file that was changed in the same moment stays open to doubt.
    fn write(&mut self, original: &Path, copy: &Path) -> Result<(), Error> {
        self.index.write().map_err(Error::writing(Doing::UpdateIndex))?;
        let finish = || {
            let new = File::options().write(true).open(copy)?;
            if let Ok(about) = fs::metadata(original) {
                new.set_permissions(about.permissions())?;
                new.set_modified(about.modified()?)?;
            }
            new.sync_all()
        };
        finish().map_err(|error| Error::unwritable(original, &error))
    }
}

/// Whether git was told not to look at the file: it lies outside of what is checked out.
fn is_hidden(entry: &IndexEntry) -> bool {
    IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended).is_skip_worktree()
}

/// What a change does to each of its files, compared with the state that it was made on.
fn steps(git: &Repository, change: Oid) -> Result<Vec<Step>, Error> {
    let failed = || Error::writing(Doing::Compare);
    let change = git.find_commit(change).map_err(failed())?;
    // The state here is the last of those that it builds on.
    let before = match change.parent_count().checked_sub(1) {
        None => None,
        Some(last) => Some(
            change
                .parent_id(last)
                .and_then(|parent| tree_of(git, parent))
                .map_err(failed())?,
        ),
    };
    let after = change.tree().map_err(failed())?;
    let difference = git
        .diff_tree_to_tree(before.as_ref(), Some(&after), None)
        .map_err(failed())?;
    let stored = |file: &git2::DiffFile<'_>| file.exists().then(|| (file.id(), u32::from(file.mode())));
    let paths = difference.deltas().filter_map(|delta| {
        let path = delta.new_file().path()?.to_owned();
        Some(Step {
            path,
            before: stored(&delta.old_file()),
            after: stored(&delta.new_file()),
        })
    });
    Ok(paths.collect())
}

fn stored_in(tree: &Tree<'_>, path: &Path) -> Result<Option<Stored>, Error> {
    match tree.get_path(path) {
        Ok(entry) => Ok(Some((entry.id(), entry.filemode().cast_unsigned()))),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(Error::writing(Doing::ReadNewest)(error)),
    }
}

fn content(git: &Repository, stored: Option<Stored>) -> Result<Option<Vec<u8>>, Error> {
    let Some((id, _)) = stored else { return Ok(None) };
    let blob = git.find_blob(id).map_err(Error::writing(Doing::ReadFile))?;
    Ok(Some(blob.content().to_vec()))
}

/// Never looks through a link: it may lead anywhere, and the other side may have put it there.
fn look(top: &Path, path: &Path) -> WorktreeFile {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders.collect::<Vec<_>>().into_iter().rev() {
        match fs::symlink_metadata(top.join(folder)) {
            Ok(about) if about.is_dir() => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return WorktreeFile::Nothing,
            _ => return WorktreeFile::Other,
        }
    }
    let file = top.join(path);
    match fs::symlink_metadata(&file) {
        Ok(about) if about.is_file() => fs::read(&file).map_or(WorktreeFile::Other, WorktreeFile::Text),
        Err(error) if error.kind() == ErrorKind::NotFound => WorktreeFile::Nothing,
        _ => WorktreeFile::Other,
    }
}
