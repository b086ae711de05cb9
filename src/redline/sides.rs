//! Both texts cut into tokens, with what the tokens compare by.

use super::item_labels::{Place, labels};
use super::lexicon::Lexicon;
use super::words::{Token, TokenKind, tokens};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A change in terms of token indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

impl Hunk {
    pub(crate) fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }
}

/// One of the two texts, cut into tokens.
pub(crate) struct TokenSide<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// How many of the tokens before each say something.
    wordy_before: Vec<usize>,
    /// How many of the tokens before each are neither figures nor blanks.
    other_before: Vec<usize>,
}

impl<'t> TokenSide<'t> {
    /// Cuts the bytes of a text; labels are told by all of it.
    pub(crate) fn of(text: &'t str, range: Range<usize>, place: Place, lexicon: &Lexicon) -> Self {
        let labels: Vec<Range<usize>> = labels(text, place)
            .into_iter()
            .filter(|label| label.start >= range.start && label.end <= range.end)
            .map(|label| label.start - range.start..label.end - range.start)
            .collect();
        let text = &text[range];
        let tokens = labelled_tokens(text, &labels, lexicon);
        let wordy_before = counted(&tokens, Token::is_wordy);
        let other_before = counted(&tokens, |token| !token.is_blank() && token.kind != TokenKind::Figure);
        Self {
            text,
            tokens,
            wordy_before,
            other_before,
        }
    }

    pub(crate) fn text_of(&self, index: usize) -> &'t str {
        self.tokens[index].of(self.text)
    }

    /// What the token is compared by: one label is as good as another, and a line end within a paragraph or any run of
    /// blanks counts as a single blank, inside a figure too.
    pub(crate) fn key(&self, index: usize) -> Cow<'t, str> {
        let text = self.text_of(index);
        match self.tokens[index].kind {
            TokenKind::Label => Cow::Borrowed("\u{1}"),
            TokenKind::Space => Cow::Borrowed(" "),
            TokenKind::Break if text.len() == 1 && !self.is_structure(index) => Cow::Borrowed(" "),
            TokenKind::Figure if text.contains('\n') || text.contains("  ") => {
                let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
                Cow::Owned(words.join(" "))
            }
            TokenKind::Reference if text.contains('\n') => Cow::Owned(text.replace('\n', "")),
            _ => Cow::Borrowed(text),
        }
    }

    /// Whether a line end is more than where a line was full: an item or a row of a table begins or ends there.
    pub(crate) fn is_structure(&self, index: usize) -> bool {
        let behind = self.tokens.get(index + 1);
        let opens = behind.is_some_and(|token| {
            token.kind == TokenKind::Label || matches!(token.of(self.text), "|" | "*" | "-" | "•" | "·" | "●" | "–")
        });
        opens || index > 0 && self.text_of(index - 1) == "|"
    }

    pub(crate) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.tokens.get(index).map_or(self.text.len(), |token| token.start);
        at(range.start)..at(range.end)
    }

    /// How many words, characters and figures the range holds.
    pub(crate) fn wordy(&self, range: &Range<usize>) -> usize {
        self.wordy_before[range.end] - self.wordy_before[range.start]
    }

    /// Whether the range holds nothing but figures.
    pub(crate) fn is_figures(&self, range: &Range<usize>) -> bool {
        self.other_before[range.end] == self.other_before[range.start]
    }

    /// Whether a sentence, an item or a paragraph ends with this token: blanks behind a full stop belong to it.
    pub(crate) fn ends_statement(&self, index: usize) -> bool {
        let token = self.tokens[index];
        if token.kind == TokenKind::Break && (self.text_of(index).len() > 1 || self.is_structure(index)) {
            return true;
        }
        if self
            .tokens
            .get(index + 1)
            .is_some_and(|behind| behind.kind == TokenKind::Label)
        {
            return true;
        }
        if self.tokens.get(index + 1).is_some_and(Token::is_blank) {
            return false;
        }
        if token.is_blank() {
            return index > 0 && self.is_full_stop(index - 1);
        }
        matches!(self.text_of(index), "。" | "！" | "？" | "；")
    }

    /// Whether a sentence ends with this token or before the blank behind it.
    pub(crate) fn closes(&self, index: usize) -> bool {
        let blank_behind = self.tokens.get(index + 1).is_none_or(Token::is_blank);
        self.ends_statement(index) || blank_behind && self.is_full_stop(index)
    }

    /// Whether the sign ends a sentence; behind `Corp.` or `v.` none ends.
    fn is_full_stop(&self, index: usize) -> bool {
        match self.text_of(index) {
            "。" | "！" | "？" | "；" | ";" | "!" | "?" => true,
            "." => index.checked_sub(1).is_none_or(|before| {
                let word = self.text_of(before);
                let short = word.chars().count() < if word.starts_with(char::is_lowercase) { 3 } else { 7 };
                !(self.tokens[before].kind == TokenKind::Word && short) && self.tokens[before].kind != TokenKind::Label
            }),
            _ => false,
        }
    }

    /// How well a change may begin or end before this token: the higher, the more natural.
    pub(crate) fn border(&self, index: usize) -> u32 {
        let (Some(after), Some(before)) = (self.tokens.get(index), index.checked_sub(1).map(|i| self.tokens[i])) else {
            return 6;
        };
        if before.kind == TokenKind::Break {
            return 6;
        }
        let last = before.of(self.text).chars().next_back().unwrap_or(' ');
        if "。！？；;".contains(last) || after.kind == TokenKind::Break {
            return 5;
        }
        if before.kind == TokenKind::Space {
            let sentence_ended = index >= 2 && matches!(self.text_of(index - 2), "." | ";" | ":" | "!" | "?");
            return if sentence_ended { 5 } else { 3 };
        }
        if "，,、：:".contains(last) || after.kind == TokenKind::Space {
            return 2;
        }
        u32::from(before.kind != after.kind)
    }
}

