//! A Word file with other parts: what is not replaced is copied as it is packed, byte for byte.

use crate::exchange::docx::DocxFault;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The file with some of its parts replaced.
pub(super) fn repacked(file: &[u8], parts: &BTreeMap<String, String>) -> Result<Vec<u8>, DocxFault> {
    let broken = |error: &dyn std::fmt::Display| DocxFault::Broken(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|error| broken(&error))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len())));
    // The same export gives the same bytes, whenever it is made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| broken(&error))?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        match parts.get(&name) {
            Some(content) => {
                writer.start_file(name, options).map_err(|error| broken(&error))?;
                writer.write_all(content.as_bytes()).map_err(|error| broken(&error))?;
            }
            None => writer.raw_copy_file(part).map_err(|error| broken(&error))?,
        }
    }
    let written = writer.finish().map_err(|error| broken(&error))?;
    Ok(written.into_inner())
}

/// The text of a part as it is written in UTF-8, whatever it was in before.
pub(super) fn in_utf_8(text: String) -> String {
    let Some(end) = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>")) else {
        return text;
    };
    let declared = &text[..end + 7];
    if declared.to_ascii_lowercase().contains("utf-16") {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{}"#,
            &text[end + 7..]
        )
    } else {
        text
    }
}
