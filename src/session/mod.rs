//! What a person can do, one file each. Draws and prints nothing: the command line and the screens do that.

mod act;
mod demo;
mod doctor;
mod error;
mod read;
mod user;
mod workspace;

pub use act::conflict::{Conflict, How, Touched, Who};
pub use act::decide::{
    DecisionRequest, Recorded, Selection, decide, decide_as_shown, decide_together, would_be_firmer,
};
pub use act::edit::{Edited, Editing, edit, editing};
pub use act::export::write_export;
pub use act::guard::{guard, install_guard, permit_reset};
pub use act::init::{Initialised, NextStep, SigningKey, init};
pub use act::intent::{Intent, NamedClause, SignsFor, intent};
pub use act::keys_file::{Compared, KeysCheck, KeysFault, compare_keys, export_keys, trust_from};
pub use act::outgoing::{Outgoing, OutgoingClause, outgoing};
pub use act::pending::{Pending, PendingMark, ReadMark, UnfinishedReason, accept_whole, record_marks};
pub use act::propose::propose;
pub use act::send::{SentRound, send, send_as_shown};
pub use act::share::{SharedRepository, share};
pub use act::sync::{Choice, Synced, sync};
pub use act::time_stamp::{NoStamp, Stamping, stamp_records};
pub use act::trust::{PartyKeys, fingerprints, keys, keys_of, trust};
pub use act::unsent::WayOut;
pub use demo::{ATTACKS, Attack, Demo, DemoKind, default_demo_folder, demo};
pub use doctor::{Diagnosis, Diagnostic, DiagnosticTopic, Environment, Health, Lacking, Observation, doctor};
pub use error::Error;
pub use read::audit::{audit_at, cross_check};
pub use read::blame::{BlameSpan, Blamed, blame};
pub use read::check::{Checked, Since, Wanted, check, check_draft};
pub use read::checklists::{ListState, RepositoryList, agree_to_list, kinds, repository_lists};
pub use read::diff::{Redlined, Relation, diff};
pub use read::dossier::{ClauseName, Dossier};
pub use read::duties::{Duties, duties};
pub use read::evidence::{Verifying, evidence, stamp_evidence, verify};
pub use read::figures::{Figures, figures};
pub use read::given_file::OddFile;
pub use read::list::{ContractRow, list};
pub use read::log::{Concerned, Event, EventKind, log, log_of};
pub use read::no_draft::NoDraft;
pub use read::rounds::{RoundList, RoundRow, list_rounds};
pub use read::show::{ShownContract, show};
pub use read::standing::{ContractStanding, Speaking, standing};
pub use read::status::{AgreedForm, ClauseStatus, Notice, OlderTerms, Status, status};
pub use read::unread::{read_elsewhere, unread};
pub use read::vouched::{Readiness, Vouched, ready};
pub use read::wordings::{ClauseWording, wordings};
pub use user::acting_member::{ActingMember, me};
pub use user::opening::Opening;
pub use user::own_folder::keep_in;
pub use user::review_marks::{FindingMark, FindingMarks, FindingState};
pub use user::settings::{Settings, SettingsFault, keep_theme, settings};
pub use user::theme::{Colour, RoleStyle, Theme, configuration_folder, theme, theme_names};
pub use workspace::{Called, Negotiation, Reading, VersionName, Workspace};
