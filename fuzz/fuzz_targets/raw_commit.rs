//! The stored bytes of a point of history, and the signature in them.
#![no_main]

use adidem::history::{RawCommit, SignatureState};
use adidem::negotiation::CommitId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(change) = RawCommit::parse(CommitId::from_bytes([0; 20]), bytes) else { return };
    // What gpg would have to verify is left to gpg.
    if !matches!(change.signature, SignatureState::OpenPgp(_)) {
        let _ = change.verify();
    }
});
