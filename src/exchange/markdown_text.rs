//! Contract words as Markdown: escaped, so that they read as themselves in plain text and when rendered.

use super::text_pieces::TextPiece;
use crate::wording::PageWords;

/// The words, escaped; `starts_line` when they stand at the beginning of a line.
pub(super) fn words(pieces: &[TextPiece], starts_line: bool, words: &PageWords) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            TextPiece::Text(text) => escape(text, starts_line && out.is_empty(), &mut out),
            // A code span cannot be forged: the backticks of a contract are escaped.
            TextPiece::Code { code, seen, .. } => {
                out.extend(*seen);
                span(code, &mut out);
            }
            TextPiece::Blank => span(words.blank, &mut out),
            TextPiece::LineEnd => span(words.line_end, &mut out),
        }
    }
    out
}

fn span(code: &str, out: &mut String) {
    // Two code spans in a row would run together into one.
    if out.ends_with('`') && !out.ends_with("\\`") {
        out.push(' ');
    }
    out.push('`');
    out.push_str(code);
    out.push('`');
}

/// Escapes what `CommonMark`, its tables, strike-through, links by bare address and formulas would take for mark-up.
fn escape(text: &str, starts_line: bool, out: &mut String) {
    let text = if starts_line {
        text.trim_start_matches([' ', '\t'])
    } else {
        text
    };
    if starts_line {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && matches!(text.as_bytes().get(digits), Some(b'.' | b')')) {
            // `1.` would begin a list.
            out.push_str(&text[..digits]);
            out.push('\\');
            return escape(&text[digits..], false, out);
        }
        if text.starts_with(['-', '+', '=', '>']) {
            out.push('\\');
        }
    }
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let special = match c {
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '<' | '#' | '|' | '$' => true,
            '&' => begins_entity(rest),
            ':' => rest.starts_with("://"),
            '.' => at
                .checked_sub(3)
                .is_some_and(|from| text.as_bytes()[from..at].eq_ignore_ascii_case(b"www")),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether the ampersand begins what a renderer could take for a character's name: `&lt;`, `&#60;`.
fn begins_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches('#');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::text_pieces::pieces;
    use crate::language::Language;

    fn escaped(text: &str) -> String {
        words(&pieces(text), true, PageWords::of(Language::English))
    }

    #[test]
    fn specials_are_escaped_and_prose_stays_readable() {
        assert_eq!(
            escaped("1. a *b* _c_ [d](e) <f> `g` ~h~ \\ |"),
            r"1\. a \*b\* \_c\_ \[d\](e) \<f> \`g\` \~h\~ \\ \|"
        );
        assert_eq!(escaped("2) x"), r"2\) x");
        assert_eq!(escaped("- item"), r"\- item");
        assert_eq!(escaped("# no heading"), r"\# no heading");
        assert_eq!(escaped("> no quote"), r"\> no quote");
        assert_eq!(escaped("    no code"), "no code");
        assert_eq!(
            escaped("R&D; A & B, &lt;b&gt; &#60;"),
            r"R\&D; A & B, \&lt;b\&gt; \&\#60;"
        );
        assert_eq!(
            escaped("https://x.example www.y.example"),
            r"https\://x.example www\.y.example"
        );
        assert_eq!(
            escaped("（一）甲方应当在 30.5 日内付款。"),
            "（一）甲方应当在 30.5 日内付款。"
        );
    }

    #[test]
    fn hidden_characters_are_code_spans() {
        assert_eq!(
            escaped("a\u{200B}\u{202E}b p\u{430}y"),
            "a`U+200B` `U+202E`b p\u{430}`U+0430`y"
        );
    }
}
