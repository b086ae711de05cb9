//! What can be seen, with its facts; what is said of it and what to do about it, in every language. English is what
//! other programs are told.

use std::path::PathBuf;

use super::OLDEST_GIT;
use crate::audit::Finding;
use crate::contract::ReadError;
use crate::history;
use crate::language::{Language, Translated, by_row, messages, say, sentence};
use crate::session::Error;

/// What the screens need so that nothing is cut off.
pub(super) const COMFORTABLE: (u16, u16) = (80, 24);

/// What git lacks about the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// `user.name`
    Name,
    /// `user.email`
    Email,
}

/// As [`messages!`], with what to do about it behind each that asks for something.
macro_rules! seen {
    (@remedy $language:ident) => { None };
    (@remedy $language:ident $($remedy:tt)+) => { Option::<String>::from(sentence!($language; $($remedy)+)) };
    (
        $(#[$of_all:meta])*
        $visible:vis enum $name:ident in $language:ident {
            $(
                $variant:ident
                $(( $( $part:ident : $part_type:ty ),+ ))?
                $({ $( $field:ident : $field_type:ty ),+ })?
                => { $($sentence:tt)+ } $(, remedy { $($remedy:tt)+ })?
            )+
        }
    ) => {
        messages! {
            $(#[$of_all])*
            $visible enum $name in $language {
                $(
                    $variant
                    $(( $( $part : $part_type ),+ ))?
                    $({ $( $field : $field_type ),+ })?
                    => { $($sentence)+ }
                )+
            }
        }

        by_row! {
            /// What to do about it, if anything.
            $visible fn remedy(&$name, $language) -> Option<String> {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { seen!(@remedy $language $($($remedy)+)?) } )+
            }
        }
    };
}

seen! {
    /// One thing that was seen.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[expect(missing_docs, reason = "the sentences of each say what its facts are")]
    pub enum Observation in language {
        // The terminal.
        NoTerminal => {
            "the output does not go to a terminal, so the screens cannot be opened; all commands work",
            "输出不是终端，无法打开界面；所有命令均可使用",
        }
        NoTerm => {
            "TERM does not say what the terminal can do, so the screens cannot be drawn",
            "TERM 未说明终端的能力，无法绘制界面",
        }, remedy { "run `export TERM=xterm-256color`", "请执行 `export TERM=xterm-256color`" }
        Term { term: String, tmux: bool, ssh: bool } => { terminal(term, *tmux, *ssh, language) }
        TermNotTmux { term: String, tmux: bool, ssh: bool } => {
            let what = terminal(term, *tmux, *ssh, language);
            say!(language, "{what}, which is not what tmux is", "{what}，与 tmux 不符")
        }, remedy {
            "write `set -g default-terminal tmux-256color` into ~/.tmux.conf and restart tmux",
            "请在 ~/.tmux.conf 中写入 `set -g default-terminal tmux-256color`，并重新启动 tmux",
        }
        Console { term: String, tmux: bool, ssh: bool } => {
            let what = terminal(term, *tmux, *ssh, language);
            say!(
                language,
                "{what}: the plain console of the machine cannot show Chinese",
                "{what}：此计算机的纯文本控制台无法显示中文",
            )
        }, remedy { "use a terminal program, or connect over SSH", "请使用终端程序，或通过 SSH 连接" }
        NoColour => {
            "NO_COLOR is set: everything is shown without colours, with signs only",
            "已设置 NO_COLOR：不用颜色，只以符号表示",
        }, remedy { "run `unset NO_COLOR` for colours", "如需颜色，请执行 `unset NO_COLOR`" }
        AllColours => { "all colours", "全部颜色" }
        Colours256 => { "256 colours", "256 色" }
        FewColours => { "16 colours or fewer", "16 色或更少" }, remedy {
            "if your terminal can do more, run `export TERM=xterm-256color`",
            "如终端支持更多颜色，请执行 `export TERM=xterm-256color`",
        }
        SizeUnknown => {
            "the terminal does not report its size; 80 columns and 24 rows are assumed",
            "终端未报告大小；按 80 列 24 行处理",
        }
        Size { columns: u16, rows: u16 } => { "{columns} columns, {rows} rows", "{columns} 列，{rows} 行" }
        TooSmall { columns: u16, rows: u16 } => {
            "{columns} columns, {rows} rows: too small for the screens",
            "{columns} 列，{rows} 行：窗口过小，无法显示界面",
        }, remedy {
            let (columns, rows) = COMFORTABLE;
            say!(
                language,
                "make the window at least {columns} columns by {rows} rows",
                "请将窗口放大到至少 {columns} 列 {rows} 行",
            )
        }
        Narrow { columns: u16, rows: u16 } => {
            "{columns} columns, {rows} rows: the screens are drawn narrow",
            "{columns} 列，{rows} 行：界面以窄版显示",
        }, remedy { "make the window larger", "请放大窗口" }
        ColumnsDiffer { said: String, columns: u16 } => {
            "COLUMNS says `{said}`, the terminal says {columns}; the commands follow COLUMNS",
            "COLUMNS 为 `{said}`，终端为 {columns}；命令以 COLUMNS 为准",
        }, remedy { "run `unset COLUMNS`", "请执行 `unset COLUMNS`" }
        Characters(locale: String) => { "characters: {locale}", "字符编码：{locale}" }
        NotUtf8(locale: Option<String>) => {
            match locale {
                Some(locale) => say!(
                    language,
                    "the locale `{locale}` is not UTF-8: Chinese and the signs of the redline may come out \
                     wrong",
                    "区域设置 `{locale}` 不是 UTF-8：中文和对比稿的符号可能显示有误",
                ),
                None => say!(
                    language,
                    "no locale is set: Chinese and the signs of the redline may come out wrong",
                    "未设置区域：中文和对比稿的符号可能显示有误",
                ),
            }
        }, remedy {
            "run `export LC_ALL=C.UTF-8`, and set the terminal program to UTF-8",
            "请执行 `export LC_ALL=C.UTF-8`，并将终端程序设为 UTF-8",
        }

        // The git program.
        NoGit => {
            "the program `git` cannot be started; reading works without it, syncing does not",
            "无法启动程序 `git`；可以阅读，但不能同步",
        }, remedy { newer_git(language) }
        OldGit(version: String) => {
            "git {version} cannot verify signatures made with SSH keys",
            "git {version} 不能对以 SSH 密钥作出的签名验签",
        }, remedy { newer_git(language) }
        Git(version: String) => { format!("git {version}") }

        // The repository.
        Folder(top: PathBuf) => { top.display().to_string() }
        LinkedFolder(top: PathBuf) => {
            let top = top.display();
            say!(
                language,
                "{top}, one of several working folders of a repository",
                "{top}，是合同库的多个工作文件夹之一",
            )
        }
        NoWorkingFolder(folder: PathBuf) => {
            let folder = folder.display();
            say!(
                language,
                "{folder} has no working folder: contracts can be read but not edited",
                "{folder} 没有工作文件夹：可以阅读合同，但不能编辑",
            )
        }, remedy {
            "to edit, get a copy with `git clone` and go there",
            "如需编辑，请用 `git clone` 获取副本，在副本中操作",
        }
        ProgramsNotRun(settings: Vec<String>) => {
            let settings = settings.join(", ");
            say!(
                language,
                "settings in this copy name programs, which are not run for that reason alone: {settings}",
                "本副本的设置指定了程序，不会据此运行：`{settings}`",
            )
        }, remedy {
            "if you set them, put them into your own configuration with `git config --global`; for what a sync \
             needs, `adidem sync` asks you",
            "如系您本人所设，请用 `git config --global` 写入您自己的配置；同步所需的程序，`adidem sync` 会询问",
        }
        Detached => {
            "the folder is at a single commit and not on a branch: what is sent from here reaches nobody",
            "此文件夹停在单独一次提交上，不在任何分支上：从这里签发的内容不会送达任何人",
        }, remedy {
            "return to the latest state, usually with `git switch main`",
            "请回到最新状态，通常用 `git switch main`",
        }
        Shallow => {
            "the beginning of the history is missing in this copy: early rounds and acceptances are not visible",
            "本副本缺少历史的开头：看不到早期的轮次和接受记录",
        }, remedy { "run `git fetch --unshallow`", "请执行 `git fetch --unshallow`" }

        // The contracts.
        NoContracts(folder: String) => { no_contracts(folder, language) }, remedy {
            "run `adidem init` to start from a template",
            "请执行 `adidem init`，从合同模板开始",
        }
        Unstamped { contract: String, count: usize, authority: bool } => {
            "`{contract}`: {count} record(s) of your party have no time stamp; their dates rest on your word alone",
            "`{contract}`：我方有 {count} 份记录没有时间戳；其日期仅凭我方所载",
        }, remedy {
            if *authority {
                say!(language, "run `adidem stamp {contract}`", "请执行 `adidem stamp {contract}`")
            } else {
                say!(
                    language,
                    "if it matters, name an authority as `time-stamp:` in settings.yaml, and run `adidem stamp \
                     {contract}`",
                    "如有必要，请在 settings.yaml 中以 `time-stamp:` 指定时间戳机构，然后执行 `adidem stamp {contract}`",
                )
            }
        }
        NothingSynced(folder: String) => { no_contracts(folder, language) }, remedy {
            "run `adidem sync`, which fetches them from the shared repository, before you start one with `adidem init`",
            "请先执行 `adidem sync` 从共享合同库获取，再考虑用 `adidem init` 新建",
        }
        Contracts { count: usize, folder: String } => {
            if *count == 1 {
                say!(language, "1 contract in `{folder}`", "`{folder}` 中有 1 份合同")
            } else {
                say!(language, "{count} contracts in `{folder}`", "`{folder}` 中有 {count} 份合同")
            }
        }
        Unreadable { file: String, draft: bool, error: ReadError } => {
            let (line, column, fault) = (error.line, error.column, error.fault.message(language));
            let draft = is_draft(*draft, language);
            say!(
                language,
                "{file}{draft}, line {line}, column {column}: {fault}",
                "{file}{draft}，第 {line} 行第 {column} 列：{fault}",
            )
        }, remedy { error.fault.remedy(language) }
        MixedLineEnds { file: String, draft: bool } => {
            let draft = is_draft(*draft, language);
            say!(
                language,
                "{file}{draft}: some lines end with LF and some with CR LF, as if two programs wrote it; it is read \
                 anyway",
                "{file}{draft}：部分行以 LF 结尾，部分以 CR LF 结尾，像是由两个程序写成；仍可读取",
            )
        }, remedy {
            "have your editor end all lines alike when you next change the file",
            "下次修改该文件时，请在编辑器中统一换行符",
        }
        Hidden { contract: String, number: String, clause: String } => {
            "`{contract}`, clause {number} ({clause}): there are characters that are invisible or easily mistaken \
             for others",
            "`{contract}` 第 {number} 条（{clause}）：含有不可见或易与其他字符混淆的字符",
        }, remedy { read_it(contract, clause, language) }
        Mismatch { contract: String, number: String, clause: String, found: Vec<String> } => {
            let found = language.list(found);
            say!(
                language,
                "`{contract}`, clause {number} ({clause}): words and figures disagree: {found}",
                "`{contract}` 第 {number} 条（{clause}）：汉字数字与阿拉伯数字不一致：{found}",
            )
        }, remedy { read_it(contract, clause, language) }
        Doubt { file: String, finding: Box<Finding> } => {
            let said = finding.message(language);
            say!(language, "{file}: {said}", "{file}：{said}")
        }, remedy { finding.remedy(language) }

        // The user.
        Lacks(what: Lacking) => {
            match what {
                Lacking::Name => say!(
                    language,
                    "git does not know your name, so nothing can be recorded",
                    "git 不知道您的姓名，无法作任何登记",
                ),
                Lacking::Email => say!(
                    language,
                    "git does not know your e-mail address, so nothing can be recorded",
                    "git 不知道您的邮箱地址，无法作任何登记",
                ),
            }
        }, remedy {
            match what {
                Lacking::Name => say!(
                    language,
                    "run `git config --global user.name \"YOUR NAME\"`",
                    "请执行 `git config --global user.name \"姓名\"`",
                ),
                Lacking::Email => say!(
                    language,
                    "run `git config --global user.email \"YOUR E-MAIL ADDRESS\"`",
                    "请执行 `git config --global user.email \"邮箱地址\"`",
                ),
            }
        }
        Person { name: String, email: String } => { format!("{name} <{email}>") }
        SpeaksFor { called: String, party: String, contract: String } => {
            "you speak for {called} (`{party}`) in `{contract}`",
            "您在 `{contract}` 中代表{called}（`{party}`）",
        }
        Silent(contracts: Vec<String>) => {
            let contracts: Vec<String> = contracts.iter().map(|name| format!("`{name}`")).collect();
            let contracts = language.list(&contracts);
            say!(
                language,
                "you do not speak for any party in {contracts}: you can read, and what you change is shown under your own \
                 name",
                "您在 {contracts} 中不代表任何一方：可以阅读，所作修改以您本人的名义显示",
            )
        }, remedy {
            "if you should, have your e-mail address added to the `members` of your party",
            "如应代表，请要求将您的邮箱地址加入我方的 `members`",
        }

        // The user's key.
        NoKey => {
            "no signing key is set: others cannot verify that what you record is from you",
            "未设置签名密钥：他人无法验证您的记录出自您本人",
        }, remedy {
            "run `git config --global gpg.format ssh` and `git config --global user.signingkey \
             ~/.ssh/id_ed25519.pub`, with the name of your own key",
            "请执行 `git config --global gpg.format ssh` 和 `git config --global user.signingkey ~/.ssh/id_ed25519.pub`，\
             其中文件名换成您自己的密钥",
        }
        KeyNotInGpg(key: String) => {
            "gpg has no private key `{key}`, which git is set to sign with",
            "git 设置以密钥 `{key}` 签名，而 gpg 没有其私钥",
        }, remedy {
            "install GnuPG and import the key, or name another one with `git config user.signingkey`",
            "请安装 GnuPG 并导入该密钥，或用 `git config user.signingkey` 另设密钥",
        }
        SignsWith(key: String) => { "you sign with {key}", "您以 {key} 签名" }
        NotListed { contract: String, key: String } => {
            "`{contract}` does not list a key of yours, so anybody's signature in your name would count there",
            "`{contract}` 未列明您的密钥，任何人以您名义所作的签名在其中都会计入",
        }, remedy {
            "have this added to your entry in it: `keys: [{key}]`",
            "请要求在其中您的条目下加入：`keys: [{key}]`",
        }
        OtherListed { contract: String, key: String } => {
            "`{contract}` lists other keys of yours: what you record there will not count as verified",
            "`{contract}` 列明的是您的其他密钥：您在其中的记录不会视为已验签",
        }, remedy {
            "sign with a listed key, or have this added to your entry in it: `{key}`",
            "请以列明的密钥签名，或要求在其中您的条目下加入：`{key}`",
        }

        // Anything that failed.
        Error(why: Translated, next: Translated) => { why.message(language).to_owned() }, remedy {
            next.message(language).to_owned()
        }
    }
}

fn terminal(term: &str, tmux: bool, ssh: bool, language: Language) -> String {
    let over = if ssh {
        say!(language, ", over SSH", "，通过 SSH")
    } else {
        String::new()
    };
    let within = if tmux {
        say!(language, ", inside tmux", "，在 tmux 之内")
    } else {
        String::new()
    };
    say!(
        language,
        "TERM is `{term}`{within}{over}",
        "TERM 为 `{term}`{within}{over}"
    )
}

fn newer_git(language: Language) -> String {
    let (first, second) = OLDEST_GIT;
    say!(
        language,
        "install git, version {first}.{second} or later",
        "请安装 git {first}.{second} 或更新版本"
    )
}

fn no_contracts(folder: &str, language: Language) -> String {
    say!(
        language,
        "there are no contracts in `{folder}`",
        "`{folder}` 中没有合同"
    )
}

fn is_draft(draft: bool, language: Language) -> String {
    if draft {
        say!(language, " (the draft)", "（草稿）")
    } else {
        String::new()
    }
}

fn read_it(contract: &str, clause: &str, language: Language) -> String {
    say!(
        language,
        "read it with `adidem show {contract} --clause {clause}`",
        "请用 `adidem show {contract} --clause {clause}` 查看"
    )
}

impl Observation {
    /// What failed. That nothing was recorded is left out: nobody tried to.
    pub(super) fn of_error(error: &Error) -> Self {
        let cause = Translated::of(|language| match error {
            Error::History(history::Error::Key(error)) => error.cause(language),
            other => other.cause(language),
        });
        Self::Error(cause, Translated::of(|language| error.remedy(language)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Error as HistoryError, KeyError};

    #[test]
    fn what_failed_is_told_apart_from_what_to_do_in_every_language() {
        let seen = |error: HistoryError| Observation::of_error(&Error::from(error));
        for language in Language::ALL {
            let none = seen(HistoryError::NoRepository("/x".into()));
            let remedy = none.remedy(language).unwrap_or_default();
            assert!(
                remedy.contains("`adidem init`") && !none.message(language).contains("`adidem init`"),
                "{remedy}"
            );
            let key = seen(HistoryError::Key(KeyError::NotAKey("x".into())));
            let told = format!("{} {}", key.message(language), key.remedy(language).unwrap_or_default());
            assert!(told.contains("user.signingkey"), "{told}");
            assert!(
                !told.contains(&say!(language, "nothing was recorded", "未作登记")),
                "{told}"
            );
        }
    }
}
