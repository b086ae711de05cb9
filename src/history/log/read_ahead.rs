//! Reading texts ahead, on other cores, while the asker goes on.

use std::thread::{Scope, ScopedJoinHandle};

use crate::negotiation::TextId;

use crate::history::error::Error;
use crate::history::repository::Repository;

/// A text on its way; the handle of git's library is not shared, so each reader opens one of its own.
pub struct Ahead<'scope> {
    text: TextId,
    reader: ScopedJoinHandle<'scope, Result<Vec<u8>, Error>>,
}

impl Repository {
    /// Starts to read a text on another thread.
    #[must_use]
    pub fn read_ahead<'scope>(&self, scope: &'scope Scope<'scope, '_>, text: TextId) -> Ahead<'scope> {
        let open = self.opener();
        Ahead {
            text,
            reader: scope.spawn(move || open()?.text(text)),
        }
    }
}

impl Ahead<'_> {
    /// The text, once it is there. `None` when it could not be read: who needs it reads it again, and is told why not.
    #[must_use]
    pub fn wait(self) -> Option<(TextId, Vec<u8>)> {
        Some((self.text, self.reader.join().ok()?.ok()?))
    }
}
