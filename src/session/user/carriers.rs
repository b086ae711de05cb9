//! The Word files that changes are marked in: for each contract the last that was exchanged, as it is, and the contract
//! that it says. They are this copy's alone.

use super::private_file::name_of;
use super::whole_file::write_whole;
use crate::contract::{self, Contract, Revision};
use crate::session::Error;
use crate::session::read::given_file;
use crate::session::read::paper::LARGEST;
use crate::session::workspace::Workspace;
use std::path::{Path, PathBuf};

/// A Word file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct Carrier {
    /// Where it is kept.
    pub(in crate::session) file: PathBuf,
    /// Its bytes.
    pub(in crate::session) bytes: Vec<u8>,
    /// What it says, its tracked changes accepted: each line of it is in exactly one clause, in order.
    pub(in crate::session) says: Contract,
}

/// Which of the files that are kept is the last.
const LAST: &str = "last";

impl Workspace {
    /// Keeps a Word file as the last that was exchanged about a contract, and what it says. Those before stay.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(in crate::session) fn keep_carrier(&self, contract: &str, bytes: &[u8], says: &Contract) -> Result<(), Error> {
        let folder = self.carriers(contract);
        let digest = Revision::of(bytes).hex();
        // The last is named when everything that belongs to it is there.
        put(&folder.join(format!("{digest}.docx")), bytes)?;
        put(&folder.join(format!("{digest}.yaml")), contract::write(says).as_bytes())?;
        put(&folder.join(LAST), digest.as_bytes())
    }

    /// The last Word file that was exchanged about a contract, where one is kept.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not the one that was kept.
    pub(in crate::session) fn carrier(&self, contract: &str) -> Result<Option<Carrier>, Error> {
        let folder = self.carriers(contract);
        let last = folder.join(LAST);
        if !last.exists() {
            return Ok(None);
        }
        let changed = |file: &Path| Error::CarrierChanged {
            file: file.display().to_string(),
        };
        let digest = String::from_utf8(given_file::read(&last, 1024)?).map_err(|_| changed(&last))?;
        if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(changed(&last));
        }
        let file = folder.join(format!("{digest}.docx"));
        let bytes = given_file::read(&file, LARGEST)?;
        if Revision::of(&bytes).hex() != digest {
            return Err(changed(&file));
        }
        let said = folder.join(format!("{digest}.yaml"));
        let says = contract::read(&given_file::read(&said, LARGEST)?).map_err(|_| changed(&said))?;
        Ok(Some(Carrier { file, bytes, says }))
    }

    fn carriers(&self, contract: &str) -> PathBuf {
        let name = name_of(contract);
        let name = name.strip_suffix(".yaml").unwrap_or(&name).to_owned();
        self.repository()
            .common_folder()
            .join("adidem")
            .join("carriers")
            .join(name)
    }
}

fn put(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_whole(file, bytes, None).map_err(|error| Error::File {
        file: file.display().to_string(),
        doing: "written",
        error,
    })
}
