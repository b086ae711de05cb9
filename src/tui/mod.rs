//! The screens. `ratatui` is named only here.

pub mod actions;
pub mod key;
pub mod keymap;
pub mod list;
pub mod look;
pub mod reader;
pub mod work;
