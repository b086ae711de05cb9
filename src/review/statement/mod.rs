//! Every sentence read once into statements: who, with which force, and what else bears on it.
//!
//! A sentence is cut into [`Stretch`]es in which one force holds. A rule that finds its words asks the stretch that they
//! stand in; rights and duties are the [`Statement`]s themselves. What the tables do not know is a plain statement
//! ([`Force::Is`]) of nobody: a reading that guesses would find duties that nobody has.

mod chinese;
mod chinese_force;
mod chinese_reader;
mod chinese_words;
mod english;
mod english_parts;
mod english_reader;
mod english_words;
mod predicate;
mod subject;
mod tokens;

#[cfg(test)]
mod tests;

use super::indexed_text::{IndexedClause, IndexedText, WordHit};
use super::party_names::PartyNames;
use super::pattern::Vocabulary;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
pub(crate) use subject::{Mentions, Subject};

/// What a modal word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    /// Shall.
    Must,
    /// Must not.
    MustNot,
    /// May.
    May,
}

impl Modal {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "duty",
            Self::MustNot => "ban",
            Self::May => "right",
        }
    }
}

/// With which force something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// It has to be done.
    Must,
    /// It must not be done.
    MustNot,
    /// It may be done.
    May,
    /// It need not be done.
    NeedNot,
    /// It is so.
    Is,
    /// It is not so, or somebody does not answer for it.
    IsNot,
}

impl Force {
    /// What files call them.
    pub const WORDS: [(Self, &'static str); 6] = [
        (Self::Must, "must"),
        (Self::MustNot, "must-not"),
        (Self::May, "may"),
        (Self::NeedNot, "need-not"),
        (Self::Is, "is"),
        (Self::IsNot, "is-not"),
    ];

    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].1
    }

    /// The same with a `not`: `no party may` says what `a party may not` says.
    fn denied(self) -> Self {
        match self {
            Self::Must | Self::May => Self::MustNot,
            Self::MustNot => Self::Must,
            Self::NeedNot | Self::IsNot => Self::Is,
            Self::Is => Self::IsNot,
        }
    }

    /// Whether it neither forbids, frees nor denies.
    pub(crate) fn is_yes(self) -> bool {
        matches!(self, Self::Must | Self::May | Self::Is)
    }

    fn modal(self) -> Option<Modal> {
        match self {
            Self::Must => Some(Modal::Must),
            Self::MustNot => Some(Modal::MustNot),
            Self::May => Some(Modal::May),
            Self::NeedNot | Self::Is | Self::IsNot => None,
        }
    }
}

/// What part of a sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It says what holds.
    Main,
    /// It says when that holds.
    Condition,
    /// It says when that does not hold: `unless`, 除非, `except`.
    Exception,
    /// It says what does not go with it: `without consent`, 未经同意.
    Without,
}

impl Role {
    /// The word by which programs know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Condition => "condition",
            Self::Exception => "exception",
            Self::Without => "without",
        }
    }
}

/// A part of a sentence in which one force holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its bytes in the unit's source.
    pub(crate) bytes: Range<usize>,
    pub(crate) role: Role,
    pub(crate) force: Force,
    /// Of whom it is said; `None` when it is said of a thing, or cannot be told.
    pub(crate) actor: Option<Subject>,
    /// Whether a `no` or `not` of its own stands before the words: `gives no help`.
    pub(crate) negated: bool,
}

/// One thing that somebody shall, may, must not or need not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) actor: Subject,
    pub(crate) force: Force,
    /// What they do: bytes of the unit's source.
    pub(crate) does: Range<usize>,
    /// Where the part of the sentence begins that leads up to it.
    pub(crate) from: usize,
    /// Conditions and exceptions, of which no period is a time limit of the statement.
    pub(crate) aside: Vec<Range<usize>>,
}

/// A sentence that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    /// In order, and without gaps.
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) statements: Vec<Statement>,
}

impl Reading {
    /// The stretch that a byte stands in.
    pub(crate) fn at(&self, byte: usize) -> Option<&Stretch> {
        let at = self.stretches.partition_point(|stretch| stretch.bytes.end <= byte);
        self.stretches.get(at)
    }

    /// The force of what the sentence says besides a stretch that only qualifies it.
    pub(crate) fn main_force(&self, byte: usize) -> Force {
        let at = self.stretches.partition_point(|stretch| stretch.bytes.end <= byte);
        let is_main = |stretch: &&Stretch| stretch.role == Role::Main && !stretch.negated;
        let at = at.min(self.stretches.len());
        let before = self.stretches[..at].iter().rev().find(is_main);
        let after = self.stretches[at..].iter().find(is_main);
        before.or(after).map_or(Force::Is, |stretch| stretch.force)
    }
}

