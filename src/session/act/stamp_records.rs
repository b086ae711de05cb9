//! Asking for the time stamps that records lack.

use chrono::{DateTime, FixedOffset};

use super::recording::{Prepared, newest_round, saved, write};
use super::stamping::NoStamp;
use super::time_stamp::stamp;
use crate::audit::{RecordEntry, STAMP_ENDING};
use crate::negotiation::Trust;
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::user::acting_member::{me, own_party};
use crate::session::user::settings;
use crate::session::user::theme::configuration_folder;
use crate::session::workspace::Workspace;

/// Asks for the time stamps that the records of the user's party lack. Gives how many there are now that were not before.
///
/// # Errors
///
/// When the settings name no authority, it gives no stamp, or nothing can be recorded.
pub fn stamp_records(workspace: &Workspace, name: &str, at: DateTime<FixedOffset>) -> Result<usize, Error> {
    let authority = settings::settings(configuration_folder().as_deref())?.time_stamp;
    let authority = authority.ok_or(Error::NoStamp(NoStamp::NoAuthority))?;
    let (memory, mut count) = (workspace.memory()?, 0);
    workspace.repository().may_record()?;
    let speaking = me(workspace, &newest_round(&workspace.negotiation(name)?)?.2)?;
    write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let dossier = negotiation.dossier(&memory)?;
        let mut files = Vec::new();
        for entry in unstamped(&dossier, &speaking.party) {
            let Some(signature) = &entry.signature else { continue };
            let path = &entry.file.path;
            let answer = stamp(&authority, path, (&entry.bytes, signature), None).map_err(Error::NoStamp)?;
            files.push((format!("{path}{STAMP_ENDING}"), answer));
        }
        count = files.len();
        let message = format!(
            "Time stamps of records ({})\n\nFor {} in {}\n",
            count,
            speaking.party,
            negotiation.name()
        );
        Ok((count > 0).then(|| Prepared {
            files: saved(files),
            message,
        }))
    })?;
    Ok(count)
}

/// The signed records of a party that have no time stamp.
fn unstamped<'d>(dossier: &'d Dossier, party: &str) -> Vec<&'d RecordEntry> {
    let lacks = |entry: &&RecordEntry| {
        let counts = !matches!(entry.appraised.trust, Trust::Void(_));
        entry.file.party == party && entry.signature.is_some() && entry.stamp.is_none() && counts
    };
    dossier.record.entries.iter().filter(lacks).collect()
}

/// How many records of the user's party lack a time stamp, and whether the user's settings name an authority to ask.
pub(in crate::session) fn lacking(workspace: &Workspace, name: &str) -> Result<(usize, bool), Error> {
    let named = settings::settings(configuration_folder().as_deref())?
        .time_stamp
        .is_some();
    let negotiation = workspace.negotiation(name)?;
    if negotiation.newest_number() == 0 {
        return Ok((0, named));
    }
    let Some(party) = own_party(workspace, &newest_round(&negotiation)?.2)? else {
        return Ok((0, named));
    };
    Ok((
        unstamped(&negotiation.dossier(&workspace.memory()?)?, &party).len(),
        named,
    ))
}
