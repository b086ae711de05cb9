//! A detached signature by ssh-keygen. Nothing that the fuzzer makes up may count as signed, other than the seed itself.
#![no_main]

use adidem::history::{is_openpgp, verify_detached};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if !is_openpgp(bytes) {
        let verified = verify_detached(bytes, b"a message that nobody signed\n", "position@adidem");
        assert!(verified.is_err(), "a signature over something that nobody signed");
    }
});
