//! Names of references under which git would find something else than is meant: one such name in a shared repository, and
//! everybody's git finds a name ambiguous, or takes the wrong one.

use std::collections::{BTreeSet, HashMap};

use super::checkout::not_everywhere;
use super::ref_update::RefUpdate;
use super::same_name::folded;
use crate::history::{Error, FileKind, Repository, StoredPath};

/// Prefixes under which git looks up a short name (gitrevisions(7)), and the usual name of the remote.
const BEGINNINGS: [&str; 5] = ["refs/", "heads/", "tags/", "remotes/", "origin/"];

/// What ends the name of the file by which git locks a reference.
const LOCK: &str = ".lock";

/// The names of branches and labels that are there, or that come with one push.
#[derive(Debug, Default)]
pub(super) struct ReferenceNames {
    /// The branch on which the shared history goes on.
    shared: Option<String>,
    /// The full names of those that a computer without capitals takes for one.
    alike: HashMap<String, Vec<String>>,
    /// Each by its kind, as such a computer has it.
    places: BTreeSet<(String, String)>,
    /// The folders in which they lie, by their kind and as such a computer has them, and how each is written.
    folders: HashMap<(String, String), BTreeSet<String>>,
}

impl ReferenceNames {
    /// Those of a repository and of what a push makes or moves there.
    ///
    /// # Errors
    ///
    /// What keeps them from being read, with the first name that has to be held against them.
    pub(super) fn beside<'l>(repository: &Repository, updates: &[RefUpdate<'l>]) -> Result<Self, (Error, &'l str)> {
        let mut new = updates.iter().filter(|update| update.names());
        // A push that only moves what is there brings no name.
        let Some(first) = new.find(|update| branch_or_label(update.reference).is_some()) else {
            return Ok(Self::default());
        };
        let failed = |error| (error, first.reference);
        let mut names = Self {
            shared: repository.branch().map_err(failed)?,
            ..Self::default()
        };
        let there = repository.names_of_branches_and_tags().map_err(failed)?;
        let there = there.iter().map(|(full, _)| full.as_str());
        // What goes is in nobody's way.
        let stays = updates.iter().filter(|update| update.new.is_some());
        for full in there.chain(stays.map(|update| update.reference)) {
            let Some((kind, name)) = branch_or_label(full) else {
                continue;
            };
            let own = folded(name);
            names.places.insert((kind.to_owned(), own.clone()));
            for folder in folders_of(name) {
                let written = names.folders.entry((kind.to_owned(), folded(folder))).or_default();
                written.insert(folder.to_owned());
            }
            names.alike.entry(own).or_default().push(full.to_owned());
        }
        Ok(names)
    }

    /// Whether a reference would be taken for another one, or another one for it.
    pub(super) fn misleads(&self, reference: &str) -> bool {
        let Some((kind, name)) = kind_and_name(reference) else {
            return true;
        };
        if branch_or_label(reference).is_none() {
            // Where a file system ignores case, the file of `refs/Heads/main` is that of `refs/heads/main`.
            return is_a_kind_of_git(kind);
        }
        if is_a_word_of_git(name) || is_no_file_somewhere(name) {
            return true;
        }
        let own = folded(name);
        // Where the shared history goes on there can be nothing below, and nothing else of that name, even before it begins.
        let is_shared = |shared: &&String| reference == format!("refs/heads/{shared}");
        if let Some(shared) = self.shared.as_ref().filter(|shared| !is_shared(shared)) {
            let shared = folded(shared);
            if own == shared || kind == "heads" && (lies_below(&shared, &own) || lies_below(&own, &shared)) {
                return true;
            }
        }
        let of_others = self
            .alike
            .get(&own)
            .is_some_and(|alike| alike.iter().any(|full| full != reference));
        of_others || self.parts_a_path(kind, &own) || self.shares_a_folder(kind, name)
    }

    /// Whether a folder of a name is written in another way for another name, so that where a file system ignores case
    /// both are one folder, and git finds there what it never put there.
    fn shares_a_folder(&self, kind: &str, name: &str) -> bool {
        folders_of(name).any(|folder| {
            let written = self.folders.get(&(kind.to_owned(), folded(folder)));
            written.is_some_and(|written| written.iter().any(|other| other != folder))
        })
    }

    /// Whether a name would have to be a file and a folder where a file system ignores case.
    fn parts_a_path(&self, kind: &str, own: &str) -> bool {
        let place = |name: String| (kind.to_owned(), name);
        let mut above = own.match_indices('/').map(|(at, _)| own[..at].to_owned());
        let below = self.places.range(place(format!("{own}/"))..).next();
        above.any(|above| self.places.contains(&place(above)))
            || below.is_some_and(|(of, name)| of == kind && lies_below(own, name))
    }
}

