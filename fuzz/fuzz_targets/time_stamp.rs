//! What a time stamp authority answers.
#![no_main]

use adidem::audit::read_beside;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_beside("records/deal/customer/1-0.yaml", (b"a record\n", b"its signature\n"), bytes);
});
