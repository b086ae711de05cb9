//! Why something that a person asked for could not be done: what happened, why, and what to do next.
//! It is long because each thing that can go wrong has its own sentences here, and callers match on all of it as one
//! type: in several tables each of them would have to know in which one an error stands.

use crate::audit::{EvidenceError, Finding, refusal};
use crate::contract::{ReadError, SpliceError};
use crate::exchange::ExchangeError;
use crate::exchange::paper::Unwritten;
use crate::history;
use crate::language::{FileFault, Language, Translated, errors, say};
use crate::session::act::comment_fault::CommentFault;
use crate::session::act::keys_fault::KeysFault;
use crate::session::act::other_end_fault::OtherEnd;
use crate::session::act::stamping::NoStamp;
use crate::session::act::take_back_fault::TakeBackFault;
use crate::session::act::way_out::WayOut;
use crate::session::called_party::CalledParty;
use crate::session::read::designation::Designation;
use crate::session::read::no_draft::NoDraft;
use crate::session::read::odd_file::OddFile;
use crate::session::read::paper_fault::PaperFault;
use crate::session::user::settings_fault::SettingsFault;
use crate::session::version_name::Called;

errors! {
    /// Why it could not be done. What other programs said stays in their words.
    #[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
    #[strum(serialize_all = "kebab-case")]
    #[non_exhaustive]
    #[expect(missing_docs, reason = "the sentences of each say what its facts are")]
    pub enum Error in language {
        /// The repository could not be read.
        History(#[from] error: history::Error) => { error.cause(language) } remedy { error.remedy(language) }
        /// A contract file is not what it should be; which version of it, where it matters.
        Unreadable { file: String, called: Option<Called>, error: ReadError } => {
            let (version, error) = (version(called.as_ref(), language), error.cause(language));
            say!(language, "{file}{version}, {error}", "无法读取 {file}{version}：{error}")
        } remedy {
            error.remedy(language)
        }
        /// Neither a command nor a folder; the command most like it.
        NoSuchCommand { word: String, nearest: Option<String> } => {
            let near = near(nearest.as_deref(), language);
            say!(
                language,
                "there is no command and no folder `{word}`{near}",
                "没有名为 `{word}` 的命令或文件夹{near}",
            )
        } remedy { "`adidem --help` lists the commands", "`adidem --help` 列出全部命令" }
        /// No clause of that id; the id most like it.
        NoSuchClause { contract: String, id: String, nearest: Option<String> } => {
            let near = near(nearest.as_deref(), language);
            say!(
                language,
                "the contract `{contract}` has no clause `{id}`{near}",
                "合同 `{contract}` 中没有条款 `{id}`{near}",
            )
        } remedy {
            "`adidem show {contract}` lists every clause with its id",
            "`adidem show {contract}` 列出全部条款及其条号和代号",
        }
        /// A name that may mean several clauses: how to write that each is meant, with its number, heading and id.
        AmbiguousClause { name: String, meant: Vec<(String, Designation)> } => {
            "`{name}` may mean an id, a number or something else",
            "`{name}` 可能指条款代号、条号或其他内容",
        } remedy {
            let each: Vec<String> = meant
                .iter()
                .map(|(way, clause)| {
                    let clause = spoken(clause, language);
                    say!(language, "`{way}` for {clause}", "指{clause}请写 `{way}`")
                })
                .collect();
            let ways = each.join(&say!(language, " or ", "，"));
            say!(language, "write {ways}", "{ways}")
        }
        /// No round of that number; how many there are.
        NoSuchRound { contract: String, number: u32, newest: u32 } => {
            let how_many = how_many(*newest, language);
            say!(
                language,
                "`{contract}` has no round {number}: {how_many}",
                "`{contract}` 没有第 {number} 轮：{how_many}",
            )
        } remedy { "`adidem rounds {contract}` lists them", "`adidem rounds {contract}` 列出全部轮次" }
        /// There is only one version.
        OneRound { contract: String } => {
            "`{contract}` has only one round, so there is nothing to compare it with yet",
            "`{contract}` 只有一轮，尚无可比较的内容",
        } remedy { "`adidem show {contract}` shows it", "`adidem show {contract}` 显示该轮" }
        /// There is no round at all.
        NoRound { contract: String } => {
            "`{contract}` was never sent: it is only in the working folder",
            "`{contract}` 从未签发，仅在工作文件夹中",
        } remedy {
            "`adidem show {contract} --round draft` shows it",
            "`adidem show {contract} --round draft` 可查看",
        }
        /// There is no draft.
        NoDraft { contract: String, why: NoDraft } => {
            let why = why.cause(language);
            say!(language, "`{contract}` has no draft: {why}", "`{contract}` 没有草稿：{why}")
        } remedy {
            why.remedy(language)
        }
        /// Nothing of one's own party was recorded.
        NothingOfMine { contract: String } => {
            "your party has not accepted or offered anything in `{contract}`, or you do not speak for any party \
             there, so there is nothing to compare with as `mine`",
            "我方在 `{contract}` 中尚未接受或提出任何条款，或者您不代表任何一方，因此无法以 `mine` 比较",
        } remedy { "use `last`, `first` or a round's number", "请用 `last`、`first` 或轮次号" }
        /// The contract was not there at that version.
        Deleted { contract: String, round: u32 } => {
            "`{contract}` was deleted in round {round}",
            "`{contract}` 在第 {round} 轮中已删除",
        } remedy {
            "`adidem rounds {contract}` lists the rounds that have a text",
            "`adidem rounds {contract}` 列出有文本的轮次",
        }
        /// The demonstration's own script does not fit its contract.
        Script { contract: String, round: usize, what: String } => {
            "the demonstration of `{contract}` cannot be built: round {round}, {what}",
            "无法建立 `{contract}` 的示例：第 {round} 轮，{what}",
        } remedy { "this is a fault of the program, please report it", "这是程序的缺陷，请报告" }
        /// A clause of the demonstration could not be edited.
        Splice(#[from] error: SpliceError) => {
            let error = error.cause(language);
            say!(language, "{error}", "无法修改条款：{error}")
        } remedy {
            error.remedy(language)
        }
        /// A file could not be `read` or `written`.
        File { file: String, doing: &'static str, error: std::io::Error } => {
            let writes = *doing == "written";
            let why = FileFault::of(error, writes, language).cause;
            if writes {
                say!(language, "{file} could not be written: {why}", "无法写入 {file}：{why}")
            } else {
                say!(language, "{file} could not be read: {why}", "无法读取 {file}：{why}")
            }
        } remedy {
            FileFault::of(error, *doing == "written", language).remedy
        }
        /// There is no time stamp.
        NoStamp(why: NoStamp) => {
            let why = why.cause(language);
            say!(language, "no time stamp: {why}", "没有时间戳：{why}")
        } remedy {
            why.remedy(language)
        }
        /// What was named is no file of the kind that was asked for.
        OddFile { file: String, what: OddFile } => {
            let what = what.cause(language);
            say!(language, "{file} could not be read: {what}", "无法读取 {file}：{what}")
        } remedy {
            what.remedy(language)
        }
        /// A file on paper is not read.
        Paper { file: String, why: PaperFault } => {
            let why = why.cause(language);
            say!(language, "{file} could not be read: {why}", "无法读取 {file}：{why}")
        } remedy {
            why.remedy(language)
        }
        /// The name for a new contract is that of another.
        NameTaken { name: String } => {
            "there is, or was, a contract called `{name}`, so nothing was written",
            "已有或曾有名为 `{name}` 的合同，未写入任何内容",
        } remedy { "choose another name with `--as NAME`", "请用 `--as 名称` 另选名称" }
        /// The same of the first contract of a new repository.
        FirstNameTaken { name: String } => {
            "there is, or was, a contract called `{name}`, so nothing was written",
            "已有或曾有名为 `{name}` 的合同，未写入任何内容",
        } remedy { "choose another name with `--name NAME`", "请用 `--name 名称` 另选名称" }
        /// No file can have that name.
        NotAName { name: String } => {
            let name = name.escape_debug();
            say!(language, "`{name}` is not a name for a contract", "`{name}` 不能作为合同名称")
        } remedy { "use letters, digits, `-`, `_` and `.`", "请使用文字、数字、`-`、`_` 和 `.`" }
        /// The paper names no such party.
        NoSuchPartyOnPaper { named: String, known: Vec<String> } => {
            "the file names no party `{named}`, so nothing was written",
            "文件中没有名为 `{named}` 的当事人，未写入任何内容",
        } remedy {
            let known = language.list(known);
            say!(language, "choose one of {known}", "请从以下各项中选择：{known}")
        }
        /// No Word file is kept that our changes could be marked in.
        NoCarrier { contract: String } => {
            "no Word file of `{contract}` is kept in this copy, so there is none to mark changes in",
            "本副本未保存 `{contract}` 的 Word 文件，没有可供标记修订的文件",
        } remedy {
            "name the file that was exchanged last with `--into FILE`",
            "请用 `--into 文件` 指明最近一次往来的文件",
        }
        /// The Word file that is kept is not the one that was kept.
        CarrierChanged { file: String } => {
            "{file} was changed since it was kept, so nothing was written",
            "{file} 保存后被改动，未写入任何内容",
        } remedy {
            "name the file that was exchanged last with `--into FILE`",
            "请用 `--into 文件` 指明最近一次往来的文件",
        }
        /// A version cannot be written into a Word file.
        NotExported { file: String, why: Unwritten } => {
            let why = why.cause(language);
            say!(
                language,
                "nothing was written, because the changes cannot all be marked in {file}: {why}",
                "改动未能全部标记于 {file}，未写入任何内容：{why}",
            )
        } remedy {
            why.remedy(language)
        }
        /// What was to be written would not have been read as it was meant.
        NotWrittenBack { file: String } => {
            "{file} was not written, because it would not be read back word for word",
            "未写入 {file}，因为无法逐字读回",
        } remedy { "please report this, with the file", "请连同原文件报告此问题" }
        /// There is something else where the demonstration should go.
        NotADemonstration { folder: String } => {
            "{folder} is not empty and does not contain a demonstration, so nothing was written",
            "{folder} 不为空且不含示例，未写入任何内容",
        } remedy { "choose another folder with `--dir`", "请用 `--dir` 另选文件夹" }
        /// There is no place for a file that people work on.
        NoWorkingFolder { folder: String } => {
            "the repository at {folder} only passes changes on and has no working folder, so no contract can be put \
             into it",
            "{folder} 的合同库仅用于传递提交，没有工作文件夹，无法放入合同",
        } remedy {
            "get a copy of it with `git clone {folder}` and run `adidem init` inside the copy",
            "请用 `git clone {folder}` 获取副本，并在副本中执行 `adidem init`",
        }
        /// There is something in the folder that is to be a shared repository.
        NotShareable { folder: String } => {
            "{folder} is not empty, and a shared repository needs a folder of its own, in which nobody works",
            "{folder} 中已有内容；共享合同库须有单独的文件夹，无人在其中工作",
        } remedy { "choose another one, such as `{folder}.git`", "请另选，例如 `{folder}.git`" }
        /// The user's folders cannot be found.
        NoHome => { "your home folder could not be found", "找不到您的主文件夹" } remedy {
            "say where to put the demonstration with `--dir FOLDER`",
            "请用 `--dir 文件夹` 指定示例的位置",
        }
        /// A theme that does not exist.
        NoSuchTheme { name: String, known: Vec<&'static str> } => {
            "there is no theme `{name}`",
            "没有配色 `{name}`",
        } remedy {
            let known = language.list(known);
            say!(language, "choose one of {known}", "请从以下各项中选择：{known}")
        }
        /// A theme file that is not what it should be: what its reader said.
        Theme { file: String, what: String } => { "theme {file}: {what}", "配色 {file}：{what}" } remedy {
            "correct the file, or choose another theme with `--theme`",
            "请改正该文件，或用 `--theme` 另选配色",
        }
        /// What the clone keeps for itself cannot be understood: what its reader said.
        Memory { file: String, what: String } => {
            "{file}, which says whose keys you confirmed, cannot be understood: {what}",
            "无法读取保存您所确认密钥的 {file}：{what}",
        } remedy {
            "restore it, or delete it and confirm them again with `adidem trust`",
            "请恢复该文件，或删除后用 `adidem trust` 重新确认",
        }
        /// Git does not know who the user is.
        NoIdentity => {
            "git does not know who you are, so nothing can be recorded for anybody",
            "git 不知道您是谁，无法为任何一方登记",
        } remedy {
            "tell it with `git config user.name \"Your Name\"` and `git config user.email you@your.firm`, as the \
             contract lists you",
            "请按合同所列设置 `git config user.name \"姓名\"` 和 `git config user.email 邮箱`",
        }
        /// The user speaks for nobody: their address, and those of the members.
        NotAMember { email: String, members: Vec<String> } => {
            "{email} is not listed as a member of any party to this contract; you can read it but not record anything",
            "{email} 不是本合同任何一方的成员，只能阅读，不能登记",
        } remedy {
            let whom_to_be = whom_to_be(members, language);
            say!(language, "{whom_to_be}", "{whom_to_be}")
        }
        /// The user's key is not the one that the contract lists for them: the fingerprint of the key that git signs
        /// with, and those that are listed.
        NotMyKey { email: String, party: Box<CalledParty>, configured: Option<String>, listed: Vec<String> } => {
            let (listed, in_use) = (fingerprints(listed, language), key_in_use(configured.as_deref(), language));
            let party = party.message(language);
            say!(
                language,
                "what is recorded for {party} has to be signed with a key that the contract lists for {email}: \
                 {listed}; {in_use}",
                "为{party}登记表态，须使用合同为 {email} 列明的密钥签名：{listed}；{in_use}",
            )
        } remedy {
            right_key(configured.is_some(), language)
        }
        /// The user's key counts for another party, for which it is listed as well.
        KeyOfAnother { contract: String, email: String, party: String, other: String } => {
            "the key that you sign with is listed for `{other}` as well and stands for it, so that it says nothing \
             for `{party}`",
            "您签名所用的密钥同时列在 `{other}` 名下并代表该方，因此不能代表 `{party}`",
        } remedy {
            "make a new key with `ssh-keygen -t ed25519`, put it in place of the old one beside {email} in the draft \
             of `{contract}`, tell git with `git config user.signingkey FILE`, and send it with `adidem send \
             {contract}`",
            "请用 `ssh-keygen -t ed25519` 另建密钥，在 `{contract}` 的草稿中以其替换 {email} 名下的旧密钥，用 `git \
             config user.signingkey 文件` 告知 git，再用 `adidem send {contract}` 签发",
        }
        /// No party of that id.
        NoSuchParty { contract: String, party: String, known: Vec<String> } => {
            "`{contract}` has no party `{party}`",
            "`{contract}` 中没有当事人 `{party}`",
        } remedy {
            let known = language.list(known);
            say!(language, "name one of {known}", "请从以下各项中选择：{known}")
        }
        /// A report about oneself.
        OwnReport { party: String } => { "you speak for `{party}` yourself", "您本人代表 `{party}`" } remedy {
            "record its position directly instead of reporting it",
            "请直接登记其表态，无需转述",
        }
        /// A clause without a text of its own: and what is below it.
        OnlyAHeading { clause: Designation, below: Vec<Designation> } => {
            let clause = spoken(clause, language);
            say!(
                language,
                "{clause} is a heading without a text of its own, which needs no position",
                "{clause}只是标题，无需表态",
            )
        } remedy {
            let each: Vec<String> = below.iter().map(|one| short(one).to_owned()).collect();
            let each = language.list(&each);
            if below.is_empty() {
                say!(
                    language,
                    "there is nothing below it either: name another clause",
                    "其下也没有条款：请指明其他条款",
                )
            } else {
                say!(
                    language,
                    "name the clauses below it ({each}), or take them all with `--below`",
                    "请指明其下条款（{each}），或用 `--below` 全选",
                )
            }
        }
        /// The text is not the one that was read: the round that was read, and the newest.
        Stale { contract: String, clause: Box<Designation>, read: u32, newest: u32 } => {
            let (called, (.., id)) = (spoken(clause, language), &**clause);
            say!(
                language,
                "nothing was recorded: the text of {called} changed after round {read}, and round {newest} is the \
                 latest",
                "未作登记：{called}的文本在第 {read} 轮之后已变，最新为第 {newest} 轮",
            )
        } remedy {
            let (called, (.., id)) = (spoken(clause, language), &**clause);
            say!(
                language,
                "read `adidem diff {contract} {read} {newest} --clause {id}`, and add `--round {newest}` if you mean \
                 the new text",
                "请阅读 `adidem diff {contract} {read} {newest} --clause {id}`，如针对新文本，请用 `--round {newest}`",
            )
        }
        /// The settings file is not what it should be.
        Settings { file: String, what: SettingsFault } => {
            let what = what.cause(language);
            say!(language, "{file}: {what}", "{file}：{what}")
        } remedy {
            what.remedy(language)
        }
        /// No finding of that name; the name most like it.
        NoSuchFinding { contract: String, finding: String, nearest: Option<String> } => {
            let near = near(nearest.as_deref(), language);
            say!(
                language,
                "the review of `{contract}` has no finding `{finding}`{near}",
                "`{contract}` 的审查提示中没有 `{finding}`{near}",
            )
        } remedy { "`adidem check {contract}` lists them", "`adidem check {contract}` 列出全部" }
        /// No checklist is for contracts of that kind.
        NoSuchKind { kind: String, known: Vec<String> } => {
            "there is no checklist for contracts of the kind `{kind}`",
            "没有适用于 `{kind}` 类合同的审查清单",
        } remedy {
            let known = language.list(known);
            say!(
                language,
                "choose one of the kinds that there are checklists for: {known}",
                "请从现有类型中选择：{known}",
            )
        }
        /// The repository has no such checklist.
        NoSuchList { file: String, known: Vec<String> } => {
            "there is no checklist `{file}` in the repository",
            "合同库中没有审查清单 `{file}`",
        } remedy {
            let all = language.list(known);
            if known.is_empty() {
                say!(
                    language,
                    "there is no other either: a checklist is a file below `checklists/`",
                    "也没有其他清单：审查清单是 `checklists/` 下的文件",
                )
            } else {
                say!(language, "name one of those that there are: {all}", "请从现有清单中选择：{all}")
            }
        }
        /// What was allowed cannot be understood: where it is kept now, and what its reader said.
        PermittedDamaged { file: String, what: String } => {
            "what you allowed programs and checklists of repositories cannot be understood: {what}; it is kept in \
             {file}, and nothing is allowed now",
            "无法读取您对合同库中程序和清单的许可：`{what}`；原文件保留在 {file}，目前一概不予许可",
        } remedy { "answer again when you are asked", "再次询问时请重新作答" }
        /// The repository's own configuration names programs that an exchange would run.
        ProgramsNamed { programs: Vec<history::NamedProgram> } => {
            let named = named(programs);
            say!(
                language,
                "the settings in this copy name a program that an exchange would run, a shared repository with hooks \
                 of its own, or something that is not known to do no harm, and nobody has allowed it yet: {named}; \
                 settings come along when a folder is handed over. Nothing was exchanged",
                "本副本的设置指定了同步时会运行的程序、自带钩子的共享合同库，或无法确认无害的事项，尚未获您许可：\
                 `{named}`；设置会随交来的文件夹一并带来。未作同步",
            )
        } remedy {
            "run `adidem sync` at a terminal, where you are asked once, or, if it is yours, put it into your own \
             configuration with `git config --global`",
            "请在终端中运行 `adidem sync`，届时只询问一次；如确为您本人所设，也可用 `git config --global` \
             写入您自己的配置",
        }
        /// A checklist is not what it should be.
        Checklist { file: String, error: ReadError } => {
            let error = error.cause(language);
            say!(language, "the checklist {file}, {error}", "审查清单 {file}：{error}")
        } remedy {
            error.remedy(language)
        }
        /// What was marked and not recorded cannot be understood: where it is kept now, and what its reader said.
        PendingDamaged { file: String, what: String } => {
            "what was marked and not recorded cannot be understood: {what}; it is kept in {file}",
            "已标记而未登记的内容无法读取：{what}；已保存于 {file}",
        } remedy { "mark again what you want to record", "请重新标记" }
        /// There is no own position to take back.
        NothingToWithdraw { contract: String, clause: Box<Designation>, party: Box<CalledParty> } => {
            let (called, (.., id)) = (spoken(clause, language), &**clause);
            let party = party.message(language);
            say!(
                language,
                "{party} has recorded nothing about the current text of {called}, so there is nothing to withdraw",
                "无可收回：{party}对下列条款的现行文本没有表态：{called}",
            )
        } remedy {
            let (called, (.., id)) = (spoken(clause, language), &**clause);
            say!(
                language,
                "`adidem log {contract} {id}` shows what was recorded",
                "`adidem log {contract} {id}` 显示已有记录",
            )
        }
        /// A condition that nobody stated.
        NoCondition => { "to reserve is to accept subject to a condition", "附条件接受须写明条件" } remedy {
            "state it with `--reason`",
            "请用 `--reason` 写明",
        }
        /// What was wished would not stand up to an audit: what it would find.
        WouldFail { found: Vec<Finding> } => {
            let found = findings(found, language);
            say!(
                language,
                "nothing was recorded or sent: from then on every audit would report this, and a guarded shared \
                 repository would refuse it:\n{found}",
                "未登记，也未签发：一旦写入历史，任何人核验时都会发现下列问题，装有推送校验钩子的共享合同库也会拒收：\n{found}",
            )
        } remedy {
            "do what stands below each of them, then try again", "请逐项按其下的说明处理后重试"
        }
        /// What this copy alone has already would not stand up to an audit: nothing is to be built on it.
        OwnFault { found: Vec<Finding>, way_out: Box<WayOut> } => {
            let found = findings(found, language);
            say!(
                language,
                "nothing was recorded or sent: a change that you have not sent yet would be refused by every guarded \
                 shared repository, and every audit would report this:\n{found}",
                "未登记，也未签发：一项尚未同步的提交会被装有推送校验钩子的共享合同库拒收，任何人核验时都会发现下列问题：\n{found}",
            )
        } remedy {
            way_out.message(language)
        }
        /// The user's address is one of two parties' members.
        TwoParties { email: String, parties: Vec<CalledParty> } => {
            let parties: Vec<String> = parties.iter().map(|party| party.message(language)).collect();
            let parties = language.list(&parties);
            say!(
                language,
                "members of {parties} have the address {email}, so it cannot be determined for whom you speak",
                "{parties}的成员均使用邮箱 {email}，无法判断您代表哪一方",
            )
        } remedy {
            "have each member listed with an address of their own, or sign with a key that only one of them lists",
            "请为每名成员写明其专用的邮箱，或者使用仅其中一方列明的密钥签名",
        }
        /// The draft is the newest round.
        NothingToSend { contract: String } => {
            "there is nothing to send: the draft of `{contract}` is word for word what is in history",
            "没有可签发的内容：`{contract}` 的草稿与历史中的文本完全相同",
        } remedy {
            "change it first, for example with `adidem edit {contract} CLAUSE`",
            "请先修改，例如 `adidem edit {contract} 条款`",
        }
        /// What is received would replace a draft that was not sent.
        DraftInTheWay { contract: String } => {
            "nothing was received: the draft of `{contract}` is not what the latest round says, and what is received \
             would replace it",
            "未收入任何内容：`{contract}` 的草稿与最新一轮的文本不同，收入文件将会覆盖草稿",
        } remedy {
            "send the draft first with `adidem send {contract}`, or put it aside",
            "请先用 `adidem send {contract}` 签发草稿，或另行存放",
        }
        /// The draft of a new contract is that of another one, whose file is gone.
        LeftBehind { contract: String, file: String, other: String, was: String } => {
            "nothing was sent of `{contract}`: {was} is not here any more and {file} has its clauses, so this would begin a new \
             negotiation and every position on `{other}` would stay behind",
            "`{contract}` 未签发：{was} 已不在工作文件夹中，而 {file} 包含其条款；如此签发将开始新的谈判，就 `{other}` 所作的表态均不随之转移",
        } remedy {
            "to go on with `{other}`, give the file its name back (`git mv {file} {was}`) and send; a file is renamed in a change of \
             git that does nothing else. For another deal, put {was} back first",
            "如要继续 `{other}`，请恢复文件名（`git mv {file} {was}`）再签发；文件改名须在 git 中单独提交。如为另一项交易，请先恢复 {was}",
        }
        /// The other end refused.
        PushRefused { remote: String, said: String } => {
            "`{remote}` refused the push and accepted none of it; it said: {said}",
            "`{remote}` 拒绝接收，未收下任何内容；其答复：{said}",
        } remedy {
            "see to what it says, then run `adidem sync` again",
            "请按其答复处理后再执行 `adidem sync`",
        }
        /// The line broke before the other end said whether it took what was pushed.
        PushUnanswered { remote: String, said: String } => {
            "the connection ended before `{remote}` said whether it accepted the push, so the other side may have it or not; git \
             said: {said}",
            "连接中断，`{remote}` 未答复是否收下，其他方可能已收到，也可能未收到；git 的提示：{said}",
        } remedy {
            "run `adidem sync` again to see", "请再次执行 `adidem sync` 查看"
        }
        /// The other end no longer holds what it held: where it was, and where it is.
        Rewritten { remote: String, was: String, now: String } => {
            "`{remote}` no longer holds the history that it held: it was at {was} and is now at {now}, which does \
             not build on it, so somebody rewrote what both sides had; nothing was fetched or sent",
            "`{remote}` 不再包含其原有历史：原为 {was}，现为 {now}，后者并非在前者基础上形成，\
             即有人改写了各方共有的历史；未获取也未发送任何内容",
        } remedy {
            "keep this copy, it is your proof, and ask the other side: if all agree that this is right, continue in \
             a new copy made with `git clone`",
            "请保留本副本作为证据并询问其他各方：如各方确认无误，请用 `git clone` 另取新副本继续",
        }
        /// The other end is no longer what it was, or not what this copy follows.
        OtherEnd(found: Box<OtherEnd>) => { found.cause(language) } remedy { found.remedy(language) }
        /// Somebody else's hook is there.
        OtherHook { file: String } => {
            "{file}: a hook by someone else is already there and was left alone",
            "{file}：该处已有他人的钩子，未作改动",
        } remedy {
            "make it run `adidem guard` (passing stdin) and exit non-zero if that does",
            "请让它运行 `adidem guard`（传入标准输入），失败时以非零状态退出",
        }
        /// Git heeds hooks of another folder.
        HooksElsewhere { folder: String, hooks: Vec<&'static str> } => {
            let hooks = language.list(hooks);
            say!(
                language,
                "git is set to take the hooks of all repositories here from {folder} (`core.hooksPath`), where there \
                 are: {hooks}; a hook of this repository alone would not run, and theirs would be lost if it had its \
                 own. The guard was not installed",
                "git 已设为从 {folder} 取所有库的钩子（`core.hooksPath`），其中有：{hooks}；\
                 只属于本库的钩子不会运行，若改用本库自己的钩子则其失效。未安装推送校验钩子",
            )
        } remedy {
            "have {folder}/pre-receive run `adidem guard` (passing stdin) and exit non-zero if that does, or give \
             the repository hooks of its own with `git config core.hooksPath hooks`, and try again",
            "请让 `{folder}/pre-receive` 运行 `adidem guard`（传入标准输入）并在失败时以非零状态退出，或用 `git \
             config core.hooksPath hooks` 让本库使用自己的钩子后重试",
        }
        /// The guard did not refuse what it should have: what git said, or nothing when the push was taken.
        GuardNotProven { file: String, said: String } => {
            let what = if said.is_empty() {
                say!(language, "accepted", "被接收")
            } else {
                say!(language, "not refused by it; git said: {said}", "并非由其拒绝（git：`{said}`）")
            };
            say!(
                language,
                "the guard was written to {file}, but a push that it has to refuse was {what}: the guard does not work",
                "推送校验钩子已写入 {file}，但一次本应被拒绝的推送{what}：该钩子未起作用",
            )
        } remedy {
            "check that the file may be run there, and that git uses its folder (`git config --show-origin \
             core.hooksPath`); then try again",
            "请确认该文件可以运行，且 git 使用其所在文件夹（`git config --show-origin core.hooksPath`），再重试",
        }
        /// Something is in the way that this program did not make.
        NotOurs { file: String } => {
            "{file} already exists and was not made by this command, so it was not overwritten",
            "{file} 已存在，且不是由本命令生成，故未覆盖",
        } remedy { "choose another name, or move it away", "请换一个名称，或先将其移走" }
        /// A file of git's own folder.
        GitsOwn { file: String } => {
            "{file} is in the folder that git keeps for itself, so nothing was written there",
            "{file} 位于 git 自用的文件夹内，未写入",
        } remedy { "choose another place", "请另选位置" }
        /// A demonstration in which its user has put something of their own.
        OwnWorkThere { folder: String, file: String } => {
            "{folder} holds the demonstration and also {file}, which is not part of it, so nothing was deleted",
            "{folder} 中除示例外还有 {file}，故未删除任何内容",
        } remedy {
            "move it away first, or choose another folder with `--dir`",
            "请先将其移走，或用 `--dir` 另选文件夹",
        }
        /// A folder of the working folder leads elsewhere.
        Linked { file: String } => {
            "{file} is a link, and nothing is written through links",
            "{file} 是链接，不经链接写入",
        } remedy { "put a plain folder or file in its place", "请改为普通文件夹或文件" }
        /// Not two revisions.
        NotARange { range: String } => { "`{range}` does not name two states", "`{range}` 未指明两个状态" } remedy {
            "write `OLD..NEW`, for example `v1..main`",
            "请写成 `旧..新`，例如 `v1..main`",
        }
        /// No clause was named.
        NoClauseNamed { contract: String } => { "no clause was named", "未指明条款" } remedy {
            "name them by number or id: `adidem issues {contract}` lists the open ones",
            "请用条号或条款代号指明：`adidem issues {contract}` 列出未决条款",
        }
        /// The user has set no editor.
        NoEditor => { "no editor is set, so none was opened", "未设置编辑器，故未打开" } remedy {
            "set `VISUAL` or `EDITOR` (or `git config --global core.editor`), or open the screens with `adidem`, \
             where `e` edits the clause without one",
            "请设置 `VISUAL` 或 `EDITOR`（或 `git config --global core.editor`），或运行 `adidem` 打开界面，按 `e` \
             直接改写条款",
        }
        /// The editor did not do its work: what it or the system said.
        Editor { editor: String, what: String } => {
            "your editor `{editor}` could not be used: {what}; nothing was changed",
            "无法使用编辑器 `{editor}`：{what}；未作任何修改",
        } remedy { "set `EDITOR` to one that you have", "请将 `EDITOR` 设为可用的编辑器" }
        /// What was typed cannot be taken, and is kept in a file.
        NotTaken { error: Box<Error>, file: String } => {
            let error = error.cause(language);
            say!(
                language,
                "{error}; nothing was changed, and what you typed is kept in {file}",
                "{error}；未作任何修改，您输入的内容保存在 {file}",
            )
        } remedy {
            error.remedy(language)
        }
        /// A party without keys cannot be confirmed.
        NoKeys { contract: String, party: String } => {
            "`{party}` lists no keys in `{contract}`, so there is nothing to confirm",
            "`{party}` 在 `{contract}` 中未列明密钥，无可确认",
        } remedy {
            "one of its members has to add a key to the contract and send it",
            "须由其成员将密钥加入合同并签发",
        }
        /// There are no such keys to be confirmed.
        NoEarlierKey { contract: String, party: String, key: String } => {
            "`{party}` had no key {key} in `{contract}` that it has replaced since",
            "`{party}` 在 `{contract}` 中没有此前使用、现已更换的密钥 {key}",
        } remedy {
            "`adidem trust {contract} {party}` lists all keys",
            "`adidem trust {contract} {party}` 可列出全部密钥",
        }
        /// Nor can one whose every key stands for another party.
        KeysOfOthers { contract: String, party: String } => {
            "every key that `{contract}` lists for `{party}` stands for another party, so there is nothing to confirm",
            "`{contract}` 为 `{party}` 列出的密钥均代表他方，无可确认",
        } remedy { "one of its members lists a new key and sends it", "须由其成员列入新密钥并签发" }
        /// What should tell the parties' keys does not.
        NoKeysFile { file: String, fault: KeysFault } => {
            let fault = fault.cause(language);
            say!(language, "{file} does not contain keys: {fault}", "{file} 中没有密钥：{fault}")
        } remedy {
            fault.remedy(language)
        }
        /// A comment cannot be made, or a file of them not be taken.
        Comment(fault: CommentFault) => { fault.cause(language) } remedy { fault.remedy(language) }
        /// What was given as a key's fingerprint is none.
        NotAFingerprint { written: String } => {
            "`{written}` is not the fingerprint of a key",
            "`{written}` 不是密钥指纹",
        } remedy {
            "`ssh-keygen -l -f KEY.pub` prints it, as `SHA256:…`",
            "`ssh-keygen -l -f 公钥文件` 会以 `SHA256:…` 显示指纹",
        }
        /// A party's keys are no longer those that were compared.
        OtherKeys { party: String } => {
            "the members or keys of `{party}` changed since they were shown, so nothing was confirmed",
            "`{party}` 的成员或密钥在显示之后已变更，未予确认",
        } remedy { "look at them again", "请重新查看" }
        /// Somebody else changed the file that was being edited.
        EditedMeanwhile { file: String } => {
            "{file} was changed by somebody else in the meantime, so nothing was written",
            "{file} 已被他人修改，未写入",
        } remedy { "edit it again", "请重新编辑" }
        /// A step is not taken back, because the file is no longer what it left.
        NotAsLeft { file: String } => {
            "{file} was changed by another program since, so this step cannot be undone and nothing was written",
            "{file} 此后被其他程序修改，无法撤销这一步，未写入任何内容",
        } remedy { "`e` or your editor changes the words as they are now", "请按 `e` 或用编辑器修改现有文字" }
        /// A round stays where it is.
        NotTakenBack(fault: TakeBackFault) => { fault.cause(language) } remedy { fault.remedy(language) }
        /// The shared repository has a newer text of a contract whose draft was begun on the older one.
        DraftBehind { contract: String } => {
            "the shared repository has a newer text of `{contract}`, and your draft was started from the older one: \
             sent as it is, it would undo what the others changed, so nothing was merged",
            "共享合同库中的 `{contract}` 有更新的文本，而您的草稿是在旧文本上起草的：照此签发会抹去其他各方的修改，\
             故未合并",
        } remedy {
            "send your draft first (`adidem send {contract}`), or set it aside (`git stash`), then sync",
            "请先签发草稿（`adidem send {contract}`）或将其搁置（`git stash`），然后再同步",
        }
        /// What would be signed is no longer what was shown.
        ChangedMeanwhile { contract: String } => {
            "nothing was recorded: `{contract}` or its draft changed between the question and the answer, so that \
             something other than what was shown would have been signed",
            "未作登记：`{contract}` 或其草稿在询问与答复之间有变，将被签名的内容已不是所显示的内容",
        } remedy { "try again, and read what is shown then", "请重新执行并阅读现在显示的内容" }
        /// An evidence file could not be made.
        Evidence(#[from] error: EvidenceError) => {
            let error = error.cause(language);
            say!(language, "{error}", "证据包：{error}")
        } remedy {
            error.remedy(language)
        }
        /// A page could not be made.
        Exchange(#[from] error: ExchangeError) => { error.cause(language) } remedy { error.remedy(language) }
    }
}

impl Error {
    /// The same in every language, for who does not know yet whom to tell.
    #[must_use]
    pub fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }

    /// Whether it failed for want of a passphrase that nobody was asked for.
    #[must_use]
    pub fn wants_passphrase(&self) -> bool {
        use history::KeyError::{Locked, LockedOpenPgp};
        matches!(self, Self::History(history::Error::Key(Locked(_) | LockedOpenPgp(_))))
    }

    /// Whether the wish was understood and is refused, or cannot be verified; otherwise it was not understood.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::NotTaken { error, .. } => error.is_refusal(),
            Self::History(error) | Self::Evidence(EvidenceError::History(error)) => error.is_refusal(),
            Self::NoIdentity
            | Self::Comment(CommentFault::NotYours(_))
            | Self::NotAMember { .. }
            | Self::NotMyKey { .. }
            | Self::KeyOfAnother { .. }
            | Self::NotShareable { .. }
            | Self::Stale { .. }
            | Self::ChangedMeanwhile { .. }
            | Self::NothingToWithdraw { .. }
            | Self::NothingToSend { .. }
            | Self::DraftInTheWay { .. }
            | Self::NoStamp(_)
            | Self::WouldFail { .. }
            | Self::OwnFault { .. }
            | Self::TwoParties { .. }
            | Self::NoKeys { .. }
            | Self::NoEarlierKey { .. }
            | Self::KeysOfOthers { .. }
            | Self::NotAFingerprint { .. }
            | Self::AmbiguousClause { .. }
            | Self::OtherKeys { .. }
            | Self::LeftBehind { .. }
            | Self::PushRefused { .. }
            | Self::PushUnanswered { .. }
            | Self::Rewritten { .. }
            | Self::OtherEnd(_)
            | Self::Evidence(EvidenceError::NotWhole | EvidenceError::Answer(_))
            | Self::EditedMeanwhile { .. }
            | Self::NotTakenBack(_)
            | Self::NotAsLeft { .. }
            | Self::ProgramsNamed { .. }
            | Self::HooksElsewhere { .. }
            | Self::GuardNotProven { .. }
            | Self::NotOurs { .. }
            | Self::GitsOwn { .. }
            | Self::OwnWorkThere { .. }
            | Self::Linked { .. }
            | Self::DraftBehind { .. }
            | Self::NotExported { .. }
            | Self::NameTaken { .. }
            | Self::FirstNameTaken { .. } => true,
            _ => false,
        }
    }
}

