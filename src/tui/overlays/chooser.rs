//! What both sides changed: each part with both wordings, and whose is to stand. Nothing happens before all is chosen
//! and confirmed.

use super::{Pressed, Question, sheet};
use crate::session::{Choice, Conflict, How, Touched};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::list::ListCursor;
use crate::tui::look::RowState;
use crate::tui::operation::Operation;
use crate::tui::reader::{RedlineSide, Row, View, heading_rows, pair_rows, paragraph, side_rows, text_rows};
use crate::tui::screens::Shell;
use crate::wording::{Role, Span, SyncWords, fitted, one_line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The actions that hints show here, the most wanted first.
const HINTS: &[Action] = &[Action::KeepOurs, Action::TakeTheirs, Action::Back, Action::PageDown];
/// The same once everything is chosen.
const HINTS_CHOSEN: &[Action] = &[
    Action::GoOn,
    Action::KeepOurs,
    Action::TakeTheirs,
    Action::Back,
    Action::PageDown,
];

/// What both sides changed, to choose from.
pub struct Chooser {
    conflicts: Vec<Conflict>,
    chosen: Vec<Option<Choice>>,
    /// What was settled before these came up.
    settled: Vec<(Conflict, Choice)>,
    list: ListCursor,
    /// The first row of the wordings in sight, how many there are, and how many are shown.
    top: usize,
    rows: usize,
    height: usize,
    /// Something is still to be chosen, which a key overlooked.
    reminded: bool,
    /// The last look before everything is exchanged.
    asking: Option<Question>,
}

impl Chooser {
    /// A choice for each of these, beside what is settled already.
    #[must_use]
    pub fn new(conflicts: Vec<Conflict>, settled: Vec<(Conflict, Choice)>) -> Self {
        let chosen = vec![None; conflicts.len()];
        Self {
            conflicts,
            chosen,
            settled,
            list: ListCursor::default(),
            top: 0,
            rows: 0,
            height: 0,
            reminded: false,
            asking: None,
        }
    }

    /// What is to be done once it is confirmed.
    #[must_use]
    pub fn deed(&self) -> Operation {
        let chosen = self.conflicts.iter().zip(&self.chosen);
        let chosen = chosen.filter_map(|(conflict, choice)| Some((conflict.clone(), (*choice)?)));
        Operation::Exchange {
            settled: self.settled.iter().cloned().chain(chosen).collect(),
        }
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key, keymap: &Keymap, shell: &Shell) -> Pressed {
        if let Some(question) = &mut self.asking {
            let pressed = question.press(key, keymap);
            if pressed == Pressed::Closes {
                // Back to the choice: nothing of it is lost.
                self.asking = None;
                return Pressed::Stays;
            }
            return pressed;
        }
        self.reminded = false;
        let page = self.height.saturating_sub(1).max(1);
        match keymap.action(KeyContext::Choices, key) {
            Some(Action::KeepOurs) => self.choose(Choice::Ours),
            Some(Action::TakeTheirs) => self.choose(Choice::Theirs),
            Some(Action::GoOn) => self.go_on(shell),
            Some(Action::Back) => return Pressed::Closes,
            Some(Action::TextUp) => self.scroll_up(1),
            Some(Action::TextDown) => self.scroll_down(1),
            Some(Action::PageUp) => self.scroll_up(page),
            Some(Action::PageDown) => self.scroll_down(page),
            Some(Action::HalfUp) => self.scroll_up(page.div_ceil(2)),
            Some(Action::HalfDown) => self.scroll_down(page.div_ceil(2)),
            Some(action) if self.list.act(action, self.conflicts.len()) => self.top = 0,
            _ if key == Key::ctrl('c') => return Pressed::Closes,
            _ => {}
        }
        Pressed::Stays
    }

    /// Chooses for the selected part and goes on to the next that has no choice.
    fn choose(&mut self, choice: Choice) {
        let at = self.list.selected;
        if let Some(chosen) = self.chosen.get_mut(at) {
            *chosen = Some(choice);
        }
        let open = |at: &usize| self.chosen[*at].is_none();
        if let Some(next) = (at..self.chosen.len()).chain(0..at).find(open) {
            (self.list.selected, self.top) = (next, 0);
        }
    }

    fn go_on(&mut self, shell: &Shell) {
        let words = SyncWords(shell.language);
        if let Some(open) = self.chosen.iter().position(Option::is_none) {
            self.reminded = true;
            (self.list.selected, self.top) = (open, 0);
            return;
        }
        let mut rows = Vec::new();
        for (conflict, choice) in self.conflicts.iter().zip(&self.chosen) {
            let part = format!("{}  {}", conflict.called(words), one_line(&conflict.contract));
            let said = words.0.says(choice_word(*choice, shell), &part);
            rows.push(Row {
                indent: 1,
                spans: vec![Span::plain(said)],
            });
        }
        rows.push(Row {
            indent: 1,
            spans: vec![Span::new(Role::Faint, words.who_chooses())],
        });
        self.asking = Some(Question::new(
            words.chosen_title(),
            rows,
            words.confirm_choices(),
            self.deed(),
        ));
    }

    fn scroll_up(&mut self, by: usize) {
        self.top = self.top.saturating_sub(by);
    }

    fn scroll_down(&mut self, by: usize) {
        self.top = (self.top + by).min(self.rows.saturating_sub(self.height));
    }

    /// Paints it over the whole area; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell, keymap: &Keymap) -> (u16, u16) {
        let words = SyncWords(shell.language);
        let looks = &shell.looks;
        let inside = sheet(frame.buffer_mut(), area, area.height, words.both_changed(), looks);
        // Parts above, a third of the room at most; then how many are chosen, the wordings, the keys.
        let who = who_chooses(inside, shell);
        for (y, row) in (inside.top()..).zip(&who) {
            looks.row(frame.buffer_mut(), Rect { y, height: 1, ..inside }, row, RowState::No);
        }
        let above = u16::try_from(who.len()).unwrap_or(0);
        let inside = Rect {
            y: inside.y + above,
            height: inside.height - above,
            ..inside
        };
        let listed = u16::try_from(self.conflicts.len())
            .unwrap_or(u16::MAX)
            .min((inside.height / 3).max(1));
        let list = Rect {
            height: listed.min(inside.height),
            ..inside
        };
        let entries: Vec<Vec<Row>> = (0..self.conflicts.len())
            .map(|at| vec![self.entry(at, shell)])
            .collect();
        self.list.paint(frame.buffer_mut(), list, &entries, looks, true);
        let line = |y: u16| Rect {
            y,
            height: u16::from(y < inside.bottom()),
            ..inside
        };
        let chosen = self.chosen.iter().flatten().count();
        let said = words.chosen(chosen, self.chosen.len());
        let said = if self.reminded {
            format!("{said}  {}", words.choose_first())
        } else {
            said
        };
        let role = if self.reminded { Role::Alarm } else { Role::Bar };
        looks.line(frame.buffer_mut(), line(list.bottom()), role, &format!(" {said}"));
        let text = Rect {
            y: list.bottom() + 1,
            height: inside.height.saturating_sub(list.height + 2),
            ..inside
        };
        let rows = self.wordings(usize::from(inside.width).saturating_sub(2), who.is_empty(), shell);
        (self.rows, self.height) = (rows.len(), usize::from(text.height));
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        for (at, row) in rows.iter().skip(self.top).take(self.height).enumerate() {
            let row = Row {
                indent: row.indent + 1,
                ..row.clone()
            };
            looks.row(
                frame.buffer_mut(),
                line(text.y + u16::try_from(at).unwrap_or(0)),
                &row,
                RowState::No,
            );
        }
        let hints = if chosen == self.chosen.len() {
            HINTS_CHOSEN
        } else {
            HINTS
        };
        let hints = keymap.hints(hints, shell.actions(), usize::from(inside.width));
        looks.spans(frame.buffer_mut(), line(inside.bottom().saturating_sub(1)), 0, &hints);
        if let Some(question) = &mut self.asking {
            question.paint(frame, area, looks, shell.words());
        }
        self.list.cursor(list, entries.iter().map(Vec::len))
    }

    /// A part in the list: whose is chosen, what it is called, in which contract.
    fn entry(&self, at: usize, shell: &Shell) -> Row {
        const CHOICE: usize = 12;
        let conflict = &self.conflicts[at];
        let words = SyncWords(shell.language);
        let choice = self.chosen[at];
        let role = if choice.is_some() { Role::Pending } else { Role::Alarm };
        Row::of(vec![
            Span::new(role, format!(" {} ", fitted(choice_word(choice, shell), CHOICE))),
            Span::plain(conflict.called(words)),
            Span::new(Role::Faint, format!("  {}", one_line(&conflict.contract))),
        ])
    }

    /// Both wordings of the selected part, and what has to be known to choose.
    fn wordings(&self, room: usize, with_who: bool, shell: &Shell) -> Vec<Row> {
        let Some(conflict) = self.conflicts.get(self.list.selected) else {
            return Vec::new();
        };
        let words = SyncWords(shell.language);
        let choice = self.chosen[self.list.selected];
        let label = |own: bool| label(conflict, own, choice, shell);
        let gone = |text: &Option<String>| {
            let said = if text.is_none() { words.deleted() } else { "" };
            vec![Span::new(Role::Alarm, said)]
        };
        let mut rows = Vec::new();
        if let Some(labels) = pair_rows(label(true), label(false), room) {
            rows.extend(labels);
            if conflict.ours.is_none() || conflict.theirs.is_none() {
                rows.extend(pair_rows(gone(&conflict.ours), gone(&conflict.theirs), room).unwrap_or_default());
            }
            if let Some(difference) = &conflict.difference {
                rows.extend(heading_rows(difference, View::SideBySide, room));
                rows.extend(text_rows(difference, View::SideBySide, room, &one_line));
            }
        } else {
            for (own, text, side) in [
                (true, &conflict.ours, RedlineSide::Old),
                (false, &conflict.theirs, RedlineSide::New),
            ] {
                paragraph(&mut rows, &label(own), 0, room);
                match (&conflict.difference, text) {
                    (Some(difference), Some(_)) => rows.extend(side_rows(difference, side, room)),
                    _ => paragraph(&mut rows, &gone(text), 0, room),
                }
                rows.push(Row::default());
            }
            rows.pop();
        }
        rows.push(Row::default());
        let mut note = |said: &str| paragraph(&mut rows, &[Span::new(Role::Faint, said)], 0, room);
        if [&conflict.our_deed, &conflict.their_deed]
            .iter()
            .any(|deed| deed.how == How::Moved)
            && conflict.ours == conflict.theirs
        {
            note(words.where_it_stands());
        } else {
            note(words.signs());
        }
        if conflict.part.starts_with("party:") {
            note(&words.ask_party(&one_line(&conflict.heading)));
        }
        if with_who {
            note(words.who_chooses());
        }
        rows
    }
}

