//! What lies over a screen: menus, prompts and questions, and what comes of them.

use super::Model;
use crate::session::CommentSubject;
use crate::tui::actions::{ACTIONS, Action, ActionRow, KeyContext};
use crate::tui::effect::Effect;
use crate::tui::legend::{Explained, legend};
use crate::tui::look::Looks;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Pressed, Prompt, Purpose, Question};
use crate::tui::screens::contract::ContractScreen;
use crate::tui::screens::{Screen, Shell, Step};
use crate::wording::{DraftingWords, LegendWords, Role, SyncWords};

impl Model {
    /// What a key did to an overlay.
    pub(super) fn pressed(&mut self, overlay: Overlay, pressed: Pressed) -> Vec<Effect> {
        let shell = self.shell.clone();
        match (overlay, pressed) {
            (overlay, Pressed::Stays) => {
                self.overlay = Some(overlay);
                Vec::new()
            }
            (Overlay::Prompt(prompt), pressed) => self.prompted(prompt, pressed, &shell),
            (Overlay::Editor(editor), pressed) => self.typed(editor, pressed),
            (Overlay::Picker(_), Pressed::Picks(pick)) => self.picked(pick, &shell),
            (overlay @ Overlay::Picker(_), Pressed::Previews(pick)) => {
                if let Pick::Theme(name) = &pick
                    && let Some(theme) = self.themes.get(name)
                {
                    self.shell.looks = Looks::of(theme.clone());
                }
                self.overlay = Some(overlay);
                Vec::new()
            }
            (Overlay::Picker(_), _) => {
                // A theme that was only looked at is put back.
                if let Some(theme) = self.themes.get(&self.theme) {
                    self.shell.looks = Looks::of(theme.clone());
                }
                Vec::new()
            }
            (Overlay::Question(Question { deed, .. }), Pressed::Agrees) => self.begin(deed),
            (
                Overlay::Question(Question {
                    deed: Operation::Trust { .. },
                    ..
                }),
                _,
            ) => self.say(Role::Plain, shell.words().not_confirmed()),
            (
                Overlay::Question(Question {
                    deed: Operation::Place { .. },
                    ..
                }),
                _,
            ) => self.say(Role::Plain, shell.review().not_placed()),
            (
                Overlay::Question(Question {
                    deed: Operation::Record { .. },
                    ..
                }),
                _,
            ) => self.say(Role::Plain, shell.words().kept()),
            (Overlay::Question(_), _) => self.say(Role::Plain, shell.words().nothing_done()),
            (Overlay::Chooser(chooser), Pressed::Agrees) => self.begin(chooser.deed()),
            (Overlay::Chooser(_), _) => self.say(Role::Plain, SyncWords(shell.language).nothing_exchanged()),
        }
    }

    /// Words were typed, finished or left.
    fn prompted(&mut self, prompt: Box<Prompt>, pressed: Pressed, shell: &Shell) -> Vec<Effect> {
        let purpose = prompt.purpose.clone();
        if let (Purpose::Comment(CommentSubject::Clause { clause, on }, internal), Pressed::Turns(text)) =
            (&purpose, &pressed)
        {
            let steps = self
                .open_contract()
                .map(|screen| screen.ask_words(clause, on.as_deref(), *internal, text, shell))
                .unwrap_or_default();
            return self.take(steps);
        }
        let (text, finished) = match (pressed, &purpose) {
            (Pressed::Typed(text), _) => (text, false),
            (Pressed::Finished(text), _) => (text, true),
            // Back to the comment, which is on no words then.
            (Pressed::Closes, Purpose::CommentOn { .. }) => (String::new(), true),
            _ => return Vec::new(),
        };
        if !finished {
            self.overlay = Some(Overlay::Prompt(prompt));
        }
        let steps = match (self.top(), &purpose) {
            (Screen::Contracts(screen), Purpose::Everywhere) if finished => screen.search(&text),
            (Screen::Contract(screen), Purpose::Search) if finished => screen.search(&text, shell),
            (Screen::Contract(screen), Purpose::Reason { decision, clauses }) if finished => {
                screen.reason(*decision, clauses, &text, shell)
            }
            (Screen::Contract(screen), Purpose::Reason { decision, clauses }) => {
                screen.unfinished(*decision, clauses, &text)
            }
            (Screen::Contract(screen), Purpose::OfFinding(finding)) => screen.finding_note(finding, &text),
            (Screen::Contract(screen), Purpose::Comment(subject, internal)) if finished => {
                screen.commented(subject, *internal, &text, shell)
            }
            (
                Screen::Contract(screen),
                Purpose::CommentOn {
                    clause,
                    internal,
                    text: comment,
                },
            ) if finished => screen.comment_on(clause, &text, *internal, comment, shell),
            (Screen::Contract(screen), Purpose::Draft(drafting)) if finished => screen.drafted(drafting, &text, shell),
            (Screen::Contract(screen), Purpose::Note) if finished => screen.note(&text, shell),
            _ => Vec::new(),
        };
        self.take(steps)
    }

