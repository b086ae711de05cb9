//! A deal between two parties with keys: a shared repository, and a copy for each side.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use super::Git;

/// Two parties, their keys, and a bare repository between them.
pub(crate) struct Deal {
    pub(crate) git: Git,
    /// The fingerprints of those who sign with gpg.
    openpgp: BTreeMap<&'static str, String>,
}

const PEOPLE: [(&str, &str); 2] = [
    ("li", "Li Jing <li@customer.example>"),
    ("wu", "Wu Hao <wu@vendor.example>"),
];

impl Deal {
    pub(crate) fn new() -> Self {
        let git = Git::nowhere();
        let deal = Self {
            git,
            openpgp: BTreeMap::new(),
        };
        deal.git
            .run_in(&deal.git.top(), &["init", "--quiet", "--bare", "-b", "main", "hub.git"]);
        for (who, _) in PEOPLE {
            let key = deal.make_key(who);
            deal.git.run_in(&deal.git.top(), &["clone", "--quiet", "hub.git", who]);
            let folder = deal.folder(who);
            deal.git.run_in(&folder, &["config", "gpg.format", "ssh"]);
            deal.git
                .run_in(&folder, &["config", "user.signingkey", &key.to_string_lossy()]);
        }
        deal
    }

    /// The customer has sent round 1, and the vendor has it.
    pub(crate) fn sent() -> Self {
        let mut deal = Self::new();
        deal.draft("li");
        deal.run_as("li", &["send", "deal", "--yes"]);
        deal.hand_over("li", "wu");
        deal
    }

    /// The same through `sync`, with the guard on the shared repository.
    pub(crate) fn guarded() -> Self {
        let mut deal = Self::new();
        let hub = deal.git.top().join("hub.git");
        deal.run_as("li", &["guard", "--install", &hub.to_string_lossy()]);
        deal.draft("li");
        deal.run_as("li", &["send", "deal", "--yes"]);
        deal.run_as("li", &["sync"]);
        deal.run_as("wu", &["sync"]);
        deal
    }

    /// One of them signs with gpg from now on. `None`, with the reason printed, where gpg is not installed.
    pub(crate) fn with_openpgp(self, who: &'static str) -> Option<Self> {
        self.with_locked_openpgp(who, "")
    }

    /// The same, with a passphrase.
    pub(crate) fn with_locked_openpgp(mut self, who: &'static str, passphrase: &str) -> Option<Self> {
        let home = self.git.beside("home/.gnupg");
        fs::create_dir(&home).expect("a folder");
        fs::set_permissions(&home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("rights");
        let person = PEOPLE.iter().find(|(short, _)| *short == who).expect("somebody").1;
        let generate = [
            "--batch",
            "--quiet",
            "--passphrase",
            passphrase,
            "--quick-generate-key",
            person,
            "ed25519",
            "sign",
            "never",
        ];
        let Ok(made) = self.git.command("gpg", &self.git.top()).args(generate).output() else {
            println!("skipped: gpg is not installed");
            return None;
        };
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let listed = self
            .git
            .command("gpg", &self.git.top())
            .args(["--list-keys", "--with-colons"])
            .output();
        let listed = String::from_utf8(listed.expect("gpg").stdout).expect("text");
        let line = listed
            .lines()
            .find(|line| line.starts_with("fpr:"))
            .expect("a fingerprint");
        self.openpgp.insert(
            who,
            line.trim_matches(':')
                .rsplit(':')
                .next()
                .expect("a fingerprint")
                .to_owned(),
        );
        let email = person.split(['<', '>']).nth(1).expect("an address");
        for (key, value) in [("gpg.format", "openpgp"), ("user.signingkey", email)] {
            self.git.run_in(&self.folder(who), &["config", key, value]);
        }
        Some(self)
    }

    /// One of them signs with that key of gpg from now on.
    pub(crate) fn signs_with_openpgp(&mut self, who: &'static str, fingerprint: &str) {
        self.openpgp.insert(who, fingerprint.to_owned());
        self.git
            .run_in(&self.folder(who), &["config", "user.signingkey", fingerprint]);
    }

    pub(crate) fn folder(&self, who: &str) -> PathBuf {
        self.git.top().join(who)
    }

    pub(crate) fn key(&self, who: &str) -> PathBuf {
        self.git.top().join(format!("key-{who}"))
    }

    /// Makes a key, and gives the file of its private half.
    pub(crate) fn make_key(&self, who: &str) -> PathBuf {
        let key = self.key(who);
        let mut keygen = self.git.command("ssh-keygen", &self.git.top());
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&key);
        assert!(keygen.status().expect("ssh-keygen").success());
        key
    }

    /// The fingerprint of a key.
    pub(crate) fn fingerprint(&self, who: &str) -> String {
        let mut keygen = self.git.command("ssh-keygen", &self.git.top());
        let shown = keygen.arg("-lf").arg(self.key(who)).output().expect("ssh-keygen");
        let shown = String::from_utf8(shown.stdout).expect("text");
        shown.split_whitespace().nth(1).expect("a fingerprint").to_owned()
    }

