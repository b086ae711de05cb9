//! How the review is painted: text and findings side by side, or one below the other where that is too narrow.

use super::Review;
use crate::tui::look::RowState;
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::Shell;
use crate::wording::{Role, Span, fitted, one_line, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// From this width on text and findings stand side by side.
const WIDE: u16 = 100;
/// The text keeps so many rows above the findings, however small the window.
const LEAST_TEXT: u16 = 3;

impl Review {
    /// Paints the review; gives where the cursor belongs.
    pub(in super::super) fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        let strip = Rect {
            height: 1.min(area.height),
            ..area
        };
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if let Some(trouble) = &self.trouble {
            let mut rows = Vec::new();
            let room = usize::from(below.width).saturating_sub(2);
            paragraph(&mut rows, &[Span::new(Role::Alarm, one_line(trouble))], 1, room);
            paint_rows(frame, below, &rows, 0, shell);
            return None;
        }
        if self.checked.is_none() {
            shell.looks.line(
                frame.buffer_mut(),
                below,
                Role::Faint,
                &format!(" {}", shell.words().reading()),
            );
            return None;
        }
        shell.looks.line(
            frame.buffer_mut(),
            strip,
            Role::Bar,
            &self.strip(usize::from(area.width), shell),
        );
        let (text, findings) = if area.width >= WIDE {
            self.side_by_side(frame, below, shell)
        } else {
            self.stacked(frame, below, shell)
        };
        let top = self.text_top(usize::from(text.height));
        let findings_top = self.findings_top(usize::from(findings.height));
        self.painted = (top, usize::from(text.height));
        self.painted_findings = (findings_top, usize::from(findings.height));
        paint_rows(frame, text, &self.made.text, top, shell);
        paint_rows(frame, findings, &self.made.findings, findings_top, shell);
        let line = self.made.selected.and_then(|row| row.checked_sub(findings_top));
        let y = findings.y
            + u16::try_from(line.unwrap_or(0))
                .unwrap_or(0)
                .min(findings.height.saturating_sub(1));
        if let Some((row, _)) = self
            .made
            .selected
            .zip(line)
            .filter(|(_, line)| *line < usize::from(findings.height))
        {
            let cells = u16::try_from(self.made.findings[row].width())
                .unwrap_or(u16::MAX)
                .min(findings.width);
            let head = Rect {
                y,
                height: 1,
                width: cells,
                ..findings
            };
            frame.buffer_mut().set_style(head, shell.looks.chosen(RowState::Here));
        }
        Some((findings.x, y))
    }

    fn side_by_side(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> (Rect, Rect) {
        let left = area.width / 2;
        let text = Rect {
            x: area.x + 1,
            width: left - 2,
            ..area
        };
        let findings = Rect {
            x: area.x + left + 2,
            width: area.width - left - 3,
            ..area
        };
        for y in area.top()..area.bottom() {
            let line = Rect {
                x: area.x + left,
                y,
                width: 1,
                height: 1,
            };
            shell.looks.line(frame.buffer_mut(), line, Role::Faint, "|");
        }
        self.make([usize::from(text.width), usize::from(findings.width)], shell);
        (text, findings)
    }

    /// The text takes what it needs and the findings leave it.
    fn stacked(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> (Rect, Rect) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        self.make([usize::from(inside.width); 2], shell);
        let rows = |rows: &[Row]| u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let free = area.height.saturating_sub(rows(&self.made.findings).saturating_add(1));
        let height = rows(&self.made.text)
            .min(free.max(area.height * 2 / 5).max(LEAST_TEXT))
            .min(area.height);
        let text = Rect { height, ..inside };
        let rest = area.height - height;
        let line = Rect {
            y: area.y + height,
            height: 1.min(rest),
            ..area
        };
        let said = self
            .finding_words(shell)
            .map(|said| format!(" {said} "))
            .unwrap_or_default();
        let dashes = usize::from(area.width).saturating_sub(width(&said) + 2);
        let divider = format!("--{said}{}", "-".repeat(dashes));
        shell.looks.line(frame.buffer_mut(), line, Role::Faint, &divider);
        let findings = Rect {
            y: area.y + height + line.height,
            height: rest - line.height,
            ..inside
        };
        (text, findings)
    }

    /// The first row of the text in sight: where the reader scrolled to, or so that the words that matter are in sight.
    fn text_top(&self, height: usize) -> usize {
        let last = self.made.text.len().saturating_sub(height);
        let found = || self.made.text.iter().position(|row| row.has_mark(0)).unwrap_or(0);
        let shows = |row: usize| {
            if row + 1 < height {
                0
            } else {
                row.saturating_sub(height / 3)
            }
        };
        self.text_top.unwrap_or_else(|| shows(found())).min(last)
    }

    /// The first row of the findings in sight: where the reader scrolled to, or so that the selected one is in sight from
    /// its title on.
    fn findings_top(&self, height: usize) -> usize {
        let last = self.made.findings.len().saturating_sub(height);
        let selected = || {
            let (first, end) = self.made.selected.zip(self.made.selected_end).unwrap_or((0, 0));
            // Of what comes before, as much stays in sight as there is room for.
            if end <= height { 0 } else { first.min(end - height) }
        };
        self.findings_top.unwrap_or_else(selected).min(last)
    }

    /// How far the review is, and what it comes to.
    fn strip(&self, room: usize, shell: &Shell) -> String {
        let words = shell.review();
        let Some(checked) = &self.checked else {
            return String::new();
        };
        let all = &checked.report.findings;
        let handled = all.iter().filter(|finding| self.is_handled(finding)).count();
        let mut parts = vec![
            words.handled(handled, all.len()),
            words.severities(checked.report.counts()),
        ];
        let version = |version: &crate::exchange::Version| {
            version
                .round
                .map_or_else(|| shell.report().draft().to_owned(), |round| shell.words().round(round))
        };
        if let Some(since) = &checked.since {
            let before = since
                .version
                .version()
                .map_or_else(|| words.accepted_text().to_owned(), version);
            parts.push(words.moved_since(since.new.len(), since.mended.len(), &before));
        }
        parts.push(version(&checked.version));
        parts.extend(checked.checklists.iter().map(|name| one_line(name)));
        fitted(&format!(" {}", parts.join(" | ")), room)
    }
}

fn paint_rows(frame: &mut Frame<'_>, area: Rect, rows: &[Row], top: usize, shell: &Shell) {
    for (line, row) in rows.iter().skip(top).take(usize::from(area.height)).enumerate() {
        let y = area.y + u16::try_from(line).unwrap_or(0);
        shell
            .looks
            .row(frame.buffer_mut(), Rect { y, height: 1, ..area }, row, RowState::No);
    }
}
