//! A line that git hands to a `pre-receive` hook: `OLD NEW REFERENCE` (githooks(5)).

use crate::negotiation::CommitId;

/// A reference that a push makes, moves or takes away.
#[derive(Debug, Clone, Copy)]
pub(super) struct RefUpdate<'l> {
    /// What it named before; `None` where the push makes it.
    pub(super) old: Option<CommitId>,
    /// What it names from then on; `None` where the push takes it away.
    pub(super) new: Option<CommitId>,
    /// Its full name.
    pub(super) reference: &'l str,
}

impl<'l> RefUpdate<'l> {
    /// Reads a line; `None` where it is none.
    pub(super) fn read(line: &'l str) -> Option<Self> {
        let mut words = line.splitn(3, ' ');
        // Git writes an id of zeros where there is nothing.
        let point = |hex: &str| {
            let id: CommitId = hex.parse().ok()?;
            Some(Some(id).filter(|id| id.as_bytes() != &[0; 20]))
        };
        Some(Self {
            old: point(words.next()?)?,
            new: point(words.next()?)?,
            reference: words.next()?,
        })
    }

    /// Whether the name comes or goes with the push.
    pub(super) fn names(&self) -> bool {
        self.old.is_none() || self.new.is_none()
    }
}
