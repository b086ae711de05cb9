//! What can be seen, with its facts; what is said of it and what to do about it, in every language. English is what
//! other programs are told.

use std::path::PathBuf;

use super::environment::COMFORTABLE;
use crate::audit::Finding;
use crate::contract::ReadError;
use crate::language::Translated;
use crate::language::{Language, say};

/// What git lacks about the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// `user.name`
    Name,
    /// `user.email`
    Email,
}

/// One thing that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a sentence below, which says what its facts are")]
pub enum Seen {
    // The terminal.
    NoTerminal,
    NoTerm,
    Term { term: String, tmux: bool, ssh: bool },
    TermNotTmux { term: String, tmux: bool, ssh: bool },
    Console { term: String, tmux: bool, ssh: bool },
    NoColour,
    AllColours,
    Colours256,
    FewColours,
    SizeUnknown,
    Size { columns: u16, rows: u16 },
    TooSmall { columns: u16, rows: u16 },
    Narrow { columns: u16, rows: u16 },
    ColumnsDiffer { said: String, columns: u16 },
    Characters(String),
    NotUtf8(Option<String>),
    // The git program.
    NoGit,
    OldGit(String),
    Git(String),
    // The repository.
    Folder(PathBuf),
    LinkedFolder(PathBuf),
    NoWorkingFolder(PathBuf),
    ProgramsNotRun(Vec<String>),
    Detached,
    Shallow,
    // The contracts.
    NoContracts(String),
    Unstamped { contract: String, count: usize, authority: bool },
    NothingSynced(String),
    Contracts { count: usize, folder: String },
    Unreadable { file: String, draft: bool, error: ReadError },
    MixedLineEnds { file: String, draft: bool },
    Hidden { contract: String, number: String, clause: String },
    Mismatch { contract: String, number: String, clause: String, found: Vec<String> },
    Doubt { file: String, finding: Box<Finding> },
    // The user.
    Lacks(Lacking),
    Person { name: String, email: String },
    SpeaksFor { called: String, party: String, contract: String },
    Silent(Vec<String>),
    // The user's key.
    NoKey,
    KeyNotInGpg(String),
    SignsWith(String),
    NotListed { contract: String, key: String },
    OtherListed { contract: String, key: String },
    // Anything that failed.
    Error(Translated),
}

