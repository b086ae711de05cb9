//! What the clone keeps for itself: confirmed keys, and what the last audit saw. Lies in git's own folder and is never
//! shared.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::Error;
use super::room::Room;
use super::whole_file::write_whole;
use crate::audit::Memory;

impl Room {
    /// What the clone keeps for itself; nothing where it never kept anything.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be understood: guessing would forget whom its owner trusts.
    pub fn memory(&self) -> Result<Memory, Error> {
        let file = self.memory_file();
        let kept: Memory = match fs::read_to_string(&file) {
            Ok(text) => serde_yaml::from_str(&text)
                .map_err(|error| Error::Memory { file: file.display().to_string(), what: error.to_string() })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Memory::default(),
            Err(error) => return Err(Error::File { file: file.display().to_string(), doing: "read", error }),
        };
        Ok(Memory { own_key: self.own_key(), ..kept })
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
        write_whole(&file, text.as_bytes(), None).map_err(failed)
    }

    fn memory_file(&self) -> PathBuf {
        self.repository().common_folder().join("adidem").join("memory.yaml")
    }
}
