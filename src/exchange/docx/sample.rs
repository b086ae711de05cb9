//! Small Word files that tests make.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml""#;

/// A file with this body, and parts of these kinds: `numbering`, `styles`, `comments`, `footnotes`, `header`.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut files = vec![
        (
            "_rels/.rels".to_owned(),
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
                .to_owned(),
        ),
        (
            "word/document.xml".to_owned(),
            format!("<w:document {HEAD}><w:body>{body}</w:body></w:document>"),
        ),
    ];
    let mut relations = Vec::new();
    for (kind, content) in parts {
        let root = match *kind {
            "header" => "hdr",
            kind => kind,
        };
        relations.push(format!(
            r#"<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{kind}.xml"/>"#
        ));
        files.push((
            format!("word/{kind}.xml"),
            format!("<w:{root} {HEAD}>{content}</w:{root}>"),
        ));
    }
    let relations = relations.concat();
    files.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        ),
    ));
    packed(&files)
}

/// A zip file of these files.
pub(crate) fn packed(files: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(content.as_bytes()).expect("its content");
    }
    writer.finish().expect("a zip file").into_inner()
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
pub(crate) fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// Says something that is to be read however the test ends.
pub(crate) fn tell(words: &str) {
    drop(writeln!(std::io::stdout(), "{words}"));
}

/// People's own Word files, in the folder that `ADIDEM_WORD_FILES` names; `None`, and said, where it names none.
pub(crate) fn own_files() -> Option<Vec<PathBuf>> {
    let Some(folder) = std::env::var_os("ADIDEM_WORD_FILES") else {
        tell("SKIPPED: set ADIDEM_WORD_FILES to a folder of Word files");
        return None;
    };
    let mut files = Vec::new();
    word_files(Path::new(&folder), &mut files);
    files.sort();
    assert!(!files.is_empty(), "no Word files in the folder that is named");
    Some(files)
}

fn word_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            word_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "docx") {
            found.push(path);
        }
    }
}
