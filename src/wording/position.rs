//! The words for positions, standing and the record.

use crate::language::{Language, say, words};
use crate::negotiation::{Decision, PositionKind, Standing};

/// The words of positions and of the record, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PositionWords(pub Language);

words! { PositionWords:
    /// In front of a heading that changed.
    heading: "heading", "条款标题";
    /// Clauses stand in another order than before.
    reordered: "the order or nesting of the clauses", "条款的顺序或层级";
    /// Everything is agreed, on one and the same text.
    agreed_form: "In agreed form: every clause is agreed by every party, on one and the same text. Agreed is not signed: this says what was recorded, not that the contract is binding.", "全文已议定：全部条款均获各方同意，且文本同一。议定不等于签署：此处仅反映记录，不表示合同已生效。";
    /// Heading of the open points.
    open_points: "Open points", "未决条款";
    /// No open points.
    nothing_open: "No clause is open.", "没有未决条款。";
    /// What stands between statements that have commas of their own.
    semicolon: "; ", "；";
    /// A clause that is gone.
    deletion: "deleted", "已删除";
    /// Nobody has to act.
    nobody: "nobody", "无";
    /// A position without a record.
    not_recorded: "not recorded", "无表态记录";
    /// A signature by a key in force that is confirmed.
    verified: "verified", "已验签";
    /// A signature by a key that nobody confirmed.
    unconfirmed: "signed, key not confirmed", "已签名，密钥未确认";
    /// A party that lists no keys.
    claimed: "claimed, cannot be verified", "未列明密钥，无法验签";
    /// What another party noted.
    reported: "reported", "转述";
    /// A record that does not count.
    void: "does not count", "不计入";
    /// Nothing that stands in known words was left to record.
    nothing_unchanged: "Nothing to record: no clause waits for you whose wording is exactly what your party last accepted or offered.", "无需登记：待我方表态的条款中，没有文字与我方上次接受或提出的文本完全相同的。";
    /// Nothing was left to record.
    nothing_to_record: "Nothing to record: this is already your party's position.", "无需登记：我方表态已是如此。";
    /// Not signed.
    unsigned: "not signed: your party lists no keys, so nobody can verify it", "未用密钥签名：我方未列明密钥，无法验签";
    /// Keys confirmed.
    keys_confirmed: "confirmed", "已确认";
    /// No key but the user's own.
    keys_own: "your own key, which you sign with here", "您在此使用的签名密钥";
    /// What a party replaced.
    keys_replaced: "members and keys that this party has replaced since:", "该方此前的成员及密钥，现已更换：";
    /// Keys changed by somebody else.
    keys_intruded: "members or keys were changed without a key of this party: ask the party itself before you rely on any position recorded in its name", "成员或密钥在未经该方密钥签名的情况下被更改：在依赖以其名义登记的任何表态之前，请先向该方核实";
    /// The file has the same.
    keys_as_in_file: "exactly those of the file", "与文件所列完全一致";
    /// The file has others.
    keys_differ: "not those of the file, so nothing was confirmed; - is only in the file, + only in the contract:", "与文件所列不一致，未予确认；- 仅见于文件，+ 仅见于合同：";
    /// The file has none.
    keys_not_in_file: "no keys in the file, so not compared", "文件中未列密钥，未予核对";
    /// No member.
    no_members: "no members", "无成员";
    /// No key.
    no_key: "no key", "无密钥";
    /// The draft is as it was.
    unchanged_text: "Nothing changed.", "文本未变。";
    /// What was typed cannot be taken.
    editor_again: "Open the editor again with what you typed? [Y/n]", "是否再次打开编辑器，继续编辑您输入的内容？[Y/n]";
    /// What was put into the draft has a fault that is refused later.
    will_be_refused: "It is only in the draft, and `adidem send` will refuse it until this is fixed:", "目前仅在草稿中；在改正下列问题之前，`adidem send` 会拒绝签发：";
    /// In front of a key that does not serve.
    key_doubt: "This cannot be relied on:", "以下密钥或邮箱有问题：";
    /// Asked before a decision without a reason.
    ask_reason: "Reason? (one line, may stay empty) ", "理由？（一行，可留空）";
    /// An event: a change not sent.
    changed_unsent: "changed something and has not sent it", "有修改但未签发";
    /// Prints in front of what must be looked at again.
    older_definition: "accepted under an older definition", "在旧定义下接受";
}

