//! One file by which a stranger can verify a negotiation offline.
//!
//! Everything in it but the packed history follows from that history. So it is made from the history as it comes out of
//! the file again, and it is verified by making it once more.

mod about;
mod archive;
mod archive_error;
mod bounds;
mod contents;
mod earlier;
mod error;
mod fault;
mod file_names;
mod layout;
mod make;
mod manifest;
mod report;
mod verify;

pub use archive_error::{ArchiveError, ZipFault};
pub use bounds::Reached;
pub use earlier::is_evidence;
pub use error::EvidenceError;
pub use fault::EvidenceFault;
pub use make::{Made, make_evidence, take_answer, time_stamp_query};
pub use report::{finding_json, report_json};
pub use verify::{Stamp, Verified, verify_at_leisure, verify_evidence};
