//! What the parties did, folded out of plain values: changes, who made them, rounds. Touches no file, clock or git.

mod ask_wording;
mod asks;
#[cfg(test)]
mod asks_cases;
mod authors;
mod baseline;
mod blame;
mod causality;
mod change;
mod comment;
mod comment_text;
mod flat;
mod headings;
mod introduced;
mod kept_changes;
mod last_words;
mod members;
pub(crate) mod moment;
mod older_definitions;
mod order;
mod positions;
mod record;
mod record_error;
mod record_text;
mod rejoin;
mod renamed;
mod rounds;
mod standing;
#[cfg(test)]
mod standing_cases;
#[cfg(test)]
mod standing_properties;
#[cfg(test)]
mod stories;
mod turns;
mod wording_intervals;
mod written;

pub use ask_wording::AskWording;
pub use asks::{Ask, AskHistory, AskKind, AskOutcome, AskPosition, AskRemark, AskRound, SilentChange, asks};
pub use authors::{Speaker, speaker_among};
pub use baseline::{StoodBy, baselines};
pub use blame::{Origin, blame};
pub use change::{Change, CommitId, MalformedId, Person, Received, Sent, TextId};
pub use comment::{Attribution, Comment, CommentThread, FiledComment, comment_threads, has_words};
pub use comment_text::{AnyRecord, COMMENT, read_any_record, read_comment, write_comment};
pub use headings::{MereHeadings, is_mere_heading, says_something};
pub use introduced::{chosen_in_merge, introduced_by_merge};
pub use last_words::{LastWord, pieced};
pub use members::Members;
pub use older_definitions::{OlderDefinition, older_definitions};
pub use positions::{Earlier, PartyPosition, PositionKind, ReportedPosition};
pub use record::{Decision, Filed, NamedWording, Record, RecordFormat, RecordId, Trust, negotiation_id};
pub use record_error::{Malformed, RecordError, RecordFault};
pub use record_text::{is_bare, read_record, write_record};
pub use rejoin::{ContractPart, Rejoined, rejoin};
pub use renamed::under_new_ids;
pub use rounds::{Referred, Round, Rounds, rounds};
pub use standing::{ClauseStanding, Standing, Standings, standings};
pub use turns::{ClauseTurns, PartyTurns, Turns, turns};
pub use wording_intervals::{RoundWording, RoundWordings};
pub use written::written_as;
