//! Whether a file that is in the way is an evidence file made before, which may be made anew.

use std::io::Cursor;

use zip::ZipArchive;

use super::manifest::MANIFEST;

/// Whether these bytes have the form of an evidence file. Nothing in it is unpacked.
#[must_use]
pub fn is_evidence(bytes: &[u8]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(MANIFEST).is_some())
}
