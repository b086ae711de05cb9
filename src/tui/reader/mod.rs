//! The text pane: clauses as rows, and where in them the reader is.

mod rows;

pub use rows::{
    GUTTER, NARROWEST_PAIR, RedlineSide, Row, View, column, heading_rows, pair_rows, paragraph, side_rows, text_rows,
};
