//! What the signs and short words of the screens mean.

use crate::language::{Language, words};

/// The words of the legend, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegendWords(pub Language);

words! { LegendWords:
    /// Where: first column of the outline.
    change: "outline, 1st sign", "目录第 1 列";
    /// Where: second column.
    warning: "outline, 2nd sign", "目录第 2 列";
    /// Where: third column.
    mark: "outline, 3rd sign", "目录第 3 列";
    /// Where: the columns of the parties.
    position: "outline, parties", "目录各方列";
    /// Where: the last column of the outline, and the list of open points.
    standing: "outline, last sign", "目录末列";
    /// Where: the text.
    text: "text", "正文";
    /// Where: the line of rounds.
    rounds: "line of rounds", "轮次行";
    /// Where: the list of contracts.
    list: "list of contracts", "合同列表";
    /// Where: the review.
    review: "review", "审查";
    /// Where: the audit.
    audit: "audit", "核验";
    /// Where: anywhere.
    everywhere: "everywhere", "各处";
    /// Added.
    added: "the clause is new", "新增条款";
    /// Removed.
    removed: "the clause was deleted", "条款已删除";
    /// Edited.
    edited: "the wording of the clause changed", "条款文字有修改";
    /// Moved.
    moved: "the clause moved, its wording is the same", "条款移位，文字未变";
    /// Renumbered.
    renumbered: "only the number of the clause changed", "仅条号改变";
    /// Alarm.
    alarm: "do not miss: hidden characters, a figure that differs from its words, a reference that does not point to any clause, or two languages that say different things", "请务必查看：隐藏字符、汉字数字与阿拉伯数字不一致、引用落空或两种语言不一致";
    /// Offered.
    offered: "the party wrote this wording and stands by it", "该方提出此文本";
    /// Accepted.
    accepted: "the party accepts it", "该方接受";
    /// Rejected.
    rejected: "the party rejects it", "该方拒绝";
    /// Reserved.
    reserved: "the party accepts it subject to a condition", "该方附条件接受";
    /// No position.
    no_position: "the party has recorded no position on this wording", "该方对此文本未表态";
    /// Agreed.
    agreed: "agreed: every party stands by this wording", "已议定：各方均认可此文本";
    /// Awaiting.
    awaiting: "somebody has yet to answer", "待答复：尚有一方未表态";
    /// Rejected by somebody.
    refused: "somebody rejects it", "有一方拒绝";
    /// Reserved by somebody.
    conditional: "somebody accepts it only subject to a condition", "有一方附条件接受";
    /// Reopened.
    reopened: "reopened: it was agreed, and its wording changed since", "恢复未决：曾已议定，此后文字有修改";
    /// Outdated.
    outdated: "what was accepted is an older wording", "所接受的是旧文本";
    /// Deleted words.
    deleted: "words that were deleted", "删除的文字";
    /// Inserted words.
    inserted: "words that were inserted", "新增的文字";
    /// Words that went elsewhere.
    moved_away: "words that moved to the clause of that number", "移至该条的文字";
    /// Words that came from elsewhere.
    moved_here: "words that moved here from the clause of that number", "自该条移来的文字";
    /// The number of a clause that is gone.
    former_number: "the number that a deleted clause had", "已删除条款的原条号";
    /// A figure or number that took another value.
    became: "a figure or number before and after", "数字或条号的前后值";
    /// The left side.
    left: "left side: what is compared from", "比较的起点（左侧）";
    /// The right side.
    right: "right side: what is compared to", "比较的终点（右侧）";
    /// Both sides.
    both: "both: for some clauses it is the left side as well", "两侧：部分条款也以此为起点";
    /// Rounds left out.
    left_out: "rounds that are left out here", "此处省略的轮次";
    /// A fault in the words of a contract.
    drafting: "a fault of drafting, which is none of the record", "条款文字的问题，不影响记录";
    /// The audit failed.
    audit_failed: "the audit last made here found that the record does not hold, or could not tell", "本副本最近一次核验未通过或无法判断";
    /// Reopened.
    reopened_here: "it waits for you, and something that was agreed is open again", "待我方处理，且有已议定条款恢复未决";
    /// New.
    new_here: "something was sent or recorded since you last opened it here", "上次在此查看后有新的轮次或登记";
    /// Where: the fourth column of the outline.
    draft_column: "outline, 4th sign", "目录第 4 列";
    /// In the draft.
    in_draft: "the draft differs here from the latest round; d shows it", "草稿在此处与最新一轮不同；按 d 查看";
    /// Where: behind the heading.
    comment_column: "outline, behind heading", "目录标题之后";
    /// Open comments.
    commented: "there are open comments, which all parties can read", "有未解决的批注（各方可见）";
    /// Open internal comments.
    commented_internally: "there are open internal comments, which only colleagues see", "有未解决的内部批注（仅同事可见）";
    /// The bar.
    bar: "clauses that are agreed, and those that are not", "已议定与未议定的条款";
    /// The course.
    course: "how much was agreed after each round, in tenths", "各轮之后已议定的比例（以十分之一计）";
    /// Mended.
    mended: "a finding that no longer applies", "已解决的提示";
    /// Handled.
    handled: "what you made of a finding", "对提示的处理";
    /// Fails.
    fails: "the record does not hold", "核验未通过";
    /// Cannot verify.
    cannot_verify: "it cannot be told whether it holds", "无法判断";
    /// Warning.
    to_know: "it holds, and you should know this", "核验通过，但应知悉";
    /// Remedy.
    remedy: "what to do about it", "处理办法";
    /// Cut.
    cut: "at the end of a word: cut off for lack of room", "在词尾：因宽度不足而截断";
    /// Title of the page of signs.
    signs: "Signs", "符号";
    /// Beside that title: the other page.
    to_keys: "tab: keys", "tab：按键";
    /// Beside the title of the page of keys.
    to_signs: "tab: signs", "tab：符号";
}

impl LegendWords {
    /// A decision that is marked and not recorded.
    #[must_use]
    pub fn marked(self, decision: &str) -> String {
        match self.0 {
            Language::English => format!("you marked it: {decision}; not recorded yet"),
            Language::Chinese => format!("您已标记：{decision}（尚未登记）"),
        }
    }
}
