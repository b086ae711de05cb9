//! What the help of each command says behind its options: what the command changes, two examples, and its exit statuses.
//! It is long because every command stands here once.

use crate::language::{Language, pick, words};

/// What a command changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Reads,
    /// Positions, signed, in this copy.
    Records,
    /// A draft, or what one keeps for oneself.
    Writes,
    /// The history of this copy: its newest round goes.
    TakesBack,
    /// What this copy and the shared repository hold.
    Exchanges,
    /// Files outside of the repository.
    MakesFiles,
    /// Only what one's own copy remembers, and only where it is asked to.
    Notes,
    /// A repository or its hooks.
    SetsUp,
}

/// Which exit statuses a command has besides that of wrong use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    /// Done.
    Shown,
    /// Done, or refused.
    Recorded,
    /// The record holds, does not, or that cannot be told.
    Holds,
    /// All is agreed, something is open, or not everything is verified.
    Agreed,
    /// No difference, or some.
    Same,
    /// No difference, or some where that was asked.
    SameIfAsked,
    /// No grave finding, or some.
    Found,
    /// Exchanged, or something is to be settled.
    Settled,
    /// Found, or nowhere.
    Searched,
    /// Taken in; with changes that are not tracked, or without.
    Received,
}

/// What is said of one command.
#[derive(Debug)]
pub struct CommandHelp {
    /// The command.
    pub name: &'static str,
    /// What it changes.
    pub effect: Effect,
    /// How it ends.
    pub statuses: Statuses,
    /// What to type, and what for.
    pub examples: &'static [Example],
}

/// Something to type.
#[derive(Debug)]
pub struct Example {
    /// The command line.
    pub line: &'static str,
    /// What for.
    pub what: fn(Language) -> &'static str,
}

/// Makes of each row the help of one command.
macro_rules! commands {
    ($( $name:literal $effect:ident $statuses:ident { $( $line:literal => $($what:literal),+ ; )+ } )+) => {
        &[ $( CommandHelp {
            name: $name,
            effect: Effect::$effect,
            statuses: Statuses::$statuses,
            examples: &[ $( Example { line: $line, what: |language| pick!(language, $($what),+) } ),+ ],
        } ),+ ]
    };
}

