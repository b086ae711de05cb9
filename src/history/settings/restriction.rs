//! What this process was told not to do: to start programs of its user's choice (an editor, a pager, a helper that asks for
//! passphrases), or to keep anything. Known to the whole process, so that no door can forget it.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

static RESTRICTED: AtomicBool = AtomicBool::new(false);
static READ_ONLY: AtomicBool = AtomicBool::new(false);

/// Variables by which whoever starts a program chooses others that it runs.
const CHOICES: [&str; 16] = [
    "EDITOR",
    "VISUAL",
    "PAGER",
    "GIT_EDITOR",
    "GIT_PAGER",
    "GIT_ASKPASS",
    "SSH_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_PROXY_COMMAND",
    "GIT_EXTERNAL_DIFF",
    "GIT_EXEC_PATH",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "SSH_SK_HELPER",
    "SSH_SK_PROVIDER",
];

/// From now on, no program is started that whoever sits at the terminal could choose.
pub fn restrict() {
    RESTRICTED.store(true, Ordering::SeqCst);
}

/// Whether that was said.
#[must_use]
pub fn is_restricted() -> bool {
    RESTRICTED.load(Ordering::SeqCst)
}

/// From now on, nothing is kept that was not asked for.
pub fn only_read() {
    READ_ONLY.store(true, Ordering::SeqCst);
}

/// Whether that was said.
#[must_use]
pub fn is_read_only() -> bool {
    READ_ONLY.load(Ordering::SeqCst)
}

/// Takes such choices out of what a program is given, where they do not count.
pub(in crate::history) fn without_choices(command: &mut Command) {
    if is_restricted() {
        for name in CHOICES {
            command.env_remove(name);
        }
    }
}
