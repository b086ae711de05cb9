//! Detached signatures of gpg: what may stand in the block, and what gpg says of it.
//!
//! OpenPGP knows no namespaces. What is not a change carries its purpose as a notation (RFC 9580, 5.2.3.24), which is
//! signed with the rest: a signature that was got for another paper counts for no position.

use super::armor::{BEGIN, END};
use super::fault::SignatureFault;
use super::key::PublicKey;
use super::namespace::SIGNED_CHANGE;
use super::stock;

/// How the names of all purposes but git's end.
const OURS: &str = "@adidem";
/// The value of the notation that names the purpose.
const SIGNED: &str = "signed";

/// How a purpose is told to gpg; `None` for changes, which git has signed without one.
pub(in crate::history) fn notation(namespace: &str) -> Option<String> {
    (namespace != SIGNED_CHANGE).then(|| format!("{namespace}={SIGNED}"))
}

/// As [`verify_detached`](crate::history::verify_detached), for a block of gpg. The last line end may be missing.
pub(in crate::history) fn verify(
    signature: &[u8],
    message: &[u8],
    namespace: &str,
) -> Result<PublicKey, SignatureFault> {
    let text = std::str::from_utf8(signature).map_err(|_| SignatureFault::NotOneBlock)?;
    let inner = text.strip_prefix(BEGIN).ok_or(SignatureFault::NotOneBlock)?;
    let inner = inner
        .strip_suffix('\n')
        .unwrap_or(inner)
        .strip_suffix(END)
        .ok_or(SignatureFault::SomethingAround)?;
    if inner.contains("-----") {
        return Err(SignatureFault::SomethingAround);
    }
    let (said, success) = stock::gpg_status(signature, message)?;
    let seen = from_status(&said, success, namespace)?;
    if seen.expired {
        // gpg asks whether the key is good today. Which key may sign for whom follows from the order of history: that a
        // date has passed since takes nothing back.
        let made = seen.made.ok_or(SignatureFault::KeyExpired)?;
        made_in_time(&stock::gpg_listed(seen.key.fingerprint())?, &seen.signing, made)?;
    }
    Ok(seen.key)
}

/// A signature that belongs to the message, by what gpg says.
#[derive(Debug, PartialEq, Eq)]
struct GpgSignature {
    /// The primary key.
    key: PublicKey,
    /// The fingerprint of the key or subkey that signed.
    signing: String,
    /// When it says it was made, in seconds; `None` when gpg writes times in another way.
    made: Option<u64>,
    /// gpg says that the key has expired, whenever that was.
    expired: bool,
}

/// Reads what gpg says for programs (its file `doc/DETAILS`).
fn from_status(said: &str, success: bool, namespace: &str) -> Result<GpgSignature, SignatureFault> {
    let lines = || said.lines().filter_map(|line| line.strip_prefix("[GNUPG:] "));
    let count = |keyword: &str| lines().filter(|line| line.split(' ').next() == Some(keyword)).count();
    if count("NO_PUBKEY") > 0 {
        return Err(SignatureFault::UnknownKey);
    }
    let bad = ["BADSIG", "ERRSIG", "NODATA"].iter().any(|keyword| count(keyword) > 0);
    let expired = count("EXPKEYSIG") > 0;
    let verdicts = ["GOODSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG"].map(count);
    // Of a key that is no longer good, gpg need not end with success.
    let ended_well = success || verdicts[0] == 0;
    if bad || !ended_well || verdicts.iter().sum::<usize>() != 1 || count("VALIDSIG") != 1 {
        return Err(SignatureFault::Bad);
    }
    // Of a key that was withdrawn and has expired as well, the verdict tells the expiry alone.
    if count("REVKEYSIG") + count("KEYREVOKED") > 0 {
        return Err(SignatureFault::KeyWithdrawn);
    }
    if count("EXPSIG") > 0 {
        return Err(SignatureFault::SignatureExpired);
    }
    let valid = lines()
        .find_map(|line| line.strip_prefix("VALIDSIG "))
        .unwrap_or_default();
    let words: Vec<&str> = valid.split(' ').collect();
    // The eighth word is OpenPGP's number of the hash: 8 to 10 are SHA-256, -384 and -512, 12 and 14 SHA-3.
    match words.get(7) {
        Some(&("8" | "9" | "10" | "12" | "14")) => {}
        Some(other) => return Err(SignatureFault::Hash(format!("number {other} of OpenPGP"))),
        None => return Err(SignatureFault::Bad),
    }
    // Class 00 is a signature of bytes. One of class 01 (`--textmode`) fits the same text with other line ends as well.
    if words.get(8) != Some(&"00") {
        return Err(SignatureFault::Bad);
    }
    let purpose = purpose(lines())?;
    if purpose != namespace {
        return Err(SignatureFault::OtherPurpose {
            found: purpose,
            wanted: namespace.to_owned(),
        });
    }
    let key = words
        .get(9)
        .and_then(|primary| PublicKey::openpgp(primary))
        .ok_or(SignatureFault::Bad)?;
    let made = words.get(2).and_then(|made| made.parse().ok());
    Ok(GpgSignature {
        key,
        signing: words[0].to_owned(),
        made,
        expired,
    })
}

