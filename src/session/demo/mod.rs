//! The demonstration: a real repository in which made-up people have negotiated the sample contracts.

mod both;
mod build;
mod edit;
mod keys;
mod player;
mod script;
mod step;
mod table;
mod tampered;

pub use both::{DemoPair, demo_from_both_sides};
pub use player::DemoSide;
pub use tampered::{ATTACKS, Attack};

use crate::language::Language;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Error;
use crate::session::user::own_folder::own_folder;
use script::SAMPLES;

/// A file inside git's own folder that marks a demonstration; its content says which kind.
const MARKER: [&str; 3] = [".git", "adidem", "demo"];
/// How every marker begins.
const MARK: &str = "adidem demonstration";
/// The marker of the demonstrations that this program makes. The number goes up when they become different.
const NEWEST_MARK: &str = "adidem demonstration/3\n";
const TAMPERED_MARK: &str = "adidem demonstration/3 tampered\n";

/// A demonstration that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demo {
    /// Where it lies.
    pub folder: PathBuf,
    /// Whether it was made just now; otherwise it is as its user left it.
    pub made: bool,
    /// Whether another version of the program made it, whose demonstration is a different one.
    pub outdated: bool,
}

/// Where the demonstration goes when nobody says otherwise: into the user's folder for data of programs.
///
/// # Errors
///
/// When the user has no home folder.
pub fn default_demo_folder(kind: DemoKind) -> Result<PathBuf, Error> {
    let name = match kind {
        DemoKind::Honest => "demo",
        DemoKind::Tampered => "demo-tampered",
    };
    Ok(own_folder()?.join(name))
}

/// Which demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoKind {
    /// As the parties left it.
    Honest,
    /// With [`ATTACKS`] on its record, so that the audit can be seen at work.
    Tampered,
}

impl DemoKind {
    /// The marker of the demonstrations of this kind that this program makes.
    fn newest_mark(self) -> &'static str {
        match self {
            Self::Honest => NEWEST_MARK,
            Self::Tampered => TAMPERED_MARK,
        }
    }
}

/// Makes the demonstration in a folder, or finds the one that is there; `fresh` makes it anew, and what its user did in
/// it is lost. It is the same, change by change, at every run and on every machine.
///
/// Its user plays one of the people in it, with that person's made-up key: the customer's counsel of the contract in the
/// user's language.
///
/// Nothing is ever deleted but a demonstration. It is built beside the folder and put into place when it is complete.
///
/// # Errors
///
/// [`Error::NotADemonstration`] when there is something else; otherwise when something cannot be written.
pub fn demo(folder: &Path, fresh: bool, kind: DemoKind, language: Language) -> Result<Demo, Error> {
    let folder = std::path::absolute(folder).map_err(|error| failed(folder, "read", error))?;
    // A link stays, and what it leads to is meant.
    let folder = folder.canonicalize().unwrap_or(folder);
    match what_is_there(&folder, kind)? {
        There::Demonstration { outdated } if !fresh => Ok(Demo {
            folder,
            made: false,
            outdated,
        }),
        There::SomethingElse => Err(Error::NotADemonstration {
            folder: folder.display().to_string(),
        }),
        there => {
            if matches!(there, There::Demonstration { .. })
                && let Some(file) = not_of_it(&folder)
            {
                return Err(Error::OwnWorkThere {
                    folder: folder.display().to_string(),
                    file,
                });
            }
            let demo = make(folder, kind, matches!(there, There::Demonstration { .. }))?;
            if demo.made && kind == DemoKind::Honest {
                player::seat(&demo.folder, DemoSide::Customer, language)?;
            }
            Ok(demo)
        }
    }
}

/// Something in the working folder of a demonstration that nobody can have made by playing it: a file or folder beside its
/// contracts and records, or a contract of another name.
fn not_of_it(folder: &Path) -> Option<String> {
    let entries = |below: &str| {
        let entries = fs::read_dir(folder.join(below)).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
    };
    let is_sample = |name: &str| SAMPLES.iter().any(|sample| sample.name == name);
    let beside = entries("")
        .into_iter()
        .find(|name| ![".git", "contracts", "records"].contains(&name.as_str()));
    let contract = entries("contracts")
        .into_iter()
        .find(|name| !name.strip_suffix(".yaml").is_some_and(is_sample));
    let records = || {
        entries("records")
            .into_iter()
            .find(|name| !is_sample(name))
            .map(|name| format!("records/{name}"))
    };
    beside
        .or_else(|| contract.map(|name| format!("contracts/{name}")))
        .or_else(records)
}

enum There {
    Nothing,
    Demonstration { outdated: bool },
    SomethingElse,
}

fn what_is_there(folder: &Path, kind: DemoKind) -> Result<There, Error> {
    let marker = MARKER.iter().fold(folder.to_owned(), |path, name| path.join(name));
    match fs::read_to_string(&marker) {
        Ok(mark) if mark.starts_with(MARK) => {
            return Ok(There::Demonstration {
                outdated: mark != kind.newest_mark(),
            });
        }
        _ => {}
    }
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(There::Nothing),
        Ok(false) => Ok(There::SomethingElse),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound => Ok(There::Nothing),
            io::ErrorKind::NotADirectory if folder.exists() => Ok(There::SomethingElse),
            io::ErrorKind::NotADirectory => Err(failed(folder, "written", error)),
            _ => Err(failed(folder, "read", error)),
        },
    }
}

/// Builds beside the folder, then takes its place: after a kill there is the old one, none, or the new one.
fn make(folder: PathBuf, kind: DemoKind, in_its_place: bool) -> Result<Demo, Error> {
    let written = |error| failed(&folder, "written", error);
    let parent = folder.parent().unwrap_or(&folder);
    fs::create_dir_all(parent).map_err(written)?;
    // Goes away at the end with all that is in it: by then, that is the demonstration that was replaced.
    let beside = tempfile::Builder::new()
        .prefix(".adidem-demo-")
        .tempdir_in(parent)
        .map_err(written)?;
    let new = beside.path().join("new");
    build::build(&new, true)?;
    if kind == DemoKind::Tampered {
        tampered::attack(&new)?;
    }
    let [git, own, name] = MARKER;
    let own = new.join(git).join(own);
    fs::create_dir_all(&own)
        .and_then(|()| fs::write(own.join(name), kind.newest_mark()))
        .map_err(written)?;
    let old = beside.path().join("old");
    if in_its_place {
        fs::rename(&folder, &old).map_err(written)?;
    }
    if let Err(error) = put_into_place(&new, &folder) {
        if in_its_place {
            fs::rename(&old, &folder).map_err(written)?;
        }
        // Somebody else may have been quicker, with the same thing.
        return match what_is_there(&folder, kind)? {
            There::Demonstration { outdated } => Ok(Demo {
                folder,
                made: false,
                outdated,
            }),
            _ => Err(written(error)),
        };
    }
    Ok(Demo {
        folder,
        made: true,
        outdated: false,
    })
}

fn put_into_place(new: &Path, folder: &Path) -> io::Result<()> {
    // Only an empty folder can be removed this way. Not every system lets a folder take the place of another.
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(new, folder)
}

fn failed(file: &Path, doing: &'static str, error: io::Error) -> Error {
    Error::File {
        file: file.display().to_string(),
        doing,
        error,
    }
}
