//! A line or a few to type into.

use super::{Pressed, sheet};
use crate::negotiation::Decision;
use crate::session::CommentSubject;
use crate::tui::key::{Code, Key};
use crate::tui::look::Looks;
use crate::wording::{CommentWords, Role, ScreenWords};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{Input, TextArea, WrapMode};

/// What the words are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Finds them in all contracts.
    Everywhere,
    /// Finds them in the text.
    Search,
    /// The reason or condition of a decision on clauses.
    Reason {
        /// The decision.
        decision: Decision,
        /// The clauses, by id.
        clauses: Vec<String>,
    },
    /// A heading or a title of the draft.
    Draft(Drafting),
    /// A note for the other side.
    Note,
    /// A comment: what it is about, and whether colleagues alone see it.
    Comment(CommentSubject, bool),
    /// Which words of a clause a comment is on.
    CommentOn {
        /// The clause, as a comment names it.
        clause: String,
        /// Whether colleagues alone see it.
        internal: bool,
        /// What was typed of the comment.
        text: String,
    },
    /// A note to oneself on a finding, by its name.
    OfFinding(String),
}

impl Purpose {
    /// Whether what was typed is kept when the prompt is left.
    fn keeps(&self) -> bool {
        matches!(self, Self::Reason { .. } | Self::OfFinding(_))
    }

    /// Whether there is a prompt beside it.
    fn turns(&self) -> bool {
        matches!(self, Self::Comment(CommentSubject::Clause { .. }, _))
    }

    fn rows(&self) -> u16 {
        match self {
            Self::Everywhere | Self::Search | Self::Draft(_) | Self::CommentOn { .. } => 1,
            Self::Reason { .. } | Self::Note | Self::OfFinding(_) | Self::Comment(..) => ROWS,
        }
    }
}

/// What of the draft the words are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drafting {
    /// The heading of a new clause.
    Add {
        /// The clause that it stands behind, or below; `None` for the first of all.
        beside: Option<String>,
        /// Whether it is a sub-clause.
        below: bool,
    },
    /// The heading of a clause.
    Heading {
        /// The clause's id.
        clause: String,
        /// The heading as it was shown.
        seen: String,
    },
    /// The title of the contract.
    Title {
        /// The title as it was shown.
        seen: String,
    },
}

/// A line or a few to type into.
pub struct Prompt {
    /// What the words are for.
    pub purpose: Purpose,
    title: String,
    /// What was typed here the last time; up brings it back.
    last: String,
    area: TextArea<'static>,
}

/// How many rows a reason gets.
const ROWS: u16 = 4;

impl Prompt {
    /// A prompt with words in it already.
    #[must_use]
    pub fn new(purpose: Purpose, title: &str, text: &str) -> Self {
        let mut area = TextArea::new(vec![text.replace('\n', " ")]);
        area.set_cursor_line_style(Style::default());
        area.set_cursor_style(Style::default().add_modifier(Modifier::REVERSED));
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.input(Input {
            key: ratatui_textarea::Key::End,
            ctrl: false,
            alt: false,
            shift: false,
        });
        Self {
            purpose,
            title: title.to_owned(),
            last: String::new(),
            area,
        }
    }

    /// The same with what was typed the last time, which up brings back.
    #[must_use]
    pub fn with_last(mut self, last: &str) -> Self {
        last.clone_into(&mut self.last);
        self
    }

