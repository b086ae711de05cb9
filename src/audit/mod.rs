//! What can be proven from history: who may speak for a party with which key, and whether the record holds. Draws and
//! prints nothing.

mod appraise;
mod authority;
mod dossier;
mod memory;
mod texts;

pub use appraise::{Appraised, Flaw, Surroundings, appraise};
pub use authority::{Authority, InForce, lists};
pub use dossier::{Case, Dossier, Entry};
pub use memory::{Confirmation, Memory, block_digest};
pub use texts::{Texts, fold};
