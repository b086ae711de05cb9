//! Finding and opening the repository that a path belongs to.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

use git2::ErrorCode;
use rayon::prelude::*;

use crate::negotiation::CommitId;

use super::doing::Doing;
use super::embedded::{foreign_working_folder, linked_own_folder, working_folder_around};
use super::error::Error;
use super::format::RepositoryFormat;
use super::known::Known;
use super::links::link_on_the_way;
use crate::history::log::ancestry;
use crate::history::log::reachability::CommitGraph;
use crate::history::settings::opening_flags::opening_flags;
use crate::history::settings::program_setting::Permitted;
use crate::history::store::id::{Id, id_of};
use crate::history::store::objects::{ObjectCache, Objects, Verification};

/// The folder in which contracts lie.
const CONTRACTS: &str = "contracts";
/// The folder beside it in which records lie.
const RECORDS: &str = "records";

static SETTINGS: Once = Once::new();

/// An opened repository, and the contracts folder in it that is meant.
pub struct Repository {
    git: git2::Repository,
    folder: String,
    verification: Verification,
    /// Where git found it; `None` when its environment said so.
    place: Option<PathBuf>,
    seen: RefCell<ObjectCache>,
    /// What came before what, once somebody asked, and behind which points it was read.
    graph: RefCell<Option<(Vec<CommitId>, Arc<CommitGraph>)>>,
    /// What earlier runs learnt of its objects; `None` for whoever signs, proves or judges.
    known: Option<Known>,
    /// The programs of its own configuration that its user lets an exchange run.
    pub(super) permitted: Permitted,
}

/// How a repository is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    /// At a path or above it. A bare one inside of somebody's working folder may have come with its history, settings and
    /// all, and is not taken for the one that is meant.
    Above,
    /// It was named itself, as the place of a shared repository.
    Named,
}

