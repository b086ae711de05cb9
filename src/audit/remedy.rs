//! What to do about each finding of an audit, a sentence each, in every language.

use super::flaw::Flaw;
use super::what::{Fate, What};
use crate::history::{KeyFlaw, Obstacle, SignatureFault};
use crate::language::Language;
use crate::redline::hidden::HiddenKind;

impl What {
    /// What to do next, a plain sentence.
    #[must_use]
    pub fn remedy(&self, language: Language) -> String {
        match (self, language) {
            (Self::KeysChanged { contract, party } | Self::OtherKeysListed { contract, party }, Language::English) => {
                format!(
                    "Compare the keys with `{party}` itself, by telephone or in person; then say `adidem trust {contract} {party}`."
                )
            }
            (Self::KeysChanged { contract, party } | Self::OtherKeysListed { contract, party }, Language::Chinese) => {
                format!("请与 `{party}` 本方通过电话或当面核对密钥，然后执行 `adidem trust {contract} {party}`。")
            }
            (Self::KeysUnconfirmed { contract, party }, Language::English) => format!(
                "Compare their fingerprints with `{party}` outside of this repository; then say `adidem trust {contract} {party}`."
            ),
            (Self::KeysUnconfirmed { contract, party }, Language::Chinese) => {
                format!("请在合同库之外与 `{party}` 核对密钥指纹，然后执行 `adidem trust {contract} {party}`。")
            }
            (other, language) => {
                let (english, chinese) = other.remedies();
                match language {
                    Language::English => english.to_owned(),
                    Language::Chinese => chinese.to_owned(),
                }
            }
        }
    }

