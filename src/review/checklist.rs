//! What a checklist is made of: the rules, what each looks at, what it wants to see, and one's own positions on it.

use super::limit::{Limit, Measure};
use super::statement::Force;
use crate::contract::{Fault, ReadError};
use chrono::NaiveDate;

/// A checklist as its file states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checklist {
    /// Its name, such as `crm-saas`.
    pub name: String,
    /// What it is called in its own language.
    pub title: String,
    /// The language of the contracts that it is for: `en`, `zh`; any when not given.
    pub language: Option<String>,
    /// The kinds of contract that it is for; every kind when empty.
    pub kinds: Vec<String>,
    /// The part for which it is, such as `vendor`: only who speaks for that part is reviewed by it; anybody when not given.
    pub part: Option<String>,
    /// For each kind of annex that a contract can be by itself, the rules that are asked of it.
    pub annexes: Vec<(String, Vec<String>)>,
    /// For each source, by the words with which citations of it begin, the day on which it was checked.
    pub sources: Vec<(String, NaiveDate)>,
    /// For each part that a party plays (`customer`), the ids and roles by which contracts call it.
    pub parts: Vec<(String, Vec<String>)>,
    /// Named groups of headings.
    pub topics: Vec<ClauseTopic>,
    /// Named groups of words, for which `<name>` stands in a list of patterns.
    pub words: Vec<(String, Vec<String>)>,
    /// The rules, in the order in which they are asked.
    pub rules: Vec<RuleText>,
}

/// A named group of clauses, told by their headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseTopic {
    /// Its name.
    pub id: String,
    /// Patterns of which a heading, or one above it, contains one.
    pub headings: Vec<String>,
}

/// A rule as a file states it. Keys that are left out are those of the rule of the same id in an earlier checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleText {
    /// The line of the file, for errors.
    pub line: usize,
    /// Names the rule.
    pub id: String,
    /// Under which heading it stands in a report; that of the rule before it when not given.
    pub topic: Option<String>,
    /// What it asks, in a few words.
    pub title: Option<String>,
    /// Why that matters.
    pub why: Option<String>,
    /// The articles it rests on.
    pub source: Option<Vec<Citation>>,
    /// How grave a breach of it is.
    pub severity: Option<RiskLevel>,
    /// The part that it protects, such as `customer`; every party when it is `both`.
    pub protects: Option<String>,
    /// Where it looks.
    pub look: Option<LookIn>,
    /// It is asked only of a contract that has one of these patterns.
    pub when: Option<Vec<String>>,
    /// It is not asked of a contract that has one of these patterns.
    pub except: Option<Vec<String>>,
    /// What it wants to see there.
    pub want: Option<Want>,
    /// What it adds to the rule of the same id in an earlier checklist.
    pub add: Addition,
    /// The least figure that one would take.
    pub at_least: Option<Limit>,
    /// The greatest figure that one would take.
    pub at_most: Option<Limit>,
    /// Beyond one's limit, but up to here one degree less grave.
    pub bearable: Option<Limit>,
    /// The figure that one would rather have.
    pub prefer: Option<Limit>,
    /// The wording that one would rather have.
    pub preferred: Option<String>,
    /// Wordings that one would take instead, the better ones first.
    pub fallbacks: Option<Vec<String>>,
    /// Beyond what one would rather not sign.
    pub walk_away: Option<String>,
    /// Sentences by which the rule is tried.
    pub examples: Examples,
}

/// Words and statements that are added to those of an earlier rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Addition {
    /// Statements with which the matter is settled.
    pub said: Vec<Saying>,
    /// Statements that are to be looked at.
    pub against: Vec<Saying>,
    /// Patterns that are wanted, or not wanted, or stand beside a figure, as the rule has it.
    pub words: Vec<String>,
    /// Patterns that excuse a sentence.
    pub unless: Vec<String>,
    /// Patterns of contracts of which the rule is asked.
    pub when: Vec<String>,
    /// Patterns of contracts of which it is not asked.
    pub except: Vec<String>,
}

impl Addition {
    /// Whether it adds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether what a rule wants has room for what is added.
    pub(crate) fn fits(&self, want: &Want) -> bool {
        let statements = self.said.is_empty() && self.against.is_empty();
        match want {
            Want::Said { .. } => self.words.is_empty() && self.unless.is_empty(),
            Want::Present(_) | Want::Figure { .. } => statements && self.unless.is_empty(),
            Want::Absent { .. } => statements,
            Want::Together { .. } | Want::Check(_) => statements && self.words.is_empty() && self.unless.is_empty(),
        }
    }
}

