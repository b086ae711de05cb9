//! Which stretches of a text are in which of its two languages: Chinese or Japanese beside one in Latin letters, or two in
//! Latin letters. Names of the other language make no second language.

use super::latin_languages::{LatinLanguage, language_of};
use super::lexicon::is_han;
use std::ops::Range;

/// What the words of a stretch of text are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Han,
    /// Latin letters, beside Chinese or Japanese.
    Latin,
    /// One of several languages in Latin letters.
    One(LatinLanguage),
}

/// Fewer Latin words in a row than this are names within the other language, and so are fewer Chinese characters, unless
/// they are a sentence of their own, which has at least so many.
const FEWEST_WORDS: usize = 4;
const FEWEST_CHARACTERS: usize = 7;
const FEWEST_WORDS_OF_A_SENTENCE: usize = 2;
const FEWEST_CHARACTERS_OF_A_SENTENCE: usize = 3;

/// About how many Chinese characters say what one English word says.
const CHARACTERS_TO_A_WORD: f64 = 1.6;

/// One wording is at most so many times as long as the other, or they are not the same said twice.
const MOST_UNLIKE: f64 = 3.5;
const MOST_UNLIKE_IN_LATIN: f64 = 2.5;

/// What the address of a page begins with.
const ADDRESSES: [&str; 3] = ["https://", "http://", "www."];

/// Where sentences end, and what parts one language from the other.
const ENDS: [char; 12] = ['.', '。', ';', '；', '!', '！', '?', '？', '/', '／', '|', '｜'];

/// Words with which a Chinese or Japanese sentence says something.
const SAYING: [&str; 19] = [
    "应",
    "應",
    "须",
    "須",
    "不得",
    "可以",
    "将",
    "將",
    "是",
    "为",
    "為",
    "负责",
    "負責",
    "支付",
    "有权",
    "有權",
    "する",
    "ない",
    "できる",
];

/// What names and titles end in, in Chinese and Japanese.
const NAMES_END: [&str; 17] = [
    "公司",
    "会社",
    "會社",
    "法",
    "条例",
    "條例",
    "规定",
    "規定",
    "办法",
    "辦法",
    "合同",
    "协议",
    "協議",
    "契約",
    "委员会",
    "法院",
    "银行",
];

/// The stretches of a text that is in two languages, in order.
pub(super) struct Bilingual {
    stretches: Vec<(Range<usize>, Side)>,
    /// The side that is told first.
    first: Side,
}

/// A run of one script while the text is read.
struct Run {
    at: Range<usize>,
    side: Side,
    /// Words in Latin letters, or characters of the other scripts.
    size: usize,
}

impl Bilingual {
    /// `None` where the text is in one language, with at most names of the other.
    pub(super) fn of(text: &str) -> Option<Self> {
        let with_han = if text.is_ascii() { None } else { Self::with_han(text) };
        with_han.or_else(|| Self::in_latin(text))
    }

    /// Chinese or Japanese beside a language in Latin letters.
    fn with_han(text: &str) -> Option<Self> {
        let mut stretches: Vec<Run> = Vec::new();
        for run in runs(text) {
            let is_name = is_name(text, &run);
            match stretches.last_mut() {
                // What is too short for a wording of its own belongs to the words before it.
                Some(last) if is_name || last.side == run.side => {
                    last.at.end = run.at.end;
                    last.size += if last.side == run.side { run.size } else { 0 };
                }
                None if is_name => {}
                _ => stretches.push(run),
            }
        }
        let latin = || stretches.iter().filter(|run| run.side == Side::Latin);
        if !latin().any(|run| says_something_in_latin(&text[run.at.clone()])) {
            return None;
        }
        Self::of_two(stretches, (Side::Han, Side::Latin), CHARACTERS_TO_A_WORD, MOST_UNLIKE)
    }

    /// Two languages in Latin letters, sentence by sentence.
    fn in_latin(text: &str) -> Option<Self> {
        let mut stretches: Vec<Run> = Vec::new();
        let mut start = 0;
        for end in sentence_ends(text) {
            let at = std::mem::replace(&mut start, end)..end;
            let sentence = &text[at.clone()];
            let words = sentence.split_whitespace().count();
            let side = language_of(sentence, false).map(Side::One);
            match stretches.last_mut() {
                Some(last) if side.is_none_or(|side| side == last.side) => {
                    last.at.end = at.end;
                    last.size += words;
                }
                _ => stretches.extend(side.map(|side| Run { at, side, size: words })),
            }
        }
        let first = stretches.first()?.side;
        let second = stretches.iter().find(|run| run.side != first)?.side;
        if stretches.iter().any(|run| run.side != first && run.side != second) {
            return None;
        }
        Self::of_two(stretches, (first, second), 1.0, MOST_UNLIKE_IN_LATIN)
    }

