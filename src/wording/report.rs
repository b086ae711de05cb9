//! The words of the plain listings and reports.

use super::one_line;
use crate::language::{Language, say, words};

/// The words of listings and reports, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportWords(pub Language);

words! { ReportWords:
    /// The question between two pages.
    turn_page: "-- Enter: next page, b: back, q: end -- ", "-- 回车：下一页，b：上一页，q：结束 -- ";
    /// What stands between facts in a line.
    comma: ", ", "，";
    /// What lies in the working folder.
    draft: "draft", "草稿";
    /// There is nothing to list.
    nothing_synced: "There are no contracts in this copy yet. `adidem sync` fetches them from the shared repository; if there are none there either, `adidem init` makes a first contract.", "本副本中还没有合同。`adidem sync` 可从共享合同库获取；如其中也没有，`adidem init` 可新建一份合同模板。";
    /// Where there is no contract.
    no_contracts: "There are no contracts here yet. `adidem init` makes a first contract; `adidem demo` shows a worked example.", "这里还没有合同。`adidem init` 可新建一份合同模板；`adidem demo` 可查看示例。";
    /// A contract that cannot be read.
    unreadable: "cannot be read", "无法读取";
    /// Heading of the list of figures.
    figures_moved: "Figures that changed", "变动的数字";
    /// Heading of the list of what must not be missed.
    look_out: "Needs attention", "请注意";
    /// Heading: what changed outside of the clauses.
    front: "Title and parties", "合同名称与当事人";
    /// Nothing changed.
    no_change: "No change.", "没有修改。";
    /// A figure that was not there.
    new_figure: "new", "新增";
    /// A figure that is gone.
    gone_figure: "gone", "已删除";
    /// By somebody who is not in any party.
    unknown: "unknown", "不属于任何一方";
    /// The signs of marks explained.
    legend: "[-deleted-]  {+inserted+}", "[-删除-]  {+新增+}";
    /// The signs of carried words explained.
    carried_legend: "[>moved to another clause<]  {>moved from another clause<}", "[>移至其他条款<]  {>自其他条款移来<}";
    /// A round without its sender's signature.
    unsigned: "not signed with a key of its author: it counts as no offer", "没有作者密钥的签名：不视为该方提出";
    /// Signs in the contract's own words.
    own_signs: "Signs with a backslash in them, such as [\\- or <\\U+200B>, are in the contract itself and mark no change.", "中间带反斜杠的符号（如 [\\- 或 <\\U+200B>）是合同本身的文字，不是修改标记。";
    /// Words and figures that disagree, introduced by this change.
    mismatch_introduced: "words and figures disagree since this change", "本次修改造成汉字数字与阿拉伯数字不一致";
    /// Words and figures that disagreed before.
    mismatch_before: "words and figures disagree, as before", "汉字数字与阿拉伯数字不一致（原已如此）";
    /// A hidden character, somewhere.
    hidden: "hidden or look-alike characters", "含隐藏或形近字符";
    /// A hidden character that is new.
    hidden_came: "hidden or look-alike characters added", "新增隐藏或形近字符";
    /// A hidden character that is gone.
    hidden_went: "hidden or look-alike characters removed", "已去除隐藏或形近字符";
    /// A hidden character that was there before.
    hidden_stands: "hidden or look-alike characters, as before", "仍含隐藏或形近字符";
    /// A contract that was never sent.
    never_sent: "Never sent: there is only a draft.", "从未签发，仅有草稿。";
    /// A round that deleted the contract.
    deleted: "deleted the contract", "删除了合同";
    /// Two rounds of which neither was written in knowledge of the other.
    side_by_side: "These two versions were drafted independently: the right one does not build on the left one, so changes made on the left may look undone.", "两个版本系各自独立起草：右侧并非在左侧基础上修改，左侧的修改可能看似被撤销。";
    /// The older version is on the right.
    backwards: "The older version is on the right: what was added later shows as deleted.", "较早的版本在右侧：此后新增的内容显示为删除。";
    /// Both sides are one version.
    same_version: "Both sides are the same version.", "两侧为同一版本。";
    /// The history is not complete.
    incomplete: "This copy of the history is incomplete: earlier rounds are missing, so round numbers and authors may be wrong. `git fetch --unshallow` completes it.", "本副本的历史不完整：缺少较早的轮次，轮次号和作者可能有误。可用 `git fetch --unshallow` 补全。";
    /// Only blanks changed.
    only_spacing: "only blanks or line ends differ", "仅空格或换行不同";
    /// Clauses that only got another number.
    only_renumbered: "Only numbers changed", "仅条号变动";
    /// Demonstration made.
    demo_made: "A worked example was made in", "示例已建立于";
    /// Demonstration found.
    demo_kept: "The worked example is in", "示例位于";
    /// While it is being built.
    demo_building: "Building the worked example: four negotiations, signed change by change …", "正在建立示例：四项谈判，逐次签名……";
    /// Over the copies of both sides.
    demo_sides: "It can be played from both sides (`adidem demo --as vendor`); X on the screens exchanges:", "可从双方角度操作（`adidem demo --as vendor`）；在界面上按 X 同步：";
    /// A copy.
    demo_customer: "customer", "甲方（客户）";
    /// A copy.
    demo_vendor: "vendor", "乙方（供应商）";
    /// Between them.
    demo_shared: "shared repository", "共享合同库";
    /// The demonstration was made by an earlier version of the program.
    demo_outdated: "It was made by an earlier version of adidem; `adidem demo --fresh` builds it again.", "它由旧版 adidem 建立；`adidem demo --fresh` 可重新建立。";
    /// What to do after making a repository.
    set_name: "Tell git who you are:\n    git config --global user.name \"YOUR NAME\"", "请先告诉 git 您的姓名：\n    git config --global user.name \"您的姓名\"";
    /// What to do after making a repository.
    set_email: "Tell git your e-mail address:\n    git config --global user.email YOU@FIRM", "请先告诉 git 您的邮箱：\n    git config --global user.email 您的邮箱";
    /// What to do after making a repository.
    look: "See what there is:\n    adidem list", "查看已有合同：\n    adidem list";
    /// Heading.
    topic_terminal: "Terminal", "终端";
    /// Heading.
    topic_git: "Git", "Git";
    /// Heading.
    topic_repository: "Repository", "合同库";
    /// Heading.
    topic_contracts: "Contracts", "合同";
    /// Heading.
    topic_identity: "Identity", "身份";
    /// Heading.
    topic_keys: "Keys", "密钥";
    /// Commands to try.
    try_these: "Try:", "可以试试：";
}

