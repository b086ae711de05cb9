//! Why the other end could not be reached, told from what git and ssh say of it.

use crate::language::{Language, say};

/// Why the other end could not be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreached {
    /// It belongs to another user of the machine that it lies on: which folder.
    ForeignOwner(String),
    /// There is no repository at its address.
    NothingThere,
    /// The user may not read it.
    NoRight,
    /// Its machine is not the one that was known, or not known yet.
    HostKey,
    /// Its machine does not answer.
    Network,
    /// It wants to know who asks, and was not satisfied.
    Who,
    /// Its history is of another format than this copy's.
    Format,
    /// Anything else.
    Unknown,
}

/// What git and ssh say, in their own words, and what it means. What is more exact stands first: git ends most of its
/// complaints with the same advice.
const SAID: [(&str, Unreached); 32] = [
    // A program is missing, here or there: git says of it what it says of a missing repository as well.
    ("cannot run ", Unreached::Unknown),
    ("cannot exec '", Unreached::Unknown),
    ("command not found", Unreached::Unknown),
    ("git-upload-pack: not found", Unreached::Unknown),
    ("git-receive-pack: not found", Unreached::Unknown),
    ("Host key verification failed", Unreached::HostKey),
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", Unreached::HostKey),
    ("Permission denied (", Unreached::Who),
    ("Authentication failed", Unreached::Who),
    ("could not read Username", Unreached::Who),
    ("could not read Password", Unreached::Who),
    ("terminal prompts disabled", Unreached::Who),
    ("Too many authentication failures", Unreached::Who),
    ("returned error: 401", Unreached::Who),
    ("returned error: 403", Unreached::NoRight),
    ("Permission denied", Unreached::NoRight),
    ("insufficient permission", Unreached::NoRight),
    ("unable to create temporary object directory", Unreached::NoRight),
    ("Could not resolve host", Unreached::Network),
    ("Connection refused", Unreached::Network),
    ("Connection timed out", Unreached::Network),
    ("Operation timed out", Unreached::Network),
    ("Network is unreachable", Unreached::Network),
    ("No route to host", Unreached::Network),
    ("Failed to connect", Unreached::Network),
    ("Connection reset", Unreached::Network),
    ("mismatched algorithms", Unreached::Format),
    ("does not support this repository's hash algorithm", Unreached::Format),
    ("does not appear to be a git repository", Unreached::NothingThere),
    ("does not exist", Unreached::NothingThere),
    ("not found", Unreached::NothingThere),
    ("No such file or directory", Unreached::NothingThere),
];

impl Unreached {
    /// What it means that git said so.
    pub(in crate::history) fn of(said: &str) -> Self {
        let foreign = said.split_once("dubious ownership in repository at '");
        if let Some((path, _)) = foreign.and_then(|(_, rest)| rest.split_once('\'')) {
            return Self::ForeignOwner(path.to_owned());
        }
        // What was printed instead of complaints are SHA-256 ids, which are longer than those read here.
        if said
            .lines()
            .any(|line| line.split('\t').next().is_some_and(is_sha256_id))
        {
            return Self::Format;
        }
        SAID.iter()
            .find(|(words, _)| said.contains(words))
            .map_or(Self::Unknown, |(_, why)| why.clone())
    }

    /// How far git came, as a predicate: its subject is the remote.
    pub(in crate::history) fn how_far(&self, language: Language) -> String {
        match self {
            Self::NothingThere | Self::Network | Self::Unknown => say!(language, "could not be reached", "无法连接"),
            Self::ForeignOwner(_) | Self::NoRight | Self::Format => {
                say!(language, "was found, but not opened", "已找到但未能打开")
            }
            Self::HostKey | Self::Who => {
                say!(
                    language,
                    "was found, but no connection was established",
                    "已找到但未能建立连接"
                )
            }
        }
    }

