//! What earlier runs learnt of a repository, in the files of the user's cache folder: `docs/INDEX.md`.

use std::path::PathBuf;

use super::store::known_file::KnownFile;

/// The files, and whether what is learnt is kept in them.
pub(in crate::history) struct Known {
    /// Facts about objects.
    pub(in crate::history) objects: KnownFile,
    /// What was found in texts. Apart from the others: who asks about one contract needs few of either.
    pub(in crate::history) texts: KnownFile,
    /// What one pass over the whole history told.
    pub(in crate::history) pass: PathBuf,
    /// What came before what.
    pub(in crate::history) graph: PathBuf,
    pub(in crate::history) is_kept: bool,
}

impl Known {
    /// Beside this file, whose ending is replaced.
    pub(in crate::history) fn beside(file: &std::path::Path, is_kept: bool) -> Self {
        Self {
            objects: KnownFile::at(file.with_extension("known"), is_kept),
            texts: KnownFile::at(file.with_extension("texts"), is_kept),
            pass: file.with_extension("told"),
            graph: file.with_extension("graph"),
            is_kept,
        }
    }
}
