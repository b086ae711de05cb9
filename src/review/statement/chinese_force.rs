//! The words of force in a part of a Chinese sentence, told from parts of other words.

use super::Force;
use super::chinese_reader::{Reader, strip_joins};
use super::chinese_words::{BEFORE, BEHIND_WILL, BETWEEN_BY, DONE_BY, Does, WORDS};
use super::without_label;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The words by their first character, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&'static str, Does)>>> = LazyLock::new(|| {
    let mut found: HashMap<char, Vec<(&'static str, Does)>> = HashMap::new();
    for (word, does) in WORDS {
        if let Some(first) = word.chars().next() {
            found.entry(first).or_default().push((word, does));
        }
    }
    for words in found.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    found
});

/// A word of force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) does: Does,
}

impl Reader<'_> {
    /// The words of force in a part, in order.
    pub(super) fn words(&self, bytes: &Range<usize>) -> Vec<Word> {
        let source = self.sentence.source;
        let mut found: Vec<Word> = Vec::new();
        let mut free = bytes.start;
        let mut depth = 0_i32;
        for (at, first) in source[bytes.clone()].char_indices() {
            let start = bytes.start + at;
            // （不含税）: what stands in brackets rules nothing outside of them.
            depth += i32::from(matches!(first, '（' | '(')) - i32::from(matches!(first, '）' | ')'));
            if start < free || depth > 0 {
                continue;
            }
            // 甲方可以 is no 方可.
            if let Some(mention) = self.sentence.named.iter().find(|mention| mention.at.start == start) {
                free = mention.at.end;
                continue;
            }
            let Some(words) = BY_FIRST.get(&first) else { continue };
            let rest = &source[start..bytes.end];
            let Some((word, does)) = words.iter().find(|(word, _)| rest.starts_with(word)) else {
                continue;
            };
            let end = start + word.len();
            if *does == Does::Nothing {
                free = end;
            } else if self.stands(word, *does, bytes, start, end) {
                // 甲方同意乙方使用: what it agrees to is what the other may do.
                let grants = matches!(*word, "同意" | "允许") && self.begins_with_a_party(&source[end..bytes.end]);
                let does = if grants { Does::Modal(Force::May) } else { *does };
                // 乙方应承担: one word of force is enough.
                let by_whom = found
                    .last()
                    .is_some_and(|last| last.end == start && source[last.start..].starts_with('由'));
                let bears = matches!(*word, "承担" | "负担" | "由") && !found.is_empty()
                    || by_whom && matches!(does, Does::Pledge);
                let by = self.sentence.named.iter().find(|mention| mention.at.start == end);
                let end = by.filter(|_| *word == "由").map_or(end, |mention| mention.at.end);
                if !bears {
                    found.push(Word { start, end, does });
                }
                free = end;
            }
        }
        self.joined_pledges(&mut found);
        found
    }

    /// 承诺不、保证不会: what is promised is that it is not done; 承诺应当: one force is enough.
    fn joined_pledges(&self, words: &mut Vec<Word>) {
        let mut at = 0;
        while at + 1 < words.len() {
            let (first, second) = (words[at], words[at + 1]);
            let between = self.sentence.source[first.end..second.start].chars().count();
            // 甲方同意乙方可以: one word of force is enough.
            let named = self.sentence.named.iter().find(|mention| mention.at.start == first.end);
            if first.does == Does::Modal(Force::May) && named.is_some_and(|mention| mention.at.end == second.start) {
                words.remove(at);
                continue;
            }
            let own = self.sentence.source[first.end..second.start].trim() == "其";
            if first.does == Does::Pledge && (between == 0 || own) {
                let does = match second.does {
                    Does::Denies => Does::Modal(Force::MustNot),
                    // 保证其有权授予 warrants that it may.
                    Does::Modal(Force::May) if own => Does::Pledge,
                    Does::Pledge => Does::Pledge,
                    other => other,
                };
                words[at] = Word {
                    start: first.start,
                    end: second.end,
                    does,
                };
                words.remove(at + 1);
            } else {
                at += 1;
            }
        }
    }

    /// Whether the word is one of force here, and no part of another word.
    fn stands(&self, word: &str, does: Does, part: &Range<usize>, start: usize, end: usize) -> bool {
        let source = self.sentence.source;
        let before = source[part.start..start].chars().next_back().unwrap_or(' ');
        let after = &source[end..part.end];
        let next = after.chars().next().unwrap_or(' ');
        if BEFORE
            .iter()
            .any(|(known, parts)| *known == word && parts.contains(before))
        {
            return false;
        }
        // 有权披露的第三方, 必须披露的：no duty, but a kind of person or thing.
        let describes = || {
            let goes_on = ["对", "向", "在", "按", "就", "将", "要求", "根据", "与", "自", "从"]
                .iter()
                .any(|word| after.starts_with(word));
            !goes_on && after.chars().take(4).any(|c| c == '的') && !self.trimmed(part).ends_with('的')
        };
        match word {
            "应" => !"，。".contains(next) && (next != '对' || self.ends_with_a_party(part, start)),
            "有权" => next != '机' && !"具所享持拥".contains(before) && !describes(),
            "必须" | "可以" => !describes(),
            "享有" => {
                let behind = ["权", "选择"].iter().any(|word| after.contains(word));
                behind && self.ends_with_a_party(part, start)
            }
            "将" => self.ends_with_a_party(part, start) && BEHIND_WILL.iter().any(|word| after.starts_with(word)),
            "得" | "会" => self.ends_with_a_party(part, start),
            "需" | "需要" => self.ends_with_a_party(part, start) || self.goes_on_to(part, start),
            "同意" => {
                let joined = ["经", "得", "获", "无", "须", "需"]
                    .iter()
                    .any(|word| source[part.start..start].contains(word));
                let given = after.trim_end_matches(['，', '。']).is_empty() || next == '的';
                self.ends_with_a_party(part, start) && !joined && !given
            }
            "允许" => self.ends_with_a_party(part, start) && self.begins_with_a_party(after),
            "保留" => after.contains('权') && self.ends_with_a_party(part, start),
            // 运费由乙方承担; what is 由乙方提供的 is a thing.
            "由" => {
                let named = self.sentence.named.iter().find(|mention| mention.at.start == end);
                let behind = named.and_then(|mention| source.get(mention.at.end..part.end));
                behind.is_some_and(|behind| {
                    let behind = behind.trim_start();
                    let between = BETWEEN_BY.iter().find(|word| behind.starts_with(**word));
                    let behind = &behind[between.map_or(0, |word| word.len())..];
                    let verb = DONE_BY.iter().find(|verb| behind.starts_with(**verb));
                    verb.is_some_and(|verb| !behind[verb.len()..].starts_with('的'))
                        && !self.trimmed(part).ends_with('的')
                })
            }
            // 乙方对分包方的行为承担责任: the party stands at the beginning.
            "承担" | "负担" => {
                let begins = self.begins_with_a_party(source[part.start..part.end].trim_start());
                next != '的' && begins && !self.trimmed(part).ends_with('的')
            }
            "负责" | "承诺" | "保证" | "确保" => {
                self.ends_with_a_party(part, start) && next != '的' && next != '金' || self.goes_on_to(part, start)
            }
            // 排除故障 repairs.
            "排除"
                if ["故障", "障碍", "妨碍", "妨害", "隐患", "问题", "缺陷", "异常"]
                    .iter()
                    .any(|fault| after.chars().take(8).collect::<String>().contains(fault)) =>
            {
                false
            }
            "放弃" | "拒绝" | "排除" | "免除" => next != '的' || does == Does::Denies,
            _ => true,
        }
    }

    /// Whether a party stands right before a byte, but for words that change nothing.
    fn ends_with_a_party(&self, part: &Range<usize>, byte: usize) -> bool {
        let mut before = self.sentence.source[part.start..byte].trim_end();
        loop {
            let shorter = [
                "均",
                "也",
                "亦",
                "还",
                "仍",
                "应",
                "应当",
                "特此",
                "在此",
                "进一步",
                "并",
                "将",
                "同时",
                "郑重",
                "各自",
                "书面",
            ]
            .iter()
            .find_map(|word| before.strip_suffix(word));
            match shorter {
                Some(shorter) => before = shorter.trim_end(),
                None => break,
            }
        }
        let end = part.start + before.len();
        self.sentence
            .named
            .iter()
            .any(|mention| mention.at.end == end && mention.at.start >= part.start && !self.is_object(mention))
    }

    /// 乙方应当删除数据，并负责通知: it goes on at the beginning of a part.
    fn goes_on_to(&self, part: &Range<usize>, byte: usize) -> bool {
        let before = without_label(self.sentence.source[part.start..byte].trim());
        strip_joins(before).is_empty() && !before.is_empty() || before.ends_with("由其")
    }

    fn begins_with_a_party(&self, after: &str) -> bool {
        let at = after.as_ptr() as usize - self.sentence.source.as_ptr() as usize;
        self.sentence.named.iter().any(|mention| mention.at.start == at)
    }
}
