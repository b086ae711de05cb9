//! Writing the draft on its screen: clauses added, deleted and moved, headings, the title, and a clause's text.

use super::{ContractScreen, Tab};
use crate::contract::{Clause, Contract};
use crate::session::{DraftChange, DraftStep, Editing, RoundToTakeBack, Speaking, StepKind, TypedText, VersionName};
use crate::tui::actions::Action;
use crate::tui::effect::{Effect, PendingChange};
use crate::tui::operation::Operation;
use crate::tui::overlays::{Drafting, Editor, Overlay, Prompt, Purpose, Question};
use crate::tui::reader::Row;
use crate::tui::screens::{Shell, Step};
use crate::tui::work::Load;
use crate::wording::{DraftingWords, Role, Span, one_line};
use std::collections::HashMap;

/// What changes the outline of a draft, a heading or the title.
pub(super) const DRAFTING: [Action; 7] = [
    Action::AddClause,
    Action::AddBelow,
    Action::DeleteClause,
    Action::MoveUp,
    Action::MoveDown,
    Action::Heading,
    Action::Title,
];

impl ContractScreen {
    /// Whether the right side of what is shown is what the draft says.
    fn shows_draft(&self) -> bool {
        let Some(standing) = self.standing.as_deref() else {
            return false;
        };
        let is_draft = self.sides.right == Some(VersionName::Draft);
        is_draft || standing.is_never_sent() || (self.sides.is_newest() && !standing.draft_differs)
    }

    /// Why the draft cannot be written here now; `None` where it can.
    pub(super) fn why_not_draft(&self, shell: &Shell) -> Option<String> {
        if shell.read_only {
            return Some(shell.words().asked_read_only().to_owned());
        }
        let (Some(standing), Some(_)) = (self.standing.as_deref(), self.redlined.as_deref()) else {
            return Some(shell.words().reading().to_owned());
        };
        match &standing.speaking {
            // What was never sent is anybody's to write, who may not be named in it yet.
            Speaking::Nobody(why) if !standing.is_never_sent() => Some(one_line(why)),
            _ => None,
        }
    }

    /// Begins to change the outline, a heading or the title of the draft.
    pub(super) fn write_draft(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let words = DraftingWords(shell.language);
        if let Some(why) = self.why_not_draft(shell) {
            return vec![Step::warn(why)];
        }
        if !self.shows_draft() {
            let mut steps = self.show_edited();
            steps.push(Step::say(words.draft_first()));
            return steps;
        }
        let Some(draft) = self.redlined.as_deref().map(|redlined| &redlined.new) else {
            return Vec::new();
        };
        if action == Action::Title {
            let purpose = Drafting::Title {
                seen: draft.title.clone(),
            };
            return vec![ask(purpose, words.new_title(), &draft.title)];
        }
        let selected = self.current().map(|entry| entry.id.clone());
        let Some(clause) = selected.as_deref().and_then(|id| draft.clause(id)) else {
            if action == Action::AddClause && draft.clauses.is_empty() {
                let purpose = Drafting::Add {
                    beside: None,
                    below: false,
                };
                return vec![ask(purpose, words.heading_of_first(), "")];
            }
            return vec![Step::say(words.not_in_draft())];
        };
        match action {
            Action::AddClause | Action::AddBelow => {
                let below = action == Action::AddBelow;
                let purpose = Drafting::Add {
                    beside: Some(clause.id.clone()),
                    below,
                };
                let title = if below {
                    words.heading_below()
                } else {
                    words.heading_after()
                };
                vec![ask(purpose, title, "")]
            }
            Action::Heading => {
                let purpose = Drafting::Heading {
                    clause: clause.id.clone(),
                    seen: clause.heading.clone(),
                };
                vec![ask(purpose, words.new_heading(), &clause.heading)]
            }
            Action::DeleteClause => vec![self.ask_to_delete(draft, clause, shell)],
            _ => {
                let change = DraftChange::Move {
                    clause: clause.id.clone(),
                    up: action == Action::MoveUp,
                };
                vec![self.change(change)]
            }
        }
    }

    /// With the words that were asked for, what is done.
    #[must_use]
    pub fn drafted(&self, purpose: &Drafting, text: &str, shell: &Shell) -> Vec<Step> {
        let text = text.trim();
        let change = match purpose {
            Drafting::Add { beside, below } if !text.is_empty() => DraftChange::Add {
                beside: beside.clone(),
                below: *below,
                heading: text.to_owned(),
            },
            Drafting::Heading { clause, seen } if text != seen => DraftChange::Heading {
                clause: clause.clone(),
                seen: seen.clone(),
                heading: text.to_owned(),
            },
            Drafting::Title { seen } if text != seen && !text.is_empty() => DraftChange::Title {
                seen: seen.clone(),
                title: text.to_owned(),
            },
            _ => return vec![Step::say(shell.words().nothing_done())],
        };
        vec![self.change(change)]
    }

    fn change(&self, change: DraftChange) -> Step {
        Step::Do(Operation::Draft {
            contract: self.name.clone(),
            change: Box::new(change),
        })
    }

