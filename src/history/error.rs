//! What can go wrong with a repository, and what to do then.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::language::{FileFault, Language, Translated, errors, say};
use crate::negotiation::CommitId;

use super::doing::Doing;
use super::format::RepositoryFormat;
use crate::history::commit::underway::Underway;
use crate::history::remote::no_remote::NoRemote;
use crate::history::remote::to_follow::ToFollow;
use crate::history::remote::unreached::Unreached;
use crate::history::signature::key_error::KeyError;
use crate::history::store::copied::Copied;
use crate::history::store::damage::Damage;
use crate::history::store::pack::BundleFault;

errors! {
    /// Why history could not be read or written. Each says what happened and what to do next.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
    #[strum(serialize_all = "kebab-case")]
    #[non_exhaustive]
    pub enum Error in language {
        /// Neither the folder nor any above it is a repository.
        NoRepository(path: PathBuf) => {
            let path = path.display();
            say!(
                language,
                "there is no contracts repository at {path} or above it",
                "{path} 及其上级没有合同库",
            )
        } remedy {
            "go to the folder that holds your contracts, or make one with `adidem init`",
            "请进入存放合同的文件夹，或用 `adidem init` 新建",
        }
        /// The path does not exist.
        NoSuchPath(path: PathBuf) => {
            let path = path.display();
            say!(language, "{path} does not exist", "{path} 不存在")
        } remedy { "check the path", "请检查路径" }
        /// The repository belongs to another user of the machine.
        ForeignOwner {
            /// Where it lies.
            path: PathBuf,
        } => {
            let path = path.display();
            say!(
                language,
                "the repository at {path} belongs to another user of this machine, so it is not opened",
                "{path} 的合同库属于此计算机上的其他用户，未打开",
            )
        } remedy {
            let path = path.display();
            say!(
                language,
                "if you trust its owner, run `git config --global --add safe.directory '{path}'`",
                "如信任其所有者，请执行 `git config --global --add safe.directory '{path}'`",
            )
        }
        /// A repository inside of a working folder, which may have come with its history.
        Embedded {
            /// The repository.
            path: PathBuf,
            /// The working folder.
            within: PathBuf,
        } => {
            let (path, within) = (path.display(), within.display());
            say!(
                language,
                "{path} is inside the working folder {within} and is a repository by itself, which may have come \
                 from the other side together with its settings, so it is not opened",
                "{path} 位于工作文件夹 {within} 之内，本身又是一个库，可能连同其设置来自其他方，故未打开",
            )
        } remedy {
            let (path, within) = (path.display(), within.display());
            say!(
                language,
                "run adidem in {within}, or move the folder out of it if it is yours",
                "请在 {within} 中运行 adidem；如确为您所有，请将其移出该文件夹",
            )
        }
        /// Something in git's own folder leads elsewhere.
        OwnFolderLinked {
            /// The link.
            link: PathBuf,
        } => {
            let link = link.display();
            say!(
                language,
                "{link} is a link, and what git and adidem keep there would be written to where it leads, so the \
                 repository is not opened; neither of them makes such a link",
                "{link} 是链接，git 和 adidem 保存于此的内容会写到链接所指之处，故未打开该合同库；二者均不建立此类链接",
            )
        } remedy {
            "delete it, or, if you made it to share what is there, use `git worktree add` or `git clone` instead",
            "请删除；如系您为共用其中内容而建，请改用 `git worktree add` 或 `git clone`",
        }
        /// The other end's address is reached in a way that git could be made to run anything by.
        AddressKind {
            /// The name of the other end.
            remote: String,
            /// Its address.
            address: String,
        } => {
            "the address of `{remote}` is `{address}`, which is reached through a program of its own; adidem \
             exchanges only by https, http, ssh, git and file, and with folders, so nothing was exchanged",
            "`{remote}` 的地址为 `{address}`，须由另一程序连接；adidem 只通过 https、http、ssh、git、file \
             或与文件夹同步，故未作同步",
        } remedy {
            "`git remote set-url {remote} ADDRESS` sets another one",
            "`git remote set-url {remote} 地址` 可改设",
        }
        /// The repository's own settings put its working folder where nothing leads back to it.
        WorkingFolderElsewhere {
            /// The repository.
            path: PathBuf,
            /// The folder that it names.
            folder: PathBuf,
        } => {
            let config = path.join("config");
            let (path, folder, config) = (path.display(), folder.display(), config.display());
            say!(
                language,
                "the settings of the repository at {path} say that its working folder is {folder}, which is not a \
                 working folder of it, so it is not opened: what is recorded would be written there",
                "合同库 {path} 的设置将其工作文件夹指向 {folder}，而该文件夹并不属于该库，记录的内容会写到那里，\
                 故未打开",
            )
        } remedy {
            let config = path.join("config");
            let (path, folder, config) = (path.display(), folder.display(), config.display());
            say!(
                language,
                "run `git config --file {config} --unset core.worktree`, or, if you set it yourself, put a file \
                 `.git` with the line `gitdir: {path}` into that folder",
                "请执行 `git config --file {config} --unset core.worktree`；如为您本人所设，请在该文件夹中放入文件 \
                 `.git`，内容为 `gitdir: {path}`",
            )
        }
        /// No contract of that name.
        NoSuchContract {
            /// The name asked for.
            name: String,
            /// The names there are.
            known: Vec<String>,
        } => {
            "there is no contract `{name}`", "没有合同 `{name}`"
        } remedy {
            known_names(known, language)
        }
        /// Nothing in history answers to the expression.
        NoSuchVersion(version: String) => { "there is no version `{version}`", "没有版本 `{version}`" } remedy {
            "give the number of a round, `first`, `last`, `draft`, or a git revision",
            "请用轮次号、`first`、`last`、`draft` 或 git 版本名称",
        }
        /// The expression names a commit at which the contract did not exist.
        NotThere {
            /// The contract.
            name: String,
            /// The expression.
            version: String,
        } => {
            "`{name}` did not exist yet, or no longer, at `{version}`",
            "`{name}` 在 `{version}` 时尚不存在或已不存在",
        } remedy { "`adidem rounds` lists its rounds", "`adidem rounds` 列出其轮次" }
        /// An object that history refers to is not in this clone.
        Missing {
            /// The object.
            id: String,
            /// What kind of copy it is.
            copy: Copied,
        } => {
            let left_out = copy.left_out(language);
            say!(
                language,
                "this copy of the history is not complete: {id} is missing{left_out}",
                "本副本的历史不完整：缺少 {id}{left_out}",
            )
        } remedy {
            copy.way_out(language)
        }
        /// An object is not what it should be.
        Damaged {
            /// The object.
            id: String,
            /// What is wrong with it.
            damage: Damage,
        } => {
            let damage = damage.message(language);
            say!(
                language,
                "this copy of the history is damaged at {id}: {damage}",
                "本副本的历史在 {id} 处损坏：{damage}",
            )
        } remedy { "get a fresh copy, and keep this one as evidence", "请重新获取副本，并保留本副本备查" }
        /// A file too large to be a contract.
        TooLarge {
            /// The file or object.
            what: String,
            /// Its size.
            size: u64,
            /// The largest size that is read.
            limit: u64,
        } => {
            "{what} has {size} bytes, more than the {limit} that a contract may have",
            "{what} 有 {size} 字节，超过合同上限 {limit}",
        } remedy { "move it out of the contracts folder", "请将其移出合同文件夹" }
        /// More files than anybody has contracts.
        TooMany(folder: String, most: usize) => {
            "the contracts folder at {folder} holds more than {most} files or folders, which no repository of \
             contracts has",
            "合同文件夹 {folder} 中的文件或文件夹超过 {most} 个，合同库不会有这么多",
        } remedy { "move out of it what are not contracts", "请将合同以外的文件移出" }
        /// Somebody else recorded something between our reading and our writing.
        Overtaken => {
            "somebody else recorded something at the same moment; nothing was written and nothing was lost",
            "他人在同一时刻作了登记；未写入也未丢失任何内容",
        } remedy { "try again", "请再试一次" }
        /// The repository may not be written.
        NotWritable(reason: String) => {
            "the repository cannot be written ({reason}); nothing was recorded",
            "无法写入合同库（{reason}）；未作登记",
        } remedy {
            no_permission(reason, language)
        }
        /// There is no room.
        DiskFull(reason: String) => {
            "there is no space left on the disk ({reason}); nothing was recorded",
            "磁盘空间不足（{reason}）；未作登记",
        } remedy { "free some space and try again", "请腾出空间后再试" }
        /// There is no other end to exchange anything with.
        NoRemote(why: NoRemote) => {
            let why = why.cause(language);
            say!(language, "there is no shared repository to exchange with: {why}", "{why}")
        } remedy {
            why.remedy(language)
        }
        /// The other end cannot be reached.
        Unreachable {
            /// Its name.
            remote: String,
            /// What that means.
            why: Unreached,
            /// What git said.
            said: String,
        } => {
            let (how_far, why) = (why.how_far(language), why.cause(language));
            say!(
                language,
                "`{remote}` {how_far}: {why}; nothing was changed; git said: {said}",
                "{how_far} `{remote}`：{why}；未作任何改动；git 的答复：{said}",
            )
        } remedy {
            why.remedy(remote, language)
        }
        /// The copy stands on nothing yet, and the shared repository has other branches.
        NotFollowing(to: ToFollow) => {
            let own = &to.own;
            say!(
                language,
                "this copy is on the branch `{own}`, which is still empty, so there are no contracts in it",
                "本副本所在的分支 `{own}` 尚无内容，因此没有合同",
            )
        } remedy {
            to.way_out(language)
        }
        /// The copy stands at a state by itself, where whatever is recorded gets out of sight.
        Detached {
            /// The branch to go back to.
            branch: String,
        } => {
            "this copy is at a single commit and not on a branch, where anything recorded would later be lost from \
             view, so nothing was recorded",
            "本副本停在单独一次提交上，不在任何分支上，在此登记的内容随后将无从找到，因此未作登记",
        } remedy { "`git switch {branch}` returns to the branch", "`git switch {branch}` 可返回分支" }
        /// The copy lacks the beginning of history.
        Shallow => {
            "this copy lacks the beginning of the history, so that a record would name the wrong round and nothing \
             was recorded",
            "本副本缺少历史的开头，登记的表态会指向错误的轮次，因此未作登记",
        } remedy { "`git fetch --unshallow` completes it", "`git fetch --unshallow` 可补全" }
        /// Something that git began here is not finished.
        Unfinished(underway: Underway) => { underway.unfinished(language) } remedy { underway.way_out(language) }
        /// The repository is of a kind that the program does not read.
        Format {
            /// Where it lies.
            path: PathBuf,
            /// What kind.
            format: RepositoryFormat,
        } => {
            let (path, kind) = (path.display(), format.message(language));
            say!(
                language,
                "the repository at {path} {kind}, which adidem does not read; nothing is wrong with it",
                "{path} 的合同库{kind}，adidem 无法读取；该库本身并无问题",
            )
        } remedy {
            let (lost, way_out) = (format.lost(language), format.way_out(path));
            say!(
                language,
                "these commands make a readable copy{lost}: {way_out}",
                "以下命令可另建可读的副本{lost}：{way_out}",
            )
        }
        /// Unrecorded work is in the way.
        InTheWay(said: String) => {
            "the latest state of the shared repository could not be checked out into the working folder, and nothing \
             there was changed; git said: {said}",
            "无法将共享合同库的最新状态检出到工作文件夹，其中内容未被改动；git 的答复：{said}",
        } remedy { "stash or send your own changes first", "请先另存或签发您的修改" }
        /// Another git holds a lock.
        Busy {
            /// The lock.
            lock: PathBuf,
        } => {
            "another git process is using this repository, or was killed; nothing was recorded",
            "另一个 git 正在使用此合同库，或曾被中止；未作登记",
        } remedy {
            let lock = lock.display();
            say!(
                language,
                "try again when it has finished, and if none is running, delete {lock}",
                "请待其完成后再试；如确无运行，请删除 {lock}",
            )
        }
        /// Another adidem records for a long time.
        Occupied => {
            "another adidem is recording here, and may be waiting for a passphrase; nothing was recorded",
            "另一个 adidem 正在此处登记，可能在等待口令；未作登记",
        } remedy { "try again when it has finished", "请稍后再试" }
        /// A round is taken back, and a file of the working folder is not up to date.
        FilesStayed {
            /// What could not follow, and why.
            reason: Box<Error>,
        } => {
            let reason = reason.message(language);
            say!(
                language,
                "the round is taken back, but not everything in the working folder could be updated: {reason}",
                "该轮已撤回，但工作文件夹中部分内容未能更新：{reason}",
            )
        } remedy { "`git status` shows what differs", "`git status` 显示差异" }
        /// The change is recorded, and a file of the working folder is not up to date.
        LeftBehind {
            /// The change that is recorded.
            change: CommitId,
            /// What could not follow, and why.
            reason: Box<Error>,
        } => {
            let reason = reason.message(language);
            say!(
                language,
                "it is recorded as {change}, but not everything in the working folder could be updated: {reason}",
                "已登记（{change}），但工作文件夹中部分内容未能更新：{reason}",
            )
        } remedy {
            "do not record it again: `git status` shows what differs, and `git checkout HEAD -- FILE` fetches a file",
            "请勿重复登记，`git status` 显示差异，`git checkout HEAD -- 文件` 可取回文件",
        }
        /// The user's own key cannot sign.
        Key(#[from] error: KeyError) => {
            let error = error.cause(language);
            say!(language, "{error}; nothing was recorded", "{error}；未作登记")
        } remedy {
            error.remedy(language)
        }
        /// There is something where the repository should go.
        AlreadyThere(path: PathBuf) => {
            let path = path.display();
            say!(language, "{path} already holds a repository", "{path} 已有合同库")
        } remedy { "choose another folder", "请另选文件夹" }
        /// A file of the working folder could not be read or written.
        File {
            /// The file.
            path: PathBuf,
            /// Why.
            reason: Translated,
            /// What to do.
            remedy: Translated,
        } => {
            let (path, reason) = (path.display(), reason.message(language));
            say!(language, "{path} could not be read or written: {reason}", "无法读写 {path}：{reason}")
        } remedy {
            remedy.message(language).to_owned()
        }
        /// A signature could not be made.
        Signing(reason: String) => {
            "signing failed: {reason}; nothing was written",
            "无法签名：{reason}；未写入任何内容",
        } remedy {
            "`adidem doctor` tries your key and says what to fix",
            "`adidem doctor` 可检查密钥并说明如何处理",
        }
        /// There is no key to make a signature with.
        NoKey => {
            "signing failed: git has no signing key here; nothing was written",
            "无法签名：此处的 git 未设置签名密钥；未写入任何内容",
        } remedy {
            "choose it with `git config gpg.format ssh` and `git config user.signingkey FILE`",
            "请用 `git config gpg.format ssh` 和 `git config user.signingkey 文件` 设置",
        }
        /// An address or a purpose that would mean something else in a list of allowed signers.
        NotASigner(text: String) => {
            let text = text.escape_debug();
            say!(
                language,
                "`{text}` cannot be written into a list of allowed signers, where some characters have a special \
                 meaning",
                "`{text}` 不能写入签名人名单，某些符号在名单中另有含义",
            )
        } remedy {
            "remove spaces, quotes, commas, `*`, `?`, `!`, `#` and `\\` from it",
            "请去掉其中的空格、引号、逗号、`*`、`?`、`!`、`#` 和 `\\`",
        }
        /// A program that is needed could not be run.
        Program {
            /// The program.
            program: String,
            /// What the system said.
            reason: String,
        } => {
            "`{program}` is needed and could not be run: {reason}",
            "需要 `{program}` 但无法运行：{reason}",
        } remedy { "install it, or add it to the search path", "请安装，或将其加入搜索路径" }
        /// The packed history in an evidence file is not what it should be.
        NotABundle(fault: BundleFault) => {
            let fault = fault.message(language);
            say!(language, "the packed history cannot be unpacked: {fault}", "打包的历史无法解开：{fault}")
        } remedy { "get the file again from whoever made it", "请向制作者重新索取文件" }
        /// Anything else that git itself reports.
        Git {
            /// What was being done.
            doing: Doing,
            /// What git said.
            reason: String,
        } => {
            let doing = doing.message(language);
            say!(language, "{doing} failed: {reason}", "{doing}失败：{reason}")
        } remedy { "`git fsck` shows whether the repository is sound", "`git fsck` 可检查合同库是否完好" }
    }
}

