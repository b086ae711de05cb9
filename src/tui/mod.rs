//! The screens. `ratatui` is named only here.

pub mod key;
