//! Why something that a person asked for could not be done: what happened, why, and what to do next.
//! It is long because each thing that can go wrong has its own sentence here.

use super::given_file::OddFile;
use super::keys_file::KeysFault;
use super::no_draft::NoDraft;
use super::other_end::OtherEnd;
use super::room::Called;
use super::settings::SettingsFault;
use super::time_stamp::NoStamp;
use super::unsent::WayOut;
use crate::audit::{EvidenceError, Finding, refusal};
use crate::contract::{ReadError, SpliceError};
use crate::history;
use crate::language::{Language, of_file};

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The repository could not be read.
    #[error(transparent)]
    History(#[from] history::Error),
    /// A contract file is not what it should be.
    #[error("{file}{}, {error}", version(.called.as_ref()))]
    Unreadable {
        /// The file.
        file: String,
        /// Which version of it, where it matters.
        called: Option<Called>,
        /// Where and what.
        error: ReadError,
    },
    /// Neither a command nor a folder.
    #[error("there is no command and no folder `{word}`{}; `adidem --help` lists the commands", near(.nearest.as_deref()))]
    NoSuchCommand {
        /// The word.
        word: String,
        /// The command most like it.
        nearest: Option<String>,
    },
    /// No clause of that id.
    #[error("the contract `{contract}` has no clause `{id}`{}; `adidem show {contract}` lists every clause with its id", near(.nearest.as_deref()))]
    NoSuchClause {
        /// The contract's name.
        contract: String,
        /// The id asked for.
        id: String,
        /// The id most like it.
        nearest: Option<String>,
    },
    /// A name that means two clauses.
    #[error("`{name}` is the id of one clause and the number of another: write `id:{name}` for {} or `no:{name}` for {}", spoken(&.meant[0]), spoken(&.meant[1]))]
    AmbiguousClause {
        /// What was written.
        name: String,
        /// The clause of that id, and the one of that number: the number, heading and id of each.
        meant: Box<[(String, String, String); 2]>,
    },
    /// No round of that number.
    #[error("`{contract}` has no round {number}: {}; `adidem rounds {contract}` lists them", how_many(*.newest))]
    NoSuchRound {
        /// The contract's name.
        contract: String,
        /// The number asked for.
        number: u32,
        /// How many rounds there are.
        newest: u32,
    },
    /// There is only one version.
    #[error(
        "`{contract}` has only one round, so there is nothing to compare it with yet; `adidem show {contract}` shows it"
    )]
    OneRound {
        /// The contract's name.
        contract: String,
    },
    /// There is no round at all.
    #[error(
        "`{contract}` was never sent: it lies only in the working folder; `adidem show {contract} --round draft` shows it"
    )]
    NoRound {
        /// The contract's name.
        contract: String,
    },
    /// There is no draft.
    #[error("`{contract}` has no draft: {why}")]
    NoDraft {
        /// The contract's name.
        contract: String,
        /// Why.
        why: NoDraft,
    },
    /// Nothing of one's own party was recorded.
    #[error(
        "your party has accepted and offered nothing in `{contract}`, or you speak for no party there, so there is no `mine` to compare with; use `last`, `first` or a round's number"
    )]
    NothingOfMine {
        /// The contract's name.
        contract: String,
    },
    /// The contract was not there at that version.
    #[error("`{contract}` was deleted in round {round}; `adidem rounds {contract}` lists the rounds that have a text")]
    Deleted {
        /// The contract's name.
        contract: String,
        /// The round asked for.
        round: u32,
    },
    /// The demonstration's own script does not fit its contract.
    #[error(
        "the demonstration of `{contract}` cannot be made: round {round}, {what}; this is a fault of the program, please report it"
    )]
    Script {
        /// The contract's name.
        contract: String,
        /// The round.
        round: usize,
        /// What went wrong.
        what: String,
    },
    /// A clause of the demonstration could not be edited.
    #[error(transparent)]
    Splice(#[from] SpliceError),
    /// A file could not be read or written.
    #[error("{file} could not be {doing}: {}", of_file(.error, *.doing == "written", Language::English))]
    File {
        /// The file.
        file: String,
        /// `read` or `written`.
        doing: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is no time stamp.
    #[error("no time stamp: {}", .0.message(Language::English))]
    NoStamp(NoStamp),
    /// What was named is no file of the kind that was asked for.
    #[error("{file} could not be read: {}", what.message(Language::English))]
    OddFile {
        /// The file.
        file: String,
        /// What is odd about it.
        what: OddFile,
    },
    /// There is something else where the demonstration should go.
    #[error(
        "{folder} is not empty and holds no demonstration, so nothing was written; choose another folder with `--dir`"
    )]
    NotADemonstration {
        /// The folder.
        folder: String,
    },
    /// There is no place for a file that people work on.
    #[error(
        "the repository at {folder} is one that only passes changes on and has no working folder, so no contract can be \
         put into it; get a copy of it with `git clone {folder}` and run `adidem init` inside of the copy"
    )]
    NoWorkingFolder {
        /// The folder.
        folder: String,
    },
    /// There is something in the folder that is to be a shared repository.
    #[error(
        "{folder} holds something already, and a shared repository has a folder of its own, in which nobody works; choose \
         another one, such as `{folder}.git`"
    )]
    NotShareable {
        /// The folder.
        folder: String,
    },
    /// The user's folders cannot be found.
    #[error("your home folder could not be found; say where to put the demonstration with `--dir FOLDER`")]
    NoHome,
    /// A theme that does not exist.
    #[error("there is no theme `{name}`; there are: {known}")]
    NoSuchTheme {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A theme file that is not what it should be.
    #[error("theme {file}: {what}")]
    Theme {
        /// The file.
        file: String,
        /// What is wrong, and where.
        what: String,
    },
    /// What the clone keeps for itself cannot be understood.
    #[error(
        "{file} cannot be understood: {what}; it holds whose keys you confirmed: restore it, or delete it and confirm them again with `adidem trust`"
    )]
    Memory {
        /// The file.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// Git does not know who the user is.
    #[error(
        "git does not know who you are, so nothing can be recorded for anybody; say so with \
         `git config user.name \"Your Name\"` and `git config user.email you@your.firm`, as the contract lists you"
    )]
    NoIdentity,
    /// The user speaks for nobody.
    #[error(
        "{email} is a member of no party of this contract, so you can read it and record nothing; {}", whom_to_be(.members)
    )]
    NotAMember {
        /// The user's e-mail address.
        email: String,
        /// Those of the members.
        members: Vec<String>,
    },
    /// The user's key is not the one that the contract lists for them.
    #[error(
        "what is recorded for `{party}` has to be signed with a key that the contract lists for {email}: {}; {}",
        fingerprints(.listed), key_in_use(.configured.as_deref())
    )]
    NotMyKey {
        /// The user's e-mail address.
        email: String,
        /// The party.
        party: String,
        /// The fingerprint of the key that git signs with.
        configured: Option<String>,
        /// Those that the contract lists.
        listed: Vec<String>,
    },
    /// No party of that id.
    #[error("`{contract}` has no party `{party}`; there are: {}", .known.join(", "))]
    NoSuchParty {
        /// The contract's name.
        contract: String,
        /// The id asked for.
        party: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A report about oneself.
    #[error("you speak for `{party}` yourself: record its position directly, without reporting it")]
    OwnReport {
        /// The party.
        party: String,
    },
    /// A clause without a text of its own.
    #[error(
        "`{clause}` is a heading without a text of its own, which needs no position; {}",
        if .below.is_empty() { "there is nothing below it".to_owned() } else { format!("name the clauses below it ({}), or take them all with `--below`", .below.join(", ")) }
    )]
    OnlyAHeading {
        /// The clause.
        clause: String,
        /// The ids of what stands below it.
        below: Vec<String>,
    },
    /// The text is not the one that was read.
    #[error(
        "nothing was recorded: the text of `{clause}` changed after round {read}, and round {newest} is the newest; read \
         `adidem diff {contract} {read} {newest} --clause {clause}`, and say `--round {newest}` if you mean the new text"
    )]
    Stale {
        /// The contract's name.
        contract: String,
        /// The clause.
        clause: String,
        /// The round that was read.
        read: u32,
        /// The newest round.
        newest: u32,
    },
    /// The settings file is not what it should be.
    #[error("{file}: {}", .what.message(Language::English))]
    Settings {
        /// The file.
        file: String,
        /// Where, what, and what to write instead.
        what: SettingsFault,
    },
    /// No finding of that name.
    #[error("the review of `{contract}` has no finding `{finding}`{}; `adidem check {contract}` lists them", near(.nearest.as_deref()))]
    NoSuchFinding {
        /// The contract's name.
        contract: String,
        /// The name.
        finding: String,
        /// The name most like it.
        nearest: Option<String>,
    },
    /// No checklist is for contracts of that kind.
    #[error("there is no checklist for contracts of the kind `{kind}`; there are checklists for: {}", .known.join(", "))]
    NoSuchKind {
        /// The kind asked for.
        kind: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The repository has no such checklist.
    #[error("there is no checklist `{file}` in the repository; there are: {}", if .known.is_empty() { "none".to_owned() } else { .known.join(", ") })]
    NoSuchList {
        /// The file asked for.
        file: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// What was allowed cannot be understood.
    #[error(
        "what you allowed programs and checklists of repositories cannot be understood: {what}; it is kept in {file}, and \
         nothing is allowed until you are asked again"
    )]
    PermittedDamaged {
        /// Where it is kept now.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// The repository's own configuration names programs that an exchange would run.
    #[error(
        "the settings in this copy name a program that an exchange would run, a shared repository with hooks of its own, or \
         something that is not known to do no harm, and nobody has allowed it yet: {}; settings come along when a folder is \
         handed over. Nothing was exchanged. Run `adidem sync` at a terminal, where you are asked \
         once; or, if it is yours, put it into your own configuration with `git config --global`", named(.programs)
    )]
    ProgramsNamed {
        /// The settings, and what each says.
        programs: Vec<history::NamedProgram>,
    },
    /// A checklist is not what it should be.
    #[error("the checklist {file}, {error}")]
    Checklist {
        /// The file.
        file: String,
        /// Where, what, and what to write instead.
        error: ReadError,
    },
    /// What was marked and not recorded cannot be understood.
    #[error(
        "what was marked and not recorded cannot be understood: {what}; it is kept in {file}, and marking starts anew"
    )]
    PendingDamaged {
        /// Where it is kept now.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// There is no own position to take back.
    #[error(
        "`{party}` has recorded nothing about the present text of `{clause}`, so there is nothing to take back; `adidem log {contract} {clause}` shows what was recorded"
    )]
    NothingToWithdraw {
        /// The contract's name.
        contract: String,
        /// The clause.
        clause: String,
        /// The party.
        party: String,
    },
    /// A condition that nobody stated.
    #[error("to reserve is to accept subject to a condition: state it with `--reason`")]
    NoCondition,
    /// What was wished would not stand up to an audit.
    #[error(
        "nothing was recorded or sent: from then on every audit would find this, and a guarded shared repository would \
         refuse it:\n{}", findings(.found, Language::English)
    )]
    WouldFail {
        /// What it would find.
        found: Vec<Finding>,
    },
    /// What this copy alone has already would not stand up to an audit: nothing is to be built on it.
    #[error(
        "nothing was recorded or sent: a change that you have not sent yet would be refused by every guarded shared \
         repository, and every audit would find this:\n{}\n{}", findings(.found, Language::English), .way_out.message(Language::English)
    )]
    OwnFault {
        /// What an audit would find.
        found: Vec<Finding>,
        /// How to make it right.
        way_out: Box<WayOut>,
    },
    /// The user's address is one of two parties' members.
    #[error(
        "members of {} have the address {email}, so it cannot be told for whom you speak; have each member listed with an \
         address of their own, or sign with a key that only one of them lists", .parties.join(", ")
    )]
    TwoParties {
        /// The address.
        email: String,
        /// The parties.
        parties: Vec<String>,
    },
    /// The draft is the newest round.
    #[error(
        "there is nothing to send: the draft of `{contract}` is word for word what is in history; change it first, for example with `adidem edit {contract} CLAUSE`"
    )]
    NothingToSend {
        /// The contract's name.
        contract: String,
    },
    /// The other end refused.
    #[error("`{remote}` refused what was sent to it, and has taken none of it; it said: {said}")]
    PushRefused {
        /// Its name.
        remote: String,
        /// What it said.
        said: String,
    },
    /// The other end no longer holds what it held.
    #[error(
        "`{remote}` no longer holds the history that it held: it was at {was} and is now at {now}, which does not build on it, so somebody rewrote what both sides had; nothing was taken over or sent. Keep this copy, it is your proof, and ask the other side. If all agree that this is right, go on in a new copy made with `git clone`"
    )]
    Rewritten {
        /// Its name.
        remote: String,
        /// Where it was.
        was: String,
        /// Where it is.
        now: String,
    },
    /// The other end is no longer what it was, or not what this copy follows.
    #[error(transparent)]
    OtherEnd(Box<OtherEnd>),
    /// Somebody else's hook is there.
    #[error(
        "{file} is there already and is not adidem's, so it stays as it is; have it call `adidem guard` with its input, and refuse when that fails"
    )]
    OtherHook {
        /// The hook.
        file: String,
    },
    /// Git heeds hooks of another folder.
    #[error(
        "git is set to take the hooks of all repositories here from {folder} (`core.hooksPath`), where there are: {hooks}; a \
         hook of this repository alone would not run, and theirs would be lost if it had its own. No guard was put there. \
         Have {folder}/pre-receive call `adidem guard` with its input and refuse when that fails, or give the repository hooks \
         of its own with `git config core.hooksPath hooks`, and do it again"
    )]
    HooksElsewhere {
        /// The folder.
        folder: String,
        /// The hooks in it.
        hooks: String,
    },
    /// The guard did not refuse what it should have.
    #[error(
        "the guard was written to {file}, but a push that it has to refuse was {}: the guard does not stand. See that the file \
         may be run there, and that git heeds its folder (`git config --show-origin core.hooksPath`); then do it again",
        if .said.is_empty() { "taken".to_owned() } else { format!("not refused by it; git said: {said}") }
    )]
    GuardNotProven {
        /// The hook.
        file: String,
        /// What git said; nothing when the push was taken.
        said: String,
    },
    /// Something is in the way that this program did not make.
    #[error(
        "{file} is there already and was not made by this command, so it was not overwritten; choose another name, or move it away"
    )]
    NotOurs {
        /// The file.
        file: String,
    },
    /// A file of git's own folder.
    #[error("{file} lies in the folder that git keeps for itself, so nothing was written there; choose another place")]
    GitsOwn {
        /// The file.
        file: String,
    },
    /// A demonstration in which its user has put something of their own.
    #[error(
        "{folder} holds the demonstration, and {file}, which is not of it, so nothing was deleted; move it away first, or choose another folder with `--dir`"
    )]
    OwnWorkThere {
        /// The folder.
        folder: String,
        /// What lies there.
        file: String,
    },
    /// A folder of the working folder leads elsewhere.
    #[error("{file} is a link, and nothing is written through one; put a plain folder or file in its place")]
    Linked {
        /// The link.
        file: String,
    },
    /// Not two revisions.
    #[error("`{range}` names no two states; write `OLD..NEW`, for example `v1..main`")]
    NotARange {
        /// What was written.
        range: String,
    },
    /// No clause was named.
    #[error("which clauses? name them by id or number; `adidem issues {contract}` lists the open ones")]
    NoClauseNamed {
        /// The contract's name.
        contract: String,
    },
    /// The editor did not do its work.
    #[error("your editor `{editor}` could not be used: {what}; set `EDITOR` to one that you have, nothing was changed")]
    Editor {
        /// The editor.
        editor: String,
        /// What happened.
        what: String,
    },
    /// What was typed cannot be taken, and is kept.
    #[error("{error}; nothing was changed, and what you typed is kept in {file}")]
    NotTaken {
        /// Why not.
        error: Box<Error>,
        /// Where it is kept.
        file: String,
    },
    /// A party without keys cannot be confirmed.
    #[error(
        "`{party}` lists no keys in `{contract}`, so there is nothing to confirm; one of its members adds a key to the contract and sends it"
    )]
    NoKeys {
        /// The contract's name.
        contract: String,
        /// The party.
        party: String,
    },
    /// What should tell the parties' keys does not.
    #[error("{file} tells nobody's keys: {}", fault.message(Language::English))]
    NoKeysFile {
        /// The file.
        file: String,
        /// Where and why.
        fault: KeysFault,
    },
    /// What was given as a key's fingerprint is none.
    #[error("`{written}` is no fingerprint of a key: `ssh-keygen -l -f KEY.pub` prints it, as `SHA256:…`")]
    NotAFingerprint {
        /// What was given.
        written: String,
    },
    /// A party's keys are no longer those that were compared.
    #[error(
        "the members or keys of `{party}` changed since they were shown, so nothing was confirmed; look at them once more"
    )]
    OtherKeys {
        /// The party.
        party: String,
    },
    /// Somebody else changed the file that was being edited.
    #[error("{file} was changed by somebody else in the meantime, so nothing was written; edit it once more")]
    EditedMeanwhile {
        /// The file.
        file: String,
    },
    /// The shared repository has a newer text of a contract whose draft was begun on the older one.
    #[error(
        "the shared repository has a newer text of `{contract}`, and your draft was begun on the older one: sent as it is, it \
         would take back what the others changed, so nothing was brought together; send your draft first \
         (`adidem send {contract}`), or put it aside (`git stash`), then sync"
    )]
    DraftBehind {
        /// The contract.
        contract: String,
    },
    /// What would be signed is no longer what was shown.
    #[error(
        "nothing was recorded: `{contract}` or its draft changed between the question and the answer, so that something \
         else would have been signed than was shown; do it again, and look at what is shown now"
    )]
    ChangedMeanwhile {
        /// The contract's name.
        contract: String,
    },
    /// An evidence file could not be made.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// A page could not be made.
    #[error(transparent)]
    Exchange(#[from] crate::exchange::ExchangeError),
}

