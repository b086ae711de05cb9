//! The contract: its model, strict reading with positions, digests and editing in place. Touches no file, clock or git.

mod digest;
mod model;

pub use digest::canonical;
pub use model::{Clause, Contract, Member, Party, Visit};
