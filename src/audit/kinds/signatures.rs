//! Checks 5 and 7 for changes: who signed each, and when it says it was made.

use chrono::{DateTime, FixedOffset};

use super::parties::compare_keys;
use super::{ended, findings, make_verifiable, minute};
use crate::history::{Error, HeaderFault, MessageFault, SignatureFault};
use crate::language::{Language, say};

findings! {
    /// What is found of the signature, the author, the message or the date of a change.
    pub enum SignatureFinding in language {
        Unsigned { author: String, party: String } => {
            code: "A05-unsigned",
            said: {
                "This change by {author} is not signed, and `{party}` lists keys.",
                "{author} 的这次提交没有签名，而 `{party}` 已列明密钥。",
            },
            remedy: {
                "Ask its author whether it is theirs; if so, ask them to make it again, signed.",
                "请询问作者是否本人所为；如是，请其重新作出并签名。",
            },
        }
        Signature { author: String, fault: SignatureFault } => {
            code: if fault.is_unknown() { "A05-unknown-signature" } else { "A05-signature" },
            said: {
                let fault = fault.message(language);
                say!(
                    language,
                    "The signature of this change by {author} does not count: {fault}.",
                    "{author} 的这次提交的签名不计入：{fault}。",
                )
            },
            remedy: {
                if fault.is_unknown() {
                    make_verifiable(fault, language)
                } else {
                    say!(
                        language,
                        "Ask its author whether it is theirs, and keep this copy as evidence.",
                        "请询问作者是否本人所为，并保留本副本备查。",
                    )
                }
            },
        }
        KeyTakenAway { author: String, party: String } => {
            code: "A05-removed-key",
            said: {
                "The key with which {author} signed this change was removed from `{party}` in a parallel change, \
                 so it cannot be determined whether it counted.",
                "{author} 对这次提交签名所用的密钥，在与之并行的提交中从 `{party}` 去掉，因此无法判断当时是否有效。",
            },
            remedy: { "Have the change made again with a current key.", "请其以现行密钥重新作出该提交。" },
        }
        KeyOfAnother { author: String, owner: String, party: String } => {
            code: "A05-foreign-key",
            said: {
                "This change names {author} as its author and is signed with the key of {owner} (`{party}`).",
                "这次提交署名 {author}，却以 {owner}（`{party}`）的密钥签名。",
            },
            remedy: { ask_owner_and_author(language) },
        }
        NameOfAnother { author: String, signer: String, party: String } => {
            code: "A05-foreign-name",
            said: {
                "This change bears the name of {author}, another listed person, but has the address and the key of \
                 {signer} (`{party}`).",
                "这次提交署另一位所列人员 {author} 的姓名，而邮箱和密钥却是 {signer}（`{party}`）的。",
            },
            remedy: { ask_owner_and_author(language) },
        }
        MessageHides { author: String, fault: MessageFault } => {
            code: "A05-message",
            said: {
                let fault = fault.message(language);
                say!(
                    language,
                    "The message of this change by {author} can be read in more than one way: {fault}. It is not relied \
                     on.",
                    "{author} 的这次提交的说明可有不止一种读法：{fault}。该说明不计入。",
                )
            },
            remedy: {
                "Do not rely on this message; ask its author why it was written this way, and have the round sent again.",
                "请勿依赖该说明；请询问作者为何如此书写，并请其重新签发。",
            },
        }
        Header { author: String, fault: HeaderFault } => {
            code: "A05-header",
            said: {
                let fault = fault.message(language);
                say!(
                    language,
                    "Not every program can read who made this change by {author}, and when: {fault}.",
                    "{author} 的这一修改由何人于何时作出，并非所有程序都能读取：{fault}。",
                )
            },
            remedy: {
                "Make the change again, with a sound date and author, on the state before it. Where it is shared already, go \
                 on from it: what is recorded on top of it counts.",
                "请在其之前的状态上以正确的日期和作者重新作出该修改。若已共享，可在其上继续：此后的记录照样计入。",
            },
        }
        KeyNotListed { author: String, fingerprint: String, party: String } => {
            code: "A05-foreign-key",
            said: {
                "This change by {author} is signed with the key {fingerprint}, which `{party}` does not list for its \
                 author at this point of history.",
                "{author} 的这次提交以密钥 {fingerprint} 签名，而 `{party}` 当时并未为此人列明该密钥。",
            },
            remedy: { ask_owner_and_author(language) },
        }
        KeyOfReset { author: String, party: String } => {
            code: "A05-waits",
            said: {
                "This change by {author} is signed with one of the keys that replaced all previous keys of `{party}`, and \
                 nobody has compared them with `{party}` here. It says nothing for `{party}` until then.",
                "{author} 的这次提交所用的密钥取代了 `{party}` 原有的全部密钥，且尚未在此处与 `{party}` 核对；此前不代表 \
                 `{party}`。",
            },
            remedy: { compare_keys(language) },
        }
        StockDisagrees { fingerprint: String, tool: &'static str } => {
            code: "A05-cross-check",
            said: {
                "adidem found the signature by {fingerprint} good, and stock `{tool}` did not.",
                "adidem 认为 {fingerprint} 的签名有效，而标准的 `{tool}` 认为无效。",
            },
            remedy: { one_is_wrong(language) },
        }
        StockAccepts { tool: &'static str } => {
            code: "A05-cross-check",
            said: {
                "adidem found the signature false, and stock `{tool}` found it good.",
                "adidem 认为签名与所签内容不符，而标准的 `{tool}` 认为有效。",
            },
            remedy: { one_is_wrong(language) },
        }
        NotASigner(error: Error) => {
            code: "A05-cross-check",
            said: { ended(error, language) },
            remedy: {
                "Have the address corrected in the contract or in the author's settings.",
                "请更正合同中或作者设置中的邮箱地址。",
            },
        }
        Future { author: String, at: DateTime<FixedOffset> } => {
            code: "A07-future",
            said: {
                let at = minute(at);
                say!(
                    language,
                    "This change by {author} is dated in the future, {at}.",
                    "{author} 的这次提交所载日期在将来：{at}。",
                )
            },
            remedy: { rely_on_order(language) },
        }
        BeforeParent { author: String, own: DateTime<FixedOffset>, parent: DateTime<FixedOffset> } => {
            code: "A07-before-parent",
            said: {
                let (own, before) = (minute(own), minute(parent));
                say!(
                    language,
                    "This change by {author} is dated {own}, before the one that it builds on ({before}).",
                    "{author} 的这次提交所载日期为 {own}，早于它所依据的提交（{before}）。",
                )
            },
            remedy: { rely_on_order(language) },
        }
    }
}

fn ask_owner_and_author(language: Language) -> String {
    say!(
        language,
        "Ask the owner of the key and the author named who made this change; rely on neither until both agree.",
        "请询问密钥的持有人和所署作者，查明是谁作出此次提交；两人说法一致之前，均不可信赖。",
    )
}

fn one_is_wrong(language: Language) -> String {
    say!(
        language,
        "Keep this copy as evidence; one of the two programs is wrong, or was tampered with.",
        "请保留本副本备查；两个程序中有一个出错或被篡改。",
    )
}

fn rely_on_order(language: Language) -> String {
    say!(
        language,
        "Rely on the order of history, not on this date, and ask its author about it.",
        "请以历史顺序为准，不要依据此日期，并询问作者。",
    )
}
