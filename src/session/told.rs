//! Errors in the reader's language. English is what each error says of itself; Chinese is here, every error by name, so
//! that a missing one does not compile.

use super::Error;
use super::error::{findings, named};
use crate::language::Translated;
use crate::language::{Language, of_file};

impl Error {
    /// What happened, why, and what to do next, in a language. What other programs said stays in their words.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => chinese(self),
        }
    }
}

impl Error {
    /// The same in every language, for who does not know yet whom to tell.
    #[must_use]
    pub fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }
}

/// A suggestion behind what was not found.
fn meant(nearest: Option<&String>) -> String {
    nearest.map(|nearest| format!("（是否指 `{nearest}`？）")).unwrap_or_default()
}

/// A clause as people know it, with its id.
fn spoken((number, heading, id): &(String, String, String)) -> String {
    let called: Vec<&str> = [number.as_str(), heading.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if called.is_empty() { format!("已删除的 `{id}`") } else { format!("{}（`{id}`）", called.join(" ")) }
}

#[expect(clippy::too_many_lines, reason = "one line for each error, so that none is missing")]
fn chinese(error: &Error) -> String {
    match error {
        Error::History(error) => error.message(Language::Chinese),
        Error::Unreadable { file, called, error } => {
            let called = called.as_ref().map(|called| format!("（{}）", called.name(Language::Chinese)));
            format!("无法读取 {file}{}：{}", called.unwrap_or_default(), error.message(Language::Chinese))
        }
        Error::NoSuchCommand { word, nearest } => {
            format!("没有名为 `{word}` 的命令或文件夹{}；`adidem --help` 列出全部命令", meant(nearest.as_ref()))
        }
        Error::NoSuchClause { contract, id, nearest } => format!(
            "合同 `{contract}` 中没有条款 `{id}`{}；`adidem show {contract}` 列出全部条款及其条号",
            meant(nearest.as_ref())
        ),
        Error::NoSuchRound { contract, number, newest } => {
            format!("`{contract}` 没有第{number}轮：最新为第{newest}轮；`adidem rounds {contract}` 列出全部轮次")
        }
        Error::OneRound { contract } => {
            format!("`{contract}` 只有一轮，尚无可比较的内容；`adidem show {contract}` 显示该轮")
        }
        Error::NoRound { contract } => {
            format!("`{contract}` 从未签发，仅在工作文件夹中；`adidem show {contract} --round draft` 可查看")
        }
        Error::NoDraft { contract, why } => format!("`{contract}` 没有草稿：{}", why.message(Language::Chinese)),
        Error::NothingOfMine { contract } => {
            format!(
                "我方在 `{contract}` 中尚未接受或提出任何条款，或者您不代表任何一方，因此无法以 `mine` 比较；请用 `last`、`first` 或轮次号"
            )
        }
        Error::Deleted { contract, round } => {
            format!("`{contract}` 在第{round}轮中已删除；`adidem rounds {contract}` 列出有文本的轮次")
        }
        Error::Script { contract, round, what } => {
            format!("无法建立 `{contract}` 的示例：第{round}轮，{what}；这是程序的缺陷，请报告")
        }
        Error::Splice(error) => format!("无法修改条款：{}", error.message(Language::Chinese)),
        Error::File { file, doing, error } => {
            let writes = *doing == "written";
            let failed = if writes { "无法写入" } else { "无法读取" };
            format!("{failed} {file}：{}", of_file(error, writes, Language::Chinese))
        }
        Error::NoStamp(why) => format!("没有时间戳：{}", why.message(Language::Chinese)),
        Error::OddFile { file, what } => format!("无法读取 {file}：{}", what.message(Language::Chinese)),
        Error::NotADemonstration { folder } => {
            format!("{folder} 不为空且不含示例，未写入任何内容；请用 `--dir` 另选文件夹")
        }
        Error::NoWorkingFolder { folder } => {
            format!("{folder} 的合同库仅用于传递修改，没有工作文件夹；请用 `git clone {folder}` 取得副本后再操作")
        }
        Error::NotShareable { folder } => {
            format!("{folder} 中已有内容；共享合同库须有单独的文件夹，无人在其中工作；请另选，例如 `{folder}.git`")
        }
        Error::NoHome => "找不到您的主文件夹；请用 `--dir 文件夹` 指定示例的位置".to_owned(),
        Error::NoSuchTheme { name, known } => format!("没有配色 `{name}`；现有：{known}"),
        Error::NoSuchFinding { contract, finding, nearest } => format!(
            "`{contract}` 的审查结果中没有 `{finding}`{}；`adidem check {contract}` 列出全部",
            meant(nearest.as_ref())
        ),
        Error::NoSuchKind { kind, known } => {
            format!("没有适用于 `{kind}` 类合同的审查清单；现有类型：{}", known.join("、"))
        }
        Error::AmbiguousClause { name, meant } => format!(
            "`{name}` 既是一个条款的代号，又是另一条款的条号：指{}请写 `id:{name}`，指{}请写 `no:{name}`",
            spoken(&meant[0]),
            spoken(&meant[1])
        ),
        Error::NoSuchList { file, known } if known.is_empty() => {
            format!("合同库中没有审查清单 `{file}`，也没有其他清单")
        }
        Error::NoSuchList { file, known } => format!("合同库中没有审查清单 `{file}`；现有：{}", known.join("、")),
        Error::PermittedDamaged { file, what } => {
            format!("无法读取您对合同库中程序和清单的许可：`{what}`；原文件保留在 {file}；重新询问之前一概不予许可")
        }
        Error::ProgramsNamed { programs } => format!(
            "本副本的设置指定了同步时会运行的程序、自带钩子的共享合同库，或无法确认无害的事项，尚未获您许可：`{}`；设置会随交来的文件夹一并带来。未作同步。请在终端中运行 \
             `adidem sync`，届时只询问一次；如确为您本人所设，也可用 `git config --global` 写入您自己的配置",
            named(programs)
        ),
        Error::Checklist { file, error } => format!("审查清单 {file}：{}", error.message(Language::Chinese)),
        Error::Theme { file, what } => format!("配色 {file}：{what}"),
        Error::Memory { file, what } => {
            format!("无法理解 {file}：{what}；其中保存您确认过的密钥：请恢复该文件，或删除后用 `adidem trust` 重新确认")
        }
        Error::NoIdentity => {
            "git 不知道您是谁，无法为任何一方登记；请按合同所列设置 `git config user.name \"姓名\"` 和 \
                              `git config user.email 邮箱`"
                .to_owned()
        }
        Error::NotAMember { email, members } if members.is_empty() => {
            format!("{email} 不是本合同任何一方的成员，只能阅读；合同未列成员：请将自己加入我方的 `members` 并签发")
        }
        Error::NotAMember { email, members } => format!(
            "{email} 不是本合同任何一方的成员，只能阅读；成员为 {}；如您是其中之一，请设置 `git config user.email 邮箱`",
            members.join("、")
        ),
        Error::NotMyKey { email, party, configured, listed } => {
            let listed = if listed.is_empty() {
                "合同尚未列出，须由有密钥的成员加入".to_owned()
            } else {
                listed.join("、")
            };
            let used = configured.as_ref().map_or_else(
                || {
                    "git 未设置签名密钥：请用 `git config gpg.format ssh` 和 `git config user.signingkey 文件` 设置"
                        .to_owned()
                },
                |key| format!("git 使用的是 {key}：请用 `git config user.signingkey 文件` 选择正确的密钥"),
            );
            format!("为 `{party}` 登记须使用合同为 {email} 列出的密钥签名：{listed}；{used}")
        }
        Error::NoSuchParty { contract, party, known } => {
            format!("`{contract}` 中没有一方 `{party}`；现有：{}", known.join("、"))
        }
        Error::OwnReport { party } => format!("您本人代表 `{party}`：请直接登记其表态，无需转述"),
        Error::OnlyAHeading { clause, below } if below.is_empty() => {
            format!("`{clause}` 只是标题，其下没有条款，无需表态")
        }
        Error::OnlyAHeading { clause, below } => {
            format!("`{clause}` 只是标题，无需表态；请指明其下条款（{}），或用 `--below` 全选", below.join("、"))
        }
        Error::Stale { contract, clause, read, newest } => format!(
            "未作登记：`{clause}` 的文本在第{read}轮之后已变，最新为第{newest}轮；请阅读 `adidem diff {contract} {read} \
             {newest} --clause {clause}`，如针对新文本，请用 `--round {newest}`"
        ),
        Error::Settings { file, what } => format!("{file}：{}", what.message(Language::Chinese)),
        Error::PendingDamaged { file, what } => {
            format!("已标记而未登记的内容无法理解：{what}；已保存于 {file}，标记重新开始")
        }
        Error::NothingToWithdraw { contract, clause, party } => format!(
            "`{party}` 对 `{clause}` 的现行文本没有表态，无可收回；`adidem log {contract} {clause}` 显示已有记录"
        ),
        Error::NoCondition => "附条件接受须写明条件：请用 `--reason` 写明".to_owned(),
        Error::WouldFail { found } => format!(
            "未登记，也未签发：一旦写入历史，任何人核验时都会发现下列问题，设有守护的共享合同库也会拒收：\n{}",
            findings(found, Language::Chinese)
        ),
        Error::OwnFault { found, way_out } => format!(
            "未登记，也未签发：一项尚未发出的修改会被设有守护的共享合同库拒收，任何人核验时都会发现下列问题：\n{}\n{}",
            findings(found, Language::Chinese),
            way_out.message(Language::Chinese)
        ),
        Error::TwoParties { email, parties } => format!(
            "{} 的成员均使用邮箱 {email}，无法判断您代表哪一方；请为每名成员写明其专用的邮箱，或者使用仅其中一方列明的密钥签名",
            parties.join("、")
        ),
        Error::NothingToSend { contract } => format!(
            "没有可签发的内容：`{contract}` 的草稿与历史中的文本完全相同；请先修改，例如 `adidem edit {contract} 条款`"
        ),
        Error::PushRefused { remote, said } => format!("`{remote}` 拒绝接收，未取走任何内容；其答复：{said}"),
        Error::Rewritten { remote, was, now } => format!(
            "`{remote}` 不再包含其原有历史：原为 {was}，现为 {now}，后者并非在前者基础上形成，即有人改写了双方共有的历史；\
             未获取也未发送任何内容。请保留本副本作为证据并询问对方；如各方确认无误，请用 `git clone` 另取新副本继续"
        ),
        Error::OtherEnd(found) => found.message(Language::Chinese),
        Error::HooksElsewhere { folder, hooks } => format!(
            "git 已设为从 {folder} 取所有库的钩子（`core.hooksPath`），其中有：{hooks}；只属于本库的钩子不会运行，若改用本库自己的钩子则其失效。未安装守卫。\
             请让 `{folder}/pre-receive` 以其输入调用 `adidem guard` 并在失败时拒绝，或用 `git config core.hooksPath hooks` 让本库使用自己的钩子后重试"
        ),
        Error::GuardNotProven { file, said } => {
            let what = if said.is_empty() {
                "被接收".to_owned()
            } else {
                format!("并非由其拒绝（git：`{said}`）")
            };
            format!(
                "守卫已写入 {file}，但一次本应被拒绝的推送{what}：守卫未就位。请确认该文件可以运行，且 git 使用其所在文件夹\
                 （`git config --show-origin core.hooksPath`），再重试"
            )
        }
        Error::NotOurs { file } => format!("{file} 已存在，且不是本命令所作，故未覆盖；请换一个名称，或先将其移走"),
        Error::GitsOwn { file } => format!("{file} 位于 git 自用的文件夹内，未写入；请另选位置"),
        Error::OwnWorkThere { folder, file } => {
            format!("{folder} 中除示例外还有 {file}，故未删除任何内容；请先将其移走，或用 `--dir` 另选文件夹")
        }
        Error::Linked { file } => format!("{file} 是链接，不经链接写入；请改为普通文件夹或文件"),
        Error::OtherHook { file } => {
            format!("{file} 已存在且不属于 adidem，保持原样；请让它以其输入调用 `adidem guard`，失败时拒绝")
        }
        Error::NotARange { range } => format!("`{range}` 未指明两个状态；请写成 `旧..新`，例如 `v1..main`"),
        Error::NoClauseNamed { contract } => {
            format!("哪些条款？请用条号或条款代号指明；`adidem issues {contract}` 列出未决条款")
        }
        Error::Editor { editor, what } => {
            format!("无法使用编辑器 `{editor}`：{what}；请将 `EDITOR` 设为可用的编辑器，未作任何修改")
        }
        Error::NotTaken { error, file } => {
            format!("{}；未作任何修改，您输入的内容保存在 {file}", error.message(Language::Chinese))
        }
        Error::NoKeys { contract, party } => {
            format!("`{party}` 在 `{contract}` 中未列密钥，无可确认；须由其成员将密钥加入合同并签发")
        }
        Error::NoKeysFile { file, fault } => format!("{file} 中没有密钥：{}", fault.message(Language::Chinese)),
        Error::NotAFingerprint { written } => {
            format!("`{written}` 不是密钥指纹：`ssh-keygen -l -f 公钥文件` 会以 `SHA256:…` 显示指纹")
        }
        Error::OtherKeys { party } => format!("`{party}` 的成员或密钥在显示之后已变更，未予确认；请重新查看"),
        Error::EditedMeanwhile { file } => format!("{file} 已被他人修改，未写入；请重新编辑"),
        Error::DraftBehind { contract } => format!(
            "共享合同库中的 `{contract}` 有更新的文本，而您的草稿是在旧文本上起草的：照此签发会撤销其他各方的修改，故未合并；请先签发草稿（`adidem send {contract}`）或将其搁置（`git stash`），然后再同步"
        ),
        Error::ChangedMeanwhile { contract } => format!(
            "未作登记：`{contract}` 或其草稿在询问与答复之间有变，将被签名的内容已不是所显示的内容；请重新执行并阅读现在显示的内容"
        ),
        Error::Evidence(error) => format!("证据文件：{}", error.message(Language::Chinese)),
        Error::Exchange(error) => format!("无法生成页面：{error}"),
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
        let error = Error::NotAMember { email: "a@b.example".into(), members: vec!["c@d.example".into()] };
        assert!(error.message(Language::Chinese).starts_with("a@b.example 不是本合同任何一方的成员"));
    }
}
