//! The screens. `ratatui` is named only here.

pub mod actions;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod list;
pub mod look;
pub mod model;
pub mod overlays;
pub mod reader;
mod run;
pub mod screens;
pub mod terminal;
pub mod work;

pub use run::run;

use crate::language::{Language, system};

/// Why the screens could not be opened, or had to be left.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something that a person asked for could not be done.
    #[error(transparent)]
    Session(#[from] crate::session::Error),
    /// The key map file is not what it should be.
    #[error(transparent)]
    Keymap(#[from] keymap::KeymapError),
    /// There is no terminal, or it is gone.
    #[error(
        "the terminal could not be used: {0}; on a terminal without screens, `adidem list` and the other commands print plain text"
    )]
    Terminal(#[from] std::io::Error),
}

impl Error {
    /// What happened, why, and what to do next, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Session(error), _) => error.message(language),
            (Self::Keymap(error), _) => error.message(language),
            (Self::Terminal(_), Language::English) => self.to_string(),
            (Self::Terminal(error), Language::Chinese) => {
                format!(
                    "无法使用终端：{}；在不能显示界面的终端上，`adidem list` 等命令输出纯文本",
                    system(error, language)
                )
            }
        }
    }
}
