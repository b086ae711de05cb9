//! The contract's own words beside the signs of a redline.
//!
//! Whoever writes a contract can write `[-not-]` into it, or the code point that stands for a character which does not
//! show. Without colour nothing would tell such words from a deletion; so wherever signs are shown, a backslash stands
//! inside of those that are the contract's own.

use std::borrow::Cow;

use super::span::{Role, Span, contract_text};

/// Contract text as spans, see [`contract_text`], with a backslash in whatever could be taken for a sign of ours.
#[must_use]
pub fn beside_signs(text: &str, role: Role, changed: bool) -> Vec<Span> {
    contract_text(&told_apart(text), role, changed)
}

/// Whether something in a text could be taken for a sign of ours.
#[must_use]
pub fn has_own_signs(text: &str) -> bool {
    matches!(told_apart(text), Cow::Owned(_))
}

fn told_apart(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        // Backslashes that stand there already get one more, so that each way of writing is shown in a way of its own.
        let next = rest.trim_start_matches('\\');
        let is_pair = next.chars().next().is_some_and(|next| is_sign(c, next)) || (c == '<' && is_code_point(next));
        if is_pair {
            let until = at + c.len_utf8();
            out.push_str(&text[kept..until]);
            out.push('\\');
            kept = until;
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Whether two characters side by side are, or look like, the beginning or the end of a mark.
fn is_sign(one: char, other: char) -> bool {
    let is_dash = |c| {
        matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '－'
        )
    };
    let is_plus = |c| matches!(c, '+' | '\u{FE62}' | '＋');
    match (one, other) {
        ('[' | '［', other) => is_dash(other) || matches!(other, '>' | '＞'),
        ('{' | '｛', other) => is_plus(other) || matches!(other, '>' | '＞'),
        (one, ']' | '］') => is_dash(one) || matches!(one, '<' | '＜'),
        (one, '}' | '｝') => is_plus(one) || matches!(one, '<' | '＜'),
        _ => false,
    }
}

/// Whether `U+` and digits follow, as in the sign for a character that does not show.
fn is_code_point(text: &str) -> bool {
    text.strip_prefix("U+")
        .and_then(|digits| digits.chars().next())
        .is_some_and(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        beside_signs(text, Role::Plain, false)
            .into_iter()
            .map(|span| span.text)
            .collect()
    }

    #[test]
    fn words_that_look_like_signs_have_a_backslash_in_them() {
        for (text, wanted) in [
            ("shall [-not-] pay", r"shall [\-not-\] pay"),
            ("{+The Customer+} pays", r"{\+The Customer+\} pays"),
            ("[>4: x<] {>4: x<}", r"[\>4: x<\] {\>4: x<\}"),
            ("<U+200B>", r"<\U+200B>"),
            (
                "［－不－］ [\u{2013}not\u{2013}]",
                "［\\－不－\\］ [\\\u{2013}not\u{2013}\\]",
            ),
            (r"[\-not-\]", r"[\\-not-\\]"),
        ] {
            assert_eq!(shown(text), wanted);
            assert!(has_own_signs(text));
        }
    }

    #[test]
    fn honest_words_stay_as_they_are() {
        for text in [
            "pays [30] days - {x} + y",
            "a-b [x] 第[一]条",
            "C:\\x <U.S. law>",
            "",
            "（－）",
        ] {
            assert_eq!(shown(text), text);
            assert!(!has_own_signs(text));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_shows_a_sign_and_each_is_shown_in_its_own_way(
            one in r"[-+<>\[\]{}\\U0a]{0,12}", other in r"[-+<>\[\]{}\\U0a]{0,12}",
        ) {
            let (seen, also) = (shown(&one), shown(&other));
            for sign in ["[-", "-]", "{+", "+}", "[>", "<]", "{>", "<}", "<U+0", "<U+a"] {
                proptest::prop_assert!(!seen.contains(sign), "{}", seen);
            }
            proptest::prop_assert_eq!(one == other, seen == also);
        }
    }
}
