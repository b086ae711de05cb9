//! What `--help` says, and what is said of a command line that cannot be read. The English of the help stands with the
//! arguments as well.

use crate::language::{Language, messages, pick, say, with_remedy, words};

/// A sentence of the help in a language; `None` for one that is not known here.
#[must_use]
pub fn help_in(language: Language, english: &str) -> Option<&'static str> {
    HELP.iter()
        .find(|sentence| sentence(Language::English) == english)
        .map(|sentence| sentence(language))
}

/// Makes of each row what gives it in a language.
macro_rules! sentences {
    ($($($text:literal),+;)*) => { &[$(|language| pick!(language, $($text),+)),*] };
}

/// Every sentence of the help, in the order of the commands.
pub const HELP: &[fn(Language) -> &'static str] = sentences! {
    "Review a contract negotiation kept in git, clause by clause, and prove later who agreed to what",
    "逐条审阅 git 中的合同谈判，事后可以证明谁同意了什么";
    "Exit status: 0 done or nothing found; 1 findings (check, audit, ready), or differences with --exit-code; 2 wrong use or unreadable input; 3 refused, answered with no, or cannot be verified.",
    "退出状态：0 完成，或没有审查提示；1 有审查提示（check）、核验未通过（audit）、尚未议定（ready），或用 --exit-code 时有差异；2 用法有误，或输入无法读取；3 被拒绝、对询问答“否”，或无法核验。";
    "The contracts repository, or any folder in it",
    "合同库，或其中任一文件夹";
    "Plain lines instead of screens, for screen readers and dumb terminals",
    "不用界面，逐行输出；供读屏软件和简易终端使用";
    "Use only ASCII for the frame of the screens",
    "界面框架只用 ASCII 字符";
    "Refuse to record, send or edit",
    "只读：拒绝登记、签发和编辑";
    "For an ssh forced command: start no editor or pager, write nothing outside the repository but what adidem keeps for you, ignore environment variables",
    "用作 ssh 强制命令：不启动编辑器和分页程序，除 adidem 为您保存的内容外不写合同库以外的任何文件，不理会环境变量";
    "With --restricted: an environment variable to set anyway",
    "与 --restricted 合用：仍予设置的环境变量";
    "Open this contract straight away",
    "直接打开该合同";
    "Run as if started in DIR",
    "视同在该文件夹中启动";
    "Language of the output; LANG decides if not given",
    "输出的语言；未指定时由 LANG 决定";
    "When to use colour",
    "何时使用颜色";
    "ansi, dark, light, high-contrast, colour-blind, mono, or one of your own",
    "ansi、dark、light、high-contrast、colour-blind、mono，或自定的主题";
    "Print long output straight away, without a pager",
    "长内容直接输出，不分页";
    "Make a contracts repository here, or prepare an existing one",
    "在此新建合同库，或将现有的库准备好";
    "Folder to set up [default: current folder]",
    "要设置的文件夹；未指定时为当前文件夹";
    "Make the shared repository between the parties, with its guard; an existing one is set right",
    "新建各方之间的共享合同库，并安装推送校验钩子；已有的库则予以修正";
    "Everybody in the folder's group may write to it",
    "该文件夹所属用户组的成员均可写入";
    "Name of the contract and its file",
    "合同简称，即其文件名";
    "Title of the contract",
    "合同名称";
    "What kind of contract it is: picks the checklists (`adidem check --kinds` lists the kinds)",
    "合同类型，用于选择审查清单（`adidem check --kinds` 列出全部类型）";
    "Full name of your own party; you are listed as its member, with the key that git signs with",
    "我方全称；您将列为其成员，并列明 git 所用的签名密钥";
    "Full name of the other party",
    "对方全称";
    "Your own party is the one that supplies, and not the customer",
    "我方是提供方（乙方），而非客户（甲方）";
    "Do not list your key",
    "不列明您的密钥";
    "Do not ask for title, kind and parties at a terminal",
    "在终端上也不询问合同名称、类型和当事人";
    "List the contracts: title, parties, round, who sent it, last change",
    "列出合同：合同名称、当事人、轮次、签发方、最近签发";
    "Print JSON (for other programs)",
    "输出 JSON（供其他程序读取）";
    "Find words in every contract: exit status 0 if they are there, 1 if not, 3 if not all could be read",
    "在全部合同中查找文字：找到时退出状态为 0，未找到为 1，未找到且有合同无法读取时为 3";
    "The words; they are found whatever their case and line ends",
    "要查找的文字；不论大小写和换行";
    "Show the clean text of a contract",
    "显示合同的清洁稿";
    "List the rounds of a contract, latest first",
    "列出合同的各轮次，最近的在前";
    "The contract's name (`adidem list` shows it)",
    "合同在合同库中的名称（见 `adidem list`）";
    "Show the redline between two versions of a contract",
    "显示合同两个版本之间的修订对比";
    "Show who introduced each word of a clause, and in which round",
    "显示条款中每处文字由谁、在哪一轮写入";
    "Show where every clause stands: each party's position, and who has to act",
    "显示各条款的状态：各方表态、待处理方";
    "List the open points: clause, each party's position and reason, who has to act",
    "列出未决条款：各方表态和理由、待处理方";
    "Check whether the whole text is agreed: exit status 0, or 1 and the open clauses",
    "检查全文是否已议定：已议定时退出状态为 0；否则为 1，并列出未决条款";
    "Record that your party accepts clauses of the latest round",
    "登记我方接受最新一轮的条款";
    "Every clause",
    "全部条款";
    "Every clause whose wording is exactly what your party last accepted or offered",
    "文字与我方上次接受或提出的文本完全相同的全部条款";
    "Record that your party rejects clauses of the latest round",
    "登记我方拒绝最新一轮的条款";
    "Record that your party accepts clauses subject to the condition given as the reason",
    "登记我方附条件接受条款，条件写在理由中";
    "Withdraw your party's latest position on clauses",
    "收回我方对条款的最近一次表态";
    "Edit the text of one clause of the draft in your editor",
    "用编辑器修改草稿中一个条款的文字";
    "The clause's id or number",
    "条号或条款代号";
    "Make the draft the next round, signed",
    "用密钥签名，将草稿签发为下一轮（同步之后才送达对方）";
    "A note for the other side",
    "给其他各方的说明";
    "Do not ask: you have read what will be recorded. Needed where there is no terminal to ask at",
    "不再询问：表示已阅读将登记的内容。没有可供询问的终端时必须使用";
    "Blanks and placeholders in this round are intended; without this, --yes refuses them",
    "本轮中的空白和待填内容系有意保留；不加此项时，--yes 会拒绝签发";
    "All keys of your party are lost and the draft lists new ones; without this, --yes refuses to sign with them",
    "本方密钥全部遗失，草稿已列明新密钥；不加此项时，--yes 会拒绝以新密钥签名";
    "Take back the round that you sent last, as long as it is in this copy alone; its words stay as the draft",
    "撤回您最近签发、且仅存在于本副本的一轮；其文字保留为草稿";
    "Do not ask: you have read what will be taken back. Needed where there is no terminal to ask at",
    "不再询问：表示已阅读将撤回的内容。没有可供询问的终端时必须使用";
    "List everything that happened, latest first, with the state of each signature",
    "列出全部经过，最近的在前，并注明每个签名的验签结果";
    "Only what concerns this clause",
    "只列与该条款有关的";
    "Show what became of everything your party asked for, and what the other side changed without a word",
    "显示我方各项要求的结果，以及对方未作说明的改动";
    "From this round on [default: all rounds]",
    "自该轮次起；未指定时为全部轮次";
    "The party that asked [default: your own]",
    "提出要求的一方；未指定时为我方";
    "Format of the report",
    "报告的格式";
    "Comment on a clause or on words in it: for all parties, signed; with --internal for colleagues alone",
    "对条款或其中的文字作批注：用密钥签名登记，各方可见；用 --internal 时仅供同事";
    "List the comments on a contract, with their numbers",
    "列出合同的批注及其编号";
    "The clause's id or number; left out with --answer and --resolve",
    "条号或条款代号；用 --answer 或 --resolve 时省去";
    "What it says",
    "批注内容";
    "The words in the clause that it is about, quoted exactly",
    "所针对的条款文字，照原文引用";
    "Answer the comment of this number",
    "答复该编号的批注";
    "Mark the comment of this number, which your party began, as resolved",
    "将我方提出的该编号批注标为已解决";
    "For colleagues alone: kept in your own folder, never in the repository",
    "仅供同事：存于您自己的文件夹，不进入合同库";
    "The internal comments, which the other side never gets",
    "内部批注，对方不会得到";
    "Write the internal comments into a new file, for colleagues",
    "将内部批注写入新文件，供同事使用";
    "Take over the internal comments of a file from a colleague",
    "取入同事交来的文件中的内部批注";
    "Fetch, merge, push; nothing is ever forced",
    "获取、合并、推送；从不强制覆盖";
    "Remote to sync with [default: the one this copy tracks]",
    "要同步的共享合同库；未指定时为本副本所跟随的一个";
    "Where both copies changed this clause, keep yours; write CONTRACT/CLAUSE for one contract alone",
    "两边都改了该条款时，用本副本的文字；写成 CONTRACT/CLAUSE 时只指该合同的条款";
    "Where both copies changed this clause, take the shared repository's; CONTRACT/CLAUSE as above",
    "两边都改了该条款时，用已同步的文字；CONTRACT/CLAUSE 同上";
    "Review a contract by checklists: exit status 1 if there are findings of severity high",
    "按审查清单审查合同：有高级别的审查提示时退出状态为 1";
    "List the kinds of contracts that there are checklists for",
    "列出有审查清单的合同类型";
    "List the checklists in the repository, and which of them you agreed to use",
    "列出合同库中的审查清单，以及您已同意采用的清单";
    "Use this checklist of the repository too, as long as its text stays the same",
    "同意采用合同库中的这份清单，以其内容不变为限";
    "No longer use this checklist of the repository",
    "不再采用合同库中的这份清单";
    "A round's number, first, last, draft, or a git revision [default: latest round]",
    "轮次号、first、last、draft，或某次 git 提交；未指定时为最新一轮";
    "Show what is new and what has been fixed since this version",
    "与该版本相比，指出新出现的和已解决的审查提示";
    "The party to review for [default: your own]",
    "审查角度：为哪一方审查；未指定时为我方";
    "Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them",
    "按该合同类型审查，例如 crm-saas；`adidem check --kinds` 列出全部类型";
    "Show your preferred wording, fallbacks and walk-away points",
    "显示首选表述、可接受表述和不可接受的内容";
    "Mark this finding as looked at; marks stay in this copy and are never shared",
    "将该审查提示标为已阅；标记仅保存在本副本中，不会同步给其他方";
    "Mark this finding as a risk you accept; it no longer counts for the exit status",
    "将该审查提示标为我方自担的风险（不对外）；不再计入退出状态";
    "Mark this finding as one to be raised with the other side",
    "将该审查提示标为待与对方交涉";
    "Remove the mark from this finding",
    "取消该审查提示的标记";
    "A note to yourself on what is marked",
    "给自己的备注，附于所作标记";
    "List the rules of the checklists, or find every mistake in a checklist of your own",
    "列出审查清单的审查要点，或者查出自拟清单的全部错误";
    "List the ids of all rules, with their severity and what they ask",
    "列出全部审查要点的代号、级别和内容";
    "Find every mistake in a checklist, and try its examples: exit status 1 if there is one",
    "查出审查清单的全部错误并试行其例句：有错误时退出状态为 1";
    "The checklist file",
    "审查清单文件";
    "Use this checklist file too; its rules amend those of the same id",
    "一并采用该审查清单文件；其中的审查要点修改同代号者";
    "Format of the review; a report in Markdown or as a web page has no limits or fallbacks of yours",
    "审查结果的格式；Markdown 或网页报告不含您的限值和可接受表述";
    "Only those of this clause, by id or present number",
    "只列该条款的，按代号或现行条号";
    "Show how each sentence of the clause was understood",
    "显示该条款每句话的理解结果";
    "List each party's obligations and rights, with deadlines",
    "列出各方的义务和权利，以及期限";
    "Only those of this party",
    "只列该方的";
    "A date you know, under the contract's name for it: \"Effective Date=2026-04-01\", \"生效=2026-04-01\"",
    "已知的日期，以合同中的称呼写出，例如“生效=2026-04-01”";
    "Format of the list",
    "清单的格式";
    "Show the figures over the rounds, compared with your limits and preferences",
    "显示各轮次中的数字，并与可接受范围和首选值对照";
    "The party whose rules are used [default: your own]",
    "按哪一方的审查要点；未指定时为我方";
    "Verify the whole record against the history: exit status 0 if it holds, 1 if it does not, 3 if it cannot be determined",
    "对照历史核验全部记录：通过时退出状态为 0；未通过为 1；无法判断为 3";
    "Only this contract [default: all]",
    "只核验该合同；未指定时为全部";
    "Only what the second of two git revisions has and the first does not",
    "只核验两次 git 提交中后者有而前者没有的";
    "Also verify every signature with stock `git verify-commit` and `ssh-keygen -Y verify`",
    "另用通行的 `git verify-commit` 和 `ssh-keygen -Y verify` 逐一验签";
    "Print JSON (for other programs), the same for everybody who audits the same state",
    "输出 JSON（供其他程序读取）；任何人核验同一历史，结果相同";
    "Refuse pushes that an audit would fail: the pre-receive hook of a shared repository",
    "拒绝无法通过核验的推送：共享合同库的 pre-receive 钩子";
    "Install the hook in this repository",
    "在该合同库中安装钩子";
    "Accept new keys of a party that lost all of its own, in a commit signed with the key of that fingerprint; run it in the shared repository itself",
    "接受某方在丢失全部原有密钥后更换的新密钥，该次提交须以此指纹的密钥签名；在共享合同库本身执行";
    "Export a negotiation as one evidence file that a third party can verify offline",
    "将整个谈判导出为一个证据包，第三方可离线核验";
    "The contract's name; with --tsr, the evidence file",
    "合同在合同库中的名称；用 --tsr 时为证据包";
    "The file to write [default with --tsr: the evidence file itself]",
    "要写的文件；用 --tsr 而未指定时为证据包本身";
    "Also write the query for a time stamp authority (RFC 3161)",
    "同时写出时间戳请求（RFC 3161）";
    "Put the authority's answer into the evidence file",
    "将时间戳机构的答复存入证据包";
    "Verify an evidence file offline: exit status 0 if it holds, 1 if it does not, 3 if it cannot be determined",
    "离线核验证据包：通过时退出状态为 0；未通过为 1；无法判断为 3";
    "The evidence file",
    "证据包";
    "Certificates of time stamp authorities (PEM), which openssl is to trust",
    "时间戳机构的证书（PEM），供 openssl 信任";
    "Write what its pages should say into this folder, which is created",
    "将其页面应有的内容写入此文件夹（新建）";
    "Carry on however much time and memory it takes",
    "无论需要多少时间和内存，均核验到底";
    "Ask the time stamp authority in your settings to stamp your party's records that have no time stamp",
    "就我方尚无时间戳的表态记录，向您的设置所指定的时间戳机构请求时间戳";
    "List the clauses whose changes have not been on your screen; the screens accept them only after you have read them",
    "列出修改尚未在您的屏幕上显示过的条款；在界面上接受之前须先阅读";
    "Note that you have read all of it elsewhere, on paper or as a web page; you type the contract's name to confirm",
    "您已在别处（纸面或网页）全部读过：须输入合同名称确认";
    "Show a party's keys, and confirm them after comparing the fingerprints outside git",
    "显示一方的密钥；在 git 之外核对指纹后予以确认";
    "The party [default: show all]",
    "当事人代号；未指定时显示各方";
    "Compare all parties' keys with a file handed over outside git; exit status 1 if it differs",
    "将各方密钥与在 git 之外交付的文件核对；不一致时退出状态为 1";
    "Confirm the keys among which the party first had this one, and which it has replaced since (`trust` lists them)",
    "予以确认：该方最初列有此密钥时的成员及密钥，现已更换（`trust` 可列出）";
    "Compare the parties' keys with a file handed over separately; exit status 1 if it differs",
    "将各方密钥与单独交付的文件核对；不一致时退出状态为 1";
    "Print such a file",
    "输出此类文件";
    "Confirm: the fingerprints were compared with the party itself, or the file came from it",
    "予以确认：已与该方核对指纹，或文件由该方交付";
    "Make the first draft of a contract from a Word file, a text or Markdown; nothing is sent",
    "由 Word 文件、文本或 Markdown 生成合同草稿；不作签发";
    "Make the other side's answer, a Word file, a text or Markdown, the next round, as reported by you: exit status 1 if the file has changes that are not tracked",
    "将对方的答复（Word 文件、文本或 Markdown）收入为下一轮，由您转述：文件中有未以修订标出的改动时退出状态为 1";
    "The party that sent it, by its id, role or name",
    "发来文件的一方：写其代号、身份或名称";
    "The round that the file answers, with which it is compared without its tracked changes [default: the latest that is not that party's]",
    "文件所答复的轮次，用以与不含修订的文件比对；未指定时为该方以外最近的一轮";
    "A note for your own side and the record",
    "说明，供我方查阅并记入记录";
    "The file",
    "文件";
    "The contract's name from now on [default: the file's name]",
    "合同名称；未指定时为文件名";
    "Your party, by its id, role or name in the file: you become its first member",
    "我方，以其代号、称谓或文件中的名称指明：您将成为其首位成员";
    "Read the text as it was before its tracked changes",
    "读入修订前的文本";
    "Compare a Word file, a text or a PDF with a contract: exit status 0 if they say the same, 1 if they differ",
    "比对 Word 文件、文本或 PDF 与合同：一致时退出状态为 0，不一致时为 1";
    "Write your changes into the last Word file exchanged, as tracked changes; nothing else in it is touched",
    "将改动以修订形式写入最近一次往来的 Word 文件；其余内容不作任何改动";
    "The version that the file says [default: what it said when it was imported]",
    "文件所载的版本；未指定时为导入时的内容";
    "The version to write [default: your draft, or the latest round if nothing in it is new]",
    "要写入的版本；未指定时为草稿，草稿无改动时为最新一轮";
    "Format of the file",
    "文件格式";
    "The file to write; none that is there is overwritten",
    "要写出的文件；不覆盖已有文件";
    "The Word file to write into [default: the one that was imported]",
    "要写入修订的 Word 文件；未指定时为导入的文件";
    "Accept the tracked changes that are in it first",
    "先接受其中已有的修订";
    "Accept yours as well: the text without any tracked change",
    "同时接受我方修订：输出不含修订的文本";
    "Check terminal, repository, identity and keys, and say what to fix",
    "检查终端、合同库、身份和密钥，并说明应如何处理";
    "Build a worked example as a real repository and show it",
    "新建一个真实的示例合同库并显示";
    "Where to put it [default: your data folder]",
    "存放位置；未指定时为您的数据文件夹";
    "Delete the example and build it again",
    "删除示例并重新建立";
    "Build an example whose record was attacked, and show the audit catching it",
    "建立记录遭到攻击的示例，并显示核验如何发现";
    "The side you play",
    "您扮演的一方";
    "Only build it",
    "只建立，不打开";
    "Print the JSON schema of a command's answer",
    "显示某一命令的 JSON 输出的 schema";
    "The command, or `error`; without one, all that have a schema",
    "命令名称，或 `error`；不写则列出全部有 schema 的命令";
    "How other programs use this one",
    "供其他程序调用的说明";
    "Print completions for a shell",
    "输出命令行补全脚本";
    "Which shell",
    "命令行（shell）的种类";
    "Print the manual page, or that of one command",
    "显示手册页，或一个命令的手册页";
    "The command",
    "命令名称";
    "Write the pages of all commands into this folder, which is created",
    "将全部命令的手册页写入此文件夹（新建）";
    "A round's number, first, last, draft, or a git revision",
    "轮次号、first、last、draft，或某次 git 提交";
    "Only this clause, with its sub-clauses",
    "只看该条款及其下级条款";
    "The exact bytes whose SHA-256 names the clause's revision (with --clause), or the whole text",
    "输出条款文本（用 --clause 时）或全文的原始字节，其 SHA-256 即该文本的摘要";
    "A round's number, first, last, mine, draft, or a git revision [default: what your party last accepted or offered]",
    "轮次号、first、last、mine、draft，或某次 git 提交；未指定时为我方上次接受或提出的文本";
    "The same [default: latest round]",
    "同上；未指定时为最新一轮";
    "Format of the redline",
    "对比稿的格式";
    "Show unchanged clauses and paragraphs too",
    "未修改的条款和段落也显示";
    "Exit with status 1 if there is a difference",
    "有差异时退出状态为 1";
    "Also count positions that one party reports of another",
    "一方转述的他方表态也计入";
    "The clauses, by id or number; id:NAME or no:NUMBER where a name is both",
    "条款，用条号或条款代号；同一写法两者皆可时，写成 `id:代号` 或 `no:条号`";
    "Your party's reason, shown to the other side; with `reserve`, the condition",
    "我方的理由，其他各方可以看到；用 `reserve` 时为条件";
    "The round you have read: refused when a clause's text has changed since",
    "您所读的轮次：条款文字此后有修改的，予以拒绝";
    "Include all sub-clauses of the named clauses",
    "连同所列条款的全部下级条款";
    "How another party stated it, such as \"letter of 2026-11-20\"",
    "他方如何表态，例如“2026-11-20 的函件”";
    "The party that stated it",
    "作此表态的一方";
    "Print help (see more with '--help')",
    "显示帮助";
    "Print version",
    "显示版本";
    "Print this message or the help of the given subcommand(s)",
    "显示本帮助，或所列命令的帮助";
};

