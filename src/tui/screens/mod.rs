//! The screens. Each file holds one screen's state, what keys do on it, and how it is painted.

pub mod contract;
pub mod contracts;
pub mod history;

use super::actions::{Action, KeyContext};
use super::effect::Effect;
use super::look::Looks;
use super::operation::Operation;
use super::overlays::Overlay;
use super::work::{Load, Loaded};
use crate::language::Language;
use crate::wording::{ActionWords, PositionWords, RedlineWords, ReportWords, ReviewWords, Role, ScreenWords};
use contract::ContractScreen;
use contracts::ContractsScreen;
use history::HistoryScreen;

/// What every screen knows of the program and the terminal.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way in which the program was started"
)]
pub struct Shell {
    /// The language of the screens.
    pub language: Language,
    /// The styles.
    pub looks: Looks,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Only ASCII in the frame.
    pub ascii: bool,
    /// Nothing is recorded, sent or edited.
    pub read_only: bool,
    /// No editor, and no writing outside of the repository.
    pub restricted: bool,
    /// The user has set an editor.
    pub own_editor: bool,
    /// The line of the window from which on something to type into covers the screen.
    pub covered_from: Option<u16>,
}

impl Shell {
    /// The words of the screens.
    #[must_use]
    pub fn words(&self) -> ScreenWords {
        ScreenWords(self.language)
    }

    /// The words of positions.
    #[must_use]
    pub fn positions(&self) -> PositionWords {
        PositionWords(self.language)
    }

    /// The words of actions.
    #[must_use]
    pub fn actions(&self) -> ActionWords {
        ActionWords(self.language)
    }

    /// The words around a redline.
    #[must_use]
    pub fn redline(&self) -> RedlineWords {
        RedlineWords(self.language)
    }

    /// The words of the review.
    #[must_use]
    pub fn review(&self) -> ReviewWords {
        ReviewWords(self.language)
    }

    /// The words of reports.
    #[must_use]
    pub fn report(&self) -> ReportWords {
        ReportWords(self.language)
    }
}

/// What a screen wants to happen.
pub enum Step {
    /// Something outside of the model.
    Effect(Effect),
    /// Something to be read.
    Load(Load),
    /// Something to be done now.
    Do(Operation),
    /// Work of a slot that is no longer wanted.
    Drop(super::work::ResultSlot),
    /// Another screen on top.
    Open(Box<Screen>),
    /// Back to the screen below.
    Close,
    /// Something laid over the screen.
    Lay(Box<Overlay>),
    /// A line for the reader.
    Say(Role, String),
}

impl Step {
    /// A plain line for the reader.
    #[must_use]
    pub fn say(text: impl Into<String>) -> Self {
        Self::Say(Role::Plain, text.into())
    }

    /// A line that must not be missed.
    #[must_use]
    pub fn warn(text: impl Into<String>) -> Self {
        Self::Say(Role::Alarm, text.into())
    }
}

/// One of the screens.
pub enum Screen {
    /// The list of contracts.
    Contracts(ContractsScreen),
    /// One contract.
    Contract(Box<ContractScreen>),
    /// The history of one clause.
    History(HistoryScreen),
}

impl Screen {
    /// Where its keys are looked up.
    #[must_use]
    pub fn context(&self) -> KeyContext {
        match self {
            Self::Contracts(_) => KeyContext::Contracts,
            Self::Contract(screen) => screen.context(),
            Self::History(_) => KeyContext::History,
        }
    }

    /// The actions that its hints show, the most wanted first.
    #[must_use]
    pub fn hints(&self) -> &'static [Action] {
        match self {
            Self::Contracts(_) => contracts::HINTS,
            Self::Contract(screen) => screen.hints(),
            Self::History(_) => history::HINTS,
        }
    }

    /// Where the reader is on it, for the line at the bottom.
    #[must_use]
    pub fn progress_words(&self, shell: &Shell) -> Option<String> {
        match self {
            Self::Contracts(screen) => screen.progress_words(shell),
            Self::Contract(screen) => screen.progress_words(shell),
            Self::History(screen) => screen.progress_words(shell),
        }
    }

    /// What is read when it opens.
    #[must_use]
    pub fn loads(&self) -> Vec<Step> {
        match self {
            Self::Contracts(_) => vec![Step::Load(Load::Contracts)],
            Self::Contract(screen) => screen.loads(),
            Self::History(screen) => screen.loads(),
        }
    }

    /// Why something cannot be done here now; `None` where it can.
    #[must_use]
    pub fn why_not(&self, action: Action, shell: &Shell) -> Option<String> {
        match self {
            Self::Contracts(screen) => screen.why_not(action, shell),
            Self::Contract(screen) => screen.why_not(action, shell),
            Self::History(_) => None,
        }
    }

    /// Does what a key means.
    pub fn act(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        match self {
            Self::Contracts(screen) => screen.act(action, shell),
            Self::Contract(screen) => screen.act(action, shell),
            Self::History(screen) => screen.act(action, shell),
        }
    }

    /// Takes what was read, or why it could not be.
    pub fn receive(&mut self, loaded: Result<Loaded, String>, load: &Load, shell: &Shell) -> Vec<Step> {
        match self {
            Self::Contracts(screen) => screen.receive(loaded, load, shell),
            Self::Contract(screen) => screen.receive(loaded, load, shell),
            Self::History(screen) => screen.receive(loaded, load),
        }
    }
}
