//! How the lines of a contract's file end. Programs on Windows end them with CR LF; a contract says the same either way,
//! and its digests are over LF.

use std::borrow::Cow;

/// How the lines of a text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// All with LF.
    Plain,
    /// All with CR LF.
    Windows,
    /// Some one way, some the other: two programs wrote it, and each shows it differently.
    Mixed,
}

/// How the lines of a text end; one without line ends is plain.
#[must_use]
pub fn line_ends(source: &[u8]) -> LineEnds {
    let mut ends = source.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let mut windows = ends.by_ref().map(|(at, _)| at > 0 && source[at - 1] == b'\r');
    match windows.next() {
        Some(first) if windows.any(|other| other != first) => LineEnds::Mixed,
        Some(true) => LineEnds::Windows,
        None | Some(false) => LineEnds::Plain,
    }
}

/// The same text with LF at the end of each line. A carriage return that ends no line stays.
#[must_use]
pub fn plain_line_ends(source: &[u8]) -> Cow<'_, [u8]> {
    if !source.contains(&b'\r') {
        return Cow::Borrowed(source);
    }
    let mut plain = Vec::with_capacity(source.len());
    for (at, byte) in source.iter().enumerate() {
        if *byte != b'\r' || source.get(at + 1) != Some(&b'\n') {
            plain.push(*byte);
        }
    }
    Cow::Owned(plain)
}

/// A text that was made of `source` with LF, with the line ends of `source` again: lines that are the same keep their own,
/// new ones get those of most others.
#[must_use]
pub fn with_line_ends_of(source: &str, text: &str) -> String {
    let old: Vec<&str> = source.split_inclusive('\n').collect();
    let new: Vec<&str> = text.split_inclusive('\n').collect();
    let ends_so = |line: &&&str| line.ends_with("\r\n");
    let windows = old.iter().filter(ends_so).count();
    if windows == 0 {
        return text.to_owned();
    }
    let most = if 2 * windows >= old.len() { "\r\n" } else { "\n" };
    let same = |(old, new): &(&&str, &&str)| words(old) == words(new) && old.ends_with('\n') == new.ends_with('\n');
    let before = old.iter().zip(&new).take_while(same).count();
    let behind = old[before..]
        .iter()
        .rev()
        .zip(new[before..].iter().rev())
        .take_while(same)
        .count();
    let mut result = String::with_capacity(source.len() + text.len() - text.len().min(source.len()));
    result.extend(old[..before].iter().copied());
    for line in &new[before..new.len() - behind] {
        result.push_str(words(line));
        if line.ends_with('\n') {
            result.push_str(most);
        }
    }
    result.extend(old[old.len() - behind..].iter().copied());
    result
}

/// A line without its end.
fn words(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_told_apart() {
        for (source, ends) in [
            ("", LineEnds::Plain),
            ("a", LineEnds::Plain),
            ("a\rb\n", LineEnds::Plain),
            ("a\nb\n", LineEnds::Plain),
            ("a\r\nb", LineEnds::Windows),
            ("a\r\n\r\n", LineEnds::Windows),
            ("\na\r\n", LineEnds::Mixed),
            ("a\r\nb\n", LineEnds::Mixed),
        ] {
            assert_eq!(line_ends(source.as_bytes()), ends, "{source:?}");
        }
        assert_eq!(&*plain_line_ends(b"a\r\n\r\nb\rc\r"), b"a\n\nb\rc\r");
    }

    #[test]
    fn each_line_that_stays_keeps_its_own_end() {
        for (source, text, result) in [
            ("a\nb\n", "a\nc\n", "a\nc\n"),
            ("a\r\nb\r\n", "a\nc\nd\n", "a\r\nc\r\nd\r\n"),
            ("a\r\nb\nc\r\n", "a\nx\nc\n", "a\r\nx\r\nc\r\n"),
            ("a\nb\nc\r\nd\n", "a\nx\nc\nd\n", "a\nx\nc\r\nd\n"),
            ("a\r\nb", "a\nb\nc", "a\r\nb\r\nc"),
            ("a\r\na\r\n", "a\n", "a\r\n"),
        ] {
            assert_eq!(with_line_ends_of(source, text), result, "{source:?}");
        }
    }
}
