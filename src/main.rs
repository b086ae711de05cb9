//! The program: the command line, and the screens where those are wished.

use adidem::cli::{self, Outcome};
use adidem::{session, tui};
use std::process::ExitCode;

fn main() -> ExitCode {
    let opening = match cli::main() {
        Outcome::Status(status) => return status,
        Outcome::Screens(opening) => opening,
    };
    match tui::run(&opening, session::configuration_folder()) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(error) => cli::complain(&error.message(opening.language)),
    }
    ExitCode::from(2)
}
