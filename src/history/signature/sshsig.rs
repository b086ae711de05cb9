//! Detached SSH signatures, read strictly: exactly the bytes that `ssh-keygen -Y sign` writes, and nothing around them.
//!
//! The form is that of OpenSSH's PROTOCOL.sshsig. Stock tools pass over what stands around the block and how its lines
//! are wrapped, so that one signature can be written in many ways; here there is one.

use base64ct::{Base64, Encoding};
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, Signature, SshSig};

use super::fault::SignatureFault;
use super::key::{PublicKey, Unfit};
use super::stock;

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";
/// Columns of a line, in `ssh-keygen` as well as in the library that signs for the demonstration.
const COLUMNS: usize = 70;

/// As [`verify_detached`](crate::history::verify_detached), for a block of `ssh-keygen`.
///
/// The last line end of the file may be missing, as it is in what git stores with a change.
pub(in crate::history) fn verify(
    signature: &[u8],
    message: &[u8],
    namespace: &str,
) -> Result<PublicKey, SignatureFault> {
    let blob = unarmoured(signature)?;
    let made = Made::read(&blob).ok_or(SignatureFault::Unreadable)?;
    if made.namespace != namespace.as_bytes() {
        let found = String::from_utf8_lossy(made.namespace).escape_debug().to_string();
        return Err(SignatureFault::OtherPurpose {
            found,
            wanted: namespace.to_owned(),
        });
    }
    let hash = match made.hash {
        b"sha512" => HashAlg::Sha512,
        b"sha256" => HashAlg::Sha256,
        other => {
            return Err(SignatureFault::Hash(
                String::from_utf8_lossy(other).escape_debug().to_string(),
            ));
        }
    };
    let kind = Wire(made.key).string().ok_or(SignatureFault::Unreadable)?;
    let kind = std::str::from_utf8(kind).map_err(|_| SignatureFault::Unreadable)?;
    let unsupported = || SignatureFault::Unsupported(kind.escape_debug().to_string());
    let algorithm: Algorithm = kind.parse().map_err(|_| unsupported())?;
    let raw = made.signature_of(&algorithm)?;
    let key = match PublicKey::from_wire(made.key) {
        Ok(key) => key,
        Err(Unfit::Weak) => return Err(SignatureFault::WeakKey),
        Err(Unfit::Long(bits)) => return Err(SignatureFault::LongKey(bits)),
        Err(_) if matches!(algorithm, Algorithm::Other(_) | Algorithm::Dsa) => return Err(unsupported()),
        Err(_) => return Err(SignatureFault::Unreadable),
    };
    match algorithm {
        Algorithm::Ed25519
        | Algorithm::Ecdsa {
            curve: EcdsaCurve::NistP256,
        } => {
            let bad = |_| SignatureFault::Bad;
            let public = ssh_key::PublicKey::from_bytes(made.key).map_err(bad)?;
            let signature = Signature::new(algorithm, raw).map_err(bad)?;
            let signature = SshSig::new(public.key_data().clone(), namespace, hash, signature).map_err(bad)?;
            public.verify(namespace, message, &signature).map_err(bad)?;
        }
        _ => stock::check_signature(&armoured(&blob), message, namespace, &key)?,
    }
    Ok(key)
}

/// What the armour holds, if it is the one that `ssh-keygen` would write.
fn unarmoured(file: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    let Ok(text) = std::str::from_utf8(file) else {
        return Err(SignatureFault::NotOneBlock);
    };
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        return Err(SignatureFault::NotOneBlock);
    };
    let after = &text[end + END.len()..];
    if begin != 0 || !matches!(after, "" | "\n") {
        return Err(SignatureFault::SomethingAround);
    }
    let lines = text.get(BEGIN.len()..end).ok_or(SignatureFault::NotOneBlock)?;
    let joined: String = lines.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let blob = Base64::decode_vec(&joined).map_err(|_| SignatureFault::Unreadable)?;
    if armoured(&blob).trim_end() == text.trim_end() {
        Ok(blob)
    } else {
        Err(SignatureFault::Rewrapped)
    }
}

/// The block that `ssh-keygen` writes.
fn armoured(blob: &[u8]) -> String {
    let coded = Base64::encode_string(blob);
    let lines = coded
        .as_bytes()
        .chunks(COLUMNS)
        .map(|line| String::from_utf8_lossy(line));
    let mut text = format!("{BEGIN}\n");
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text + END + "\n"
}

