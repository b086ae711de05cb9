//! Dates, the way contracts write them: `1 March 2026`, `March 1, 2026`, `March 2026`, `2026年3月1日`, `2026-03-01`.

use super::numerals::{chinese, digits, half_width, is_chinese_numeral};

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

/// The date by year, month and day, `2026-03-01`, however it was written; nothing when one of them is missing.
pub(crate) fn in_order(written: &str) -> Option<String> {
    let month_named = MONTHS.iter().position(|month| written.contains(month));
    let mut numbers: Vec<i128> = Vec::with_capacity(3);
    for part in written.split(|c: char| !half_width(c).is_ascii_digit() && !is_chinese_numeral(c)) {
        if !part.is_empty() {
            numbers.push(digits(part).or_else(|| chinese(part))? / 1_000_000);
        }
    }
    let (year, month, day) = match (month_named, &numbers[..]) {
        (Some(month), [day, year]) => (*year, i128::try_from(month).ok()? + 1, *day),
        // Otherwise the year stands first; 03/04/2026 is either of two dates.
        (None, [year, month, day]) => (*year, *month, *day),
        _ => return None,
    };
    let fits = (1000..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then(|| format!("{year}-{month:02}-{day:02}"))
}

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
    if ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| rest[digits..].starts_with(ending))
    {
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
