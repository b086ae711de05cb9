//! Attacks on the demonstration's record, so that the audit can be seen at work.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::keys;
use crate::contract;
use crate::history::{self, NewChange, POSITIONS, Repository, SIGNED_CHANGE, now};
use crate::language::{Language, messages};
use crate::negotiation::{Person, RecordId, read_record, write_record};
use crate::session::{Error, Workspace};

/// An attack that was planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attack {
    /// The code of the finding that names it.
    pub code: &'static str,
    deed: Tampering,
}

impl Attack {
    /// What was done, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        self.deed.message(language)
    }
}

messages! {
    /// What was done.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Tampering in language {
        RecordRewritten => {
            "a record of the NDA was rewritten after it was signed",
            "保密协议的一份记录在签名后被改写",
        }
        SignatureDeleted => { "the signature beside a record was deleted", "记录旁的签名被删去" }
        ClauseChangedUnsigned => {
            "an agreed clause of the NDA was changed without a signature",
            "保密协议中已议定的条款在没有签名的情况下被修改",
        }
        AgreedByBoth => { "both parties had accepted that clause", "双方均已接受该条款" }
        KeyIntruded => {
            "the vendor put a key of its own into the customer's party",
            "供应商在客户一方加入了自己的密钥",
        }
        AcceptanceForged => {
            "the vendor recorded an acceptance under the customer's name",
            "供应商以客户名义登记了接受",
        }
        DatedAhead => { "a change was dated in the future", "有一次提交的日期在将来" }
    }
}

/// The attacks, in the order in which they are made.
pub const ATTACKS: [Attack; 7] = [
    Attack {
        code: "A08-altered",
        deed: Tampering::RecordRewritten,
    },
    Attack {
        code: "A08-removed",
        deed: Tampering::SignatureDeleted,
    },
    Attack {
        code: "A05-unsigned",
        deed: Tampering::ClauseChangedUnsigned,
    },
    Attack {
        code: "A16-changed",
        deed: Tampering::AgreedByBoth,
    },
    Attack {
        code: "A23-keys",
        deed: Tampering::KeyIntruded,
    },
    Attack {
        code: "A09-party",
        deed: Tampering::AcceptanceForged,
    },
    Attack {
        code: "A07-future",
        deed: Tampering::DatedAhead,
    },
];

/// Makes all attacks on a demonstration that was just built.
pub(super) fn attack(folder: &Path) -> Result<(), Error> {
    let workspace = Workspace::open(folder)?;
    let repository = workspace.repository();
    let nda = workspace.negotiation("nda")?;
    let at = nda.record_files.last().map_or_else(now, |file| file.at) + TimeDelta::days(30);
    let vendor = Person {
        name: "Owen Fairlie".to_owned(),
        email: "owen.fairlie@lumenfold.example".to_owned(),
    };

    let record = nda
        .record_files
        .iter()
        .find(|file| file.party == "customer")
        .ok_or_else(nothing)?;
    let said = read(repository, record.text)?.replace("decision: offer", "decision: reject");
    let said = said.replace("decision: accept", "decision: reject");
    write(
        repository,
        &vendor,
        at,
        "Tidy up",
        &[(&record.path, Some(said.as_bytes()))],
        false,
    )?;

    let signed = nda
        .record_files
        .iter()
        .filter(|file| file.party == "vendor")
        .nth(1)
        .ok_or_else(nothing)?;
    let signature = format!("{}.sig", signed.path);
    write(
        repository,
        &vendor,
        at + TimeDelta::minutes(1),
        "Clean up",
        &[(&signature, None)],
        false,
    )?;

    let text = nda
        .found
        .text
        .map(|text| read(repository, text))
        .ok_or_else(nothing)??;
    let clause = contract::read(text.as_bytes())
        .ok()
        .and_then(|nda| nda.clause("term").map(|one| one.text.clone()));
    let changed = contract::set_text(
        &text,
        "term",
        &clause.ok_or_else(nothing)?.replace("three (3)", "one (1)"),
    )?;
    write(
        repository,
        &vendor,
        at + TimeDelta::minutes(2),
        "Layout",
        &[(&nda.found.path, Some(changed.as_bytes()))],
        false,
    )?;

    let crm = workspace.negotiation("crm-en")?;
    let text = crm
        .found
        .text
        .map(|text| read(repository, text))
        .ok_or_else(nothing)??;
    let own = keys::of(&vendor.email).public_key()?;
    let line = text.lines().find(|line| line.contains("keys:")).ok_or_else(nothing)?;
    let intruded = text.replacen(line, &line.replace(']', &format!(", {own}]")), 1);
    write(
        repository,
        &vendor,
        at + TimeDelta::minutes(3),
        "Contacts",
        &[(&crm.found.path, Some(intruded.as_bytes()))],
        true,
    )?;

    let theirs = crm
        .record_files
        .iter()
        .rev()
        .find(|file| file.party == "customer")
        .ok_or_else(nothing)?;
    let mut forged = read_record(read(repository, theirs.text)?.as_bytes()).map_err(|_| nothing())?;
    let key = keys::of(&vendor.email);
    forged.prev = vec![RecordId::of(read(repository, theirs.text)?.as_bytes())];
    (forged.seq, forged.at, forged.key) = (forged.seq + 1, at, Some(key.fingerprint()));
    let bytes = write_record(&forged);
    let folder = theirs.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = format!(
        "{folder}/{}-{}.yaml",
        forged.seq,
        RecordId::of(bytes.as_bytes()).short()
    );
    let signature = format!("{}\n", key.sign(POSITIONS, bytes.as_bytes())?);
    let files = [
        (&*path, Some(bytes.as_bytes())),
        (&*format!("{path}.sig"), Some(signature.as_bytes())),
    ];
    write(
        repository,
        &vendor,
        at + TimeDelta::minutes(4),
        "crm-en: customer accepts",
        &files,
        true,
    )?;

    let future = now() + TimeDelta::days(3650);
    let later = format!("{changed}# reviewed\n");
    write(
        repository,
        &vendor,
        future,
        "Review",
        &[(&nda.found.path, Some(later.as_bytes()))],
        true,
    )
}

fn read(repository: &Repository, text: crate::negotiation::TextId) -> Result<String, Error> {
    Ok(String::from_utf8_lossy(&repository.text(text)?).into_owned())
}

fn write(
    repository: &Repository,
    author: &Person,
    at: DateTime<FixedOffset>,
    message: &str,
    files: &[(&str, Option<&[u8]>)],
    signed: bool,
) -> Result<(), Error> {
    let change = NewChange {
        files,
        author,
        at,
        message,
        joins: &[],
    };
    let key = keys::of(&author.email);
    let mut sign = |bytes: &[u8]| key.sign(SIGNED_CHANGE, bytes);
    history::write(repository, &change, if signed { Some(&mut sign) } else { None })?;
    Ok(())
}

/// The demonstration lacks what the attack is made on.
fn nothing() -> Error {
    Error::Script {
        contract: "nda".to_owned(),
        round: 0,
        what: "there is nothing to attack".to_owned(),
    }
}
