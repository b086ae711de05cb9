//! What `--help` says, in Chinese. The English stands with the arguments themselves.

/// A sentence of the help in Chinese; `None` for one that is not known here.
#[must_use]
pub fn help_in_chinese(english: &str) -> Option<&'static str> {
    HELP.iter().find(|(known, _)| *known == english).map(|(_, chinese)| *chinese)
}

/// Every sentence of the help, in the order of the commands.
pub const HELP: &[(&str, &str)] = &[
    (
        "Review a contract negotiation kept in git, clause by clause, and prove later who agreed to what",
        "逐条审阅 git 中的合同谈判，事后可以证明谁同意了什么",
    ),
    (
        "Exit status: 0 done or nothing found; 1 findings (check, audit, ready), or differences with --exit-code; 2 wrong use or unreadable input; 3 refused, answered with no, or cannot be verified.",
        "退出状态：0 完成或者没有发现；1 有发现（check、audit、ready），或者用 --exit-code 时有差异；2 用法有误或者输入无法读取；3 被拒绝、对询问答“否”，或者无法核实。",
    ),
    ("The contracts repository, or any folder in it", "合同库，或者其中任一文件夹"),
    (
        "Plain lines instead of screens, for screen readers and dumb terminals",
        "不用界面，逐行输出；供读屏软件和简易终端使用",
    ),
    ("Only ASCII in the frame of the screens", "界面框架只用 ASCII 字符"),
    ("Refuse to record, send or edit", "只读：拒绝登记、签发和编辑"),
    (
        "For an ssh forced command: start no editor or pager, write nothing outside the repository, heed no variable",
        "用作 ssh 强制命令：没有编辑器和分页程序，不写合同库以外的任何文件，不理会环境变量",
    ),
    ("With --restricted: a variable that is set all the same", "与 --restricted 合用：仍予设置的环境变量"),
    ("A contract to open at once", "直接打开的合同"),
    ("Act as if started in this folder", "视同在该文件夹中启动"),
    ("Language of the output; LANG decides if not given", "输出的语言；未指定时由 LANG 决定"),
    ("When to use colour", "何时使用颜色"),
    (
        "ansi, dark, light, high-contrast, colour-blind, mono, or one of your own",
        "ansi、dark、light、high-contrast、colour-blind、mono，或者自定的主题",
    ),
    ("Print long output straight away, without a pager", "长输出直接打印，不分页"),
    ("Make a contracts repository here, or make an existing one ready", "在此新建合同库，或者把现有的库准备好"),
    ("The folder; the present one if not given", "文件夹；未指定时为当前文件夹"),
    (
        "Make the shared repository between the parties, guard included; one that is there is made right",
        "新建各方之间的共享合同库，并安装推送校验钩子；已有的库则予以修正",
    ),
    ("Everybody in the folder's group may write to it", "该文件夹所属用户组的成员均可写入"),
    (
        "List the contracts: title, parties, round, who sent it, last change",
        "列出合同：名称、各方、轮次、签发方、最近修改",
    ),
    ("For other programs", "供其他程序读取"),
    ("Show the clean text of a contract", "显示合同的清洁文本"),
    ("List the rounds of a contract", "列出合同的各轮次"),
    ("The contract's name", "合同的名称"),
    ("Show the redline between two versions of a contract", "显示合同两个版本之间的修订对照"),
    ("Tell who brought in each word of a clause, and in which round", "指出条款中每个词由谁、在哪一轮写入"),
    ("Where every clause stands: each party's position, and who has to act", "各条款的状态：各方表态、待何方处理"),
    (
        "The open points: clause, each party's position and reason, who has to act",
        "未决条款：条款、各方表态和理由、待何方处理",
    ),
    (
        "Tell whether the contract is in agreed form: exit status 0, or 1 with what is open",
        "合同全文是否已议定：退出状态 0；否则为 1，并列出未决之处",
    ),
    ("Record that your party accepts clauses of the newest round", "登记我方接受最新一轮的条款"),
    ("Every clause", "全部条款"),
    (
        "Every clause in the very words that your party last accepted or offered",
        "文字与我方上次接受或提出的文本完全相同的全部条款",
    ),
    ("Record that your party does not accept clauses of the newest round", "登记我方拒绝最新一轮的条款"),
    (
        "Record that your party accepts clauses subject to the condition given as the reason",
        "登记我方附条件接受条款，条件写在理由中",
    ),
    ("Take back what your party recorded last about clauses", "收回我方对条款的最近一次表态"),
    ("Edit the text of one clause of the draft in your editor", "用编辑器修改草稿中一个条款的文字"),
    ("The clause's id or number", "条号或条款代号"),
    ("Make the draft the next round, signed", "用密钥签名，将草稿签发为下一轮（同步之后才送达对方）"),
    ("What the other side should know", "告知对方的说明"),
    (
        "Do not ask: you have read what will be recorded. Without a terminal to ask at, this is needed",
        "不再询问：表示已阅读将登记的内容。没有可供询问的终端时必须使用",
    ),
    (
        "Blanks and placeholders in this round are meant; with --yes they are refused otherwise",
        "本轮中的空白和待填内容是有意保留的；使用 --yes 时，否则将被拒绝",
    ),
    (
        "Everything that happened, in order, with what is known of each signature",
        "按时间列出全部经过，以及每个签名的核实情况",
    ),
    ("Only what concerns this clause", "只列与该条款有关的"),
    ("Fetch, bring both sides together, push; nothing is ever forced", "获取、合并、推送；从不强制覆盖"),
    ("The other end; the one that this copy follows if not given", "对端；未指定时为本副本所跟随的一个"),
    (
        "Where both sides changed this clause, keep your wording; CONTRACT/CLAUSE means that of one contract alone",
        "两边都改了该条款时，用本副本的文字；写成 合同/条款 时只指该合同的条款",
    ),
    (
        "Where both sides changed this clause, take the other side's wording; CONTRACT/CLAUSE as above",
        "两边都改了该条款时，用已同步的文字；合同/条款 同上",
    ),
    (
        "Review a contract by checklists: exit status 1 with findings of severity high",
        "按审查清单审查合同：有高级别的发现时退出状态为 1",
    ),
    ("List the kinds of contracts that there are checklists for", "列出有审查清单的合同类型"),
    (
        "List the checklists that lie in the repository, and which of them you agreed to",
        "列出合同库中的审查清单，以及您已同意采用的清单",
    ),
    (
        "Have this checklist of the repository asked as well, for as long as its text stays the same",
        "同意采用合同库中的这份清单，以其内容不变为限",
    ),
    ("No longer have this checklist of the repository asked", "不再采用合同库中的这份清单"),
    (
        "A round's number, first, last, draft, or a revision of git; the newest round if not given",
        "轮次号、first、last、draft，或者 git 的版本；未指定时为最新一轮",
    ),
    ("Tell what is new and what is mended since this version", "与该版本相比，指出新出现的和已消除的"),
    ("The party to review for; your own if not given", "站在哪一方审查；未指定时为我方"),
    (
        "Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them",
        "视为该类型的合同，例如 crm-saas；`adidem check --kinds` 列出全部类型",
    ),
    (
        "Show the wordings that you would rather have, would take, and would not sign",
        "显示首选文字、可接受的文字和不可签的底线",
    ),
    (
        "Mark this finding as looked at; marks stay in this copy and are never shared",
        "把该发现标为已阅；标记仅保存在本副本中，不会同步给其他方",
    ),
    (
        "Mark this finding as a risk that you take; it no longer counts for the exit status",
        "把该发现标为我方自担的风险（不对外）；不再计入退出状态",
    ),
    ("Mark this finding as one to be raised with the other side", "把该发现标为待与对方交涉"),
    ("Take the mark on this finding away", "取消该发现的标记"),
    ("A note to yourself on what is marked", "给自己的备注，附于所作标记"),
    ("Who shall and may do what, for whom and by when", "谁应当、谁可以对谁做什么，以及期限"),
    ("Only those of this party", "只列该方的"),
    (
        "A date that you know, by the contract's words for it: \"Effective Date=2026-04-01\", \"生效=2026-04-01\"",
        "已知的日期，以合同中的称呼写出：\"生效=2026-04-01\"",
    ),
    ("The form of the list", "清单的格式"),
    (
        "The figures over the rounds, held against what you would take and would rather have",
        "各轮次中的数字，与可接受值和首选值对照",
    ),
    ("The party whose rules are asked; your own if not given", "按哪一方的规则；未指定时为我方"),
    (
        "Verify the whole record against history: exit status 0, 1 when it does not hold, 3 when that cannot be told",
        "对照历史核验全部记录：退出状态 通过为 0；未通过为 1；无法判断为 3",
    ),
    ("One contract alone; all of them if not given", "只审计一份合同；未指定时为全部"),
    (
        "Only what the second of two revisions of git has and the first had not",
        "只审计 git 的两个版本中后者有而前者没有的",
    ),
    (
        "Hold every signature against stock `git verify-commit` and `ssh-keygen -Y verify` as well",
        "另用通行的 git verify-commit 和 ssh-keygen -Y verify 逐一核对签名",
    ),
    (
        "For other programs; the same for everybody who audits the same state",
        "供其他程序读取；任何人审计同一状态，结果相同",
    ),
    (
        "Refuse pushes that an audit would fail: the pre-receive hook of a shared repository",
        "拒绝审计不能通过的推送：共享合同库的 pre-receive 钩子",
    ),
    ("Put the hook into this repository", "把钩子装入该合同库"),
    (
        "Take new keys of a party that lost all of its own, in a change signed with the key of that fingerprint; in the shared repository itself",
        "接受某方在丢失全部原有密钥后更换的新密钥，该修改须以此指纹的密钥签名；在共享合同库本身执行",
    ),
    ("Put a negotiation into one file that a stranger can verify offline", "把一场谈判装入一个文件，外人可以离线核实"),
    ("The contract's name; with --tsr, the evidence file", "合同的名称；用 --tsr 时为证据文件"),
    (
        "The file to write; with --tsr, the evidence file itself if not given",
        "要写的文件；用 --tsr 而未指定时为证据文件本身",
    ),
    ("Also write the query for a time stamp authority (RFC 3161)", "同时写出时间戳请求（RFC 3161）"),
    ("Take the authority's answer into the evidence file", "把时间戳机构的答复收入证据文件"),
    (
        "Verify an evidence file offline: exit status 0, 1 when it does not hold, 3 when that cannot be told",
        "离线核验证据包：退出状态 通过为 0；未通过为 1；无法判断为 3",
    ),
    ("The evidence file", "证据文件"),
    (
        "Certificates of time stamp authorities (PEM), which openssl is to trust",
        "时间戳机构的证书（PEM），供 openssl 信任",
    ),
    ("Write what its pages should say into this folder, which is made", "将其页面应有的内容写入此文件夹（新建）"),
    ("Go on however much time and memory it takes", "无论需要多少时间和内存，均核验到底"),
    (
        "Ask the time stamp authority of your settings about your party's records that have no time stamp",
        "就我方尚无时间戳的记录，向您的设置所指定的时间戳机构请求时间戳",
    ),
    (
        "List the clauses whose changes have not been on your screen; they have to be read before they are accepted there",
        "列出改动尚未在您的屏幕上显示过的条款；在界面上接受之前须先阅读",
    ),
    (
        "You have read all of it elsewhere, on paper or as a web page: asks you to type the contract's name",
        "您已在别处（纸面或网页）全部读过：须输入合同名称确认",
    ),
    (
        "Show a party's keys, and confirm them after comparing the fingerprints outside of git",
        "显示一方的密钥；在 git 之外比对指纹后予以确认",
    ),
    ("The party; all of them are shown if not given", "一方；未指定时显示各方"),
    (
        "Compare all parties with a file that was handed over outside of git; exit status 1 when it says otherwise",
        "将各方与在 git 之外交付的文件比对；不一致时退出状态为 1",
    ),
    (
        "Compare the parties' keys with a file that was handed over on its own; exit status 1 when it says otherwise",
        "将各方密钥与单独交付的文件比对；不一致时退出状态为 1",
    ),
    ("Print such a file", "显示此类文件"),
    (
        "The fingerprints were compared with the party itself, or the file came from it",
        "已与该方本身比对指纹，或文件由该方交付",
    ),
    ("Tell what the program sees of terminal, repository, identity and keys", "说明程序所见的终端、合同库、身份和密钥"),
    ("Build a worked example as a real repository and show it", "建立一个真实的示例合同库并显示"),
    ("Where to put it; your own data folder if not given", "放在何处；未指定时为用户的数据文件夹"),
    ("Make it anew", "重新建立"),
    ("One with attacks on its record, and the audit that finds them", "记录遭到攻击的示例，以及发现攻击的审计"),
    ("Only build it", "只建立，不打开"),
    ("Print the JSON schema of a command's answer", "显示某一命令的 JSON 输出的 schema"),
    (
        "The command, or `error`; without one, all that have a schema",
        "命令名称，或 `error`；不写则列出全部有 schema 的命令",
    ),
    ("How other programs use this one", "供其他程序调用的说明"),
    ("Print completions for a shell", "打印命令行补全脚本"),
    ("Which shell", "哪种命令行"),
    ("Print the manual page", "打印手册页"),
    ("A round's number, first, last, draft, or a revision of git", "轮次号、first、last、draft，或者 git 的版本"),
    ("Only this clause, with its sub-clauses", "只看该条款及其下级条款"),
    (
        "The exact bytes whose SHA-256 names the clause's revision (with --clause), or the whole text",
        "条款版本（用 --clause 时）或者全文的 SHA-256 所依据的原始字节",
    ),
    (
        "A round's number, first, last, mine, draft, or a revision of git; what your party last accepted or offered if not given",
        "轮次号、first、last、mine、draft，或者 git 的版本；未指定时为我方上次接受或提出的文本",
    ),
    ("The same; the newest round if not given", "同上；未指定时为最新一轮"),
    ("The form of the redline", "修订对照的格式"),
    ("List untouched clauses and paragraphs too", "未改动的条款和段落也列出"),
    ("Exit with 1 when there is a difference", "有差异时以 1 退出"),
    ("Count what one party noted that another one said", "计入一方所记的他方表态"),
    (
        "The clauses, by id or number; id:NAME or no:NUMBER where a name is both",
        "条款，用条号或条款代号；同一写法两者皆可时，写成 id:代号 或 no:条号",
    ),
    (
        "Why your party says so, shown to the other side; with `reserve`, the condition",
        "我方的理由，对方可以看到；用 reserve 时为条件",
    ),
    (
        "The round you have read: refused when a clause's text has changed since",
        "您所读的轮次：条款文字此后有改动的，予以拒绝",
    ),
    ("Everything below the named clauses as well", "连同所列条款的全部下级条款"),
    ("How another party said so, such as \"letter of 2026-11-20\"", "他方如何表态，例如“2026-11-20 的函件”"),
    ("The party that said so", "作此表态的一方"),
    ("Print help (see more with '--help')", "显示帮助"),
    ("Print version", "显示版本"),
    ("Print this message or the help of the given subcommand(s)", "显示本帮助，或者所列命令的帮助"),
];