    /// The public key as the contract lists it.
    pub(crate) fn public(&self, who: &str) -> String {
        if let Some(fingerprint) = self.openpgp.get(who) {
            return format!("openpgp4fpr {fingerprint}");
        }
        let line = fs::read_to_string(self.key(who).with_extension("pub")).expect("a public key");
        line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn file(&self, who: &str) -> PathBuf {
        self.folder(who).join("contracts/deal.yaml")
    }

    pub(crate) fn draft(&self, who: &str) {
        let text = format!(
            "title: Deal\nparties:\n  - id: customer\n    name: Customer Ltd\n    members:\n      - name: Li Jing\n        email: li@customer.example\n        keys: [{}]\n  - id: vendor\n    name: Vendor Ltd\n    members:\n      - name: Wu Hao\n        email: wu@vendor.example\n        keys: [{}]\nclauses:\n  - id: fees\n    heading: Fees\n    text: |\n      The fee is 100 EUR per month.\n  - id: term\n    heading: Term\n    text: |\n      The term is one year.\n  - id: general\n    heading: General\n    clauses:\n      - id: law\n        heading: Law\n        text: |\n          The law of Ireland.\n",
            self.public("li"),
            self.public("wu")
        );
        fs::create_dir_all(self.folder(who).join("contracts")).expect("a folder");
        fs::write(self.file(who), text).expect("a contract");
    }

    pub(crate) fn change(&self, who: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(who)).expect("a contract");
        assert!(text.contains(from), "{from}");
        fs::write(self.file(who), text.replace(from, to)).expect("a contract");
    }

    /// As if its user had been asked about this setting of the copy, and agreed.
    pub(crate) fn permit(&self, who: &str, setting: &str, value: &str) {
        let copy = self.folder(who).join(".git").canonicalize().expect("the copy");
        let file = self.git.beside("home/.local/share/adidem/permitted.yaml");
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let text = format!(
            "programs:\n- {{copy: {}, setting: {setting}, value: {value}}}\n",
            copy.display()
        );
        fs::write(file, text).expect("what is allowed");
    }

    pub(crate) fn try_as(&mut self, who: &str, arguments: &[&str]) -> Output {
        let person = PEOPLE.iter().find(|(short, _)| *short == who).expect("somebody").1;
        self.git.by(person);
        let mut command = self.git.command(env!("CARGO_BIN_EXE_adidem"), &self.folder(who));
        command
            .env("EDITOR", "sed -i s/Ireland/France/")
            .args(arguments)
            .output()
            .expect("adidem")
    }

    /// Runs a command that has to work, and gives what it printed.
    pub(crate) fn run_as(&mut self, who: &str, arguments: &[&str]) -> String {
        let output = self.try_as(who, arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that has to be refused, and gives its exit status and what it said.
    pub(crate) fn refused(&mut self, who: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.try_as(who, arguments);
        assert!(!output.status.success(), "{arguments:?} was done");
        // With `--json` the refusal is the answer.
        let said = [output.stderr, output.stdout].concat();
        (
            output.status.code().expect("a status"),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    pub(crate) fn json(&mut self, who: &str, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run_as(who, arguments)).expect("JSON")
    }

    pub(crate) fn standing(&mut self, who: &str, clause: &str) -> String {
        let status = self.json(who, &["status", "deal", "--json"]);
        let clauses = status["clauses"].as_array().expect("clauses");
        let clause = clauses.iter().find(|one| one["id"] == clause).expect("the clause");
        clause["standing"].as_str().expect("a standing").to_owned()
    }

    /// What one has goes to the other.
    pub(crate) fn hand_over(&self, from: &str, to: &str) {
        self.git
            .run_in(&self.folder(from), &["push", "--quiet", "origin", "HEAD:main"]);
        self.git
            .run_in(&self.folder(to), &["pull", "--quiet", "--ff-only", "origin", "main"]);
    }

    /// Every change and every record, verified by stock tools alone.
    pub(crate) fn verified_by_stock_tools(&self, who: &str) -> usize {
        let folder = self.folder(who);
        let allowed = self.git.beside("allowed_signers");
        let lines: Vec<String> = PEOPLE
            .iter()
            .map(|(short, person)| {
                let email = person.split(['<', '>']).nth(1).expect("an address");
                format!("{email} namespaces=\"git,position@adidem\" {}\n", self.public(short))
            })
            .collect();
        fs::write(&allowed, lines.concat()).expect("a file");
        let setting = format!("gpg.ssh.allowedSignersFile={}", allowed.display());
        let changes = self.git.run_in(&folder, &["rev-list", "HEAD"]);
        for change in changes.lines() {
            self.git.run_in(&folder, &["-c", &setting, "verify-commit", change]);
        }
        let files = self.git.run_in(&folder, &["ls-files", "records"]);
        let mut records = 0;
        for file in files
            .lines()
            .filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "yaml"))
        {
            let text = fs::read(folder.join(file)).expect("a record");
            let signer = String::from_utf8_lossy(&text);
            let signer = signer
                .lines()
                .find_map(|line| line.strip_prefix("signer: "))
                .expect("a signer")
                .to_owned();
            let mut verify = self.git.command("ssh-keygen", &folder);
            verify.args([
                "-Y",
                "verify",
                "-n",
                "position@adidem",
                "-I",
                &signer,
                "-s",
                &format!("{file}.sig"),
                "-f",
            ]);
            verify
                .arg(&allowed)
                .stdin(fs::File::open(folder.join(file)).expect("a record"));
            assert!(verify.output().expect("ssh-keygen").status.success(), "{file}");
            records += 1;
        }
        records
    }
}

/// The agent that gpg started for the keys of this test ends with it.
impl Drop for Deal {
    fn drop(&mut self) {
        if !self.openpgp.is_empty() {
            let _ = self
                .git
                .command("gpgconf", &self.git.top())
                .args(["--kill", "all"])
                .status();
        }
    }
}
