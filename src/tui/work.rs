//! Slow work: what is read from the repository while keys go on being answered.
//!
//! Each job belongs to a slot and carries a number. Only the newest job of a slot may deliver: what comes late for an
//! older one is dropped in one place, [`Slots::takes`].

use super::operation::{Done, Operation};
use crate::audit::{AuditReport, Progress, Verdict, refusal};
use crate::history::{clock, now};
use crate::language::Language;
use crate::redline::CompareScope;
use crate::session::{
    self, AsksReport, Blamed, Checked, ClauseWording, Conflict, ContractRow, ContractStanding, DraftStep, Editing,
    Error, Event, Found, News, Outgoing, Redlined, RoundRow, RoundToTakeBack, Synced, VersionName, Workspace,
};
use crate::wording::{EvidenceWords, ReportWords, SyncWords, one_line};
use std::path::{Path, PathBuf};

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// The list of contracts.
    Contracts,
    /// Words in all contracts.
    Search(String),
    /// What sending the draft of a contract would make known.
    Outgoing(String),
    /// Where a contract stands.
    Standing(String),
    /// The redline of a contract between two versions; what one's party last accepted or offered if not
    /// given.
    Redline {
        /// The contract.
        contract: String,
        /// The left side.
        from: Option<VersionName>,
        /// The right side.
        to: Option<VersionName>,
    },
    /// Everything that happened to a contract.
    Record(String),
    /// The audit of a contract.
    Audit(String),
    /// What became of what one's party asked for.
    Asks(String),
    /// The review of a contract between two versions; of the draft, or the newest round, if not given.
    Review {
        /// The contract.
        contract: String,
        /// The version to compare with.
        from: Option<VersionName>,
        /// The version to review.
        to: Option<VersionName>,
    },
    /// The history of a clause.
    Wordings {
        /// The contract.
        contract: String,
        /// The clause.
        clause: String,
    },
    /// A clause of the draft, to be edited on the screen.
    Editing {
        /// The contract.
        contract: String,
        /// The clause, by id.
        clause: String,
    },
    /// The round of a contract that can be taken back.
    TakeBack(String),
    /// The evidence file of a contract, which is written beside the contracts.
    Evidence(String),
    /// Something that records or sends, without asking for a passphrase.
    Deed(Operation),
}

/// What was read.
pub enum Loaded {
    /// The list of contracts, and whether this copy is empty while there may be some in the shared repository.
    Contracts(Vec<ContractRow>, bool),
    /// Where words stand in all contracts.
    Found(Box<Found>),
    /// What sending a draft would make known.
    Outgoing(Box<Outgoing>),
    /// Where a contract stands.
    Standing(Box<ContractStanding>),
    /// A redline.
    Redline(Box<Redlined>),
    /// Everything that happened.
    Record(Vec<Event>),
    /// An audit.
    Audit(Box<AuditReport>),
    /// What became of what was asked for.
    Asks(Box<AsksReport>),
    /// A review.
    Review(Box<Checked>),
    /// Every wording of a clause, and who brought in the words of the present one; `None` for a deleted clause.
    Wordings(Vec<ClauseWording>, Option<Box<Blamed>>),
    /// A clause of the draft, to be edited on the screen.
    Editing(Box<Editing>),
    /// A round that can be taken back.
    TakeBack(Box<RoundToTakeBack>),
    /// The evidence file was written: where, and what has to be known before it is passed on.
    Evidence {
        /// The file.
        file: String,
        /// In words, one sentence each.
        warnings: Vec<String>,
    },
    /// What came of a deed.
    Deed(Done),
}

/// Where results go, whatever contract they are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the kind of work of that name")]
pub enum ResultSlot {
    Contracts,
    Search,
    Outgoing,
    Standing,
    Redline,
    Record,
    Audit,
    Asks,
    Review,
    Wordings,
    Editing,
    Evidence,
    Deed,
}

