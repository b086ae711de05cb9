//! A cheap look at the bytes before the parser sees them: what no contract needs and what can hurt is refused here.
//!
//! Invisible characters inside text, such as a zero-width space, pass: the redline shows them to both sides, and
//! refusing the file would hide the attempt.

use super::error::{ReadError, SourcePosition};
use super::fault::Fault;
use super::limits::LARGEST;
use super::yaml::several_documents;

/// The source as text, if nothing in it is refused.
pub(crate) fn check(source: &[u8]) -> Result<&str, ReadError> {
    if source.len() > LARGEST {
        return Err(ReadError::new(
            SourcePosition { line: 1, column: 1 },
            Fault::TooLarge {
                megabytes: source.len() >> 20,
            },
        ));
    }
    let text = match std::str::from_utf8(source) {
        Ok(text) => text,
        Err(error) => {
            let byte = error.valid_up_to();
            return Err(ReadError::new(
                SourcePosition::of(source, byte),
                Fault::NotUtf8(source.get(byte).copied().unwrap_or_default()),
            ));
        }
    };
    if let Some((byte, character)) = refused_character(text) {
        return Err(explain(source, byte, character));
    }
    refuse_second_document(text)?;
    Ok(text)
}

/// The first character that has no place in the file.
///
/// This runs on every reading and almost every byte is harmless: the bytes are first tested a chunk at a time, without
/// branches, and only a chunk that may hold something is looked at closely.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "branches would keep the bytes from being tested side by side"
)]
fn refused_character(text: &str) -> Option<(usize, char)> {
    const CHUNK: usize = 64;

    let bytes = text.as_bytes();
    if text.starts_with('\u{feff}') {
        return Some((0, '\u{feff}'));
    }
    let mut start = 0;
    while start < bytes.len() {
        let end = (start + CHUNK).min(bytes.len());
        // Two bytes more, so that no character of three bytes hides at the seam.
        let chunk = &bytes[start..(end + 2).min(bytes.len())];
        let one = chunk.iter().fold(false, |seen, &byte| {
            seen | ((byte < 0x20) & (byte != b'\n')) | (byte == 0x7f) | (byte == 0xc2)
        });
        let three = chunk
            .iter()
            .zip(&chunk[1.min(chunk.len())..])
            .zip(&chunk[2.min(chunk.len())..])
            .fold(false, |seen, ((&first, &second), &third)| {
                seen | ((first == 0xe2) & (second == 0x80) & (third | 1 == 0xa9))
                    | ((first == 0xef) & (second == 0xbf) & (third | 1 == 0xbf))
            });
        if one || three {
            let found = (start..end).find_map(|at| refused_at(text, at).map(|character| (at, character)));
            if found.is_some() {
                return found;
            }
        }
        start = end;
    }
    None
}

/// The character that begins at this byte, if it is refused.
fn refused_at(text: &str, at: usize) -> Option<char> {
    let character = text.get(at..)?.chars().next()?;
    let refused = match character {
        '\n' => false,
        // A tab inside a line is text.
        '\t' => text[..at]
            .trim_end_matches(' ')
            .chars()
            .next_back()
            .is_none_or(|before| before == '\n'),
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => true,
        other => other.is_control(),
    };
    refused.then_some(character)
}

fn explain(source: &[u8], byte: usize, character: char) -> ReadError {
    let fault = match character {
        '\r' => Fault::CarriageReturn,
        '\t' => Fault::TabIndents,
        '\0' => Fault::Nul,
        '\u{feff}' => Fault::ByteOrderMark,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Fault::LineSeparator(character),
        '\u{fffe}' | '\u{ffff}' => Fault::NoCharacter(character),
        _ => Fault::ControlCharacter(character),
    };
    ReadError::new(SourcePosition::of(source, byte), fault)
}

