//! Where a contract stands: every clause, every party's position, who has to act, and whether it is in agreed form.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::comments::{ShownThread, shared};
use super::dossier::Dossier;
use super::stood_by;
use super::version_facts::WholeText;
use crate::contract::Contract;
use crate::language::Translated;
use crate::negotiation::{
    ClauseStanding, PartyPosition, PartyTurns, PositionKind, RecordId, Standings, Trust, Turns, older_definitions,
    speaker_among, turns, under_new_ids,
};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{PositionWords, one_line};

/// Where a contract stands.
#[derive(Debug, Clone)]
pub struct Status {
    /// The contract's name.
    pub contract: String,
    /// Its title in the newest round.
    pub title: String,
    /// The number of the newest round.
    pub round: u32,
    /// The parties of the newest round: id and name.
    pub parties: Vec<(String, String)>,
    /// What each party is called in the contract (`甲方`, `Customer`), in the same order; its id where it has no role.
    pub roles: Vec<String>,
    /// Every clause of the newest round, and those whose deletion is not agreed yet, in reading order.
    pub clauses: Vec<ClauseStatus>,
    /// Who has to act next, by id.
    pub ball: Vec<String>,
    /// How many clauses every party has agreed to.
    pub agreed: usize,
    /// How many clauses need positions.
    pub total: usize,
    /// Whether all parties agree on one and the same whole text.
    pub form: AgreedForm,
    /// The parties with positions that count and are not verified in this copy, by id: nobody compared their keys, or they
    /// list none.
    pub not_compared: Vec<String>,
    /// What a reader of positions has to know of the record.
    pub notices: Vec<Notice>,
    /// How the negotiation went: rounds and days with each party, how often each clause went back and forth.
    pub turns: Turns,
}

/// One clause and where it stands.
#[derive(Debug, Clone)]
pub struct ClauseStatus {
    /// Its number in the newest round; `None` when it is deleted.
    pub number: Option<String>,
    /// Its heading; of the last round that had it, when it is deleted.
    pub heading: String,
    /// The id of the clause that says the same in the other language, in the newest round.
    pub pair: Option<String>,
    /// Its standing and positions.
    pub standing: ClauseStanding,
    /// The reason given with each party's present position, by party.
    pub reasons: HashMap<String, String>,
    /// Of each position that another party reports: the party that does, and how it was said, by the party reported on.
    pub reports: HashMap<String, (String, String)>,
    /// For a party that accepted it, the clauses with definitions it uses that have changed since.
    pub older_definitions: Vec<OlderTerms>,
    /// For a party to which the clause is new, the id under which it last stood by the very same words, and whether it
    /// offered them.
    pub former_ids: BTreeMap<String, (String, bool)>,
    /// The comments of the shared history on it.
    pub comments: Vec<ShownThread>,
}

/// A party, and the clauses with the definitions that have changed since it accepted.
pub type OlderTerms = (String, Vec<String>);

/// Whether all parties agree on one and the same whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgreedForm {
    /// They do.
    Yes,
    /// These clauses are open.
    Open(Vec<String>),
    /// All clauses are agreed, and the newest record of these parties was made of another whole text than today's.
    OtherWhole(Vec<String>),
    /// All that was sent is agreed, and these members have changed the contract since without sending it: what the
    /// file says now nobody agreed to.
    Unsent(Vec<String>),
}

/// What a reader of positions has to know of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A file of the record, or its signature, lies there no longer as it came into history.
    Lost(String),
    /// Nobody has compared this party's keys outside of git.
    Unconfirmed(String),
    /// Somebody without an earlier key of this party changed its members or keys.
    Intruded(String),
    /// This party lists no keys: what it recorded cannot be verified.
    Keyless(String),
    /// Every key that is listed for this party stands for another one.
    Deprived(String),
    /// A record that does not count: its file, and why.
    Void(String, Translated),
    /// A round of a party with keys that its sender did not sign, and who is named as its author.
    UnsignedRound(u32, String),
    /// Changes after the newest round that nobody sent, by whom.
    Unsent(String),
}

impl Status {
    /// A party's name, fit for one line.
    #[must_use]
    pub fn party_name(&self, id: &str) -> String {
        one_line(
            self.parties
                .iter()
                .find(|(known, _)| known == id)
                .map_or(id, |(_, name)| name),
        )
    }

