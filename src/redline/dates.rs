//! Dates as English contracts write them: `1 March 2026`, `March 1, 2026`, `March 2026`.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether a figure names a month.
pub(crate) fn names_month(written: &str) -> bool {
    MONTHS.iter().any(|month| written.contains(month))
}

/// How much of the text behind the day belongs to the date: ` March 2026`, ` March`.
pub(crate) fn from_day(day: &str, after: &str) -> Option<usize> {
    let digits = day.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 1 | 2) || day[digits..].contains(|c: char| !c.is_ascii_alphabetic()) {
        return None;
    }
    let space = after.strip_prefix(' ')?;
    let space = space.strip_prefix("of ").unwrap_or(space);
    let month = MONTHS.iter().find(|month| space.starts_with(**month))?;
    let rest = &space[month.len()..];
    if rest.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let end = after.len() - rest.len();
    Some(end + year(rest).unwrap_or(0))
}

/// How much of the text behind the month belongs to the date: ` 1, 2026`, ` 2026`.
pub(crate) fn from_month(month: &str, after: &str) -> Option<usize> {
    if !MONTHS.contains(&month) {
        return None;
    }
    if let Some(length) = year(after) {
        return Some(length);
    }
    let rest = after.strip_prefix(' ')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 1 | 2) {
        return None;
    }
    let mut length = 1 + digits;
    if ["st", "nd", "rd", "th"].iter().any(|ending| rest[digits..].starts_with(ending)) {
        length += 2;
    }
    // `May 5 users pay` counts users.
    let year = year(&after[length..]);
    if month == "May" && year.is_none() {
        return None;
    }
    Some(length + year.unwrap_or(0))
}

/// ` 2026` or `, 2026`.
fn year(after: &str) -> Option<usize> {
    let digits = after.strip_prefix(',').unwrap_or(after).strip_prefix(' ')?;
    let four = digits.bytes().take_while(u8::is_ascii_digit).count() == 4;
    four.then_some(after.len() - digits.len() + 4)
}
