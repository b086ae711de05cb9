//! Many files as one zip file, and a zip file from anybody as files.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::archive_error::{ArchiveError, MOST, ZipFault};
use super::file_names::is_plain_name;
use super::layout;

/// Files by their names, with `/` between folders.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The largest size of all files together, unpacked, in bytes.
const LARGEST: u64 = 512 << 20;
/// How many bytes a file may be unpacked, whatever its size, and how many more for each of its bytes.
const ALWAYS: u64 = 64 << 20;
const FOR_EACH: u64 = 64;
/// The same files always give the same bytes.
pub(super) fn pack(files: &Files) -> Result<Vec<u8>, ArchiveError> {
    let failed = |error: &dyn std::fmt::Display| ArchiveError::Broken(ZipFault::Unwritten(error.to_string()));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // A packed history does not become smaller.
        let method = if name.ends_with(".bundle") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer
            .start_file(name.as_str(), options)
            .map_err(|error| failed(&error))?;
        writer.write_all(bytes).map_err(|error| failed(&error))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

/// Takes a zip file apart. Nothing is believed that it says of itself, and nothing may lie in it but its files.
pub(super) fn unpack(bytes: &[u8]) -> Result<Files, ArchiveError> {
    let mut left = (bytes.len() as u64)
        .saturating_mul(FOR_EACH)
        .saturating_add(ALWAYS)
        .min(LARGEST);
    let mut files = Files::new();
    for packed in layout::read(bytes)? {
        if !is_plain_name(packed.name) {
            return Err(ArchiveError::Name(packed.name.to_owned()));
        }
        left = left.checked_sub(packed.size).ok_or(ArchiveError::TooLarge)?;
        if files.len() >= MOST {
            return Err(ArchiveError::TooLarge);
        }
        if files.insert(packed.name.to_owned(), packed.unpack()?).is_some() {
            return Err(ArchiveError::Doubled);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let long = "word ".repeat(2000).into_bytes();
        [
            ("a.txt", long),
            ("b/甲.yaml", b"x".to_vec()),
            ("c.bundle", vec![0; 100]),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .into()
    }

    #[test]
    fn what_is_packed_comes_out_again_and_always_looks_the_same() {
        let packed = pack(&files()).unwrap();
        assert_eq!(packed, pack(&files()).unwrap());
        assert!(packed.len() < 2000);
        assert_eq!(unpack(&packed).unwrap(), files());
    }

    #[test]
    fn names_that_lead_elsewhere_or_hide_something_are_refused() {
        for name in [
            "../a", "/a", "a/../b", "a//b", "a\\b", "C:a", "a/", "./a", "a\nb", "-a", "", "a.",
        ] {
            assert!(!is_plain_name(name), "{name:?}");
            let packed = pack(&[(name.to_owned(), vec![1])].into());
            assert!(packed.is_err() || unpack(&packed.unwrap()).is_err(), "{name:?}");
        }
        assert!(is_plain_name("records/合同/vendor/1-a.yaml.sig"));
    }

    #[test]
    fn links_doubled_names_bombs_and_hangers_on_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .add_symlink("a", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        let link = writer.finish().unwrap().into_inner();
        assert_eq!(unpack(&link), Err(ArchiveError::NotPlain("a".into())));
        // Two names of the same length, the second one turned into the first.
        let packed = pack(&[("aaaa".to_owned(), vec![1]), ("bbbb".to_owned(), vec![2])].into()).unwrap();
        let doubled: Vec<u8> = packed
            .iter()
            .map(|byte| if *byte == b'b' { b'a' } else { *byte })
            .collect();
        assert!(unpack(&doubled).is_err());
        let bomb = pack(&[("a.txt".to_owned(), vec![0; 1 << 20])].into()).unwrap();
        // The size that stands in the directory, in bytes 24 to 27 of its only entry.
        let directory = bomb.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        // And in bytes 22 to 25 of the file itself.
        let saying = |size: u32| {
            let mut bomb = bomb.clone();
            for at in [22, directory + 24] {
                bomb[at..at + 4].copy_from_slice(&size.to_le_bytes());
            }
            unpack(&bomb)
        };
        assert_eq!(saying(0x7000_0000), Err(ArchiveError::TooLarge));
        assert_eq!(saying(10), Err(ArchiveError::Damaged("a.txt".into())));
        let sparse = pack(&[("a.txt".to_owned(), vec![0; 500 << 20])].into()).unwrap();
        assert_eq!(unpack(&sparse), Err(ArchiveError::TooLarge));
        assert!(unpack(&[b"#!/bin/sh\n", &bomb[..]].concat()).is_err());
        assert!(unpack(b"").is_err());
    }
}