    /// The stretches, if both sides have about as much to say. One word of the second says what `weight` of the first do.
    fn of_two(stretches: Vec<Run>, (first, second): (Side, Side), weight: f64, most_unlike: f64) -> Option<Self> {
        let size = |side: Side| -> usize {
            stretches
                .iter()
                .filter(|run| run.side == side)
                .map(|run| run.size)
                .sum()
        };
        let (of_first, of_second) = (size(first), size(second));
        if of_first == 0 || of_second == 0 {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "sizes of a text are far below 2^52")]
        let ratio = of_second as f64 * weight / of_first as f64;
        (1.0 / most_unlike..=most_unlike).contains(&ratio).then(|| Self {
            stretches: stretches.into_iter().map(|run| (run.at, run.side)).collect(),
            first,
        })
    }

    /// Whether the words at a byte are of the side that is told first.
    pub(super) fn is_first_at(&self, at: usize) -> bool {
        let behind = self.stretches.partition_point(|(range, _)| range.start <= at);
        let stretch = self.stretches.get(behind.saturating_sub(1));
        stretch.is_some_and(|(_, side)| *side == self.first)
    }
}

/// Where sentences and lines end in Latin letters, the end of the text included.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let end = at + c.len_utf8();
        let is_blank_behind = rest.peek().is_none_or(|(_, after)| after.is_whitespace());
        if c == '\n' || is_blank_behind && ENDS.contains(&c) {
            ends.push(end);
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

/// Whether a run is a name within the words of the other language, or too short to be a wording.
fn is_name(text: &str, run: &Run) -> bool {
    let (fewest, longest_name) = match run.side {
        Side::Han => (FEWEST_CHARACTERS, 20),
        Side::Latin | Side::One(_) => (FEWEST_WORDS, 12),
    };
    let is_set_apart = before_words(text, run).ends_with(['(', '（', '“', '"', '《', '‘']);
    if is_set_apart {
        return run.size < fewest || run.size <= longest_name && !is_translation_in_brackets(text, run);
    }
    run.size < fewest && !is_sentence(text, run)
}

/// What stands before the first word of a run: signs behind the end of a sentence belong to what follows.
fn before_words<'t>(text: &'t str, run: &Run) -> &'t str {
    let signs = text[run.at.clone()].find(char::is_alphanumeric).unwrap_or(0);
    text[..run.at.start + signs].trim_end()
}

/// Whether a run is all that stands in brackets, and says something.
fn is_translation_in_brackets(text: &str, run: &Run) -> bool {
    let is_opened = before_words(text, run).ends_with(['(', '（']);
    let Some(end) = text[run.at.clone()].find([')', '）']).filter(|_| is_opened) else {
        return false;
    };
    let inside = &text[run.at.start..run.at.start + end];
    match run.side {
        Side::Han => says_something(inside),
        Side::Latin | Side::One(_) => language_of(inside, true).is_some(),
    }
}

/// Whether Latin words beside Chinese are more than a list of names: some of them are in small letters, or are such as only
/// sentences have.
fn says_something_in_latin(words: &str) -> bool {
    let (mut all, mut small) = (0, 0);
    for word in words.split(|c: char| c.is_whitespace() || is_han(c)) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() || word.contains(['/', '.', '@', '(']) || !word.contains(char::is_alphabetic) {
            continue;
        }
        all += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    small * 4 >= all.max(1) || language_of(words, true).is_some()
}

fn says_something(chinese: &str) -> bool {
    let words = chinese.trim_end_matches(|c: char| !c.is_alphanumeric());
    !NAMES_END.iter().any(|end| words.ends_with(end)) && SAYING.iter().any(|word| words.contains(word))
}

