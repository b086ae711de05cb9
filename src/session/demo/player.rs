//! Whom the user of the demonstration plays: without an identity nobody could try out how positions are recorded.

use super::keys;
use crate::history::Repository;
use crate::negotiation::Person;
use crate::session::Error;
use crate::wording::Language;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Makes the customer's counsel of the contract in that language the user of the repository.
pub(super) fn seat(folder: &Path, language: Language) -> Result<(), Error> {
    let (name, email) = match language {
        Language::English => ("Aoife Brennan", "aoife.brennan@harbourline.example"),
        Language::Chinese => ("李静", "li.jing@yunfan.example"),
    };
    let repository = Repository::open(folder)?;
    let file = repository.common_folder().join("adidem").join("played-by");
    let failed = |error| Error::File { file: file.display().to_string(), doing: "written", error };
    let key = keys::of(email).private_key()?;
    // `ssh-keygen` refuses a key that others can read.
    let open = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&file);
    open.and_then(|mut open| open.write_all(key.as_bytes())).map_err(failed)?;
    // From the top of the working folder, as git takes it, so that the demonstration can be moved.
    let key = Path::new(".git").join("adidem").join("played-by");
    repository.set_user(&Person { name: name.to_owned(), email: email.to_owned() }, &key)?;
    Ok(())
}
