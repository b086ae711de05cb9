//! A Word file: read either way, made a draft, and laid onto it.
#![no_main]

use adidem::contract::{read, write};
use adidem::exchange::docx::{Docx, View};
use adidem::exchange::paper::{draft, word};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(docx) = Docx::read(bytes) else { return };
    for view in [View::Accepted, View::Rejected] {
        let contract = draft(&word(&docx, view), "untitled").contract;
        // What is written is read back word for word, or refused.
        if let Ok(back) = read(write(&contract).as_bytes()) {
            assert_eq!(back, contract);
        }
    }
});
