//! Making the first draft of a contract from a file on paper.

use super::new_contract::{may_be_called, write_new};
use crate::contract::{self, Contract, Member, Revision};
use crate::exchange::docx::{Docx, View};
use crate::exchange::paper::{draft, word};
use crate::session::Error;
use crate::session::read::given_file;
use crate::session::read::paper::{LARGEST, OnPaper, read_paper};
use crate::session::workspace::Workspace;
use std::path::{Path, PathBuf};

/// A first draft that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPaper {
    /// The contract's name.
    pub name: String,
    /// The file that was written.
    pub file: PathBuf,
    /// What is in it.
    pub contract: Contract,
    /// The ids of the parties whose names have to be filled in.
    pub to_fill_in: Vec<String>,
    /// The id of the party to which the user was added.
    pub own_party: Option<String>,
    /// What is known of the paper.
    pub paper: OnPaper,
    /// Which of its tracked changes were taken.
    pub view: View,
    /// It is kept, so that changes can be marked in it.
    pub is_kept: bool,
}

/// Makes the first draft of a contract from a file on paper, and puts it into the working folder as a draft that was not
/// sent. No file that is there is touched.
///
/// # Errors
///
/// When the file cannot be read, the name is taken or cannot be one, or the paper names no such party.
pub fn import_paper(
    workspace: &Workspace,
    file: &Path,
    name: Option<&str>,
    party: Option<&str>,
    view: View,
) -> Result<ImportedPaper, Error> {
    let repository = workspace.repository();
    let top = workspace.working_folder()?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.map_or_else(|| name_of(&stem), str::to_owned);
    let path = format!("{}/{name}.yaml", repository.contracts_folder());
    may_be_called(repository, &name, &path)?;
    let paper = read_paper(file, view)?;
    let mut made = draft(&paper.paper, &stem);
    let own_party = party
        .map(|party| add_user(workspace, &mut made.contract, party))
        .transpose()?;
    let text = contract::write(&made.contract);
    // What was written says the same as what was meant, or nothing is written.
    let unreadable = |error| Error::Unreadable {
        file: path.clone(),
        called: None,
        error,
    };
    if contract::read(text.as_bytes()).map_err(unreadable)? != made.contract {
        return Err(Error::NotWrittenBack { file: path });
    }
    let target = top.join(&path);
    if !write_new(&target, &text)? {
        return Err(Error::NameTaken {
            name: target.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        });
    }
    let is_kept = keep(workspace, &name, file, &paper, &stem)?;
    Ok(ImportedPaper {
        name,
        file: target,
        contract: made.contract,
        to_fill_in: made.to_fill_in,
        own_party,
        paper,
        view,
        is_kept,
    })
}

/// Keeps a Word file as the one that changes will be marked in, with the contract that it says.
fn keep(workspace: &Workspace, name: &str, file: &Path, paper: &OnPaper, stem: &str) -> Result<bool, Error> {
    let bytes = given_file::read(file, LARGEST)?;
    let Ok(docx) = Docx::read(&bytes) else { return Ok(false) };
    // Another program may have written it since it was read.
    if Revision::of(&bytes).hex() != paper.sha256 {
        return Ok(false);
    }
    let says = draft(&word(&docx, View::Accepted), stem).contract;
    workspace.keep_carrier(name, &bytes, &says)?;
    Ok(true)
}

/// A name for a contract from that of a file.
fn name_of(stem: &str) -> String {
    let mut name = String::new();
    for word in stem.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')) {
        if !word.is_empty() && !name.is_empty() {
            name.push('-');
        }
        name.push_str(word.trim_matches('.'));
    }
    if name.is_empty() {
        "contract".to_owned()
    } else {
        name.to_lowercase()
    }
}

/// Adds the user, with the key that git signs with, to the party that an argument names by id, role or name; gives its id.
fn add_user(workspace: &Workspace, contract: &mut Contract, named: &str) -> Result<String, Error> {
    let is_meant = |words: &str| words.to_lowercase() == named.to_lowercase();
    let known: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    let party = contract
        .parties
        .iter_mut()
        .find(|party| is_meant(&party.id) || is_meant(&party.role) || is_meant(&party.name))
        .ok_or_else(|| Error::NoSuchPartyOnPaper {
            named: named.to_owned(),
            known,
        })?;
    let repository = workspace.repository();
    let identity = repository.identity()?;
    if let Some((name, email)) = identity.name.zip(identity.email) {
        // A key that cannot be read is for `doctor` to tell: the draft is what was asked for.
        let key = repository.user_key().ok().flatten();
        party.members.push(Member {
            name,
            email,
            keys: key.and_then(|key| key.public_key()).into_iter().collect(),
        });
    }
    Ok(party.id.clone())
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_contract_is_called_as_its_file() {
        for (stem, name) in [
            ("Supply Agreement (v2) clean", "supply-agreement-v2-clean"),
            ("设备采购合同 修订", "设备采购合同-修订"),
            ("..", "contract"),
            ("a_b", "a_b"),
        ] {
            assert_eq!(name_of(stem), name);
        }
    }
}
