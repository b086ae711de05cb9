//! Errors about history, in Chinese. English is what each says of itself; here is every one by name, so that a missing one
//! does not compile. What other programs said stays in their words.

use std::path::Path;

use super::copied::Copied;
use super::damage::Damage;
use super::error::{Error, no_permission, whole_again};
use super::format::Format;
use super::key_error::KeyError;
use super::message::MessageFault;
use super::pack::BundleFault;
use super::raw_change::HeaderFault;
use super::underway::Underway;
use super::unreached::Unreached;
use super::verify::SignatureFault;
use crate::language::Language;

impl Error {
    /// What happened, why, and what to do next, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => chinese(self),
        }
    }
}

impl SignatureFault {
    /// Why the signature does not count, without a full stop, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => of_signature(self),
        }
    }
}

fn of_working_folder(path: &Path, folder: &Path) -> String {
    format!(
        "合同库 {path} 的设置将其工作文件夹指向 {folder}，而该文件夹并不属于该库，记录的内容会写到那里，故未打开；请执行 `git config --file {config} --unset core.worktree`；如为您本人所设，请在该文件夹中放入文件 `.git`，内容为 `gitdir: {path}`",
        path = path.display(),
        folder = folder.display(),
        config = path.join("config").display()
    )
}

fn chinese(error: &Error) -> String {
    match error {
        Error::NoRepository(path) => {
            format!("{} 及其上级没有合同库；请进入存放合同的文件夹，或用 `adidem init` 新建", path.display())
        }
        Error::NoSuchPath(path) => format!("{} 不存在；请检查路径", path.display()),
        Error::ForeignOwner { path } => format!(
            "{0} 的合同库属于此计算机上的其他用户，未打开；如信任其所有者，请执行 `git config --global --add safe.directory {0}`",
            path.display()
        ),
        Error::Embedded { path, within } => format!(
            "{0} 位于工作文件夹 {1} 之内，本身又是一个库，可能连同其设置来自对方，故未打开；请在 {1} 中运行 adidem；如确为您所有，请将其移出该文件夹",
            path.display(),
            within.display()
        ),
        Error::OwnFolderLinked { link } => format!(
            "{} 是链接，git 和 adidem 保存于此的内容会写到链接所指之处，故未打开该合同库；二者均不建立此类链接：请删除；如系您为共用其中内容而建，请改用 `git worktree add` 或 `git clone`",
            link.display()
        ),
        Error::AddressKind { remote, address } => format!(
            "`{remote}` 的地址为 `{address}`，须由另一程序连接；adidem 只通过 https、http、ssh、git、file 或与文件夹同步，故未作同步；`git remote set-url {remote} 地址` 可改设"
        ),
        Error::WorkingFolderElsewhere { path, folder } => of_working_folder(path, folder),
        Error::NoSuchContract { name, known } if known.is_empty() => format!("没有合同 `{name}`"),
        Error::NoSuchContract { name, known } => format!("没有合同 `{name}`；现有：{}", known.join("、")),
        Error::NoSuchVersion(version) => {
            format!("`{version}` 不指任何一稿；请用轮次号、`first`、`last`、`draft` 或 git 修订号")
        }
        Error::NotThere { name, version } => {
            format!("`{name}` 在 `{version}` 时尚不存在或已不存在；`adidem rounds` 列出其轮次")
        }
        Error::Missing { id, copy } => of_missing(id, copy),
        Error::Damaged { id, damage } => {
            format!("此副本的历史在 {id} 处损坏：{}；请重新取得副本，并保留此副本备查", of_damage(damage))
        }
        Error::TooLarge { what, size, limit } => {
            format!("{what} 有 {size} 字节，超过合同上限 {limit}；请将其移出合同文件夹")
        }
        Error::TooMany(folder, most) => format!("合同文件夹 {folder} 中的文件或文件夹超过 {most} 个"),
        Error::Overtaken => "他人在同一时刻作了登记；未写入也未丢失任何内容：请再试一次".to_owned(),
        Error::NotWritable(reason) => {
            format!("无法写入合同库：{reason}；未作登记：{}", no_permission(reason, Language::Chinese))
        }
        Error::DiskFull(reason) => format!("磁盘空间不足：{reason}；未作登记：请腾出空间后再试"),
        Error::NoRemote(why) => why.message(Language::Chinese),
        Error::Unreachable { remote, why, said } => {
            let how_far = match why {
                Unreached::NothingThere | Unreached::Network | Unreached::Unknown => "无法连接",
                Unreached::ForeignOwner(_) | Unreached::NoRight | Unreached::Format => "已找到但未能打开",
                Unreached::HostKey | Unreached::Who => "已找到但未能建立连接",
            };
            format!("{how_far} `{remote}`：{}；未作任何改变；git 的答复：{said}", of_unreached(why, remote))
        }
        Error::NotFollowing(to) if to.fetched.contains(&to.own) => {
            format!("本副本所在的分支 `{}` 尚无内容，因此没有合同；`adidem sync` 可获取共享合同库的内容", to.own)
        }
        Error::NotFollowing(to) => format!(
            "本副本所在的分支 `{}` 尚无内容，因此没有合同；共享合同库有分支：{}；`git switch {}` 可跟随该分支",
            to.own,
            to.fetched.join("、"),
            to.fetched.first().map_or("分支", String::as_str)
        ),
        Error::Detached { branch } => format!(
            "本副本停在历史中的单独一个状态上，不在任何分支上，在此登记的内容随后将无从找到，因此未作登记；`git switch \
             {branch}` 可返回分支"
        ),
        Error::Shallow => {
            "本副本缺少历史的开头，登记的表态会指向错误的轮次，因此未作登记；`git fetch --unshallow` 可补全".to_owned()
        }
        Error::Unfinished(underway) => of_underway(*underway),
        Error::Format { path, format } => format!(
            "{} 的合同库{}，adidem 无法读取；该库本身并无问题，以下命令可另建可读的副本{}：{}",
            path.display(),
            of_format(format),
            if *format == Format::Sha256 {
                "（各次提交的签名针对原有名称，不随副本保留）"
            } else {
                ""
            },
            format.way_out(path)
        ),
        Error::InTheWay(said) => {
            format!(
                "无法将共享合同库的最新状态放入工作文件夹，其中内容未被改动；请先另存或签发您的修改；git 的答复：{said}"
            )
        }
        Error::Busy { lock } => format!(
            "另一个 git 正在使用此合同库，或曾被中止；未作登记：请待其完成后再试；如确无运行，请删除 {}",
            lock.display()
        ),
        Error::Occupied => "另一个 adidem 正在此处登记，可能在等待口令；未作登记：请稍后再试".to_owned(),
        Error::LeftBehind { change, reason } => {
            format!("已登记（{change}），但工作文件夹中部分内容未能更新：{reason}；请勿重复登记，`git status` 显示差异")
        }
        Error::Key(error) => of_key(error),
        Error::AlreadyThere(path) => format!("{} 已有合同库；请另选文件夹", path.display()),
        Error::File { path, reason } => format!("无法读写 {}：{}", path.display(), reason.message(Language::Chinese)),
        Error::Signing(reason) => format!("无法签名：{reason}；未写入任何内容"),
        Error::NotASigner(text) => format!("`{}` 不能用作签名人名单中的地址", text.escape_debug()),
        Error::Program { program, reason } => format!("需要 `{program}` 但无法运行：{reason}；请安装"),
        Error::NotABundle(fault) => format!("打包的历史无法解开：{}；请向制作者重新索取文件", of_bundle(fault)),
        Error::Git { reason, .. } => format!("git 操作失败：{reason}；`git fsck` 可检查合同库是否完好"),
    }
}

