//! A negotiation between two parties, made with stock git and `ssh-keygen`, every change and record signed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use adidem::audit::{AuditReport, AuditScope, Memory, Severity, audit};
use adidem::contract::{parties_digest, read, revision, whole};
use adidem::history::{POSITIONS, PublicKey, Repository};
use adidem::negotiation::{
    CommitId, Decision, NamedWording, Person, Record, RecordFormat, RecordId, negotiation_id, write_record,
};
use chrono::{DateTime, FixedOffset};

use crate::support::{Git, succeed};

pub(crate) const CONTRACT: &str = "contracts/crm.yaml";

/// Who acts: the customer's two members, the vendor's one, and a stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    Li,
    Max,
    Anna,
    Eve,
}

impl Who {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Li => "李静",
            Self::Max => "Max Wang",
            Self::Anna => "Anna Weber",
            Self::Eve => "Eve Stranger",
        }
    }

    pub(crate) fn email(self) -> &'static str {
        match self {
            Self::Li => "li.jing@yunfan.example",
            Self::Max => "max@yunfan.example",
            Self::Anna => "anna@beacon.example",
            Self::Eve => "eve@elsewhere.example",
        }
    }

    pub(crate) fn party(self) -> &'static str {
        if self == Self::Anna { "vendor" } else { "customer" }
    }
}

pub(crate) struct Deal {
    pub(crate) git: Git,
    keys: BTreeMap<Who, (PathBuf, PublicKey)>,
    signs: Option<Who>,
    /// For each party, its last record and how many it made.
    pub(crate) last: BTreeMap<&'static str, (RecordId, u32)>,
    pub(crate) round: u32,
    records: usize,
}

pub(crate) const TERMS: &str = "“Fees” means the sums in Annex A.";

impl Deal {
    /// Round 1 by the vendor, in which both parties list their keys.
    pub(crate) fn new() -> Self {
        let mut deal = Self::unsent();
        let text = deal.draft();
        deal.send(Who::Anna, &text);
        deal
    }

    /// Keys for everybody, and nothing recorded yet.
    pub(crate) fn unsent() -> Self {
        let git = Git::new();
        let keys = [Who::Li, Who::Max, Who::Anna, Who::Eve].map(|who| {
            let file = git.beside(&format!("{who:?}"));
            let mut keygen = git.command("ssh-keygen", &git.top());
            keygen
                .args(["-q", "-N", "", "-C", "", "-t", "ed25519", "-f"])
                .arg(&file);
            succeed(keygen, b"");
            let public = fs::read_to_string(file.with_extension("pub")).expect("the public key");
            (who, (file, PublicKey::parse(public.trim()).expect("a key")))
        });
        git.run(&["config", "gpg.format", "ssh"]);
        let keys = keys.into_iter().collect();
        Self {
            git,
            keys,
            signs: None,
            last: BTreeMap::new(),
            round: 0,
            records: 0,
        }
    }

    /// The text of round 1.
    pub(crate) fn draft(&self) -> String {
        let member = |who: Who| {
            let (name, email, key) = (who.name(), who.email(), self.key(who));
            format!("      - name: {name}\n        email: {email}\n        keys: [{key}]\n")
        };
        let clause = |id: &str, text: &str| format!("  - id: {id}\n    heading: About {id}\n    text: {text}\n");
        [
            "title: CRM\nparties:\n  - id: customer\n    name: Yunfan\n    members:\n",
            &(member(Who::Li) + &member(Who::Max)),
            "  - id: vendor\n    name: Beacon\n    members:\n",
            &member(Who::Anna),
            "clauses:\n",
            &clause("terms", TERMS),
            &clause("fees", "The Customer pays the Fees and 100% of the taxes."),
            &clause("term", "The contract ends after thirty days."),
            &clause("audit", "The Customer may inspect the books."),
        ]
        .concat()
    }

    pub(crate) fn key(&self, who: Who) -> &PublicKey {
        &self.keys[&who].1
    }

    /// Who is named as author, and whose key signs; `None` leaves what follows unsigned.
    pub(crate) fn act(&mut self, author: Who, signer: Option<Who>) {
        self.git.by(&format!("{} <{}>", author.name(), author.email()));
        if self.signs != signer {
            self.git.run(&[
                "config",
                "commit.gpgsign",
                if signer.is_some() { "true" } else { "false" },
            ]);
            if let Some(signer) = signer {
                let file = self.keys[&signer].0.to_str().expect("a path").to_owned();
                self.git.run(&["config", "user.signingkey", &file]);
            }
            self.signs = signer;
        }
    }

