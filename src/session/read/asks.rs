//! What became of what a party asked for, and what the others changed without a word.

use std::collections::{BTreeMap, HashMap};

use super::check::seat;
use super::comments::filed_threads;
use super::dossier::Dossier;
use super::known_name::ClauseName;
use crate::contract::{Clause, Contract, differing};
use crate::language::Language;
use crate::negotiation::{
    Ask, AskHistory, AskKind, AskOutcome, AskPosition, AskRemark, AskRound, AskWording, SilentChange, asks as judged,
};
use crate::redline::{ClauseChange, CompareScope, compare};
use crate::session::Error;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Workspace};
use crate::wording::{AskWords, PositionWords, ReportWords, Role, Span, inline, inline_heading, one_line};

/// What became of everything that a party asked for.
#[derive(Debug, Clone)]
pub struct AsksReport {
    /// The contract's name.
    pub contract: String,
    /// Its title in the newest round.
    pub title: String,
    /// The party that asked, by its id.
    pub party: String,
    /// That party's name.
    pub party_name: String,
    /// From which round on.
    pub since: u32,
    /// The number of the newest round.
    pub round: u32,
    /// What it asked for, what wants looking at first.
    pub asks: Vec<ShownAsk>,
    /// What the others changed without a reason or a comment.
    pub silent: Vec<ShownSilent>,
    /// What each party is called in the contract.
    roles: BTreeMap<String, String>,
}

/// Something that was asked for, with its redlines.
#[derive(Debug, Clone)]
pub struct ShownAsk {
    /// What was asked, and what became of it.
    pub ask: Ask,
    /// What the clause is called.
    pub name: ClauseName,
    /// What was offered, against what stood there; `None` where words were only spoken of.
    pub offered: Option<ClauseChange>,
    /// What the others have there, against what was asked for; `None` where they have the same.
    pub answer: Option<ClauseChange>,
}

/// What the others changed without a word.
#[derive(Debug, Clone)]
pub struct ShownSilent {
    /// What changed.
    pub change: SilentChange,
    /// What the clause is called.
    pub name: ClauseName,
    /// The change.
    pub redline: ClauseChange,
}

/// Tells what became of what a party asked for (one's own when not given), from a round on (all when not given).
///
/// # Errors
///
/// When there is no such contract, round or party, the user is of no party, or something cannot be read.
pub fn asks(workspace: &Workspace, name: &str, since: Option<u32>, party: Option<&str>) -> Result<AsksReport, Error> {
    let negotiation = workspace.negotiation(name)?;
    let dossier = negotiation.dossier(&workspace.memory()?)?;
    let newest = negotiation.read(&negotiation.reading(&VersionName::Last)?)?;
    if let Some(since) = since {
        // Says which rounds there are, where there is none of that number.
        negotiation.reading(&VersionName::Round(since))?;
    }
    let Some(party) = seat(workspace, &negotiation, &newest, party)? else {
        // Says whose address git has, and whose the contract lists.
        crate::session::me(workspace, &newest)?;
        return Err(Error::NoIdentity);
    };
    let since = since.unwrap_or(1);
    let history = history(&negotiation, &dossier)?;
    let (asks, silent) = judged(&history, &party, since);
    let name_of = |id: &str| dossier.names.get(id).cloned().unwrap_or_default();
    let mut shown: Vec<ShownAsk> = asks.into_iter().map(|ask| shown_ask(ask, &name_of)).collect();
    let rank = |one: &ShownAsk| AskOutcome::ALL.iter().position(|outcome| *outcome == one.ask.outcome);
    shown.sort_by_key(|one| (rank(one), std::cmp::Reverse(one.ask.round)));
    let silent = silent.into_iter().filter_map(|change| {
        Some(ShownSilent {
            name: name_of(&change.clause),
            redline: between(&change.clause, change.before.as_ref(), change.after.as_ref())?,
            change,
        })
    });
    let roles = newest.parties.iter().map(|one| (one.id.clone(), one.role.clone()));
    Ok(AsksReport {
        contract: negotiation.name().to_owned(),
        title: newest.title.clone(),
        party_name: newest
            .party(&party)
            .map_or_else(|| party.clone(), |one| one.name.clone()),
        party,
        since,
        round: negotiation.newest_number(),
        asks: shown,
        silent: silent.collect(),
        roles: roles.collect(),
    })
}

