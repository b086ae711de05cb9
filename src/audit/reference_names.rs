//! Names of references under which git would find something else than is meant: one such name in a shared repository, and
//! everybody's git finds a name ambiguous, or takes the wrong one.

use super::same_name::folded;
use crate::history::{Error, Repository};

/// Prefixes under which git looks up a short name (gitrevisions(7)), and the usual name of the remote.
const BEGINNINGS: [&str; 5] = ["refs/", "heads/", "tags/", "remotes/", "origin/"];

/// Whether a new reference would be taken for another one, or another one for it: one that is there, or that comes `beside` it
/// in the same push.
pub(super) fn misleads(repository: &Repository, reference: &str, beside: &[&str]) -> Result<bool, Error> {
    let Some(below) = reference.strip_prefix("refs/") else {
        return Ok(true);
    };
    let Some((kind, name)) = below.split_once('/') else {
        return Ok(true);
    };
    if !matches!(kind, "heads" | "tags") {
        // Where a file system ignores case, the file of `refs/Heads/main` is that of `refs/heads/main`.
        return Ok(is_a_kind_of_git(kind));
    }
    if is_a_word_of_git(name) {
        return Ok(true);
    }
    let own = folded(name);
    let around = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    // Where the shared history goes on there can be nothing below, and nothing else of that name, even before it begins.
    if let Some(shared) = repository
        .branch()?
        .filter(|shared| reference != format!("refs/heads/{shared}"))
    {
        let shared = folded(&shared);
        if own == shared || kind == "heads" && (around(&shared, &own) || around(&own, &shared)) {
            return Ok(true);
        }
    }
    let others = repository.names_of_branches_and_tags()?;
    let others = others.iter().map(|(full, short)| (full.as_str(), short.as_str()));
    let beside = beside
        .iter()
        .filter_map(|full| Some((*full, full.strip_prefix("refs/")?.split_once('/')?)));
    let beside = beside
        .filter(|(_, (kind, _))| matches!(*kind, "heads" | "tags"))
        .map(|(full, (_, short))| (full, short));
    // Where a file system ignores case, one of these would have to be a file and a folder.
    let same_kind = |full: &str| full.strip_prefix("refs/").is_some_and(|rest| rest.starts_with(kind));
    Ok(others
        .chain(beside)
        .filter(|(full, _)| *full != reference)
        .any(|(full, short)| {
            let other = folded(short);
            other == own || same_kind(full) && (around(&own, &other) || around(&other, &own))
        }))
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
