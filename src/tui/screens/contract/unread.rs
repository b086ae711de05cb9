//! What has to be on the screen before something is accepted: the redline of the newest round against what the reader's
//! party last stood by, and every change in it.

use super::sides::ComparedWith;
use super::text::TextPlace;
use super::{ContractScreen, Focus, Tab};
use crate::session::ReadMark;
use crate::tui::reader::View;
use crate::tui::screens::{Shell, Step};
use crate::wording::one_line;
use std::collections::{HashMap, HashSet};

/// What the reader asked for while the redline that has to be seen first was not shown.
pub(super) enum Then {
    /// To accept these clauses, by a key pressed on a clause if there is one: goes on to the first of their changes that has
    /// not been on the screen.
    Read(Vec<String>, Option<PressedOn>),
    /// The marks were to be recorded.
    Record,
    /// The text as a whole was to be accepted.
    Whole,
}

/// The clause that a key was pressed on, and that key: where the reader comes back to.
pub(super) type PressedOn = (String, &'static str);

impl ContractScreen {
    /// Shows the newest round against what the reader's party last stood by, and then goes on.
    pub(super) fn show_mine(&mut self, then: Then) -> Vec<Step> {
        self.then = Some(then);
        self.sides.right = None;
        self.compare_with(ComparedWith::Mine)
    }

    /// Goes on with what waited for a redline, now that one is loaded; drops it when the reader has gone to another redline
    /// meanwhile.
    pub(super) fn go_on(&mut self, shell: &Shell) -> Vec<Step> {
        match self.then.take().filter(|_| self.shows_mine()) {
            Some(Then::Read(clauses, on)) => {
                let unread = self.unread(&clauses);
                unread
                    .map(|unread| self.bring(&unread, on.as_ref(), shell))
                    .into_iter()
                    .collect()
            }
            Some(Then::Record) => self.ask_to_record(shell),
            Some(Then::Whole) => self.ask_whole(shell),
            None => Vec::new(),
        }
    }

    /// Whether the newest round is shown against what the reader's party last stood by.
    pub(super) fn shows_mine(&self) -> bool {
        self.sides.is_mine && self.sides.is_newest()
    }

    /// These clauses, and the mere headings that go with them: nobody takes a position on a heading, but whoever accepts
    /// anything stands by the text that has it. Headings known to the party are always among them; new ones only where one
    /// of these clauses stands below, or nothing does.
    pub(super) fn with_headings(&self, wanted: &[String]) -> Vec<String> {
        let meant: HashSet<&str> = wanted.iter().map(String::as_str).collect();
        let mut all = wanted.to_vec();
        for (at, entry) in self.entries.iter().enumerate() {
            if self
                .status_of(entry)
                .is_none_or(|clause| clause.standing.standing.is_some())
            {
                continue;
            }
            let mut below = self.entries[at + 1..]
                .iter()
                .take_while(|other| other.depth > entry.depth)
                .peekable();
            let is_known = self.reads.get(at).is_some_and(|read| read.from.is_some());
            if is_known || below.peek().is_none() || below.any(|other| meant.contains(other.id.as_str())) {
                all.push(entry.id.clone());
            }
        }
        all
    }

    /// What has to be done before these clauses can be accepted: their changes are shown first. `None` when all of them
    /// have been on the screen.
    pub(super) fn read_first(&mut self, wanted: &[String], on: Option<PressedOn>, shell: &Shell) -> Option<Vec<Step>> {
        if self.shows_mine() {
            let unread = self.unread(wanted)?;
            return Some(vec![self.bring(&unread, on.as_ref(), shell)]);
        }
        let standing = self.standing.as_deref()?;
        let is_read = |id: &String| {
            let to = standing.status.clause(id).and_then(|clause| clause.standing.revision);
            let from = standing.stood_by.get(id).copied().flatten();
            self.shown.is_read(&ReadMark {
                clause: id.clone(),
                from,
                to,
            })
        };
        if wanted.iter().all(is_read) {
            return None;
        }
        // Only the redline against what the reader's own party stood by shows all that it would accept.
        self.tab = Tab::Redline;
        Some(self.show_mine(Then::Read(wanted.to_vec(), on)))
    }

    /// Of these clauses those whose changes have not all been on the screen; `None` when there are none.
    fn unread(&self, wanted: &[String]) -> Option<Vec<String>> {
        let read: HashMap<&str, &ReadMark> = self.reads.iter().map(|read| (read.clause.as_str(), read)).collect();
        let is_unread = |id: &&String| read.get(id.as_str()).is_none_or(|read| !self.shown.is_read(read));
        let unread: Vec<String> = wanted.iter().filter(is_unread).cloned().collect();
        (!unread.is_empty()).then_some(unread)
    }

    /// Goes to the first change in the first of these clauses that has not been on the screen, and says so: also which
    /// clause that is and where to come back to, where it is not the one that the key was pressed on.
    fn bring(&mut self, unread: &[String], on: Option<&PressedOn>, shell: &Shell) -> Step {
        self.tab = Tab::Redline;
        if self.view == View::Clean {
            self.view = View::Inline;
        }
        if let Some(first) = unread.first() {
            self.select_id(first);
            if self.panes(shell).is_outline_alone() {
                self.focus = Focus::Text;
            }
            let (entry, rows) = (self.selected, self.rows.max(1));
            let read = self.listed.get(entry).and_then(|at| self.reads.get(*at)).cloned();
            let block = self.with_text(shell, |text| text.wrapped.of(entry, text.make));
            let row = read
                .zip(block)
                .and_then(|(read, block)| self.shown.first_unseen(&read, &block))
                .unwrap_or(0);
            // Some of what stands before stays in sight, and the heading where there is room for it.
            let row = if row + 2 < rows { 0 } else { row.saturating_sub(1) };
            let place = self.with_text(shell, |text| text.settled(TextPlace { entry, row }, rows));
            self.place = place.unwrap_or(self.place);
        }
        let words = shell.words();
        Step::warn(match (unread.first(), on) {
            (Some(first), Some((clause, key))) if first != clause => {
                let places = (&*self.number_or_heading(first), &*self.number_or_heading(clause));
                words.read_elsewhere_first(places, key, unread.len())
            }
            _ => words.read_first(unread.len()),
        })
    }

    /// By what the outline shows a clause: its number, its heading where it has none.
    fn number_or_heading(&self, id: &str) -> String {
        let entry = self.entries.iter().find(|entry| entry.id == id);
        let shown = entry.map(|entry| {
            if entry.number.is_empty() {
                &entry.heading
            } else {
                &entry.number
            }
        });
        shown.map(|shown| one_line(shown)).unwrap_or_default()
    }
}
