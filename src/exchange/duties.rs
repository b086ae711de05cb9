//! Rights and duties as a table for a spreadsheet, and those with a date as a calendar (RFC 5545).

use super::record::cell;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One right or duty, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DutyRow {
    /// The clause's number.
    pub number: String,
    /// The clause's id.
    pub clause: String,
    /// Its heading.
    pub heading: String,
    /// Who.
    pub who: String,
    /// For whom.
    pub toward: String,
    /// `duty`, `ban` or `right`.
    pub kind: String,
    /// What.
    pub does: String,
    /// The period as written.
    pub period: String,
    /// What it runs from or up to.
    pub anchor: String,
    /// The date.
    pub due: Option<NaiveDate>,
    /// How the clause stands.
    pub standing: String,
}

const COLUMNS: [&str; 11] = [
    "number",
    "clause",
    "heading",
    "who",
    "toward",
    "kind",
    "does",
    "period",
    "runs_from",
    "due",
    "standing",
];

/// The table for a spreadsheet, UTF-8 with its mark. No cell is taken for a formula.
#[must_use]
pub fn duties_csv(rows: &[DutyRow]) -> String {
    let mut csv = format!("\u{FEFF}{}\r\n", COLUMNS.join(","));
    for row in rows {
        let due = row.due.map(|due| due.to_string()).unwrap_or_default();
        let cells: [&str; 11] = [
            &row.number,
            &row.clause,
            &row.heading,
            &row.who,
            &row.toward,
            &row.kind,
            &row.does,
            &row.period,
            &row.anchor,
            &due,
            &row.standing,
        ];
        csv.push_str(&cells.map(cell).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A calendar of what has a date, each as a whole day. `at` is the time of the version, in UTC as RFC 5545 writes it
/// (`20260401T080000Z`): the same version gives the same bytes.
#[must_use]
pub fn duties_calendar(contract: &str, rows: &[DutyRow], at: &str) -> String {
    let mut calendar = String::new();
    let mut line = |name: &str, value: &str| folded(&format!("{name}:{value}"), &mut calendar);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//adidem//duties//EN");
    for row in rows {
        let Some(due) = row.due else { continue };
        let mut name = String::new();
        let digest = Sha256::digest(format!("{contract}\n{}\n{}\n{}\n{due}", row.clause, row.who, row.does));
        for byte in &digest[..16] {
            // Writing to a String cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        line("BEGIN", "VEVENT");
        line("UID", &format!("{name}@adidem"));
        line("DTSTAMP", at);
        line("DTSTART;VALUE=DATE", &due.format("%Y%m%d").to_string());
        line("SUMMARY", &escaped(&format!("{}: {}", row.who, row.does)));
        line(
            "DESCRIPTION",
            &escaped(&format!("{contract} {} {}", row.number, row.heading)),
        );
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    calendar
}

/// Text as RFC 5545 3.3.11 writes it; what does not show is shown by its code point.
fn escaped(text: &str) -> String {
    let text = crate::wording::one_line(text);
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// Lines are at most 75 bytes and end with CR LF; longer ones go on behind a blank (RFC 5545 3.1).
fn folded(line: &str, calendar: &mut String) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            calendar.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        calendar.push(c);
    }
    calendar.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(does: &str) -> DutyRow {
        DutyRow {
            number: "6.2".into(),
            clause: "payment".into(),
            who: "甲方".into(),
            kind: "duty".into(),
            does: does.into(),
            due: NaiveDate::from_ymd_opt(2026, 4, 15),
            ..DutyRow::default()
        }
    }

    #[test]
    fn a_calendar_keeps_to_its_lines_and_escapes() {
        let long = "支付一次性实施费的百分之五十和第一服务年度的全部订阅服务费; a, b \\ c\nBEGIN:VALARM";
        let undated = DutyRow { due: None, ..row("x") };
        let calendar = duties_calendar("crm", &[row(long), undated], "20260401T080000Z");
        assert!(
            calendar
                .split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains('\n')),
            "{calendar}"
        );
        let unfolded = calendar.replace("\r\n ", "");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20260415\r\n"));
        assert!(unfolded.contains("订阅服务费\\; a\\, b \\\\ c"), "{unfolded}");
        assert_eq!(
            (
                unfolded.matches("BEGIN:VEVENT").count(),
                unfolded.matches("\nBEGIN:VALARM").count()
            ),
            (1, 0)
        );
        assert_eq!(calendar, duties_calendar("crm", &[row(long)], "20260401T080000Z"));
    }

    #[test]
    fn a_table_has_a_line_for_each_and_no_formula() {
        let csv = duties_csv(&[row("=1+1"), row("pays, \"now\"")]);
        assert!(
            csv.contains(",'=1+1,") && csv.contains("\"pays, \"\"now\"\"\""),
            "{csv}"
        );
        assert_eq!(csv.matches("\r\n").count(), 3);
    }
}
