//! What an audit found, a sentence each, in every language. English is what other programs and evidence files are told.
//! One table of sentences, and long because each finding has its own.

use chrono::{DateTime, FixedOffset};

use super::judge::{LARGEST_FILE, MOST_CHANGES};
use super::what::{Fate, Misfit, Spot, VersionFault, What};
use crate::contract::Revision;
use crate::history::{FileKind, Obstacle};
use crate::language::{Language, say};
use crate::negotiation::Part;
use crate::redline::hidden::HiddenKind;

impl What {
    /// What was found, a plain sentence. May hold anything that stands in the repository.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one sentence for each finding, so that none is missing")]
    pub fn message(&self, language: Language) -> String {
        let to = language;
        match self {
            Self::Obstacle(obstacle) => obstacle_told(obstacle, to),
            Self::Damaged(error)
            | Self::Missing(error)
            | Self::Unreadable(error)
            | Self::PushUnreadable(error)
            | Self::NotASigner(error) => {
                let said = error.message(to);
                say!(to, "{said}.", "{said}。")
            }
            Self::Elsewhere(folder) => say!(
                to,
                "Contracts lie in {folder} as well, and this audit did not look at them.",
                "{folder} 中另有合同，本次审计未涉及。"
            ),
            Self::NoHookLine(line) => {
                let line = line.escape_debug();
                say!(
                    to,
                    "The line `{line}` is none that git hands to such a hook.",
                    "`{line}` 不是 git 会交给此类钩子的一行。"
                )
            }
            Self::PushHides(reference) => say!(
                to,
                "{reference} would show something else than what is stored.",
                "{reference} 会使显示的内容与所存的不同。"
            ),
            Self::PushDeletes(reference) => {
                say!(to, "{reference} would be taken away, and its history with it.", "{reference} 及其历史会被删除。")
            }
            Self::PushMoves(reference) => say!(
                to,
                "{reference} is a label that is there already, and would be moved.",
                "标签 {reference} 已经存在，会被移动。"
            ),
            Self::PushRewrites(reference) => {
                say!(to, "{reference} would lose changes that are there already.", "{reference} 会失去已有的修改。")
            }
            Self::PushTooMany(count) => say!(
                to,
                "{count} changes at once are more than the {MOST_CHANGES} that are taken.",
                "一次推送 {count} 处修改，超过可接收的 {MOST_CHANGES} 处。"
            ),
            Self::PushTooLarge(file) => {
                let most = LARGEST_FILE >> 20;
                say!(to, "{file} is larger than the {most} MB that are taken.", "{file} 超过可接收的 {most} MB。")
            }
            Self::PushName(reference) => say!(
                to,
                "Under the name {reference}, git would find something else than is meant, or would not know which of two is meant.",
                "以 {reference} 为名，git 会取到另一内容，或无法判断所指为何。"
            ),
            Self::GoesNowhere(path) => {
                let path = path.escape_debug();
                say!(
                    to,
                    "{path} has a name under which git cannot bring it into everybody's working folder, so that nobody could take this state.",
                    "{path} 的名称使 git 无法将其放入各方的工作文件夹，他人因此无法取得该状态。"
                )
            }
            Self::NoteUnreadable => {
                say!(to, "The note of what this copy audited last cannot be read.", "此副本上次审计的记载无法读取。")
            }
            Self::Rewritten => say!(
                to,
                "History was rewritten: the state that this copy audited last is no part of it any more.",
                "历史已被改写：此副本上次审计的状态已不在其中。"
            ),
            Self::EndsEarly => say!(
                to,
                "This copy ends early, so it cannot be said whether the state audited last is still part of its history.",
                "此副本不含最早的历史，无法判断上次审计的状态是否仍在其中。"
            ),
            Self::Vanished(name) => say!(
                to,
                "The owner of this copy confirmed keys for the contract `{name}`, of which history knows nothing.",
                "此副本的所有人曾确认过合同 `{name}` 的密钥，而历史中没有该合同。"
            ),
            Self::OtherNegotiation(name) => say!(
                to,
                "The negotiation of `{name}` is not the one for which keys were confirmed in this copy: its first round is another.",
                "`{name}` 的谈判不是此副本中确认密钥时的那一次：其第1轮不同。"
            ),
            Self::KeysChanged { party, .. } => say!(
                to,
                "The members or keys of `{party}` are no longer those that were confirmed in this copy.",
                "`{party}` 的成员或密钥已不是此副本中确认过的那些。"
            ),
            Self::OtherKeysListed { party, .. } => say!(
                to,
                "The contract lists other members or keys of `{party}` than those that were confirmed in this copy, which are still in force.",
                "合同所列的 `{party}` 的成员或密钥与此副本中确认过的不同；有效的仍是确认过的那些。"
            ),
            Self::KeysUnconfirmed { party, .. } => say!(
                to,
                "Nobody has confirmed the keys of `{party}` in this copy yet.",
                "此副本中尚无人确认 `{party}` 的密钥。"
            ),
            Self::Rebased(signer) => say!(
                to,
                "The state that {signer} was shown is no longer part of history; another with the same text is.",
                "{signer} 当时所见的状态已不在历史中；历史中另有一处文本相同。"
            ),
            Self::BaseGone(signer) => say!(
                to,
                "The state that {signer} was shown is no part of the history before the record, and no other has its text.",
                "{signer} 当时所见的状态不在该记录之前的历史中，也没有别处与其文本相同。"
            ),
            Self::Unsigned { author, party } => say!(
                to,
                "This change by {author} is not signed, and `{party}` lists keys.",
                "{author} 的这一修改没有签名，而 `{party}` 列有密钥。"
            ),
            Self::Signature { author, fault } => {
                let fault = fault.message(to);
                say!(
                    to,
                    "The signature of this change by {author} does not count: {fault}.",
                    "{author} 的这次提交的签名不计入：{fault}。"
                )
            }
            Self::KeyTakenAway { author, party } => say!(
                to,
                "The key with which {author} signed this change was taken away from `{party}` side by side with it, so it cannot be said whether it counted.",
                "{author} 签署这一修改所用的密钥，在与之并行的修改中从 `{party}` 取消，因此无法判断当时是否有效。"
            ),
            Self::KeyOfAnother { author, owner, party } => say!(
                to,
                "This change names {author} as its author and is signed with the key of {owner} (`{party}`).",
                "这一修改署名 {author}，却以 {owner}（`{party}`）的密钥签名。"
            ),
            Self::NameOfAnother { author, signer, party } => say!(
                to,
                "This change bears the name of {author}, another listed person, and has the address and the key of {signer} (`{party}`).",
                "这一修改署另一位所列人员 {author} 的姓名，而邮箱和密钥却是 {signer}（`{party}`）的。"
            ),
            Self::MessageHides { author, fault } => {
                let fault = fault.message(to);
                say!(
                    to,
                    "`git log` does not show the message of this change by {author} as it is stored: {fault}. It says nothing.",
                    "{author} 的这一修改的说明，`git log` 所显示的与所存的不同：{fault}。该说明不作数。"
                )
            }
            Self::KeyNotListed { author, fingerprint, party } => say!(
                to,
                "This change by {author} is signed with the key {fingerprint}, which `{party}` does not list for its author at this point of history.",
                "{author} 的这一修改以密钥 {fingerprint} 签名，而 `{party}` 当时并未为此人列出该密钥。"
            ),
            Self::StockDisagrees { fingerprint, tool } => say!(
                to,
                "adidem found a good signature by {fingerprint}, and stock `{tool}` did not.",
                "adidem 认为 {fingerprint} 的签名有效，而标准的 `{tool}` 认为无效。"
            ),
            Self::StockAccepts { tool } => say!(
                to,
                "adidem found a false signature, and stock `{tool}` found a good one.",
                "adidem 认为签名与所签内容不符，而标准的 `{tool}` 认为有效。"
            ),
            Self::MergeUnreadable => say!(
                to,
                "This change brings versions together of which one cannot be read, so it cannot be said what it adds.",
                "这一修改合并的版本中有一个无法读取，因此无法判断它另外加入了什么。"
            ),
            Self::MergeChooses { author, part } => {
                let part = part_told(part, to);
                say!(
                    to,
                    "Where {author} brought two histories together, both sides had changed {part}, and {author} chose how one of them has it.",
                    "{author} 合并两边历史时，双方都改过{part}，{author} 取了其中一方的写法。"
                )
            }
            Self::MergeInvents { author, part } => {
                let part = part_told(part, to);
                say!(
                    to,
                    "Where {author} brought two histories together, {part} came out as neither side had it, or without what one of them had changed.",
                    "{author} 合并两边历史时，{part}的结果与双方均不同，或丢失了一方的修改。"
                )
            }
            Self::MergeBeside { author } => say!(
                to,
                "Bringing histories together, {author} wrote into the file, beside the clauses, what neither side had: a comment, or something like `x-duties`.",
                "{author} 在合并时，在条款之外写入了双方原本均没有的内容，如注释或 `x-duties`。"
            ),
            Self::RecordDropped { author, path } => say!(
                to,
                "Where {author} brought two histories together, the record's file {path} was left out.",
                "{author} 合并两边历史时，遗漏了记录文件 {path}。"
            ),
            Self::Future { author, at } => {
                let at = minute(at);
                say!(
                    to,
                    "This change by {author} is dated in the future, {at}.",
                    "{author} 的这一修改日期在将来：{at}。"
                )
            }
            Self::BeforeParent { author, own, parent } => {
                let (own, before) = (minute(own), minute(parent));
                say!(
                    to,
                    "This change by {author} says it was made on {own}, before the one that it builds on ({before}).",
                    "{author} 的这次提交所载日期为 {own}，早于它所依据的提交（{before}）。"
                )
            }
            Self::RecordFuture { path, at } => {
                let at = at.to_rfc3339();
                say!(to, "The record {path} is dated in the future, {at}.", "记录 {path} 的日期在将来：{at}。")
            }
            Self::StampUnfit { path, fault } => {
                let fault = fault.message(to);
                say!(to, "The time stamp beside {path} is not good: {fault}.", "{path} 旁的时间戳无效：{fault}。")
            }
            Self::StampedAt { path, at, stamped } => {
                let (at, stamped) = (at.to_rfc3339(), stamped.to_rfc3339());
                say!(
                    to,
                    "The record {path} says it was made on {at}; its time stamp is of {stamped}.",
                    "记录 {path} 自称作于 {at}，而其时间戳为 {stamped}。"
                )
            }
            Self::RecordRemoved { author, path } => {
                say!(to, "{author} took the record's file {path} away.", "{author} 删去了记录文件 {path}。")
            }
            Self::RecordAltered { author, path } => {
                say!(to, "{author} altered the record's file {path}.", "{author} 改动了记录文件 {path}。")
            }
            Self::Flaw { path, flaw } => {
                let flaw = flaw.message(to);
                say!(to, "The record {path} does not count: {flaw}.", "记录 {path} 不计入：{flaw}。")
            }
            Self::NoClauses { path, round } => say!(
                to,
                "The record {path} names no clause, in the way in which version 0.1 wrote it: it is the offer of round {round}, which changed the title, the parties or the order and no clause. It counts.",
                "记录 {path} 未指明条款，系 0.1 版的写法：它是对第 {round} 轮的提出，该轮只改动了合同名称、各方信息或条款顺序，未改动条款。此记录有效。"
            ),
            Self::Stray(path) => say!(
                to,
                "{path} lies among the records, and is neither a record of a contract that there is nor its signature.",
                "{path} 放在记录之中，却既不是现有合同的记录，也不是其签名。"
            ),
            Self::Gap { party, highest, missing, first } => say!(
                to,
                "Of the {highest} records that `{party}` made, {missing} are missing, first number {first}.",
                "`{party}` 作出的 {highest} 份记录中缺少 {missing} 份，首先是第 {first} 号。"
            ),
            Self::OutOfNumber { path, number, before } => say!(
                to,
                "The record {path} has the number {number} and follows number {before}.",
                "记录 {path} 的编号为 {number}，却接在第 {before} 号之后。"
            ),
            Self::Fork { party, machines } => say!(
                to,
                "`{party}` recorded different things on {machines} machines, and nothing joins them yet.",
                "`{party}` 在 {machines} 台机器上作了不同的记录，尚未汇合。"
            ),
            Self::Dangling { path, key, id } => {
                let id = id.short();
                say!(
                    to,
                    "The record {path} builds on a record (`{key}` {id}) that does not exist.",
                    "记录 {path} 所依据的记录（`{key}` {id}）不存在。"
                )
            }
            Self::OtherParty { path, key, owner, party } => say!(
                to,
                "The record {path} names under `{key}` a record of `{owner}` as one of `{party}`.",
                "记录 {path} 在 `{key}` 中把 `{owner}` 的记录写成 `{party}` 的。"
            ),
            Self::NamesLater { path, key } => say!(
                to,
                "The record {path} names under `{key}` a record that came into history only later.",
                "记录 {path} 在 `{key}` 中写明的记录，是后来才进入历史的。"
            ),
            Self::Digest { path, misfit } => {
                let misfit = misfit_told(misfit, to);
                say!(
                    to,
                    "The record {path} does not fit the text that it is about: {misfit}.",
                    "记录 {path} 与其所针对的文本不符：{misfit}。"
                )
            }
            Self::OldRound { path, round, newest } => say!(
                to,
                "The record {path} is about round {round}, although round {newest} was there already.",
                "记录 {path} 针对第{round}轮，而当时已有第{newest}轮。"
            ),
            Self::OtherRound { path, says, is } => say!(
                to,
                "The record {path} says that it is about round {says}; it is about round {is}.",
                "记录 {path} 载明针对第{says}轮，实为第{is}轮。"
            ),
            Self::Changed { author, clause, at, accepted_by, was, is, sent: _ } => {
                let (at, was) = (minute(at), was.short());
                match to {
                    Language::English => format!(
                        "{author} changed the clause `{clause}` on {at}, after {} had accepted it: it was {was}, and is now {}.",
                        accepted_by.join(", "),
                        is.as_ref().map_or_else(|| "deleted".to_owned(), Revision::short)
                    ),
                    Language::Chinese => format!(
                        "{author} 于 {at} 修改了条款 `{clause}`，此前 {} 已接受该条款：原为 {was}，现{}。",
                        accepted_by.join("、"),
                        is.as_ref().map_or_else(|| "已删除".to_owned(), |is| format!("为 {}", is.short()))
                    ),
                }
            }
            Self::Deleted { author, clause, at } => {
                let at = minute(at);
                say!(
                    to,
                    "{author} deleted the agreed clause `{clause}` on {at}, outside of any sent round.",
                    "{author} 于 {at} 删除了已议定的条款 `{clause}`，不在任何已签发的轮次之内。"
                )
            }
            Self::Moved { author, clause, to: other, at } => {
                let at = minute(at);
                say!(
                    to,
                    "{author} gave the words of the agreed clause `{clause}` to `{other}` on {at}, and other words to its id, outside of any sent round.",
                    "{author} 于 {at} 将已议定的条款 `{clause}` 的文字移给 `{other}`，原 id 换成了其他文字，不在任何已签发的轮次之内。"
                )
            }
            Self::Reused { author, clause } => say!(
                to,
                "{author} used the id `{clause}` again for other words, although the clause that had it was accepted and deleted.",
                "{author} 将 id `{clause}` 再次用于其他文字，而使用该 id 的条款曾被接受，后已删除。"
            ),
            Self::NoMember { author, email, .. } => say!(
                to,
                "{author} <{email}> changed the contract and is a member of no party.",
                "{author} <{email}> 修改了合同，但不是任何一方的成员。"
            ),
            Self::Unsent { author } => say!(
                to,
                "{author} changed the contract, and never sent the change as a round.",
                "{author} 修改了合同，但从未签发为一轮。"
            ),
            Self::Definition { party, clause, terms } => {
                let quoted =
                    |between: &str| terms.iter().map(|term| format!("“{term}”")).collect::<Vec<_>>().join(between);
                match to {
                    Language::English => format!(
                        "`{party}` accepted the clause `{clause}` when {} was defined otherwise; its own words are the same.",
                        quoted(", ")
                    ),
                    Language::Chinese => format!(
                        "`{party}` 接受条款 `{clause}` 时，{}的定义与现在不同；条款本身的文字未变。",
                        quoted("、")
                    ),
                }
            }
            Self::Hidden { author, kind, character, spot, fate } => {
                let (what, place) = (hidden_told(*kind, to), spot_told(spot, to));
                let point = crate::contract::code_point(*character);
                let since = match fate {
                    Fate::Stands => String::new(),
                    Fate::Mended => say!(to, " It is no longer there.", "现文本中已无此字符。"),
                    Fate::Accepted(parties) => still_accepted(parties, to),
                };
                say!(
                    to,
                    "{author} brought {what} ({point}) into {place}.{since}",
                    "{author} 在{place}中放入了{what}（{point}）。{since}"
                )
            }
            Self::Unfinished { author, spot, fate } => {
                let place = spot_told(spot, to);
                let since = match fate {
                    Fate::Stands => String::new(),
                    Fate::Mended => say!(to, " They are no longer there.", "现文本中已无此标记。"),
                    Fate::Accepted(parties) => still_accepted(parties, to),
                };
                say!(
                    to,
                    "{author} brought marks of an unfinished merge (`<<<<<<<`, `=======`, `>>>>>>>`) into {place}: two versions stand there side by side.{since}",
                    "{author} 在{place}中留下了未完成的合并的标记（`<<<<<<<`、`=======`、`>>>>>>>`）：两个版本并存。{since}"
                )
            }
            Self::Version { author, fault, fate } => {
                let since = match fate {
                    Fate::Stands => String::new(),
                    Fate::Mended => say!(to, " A later version can be read.", "之后的版本可以读取。"),
                    Fate::Accepted(parties) => still_accepted(parties, to),
                };
                let fault = match fault {
                    VersionFault::Contract(error) => error.message(to),
                    VersionFault::History(error) => {
                        let error = error.message(to);
                        say!(to, "{error}", "{error}。")
                    }
                };
                say!(
                    to,
                    "{author} recorded a version that cannot be read: {fault}{since}",
                    "{author} 提交了一个无法读取的版本：{fault}{since}"
                )
            }
            Self::NameNotUtf8 { author } => say!(
                to,
                "{author} brought in a file whose name is not UTF-8, so that programs show it differently.",
                "{author} 加入的一个文件，其文件名不是 UTF-8 编码，各程序显示不一。"
            ),
            Self::Kind { author, path, kind } => {
                let kind = kind_told(*kind, to);
                say!(
                    to,
                    "{author} brought in {path}, which is {kind} instead of an ordinary file.",
                    "{author} 加入的 {path} 是{kind}，而不是普通文件。"
                )
            }
            Self::Attributes { author, path, line } => {
                let line = line.escape_debug();
                say!(
                    to,
                    "{author} set with {path} how git shows or stores contracts or records (`{line}`), which can hide a change.",
                    "{author} 用 {path} 设定了 git 显示或存储合同、记录的方式（`{line}`），可能掩盖修改。"
                )
            }
            Self::LocalAttributes(line) => {
                let line = line.escape_debug();
                say!(
                    to,
                    "This copy's own settings (`info/attributes`) alter how git shows contracts or records (`{line}`).",
                    "此副本自己的设置（`info/attributes`）改变了 git 显示合同或记录的方式（`{line}`）。"
                )
            }
            Self::SameName(one, other) => say!(
                to,
                "The files {one} and {other} have names that many computers take for one.",
                "文件 {one} 和 {other} 的名称会被许多计算机当作同一个。"
            ),
            Self::Intruded { author, party } => say!(
                to,
                "A change by {author} altered the members or keys of `{party}`, and is not signed with a key that `{party}` had.",
                "{author} 的一处修改改动了 `{party}` 的成员或密钥，却未以 `{party}` 当时的密钥签名。"
            ),
            Self::ListedKey { party, member, key, flaw } => {
                let (key, flaw) = (short(key), flaw.message(to));
                say!(
                    to,
                    "The key `{key}` that `{party}` lists for {member} cannot be used: {flaw}.",
                    "`{party}` 为 {member} 列明的密钥 `{key}` 不能使用：{flaw}。"
                )
            }
            Self::SharedAddress { email, parties } => {
                let email = email.escape_debug();
                match to {
                    Language::English => format!(
                        "Members of {} have the same e-mail address {email}, so nobody can tell for whom it speaks.",
                        parties.iter().map(|party| format!("`{party}`")).collect::<Vec<_>>().join(" and ")
                    ),
                    Language::Chinese => format!(
                        "{}的成员使用同一邮箱地址 {email}，无法判断其代表哪一方。",
                        parties.iter().map(|party| format!(" `{party}` ")).collect::<Vec<_>>().join("与")
                    ),
                }
            }
            Self::NamesSwapped { name, began_as } => say!(
                to,
                "What lies under the name `{name}` is the contract that began as `{began_as}`; the one that began as `{name}` lies elsewhere.",
                "名称 `{name}` 之下现为以 `{began_as}` 开始的合同；以 `{name}` 开始的合同已移至他处。"
            ),
            Self::NameUsedAgain(name) => say!(
                to,
                "Another contract had the name `{name}` and was deleted before it was finished. The one that lies there now has nothing of it: no positions, no keys.",
                "曾有另一份合同使用名称 `{name}`，在完成之前被删除。现在该名称之下的合同与其无关，不继承任何表态或密钥。"
            ),
            Self::SecondBeginning { author } => say!(
                to,
                "{author} brought the contract in a second time, beside its first round and not after it. Whatever rests on that is no part of this negotiation.",
                "{author} 在首轮之外另行引入了本合同，而非在其之后。以此为据的一切不属于本次谈判。"
            ),
            Self::BroughtBack { author } => say!(
                to,
                "{author} brought the contract back after it had been deleted, without a key of any of its parties.",
                "{author} 在合同被删除后将其恢复，却未用任何一方的密钥签名。"
            ),
            Self::Reset { author, party } => say!(
                to,
                "A change by {author} replaced all keys of `{party}` and is signed only with one of the new ones. Nothing signed with them counts until somebody compares them with `{party}`.",
                "{author} 的一处修改替换了 `{party}` 的全部密钥，且仅以新密钥之一签名。在与 `{party}` 核对之前，以新密钥签署的一切均不计入。"
            ),
            Self::ProposedLate { author, party } => say!(
                to,
                "{author} proposed members or keys of `{party}` while `{party}` signed with those that were there. The proposal is not in force.",
                "{author} 为 `{party}` 提议了成员或密钥，而 `{party}` 同时已以原有密钥签名。该提议不生效。"
            ),
            Self::LastKeyDropped { author, party } => say!(
                to,
                "A change by {author} took away every key of `{party}`. Those that it had stay in force.",
                "{author} 的一处修改去掉了 `{party}` 的全部密钥。原有密钥仍然有效。"
            ),
            Self::Entered { author, party } => say!(
                to,
                "{author} brought `{party}` into the contract, and no party that was there signed that. It does not count.",
                "{author} 将 `{party}` 加入合同，而原有各方均未就此签名。此项不计入。"
            ),
            Self::Contested { party } => say!(
                to,
                "Two branches give `{party}` different members or keys. Nothing counts for `{party}` until somebody compares them with it.",
                "两个分支为 `{party}` 列出了不同的成员或密钥。在与 `{party}` 核对之前，其任何表态均不计入。"
            ),
            Self::SharedKey { party, key } => {
                let key = short(key);
                say!(
                    to,
                    "The key `{key}` that is listed for `{party}` stands for another party of this contract. It does not count for `{party}`.",
                    "为 `{party}` 列出的密钥 `{key}` 已属于本合同的另一方，不计为 `{party}` 的密钥。"
                )
            }
            Self::PartyRemoved { author, party } => say!(
                to,
                "A change by {author} took `{party}` out of the contract, without a key of `{party}`.",
                "{author} 的一处修改将 `{party}` 移出合同，却未用 `{party}` 的密钥。"
            ),
        }
    }