/// What is wrong with a command line, with what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongUse(pub UsageFault);

impl WrongUse {
    /// The sentence in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        with_remedy(&self.0.message(language), &Self::remedy(language), language)
    }

    /// What to do next, whatever is wrong with it.
    #[must_use]
    pub fn remedy(language: Language) -> String {
        say!(language, "see `--help`", "用法见 `--help`。")
    }
}

messages! {
    /// What is wrong with a command line, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum UsageFault in language {
        /// A word for which there is no place.
        Superfluous(word: String) => { "there is no place for `{word}`", "多余的参数 `{word}`" }
        /// There is no such option, and perhaps one that is like it.
        Unknown(option: String, near: Option<String>) => {
            match near {
                None => say!(language, "there is no option `{option}`", "没有 `{option}` 这一选项"),
                Some(near) => say!(
                    language,
                    "there is no option `{option}` (did you mean `{near}`?)",
                    "没有 `{option}` 这一选项（您是否指 `{near}`？）",
                ),
            }
        }
        /// There is no such command.
        NoCommand(name: String) => { "there is no command `{name}`", "没有 `{name}` 这一命令" }
        /// These have to be given.
        Missing(names: Vec<String>) => {
            let names = language.list(names);
            say!(language, "{names} has to be given", "缺少 {names}")
        }
        /// A value that this argument does not take, and those that it takes, if they are few.
        Value(value: String, argument: String, valid: Vec<String>) => {
            let choices = language.list(valid);
            if valid.is_empty() {
                say!(language, "{argument} cannot be `{value}`", "{argument} 不能是 `{value}`")
            } else {
                say!(
                    language,
                    "{argument} cannot be `{value}`; it can be: {choices}",
                    "{argument} 不能是 `{value}`；可以是 {choices}",
                )
            }
        }
        /// A value in another form than the argument takes.
        Form(value: String, argument: String, form: String) => {
            "{argument} cannot be `{value}`; write it like `{form}`",
            "{argument} 不能是 `{value}`；应写作 `{form}`",
        }
        /// Arguments that exclude each other.
        Conflict(one: String, others: Vec<String>) => {
            let others = language.list(others);
            say!(language, "{one} cannot be used with {others}", "{one} 不能与 {others} 同时使用")
        }
        /// An option without its value.
        NoValue(option: String) => { "{option} has to be followed by a value", "{option} 之后须有值" }
    }
}

/// Headings of the help, and what stands behind an argument's sentence.
#[derive(Debug, Clone, Copy)]
pub struct HelpWords(pub Language);

words! { HelpWords:
    /// Over the line that shows the form of a command.
    usage: "Usage: ", "用法：";
    /// Over the arguments without a name.
    arguments: "Arguments", "参数";
    /// Over the options.
    options: "Options", "选项";
    /// Over the commands.
    commands: "Commands", "命令";
    /// What stands behind each heading.
    colon: ":", "：";
}

impl HelpWords {
    /// The values that an option takes, and the one it has when it is not given.
    #[must_use]
    pub fn values(self, values: &[String], usual: Option<&str>) -> String {
        let values = self.0.list(values);
        let choice = match values.as_str() {
            "" => String::new(),
            values => say!(self.0, " [possible values: {values}]", "（可选：{values}）"),
        };
        let usual = usual.map(|usual| say!(self.0, " [default: {usual}]", "（默认：{usual}）"));
        choice + &usual.unwrap_or_default()
    }
}
