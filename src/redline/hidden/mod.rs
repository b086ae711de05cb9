//! Characters that change a text without showing, or that pass for others.
//!
//! Sources: Unicode UAX #9 (bidirectional controls), UTS #39 (confusables), UTR #36 (invisible characters).

mod kana_look_alikes;

use super::look_alikes;
use crate::contract::is_default_ignorable;
use kana_look_alikes::{ideograph_like, is_of_counter, passes_in_japanese};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;
use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

/// Why a character needs to be shown by its code point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HiddenKind {
    /// Zero-width spaces and joiners, soft hyphens, fillers, variation selectors: no width, yet part of the text.
    Invisible,
    /// Controls that reorder what is seen (UAX #9).
    Bidirectional,
    /// The tag block U+E0000–E007F: invisible copies of ASCII.
    Tag,
    /// A control character; it could drive a terminal.
    Control,
    /// A blank that is not U+0020: NBSP, figure space, ideographic space and their kin.
    OddSpace,
    /// A letter of another script inside a word that looks like a Latin one; a radical, a stroke, a form for old
    /// encodings or a sign of Japanese that looks like a Chinese character.
    LookAlike,
    /// A character that Unicode has given out to nobody, or for private use: what it shows depends on the computer.
    Undefined,
    /// A full-width letter or digit.
    FullWidth,
    /// A mark that strikes the character before it out, rings it or boxes it in: a word reads as taken back.
    Overlay,
    /// A variation selector right behind an ideograph: it picks one of its shapes, as people have them in their names.
    Variation,
    /// Two letters in one sign: `ﬁ`.
    Ligature,
    /// An accent that stands as a character of its own where letter and accent together have one: `e` and U+0301.
    Decomposed,
}

/// One such character and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hidden {
    /// Byte offset in the text.
    pub at: usize,
    /// The character.
    pub character: char,
    /// Why it is shown.
    pub kind: HiddenKind,
}

/// What kind of hidden character this is, looked at by itself; look-alikes need their word, see [`scan`].
#[must_use]
pub fn kind_of(c: char) -> Option<HiddenKind> {
    Some(match c {
        '\n' | ' '..='~' | '\u{4E00}'..='\u{9FFF}' => return None,
        '\u{0}'..='\u{8}' | '\u{A}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => HiddenKind::Control,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            HiddenKind::Bidirectional
        }
        '\u{E0000}'..='\u{E007F}' => HiddenKind::Tag,
        // Marks over several letters, of scripts no contract here is in.
        '\u{600}'..='\u{605}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8E2}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{13455}'
        | '\u{16FE4}'
        | '\u{1D159}'
        | '\u{2800}'
        | '\u{FFFC}'
        // Separators and annotations do not show either, and are not in the property.
        | '\u{2028}'
        | '\u{2029}'
        | '\u{FFF9}'..='\u{FFFB}' => HiddenKind::Invisible,
        // The strokes of U+0335 and on, and the marks around and through symbols.
        '\u{335}'..='\u{338}'
        | '\u{488}'
        | '\u{489}'
        | '\u{20D2}'
        | '\u{20D3}'
        | '\u{20D8}'..='\u{20DA}'
        | '\u{20DD}'..='\u{20E0}'
        | '\u{20E2}'..='\u{20E6}'
        | '\u{20EA}'
        | '\u{20EB}' => HiddenKind::Overlay,
        ignorable if is_default_ignorable(ignorable) => HiddenKind::Invisible,
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            HiddenKind::OddSpace
        }
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => HiddenKind::FullWidth,
        '\u{FB00}'..='\u{FB06}' | '\u{132}' | '\u{133}' | '\u{1C7}'..='\u{1CC}' | '\u{1F1}'..='\u{1F3}' => HiddenKind::Ligature,
        _ if c.script() == Script::Unknown => HiddenKind::Undefined,
        _ => return None,
    })
}