/// Only one document is read, so a second one would be words that nobody sees. A marker at the left margin is one
/// wherever it stands: nothing inside a contract's values can reach that column.
fn refuse_second_document(text: &str) -> Result<(), ReadError> {
    // Nearly every text has none, and that is found out at once.
    if !["...", "---"].iter().any(|marker| text.starts_with(marker))
        && !text.contains("\n...")
        && !text.contains("\n---")
    {
        return Ok(());
    }
    let mut from = 0;
    let mut content = false;
    for line in text.split_inclusive('\n') {
        if is_marker(line, "...") {
            let at = SourcePosition::of(text.as_bytes(), from);
            return Err(ReadError::new(at, Fault::DocumentEnds));
        }
        if content && is_marker(line, "---") {
            return Err(several_documents(SourcePosition::of(text.as_bytes(), from)));
        }
        content = content || !(line.trim().is_empty() || line.starts_with(['#', '%']));
        from += line.len();
    }
    Ok(())
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(source: &[u8]) -> String {
        check(source)
            .err()
            .map_or_else(|| "accepted".to_owned(), |error| error.to_string())
    }

    #[test]
    fn names_what_it_refuses() {
        let table: [(&[u8], &str); 15] = [
            (
                "甲方：\0".as_bytes(),
                "line 1, column 4: there is a NUL character (U+0000) here. Save the file as text in the encoding UTF-8.",
            ),
            (
                b"a: b\r\n",
                "line 1, column 5: this line contains a carriage return (U+000D). Convert the line ends to LF.",
            ),
            (
                b"a:\n\tb: c\n",
                "line 2, column 1: a tab (U+0009) indents this line. Indent with spaces.",
            ),
            (
                b"a:\n  \tb: c\n",
                "line 2, column 3: a tab (U+0009) indents this line. Indent with spaces.",
            ),
            (
                "a: 甲\u{85}".as_bytes(),
                "line 1, column 5: there is a line separator (U+0085) here. Replace it by an ordinary line break.",
            ),
            (
                "a: 甲\u{2028}".as_bytes(),
                "line 1, column 5: there is a line separator (U+2028) here. Replace it by an ordinary line break.",
            ),
            (
                "a: 甲\u{2029}".as_bytes(),
                "line 1, column 5: there is a line separator (U+2029) here. Replace it by an ordinary line break.",
            ),
            (
                "a: 甲\u{1b}[31m".as_bytes(),
                "line 1, column 5: the control character U+001B is not allowed here. Delete it.",
            ),
            (
                "a: 甲\u{9b}31m".as_bytes(),
                "line 1, column 5: the control character U+009B is not allowed here. Delete it.",
            ),
            (
                "a: \u{7f}".as_bytes(),
                "line 1, column 4: the control character U+007F is not allowed here. Delete it.",
            ),
            (
                "\u{feff}a: b".as_bytes(),
                "line 1, column 1: the file begins with a byte-order mark (U+FEFF). Save it as UTF-8 without byte-order mark.",
            ),
            (
                "a: \u{ffff}".as_bytes(),
                "line 1, column 4: U+FFFF is not a character. Delete it.",
            ),
            (
                b"title: \xba\xcf\xcd\xac\n",
                "line 1, column 8: the byte 0xBA is not UTF-8. Save the file in the encoding UTF-8 (a Chinese file may have been saved as GBK).",
            ),
            (
                b"---\na: b\n---\nc: d\n",
                "line 3, column 1: a second YAML document begins here. Keep one contract in one file.",
            ),
            (
                b"a: b\n...\n",
                "line 2, column 1: `...` ends the YAML document here. Delete the line.",
            ),
        ];
        for (source, expected) in table {
            assert_eq!(refusal(source), expected);
        }
    }

    #[test]
    fn lets_ordinary_and_invisible_characters_pass() {
        let table = [
            "",
            "---\na: b\n",
            "# 说明\n\n--- # 开始\na: b\n",
            "a: b---\nc: ----\n---- d\n....\n",
            "a: 甲\u{200b}乙\u{202e}丙\u{a0}\u{feff}\n",
            "a: x\ty\n",
            "a: “…”——（）￥\u{ffe5}\n",
        ];
        for source in table {
            assert_eq!(refusal(source.as_bytes()), "accepted", "{source:?}");
        }
    }

    #[test]
    fn finds_what_stands_far_into_the_file() {
        for distance in 0..200 {
            for refused in ['\0', '\u{85}', '\u{2028}', '\u{ffff}'] {
                let source = format!("{}{refused}甲", "甲".repeat(distance));
                assert_eq!(refused_character(&source), Some((3 * distance, refused)));
            }
        }
    }

    #[test]
    fn refuses_a_huge_file_at_once() {
        let started = std::time::Instant::now();
        let said = refusal(&vec![b'a'; 100 << 20]);
        assert!(
            said.contains("the file has 100 MB; a contract may have 16 MB at most"),
            "{said}"
        );
        assert!(started.elapsed().as_secs_f32() < 1.0);
    }
}
