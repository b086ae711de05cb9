//! Verifying an evidence file that came from anybody.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use crate::audit::finding::{AuditReport, Verdict};
use crate::audit::stamp::{self, STAMP_ENDING};
use crate::contract::{Party, Revision};
use crate::history::{Error, PublicKey, Repository, are_exported_openpgp, unbundle};
use crate::language::{Translated, system};
use crate::negotiation::RecordFormat;

use super::about::{About, Maker};
use super::archive::{Files, unpack};
use super::bounds::Bounds;
use super::contents::{DerivedFacts, tell};
use super::error::EvidenceError;
use super::fault::EvidenceFault;
use super::file_names::{ABOUT, ANSWER, APPRAISED, BUNDLE, MANIFEST, OPENPGP_KEYS, is_page};
use super::manifest;

/// How the file of a record ends.
const RECORD_ENDING: &str = ".yaml";

/// What is known of the time stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stamp {
    /// There is none.
    None,
    /// It is a stamp over this file; whose it is was not asked. The time it claims, `YYYYMMDDhhmmssZ`.
    Compared(String),
    /// Its signature and certificates are good, up to those that were given. The time.
    Verified(String),
    /// It is not good; that stands among the faults.
    Bad,
    /// It could not be verified; that stands among what is unknown.
    Unknown,
}

/// What came of verifying a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The contract, as the file says.
    pub contract: Option<String>,
    /// What does not hold.
    pub faults: Vec<EvidenceFault>,
    /// What could not be verified.
    pub unknown: Vec<EvidenceFault>,
    /// The pages that another version of the program wrote in other words than this one: nothing is proven of what they
    /// say.
    pub unproven: Vec<String>,
    /// What all pages say of the history in the file, in the words of this version.
    pub pages: BTreeMap<String, Vec<u8>>,
    /// The version of the program that made the file, as it says.
    pub program: Option<String>,
    /// The audit of the history in it, made anew.
    pub report: Option<AuditReport>,
    /// The members and keys of each party today, for whoever has some to compare them with.
    pub parties: Vec<Party>,
    /// The time stamp.
    pub stamp: Stamp,
    /// How many records have a time stamp of their own whose signature and certificates are good.
    pub stamped_records: usize,
    /// The digest of the manifest.
    pub manifest: Option<Revision>,
    /// How many files it holds.
    pub files: usize,
}

impl Verified {
    /// What it all amounts to.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        // How a contract is drafted says nothing of what was recorded about it.
        let audited = self.report.as_ref().map(AuditReport::record);
        if !self.faults.is_empty() || audited == Some(Verdict::Fails) {
            Verdict::Fails
        } else if !self.unknown.is_empty() || audited != Some(Verdict::Holds) {
            Verdict::CannotVerify
        } else {
            Verdict::Holds
        }
    }
}

/// Verifies an evidence file, believing nothing that it says of itself. With the certificates of time stamp
/// authorities (PEM), a time stamp is verified as well.
///
/// A file that would take far more time or memory than its size allows is given up: that it cannot be verified is the
/// answer then.
#[must_use]
pub fn verify_evidence(bytes: &[u8], authorities: Option<&Path>, now: DateTime<FixedOffset>) -> Verified {
    let (owned, path) = (bytes.to_vec(), authorities.map(PathBuf::from));
    let verified = Bounds::of(bytes.len()).within(move || verify_at_leisure(&owned, path.as_deref(), now));
    verified.unwrap_or_else(|reached| {
        let unknown = vec![EvidenceFault::GivenUp(reached)];
        Verified {
            unknown,
            ..Verified::nothing()
        }
    })
}

/// The same, for as long as it takes.
#[must_use]
pub fn verify_at_leisure(bytes: &[u8], authorities: Option<&Path>, now: DateTime<FixedOffset>) -> Verified {
    let mut verified = Verified::nothing();
    let files = match unpack(bytes) {
        Ok(files) => files,
        Err(error) => {
            verified.faults.push(EvidenceFault::Archive(error));
            return verified;
        }
    };
    verified.files = files.len();
    verified.faults.extend(manifest::faults(&files));
    verified.manifest = files.get(MANIFEST).map(|list| Revision::of(list));
    verified.history(&files, now);
    if let Some(authorities) = authorities {
        verified.times_of_records(&files, authorities);
    }
    verified.time(&files, authorities);
    verified
}