/// Whether a signature was made before its key, or the primary key above it, expired; by what gpg lists of them for
/// programs.
fn made_in_time(listed: &str, signing: &str, made: u64) -> Result<(), SignatureFault> {
    let mut last: Option<Vec<&str>> = None;
    let mut asked = Vec::new();
    let mut signer_is_there = false;
    for line in listed.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        match (fields[0], last.take()) {
            ("pub" | "sub", _) => last = Some(fields),
            // The first fingerprint after a key is its own.
            ("fpr", Some(key)) => {
                let signed = fields.get(9) == Some(&signing);
                signer_is_there |= signed;
                if signed || key[0] == "pub" {
                    asked.push(key);
                }
            }
            (_, key) => last = key,
        }
    }
    if !signer_is_there {
        return Err(SignatureFault::UnknownKey);
    }
    for key in asked {
        match key.get(1) {
            Some(&"r") => return Err(SignatureFault::KeyWithdrawn),
            Some(&"i" | &"n") | None => return Err(SignatureFault::Bad),
            _ => {}
        }
        let expires = key.get(6).copied().unwrap_or_default();
        if !expires.is_empty() && !expires.parse::<u64>().is_ok_and(|expires| made < expires) {
            return Err(SignatureFault::KeyExpired);
        }
    }
    Ok(())
}

