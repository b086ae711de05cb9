//! Cutting a text into the tokens that a mark may begin or end at.
//!
//! English by words (Unicode UAX #29, joined over hyphens), Chinese and Japanese by the words of [`Lexicon`] and of
//! general lists, and every figure, date, amount and section reference as one piece.

use super::addresses;
use super::han_words::{is_japanese, word_ends};
use super::hidden::{self, HiddenKind};
use super::lexicon::{Lexicon, is_han};
use super::numbers::Number;
use super::numerals::{is_chinese_numeral, is_digit};
use super::reference_labels::{Labelled, label_word};
use unicode_segmentation::UnicodeSegmentation;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum TokenKind {
    /// Blanks within a line.
    Space,
    /// One or more line ends.
    Break,
    /// A word of an alphabet.
    Word,
    /// A Chinese character, or a word of the lexicon.
    Han,
    /// A number, amount, percentage, date, number word or parenthesised figure.
    Figure,
    /// 第十二条 and its like.
    Reference,
    /// The number of a heading, a paragraph or an item.
    Label,
    /// Punctuation and symbols.
    Mark,
    /// A character that does not show, or an odd blank.
    Hidden,
}

/// A piece of text; tokens follow each other without gaps and cover the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
}

impl Token {
    /// The token's own text.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Whether the token is blank: a space or line end.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self.kind, TokenKind::Space | TokenKind::Break)
    }

    /// Whether the token says something: a word, character, figure or reference.
    pub(crate) fn is_wordy(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Word | TokenKind::Han | TokenKind::Figure | TokenKind::Reference
        )
    }
}

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut runs = HanRuns::of(text, lexicon);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (mut length, kind) = next(rest, c, lexicon, text, &tokens);
        if kind == TokenKind::Han {
            length = runs.word_at(at).unwrap_or(length);
        }
        tokens.push(Token {
            start: at,
            end: at + length,
            kind,
        });
        at += length;
    }
    join_parenthesised_figures(&mut tokens, text);
    tokens
}

/// The words of the run of Chinese characters that is being cut: each run is looked at once.
struct HanRuns<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    japanese: bool,
    /// Where the words of the latest run end.
    ends: Vec<usize>,
}

impl<'t> HanRuns<'t> {
    fn of(text: &'t str, lexicon: &'t Lexicon) -> Self {
        Self {
            text,
            lexicon,
            japanese: is_japanese(text),
            ends: Vec::new(),
        }
    }

    /// How long the word, or what a figure left of it, is that begins at the byte.
    fn word_at(&mut self, at: usize) -> Option<usize> {
        if self.ends.last().is_none_or(|end| *end <= at) {
            let rest = &self.text[at..];
            let run = &rest[..run(rest, is_han)];
            let ends = word_ends(run, self.japanese, self.lexicon);
            self.ends = ends.into_iter().map(|end| at + end).collect();
        }
        let next = self.ends.partition_point(|end| *end <= at);
        let length = self.ends.get(next)? - at;
        // A figure or a reference within a word begins anew.
        let rest = &self.text[at..at + length];
        let begins = |(place, c): (usize, char)| {
            let from_here = &self.text[at + place..];
            c == '第' && chinese_reference(from_here).is_some()
                || c == '半' && (from_here.starts_with("半額") || from_here.starts_with("半额"))
                || is_chinese_numeral(c)
                    && number(from_here, self.text, &[]).is_some_and(|(_, kind)| kind == TokenKind::Figure)
        };
        let cut = rest
            .char_indices()
            .skip(1)
            .find(|place| begins(*place))
            .map(|(place, _)| place);
        Some(cut.unwrap_or(length))
    }
}