    /// What a party is called in the contract, fit for one line.
    #[must_use]
    pub fn role(&self, id: &str) -> String {
        let at = self.parties.iter().position(|(known, _)| known == id);
        one_line(at.and_then(|at| self.roles.get(at)).map_or(id, String::as_str))
    }

    /// The names of parties in a row.
    #[must_use]
    pub fn named(&self, ids: &[String], words: PositionWords) -> String {
        if ids.is_empty() {
            return words.nobody().to_owned();
        }
        words
            .0
            .list(&ids.iter().map(|id| self.party_name(id)).collect::<Vec<_>>())
    }

    /// A party's position on a clause in words, with what is known of it.
    #[must_use]
    pub fn spoken(&self, clause: &ClauseStatus, position: &PartyPosition, words: PositionWords) -> String {
        let report = clause.reports.get(&position.party).map(|(who, source)| {
            let role = self
                .parties
                .iter()
                .position(|(known, _)| known == who)
                .and_then(|at| self.roles.get(at));
            (words.called(who, role.map(String::as_str)), one_line(source))
        });
        words.spoken(
            position,
            report.as_ref().map(|(who, source)| (who.as_str(), source.as_str())),
        )
    }

    /// How many rounds each party sent, and how long the contract lay with it, in words.
    #[must_use]
    pub fn turns_in_words(&self, words: PositionWords) -> String {
        let one = |turns: &PartyTurns| words.held(&self.party_name(&turns.party), turns.rounds, turns.held.num_days());
        self.turns
            .parties
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(words.semicolon())
    }

    /// How often the next to word a clause was another party than the one before.
    #[must_use]
    pub fn crossings(&self, clause: &str) -> u32 {
        self.turns
            .clauses
            .iter()
            .find(|turns| turns.id == clause)
            .map_or(0, |turns| turns.crossings)
    }

    /// The clause of that id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&ClauseStatus> {
        self.clauses.iter().find(|clause| clause.standing.id == id)
    }

    /// What a reader has to know, in words.
    #[must_use]
    pub fn notice(&self, notice: &Notice, words: PositionWords) -> String {
        match notice {
            Notice::Lost(file) => words.lost_record(&one_line(file), &one_line(&self.contract)),
            Notice::Unconfirmed(party) => {
                words.unconfirmed_party((&self.party_name(party), &one_line(party)), &self.contract)
            }
            Notice::Intruded(party) => words.intruded_party(&self.party_name(party)),
            Notice::Deprived(party) => words.deprived_party(&self.party_name(party)),
            Notice::Keyless(party) => words.keyless_party(&self.party_name(party)),
            Notice::Void(file, why) => words.void_record(&one_line(file), &one_line(why.message(words.0))),
            Notice::UnsignedRound(round, who) => words.unsigned_round(*round, &one_line(who)),
            Notice::Unsent(who) => words.0.says(&one_line(who), words.changed_unsent()),
        }
    }
}

impl Status {
    /// The clauses that are not agreed, in the order in which a party has to do with them: first what waits for it and was
    /// agreed once, then what else waits for it, then the others; in reading order each.
    #[must_use]
    pub fn open_clauses(&self, mine: Option<&str>) -> Vec<&ClauseStatus> {
        let mut open: Vec<&ClauseStatus> = self.clauses.iter().filter(|clause| clause.is_open()).collect();
        let waits = |clause: &ClauseStatus| clause.standing.waiting_for.iter().any(|id| Some(id.as_str()) == mine);
        let reopened = |clause: &ClauseStatus| clause.standing.standing == Some(crate::negotiation::Standing::Reopened);
        open.sort_by_key(|clause| (!waits(clause), !reopened(clause)));
        open
    }
}

impl ClauseStatus {
    /// Whether it needs positions and is not agreed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.standing
            .standing
            .is_some_and(|standing| standing != crate::negotiation::Standing::Agreed)
    }
}

/// Tells where a contract stands. Reported positions count only if asked for.
///
/// # Errors
///
/// When there is no such contract or round, or something cannot be read.
pub fn status(workspace: &Workspace, name: &str, reported: bool) -> Result<Status, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    status_in(&negotiation, &dossier, reported)
}