impl ReportWords {
    /// That a round was received in a file, by whom, and what was not marked in it.
    #[must_use]
    pub fn received(self, by: &str, untracked: &[String]) -> Vec<String> {
        let mut lines = vec![say!(
            self.0,
            "received in a file and reported by {by}: it counts as no offer",
            "由 {by} 据所收文件转述：不视为任何一方提出"
        )];
        if !untracked.is_empty() {
            let parts = self.0.list(untracked);
            lines.push(say!(
                self.0,
                "UNTRACKED CHANGES: the file did not mark what it changed in {parts}",
                "有未以修订标出的改动：文件未标明对以下内容的修改：{parts}"
            ));
        }
        lines
    }

    /// A part of a contract that is no clause of today, as people call it.
    #[must_use]
    pub fn part(self, id: &str) -> String {
        if id == "title" {
            say!(self.0, "the title", "合同名称")
        } else {
            format!("`{}`", one_line(id))
        }
    }

    /// The pager failed; what it had not taken follows, unless it had taken everything.
    #[must_use]
    pub fn pager_failed(self, pager: &str, how: &str, took_everything: bool) -> String {
        match (self.0, took_everything) {
            (Language::English, false) => {
                format!("the pager `{pager}` failed ({how}); what it did not show is printed instead")
            }
            (Language::English, true) => {
                format!("the pager `{pager}` failed ({how}) after reading everything; `--no-pager` prints without one")
            }
            (Language::Chinese, false) => format!("分页程序 `{pager}` 失败（{how}）；未显示的内容直接输出"),
            (Language::Chinese, true) => {
                format!("分页程序 `{pager}` 读完全部内容后失败（{how}）；可用 `--no-pager` 直接输出")
            }
        }
    }

