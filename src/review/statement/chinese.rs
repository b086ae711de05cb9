//! Reading a Chinese sentence: cut at commas, each part with its role, its words of force and who they are said of.

use super::chinese_force::Word;
use super::chinese_reader::{Reader, strip_joins};
use super::chinese_words::{
    CONDITION_ENDS, CONDITIONS, Does, EXCEPTIONS, GOES_ON, OBJECT_BEHIND, OWNED, RECEIVES, WITHOUT_ENDS,
};
use super::subject::{Mention, Subject};
use super::{Force, Reading, Role, Sentence, Statement, Stretch, without_label};
use std::ops::Range;

/// A part of a sentence, up to a comma.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    bytes: Range<usize>,
    role: Role,
    words: Vec<Word>,
    /// The party that it begins with.
    opening: Option<Mention>,
}

/// Reads a sentence.
pub(super) fn read(sentence: &Sentence<'_>) -> Reading {
    let reader = Reader { sentence };
    let parts = reader.parts();
    let mut reading = Reading::default();
    let mut before: Option<Subject> = sentence.lead.and_then(|lead| lead.actor);
    let mut last: Option<(Force, Option<Subject>)> = sentence.lead.map(|lead| (lead.force, lead.actor));
    for at in 0..parts.len() {
        let next = parts[at + 1..]
            .iter()
            .find(|part| part.role == Role::Main && !part.words.is_empty());
        let said = reader.part(&parts[at], next, before, last, &mut reading);
        if let Some(opening) = parts[at].opening {
            before = Some(opening.subject);
        }
        if let (Role::Main, Some((force, actor))) = (parts[at].role, said) {
            before = actor.or(before);
            last = Some((force, actor));
        }
    }
    if let Some(lead) = sentence.lead
        && let Some(actor) = lead.actor
        && parts.iter().all(|part| {
            part.words
                .iter()
                .all(|word| !matches!(word.does, Does::Modal(_) | Does::Pledge))
        })
    {
        reading.statements.insert(
            0,
            Statement {
                actor,
                force: lead.force,
                does: sentence.bytes.clone(),
                from: sentence.bytes.start,
                aside: Vec::new(),
            },
        );
    }
    reader.close(&mut reading, &parts);
    reading
}

