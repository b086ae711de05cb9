//! What a person can do, one file each. Draws and prints nothing: the command line and the screens do that.

mod act;
mod called_party;
mod demo;
mod doctor;
mod error;
mod read;
mod user;
mod version_name;
mod workspace;

pub use act::beginning::{Beginning, OwnMember};
pub use act::comment::{
    CommentIntent, CommentRequest, CommentSubject, Commented, comment_as_shown, comment_intent, comments_as_shown,
};
pub use act::comment_fault::CommentFault;
pub use act::comment_internal::{comment_internally, export_internal, import_internal};
pub use act::conflict::{Choice, Conflict, How, Touched, Who};
pub use act::decide::{Recorded, decide, decide_as_shown, decide_together};
pub use act::draft_change::{DraftChange, change_draft};
pub use act::draft_step::{DraftStep, StepKind, undo_step};
pub use act::edit::{Edited, Editing, edit, editing, own_editor};
pub use act::export::write_export;
pub use act::guard::{guard, install_guard, permit_reset};
pub use act::import::{ImportedPaper, import_paper};
pub use act::init::{Initialised, KnownToGit, NextStep, SigningKey, begin, init, known_to_git};
pub use act::intent::{Intent, NamedClause, SignsFor, intent};
pub use act::keys_fault::KeysFault;
pub use act::keys_file::{Compared, KeysCheck, compare_keys, export_keys, trust_from};
pub use act::meaning::{DecisionRequest, would_be_firmer};
pub use act::new_contract::can_be_called;
pub use act::outgoing::{Outgoing, OutgoingClause, outgoing};
pub use act::pending::{
    Pending, PendingMark, ReadMark, TypedText, UnfinishedReason, Visit, accept_whole, record_marks,
};
pub use act::propose::propose;
pub use act::receive::{Incoming, ReceivedRound, TITLE, incoming, receive_as_shown};
pub use act::selection::Selection;
pub use act::send::{SentRound, send, send_as_shown};
pub use act::share::{SharedRepository, share};
pub use act::stamp_records::stamp_records;
pub use act::stamping::{NoStamp, Stamping};
pub use act::sync::{Synced, sync};
pub use act::take_back::{RoundToTakeBack, round_to_take_back, take_back};
pub use act::take_back_fault::TakeBackFault;
pub use act::trust::{EarlierKeys, MemberKeys, PartyKeys, fingerprints, keys, keys_of, trust, trust_earlier};
pub use act::way_out::WayOut;
pub use act::word_export::{ExportedWord, WordExport, export_word};
pub use called_party::CalledParty;
pub use demo::{ATTACKS, Attack, Demo, DemoKind, DemoPair, DemoSide, default_demo_folder, demo, demo_from_both_sides};
pub use doctor::{Diagnosis, Diagnostic, DiagnosticTopic, Environment, Health, Lacking, Observation, doctor};
pub use error::Error;
pub use read::asks::{AskLine, AsksReport, ShownAsk, ShownSilent, asks};
pub use read::audit::{audit_at, cross_check};
pub use read::blame::{BlameSpan, Blamed, blame};
pub use read::check::{Checked, Since, Wanted, check, check_draft};
pub use read::checklists::{
    ListState, RepositoryList, agree_to_list, checklists, kinds, kinds_anywhere, lint_checklist, repository_lists,
};
pub use read::comments::{CommentLine, CommentList, ShownComment, ShownThread, comments};
pub use read::compare::{ComparedPaper, compare_paper};
pub use read::designation::Designation;
pub use read::diff::{Redlined, Relation, diff};
pub use read::dossier::Dossier;
pub use read::duties::{Duties, WantedDuties, duties};
pub use read::evidence::{Verifying, evidence, evidence_beside, stamp_evidence, verify};
pub use read::figures::{Figures, figures};
pub use read::known_name::ClauseName;
pub use read::list::{ContractRow, list};
pub use read::log::{Concerned, Event, EventKind, log, log_of};
pub use read::news::{News, news};
pub use read::no_draft::NoDraft;
pub use read::odd_file::OddFile;
pub use read::paper::OnPaper;
pub use read::paper_fault::PaperFault;
pub use read::rounds::{RoundList, RoundRow, list_rounds};
pub use read::search::{Found, FoundPlace, search};
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
pub use user::settings::{Settings, keep_theme, settings, settings_as_far_as_read};
pub use user::settings_fault::SettingsFault;
pub use user::theme::{Colour, RoleStyle, Theme, configuration_folder, theme, theme_names};
pub use version_name::{Called, VersionName};
pub use workspace::{Negotiation, Reading, Workspace};