/// What a list is said of: `Vendor shall:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lead {
    actor: Option<Subject>,
    force: Force,
}

/// One thing that somebody shall, may or must not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Obligation {
    pub(crate) subject: Subject,
    pub(crate) modal: Modal,
    /// What they shall do: bytes of the unit's text.
    pub(crate) does: WordHit,
    /// Where the part of the sentence begins that leads up to it.
    pub(crate) from: usize,
    /// What in it is a condition or an exception.
    pub(crate) aside: Vec<Range<usize>>,
}

/// The sentences of a contract, each clause read when it is first asked for: a rule asks for those alone in which its words
/// stand.
pub(crate) struct Statements<'a> {
    text: &'a IndexedText<'a>,
    mentions: &'a Mentions,
    of_clause: Vec<ReadClause>,
}

/// The clauses of an earlier version of a contract, as far as they were read.
#[derive(Default)]
pub(crate) struct EarlierReadings<'c> {
    known: HashMap<&'c str, (Arc<IndexedClause>, ReadClause)>,
}

/// The sentences of a clause, once it was read.
type ReadClause = Arc<OnceLock<Vec<Reading>>>;

impl<'a> Statements<'a> {
    /// What is to be read, and who is named in it.
    pub(crate) fn of(text: &'a IndexedText<'a>, mentions: &'a Mentions) -> Self {
        Self {
            text,
            mentions,
            of_clause: text.visits.iter().map(|_| Arc::default()).collect(),
        }
    }

    /// The same, where an earlier version with the same names of parties was read: a clause that stays as it was is read once
    /// for all versions. This one then takes its place.
    pub(crate) fn after<'c>(
        earlier: &mut EarlierReadings<'c>,
        text: &'a IndexedText<'c>,
        mentions: &'a Mentions,
    ) -> Self {
        let clauses = || text.visits.iter().zip(&text.clauses);
        let of_clause: Vec<ReadClause> = clauses()
            .map(|(visit, clause)| match earlier.known.get(&*visit.clause.id) {
                Some((same, reading)) if Arc::ptr_eq(same, clause) => Arc::clone(reading),
                _ => Arc::default(),
            })
            .collect();
        earlier.known = clauses()
            .zip(&of_clause)
            .map(|((visit, clause), reading)| (&*visit.clause.id, (Arc::clone(clause), Arc::clone(reading))))
            .collect();
        Self {
            text,
            mentions,
            of_clause,
        }
    }

    /// Reads every sentence, on all cores: for who asks for all of them.
    pub(crate) fn all(text: &'a IndexedText<'a>, mentions: &'a Mentions) -> Self {
        let statements = Self::of(text, mentions);
        (0..text.visits.len())
            .into_par_iter()
            .with_min_len(64)
            .for_each(|clause| {
                statements.read(clause);
            });
        statements
    }

    fn read(&self, clause: usize) -> &[Reading] {
        self.of_clause[clause].get_or_init(|| read_clause(self.text, self.mentions, clause))
    }

    /// What a unit says.
    pub(crate) fn of_unit(&self, unit: usize) -> &Reading {
        let clause = self.text.units[unit].clause;
        &self.read(clause)[unit - self.text.of_clause[clause].start]
    }

    /// What a clause says that somebody shall, may or must not do, in order.
    pub(crate) fn said_in(&self, clause: usize) -> Vec<Obligation> {
        let units = self.text.of_clause[clause].clone();
        let of_unit = |unit: usize| {
            let said = self.of_unit(unit).statements.iter();
            said.filter_map(move |statement| {
                Some(Obligation {
                    subject: statement.actor,
                    modal: statement.force.modal()?,
                    does: WordHit {
                        unit,
                        start: statement.does.start,
                        end: statement.does.end,
                    },
                    from: statement.from,
                    aside: statement.aside.clone(),
                })
            })
        };
        (units.start + 1..units.end).flat_map(of_unit).collect()
    }
}

/// Looks up the names of the parties in what was found.
pub(crate) fn mentions(names: &[PartyNames], vocabulary: &mut Vocabulary) -> Mentions {
    Mentions::of(names, vocabulary)
}

fn read_clause(text: &IndexedText<'_>, mentions: &Mentions, clause: usize) -> Vec<Reading> {
    let units = text.of_clause[clause].clone();
    let mut readings = Vec::with_capacity(units.len());
    let mut lead: Option<Lead> = None;
    for unit in units.clone() {
        let source = text.source(unit);
        let bytes = text.units[unit].bytes.clone();
        if unit == units.start {
            // A heading says nothing of anybody.
            readings.push(Reading {
                stretches: vec![plain(bytes)],
                statements: Vec::new(),
            });
            continue;
        }
        let words = &source[bytes.clone()];
        let item = is_item(words);
        // An `or` between two items ends no list.
        if !item && !is_link(words) {
            lead = None;
        }
        let named = mentions.in_unit(text, unit);
        let sentence = Sentence {
            source,
            bytes: bytes.clone(),
            named: &named,
            lead: lead.filter(|_| item),
            sides: mentions,
        };
        let mut reading = if is_chinese(words) {
            chinese::read(&sentence)
        } else {
            english::read(&sentence)
        };
        if defines(words) {
            reading.statements.clear();
        }
        match leads(source, &bytes, &mut reading) {
            Opens::NoList => {}
            Opens::Cases => lead = None,
            Opens::List(said) => lead = Some(said),
        }
        readings.push(reading);
    }
    readings
}

