//! Plain text and Markdown as lines.

use super::{Line, Paper};
use crate::exchange::docx::Unread;
use crate::redline::label_in_front;
use std::collections::HashMap;

/// The paper that a text is. Lines that belong together are one paragraph; `#` stands in front of headings, and `**`
/// around stressed words, as in Markdown.
#[must_use]
pub fn plain(text: &str) -> Paper {
    let mut lines: Vec<Line> = Vec::new();
    for written in text.split('\n') {
        let written = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let written: String = written.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let written = written.replace('\t', " ");
        if written.is_empty() || is_rule(&written) {
            continue;
        }
        lines.push(line(&written));
    }
    Paper {
        lines,
        unread: Vec::new(),
    }
}

/// The paper that the text of pages is: lines end where the page does. What stands at the top or foot of most pages alike,
/// but for its figures, is no text of the contract.
#[must_use]
pub fn wrapped(text: &str) -> Paper {
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.lines().map(str::trim).filter(|line| !line.is_empty()).collect())
        .filter(|page: &Vec<&str>| !page.is_empty())
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let mut edges: Vec<String> = edges(page).into_iter().map(|at| without_figures(page[at])).collect();
        edges.sort_unstable();
        edges.dedup();
        for edge in edges {
            *counts.entry(edge).or_insert(0) += 1;
        }
    }
    let mut paper = Paper::default();
    for page in &pages {
        let edges = edges(page);
        for (at, written) in page.iter().enumerate() {
            let bare = without_figures(written);
            let count = counts.get(&bare).copied().unwrap_or_default();
            let often = count > OFTEN || count >= 2 && count * 2 > pages.len();
            let says_something = bare.chars().filter(|c| c.is_alphabetic()).count() > 2;
            if edges.contains(&at) && (often && says_something || is_page_number(written)) {
                let margin = Unread::PageMargin((*written).to_owned());
                let known =
                    |found: &Unread| matches!(found, Unread::PageMargin(words) if without_figures(words) == bare);
                if !paper.unread.iter().any(known) {
                    paper.unread.push(margin);
                }
                continue;
            }
            add_wrapped(&mut paper.lines, written);
        }
    }
    paper
}

/// Adds a line as it is on the page; a number that is alone on its line belongs to the next.
fn add_wrapped(lines: &mut Vec<Line>, written: &str) {
    let added = plain(written).lines;
    match lines.last_mut().filter(|last| is_number_alone(&last.text)) {
        Some(last) if !added.is_empty() => {
            for line in added {
                last.text = format!("{} {}", last.text, line.text);
            }
        }
        _ => lines.extend(added),
    }
}

fn is_number_alone(line: &str) -> bool {
    let behind = label_in_front(line).map_or(line, |(at, _)| line.get(at.end..).unwrap_or_default());
    behind.chars().all(|c| c.is_ascii_digit() || ".()（）、．".contains(c))
}

/// The lines of a page that may be its head or foot.
fn edges(page: &[&str]) -> Vec<usize> {
    const DEEP: usize = 2;
    let last = page.len().saturating_sub(DEEP);
    (0..page.len()).filter(|at| *at < DEEP || *at >= last).collect()
}

fn without_figures(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a line is the number of a page and nothing else: `12`, `- 12 -`, `Page 3 of 10`, 第 3 页.
fn is_page_number(line: &str) -> bool {
    const FORMS: [&str; 9] = [
        "",
        "page",
        "pageof",
        "of",
        "第页",
        "第页共页",
        "seite",
        "seitevon",
        "ページ",
    ];
    let words: String = line.chars().filter(|c| c.is_alphabetic()).collect();
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "-–—/".contains(c);
    let counts = line.contains(|c: char| c.is_ascii_digit()) && line.chars().all(plain);
    counts && FORMS.contains(&words.to_lowercase().as_str())
}

/// On how many pages a line has to be to belong to none, where it is not on most of them.
const OFTEN: usize = 3;

/// A line that only draws: under a heading, between the head and the rows of a table.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| matches!(c, '-' | '=' | '|' | ':' | ' ' | '*' | '_'))
        && line.chars().any(|c| "-=*_".contains(c))
}

fn line(written: &str) -> Line {
    let signs = written.chars().take_while(|c| *c == '#').count();
    let after = written.get(signs..).unwrap_or_default();
    if (1..=6).contains(&signs) && after.starts_with(' ') {
        let level = u8::try_from(signs - 1).unwrap_or_default();
        return Line {
            text: after.trim().trim_end_matches('#').trim_end().to_owned(),
            heading: Some(level),
            ..Line::default()
        };
    }
    if let Some((stressed, rest)) = written.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        return Line {
            text: format!("{stressed}{rest}"),
            stressed: stressed.len(),
            ..Line::default()
        };
    }
    Line {
        row: written.starts_with('|') && written.ends_with('|') && written.len() > 1,
        text: written.to_owned(),
        ..Line::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(paper: &Paper) -> Vec<&str> {
        paper.lines.iter().map(|line| &*line.text).collect()
    }

    #[test]
    fn what_is_on_every_page_is_listed_and_no_text() {
        let page = |number: u32, text: &str| format!("Northbank – Draft 2\n{text}\nPage {number} of 4\n\u{c}");
        let text = page(1, "1.\nFees\nThe fee is 40.") + &page(2, "1.1\nIt is due.\n7") + &page(3, "第十条\n30");
        let paper = wrapped(&text);
        assert_eq!(texts(&paper), ["1. Fees", "The fee is 40.", "1.1 It is due.", "第十条"]);
        let listed: Vec<String> = paper
            .unread
            .iter()
            .map(|unread| unread.message(crate::language::Language::English))
            .collect();
        assert_eq!(
            listed,
            [
                "page header or footer: Northbank – Draft 2",
                "page header or footer: Page 1 of 4",
                "page header or footer: 7",
            ]
        );
    }

    #[test]
    fn signs_of_markdown_are_read_and_lines_that_only_draw_are_none() {
        let paper = plain("# Title #\n\n---\n**Fees.** 40\r\n| a | b |\n|---|:-:|\n\u{feff}x\ty\n#5 hex");
        assert_eq!(texts(&paper), ["Title", "Fees. 40", "| a | b |", "x y", "#5 hex"]);
        let kinds: Vec<(Option<u8>, usize, bool)> = paper
            .lines
            .iter()
            .map(|line| (line.heading, line.stressed, line.row))
            .collect();
        assert_eq!(
            kinds,
            [
                (Some(0), 0, false),
                (None, 5, false),
                (None, 0, true),
                (None, 0, false),
                (None, 0, false)
            ]
        );
    }
}
