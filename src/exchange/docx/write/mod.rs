//! Writing into a Word file: changes as tracked ones of run level, spliced into the part that holds them. What is not
//! changed is copied, byte for byte.

mod accepting;
mod ends;
mod marking;
mod pack;
mod refused;
mod rows;
mod runs;
mod splice;
mod stamp;
#[cfg(test)]
mod tests;
mod tree;

pub use accepting::accept_changes;
pub use ends::NewWords;
pub use marking::{Marked, Place, Refused, Work, mark};
pub use refused::MarkFault;
pub use runs::TextEdit;
pub use stamp::Stamp;
