//! Whether a contract says what a rule looks for: words, of whom they are said, and with which force.

use super::checklist::Saying;
use super::indexed_text::{IndexedText, WordHit};
use super::pattern::Pattern;
use super::statement::{Force, Role, Statements, Stretch, Subject};

/// A kind of statement with its patterns as numbers of words.
pub(crate) struct CompiledSaying {
    act: Vec<Pattern>,
    with: Vec<Vec<Pattern>>,
    near: Vec<Vec<Pattern>>,
    without: Vec<Pattern>,
    unless: Vec<Pattern>,
    /// The parties of whom it may be said; `None` when it does not matter.
    who: Option<Vec<usize>>,
    says: Vec<Force>,
    in_clause: bool,
}

/// What is asked: a contract and what its sentences say.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) text: &'a IndexedText<'a>,
    pub(crate) statements: &'a Statements<'a>,
}

impl CompiledSaying {
    pub(crate) fn of(
        saying: &Saying,
        parties: impl Fn(&str) -> Vec<usize>,
        mut patterns: impl FnMut(&[String]) -> Vec<Pattern>,
    ) -> Self {
        Self {
            act: patterns(&saying.act),
            with: saying.with.iter().map(|group| patterns(group)).collect(),
            near: saying.near.iter().map(|group| patterns(group)).collect(),
            without: patterns(&saying.without),
            unless: patterns(&saying.unless),
            who: saying.who.as_deref().map(parties),
            says: saying.says.clone(),
            in_clause: saying.in_clause,
        }
    }

    /// Where it is said, in reading order. `against` asks for what is said without any exception.
    pub(crate) fn met(&self, said: Said<'_>, looked: &dyn Fn(&WordHit) -> bool, against: bool) -> Vec<WordHit> {
        let mut found: Vec<WordHit> = self
            .act
            .iter()
            .flat_map(|pattern| said.text.met(pattern))
            .filter(|hit| looked(hit) && self.has_force(said, *hit))
            .collect();
        if found.is_empty() {
            return found;
        }
        let with: Vec<Places> = self.with.iter().map(|group| Places::of(said, group, true)).collect();
        let near: Vec<Places> = self.near.iter().map(|group| Places::of(said, group, false)).collect();
        let without = Places::of(said, &self.without, false);
        let unless = Places::of(said, &self.unless, true);
        found.retain(|hit| {
            let clause = said.text.units[hit.unit].clause;
            let has = |places: &Places| {
                if self.in_clause {
                    places.clauses[clause]
                } else {
                    places.units[hit.unit]
                }
            };
            let excused = against && self.is_excused(said, *hit);
            with.iter().all(has)
                && near.iter().all(|places| has(places) || places.headings[clause])
                && !without.units[hit.unit]
                && !unless.units[hit.unit]
                && !excused
        });
        found.sort_by_key(|hit| (hit.unit, hit.start));
        found.dedup_by_key(|hit| (hit.unit, hit.start));
        found
    }

    fn has_force(&self, said: Said<'_>, hit: WordHit) -> bool {
        let unit = &said.text.units[hit.unit];
        if unit.heading {
            // A heading over sub-clauses speaks for them; above a text of its own it says nothing.
            return self.says.is_empty() && said.text.visits[unit.clause].clause.text.trim().is_empty();
        }
        if self.says.is_empty() {
            return true;
        }
        let reading = said.statements.of_unit(hit.unit);
        let Some(stretch) = reading.at(hit.start) else {
            return false;
        };
        let who = match (&self.who, stretch.actor) {
            (None, _) | (Some(_), None | Some(Subject::Each)) => true,
            (Some(parties), Some(Subject::Party(party))) => parties.contains(&party),
        };
        who && force_of(stretch, || reading.main_force(hit.start)).is_some_and(|force| self.says.contains(&force))
    }

