//! Every answer for other programs, as one JSON object: what it is in `format`, and below that the facts, in words that never
//! change with the language. Keys are only ever added to a format; what changes its meaning gets another number.
//!
//! The redline and the report of an audit are written where they also go into files, by `exchange` and `audit`.
//! `docs/schema` describes each format, and a test holds the answers of every command against it.

mod asks;
mod comments;
mod decisions;
mod doctor;
mod error;
mod evidence;
mod keys;
mod listings;
mod log;
mod paper;
mod positions;
mod review;
mod schema;
mod sync;
mod texts;

use serde_json::{Map, Value, json};

use crate::contract::Revision;

pub use asks::asks;
pub use comments::{commented, comments};
pub use decisions::{recorded, sent, stamped, taken_back, unread};
pub use doctor::doctor;
pub use error::{Failed, code, error};
pub use evidence::{audit, evidence, verified};
pub use keys::{compared, keys};
pub use listings::{contracts, found, rounds};
pub use log::log;
pub use paper::{compared_paper, imported, received};
pub use positions::{issues, ready, status};
pub use review::{check, duties, figures};
pub use schema::{FORMATS, SCHEMAS, schema_of};
pub use sync::synced;
pub use texts::{blame, text};

/// The version of all formats.
const VERSION: u32 = 1;

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer(Value);

impl Answer {
    /// An answer of a format; the facts are those of an object.
    fn new(format: &str, facts: Value) -> Self {
        let mut answer = Map::new();
        answer.insert("format".to_owned(), json!(format!("adidem/{format}/{VERSION}")));
        if let Value::Object(facts) = facts {
            answer.extend(facts);
        }
        Self(Value::Object(answer))
    }
}

/// A wording by its digest, or that there is none.
fn revision(of: Option<Revision>) -> String {
    of.map_or_else(|| "absent".to_owned(), |digest| digest.to_string())
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