    /// Added to a finding that stands for several.
    pub(super) fn more(count: usize, to: Language) -> String {
        say!(to, " The same holds for {count} more changes.", "另有 {count} 处修改与此相同。")
    }
}

/// The beginning of a key, which tells it apart and is not a screen full.
fn short(key: &str) -> String {
    const SHOWN: usize = 40;
    let shown: String = key.escape_debug().take(SHOWN).collect();
    if key.len() > SHOWN { shown + "…" } else { shown }
}

fn still_accepted(parties: &[String], to: Language) -> String {
    let named = |between: &str| parties.iter().map(|party| format!("`{party}`")).collect::<Vec<_>>().join(between);
    match to {
        Language::English => format!(
            " It was mended since, but what {} accepted last of the clause is the wording that has it.",
            named(", ")
        ),
        Language::Chinese => {
            format!("之后已改正，但 {} 对该条款最近一次的接受，针对的仍是有此问题的文本。", named("、"))
        }
    }
}

fn minute(at: &DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M %z").to_string()
}

fn obstacle_told(obstacle: &Obstacle, to: Language) -> String {
    match obstacle {
        Obstacle::Shallow => {
            say!(to, "This copy holds only the newest part of history.", "此副本只有历史的最新部分。")
        }
        Obstacle::Grafts => say!(
            to,
            "A file of this copy (`info/grafts`) gives changes another history than they have.",
            "此副本的一个文件（`info/grafts`）给修改安上了并非其原有的历史。"
        ),
        Obstacle::Alternates => say!(
            to,
            "This copy takes parts of history from another folder (`objects/info/alternates`).",
            "此副本的部分历史取自另一文件夹（`objects/info/alternates`）。"
        ),
        Obstacle::Replaced(name) => {
            let name = name.escape_debug();
            say!(
                to,
                "This copy shows something else in place of a part of history (`{name}`).",
                "此副本以其他内容代替了历史的一部分（`{name}`）。"
            )
        }
        Obstacle::Partial(name) => {
            let name = name.escape_debug();
            say!(
                to,
                "This copy fetches parts of history only when they are needed (`{name}`).",
                "此副本只在需要时才取得部分历史（`{name}`）。"
            )
        }
    }
}

