//! Why a line among the keys of a contract is none that a signature could be held against, in every language.

use base64ct::{Base64, Encoding};

use crate::language::{Language, say};

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
/// How a type of `ssh-keygen` begins, supported or not.
const BEGINNINGS: [&str; 4] = ["ssh-", "ecdsa-", "sk-", "rsa-"];
/// How the type of a certificate ends.
const CERTIFICATE: &str = "-cert-v01@openssh.com";

/// What is wrong with a listed key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyFlaw {
    /// Words stand before its type, such as the options of a server's list of keys.
    Before(String),
    /// It is a certificate, which stands for another key.
    Certificate,
    /// A type that no signature is verified by.
    Type(String),
    /// It says that it is of one type, and its data are of another.
    OtherType {
        /// What it says.
        says: String,
        /// What its data are.
        holds: String,
    },
    /// Its data are cut short or altered.
    NotWhole,
    /// A key with which anybody could sign.
    Weak,
    /// It is no point of its curve, so that nobody can have its private half.
    NoPoint,
    /// The fingerprint of a key of gpg is not 40 or 64 digits in a row.
    Fingerprint,
    /// It is not written as `ssh-keygen` writes it.
    Unusual,
    /// An RSA key of so few bits that it must be expected to be broken.
    Short(usize),
}

impl KeyFlaw {
    /// Why a line that could not be read as a key of `ssh-keygen` is none.
    pub(super) fn of(written: &str) -> Self {
        let mut words = written.split(' ').filter(|word| !word.is_empty());
        let (kind, data) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if kind.ends_with(CERTIFICATE) {
            return Self::Certificate;
        }
        if !TYPES.contains(&kind) {
            let behind = BEGINNINGS.iter().any(|beginning| data.starts_with(beginning));
            return if behind { Self::Before(kind.to_owned()) } else { Self::Type(kind.to_owned()) };
        }
        let Ok(blob) = Base64::decode_vec(data) else { return Self::NotWhole };
        let holds = blob.split_first_chunk::<4>().and_then(|(length, rest)| {
            let name = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
            std::str::from_utf8(name).ok()
        });
        match holds {
            Some(holds) if holds != kind => Self::OtherType { says: kind.to_owned(), holds: holds.to_owned() },
            Some(_) if written.split_whitespace().count() == 2 && written != format!("{kind} {data}") => Self::Unusual,
            _ => Self::NotWhole,
        }
    }

    /// What is wrong, as a clause without its full stop.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let to = language;
        match self {
            Self::Before(word) => {
                let word = word.escape_debug();
                say!(
                    to,
                    "`{word}` stands before its type, where nothing may stand",
                    "密钥类型之前有 `{word}`，此处不得有其他内容"
                )
            }
            Self::Certificate => say!(to, "it is a certificate and not the key itself", "这是证书，而不是密钥本身"),
            Self::Type(kind) => {
                let kind = kind.escape_debug();
                say!(to, "keys of the type `{kind}` cannot be used here", "此处不能使用类型为 `{kind}` 的密钥")
            }
            Self::OtherType { says, holds } => {
                let (says, holds) = (says.escape_debug(), holds.escape_debug());
                say!(
                    to,
                    "it says that it is `{says}`, and its data are those of a `{holds}`",
                    "写明的类型是 `{says}`，其数据却属于 `{holds}`"
                )
            }
            Self::NotWhole => say!(to, "its data are cut short or altered", "密钥数据不完整或被改动"),
            Self::Weak => say!(
                to,
                "it is a weak key: no program makes such a key, and anybody could sign with it",
                "这是弱密钥：没有程序会生成这样的密钥，任何人都可以用它签名"
            ),
            Self::NoPoint => say!(
                to,
                "it is no point of its curve, so nobody can have its private half",
                "它不是曲线上的点，任何人都不可能持有对应的私钥"
            ),
            Self::Fingerprint => say!(
                to,
                "a whole fingerprint has 40 or 64 digits in a row, without blanks",
                "完整的指纹是连续的 40 位或 64 位，中间没有空格"
            ),
            Self::Unusual => {
                say!(to, "it is not written as `ssh-keygen` writes it", "其写法与 `ssh-keygen` 生成的不同")
            }
            Self::Short(bits) => say!(
                to,
                "an RSA key of {bits} bits is too weak; it takes 2048 or more",
                "{bits} 位的 RSA 密钥强度不足，至少应为 2048 位"
            ),
        }
    }
}
