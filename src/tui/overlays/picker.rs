//! A list to pick from: commands, keys, rounds, colours, formats.

use super::{Pressed, sheet};
use crate::review::{Manner, ProposedWording};
use crate::session::{CommentSubject, VersionName};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::list::ListCursor;
use crate::tui::look::Looks;
use crate::tui::reader::Row;
use crate::wording::{Role, Span, fitted};
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
    /// What it stands for.
    pub pick: Pick,
}

/// A list to pick from.
pub struct Picker {
    title: String,
    items: Vec<PickerItem>,
    /// What was typed to narrow the list; `None` where letters do not narrow it but move the selection.
    typed: Option<String>,
    list: ListCursor,
}

impl Picker {
    /// A list in which letters move the selection, beginning at one of the items.
    #[must_use]
    pub fn new(title: impl Into<String>, items: Vec<PickerItem>, selected: usize) -> Self {
        Self {
            title: title.into(),
            items,
            typed: None,
            list: ListCursor::at(selected),
        }
    }

    /// A list that typing narrows.
    #[must_use]
    pub fn narrowing(title: impl Into<String>, items: Vec<PickerItem>) -> Self {
        Self {
            title: title.into(),
            items,
            typed: Some(String::new()),
            list: ListCursor::default(),
        }
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
        self.items.iter().filter(has).collect()
    }

    fn picked(&self) -> Option<Pick> {
        self.shown().get(self.list.selected).map(|item| item.pick.clone())
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key, keymap: &Keymap) -> Pressed {
        let action = match (self.typed.is_some(), key.code) {
            // Where letters narrow the list, only keys that write nothing do anything else.
            (true, Code::Char(_)) if !key.ctrl && !key.alt => None,
            (true, Code::Left | Code::Right) => return Pressed::Stays,
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

    fn typing(&mut self, change: impl FnOnce(&mut String)) -> Pressed {
        if let Some(typed) = &mut self.typed {
            change(typed);
            self.list.selected = 0;
        }
        Pressed::Stays
    }

    /// Paints it over the lower part of the area; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, looks: &Looks) -> Option<(u16, u16)> {
        const KEYS: usize = 18;
        const LABEL: usize = 26;
        let wanted = u16::try_from(self.items.len())
            .unwrap_or(u16::MAX)
            .min(area.height.saturating_sub(2));
        let title = match &self.typed {
            Some(typed) => format!("{}  {typed}_", self.title),
            None => self.title.clone(),
        };
        let inside = sheet(frame.buffer_mut(), area, wanted, &title, looks);
        let with_keys = self.items.iter().any(|item| !item.keys.is_empty());
        let label = if self.items.iter().all(|item| item.detail.is_empty()) {
            usize::from(area.width)
        } else {
            LABEL
        };
        let entries: Vec<Vec<Row>> = self
            .shown()
            .into_iter()
            .map(|item| {
                let mut spans = vec![Span::plain(" ")];
                if with_keys {
                    spans.push(Span::new(Role::Key, format!("{} ", fitted(&item.keys, KEYS))));
                }
                spans.push(Span::plain(format!("{} ", fitted(&item.label, label))));
                spans.push(Span::new(Role::Faint, item.detail.clone()));
                vec![Row::of(spans)]
            })
            .collect();
        self.list.paint(frame.buffer_mut(), inside, &entries, looks, true);
        (!entries.is_empty()).then(|| self.list.cursor(inside, entries.iter().map(Vec::len)))
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
            pick: Pick::Action(action),
        };
        let items = vec![
            item("accept", Action::Accept),
            item("reject", Action::Reject),
            item("record", Action::Record),
        ];
        if narrowing {
            Picker::narrowing("?", items)
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
}