/// What is said of each command, in the order of the commands.
pub const COMMANDS: &[CommandHelp] = commands! {
    "init" SetsUp Recorded {
        "adidem init" => "a contracts repository in this folder, with a template", "在当前文件夹新建合同库和合同模板";
        "adidem init --name crm --title \"CRM Services\" --kind crm-saas --ours \"Yunfan Ltd\" --theirs \"Lumenfold Ltd\"" => "with a first draft that names parties, you and your key", "并生成列明当事人、您本人及密钥的初稿";
        "adidem init --shared --group /srv/contracts/acme.git" => "a shared repository that everybody in the folder's group may write to", "新建共享合同库，文件夹所属用户组均可写入";
    }
    "list" Reads Shown {
        "adidem list" => "all contracts, those waiting for you first", "全部合同，待处理的在前";
        "adidem -C ~/acme list --json" => "those of another folder, for another program", "另一文件夹中的合同，供其他程序读取";
    }
    "search" Reads Searched {
        "adidem search liability" => "every clause that has the word, in all contracts", "全部合同中含有该词的条款";
        "adidem search --json 违约金" => "the same for another program", "供其他程序读取";
    }
    "show" Reads Shown {
        "adidem show crm" => "the latest round", "最新一轮";
        "adidem show crm --round 2 --clause fees" => "one clause as it was in round 2", "第 2 轮中的一条";
    }
    "rounds" Reads Shown {
        "adidem rounds crm" => "who sent what, and when", "谁在何时签发了什么";
        "adidem rounds crm --json" => "the same for another program", "同上，供其他程序读取";
    }
    "diff" Reads SameIfAsked {
        "adidem diff crm" => "the latest round against what your party last accepted or offered", "最新一轮与我方上次接受或提出的文本对比";
        "adidem diff crm 3 4 --format html > redline.html" => "round 4 against round 3, as a page to print", "第 4 轮与第 3 轮对比，输出为网页";
    }
    "blame" Reads Shown {
        "adidem blame crm fees" => "who introduced each word of the clause", "该条每处文字由谁写入";
        "adidem blame crm 3.2 --json" => "the same by number, for another program", "同上，用条号，供其他程序读取";
    }
    "status" Reads Shown {
        "adidem status crm" => "every clause with each party's position", "各条款及各方表态";
        "adidem status crm --reported" => "counting what one party reports of another", "转述的他方表态也计入";
    }
    "issues" Reads Shown {
        "adidem issues crm" => "what is not agreed, and who has to act", "未决条款和待处理方";
        "adidem issues crm --json" => "the same for another program", "同上，供其他程序读取";
    }
    "ready" Reads Agreed {
        "adidem ready crm" => "whether everything is agreed", "全文是否已议定";
        "adidem ready crm --json" => "the same for another program", "同上，供其他程序读取";
    }
    "accept" Records Recorded {
        "adidem accept crm fees 4.2" => "two clauses as they are, after you have been shown them", "显示之后接受两条的现有文本";
        "adidem accept crm --all-unchanged" => "whatever is worded as your party last accepted or offered it", "文字与我方上次接受或提出者相同的全部条款";
    }
    "reject" Records Recorded {
        "adidem reject crm fees --reason \"The price of the tender applies.\"" => "with the reason that the other side reads", "附理由，对方可以看到";
        "adidem reject crm term --for vendor --reported \"letter of 2026-11-20\"" => "what the other side wrote, as your note", "对方来函的意思，作为我方转述";
    }
    "reserve" Records Recorded {
        "adidem reserve crm liability --reason \"Subject to our insurer.\"" => "accepted subject to a condition", "附条件接受";
        "adidem reserve crm 5 --below --reason \"Subject to annex A.\"" => "with all sub-clauses", "连同全部下级条款";
    }
    "withdraw" Records Recorded {
        "adidem withdraw crm fees" => "your latest position on the clause", "我方对该条的最近一次表态";
        "adidem withdraw crm fees --reason \"Accepted by mistake.\"" => "with a reason", "附理由";
    }
    "edit" Writes Recorded {
        "adidem edit crm fees" => "in the editor that VISUAL or EDITOR names", "用 VISUAL 或 EDITOR 指定的编辑器";
        "adidem edit crm 3.2" => "by its number", "用条号";
    }
    "send" Records Recorded {
        "adidem send crm -m \"Our answer on liability\"" => "shows what goes out, and asks", "显示将发出的内容并询问";
        "adidem send crm --yes --with-blanks" => "in a script, by somebody who has read it", "用于脚本，已由人阅读";
    }
    "take-back" TakesBack Recorded {
        "adidem take-back crm" => "before `sync`: the round is gone, its words are the draft", "同步之前：撤回该轮，文字保留为草稿";
        "adidem take-back crm --yes" => "without a question", "不询问";
    }
    "log" Reads Shown {
        "adidem log crm" => "everything, latest first", "全部经过，最近的在前";
        "adidem log crm fees" => "what concerns one clause", "与一条有关的";
    }
    "asks" Reads Shown {
        "adidem asks crm" => "what became of everything your party asked for", "我方各项要求的结果";
        "adidem asks crm 3" => "of what it asked for since round 3", "自第 3 轮起提出的要求";
    }
    "comment" Records Recorded {
        "adidem comment crm fees \"Why net 60?\"" => "a signed comment that the other side reads too", "签名的批注，对方也能看到";
        "adidem comment crm fees --internal \"Our floor is 3 %\"" => "for colleagues alone; it never leaves with the contract", "仅供内部；不随合同发出";
    }
    "comments" Notes Shown {
        "adidem comments crm" => "all comments, with their answers", "全部批注及回复";
        "adidem comments crm --internal --export notes.yaml" => "internal ones as a file for a colleague", "将内部批注导出给同事";
    }
    "sync" Exchanges Settled {
        "adidem sync" => "fetches, merges clause by clause, sends", "获取、按条款合并、发送";
        "adidem sync --ours fees --theirs term" => "settles what both sides changed", "选定双方都改动之处的文字";
    }
    "check" Notes Found {
        "adidem check crm --round draft" => "the draft, before it is sent", "签发之前审查草稿";
        "adidem check crm --since 3" => "what is new and what has been fixed since round 3", "第 3 轮以来新出现的和已解决的";
    }
    "checklist" Reads Found {
        "adidem checklist rules" => "the ids of all rules", "全部审查要点的代号";
        "adidem checklist lint house.yaml" => "every mistake in a list of your own", "自拟清单的全部错误";
    }
    "duties" Reads Shown {
        "adidem duties crm --party vendor" => "what the vendor has to do, and by when", "供应商的义务和期限";
        "adidem duties crm --date \"Effective Date=2026-04-01\" --format ics > duties.ics" => "as a calendar", "输出为日历";
    }
    "figures" Reads Shown {
        "adidem figures crm" => "every figure over the rounds", "各轮次中的数字";
        "adidem figures crm --as vendor" => "compared with the vendor's limits", "与供应商的可接受范围对照";
    }
    "audit" Reads Holds {
        "adidem audit crm" => "one contract", "一份合同";
        "adidem audit --range OLD..NEW --json" => "what a push would add, for the checks of a host", "一次推送所增加的，供托管平台检查";
    }
    "guard" SetsUp Holds {
        "adidem guard --install /srv/contracts/acme.git" => "and proves by a trial push that it refuses", "并以试推送证明其确会拒绝";
        "adidem guard --permit-reset crm vendor SHA256:FINGERPRINT" => "for a party that lost all its keys", "某方的密钥全部遗失时";
    }
    "evidence" MakesFiles Recorded {
        "adidem evidence crm -o crm.zip" => "everything in one file", "全部内容存为一个文件";
        "adidem evidence crm -o crm.zip --tsq crm.tsq" => "with the query for a time stamp authority", "同时写出时间戳请求";
    }
    "verify" Reads Holds {
        "adidem verify crm.zip" => "offline, trusting nothing", "离线核验，不轻信任何内容";
        "adidem verify crm.zip --keys keys.txt" => "and compares the keys with a file handed over separately", "并与单独交付的密钥文件核对";
    }
    "read" Notes Recorded {
        "adidem read crm" => "what has not been on your screen", "尚未在您的屏幕上显示过的修改";
        "adidem read crm --elsewhere" => "you read it on paper, and type the contract's name", "已在纸面上阅读，须输入合同名称";
    }
    "trust" Notes Same {
        "adidem trust crm" => "every party's keys", "各方的密钥";
        "adidem trust crm vendor --yes" => "after you compared the fingerprints with the vendor", "与供应商核对指纹之后";
    }
    "stamp" Records Recorded {
        "adidem stamp crm" => "for your records that have no time stamp", "我方尚无时间戳的记录";
        "adidem stamp crm --json" => "the same for another program", "同上，供其他程序读取";
    }
    "import" Writes Recorded {
        "adidem import draft.docx --as crm --party Customer" => "as a draft of yours; nothing is sent", "作为我方草稿；不作签发";
        "adidem import reply.docx --as old --reject-changes" => "as it was before its tracked changes", "读入修订前的文本";
    }
    "receive" Records Received {
        "adidem receive crm reply.docx --party Vendor" => "their answer as the next round, after a look at it", "查看后，将对方答复收入为下一轮";
        "adidem receive crm reply.docx --party Vendor --sent 3" => "an answer to round 3", "对第 3 轮的答复";
    }
    "compare" Reads Same {
        "adidem compare crm signed.pdf" => "whether the paper says what was agreed", "纸面文本是否与议定的一致";
        "adidem compare crm reply.docx --reject-changes" => "whether anything was changed without tracking", "是否有未以修订方式标出的改动";
    }
    "export" MakesFiles Recorded {
        "adidem export crm -o ours.docx" => "your changes as tracked changes in the file that was imported", "在已读入的文件中以修订标出我方改动";
        "adidem export crm last 4 --into reply.docx -o ours.docx" => "round 4 written into their answer", "将第 4 轮写入对方的答复";
    }
    "doctor" Reads Shown {
        "adidem doctor" => "what is missing, with the command that helps", "还缺什么，以及如何处理";
        "adidem doctor --json" => "the same for another program", "同上，供其他程序读取";
    }
    "demo" MakesFiles Shown {
        "adidem demo" => "four negotiated contracts, on the screens", "四份谈判中的合同，在界面上打开";
        "adidem demo --tampered" => "one whose record was attacked", "记录遭到攻击的示例";
    }
    "schema" Reads Shown {
        "adidem schema" => "which commands have one", "哪些命令有 schema";
        "adidem schema status" => "that of one command", "一个命令的 schema";
    }
    "completions" Reads Shown {
        "adidem completions bash > adidem.bash" => "for bash", "用于 bash";
        "adidem completions zsh > _adidem" => "for zsh", "用于 zsh";
    }
    "man" Reads Shown {
        "adidem man diff | man -l -" => "the page of one command", "一个命令的手册页";
        "adidem man --folder man1" => "the pages of all commands, as files", "全部命令的手册页，存为文件";
    }
};

