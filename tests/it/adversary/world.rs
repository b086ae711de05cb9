//! A repository that grows at random, with every key in the process: what each person may do, and what the adversary does.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use adidem::audit::{Confirmation, Memory, block_digest};
use adidem::contract::{Clause, Contract, Member, Party, Revision, parties_digest, read, revision, whole, write};
use adidem::history::{MadeUpKey, POSITIONS, PublicKey};
use adidem::negotiation::{
    CommitId, Decision, NamedWording, Person, Record, RecordFormat, RecordId, negotiation_id, write_record,
};
use adidem::session::Workspace;
use chrono::{DateTime, FixedOffset, TimeDelta};
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Repository, Signature, Time};

use crate::support::{Dice, Git, succeed};

pub(super) const CONTRACT: &str = "contracts/crm.yaml";

pub(super) fn now() -> DateTime<FixedOffset> {
    "2026-12-01T00:00:00+00:00".parse().expect("a date")
}

/// Whose copy looks at the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Observer {
    /// The victim's own, which compared nothing.
    Victim,
    /// One whose owner compared the victim's keys after round 1.
    Auditor,
    Nobody,
}

impl Observer {
    pub(super) const ALL: [Self; 3] = [Self::Victim, Self::Auditor, Self::Nobody];
}

/// Everybody who may be named as the author of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Li,
    Max,
    Anna,
    Eve,
}

impl Who {
    pub(super) fn person(self) -> Person {
        let (name, email) = match self {
            Self::Li => ("Li Jing", "li@customer.example"),
            Self::Max => ("Max Wang", "max@customer.example"),
            Self::Anna => ("Anna Weber", "anna@vendor.example"),
            Self::Eve => ("Eve Stranger", "eve@elsewhere.example"),
        };
        Person {
            name: name.to_owned(),
            email: email.to_owned(),
        }
    }

    pub(super) fn member(self, key: usize) -> Member {
        let Person { name, email } = self.person();
        Member {
            name,
            email,
            keys: vec![public(key)],
        }
    }
}

/// The first keys are the victim's, which are Li's one after the other and then Max's; the others are known to the adversary.
const LI: std::ops::Range<usize> = 0..3;
const MAX: usize = 3;
const ANNA: std::ops::Range<usize> = 4..6;
pub(super) const FOREIGN: std::ops::Range<usize> = 4..9;

fn keys() -> &'static [(MadeUpKey, String)] {
    static KEYS: OnceLock<Vec<(MadeUpKey, String)>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let made = |seed: u8| {
            let key = MadeUpKey::from_seed(&[seed + 1; 32]);
            let public = key.public_key().expect("a public key");
            (key, public)
        };
        (0..9).map(made).collect()
    })
}

pub(super) fn public(key: usize) -> String {
    keys()[key].1.clone()
}

/// The negotiation, its newest round, and each party's records that count, with their numbers.
type Known = (Revision, u32, Vec<(String, RecordId, u32)>);

/// What a change is made of.
pub(super) struct Made<'a> {
    pub(super) parents: &'a [Oid],
    pub(super) files: &'a [(&'a str, Option<&'a [u8]>)],
    pub(super) author: Who,
    /// The key that signs it.
    pub(super) key: Option<usize>,
    pub(super) message: &'a str,
}

pub(super) struct World {
    /// Whether stock `ssh-keygen` signs and stock git stores, rather than this process.
    by_stock_tools: bool,
    /// Where it lies, and stock git for it.
    stock: Git,
    git: Repository,
    pub(super) dice: Dice,
    is_honest: bool,
    /// Every change that there is, oldest first.
    pub(super) all: Vec<Oid>,
    pub(super) tip: Oid,
    clock: i64,
    /// Li's key of now, and Anna's.
    pub(super) li: usize,
    anna: usize,
    /// What the victim signed: the negotiation, the clause and its wording.
    signed: BTreeSet<(Revision, String, Option<Revision>)>,
    /// The changes that the victim made.
    by_victim: Vec<Oid>,
    lineage: Revision,
    first: Oid,
    pub(super) told: Vec<String>,
}

