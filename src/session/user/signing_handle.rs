//! Who makes records, and how they sign.

use crate::history;

/// Who makes records, and how they sign.
pub(in crate::session) struct SigningHandle<'a> {
    pub(in crate::session) party: &'a str,
    pub(in crate::session) email: &'a str,
    /// The fingerprint of the key, if there is one.
    pub(in crate::session) key: Option<String>,
    /// Signs a record's bytes.
    pub(in crate::session) sign: &'a dyn Fn(&[u8]) -> Result<String, history::Error>,
}
