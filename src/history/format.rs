//! What kind of repository it is, where it is one that the program does not read. Nothing is wrong with such a repository.

use std::path::{Path, PathBuf};

use git2::Config;

use crate::language::{Language, messages, say};

messages! {
    /// A format of git's that is not read here: what the repository is or does, as a clause without its subject.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum RepositoryFormat in language {
        /// Objects are named by SHA-256.
        Sha256 => { "names its objects by SHA-256", "以 SHA-256 为对象命名" }
        /// References lie in tables.
        Reftable => { "keeps its references as reftable", "以 reftable 保存引用" }
        /// Something else that a repository can be told to be: the setting.
        Extension(name: String) => { "is set to `{name}`", "设置了 `{name}`" }
        /// A later version of the format as a whole.
        Version(version: i64) => { "uses version {version} of git's format", "采用 git 格式第 {version} 版" }
    }
}

/// The version of git's format after which nothing is known.
const NEWEST: i64 = 1;

/// Settings of this kind that change nothing for a reader.
const HARMLESS: [&str; 3] = ["noop", "worktreeconfig", "preciousobjects"];

impl RepositoryFormat {
    /// The format of the repository at or above a folder, if it is one that is not read, and where it lies.
    pub(super) fn unread(start: &Path) -> Option<(PathBuf, Self)> {
        let (top, config) = start
            .ancestors()
            .find_map(|folder| Some((folder, config_of(folder)?)))?;
        let config = Config::open(&config).ok()?;
        Some((top.to_owned(), Self::in_config(&config)?))
    }

    fn in_config(config: &Config) -> Option<Self> {
        let version = config.get_i64("core.repositoryformatversion").unwrap_or(0);
        let set = |name: &str| config.get_string(&format!("extensions.{name}")).ok();
        if set("objectformat").is_some_and(|format| !format.eq_ignore_ascii_case("sha1")) {
            return Some(Self::Sha256);
        }
        if set("refstorage").is_some_and(|storage| !storage.eq_ignore_ascii_case("files")) {
            return Some(Self::Reftable);
        }
        if version > NEWEST {
            return Some(Self::Version(version));
        }
        let mut entries = config.entries(Some("^extensions\\.")).ok()?;
        while let Some(entry) = entries.next() {
            let name = String::from_utf8_lossy(entry.ok()?.name_bytes()).to_ascii_lowercase();
            let known = |known: &str| name.strip_prefix("extensions.") == Some(known);
            let read_before = ["extensions.objectformat", "extensions.refstorage"].contains(&name.as_str());
            if !read_before && !HARMLESS.iter().any(|harmless| known(harmless)) {
                return Some(Self::Extension(name));
            }
        }
        None
    }

    /// What a copy in a format that is read does not keep, in brackets; empty where it keeps everything.
    pub(super) fn lost(&self, language: Language) -> String {
        match self {
            // A signature of git's covers the names of what it was made on.
            Self::Sha256 => say!(
                language,
                " (without the signatures of its commits, which cover the old names)",
                "（各次提交的签名针对原有名称，不随副本保留）",
            ),
            Self::Reftable | Self::Extension(_) | Self::Version(_) => String::new(),
        }
    }

    /// The commands by which a repository of a format that is read is made of it.
    pub(super) fn way_out(&self, path: &Path) -> String {
        let path = path.display();
        match self {
            Self::Sha256 => format!(
                "`git init --object-format=sha1 --ref-format=files {path}-sha1 && git -C {path} fast-export \
                 --signed-tags=strip --all | git -C {path}-sha1 fast-import && git -C {path}-sha1 checkout`"
            ),
            Self::Reftable => {
                format!("`git clone --ref-format=files {path} {path}-files`")
            }
            Self::Extension(_) | Self::Version(_) => {
                format!("`git clone --no-local {path} {path}-copy`")
            }
        }
    }
}

/// The configuration of a repository whose top, or whose own folder, this is.
fn config_of(folder: &Path) -> Option<PathBuf> {
    let within = folder.join(".git");
    let own = if within.is_dir() {
        within
    } else if within.is_file() {
        let said = std::fs::read_to_string(&within).ok()?;
        folder.join(said.trim().strip_prefix("gitdir: ")?)
    } else if folder.join("HEAD").is_file() && folder.join("objects").is_dir() {
        folder.to_owned()
    } else {
        return None;
    };
    // Linked working folders share the settings of the first one.
    let shared = std::fs::read_to_string(own.join("commondir"))
        .ok()
        .map(|common| own.join(common.trim()));
    Some(shared.unwrap_or(own).join("config")).filter(|config| config.is_file())
}