impl World {
    /// With an adversary, who has the vendor's keys as well.
    pub(super) fn new(seed: u64) -> Self {
        Self::begin(seed, false, false)
    }

    /// The same, in which stock `ssh-keygen` makes every signature and stock git stores every change.
    pub(super) fn by_stock_tools(seed: u64) -> Self {
        Self::begin(seed, false, true)
    }

    /// In which everybody does what they may.
    pub(super) fn honest(seed: u64) -> Self {
        Self::begin(seed, true, false)
    }

    fn begin(seed: u64, is_honest: bool, by_stock_tools: bool) -> Self {
        let stock = Git::nowhere();
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        let git = Repository::init_opts(stock.top(), &options).expect("a repository");
        let mut world = Self {
            by_stock_tools,
            stock,
            git,
            dice: Dice::new(seed),
            is_honest,
            all: Vec::new(),
            tip: Oid::ZERO_SHA1,
            clock: 1_767_574_800,
            li: LI.start,
            anna: ANNA.start,
            signed: BTreeSet::new(),
            by_victim: Vec::new(),
            lineage: Revision::of(b""),
            first: Oid::ZERO_SHA1,
            told: Vec::new(),
        };
        world.round_1();
        world
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.stock.top()
    }

    pub(super) fn steps(&mut self) -> usize {
        3 + self.dice.below(9)
    }

    pub(super) fn is_first_lineage(&self, lineage: Revision) -> bool {
        self.lineage == lineage
    }

    /// Whether the observer can tell the victim's keys: who compared them, and the victim itself once it has signed.
    pub(super) fn knows_keys(&self, observer: Observer) -> bool {
        let is_behind = |one: &Oid| *one == self.tip || self.git.graph_descendant_of(self.tip, *one).unwrap_or(false);
        match observer {
            Observer::Victim => self.by_victim.iter().any(is_behind),
            Observer::Auditor => true,
            Observer::Nobody => false,
        }
    }

    pub(super) fn has_signed(&self, lineage: Revision, clause: &str, wording: Option<Revision>) -> bool {
        self.signed.contains(&(lineage, clause.to_owned(), wording))
    }

    pub(super) fn memory(&self, observer: Observer) -> Memory {
        let mut memory = Memory::default();
        match observer {
            Observer::Victim => memory.own_key = PublicKey::parse(&public(self.li)).ok(),
            Observer::Auditor => {
                let text = self.text_at(self.first, CONTRACT).expect("round 1");
                let contract = read(&text).expect("a contract");
                let customer = contract
                    .parties
                    .iter()
                    .find(|party| party.id == "customer")
                    .expect("the customer");
                memory.confirmed.push(Confirmation {
                    contract: "crm".to_owned(),
                    negotiation: self.lineage,
                    party: "customer".to_owned(),
                    block: block_digest(customer),
                    seen: self.first.to_string(),
                    at: now(),
                });
            }
            Observer::Nobody => {}
        }
        memory
    }

