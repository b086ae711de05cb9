//! How a repository is opened, going by what the environment says of files of settings and of other places.

use std::env;

use git2::RepositoryOpenFlags;

/// Variables by which git is told of another place than the one that is opened.
const OTHER_PLACES: [&str; 6] = [
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// Files of settings that stand in for the user's and the machine's own.
const OTHER_FILES: [&str; 3] = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"];

/// How a repository is opened so that libgit2 reads the user's settings where git does. It can be told so only together
/// with everything else that the environment may say.
pub(in crate::history) fn opening_flags() -> RepositoryOpenFlags {
    let set = |names: &[&str]| names.iter().any(|name| env::var_os(name).is_some());
    if set(&OTHER_FILES) && !set(&OTHER_PLACES) {
        RepositoryOpenFlags::CROSS_FS | RepositoryOpenFlags::FROM_ENV
    } else {
        RepositoryOpenFlags::CROSS_FS
    }
}