/// Every hidden or look-alike character of the text, in order.
#[must_use]
pub fn scan(text: &str) -> Vec<Hidden> {
    if text.is_ascii() && !text.bytes().any(|b| b < b' ' && b != b'\n' || b == 0x7F) {
        let letters = look_alikes::letters_for_digits(text);
        return look_alikes_at(text, letters).collect();
    }
    let mut found: Vec<Hidden> = text
        .char_indices()
        .filter_map(|(at, character)| kind_of(character).map(|kind| Hidden { at, character, kind }))
        .collect();
    let before = |at: usize| text[..at].chars().next_back();
    for hidden in found.iter_mut().filter(|hidden| picks_a_shape(hidden.character)) {
        if before(hidden.at).is_some_and(is_ideograph) {
            hidden.kind = HiddenKind::Variation;
        }
    }
    // Behind a picture it says that the picture is shown in colour, which is how one is typed.
    found.retain(|hidden| hidden.character != '\u{FE0F}' || !before(hidden.at).is_some_and(is_picture));
    decomposed(text, &mut found);
    found.extend(look_alikes_at(text, look_alikes::of_other_scripts(text)));
    found.extend(look_alikes_at(text, look_alikes::letters_for_digits(text)));
    found.extend(look_alikes_at(text, look_alikes::of_formulas(text)));
    han_look_alikes(text, &mut found);
    in_figures(text, &mut found);
    found.sort_by_key(|hidden| hidden.at);
    found
}

/// The characters at these places, as such that pass for others.
fn look_alikes_at(text: &str, places: Vec<usize>) -> impl Iterator<Item = Hidden> {
    places.into_iter().filter_map(|at| {
        let character = text[at..].chars().next()?;
        Some(Hidden {
            at,
            character,
            kind: HiddenKind::LookAlike,
        })
    })
}

/// The Chinese character for which another character passes wherever it stands: radicals, and the doubles that Unicode
/// keeps for the sake of old encodings.
pub(crate) fn ordinary_ideograph(c: char) -> Option<char> {
    let passes = matches!(c, '\u{2E80}'..='\u{2FD5}' | '\u{3038}'..='\u{303A}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    if !passes {
        return None;
    }
    let mut composed = std::iter::once(c).nfkc();
    composed.next().filter(|one| *one != c).or_else(|| alike(c))
}

/// The Chinese character that something else looks like.
fn alike(c: char) -> Option<char> {
    if c == '\u{31D0}' {
        return Some('一');
    }
    if let Some(like) = ideograph_like(c) {
        return Some(like);
    }
    let mut buffer = [0; 4];
    let mut looks = skeleton(c.encode_utf8(&mut buffer));
    let one = looks.next().filter(|one| *one != c)?;
    let one = ordinary_ideograph(one).unwrap_or(one);
    (looks.next().is_none() && is_ideograph(one)).then_some(one)
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

/// What passes for a Chinese character among such. In a text with Japanese words its signs are its own.
fn han_look_alikes(text: &str, found: &mut Vec<Hidden>) {
    let is_lone = |c: char| is_kana(c) || matches!(c, '\u{3105}'..='\u{312F}' | '\u{31C0}'..='\u{31E3}');
    let mut japanese = None;
    let is_japanese = |c: char| is_kana(c) && alike(c).is_none();
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let after = rest.peek().map_or(' ', |(_, after)| *after);
        let behind = &text[at + character.len_utf8()..];
        let mut passes_alone = || {
            if *japanese.get_or_insert_with(|| text.chars().any(is_japanese)) {
                passes_in_japanese(before, character, behind)
            } else {
                (is_ideograph(before) || is_ideograph(after)) && !is_of_counter(character, behind)
            }
        };
        let passes = ordinary_ideograph(character).is_some()
            || is_lone(character) && alike(character).is_some() && passes_alone();
        if passes {
            found.push(Hidden {
                at,
                character,
                kind: HiddenKind::LookAlike,
            });
        }
        before = character;
    }
}

/// Signs of other scripts that look like the point, the comma or the nought of a figure.
const PASSES_IN_FIGURES: [char; 14] = [
    '\u{2024}',
    '\u{A4F8}',
    '\u{701}',
    '\u{702}',
    '\u{6D4}',
    '\u{660}',
    '\u{6F0}',
    '\u{A60E}',
    '\u{10A50}',
    '\u{201A}',
    '\u{66B}',
    '\u{60D}',
    '\u{B8}',
    '\u{A4F9}',
];

