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
    record: "Record this without a signature? [y/N] ", "不签名而直接登记？[y/N] ";
    /// The question before a round is sent.
    send: "Sign this round? [y/N] ", "现在用密钥签名并签发本轮？[y/N] ";
    /// The same where no key signs.
    send_unsigned: "Make this a round without a signature? [y/N] ", "不签名而直接签发本轮？[y/N] ";
    /// The question where something is left to be filled in.
    send_blanks: "Something is left to be filled in (above). Send it all the same? [y/N] ", "尚有待填内容（见上）。仍要签发本轮？[y/N] ";
    /// A clause in which nothing differs from what it was compared with.
    unchanged: "no change in this redline", "对比稿中无改动";
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
    /// Heading of what changed outside of the clauses.
    front: "Title, parties, members and keys", "合同名称、当事人、成员和密钥";
    /// Heading of the clauses that go out.
    clauses: "Clauses", "条款";
    /// Heading of what is left to be filled in.
    blanks: "Left to be filled in", "待填内容";
    /// Two programs wrote the file.
    mixed_line_ends: "Some lines of the file end with CR LF, others with LF; the words do not depend on it", "文件中部分行以 CR LF 结尾，部分行以 LF 结尾；文字不受影响";
    /// Nothing but what no clause and no heading shows.
    only_the_file: "No clause and nothing above the clauses differs: only comments, `x-` keys or the layout of the file.", "条款及其上的内容均无改动：仅注释、`x-` 键或文件排版有变。";
    /// A position that stands.
    not_executed: "This records a position. It is not the signing of the contract.", "此举仅登记表态，并非签署合同。";
    /// That something was read elsewhere can only be confirmed by somebody.
    nobody_to_type: "nothing was noted: that you have read it elsewhere is confirmed by typing, and there is no terminal to type at", "未作记录：在别处读过须由本人输入确认，而此处没有终端";
    /// The name typed was another one.
    not_noted: "nothing was noted: that is not the contract's name", "未作记录：输入的不是该合同的名称";
    /// Programs that the settings of a copy name.
    programs: "The settings in this copy name a program that an exchange runs on your machine, a shared repository with hooks of its own, or something that is not known to do no harm. Settings come along when a folder is handed over: say yes only if you, or somebody you trust, wrote them.", "本副本的设置指定了同步时会在您的计算机上运行的程序、自带钩子的共享合同库，或无法确认无害的事项。设置会随交来的文件夹一并带来：仅当确由您本人或您信任的人写入时才予许可。";
    /// The question about them; the answer is kept.
    may_run: "Run it, now and from now on? [y/N] ", "现在及以后都允许运行？[y/N] ";
    /// After no.
    nothing_exchanged: "nothing was exchanged", "未作同步";
    /// Nothing was done, as wished.
    declined: "nothing was recorded", "未作登记";
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
            (Language::Chinese, 0) => "自我方上次接受或提出以来的改动均已阅读。".to_owned(),
            (Language::Chinese, count) => format!("有 {count} 条的改动尚未在您的屏幕上显示过："),
        }
    }

    /// What to type to confirm that all of it was read elsewhere.
    #[must_use]
    pub fn type_name(self, contract: &str) -> String {
        say!(
            self.0,
            "You have read all of these elsewhere? Type {contract} to confirm: ",
            "以上各条您均已在别处读过？请输入 {contract} 确认："
        )
    }

    /// It was noted.
    #[must_use]
    pub fn noted(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => "Noted as read: 1 clause. Nothing is accepted by that.".to_owned(),
            (Language::English, count) => format!("Noted as read: {count} clauses. Nothing is accepted by that."),
            (Language::Chinese, count) => format!("已记为读过：{count} 条。此举并非接受。"),
        }
    }

    /// For whom something is recorded, by whom.
    #[must_use]
    pub fn speaker(self, party: &str, id: &str, member: &str, email: &str) -> String {
        say!(self.0, "For {party} ({id}), by {member} <{email}>", "代表 {party}（{id}），{member} <{email}>")
    }

    /// Whose position is reported, and how it was said.
    #[must_use]
    pub fn reported(self, party: &str, how: &str) -> String {
        say!(self.0, "Reported: the position is that of {party} ({how})", "转述：此为 {party} 的表态（{how}）")
    }

    /// What a first signature makes the party's own.
    #[must_use]
    pub fn adopts(self, party: &str) -> String {
        say!(
            self.0,
            "Somebody else wrote these people and keys down for {party}. Your signature makes all of them {party}'s own: are they all yours?",
            "以下人员和密钥由他人为{party}列明。您的签名将使其全部成为{party}自己的人员和密钥：是否均属实？"
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
                "不签名：git 未设置签名密钥，任何人都无法验证"
            ),
        }
    }

    /// What will be recorded of a round.
    #[must_use]
    pub fn will(self, decision: Decision, count: usize, round: u32) -> String {
        let clauses = if count == 1 { "1 clause".to_owned() } else { format!("{count} clauses") };
        match decision {
            Decision::Offer => say!(self.0, "Offer {clauses} of round {round}", "提出第 {round} 轮的 {count} 条"),
            Decision::Accept => say!(self.0, "Accept {clauses} of round {round}", "接受第 {round} 轮的 {count} 条"),
            Decision::Reject => {
                say!(self.0, "Do not accept {clauses} of round {round}", "不接受第 {round} 轮的 {count} 条")
            }
            Decision::Reserve => say!(
                self.0,
                "Accept {clauses} of round {round} subject to a condition",
                "附条件接受第 {round} 轮的 {count} 条"
            ),
            Decision::Withdraw => say!(
                self.0,
                "Take back the position on {clauses} of round {round}",
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
        say!(self.0, "To {whom}, once you run `adidem sync`", "发给 {whom}（执行 `adidem sync` 之后）")
    }

    /// A party and the people who speak for it.
    fn party_and_people(self, party: &str, people: &[String]) -> String {
        match (people.is_empty(), self.0) {
            (true, _) => party.to_owned(),
            (false, Language::English) => format!("{party} ({})", people.join(", ")),
            (false, Language::Chinese) => format!("{party}（{}）", people.join("、")),
        }
    }

    /// To whom a round goes: the other parties, each with the people who speak for it.
    #[must_use]
    pub fn recipients(self, to: &[(String, Vec<String>)]) -> String {
        let one = |(party, people): &(String, Vec<String>)| {
            let people: Vec<String> = people.iter().map(|name| one_line(name)).collect();
            self.party_and_people(&one_line(party), &people)
        };
        self.to(&to.iter().map(one).collect::<Vec<_>>().join(ReportWords(self.0).comma()))
    }

    /// A clause that goes out with a round: number, heading, what became of it, and whether somebody else changed it.
    #[must_use]
    pub fn outgoing(
        self,
        (number, heading): (&str, &str),
        (change, moved): (ChangeKind, bool),
        ids: Option<(&str, &str)>,
        offered: bool,
    ) -> Vec<Span> {
        let name = format!("{number} {}", one_line(heading)).trim().to_owned();
        let mut states: Vec<String> = Vec::new();
        states.extend(self.change(change).map(str::to_owned));
        states.extend(moved.then(|| self.moved().to_owned()));
        states.extend(ids.map(|(old, new)| {
            let (old, new) = (one_line(old), one_line(new));
            say!(self.0, "new id `{new}`, was `{old}`", "id 由 `{old}` 改为 `{new}`")
        }));
        states.extend((!offered).then(|| self.not_offered().to_owned()));
        let states = states.join(ReportWords(self.0).comma());
        vec![Span::plain(name), Span::new(Role::Faint, format!("  ({states})"))]
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

    /// There is nobody to ask; `locked` is the key whose passphrase would have to be asked for as well.
    #[must_use]
    pub fn nobody_to_ask(self, locked: Option<&str>) -> String {
        let said = say!(
            self.0,
            "nothing was recorded: what is signed is shown and asked about first, and there is no terminal to ask at; add `--yes` when you have read what will be recorded",
            "未作登记：签名之前须先显示内容并询问，而此处没有可供询问的终端；已阅读将登记的内容的，请加 `--yes`"
        );
        match locked {
            None => said,
            Some(key) => say!(
                self.0,
                "{said}; and your key {key} is locked with a passphrase: load it with `ssh-add {key}` first",
                "{said}；另外，密钥 {key} 有口令保护：请先用 `ssh-add {key}` 载入"
            ),
        }
    }

    /// Placeholders that nobody said are meant.
    #[must_use]
    pub fn blanks_not_meant(self, blanks: &str) -> String {
        say!(
            self.0,
            "nothing was sent: something is left to be filled in ({blanks}); fill it in, or add `--with-blanks` if it is meant to go out like this",
            "未签发：尚有待填内容（{blanks}）；请填写，或在确需如此签发时加 `--with-blanks`"
        )
    }
}
