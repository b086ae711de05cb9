//! What git brings into no working folder, or not on every computer: names of files, entries that stand for nothing, names
//! that some computers take for one, encodings. Whoever stores one keeps everybody else from taking the newest state.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::same_name::folded;
use crate::history::{FileKind, Stored, StoredPath};

/// The attribute by which git writes a file in another encoding than it is stored in.
const ENCODING: &str = "working-tree-encoding";
/// The file in which attributes stand, whatever folder it lies in.
pub(super) const ATTRIBUTES: &str = ".gitattributes";

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

/// Whether an entry stands for nothing: git takes an id of zeros into no list of files.
pub(super) fn names_nothing(stored: Stored) -> bool {
    stored.id.as_bytes().iter().all(|byte| *byte == 0)
}

/// Whether git reads a file for attributes, on this computer or on one that does not tell capitals apart.
pub(super) fn is_of_attributes(path: &str, kind: FileKind) -> bool {
    matches!(kind, FileKind::File | FileKind::Executable) && folded(path).rsplit('/').next() == Some(ATTRIBUTES)
}

/// The first line of a file of attributes that speaks of the encoding of files in working folders, and whether git fails at
/// it. In whatever line it stands, of a pattern, a macro or something that git reads otherwise: no contract needs it.
pub(super) fn encoding_line(content: &[u8]) -> Option<(String, bool)> {
    let content = String::from_utf8_lossy(content);
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    let mut first = None;
    for line in content
        .split('\n')
        .map(|line| line.trim_matches(is_blank))
        .filter(|line| !line.starts_with('#'))
    {
        for word in line.split(is_blank) {
            let Some(value) = word.trim_start_matches(['-', '!']).strip_prefix(ENCODING) else {
                continue;
            };
            let is_taken_back = word.starts_with(['-', '!']);
            let fails = match value.strip_prefix('=') {
                Some(value) => !is_encoding(value),
                None if value.is_empty() => !is_taken_back,
                None => continue,
            };
            match &first {
                Some((_, true)) => {}
                Some(_) if !fails => {}
                _ => first = Some((line.to_owned(), fails)),
            }
        }
    }
    first
}

/// Whether all of git's builds know an encoding.
fn is_encoding(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let of_unicode = [
        "utf8", "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be",
    ];
    let plain = name.strip_suffix("-bom").unwrap_or(&name);
    of_unicode.contains(&plain) || encoding_rs::Encoding::for_label(name.as_bytes()).is_some()
}

/// Files and folders of a state that stand beside each other and whose names some computers take for one.
pub(super) fn pairs<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut seen: HashMap<(&str, String), &str> = HashMap::new();
    let mut found = Vec::new();
    let mut last = "";
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for whole in ends.map(|end| &path[..end]) {
            if last.strip_prefix(whole).is_some_and(|rest| rest.starts_with('/')) {
                continue;
            }
            let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
            match seen.entry((folder, folded(name))) {
                Entry::Vacant(place) => {
                    place.insert(whole);
                }
                Entry::Occupied(other) if *other.get() != whole => {
                    found.push(((*other.get()).to_owned(), whole.to_owned()));
                }
                Entry::Occupied(_) => {}
            }
        }
        last = path;
    }
    found.sort();
    found.dedup();
    found
}

fn is_no_name_on_windows(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_lowercase();
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
        StoredPath {
            text: text.to_owned(),
            lossy: false,
        }
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
            assert!(
                goes_nowhere(&path(name), FileKind::Link) && !goes_nowhere(&path(name), FileKind::File),
                "{name}"
            );
        }
        for name in [
            ".gitignore",
            ".github/x",
            "git",
            "contracts/crm.yaml",
            "合同/说明.md",
            "git~x",
        ] {
            assert!(!not_everywhere(&path(name), FileKind::File), "{name}");
        }
    }

    #[test]
    fn a_line_about_the_encoding_of_files_is_found_however_it_is_written() {
        for (line, fails) in [
            ("*.md working-tree-encoding", true),
            ("a/b\ttext\tworking-tree-encoding=KLINGON-1", true),
            ("[attr]odd working-tree-encoding=", true),
            ("# first\n\n\"a b\" working-tree-encoding=UTF-16LE-BOM\r", false),
            ("*.ps1 working-tree-encoding=utf-16", false),
            ("*.c working-tree-encoding=GB18030\n*.d working-tree-encoding", true),
            ("x -working-tree-encoding", false),
            ("x !working-tree-encoding", false),
        ] {
            assert_eq!(
                encoding_line(line.as_bytes()).map(|(_, fails)| fails),
                Some(fails),
                "{line}"
            );
        }
        for line in [
            "",
            "# * working-tree-encoding",
            "*.md text",
            "working-tree-encodings eol=lf",
            "x encoding=GBK",
        ] {
            assert_eq!(encoding_line(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn names_that_some_computers_take_for_one_are_found_in_each_folder() {
        let found = |paths: &[&str]| pairs(paths.iter().copied()).len();
        for two in [
            ["LICENSE", "license"],
            ["docs/n\u{e4}he.md", "docs/na\u{308}he.md"],
            ["Docs/a", "docs/b"],
            ["a/Stra\u{df}e", "a/STRASSE"],
            ["x", "X/y"],
            ["notes", "notes."],
        ] {
            assert_eq!(found(&two), 1, "{two:?}");
        }
        assert_eq!(
            found(&["a", "a-b", "a-b/c", "a/b", "b/a", "b/c/a", "附件/一", "附件/二"]),
            0
        );
        assert_eq!(found(&["A", "a", "b/A", "b/a"]), 2);
    }

    #[test]
    fn names_that_windows_cannot_write_are_not_for_everybody() {
        for name in [
            "a:b", "x/nul", "con.txt", "a ", "b./x", "what?", "a\\b", "COM1", "a\u{7}", "lpt9.log",
        ] {
            assert!(not_everywhere(&path(name), FileKind::File), "{name}");
        }
        assert!(!not_everywhere(&path("console/computer.com10"), FileKind::File));
        assert!(not_everywhere(
            &StoredPath {
                text: "a\u{fffd}".to_owned(),
                lossy: true
            },
            FileKind::File
        ));
    }
}
