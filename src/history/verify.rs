//! Whether the signature of a change is one, and whose; and everything that can be wrong with a signature.

use super::key::PublicKey;
use super::raw_change::{HeaderFault, RawChange, SignatureState};
use super::{openpgp, sshsig};

/// The purpose for which git has changes signed.
pub const SIGNED_CHANGE: &str = "git";

/// Why a signature does not count. Each is a sentence that a finding can end with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureFault {
    /// There is none.
    #[error("there is no signature")]
    Unsigned,
    /// No armour, only half of one, or bytes that are no text.
    #[error("the signature is not one whole block between its BEGIN and END lines")]
    NotOneBlock,
    /// Anything before or after the block.
    #[error("something stands before or after the signature's block, where nothing may stand")]
    SomethingAround,
    /// The block is not the one that `ssh-keygen` writes for the same signature.
    #[error("the signature's block is not written as `ssh-keygen` writes it: its lines were wrapped or altered")]
    Rewrapped,
    /// What the block holds makes no sense.
    #[error("the signature's block does not hold a signature that can be read")]
    Unreadable,
    /// Made for something else, such as another program.
    #[error("the signature was made for the purpose `{found}`, not for `{wanted}`")]
    OtherPurpose {
        /// The namespace it names; `git` for one of gpg that names none.
        found: String,
        /// The namespace it should name.
        wanted: String,
    },
    /// A hash that is not, or no longer, fit for signatures.
    #[error("the signature uses the hash `{0}`; only SHA-256 and SHA-512 are safe")]
    Hash(String),
    /// A kind of key or signature that cannot be verified here.
    #[error("signatures of the kind `{0}` cannot be verified here")]
    Unsupported(String),
    /// A key with which anybody could sign.
    #[error("the signature names a weak key, under which anybody could have signed; nobody's program makes such a key")]
    WeakKey,
    /// The signature does not belong to these bytes, or was not made by the key that it names.
    #[error("the signature is false: it does not belong to exactly this content")]
    Bad,
    /// A key of gpg that this machine does not know.
    #[error("the key with which this was signed is not known to gpg on this machine; import it, then verify again")]
    UnknownKey,
    /// A key of gpg that had expired when the signature says it was made. One that expired later counts.
    #[error("the signature says that it was made after its key had expired, as gpg knows the key")]
    KeyExpired,
    /// A key of gpg that its owner withdrew, whenever that was.
    #[error("the key's owner has withdrawn (revoked) it, and it cannot be told whether that was before the signature")]
    KeyWithdrawn,
    /// A signature of gpg that was to hold until a day that has passed.
    #[error("the signature was made to hold until a certain day only, and that day has passed")]
    SignatureExpired,
    /// The program that has to verify this kind could not do it: nothing is known about the signature.
    #[error("`{program}` is needed to verify this signature and could not be run: {reason}")]
    Program {
        /// The program.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// The change itself is written in a way that can deceive.
    #[error("{0}")]
    Header(#[from] HeaderFault),
}

impl SignatureFault {
    /// Whether it leaves open if the signature counts: something is missing on this machine, or the key is no longer good
    /// and nothing says since when.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Unsupported(_)
                | Self::UnknownKey
                | Self::KeyExpired
                | Self::KeyWithdrawn
                | Self::SignatureExpired
                | Self::Program { .. }
        )
    }
}

impl RawChange {
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
    if openpgp::is_openpgp(signature) {
        openpgp::verify(signature, message, namespace)
    } else {
        sshsig::verify(signature, message, namespace)
    }
}
