//! Decisions that are marked and not recorded yet. They are on disk before anything else happens, so that a dropped line
//! loses none; they lie in git's own folder and are never shared.
//!
//! One file for each contract, written whole under a lock, so that two programs at once keep each other's marks.

use super::decide::{Recorded, decide, decide_together};
use super::selection::Selection;
use crate::contract::Revision;
use crate::negotiation::{Decision, NamedWording};
use crate::session::Error;
use crate::session::act::meaning::DecisionRequest;
use crate::session::read::status::Status;
use crate::session::user::private_file;
use crate::session::workspace::Workspace;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Everything that a person has begun on a contract and not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pending {
    /// The marks, in the order in which they were made.
    #[serde(default)]
    pub marks: Vec<PendingMark>,
    /// A reason that is being written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<UnfinishedReason>,
    /// Texts of clauses that were typed on the screen, and do not stand in the draft yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<TypedText>,
    /// Redlines that were read to the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<ReadMark>,
    /// How far this copy has looked at the contract.
    #[serde(default, skip_serializing_if = "Visit::is_none")]
    pub visit: Visit,
    /// The id of the clause that was looked at last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// How far this copy has looked at a contract.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Visit {
    /// The state of the negotiation when the contract was last open on the screens; empty if it never was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Whether the audit that was last made of it here found that the record does not hold, or could not tell.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub audit_failed: bool,
}

impl Visit {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A decision on one wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingMark {
    /// The clause's id.
    pub clause: String,
    /// The wording that was read; `absent` for a deletion.
    #[serde(with = "wording")]
    pub revision: Option<Revision>,
    /// The round in which it was read.
    pub round: u32,
    /// What is decided.
    #[serde(with = "decision")]
    pub decision: Decision,
    /// Translated, or on which condition.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The redline of one clause that was read: it holds for these two wordings alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadMark {
    /// The clause's id.
    pub clause: String,
    /// The wording on the left; `absent` where there is none.
    #[serde(with = "wording")]
    pub from: Option<Revision>,
    /// The wording on the right; `absent` for a deletion.
    #[serde(with = "wording")]
    pub to: Option<Revision>,
}

/// A reason that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnfinishedReason {
    /// The clause's id.
    pub clause: String,
    /// What is to be decided.
    #[serde(with = "decision")]
    pub decision: Decision,
    /// As far as it goes.
    pub text: String,
}

/// The text of a clause that is being typed on the screen, and does not stand in the draft yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypedText {
    /// The clause's id.
    pub clause: String,
    /// The wording of the draft that it is to take the place of.
    pub before: Revision,
    /// As far as it goes.
    pub text: String,
}

/// As a record writes it: a digest, or that there is no wording.
#[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
mod wording {
    use crate::contract::Revision;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::session) fn serialize<S: Serializer>(revision: &Option<Revision>, out: S) -> Result<S::Ok, S::Error> {
        match revision {
            Some(revision) => out.collect_str(revision),
            None => out.serialize_str("absent"),
        }
    }

    pub(in crate::session) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Revision>, D::Error> {
        let text = String::deserialize(from)?;
        if text == "absent" {
            Ok(None)
        } else {
            text.parse().map(Some).map_err(D::Error::custom)
        }
    }
}

/// As a record writes it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference to the field")]
mod decision {
    use crate::negotiation::Decision;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::session) fn serialize<S: Serializer>(decision: &Decision, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(decision.word())
    }

    pub(in crate::session) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decision, D::Error> {
        let word = String::deserialize(from)?;
        let known = Decision::WORDS.iter().find(|(_, known)| *known == word);
        known
            .map(|(decision, _)| *decision)
            .ok_or_else(|| D::Error::custom(format!("`{word}` is not a decision")))
    }
}

impl Pending {
    /// The mark on a clause.
    #[must_use]
    pub fn mark(&self, clause: &str) -> Option<&PendingMark> {
        self.marks.iter().find(|mark| mark.clause == clause)
    }

