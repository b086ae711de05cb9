//! English predicates: a modal word, a form of *be*, *have* or *do*, or a verb of the tables, with what makes its force.

use super::Force;
use super::english_words::{
    ADVERBS, ANSWERABLE, ARTICLES, BARRED, BARS, BE, BINDS, BURDENS, DENIED_MODALS, DO, ENTITLED, EXCLUDED, FORBIDDEN,
    HARMLESS_NOT, HAVE, MODALS, OBLIGED, PARTICIPLES, PLEDGES, PLEDGES_TO, REFRAINS, REFUSALS, RIGHTS, SILENT, TIMES,
};
use super::tokens::Token;

/// A predicate: tokens from its first word up to where what is done begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Predicate {
    pub(super) first: usize,
    /// Behind its last word.
    pub(super) end: usize,
    pub(super) force: Force,
    /// Its force when a `no` or `never` elsewhere denies it.
    pub(super) denied: Force,
    pub(super) manner: Manner,
}

/// What a predicate is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// A modal word, a form of *be* or *have*.
    Plain,
    /// `is deleted`: its subject is what something is done to.
    Passive,
    /// A verb of the tables: it needs a subject that can do something.
    Verb,
    /// `refuses`, `waives`: such a verb, which denies only what stands behind it.
    Refusal,
    /// The subject says nothing of who does it: `nothing requires Vendor to`.
    Binding,
}

impl Manner {
    /// Whether it needs a subject that can do something.
    pub(super) fn is_verb(self) -> bool {
        matches!(self, Self::Verb | Self::Refusal)
    }
}

impl Predicate {
    /// A plain statement made of the token at a place.
    pub(super) fn plain(at: usize) -> Self {
        Self {
            first: at,
            end: at + 1,
            force: Force::Is,
            denied: Force::IsNot,
            manner: Manner::Plain,
        }
    }

    /// The same up to another place, with one force or, denied, with the other.
    fn up_to(self, end: usize, not: bool, force: Force, denied: Force) -> Self {
        Self {
            end,
            force: if not { denied } else { force },
            denied: if not && denied == Force::IsNot { force } else { denied },
            ..self
        }
    }
}

/// The predicate that begins at a token.
pub(super) fn predicate(tokens: &[Token], at: usize) -> Option<Predicate> {
    let word = &*tokens.get(at)?.word;
    let of = |table: &[(&str, Force)]| {
        let found = table.iter().find(|(known, _)| *known == word);
        found.map(|(_, force)| *force)
    };
    let base = Predicate::plain(at);
    let next_is = |wanted: fn(&Token) -> bool| tokens.get(at + 1).is_some_and(wanted);
    if let Some(denied) = of(&DENIED_MODALS) {
        let force = match denied {
            _ if word.starts_with("can") || word.starts_with("could") => Force::May,
            Force::MustNot | Force::NeedNot => Force::Must,
            _ => Force::Is,
        };
        return Some(
            Words {
                tokens,
                base,
                modal: true,
            }
            .refined(at + 1, true, force, denied),
        );
    }
    if let Some(force) = of(&MODALS) {
        let month = word == "may" && next_is(|next| next.word.starts_with(|c: char| c.is_ascii_digit()));
        if month || word == "need" && !next_is(|next| next.word == "not") {
            return None;
        }
        let denied = if force == Force::NeedNot { force } else { force.denied() };
        return Some(
            Words {
                tokens,
                base,
                modal: true,
            }
            .refined(at + 1, false, force, denied),
        );
    }
    if BE.contains(&word) || HAVE.contains(&word) {
        return Some(
            Words {
                tokens,
                base,
                modal: false,
            }
            .refined(at, false, Force::Is, Force::IsNot),
        );
    }
    // `it's up to Vendor to`; any other `'s` may as well be an owner's.
    if word == "'s" && next_is(|next| next.word == "up") && tokens.get(at + 2).is_some_and(|next| next.word == "to") {
        return Some(base);
    }
    // `its agreement not being required`.
    if word == "not" && next_is(|next| next.word == "being") {
        return Some(Predicate {
            end: at + 2,
            force: Force::IsNot,
            denied: Force::Is,
            ..base
        });
    }
    if DO.contains(&word) {
        let next = skip_adverbs(tokens, at + 1);
        let verb = tokens
            .get(next)
            .filter(|next| next.word == "not")
            .and(tokens.get(next + 1))?;
        let frees = verb.is_any(&["need", "have"]);
        let force = if frees { Force::NeedNot } else { Force::IsNot };
        return Some(Predicate {
            end: next + 1,
            force,
            ..base
        });
    }
    verb(tokens, base)
}

