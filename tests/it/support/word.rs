//! Small Word files, as the other side sends them.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A Word file of these paragraphs and tables.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_numbered(body, ["decimal", "decimal", "lowerLetter"])
}

/// The same, where the numbers of the list are written so at each level.
pub(crate) fn docx_numbered(body: &str, formats: [&str; 3]) -> Vec<u8> {
    docx_with(body, formats, &[])
}

/// The same, with more parts.
pub(crate) fn docx_with(body: &str, formats: [&str; 3], more: &[(&str, &str)]) -> Vec<u8> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{kinds}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let level = |at: u32, format: &str, shown: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{shown}"/></w:lvl>"#
        )
    };
    let levels = level(0, formats[0], "%1.") + &level(1, formats[1], "%1.%2") + &level(2, formats[2], "(%3)");
    let files = [
        ("_rels/.rels", relation("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relation("numbering", "numbering.xml")),
        (
            "word/numbering.xml",
            format!(
                r#"<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
            ),
        ),
        (
            "word/document.xml",
            format!("<w:document {WORD}><w:body>{body}</w:body></w:document>"),
        ),
    ];
    let more = more.iter().map(|(name, content)| (*name, (*content).to_owned()));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files.into_iter().chain(more) {
        writer.start_file(name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(content.as_bytes()).expect("its content");
    }
    writer.finish().expect("a zip file").into_inner()
}

/// A paragraph at a level of the numbered list, or of none.
pub(crate) fn p(level: Option<u32>, runs: &str) -> String {
    let numbered = level.map_or_else(String::new, |level| {
        format!(r#"<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>"#)
    });
    format!("<w:p>{numbered}{runs}</w:p>")
}

/// A run.
pub(crate) fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A run that is struck, as a tracked change.
pub(crate) fn del(text: &str) -> String {
    format!(
        r#"<w:del w:id="1" w:author="Kim Reed" w:date="2026-03-01T09:00:00Z"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>"#
    )
}

/// A run that is put in, as a tracked change.
pub(crate) fn ins(text: &str) -> String {
    format!(
        r#"<w:ins w:id="2" w:author="Kim Reed" w:date="2026-03-01T09:00:00Z">{}</w:ins>"#,
        r(text)
    )
}

/// A whole paragraph that came in, or went, as a tracked change.
pub(crate) fn tracked_p(level: Option<u32>, kind: &str, run: &str) -> String {
    let numbered = level.map_or_else(String::new, |level| {
        format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>"#)
    });
    format!(r#"<w:p><w:pPr>{numbered}<w:rPr><w:{kind} w:id="3" w:author="Kim Reed"/></w:rPr></w:pPr>{run}</w:p>"#)
}
