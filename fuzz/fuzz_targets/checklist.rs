//! A checklist, read strictly, and the review by it of a small contract.
#![no_main]

use adidem::contract::read;
use adidem::review::{read_checklist, review, rules};
use libfuzzer_sys::fuzz_target;

const CONTRACT: &[u8] = b"title: T\nparties:\n  - {id: c, name: Cust, role: Customer}\n  - {id: v, name: Vend, role: Vendor}\n\
clauses:\n  - id: a\n    heading: Fees\n    text: Customer shall pay EUR 100 within thirty (30) days of the invoice.\n";

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = read_checklist(bytes) else { return };
    let (Ok(rules), Ok(contract)) = (rules(&[list]), read(CONTRACT)) else { return };
    let _ = review(&contract, &rules, None);
});