/// The same of a negotiation and a record that are read already.
pub(in crate::session) fn status_in(
    negotiation: &Negotiation<'_>,
    dossier: &Dossier,
    reported: bool,
) -> Result<Status, Error> {
    let reading = negotiation.reading(&VersionName::Last)?;
    let contract = negotiation.read(&reading)?;
    let parties: Vec<String> = contract.parties.iter().map(|party| party.id.clone()).collect();
    let standings = dossier.standings(&parties, reported);
    let definitions = definitions_changed(negotiation, &contract, &standings)?;
    let numbers: HashMap<String, String> = contract
        .walk()
        .into_iter()
        .map(|visit| (visit.clause.id.clone(), visit.number))
        .collect();
    let form = match agreed_form(dossier, || WholeText::of(&contract), &standings, &parties, reported) {
        AgreedForm::Yes => unsent(negotiation, &contract).map_or(AgreedForm::Yes, AgreedForm::Unsent),
        form => form,
    };
    let ball = who_acts(&form, &standings);
    let not_compared = not_compared(dossier, &standings, &parties);
    let turns = turns(&dossier.wordings, &parties, &standings.ball, crate::history::now());
    let headings: HashMap<&str, &str> = contract
        .walk()
        .iter()
        .map(|visit| (visit.clause.id.as_str(), visit.clause.heading.as_str()))
        .collect();
    let pairs = contract.pairs();
    let mut former_ids = former_ids(dossier, &standings, &parties, reported);
    let mut comments: HashMap<String, Vec<ShownThread>> = HashMap::new();
    for thread in shared(dossier, &contract, None) {
        comments.entry(thread.clause.clone()).or_default().push(thread);
    }
    let mut clauses = Vec::with_capacity(standings.clauses.len());
    for standing in standings.clauses {
        let heading = match headings.get(&*standing.id) {
            Some(heading) => (*heading).to_owned(),
            None => dossier
                .names
                .get(&standing.id)
                .map(|name| name.heading.clone())
                .unwrap_or_default(),
        };
        clauses.push(ClauseStatus {
            number: numbers.get(&standing.id).cloned(),
            heading,
            pair: pairs.get(&*standing.id).map(|pair| (*pair).to_owned()),
            reasons: reasons(dossier, &standing),
            reports: reports(dossier, &standing),
            older_definitions: definitions.get(&standing.id).cloned().unwrap_or_default(),
            former_ids: former_ids.remove(&standing.id).unwrap_or_default(),
            comments: comments.remove(&standing.id).unwrap_or_default(),
            standing,
        });
    }
    Ok(Status {
        contract: negotiation.name().to_owned(),
        title: contract.title.clone(),
        round: negotiation.newest_number(),
        parties: contract
            .parties
            .iter()
            .map(|party| (party.id.clone(), party.name.clone()))
            .collect(),
        roles: roles(&contract),
        clauses,
        ball,
        agreed: standings.agreed,
        total: standings.total,
        form,
        not_compared,
        notices: notices(negotiation, dossier),
        turns,
    })
}

/// The parties whose present positions are not all verified. What is not recorded at all is implied by a round, and as sure
/// as the keys of its sender.
fn not_compared(dossier: &Dossier, standings: &Standings, parties: &[String]) -> Vec<String> {
    let newest = dossier.record.authority.newest();
    let is_known = |party: &str| {
        let mut known = newest.iter().filter(|one| one.party.id == party);
        known.any(|one| one.has_keys() && one.is_known(dossier.own_key.as_ref()))
    };
    let is_doubtful = |position: &PartyPosition| match &position.trust {
        Some(trust) => matches!(trust, Trust::Unconfirmed | Trust::Claimed),
        None => position.kind != PositionKind::None && !is_known(&position.party),
    };
    let doubtful: BTreeSet<&str> = standings
        .clauses
        .iter()
        .flat_map(|clause| &clause.positions)
        .filter(|position| is_doubtful(position))
        .map(|position| position.party.as_str())
        .collect();
    parties
        .iter()
        .filter(|party| doubtful.contains(party.as_str()))
        .cloned()
        .collect()
}

