//! The contract: its model, strict reading with positions, digests and editing in place. Touches no file, clock or git.

mod model;

pub use model::{Clause, Contract, Member, Party, Visit};
