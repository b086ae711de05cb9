//! Check 22: what lies in the folders of contracts and records is what it looks like, on every machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::{Error, FileAt, FileKind, Repository};
use crate::negotiation::{CommitId, TextId};

use super::checkout::{ATTRIBUTES, encoding_line, goes_nowhere, is_of_attributes, names_nothing, pairs};
use super::finding::Finding;
use super::history_scan::HistoryScan;
use super::kinds::{NameFinding, RecordFinding};
use super::same_name::{folded, twin_of};
use super::stamp::STAMP_ENDING;

/// Attributes that change nothing of a contract as it is stored: line ends are those of the computer, or LF.
const HARMLESS: [&str; 2] = ["text=auto", "eol=lf"];

/// Attributes that git itself heeds for what a file holds or how it is shown.
const OF_GIT: [&str; 8] = [
    "text",
    "eol",
    "crlf",
    "ident",
    "filter",
    "working-tree-encoding",
    "diff",
    "merge",
];

/// Check 22 over what the ground holds; `beside` are names that were there before it.
pub(super) fn check(scan: &HistoryScan<'_>, beside: &[String]) -> Result<Vec<Finding>, Error> {
    let repository = scan.repository;
    let folders = [
        format!("{}/", repository.contracts_folder()),
        format!("{}/", repository.records_folder()),
    ];
    let inside = |path: &str| {
        folders
            .iter()
            .any(|folder| path.starts_with(folder.as_str()) || *path == folder[..folder.len() - 1])
    };
    let mut found = Vec::new();
    let mut spellings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for touch in &scan.touches {
        let author = scan
            .raw
            .get(&touch.id)
            .map(|raw| raw.author.name.as_str())
            .unwrap_or_default();
        for file in touch.own() {
            let Some(new) = file.new else { continue };
            let path = &file.path.text;
            let by = || author.to_owned();
            let mut fail = |what| {
                found.push(Finding::fail(what).at(touch.id).by(author).in_file(path));
            };
            if file.path.lossy {
                fail(NameFinding::NameNotUtf8 { author: by() });
            }
            for folder in folders.iter().map(|folder| folder.trim_end_matches('/')) {
                // A whole folder beside the real one.
                if let Some(twin) = twin_of(path, folder) {
                    spellings
                        .entry(folded(folder))
                        .or_default()
                        .extend([folder.to_owned(), twin]);
                }
            }
            if inside(path) {
                spellings.entry(folded(path)).or_default().insert(path.clone());
                if new.kind != FileKind::File {
                    fail(NameFinding::Kind {
                        author: by(),
                        path: path.clone(),
                        kind: new.kind,
                    });
                }
            }
            // A file system that does not tell capitals apart gives git one that is written otherwise.
            if folded(path).rsplit('/').next() == Some(ATTRIBUTES) {
                match new.kind {
                    FileKind::File | FileKind::Executable => {
                        let content = repository.text(new.id)?;
                        if let Some(line) = reaching(&content, path, &folders) {
                            fail(NameFinding::Attributes {
                                author: by(),
                                path: path.clone(),
                                line,
                            });
                        }
                    }
                    // What a link leads to may say anything.
                    kind if !inside(path) => fail(NameFinding::Kind {
                        author: by(),
                        path: path.clone(),
                        kind,
                    }),
                    _ => {}
                }
            }
        }
    }
    for name in beside {
        if let Some(names) = spellings.get_mut(&folded(name)) {
            names.insert(name.clone());
        }
    }
    for names in spellings.values().filter(|names| names.len() > 1) {
        found.extend(side_by_side(scan, names)?);
    }
    Ok(found)
}

/// Files of the newest state that git brings into no working folder, or not into everybody's, wherever they lie.
pub(super) fn nowhere(scan: &HistoryScan<'_>, head: CommitId) -> Result<Vec<Finding>, Error> {
    let repository = scan.repository;
    let files = match repository.files_at(head, "") {
        // So many files are no contracts.
        Err(Error::TooMany(..)) => return Ok(Vec::new()),
        files => files?,
    };
    let mut found = Vec::new();
    for file in &files {
        let (path, kind) = (&file.path.text, file.stored.kind);
        if goes_nowhere(&file.path, kind) {
            found.push(Finding::fail(NameFinding::GoesNowhere(path.clone())).in_file(path));
        }
        if names_nothing(file.stored) {
            found.push(Finding::fail(NameFinding::NamesNothing(path.clone())).in_file(path));
        } else if is_of_attributes(path, kind)
            && let Some((line, fails)) = encoding_line(&repository.text(file.stored.id)?)
        {
            let what = NameFinding::Encoding {
                path: path.clone(),
                line,
            };
            found.push(
                if fails {
                    Finding::fail(what)
                } else {
                    Finding::warning(what)
                }
                .in_file(path),
            );
        }
    }
    let one =
        |(one, other): (String, String)| Finding::warning(NameFinding::SameName(one, other.clone())).in_file(&other);
    found.extend(pairs_elsewhere(repository, &files).into_iter().map(one));
    Ok(found)
}

