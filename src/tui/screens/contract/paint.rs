//! How the contract's screen is divided and painted.

use super::sides::ComparedWith;
use super::{ContractScreen, Focus, TABS, Tab};
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
        self.has_outline() && self.text.x == self.outline.x && self.text.y == self.outline.y
    }

    pub(super) fn has_outline(&self) -> bool {
        self.outline.width > 0
    }

    /// Whether the text lies below the outline.
    fn is_stacked(&self) -> bool {
        self.has_outline() && self.text.y > self.outline.y
    }

    /// The line between both panes.
    fn divider(&self) -> Option<Rect> {
        let (outline, text) = (self.outline, self.text);
        if self.is_stacked() {
            return Some(Rect {
                y: text.y - 1,
                height: 1,
                ..text
            });
        }
        (self.has_outline() && !self.is_outline_alone()).then(|| Rect {
            x: text.x - 2,
            width: 1,
            y: text.y,
            height: outline.height,
        })
    }
}

/// Before the number of a round: it is the left side of the comparison, the right one, or both.
pub(in crate::tui) const ROUND_SIGNS: [char; 3] = ['-', '+', '='];

/// Below this width there is no room for two panes side by side.
const NARROW: u16 = 72;
/// From this height on the text has room below the outline.
const STACKED: u16 = 12;
/// Lines above and below the panes: title, tabs, rounds; what was said, hints.
const AROUND: u16 = 5;

/// The part of a window that the panes share.
pub(super) fn below_head(window: (u16, u16)) -> Rect {
    Rect::new(0, 0, window.0, window.1.saturating_sub(AROUND))
}

