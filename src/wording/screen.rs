//! The words of the screens.

use super::ReportWords;
use crate::language::{Language, words};

/// The words of the screens, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenWords(pub Language);

words! { ScreenWords:
    /// Heading of the first screen.
    contracts: "Contracts", "合同";
    /// While something is read.
    reading: "Reading ...", "正在读取……";
    /// A window that is too small.
    too_small: "This window is too small: make it at least 40 by 10.", "窗口过小：请至少调整为 40×10。";
    /// Nothing to list.
    no_contracts: "There are no contracts here yet.", "这里还没有合同。";
    /// What to do then, where there may be some in the shared repository.
    to_sync_hint: "This copy is empty, but it has a shared repository: press X to fetch its contracts. If nobody has started yet, leave with q and run `adidem init` to make a first contract.", "本副本是空的，且设有共享合同库：请先按 X 获取其中的内容。确实尚无任何合同的，按 q 退出后用 `adidem init` 新建。";
    /// The same where there is no shared repository.
    no_contracts_hint: "Leave with q; then `adidem init` makes a first contract, and `adidem demo` shows a worked example.", "按 q 退出后，`adidem init` 可新建一份合同模板，`adidem demo` 可查看示例。";
    /// A filter hides everything.
    none_of_these: "No contract of this kind. Esc lists all of them.", "没有此类合同。按 Esc 列出全部。";
    /// Which contracts are listed.
    only_mine: "only those waiting for you", "只看待我方处理的";
    /// Which contracts are listed.
    only_others: "only those waiting for others", "只看待其他方处理的";
    /// Which contracts are listed.
    only_agreed: "only those agreed", "只看已议定的";
    /// Column: contract.
    column_contract: "Contract", "合同";
    /// Column: clause.
    column_clause: "Clause", "条款";
    /// Column: parties.
    column_parties: "Parties", "当事人";
    /// Column: round.
    column_round: "Round", "轮次";
    /// Column: who acts.
    column_ball: "To act", "待处理";
    /// Column: agreed.
    column_agreed: "Agreed", "已议定";
    /// Column: days since the last change.
    column_since: "Since", "距今";
    /// Column: agreed clauses, round by round.
    column_course: "Course", "进展";
    /// My party has to act.
    yours: "you", "我方";
    /// Nobody has to act.
    nobody: "nobody", "无";
    /// A contract that was never sent.
    draft_only: "draft", "草稿";
    /// What lies in the working folder.
    draft: "draft", "草稿";
    /// Left of the strip of rounds.
    rounds: "Rounds", "轮次";
    /// The baseline.
    since_mine: "since we accepted", "对比：我方上次接受的文本";
    /// The baseline.
    since_before: "since the round before", "对比：上一轮";
    /// The baseline.
    since_first: "since round 1", "对比：第 1 轮";
    /// There is nothing of the own party to compare with.
    nothing_of_mine: "Your party has recorded nothing here yet: compared with the round before.", "我方尚无表态记录：与上一轮比较。";
    /// The user speaks for nobody.
    read_only: "read-only", "只读";
    /// Started so that nothing is written.
    asked_read_only: "These screens were opened for reading only.", "界面以只读方式打开。";
    /// Not possible in restricted mode.
    restricted: "This is not available here: the program was started with --restricted.", "此处不可用：程序以 --restricted 启动。";
    /// A clause that is gone.
    deleted: "(deleted)", "（已删除）";
    /// Everything is looked at.
    no_more_changes: "No further changes.", "没有更多修改。";
    /// Nothing further waits.
    nothing_unchanged: "No clause waits for you whose wording is exactly what your party last accepted or offered; o goes to the next one that waits.", "待我方处理的条款中，没有文字与我方上次接受或提出的文本完全相同的；按 o 到下一条待处理的条款。";
    /// Title, parties, keys or headings are others than the party's newest record says.
    whole_waits: "No clause is waiting, but title, parties, keys or headings changed: A confirms the whole text.", "各条均无待处理，但合同名称、当事人、密钥或条款标题有变：按 A 确认全文。";
    /// The question whether to confirm the whole text.
    confirm_whole: "Sign and record that your party accepts the whole text as it now reads?", "现在用密钥签名并登记：我方接受现有全文？";
    /// No clause waits.
    nothing_waits: "Nothing is waiting for your party any more.", "没有待我方处理的条款。";
    /// Nothing is marked.
    nothing_marked: "Nothing is marked. Press a to accept, x to reject, r to reserve.", "没有标记。按 a 接受，x 拒绝，r 附条件接受。";
    /// Marks concern the newest round.
    not_the_newest: "Positions apply to the latest round only: press m to see it.", "表态只针对最新一轮：按 m 查看。";
    /// A decision was asked for where only the outline has room.
    wording_first: "Nothing is marked yet: here is the wording. Read it, then press the key again.", "尚未标记：这是该条文字，请阅读后再按一次。";
    /// A heading needs no position and has nothing below it.
    only_a_heading: "A heading needs no position.", "仅有标题的条款无需表态。";
    /// Marked: accept.
    marked_accept: "accept", "接受";
    /// Marked: reject.
    marked_reject: "reject", "拒绝";
    /// Marked: reserve.
    marked_reserve: "reserve", "附条件接受";
    /// Marked: withdraw.
    marked_withdraw: "withdraw", "收回表态";
    /// Behind a mark.
    not_recorded_yet: "marked, not recorded yet", "已标记，尚未登记";
    /// A mark on a wording that has changed since.
    stale_mark: "the text changed since you marked it: look at it and mark it again", "标记之后条款已修改：请重新查看并标记";
    /// Asks for a reason.
    why_reject: "Why is it rejected?", "为何拒绝？";
    /// Asks for a condition.
    which_condition: "On what condition is it accepted?", "接受的条件是什么？";
    /// Under a text input.
    input_keys: "Enter: done   Esc: leave, your text is kept", "Enter：完成   Esc：离开，文字会保留";
    /// Under a text input whose words are not kept.
    input_keys_once: "Enter: done   Esc: leave", "Enter：完成   Esc：离开";
    /// A condition is needed.
    needs_condition: "Write the condition: without one the clause cannot be accepted subject to it.", "附条件接受须写明条件。";
    /// Heading of the summary.
    about_to_record: "This will be recorded", "将要登记";
    /// For whom.
    for_party: "For", "代表";
    /// With which key.
    with_key: "Signed with", "签名密钥";
    /// Without a key.
    without_key: "not signed: your party lists no keys, so nobody can verify it", "不用密钥签名：我方未列明密钥，无法验签";
    /// Under the summary.
    confirm_record: "Sign and record this now?", "现在用密钥签名并登记表态？";
    /// Accepted is not signed.
    not_binding: "This records your party's position. It does not sign the contract.", "此操作仅登记我方表态，并非签署合同。";
    /// Before the first round is sent.
    confirm_first: "Send the draft as round 1, signed for your party?", "用密钥签名，将草稿签发为第 1 轮？（同步之后才送达对方）";
    /// The question where something is left to be filled in.
    confirm_blanks: "Something is still to be filled in (see above). Send the draft anyway?", "尚有待填内容（见上）。仍要将草稿签发为一轮？（同步之后才送达对方）";
    /// The same of a later round.
    confirm_send: "Send the draft as the next round, signed for your party?", "用密钥签名，将草稿签发为下一轮？（同步之后才送达对方）";
    /// A contract of which there is only a draft.
    send_first: "A draft that was never sent. S shows what would go out as round 1.", "从未签发，仅有草稿。按 S 查看并签发为第 1 轮。";
    /// What has no place in a contract of which there is only a draft.
    never_sent: "This draft was never sent: there are no rounds, positions or records yet, and nobody else has it. Press 1 for the text and 6 for the review; S sends it as round 1.", "该草稿从未签发：尚无轮次、表态或记录，其他方也未收到。按 1 查看正文，按 6 审查；按 S 签发为第 1 轮。";
    /// The same, beside the tabs.
    draft_alone: "never sent", "从未签发";
    /// A later round is sent from the contract's own screen.
    open_to_send: "Open the contract first: its screen shows what would go out with the next round.", "请先打开该合同，在其界面查看并签发下一轮。";
    /// Nothing to send.
    nothing_to_send: "The draft is the same as the latest round: there is nothing to send. Press e to change the wording of a clause.", "草稿与最新一轮相同，没有可签发的内容。按 e 修改条款。";
    /// A note for the other side.
    note_for_round: "A note for the other side (may stay empty)", "给其他各方的说明（可留空）";
    /// Before an exchange.
    confirm_exchange: "Fetch what is new in the shared repository, and send what you recorded and sent as rounds?", "获取其他各方的更新，并将我方的登记和轮次同步至共享合同库？";
    /// While something is signed and recorded.
    recording: "Signing and recording ...", "正在用密钥签名并登记……";
    /// Every party's keys are confirmed.
    all_confirmed: "Every party's keys are confirmed here, or it lists none.", "各方密钥均已确认，或未列明密钥。";
    /// Title of the picker of parties.
    whose_keys: "Whose keys?", "哪一方的密钥？";
    /// Over the keys of one's own party.
    compare_own_keys: "This is your own party. Check that every key here belongs to a colleague and that yours is among them.", "这是我方自己的密钥：请确认每个密钥均属于同事，且您本人的密钥也在其中。";
    /// Under the keys of one's own party.
    confirm_own_keys: "Do all of these keys belong to your own party?", "以上密钥是否全部属于我方？";
    /// Left without confirming.
    not_confirmed: "Nothing was confirmed.", "未作确认。";
    /// After marks were dropped.
    kept: "What you marked is kept.", "标记已保留。";
    /// A question was answered with no.
    nothing_done: "Nothing was done.", "未作任何操作。";
    /// Copied.
    copied: "Sent to your terminal's clipboard. Some terminals do not support this: E writes a file instead.", "已发送到终端剪贴板。部分终端不支持，可按 E 导出文件。";
    /// Too long to copy.
    not_copied: "Too long for the terminal's clipboard: press E to write a file.", "内容过长，无法放入终端剪贴板：请按 E 导出文件。";
    /// Yes and no.
    yes_no: "y: yes   n: no", "y：是   n：否";
    /// Beside yes and no, where not everything is in sight.
    more: "pgdn: more", "pgdn：下一页";
    /// Question: leave with marks.
    search: "Search", "搜索";
    /// No match.
    no_match: "Not found in any clause, old or new.", "各条新旧文本中均未找到。";
    /// Clauses that were not listed have the words.
    all_listed: "All clauses are listed now: the words are also in clauses that did not change.", "现列出全部条款：未改条款中也有这些文字。";
    /// Over a line to type into that has been used before.
    up_for_last: "up: the last words", "up：上次的文字";
    /// Search in all contracts.
    search_all: "Search all contracts", "在全部合同中查找";
    /// What was found.
    found_here: "Found", "查找结果";
    /// Everything agreed.
    nothing_open: "No clause is open.", "没有未决条款。";
    /// What comes when all is agreed.
    after_agreed: "Next: 5 verifies the whole record; E writes the evidence file, by which others can verify it, or this redline. The signing itself takes place outside of this program.", "下一步：按 5 核验全部记录；按 E 导出证据包（供他人核验）或对比稿。合同的签署须另行办理。";
    /// The contract was changed, and that was not sent.
    unsent_since: "The contract was changed since without being sent (see 3): nobody has agreed to what it says now.", "此后合同又有修改而未签发（按 3 查看）：现有文字尚未议定。";
    /// One's own wording, to which somebody else objects.
    own_wording: "This wording is your own; press e to change it to what they ask, then S.", "此文本由我方提出；请按 e 按对方意见修改，再按 S 签发。";
    /// Nothing was found in a list of commands.
    no_such_command: "No such command. Backspace or Ctrl-U brings the list back.", "没有此命令。按退格键或 Ctrl-U 恢复列表。";
    /// Nothing was found among signs and keys.
    no_such_sign: "No sign and no key has these words.", "标记和按键中均无此文字。";
    /// While the evidence file is made.
    making_evidence: "Making the evidence file ...", "正在生成证据包……";
    /// A format of a redline.
    redline_html: "this redline, as a web page", "对比稿：网页";
    /// A format of a redline.
    redline_markdown: "this redline, as Markdown", "对比稿：Markdown";
    /// A format of a redline.
    redline_json: "this redline, as JSON", "对比稿：JSON";
    /// The evidence file.
    evidence_file: "evidence file", "证据包";
    /// What it is.
    evidence_help: "the whole negotiation in one file, by which others can verify it", "整个谈判过程存为一个文件，供他人核验";
    /// An empty record.
    nothing_recorded: "Nothing has been recorded yet.", "尚无表态记录。";
    /// Audit running.
    auditing: "Verifying ...", "正在核验……";
    /// No findings.
    no_findings: "No findings.", "没有发现问题。";
    /// Clauses that only a heading has.
    wordings: "Wordings", "历次文本";
    /// Where a clause stands today.
    words_by: "Words by", "文字来源";
    /// Title of the help.
    keys: "Keys", "按键";
    /// Title of the theme picker.
    themes: "Colours", "配色";
    /// Title of the round picker.
    choose_left: "Compare from", "比较起点";
    /// Title of the round picker.
    choose_right: "Compare to", "比较终点";
    /// Title of the export.
    export_as: "Write to a file", "导出为文件";
    /// Title of the palette.
    palette: "What do you want to do?", "您想做什么？";
    /// The mouse is on.
    mouse_on: "The mouse works here now; to select text for copying, hold Shift.", "鼠标现可在此使用；按住 Shift 可选择文字复制。";
    /// The mouse is off.
    mouse_off: "The mouse is left to your terminal again.", "鼠标已交还给终端。";
    /// Not edited.
    not_taken: "What you typed cannot be used", "您输入的内容无法采用";
    /// After the editor.
    not_edited: "Nothing changed.", "文本未变。";
    /// Somebody changed something without sending it.
    unsent: "changed but not sent", "已修改但未签发";
    /// Before the lines of the text that are in sight.
    text_pane: "text", "正文";
    /// Before the lines of the findings that are in sight.
    findings_pane: "findings", "提示";
    /// Only changed clauses are listed.
    only_changed: "only changed or open", "只看改动和未决";
    /// Unreadable contract.
    unreadable: "cannot be read", "无法读取";
    /// The text of an empty clause.
    heading_only: "(a heading, without a text of its own)", "（仅有标题，无正文）";
}

