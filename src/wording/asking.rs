//! What is said before something is signed, and when nobody could be asked.

use super::{ReportWords, Role, Span, one_line};
use crate::language::{Language, say, words};
use crate::negotiation::Decision;
use crate::redline::ChangeKind;

/// The words of the question before signing, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskingWords(pub Language);

words! { AskingWords:
    /// The question where a key signs.
    sign: "Sign and record this? [y/N] ", "现在用密钥签名并登记？[y/N] ";
    /// The question where none does.
    record: "Record this without a signature? [y/N] ", "不用密钥签名而直接登记？[y/N] ";
    /// The question before a round is sent.
    send: "Sign this round? [y/N] ", "现在用密钥签名并签发本轮？[y/N] ";
    /// The same where no key signs.
    send_unsigned: "Make this a round without a signature? [y/N] ", "不用密钥签名而直接签发本轮？[y/N] ";
    /// The question where something is left to be filled in.
    send_blanks: "Something is still to be filled in (see above). Send it anyway? [y/N] ", "尚有待填内容（见上）。仍要签发本轮？[y/N] ";
    /// A clause in which nothing differs from what it was compared with.
    unchanged: "no change in this redline", "对比稿中无修改";
    /// A clause of which the heading is all there is.
    heading_alone: "a heading without a text: its words are what counts", "只有标题而无正文：以标题文字为准";
    /// What is accepted without being named in the record.
    along: "Accepted along with this, because nobody takes a position on it by itself:", "以下内容无须单独表态，一并接受：";
    /// A clause that is new.
    added: "new", "新增";
    /// A clause that is worded anew.
    edited: "changed", "修改";
    /// A clause that is taken out.
    removed: "deleted", "删除";
    /// A clause that stands elsewhere.
    moved: "moved", "移动";
    /// Somebody else's unsent change.
    not_offered: "not offered by you", "非我方提出";
    /// Every party has agreed to a clause that goes out with other words.
    reopens: "agreed, and open again with this round", "已议定，签发后恢复未决";
    /// Heading over references that lead elsewhere.
    references: "References that lead elsewhere, or nowhere", "所指有变或落空的引用";
    /// Heading of what changed outside of the clauses.
    front: "Title, parties, members and keys", "合同名称、当事人、成员和密钥";
    /// Heading of the clauses that go out.
    clauses: "Clauses", "条款";
    /// Heading of what is left to be filled in.
    blanks: "Still to be filled in", "待填内容";
    /// Two programs wrote the file.
    mixed_line_ends: "Some lines of the file end with CR LF, others with LF; this does not affect the wording", "文件中部分行以 CR LF 结尾，部分行以 LF 结尾；文字不受影响";
    /// Nothing but what no clause and no heading shows.
    only_the_file: "No clause and nothing above the clauses differs: only comments, `x-` keys or the layout of the file changed.", "条款及其上的内容均无修改：仅注释、`x-` 键或文件排版有变。";
    /// A position that stands.
    not_executed: "This records a position. It is not the signing of the contract.", "此操作仅登记表态，并非签署合同。";
    /// Programs that the settings of a copy name.
    programs: "The git settings in this copy name a program that a sync would run on your computer, a shared repository with its own hooks, or something not known to be harmless. Settings travel with a folder that is handed over: answer yes only if you, or somebody you trust, wrote them.", "本副本的设置指定了同步时会在您的计算机上运行的程序、自带钩子的共享合同库，或无法确认无害的事项。设置会随交来的文件夹一并带来：仅当确由您本人或您信任的人写入时才予许可。";
    /// The question about them; the answer is kept.
    may_run: "Run it, now and from now on? [y/N] ", "现在及以后都允许运行？[y/N] ";
}

