//! The lines around a signature of gpg.

pub(super) const BEGIN: &str = "-----BEGIN PGP SIGNATURE-----\n";
pub(super) const END: &str = "-----END PGP SIGNATURE-----";

/// Whether a signature is one of gpg, going by how it begins.
#[must_use]
pub fn is_openpgp(signature: &[u8]) -> bool {
    signature.starts_with(BEGIN.as_bytes())
}