impl Load {
    /// Its slot.
    #[must_use]
    pub fn slot(&self) -> ResultSlot {
        match self {
            Self::Contracts => ResultSlot::Contracts,
            Self::Search(_) => ResultSlot::Search,
            Self::Outgoing(_) => ResultSlot::Outgoing,
            Self::Standing(_) => ResultSlot::Standing,
            Self::Redline { .. } => ResultSlot::Redline,
            Self::Record(_) => ResultSlot::Record,
            Self::Audit(_) => ResultSlot::Audit,
            Self::Asks(_) => ResultSlot::Asks,
            Self::Review { .. } => ResultSlot::Review,
            Self::Wordings { .. } => ResultSlot::Wordings,
            // Either lays something over the screen, and the later wish counts.
            Self::Editing { .. } | Self::TakeBack(_) => ResultSlot::Editing,
            Self::Evidence(_) => ResultSlot::Evidence,
            Self::Deed(_) => ResultSlot::Deed,
        }
    }
}

/// A load under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number among those of its slot.
    pub number: u64,
    /// What is read.
    pub load: Load,
}

/// What a job says.
pub enum Answer {
    /// How far it is: done and total, of what kind of work.
    Progress(Progress),
    /// It is done.
    Done(Result<Loaded, String>),
}

/// Which job of each slot is the newest, and whether it is still under way.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    newest: std::collections::BTreeMap<ResultSlot, (u64, bool)>,
}

impl Slots {
    /// Begins a job: whatever its slot was doing is no longer wanted.
    pub fn begin(&mut self, load: Load) -> Job {
        let entry = self.newest.entry(load.slot()).or_default();
        *entry = (entry.0 + 1, true);
        Job { number: entry.0, load }
    }

    /// Whether an answer is the newest of its slot. A job that is done is under way no longer.
    pub fn takes(&mut self, slot: ResultSlot, number: u64, answer: &Answer) -> bool {
        match self.newest.get_mut(&slot) {
            Some((newest, busy)) if *newest == number => {
                *busy = matches!(answer, Answer::Progress(_));
                true
            }
            _ => false,
        }
    }

    /// Drops what a slot is doing.
    pub fn drop_work(&mut self, slot: ResultSlot) {
        if let Some(entry) = self.newest.get_mut(&slot) {
            *entry = (entry.0 + 1, false);
        }
    }

    /// Whether a slot has work under way.
    #[must_use]
    pub fn is_busy(&self, slot: ResultSlot) -> bool {
        self.newest.get(&slot).is_some_and(|(_, busy)| *busy)
    }
}

/// Does a job, with a repository of its own. `configuration` is the folder of the user's own settings.
///
/// # Errors
///
/// Why it could not be done, in words.
pub fn work(
    place: &Path,
    configuration: Option<&Path>,
    load: &Load,
    language: Language,
    report: &mut dyn FnMut(Progress),
) -> Result<Loaded, String> {
    read(place, configuration, load, language, report).map_err(|error| error.message(language))
}

