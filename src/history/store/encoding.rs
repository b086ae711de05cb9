//! Names and notes in the encoding that their change says it is written in, as `git log` shows them.
//!
//! What cannot be decoded is shown byte by byte: a wrong name is worse than an ugly one. Nothing here touches what
//! signatures cover, which is the bytes as they are stored.

use std::fmt::Write as _;

use encoding_rs::{Encoding, ISO_2022_JP, X_USER_DEFINED};

/// What programs on Windows and Unix call encodings that the registry of the web calls otherwise.
const ALSO: [(&str, &str); 9] = [
    ("cp936", "gbk"),
    ("ms936", "gbk"),
    ("euc-cn", "gbk"),
    ("cp932", "shift_jis"),
    ("cp949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("cp950", "big5"),
    ("cp65001", "utf-8"),
    ("windows1252", "windows-1252"),
];

/// The names of the encoding in which each byte is the character of its number. The web takes them for another one.
const LATIN: [&str; 8] = [
    "iso-8859-1",
    "iso8859-1",
    "iso88591",
    "iso_8859-1",
    "iso-ir-100",
    "latin1",
    "l1",
    "ibm819",
];

/// What ASCII letters become when git decodes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) enum Ascii {
    /// Themselves.
    Kept,
    /// Something else, so that git shows other words than these.
    Altered,
    /// Nobody knows: git shows the bytes as they are unless its own list of encodings is longer than ours.
    Unknown,
}

/// Beginnings of the names of encodings in which ASCII letters are not themselves.
const ALTERING: [&str; 16] = [
    "utf-7",
    "utf7",
    "utf-16",
    "utf16",
    "utf-32",
    "utf32",
    "ucs",
    "iso-10646",
    "iso-2022",
    "iso2022",
    "csiso2022",
    "hz",
    "ebcdic",
    "unicode",
    "ibm0",
    "cp0",
];
/// Those of code pages of IBM that keep no ASCII; the others of DOS do.
const OF_MAINFRAMES: [&str; 14] = [
    "273", "277", "278", "280", "284", "285", "290", "297", "420", "424", "500", "1025", "1026", "1047",
];
const OF_DOS: [&str; 15] = [
    "437", "737", "775", "850", "852", "855", "857", "858", "860", "861", "862", "863", "864", "865", "869",
];

/// What becomes of ASCII letters in the encoding that goes by this name.
pub(in crate::history) fn ascii_in(encoding: Option<&[u8]>) -> Ascii {
    let Some(name) = encoding else { return Ascii::Kept };
    let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
    let page = name
        .strip_prefix("ibm-")
        .or(name.strip_prefix("ibm"))
        .or(name.strip_prefix("cp"));
    if page.is_some_and(|page| OF_DOS.contains(&page)) || matches!(&*name, "ascii" | "us-ascii" | "iso-2022-jp") {
        return Ascii::Kept;
    }
    if page.is_some_and(|page| OF_MAINFRAMES.contains(&page)) || ALTERING.iter().any(|begin| name.starts_with(begin)) {
        return Ascii::Altered;
    }
    let known = LATIN.contains(&&*name)
        || ALSO.iter().any(|(also, _)| *also == name)
        || Encoding::for_label(name.as_bytes()).is_some_and(|one| one.is_ascii_compatible() && one != X_USER_DEFINED);
    if known { Ascii::Kept } else { Ascii::Unknown }
}