/// Names of a state that some computers take for one. Those of contracts and records are looked at in every change.
pub(super) fn pairs_elsewhere(repository: &Repository, files: &[FileAt]) -> Vec<(String, String)> {
    let own = [repository.contracts_folder(), &repository.records_folder()].map(folded);
    let is_elsewhere = |path: &str| {
        let path = folded(path);
        !own.iter().any(|own| {
            path.strip_prefix(own.as_str())
                .is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'/', ..]))
        })
    };
    let mut found = pairs(files.iter().map(|file| file.path.text.as_str()));
    found.retain(|(one, _)| is_elsewhere(one));
    found
}

/// Names that one computer tells apart and another does not, as far as both files were there at one time.
fn side_by_side(scan: &HistoryScan<'_>, names: &BTreeSet<String>) -> Result<Option<Finding>, Error> {
    for touch in &scan.touches {
        let is_meant = |path: &str| {
            names.iter().any(|name| {
                path.strip_prefix(name.as_str())
                    .is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'/', ..]))
            })
        };
        if !touch.own().any(|file| file.new.is_some() && is_meant(&file.path.text)) {
            continue;
        }
        let mut there: Vec<String> = Vec::new();
        for name in names {
            there.extend(
                scan.repository
                    .files_at(touch.id, name)?
                    .into_iter()
                    .next()
                    .map(|file| file.path.text),
            );
        }
        if let [one, other, ..] = there.as_slice() {
            let finding = Finding::fail(NameFinding::SameName(one.clone(), other.clone()));
            return Ok(Some(finding.at(touch.id).in_file(other)));
        }
    }
    Ok(None)
}

/// The attributes that only this copy has.
pub(super) fn local(scan: &HistoryScan<'_>) -> Result<Option<Finding>, Error> {
    let Some(content) = scan.repository.local_attributes()? else {
        return Ok(None);
    };
    let repository = scan.repository;
    let folders = [
        format!("{}/", repository.contracts_folder()),
        format!("{}/", repository.records_folder()),
    ];
    Ok(reaching(&content, ATTRIBUTES, &folders).map(|line| Finding::warning(NameFinding::LocalAttributes(line))))
}

/// The first line of a file of attributes that can reach a contract or a record.
///
/// When in doubt it does: a pattern is compared name by name, `*` and `?` may stand for anything, and a pattern in quotes or
/// with brackets or backslashes for everything. Lines are cut as git cuts them.
fn reaching(content: &[u8], file: &str, folders: &[String; 2]) -> Option<String> {
    let content = String::from_utf8_lossy(content);
    // Git passes over a mark of byte order, and takes only these for blanks.
    let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let place = file.rsplit_once('/').map_or("", |(above, _)| above);
    let above = if place.is_empty() {
        String::new()
    } else {
        format!("{}/", folded(place))
    };
    let folders = folders
        .each_ref()
        .map(|folder| format!("{}/", folded(folder.trim_end_matches('/'))));
    let inside = folders.iter().any(|folder| above.starts_with(folder.as_str()));
    let lines = content.split('\n').map(|line| line.trim_matches(is_blank));
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.split(is_blank).filter(|word| !word.is_empty());
        let pattern = words.next().unwrap_or_default();
        if let Some(macro_name) = pattern.strip_prefix("[attr]") {
            // A name of git's own would then mean something else wherever it stands, in the user's files as well.
            let name = if macro_name.is_empty() {
                words.next().unwrap_or_default()
            } else {
                macro_name
            };
            if OF_GIT.contains(&name) {
                return Some(line.to_owned());
            }
            continue;
        }
        if !pattern.starts_with('"') && words.all(|word| HARMLESS.contains(&word)) {
            continue;
        }
        let folded_pattern = pattern.trim_start_matches('!').to_lowercase();
        let unclear = pattern.contains(['"', '[', '\\', '\u{fffd}']);
        let names: Vec<&str> = folded_pattern.trim_matches('/').split('/').collect();
        let below = |folder: &String| {
            let below = folder.strip_prefix(above.as_str()).unwrap_or(folder);
            leads_into(&names, below.trim_end_matches('/'))
        };
        let by_folder = || folders.iter().any(below);
        let reaches = if folded_pattern.trim_end_matches('/').contains('/') {
            by_folder()
        } else {
            can_name_a_file(&folded_pattern)
        };
        if inside || unclear || reaches {
            return Some(line.to_owned());
        }
    }
    None
}

