//! The state of the screens, and what every message does to it. Nothing in here waits: what is slow is an effect.

mod deeds;
mod drafting;
mod draw;
mod overlaid;

use crate::language::Language;
use crate::session::{DraftStep, FindingMarks, Pending, Theme};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::operation::{Done, Operation};
use crate::tui::overlays::{Overlay, Pressed, Question};
use crate::tui::screens::contract::ContractScreen;
use crate::tui::screens::contracts::ContractsScreen;
use crate::tui::screens::{Screen, Shell, Step};
use crate::tui::work::{Answer, Job, Load, Loaded, ResultSlot, Slots};
use crate::wording::{Role, one_line};
use std::collections::BTreeMap;

/// Something that happened.
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Words were pasted.
    Paste(String),
    /// The mouse was pressed on a cell.
    Press {
        /// The column.
        column: u16,
        /// The row.
        row: u16,
    },
    /// The wheel was turned; down when not up.
    Wheel {
        /// Upwards.
        up: bool,
    },
    /// The window has another size.
    Resized(u16, u16),
    /// A job says something.
    Answer {
        /// The job.
        job: Job,
        /// What it says.
        answer: Answer,
    },
    /// What is pending on a contract, from the disk.
    Pending(String, Result<Pending, String>),
    /// The marks on a contract's findings, from the disk.
    FindingMarks(String, Result<FindingMarks, String>),
    /// A deed came to an end.
    Done(Operation, Result<Done, String>),
    /// Something was copied; not when it was too long.
    Copied(bool),
    /// A file was written; which, or why not.
    Written(Result<String, String>),
}

/// The themes that can be chosen, by name.
pub type Themes = BTreeMap<String, Theme>;

/// The state of the screens.
pub struct Model {
    /// What every screen knows.
    pub shell: Shell,
    keymap: Keymap,
    themes: Themes,
    theme: String,
    screens: Vec<Screen>,
    overlay: Option<Overlay>,
    said: Option<(Role, String)>,
    slots: Slots,
    /// What was done to drafts since the program started and is not sent: of which contract, the last one at the end.
    steps: Vec<(String, DraftStep)>,
    /// What was typed while the plain editor was being made ready.
    held: Vec<Msg>,
    mouse: bool,
    ended: bool,
}

impl Model {
    /// The screens as they begin: with the list of contracts, or with one of them. Gives what has to be read.
    #[must_use]
    pub fn new(
        shell: Shell,
        keymap: Keymap,
        themes: Themes,
        theme: String,
        contract: Option<String>,
    ) -> (Self, Vec<Effect>) {
        let mut model = Self {
            shell,
            keymap,
            themes,
            theme,
            screens: vec![Screen::Contracts(ContractsScreen::default())],
            overlay: None,
            said: None,
            slots: Slots::default(),
            steps: Vec::new(),
            held: Vec::new(),
            mouse: false,
            ended: false,
        };
        let mut steps = model.top().loads();
        if let Some(contract) = contract {
            steps.push(Step::Open(Box::new(Screen::Contract(Box::new(ContractScreen::new(
                contract,
            ))))));
        }
        let effects = model.take(steps);
        (model, effects)
    }

    /// Says something that must not be missed, until the next key.
    pub fn warn(&mut self, text: &str) {
        self.say(Role::Alarm, text);
    }

