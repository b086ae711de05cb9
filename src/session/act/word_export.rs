//! Writing a version of a contract into the Word file that was exchanged last.

use crate::contract::Contract;
use crate::exchange::Version;
use crate::exchange::docx::{MarkFault, Stamp, accept_changes};
use crate::exchange::paper::{Unwritten, write_version};
use crate::history::now;
use crate::session::Error;
use crate::session::read::given_file;
use crate::session::read::paper::LARGEST;
use crate::session::user::acting_member::own_party;
use crate::session::user::whole_file::write_new;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Reading, Workspace};
use chrono::{DateTime, FixedOffset, Utc};
use std::path::{Path, PathBuf};

/// What is to be written.
#[derive(Debug, Clone, Default)]
pub struct WordExport {
    /// The version that the file says; nothing for what it said when it was kept.
    pub from: Option<VersionName>,
    /// The version to write.
    pub to: Option<VersionName>,
    /// The Word file to write into; nothing for the one that is kept.
    pub into: Option<PathBuf>,
    /// Accept what is marked in it first.
    pub clean_base: bool,
    /// Accept what is marked by us too.
    pub clean: bool,
}

/// A Word file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedWord {
    /// The contract's name.
    pub name: String,
    /// The version that is in it.
    pub version: Version,
    /// Where it was written.
    pub file: PathBuf,
    /// In whose name changes are marked; nothing where none are.
    pub author: Option<String>,
    /// How many paragraphs of its text are as they were, byte for byte.
    pub untouched: usize,
    /// How many it had.
    pub paragraphs: usize,
    /// Lines that will read otherwise than in the version, because Word computes their numbers.
    pub otherwise: Vec<String>,
}

/// Writes a version of a contract into the Word file that was exchanged last, as tracked changes. What cannot be marked is
/// named, and then nothing is written.
///
/// # Errors
///
/// When there is no such file or version, the file says something else, or a change cannot be marked in it.
pub fn export_word(
    workspace: &Workspace,
    name: &str,
    wanted: &WordExport,
    output: &Path,
) -> Result<ExportedWord, Error> {
    let negotiation = workspace.negotiation(name)?;
    let reading = to_write(&negotiation, wanted.to.as_ref())?;
    let to = negotiation.read(&reading)?;
    let from = |name: &VersionName| negotiation.read(&negotiation.reading(name)?);
    let (file, mut bytes, base) = if let Some(file) = &wanted.into {
        let from = from(wanted.from.as_ref().unwrap_or(&VersionName::Last))?;
        (file.clone(), given_file::read(file, LARGEST)?, from)
    } else {
        let carrier = workspace.carrier(negotiation.name())?;
        let carrier = carrier.ok_or_else(|| Error::NoCarrier {
            contract: negotiation.name().to_owned(),
        })?;
        let base = wanted.from.as_ref().map(from).transpose()?;
        (carrier.file, carrier.bytes, base.unwrap_or(carrier.says))
    };
    let refused = |why: Unwritten| Error::NotExported {
        file: file.display().to_string(),
        why,
    };
    let unmarked = |why: MarkFault| refused(Unwritten::Refused(vec![why]));
    if wanted.clean_base {
        bytes = accept_changes(&bytes).map_err(unmarked)?;
    }
    let version = Negotiation::named(reading.version.clone(), &to);
    let stamp = stamp(workspace, &version, &to)?;
    let rewritten = write_version(&bytes, &base, &to, &stamp).map_err(refused)?;
    let marked = rewritten.marked;
    let bytes = if wanted.clean {
        accept_changes(&marked.bytes).map_err(unmarked)?
    } else {
        marked.bytes
    };
    let written = write_new(output, &bytes).map_err(|error| Error::File {
        file: output.display().to_string(),
        doing: "written",
        error,
    })?;
    if !written {
        return Err(Error::NotOurs {
            file: output.display().to_string(),
        });
    }
    Ok(ExportedWord {
        name: negotiation.name().to_owned(),
        version,
        file: output.to_owned(),
        author: (!wanted.clean).then_some(stamp.author),
        untouched: marked.untouched,
        paragraphs: marked.paragraphs,
        otherwise: rewritten.otherwise,
    })
}

/// The version to write: the one that is named, else the draft, else the newest round where the draft says no more.
fn to_write(negotiation: &Negotiation<'_>, named: Option<&VersionName>) -> Result<Reading, Error> {
    if let Some(named) = named {
        return negotiation.reading(named);
    }
    if negotiation.newest_number() == 0 {
        return negotiation.reading(&VersionName::Draft);
    }
    let newest = negotiation.reading(&VersionName::Last)?;
    match negotiation.reading(&VersionName::Draft) {
        Ok(draft) if draft.bytes != newest.bytes => Ok(draft),
        _ => Ok(newest),
    }
}

/// In whose name changes are marked, and when: who sent the version and when, or the user, now.
fn stamp(workspace: &Workspace, version: &Version, to: &Contract) -> Result<Stamp, Error> {
    let said = version
        .date
        .as_deref()
        .and_then(|date| DateTime::parse_from_rfc3339(date).ok());
    let date: DateTime<FixedOffset> = said.unwrap_or_else(now);
    let sender = if let Some(sender) = version.sender() {
        sender
    } else {
        let party = own_party(workspace, to)?.and_then(|id| to.party(&id).map(|party| party.name.clone()));
        let person = workspace.repository().author()?.map(|person| person.name);
        let all: Vec<String> = party.into_iter().chain(person).collect();
        all.join(", ")
    };
    Ok(Stamp {
        author: if sender.is_empty() { "adidem".to_owned() } else { sender },
        date: date.with_timezone(&Utc).format("%Y-%m-%dT%H:%M:%SZ").to_string(),
    })
}
