//! What can be said on the command line: one table of commands, with what each takes.
//! It is long because every command stands here with its options: split, none would show what another calls the same.

use crate::language::Language;
use crate::session::DemoSide;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Shows what changed in a negotiated contract, clause by clause, from git history alone.
#[derive(Debug, Parser)]
#[command(name = "adidem", version, about, subcommand_precedence_over_arg = true)]
#[command(
    after_help = "Exit status: 0 done or nothing found; 1 findings (check, audit, ready), or differences with --exit-code; 2 wrong use or unreadable input; 3 refused, answered with no, or cannot be verified."
)]
pub struct Arguments {
    /// The contracts repository, or any folder in it
    pub path: Option<PathBuf>,
    /// How the screens are opened, when there is no command
    #[command(flatten)]
    pub screens: Screens,
    /// What applies to every command
    #[command(flatten)]
    pub common: Common,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How the screens are opened.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub struct Screens {
    /// Plain lines instead of screens, for screen readers and dumb terminals
    #[arg(long)]
    pub plain: bool,
    /// Use only ASCII for the frame of the screens
    #[arg(long)]
    pub ascii: bool,
    /// Refuse to record, send or edit
    #[arg(long, global = true)]
    pub read_only: bool,
    /// For an ssh forced command: start no editor or pager, write nothing outside the repository but what adidem keeps
    /// for you, ignore environment variables
    #[arg(long, global = true)]
    pub restricted: bool,
    /// With --restricted: an environment variable to set anyway
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = super::surroundings::variable)]
    pub env: Vec<(String, String)>,
    /// Open this contract straight away
    #[arg(long, value_name = "CONTRACT")]
    pub open: Option<String>,
}