impl Error {
    /// Whether the wish was understood and could not be fulfilled now; otherwise it was not understood.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Overtaken
                | Self::NoRemote(_)
                | Self::Unreachable { .. }
                | Self::InTheWay(_)
                | Self::NotWritable(_)
                | Self::DiskFull(_)
                | Self::Busy { .. }
                | Self::Occupied
                | Self::LeftBehind { .. }
                | Self::FilesStayed { .. }
                | Self::Key(_)
                | Self::Signing(_)
                | Self::NoKey
                | Self::Damaged { .. }
                | Self::Missing { .. }
                | Self::NotFollowing(_)
                | Self::Detached { .. }
                | Self::Shallow
                | Self::Unfinished(_)
                | Self::Format { .. }
                | Self::Embedded { .. }
                | Self::OwnFolderLinked { .. }
                | Self::AddressKind { .. }
                | Self::WorkingFolderElsewhere { .. }
        )
    }

    /// Wraps what git says while doing something.
    pub(super) fn git(doing: Doing) -> impl Fn(git2::Error) -> Self {
        move |error| Self::Git {
            doing,
            reason: error.message().to_owned(),
        }
    }

    /// Wraps what git says while writing. It keeps the system's reason only in words.
    pub(super) fn writing(doing: Doing) -> impl Fn(git2::Error) -> Self {
        move |error| {
            let said = |words: &[&str]| words.iter().any(|words| error.message().contains(words));
            if said(&["No space left on device", "Disk quota exceeded", "File too large"]) {
                return Self::DiskFull(error.message().to_owned());
            }
            if said(&["Read-only file system", "Permission denied", "Operation not permitted"]) {
                return Self::NotWritable(error.message().to_owned());
            }
            Self::git(doing)(error)
        }
    }

    /// What the system says about a file that has to be written before anything is recorded.
    pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        let reason = format!("{}: {error}", path.display());
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull(reason),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable(reason),
            _ => Self::of(path, error, true),
        }
    }

    /// What the system says about a file that has to be read.
    pub(super) fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::of(path, error, false)
    }

    fn of(path: &Path, error: &std::io::Error, writes: bool) -> Self {
        Self::File {
            path: path.to_owned(),
            reason: Translated::of(|language| FileFault::of(error, writes, language).cause),
            remedy: Translated::of(|language| FileFault::of(error, writes, language).remedy),
        }
    }
}

