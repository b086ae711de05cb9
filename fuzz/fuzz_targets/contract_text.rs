//! The text of a contract: read strictly, written and read again, reviewed, and compared with a text that it is half of.
#![no_main]

use adidem::contract::{read, write};
use adidem::redline::{Op, CompareScope, compare};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(contract) = read(bytes) else { return };
    assert_eq!(read(write(&contract).as_bytes()).as_ref(), Ok(&contract), "what is written is read as the same");
    let mut before = contract.clone();
    for clause in &mut before.clauses {
        let half = clause.text.char_indices().nth(clause.text.chars().count() / 2).map_or(0, |(at, _)| at);
        clause.text.truncate(half);
    }
    let redline = compare(&before, &contract, CompareScope::Everything);
    for clause in redline.clauses.iter().filter(|clause| clause.number.is_some()) {
        let said: String =
            clause.segments.iter().filter(|segment| segment.op != Op::Delete).map(|segment| &*segment.text).collect();
        assert_eq!(contract.clause(&clause.id).map(|clause| &*clause.text), Some(&*said), "no byte is lost");
    }
});
