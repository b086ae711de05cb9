//! A review as a report to hand over: what matters first, by topic, each finding with its clause, why it matters, its sources
//! and the proposed wording as a redline; then what is settled, what was not found and what was not asked.
//!
//! Limits, fallbacks and walk-away points are one's own and stay out of it.

use super::html::ExchangeError;
use super::markdown_text;
use super::text_pieces::pieces;
use crate::contract::Contract;
use crate::language::Language;
use crate::review::{ReviewFinding, ReviewReport, RiskLevel, report_topics};
use crate::wording::{PageWords, ReviewWords, numbered_heading, one_line};
use minijinja::{Value, context};
use std::fmt::Write as _;

const TEMPLATE: &str = include_str!("review_report.html");

/// A review with what a reader needs to know of it.
#[derive(Debug, Clone)]
pub struct ReviewDocument<'a> {
    /// The contract that was reviewed.
    pub contract: &'a Contract,
    /// Which version, in words.
    pub version: String,
    /// For whom, in words.
    pub reviewed_for: String,
    /// What the checklists are called.
    pub checklists: Vec<String>,
    /// What was found.
    pub report: &'a ReviewReport,
}

/// The report before any mark-up.
struct ReportPage {
    title: String,
    head: Vec<String>,
    severities: Vec<Severity>,
    silence: Vec<(String, Vec<String>)>,
    no_advice: &'static str,
}

/// All findings of one severity, by topic.
struct Severity {
    heading: String,
    topics: Vec<(String, Vec<Entry>)>,
}

/// One finding.
struct Entry {
    title: String,
    clause: Option<String>,
    said: String,
    why: String,
    /// The words of the contract that are proposed to go.
    old: Option<String>,
    /// The wording that is proposed.
    new: Option<String>,
}

fn report_page(document: &ReviewDocument<'_>, language: Language) -> ReportPage {
    let words = ReviewWords(language);
    let report = document.report;
    let head = vec![
        document.version.clone(),
        language.says(words.reviewed_for(), &document.reviewed_for),
        language.says(words.checklists(), &language.list(&document.checklists)),
        words.counts(report.counts(), report.asked),
    ];
    let severities = [RiskLevel::High, RiskLevel::Medium, RiskLevel::Low]
        .into_iter()
        .map(|severity| of_severity(report, severity, words))
        .filter(|severity| !severity.topics.is_empty());
    ReportPage {
        title: one_line(&document.contract.title),
        head,
        severities: severities.collect(),
        silence: words.silence(report),
        no_advice: words.no_advice(),
    }
}

fn of_severity(report: &ReviewReport, severity: RiskLevel, words: ReviewWords) -> Severity {
    let topics = report_topics(&report.findings, severity).into_iter();
    Severity {
        heading: words.severity_heading(severity).to_owned(),
        topics: topics
            .map(|(topic, findings)| {
                let topic = topic.map_or_else(|| words.other_topics().to_owned(), one_line);
                (
                    topic,
                    findings.into_iter().map(|finding| entry(finding, words)).collect(),
                )
            })
            .collect(),
    }
}

fn entry(finding: &ReviewFinding, words: ReviewWords) -> Entry {
    let place = finding.places.iter().find(|place| !place.in_heading);
    Entry {
        title: one_line(&finding.title),
        clause: finding.clause.as_ref().map(numbered_heading),
        said: one_line(&finding.what.without_limits(words.0)),
        why: format!("{}{}", one_line(&finding.why), words.citations(&finding.source)),
        old: place.map(|place| one_line(&place.sentence)),
        new: finding.positions.preferred.as_deref().map(one_line),
    }
}

/// The report as Markdown.
#[must_use]
pub fn review_markdown(document: &ReviewDocument<'_>, language: Language) -> String {
    let page = report_page(document, language);
    let (words, own) = (ReviewWords(language), PageWords::of(language));
    let escaped = |text: &str| markdown_text::words(&pieces(text), true, own);
    let mut out = format!("# {}\n\n", escaped(&page.title));
    for line in &page.head {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "- {}", escaped(line));
    }
    for severity in &page.severities {
        let _ = write!(out, "\n## {}\n", escaped(&severity.heading));
        for (topic, entries) in &severity.topics {
            let _ = write!(out, "\n### {}\n", escaped(topic));
            for entry in entries {
                let clause = entry
                    .clause
                    .as_deref()
                    .map(|clause| language.aside(&escaped(clause)))
                    .unwrap_or_default();
                let _ = write!(
                    out,
                    "\n**{}**{clause}\n\n{}\n\n",
                    escaped(&entry.title),
                    escaped(&entry.said)
                );
                let _ = writeln!(out, "{}", language.says(words.why(), &escaped(&entry.why)));
                let old = entry.old.as_deref().map(|old| format!("~~{}~~", escaped(old)));
                let new = entry.new.as_deref().map(|new| format!("**{}**", escaped(new)));
                let wording: Vec<String> = old.into_iter().chain(new).collect();
                if !wording.is_empty() {
                    let _ = write!(out, "\n> {}\n", wording.join(" "));
                }
            }
        }
    }
    for (heading, lines) in &page.silence {
        let _ = write!(out, "\n## {}\n\n", escaped(heading));
        for line in lines {
            let _ = writeln!(out, "- {}", escaped(line));
        }
    }
    let _ = write!(out, "\n{}\n", escaped(page.no_advice));
    out
}

