//! Cutting runs of Chinese characters and kana into words: of all ways to cut a run into known words the likeliest one.
//!
//! The words are lists in the order of their bytes, each word with its rarity as a letter, so that nothing has to be loaded:
//! the words of two, three and four characters of jieba's dictionary (as jieba-rs 0.7.4 has it) that are not too rare, and
//! their traditional forms as `OpenCC` writes them. `lexicon/LICENSE-jieba` stands beside them. Japanese
//! is told by its hiragana: there a run in katakana is one word, kanji that no list knows go in twos, and the endings of
//! a verb stay with it.

use super::lexicon::Lexicon;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// The rarity of a legal word or a defined term.
const KNOWN: u32 = 2;
/// The rarity of a character that is no word of a list.
const SINGLE: u32 = 12;
/// The rarity of a character that is often a word of its own.
const OFTEN_ALONE: u32 = 5;
/// The rarity of two kanji that no list knows.
const TWO_KANJI: u32 = 14;
/// The rarity of three kanji that no list knows and that stand alone between kana.
const THREE_KANJI: u32 = 22;

/// Characters that are words of their own more often than not.
const ALONE: &str = "的之和或及与與在于於为為以所其该該等由对對将將并並本各但如若则則而且乃即均被把向从從至按经經就据據令使有无無是应應须須可不未";
/// Kanji that stand before or behind a word.
const AFFIXES: &str = "本当各同該全両前後者等間上中権料額性日人項号書";

/// Words and endings in hiragana, the longest first, at which an ending of a verb ends.
const HIRAGANA: [&str; 46] = [
    "しなければならない",
    "できない",
    "できる",
    "ものとする",
    "してはならない",
    "において",
    "について",
    "に対して",
    "によって",
    "に基づき",
    "ならびに",
    "したがって",
    "または",
    "および",
    "ただし",
    "しない",
    "される",
    "された",
    "により",
    "による",
    "ために",
    "として",
    "もしくは",
    "するとき",
    "から",
    "まで",
    "より",
    "ない",
    "する",
    "した",
    "して",
    "され",
    "こと",
    "もの",
    "とき",
    "ため",
    "には",
    "では",
    "とは",
    "の",
    "を",
    "が",
    "は",
    "に",
    "で",
    "と",
];

/// Words of one length in the order of their bytes, each behind the other with a letter for its rarity and a line end.
struct WordList {
    text: &'static str,
    /// How many bytes a line has.
    width: usize,
    /// For each first character, where its words begin.
    first: Vec<u32>,
}

/// The first and the last character that a word of the lists may begin with.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

impl WordList {
    fn of(text: &'static str, characters: usize) -> Self {
        let width = characters * 3 + 2;
        let mut first = Vec::with_capacity((LAST - FIRST) as usize + 2);
        let mut line = 0;
        for c in FIRST..=LAST + 1 {
            let begins_before = |line: &usize| {
                let word = text.get(line * width..line * width + 3);
                word.and_then(|word| word.chars().next())
                    .is_some_and(|begin| u32::from(begin) < c)
            };
            while begins_before(&line) {
                line += 1;
            }
            first.push(u32::try_from(line).unwrap_or(u32::MAX));
        }
        Self { text, width, first }
    }

    /// How rare the word is; nothing when the list has it not.
    fn rarity(&self, word: &str) -> Option<u32> {
        let begin = (u32::from(word.chars().next()?)).checked_sub(FIRST)? as usize;
        let (start, end) = (*self.first.get(begin)?, *self.first.get(begin + 1)?);
        let lines = self
            .text
            .as_bytes()
            .get(start as usize * self.width..end as usize * self.width)?;
        // All lines here begin with the same character: what is behind it is compared as one number.
        let behind_first = |line: &[u8]| as_number(line.get(3..word.len()).unwrap_or_default());
        let wanted = behind_first(word.as_bytes());
        let (mut from, mut to) = (0, lines.len() / self.width);
        while from < to {
            let middle = from.midpoint(to);
            let line = &lines[middle * self.width..];
            match behind_first(line).cmp(&wanted) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => {
                    return line
                        .get(word.len())
                        .map(|rarity| u32::from(rarity.saturating_sub(b'a')));
                }
            }
        }
        None
    }
}

/// At most three characters of three bytes each, in the order of their bytes.
fn as_number(characters: &[u8]) -> u128 {
    characters
        .iter()
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}

static LISTS: LazyLock<[WordList; 3]> = LazyLock::new(|| {
    [
        WordList::of(include_str!("lexicon/words-of-two.txt"), 2),
        WordList::of(include_str!("lexicon/words-of-three.txt"), 3),
        WordList::of(include_str!("lexicon/words-of-four.txt"), 4),
    ]
});

/// Whether a text is Japanese.
pub(crate) fn is_japanese(text: &str) -> bool {
    text.chars().any(is_hiragana)
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | 'ヽ' | 'ヾ')
}

