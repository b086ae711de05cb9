//! Checks 16 to 19: what became of clauses after somebody accepted them, and who changed the contract at all.

use chrono::{DateTime, FixedOffset};

use super::{findings, minute};
use crate::contract::Revision;
use crate::language::{Language, say};

findings! {
    /// What is found of changes to clauses.
    pub enum ClauseFinding in language {
        Changed {
            author: String,
            clause: String,
            at: DateTime<FixedOffset>,
            accepted_by: Vec<String>,
            was: Revision,
            is: Option<Revision>,
            sent: bool,
        } => {
            code: "A16-changed",
            said: {
                let (at, accepted_by, was) = (minute(at), language.list(accepted_by), was.short());
                let now = match is {
                    Some(is) => {
                        let is = is.short();
                        say!(language, "{is}", "为 {is}")
                    }
                    None => say!(language, "deleted", "已删除"),
                };
                say!(
                    language,
                    "{author} changed the clause `{clause}` on {at}, after {accepted_by} had accepted it: it was \
                     {was}, and is now {now}.",
                    "{author} 于 {at} 修改了条款 `{clause}`（此前已接受该条款的有：{accepted_by}）：原为 {was}，现{now}。",
                )
            },
            remedy: {
                if *sent {
                    say!(
                        language,
                        "Look at the redline since the acceptance, and accept or reject the new wording.",
                        "请查看接受之后的对比稿，再对新文本表示接受或不接受。",
                    )
                } else {
                    nobody_sent_it(language)
                }
            },
        }
        Deleted { author: String, clause: String, at: DateTime<FixedOffset> } => {
            code: "A17-deleted",
            said: {
                let at = minute(at);
                say!(
                    language,
                    "{author} deleted the agreed clause `{clause}` on {at}, outside any sent round.",
                    "{author} 于 {at} 删除了已议定的条款 `{clause}`，未经任何轮次签发。",
                )
            },
            remedy: { nobody_sent_it(language) },
        }
        Moved { author: String, clause: String, to: String, at: DateTime<FixedOffset> } => {
            code: "A17-moved",
            said: {
                let at = minute(at);
                say!(
                    language,
                    "{author} moved the words of the agreed clause `{clause}` to `{to}` on {at} and put other words \
                     under its id, outside any sent round.",
                    "{author} 于 {at} 将已议定的条款 `{clause}` 的文字移给 `{to}`，原条款代号换成了其他文字，未经任何轮次签发。",
                )
            },
            remedy: { nobody_sent_it(language) },
        }
        Reused { author: String, clause: String } => {
            code: "A17-reused",
            said: {
                "{author} used the id `{clause}` again for other words, although the clause that had it was accepted \
                 and deleted.",
                "{author} 将条款代号 `{clause}` 再次用于其他文字，而原来使用该代号的条款曾被接受，后已删除。",
            },
            remedy: { "Have the new clause given an id of its own.", "请要求为新条款另起代号。" },
        }
        NoMember {
            author: String,
            email: String,
            /// Whether any party speaks with keys there: a shared repository then refuses the change.
            keys_listed: bool,
        } => {
            code: "A18-no-member",
            said: {
                "{author} <{email}> changed the contract but is not a member of any party.",
                "{author} <{email}> 修改了合同，但不是任何一方的成员。",
            },
            remedy: {
                "Ask the parties whether they know of this change; have a member send it, or have it undone.",
                "请询问各方是否知悉此修改；由成员签发，或予以还原。",
            },
        }
        Unsent { author: String } => {
            code: "A18-unsent",
            said: {
                "{author} changed the contract but never sent the change as a round.",
                "{author} 修改了合同，但从未作为一轮签发。",
            },
            remedy: {
                "Have its author send it with `adidem send`, or have it undone.",
                "由作者用 `adidem send` 签发，或予以还原。",
            },
        }
        SentFor {
            author: String,
            /// The party that the change names as its sender's.
            says: String,
            /// That of its author.
            party: String,
        } => {
            code: "A18-party",
            said: {
                "The round that {author} sent says that it is sent for `{says}`; it counts as a round of `{party}`, for \
                 which {author} speaks.",
                "{author} 签发的一轮载明代表 `{says}` 签发；因 {author} 代表 `{party}`，该轮计为 `{party}` 的一轮。",
            },
            remedy: {
                "Go by the author and the signature, not by what the message says, and ask its author why.",
                "请以作者和签名为准，不以提交说明为准，并询问作者原因。",
            },
        }
        Definition { party: String, clause: String, terms: Vec<String> } => {
            code: "A19-definition",
            said: {
                let terms: Vec<String> = terms.iter().map(|term| format!("“{term}”")).collect();
                let terms = language.list(&terms);
                say!(
                    language,
                    "`{party}` accepted the clause `{clause}` under another definition of {terms}; the clause's own \
                     words have not changed.",
                    "`{party}` 接受条款 `{clause}` 时，{terms}的定义与现在不同；条款本身的文字未变。",
                )
            },
            remedy: {
                "Read the clause with today's definition, and accept it again if it still says what was meant.",
                "请按现行定义重读该条款；如仍合原意，请再次接受。",
            },
        }
    }
}

fn nobody_sent_it(language: Language) -> String {
    say!(
        language,
        "Nobody sent this change: compare it with what was accepted, and have it undone or sent as a round.",
        "此修改无人签发：请与所接受的文本比较，要求还原，或作为一轮签发。",
    )
}
