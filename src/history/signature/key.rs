//! Public keys, as contracts list them and as signatures name them.

use std::fmt;

use curve25519_dalek::edwards::CompressedEdwardsY;
use ssh_key::public::{KeyData, RsaPublicKey};
use ssh_key::{HashAlg, Mpint};

use super::key_flaw::{FINGERPRINT_DIGITS, KeyFlaw, SHORT_RSA};
use super::rsa_modulus;
use crate::history::error::Error;
use crate::language::{Language, say};

/// The word before the fingerprint of a key of gpg in a contract.
const OPENPGP: &str = "openpgp4fpr";
/// RSA keys of fewer bits are refused by `ssh-keygen`, which verifies their signatures.
const SHORTEST_RSA: usize = 1024;

/// A public key. Two are equal when their key material is, whatever comment stood behind them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicKey(KeyKind);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum KeyKind {
    /// `TYPE BASE64`, the fingerprint, which every finding shows, and the length of an RSA key.
    Ssh {
        written: String,
        fingerprint: String,
        rsa_bits: Option<usize>,
    },
    /// The primary key's fingerprint in capitals. The key itself lies with gpg.
    OpenPgp(String),
}

/// Why a line of a contract is no key that signatures can be held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAKey {
    written: String,
    /// What is wrong with it.
    pub flaw: KeyFlaw,
}

impl NotAKey {
    /// What is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (written, flaw) = (self.written.escape_debug(), self.flaw.message(language));
        say!(
            language,
            "`{written}` is not a public key that can be used ({flaw}); copy the line of the `.pub` file, such as \
             `ssh-ed25519 AAAA…`, or write `{OPENPGP}` and the key's whole fingerprint",
            "`{written}` 不是可用的公钥（{flaw}）；请复制 `.pub` 文件中的那一行，如 `ssh-ed25519 AAAA…`，或写 `{OPENPGP}` \
             和密钥的完整指纹",
        )
    }
}

impl std::error::Error for NotAKey {}

impl fmt::Display for NotAKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

/// Why a key of `ssh-keygen` is not taken, although it can be read. Others tell it to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) enum Unfit {
    /// Not exactly in the one form in which it can be written.
    Unreadable,
    /// A kind that is not verified here.
    Unsupported,
    /// A point or an exponent for which signatures can be made up by anybody, or one written in a second way.
    Weak,
    /// An RSA key of more bits than count.
    Long(usize),
}

impl PublicKey {
    /// Reads `TYPE BASE64`, or `openpgp4fpr FINGERPRINT` for a key of gpg.
    ///
    /// # Errors
    ///
    /// When it is not exactly what `ssh-keygen` writes without a comment, or of a type that is not supported: ed25519,
    /// ECDSA, RSA, and the first two on hardware are; DSA and certificates are not. Weak ed25519 keys are refused:
    /// points of small order, under which one signature fits many messages, and points that are not written in the
    /// one canonical way (RFC 8032, 5.1.3; RFC 7748, 6.1 lists the points). So are RSA keys whose exponent makes the
    /// padded message its own signature, that `ssh-keygen` refuses as too short, or that are longer than counts.
    pub fn parse(written: &str) -> Result<Self, NotAKey> {
        let wrong = |flaw: KeyFlaw| NotAKey {
            written: written.to_owned(),
            flaw,
        };
        if let Some(fingerprint) = written.strip_prefix(OPENPGP).and_then(|rest| rest.strip_prefix(' ')) {
            return Self::openpgp(fingerprint).ok_or_else(|| wrong(KeyFlaw::Fingerprint));
        }
        let key = ssh_key::PublicKey::from_openssh(written).map_err(|_| wrong(KeyFlaw::of(written)))?;
        let point = ed25519_point(key.key_data());
        let key = Self::from_ssh(key.key_data().clone()).map_err(|unfit| match unfit {
            Unfit::Weak => wrong(KeyFlaw::Weak),
            Unfit::Unreadable => wrong(KeyFlaw::NotWhole),
            Unfit::Long(bits) => wrong(KeyFlaw::Long(bits)),
            Unfit::Unsupported => wrong(KeyFlaw::of(written)),
        })?;
        if key.to_string() != written {
            return Err(wrong(KeyFlaw::Unusual));
        }
        if point.is_some_and(|point| CompressedEdwardsY(point).decompress().is_none()) {
            return Err(wrong(KeyFlaw::NoPoint));
        }
        Ok(key)
    }

