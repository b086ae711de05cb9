//! Settings of a repository's own configuration that git would obey to somebody's harm: programs that they name above all.
//! A copy may have been handed over as a folder, settings and all: git runs such programs for an exchange, and heeds what
//! else is not known to do no harm, only as far as the user of this copy said so.

use std::process::Command;

use super::known_settings::does_no_harm;
use super::program_setting::NamedProgram;
use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::remote::exchange::Remote;
use crate::history::repository::Repository;

/// Where no hook lies.
pub(in crate::history) const NO_HOOKS: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Ways to reach another end that git may take. Any other is a program of its own, which may run anything.
const WAYS: [&str; 5] = ["https", "http", "ssh", "git", "file"];

/// What git is told on every call, whoever set it otherwise: hooks and the like are of no use to an exchange, and the
/// repository could name them.
const ALWAYS: [(&str, &str); 11] = [
    ("core.hooksPath", NO_HOOKS),
    ("core.fsmonitor", "false"),
    ("protocol.allow", "never"),
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
pub(in crate::history) struct ConfigEntry {
    /// Whether the repository's own configuration says so.
    pub(in crate::history) of_repository: bool,
    /// Its name, in small letters but for what stands between two dots.
    pub(in crate::history) key: String,
    pub(in crate::history) value: String,
}

impl ConfigEntry {
    fn named(&self) -> NamedProgram {
        NamedProgram {
            setting: self.key.clone(),
            value: self.value.clone(),
        }
    }
}

impl Repository {
    /// The settings of the repository's own configuration about which the user is asked before an exchange with the other
    /// end, each once: those that name programs which it would run, and those that are not known to do no harm. `guard` is
    /// the hook of this very program, which may run at the other end.
    ///
    /// # Errors
    ///
    /// When git cannot be run, the configuration cannot be read, or the other end's address is of a kind that is not taken.
    pub fn programs_for_exchange(&self, remote: &Remote, guard: &str) -> Result<Vec<NamedProgram>, Error> {
        let entries = self.entries()?;
        let is_asked = |entry: &&ConfigEntry| {
            if is_for_exchange(&entry.key, &remote.name) {
                !entry.value.is_empty()
            } else {
                !is_kept_from_harm(&entry.key) && !does_no_harm(&entry.key)
            }
        };
        let own = entries.iter().filter(|entry| entry.of_repository);
        let mut named: Vec<NamedProgram> = own.filter(is_asked).map(ConfigEntry::named).collect();
        // The hooks of a shared repository on this machine are programs, too.
        named.extend(self.addresses_that_run_something(remote, guard)?);
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
        let named = self
            .entries()?
            .into_iter()
            .filter(|entry| entry.of_repository && is_program(&entry.key));
        let mut settings: Vec<String> = named.map(|entry| entry.key).collect();
        settings.sort();
        settings.dedup();
        Ok(settings)
    }

    /// Lets git run these.
    pub fn permit(&self, programs: Vec<NamedProgram>) {
        *self.permitted.borrow_mut() = programs;
    }

    /// All settings, in the order in which git reads them.
    pub(in crate::history) fn entries(&self) -> Result<Vec<ConfigEntry>, Error> {
        let listing = ["config", "--list", "--includes", "--show-scope", "-z"];
        Ok(parsed(&self.git_says(Doing::ReadSettings, &listing)?))
    }

    /// Has git run none of the programs that the repository names but those that may.
    pub(in crate::history) fn without_its_programs(&self, command: &mut Command) -> Result<(), Error> {
        let settings = overrides(&self.entries()?, &self.permitted.borrow());
        // The user's own settings of this kind stay, and come before.
        let own = std::env::var("GIT_CONFIG_COUNT")
            .ok()
            .filter(|_| !crate::history::is_restricted());
        let first = own.and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
        for (at, (key, value)) in (first..).zip(&settings) {
            command
                .env(format!("GIT_CONFIG_KEY_{at}"), key)
                .env(format!("GIT_CONFIG_VALUE_{at}"), value);
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

/// Whether a setting names a program.
pub(in crate::history) fn is_program(key: &str) -> bool {
    let others = ["branch.", "http.", "protocol.", "core.protect"];
    let runs = harmless(key).is_some() && !others.iter().any(|begin| key.starts_with(begin));
    let hooks = matches!(key, "core.hookspath" | "core.fsmonitor" | "core.gitproxy");
    hooks || runs && !key.ends_with(".required") || is_credential_helper(key)
}

/// Whether git is told something else in place of what the repository says.
fn is_kept_from_harm(key: &str) -> bool {
    let always = ALWAYS.iter().any(|(name, _)| name.eq_ignore_ascii_case(key));
    always || harmless(key).is_some() || is_credential_helper(key)
}

fn is_credential_helper(key: &str) -> bool {
    key.starts_with("credential.") && key.ends_with(".helper")
}

/// What stands in for what the repository may not say, such as a program; `None` where nothing can, or need.
fn harmless(key: &str) -> Option<&'static str> {
    let begins = |with: &str| key.starts_with(with);
    // Git gives the last part in small letters.
    let ends = |with: &str| key.ends_with(with);
    Some(match key {
        "core.sshcommand" => "ssh",
        "core.askpass" => "",
        "core.alternaterefscommand" => "true",
        "gpg.program" | "gpg.openpgp.program" => "gpg",
        "gpg.ssh.program" => "ssh-keygen",
        "gpg.x509.program" => "gpgsm",
        "gpg.ssh.defaultkeycommand" => "false",
        _ if begins("remote.") && ends(".uploadpack") => "git-upload-pack",
        _ if begins("remote.") && ends(".receivepack") => "git-receive-pack",
        _ if begins("remote.") && key.rsplit('.').next() == Some("vcs") => "",
        _ if begins("filter.") && ends(".required") => "false",
        _ if begins("filter.") && [".clean", ".smudge", ".process"].iter().any(|end| key.ends_with(end)) => "",
        _ if begins("merge.") && ends(".driver") => "false",
        _ if begins("hook.") && ends(".command") => "true",
        _ if begins("hook.") && ends(".enabled") => "false",
        _ if begins("hook.") && ends(".event") => "",
        // Files outside of the copy would be written, or names taken that do harm on other machines.
        _ if begins("http.") && ends(".savecookies") => "false",
        _ if begins("http.") && ends(".cookiefile") => "",
        "core.protectntfs" | "core.protecthfs" => "true",
        _ if begins("branch.") && ends(".mergeoptions") => "",
        _ if begins("protocol.") && ends(".allow") => match key["protocol.".len()..].strip_suffix(".allow") {
            Some(way) if WAYS.contains(&way) => "always",
            _ => "never",
        },
        _ => return None,
    })
}

/// Settings that come last, and so count.
fn overrides(entries: &[ConfigEntry], permitted: &[NamedProgram]) -> Vec<(String, String)> {
    let may_run = |entry: &&ConfigEntry| !entry.of_repository || permitted.contains(&entry.named());
    let mut settings: Vec<(String, String)> = ALWAYS
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    let own = |key: &str| {
        entries
            .iter()
            .rev()
            .find(|entry| !entry.of_repository && entry.key == key)
    };
    settings.extend(WAYS.iter().map(|way| {
        let key = format!("protocol.{way}.allow");
        let value = own(&key).map_or_else(|| "always".to_owned(), |own| own.value.clone());
        (key, value)
    }));
    for entry in entries.iter().filter(|entry| !may_run(entry)) {
        let Some(harmless) = harmless(&entry.key) else { continue };
        let own = entries
            .iter()
            .rev()
            .filter(may_run)
            .find(|other| other.key == entry.key);
        settings.push((
            entry.key.clone(),
            own.map_or_else(|| harmless.to_owned(), |own| own.value.clone()),
        ));
    }
    let helpers = || entries.iter().filter(|entry| is_credential_helper(&entry.key));
    if helpers().any(|entry| !may_run(&entry)) {
        // An empty one makes git forget those before it.
        settings.push(("credential.helper".to_owned(), String::new()));
        settings.extend(
            helpers()
                .filter(may_run)
                .map(|entry| (entry.key.clone(), entry.value.clone())),
        );
    }
    settings
}

/// Takes apart what `git config --list --show-scope -z` prints.
fn parsed(listed: &str) -> Vec<ConfigEntry> {
    let mut fields = listed.split('\0');
    let mut entries = Vec::new();
    while let (Some(scope), Some(setting)) = (fields.next(), fields.next()) {
        let (key, value) = setting.split_once('\n').unwrap_or((setting, ""));
        let of_repository = scope == "local" || scope == "worktree";
        entries.push(ConfigEntry {
            of_repository,
            key: key.to_owned(),
            value: value.to_owned(),
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(of_repository: bool, key: &str, value: &str) -> ConfigEntry {
        ConfigEntry {
            of_repository,
            key: key.to_owned(),
            value: value.to_owned(),
        }
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
        let of = |key: &str| {
            told.iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(of("core.sshcommand"), Some("ssh -4"));
        assert_eq!(of("filter.x.smudge"), Some(""));
        assert_eq!(of("filter.x.required"), Some("false"));
        assert_eq!(of("remote.origin.uploadpack"), Some("git-upload-pack"));
        assert_eq!(of("core.autocrlf"), None, "that names no program");
        let permitted = [entry(true, "core.sshcommand", "evil").named()];
        assert!(
            overrides(&entries, &permitted)
                .iter()
                .all(|(key, _)| key != "core.sshcommand")
        );
        let other = [NamedProgram {
            setting: "core.sshcommand".to_owned(),
            value: "evil2".to_owned(),
        }];
        assert!(
            overrides(&entries, &other)
                .iter()
                .any(|(key, _)| key == "core.sshcommand"),
            "another value"
        );
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
        assert!(
            helpers
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .eq(expected)
        );
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
    fn what_writes_files_or_leads_elsewhere_by_other_ways_is_told_otherwise() {
        let entries = [
            entry(true, "http.https://x.example/.savecookies", "true"),
            entry(true, "http.cookiefile", "/home/x/.bashrc"),
            entry(true, "protocol.fd.allow", "always"),
            entry(true, "protocol.file.allow", "always"),
            entry(false, "protocol.file.allow", "never"),
            entry(true, "branch.main.mergeoptions", "-s evil"),
        ];
        let told = overrides(&entries, &[]);
        let of = |key: &str| {
            told.iter()
                .rev()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(of("http.https://x.example/.savecookies"), Some("false"));
        assert_eq!(of("http.cookiefile"), Some(""));
        assert_eq!(
            (of("protocol.fd.allow"), of("protocol.allow")),
            (Some("never"), Some("never"))
        );
        assert_eq!(
            (of("protocol.file.allow"), of("protocol.ssh.allow")),
            (Some("never"), Some("always")),
            "the user's"
        );
        assert_eq!(of("branch.main.mergeoptions"), Some(""));
        assert!(
            entries
                .iter()
                .all(|entry| is_kept_from_harm(&entry.key) && !is_program(&entry.key))
        );
    }

    #[test]
    fn what_git_lists_is_taken_apart() {
        let entries = parsed("global\0user.name\nA\nB\0local\0core.bare\0worktree\0core.pager\nless\0");
        let told: Vec<_> = entries
            .iter()
            .map(|entry| (entry.of_repository, entry.key.as_str(), entry.value.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (false, "user.name", "A\nB"),
                (true, "core.bare", ""),
                (true, "core.pager", "less")
            ]
        );
    }
}
