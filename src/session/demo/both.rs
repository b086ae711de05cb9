//! The demonstration from both sides: a second copy, in which the vendor's counsel is the user, and between the two a shared
//! repository, so that exchanging, conflicts and keys can be tried by one person.

use std::fs;
use std::path::{Path, PathBuf};

use super::player::DemoSide;
use super::{
    Demo, DemoKind, MARKER, NEWEST_MARK, There, build, demo, failed, not_of_it, player, put_into_place, what_is_there,
};
use crate::history::Repository;
use crate::language::Language;
use crate::session::Error;

/// How the folder of the vendor's copy ends, behind the name of the customer's.
const VENDOR: &str = "-vendor";
/// How the folder of the shared repository ends.
const SHARED: &str = "-shared.git";
/// Where the marker lies in a shared repository, which has no folder of git's own.
const SHARED_MARKER: [&str; 2] = ["adidem", "demo"];

/// A demonstration with both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPair {
    /// The customer's copy.
    pub customer: Demo,
    /// The vendor's copy.
    pub vendor: PathBuf,
    /// The repository between the two.
    pub shared: PathBuf,
}

impl DemoPair {
    /// The copy of a side.
    #[must_use]
    pub fn of(&self, side: DemoSide) -> &Path {
        match side {
            DemoSide::Customer => &self.customer.folder,
            DemoSide::Vendor => &self.vendor,
        }
    }
}

/// Makes the demonstration in a folder, and beside it the vendor's copy and the shared repository, or finds those that are
/// there. `fresh` makes all three anew.
///
/// # Errors
///
/// As [`demo`], for each of the three folders.
pub fn demo_from_both_sides(folder: &Path, fresh: bool, language: Language) -> Result<DemoPair, Error> {
    let beside = |of: &Path, ending: &str| {
        let name = of.file_name().unwrap_or_default().to_string_lossy();
        of.with_file_name(format!("{name}{ending}"))
    };
    let planned = std::path::absolute(folder).map_err(|error| failed(folder, "read", error))?;
    let planned = planned.canonicalize().unwrap_or(planned);
    let (vendor, shared) = (beside(&planned, VENDOR), beside(&planned, SHARED));
    // Before anything is made anew, nothing of anybody's own is in the way.
    may_be_made(&vendor, fresh)?;
    let shared_is_ours = SHARED_MARKER
        .iter()
        .fold(shared.clone(), |path, name| path.join(name))
        .exists();
    if shared.exists() && !shared_is_ours {
        return Err(Error::NotADemonstration {
            folder: shared.display().to_string(),
        });
    }
    let customer = demo(folder, fresh, DemoKind::Honest, language)?;
    if fresh || customer.made || !vendor.exists() || !shared.exists() {
        let parent = planned.parent().unwrap_or(&planned);
        let made = tempfile::Builder::new()
            .prefix(".adidem-demo-")
            .tempdir_in(parent)
            .map_err(|error| failed(parent, "written", error))?;
        share(&customer.folder, &made.path().join("shared"), &shared)?;
        second_copy(&made.path().join("vendor"), &vendor, &shared, language)?;
    }
    Ok(DemoPair {
        customer,
        vendor,
        shared,
    })
}

/// Refuses where something else than the vendor's copy lies, or something in it that nobody can have made by playing.
fn may_be_made(vendor: &Path, fresh: bool) -> Result<(), Error> {
    match what_is_there(vendor, DemoKind::Honest)? {
        There::SomethingElse => Err(Error::NotADemonstration {
            folder: vendor.display().to_string(),
        }),
        There::Demonstration { .. } if fresh => not_of_it(vendor).map_or(Ok(()), |file| {
            Err(Error::OwnWorkThere {
                folder: vendor.display().to_string(),
                file,
            })
        }),
        _ => Ok(()),
    }
}

/// Makes the shared repository, with all that the customer's copy holds.
fn share(customer: &Path, new: &Path, shared: &Path) -> Result<(), Error> {
    let bare = Repository::create_shared(new)?;
    mark(new, &SHARED_MARKER)?;
    replace(new, shared)?;
    let copy = Repository::open(customer)?;
    copy.follow("origin", &shared.to_string_lossy())?;
    copy.push(&copy.remote(None)?)?;
    drop(bare);
    Repository::open(shared)?.set_up_as_shared(false)?;
    Ok(())
}

/// Makes the vendor's copy: the same history, without what the customer is working on.
fn second_copy(new: &Path, vendor: &Path, shared: &Path, language: Language) -> Result<(), Error> {
    build::build(new, false)?;
    mark(new, &MARKER)?;
    replace(new, vendor)?;
    let copy = Repository::open(vendor)?;
    copy.follow("origin", &shared.to_string_lossy())?;
    let remote = copy.remote(None)?;
    let held = copy.ask(&remote)?;
    copy.fetch(&remote, &held)?;
    player::seat(vendor, DemoSide::Vendor, language)
}

/// Marks a folder as a demonstration's.
fn mark(folder: &Path, marker: &[&str]) -> Result<(), Error> {
    let file = marker.iter().fold(folder.to_owned(), |path, name| path.join(name));
    let above = file.parent().unwrap_or(folder);
    fs::create_dir_all(above)
        .and_then(|()| fs::write(&file, NEWEST_MARK))
        .map_err(|error| failed(&file, "written", error))
}

/// Puts what was built into the place of a demonstration's, which goes.
fn replace(new: &Path, place: &Path) -> Result<(), Error> {
    let written = |error| failed(place, "written", error);
    if place.exists() {
        let old = new.with_extension("old");
        fs::rename(place, &old).map_err(written)?;
    }
    put_into_place(new, place).map_err(written)
}
