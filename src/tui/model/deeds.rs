//! What was agreed to, and what came of it.

use super::Model;
use crate::session::Conflict;
use crate::tui::effect::Effect;
use crate::tui::operation::{Done, Operation};
use crate::tui::overlays::{Chooser, Editor, Overlay, Question};
use crate::tui::reader::Row;
use crate::tui::screens::Step;
use crate::tui::screens::contract::ContractScreen;
use crate::tui::work::{Load, ResultSlot};
use crate::wording::{CommentWords, DraftingWords, PositionWords, Role, Span, SyncWords, one_line};
use std::path::PathBuf;

impl Model {
    /// Begins what was agreed to: recording and sending go on while keys are answered; what needs the terminal takes it.
    pub(super) fn begin(&mut self, deed: Operation) -> Vec<Effect> {
        let writes = matches!(
            deed,
            Operation::Draft { .. } | Operation::PutText { .. } | Operation::Undo { .. } | Operation::Place { .. }
        );
        // What came of a step has to be known before the next one, or it could not be taken back.
        if writes && self.slots.is_busy(ResultSlot::Deed) {
            let said = DraftingWords(self.shell.language).one_at_a_time();
            if let Operation::PutText { editing, text, .. } = deed {
                self.overlay = Some(Overlay::Editor(Box::new(Editor::refused(*editing, &text, said))));
                return Vec::new();
            }
            return self.say(Role::Plain, said);
        }
        match deed {
            Operation::Exchange { .. } | Operation::Edit { .. } => vec![Effect::Aside(deed)],
            deed if writes => self.take(vec![Step::Load(Load::Deed(deed))]),
            deed => self.take(vec![
                Step::Load(Load::Deed(deed)),
                Step::say(self.shell.words().recording()),
            ]),
        }
    }

    pub(super) fn done(&mut self, deed: &Operation, done: Result<Done, String>) -> Vec<Effect> {
        let words = self.shell.words();
        let worked = done.is_ok();
        match done {
            Ok(Done::Locked(deed)) => return vec![Effect::Aside(deed)],
            Ok(Done::Conflicts(conflicts)) => return self.choose(deed, conflicts),
            Ok(Done::Confirmed(party)) => self.say(Role::Plain, &words.keys_confirmed(&one_line(&party))),
            Ok(Done::Recorded(count)) => self.say(Role::Plain, &words.recorded(count)),
            Ok(Done::Commented(true)) => self.say(Role::Plain, CommentWords(self.shell.language).kept()),
            Ok(Done::Commented(false)) => self.say(Role::Plain, CommentWords(self.shell.language).made()),
            Ok(Done::Sent(round)) => self.say(Role::Plain, &words.sent(round)),
            Ok(Done::Exchanged(lines)) => self.say(Role::Plain, &lines.join("  ")),
            Ok(Done::Edited(Some(step))) => return self.stepped(deed, *step),
            Ok(Done::Edited(None)) => {
                let mut said = self.say(Role::Plain, words.not_edited());
                if let Operation::PutText { contract, editing, .. } = deed {
                    let steps = self.forget_typed(contract, &editing.clause);
                    said.extend(self.take(steps));
                }
                return said;
            }
            Ok(Done::TakenBack(round)) => self.say(Role::Plain, &DraftingWords(self.shell.language).taken_back(round)),
            Ok(Done::Undone) => return self.undone(deed),
            Ok(Done::NotTaken { why, kept }) => return self.edit_again(deed, &why, kept),
            Err(trouble) => {
                if let Operation::PutText { editing, text, .. } = deed {
                    let editor = Editor::refused((**editing).clone(), text, &trouble);
                    self.overlay = Some(Overlay::Editor(Box::new(editor)));
                    return Vec::new();
                }
                self.say(Role::Alarm, &trouble)
            }
        };
        let contract = match deed {
            Operation::Record { contract, .. }
            | Operation::Whole { contract, .. }
            | Operation::Comment { contract, .. }
            | Operation::Send { contract, .. }
            | Operation::Trust { contract, .. }
            | Operation::Place { contract, .. }
            | Operation::Edit { contract, .. }
            | Operation::Draft { contract, .. }
            | Operation::PutText { contract, .. }
            | Operation::Undo { contract, .. } => contract.clone(),
            Operation::TakeBack { shown } => shown.contract.clone(),
            Operation::Exchange { .. } => match self.open_contract() {
                Some(screen) => screen.name().to_owned(),
                None => return self.take(vec![Step::Load(Load::Contracts)]),
            },
        };
        let sent = matches!(deed, Operation::Send { .. });
        let back = matches!(deed, Operation::TakeBack { .. });
        if sent && worked {
            self.forget_steps(&contract);
        }
        let reload = |screen: &mut ContractScreen| match () {
            () if sent => screen.show_newest(),
            () if back && worked => screen.show_edited(),
            () => screen.reload(),
        };
        // Sent from the list, it is the list that has something new to tell.
        let steps = self
            .contract(&contract)
            .map_or_else(|| vec![Step::Load(Load::Contracts)], reload);
        self.take(steps)
    }

    /// What was typed cannot be taken, and is kept: whether the editor is to be opened again.
    fn edit_again(&mut self, deed: &Operation, why: &str, kept: PathBuf) -> Vec<Effect> {
        let Operation::Edit { contract, clause, .. } = deed else {
            return Vec::new();
        };
        let words = self.shell.words();
        let deed = Operation::Edit {
            contract: contract.clone(),
            clause: clause.clone(),
            kept: Some(kept),
        };
        let about = vec![Row {
            indent: 1,
            spans: vec![Span::new(Role::Alarm, one_line(why))],
        }];
        let asks = PositionWords(self.shell.language).editor_again();
        self.overlay = Some(Overlay::Question(Question::new(words.not_taken(), about, asks, deed)));
        Vec::new()
    }

    /// Both sides changed the same: nothing was done, and somebody has to choose.
    fn choose(&mut self, deed: &Operation, conflicts: Vec<Conflict>) -> Vec<Effect> {
        let settled = if let Operation::Exchange { settled } = deed {
            settled.clone()
        } else {
            Vec::new()
        };
        let said = if settled.is_empty() {
            Vec::new()
        } else {
            self.say(Role::Alarm, SyncWords(self.shell.language).meanwhile())
        };
        self.overlay = Some(Overlay::Chooser(Box::new(Chooser::new(conflicts, settled))));
        said
    }
}
