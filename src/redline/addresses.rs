//! Addresses that a reader takes for one word: of pages and mail boxes, of accounts and telephones.

use super::units::{Unit, unit_at};

/// No address is longer; what stands further behind is not looked at.
const LONGEST: usize = 254;
/// The longest name of a mail box in front of its `@`.
const LONGEST_BOX: usize = 64;

/// How many bytes the address takes that the text begins with.
pub(crate) fn length(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'+' => telephone(text),
        b'(' => telephone(text).or_else(|| with_area_in_brackets(text)),
        b'0' => national_telephone(text)
            .or_else(|| account_in_fours(text))
            .or_else(|| mail_box(text)),
        b'1'..=b'9' => account_in_fours(text).or_else(|| mail_box(text)),
        b'h' if text.starts_with("http") => page(text).or_else(|| mail_box(text)),
        b'A'..=b'Z' => account(text).or_else(|| mail_box(text)),
        b'w' if text.starts_with("www.") => page(text).or_else(|| mail_box(text)),
        _ => mail_box(text),
    }
}

/// `https://a.example/b`
fn page(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://", "www."]
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

/// `(415) 555-0132`: an area of three digits, then three and four.
fn with_area_in_brackets(text: &str) -> Option<usize> {
    let area = text.strip_prefix('(')?;
    let digits = |text: &str| text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    if digits(area) != 3 || area.as_bytes().get(3) != Some(&b')') {
        return None;
    }
    let mut at = 5 + usize::from(text[5..].starts_with(' '));
    if digits(&text[at..]) != 3 || !text[at + 3..].starts_with(['-', ' ', '.']) {
        return None;
    }
    at += 4;
    (digits(&text[at..]) == 4 && ends_in_digits(&text[at + 4..])).then_some(at + 4)
}

/// Groups of digits, of which single signs part each from the next.
struct Groups {
    /// How many digits each has.
    lengths: Vec<usize>,
    signs: Vec<u8>,
    /// The bytes they take.
    length: usize,
}

impl Groups {
    /// The groups that the text begins with, parted by one of the signs.
    fn of(text: &str, parting: &[u8]) -> Self {
        /// No number that people write in groups has more.
        const MOST: usize = 12;
        let bytes = text.as_bytes();
        let digits = |at: usize| {
            let rest = bytes.get(at..).unwrap_or_default();
            rest.iter().take(30).take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut groups = Self {
            lengths: vec![digits(0)],
            signs: Vec::new(),
            length: digits(0),
        };
        while groups.lengths.len() < MOST
            && let Some(sign) = bytes.get(groups.length).filter(|sign| parting.contains(sign))
            && digits(groups.length + 1) > 0
        {
            let next = digits(groups.length + 1);
            groups.signs.push(*sign);
            groups.lengths.push(next);
            groups.length += 1 + next;
        }
        groups
    }

    fn digits(&self) -> usize {
        self.lengths.iter().sum()
    }
}

/// Whether no digit, letter, share, decimal or currency goes on behind digits.
fn ends_in_digits(after: &str) -> bool {
    let mut behind = after.chars();
    let next = behind.next();
    let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '％' | '‰' | '€' | '£' | '$' | '元' | '円');
    let decimal = matches!(next, Some('.' | ',' | '-' | '/')) && behind.next().is_some_and(|c| c.is_ascii_digit());
    let is_amount = matches!(unit_at(after.trim_start_matches(' ')), Some((_, Unit::Money(_))));
    !decimal && !is_amount && !next.is_some_and(goes_on)
}

/// `030 5550132`, `020 7946 0321`, `01 42 55 50 13`, `0512-6555 0132`: no amount begins with a nought and another digit,
/// and a day with its month and year has fewer digits or other groups.
fn national_telephone(text: &str) -> Option<usize> {
    let groups = Groups::of(text, b" -/.");
    let first = *groups.lengths.first()?;
    let is_date = matches!(&groups.lengths[..], [2, 2, 4 | 2, ..] | [2, 2])
        && (groups.lengths[..] != [2, 2, 2, 2, 2] || groups.signs.iter().any(|sign| *sign != groups.signs[0]));
    // `09.12345` is a decimal, as some write it.
    let is_decimal = groups.lengths.len() == 2 && groups.signs == *b".";
    let fits = (2..=5).contains(&first) && groups.lengths.len() > 1 && (8..=13).contains(&groups.digits());
    (fits && !is_date && !is_decimal && ends_in_digits(&text[groups.length..])).then_some(groups.length)
}

/// `6217 0031 5550 1327 45`: the number of an account or a card in groups of four. Thousands are three digits, and a row of
/// years is no account.
fn account_in_fours(text: &str) -> Option<usize> {
    let groups = Groups::of(text, b" -");
    let (last, fours) = groups.lengths.split_last()?;
    let is_year = |at: usize| text[at..].starts_with("19") || text[at..].starts_with("20");
    let is_years = *last == 4 && (0..groups.lengths.len()).all(|group| is_year(group * 5));
    let one_sign = groups.signs.windows(2).all(|pair| pair[0] == pair[1]);
    let fits = fours.len() >= 2 && fours.iter().all(|four| *four == 4) && *last <= 4;
    let digits = groups.digits();
    (fits && one_sign && !is_years && (12..=23).contains(&digits) && ends_in_digits(&text[groups.length..]))
        .then_some(groups.length)
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
            ("(415) 555-0132 or", Some("(415) 555-0132")),
            ("(415)555-0132.", Some("(415)555-0132")),
            ("(415) 555 shares", None),
            ("089 5550132.", Some("089 5550132")),
            ("020 7946 0321 today", Some("020 7946 0321")),
            ("01 42 55 50 13.", Some("01 42 55 50 13")),
            ("01.42.55.50.13", Some("01.42.55.50.13")),
            ("0512-6555 0132。", Some("0512-6555 0132")),
            ("0211/5550132", Some("0211/5550132")),
            ("03-5550-0132", Some("03-5550-0132")),
            ("01 02 2026", None),
            ("01/02/2026", None),
            ("01-02-2026", None),
            ("01.02.2026", None),
            ("08 00 09 00", None),
            ("0.123 4567", None),
            ("01.234567", None),
            ("05 days 1234567", None),
            ("1 200 000 euros", None),
            ("12 345 678 EUR", None),
            ("6217 0031 5550 1327 45。", Some("6217 0031 5550 1327 45")),
            ("6217-0031-5550-1327", Some("6217-0031-5550-1327")),
            ("2024 2025 2026 shall", None),
            ("1234 5678 units", None),
            ("4000 6000 8000 euros", None),
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
