//! What became of what a party asked for, as one page for the business side: Markdown, or a page for a browser.

use minijinja::{Value, context};

use super::html::{ExchangeError, filled};
use super::markdown_text::words;
use super::policy::policy;
use super::text_pieces::pieces;
use crate::language::Language;
use crate::wording::{PageWords, Role, Span};

const TEMPLATE: &str = include_str!("ask_page.html");
const STYLE: &str = include_str!("redline.css");

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPage {
    /// What it is about.
    pub title: String,
    /// Whose, from when, and all in one line.
    pub lines: Vec<String>,
    /// What was asked for, each with what became of it.
    pub asks: Vec<AskPageEntry>,
    /// Over what the others changed without a word.
    pub silent_title: String,
    /// What they changed so.
    pub silent: Vec<AskPageEntry>,
}

/// One of them, line by line, with how far each is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPageEntry {
    /// The first line is its headline.
    pub lines: Vec<(usize, Vec<Span>)>,
}

/// The page as Markdown. Deletions are struck, insertions bold; the signs around them are those of a terminal.
#[must_use]
pub fn asks_markdown(page: &AskPage, language: Language) -> String {
    let escaped = |text: &str, starts_line| words(&pieces(text), starts_line, PageWords::of(language));
    let mut text = format!("# {}\n\n", escaped(&page.title, false));
    for line in &page.lines {
        text.push_str(&escaped(line, true));
        text.push_str("  \n");
    }
    let entries = |text: &mut String, entries: &[AskPageEntry]| {
        for entry in entries {
            text.push('\n');
            for (at, (_, spans)) in entry.lines.iter().enumerate() {
                text.push_str(if at == 0 { "* " } else { "  " });
                for (nth, span) in spans.iter().enumerate() {
                    text.push_str(&marked(span, |text| escaped(text, nth == 0)));
                }
                text.push_str("  \n");
            }
        }
    };
    entries(&mut text, &page.asks);
    text.push_str("\n## ");
    text.push_str(&escaped(&page.silent_title, false));
    text.push('\n');
    entries(&mut text, &page.silent);
    text
}

fn marked(span: &Span, escaped: impl Fn(&str) -> String) -> String {
    let words = escaped(span.text.trim());
    let (before, after) = (
        &span.text[..span.text.len() - span.text.trim_start().len()],
        &span.text[span.text.trim_end().len()..],
    );
    if words.is_empty() {
        return span.text.clone();
    }
    let sign = match span.role {
        Role::Delete => "~~",
        Role::Insert => "**",
        _ => "",
    };
    format!("{before}{sign}{words}{sign}{after}")
}

/// The page for a browser: one file that loads nothing.
///
/// # Errors
///
/// When the template does not fit what it is filled with, which the tests rule out for the built-in one.
pub fn asks_html(page: &AskPage, language: Language) -> Result<String, ExchangeError> {
    let span = |span: &Span| {
        let kind = match span.role {
            Role::Delete => "del",
            Role::Insert => "ins",
            _ => "span",
        };
        context! { kind => kind, text => span.text.as_str() }
    };
    let line = |(_, spans): &(usize, Vec<Span>)| Value::from(spans.iter().map(span).collect::<Vec<_>>());
    let entries = |entries: &[AskPageEntry]| {
        let all = entries
            .iter()
            .map(|entry| Value::from(entry.lines.iter().map(line).collect::<Vec<_>>()));
        Value::from(all.collect::<Vec<_>>())
    };
    filled(
        "ask_page.html",
        TEMPLATE,
        context! {
            lang => language.tag(),
            policy => policy(STYLE, ""),
            style => STYLE,
            title => page.title.as_str(),
            lines => page.lines.clone(),
            asks => entries(&page.asks),
            silent_title => page.silent_title.as_str(),
            silent => entries(&page.silent),
        },
    )
}
