//! What somebody makes of a finding: a mark, a note, or a wording for the draft.

use super::super::ContractScreen;
use crate::contract::Contract;
use crate::redline::{CompareScope, compare};
use crate::review::{Manner, Proposed, ProposedWording, new_clause};
use crate::session::{FindingState, Speaking};
use crate::tui::actions::Action;
use crate::tui::effect::Effect;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Prompt, Purpose, Question};
use crate::tui::reader::{View, heading_rows, paragraph, text_rows};
use crate::tui::screens::{Shell, Step};
use crate::wording::{Role, Span, one_line};

impl ContractScreen {
    /// Marks the selected finding, asks for a note, or makes a wording of it.
    pub(super) fn handle(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let state = match action {
            Action::Looked => Some(FindingState::Looked),
            Action::Risk => Some(FindingState::Risk),
            Action::Raise => Some(FindingState::Raise),
            Action::Note | Action::UnmarkFinding | Action::Propose => None,
            _ => return Vec::new(),
        };
        if shell.read_only {
            return vec![Step::warn(shell.words().asked_read_only())];
        }
        let Some((checked, finding)) = self.review.checked.as_ref().zip(self.review.finding()) else {
            return vec![Step::say(shell.review().no_finding())];
        };
        let note = checked
            .mark(finding)
            .map(|(mark, _)| mark.note.clone())
            .unwrap_or_default();
        let name = finding.name();
        match (action, state) {
            (Action::Propose, _) => self.propose(shell),
            (Action::Note, _) => {
                let prompt = Prompt::new(Purpose::OfFinding(name), shell.review().note_title(), &note);
                vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(prompt))))]
            }
            (_, state) => {
                let marks = state
                    .map(|state| checked.marked(finding, state, &note))
                    .into_iter()
                    .collect();
                vec![Step::Effect(Effect::KeepFindings {
                    contract: self.name.clone(),
                    findings: vec![name],
                    marks,
                })]
            }
        }
    }

    /// Keeps a note while it is written; on a finding without a mark, that it was looked at.
    #[must_use]
    pub fn finding_note(&self, finding: &str, note: &str) -> Vec<Step> {
        let Some(checked) = &self.review.checked else {
            return Vec::new();
        };
        let Some(found) = self.review.findings().iter().find(|found| found.name() == finding) else {
            return Vec::new();
        };
        let state = checked.mark(found).map_or(FindingState::Looked, |(mark, _)| mark.state);
        let marks = vec![checked.marked(found, state, note.trim())];
        let findings = vec![finding.to_owned()];
        vec![Step::Effect(Effect::KeepFindings {
            contract: self.name.clone(),
            findings,
            marks,
        })]
    }

    /// Asks which wording is to go into the draft, and where, unless there is no choice.
    fn propose(&self, shell: &Shell) -> Vec<Step> {
        let words = shell.review();
        let Some(standing) = self.standing.as_deref() else {
            return vec![Step::say(shell.words().reading())];
        };
        if let Speaking::Nobody(why) = &standing.speaking {
            return vec![Step::warn(one_line(why))];
        }
        let Some((checked, finding)) = self.review.checked.as_ref().zip(self.review.finding()) else {
            return Vec::new();
        };
        if checked.version.round.is_some() || checked.version.commit.is_some() {
            return vec![Step::warn(words.not_the_draft())];
        }
        let wordings = finding.wordings();
        let choices: Vec<(ProposedWording, Manner, &str)> = finding
            .manners(&checked.contract)
            .into_iter()
            .flat_map(|manner| wordings.iter().map(move |(wording, text)| (*wording, manner, *text)))
            .collect();
        let item = |(wording, manner, text): &(ProposedWording, Manner, &str)| PickerItem {
            label: shell.words().joined(
                &words.wording(*wording, finding.positions.fallbacks.len()),
                words.manner(*manner),
            ),
            detail: one_line(text),
            keys: String::new(),
            why_not: None,
            pick: Pick::Wording(*wording, *manner),
        };
        match choices[..] {
            [] => vec![Step::say(words.no_wording())],
            [(wording, manner, _)] => self.ask_wording(wording, manner, shell),
            _ => {
                let picker = Picker::new(words.which_wording(), choices.iter().map(item).collect(), 0);
                vec![Step::Lay(Box::new(Overlay::Picker(picker)))]
            }
        }
    }

    /// Shows a wording as a redline against the clause, and asks whether to place it.
    #[must_use]
    pub fn ask_wording(&self, wording: ProposedWording, manner: Manner, shell: &Shell) -> Vec<Step> {
        let words = shell.review();
        let Some((checked, finding)) = self.review.checked.as_ref().zip(self.review.finding()) else {
            return Vec::new();
        };
        let Some(proposed) = finding.proposed(&checked.contract, wording, manner) else {
            return Vec::new();
        };
        let width = usize::from(shell.size.0).saturating_sub(2);
        let mut rows = Vec::new();
        let label = shell.words().joined(
            &words.wording(wording, finding.positions.fallbacks.len()),
            words.manner(manner),
        );
        paragraph(&mut rows, &[Span::new(Role::Faint, label)], 0, width);
        let before = clause_alone(&checked.contract, &proposed);
        let redline = compare(&before, &proposed.put_into(&before), CompareScope::Everything);
        for clause in &redline.clauses {
            let mut visits = checked.contract.walk().into_iter();
            let number = visits.find(|visit| visit.clause.id == clause.id);
            let number = number.map(|visit| format!("{} ", visit.number)).unwrap_or_default();
            let heading = heading_rows(clause, View::Inline, width.saturating_sub(number.len()));
            rows.extend(heading.into_iter().enumerate().map(|(at, mut row)| {
                if at == 0 {
                    row.spans.insert(0, Span::new(Role::Heading, number.clone()));
                }
                row
            }));
            rows.extend(text_rows(clause, View::Inline, width, &|id: &str| one_line(id)));
        }
        for row in &mut rows {
            row.indent += 1;
        }
        let deed = Operation::Place {
            contract: self.name.clone(),
            proposed,
        };
        let question = Question::new(words.about_to_place(), rows, words.confirm_place(), deed);
        vec![Step::Lay(Box::new(Overlay::Question(question)))]
    }
}

/// A contract of the one clause that a wording changes, or of none for a wording that becomes a clause of its own:
/// comparing all others would be for nothing.
fn clause_alone(contract: &Contract, proposed: &Proposed) -> Contract {
    let clause = match proposed {
        Proposed::Text { clause, .. } => contract.clause(clause),
        Proposed::Clause { .. } => None,
    };
    let alone = clause.map(|clause| new_clause(clause.id.clone(), &clause.heading, &clause.text));
    Contract {
        clauses: alone.into_iter().collect(),
        ..Contract::default()
    }
}
