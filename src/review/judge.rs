//! Asking every rule of a contract.

use super::checklist::{Limits, RiskLevel, Rule, Saying, Silence, Want};
use super::drafting;
use super::finding::{Because, MOST_PLACES, Met, NotAsked, ReviewFinding, ReviewReport};
use super::indexed_text::{EarlierClauses, IndexedText, WordHit};
use super::limit::{Limit, Measure};
use super::nearest_figure::figure;
use super::party_names::{self, EarlierNames, PartyNames};
use super::pattern::{Pattern, Vocabulary};
use super::quantity::quantities;
use super::saying::{CompiledSaying, Said, is_ruled_out};
use super::statement::{self, EarlierReadings, Statements};
use super::violation::Violation;
use crate::contract::{Contract, Party};
use rayon::prelude::*;
use std::collections::HashSet;

/// Reviews a contract by rules.
///
/// Of the rules that protect only some party, those for the given one are asked; all of them when none is given.
#[must_use]
pub fn review(contract: &Contract, rules: &[Rule], seat: Option<&str>) -> ReviewReport {
    review_after(&mut EarlierVersion::default(), contract, rules, seat)
}

/// What was read in an earlier version of a contract.
#[derive(Default)]
pub(super) struct EarlierVersion<'c> {
    names: Vec<PartyNames>,
    named: EarlierNames<'c>,
    clauses: EarlierClauses<'c>,
    readings: EarlierReadings<'c>,
}

/// The same review, where an earlier version was reviewed by the same rules: a clause that stays as it was is read once for
/// all versions. This one then takes its place.
pub(super) fn review_after<'c>(
    earlier: &mut EarlierVersion<'c>,
    contract: &'c Contract,
    rules: &[Rule],
    seat: Option<&str>,
) -> ReviewReport {
    let seat = seat.and_then(|seat| contract.party(seat));
    let (asked, others): (Vec<&Rule>, Vec<&Rule>) = rules.iter().partition(|rule| concerns(rule, seat, contract));
    let names = party_names::names_after(&mut earlier.named, contract);
    if names != earlier.names {
        earlier.readings = EarlierReadings::default();
        earlier.names.clone_from(&names);
    }
    let mut vocabulary = Vocabulary::default();
    let compiled: Vec<Compiled> = asked
        .iter()
        .map(|rule| Compiled::of(rule, contract, &names, &mut vocabulary))
        .collect();
    let mentions = statement::mentions(&names, &mut vocabulary);
    let text = IndexedText::after(&mut earlier.clauses, contract, &vocabulary);
    let statements = Statements::after(&mut earlier.readings, &text, &mentions);
    let mut report = ReviewReport {
        asked: asked.len(),
        not_asked: others
            .into_iter()
            .map(|rule| not_asked(rule, Because::OfAnother))
            .collect(),
        ..ReviewReport::default()
    };
    let drafting = drafting::DraftingContext {
        contract,
        text: &text,
        names: &names,
        statements: &statements,
        seat,
        annex: known_annex(contract, rules),
    };
    let of_each: Vec<ReviewReport> = compiled
        .par_iter()
        .map(|rule| {
            let mut of_rule = ReviewReport::default();
            rule.ask(&text, &drafting, &mut of_rule);
            of_rule
        })
        .collect();
    for of_rule in of_each {
        report.asked -= of_rule.not_asked.len();
        report.findings.extend(of_rule.findings);
        report.met.extend(of_rule.met);
        report.not_asked.extend(of_rule.not_asked);
    }
    let place = |finding: &ReviewFinding| text.place_of_id(&finding.clause.as_ref()?.id);
    report
        .findings
        .sort_by_cached_key(|finding| (place(finding), finding.severity, finding.rule.clone()));
    report
}

/// The kind of annex that the contract says it is by itself, where the checklists know such a kind. Of an unknown one
/// everything is asked.
fn known_annex<'c>(contract: &'c Contract, rules: &[Rule]) -> Option<&'c str> {
    let annex = contract.annex.as_deref()?;
    let knows = |rule: &Rule| rule.annexes.iter().flatten().any(|kind| kind == annex);
    rules.iter().any(knows).then_some(annex)
}

