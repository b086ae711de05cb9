//! What is kept beside history and never shared: in the user's own folder, whose keys the user compared; in git's own folder,
//! what this copy saw. Only the first is ever believed: who hands a copy over writes the second.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::Error;
use super::room::Room;
use super::whole_file::write_whole;
use crate::audit::{Confirmation, Memory};

/// The user's own file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared {
    /// Whose keys were compared outside of git, of whatever contract.
    #[serde(default)]
    compared: Vec<Confirmation>,
}

impl Room {
    /// What is kept; nothing where nothing ever was.
    ///
    /// # Errors
    ///
    /// When a file is there and cannot be understood: guessing would forget whom the user trusts.
    pub fn memory(&self) -> Result<Memory, Error> {
        let kept: Memory = read(&self.memory_file())?;
        let Compared { compared } = compared_file().map_or_else(|| Ok(Compared::default()), |file| read(&file))?;
        Ok(Memory { confirmed: compared, own_key: self.own_key(), ..kept })
    }

    /// Keeps what this copy saw, whole or not at all.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep_memory(&self, memory: &Memory) -> Result<(), Error> {
        keep(&self.memory_file(), memory)
    }

    /// Keeps whose keys the user compared, and that it was in this copy; each file whole or not at all.
    ///
    /// # Errors
    ///
    /// When the user has no home folder, or a file cannot be written.
    pub fn keep_compared(&self, memory: &Memory) -> Result<(), Error> {
        let file = compared_file().ok_or(Error::NoHome)?;
        keep(&file, &Compared { compared: memory.confirmed.clone() })?;
        self.keep_memory(memory)
    }

    fn memory_file(&self) -> PathBuf {
        self.repository().common_folder().join("adidem").join("memory.yaml")
    }
}

/// Another folder than the user's own, for a program that does not run for its user; the first one given stays.
pub fn keep_comparisons_in(folder: PathBuf) {
    let _ = ELSEWHERE.set(folder);
}

static ELSEWHERE: OnceLock<PathBuf> = OnceLock::new();

/// Where it lies whom the user compared keys with; `None` for a user without a home folder.
fn compared_file() -> Option<PathBuf> {
    let own = || etcetera::choose_base_strategy().ok().map(|folders| folders.data_dir().join("adidem"));
    Some(ELSEWHERE.get().cloned().or_else(own)?.join("compared.yaml"))
}

/// What a file keeps; nothing where there is none.
pub(super) fn read<T: Default + for<'de> Deserialize<'de>>(file: &Path) -> Result<T, Error> {
    match fs::read_to_string(file) {
        Ok(text) if text.trim().is_empty() => Ok(T::default()),
        Ok(text) => serde_yaml::from_str(&text)
            .map_err(|error| Error::Memory { file: file.display().to_string(), what: error.to_string() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(Error::File { file: file.display().to_string(), doing: "read", error }),
    }
}

/// Keeps it, whole or not at all.
pub(super) fn keep(file: &Path, kept: &impl Serialize) -> Result<(), Error> {
    let failed = |error| Error::File { file: file.display().to_string(), doing: "written", error };
    let text = serde_yaml::to_string(kept)
        .map_err(|error| Error::Memory { file: file.display().to_string(), what: error.to_string() })?;
    write_whole(file, text.as_bytes(), None).map_err(failed)
}
