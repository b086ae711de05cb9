//! A setting by which a repository names a program.

use std::cell::RefCell;

/// A setting of the repository that an exchange does not heed unasked, and what it says: it names a program, or is not known
/// to do no harm.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedProgram {
    /// The setting, such as `core.sshcommand`.
    pub setting: String,
    /// Its exact value.
    pub value: String,
}

/// Those that may run.
pub(in crate::history) type Permitted = RefCell<Vec<NamedProgram>>;
