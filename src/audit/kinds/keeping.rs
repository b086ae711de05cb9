//! Checks 3 and 4: what the clone keeps, and what signers were shown.

use super::findings;
use crate::language::{Language, say};

findings! {
    /// What is found of history against what this clone keeps, and against what signers were shown.
    pub enum KeepingFinding in language {
        NoteUnreadable => {
            code: "A04-note",
            said: { "This copy's note of its last audit cannot be read.", "本副本上次核验的记载无法读取。" },
            remedy: { "Audit again with a fresh copy beside it.", "请另取新副本，与本副本对照，再次核验。" },
        }
        Rewritten => {
            code: "A04-rewritten",
            said: {
                "History was rewritten: the state audited last time is no longer part of it.",
                "历史已被改写：上次核验的状态已不在其中。",
            },
            remedy: { do_not_go_on(language) },
        }
        EndsEarly => {
            code: "A04-incomplete",
            said: {
                "This copy lacks the beginning of history, so it cannot be determined whether the state audited last time is still part of its \
                 history.",
                "本副本不含最早的历史，无法判断上次核验的状态是否仍在其中。",
            },
            remedy: {
                "Get the whole history with `git fetch --unshallow`, then audit again.",
                "请用 `git fetch --unshallow` 获取全部历史，再次核验。",
            },
        }
        Vanished(name: String) => {
            code: "A03-vanished",
            said: {
                "Keys were confirmed in this copy for a contract `{name}` that does not exist in the history.",
                "本副本曾确认过合同 `{name}` 的密钥，而历史中没有该合同。",
            },
            remedy: { do_not_go_on(language) },
        }
        OtherNegotiation(name: String) => {
            code: "A03-negotiation",
            said: {
                "The negotiation of `{name}` is not the one for which keys were confirmed in this copy: it starts \
                 from a different first round.",
                "`{name}` 现在的谈判不是本副本确认密钥时的那一次：其第 1 轮不同。",
            },
            remedy: { do_not_go_on(language) },
        }
        KeysChanged { contract: String, party: String } => {
            code: "A03-keys",
            said: {
                "The members or keys of `{party}` are no longer those that were confirmed in this copy.",
                "`{party}` 的成员或密钥已不是本副本中确认过的那些。",
            },
            remedy: { compare_and_trust(contract, party, language) },
        }
        OtherKeysListed { contract: String, party: String } => {
            code: "A03-keys",
            said: {
                "The contract lists other members or keys of `{party}` than those that were confirmed in this copy, \
                 which are still in force.",
                "合同所列的 `{party}` 的成员或密钥与本副本中确认过的不同；有效的仍是确认过的那些。",
            },
            remedy: { compare_and_trust(contract, party, language) },
        }
        KeysUnconfirmed { contract: String, party: String } => {
            code: "A03-unconfirmed",
            said: {
                "Nobody has confirmed the keys of `{party}` in this copy yet.",
                "本副本中尚无人确认 `{party}` 的密钥。",
            },
            remedy: {
                "Compare their fingerprints with `{party}` outside this repository; then run `adidem trust \
                 {contract} {party} --yes`.",
                "请在合同库之外与 `{party}` 核对密钥指纹，然后执行 `adidem trust {contract} {party} --yes`。",
            },
        }
        Rebased(signer: String) => {
            code: "A04-rebased",
            said: {
                "The state that {signer} was shown is no longer part of history; another state with the same text is.",
                "{signer} 当时所见的状态已不在历史中；历史中另有一处文本相同。",
            },
            remedy: {
                "Somebody rewrote the order of commits: ask who and why. The text itself is the same.",
                "有人改写了提交历史：请查明何人、为何。文本本身相同。",
            },
        }
        BaseGone(signer: String) => {
            code: "A04-base",
            said: {
                "The state that {signer} was shown is not part of the history before the record, and no other state has its \
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
        "Do not continue with this copy: compare it with the other side's, and keep both as evidence.",
        "请勿继续使用本副本：请与其他各方的副本比较，并保留两者备查。",
    )
}

fn compare_and_trust(contract: &str, party: &str, language: Language) -> String {
    say!(
        language,
        "Compare the keys with `{party}` itself, by telephone or in person; then run `adidem trust {contract} \
         {party} --yes`.",
        "请通过电话或当面与 `{party}` 核对密钥，然后执行 `adidem trust {contract} {party} --yes`。",
    )
}
