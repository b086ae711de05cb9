//! What a review says: each finding with its rule, the words that triggered it, and why it matters.

use super::blank::Blank;
use super::checklist::{Limits, Positions, Rule, Severity};
use super::limit::Limit;
use super::text::{Spot, Text};
use std::ops::Range;

/// What a review of one version of a contract says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What is to be looked at, in reading order; what is missing comes first.
    pub findings: Vec<Finding>,
    /// The rules that hold, and the words by which they do.
    pub met: Vec<Met>,
    /// How many rules were asked.
    pub asked: usize,
}

impl Report {
    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many findings are of severity high, medium and low.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [Severity::High, Severity::Medium, Severity::Low].map(|severity| self.count(severity))
    }
}

/// One thing to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// Why that matters.
    pub why: String,
    /// The articles that the rule rests on.
    pub source: Vec<String>,
    /// How grave it is.
    pub severity: Severity,
    /// What was found.
    pub what: What,
    /// The clause that it concerns; `None` when it concerns the contract as a whole.
    pub clause: Option<ClauseName>,
    /// The words that triggered it; none where words are missing.
    pub places: Vec<Place>,
    /// The figures that one would take: private.
    pub limits: Limits,
    /// One's own positions in words: private.
    pub positions: Positions,
}

impl Finding {
    /// What names the finding within its contract: the rule, and the clause behind `@`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.clause {
            Some(clause) => format!("{}@{}", self.rule, clause.id),
            None => self.rule.clone(),
        }
    }
}

/// A rule that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The rule's id.
    pub rule: String,
    /// What the rule asks.
    pub title: String,
    /// The words by which it holds; none where it asks that words be absent.
    pub place: Option<Place>,
    /// The figure, where it asks for one.
    pub figure: Option<Limit>,
}

/// A clause by id, number and heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseName {
    /// Its id.
    pub id: String,
    /// Its number in this version.
    pub number: String,
    /// Its heading; that of the clause above when it has none.
    pub heading: String,
}

/// Words of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The clause.
    pub clause: ClauseName,
    /// Whether they stand in its heading.
    pub in_heading: bool,
    /// Their bytes in the heading or text.
    pub bytes: Range<usize>,
    /// The words themselves.
    pub words: String,
    /// The sentence or item that they stand in.
    pub sentence: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// Words that the rule wants stand nowhere.
    Missing,
    /// Words that the rule does not want.
    Unwanted,
    /// Words that should stand together do not.
    Apart,
    /// There is no figure where one is wanted.
    NoFigure,
    /// A figure is beyond what one would take.
    Beyond {
        /// The figure.
        figure: Limit,
        /// What one would take.
        limit: Limit,
        /// Whether that is the least, otherwise the greatest.
        least: bool,
    },
    /// Numbers in words and in digits differ.
    Mismatch,
    /// A blank, bracket or placeholder is left.
    Blank,
    /// The same above the clauses, where there are no places.
    BlankAtHead(Vec<Blank>),
    /// A character does not show, or passes for another: its code point.
    Hidden(String),
    /// A mark of a merge that nobody finished.
    ConflictMark,
    /// What is wrong with members, keys, ids or names, told in each language by who can judge them.
    Parties {
        /// In English.
        english: String,
        /// In Chinese.
        chinese: String,
    },
    /// Lines of the file end in two ways.
    MixedLineEnds,
    /// A reference leads nowhere.
    Dangling,
    /// A reference's words name another clause than its number does.
    NamesAnother {
        /// What the words name.
        named: ClauseName,
        /// What the number leads to.
        leads_to: ClauseName,
    },
    /// A term is defined and never used.
    UnusedTerm(String),
    /// A term is used like a defined one and is not defined.
    UndefinedTerm(String),
    /// A term is defined twice.
    DefinedTwice(String),
    /// A party is named that this contract does not have.
    UnknownParty(String),
    /// Two parties seem to stand in each other's place.
    MixedUp,
    /// An amount is 10,000 times another for the same thing.
    TenThousandfold(String),
    /// Only one side has a right.
    OneSided {
        /// The id of the party that has it.
        party: String,
        /// What it is called in the contract.
        called: String,
    },
}

/// So many characters of a heading tell which clause is meant.
const LONGEST_HEADING: usize = 400;
/// How many bytes on each side of words are told as their sentence.
const FURTHEST: usize = 2_048;

impl Text<'_> {
    /// A clause by id, number and heading.
    pub(crate) fn name(&self, clause: usize) -> ClauseName {
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
        ClauseName { id: visit.clause.id.clone(), number: visit.number.clone(), heading }
    }

    /// Words as a place.
    pub(crate) fn place(&self, spot: Spot) -> Place {
        let unit = &self.units[spot.unit];
        Place {
            clause: self.name(unit.clause),
            in_heading: unit.heading,
            bytes: spot.start..spot.end,
            words: self.source(spot.unit)[spot.start..spot.end].to_owned(),
            sentence: self.around(spot).to_owned(),
        }
    }

    /// The unit that words stand in; of a very long one, what stands near them.
    fn around(&self, spot: Spot) -> &str {
        let source = self.source(spot.unit);
        let unit = &self.units[spot.unit].bytes;
        let (mut start, mut end) =
            (unit.start.max(spot.start.saturating_sub(FURTHEST)), unit.end.min(spot.end + FURTHEST).max(spot.end));
        while !source.is_char_boundary(start) {
            start += 1;
        }
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        &source[start..end]
    }

    /// Bytes of a clause's text as a place.
    pub(crate) fn place_of(&self, clause: usize, bytes: Range<usize>) -> Place {
        let units = self.of_clause[clause].clone();
        let within = self.units[units.start + 1..units.end].partition_point(|unit| unit.bytes.end <= bytes.start);
        let unit = (units.start + 1 + within).min(units.end - 1);
        self.place(Spot { unit, start: bytes.start, end: bytes.end })
    }
}

impl Finding {
    /// A finding of a rule.
    pub(crate) fn of(rule: &Rule, what: What, clause: Option<ClauseName>, places: Vec<Place>) -> Self {
        Self {
            rule: rule.id.clone(),
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
