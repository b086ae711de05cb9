//! Whether the modulus of an RSA key can be taken apart by anybody: then everybody has the private half. A prime one needs
//! not even that, since its own size gives the private exponent away.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crypto_bigint::Uint;
use crypto_bigint::modular::runtime_mod::{DynResidue, DynResidueParams};

/// Factors below this are looked for one by one.
const TINY: u64 = 2_000;
/// Longer keys do not count. `ssh-keygen` knows some of twice the length; to look at one takes eight times as long, and
/// nobody is the safer for it.
pub(in crate::history) const LONGEST: usize = 8_192;
/// How much may be spent in one process on keys that are only listed: about as much as three hundred keys of 2048 bits.
const LISTED: u64 = 300 * cost(2048);

/// Moduli that were looked at, each with whether it is weak.
type Known = HashMap<Vec<u8>, bool>;

/// What is known, and what was spent on moduli that nobody signed with.
static SEEN: Mutex<Option<(Known, u64)>> = Mutex::new(None);

/// Whether a modulus, as its digits, is a prime, or has a tiny factor.
pub(in crate::history) fn is_weak(modulus: &[u8]) -> bool {
    looked_up(modulus, None)
}

/// The same, for a key that is only listed. A text may list thousands: the test for a prime is left out where that would
/// take long, and made once somebody signs with the key.
pub(in crate::history) fn is_weak_as_listed(modulus: &[u8]) -> bool {
    looked_up(modulus, Some(LISTED))
}

fn has_tiny_factor(modulus: &[u8]) -> bool {
    let is_prime = |number: &u64| {
        (2..*number)
            .take_while(|one| one * one <= *number)
            .all(|one| !number.is_multiple_of(one))
    };
    // Four digits at a time: what is left over is below `TINY`.
    let value = |digits: &[u8]| digits.iter().fold(0, |value, digit| (value << 8) | u64::from(*digit));
    let (first, others) = modulus.split_at(modulus.len() % 4);
    let rest = |by: u64| {
        others
            .chunks(4)
            .fold(value(first) % by, |rest, digits| ((rest << 32) | value(digits)) % by)
    };
    (2..TINY).filter(is_prime).any(|prime| rest(prime) == 0)
}

/// Looks at a modulus once in a process; only for tiny factors where more would cost more than may be spent.
fn looked_up(modulus: &[u8], most: Option<u64>) -> bool {
    let known = |found: Option<bool>| {
        let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, _) = seen.get_or_insert_default();
        if let Some(found) = found {
            known.insert(modulus.to_owned(), found);
        }
        known.get(modulus).copied()
    };
    if let Some(known) = known(None) {
        return known;
    }
    if has_tiny_factor(modulus) {
        known(Some(true));
        return true;
    }
    if most.is_some_and(|most| !spend(cost(modulus.len() * 8), most)) {
        return false;
    }
    let found = passes_for_prime(modulus);
    known(Some(found));
    found
}

/// Whether so much may still be spent; then it counts as spent.
fn spend(cost: u64, most: u64) -> bool {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (_, spent) = seen.get_or_insert_default();
    let is_left = *spent + cost <= most;
    if is_left {
        *spent += cost;
    }
    is_left
}

/// The moduli that were looked at so far.
#[cfg(test)]
pub(in crate::history) fn tested() -> std::collections::HashSet<Vec<u8>> {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.get_or_insert_default().0.keys().cloned().collect()
}

/// How dear the test is, in steps: it grows with the third power of the length.
const fn cost(bits: usize) -> u64 {
    let words = bits.div_ceil(64) as u64;
    words * words * words
}

/// Fermat's test: a prime always passes it. What passes it and is none is so rare that no program ever made such a key.
fn passes_for_prime(modulus: &[u8]) -> bool {
    match modulus.len() * 8 {
        ..=2048 => passes::<{ 2048 / Uint::<1>::BITS }>(modulus),
        2049..=3072 => passes::<{ 3072 / Uint::<1>::BITS }>(modulus),
        3073..=4096 => passes::<{ 4096 / Uint::<1>::BITS }>(modulus),
        4097..=LONGEST => passes::<{ LONGEST / Uint::<1>::BITS }>(modulus),
        _ => true,
    }
}

fn passes<const WORDS: usize>(modulus: &[u8]) -> bool {
    let mut padded = vec![0; WORDS * Uint::<1>::BYTES - modulus.len()];
    padded.extend(modulus);
    let modulus = Uint::<WORDS>::from_be_slice(&padded);
    let field = DynResidueParams::new(&modulus);
    // Two to the power of one less than the modulus: a square for each digit, and twice as much where it is a one. The last
    // digit of an odd number less one is nothing.
    let mut power = DynResidue::one(field);
    for digit in (0..modulus.bits_vartime()).rev() {
        power = power.square();
        if digit > 0 && modulus.bit_vartime(digit) {
            power = power.add(&power);
        }
    }
    power.retrieve() == Uint::ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2^n - 1, which is a prime for some n.
    fn mersenne(n: usize) -> Vec<u8> {
        let mut digits = vec![0xff; n.div_ceil(8)];
        if !n.is_multiple_of(8) {
            digits[0] = (1 << (n % 8)) - 1;
        }
        digits
    }

    #[test]
    fn primes_pass_and_products_do_not() {
        for prime in [1279, 2203, 3217, 4253] {
            assert!(passes_for_prime(&mersenne(prime)), "2^{prime} - 1");
            assert!(is_weak(&mersenne(prime)) && is_weak_as_listed(&mersenne(prime)));
        }
        // Two primes of the same length, multiplied.
        let product: Uint<32> = Uint::<32>::from_be_slice(&[vec![0; 256 - 160], mersenne(1279)].concat());
        let other: Uint<32> = Uint::<32>::from_be_slice(&[vec![0; 256 - 66], mersenne(521)].concat());
        let product = product.wrapping_mul(&other);
        let bytes: Vec<u8> = product
            .as_words()
            .iter()
            .rev()
            .flat_map(|word| word.to_be_bytes())
            .collect();
        let digits: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
        assert!(!passes_for_prime(&digits) && !has_tiny_factor(&digits));
    }

    #[test]
    fn tiny_factors_are_found() {
        let times = |factor: u32| {
            let mut digits = Vec::new();
            let mut over = 0_u32;
            for byte in mersenne(2203).iter().rev() {
                over += u32::from(*byte) * factor;
                digits.insert(0, u8::try_from(over % 256).expect("a digit"));
                over /= 256;
            }
            digits.splice(
                0..0,
                [
                    u8::try_from(over / 256).expect("a digit"),
                    u8::try_from(over % 256).expect("one"),
                ],
            );
            digits
        };
        for factor in [2, 3, 5, 1999] {
            assert!(has_tiny_factor(&times(factor)), "{factor}");
        }
        assert!(!has_tiny_factor(&mersenne(2203)));
    }
}