impl Verified {
    fn nothing() -> Self {
        Self {
            contract: None,
            faults: Vec::new(),
            unknown: Vec::new(),
            unproven: Vec::new(),
            pages: BTreeMap::new(),
            program: None,
            report: None,
            parties: Vec::new(),
            stamp: Stamp::None,
            stamped_records: 0,
            manifest: None,
            files: 0,
        }
    }

    /// Makes everything anew from the packed history, and compares.
    fn history(&mut self, files: &Files, now: DateTime<FixedOffset>) {
        let Some(about) = files.get(ABOUT).and_then(|about| About::read(about)) else {
            self.faults.push(EvidenceFault::NoAbout);
            return;
        };
        self.contract = Some(about.contract.clone());
        self.program = Some(about.program.clone());
        let maker = about.maker();
        if matches!(maker, Maker::Unknown | Maker::OtherForm) {
            let version = about.program.escape_debug().take(40).collect();
            self.unknown.push(EvidenceFault::OtherProgram(version));
        }
        if maker == Maker::OtherForm {
            return;
        }
        let Some(bundle) = files.get(BUNDLE) else {
            self.faults.push(EvidenceFault::NoHistory);
            return;
        };
        match retell(bundle, &about, now) {
            Ok(told) => {
                self.compare(files, &told, &about, maker);
                self.pages = told.files.into_iter().filter(|(name, _)| is_page(name)).collect();
                self.parties = told.parties;
                self.report = Some(told.report);
            }
            Err(error @ (EvidenceError::Folder(_) | EvidenceError::History(Error::Program { .. }))) => {
                self.unknown.push(EvidenceFault::NotHere(error.why()));
            }
            Err(error) => self.faults.push(EvidenceFault::Untold(error.why())),
        }
    }

    fn compare(&mut self, files: &Files, told: &DerivedFacts, about: &About, maker: Maker) {
        for (name, bytes) in &told.files {
            match files.get(name) {
                Some(found) if found == bytes => {}
                Some(_) if is_page(name) && maker != Maker::This => self.unproven.push(name.clone()),
                Some(_) if APPRAISED.contains(&name.as_str()) && has_unknown_signatures(&told.report) => {
                    self.unknown.push(EvidenceFault::UnknownSignatures(name.clone()));
                }
                Some(_) => self.faults.push(EvidenceFault::NotOfHistory(name.clone())),
                None => self.faults.push(EvidenceFault::MissingOfHistory(name.clone())),
            }
        }
        if maker == Maker::Earlier && about.is_by_first_program() {
            self.unknown.extend(
                beyond_first_program(told)
                    .into_iter()
                    .map(|record| EvidenceFault::NotBy {
                        version: about.program.clone(),
                        record: record.clone(),
                    }),
            );
        }
        if about.same_maker(&told.about).written().ok().as_ref() != files.get(ABOUT) {
            self.faults.push(EvidenceFault::NotOfHistory(ABOUT.to_owned()));
        }
        if let Some(block) = files.get(OPENPGP_KEYS) {
            self.openpgp(block, told);
        }
        for name in files.keys() {
            let beside = [BUNDLE, MANIFEST, ANSWER, ABOUT, OPENPGP_KEYS].contains(&name.as_str());
            if !beside && !told.files.contains_key(name) {
                self.faults.push(EvidenceFault::DoesNotFollow(name.clone()));
            }
        }
    }

