//! Keys and signatures: making them, reading them, verifying them.

pub(in crate::history) mod armor;
pub(in crate::history) mod demo_key;
pub(in crate::history) mod fault;
pub(in crate::history) mod gpg;
pub(in crate::history) mod key;
pub(in crate::history) mod key_agent;
pub(in crate::history) mod key_error;
pub(in crate::history) mod key_flaw;
pub(in crate::history) mod namespace;
pub(in crate::history) mod openpgp;
pub(in crate::history) mod rsa_modulus;
pub(in crate::history) mod ssh_keygen;
pub(in crate::history) mod sshsig;
pub(in crate::history) mod stock;
pub(in crate::history) mod user_key;
pub(in crate::history) mod verify;
