//! A list to pick from: commands, keys, rounds, colours, formats.

use super::{Pressed, sheet};
use crate::review::{Manner, ProposedWording};
use crate::session::{CommentSubject, VersionName};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::list::ListCursor;
use crate::tui::look::Looks;
use crate::tui::reader::{Row, paragraph};
use crate::wording::{Role, Span, fitted, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// What is picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Something to do.
    Action(Action),
    /// A theme.
    Theme(String),
    /// The left side of the comparison.
    Left(VersionName),
    /// The right side.
    Right(VersionName),
    /// The party whose keys are meant, by its id.
    Keys(String),
    /// A wording of a checklist, and where it goes.
    Wording(ProposedWording, Manner),
    /// What a comment is about, and whether colleagues alone see it.
    Comment(CommentSubject, bool),
    /// A format to write, by its file ending.
    Export(&'static str),
    /// The evidence file, to be written.
    Evidence,
    /// A contract, at a clause of it if there is one, with the words that were searched for.
    Found {
        /// The contract.
        contract: String,
        /// The clause, by id.
        clause: Option<String>,
        /// The words.
        words: String,
    },
    /// Nothing: it is there to be read.
    Nothing,
}

/// A row to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickerItem {
    /// What it is called, and what is typed to find it.
    pub label: String,
    /// What stands behind it.
    pub detail: String,
    /// The keys that do the same.
    pub keys: String,
    /// Why it cannot be done here; `None` where it can.
    pub why_not: Option<String>,
    /// What it stands for.
    pub pick: Pick,
}

/// A list to pick from.
pub struct Picker {
    title: String,
    items: Vec<PickerItem>,
    /// Another page of such rows, with its title; tab goes there and back.
    other: Option<(String, Vec<PickerItem>)>,
    /// What was typed to narrow the list; `None` where letters do not narrow it but move the selection.
    typed: Option<String>,
    /// What is said where nothing has what was typed.
    nothing: &'static str,
    list: ListCursor,
}

impl Picker {
    /// A list in which letters move the selection, beginning at one of the items.
    #[must_use]
    pub fn new(title: impl Into<String>, items: Vec<PickerItem>, selected: usize) -> Self {
        Self {
            title: title.into(),
            items,
            other: None,
            typed: None,
            nothing: "",
            list: ListCursor::at(selected),
        }
    }

    /// A list that typing narrows; `nothing` is said where no row has what was typed.
    #[must_use]
    pub fn narrowing(title: impl Into<String>, items: Vec<PickerItem>, nothing: &'static str) -> Self {
        Self {
            title: title.into(),
            items,
            other: None,
            typed: Some(String::new()),
            nothing,
            list: ListCursor::default(),
        }
    }

    /// The same with a second page, of which what is typed finds rows as well.
    #[must_use]
    pub fn with_page(mut self, title: impl Into<String>, items: Vec<PickerItem>) -> Self {
        self.other = Some((title.into(), items));
        self
    }