/// What stands behind a sentence.
enum Opens {
    NoList,
    /// A list of cases in which it holds.
    Cases,
    /// A list of what is said of somebody.
    List(Lead),
}

/// What a list behind this sentence is said of, when there is one.
fn leads(source: &str, bytes: &Range<usize>, reading: &mut Reading) -> Opens {
    let words = source[bytes.clone()].trim_end();
    let announces = |words: &str| ["下列", "以下", "following"].iter().any(|word| words.contains(word));
    if !words.ends_with(['：', ':']) && !opens_a_list(words) {
        return Opens::NoList;
    }
    // 不得实施下列行为，并应当……：the list is of what must not be done.
    let of_list = reading
        .statements
        .iter()
        .find(|statement| announces(&source[statement.does.clone()]));
    let last = of_list.or(reading.statements.last()).cloned();
    let Some(last) = last else {
        let stretch = reading
            .stretches
            .iter()
            .rev()
            .find(|stretch| stretch.role == Role::Main);
        return stretch.map_or(Opens::NoList, |stretch| {
            Opens::List(Lead {
                actor: stretch.actor,
                force: stretch.force,
            })
        });
    };
    // 有下列情形之一的，一方可以解除：the list is of cases, not of what may be done.
    if announces(&source[bytes.start..last.does.start]) && !announces(&source[last.does.clone()]) {
        return Opens::Cases;
    }
    // `Vendor shall:` says nothing by itself.
    if source[last.does.clone()]
        .trim_matches(|c: char| c.is_whitespace() || "：:".contains(c))
        .is_empty()
    {
        reading.statements.pop();
    }
    Opens::List(Lead {
        actor: Some(last.actor),
        force: last.force,
    })
}

/// 甲方有权：（一）使用软件；: the first item stands in the same sentence.
fn opens_a_list(words: &str) -> bool {
    words.find(['：', ':']).is_some_and(|at| {
        let colon = words[at..].chars().next().map_or(1, char::len_utf8);
        is_item(words[at + colon..].trim_start())
    })
}

fn plain(bytes: Range<usize>) -> Stretch {
    Stretch {
        bytes,
        role: Role::Main,
        force: Force::Is,
        actor: None,
        negated: false,
    }
}

/// A sentence to be read.
pub(crate) struct Sentence<'a> {
    pub(crate) source: &'a str,
    pub(crate) bytes: Range<usize>,
    /// The parties that it names, in order.
    pub(crate) named: &'a [subject::Mention],
    /// What the list is said of that it is an item of.
    pub(crate) lead: Option<Lead>,
    pub(crate) sides: &'a Mentions,
}

fn is_chinese(words: &str) -> bool {
    let (mut chinese, mut letters) = (0, 0);
    for c in words.chars() {
        if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            chinese += 2;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    chinese > letters / 2
}

/// Whether the unit says what a term means, and so of nobody what they shall do.
fn defines(words: &str) -> bool {
    let words = without_label(words);
    words.starts_with(['“', '"'])
        && ["”指", "”是指", "\" means", "” means", "”具有"]
            .iter()
            .any(|word| words.contains(word))
}

/// Whether the unit is an item of a list: （一）, (a), 1.
fn is_item(words: &str) -> bool {
    without_label(words).len() < words.len()
}

/// Whether the unit only links one item of a list to the next.
fn is_link(words: &str) -> bool {
    let words = words.trim_matches(|c: char| c.is_whitespace() || ",;，；".contains(c));
    ["and", "or", "and/or", "以及", "或者", "或", "和", "及", "且"]
        .iter()
        .any(|link| words.eq_ignore_ascii_case(link))
}

/// The words behind the label of an item.
pub(crate) fn without_label(words: &str) -> &str {
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(rest) = words.strip_prefix(open)
            && let Some(end) = rest.find(close).filter(|end| *end <= 9)
        {
            return rest[end + close.len_utf8()..].trim_start();
        }
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    match words[digits..].strip_prefix(['.', '、', ')']) {
        Some(rest) if digits > 0 && (rest.starts_with(' ') || !rest.is_ascii()) => rest.trim_start(),
        _ => words,
    }
}