/// The parts of a signature.
struct Made<'a> {
    key: &'a [u8],
    namespace: &'a [u8],
    hash: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Made<'a> {
    fn read(blob: &'a [u8]) -> Option<Self> {
        let mut wire = Wire(blob.strip_prefix(b"SSHSIG\0\0\0\x01")?);
        let (key, namespace, reserved) = (wire.string()?, wire.string()?, wire.string()?);
        let made = Self {
            key,
            namespace,
            hash: wire.string()?,
            signature: wire.string()?,
        };
        // What is reserved takes part in nothing that is signed as far as today's tools go: it would be a hiding place.
        (wire.0.is_empty() && reserved.is_empty()).then_some(made)
    }

    /// The innermost bytes, if they can be a signature by a key of that kind, in the one way of writing it.
    fn signature_of(&self, key: &Algorithm) -> Result<&'a [u8], SignatureFault> {
        let mut wire = Wire(self.signature);
        let (kind, raw) = wire.string().zip(wire.string()).ok_or(SignatureFault::Unreadable)?;
        let hardware = matches!(key, Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256);
        let fits = match key {
            Algorithm::Rsa { .. } if kind == b"ssh-rsa" => return Err(SignatureFault::Hash("sha1".to_owned())),
            Algorithm::Rsa { .. } => matches!(kind, b"rsa-sha2-256" | b"rsa-sha2-512"),
            other => kind == other.as_str().as_bytes(),
        };
        let sound = match key {
            Algorithm::Ed25519 | Algorithm::SkEd25519 => raw.len() == 64,
            Algorithm::Ecdsa { .. } | Algorithm::SkEcdsaSha2NistP256 => {
                let mut numbers = Wire(raw);
                numbers.number().is_some() && numbers.number().is_some() && numbers.0.is_empty()
            }
            _ => true,
        };
        // A hardware key adds its flags and its counter.
        let trailer = if hardware { 5 } else { 0 };
        if fits && sound && wire.0.len() == trailer {
            Ok(raw)
        } else {
            Err(SignatureFault::Unreadable)
        }
    }
}

/// Strings with their length before them.
struct Wire<'a>(&'a [u8]);

