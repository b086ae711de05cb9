//! Addresses, account numbers and telephone numbers: to a reader each is one word.

/// How long the address of a page is with which the text begins.
pub(crate) fn page_address(rest: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.starts_with(scheme))?;
    let length = rest
        .find(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ')' | '>' | '"' | ']'))
        .unwrap_or(rest.len());
    // The full stop behind it ends the sentence.
    let length = rest[..length].trim_end_matches(['.', ',', ';', ':']).len();
    (length > scheme.len()).then_some(length)
}

/// How long a mail address is: `legal@orchard.example`.
pub(crate) fn mail_address(rest: &str) -> Option<usize> {
    // The part before the sign has 64 bytes at most.
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%');
    let name = rest.bytes().take(65).take_while(is_part).count();
    let host = rest[name..].strip_prefix('@')?;
    let length = host.bytes().take(254).take_while(|byte| is_part(byte)).count();
    let host = host[..length].trim_end_matches(['.', '-', '_', '+', '%']);
    (name <= 64 && host.contains('.')).then_some(name + 1 + host.len())
}

/// How long an IBAN is, in one piece or in groups of four: `DE02 1203 0000 0000 2020 51`.
pub(crate) fn account_number(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let begins = bytes.len() >= 15
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !begins {
        return None;
    }
    let is_part = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let mut length = 0;
    let mut signs = 0;
    while signs <= 34 {
        let group = bytes[length..].iter().take(35).take_while(|byte| is_part(byte)).count();
        length += group;
        signs += group;
        let in_groups = group == 4 && bytes.get(length) == Some(&b' ');
        if !in_groups || !bytes.get(length + 1).is_some_and(u8::is_ascii_digit) {
            break;
        }
        length += 1;
    }
    let ends = !rest[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ((15..=34).contains(&signs) && ends).then_some(length)
}

/// How long a telephone number is: `+44 20 7946 0018`, `+86 (0)10-5555 1234`, `(021) 5555 1234`.
pub(crate) fn telephone_number(rest: &str) -> Option<usize> {
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
