//! Checks 1 and 2: whether this copy shows the history that is stored, and all of it.

use crate::history::{Error, Obstacle, Repository};

use super::finding::{Finding, Severity};

/// Check 1.
pub(super) fn obstacles(repository: &Repository) -> Result<Vec<Finding>, Error> {
    Ok(repository.obstacles()?.iter().map(obstacle).collect())
}

fn obstacle(obstacle: &Obstacle) -> Finding {
    let (code, what, remedy) = match obstacle {
        Obstacle::Shallow => (
            "A01-shallow",
            "This copy holds only the newest part of history.".to_owned(),
            "Get the rest with `git fetch --unshallow`, then audit again.",
        ),
        Obstacle::Grafts => (
            "A01-grafts",
            "A file of this copy (`info/grafts`) gives changes another history than they have.".to_owned(),
            "Take the file away, or audit a fresh copy.",
        ),
        Obstacle::Alternates => (
            "A01-alternates",
            "This copy takes parts of history from another folder (`objects/info/alternates`).".to_owned(),
            "Make a copy that stands alone with `git clone --no-local --dissociate`, and audit that.",
        ),
        Obstacle::Replaced(name) => (
            "A01-replaced",
            format!("This copy shows something else in place of a part of history (`{}`).", name.escape_debug()),
            "List what is replaced with `git replace -l`, take it away with `git replace -d`, then audit again.",
        ),
        Obstacle::Partial(name) => (
            "A01-partial",
            format!("This copy fetches parts of history only when they are needed (`{}`).", name.escape_debug()),
            "Get everything with `git fetch --refetch --no-filter`, or audit a whole copy.",
        ),
    };
    Finding::new(Severity::CannotVerify, code, what, remedy)
}

/// What an error says about the copy: damage fails check 2; anything else leaves open whether it holds. `is_whole` says
/// whether nothing may be missing.
pub(super) fn failure(error: &Error, is_whole: bool) -> Finding {
    let what = format!("{error}.");
    match error {
        Error::Damaged { .. } => {
            let remedy = "Get a fresh copy from the other side, compare the two, and keep this one for inspection.";
            Finding::fail("A02-damaged", what, remedy)
        }
        Error::Missing(_) if is_whole => Finding::fail(
            "A02-missing",
            what,
            "Get a whole copy from the other side, and keep this one for inspection.",
        ),
        _ => {
            let remedy = "See to what the message says, then audit again; until then nothing is known.";
            Finding::new(Severity::CannotVerify, "A02-unreadable", what, remedy)
        }
    }
}