/// A verb of the tables.
fn verb(tokens: &[Token], base: Predicate) -> Option<Predicate> {
    let token = &tokens[base.first];
    let next = skip_adverbs(tokens, base.first + 1);
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    let base = Predicate {
        manner: Manner::Verb,
        ..base
    };
    let must = |end: usize, denied: Force| Some(base.up_to(end, false, Force::Must, denied));
    if token.is_any(&PLEDGES) {
        if is(next, &["not"]) && is(next + 1, &["to"]) {
            return Some(base.up_to(next + 2, true, Force::Must, Force::MustNot));
        }
        if is(next, &["to"]) {
            return must(next + 1, Force::MustNot);
        }
        let joined = is(next, &["and"]) && is(next + 1, &PLEDGES);
        let whole = joined || !token.is_any(&PLEDGES_TO);
        return must(base.end, Force::MustNot).filter(|_| whole);
    }
    if token.is_any(&REFUSALS) {
        return Some(Predicate {
            force: Force::IsNot,
            manner: Manner::Refusal,
            ..base
        });
    }
    let binding = Predicate {
        manner: Manner::Binding,
        ..base
    };
    if token.is_any(&BINDS) {
        return Some(binding.up_to(base.end, false, Force::Must, Force::NeedNot));
    }
    if token.is_any(&BARS) && bars_somebody(tokens, base.first) {
        return Some(binding.up_to(base.end, false, Force::MustNot, Force::May));
    }
    if token.is_any(&["lies", "rests", "lie", "rest"]) && is(next, &["with", "on", "upon"]) {
        let plain = Predicate {
            manner: Manner::Plain,
            ..base
        };
        return Some(plain.up_to(next + 1, false, Force::Must, Force::NeedNot));
    }
    if token.word == "needs" && is(next, &["to"]) {
        return must(next + 1, Force::NeedNot);
    }
    if token.word == "needs" && is(next, &["no"]) {
        return Some(Predicate {
            force: Force::NeedNot,
            ..base
        });
    }
    // `reserves the right to`; `retains all right, title and interest` is no such right.
    let right = (next..next + 2).any(|at| is(at, &["right"]) && is(at + 1, &["to"]));
    let keeps = token.is_any(&["reserves", "retains", "reserve"]) && right;
    keeps.then_some(Predicate {
        force: Force::May,
        end: next,
        ..base
    })
}

/// `nothing in this clause prevents Vendor from`: who limits access, or stops a fault, is not barred from anything.
fn bars_somebody(tokens: &[Token], at: usize) -> bool {
    let sources = [
        "nothing",
        "agreement",
        "contract",
        "section",
        "clause",
        "law",
        "which",
        "this",
        "that",
    ];
    let by_words = tokens[..at].iter().rev().take(6).any(|token| token.is_any(&sources));
    let behind = &tokens[at + 1..tokens.len().min(at + 9)];
    let from = behind
        .windows(2)
        .any(|pair| pair[0].word == "from" && pair[1].word.ends_with("ing"));
    by_words || from
}

/// The words of a predicate that begins with a modal word or with a form of *be* or *have*.
struct Words<'t> {
    tokens: &'t [Token],
    base: Predicate,
    modal: bool,
}

