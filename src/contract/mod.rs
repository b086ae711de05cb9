//! The contract: its model, strict reading with positions, digests and editing in place. Touches no file, clock or git.

mod address;
mod build;
mod character;
mod clause_place;
mod conflict;
mod digest;
mod error;
mod fault;
#[cfg(test)]
mod fault_cases;
mod fields;
mod hygiene;
mod kept_outline;
mod key_name;
mod layout;
mod limits;
mod line_ends;
mod mapping_kind;
mod model;
mod names;
mod outline;
mod pairs;
mod pieces;
#[cfg(test)]
mod properties;
mod read;
#[cfg(test)]
mod sample;
mod splice;
mod splice_error;
mod splice_many;
mod usual;
mod values;
mod wanted;
mod write;
mod yaml;

pub use address::{folded_address, same_address};
pub use character::code_point;
pub use clause_place::{ClausePlace, place_of_neighbour};
pub use conflict::conflict_marks;
pub use digest::{
    NotADigest, Revision, canonical, canonical_parties, canonical_whole, differing, parties_digest, revision, whole,
};
pub use error::ReadError;
pub use fault::{Fault, Mistake, NotText};
pub use key_name::key_name;
pub use line_ends::{LineEnds, line_ends, plain_line_ends, with_line_ends_of};
pub use mapping_kind::MappingKind;
pub use model::{Clause, Contract, Member, Party, Visit};
pub use names::nearest;
pub use outline::{Outline, OutlineReader, OutlinedClause};
pub use read::{check_characters, check_yaml, read, read_head, read_pair, read_parties};
pub use splice::{insert_clause, move_clause, remove_clause, set_heading, set_text, set_title};
pub use splice_error::SpliceError;
pub use splice_many::{NewWords, insert_clauses, remove_clauses, set_words};
pub use wanted::WantedWords;
pub use write::{quoted, scalar, write, write_clause};

pub(crate) use fields::Fields;
pub(crate) use hygiene::check as check_bytes;
pub(crate) use names::{check_id, check_text};
pub use names::{is_default_ignorable, unseen_in_id};
pub(crate) use values::{filled, list, text_of};
pub(crate) use yaml::{Node, Value, parse as parse_yaml};