    fn picked(&mut self, pick: Pick, shell: &Shell) -> Vec<Effect> {
        match pick {
            Pick::Action(action) => self.act(action),
            Pick::Nothing => Vec::new(),
            Pick::Found {
                contract,
                clause,
                words,
            } => {
                let screen = ContractScreen::at(contract, clause, words);
                self.take(vec![Step::Open(Box::new(Screen::Contract(Box::new(screen))))])
            }
            Pick::Theme(name) => {
                if let Some(theme) = self.themes.get(&name) {
                    self.shell.looks = Looks::of(theme.clone());
                }
                self.theme.clone_from(&name);
                vec![Effect::KeepTheme(name)]
            }
            Pick::Keys(party) => {
                let steps = self
                    .open_contract()
                    .map(|screen| screen.ask_keys(&party, shell))
                    .unwrap_or_default();
                self.take(steps)
            }
            Pick::Left(_) | Pick::Right(_) => {
                let steps = self
                    .open_contract()
                    .map(|screen| screen.picked(pick, shell))
                    .unwrap_or_default();
                self.take(steps)
            }
            Pick::Wording(wording, manner) => {
                let screen = self.open_contract();
                let steps = screen
                    .map(|screen| screen.ask_wording(wording, manner, shell))
                    .unwrap_or_default();
                self.take(steps)
            }
            Pick::Comment(subject, internal) => {
                let steps = self
                    .open_contract()
                    .map(|screen| screen.ask_comment(&subject, internal, "", shell))
                    .unwrap_or_default();
                self.take(steps)
            }
            Pick::Evidence => {
                let steps = self
                    .open_contract()
                    .map(|screen| screen.evidence(shell))
                    .unwrap_or_default();
                self.take(steps)
            }
            Pick::Export(ending) => {
                let steps = self
                    .open_contract()
                    .map(|screen| screen.export(ending, shell))
                    .unwrap_or_default();
                self.take(steps)
            }
        }
    }

    /// Every action of this screen, and whether it can be done now.
    fn actions_here(&self) -> Vec<PickerItem> {
        let context = self.context();
        let words = self.shell.actions();
        let item = |entry: &ActionRow| {
            let typed: Vec<String> = self.keymap.keys(entry.action).iter().map(ToString::to_string).collect();
            PickerItem {
                label: (entry.title)(words).to_owned(),
                detail: (entry.help)(words).to_owned(),
                keys: typed.join(" "),
                why_not: self.why_not(entry.action),
                pick: Pick::Action(entry.action),
            }
        };
        ACTIONS
            .iter()
            .filter(|entry| entry.contexts.contains(&context))
            .map(item)
            .collect()
    }

    /// Why something cannot be done now; `None` where it can.
    fn why_not(&self, action: Action) -> Option<String> {
        let (shell, entry) = (&self.shell, action.entry());
        let leaves = matches!(action, Action::Export | Action::Suspend);
        if action == Action::Undo && self.last_step().is_none() {
            return Some(DraftingWords(shell.language).nothing_to_undo().to_owned());
        }
        if shell.read_only && (entry.danger || action == Action::Undo) {
            return Some(shell.words().asked_read_only().to_owned());
        }
        if shell.restricted && leaves {
            return Some(shell.words().restricted().to_owned());
        }
        self.screens.last().and_then(|screen| screen.why_not(action, shell))
    }

    /// What the signs mean, and on the next page every key.
    pub(super) fn lay_help(&mut self) -> Vec<Effect> {
        let words = LegendWords(self.shell.language);
        let sign = |one: Explained| PickerItem {
            label: one.place.to_owned(),
            detail: one.meaning,
            keys: one.sign,
            why_not: None,
            pick: Pick::Nothing,
        };
        let signs = legend(&self.shell).into_iter().map(sign).collect();
        let title = |title: &str, other: &str| format!("{title}  ({other})");
        let picker = Picker::narrowing(
            title(words.signs(), words.to_keys()),
            signs,
            self.shell.words().no_such_sign(),
        )
        .with_page(title(self.shell.words().keys(), words.to_signs()), self.actions_here());
        self.overlay = Some(Overlay::Picker(picker));
        Vec::new()
    }

    /// Everything that can be done here, first what the hints of the screen name, last what cannot be done now.
    pub(super) fn lay_palette(&mut self) -> Vec<Effect> {
        let hints = self.screens.last().map(Screen::hints).unwrap_or_default();
        let mut items = self.actions_here();
        let rank = |item: &PickerItem| {
            let Pick::Action(action) = item.pick else {
                return (false, usize::MAX);
            };
            let hinted = hints.iter().position(|hint| *hint == action);
            let moves = action.entry().contexts.contains(&KeyContext::Picker);
            (
                item.why_not.is_some(),
                hinted.unwrap_or(hints.len() + usize::from(moves)),
            )
        };
        items.sort_by_key(rank);
        self.overlay = Some(Overlay::Picker(Picker::narrowing(
            self.shell.words().palette(),
            items,
            self.shell.words().no_such_command(),
        )));
        Vec::new()
    }

    pub(super) fn lay_themes(&mut self) {
        let item = |name: &String| PickerItem {
            label: name.clone(),
            detail: String::new(),
            keys: String::new(),
            why_not: None,
            pick: Pick::Theme(name.clone()),
        };
        let items: Vec<PickerItem> = self.themes.keys().map(item).collect();
        let at = self.themes.keys().position(|name| *name == self.theme).unwrap_or(0);
        self.overlay = Some(Overlay::Picker(Picker::new(self.shell.words().themes(), items, at)));
    }
}