fn not_asked(rule: &Rule, because: Because) -> NotAsked {
    NotAsked {
        rule: rule.id.clone(),
        title: rule.title.clone(),
        because,
    }
}

/// Whether the rule protects the party in the given seat; in no seat, whether it protects anybody here.
fn concerns(rule: &Rule, seat: Option<&Party>, contract: &Contract) -> bool {
    let Some(protected) = &rule.protects else { return true };
    match seat {
        Some(seat) => {
            // Where the contract calls nobody by a known name, the rules are asked for whoever asks.
            party_names::goes_by(seat, protected)
                || !contract
                    .parties
                    .iter()
                    .any(|party| party_names::goes_by(party, protected))
        }
        None => true,
    }
}

/// A rule with its patterns as numbers of words.
struct Compiled<'r> {
    rule: &'r Rule,
    headings: Vec<Pattern>,
    words: Vec<Pattern>,
    when: Vec<Pattern>,
    except: Vec<Pattern>,
    wanted: Vec<Vec<Pattern>>,
    unless: Vec<Pattern>,
    said: Vec<CompiledSaying>,
    against: Vec<CompiledSaying>,
    more_than: Vec<CompiledSaying>,
}

impl<'r> Compiled<'r> {
    fn of(rule: &'r Rule, contract: &Contract, names: &[PartyNames], vocabulary: &mut Vocabulary) -> Self {
        let playing = |part: &str| -> Vec<usize> {
            let known = rule
                .parts
                .iter()
                .find(|(known, _)| known == part)
                .map(|(_, known)| known);
            let known = known.cloned().unwrap_or_else(|| vec![part.to_owned()]);
            let parties = contract.parties.iter().enumerate();
            parties
                .filter(|(_, party)| party_names::goes_by(party, &known))
                .map(|(at, _)| at)
                .collect()
        };
        let called = |part: &str| -> Vec<String> {
            let of = playing(part).into_iter().filter_map(|party| names.get(party));
            of.flat_map(|names| {
                let also = names.also.iter().map(|word| (*word).to_owned());
                names.words.iter().cloned().chain(also)
            })
            .collect()
        };
        let mut all = |written: &[String]| -> Vec<Pattern> {
            written
                .iter()
                .flat_map(|written| vocabulary.patterns(written, &called))
                .collect()
        };
        let (wanted, unless) = match &rule.want {
            Want::Present(words) | Want::Figure { near: words, .. } => (vec![all(words)], Vec::new()),
            Want::Absent { words, unless, .. } => (vec![all(words)], all(unless)),
            Want::Together { groups, .. } => (groups.iter().map(|group| all(group)).collect(), Vec::new()),
            Want::Said { .. } | Want::Check(_) => (Vec::new(), Vec::new()),
        };
        let mut compiled = |sayings: &[Saying]| -> Vec<CompiledSaying> {
            sayings
                .iter()
                .map(|saying| CompiledSaying::of(saying, playing, &mut all))
                .collect()
        };
        let (said, against, more_than) = match &rule.want {
            Want::Said {
                said,
                against,
                more_than,
                ..
            } => (compiled(said), compiled(against), compiled(more_than)),
            _ => (Vec::new(), Vec::new(), Vec::new()),
        };
        Self {
            headings: all(&rule.look.0),
            words: all(&rule.look.1),
            when: all(&rule.when),
            except: all(&rule.except),
            rule,
            wanted,
            unless,
            said,
            against,
            more_than,
        }
    }

