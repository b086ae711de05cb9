//! The program: the command line, and the screens where those are wished.

use adidem::cli::{self, Outcome};
use adidem::{session, tui};
use std::process::ExitCode;

fn main() -> ExitCode {
    let screens = match cli::main() {
        Outcome::Status(status) => return status,
        Outcome::Screens(screens) => screens,
    };
    let start = tui::Start {
        place: screens.place,
        language: screens.language,
        theme: screens.theme,
        contract: screens.contract,
        ascii: screens.ascii,
        read_only: screens.read_only,
        restricted: screens.restricted,
        configuration: session::configuration_folder(),
    };
    match tui::run(&start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match &error {
                tui::Error::Session(error) => cli::complain(&error.told(start.language)),
                other => cli::complain(other),
            }
            ExitCode::from(2)
        }
    }
}
