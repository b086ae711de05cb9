//! What two sides that both moved on settled differently: each side's words, who put them there, and how they differ.

use super::trust::fingerprint;
use crate::contract::{self, Clause, Contract, Party, revision};
use crate::history::{Histories, Walk};
use crate::negotiation::{Change, CommitId, ContractPart, Person, Speaker, TextId, speaker_among};
use crate::redline::{ClauseChange, CompareScope, compare};
use crate::session::workspace::Workspace;
use crate::wording::{ReportWords, SyncWords, one_line, when};

/// Whose wording of a clause is to stand, where both sides changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One's own.
    Ours,
    /// The other side's.
    Theirs,
}

/// A clause, or another part of a contract, that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The contract's name; the path of a file that is settled as a whole.
    pub contract: String,
    /// The clause's id; `None` for the title, the parties or another part of the head.
    pub clause: Option<String>,
    /// What it is, as `--ours` and `--theirs` name it: a clause's id, `title`, `party:ID`, or `file:PATH` for a file as
    /// a whole.
    pub part: String,
    /// The clause's number, with one's own clauses; with the other side's where one's own side deleted it.
    pub number: Option<String>,
    /// The clause's heading, from the same side; a party's name; otherwise empty.
    pub heading: String,
    /// One's own wording; `None` when it was deleted.
    pub ours: Option<String>,
    /// The other side's.
    pub theirs: Option<String>,
    /// From one's own wording to the other side's.
    pub difference: Option<ClauseChange>,
    /// What was done to it on one's own side.
    pub our_deed: Touched,
    /// What was done to it on the other side.
    pub their_deed: Touched,
}

/// What one side did to a part since both parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What.
    pub how: How,
    /// Who did so last; `None` when it cannot be told.
    pub who: Option<Who>,
}

/// What was done to a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added,
    /// It reads otherwise.
    Reworded,
    /// It is gone.
    Deleted,
    /// It has the same words and stands elsewhere.
    Moved,
}

/// Who changed something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The author's name.
    pub author: String,
    /// The name of the party they speak for, if they speak for one.
    pub party: Option<String>,
    /// When, by the author's clock, RFC 3339.
    pub date: String,
}

impl Conflict {
    /// The part's name among all contracts, as in `--ours CONTRACT/PART`.
    #[must_use]
    pub fn in_contract(&self) -> String {
        format!("{}/{}", self.contract, self.part)
    }

    /// Whether it is the same conflict, with the same words on both sides.
    #[must_use]
    pub fn is_as_seen(&self, seen: &Self) -> bool {
        let what = |one: &Self| (one.contract.clone(), one.clause.clone(), one.part.clone());
        what(self) == what(seen) && (&self.ours, &self.theirs) == (&seen.ours, &seen.theirs)
    }

    /// What it is about, as a reader knows it: a clause's number and heading, the name of another part.
    #[must_use]
    pub fn called(&self, words: SyncWords) -> String {
        if let Some(id) = &self.clause {
            return ReportWords(words.0).clause(self.number.as_deref(), &self.heading, id);
        }
        match self.part.split_once(':') {
            Some(("party", _)) => format!("{} {}", words.party(), one_line(&self.heading)),
            Some(("file", _)) => words.file().to_owned(),
            _ => match &*self.part {
                "language" => words.language(),
                "kind" => words.kind(),
                "annex" => words.annex(),
                "reference" => words.reference(),
                _ => words.title(),
            }
            .to_owned(),
        }
    }
}

impl Touched {
    /// What was done, by whom and when, in words.
    #[must_use]
    pub fn message(&self, words: SyncWords) -> String {
        let how = match self.how {
            How::Added => words.added(),
            How::Reworded => words.reworded(),
            How::Deleted => words.removed(),
            How::Moved => words.moved(),
        };
        let Some(who) = &self.who else { return how.to_owned() };
        let author = one_line(&who.author);
        let author = who
            .party
            .as_ref()
            .map_or(author.clone(), |party| words.beside(&author, &one_line(party)));
        [how.to_owned(), author, when(&who.date)].join(ReportWords(words.0).comma())
    }
}

/// The three versions of a contract that conflicts lie between.
pub(in crate::session) struct ThreeVersions<'a> {
    /// The contract's name.
    pub(in crate::session) name: &'a str,
    /// What both sides had last.
    pub(in crate::session) base: &'a Contract,
    /// One's own.
    pub(in crate::session) ours: &'a Contract,
    /// The other side's.
    pub(in crate::session) theirs: &'a Contract,
}