    /// What keeps a listed key from being relied upon: that it is none, or that it is too short. `None` for a good one.
    #[must_use]
    pub fn flaw_of(written: &str) -> Option<KeyFlaw> {
        match Self::parse(written) {
            Ok(Self(KeyKind::Ssh {
                rsa_bits: Some(bits), ..
            })) => {
                if modulus_of(written).is_some_and(|modulus| rsa_modulus::is_weak_as_listed(&modulus)) {
                    return Some(KeyFlaw::Weak);
                }
                (bits < SHORT_RSA).then_some(KeyFlaw::Short(bits))
            }
            Ok(_) => None,
            Err(not) => Some(not.flaw),
        }
    }

    /// The key in the form in which signatures carry it, if it is exactly in that form and fit to be held against a
    /// signature. Whether anybody can take its modulus apart is asked once it turns out that somebody lists it: a
    /// stranger may sign with as many keys as he likes.
    pub(in crate::history) fn from_wire(bytes: &[u8]) -> Result<Self, Unfit> {
        let key = ssh_key::PublicKey::from_bytes(bytes).map_err(|_| Unfit::Unreadable)?;
        match key.to_bytes() {
            Ok(again) if again == bytes => Self::from_ssh(key.key_data().clone()),
            _ => Err(Unfit::Unreadable),
        }
    }

    fn from_ssh(key: KeyData) -> Result<Self, Unfit> {
        let point = ed25519_point(&key);
        if !(point.is_some() || key.is_ecdsa() || key.is_rsa() || key.is_sk_ecdsa_p256()) {
            return Err(Unfit::Unsupported);
        }
        let rsa = key.rsa();
        let rsa_bits = rsa.map(|rsa| bits(&rsa.n));
        if point.is_some_and(is_weak) || rsa.is_some_and(is_weak_rsa) {
            return Err(Unfit::Weak);
        }
        if let Some(bits) = rsa_bits.filter(|bits| *bits > rsa_modulus::LONGEST) {
            return Err(Unfit::Long(bits));
        }
        let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
        let written = ssh_key::PublicKey::from(key)
            .to_openssh()
            .map_err(|_| Unfit::Unreadable)?;
        Ok(Self(KeyKind::Ssh {
            written: written.trim_end().to_owned(),
            fingerprint,
            rsa_bits,
        }))
    }

    pub(in crate::history) fn openpgp(fingerprint: &str) -> Option<Self> {
        let whole =
            FINGERPRINT_DIGITS.contains(&fingerprint.len()) && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
        whole.then(|| Self(KeyKind::OpenPgp(fingerprint.to_ascii_uppercase())))
    }

    /// `SHA256:…`, as `ssh-keygen -l` shows it; for a key of gpg the fingerprint that gpg shows.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        match &self.0 {
            KeyKind::Ssh { fingerprint, .. } | KeyKind::OpenPgp(fingerprint) => fingerprint,
        }
    }

    /// Whether it is an RSA key whose modulus anybody can take apart: then nothing that it signed counts.
    ///
    /// The answer is dear the first time, and is for keys that a contract lists.
    #[must_use]
    pub fn is_taken_apart(&self) -> bool {
        match &self.0 {
            KeyKind::Ssh {
                written,
                rsa_bits: Some(_),
                ..
            } => modulus_of(written).is_none_or(|modulus| rsa_modulus::is_weak(&modulus)),
            KeyKind::Ssh { .. } | KeyKind::OpenPgp(_) => false,
        }
    }

    /// Whether it is a key of `ssh-keygen`, not one of gpg.
    #[must_use]
    pub fn is_ssh(&self) -> bool {
        matches!(self.0, KeyKind::Ssh { .. })
    }
}