fn next(rest: &str, c: char, lexicon: &Lexicon, text: &str, before: &[Token]) -> (usize, TokenKind) {
    match c {
        '\n' => return (run(rest, |c| c == '\n'), TokenKind::Break),
        ' ' => return (run(rest, |c| c == ' '), TokenKind::Space),
        _ => {}
    }
    let is_latin = c.is_ascii_alphabetic();
    if (is_latin || is_digit(c) || matches!(c, '+' | '('))
        && let Some(length) = addresses::length(rest).or_else(|| name_in_digits(rest))
    {
        return (length, TokenKind::Word);
    }
    if c != '第'
        && let Some(found) = number(rest, text, before)
    {
        return found;
    }
    if is_latin {
        return (word(rest), TokenKind::Word);
    }
    if hidden::kind_of(c).is_some_and(stands_alone) {
        return (c.len_utf8(), TokenKind::Hidden);
    }
    if c == '第'
        && let Some(length) = chinese_reference(rest)
    {
        return (length, TokenKind::Reference);
    }
    if is_han(c) {
        return (lexicon.longest_at(rest).unwrap_or(c.len_utf8()), TokenKind::Han);
    }
    if c.is_alphanumeric() {
        return (word(rest), TokenKind::Word);
    }
    (first_grapheme(rest), TokenKind::Mark)
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// Whether such a character is a token of its own, and no letter of a word.
fn stands_alone(kind: HiddenKind) -> bool {
    !matches!(kind, HiddenKind::FullWidth | HiddenKind::Ligature)
}

/// A grapheme cluster cut before any hidden character that Unicode would count to it.
fn first_grapheme(rest: &str) -> usize {
    first_piece(rest, |near| near.graphemes(true).next(), hides)
}

/// The text up to the first border of a character that lies so many bytes on.
fn begin(text: &str, bytes: usize) -> &str {
    (bytes..text.len())
        .find(|at| text.is_char_boundary(*at))
        .map_or(text, |at| &text[..at])
}

fn hides(c: char) -> bool {
    hidden::kind_of(c).is_some_and(stands_alone)
}

/// The bytes of the first piece that Unicode would cut the text into, cut again before any later character that begins
/// anew. Unicode counts whole chains of joined letters as one piece, so no more of the text is looked at than the piece
/// needs: looking at all of it for each of its letters would take the square of its length.
fn first_piece(rest: &str, first: impl Fn(&str) -> Option<&str>, begins_anew: impl Fn(char) -> bool) -> usize {
    let mut looked_at = 64;
    loop {
        let near = begin(rest, looked_at);
        let piece = first(near).map_or(near.len(), str::len);
        let cut = near[..piece]
            .char_indices()
            .skip(1)
            .find(|(_, c)| begins_anew(*c))
            .map(|(at, _)| at);
        // Where a piece ends may hang on the character behind the next one.
        let is_decided = || first(&near[piece..]).is_some_and(|next| piece + next.len() < near.len());
        match cut {
            Some(cut) => return cut,
            None if near.len() == rest.len() || is_decided() => return piece,
            None => looked_at *= 2,
        }
    }
}

/// A word of an alphabet, joined over hyphens and apostrophes: `sub-processors`, `party’s`.
fn word(rest: &str) -> usize {
    let mut length = one_word(rest);
    while let Some(joint) = rest[length..]
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '‑' | '\'' | '’' | '_'))
    {
        let after = length + joint.len_utf8();
        if !rest[after..].starts_with(|c: char| c.is_alphabetic() && !is_han(c)) {
            break;
        }
        length = after + one_word(&rest[after..]);
    }
    length
}

/// A number with what belongs to it, and `(a)(ii)` behind that of a section.
fn number(rest: &str, text: &str, before: &[Token]) -> Option<(usize, TokenKind)> {
    let at = text.len() - rest.len();
    let number = Number::read(rest, &text[..at])?;
    let mut length = number.length;
    let written = &rest[..length];
    let first = written.chars().next()?;
    if number.is_weak && !is_digit(first) {
        // `one`, `third` and 一份 are words more often than figures.
        return first
            .is_alphabetic()
            .then_some((length, if is_han(first) { TokenKind::Han } else { TokenKind::Word }));
    }
    if is_digit(first) && rest[length..].starts_with('(') {
        let dotted = written.contains('.');
        if dotted || follows_reference_word(text, before) {
            while let Some(item) = parenthesised_item(&rest[length..]) {
                length += item;
            }
        }
    }
    Some((length, TokenKind::Figure))
}

fn one_word(rest: &str) -> usize {
    let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if ascii > 0
        && rest[ascii..]
            .chars()
            .next()
            .is_none_or(|c| c.is_ascii() && c != '\'' && c != '_' || is_han(c))
    {
        return ascii;
    }
    // UAX #29 joins Chinese numerals or kana to letters here and there; a Chinese character always begins anew.
    first_piece(rest, |near| near.split_word_bounds().next(), |c| hides(c) || is_han(c))
}