/// The words of these pieces of help.
#[derive(Debug, Clone, Copy)]
pub struct CommandHelpWords(pub Language);

words! { CommandHelpWords:
    /// Heading of what every command takes.
    common: "Options of every command", "各命令通用的选项";
    /// In front of what a command changes.
    effect: "Effect: ", "作用：";
    /// Heading of the examples.
    examples: "Examples", "例";
    /// Heading of the exit statuses.
    statuses: "Exit status", "退出状态";
    /// Heading of the files.
    files: "Files", "文件";
    /// Heading of the variables.
    environment: "Environment", "环境变量";
    /// Heading of the other pages.
    see_also: "See also", "另见";
    /// Such a command leaves everything as it is.
    reads: "It only reads.", "只读，不作任何改动。";
    /// Such a command records.
    records: "It records in this copy, signed if you have a key, and asks first. Others get it when you run `adidem sync`.", "在本副本中登记，有密钥的予以签名，登记前询问。执行 `adidem sync` 之后其他方才会收到。";
    /// Such a command writes a draft.
    writes: "It changes the draft in the working folder. Nothing is sent.", "修改工作文件夹中的草稿，不作签发。";
    /// A round goes.
    takes_back: "It takes the latest round out of the history of this copy, as long as no other copy can have it, and asks first.", "将最新一轮从本副本的历史中撤去，仅限其他副本不可能已有该轮时；撤回前询问。";
    /// Such a command exchanges.
    exchanges: "It exchanges everything that was recorded with the shared repository. Nothing is forced.", "与共享合同库交换已登记的全部内容，从不强制覆盖。";
    /// Such a command writes files.
    makes_files: "It writes the files that you name, and changes no contract.", "写出所指定的文件，不改动合同。";
    /// Such a command keeps a note.
    notes: "It only reads, unless you ask it to note something; notes stay in your copy.", "只读；要求作标记时除外，标记只在本副本中。";
    /// Such a command sets something up.
    sets_up: "It sets up a repository. What is in it is not touched.", "设置合同库，不改动其中已有内容。";
    /// It was done.
    done: "done", "已完成";
    /// For those that tell whether a record holds.
    holds: "it holds", "核验通过";
    /// It does not.
    does_not_hold: "it does not hold", "核验未通过";
    /// All is agreed.
    agreed: "everything is agreed, and verified", "全文已议定，且已核验";
    /// It is not.
    open: "something is open, or the record does not hold", "尚有未决条款，或核验未通过";
    /// It may be.
    unverified: "everything is agreed, but keys were not compared or something cannot be verified", "全文已议定，但密钥尚未核对，或有内容无法核验";
    /// No difference.
    same: "no difference", "没有差异";
    /// Some.
    differs: "there is a difference", "有差异";
    /// Some, where that was asked for.
    differs_if_asked: "there is a difference, with --exit-code", "有差异（用 --exit-code 时）";
    /// Nothing grave.
    none_found: "nothing of severity high, no mistake", "没有高级别的审查提示，没有错误";
    /// Something grave.
    found: "findings of severity high, or mistakes", "有高级别的审查提示，或有错误";
    /// Exchanged.
    exchanged: "exchanged", "已交换";
    /// Not yet.
    to_settle: "both sides changed the same text, which is to be settled", "双方改动了同一处文字，有待选定";
    /// The words were found.
    somewhere: "the words were found", "已找到";
    /// They were not.
    nowhere: "they are nowhere", "未找到";
    /// Some contracts could not be read.
    not_all_read: "not all contracts could be read", "部分合同无法读取";
    /// A file with changes that nobody marked.
    untracked: "the file has changes that are not tracked; with --yes it was taken in all the same", "文件中有未以修订标出的改动；使用 --yes 时仍已收入";
    /// Wrong use.
    wrong_use: "wrong use, or something could not be read", "用法有误，或输入无法读取";
    /// Refused.
    refused: "refused, or answered with no", "被拒绝，或对询问答“否”";
    /// It cannot be told.
    cannot_tell: "it cannot be determined, or it was refused", "无法判断，或被拒绝";
}