impl ScreenWords {
    /// Two things of one line, such as a party and a round.
    #[must_use]
    pub fn joined(self, one: &str, other: &str) -> String {
        [one, other].join(ReportWords(self.0).comma())
    }

    /// Two numbers of which the first is a part of the second.
    #[must_use]
    pub fn of(self, part: usize, whole: usize) -> String {
        format!("{part}/{whole}")
    }

    /// Changes of clauses that were to be accepted have not been on the screen; one is shown now.
    #[must_use]
    pub fn read_first(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => {
                "Not accepted yet: this has not been on your screen. Read it, then accept.".to_owned()
            }
            (Language::English, count) => {
                format!(
                    "Not accepted yet: changes in {count} clauses have not been on your screen. This is the next one."
                )
            }
            (Language::Chinese, 1) => "尚未接受：此处内容此前未显示过。请阅读后再按接受。".to_owned(),
            (Language::Chinese, count) => format!("尚未接受：有 {count} 条的修改此前未显示过，现显示下一处。"),
        }
    }

    /// The same where the first of them is another clause than the one that the key was pressed on: which one is shown now,
    /// and where to press that key again.
    #[must_use]
    pub fn read_elsewhere_first(self, (now, before): (&str, &str), key: &str, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => format!(
                "Not accepted yet: now at {now}, which has not been on your screen. Read it, go back to {before} and press {key} again."
            ),
            (Language::English, count) => format!(
                "Not accepted yet: now at {now}, the first of {count} clauses that have not been on your screen. Read them, go back to {before} and press {key} again."
            ),
            (Language::Chinese, 1) => {
                format!("尚未接受：已转到 {now}，其内容此前未显示过。请阅读后回到 {before} 再按 {key}。")
            }
            (Language::Chinese, count) => format!(
                "尚未接受：有 {count} 条的内容此前未显示过，已转到其中首条 {now}。请逐条阅读后回到 {before} 再按 {key}。"
            ),
        }
    }

    /// Every clause is agreed.
    #[must_use]
    pub fn all_agreed(self, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => "The one clause is agreed. Agreed is not signed.".to_owned(),
            (Language::English, count) => format!("All {count} clauses are agreed. Agreed is not signed."),
            (Language::Chinese, count) => format!("全部 {count} 条均已议定。议定并非签署。"),
        }
    }

    /// The clauses are agreed, and these parties have not confirmed the text as a whole.
    #[must_use]
    pub fn whole_waits_for(self, parties: &str) -> String {
        match self.0 {
            Language::English => format!(
                "Title, parties, keys or headings changed since, and {parties} has yet to confirm the whole text."
            ),
            Language::Chinese => format!(
                "此后合同名称、当事人、密钥或条款标题有变，{}尚未确认全文。",
                self.0.amid(parties)
            ),
        }
    }

    /// How many clauses are marked.
    #[must_use]
    pub fn marked(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "1 marked".to_owned(),
            (Language::English, count) => format!("{count} marked"),
            (Language::Chinese, count) => format!("已标记 {count} 条"),
        }
    }

    /// How many clauses wait for the user's party.
    #[must_use]
    pub fn waiting(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 0) => "nothing waits for you".to_owned(),
            (Language::English, 1) => "1 waits for you".to_owned(),
            (Language::English, count) => format!("{count} wait for you"),
            (Language::Chinese, 0) => "无待我方处理".to_owned(),
            (Language::Chinese, count) => format!("{count} 条待我方处理"),
        }
    }

    /// A round by its number, short.
    #[must_use]
    pub fn round(self, number: u32) -> String {
        match self.0 {
            Language::English => format!("round {number}"),
            Language::Chinese => format!("第 {number} 轮"),
        }
    }

    /// How long ago, in days.
    #[must_use]
    pub fn days(self, days: i64) -> String {
        match (self.0, days) {
            (Language::English, ..=0) => "today".to_owned(),
            (Language::English, 1) => "1 day".to_owned(),
            (Language::English, days) => format!("{days} days"),
            (Language::Chinese, ..=0) => "今天".to_owned(),
            (Language::Chinese, days) => format!("{days} 天"),
        }
    }

    /// Which of several changes is shown.
    #[must_use]
    pub fn change_of(self, number: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("change {number} of {all}"),
            Language::Chinese => format!("第 {number} 处修改，共 {all} 处"),
        }
    }

    /// Which place of searched words is shown.
    #[must_use]
    pub fn match_of(self, words: &str, at: usize, all: usize) -> String {
        let words = self.0.quoted(words);
        match self.0 {
            Language::English => format!("{words} {at} of {all}"),
            Language::Chinese => format!("{words}第 {at}/{all} 处"),
        }
    }

    /// How many contracts have something that was not there when they were last open here.
    #[must_use]
    pub fn new_here(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("* new since your last visit: {count}"),
            Language::Chinese => format!("* 上次查看后有更新：{count} 份"),
        }
    }

    /// How many changes the selected clause has.
    #[must_use]
    pub fn changes_here(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "1 change here".to_owned(),
            (Language::English, count) => format!("{count} changes here"),
            (Language::Chinese, count) => format!("本条 {count} 处修改"),
        }
    }

    /// How far below the last line in sight something is; above the first one when negative.
    #[must_use]
    pub fn lines_away(self, away: isize) -> String {
        let count = away.unsigned_abs();
        let lines = if count == 1 { "line" } else { "lines" };
        match (self.0, away < 0) {
            (Language::English, true) => format!("{count} {lines} above"),
            (Language::English, false) => format!("{count} {lines} below"),
            (Language::Chinese, true) => format!("在上方 {count} 行处"),
            (Language::Chinese, false) => format!("在下方 {count} 行处"),
        }
    }

    /// The first and the last line in sight, and how many there are.
    #[must_use]
    pub fn lines_of(self, (first, last, all): (usize, usize, usize)) -> String {
        match self.0 {
            Language::English => format!("lines {first}-{last} of {all}"),
            Language::Chinese => format!("第 {first}-{last} 行，共 {all} 行"),
        }
    }

    /// Which clause of those listed is selected.
    #[must_use]
    pub fn clause_of(self, at: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("clause {at} of {all}"),
            Language::Chinese => format!("条款 {at}/{all}"),
        }
    }

    /// Which entry of a list is selected.
    #[must_use]
    pub fn entry_of(self, at: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("{at} of {all}"),
            Language::Chinese => format!("第 {at} 项，共 {all} 项"),
        }
    }

    /// A party whose keys nobody confirmed.
    #[must_use]
    pub fn unconfirmed(self, party: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!("The keys of {party} are not confirmed."),
            Language::Chinese => format!("{party}的密钥尚未确认。"),
        }
    }

    /// The same, where something can be done about it.
    #[must_use]
    pub fn unconfirmed_here(self, party: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!("The keys of {party} are not confirmed: F shows them, to compare."),
            Language::Chinese => format!("{party}的密钥尚未确认：按 F 查看并核对。"),
        }
    }

    /// Title of the question about a party's keys.
    #[must_use]
    pub fn keys_of(self, party: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!("Keys of {party}"),
            Language::Chinese => format!("{party}的密钥"),
        }
    }

    /// Over a party's keys.
    #[must_use]
    pub fn compare_keys(self, party: &str) -> String {
        let party = self.0.amid(party);
        match self.0 {
            Language::English => format!(
                "Call {party} at a number you know, or meet: each person reads out their own fingerprint, and you compare every character. What came by e-mail or with the contract proves nothing."
            ),
            Language::Chinese => format!(
                "请拨打您已知的{party}电话或当面核对：由每位持有人读出自己的指纹，逐字核对。随邮件或合同一同收到的内容不能作为依据。"
            ),
        }
    }

    /// Under a party's keys.
    #[must_use]
    pub fn confirm_keys(self, party: &str) -> String {
        let party = self.0.amid(party);
        match self.0 {
            Language::English => format!("Did you compare them with {party}, and are they all the same?"),
            Language::Chinese => format!("是否已与{party}逐一核对，且全部一致？"),
        }
    }

    /// A party's keys are confirmed.
    #[must_use]
    pub fn keys_confirmed(self, party: &str) -> String {
        let party = self.0.amid(party);
        match self.0 {
            Language::English => format!("Confirmed in this copy: the keys of {party}."),
            Language::Chinese => format!("已在本副本中确认{party}的密钥。"),
        }
    }

    /// Positions were recorded.
    #[must_use]
    pub fn recorded(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 0) => "That is recorded already.".to_owned(),
            (Language::English, 1) => {
                "Recorded: 1 position. It has not reached the other side yet: press X to sync.".to_owned()
            }
            (Language::English, count) => {
                format!("Recorded: {count} positions. They have not reached the other side yet: press X to sync.")
            }
            (Language::Chinese, 0) => "此前已经登记。".to_owned(),
            (Language::Chinese, count) => format!("已登记 {count} 项表态，尚未送达对方：按 X 同步。"),
        }
    }

    /// A round was sent.
    #[must_use]
    pub fn sent(self, round: u32) -> String {
        match self.0 {
            Language::English => {
                format!("Round {round} is made. It has not reached the other side yet: press X to sync.")
            }
            Language::Chinese => format!("第 {round} 轮已签发，尚未送达对方：按 X 同步。"),
        }
    }

    /// A file was written.
    #[must_use]
    pub fn written(self, file: &str) -> String {
        match self.0 {
            Language::English => format!("Written to {file}"),
            Language::Chinese => format!("已写入 {file}"),
        }
    }

    /// Other words than when the mark was made.
    #[must_use]
    pub fn stale(self, count: usize) -> String {
        match self.0 {
            Language::English => {
                format!("{count} marked before the text changed: the marks are kept, but not recorded")
            }
            Language::Chinese => format!("{count} 条在标记之后条款已修改：保留标记，不予登记"),
        }
    }
}