    /// Whether the program is to end.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    fn top(&mut self) -> &mut Screen {
        // The first screen is never closed: leaving it ends the program.
        let last = self.screens.len() - 1;
        &mut self.screens[last]
    }

    fn context(&self) -> KeyContext {
        self.screens.last().map_or(KeyContext::Contracts, Screen::context)
    }

    /// Takes a message; gives what is to be done outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        // What was read goes to the disk before anything else is done.
        let mut effects: Vec<Effect> = match msg {
            Msg::Pending(..) => Vec::new(),
            _ => self
                .open_contract()
                .and_then(|screen| screen.keep_read())
                .into_iter()
                .collect(),
        };
        effects.extend(self.react(msg));
        effects
    }

    fn react(&mut self, msg: Msg) -> Vec<Effect> {
        let Some(msg) = self.hold(msg) else {
            return Vec::new();
        };
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Press { column, row } => self.press(column, row),
            Msg::Wheel { up } => self.act(if up { Action::TextUp } else { Action::TextDown }),
            Msg::Resized(columns, rows) => {
                self.shell.size = (columns, rows);
                Vec::new()
            }
            Msg::Answer { job, answer } => self.answer(&job, answer),
            Msg::Pending(contract, Ok(pending)) => {
                let shell = self.shell.clone();
                let screen = self.contract(&contract);
                let steps = screen.map(|screen| screen.keep(pending, &shell)).unwrap_or_default();
                self.take(steps)
            }
            Msg::FindingMarks(contract, Ok(marks)) => {
                if let Some(screen) = self.contract(&contract) {
                    screen.keep_findings(marks);
                }
                Vec::new()
            }
            Msg::Pending(_, Err(trouble)) | Msg::FindingMarks(_, Err(trouble)) | Msg::Written(Err(trouble)) => {
                self.say(Role::Alarm, &trouble)
            }
            Msg::Done(deed, done) => self.done(&deed, done),
            Msg::Copied(true) => self.say(Role::Plain, self.shell.words().copied()),
            Msg::Copied(false) => self.say(Role::Alarm, self.shell.words().not_copied()),
            Msg::Written(Ok(file)) => self.say(Role::Plain, &self.shell.words().written(&file)),
        }
    }

    /// What has to be kept when the line drops: marks are on disk already, the place is not.
    #[must_use]
    pub fn farewell(&self) -> Vec<Effect> {
        self.screens
            .iter()
            .filter_map(|screen| {
                if let Screen::Contract(screen) = screen {
                    Some(screen)
                } else {
                    None
                }
            })
            .flat_map(|screen| [screen.keep_read(), screen.leave()])
            .flatten()
            .collect()
    }

    fn say(&mut self, role: Role, text: &str) -> Vec<Effect> {
        self.said = Some((role, one_line(text)));
        Vec::new()
    }

    fn contract(&mut self, name: &str) -> Option<&mut ContractScreen> {
        self.screens.iter_mut().find_map(|screen| match screen {
            Screen::Contract(screen) if screen.name() == name => Some(&mut **screen),
            _ => None,
        })
    }

    fn open_contract(&mut self) -> Option<&mut ContractScreen> {
        self.screens.iter_mut().rev().find_map(|screen| {
            if let Screen::Contract(screen) = screen {
                Some(&mut **screen)
            } else {
                None
            }
        })
    }

    /// Takes the steps that a screen wants.
    fn take(&mut self, steps: Vec<Step>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for step in steps {
            match step {
                Step::Effect(effect) => effects.push(effect),
                Step::Load(load) => effects.push(Effect::Begin(self.slots.begin(load))),
                Step::Do(deed) => effects.extend(self.begin(deed)),
                Step::Drop(slot) => self.slots.drop_work(slot),
                Step::Open(screen) => {
                    let loads = screen.loads();
                    self.screens.push(*screen);
                    effects.extend(self.take(loads));
                }
                Step::Close => effects.extend(self.close()),
                Step::Lay(overlay) => self.overlay = Some(*overlay),
                Step::Say(role, text) => self.said = Some((role, one_line(&text))),
            }
        }
        effects
    }

    fn close(&mut self) -> Vec<Effect> {
        if self.screens.len() == 1 {
            return self.quit();
        }
        let closed = self.screens.pop();
        let mut effects = Vec::new();
        if let Some(Screen::Contract(screen)) = closed {
            // What it was reading is no longer wanted, and the list may have to tell something new.
            for slot in [
                ResultSlot::Standing,
                ResultSlot::Redline,
                ResultSlot::Record,
                ResultSlot::Audit,
                ResultSlot::Asks,
                ResultSlot::Review,
            ] {
                self.slots.drop_work(slot);
            }
            effects.extend(screen.keep_read());
            effects.extend(screen.leave());
            effects.extend(self.take(vec![Step::Load(Load::Contracts)]));
        }
        effects
    }

    fn quit(&mut self) -> Vec<Effect> {
        self.ended = true;
        let mut effects = self.farewell();
        effects.push(Effect::Quit);
        effects
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.said = None;
        if let Some(mut overlay) = self.overlay.take() {
            let shell = &self.shell;
            let pressed = match &mut overlay {
                Overlay::Prompt(prompt) => prompt.press(key),
                Overlay::Editor(editor) => editor.press(key),
                Overlay::Picker(picker) => picker.press(key, &self.keymap),
                Overlay::Question(question) => question.press(key, &self.keymap),
                Overlay::Chooser(chooser) => chooser.press(key, &self.keymap, shell),
            };
            return self.pressed(overlay, pressed);
        }
        match self.keymap.action(self.context(), key) {
            Some(action) => self.act(action),
            None => Vec::new(),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        // Pasted words fire no commands: without a place to type they are dropped.
        let Some(mut overlay) = self.overlay.take() else {
            return Vec::new();
        };
        let pressed = match &mut overlay {
            Overlay::Prompt(prompt) => prompt.paste(text),
            Overlay::Editor(editor) => editor.paste(text),
            Overlay::Picker(picker) => picker.paste(text),
            Overlay::Question(_) | Overlay::Chooser(_) => Pressed::Stays,
        };
        self.pressed(overlay, pressed)
    }

    fn press(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if self.overlay.is_some() || row == 0 {
            return Vec::new();
        }
        let shell = self.shell.clone();
        let steps = match self.top() {
            Screen::Contracts(screen) => screen.press(row - 1, &shell),
            Screen::Contract(screen) => {
                screen.press(column, row - 1, &shell);
                Vec::new()
            }
            Screen::History(_) => Vec::new(),
        };
        self.take(steps)
    }

    /// Does what a key or a menu asks for.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        let shell = self.shell.clone();
        match action {
            Action::Quit => self.quit(),
            Action::Help => self.lay_help(),
            Action::Palette => self.lay_palette(),
            Action::Theme => {
                self.lay_themes();
                Vec::new()
            }
            Action::Language => {
                self.shell.language = match shell.language {
                    Language::English => Language::Chinese,
                    Language::Chinese => Language::English,
                };
                Vec::new()
            }
            Action::Mouse => {
                self.mouse = !self.mouse;
                let said = if self.mouse {
                    shell.words().mouse_on()
                } else {
                    shell.words().mouse_off()
                };
                self.say(Role::Plain, said);
                vec![Effect::Mouse(self.mouse)]
            }
            // There is no shell behind a forced command.
            Action::Suspend if shell.restricted => self.say(Role::Alarm, shell.words().restricted()),
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Repaint],
            Action::Undo => self.undo(),
            Action::Exchange if shell.read_only => self.say(Role::Alarm, shell.words().asked_read_only()),
            Action::Exchange => {
                let question = Question::new(
                    shell.actions().exchange(),
                    Vec::new(),
                    shell.words().confirm_exchange(),
                    Operation::Exchange { settled: Vec::new() },
                );
                self.overlay = Some(Overlay::Question(question));
                Vec::new()
            }
            action => {
                let steps = self.top().act(action, &shell);
                self.take(steps)
            }
        }
    }

    fn answer(&mut self, job: &Job, answer: Answer) -> Vec<Effect> {
        if !self.slots.takes(job.load.slot(), job.number, &answer) {
            return Vec::new();
        }
        let shell = self.shell.clone();
        match (answer, &job.load) {
            (Answer::Progress(progress), _) => {
                if let Some(screen) = self.open_contract() {
                    screen.progress(progress);
                }
                Vec::new()
            }
            (Answer::Done(Ok(Loaded::Deed(done))), Load::Deed(deed)) => self.done(deed, Ok(done)),
            (Answer::Done(Err(trouble)), Load::Deed(deed)) => self.done(deed, Err(trouble)),
            (Answer::Done(Ok(Loaded::Evidence { file, warnings })), _) => {
                let role = if warnings.is_empty() { Role::Plain } else { Role::Alarm };
                let said = std::iter::once(shell.words().written(&file)).chain(warnings);
                self.say(role, &said.collect::<Vec<_>>().join("  "))
            }
            (Answer::Done(Err(trouble)), Load::Evidence(_)) => self.say(Role::Alarm, &trouble),
            (Answer::Done(_), load) if !self.may_lay(load) => {
                self.held.clear();
                Vec::new()
            }
            (Answer::Done(loaded), load) => {
                let wanted = matches!(load, Load::Contracts | Load::Outgoing(_) | Load::Search(_));
                let of_history = matches!(load, Load::Wordings { .. });
                let screen = self.screens.iter_mut().rev().find(|screen| match screen {
                    Screen::Contracts(_) => wanted,
                    Screen::Contract(_) => !wanted && !of_history,
                    Screen::History(_) => of_history,
                });
                let steps = screen
                    .map(|screen| screen.receive(loaded, load, &shell))
                    .unwrap_or_default();
                let mut effects = self.take(steps);
                effects.extend(self.release(load));
                effects
            }
        }
    }
}
