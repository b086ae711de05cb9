//! What kind of change a change is. The classes are safe rather than clever: what could bear meaning is never called
//! typographic.

use super::hidden::{self, HiddenKind};
use super::known_names::KnownNames;
use super::lexicon::Lexicon;
use super::numerals::{is_chinese_numeral, is_digit};
use super::quantities::quantities;
use super::units::Unit;
use super::words::{TokenKind, tokens};

/// The kinds of change, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Words that bear meaning.
    Substantive,
    /// The case of a defined term: whether the definition applies hangs on it.
    DefinedTerm,
    /// Nothing but figures.
    Figure,
    /// Another glyph for the same sign: quotation marks, dashes, width of punctuation, capitals at a sentence's start.
    Typographic,
    /// A place, with the words kept.
    Move,
    /// Blanks and line ends.
    Spacing,
    /// A number that followed its clause.
    Renumbering,
}

impl Class {
    /// Whether what changed says something else, and not the same in another form or place.
    pub(crate) fn bears_meaning(self) -> bool {
        matches!(self, Self::Substantive | Self::DefinedTerm | Self::Figure)
    }
}

/// Words whose every change bears meaning, their case included.
const WEIGHTY: [&str; 14] = [
    "not", "no", "nor", "never", "shall", "may", "must", "will", "should", "can", "except", "unless", "only", "without",
];

/// What classifying needs to know of the contract.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClassContext<'a> {
    /// Defined terms of either version, and what the parties are called.
    pub(crate) names: &'a KnownNames,
    pub(crate) lexicon: &'a Lexicon,
}

/// The class of one change. `before` is the text that stands directly in front of it.
pub(crate) fn class_of(old: &str, new: &str, before: &str, context: ClassContext<'_>) -> Class {
    if without_blanks(old) == without_blanks(new) {
        // A blank that joins or parts digits or words makes others of them.
        return match parted_words(old) == parted_words(new) {
            true => Class::Spacing,
            false if old.contains(is_digit) => Class::Figure,
            false => Class::Substantive,
        };
    }
    if let Some(class) = class_of_masked(old, new) {
        return class;
    }
    if is_empty_of_meaning(old) && is_empty_of_meaning(new) {
        return Class::Spacing;
    }
    let (old_glyphs, new_glyphs) = (one_glyph(old), one_glyph(new));
    if old_glyphs == new_glyphs {
        return Class::Typographic;
    }
    if old_glyphs.to_lowercase() == new_glyphs.to_lowercase() {
        return class_of_case(old, new, before, context);
    }
    if is_numeral(old) && is_numeral(new)
        || only_figures_differ(old, new, context.lexicon)
        || only_amounts_differ(old, new)
    {
        return Class::Figure;
    }
    Class::Substantive
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text with no blanks but those between two letters or digits of an alphabet, each of them one.
fn parted_words(text: &str) -> String {
    let is_latin = |c: char| c.is_alphanumeric() && c < '\u{250}';
    let mut parted = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        // `1, 500` is not `1,500`.
        let after_digits = parted.strip_suffix(['.', ',']);
        let parts_digits = is_digit(c) && after_digits.is_some_and(|before| before.ends_with(is_digit));
        if blank && (is_latin(c) && parted.ends_with(is_latin) || parts_digits) {
            parted.push(' ');
        }
        parted.push(c);
        blank = false;
    }
    parted
}

fn is_empty_of_meaning(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Changes that do not show: an invisible or look-alike character is substantive, since somebody put it there;
/// full-width digits are figures.
fn class_of_masked(old: &str, new: &str) -> Option<Class> {
    let kinds = |text: &str| -> Vec<HiddenKind> {
        hidden::scan(text)
            .iter()
            .map(|h| h.kind)
            .filter(|kind| *kind != HiddenKind::OddSpace)
            .collect()
    };
    let (old_kinds, new_kinds) = (kinds(old), kinds(new));
    if old_kinds == new_kinds || hidden::appearance(old) != hidden::appearance(new) {
        return None;
    }
    let alarming = |kinds: &[HiddenKind]| kinds.iter().any(|kind| hidden::always_alarming(*kind));
    if alarming(&old_kinds) || alarming(&new_kinds) {
        return Some(Class::Substantive);
    }
    let has_digit = old.chars().chain(new.chars()).any(char::is_numeric);
    Some(if has_digit { Class::Figure } else { Class::Typographic })
}

/// Signs that are written in several ways, in one of them.
pub(crate) fn one_glyph(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '＂' => folded.push('"'),
            '‘' | '’' | '‚' | '‛' | '＇' => folded.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '－' => folded.push('-'),
            '…' => folded.push_str("..."),
            // 。 is the Chinese full stop; the other full-width signs lie at a fixed distance from ASCII.
            '。' => folded.push('.'),
            '！' | '（' | '）' | '，' | '．' | '：' | '；' | '？' | '［' | '］' | '％' | '／' | '～' => {
                folded.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c));
            }
            '￥' => folded.push('¥'),
            c if c.is_whitespace() => {}
            c => folded.push(c),
        }
    }
    folded.replace("--", "-")
}

