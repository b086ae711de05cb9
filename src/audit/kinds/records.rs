//! Checks 7 and 9 to 15 for records: each by itself, and all as chains.

use chrono::{DateTime, FixedOffset, Utc};

use super::{findings, make_verifiable};
use crate::audit::flaw::Flaw;
use crate::audit::stamp::StampFault;
use crate::language::{Language, messages, say};
use crate::negotiation::RecordId;

findings! {
    /// What is found of records and their time stamps.
    pub enum RecordFinding in language {
        RecordFuture { path: String, at: DateTime<FixedOffset> } => {
            code: "A07-record",
            said: {
                let at = at.to_rfc3339();
                say!(language, "The record {path} is dated in the future, {at}.", "记录 {path} 的日期在将来：{at}。")
            },
            remedy: {
                "Rely on the order of history, not on this date, and ask its signer about it.",
                "请以历史顺序为准，不要依据此日期，并询问签名人。",
            },
        }
        StampUnfit { path: String, fault: StampFault } => {
            code: "A07-stamp",
            said: {
                let fault = fault.message(language);
                say!(language, "The time stamp beside {path} is not good: {fault}.", "{path} 旁的时间戳无效：{fault}。")
            },
            remedy: {
                "Do not rely on its time, and ask who added it; the record itself depends on its own signature.",
                "不要以其为准，并查明是谁放入的；记录本身仍以其签名为准。",
            },
        }
        StampedAt {
            path: String,
            at: DateTime<FixedOffset>,
            stamped: DateTime<Utc>,
            /// The stamp came after its record, so it proves no more than that the record existed by then.
            later: bool,
        } => {
            code: if *later { "A07-stamped" } else { "A07-dated" },
            said: {
                let (at, stamped) = (at.to_rfc3339(), stamped.to_rfc3339());
                say!(
                    language,
                    "The record {path} is dated {at}; its time stamp is dated {stamped}.",
                    "记录 {path} 所载日期为 {at}，而其时间戳载明 {stamped}。",
                )
            },
            remedy: {
                "Rely on the time stamp, once it is verified with the authority's certificate, not on the record's own \
                 date; ask its signer about it.",
                "以时间戳机构的证书验证时间戳之后，应以时间戳为准，而不以记录所载日期为准，并询问签名人。",
            },
        }
        Flaw { path: String, flaw: Flaw } => {
            code: flaw.code(),
            said: {
                let flaw = flaw.message(language);
                say!(language, "The record {path} does not count: {flaw}.", "记录 {path} 不计入：{flaw}。")
            },
            remedy: {
                match flaw {
                    Flaw::Signature(fault) if fault.is_unknown() => make_verifiable(fault, language),
                    Flaw::LaterFormat { .. } => {
                        say!(
                            language,
                            "Install the latest version of adidem and audit again; if that does not know the format \
                             either, ask the party what it made.",
                            "请安装最新版本的 adidem 后再次核验；如仍不识别此格式，请向该方询问其所作的内容。",
                        )
                    }
                    _ => do_not_rely(language),
                }
            },
        }
        NoClauses { path: String, round: u32 } => {
            code: "A11-no-clauses",
            said: {
                "The record {path} names no clause, in the way in which version 0.1 wrote it: it is the offer of \
                 round {round}, which changed the title, the parties or the order and no clause. It counts.",
                "记录 {path} 未指明条款，系 0.1 版的写法：它是对第 {round} 轮的提出，该轮只改动了合同名称、当事人或条款顺序，未改动条款。此记录计入。",
            },
            remedy: {
                "Nothing needs to be done: the present version reads it, and writes such records so that every reader \
                 can.",
                "无需处理：现行版本可以读取，并以各方均可读取的方式写入此类记录。",
            },
        }
        Stray(path: String) => {
            code: "A11-stray",
            said: {
                "{path} is among the records, but it is neither a record of an existing contract nor the signature of one.",
                "{path} 放在记录之中，却既不是现有合同的记录，也不是其签名。",
            },
            remedy: { "Ask who put it there; it does not count.", "请查明是谁放入的；它不计入任何表态。" },
        }
        Gap { party: String, highest: u32, missing: usize, first: u32 } => {
            code: "A12-gap",
            said: {
                "Of the {highest} records that `{party}` made, {missing} are missing, first number {first}.",
                "`{party}` 作出的 {highest} 份记录中缺少 {missing} 份，首先是第 {first} 号。",
            },
            remedy: {
                "Get the missing records from that party's copy, and ask who deleted them.",
                "请从该方的副本获取所缺记录，并查明是谁删去的。",
            },
        }
        OutOfNumber { path: String, number: u32, before: u32 } => {
            code: "A12-number",
            said: {
                "The record {path} has the number {number} and follows number {before}.",
                "记录 {path} 的编号为 {number}，却接在第 {before} 号之后。",
            },
            remedy: { do_not_rely(language) },
        }
        Fork { party: String, machines: usize } => {
            code: "A12-fork",
            said: {
                "`{party}` recorded different things on {machines} machines, and they have not been joined yet.",
                "`{party}` 在 {machines} 台计算机上作了不同的登记，尚未合并。",
            },
            remedy: {
                "The next record that the party makes after fetching joins them; until then the strictest position \
                 counts (a rejection before a condition, a condition before an acceptance).",
                "该方获取最新内容后的下一份记录会将其合并；在此之前，按最不宽松的表态计（不接受先于附条件接受，附条件接受先于接受）。",
            },
        }
        Dangling { path: String, key: &'static str, id: RecordId } => {
            code: "A13-dangling",
            said: {
                let id = id.short();
                say!(
                    language,
                    "The record {path} builds on a record (`{key}` {id}) that does not exist.",
                    "记录 {path} 所依据的记录（`{key}` {id}）不存在。",
                )
            },
            remedy: { do_not_rely(language) },
        }
        OtherParty { path: String, key: &'static str, owner: String, party: String } => {
            code: if *key == "withdraws" { "A15-withdraws" } else { "A13-other-party" },
            said: {
                "The record {path} names under `{key}` a record of `{owner}` as one of `{party}`.",
                "记录 {path} 在 `{key}` 中把 `{owner}` 的记录写成 `{party}` 的。",
            },
            remedy: { do_not_rely(language) },
        }
        NamesLater { path: String, key: &'static str } => {
            code: "A13-later",
            said: {
                "The record {path} names under `{key}` a record that entered history only later.",
                "记录 {path} 在 `{key}` 中写明的记录，是后来才进入历史的。",
            },
            remedy: { do_not_rely(language) },
        }
        Digest { path: String, misfit: Misfit } => {
            code: "A14-digest",
            said: {
                let misfit = misfit.message(language);
                say!(
                    language,
                    "The record {path} does not fit the text that it is about: {misfit}.",
                    "记录 {path} 与其所针对的文本不符：{misfit}。",
                )
            },
            remedy: { do_not_rely(language) },
        }
        OldRound { path: String, round: u32, newest: u32 } => {
            code: "A15-round",
            said: {
                "The record {path} is about round {round}, although round {newest} already existed.",
                "记录 {path} 针对第 {round} 轮，而当时已有第 {newest} 轮。",
            },
            remedy: { do_not_rely(language) },
        }
        OtherRound { path: String, says: u32, is: u32 } => {
            code: "A15-round",
            said: {
                "The record {path} says that it is about round {says}; it is about round {is}.",
                "记录 {path} 载明针对第 {says} 轮，实为第 {is} 轮。",
            },
            remedy: { do_not_rely(language) },
        }
    }
}

