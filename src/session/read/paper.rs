//! A contract on paper: a Word file, a text, or the text of a PDF, as its sender wrote it.

use super::given_file;
use super::paper_fault::PaperFault;
use crate::contract::Revision;
use crate::exchange::docx::{Change, Comment, Docx, View};
use crate::exchange::paper::{Paper, plain, word, wrapped};
use crate::history::is_restricted;
use crate::session::Error;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

/// The largest file that is read, in bytes.
pub(in crate::session) const LARGEST: u64 = 128 << 20;
/// The largest text that a PDF may have.
const LARGEST_TEXT: usize = 64 << 20;

/// A file on paper, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPaper {
    /// The file's name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its text.
    pub paper: Paper,
    /// Its lines end where the page does, so that blanks and line ends tell nothing.
    pub wrapped: bool,
    /// It is of a kind in which changes can be marked.
    pub marks: bool,
    /// The tracked changes in it.
    pub changes: Vec<Change>,
    /// How many tracked changes are of looks alone.
    pub changed_looks: usize,
    /// The comments in it.
    pub comments: Vec<Comment>,
}

/// Reads a file on paper; what becomes of its tracked changes is for the caller to say.
///
/// # Errors
///
/// When it cannot be read, is of another format, or has no text.
pub(in crate::session) fn read_paper(file: &Path, view: View) -> Result<OnPaper, Error> {
    read_views(file, |docx| (word(docx, view), ()), |_| ()).map(|(paper, ())| paper)
}

/// Reads a file on paper with its tracked changes accepted, and gives beside it the paper with them rejected; a text has no
/// such changes.
///
/// # Errors
///
/// As [`read_paper`], and for a PDF, whose lines are not those of the text.
pub(in crate::session) fn read_both_views(file: &Path) -> Result<(OnPaper, Paper), Error> {
    let both = |docx: &Docx| (word(docx, View::Accepted), word(docx, View::Rejected));
    let (paper, rejected) = read_views(file, both, Paper::clone)?;
    if paper.wrapped {
        return Err(Error::Paper {
            file: file.display().to_string(),
            why: PaperFault::Wrapped,
        });
    }
    Ok((paper, rejected))
}

/// Reads a file on paper; `of_word` says what is wanted of a Word file, `of_text` of any other.
fn read_views<T>(
    file: &Path,
    of_word: impl FnOnce(&Docx) -> (Paper, T),
    of_text: impl FnOnce(&Paper) -> T,
) -> Result<(OnPaper, T), Error> {
    let bytes = given_file::read(file, LARGEST)?;
    let fault = |why| Error::Paper {
        file: file.display().to_string(),
        why,
    };
    let read = OnPaper {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sha256: Revision::of(&bytes).hex(),
        paper: Paper::default(),
        wrapped: false,
        marks: false,
        changes: Vec::new(),
        changed_looks: 0,
        comments: Vec::new(),
    };
    let (read, also) = if bytes.starts_with(b"%PDF") {
        let paper = wrapped(&text_of_pdf(file).map_err(fault)?);
        let also = of_text(&paper);
        let wrapped = true;
        (OnPaper { paper, wrapped, ..read }, also)
    } else if let Some(text) = text(&bytes) {
        let paper = plain(&text);
        let also = of_text(&paper);
        (OnPaper { paper, ..read }, also)
    } else {
        let docx = Docx::read(&bytes).map_err(|why| fault(PaperFault::Word(why)))?;
        let (paper, also) = of_word(&docx);
        let read = OnPaper {
            paper,
            marks: true,
            changes: docx.document.changes,
            changed_looks: docx.document.changed_looks,
            comments: docx.document.comments,
            ..read
        };
        (read, also)
    };
    if read.paper.lines.is_empty() {
        return Err(fault(PaperFault::NoText));
    }
    Ok((read, also))
}

/// The bytes as a text, where they are one.
fn text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let is_text = !text.starts_with("PK") && !text.starts_with(r"{\rtf") && !text.contains('\0');
    is_text.then(|| text.replace("\r\n", "\n"))
}

/// The text of a PDF, which the program `pdftotext` gives.
fn text_of_pdf(file: &Path) -> Result<String, PaperFault> {
    const PROGRAM: &str = "pdftotext";
    if is_restricted() {
        return Err(PaperFault::NoProgram);
    }
    let given = Command::new(PROGRAM)
        .args(["-q", "-enc", "UTF-8", "-eol", "unix", "--"])
        .arg(file)
        .arg("-")
        .stdin(Stdio::null())
        .output();
    let output = given.map_err(|error| match error.kind() {
        ErrorKind::NotFound => PaperFault::NoPdftotext,
        _ => PaperFault::Pdf(error.to_string()),
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(PaperFault::Pdf(said.trim().to_owned()));
    }
    if output.stdout.len() > LARGEST_TEXT {
        return Err(PaperFault::Pdf("its text is too long".to_owned()));
    }
    String::from_utf8(output.stdout).map_err(|error| PaperFault::Pdf(error.to_string()))
}
