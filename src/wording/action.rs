//! What can be done on the screens: a title, as menus and hints show it, and a sentence of help for each.

use crate::language::{Language, words};

/// The words of actions, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionWords(pub Language);

words! { ActionWords:
    /// Title.
    up: "up", "上移";
    /// Help.
    up_help: "Go up one line or one clause.", "上移一行或一条。";
    /// Title.
    down: "down", "下移";
    /// Help.
    down_help: "Go down one line or one clause.", "下移一行或一条。";
    /// Title.
    page_up: "page up", "上一页";
    /// Help.
    page_up_help: "Go up one page of the text.", "正文上翻一页。";
    /// Title.
    page_down: "page down", "下一页";
    /// Help.
    page_down_help: "Go down one page of the text.", "正文下翻一页。";
    /// Title.
    half_up: "half a page up", "上翻半页";
    /// Help.
    half_up_help: "Go up half a page.", "上翻半页。";
    /// Title.
    half_down: "half a page down", "下翻半页";
    /// Help.
    half_down_help: "Go down half a page.", "下翻半页。";
    /// Title.
    text_up: "text up", "正文上移";
    /// Help.
    text_up_help: "Scroll the text up one line while the outline keeps the cursor.", "光标留在目录，正文上移一行。";
    /// Title.
    text_down: "text down", "正文下移";
    /// Help.
    text_down_help: "Scroll the text down one line while the outline keeps the cursor.", "光标留在目录，正文下移一行。";
    /// Title.
    first: "first", "最前";
    /// Help.
    first_help: "Go to the beginning.", "到开头。";
    /// Title.
    last: "last", "最后";
    /// Help.
    last_help: "Go to the end.", "到末尾。";
    /// Title.
    open: "open", "打开";
    /// Help.
    open_help: "Open what is selected.", "打开所选项目。";
    /// Title.
    back: "back", "返回";
    /// Help.
    back_help: "Go back one step; on the first screen, leave. What you marked is kept.", "返回上一步；在首屏则退出。已标记的内容会保留。";
    /// Title.
    switch: "other pane", "切换窗格";
    /// Help.
    switch_help: "Move the cursor between the outline and the text.", "光标在目录和正文之间切换。";
    /// Title.
    quit: "quit", "退出";
    /// Help.
    quit_help: "Leave the program. What you marked is kept for next time.", "退出程序。已标记的内容下次仍在。";
    /// Title.
    help: "help", "帮助";
    /// Help.
    help_help: "Show every key that works here.", "显示此处可用的全部按键。";
    /// Title.
    palette: "all commands", "全部命令";
    /// Help.
    palette_help: "Find a command by typing a part of its name.", "输入名称的一部分查找命令。";
    /// Title.
    list_mine: "waiting for you", "待我方处理";
    /// Help.
    list_mine_help: "List only contracts in which your party has to act.", "只列出待我方处理的合同。";
    /// Title.
    list_others: "waiting for others", "待其他方处理";
    /// Help.
    list_others_help: "List only contracts in which somebody else has to act.", "只列出待其他方处理的合同。";
    /// Title.
    list_agreed: "agreed", "已议定";
    /// Help.
    list_agreed_help: "List only contracts in which every clause is agreed.", "只列出全部条款已议定的合同。";
    /// Title.
    list_all: "all contracts", "全部合同";
    /// Help.
    list_all_help: "List all contracts again.", "重新列出全部合同。";
    /// Title.
    search: "search", "搜索";
    /// Help.
    search_help: "Find words in the old and the new text; on the list of contracts, in every contract.", "在新旧文本中查找；在合同列表中则查找全部合同。";
    /// Title.
    next: "next match or change", "下一处";
    /// Help.
    next_help: "Go to the next match of the search, or to the next change when nothing is searched for.", "到下一个搜索结果；未搜索时到下一处修改。";
    /// Title.
    previous: "previous match or change", "上一处";
    /// Help.
    previous_help: "Go to the match or change before.", "到上一个搜索结果或修改。";
    /// Title.
    next_change: "next change", "下一处修改";
    /// Help.
    next_change_help: "Go to the next change.", "到下一处修改。";
    /// Title.
    previous_change: "previous change", "上一处修改";
    /// Help.
    previous_change_help: "Go to the change before.", "到上一处修改。";
    /// Title.
    next_open: "next open clause", "下一条未决";
    /// Help.
    next_open_help: "Go to the next clause that waits for your party and is not marked yet.", "到下一条等待我方处理且尚未标记的条款。";
    /// Title.
    view: "inline, side by side, clean", "标记、并排、清洁稿";
    /// Help.
    view_help: "Change how the redline is shown: marks in the text, old and new side by side, or the new text alone.", "切换对比稿的显示方式：文中标记、新旧并排、仅新文本（清洁稿）。";
    /// Title.
    whole: "whole text", "全文";
    /// Help.
    whole_help: "Show the whole contract as continuous text, or one clause at a time.", "连续显示全文，或逐条显示。";
    /// Title.
    outline: "outline", "目录";
    /// Help.
    outline_help: "Hide the outline to give the text the full width, or show it again.", "隐藏或显示目录。";
    /// Title.
    changed: "only changed", "只看改动";
    /// Help.
    changed_help: "List only clauses that changed or are open, or all clauses.", "只列出有修改或未决的条款，或列出全部条款。";
    /// Title.
    baseline: "compare with", "比较基准";
    /// Help.
    baseline_help: "Change the left side of the comparison: what my party last accepted or offered, the round before, round 1.", "切换比较的左侧：我方上次接受或提出的文本、上一轮、第 1 轮。";
    /// Title.
    mine: "since we accepted", "对比：我方上次接受的文本";
    /// Help.
    mine_help: "Compare with what your party last accepted or offered, clause by clause.", "与我方各条上次接受或提出的文本比较。";
    /// Title.
    before: "since the round before", "对比：上一轮";
    /// Help.
    before_help: "Compare with the round before.", "与上一轮比较。";
    /// Title.
    from_first: "since round 1", "对比：第 1 轮";
    /// Help.
    from_first_help: "Compare with round 1.", "与第 1 轮比较。";
    /// Title.
    draft: "draft", "草稿";
    /// Help.
    draft_help: "Show what is in the working folder and has not been sent, or go back to the latest round.", "显示工作文件夹中尚未签发的草稿，或回到最新一轮。";
    /// Title.
    sides: "choose rounds", "选择轮次";
    /// Help.
    sides_help: "Choose both sides of the comparison from the list of rounds.", "从轮次列表中选择比较的两侧。";
    /// Title.
    accept: "accept", "接受";
    /// Help.
    accept_help: "Mark the clause as accepted; on a heading, everything below it. Nothing is recorded yet.", "将该条标记为接受；在标题上则标记其下全部。此时尚未登记。";
    /// Title.
    accept_below: "accept with sub-clauses", "连同下级接受";
    /// Help.
    accept_below_help: "Mark the clause and everything below it as accepted.", "将该条及其下级全部标记为接受。";
    /// Title.
    accept_unchanged: "accept all unchanged", "接受全部未改条款";
    /// Help.
    accept_unchanged_help: "Mark every clause that waits for your party in the very words it last accepted or offered.", "将等待我方、且文字与我方上次接受或提出的文本完全相同的条款全部标记为接受。";
    /// Title.
    reject: "reject", "拒绝";
    /// Help.
    reject_help: "Mark the clause as rejected and write the reason.", "将该条标记为拒绝并写明理由。";
    /// Title.
    reserve: "reserve", "附条件";
    /// Help.
    reserve_help: "Mark the clause as accepted subject to a condition, and write the condition.", "将该条标记为附条件接受，并写明条件。";
    /// Title.
    withdraw: "withdraw", "收回";
    /// Help.
    withdraw_help: "Mark your party's present position on the clause as taken back.", "标记为收回我方对该条的现有表态。";
    /// Title.
    unmark: "remove mark", "取消标记";
    /// Help.
    unmark_help: "Remove the mark from the clause.", "取消该条的标记。";
    /// Title.
    record: "record", "登记";
    /// Help.
    record_help: "Review everything you marked, then sign and record it in one step.", "查看全部标记，然后一次用密钥签名并登记。";
    /// Title.
    edit: "edit", "编辑";
    /// Help.
    edit_help: "Change the text of the clause in your editor, or on the screen where you have set none. The change goes into the draft.", "在编辑器中改写该条（未设编辑器的，在界面上改写），写入草稿。";
    /// Title.
    add_clause: "add a clause", "新增条款";
    /// Help.
    add_clause_help: "Add a clause to the draft after the selected one: type its heading, then e for its text.", "在草稿中所选条款之后新增一条：先输入标题，再按 e 写正文。";
    /// Title.
    add_below: "add a sub-clause", "新增下级条款";
    /// Help.
    add_below_help: "Add a clause to the draft below the selected one, as its first sub-clause.", "在草稿中所选条款之下新增一条，作为其首个下级条款。";
    /// Title.
    delete_clause: "delete the clause", "删除条款";
    /// Help.
    delete_clause_help: "Delete the clause from the draft, with its sub-clauses, after a question.", "询问后，从草稿中删除该条及其下级。";
    /// Title.
    move_up: "move the clause up", "上移条款";
    /// Help.
    move_up_help: "Move the clause, with its sub-clauses, before the one above it on the same level of the draft.", "在草稿中将该条及其下级移到同级的上一条之前。";
    /// Title.
    move_down: "move the clause down", "下移条款";
    /// Help.
    move_down_help: "Move the clause, with its sub-clauses, behind the one below it on the same level of the draft.", "在草稿中将该条及其下级移到同级的下一条之后。";
    /// Title.
    heading: "heading", "条款标题";
    /// Help.
    heading_help: "Change the heading of the clause in the draft.", "修改草稿中该条的标题。";
    /// Title.
    title: "title of the contract", "合同名称";
    /// Help.
    title_help: "Change the title of the contract in the draft.", "修改草稿中的合同名称。";
    /// Title.
    undo: "undo", "撤销";
    /// Help.
    undo_help: "Undo the last step that you took in this draft since the program started, and then the one before, until it is sent.", "撤销本次运行中对草稿的上一步修改，可逐步撤销，直至签发。";
    /// Title.
    take_back: "take back the round", "撤回该轮";
    /// Help.
    take_back_help: "Take back the round that you sent last, as long as it is in this copy alone. Its words stay as the draft.", "撤回您最近签发、且尚未同步出去的一轮；其文字保留为草稿。";
    /// Title.
    send: "send", "签发";
    /// Help.
    send_help: "Make the draft the next round, offered to the other side. It reaches them when you sync.", "将草稿签发为下一轮；同步之后才送达对方。";
    /// Title.
    exchange: "exchange", "同步";
    /// Help.
    exchange_help: "Fetch what is new in the shared repository, and send what you have recorded and sent as rounds.", "获取其他各方的更新，并将我方的登记和轮次同步至共享合同库。";
    /// Title.
    history: "clause history", "条款历史";
    /// Help.
    history_help: "Show every wording this clause has had, who introduced it, and each party's position on it.", "该条款的历次文本、提出者及各方表态。";
    /// Heading over where a contract stands.
    status: "where it stands", "现状";
    /// Title.
    tab_redline: "redline", "对比稿";
    /// Help.
    tab_redline_help: "Show the clauses and what changed in them.", "显示条款及其修改。";
    /// Title.
    tab_issues: "open points", "未决条款";
    /// Help.
    tab_issues_help: "Show every clause that is not agreed, what each party says, and who has to act.", "显示未议定的条款、各方表态及待处理方。";
    /// Title.
    tab_rounds: "rounds", "轮次";
    /// Help.
    tab_rounds_help: "Show the rounds and what each of them changed.", "显示各轮次及其修改。";
    /// Title.
    tab_record: "record", "表态记录";
    /// Help.
    tab_record_help: "Show everything that was recorded, with the state of each signature.", "显示全部表态记录及每个签名的状态。";
    /// Title.
    tab_audit: "audit", "核验";
    /// Help.
    tab_audit_help: "Verify the whole record against the history.", "对照历史核验全部记录。";
    /// Title.
    tab_review: "review", "审查";
    /// Help.
    tab_review_help: "Go through the contract with the findings of the checklists beside the text.", "对照审查清单的提示，逐条审查合同。";
    /// Title.
    tab_asks: "asked", "要求";
    /// Help.
    tab_asks_help: "See what became of everything my party asked for, and what the other side changed without a word.", "查看我方各项要求的结果，以及对方未作说明的改动。";
    /// Title.
    comment: "comment", "批注";
    /// Help.
    comment_help: "Comment on the clause for all parties to read, answer a comment or mark your own as resolved. It is signed after a question.", "对条款作批注（各方可见）、答复批注或将我方批注标为已解决；询问后用密钥签名登记。";
    /// Title.
    comment_internal: "internal comment", "内部批注";
    /// Help.
    comment_internal_help: "Comment on the clause for yourself and colleagues; the other side never gets it.", "仅供自己和同事的批注，对方不会得到。";
    /// Title.
    next_finding: "next finding", "下一条提示";
    /// Help.
    next_finding_help: "Go to the next finding of the review.", "到下一条审查提示。";
    /// Title.
    previous_finding: "previous finding", "上一条提示";
    /// Help.
    previous_finding_help: "Go to the finding before.", "到上一条审查提示。";
    /// Title.
    next_unhandled: "next unhandled", "下一条未处理";
    /// Help.
    next_unhandled_help: "Go to the next finding that has no mark, or whose clause changed since it was marked.", "到下一条未标记、或标记之后条款已修改的审查提示。";
    /// Title.
    looked: "looked at", "已阅";
    /// Help.
    looked_help: "Mark the finding as looked at. Marks stay in this copy and are never shared.", "将该审查提示标记为已阅。标记仅保存在本副本中，不会同步给其他方。";
    /// Title.
    risk: "accept the risk", "自担风险";
    /// Help.
    risk_help: "Mark the finding as a risk you accept. The other side never sees it.", "将该审查提示标记为我方自担的风险（不对外），不会同步给其他方。";
    /// Title.
    raise: "to be raised", "待交涉";
    /// Help.
    raise_help: "Mark the finding as one to be raised with the other side.", "将该审查提示标记为待与对方交涉。";
    /// Title.
    note: "note", "备注";
    /// Help.
    note_help: "Write a note to yourself on the finding. It stays in this copy and is never shared.", "为该审查提示写备注，仅保存在本副本中，不会同步给其他方。";
    /// Title.
    unmark_finding: "remove mark", "取消标记";
    /// Help.
    unmark_finding_help: "Remove the mark and the note from the finding.", "取消该审查提示的标记和备注。";
    /// Title.
    propose: "propose wording", "建议表述";
    /// Help.
    propose_help: "Choose a wording from the checklist, see it as a redline, and put it into the draft.", "从审查清单选择表述，查看对比稿，再写入草稿。";
    /// Title.
    copy: "copy", "复制";
    /// Help.
    copy_help: "Send the text of the clause to your terminal's clipboard.", "将该条文本发送到您终端的剪贴板。";
    /// Title.
    export: "write to a file", "导出文件";
    /// Help.
    export_help: "Write a file: this redline as a web page, Markdown or JSON, or the evidence file, to keep with the text in agreed form when it is signed.", "导出文件：对比稿（网页、Markdown、JSON），或证据包（定稿、签署时留存备查）。";
    /// Title.
    theme: "colours", "配色";
    /// Help.
    theme_help: "Choose the colours; the screen shows them as you go through the list.", "选择配色，浏览列表时即时预览。";
    /// Title.
    language: "English / 中文", "中文 / English";
    /// Help.
    language_help: "Change the language of the screens.", "切换界面语言。";
    /// Title.
    mouse: "mouse", "鼠标";
    /// Help.
    mouse_help: "Let the mouse select and scroll here, or leave it to your terminal for copying.", "让鼠标在此处选择和滚动，或留给终端用于复制。";
    /// Title.
    suspend: "to the shell", "回到命令行";
    /// Help.
    suspend_help: "Go to the command line; `fg` brings you back.", "暂时回到命令行，`fg` 返回。";
    /// Title.
    redraw: "redraw", "重绘";
    /// Help.
    redraw_help: "Redraw the whole screen.", "重绘整个屏幕。";
    /// Title.
    reload: "read again", "重新读取";
    /// Help.
    reload_help: "Read the repository again.", "重新读取合同库。";
    /// Title.
    trust: "confirm keys", "确认密钥";
    /// Help.
    trust_help: "Show a party's keys, and confirm them after comparing the fingerprints with the party itself.", "查看一方的密钥，与该方人员当面或电话核对指纹后予以确认。";
    /// Title.
    keep_ours: "keep ours", "用本副本的";
    /// Help.
    keep_ours_help: "Where both copies changed the same text, keep the wording of this copy.", "两边都改了同一处时，用本副本的文字。";
    /// Title.
    take_theirs: "take theirs", "用已同步的";
    /// Help.
    take_theirs_help: "Where both copies changed the same text, take the wording of the shared repository.", "两边都改了同一处时，用已同步的文字。";
    /// Title.
    go_on: "go on", "继续";
    /// Help.
    go_on_help: "Everything is chosen: review it once more, then sync.", "全部选定：再次确认后同步。";
    /// Title.
    confirm: "confirm", "确认";
    /// Help.
    confirm_help: "Do it.", "执行。";
    /// Title.
    cancel: "cancel", "取消";
    /// Help.
    cancel_help: "Do nothing.", "不执行。";
    /// Title.
    left_side: "left side", "设为左侧";
    /// Help.
    left_side_help: "Make this round the left side of the comparison.", "将此轮设为比较的左侧。";
}