/// What is wrong with a command line, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageFault {
    /// There is no such option, and perhaps one that is like it; or a word for which there is no place.
    Unknown(String, Option<String>),
    /// There is no such command.
    NoCommand(String),
    /// These have to be given.
    Missing(Vec<String>),
    /// A value that this argument does not take, and those that it takes, if they are few.
    Value(String, String, Vec<String>),
    /// Two that exclude each other.
    Conflict(String, String),
    /// An option without its value.
    NoValue(String),
}

/// The sentence, with what to do next.
#[must_use]
pub fn usage_in_chinese(fault: &UsageFault) -> String {
    let said = match fault {
        UsageFault::Unknown(word, _) if !word.starts_with('-') => format!("多余的参数 `{word}`"),
        UsageFault::Unknown(option, None) => format!("没有 `{option}` 这一选项"),
        UsageFault::Unknown(option, Some(near)) => format!("没有 `{option}` 这一选项（您是否指 `{near}`？）"),
        UsageFault::NoCommand(name) => format!("没有 `{name}` 这一命令"),
        UsageFault::Missing(names) => format!("缺少 {}", names.join("、")),
        UsageFault::Value(value, argument, valid) if valid.is_empty() => format!("{argument} 不能是 `{value}`"),
        UsageFault::Value(value, argument, valid) => {
            format!("{argument} 不能是 `{value}`；可以是 {}", valid.join("、"))
        }
        UsageFault::Conflict(one, other) => format!("{one} 不能与 {other} 同时使用"),
        UsageFault::NoValue(option) => format!("{option} 之后须有值"),
    };
    format!("{said}。用法见 `--help`。")
}

/// Headings of the help, and what stands behind an argument's sentence, in Chinese.
#[derive(Debug, Clone, Copy)]
pub struct HelpWords;

impl HelpWords {
    /// Over the line that shows the form of a command.
    pub const USAGE: &'static str = "用法：";
    /// Over the arguments without a name.
    pub const ARGUMENTS: &'static str = "参数";
    /// Over the options.
    pub const OPTIONS: &'static str = "选项";
    /// Over the commands.
    pub const COMMANDS: &'static str = "命令";

    /// The values that an option takes, and the one it has when it is not given.
    #[must_use]
    pub fn values(values: &[String], usual: Option<&str>) -> String {
        let choice = if values.is_empty() { String::new() } else { format!("（可选：{}）", values.join("、")) };
        choice + &usual.map(|usual| format!("（默认：{usual}）")).unwrap_or_default()
    }
}