fn part_told(part: &Part, to: Language) -> String {
    match part {
        Part::Clause(id) => say!(to, "the clause `{id}`", "条款 `{id}` "),
        Part::Party(id) => say!(to, "the party `{id}`", "`{id}` 一方"),
        Part::Title => say!(to, "the title, or the whole contract,", "标题或整份合同"),
        Part::Language => say!(to, "the language", "合同语言"),
        Part::Kind => say!(to, "the kind of contract", "合同类型"),
        Part::Reference => say!(to, "the reference", "合同编号"),
    }
}

fn misfit_told(misfit: &Misfit, to: Language) -> String {
    match misfit {
        Misfit::Unreadable => say!(to, "the text it was made for cannot be read", "其所针对的文本无法读取"),
        Misfit::Wording(clause) => say!(
            to,
            "the wording of `{clause}` that it names is not the one that was there",
            "其所写条款 `{clause}` 的文本不是当时的文本"
        ),
        Misfit::Whole => {
            say!(to, "the whole text that it names is not the one that was there", "其所写全文不是当时的全文")
        }
        Misfit::Parties => {
            say!(to, "the parties that it names are not those in force", "其所写各方不是当时有效的各方")
        }
    }
}

fn hidden_told(kind: HiddenKind, to: Language) -> String {
    match kind {
        HiddenKind::LookAlike => {
            say!(to, "a character that passes for another one", "形似其他字符的字符")
        }
        HiddenKind::Undefined => {
            say!(to, "a character that looks different on each computer", "在各计算机上显示不同的字符")
        }
        HiddenKind::Bidirectional => {
            say!(to, "a character that alters the order in which the text is seen", "会改变文字显示顺序的字符")
        }
        HiddenKind::Invisible
        | HiddenKind::Tag
        | HiddenKind::Control
        | HiddenKind::OddSpace
        | HiddenKind::FullWidth => say!(to, "a character that does not show", "不可见的字符"),
        HiddenKind::Variation => {
            say!(to, "a sign that picks the shape of the character in front of it", "选择前一字字形的异体字选择符")
        }
    }
}

fn spot_told(spot: &Spot, to: Language) -> String {
    match spot {
        Spot::Clause(id) => say!(to, "the clause `{id}`", "条款 `{id}` "),
        Spot::Front => say!(to, "the title or the parties", "标题或各方信息"),
    }
}

fn kind_told(kind: FileKind, to: Language) -> String {
    match kind {
        FileKind::File => say!(to, "a file", "文件"),
        FileKind::Link => say!(to, "a link to another file", "指向另一文件的链接"),
        FileKind::Executable => say!(to, "a file that can be run as a program", "可作为程序运行的文件"),
        FileKind::Repository => say!(to, "a repository of its own", "独立的合同库"),
    }
}
