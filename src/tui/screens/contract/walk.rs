//! Moving through the outline, the text and the changes, and choosing how they are shown.

use super::block::Block;
use super::paint::{Panes, below_head, panes};
use super::sides::ComparedWith;
use super::text::{EntryRange, TextPlace};
use super::{ContractScreen, Focus, block};
use crate::session::VersionName;
use crate::tui::actions::Action;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Prompt, Purpose};
use crate::tui::reader::View;
use crate::tui::screens::history::HistoryScreen;
use crate::tui::screens::{Screen, Shell, Step};
use crate::wording::{one_line, when};

impl ContractScreen {
    /// Does what moves through the redline or changes how it is shown.
    pub(super) fn walk(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let in_text = self.focus == Focus::Text || !self.panes(shell).has_outline();
        let page = self.rows.saturating_sub(2).max(1);
        match action {
            Action::Up if in_text => self.scroll_up(1, shell),
            Action::Down if in_text => self.scroll_down(1, shell),
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::Down => self.select(self.selected + 1),
            Action::TextUp => self.scroll_up(1, shell),
            Action::TextDown => self.scroll_down(1, shell),
            Action::PageUp => self.scroll_up(page, shell),
            Action::PageDown => self.scroll_down(page, shell),
            Action::HalfUp => self.scroll_up(page.div_ceil(2), shell),
            Action::HalfDown => self.scroll_down(page.div_ceil(2), shell),
            Action::First if in_text && !self.whole => self.place.row = 0,
            Action::Last if in_text && !self.whole => self.scroll_down(usize::MAX / 2, shell),
            Action::First => self.select(0),
            Action::Last => self.select(usize::MAX),
            Action::Open | Action::Switch if self.focus == Focus::Outline => self.focus = Focus::Text,
            Action::Switch | Action::Back if self.focus == Focus::Text => self.focus = Focus::Outline,
            Action::Back if self.search.is_on() => self.search.stop(),
            Action::Back => return vec![Step::Close],
            Action::NextChange => return self.go_to_change(true, shell),
            Action::PreviousChange => return self.go_to_change(false, shell),
            Action::Next | Action::Previous if !self.search.is_on() => {
                return self.go_to_change(action == Action::Next, shell);
            }
            Action::Next => return self.find(true, shell),
            Action::Previous => return self.find(false, shell),
            Action::NextOpen => return self.go_to_open(shell),
            Action::View => self.view = self.view.next(),
            Action::Whole => self.whole = !self.whole,
            Action::Outline => self.without_outline = !self.without_outline,
            Action::Changed => {
                self.only_changed = !self.only_changed;
                let selected = self.current().map(|entry| entry.id.clone());
                self.list_again(selected.as_deref());
            }
            Action::Baseline => return self.compare_with(self.sides.next()),
            Action::Mine => {
                self.sides.right = None;
                return self.compare_with(ComparedWith::Mine);
            }
            Action::Before => return self.compare_with(ComparedWith::Before),
            Action::FromFirst => return self.compare_with(ComparedWith::First),
            Action::Draft => return self.show_draft(),
            Action::Sides => return vec![self.pick_side(true, shell)],
            Action::Search => {
                let last = if self.search.is_on() {
                    &self.search.words
                } else {
                    &self.search.before
                };
                let prompt = Prompt::new(Purpose::Search, shell.words().search(), "").with_last(last);
                return vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(prompt))))];
            }
            Action::History => {
                let Some(entry) = self.current() else { return Vec::new() };
                let screen = HistoryScreen::new(self.name.clone(), entry.id.clone(), &entry.number, &entry.heading);
                return vec![Step::Open(Box::new(Screen::History(screen)))];
            }
            Action::Copy => return self.copy(),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn panes(&self, shell: &Shell) -> Panes {
        panes(
            below_head(shell.size),
            self.without_outline,
            self.focus == Focus::Text,
            self.view,
        )
    }

    /// Selects an entry of those listed; the text begins with it.
    pub(super) fn select(&mut self, at: usize) {
        self.selected = at.min(self.listed.len().saturating_sub(1));
        self.place = TextPlace {
            entry: self.selected,
            row: 0,
        };
        self.change = None;
    }

    /// Selects a clause, listing all if it is not among those listed.
    pub(super) fn select_id(&mut self, id: &str) {
        let Some(at) = self.entries.iter().position(|entry| entry.id == id) else {
            return;
        };
        if !self.listed.contains(&at) {
            self.only_changed = false;
            self.list_again(Some(id));
        }
        if let Ok(place) = self.listed.binary_search(&at) {
            self.select(place);
        }
    }

    /// Begins where there is something to read.
    pub(super) fn select_first_stop(&mut self) {
        let stop = self.listed.iter().position(|at| self.entries[*at].is_stop());
        let open = || self.listed.iter().position(|at| self.entries[*at].open);
        self.select(stop.or_else(open).unwrap_or(0));
    }

    /// Does something with the text pane.
    pub(super) fn with_text<T>(&mut self, shell: &Shell, act: impl FnOnce(&mut EntryRange<'_>) -> T) -> Option<T> {
        let redlined = self.redlined.as_deref()?;
        if self.listed.is_empty() {
            return None;
        }
        let width = self.panes(shell).text.width;
        let wanted = (usize::from(width), self.view, shell.language);
        if self.wrapped_for != wanted {
            self.wrapped.clear();
            self.wrapped_for = wanted;
        }
        let status = self.standing.as_deref().map(|standing| &standing.status);
        let comments = self.standing.as_deref().map_or(&[][..], |standing| &*standing.comments);
        let (entries, listed, pending) = (&self.entries, &self.listed, &self.pending);
        let (view, room) = (self.view, usize::from(width));
        let make = move |at: usize| -> Block {
            let entry = &entries[listed[at]];
            let source = block::BlockSource {
                redline: &redlined.redline,
                from: &redlined.from,
                status,
                comments,
                mark: pending.mark(&entry.id),
                view,
                width: room,
                shell,
            };
            block::block(entry, &source)
        };
        let (first, last) = if self.whole {
            (0, listed.len() - 1)
        } else {
            (self.selected, self.selected)
        };
        let mut text = EntryRange {
            first,
            last,
            wrapped: &mut self.wrapped,
            make: &make,
        };
        Some(act(&mut text))
    }

    fn scroll_down(&mut self, by: usize, shell: &Shell) {
        let (from, rows) = (self.place, self.rows.max(1));
        if let Some(place) = self.with_text(shell, |text| {
            let from = text.settled(from, rows);
            text.down(from, by, rows)
        }) {
            self.arrive(place);
        }
    }

    fn scroll_up(&mut self, by: usize, shell: &Shell) {
        let (from, rows) = (self.place, self.rows.max(1));
        if let Some(place) = self.with_text(shell, |text| {
            let from = text.settled(from, rows);
            text.up(from, by)
        }) {
            self.arrive(place);
        }
    }

    /// In one flow, the clause that the pane begins with is the selected one.
    fn arrive(&mut self, place: TextPlace) {
        self.place = place;
        if self.whole {
            self.selected = place.entry;
        }
    }

    /// Every change, in order: the entry it is in, and its number; a clause that only moved is one of its own.
    pub(super) fn stops(&self) -> Vec<(usize, Option<usize>)> {
        let entries = self
            .listed
            .iter()
            .enumerate()
            .map(|(place, at)| (place, &self.entries[*at]));
        entries
            .filter(|(_, entry)| entry.is_stop())
            .flat_map(|(place, entry)| {
                let numbers: Vec<Option<usize>> = match entry.marks.as_slice() {
                    [] => vec![None],
                    marks => marks.iter().copied().map(Some).collect(),
                };
                numbers.into_iter().map(move |number| (place, number))
            })
            .collect()
    }

    /// The place of the present change among all.
    pub(super) fn stop(&self) -> Option<usize> {
        let change = self.change?;
        self.stops().iter().position(|(place, number)| {
            *place == self.selected && number.map_or(change == 0, |number| number == change)
        })
    }

    fn go_to_change(&mut self, forwards: bool, shell: &Shell) -> Vec<Step> {
        // What was not read yet may have changes.
        if self.redlined.is_none() {
            return vec![Step::say(shell.words().reading())];
        }
        let stops = self.stops();
        let next = match (self.stop(), forwards) {
            (Some(at), true) => stops.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|at| stops.get(at)),
            (None, true) => stops.iter().find(|(place, _)| *place >= self.selected),
            (None, false) => stops.iter().rev().find(|(place, _)| *place < self.selected),
        };
        let Some((place, number)) = next.copied() else {
            return vec![Step::say(shell.words().no_more_changes())];
        };
        self.show_stop(place, number, shell);
        Vec::new()
    }

    /// Selects an entry and brings one of its changes, by its number, onto the screen.
    fn show_stop(&mut self, place: usize, number: Option<usize>, shell: &Shell) {
        self.select(place);
        self.change = Some(number.unwrap_or(0));
        let rows = self.rows.max(1);
        let found = self.with_text(shell, |text| {
            let all = text.wrapped.of(place, text.make);
            let row = number
                .and_then(|number| all.rows.iter().position(|row| row.has_mark(number)))
                .unwrap_or(0);
            // Some of what stands before the change stays in sight; a change on the first page leaves that page.
            let row = if row + 2 < rows {
                0
            } else {
                row.saturating_sub(rows / 3)
            };
            text.settled(TextPlace { entry: place, row }, rows)
        });
        if let Some(found) = found {
            self.place = found;
        }
    }

    /// Goes to the next clause that waits for the reader, and to its first change if it has one.
    fn go_to_open(&mut self, shell: &Shell) -> Vec<Step> {
        if self.redlined.is_none() || self.standing.is_none() {
            return vec![Step::say(shell.words().reading())];
        }
        let waits = |at: &usize| self.waits_for_reader(&self.entries[*at]);
        let after =
            (self.selected + 1..self.listed.len()).chain(0..=self.selected.min(self.listed.len().saturating_sub(1)));
        match after
            .into_iter()
            .find(|place| self.listed.get(*place).is_some_and(waits))
        {
            Some(place) => {
                let entry = &self.entries[self.listed[place]];
                if entry.is_stop() {
                    let number = entry.marks.first().copied();
                    self.show_stop(place, number, shell);
                } else {
                    self.select(place);
                }
                Vec::new()
            }
            None if self.whole_waits() => vec![Step::say(shell.words().whole_waits())],
            None => vec![Step::say(shell.words().nothing_waits())],
        }
    }

    pub(super) fn compare_with(&mut self, baseline: ComparedWith) -> Vec<Step> {
        self.sides.compare_with(baseline);
        vec![self.load_redline()]
    }

    fn show_draft(&mut self) -> Vec<Step> {
        if self.sides.right == Some(VersionName::Draft) {
            self.sides.right = None;
            return self.compare_with(ComparedWith::Mine);
        }
        self.sides.right = Some(VersionName::Draft);
        self.compare_with(ComparedWith::Before)
    }

    /// A list of the rounds for one side of the comparison.
    pub(super) fn pick_side(&self, left: bool, shell: &Shell) -> Step {
        let words = shell.words();
        let mut items: Vec<PickerItem> = Vec::new();
        let rounds = self
            .standing
            .as_deref()
            .map(|standing| &*standing.rounds.rounds)
            .unwrap_or_default();
        let side = |version| {
            if left {
                Pick::Left(version)
            } else {
                Pick::Right(version)
            }
        };
        for round in rounds {
            let who = round
                .party_name
                .as_deref()
                .or(round.party.as_deref())
                .unwrap_or_else(|| shell.report().unknown());
            items.push(PickerItem {
                label: words.round(round.number),
                detail: [one_line(who), when(&round.date), one_line(&round.note)].join("  "),
                keys: String::new(),
                why_not: None,
                pick: side(VersionName::Round(round.number)),
            });
        }
        items.reverse();
        if !left {
            let draft = PickerItem {
                label: words.draft().to_owned(),
                detail: String::new(),
                keys: String::new(),
                why_not: None,
                pick: Pick::Right(VersionName::Draft),
            };
            items.insert(0, draft);
        }
        let title = if left {
            words.choose_left()
        } else {
            words.choose_right()
        };
        Step::Lay(Box::new(Overlay::Picker(Picker::new(title, items, usize::from(left)))))
    }

    /// Takes a side that was picked; after the left one the right one is asked for.
    pub fn picked(&mut self, pick: Pick, shell: &Shell) -> Vec<Step> {
        match pick {
            Pick::Left(version) => {
                self.sides.compare_with(ComparedWith::Chosen(version));
                vec![self.pick_side(false, shell)]
            }
            Pick::Right(version) => {
                let newest = self.standing.as_deref().map(|standing| standing.status.round);
                let is_newest = version == VersionName::Round(newest.unwrap_or(0));
                self.sides.right = Some(version).filter(|_| !is_newest);
                vec![self.load_redline()]
            }
            _ => Vec::new(),
        }
    }

    /// The present wording of the selected clause, for the clipboard.
    fn copy(&self) -> Vec<Step> {
        let clause = self
            .current()
            .and_then(|entry| self.redlined.as_deref()?.new.clause(&entry.id));
        clause.map_or_else(Vec::new, |clause| {
            vec![Step::Effect(crate::tui::effect::Effect::Copy(
                crate::contract::canonical(clause),
            ))]
        })
    }

    /// The view in which marks show.
    pub(super) fn shows_marks(&self) -> bool {
        self.view != View::Clean
    }
}
