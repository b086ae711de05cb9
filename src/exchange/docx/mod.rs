//! Word files: read with every tracked change, by whom and when, and with the numbers that Word computes.

mod fault;
mod fields;
mod model;
mod number_forms;
mod numbering;
mod package;
mod read;
#[cfg(test)]
pub(crate) mod sample;
mod story;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;
mod unread;
mod view;
mod write;
mod xml;

pub use fault::DocxFault;
pub use model::{Change, ChangeKind, Comment, Document, View};
pub use numbering::Label;
pub use read::Docx;
pub use unread::Unread;
pub use view::{Shown, ShownBlock};
pub use write::{MarkFault, Marked, NewWords, Place, Refused, Stamp, TextEdit, Work, accept_changes, mark};
