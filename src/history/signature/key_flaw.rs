//! Why a line among the keys of a contract is none that a signature could be held against.

use base64ct::{Base64, Encoding};

use super::rsa_modulus::LONGEST;
use crate::language::{messages, say};

/// The types of keys of `ssh-keygen` that signatures are verified by.
const TYPES: [&str; 7] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];
/// RSA keys of fewer bits are weak: nobody should list one any more.
pub(super) const SHORT_RSA: usize = 2048;
/// How many digits a whole fingerprint of gpg has: that of an older key, and that of a newer one.
pub(super) const FINGERPRINT_DIGITS: [usize; 2] = [40, 64];
/// How a type of `ssh-keygen` begins, supported or not.
const BEGINNINGS: [&str; 4] = ["ssh-", "ecdsa-", "sk-", "rsa-"];
/// How the type of a certificate ends.
const CERTIFICATE: &str = "-cert-v01@openssh.com";

messages! {
    /// What is wrong with a listed key, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum KeyFlaw in language {
        /// Words stand before its type, such as the options of a server's list of keys.
        Before(word: String) => {
            let word = word.escape_debug();
            say!(
                language,
                "`{word}` comes before its type, where nothing may be",
                "密钥类型之前有 `{word}`，此处不得有其他内容",
            )
        }
        /// It is a certificate, which stands for another key.
        Certificate => { "it is a certificate and not the key itself", "这是证书，而不是密钥本身" }
        /// A type that no signature is verified by.
        Type(kind: String) => {
            let kind = kind.escape_debug();
            say!(language, "keys of the type `{kind}` cannot be used here", "此处不能使用类型为 `{kind}` 的密钥")
        }
        /// It says that it is of one type, and its data are of another.
        OtherType {
            /// What it says.
            says: String,
            /// What its data are.
            holds: String,
        } => {
            let (says, holds) = (says.escape_debug(), holds.escape_debug());
            say!(
                language,
                "it says that it is `{says}`, but its data are those of a `{holds}`",
                "写明的类型是 `{says}`，其数据却属于 `{holds}`",
            )
        }
        /// Its data are cut short or altered.
        NotWhole => { "its data are cut short or altered", "密钥数据不完整或被改动" }
        /// A key with which anybody could sign.
        Weak => {
            "it is a weak key: no proper program generates such a key, and anybody could sign with it",
            "这是弱密钥：正常程序不会生成这样的密钥，任何人都可以用它签名",
        }
        /// It is no point of its curve, so that nobody can have its private half.
        NoPoint => {
            "it is not a point on its curve, so nobody can have its private key",
            "它不是曲线上的点，任何人都不可能持有对应的私钥",
        }
        /// The fingerprint of a key of gpg is not as many digits in a row as it has to be.
        Fingerprint => {
            let [short, long] = FINGERPRINT_DIGITS;
            say!(
                language,
                "a whole fingerprint has {short} or {long} digits in a row, without blanks",
                "完整的指纹是连续的 {short} 位或 {long} 位，中间没有空格",
            )
        }
        /// It is not written as `ssh-keygen` writes it.
        Unusual => { "it is not written as `ssh-keygen` writes it", "其写法与 `ssh-keygen` 生成的不同" }
        /// An RSA key of so few bits that it must be expected to be broken.
        Short(bits: usize) => {
            "an RSA key of {bits} bits is too weak; it takes {SHORT_RSA} or more",
            "{bits} 位的 RSA 密钥强度不足，至少应为 {SHORT_RSA} 位",
        }
        /// An RSA key of more bits than are looked at.
        Long(bits: usize) => {
            "an RSA key of {bits} bits is longer than any that counts; the most is {LONGEST}",
            "{bits} 位的 RSA 密钥过长，不计；至多为 {LONGEST} 位",
        }
    }
}

impl KeyFlaw {
    /// Why a line that could not be read as a key of `ssh-keygen` is none.
    pub(in crate::history) fn of(written: &str) -> Self {
        let mut words = written.split(' ').filter(|word| !word.is_empty());
        let (kind, data) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if kind.ends_with(CERTIFICATE) {
            return Self::Certificate;
        }
        if !TYPES.contains(&kind) {
            let behind = BEGINNINGS.iter().any(|beginning| data.starts_with(beginning));
            return if behind {
                Self::Before(kind.to_owned())
            } else {
                Self::Type(kind.to_owned())
            };
        }
        let Ok(blob) = Base64::decode_vec(data) else {
            return Self::NotWhole;
        };
        let holds = blob.split_first_chunk::<4>().and_then(|(length, rest)| {
            let name = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
            std::str::from_utf8(name).ok()
        });
        match holds {
            Some(holds) if holds != kind => Self::OtherType {
                says: kind.to_owned(),
                holds: holds.to_owned(),
            },
            Some(_) if written.split_whitespace().count() == 2 && written != format!("{kind} {data}") => Self::Unusual,
            _ => Self::NotWhole,
        }
    }
}