messages! {
    /// What a record says of its text that is not so.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum Misfit in language {
        /// The text cannot be read.
        Unreadable => { "the text it was made for cannot be read", "其所针对的文本无法读取" }
        /// The wording of this clause.
        Wording(clause: String) => {
            "the wording of `{clause}` that it names is not the one that was there",
            "其所写条款 `{clause}` 的文本不是当时的文本",
        }
        /// A clause that it names as deleted.
        NeverThere(clause: String) => {
            "it names the clause `{clause}` as deleted, and there never was one",
            "其将条款 `{clause}` 写为已删除，而该条款从未存在",
        }
        /// Words that a comment quotes.
        Quoted(clause: String) => {
            "the words that it quotes do not stand in the wording of `{clause}` that it names",
            "其引用的文字不在其所写条款 `{clause}` 的文本中",
        }
        /// The whole text.
        Whole => { "the whole text that it names is not the one that was there", "其所写全文不是当时的全文" }
        /// The parties.
        Parties => { "the parties that it names are not those in force", "其所写当事人不是当时有效的当事人" }
    }
}

fn do_not_rely(language: Language) -> String {
    say!(
        language,
        "Do not rely on this record; ask its party to record its position again with adidem.",
        "请勿依赖此记录；请该方用 adidem 重新登记表态。",
    )
}
