//! What can be said on the command line: one table of commands, with what each takes.

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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Screens {
    /// Plain lines instead of screens, for screen readers and dumb terminals
    #[arg(long)]
    pub plain: bool,
    /// Only ASCII in the frame of the screens
    #[arg(long)]
    pub ascii: bool,
    /// Refuse to record, send or edit
    #[arg(long, global = true)]
    pub read_only: bool,
    /// For an ssh forced command: start no editor or pager, write nothing outside the repository, heed no variable
    #[arg(long, global = true)]
    pub restricted: bool,
    /// With --restricted: a variable that is set all the same
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = super::surroundings::variable)]
    pub env: Vec<(String, String)>,
    /// A contract to open at once
    #[arg(long, value_name = "CONTRACT")]
    pub open: Option<String>,
}

/// What applies to every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Act as if started in this folder
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,
    /// Language of the output; LANG decides if not given
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub lang: Option<Tongue>,
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

/// A language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// English
    En,
    /// 简体中文
    Zh,
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
    /// Make a contracts repository here, or make an existing one ready
    Init {
        /// The folder; the present one if not given
        #[arg(value_name = "FOLDER")]
        place: Option<PathBuf>,
        /// Make the shared repository between the parties, guard included; one that is there is made right
        #[arg(long, requires = "place")]
        shared: bool,
        /// Everybody in the folder's group may write to it
        #[arg(long, requires = "shared")]
        group: bool,
    },
    /// List the contracts: title, parties, round, who sent it, last change
    List {
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Show the clean text of a contract
    Show(Show),
    /// List the rounds of a contract
    Rounds {
        /// The contract's name
        contract: String,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Show the redline between two versions of a contract
    Diff(Diff),
    /// Tell who brought in each word of a clause, and in which round
    Blame {
        /// The contract's name
        contract: String,
        /// The clause's id or number
        clause: String,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Where every clause stands: each party's position, and who has to act
    Status(StandingArgs),
    /// The open points: clause, each party's position and reason, who has to act
    Issues(StandingArgs),
    /// Tell whether the contract is in agreed form: exit status 0, or 1 with what is open
    Ready(StandingArgs),
    /// Record that your party accepts clauses of the newest round
    Accept {
        /// What applies to every decision
        #[command(flatten)]
        decision: Decide,
        /// Every clause
        #[arg(long, conflicts_with_all = ["clauses", "all_unchanged"])]
        all: bool,
        /// Every clause in the very words that your party last accepted or offered
        #[arg(long, conflicts_with = "clauses")]
        all_unchanged: bool,
    },
    /// Record that your party does not accept clauses of the newest round
    Reject(Decide),
    /// Record that your party accepts clauses subject to the condition given as the reason
    Reserve(Decide),
    /// Take back what your party recorded last about clauses
    Withdraw(Decide),
    /// Edit the text of one clause of the draft in your editor
    Edit {
        /// The contract's name
        contract: String,
        /// The clause's id or number
        clause: String,
    },
    /// Make the draft the next round, signed
    Send(Send),
    /// Everything that happened, in order, with what is known of each signature
    Log {
        /// The contract's name
        contract: String,
        /// Only what concerns this clause
        clause: Option<String>,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Fetch, bring both sides together, push; nothing is ever forced
    Sync {
        /// The other end; the one that this copy follows if not given
        #[arg(long, value_name = "NAME")]
        remote: Option<String>,
        /// Where both sides changed this clause, keep your wording; CONTRACT/CLAUSE means that of one contract alone
        #[arg(long, value_name = "CLAUSE")]
        ours: Vec<String>,
        /// Where both sides changed this clause, take the other side's wording; CONTRACT/CLAUSE as above
        #[arg(long, value_name = "CLAUSE")]
        theirs: Vec<String>,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Review a contract by checklists: exit status 1 with findings of severity high
    Check(Check),
    /// Who shall and may do what, for whom and by when
    Duties(DutiesArgs),
    /// The figures over the rounds, held against what you would take and would rather have
    Figures(FiguresArgs),
    /// Verify the whole record against history: exit status 0, 1 when it does not hold, 3 when that cannot be told
    Audit(Audit),
    /// Refuse pushes that an audit would fail: the pre-receive hook of a shared repository
    Guard {
        /// Put the hook into this repository
        #[arg(long, value_name = "REPO")]
        install: Option<PathBuf>,
        /// Take new keys of a party that lost all of its own, in a change signed with the key of that fingerprint; in the
        /// shared repository itself
        #[arg(long, num_args = 3, value_names = ["CONTRACT", "PARTY", "FINGERPRINT"], conflicts_with = "install")]
        permit_reset: Vec<String>,
    },
    /// Put a negotiation into one file that a stranger can verify offline
    Evidence(Evidence),
    /// Verify an evidence file offline: exit status 0, 1 when it does not hold, 3 when that cannot be told
    Verify(Verify),
    /// List the clauses whose changes have not been on your screen; they have to be read before they are accepted there
    Read {
        /// The contract's name
        contract: String,
        /// You have read all of it elsewhere, on paper or as a web page: asks you to type the contract's name
        #[arg(long, conflicts_with = "json")]
        elsewhere: bool,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Show a party's keys, and confirm them after comparing the fingerprints outside of git
    Trust(TrustArgs),
    /// Ask the time stamp authority of your settings about your party's records that have no time stamp
    Stamp {
        /// The contract's name
        contract: String,
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Tell what the program sees of terminal, repository, identity and keys
    Doctor {
        /// For other programs
        #[arg(long)]
        json: bool,
    },
    /// Build a worked example as a real repository and show it
    Demo {
        /// Where to put it; your own data folder if not given
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
        /// Make it anew
        #[arg(long)]
        fresh: bool,
        /// One with attacks on its record, and the audit that finds them
        #[arg(long)]
        tampered: bool,
        /// Only build it
        #[arg(long)]
        no_open: bool,
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
    /// Print the manual page
    Man,
}

/// What `show` takes.
#[derive(Debug, Args)]
pub struct Show {
    /// The contract's name
    pub contract: String,
    /// A round's number, first, last, draft, or a revision of git
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Only this clause, with its sub-clauses
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Option<String>,
    /// The exact bytes whose SHA-256 names the clause's revision (with --clause), or the whole text
    #[arg(long)]
    pub canonical: bool,
    /// For other programs
    #[arg(long, conflicts_with = "canonical")]
    pub json: bool,
}

/// What `diff` takes.
#[derive(Debug, Args)]
pub struct Diff {
    /// The contract's name
    pub contract: String,
    /// A round's number, first, last, mine, draft, or a revision of git; what your party last accepted or offered if not given
    pub from: Option<String>,
    /// The same; the newest round if not given
    pub to: Option<String>,
    /// Only this clause, with its sub-clauses
    #[arg(long, value_name = "CLAUSE")]
    pub clause: Option<String>,
    /// The form of the redline
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RedlineFormat,
    /// List untouched clauses and paragraphs too
    #[arg(long)]
    pub all: bool,
    /// Exit with 1 when there is a difference
    #[arg(long)]
    pub exit_code: bool,
}

/// What the reports of standing take.
#[derive(Debug, Args)]
pub struct StandingArgs {
    /// The contract's name
    pub contract: String,
    /// Count what one party noted that another one said
    #[arg(long)]
    pub reported: bool,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What `check` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Check {
    /// The contract's name
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
    /// List the checklists that lie in the repository, and which of them you agreed to
    #[arg(long, exclusive = true)]
    pub lists: bool,
    /// Have this checklist of the repository asked as well, for as long as its text stays the same
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub agree: Option<String>,
    /// No longer have this checklist of the repository asked
    #[arg(long, value_name = "FILE", exclusive = true)]
    pub disagree: Option<String>,
    /// A round's number, first, last, draft, or a revision of git; the newest round if not given
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Tell what is new and what is mended since this version
    #[arg(long, value_name = "ROUND")]
    pub since: Option<String>,
    /// The party to review for; your own if not given
    #[arg(long = "as", value_name = "PARTY")]
    pub seat: Option<String>,
    /// Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Show the wordings that you would rather have, would take, and would not sign
    #[arg(long)]
    pub positions: bool,
    /// Mark this finding as looked at; marks stay in this copy and are never shared
    #[arg(long, value_name = "FINDING")]
    pub looked: Vec<String>,
    /// Mark this finding as a risk that you take; it no longer counts for the exit status
    #[arg(long, value_name = "FINDING")]
    pub risk: Vec<String>,
    /// Mark this finding as one to be raised with the other side
    #[arg(long, value_name = "FINDING")]
    pub raise: Vec<String>,
    /// Take the mark on this finding away
    #[arg(long, value_name = "FINDING")]
    pub unmark: Vec<String>,
    /// A note to yourself on what is marked
    #[arg(long, value_name = "NOTE", default_value = "", hide_default_value = true)]
    pub note: String,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What `figures` takes.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// The contract's name
    pub contract: String,
    /// The party whose rules are asked; your own if not given
    #[arg(long = "as", value_name = "PARTY")]
    pub seat: Option<String>,
    /// Treat the contract as this kind, for example crm-saas; `adidem check --kinds` lists them
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What `duties` takes.
#[derive(Debug, Args)]
pub struct DutiesArgs {
    /// The contract's name
    pub contract: String,
    /// A round's number, first, last, draft, or a revision of git; the newest round if not given
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
    /// Only those of this party
    #[arg(long, value_name = "PARTY")]
    pub party: Option<String>,
    /// A date that you know, by the contract's words for it: "Effective Date=2026-04-01", "生效=2026-04-01"
    #[arg(long = "date", value_name = "WORDS=DATE", value_parser = known_date)]
    pub dates: Vec<(String, chrono::NaiveDate)>,
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: DutyFormat,
    /// For other programs
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

/// `WORDS=2026-04-01`.
fn known_date(written: &str) -> Result<(String, chrono::NaiveDate), String> {
    let (words, date) = written.rsplit_once('=').ok_or("write it as WORDS=2026-04-01")?;
    let date = date.trim().parse().map_err(|_| format!("`{date}` is no date; write it like 2026-04-01"))?;
    Ok((words.trim().to_owned(), date))
}

/// What `audit` takes.
#[derive(Debug, Args)]
pub struct Audit {
    /// One contract alone; all of them if not given
    pub contract: Option<String>,
    /// Only what the second of two revisions of git has and the first had not
    #[arg(long, value_name = "OLD..NEW")]
    pub range: Option<String>,
    /// Hold every signature against stock `git verify-commit` and `ssh-keygen -Y verify` as well
    #[arg(long)]
    pub cross_check: bool,
    /// For other programs; the same for everybody who audits the same state
    #[arg(long)]
    pub json: bool,
}

/// What `evidence` takes.
#[derive(Debug, Args)]
pub struct Evidence {
    /// The contract's name; with --tsr, the evidence file
    #[arg(value_name = "CONTRACT")]
    pub contract: String,
    /// The file to write; with --tsr, the evidence file itself if not given
    #[arg(short = 'o', long, value_name = "FILE.zip", required_unless_present = "tsr")]
    pub output: Option<PathBuf>,
    /// Also write the query for a time stamp authority (RFC 3161)
    #[arg(long, value_name = "QUERY.tsq", conflicts_with = "tsr")]
    pub tsq: Option<PathBuf>,
    /// Take the authority's answer into the evidence file
    #[arg(long, value_name = "ANSWER.tsr", conflicts_with = "json")]
    pub tsr: Option<PathBuf>,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What `trust` takes.
#[derive(Debug, Args)]
pub struct TrustArgs {
    /// The contract's name
    pub contract: String,
    /// The party; all of them are shown if not given
    #[arg(group = "whose")]
    pub party: Option<String>,
    /// Compare all parties with a file that was handed over outside of git; exit status 1 when it says otherwise
    #[arg(long, value_name = "FILE", group = "whose")]
    pub from: Option<PathBuf>,
    /// Print such a file
    #[arg(long, conflicts_with_all = ["whose", "yes", "json"])]
    pub export: bool,
    /// The fingerprints were compared with the party itself, or the file came from it
    #[arg(long, requires = "whose")]
    pub yes: bool,
    /// For other programs
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
    /// Compare the parties' keys with a file that was handed over on its own; exit status 1 when it says otherwise
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Write what its pages should say into this folder, which is made
    #[arg(long, value_name = "FOLDER")]
    pub pages: Option<PathBuf>,
    /// Go on however much time and memory it takes
    #[arg(long)]
    pub patient: bool,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What every decision takes.
#[derive(Debug, Args)]
pub struct Decide {
    /// The contract's name
    pub contract: String,
    /// The clauses, by id or number; id:NAME or no:NUMBER where a name is both
    pub clauses: Vec<String>,
    /// Why your party says so, shown to the other side; with `reserve`, the condition
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// The round you have read: refused when a clause's text has changed since
    #[arg(long, value_name = "ROUND")]
    pub round: Option<u32>,
    /// Everything below the named clauses as well
    #[arg(long)]
    pub below: bool,
    /// How another party said so, such as "letter of 2026-11-20"
    #[arg(long, value_name = "HOW", requires = "speaks_for")]
    pub reported: Option<String>,
    /// The party that said so
    #[arg(long = "for", value_name = "PARTY", id = "speaks_for", requires = "reported")]
    pub speaks_for: Option<String>,
    /// Do not ask: you have read what will be recorded. Without a terminal to ask at, this is needed
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// What `send` takes.
#[derive(Debug, Args)]
pub struct Send {
    /// The contract's name
    pub contract: String,
    /// What the other side should know
    #[arg(short = 'm', long = "note", value_name = "NOTE")]
    pub note: Option<String>,
    /// Do not ask: you have read what will be recorded. Without a terminal to ask at, this is needed
    #[arg(short = 'y', long)]
    pub yes: bool,
    /// Blanks and placeholders in this round are meant; with --yes they are refused otherwise
    #[arg(long)]
    pub with_blanks: bool,
    /// For other programs
    #[arg(long)]
    pub json: bool,
}

/// The form of a redline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RedlineFormat {
    /// For a terminal
    Text,
    /// For other programs
    Json,
    /// For a mail or a ticket
    Markdown,
    /// One page for a browser or a printer
    Html,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn no_command_takes_a_name_that_every_command_takes() {
        let commands = Arguments::command();
        let common: Vec<_> =
            commands.get_arguments().filter(|one| one.is_global_set()).map(clap::Arg::get_id).collect();
        assert!(common.len() >= 5);
        for command in commands.get_subcommands() {
            for own in command.get_arguments() {
                assert!(!common.contains(&own.get_id()), "{} {}", command.get_name(), own.get_id());
            }
        }
    }
}