fn of_bundle(fault: &BundleFault) -> String {
    match fault {
        BundleFault::Form => "其写法不是打包的历史".to_owned(),
        BundleFault::Foreign => "其中有不属于该历史的内容".to_owned(),
        BundleFault::TooLarge => "相对其大小，解开后过大".to_owned(),
        BundleFault::Git(said) => format!("git 的答复为：{said}"),
    }
}

fn of_key(error: &KeyError) -> String {
    let said = match error {
        KeyError::NoFile(path) => {
            format!("您的签名密钥 {} 不存在：请放回，或用 `git config user.signingkey 文件` 另设", path.display())
        }
        KeyError::NoPublicKey { path } => {
            format!("{0} 不含公钥：请执行 `ssh-keygen -y -f {0} > {0}.pub`", path.display())
        }
        KeyError::NotAKey(key) => format!("`{key}` 不是 ssh 密钥：请用 `git config user.signingkey 文件` 指定"),
        KeyError::NoDefault { command, reason } => {
            format!("`{command}` 未给出签名密钥：{reason}；请启动 ssh 代理并用 `ssh-add` 载入密钥")
        }
        KeyError::NoProgram { program, reason, package, setting } => {
            format!(
                "无法启动签名程序 `{program}`：{reason}；请安装（{package}），或用 `git config {setting} 程序` 指定"
            )
        }
        KeyError::TooOld(program) => format!("`{program}` 不能签名：请安装 OpenSSH 8.2 或更新版本"),
        KeyError::WrongPassphrase(key) => {
            format!("口令不是密钥 {key} 的口令：请再试一次，或先用 `ssh-add {key}` 载入密钥")
        }
        KeyError::Locked(key) => {
            format!(
                "密钥 {key} 有口令保护，而此处没有可供询问的终端：请先用 `ssh-add {key}` 载入（如无代理，先执行 `eval \"$(ssh-agent)\"`）"
            )
        }
        KeyError::LockedOpenPgp(key) => format!(
            "gpg 密钥 {key} 有口令保护，而 gpg 没有可供询问的终端：请在终端中执行 `export GPG_TTY=$(tty)` 后再试，或先用 \
             `echo | gpg --clearsign -u {key}` 解锁"
        ),
        KeyError::WrongOpenPgpPassphrase(key) => format!("口令不是 gpg 密钥 {key} 的口令，或未输入口令：请再试一次"),
        KeyError::Expired(key) => format!(
            "密钥 {key} 已到期：请用 `gpg --quick-set-expire {key} 2y` 延长，并将公钥重新交给其他各方（`gpg --armor --export {key}`）"
        ),
        KeyError::NotInAgent(key) => format!("您的 ssh 代理中没有密钥 {key}：请用 `ssh-add` 载入"),
        KeyError::NoPrivateKey(key) => format!("找不到密钥 {key} 的私钥：请用 `ssh-add` 载入"),
        KeyError::Format(format) => {
            format!("git 设置为 `{format}` 签名格式，adidem 不支持：请用 `git config gpg.format ssh`")
        }
        KeyError::Refused { key, reason } => format!("密钥 {key} 未能签名：{reason}"),
    };
    format!("{said}（未作登记）")
}