impl ThreeVersions<'_> {
    /// What both sides say of a part. Who said so is not told yet.
    pub(in crate::session) fn conflict(&self, part: &ContractPart) -> Conflict {
        let [base, ours, theirs] = [self.base, self.ours, self.theirs].map(|contract| clause_of(contract, part));
        // Nothing but a clause has a place that it could be moved from.
        let is_clause = matches!(part, ContractPart::Clause(_));
        let how = |side: &Option<Clause>| match (&base, side) {
            (None, _) => How::Added,
            (Some(_), None) => How::Deleted,
            (Some(base), Some(side)) if is_clause && revision(base) == revision(side) => How::Moved,
            (Some(_), Some(_)) => How::Reworded,
        };
        let (number, heading) = match part {
            ContractPart::Clause(id) => {
                let visits = [self.ours, self.theirs].map(Contract::walk);
                let visit = visits.iter().flatten().find(|visit| visit.clause.id == *id);
                visit
                    .map(|visit| (Some(visit.number.clone()), visit.clause.heading.clone()))
                    .unwrap_or_default()
            }
            ContractPart::Party(id) => {
                let party = [self.ours, self.theirs]
                    .into_iter()
                    .find_map(|contract| contract.party(id));
                (None, party.map(|party| party.name.clone()).unwrap_or_default())
            }
            ContractPart::Title
            | ContractPart::Language
            | ContractPart::Kind
            | ContractPart::Annex
            | ContractPart::Reference => (None, String::new()),
        };
        let touched = |side: &Option<Clause>| Touched {
            how: how(side),
            who: None,
        };
        Conflict {
            contract: self.name.to_owned(),
            clause: if let ContractPart::Clause(id) = part {
                Some(id.clone())
            } else {
                None
            },
            part: part.to_string(),
            number,
            heading,
            ours: words(self.ours, part),
            theirs: words(self.theirs, part),
            our_deed: touched(&ours),
            their_deed: touched(&theirs),
            difference: difference(ours, theirs),
        }
    }
}

/// The conflict over a file that can only be taken as a whole.
pub(in crate::session) fn of_file(
    path: &str,
    ours: Option<(TextId, Vec<u8>)>,
    theirs: Option<(TextId, Vec<u8>)>,
) -> Conflict {
    const SHOWN: usize = 400;
    // What is left out is named by its digest, so that no two contents look the same.
    let shown = |(id, content): (TextId, Vec<u8>)| {
        let text = String::from_utf8_lossy(&content);
        let begun: String = text.chars().take(SHOWN).collect();
        if begun.len() == text.len() && content == text.as_bytes() {
            begun
        } else {
            format!("{begun} ... ({id})")
        }
    };
    let (ours, theirs) = (ours.map(shown), theirs.map(shown));
    let touched = |side: &Option<String>| Touched {
        how: if side.is_some() { How::Reworded } else { How::Deleted },
        who: None,
    };
    let clause = |text: &Option<String>| {
        text.clone().map(|text| Clause {
            text,
            ..Clause::default()
        })
    };
    Conflict {
        contract: path.to_owned(),
        clause: None,
        part: format!("file:{path}"),
        number: None,
        heading: String::new(),
        our_deed: touched(&ours),
        their_deed: touched(&theirs),
        difference: difference(clause(&ours), clause(&theirs)),
        ours,
        theirs,
    }
}

/// A conflict, and the part of a contract that it is about; none for a file as a whole.
pub(in crate::session) type OfPart = (Conflict, Option<ContractPart>);

/// Fills in who last made each change that conflicts, on both sides, since they parted.
pub(in crate::session) fn tell_who(conflicts: &mut [OfPart], workspace: &Workspace, ours: CommitId, theirs: CommitId) {
    let repository = workspace.repository();
    for (tip, other) in [(ours, theirs), (theirs, ours)] {
        let walk = Walk::behind(repository, tip);
        for (conflict, part) in conflicts.iter_mut() {
            let Some(part) = part else { continue };
            // A side on which the contract has another name, or that cannot be read, leaves it untold.
            let Ok(changes) = walk.changes(&conflict.contract) else {
                continue;
            };
            let deed = if tip == ours {
                &mut conflict.our_deed
            } else {
                &mut conflict.their_deed
            };
            let shared = |change: &Change| repository.builds_on(other, change.id).unwrap_or(true);
            // Behind a merge, what was shared may come before what was not.
            let mut since = changes.iter().rev().filter(|change| !shared(change));
            deed.who = since.find_map(|change| author_of(workspace, change, part, deed.how));
        }
    }
}

