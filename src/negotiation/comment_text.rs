//! A comment as a file: written in one way, and read only if it is written so.

use std::fmt::Write as _;

use chrono::DateTime;
use serde::Deserialize;

use super::change::CommitId;
use super::comment::Comment;
use super::record::{NamedWording, Record, RecordFormat, RecordId};
use super::record_error::{RecordError, RecordFault};
use super::record_text::{ABSENT, form_error, parsed, quoted, read_record};
use crate::contract::{Revision, check_yaml, scalar};

/// The `kind` of a record that holds a comment.
pub const COMMENT: &str = "comment";

/// A record of a kind that this version knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyRecord {
    /// What a party says of wordings.
    Positions(Box<Record>),
    /// What a party remarks on a wording.
    Comment(Box<Comment>),
}

/// Reads a record of any kind that this version knows.
///
/// # Errors
///
/// As [`read_record`]; [`RecordError::OtherKind`] for a kind that it does not know.
pub fn read_any_record(bytes: &[u8]) -> Result<AnyRecord, RecordError> {
    match read_record(bytes) {
        Ok(record) => Ok(AnyRecord::Positions(Box::new(record))),
        Err(RecordError::OtherKind(kind)) if kind == COMMENT => {
            read_comment(bytes).map(|comment| AnyRecord::Comment(Box::new(comment)))
        }
        Err(error) => Err(error),
    }
}

/// The bytes of a comment's file; reading them gives the same comment.
#[must_use]
pub fn write_comment(comment: &Comment) -> String {
    let mut file = format!("format: {}\nkind: {COMMENT}\n", RecordFormat::Two.name());
    let mut line = |key: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(file, "{key}: {value}");
    };
    line("negotiation", &quoted(&comment.negotiation));
    line("contract", &scalar(&comment.contract));
    line("party", &scalar(&comment.party));
    line("signer", &scalar(&comment.signer));
    if let Some(key) = &comment.key {
        line("key", &quoted(key));
    }
    line("round", &comment.round.to_string());
    let revision = comment.clause.revision;
    let revision = revision.map_or_else(|| ABSENT.to_owned(), |revision| quoted(&revision));
    line(
        "clause",
        &format!("{{id: {}, revision: {revision}}}", scalar(&comment.clause.id)),
    );
    if let Some(on) = &comment.on {
        line("quotes", &scalar(on));
    }
    if !comment.text.is_empty() {
        line("text", &scalar(&comment.text));
    }
    for (key, named) in [("answers", comment.answers), ("resolves", comment.resolves)] {
        if let Some(named) = named {
            line(key, &quoted(&named));
        }
    }
    line("base", &quoted(&comment.base));
    line("whole", &quoted(&comment.whole));
    let prev: Vec<String> = comment.prev.iter().map(quoted).collect();
    line("prev", &format!("[{}]", prev.join(", ")));
    line("at", &quoted(&comment.at.to_rfc3339()));
    file
}

