//! Checks 3 and 4: what the clone keeps, and what signers were shown.

use super::findings;
use crate::language::{Language, say};

findings! {
    /// What is found of history against what this clone keeps, and against what signers were shown.
    pub enum KeepingFinding in language {
        NoteUnreadable => {
            code: "A04-note",
            said: { "The note of what this copy audited last cannot be read.", "此副本上次审计的记载无法读取。" },
            remedy: { "Audit again with a fresh copy beside it.", "请另取新副本，与此副本对照，再次审计。" },
        }
        Rewritten => {
            code: "A04-rewritten",
            said: {
                "History was rewritten: the state that this copy audited last is no part of it any more.",
                "历史已被改写：此副本上次审计的状态已不在其中。",
            },
            remedy: { do_not_go_on(language) },
        }
        EndsEarly => {
            code: "A04-incomplete",
            said: {
                "This copy ends early, so it cannot be said whether the state audited last is still part of its \
                 history.",
                "此副本不含最早的历史，无法判断上次审计的状态是否仍在其中。",
            },
            remedy: {
                "Get the whole history with `git fetch --unshallow`, then audit again.",
                "请用 `git fetch --unshallow` 取得全部历史，再次审计。",
            },
        }
        Vanished(name: String) => {
            code: "A03-vanished",
            said: {
                "The owner of this copy confirmed keys for the contract `{name}`, of which history knows nothing.",
                "此副本的所有人曾确认过合同 `{name}` 的密钥，而历史中没有该合同。",
            },
            remedy: { do_not_go_on(language) },
        }
        OtherNegotiation(name: String) => {
            code: "A03-negotiation",
            said: {
                "The negotiation of `{name}` is not the one for which keys were confirmed in this copy: its first \
                 round is another.",
                "`{name}` 的谈判不是此副本中确认密钥时的那一次：其第1轮不同。",
            },
            remedy: { do_not_go_on(language) },
        }
        KeysChanged { contract: String, party: String } => {
            code: "A03-keys",
            said: {
                "The members or keys of `{party}` are no longer those that were confirmed in this copy.",
                "`{party}` 的成员或密钥已不是此副本中确认过的那些。",
            },
            remedy: { compare_and_trust(contract, party, language) },
        }
        OtherKeysListed { contract: String, party: String } => {
            code: "A03-keys",
            said: {
                "The contract lists other members or keys of `{party}` than those that were confirmed in this copy, \
                 which are still in force.",
                "合同所列的 `{party}` 的成员或密钥与此副本中确认过的不同；有效的仍是确认过的那些。",
            },
            remedy: { compare_and_trust(contract, party, language) },
        }
        KeysUnconfirmed { contract: String, party: String } => {
            code: "A03-unconfirmed",
            said: {
                "Nobody has confirmed the keys of `{party}` in this copy yet.",
                "此副本中尚无人确认 `{party}` 的密钥。",
            },
            remedy: {
                "Compare their fingerprints with `{party}` outside of this repository; then say `adidem trust \
                 {contract} {party}`.",
                "请在合同库之外与 `{party}` 核对密钥指纹，然后执行 `adidem trust {contract} {party}`。",
            },
        }
        Rebased(signer: String) => {
            code: "A04-rebased",
            said: {
                "The state that {signer} was shown is no longer part of history; another with the same text is.",
                "{signer} 当时所见的状态已不在历史中；历史中另有一处文本相同。",
            },
            remedy: {
                "Somebody rewrote the order of changes: ask who and why. The text itself is the same.",
                "有人改写了修改的顺序：请查问何人、何故。文本本身相同。",
            },
        }
        BaseGone(signer: String) => {
            code: "A04-base",
            said: {
                "The state that {signer} was shown is no part of the history before the record, and no other has its \
                 text.",
                "{signer} 当时所见的状态不在该记录之前的历史中，也没有别处与其文本相同。",
            },
            remedy: { do_not_go_on(language) },
        }
    }
}

fn do_not_go_on(language: Language) -> String {
    say!(
        language,
        "Do not go on with this copy: compare it with the other side's, and keep both for inspection.",
        "请勿继续使用此副本：请与对方的副本比较，并保留两者备查。",
    )
}

fn compare_and_trust(contract: &str, party: &str, language: Language) -> String {
    say!(
        language,
        "Compare the keys with `{party}` itself, by telephone or in person; then say `adidem trust {contract} \
         {party}`.",
        "请与 `{party}` 本方通过电话或当面核对密钥，然后执行 `adidem trust {contract} {party}`。",
    )
}
