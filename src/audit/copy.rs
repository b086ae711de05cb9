//! Checks 1 and 2: whether this copy shows the history that is stored, and all of it.

use crate::history::{Error, Obstacle, Repository};

use super::finding::{Finding, Severity};
use super::what::What;

/// Check 1.
pub(super) fn obstacles(repository: &Repository) -> Result<Vec<Finding>, Error> {
    Ok(repository.obstacles()?.iter().map(obstacle).collect())
}

fn obstacle(obstacle: &Obstacle) -> Finding {
    let code = match obstacle {
        Obstacle::Shallow => "A01-shallow",
        Obstacle::Grafts => "A01-grafts",
        Obstacle::Alternates => "A01-alternates",
        Obstacle::Replaced(_) => "A01-replaced",
        Obstacle::Partial(_) => "A01-partial",
    };
    Finding::new(Severity::CannotVerify, code, What::Obstacle(obstacle.clone()))
}

/// What an error says about the copy: damage fails check 2; anything else leaves open whether it holds. `is_whole` says
/// whether nothing may be missing.
pub(super) fn failure(error: Error, is_whole: bool) -> Finding {
    match error {
        Error::Damaged { .. } => Finding::fail("A02-damaged", What::Damaged(error)),
        Error::Missing { .. } if is_whole => Finding::fail("A02-missing", What::Missing(error)),
        _ => Finding::new(Severity::CannotVerify, "A02-unreadable", What::Unreadable(error)),
    }
}
