//! Writing the negotiations into a repository: every round a change by its sender, signed with the sender's key.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::keys;
use super::script::{Edit, Round, SAMPLES, Sample};
use crate::contract;
use crate::history::{self, CONTRACT, NewChange, PARTY, ROUND};
use crate::negotiation::Person;
use crate::session::Error;

/// A round that is ready to be written.
struct Ready {
    path: String,
    text: String,
    author: Person,
    at: DateTime<FixedOffset>,
    message: String,
}

/// A text that somebody is working on.
struct Draft {
    path: String,
    text: String,
}

/// Makes the repository in a folder that does not exist yet.
pub(super) fn build(folder: &Path) -> Result<(), Error> {
    let (rounds, drafts) = negotiate()?;
    let repository = history::create(folder)?;
    for round in &rounds {
        let files = [(&*round.path, Some(round.text.as_bytes()))];
        let change =
            NewChange { files: &files, author: &round.author, at: round.at, message: &round.message, joins: &[] };
        let key = keys::of(&round.author.email);
        history::write(&repository, &change, Some(&mut |bytes| key.sign("git", bytes)))?;
    }
    for draft in drafts {
        let file = folder.join(&draft.path);
        let failed = |error| Error::File { file: file.display().to_string(), doing: "written", error };
        fs::write(&file, draft.text).map_err(failed)?;
    }
    Ok(())
}

/// The rounds of all contracts in the order in which they were sent, and what was left unsent.
fn negotiate() -> Result<(Vec<Ready>, Vec<Draft>), Error> {
    let made: Vec<Result<_, Error>> = std::thread::scope(|scope| {
        // The contracts know nothing of each other.
        let threads: Vec<_> = SAMPLES.iter().map(|sample| scope.spawn(|| negotiate_one(sample))).collect();
        let joined = threads.into_iter().zip(&SAMPLES);
        joined.map(|(thread, sample)| thread.join().unwrap_or_else(|_| negotiate_one(sample))).collect()
    });
    let mut rounds = Vec::new();
    let mut drafts = Vec::new();
    for one in made {
        let (its_rounds, draft) = one?;
        rounds.extend(its_rounds);
        drafts.extend(draft);
    }
    // Rounds of one moment stay in the order of their contracts.
    rounds.sort_by_key(|round| round.at);
    Ok((rounds, drafts))
}

fn negotiate_one(sample: &Sample) -> Result<(Vec<Ready>, Option<Draft>), Error> {
    let script = sample.script()?;
    let mut text = sample.contract.to_owned();
    let mut rounds: Vec<Ready> = Vec::new();
    for (number, round) in (1..).zip(&script.rounds) {
        let fault = |what| Error::Script { contract: sample.name.to_owned(), round: number, what };
        if rounds.last().is_some_and(|before| before.at >= round.at) {
            return Err(fault("it is not later than the round before".to_owned()));
        }
        // Whoever sends a round was a member before it: nobody lets themselves in.
        let author = author(&text, round).map_err(fault)?;
        let edited = edited(&text, &round.changes).map_err(fault)?;
        if number > 1 && edited == text {
            return Err(fault("it changes nothing".to_owned()));
        }
        text = edited;
        rounds.push(Ready {
            path: path(sample),
            text: text.clone(),
            author,
            at: round.at,
            message: message(sample.name, number, round),
        });
    }
    let fault = |what| Error::Script { contract: sample.name.to_owned(), round: script.rounds.len() + 1, what };
    let draft = edited(&text, &script.draft).map_err(fault)?;
    let draft = (draft != text).then(|| Draft { path: path(sample), text: draft });
    Ok((rounds, draft))
}

fn path(sample: &Sample) -> String {
    format!("contracts/{}.yaml", sample.name)
}

fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    edits.iter().try_fold(text.to_owned(), |text, edit| super::edit::apply(&text, edit))
}

fn author(text: &str, round: &Round) -> Result<Person, String> {
    let contract = contract::read(text.as_bytes()).map_err(|error| error.to_string())?;
    let party = contract.party(&round.party).ok_or_else(|| format!("there is no party `{}`", round.party))?;
    let member = party.members.iter().find(|member| member.email == round.by);
    let member = member.ok_or_else(|| format!("{} is not a member of `{}`", round.by, round.party))?;
    Ok(Person { name: member.name.clone(), email: member.email.clone() })
}

/// As `adidem send` writes it.
fn message(contract: &str, number: usize, round: &Round) -> String {
    let Round { note, party, .. } = round;
    format!("{}\n\n{CONTRACT}: {contract}\n{ROUND}: {number}\n{PARTY}: {party}\n", note.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str = "\
title: T
parties:
  - id: customer
    name: Customer
    members:
      - name: Li
        email: li@x.example
  - id: vendor
    name: Vendor
clauses:
  - id: fees
    heading: Fees
    text: one
";

    fn fault(second_round: &str) -> String {
        let first = "  - {party: customer, by: li@x.example, at: \"2026-01-02T00:00:00+00:00\", note: n}\n";
        let script = format!("contract: deal\nrounds:\n{first}{second_round}");
        let sample = Sample { name: "deal", contract: CONTRACT, script: script.leak() };
        negotiate_one(&sample).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn a_script_that_does_not_fit_is_named_with_round_and_reason() {
        let round = |by: &str, at: &str, changes: &str| {
            fault(&format!("  - {{party: customer, by: {by}, at: \"{at}\", note: n, changes: [{changes}]}}\n"))
        };
        let (li, later) = ("li@x.example", "2026-01-03T00:00:00+00:00");
        let rewrite = "rewrite: {clause: fees, text: two}";
        for (said, what) in [
            (round(li, "2026-01-02T00:00:00+00:00", rewrite), "not later than the round before"),
            (round("wu@x.example", later, rewrite), "wu@x.example is not a member of `customer`"),
            (round(li, later, "rewrite: {clause: scope, text: two}"), "no clause `scope`"),
            (round(li, later, "replace: {clause: fees, old: two, new: one}"), "“two” stands 0 times in `fees`"),
            (round(li, later, ""), "it changes nothing"),
        ] {
            assert!(said.contains("`deal` cannot be made: round 2, ") && said.contains(what), "{said}");
        }
    }
}
