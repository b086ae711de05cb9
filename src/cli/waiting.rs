//! A word on the terminal while a command takes long, so that nobody takes it for stuck.

use std::io::Write as _;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// For so long nothing is said: most answers are there by then.
const SILENT_FOR: Duration = Duration::from_millis(500);

/// Does the work, and meanwhile says on standard error what is being done; the line is erased again before this returns.
pub(super) fn told_meanwhile<T>(said: &str, work: impl FnOnce() -> T) -> T {
    let (working, ended) = channel::<()>();
    // The sender is dropped when the work is done or panics: that ends the wait.
    thread::scope(move |scope| {
        scope.spawn(move || {
            if ended.recv_timeout(SILENT_FOR) == Err(RecvTimeoutError::Timeout) {
                say(&format!("{said} …"));
                let _ = ended.recv();
                say("\r\u{1b}[K");
            }
        });
        let done = work();
        drop(working);
        done
    })
}

/// A terminal that is gone wants no complaint.
fn say(words: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}