/// The purpose that the signature names; gpg tells of signed notations only. Others than one of ours are passed over:
/// people set some for all that they sign.
fn purpose<'a>(lines: impl Iterator<Item = &'a str>) -> Result<String, SignatureFault> {
    let mut purpose = None;
    let mut name = "";
    for line in lines {
        match line.split_once(' ') {
            Some(("NOTATION_NAME", named)) => name = named,
            Some(("NOTATION_DATA", SIGNED)) if name.ends_with(OURS) && purpose.is_none() => {
                purpose = Some(name.to_owned());
            }
            Some(("NOTATION_DATA", _)) if name.ends_with(OURS) => return Err(SignatureFault::Bad),
            _ => {}
        }
    }
    Ok(purpose.unwrap_or_else(|| SIGNED_CHANGE.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIMARY: &str = "0123456789ABCDEF0123456789ABCDEF01234567";
    const SUBKEY: &str = "76543210FEDCBA9876543210FEDCBA9876543210";

    fn status(lines: &[&str]) -> Result<String, SignatureFault> {
        let said = lines
            .iter()
            .map(|line| format!("[GNUPG:] {line}"))
            .collect::<Vec<_>>()
            .join("\n");
        from_status(&said, true, SIGNED_CHANGE).map(|seen| seen.key.fingerprint().to_owned())
    }

    #[test]
    fn gpg_is_believed_only_when_it_is_clear() {
        let good = "GOODSIG 89ABCDEF01234567 Li Jing <li@x.example>";
        let valid = format!("VALIDSIG {SUBKEY} 2026-02-03 1770000000 0 4 0 22 10 00 {PRIMARY}");
        let sha1 = valid.replace(" 10 00 ", " 2 00 ");
        let of_text = valid.replace(" 10 00 ", " 10 01 ");
        assert_eq!(
            status(&["NEWSIG", good, &valid, "TRUST_UNDEFINED 0 pgp"]).unwrap(),
            PRIMARY
        );
        assert_eq!(
            from_status(&format!("[GNUPG:] {good}\n[GNUPG:] {valid}\n"), false, SIGNED_CHANGE),
            Err(SignatureFault::Bad)
        );
        let expired = "EXPKEYSIG 89ABCDEF01234567 Li Jing";
        let table: [(&[&str], SignatureFault); 13] = [
            (&[good], SignatureFault::Bad),
            (&[&valid], SignatureFault::Bad),
            (&[good, &valid, good, &valid], SignatureFault::Bad),
            (&["BADSIG 89ABCDEF01234567 Li Jing"], SignatureFault::Bad),
            (&[good, &of_text], SignatureFault::Bad),
            (&[good, &sha1], SignatureFault::Hash("number 2 of OpenPGP".into())),
            (
                &["ERRSIG 89ABCDEF01234567 22 10 00 1 9", "NO_PUBKEY 89ABCDEF01234567"],
                SignatureFault::UnknownKey,
            ),
            (
                &["REVKEYSIG 89ABCDEF01234567 Li Jing", &valid],
                SignatureFault::KeyWithdrawn,
            ),
            (&[expired, &valid, "KEYREVOKED"], SignatureFault::KeyWithdrawn),
            (
                &["EXPSIG 89ABCDEF01234567 Li Jing", &valid],
                SignatureFault::SignatureExpired,
            ),
            (&[expired, good, &valid], SignatureFault::Bad),
            (&[expired], SignatureFault::Bad),
            (&[], SignatureFault::Bad),
        ];
        for (lines, fault) in table {
            assert_eq!(status(lines), Err(fault), "{lines:?}");
        }
    }

    #[test]
    fn a_key_that_expired_later_takes_nothing_back() {
        let valid = format!("VALIDSIG {SUBKEY} 2026-02-03 1770000000 0 4 0 22 10 00 {PRIMARY}");
        let said = format!("[GNUPG:] KEYEXPIRED 1\n[GNUPG:] EXPKEYSIG 89ABCDEF01234567 Li\n[GNUPG:] {valid}\n");
        let seen = from_status(&said, true, SIGNED_CHANGE).unwrap();
        assert_eq!(
            (seen.expired, seen.made, seen.signing.as_str()),
            (true, Some(1_770_000_000), SUBKEY)
        );
        let listed = |primary: (&str, &str), sub: (&str, &str)| {
            format!(
                "tru::1:1:0:3:1:5\npub:{}:255:22:B:1:{}::u:::c:::::ed25519:::0:\nfpr:::::::::{PRIMARY}:\ngrp:::::::::C:\n\
                 sub:e:255:22:D:1:5:::::s:::::ed25519::\nfpr:::::::::{}:\n\
                 sub:{}:255:22:E:1:{}:::::s:::::ed25519::\nfpr:::::::::{SUBKEY}:\n",
                primary.0,
                primary.1,
                "A".repeat(40),
                sub.0,
                sub.1
            )
        };
        let asked = |primary, sub| made_in_time(&listed(primary, sub), SUBKEY, 1_770_000_000);
        assert_eq!(asked(("u", ""), ("e", "1770000001")), Ok(()));
        assert_eq!(asked(("e", "1770000001"), ("e", "")), Ok(()));
        assert_eq!(asked(("u", ""), ("e", "1770000000")), Err(SignatureFault::KeyExpired));
        assert_eq!(
            asked(("e", "1769999999"), ("e", "1780000000")),
            Err(SignatureFault::KeyExpired)
        );
        assert_eq!(
            asked(("u", ""), ("e", "20380119T031407")),
            Err(SignatureFault::KeyExpired),
            "in another form"
        );
        assert_eq!(
            asked(("r", "1780000000"), ("e", "1780000000")),
            Err(SignatureFault::KeyWithdrawn)
        );
        assert_eq!(asked(("u", ""), ("r", "1780000000")), Err(SignatureFault::KeyWithdrawn));
        assert_eq!(asked(("i", ""), ("e", "1780000000")), Err(SignatureFault::Bad));
        assert_eq!(
            made_in_time(&listed(("u", ""), ("u", "")), PRIMARY, 1),
            Ok(()),
            "the primary key itself signed"
        );
        assert_eq!(made_in_time("", SUBKEY, 1), Err(SignatureFault::UnknownKey));
    }

    #[test]
    fn a_signature_counts_for_the_purpose_that_it_names_alone() {
        let good = "GOODSIG 89ABCDEF01234567 Li Jing <li@x.example>";
        let valid = format!("VALIDSIG {SUBKEY} 2026-02-03 1770000000 0 4 0 22 10 00 {PRIMARY}");
        let signed_for = |notations: &[&str], wanted: &str| {
            let lines = [&[good, &valid], notations].concat();
            let said = lines
                .iter()
                .map(|line| format!("[GNUPG:] {line}"))
                .collect::<Vec<_>>()
                .join("\n");
            from_status(&said, true, wanted).map(|seen| seen.key.fingerprint().to_owned())
        };
        let position = [
            "NOTATION_NAME position@adidem",
            "NOTATION_FLAGS 0 1",
            "NOTATION_DATA signed",
        ];
        let stranger = [
            "NOTATION_NAME issuer-fpr@notations.openpgp.fifthhorseman.net",
            "NOTATION_DATA AB",
        ];
        let other = |found: &str, wanted: &str| SignatureFault::OtherPurpose {
            found: found.into(),
            wanted: wanted.into(),
        };
        assert_eq!(signed_for(&position, "position@adidem").unwrap(), PRIMARY);
        assert_eq!(
            signed_for(&[&stranger[..], &position].concat(), "position@adidem").unwrap(),
            PRIMARY
        );
        assert_eq!(signed_for(&stranger, "git").unwrap(), PRIMARY);
        assert_eq!(
            signed_for(&stranger, "position@adidem"),
            Err(other("git", "position@adidem"))
        );
        assert_eq!(signed_for(&position, "git"), Err(other("position@adidem", "git")));
        assert_eq!(
            signed_for(&["NOTATION_NAME position@adidem", "NOTATION_DATA no"], "git"),
            Err(SignatureFault::Bad)
        );
    }

    #[test]
    fn nothing_stands_around_a_block_of_gpg_either() {
        let good = format!("{BEGIN}\niQ\n{END}\n");
        for odd in [
            format!("{good}junk\n"),
            format!("{good}{good}"),
            good.replace("iQ", "-----"),
        ] {
            assert_eq!(
                verify(odd.as_bytes(), b"", SIGNED_CHANGE),
                Err(SignatureFault::SomethingAround),
                "{odd}"
            );
        }
        assert_eq!(
            verify(format!("junk\n{good}").as_bytes(), b"", SIGNED_CHANGE),
            Err(SignatureFault::NotOneBlock)
        );
    }
}