/// What applies to every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,
    /// Language of the output; LANG decides if not given
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub lang: Option<Language>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: When,
    /// ansi, dark, light, high-contrast, colour-blind, mono, or one of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Print long output straight away, without a pager
    #[arg(long, global = true)]
    pub no_pager: bool,
}

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        const { &Self::ALL }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let own_name = match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        };
        Some(PossibleValue::new(self.code()).help(own_name))
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a contracts repository here, or prepare an existing one
    Init(Init),
    /// List the contracts: title, parties, round, who sent it, last change
    List {
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Find words in every contract: exit status 0 if they are there, 1 if not, 3 if not all could be read
    Search {
        /// The words; they are found whatever their case and line ends
        #[arg(required = true)]
        words: Vec<String>,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Show the clean text of a contract
    Show(Show),
    /// List the rounds of a contract, latest first
    Rounds {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Show the redline between two versions of a contract
    Diff(Diff),
    /// Show who introduced each word of a clause, and in which round
    Blame {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// The clause's id or number
        clause: String,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Show where every clause stands: each party's position, and who has to act
    Status(StandingArgs),
    /// List the open points: clause, each party's position and reason, who has to act
    Issues(StandingArgs),
    /// Check whether the whole text is agreed: exit status 0, or 1 and the open clauses
    Ready(StandingArgs),
    /// Record that your party accepts clauses of the latest round
    Accept {
        /// What applies to every decision
        #[command(flatten)]
        decision: Decide,
        /// Every clause
        #[arg(long, conflicts_with_all = ["clauses", "all_unchanged"])]
        all: bool,
        /// Every clause whose wording is exactly what your party last accepted or offered
        #[arg(long, conflicts_with = "clauses")]
        all_unchanged: bool,
    },
    /// Record that your party rejects clauses of the latest round
    Reject(Decide),
    /// Record that your party accepts clauses subject to the condition given as the reason
    Reserve(Decide),
    /// Withdraw your party's latest position on clauses
    Withdraw(Decide),
    /// Edit the text of one clause of the draft in your editor
    Edit {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// The clause's id or number
        clause: String,
    },
    /// Make the draft the next round, signed
    Send(Send),
    /// Take back the round that you sent last, as long as it is in this copy alone; its words stay as the draft
    TakeBack {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// Do not ask: you have read what will be taken back. Needed where there is no terminal to ask at
        #[arg(short = 'y', long)]
        yes: bool,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// List everything that happened, latest first, with the state of each signature
    Log {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// Only what concerns this clause
        clause: Option<String>,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Show what became of everything your party asked for, and what the other side changed without a word
    Asks(AsksArgs),
    /// Comment on a clause or on words in it: for all parties, signed; with --internal for colleagues alone
    Comment(CommentArgs),
    /// List the comments on a contract, with their numbers
    Comments(CommentsArgs),
    /// Fetch, merge, push; nothing is ever forced
    Sync {
        /// Remote to sync with [default: the one this copy tracks]
        #[arg(long, value_name = "NAME")]
        remote: Option<String>,
        /// Where both copies changed this clause, keep yours; write CONTRACT/CLAUSE for one contract alone
        #[arg(long, value_name = "CLAUSE")]
        ours: Vec<String>,
        /// Where both copies changed this clause, take the shared repository's; CONTRACT/CLAUSE as above
        #[arg(long, value_name = "CLAUSE")]
        theirs: Vec<String>,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Review a contract by checklists: exit status 1 if there are findings of severity high
    Check(Check),
    /// List the rules of the checklists, or find every mistake in a checklist of your own
    #[command(subcommand)]
    Checklist(ChecklistCommand),
    /// List each party's obligations and rights, with deadlines
    Duties(DutiesArgs),
    /// Show the figures over the rounds, compared with your limits and preferences
    Figures(FiguresArgs),
    /// Verify the whole record against the history: exit status 0 if it holds, 1 if it does not, 3 if it cannot be
    /// determined
    Audit(Audit),
    /// Refuse pushes that an audit would fail: the pre-receive hook of a shared repository
    Guard {
        /// Install the hook in this repository
        #[arg(long, value_name = "REPO")]
        install: Option<PathBuf>,
        /// Accept new keys of a party that lost all of its own, in a commit signed with the key of that fingerprint;
        /// run it in the shared repository itself
        #[arg(long, num_args = 3, value_names = ["CONTRACT", "PARTY", "FINGERPRINT"], conflicts_with = "install")]
        permit_reset: Vec<String>,
    },
    /// Export a negotiation as one evidence file that a third party can verify offline
    Evidence(Evidence),
    /// Verify an evidence file offline: exit status 0 if it holds, 1 if it does not, 3 if it cannot be determined
    Verify(Verify),
    /// List the clauses whose changes have not been on your screen; the screens accept them only after you have read
    /// them
    Read {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// Note that you have read all of it elsewhere, on paper or as a web page; you type the contract's name to
        /// confirm
        #[arg(long, conflicts_with = "json")]
        elsewhere: bool,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Show a party's keys, and confirm them after comparing the fingerprints outside git
    Trust(TrustArgs),
    /// Ask the time stamp authority in your settings to stamp your party's records that have no time stamp
    Stamp {
        /// The contract's name (`adidem list` shows it)
        contract: String,
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Make the first draft of a contract from a Word file, a text or Markdown; nothing is sent
    Import(Import),
    /// Make the other side's answer, a Word file, a text or Markdown, the next round, as reported by you: exit status 1 if
    /// the file has changes that are not tracked
    Receive(Receive),
    /// Compare a Word file, a text or a PDF with a contract: exit status 0 if they say the same, 1 if they differ
    Compare(Compare),
    /// Write your changes into the last Word file exchanged, as tracked changes; nothing else in it is touched
    Export(Export),
    /// Check terminal, repository, identity and keys, and say what to fix
    Doctor {
        /// Print JSON (for other programs)
        #[arg(long)]
        json: bool,
    },
    /// Build a worked example as a real repository and show it
    Demo {
        /// Where to put it [default: your data folder]
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Delete the example and build it again
        #[arg(long)]
        fresh: bool,
        /// Build an example whose record was attacked, and show the audit catching it
        #[arg(long)]
        tampered: bool,
        /// Only build it
        #[arg(long)]
        no_open: bool,
        /// The side you play
        #[arg(
            long = "as",
            value_name = "SIDE",
            default_value = "customer",
            conflicts_with = "tampered"
        )]
        side: Side,
    },
    /// Print the JSON schema of a command's answer
    Schema {
        /// The command, or `error`; without one, all that have a schema
        command: Option<String>,
    },
    /// How other programs use this one
    #[command(hide = true, override_help = include_str!("../../docs/PROGRAMS.md"))]
    Programs,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of one command
    Man {
        /// The command
        command: Option<String>,
        /// Write the pages of all commands into this folder, which is created
        #[arg(long = "folder", value_name = "FOLDER", conflicts_with = "command")]
        pages: Option<PathBuf>,
    },
}

/// The sides of the worked example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// The customer's counsel
    Customer,
    /// The vendor's counsel
    Vendor,
}

impl From<Side> for DemoSide {
    fn from(side: Side) -> Self {
        match side {
            Side::Customer => Self::Customer,
            Side::Vendor => Self::Vendor,
        }
    }
}

/// What `show` takes.
#[derive(Debug, Args)]
pub struct Show {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// A round's number, first, last, draft, or a git revision
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Only this clause, with its sub-clauses
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Option<String>,
    /// The exact bytes whose SHA-256 names the clause's revision (with --clause), or the whole text
    #[arg(long)]
    pub canonical: bool,
    /// Print JSON (for other programs)
    #[arg(long, conflicts_with = "canonical")]
    pub json: bool,
}

/// What `diff` takes.
#[derive(Debug, Args)]
pub struct Diff {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// A round's number, first, last, mine, draft, or a git revision [default: what your party last accepted or
    /// offered]
    pub from: Option<String>,
    /// The same [default: latest round]
    pub to: Option<String>,
    /// Only this clause, with its sub-clauses
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Option<String>,
    /// Format of the redline
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RedlineFormat,
    /// Show unchanged clauses and paragraphs too
    #[arg(long)]
    pub all: bool,
    /// Exit with status 1 if there is a difference
    #[arg(long)]
    pub exit_code: bool,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct Import {
    /// The file
    pub file: PathBuf,
    /// The contract's name from now on [default: the file's name]
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    /// Your party, by its id, role or name in the file: you become its first member
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Read the text as it was before its tracked changes
    #[arg(long)]
    pub reject_changes: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `export` takes.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Export {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The version that the file says [default: what it said when it was imported]
    pub from: Option<String>,
    /// The version to write [default: your draft, or the latest round if nothing in it is new]
    pub to: Option<String>,
    /// Format of the file
    #[arg(long, value_name = "FORMAT", default_value = "docx")]
    pub format: ExportFormat,
    /// The file to write; none that is there is overwritten
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The Word file to write into [default: the one that was imported]
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    /// Accept the tracked changes that are in it first
    #[arg(long)]
    pub clean_base: bool,
    /// Accept yours as well: the text without any tracked change
    #[arg(long)]
    pub clean: bool,
}

/// What `receive` takes.
#[derive(Debug, Args)]
pub struct Receive {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The file
    pub file: PathBuf,
    /// The party that sent it, by its id, role or name
    #[arg(long, value_name = "PARTY")]
    pub party: String,
    /// The round that the file answers, with which it is compared without its tracked changes [default: the latest that is
    /// not that party's]
    #[arg(long, value_name = "ROUND")]
    pub sent: Option<String>,
    /// A note for your own side and the record
    #[arg(short = 'm', long = "note", value_name = "NOTE")]
    pub note: Option<String>,
    /// Do not ask: you have read what will be recorded. Needed where there is no terminal to ask at
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `compare` takes.
#[derive(Debug, Args)]
pub struct Compare {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The file
    pub file: PathBuf,
    /// A round's number, first, last, draft, or a git revision [default: latest round]
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Read the text as it was before its tracked changes
    #[arg(long)]
    pub reject_changes: bool,
    /// Format of the redline
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RedlineFormat,
    /// Show unchanged clauses and paragraphs too
    #[arg(long)]
    pub all: bool,
}

/// What the reports of standing take.
#[derive(Debug, Args)]
pub struct StandingArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// Also count positions that one party reports of another
    #[arg(long)]
    pub reported: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `check` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Check {
    /// The contract's name (`adidem list` shows it)
    #[arg(
        required = false,
        required_unless_present_any = ["kinds", "lists", "agree", "disagree"],
        default_value = "",
        hide_default_value = true
    )]
    pub contract: String,
    /// List the kinds of contracts that there are checklists for
    #[arg(long, exclusive = true)]
    pub kinds: bool,
    /// List the checklists in the repository, and which of them you agreed to use
    #[arg(long, exclusive = true)]
    pub lists: bool,
    /// Use this checklist of the repository too, as long as its text stays the same
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub agree: Option<String>,
    /// No longer use this checklist of the repository
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub disagree: Option<String>,
    /// A round's number, first, last, draft, or a git revision [default: latest round]
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Show what is new and what has been fixed since this version
    #[arg(long, value_name = "ROUND")]
    pub since: Option<String>,
    /// The party to review for [default: your own]
    #[arg(long = "as", value_name = "PARTY")]
    pub seat: Option<String>,
    /// Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Use this checklist file too; its rules amend those of the same id
    #[arg(long, value_name = "FILE")]
    pub checklist: Option<PathBuf>,
    /// Show your preferred wording, fallbacks and walk-away points
    #[arg(long)]
    pub positions: bool,
    /// Format of the review; a report in Markdown or as a web page has no limits or fallbacks of yours
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReviewFormat,
    /// Mark this finding as looked at; marks stay in this copy and are never shared
    #[arg(long, value_name = "FINDING")]
    pub looked: Vec<String>,
    /// Mark this finding as a risk you accept; it no longer counts for the exit status
    #[arg(long, value_name = "FINDING")]
    pub risk: Vec<String>,
    /// Mark this finding as one to be raised with the other side
    #[arg(long, value_name = "FINDING")]
    pub raise: Vec<String>,
    /// Remove the mark from this finding
    #[arg(long, value_name = "FINDING")]
    pub unmark: Vec<String>,
    /// A note to yourself on what is marked
    #[arg(long, value_name = "NOTE", default_value = "", hide_default_value = true)]
    pub note: String,
    /// Print JSON (for other programs)
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// The form of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// For a terminal
    Text,
    /// A report for a mail or a ticket
    Markdown,
    /// A report as one page for a browser or a printer
    Html,
}

/// What `checklist` does.
#[derive(Debug, Subcommand)]
pub enum ChecklistCommand {
    /// List the ids of all rules, with their severity and what they ask
    Rules,
    /// Find every mistake in a checklist, and try its examples: exit status 1 if there is one
    Lint {
        /// The checklist file
        file: PathBuf,
    },
}

/// What `figures` takes.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The party whose rules are used [default: your own]
    #[arg(long = "as", value_name = "PARTY")]
    pub seat: Option<String>,
    /// Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `duties` takes.
#[derive(Debug, Args)]
pub struct DutiesArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// A round's number, first, last, draft, or a git revision [default: latest round]
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Only those of this party
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// Only those of this clause, by id or present number
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Option<String>,
    /// Show how each sentence of the clause was understood
    #[arg(long, requires = "clause", conflicts_with = "format")]
    pub explain: bool,
    /// A date you know, under the contract's name for it: "Effective Date=2026-04-01", "生效=2026-04-01"
    #[arg(long = "date", value_name = "WORDS=DATE", value_parser = known_date)]
    pub dates: Vec<(String, chrono::NaiveDate)>,
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DutyFormat,
    /// Print JSON (for other programs)
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// The form of a list of duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DutyFormat {
    /// For a terminal
    Text,
    /// For a spreadsheet
    Csv,
    /// For a calendar: those that have a date
    Ics,
}

/// `WORDS=2026-04-01`; where it is not so written, this form.
fn known_date(written: &str) -> Result<(String, chrono::NaiveDate), &'static str> {
    const FORM: &str = "WORDS=2026-04-01";
    let (words, date) = written.rsplit_once('=').ok_or(FORM)?;
    let date = date.trim().parse().map_err(|_| FORM)?;
    Ok((words.trim().to_owned(), date))
}

/// What `audit` takes.
#[derive(Debug, Args)]
pub struct Audit {
    /// Only this contract [default: all]
    pub contract: Option<String>,
    /// Only what the second of two git revisions has and the first does not
    #[arg(long, value_name = "OLD..NEW")]
    pub range: Option<String>,
    /// Also verify every signature with stock `git verify-commit` and `ssh-keygen -Y verify`
    #[arg(long)]
    pub cross_check: bool,
    /// Print JSON (for other programs), the same for everybody who audits the same state
    #[arg(long)]
    pub json: bool,
}

/// What `evidence` takes.
#[derive(Debug, Args)]
pub struct Evidence {
    /// The contract's name; with --tsr, the evidence file
    #[arg(value_name = "CONTRACT")]
    pub contract: String,
    /// The file to write [default with --tsr: the evidence file itself]
    #[arg(short = 'o', long, value_name = "FILE.zip", required_unless_present = "tsr")]
    pub output: Option<PathBuf>,
    /// Also write the query for a time stamp authority (RFC 3161)
    #[arg(long, value_name = "QUERY.tsq", conflicts_with = "tsr")]
    pub tsq: Option<PathBuf>,
    /// Put the authority's answer into the evidence file
    #[arg(long, value_name = "ANSWER.tsr", conflicts_with = "json")]
    pub tsr: Option<PathBuf>,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `trust` takes.
#[derive(Debug, Args)]
pub struct TrustArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The party [default: show all]
    #[arg(group = "whose")]
    pub party: Option<String>,
    /// Compare all parties' keys with a file handed over outside git; exit status 1 if it differs
    #[arg(long, value_name = "FILE", group = "whose")]
    pub from: Option<PathBuf>,
    /// Confirm the keys among which the party first had this one, and which it has replaced since (`trust` lists them)
    #[arg(long, value_name = "FINGERPRINT", requires_all = ["party", "yes"])]
    pub key: Option<String>,
    /// Print such a file
    #[arg(long, conflicts_with_all = ["whose", "yes", "json"])]
    pub export: bool,
    /// Confirm: the fingerprints were compared with the party itself, or the file came from it
    #[arg(long, requires = "whose")]
    pub yes: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `verify` takes.
#[derive(Debug, Args)]
pub struct Verify {
    /// The evidence file
    #[arg(value_name = "FILE.zip")]
    pub file: PathBuf,
    /// Certificates of time stamp authorities (PEM), which openssl is to trust
    #[arg(long, value_name = "FILE.pem")]
    pub ca: Option<PathBuf>,
    /// Compare the parties' keys with a file handed over separately; exit status 1 if it differs
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Write what its pages should say into this folder, which is created
    #[arg(long, value_name = "FOLDER")]
    pub pages: Option<PathBuf>,
    /// Carry on however much time and memory it takes
    #[arg(long)]
    pub patient: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What every decision takes.
#[derive(Debug, Args)]
pub struct Decide {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The clauses, by id or number; id:NAME or no:NUMBER where a name is both
    pub clauses: Vec<String>,
    /// Your party's reason, shown to the other side; with `reserve`, the condition
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// The round you have read: refused when a clause's text has changed since
    #[arg(long, value_name = "ROUND")]
    pub round: Option<u32>,
    /// Include all sub-clauses of the named clauses
    #[arg(long)]
    pub below: bool,
    /// How another party stated it, such as "letter of 2026-11-20"
    #[arg(long, value_name = "HOW", requires = "speaks_for")]
    pub reported: Option<String>,
    /// The party that stated it
    #[arg(long = "for", value_name = "PARTY", id = "speaks_for", requires = "reported")]
    pub speaks_for: Option<String>,
    /// Do not ask: you have read what will be recorded. Needed where there is no terminal to ask at
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `asks` takes.
#[derive(Debug, Args)]
pub struct AsksArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// From this round on [default: all rounds]
    #[arg(value_name = "ROUND")]
    pub since: Option<u32>,
    /// The party that asked [default: your own]
    #[arg(long = "as", value_name = "PARTY")]
    pub seat: Option<String>,
    /// Format of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: AskFormat,
    /// Print JSON (for other programs)
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// The form of what became of what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AskFormat {
    /// For a terminal
    Text,
    /// For a mail or a ticket
    Markdown,
    /// One page for a browser or a printer
    Html,
}

/// What `comment` takes.
#[derive(Debug, Args)]
pub struct CommentArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// The clause's id or number; left out with --answer and --resolve
    #[arg(required_unless_present_any = ["answer", "resolve"])]
    pub clause: Option<String>,
    /// What it says
    #[arg(required_unless_present_any = ["answer", "resolve"])]
    pub text: Option<String>,
    /// The words in the clause that it is about, quoted exactly
    #[arg(long, value_name = "WORDS", conflicts_with_all = ["answer", "resolve"])]
    pub on: Option<String>,
    /// Answer the comment of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "resolve")]
    pub answer: Option<String>,
    /// Mark the comment of this number, which your party began, as resolved
    #[arg(long, value_name = "NUMBER")]
    pub resolve: Option<String>,
    /// For colleagues alone: kept in your own folder, never in the repository
    #[arg(long)]
    pub internal: bool,
    /// Do not ask: you have read what will be recorded. Needed where there is no terminal to ask at
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `comments` takes.
#[derive(Debug, Args)]
pub struct CommentsArgs {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// Only what concerns this clause
    pub clause: Option<String>,
    /// The internal comments, which the other side never gets
    #[arg(long)]
    pub internal: bool,
    /// Write the internal comments into a new file, for colleagues
    #[arg(long, value_name = "FILE", requires = "internal", conflicts_with_all = ["clause", "json", "import"])]
    pub export: Option<PathBuf>,
    /// Take over the internal comments of a file from a colleague
    #[arg(long, value_name = "FILE", requires = "internal", conflicts_with_all = ["clause", "json"])]
    pub import: Option<PathBuf>,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// What `init` takes.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Init {
    /// Folder to set up [default: current folder]
    #[arg(value_name = "FOLDER")]
    pub place: Option<PathBuf>,
    /// Make the shared repository between the parties, with its guard; an existing one is set right
    #[arg(long, requires = "place")]
    pub shared: bool,
    /// Everybody in the folder's group may write to it
    #[arg(long, requires = "shared")]
    pub group: bool,
    /// Name of the contract and its file
    #[arg(long, value_name = "NAME", conflicts_with = "shared")]
    pub name: Option<String>,
    /// Title of the contract
    #[arg(long, value_name = "TITLE", conflicts_with = "shared")]
    pub title: Option<String>,
    /// What kind of contract it is: picks the checklists (`adidem check --kinds` lists the kinds)
    #[arg(long, value_name = "KIND", conflicts_with = "shared")]
    pub kind: Option<String>,
    /// Full name of your own party; you are listed as its member, with the key that git signs with
    #[arg(long, value_name = "PARTY", conflicts_with = "shared")]
    pub ours: Option<String>,
    /// Full name of the other party
    #[arg(long, value_name = "PARTY", conflicts_with = "shared")]
    pub theirs: Option<String>,
    /// Your own party is the one that supplies, and not the customer
    #[arg(long, conflicts_with = "shared")]
    pub supplier: bool,
    /// Do not list your key
    #[arg(long, conflicts_with = "shared")]
    pub no_key: bool,
    /// Do not ask for title, kind and parties at a terminal
    #[arg(long, conflicts_with = "shared")]
    pub no_questions: bool,
}

/// What `send` takes.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Send {
    /// The contract's name (`adidem list` shows it)
    pub contract: String,
    /// A note for the other side
    #[arg(short = 'm', long = "note", value_name = "NOTE")]
    pub note: Option<String>,
    /// Do not ask: you have read what will be recorded. Needed where there is no terminal to ask at
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// Blanks and placeholders in this round are intended; without this, --yes refuses them
    #[arg(long)]
    pub with_blanks: bool,
    /// All keys of your party are lost and the draft lists new ones; without this, --yes refuses to sign with them
    #[arg(long)]
    pub reset_keys: bool,
    /// Print JSON (for other programs)
    #[arg(long)]
    pub json: bool,
}

/// The form of a redline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RedlineFormat {
    /// For a terminal
    Text,
    /// Print JSON (for other programs)
    Json,
    /// For a mail or a ticket
    Markdown,
    /// One page for a browser or a printer
    Html,
}

/// The form of an exported contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A Word file
    Docx,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn no_command_takes_a_name_that_every_command_takes() {
        let commands = Arguments::command();
        let common: Vec<_> = commands
            .get_arguments()
            .filter(|one| one.is_global_set())
            .map(clap::Arg::get_id)
            .collect();
        assert!(common.len() >= 5);
        for command in commands.get_subcommands() {
            for own in command.get_arguments() {
                assert!(
                    !common.contains(&own.get_id()),
                    "{} {}",
                    command.get_name(),
                    own.get_id()
                );
            }
        }
    }
}