fn class_of_case(old: &str, new: &str, before: &str, context: ClassContext<'_>) -> Class {
    let lower = old.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if context.names.name_a_party(&lower) || words.iter().any(|word| WEIGHTY.contains(word)) {
        return Class::Substantive;
    }
    let of_term = context.names.are_of_a_term(&lower, &words);
    let shouted = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 3 && text.to_uppercase() == text;
    let starts_sentence = before.trim_end().is_empty()
        || before
            .trim_end()
            .ends_with(['.', ':', ';', '!', '?', '。', '\n', '•', '*', '-']);
    if of_term {
        Class::DefinedTerm
    } else if starts_sentence || shouted(old) || shouted(new) {
        Class::Typographic
    } else {
        // A capital in the midst of a sentence marks a defined term even where the definition was not found.
        Class::DefinedTerm
    }
}

/// Whether the text is a Chinese numeral, which alone and without what it counts is not cut as a figure: 五.
fn is_numeral(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_chinese_numeral)
}

/// Whether both sides read the same once their figures are taken out.
fn only_figures_differ(old: &str, new: &str, lexicon: &Lexicon) -> bool {
    let remainder = |text: &str| -> (String, usize) {
        let mut rest = String::new();
        let mut taken = 0;
        for token in tokens(text, lexicon) {
            match token.kind {
                TokenKind::Figure => taken += 1,
                TokenKind::Space | TokenKind::Break | TokenKind::Hidden => {}
                _ if matches!(token.of(text), "(" | ")" | "（" | "）") => {}
                _ => rest.push_str(token.of(text)),
            }
        }
        (rest, taken)
    };
    let ((old_rest, old_figures), (new_rest, new_figures)) = (remainder(old), remainder(new));
    old_figures + new_figures > 0 && old_rest == new_rest
}

/// No change of amounts alone is longer, in bytes.
const LONGEST_AMOUNTS: usize = 256;

/// Whether both sides read the same once their amounts, with their currencies, are taken out.
fn only_amounts_differ(old: &str, new: &str) -> bool {
    if old.len().max(new.len()) > LONGEST_AMOUNTS {
        return false;
    }
    let remainder = |text: &str| -> Option<String> {
        let amounts = quantities(text);
        let mut rest = String::new();
        let mut from = 0;
        for amount in amounts
            .iter()
            .filter(|amount| matches!(amount.unit, Some(Unit::Money(_))))
        {
            rest.push_str(&text[from..amount.at.start]);
            from = amount.at.end;
        }
        rest.push_str(&text[from..]);
        (from > 0).then(|| without_blanks(&rest))
    };
    remainder(old).is_some_and(|old| remainder(new).is_some_and(|new| old == new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_has_its_class_and_nothing_weighty_is_called_typographic() {
        let lexicon = Lexicon::with_terms([]);
        let names = KnownNames::of(&["Confidential Information".to_owned()], ["Orchard Ltd", "Vendor"]);
        let context = ClassContext {
            names: &names,
            lexicon: &lexicon,
        };
        for (old, new, before, class) in [
            ("thirty (30)", "sixty (60)", "within ", Class::Figure),
            ("三十", "六十", "在", Class::Figure),
            ("五", "十", "在", Class::Figure),
            ("一", "", "在", Class::Substantive),
            ("60", "６０", "在", Class::Figure),
            ("", "（60）", "三十", Class::Figure),
            ("\"", "“", "the ", Class::Typographic),
            (",", "，", "甲方", Class::Typographic),
            ("--", "—", "a ", Class::Typographic),
            (" ", "\n", "a", Class::Spacing),
            ("1 0", "10", "in ", Class::Figure),
            ("2, 750", "2,750", "in ", Class::Figure),
            ("2, 750", "2,\n750", "in ", Class::Spacing),
            ("now here", "nowhere", "is ", Class::Substantive),
            ("第 六", "第六", "依", Class::Spacing),
            (" ", "\u{a0}", "a", Class::Spacing),
            ("", "\u{200b}", "保", Class::Substantive),
            ("a", "\u{430}", "p", Class::Substantive),
            (
                "Confidential Information",
                "confidential information",
                "the ",
                Class::DefinedTerm,
            ),
            ("Services", "services", "of the ", Class::DefinedTerm),
            ("The", "the", "paid. ", Class::Typographic),
            ("Vendor", "vendor", "the ", Class::Substantive),
            ("SHALL", "shall", "it ", Class::Substantive),
            ("WARRANTY DISCLAIMER", "Warranty Disclaimer", "a ", Class::Typographic),
            ("shall", "may", "it ", Class::Substantive),
            ("应当", "可以", "甲方", Class::Substantive),
            ("不得", "", "甲方", Class::Substantive),
            ("not ", "", "is ", Class::Substantive),
            (",", "", "apples", Class::Substantive),
            ("1,200", "1.200", "EUR ", Class::Figure),
            ("7,500 Swiss francs", "7,500 euros", "pays ", Class::Figure),
            ("人民币7,500", "美元7,500", "支付", Class::Figure),
            ("7,500 euros", "7,500 euros and costs", "pays ", Class::Substantive),
            ("fees", "fees and costs", "all ", Class::Substantive),
        ] {
            assert_eq!(class_of(old, new, before, context), class, "{old:?} → {new:?}");
        }
    }
}
