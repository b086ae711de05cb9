//! Programs that a repository's own configuration names. A copy may have been handed over as a folder, settings and all:
//! git runs such programs for an exchange only as far as the user of this copy said so, and the others not at all.

use std::cell::RefCell;
use std::process::Command;

use super::doing::Doing;
use super::error::Error;
use super::remote::Remote;
use super::repository::Repository;

/// A setting of the repository that names a program, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedProgram {
    /// The setting, such as `core.sshcommand`.
    pub setting: String,
    /// Its exact value.
    pub value: String,
}

/// Those that may run.
pub(super) type Permitted = RefCell<Vec<NamedProgram>>;

/// Where no hook lies.
pub(super) const NO_HOOKS: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What git is told on every call, whoever set it otherwise: hooks and the like are of no use to an exchange, and the
/// repository could name them.
const ALWAYS: [(&str, &str); 10] = [
    ("core.hooksPath", NO_HOOKS),
    ("core.fsmonitor", "false"),
    ("protocol.ext.allow", "never"),
    ("submodule.recurse", "false"),
    ("fetch.recurseSubmodules", "false"),
    ("push.recurseSubmodules", "no"),
    ("merge.verifySignatures", "false"),
    ("push.gpgSign", "false"),
    ("maintenance.auto", "false"),
    ("gc.auto", "0"),
];

/// A setting as git sees it.
pub(super) struct Entry {
    /// Whether the repository's own configuration says so.
    pub(super) of_repository: bool,
    /// Its name, in small letters but for what stands between two dots.
    pub(super) key: String,
    value: String,
}

impl Entry {
    fn named(&self) -> NamedProgram {
        NamedProgram { setting: self.key.clone(), value: self.value.clone() }
    }
}

impl Repository {
    /// The programs of the repository's own configuration that an exchange with the other end would run, each once.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or the configuration cannot be read.
    pub fn programs_for_exchange(&self, remote: &Remote) -> Result<Vec<NamedProgram>, Error> {
        let entries = self.entries()?;
        let own = entries.iter().filter(|entry| entry.of_repository && !entry.value.is_empty());
        let mut named: Vec<NamedProgram> =
            own.filter(|entry| is_for_exchange(&entry.key, &remote.name)).map(Entry::named).collect();
        // The hooks of a shared repository are programs, too, and one that lies in the copy came with it.
        named.extend(self.address_within(remote)?);
        named.sort();
        named.dedup();
        Ok(named)
    }

    /// The settings of the repository's own configuration that name programs which are not run on its word, each once.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or the configuration cannot be read.
    pub fn programs_not_run(&self) -> Result<Vec<String>, Error> {
        let is_program = |key: &str| {
            let hooks = matches!(key, "core.hookspath" | "core.fsmonitor" | "core.gitproxy");
            hooks || harmless(key).is_some() && !key.ends_with(".required") || is_credential_helper(key)
        };
        let named = self.entries()?.into_iter().filter(|entry| entry.of_repository && is_program(&entry.key));
        let mut settings: Vec<String> = named.map(|entry| entry.key).collect();
        settings.sort();
        settings.dedup();
        Ok(settings)
    }

    /// Lets git run these.
    pub fn permit(&self, programs: Vec<NamedProgram>) {
        *self.permitted.borrow_mut() = programs;
    }

    /// The address of the other end, where it lies inside of this copy.
    fn address_within(&self, remote: &Remote) -> Result<Option<NamedProgram>, Error> {
        let Some(value) = self.address(remote)? else { return Ok(None) };
        let top = self.working_folder().unwrap_or_else(|| self.common_folder());
        let path = value.strip_prefix("file://").unwrap_or(&value);
        let within = [top, self.common_folder()].iter().any(|own| {
            let lies = top.join(path).canonicalize().ok().zip(own.canonicalize().ok());
            lies.is_some_and(|(place, own)| place.starts_with(own))
        });
        Ok(within.then(|| NamedProgram { setting: format!("remote.{}.url", remote.name), value }))
    }

    /// All settings, in the order in which git reads them.
    pub(super) fn entries(&self) -> Result<Vec<Entry>, Error> {
        let listing = ["config", "--list", "--includes", "--show-scope", "-z"];
        Ok(parsed(&self.git_says(Doing::ReadSettings, &listing)?))
    }

    /// Has git run none of the programs that the repository names but those that may.
    pub(super) fn without_its_programs(&self, command: &mut Command) -> Result<(), Error> {
        let settings = overrides(&self.entries()?, &self.permitted.borrow());
        // The user's own settings of this kind stay, and come before.
        let own = std::env::var("GIT_CONFIG_COUNT").ok().filter(|_| !super::is_restricted());
        let first = own.and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
        for (at, (key, value)) in (first..).zip(&settings) {
            command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command.env("GIT_CONFIG_COUNT", (first + settings.len()).to_string());
        // Of this setting, the first one counts and not the last.
        let proxy_may_run = self.permitted.borrow().iter().any(|one| one.setting == "core.gitproxy");
        if std::env::var_os("GIT_PROXY_COMMAND").is_none() && !proxy_may_run {
            command.env("GIT_PROXY_COMMAND", "");
        }
        Ok(())
    }
}

/// Whether a setting names a program that an exchange with a remote runs.
fn is_for_exchange(key: &str, remote: &str) -> bool {
    let of_remote = key.strip_prefix("remote.").and_then(|rest| rest.strip_prefix(remote));
    matches!(key, "core.sshcommand" | "core.askpass" | "core.gitproxy")
        || is_credential_helper(key)
        || matches!(of_remote, Some(".uploadpack" | ".receivepack" | ".vcs"))
}

fn is_credential_helper(key: &str) -> bool {
    key.starts_with("credential.") && key.ends_with(".helper")
}

/// What stands in for a program that may not run; `None` where the setting names none.
fn harmless(key: &str) -> Option<&'static str> {
    let begins = |with: &str| key.starts_with(with);
    Some(match key {
        "core.sshcommand" => "ssh",
        "core.askpass" => "",
        "core.alternaterefscommand" => "true",
        "gpg.program" | "gpg.openpgp.program" => "gpg",
        "gpg.ssh.program" => "ssh-keygen",
        "gpg.x509.program" => "gpgsm",
        "gpg.ssh.defaultkeycommand" => "false",
        _ if begins("remote.") && key.ends_with(".uploadpack") => "git-upload-pack",
        _ if begins("remote.") && key.ends_with(".receivepack") => "git-receive-pack",
        _ if begins("remote.") && key.rsplit('.').next() == Some("vcs") => "",
        _ if begins("filter.") && key.ends_with(".required") => "false",
        _ if begins("filter.") && [".clean", ".smudge", ".process"].iter().any(|end| key.ends_with(end)) => "",
        _ if begins("merge.") && key.ends_with(".driver") => "false",
        _ => return None,
    })
}

