//! Writing to standard output.

use std::io::{ErrorKind, Write as _};

use crate::wording::json_escaped;

/// Prints text as it is. A reader that goes away early is no error.
pub(super) fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// Prints JSON. What could drive a terminal or turn its text around, and what some readers of JSON stumble over, stands
/// there by its number: it means the same to whoever reads it as JSON.
pub(super) fn print_json(answer: &impl std::fmt::Display) -> std::io::Result<()> {
    print(&json_escaped(&format!("{answer}\n")))
}