/// The kind of a reference, and what it is called below that: `heads` and `main`.
fn kind_and_name(full: &str) -> Option<(&str, &str)> {
    full.strip_prefix("refs/")?.split_once('/')
}

/// The same of a branch or a label.
fn branch_or_label(full: &str) -> Option<(&str, &str)> {
    kind_and_name(full).filter(|(kind, _)| matches!(*kind, "heads" | "tags"))
}

/// The folders in which a reference of that name lies, the outermost first: `a` and `a/b` for `a/b/c`.
fn folders_of(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[..at])
}

/// Whether there is a computer on which git can keep no reference of that name, or takes it for the lock of another one.
fn is_no_file_somewhere(name: &str) -> bool {
    let file = StoredPath {
        text: format!("{name}{LOCK}"),
        lossy: name.contains(char::REPLACEMENT_CHARACTER),
    };
    let is_lock = folded(name).split('/').any(|part| part.ends_with(LOCK));
    is_lock || not_everywhere(&file, FileKind::File) || name.split('/').any(|part| part.ends_with('.'))
}

fn lies_below(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether git itself keeps references of that kind, in whatever capitals it is written.
fn is_a_kind_of_git(kind: &str) -> bool {
    matches!(&*folded(kind), "heads" | "tags" | "remotes" | "replace" | "notes")
}

/// Whether git takes a name for something else before it looks for a branch or a label.
fn is_a_word_of_git(name: &str) -> bool {
    let is_id = matches!(name.len(), 40 | 64) && name.bytes().all(|digit| digit.is_ascii_hexdigit());
    let small = folded(name);
    let is_head = small == "head" || small.ends_with("_head");
    let begins = BEGINNINGS.iter().any(|begin| small.starts_with(begin));
    is_id || is_head || begins || name == "@" || name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_references_are_known_in_any_capitals() {
        for kind in ["Heads", "TAGS", "Replace", "notes", "remotes"] {
            assert!(is_a_kind_of_git(kind), "{kind}");
        }
        for kind in ["headers", "changes", "for"] {
            assert!(!is_a_kind_of_git(kind), "{kind}");
        }
    }

    #[test]
    fn names_that_are_no_file_on_some_computer_are_known() {
        let long = "n".repeat(251);
        for name in [
            "aux",
            "li/NUL.txt/draft",
            "a<b",
            "a|b",
            "li./draft",
            "main.LOCK",
            "a.Lock/b",
            "a\u{fffd}",
            &long,
        ] {
            assert!(is_no_file_somewhere(name), "{name}");
        }
        for name in [
            "auxiliary",
            "li/com",
            "lock",
            "main.locked",
            "a.b/c",
            "\u{91c7}\u{8d2d}",
            &long[1..],
        ] {
            assert!(!is_no_file_somewhere(name), "{name}");
        }
    }

    #[test]
    fn words_of_git_are_known_in_any_capitals() {
        for name in [
            "HEAD",
            "head",
            "FETCH_HEAD",
            "refs/heads/main",
            "Heads/main",
            "origin/main",
            "@",
            "-x",
            &"ab".repeat(20),
        ] {
            assert!(is_a_word_of_git(name), "{name}");
        }
        for name in [
            "main",
            "v1",
            "li/draft",
            "headings",
            "ahead",
            "original",
            "reference",
            "deadbeef",
        ] {
            assert!(!is_a_word_of_git(name), "{name}");
        }
    }
}
