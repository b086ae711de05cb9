//! The stored bytes of a point of history, and the signature in them.
#![no_main]

use adidem::history::{RawChange, SignatureState};
use adidem::negotiation::ChangeId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(change) = RawChange::parse(ChangeId::from_bytes([0; 20]), bytes) else { return };
    // What gpg would have to verify is left to gpg.
    if !matches!(change.signature, SignatureState::OpenPgp(_)) {
        let _ = change.verify();
    }
});