    pub(crate) fn by(&mut self, who: Who) -> &mut Git {
        self.act(who, Some(who));
        &mut self.git
    }

    pub(crate) fn head(&self) -> CommitId {
        self.git.run(&["rev-parse", "HEAD"]).parse().expect("a change")
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.git.top().join(CONTRACT)).expect("the contract")
    }

    /// A detached signature as stock `ssh-keygen` makes it.
    pub(crate) fn sign(&self, who: Who, bytes: &[u8], purpose: &str) -> Vec<u8> {
        let mut keygen = self.git.command("ssh-keygen", &self.git.top());
        keygen
            .args(["-q", "-Y", "sign", "-n", purpose, "-f"])
            .arg(&self.keys[&who].0);
        succeed(keygen, bytes)
    }

    /// What a person would record about some clauses of the present text.
    pub(crate) fn record(&self, who: Who, decision: Decision, clauses: &[&str]) -> Record {
        let text = self.text();
        let contract = read(text.as_bytes()).expect("a contract");
        let negotiation = self.negotiation(text.as_bytes());
        let named = |id: &&str| NamedWording {
            id: (*id).to_owned(),
            revision: contract.clause(id).map(revision),
        };
        let party = who.party();
        let others = self.last.iter().filter(|(other, _)| **other != party);
        Record {
            format: RecordFormat::Two,
            negotiation,
            contract: "crm".to_owned(),
            party: party.to_owned(),
            signer: who.email().to_owned(),
            key: Some(self.key(who).fingerprint().to_owned()),
            seq: self.last.get(party).map_or(0, |(_, seq)| *seq) + 1,
            round: self.round,
            decision,
            clauses: clauses.iter().map(named).collect(),
            whole: whole(&contract),
            base: (self.round > 0).then(|| self.head()),
            prev: self.last.get(party).map(|(id, _)| *id).into_iter().collect(),
            seen: others.map(|(party, (id, _))| ((*party).to_owned(), *id)).collect(),
            parties: parties_digest(&contract),
            at: "2026-02-01T09:00:00+08:00".parse().expect("a date"),
            reason: (decision == Decision::Reject).then(|| "too much".to_owned()),
            withdraws: None,
            speaks_for: None,
            reported: None,
        }
    }

    /// The name of the negotiation, by what git says of its first round.
    fn negotiation(&self, draft: &[u8]) -> adidem::contract::Revision {
        if self.round == 0 {
            // Round 1 is recorded with the next tick of the clock.
            let at = DateTime::from_timestamp(1_767_574_800 + 3600, 0).expect("a date");
            let zone = FixedOffset::east_opt(8 * 3600).expect("a zone");
            let author = Person {
                name: Who::Anna.name().into(),
                email: Who::Anna.email().into(),
            };
            return negotiation_id(draft, &author, at.with_timezone(&zone));
        }
        let first = self
            .git
            .run(&["log", "--diff-filter=A", "--format=%H%n%an%n%ae%n%aI", "--", CONTRACT]);
        let lines: Vec<&str> = first.lines().collect();
        let [id, name, email, at] = lines[lines.len() - 4..] else {
            unreachable!("four lines")
        };
        let file = self.git.run(&["show", &format!("{id}:{CONTRACT}")]) + "\n";
        let author = Person {
            name: name.to_owned(),
            email: email.to_owned(),
        };
        negotiation_id(file.as_bytes(), &author, at.parse().expect("a date"))
    }

    /// Where a record's file belongs.
    pub(crate) fn path(record: &Record) -> String {
        let id = RecordId::of(write_record(record).as_bytes());
        format!(
            "records/{}/{}/{}-{}.yaml",
            record.contract,
            record.party,
            record.seq,
            id.short()
        )
    }

    /// Writes a record and its signature into the working folder, without recording them.
    pub(crate) fn place(&mut self, who: Who, record: &Record) -> String {
        let file = write_record(record);
        let path = Self::path(record);
        let signature = self.sign(who, file.as_bytes(), POSITIONS);
        self.git
            .file(&path, &file)
            .file(&format!("{path}.sig"), &String::from_utf8(signature).expect("text"));
        self.last
            .insert(who.party(), (RecordId::of(file.as_bytes()), record.seq));
        self.records += 1;
        path
    }

    /// Records what a person says of some clauses; gives the path of the record.
    pub(crate) fn say(&mut self, who: Who, decision: Decision, clauses: &[&str]) -> String {
        let record = self.record(who, decision, clauses);
        let path = self.place(who, &record);
        self.by(who).record("Positions");
        path
    }

    pub(crate) fn accept(&mut self, who: Who, clauses: &[&str]) -> String {
        self.say(who, Decision::Accept, clauses)
    }

    /// Sends a text as the next round, with the record of the offer.
    pub(crate) fn send(&mut self, who: Who, text: &str) -> String {
        let before = (self.round > 0).then(|| self.text());
        let changed = changed(before.as_deref(), text);
        self.git.file(CONTRACT, text);
        let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
        let mut record = self.record(who, Decision::Offer, &changed);
        self.round += 1;
        record.round = self.round;
        // Nothing is said of any wording where only the parties change.
        if !changed.is_empty() {
            self.place(who, &record);
        }
        let (round, party) = (self.round, who.party());
        let trailers = format!("Adidem-Contract: crm\nAdidem-Round: {round}\nAdidem-Party: {party}");
        self.by(who).record(&format!("Send crm\n\nA note.\n\n{trailers}\n"))
    }

    /// Sends the present text with one passage replaced.
    pub(crate) fn reword(&mut self, who: Who, old: &str, new: &str) -> String {
        let text = self.text();
        assert!(text.contains(old), "{old}");
        self.send(who, &text.replace(old, new))
    }

    /// Records the present text with one passage replaced, as a plain change.
    pub(crate) fn edit(&mut self, old: &str, new: &str) -> String {
        let text = self.text();
        assert!(text.contains(old), "{old}");
        self.git.change(CONTRACT, &text.replace(old, new), "Edit")
    }

    /// A whole object of git as it is, however odd; gives its name.
    pub(crate) fn store(&self, kind: &str, content: &[u8]) -> String {
        let mut hash = self.git.command("git", &self.git.top());
        hash.args(["hash-object", "-t", kind, "-w", "--stdin", "--literally"]);
        String::from_utf8(succeed(hash, content))
            .expect("a name")
            .trim()
            .to_owned()
    }

    /// Puts another change in place of the newest.
    pub(crate) fn replace_newest(&self, forge: impl FnOnce(String) -> String) {
        let raw = self.git.run(&["cat-file", "commit", "HEAD"]) + "\n";
        let forged = self.store("commit", forge(raw).as_bytes());
        self.git.run(&["update-ref", "HEAD", &forged]);
    }

    pub(crate) fn audit(&self) -> AuditReport {
        self.audit_with(&Memory::default())
    }

    pub(crate) fn audit_with(&self, memory: &Memory) -> AuditReport {
        audited(&self.git.top(), memory)
    }

    /// The codes of the failures and of what could not be verified, each once; warnings with a `?` before them, but not
    /// the one that nobody has confirmed the keys yet.
    pub(crate) fn codes(&self) -> Vec<String> {
        codes(&self.audit())
    }
}