/// Sentences by which a rule is tried, each of them a contract of one clause.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examples {
    /// With these the rule has no finding.
    pub settled: Vec<String>,
    /// With these it has one.
    pub wanting: Vec<String>,
}

/// How grave something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::VariantArray)]
pub enum RiskLevel {
    /// Not to be signed like this.
    High,
    /// To be raised.
    Medium,
    /// To be looked at.
    Low,
    /// Not asked at all.
    Off,
}

impl RiskLevel {
    /// The word in files and in JSON.
    pub const WORDS: [(Self, &'static str); 4] = [
        (Self::High, "high"),
        (Self::Medium, "medium"),
        (Self::Low, "low"),
        (Self::Off, "off"),
    ];

    /// One degree less grave, but never so little that nobody looks.
    #[must_use]
    pub fn eased(self) -> Self {
        match self {
            Self::High => Self::Medium,
            Self::Medium | Self::Low => Self::Low,
            Self::Off => Self::Off,
        }
    }

    /// The word in files and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].1
    }
}

/// Where a rule looks: in clauses with such a heading or such words; everywhere when it says neither.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LookIn {
    /// Names of topics.
    pub topics: Vec<String>,
    /// Patterns of headings, those above a clause included.
    pub headings: Vec<String>,
    /// Patterns of the text.
    pub words: Vec<String>,
}

/// What a rule wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// One of these patterns somewhere.
    Present(Vec<String>),
    /// None of these patterns in any sentence, unless the sentence has one of the second ones or such a figure.
    Absent {
        /// The patterns.
        words: Vec<String>,
        /// Patterns that excuse the sentence.
        unless: Vec<String>,
        /// A figure that excuses the sentence.
        unless_figure: Option<Measure>,
    },
    /// A figure in a sentence with one of these patterns.
    Figure {
        /// The patterns.
        near: Vec<String>,
        /// What it measures; that of the rule's limits when not given.
        of: Option<Measure>,
    },
    /// One pattern of each group in one sentence, or in one clause.
    Together {
        /// The groups.
        groups: Vec<Vec<String>>,
        /// Whether one clause is near enough.
        in_clause: bool,
    },
    /// A statement of one of these kinds.
    Said {
        /// With one of these the matter is settled.
        said: Vec<Saying>,
        /// Each of these is to be looked at, whatever else is said.
        against: Vec<Saying>,
        /// The figure must be more than the one in these statements.
        more_than: Vec<Saying>,
        /// What the figure in such a statement measures, where one is wanted.
        of: Option<Measure>,
        /// What a contract that says nothing of it amounts to.
        silence: Silence,
        /// Whether what is said against it counts only where nothing settles the matter.
        settled_first: bool,
        /// Smaller figures are of something else.
        counts_from: Option<Limit>,
    },
    /// What a part of the program looks for.
    Check(DraftingCheck),
}

/// What it amounts to when a contract does not say what a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Silence {
    /// It is a finding.
    #[default]
    Found,
    /// It is as one wants it.
    Fine,
    /// It is a finding, but a statement without a figure is none.
    WithoutFigure,
}

/// A kind of statement: words, of whom they are said, and with which force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saying {
    /// Patterns of which one stands where the force holds.
    pub act: Vec<String>,
    /// For each group, one pattern that the same sentence does not deny.
    pub with: Vec<Vec<String>>,
    /// For each group, one pattern in the same sentence, denied or not, or in the heading above it.
    pub near: Vec<Vec<String>>,
    /// Patterns of which the sentence has none.
    pub without: Vec<String>,
    /// Patterns of which the sentence asserts none: `may assign` with a consent that is not done without.
    pub unless: Vec<String>,
    /// The part of whom it is said, such as `vendor`; nobody else's statement counts.
    pub who: Option<String>,
    /// The forces that count; every one when empty.
    pub says: Vec<Force>,
    /// Whether `with` and `near` are met anywhere in the clause.
    pub in_clause: bool,
}

/// What the program looks for by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftingCheck {
    /// Numbers in words and in digits that differ.
    WordsAndFigures,
    /// Blanks, brackets and placeholders left.
    Blanks,
    /// Characters that do not show, or pass for others.
    Hidden,
    /// Marks of a merge that nobody finished.
    ConflictMarks,
    /// References to clauses that are not there.
    DanglingReferences,
    /// References whose words name another clause than their number.
    ReferenceHeadings,
    /// Terms that are defined and never used.
    UnusedTerms,
    /// Terms that are used like defined ones and are not defined.
    UndefinedTerms,
    /// Terms that are defined twice, and differently.
    TermsDefinedTwice,
    /// A party that is not one of this contract's.
    UnknownParties,
    /// Parties that seem to stand in each other's place.
    PartiesMixedUp,
    /// Amounts that are 10,000 times another.
    TenThousandfold,
    /// A right that only one side has.
    OneSided,
}

