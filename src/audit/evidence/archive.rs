//! Many files as one zip file, and a zip file from anybody as files.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::manifest::MANIFEST;

/// Files by their names, with `/` between folders.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The largest size of all files together, unpacked, in bytes.
const LARGEST: u64 = 512 << 20;
/// How many files there may be.
const MOST: usize = 100_000;

/// Why a file is not taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// Its form is wrong, or a checksum in it.
    #[error("it is not a sound zip file: {0}")]
    Broken(String),
    /// The same place of the file is two files.
    #[error("it is not a sound zip file: its files lie over each other")]
    Overlap,
    /// A name that could be written outside of the folder, or means different things to different readers.
    #[error("it holds a file with a name that no evidence file has: `{}`", .0.escape_debug())]
    Name(String),
    /// Two files of one name.
    #[error("it holds several files of the same name")]
    Doubled,
    /// A link, a folder, or an encrypted file.
    #[error("`{}` in it is no plain file", .0.escape_debug())]
    NotPlain(String),
    /// A bomb.
    #[error("unpacked it would be larger than {LARGEST} bytes, or hold more than {MOST} files")]
    TooLarge,
    /// Anything before the first or behind the last file.
    #[error("something is put before or behind its files")]
    Around,
    /// Nothing lists its files.
    #[error("it has no {MANIFEST}")]
    NoManifest,
}

/// Whether a name can stand in an evidence file: every reader takes it for the same place below its folder.
pub(super) fn is_plain_name(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.ends_with(['.', ' ']);
    let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    name.len() <= 1024 && !name.contains(odd) && !name.starts_with('-') && name.split('/').all(part)
}

/// The same files always give the same bytes.
pub(super) fn pack(files: &Files) -> Result<Vec<u8>, ArchiveError> {
    let failed = |error: &dyn std::fmt::Display| ArchiveError::Broken(error.to_string());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // A packed history does not become smaller.
        let method = if name.ends_with(".bundle") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer.start_file(name.as_str(), options).map_err(|error| failed(&error))?;
        writer.write_all(bytes).map_err(|error| failed(&error))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

/// Takes a zip file apart. Nothing is believed that it says of itself.
pub(super) fn unpack(bytes: &[u8]) -> Result<Files, ArchiveError> {
    let broken = |error: &dyn std::fmt::Display| ArchiveError::Broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.has_duplicate_names() {
        return Err(ArchiveError::Doubled);
    }
    if archive.offset() != 0 || !archive.comment().is_empty() {
        return Err(ArchiveError::Around);
    }
    if archive.len() > MOST || archive.decompressed_size().is_none_or(|size| size > u128::from(LARGEST)) {
        return Err(ArchiveError::TooLarge);
    }
    if archive.has_overlapping_files().map_err(|error| broken(&error))? {
        return Err(ArchiveError::Overlap);
    }
    let mut files = Files::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| broken(&error))?;
        let name = file.name().map_err(|error| broken(&error))?.into_owned();
        if !is_plain_name(&name) {
            return Err(ArchiveError::Name(name));
        }
        if file.encrypted() || file.is_symlink() || !file.is_file() {
            return Err(ArchiveError::NotPlain(name));
        }
        let size = file.size();
        let mut content = Vec::new();
        file.take(size.min(LARGEST) + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        if content.len() as u64 != size {
            return Err(ArchiveError::TooLarge);
        }
        if files.insert(name, content).is_some() {
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
        [("a.txt", long), ("b/甲.yaml", b"x".to_vec()), ("c.bundle", vec![0; 100])]
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
        for name in ["../a", "/a", "a/../b", "a//b", "a\\b", "C:a", "a/", "./a", "a\nb", "-a", "", "a."] {
            assert!(!is_plain_name(name), "{name:?}");
            let packed = pack(&[(name.to_owned(), vec![1])].into());
            assert!(packed.is_err() || unpack(&packed.unwrap()).is_err(), "{name:?}");
        }
        assert!(is_plain_name("records/合同/vendor/1-a.yaml.sig"));
    }

    #[test]
    fn links_doubled_names_bombs_and_hangers_on_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("a", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let link = writer.finish().unwrap().into_inner();
        assert_eq!(unpack(&link), Err(ArchiveError::NotPlain("a".into())));
        // Two names of the same length, the second one turned into the first.
        let packed = pack(&[("aaaa".to_owned(), vec![1]), ("bbbb".to_owned(), vec![2])].into()).unwrap();
        let doubled: Vec<u8> = packed.iter().map(|byte| if *byte == b'b' { b'a' } else { *byte }).collect();
        assert!(unpack(&doubled).is_err());
        let bomb = pack(&[("a.txt".to_owned(), vec![0; 1 << 20])].into()).unwrap();
        // The size that stands in the directory, in bytes 24 to 27 of its only entry.
        let directory = bomb.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        let mut huge = bomb.clone();
        huge[directory + 24..directory + 28].copy_from_slice(&0x7000_0000_u32.to_le_bytes());
        assert_eq!(unpack(&huge), Err(ArchiveError::TooLarge));
        let mut small = bomb.clone();
        small[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
        assert!(unpack(&small).is_err());
        assert!(unpack(&[b"#!/bin/sh\n", &bomb[..]].concat()).is_err());
        assert!(unpack(b"").is_err());
    }
}