impl Error {
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
            | Self::NotAMember { .. }
            | Self::NotMyKey { .. }
            | Self::NotShareable { .. }
            | Self::Stale { .. }
            | Self::ChangedMeanwhile { .. }
            | Self::NothingToWithdraw { .. }
            | Self::NothingToSend { .. }
            | Self::NoStamp(_)
            | Self::WouldFail { .. }
            | Self::OwnFault { .. }
            | Self::TwoParties { .. }
            | Self::NoKeys { .. }
            | Self::NotAFingerprint { .. }
            | Self::AmbiguousClause { .. }
            | Self::OtherKeys { .. }
            | Self::PushRefused { .. }
            | Self::Rewritten { .. }
            | Self::OtherEnd(_)
            | Self::Evidence(EvidenceError::NotWhole | EvidenceError::Answer(_))
            | Self::EditedMeanwhile { .. }
            | Self::ProgramsNamed { .. }
            | Self::HooksElsewhere { .. }
            | Self::GuardNotProven { .. }
            | Self::NotOurs { .. }
            | Self::GitsOwn { .. }
            | Self::OwnWorkThere { .. }
            | Self::Linked { .. }
            | Self::DraftBehind { .. } => true,
            _ => false,
        }
    }
}

/// Each finding with its code, its place and what to do about it.
pub(super) fn findings(found: &[Finding], language: Language) -> String {
    let told: Vec<String> = found.iter().map(|finding| refusal(finding, language)).collect();
    told.join("\n")
}

