//! What the output goes to: its width, colours and language, and the pager in between.

use super::arguments::{Arguments, Common, When};
use super::leaf;
use super::output::{print, print_json};
use super::pager::{self, Paged};
use super::paint::Page;
use super::waiting;
use crate::history::is_restricted;
use crate::json::Answer;
use crate::language::Language;
use crate::session::{Error, Theme, configuration_folder, settings_as_far_as_read, theme};
use crate::wording::{AuditWords, ReportWords};
use rustix::termios::tcgetwinsize;
use std::env;
use std::io::IsTerminal;

/// What the output goes to.
pub(super) struct Terminal {
    pub(super) language: Language,
    width: usize,
    height: Option<usize>,
    theme: Option<Theme>,
    paged: bool,
    /// What is wrong with the user's settings, in words.
    pub(super) fault: Option<String>,
    /// The theme's name, for the screens.
    pub(super) theme_name: String,
    /// Whether the user wants ASCII alone in the frame of the screens.
    pub(super) ascii: bool,
    /// Whether there is somebody at a terminal that can show screens.
    pub(super) interactive: bool,
}

/// The width of output that is no terminal.
const PLAIN_WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 120;

impl Terminal {
    pub(super) fn of(arguments: &Arguments) -> Result<Self, Error> {
        let common = &arguments.common;
        let is_terminal = std::io::stdout().is_terminal();
        let size = if is_terminal { window_size() } else { None };
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let coloured = match common.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !dumb(),
        };
        let no_colour = set("NO_COLOR") && common.color != When::Always;
        let configuration = configuration_folder();
        let (settings, mut fault) = settings_as_far_as_read(configuration.as_deref());
        let wanted = common.theme.clone().or(settings.theme);
        let theme_name = if no_colour {
            "mono".to_owned()
        } else {
            wanted.unwrap_or_else(|| "ansi".to_owned())
        };
        // A theme is looked up even where it is not used, so that a wrong name is always told. One that was asked for just
        // now has to be there; one that the settings name need not keep the program from starting.
        let (theme_name, theme) = match theme(&theme_name, configuration.as_deref()) {
            Ok(theme) => (theme_name, theme),
            Err(error) if common.theme.is_some() => return Err(error),
            Err(error) => {
                fault = fault.or(Some(error));
                ("ansi".to_owned(), Theme::default())
            }
        };
        let language = language(common, settings.language);
        let fault = fault.map(|error| error.message(language));
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = size
            .map(|(width, _)| usize::from(width))
            .or(columns)
            .unwrap_or(PLAIN_WIDTH)
            .min(WIDEST);
        Ok(Self {
            language,
            fault,
            theme_name,
            ascii: settings.ascii,
            interactive: is_terminal && std::io::stdin().is_terminal() && !dumb(),
            width,
            height: size.map(|(_, height)| usize::from(height)),
            theme: coloured.then_some(theme),
            paged: is_terminal && !common.no_pager && !arguments.screens.plain && (is_restricted() || !dumb()),
        })
    }

    /// A new page for this terminal.
    pub(super) fn page(&self) -> Page {
        Page::new(self.width, self.theme.clone())
    }

    /// Prints an answer: for other programs, or as a page for people.
    pub(super) fn answer(
        &self,
        json: bool,
        as_json: impl FnOnce() -> Answer,
        write: impl FnOnce(&mut Page),
    ) -> std::io::Result<()> {
        if json { print_json(&as_json()) } else { self.show(write) }
    }

    /// Does what may take long with a history that is read for the first time, and says so meanwhile.
    pub(super) fn reading_history<T>(&self, json: bool, work: impl FnOnce() -> T) -> T {
        Self::while_working(json, AuditWords(self.language).reading(), work)
    }

    /// Does what may take long, and says so meanwhile: to somebody at a terminal alone.
    pub(super) fn while_working<T>(json: bool, said: &str, work: impl FnOnce() -> T) -> T {
        if json || dumb() || !std::io::stderr().is_terminal() {
            return work();
        }
        waiting::told_meanwhile(said, work)
    }

    /// Prints an answer that is for people alone.
    pub(super) fn show(&self, write: impl FnOnce(&mut Page)) -> std::io::Result<()> {
        let mut page = self.page();
        write(&mut page);
        self.print(page)
    }

    /// Prints a page, through a pager when it is longer than the window.
    pub(super) fn print(&self, page: Page) -> std::io::Result<()> {
        let text = page.finish();
        let height = self.height.filter(|height| text.lines().count() >= *height);
        match height.filter(|_| self.paged) {
            None => return print(&text),
            // No program may be started: the page is turned here.
            Some(height) if is_restricted() => return leaf::through(&text, height, ReportWords(self.language)),
            Some(_) => {}
        }
        match pager::wanted().map_or(Paged::NoPager, |pager| pager::page(&pager, &text)) {
            Paged::Shown => Ok(()),
            Paged::NoPager => print(&text),
            Paged::Failed { pager, how, rest } => {
                let words = ReportWords(self.language);
                super::complain(&words.pager_failed(&pager, &how, rest.is_empty()));
                print(&String::from_utf8_lossy(&rest))
            }
        }
    }
}

/// Columns and rows of the window, as the terminal reports them that standard output goes to, or else errors, or the one that
/// input comes from.
pub(super) fn window_size() -> Option<(u16, u16)> {
    let asked = tcgetwinsize(std::io::stdout())
        .or_else(|_| tcgetwinsize(std::io::stderr()))
        .or_else(|_| tcgetwinsize(std::io::stdin()));
    let size = asked.ok()?;
    (size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// The language that was asked for, that of the settings, or that of the environment.
pub(super) fn language(common: &Common, of_settings: Option<Language>) -> Language {
    common.lang.or(of_settings).unwrap_or_else(language_of_environment)
}

/// The first of the usual variables that is set decides.
pub(super) fn language_of_environment() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty())
        .map_or(Language::English, |locale| Language::of_locale(&locale))
}

/// Whether the terminal is one that only takes lines, or says nothing of what it is.
fn dumb() -> bool {
    env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb" || term == "unknown")
}
