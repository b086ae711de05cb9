//! Marking clauses, and the last look before marks are signed and recorded.

use super::along::by_heading;
use super::block::decision_word;
use super::entry::OutlineEntry;
use super::unread::Then;
use super::{ContractScreen, Focus, Tab, outgoing};
use crate::negotiation::{Decision, PartyPosition, PositionKind};
use crate::session::{
    AgreedForm, ClauseStatus, ContractStanding, PendingMark, Speaking, UnfinishedReason, would_be_firmer,
};
use crate::tui::actions::Action;
use crate::tui::effect::{Effect, PendingChange};
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Prompt, Purpose, Question};
use crate::tui::reader::Row;
use crate::tui::screens::{Shell, Step};
use crate::tui::work::Load;
use crate::wording::{AskingWords, Role, Span, one_line};
use std::collections::{HashMap, HashSet};

impl ContractScreen {
    /// Whether a clause waits for the reader's party and is not marked yet.
    pub(super) fn waits_for_reader(&self, entry: &OutlineEntry) -> bool {
        let Some(standing) = self.standing.as_deref() else {
            return false;
        };
        let (Some(party), Some(clause)) = (standing.speaking.party(), self.status_of(entry)) else {
            return false;
        };
        // A mark on a wording that is gone decides nothing.
        let marked = self
            .pending
            .mark(&entry.id)
            .is_some_and(|mark| mark.revision == clause.standing.revision);
        clause.standing.waiting_for.iter().any(|id| id == party) && !marked
    }

    pub(super) fn status_of(&self, entry: &OutlineEntry) -> Option<&ClauseStatus> {
        let standing = self.standing.as_deref()?;
        entry.status.map(|at| &standing.status.clauses[at])
    }

    /// Why something cannot be done here now; `None` where it can.
    #[must_use]
    pub fn why_not(&self, action: Action, shell: &Shell) -> Option<String> {
        use Action::{
            Accept, AcceptBelow, AcceptUnchanged, Edit, Record, Reject, Reserve, Send, Trust, Unmark, Withdraw,
        };
        let words = shell.words();
        if action == Action::TakeBack && self.is_never_sent() {
            return Some(words.never_sent().to_owned());
        }
        if super::drafting::DRAFTING.contains(&action) {
            return self.why_not_draft(shell);
        }
        let marks = matches!(
            action,
            Accept | AcceptBelow | AcceptUnchanged | Reject | Reserve | Withdraw
        );
        if !marks && !matches!(action, Unmark | Record | Edit | Send | Trust) {
            return None;
        }
        if shell.read_only {
            return Some(words.asked_read_only().to_owned());
        }
        let Some(standing) = self.standing.as_deref() else {
            return Some(words.reading().to_owned());
        };
        match (action, &standing.speaking) {
            // What was never sent is anybody's to write, who may not be named in it yet.
            (Edit, _) | (Send, Speaking::For { .. }) if standing.is_never_sent() => return None,
            (_, Speaking::For { .. }) if standing.is_never_sent() => return Some(words.never_sent().to_owned()),
            (Trust, _) => return self.nothing_to_confirm().then(|| words.all_confirmed().to_owned()),
            (_, Speaking::Nobody(why)) => return Some(one_line(why)),
            _ => {}
        }
        if marks && self.tab == Tab::Redline && !self.sides.is_newest() {
            return Some(words.not_the_newest().to_owned());
        }
        let why = match action {
            Record if self.pending.marks.is_empty() => words.nothing_marked(),
            Send if !standing.draft_differs && standing.rounds.unsent.is_empty() => words.nothing_to_send(),
            AcceptUnchanged if self.unchanged(standing).is_empty() && !self.whole_waits() => words.nothing_unchanged(),
            Unmark | Withdraw | Reject | Reserve | Accept | AcceptBelow if self.meant(false).is_empty() => {
                words.only_a_heading()
            }
            _ => return None,
        };
        Some(why.to_owned())
    }

