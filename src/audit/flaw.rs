//! What can be wrong with a record, with its facts, and what is said of it.

use crate::history::SignatureFault;
use crate::language::{Translated, messages, say};
use crate::negotiation::{CommitId, RecordError};

messages! {
    /// What is wrong with a record: each a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Flaw in language {
        /// Its file is none of a record.
        Unreadable(error: RecordError) => {
            let error = error.message(language);
            say!(language, "it cannot be read as a record ({error})", "无法作为记录读取（{error}）")
        }
        /// It is in a format of a later version of the program, brought in and signed by its party.
        LaterFormat {
            /// The format.
            format: String,
            /// The party among whose records it lies.
            party: String,
        } => {
            "it was made by a later version of adidem (`{format}`) and is not judged here; as long as it is not, nothing \
             counts as agreed by `{party}`",
            "它由更高版本的 adidem 作出（`{format}`），在此不作判断；在此之前，`{party}` 的任何条款均不视为已同意",
        }
        /// Its file does not have the name that its content demands, which is this one.
        FileName(expected: String) => {
            "its file is not called `{expected}`, as its content demands",
            "按其内容，文件名应为 `{expected}`，实际不是",
        }
        /// It belongs to the contract of that name.
        OtherContract(name: String) => { "it was made for the contract `{name}`", "它是为合同 `{name}` 作出的" }
        /// It belongs to another negotiation.
        OtherNegotiation => { "it was made for another negotiation", "它是为另一次谈判作出的" }
        /// It speaks for one party and lies among the records of another.
        OtherFolder {
            /// For whom it speaks.
            party: String,
            /// Among whose records it lies.
            folder: String,
        } => { "it speaks for `{party}` but is filed under `{folder}`", "它代表 `{party}`，却放在 `{folder}` 之下" }
        /// The contract had no such party.
        NoParty(party: String) => { "the contract had no party `{party}`", "合同当时没有当事人 `{party}`" }
        /// Somebody brought it in who does not speak for the party.
        Carrier {
            /// Who brought it in.
            who: String,
            /// The party.
            party: String,
        } => {
            "it was committed by {who}, who does not speak for `{party}`",
            "该记录由 {who} 提交，而 {who} 不代表 `{party}`",
        }
        /// Its signer did not belong to the party.
        NoMember {
            /// The signer.
            who: String,
            /// The party.
            party: String,
        } => { "{who} was not a member of `{party}`", "{who} 当时不是 `{party}` 的成员" }
        /// Its key was taken away neither before nor after it, by that change.
        KeyTakenAway(removal: CommitId) => {
            "its key was removed from the party in a parallel change ({removal}), so it cannot be verified",
            "其密钥在与之并行的提交（{removal}）中被去掉，因此无法验签",
        }
        /// This party lists keys, and it is not signed.
        Unsigned(party: String) => { "it is not signed, and `{party}` lists keys", "它没有签名，而 `{party}` 已列明密钥" }
        /// It names a key and is not signed.
        SignatureGone => { "it names a key, but there is no signature beside it", "它写明了密钥，旁边却没有签名" }
        /// Its signature is not good.
        Signature(fault: SignatureFault) => {
            let said = fault.message(language);
            if fault.is_unknown() {
                say!(language, "its signature cannot be verified here: {said}", "其签名在此处无法验签：{said}")
            } else {
                say!(language, "its signature is not valid: {said}", "其签名无效：{said}")
            }
        }
        /// It names another key.
        OtherKey => { "it names a different key from the one that signed it", "它写明的密钥不是签名所用的密钥" }
        /// This signer did not have the key.
        ForeignKey(signer: String) => {
            "it is signed with a key that {signer} did not have",
            "它以 {signer} 当时并不持有的密钥签名",
        }
        /// Its key came with others in place of all that the party had, signed with none of those, and nobody compared
        /// them in this copy.
        KeyOfReset => {
            "it is signed with one of the keys that replaced all previous keys of the party, and nobody has compared \
             them with the party here",
            "它所用的密钥取代了该方原有的全部密钥，且尚未在此处与该方核对",
        }
        /// Branches adopted different members and keys for this party, and nobody compared them in this copy.
        Contested(party: String) => {
            "two branches give `{party}` different keys, and nobody has compared them with the party here",
            "两个分支为 `{party}` 列明了不同的密钥，且尚未在此处与该方核对",
        }
        /// What was in force for this party where it was made is not what today's members and keys came from.
        Astray(party: String) => {
            "the members and keys of `{party}` under which it was made did not lead to those of today",
            "作出时所依据的 `{party}` 的成员及密钥，并非该方现行成员及密钥的来源",
        }
    }
}

impl Flaw {
    /// Names the finding about it for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::KeyTakenAway(_) => "A05-removed-key",
            Self::OtherFolder { .. }
            | Self::NoParty(_)
            | Self::Carrier { .. }
            | Self::NoMember { .. }
            | Self::ForeignKey(_) => "A09-party",
            Self::KeyOfReset | Self::Contested(_) | Self::Astray(_) => "A09-waits",
            Self::Signature(fault) if fault.is_unknown() => "A10-unknown-signature",
            Self::Unsigned(_) | Self::SignatureGone | Self::Signature(_) | Self::OtherKey => "A10-record-signature",
            Self::Unreadable(RecordError::OtherKind(_)) => "A11-kind",
            Self::LaterFormat { .. } => "A11-later",
            Self::Unreadable(_) | Self::FileName(_) => "A11-record",
            Self::OtherContract(_) | Self::OtherNegotiation => "A12-replay",
        }
    }

    /// Whether the record may yet be good: something that is needed to verify it is missing here.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::KeyTakenAway(_) | Self::LaterFormat { .. } => true,
            Self::Signature(fault) => fault.is_unknown(),
            _ => false,
        }
    }

    /// Whether nothing is broken by it, although the record does not count: a comparison with the party would settle it, or
    /// a later version knows what it says.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self {
            Self::KeyOfReset | Self::Contested(_) | Self::Astray(_) => true,
            Self::Unreadable(error) => matches!(error, RecordError::OtherKind(_)),
            _ => false,
        }
    }

    /// What is wrong, as the reason why a record must not count.
    #[must_use]
    pub fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }
}
