//! The screens without a terminal: the model of the program, with every effect done at once.

use crate::support::own_data;
use adidem::language::Language;
use adidem::session::{self, DemoKind, Workspace};
use adidem::tui::effect::{Effect, PendingChange};
use adidem::tui::key::{Code, Key};
use adidem::tui::keymap::Keymap;
use adidem::tui::look::Looks;
use adidem::tui::model::{Model, Msg, Themes};
use adidem::tui::operation::{Done, Operation};
use adidem::tui::screens::Shell;
use adidem::tui::work::{Answer, Loaded, act, work};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A demonstration of one's own, to do with as one likes.
pub(crate) struct Copy {
    _kept: tempfile::TempDir,
    pub(crate) folder: PathBuf,
}

/// A copy of the demonstration, played in a language.
pub(crate) fn demonstration(language: Language) -> Copy {
    static MADE: [OnceLock<tempfile::TempDir>; 2] = [OnceLock::new(), OnceLock::new()];
    own_data();
    let made = MADE[usize::from(language == Language::Chinese)].get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        session::demo(&folder.path().join("demo"), false, DemoKind::Honest, language).expect("a demonstration");
        folder
    });
    let kept = tempfile::tempdir().expect("a temporary folder");
    let folder = kept.path().join("demo");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(made.path().join("demo"))
        .arg(&folder)
        .status();
    assert!(copied.expect("cp").success());
    Copy { _kept: kept, folder }
}

/// The screens.
pub(super) struct Screens {
    pub(super) model: Model,
    place: PathBuf,
    /// The folder of the user's own settings.
    configuration: Option<PathBuf>,
    terminal: Terminal<TestBackend>,
    /// What was sent to the clipboard.
    pub(super) copied: Vec<String>,
    /// What an edit puts in the place of a clause's text.
    pub(super) edited: Option<String>,
}

fn themes() -> Themes {
    let names = session::theme_names(None);
    names
        .into_iter()
        .map(|name| (name.clone(), session::theme(&name, None).expect("a theme")))
        .collect()
}

impl Screens {
    pub(super) fn open(place: &Path, size: (u16, u16), language: Language, contract: Option<&str>) -> Self {
        Self::themed("ansi", place, size, language, contract)
    }

    pub(super) fn themed(
        theme: &str,
        place: &Path,
        size: (u16, u16),
        language: Language,
        contract: Option<&str>,
    ) -> Self {
        let themes = themes();
        let shell = Shell {
            language,
            looks: Looks::of(themes[theme].clone()),
            size,
            own_editor: true,
            ..Shell::default()
        };
        Self::with(place, shell, themes, contract)
    }

    pub(super) fn with(place: &Path, shell: Shell, themes: Themes, contract: Option<&str>) -> Self {
        let size = shell.size;
        let (model, effects) = Model::new(
            shell,
            Keymap::default(),
            themes,
            "ansi".to_owned(),
            contract.map(str::to_owned),
        );
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a made-up terminal");
        let mut screens = Self {
            model,
            place: place.to_owned(),
            terminal,
            copied: Vec::new(),
            edited: None,
            configuration: Some(place.join(".git/configuration")),
        };
        screens.perform(effects);
        screens.draw();
        screens
    }