impl PositionWords {
    /// Heading of a party's keys: its name, and what it is called.
    #[must_use]
    pub fn keys_of(self, name: &str, called: &str) -> String {
        say!(self.0, "Keys of {name} ({called})", "{name}（{called}）的密钥")
    }

    /// Keys not confirmed, and the command that confirms them, which can be typed as it is.
    #[must_use]
    pub fn keys_unconfirmed(self, contract: &str, party: &str) -> String {
        say!(
            self.0,
            "not confirmed: compare the fingerprints with the party itself, by telephone or in person, then run `adidem trust {contract} {party} --yes`",
            "未确认：请通过电话或当面与该方核对指纹，然后执行 `adidem trust {contract} {party} --yes`"
        )
    }

    /// Nobody compared the keys that a party replaced.
    #[must_use]
    pub fn replaced_unconfirmed(self, contract: &str, party: &str, key: &str) -> String {
        say!(
            self.0,
            "not confirmed, so what was signed with them is not verified: to change that, compare these fingerprints with the party itself, then run `adidem trust {contract} {party} --key {key} --yes`",
            "未确认，以其签名的内容因此未经验签：如需确认，请与该方核对这些指纹，然后执行 `adidem trust {contract} {party} --key {key} --yes`"
        )
    }

    /// The draft was edited.
    #[must_use]
    pub fn edited(self, contract: &str) -> String {
        say!(
            self.0,
            "The draft is changed. `adidem diff {contract} last draft` shows the change; `adidem send {contract}` makes it the next round.",
            "草稿已修改。`adidem diff {contract} last draft` 可查看，`adidem send {contract}` 可签发为下一轮。"
        )
    }

