//! Reading an English sentence: the force and the actor of each of its parts.

use super::english_parts::Part;
use super::english_reader::Reader;
use super::english_words::{
    BURDENS, DENYING_SUBJECTS, FRONT_DENIALS, HARMLESS_NOT, JOINS, OWED, PLEDGES, PREPOSITIONS, RECEIVES, SUMS,
};
use super::predicate::{Manner, Predicate, denied_complement, is_adverb, is_participle};
use super::subject::{Mention, Subject};
use super::tokens::tokens;
use super::{Force, Reading, Role, Sentence, Statement, Stretch};
use std::ops::Range;

/// Reads a sentence.
pub(super) fn read(sentence: &Sentence<'_>) -> Reading {
    let reader = Reader {
        sentence,
        tokens: tokens(sentence.source, sentence.bytes.clone()),
    };
    reader.read()
}

impl Reader<'_> {
    fn read(&self) -> Reading {
        let parts = self.parts();
        let mut reading = Reading::default();
        // What each part says: force and actor.
        let mut said: Vec<(Force, Option<Subject>)> = Vec::with_capacity(parts.len());
        let mut before: Option<Subject> = self.sentence.lead.and_then(|lead| lead.actor);
        // For each part, which statement it made.
        let mut made: Vec<Option<usize>> = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let known = reading.statements.len();
            let (force, actor) = match (part.resumes, part.predicate) {
                (Some(earlier), _) => {
                    self.resume(&mut reading, part, made[earlier]);
                    said[earlier]
                }
                (None, None) => match self.sentence.lead.filter(|_| part.role == Role::Main && at == 0) {
                    Some(lead) => (lead.force, lead.actor),
                    None => (Force::Is, self.opening_mention(part).map(|mention| mention.subject)),
                },
                (None, Some(predicate)) => {
                    let (force, actor, duty) = self.said(part, predicate, before);
                    let promised = self.is_not_promised(part, said.last());
                    let (force, duty) = if promised && force.is_yes() {
                        (Force::IsNot, false)
                    } else {
                        (force, duty)
                    };
                    if let (Some(actor), true, Role::Main) = (actor, duty, part.role) {
                        self.state(&mut reading, part, predicate, force, actor);
                    }
                    (force, actor)
                }
            };
            if part.role != Role::Without {
                before = actor
                    .or(self.opening_mention(part).map(|mention| mention.subject))
                    .or(before);
            }
            said.push((force, actor));
            made.push((reading.statements.len() > known).then_some(known));
        }
        self.item_of_a_list(&mut reading, &parts);
        self.close(&mut reading, &parts);
        for (part, (force, actor)) in parts.iter().zip(said) {
            self.stretch(&mut reading.stretches, part, force, actor);
        }
        cover(&mut reading.stretches, &self.sentence.bytes);
        reading
    }

    /// `we cannot promise that`, `Vendor does not warrant that`: what stands behind is not said.
    fn is_not_promised(&self, part: &Part, before: Option<&(Force, Option<Subject>)>) -> bool {
        let start = part.tokens.start;
        let that = start > 1 && self.tokens[start - 1].word == "that" && self.tokens[start - 2].is_any(&PLEDGES);
        that && before.is_some_and(|(force, _)| !force.is_yes())
    }

    /// What an earlier part began is said here, behind another statement that was put in between.
    fn resume(&self, reading: &mut Reading, part: &Part, earlier: Option<usize>) {
        let Some(earlier) = earlier.filter(|earlier| earlier + 1 < reading.statements.len()) else {
            return;
        };
        let from = self.tokens[part.tokens.start].bytes.start;
        let does = from..self.sentence.bytes.end;
        let resumed = Statement {
            does,
            from,
            ..reading.statements[earlier].clone()
        };
        reading.statements.push(resumed);
    }

    /// An item without a predicate says what the list is said of.
    fn item_of_a_list(&self, reading: &mut Reading, parts: &[Part]) {
        let Some(lead) = self.sentence.lead else { return };
        if let Some(actor) = lead.actor
            && parts.first().is_none_or(|part| part.predicate.is_none())
        {
            let bytes = self.sentence.bytes.clone();
            let statement = Statement {
                actor,
                force: lead.force,
                from: bytes.start,
                does: bytes,
                aside: Vec::new(),
            };
            reading.statements.insert(0, statement);
        }
    }

    fn state(&self, reading: &mut Reading, part: &Part, predicate: Predicate, force: Force, actor: Subject) {
        let start = self.does_start(part, predicate);
        reading.statements.push(Statement {
            actor,
            force,
            does: start..self.sentence.bytes.end,
            from: self.tokens[part.tokens.start].bytes.start,
            aside: Vec::new(),
        });
    }

    /// Statements end where the next begins; what leads up to one begins where the last ended.
    fn close(&self, reading: &mut Reading, parts: &[Part]) {
        let starts: Vec<usize> = reading.statements.iter().map(|statement| statement.from).collect();
        let mut from = self.sentence.bytes.start;
        for (at, statement) in reading.statements.iter_mut().enumerate() {
            if let Some(next) = starts.get(at + 1) {
                statement.does.end = (*next).max(statement.does.start);
            }
            statement.from = from;
            from = statement.does.end;
            let aside = parts
                .iter()
                .filter(|part| matches!(part.role, Role::Condition | Role::Exception) && !self.is_mere_time(part))
                .map(|part| self.bytes(&part.tokens));
            statement.aside = aside
                .filter(|aside| aside.end > statement.from && aside.start < statement.does.end)
                .collect();
        }
    }

    /// `once Customer asks` tells from when a period runs, `until 30 days after the end` how long.
    fn is_mere_time(&self, part: &Part) -> bool {
        self.tokens[part.tokens.start].is_any(&["until", "while", "once"])
    }

    pub(super) fn behind_preposition(&self, byte: usize) -> bool {
        let at = self.tokens.partition_point(|token| token.bytes.start < byte);
        let before = self.tokens[..at].iter().rev().find(|token| token.word != "the");
        before.is_some_and(|before| before.is_any(&PREPOSITIONS))
    }

    pub(super) fn ends_a_mention(&self, byte: usize) -> Option<Mention> {
        let named = self.sentence.named;
        named.iter().find(|mention| mention.at.end == byte).copied()
    }

    fn begins_a_mention(&self, byte: usize) -> Option<Mention> {
        let named = self.sentence.named;
        named.iter().find(|mention| mention.at.start == byte).copied()
    }

    /// Force and actor of a predicate, and whether the actor is the one who does it.
    fn said(&self, part: &Part, predicate: Predicate, before: Option<Subject>) -> (Force, Option<Subject>, bool) {
        let region = part.tokens.start..predicate.first;
        let denied = self.front_denial(&region) || self.denying_subject(&region) || self.denied_behind(predicate);
        let force = if denied { predicate.denied } else { predicate.force };
        if denied
            && let Some(mention) = self.mention_behind(predicate.end)
            && let Some(force) = denied_complement(&self.tokens, self.behind(&mention))
        {
            return (force, Some(mention.subject), false);
        }
        if let Some((actor, force)) = self.burden(&region, predicate, force) {
            return (force, Some(actor), true);
        }
        if self.owes(&region, predicate) && force.is_yes() {
            return (Force::Must, self.sentence.sides.buyer.map(Subject::Party), true);
        }
        if predicate.manner == Manner::Binding {
            return (force, self.mention_behind(predicate.end).map(|it| it.subject), false);
        }
        let actor = self.actor(&region, predicate, before);
        if predicate.manner == Manner::Passive {
            let agent = self.agent(predicate.end, part.tokens.end);
            return (force, agent, agent.is_some());
        }
        let verb = self.tokens.get(predicate.end);
        let receives = verb.is_some_and(|verb| verb.is_any(&RECEIVES)) && force != Force::May;
        (force, actor, !receives)
    }

    fn front_denial(&self, region: &Range<usize>) -> bool {
        region
            .clone()
            .any(|at| FRONT_DENIALS.iter().any(|phrase| self.phrase(at, phrase)))
    }

    /// `shall in no event`.
    fn denied_behind(&self, predicate: Predicate) -> bool {
        let at = (predicate.end..self.tokens.len()).find(|at| self.tokens[*at].word != ",");
        at.is_some_and(|at| FRONT_DENIALS.iter().any(|phrase| self.phrase(at, phrase)))
    }

    fn denying_subject(&self, region: &Range<usize>) -> bool {
        let first = region.clone().find(|at| {
            let token = &self.tokens[*at];
            !(token.is_any(&JOINS) || token.is_mark() || is_adverb(token) || token.word == "that")
        });
        first.is_some_and(|first| {
            let harmless = self
                .tokens
                .get(first + 1)
                .is_some_and(|next| next.is_any(&HARMLESS_NOT));
            let neither = self.tokens[first].is_any(&["not"]) && !harmless;
            self.tokens[first].is_any(&DENYING_SUBJECTS) && !harmless || neither
        })
    }

    /// `It is Customer's responsibility to`, `Customer's duty is to`, `is the responsibility of Customer`, `rests with Customer`.
    fn burden(&self, region: &Range<usize>, predicate: Predicate, force: Force) -> Option<(Subject, Force)> {
        let said = if force.is_yes() { Force::Must } else { Force::NeedNot };
        let owned = |from: usize| {
            let mention = self.begins_a_mention(self.tokens.get(from)?.bytes.start)?;
            let behind = self.tokens.partition_point(|token| token.bytes.start < mention.at.end);
            let owner = self.tokens.get(behind)?.is_any(&["'s", "'", "s"]);
            let mark = self.tokens[behind..].iter().take(4).any(|token| token.is_any(&BURDENS));
            (owner && mark).then_some(mention.subject)
        };
        let burdens = self.tokens[region.clone()].iter().any(|token| token.is_any(&BURDENS));
        if self.tokens[predicate.first].is_any(&["lies", "rests", "lie", "rest"]) && burdens {
            return self
                .mention_behind(predicate.end)
                .map(|mention| (mention.subject, said));
        }
        if let Some(mention) = self.up_to_whom(predicate) {
            return Some((mention.subject, said));
        }
        let is_be = self.tokens[predicate.first].is_any(&["is", "are"]);
        if !is_be {
            return None;
        }
        let says_what = self.tokens[predicate.first..]
            .iter()
            .take(4)
            .any(|token| token.word == "to");
        if let Some(subject) = owned(predicate.end).or_else(|| owned(region.start).filter(|_| says_what)) {
            return Some((subject, said));
        }
        let behind = self.tokens[predicate.end..].iter().take(8);
        let of = behind
            .clone()
            .zip(behind.skip(1))
            .find(|(noun, of)| noun.is_any(&BURDENS) && of.word == "of");
        let (_, of) = of?;
        let next = self
            .tokens
            .iter()
            .find(|token| token.bytes.start >= of.bytes.end && token.word != "the")?;
        self.begins_a_mention(next.bytes.start)
            .map(|mention| (mention.subject, said))
    }

    /// `It is up to Vendor to`.
    fn up_to_whom(&self, predicate: Predicate) -> Option<Mention> {
        // `it shall be for Vendor to`.
        let be = predicate.end + usize::from(self.phrase(predicate.end, &["be"]));
        let it = predicate.first > 0 && self.tokens[predicate.first - 1].word == "it" && self.phrase(be, &["for"]);
        if let Some(mention) = self.mention_behind(be + 1).filter(|_| it)
            && self.phrase(self.behind(&mention), &["to"])
        {
            return Some(mention);
        }
        let up = predicate.first + 1;
        let is = self.tokens[predicate.first].is_any(&["is", "'s"]) && self.phrase(up, &["up", "to"]);
        self.mention_behind(up + 2).filter(|_| is)
    }

    /// `All invoices are due and payable`, `fees fall due`.
    fn owes(&self, region: &Range<usize>, predicate: Predicate) -> bool {
        let sums = self.tokens[region.clone()].iter().any(|token| token.is_any(&SUMS));
        let last = self.tokens.len().min(predicate.end + 4);
        let first = predicate.first.min(last);
        sums && self.tokens[first..last].iter().any(|token| token.is_any(&OWED))
            && !self.tokens[first..last]
                .iter()
                .any(|token| token.is_any(&["credited", "refunded"]))
    }

    fn mention_behind(&self, at: usize) -> Option<Mention> {
        let next = self.tokens.get(at)?;
        let next = if next.word == "the" {
            self.tokens.get(at + 1)?
        } else {
            next
        };
        self.begins_a_mention(next.bytes.start)
    }

    /// Who does what is done: `by Vendor`.
    fn agent(&self, from: usize, to: usize) -> Option<Subject> {
        let by = (from..to).find(|at| self.tokens[*at].word == "by")?;
        self.mention_behind(by + 1).map(|mention| mention.subject)
    }

    fn actor(&self, region: &Range<usize>, predicate: Predicate, before: Option<Subject>) -> Option<Subject> {
        if self.front_denial(region) && self.tokens[region.clone()].len() <= 8 {
            // `Under no circumstances may Vendor`.
            let mention = self.mention_behind(predicate.end);
            if let Some(mention) = mention.filter(|mention| !self.is_owner(mention)) {
                return Some(mention.subject);
            }
        }
        let words: Vec<usize> = region
            .clone()
            .filter(|at| !(self.tokens[*at].is_mark() || is_adverb(&self.tokens[*at])))
            .collect();
        let words = match words.split_first() {
            Some((first, rest)) if self.tokens[*first].is_any(&JOINS) => rest,
            _ => &words[..],
        };
        let Some(last) = words.last() else { return before };
        let token = &self.tokens[*last];
        if token.is_any(&["it", "they", "he", "she"]) {
            return before;
        }
        // `Customer, who may`.
        if token.word == "who" && *last > 1 && self.tokens[*last - 1].word == "," {
            return self
                .ends_a_mention(self.tokens[*last - 2].bytes.end)
                .map(|mention| mention.subject);
        }
        let first = &self.tokens[words[0]];
        let opening = self.begins_a_mention(first.bytes.start).or_else(|| {
            // `the Customer`, `each of Customer and Vendor`.
            let before = ["the", "either", "neither", "both", "of"];
            first.is_any(&before).then_some(())?;
            let name = words.iter().find(|at| !self.tokens[**at].is_any(&before))?;
            self.begins_a_mention(self.tokens[*name].bytes.start)
        });
        if let Some(mention) = self.ends_a_mention(token.bytes.end) {
            let other = opening.filter(|opening| opening.subject != mention.subject);
            if other.is_some() && self.coordinated(mention.at.start) {
                return Some(Subject::Each);
            }
            if !self.behind_preposition(mention.at.start) {
                return Some(mention.subject);
            }
        }
        // `Vendor, at its own cost, shall`; `Vendor and its affiliates shall`.
        let opening = opening?;
        let behind = self.tokens.partition_point(|token| token.bytes.start < opening.at.end);
        let goes_on = self.tokens.get(behind).is_some_and(|next| {
            next.is_any(&[",", "(", "as"])
                || next.is_any(&["and", "or"])
                    && self
                        .tokens
                        .get(behind + 1)
                        .is_some_and(|next| next.is_any(&["its", "their", "any", "all"]))
        });
        goes_on.then_some(opening.subject)
    }

    /// The token behind a party's name.
    fn behind(&self, mention: &Mention) -> usize {
        self.tokens.partition_point(|token| token.bytes.start < mention.at.end)
    }

    fn coordinated(&self, byte: usize) -> bool {
        let at = self.tokens.partition_point(|token| token.bytes.start < byte);
        let before = self.tokens[..at].iter().rev().find(|token| token.word != "the");
        before.is_some_and(|before| before.is_any(&["and", "or", "nor"]))
    }

    fn is_owner(&self, mention: &Mention) -> bool {
        let behind = self.tokens.partition_point(|token| token.bytes.start < mention.at.end);
        // `we'll` and `you're` are no owners.
        let next = self.tokens.get(behind);
        next.is_some_and(|next| next.is_any(&["'s", "'"]))
            || self.sentence.source[mention.at.end..].starts_with(['\'', '’'])
                && !next.is_some_and(|next| next.is_any(&["'ll", "'re", "'ve", "'d"]))
    }

    /// The party that a part begins with, and that is not only an owner.
    fn opening_mention(&self, part: &Part) -> Option<Mention> {
        let skipped = [
            "the", "if", "where", "when", "unless", "once", "whenever", "should", "until",
        ];
        let first = part.tokens.clone().find(|at| {
            let token = &self.tokens[*at];
            !(token.is_any(&skipped) || token.is_any(&JOINS) || token.is_mark())
        })?;
        let mention = self.begins_a_mention(self.tokens[first].bytes.start)?;
        (!self.is_owner(&mention)).then_some(mention)
    }

    /// Where the words begin that say what is done.
    fn does_start(&self, part: &Part, predicate: Predicate) -> usize {
        let mut at = predicate.end;
        if self.tokens[predicate.first].is_any(&["lies", "rests", "lie", "rest"]) {
            return self.tokens[part.tokens.start].bytes.start;
        }
        if let Some(mention) = self.up_to_whom(predicate) {
            let behind = self.behind(&mention);
            at = behind + usize::from(self.phrase(behind, &["to"]));
        } else if self.front_denial(&(part.tokens.start..predicate.first))
            && let Some(mention) = self.mention_behind(at).filter(|mention| !self.is_owner(mention))
        {
            at = self.tokens.partition_point(|token| token.bytes.start < mention.at.end);
        }
        match self.tokens.get(at) {
            Some(token) if at > 0 => token.bytes.start.min(self.sentence.bytes.end),
            _ => self.sentence.bytes.end,
        }
    }

    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let end = self.sentence.bytes.end;
        let at = |token: usize| self.tokens.get(token).map_or(end, |token| token.bytes.start);
        at(tokens.start)..at(tokens.end)
    }

    /// Cuts a part where a `no` or `not` of its own begins or ends.
    fn stretch(&self, stretches: &mut Vec<Stretch>, part: &Part, force: Force, actor: Option<Subject>) {
        let mut push = |tokens: Range<usize>, negated: bool| {
            let bytes = self.bytes(&tokens);
            stretches.push(Stretch {
                bytes,
                role: part.role,
                force,
                actor,
                negated,
            });
        };
        let mut from = part.tokens.start;
        let mut negated = false;
        let refuses = part.predicate.is_some_and(|it| it.manner == Manner::Refusal);
        let first = match part.predicate {
            Some(predicate) if !refuses => predicate.end,
            _ => part.tokens.start,
        };
        for at in first..part.tokens.end {
            let token = &self.tokens[at];
            let harmless = self.tokens.get(at + 1).is_some_and(|next| next.is_any(&HARMLESS_NOT));
            // `disputes not settled by mediation` are a kind of dispute.
            let describes = token.word == "not"
                && self.tokens.get(at + 1).is_some_and(is_participle)
                && !(at > 0 && self.tokens[at - 1].is_any(&["be", "and", "or", "but"]));
            let denies =
                token.is_any(&["no", "not", "neither", "none", "never"]) && !harmless && !describes && force.is_yes()
                    || negated && token.word == "nor";
            if denies && !negated && !self.inside_front_denial(at) {
                if at > from {
                    push(from..at, false);
                }
                (from, negated) = (at, true);
            } else if negated && token.is_any(&[",", "but"]) {
                push(from..at, true);
                (from, negated) = (at, false);
            }
        }
        push(from..part.tokens.end, negated);
    }

    /// `in no event` is dealt with where it stands.
    fn inside_front_denial(&self, at: usize) -> bool {
        at > 0
            && FRONT_DENIALS
                .iter()
                .any(|phrase| phrase.len() > 1 && self.phrase(at - 1, phrase))
    }
}

/// Makes the stretches cover the sentence, from its first byte to its last.
fn cover(stretches: &mut Vec<Stretch>, bytes: &Range<usize>) {
    stretches.retain(|stretch| !stretch.bytes.is_empty());
    match stretches.first_mut() {
        Some(first) => first.bytes.start = bytes.start,
        None => stretches.push(super::plain(bytes.clone())),
    }
    if let Some(last) = stretches.last_mut() {
        last.bytes.end = bytes.end;
    }
}
