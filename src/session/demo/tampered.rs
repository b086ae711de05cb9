//! Attacks on the demonstration's record, so that the audit can be seen at work.

use std::path::Path;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::keys;
use crate::contract;
use crate::history::{self, NewChange, POSITIONS, Repository, SIGNED_CHANGE, now};
use crate::language::{Language, messages};
use crate::negotiation::{Person, RecordId, TextId, read_record, write_record};
use crate::session::workspace::Negotiation;
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
    let nda = workspace.negotiation("nda")?;
    let crm = workspace.negotiation("crm-en")?;
    let at = nda.record_files.last().map_or_else(now, |file| file.at) + TimeDelta::days(30);
    let attacker = Attacker {
        repository: workspace.repository(),
        vendor: Person {
            name: "Owen Fairlie".to_owned(),
            email: "owen.fairlie@lumenfold.example".to_owned(),
        },
    };
    attacker.rewrites_a_record(&nda, at)?;
    attacker.deletes_a_signature(&nda, at + TimeDelta::minutes(1))?;
    let changed = attacker.changes_an_agreed_clause(&nda, at + TimeDelta::minutes(2))?;
    attacker.intrudes_a_key(&crm, at + TimeDelta::minutes(3))?;
    attacker.forges_an_acceptance(&crm, at, at + TimeDelta::minutes(4))?;
    attacker.dates_ahead(&nda, &changed)
}

/// The vendor's person who does all of it.
struct Attacker<'a> {
    repository: &'a Repository,
    vendor: Person,
}

/// Whether a change is signed by the attacker's key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signing {
    Unsigned,
    Signed,
}

impl Attacker<'_> {
    fn rewrites_a_record(&self, nda: &Negotiation<'_>, at: DateTime<FixedOffset>) -> Result<(), Error> {
        let of_customer = nda.record_files.iter().find(|file| file.party == "customer");
        let record = of_customer.ok_or_else(nothing)?;
        let said = self
            .read(record.text)?
            .replace("decision: offer", "decision: reject")
            .replace("decision: accept", "decision: reject");
        let files = [(&*record.path, Some(said.as_bytes()))];
        self.write(at, "Tidy up", &files, Signing::Unsigned)
    }

    fn deletes_a_signature(&self, nda: &Negotiation<'_>, at: DateTime<FixedOffset>) -> Result<(), Error> {
        let mut of_vendor = nda.record_files.iter().filter(|file| file.party == "vendor");
        let signature = format!("{}.sig", of_vendor.nth(1).ok_or_else(nothing)?.path);
        self.write(at, "Clean up", &[(&signature, None)], Signing::Unsigned)
    }

    /// The contract as it reads afterwards.
    fn changes_an_agreed_clause(&self, nda: &Negotiation<'_>, at: DateTime<FixedOffset>) -> Result<String, Error> {
        let text = self.text(nda)?;
        let clause = contract::read(text.as_bytes())
            .ok()
            .and_then(|nda| nda.clause("term").map(|one| one.text.clone()))
            .ok_or_else(nothing)?;
        let changed = contract::set_text(&text, "term", &clause.replace("three (3)", "one (1)"))?;
        let files = [(&*nda.found.path, Some(changed.as_bytes()))];
        self.write(at, "Layout", &files, Signing::Unsigned)?;
        Ok(changed)
    }

    fn intrudes_a_key(&self, crm: &Negotiation<'_>, at: DateTime<FixedOffset>) -> Result<(), Error> {
        let text = self.text(crm)?;
        let own = keys::of(&self.vendor.email).public_key()?;
        let line = text.lines().find(|line| line.contains("keys:")).ok_or_else(nothing)?;
        let intruded = text.replacen(line, &line.replace(']', &format!(", {own}]")), 1);
        let files = [(&*crm.found.path, Some(intruded.as_bytes()))];
        self.write(at, "Contacts", &files, Signing::Signed)
    }

    fn forges_an_acceptance(
        &self,
        crm: &Negotiation<'_>,
        said_at: DateTime<FixedOffset>,
        at: DateTime<FixedOffset>,
    ) -> Result<(), Error> {
        let mut of_customer = crm.record_files.iter().filter(|file| file.party == "customer");
        let theirs = of_customer.next_back().ok_or_else(nothing)?;
        let written = self.read(theirs.text)?;
        let mut forged = read_record(written.as_bytes()).map_err(|_| nothing())?;
        let key = keys::of(&self.vendor.email);
        forged.prev = vec![RecordId::of(written.as_bytes())];
        (forged.seq, forged.at, forged.key) = (forged.seq + 1, said_at, Some(key.fingerprint()));
        let bytes = write_record(&forged);
        let folder = theirs.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let short = RecordId::of(bytes.as_bytes()).short();
        let path = format!("{folder}/{}-{short}.yaml", forged.seq);
        let signature = format!("{}\n", key.sign(POSITIONS, bytes.as_bytes())?);
        let files = [
            (&*path, Some(bytes.as_bytes())),
            (&*format!("{path}.sig"), Some(signature.as_bytes())),
        ];
        self.write(at, "crm-en: customer accepts", &files, Signing::Signed)
    }

    fn dates_ahead(&self, nda: &Negotiation<'_>, text: &str) -> Result<(), Error> {
        let future = now() + TimeDelta::days(3650);
        let later = format!("{text}# reviewed\n");
        let files = [(&*nda.found.path, Some(later.as_bytes()))];
        self.write(future, "Review", &files, Signing::Signed)
    }

    /// A contract as it reads at the latest state.
    fn text(&self, negotiation: &Negotiation<'_>) -> Result<String, Error> {
        self.read(negotiation.found.text.ok_or_else(nothing)?)
    }

    fn read(&self, text: TextId) -> Result<String, Error> {
        Ok(String::from_utf8_lossy(&self.repository.text(text)?).into_owned())
    }

    fn write(
        &self,
        at: DateTime<FixedOffset>,
        message: &str,
        files: &[(&str, Option<&[u8]>)],
        signing: Signing,
    ) -> Result<(), Error> {
        let change = NewChange {
            files,
            author: &self.vendor,
            at,
            message,
            joins: &[],
        };
        let key = keys::of(&self.vendor.email);
        let mut sign = |bytes: &[u8]| key.sign(SIGNED_CHANGE, bytes);
        let signed = signing == Signing::Signed;
        history::write(self.repository, &change, if signed { Some(&mut sign) } else { None })?;
        Ok(())
    }
}

/// The demonstration lacks what the attack is made on.
fn nothing() -> Error {
    Error::Script {
        contract: "nda".to_owned(),
        round: 0,
        what: "there is nothing to attack".to_owned(),
    }
}
