//! The record of a negotiation as a table: for a spreadsheet, and as a page.

use super::html::ExchangeError;
use crate::redline::hidden::{HiddenKind, kind_of};
use minijinja::{Value, context};
use std::fmt::Write as _;

const TEMPLATE: &str = include_str!("record.html");

/// One record, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordRow {
    /// The party whose record it is.
    pub party: String,
    /// The party whose position it reports, and how that party said so.
    pub reported: Option<(String, String)>,
    /// The e-mail address of the member who made it.
    pub signer: String,
    /// Its number among the party's records.
    pub seq: String,
    /// The round it concerns.
    pub round: String,
    /// What it says.
    pub decision: String,
    /// Ids and revisions of the clauses; no revision where it is about a deletion.
    pub clauses: Vec<(String, Option<String>)>,
    /// Why.
    pub reason: String,
    /// When, as the signer claims.
    pub at: String,
    /// The fingerprint of the key that it names.
    pub key: String,
    /// What is known of its signature.
    pub state: String,
    /// The record that it takes back.
    pub withdraws: String,
    /// Its file.
    pub file: String,
    /// The change that brought it into history.
    pub change: String,
}

/// All records of a contract, in the order in which they came into history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordTable {
    /// The contract's name.
    pub contract: String,
    /// The newest change.
    pub head: String,
    /// The records.
    pub rows: Vec<RecordRow>,
}

const COLUMNS: [&str; 16] = [
    "party",
    "reported position of",
    "source of the report",
    "signer",
    "seq",
    "round",
    "decision",
    "clause",
    "revision",
    "reason",
    "date claimed",
    "key",
    "signature",
    "withdraws",
    "file",
    "change",
];

/// The table for a spreadsheet: a line for every clause of every record, UTF-8 with its mark, so that Chinese is read
/// as such. No cell is taken for a formula.
#[must_use]
pub fn record_csv(table: &RecordTable) -> String {
    let mut csv = format!("\u{FEFF}{}\r\n", COLUMNS.join(","));
    for row in &table.rows {
        let (holder, how) = row
            .reported
            .as_ref()
            .map_or(("", ""), |(holder, how)| (holder.as_str(), how.as_str()));
        // Read by itself, the line must not say that the party whose record it is decided so.
        let decision = if row.reported.is_some() {
            format!("reported: {}", row.decision)
        } else {
            row.decision.clone()
        };
        let nothing = [(String::new(), Some(String::new()))];
        let clauses = if row.clauses.is_empty() {
            &nothing[..]
        } else {
            &row.clauses
        };
        for (id, revision) in clauses {
            let revision = revision.as_deref().unwrap_or("absent");
            let cells: [&str; 16] = [
                &row.party,
                holder,
                how,
                &row.signer,
                &row.seq,
                &row.round,
                &decision,
                id,
                revision,
                &row.reason,
                &row.at,
                &row.key,
                &row.state,
                &row.withdraws,
                &row.file,
                &row.change,
            ];
            csv.push_str(&cells.map(cell).join(","));
            csv.push_str("\r\n");
        }
    }
    csv
}

/// With what some spreadsheet begins a formula or a call of another program, in every width in which it is written.
const COMPUTED: [char; 21] = [
    '=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％', '﹦', '﹢', '﹣', '﹫', '﹪', '⁼', '⁺', '−', '￨',
];

/// A cell that no spreadsheet computes, whatever stands in it.
pub(super) fn cell(text: &str) -> String {
    // What does not show, spreadsheets drop before they look.
    let begins = text
        .chars()
        .find(|c| !c.is_whitespace() && kind_of(*c).is_none_or(|kind| kind == HiddenKind::FullWidth));
    let computed = begins.is_some_and(|c| COMPUTED.contains(&c)) || text.starts_with(['\t', '\r', '\n']);
    let text = if computed { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The table as one page that needs nothing but itself.
///
/// # Errors
///
/// When the template does not fit what it is filled with, which the tests rule out.
pub fn record_html(table: &RecordTable) -> Result<String, ExchangeError> {
    let rows: Vec<Value> = table.rows.iter().map(row).collect();
    let page = context! { contract => visible(&table.contract), head => table.head.as_str(), rows => rows };
    super::html::filled("record.html", TEMPLATE, page)
}

fn row(row: &RecordRow) -> Value {
    let clause = |(id, revision): &(String, Option<String>)| {
        context! { id => visible(id), revision => revision.as_deref().unwrap_or("absent") }
    };
    let reported = row.reported.as_ref();
    context! {
        party => visible(&row.party),
        holder => reported.map(|(holder, _)| visible(holder)).unwrap_or_default(),
        how => reported.map(|(_, how)| visible(how)).unwrap_or_default(),
        signer => visible(&row.signer),
        seq => row.seq.as_str(),
        round => row.round.as_str(),
        decision => row.decision.as_str(),
        clauses => row.clauses.iter().map(clause).collect::<Vec<_>>(),
        reason => visible(&row.reason),
        at => row.at.as_str(),
        key => visible(&row.key),
        state => visible(&row.state),
        withdraws => row.withdraws.as_str(),
        file => visible(&row.file),
        change => row.change.as_str(),
    }
}

/// What does not show, or reorders what stands around it, as a code point.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let unseen = c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{61C}' | '\u{E0000}'..='\u{E0FFF}');
        if unseen {
            // Writing to a string cannot fail.
            let _ = write!(shown, "[U+{:04X}]", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(reason: &str) -> RecordTable {
        let clauses = vec![("fees".into(), Some("sha256:1".into())), ("gone".into(), None)];
        let row = RecordRow {
            party: "vendor".into(),
            clauses,
            reason: reason.into(),
            ..RecordRow::default()
        };
        RecordTable {
            contract: "crm".into(),
            head: "1".into(),
            rows: vec![row],
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_out_of_its_place() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@A1", "'@A1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("a,b", "\"a,b\""),
            ("=\"x\",\n1", "\"'=\"\"x\"\",\n1\""),
            ("a-b", "a-b"),
            ("5%", "5%"),
            ("甲方|乙方", "甲方|乙方"),
            ("\"=1\"", "\"\"\"=1\"\"\""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected);
        }
        for begins in COMPUTED {
            for before in ["", " ", "\u{3000}", "\u{a0}", "\u{feff}", "\u{200b}", "\u{202e}"] {
                let text = format!("{before}{begins}1");
                assert_eq!(cell(&text), format!("'{text}"), "{text:?}");
            }
        }
        let csv = record_csv(&table("=1"));
        assert!(csv.contains("vendor,,,,,,,fees,sha256:1,'=1,"), "{csv}");
        assert!(csv.contains("vendor,,,,,,,gone,absent,'=1,"), "{csv}");
        assert!(
            csv.lines().all(|line| line.matches(',').count() == COLUMNS.len() - 1),
            "{csv}"
        );
    }

    #[test]
    fn the_page_takes_no_word_for_markup_and_hides_no_sign() {
        let page = record_html(&table("<script>alert(1)</script> \u{202E}x")).unwrap();
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;") && page.contains("[U+202E]x"),
            "{page}"
        );
        assert!(!page.contains("<script"), "{page}");
    }
}
