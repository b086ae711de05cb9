//! The loop: takes what comes, gives it to the model, does what the model wants done, and paints when the line has room.

use super::Error;
use super::effect::Effect;
use super::keymap::Keymap;
use super::look::Looks;
use super::model::{Model, Msg, Themes};
use super::operation::{Done, Operation};
use super::screens::Shell;
use super::terminal::{Console, Incoming, Options};
use super::work::{Answer, Job, Load, act, work};
use crate::language::Language;
use crate::session::{self, Opening, Workspace};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// What wakes the loop.
enum Woken {
    Terminal(Incoming),
    Job(Box<Job>, Answer),
}

/// Opens the screens and stays until they are left. `configuration` is the folder of the user's own settings.
///
/// # Errors
///
/// When there is no repository or no terminal.
pub fn run(start: &Opening, configuration: Option<PathBuf>) -> Result<(), Error> {
    // What is wrong with the place is told before the screen is taken.
    let workspace = Workspace::open(&start.place)?;
    let own_editor = session::own_editor(&workspace)?.is_some();
    // What is wrong with the user's own files is said on the screens, and does not keep them from opening.
    let mut faults: Vec<String> = start.fault.iter().cloned().collect();
    let keymap = keymap(configuration.as_deref()).unwrap_or_else(|error| {
        faults.push(error.message(start.language));
        Keymap::default()
    });
    let themes = themes(configuration.as_deref(), start.language, &mut faults);
    let looks = themes.get(&start.theme).cloned().map(Looks::of).unwrap_or_default();
    let (sender, receiver) = channel();
    let to_loop = sender.clone();
    let mut console = Console::enter(Options { paced: true }, move |incoming| {
        // The loop may have ended already.
        let _ = to_loop.send(Woken::Terminal(incoming));
    })?;
    let shell = Shell {
        language: start.language,
        looks,
        size: console.size(),
        ascii: start.ascii,
        read_only: start.read_only,
        restricted: start.restricted,
        own_editor,
        covered_from: None,
    };
    let (mut model, effects) = Model::new(shell, keymap, themes, start.theme.clone(), start.contract.clone());
    if !faults.is_empty() {
        model.warn(&faults.join("  "));
    }
    let mut running = Running {
        model,
        place: start.place.clone(),
        configuration,
        sender,
        size: console.size(),
    };
    running.perform(effects, &mut console)?;
    running.stay(&receiver, &mut console)
}

/// The user's keys: the table's, and those of their key map file.
fn keymap(configuration: Option<&Path>) -> Result<Keymap, Error> {
    let Some(file) = configuration.map(|folder| folder.join("keys.yaml")) else {
        return Ok(Keymap::default());
    };
    match std::fs::read_to_string(&file) {
        Ok(source) => Ok(Keymap::read(&file.display().to_string(), &source)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Keymap::default()),
        Err(error) => Err(session::Error::File {
            file: file.display().to_string(),
            doing: "read",
            error,
        }
        .into()),
    }
}

/// The themes that can be read; what is wrong with the others is put down.
fn themes(configuration: Option<&Path>, language: Language, faults: &mut Vec<String>) -> Themes {
    let mut themes = Themes::new();
    for name in session::theme_names(configuration) {
        match session::theme(&name, configuration) {
            Ok(theme) => {
                themes.insert(name, theme);
            }
            Err(error) => faults.push(error.message(language)),
        }
    }
    themes
}

struct Running {
    model: Model,
    place: PathBuf,
    configuration: Option<PathBuf>,
    sender: Sender<Woken>,
    size: (u16, u16),
}