impl Repository {
    /// Opens the repository at `path` or above it: one with a working folder, a bare one, or a linked working folder.
    ///
    /// Where several folders between `path` and the repository's top have a contracts folder, the nearest one is meant,
    /// be it in the newest state or in the working folder only. Where none has, it is the one to be made at the top.
    /// Replaced objects are not followed.
    ///
    /// # Errors
    ///
    /// When there is no such path, no repository, or one that must not be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, Verification::Usual, Search::Above)
    }

    /// Opens a repository that somebody named as the one to be shared, wherever it lies.
    ///
    /// # Errors
    ///
    /// As [`Repository::open`].
    pub fn open_named(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, Verification::Usual, Search::Named)
    }

    fn open_with(path: &Path, verification: Verification, search: Search) -> Result<Self, Error> {
        settle();
        let given = path.canonicalize().map_err(|_| Error::NoSuchPath(path.to_owned()))?;
        let start = if given.is_dir() {
            given.as_path()
        } else {
            given.parent().unwrap_or(&given)
        };
        let no_ceiling: [&OsStr; 0] = [];
        let git =
            git2::Repository::open_ext(start, opening_flags(), no_ceiling).map_err(|error| match error.code() {
                ErrorCode::NotFound => Error::NoRepository(path.to_owned()),
                ErrorCode::Owner => Error::ForeignOwner {
                    path: owned_by_another(start),
                },
                _ => match RepositoryFormat::unread(start) {
                    Some((path, format)) => Error::Format { path, format },
                    None => Error::git(Doing::Open)(error),
                },
            })?;
        if search == Search::Above
            && let Some(within) = working_folder_around(&git, start)
        {
            return Err(Error::Embedded {
                path: git.path().to_owned(),
                within,
            });
        }
        if let Some(link) = linked_own_folder(&git) {
            return Err(Error::OwnFolderLinked { link });
        }
        if let Some(folder) = foreign_working_folder(&git) {
            return Err(Error::WorkingFolderElsewhere {
                path: git.path().to_owned(),
                folder,
            });
        }
        let place = Some(git.path().to_owned());
        let mut repository = Self::of(git, verification, place);
        match repository.nearest_folder(start) {
            Ok(found) => repository.folder = found.unwrap_or(repository.folder),
            // An audit meets the damage again, and reports it.
            Err(Error::Damaged { .. } | Error::Missing { .. }) if verification == Verification::Audit => {}
            Err(error) => return Err(error),
        }
        Ok(repository)
    }

    /// Opens it like [`Repository::open`] to be audited: everything that is read through it is looked at more closely,
    /// for content crafted to share its name with other content, and for folders that two readers could read
    /// differently. That takes longer. A repository whose newest state is damaged is opened nevertheless.
    ///
    /// # Errors
    ///
    /// As [`Repository::open`].
    pub fn open_for_audit(path: &Path) -> Result<Self, Error> {
        Self::open_with(path, Verification::Audit, Search::Above)
    }

    fn of(git: git2::Repository, verification: Verification, place: Option<PathBuf>) -> Self {
        let (seen, permitted) = (RefCell::default(), Permitted::default());
        Self {
            git,
            folder: CONTRACTS.to_owned(),
            verification,
            place,
            seen,
            graph: RefCell::default(),
            known: None,
            permitted,
        }
    }

    /// The same, in which what earlier runs learnt of the stored objects is believed, as it is kept beside that file; what
    /// this one learns is kept there, if wished. Of a copy that does not hold all of its history nothing is believed or kept: more
    /// of it may come. Nor is it where an audit opened it.
    ///
    /// # Errors
    ///
    /// When the list of cut points is there and cannot be read.
    pub fn knowing(self, file: &Path, is_kept: bool) -> Result<Self, Error> {
        if self.verification == Verification::Audit || self.is_shallow()? {
            return Ok(self);
        }
        Ok(Self {
            known: Some(Known::beside(file, is_kept)),
            ..self
        })
    }

    /// Opens the repository that git itself has set out in the environment, to be audited: a hook of git sees what is
    /// being pushed only so, because it does not lie in the repository yet.
    ///
    /// # Errors
    ///
    /// When the environment names no repository that can be opened.
    pub fn open_from_env() -> Result<Self, Error> {
        settle();
        let git = git2::Repository::open_from_env().map_err(Error::git(Doing::OpenNamed))?;
        Ok(Self::of(git, Verification::Audit, None))
    }

    /// The same repository, opened once more to be audited.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub fn opened_for_audit(&self) -> Result<Self, Error> {
        Self::opening(self.place.clone(), Verification::Audit)()
    }

    /// How another thread opens the same repository, to read its objects with the same care.
    pub(super) fn opener(&self) -> impl Fn() -> Result<Self, Error> + Send + Sync + use<> {
        Self::opening(self.place.clone(), self.verification)
    }

    fn opening(
        place: Option<PathBuf>,
        verification: Verification,
    ) -> impl Fn() -> Result<Self, Error> + Send + Sync + use<> {
        move || {
            let git = match &place {
                Some(place) => git2::Repository::open(place),
                None => git2::Repository::open_from_env(),
            };
            let git = git.map_err(Error::git(Doing::OpenAgain))?;
            Ok(Self::of(git, verification, place.clone()))
        }
    }

    /// Has all cores do a part of the work each, so many pieces in a row, through openings of their own, since what git2 opens
    /// belongs to one core. What they saw is known here as well afterwards.
    pub(super) fn on_all_cores<W: Sync, T: Send>(
        &self,
        all: &[W],
        in_a_row: usize,
        work: impl Fn(&Self, &[W]) -> Result<T, Error> + Sync,
    ) -> Vec<Result<T, Error>> {
        let open = self.opener();
        let part = |part: &[W]| {
            let opened = open()?;
            let done = work(&opened, part)?;
            Ok((done, opened.seen.into_inner()))
        };
        let done: Vec<Result<_, Error>> = all.par_chunks(in_a_row.max(1)).map(part).collect();
        let learn = |(done, seen)| {
            self.seen.borrow_mut().learn(seen);
            done
        };
        done.into_iter().map(|done| done.map(learn)).collect()
    }

    /// The same repository opened once more, with another contracts folder meant.
    ///
    /// # Errors
    ///
    /// When it cannot be opened once more.
    pub fn with_other_folder(&self, folder: &str) -> Result<Self, Error> {
        Ok(self.opener()()?.with_contracts_folder(folder))
    }

    /// The same repository, with the contracts folder meant that lies there: a bare copy cannot tell by itself.
    #[must_use]
    pub fn with_contracts_folder(self, folder: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            ..self
        }
    }

    /// The past that is at hand, if it holds all of these points.
    pub(super) fn known_past(&self, points: &[CommitId]) -> Option<Arc<CommitGraph>> {
        let (_, graph) = self.graph.borrow().clone()?;
        points
            .iter()
            .all(|point| graph.order(*point).is_some())
            .then_some(graph)
    }

    /// The past that is at hand, if it is all of that behind one point, and nothing else. One of which a part is not in this
    /// copy is read again: more of it may have come.
    pub(super) fn known_past_behind(&self, newest: CommitId) -> Option<Arc<CommitGraph>> {
        let known = self.graph.borrow();
        let (read_behind, graph) = known.as_ref()?;
        (read_behind[..] == [newest] && graph.is_whole()).then(|| graph.clone())
    }

    pub(super) fn keep_past(&self, points: Vec<CommitId>, graph: Arc<CommitGraph>) {
        *self.graph.borrow_mut() = Some((points, graph));
    }

    fn nearest_folder(&self, start: &Path) -> Result<Option<String>, Error> {
        let Some(top) = self.git.workdir().and_then(|top| top.canonicalize().ok()) else {
            return Ok(None);
        };
        let Ok(below) = start.strip_prefix(&top) else {
            return Ok(None);
        };
        let newest = self.newest_folders()?;
        for folder in below.ancestors() {
            let Some(folder) = folder.to_str() else { continue };
            let names: Vec<&str> = folder
                .split(std::path::MAIN_SEPARATOR)
                .filter(|name| !name.is_empty())
                .chain([CONTRACTS])
                .collect();
            let recorded = match &newest {
                Some((objects, tree)) => {
                    let names: Vec<&[u8]> = names.iter().map(|name| name.as_bytes()).collect();
                    ancestry::folder_below(objects, *tree, &names)?.is_some()
                }
                None => false,
            };
            let path = names.join("/");
            if recorded || top.join(&path).is_dir() && link_on_the_way(&top, &path).is_none() {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// The top folder of the newest state.
    pub(super) fn newest_folders(&self) -> Result<Option<(Objects<'_>, Id)>, Error> {
        let Some(newest) = self.newest()? else { return Ok(None) };
        let objects = self.objects()?;
        let tree = objects.commit(newest.as_bytes())?.tree;
        Ok(Some((objects, tree)))
    }

    /// The newest point of the history that the repository stands at; `None` before the first.
    ///
    /// # Errors
    ///
    /// When what the repository stands at cannot be read.
    pub fn newest(&self) -> Result<Option<CommitId>, Error> {
        let head = match self.git.head() {
            Ok(head) => head,
            Err(error) if error.code() == ErrorCode::UnbornBranch => return Ok(None),
            Err(error) => return Err(Error::git(Doing::FindNewest)(error)),
        };
        match head.target() {
            Some(oid) => Ok(Some(CommitId::from_bytes(id_of(oid)))),
            None => head
                .peel_to_commit()
                .map(|commit| Some(CommitId::from_bytes(id_of(commit.id()))))
                .map_err(Error::git(Doing::FindNewest)),
        }
    }

    /// The contracts folder, from the top of the repository, with `/` between names.
    #[must_use]
    pub fn contracts_folder(&self) -> &str {
        &self.folder
    }

    /// The records folder, beside the contracts folder.
    #[must_use]
    pub fn records_folder(&self) -> String {
        match self.folder.rsplit_once('/') {
            Some((above, _)) => format!("{above}/{RECORDS}"),
            None => RECORDS.to_owned(),
        }
    }

    /// The top of the working folder; `None` for a bare repository.
    #[must_use]
    pub fn working_folder(&self) -> Option<&Path> {
        self.git.workdir()
    }

    /// The first link on the way from the top of the working folder to a path below it, the path itself included.
    #[must_use]
    pub fn link_on_the_way(&self, path: &str) -> Option<PathBuf> {
        link_on_the_way(self.working_folder()?, path)
    }

    /// Where git keeps what is the same for all working folders of the repository.
    #[must_use]
    pub fn common_folder(&self) -> &Path {
        self.git.commondir()
    }

    /// Whether it has no working folder.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.git.is_bare()
    }

    /// Whether the beginning of the history is not in this copy.
    ///
    /// # Errors
    ///
    /// When the list of cut points is there and cannot be read.
    pub fn is_shallow(&self) -> Result<bool, Error> {
        Ok(!self.cut_points()?.is_empty())
    }

    /// The points at which a shallow copy's history ends. Linked working folders share them, which libgit2 overlooks.
    pub(super) fn cut_points(&self) -> Result<HashSet<Id>, Error> {
        let file = self.git.commondir().join("shallow");
        let listed = match std::fs::read_to_string(&file) {
            Ok(listed) => listed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(HashSet::new()),
            Err(error) => return Err(Error::file(&file, &error)),
        };
        let points = listed.lines().filter_map(|line| line.trim().parse::<CommitId>().ok());
        Ok(points.map(|point| *point.as_bytes()).collect())
    }

    /// The stored objects, read with the care that the repository was opened with.
    pub(super) fn objects(&self) -> Result<Objects<'_>, Error> {
        let known = self.known().map(|known| &known.objects);
        Objects::of(&self.git, self.verification, &self.seen, known)
    }

    /// What earlier runs learnt, for whom nothing is proved by it.
    pub(super) fn known(&self) -> Option<&Known> {
        self.known.as_ref().filter(|_| self.verification == Verification::Usual)
    }

    pub(super) fn git(&self) -> &git2::Repository {
        &self.git
    }
}

/// Sets what libgit2 keeps for the whole process.
pub(super) fn settle() {
    SETTINGS.call_once(|| {
        // Objects are read once, in order: keeping them all costs ten times the memory and helps nothing.
        git2::opts::enable_caching(false);
        // Their names are checked where they are read, see `objects.rs`.
        git2::opts::strict_hash_verification(false);
    });
}

/// The folder to name in `safe.directory`: git wants the repository's top, not a folder inside.
fn owned_by_another(start: &Path) -> PathBuf {
    let top = start
        .ancestors()
        .find(|folder| folder.join(".git").exists() || folder.join("HEAD").is_file());
    top.unwrap_or(start).to_owned()
}
