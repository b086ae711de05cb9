//! The review, and the rights, duties and figures of a contract.

use serde_json::{Value, json};

use super::Answer;
use crate::language::Language;
use crate::review::{
    Actor, CitedWords, ClauseLabel, Duty, FigureHistory, Met, ReviewFinding, Tracked, UnderstoodPart,
    UnderstoodSentence,
};
use crate::session::{Checked, Duties, Figures, ListState, RepositoryList};
use crate::wording::one_line;

fn clause_json(clause: &ClauseLabel) -> Value {
    json!({"id": clause.id, "number": clause.number, "heading": clause.heading})
}

fn place_json(place: &CitedWords) -> Value {
    json!({
        "clause": clause_json(&place.clause),
        "in_heading": place.in_heading,
        "start": place.bytes.start,
        "end": place.bytes.end,
        "words": place.words,
        "sentence": place.sentence,
    })
}

fn finding_json(finding: &ReviewFinding, positions: bool) -> Value {
    let mut value = json!({
        "name": finding.name(),
        "rule": finding.rule,
        "severity": finding.severity.word(),
        "title": finding.title,
        "why": finding.why,
        "source": finding.source.iter().map(|source| &source.text).collect::<Vec<_>>(),
        "checked": finding.source.iter().map(|source| source.checked.map(|day| day.to_string())).collect::<Vec<_>>(),
        "said": one_line(&finding.what.message(Language::English)),
        "clause": finding.clause.as_ref().map(clause_json),
        "places": finding.places.iter().map(place_json).collect::<Vec<_>>(),
        "more_places": finding.more_places,
    });
    if positions {
        value["positions"] = json!({
            "preferred": finding.positions.preferred,
            "fallbacks": finding.positions.fallbacks,
            "walk_away": finding.positions.walk_away,
        });
    }
    value
}