impl CommandHelpWords {
    /// What a command changes.
    #[must_use]
    pub fn of_effect(self, effect: Effect) -> &'static str {
        match effect {
            Effect::Reads => self.reads(),
            Effect::Records => self.records(),
            Effect::Writes => self.writes(),
            Effect::TakesBack => self.takes_back(),
            Effect::Exchanges => self.exchanges(),
            Effect::MakesFiles => self.makes_files(),
            Effect::Notes => self.notes(),
            Effect::SetsUp => self.sets_up(),
        }
    }

    /// Each exit status of a command, with what it says.
    #[must_use]
    pub fn of_statuses(self, statuses: Statuses) -> Vec<(u8, &'static str)> {
        let (wrong, refused) = ((2, self.wrong_use()), (3, self.refused()));
        match statuses {
            Statuses::Shown => vec![(0, self.done()), wrong],
            Statuses::Recorded => vec![(0, self.done()), wrong, refused],
            Statuses::Holds => vec![
                (0, self.holds()),
                (1, self.does_not_hold()),
                wrong,
                (3, self.cannot_tell()),
            ],
            Statuses::Agreed => vec![(0, self.agreed()), (1, self.open()), wrong, (3, self.unverified())],
            Statuses::Same => vec![(0, self.same()), (1, self.differs()), wrong, refused],
            Statuses::SameIfAsked => vec![(0, self.done()), (1, self.differs_if_asked()), wrong],
            Statuses::Found => vec![(0, self.none_found()), (1, self.found()), wrong],
            Statuses::Searched => vec![
                (0, self.somewhere()),
                (1, self.nowhere()),
                wrong,
                (3, self.not_all_read()),
            ],
            Statuses::Received => vec![(0, self.done()), (1, self.untracked()), wrong, refused],
            Statuses::Settled => vec![(0, self.exchanged()), (1, self.to_settle()), wrong, refused],
        }
    }
}

