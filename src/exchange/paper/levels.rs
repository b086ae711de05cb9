//! How high something stands: parts above chapters, chapters above articles, `1.` above `1.1`.

use super::Line;
use crate::exchange::docx::Label;
use crate::redline::{Labelled, TypedLabel, label_in_front};
use std::ops::Range;

/// Where a line stands among those that begin a clause; the smaller, the higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    /// An annex, which stands beside the body of the contract.
    Annex,
    /// A heading that is one by its style.
    Heading(u8),
    /// In bold alone.
    Stressed,
    /// 编, 篇, Part.
    Part,
    /// 章, Chapter, Title.
    Chapter,
    /// 节, a Roman number.
    Division,
    /// 条, Article.
    Article,
    /// Section, Clause.
    Section,
    /// 一、
    Counted,
    /// A figure with as many parts: `1.`, `1.1`, `1.1.1`.
    Figure(u8),
}

/// The label that is typed in front of a line.
pub(super) struct Typed {
    pub(super) at: Range<usize>,
    pub(super) level: Level,
}

/// The label that is typed in front of a text, if it begins a clause; letters and brackets begin items within one.
pub(super) fn typed(text: &str) -> Option<Typed> {
    let (at, label) = label_in_front(text)?;
    let level = of_typed(text.get(at.clone())?, &label)?;
    Some(Typed { at, level })
}

fn of_typed(written: &str, label: &TypedLabel) -> Option<Level> {
    let word = written
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect::<String>();
    Some(match label.of {
        Labelled::Annex(_) => Level::Annex,
        Labelled::Chapter('编' | '編' | '篇') => Level::Part,
        Labelled::Chapter('节' | '節') => Level::Division,
        Labelled::Chapter(_) if word.eq_ignore_ascii_case("part") => Level::Part,
        Labelled::Chapter(_) => Level::Chapter,
        Labelled::Clause if written.contains(['条', '條']) => Level::Article,
        Labelled::Clause if word.to_lowercase().starts_with("art") => Level::Article,
        Labelled::Clause if label.number.starts_with(|c: char| c.is_ascii_digit()) => match written.chars().next()? {
            c if c.is_ascii_digit() => figure(&label.number)?,
            c if c.is_ascii_alphabetic() || c == '§' => Level::Section,
            _ => Level::Counted,
        },
        // A bare letter is an item; a bare Roman number may be one as well.
        Labelled::Clause if word.chars().count() > 2 => Level::Section,
        Labelled::Clause => return None,
    })
}

fn figure(number: &str) -> Option<Level> {
    // Only figures: `5.2(a)` begins an item.
    let parts = number.trim_end_matches('.').split('.');
    let mut count = 0_u8;
    for part in parts {
        if part.is_empty() || !part.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        count = count.saturating_add(1);
    }
    Some(Level::Figure(count))
}

/// The level of a number that Word computes, if it begins a clause.
pub(super) fn of_label(label: &Label) -> Option<Level> {
    if !label.counts {
        return None;
    }
    let level = u8::try_from(label.level).unwrap_or(u8::MAX);
    let (format, shown) = label.pattern.split_once(' ').unwrap_or((&label.pattern, ""));
    let word = shown.trim().to_lowercase();
    Some(match shown {
        _ if shown.contains('章') => Level::Chapter,
        _ if shown.contains(['条', '條']) => Level::Article,
        _ if shown.contains(['节', '節']) => Level::Division,
        _ if ["附件", "附录", "附錄", "附表"]
            .iter()
            .any(|annex| shown.contains(annex)) =>
        {
            Level::Annex
        }
        _ if ["schedule", "annex", "appendix", "exhibit", "attachment"]
            .iter()
            .any(|annex| word.starts_with(annex)) =>
        {
            Level::Annex
        }
        _ if word.starts_with("article") => Level::Article,
        _ if word.starts_with("section") || word.starts_with("clause") => Level::Section,
        _ if word.starts_with("part") => Level::Part,
        _ if word.starts_with("chapter") => Level::Chapter,
        // What stands in brackets is an item.
        _ if shown.contains([')', '）', '(', '（']) => return None,
        _ => match format {
            "upperRoman" => Level::Division,
            "decimal" | "decimalZero" | "ordinal" | "decimalFullWidth" => Level::Figure(level.saturating_add(1)),
            _ if format.contains("ounting") || format.contains("egal") => Level::Counted,
            _ => return None,
        },
    })
}

/// What a line is by its style or its number.
pub(super) fn of_line(line: &Line) -> Option<Level> {
    if line.row {
        return None;
    }
    let typed = || typed(&line.text).map(|typed| typed.level);
    let label = line.label.as_ref().and_then(of_label);
    match (line.heading, label) {
        // An annex is one whatever its style.
        (_, Some(Level::Annex)) => Some(Level::Annex),
        (Some(level), _) => match typed() {
            Some(Level::Annex) => Some(Level::Annex),
            _ => Some(Level::Heading(level)),
        },
        (None, Some(level)) => Some(level),
        (None, None) => typed().filter(|_| line.label.is_none()),
    }
}
