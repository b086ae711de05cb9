//! Everything that can be wrong with a signature.

use super::rsa_modulus::LONGEST;
use crate::history::store::header_fault::HeaderFault;
use crate::language::messages;

messages! {
    /// Why a signature does not count. Each is a sentence, without its full stop, that a finding can end with.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum SignatureFault in language {
        /// There is none.
        Unsigned => { "there is no signature", "没有签名" }
        /// No armour, only half of one, or bytes that are no text.
        NotOneBlock => {
            "the signature is not one whole block between its BEGIN and END lines",
            "签名不是 BEGIN 与 END 两行之间的一个完整块",
        }
        /// Anything before or after the block.
        SomethingAround => {
            "there is something before or after the signature's block, where nothing may be",
            "签名块前后另有内容，而该处不得有任何内容",
        }
        /// The block is not the one that `ssh-keygen` writes for the same signature.
        Rewrapped => {
            "the signature's block is not written as `ssh-keygen` writes it: its lines were wrapped or altered",
            "签名块不是 `ssh-keygen` 的写法：换行被调整或内容被改动",
        }
        /// What the block holds makes no sense.
        Unreadable => {
            "the signature's block does not hold a signature that can be read",
            "签名块中没有可读的签名",
        }
        /// Made for something else, such as another program.
        OtherPurpose {
            /// The namespace it names; `git` for one of gpg that names none.
            found: String,
            /// The namespace it should name.
            wanted: String,
        } => {
            "the signature was made for the purpose `{found}`, not for `{wanted}`",
            "签名是为用途 `{found}` 作出的，而非 `{wanted}`",
        }
        /// A hash that is not, or no longer, fit for signatures.
        Hash(name: String) => {
            "the signature uses the hash `{name}`, which does not count; sign with SHA-256 or SHA-512",
            "签名使用哈希算法 `{name}`，不予认可；请用 SHA-256 或 SHA-512 签名",
        }
        /// A kind of key or signature that cannot be verified here.
        Unsupported(kind: String) => {
            "signatures of the kind `{kind}` cannot be verified here",
            "此处无法对 `{kind}` 类签名验签",
        }
        /// A key with which anybody could sign.
        WeakKey => {
            "the signature names a weak key, with which anybody could have signed; no proper program generates such a key",
            "签名所用的是弱密钥，任何人都能以其签名；正常程序不会生成这种密钥",
        }
        /// An RSA key of more bits than count.
        LongKey(bits: usize) => {
            "the signature names an RSA key of {bits} bits; keys of more than {LONGEST} bits do not count",
            "签名所用的是 {bits} 位的 RSA 密钥；超过 {LONGEST} 位的密钥不计",
        }
        /// The signature does not belong to these bytes, or was not made by the key that it names.
        Bad => {
            "the signature is false: it does not match exactly this content",
            "验签失败，与所签内容不符",
        }
        /// A key of gpg that this machine does not know.
        UnknownKey => {
            "the key with which this was signed is not known to gpg on this machine; import it, then verify again",
            "此计算机上的 gpg 不认识签名所用的密钥；请导入后再次验签",
        }
        /// A key of gpg that had expired when the signature says it was made. One that expired later counts.
        KeyExpired => {
            "the signature says that it was made after its key had expired, as gpg knows the key",
            "据 gpg 所知，签名所载的时间晚于密钥的到期日",
        }
        /// A key of gpg that its owner withdrew, whenever that was.
        KeyWithdrawn => {
            "the key's owner has revoked it, and it cannot be determined whether that was before the signature",
            "密钥已被其持有人撤销，无法判断撤销是否早于签名",
        }
        /// A signature of gpg that was to hold until a day that has passed.
        SignatureExpired => {
            "the signature was made with an expiry date, which has passed",
            "签名只到某一日为止有效，而该日已过",
        }
        /// The program that has to verify this kind could not do it: nothing is known about the signature.
        Program {
            /// The program.
            program: String,
            /// What the system said.
            reason: String,
        } => {
            "`{program}` is needed to verify this signature and could not be run: {reason}",
            "验签需要 `{program}`，但无法运行：{reason}",
        }
        /// The change itself is written in a way that can deceive.
        Header(#[from] fault: HeaderFault) => { fault.message(language) }
    }
}

impl SignatureFault {
    /// Whether it leaves open if the signature counts: something is missing on this machine, or the key is no longer good
    /// and nothing says since when.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Unsupported(_)
                | Self::UnknownKey
                | Self::KeyExpired
                | Self::KeyWithdrawn
                | Self::SignatureExpired
                | Self::Program { .. }
        )
    }
}