impl AskingWords {
    /// So many clauses have changes that were not on the screen.
    #[must_use]
    pub fn unread(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 0) => {
                "Every change since your party last accepted or offered has been read.".to_owned()
            }
            (Language::English, 1) => "1 clause has changes that have not been on your screen:".to_owned(),
            (Language::English, count) => format!("{count} clauses have changes that have not been on your screen:"),
            (Language::Chinese, 0) => "我方上次接受或提出之后的修改均已阅读。".to_owned(),
            (Language::Chinese, count) => format!("有 {count} 条的修改尚未在您的屏幕上显示过："),
        }
    }

    /// What to type to confirm that all of it was read elsewhere.
    #[must_use]
    pub fn type_name(self, contract: &str) -> String {
        say!(
            self.0,
            "Have you read all of these elsewhere? Type {contract} to confirm: ",
            "以上各条您均已在别处读过？请输入 {contract} 确认："
        )
    }

    /// It was noted.
    #[must_use]
    pub fn noted(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => "Noted as read: 1 clause. Nothing is accepted by that.".to_owned(),
            (Language::English, count) => format!("Noted as read: {count} clauses. Nothing is accepted by that."),
            (Language::Chinese, count) => format!("已标记为读过：{count} 条。此操作并非接受。"),
        }
    }

    /// For whom something is recorded, by whom.
    #[must_use]
    pub fn speaker(self, party: &str, member: &str, email: &str) -> String {
        let party = self.0.behind(party);
        say!(
            self.0,
            "For {party}, by {member} <{email}>",
            "{member} <{email}>，代表{party}"
        )
    }

    /// Whose position is reported, and how it was said.
    #[must_use]
    pub fn reported(self, party: &str, how: &str) -> String {
        let party = self.0.amid(party);
        say!(
            self.0,
            "Reported: the position is that of {party} ({how})",
            "转述：此为{party}的表态（{how}）"
        )
    }

    /// What a first signature makes the party's own.
    #[must_use]
    pub fn adopts(self, party: &str) -> String {
        let party = self.0.amid(party);
        say!(
            self.0,
            "Somebody else listed these people and keys for {party}. Your signature adopts all of them for {party}: do they all belong to your party?",
            "以下人员和密钥由他人为{party}列明。您的签名将使其全部成为{party}自己的人员和密钥：是否均属实？"
        )
    }

    /// What a signature with none of the party's keys does to them.
    #[must_use]
    pub fn resets(self, party: &str) -> String {
        let party = self.0.amid(party);
        say!(
            self.0,
            "You sign with none of the keys that count for {party} (below). If one of them still exists, sign with it instead. Otherwise this resets the keys of {party}: everybody is warned, and nothing that you sign counts until the others have compared the new keys with you.",
            "您签名所用的密钥不属于{party}现行有效的密钥（见下）。其中任何一把仍可使用的，请改用该密钥签名。否则，此举将重置{party}的密钥：各方均会收到警告，在他人与您核对新密钥之前，您签署的内容一概不计。"
        )
    }

    /// A member among those.
    #[must_use]
    pub fn adopted(self, name: &str, email: &str) -> String {
        format!("{name} <{email}>")
    }

    /// With which key it will be signed.
    #[must_use]
    pub fn key(self, fingerprint: Option<&str>, locked: bool) -> String {
        match (fingerprint, locked) {
            (Some(key), false) => say!(self.0, "Signed with {key}", "签名密钥 {key}"),
            (Some(key), true) => say!(
                self.0,
                "Signed with {key} (locked: you are asked for its passphrase once)",
                "签名密钥 {key}（有口令保护：只询问一次口令）"
            ),
            (None, _) => say!(
                self.0,
                "Not signed: git has no signing key here, so nobody can verify it",
                "不用密钥签名：git 未设置签名密钥，任何人都无法验签"
            ),
        }
    }

    /// What will be recorded of a round.
    #[must_use]
    pub fn will(self, decision: Decision, count: usize, round: u32) -> String {
        let clauses = if count == 1 {
            "1 clause".to_owned()
        } else {
            format!("{count} clauses")
        };
        match decision {
            Decision::Offer => say!(
                self.0,
                "Offer {clauses} of round {round}",
                "提出第 {round} 轮的 {count} 条"
            ),
            Decision::Accept => say!(
                self.0,
                "Accept {clauses} of round {round}",
                "接受第 {round} 轮的 {count} 条"
            ),
            Decision::Reject => {
                say!(
                    self.0,
                    "Reject {clauses} of round {round}",
                    "拒绝第 {round} 轮的 {count} 条"
                )
            }
            Decision::Reserve => say!(
                self.0,
                "Accept {clauses} of round {round} subject to a condition",
                "附条件接受第 {round} 轮的 {count} 条"
            ),
            Decision::Withdraw => say!(
                self.0,
                "Withdraw the position on {clauses} of round {round}",
                "收回对第 {round} 轮 {count} 条的表态"
            ),
        }
    }

    /// A round that goes out.
    #[must_use]
    pub fn round(self, contract: &str, round: u32) -> String {
        say!(self.0, "`{contract}`: round {round}", "`{contract}`：第 {round} 轮")
    }

    /// To whom a round goes, once it is synced.
    fn to(self, whom: &str) -> String {
        say!(
            self.0,
            "To {whom}, once you run `adidem sync`",
            "发给 {whom}（执行 `adidem sync` 之后）"
        )
    }

    /// The same on the screens, which exchange by a key.
    fn to_here(self, whom: &str) -> String {
        say!(
            self.0,
            "To {whom}, once you press X to exchange",
            "发给 {whom}（按 X 同步之后）"
        )
    }

    /// A party and the people who speak for it.
    fn party_and_people(self, party: &str, people: &[String]) -> String {
        match (people.is_empty(), self.0) {
            (true, _) => party.to_owned(),
            (false, Language::English) => format!("{party} ({})", people.join(", ")),
            (false, Language::Chinese) => format!("{party}（{}）", people.join("、")),
        }
    }

    /// To whom a round goes: the other parties, each with the people who speak for it; `on_screen` where a key exchanges.
    #[must_use]
    pub fn recipients(self, to: &[(String, Vec<String>)], on_screen: bool) -> String {
        let one = |(party, people): &(String, Vec<String>)| {
            let people: Vec<String> = people.iter().map(|name| one_line(name)).collect();
            self.party_and_people(&one_line(party), &people)
        };
        let whom = self.0.list(&to.iter().map(one).collect::<Vec<_>>());
        if on_screen { self.to_here(&whom) } else { self.to(&whom) }
    }

    /// A clause that goes out with a round: number, heading, what became of it, and whether somebody else changed it.
    #[must_use]
    pub fn outgoing(
        self,
        (number, heading): (&str, &str),
        (change, moved): (ChangeKind, bool),
        ids: Option<(&str, &str)>,
        (offered, reopens): (bool, bool),
    ) -> Vec<Span> {
        let name = format!("{number} {}", one_line(heading)).trim().to_owned();
        let mut states: Vec<String> = Vec::new();
        states.extend(self.change(change).map(str::to_owned));
        states.extend(moved.then(|| self.moved().to_owned()));
        states.extend(ids.map(|(old, new)| {
            let (old, new) = (one_line(old), one_line(new));
            say!(self.0, "new id `{new}`, was `{old}`", "条款代号由 `{old}` 改为 `{new}`")
        }));
        states.extend((!offered).then(|| self.not_offered().to_owned()));
        let states = states.join(ReportWords(self.0).comma());
        let mut line = vec![Span::plain(name), Span::new(Role::Faint, self.0.set_off(&states))];
        if reopens {
            line.push(Span::new(Role::Alarm, self.0.set_off(self.reopens())));
        }
        line
    }

    /// A reference that leads elsewhere in the draft, or nowhere.
    #[must_use]
    pub fn stray(self, ([clause, text], meant): ([&str; 2], [Option<&str>; 2])) -> String {
        let words = ReportWords(self.0);
        let [clause, text] = [clause, text].map(one_line);
        let [was, now] = meant.map(|called| called.map(one_line));
        let said = match (was.as_deref(), now.as_deref()) {
            (Some(was), Some(now)) => words.astray(&text, was, now),
            (was, _) => words.dangling(&text, was),
        };
        self.0.says(&clause, &said)
    }

    /// What is accepted along with clauses: title, parties and keys.
    #[must_use]
    pub fn along_front(self, changes: usize) -> String {
        match (self.0, changes) {
            (Language::English, 1) => "1 change in title, parties, members or keys (above)".to_owned(),
            (Language::English, count) => format!("{count} changes in title, parties, members or keys (above)"),
            (Language::Chinese, count) => format!("合同名称、当事人、成员或密钥的修改 {count} 处（见上）"),
        }
    }

    /// What became of a clause.
    fn change(self, change: ChangeKind) -> Option<&'static str> {
        match change {
            ChangeKind::Added => Some(self.added()),
            ChangeKind::Removed => Some(self.removed()),
            ChangeKind::Edited => Some(self.edited()),
            ChangeKind::Unchanged => None,
        }
    }
}
