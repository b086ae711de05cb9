//! What the clone keeps for itself: confirmed keys, and what the last audit saw. Lies in git's own folder and is never
//! shared.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::Error;
use super::room::Room;
use crate::audit::Memory;

impl Room {
    /// What the clone keeps for itself; nothing where it never kept anything.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be understood: guessing would forget whom its owner trusts.
    pub fn memory(&self) -> Result<Memory, Error> {
        let file = self.memory_file();
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Memory::default()),
            Err(error) => return Err(Error::File { file: file.display().to_string(), doing: "read", error }),
        };
        serde_yaml::from_str(&text)
            .map_err(|error| Error::Memory { file: file.display().to_string(), what: error.to_string() })
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn keep_memory(&self, memory: &Memory) -> Result<(), Error> {
        let file = self.memory_file();
        let failed = |error| Error::File { file: file.display().to_string(), doing: "written", error };
        let text = serde_yaml::to_string(memory)
            .map_err(|error| Error::Memory { file: file.display().to_string(), what: error.to_string() })?;
        let folder = file.parent().unwrap_or(&file);
        fs::create_dir_all(folder).map_err(failed)?;
        let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(failed)?;
        new.persist(&file).map(drop).map_err(|error| failed(error.error))
    }

    fn memory_file(&self) -> PathBuf {
        self.repository().common_folder().join("adidem").join("memory.yaml")
    }
}
