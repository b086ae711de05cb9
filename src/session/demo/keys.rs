//! The keys of people who do not exist. Anybody can derive them, so they protect nothing: they only let stock tools
//! verify a demonstration.

use sha2::{Digest, Sha256};

use crate::history::MadeUpKey;

/// The key of the made-up person with that e-mail address.
pub(super) fn of(email: &str) -> MadeUpKey {
    let seed = Sha256::new()
        .chain_update("adidem demonstration key/1\n")
        .chain_update(email)
        .finalize();
    MadeUpKey::from_seed(&seed.into())
}

#[cfg(test)]
mod tests {
    use super::super::script::SAMPLES;
    use super::*;
    use crate::contract;

    #[test]
    fn the_samples_list_the_key_of_each_member() {
        for sample in SAMPLES {
            let contract = contract::read(sample.contract.as_bytes()).unwrap();
            for member in contract.parties.iter().flat_map(|party| &party.members) {
                assert_eq!(
                    member.keys,
                    [of(&member.email).public_key().unwrap()],
                    "{}: {}",
                    sample.name,
                    member.email
                );
            }
        }
    }
}