    /// The standing of a clause.
    #[must_use]
    pub fn standing(self, standing: Standing) -> &'static str {
        match (self.0, standing) {
            (Language::English, standing) => standing.word(),
            (Language::Chinese, Standing::Agreed) => "已议定",
            (Language::Chinese, Standing::Awaiting) => "待答复",
            (Language::Chinese, Standing::Rejected) => "被拒绝",
            (Language::Chinese, Standing::Reserved) => "附条件接受",
            (Language::Chinese, Standing::Reopened) => "恢复未决",
            (Language::Chinese, Standing::Outdated) => "所接受的是旧文本",
        }
    }

    /// A party's position.
    #[must_use]
    pub fn position(self, kind: PositionKind) -> &'static str {
        match (self.0, kind) {
            (Language::English, PositionKind::None) => "no position",
            (Language::English, kind) => kind.word(),
            (Language::Chinese, PositionKind::Offered) => "提出",
            (Language::Chinese, PositionKind::Accepted) => "接受",
            (Language::Chinese, PositionKind::Rejected) => "拒绝",
            (Language::Chinese, PositionKind::Reserved) => "附条件接受",
            (Language::Chinese, PositionKind::None) => "未表态",
        }
    }

    /// A party's position in a narrow column.
    #[must_use]
    pub fn short(self, kind: PositionKind) -> &'static str {
        match (self.0, kind) {
            (Language::English, PositionKind::Offered) => "ofr",
            (Language::English, PositionKind::Accepted) => "acc",
            (Language::English, PositionKind::Rejected) => "REJ",
            (Language::English, PositionKind::Reserved) => "res",
            (Language::Chinese, PositionKind::Offered) => "提出",
            (Language::Chinese, PositionKind::Accepted) => "接受",
            (Language::Chinese, PositionKind::Rejected) => "拒绝",
            (Language::Chinese, PositionKind::Reserved) => "附条",
            (_, PositionKind::None) => "..",
        }
    }

    /// What somebody did in a record.
    #[must_use]
    pub fn did(self, decision: Decision) -> &'static str {
        match (self.0, decision) {
            (Language::English, Decision::Offer) => "offered",
            (Language::English, Decision::Accept) => "accepted",
            (Language::English, Decision::Reject) => "rejected",
            (Language::English, Decision::Reserve) => "accepted subject to a condition",
            (Language::English, Decision::Withdraw) => "withdrew the position on",
            (Language::Chinese, Decision::Offer) => "提出",
            (Language::Chinese, Decision::Accept) => "接受",
            (Language::Chinese, Decision::Reject) => "拒绝",
            (Language::Chinese, Decision::Reserve) => "附条件接受",
            (Language::Chinese, Decision::Withdraw) => "收回表态",
        }
    }

    /// How many clauses are agreed.
    #[must_use]
    pub fn agreed_of(self, agreed: usize, total: usize) -> String {
        match self.0 {
            Language::English => format!("agreed {agreed} of {total}"),
            Language::Chinese => format!("已议定 {agreed}/{total} 条"),
        }
    }

    /// How many rounds a party sent, and how many days the contract lay with it.
    #[must_use]
    pub fn held(self, party: &str, rounds: u32, days: i64) -> String {
        let plural = |count: i64| if count == 1 { "" } else { "s" };
        match self.0 {
            Language::English => {
                format!(
                    "{party}: sent {rounds} round{}; took {days} day{} to reply in all",
                    plural(rounds.into()),
                    plural(days)
                )
            }
            Language::Chinese => format!("{party}：签发 {rounds} 轮，累计待其答复 {days} 天"),
        }
    }

    /// How often a clause went back and forth.
    #[must_use]
    pub fn crossed(self, crossings: u32) -> String {
        match self.0 {
            Language::English if crossings == 1 => "changed hands once".to_owned(),
            Language::English if crossings == 2 => "changed hands twice".to_owned(),
            Language::English => format!("changed hands {crossings} times"),
            Language::Chinese => format!("往返 {crossings} 次"),
        }
    }

    /// Who has to act.
    #[must_use]
    pub fn ball(self, who: &str) -> String {
        match self.0 {
            Language::English => format!("to act: {who}"),
            Language::Chinese => format!("待处理：{who}"),
        }
    }

    /// How many clauses are open.
    #[must_use]
    pub fn open(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "Not in agreed form: 1 clause is open.".to_owned(),
            (Language::English, count) => format!("Not in agreed form: {count} clauses are open."),
            (Language::Chinese, count) => format!("全文尚未议定：{count} 条未决。"),
        }
    }

    /// All clauses are agreed, and some parties recorded last when the text as a whole was another one.
    #[must_use]
    pub fn other_whole(self, who: &str, contract: &str) -> String {
        let who = self.0.amid(who);
        match self.0 {
            Language::English => format!(
                "Every clause is agreed, but the latest record of {who} is about a different text as a whole (title, parties, headings or order differ). To confirm the present text, {who} runs `adidem accept {contract} --all`."
            ),
            Language::Chinese => format!(
                "全部条款已议定，但{who}最近一次表态针对的全文与现有全文不同（合同名称、当事人、条款标题或顺序有变）：请其执行 `adidem accept {contract} --all` 以确认现有全文。"
            ),
        }
    }

    /// What was recorded.
    #[must_use]
    pub fn recorded(self, party: &str, decision: Decision, count: usize, round: u32) -> String {
        let party = self.0.amid(party);
        let did = self.did(decision);
        match (self.0, count) {
            (Language::English, 1) => format!("Recorded for {party}: {did} 1 clause of round {round}"),
            (Language::English, count) => format!("Recorded for {party}: {did} {count} clauses of round {round}"),
            (Language::Chinese, count) if decision == Decision::Withdraw => {
                format!("已为{party}登记：收回对第 {round} 轮 {count} 条的表态")
            }
            (Language::Chinese, count) => format!("已为{party}登记：{did}第 {round} 轮的 {count} 条"),
        }
    }

    /// A round was sent.
    #[must_use]
    pub fn sent(self, contract: &str, round: u32, party: &str, count: usize) -> String {
        let party = self.0.amid(party);
        match (self.0, count) {
            (Language::English, 1) => format!(
                "`{contract}`: round {round} is recorded for {party} and offers 1 clause; it has not reached the other side yet: run `adidem sync`"
            ),
            (Language::English, count) => format!(
                "`{contract}`: round {round} is recorded for {party} and offers {count} clauses; it has not reached the other side yet: run `adidem sync`"
            ),
            (Language::Chinese, count) => format!(
                "`{contract}`：已为{party}签发第 {round} 轮，提出 {count} 条；尚未送达对方，请执行 `adidem sync` 同步"
            ),
        }
    }

    /// Whose unsent changes a round contains without offering them.
    #[must_use]
    pub fn foreign(self, who: &str) -> String {
        let who = self.0.amid(who);
        match self.0 {
            Language::English => {
                format!("The round contains changes by {who} that had not been sent; your party does not offer them.")
            }
            Language::Chinese => format!("本轮含有{who}此前未签发的修改；不视为我方提出。"),
        }
    }

    /// With which key something was signed.
    #[must_use]
    pub fn signed_with(self, fingerprint: &str) -> String {
        match self.0 {
            Language::English => format!("signed with {fingerprint}"),
            Language::Chinese => format!("签名密钥 {fingerprint}"),
        }
    }

    /// Somebody sent a round.
    #[must_use]
    pub fn sent_round(self, number: u32) -> String {
        match self.0 {
            Language::English => format!("sent round {number}"),
            Language::Chinese => format!("签发第 {number} 轮"),
        }
    }

    /// Somebody took in a round that another party sent in a file.
    #[must_use]
    pub fn received_round(self, number: u32, party: &str) -> String {
        match self.0 {
            Language::English => format!("took in round {number} of {party} from a file"),
            Language::Chinese => format!("据文件收入{party}的第 {number} 轮"),
        }
    }

    /// Somebody wrote a round without the program.
    #[must_use]
    pub fn wrote_round(self, number: u32) -> String {
        match self.0 {
            Language::English => format!("wrote round {number}"),
            Language::Chinese => format!("直接提交第 {number} 轮"),
        }
    }

    /// A record that does not count.
    #[must_use]
    pub fn void_record(self, file: &str, why: &str) -> String {
        match self.0 {
            Language::English => format!("{file} does not count: {why}"),
            Language::Chinese => format!("{file} 不计入：{why}"),
        }
    }

    /// A file of the record that is not as it came.
    #[must_use]
    pub fn lost_record(self, file: &str, contract: &str) -> String {
        say!(
            self.0,
            "{file} was altered or removed after it came into history, so what is shown here may not be what the parties \
             recorded: run `adidem audit {contract}`",
            "{file} 在进入历史后被改动或删除，此处所示可能与各方登记的表态不符：请运行 `adidem audit {contract}`",
        )
    }

    /// Agreed, by positions that are not all verified.
    #[must_use]
    pub fn not_compared(self, parties: &str) -> String {
        let parties = self.0.before(parties);
        match self.0 {
            Language::English => format!(
                "Not all of this is verified here: the keys of {parties} have not been compared in this copy, or none \
                 are listed. `adidem trust` shows them."
            ),
            Language::Chinese => format!(
                "以上并非全部经过验签：{parties}的密钥尚未在本副本中核对，或未列明密钥。`adidem trust` 可查看。"
            ),
        }
    }

    /// All positions agree, and the record that they rest on does not hold.
    #[must_use]
    pub fn agreed_on_a_broken_record(self, contract: &str) -> String {
        say!(
            self.0,
            "Not in agreed form: all positions agree, but the record of this contract fails the audit. Run `adidem audit \
             {contract}` to see what has to be done.",
            "全文尚未议定：各方表态虽然相同，但本合同的表态记录核验未通过。请执行 `adidem audit {contract}` 查看应如何处理。",
        )
    }

    /// All positions agree, and not everything in the record could be verified.
    #[must_use]
    pub fn record_unverified(self, contract: &str) -> String {
        say!(
            self.0,
            "Something in the record of this contract could not be verified: run `adidem audit {contract}`.",
            "本合同的表态记录中有内容无法核验：请执行 `adidem audit {contract}`。",
        )
    }

    /// A party whose keys nobody confirmed.
    #[must_use]
    pub fn unconfirmed_party(self, (name, id): (&str, &str), contract: &str) -> String {
        let name = self.0.before(name);
        say!(
            self.0,
            "The keys of {name} are not confirmed: `adidem trust {contract} {id}` shows them.",
            "{name}的密钥尚未确认：`adidem trust {contract} {id}` 可查看。"
        )
    }

    /// A party whose members or keys somebody else changed.
    #[must_use]
    pub fn intruded_party(self, party: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!(
                "Somebody without a key of {party} changed its members or keys. Ask {party} itself before you rely on any position recorded in its name."
            ),
            Language::Chinese => {
                format!("{party}的成员或密钥被未持该方密钥的人更改。在依赖以其名义登记的任何表态之前，请先向该方核实。")
            }
        }
    }

    /// Of which whole text a party's newest record is.
    #[must_use]
    pub fn vouches(self, party: &str, round: Option<u32>) -> String {
        match (self.0, round) {
            (Language::English, Some(round)) => format!(
                "{party}: its latest record is about the whole text of round {round}, with title, parties and keys, headings and order."
            ),
            (Language::English, None) => {
                format!("{party}: its latest record is about a whole text that is not in any round.")
            }
            (Language::Chinese, Some(round)) => {
                format!("{party}：最近一次表态针对第 {round} 轮全文，含合同名称、当事人及密钥、条款标题和顺序。")
            }
            (Language::Chinese, None) => format!("{party}：最近一次表态所针对的全文不属于任何一轮。"),
        }
    }

    /// What stands below changed since a party spoke before.
    #[must_use]
    pub fn changed_beside(self, round: u32) -> String {
        match self.0 {
            Language::English => format!(
                "That includes what changed outside the clauses since round {round}, the last one it had a position on:"
            ),
            Language::Chinese => format!("自其上次表态所针对的第 {round} 轮以来，条款之外一并变化的有："),
        }
    }

    /// A round that nobody's own key signed.
    #[must_use]
    pub fn unsigned_round(self, round: u32, who: &str) -> String {
        let who = self.0.behind(who);
        match self.0 {
            Language::English => {
                format!(
                    "Round {round} names {who} as its author but is not signed with their key: it counts as no offer."
                )
            }
            Language::Chinese => format!("第 {round} 轮署名{who}，但没有其密钥的签名：不视为该方提出。"),
        }
    }

    /// A party without keys.
    #[must_use]
    pub fn keyless_party(self, party: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!("{party} lists no keys: what is recorded in its name cannot be verified."),
            Language::Chinese => format!("{party}未列明密钥：以其名义登记的表态无法验签。"),
        }
    }

    /// A party of whose keys none counts for it.
    #[must_use]
    pub fn deprived_party(self, party: &str) -> String {
        match self.0 {
            Language::English => format!(
                "Every key that is listed for {party} stands for another party: nothing counts as {party}'s until one of its \
                 members lists a new key and sends it."
            ),
            Language::Chinese => {
                format!("为{party}列出的密钥均代表他方：在其成员列入新密钥并签发之前，任何记录均不计为{party}所作。")
            }
        }
    }

    /// Facts in brackets behind what they belong to.
    #[must_use]
    pub fn beside(self, said: &str, facts: &[String]) -> String {
        match self.0 {
            _ if facts.is_empty() => said.to_owned(),
            Language::English => format!("{said} ({})", facts.join(", ")),
            Language::Chinese => format!("{said}（{}）", facts.join("，")),
        }
    }

    /// In which round something was said.
    #[must_use]
    pub fn in_round(self, number: u32) -> String {
        match self.0 {
            Language::English => format!("round {number}"),
            Language::Chinese => format!("第 {number} 轮"),
        }
    }

    /// A clause is new by its id alone: the party knows its words under another.
    #[must_use]
    pub fn under_new_id(self, id: &str, offered: bool) -> String {
        match (self.0, offered) {
            (Language::English, false) => format!("new id; the same wording was accepted as `{id}`"),
            (Language::English, true) => format!("new id; the same wording was offered as `{id}`"),
            (Language::Chinese, false) => format!("条款代号已改；同一文本此前以 `{id}` 接受"),
            (Language::Chinese, true) => format!("条款代号已改；同一文本此前以 `{id}` 提出"),
        }
    }

    /// An earlier wording was accepted.
    #[must_use]
    pub fn accepted_earlier(self, round: u32) -> String {
        match self.0 {
            Language::English => format!("had accepted the text of round {round}"),
            Language::Chinese => format!("曾接受第 {round} 轮的文本"),
        }
    }

    /// All that was sent is agreed, and members changed the contract since.
    #[must_use]
    pub fn agreed_but_unsent(self, who: &str, contract: &str) -> String {
        let who = self.0.amid(who);
        say!(
            self.0,
            "Not in agreed form: every clause of the latest round is agreed, but {who} has changed the contract since and not sent the change. `adidem diff {contract} last draft` shows it; send it as the next round, or undo it.",
            "全文尚未议定：最新一轮的各条均已议定，但{who}此后修改了合同而未签发。`adidem diff {contract} last draft` 可查看修改；请签发为下一轮，或予以撤销。"
        )
    }

    /// So many clauses of a group were left alone.
    #[must_use]
    pub fn kept(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => {
                "1 clause is left as it is, because your party rejected it or set a condition. To accept it, name it."
                    .to_owned()
            }
            (Language::English, count) => format!(
                "{count} clauses are left as they are, because your party rejected them or set a condition. To accept one, name it."
            ),
            (Language::Chinese, count) => {
                format!("{count} 条维持原状：我方此前拒绝或附条件接受。如要接受，请逐条指明。")
            }
        }
    }
}
