//! The state of the screens, and what every message does to it. Nothing in here waits: what is slow is an effect.

use super::actions::{ACTIONS, Action, Context};
use super::effect::{Deed, Done, Effect};
use super::key::Key;
use super::keymap::Keymap;
use super::look::{Chosen, Looks};
use super::overlays::{Item, Overlay, Pick, Picker, Pressed, Prompt, Purpose, Question};
use super::reader::paragraph;
use super::screens::contract::ContractScreen;
use super::screens::contracts::ContractsScreen;
use super::screens::{Screen, Shell, Step};
use super::work::{Answer, Job, Load, Slot, Slots};
use crate::session::{Pending, Theme};
use crate::wording::{Language, Role, Span, fitted, one_line, width};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};
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
    /// A deed came to an end.
    Done(Deed, Result<Done, String>),
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
            mouse: false,
            ended: false,
        };
        let mut steps = model.top().loads();
        if let Some(contract) = contract {
            steps.push(Step::Open(Box::new(Screen::Contract(Box::new(ContractScreen::new(contract))))));
        }
        let effects = model.take(steps);
        (model, effects)
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

    fn context(&self) -> Context {
        self.screens.last().map_or(Context::Contracts, Screen::context)
    }

    /// Takes a message; gives what is to be done outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
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
            Msg::Pending(contract, Ok(pending)) => match self.contract(&contract) {
                Some(screen) => {
                    let steps = screen.keep(pending);
                    self.take(steps)
                }
                None => Vec::new(),
            },
            Msg::Pending(_, Err(trouble)) | Msg::Written(Err(trouble)) => self.say(Role::Alarm, &trouble),
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
            .filter_map(|screen| if let Screen::Contract(screen) = screen { screen.leave() } else { None })
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
        self.screens
            .iter_mut()
            .rev()
            .find_map(|screen| if let Screen::Contract(screen) = screen { Some(&mut **screen) } else { None })
    }

    /// Takes the steps that a screen wants.
    fn take(&mut self, steps: Vec<Step>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for step in steps {
            match step {
                Step::Effect(effect) => effects.push(effect),
                Step::Load(load) => effects.push(Effect::Begin(self.slots.begin(load))),
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
            for slot in [Slot::Standing, Slot::Redline, Slot::Record, Slot::Audit] {
                self.slots.drop_work(slot);
            }
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
            let pressed = match &mut overlay {
                Overlay::Prompt(prompt) => prompt.press(key),
                Overlay::Picker(picker) => picker.press(key, &self.keymap),
                Overlay::Question(question) => question.press(key, &self.keymap),
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
        let Some(mut overlay) = self.overlay.take() else { return Vec::new() };
        let pressed = match &mut overlay {
            Overlay::Prompt(prompt) => prompt.paste(text),
            Overlay::Picker(picker) => picker.paste(text),
            Overlay::Question(_) => Pressed::Stays,
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

    /// What a key did to an overlay.
    fn pressed(&mut self, overlay: Overlay, pressed: Pressed) -> Vec<Effect> {
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
            (Overlay::Question(_), _) => self.say(Role::Plain, shell.words().kept()),
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
            Pick::Left(_) | Pick::Right(_) => {
                let steps = self.open_contract().map(|screen| screen.picked(pick, shell)).unwrap_or_default();
                self.take(steps)
            }
            Pick::Export(ending) => {
                let steps = self.open_contract().map(|screen| screen.export(ending, shell)).unwrap_or_default();
                self.take(steps)
            }
        }
    }

    /// Does what a key or a menu asks for.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        let shell = self.shell.clone();
        match action {
            Action::Quit => self.quit(),
            Action::Help => self.lay_keys(true),
            Action::Palette => self.lay_keys(false),
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
                let said = if self.mouse { shell.words().mouse_on() } else { shell.words().mouse_off() };
                self.say(Role::Plain, said);
                vec![Effect::Mouse(self.mouse)]
            }
            // There is no shell behind a forced command.
            Action::Suspend if shell.restricted => self.say(Role::Alarm, shell.words().restricted()),
            Action::Suspend => vec![Effect::Suspend],
            Action::Redraw => vec![Effect::Repaint],
            Action::Exchange if shell.read_only => self.say(Role::Alarm, shell.words().asked_read_only()),
            Action::Exchange => {
                let question = Question::new(
                    shell.actions().exchange(),
                    Vec::new(),
                    shell.words().confirm_exchange(),
                    Deed::Exchange,
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

    /// Every action that works here, to be found by typing: with its keys first, or with its name.
    fn lay_keys(&mut self, keys: bool) -> Vec<Effect> {
        let context = self.context();
        let words = self.shell.actions();
        let item = |entry: &super::actions::Entry| {
            let typed: Vec<String> = self.keymap.keys(entry.action).iter().map(ToString::to_string).collect();
            Item {
                label: (entry.title)(words).to_owned(),
                detail: (entry.help)(words).to_owned(),
                keys: typed.join(" "),
                pick: Pick::Action(entry.action),
            }
        };
        let items = ACTIONS.iter().filter(|entry| entry.contexts.contains(&context)).map(item).collect();
        let title = if keys { self.shell.words().keys() } else { self.shell.words().palette() };
        self.overlay = Some(Overlay::Picker(Picker::narrowing(title, items)));
        Vec::new()
    }

    fn lay_themes(&mut self) {
        let item = |name: &String| Item {
            label: name.clone(),
            detail: String::new(),
            keys: String::new(),
            pick: Pick::Theme(name.clone()),
        };
        let items: Vec<Item> = self.themes.keys().map(item).collect();
        let at = self.themes.keys().position(|name| *name == self.theme).unwrap_or(0);
        self.overlay = Some(Overlay::Picker(Picker::new(self.shell.words().themes(), items, at)));
    }

    /// Begins what was agreed to: recording and sending go on while keys are answered; what needs the terminal takes it.
    fn begin(&mut self, deed: Deed) -> Vec<Effect> {
        match deed {
            Deed::Exchange | Deed::Edit { .. } => vec![Effect::Aside(deed)],
            deed => self.take(vec![Step::Load(Load::Deed(deed)), Step::say(self.shell.words().recording())]),
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
            (Answer::Done(Ok(super::work::Loaded::Deed(done))), Load::Deed(deed)) => self.done(deed, Ok(done)),
            (Answer::Done(Err(trouble)), Load::Deed(deed)) => self.done(deed, Err(trouble)),
            (Answer::Done(loaded), load) => {
                let wanted = matches!(load, Load::Contracts);
                let of_history = matches!(load, Load::Wordings { .. });
                let screen = self.screens.iter_mut().rev().find(|screen| match screen {
                    Screen::Contracts(_) => wanted,
                    Screen::Contract(_) => !wanted && !of_history,
                    Screen::History(_) => of_history,
                });
                let steps = screen.map(|screen| screen.receive(loaded, load, &shell)).unwrap_or_default();
                self.take(steps)
            }
        }
    }

    fn done(&mut self, deed: &Deed, done: Result<Done, String>) -> Vec<Effect> {
        let words = self.shell.words();
        match done {
            Ok(Done::Locked(deed)) => return vec![Effect::Aside(deed)],
            Ok(Done::Recorded(count)) => self.say(Role::Plain, &words.recorded(count)),
            Ok(Done::Sent(round)) => self.say(Role::Plain, &words.sent(round)),
            Ok(Done::Exchanged(lines)) => self.say(Role::Plain, &lines.join("  ")),
            Ok(Done::Edited(true)) => self.say(Role::Plain, words.edited()),
            Ok(Done::Edited(false)) => self.say(Role::Plain, words.not_edited()),
            Err(trouble) => self.say(Role::Alarm, &trouble),
        };
        let contract = match deed {
            Deed::Record { contract, .. } | Deed::Send { contract, .. } | Deed::Edit { contract, .. } => {
                contract.clone()
            }
            Deed::Exchange => match self.open_contract() {
                Some(screen) => screen.name().to_owned(),
                None => return self.take(vec![Step::Load(Load::Contracts)]),
            },
        };
        let steps = self.contract(&contract).map(ContractScreen::reload).unwrap_or_default();
        self.take(steps)
    }

    /// Paints everything.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        const SMALLEST: (u16, u16) = (40, 10);
        let area = frame.area();
        let shell = self.shell.clone();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            shell.looks.line(frame.buffer_mut(), area, Role::Plain, shell.words().too_small());
            return;
        }
        let head = Rect { height: 1, ..area };
        let middle = Rect { y: area.y + 1, height: area.height - 3, ..area };
        let said = Rect { y: area.bottom() - 2, height: 1, ..area };
        let hints = Rect { y: area.bottom() - 1, height: 1, ..area };
        self.paint_head(frame, head, &shell);
        let cursor = match self.top() {
            Screen::Contracts(screen) => screen.paint(frame, middle, &shell),
            Screen::Contract(screen) => screen.paint(frame, middle, &shell),
            Screen::History(screen) => screen.paint(frame, middle, &shell),
        };
        self.paint_said(frame, said, &shell);
        self.paint_hints(frame, hints, &shell);
        let over = Rect { height: area.height - 1, ..area };
        let in_overlay = match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => {
                prompt.paint(frame, over, &shell.looks, shell.words());
                None
            }
            Some(Overlay::Picker(picker)) => {
                picker.paint(frame, Rect { y: 1, height: area.height - 1, ..area }, &shell.looks)
            }
            Some(Overlay::Question(question)) => {
                question.paint(frame, over, &shell.looks, shell.words());
                None
            }
            None => cursor,
        };
        // The cursor stands on what is chosen, for those who hear the screen.
        if let Some((x, y)) = in_overlay {
            frame.set_cursor_position(Position { x, y });
        }
    }

    fn paint_head(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        let mut text = format!(" adidem  {}", shell.words().contracts());
        if let Some(screen) = self.open_contract() {
            text = format!(" {}", screen.title());
        }
        if shell.read_only {
            text = format!("{text}  [{}]", shell.words().read_only());
        }
        shell.looks.line(frame.buffer_mut(), area, Role::Heading, &text);
        if let Some(who) = self.open_contract().and_then(|screen| screen.speaking(shell)) {
            let cells = width(&who).min(usize::from(area.width) / 2);
            let left = usize::from(area.width).saturating_sub(width(&text) + 1);
            if left > cells {
                let x = area.right() - u16::try_from(cells).unwrap_or(0) - 1;
                shell.looks.line(
                    frame.buffer_mut(),
                    Rect { x, width: area.right() - x, ..area },
                    Role::Faint,
                    &fitted(&who, cells),
                );
            }
        }
    }

    fn paint_said(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        if let Some((role, text)) = &self.said {
            // What is too long for a line takes the lines above it: nothing of what to do is cut off.
            let mut rows = Vec::new();
            let room = usize::from(area.width.saturating_sub(2));
            paragraph(&mut rows, &[Span::new(*role, text.clone())], 1, room);
            let height = u16::try_from(rows.len()).unwrap_or(1).clamp(1, area.y.max(1));
            let over = Rect { y: area.bottom() - height, height, ..area };
            Clear.render(over, frame.buffer_mut());
            for (at, row) in rows.iter().enumerate().take(usize::from(height)) {
                let y = over.y + u16::try_from(at).unwrap_or(0);
                shell.looks.row(frame.buffer_mut(), Rect { y, height: 1, ..area }, row, Chosen::No);
            }
        } else if let Screen::Contract(screen) = self.top()
            && let Some(text) = screen.progress_words(shell)
        {
            shell.looks.line(frame.buffer_mut(), area, Role::Faint, &format!(" {text}"));
        }
    }

    fn paint_hints(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) {
        let mut spans = Vec::new();
        let mut used = 0;
        for action in self.screens.last().map(Screen::hints).unwrap_or_default() {
            let (key, title) = (self.keymap.hint(*action), (action.entry().title)(shell.actions()));
            let cells = width(&key) + width(title) + 3;
            if key.is_empty() || used + cells > usize::from(area.width) {
                continue;
            }
            used += cells;
            spans.push(Span::plain(" "));
            spans.push(Span::new(Role::Key, key));
            spans.push(Span::new(Role::Faint, format!(" {title} ")));
        }
        shell.looks.spans(frame.buffer_mut(), area, 0, &spans);
    }
}
