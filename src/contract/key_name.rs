//! What a key is called where people read it: its type and fingerprint.

use base64ct::{Base64, Base64Unpadded, Encoding};
use sha2::{Digest as _, Sha256};

/// `ssh-ed25519 SHA256:…` for a key as a contract lists it, as `ssh-keygen -l` shows it. What is no such line, and the
/// fingerprint of an OpenPGP key, stays as it is written.
#[must_use]
pub fn key_name(line: &str) -> String {
    let mut words = line.split_ascii_whitespace();
    let (Some(kind), Some(body)) = (words.next(), words.next()) else {
        return line.to_owned();
    };
    match Base64::decode_vec(body) {
        Ok(bytes) if !kind.starts_with("openpgp") => {
            format!(
                "{kind} SHA256:{}",
                Base64Unpadded::encode_string(&Sha256::digest(bytes))
            )
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::key_name;

    #[test]
    fn a_key_is_called_as_ssh_keygen_calls_it() {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        let name = "ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";
        assert_eq!(key_name(key), name);
        assert_eq!(key_name(&format!("{key} li@x.example")), name);
        assert_eq!(key_name("openpgp4fpr ABCDEF0123"), "openpgp4fpr ABCDEF0123");
        assert_eq!(key_name("no key"), "no key");
        assert_eq!(key_name("SHA256:abc"), "SHA256:abc");
    }
}