/// Reads a comment strictly: every key known and written once, in exactly the bytes that [`write_comment`] gives.
///
/// # Errors
///
/// What is wrong; with its place where the YAML is at fault.
pub fn read_comment(bytes: &[u8]) -> Result<Comment, RecordError> {
    let text = check_yaml(bytes)?;
    let file: File = serde_yaml::from_str(text).map_err(|error| form_error(&error))?;
    let comment = file.comment()?;
    if write_comment(&comment) == text {
        Ok(comment)
    } else {
        Err(RecordFault::NotAsWritten.into())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(rename = "kind")]
    _kind: String,
    negotiation: String,
    contract: String,
    party: String,
    signer: String,
    key: Option<String>,
    round: u32,
    clause: ClauseOfFile,
    #[serde(rename = "quotes")]
    on: Option<String>,
    #[serde(default)]
    text: String,
    answers: Option<String>,
    resolves: Option<String>,
    base: String,
    whole: String,
    prev: Vec<String>,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseOfFile {
    id: String,
    revision: String,
}

impl File {
    fn comment(self) -> Result<Comment, RecordFault> {
        if self.format != RecordFormat::Two.name() {
            return Err(RecordFault::OtherFormat(self.format));
        }
        let named = |key, id: Option<String>| id.map(|id| parsed::<RecordId>(key, &id)).transpose();
        let revision = match self.clause.revision.as_str() {
            ABSENT => None,
            revision => Some(parsed::<Revision>("revision", revision)?),
        };
        let comment = Comment {
            negotiation: parsed("negotiation", &self.negotiation)?,
            contract: self.contract,
            party: self.party,
            signer: self.signer,
            key: self.key,
            round: self.round,
            clause: NamedWording {
                id: self.clause.id,
                revision,
            },
            on: self.on,
            text: self.text,
            answers: named("answers", self.answers)?,
            resolves: named("resolves", self.resolves)?,
            base: parsed::<CommitId>("base", &self.base)?,
            whole: parsed("whole", &self.whole)?,
            prev: self
                .prev
                .iter()
                .map(|id| parsed::<RecordId>("prev", id))
                .collect::<Result<_, _>>()?,
            at: DateTime::parse_from_rfc3339(&self.at).map_err(|_| RecordFault::NoTime(self.at.clone()))?,
        };
        if comment.round == 0 {
            return Err(RecordFault::CountedFromOne);
        }
        if comment.answers.is_some() && comment.resolves.is_some() {
            return Err(RecordFault::AnswersAndResolves);
        }
        if comment.text.trim().is_empty() && comment.resolves.is_none() {
            return Err(RecordFault::NoText);
        }
        Ok(comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Comment {
        let digest = |word: &str| Revision::of(word.as_bytes());
        Comment {
            negotiation: digest("deal"),
            contract: "crm".into(),
            party: "customer".into(),
            signer: "li.jing@yunfan.example".into(),
            key: Some("SHA256:IgFU".into()),
            round: 4,
            clause: NamedWording {
                id: "fees".into(),
                revision: Some(digest("fees")),
            },
            on: Some("within thirty days".into()),
            text: "Sixty days is what our purchasing rules allow.".into(),
            answers: Some(RecordId::of(b"theirs")),
            resolves: None,
            base: CommitId::from_bytes([0x3f; 20]),
            whole: digest("whole"),
            prev: vec![RecordId::of(b"before")],
            at: DateTime::parse_from_rfc3339("2026-11-22T13:07:15+08:00").unwrap(),
        }
    }

    #[test]
    fn a_file_reads_as_people_write() {
        insta::assert_snapshot!(write_comment(&sample()), @r#"
format: adidem/record/2
kind: comment
negotiation: "sha256:f96c94f287038f69433b5a9a759654085e09564156ec90b1c8c754c8c001dc18"
contract: crm
party: customer
signer: li.jing@yunfan.example
key: "SHA256:IgFU"
round: 4
clause: {id: fees, revision: "sha256:9ca93831c6f31695b1d781de37e7c35f8c6fbdd43ff8fea408728ceb05db7137"}
quotes: within thirty days
text: Sixty days is what our purchasing rules allow.
answers: "sha256:4c55a8552a2c7261f61f798c2265e6f13358f326ae5b934096ff16bd15e62c33"
base: "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"
whole: "sha256:5d5766cf2d78701614200418ee1450690d9af12c84d52545e4802f001ad53099"
prev: ["sha256:6db7d803e74f1ffa7d8f5adc0bf95b3e15bf4c8373fffadf546227cc6c6742cb"]
at: "2026-11-22T13:07:15+08:00"
"#);
    }

    #[test]
    fn what_a_comment_must_not_be_is_refused() {
        let good = write_comment(&sample());
        assert_eq!(read_comment(good.as_bytes()).unwrap(), sample());
        let any = read_any_record(good.as_bytes()).unwrap();
        assert_eq!(any, AnyRecord::Comment(Box::new(sample())));
        for (from, to, said) in [
            ("kind: comment", "kind: archive", "later version"),
            ("record/2", "record/3", "format of a later version"),
            ("round: 4", "round: 0", "counted from 1"),
            ("round: 4", "round: 4\nseq: 1", "unknown field"),
            ("party: customer", "party: &x customer", "anchor"),
            ("text: ", "resolves: \"sha256:00\"\ntext: ", "sha256:00"),
            ("\nanswers", "\nresolves", "written"),
            ("party: customer\nsigner", "signer", "missing field"),
            ("contract: crm", "contract: 'crm'", "exactly as"),
        ] {
            assert!(good.contains(from), "{from}");
            let read = read_any_record(good.replacen(from, to, 1).as_bytes());
            if to == "\nresolves" {
                assert!(read.is_ok());
                continue;
            }
            let message = read.expect_err(to).to_string();
            assert!(message.contains(said), "{to}: {message}");
        }
        let nothing = Comment {
            text: String::new(),
            ..sample()
        };
        let said = read_comment(write_comment(&nothing).as_bytes())
            .unwrap_err()
            .to_string();
        assert!(said.contains("says nothing"), "{said}");
        let resolved = Comment {
            answers: None,
            resolves: Some(RecordId::of(b"ours")),
            ..nothing
        };
        assert_eq!(read_comment(write_comment(&resolved).as_bytes()).unwrap(), resolved);
    }

    fn word() -> impl Strategy<Value = String> {
        "[a-z0-9\u{4e00}-\u{4e20} :#,{}\\[\\]\"'\\n-]{1,12}"
            .prop_filter("says something", |word| !word.trim().is_empty())
    }

    proptest! {
        #[test]
        fn what_was_written_reads_back(on in proptest::option::of(word()), text in word(), signer in word(), id in "[a-z0-9\u{4e00}-\u{4e20}_.-]{1,9}") {
            let mut comment = Comment { signer, on, text, ..sample() };
            comment.clause.id = id;
            let file = write_comment(&comment);
            prop_assert_eq!(read_comment(file.as_bytes()).map_err(|error| error.to_string()), Ok(comment), "{}", file);
        }

        #[test]
        fn nothing_makes_the_reader_panic(noise in proptest::collection::vec(any::<u8>(), 0..80), at in 0..600_usize) {
            let mut file = write_comment(&sample()).into_bytes();
            let at = at.min(file.len());
            file.splice(at..at, noise);
            let _ = read_any_record(&file);
        }
    }
}