    fn shown(&self) -> Vec<&PickerItem> {
        let words: Vec<String> = self
            .typed
            .as_deref()
            .unwrap_or_default()
            .to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let has = |item: &&PickerItem| {
            let text = format!("{} {} {}", item.label, item.detail, item.keys).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let other = self.other.iter().flat_map(|(_, items)| items);
        self.items
            .iter()
            .chain(other.filter(|_| !words.is_empty()))
            .filter(has)
            .collect()
    }

    fn picked(&self) -> Option<Pick> {
        let picked = self.shown().get(self.list.selected).map(|item| item.pick.clone());
        picked.filter(|pick| *pick != Pick::Nothing)
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key, keymap: &Keymap) -> Pressed {
        let action = match (self.typed.is_some(), key.code) {
            // Where letters narrow the list, only keys that write nothing do anything else.
            (true, Code::Char(_)) if !key.ctrl && !key.alt => None,
            (true, Code::Left | Code::Right) => return Pressed::Stays,
            (_, Code::Tab | Code::BackTab) => return self.turn(),
            (true, Code::Char('u')) if key.ctrl => return self.typing(String::clear),
            (true, Code::Char('c')) if key.ctrl => Some(Action::Back),
            _ => keymap.action(KeyContext::Picker, key),
        };
        let count = self.shown().len();
        match (action, key.code) {
            (Some(Action::Open), _) => self.picked().map_or(Pressed::Stays, Pressed::Picks),
            (Some(Action::Back), _) => Pressed::Closes,
            (Some(action), _) if self.list.act(action, count) => {
                self.picked().map_or(Pressed::Stays, Pressed::Previews)
            }
            (None, Code::Char(c)) if !key.ctrl && !key.alt => self.typing(|typed| typed.push(c)),
            (None, Code::Backspace) => self.typing(|typed| {
                typed.pop();
            }),
            _ => Pressed::Stays,
        }
    }

    /// Takes pasted words.
    pub fn paste(&mut self, text: &str) -> Pressed {
        let plain: String = text.chars().filter(|c| !c.is_control()).collect();
        self.typing(|typed| typed.push_str(&plain))
    }

    /// Goes to the other page.
    fn turn(&mut self) -> Pressed {
        if let Some((title, items)) = &mut self.other {
            std::mem::swap(&mut self.title, title);
            std::mem::swap(&mut self.items, items);
            self.list = ListCursor::default();
        }
        Pressed::Stays
    }

    fn typing(&mut self, change: impl FnOnce(&mut String)) -> Pressed {
        if let Some(typed) = &mut self.typed {
            change(typed);
            self.list.selected = 0;
        }
        Pressed::Stays
    }

    /// Paints it over the lower part of the area; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, looks: &Looks) -> Option<(u16, u16)> {
        let title = match &self.typed {
            Some(typed) => format!("{}  {typed}_", self.title),
            None => self.title.clone(),
        };
        let all = self.items.iter().chain(self.other.iter().flat_map(|(_, items)| items));
        let columns = Columns::of(all, usize::from(area.width));
        let height = |items: &[PickerItem]| items.iter().map(|item| columns.rows(item).len()).sum::<usize>();
        // As high as its higher page, whatever is typed.
        let wanted = height(&self.items).max(self.other.as_ref().map_or(0, |(_, items)| height(items)));
        let wanted = u16::try_from(wanted)
            .unwrap_or(u16::MAX)
            .min(area.height.saturating_sub(2));
        let inside = sheet(frame.buffer_mut(), area, wanted, &title, looks);
        let entries: Vec<Vec<Row>> = self.shown().into_iter().map(|item| columns.rows(item)).collect();
        self.list.paint(frame.buffer_mut(), inside, &entries, looks, true);
        if entries.is_empty() {
            let said = format!(" {}", self.nothing);
            looks.line(
                frame.buffer_mut(),
                Rect {
                    height: inside.height.min(1),
                    ..inside
                },
                Role::Plain,
                &said,
            );
        }
        (!entries.is_empty()).then(|| self.list.cursor(inside, entries.iter().map(Vec::len)))
    }
}

/// How wide keys and labels are, and the rest.
struct Columns {
    keys: usize,
    label: usize,
    room: usize,
}