/// How many tokens of a kind stand before each, and in all.
pub(crate) fn counted(tokens: &[Token], counts: impl Fn(&Token) -> bool) -> Vec<usize> {
    let mut counted = Vec::with_capacity(tokens.len() + 1);
    let mut before = 0;
    counted.push(before);
    counted.extend(tokens.iter().map(|token| {
        before += usize::from(counts(token));
        before
    }));
    counted
}

/// Both texts and the keys by which their tokens compare.
pub(crate) struct Pair<'t> {
    pub(crate) old: TokenSide<'t>,
    pub(crate) new: TokenSide<'t>,
    pub(crate) old_keys: Vec<u32>,
    pub(crate) new_keys: Vec<u32>,
    /// The keys with every blank and every label bound to the word behind it: they alone must not make two sentences look
    /// alike.
    pub(crate) old_bound: Vec<u32>,
    pub(crate) new_bound: Vec<u32>,
}

/// Set in the key of a blank that is bound to the word behind it.
const BLANK_BOUND: u32 = 1 << 31;
/// Set in the key of a label that is bound to the word behind it.
const LABEL_BOUND: u32 = 1 << 30;

fn bound(side: &TokenSide<'_>, keys: &[u32]) -> Vec<u32> {
    let is_blank = |index: usize| side.tokens[index].is_blank() && side.key(index) == " ";
    let mut bound = keys.to_vec();
    let mut word_behind = None;
    for index in (0..keys.len()).rev() {
        let token = &side.tokens[index];
        if token.kind == TokenKind::Label {
            bound[index] = word_behind.unwrap_or(keys[index]) | LABEL_BOUND;
        } else if is_blank(index) && index + 1 < keys.len() {
            bound[index] = bound[index + 1] | BLANK_BOUND;
        }
        if token.is_wordy() {
            word_behind = Some(keys[index]);
        }
    }
    bound
}

impl<'t> Pair<'t> {
    pub(crate) fn new(old: TokenSide<'t>, new: TokenSide<'t>) -> Self {
        let mut known: HashMap<Cow<'t, str>, u32> = HashMap::with_capacity(old.tokens.len());
        let mut keys = |side: &TokenSide<'t>| -> Vec<u32> {
            (0..side.tokens.len())
                .map(|index| {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    *known.entry(side.key(index)).or_insert(next)
                })
                .collect()
        };
        let old_keys = keys(&old);
        let new_keys = keys(&new);
        let (old_bound, new_bound) = (bound(&old, &old_keys), bound(&new, &new_keys));
        Self {
            old,
            new,
            old_keys,
            new_keys,
            old_bound,
            new_bound,
        }
    }
}

/// Cuts a text into tokens, each of the labels being one; a label within a longer figure, such as a date, is none.
fn labelled_tokens(text: &str, labels: &[Range<usize>], lexicon: &Lexicon) -> Vec<Token> {
    let plain = tokens(text, lexicon);
    if labels.is_empty() {
        return plain;
    }
    let mut labelled: Vec<Token> = Vec::with_capacity(plain.len());
    let mut labels = labels.iter().peekable();
    let mut at = 0;
    while at < plain.len() {
        let token = plain[at];
        while labels.next_if(|label| label.start < token.start).is_some() {}
        let label = labels.next_if(|label| label.start == token.start);
        let last = label.and_then(|label| {
            let within = plain[at..].iter().take_while(|token| token.end <= label.end);
            let last = at + within.count();
            (last > at && plain[last - 1].end == label.end).then_some(last)
        });
        if let Some(last) = last {
            labelled.push(Token {
                end: plain[last - 1].end,
                kind: TokenKind::Label,
                ..token
            });
            at = last;
        } else {
            labelled.push(token);
            at += 1;
        }
    }
    labelled
}
