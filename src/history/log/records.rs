//! The files of the record, and who brought each into history.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::negotiation::{CommitId, Person, TextId};

use super::ancestry::{Ancestry, Point};
use super::touches::TreeComparison;
use crate::history::commit::message;
use crate::history::error::Error;
use crate::history::store::id::Id;
use crate::history::store::objects::Objects;

/// How the file of a record ends.
const RECORD: &str = ".yaml";
/// How the file of its signature ends, behind the name of the record's.
const SIGNATURE: &str = ".yaml.sig";
/// How the file of its time stamp ends.
const STAMP: &str = ".yaml.tsr";

/// One file of the record, `records/<contract>/<party>/<seq>-<12 digits>.yaml`, as it lies in the newest state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFile {
    /// Where it lies, from the top of the repository.
    pub path: String,
    /// The contract that it lies under.
    pub contract: String,
    /// The party that it lies under.
    pub party: String,
    /// Its bytes.
    pub text: TextId,
    /// The bytes of the signature beside it.
    pub signature: Option<TextId>,
    /// The bytes of the time stamp beside it, and the change that brought it into history.
    pub stamp: Option<(TextId, CommitId)>,
    /// The change that first brought it into history.
    pub added: CommitId,
    /// The author of that change.
    pub by: Person,
    /// When, by the author's clock.
    #[serde(with = "crate::negotiation::moment")]
    pub at: DateTime<FixedOffset>,
}

/// A file of the record, or its signature, that came into history and is not there as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::history) struct LostFile {
    /// Where it lay, from the top of the repository.
    pub(in crate::history) path: String,
    /// The contract that it lay under.
    pub(in crate::history) contract: String,
}

/// What history tells of the record of each contract, by the name that it lies under: each file with its place in history,
/// in that order.
#[derive(Default)]
pub(in crate::history) struct RecordsOfHistory {
    /// The files of the newest state.
    files: HashMap<String, Vec<(usize, RecordFile)>>,
    /// What was altered since it came, or is gone.
    lost: HashMap<String, Vec<(usize, LostFile)>>,
}

impl RecordsOfHistory {
    fn of(files: Vec<(usize, RecordFile)>, lost: Vec<(usize, LostFile)>) -> Self {
        let mut all = Self::default();
        for (at, file) in files {
            all.files.entry(file.contract.clone()).or_default().push((at, file));
        }
        for (at, file) in lost {
            all.lost.entry(file.contract.clone()).or_default().push((at, file));
        }
        all
    }

    /// All files of the newest state, by the contract's name that they lie under.
    pub(super) fn all_files(&self) -> impl Iterator<Item = (&String, &Vec<(usize, RecordFile)>)> {
        self.files.iter()
    }

    /// All that was altered since it came, or is gone, by that name.
    pub(super) fn all_lost(&self) -> impl Iterator<Item = (&String, &Vec<(usize, LostFile)>)> {
        self.lost.iter()
    }

    /// The files that lie under a contract's name in the newest state.
    pub(in crate::history) fn files_of(&self, contract: &str) -> &[(usize, RecordFile)] {
        self.files.get(contract).map_or(&[], |files| files)
    }

    /// What lay there and was altered since it came, or is gone.
    pub(in crate::history) fn lost_of(&self, contract: &str) -> &[(usize, LostFile)] {
        self.lost.get(contract).map_or(&[], |files| files)
    }
}

