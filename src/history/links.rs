//! Links in the working folder. They lead anywhere, the other side may have put them there, and none is ever followed.

use std::fs;
use std::path::{Path, PathBuf};

/// The first link on the way from a folder to a path below it, the path itself included.
pub(super) fn link_on_the_way(top: &Path, path: &str) -> Option<PathBuf> {
    let mut place = top.to_owned();
    path.split('/').filter(|name| !name.is_empty()).find_map(|name| {
        place.push(name);
        fs::symlink_metadata(&place)
            .is_ok_and(|about| about.is_symlink())
            .then(|| place.clone())
    })
}