fn of_damage(damage: &Damage) -> String {
    match damage {
        Damage::NoPoint => "缺少历史中每一处应有的内容".to_owned(),
        Damage::OtherKind { expected, found } => format!("应为 {expected}，实为 {found}"),
        Damage::Crafted => "其内容经人特意构造，可与另一内容同名".to_owned(),
        Damage::OtherName => "其内容与名称不符".to_owned(),
        Damage::FolderKind => "该文件夹中有种类不明的内容".to_owned(),
        Damage::FolderName => "该文件夹中有文件没有正当名称".to_owned(),
        Damage::FolderOrder => "该文件夹未按顺序排列，或同一文件出现两次".to_owned(),
        Damage::FolderTwice => "该文件夹中有同名的文件和文件夹".to_owned(),
        Damage::FolderEnd => "该文件夹无法读到末尾".to_owned(),
        Damage::NotUnpacked(said) => format!("其文件无法解开（{said}）"),
        Damage::Said(said) => said.clone(),
    }
}

fn of_missing(id: &str, copy: &Copied) -> String {
    match copy {
        Copied::Whole => {
            format!("本副本的历史不完整：缺少 {id}；请用 `git clone` 从共享合同库或对方取得完整副本")
        }
        Copied::Partial { remote, shallow } => format!(
            "本副本的历史不完整：缺少 {id}（本副本以 `--filter` 取得，不含全部文本）；请用 {} 补全",
            whole_again(remote, *shallow, "，再用 ")
        ),
        Copied::Shallow => format!(
            "本副本的历史不完整：缺少 {id}（本副本以 `--depth` 取得，不含较早的历史）；请用 `git fetch --unshallow` 补全"
        ),
    }
}

fn of_unreached(why: &Unreached, remote: &str) -> String {
    match why {
        Unreached::ForeignOwner(path) => format!(
            "{path} 属于所在机器上的其他用户，git 未打开；如信任其所有者，请在该机器上执行 `git config --global --add \
             safe.directory {path}`"
        ),
        Unreached::NothingThere => format!(
            "其地址处没有合同库，或您无权看到；`git remote get-url {remote}` 显示地址，`git remote set-url {remote} 地址` \
             可改设"
        ),
        Unreached::NoRight => "您无权读取或写入；请向管理者申请权限".to_owned(),
        Unreached::HostKey => "其主机密钥未知，或与已知的不同；请向管理者索取指纹，核对后用 `ssh` 连接一次".to_owned(),
        Unreached::Network => "其主机没有应答；请检查网络及主机名".to_owned(),
        Unreached::Who => {
            "它无法确认您的身份；请检查密钥是否已载入（`ssh-add -l`）或密码是否正确，以及是否已交给管理者".to_owned()
        }
        Unreached::Format => {
            "其历史使用另一种名称（SHA-256），adidem 无法读取；请用 `adidem init --shared 文件夹` 另建共享合同库"
                .to_owned()
        }
        Unreached::Unknown => "git 无法读取".to_owned(),
    }
}