impl Running {
    fn stay(&mut self, receiver: &Receiver<Woken>, console: &mut Console) -> Result<(), Error> {
        let mut stale = true;
        while !self.model.has_ended() {
            let mut until = None;
            if stale {
                match console.may_draw() {
                    Ok(()) => {
                        self.draw(console)?;
                        stale = false;
                    }
                    Err(later) => until = Some(later),
                }
            }
            let Some(first) = next(receiver, until) else { continue };
            // Everything that waits is taken before the next frame.
            for woken in std::iter::once(first).chain(receiver.try_iter().collect::<Vec<_>>()) {
                match woken {
                    Woken::Terminal(Incoming::GotThrough) => console.got_through(),
                    Woken::Terminal(Incoming::Gone) => {
                        // What is left to save is saved, and nothing is written to the terminal.
                        console.lose();
                        self.save();
                        return Ok(());
                    }
                    Woken::Terminal(Incoming::Ended) => {
                        self.save();
                        return Ok(());
                    }
                    Woken::Terminal(incoming) => {
                        stale = true;
                        let Some(msg) = self.message(incoming, console) else {
                            continue;
                        };
                        let effects = self.model.update(msg);
                        self.perform(effects, console)?;
                    }
                    Woken::Job(job, answer) => {
                        stale = true;
                        let effects = self.model.update(Msg::Answer { job: *job, answer });
                        self.perform(effects, console)?;
                    }
                }
                if self.model.has_ended() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn draw(&mut self, console: &mut Console) -> Result<(), Error> {
        match console.draw(|frame| self.model.draw(frame)) {
            Ok(()) => Ok(()),
            Err(error) => {
                console.lose();
                self.save();
                Err(error.into())
            }
        }
    }

    fn save(&mut self) {
        for effect in self.model.farewell() {
            if let Effect::Keep { contract, change } = effect {
                // There is nobody left to tell.
                let _ = self.keep(&contract, change);
            }
        }
    }

    fn message(&mut self, incoming: Incoming, console: &Console) -> Option<Msg> {
        Some(match incoming {
            Incoming::Key(key) => Msg::Key(key),
            Incoming::Paste(text) => Msg::Paste(text),
            Incoming::Press { column, row } => Msg::Press { column, row },
            Incoming::Wheel { up } => Msg::Wheel { up },
            Incoming::Resized => {
                self.size = console.size();
                Msg::Resized(self.size.0, self.size.1)
            }
            Incoming::GotThrough | Incoming::Gone | Incoming::Ended => return None,
        })
    }

    /// Does what the model wants done, and gives it what came of it.
    fn perform(&mut self, effects: Vec<Effect>, console: &mut Console) -> Result<(), Error> {
        let mut waiting: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            if let Some(why) = self.refuses(&effect) {
                waiting.extend(self.model.update(Msg::Written(Err(why))));
                continue;
            }
            let answer = match effect {
                Effect::Begin(job) => {
                    self.begin(job);
                    None
                }
                Effect::Keep { contract, change } => {
                    let pending = self.keep(&contract, change);
                    Some(Msg::Pending(contract, pending))
                }
                Effect::KeepFindings {
                    contract,
                    findings,
                    marks,
                } => {
                    let workspace = Workspace::open(&self.place).map_err(self.telling());
                    let kept = workspace.and_then(|workspace| {
                        workspace
                            .put_finding_marks(&contract, &findings, marks)
                            .map_err(self.telling())
                    });
                    Some(Msg::FindingMarks(contract, kept))
                }
                Effect::Aside(deed) => {
                    let done = console.aside(|| self.aside(&deed))?;
                    // The window may have changed meanwhile.
                    self.size = console.size();
                    let resized = self.model.update(Msg::Resized(self.size.0, self.size.1));
                    waiting.extend(resized);
                    Some(Msg::Done(deed, done))
                }
                Effect::Copy(text) => Some(Msg::Copied(console.copy(&text)?)),
                Effect::Write { file, content } => Some(Msg::Written(self.write(&file, &content))),
                Effect::KeepTheme(name) => {
                    let kept = session::keep_theme(self.configuration.as_deref(), &name);
                    kept.err().map(|error| Msg::Written(Err((self.telling())(error))))
                }
                Effect::Suspend => {
                    console.suspend()?;
                    self.size = console.size();
                    Some(Msg::Resized(self.size.0, self.size.1))
                }
                Effect::Repaint => {
                    console.repaint();
                    None
                }
                Effect::Mouse(on) => {
                    console.set_mouse(on)?;
                    None
                }
                Effect::Quit => None,
            };
            if let Some(msg) = answer {
                waiting.extend(self.model.update(msg));
            }
        }
        Ok(())
    }

    /// Why something is not done here, whichever screen asks for it.
    fn refuses(&self, effect: &Effect) -> Option<String> {
        let shell = &self.model.shell;
        let changes = match effect {
            Effect::Begin(job) => matches!(job.load, Load::Deed(_) | Load::Evidence(_)),
            Effect::Aside(_) | Effect::KeepFindings { .. } | Effect::Write { .. } | Effect::KeepTheme(_) => true,
            _ => false,
        };
        let leaves = matches!(
            effect,
            Effect::Aside(Operation::Edit { .. }) | Effect::Write { .. } | Effect::KeepTheme(_) | Effect::Suspend
        );
        if shell.restricted && leaves {
            return Some(shell.words().restricted().to_owned());
        }
        (shell.read_only && changes).then(|| shell.words().asked_read_only().to_owned())
    }

    fn begin(&self, job: Job) {
        let (place, sender, language) = (self.place.clone(), self.sender.clone(), self.model.shell.language);
        let configuration = self.configuration.clone();
        let name = format!("{:?}", job.load.slot());
        let spawned = std::thread::Builder::new().name(name).spawn(move || {
            let mut told = Instant::now().checked_sub(Duration::from_secs(1));
            let mut report = |progress| {
                if told.is_none_or(|told| told.elapsed() >= Duration::from_millis(250)) {
                    told = Some(Instant::now());
                    let _ = sender.send(Woken::Job(Box::new(job.clone()), Answer::Progress(progress)));
                }
            };
            // A fault in here must not leave the screen waiting.
            let loaded = catch_unwind(AssertUnwindSafe(|| {
                work(&place, configuration.as_deref(), &job.load, language, &mut report)
            }))
            .unwrap_or_else(|_| Err("a fault of the program came in between; please report it".to_owned()));
            // The loop may have ended already.
            let _ = sender.send(Woken::Job(Box::new(job), Answer::Done(loaded)));
        });
        // Without a thread the screen stays as it is, and the next key tries again.
        drop(spawned);
    }

    /// What an error says, in the reader's language.
    fn telling(&self) -> impl Fn(session::Error) -> String + use<> {
        let language = self.model.shell.language;
        move |error| error.message(language)
    }

    fn keep(&self, contract: &str, change: super::effect::PendingChange) -> Result<crate::session::Pending, String> {
        let workspace = Workspace::open(&self.place).map_err(self.telling())?;
        let kept = match change {
            super::effect::PendingChange::Read => workspace.pending(contract),
            // What was looked at shows for now, and is kept nowhere.
            change if self.model.shell.read_only => workspace.pending(contract).map(|mut pending| {
                change.make(&mut pending);
                pending
            }),
            change => workspace.change_pending(contract, |pending| change.make(pending)),
        };
        kept.map_err(self.telling())
    }

    /// Something for which the screen has stepped aside.
    fn aside(&self, deed: &Operation) -> Result<Done, String> {
        let workspace = Workspace::open(&self.place)
            .map_err(self.telling())?
            .asking_in(self.model.shell.language);
        if let Operation::Edit { contract, clause, kept } = deed {
            let edited = session::edit(&workspace, contract, &format!("id:{clause}"), kept.as_deref())
                .map_err(self.telling())?;
            return Ok(match edited {
                session::Edited::Put { step, .. } => Done::Edited(step.map(Box::new)),
                session::Edited::Refused { error, kept } => {
                    let file = kept.display().to_string();
                    let why = self.telling()(session::Error::NotTaken {
                        error: Box::new(error),
                        file,
                    });
                    Done::NotTaken { why, kept }
                }
            });
        }
        act(&workspace, deed, self.model.shell.language).map_err(self.telling())
    }

    /// Writes a file below the top of the repository's working folder; one that is there is left alone.
    fn write(&self, file: &Path, content: &str) -> Result<String, String> {
        let workspace = Workspace::open(&self.place).map_err(self.telling())?;
        session::write_export(&workspace, file, content).map_err(self.telling())
    }
}

/// The next thing that wakes the loop; `None` when the time has come to look again.
fn next(receiver: &Receiver<Woken>, until: Option<Instant>) -> Option<Woken> {
    match until {
        None => receiver.recv().ok(),
        Some(until) => receiver
            .recv_timeout(until.saturating_duration_since(Instant::now()))
            .ok(),
    }
}
