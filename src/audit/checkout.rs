//! Names of files that git brings into no working folder, or not on every computer. Whoever stores one keeps everybody else
//! from taking the newest state.

use super::same_name::folded;
use crate::history::{FileKind, StoredPath};

/// The longest name of a file or folder that file systems take, in bytes.
const LONGEST_NAME: usize = 255;
/// The longest path that git writes on Linux, less what stands before it.
const LONGEST_PATH: usize = 3_800;
/// The longest path that the computers in use take, less what stands before it.
const LONGEST_PATH_EVERYWHERE: usize = 900;

/// Whether git refuses to bring a file into any working folder.
pub(super) fn goes_nowhere(path: &StoredPath, kind: FileKind) -> bool {
    let mut names = path.text.split('/');
    if path.text.len() > LONGEST_PATH || names.any(|name| name.len() > LONGEST_NAME || matches!(name, "" | "." | ".."))
    {
        return true;
    }
    let folded = folded(&path.text);
    let mut names = folded.split('/');
    // What a link of that name holds is never read, so that git refuses it.
    let is_list = |name: &str| name == ".gitmodules" || name.starts_with("gitmod~") || name.starts_with("gi7eba~");
    names.any(|name| matches!(name, ".git" | "git~1"))
        || kind == FileKind::Link && folded.rsplit('/').next().is_some_and(is_list)
}

/// Whether there is a computer on which git cannot bring a file into a working folder.
pub(super) fn not_everywhere(path: &StoredPath, kind: FileKind) -> bool {
    path.lossy
        || path.text.len() > LONGEST_PATH_EVERYWHERE
        || goes_nowhere(path, kind)
        || path.text.split('/').any(is_no_name_on_windows)
}

fn is_no_name_on_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|digit| (b'1'..=b'9').contains(&digit)))
    };
    let is_device = matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$");
    is_device
        || numbered("com")
        || numbered("lpt")
        || name.ends_with([' ', '.'])
        || name.contains(|c: char| c.is_ascii_control() || "\\:*?\"<>|".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> StoredPath {
        StoredPath { text: text.to_owned(), lossy: false }
    }

    #[test]
    fn names_that_git_takes_for_its_own_folder_go_nowhere() {
        let long = "n".repeat(256);
        for name in [
            ".git/x",
            "a/.GIT/x",
            ".git /x",
            ".git./x",
            "GIT~1/x",
            "git~1",
            ".g\u{200c}it/x",
            ".git::$INDEX/x",
            "a\\.git\\x",
            &long,
        ] {
            assert!(goes_nowhere(&path(name), FileKind::File), "{name}");
        }
        assert!(goes_nowhere(&path(&vec!["d"; 2000].join("/")), FileKind::File));
        for name in [".gitmodules", ".GITMODULES", "GITMOD~1", "gi7eba~1"] {
            assert!(goes_nowhere(&path(name), FileKind::Link) && !goes_nowhere(&path(name), FileKind::File), "{name}");
        }
        for name in [".gitignore", ".github/x", "git", "contracts/crm.yaml", "合同/说明.md", "git~x"] {
            assert!(!not_everywhere(&path(name), FileKind::File), "{name}");
        }
    }

    #[test]
    fn names_that_windows_cannot_write_are_not_for_everybody() {
        for name in ["a:b", "x/nul", "con.txt", "a ", "b./x", "what?", "a\\b", "COM1", "a\u{7}", "lpt9.log"] {
            assert!(not_everywhere(&path(name), FileKind::File), "{name}");
        }
        assert!(!not_everywhere(&path("console/computer.com10"), FileKind::File));
        assert!(not_everywhere(&StoredPath { text: "a\u{fffd}".to_owned(), lossy: true }, FileKind::File));
    }
}
