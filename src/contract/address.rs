//! Whether two e-mail addresses are one.
//!
//! Blanks around an address say nothing, nor does the case of its ASCII letters. Any other letter is itself: folding by
//! Unicode would make one of two addresses that servers keep apart (the Kelvin sign and `k`), and a signature would count
//! for somebody else. An address without a sign is nobody's, and the same as no other.

/// Whether two e-mail addresses are one person's.
#[must_use]
pub fn same_address(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    !one.is_empty() && one.eq_ignore_ascii_case(other)
}

/// The one way of writing an address by which it is looked up; empty where it is nobody's.
#[must_use]
pub fn folded_address(address: &str) -> String {
    address.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_the_case_of_ascii_letters_say_nothing_and_everything_else_does() {
        let table = [
            ("li@firm.example", "li@firm.example", true),
            (" Li@Firm.Example ", "li@firm.example", true),
            ("李@firm.example", "李@FIRM.example", true),
            ("li@firm.example", "li@firm.example.org", false),
            ("\u{212A}im@firm.example", "kim@firm.example", false),
            ("É@firm.example", "é@firm.example", false),
            ("", "", false),
            (" ", "", false),
        ];
        for (one, other, same) in table {
            assert_eq!(same_address(one, other), same, "{one:?} {other:?}");
            assert_eq!(same_address(other, one), same, "{other:?} {one:?}");
            let folded = folded_address(one);
            assert_eq!(
                !folded.is_empty() && folded == folded_address(other),
                same,
                "{one:?} {other:?}"
            );
        }
    }
}
