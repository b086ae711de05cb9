//! Writing the negotiations into a repository: every round a change by its sender, signed with the sender's key.

use crate::contract::same_address;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::keys;
use super::script::{SAMPLES, Sample, ScriptedEdit};
use super::step::{DemoStep, PreparedStep};
use super::table::Table;
use crate::contract;
use crate::history::{self, NewChange, SIGNED_CHANGE};
use crate::negotiation::Person;
use crate::session::Error;

/// A text that somebody is working on.
struct DemoDraft {
    path: String,
    text: String,
}

/// Makes the repository in a folder that does not exist yet; with what the customer has not sent yet, or without.
pub(super) fn build(folder: &Path, with_drafts: bool) -> Result<(), Error> {
    let (deeds, drafts) = negotiate()?;
    let repository = history::create(folder)?;
    let mut tables: HashMap<&str, Table> = HashMap::new();
    for ready in deeds {
        let key = keys::of(&ready.author.email);
        let table = tables
            .entry(ready.contract)
            .or_insert_with(|| Table::of(ready.contract));
        let (message, files) = table.record(&repository, &ready, &key)?;
        let files: Vec<(&str, Option<&[u8]>)> = files
            .iter()
            .map(|(path, content)| (path.as_str(), Some(content.as_slice())))
            .collect();
        let change = NewChange {
            files: &files,
            author: &ready.author,
            at: ready.at,
            message: &message,
            joins: &[],
        };
        let written = history::write(&repository, &change, Some(&mut |bytes| key.sign(SIGNED_CHANGE, bytes)))?;
        if matches!(ready.deed, DemoStep::Round { .. }) {
            table.newest = Some(written);
        }
    }
    // What one side is working on the other side does not have.
    for draft in drafts.into_iter().filter(|_| with_drafts) {
        let file = folder.join(&draft.path);
        let failed = |error| Error::File {
            file: file.display().to_string(),
            doing: "written",
            error,
        };
        fs::write(&file, draft.text).map_err(failed)?;
    }
    Ok(())
}

/// What happened to all contracts, in order, and what was left unsent.
fn negotiate() -> Result<(Vec<PreparedStep>, Vec<DemoDraft>), Error> {
    let made: Vec<Result<_, Error>> = std::thread::scope(|scope| {
        // The contracts know nothing of each other.
        let threads: Vec<_> = SAMPLES
            .iter()
            .map(|sample| scope.spawn(|| negotiate_one(sample)))
            .collect();
        let joined = threads.into_iter().zip(&SAMPLES);
        joined
            .map(|(thread, sample)| thread.join().unwrap_or_else(|_| negotiate_one(sample)))
            .collect()
    });
    let mut deeds: Vec<PreparedStep> = Vec::new();
    let mut drafts = Vec::new();
    for one in made {
        let (its_deeds, draft) = one?;
        deeds.extend(its_deeds);
        drafts.extend(draft);
    }
    // What happened at one moment stays in the order of the contracts.
    deeds.sort_by_key(|ready| ready.at);
    Ok((deeds, drafts))
}

fn negotiate_one(sample: &'static Sample) -> Result<(Vec<PreparedStep>, Option<DemoDraft>), Error> {
    let script = sample.script()?;
    let mut text = sample.contract.to_owned();
    let mut deeds: Vec<PreparedStep> = Vec::new();
    for (number, round) in (1..).zip(&script.rounds) {
        let fault = |what| Error::Script {
            contract: sample.name.to_owned(),
            round: number,
            what,
        };
        if deeds.last().is_some_and(|before| before.at >= round.at) {
            return Err(fault("it is not later than the round before".to_owned()));
        }
        // Whoever sends a round was a member before it: nobody lets themselves in.
        let by = author(&text, &round.party, &round.by).map_err(fault)?;
        let edited = edited(&text, &round.changes).map_err(fault)?;
        if number > 1 && edited == text {
            return Err(fault("it changes nothing".to_owned()));
        }
        text = edited;
        deeds.push(PreparedStep {
            contract: sample.name,
            party: round.party.clone(),
            author: by,
            at: round.at,
            deed: DemoStep::Round {
                path: path(sample),
                text: text.clone(),
                note: round.note.clone(),
            },
        });
        for position in &round.positions {
            if deeds.last().is_some_and(|before| before.at >= position.at) {
                return Err(fault("a position is not later than what comes before it".to_owned()));
            }
            deeds.push(PreparedStep {
                contract: sample.name,
                party: position.party.clone(),
                author: author(&text, &position.party, &position.by).map_err(fault)?,
                at: position.at,
                deed: DemoStep::Position(position.clone()),
            });
        }
    }
    let fault = |what| Error::Script {
        contract: sample.name.to_owned(),
        round: script.rounds.len() + 1,
        what,
    };
    let draft = edited(&text, &script.draft).map_err(fault)?;
    let draft = (draft != text).then(|| DemoDraft {
        path: path(sample),
        text: draft,
    });
    Ok((deeds, draft))
}

fn path(sample: &Sample) -> String {
    format!("contracts/{}.yaml", sample.name)
}

fn edited(text: &str, edits: &[ScriptedEdit]) -> Result<String, String> {
    edits
        .iter()
        .try_fold(text.to_owned(), |text, edit| super::edit::apply(&text, edit))
}

fn author(text: &str, party: &str, by: &str) -> Result<Person, String> {
    let contract = contract::read(text.as_bytes()).map_err(|error| error.to_string())?;
    let known = contract
        .party(party)
        .ok_or_else(|| format!("there is no party `{party}`"))?;
    let member = known.members.iter().find(|member| same_address(&member.email, by));
    let member = member.ok_or_else(|| format!("{by} is not a member of `{party}`"))?;
    Ok(Person {
        name: member.name.clone(),
        email: member.email.clone(),
    })
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
        let sample = Box::leak(Box::new(Sample {
            name: "deal",
            contract: CONTRACT,
            script: script.leak(),
        }));
        negotiate_one(sample).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn a_script_that_does_not_fit_is_named_with_round_and_reason() {
        let round = |by: &str, at: &str, changes: &str| {
            fault(&format!(
                "  - {{party: customer, by: {by}, at: \"{at}\", note: n, changes: [{changes}]}}\n"
            ))
        };
        let (li, later) = ("li@x.example", "2026-01-03T00:00:00+00:00");
        let rewrite = "rewrite: {clause: fees, text: two}";
        for (said, what) in [
            (
                round(li, "2026-01-02T00:00:00+00:00", rewrite),
                "not later than the round before",
            ),
            (
                round("wu@x.example", later, rewrite),
                "wu@x.example is not a member of `customer`",
            ),
            (
                round(li, later, "rewrite: {clause: scope, text: two}"),
                "no clause `scope`",
            ),
            (
                round(li, later, "replace: {clause: fees, old: two, new: one}"),
                "“two” appears 0 times in `fees`",
            ),
            (round(li, later, ""), "it changes nothing"),
        ] {
            assert!(
                said.contains("`deal` cannot be built: round 2, ") && said.contains(what),
                "{said}"
            );
        }
    }
}
