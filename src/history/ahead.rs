//! Reading texts ahead, on another core, while the asker goes on.

use std::thread::{Scope, ScopedJoinHandle};

use crate::negotiation::TextId;

use super::error::Error;
use super::objects::Objects;
use super::repository::Repository;

/// Texts on their way; the handle of git's library is not shared, so the reader opens one of its own.
pub struct Ahead<'scope>(ScopedJoinHandle<'scope, Result<Vec<Text>, Error>>);

/// A text's name and its bytes.
type Text = (TextId, Vec<u8>);

impl Repository {
    /// Starts to read texts on another thread.
    #[must_use]
    pub fn read_ahead<'scope>(&self, scope: &'scope Scope<'scope, '_>, texts: Vec<TextId>) -> Ahead<'scope> {
        let place = self.git().path().to_owned();
        Ahead(scope.spawn(move || {
            let git = git2::Repository::open(&place).map_err(Error::git("opening the repository once more"))?;
            let objects = Objects::of(&git)?;
            texts.into_iter().map(|text| Ok((text, objects.text(text.as_bytes())?))).collect()
        }))
    }
}

impl Ahead<'_> {
    /// The texts, once they are there. A text that could not be read is left out: who needs it reads it again, and is
    /// told why not.
    #[must_use]
    pub fn wait(self) -> Vec<Text> {
        self.0.join().ok().and_then(Result::ok).unwrap_or_default()
    }
}
