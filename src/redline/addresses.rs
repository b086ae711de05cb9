//! Addresses that a reader takes for one word: of pages and mail boxes, of accounts and telephones.

/// No address is longer; what stands further behind is not looked at.
const LONGEST: usize = 254;
/// The longest name of a mail box in front of its `@`.
const LONGEST_BOX: usize = 64;

/// How many bytes the address takes that the text begins with.
pub(crate) fn length(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'+' | b'(' => telephone(text),
        b'h' if text.starts_with("http") => page(text).or_else(|| mail_box(text)),
        b'A'..=b'Z' => account(text).or_else(|| mail_box(text)),
        _ => mail_box(text),
    }
}

/// `https://a.example/b`
fn page(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let length = text
        .find(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ')' | '>' | '"' | ']'))
        .unwrap_or(text.len());
    let length = without_stop(&text[..length]);
    (length > scheme.len()).then_some(length)
}

/// The full stop behind an address ends the sentence.
fn without_stop(text: &str) -> usize {
    text.trim_end_matches(['.', ',', ';', ':', '-']).len()
}

/// `legal.notices@vendor.example`
fn mail_box(text: &str) -> Option<usize> {
    let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
    let name = text.bytes().take(LONGEST_BOX + 1).take_while(belongs).count();
    let host = text.get(name..)?.strip_prefix('@').filter(|_| name <= LONGEST_BOX)?;
    let belongs = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let length = host.bytes().take(LONGEST).take_while(belongs).count();
    let host = without_stop(&host[..length]);
    let has_domain = text[name + 1..name + 1 + host].contains('.');
    (host > 0 && has_domain).then_some(name + 1 + host)
}

/// `DE89 3704 0044 0532 0130 00`: an account by its country, two check digits and groups of four.
fn account(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if !(is_capital(0) && is_capital(1) && is_digit(2) && is_digit(3)) {
        return None;
    }
    let (mut at, mut signs, mut digits) = (4, 4, 2);
    loop {
        let blank = usize::from(bytes.get(at) == Some(&b' '));
        let group = bytes[at + blank..]
            .iter()
            .take(30)
            .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            .count();
        if group == 0 || blank == 1 && group > 4 {
            break;
        }
        digits += bytes[at + blank..at + blank + group]
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .count();
        at += blank + group;
        signs += group;
        if signs > 34 || blank == 1 && group < 4 {
            break;
        }
    }
    let ends = !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    ((15..=34).contains(&signs) && digits >= 10 && ends).then_some(at)
}

/// How long a telephone number is: `+44 20 7946 0018`, `+86 (0)10-5555 1234`, `(021) 5555 1234`.
fn telephone(rest: &str) -> Option<usize> {
    let plus = rest.starts_with('+');
    if !plus && !rest.starts_with("(0") {
        return None;
    }
    let bytes = rest.as_bytes();
    let (mut length, mut end, mut digits) = (1, 0, 0);
    // No number is longer.
    while length < bytes.len().min(28) {
        let byte = bytes[length];
        let parts = matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')');
        if byte.is_ascii_digit() {
            digits += 1;
            end = length + 1;
        } else if !parts
            || plus && length == 1
            || matches!(bytes[length - 1], b' ' | b'-' | b'.' | b'/') && byte != b'('
        {
            break;
        }
        length += 1;
    }
    let ends = !rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ((7..=15).contains(&digits) && ends).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_whole_and_without_the_stop_behind_them() {
        for (text, address) in [
            ("https://a.example/b-1?x=2.", Some("https://a.example/b-1?x=2")),
            ("legal@harbour.example.", Some("legal@harbour.example")),
            (
                "first.last+tag@mail.harbour.example, or",
                Some("first.last+tag@mail.harbour.example"),
            ),
            ("DE89 3704 0044 0532 0130 00 at", Some("DE89 3704 0044 0532 0130 00")),
            ("GB29NWBK60161331926819", Some("GB29NWBK60161331926819")),
            ("+86 10 5550 1234.", Some("+86 10 5550 1234")),
            ("(021) 5555-1234.", Some("(021) 5555-1234")),
            ("(a) fees", None),
            ("legal counsel", None),
            ("legal@home", None),
            ("+5 %", None),
            ("AB12 and", None),
            ("EUR 48,000", None),
        ] {
            assert_eq!(length(text).map(|length| &text[..length]), address, "{text}");
        }
    }
}
