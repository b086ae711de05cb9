//! A Word file as a package: which parts it has, and their content. Nothing is unpacked beyond what a document may hold.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::DocxFault;
use super::xml::{self, Element, Space};

/// The largest part that is read, unpacked. A document of 300 pages has some 15 MB.
const LARGEST_PART: u64 = 64 << 20;
/// All that is read of one file.
const LARGEST: u64 = 128 << 20;
/// How many parts a file may have.
const MOST_PARTS: usize = 10_000;

/// What begins a file of the formats that Word used before, which also holds an encrypted one.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The opened file.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    /// The name of the main document.
    main: String,
    /// The parts that the main document leads to: the kind of relation, which is the last word of its type, and the name.
    related: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    /// Opens a file from its bytes.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, DocxFault> {
        if !bytes.starts_with(b"PK") {
            return Err(other_format(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > MOST_PARTS {
            return Err(DocxFault::TooLarge);
        }
        // Names are the same whatever their case.
        let mut names = BTreeSet::new();
        for name in archive.file_names_raw() {
            let name = String::from_utf8_lossy(name).to_lowercase();
            if names.contains(&name) {
                return Err(DocxFault::Doubled(name));
            }
            names.insert(name);
        }
        if archive.has_duplicate_names() {
            return Err(DocxFault::Doubled("?".to_owned()));
        }
        let mut package = Self {
            archive,
            left: LARGEST,
            main: String::new(),
            related: Vec::new(),
        };
        package.main = package
            .relations("_rels/.rels", "")?
            .into_iter()
            .find(|(kind, _)| kind == "officeDocument")
            .map(|(_, name)| name)
            .filter(|name| package.has(name))
            .ok_or_else(|| {
                if package.has("content.xml") {
                    DocxFault::OtherFormat("OpenDocument")
                } else {
                    DocxFault::NoDocument
                }
            })?;
        let (folder, file) = package.main.rsplit_once('/').unwrap_or(("", &package.main));
        let relations = resolved(folder, &format!("_rels/{file}.rels"));
        let folder = folder.to_owned();
        package.related = package.relations(&relations, &folder)?;
        Ok(package)
    }

    /// The name of the main document.
    pub(crate) fn main(&self) -> &str {
        &self.main
    }

    /// The parts of a kind that the main document leads to, as far as they are there.
    pub(crate) fn related(&self, kind: &str) -> Vec<String> {
        let of_kind = self.related.iter().filter(|(found, _)| found == kind);
        of_kind
            .map(|(_, name)| name.clone())
            .filter(|name| self.has(name))
            .collect()
    }

    /// Whether there are programs in it. None of them is ever run.
    pub(crate) fn has_macros(&self) -> bool {
        self.archive
            .file_names_raw()
            .any(|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin"))
    }

    /// Whether it has electronic signatures.
    pub(crate) fn is_signed(&self) -> bool {
        self.archive
            .file_names_raw()
            .any(|name| name.to_ascii_lowercase().starts_with(b"_xmlsignatures/"))
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, DocxFault> {
        let limit = LARGEST_PART.min(self.left);
        let mut bytes = Vec::new();
        let part = self.archive.by_name(name).map_err(|error| match error {
            ZipError::FileNotFound => DocxFault::NoDocument,
            other => broken(&other),
        })?;
        // What it says of its own size is not believed.
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| DocxFault::Broken(error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(DocxFault::TooLarge);
        }
        self.left -= bytes.len() as u64;
        xml::decoded(bytes, name)
    }

    /// What a part of relations says: kind and name; those that lead out of the file are left out.
    fn relations(&mut self, name: &str, folder: &str) -> Result<Vec<(String, String)>, DocxFault> {
        if !self.has(name) {
            return Ok(Vec::new());
        }
        let text = self.text(name)?;
        let root = xml::parse(&text, name)?;
        let inside = |relation: &&Element<'_>| relation.attribute("TargetMode").as_deref() != Some("External");
        Ok(root
            .elements(Space::Other, "Relationship")
            .filter(inside)
            .filter_map(|relation| {
                let kind = relation.attribute("Type")?;
                let kind = kind.rsplit('/').next()?.to_owned();
                Some((kind, resolved(folder, &relation.attribute("Target")?)))
            })
            .collect())
    }
}

/// A target as the name of a part: from the folder of what names it, or from the top.
fn resolved(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(from_top) => from_top.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn broken(error: &ZipError) -> DocxFault {
    DocxFault::Broken(error.to_string())
}

/// What a file is that is no zip file.
fn other_format(bytes: &[u8]) -> DocxFault {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.starts_with(COMPOUND) {
        if bytes.windows(encrypted.len()).any(|window| window == encrypted) {
            DocxFault::Password
        } else {
            DocxFault::OldWord
        }
    } else if bytes.starts_with(br"{\rtf") {
        DocxFault::OtherFormat("RTF")
    } else if bytes.starts_with(b"%PDF") {
        DocxFault::OtherFormat("PDF")
    } else {
        DocxFault::NotWord
    }
}