    fn ask(&self, text: &IndexedText<'_>, drafting: &drafting::DraftingContext<'_>, report: &mut ReviewReport) {
        let because = self.unasked(text, drafting);
        // What is said against a rule is a finding in any contract.
        if let Some(because) = because.filter(|_| self.against.is_empty()) {
            report.not_asked.push(not_asked(self.rule, because));
            return;
        }
        let said = Said {
            text,
            statements: drafting.statements,
        };
        let looked = self.looked(text);
        let is_in = |spot: &WordHit| {
            looked
                .as_ref()
                .is_none_or(|looked| looked[text.units[spot.unit].clause])
        };
        let of = |group: &[Pattern]| -> Vec<WordHit> {
            let mut spots: Vec<WordHit> = group
                .iter()
                .flat_map(|pattern| text.met(pattern))
                .filter(|spot| is_in(spot))
                .collect();
            spots.sort_by_key(|spot| (spot.unit, spot.start));
            spots
        };
        let first = looked
            .as_ref()
            .and_then(|looked| looked.iter().position(|looked| *looked));
        let fault = |what| ReviewFinding::of(self.rule, what, first.map(|clause| text.name(clause)), Vec::new());
        let met = |spot: Option<WordHit>| self.met(text, spot);
        match &self.rule.want {
            Want::Present(_) => match of(&self.wanted[0]).first() {
                Some(spot) => report.met.push(met(Some(*spot))),
                None => report.findings.push(fault(Violation::Missing)),
            },
            Want::Absent { unless_figure, .. } => {
                let mut unwanted = of(&self.wanted[0]);
                let mut asked: Option<(usize, bool)> = None;
                unwanted.retain(|spot| {
                    if is_ruled_out(said, *spot) {
                        return false;
                    }
                    let known = asked.filter(|(unit, _)| *unit == spot.unit).map(|(_, keeps)| keeps);
                    let keeps = known.unwrap_or_else(|| {
                        let has = |measure| !quantities(text.words(spot.unit), Some(measure)).is_empty();
                        !text.meets(spot.unit, &self.unless) && !unless_figure.is_some_and(has)
                    });
                    asked = Some((spot.unit, keeps));
                    keeps
                });
                if unwanted.is_empty() {
                    report.met.push(met(None));
                }
                report
                    .findings
                    .extend(by_clause(self.rule, &Violation::Unwanted, &unwanted, text));
            }
            Want::Figure { of: measure, .. } => {
                let measure = measure.or_else(|| measure_of(&self.rule.limits));
                match figure(said, &of(&self.wanted[0]), measure, None, true) {
                    None => report.findings.push(fault(Violation::NoFigure)),
                    Some((spot, figure)) => self.held(text, spot, figure, None, report),
                }
            }
            Want::Said { .. } => self.ask_statements(said, because, &is_in, first, report),
            Want::Together { in_clause, .. } => {
                let groups: Vec<Vec<WordHit>> = self.wanted.iter().map(|group| of(group)).collect();
                let where_it_is = |spot: &WordHit| {
                    if *in_clause {
                        text.units[spot.unit].clause
                    } else {
                        spot.unit
                    }
                };
                let others: Vec<HashSet<usize>> = groups
                    .iter()
                    .skip(1)
                    .map(|group| group.iter().map(where_it_is).collect())
                    .collect();
                let together = |one: &WordHit| others.iter().all(|other| other.contains(&where_it_is(one)));
                match groups.first().and_then(|group| group.iter().find(|one| together(one))) {
                    Some(spot) => report.met.push(met(Some(*spot))),
                    None if groups.first().is_none_or(Vec::is_empty) => report.findings.push(fault(Violation::Missing)),
                    None => report.findings.push(fault(Violation::Apart)),
                }
            }
            Want::Check(check) => {
                let found = drafting.look_for(*check, self.rule);
                if found.is_empty() {
                    report.met.push(met(None));
                }
                report.findings.extend(found);
            }
        }
    }

    /// Why the rule is not a matter of this contract, if it is none.
    fn unasked(&self, text: &IndexedText<'_>, drafting: &drafting::DraftingContext<'_>) -> Option<Because> {
        let said = Said {
            text,
            statements: drafting.statements,
        };
        let has = |patterns: &[Pattern]| patterns.iter().any(|pattern| !text.met(pattern).is_empty());
        // "There is no data processing agreement" deals with nothing elsewhere.
        let asserts = |pattern: &Pattern| text.met(pattern).into_iter().any(|hit| !is_ruled_out(said, hit));
        if self.is_of_a_whole_contract(drafting.annex) {
            Some(Because::Annex)
        } else if self.except.iter().any(asserts) {
            Some(Because::Elsewhere)
        } else if self.when.is_empty() || has(&self.when) {
            None
        } else {
            Some(Because::NoSuchMatter)
        }
    }