    /// Whether the sentence makes an exception: words with `without` are one where something is denied.
    fn is_excused(&self, said: Said<'_>, hit: WordHit) -> bool {
        let denies = !self.says.is_empty() && !self.says.iter().any(|force| force.is_yes());
        let reading = said.statements.of_unit(hit.unit);
        let excepts = |stretch: &Stretch| stretch.role == Role::Exception || denies && stretch.role == Role::Without;
        reading
            .stretches
            .iter()
            .any(|stretch| excepts(stretch) && !stretch.bytes.contains(&hit.start))
    }

    /// Whether it does not matter with which force it is said.
    pub(crate) fn is_any(&self) -> bool {
        self.says.is_empty()
    }
}

/// The force that holds where words stand; nothing where they only say when something else holds.
fn force_of(stretch: &Stretch, main: impl Fn() -> Force) -> Option<Force> {
    let force = match stretch.role {
        Role::Condition => return None,
        // What is excepted from a denial holds, and the other way round.
        Role::Exception => match main() {
            Force::MustNot | Force::NeedNot | Force::IsNot => Force::Is,
            _ => return None,
        },
        Role::Without => Force::IsNot,
        Role::Main => stretch.force,
    };
    Some(match (stretch.negated, force) {
        (true, Force::Must | Force::May) => Force::MustNot,
        (true, Force::Is) => Force::IsNot,
        _ => force,
    })
}

/// Where patterns of a group are met, for each sentence, each clause, and each clause's heading: a word may stand in every
/// sentence, and whether it does is asked of few.
struct Places {
    units: Vec<bool>,
    clauses: Vec<bool>,
    headings: Vec<bool>,
}

impl Places {
    fn of(said: Said<'_>, group: &[Pattern], asserted: bool) -> Self {
        let (units, clauses) = (said.text.units.len(), said.text.visits.len());
        let mut places = Self {
            units: vec![false; units],
            clauses: vec![false; clauses],
            headings: vec![false; clauses],
        };
        for hit in group.iter().flat_map(|pattern| said.text.met(pattern)) {
            let unit = &said.text.units[hit.unit];
            if asserted && !is_asserted(said, hit) {
                continue;
            }
            places.units[hit.unit] = true;
            places.clauses[unit.clause] = true;
            places.headings[unit.clause] |= unit.heading;
        }
        places
    }
}

/// Whether a sentence asks for what the words name, or at least does not do away with it: `not without consent` does ask
/// for consent, `may … without consent` and `no consent is needed` do away with it.
fn is_asserted(said: Said<'_>, hit: WordHit) -> bool {
    let reading = said.statements.of_unit(hit.unit);
    let Some(stretch) = reading.at(hit.start) else {
        return true;
    };
    match stretch.role {
        Role::Condition | Role::Exception => true,
        Role::Without => !reading.main_force(hit.start).is_yes(),
        Role::Main => !stretch.negated && !matches!(stretch.force, Force::NeedNot | Force::IsNot),
    }
}

/// Whether words stand in what only says when something else holds.
pub(crate) fn is_aside(said: Said<'_>, unit: usize, byte: usize) -> bool {
    let stretch = said.statements.of_unit(unit).at(byte);
    stretch.is_some_and(|stretch| matches!(stretch.role, Role::Condition | Role::Exception))
}

/// Words with which a pattern itself denies: what the sentence says then is what the pattern is about.
const DENIALS: [&str; 9] = [" not", "no ", "never", "不", "无", "未", "免", "非", "唯一"];

/// Whether a sentence forbids or denies what the words name, so that they do no harm.
pub(crate) fn is_ruled_out(said: Said<'_>, hit: WordHit) -> bool {
    let words = said.text.source(hit.unit)[hit.start..hit.end].to_lowercase();
    if DENIALS.iter().any(|denial| words.contains(denial)) {
        return false;
    }
    let Some(stretch) = said.statements.of_unit(hit.unit).at(hit.start) else {
        return false;
    };
    stretch.role == Role::Main && (stretch.negated || matches!(stretch.force, Force::MustNot | Force::IsNot))
}
