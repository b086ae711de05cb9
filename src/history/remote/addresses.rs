//! Where an exchange really leads. What a repository's settings say of it goes through `pushurl`, `insteadOf` and included
//! files; and a repository on this machine brings hooks of its own, which run as the user of this copy.

use std::fs;
use std::path::{Component, Path, PathBuf};

use git2::{ConfigLevel, ErrorCode, RepositoryOpenFlags};

use super::exchange::Remote;
use super::hooks::OF_A_PUSH;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::settings::named_programs::is_program;
use crate::history::settings::program_setting::NamedProgram;

/// The hooks of a folder that run beside those of a push, when it is fetched from or tidied up afterwards.
const BESIDE_A_PUSH: [&str; 3] = ["post-checkout", "post-index-change", "pre-auto-gc"];

/// How an address is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// By a server.
    Server,
    /// A folder of this machine.
    Folder(String),
    /// By anything else that git could be made to run.
    Other,
}

impl Repository {
    /// The addresses of this machine at which an exchange would run what the user did not put there. A shared repository
    /// inside of the copy came with it. So may one beside it, out of the same archive: who owns it says nothing then, so
    /// each that would run anything but `guard`, the hook that this very program installs, is asked about.
    pub(in crate::history) fn addresses_that_run_something(
        &self,
        remote: &Remote,
        guard: &str,
    ) -> Result<Vec<NamedProgram>, Error> {
        let top = self.working_folder().unwrap_or_else(|| self.common_folder());
        let mut found: Vec<NamedProgram> = Vec::new();
        for name in self.reached(remote)? {
            for (of, push) in [("url", false), ("pushurl", true)] {
                for value in self.real_addresses(&name, push)? {
                    let written = match Way::of(&value) {
                        Way::Server => continue,
                        Way::Other => {
                            return Err(Error::AddressKind {
                                remote: name,
                                address: value,
                            });
                        }
                        Way::Folder(written) => written,
                    };
                    let is_known = found.iter().any(|one| one.value == value);
                    if !is_known && (self.is_within(&written) || runs_something(top, &written, guard)) {
                        found.push(NamedProgram {
                            setting: format!("remote.{name}.{of}"),
                            value,
                        });
                    }
                }
            }
        }
        Ok(found)
    }

    /// The remotes that an exchange with one reaches: those that were promised to have what is missing here as well.
    fn reached(&self, remote: &Remote) -> Result<Vec<String>, Error> {
        let mut reached = vec![remote.name.clone()];
        for entry in self.entries()? {
            let promisor = match entry.key.as_str() {
                "extensions.partialclone" => Some(entry.value.as_str()),
                key => key
                    .strip_prefix("remote.")
                    .and_then(|rest| rest.strip_suffix(".promisor")),
            };
            if let Some(name) = promisor.filter(|name| !name.is_empty() && !reached.iter().any(|one| one == name)) {
                reached.push(name.to_owned());
            }
        }
        Ok(reached)
    }

