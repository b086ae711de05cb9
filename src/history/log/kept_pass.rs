//! What one pass over a history told, kept for later runs that stand at the same point: which contracts there are, and for each
//! its changes and records, which are read when somebody asks for that contract. `docs/INDEX.md` says who believes it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::records::{LostFile, RecordFile};
use super::told::{HistoryPass, ToldContracts};
use crate::history::store::kept::{checksum, write_whole};
use crate::negotiation::{Change, CommitId};

/// How such a file begins.
const KIND: &[u8] = b"adidem/told\n";
/// By which rules it was told. Whoever alters how a history is told, or what of it, alters this too.
const RULES: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");
/// A longer table of contents is nobody's.
const LONGEST: u64 = 1 << 30;

/// What stands at the beginning: all that has to be known to find one contract.
#[derive(Serialize, Deserialize)]
struct Head<'h> {
    rules: Cow<'h, str>,
    newest: CommitId,
    folder: Cow<'h, str>,
    told: Cow<'h, ToldContracts>,
    /// For each contract its changes.
    changes: Vec<Section>,
    /// The files of the record, by the contract's name that they lie under.
    files: HashMap<String, Section>,
    /// Those that are gone or altered.
    lost: HashMap<String, Section>,
}

/// Where something stands behind the head.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Section {
    at: u64,
    length: u32,
    sum: u32,
}

/// A kept pass. What is damaged of it is told as not known.
pub(super) struct KeptPass {
    file: RefCell<File>,
    /// Where the head ends.
    body: u64,
    head: Head<'static>,
}

impl KeptPass {
    /// Opens what is kept of a history, if it is that behind `newest`, of contracts in that folder, told by the same rules.
    pub(super) fn open(file: &Path, newest: CommitId, folder: &str) -> Option<Self> {
        let mut file = File::open(file).ok()?;
        let mut begins = [0; KIND.len() + 8];
        file.read_exact(&mut begins).ok()?;
        let (length, sum) = begins.strip_prefix(KIND)?.split_first_chunk::<4>()?;
        let length = u64::from(u32::from_le_bytes(*length));
        let mut head = Vec::new();
        (&file).take(length.min(LONGEST)).read_to_end(&mut head).ok()?;
        if checksum(&head).to_le_bytes() != sum {
            return None;
        }
        let head: Head<'static> = postcard::from_bytes(&head).ok()?;
        let is_meant = head.rules == RULES && head.newest == newest && head.folder == folder;
        is_meant.then(|| Self {
            file: RefCell::new(file),
            body: begins.len() as u64 + length,
            head,
        })
    }

    /// Writes down what a pass told, whole or not at all.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(super) fn write(file: &Path, newest: CommitId, folder: &str, pass: &HistoryPass) -> io::Result<()> {
        let mut body = Vec::new();
        let changes = pass.changes.iter().map(|changes| section(&mut body, changes));
        let changes = changes.collect::<io::Result<Vec<_>>>()?;
        let files = sections(&mut body, pass.records.all_files())?;
        let lost = sections(&mut body, pass.records.all_lost())?;
        let head = bytes_of(&Head {
            rules: RULES.into(),
            newest,
            folder: folder.into(),
            told: Cow::Borrowed(&pass.told),
            changes,
            files,
            lost,
        })?;
        let length = u32::try_from(head.len()).map_err(io::Error::other)?;
        let begins = [KIND, &length.to_le_bytes(), &checksum(&head).to_le_bytes()].concat();
        write_whole(file, &[&begins, &head, &body])
    }

    pub(super) fn told(&self) -> &ToldContracts {
        &self.head.told
    }

    /// The changes of the contract at that place.
    pub(super) fn changes(&self, place: usize) -> Option<Vec<Change>> {
        self.read(*self.head.changes.get(place)?)
    }

    /// The files of the record that lie under a contract's name in the newest state, each with its place in history.
    pub(super) fn files_of(&self, contract: &str) -> Option<Vec<(usize, RecordFile)>> {
        self.head
            .files
            .get(contract)
            .map_or_else(|| Some(Vec::new()), |section| self.read(*section))
    }

    /// What lay there and was altered since it came, or is gone.
    pub(super) fn lost_of(&self, contract: &str) -> Option<Vec<(usize, LostFile)>> {
        self.head
            .lost
            .get(contract)
            .map_or_else(|| Some(Vec::new()), |section| self.read(*section))
    }

    fn read<T: DeserializeOwned>(&self, section: Section) -> Option<T> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(self.body.checked_add(section.at)?)).ok()?;
        let mut bytes = Vec::new();
        (&*file).take(u64::from(section.length)).read_to_end(&mut bytes).ok()?;
        let is_whole = checksum(&bytes) == section.sum;
        is_whole.then(|| postcard::from_bytes(&bytes).ok())?
    }
}

fn bytes_of<T: Serialize + ?Sized>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

fn section<T: Serialize + ?Sized>(body: &mut Vec<u8>, value: &T) -> io::Result<Section> {
    let bytes = bytes_of(value)?;
    let section = Section {
        at: body.len() as u64,
        length: u32::try_from(bytes.len()).map_err(io::Error::other)?,
        sum: checksum(&bytes),
    };
    body.extend(bytes);
    Ok(section)
}

/// A section for each name.
fn sections<'n, T: Serialize + 'n>(
    body: &mut Vec<u8>,
    named: impl Iterator<Item = (&'n String, &'n T)>,
) -> io::Result<HashMap<String, Section>> {
    named
        .map(|(name, value)| Ok((name.clone(), section(body, value)?)))
        .collect()
}
