//! The list of all files with their digests, as `sha256sum -c` reads it.

use std::collections::BTreeMap;

use crate::contract::Revision;

use super::archive::Files;
use super::fault::EvidenceFault;
use super::file_names::{ANSWER, MANIFEST, is_plain_name};

/// The list for these files.
pub(super) fn write(files: &Files) -> String {
    let listed = files.iter().filter(|(name, _)| *name != MANIFEST && *name != ANSWER);
    let lines: Vec<String> = listed
        .map(|(name, bytes)| format!("{}  {name}\n", Revision::of(bytes).hex()))
        .collect();
    lines.concat()
}

/// What is wrong between the list and the files.
pub(super) fn faults(files: &Files) -> Vec<EvidenceFault> {
    let Some(list) = files.get(MANIFEST) else {
        return vec![EvidenceFault::NoManifest];
    };
    let Some(lines) = read(list) else {
        return vec![EvidenceFault::ManifestForm];
    };
    let mut found = Vec::new();
    let mut listed: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, digits) in &lines {
        // Of two lines for one file each reader could believe another.
        if listed.insert(name, digits).is_some() {
            found.push(EvidenceFault::ListedTwice((*name).to_owned()));
        }
    }
    // The digest of the list stands for all of the file, so that there is one list for each.
    if found.is_empty() && !lines.is_sorted() {
        found.push(EvidenceFault::ManifestOrder);
    }
    for (name, digits) in &listed {
        match files.get(*name) {
            None => found.push(EvidenceFault::Gone((*name).to_owned())),
            Some(bytes) if Revision::of(bytes).hex() != *digits => {
                found.push(EvidenceFault::Changed((*name).to_owned()));
            }
            Some(_) => {}
        }
    }
    let unlisted = files.keys().filter(|name| *name != MANIFEST && *name != ANSWER);
    let unlisted = unlisted.filter(|name| !listed.contains_key(name.as_str()));
    found.extend(unlisted.map(|name| EvidenceFault::Unlisted(name.clone())));
    found
}

/// Names with their digits, line by line.
fn read(list: &[u8]) -> Option<Vec<(&str, &str)>> {
    let list = std::str::from_utf8(list).ok()?;
    list.strip_suffix('\n')?.split('\n').map(entry).collect()
}

fn entry(line: &str) -> Option<(&str, &str)> {
    let (digits, name) = line.split_once("  ")?;
    let digest = digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (digest && is_plain_name(name)).then_some((name, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_missing_and_an_added_file_are_each_named() {
        let mut files: Files = [("a", "1"), ("b", "2"), (ANSWER, "stamp")]
            .map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec()))
            .into();
        let list = write(&files);
        assert_eq!(list.lines().count(), 2);
        files.insert(MANIFEST.into(), list.clone().into_bytes());
        assert_eq!(faults(&files), []);
        let with = |change: &dyn Fn(&mut Files)| {
            let mut files = files.clone();
            change(&mut files);
            faults(&files)
        };
        assert!(with(&|files| drop(files.insert("a".into(), vec![]))) == [EvidenceFault::Changed("a".into())]);
        assert!(with(&|files| drop(files.remove("b"))) == [EvidenceFault::Gone("b".into())]);
        assert!(with(&|files| drop(files.insert("c".into(), vec![]))) == [EvidenceFault::Unlisted("c".into())]);
        assert!(with(&|files| drop(files.remove(MANIFEST))) == [EvidenceFault::NoManifest]);
        for odd in [list.replace("  ", " *"), list.to_uppercase(), String::new()] {
            assert_eq!(
                with(&|files| drop(files.insert(MANIFEST.into(), odd.clone().into_bytes()))),
                [EvidenceFault::ManifestForm],
                "{odd}"
            );
        }
    }

    #[test]
    fn a_list_in_another_order_with_a_line_twice_or_with_one_missing_is_no_list_of_the_file() {
        let mut files: Files = [("a", "1"), ("b", "2"), ("c", "3")]
            .map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec()))
            .into();
        let list = write(&files);
        let lines: Vec<&str> = list.split_inclusive('\n').collect();
        let [a, b, c] = lines[..] else { panic!("three lines") };
        let other = b.replace(&b[..8], "00000000");
        let twice = || EvidenceFault::ListedTwice("b".into());
        for (list, found) in [
            (vec![a, b, c], vec![]),
            (vec![b, a, c], vec![EvidenceFault::ManifestOrder]),
            (vec![a, b, b, c], vec![twice()]),
            (vec![a, &other, b, c], vec![twice()]),
            (vec![a, b, &other, c], vec![twice(), EvidenceFault::Changed("b".into())]),
            (vec![a, c], vec![EvidenceFault::Unlisted("b".into())]),
            (
                vec![c, a],
                vec![EvidenceFault::ManifestOrder, EvidenceFault::Unlisted("b".into())],
            ),
        ] {
            files.insert(MANIFEST.into(), list.concat().into_bytes());
            assert_eq!(faults(&files), found, "{list:?}");
        }
    }
}