fn read(
    place: &Path,
    configuration: Option<&Path>,
    load: &Load,
    language: Language,
    report: &mut dyn FnMut(Progress),
) -> Result<Loaded, Error> {
    let open = || Workspace::open(place);
    // What is shown may rest on what earlier runs learnt; what is sent and recorded does not.
    let reading = || open()?.knowing();
    Ok(match load {
        Load::Contracts => {
            let workspace = reading()?;
            let rows = session::list(&workspace)?;
            let to_sync = rows.is_empty() && workspace.repository().may_have_to_sync().map_err(Error::from)?;
            Loaded::Contracts(rows, to_sync)
        }
        Load::Search(words) => Loaded::Found(Box::new(session::search(&reading()?, words)?)),
        Load::Outgoing(contract) => Loaded::Outgoing(Box::new(session::outgoing(&open()?, contract)?)),
        Load::Standing(contract) => Loaded::Standing(Box::new(session::standing(&reading()?, contract, language)?)),
        Load::Redline { contract, from, to } => {
            let workspace = reading()?;
            let between = |from: Option<&VersionName>, to: Option<&VersionName>| {
                session::diff(&workspace, contract, from, to, None, CompareScope::Everything)
            };
            let redlined = match between(from.as_ref(), to.as_ref()) {
                // What was never sent has nothing to be compared with: the draft is there to be read.
                Err(Error::NoRound { .. }) => between(Some(&VersionName::Draft), Some(&VersionName::Draft))?,
                redlined => redlined?,
            };
            Loaded::Redline(Box::new(redlined))
        }
        Load::Record(contract) => Loaded::Record(session::log(&reading()?, contract, None)?),
        Load::Asks(contract) => Loaded::Asks(Box::new(session::asks(&reading()?, contract, None, None)?)),
        Load::Audit(contract) => {
            let place: PathBuf = place.to_owned();
            Loaded::Audit(Box::new(session::audit_at(
                &place,
                Some(contract),
                None,
                clock(),
                report,
            )?))
        }
        Load::Review { contract, from, to } => {
            let checked = session::check_draft(&reading()?, contract, from.as_ref(), to.as_ref(), configuration)?;
            Loaded::Review(Box::new(checked))
        }
        Load::Wordings { contract, clause } => {
            let workspace = reading()?;
            let wordings = session::wordings(&workspace, contract, clause)?;
            let blamed = match session::blame(&workspace, contract, &format!("id:{clause}")) {
                Ok(blamed) => Some(Box::new(blamed)),
                // A deleted clause has no words today.
                Err(Error::NoSuchClause { .. }) => None,
                Err(error) => return Err(error),
            };
            Loaded::Wordings(wordings, blamed)
        }
        Load::Editing { contract, clause } => {
            let editing = session::editing(&open()?, contract, &format!("id:{clause}"))?;
            Loaded::Editing(Box::new(editing))
        }
        Load::TakeBack(contract) => Loaded::TakeBack(Box::new(session::round_to_take_back(&open()?, contract)?)),
        Load::Evidence(contract) => {
            let (file, made) = session::evidence_beside(&open()?, contract, clock())?;
            let words = EvidenceWords(language);
            let mut warnings = Vec::new();
            warnings.extend((made.contracts > 1).then(|| words.others(made.contracts - 1)));
            warnings.extend((made.verdict != Verdict::Holds).then(|| words.unsound_here().to_owned()));
            Loaded::Evidence {
                file: file.display().to_string(),
                warnings,
            }
        }
        Load::Deed(deed) => Loaded::Deed(match act(&open()?.without_questions(), deed, language) {
            Err(error) if error.wants_passphrase() => Done::Locked(deed.clone()),
            done => done?,
        }),
    })
}