    /// Whether the keys that a stranger needs are those, and nothing else.
    fn openpgp(&mut self, block: &[u8], told: &DerivedFacts) {
        if told.keys.iter().all(PublicKey::is_ssh) {
            self.faults.push(EvidenceFault::DoesNotFollow(OPENPGP_KEYS.to_owned()));
            return;
        }
        match are_exported_openpgp(block, &told.keys) {
            Ok(true) => {}
            Ok(false) => self.faults.push(EvidenceFault::ForeignKeys(OPENPGP_KEYS.to_owned())),
            Err(_) => self
                .unknown
                .push(EvidenceFault::UnknownSignatures(OPENPGP_KEYS.to_owned())),
        }
    }

    /// Has openssl look at the time stamps beside records; that they are over their records, the audit has seen.
    fn times_of_records(&mut self, files: &Files, authorities: &Path) {
        for (name, answer) in files {
            let Some(record) = name
                .strip_suffix(STAMP_ENDING)
                .filter(|record| record.starts_with("records/"))
            else {
                continue;
            };
            let (Some(bytes), Some(signature)) = (files.get(record), files.get(&format!("{record}.sig"))) else {
                continue;
            };
            let over = stamp::over_record(record, bytes, signature);
            match stamp::ask_openssl(answer, &over, authorities) {
                Ok(None) => self.stamped_records += 1,
                Ok(Some(said)) => {
                    let name = name.clone();
                    self.faults.push(EvidenceFault::RecordStampRefused { name, said });
                }
                Err(error) => {
                    self.unknown.push(match error.kind() {
                        ErrorKind::NotFound => EvidenceFault::NoOpenssl,
                        _ => EvidenceFault::StampUnknown(Translated::of(|language| system(&error, language))),
                    });
                    return;
                }
            }
        }
    }

    fn time(&mut self, files: &Files, authorities: Option<&Path>) {
        let (Some(answer), Some(list)) = (files.get(ANSWER), files.get(MANIFEST)) else {
            if authorities.is_some() && self.stamped_records == 0 {
                self.unknown.push(EvidenceFault::NoStamp);
            }
            return;
        };
        let time = match stamp::read(answer, list) {
            Ok(time) => time,
            Err(why) => {
                self.faults.push(EvidenceFault::Stamp(why));
                self.stamp = Stamp::Bad;
                return;
            }
        };
        let Some(authorities) = authorities else {
            self.stamp = Stamp::Compared(time);
            return;
        };
        self.stamp = match stamp::ask_openssl(answer, list, authorities) {
            Ok(None) => Stamp::Verified(time),
            Ok(Some(why)) => {
                self.faults.push(EvidenceFault::StampRefused(why));
                Stamp::Bad
            }
            Err(error) => {
                self.unknown.push(match error.kind() {
                    ErrorKind::NotFound => EvidenceFault::NoOpenssl,
                    _ => EvidenceFault::StampUnknown(Translated::of(|language| system(&error, language))),
                });
                Stamp::Unknown
            }
        };
    }
}

/// The first record among those that version 0.1 could not read. Whoever claims that it made the file could put any words into
/// its pages, which nobody compares.
fn beyond_first_program(told: &DerivedFacts) -> Option<&String> {
    let is_record = |name: &str| name.starts_with("records/") && name.ends_with(RECORD_ENDING);
    let first = format!("format: {}\n", RecordFormat::One.name());
    let mut records = told.files.iter().filter(|(name, _)| is_record(name));
    records
        .find(|(_, bytes)| !bytes.starts_with(first.as_bytes()))
        .map(|(name, _)| name)
}

/// Whether some signatures could not be verified for want of a program or a key.
fn has_unknown_signatures(report: &AuditReport) -> bool {
    report
        .findings
        .iter()
        .any(|one| matches!(one.code, "A05-unknown-signature" | "A10-unknown-signature"))
}

fn retell(bundle: &[u8], about: &About, now: DateTime<FixedOffset>) -> Result<DerivedFacts, EvidenceError> {
    let folder = tempfile::tempdir().map_err(EvidenceError::Folder)?;
    unbundle(bundle, folder.path())?;
    let repository = Repository::open_for_audit(folder.path())?.with_contracts_folder(&about.folder);
    tell(&repository, &about.contract, now)
}