/// A file or a variable, with what it is for.
pub type Place = (&'static str, fn(Language) -> &'static str);

/// Makes of each row what gives it in a language.
macro_rules! places {
    ($($name:literal => $($what:literal),+ ;)+) => { &[ $( ($name, |language| pick!(language, $($what),+)) ),+ ] };
}

/// Where data lies.
pub const FILES: &[Place] = places! {
    "contracts/NAME.yaml" => "the contracts", "合同";
    "records/" => "positions, each with its signature; never edited", "表态记录及其签名；从不修改";
    ".git/adidem/" => "marks, notes and what was seen last; stays in this copy", "标记、备注和上次所见的状态；只在本副本中";
    "~/.config/adidem/settings.yaml" => "language, theme, ascii, time-stamp", "语言、主题、ascii、时间戳机构";
    "~/.config/adidem/keys.yaml" => "other keys for the screens", "界面按键";
    "~/.config/adidem/checklists/" => "checklists of your own", "自拟的审查清单";
    "~/.local/share/adidem/" => "which keys you compared, what you permitted, the worked example", "已核对的密钥、所作许可、示例";
    "~/.cache/adidem/" => "what was read of a history; may be deleted", "读取历史的缓存；可以删除";
};

/// Which variables count.
pub const ENVIRONMENT: &[Place] = places! {
    "LC_ALL, LC_MESSAGES, LANG" => "the language of what is said", "输出的语言";
    "VISUAL, EDITOR" => "the editor", "编辑器";
    "ADIDEM_PAGER, PAGER" => "what shows long answers", "分页程序";
    "NO_COLOR, COLUMNS, TERM" => "colours, width, terminal", "颜色、宽度、终端";
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME" => "other places for the folders above", "上述文件夹的其他位置";
    "SSH_AUTH_SOCK, SSH_ASKPASS" => "the agent that holds your key, and who asks for its passphrase", "保管密钥的代理，以及询问口令的程序";
    "GIT_CONFIG_GLOBAL, GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_AUTHOR_DATE" => "as in git", "与 git 相同";
};