    /// Puts a mark in the place of an earlier one on the same clause.
    pub fn put(&mut self, mark: PendingMark) {
        self.marks.retain(|other| other.clause != mark.clause);
        self.marks.push(mark);
    }

    /// Keeps a text that is being typed, in the place of what was typed of the same clause before.
    pub fn keep_typed(&mut self, typed: TypedText) {
        self.forget_typed(&typed.clause);
        self.typed.push(typed);
    }

    /// Keeps nothing any more of what was typed of a clause.
    pub fn forget_typed(&mut self, clause: &str) {
        self.typed.retain(|typed| typed.clause != clause);
    }

    /// Notes redlines that were read. Those of wordings that are gone from a clause are forgotten with its next one.
    pub fn note_read(&mut self, read: &[ReadMark]) {
        for one in read {
            self.read
                .retain(|other| other.clause != one.clause || other.to == one.to && other != one);
            self.read.push(one.clone());
        }
    }

    /// The marks on wordings that still stand, and those whose text has changed since.
    #[must_use]
    pub fn sorted(&self, status: &Status) -> (Vec<&PendingMark>, Vec<&PendingMark>) {
        self.marks.iter().partition(|mark| {
            let clause = status.clauses.iter().find(|clause| clause.standing.id == mark.clause);
            clause.is_some_and(|clause| clause.standing.revision == mark.revision)
        })
    }
}

impl Workspace {
    /// What a person has begun on a contract.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read. One that cannot be understood is set aside under another name, and
    /// the error says under which.
    pub fn pending(&self, contract: &str) -> Result<Pending, Error> {
        private_file::read(&self.pending_file(contract))
    }

    /// How far this copy has looked at a contract; not at all where that cannot be read. The file stays where it is: where
    /// the contract is opened, it is told what is wrong with it.
    pub(in crate::session) fn visit(&self, contract: &str) -> Visit {
        let pending: Result<Pending, Error> = private_file::read_in_place(&self.pending_file(contract));
        pending.map(|pending| pending.visit).unwrap_or_default()
    }

    /// Changes what a person has begun, on top of whatever another program has put down meanwhile. Gives what is there
    /// afterwards.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written; it is as it was then.
    pub fn change_pending(&self, contract: &str, change: impl FnOnce(&mut Pending)) -> Result<Pending, Error> {
        private_file::change(&self.pending_file(contract), change)
    }

    fn pending_file(&self, contract: &str) -> PathBuf {
        let folder = self.repository().common_folder().join("adidem").join("pending");
        folder.join(private_file::name_of(contract))
    }
}