/// The review for other programs. Keys are only ever added.
///
/// `findings`: `name` (rule, and clause behind `@`), `severity` (`high`, `medium`, `low`), `title`, `why`, `source`, `checked` (for each source the day on which it was checked, or null), `said`,
/// `clause` (`id`, `number`, `heading`, or null), `places` (the first of them; `start` and `end` are bytes of the clause's text, or of its
/// heading where `in_heading`), `more_places` (how many more there are), `mark` (`state`: `looked`, `risk`, `raise`; `stands`: the wording is still the one that
/// was looked at; or null), and with `--positions` also `positions`. `since` (with `--since`): `new` names findings,
/// `mended` those of the earlier version, `lost` the words by which a rule held there, `material` the matters of
/// 《民法典》 article 488. `settled` tells by which words a rule holds, `nothing_found` the titles of rules that look for words
/// that should not be there and found none (not their ids: who looks through the answer for the id of a rule finds what is
/// wanting or settled), `not_asked` which rules were not asked, and why: `protects-another`, `no-such-matter`,
/// `dealt-with-elsewhere`, `annex`.
#[must_use]
pub fn check(done: &Checked, positions: bool) -> Answer {
    let all = |findings: &[ReviewFinding]| {
        findings
            .iter()
            .map(|one| finding_json(one, positions))
            .collect::<Vec<_>>()
    };
    let marked = |finding: &ReviewFinding| {
        let mut value = finding_json(finding, positions);
        value["mark"] = done.mark(finding).map_or(
            Value::Null,
            |(mark, stands)| json!({"state": mark.state, "note": mark.note, "stands": stands}),
        );
        value
    };
    let [high, medium, low] = done.report.counts();
    let value = json!({
        "contract": done.name,
        "round": done.version.round,
        "for": done.seat,
        "checklists": done.checklists,
        "of_repository": done.of_repository.iter().map(list_json).collect::<Vec<_>>(),
        "asked": done.report.asked,
        "summary": {"high": high, "medium": medium, "low": low},
        "findings": done.report.findings.iter().map(marked).collect::<Vec<_>>(),
        "settled": done.report.settled().map(met_json).collect::<Vec<_>>(),
        "nothing_found": done.report.nothing_found().map(|met| &met.title).collect::<Vec<_>>(),
        "not_asked": done.report.not_asked.iter().map(|one| json!({
            "rule": one.rule,
            "title": one.title,
            "because": one.because.word(),
        })).collect::<Vec<_>>(),
        "since": done.since.as_ref().map(|since| json!({
            "round": since.version.version().and_then(|version| version.round),
            "new": since.new,
            "mended": all(&since.mended),
            "material": since.material.iter().map(|material| json!({
                "clause": clause_json(&material.clause),
                "matters": material.matters.iter().map(|matter| matter.word()).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "lost": since.lost.iter().map(|(rule, place)| json!({"rule": rule, "place": place_json(place)})).collect::<Vec<_>>(),
        })),
    });
    Answer::new("review", value)
}

fn met_json(met: &Met) -> Value {
    json!({
        "rule": met.rule,
        "title": met.title,
        "place": met.place.as_ref().map(place_json),
        "figure": met.figure.as_ref().map(|figure| &figure.text),
    })
}

/// A checklist of the repository. `state` is `offered` (not asked), `agreed`, `broken` or `no-file`.
fn list_json(list: &RepositoryList) -> Value {
    let (state, name) = match &list.state {
        ListState::Offered { name, .. } => ("offered", Some(name)),
        ListState::Agreed { name, .. } => ("agreed", Some(name)),
        ListState::Broken(_) => ("broken", None),
        ListState::NoFile => ("no-file", None),
    };
    json!({"file": list.file, "state": state, "name": name})
}

/// Rights and duties for other programs. `party` is null for every party; `kind` is `duty`, `ban` or `right`; `before`
/// tells that the period runs up to `anchor`; `noted` that it is no wording of the contract. `understood` (with `--explain`)
/// has the sentences of the clause in their parts: `role` is `main`, `condition`, `exception` or `without`, `force` is `must`,
/// `must-not`, `may`, `need-not`, `is` or `is-not`, `party` an id, `each` tells that it is said of every party.
#[must_use]
pub fn duties(found: &Duties) -> Answer {
    let duty = |duty: &Duty| {
        json!({
            "clause": clause_json(&duty.clause),
            "party": duty.party,
            "toward": duty.toward,
            "kind": duty.modal.word(),
            "does": duty.does,
            "sentence": duty.sentence,
            "period": duty.term.period,
            "anchor": duty.term.anchor,
            "before": duty.term.before,
            "due": duty.term.due.map(|due| due.to_string()),
            "holidays_aside": duty.term.holidays_aside,
            "noted": duty.noted,
            "standing": found.standings.get(&duty.clause.id).map(|one| one.word()),
        })
    };
    let value = json!({
        "contract": found.name,
        "round": found.version.round,
        "duties": found.duties.iter().map(duty).collect::<Vec<_>>(),
        "understood": found.understood.as_ref().map(|sentences| sentences.iter().map(sentence_json).collect::<Vec<_>>()),
    });
    Answer::new("duties", value)
}

fn sentence_json(sentence: &UnderstoodSentence) -> Value {
    let part = |part: &UnderstoodPart| {
        json!({
            "words": part.words,
            "role": part.role.word(),
            "force": part.force.word(),
            "denied": part.negated,
            "party": match &part.actor {
                Some(Actor::Party(id)) => Some(id),
                _ => None,
            },
            "each": part.actor == Some(Actor::Each),
        })
    };
    json!({"words": sentence.words, "parts": sentence.parts.iter().map(part).collect::<Vec<_>>()})
}

/// Figures for other programs. `against` is `missing`, `beyond`, `short` or `good`.
#[must_use]
pub fn figures(found: &Figures) -> Answer {
    let tracked = |tracked: &Tracked| {
        let text = |limit: &Option<crate::review::Limit>| limit.as_ref().map(|limit| limit.text.clone());
        json!({
            "rule": tracked.rule,
            "title": tracked.title,
            "against": tracked.against().word(),
            "at_least": text(&tracked.limits.at_least),
            "at_most": text(&tracked.limits.at_most),
            "prefer": text(&tracked.limits.prefer),
            "course": found.rounds.iter().zip(&tracked.course).map(|(round, value)| json!({
                "round": round,
                "value": value.as_ref().map(|(figure, _)| &figure.text),
                "clause": value.as_ref().map(|(_, place)| clause_json(&place.clause)),
            })).collect::<Vec<_>>(),
        })
    };
    let moved = |moved: &FigureHistory| {
        let steps = moved
            .steps
            .iter()
            .map(|(at, value)| json!({"round": found.rounds.get(*at), "value": value}));
        json!({"clause": clause_json(&moved.clause), "steps": steps.collect::<Vec<_>>()})
    };
    let value = json!({
        "contract": found.name,
        "rounds": found.rounds,
        "tracked": found.tracked.iter().map(tracked).collect::<Vec<_>>(),
        "moved": found.moved.iter().map(moved).collect::<Vec<_>>(),
    });
    Answer::new("figures", value)
}
