//! What can be wrong with a record, with its facts.

use crate::history::SignatureFault;
use crate::language::Language;
use crate::language::Translated;
use crate::negotiation::{ChangeId, RecordError};

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Its file is none of a record.
    Unreadable(RecordError),
    /// Its file does not have the name that its content demands, which is this one.
    FileName(String),
    /// It belongs to the contract of that name.
    OtherContract(String),
    /// It belongs to another negotiation.
    OtherNegotiation,
    /// It speaks for one party and lies among the records of another.
    OtherFolder {
        /// For whom it speaks.
        party: String,
        /// Among whose records it lies.
        folder: String,
    },
    /// The contract had no such party.
    NoParty(String),
    /// Somebody brought it in who does not speak for the party.
    Carrier {
        /// Who brought it in.
        who: String,
        /// The party.
        party: String,
    },
    /// Its signer did not belong to the party.
    NoMember {
        /// The signer.
        who: String,
        /// The party.
        party: String,
    },
    /// Its key was taken away neither before nor after it, by that change.
    KeyTakenAway(ChangeId),
    /// This party lists keys, and it is not signed.
    Unsigned(String),
    /// It names a key and is not signed.
    SignatureGone,
    /// Its signature is not good.
    Signature(SignatureFault),
    /// It names another key.
    OtherKey,
    /// This signer did not have the key.
    ForeignKey(String),
    /// Its key came with others in place of all that the party had, signed with none of those, and nobody compared them
    /// in this copy.
    KeyOfReset,
    /// Branches adopted different members and keys for this party, and nobody compared them in this copy.
    Contested(String),
    /// What was in force for this party where it was made is not what today's members and keys came from.
    Astray(String),
}

impl Flaw {
    /// The number of the audit's check that the record fails.
    #[must_use]
    pub fn check(&self) -> u8 {
        match self {
            Self::KeyTakenAway(_) => 5,
            Self::OtherFolder { .. }
            | Self::NoParty(_)
            | Self::Carrier { .. }
            | Self::NoMember { .. }
            | Self::ForeignKey(_)
            | Self::KeyOfReset
            | Self::Contested(_)
            | Self::Astray(_) => 9,
            Self::Unsigned(_) | Self::SignatureGone | Self::Signature(_) | Self::OtherKey => 10,
            Self::Unreadable(_) | Self::FileName(_) => 11,
            Self::OtherContract(_) | Self::OtherNegotiation => 12,
        }
    }

    /// Whether the record may yet be good: something that is needed to verify it is missing here.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        match self {
            Self::KeyTakenAway(_) => true,
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

    /// What is wrong, as a clause without its full stop, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Chinese => self.chinese(),
        }
    }

    /// The same as the reason why a record must not count.
    #[must_use]
    pub fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }

    fn english(&self) -> String {
        match self {
            Self::Unreadable(error) => format!("it cannot be read as a record ({error})"),
            Self::FileName(expected) => format!("its file is not called `{expected}`, as its content demands"),
            Self::OtherContract(name) => format!("it was made for the contract `{name}`"),
            Self::OtherNegotiation => "it was made for another negotiation".to_owned(),
            Self::OtherFolder { party, folder } => format!("it speaks for `{party}` and lies under `{folder}`"),
            Self::NoParty(party) => format!("the contract had no party `{party}`"),
            Self::Carrier { who, party } => {
                format!("the change that brought it was written by {who}, who does not speak for `{party}`")
            }
            Self::NoMember { who, party } => format!("{who} was no member of `{party}`"),
            Self::KeyTakenAway(removal) => format!(
                "its key was taken away from the party side by side with it ({removal}), so it cannot be verified"
            ),
            Self::Unsigned(party) => format!("it is not signed, and `{party}` lists keys"),
            Self::SignatureGone => "it names a key, and no signature lies beside it".to_owned(),
            Self::Signature(fault) if fault.is_unknown() => format!("its signature cannot be verified here: {fault}"),
            Self::Signature(fault) => format!("its signature is not valid: {fault}"),
            Self::OtherKey => "it names another key than the one that signed it".to_owned(),
            Self::ForeignKey(signer) => format!("it is signed with a key that {signer} did not have"),
            Self::KeyOfReset => "it is signed with one of the keys that took the place of all that the party had, and \
                                 nobody has compared them with the party here"
                .to_owned(),
            Self::Contested(party) => {
                format!("two branches give `{party}` different keys, and nobody has compared them with the party here")
            }
            Self::Astray(party) => {
                format!("the members and keys of `{party}` under which it was made did not lead to those of today")
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Unreadable(error) => format!("无法作为记录读取（{}）", error.message(Language::Chinese)),
            Self::FileName(expected) => format!("按其内容，文件名应为 `{expected}`，实际不是"),
            Self::OtherContract(name) => format!("它是为合同 `{name}` 作出的"),
            Self::OtherNegotiation => "它是为另一次谈判作出的".to_owned(),
            Self::OtherFolder { party, folder } => format!("它代表 `{party}`，却放在 `{folder}` 之下"),
            Self::NoParty(party) => format!("合同当时没有 `{party}` 这一方"),
            Self::Carrier { who, party } => format!("带来它的修改由 {who} 作出，此人不代表 `{party}`"),
            Self::NoMember { who, party } => format!("{who} 当时不是 `{party}` 的成员"),
            Self::KeyTakenAway(removal) => {
                format!("其密钥在与之并行的修改（{removal}）中被取消，因此无法核实")
            }
            Self::Unsigned(party) => format!("它没有签名，而 `{party}` 列有密钥"),
            Self::SignatureGone => "它写明了密钥，旁边却没有签名".to_owned(),
            Self::Signature(fault) if fault.is_unknown() => {
                format!("其签名在此处无法核实：{}", fault.message(Language::Chinese))
            }
            Self::Signature(fault) => format!("其签名无效：{}", fault.message(Language::Chinese)),
            Self::OtherKey => "它写明的密钥不是签名所用的密钥".to_owned(),
            Self::ForeignKey(signer) => format!("它以 {signer} 当时并不持有的密钥签名"),
            Self::KeyOfReset => "它所用的密钥取代了该方原有的全部密钥，且尚未在此处与该方核对".to_owned(),
            Self::Contested(party) => format!("两个分支为 `{party}` 列出了不同的密钥，且尚未在此处与该方核对"),
            Self::Astray(party) => format!("作出时所依据的 `{party}` 的成员及密钥，并非该方现行成员及密钥的来源"),
        }
    }
}
