//! What is laid over a screen: a line to type into, a plain editor, a list to pick from, a question, a choice between two
//! wordings.

mod chooser;
mod editor;
mod picker;
mod prompt;
mod question;

pub use chooser::Chooser;
pub use editor::Editor;
pub use picker::{Pick, Picker, PickerItem};
pub use prompt::{Drafting, Prompt, Purpose};
pub use question::Question;

use super::look::Looks;
use crate::wording::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Something laid over a screen.
pub enum Overlay {
    /// A line or a few to type into.
    Prompt(Box<Prompt>),
    /// The text of a clause to type.
    Editor(Box<Editor>),
    /// A list to pick from.
    Picker(Picker),
    /// A question with yes or no.
    Question(Question),
    /// What both sides changed, to choose from.
    Chooser(Box<Chooser>),
}

/// What a key did to an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// It stays.
    Stays,
    /// It closes, and nothing happens.
    Closes,
    /// It stays, and what was typed is now this.
    Typed(String),
    /// It closes with what was typed.
    Finished(String),
    /// It gives way to another one that belongs to it, with what was typed.
    Turns(String),
    /// It stays, and this is what would be picked.
    Previews(Pick),
    /// It closes, and this is picked.
    Picks(Pick),
    /// It closes, and the answer is yes.
    Agrees,
}

/// Clears a box at the bottom of an area, as high as wanted, under a line with a title; gives what is inside.
fn sheet(buffer: &mut Buffer, area: Rect, height: u16, title: &str, looks: &Looks) -> Rect {
    let height = (height + 1).min(area.height);
    let sheet = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    for y in sheet.top()..sheet.bottom() {
        for x in sheet.left()..sheet.right() {
            buffer[(x, y)].reset();
        }
    }
    buffer.set_style(sheet, Style::default());
    looks.line(buffer, Rect { height: 1, ..sheet }, Role::Chosen, &format!(" {title} "));
    Rect {
        y: sheet.y + 1,
        height: height - 1,
        ..sheet
    }
}