impl<'a> Wire<'a> {
    fn string(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (string, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        self.0 = rest;
        Some(string)
    }

    /// A positive number in its shortest form.
    fn number(&mut self) -> Option<&'a [u8]> {
        let number = self.string()?;
        let shortest = match number {
            [0, second, ..] => *second >= 0x80,
            [first, ..] => (1..0x80).contains(first),
            [] => false,
        };
        shortest.then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::signature::demo_key::MadeUpKey;

    const MESSAGE: &[u8] = b"format: adidem/record/1\n";

    fn key() -> MadeUpKey {
        MadeUpKey::from_seed(&[3; 32])
    }

    fn signed_by(signature: &str) -> Result<String, SignatureFault> {
        verify(signature.as_bytes(), MESSAGE, "position@adidem").map(|key| key.fingerprint().to_owned())
    }

    #[test]
    fn a_genuine_signature_names_its_key() {
        let signature = key().sign("position@adidem", MESSAGE).unwrap();
        assert_eq!(signed_by(&signature).unwrap(), key().fingerprint());
        assert_eq!(signed_by(&format!("{signature}\n")).unwrap(), key().fingerprint());
    }

    #[test]
    fn signatures_of_every_length_are_wrapped_as_the_library_wraps_them() {
        for length in 1..150 {
            let namespace = "n".repeat(length);
            let signature = key().sign(&namespace, MESSAGE).unwrap();
            verify(signature.as_bytes(), MESSAGE, &namespace).unwrap();
        }
    }

    #[test]
    fn another_way_of_writing_the_same_signature_is_refused() {
        let good = key().sign("position@adidem", MESSAGE).unwrap();
        let lines: Vec<&str> = good.lines().collect();
        let body = lines[1..lines.len() - 1].concat();
        let wrapped_at = |columns: usize| {
            let lines: Vec<_> = body.as_bytes().chunks(columns).map(String::from_utf8_lossy).collect();
            format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
        };
        assert!(signed_by(&wrapped_at(70)).is_ok());
        for columns in [64, 69, 71, 76, 4000] {
            assert_eq!(
                signed_by(&wrapped_at(columns)),
                Err(SignatureFault::Rewrapped),
                "{columns}"
            );
        }
        let table = [
            (good.replace('\n', "\r\n"), SignatureFault::Rewrapped),
            (good.replacen('\n', "\n\n", 1), SignatureFault::Rewrapped),
            (good.replacen('\n', " \n", 1), SignatureFault::Rewrapped),
            (format!("\n{good}"), SignatureFault::SomethingAround),
            (format!("x{good}"), SignatureFault::SomethingAround),
            (format!("{good}\n\n"), SignatureFault::SomethingAround),
            (format!("{good} "), SignatureFault::SomethingAround),
            (format!("{good}\n{good}"), SignatureFault::SomethingAround),
            (good.replace(END, ""), SignatureFault::NotOneBlock),
            (good.replace("BEGIN", "BEGIM"), SignatureFault::NotOneBlock),
            (format!("{END}{BEGIN}"), SignatureFault::SomethingAround),
            (String::new(), SignatureFault::NotOneBlock),
        ];
        for (signature, fault) in table {
            assert_eq!(signed_by(&signature), Err(fault), "{signature}");
        }
    }

    #[test]
    fn another_purpose_message_or_content_is_refused() {
        let good = key().sign("git", MESSAGE).unwrap();
        let other = SignatureFault::OtherPurpose {
            found: "git".into(),
            wanted: "position@adidem".into(),
        };
        assert_eq!(signed_by(&good), Err(other));
        assert_eq!(verify(good.as_bytes(), b"other", "git"), Err(SignatureFault::Bad));
        let blob = unarmoured(good.as_bytes()).unwrap();
        let with = |old: &[u8], new: &[u8]| {
            let at = blob.windows(old.len()).position(|window| window == old).unwrap();
            let changed = [&blob[..at], new, &blob[at + old.len()..]].concat();
            verify(armoured(&changed).as_bytes(), MESSAGE, "git")
        };
        assert_eq!(with(b"sha512", b"sha256"), Err(SignatureFault::Bad));
        assert_eq!(
            with(b"\x06sha512", b"\x04sha1"),
            Err(SignatureFault::Hash("sha1".into()))
        );
        assert_eq!(with(b"\0\0\0\x01", b"\0\0\0\x02"), Err(SignatureFault::Unreadable));
        assert_eq!(with(b"git\0\0\0\0", b"git\0\0\0\x01x"), Err(SignatureFault::Unreadable));
        assert_eq!(
            with(b"ssh-ed25519", b"ssh-ed25518"),
            Err(SignatureFault::Unsupported("ssh-ed25518".into()))
        );
        let longer = [&blob[..], b"x"].concat();
        let longer = verify(armoured(&longer).as_bytes(), MESSAGE, "git");
        assert_eq!(longer, Err(SignatureFault::Unreadable));
    }

    #[test]
    fn a_signature_that_fits_every_message_is_refused_for_its_weak_key() {
        let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
        // The neutral point as the key, and again as R beside an S of nothing: S·B = R + k·A holds whatever k is.
        let neutral: [u8; 32] = std::array::from_fn(|at| u8::from(at == 0));
        let key = [string(b"ssh-ed25519"), string(&neutral)].concat();
        let signature = [string(b"ssh-ed25519"), string(&[neutral, [0; 32]].concat())].concat();
        let parts = [&key[..], b"position@adidem", b"", b"sha512", &signature]
            .map(string)
            .concat();
        let armour = armoured(&[b"SSHSIG\0\0\0\x01", &parts[..]].concat());
        for message in [MESSAGE, b"anything else"] {
            let found = verify(armour.as_bytes(), message, "position@adidem");
            assert_eq!(found, Err(SignatureFault::WeakKey));
        }
    }

    #[test]
    fn rsa_with_the_old_hash_is_refused_before_any_program_runs() {
        let string = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
        let key = [string(b"ssh-rsa"), string(&[1, 0, 1]), string(&[0x7f; 256])].concat();
        let signature = [string(b"ssh-rsa"), string(&[1; 256])].concat();
        let parts = [&key[..], b"git", b"", b"sha512", &signature].map(string).concat();
        let armour = armoured(&[b"SSHSIG\0\0\0\x01", &parts[..]].concat());
        assert_eq!(
            verify(armour.as_bytes(), MESSAGE, "git"),
            Err(SignatureFault::Hash("sha1".into()))
        );
    }

    #[test]
    fn every_altered_bit_of_record_or_signature_is_noticed() {
        let good = key().sign("position@adidem", MESSAGE).unwrap() + "\n";
        for bit in 0..good.len() * 8 {
            let mut bytes = good.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(
                verify(&bytes, MESSAGE, "position@adidem").is_err(),
                "bit {bit} of the signature"
            );
        }
        for bit in 0..MESSAGE.len() * 8 {
            let mut bytes = MESSAGE.to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let found = verify(good.as_bytes(), &bytes, "position@adidem");
            assert_eq!(found, Err(SignatureFault::Bad), "bit {bit} of the record");
        }
    }
}