/// The report as one web page that needs nothing but itself.
///
/// # Errors
///
/// When the template does not fit what it is filled with, which the tests rule out for the built-in one.
pub fn review_html(document: &ReviewDocument<'_>, language: Language) -> Result<String, ExchangeError> {
    let page = report_page(document, language);
    let words = ReviewWords(language);
    let filled = context! {
        lang => language.tag(),
        title => page.title,
        head => page.head,
        severities => page.severities.iter().map(of_page).collect::<Vec<Value>>(),
        silence => page.silence.iter().map(|(heading, lines)| context! { heading, lines }).collect::<Vec<Value>>(),
        no_advice => page.no_advice,
        why => words.why(),
        colon => PageWords::of(language).colon,
    };
    super::html::filled("review_report.html", TEMPLATE, filled)
}

fn of_page(severity: &Severity) -> Value {
    let entry = |entry: &Entry| {
        context! {
            title => &entry.title, clause => &entry.clause, said => &entry.said, why => &entry.why,
            old => &entry.old, new => &entry.new,
        }
    };
    let topic = |(heading, entries): &(String, Vec<Entry>)| {
        context! { heading => heading, entries => entries.iter().map(entry).collect::<Vec<Value>>() }
    };
    context! {
        heading => &severity.heading,
        topics => severity.topics.iter().map(topic).collect::<Vec<Value>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Party};
    use crate::review::{read_checklist, review, rules};

    /// A contract with a fault, and mark-up in its words.
    fn reviewed() -> (Contract, ReviewReport) {
        let list = read_checklist(
            "checklist: own\nsources: {Act A: 2026-01-02}\nrules:\n\
             - id: red\n  topic: Colours\n  title: No red\n  why: It is loud.\n  source: [Act A section 1]\n  severity: high\n  want: {absent: [red]}\n  preferred: The wall is blue.\n  fallbacks: [The wall is pink.]\n  walk-away: Never sign red.\n\
             - {id: days, title: Days, why: Time matters., severity: medium, want: {figure: [within], of: period}, at-most: 5 days}\n\
             - {id: blue, title: Blue, why: It is calm., severity: low, want: {present: [blue]}}\n"
                .as_bytes(),
        )
        .unwrap();
        let party = |id: &str| Party {
            id: id.into(),
            role: id.into(),
            ..Party::default()
        };
        let contract = Contract {
            title: "<b>Walls</b>".into(),
            parties: vec![party("a"), party("b")],
            clauses: vec![Clause {
                id: "wall".into(),
                heading: "Wall".into(),
                text: "The wall is red* and <i>high</i>. It is built within 9 days. Nothing is blue.".into(),
                ..Clause::default()
            }],
            ..Contract::default()
        };
        let report = review(&contract, &rules(&[list]).unwrap(), None);
        (contract, report)
    }

    fn document<'a>(contract: &'a Contract, report: &'a ReviewReport) -> ReviewDocument<'a> {
        ReviewDocument {
            contract,
            version: "round 1".into(),
            reviewed_for: "a".into(),
            checklists: vec!["own".into()],
            report,
        }
    }

    #[test]
    fn the_report_has_what_matters_first_with_the_wording_as_a_redline_and_no_position_of_ones_own() {
        let (contract, report) = reviewed();
        let document = document(&contract, &report);
        let markdown = review_markdown(&document, Language::English);
        for part in [
            "# \\<b>Walls\\</b>",
            "### Colours",
            "**No red**",
            "Act A section 1, checked 2026-01-02",
            "~~The wall is red\\* and \\<i>high\\</i>.~~ **The wall is blue.**",
            "Blue: by clause 1 \"blue\"",
        ] {
            assert!(markdown.contains(part), "{part}\n{markdown}");
        }
        let html = review_html(&document, Language::Chinese).unwrap();
        assert!(html.contains("<del>The wall is red* and &lt;i&gt;high"), "{html}");
        assert!(html.contains("<ins>The wall is blue.</ins>"), "{html}");
        for page in [&markdown, &html] {
            assert!(page.find("No red") < page.find("Days"), "{page}");
            for private in ["pink", "Never sign", "5 days"] {
                assert!(!page.contains(private), "{private}\n{page}");
            }
        }
    }
}
