//! Why a file is no record.

use thiserror::Error;

use crate::contract::ReadError;

/// Why a file is no record. It knows no file name: whoever read the file puts it in front.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordError {
    /// It is not even plain YAML.
    #[error(transparent)]
    Yaml(#[from] ReadError),
    /// A key is missing, unknown, or has another kind of value.
    #[error("line {line}, column {column}: {said}. {NEVER_EDITED}")]
    Form {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the reader of YAML said.
        said: String,
    },
    /// It is a record, but of nothing that this version knows. It counts for nothing, and nothing is wrong with it.
    #[error("a later version of adidem reads `{0}`")]
    OtherKind(String),
    /// Its keys are there, and what they say makes no record.
    #[error("line 1, column 1: {0}. {NEVER_EDITED}")]
    Content(#[from] RecordFault),
}

const NEVER_EDITED: &str = "A record is never edited: get the file as its party wrote it.";

/// What is wrong with what a record says, each a sentence without its full stop.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordFault {
    /// Of a later version of the program, or of none.
    #[error("`format` is `{0}`, which is no format of records that this version knows")]
    OtherFormat(String),
    /// Only one of the two, the second format or a kind.
    #[error("`kind` belongs to the format `adidem/record/2`, and only there")]
    Kind,
    /// Not one of the words for a decision.
    #[error("`{0}` is no decision")]
    NoDecision(String),
    /// No digest, or no name of a change or a record.
    #[error("`{key}`: {said}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong.
        said: String,
    },
    /// Not written as RFC 3339 has it.
    #[error("`at` is `{0}`, which is no time")]
    NoTime(String),
    /// It is about nothing.
    #[error("it names no clause")]
    NoClause,
    /// It says two things about one clause.
    #[error("it names the clause `{0}` twice")]
    ClauseTwice(String),
    /// A zero.
    #[error("`seq` and `round` are counted from 1")]
    CountedFromOne,
    /// One without the other.
    #[error("`withdraws` belongs to the decision `withdraw`, and only there")]
    Withdraws,
    /// One without the other.
    #[error("`speaks_for` and `reported` belong together")]
    Reported,
    /// A report about oneself.
    #[error("a party does not report its own position")]
    OwnReport,
    /// Nothing was shown to its signer.
    #[error("it lacks `base`, which only the offer of a very first round may do")]
    NoBase,
}