/// For each clause that stands in old words under a new id: each party to which it is new, with the old id.
fn former_ids(
    dossier: &Dossier,
    standings: &Standings,
    parties: &[String],
    reported: bool,
) -> BTreeMap<String, BTreeMap<String, (String, bool)>> {
    let mut found: BTreeMap<String, BTreeMap<String, (String, bool)>> = BTreeMap::new();
    // Where no clause is gone, none has a new id.
    if standings.clauses.iter().all(|clause| clause.revision.is_some()) {
        return found;
    }
    for party in parties {
        let known = stood_by::on_record(dossier, parties, party, reported).wordings;
        for (new, old) in under_new_ids(&known, &standings.clauses) {
            let offered = known.get(&old).is_some_and(|one| one.kind == PositionKind::Offered);
            found.entry(new).or_default().insert(party.clone(), (old, offered));
        }
    }
    found
}

/// The members who changed the contract after the newest round and sent nothing; `None` when there are none. What a
/// stranger changed is told, and keeps nobody from agreeing.
fn unsent(negotiation: &Negotiation<'_>, contract: &Contract) -> Option<Vec<String>> {
    let mut names: Vec<String> = negotiation
        .rounds
        .unsent
        .iter()
        .filter(|change| speaker_among(&change.author, &contract.parties).party().is_some())
        .map(|change| change.author.name.clone())
        .collect();
    names.dedup();
    (!names.is_empty()).then_some(names)
}

/// What each party is called in the contract.
pub(in crate::session) fn roles(contract: &Contract) -> Vec<String> {
    let role = |party: &crate::contract::Party| if party.role.is_empty() { &party.id } else { &party.role }.clone();
    contract.parties.iter().map(role).collect()
}

/// The ids of the parties who have to act next.
pub(in crate::session) fn who_acts(form: &AgreedForm, standings: &Standings) -> Vec<String> {
    match form {
        // The clauses wait for nobody; the text as a whole waits for these.
        AgreedForm::OtherWhole(parties) if standings.ball.is_empty() => parties.clone(),
        _ => standings.ball.clone(),
    }
}

/// Whether a contract of that whole text is in agreed form: every clause agreed, and each party's newest record about it.
pub(in crate::session) fn agreed_form(
    dossier: &Dossier,
    whole: impl FnOnce() -> WholeText,
    standings: &Standings,
    parties: &[String],
    reported: bool,
) -> AgreedForm {
    let open: Vec<String> = standings
        .clauses
        .iter()
        .filter(|clause| {
            clause
                .standing
                .is_some_and(|standing| standing != crate::negotiation::Standing::Agreed)
        })
        .map(|clause| clause.id.clone())
        .collect();
    if !open.is_empty() {
        return AgreedForm::Open(open);
    }
    let whole = whole();
    let others = parties
        .iter()
        .filter(|party| dossier.newest_whole(party, reported) != Some(&whole));
    let others: Vec<String> = others.cloned().collect();
    if others.is_empty() {
        AgreedForm::Yes
    } else {
        AgreedForm::OtherWhole(others)
    }
}

impl Dossier {
    /// The whole text that a party's newest record was made of; of two made side by side, neither.
    pub(in crate::session) fn newest_whole(&self, party: &str, reported: bool) -> Option<&WholeText> {
        let own = |entry: &&crate::audit::RecordEntry| {
            let record = entry.appraised.record.as_ref();
            entry.appraised.trust.counts(reported) && record.is_some_and(|record| record.holder() == party)
        };
        // What a party reported of another lies in its own chain, and what it said before is behind that all the same.
        let linked = self
            .record
            .entries
            .iter()
            .filter(|entry| entry.appraised.trust.counts(true));
        let prev: HashMap<RecordId, &[RecordId]> = linked
            .filter_map(|entry| Some((entry.appraised.id, entry.appraised.record.as_ref()?.prev.as_slice())))
            .collect();
        let consents = |entry: &&crate::audit::RecordEntry| {
            entry
                .appraised
                .record
                .as_ref()
                .is_some_and(|record| record.decision.consents())
        };
        let entries: Vec<_> = self.record.entries.iter().filter(own).filter(consents).collect();
        let mut followed: HashSet<RecordId> = HashSet::new();
        let mut to_follow: Vec<RecordId> = entries
            .iter()
            .filter_map(|entry| prev.get(&entry.appraised.id))
            .flat_map(|prev| prev.to_vec())
            .collect();
        while let Some(id) = to_follow.pop() {
            if followed.insert(id) {
                to_follow.extend(prev.get(&id).into_iter().flat_map(|prev| prev.to_vec()));
            }
        }
        let mut last = entries.iter().filter(|entry| !followed.contains(&entry.appraised.id));
        match (last.next(), last.next()) {
            (Some(entry), None) => self.whole_of(entry),
            // Reported positions lie in another party's chain, where nothing of the same holder need follow.
            (Some(first), Some(second)) => {
                let whole = self.whole_of(first);
                whole.filter(|_| self.whole_of(second) == whole && last.all(|one| self.whole_of(one) == whole))
            }
            _ => None,
        }
    }