    /// Whether the contract is an annex by itself, of a kind of which the rule is not asked.
    fn is_of_a_whole_contract(&self, annex: Option<&str>) -> bool {
        match (annex, &self.rule.annexes) {
            (Some(annex), Some(asked)) => !asked.iter().any(|kind| kind == annex),
            _ => false,
        }
    }

    /// Asks what the sentences say.
    fn ask_statements(
        &self,
        said: Said<'_>,
        because: Option<Because>,
        is_in: &dyn Fn(&WordHit) -> bool,
        first: Option<usize>,
        report: &mut ReviewReport,
    ) {
        let Want::Said {
            of,
            silence,
            counts_from,
            settled_first,
            ..
        } = &self.rule.want
        else {
            return;
        };
        let text = said.text;
        let all = |sayings: &[CompiledSaying], against: bool| -> Vec<WordHit> {
            let met = sayings.iter().flat_map(|saying| saying.met(said, is_in, against));
            met.collect()
        };
        // What a list says first of a matter counts first.
        let settled = all(&self.said, false);
        let mut contrary = all(&self.against, true);
        contrary.sort_by_key(|hit| (hit.unit, hit.start));
        let measure = of.or_else(|| measure_of(&self.rule.limits));
        let anywhere = self.said.iter().all(CompiledSaying::is_any);
        let found = measure.and_then(|measure| figure(said, &settled, Some(measure), counts_from.as_ref(), anywhere));
        let is_settled = !settled.is_empty() && (measure.is_none() || found.is_some());
        let yields = *settled_first && is_settled;
        if !(contrary.is_empty() || yields) {
            let found = by_clause(self.rule, &Violation::Contrary, &contrary, text);
            report.findings.extend(found);
            return;
        }
        if let Some(because) = because {
            report.not_asked.push(not_asked(self.rule, because));
            return;
        }
        let fault = |what| ReviewFinding::of(self.rule, what, first.map(|clause| text.name(clause)), Vec::new());
        match (settled.first(), measure) {
            (None, _) if *silence == Silence::Fine => report.met.push(self.met(text, None)),
            (None, Some(_)) => report.findings.push(fault(Violation::NoFigure)),
            (None, None) => report.findings.push(fault(Violation::Missing)),
            (Some(spot), None) => report.met.push(self.met(text, Some(*spot))),
            (Some(spot), Some(_)) => match found {
                Some((spot, figure)) => {
                    let other = self.other_figure(said, is_in, measure);
                    self.held(text, spot, figure, other, report);
                }
                None if *silence == Silence::Found => report.findings.push(fault(Violation::NoFigure)),
                None => report.met.push(self.met(text, Some(*spot))),
            },
        }
    }

    /// The rule holds, by these words.
    fn met(&self, text: &IndexedText<'_>, spot: Option<WordHit>) -> Met {
        Met {
            rule: self.rule.id.clone(),
            title: self.rule.title.clone(),
            place: spot.map(|spot| text.place(spot)),
            figure: None,
        }
    }

    /// The figure of the contract that the rule's own has to exceed, and where it stands.
    fn other_figure(
        &self,
        said: Said<'_>,
        is_in: &dyn Fn(&WordHit) -> bool,
        measure: Option<Measure>,
    ) -> Option<(WordHit, Limit)> {
        let met = self.more_than.iter().flat_map(|saying| saying.met(said, is_in, false));
        let hits: Vec<WordHit> = met.collect();
        figure(said, &hits, measure, None, true)
    }