impl DraftingCheck {
    /// The words in files.
    pub const WORDS: [(Self, &'static str); 13] = [
        (Self::WordsAndFigures, "words-and-figures"),
        (Self::Blanks, "blanks"),
        (Self::Hidden, "hidden-characters"),
        (Self::ConflictMarks, "conflict-marks"),
        (Self::DanglingReferences, "dangling-references"),
        (Self::ReferenceHeadings, "reference-headings"),
        (Self::UnusedTerms, "unused-terms"),
        (Self::UndefinedTerms, "undefined-terms"),
        (Self::TermsDefinedTwice, "terms-defined-twice"),
        (Self::UnknownParties, "unknown-parties"),
        (Self::PartiesMixedUp, "parties-mixed-up"),
        (Self::TenThousandfold, "ten-thousandfold"),
        (Self::OneSided, "one-sided-rights"),
    ];
}

/// A source of law, and the day on which it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Citation {
    /// As written, such as `GDPR article 28(2)`.
    pub text: String,
    /// The day, where the checklist tells it.
    pub checked: Option<NaiveDate>,
}

/// A rule with nothing left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Names the rule.
    pub id: String,
    /// Under which heading it stands in a report.
    pub topic: Option<String>,
    /// What it asks, in a few words.
    pub title: String,
    /// Why that matters.
    pub why: String,
    /// The articles it rests on.
    pub source: Vec<Citation>,
    /// How grave a breach of it is.
    pub severity: RiskLevel,
    /// The kinds of annex of which it is asked; of every one when `None`.
    pub annexes: Option<Vec<String>>,
    /// The ids and roles of the parties that it protects; every party when `None`.
    pub protects: Option<Vec<String>>,
    /// Where it looks: patterns of headings, patterns of the text.
    pub look: (Vec<String>, Vec<String>),
    /// It is asked only of a contract that has one of these patterns.
    pub when: Vec<String>,
    /// It is not asked of a contract that has one of these patterns.
    pub except: Vec<String>,
    /// What it wants to see there.
    pub want: Want,
    /// The figures that one would take, and the one that one would rather have.
    pub limits: Limits,
    /// One's own positions in words.
    pub positions: OwnPositions,
    /// The ids and roles that stand for `{customer}` and its like in patterns.
    pub parts: Vec<(String, Vec<String>)>,
}

/// The figures that one would take.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// The least.
    pub at_least: Option<Limit>,
    /// The greatest.
    pub at_most: Option<Limit>,
    /// Beyond these, but up to here one degree less grave.
    pub bearable: Option<Limit>,
    /// The one that one would rather have.
    pub prefer: Option<Limit>,
}

/// One's own positions on a matter. They never leave one's own machine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnPositions {
    /// The wording that one would rather have.
    pub preferred: Option<String>,
    /// Wordings that one would take instead, the better ones first.
    pub fallbacks: Vec<String>,
    /// Beyond what one would rather not sign.
    pub walk_away: Option<String>,
}

/// A rule that is not complete, and amends none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct IncompleteRule {
    /// The rule's id.
    pub rule: String,
    /// What it lacks, and where it stands.
    pub error: ReadError,
}

impl std::fmt::Display for IncompleteRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

/// The rules of several checklists, each rule that comes twice as the later ones amend it. Rules that are off are left
/// out.
///
/// # Errors
///
/// When a rule is not complete and there is no earlier one of its id.
pub fn rules(checklists: &[Checklist]) -> Result<Vec<Rule>, IncompleteRule> {
    let mut texts: Vec<(usize, RuleText)> = Vec::new();
    for (at, checklist) in checklists.iter().enumerate() {
        for text in &checklist.rules {
            match texts.iter_mut().find(|(_, known)| known.id == text.id) {
                Some((home, known)) => {
                    known.amend(text);
                    if text.look.is_some() || text.want.is_some() {
                        *home = at;
                    }
                }
                None => texts.push((at, text.clone())),
            }
        }
    }
    let complete = texts.into_iter().map(|(at, text)| {
        let annexes = annexes_of(&text.id, checklists, at);
        Ok(Rule {
            annexes,
            ..text.complete(&checklists[at])?
        })
    });
    complete
        .filter(|rule| {
            !matches!(
                rule,
                Ok(Rule {
                    severity: RiskLevel::Off,
                    ..
                })
            )
        })
        .collect()
}