impl Words<'_> {
    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_any(words))
    }

    /// Where adverbs and denials from a token on end; denials are noted.
    fn skip(&self, mut at: usize, not: &mut bool) -> usize {
        while let Some(token) = self.tokens.get(at) {
            let no_longer = token.word == "no" && self.is(at + 1, &["longer"]);
            // `shall neither copy nor`.
            let neither = token.word == "neither" && !self.is(at + 1, &["party", "side", "of"]);
            if token.word == "not" && !self.is(at + 1, &HARMLESS_NOT) || token.word == "never" || neither || no_longer {
                *not = true;
                at += usize::from(no_longer);
            } else if !is_adverb(token) {
                break;
            }
            at += 1;
        }
        at
    }

    /// `shall at all times be`: what says when is passed over in front of *be* and *have*, where it is no part of what is done.
    fn behind_times(&self, at: usize) -> usize {
        let phrase = TIMES.iter().find(|phrase| {
            let words = phrase.iter().enumerate();
            self.modal && words.into_iter().all(|(behind, word)| self.is(at + behind, &[*word]))
        });
        let end = at + phrase.map_or(0, |phrase| phrase.len());
        if self.is(end, &BE) || self.is(end, &HAVE) || self.is(end, &["not"]) {
            end
        } else {
            at
        }
    }

    /// What the words from a token on make of the force.
    fn refined(&self, from: usize, mut not: bool, force: Force, denied: Force) -> Predicate {
        let at = self.behind_times(self.skip(from, &mut not));
        let at = self.skip(at, &mut not);
        let begins = self.modal || at == self.base.first;
        if begins && self.is(at, &BE) {
            return self.with_be(at + 1, not, force, denied);
        }
        let have = begins && self.is(at, &HAVE);
        if let Some(found) = have.then(|| self.with_have(at + 1, not)).flatten() {
            return found;
        }
        if self.modal && self.is(at, &REFRAINS) && self.is(at + 1, &["from"]) {
            return self.base.up_to(at + 2, not, Force::MustNot, Force::May);
        }
        let free = force == Force::NeedNot;
        self.base.up_to(at, not || free, force, denied)
    }

    /// `is entitled to`, `shall not be obliged to`, `are under no duty to`, `is deleted`.
    fn with_be(&self, from: usize, mut not: bool, force: Force, denied: Force) -> Predicate {
        let mut at = self.skip(from, &mut not);
        if self.is(at, &["in"]) && self.is(at + 1, &["no"]) && self.is(at + 2, &["way"]) {
            not = true;
            at = self.skip(at + 3, &mut not);
        }
        let base = self.base;
        if self.is(at, &["under", "subject"]) && self.is(at + 1, &ARTICLES) && self.is(at + 2, &BURDENS) {
            not |= self.is(at + 1, &["no"]);
            return base.up_to(at + 3, not, Force::Must, Force::NeedNot);
        }
        if self.is(at, &["at"]) && self.is(at + 1, &["liberty"]) {
            return base.up_to(at + 2, not, Force::May, Force::MustNot);
        }
        let behind = at + 1 + usize::from(self.is(at + 1, &["to", "for"]));
        if self.is(at, &ENTITLED) && (self.is(at + 1, &["to"]) || !self.is(at, &["free", "able"])) {
            return base.up_to(behind, not, Force::May, Force::MustNot);
        }
        if self.is(at, &BARRED) && self.is(at + 1, &["from"]) {
            return base.up_to(at + 2, not, Force::MustNot, Force::May);
        }
        // `inspections are excluded`, `training on content is prohibited`.
        let is_phrase = |table: &[&[&str]]| {
            let found = |phrase: &&&[&str]| {
                let words = phrase.iter().enumerate();
                words.into_iter().all(|(behind, word)| self.is(at + behind, &[*word]))
            };
            table.iter().find(found).map(|phrase| at + phrase.len())
        };
        if let Some(end) = is_phrase(&FORBIDDEN) {
            return base.up_to(end, not, Force::MustNot, Force::May);
        }
        if let Some(end) = is_phrase(&EXCLUDED) {
            return base.up_to(end, not, Force::IsNot, Force::Is);
        }
        if !self.modal && self.is(at, &SILENT) {
            return base.up_to(at + 1, not, Force::IsNot, Force::Is);
        }
        // `can be required to`: not yet, and who may require it is named behind `by`.
        let by_others = force == Force::May && !not && self.is(at, &OBLIGED);
        if self.is(at, &OBLIGED) && !by_others {
            return base.up_to(behind, not, Force::Must, Force::NeedNot);
        }
        if self.is(at, &ANSWERABLE) {
            return base.up_to(behind, not, Force::Must, Force::IsNot);
        }
        if !self.modal && self.is(at, &["to"]) {
            let next = self.skip(at + 1, &mut not);
            let passive = self.is(next, &["be"]);
            let manner = if passive { Manner::Passive } else { Manner::Plain };
            return Predicate { manner, ..base }.up_to(next + usize::from(passive), not, Force::Must, Force::MustNot);
        }
        let passive = self.tokens.get(at).is_some_and(is_participle) || self.is(at, &["deemed", "being"]);
        let base = Predicate {
            manner: if passive { Manner::Passive } else { Manner::Plain },
            ..base
        };
        let lacks = !self.modal && self.is(at, &["no", "without"]) && !self.is(at + 1, &HARMLESS_NOT);
        let end = if self.modal || lacks { at } else { from };
        base.up_to(end, not || lacks, force, denied)
    }

    /// `has the right to`, `shall have no obligation to`, `has to`, `does not have`.
    fn with_have(&self, from: usize, mut not: bool) -> Option<Predicate> {
        let mut at = self.skip(from, &mut not);
        let base = self.base;
        // `you've got to`.
        at += usize::from(self.is(at, &["got"]) && self.is(at + 1, &["to"]));
        if self.is(at, &["to"]) {
            return Some(base.up_to(at + 1, not, Force::Must, Force::NeedNot));
        }
        let mut none = false;
        while self.is(at, &ARTICLES) && !self.is(at + 1, &["to", "of", "in"]) {
            none |= self.is(at, &["no"]);
            at += 1;
        }
        let end = at + 1 + usize::from(self.is(at + 1, &["to"]));
        // `it has the legal power and authority` is no right of this contract.
        let firm = self.is(at + 1, &["to"]) || !self.is(at, &["power", "authority", "ability", "freedom"]);
        if self.is(at, &RIGHTS) && firm {
            return Some(base.up_to(end, not || none, Force::May, Force::MustNot));
        }
        if self.is(at, &BURDENS) {
            return Some(base.up_to(end, not || none, Force::Must, Force::NeedNot));
        }
        let denies = not || none && !self.is(at, &HARMLESS_NOT);
        (!self.modal).then(|| base.up_to(from, denies, Force::Is, Force::IsNot))
    }
}