    pub(in crate::session) fn entry_of(&self, id: RecordId) -> Option<&crate::audit::RecordEntry> {
        self.record.entries.iter().find(|entry| entry.appraised.id == id)
    }
}

/// The reason given with each party's present position.
fn reasons(dossier: &Dossier, standing: &ClauseStanding) -> HashMap<String, String> {
    let reason = |position: &crate::negotiation::PartyPosition| {
        let record = position
            .record
            .or(position.reported.as_ref().map(|reported| reported.record))?;
        let reason = dossier.entry_of(record)?.appraised.record.as_ref()?.reason.clone()?;
        Some((position.party.clone(), reason))
    };
    standing.positions.iter().filter_map(reason).collect()
}

/// Who reports the positions that parties did not record themselves, and how they were said.
fn reports(dossier: &Dossier, standing: &ClauseStanding) -> HashMap<String, (String, String)> {
    let report = |position: &PartyPosition| {
        let by_record = position.record.filter(|_| position.trust == Some(Trust::Reported));
        let record = by_record.or(position.reported.as_ref().map(|reported| reported.record))?;
        let record = dossier.entry_of(record)?.appraised.record.as_ref()?;
        Some((position.party.clone(), (record.party.clone(), record.reported.clone()?)))
    };
    standing.positions.iter().filter_map(report).collect()
}

/// For each clause, the parties whose acceptance is older than a definition it uses, and which definitions.
fn definitions_changed(
    negotiation: &Negotiation<'_>,
    today: &Contract,
    standings: &Standings,
) -> Result<HashMap<String, Vec<OlderTerms>>, Error> {
    let newest = negotiation.newest_number();
    let mut changed: HashMap<u32, HashMap<String, Vec<String>>> = HashMap::new();
    let mut found: HashMap<String, Vec<OlderTerms>> = HashMap::new();
    for clause in &standings.clauses {
        for position in clause
            .positions
            .iter()
            .filter(|position| position.kind == PositionKind::Accepted)
        {
            let Some(round) = position.round.filter(|round| *round < newest) else {
                continue;
            };
            if let Entry::Vacant(vacant) = changed.entry(round) {
                let reading = negotiation.reading(&VersionName::Round(round))?;
                let shown = negotiation.read(&reading)?;
                let older = older_definitions(&shown, today);
                vacant.insert(older.into_iter().map(|one| (one.clause, one.terms)).collect());
            }
            if let Some(terms) = changed[&round].get(&clause.id) {
                found
                    .entry(clause.id.clone())
                    .or_default()
                    .push((position.party.clone(), terms.clone()));
            }
        }
    }
    Ok(found)
}

fn notices(negotiation: &Negotiation<'_>, dossier: &Dossier) -> Vec<Notice> {
    let mut notices = Vec::new();
    for in_force in dossier.record.authority.newest() {
        let id = in_force.party.id.clone();
        if in_force.is_deprived() {
            notices.push(Notice::Deprived(id));
        } else if !in_force.has_keys() {
            notices.push(Notice::Keyless(id));
        } else if in_force.is_replaced() || in_force.is_contested() {
            notices.push(Notice::Intruded(id));
        } else if !in_force.is_known(dossier.own_key.as_ref()) {
            notices.push(Notice::Unconfirmed(id));
        }
    }
    notices.extend(negotiation.lost_records.iter().cloned().map(Notice::Lost));
    notices.extend(
        dossier
            .unsigned
            .iter()
            .map(|(round, who)| Notice::UnsignedRound(*round, who.clone())),
    );
    for entry in &dossier.record.entries {
        if let Trust::Void(why) = &entry.appraised.trust {
            notices.push(Notice::Void(entry.file.path.clone(), why.clone()));
        }
    }
    let mut authors: Vec<String> = negotiation
        .rounds
        .unsent
        .iter()
        .map(|change| change.author.name.clone())
        .collect();
    authors.dedup();
    notices.extend(authors.into_iter().map(Notice::Unsent));
    notices
}