/// What to do where writing is not allowed, by what the system said: the disk or the user may not.
fn no_permission(said: &str, language: Language) -> String {
    let kind = if said.contains("Read-only") {
        ErrorKind::ReadOnlyFilesystem
    } else {
        ErrorKind::PermissionDenied
    };
    FileFault::of(&kind.into(), true, language).remedy
}

/// The contracts there are, or how to have one.
fn known_names(known: &[String], language: Language) -> String {
    const SHOWN: usize = 12;
    if known.is_empty() {
        return say!(
            language,
            "there are no contracts yet: put one under `contracts/`, or start with `adidem init`",
            "目前没有合同：请将合同放入 `contracts/`，或用 `adidem init` 新建",
        );
    }
    let names = language.list(known.get(..SHOWN).unwrap_or(known));
    if known.len() > SHOWN {
        say!(
            language,
            "name one that there is: {names}, …",
            "请从现有合同中指明：{names} 等"
        )
    } else {
        say!(
            language,
            "name one that there is: {names}",
            "请从现有合同中指明：{names}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_within_another_is_told_in_the_same_language() {
        let within = Error::Git {
            doing: Doing::UpdateIndex,
            reason: "x".to_owned(),
        };
        let error = Error::LeftBehind {
            change: CommitId::from_bytes([1; 20]),
            reason: Box::new(within.clone()),
        };
        for language in Language::ALL {
            assert!(
                error.message(language).contains(&within.message(language)),
                "{}",
                error.message(language)
            );
        }
    }

    #[test]
    fn of_many_contracts_some_are_named() {
        let known: Vec<String> = (10..23).map(|number| format!("c{number}")).collect();
        for language in Language::ALL {
            let told = |known: &[String]| known_names(known, language);
            assert!(
                told(&known).contains("c21") && !told(&known).contains("c22"),
                "{}",
                told(&known)
            );
            assert!(told(&known[..12]).ends_with("c21"), "{}", told(&known[..12]));
        }
    }
}
