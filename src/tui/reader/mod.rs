//! The text pane: clauses as rows, and where in them the reader is.

mod rows;

pub use rows::{NARROWEST_PAIR, Row, View, column, heading_rows, paragraph, text_rows};