/// What stands between two digits and is not the point, the comma or the digit that it looks like; and blanks that keep
/// digits on one line without setting thousands apart: one figure then reads as two, or two as one.
fn in_figures(text: &str, found: &mut Vec<Hidden>) {
    let is_blank = |c: char| matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}');
    let mut odd: Vec<(usize, char)> = Vec::new();
    let mut between: Vec<(usize, char)> = Vec::new();
    let (mut groups, mut digits) = (Vec::new(), 0_usize);
    let mut rest = text.char_indices().chain([(text.len(), ' ')]).peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_ascii_digit() {
            digits += 1;
            continue;
        }
        let goes_on = digits > 0 && rest.peek().is_some_and(|(_, after)| after.is_ascii_digit());
        if goes_on && (is_blank(c) || PASSES_IN_FIGURES.contains(&c)) {
            between.push((at, c));
            groups.push(std::mem::take(&mut digits));
            continue;
        }
        groups.push(std::mem::take(&mut digits));
        let is_one_blank = between.iter().all(|(_, sign)| is_blank(*sign) && *sign == between[0].1);
        let of_thousands = is_one_blank && groups[0] <= 3 && groups[1..].iter().all(|digits| *digits == 3);
        odd.extend(between.drain(..).filter(|_| !of_thousands));
        groups.clear();
    }
    // An odd blank was found by itself already.
    let is_odd = |at: usize| odd.binary_search_by_key(&at, |(at, _)| *at).is_ok();
    found.retain(|hidden| !is_odd(hidden.at));
    found.extend(odd.iter().map(|(at, character)| Hidden {
        at: *at,
        character: *character,
        kind: HiddenKind::LookAlike,
    }));
}

/// Whether a character picks the shape of the ideograph in front of it (UTS #37, and Unicode's standardized variants).
fn picks_a_shape(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE02}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether the character is a picture among text: ✍, ⚠, ➡.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2934}'..='\u{2935}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Accents that stand as characters of their own behind a letter with which they are one.
fn decomposed(text: &str, found: &mut Vec<Hidden>) {
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if before.is_alphabetic() && compose(before, character).is_some() {
            found.push(Hidden {
                at,
                character,
                kind: HiddenKind::Decomposed,
            });
        }
        before = character;
    }
}

/// Whether the character is shown by its code point wherever it stands, changed or not: it is never honest in a
/// contract. Odd spaces and full-width letters are honest in Chinese text, ligatures and accents in what was copied out of
/// other files, and all of them are shown only where they changed.
#[must_use]
pub fn always_alarming(kind: HiddenKind) -> bool {
    !matches!(
        kind,
        HiddenKind::OddSpace | HiddenKind::FullWidth | HiddenKind::Ligature | HiddenKind::Decomposed
    )
}

/// Whether a change is one that a reader does not see, or takes for another: it brings or takes a character that is never
/// honest, or both wordings read the same but for such characters. Blanks, full-width letters and the like that come
/// along with other words are how those words are written.
pub(crate) fn is_hidden_change(old: &str, new: &str) -> bool {
    let (was, now) = (scan(old), scan(new));
    if was.is_empty() && now.is_empty() {
        return false;
    }
    let alarms = |found: &[Hidden]| found.iter().any(|hidden| always_alarming(hidden.kind));
    let is_indent = is_indent(old) || is_indent(new);
    alarms(&was) || alarms(&now) || !is_indent && appearance(old) == appearance(new)
}

/// Whether such a character is how Chinese and Japanese words are written that stand in the text beside it: a wide blank, a
/// full-width letter. In a text that is nothing else it is what changed.
pub fn is_usual_in_chinese(text: &str) -> impl Fn(HiddenKind, char) -> bool + use<> {
    let beside_words = text.chars().any(|c| is_ideograph(c) || is_kana(c));
    move |kind, c| beside_words && (kind == HiddenKind::FullWidth || c == '\u{3000}')
}

/// What a reader sees of a text, blanks aside.
pub(crate) fn appearance(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let mut seen = String::with_capacity(text.len());
    for c in unmasked(&composed).chars().filter(|c| !c.is_whitespace()) {
        match kind_of(c) {
            Some(HiddenKind::Ligature) => seen.extend(std::iter::once(c).nfkc()),
            _ => seen.push(c),
        }
    }
    seen
}

/// Whether the text is nothing but line ends and the wide blanks with which a Chinese paragraph begins.
fn is_indent(text: &str) -> bool {
    text.contains('\u{3000}') && text.chars().all(|c| matches!(c, '\n' | '\u{3000}'))
}

/// The text without invisible characters, with look-alikes, odd spaces and full-width forms read as what they pass for.
pub(crate) fn unmasked(text: &str) -> String {
    read_as(text).filter_map(|(_, shown)| shown).collect()
}

