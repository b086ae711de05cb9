//! Negotiations told in a few lines, for tests.
//!
//! ```text
//! round vendor: fees=a term=b title=-      the whole text: wordings by name, `-` for a mere heading
//! a: customer accepts fees term            a record, called `a`, about the newest round; it knows all before it
//! b: customer rejects fees beside a        the same from another machine: it knows neither a nor what came after a
//! customer withdraws a fees
//! vendor reports customer accepts fees
//! customer accepts fees=old in 1           about another wording, or round, than the newest
//! void customer accepts fees               must not count
//! ```

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration};

use super::positions::PositionKind;
use super::record::{Decision, Filed, NamedWording, Record, RecordFormat, RecordId, Trust};
use super::standing::{Standings, standings};
use super::wording_intervals::{RoundWording, RoundWordings};
use crate::contract::Revision;
use crate::language::Translated;

/// A negotiation between `customer` and `vendor`, or between those whom a first line names: `parties a b c`.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) parties: Vec<String>,
    pub(super) rounds: Vec<RoundWordings>,
    pub(super) records: Vec<Filed>,
}

impl Story {
    pub(super) fn standings(&self) -> Standings {
        standings(&self.rounds, &self.records, &self.parties, false, &BTreeSet::new())
    }
}

/// The wording of that name; the clause it belongs to does not matter.
pub(super) fn wording(name: &str) -> Revision {
    Revision::of(name.as_bytes())
}

/// The name of the record that is called so.
pub(super) fn called(label: &str) -> RecordId {
    RecordId::of(label.as_bytes())
}

/// An honest, unsigned record that knows nothing.
pub(super) fn record(label: &str, party: &str, decision: Decision, clauses: Vec<NamedWording>, round: u32) -> Filed {
    let record = Record {
        format: RecordFormat::Two,
        negotiation: wording("negotiation"),
        contract: "crm".into(),
        party: party.into(),
        signer: format!("someone@{party}.example"),
        key: None,
        seq: 1,
        round,
        decision,
        clauses,
        whole: wording("whole"),
        base: None,
        prev: Vec::new(),
        seen: BTreeMap::new(),
        parties: wording("parties"),
        at: DateTime::UNIX_EPOCH.fixed_offset(),
        reason: None,
        withdraws: None,
        speaks_for: None,
        reported: None,
    };
    Filed {
        id: called(label),
        record,
        round,
        trust: Trust::Claimed,
    }
}

/// A round with these wordings; its sender offers what it changed.
pub(super) fn round(
    before: Option<&RoundWordings>,
    party: Option<String>,
    wordings: Vec<(String, String)>,
) -> RoundWordings {
    let wordings: Vec<RoundWording> = wordings
        .into_iter()
        .map(|(id, name)| RoundWording {
            id,
            revision: wording(&name),
            heading_only: name == "-",
        })
        .collect();
    let all = |round: Option<&RoundWordings>| -> BTreeSet<(String, Revision)> {
        round
            .iter()
            .flat_map(|round| &round.wordings)
            .map(|one| (one.id.clone(), one.revision))
            .collect()
    };
    let mut sent = RoundWordings {
        number: before.map_or(1, |round| round.number + 1),
        party,
        offers: BTreeSet::new(),
        wordings,
        at: DateTime::UNIX_EPOCH.fixed_offset(),
    };
    let (old, new) = (all(before), all(Some(&sent)));
    sent.offers = old.symmetric_difference(&new).map(|(id, _)| id.clone()).collect();
    sent
}

/// Reads a story; panics where it makes no sense.
pub(super) fn story(told: &str) -> Story {
    let mut story = Story {
        parties: vec!["customer".into(), "vendor".into()],
        rounds: Vec::new(),
        records: Vec::new(),
    };
    for line in told.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(parties) = line.strip_prefix("parties ") {
            story.parties = parties.split(' ').map(str::to_owned).collect();
        } else if let Some(rest) = line.strip_prefix("round ") {
            tell_round(&mut story, rest);
        } else {
            tell_record(&mut story, line);
        }
    }
    story
}