/// Settings with what each says.
pub(super) fn named(programs: &[history::NamedProgram]) -> String {
    let told: Vec<String> = programs.iter().map(|one| format!("{} = {}", one.setting, one.value)).collect();
    told.join("; ")
}

fn spoken((number, heading, id): &(String, String, String)) -> String {
    let called: Vec<&str> = [number.as_str(), heading.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if called.is_empty() { format!("the deleted clause `{id}`") } else { format!("{} (`{id}`)", called.join(" ")) }
}

fn whom_to_be(members: &[String]) -> String {
    if members.is_empty() {
        return "the contract lists no members: add yourself under your party's `members` and send it".to_owned();
    }
    format!(
        "its members are {}; if you are one of them, say so with `git config user.email ADDRESS`",
        members.join(", ")
    )
}

fn fingerprints(listed: &[String]) -> String {
    if listed.is_empty() {
        "it lists none yet; a member with a key has to add yours".to_owned()
    } else {
        listed.join(", ")
    }
}

fn key_in_use(configured: Option<&str>) -> String {
    match configured {
        Some(fingerprint) => format!(
            "git signs with {fingerprint}; choose the right one with `git config user.signingkey FILE`, or have a member \
             whose key is listed add yours to the contract"
        ),
        None => "git has no signing key here; choose it with `git config gpg.format ssh` and \
                 `git config user.signingkey FILE`"
            .to_owned(),
    }
}

fn version(called: Option<&Called>) -> String {
    called.map(|called| format!(" ({})", called.name(Language::English))).unwrap_or_default()
}

fn near(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default()
}

fn how_many(newest: u32) -> String {
    match newest {
        0 => "it was never sent".to_owned(),
        1 => "there is only round 1".to_owned(),
        newest => format!("the newest is round {newest}"),
    }
}