/// As a contract lists it.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            KeyKind::Ssh { written, .. } => f.write_str(written),
            KeyKind::OpenPgp(fingerprint) => write!(f, "{OPENPGP} {fingerprint}"),
        }
    }
}

/// The point of an ed25519 key, on hardware or not, as it is written.
fn ed25519_point(key: &KeyData) -> Option<[u8; 32]> {
    match key {
        KeyData::Ed25519(key) => Some(key.0),
        KeyData::SkEd25519(key) => Some(key.public_key().0),
        _ => None,
    }
}

/// The digits of an RSA key's modulus; `None` for any other key.
fn modulus_of(written: &str) -> Option<Vec<u8>> {
    let key = ssh_key::PublicKey::from_openssh(written).ok()?;
    Some(key.key_data().rsa()?.n.as_positive_bytes()?.to_vec())
}

/// Whether nobody needs a private half to sign with this RSA key, or `ssh-keygen` refuses it as too short.
fn is_weak_rsa(key: &RsaPublicKey) -> bool {
    let is_even = |number: &Mpint| number.as_bytes().last().is_none_or(|last| last % 2 == 0);
    bits(&key.e) < 2 || is_even(&key.e) || is_even(&key.n) || bits(&key.n) < SHORTEST_RSA
}

/// How many binary digits a number has; none if it is negative.
fn bits(number: &Mpint) -> usize {
    let Some(bytes) = number.as_positive_bytes() else {
        return 0;
    };
    let zeros = bytes.first().map_or(0, |first| first.leading_zeros() as usize);
    bytes.len() * 8 - zeros
}

/// Whether these bytes are a point of small order, or one that has another way of being written. Whether they are a point
/// at all is seen when a signature is held against them.
fn is_weak(bytes: [u8; 32]) -> bool {
    let y = {
        let mut y = bytes;
        y[31] &= 0x7f;
        y
    };
    // The field's prime is 2^255 - 19: what is not below it stands for a smaller number.
    let is_canonical = y[0] < 0xed || y[31] != 0x7f || y[1..31].iter().any(|byte| *byte != 0xff);
    !is_canonical || SMALL_ORDER.contains(&y)
}

/// The heights of the eight points of small order (RFC 7748, 6.1, as points of the twisted curve), as far as they are
/// written in the canonical way; each has up to two points, told apart by the highest bit.
const SMALL_ORDER: [[u8; 32]; 5] = [
    height("0100000000000000000000000000000000000000000000000000000000000000"),
    height("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    height("0000000000000000000000000000000000000000000000000000000000000000"),
    height("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    height("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
];

const fn height(hex: &str) -> [u8; 32] {
    const fn digit(digit: u8) -> u8 {
        if digit < b'a' { digit - b'0' } else { digit - b'a' + 10 }
    }
    let mut bytes = [0; 32];
    let mut at = 0;
    while at < 32 {
        bytes[at] = digit(hex.as_bytes()[2 * at]) << 4 | digit(hex.as_bytes()[2 * at + 1]);
        at += 1;
    }
    bytes
}

/// Whom a key is to be believed to belong to, for stock tools.
#[derive(Debug, Clone, Copy)]
pub struct AllowedSigner<'a> {
    /// The e-mail address that stock tools are to name.
    pub email: &'a str,
    /// The key. One of gpg is left out: it has no place in such a file.
    pub key: &'a PublicKey,
    /// What it may sign, such as `git` and `position@adidem`.
    pub namespaces: &'a [&'a str],
}

