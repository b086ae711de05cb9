//! What in a copy of a repository can show a history other than the one that is stored, or hide a part of it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::doing::Doing;
use super::error::Error;
use super::repository::Repository;

/// Something that has to be out of the way before history can be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// The copy holds no more than the newest part of history (`shallow`).
    Shallow,
    /// A file gives commits other parents than they have (`info/grafts`).
    Grafts,
    /// Objects are taken from another folder, which is not part of this copy (`objects/info/alternates`).
    Alternates,
    /// An object is shown in place of another: the reference that says so (`refs/replace/…`).
    Replaced(String),
    /// Objects are fetched only when they are needed: the setting or the file that says so.
    Partial(String),
}

impl Repository {
    /// Everything in this copy that stands in the way of a verification, whichever of its working folders was opened.
    ///
    /// # Errors
    ///
    /// When references, settings or git's own files cannot be read.
    pub fn obstacles(&self) -> Result<Vec<Obstacle>, Error> {
        let common = self.common_folder();
        let files = [
            ("shallow", Obstacle::Shallow),
            ("info/grafts", Obstacle::Grafts),
            ("objects/info/alternates", Obstacle::Alternates),
        ];
        let mut found = Vec::new();
        for (file, obstacle) in files {
            if says_something(&common.join(file))? {
                found.push(obstacle);
            }
        }
        found.extend(self.replaced()?.into_iter().map(Obstacle::Replaced));
        found.extend(self.partial_settings()?.into_iter().map(Obstacle::Partial));
        found.extend(
            promised_packs(&common.join("objects/pack"))?
                .into_iter()
                .map(Obstacle::Partial),
        );
        Ok(found)
    }

    /// The attributes that only this copy has (`info/attributes`), if it has any.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read.
    pub fn local_attributes(&self) -> Result<Option<Vec<u8>>, Error> {
        let file = self.common_folder().join("info/attributes");
        match fs::read(&file) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file(&file, &error)),
        }
    }

    fn replaced(&self) -> Result<Vec<String>, Error> {
        let failed = || Error::git(Doing::FindReplaced);
        let references = self.git().references_glob("refs/replace/*").map_err(failed())?;
        let mut names = Vec::new();
        for reference in references {
            names.push(String::from_utf8_lossy(reference.map_err(failed())?.name_bytes()).into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn partial_settings(&self) -> Result<Vec<String>, Error> {
        let failed = || Error::git(Doing::ReadSettings);
        let configuration = self.git().config().map_err(failed())?;
        let mut entries = configuration.entries(None).map_err(failed())?;
        let mut names = Vec::new();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(failed())?;
            let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
            let of_remote = |ending: &str| name.starts_with("remote.") && name.ends_with(ending);
            // A setting without a value is as good as `true`, and what git cannot read as a truth value counts as set.
            let off = entry.has_value()
                && git2::Config::parse_bool(String::from_utf8_lossy(entry.value_bytes()).as_ref()).is_ok_and(|on| !on);
            let promises = of_remote(".promisor") && !off;
            if name == "extensions.partialclone" || promises || of_remote(".partialclonefilter") {
                names.push(name);
            }
        }
        names.sort();
        names.dedup();
        Ok(names)
    }
}

/// Whether a file is there and holds a line that is no comment.
fn says_something(file: &Path) -> Result<bool, Error> {
    match fs::read(file) {
        Ok(content) => {
            // Exactly as git reads them: a blank in front of `#` makes a path of the line.
            let mut lines = content.split(|byte| *byte == b'\n');
            Ok(lines.any(|line| !line.is_empty() && !line.starts_with(b"#")))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::file(file, &error)),
    }
}

/// The marks of promisor packs (`*.promisor`): a server promised to deliver what they refer to and this copy lacks.
fn promised_packs(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file(folder, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry
            .map_err(|error| Error::file(folder, &error))?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if Path::new(&name).extension().is_some_and(|ending| ending == "promisor") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