impl Columns {
    fn of<'i>(items: impl Iterator<Item = &'i PickerItem> + Clone, room: usize) -> Self {
        const KEYS: usize = 18;
        const LABEL: usize = 28;
        let widest = |texts: &mut dyn Iterator<Item = usize>, most: usize| texts.max().unwrap_or(0).min(most);
        let keys = widest(&mut items.clone().map(|item| width(&item.keys)), KEYS);
        let is_plain = items
            .clone()
            .all(|item| item.detail.is_empty() && item.why_not.is_none());
        let label = if is_plain {
            room
        } else {
            widest(&mut items.map(|item| width(&item.label)), LABEL)
        };
        Self { keys, label, room }
    }

    /// Keys, name, and what it does or why it cannot be done: beside the name where that has room, else below.
    fn rows(&self, item: &PickerItem) -> Vec<Row> {
        const LEAST: usize = 24;
        const BELOW: usize = 3;
        let mut spans = vec![Span::plain(" ")];
        let role = |role: Role| if item.why_not.is_some() { Role::Faint } else { role };
        if self.keys > 0 {
            spans.push(Span::new(
                role(Role::Key),
                format!("{} ", fitted(&item.keys, self.keys)),
            ));
        }
        spans.push(Span::new(
            role(Role::Plain),
            format!("{} ", fitted(&item.label, self.label)),
        ));
        let said = item.why_not.as_ref().unwrap_or(&item.detail);
        if said.is_empty() {
            return vec![Row::of(spans)];
        }
        let beside: usize = spans.iter().map(|span| width(&span.text)).sum();
        let indent = if self.room >= beside + LEAST { beside } else { BELOW };
        let mut below = Vec::new();
        paragraph(
            &mut below,
            &[Span::new(Role::Faint, said.clone())],
            indent,
            self.room.saturating_sub(1),
        );
        if indent == beside && !below.is_empty() {
            spans.extend(below.remove(0).spans);
        }
        [vec![Row::of(spans)], below].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker(narrowing: bool) -> Picker {
        let item = |label: &str, action| PickerItem {
            label: label.into(),
            detail: String::new(),
            keys: String::new(),
            why_not: None,
            pick: Pick::Action(action),
        };
        let items = vec![
            item("accept", Action::Accept),
            item("reject", Action::Reject),
            item("record", Action::Record),
        ];
        if narrowing {
            Picker::narrowing("?", items, "nothing")
        } else {
            Picker::new("?", items, 1)
        }
    }

    #[test]
    fn typing_narrows_and_enter_picks_the_first() {
        let keymap = Keymap::default();
        let mut picker = picker(true);
        for c in "rec".chars() {
            assert_eq!(picker.press(Key::char(c), &keymap), Pressed::Stays);
        }
        assert_eq!(
            picker.press(Key::plain(Code::Enter), &keymap),
            Pressed::Picks(Pick::Action(Action::Record))
        );
        picker.paste("zz");
        assert_eq!(
            picker.press(Key::plain(Code::Enter), &keymap),
            Pressed::Stays,
            "nothing has these words"
        );
        assert_eq!(
            picker.press(Key::char('q'), &keymap),
            Pressed::Stays,
            "a letter is a letter"
        );
        assert_eq!(picker.press(Key::plain(Code::Esc), &keymap), Pressed::Closes);
    }

    #[test]
    fn letters_move_where_they_do_not_narrow_and_every_move_is_previewed() {
        let keymap = Keymap::default();
        let mut picker = picker(false);
        assert_eq!(
            picker.press(Key::char('k'), &keymap),
            Pressed::Previews(Pick::Action(Action::Accept))
        );
        assert_eq!(
            picker.press(Key::plain(Code::Down), &keymap),
            Pressed::Previews(Pick::Action(Action::Reject))
        );
        assert_eq!(picker.press(Key::char('q'), &keymap), Pressed::Closes);
    }

    #[test]
    fn what_is_there_to_be_read_has_a_page_of_its_own_and_is_not_picked() {
        let keymap = Keymap::default();
        let read = PickerItem {
            label: "sign".into(),
            detail: String::new(),
            keys: "~".into(),
            why_not: None,
            pick: Pick::Nothing,
        };
        let mut picker = Picker::narrowing("signs", vec![read], "nothing").with_page("keys", picker(true).items);
        assert_eq!(picker.press(Key::plain(Code::Enter), &keymap), Pressed::Stays);
        picker.press(Key::plain(Code::Tab), &keymap);
        assert_eq!(
            picker.press(Key::plain(Code::Enter), &keymap),
            Pressed::Picks(Pick::Action(Action::Accept))
        );
        // What is typed is found on either page.
        picker.paste("sign");
        assert_eq!(picker.shown().len(), 1);
        picker.press(Key::ctrl('u'), &keymap);
        assert_eq!(picker.shown().len(), 3, "cleared");
    }

    #[test]
    fn what_an_action_does_is_wrapped_and_never_cut_at_any_width() {
        let said = "Mark every clause that waits for your party in the very words it last accepted or offered.";
        let mut item = picker(true).items.remove(0);
        item.keys = "pgdn space ctrl-f".into();
        item.detail = said.into();
        for room in [40, 60, 80, 120, 200] {
            let columns = Columns::of([&item].into_iter(), room);
            let rows = columns.rows(&item);
            let words: Vec<String> = rows.iter().map(Row::text).collect();
            let words = words.join(" ");
            let words: Vec<&str> = words.split_whitespace().collect();
            assert!(words.join(" ").ends_with(said), "{room}: {words:?}");
            assert!(rows.iter().all(|row| row.width() <= room), "{room}");
        }
    }
}
