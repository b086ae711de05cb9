//! The screens. `ratatui` is named only here.

pub mod actions;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod legend;
pub mod list;
pub mod look;
pub mod model;
pub mod operation;
pub mod overlays;
pub mod reader;
mod run;
pub mod screens;
pub mod terminal;
pub mod work;

pub use run::run;

use crate::language::{messages, say, system};

messages! {
    /// Why the screens could not be opened, or had to be left.
    #[derive(Debug, thiserror::Error)]
    pub enum Error in language {
        /// Something that a person asked for could not be done.
        Session(#[from] error: crate::session::Error) => { error.message(language) }
        /// The key map file is not what it should be.
        Keymap(#[from] error: keymap::KeymapError) => { error.message(language) }
        /// There is no terminal, or it is gone.
        Terminal(#[from] error: std::io::Error) => {
            let why = system(error, language);
            say!(
                language,
                "the terminal could not be used: {why}; on a terminal without screens, `adidem list` and the other \
                 commands print plain text",
                "无法使用终端：{why}；在不能显示界面的终端上，`adidem list` 等命令输出纯文本",
            )
        }
    }
}
