//! Comments that stay among colleagues: kept in the user's own folder, handed over as a file, and in no repository.

use std::fs;
use std::path::Path;

use super::comment::{CommentRequest, CommentSubject, Commented, checked_text, quoted_words};
use super::comment_fault::CommentFault;
use super::recording::newest_round;
use crate::contract::revision;
use crate::history::Repository;
use crate::session::Error;
use crate::session::read::log::id_of;
use crate::session::user::acting_member::own_party;
use crate::session::user::internal_comments::{InternalComment, InternalComments};
use crate::session::user::whole_file::write_whole;
use crate::session::workspace::Workspace;

/// The largest file of comments that is read, in bytes.
const LARGEST: u64 = 8 << 20;

/// Keeps a comment for the user and their colleagues. Nothing is signed or recorded.
///
/// # Errors
///
/// When the clause or comment does not exist, the words do not stand there, or the user's folder cannot be written.
pub fn comment_internally(workspace: &Workspace, name: &str, request: &CommentRequest) -> Result<Commented, Error> {
    let negotiation = workspace.negotiation(name)?;
    let (round, _, contract) = newest_round(&negotiation)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let party = own_party(workspace, &contract)?;
    let lineage = dossier.lineage(name)?;
    let author = workspace.repository().author()?.ok_or(Error::NoIdentity)?;
    let text = checked_text(&request.text, matches!(request.subject, CommentSubject::Resolve(_)))?;
    let kept = Workspace::internal_comments(lineage, party.as_deref())?;
    let meant = |asked: &str| {
        let number = asked.trim_start_matches('i').parse::<usize>().ok();
        let named = number.and_then(|number| kept.comments.get(number.checked_sub(1)?));
        let named = named.or_else(|| kept.comments.iter().find(|one| one.id == asked));
        named.ok_or_else(|| {
            Error::from(CommentFault::NoSuch {
                asked: asked.to_owned(),
                contract: negotiation.name().to_owned(),
            })
        })
    };
    let (mut answers, mut resolves, mut on) = (None, None, None);
    let clause = match &request.subject {
        CommentSubject::Clause { clause, on: words } => {
            let id = id_of(&negotiation, &dossier, clause)?;
            on = words
                .as_deref()
                .map(|words| quoted_words(&contract, &id, words))
                .transpose()?;
            id
        }
        CommentSubject::Answer(asked) => {
            let one = meant(asked)?;
            answers = Some(one.id.clone());
            one.clause.clone()
        }
        CommentSubject::Resolve(asked) => {
            let one = meant(asked)?;
            resolves = Some(one.id.clone());
            one.clause.clone()
        }
    };
    let made = InternalComment {
        id: String::new(),
        revision: contract.by_id().get(&*clause).map(|found| revision(found).to_string()),
        clause: clause.clone(),
        round,
        on,
        text,
        answers,
        resolves,
        author: author.name,
        at: request.at.to_rfc3339(),
    };
    Workspace::change_internal_comments(lineage, party.as_deref(), |kept| {
        kept.add([made]);
    })?;
    Ok(Commented {
        party: party.unwrap_or_default(),
        clause,
        round,
        record: None,
        change: None,
        key: None,
    })
}

/// Writes the internal comments on a contract into a file, to be handed to colleagues. Gives how many there are.
///
/// # Errors
///
/// When the file would lie in a repository, is there already, or cannot be written.
pub fn export_internal(workspace: &Workspace, name: &str, file: &Path) -> Result<usize, Error> {
    let (kept, _) = kept(workspace, name)?;
    let failed = |error| Error::File {
        file: file.display().to_string(),
        doing: "written",
        error,
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if Repository::open(folder.unwrap_or(Path::new("."))).is_ok() {
        return Err(CommentFault::InRepository.into());
    }
    if file.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    let text = serde_yaml::to_string(&kept).map_err(|error| failed(std::io::Error::other(error.to_string())))?;
    write_whole(file, text.as_bytes(), None).map_err(failed)?;
    Ok(kept.comments.len())
}

/// Takes the internal comments of a file that a colleague handed over. Gives how many of them were not there yet.
///
/// # Errors
///
/// When it is no such file, or about another contract or between the people of another party.
pub fn import_internal(workspace: &Workspace, name: &str, file: &Path) -> Result<usize, Error> {
    let failed = |error| Error::File {
        file: file.display().to_string(),
        doing: "read",
        error,
    };
    let no_file = |what: String| Error::from(CommentFault::NotSuchAFile(what));
    let size = fs::metadata(file).map_err(failed)?.len();
    if size > LARGEST {
        return Err(no_file(format!("{size} > {LARGEST}")));
    }
    let text = fs::read_to_string(file).map_err(failed)?;
    // Whatever else it is, it is refused before a reader of YAML makes more of it than it is.
    crate::contract::check_yaml(text.as_bytes()).map_err(|error| no_file(error.to_string()))?;
    let given: InternalComments = serde_yaml::from_str(&text).map_err(|error| no_file(error.to_string()))?;
    if given.format != InternalComments::FORMAT {
        return Err(no_file(format!("`format: {}`", given.format)));
    }
    let (kept, lineage) = kept(workspace, name)?;
    if given.negotiation != kept.negotiation {
        return Err(CommentFault::OtherContract(given.contract).into());
    }
    if given.party != kept.party {
        return Err(CommentFault::OtherParty(given.party).into());
    }
    let party = Some(&*kept.party).filter(|party| !party.is_empty());
    let mut count = 0;
    Workspace::change_internal_comments(lineage, party, |kept| count = kept.add(given.comments))?;
    Ok(count)
}

/// What is kept for the user's party, with what it is.
fn kept(workspace: &Workspace, name: &str) -> Result<(InternalComments, crate::contract::Revision), Error> {
    let negotiation = workspace.negotiation(name)?;
    let (_, _, contract) = newest_round(&negotiation)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let lineage = dossier.lineage(name)?;
    let party = own_party(workspace, &contract)?;
    let kept = Workspace::internal_comments(lineage, party.as_deref())?;
    let named = InternalComments {
        format: InternalComments::FORMAT.to_owned(),
        contract: negotiation.name().to_owned(),
        negotiation: lineage.to_string(),
        ..kept
    };
    Ok((named, lineage))
}