fn tell_round(story: &mut Story, line: &str) {
    let (head, text) = line.split_once(':').unwrap();
    let mut head = head.split(" day ");
    let sender = head.next().unwrap().to_owned();
    let wordings = text
        .split_whitespace()
        .map(|one| one.split_once('=').unwrap())
        .map(|(id, name)| (id.to_owned(), name.to_owned()));
    let party = story.parties.contains(&sender).then_some(sender);
    let mut sent = round(story.rounds.last(), party, wordings.collect());
    sent.at += Duration::days(head.next().map_or(0, |day| day.parse().unwrap()));
    story.rounds.push(sent);
}

fn tell_record(story: &mut Story, line: &str) {
    let (label, line) = match line.split_once(": ") {
        Some((label, line)) => (label.to_owned(), line),
        None => (format!("#{}", story.records.len()), line),
    };
    let mut words = line.split(' ').collect::<Vec<_>>();
    let is_void = words[0] == "void";
    if is_void {
        words.remove(0);
    }
    let mut option = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        Some(words.drain(at..at + 2).nth(1).unwrap().to_owned())
    };
    let (beside, about) = (option("beside"), option("in"));
    let speaks_for = option("reports");
    let party = words[0];
    let decision = match words[1] {
        "offers" => Decision::Offer,
        "accepts" => Decision::Accept,
        "rejects" => Decision::Reject,
        "reserves" => Decision::Reserve,
        "withdraws" => Decision::Withdraw,
        other => panic!("{other}"),
    };
    let withdraws = (decision == Decision::Withdraw).then(|| called(words.remove(2)));
    let newest = story.rounds.last().unwrap();
    let named = |word: &str| match word.split_once('=') {
        Some((id, "absent")) => NamedWording {
            id: id.into(),
            revision: None,
        },
        Some((id, name)) => NamedWording {
            id: id.into(),
            revision: Some(wording(name)),
        },
        None => {
            let found = newest.wordings.iter().find(|one| one.id == word);
            NamedWording {
                id: word.into(),
                revision: found.map(|one| one.revision),
            }
        }
    };
    let clauses = words[2..].iter().map(|word| named(word)).collect();
    let round = about.map_or(newest.number, |round| round.parse().unwrap());
    let mut filed = record(&label, party, decision, clauses, round);
    filed.record.withdraws = withdraws;
    if let Some(other) = speaks_for {
        filed.record.speaks_for = Some(other);
        filed.trust = Trust::Reported;
    }
    if is_void {
        filed.trust = Trust::Void(Translated::default());
    }
    let known = beside.map_or(story.records.len(), |label| {
        story
            .records
            .iter()
            .position(|other| other.id == called(&label))
            .unwrap()
    });
    filed.record.prev = story.records[..known].iter().map(|other| other.id).collect();
    story.records.push(filed);
}

/// `fees agreed (accepted offered); term awaiting (none offered) customer | customer`: clauses with the positions in
/// the order of the parties and those who have to act; then the ball.
pub(super) fn shown(standings: &Standings) -> String {
    let clauses: Vec<String> = standings
        .clauses
        .iter()
        .map(|clause| {
            let kinds: Vec<&str> = clause
                .positions
                .iter()
                .map(|position| position.kind)
                .map(PositionKind::word)
                .collect();
            let standing = clause.standing.map_or("-", super::standing::Standing::word);
            format!(
                "{} {standing} ({}) {}",
                clause.id,
                kinds.join(" "),
                clause.waiting_for.join(" ")
            )
            .trim_end()
            .to_owned()
        })
        .collect();
    format!("{} | {}", clauses.join("; "), standings.ball.join(" "))
        .trim_end()
        .to_owned()
}