    fn round_1(&mut self) {
        let clause = |id: &str, text: &str| Clause {
            id: id.to_owned(),
            heading: format!("About {id}"),
            text: text.to_owned(),
            ..Clause::default()
        };
        let by_victim = self.dice.below(2) == 0;
        let mut customer = vec![Who::Li.member(self.li)];
        if self.dice.below(2) == 0 {
            customer.push(Who::Max.member(MAX));
        }
        let party = |id: &str, members: Vec<Member>| Party {
            id: id.to_owned(),
            name: format!("The {id} Ltd"),
            role: String::new(),
            members,
        };
        let contract = Contract {
            title: "CRM".to_owned(),
            parties: vec![
                party("customer", customer),
                party("vendor", vec![Who::Anna.member(self.anna)]),
            ],
            clauses: vec![
                clause("fees", "The fee is 100."),
                clause("term", "One year."),
                clause("law", "Of France."),
            ],
            ..Contract::default()
        };
        let text = write(&contract);
        let (who, key) = if by_victim {
            (Who::Li, self.li)
        } else {
            (Who::Anna, self.anna)
        };
        let at = Self::at(self.clock + 3600);
        self.lineage = negotiation_id(text.as_bytes(), &who.person(), at);
        let named = contract.clauses.iter().map(|one| named(&contract, &one.id)).collect();
        let record = Record {
            base: None,
            prev: Vec::new(),
            seen: std::collections::BTreeMap::new(),
            seq: 1,
            round: 1,
            ..self.record(&contract, self.lineage, who, key, Decision::Offer, named)
        };
        let files = self.filed(&record, key);
        let mut files: Vec<_> = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), Some(&bytes[..])))
            .collect();
        files.push((CONTRACT, Some(text.as_bytes())));
        let message = round_message(1, &record.party);
        let made = Made {
            parents: &[],
            files: &files,
            author: who,
            key: Some(key),
            message: &message,
        };
        self.tip = self.make(&made);
        self.first = self.tip;
        if by_victim {
            self.note(self.lineage, &record.clauses);
        }
        self.tell(&format!("round 1 by {who:?}"));
    }

    pub(super) fn step(&mut self) {
        self.git
            .reference("refs/heads/main", self.tip, true, "")
            .expect("the branch");
        match self.dice.below(if self.is_honest { 4 } else { 8 }) {
            0 | 1 => self.honest_step(true),
            2 | 3 => self.honest_step(false),
            _ => super::attack::attack(self),
        }
        self.git
            .reference("refs/heads/main", self.tip, true, "")
            .expect("the branch");
    }

    /// The victim or the vendor does what they may. The victim signs only where nobody else is listed for its party.
    fn honest_step(&mut self, is_victim: bool) {
        let Some(contract) = self.text_at(self.tip, CONTRACT).and_then(|text| read(&text).ok()) else {
            return;
        };
        let id = if is_victim { "customer" } else { "vendor" };
        let Some(place) = contract.parties.iter().position(|party| party.id == id) else {
            return;
        };
        let members = &contract.parties[place].members;
        let own = if is_victim { LI.start..MAX + 1 } else { ANNA };
        let is_own = |key: &String| own.clone().any(|own| public(own) == *key);
        if members.is_empty()
            || !members
                .iter()
                .all(|member| !member.keys.is_empty() && member.keys.iter().all(is_own))
        {
            return;
        }
        let is_max = is_victim && self.dice.below(3) == 0;
        let (who, key) = match (is_victim, is_max) {
            (true, true) => (Who::Max, MAX),
            (true, false) => (Who::Li, self.li),
            (false, _) => (Who::Anna, self.anna),
        };
        // Her program does not let her sign where others speak for her party.
        if !self.is_in_force(id, members) {
            return;
        }
        let listed = members
            .iter()
            .any(|member| member.email == who.person().email && member.keys.contains(&public(key)));
        if !listed {
            return;
        }
        match self.dice.below(6) {
            0..=2 => self.say(&contract, who, key),
            3 | 4 => self.reword(&contract, who, key),
            _ => self.own_keys(contract, place, who, key),
        }
    }

    /// What the person's program would know of the newest state: the negotiation, the round, and the last records of each
    /// party.
    pub(super) fn known(&self) -> Option<Known> {
        let workspace = Workspace::open(&self.folder()).expect("the repository");
        let negotiation = workspace.negotiation("crm").ok()?;
        let dossier = negotiation.dossier(&Memory::default()).ok()?;
        let counted = dossier
            .record
            .entries
            .iter()
            .filter(|entry| entry.appraised.trust.counts(true));
        let records = counted.filter_map(|entry| {
            let record = entry.appraised.record.as_ref()?;
            Some((record.party.clone(), entry.appraised.id, record.seq))
        });
        let newest = negotiation.rounds.rounds.last().map_or(0, |round| round.number);
        Some((dossier.record.negotiation?, newest, records.collect()))
    }

    fn is_in_force(&self, party: &str, members: &[Member]) -> bool {
        let workspace = Workspace::open(&self.folder()).expect("the repository");
        let Ok(negotiation) = workspace.negotiation("crm") else {
            return false;
        };
        let Ok(dossier) = negotiation.dossier(&self.memory(Observer::Victim)) else {
            return false;
        };
        let in_force = dossier
            .record
            .authority
            .newest()
            .iter()
            .find(|one| one.party.id == party);
        in_force.is_some_and(|one| !one.is_contested() && one.dispute.is_none() && one.party.members == members)
    }

    pub(super) fn record(
        &self,
        contract: &Contract,
        lineage: Revision,
        who: Who,
        key: usize,
        decision: Decision,
        clauses: Vec<NamedWording>,
    ) -> Record {
        let party = if who == Who::Anna { "vendor" } else { "customer" };
        let known = if self.all.is_empty() { None } else { self.known() };
        let (_, round, records) = known.unwrap_or((lineage, 0, Vec::new()));
        let last = |party: &str| {
            records
                .iter()
                .rev()
                .find(|(one, ..)| one == party)
                .map(|(_, id, seq)| (*id, *seq))
        };
        let other = if party == "vendor" { "customer" } else { "vendor" };
        Record {
            format: RecordFormat::Two,
            negotiation: lineage,
            contract: "crm".to_owned(),
            party: party.to_owned(),
            signer: who.person().email,
            key: Some(keys()[key].0.fingerprint()),
            seq: last(party).map_or(1, |(_, seq)| seq + 1),
            round,
            decision,
            clauses,
            whole: whole(contract),
            base: Some(id_of(self.tip)),
            prev: last(party).map(|(id, _)| id).into_iter().collect(),
            seen: last(other).map(|(id, _)| (other.to_owned(), id)).into_iter().collect(),
            parties: parties_digest(contract),
            at: Self::at(self.clock + 3600),
            reason: (decision == Decision::Reject).then(|| "too much".to_owned()),
            withdraws: None,
            speaks_for: None,
            reported: None,
        }
    }

    fn say(&mut self, contract: &Contract, who: Who, key: usize) {
        let Some((lineage, ..)) = self.known() else { return };
        let mut clauses: Vec<NamedWording> = Vec::new();
        for clause in &contract.clauses {
            if self.dice.below(2) == 0 && !clause.text.is_empty() {
                clauses.push(named(contract, &clause.id));
            }
        }
        if clauses.is_empty() {
            return;
        }
        let decision = if self.dice.below(4) == 0 {
            Decision::Reject
        } else {
            Decision::Accept
        };
        let record = self.record(contract, lineage, who, key, decision, clauses);
        let files = self.filed(&record, key);
        let files: Vec<_> = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), Some(&bytes[..])))
            .collect();
        let parents = [self.tip];
        let made = Made {
            parents: &parents,
            files: &files,
            author: who,
            key: Some(key),
            message: "Positions",
        };
        self.tip = self.make(&made);
        self.tell(&format!("{who:?} {decision:?} {:?}", ids(&record.clauses)));
        if who != Who::Anna && decision == Decision::Accept {
            self.note(lineage, &record.clauses);
        }
    }

    fn reword(&mut self, before: &Contract, who: Who, key: usize) {
        let Some((lineage, round, _)) = self.known() else {
            return;
        };
        let mut contract = before.clone();
        if contract.clauses.is_empty() {
            return;
        }
        let place = self.dice.below(contract.clauses.len());
        contract.clauses[place].text = format!("Words {} by {who:?}.", self.all.len());
        let named = vec![named(&contract, &contract.clauses[place].id)];
        let record = self.record(&contract, lineage, who, key, Decision::Offer, named);
        let record = Record {
            round: round + 1,
            ..record
        };
        let mut files = self.filed(&record, key);
        files.push((CONTRACT.to_owned(), write(&contract).into_bytes()));
        let files: Vec<_> = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), Some(&bytes[..])))
            .collect();
        let (parents, message) = ([self.tip], round_message(round + 1, &record.party));
        let made = Made {
            parents: &parents,
            files: &files,
            author: who,
            key: Some(key),
            message: &message,
        };
        self.tip = self.make(&made);
        self.tell(&format!("round {} by {who:?}: {:?}", round + 1, ids(&record.clauses)));
        if who != Who::Anna {
            self.note(lineage, &record.clauses);
        }
    }

    /// A new key, a colleague or a corrected name, in a change of its own.
    fn own_keys(&mut self, mut contract: Contract, place: usize, who: Who, key: usize) {
        let members = &mut contract.parties[place].members;
        match who {
            Who::Li if self.dice.below(2) == 0 && !members.iter().any(|one| one.email == Who::Max.person().email) => {
                members.push(Who::Max.member(MAX));
            }
            Who::Li if self.li + 1 < LI.end => self.li += 1,
            Who::Anna if self.anna + 1 < ANNA.end => self.anna += 1,
            _ => return,
        }
        let new = if who == Who::Anna { self.anna } else { self.li };
        if new != key {
            let mut all = members.iter_mut().flat_map(|member| &mut member.keys);
            if let Some(old) = all.find(|old| **old == public(key)) {
                *old = public(new);
            }
        }
        let text = write(&contract);
        let (parents, files) = ([self.tip], [(CONTRACT, Some(text.as_bytes()))]);
        let made = Made {
            parents: &parents,
            files: &files,
            author: who,
            key: Some(key),
            message: "Our keys",
        };
        self.tip = self.make(&made);
        self.tell(&format!("{who:?} changes the keys of {}", contract.parties[place].id));
    }

    /// Makes a change and takes it for the newest state, or leaves it beside.
    pub(super) fn advance(&mut self, made: &Made<'_>, what: &str) {
        let change = self.make(made);
        let is_newest = self.dice.below(6) != 0;
        if is_newest {
            self.tip = change;
        }
        let (author, key) = (made.author, made.key);
        self.told.push(format!(
            "{change:.7} adversary as {author:?} with {key:?}: {what}{}",
            if is_newest { "" } else { " (beside)" }
        ));
    }

    pub(super) fn tree_of(&self, change: Oid) -> Oid {
        self.git.find_commit(change).expect("a change").tree_id()
    }

    fn note(&mut self, lineage: Revision, clauses: &[NamedWording]) {
        self.signed
            .extend(clauses.iter().map(|one| (lineage, one.id.clone(), one.revision)));
    }

    pub(super) fn tell(&mut self, what: &str) {
        self.told.push(format!("{} {what}", &self.tip.to_string()[..7]));
    }

    fn at(seconds: i64) -> DateTime<FixedOffset> {
        let zone = FixedOffset::east_opt(8 * 3600).expect("a zone");
        (DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)).with_timezone(&zone)
    }

    pub(super) fn text_at(&self, change: Oid, path: &str) -> Option<Vec<u8>> {
        let tree = self.git.find_commit(change).ok()?.tree().ok()?;
        let entry = tree.get_path(Path::new(path)).ok()?;
        Some(self.git.find_blob(entry.id()).ok()?.content().to_vec())
    }

    /// Writes a change whose files are those of its first parent but for the ones given.
    pub(super) fn make(&mut self, made: &Made<'_>) -> Oid {
        let tree = self.tree_with(made.parents.first().copied(), made.files);
        self.make_of(tree, made)
    }

    /// The files of a state but for the ones given.
    fn tree_with(&self, base: Option<Oid>, files: &[(&str, Option<&[u8]>)]) -> Oid {
        let git = &self.git;
        let base = match base {
            Some(base) => self.tree_of(base),
            None => git.treebuilder(None).and_then(|new| new.write()).expect("a tree"),
        };
        let base = git.find_tree(base).expect("a tree");
        let mut update = TreeUpdateBuilder::new();
        for (path, bytes) in files {
            match bytes {
                Some(bytes) => {
                    let blob = git.blob(bytes).expect("a file");
                    update.upsert(*path, blob, FileMode::Blob);
                }
                None if base.get_path(Path::new(path)).is_ok() => {
                    update.remove(*path);
                }
                None => {}
            }
        }
        update.create_updated(git, &base).expect("a tree")
    }

    /// Stores a change as these bytes say.
    fn store(&self, content: &[u8]) -> Oid {
        if !self.by_stock_tools {
            return self
                .git
                .odb()
                .and_then(|odb| odb.write(git2::ObjectType::Commit, content))
                .expect("a change");
        }
        let mut git = self.stock.command("git", &self.folder());
        git.args(["hash-object", "-t", "commit", "-w", "--stdin"]);
        Oid::from_str(text(succeed(git, content)).trim()).expect("a name")
    }

    fn sign(&self, key: usize, purpose: &str, bytes: &[u8]) -> String {
        if !self.by_stock_tools {
            return keys()[key].0.sign(purpose, bytes).expect("a signature");
        }
        let file = self.folder().join(format!("key-{key}"));
        if !file.exists() {
            let mut options = fs::OpenOptions::new();
            let mut file = options
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&file)
                .expect("a file");
            file.write_all(keys()[key].0.private_key().expect("a key").as_bytes())
                .expect("a key");
        }
        let mut keygen = self.stock.command("ssh-keygen", &self.folder());
        keygen.args(["-q", "-Y", "sign", "-n", purpose, "-f"]).arg(&file);
        text(succeed(keygen, bytes))
    }

    /// A record's file and its signature, each with its path.
    pub(super) fn filed(&self, record: &Record, key: usize) -> Vec<(String, Vec<u8>)> {
        let file = write_record(record);
        let id = RecordId::of(file.as_bytes());
        let path = format!(
            "records/{}/{}/{}-{}.yaml",
            record.contract,
            record.party,
            record.seq,
            id.short()
        );
        let signature = self.sign(key, POSITIONS, file.as_bytes()).trim_end().to_owned() + "\n";
        vec![
            (format!("{path}.sig"), signature.into_bytes()),
            (path, file.into_bytes()),
        ]
    }

    pub(super) fn make_of(&mut self, tree: Oid, made: &Made<'_>) -> Oid {
        self.clock += 3600;
        let tree = self.git.find_tree(tree).expect("a tree");
        let parents: Vec<_> = made
            .parents
            .iter()
            .map(|one| self.git.find_commit(*one).expect("a parent"))
            .collect();
        let parents: Vec<_> = parents.iter().collect();
        let person = made.author.person();
        let time = Time::new(self.clock, 8 * 60);
        let author = Signature::new(&person.name, &person.email, &time).expect("an author");
        let content = self
            .git
            .commit_create_buffer(&author, &author, made.message, &tree, &parents)
            .expect("a change");
        let change = match made.key {
            Some(key) => {
                let signature = self.sign(key, "git", &content);
                let content = std::str::from_utf8(&content).expect("text");
                // The signature is the last header, each of its lines behind the first one indented.
                let (headers, message) = content.split_once("\n\n").expect("a message");
                let signature = signature.trim_end().replace('\n', "\n ");
                self.store(format!("{headers}\ngpgsig {signature}\n\n{message}").as_bytes())
            }
            None => self.store(&content),
        };
        self.all.push(change);
        if made.key.is_some_and(|key| key <= MAX) {
            self.by_victim.push(change);
        }
        change
    }
}

fn id_of(oid: Oid) -> CommitId {
    oid.to_string().parse().expect("a change")
}

pub(super) fn named(contract: &Contract, id: &str) -> NamedWording {
    NamedWording {
        id: id.to_owned(),
        revision: contract.clause(id).map(revision),
    }
}

pub(super) fn ids(clauses: &[NamedWording]) -> Vec<&str> {
    clauses.iter().map(|one| one.id.as_str()).collect()
}

pub(super) fn round_message(round: u32, party: &str) -> String {
    format!("Send crm\n\nA note.\n\nAdidem-Contract: crm\nAdidem-Round: {round}\nAdidem-Party: {party}\n")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}