/// A name that begins with digits: `37signals`. Behind a few letters a unit is meant, as in `10GB`.
fn name_in_digits(rest: &str) -> Option<usize> {
    const UNITS: [&str; 10] = [
        "days", "hours", "hour", "weeks", "week", "months", "month", "years", "year", "minutes",
    ];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest[digits..].bytes().take_while(u8::is_ascii_lowercase).count();
    let name = &rest[digits..digits + letters];
    let ends = !rest[digits + letters..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_name = digits > 0 && letters >= 4 && ends;
    (is_name && !UNITS.contains(&name)).then(|| word(rest))
}

/// `(a)`, `(ii)`, `(3)` directly behind a section number.
fn parenthesised_item(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('(')?;
    // No item is longer: what stands further behind is not looked at.
    let end = inner
        .bytes()
        .take(5)
        .position(|byte| byte == b')')
        .filter(|end| *end > 0)?;
    let item = &inner[..end];
    let fits = item.len() == 1 && item.as_bytes()[0].is_ascii_alphabetic()
        || item.bytes().all(|b| b.is_ascii_digit())
        || item.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    fits.then_some(end + 2)
}

fn follows_reference_word(text: &str, before: &[Token]) -> bool {
    let mut words = before.iter().rev().filter(|token| !token.is_blank());
    words.next().is_some_and(|token| {
        let word = token.of(text);
        let below = word.get(..4).filter(|begin| begin.eq_ignore_ascii_case("sub-"));
        let word = &word[below.map_or(0, str::len)..];
        word == "§" || label_word(word).is_some_and(|word| word.of == Labelled::Clause)
    })
}

/// `第十二条`, `第4.2条`, `第（三）项`, `第二款`, with `之一` behind it; a line may end within it.
fn chinese_reference(rest: &str) -> Option<usize> {
    let mut length = rest.starts_with('第').then_some('第'.len_utf8())?;
    length += line_end(&rest[length..]);
    let open = rest[length..].starts_with(['（', '(']);
    if open {
        length += rest[length..].chars().next().map_or(0, char::len_utf8);
    }
    let begins = length;
    loop {
        let number = run(&rest[length..], |c| is_chinese_numeral(c) || is_digit(c) || c == '.');
        length += number;
        let broken = line_end(&rest[length..]);
        let goes_on = broken > 0 && rest[length + broken..].starts_with(is_chinese_numeral);
        if number == 0 || !goes_on {
            break;
        }
        length += broken;
    }
    if length == begins {
        return None;
    }
    if open {
        let close = rest[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        length += close.len_utf8();
    }
    length += line_end(&rest[length..]);
    let unit = rest[length..]
        .chars()
        .next()
        .filter(|c| "条條款项項章节節编目".contains(*c))?;
    length += unit.len_utf8();
    if rest[length..].starts_with("之一") {
        length += "之一".len();
    }
    Some(length)
}

/// The byte of a line end that only breaks a line.
fn line_end(text: &str) -> usize {
    usize::from(text.starts_with('\n') && !text[1..].starts_with('\n'))
}

/// `thirty (30)`, `三十（30）`: the parenthesised figure behind a number word is one token, so that a mark never
/// begins between the parenthesis and its figure.
fn join_parenthesised_figures(tokens: &mut Vec<Token>, text: &str) {
    let is_open = |token: &Token| matches!(token.of(text), "(" | "（");
    let is_close = |token: &Token| matches!(token.of(text), ")" | "）");
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut index = 0;
    while index < tokens.len() {
        let mut token = tokens[index];
        let word = kept.iter().rev().take(2).find(|before| before.kind != TokenKind::Space);
        let joins = word.is_some_and(|word| word.kind == TokenKind::Figure)
            && is_open(&token)
            && tokens
                .get(index + 1)
                .is_some_and(|inner| inner.kind == TokenKind::Figure)
            && tokens.get(index + 2).is_some_and(is_close);
        if joins {
            token.end = tokens[index + 2].end;
            token.kind = TokenKind::Figure;
            index += 2;
        }
        kept.push(token);
        index += 1;
    }
    *tokens = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> String {
        let lexicon = Lexicon::with_terms(["客户数据"]);
        tokens(text, &lexicon)
            .iter()
            .map(|token| token.of(text))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn figures_and_references_stay_whole_and_words_are_not_cut() {
        for (text, tokens) in [
            ("thirty (30) days", "thirty| |(30)| |days"),
            ("在三十（30）日内", "在|三十|（30）|日|内"),
            ("¥1,200,000.00。", "¥1,200,000.00|。"),
            ("99.9% or 99.95%.", "99.9%| |or| |99.95%|."),
            ("Section 5.2(a)(ii), or", "Section| |5.2(a)(ii)|,| |or"),
            ("Section 5(a) and 30(thirty)", "Section| |5(a)| |and| |30|(thirty)"),
            ("见第十二条第二款", "见|第十二条|第二款"),
            ("依第4.2条和第（三）项", "依|第4.2条|和|第（三）项"),
            ("乙方应当在2026年3月1日前", "乙方|应当|在|2026年3月1日|前"),
            ("一方违约，三十日内", "一方|违约|，|三十|日|内"),
            ("壹拾万元整（¥100,000.00）", "壹拾万元整|（¥100,000.00）"),
            ("百分之五，三分之一", "百分之五|，|三分之一"),
            ("120万元，2亿元", "120万|元|，|2亿|元"),
            ("non-exclusive party’s right", "non-exclusive| |party’s| |right"),
            ("客户数据不得出境", "客户数据|不得|出境"),
            ("保\u{200B}密con\u{200B}tract", "保|\u{200B}|密|con|\u{200B}|tract"),
            ("1, 2 and 3.", "1|,| |2| |and| |3|."),
            ("24小时×7", "24|小时|×|7"),
            ("自 2026 年 3 月 1 日起", "自| |2026 年 3 月 1 日|起"),
            ("see https://a.example/b-1?x=2.", "see| |https://a.example/b-1?x=2|."),
            ("2026年度", "2026|年度"),
            ("to a.b-c@orchard.example.", "to| |a.b-c@orchard.example|."),
            (
                "at DE02 1203 0000 0000 2020 51, on",
                "at| |DE02 1203 0000 0000 2020 51|,| |on",
            ),
            (
                "call +44 20 7946 0018 or (021) 5555-1234.",
                "call| |+44 20 7946 0018| |or| |(021) 5555-1234|.",
            ),
            ("on 1 March 2026 or 15th April", "on| |1 March 2026| |or| |15th April"),
            ("by March 1, 2026, in May 2027", "by| |March 1, 2026|,| |in| |May 2027"),
            ("it may 5 times march", "it| |may| |5| |times| |march"),
            ("one (1) year, one of them", "one| |(1)| |year|,| |one| |of| |them"),
            ("by 37signals or 10GB", "by| |37signals| |or| |10|GB"),
            ("USD1,000 at 5 % each", "USD1,000| |at| |5 %| |each"),
            ("共100 万元，2千万元", "共|100 万|元|，|2千万|元"),
            ("每个日历月，一次性支付", "每个|日历月|，|一次性|支付"),
            ("违反本法规定和法规", "违反|本法|规定|和|法规"),
            ("甲方ABC公司", "甲方|ABC|公司"),
            ("依第\n（三）项", "依|第\n（三）项"),
            ("违反第\n二条或第十\n二條的", "违反|第\n二条|或|第十\n二條|的"),
            (
                "c\u{200D}a\u{200D}t 😀\u{200D}😀",
                "c|\u{200D}|a|\u{200D}|t| |😀|\u{200D}|😀",
            ),
            ("EUR1EUR1 on the 1st", "EUR1|EUR1| |on| |the| |1st"),
        ] {
            assert_eq!(cut(text), tokens, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_cover_every_byte_once(text in "\\PC{0,60}|[第三十条（）()0-9.,%元万百分之年月日 \n\u{200B}a-c'’-]{0,40}") {
            let tokens = tokens(&text, &Lexicon::with_terms([]));
            let joined: String = tokens.iter().map(|token| token.of(&text)).collect();
            prop_assert_eq!(joined, text);
            prop_assert!(tokens.iter().all(|token| token.end > token.start));
        }
    }
}
