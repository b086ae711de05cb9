//! A record of positions: what is read is written, and read again as the same.
#![no_main]

use adidem::negotiation::{read_record, write_record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(record) = read_record(bytes) else { return };
    assert_eq!(read_record(write_record(&record).as_bytes()).ok().as_ref(), Some(&record));
});