/// The clauses whose wording differs.
fn changed(old: Option<&str>, new: &str) -> Vec<String> {
    let old = old.map(|old| read(old.as_bytes()).expect("a contract"));
    let new = read(new.as_bytes()).expect("a contract");
    let mut changed: Vec<String> = Vec::new();
    for visit in new.walk() {
        let before = old.as_ref().and_then(|old| old.clause(&visit.clause.id)).map(revision);
        if before != Some(revision(visit.clause)) {
            changed.push(visit.clause.id.clone());
        }
    }
    let gone = old.iter().flat_map(|old| {
        old.walk()
            .into_iter()
            .map(|visit| visit.clause.id.clone())
            .collect::<Vec<_>>()
    });
    changed.extend(gone.filter(|id| new.clause(id).is_none()));
    changed
}

pub(crate) fn now() -> DateTime<FixedOffset> {
    "2026-12-01T00:00:00+00:00".parse().expect("a date")
}

pub(crate) fn audited(top: &Path, memory: &Memory) -> AuditReport {
    let repository = Repository::open_for_audit(top).expect("a repository");
    audit(&repository, memory, &AuditScope::default(), now(), &mut |_| {}).expect("a report")
}

pub(crate) fn codes(report: &AuditReport) -> Vec<String> {
    let mut codes: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.code != "A03-unconfirmed")
        .map(|finding| match finding.severity {
            Severity::Warning => format!("?{}", finding.code),
            Severity::Fail | Severity::CannotVerify => finding.code.to_owned(),
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}