    /// What was seen, and what to do about it.
    #[must_use]
    pub fn with_remedy(self, what: &str, remedy: &str) -> String {
        match self.0 {
            Language::English => format!("{what}; {remedy}"),
            Language::Chinese => format!("{what}；{remedy}"),
        }
    }

    /// Records in the party's own name that the left side leaves out.
    #[must_use]
    pub fn left_out(self, records: usize, contract: &str, party: &str) -> String {
        match (self.0, records) {
            (Language::English, 1) => format!(
                "1 record of your party is left out: its key is not confirmed in this copy (`adidem trust {contract} {party}`)."
            ),
            (Language::English, count) => format!(
                "{count} records of your party are left out: their keys are not confirmed in this copy (`adidem trust {contract} {party}`)."
            ),
            (Language::Chinese, count) => format!(
                "以我方名义作出的 {count} 份表态记录未计入：其密钥尚未在本副本中确认（`adidem trust {contract} {party}`）。"
            ),
        }
    }

    /// A round by its number.
    #[must_use]
    pub fn round_number(self, number: u32) -> String {
        match self.0 {
            Language::English => format!("round {number}"),
            Language::Chinese => format!("第 {number} 轮"),
        }
    }

    /// A repository was made.
    #[must_use]
    pub fn repository_made(self, folder: &str) -> String {
        match self.0 {
            Language::English => format!("A contracts repository was made in {folder}"),
            Language::Chinese => format!("已建立合同库：{folder}"),
        }
    }

    /// A repository was there, and is ready now.
    #[must_use]
    pub fn repository_ready(self, folder: &str) -> String {
        match self.0 {
            Language::English => format!("The repository in {folder} is ready for contracts"),
            Language::Chinese => format!("{folder} 中的合同库已就绪"),
        }
    }

    /// A contract to start from was written.
    #[must_use]
    pub fn starter_written(self, file: &str) -> String {
        match self.0 {
            Language::English => format!("A contract template was written: {file}"),
            Language::Chinese => format!("已写入合同模板：{file}"),
        }
    }

    /// What is to be filled in.
    #[must_use]
    pub fn fill_in(self, file: &str) -> String {
        match self.0 {
            Language::English => format!("Fill in what is in square brackets in {file}."),
            Language::Chinese => format!("请填写 {file} 中方括号内的内容。"),
        }
    }

    /// How a contract becomes round 1.
    #[must_use]
    pub fn record_it(self, contract: &str) -> String {
        match self.0 {
            Language::English => format!(
                "`{contract}` is a draft. This makes it round 1, on behalf of your party; it asks first:\n    adidem send {contract}"
            ),
            Language::Chinese => {
                format!(
                    "`{contract}` 目前是草稿。以下命令将其代表我方签发为第 1 轮，签发之前会先询问：\n    adidem send {contract}"
                )
            }
        }
    }

    /// Nothing will be signed.
    #[must_use]
    pub fn no_signing_key(self, file: &str) -> String {
        match self.0 {
            Language::English => format!(
                "Round 1 will not be signed, and nobody could verify it: git has no signing key here. If you have no SSH key, this makes one:\n    ssh-keygen -t ed25519\nThen tell git to sign with it:\n    git config --global gpg.format ssh\n    git config --global user.signingkey ~/.ssh/id_ed25519.pub\nThen list its public half under `keys:` beside your name in {file}."
            ),
            Language::Chinese => format!(
                "第 1 轮将不带密钥签名，任何人都无法验签：git 未设置签名密钥。没有 SSH 密钥的，请先生成：
    ssh-keygen -t ed25519
再设置 git 以其签名：
    git config --global gpg.format ssh
    git config --global user.signingkey ~/.ssh/id_ed25519.pub
然后在 {file} 中您的姓名之下以 `keys:` 列明其公钥。"
            ),
        }
    }

    /// It will be signed, and the contract lists the key.
    #[must_use]
    pub fn listed_key(self, fingerprint: &str) -> String {
        match self.0 {
            Language::English => {
                format!("You are listed as a member with {fingerprint}: round 1 will be signed with that key.")
            }
            Language::Chinese => format!("您已列为成员，并列明密钥 {fingerprint}：第 1 轮将以该密钥签名。"),
        }
    }