    /// Presses keys, named as key map files name them, one blank between them.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            self.key(key.parse().expect("a key"));
        }
        self
    }

    /// Types words.
    pub(super) fn type_in(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.key(if c == '\n' {
                Key::plain(Code::Enter)
            } else {
                Key::char(c)
            });
        }
        self
    }

    pub(super) fn key(&mut self, key: Key) {
        self.send(Msg::Key(key));
    }

    pub(super) fn send(&mut self, msg: Msg) {
        let effects = self.model.update(msg);
        self.perform(effects);
        self.draw();
    }

    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.terminal.backend_mut().resize(size.0, size.1);
        self.send(Msg::Resized(size.0, size.1));
    }

    pub(super) fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let msg = match effect {
                Effect::Begin(job) => {
                    let mut loaded = work(
                        &self.place,
                        self.configuration.as_deref(),
                        &job.load,
                        self.model.shell.language,
                        &mut |_| (),
                    );
                    if let Ok(Loaded::Standing(standing)) = &mut loaded {
                        for party in &mut standing.status.turns.parties {
                            party.held = chrono::Duration::days(12);
                        }
                    }
                    if let Ok(Loaded::Contracts(rows, _)) = &mut loaded {
                        // The days since then are another number every day.
                        for row in rows {
                            row.days = row.days.map(|_| 12);
                        }
                    }
                    Msg::Answer {
                        job,
                        answer: Answer::Done(loaded),
                    }
                }
                Effect::Keep { contract, change } => {
                    let workspace = Workspace::open(&self.place).expect("a repository");
                    let pending = match change {
                        PendingChange::Read => workspace.pending(&contract),
                        change => workspace.change_pending(&contract, |pending| change.make(pending)),
                    };
                    Msg::Pending(contract, pending.map_err(|error| error.to_string()))
                }
                Effect::KeepFindings {
                    contract,
                    findings,
                    marks,
                } => {
                    let workspace = Workspace::open(&self.place).expect("a repository");
                    let kept = workspace.put_finding_marks(&contract, &findings, marks);
                    Msg::FindingMarks(contract, kept.map_err(|error| error.to_string()))
                }
                Effect::Aside(deed) => {
                    let done = self.aside(&deed);
                    Msg::Done(deed, done)
                }
                Effect::Copy(text) => {
                    self.copied.push(text);
                    Msg::Copied(true)
                }
                Effect::Write { file, content } => {
                    let workspace = Workspace::open(&self.place).expect("a repository");
                    Msg::Written(session::write_export(&workspace, &file, &content).map_err(|error| error.to_string()))
                }
                Effect::KeepTheme(_) | Effect::Suspend | Effect::Repaint | Effect::Mouse(_) | Effect::Quit => continue,
            };
            waiting.extend(self.model.update(msg));
        }
    }

    fn aside(&self, deed: &Operation) -> Result<Done, String> {
        let workspace = Workspace::open(&self.place).expect("a repository");
        if let Operation::Edit { contract, clause, .. } = deed {
            let editing = session::editing(&workspace, contract, clause).map_err(|error| error.to_string())?;
            let text = self.edited.clone().unwrap_or_else(|| editing.text.clone());
            let put = editing.put(&text).map_err(|error| error.to_string());
            return put.map(|step| Done::Edited(step.map(Box::new)));
        }
        act(&workspace, deed, self.model.shell.language).map_err(|error| error.to_string())
    }

    fn draw(&mut self) {
        self.terminal
            .draw(|frame| self.model.draw(frame))
            .expect("a made-up terminal");
    }

    /// The cells that are shown.
    pub(super) fn cells(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// What is shown, line by line.
    pub(super) fn text(&self) -> String {
        self.lines(|cell| cell.symbol().to_owned())
    }

    /// One letter for the look of each cell: `d` red and struck through, `i` blue and underlined, `m` green, `r`
    /// reversed, `b` bold, `f` dim, `c` any other colour, a dot for none.
    pub(super) fn looks(&self) -> String {
        self.lines(|cell| {
            let has = |modifier| cell.modifier.contains(modifier);
            let letter = match cell.fg {
                Color::Red if has(Modifier::CROSSED_OUT) => 'd',
                Color::Blue if has(Modifier::UNDERLINED) => 'i',
                _ if has(Modifier::REVERSED) => 'r',
                Color::Green => 'm',
                Color::Reset if has(Modifier::BOLD) => 'b',
                Color::Reset if has(Modifier::DIM) => 'f',
                Color::Reset => '.',
                _ => 'c',
            };
            letter.to_string()
        })
    }

    fn lines(&self, shown: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
        use unicode_width::UnicodeWidthStr;
        let buffer = self.terminal.backend().buffer();
        let columns = usize::from(buffer.area.width);
        let mut lines = String::new();
        for row in buffer.content.chunks(columns) {
            let mut line = String::new();
            let mut covered = false;
            for cell in row {
                if !covered {
                    line.push_str(&shown(cell));
                }
                covered = !covered && cell.symbol().width() > 1;
            }
            lines.push_str(line.trim_end());
            lines.push('\n');
        }
        lines
    }

    /// The line that answers the last key.
    pub(super) fn said(&self) -> String {
        let text = self.text();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len() - 2].trim().to_owned()
    }
}
