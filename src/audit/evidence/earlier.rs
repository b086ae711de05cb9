//! Whether a file that is in the way is an evidence file made before, which may be made anew.

use super::file_names::MANIFEST;
use super::layout;

/// Whether these bytes have the form of an evidence file. Nothing in it is unpacked.
#[must_use]
pub fn is_evidence(bytes: &[u8]) -> bool {
    layout::read(bytes).is_ok_and(|files| files.iter().any(|file| file.name == MANIFEST))
}