/// Reads off history which files of the record came when, and which of them lie there no longer as they came.
pub(in crate::history) fn told(
    objects: &Objects<'_>,
    ancestry: &Ancestry,
    folder: &str,
) -> Result<RecordsOfHistory, Error> {
    let Some(newest) = ancestry.order.last().map(|place| &ancestry.points[*place as usize]) else {
        return Ok(RecordsOfHistory::default());
    };
    let mut folders = TreeComparison::of(objects, |name| {
        [RECORD, SIGNATURE, STAMP]
            .iter()
            .any(|ending| name.ends_with(ending.as_bytes()))
    });
    let mut lies: HashMap<u32, Id> = HashMap::new();
    for touch in folders.compare(None, newest.records)? {
        lies.extend(touch.new.map(|id| (touch.path, id)));
    }
    // Newest first, the way objects are packed; the oldest point that has a file has the last word.
    let mut added: HashMap<u32, (usize, Id)> = HashMap::new();
    for (at, place) in ancestry.order.iter().enumerate().rev() {
        let point = &ancestry.points[*place as usize];
        let before = point
            .parents
            .first()
            .and_then(|first| ancestry.points[*first as usize].records);
        if before == point.records {
            continue;
        }
        added.extend(
            folders
                .compare(before, point.records)?
                .iter()
                .filter_map(|touch| Some((touch.path, (at, touch.new?)))),
        );
    }
    let signatures: HashMap<&[u8], Id> = lies
        .iter()
        .filter_map(|(path, id)| Some((folders.paths.bytes(*path).strip_suffix(SIGNATURE.as_bytes())?, *id)))
        .collect();
    let point = |at: usize| &ancestry.points[ancestry.order[at] as usize];
    let stamps: HashMap<&[u8], (TextId, CommitId)> = lies
        .iter()
        .filter_map(|(path, id)| {
            let stem = folders.paths.bytes(*path).strip_suffix(STAMP.as_bytes())?;
            Some((
                stem,
                (
                    TextId::from_bytes(*id),
                    CommitId::from_bytes(point(added.get(path)?.0).id),
                ),
            ))
        })
        .collect();
    let mut files: Vec<(usize, RecordFile)> = Vec::new();
    for (path, id) in &lies {
        let name = folders.paths.bytes(*path);
        let (Some(stem), Some((at, _))) = (name.strip_suffix(RECORD.as_bytes()), added.get(path)) else {
            continue;
        };
        let beside = (signatures.get(stem).copied(), stamps.get(stem).copied());
        files.extend(file(folder, &folders.paths.text(*path), *id, beside, point(*at)).map(|file| (*at, file)));
    }
    files.sort_by(|(at, file), (other_at, other)| at.cmp(other_at).then_with(|| file.path.cmp(&other.path)));
    let mut lost: Vec<(usize, LostFile)> = added
        .iter()
        .filter(|(path, (_, id))| lies.get(path) != Some(id))
        .filter_map(|(path, (at, _))| Some((*at, lost_file(folder, &folders.paths.text(*path))?)))
        .collect();
    lost.sort_by(|(at, file), (other_at, other)| at.cmp(other_at).then_with(|| file.path.cmp(&other.path)));
    Ok(RecordsOfHistory::of(files, lost))
}

/// `None` for a time stamp, which may come again, and for a file that lies too high up to be anybody's.
fn lost_file(folder: &str, below: &str) -> Option<LostFile> {
    let (contract, _) = below
        .rsplit_once('/')
        .filter(|_| !below.ends_with(STAMP))?
        .0
        .rsplit_once('/')?;
    Some(LostFile {
        path: format!("{folder}/{below}"),
        contract: contract.to_owned(),
    })
}

/// `None` for a file that lies too high up to be anybody's.
fn file(
    folder: &str,
    below: &str,
    text: Id,
    (signature, stamp): (Option<Id>, Option<(TextId, CommitId)>),
    point: &Point,
) -> Option<RecordFile> {
    let (above, _) = below.rsplit_once('/')?;
    let (contract, party) = above.rsplit_once('/')?;
    let (by, at) = message::author(&point.author, point.encoding.as_deref());
    Some(RecordFile {
        path: format!("{folder}/{below}"),
        contract: contract.to_owned(),
        party: party.to_owned(),
        text: TextId::from_bytes(text),
        signature: signature.map(TextId::from_bytes),
        stamp,
        added: CommitId::from_bytes(point.id),
        by,
        at,
    })
}