    /// Does what marks clauses or asks to record, send or edit.
    pub(super) fn decide(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let words = shell.words();
        if shell.read_only {
            return vec![Step::warn(words.asked_read_only())];
        }
        let Some(standing) = self.standing.as_deref() else {
            return vec![Step::say(words.reading())];
        };
        if action == Action::Edit && standing.is_never_sent() {
            return self.edit(shell);
        }
        if let Speaking::Nobody(why) = &standing.speaking {
            return vec![Step::warn(one_line(why))];
        }
        if action != Action::Send && standing.is_never_sent() {
            return vec![Step::say(words.never_sent())];
        }
        match action {
            Action::Edit => return self.edit(shell),
            Action::Send => return Self::ask_note(standing, shell),
            // What is signed is the whole text, held against what the reader's party stood by.
            Action::Record if !(self.pending.marks.is_empty() || self.shows_mine()) => {
                return self.show_mine(Then::Record);
            }
            Action::Record => return self.ask_to_record(shell),
            _ => {}
        }
        let mut wanted: Vec<String> = match action {
            Action::AcceptUnchanged => self.unchanged(standing),
            _ => self.meant(action == Action::AcceptBelow),
        };
        if action == Action::Accept || action == Action::AcceptBelow {
            // What stands below is meant only along with the rest: a clause that the party rejects or reserves is
            // accepted only when it is selected itself.
            let all = wanted.len();
            wanted.retain(|id| self.is_meant_itself(id) || !self.holds_out(standing, id));
            if wanted.is_empty() && all > 0 {
                return vec![Step::say(shell.positions().kept(all))];
            }
        }
        if action == Action::Withdraw {
            // Nothing is taken back that is not on the list.
            wanted.retain(|id| self.is_meant_itself(id) || self.is_listed(id));
        }
        if action == Action::AcceptUnchanged && self.whole_waits() {
            return self.ask_whole(shell);
        }
        if wanted.is_empty() {
            let nothing = if action == Action::AcceptUnchanged {
                words.nothing_unchanged()
            } else {
                words.only_a_heading()
            };
            return vec![Step::say(nothing)];
        }
        if action == Action::Unmark {
            return vec![self.keep_change(PendingChange::Remove(wanted))];
        }
        // Where only the outline has room, nothing is decided about a wording that is not there.
        if self.tab == Tab::Redline && action != Action::AcceptUnchanged && self.panes(shell).is_outline_alone() {
            self.focus = Focus::Text;
            return vec![Step::say(words.wording_first())];
        }
        if self.tab == Tab::Redline && !self.sides.is_newest() {
            return vec![Step::warn(words.not_the_newest())];
        }
        if matches!(action, Action::Accept | Action::AcceptBelow | Action::AcceptUnchanged) {
            // What waits unchanged is nobody's clause in particular.
            let on = self.meant_clause().filter(|_| action != Action::AcceptUnchanged);
            let on = on.zip(action.entry().keys.first().copied());
            if let Some(steps) = self.read_first(&self.with_headings(&wanted), on, shell) {
                return steps;
            }
        }
        match action {
            Action::Reject => vec![self.ask_reason(Decision::Reject, wanted, words.why_reject())],
            Action::Reserve => vec![self.ask_reason(Decision::Reserve, wanted, words.which_condition())],
            Action::Withdraw => self.mark(Decision::Withdraw, &wanted, "", shell),
            _ => self.mark(Decision::Accept, &wanted, "", shell),
        }
    }

    /// The clauses that an action is about: the selected one; with everything below it where `below` is set or it is a mere
    /// heading.
    fn meant(&self, below: bool) -> Vec<String> {
        let Some(at) = self
            .meant_clause()
            .and_then(|id| self.entries.iter().position(|entry| entry.id == id))
        else {
            return Vec::new();
        };
        let needs = |entry: &OutlineEntry| {
            self.status_of(entry)
                .is_some_and(|clause| clause.standing.standing.is_some())
        };
        let with_below = below || !needs(&self.entries[at]);
        let depth = self.entries[at].depth;
        let children = self.entries[at + 1..]
            .iter()
            .take_while(|entry| entry.depth > depth)
            .filter(|_| with_below);
        let mut meant: Vec<String> = std::iter::once(&self.entries[at])
            .chain(children)
            .filter(|entry| needs(entry))
            .map(|entry| entry.id.clone())
            .collect();
        let known: HashSet<&str> = meant.iter().map(String::as_str).collect();
        // Whichever of the two names the other, the status of each names its pair.
        let is_pair = |entry: &OutlineEntry| {
            let pair = self.status_of(entry).and_then(|clause| clause.pair.as_deref());
            pair.is_some_and(|pair| known.contains(pair)) && !known.contains(&*entry.id)
        };
        let pairs: Vec<String> = self
            .entries
            .iter()
            .filter(|entry| needs(entry) && is_pair(entry))
            .map(|entry| entry.id.clone())
            .collect();
        meant.extend(pairs);
        meant
    }

    /// The clause that says the same as this one in the other language.
    fn pair_of(&self, id: &str) -> Option<&str> {
        self.standing.as_deref()?.status.clause(id)?.pair.as_deref()
    }

