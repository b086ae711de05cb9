//! An evidence file: whatever the bytes are, the answer is a verdict.
#![no_main]

use adidem::audit::verify_evidence;
use chrono::DateTime;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default().fixed_offset();
    let _ = verify_evidence(bytes, None, now).verdict();
});