/// Settings that come last, and so count.
fn overrides(entries: &[Entry], permitted: &[NamedProgram]) -> Vec<(String, String)> {
    let may_run = |entry: &&Entry| !entry.of_repository || permitted.contains(&entry.named());
    let mut settings: Vec<(String, String)> =
        ALWAYS.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    for entry in entries.iter().filter(|entry| !may_run(entry)) {
        let Some(harmless) = harmless(&entry.key) else { continue };
        let own = entries.iter().rev().filter(may_run).find(|other| other.key == entry.key);
        settings.push((entry.key.clone(), own.map_or_else(|| harmless.to_owned(), |own| own.value.clone())));
    }
    let helpers = || entries.iter().filter(|entry| is_credential_helper(&entry.key));
    if helpers().any(|entry| !may_run(&entry)) {
        // An empty one makes git forget those before it.
        settings.push(("credential.helper".to_owned(), String::new()));
        settings.extend(helpers().filter(may_run).map(|entry| (entry.key.clone(), entry.value.clone())));
    }
    settings
}

/// Takes apart what `git config --list --show-scope -z` prints.
fn parsed(listed: &str) -> Vec<Entry> {
    let mut fields = listed.split('\0');
    let mut entries = Vec::new();
    while let (Some(scope), Some(setting)) = (fields.next(), fields.next()) {
        let (key, value) = setting.split_once('\n').unwrap_or((setting, ""));
        let of_repository = scope == "local" || scope == "worktree";
        entries.push(Entry { of_repository, key: key.to_owned(), value: value.to_owned() });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(of_repository: bool, key: &str, value: &str) -> Entry {
        Entry { of_repository, key: key.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn what_the_repository_names_gives_way_to_the_users_own_or_to_nothing() {
        let entries = [
            entry(false, "core.sshcommand", "ssh -4"),
            entry(true, "core.sshcommand", "evil"),
            entry(true, "filter.x.smudge", "evil"),
            entry(true, "filter.x.required", "true"),
            entry(true, "remote.origin.uploadpack", "evil"),
            entry(true, "core.autocrlf", "true"),
        ];
        let told = overrides(&entries, &[]);
        let of = |key: &str| told.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        assert_eq!(of("core.sshcommand"), Some("ssh -4"));
        assert_eq!(of("filter.x.smudge"), Some(""));
        assert_eq!(of("filter.x.required"), Some("false"));
        assert_eq!(of("remote.origin.uploadpack"), Some("git-upload-pack"));
        assert_eq!(of("core.autocrlf"), None, "that names no program");
        let permitted = [entry(true, "core.sshcommand", "evil").named()];
        assert!(overrides(&entries, &permitted).iter().all(|(key, _)| key != "core.sshcommand"));
        let other = [NamedProgram { setting: "core.sshcommand".to_owned(), value: "evil2".to_owned() }];
        assert!(overrides(&entries, &other).iter().any(|(key, _)| key == "core.sshcommand"), "another value");
    }

    #[test]
    fn helpers_for_passwords_are_forgotten_all_at_once_and_the_users_own_told_again() {
        let entries = [
            entry(false, "credential.helper", "cache"),
            entry(true, "credential.https://x.example.helper", "!evil"),
            entry(false, "credential.https://y.example.helper", "store"),
        ];
        let told = overrides(&entries, &[]);
        let helpers: Vec<_> = told.iter().filter(|(key, _)| is_credential_helper(key)).collect();
        let expected = [
            ("credential.helper", ""),
            ("credential.helper", "cache"),
            ("credential.https://y.example.helper", "store"),
        ];
        assert!(helpers.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected));
    }

    #[test]
    fn only_programs_of_this_exchange_are_asked_for() {
        assert!(is_for_exchange("core.sshcommand", "origin"));
        assert!(is_for_exchange("remote.origin.receivepack", "origin"));
        assert!(!is_for_exchange("remote.other.receivepack", "origin"));
        assert!(is_for_exchange("credential.https://x.example.helper", "origin"));
        assert!(!is_for_exchange("core.pager", "origin"));
    }

    #[test]
    fn what_git_lists_is_taken_apart() {
        let entries = parsed("global\0user.name\nA\nB\0local\0core.bare\0worktree\0core.pager\nless\0");
        let told: Vec<_> =
            entries.iter().map(|entry| (entry.of_repository, entry.key.as_str(), entry.value.as_str())).collect();
        assert_eq!(told, [(false, "user.name", "A\nB"), (true, "core.bare", ""), (true, "core.pager", "less")]);
    }
}
