//! What lies over a screen: menus, prompts and questions, and what comes of them.

use super::Model;
use crate::tui::actions::{ACTIONS, ActionRow};
use crate::tui::effect::Effect;
use crate::tui::look::Looks;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Pressed, Prompt, Purpose, Question};
use crate::tui::screens::{Screen, Shell};
use crate::wording::{Role, SyncWords};

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
        let (text, finished) = match pressed {
            Pressed::Typed(text) => (text, false),
            Pressed::Finished(text) => (text, true),
            _ => return Vec::new(),
        };
        if !finished {
            self.overlay = Some(Overlay::Prompt(prompt));
        }
        let steps = match (self.top(), &purpose) {
            (Screen::Contracts(screen), Purpose::Filter) => {
                screen.filter(&text);
                Vec::new()
            }
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
            (Screen::Contract(screen), Purpose::Note) if finished => screen.note(&text, shell),
            _ => Vec::new(),
        };
        self.take(steps)
    }

    fn picked(&mut self, pick: Pick, shell: &Shell) -> Vec<Effect> {
        match pick {
            Pick::Action(action) => self.act(action),
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
                    .map(|screen| screen.ask_comment(&subject, internal, shell))
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

    /// Every action that works here, to be found by typing: with its keys first, or with its name.
    pub(super) fn lay_keys(&mut self, keys: bool) -> Vec<Effect> {
        let context = self.context();
        let words = self.shell.actions();
        let item = |entry: &ActionRow| {
            let typed: Vec<String> = self.keymap.keys(entry.action).iter().map(ToString::to_string).collect();
            PickerItem {
                label: (entry.title)(words).to_owned(),
                detail: (entry.help)(words).to_owned(),
                keys: typed.join(" "),
                pick: Pick::Action(entry.action),
            }
        };
        let items = ACTIONS
            .iter()
            .filter(|entry| entry.contexts.contains(&context) && !(self.shell.read_only && entry.danger))
            .map(item)
            .collect();
        let title = if keys {
            self.shell.words().keys()
        } else {
            self.shell.words().palette()
        };
        self.overlay = Some(Overlay::Picker(Picker::narrowing(title, items)));
        Vec::new()
    }

    pub(super) fn lay_themes(&mut self) {
        let item = |name: &String| PickerItem {
            label: name.clone(),
            detail: String::new(),
            keys: String::new(),
            pick: Pick::Theme(name.clone()),
        };
        let items: Vec<PickerItem> = self.themes.keys().map(item).collect();
        let at = self.themes.keys().position(|name| *name == self.theme).unwrap_or(0);
        self.overlay = Some(Overlay::Picker(Picker::new(self.shell.words().themes(), items, at)));
    }
}