/// Each finding with its code, its place and what to do about it.
fn findings(found: &[Finding], language: Language) -> String {
    let told: Vec<String> = found.iter().map(|finding| refusal(finding, language)).collect();
    told.join("\n")
}

/// Settings with what each says.
fn named(programs: &[history::NamedProgram]) -> String {
    let told: Vec<String> = programs
        .iter()
        .map(|one| format!("{} = {}", one.setting, one.value))
        .collect();
    told.join("; ")
}

/// A clause as people know it, with its id.
fn spoken((number, heading, id): &Designation, language: Language) -> String {
    let called: Vec<&str> = [number.as_str(), heading.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let called = called.join(" ");
    if called.is_empty() {
        say!(language, "the deleted clause `{id}`", "已删除的条款 `{id}`")
    } else {
        say!(language, "{called} (`{id}`)", "{called}（`{id}`）")
    }
}

/// The shortest by which a clause can be named: its number, or its id where it has none.
fn short((number, _, id): &Designation) -> &str {
    if number.is_empty() { id } else { number }
}

fn whom_to_be(members: &[String], language: Language) -> String {
    let listed = language.list(members);
    if members.is_empty() {
        say!(
            language,
            "the contract lists no members: add yourself under your party's `members` and send it",
            "合同未列明成员：请将自己加入我方的 `members` 并签发"
        )
    } else {
        say!(
            language,
            "its members are {listed}; if you are one of them, run `git config user.email ADDRESS`",
            "成员为 {listed}；如您是其中之一，请设置 `git config user.email 邮箱`"
        )
    }
}

fn fingerprints(listed: &[String], language: Language) -> String {
    if listed.is_empty() {
        say!(
            language,
            "it lists none yet; a member with a key has to add yours",
            "合同尚未列明，须由有密钥的成员加入"
        )
    } else {
        language.list(listed)
    }
}

fn key_in_use(configured: Option<&str>, language: Language) -> String {
    match configured {
        Some(key) => say!(language, "git signs with {key}", "git 使用的是 {key}"),
        None => say!(language, "git has no signing key here", "git 未设置签名密钥"),
    }
}

/// How to sign with a key that is listed.
fn right_key(has_another: bool, language: Language) -> String {
    if has_another {
        say!(
            language,
            "choose the right one with `git config user.signingkey FILE`, or have a member whose key is listed add yours to \
             the contract",
            "请用 `git config user.signingkey 文件` 选择正确的密钥，或请密钥已列明的成员将您的密钥加入合同"
        )
    } else {
        say!(
            language,
            "choose it with `git config gpg.format ssh` and `git config user.signingkey FILE`",
            "请用 `git config gpg.format ssh` 和 `git config user.signingkey 文件` 设置"
        )
    }
}

fn version(called: Option<&Called>, language: Language) -> String {
    called
        .map(|called| called.name(language))
        .map_or_else(String::new, |name| say!(language, " ({name})", "（{name}）"))
}

fn near(nearest: Option<&str>, language: Language) -> String {
    nearest.map_or_else(String::new, |near| {
        say!(language, " (did you mean `{near}`?)", "（是否指 `{near}`？）")
    })
}

fn how_many(newest: u32, language: Language) -> String {
    match newest {
        0 => say!(language, "it was never sent", "从未签发"),
        1 => say!(language, "there is only round 1", "只有第 1 轮"),
        newest => say!(language, "the latest is round {newest}", "最新为第 {newest} 轮"),
    }
}

impl From<TakeBackFault> for Error {
    fn from(fault: TakeBackFault) -> Self {
        Self::NotTakenBack(fault)
    }
}

impl From<CommentFault> for Error {
    fn from(fault: CommentFault) -> Self {
        Self::Comment(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Error as HistoryError;

    #[test]
    fn errors_speak_the_readers_language() {
        let error = Error::History(HistoryError::Overtaken);
        assert!(error.message(Language::Chinese).contains("请再试一次"));
        assert_eq!(error.message(Language::English), error.to_string());
        let error = Error::NotAMember {
            email: "a@b.example".into(),
            members: vec!["c@d.example".into()],
        };
        assert!(
            error
                .message(Language::Chinese)
                .starts_with("a@b.example 不是本合同任何一方的成员")
        );
    }
}