    /// In English and in Chinese.
    #[expect(clippy::too_many_lines, reason = "one remedy for each finding, so that none is missing")]
    fn remedies(&self) -> (&'static str, &'static str) {
        match self {
            Self::Obstacle(obstacle) => against(obstacle),
            Self::Damaged(_) => (
                "Get a fresh copy from the other side, compare the two, and keep this one for inspection.",
                "请向对方取得新副本，与此副本比较，并保留此副本备查。",
            ),
            Self::Missing(_) => (
                "Get a whole copy from the other side, and keep this one for inspection.",
                "请向对方取得完整副本，并保留此副本备查。",
            ),
            Self::Unreadable(_) => (
                "See to what the message says, then audit again; until then nothing is known.",
                "请先处理所述问题，再次审计；在此之前无法得出结论。",
            ),
            Self::Elsewhere(_) => (
                "Audit there as well: `adidem -C FOLDER audit`, with the folder above it.",
                "请一并在该处审计：`adidem -C 文件夹 audit`，文件夹为其上一级。",
            ),
            Self::NoHookLine(_) => (
                "Let git call `adidem guard` as its pre-receive hook.",
                "请让 git 以 pre-receive 钩子调用 `adidem guard`。",
            ),
            Self::PushUnreadable(_) => {
                ("See to what the message says, then push again.", "请先处理所述问题，再次推送。")
            }
            Self::PushHides(_) => ("Push only the changes themselves.", "请只推送修改本身。"),
            Self::PushDeletes(_) => {
                ("Leave it where it is; nothing that was recorded is taken away.", "请保留原样；已记录的内容不得删除。")
            }
            Self::PushMoves(_) => ("Give the new label a name of its own.", "请给新标签另起名称。"),
            Self::PushRewrites(_) => (
                "Fetch first and bring both sides together with `adidem sync`; then push again.",
                "请先用 `adidem sync` 取得并汇合双方内容，再次推送。",
            ),
            Self::PushTooMany(_) => ("Push them in parts.", "请分批推送。"),
            Self::PushTooLarge(_) => (
                "Keep such a file somewhere else, and name it in the contract.",
                "请将此类文件另行存放，并在合同中指明。",
            ),
            Self::PushName(_) => (
                "Give it a name of its own, such as `draft-2`, without `refs/` or `origin/` and unlike the shared branch.",
                "请另起名称，如 `draft-2`，不要以 `refs/` 或 `origin/` 开头，也不要与共享分支相同。",
            ),
            Self::GoesNowhere(_) => (
                "Give it a short name of letters and digits, in a change that is made anew without this one.",
                "请改用由文字和数字组成的短名称，并重新提交，不含此次修改。",
            ),
            Self::NoteUnreadable => {
                ("Audit again with a fresh copy beside it.", "请另取新副本，与此副本对照，再次审计。")
            }
            Self::EndsEarly => (
                "Get the whole history with `git fetch --unshallow`, then audit again.",
                "请用 `git fetch --unshallow` 取得全部历史，再次审计。",
            ),
            Self::Rewritten | Self::Vanished(_) | Self::OtherNegotiation(_) | Self::BaseGone(_) => (
                "Do not go on with this copy: compare it with the other side's, and keep both for inspection.",
                "请勿继续使用此副本：请与对方的副本比较，并保留两者备查。",
            ),
            // Each names the party, above.
            Self::KeysChanged { .. } | Self::OtherKeysListed { .. } | Self::KeysUnconfirmed { .. } => ("", ""),
            Self::Rebased(_) => (
                "Somebody rewrote the order of changes: ask who and why. The text itself is the same.",
                "有人改写了修改的顺序：请查问何人、何故。文本本身相同。",
            ),
            Self::Unsigned { .. } => (
                "Ask its author whether it is theirs; if it is, have it made again, signed.",
                "请询问作者是否本人所为；如是，请其签名后重新作出。",
            ),
            Self::Signature { fault, .. } | Self::Flaw { flaw: Flaw::Signature(fault), .. } if fault.is_unknown() => {
                unknown_signature(fault)
            }
            Self::Signature { .. } => (
                "Ask its author whether it is theirs, and keep this copy for inspection.",
                "请询问作者是否本人所为，并保留此副本备查。",
            ),
            Self::KeyTakenAway { .. } => {
                ("Have the change made again with a present key.", "请其以现行密钥重新作出该修改。")
            }
            Self::MessageHides { .. } => (
                "Take nothing from this message; ask its author why it was written so, and have the round sent again.",
                "请勿采信该说明；请询问作者为何如此书写，并请其重新签发。",
            ),
            Self::KeyOfAnother { .. } | Self::NameOfAnother { .. } | Self::KeyNotListed { .. } => (
                "Ask the owner of the key and the author named who made this change; rely on neither until both agree.",
                "请询问密钥的持有人和所署作者，查明是谁作出此修改；两人说法一致之前，均不可信赖。",
            ),
            Self::StockDisagrees { .. } | Self::StockAccepts { .. } => (
                "Keep this copy for inspection; one of the two programs is wrong, or was tampered with.",
                "请保留此副本备查；两个程序中有一个出错或被篡改。",
            ),
            Self::NotASigner(_) => (
                "Have the address in the contract or in the author's settings written properly.",
                "请将合同中或作者设置中的邮箱地址改写正确。",
            ),
            Self::MergeUnreadable => {
                ("Compare the versions that it brings together by eye.", "请人工比较所合并的各个版本。")
            }
            Self::MergeChooses { .. } | Self::MergeBeside { .. } | Self::MergeInvents { .. } => (
                "Compare the round before with the one after it, and ask who brought them together about the difference.",
                "请比较其前后两轮，并就差异询问合并之人。",
            ),
            Self::RecordDropped { .. } | Self::RecordRemoved { .. } | Self::RecordAltered { .. } => (
                "Bring the file back as it was from an earlier state, and ask who made this change why.",
                "请从较早的状态恢复该文件，并查问作出此修改的人及其原因。",
            ),
            Self::Future { .. } | Self::BeforeParent { .. } => (
                "Rely on the order of history, not on this date, and ask its author about it.",
                "请以历史顺序为准，不要依据此日期，并询问作者。",
            ),
            Self::StampUnfit { .. } => (
                "Take no time from it, and ask who brought it in; the record itself stands or falls by its signature.",
                "不要以其为准，并查问是谁放入的；记录本身仍以其签名为准。",
            ),
            Self::StampedAt { .. } => (
                "Rely on the time stamp, once it is verified with the authority's certificate, not on the record's own date; \
                 ask its signer about it.",
                "以机构证书核实时间戳之后，应以时间戳为准，而不以记录自载的日期为准，并询问签名人。",
            ),
            Self::RecordFuture { .. } => (
                "Rely on the order of history, not on this date, and ask its signer about it.",
                "请以历史顺序为准，不要依据此日期，并询问签名人。",
            ),
            Self::Flaw { .. }
            | Self::OutOfNumber { .. }
            | Self::Dangling { .. }
            | Self::OtherParty { .. }
            | Self::NamesLater { .. }
            | Self::Digest { .. }
            | Self::OldRound { .. }
            | Self::OtherRound { .. } => (
                "Do not rely on this record; ask its party to say again what it means, with adidem.",
                "请勿依赖此记录；请该方用 adidem 重新表态。",
            ),
            Self::NoClauses { .. } => (
                "Nothing needs to be done: the present version reads it, and writes such records so that every reader can.",
                "无需处理：现行版本可以读取，并以各方均可读取的方式写入此类记录。",
            ),
            Self::Stray(_) => ("Ask who put it there; it counts for nothing.", "请查问是谁放入的；它不计入任何表态。"),
            Self::Gap { .. } => (
                "Get the missing records from that party's copy, and ask who took them away.",
                "请从该方的副本取得所缺记录，并查问是谁删去的。",
            ),
            Self::Fork { .. } => (
                "The next record that the party makes after fetching joins them; until then the least favourable counts.",
                "该方取得最新内容后的下一份记录会将其汇合；在此之前，以最不利的为准。",
            ),
            Self::Changed { sent: true, .. } => (
                "Look at the redline since the acceptance, and accept or reject the new wording.",
                "请查看接受之后的修订稿，再对新文本表示接受或拒绝。",
            ),
            Self::Changed { sent: false, .. } | Self::Deleted { .. } | Self::Moved { .. } => (
                "Nobody sent this change: compare it with what was accepted, and have it undone or sent as a round.",
                "此修改无人签发：请与所接受的文本比较，要求撤销，或签发为一轮。",
            ),
            Self::Reused { .. } => ("Have the new clause given an id of its own.", "请要求给新条款另起 id。"),
            Self::NoMember { .. } => (
                "Ask both parties whether they know of this change; have a member send it, or undo it.",
                "请询问各方是否知悉此修改；由成员签发，或予以撤销。",
            ),
            Self::Unsent { .. } => (
                "Its author sends it with `adidem send`, or it is undone.",
                "由作者用 `adidem send` 签发，或予以撤销。",
            ),
            Self::Definition { .. } => (
                "Read the clause with today's definition, and accept it again if it still says what was meant.",
                "请按现行定义重读该条款；如仍合原意，请再次接受。",
            ),
            Self::Hidden { fate: Fate::Mended, .. }
            | Self::Unfinished { fate: Fate::Mended, .. }
            | Self::Version { fate: Fate::Mended, .. } => (
                "Nothing has to be done: it was mended, and nobody's acceptance rests on it.",
                "无需处理：已经改正，且没有任何一方的接受以此为据。",
            ),
            Self::Hidden { fate: Fate::Accepted(_), .. }
            | Self::Unfinished { fate: Fate::Accepted(_), .. }
            | Self::Version { fate: Fate::Accepted(_), .. } => (
                "Ask them to answer the present wording with adidem, or to take that acceptance back.",
                "请其用 adidem 对现文本表态，或收回该接受。",
            ),
            Self::Hidden { kind: HiddenKind::Variation, .. } => (
                "Compare the name or word with the one on paper; nothing has to be done where that is how it is written.",
                "请与书面写法核对该姓名或用字；确系如此书写的，无需处理。",
            ),
            Self::Hidden { kind: HiddenKind::LookAlike, .. } => (
                "Look at the word in the redline, and have it written with the ordinary character.",
                "请在修订稿中查看该词，并要求改用通常的字符。",
            ),
            Self::Hidden { .. } => (
                "Have the character taken out, and read the clause again before anybody accepts it.",
                "请要求删去该字符，并在任何一方接受之前重读该条款。",
            ),
            Self::Unfinished { .. } => (
                "Keep one of the two versions, take the lines with the marks away, and read the clause again before anybody accepts it.",
                "请保留其中一个版本，删去标记所在的各行，并在任何一方接受之前重读该条款。",
            ),
            Self::ListedKey { flaw: KeyFlaw::Short(_), .. } => (
                "Make a new key with `ssh-keygen -t ed25519`, and list the line of its `.pub` file in its place.",
                "请用 `ssh-keygen -t ed25519` 生成新密钥，并改列其 `.pub` 文件中的那一行。",
            ),
            Self::ListedKey { .. } => (
                "Copy the line of the `.pub` file, `ssh-ed25519 AAAA...`, or write `openpgp4fpr` and the whole fingerprint without blanks; ask its owner for it.",
                "请复制 `.pub` 文件中的那一行（`ssh-ed25519 AAAA...`），或者写 `openpgp4fpr` 及不含空格的完整指纹；请向密钥持有人索取。",
            ),
            Self::SharedAddress { .. } => (
                "Give each member an address that is theirs alone: people are told apart by their address and key, never by their name.",
                "请为每名成员写明其专用的邮箱地址：识别人员依据邮箱与密钥，而不依据姓名。",
            ),
            Self::Version { .. } => (
                "Have its author write the file again as the message says; what it changed is compared with the last version that can be read.",
                "请作者按所述改写该文件；其所作修改与最近一个可读的版本比较。",
            ),
            Self::NameNotUtf8 { .. } => ("Have it given another name.", "请要求另起名称。"),
            Self::Kind { .. } => {
                ("Have it replaced by an ordinary file with the same words.", "请要求换成文字相同的普通文件。")
            }
            Self::Attributes { .. } => (
                "Have the line taken out; read contracts with adidem, which such lines do not reach.",
                "请要求删去该行；请用 adidem 阅读合同，不受此类设置影响。",
            ),
            Self::LocalAttributes(_) => {
                ("Take the line out; nothing that others see depends on it.", "请删去该行；他人所见不受其影响。")
            }
            Self::SameName(..) => ("Have one of them given another name.", "请要求给其中一个另起名称。"),
            Self::NamesSwapped { .. } => {
                ("Give each contract back the name that it began with.", "请将每份合同恢复为其开始时的名称。")
            }
            Self::NameUsedAgain(_) => (
                "Give the new contract another name; a name is free once its contract was deleted in agreed form.",
                "请为新合同另起名称；原合同在议定后删除的，其名称方可再用。",
            ),
            Self::SecondBeginning { .. } => (
                "Go on from the first round; what the other one says is made as a change to that.",
                "请以首轮为基础继续；另一份中的内容应作为对首轮的修改提出。",
            ),
            Self::BroughtBack { .. } => (
                "A member of one of its parties may bring it back, signed; ask them.",
                "可由其中一方的成员签名后恢复；请与其联系。",
            ),
            Self::Reset { .. } | Self::Contested { .. } => (
                "Compare the keys with that party by telephone or in person; then confirm them with `adidem trust`.",
                "请通过电话或当面与该方核对密钥，然后用 `adidem trust` 确认。",
            ),
            Self::ProposedLate { .. } => (
                "The party itself may list them, in a change that it signs; else put back what is in force.",
                "可由该方在其签名的修改中自行列出；否则请恢复现行有效的内容。",
            ),
            Self::LastKeyDropped { .. } => (
                "List the new key in the same change that takes the old one away.",
                "请在去掉旧密钥的同一修改中列出新密钥。",
            ),
            Self::Entered { .. } => (
                "Have a member of one of the parties bring it in, in a signed round.",
                "请由现有一方的成员在经签名的轮次中将其加入。",
            ),
            Self::SharedKey { .. } => {
                ("Ask the party for a key of its own and list that.", "请向该方索取其自己的密钥并列入。")
            }
            Self::Intruded { .. } | Self::PartyRemoved { .. } => (
                "Ask that party by telephone or in person whether it made this change; until it says so, rely on no key of it.",
                "请通过电话或当面询问该方是否作出此修改；在其确认之前，不可信赖其任何密钥。",
            ),
        }
    }
}

