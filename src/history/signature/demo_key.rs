//! Signatures by people who do not exist, so that a demonstration can be verified with stock tools.

use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};

use crate::history::error::Error;

/// A key made from a seed that anybody can know. Never a person's key: real ones are used through `ssh-keygen`.
pub struct MadeUpKey(PrivateKey);

impl MadeUpKey {
    /// The key that belongs to a seed; the same seed always gives the same key.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(PrivateKey::from(Ed25519Keypair::from_seed(seed)))
    }

    /// The public key as a contract lists it: `ssh-ed25519 AAAA…`.
    ///
    /// # Errors
    ///
    /// When the key cannot be written out.
    pub fn public_key(&self) -> Result<String, Error> {
        self.0.public_key().to_openssh().map_err(|error| failed(&error))
    }

    /// The private half as `ssh-keygen` reads it from a file.
    ///
    /// # Errors
    ///
    /// When the key cannot be written out.
    pub fn private_key(&self) -> Result<String, Error> {
        self.0
            .to_openssh(LineEnding::LF)
            .map(|text| text.to_string())
            .map_err(|error| failed(&error))
    }

    /// The key's fingerprint: `SHA256:…`.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// A detached signature over exact bytes, as `ssh-keygen -Y sign` writes it; without the last line end, which git
    /// would take for an empty header.
    ///
    /// # Errors
    ///
    /// When the signature cannot be made.
    pub fn sign(&self, namespace: &str, bytes: &[u8]) -> Result<String, Error> {
        let signature = self
            .0
            .sign(namespace, HashAlg::Sha512, bytes)
            .map_err(|error| failed(&error))?;
        signature
            .to_pem(LineEnding::LF)
            .map(|armour| armour.trim_end().to_owned())
            .map_err(|error| failed(&error))
    }
}

fn failed(error: &ssh_key::Error) -> Error {
    Error::Signing(error.to_string())
}
