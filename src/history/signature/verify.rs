//! Whether the signature of a change is one, and whose.

use super::armor::is_openpgp;
use super::fault::SignatureFault;
use super::key::PublicKey;
use super::namespace::SIGNED_CHANGE;
use super::{openpgp, sshsig};
use crate::history::store::raw_commit::{RawCommit, SignatureState};

impl RawCommit {
    /// Finds out whose key signed exactly this change; whether that key counts is for the caller to say.
    ///
    /// SSH signatures by ed25519 and P-256 keys are verified here; other SSH keys by `ssh-keygen`; those of gpg by gpg,
    /// against the keys that this machine's user has imported.
    ///
    /// # Errors
    ///
    /// When it is not signed, or not properly.
    pub fn verify(&self) -> Result<PublicKey, SignatureFault> {
        match &self.signature {
            SignatureState::None => Err(SignatureFault::Unsigned),
            SignatureState::Ssh(signature) => sshsig::verify(signature, &self.payload, SIGNED_CHANGE),
            SignatureState::OpenPgp(signature) => openpgp::verify(signature, &self.payload, SIGNED_CHANGE),
            SignatureState::X509 => Err(SignatureFault::Unsupported("X.509".to_owned())),
            SignatureState::Malformed(fault) => Err(fault.clone().into()),
        }
    }
}

/// Finds out whose key made a detached signature over exactly this message, for this purpose: one by `ssh-keygen` or
/// one by gpg. Whether that key counts is for the caller to say.
///
/// # Errors
///
/// What is wrong with the signature, each way of its own; none of them counts as signed.
pub fn verify_detached(signature: &[u8], message: &[u8], namespace: &str) -> Result<PublicKey, SignatureFault> {
    if is_openpgp(signature) {
        openpgp::verify(signature, message, namespace)
    } else {
        sshsig::verify(signature, message, namespace)
    }
}