    /// Whether it is the selected clause, or the one that says the same in the other language.
    fn is_meant_itself(&self, id: &str) -> bool {
        let meant = self.meant_clause();
        meant
            .as_deref()
            .is_some_and(|meant| meant == id || self.pair_of(meant) == Some(id))
    }

    fn is_listed(&self, id: &str) -> bool {
        self.tab != Tab::Redline || self.listed.iter().any(|at| self.entries[*at].id == id)
    }

    /// Whether the reader's party rejects a clause or takes it subject to a condition, or is about to.
    fn holds_out(&self, standing: &ContractStanding, id: &str) -> bool {
        let party = standing.speaking.party();
        let clause = standing.status.clause(id);
        let own = clause.and_then(|clause| {
            clause
                .standing
                .positions
                .iter()
                .find(|position| Some(position.party.as_str()) == party)
        });
        let recorded = own.is_some_and(|own| matches!(own.kind, PositionKind::Rejected | PositionKind::Reserved));
        let marked = self.pending.mark(id).map(|mark| mark.decision);
        recorded || matches!(marked, Some(Decision::Reject | Decision::Reserve))
    }

    /// Whether every clause is agreed and the reader's party has yet to confirm the text as a whole.
    pub(super) fn whole_waits(&self) -> bool {
        let Some(standing) = self.standing.as_deref() else {
            return false;
        };
        let own = standing.speaking.party();
        matches!(&standing.status.form, AgreedForm::OtherWhole(parties) if parties.iter().any(|id| own == Some(id)))
    }

    /// Shows what changed besides the clauses, and asks whether the whole text is accepted.
    pub(super) fn ask_whole(&mut self, shell: &Shell) -> Vec<Step> {
        let words = shell.words();
        if !self.shows_mine() {
            return self.show_mine(Then::Whole);
        }
        let (Some(standing), Some(redlined)) = (self.standing.as_deref(), self.redlined.as_deref()) else {
            return Vec::new();
        };
        let mut rows = who_signs(standing, shell, true);
        rows.extend(
            redlined
                .redline
                .clauses
                .iter()
                .filter(|clause| !clause.is_untouched())
                .map(by_heading),
        );
        rows.extend(outgoing::front(&redlined.redline.front, shell));
        let deed = Operation::Whole {
            contract: self.name.clone(),
            round: standing.status.round,
        };
        let question = Question::new(words.about_to_record(), rows, words.confirm_whole(), deed);
        vec![Step::Lay(Box::new(Overlay::Question(question)))]
    }

    /// The clauses that wait for the reader's party in the very words that it last accepted or offered.
    fn unchanged(&self, standing: &ContractStanding) -> Vec<String> {
        let same = |clause: &ClauseStatus| {
            let known = standing.stood_by.get(&clause.standing.id);
            known.is_some_and(|known| *known == clause.standing.revision)
        };
        let clauses = &standing.status.clauses;
        let by_id: HashMap<&str, &ClauseStatus> = clauses.iter().map(|clause| (&*clause.standing.id, clause)).collect();
        let left_alone = |entry: &&OutlineEntry| {
            // What says the same in the other language goes with it.
            let pair = |clause: &ClauseStatus| clause.pair.as_deref().and_then(|id| by_id.get(id).copied());
            self.waits_for_reader(entry)
                && self
                    .status_of(entry)
                    .is_some_and(|clause| same(clause) && pair(clause).is_none_or(same))
        };
        self.entries
            .iter()
            .filter(left_alone)
            .map(|entry| entry.id.clone())
            .collect()
    }

    /// Marks clauses. A position that stands already is not marked again.
    pub(super) fn mark(&mut self, decision: Decision, clauses: &[String], reason: &str, shell: &Shell) -> Vec<Step> {
        let Some(standing) = self.standing.as_deref() else {
            return Vec::new();
        };
        let party = standing.speaking.party().unwrap_or_default();
        let (mut marks, mut undone) = (Vec::new(), Vec::new());
        for id in clauses {
            let Some(clause) = standing.status.clause(id) else {
                continue;
            };
            let own = clause
                .standing
                .positions
                .iter()
                .find(|position| position.party == party);
            let said = |own: &&PartyPosition| {
                says_already(own, decision) && !would_be_firmer(own, standing.speaking.signs(), clauses.len() == 1)
            };
            if reason.is_empty() && own.as_ref().is_some_and(said) {
                // The position stands. A mark that says otherwise goes, or it would be recorded all the same.
                undone.extend(self.pending.mark(id).map(|mark| mark.clause.clone()));
                continue;
            }
            marks.push(PendingMark {
                clause: id.clone(),
                revision: clause.standing.revision,
                round: standing.status.round,
                decision,
                reason: reason.to_owned(),
            });
        }
        let mut steps = Vec::new();
        if !undone.is_empty() {
            steps.push(self.keep_change(PendingChange::Remove(undone)));
        }
        let count = marks.len();
        if count == 0 {
            let own = decision == Decision::Accept && clauses.iter().any(|id| self.is_own_and_refused(id));
            steps.push(Step::say(if own {
                shell.words().own_wording()
            } else {
                shell.positions().nothing_to_record()
            }));
        } else {
            steps.push(self.keep_change(PendingChange::Put(marks)));
        }
        if count > 1 {
            steps.push(Step::say(shell.words().marked(count)));
        }
        steps
    }