    /// The addresses that git uses for a remote, after everything that its settings make of them; none where it has none.
    fn real_addresses(&self, name: &str, push: bool) -> Result<Vec<String>, Error> {
        // Git lists them line by line.
        let of_addresses = |key: &str| key.starts_with("remote.") || key.starts_with("url.");
        if let Some(entry) = self
            .entries()?
            .into_iter()
            .find(|one| of_addresses(&one.key) && one.value.contains('\n'))
        {
            return Err(Error::AddressKind {
                remote: name.to_owned(),
                address: entry.value,
            });
        }
        let asked: &[&str] = if push {
            &["remote", "get-url", "--push", "--all"]
        } else {
            &["remote", "get-url", "--all"]
        };
        match self.git_says(Doing::ReadSettings, &[asked, &["--", name]].concat()) {
            Ok(said) => Ok(said.lines().map(str::to_owned).collect()),
            // What is promised to come from somewhere unknown comes from nowhere.
            Err(Error::Git { .. }) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Whether a folder lies inside of this copy.
    fn is_within(&self, written: &str) -> bool {
        let top = self.working_folder().unwrap_or_else(|| self.common_folder());
        let place = real(&top.join(written));
        // Where nothing is, git finds nothing either.
        let is_there = ["", ".git"]
            .iter()
            .any(|end| top.join(format!("{written}{end}")).exists());
        is_there
            && [top, self.common_folder()]
                .iter()
                .any(|own| place.starts_with(real(own)))
    }
}

impl Way {
    /// As git takes addresses apart.
    fn of(address: &str) -> Self {
        let of_scheme = |(at, byte): (usize, &u8)| byte.is_ascii_alphanumeric() || at > 0 && b"+-.".contains(byte);
        let scheme = address
            .bytes()
            .enumerate()
            .take_while(|(at, byte)| of_scheme((*at, byte)))
            .count();
        let (scheme, rest) = address.split_at(scheme);
        if rest.starts_with("::") {
            return Self::Other;
        }
        if let Some(rest) = rest.strip_prefix("://").filter(|_| !scheme.is_empty()) {
            return match scheme {
                "https" | "http" | "ssh" | "git" | "git+ssh" | "ssh+git" => Self::Server,
                // Git passes over the name of a machine here.
                "file" if cfg!(windows) => Self::Folder(decoded(rest.trim_start_matches('/'))),
                "file" => rest
                    .find('/')
                    .map_or(Self::Other, |at| Self::Folder(decoded(&rest[at..]))),
                _ => Self::Other,
            };
        }
        let is_drive = cfg!(windows) && scheme.len() == 1 && rest.starts_with(':');
        match (address.find(':'), address.find('/')) {
            (Some(colon), slash) if !is_drive && slash.is_none_or(|slash| colon < slash) => Self::Server,
            _ => Self::Folder(address.to_owned()),
        }
    }
}

/// With what is written as `%2F` taken for what it stands for, as git does in addresses with a scheme.
fn decoded(written: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = written.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok());
        if let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where a path leads, as far as it exists; the rest as it is written.
fn real(path: &Path) -> PathBuf {
    let mut tail = Vec::new();
    for at in path.ancestors() {
        if let Ok(place) = at.canonicalize() {
            return tail.iter().rev().fold(place, |place, name| match name {
                Component::ParentDir => place.parent().map_or(place.clone(), Path::to_owned),
                name => place.join(name),
            });
        }
        tail.extend(at.components().next_back());
    }
    path.to_owned()
}

/// Whether an exchange with a folder would run anything there but the guard. What cannot be looked at would.
fn runs_something(top: &Path, written: &str, guard: &str) -> bool {
    let written = match (written.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest).to_string_lossy().into_owned(),
        (None, _) if !written.starts_with('~') => written.to_owned(),
        _ => return true,
    };
    // Its name did not come through whole: who knows what is meant.
    if written.contains('\u{FFFD}') {
        return true;
    }
    // All that git would take for the repository that is meant.
    let meant = ["", "/.git", ".git", ".git/.git"].map(|end| top.join(format!("{written}{end}")));
    meant.iter().filter(|place| place.exists()).any(|place| {
        let flags = RepositoryOpenFlags::NO_SEARCH | RepositoryOpenFlags::CROSS_FS;
        let no_ceiling: [&std::ffi::OsStr; 0] = [];
        match git2::Repository::open_ext(place, flags, no_ceiling) {
            Ok(there) => has_hooks(&there, guard) || names_programs(&there),
            // A folder that is none, and holds or stands beside the one that is; or one that git will refuse as well.
            Err(error) => !matches!(error.code(), ErrorCode::NotFound | ErrorCode::Owner),
        }
    })
}

fn has_hooks(there: &git2::Repository, guard: &str) -> bool {
    let folder = there.commondir().join("hooks");
    let hooks = OF_A_PUSH.iter().chain(&BESIDE_A_PUSH);
    hooks.map(|name| folder.join(name)).any(|hook| {
        fs::symlink_metadata(&hook).is_ok() && fs::read_to_string(&hook).ok().is_none_or(|text| text != guard)
    })
}

/// Whether its settings name programs, or take in files that cannot be told from here.
fn names_programs(there: &git2::Repository) -> bool {
    let look = || -> Result<bool, git2::Error> {
        let settings = there.config()?;
        let mut entries = settings.entries(None)?;
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let of_repository = matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree);
            let key = String::from_utf8_lossy(entry.name_bytes()).into_owned();
            // The guard's own setting: hooks are looked for where they were found.
            let own_hooks = key == "core.hookspath"
                && there
                    .commondir()
                    .join(String::from_utf8_lossy(entry.value_bytes()).as_ref())
                    == there.commondir().join("hooks");
            if of_repository && !own_hooks && (is_program(&key) || key.starts_with("includeif.")) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    look().unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart_as_git_does() {
        let folder = |written: &str| Way::Folder(written.to_owned());
        for (address, way) in [
            ("https://x.example/deal.git", Way::Server),
            ("ssh://git@x.example/deal", Way::Server),
            ("git@x.example:deal.git", Way::Server),
            ("x.example:deal", Way::Server),
            ("[::1]:deal", Way::Server),
            ("/srv/deal.git", folder("/srv/deal.git")),
            ("../a:b", folder("../a:b")),
            ("./a:b", folder("./a:b")),
            ("deal", folder("deal")),
            ("file:///srv/a%20b%2Fc", folder("/srv/a b/c")),
            ("file://localhost/srv/a", folder("/srv/a")),
            ("fd::0", Way::Other),
            ("ext::sh -c x", Way::Other),
            ("https::x", Way::Other),
            ("ftp://x.example/deal", Way::Other),
            ("HTTPS://x.example/deal", Way::Other),
            ("rsync://x.example/deal", Way::Other),
            ("file:x", Way::Server),
        ] {
            assert_eq!(Way::of(address), way, "{address}");
        }
    }
}