/// Divides the screen into outline and text, one beside the other or, in a narrow window, one below the other; where that
/// is too low as well, the one with the cursor is shown.
pub(super) fn panes(area: Rect, without_outline: bool, in_text: bool, view: View) -> Panes {
    let whole = Panes {
        outline: Rect { width: 0, ..area },
        text: area,
    };
    if without_outline {
        return whole;
    }
    if area.width < NARROW {
        let above = area.height / 3;
        return match (in_text, area.height >= STACKED) {
            (true, _) => whole,
            (false, true) => Panes {
                outline: Rect { height: above, ..area },
                text: Rect {
                    y: area.y + above + 1,
                    height: area.height - above - 1,
                    ..area
                },
            },
            (false, false) => Panes {
                outline: area,
                text: area,
            },
        };
    }
    let outline = (area.width * 2 / 5).clamp(30, 46);
    let text = Rect {
        x: area.x + outline + 2,
        width: area.width - outline - 2,
        ..area
    };
    // Side by side needs the room of the outline while the cursor is in the text.
    if view == View::SideBySide && usize::from(text.width) < NARROWEST_PAIR && in_text {
        return whole;
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
        if self.tab != Tab::Redline && self.is_never_sent() {
            let said = [vec![Span::plain(shell.words().never_sent())]];
            paint_paragraphs(frame, below, &said, shell);
            return None;
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
            let said = [vec![Span::new(Role::Alarm, one_line(trouble))]];
            paint_paragraphs(frame, below, &said, shell);
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
        if let Some(divider) = panes.divider() {
            let line = if panes.is_stacked() {
                "-".repeat(usize::from(divider.width))
            } else {
                "|".to_owned()
            };
            for y in divider.top()..divider.bottom() {
                let at = Rect {
                    y,
                    height: 1,
                    ..divider
                };
                shell.looks.line(frame.buffer_mut(), at, Role::Faint, &line);
            }
        }
        if !panes.is_outline_alone() {
            let in_text = self.paint_text(frame, panes.text, shell);
            if self.focus == Focus::Text || !panes.has_outline() {
                cursor = in_text;
            }
        }
        cursor
    }

    /// The names of what can be shown, and on the right where the contract stands. Whose turn it is comes before names: of
    /// these as many stand there as have room, the chosen one first.
    fn tabs(&self, room: usize, shell: &Shell) -> Row {
        let names = |(loose, named, chosen): (bool, usize, bool)| {
            let mut spans = vec![Span::plain(if loose { " " } else { "" })];
            for (at, (tab, action)) in TABS.iter().enumerate() {
                let title = (action.entry().title)(shell.actions());
                let number = at + 1;
                spans.push(match (*tab == self.tab, loose) {
                    (true, _) if chosen => Span::new(Role::Chosen, format!(" {number} {title} ")),
                    (true, _) => Span::new(Role::Chosen, format!(" {number}")),
                    (false, true) => Span::new(Role::Bar, format!(" {number} {title} ")),
                    (false, false) if number <= named => Span::new(Role::Bar, format!(" {number} {title}")),
                    (false, false) => Span::new(Role::Bar, format!(" {number}")),
                });
            }
            let used: usize = spans.iter().map(|span| width(&span.text)).sum();
            (spans, used)
        };
        let all = TABS.len();
        let ways = |chosen: bool| {
            let most = if chosen { all } else { 0 };
            let fewer = (0..=most).rev().map(move |named| (false, named, chosen));
            chosen.then_some((true, all, true)).into_iter().chain(fewer).map(names)
        };
        let said = self.balls(shell);
        // A blank in front of it and one behind.
        let fits = |said: &String, used: usize| used + width(said) + 2 <= room;
        let (whose, shortest) = (said.get(1).or(said.first()), said.last());
        let turns = [(whose, true), (shortest, true), (whose, false), (shortest, false)];
        let (mut spans, used) = turns
            .into_iter()
            .filter_map(|(whose, chosen)| Some((whose?, chosen)))
            .find_map(|(whose, chosen)| ways(chosen).find(|(_, used)| fits(whose, *used)))
            .or_else(|| said.is_empty().then(|| ways(true).find(|(_, used)| *used <= room))?)
            .unwrap_or_else(|| names((false, 0, false)));
        let left = room.saturating_sub(used + 2);
        let shown = said.iter().find(|said| width(said) <= left).or(shortest);
        if let Some(said) = shown.filter(|_| left > 0) {
            let said = fitted(said, left.min(width(said)));
            spans.push(Span::plain(" ".repeat(left + 1 - width(&said))));
            spans.push(Span::new(Role::Bar, said));
        }
        Row::of(spans)
    }

    /// Where the contract stands and whose turn it is, the longest way to say it first.
    fn balls(&self, shell: &Shell) -> Vec<String> {
        let Some(standing) = self.standing.as_deref() else {
            return Vec::new();
        };
        if standing.is_never_sent() {
            return vec![shell.words().draft_alone().to_owned()];
        }
        let (status, positions) = (&standing.status, shell.positions());
        let names = self.who_acts(shell);
        let ball = positions.ball(&shell.language.list(&names));
        let both = format!("{}  {ball}", positions.agreed_of(status.agreed, status.total));
        let mut said = vec![both, ball];
        if let [first, rest @ ..] = &names[..]
            && !rest.is_empty()
        {
            said.push(positions.ball(&format!("{first} +{}", rest.len())));
        }
        said
    }

    /// The rounds with both sides of the comparison marked, and what the left side is.
    fn strip(&self, room: usize, shell: &Shell) -> Row {
        if self.redlined.is_none() {
            return Row::default();
        }
        let words = shell.words();
        if self.is_never_sent() {
            let said = fitted(words.send_first(), room.saturating_sub(1));
            return Row::of(vec![Span::new(Role::Bar, format!(" {}", said.trim_end()))]);
        }
        let (from, to) = (&self.sides.from_rounds, self.sides.to_shown.round);
        let newest = self
            .standing
            .as_deref()
            .map_or(to.unwrap_or(0), |standing| standing.status.round);
        let draft = self.sides.right == Some(VersionName::Draft);
        let label = |number: u32| match (from.contains(&number), Some(number) == to) {
            (true, true) => (format!("{}{number}", ROUND_SIGNS[2]), Role::Heading),
            (true, false) => (format!("{}{number}", ROUND_SIGNS[0]), Role::Delete),
            (false, true) => (format!("{}{number}", ROUND_SIGNS[1]), Role::Insert),
            (false, false) => (number.to_string(), Role::Faint),
        };
        let mut spans = Vec::new();
        // What is marked and not recorded is never what is cut off.
        if !self.pending.marks.is_empty() {
            spans.push(Span::new(
                Role::Pending,
                format!(" {} ", words.marked(self.pending.marks.len())),
            ));
        }
        spans.push(Span::new(Role::Faint, format!(" {} ", words.rounds())));
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

    /// Who has to act: the reader's party as such and first, others by what the contract calls them.
    fn who_acts(&self, shell: &Shell) -> Vec<String> {
        let Some(standing) = self.standing.as_deref() else {
            return Vec::new();
        };
        let own = standing.speaking.party();
        let is_own = |id: &&String| own == Some(id.as_str());
        let ball = &standing.status.ball;
        let mine = ball.iter().filter(is_own).map(|_| shell.words().yours().to_owned());
        let others = ball.iter().filter(|id| !is_own(id));
        let names: Vec<String> = mine.chain(others.map(|id| standing.status.role(id))).collect();
        if names.is_empty() {
            vec![shell.words().nobody().to_owned()]
        } else {
            names
        }
    }

    fn paint_outline(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> (u16, u16) {
        let rows = usize::from(area.height.saturating_sub(1));
        self.outline_rows = rows;
        // What is typed into covers no selected clause.
        let free = shell.covered_from.map_or(rows, |from| {
            usize::from(from.saturating_sub(area.y + 1)).min(rows).max(1)
        });
        self.outline_top = self
            .outline_top
            .clamp((self.selected + 1).saturating_sub(free), self.selected);
        // No blank rows at the end while there are entries above.
        self.outline_top = self.outline_top.min(self.listed.len().saturating_sub(free));
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

    fn paint_text(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        let rows = usize::from(area.height);
        self.rows = rows;
        let (at, whole) = (self.place, self.whole);
        let (place, shown) = self.with_text(shell, |text| {
            let place = text.settled(at, rows);
            (place, text.in_sight(place, rows))
        })?;
        self.place = place;
        self.note_sight(place, rows, shell);
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
            self.search.mark(frame.buffer_mut(), at, *place, &shell.looks);
            if let Some(change) = change.filter(|change| row.has_mark(*change)) {
                show_change(frame, at, row, change, shell);
            }
        }
        Some((area.x, area.y))
    }

    /// Selects what was pressed with the mouse.
    pub fn press(&mut self, column: u16, row: u16, shell: &Shell) {
        let panes = self.panes(shell);
        // Rows of the panes are counted below the tabs and the rounds.
        let below = row.saturating_sub(2);
        if self.tab == Tab::Redline
            && row >= 3
            && column < panes.outline.right()
            && below < panes.outline.bottom()
            && panes.has_outline()
        {
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

/// Paints paragraphs at the top of an area, wrapped, a blank line between them.
pub(super) fn paint_paragraphs(frame: &mut Frame<'_>, area: Rect, paragraphs: &[Vec<Span>], shell: &Shell) {
    let mut rows: Vec<Row> = Vec::new();
    for said in paragraphs {
        if !rows.is_empty() {
            rows.push(Row::default());
        }
        crate::tui::reader::paragraph(&mut rows, said, 1, usize::from(area.width).saturating_sub(2));
    }
    for (at, row) in rows.iter().enumerate().take(usize::from(area.height)) {
        let y = area.y + u16::try_from(at).unwrap_or(0);
        let line = Rect { y, height: 1, ..area };
        shell.looks.row(frame.buffer_mut(), line, row, RowState::No);
    }
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
