//! The user's pager: run as git runs it, and nothing is lost when it fails.

use std::env;
use std::io::{PipeReader, Read, Write, pipe};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What became of a text that was to be shown page by page.
#[derive(Debug)]
pub(super) enum Paged {
    /// The pager showed it, or as much of it as the reader wanted.
    Shown,
    /// None is wanted, or none could be started: the text is to be printed.
    NoPager,
    /// The pager failed: what it was, how it ended, and the end of the text that it never took.
    Failed { pager: String, how: String, rest: Vec<u8> },
}

/// The pager that the user wants; `None` for none at all.
pub(super) fn wanted() -> Option<String> {
    let named = ["ADIDEM_PAGER", "PAGER"].iter().find_map(|name| env::var(name).ok());
    let pager = named.unwrap_or_else(|| "less".to_owned());
    Some(pager).filter(|pager| !matches!(pager.trim(), "" | "cat"))
}

/// Gives a text to the pager, and waits until the reader leaves it.
pub(super) fn page(pager: &str, text: &str) -> Paged {
    // An interrupt is for the pager alone: leaving before it does would give the terminal to two programs at once.
    let is_ours = Arc::new(AtomicBool::new(false));
    // It is never unregistered: that would not bring back what an interrupt does by default.
    let _ = signal_hook::flag::register_conditional_default(signal_hook::consts::SIGINT, Arc::clone(&is_ours));
    let outcome = run(pager, text.as_bytes());
    is_ours.store(true, Ordering::SeqCst);
    outcome
}

fn run(pager: &str, text: &[u8]) -> Paged {
    // An end of the pipe stays here, so that what the pager leaves in it can be read afterwards.
    let Ok((left, mut to_pager)) = pipe() else {
        return Paged::NoPager;
    };
    let Ok(stdin) = left.try_clone() else {
        return Paged::NoPager;
    };
    let mut command = Command::new("sh");
    // As git does, so that arguments and quotes work the same.
    command.arg("-c").arg(pager).stdin(Stdio::from(stdin));
    command.env("LESS", less(env::var("LESS").ok().as_deref()));
    for (name, value) in [("LESSCHARSET", "utf-8"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let child = command.spawn();
    // It holds the end that the pager reads, which has to be the pager's alone.
    drop(command);
    let Ok(mut child) = child else { return Paged::NoPager };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // That nobody reads to the end is no error; closing it is what tells the pager that this is all.
            let _ = to_pager.write_all(text);
        });
        let ended = child.wait();
        let rest = remainder(left);
        match ended {
            Ok(status) if status.success() => Paged::Shown,
            Ok(status) => Paged::Failed {
                pager: pager.to_owned(),
                how: status.to_string(),
                rest,
            },
            Err(error) => Paged::Failed {
                pager: pager.to_owned(),
                how: error.to_string(),
                rest,
            },
        }
    })
}

/// Everything that is still in the pipe and still comes into it.
fn remainder(mut left: PipeReader) -> Vec<u8> {
    let mut rest = Vec::new();
    let _ = left.read_to_end(&mut rest);
    rest
}

/// What `LESS` has to be for colours to come through, everything else as the user has it.
fn less(set: Option<&str>) -> String {
    // In front: an option that takes words, such as `-P`, takes everything behind it, and the user's own wins.
    set.map_or_else(|| "FRX".to_owned(), |own| format!("-R {own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_keeps_what_the_user_set_and_lets_colours_through() {
        assert_eq!(less(None), "FRX");
        assert_eq!(less(Some("-j10")), "-R -j10");
        assert_eq!(less(Some("-PLine %l")), "-R -PLine %l");
        assert_eq!(less(Some("")), "-R ");
    }

    #[test]
    fn what_a_failing_pager_did_not_take_is_given_back() {
        let long: String = (0..40_000).map(|line| line.to_string() + "\n").collect();
        let rest = |pager: &str| match run(pager, long.as_bytes()) {
            Paged::Failed { rest, .. } => String::from_utf8(rest).unwrap(),
            other => panic!("{pager}: {other:?}"),
        };
        assert_eq!(rest("adidem-has-no-such-pager 2>/dev/null"), long);
        assert_eq!(rest("exit 3"), long);
        assert_eq!(rest("kill -9 $$"), long);
        let taken = rest("head -c 100000 >/dev/null; exit 1");
        assert!(long.ends_with(&taken) && taken.len() >= long.len() - 100_000 - 65_536 && taken.len() < long.len());
        assert_eq!(rest("cat >/dev/null; exit 1"), "");
    }

    #[test]
    fn a_pager_that_the_reader_leaves_early_has_shown_what_was_wanted() {
        let long = "a line\n".repeat(40_000);
        assert!(matches!(run("head -n 3 >/dev/null", long.as_bytes()), Paged::Shown));
        assert!(matches!(
            run("test 'two words' = \"two words\" && cat >/dev/null", long.as_bytes()),
            Paged::Shown
        ));
    }
}