/// What `be liable` and the like behind an inverted subject make of a denial: `in no event shall Vendor be liable`.
pub(super) fn denied_complement(tokens: &[Token], at: usize) -> Option<Force> {
    let behind = if tokens.get(at)?.word == "be" { at + 1 } else { at };
    let next = tokens.get(skip_adverbs(tokens, behind))?;
    if next.is_any(&ANSWERABLE) {
        Some(Force::IsNot)
    } else if next.is_any(&OBLIGED) {
        Some(Force::NeedNot)
    } else {
        None
    }
}

/// Where the adverbs from a token on end.
fn skip_adverbs(tokens: &[Token], mut at: usize) -> usize {
    while tokens.get(at).is_some_and(is_adverb) {
        at += 1;
    }
    at
}

/// Verbs that look like adverbs.
const VERBS_IN_LY: [&str; 5] = ["reply", "apply", "supply", "comply", "rely"];

/// Whether a word changes nothing in a predicate.
pub(super) fn is_adverb(token: &Token) -> bool {
    token.is_any(&ADVERBS) || token.word.len() > 4 && token.word.ends_with("ly") && !token.is_any(&VERBS_IN_LY)
}

/// Whether a word behind a form of *be* says that something is done to the subject.
pub(super) fn is_participle(token: &Token) -> bool {
    token.word.len() > 3 && token.word.ends_with("ed") && token.word != "need" || token.is_any(&PARTICIPLES)
}
