//! Check 23: members and keys.

use super::findings;
use crate::history::KeyFlaw;
use crate::language::{Language, say};

findings! {
    /// What is found of the members and keys of a party.
    pub enum PartyFinding in language {
        Intruded { author: String, party: String } => {
            code: "A23-keys",
            said: {
                "A change by {author} altered the members or keys of `{party}`, and is not signed with a key that \
                 `{party}` had.",
                "{author} 的一次提交修改了 `{party}` 的成员或密钥，却未以 `{party}` 当时的密钥签名。",
            },
            remedy: { ask_the_party(language) },
        }
        PartyRemoved { author: String, party: String } => {
            code: "A23-removed",
            said: {
                "A change by {author} removed `{party}` from the contract, without a key of `{party}`.",
                "{author} 的一次提交将 `{party}` 移出合同，却未以 `{party}` 的密钥签名。",
            },
            remedy: { ask_the_party(language) },
        }
        Reset { author: String, party: String } => {
            code: "A23-reset",
            said: {
                "A change by {author} replaced all keys of `{party}` and is signed only with one of the new ones. \
                 Nothing signed with them counts until somebody compares them with `{party}`.",
                "{author} 的一次提交替换了 `{party}` 的全部密钥，且仅以新密钥之一签名。在与 `{party}` 核对之前，以新密钥签名的一切均不计入。",
            },
            remedy: { compare_keys(language) },
        }
        ProposedLate { author: String, party: String } => {
            code: "A23-late",
            said: {
                "{author} proposed members or keys of `{party}` while `{party}` was signing with the existing ones. \
                 The proposal is not in force.",
                "{author} 为 `{party}` 提议了成员或密钥，而 `{party}` 同时已以原有密钥签名。该提议不计入。",
            },
            remedy: {
                "The party itself may list them, in a change that it signs; otherwise restore what is in force.",
                "可由该方在其签名的提交中自行列明；否则请恢复现行有效的内容。",
            },
        }
        LastKeyDropped { author: String, party: String } => {
            code: "A23-dropped",
            said: {
                "A change by {author} removed every key of `{party}`. The previous keys stay in force.",
                "{author} 的一次提交去掉了 `{party}` 的全部密钥。原有密钥仍然有效。",
            },
            remedy: {
                "List the new key in the same change that removes the old one.",
                "请在去掉旧密钥的同一提交中列明新密钥。",
            },
        }
        Entered { author: String, party: String } => {
            code: "A23-entered",
            said: {
                "{author} added `{party}` to the contract, and none of the existing parties signed that. It does not \
                 count.",
                "{author} 将 `{party}` 加入合同，而原有各方均未就此签名。此项不计入。",
            },
            remedy: {
                "Have a member of one of the existing parties add it, in a signed round.",
                "请由现有一方的成员在经签名的轮次中将其加入。",
            },
        }
        Contested { party: String } => {
            code: "A23-contested",
            said: {
                "Two branches give `{party}` different members or keys. Nothing counts for `{party}` until somebody \
                 compares them with it.",
                "两个分支为 `{party}` 列明了不同的成员或密钥。在与 `{party}` 核对之前，其任何表态均不计入。",
            },
            remedy: { compare_keys(language) },
        }
        SharedKey { party: String, key: String } => {
            code: "A23-shared-key",
            said: {
                let key = short(key);
                say!(
                    language,
                    "The key `{key}` that is listed for `{party}` belongs to another party of this contract. It does \
                     not count for `{party}`.",
                    "为 `{party}` 列明的密钥 `{key}` 已属于本合同的另一方当事人，不计为 `{party}` 的密钥。",
                )
            },
            remedy: { "Ask the party for a key of its own, and list that one.", "请向该方索取其自己的密钥并列明。" },
        }
        ListedKey { party: String, member: String, key: String, flaw: KeyFlaw } => {
            code: if matches!(flaw, KeyFlaw::Short(_)) { "A23-weak-key" } else { "A23-unusable-key" },
            said: {
                let (key, flaw) = (short(key), flaw.message(language));
                say!(
                    language,
                    "The key `{key}` that `{party}` lists for {member} cannot be used: {flaw}.",
                    "`{party}` 为 {member} 列明的密钥 `{key}` 不能使用：{flaw}。",
                )
            },
            remedy: {
                if matches!(flaw, KeyFlaw::Short(_) | KeyFlaw::Long(_)) {
                    say!(
                        language,
                        "Make a new key with `ssh-keygen -t ed25519`, and list the line of its `.pub` file in its \
                         place.",
                        "请用 `ssh-keygen -t ed25519` 生成新密钥，并改列其 `.pub` 文件中的那一行。",
                    )
                } else {
                    say!(
                        language,
                        "Copy the line of the `.pub` file, `ssh-ed25519 AAAA...`, or write `openpgp4fpr` and the \
                         whole fingerprint without blanks; ask its owner for it.",
                        "请复制 `.pub` 文件中的那一行（`ssh-ed25519 AAAA...`），或者写 `openpgp4fpr` 及不含空格的完整指纹；请向密钥持有人索取。",
                    )
                }
            },
        }
        SharedAddress { email: String, parties: Vec<String> } => {
            code: "A23-shared-address",
            said: {
                let parties: Vec<String> =
                    parties.iter().map(|party| say!(language, "`{party}`", " `{party}` ")).collect();
                let (parties, email) = (parties.join(&say!(language, " and ", "与")), email.escape_debug());
                say!(
                    language,
                    "Members of {parties} have the same e-mail address {email}, so it cannot be determined for whom it speaks.",
                    "{parties}的成员使用同一邮箱地址 {email}，无法判断其代表哪一方。",
                )
            },
            remedy: {
                "Give each member an address that is theirs alone: people are distinguished by their address and key, \
                 never by their name.",
                "请为每名成员写明其专用的邮箱地址：识别人员依据邮箱与密钥，而不依据姓名。",
            },
        }
    }
}

fn ask_the_party(language: Language) -> String {
    say!(
        language,
        "Ask that party by telephone or in person whether it made this change; until it confirms, do not rely on any of its keys.",
        "请通过电话或当面询问该方是否作出此次提交；在其确认之前，不可信赖其任何密钥。",
    )
}

pub(super) fn compare_keys(language: Language) -> String {
    say!(
        language,
        "Compare the keys with that party by telephone or in person; then confirm them with `adidem trust`.",
        "请通过电话或当面与该方核对密钥，然后用 `adidem trust` 确认。",
    )
}

/// The beginning of a key, which tells it apart and is not a screen full.
fn short(key: &str) -> String {
    const SHOWN: usize = 40;
    let shown: String = key.escape_debug().take(SHOWN).collect();
    if key.len() > SHOWN { shown + "…" } else { shown }
}
