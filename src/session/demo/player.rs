//! Whom the user of the demonstration plays: without an identity nobody could try out how positions are recorded.

use super::keys;
use crate::history::{Histories, Repository};
use crate::language::Language;
use crate::negotiation::Person;
use crate::session::user::acting_member::own_party;
use crate::session::{Error, VersionName, Workspace, trust};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// For which side of the contract in one's language somebody plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DemoSide {
    /// The customer's counsel.
    #[default]
    Customer,
    /// The vendor's counsel.
    Vendor,
}

/// Makes that side's counsel of the contract in that language the user of the repository.
pub(super) fn seat(folder: &Path, side: DemoSide, language: Language) -> Result<(), Error> {
    let (name, email) = match (side, language) {
        (DemoSide::Customer, Language::English) => ("Aoife Brennan", "aoife.brennan@harbourline.example"),
        (DemoSide::Customer, Language::Chinese) => ("李静", "li.jing@yunfan.example"),
        (DemoSide::Vendor, Language::English) => ("Owen Fairlie", "owen.fairlie@lumenfold.example"),
        (DemoSide::Vendor, Language::Chinese) => ("王磊", "wang.lei@chengming.example"),
    };
    let repository = Repository::open(folder)?;
    let file = repository.common_folder().join("adidem").join("played-by");
    let failed = |error| Error::File {
        file: file.display().to_string(),
        doing: "written",
        error,
    };
    let key = keys::of(email).private_key()?;
    // `ssh-keygen` refuses a key that others can read.
    let open = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&file);
    open.and_then(|mut open| open.write_all(key.as_bytes()))
        .map_err(failed)?;
    // From the top of the working folder, as git takes it, so that the demonstration can be moved.
    let key = Path::new(".git").join("adidem").join("played-by");
    repository.set_user(
        &Person {
            name: name.to_owned(),
            email: email.to_owned(),
        },
        &key,
    )?;
    know_colleagues(folder)
}

/// Confirms the keys of the player's own party: its people sit in one office. Those of the other side stay to be compared.
fn know_colleagues(folder: &Path) -> Result<(), Error> {
    let workspace = Workspace::open(folder)?;
    for found in workspace
        .histories()
        .contracts()?
        .into_iter()
        .filter(|found| found.text.is_some())
    {
        let negotiation = workspace.negotiation(&found.name)?;
        let Some(newest) = negotiation.rounds.newest() else {
            continue;
        };
        // One of the contracts is there to show what cannot be read.
        let Ok(contract) = negotiation.read(&negotiation.reading(&VersionName::Last)?) else {
            continue;
        };
        let Some(party) = own_party(&workspace, &contract)? else {
            continue;
        };
        match trust(&workspace, &found.name, &party, None, newest.made_by().at) {
            Ok(_) | Err(Error::NoKeys { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