impl Reader<'_> {
    fn parts(&self) -> Vec<Part> {
        let Sentence { source, bytes, .. } = self.sentence;
        let mut cuts: Vec<Range<usize>> = Vec::new();
        let mut start = bytes.start;
        for (at, c) in source[bytes.clone()].char_indices() {
            let end = bytes.start + at + c.len_utf8();
            if matches!(c, '，' | '：' | ',' | ':') && !is_within_number(source, bytes.start + at) {
                cuts.push(start..end);
                start = end;
            }
        }
        if start < bytes.end || cuts.is_empty() {
            cuts.push(start..bytes.end);
        }
        let count = cuts.len();
        let mut parts: Vec<Part> = cuts
            .into_iter()
            .enumerate()
            .map(|(at, bytes)| self.cut(bytes, at + 1 == count))
            .collect();
        for at in 0..parts.len() {
            let lead = self.lead(&parts[at]);
            let joined = ["且", "并", "而", "或", "及", "以及", "和"]
                .iter()
                .any(|join| lead.starts_with(join));
            let plain = |part: &Part| {
                part.role == Role::Main && !part.words.iter().any(|word| matches!(word.does, Does::Modal(_)))
            };
            // 如……，且……，则: the condition goes on; 违反本合同，给对方造成损失的: it began before.
            if at > 0 && parts[at - 1].role == Role::Condition && joined && plain(&parts[at]) && at + 1 < parts.len() {
                parts[at].role = Role::Condition;
            }
            let ends = parts[at].role == Role::Condition && self.trimmed(&parts[at].bytes).ends_with('的');
            if ends && !self.begins_condition(&parts[at]) {
                for before in parts[..at].iter_mut().rev() {
                    if !plain(before)
                        || before.opening.is_none()
                        || self.sentence.source[before.bytes.clone()].ends_with(['：', ':'])
                    {
                        break;
                    }
                    before.role = Role::Condition;
                }
            }
        }
        parts
    }

    pub(super) fn trimmed(&self, bytes: &Range<usize>) -> &str {
        self.sentence.source[bytes.clone()].trim_end_matches(['，', '：', ',', ':', '。', '；', ';', ' ', '\n'])
    }

    /// The words of a part without label and joining words.
    fn lead(&self, part: &Part) -> &str {
        without_label(self.sentence.source[part.bytes.clone()].trim_start())
    }

    fn begins_condition(&self, part: &Part) -> bool {
        let lead = strip_joins(self.lead(part));
        CONDITIONS.iter().any(|word| lead.starts_with(word)) && !lead.starts_with("当事人") && !lead.starts_with("当地")
    }

    fn cut(&self, bytes: Range<usize>, last: bool) -> Part {
        let words = self.words(&bytes);
        let text = self.trimmed(&bytes);
        let mut part = Part {
            opening: None,
            bytes,
            role: Role::Main,
            words,
        };
        let lead = strip_joins(self.lead(&part));
        let apart = lead.starts_with('除') && ["外", "之外", "以外"].iter().any(|end| text.ends_with(end));
        part.role = if apart || EXCEPTIONS.iter().any(|word| text.contains(word)) {
            Role::Exception
        } else if last || text.contains("任何情况下") || text.contains("任何情形下") {
            Role::Main
        } else if self.begins_condition(&part) || ends_condition(text) {
            Role::Condition
        } else if part.words.len() == 1
            && matches!(part.words[0].does, Does::Without)
            && WITHOUT_ENDS.iter().any(|end| text.ends_with(end))
        {
            Role::Without
        } else {
            Role::Main
        };
        part.opening = self.opening(&part);
        part
    }

    /// Whether a party is only spoken of here: 甲方的, 向甲方.
    pub(super) fn is_object(&self, mention: &Mention) -> bool {
        let source = self.sentence.source;
        let before = &source[..mention.at.start];
        // 由乙方提供的资料: it only tells which thing is meant.
        let behind: String = source[mention.at.end..].chars().take(5).collect();
        if before.ends_with('由') && behind.find('的').is_some_and(|at| at > 0) {
            return true;
        }
        // 甲方数据须以密文存储: it says whose they are.
        let rest = &source[mention.at.end..];
        rest.starts_with(['的', '之'])
            || OWNED.iter().any(|thing| rest.starts_with(thing))
            || OBJECT_BEHIND.iter().any(|word| before.ends_with(word))
    }

    /// The party that a part is about from its beginning.
    fn opening(&self, part: &Part) -> Option<Mention> {
        let first = self
            .sentence
            .named
            .iter()
            .find(|mention| mention.at.start >= part.bytes.start)?;
        if first.at.start >= part.bytes.end || self.is_object(first) {
            return None;
        }
        let lead = without_label(self.sentence.source[part.bytes.start..first.at.start].trim());
        let lead = strip_joins(lead);
        let begins = lead.is_empty()
            || [
                "如", "若", "如果", "因", "由", "当", "凡", "一旦", "只要", "倘若", "假如", "除非", "应由",
            ]
            .contains(&lead);
        begins.then_some(*first)
    }

    /// Of whom a word of force is said.
    fn actor(&self, part: &Part, word: Word, before: Option<Subject>) -> Option<(Subject, bool)> {
        let behind = self.sentence.source[word.end..part.bytes.end].trim_start();
        let own = self.sentence.named.iter().find(|mention| mention.at.end == word.end);
        if let Some(mention) = own.filter(|_| self.sentence.source[word.start..].starts_with('由')) {
            return Some((mention.subject, mention.neither));
        }
        if let Some(by) = behind.strip_prefix('由') {
            let at = part.bytes.end - by.len();
            let named = self.sentence.named.iter().find(|mention| mention.at.start == at);
            if let Some(mention) = named {
                return Some((mention.subject, mention.neither));
            }
        }
        // 禁止甲方转售: who must not do it stands behind the word.
        let bars = ["禁止", "严禁", "不允许", "不准", "不许", "同意", "允许"]
            .contains(&&self.sentence.source[word.start..word.end]);
        if bars && let Some(mention) = self.sentence.named.iter().find(|mention| mention.at.start == word.end) {
            return Some((mention.subject, mention.neither));
        }
        let mut own = self.sentence.named.iter().filter(|mention| {
            mention.at.start >= part.bytes.start && mention.at.end <= word.start && !self.is_object(mention)
        });
        // 甲方同意乙方可以: who stands right before the word.
        let adjacent = own.clone().find(|mention| mention.at.end == word.start);
        let own = adjacent.or_else(|| own.next());
        if let Some(mention) = own {
            return Some((mention.subject, mention.neither));
        }
        let lead = without_label(self.sentence.source[part.bytes.start..word.start].trim());
        let lead = strip_joins(lead);
        let goes_on = lead.is_empty() || GOES_ON.iter().any(|word| lead.starts_with(word));
        before.filter(|_| goes_on).map(|subject| (subject, false))
    }

    /// Reads a part; what it says last.
    fn part(
        &self,
        part: &Part,
        next: Option<&Part>,
        before: Option<Subject>,
        last: Option<(Force, Option<Subject>)>,
        reading: &mut Reading,
    ) -> Option<(Force, Option<Subject>)> {
        if part.words.is_empty() {
            let said = self.without_words(part, next, last);
            reading.stretches.push(Stretch {
                bytes: part.bytes.clone(),
                role: part.role,
                force: said.0,
                actor: said.1.or(part.opening.map(|mention| mention.subject)),
                negated: false,
            });
            return (said.0 != Force::Is).then_some(said);
        }
        let mut said: Option<(Force, Option<Subject>)> = None;
        let mut from = part.bytes.start;
        for (at, word) in part.words.iter().enumerate() {
            let until = part.words.get(at + 1).map_or(part.bytes.end, |next| next.start);
            let known = said.and_then(|(_, actor)| actor).or(before);
            let found = self.actor(part, *word, known);
            let actor = found.map(|(subject, _)| subject);
            let mut push = |bytes: Range<usize>, role: Role, force: Force, negated: bool| {
                if !bytes.is_empty() {
                    reading.stretches.push(Stretch {
                        bytes,
                        role,
                        force,
                        actor,
                        negated,
                    });
                }
            };
            let without = matches!(word.does, Does::Without | Does::Frees)
                .then(|| self.without_end(*word, until))
                .flatten();
            match (word.does, without) {
                (Does::Modal(_) | Does::Pledge, _) => {
                    let force = if let Does::Modal(force) = word.does {
                        force
                    } else {
                        Force::Must
                    };
                    let describes =
                        at == 0 && !force.is_yes() && actor.is_none() && self.describes(part, word.end..until);
                    if describes {
                        push(from..word.start, part.role, Force::Is, false);
                        from = word.start;
                    }
                    push(from..until, part.role, force, false);
                    if part.role == Role::Main
                        && self.is_done_by_it(*word, until, force)
                        && let Some(actor) = actor
                    {
                        // 备份由乙方负责: what is done stands in front.
                        let alone = self.trimmed(&(word.end..self.sentence.bytes.end)).is_empty()
                            || self.sentence.source[word.start..].starts_with('由');
                        reading.statements.push(Statement {
                            actor,
                            force,
                            does: if alone { part.bytes.start } else { word.end }..self.sentence.bytes.end,
                            from: part.bytes.start.max(if at > 0 { word.start } else { 0 }),
                            aside: Vec::new(),
                        });
                    }
                    said = Some((force, actor));
                }
                (Does::Denies, _) => {
                    // 尚未查明的事项: what it denies only describes a thing.
                    let describes = at == 0 && self.describes(part, word.end..until);
                    if describes {
                        push(from..word.start, part.role, Force::Is, false);
                        from = word.start;
                    }
                    push(from..until, part.role, Force::IsNot, false);
                    said = Some((Force::IsNot, actor));
                }
                (_, Some(end)) => {
                    let force = said.map_or(Force::Is, |(force, _)| force);
                    push(from..word.start, part.role, force, false);
                    push(word.start..end, Role::Without, force, true);
                    push(end..until, part.role, force, false);
                    said = said.or(Some((force, actor)));
                }
                _ => {
                    let force = if word.does == Does::Frees {
                        Force::NeedNot
                    } else {
                        Force::IsNot
                    };
                    push(from..until, part.role, force, false);
                    said = Some((force, actor));
                }
            }
            from = until;
        }
        said
    }

    /// Whether a denial only describes a thing: 尚未查明的事项.
    fn describes(&self, part: &Part, behind: Range<usize>) -> bool {
        let behind = self.trimmed(&behind);
        part.role == Role::Main && behind.trim_end_matches('的').contains('的')
    }

    /// What a part says that has no word of force: what was said before goes on, or the part leads up to what follows.
    fn without_words(
        &self,
        part: &Part,
        next: Option<&Part>,
        last: Option<(Force, Option<Subject>)>,
    ) -> (Force, Option<Subject>) {
        let lead = self.lead(part);
        let joined = ["或", "及", "和", "以及", "亦", "也"]
            .iter()
            .any(|join| lead.starts_with(join));
        if part.role == Role::Main
            && part.opening.is_none()
            && let Some((force, actor)) = last
            && (joined || !matches!(force, Force::IsNot | Force::NeedNot))
        {
            return (force, actor);
        }
        let topic = ["对", "就", "关于", "任何", "无论", "因", "由于"]
            .iter()
            .any(|word| lead.starts_with(word));
        let force = next.and_then(|next| next.words.first()).map(|word| match word.does {
            Does::Modal(force) => force,
            Does::Denies => Force::IsNot,
            Does::Frees => Force::NeedNot,
            _ => Force::Is,
        });
        (
            force.filter(|_| topic && part.role == Role::Main).unwrap_or(Force::Is),
            None,
        )
    }

    /// Where words such as 未经甲方同意 end.
    fn without_end(&self, word: Word, until: usize) -> Option<usize> {
        let rest = &self.sentence.source[word.end..until];
        if self.sentence.source[word.start..word.end].ends_with("通知") {
            return Some(word.end);
        }
        let ends = WITHOUT_ENDS
            .iter()
            .filter_map(|end| rest.find(end).map(|at| at + end.len()));
        ends.min().map(|end| word.end + end)
    }

    /// 甲方应得到合理机会: what it is given is no duty of its own.
    fn is_done_by_it(&self, word: Word, until: usize, force: Force) -> bool {
        let behind = self.sentence.source[word.end..until].trim_start();
        let consents = ["同意", "批准", "许可", "授权"]
            .iter()
            .any(|word| behind.contains(word));
        force == Force::May || consents || !RECEIVES.iter().any(|word| behind.starts_with(word))
    }

    /// Statements end where the next begins; what leads up to one begins where the last ended.
    fn close(&self, reading: &mut Reading, parts: &[Part]) {
        let starts: Vec<usize> = reading.statements.iter().map(|statement| statement.from).collect();
        let mut from = self.sentence.bytes.start;
        for (at, statement) in reading.statements.iter_mut().enumerate() {
            if let Some(next) = starts.get(at + 1) {
                statement.does.end = (*next).max(statement.does.start);
            }
            // Two statements can lie within each other: what leads up to one does not begin behind it.
            statement.from = from.min(statement.does.start);
            from = statement.does.end;
            let aside = parts
                .iter()
                .filter(|part| matches!(part.role, Role::Condition | Role::Exception));
            statement.aside = aside
                .map(|part| part.bytes.clone())
                .filter(|aside| aside.end > statement.from && aside.start < statement.does.end)
                .collect();
        }
    }
}

/// Whether a part ends as a condition does; 目的 and 标的 are nouns, 及时 says how.
fn ends_condition(text: &str) -> bool {
    let noun = [
        "目的", "标的", "及时", "随时", "同时", "适时", "按时", "实时", "准时", "临时", "暂时", "届时",
    ]
    .iter()
    .any(|noun| text.ends_with(noun));
    // 停机超过八小时，甲方可以解除 has a condition; 恢复时间不超过八小时 is a limit.
    if text.ends_with("小时") {
        let beyond = |word: &str| {
            let mut met = text.match_indices(word);
            met.any(|(at, _)| !text[..at].ends_with(['不', '未', '没']))
        };
        return ["超过", "达", "逾", "满"].into_iter().any(beyond);
    }
    !noun && CONDITION_ENDS.iter().any(|end| text.ends_with(end))
}

/// The comma of 1,000 and the colon of 10:30 cut nothing.
fn is_within_number(source: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    matches!(source[at..].chars().next(), Some(',' | ':'))
        && digit(source[..at].chars().next_back())
        && digit(source[at + 1..].chars().next())
}
