//! adidem shows what changed in a negotiated contract, clause by clause, from a git repository alone.
//!
//! Each folder may use only those to its right (a test keeps it so):
//!
//! ```text
//! main → cli (json), tui → session → audit → history, exchange → wording → negotiation, review → redline → contract → language
//! ```
//!
//! `ARCHITECTURE.md` is the map.

pub mod audit;
pub mod cli;
pub mod contract;
pub mod exchange;
pub mod history;
pub mod json;
pub mod language;
pub mod negotiation;
pub mod redline;
pub mod review;
pub mod session;
pub mod tui;
pub mod wording;
