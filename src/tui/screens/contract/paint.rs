//! How the contract's screen is divided and painted.

use super::block::standing_sign;
use super::entry::{OutlineEntry, change_sign};
use super::sides::ComparedWith;
use super::{ContractScreen, Focus, TABS, Tab};
use crate::language::Language;
use crate::negotiation::{Decision, PositionKind};
use crate::redline::Flag;
use crate::session::VersionName;
use crate::tui::look::RowState;
use crate::tui::reader::{NARROWEST_PAIR, Row, View};
use crate::tui::screens::Shell;
use crate::wording::{Role, Span, fitted, one_line, when, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The parts of the screen below its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Panes {
    pub(super) outline: Rect,
    pub(super) text: Rect,
}

impl Panes {
    /// Whether there is no room for the text.
    pub(super) fn is_outline_alone(&self) -> bool {
        self.has_outline() && self.text.x == self.outline.x
    }

    pub(super) fn has_outline(&self) -> bool {
        self.outline.width > 0
    }
}

/// Below this width only one pane has room.
const NARROW: u16 = 72;

/// Divides the screen into outline and text; where both do not fit, the one with the cursor is shown.
pub(super) fn panes(area: Rect, without_outline: bool, in_text: bool, view: View) -> Panes {
    let whole = Panes {
        outline: Rect { width: 0, ..area },
        text: area,
    };
    if without_outline {
        return whole;
    }
    if area.width < NARROW {
        return if in_text {
            whole
        } else {
            Panes {
                outline: area,
                text: Rect {
                    width: area.width,
                    ..area
                },
            }
        };
    }
    let outline = (area.width * 2 / 5).clamp(30, 46);
    let text = Rect {
        x: area.x + outline + 2,
        width: area.width - outline - 2,
        ..area
    };
    // Side by side needs the room of the outline while the cursor is in the text.
    if view == View::SideBySide && usize::from(text.width) < NARROWEST_PAIR {
        return if in_text {
            whole
        } else {
            Panes {
                outline: Rect { width: outline, ..area },
                text,
            }
        };
    }
    Panes {
        outline: Rect { width: outline, ..area },
        text,
    }
}

impl ContractScreen {
    /// Paints the screen; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        self.shown.paint(Vec::new());
        let line = |at: u16| Rect {
            y: area.y + at,
            height: 1.min(area.height.saturating_sub(at)),
            ..area
        };
        shell.looks.row(
            frame.buffer_mut(),
            line(0),
            &self.tabs(usize::from(area.width), shell),
            RowState::No,
        );
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.tab == Tab::Review {
            return self.review.paint(frame, below, shell);
        }
        if self.tab != Tab::Redline {
            return self.paint_list(frame, below, shell);
        }
        shell.looks.row(
            frame.buffer_mut(),
            line(1),
            &self.strip(usize::from(area.width), shell),
            RowState::No,
        );
        let below = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        let panes = panes(below, self.without_outline, self.focus == Focus::Text, self.view);
        if let Some(trouble) = &self.trouble {
            let mut rows = Vec::new();
            crate::tui::reader::paragraph(
                &mut rows,
                &[Span::new(Role::Alarm, one_line(trouble))],
                1,
                usize::from(below.width).saturating_sub(2),
            );
            for (at, row) in rows.iter().enumerate().take(usize::from(below.height)) {
                let y = below.y + u16::try_from(at).unwrap_or(0);
                shell
                    .looks
                    .row(frame.buffer_mut(), Rect { y, height: 1, ..below }, row, RowState::No);
            }
            return None;
        }
        if self.redlined.is_none() {
            shell.looks.line(
                frame.buffer_mut(),
                below,
                Role::Faint,
                &format!(" {}", shell.words().reading()),
            );
            return None;
        }
        let mut cursor = None;
        if panes.has_outline() {
            cursor = Some(self.paint_outline(frame, panes.outline, shell));
        }
        let shows_text = !panes.has_outline() || panes.text.x > panes.outline.x;
        if shows_text {
            if panes.has_outline() {
                for y in panes.text.top()..panes.text.bottom() {
                    shell.looks.line(
                        frame.buffer_mut(),
                        Rect {
                            x: panes.text.x - 2,
                            y,
                            width: 1,
                            height: 1,
                        },
                        Role::Faint,
                        "|",
                    );
                }
            }
            let in_text = self.paint_text(frame, panes.text, shell);
            if self.focus == Focus::Text || !panes.has_outline() {
                cursor = in_text;
            }
        }
        cursor
    }

    /// The names of what can be shown, and on the right where the contract stands.
    fn tabs(&self, room: usize, shell: &Shell) -> Row {
        let names = |all: bool| {
            let mut spans = vec![Span::plain(" ")];
            for (at, (tab, action)) in TABS.iter().enumerate() {
                let title = (action.entry().title)(shell.actions());
                spans.push(match *tab == self.tab {
                    true => Span::new(Role::Chosen, format!(" {} {title} ", at + 1)),
                    false if all => Span::new(Role::Bar, format!(" {} {title} ", at + 1)),
                    false => Span::new(Role::Bar, format!(" {} ", at + 1)),
                });
            }
            let used: usize = spans.iter().map(|span| width(&span.text)).sum();
            (spans, used)
        };
        // Where not all names fit, the chosen one does.
        let (mut spans, used) = Some(names(true))
            .filter(|(_, used)| *used <= room)
            .unwrap_or_else(|| names(false));
        if let Some(standing) = self.standing.as_deref() {
            let status = &standing.status;
            let positions = shell.positions();
            let ball = positions.ball(&self.who_acts(shell));
            let both = format!("{}  {ball}", positions.agreed_of(status.agreed, status.total));
            let left = room.saturating_sub(used + 1);
            // Where not both fit, who has to act does.
            let said = if width(&both) <= left { both } else { ball };
            if left > 12 {
                let said = fitted(&said, left.min(width(&said)));
                spans.push(Span::plain(" ".repeat(left - width(&said))));
                spans.push(Span::new(Role::Bar, said));
            }
        }
        Row::of(spans)
    }

    /// The rounds with both sides of the comparison marked, and what the left side is.
    fn strip(&self, room: usize, shell: &Shell) -> Row {
        if self.redlined.is_none() {
            return Row::default();
        }
        let words = shell.words();
        let (from, to) = (&self.sides.from_rounds, self.sides.to_shown.round);
        let newest = self
            .standing
            .as_deref()
            .map_or(to.unwrap_or(0), |standing| standing.status.round);
        let draft = self.sides.right == Some(VersionName::Draft);
        let label = |number: u32| match (from.contains(&number), Some(number) == to) {
            (true, true) => (format!("={number}"), Role::Heading),
            (true, false) => (format!("-{number}"), Role::Delete),
            (false, true) => (format!("+{number}"), Role::Insert),
            (false, false) => (number.to_string(), Role::Faint),
        };
        let mut spans = vec![Span::new(Role::Faint, format!(" {} ", words.rounds()))];
        // Of many rounds those are shown that matter.
        let shown: Vec<u32> = if newest <= 12 {
            (1..=newest).collect()
        } else {
            let near = |number: u32| {
                number == 1
                    || number > newest - 3
                    || from.contains(&number)
                    || to.is_some_and(|side| side.abs_diff(number) <= 1)
            };
            (1..=newest).filter(|number| near(*number)).collect()
        };
        let mut before = 0;
        for number in shown {
            if number > before + 1 {
                spans.push(Span::new(Role::Faint, ".. "));
            }
            let (text, role) = label(number);
            spans.push(Span::new(role, text));
            spans.push(Span::plain(" "));
            before = number;
        }
        if draft {
            spans.push(Span::new(Role::Insert, format!("+{} ", words.draft())));
        } else if self.standing.as_deref().is_some_and(|standing| standing.draft_differs) {
            spans.push(Span::new(Role::Faint, format!("{} ", words.draft())));
        }
        let mut said = vec![match &self.sides.baseline {
            ComparedWith::Mine if self.sides.is_mine => words.since_mine().to_owned(),
            ComparedWith::Mine | ComparedWith::Before => words.since_before().to_owned(),
            ComparedWith::First => words.since_first().to_owned(),
            ComparedWith::Chosen(_) => String::new(),
        }];
        if self.only_changed {
            said.push(words.only_changed().to_owned());
        }
        if !self.pending.marks.is_empty() {
            said.push(words.marked(self.pending.marks.len()));
        }
        if let Some(to) = self.sides.to_shown.sender().filter(|_| !draft) {
            let date = self.sides.to_shown.date.as_deref().map(when).unwrap_or_default();
            said.push(format!("+ {} {}", one_line(&to), date.get(..10).unwrap_or(&date)));
        }
        let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
        let used: usize = spans.iter().map(|span| width(&span.text)).sum();
        let text = said.join(" | ");
        spans.push(Span::new(
            Role::Bar,
            fitted(&format!(" {text}"), room.saturating_sub(used).min(width(&text) + 1)),
        ));
        Row::of(spans)
    }

    /// Who has to act: the reader's party as such, others by what the contract calls them.
    fn who_acts(&self, shell: &Shell) -> String {
        let Some(standing) = self.standing.as_deref() else {
            return String::new();
        };
        let own = standing.speaking.party();
        let name = |id: &String| {
            if own == Some(id) {
                shell.words().yours().to_owned()
            } else {
                standing.status.role(id)
            }
        };
        let names: Vec<String> = standing.status.ball.iter().map(name).collect();
        if names.is_empty() {
            shell.words().nobody().to_owned()
        } else {
            shell.language.list(&names)
        }
    }

    fn paint_outline(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> (u16, u16) {
        let rows = usize::from(area.height.saturating_sub(1));
        self.outline_rows = rows;
        self.outline_top = self
            .outline_top
            .clamp((self.selected + 1).saturating_sub(rows), self.selected);
        // No blank rows at the end while there are entries above.
        self.outline_top = self.outline_top.min(self.listed.len().saturating_sub(rows));
        let head = self.outline_head(usize::from(area.width), shell);
        shell.looks.row(
            frame.buffer_mut(),
            Rect {
                height: 1.min(area.height),
                ..area
            },
            &head,
            RowState::No,
        );
        for (line, place) in (self.outline_top..self.listed.len()).take(rows).enumerate() {
            let row = self.outline_row(&self.entries[self.listed[place]], usize::from(area.width), shell);
            let chosen = match (place == self.selected, self.focus) {
                (false, _) => RowState::No,
                (true, Focus::Outline) => RowState::Here,
                (true, Focus::Text) => RowState::Elsewhere,
            };
            let y = area.y + 1 + u16::try_from(line).unwrap_or(0);
            shell
                .looks
                .row(frame.buffer_mut(), Rect { y, height: 1, ..area }, &row, chosen);
        }
        let line = u16::try_from(self.selected - self.outline_top).unwrap_or(0);
        (area.x, (area.y + 1 + line).min(area.bottom().saturating_sub(1)))
    }

    fn outline_head(&self, room: usize, shell: &Shell) -> Row {
        let parties = self.parties();
        let columns = column(shell) * parties.len() + 2;
        let mut text = fitted(
            &format!("    {}", shell.words().column_clause()),
            room.saturating_sub(columns),
        );
        for id in parties {
            let role = self
                .standing
                .as_deref()
                .map(|standing| standing.status.role(id))
                .unwrap_or_default();
            text.push_str(&head_of(&role, column(shell)));
        }
        Row::of(vec![Span::new(Role::Faint, text)])
    }

    fn parties(&self) -> Vec<&String> {
        self.standing
            .iter()
            .flat_map(|standing| &standing.status.parties)
            .map(|(id, _)| id)
            .take(3)
            .collect()
    }

    /// Sign of the change, mark, number, heading; each party's position and what they amount to.
    fn outline_row(&self, entry: &OutlineEntry, room: usize, shell: &Shell) -> Row {
        let clause = entry
            .clause
            .and_then(|at| self.redlined.as_deref().map(|redlined| &redlined.redline.clauses[at]));
        let sign = clause.map_or('-', change_sign);
        let role = match sign {
            '+' => Role::Insert,
            '-' => Role::Delete,
            '>' => Role::Moved,
            '~' => Role::Heading,
            _ => Role::Faint,
        };
        let alarm = clause.is_some_and(|clause| {
            clause
                .flags
                .iter()
                .any(|flag| matches!(flag, Flag::Hidden | Flag::Reference | Flag::Mismatch | Flag::Languages))
        });
        let mark = self.pending.mark(&entry.id).map_or(' ', |mark| match mark.decision {
            Decision::Offer | Decision::Accept => 'a',
            Decision::Reject => 'x',
            Decision::Reserve => 'r',
            Decision::Withdraw => 'w',
        });
        let parties = self.parties();
        let columns = column(shell) * parties.len() + 2;
        let indent = " ".repeat(entry.depth.saturating_sub(1).min(3));
        let name = format!("{indent}{} {}", entry.number, one_line(&entry.heading));
        let name = format!("{} ", fitted(&name, room.saturating_sub(5 + columns)));
        let status = self.status_of(entry);
        let mut spans = vec![
            Span::new(role, sign.to_string()),
            if alarm {
                Span::new(Role::Alarm, "!")
            } else {
                Span::plain(" ")
            },
            if mark == ' ' {
                Span::plain(" ")
            } else {
                Span::new(Role::Pending, mark.to_string())
            },
            Span::plain(" "),
            match () {
                () if entry.changed => Span::new(Role::Heading, name),
                () if status.is_some_and(|status| status.standing.standing.is_none()) => Span::plain(name),
                () => Span::new(Role::Faint, name),
            },
        ];
        for id in parties {
            let position = status
                .filter(|status| status.standing.standing.is_some())
                .and_then(|status| status.standing.positions.iter().find(|position| position.party == *id));
            let kind = position.map(|position| position.kind);
            let text = kind.map_or("", |kind| shell.positions().short(kind));
            let role = match kind {
                Some(PositionKind::Rejected) => Role::Standing(crate::negotiation::Standing::Rejected),
                Some(PositionKind::Reserved) => Role::Standing(crate::negotiation::Standing::Reserved),
                Some(PositionKind::Offered | PositionKind::Accepted) => {
                    Role::Standing(crate::negotiation::Standing::Agreed)
                }
                _ => Role::Faint,
            };
            spans.push(Span::new(role, format!("{} ", fitted(text, column(shell) - 1))));
        }
        if let Some(standing) = status.and_then(|status| status.standing.standing) {
            spans.push(Span::new(Role::Standing(standing), standing_sign(standing).to_string()));
        }
        Row::of(spans)
    }

    fn paint_text(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        let rows = usize::from(area.height);
        self.rows = rows;
        let (at, whole) = (self.place, self.whole);
        let (place, shown) = self.with_text(shell, |text| {
            let place = text.settled(at, rows);
            (place, text.in_sight(place, rows))
        })?;
        self.place = place;
        let lines = shown
            .iter()
            .enumerate()
            .map(|(line, (place, _))| (area.y.saturating_add(u16::try_from(line).unwrap_or(u16::MAX)), *place));
        self.shown.paint(lines.collect());
        let change = self.change.filter(|_| self.shows_marks());
        for (line, (place, row)) in shown.iter().enumerate() {
            let y = area.y + u16::try_from(line).unwrap_or(0);
            let at = Rect { y, height: 1, ..area };
            // In one flow the heading of the clause that keys act upon is chosen.
            shell.looks.row(frame.buffer_mut(), at, row, RowState::No);
            if whole && place.row == 0 && place.entry == self.selected {
                let cells = u16::try_from(row.width()).unwrap_or(u16::MAX).min(at.width);
                frame
                    .buffer_mut()
                    .set_style(Rect { width: cells, ..at }, shell.looks.chosen(RowState::Elsewhere));
            }
            if let Some(change) = change.filter(|change| row.has_mark(*change)) {
                show_change(frame, at, row, change, shell);
            }
        }
        shell.looks.mark_found(frame.buffer_mut(), area, &self.search);
        Some((area.x, area.y))
    }

    /// Which change is shown, for the line at the bottom.
    #[must_use]
    pub fn progress_words(&self, shell: &Shell) -> Option<String> {
        if self.tab == Tab::Review {
            return self.review.progress_words(shell);
        }
        let at = self.stop()?;
        Some(shell.words().change_of(at + 1, self.stops().len()))
    }

    /// Selects what was pressed with the mouse.
    pub fn press(&mut self, column: u16, row: u16, shell: &Shell) {
        let panes = self.panes(shell);
        if self.tab == Tab::Redline && row >= 3 && column < panes.outline.right() && panes.has_outline() {
            self.focus = Focus::Outline;
            let place = self.outline_top + usize::from(row - 3);
            if place < self.listed.len() {
                self.select(place);
            }
        } else if self.tab == Tab::Redline {
            self.focus = Focus::Text;
        }
    }
}

/// How many cells the positions of a party take: a word, and the blank behind it.
fn column(shell: &Shell) -> usize {
    match shell.language {
        Language::English => 4,
        Language::Chinese => 5,
    }
}

/// The first letters of a name that fit, filled up to so many cells.
fn head_of(name: &str, cells: usize) -> String {
    let mut head = String::new();
    for c in name.chars() {
        let mut longer = head.clone();
        longer.push(c);
        if width(&longer) > cells {
            break;
        }
        head = longer;
    }
    // Two names side by side keep apart.
    if width(&head) == cells {
        head.pop();
    }
    fitted(&head, cells)
}

/// Lays the look of the selection over the words of the present change.
fn show_change(frame: &mut Frame<'_>, at: Rect, row: &Row, change: usize, shell: &Shell) {
    let mut x = at.x + u16::try_from(row.indent).unwrap_or(0);
    for span in &row.spans {
        let cells = u16::try_from(width(&span.text)).unwrap_or(u16::MAX);
        if span.mark == Some(change) {
            let words = Rect {
                x,
                width: cells.min(at.right().saturating_sub(x)),
                ..at
            };
            frame.buffer_mut().set_style(words, shell.looks.chosen(RowState::Here));
        }
        x = x.saturating_add(cells).min(at.right());
    }
}
