//! Errors about history, in Chinese. English is what each says of itself; here is every one by name, so that a missing one
//! does not compile. What other programs said stays in their words.

use super::damage::Damage;
use super::error::{Error, no_permission};
use super::key_error::KeyError;
use super::no_remote::NoRemote;
use super::raw_change::HeaderFault;
use super::verify::SignatureFault;
use crate::wording::Language;

impl Error {
    /// What happened, why, and what to do next, in a language.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => chinese(self),
        }
    }
}

impl SignatureFault {
    /// Why the signature does not count, without a full stop, in a language.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => of_signature(self),
        }
    }
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
        Error::NoSuchContract { name, known } if known.is_empty() => format!("没有合同 `{name}`"),
        Error::NoSuchContract { name, known } => format!("没有合同 `{name}`；现有：{}", known.join("、")),
        Error::NoSuchVersion(version) => {
            format!("`{version}` 不指任何一稿；请用轮次号、`first`、`last`、`draft` 或 git 修订号")
        }
        Error::NotThere { name, version } => {
            format!("`{name}` 在 `{version}` 时尚不存在或已不存在；`adidem rounds` 列出其轮次")
        }
        Error::Missing(id) => {
            format!("此副本的历史不完整：缺少 {id}；请向对方取得完整副本，或执行 `git fetch --unshallow`")
        }
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
        Error::NoRemote(why) => format!("没有可同步的共享合同库：{}", of_remote(why)),
        Error::Unreachable { remote, said } => format!("无法连接 `{remote}`；未作任何改变；git 的答复：{said}"),
        Error::InTheWay(said) => {
            format!("无法将对方的最新状态取入工作文件夹，其中内容未被改动；请先存放或签发您的修改；git 的答复：{said}")
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
        Error::File { path, reason } => format!("无法读写 {}：{}", path.display(), reason.chinese),
        Error::Signing(reason) => format!("无法签名：{reason}；未写入任何内容"),
        Error::NotASigner(text) => format!("`{}` 不能用作签名人名单中的地址", text.escape_debug()),
        Error::Program { program, reason } => format!("需要 `{program}` 但无法运行：{reason}；请安装"),
        Error::NotABundle(reason) => format!("打包的历史无法解开：{reason}；请向制作者重新索取文件"),
        Error::Git { reason, .. } => format!("git 操作失败：{reason}；`git fsck` 可检查合同库是否完好"),
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
        KeyError::WrongPassphrase(key) => format!("口令不是密钥 {key} 的口令：请再试一次"),
        KeyError::Locked(key) => format!("密钥 {key} 有口令保护，此处无法询问：请先执行 `ssh-add {key}`"),
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

fn of_remote(why: &NoRemote) -> String {
    match why {
        NoRemote::NoLine => "此副本停在单独一个状态上，不在任何历史线上：请用 `git switch main` 返回".to_owned(),
        NoRemote::Unknown(name) => format!("此处不认识 `{name}`：请用 `git remote add {name} 地址` 添加"),
        NoRemote::None => "此副本未设任何共享合同库：请用 `git remote add origin 地址` 添加".to_owned(),
        NoRemote::Several(names) => format!("有多个，请用 `--remote` 选择：{}", names.join("、")),
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
        SignatureFault::Bad => "签名是假的，并不属于这一内容".to_owned(),
        SignatureFault::UnknownKey => "此计算机上的 gpg 不认识签名所用的密钥；请导入后再验证".to_owned(),
        SignatureFault::NoLongerGood => "gpg 表示该密钥或签名已过期或已撤销".to_owned(),
        SignatureFault::Program { program, reason } => {
            format!("验证此签名需要 `{program}`，但无法运行：{reason}")
        }
        SignatureFault::Header(fault) => of_header(fault),
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