/// Bytes as text, in the encoding that goes by this name; in UTF-8 where none is named.
pub(in crate::history) fn decoded(bytes: &[u8], encoding: Option<&[u8]>) -> String {
    if bytes.is_ascii() && encoding.is_none_or(|name| !name.eq_ignore_ascii_case(b"iso-2022-jp")) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let Some(name) = encoding else { return in_utf8(bytes) };
    let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
    if LATIN.contains(&&*name) {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    let name = ALSO
        .iter()
        .find(|(also, _)| *also == name)
        .map_or(&*name, |(_, registered)| registered);
    if matches!(name, "ascii" | "us-ascii") {
        return byte_by_byte(bytes);
    }
    let known = Encoding::for_label(name.as_bytes());
    // Others would make something else of the signs that stand around names.
    let known = known.filter(|one| (one.is_ascii_compatible() && *one != X_USER_DEFINED) || *one == ISO_2022_JP);
    let text = known.and_then(|one| one.decode_without_bom_handling_and_without_replacement(bytes));
    text.map_or_else(|| byte_by_byte(bytes), std::borrow::Cow::into_owned)
}

/// What is UTF-8 stays as it is.
fn in_utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&byte_by_byte(chunk.invalid()));
    }
    text
}

fn byte_by_byte(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii() {
            text.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_encoding_that_their_change_names() {
        for (encoding, bytes, text) in [
            ("GBK", &b"\xc0\xee\xbe\xb2"[..], "李静"),
            ("gb2312", b"\xc0\xee\xbe\xb2", "李静"),
            ("CP936", b"\xc0\xee\xbe\xb2", "李静"),
            ("GB18030", b"\x95\x32\x82\x36", "𠀀"),
            ("Big5", b"\xa7\xf5", "李"),
            ("Shift_JIS", b"\x8e\x52\x93\x63", "山田"),
            ("EUC-JP", b"\xbb\xb3\xc5\xc4", "山田"),
            ("ISO-2022-JP", b"\x1b$B;3ED\x1b(B", "山田"),
            ("EUC-KR", b"\xb1\xe8", "김"),
            ("KOI8-R", b"\xe9\xd7\xc1\xce", "Иван"),
            ("ISO-8859-1", b"Andr\xe9", "André"),
            ("latin1", b"\x93", "\u{93}"),
            ("windows-1252", b"\x93Andr\xe9\x94", "“André”"),
            ("iso-8859-15", b"\xa4", "€"),
            ("UTF-8", "李静".as_bytes(), "李静"),
            (" utf8 ", "李静".as_bytes(), "李静"),
        ] {
            assert_eq!(decoded(bytes, Some(encoding.as_bytes())), text, "{encoding}");
        }
    }

    #[test]
    fn encodings_in_which_ascii_is_something_else_are_known_as_such() {
        let of = |name: &str| ascii_in(Some(name.as_bytes()));
        for name in [
            "UTF-8",
            "GBK",
            "Big5",
            "latin1",
            "cp936",
            "IBM850",
            "cp437",
            "us-ascii",
            "ISO-2022-JP",
            "KOI8-R",
        ] {
            assert_eq!(of(name), Ascii::Kept, "{name}");
        }
        for name in [
            "UTF-16",
            "utf-16le",
            "UTF-7",
            "UCS-2",
            "HZ",
            "ISO-2022-KR",
            "IBM037",
            "cp500",
            "EBCDIC-US",
        ] {
            assert_eq!(of(name), Ascii::Altered, "{name}");
        }
        assert_eq!((of("x-no-such"), ascii_in(None)), (Ascii::Unknown, Ascii::Kept));
    }

    #[test]
    fn what_cannot_be_decoded_is_shown_byte_by_byte() {
        for (encoding, bytes, text) in [
            (Some("GBK"), &b"Li \xc0"[..], "Li \\xC0"),
            (Some("UTF-8"), b"caf\xe9", "caf\\xE9"),
            (Some("x-no-such"), b"\xc0\xee", "\\xC0\\xEE"),
            (Some("UTF-16"), b"\xc0\xee", "\\xC0\\xEE"),
            (Some("hz-gb-2312"), b"\xc0\xee", "\\xC0\\xEE"),
            (Some("us-ascii"), b"\xe9", "\\xE9"),
            (None, "李 caf".as_bytes(), "李 caf"),
            (None, b"caf\xe9 \xe6\x9d\x8e", "caf\\xE9 李"),
        ] {
            assert_eq!(decoded(bytes, encoding.map(str::as_bytes)), text, "{encoding:?}");
        }
    }
}