    /// A figure is held against one's limits, and against another of the contract.
    fn held(
        &self,
        text: &IndexedText<'_>,
        spot: WordHit,
        figure: Limit,
        other: Option<(WordHit, Limit)>,
        report: &mut ReviewReport,
    ) {
        let shorter = other.filter(|(at, other)| *at != spot && figure.size <= other.size);
        let shorter = shorter.map(|(at, other)| Violation::NotLongerThan {
            figure: figure.clone(),
            other,
            clause: text.name(text.units[at.unit].clause),
        });
        match shorter.or_else(|| beyond(&self.rule.limits, &figure)) {
            None => report.met.push(Met {
                figure: Some(figure),
                ..self.met(text, Some(spot))
            }),
            Some(what) => {
                let place = text.place(spot);
                let clause = Some(place.clause.clone());
                let severity = graveness(self.rule, &what);
                report.findings.push(ReviewFinding {
                    severity,
                    ..ReviewFinding::of(self.rule, what, clause, vec![place])
                });
            }
        }
    }

    /// For each clause whether the rule looks there; `None` when it looks everywhere.
    fn looked(&self, text: &IndexedText<'_>) -> Option<Vec<bool>> {
        if self.headings.is_empty() && self.words.is_empty() {
            return None;
        }
        let mut headed = vec![false; text.visits.len()];
        for spot in self.headings.iter().flat_map(|pattern| text.met(pattern)) {
            let unit = &text.units[spot.unit];
            headed[unit.clause] |= unit.heading;
        }
        let mut looked = text.under(&headed);
        for spot in self.words.iter().flat_map(|pattern| text.met(pattern)) {
            looked[text.units[spot.unit].clause] = true;
        }
        Some(looked)
    }
}

/// What a rule's limits measure.
pub(crate) fn measure_of(limits: &Limits) -> Option<Measure> {
    [&limits.at_least, &limits.at_most, &limits.prefer]
        .into_iter()
        .flatten()
        .map(|limit| limit.measure)
        .next()
}

/// Whether a figure is beyond what one would take.
pub(crate) fn beyond(limits: &Limits, figure: &Limit) -> Option<Violation> {
    if figure.measure == Measure::Amount && measure_of(limits).is_some_and(|measure| measure != Measure::Amount) {
        return Some(Violation::FixedSum(figure.text.clone()));
    }
    let what = |limit: &Limit, least| Violation::Beyond {
        figure: figure.clone(),
        limit: limit.clone(),
        least,
    };
    let least = limits
        .at_least
        .as_ref()
        .filter(|limit| figure.size < limit.size)
        .map(|limit| what(limit, true));
    let most = limits
        .at_most
        .as_ref()
        .filter(|limit| figure.size > limit.size)
        .map(|limit| what(limit, false));
    least.or(most)
}

/// How grave it is: a figure that can be borne, and a sum that may be high or low, are one degree less grave.
fn graveness(rule: &Rule, what: &Violation) -> RiskLevel {
    let is_eased = match (what, &rule.limits.bearable) {
        (Violation::FixedSum(_), _) => true,
        (Violation::Beyond { figure, least, .. }, Some(bearable)) => {
            if *least {
                figure.size >= bearable.size
            } else {
                figure.size <= bearable.size
            }
        }
        _ => false,
    };
    if is_eased { rule.severity.eased() } else { rule.severity }
}

/// One finding for each clause that has some of the places.
pub(crate) fn by_clause(
    rule: &Rule,
    what: &Violation,
    spots: &[WordHit],
    text: &IndexedText<'_>,
) -> Vec<ReviewFinding> {
    let same = |a: &WordHit, b: &WordHit| text.units[a.unit].clause == text.units[b.unit].clause;
    let finding = |spots: &[WordHit]| {
        let mut spots = spots.to_vec();
        let in_heading = |spot: &WordHit| text.units[spot.unit].heading;
        spots.dedup_by(|next, before| in_heading(next) == in_heading(before) && next.start < before.end);
        let places: Vec<_> = spots.iter().take(MOST_PLACES).map(|spot| text.place(*spot)).collect();
        let more_places = spots.len() - places.len();
        let clause = places.first().map(|place| place.clause.clone());
        ReviewFinding {
            more_places,
            ..ReviewFinding::of(rule, what.clone(), clause, places)
        }
    };
    spots.chunk_by(same).map(finding).collect()
}