/// The author of a change, if it did that to the part.
fn author_of(workspace: &Workspace, change: &Change, part: &ContractPart, how: How) -> Option<Who> {
    let read = |text: TextId| contract::read(&workspace.repository().text(text).ok()?).ok();
    // Where there was no file, all is new; of one that could not be read nobody can say what was.
    let old = match change.before.first().copied().flatten() {
        None => Contract::default(),
        Some(before) => read(before)?,
    };
    let new = read(change.after?)?;
    let did = match part {
        ContractPart::Clause(id) if how == How::Moved => place(&old, id) != place(&new, id),
        part => words(&old, part) != words(&new, part),
    };
    did.then(|| who(&change.author, change, &new))
}

fn who(author: &Person, change: &Change, contract: &Contract) -> Who {
    let party = match speaker_among(author, &contract.parties) {
        Speaker::Party(id) => contract.party(&id).map(|party| party.name.clone()),
        Speaker::Unknown(_) => None,
    };
    Who {
        author: author.name.clone(),
        party,
        date: change.at.to_rfc3339(),
    }
}

/// Below which clause a clause stands, and behind which.
fn place<'c>(contract: &'c Contract, id: &str) -> Option<(Option<&'c str>, Option<&'c str>)> {
    fn among<'c>(
        clauses: &'c [Clause],
        above: Option<&'c str>,
        id: &str,
    ) -> Option<(Option<&'c str>, Option<&'c str>)> {
        match clauses.iter().position(|clause| clause.id == id) {
            Some(at) => Some((above, at.checked_sub(1).map(|before| &*clauses[before].id))),
            None => clauses
                .iter()
                .find_map(|clause| among(&clause.clauses, Some(&clause.id), id)),
        }
    }
    among(&contract.clauses, None, id)
}

/// What a contract says of a part, in one text.
fn words(contract: &Contract, part: &ContractPart) -> Option<String> {
    match part {
        ContractPart::Clause(id) => contract.clause(id).map(contract::canonical),
        ContractPart::Title => Some(contract.title.clone()),
        ContractPart::Language => contract.language.clone(),
        ContractPart::Kind => contract.kind.clone(),
        ContractPart::Annex => contract.annex.clone(),
        ContractPart::Reference => contract.reference.clone(),
        ContractPart::Party(id) => contract
            .party(id)
            .map(|party| in_words(party, ToOwned::to_owned).join(", ")),
    }
}

/// What a contract says of a part, as a clause that can be compared; the keys of a party by their fingerprints.
fn clause_of(contract: &Contract, part: &ContractPart) -> Option<Clause> {
    match part {
        ContractPart::Clause(id) => contract.clause(id).map(|clause| Clause {
            clauses: Vec::new(),
            ..clause.clone()
        }),
        ContractPart::Party(id) => {
            let party = contract.party(id)?;
            Some(Clause {
                text: in_words(party, fingerprint).join("\n"),
                ..Clause::default()
            })
        }
        part => words(contract, part).map(|text| Clause {
            text,
            ..Clause::default()
        }),
    }
}

/// A party as it stands in the contract's head: name, role, and its members with address and keys.
fn in_words(party: &Party, key: impl Fn(&str) -> String) -> Vec<String> {
    let member = |member: &contract::Member| {
        let keys: Vec<String> = member.keys.iter().map(|one| key(one)).collect();
        format!("{} <{}> {}", member.name, member.email, keys.join(" "))
    };
    [party.name.clone(), party.role.clone()]
        .into_iter()
        .chain(party.members.iter().map(member))
        .collect()
}

fn difference(ours: Option<Clause>, theirs: Option<Clause>) -> Option<ClauseChange> {
    let alone = |clause: Option<Clause>| {
        // One clause in the place of the other, whatever each is called.
        let clauses = clause
            .into_iter()
            .map(|clause| Clause {
                id: "part".to_owned(),
                ..clause
            })
            .collect();
        Contract {
            clauses,
            ..Contract::default()
        }
    };
    compare(&alone(ours), &alone(theirs), CompareScope::Everything)
        .clauses
        .into_iter()
        .next()
}
