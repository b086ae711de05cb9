//! The pages of an evidence file that are written for a stranger.

use super::html::ExchangeError;
use super::record::visible;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use std::fmt::Write as _;

const TEMPLATE: &str = include_str!("how-to-verify.txt");

/// The page that says what no evidence file can prove.
pub const WHAT_IS_NOT_PROVEN: &str = include_str!("what-this-does-not-prove.txt");

/// A change that carries a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedChange {
    /// Its name in git.
    pub id: String,
    /// Its author, `Name <e-mail>`.
    pub author: String,
    /// Whether the signature is one of gpg, not of `ssh-keygen`.
    pub openpgp: bool,
}

/// A record with a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecord {
    /// Its file in the evidence file.
    pub file: String,
    /// The e-mail address of its signer.
    pub signer: String,
    /// Whether the signature is one of gpg, not of `ssh-keygen`.
    pub openpgp: bool,
    /// The file of the wording of the round that it names, with its digest: `rounds/2.whole`.
    pub whole: Option<String>,
}

/// The text of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundText {
    /// Its number.
    pub number: u32,
    /// The change that holds it.
    pub change: String,
    /// Where the contract's file lies in that change.
    pub path: String,
    /// The name of the file's content in git.
    pub blob: String,
    /// The bare digits of the digest of the whole text, when it can be read.
    pub whole: Option<String>,
}

/// What the page on verifying is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HowTo {
    /// The contract's name.
    pub contract: String,
    /// The newest change.
    pub head: String,
    /// The bare digits of the negotiation's name, and the change and path of round 1.
    pub negotiation: Option<(String, String, String)>,
    /// The changes to verify, oldest first.
    pub changes: Vec<SignedChange>,
    /// How many changes and records carry no signature.
    pub unsigned: usize,
    /// The records to verify, oldest first.
    pub records: Vec<SignedRecord>,
    /// The rounds, oldest first.
    pub rounds: Vec<RoundText>,
    /// A clause of the newest round as an example: id, the exact words of its wording, the digits of its revision.
    pub example: Option<(String, String, String)>,
}

/// The page that says, command by command, how to verify the file with git, ssh-keygen and sha256sum alone.
///
/// # Errors
///
/// When the template does not fit what it is filled with, which the tests rule out.
pub fn how_to_verify(how: &HowTo) -> Result<String, ExchangeError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("how-to-verify.txt", TEMPLATE)?;
    let change =
        |one: &SignedChange| context! { id => one.id.as_str(), author => visible(&one.author), openpgp => one.openpgp };
    let record = |one: &SignedRecord| {
        context! {
            file => quoted(&one.file),
            signature => quoted(&format!("{}.sig", one.file)),
            signer => quoted(&one.signer),
            openpgp => one.openpgp,
            whole => one.whole.as_deref().unwrap_or_default(),
        }
    };
    let round = |one: &RoundText| {
        context! {
            number => one.number,
            at => quoted(&format!("{}:{}", one.change, one.path)),
            blob => one.blob.as_str(),
            whole => one.whole.as_deref().unwrap_or_default(),
        }
    };
    let negotiation = how.negotiation.as_ref().map(|(digits, change, path)| {
        context! { digits => digits, change => change, at => quoted(&format!("{change}:{path}")) }
    });
    let example = how.example.as_ref().map(|(id, wording, digits)| {
        context! { id => visible(id), wording => printed(wording), digits => digits }
    });
    let filled = context! {
        contract => visible(&how.contract),
        head => how.head.as_str(),
        openpgp => how.changes.iter().any(|one| one.openpgp) || how.records.iter().any(|one| one.openpgp),
        negotiation => negotiation.unwrap_or(Value::from(())),
        changes => how.changes.iter().map(change).collect::<Vec<_>>(),
        unsigned => how.unsigned,
        records => how.records.iter().map(record).collect::<Vec<_>>(),
        rounds => how.rounds.iter().map(round).collect::<Vec<_>>(),
        example => example.unwrap_or(Value::from(())),
    };
    Ok(super::html::filled("how-to-verify.txt", TEMPLATE, filled)? + "\n")
}

/// One word for a shell. Whoever calls has made sure that it is one line.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Text on one line, as the first argument of `printf`, which prints exactly it.
fn printed(text: &str) -> String {
    let mut format = String::from("'");
    for c in text.chars() {
        match c {
            '\n' => format.push_str("\\n"),
            '\'' => format.push_str("'\\''"),
            '\\' => format.push_str("\\\\"),
            '%' => format.push_str("%%"),
            c if c.is_control() || visible(c.encode_utf8(&mut [0; 4])).len() > 4 => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(format, "\\{byte:03o}");
                }
            }
            c => format.push(c),
        }
    }
    format.push('\'');
    format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_for_a_shell_stays_one_word_on_one_line() {
        assert_eq!(quoted("a'b $(rm) `x`"), "'a'\\''b $(rm) `x`'");
        assert_eq!(
            printed("费用\n\n100% 'a' \\n\u{202E}\t\n"),
            "'费用\\n\\n100%% '\\''a'\\'' \\\\n\\342\\200\\256\\011\\n'"
        );
    }
}