/// Whether a pattern without a folder can be the name of a contract, of a record or of a signature.
fn can_name_a_file(pattern: &str) -> bool {
    let fixed = pattern.rsplit(['*', '?', ']']).next().unwrap_or_default();
    let endings = [".yaml", ".yml", ".sig", STAMP_ENDING];
    let is_pattern = pattern.contains(['*', '?', '[']);
    endings
        .iter()
        .any(|ending| fixed.ends_with(ending) || (is_pattern && ending.ends_with(fixed)))
}

/// Whether a pattern of several names can lead to something below a folder.
fn leads_into(names: &[&str], folder: &str) -> bool {
    for (name, wanted) in names.iter().zip(folder.split('/')) {
        if *name == "**" {
            return true;
        }
        if !name.contains(['*', '?', '[', '\\']) && *name != wanted {
            return false;
        }
    }
    true
}

/// Files in the folder of records that are neither a record nor the signature of one, or belong to no contract.
pub(super) fn strays(scan: &HistoryScan<'_>, head: CommitId, known: &BTreeSet<String>) -> Result<Vec<Finding>, Error> {
    let mut found = Vec::new();
    for file in scan.repository.files_at(head, &scan.repository.records_folder())? {
        let path = &file.path.text;
        let is_known = known.contains(path)
            || [".sig", STAMP_ENDING]
                .iter()
                .any(|ending| path.strip_suffix(ending).is_some_and(|record| known.contains(record)));
        if !is_known {
            found.push(Finding::fail(RecordFinding::Stray(path.clone())).in_file(path));
        }
    }
    Ok(found)
}

/// Every file wanted of contracts and records that a change brought in, to be read once: what nobody asks for may be damaged
/// all the same.
pub(super) fn contents(scan: &HistoryScan<'_>, wanted: impl Fn(&str) -> bool) -> BTreeSet<TextId> {
    let plain = |kind| matches!(kind, FileKind::File | FileKind::Executable | FileKind::Link);
    let own = scan.touches.iter().flat_map(|touch| touch.edges.iter().flatten());
    let own = own.filter(|file| wanted(&file.path.text));
    own.filter_map(|file| file.new)
        .filter(|new| plain(new.kind))
        .map(|new| new.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(line: &str, file: &str) -> bool {
        reaching(line.as_bytes(), file, &["contracts/".to_owned(), "records/".to_owned()]).is_some()
    }

    #[test]
    fn attributes_reach_contracts_by_name_by_folder_and_by_pattern() {
        for line in [
            "*.yaml -diff",
            "* ident",
            "contracts/** text",
            "/contracts/crm.yaml -diff",
            "crm.yaml binary",
            "**/x -diff",
            "re*/** x",
            "*.sig -diff",
            "\"a b\" x",
            "*.y?ml x",
            "*.yam\\l x",
            "crm.y[a]m\\l x",
            "*.YAML x",
            "CONTRACTS/** x",
            "*[[:alpha:]] x",
            "/**/crm.yaml\tx",
            "* text=auto -diff",
            "* text eol=lf",
            "* eol=crlf",
            "[attr]text working-tree-encoding=UTF-16",
            "[attr] eol -diff",
            "\u{feff}/contracts/*.yaml x",
            "\"*\" text=auto",
        ] {
            assert!(reaches(line, ".gitattributes"), "{line}");
        }
        for line in [
            "",
            "# * ident",
            "*.png binary",
            "docs/** text",
            "/src/* x",
            "[attr]binary -diff",
            "README.md text",
            "* text=auto",
            "* text=auto eol=lf",
        ] {
            assert!(!reaches(line, ".gitattributes"), "{line}");
        }
        assert!(reaches("x y", "contracts/.gitattributes"));
        assert!(reaches("*.yaml x", ".gitattributes"));
    }
}