fn of_underway(underway: Underway) -> String {
    let what = match underway {
        Underway::Merge => "合并（merge）",
        Underway::Rebase => "变基（rebase）",
        Underway::CherryPick => "拣选（cherry-pick）",
        Underway::Revert => "还原（revert）",
        Underway::Patches => "应用补丁（git am）",
        Underway::Bisect => "二分查找（bisect）",
    };
    if underway == Underway::Bisect {
        return format!("本副本中的{what}尚未结束；请先用 `git bisect reset` 结束");
    }
    let command = underway.command();
    format!(
        "本副本中的{what}尚未完成；请先完成或撤销：`git status` 显示两边都改过的文件，处理并 `git add` 后执行 `git {command} \
         --continue`，或用 `git {command} --abort` 恢复原状"
    )
}

fn of_format(format: &Format) -> String {
    match format {
        Format::Sha256 => "以 SHA-256 为对象命名".to_owned(),
        Format::Reftable => "以 reftable 保存引用".to_owned(),
        Format::Extension(name) => format!("设置了 `{name}`"),
        Format::Version(version) => format!("采用 git 格式第 {version} 版"),
    }
}

fn of_signature(fault: &SignatureFault) -> String {
    match fault {
        SignatureFault::Unsigned => "没有签名".to_owned(),
        SignatureFault::NotOneBlock => "签名不是 BEGIN 与 END 两行之间的一个完整块".to_owned(),
        SignatureFault::SomethingAround => "签名块前后另有内容，而该处不得有任何内容".to_owned(),
        SignatureFault::Rewrapped => "签名块不是 `ssh-keygen` 的写法：换行被调整或内容被改动".to_owned(),
        SignatureFault::Unreadable => "签名块中没有可读的签名".to_owned(),
        SignatureFault::OtherPurpose { found, wanted } => {
            format!("签名是为用途 `{found}` 作出的，而非 `{wanted}`")
        }
        SignatureFault::Hash(name) => format!("签名使用哈希算法 `{name}`；只有 SHA-256 和 SHA-512 是安全的"),
        SignatureFault::Unsupported(kind) => format!("此处无法验证 `{kind}` 类签名"),
        SignatureFault::WeakKey => "签名所用的是弱密钥，任何人都能以其签名；正常程序不会生成这种密钥".to_owned(),
        SignatureFault::Bad => "签名验证失败：与所签内容不符".to_owned(),
        SignatureFault::UnknownKey => "此计算机上的 gpg 不认识签名所用的密钥；请导入后再验证".to_owned(),
        SignatureFault::KeyExpired => "据 gpg 所知，签名所载的时间晚于密钥的到期日".to_owned(),
        SignatureFault::KeyWithdrawn => "密钥已被其持有人撤销，无法判断撤销是否早于签名".to_owned(),
        SignatureFault::SignatureExpired => "签名只到某一日为止有效，而该日已过".to_owned(),
        SignatureFault::Program { program, reason } => {
            format!("验证此签名需要 `{program}`，但无法运行：{reason}")
        }
        SignatureFault::Header(fault) => of_header(fault),
    }
}

impl MessageFault {
    /// What is wrong, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (_, Language::English) => self.to_string(),
            (Self::Zero, Language::Chinese) => "其后另有内容接在零字节之后，git 读到零字节即停止".to_owned(),
            (Self::Control(code), Language::Chinese) => format!("其中含有控制字符 U+{code:04X}，又称已签发一轮"),
            (Self::Encoding(name), Language::Chinese) => {
                format!("其自称以 `{name}` 编码，git 显示的文字与所存的不同")
            }
        }
    }
}

fn of_header(fault: &HeaderFault) -> String {
    match fault {
        HeaderFault::SeveralSignatures => "该修改带有不止一个签名".to_owned(),
        HeaderFault::Smuggled(name) => format!("该修改在签名之外另带 `{name}`，不受任何签名保护"),
        HeaderFault::UnknownSignature => "该修改所带的签名不属于任何已知种类".to_owned(),
        HeaderFault::Doubled(name) => format!("该修改中 `{name}` 出现不止一次"),
        HeaderFault::OddPerson(name) => format!("该修改的 `{name}` 不是一个姓名、一个邮箱和一个日期"),
        HeaderFault::Zero => "该修改的头部含有零字节，有的程序读到此处即停止".to_owned(),
        HeaderFault::OddLine => "该修改的头部有一行没有名称和值".to_owned(),
    }
}