    /// Puts other words in the place of what was typed.
    fn replace(&mut self, text: &str) -> Pressed {
        self.area.select_all();
        self.area.cut();
        self.area.insert_str(text);
        Pressed::Typed(self.text())
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join(" ")
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Pressed {
        match key.code {
            Code::Enter => return Pressed::Finished(self.text()),
            Code::Esc => return Pressed::Closes,
            Code::Tab if self.purpose.turns() => return Pressed::Turns(self.text()),
            Code::Char('c') if key.ctrl => return Pressed::Closes,
            Code::Char('u') if key.ctrl => return self.replace(""),
            Code::Up if !self.last.is_empty() => {
                let last = self.last.clone();
                return self.replace(&last);
            }
            _ => {}
        }
        let before = self.text();
        if let Some(input) = input(key) {
            self.area.input(input);
        }
        if self.text() == before {
            Pressed::Stays
        } else {
            Pressed::Typed(self.text())
        }
    }

    /// Takes pasted words; line ends become blanks.
    pub fn paste(&mut self, text: &str) -> Pressed {
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.area.insert_str(plain);
        Pressed::Typed(self.text())
    }

    /// How many rows at the bottom of the area it covers.
    #[must_use]
    pub fn height(&self) -> u16 {
        self.purpose.rows() + 2
    }

    /// Paints it at the bottom of the area.
    pub fn paint(&self, frame: &mut Frame<'_>, area: Rect, looks: &Looks, words: ScreenWords) {
        let rows = self.purpose.rows();
        let title = if self.last.is_empty() {
            self.title.clone()
        } else {
            format!("{}   {}", self.title, words.up_for_last())
        };
        let inside = sheet(frame.buffer_mut(), area, rows + 1, &title, looks);
        let text = Rect {
            height: inside.height.saturating_sub(1),
            ..inside
        };
        frame.render_widget(&self.area, text);
        let keys = match () {
            () if self.purpose.turns() => CommentWords(words.0).prompt_keys(),
            () if self.purpose.keeps() => words.input_keys(),
            () => words.input_keys_once(),
        };
        let hint = Rect {
            y: inside.bottom().saturating_sub(1),
            height: inside.height.min(1),
            ..inside
        };
        looks.line(frame.buffer_mut(), hint, Role::Faint, &format!(" {keys}"));
    }
}

/// The key as the text area knows it.
pub(super) fn input(key: Key) -> Option<Input> {
    use ratatui_textarea::Key as Other;
    let other = match key.code {
        Code::Char(c) => Other::Char(c),
        Code::Backspace => Other::Backspace,
        Code::Delete => Other::Delete,
        Code::Left => Other::Left,
        Code::Right => Other::Right,
        Code::Up => Other::Up,
        Code::Down => Other::Down,
        Code::Home => Other::Home,
        Code::End => Other::End,
        Code::PageUp => Other::PageUp,
        Code::PageDown => Other::PageDown,
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Insert | Code::F(_) => return None,
    };
    // Its own key for a new line would make a second line that nobody sees.
    let newline = key.ctrl && matches!(key.code, Code::Char('m' | 'j'));
    (!newline).then_some(Input {
        key: other,
        ctrl: key.ctrl,
        alt: key.alt,
        shift: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_typed_pasted_and_finished_on_one_line() {
        let mut prompt = Prompt::new(Purpose::Note, "Note", "旧");
        assert_eq!(prompt.press(Key::char('新')), Pressed::Typed("旧新".into()));
        assert_eq!(prompt.press(Key::plain(Code::Backspace)), Pressed::Typed("旧".into()));
        assert_eq!(prompt.press(Key::plain(Code::Left)), Pressed::Stays);
        assert_eq!(prompt.paste("a\nb\u{1b}[31m"), Pressed::Typed("a b [31m旧".into()));
        assert_eq!(prompt.press(Key::ctrl('j')), Pressed::Stays, "no second line");
        assert_eq!(
            prompt.press(Key::plain(Code::Enter)),
            Pressed::Finished("a b [31m旧".into())
        );
        assert_eq!(prompt.press(Key::plain(Code::Esc)), Pressed::Closes);
    }

    #[test]
    fn a_prompt_is_cleared_by_one_key_and_up_brings_the_last_words_back() {
        let mut prompt = Prompt::new(Purpose::Search, "Search", "").with_last("旧词 old");
        assert_eq!(prompt.press(Key::char('x')), Pressed::Typed("x".into()));
        assert_eq!(prompt.press(Key::ctrl('u')), Pressed::Typed(String::new()));
        assert_eq!(prompt.press(Key::plain(Code::Up)), Pressed::Typed("旧词 old".into()));
        assert_eq!(prompt.press(Key::char('!')), Pressed::Typed("旧词 old!".into()));
    }
}