/// Signs and records these marks about the round that was shown with them, all of them or none, and removes them from what
/// is pending.
///
/// Marks that were taken for the same reason become one record. A mark whose position stands already is only removed:
/// a program that was ended between recording and removing it left it behind.
///
/// # Errors
///
/// When that round is no longer the newest, a wording has changed since it was read, the user speaks for no party, or history cannot be written. The marks
/// are then all there still.
pub fn record_marks(
    workspace: &Workspace,
    contract: &str,
    marks: &[PendingMark],
    round: u32,
    at: DateTime<FixedOffset>,
) -> Result<Vec<Recorded>, Error> {
    must_be_newest(workspace, contract, round)?;
    let mut wishes: Vec<DecisionRequest> = Vec::new();
    for mark in marks {
        let reason = Some(mark.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        let named = NamedWording {
            id: mark.clause.clone(),
            revision: mark.revision,
        };
        let alike = wishes.iter_mut().find(|request| {
            request.decision == mark.decision && request.reason == reason && request.read == Some(mark.round)
        });
        match alike {
            Some(DecisionRequest {
                which: Selection::Exactly(wordings),
                ..
            }) => wordings.push(named),
            _ => wishes.push(DecisionRequest {
                decision: mark.decision,
                which: Selection::Exactly(vec![named]),
                reason,
                read: Some(mark.round),
                reported: None,
                at,
            }),
        }
    }
    let recorded = decide_together(workspace, contract, &wishes)?;
    workspace.change_pending(contract, |pending| pending.marks.retain(|mark| !marks.contains(mark)))?;
    Ok(recorded)
}

/// Accepts the text as a whole, for a party that has nothing left to say of any clause: title, parties, keys, headings or
/// order changed since its newest record.
///
/// # Errors
///
/// When that round is no longer the newest, the user speaks for no party, or history cannot be written.
pub fn accept_whole(
    workspace: &Workspace,
    contract: &str,
    round: u32,
    at: DateTime<FixedOffset>,
) -> Result<Recorded, Error> {
    must_be_newest(workspace, contract, round)?;
    let request = DecisionRequest {
        decision: Decision::Accept,
        which: Selection::All,
        reason: None,
        read: Some(round),
        reported: None,
        at,
    };
    decide(workspace, contract, &request)
}

/// Refuses when another round was sent since the one that was shown.
fn must_be_newest(workspace: &Workspace, contract: &str, round: u32) -> Result<(), Error> {
    let newest = workspace.negotiation(contract)?.newest_number();
    if newest == round {
        Ok(())
    } else {
        Err(Error::ChangedMeanwhile {
            contract: contract.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    fn workspace(folder: &Path) -> Workspace {
        let made = Command::new("git")
            .args(["init", "-q"])
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(made.status.success());
        Workspace::open(folder).unwrap()
    }

    fn mark(clause: &str, reason: &str) -> PendingMark {
        let revision = (clause != "gone").then(|| format!("sha256:{}", "ab".repeat(32)).parse().unwrap());
        PendingMark {
            clause: clause.into(),
            revision,
            round: 3,
            decision: Decision::Reject,
            reason: reason.into(),
        }
    }

    #[test]
    fn what_is_marked_is_there_again_word_for_word() {
        let folder = tempfile::tempdir().unwrap();
        let reason = "价格过高: \"no\"\n- really?\u{200b}";
        workspace(folder.path())
            .change_pending("deals/crm", |pending| {
                pending.put(mark("fees", "first"));
                pending.put(mark("gone", ""));
                pending.put(mark("fees", reason));
                pending.unfinished = Some(UnfinishedReason {
                    clause: "term".into(),
                    decision: Decision::Reserve,
                    text: "only if".into(),
                });
                pending.place = Some("term".into());
            })
            .unwrap();
        let again = Workspace::open(folder.path()).unwrap().pending("deals/crm").unwrap();
        assert_eq!(again.marks, [mark("gone", ""), mark("fees", reason)]);
        assert_eq!(again.unfinished.unwrap().text, "only if");
        assert_eq!(
            Workspace::open(folder.path()).unwrap().pending("crm").unwrap(),
            Pending::default()
        );
    }

    #[test]
    fn two_at_once_keep_each_others_marks() {
        let folder = tempfile::tempdir().unwrap();
        drop(workspace(folder.path()));
        std::thread::scope(|scope| {
            for who in 0..4 {
                let folder = folder.path();
                scope.spawn(move || {
                    let workspace = Workspace::open(folder).unwrap();
                    for at in 0..10 {
                        workspace
                            .change_pending("crm", |pending| pending.put(mark(&format!("c{who}-{at}"), "")))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(
            Workspace::open(folder.path())
                .unwrap()
                .pending("crm")
                .unwrap()
                .marks
                .len(),
            40
        );
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_never_lost() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path());
        workspace
            .change_pending("crm", |pending| pending.put(mark("fees", "")))
            .unwrap();
        let file = workspace.pending_file("crm");
        fs::write(&file, "marks: [{clause: fees\n").unwrap();
        let told = workspace.pending("crm").unwrap_err().to_string();
        assert!(told.contains("crm.damaged.yaml") && told.contains("line"), "{told}");
        assert_eq!(
            fs::read_to_string(file.with_extension("damaged.yaml")).unwrap(),
            "marks: [{clause: fees\n"
        );
        assert_eq!(workspace.pending("crm").unwrap(), Pending::default());
    }
}