/// Every character of the text, and the one that a reader takes it for; nothing where nothing shows.
pub(crate) fn read_as(text: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let mut look_alikes = scan(text)
        .into_iter()
        .filter(|hidden| hidden.kind == HiddenKind::LookAlike)
        .map(|hidden| hidden.at)
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    text.char_indices().map(move |(at, c)| {
        let passes = look_alikes.next_if_eq(&at).is_some();
        let shown = match kind_of(c) {
            Some(HiddenKind::OddSpace) => Some(' '),
            Some(HiddenKind::FullWidth) => char::from_u32(c as u32 - 0xFEE0),
            Some(HiddenKind::Undefined | HiddenKind::Ligature) => Some(c),
            Some(_) => None,
            None if passes && c.is_ascii() => Some(look_alikes::digit_for(c)),
            None if passes => ordinary_ideograph(c)
                .or_else(|| look_alikes::plain_of_formula(c))
                .or_else(|| alike(c))
                .or_else(|| skeleton(c.encode_utf8(&mut [0; 4])).next()),
            None => Some(c),
        };
        (c, shown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<HiddenKind> {
        scan(text).into_iter().map(|hidden| hidden.kind).collect()
    }

    #[test]
    fn characters_that_do_not_show_are_found_and_honest_text_is_left_alone() {
        assert_eq!(kinds("保\u{200B}密"), [HiddenKind::Invisible]);
        assert_eq!(kinds("pay \u{202E}001\u{202C} now"), [HiddenKind::Bidirectional; 2]);
        assert_eq!(kinds("thirty\u{A0}days"), [HiddenKind::OddSpace]);
        assert_eq!(kinds("p\u{430}y"), [HiddenKind::LookAlike]);
        assert_eq!(kinds("６０日"), [HiddenKind::FullWidth; 2]);
        assert_eq!(kinds("esc\u{1b}[31m"), [HiddenKind::Control]);
        assert_eq!(kinds("甲方“应当”付款——naïve café ¥1,200.00 №5 α-Test"), []);
        assert_eq!(kinds("Договор на русском языке"), []);
    }

    #[test]
    fn what_shows_nothing_or_something_else_on_each_computer_is_found() {
        for c in [
            '\u{2800}',
            '\u{600}',
            '\u{70F}',
            '\u{110BD}',
            '\u{13430}',
            '\u{1BCA0}',
            '\u{1D173}',
            '\u{FFFC}',
            '\u{E0080}',
            '\u{E0FFF}',
            '\u{2065}',
            '\u{FFF0}',
            '\u{16FE4}',
        ] {
            assert_eq!(
                kinds(&format!("n{c}ot")),
                [HiddenKind::Invisible],
                "{:04X}",
                u32::from(c)
            );
        }
        for c in [
            '\u{E000}',
            '\u{F8FF}',
            '\u{10FFFD}',
            '\u{378}',
            '\u{11F7F}',
            '\u{FDD0}',
            '\u{1FFFE}',
        ] {
            assert_eq!(
                kinds(&format!("n{c}ot")),
                [HiddenKind::Undefined],
                "{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn what_passes_for_a_chinese_character_is_found() {
        for (text, reads) in [
            ("六\u{2F17}日", "六十日"),
            ("\u{2F06}年", "二年"),
            ("第\u{2EA0}条", "第民条"),
            ("\u{F97E}", "量"),
            ("\u{3038}日", "十日"),
            ("ニ十日", "二十日"),
            ("\u{31D0}年", "一年"),
        ] {
            assert_eq!(kinds(text), [HiddenKind::LookAlike], "{text}");
            assert_eq!(unmasked(text), reads);
        }
        assert_eq!(kinds("サービスの利用に関する契約ニ基づく二十日"), [], "Japanese");
        assert_eq!(kinds("二〇二六年一月三十日，葛﨑先生〡〢"), [], "honest characters");
    }

    #[test]
    fn whatever_programs_are_told_to_show_nothing_of_is_found() {
        for c in [
            "\u{FFF0}",
            "\u{FFF8}",
            "\u{1BCA0}",
            "\u{1D173}",
            "\u{1D17A}",
            "\u{E0080}",
            "\u{E01F0}",
            "\u{E0FFF}",
        ] {
            assert_eq!(kinds(&format!("fee{c}s")), [HiddenKind::Invisible], "{c:?}");
        }
        for c in ["\u{61C}", "\u{200F}", "\u{202E}", "\u{2069}"] {
            assert_eq!(kinds(c), [HiddenKind::Bidirectional], "{c:?}");
        }
        assert_eq!(kinds("\u{E0041}"), [HiddenKind::Tag]);
    }

    #[test]
    fn a_variation_selector_picks_a_shape_behind_an_ideograph_and_is_invisible_elsewhere() {
        assert_eq!(kinds("葛\u{E0100}城"), [HiddenKind::Variation]);
        assert_eq!(kinds("\u{20BB7}\u{FE00}"), [HiddenKind::Variation]);
        assert_eq!(kinds("a\u{E0100}"), [HiddenKind::Invisible]);
        assert_eq!(kinds("\u{FE00}"), [HiddenKind::Invisible]);
        assert_eq!(kinds("✍\u{FE0F} ⚠\u{FE0F}"), []);
        assert_eq!(kinds("3\u{FE0F}"), [HiddenKind::Invisible]);
        assert_eq!(
            kinds("葛\u{FE0F}"),
            [HiddenKind::Invisible],
            "no shape of an ideograph is picked with this one"
        );
        assert_eq!(
            kinds("葛\u{E0100}\u{E0101}"),
            [HiddenKind::Variation, HiddenKind::Invisible]
        );
    }

    #[test]
    fn what_strikes_words_out_is_found() {
        for c in [
            '\u{335}', '\u{336}', '\u{337}', '\u{338}', '\u{20D2}', '\u{20DD}', '\u{20E0}', '\u{20E5}', '\u{20EA}',
            '\u{489}',
        ] {
            assert_eq!(
                kinds(&format!("n{c}o{c}t{c}")),
                [HiddenKind::Overlay; 3],
                "{:04X}",
                u32::from(c)
            );
            assert_eq!(unmasked(&format!("n{c}ot")), "not");
        }
        assert_eq!(kinds("x\u{301}q\u{323} ≠ ∉ ⊘ ø"), []);
    }

    #[test]
    fn what_changes_how_a_figure_reads_is_found() {
        for (figure, reads) in [
            ("1\u{2024}000", "1.000"),
            ("EUR 9\u{201A}50.", "EUR 9,50."),
            ("10\u{A0}00", "10 00"),
            ("1\u{202F}0 days", "1 0 days"),
            ("5000\u{A0}000", "5000 000"),
            ("3\u{2009}1", "3 1"),
        ] {
            assert_eq!(kinds(figure), [HiddenKind::LookAlike], "{figure}");
            assert_eq!(unmasked(figure), reads, "{figure}");
        }
        assert_eq!(
            kinds("1\u{A0}000\u{202F}000"),
            [HiddenKind::LookAlike; 2],
            "two ways in one figure"
        );
        for honest in [
            "1\u{A0}000",
            "12\u{202F}345\u{202F}678,90",
            "30\u{A0}days",
            "§\u{A0}5",
            "n.\u{A0}7",
        ] {
            assert!(
                kinds(honest).iter().all(|kind| *kind == HiddenKind::OddSpace),
                "{honest}"
            );
        }
        assert_eq!(kinds("a\u{2024}b, 5\u{2024} and 1,000.00"), []);
    }

    #[test]
    fn a_change_that_reads_the_same_is_hidden_and_one_of_other_words_is_not() {
        for (old, new, hidden) in [
            ("60", "６０", true),
            ("fine", "\u{FB01}ne", true),
            ("résumé", "re\u{301}sume\u{301}", true),
            (" ", "\u{A0}", true),
            ("", "\n\u{3000}\u{3000}乙方应当开具发票。", false),
            (" ", "\n\u{3000}\u{3000}", false),
            ("", "，税率６％", false),
            ("", " of\u{A0}30\u{A0}days", false),
            ("", " o\u{FB03}ce", false),
            ("", "乙\u{200B}方", true),
            ("six", "ten", false),
        ] {
            assert_eq!(is_hidden_change(old, new), hidden, "{old:?} → {new:?}");
        }
    }

    #[test]
    fn unmasked_text_reads_as_it_looks() {
        assert_eq!(unmasked("p\u{430}y６０\u{200B}\u{A0}x"), "pay60 x");
    }
}
