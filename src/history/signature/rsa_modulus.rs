//! Whether the modulus of an RSA key can be taken apart by anybody: then everybody has the private half. A prime one needs
//! not even that, since its own size gives the private exponent away.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crypto_bigint::Uint;
use crypto_bigint::modular::runtime_mod::{DynResidue, DynResidueParams};

/// Factors below this are looked for one by one.
const TINY: u32 = 2_000;
/// `ssh-keygen` knows no longer keys.
pub(in crate::history) const LONGEST: usize = 16_384;
/// How much may be spent in one process on keys that are only listed: about as much as three hundred keys of 2048 bits.
const LISTED: u64 = 300 * cost(2048);

/// Moduli that were looked at, each with whether it passes for a prime.
type Known = HashMap<Vec<u8>, bool>;

/// What is known, and what was spent on moduli that nobody signed with.
static SEEN: Mutex<Option<(Known, u64)>> = Mutex::new(None);

/// Whether a modulus, as its digits, is a prime, or has a tiny factor.
pub(in crate::history) fn is_weak(modulus: &[u8]) -> bool {
    has_tiny_factor(modulus) || looked_up(modulus, None) == Some(true)
}

/// The same, for a key that is only listed. A text may list thousands: the test for a prime is left out where that would
/// take long, and made once somebody signs with the key.
pub(in crate::history) fn is_weak_as_listed(modulus: &[u8]) -> bool {
    has_tiny_factor(modulus) || looked_up(modulus, Some(LISTED)) == Some(true)
}

fn has_tiny_factor(modulus: &[u8]) -> bool {
    let is_prime =
        |number: &u32| (2..*number).take_while(|one| one * one <= *number).all(|one| !number.is_multiple_of(one));
    let rest = |by: u32| modulus.iter().fold(0_u32, |rest, byte| ((rest << 8) | u32::from(*byte)) % by);
    (2..TINY).filter(is_prime).any(|prime| rest(prime) == 0)
}

/// Looks at a modulus once in a process; `None` where that would cost more than may be spent.
fn looked_up(modulus: &[u8], most: Option<u64>) -> Option<bool> {
    let cost = cost(modulus.len() * 8);
    {
        let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, spent) = seen.get_or_insert_default();
        if let Some(known) = known.get(modulus) {
            return Some(*known);
        }
        if let Some(most) = most {
            if *spent + cost > most {
                return None;
            }
            *spent += cost;
        }
    }
    let found = passes_for_prime(modulus);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.get_or_insert_default().0.insert(modulus.to_owned(), found);
    Some(found)
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
        4097..=8192 => passes::<{ 8192 / Uint::<1>::BITS }>(modulus),
        8193..=LONGEST => passes::<{ LONGEST / Uint::<1>::BITS }>(modulus),
        _ => true,
    }
}

fn passes<const WORDS: usize>(modulus: &[u8]) -> bool {
    let mut padded = vec![0; WORDS * Uint::<1>::BYTES - modulus.len()];
    padded.extend(modulus);
    let modulus = Uint::<WORDS>::from_be_slice(&padded);
    let field = DynResidueParams::new(&modulus);
    let two = DynResidue::new(&Uint::<WORDS>::from(2_u8), field);
    two.pow(&modulus.wrapping_sub(&Uint::ONE)).retrieve() == Uint::ONE
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
        let bytes: Vec<u8> = product.as_words().iter().rev().flat_map(|word| word.to_be_bytes()).collect();
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
            digits.splice(0..0, [u8::try_from(over / 256).expect("a digit"), u8::try_from(over % 256).expect("one")]);
            digits
        };
        for factor in [2, 3, 5, 1999] {
            assert!(has_tiny_factor(&times(factor)), "{factor}");
        }
        assert!(!has_tiny_factor(&mersenne(2203)));
    }
}
