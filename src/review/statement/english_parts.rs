//! Cutting an English sentence into parts, at conditions, exceptions and new predicates.

use super::Role;
use super::english_reader::Reader;
use super::english_words::{
    ASIDES, CONDITIONS, EXCEPTIONS, HARMLESS_WITHOUT, HOW_SOON, JOINS, PREPOSITIONS, RELATIVES, SAYS_THAT, WITHOUT,
    WITHOUT_HEADS,
};
use super::predicate::{Manner, Predicate, is_adverb, predicate};
use std::ops::Range;

/// Words behind `without` are looked at over so many tokens at most.
const WITHOUT_REACH: usize = 14;

/// A part of a sentence: tokens with at most one predicate.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) tokens: Range<usize>,
    pub(super) role: Role,
    pub(super) predicate: Option<Predicate>,
    /// It goes on with what an earlier part said before words were put in between.
    pub(super) resumes: Option<usize>,
}

impl Reader<'_> {
    /// The parts of the sentence, in order, without gaps.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut part = self.part(0, Role::Main, None);
        // The last place where a part may begin, behind the part's predicate.
        let mut join: Option<usize> = None;
        // Where words put in between end, and which part goes on then.
        let mut until: Option<(usize, usize)> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some((end, earlier)) = until.filter(|(end, _)| at >= *end) {
                until = None;
                parts.push(close(&mut part, self.part(end, Role::Main, Some(earlier)), end));
                join = None;
            }
            if let Some((role, length)) = self.marker(at, &part) {
                let earlier = part.resumes.unwrap_or(parts.len());
                let inside = part.role == Role::Main && part.predicate.is_some_and(|it| self.only_asides(it.end..at));
                let resumes = part.role == Role::Main && (part.predicate.is_some() || part.resumes.is_some());
                if at > part.tokens.start {
                    parts.push(close(&mut part, self.part(at, role, None), at));
                } else {
                    part = self.part(at, role, None);
                }
                join = None;
                let end = match role {
                    Role::Without => Some(self.without_end(at + length, inside)),
                    _ if inside => self.comma_behind(at + length),
                    _ => None,
                };
                if let Some(end) = end.filter(|end| *end < self.tokens.len()) {
                    if resumes {
                        until = Some((end, earlier));
                    } else if role == Role::Without {
                        until = None;
                        at = end;
                        parts.push(close(&mut part, self.part(end, Role::Main, None), end));
                        continue;
                    }
                }
                at += length;
                continue;
            }
            let token = &self.tokens[at];
            if token.word == "," && until.is_none() && matches!(part.role, Role::Condition | Role::Exception) {
                if self.main_begins(at + 1) || self.main_resumes(at + 1) {
                    parts.push(close(&mut part, self.part(at + 1, Role::Main, None), at + 1));
                    join = None;
                }
                at += 1;
                continue;
            }
            if let Some(found) = self.predicate_at(at, &part, join) {
                if let Some(subject) = self.main_without_comma(found, &part) {
                    parts.push(close(&mut part, self.part(subject, Role::Main, None), subject));
                    join = None;
                }
                at = self.take(found, &mut parts, &mut part, &mut join).max(at + 1);
                if until.is_none() && part.role == Role::Main {
                    let own = part.resumes.unwrap_or(parts.len());
                    until = self.put_off(found).map(|end| (end, own));
                }
                continue;
            }
            let says_that = token.word == "that" && at > 0 && self.tokens[at - 1].is_any(&SAYS_THAT);
            if says_that || token.is_any(&JOINS) || token.is_any(&[",", ":", "—", "–", "-"]) {
                // `promise that data to and from the office is`: the matter begins behind `that`.
                let within = join.is_some_and(|join| self.tokens[join].word == "that") && token.is_any(&JOINS);
                join = if within { join } else { Some(at) };
            }
            at += 1;
        }
        let end = self.tokens.len();
        parts.push(close(&mut part, self.part(end, Role::Main, None), end));
        parts.retain(|part| !part.tokens.is_empty());
        parts
    }

    /// `shall not, and shall ensure that its staff do not, copy`: where the words stand that the first predicate waits for.
    fn put_off(&self, found: Predicate) -> Option<usize> {
        let waits = self.phrase(found.end, &[","]) && self.tokens.get(found.end + 1)?.is_any(&JOINS);
        let end = self.comma_behind(found.end + 1).filter(|_| waits)?;
        let joined = (found.end + 1..end).any(|at| predicate(&self.tokens, at).is_some());
        (joined && end < self.tokens.len()).then_some(end)
    }

    /// `If Vendor learns of a breach it shall say so`: where the main part begins although no comma stands before it.
    fn main_without_comma(&self, found: Predicate, part: &Part) -> Option<usize> {
        let subject = found
            .first
            .checked_sub(1)
            .filter(|subject| *subject > part.tokens.start + 3)?;
        let modal = self.tokens[found.first].is_any(&["shall", "must", "will", "may"]);
        let token = &self.tokens[subject];
        let who = token.is_any(&["it", "they", "we", "you"]) || self.ends_a_mention(token.bytes.end).is_some();
        let before = &self.tokens[subject - 1];
        let joined = before.is_any(&JOINS)
            || before.is_any(&RELATIVES)
            || before.is_any(&["the"])
            || before.is_any(&PREPOSITIONS);
        (part.role == Role::Condition
            && part.predicate.is_none_or(|it| it.end < subject)
            && modal
            && who
            && !joined
            && !found.manner.is_verb())
        .then_some(subject)
    }

    /// Takes a predicate into the part, or begins a new one for it; where to go on.
    fn take(&self, found: Predicate, parts: &mut Vec<Part>, part: &mut Part, join: &mut Option<usize>) -> usize {
        if part.predicate.is_none() && part.resumes.is_none() {
            let complement = (part.tokens.start..found.first)
                .rev()
                .find(|at| self.tokens[*at].word == "that" && *at > 0 && self.tokens[at - 1].is_any(&SAYS_THAT));
            if let Some(that) = complement {
                parts.push(close(part, self.part(that + 1, part.role, None), that + 1));
            }
            part.predicate = Some(found);
            *join = None;
            return found.end;
        }
        match *join {
            Some(at) => {
                let start = if self.tokens[at].is_any(&JOINS) { at } else { at + 1 };
                let role = part.role;
                parts.push(close(part, self.part(start, role, None), start));
                part.predicate = Some(found);
                *join = None;
            }
            // `shall ensure Customer Data is not disclosed`: only a denial says more than what stands before it.
            None if !found.force.is_yes() && part.role == Role::Main => {
                parts.push(close(part, self.part(found.first, Role::Main, None), found.first));
                part.predicate = Some(found);
            }
            None => {}
        }
        found.end
    }

    fn part(&self, start: usize, role: Role, resumes: Option<usize>) -> Part {
        Part {
            tokens: start..self.tokens.len(),
            role,
            predicate: None,
            resumes,
        }
    }

    /// The predicate at a token, unless it belongs to words that only describe a thing.
    fn predicate_at(&self, at: usize, part: &Part, join: Option<usize>) -> Option<Predicate> {
        let found =
            predicate(&self.tokens, at).or_else(|| self.present(at, join.map_or(part.tokens.start, |join| join)))?;
        if found.manner.is_verb() && !self.has_acting_subject(at, part) {
            return None;
        }
        let from = join
            .map_or(part.tokens.start, |join| join + 1)
            .max(part.predicate.map_or(0, |it| it.end));
        let Some(relative) = (from..at).rev().find(|it| self.tokens[*it].is_any(&RELATIVES)) else {
            return Some(found);
        };
        let says = relative > 0 && self.tokens[relative - 1].is_any(&SAYS_THAT);
        if says {
            return Some(found);
        }
        // `data that is stored`, and in front of another predicate also `the service that Vendor shall provide is`.
        let directly = (relative + 1..at).all(|it| is_adverb(&self.tokens[it]));
        // `Customer, who may`: that is said of a party, and describes no thing.
        let of_party = relative > 1
            && self.tokens[relative].word == "who"
            && self.tokens[relative - 1].word == ","
            && self.ends_a_mention(self.tokens[relative - 2].bytes.end).is_some();
        if directly && of_party {
            return Some(found);
        }
        let another = || self.another_predicate(found.end);
        if directly || another() {
            return None;
        }
        Some(found)
    }

    /// Whether another predicate follows before a mark.
    fn another_predicate(&self, from: usize) -> bool {
        (from..self.tokens.len())
            .take_while(|at| !self.tokens[*at].is_mark())
            .any(|at| predicate(&self.tokens, at).is_some_and(|found| !found.manner.is_verb()))
    }

    /// `Vendor encrypts`, `we keep`: a party, and what it does.
    fn present(&self, at: usize, part: usize) -> Option<Predicate> {
        let token = &self.tokens[at];
        let before = at.checked_sub(1).map(|before| &self.tokens[before])?;
        // `it owes`: a party that was named before.
        let pronoun = before.is_any(&["it", "they"]).then_some(before.bytes.start);
        let opens_at = match pronoun {
            Some(start) => start,
            None => self.ends_a_mention(before.bytes.end)?.at.start,
        };
        let small = self.sentence.source[token.bytes.clone()]
            .chars()
            .all(|c| c.is_lowercase() || c == '-');
        let plural = before.is_any(&["we", "you", "they", "parties"]);
        let verb = small
            && token.word.len() > 2
            && (token.word.ends_with('s') && !token.word.ends_with("ss") || plural && !is_adverb(token));
        let subject = self.opens(opens_at, part);
        (verb && subject && !token.is_any(&JOINS)).then_some(Predicate {
            manner: Manner::Verb,
            ..Predicate::plain(at)
        })
    }

    /// Whether nothing but joining words stands between a token and a byte.
    fn opens(&self, byte: usize, from: usize) -> bool {
        let until = self.tokens.partition_point(|token| token.bytes.start < byte);
        (from..until).all(|at| {
            let token = &self.tokens[at];
            token.is_any(&JOINS)
                || token.is_mark()
                || is_adverb(token)
                || token.is_any(&["the", "if", "where", "when", "that", "unless"])
        })
    }

    /// Whether who can do something stands before a verb of the tables.
    fn has_acting_subject(&self, at: usize, part: &Part) -> bool {
        let mut before = at;
        while before > part.tokens.start && is_adverb(&self.tokens[before - 1]) {
            before -= 1;
        }
        if before == part.tokens.start {
            return self.sentence.lead.is_some();
        }
        let token = &self.tokens[before - 1];
        if token.is_any(&["it", "they", "we", "you", "party", "side"]) {
            return true;
        }
        if token.is_any(&["and", "but", "or"]) {
            return part.predicate.is_some_and(|earlier| earlier.manner.is_verb())
                || self.tokens[at].word.ends_with('s') && part.predicate.is_some();
        }
        self.ends_a_mention(token.bytes.end)
            .is_some_and(|mention| !self.behind_preposition(mention.at.start))
    }

    /// What a condition, an exception or words with `without` begin with, and how many tokens that are.
    fn marker(&self, at: usize, part: &Part) -> Option<(Role, usize)> {
        let begins = |phrases: &[&[&str]]| phrases.iter().find(|phrase| self.phrase(at, phrase)).map(|it| it.len());
        if let Some(length) = begins(&EXCEPTIONS) {
            return Some((Role::Exception, length));
        }
        if let Some(length) = begins(&WITHOUT) {
            let harmless = self
                .tokens
                .get(at + length)
                .is_none_or(|next| next.is_any(&HARMLESS_WITHOUT));
            return (!harmless).then_some((Role::Without, length));
        }
        let inverted =
            at == part.tokens.start && self.tokens[at].is_any(&["should", "had", "were"]) && self.tokens.len() > at + 2;
        if inverted {
            return Some((Role::Condition, 1));
        }
        let length = begins(&CONDITIONS)?;
        // `services provided to Customer`, `since` of time.
        let plain =
            self.tokens[at].is_any(&["provided"]) && length == 1 && !(at > 0 && self.tokens[at - 1].word == ",");
        let same = part.role == Role::Condition && at == part.tokens.start;
        let how_often = self.tokens[at].word == "once"
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is_any(&["a", "per", "in", "each", "every", "more"]));
        // `as soon as reasonably practicable`.
        let how_soon = length == 3
            && self.phrase(at, &["as", "soon", "as"])
            && self.tokens.get(at + 3).is_some_and(|next| next.is_any(&HOW_SOON));
        (!plain && !same && !how_often && !how_soon).then_some((Role::Condition, length))
    }

    pub(super) fn phrase(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(behind, word)| self.tokens.get(at + behind).is_some_and(|token| token.word == *word))
    }

    /// Whether what is done has not been said yet: `may at any time and without notice suspend`.
    fn only_asides(&self, range: Range<usize>) -> bool {
        range.into_iter().all(|at| {
            let token = &self.tokens[at];
            token.is_mark() || is_adverb(token) || token.is_any(&ASIDES)
        })
    }

    fn comma_behind(&self, at: usize) -> Option<usize> {
        (at..self.tokens.len())
            .find(|at| self.tokens[*at].word == ",")
            .map(|at| at + 1)
    }

    /// Where words with `without` end: at a mark or at the next predicate; between a modal word and its verb, behind their noun.
    fn without_end(&self, from: usize, inside: bool) -> usize {
        let last = self.tokens.len().min(from + WITHOUT_REACH);
        for at in from..last {
            let token = &self.tokens[at];
            if token.is_any(&[",", ")", "—"]) || self.marker_ends_without(at) {
                return at;
            }
            if inside && token.is_any(&WITHOUT_HEADS) {
                let on = self
                    .tokens
                    .get(at + 1)
                    .is_none_or(|next| next.is_any(&["of", "to", "from", "or", "and", "for", "by"]));
                if !on {
                    return at + 1;
                }
            }
        }
        last
    }

    /// A new statement or condition ends words with `without`.
    fn marker_ends_without(&self, at: usize) -> bool {
        let begins = |phrases: &[&[&str]]| phrases.iter().any(|phrase| self.phrase(at, phrase));
        begins(&CONDITIONS)
            || begins(&EXCEPTIONS)
            || predicate(&self.tokens, at)
                .is_some_and(|found| !found.manner.is_verb() && found.manner != Manner::Binding)
    }

    /// Whether the main part of a sentence begins here, behind a comma that may still stand within a condition.
    fn main_begins(&self, from: usize) -> bool {
        if self
            .tokens
            .get(from)
            .is_none_or(|next| next.is_any(&["and", "or", "whether", "which", "who"]))
        {
            return false;
        }
        let mut depth = 0_i32;
        for at in from..self.tokens.len() {
            let token = &self.tokens[at];
            depth += i32::from(token.word == "(") - i32::from(token.word == ")");
            if depth < 0 {
                return false;
            }
            if predicate(&self.tokens, at).or_else(|| self.present(at, from)).is_some() {
                return true;
            }
            if token.word == "," && depth == 0 {
                // `If so, Vendor, at its cost, shall`: what stands between two commas may be the subject alone.
                let alone = at > from && self.ends_a_mention(self.tokens[at - 1].bytes.end).is_some();
                return alone || !self.later_predicate(at + 1);
            }
        }
        // Nothing more is said: the rest belongs to what was said before.
        false
    }

    /// `shall delete it when asked, and shall confirm that`: a modal word right behind the comma has the subject of the main part.
    fn main_resumes(&self, from: usize) -> bool {
        let joined = self
            .tokens
            .get(from)
            .is_some_and(|token| token.is_any(&["and", "but", "or"]));
        let verb = (from + 1..self.tokens.len()).find(|at| !is_adverb(&self.tokens[*at]));
        joined
            && verb.is_some_and(|at| self.tokens[at].is_any(&["shall", "must", "will", "may", "agrees", "undertakes"]))
    }

    /// Whether there is a predicate behind a later comma, where the main part may begin instead.
    fn later_predicate(&self, from: usize) -> bool {
        (from..self.tokens.len()).any(|at| predicate(&self.tokens, at).is_some_and(|it| !it.manner.is_verb()))
    }
}

/// Ends a part in front of a token, and begins the next.
fn close(part: &mut Part, next: Part, end: usize) -> Part {
    let mut done = std::mem::replace(part, next);
    done.tokens.end = end.max(done.tokens.start);
    done
}