/// Where it cannot be told whether a signature counts.
fn unknown_signature(fault: &SignatureFault) -> (&'static str, &'static str) {
    match fault {
        SignatureFault::KeyExpired => (
            "Ask its owner to extend the key (`gpg --quick-set-expire FINGERPRINT 2y`) and for its public half; import that, then audit again. Or have it made again with a present key.",
            "请密钥持有人延长有效期（`gpg --quick-set-expire 指纹 2y`）并重新提供公钥；导入后再次核验。或请其以现行密钥重新作出。",
        ),
        SignatureFault::KeyWithdrawn => (
            "Ask its owner by telephone or in person when and why the key was withdrawn, and have what it signed made again with a present key that the party lists.",
            "请通过电话或当面询问密钥持有人何时、因何撤销，并请其以该方列明的现行密钥重新作出所签内容。",
        ),
        SignatureFault::SignatureExpired => (
            "Have it made again by a signature that does not end on a certain day (`default-sig-expire` in the settings of gpg).",
            "请其以不设到期日的签名重新作出（见 gpg 设置中的 `default-sig-expire`）。",
        ),
        SignatureFault::UnknownKey => (
            "Get the public key from its owner, compare the fingerprint, import it with `gpg --import FILE`, then audit again.",
            "请向密钥持有人索取公钥，核对指纹，用 `gpg --import 文件` 导入，再次核验。",
        ),
        _ => ("Install or import what is missing, then audit again.", "请安装或导入所缺的内容，再次核验。"),
    }
}

fn against(obstacle: &Obstacle) -> (&'static str, &'static str) {
    match obstacle {
        Obstacle::Shallow => (
            "Get the rest with `git fetch --unshallow`, then audit again.",
            "请用 `git fetch --unshallow` 取得其余部分，再次审计。",
        ),
        Obstacle::Grafts => ("Take the file away, or audit a fresh copy.", "请删去该文件，或另取新副本审计。"),
        Obstacle::Alternates => (
            "Make a copy that stands alone with `git clone --no-local --dissociate`, and audit that.",
            "请用 `git clone --no-local --dissociate` 取得独立的副本，并对其审计。",
        ),
        Obstacle::Replaced(_) => (
            "List what is replaced with `git replace -l`, take it away with `git replace -d`, then audit again.",
            "请用 `git replace -l` 列出被代替的内容，用 `git replace -d` 去除，再次审计。",
        ),
        Obstacle::Partial(_) => (
            "Make a whole copy with `git clone`, without `--filter`, and audit that.",
            "请用 `git clone`（不带 `--filter`）取得完整副本，并对其审计。",
        ),
    }
}