    /// Whether the reader's party itself offered the wording of a clause, and somebody else rejects it or accepts it subject
    /// to a condition only.
    fn is_own_and_refused(&self, id: &str) -> bool {
        let Some(standing) = self.standing.as_deref() else {
            return false;
        };
        let (own, clause) = (standing.speaking.party(), standing.status.clause(id));
        let positions = clause.map_or(&[][..], |clause| &clause.standing.positions);
        let is_own = |position: &&PartyPosition| own == Some(position.party.as_str());
        let offered = positions
            .iter()
            .any(|position| is_own(&position) && position.kind == PositionKind::Offered);
        let refuses = |kind: PositionKind| matches!(kind, PositionKind::Rejected | PositionKind::Reserved);
        let others = positions.iter().filter(|position| !is_own(position));
        offered && others.map(|position| position.kind).any(refuses)
    }

    pub(super) fn keep_change(&self, change: PendingChange) -> Step {
        Step::Effect(Effect::Keep {
            contract: self.name.clone(),
            change,
        })
    }

    /// Asks for the reason or condition, with what was written of it before.
    fn ask_reason(&self, decision: Decision, clauses: Vec<String>, title: &str) -> Step {
        let begun = self
            .pending
            .unfinished
            .as_ref()
            .filter(|begun| clauses.first() == Some(&begun.clause) && begun.decision == decision);
        let marked = clauses
            .first()
            .and_then(|id| self.pending.mark(id))
            .filter(|mark| mark.decision == decision);
        let text = begun
            .map(|begun| begun.text.clone())
            .or_else(|| marked.map(|mark| mark.reason.clone()))
            .unwrap_or_default();
        let purpose = Purpose::Reason { decision, clauses };
        Step::Lay(Box::new(Overlay::Prompt(Box::new(Prompt::new(purpose, title, &text)))))
    }

    /// Keeps what is being written, key by key.
    #[must_use]
    pub fn unfinished(&self, decision: Decision, clauses: &[String], text: &str) -> Vec<Step> {
        let unfinished = clauses.first().map(|clause| UnfinishedReason {
            clause: clause.clone(),
            decision,
            text: text.to_owned(),
        });
        vec![self.keep_change(PendingChange::Unfinished(unfinished))]
    }

    /// Takes a reason or condition.
    pub fn reason(&mut self, decision: Decision, clauses: &[String], text: &str, shell: &Shell) -> Vec<Step> {
        let text = text.trim();
        if decision == Decision::Reserve && text.is_empty() {
            return vec![Step::warn(shell.words().needs_condition())];
        }
        let mut steps = self.mark(decision, clauses, text, shell);
        steps.push(self.keep_change(PendingChange::Unfinished(None)));
        steps
    }