/// Does a deed. Editing is not one of these: it needs the terminal.
///
/// # Errors
///
/// As the session's own.
pub fn act(workspace: &Workspace, deed: &Operation, language: Language) -> Result<Done, Error> {
    match deed {
        Operation::Record { contract, round, marks } => {
            let recorded = session::record_marks(workspace, contract, marks, *round, now())?;
            Ok(Done::Recorded(recorded.iter().map(|one| one.clauses.len()).sum()))
        }
        Operation::Whole { contract, round } => {
            let recorded = session::accept_whole(workspace, contract, *round, now())?;
            Ok(Done::Recorded(recorded.clauses.len()))
        }
        Operation::Comment {
            contract,
            request,
            internal: true,
            ..
        } => session::comment_internally(workspace, contract, request).map(|_| Done::Commented(true)),
        Operation::Comment {
            contract,
            request,
            round,
            revision,
            ..
        } => {
            let intent = session::comment_intent(workspace, contract, request)?;
            // What was shown with the question is what is signed.
            if intent.round != *round || intent.clause.named.revision != *revision {
                return Err(Error::ChangedMeanwhile {
                    contract: contract.clone(),
                });
            }
            session::comment_as_shown(workspace, contract, request, &intent).map(|_| Done::Commented(false))
        }
        Operation::Send { contract, note, shown } => {
            let note = Some(note).filter(|note| !note.is_empty()).map(String::as_str);
            let Some(shown) = shown else {
                // Nothing could be shown: why is what looking at it again says.
                session::outgoing(workspace, contract)?;
                return Err(Error::ChangedMeanwhile {
                    contract: contract.clone(),
                });
            };
            let sent = session::send_as_shown(workspace, contract, note, now(), shown)?;
            Ok(Done::Sent(sent.round))
        }
        Operation::Exchange { settled } => {
            // What has other words than were seen is asked again.
            let choose = |conflict: &Conflict| {
                settled
                    .iter()
                    .find(|(seen, _)| conflict.is_as_seen(seen))
                    .map(|(_, choice)| *choice)
            };
            // A copy that holds nothing yet has no list.
            let before = session::list(workspace).unwrap_or_default();
            let synced = session::sync(workspace, None, &choose, now())?;
            if synced.conflicts.is_empty() {
                let words = SyncWords(language);
                let mut lines = exchanged(&synced, words);
                // What came is told as far as it can be read; the exchange itself is done.
                let news = session::news(workspace, &before).unwrap_or_default();
                lines.extend(news.iter().map(|news| came(news, language)));
                Ok(Done::Exchanged(lines))
            } else {
                Ok(Done::Conflicts(synced.conflicts))
            }
        }
        Operation::Trust { contract, keys } => {
            let confirmed = session::trust(workspace, contract, &keys.party, Some(keys), now())?;
            Ok(Done::Confirmed(confirmed.name))
        }
        Operation::Place { contract, proposed } => edited(session::propose(workspace, contract, proposed)),
        Operation::Draft { contract, change } => edited(session::change_draft(workspace, contract, change)),
        Operation::PutText { editing, text, .. } => edited(editing.put(text)),
        Operation::Undo { contract, step } => session::undo_step(workspace, contract, step).map(|()| Done::Undone),
        Operation::TakeBack { shown } => session::take_back(workspace, shown).map(|()| Done::TakenBack(shown.round)),
        Operation::Edit { .. } => Ok(Done::Edited(None)),
    }
}

fn edited(step: Result<Option<DraftStep>, Error>) -> Result<Done, Error> {
    step.map(|step| Done::Edited(step.map(Box::new)))
}

/// What an exchange brought of one contract, in words.
fn came(news: &News, language: Language) -> String {
    let words = SyncWords(language);
    let round = |round: &RoundRow| {
        let who = round.party_name.as_deref().or(round.party.as_deref());
        let who = who.map_or_else(|| ReportWords(language).unknown().to_owned(), one_line);
        words.came_round(round.number, &who, round.clauses.len())
    };
    let mut parts: Vec<String> = news.rounds.iter().map(round).collect();
    if news.records > 0 {
        parts.push(words.came_records(news.records));
    }
    language.says(&one_line(&news.contract), &language.list(&parts))
}

/// What an exchange did, in words.
fn exchanged(synced: &Synced, words: SyncWords) -> Vec<String> {
    let at_once = synced
        .side_by_side
        .iter()
        .map(|(contract, round)| words.at_once(contract, *round));
    let mut faults = Vec::new();
    for (heading, found) in synced.faults_told(words) {
        faults.push(heading);
        faults.extend(found.into_iter().map(|fault| refusal(&fault, words.0)));
    }
    synced.lines(words).into_iter().chain(faults).chain(at_once).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_job_of_a_slot_delivers() {
        let mut slots = Slots::default();
        let first = slots.begin(Load::Standing("a".into()));
        let second = slots.begin(Load::Standing("b".into()));
        let other = slots.begin(Load::Contracts);
        let done = || Answer::Done(Err(String::new()));
        assert!(!slots.takes(ResultSlot::Standing, first.number, &done()), "stale");
        assert!(slots.is_busy(ResultSlot::Standing));
        assert!(slots.takes(ResultSlot::Standing, second.number, &done()));
        assert!(!slots.is_busy(ResultSlot::Standing));
        assert!(slots.is_busy(ResultSlot::Contracts));
        slots.drop_work(ResultSlot::Contracts);
        assert!(
            !slots.takes(ResultSlot::Contracts, other.number, &done()),
            "no longer wanted"
        );
    }
}