/// What a side's wording stands for, who wrote it, and whether it is chosen.
fn label(conflict: &Conflict, own: bool, choice: Option<Choice>, shell: &Shell) -> Vec<Span> {
    let words = SyncWords(shell.language);
    let (stands_for, deed): (Choice, &Touched) = if own {
        (Choice::Ours, &conflict.our_deed)
    } else {
        (Choice::Theirs, &conflict.their_deed)
    };
    let chosen = choice == Some(stands_for);
    let (sign, role) = if chosen {
        ("> ", Role::Pending)
    } else {
        ("", Role::Heading)
    };
    let whose = format!("{sign}{}", choice_word(Some(stands_for), shell));
    vec![
        Span::new(role, whose),
        Span::new(Role::Faint, words.0.says("", &deed.message(words))),
    ]
}

/// What a choice is called, from one's own side.
fn choice_word(choice: Option<Choice>, shell: &Shell) -> &'static str {
    match choice {
        None => SyncWords(shell.language).not_chosen(),
        Some(Choice::Ours) => shell.actions().keep_ours(),
        Some(Choice::Theirs) => shell.actions().take_theirs(),
    }
}

/// Who has to choose; where there is no room above the list, that stands below the wordings.
fn who_chooses(inside: Rect, shell: &Shell) -> Vec<Row> {
    const ROOMY: u16 = 16;
    let mut rows = Vec::new();
    if inside.height >= ROOMY {
        let said = SyncWords(shell.language).who_chooses();
        paragraph(
            &mut rows,
            &[Span::new(Role::Faint, said)],
            1,
            usize::from(inside.width).saturating_sub(1),
        );
    }
    rows
}