/// The file with which stock `git verify-commit` and `ssh-keygen -Y verify` know these signers.
///
/// # Errors
///
/// When an address or a namespace holds a sign that means something else in such a file: one that stands for any
/// address would let one key pass for all people.
pub fn allowed_signers(signers: &[AllowedSigner<'_>]) -> Result<String, Error> {
    let mut lines = Vec::new();
    for signer in signers.iter().filter(|signer| signer.key.is_ssh()) {
        for word in signer.namespaces.iter().chain([&signer.email]) {
            let special = |c: char| c.is_whitespace() || c.is_control() || "*?!,\"#\\".contains(c);
            if word.is_empty() || word.contains(special) {
                return Err(Error::NotASigner((*word).to_owned()));
            }
        }
        let namespaces = signer.namespaces.join(",");
        lines.push(format!("{} namespaces=\"{namespaces}\" {}\n", signer.email, signer.key));
    }
    Ok(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::signature::demo_key::MadeUpKey;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_read_as_it_is_written_and_no_other_way() {
        let made_up = MadeUpKey::from_seed(&[1; 32]);
        let written = made_up.public_key().unwrap();
        let key = PublicKey::parse(&written).unwrap();
        assert_eq!(key.to_string(), written);
        assert_eq!(key.fingerprint(), made_up.fingerprint());
        let data = written.strip_prefix("ssh-ed25519 ").unwrap();
        let faults = [
            format!("{written} a comment"),
            format!(" {written}"),
            format!("ssh-ed25519  {data}"),
            format!("ssh-rsa {data}"),
            format!("ssh-ed25519 {data}="),
            format!("ssh-ed25519 {}", &data[..data.len() - 4]),
            format!("ssh-ed25519-cert-v01@openssh.com {data}"),
            "ssh-ed25519 AAAA".to_owned(),
            "openpgp4fpr 0123".to_owned(),
            String::new(),
        ];
        for fault in faults {
            assert!(PublicKey::parse(&fault).is_err(), "{fault}");
        }
    }

    /// The eight points of small order, each in the one way in which it is written, and all other ways of writing one.
    const WEAK: [&str; 8] = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ];
    /// Points whose number is not the smallest that stands for it, or whose sign is that of nothing.
    const SECOND_WAYS: [&str; 7] = [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    fn point(hex: &str) -> [u8; 32] {
        std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
    }

    #[test]
    fn no_contract_lists_a_weak_key_and_no_signature_carries_one() {
        for hex in WEAK.iter().chain(&SECOND_WAYS) {
            let key = ssh_key::PublicKey::from(ssh_key::public::Ed25519PublicKey(point(hex)));
            let error = PublicKey::parse(key.to_openssh().unwrap().trim_end()).unwrap_err();
            assert!(error.to_string().contains("weak key"), "{hex}: {error}");
            assert_eq!(
                PublicKey::from_wire(&key.to_bytes().unwrap()),
                Err(Unfit::Weak),
                "{hex}"
            );
        }
    }

    #[test]
    fn no_contract_lists_what_is_no_point_at_all() {
        let bytes = (2..=255_u8).map(|low| [[low].as_slice(), &[7; 31]].concat().try_into().expect("32 bytes"));
        let nowhere = bytes
            .into_iter()
            .find(|bytes| CompressedEdwardsY(*bytes).decompress().is_none())
            .expect("one");
        let key = ssh_key::PublicKey::from(ssh_key::public::Ed25519PublicKey(nowhere));
        let error = PublicKey::parse(key.to_openssh().unwrap().trim_end()).unwrap_err();
        assert!(error.to_string().contains("not a point"), "{error}");
    }

    #[test]
    fn the_table_of_weak_keys_is_what_it_says() {
        let points = WEAK.map(|hex| CompressedEdwardsY(point(hex)).decompress().unwrap());
        for (number, one) in points.iter().enumerate() {
            assert!(one.is_small_order() && one.compress() == CompressedEdwardsY(point(WEAK[number])));
            assert!(
                points[..number].iter().all(|other| other != one),
                "each is another point"
            );
        }
        for hex in SECOND_WAYS {
            let written = CompressedEdwardsY(point(hex));
            assert!(
                written.decompress().is_none_or(|point| point.compress() != written),
                "{hex}"
            );
        }
    }

    proptest! {
        /// Against the library that knows the curve; points of small order are too rare for it, see above.
        #[test]
        fn what_is_weak_is_what_the_curve_says(mut bytes in any::<[u8; 32]>(), high in 0..20_u8, low in 0xe0..=0xff_u8) {
            if high == 0 {
                bytes[1..31].fill(0xff);
                (bytes[0], bytes[31]) = (low, bytes[31] | 0x7f);
            }
            let written = CompressedEdwardsY(bytes);
            if let Some(point) = written.decompress() {
                prop_assert_eq!(is_weak(bytes), point.is_small_order() || point.compress() != written);
            }
        }
    }

    fn rsa(bits: usize, e: &[u8]) -> String {
        let mut n = vec![0x5a; bits / 8];
        n[0] |= 0x80;
        n[bits / 8 - 1] |= 1;
        while rsa_modulus::is_weak(&n) {
            n[bits / 8 - 1] += 2;
        }
        let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes).unwrap();
        let key = KeyData::Rsa(RsaPublicKey {
            e: number(e),
            n: number(&n),
        });
        ssh_key::PublicKey::from(key)
            .to_openssh()
            .unwrap()
            .trim_end()
            .to_owned()
    }

    #[test]
    fn an_rsa_key_is_as_good_as_its_numbers() {
        let usual = [1, 0, 1];
        assert_eq!(PublicKey::flaw_of(&rsa(2048, &usual)), None);
        assert_eq!(PublicKey::flaw_of(&rsa(4096, &[3])), None);
        assert_eq!(PublicKey::flaw_of(&rsa(1536, &usual)), Some(KeyFlaw::Short(1536)));
        assert!(
            PublicKey::parse(&rsa(1536, &usual)).is_ok(),
            "what was signed with it is still told apart"
        );
        for weak in [rsa(2048, &[1]), rsa(2048, &[4]), rsa(1000, &usual)] {
            assert_eq!(PublicKey::flaw_of(&weak), Some(KeyFlaw::Weak), "{weak}");
        }
    }

    #[test]
    fn an_rsa_key_whose_modulus_anybody_takes_apart_is_weak_whether_listed_or_signed_with() {
        // 2^2203 - 1 is a prime; the other one is three times something.
        let prime = [vec![0x07], vec![0xff; 275]].concat();
        let threefold = [vec![0xff; 255], vec![0x81]].concat();
        for modulus in [prime, threefold] {
            let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes).unwrap();
            let key = KeyData::Rsa(RsaPublicKey {
                e: number(&[1, 0, 1]),
                n: number(&modulus),
            });
            let key = ssh_key::PublicKey::from(key);
            let listed = key.to_openssh().unwrap().trim_end().to_owned();
            assert_eq!(PublicKey::flaw_of(&listed), Some(KeyFlaw::Weak), "{listed}");
            let signs = PublicKey::from_wire(&key.to_bytes().unwrap()).unwrap();
            assert!(signs.is_taken_apart(), "{listed}");
        }
        assert!(!PublicKey::parse(&rsa(2048, &[1, 0, 1])).unwrap().is_taken_apart());
        assert!(
            !PublicKey::parse(&MadeUpKey::from_seed(&[1; 32]).public_key().unwrap())
                .unwrap()
                .is_taken_apart()
        );
    }

    #[test]
    fn no_more_bits_count_than_are_looked_at() {
        let of_bits = |bits: usize| {
            let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes).unwrap();
            let key = KeyData::Rsa(RsaPublicKey {
                e: number(&[1, 0, 1]),
                n: number(&vec![0xff; bits / 8]),
            });
            ssh_key::PublicKey::from(key)
        };
        for bits in [8200, 16_384, 32_768] {
            let key = of_bits(bits);
            assert_eq!(
                PublicKey::flaw_of(key.to_openssh().unwrap().trim_end()),
                Some(KeyFlaw::Long(bits))
            );
            assert_eq!(PublicKey::from_wire(&key.to_bytes().unwrap()), Err(Unfit::Long(bits)));
        }
        assert!(PublicKey::from_wire(&of_bits(8192).to_bytes().unwrap()).is_ok());
    }

    #[test]
    fn a_key_that_only_signs_costs_no_test_of_its_modulus() {
        for last in 0..50_u8 {
            let n = [vec![0xc3; 1023], vec![2 * last + 1]].concat();
            let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes).unwrap();
            let key = KeyData::Rsa(RsaPublicKey {
                e: number(&[1, 0, 1]),
                n: number(&n),
            });
            assert!(PublicKey::from_wire(&ssh_key::PublicKey::from(key).to_bytes().unwrap()).is_ok());
            assert!(!rsa_modulus::tested().contains(&n), "{last}");
        }
    }

    #[test]
    fn each_way_of_being_no_key_is_named() {
        let written = MadeUpKey::from_seed(&[1; 32]).public_key().unwrap();
        let data = written.strip_prefix("ssh-ed25519 ").unwrap();
        let flaw = |written: &str| PublicKey::flaw_of(written).expect("a flaw");
        assert_eq!(PublicKey::flaw_of(&written), None);
        assert_eq!(flaw("restrict,pty ssh-ed25519"), KeyFlaw::Before("restrict,pty".into()));
        assert_eq!(flaw(&format!("ssh-ed25519 {}", &data[..40])), KeyFlaw::NotWhole);
        assert_eq!(
            flaw(&format!("ssh-ed25519 {}", data.replace('A', "?"))),
            KeyFlaw::NotWhole
        );
        assert_eq!(
            flaw(&format!("ssh-ed25519 SHA256:{}", "a".repeat(43))),
            KeyFlaw::NotWhole
        );
        assert_eq!(flaw(&format!("ssh-dss {data}")), KeyFlaw::Type("ssh-dss".into()));
        assert_eq!(
            flaw(&format!("ssh-ed25519-cert-v01@openssh.com {data}")),
            KeyFlaw::Certificate
        );
        for says in ["ssh-rsa", "sk-ssh-ed25519@openssh.com", "ecdsa-sha2-nistp384"] {
            let holds = "ssh-ed25519".to_owned();
            assert_eq!(
                flaw(&format!("{says} {data}")),
                KeyFlaw::OtherType {
                    says: says.into(),
                    holds
                }
            );
        }
        assert_eq!(flaw("openpgp4fpr 0123"), KeyFlaw::Fingerprint);
        assert_eq!(flaw("ssh-ed25519-sk AAAA"), KeyFlaw::Type("ssh-ed25519-sk".into()));
    }

    #[test]
    fn a_key_of_gpg_is_its_fingerprint() {
        let key = PublicKey::parse("openpgp4fpr 0123456789abcdef0123456789ABCDEF01234567").unwrap();
        assert_eq!(key.fingerprint(), "0123456789ABCDEF0123456789ABCDEF01234567");
        assert_eq!(PublicKey::parse(&key.to_string()).unwrap(), key);
        assert!(!key.is_ssh());
    }

    #[test]
    fn nobody_is_allowed_to_sign_for_everybody() {
        let key = PublicKey::parse(&MadeUpKey::from_seed(&[1; 32]).public_key().unwrap()).unwrap();
        let text = |email: &str, namespace: &str| {
            allowed_signers(&[AllowedSigner {
                email,
                key: &key,
                namespaces: &["git", namespace],
            }])
        };
        let good = text("li@x.example", "position@adidem").unwrap();
        assert_eq!(good, format!("li@x.example namespaces=\"git,position@adidem\" {key}\n"));
        for email in [
            "*",
            "*@x.example",
            "a@x,b@x",
            "a b@x",
            "#a@x",
            "!a@x",
            "a\n* @x",
            "\"a@x",
            "",
            "a@?",
        ] {
            assert!(text(email, "x").is_err(), "{email}");
        }
        assert!(text("li@x.example", "*").is_err() && text("li@x.example", "a\" b").is_err());
    }
}