    /// Everything that will be recorded, for a last look.
    pub(super) fn ask_to_record(&self, shell: &Shell) -> Vec<Step> {
        let words = shell.words();
        let Some(standing) = self.standing.as_deref() else {
            return Vec::new();
        };
        let (good, stale) = self.pending.sorted(&standing.status);
        if good.is_empty() {
            let said = if stale.is_empty() {
                words.nothing_marked().to_owned()
            } else {
                words.stale(stale.len())
            };
            return vec![Step::say(said)];
        }
        let mut rows = who_signs(standing, shell, true);
        let mut say = |role: Role, indent: usize, text: String| {
            rows.push(Row {
                indent,
                spans: vec![Span::new(role, text)],
            });
        };
        for decision in [
            Decision::Accept,
            Decision::Reserve,
            Decision::Reject,
            Decision::Withdraw,
        ] {
            let of_it: Vec<&&PendingMark> = good.iter().filter(|mark| mark.decision == decision).collect();
            if of_it.is_empty() {
                continue;
            }
            say(
                Role::Pending,
                1,
                format!(
                    "{}{}",
                    decision_word(decision, shell),
                    shell.language.aside(&of_it.len().to_string())
                ),
            );
            for mark in of_it {
                let clause = standing.status.clause(&mark.clause);
                let number = clause
                    .and_then(|clause| clause.number.clone())
                    .unwrap_or_else(|| words.deleted().to_owned());
                let heading = clause.map(|clause| one_line(&clause.heading)).unwrap_or_default();
                say(Role::Plain, 3, format!("{number} {heading}"));
                if decision == Decision::Accept && self.is_heading_alone(&mark.clause) {
                    say(Role::Faint, 5, AskingWords(shell.language).heading_alone().to_owned());
                }
                if !mark.reason.is_empty() {
                    say(Role::Faint, 5, shell.language.quoted(&one_line(&mark.reason)));
                }
            }
        }
        if !stale.is_empty() {
            say(Role::Alarm, 1, words.stale(stale.len()));
        }
        say(Role::Faint, 1, words.not_binding().to_owned());
        if good.iter().any(|mark| mark.decision == Decision::Accept) {
            rows.extend(self.besides(standing, shell));
        }
        let marks = good.into_iter().cloned().collect();
        let deed = Operation::Record {
            contract: self.name.clone(),
            round: standing.status.round,
            marks,
        };
        vec![Step::Lay(Box::new(Overlay::Question(Question::new(
            words.about_to_record(),
            rows,
            words.confirm_record(),
            deed,
        ))))]
    }

    /// The clause that is selected on the tab that is shown.
    pub(super) fn meant_clause(&self) -> Option<String> {
        match self.tab {
            Tab::Redline => self.current().map(|entry| entry.id.clone()),
            Tab::Review => self.review.clause(),
            _ => self.lists.clause(),
        }
    }

    /// Before the draft is sent, a note may be written.
    fn ask_note(standing: &ContractStanding, shell: &Shell) -> Vec<Step> {
        let words = shell.words();
        if !standing.draft_differs && standing.rounds.unsent.is_empty() {
            return vec![Step::say(words.nothing_to_send())];
        }
        vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(Prompt::new(
            Purpose::Note,
            words.note_for_round(),
            "",
        )))))]
    }

    /// With the note, the question whether to send.
    #[must_use]
    pub fn note(&self, note: &str, shell: &Shell) -> Vec<Step> {
        let shown = self.standing.as_deref().and_then(|standing| standing.outgoing.clone());
        match shown {
            Some(shown) => vec![Step::Lay(Box::new(outgoing::question(shown, note, shell)))],
            // Nothing could be shown: why is what looking at it again says.
            None => vec![Step::Load(Load::Deed(Operation::Send {
                contract: self.name.clone(),
                note: note.trim().to_owned(),
                shown: None,
            }))],
        }
    }
}

/// For which party, by whom, about which round and with which key; nothing where the reader speaks for nobody. A comment
/// makes nobody's keys the party's own, and says nothing of them.
pub(super) fn who_signs(standing: &ContractStanding, shell: &Shell, adopting: bool) -> Vec<Row> {
    let words = shell.words();
    let Speaking::For {
        party,
        member,
        key,
        adopts,
        ..
    } = &standing.speaking
    else {
        return Vec::new();
    };
    let who = format!(
        "{}{}",
        standing.status.party_name(party),
        shell.language.aside(&one_line(member))
    );
    let head = words.joined(
        &words.0.says(words.for_party(), &who),
        &words.round(standing.status.round),
    );
    let key = match key {
        Some(key) => Span::plain(words.0.says(words.with_key(), &one_line(key))),
        None => Span::new(Role::Alarm, words.without_key()),
    };
    let mut rows: Vec<Row> = [Span::new(Role::Heading, head), key]
        .into_iter()
        .map(|span| Row {
            indent: 1,
            spans: vec![span],
        })
        .collect();
    if adopting {
        rows.extend(outgoing::adopted(adopts, &standing.status.party_name(party), shell));
    }
    rows
}

/// Whether a party's position is already what it would be.
fn says_already(own: &PartyPosition, decision: Decision) -> bool {
    match decision {
        Decision::Accept => own.record.is_some() && own.kind.is_favourable(),
        Decision::Reject => own.kind == PositionKind::Rejected,
        Decision::Reserve => own.kind == PositionKind::Reserved,
        Decision::Withdraw => own.record.is_none(),
        Decision::Offer => true,
    }
}