/// The kinds of annex of which a rule is asked; `None` where its checklist tells no annexes apart.
fn annexes_of(rule: &str, checklists: &[Checklist], home: usize) -> Option<Vec<String>> {
    let asked = |list: &Checklist| -> Vec<String> {
        let kinds = list
            .annexes
            .iter()
            .filter(|(_, rules)| rules.iter().any(|id| id == rule));
        kinds.map(|(kind, _)| kind.clone()).collect()
    };
    let kinds: Vec<String> = checklists.iter().flat_map(asked).collect();
    (!checklists[home].annexes.is_empty() || !kinds.is_empty()).then_some(kinds)
}

impl RuleText {
    fn amend(&mut self, later: &Self) {
        fn take<T: Clone>(mine: &mut Option<T>, later: Option<&T>) {
            if let Some(later) = later {
                *mine = Some(later.clone());
            }
        }
        take(&mut self.topic, later.topic.as_ref());
        take(&mut self.title, later.title.as_ref());
        take(&mut self.why, later.why.as_ref());
        take(&mut self.source, later.source.as_ref());
        take(&mut self.severity, later.severity.as_ref());
        take(&mut self.protects, later.protects.as_ref());
        take(&mut self.look, later.look.as_ref());
        take(&mut self.when, later.when.as_ref());
        take(&mut self.except, later.except.as_ref());
        take(&mut self.want, later.want.as_ref());
        take(&mut self.at_least, later.at_least.as_ref());
        take(&mut self.at_most, later.at_most.as_ref());
        take(&mut self.bearable, later.bearable.as_ref());
        take(&mut self.prefer, later.prefer.as_ref());
        take(&mut self.preferred, later.preferred.as_ref());
        take(&mut self.fallbacks, later.fallbacks.as_ref());
        take(&mut self.walk_away, later.walk_away.as_ref());
        self.extend(&later.add);
    }

    /// Adds words and statements. What a rule has no room for is left out: `checklist lint` tells it.
    fn extend(&mut self, add: &Addition) {
        match &mut self.want {
            Some(Want::Said { said, against, .. }) => {
                said.extend_from_slice(&add.said);
                against.extend_from_slice(&add.against);
            }
            Some(Want::Present(words) | Want::Figure { near: words, .. }) => words.extend_from_slice(&add.words),
            Some(Want::Absent { words, unless, .. }) => {
                words.extend_from_slice(&add.words);
                unless.extend_from_slice(&add.unless);
            }
            Some(Want::Together { .. } | Want::Check(_)) | None => {}
        }
        for (mine, more) in [(&mut self.when, &add.when), (&mut self.except, &add.except)] {
            // A rule without `when` is asked of every contract already.
            if let Some(mine) = mine {
                mine.extend_from_slice(more);
            }
        }
        if self.except.is_none() && !add.except.is_empty() {
            self.except = Some(add.except.clone());
        }
    }

    fn complete(self, home: &Checklist) -> Result<Rule, IncompleteRule> {
        let lacks = |key| {
            let fault = Fault::RuleLacks {
                id: self.id.clone(),
                key,
            };
            IncompleteRule {
                rule: self.id.clone(),
                error: ReadError {
                    line: self.line,
                    column: 1,
                    fault,
                },
            }
        };
        let protects = self.protects.as_deref().unwrap_or("both");
        let part = home
            .parts
            .iter()
            .find(|(part, _)| part == protects)
            .map(|(_, names)| names.clone());
        let look = self.look.clone().unwrap_or_default();
        let topics = home.topics.iter().filter(|topic| look.topics.contains(&topic.id));
        let headings = topics
            .flat_map(|topic| topic.headings.clone())
            .chain(look.headings)
            .collect();
        Ok(Rule {
            topic: self.topic.clone(),
            title: self.title.clone().ok_or_else(|| lacks("title"))?,
            why: self.why.clone().ok_or_else(|| lacks("why"))?,
            severity: self.severity.ok_or_else(|| lacks("severity"))?,
            want: self.want.clone().ok_or_else(|| lacks("want"))?,
            source: self.source.unwrap_or_default(),
            annexes: None,
            protects: part.or_else(|| (protects != "both").then(|| vec![protects.to_owned()])),
            look: (headings, look.words),
            when: self.when.unwrap_or_default(),
            except: self.except.unwrap_or_default(),
            limits: Limits {
                at_least: self.at_least,
                at_most: self.at_most,
                bearable: self.bearable,
                prefer: self.prefer,
            },
            positions: OwnPositions {
                preferred: self.preferred,
                fallbacks: self.fallbacks.unwrap_or_default(),
                walk_away: self.walk_away,
            },
            parts: home.parts.clone(),
            id: self.id,
        })
    }
}
