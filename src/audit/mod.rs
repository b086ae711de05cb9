//! What can be proven from history: who may speak for a party with which key, and whether the record holds. Draws and
//! prints nothing.

mod accepted;
mod account;
mod account_told;
mod appraisal;
mod appraise;
mod audited_contract;
mod authority;
mod authority_walk;
mod belonging;
mod beside;
mod checkout;
mod comments;
mod copy;
mod cross_check;
mod ever_there;
mod evidence;
mod finding;
mod flaw;
mod folders;
mod foresee;
mod guard;
mod hand;
mod history_scan;
mod in_force;
mod joining;
mod judge;
mod keeping;
mod key_lineage;
mod kinds;
mod limits;
mod memory;
mod merge_content;
mod merges;
mod name_register;
mod parties;
mod paths;
mod records;
mod ref_update;
mod reference_names;
mod resting;
mod run;
mod same_name;
mod shown_state;
mod signatures;
mod stamp;
mod stamps;
mod text_at_commit;
mod texts;
mod version;
mod wordings;

pub use account::{Account, Activity, Did, KeyKnowledge, OfParty, PersonAccount, Reported};
pub use account_told::legend;
pub use appraisal::{Appraisal, RecordEntry, RecordInput};
pub use appraise::{Appraised, Surroundings, appraise};
pub use authority::Authority;
pub use cross_check::{cross_check, cross_check_all};
pub use evidence::{
    ArchiveError, EvidenceError, EvidenceFault, Made, Reached, Stamp, Verified, ZipFault, finding_json, is_evidence,
    make_evidence, report_json, take_answer, time_stamp_query, verify_at_leisure, verify_evidence,
};
pub use finding::{AuditReport, Finding, Severity, Verdict};
pub use flaw::Flaw;
pub use folders::elsewhere;
pub use foresee::{foresee, in_parties, in_text};
pub use guard::{guard, refusal};
pub use hand::{Hand, hand};
pub use history_scan::{Progress, Stage};
pub use in_force::{Dispute, InForce, Tie, lists, one_way};
pub use kinds::{
    CharacterPlace, ClauseFinding, CopyFinding, Fate, FindingKind, KeepingFinding, MergeFinding, Misfit, NameFinding,
    PartyFinding, RecordFinding, SignatureFinding, TextFinding, VersionFault,
};
pub use limits::{LARGEST_FILE, MOST_CHANGES};
pub use memory::{Confirmation, Memory, PermittedReset, block_digest};
pub use name_register::in_name;
pub use run::{AuditScope, audit};
pub use stamp::{STAMP_ENDING, StampFault, over_record, query as stamp_query, read_beside};
pub use stamps::is_far_from;
pub use texts::{Texts, fold, fold_by};
