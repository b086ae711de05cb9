//! The steps of writing a draft, and taking them back one by one until the draft is sent.

use super::{Model, Msg};
use crate::session::DraftStep;
use crate::tui::effect::Effect;
use crate::tui::key::Code;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Editor, Overlay, Pressed};
use crate::tui::screens::Step;
use crate::tui::screens::contract::drafting::step_in_words;
use crate::tui::work::{Load, ResultSlot};
use crate::wording::{DraftingWords, Role};

impl Model {
    /// The last step that was taken in the draft that is open.
    pub(super) fn last_step(&self) -> Option<&DraftStep> {
        let open = self.open_name()?;
        let mut steps = self.steps.iter().rev();
        steps.find(|(contract, _)| *contract == open).map(|(_, step)| step)
    }

    /// Takes back the last step in the draft that is open.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        if self.shell.read_only {
            return self.say(Role::Alarm, self.shell.words().asked_read_only());
        }
        match (self.open_name(), self.last_step().cloned()) {
            (Some(contract), Some(step)) => self.begin(Operation::Undo {
                contract,
                step: Box::new(step),
            }),
            _ => self.say(Role::Plain, DraftingWords(self.shell.language).nothing_to_undo()),
        }
    }

    /// A step was taken: it can be taken back from now on.
    pub(super) fn stepped(&mut self, deed: &Operation, step: DraftStep) -> Vec<Effect> {
        let Some(contract) = deed.draft_of().map(str::to_owned) else {
            return Vec::new();
        };
        let said = step_in_words(&step, &self.shell);
        let (mut steps, mut first) = (Vec::new(), false);
        if let Some(screen) = self.contract(&contract) {
            first = screen.shows_first_draft();
            if let Operation::PutText { editing, .. } = deed {
                steps.push(screen.forget_typed(&editing.clause));
            }
            steps.extend(screen.show_step(&step));
        }
        self.steps.push((contract, step));
        self.say(Role::Plain, &DraftingWords(self.shell.language).done(&said, first));
        self.take(steps)
    }

    /// The last step was taken back.
    pub(super) fn undone(&mut self, deed: &Operation) -> Vec<Effect> {
        let Operation::Undo { contract, step } = deed else {
            return Vec::new();
        };
        if let Some(at) = self
            .steps
            .iter()
            .rposition(|(of, known)| of == contract && known == &**step)
        {
            self.steps.remove(at);
        }
        let left = self.steps.iter().filter(|(of, _)| of == contract).count();
        let said = DraftingWords(self.shell.language).undone(&step_in_words(step, &self.shell), left);
        self.say(Role::Plain, &said);
        let steps = self
            .contract(contract)
            .map(|screen| screen.show_step(step))
            .unwrap_or_default();
        self.take(steps)
    }

    /// What was sent is no draft any more: none of its steps can be taken back.
    pub(super) fn forget_steps(&mut self, contract: &str) {
        self.steps.retain(|(of, _)| of != contract);
    }

    /// What a key did to the plain editor.
    pub(super) fn typed(&mut self, editor: Box<Editor>, pressed: Pressed) -> Vec<Effect> {
        let editing = editor.editing.clone();
        match pressed {
            Pressed::Finished(text) => {
                let Some(contract) = self.open_name() else {
                    return Vec::new();
                };
                self.begin(Operation::PutText {
                    contract,
                    editing: Box::new(editing),
                    text,
                })
            }
            Pressed::Closes if editor.text() == editing.text => self.say(Role::Plain, self.shell.words().not_edited()),
            Pressed::Closes => self.say(Role::Plain, DraftingWords(self.shell.language).text_kept()),
            Pressed::Typed(text) => {
                self.overlay = Some(Overlay::Editor(editor));
                let steps = self
                    .open_contract()
                    .map(|screen| screen.typed(&editing, &text))
                    .unwrap_or_default();
                self.take(steps)
            }
            _ => {
                self.overlay = Some(Overlay::Editor(editor));
                Vec::new()
            }
        }
    }

    /// After the editor left the draft as it was, nothing of it is kept beside it.
    pub(super) fn forget_typed(&mut self, contract: &str, clause: &str) -> Vec<Step> {
        self.contract(contract)
            .map(|screen| vec![screen.forget_typed(clause)])
            .unwrap_or_default()
    }

    fn open_name(&self) -> Option<String> {
        self.screens.iter().rev().find_map(|screen| match screen {
            crate::tui::screens::Screen::Contract(screen) => Some(screen.name().to_owned()),
            _ => None,
        })
    }

    /// Holds back what is typed while the plain editor is being made ready: it is meant for the text, and is no command. Gives
    /// back what is not held. Esc gives the editor up.
    pub(super) fn hold(&mut self, msg: Msg) -> Option<Msg> {
        let waits = self.overlay.is_none() && self.slots.is_busy(ResultSlot::Editing);
        match &msg {
            Msg::Key(key) if waits && (key.code == Code::Esc || (key.ctrl && key.code == Code::Char('c'))) => {
                self.slots.drop_work(ResultSlot::Editing);
                self.held.clear();
                None
            }
            Msg::Key(_) | Msg::Paste(_) if waits => {
                self.held.push(msg);
                None
            }
            _ => Some(msg),
        }
    }

    /// What was held goes into the plain editor. Where something else came in its place, such as a question, it is dropped: it
    /// was typed before that could be read.
    pub(super) fn release(&mut self, load: &Load) -> Vec<Effect> {
        if !matches!(load, Load::Editing { .. } | Load::TakeBack(_)) {
            return Vec::new();
        }
        let held = std::mem::take(&mut self.held);
        if !matches!(self.overlay, Some(Overlay::Editor(_))) {
            return Vec::new();
        }
        held.into_iter().flat_map(|msg| self.update(msg)).collect()
    }

    /// Whether an answer that comes now may lay something over the screen: nothing else was opened meanwhile.
    pub(super) fn may_lay(&self, load: &Load) -> bool {
        !matches!(load, Load::Editing { .. } | Load::TakeBack(_)) || self.overlay.is_none()
    }
}