    /// It will be signed, and nobody can verify that yet.
    #[must_use]
    pub fn signing_key(self, fingerprint: &str, line: Option<&str>, file: &str) -> String {
        let line = line.unwrap_or("...");
        match self.0 {
            Language::English => format!(
                "Round 1 will be signed with {fingerprint}. Others can verify that only if the contract lists the key: put this line below your e-mail address in {file}:\n    keys: [\"{line}\"]"
            ),
            Language::Chinese => format!(
                "第 1 轮将以密钥 {fingerprint} 签名。只有合同列明该密钥，他人才能验签：请在 {file} 中您的电子邮箱之下加入以下一行：\n    keys: [\"{line}\"]"
            ),
        }
    }

    /// The key cannot sign.
    #[must_use]
    pub fn unusable_key(self, why: &str) -> String {
        match self.0 {
            Language::English => format!("Round 1 cannot be signed yet: {why}."),
            Language::Chinese => format!("第 1 轮尚不能签名：{why}。"),
        }
    }

    /// The number that a clause had in the old version.
    #[must_use]
    pub fn then(self, number: &str) -> String {
        match self.0 {
            Language::English => format!("then {number}"),
            Language::Chinese => format!("当时为 {number}"),
        }
    }

    /// Clauses in which only typed numbers changed, or references followed their clauses.
    #[must_use]
    pub fn followed(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("{count} with only numbers adjusted"),
            Language::Chinese => format!("仅条号或引用随之调整：{count} 条"),
        }
    }

    /// Ids that name other clauses than before.
    #[must_use]
    pub fn shifted_ids(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => {
                "1 id names another clause than before: clauses are told by heading and text here, positions hang on ids".to_owned()
            }
            (Language::English, count) => format!(
                "{count} ids name other clauses than before: clauses are told by heading and text here, positions hang on ids"
            ),
            (Language::Chinese, count) => {
                format!("{count} 个条款标识所指已非原条款：此处按标题和内容对应条款，表态则按标识记录")
            }
        }
    }

    /// Who sent the newest round, itself or as another party reports.
    #[must_use]
    pub fn sent_by(self, party: &str, reported: bool) -> String {
        let party = self.0.amid(party);
        match (self.0, reported) {
            (Language::English, false) => format!("sent by {party}"),
            (Language::Chinese, false) => format!("由{party}签发"),
            (Language::English, true) => format!("sent by {party} in a file, as reported"),
            (Language::Chinese, true) => format!("{party}以文件发来，系转述"),
        }
    }

    /// How many clauses have a text.
    #[must_use]
    pub fn clauses_with_text(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("{count} clauses with a text"),
            Language::Chinese => format!("有正文条款 {count} 条"),
        }
    }

    /// Paragraphs left out because nothing in them changed.
    #[must_use]
    pub fn unchanged_paragraphs(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "... 1 unchanged paragraph ...".to_owned(),
            (Language::English, count) => format!("... {count} unchanged paragraphs ..."),
            (Language::Chinese, count) => format!("…… {count} 段未修改 ……"),
        }
    }

    /// A reference that names no clause any more.
    #[must_use]
    pub fn dangling(self, text: &str, was: Option<&str>) -> String {
        match (self.0, was) {
            (Language::English, Some(was)) => {
                format!("the reference to {text} no longer points to any clause; it was {was}")
            }
            (Language::English, None) => format!("the reference to {text} does not point to any clause"),
            (Language::Chinese, Some(was)) => format!("引用“{text}”所引条款已不存在，原指 {was}"),
            (Language::Chinese, None) => format!("引用“{text}”所引条款不存在"),
        }
    }

    /// A reference that names another clause than before.
    #[must_use]
    pub fn astray(self, text: &str, was: &str, now: &str) -> String {
        match self.0 {
            Language::English => format!("the reference to {text} now points to {now}; it was {was}"),
            Language::Chinese => format!("引用“{text}”现指 {now}，原指 {was}"),
        }
    }

    /// Clauses that a changed definition reaches.
    #[must_use]
    pub fn affected(self, term: &str, clauses: &str) -> String {
        match self.0 {
            Language::English => format!("affected by the changed definition of \"{term}\": {clauses}"),
            Language::Chinese => format!("“{term}”的定义有修改，涉及：{clauses}"),
        }
    }

    /// Changes after the last round that nobody sent.
    #[must_use]
    pub fn unsent(self, who: &str, contract: &str) -> String {
        let who = self.0.before(who);
        match self.0 {
            Language::English => format!(
                "Not shown: changes by {who} that were not sent. `adidem diff {contract} last draft` shows what is in the working folder."
            ),
            Language::Chinese => {
                format!(
                    "未列出：{who}尚未签发的修改。可用 `adidem diff {contract} last draft` 查看工作文件夹中的草稿。"
                )
            }
        }
    }

    /// A change that nobody sent.
    #[must_use]
    pub fn unsent_by(self, who: &str, when: &str) -> String {
        match self.0 {
            Language::English => format!("changed but not sent: {who}, {when}"),
            Language::Chinese => format!("已修改但未签发：{who}，{when}"),
        }
    }

    /// What a clause is called: its number and heading; its id only where it has neither. Without a number it is deleted.
    #[must_use]
    pub fn clause(self, number: Option<&str>, heading: &str, id: &str) -> String {
        let heading = one_line(heading);
        match (self.0, number) {
            (_, None) if heading.is_empty() => one_line(id),
            (_, Some(number)) => format!("{number} {heading}").trim().to_owned(),
            (Language::English, None) => format!("(deleted) {heading}"),
            (Language::Chinese, None) => format!("（已删除）{heading}"),
        }
    }

    /// How often words stand in a clause.
    #[must_use]
    pub fn times(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("{count} times"),
            Language::Chinese => format!("{count} 处"),
        }
    }

    /// A contract that could not be looked through.
    #[must_use]
    pub fn not_searched(self, contract: &str, why: &str) -> String {
        match self.0 {
            Language::English => format!("{contract} could not be searched: {why}"),
            Language::Chinese => format!("未能在 {contract} 中查找：{why}"),
        }
    }

    /// In how many clauses of how many contracts words stand.
    #[must_use]
    pub fn found_in(self, words: &str, places: usize, contracts: usize) -> String {
        let words = self.0.quoted(words);
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match (self.0, places) {
            (Language::English, 0) => {
                format!("{words} was not found in {contracts} contract{}.", plural(contracts))
            }
            (Language::English, places) => format!(
                "{words}: {places} place{}; {contracts} contract{} searched.",
                plural(places),
                plural(contracts)
            ),
            (Language::Chinese, 0) => format!("已查找 {contracts} 份合同，未找到{words}。"),
            (Language::Chinese, places) => format!("{words}：{places} 处；已查找 {contracts} 份合同。"),
        }
    }

    /// What a clause is called that was there once and is no longer.
    #[must_use]
    pub fn gone_since(self, heading: &str, id: &str) -> String {
        let name = if heading.is_empty() {
            one_line(id)
        } else {
            one_line(heading)
        };
        match self.0 {
            Language::English => format!("{name} (deleted since)"),
            Language::Chinese => format!("{name}（其后已删除）"),
        }
    }

    /// The clause came from another number.
    #[must_use]
    pub fn moved_from(self, number: &str) -> String {
        match self.0 {
            Language::English => format!("moved from {number}"),
            Language::Chinese => format!("自 {number} 移来"),
        }
    }
}

/// `2026-03-20 16:40` in the author's own zone.
#[must_use]
pub fn when(date: &str) -> String {
    date.get(..16).unwrap_or(date).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_called_by_its_id_only_where_it_has_neither_number_nor_heading() {
        let called = |number, heading| ReportWords(Language::English).clause(number, heading, "fees");
        assert_eq!(called(Some("2.1"), "Fees"), "2.1 Fees");
        assert_eq!(called(Some("2.1"), ""), "2.1");
        assert_eq!(called(None, "Fees"), "(deleted) Fees");
        assert_eq!(called(None, ""), "fees");
        assert_eq!(
            ReportWords(Language::Chinese).clause(None, "费用", "fees"),
            "（已删除）费用"
        );
    }
}