    /// Shows what would go, and asks.
    fn ask_to_delete(&self, draft: &Contract, clause: &Clause, shell: &Shell) -> Step {
        let words = DraftingWords(shell.language);
        let below = Contract {
            clauses: clause.clauses.clone(),
            ..Contract::default()
        };
        let visits = draft.walk().into_iter();
        let names: HashMap<&str, String> = visits
            .map(|visit| (visit.clause.id.as_str(), one_line(&visit.called())))
            .collect();
        let called = |id: &str| names.get(id).cloned().unwrap_or_default();
        let row = |indent: usize, role: Role, text: String| Row {
            indent,
            spans: vec![Span::new(role, text)],
        };
        let mut rows = vec![row(1, Role::Heading, called(&clause.id))];
        let others = below.walk();
        if !others.is_empty() {
            rows.push(row(1, Role::Alarm, words.with_below(others.len())));
            rows.extend(others.iter().map(|visit| row(3, Role::Plain, called(&visit.clause.id))));
        }
        let deed = Operation::Draft {
            contract: self.name.clone(),
            change: Box::new(DraftChange::Delete { seen: clause.clone() }),
        };
        let question = Question::new(words.delete_title(), rows, words.delete_asks(), deed);
        Step::Lay(Box::new(Overlay::Question(question)))
    }

    /// Opens the selected clause of the draft: in the user's editor, or on the screen where none is set or may be run.
    pub(super) fn edit(&self, shell: &Shell) -> Vec<Step> {
        let Some(clause) = self.meant_clause() else {
            return Vec::new();
        };
        let contract = self.name.clone();
        if shell.restricted || !shell.own_editor {
            return vec![Step::Load(Load::Editing { contract, clause })];
        }
        vec![Step::Effect(Effect::Aside(Operation::Edit {
            contract,
            clause,
            kept: None,
        }))]
    }

    /// Lays the plain editor over the screen, with what was typed before and not put into the draft.
    pub(super) fn lay_editor(&self, editing: Editing) -> Step {
        let typed = self.pending.typed.iter().find(|typed| typed.clause == editing.clause);
        let editor = Editor::new(editing, typed);
        Step::Lay(Box::new(Overlay::Editor(Box::new(editor))))
    }

    /// Keeps what is being typed, key by key; nothing any more where it is what the draft says.
    #[must_use]
    pub fn typed(&self, editing: &Editing, text: &str) -> Vec<Step> {
        if text == editing.text {
            return vec![self.forget_typed(&editing.clause)];
        }
        vec![self.keep_change(PendingChange::Typed(TypedText {
            clause: editing.clause.clone(),
            before: editing.revision,
            text: text.to_owned(),
        }))]
    }

    /// What was typed of a clause stands in the draft, and is no longer kept beside it.
    #[must_use]
    pub fn forget_typed(&self, clause: &str) -> Step {
        self.keep_change(PendingChange::NotTyped(clause.to_owned()))
    }

    /// Reads everything again after a step of writing, with its clause selected.
    #[must_use]
    pub fn show_step(&mut self, step: &DraftStep) -> Vec<Step> {
        self.to_select.clone_from(&step.clause);
        if self.is_never_sent() {
            return self.reload();
        }
        self.show_edited()
    }

    /// Whether a draft that was never sent is what is shown.
    #[must_use]
    pub fn shows_first_draft(&self) -> bool {
        self.tab == Tab::Redline && self.is_never_sent()
    }
}

/// What a step did, in words.
#[must_use]
pub(in crate::tui) fn step_in_words(step: &DraftStep, shell: &Shell) -> String {
    let (words, called) = (DraftingWords(shell.language), one_line(&step.called));
    match step.kind {
        StepKind::Text => words.text(&called),
        StepKind::Added => words.added(&called),
        StepKind::Deleted => words.deleted(&called),
        StepKind::MovedUp => words.moved_up(&called),
        StepKind::MovedDown => words.moved_down(&called),
        StepKind::Heading => words.heading(&called),
        StepKind::Title => words.title(&called),
    }
}

/// Asks whether a round is to be taken back.
pub(super) fn ask_to_take_back(round: Box<RoundToTakeBack>, shell: &Shell) -> Step {
    let words = DraftingWords(shell.language);
    let mut said = words.to_take_back(round.round, &one_line(&round.title), &one_line(&round.note));
    said.push(words.what_stays(round.draft_differs).to_owned());
    let row = |text| Row {
        indent: 1,
        spans: vec![Span::plain(text)],
    };
    let rows = said.into_iter().map(row).collect();
    let deed = Operation::TakeBack { shown: round };
    let question = Question::new(words.take_back_title(), rows, words.take_back_asks(), deed);
    Step::Lay(Box::new(Overlay::Question(question)))
}

fn ask(purpose: Drafting, title: &str, text: &str) -> Step {
    let prompt = Prompt::new(Purpose::Draft(purpose), title, text);
    Step::Lay(Box::new(Overlay::Prompt(Box::new(prompt))))
}