fn shown_ask(ask: Ask, name_of: &impl Fn(&str) -> ClauseName) -> ShownAsk {
    let is_offer = ask.kind == AskKind::Offered;
    let offered = is_offer
        .then(|| between(&ask.clause, ask.before.as_ref(), ask.asked.as_ref()))
        .flatten();
    let answer = ask
        .reworded
        .then(|| between(&ask.clause, ask.asked.as_ref(), ask.after.as_ref()))
        .flatten();
    ShownAsk {
        name: name_of(&ask.clause),
        offered,
        answer,
        ask,
    }
}

/// One clause in two wordings, as a redline; `None` where neither is there.
fn between(id: &str, old: Option<&AskWording>, new: Option<&AskWording>) -> Option<ClauseChange> {
    let of = |wording: Option<&AskWording>| Contract {
        clauses: wording
            .map(|wording| Clause {
                id: id.to_owned(),
                heading: wording.heading.clone(),
                text: wording.text.clone(),
                ..Clause::default()
            })
            .into_iter()
            .collect(),
        ..Contract::default()
    };
    compare(&of(old), &of(new), CompareScope::Changes).clauses.pop()
}

/// What of the negotiation tells what was asked and answered. Only what counts in this copy does.
fn history(negotiation: &Negotiation<'_>, dossier: &Dossier) -> Result<AskHistory, Error> {
    let mut rounds: Vec<AskRound> = Vec::new();
    let mut before: Option<Contract> = None;
    let known: HashMap<u32, _> = dossier.wordings.iter().map(|one| (one.number, one)).collect();
    for round in &negotiation.rounds.rounds {
        // A round that cannot be read is none here either.
        let Some(of_round) = known.get(&round.number) else {
            continue;
        };
        let reading = match negotiation.reading(&VersionName::Round(round.number)) {
            Err(Error::Deleted { .. }) => continue,
            reading => reading?,
        };
        let contract = negotiation.read(&reading)?;
        let wording = |clause: &Clause| AskWording {
            heading: clause.heading.clone(),
            text: clause.text.trim_matches('\n').to_owned(),
        };
        let clauses: BTreeMap<String, AskWording> = contract
            .walk()
            .iter()
            .map(|visit| (visit.clause.id.clone(), wording(visit.clause)))
            .collect();
        // What was received in a file is nobody's offer, and the words that it changes are theirs all the same.
        let changed = match (&round.received, &before) {
            (Some(_), Some(before)) => differing(before, &contract).into_iter().collect(),
            _ => of_round.offers.iter().cloned().collect(),
        };
        rounds.push(AskRound {
            number: round.number,
            party: of_round.party.clone(),
            clauses,
            changed,
        });
        before = Some(contract);
    }
    let filed = dossier.record.filed();
    let counted = filed.iter().filter(|one| one.trust.counts(false));
    let positions = counted.flat_map(|one| {
        one.record.clauses.iter().map(|named| AskPosition {
            party: one.record.party.clone(),
            round: one.round,
            clause: named.id.clone(),
            decision: one.record.decision,
            reason: one.record.reason.clone(),
        })
    });
    let remarks = filed_threads(dossier).into_iter().map(|thread| {
        let first = &thread.first().comment;
        let mut last: BTreeMap<String, (u32, String)> = BTreeMap::new();
        for one in thread
            .comments
            .iter()
            .skip(1)
            .filter(|one| !one.comment.text.is_empty())
        {
            let said = (one.comment.round, one.comment.text.clone());
            last.insert(one.comment.party.clone(), said);
        }
        AskRemark {
            party: first.party.clone(),
            round: first.round,
            clause: first.clause.id.clone(),
            text: first.text.clone(),
            answers: last
                .into_iter()
                .map(|(party, (round, text))| (party, round, text))
                .collect(),
            resolved: thread.is_resolved(),
        }
    });
    Ok(AskHistory {
        rounds,
        positions: positions.collect(),
        remarks: remarks.collect(),
    })
}

