//! Verifying an evidence file that came from anybody.

use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use crate::audit::finding::{Report, Verdict};
use crate::contract::Revision;
use crate::history::{Error, Repository, unbundle};

use super::archive::{Files, unpack};
use super::contents::{ABOUT, APPRAISED, About, BUNDLE, FORMAT, OPENPGP_KEYS, PAGES, Told, tell};
use super::fault::EvidenceFault;
use super::make::EvidenceError;
use super::manifest::{self, ANSWER, MANIFEST};
use super::stamp;

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
    /// The audit of the history in it, made anew.
    pub report: Option<Report>,
    /// The time stamp.
    pub stamp: Stamp,
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
        let audited = self.report.as_ref().map(Report::record);
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
#[must_use]
pub fn verify_evidence(bytes: &[u8], authorities: Option<&Path>, now: DateTime<FixedOffset>) -> Verified {
    let mut verified = Verified {
        contract: None,
        faults: Vec::new(),
        unknown: Vec::new(),
        report: None,
        stamp: Stamp::None,
        manifest: None,
        files: 0,
    };
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
    verified.time(&files, authorities);
    verified
}

impl Verified {
    /// Makes everything anew from the packed history, and compares.
    fn history(&mut self, files: &Files, now: DateTime<FixedOffset>) {
        let about: Option<About> = files.get(ABOUT).and_then(|about| serde_json::from_slice(about).ok());
        let Some(about) = about.filter(|about| about.format == FORMAT) else {
            self.faults.push(EvidenceFault::NoAbout);
            return;
        };
        self.contract = Some(about.contract.clone());
        let Some(bundle) = files.get(BUNDLE) else {
            self.faults.push(EvidenceFault::NoHistory);
            return;
        };
        match retell(bundle, &about, now) {
            Ok(told) => {
                self.compare(files, &told, &about);
                self.report = Some(told.report);
            }
            Err(error @ (EvidenceError::Folder(_) | EvidenceError::History(Error::Program { .. }))) => {
                self.unknown.push(EvidenceFault::NotHere(error.why()));
            }
            Err(error) => self.faults.push(EvidenceFault::Untold(error.why())),
        }
    }

    fn compare(&mut self, files: &Files, told: &Told, about: &About) {
        for (name, bytes) in &told.files {
            match files.get(name) {
                Some(found) if found == bytes => {}
                Some(_) if is_worded(name) && about.program != env!("CARGO_PKG_VERSION") => {
                    let version = about.program.escape_debug().take(40).collect();
                    self.unknown.push(EvidenceFault::OtherProgram { name: name.clone(), version });
                }
                Some(_) if APPRAISED.contains(&name.as_str()) && has_unknown_signatures(&told.report) => {
                    self.unknown.push(EvidenceFault::UnknownSignatures(name.clone()));
                }
                Some(_) => self.faults.push(EvidenceFault::NotOfHistory(name.clone())),
                None => self.faults.push(EvidenceFault::MissingOfHistory(name.clone())),
            }
        }
        for name in files.keys() {
            let beside = [BUNDLE, MANIFEST, ANSWER, OPENPGP_KEYS].contains(&name.as_str());
            if !beside && !told.files.contains_key(name) {
                self.faults.push(EvidenceFault::DoesNotFollow(name.clone()));
            }
        }
    }

    fn time(&mut self, files: &Files, authorities: Option<&Path>) {
        let (Some(answer), Some(list)) = (files.get(ANSWER), files.get(MANIFEST)) else {
            if authorities.is_some() {
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
                    _ => EvidenceFault::StampUnknown(error.to_string()),
                });
                Stamp::Unknown
            }
        };
    }
}

/// Whether a file is worded by the program, so that another version of it may say the same in other words.
fn is_worded(name: &str) -> bool {
    PAGES.contains(&name) || APPRAISED.contains(&name)
}

/// Whether some signatures could not be verified for want of a program or a key.
fn has_unknown_signatures(report: &Report) -> bool {
    report.findings.iter().any(|one| matches!(one.code, "A05-unknown-signature" | "A10-unknown-signature"))
}

fn retell(bundle: &[u8], about: &About, now: DateTime<FixedOffset>) -> Result<Told, EvidenceError> {
    let folder = tempfile::tempdir().map_err(EvidenceError::Folder)?;
    unbundle(bundle, folder.path())?;
    let repository = Repository::open_for_audit(folder.path())?.with_contracts_folder(&about.folder);
    tell(&repository, &about.contract, now)
}