    /// What stopped it there, as a clause.
    pub(in crate::history) fn cause(&self, language: Language) -> String {
        match self {
            Self::ForeignOwner(path) => say!(
                language,
                "{path} belongs to another user of the machine that it is on, so git does not open it",
                "{path} 属于所在机器上的其他用户，git 未打开",
            ),
            Self::NothingThere => say!(
                language,
                "there is no repository at its address, or you have no access to it",
                "其地址处没有合同库，或您无权看到",
            ),
            Self::NoRight => say!(
                language,
                "you have no permission to read it or to write to it",
                "您无权读取或写入",
            ),
            Self::HostKey => say!(
                language,
                "its host key is not known here, or has changed",
                "其主机密钥未知，或与已知的不同",
            ),
            Self::Network => say!(language, "its host does not answer", "其主机没有应答"),
            Self::Who => say!(language, "it does not know who you are", "服务器无法确认您的身份"),
            Self::Format => say!(
                language,
                "its history uses another kind of names (SHA-256), which adidem does not read",
                "其历史使用另一种名称（SHA-256），adidem 无法读取",
            ),
            Self::Unknown => say!(language, "git could not read it", "git 无法读取"),
        }
    }

    /// What to do, for the remote of that name, as a clause.
    pub(in crate::history) fn remedy(&self, remote: &str, language: Language) -> String {
        match self {
            Self::ForeignOwner(path) => say!(
                language,
                "if you trust its owner, run `git config --global --add safe.directory '{path}'` there",
                "如信任其所有者，请在该机器上执行 `git config --global --add safe.directory '{path}'`",
            ),
            Self::NothingThere => say!(
                language,
                "`git remote get-url {remote}` shows the address, and `git remote set-url {remote} ADDRESS` sets another",
                "`git remote get-url {remote}` 显示地址，`git remote set-url {remote} 地址` 可改设",
            ),
            Self::NoRight => say!(language, "ask whoever keeps it for access", "请向管理者申请权限",),
            Self::HostKey => say!(
                language,
                "ask whoever keeps it for the fingerprint, and compare before you connect once with `ssh`",
                "请向管理者索取指纹，核对后用 `ssh` 连接一次",
            ),
            Self::Network => say!(language, "check the network and the host name", "请检查网络及主机名",),
            Self::Who => say!(
                language,
                "check that your key is loaded (`ssh-add -l`) and that whoever keeps the repository has its public half, \
                 or that your user name and password are right",
                "请检查密钥是否已载入（`ssh-add -l`）、其公钥是否已交给管理者，或用户名和密码是否正确",
            ),
            Self::Format => say!(
                language,
                "the parties need a shared repository made with `adidem init --shared FOLDER`",
                "请用 `adidem init --shared 文件夹` 另建共享合同库",
            ),
            Self::Unknown => say!(
                language,
                "see to what git said, and try with `git fetch {remote}`",
                "请按 git 的答复处理，并用 `git fetch {remote}` 试一次",
            ),
        }
    }
}

fn is_sha256_id(word: &str) -> bool {
    word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_and_ssh_say_is_told_apart() {
        let ends = "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.";
        for (said, why) in [
            (
                "fatal: detected dubious ownership in repository at '/srv/deal.git'\nTo add an exception",
                Unreached::ForeignOwner("/srv/deal.git".to_owned()),
            ),
            (
                "fatal: '/srv/x.git' does not appear to be a git repository",
                Unreached::NothingThere,
            ),
            ("remote: Repository not found.", Unreached::NothingThere),
            ("git@host: Permission denied (publickey).", Unreached::Who),
            ("fatal: Authentication failed for 'https://host/x'", Unreached::Who),
            (
                "fatal: could not read Username for 'https://host': terminal prompts disabled",
                Unreached::Who,
            ),
            (
                "fatal: unable to access: The requested URL returned error: 403",
                Unreached::NoRight,
            ),
            (
                "error: cannot open '/srv/x.git/HEAD': Permission denied",
                Unreached::NoRight,
            ),
            ("Host key verification failed.", Unreached::HostKey),
            (
                "ssh: Could not resolve hostname host: Name or service not known",
                Unreached::Network,
            ),
            (
                "ssh: connect to host host port 22: Connection refused",
                Unreached::Network,
            ),
            (
                "fatal: mismatched algorithms: client sha1; server sha256",
                Unreached::Format,
            ),
            (
                "fatal: the receiving end does not support this repository's hash algorithm",
                Unreached::Format,
            ),
            (
                "remote: error: insufficient permission for adding an object to repository database",
                Unreached::NoRight,
            ),
            ("fatal: the remote end hung up", Unreached::Unknown),
            // A missing program is no missing repository.
            ("error: cannot run ssh: No such file or directory", Unreached::Unknown),
            ("sh: git-upload-pack: command not found", Unreached::Unknown),
        ] {
            assert_eq!(Unreached::of(&format!("{said}\n{ends}")), why, "{said}");
        }
    }
}
