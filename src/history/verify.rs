//! Whether the signature of a change is one, and whose; and everything that can be wrong with a signature.

use super::key::PublicKey;
use super::raw_change::{HeaderFault, RawChange, SignatureState};
use super::sshsig::verify_detached;
use super::stock;

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
        /// The namespace it names.
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
    /// A key of gpg that has expired or was withdrawn, as gpg says.
    #[error("gpg says that the key or the signature has expired or was withdrawn")]
    NoLongerGood,
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
    /// Whether it leaves open if the signature is good, because something is missing on this machine.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unsupported(_) | Self::UnknownKey | Self::Program { .. })
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
            SignatureState::Ssh(signature) => verify_detached(signature, &self.payload, SIGNED_CHANGE),
            SignatureState::OpenPgp(signature) => openpgp(signature, &self.payload),
            SignatureState::X509 => Err(SignatureFault::Unsupported("X.509".to_owned())),
            SignatureState::Malformed(fault) => Err(fault.clone().into()),
        }
    }
}

const OPENPGP_BEGIN: &str = "-----BEGIN PGP SIGNATURE-----\n";
const OPENPGP_END: &str = "-----END PGP SIGNATURE-----\n";

fn openpgp(signature: &[u8], message: &[u8]) -> Result<PublicKey, SignatureFault> {
    let text = std::str::from_utf8(signature).map_err(|_| SignatureFault::NotOneBlock)?;
    let inner = text.strip_prefix(OPENPGP_BEGIN).ok_or(SignatureFault::NotOneBlock)?;
    let inner = inner.strip_suffix(OPENPGP_END).ok_or(SignatureFault::SomethingAround)?;
    if inner.contains("-----") {
        return Err(SignatureFault::SomethingAround);
    }
    let (said, success) = stock::gpg_status(signature, message)?;
    from_status(&said, success)
}

/// Reads what gpg says for programs (its file `doc/DETAILS`).
fn from_status(said: &str, success: bool) -> Result<PublicKey, SignatureFault> {
    let lines = || said.lines().filter_map(|line| line.strip_prefix("[GNUPG:] "));
    let count = |keyword: &str| lines().filter(|line| line.split(' ').next() == Some(keyword)).count();
    if count("NO_PUBKEY") > 0 {
        return Err(SignatureFault::UnknownKey);
    }
    if ["EXPSIG", "EXPKEYSIG", "REVKEYSIG", "KEYREVOKED"].iter().any(|keyword| count(keyword) > 0) {
        return Err(SignatureFault::NoLongerGood);
    }
    let bad = ["BADSIG", "ERRSIG", "NODATA"].iter().any(|keyword| count(keyword) > 0);
    if !success || bad || count("GOODSIG") != 1 || count("VALIDSIG") != 1 {
        return Err(SignatureFault::Bad);
    }
    let valid = lines().find_map(|line| line.strip_prefix("VALIDSIG ")).unwrap_or_default();
    let words: Vec<&str> = valid.split(' ').collect();
    // Eight words in: the number of the hash; 8 to 10 are SHA-256, -384 and -512, 12 and 14 SHA-3.
    match words.get(7) {
        Some(&("8" | "9" | "10" | "12" | "14")) => {}
        Some(other) => return Err(SignatureFault::Hash(format!("number {other} of OpenPGP"))),
        None => return Err(SignatureFault::Bad),
    }
    words.get(9).and_then(|primary| PublicKey::openpgp(primary)).ok_or(SignatureFault::Bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIMARY: &str = "0123456789ABCDEF0123456789ABCDEF01234567";
    const SUBKEY: &str = "76543210FEDCBA9876543210FEDCBA9876543210";

    fn status(lines: &[&str]) -> Result<String, SignatureFault> {
        let said = lines.iter().map(|line| format!("[GNUPG:] {line}")).collect::<Vec<_>>().join("\n");
        from_status(&said, true).map(|key| key.fingerprint().to_owned())
    }

    #[test]
    fn gpg_is_believed_only_when_it_is_clear() {
        let good = "GOODSIG 89ABCDEF01234567 Li Jing <li@x.example>";
        let valid = format!("VALIDSIG {SUBKEY} 2026-02-03 1770000000 0 4 0 22 10 00 {PRIMARY}");
        let sha1 = valid.replace(" 10 00 ", " 2 00 ");
        assert_eq!(status(&["NEWSIG", good, &valid, "TRUST_UNDEFINED 0 pgp"]).unwrap(), PRIMARY);
        assert_eq!(from_status(&format!("[GNUPG:] {good}\n[GNUPG:] {valid}\n"), false), Err(SignatureFault::Bad));
        let table: [(&[&str], SignatureFault); 8] = [
            (&[good], SignatureFault::Bad),
            (&[&valid], SignatureFault::Bad),
            (&[good, &valid, good, &valid], SignatureFault::Bad),
            (&["BADSIG 89ABCDEF01234567 Li Jing"], SignatureFault::Bad),
            (&[good, &sha1], SignatureFault::Hash("number 2 of OpenPGP".into())),
            (&["ERRSIG 89ABCDEF01234567 22 10 00 1 9", "NO_PUBKEY 89ABCDEF01234567"], SignatureFault::UnknownKey),
            (&["EXPKEYSIG 89ABCDEF01234567 Li Jing", &valid], SignatureFault::NoLongerGood),
            (&[], SignatureFault::Bad),
        ];
        for (lines, fault) in table {
            assert_eq!(status(lines), Err(fault), "{lines:?}");
        }
    }

    #[test]
    fn nothing_stands_around_a_block_of_gpg_either() {
        let good = format!("{OPENPGP_BEGIN}\niQ\n{OPENPGP_END}");
        for odd in [format!("{good}junk\n"), format!("{good}{good}"), good.replace("iQ", "-----")] {
            assert_eq!(openpgp(odd.as_bytes(), b""), Err(SignatureFault::SomethingAround), "{odd}");
        }
        assert_eq!(openpgp(format!("junk\n{good}").as_bytes(), b""), Err(SignatureFault::NotOneBlock));
    }
}