/// The bytes at which the words of a run end.
pub(crate) fn word_ends(run: &str, japanese: bool, lexicon: &Lexicon) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(c) = run[at..].chars().next() {
        let rest = &run[at..];
        let part = |belongs: fn(char) -> bool| rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        if is_katakana(c) {
            at += part(is_katakana);
            ends.push(at);
        } else if is_hiragana(c) {
            let length = part(is_hiragana);
            hiragana(&rest[..length], at, &mut ends);
            at += length;
        } else {
            let length = part(|c| !is_hiragana(c) && !is_katakana(c));
            ideographs(&rest[..length], at, japanese, lexicon, &mut ends);
            at += length;
            // 支払う, 定める: the ending stays with its verb.
            let ending = verb_ending(&run[at..]);
            if ending > 0 {
                ends.pop();
                at += ending;
                ends.push(at);
            }
        }
    }
    ends
}

/// The bytes in hiragana behind a kanji that are no word of their own.
fn verb_ending(rest: &str) -> usize {
    let length = rest.find(|c| !is_hiragana(c)).unwrap_or(rest.len());
    let kana = &rest[..length];
    kana.char_indices()
        .map(|(at, _)| at)
        .find(|at| is_function_word(&kana[*at..]))
        .unwrap_or(length)
}

fn is_function_word(kana: &str) -> bool {
    kana.starts_with(['し', 'す', 'さ']) || HIRAGANA.iter().any(|word| kana.starts_with(word))
}

fn hiragana(kana: &str, start: usize, ends: &mut Vec<usize>) {
    let mut at = 0;
    while at < kana.len() {
        let rest = &kana[at..];
        let known = HIRAGANA
            .iter()
            .filter(|word| rest.starts_with(**word))
            .map(|word| word.len())
            .max();
        let unknown = || {
            let mut borders = rest.char_indices().map(|(at, _)| at).skip(1);
            borders
                .find(|at| HIRAGANA.iter().any(|word| rest[*at..].starts_with(word)))
                .unwrap_or(rest.len())
        };
        at += known.unwrap_or_else(unknown);
        ends.push(start + at);
    }
}

/// The likeliest words of a run without kana.
fn ideographs(run: &str, start: usize, japanese: bool, lexicon: &Lexicon, ends: &mut Vec<usize>) {
    let mut borders: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    borders.push(run.len());
    let count = borders.len() - 1;
    // For each place the least rarity of the words up to it, and how many characters the last of them has.
    let mut best: Vec<(u32, usize)> = vec![(u32::MAX, 1); count + 1];
    best[0].0 = 0;
    for from in 0..count {
        let before = best[from].0;
        let mut offer = |characters: usize, rarity: u32| {
            let to = from + characters;
            let total = before.saturating_add(rarity);
            if to <= count && total < best[to].0 {
                best[to] = (total, characters);
            }
        };
        let rest = &run[borders[from]..];
        let first = rest.chars().next().unwrap_or(' ');
        let alone = ALONE.contains(first) || japanese && AFFIXES.contains(first);
        offer(1, if alone { OFTEN_ALONE } else { SINGLE });
        for length in lexicon.lengths_at(rest) {
            offer(rest[..length].chars().count(), KNOWN);
        }
        for (list, characters) in LISTS.iter().zip(2..) {
            if let Some(rarity) = borders
                .get(from + characters)
                .and_then(|end| list.rarity(&run[borders[from]..*end]))
            {
                offer(characters, rarity);
            }
        }
        if japanese {
            offer(2, TWO_KANJI);
            if count == 3 {
                offer(3, THREE_KANJI);
            }
        }
    }
    let first_end = ends.len();
    let mut at = count;
    while at > 0 {
        ends.push(start + borders[at]);
        at -= best[at].1;
    }
    ends[first_end..].reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(run: &str) -> String {
        let lexicon = Lexicon::with_terms(["结算日"]);
        let mut start = 0;
        let words: Vec<&str> = word_ends(run, is_japanese(run), &lexicon)
            .into_iter()
            .map(|end| {
                let word = &run[start..end];
                start = end;
                word
            })
            .collect();
        assert_eq!(start, run.len());
        words.join("|")
    }

    #[test]
    fn words_are_not_cut_in_half() {
        for (run, words) in [
            ("出租人应当在结算日维修房屋", "出租人|应当|在|结算日|维修|房屋"),
            ("依照本法规定", "依照|本法|规定"),
            (
                "承租人不得擅自改变租赁物的用途",
                "承租人|不得|擅自|改变|租赁|物|的|用途",
            ),
            ("賣方應當賠償買方的損失", "賣方|應當|賠償|買方|的|損失"),
            ("乙はサービスを利用する", "乙|は|サービス|を|利用|する"),
            ("代金を支払う", "代金|を|支払う"),
            ("損害賠償責任の範囲", "損害|賠償|責任|の|範囲"),
        ] {
            assert_eq!(cut(run), words, "{run}");
        }
    }

    #[test]
    fn the_lists_are_in_order_and_of_one_width() {
        for list in LISTS.iter() {
            let lines: Vec<&str> = list.text.lines().collect();
            assert!(lines.iter().all(|line| line.len() + 1 == list.width));
            assert!(lines.is_sorted());
            for line in lines {
                let (word, rarity) = line.split_at(line.len() - 1);
                assert_eq!(
                    list.rarity(word),
                    Some(u32::from(rarity.as_bytes()[0] - b'a')),
                    "{word}"
                );
            }
        }
    }
}