impl Seen {
    /// What was seen.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one sentence for each thing, so that none is missing")]
    pub fn what(&self, language: Language) -> String {
        let to = language;
        match self {
            Self::NoTerminal => say!(
                to,
                "the output does not go to a terminal, so the screens cannot be opened; all commands work",
                "输出不是终端，无法打开界面；所有命令均可使用"
            ),
            Self::NoTerm => say!(
                to,
                "TERM does not say what the terminal can do, so the screens cannot be drawn",
                "TERM 未说明终端的能力，无法绘制界面"
            ),
            Self::Term { term, tmux, ssh } => terminal(term, *tmux, *ssh, to),
            Self::TermNotTmux { term, tmux, ssh } => {
                let what = terminal(term, *tmux, *ssh, to);
                say!(to, "{what}, which is not what tmux is", "{what}，与 tmux 不符")
            }
            Self::Console { term, tmux, ssh } => {
                let what = terminal(term, *tmux, *ssh, to);
                say!(
                    to,
                    "{what}: the plain console of the machine cannot show Chinese",
                    "{what}：此计算机的纯文本控制台无法显示中文"
                )
            }
            Self::NoColour => say!(
                to,
                "NO_COLOR is set: everything is shown without colours, by signs alone",
                "已设置 NO_COLOR：不用颜色，只以符号表示"
            ),
            Self::AllColours => say!(to, "all colours", "全部颜色"),
            Self::Colours256 => say!(to, "256 colours", "256 色"),
            Self::FewColours => say!(to, "16 colours or fewer", "16 色或更少"),
            Self::SizeUnknown => say!(
                to,
                "the terminal does not tell its size; 80 columns and 24 rows are assumed",
                "终端未告知大小；按 80 列 24 行处理"
            ),
            Self::Size { columns, rows } => say!(to, "{columns} columns, {rows} rows", "{columns} 列，{rows} 行"),
            Self::TooSmall { columns, rows } => say!(
                to,
                "{columns} columns, {rows} rows: too small for the screens",
                "{columns} 列，{rows} 行：窗口过小，无法显示界面"
            ),
            Self::Narrow { columns, rows } => say!(
                to,
                "{columns} columns, {rows} rows: the screens are drawn narrow",
                "{columns} 列，{rows} 行：界面以窄版显示"
            ),
            Self::ColumnsDiffer { said, columns } => say!(
                to,
                "COLUMNS says `{said}`, the terminal says {columns}; the commands follow COLUMNS",
                "COLUMNS 为 `{said}`，终端为 {columns}；命令以 COLUMNS 为准"
            ),
            Self::Characters(locale) => say!(to, "characters: {locale}", "字符编码：{locale}"),
            Self::NotUtf8(Some(locale)) => say!(
                to,
                "the locale `{locale}` is not one of UTF-8: Chinese and the signs of the redline may come out wrong",
                "区域设置 `{locale}` 不是 UTF-8：中文和修订稿的符号可能显示有误"
            ),
            Self::NotUtf8(None) => say!(
                to,
                "no locale is set: Chinese and the signs of the redline may come out wrong",
                "未设置区域：中文和修订稿的符号可能显示有误"
            ),
            Self::NoGit => say!(
                to,
                "the program `git` cannot be started; reading works without it, exchanging with the other side does not",
                "无法启动程序 `git`；可以阅读，但不能与对方交换内容"
            ),
            Self::OldGit(version) => say!(
                to,
                "git {version} cannot verify signatures made with SSH keys",
                "git {version} 不能验证以 SSH 密钥作出的签名"
            ),
            Self::Git(version) => format!("git {version}"),
            Self::Folder(top) => top.display().to_string(),
            Self::LinkedFolder(top) => {
                let top = top.display();
                say!(to, "{top}, one of several working folders of a repository", "{top}，是合同库的多个工作文件夹之一")
            }
            Self::ProgramsNotRun(settings) => {
                let settings = settings.join(", ");
                say!(
                    to,
                    "settings in this copy name programs, which are not run on its word: {settings}",
                    "本副本的设置指定了程序，不会据此运行：`{settings}`"
                )
            }
            Self::NoWorkingFolder(folder) => {
                let folder = folder.display();
                say!(
                    to,
                    "{folder} has no working folder: contracts can be read but not edited",
                    "{folder} 没有工作文件夹：可以阅读合同，但不能编辑"
                )
            }
            Self::Detached => say!(
                to,
                "the folder stands at a point of history by itself: what is sent from here reaches nobody",
                "此文件夹停在历史的某一处：从这里签发的内容不会送达任何人"
            ),
            Self::Shallow => say!(
                to,
                "the beginning of the history is missing in this copy: early rounds and acceptances are not seen",
                "此副本缺少历史的开头：看不到早期的轮次和接受记录"
            ),
            Self::NothingSynced(folder) | Self::NoContracts(folder) => {
                say!(to, "there are no contracts in `{folder}`", "`{folder}` 中没有合同")
            }
            Self::Unstamped { contract, count, .. } => say!(
                to,
                "`{contract}`: {count} record(s) of your party have no time stamp; when they were made rests on your word",
                "`{contract}`：我方有 {count} 条记录没有时间戳；其作成时间仅凭自述"
            ),
            Self::Contracts { count: 1, folder } => {
                say!(to, "1 contract in `{folder}`", "`{folder}` 中有 1 份合同")
            }
            Self::Contracts { count, folder } => {
                say!(to, "{count} contracts in `{folder}`", "`{folder}` 中有 {count} 份合同")
            }
            Self::MixedLineEnds { file, draft: false } => say!(
                to,
                "{file}: some lines end with LF and some with CR LF, as when two programs wrote it; it is read all the same",
                "{file}：部分行以 LF 结尾，部分以 CR LF 结尾，像是由两个程序写成；仍可读取"
            ),
            Self::MixedLineEnds { file, draft: true } => say!(
                to,
                "{file} (the draft): some lines end with LF and some with CR LF, as when two programs wrote it; it is read all the same",
                "{file}（草稿）：部分行以 LF 结尾，部分以 CR LF 结尾，像是由两个程序写成；仍可读取"
            ),
            Self::Unreadable { file, draft, error } => {
                let (line, column, fault) = (error.line, error.column, error.fault.message(to));
                let draft = match (draft, to) {
                    (false, _) => "",
                    (true, Language::English) => " (the draft)",
                    (true, Language::Chinese) => "（草稿）",
                };
                say!(
                    to,
                    "{file}{draft}, line {line}, column {column}: {fault}",
                    "{file}{draft}，第{line}行第{column}列：{fault}"
                )
            }
            Self::Hidden { contract, number, clause } => say!(
                to,
                "`{contract}`, clause {number} ({clause}): there are characters that cannot be seen or are easily taken for others",
                "`{contract}` 条款 {number}（{clause}）：含有不可见或易与其他字符混淆的字符"
            ),
            Self::Mismatch { contract, number, clause, found } => {
                let (english, chinese) = (found.join(", "), found.join("、"));
                say!(
                    to,
                    "`{contract}`, clause {number} ({clause}): words and figures disagree: {english}",
                    "`{contract}` 条款 {number}（{clause}）：大写与数字不一致：{chinese}"
                )
            }
            Self::Lacks(Lacking::Name) => say!(
                to,
                "git does not know your name, so nothing can be recorded",
                "git 不知道您的姓名，无法作任何登记"
            ),
            Self::Lacks(Lacking::Email) => say!(
                to,
                "git does not know your e-mail address, so nothing can be recorded",
                "git 不知道您的邮箱地址，无法作任何登记"
            ),
            Self::Person { name, email } => format!("{name} <{email}>"),
            Self::SpeaksFor { called, party, contract } => say!(
                to,
                "you speak for {called} (`{party}`) in `{contract}`",
                "您在 `{contract}` 中代表 {called}（`{party}`）"
            ),
            Self::Silent(contracts) => {
                let named =
                    |between: &str| contracts.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between);
                let (english, chinese) = (named(", "), named("、"));
                say!(
                    to,
                    "you speak for no party in {english}: you can read, and what you change is shown under your own name",
                    "您在 {chinese} 中不代表任何一方：可以阅读，所作修改以您本人的名义显示"
                )
            }
            Self::NoKey => say!(
                to,
                "no key is set to sign with: others cannot verify that what you record is from you",
                "未设置签名密钥：他人无法核实您的记录出自您本人"
            ),
            Self::KeyNotInGpg(key) => say!(
                to,
                "gpg has no private key `{key}`, which git is set to sign with",
                "git 设置以密钥 `{key}` 签名，而 gpg 没有其私钥"
            ),
            Self::SignsWith(key) => say!(to, "you sign with {key}", "您以 {key} 签名"),
            Self::NotListed { contract, .. } => say!(
                to,
                "`{contract}` lists no key of yours, so anybody's signature in your name would do there",
                "`{contract}` 未列出您的密钥，任何人以您名义所作的签名在其中都会被采信"
            ),
            Self::Doubt { file, finding } => {
                let said = finding.message(to);
                say!(to, "{file}: {said}", "{file}：{said}")
            }
            Self::OtherListed { contract, .. } => say!(
                to,
                "`{contract}` lists other keys of yours: what you record there will not count as verified",
                "`{contract}` 列出的是您的其他密钥：您在其中的记录不会视为已核实"
            ),
            Self::Error(why) => match to {
                Language::English => why.english().split("; ").next().unwrap_or_default().to_owned(),
                Language::Chinese => why.message(Language::Chinese).trim_end_matches("（未作登记）").to_owned(),
            },
        }
    }

    /// What to do about it, if anything.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one remedy for each thing, so that none is missing")]
    pub fn remedy(&self, language: Language) -> Option<String> {
        let to = language;
        Some(match self {
            Self::NoTerminal
            | Self::Term { .. }
            | Self::AllColours
            | Self::Colours256
            | Self::SizeUnknown
            | Self::Size { .. }
            | Self::Characters(_)
            | Self::Git(_)
            | Self::Folder(_)
            | Self::LinkedFolder(_)
            | Self::Contracts { .. }
            | Self::Person { .. }
            | Self::SpeaksFor { .. }
            | Self::SignsWith(_) => return None,
            Self::NoTerm => say!(to, "run `export TERM=xterm-256color`", "请执行 `export TERM=xterm-256color`"),
            Self::TermNotTmux { .. } => say!(
                to,
                "write `set -g default-terminal tmux-256color` into ~/.tmux.conf and restart tmux",
                "请在 ~/.tmux.conf 中写入 `set -g default-terminal tmux-256color`，并重新启动 tmux"
            ),
            Self::Console { .. } => {
                say!(to, "use a terminal program, or connect over SSH", "请使用终端程序，或通过 SSH 连接")
            }
            Self::NoColour => say!(to, "run `unset NO_COLOR` for colours", "如需颜色，请执行 `unset NO_COLOR`"),
            Self::FewColours => say!(
                to,
                "if your terminal can do more, run `export TERM=xterm-256color`",
                "如终端支持更多颜色，请执行 `export TERM=xterm-256color`"
            ),
            Self::TooSmall { .. } => {
                let (columns, rows) = COMFORTABLE;
                say!(
                    to,
                    "make the window at least {columns} columns by {rows} rows",
                    "请将窗口放大到至少 {columns} 列 {rows} 行"
                )
            }
            Self::Narrow { .. } => say!(to, "make the window larger", "请放大窗口"),
            Self::ColumnsDiffer { .. } => say!(to, "run `unset COLUMNS`", "请执行 `unset COLUMNS`"),
            Self::NotUtf8(_) => say!(
                to,
                "run `export LC_ALL=C.UTF-8`, and set the terminal program to UTF-8",
                "请执行 `export LC_ALL=C.UTF-8`，并将终端程序设为 UTF-8"
            ),
            Self::NoGit | Self::OldGit(_) => {
                say!(to, "install git, version 2.34 or later", "请安装 git 2.34 或更新版本")
            }
            Self::ProgramsNotRun(_) => say!(
                to,
                "if you set them, put them into your own configuration with `git config --global`; what an exchange needs, `adidem sync` asks about",
                "如系您本人所设，请用 `git config --global` 写入您自己的配置；同步所需的程序，`adidem sync` 会询问"
            ),
            Self::NoWorkingFolder(_) => say!(
                to,
                "to edit, get a copy with `git clone` and go there",
                "如需编辑，请用 `git clone` 取得副本，在副本中操作"
            ),
            Self::Detached => say!(
                to,
                "go back to the newest state, most often with `git switch main`",
                "请回到最新状态，通常用 `git switch main`"
            ),
            Self::Shallow => say!(to, "run `git fetch --unshallow`", "请执行 `git fetch --unshallow`"),
            Self::NothingSynced(_) => say!(
                to,
                "run `adidem sync`, which asks the shared repository for them, before you begin one with `adidem init`",
                "请先执行 `adidem sync` 从共享合同库获取，再考虑用 `adidem init` 新建"
            ),
            Self::Unstamped { contract, authority: true, .. } => {
                say!(to, "run `adidem stamp {contract}`", "请执行 `adidem stamp {contract}`")
            }
            Self::Unstamped { contract, .. } => say!(
                to,
                "if it matters, name an authority as `time-stamp:` in settings.yaml, and run `adidem stamp {contract}`",
                "如有必要，请在 settings.yaml 中以 `time-stamp:` 指定时间戳机构，然后执行 `adidem stamp {contract}`"
            ),
            Self::NoContracts(_) => {
                say!(to, "run `adidem init` for one to start from", "请执行 `adidem init`，从范本开始")
            }
            Self::Unreadable { error, .. } => error.fault.remedy(to),
            Self::MixedLineEnds { .. } => say!(
                to,
                "have your editor end all lines alike when you next change the file",
                "下次修改该文件时，请在编辑器中统一换行符"
            ),
            Self::Hidden { contract, clause, .. } | Self::Mismatch { contract, clause, .. } => say!(
                to,
                "read it with `adidem show {contract} --clause {clause}`",
                "请用 `adidem show {contract} --clause {clause}` 查看"
            ),
            Self::Lacks(Lacking::Name) => say!(
                to,
                "run `git config --global user.name \"YOUR NAME\"`",
                "请执行 `git config --global user.name \"姓名\"`"
            ),
            Self::Lacks(Lacking::Email) => say!(
                to,
                "run `git config --global user.email \"YOUR E-MAIL ADDRESS\"`",
                "请执行 `git config --global user.email \"邮箱地址\"`"
            ),
            Self::Silent(_) => say!(
                to,
                "if you should, have your e-mail address added to the `members` of your party",
                "如应代表，请要求将您的邮箱地址加入我方的 `members`"
            ),
            Self::NoKey => say!(
                to,
                "run `git config --global gpg.format ssh` and `git config --global user.signingkey ~/.ssh/id_ed25519.pub`, with the name of your own key",
                "请执行 `git config --global gpg.format ssh` 和 `git config --global user.signingkey ~/.ssh/id_ed25519.pub`，其中文件名换成您自己的密钥"
            ),
            Self::KeyNotInGpg(_) => say!(
                to,
                "install GnuPG and import the key, or name another one with `git config user.signingkey`",
                "请安装 GnuPG 并导入该密钥，或用 `git config user.signingkey` 另设密钥"
            ),
            Self::NotListed { key, .. } => say!(
                to,
                "have this added to your entry in it: `keys: [{key}]`",
                "请要求在其中您的条目下加入：`keys: [{key}]`"
            ),
            Self::Doubt { finding, .. } => finding.remedy(to),
            Self::OtherListed { key, .. } => say!(
                to,
                "sign with a listed key, or have this added to your entry in it: `{key}`",
                "请以所列密钥签名，或要求在其中您的条目下加入：`{key}`"
            ),
            Self::Error(why) => match to {
                // Nobody tried to record anything.
                Language::English => {
                    let remedy = why.english().split_once("; ")?.1;
                    remedy.strip_prefix("nothing was recorded: ").unwrap_or(remedy).to_owned()
                }
                Language::Chinese => return None,
            },
        })
    }
}

fn terminal(term: &str, tmux: bool, ssh: bool, to: Language) -> String {
    let over = if ssh { say!(to, ", over SSH", "，通过 SSH") } else { String::new() };
    let within = if tmux { say!(to, ", inside tmux", "，在 tmux 之内") } else { String::new() };
    say!(to, "TERM is `{term}`{within}{over}", "TERM 为 `{term}`{within}{over}")
}