impl AsksReport {
    fn called(&self, party: &str, language: Language) -> String {
        PositionWords(language).called(&one_line(party), self.roles.get(party).map(String::as_str))
    }

    /// How many of each outcome there are, in words.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let words = AskWords(language);
        let counts = AskOutcome::ALL.iter().filter_map(|outcome| {
            let count = self.asks.iter().filter(|one| one.ask.outcome == *outcome).count();
            (count > 0).then(|| words.counted(*outcome, count))
        });
        let counts: Vec<String> = counts.collect();
        words.summary(self.asks.len(), &language.list(&counts), self.silent.len())
    }
}

/// A line of what is told of an ask, with how far it is set in.
pub type AskLine = (usize, Vec<Span>);

impl ShownAsk {
    /// What was asked and what became of it, in words.
    #[must_use]
    pub fn lines(&self, report: &AsksReport, language: Language) -> Vec<AskLine> {
        let words = AskWords(language);
        let ask = &self.ask;
        let called = self.name.listed(&ask.clause, ReportWords(language)).called;
        let role = match ask.outcome {
            AskOutcome::Refused => Role::Alarm,
            AskOutcome::Taken | AskOutcome::Settled | AskOutcome::Replaced => Role::Faint,
            _ => Role::Heading,
        };
        let mut lines = vec![(
            0,
            vec![
                Span::new(
                    role,
                    format!("{} {}  ", words.sign(ask.outcome), words.outcome(ask.outcome)),
                ),
                Span::plain(called),
            ],
        )];
        lines.push((2, vec![Span::new(Role::Faint, words.asked(ask.kind, ask.round))]));
        if let Some(said) = ask.words.as_deref().filter(|said| !said.trim().is_empty()) {
            lines.push((4, vec![Span::plain(language.quoted(&one_line(said)))]));
        }
        lines.extend(redline_lines(self.offered.as_ref()));
        for (party, reason) in &ask.reasons {
            let said = language.says(&report.called(party, language), &language.quoted(&one_line(reason)));
            lines.push((2, vec![Span::plain(said)]));
        }
        if let Some(round) = ask.answered_in {
            let said = if ask.reworded {
                words.answered_in(round)
            } else {
                words.left_in(round)
            };
            lines.push((2, vec![Span::new(Role::Faint, said)]));
        }
        lines.extend(redline_lines(self.answer.as_ref()));
        if ask.beyond {
            lines.push((2, vec![Span::new(Role::Alarm, format!("! {}", words.beyond()))]));
        }
        lines
    }
}

impl ShownSilent {
    /// What changed without a word, in words.
    #[must_use]
    pub fn lines(&self, report: &AsksReport, language: Language) -> Vec<AskLine> {
        let words = AskWords(language);
        let called = self.name.listed(&self.change.clause, ReportWords(language)).called;
        let who = match &self.change.party {
            Some(party) => report.called(party, language),
            None => ReportWords(language).unknown().to_owned(),
        };
        let mut lines = vec![(
            0,
            vec![
                Span::plain(called),
                Span::new(Role::Faint, format!("  {}", words.silently(&who, self.change.round))),
            ],
        )];
        lines.extend(redline_lines(Some(&self.redline)));
        lines
    }
}

/// The paragraphs in which something changed.
fn redline_lines(clause: Option<&ClauseChange>) -> Vec<AskLine> {
    let Some(clause) = clause else { return Vec::new() };
    let heading = inline_heading(clause);
    let mut lines = Vec::new();
    if heading.iter().any(|span| span.mark.is_some()) {
        lines.push((4, heading));
    }
    let changed = inline(clause, one_line)
        .into_iter()
        .filter(|paragraph| paragraph.changed);
    lines.extend(
        changed
            .filter(|one| !one.spans.is_empty())
            .map(|paragraph| (4, paragraph.spans)),
    );
    lines
}
