//! Checks 1 and 2: whether this copy shows the history that is stored, and all of it.

use crate::history::{Error, Obstacle, Repository};

use super::finding::{Finding, Severity};
use super::kinds::CopyFinding;

/// Check 1.
pub(super) fn obstacles(repository: &Repository) -> Result<Vec<Finding>, Error> {
    Ok(repository.obstacles()?.into_iter().map(obstacle).collect())
}

fn obstacle(obstacle: Obstacle) -> Finding {
    Finding::new(Severity::CannotVerify, CopyFinding::from(obstacle))
}

/// What an error says about the copy: damage fails check 2; anything else leaves open whether it holds. `is_whole` says
/// whether nothing may be missing.
pub(super) fn failure(error: Error, is_whole: bool) -> Finding {
    match error {
        Error::Damaged { .. } => Finding::fail(CopyFinding::Damaged(error)),
        Error::Missing { .. } if is_whole => Finding::fail(CopyFinding::Missing(error)),
        _ => Finding::new(Severity::CannotVerify, CopyFinding::Unreadable(error)),
    }
}