/// Whether a short run is a sentence of its own: it begins behind the end of another and goes on to its own.
fn is_sentence(text: &str, run: &Run) -> bool {
    let before = text[..run.at.start].trim_end_matches([' ', '\u{3000}']);
    let written = &text[run.at.clone()];
    let begins = before.is_empty() || before.ends_with('\n') || before.ends_with(ENDS) || written.starts_with('\n');
    let ends = run.at.end == text.len() || written.ends_with('\n') || written.trim_end().ends_with(ENDS);
    let says = match run.side {
        Side::Han => {
            let words = written.trim_end_matches(|c: char| !c.is_alphanumeric());
            run.size >= FEWEST_CHARACTERS_OF_A_SENTENCE && !NAMES_END.iter().any(|end| words.ends_with(end))
        }
        // A name has capitals alone.
        Side::Latin | Side::One(_) => {
            run.size >= FEWEST_WORDS_OF_A_SENTENCE
                && written
                    .split_whitespace()
                    .any(|word| word.starts_with(char::is_lowercase))
        }
    };
    begins && ends && says
}

/// Runs of Latin words and of characters of Chinese and Japanese. Digits and signs belong to the run before them; behind
/// the end of a sentence, to the one that follows. The address of a page says nothing in any language.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Where digits and signs began that belong to what follows.
    let mut open: Option<usize> = None;
    let mut is_within_word = false;
    let mut address_end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let end = at + c.len_utf8();
        if !is_within_word && at >= address_end && is_address(&text[at..], c) {
            let length = text[at..].find(|c: char| !c.is_ascii_graphic() || c == ')');
            address_end = length.map_or(text.len(), |length| at + length);
        }
        let side = match c {
            _ if at < address_end => None,
            _ if is_han(c) => Some(Side::Han),
            c if c.is_alphabetic() => Some(Side::Latin),
            _ => None,
        };
        let Some(side) = side else {
            is_within_word = is_within_word && matches!(c, '\'' | '’' | '-');
            let is_in_number = c == '.' && rest.peek().is_some_and(|(_, after)| after.is_ascii_digit());
            let ends = matches!(c, '\n' | '。' | '.' | ';' | '；') && !is_in_number && at >= address_end;
            match runs.last_mut() {
                _ if open.is_some() => {}
                None => open = Some(at),
                Some(last) => {
                    last.at.end = end;
                    open = ends.then_some(end);
                }
            }
            continue;
        };
        let begins_word = side == Side::Han || !is_within_word;
        is_within_word = side == Side::Latin;
        let start = open.take().unwrap_or(at);
        match runs.last_mut() {
            Some(last) if last.side == side => {
                last.at.end = end;
                last.size += usize::from(begins_word);
            }
            _ => runs.push(Run {
                at: start..end,
                side,
                size: 1,
            }),
        }
    }
    runs
}

/// Whether the address of a page or the name of a machine begins here: `https://`, `help.brook.example`.
fn is_address(text: &str, first: char) -> bool {
    if ADDRESSES.iter().any(|start| text.starts_with(start)) {
        return true;
    }
    let label = |text: &str| {
        text.bytes()
            .take(64)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            .count()
    };
    let ahead = label(text);
    first.is_ascii_lowercase()
        && ahead > 2
        && text[ahead..]
            .strip_prefix('.')
            .is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_lowercase()) && label(behind) > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_other_language_make_no_second_language() {
        for text in [
            "The Buyer signs with Brook Trading Co., Ltd. (溪流贸易有限责任公司).",
            "请在[此处](https://shop.brook.example/en/orders/terms/now)查阅订单，并在[这里](www.brook.example/help/me/now)联系我们。",
            "Brook Ltd. 溪流公司 signs for the others.",
            "本合同由溪流公司（hereinafter referred to as the “Buyer”）签署。",
            "甲方使用乙方的 Brook CRM 软件（以下简称“本软件”），并应遵守其使用规则和相关法律的规定。",
            "The Customer (海川有限公司) may use the software for its own business only, as the order says.",
            "Le client paie dans les trente jours.",
            "使用下列服务时，以各自的声明为准：\n* [Brook Mail](https://mail.brook.example/a)\n* [Brook Maps Plus](https://maps.brook.example/b)\n* [Brook Notes](https://notes.brook.example/c)",
            "本声明适用于本公司运营的各个网站，例如，shop.brook.example、help.brook.example、jobs.brook.example、blog.brook.example和forum.brook.example。",
            "使用者可以选择下列套餐：Brook Mail Small、Brook Mail Large、Brook Mail Team、Brook Mail Enterprise 或者其他套餐。",
        ] {
            assert!(Bilingual::of(text).is_none(), "{text}");
        }
    }
}
