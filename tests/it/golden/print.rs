//! A redline as plain text, for reading in a test case.

use std::fmt::Write;

use adidem::redline::{ChangeKind, ClauseChange, Op, Redline, Segment, hidden};

/// Everything that the redline says, clause by clause, and what it says of the whole contract below that.
/// Clauses that merely got another number are folded into one line; untouched ones are only counted.
pub(crate) fn print(redline: &Redline) -> String {
    let mut page = Page::default();
    for clause in &redline.clauses {
        page.clause(clause);
    }
    page.below(redline);
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn clause(&mut self, clause: &ClauseChange) {
        if clause.change == ChangeKind::Unchanged && !clause.moved && clause.flags.is_empty() {
            return;
        }
        let heading = marked(&clause.heading_segments);
        self.line(&format!("{} {} · {}", numbers(clause), heading, outcome(clause)));
        for line in marked(&clause.segments).lines() {
            self.line(&format!("    {line}"));
        }
        if clause.marks.len() > 1 {
            let classes: Vec<String> = clause
                .marks
                .iter()
                .map(|mark| format!("{} {}", mark.number, class(&mark.class)))
                .collect();
            self.line(&format!("    ({})", classes.join(", ")));
        }
        for mismatch in &clause.mismatches {
            let since = if mismatch.introduced {
                "brought in by this change"
            } else {
                "was there before"
            };
            self.line(&format!(
                "    ! words and figures disagree: {} ({since})",
                mismatch.text
            ));
        }
        self.line("");
    }

    fn below(&mut self, redline: &Redline) {
        let folded: Vec<String> = redline
            .clauses
            .iter()
            .filter(|clause| clause.change == ChangeKind::Unchanged && clause.renumbered && clause.flags.is_empty())
            .map(|clause| format!("{} {}", numbers(clause), clause.id))
            .collect();
        if !folded.is_empty() {
            self.line(&format!("only renumbered: {}", folded.join(", ")));
        }
        for fault in &redline.references {
            let was = fault
                .was
                .as_deref()
                .map_or("named nothing".to_owned(), |was| format!("named {was}"));
            let now = fault
                .now
                .as_deref()
                .map_or("names nothing".to_owned(), |now| format!("names {now}"));
            self.line(&format!(
                "reference: {} in {} {was}, now {now}",
                fault.text, fault.clause
            ));
        }
        for definition in &redline.definitions {
            let (by, reached) = (definition.defined_in.join(", "), definition.affected.join(", "));
            self.line(&format!("definition: {} (in {by}) reaches {reached}", definition.term));
        }
        for figure in &redline.figures {
            let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
            let kind = format!("{:?}", figure.kind).to_lowercase();
            self.line(&format!(
                "figure: {} → {} ({kind} in {})",
                side(&figure.old),
                side(&figure.new),
                figure.clause
            ));
        }
        for front in &redline.front {
            let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "–".to_owned());
            self.line(&format!(
                "front: {}: {} → {}",
                front.item,
                side(&front.old),
                side(&front.new)
            ));
        }
        if !redline.shifted_ids.is_empty() {
            self.line(&format!(
                "ids that name other clauses: {}",
                redline.shifted_ids.join(", ")
            ));
        }
        let counts = &redline.counts;
        let changes = [
            (counts.replacements, "replaced"),
            (counts.insertions, "inserted"),
            (counts.deletions, "deleted"),
        ];
        self.line(&format!("changes: {}", counted(&changes)));
        let summary = &redline.summary;
        let clauses = [
            (summary.edited, "edited"),
            (summary.followed, "followed"),
            (summary.added, "added"),
            (summary.removed, "removed"),
            (summary.moved, "moved"),
            (summary.renumbered, "renumbered"),
            (summary.unchanged, "unchanged"),
        ];
        self.line(&format!("clauses: {}", counted(&clauses)));
    }
}

fn counted(counts: &[(usize, &str)]) -> String {
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join(", ")
    }
}

fn numbers(clause: &ClauseChange) -> String {
    match (&clause.from_number, &clause.number) {
        (Some(old), Some(new)) if old == new => new.clone(),
        (Some(old), Some(new)) => format!("{old}→{new}"),
        (None, Some(new)) => format!("+{new}"),
        (Some(old), None) => format!("-{old}"),
        (None, None) => "?".to_owned(),
    }
}

fn class(class: &impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for c in format!("{class:?}").chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.extend(c.to_lowercase());
    }
    name
}

fn outcome(clause: &ClauseChange) -> String {
    let mut said = clause.id.clone();
    if let Some(from) = clause.from_id.as_ref().filter(|from| **from != clause.id) {
        let _ = write!(said, " (was {from})");
    }
    let _ = write!(said, ": {}", class(&clause.change));
    if clause.moved {
        said.push_str(", moved");
    }
    if clause.renumbered {
        said.push_str(", renumbered");
    }
    if let Some(strongest) = &clause.class {
        let _ = write!(said, "; {}", class(strongest));
    }
    for flag in &clause.flags {
        let _ = write!(said, " !{}", class(flag));
    }
    said
}

/// The text with its marks. Blank line ends at the close of a text belong to the file, not to the contract.
fn marked(segments: &[Segment]) -> String {
    let old: String = segments
        .iter()
        .filter(|s| s.op != Op::Insert)
        .map(|s| s.text.as_str())
        .collect();
    let new: String = segments
        .iter()
        .filter(|s| s.op != Op::Delete)
        .map(|s| s.text.as_str())
        .collect();
    let (old_hidden, new_hidden) = (hidden::scan(&old), hidden::scan(&new));
    let (mut old_at, mut new_at) = (0, 0);
    let mut shown = String::new();
    for segment in segments {
        let (at, hidden) = if segment.op == Op::Delete {
            (old_at, &old_hidden)
        } else {
            (new_at, &new_hidden)
        };
        let mut text = String::new();
        for (offset, c) in segment.text.char_indices() {
            let kind = hidden
                .iter()
                .find(|hidden| hidden.at == at + offset)
                .map(|hidden| hidden.kind);
            match kind {
                Some(kind) if segment.op != Op::Equal || hidden::always_alarming(kind) => {
                    let _ = write!(text, "<U+{:04X}>", c as u32);
                }
                _ if c == '\n' && segment.op != Op::Equal => text.push_str("⏎\n"),
                _ => text.push(c),
            }
        }
        if segment.op != Op::Insert {
            old_at += segment.text.len();
        }
        if segment.op != Op::Delete {
            new_at += segment.text.len();
        }
        let _ = match (segment.op, segment.mark, &segment.elsewhere) {
            (Op::Equal, ..) => write!(shown, "{text}"),
            (_, None, _) => Ok(()),
            (Op::Delete, _, None) => write!(shown, "[-{text}-]"),
            (Op::Delete, _, Some(to)) => write!(shown, "[-→{to}: {text}-]"),
            (Op::Insert, _, None) => write!(shown, "{{+{text}+}}"),
            (Op::Insert, _, Some(from)) => write!(shown, "{{+←{from}: {text}+}}"),
        };
    }
    shown.trim_end().to_owned()
}
