//! What a review says: each finding with its rule, the words that triggered it, and why it matters.

use super::checklist::{Citation, Limits, OwnPositions, RiskLevel, Rule};
use super::clause_label::ClauseLabel;
use super::indexed_text::{IndexedText, WordHit};
use super::limit::Limit;
use super::violation::Violation;
use std::ops::Range;

/// What a review of one version of a contract says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewReport {
    /// What is to be looked at, in reading order; what is missing comes first.
    pub findings: Vec<ReviewFinding>,
    /// The rules that hold, and the words by which they do.
    pub met: Vec<Met>,
    /// How many rules were asked.
    pub asked: usize,
    /// The rules that were not asked, and why.
    pub not_asked: Vec<NotAsked>,
}

/// A rule that was not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAsked {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// Why it was not asked.
    pub because: Because,
}

/// Why a rule was not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// It protects another party than the one that it is reviewed for.
    OfAnother,
    /// The contract has none of the words that make it a matter.
    NoSuchMatter,
    /// The contract has words with which it is dealt with elsewhere.
    Elsewhere,
    /// It is a matter of a whole contract, and this is an annex by itself.
    Annex,
}

impl Because {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OfAnother => "protects-another",
            Self::NoSuchMatter => "no-such-matter",
            Self::Elsewhere => "dealt-with-elsewhere",
            Self::Annex => "annex",
        }
    }
}

impl ReviewReport {
    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: RiskLevel) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// The rules that words settle.
    pub fn settled(&self) -> impl Iterator<Item = &Met> {
        self.met.iter().filter(|met| met.place.is_some())
    }

    /// The rules that look for words that should not be there, and found none.
    pub fn nothing_found(&self) -> impl Iterator<Item = &Met> {
        self.met.iter().filter(|met| met.place.is_none())
    }

    /// How many findings are of severity high, medium and low.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [RiskLevel::High, RiskLevel::Medium, RiskLevel::Low].map(|severity| self.count(severity))
    }
}

/// One thing to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFinding {
    /// The rule's id.
    pub rule: String,
    /// Under which heading the rule stands in a report.
    pub topic: Option<String>,
    /// What the rule asks.
    pub title: String,
    /// Why that matters.
    pub why: String,
    /// The articles that the rule rests on.
    pub source: Vec<Citation>,
    /// How grave it is.
    pub severity: RiskLevel,
    /// What was found.
    pub what: Violation,
    /// The clause that it concerns; `None` when it concerns the contract as a whole.
    pub clause: Option<ClauseLabel>,
    /// The words that triggered it, the first two hundred of them; none where words are missing.
    pub places: Vec<CitedWords>,
    /// At how many more places such words stand.
    pub more_places: usize,
    /// The figures that one would take: private.
    pub limits: Limits,
    /// One's own positions in words: private.
    pub positions: OwnPositions,
}

impl ReviewFinding {
    /// What names the finding within its contract: the rule, and the clause behind `@`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.clause {
            Some(clause) => format!("{}@{}", self.rule, clause.id),
            None => self.rule.clone(),
        }
    }
}

/// The findings of a severity by topic, in the order in which topics first come; those of no topic last.
#[must_use]
pub fn report_topics(findings: &[ReviewFinding], severity: RiskLevel) -> Vec<(Option<&str>, Vec<&ReviewFinding>)> {
    let mut topics: Vec<(Option<&str>, Vec<&ReviewFinding>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity == severity) {
        let topic = finding.topic.as_deref();
        match topics.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, of_topic)) => of_topic.push(finding),
            None => topics.push((topic, vec![finding])),
        }
    }
    topics.sort_by_key(|(topic, _)| topic.is_none());
    topics
}

/// A rule that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// The words by which it holds; none where it asks that words be absent.
    pub place: Option<CitedWords>,
    /// The figure, where it asks for one.
    pub figure: Option<Limit>,
}

/// Words of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedWords {
    /// The clause.
    pub clause: ClauseLabel,
    /// Whether they stand in its heading.
    pub in_heading: bool,
    /// Their bytes in the heading or text.
    pub bytes: Range<usize>,
    /// The words themselves.
    pub words: String,
    /// The sentence or item that they stand in.
    pub sentence: String,
}

/// Of one finding so many places are told, and the others counted: a text of a megabyte has room for hundreds of thousands,
/// and each comes with the sentence around it.
pub(crate) const MOST_PLACES: usize = 200;
/// So many characters of a heading tell which clause is meant.
const LONGEST_HEADING: usize = 400;
/// How many bytes on each side of words are told as their sentence.
const FURTHEST: usize = 2_048;

impl IndexedText<'_> {
    /// A clause by id, number and heading.
    pub(crate) fn name(&self, clause: usize) -> ClauseLabel {
        let visit = &self.visits[clause];
        let mut headed = Some(clause);
        while let Some(at) = headed.filter(|at| self.visits[*at].clause.heading.is_empty()) {
            headed = self.above(at);
        }
        let heading = headed.map_or("", |at| &*self.visits[at].clause.heading);
        // It is told beside every place.
        let heading = match heading.char_indices().nth(LONGEST_HEADING) {
            Some((end, _)) => format!("{}…", &heading[..end]),
            None => heading.to_owned(),
        };
        ClauseLabel {
            id: visit.clause.id.clone(),
            number: visit.number.clone(),
            heading,
        }
    }

    /// Words as a place.
    pub(crate) fn place(&self, spot: WordHit) -> CitedWords {
        let unit = &self.units[spot.unit];
        CitedWords {
            clause: self.name(unit.clause),
            in_heading: unit.heading,
            bytes: spot.start..spot.end,
            words: self.source(spot.unit)[spot.start..spot.end].to_owned(),
            sentence: self.around(spot).to_owned(),
        }
    }

    /// The unit that words stand in; of a very long one, what stands near them.
    fn around(&self, spot: WordHit) -> &str {
        let source = self.source(spot.unit);
        let unit = &self.units[spot.unit].bytes;
        let (mut start, mut end) = (
            unit.start.max(spot.start.saturating_sub(FURTHEST)),
            unit.end.min(spot.end + FURTHEST).max(spot.end),
        );
        while !source.is_char_boundary(start) {
            start += 1;
        }
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        &source[start..end]
    }

    /// Bytes of a clause's text as a place.
    pub(crate) fn place_of(&self, clause: usize, bytes: Range<usize>) -> CitedWords {
        let units = self.of_clause[clause].clone();
        let within = self.units[units.start + 1..units.end].partition_point(|unit| unit.bytes.end <= bytes.start);
        let unit = (units.start + 1 + within).min(units.end - 1);
        self.place(WordHit {
            unit,
            start: bytes.start,
            end: bytes.end,
        })
    }
}

impl ReviewFinding {
    /// A finding of a rule.
    pub(crate) fn of(rule: &Rule, what: Violation, clause: Option<ClauseLabel>, places: Vec<CitedWords>) -> Self {
        Self {
            more_places: 0,
            rule: rule.id.clone(),
            topic: rule.topic.clone(),
            title: rule.title.clone(),
            why: rule.why.clone(),
            source: rule.source.clone(),
            severity: rule.severity,
            what,
            clause,
            places,
            limits: rule.limits.clone(),
            positions: rule.positions.clone(),
        }
    }
}
