//! The list of contracts: what needs the reader's party first, how far each is, and what cannot be read.

use super::contract::{ContractScreen, outgoing};
use super::{Screen, Shell, Step};
use crate::language::Language;
use crate::session::{ContractRow, Found};
use crate::tui::actions::Action;
use crate::tui::list::ListCursor;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Prompt, Purpose};
use crate::tui::reader::Row;
use crate::tui::work::{Load, Loaded};
use crate::wording::{Role, Span, fitted, one_line, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The actions that hints show here.
pub const HINTS: &[Action] = &[
    Action::Open,
    Action::Search,
    Action::Exchange,
    Action::Send,
    Action::Palette,
    Action::Help,
    Action::Quit,
    Action::ListMine,
];

/// Which contracts are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Only {
    /// All.
    #[default]
    All,
    /// Those that wait for the reader's party.
    Mine,
    /// Those that wait for somebody else alone.
    Others,
    /// Those in which every clause is agreed.
    Agreed,
}

/// Before the name of a contract: its record was found not to hold, a clause that was agreed is open again, or
/// something came since it was last open here.
pub(in crate::tui) const ROW_SIGNS: [char; 3] = ['X', '!', '*'];

/// The list of contracts.
#[derive(Default)]
pub struct ContractsScreen {
    rows: Option<Vec<ContractRow>>,
    /// The places of the rows that are listed.
    shown: Vec<usize>,
    /// How wide the widest name of those who have to act is in these rows, and in which language.
    widest_ball: Option<(Language, usize)>,
    /// Whether this copy is empty, while there may be contracts in the shared repository.
    to_sync: bool,
    trouble: Option<String>,
    only: Only,
    /// What was searched for in all contracts.
    searched: String,
    list: ListCursor,
}

/// Of the bar of agreed clauses: those that are, and the others.
pub(in crate::tui) const BAR_SIGNS: [&str; 2] = ["=", "-"];
/// The length of the bar of agreed clauses.
const BAR: usize = 10;
/// What a contract's name and title keep, whatever stands beside them.
const NAME: usize = 16;
/// The last so many rounds are shown as a course.
const COURSE: usize = 12;

impl ContractsScreen {
    /// Looks anew for the rows that are listed: once for each list and choice, and not for each key.
    fn find_shown(&mut self) {
        let only = self.only;
        let wanted = |row: &ContractRow| match only {
            Only::All => true,
            Only::Mine => row.waits(),
            Only::Others => !row.waits() && !row.ball.is_empty(),
            Only::Agreed => row.is_agreed(),
        };
        let rows = self.rows.iter().flatten().enumerate();
        self.shown = rows.filter(|(_, row)| wanted(row)).map(|(at, _)| at).collect();
        self.widest_ball = None;
    }

    /// The row that is shown at a place.
    fn row(&self, at: usize) -> Option<&ContractRow> {
        self.rows.as_ref()?.get(*self.shown.get(at)?)
    }

    fn widest_ball(&mut self, shell: &Shell) -> usize {
        if let Some((_, widest)) = self.widest_ball.filter(|(language, _)| *language == shell.language) {
            return widest;
        }
        let balls = (0..self.shown.len())
            .filter_map(|at| self.row(at))
            .map(|row| width(&ball(row, shell)));
        let widest = balls.max().unwrap_or(0);
        self.widest_ball = Some((shell.language, widest));
        widest
    }

    /// Does what a key means.
    pub fn act(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        if self.list.act(action, self.shown.len()) {
            return Vec::new();
        }
        match action {
            Action::Open => match self.row(self.list.selected) {
                Some(row) => match &row.error {
                    Some(error) => vec![Step::warn(one_line(error.message(shell.language)))],
                    None => {
                        vec![Step::Open(Box::new(Screen::Contract(Box::new(ContractScreen::new(
                            row.name.clone(),
                        )))))]
                    }
                },
                None => Vec::new(),
            },
            Action::Send if shell.read_only => vec![Step::warn(shell.words().asked_read_only())],
            Action::Send => match self.row(self.list.selected) {
                Some(row) if row.round == 0 => vec![Step::Load(Load::Outgoing(row.name.clone()))],
                Some(_) => vec![Step::say(shell.words().open_to_send())],
                None => Vec::new(),
            },
            Action::Search => {
                let prompt = Prompt::new(Purpose::Everywhere, shell.words().search_all(), "").with_last(&self.searched);
                vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(prompt))))]
            }
            Action::ListMine | Action::ListOthers | Action::ListAgreed | Action::ListAll => {
                self.only = match action {
                    Action::ListMine => Only::Mine,
                    Action::ListOthers => Only::Others,
                    Action::ListAgreed => Only::Agreed,
                    _ => Only::All,
                };
                self.find_shown();
                self.list.selected = 0;
                Vec::new()
            }
            Action::Back if self.only != Only::All => {
                self.only = Only::All;
                self.find_shown();
                Vec::new()
            }
            Action::Reload => vec![Step::Load(Load::Contracts)],
            Action::Back => vec![Step::Close],
            _ => Vec::new(),
        }
    }

    /// Why something cannot be done with the selected contract; `None` where it can.
    #[must_use]
    pub fn why_not(&self, action: Action, shell: &Shell) -> Option<String> {
        let row = self.row(self.list.selected);
        match (action, row) {
            (Action::Open | Action::Send | Action::Search, None) => Some(shell.words().no_contracts().to_owned()),
            (Action::Send, Some(row)) if row.round > 0 => Some(shell.words().open_to_send().to_owned()),
            _ => None,
        }
    }

    /// Looks for words in all contracts.
    pub fn search(&mut self, words: &str) -> Vec<Step> {
        words.trim().clone_into(&mut self.searched);
        if self.searched.is_empty() {
            return Vec::new();
        }
        vec![Step::Load(Load::Search(self.searched.clone()))]
    }

    /// What was found, to be picked from.
    fn found(&self, found: &Found, shell: &Shell) -> Vec<Step> {
        let report = shell.report();
        let mut items: Vec<PickerItem> = Vec::new();
        for (name, why) in &found.unread {
            items.push(PickerItem {
                label: one_line(name),
                detail: String::new(),
                keys: String::new(),
                why_not: Some(report.not_searched(&one_line(name), &one_line(why.message(shell.language)))),
                pick: Pick::Nothing,
            });
        }
        let said = report.found_in(&one_line(&self.searched), found.places.len(), found.contracts);
        if found.places.is_empty() && items.is_empty() {
            return vec![Step::warn(said)];
        }
        items.extend(found.places.iter().map(|place| {
            let called = format!("{} {}", place.number, one_line(&place.heading));
            let times = if place.times > 1 {
                shell.language.aside(&report.times(place.times))
            } else {
                String::new()
            };
            PickerItem {
                label: one_line(&format!("{}  {}", place.contract, called.trim())),
                detail: format!("{}{times}", one_line(&place.excerpt)),
                keys: String::new(),
                why_not: None,
                pick: Pick::Found {
                    contract: place.contract.clone(),
                    clause: place.clause.clone(),
                    words: self.searched.clone(),
                },
            }
        }));
        vec![Step::Lay(Box::new(Overlay::Picker(Picker::new(
            said,
            items,
            found.unread.len(),
        ))))]
    }

    /// Takes the list, or what a first round would make known.
    pub fn receive(&mut self, loaded: Result<Loaded, String>, load: &Load, shell: &Shell) -> Vec<Step> {
        match loaded {
            Ok(Loaded::Outgoing(outgoing)) => {
                return vec![Step::Lay(Box::new(outgoing::question(outgoing, "", shell)))];
            }
            Err(trouble) if matches!(load, Load::Outgoing(_)) => return vec![Step::warn(one_line(&trouble))],
            Ok(Loaded::Found(found)) => return self.found(&found, shell),
            Err(trouble) if matches!(load, Load::Search(_)) => return vec![Step::warn(one_line(&trouble))],
            Ok(Loaded::Contracts(rows, to_sync)) => {
                self.to_sync = to_sync;
                let selected = self.row(self.list.selected).map(|row| row.name.clone());
                let mut rows = rows;
                rows.sort_by_key(ContractRow::rank);
                self.rows = Some(rows);
                self.find_shown();
                self.trouble = None;
                let at_name =
                    |name: &String| (0..self.shown.len()).find(|at| self.row(*at).is_some_and(|row| row.name == *name));
                if let Some(at) = selected.as_ref().and_then(at_name) {
                    self.list.selected = at;
                }
            }
            Ok(_) => {}
            Err(trouble) => self.trouble = Some(trouble),
        }
        Vec::new()
    }

    /// Which contract is selected, for the line at the bottom.
    #[must_use]
    pub fn progress_words(&self, shell: &Shell) -> Option<String> {
        let count = self.shown.len();
        let words = shell.words();
        let only = match self.only {
            Only::All => None,
            Only::Mine => Some(words.only_mine()),
            Only::Others => Some(words.only_others()),
            Only::Agreed => Some(words.only_agreed()),
        };
        let new = self.rows.iter().flatten().filter(|row| row.is_new()).count();
        let all = [
            (count > 0).then(|| words.entry_of(self.list.selected + 1, count)),
            only.map(str::to_owned),
            (new > 0).then(|| words.new_here(new)),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" | "))
    }

    /// Paints the list; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        let words = shell.words();
        let buffer = frame.buffer_mut();
        let line = |at: u16| Rect {
            y: area.y + at.min(area.height.saturating_sub(1)),
            height: 1,
            ..area
        };
        if let Some(trouble) = &self.trouble {
            let mut rows = Vec::new();
            crate::tui::reader::paragraph(
                &mut rows,
                &[Span::new(Role::Alarm, one_line(trouble))],
                1,
                usize::from(area.width).saturating_sub(1),
            );
            self.list.paint(buffer, area, &[rows], &shell.looks, false);
            return None;
        }
        let Some(all) = &self.rows else {
            shell
                .looks
                .line(buffer, area, Role::Faint, &format!(" {}", words.reading()));
            return None;
        };
        if all.is_empty() {
            shell
                .looks
                .line(buffer, area, Role::Heading, &format!(" {}", words.no_contracts()));
            let mut rows = Vec::new();
            crate::tui::reader::paragraph(
                &mut rows,
                &[Span::plain(if self.to_sync {
                    words.to_sync_hint()
                } else {
                    words.no_contracts_hint()
                })],
                1,
                usize::from(area.width).saturating_sub(1),
            );
            for (at, row) in rows.iter().enumerate() {
                shell.looks.row(
                    buffer,
                    line(u16::try_from(at).unwrap_or(0) + 1),
                    row,
                    crate::tui::look::RowState::No,
                );
            }
            return None;
        }
        if self.shown.is_empty() {
            shell
                .looks
                .line(buffer, area, Role::Plain, &format!(" {}", words.none_of_these()));
            return None;
        }
        let columns = Columns::of(usize::from(area.width), self.widest_ball(shell), shell);
        shell
            .looks
            .row(buffer, line(0), &columns.head(shell), crate::tui::look::RowState::No);
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        self.list.reach = u16::try_from(columns.name).ok();
        let (rows, shown) = (self.rows.as_deref().unwrap_or_default(), &self.shown);
        let row_of = |at: usize| columns.row(&rows[shown[at]], shell);
        self.list.paint_lines(buffer, below, shown.len(), row_of, &shell.looks);
        Some(self.list.cursor(below, shown.iter().map(|_| 1)))
    }

    /// Selects and opens what was pressed.
    pub fn press(&mut self, row: u16, shell: &Shell) -> Vec<Step> {
        let selected = self.list.selected;
        let heights = self.shown.iter().map(|_| 1);
        let hit = row > 0 && self.list.press(usize::from(row) - 1, heights);
        if hit && self.list.selected == selected {
            self.act(Action::Open, shell)
        } else {
            Vec::new()
        }
    }
}

/// How wide each column is; 0 for one that does not fit.
struct Columns {
    name: usize,
    parties: usize,
    round: usize,
    ball: usize,
    waiting: usize,
    bar: usize,
    agreed: usize,
    since: usize,
    course: usize,
}

impl Columns {
    fn of(room: usize, widest_ball: usize, shell: &Shell) -> Self {
        let words = shell.words();
        let wide = room >= 110;
        let narrow = room < 60;
        let round = if narrow { 0 } else { width(words.column_round()) + 2 };
        let bar = if narrow { 0 } else { BAR };
        let agreed = bar + 8;
        let waiting = if wide { width(&words.waiting(100)) + 2 } else { 0 };
        let since = if room >= 76 {
            width(words.column_since()).max(width(&words.days(9999))) + 2
        } else {
            0
        };
        let course = if room >= 96 { COURSE + 1 } else { 0 };
        let left = room.saturating_sub(1 + round + agreed + waiting + since + course);
        // Who has to act is what the list is looked at for: the title gives way to it first.
        let widest = widest_ball.max(width(words.column_ball()));
        let ball = widest.min(left.saturating_sub(NAME + 2).max(8)) + 2;
        let left = left.saturating_sub(ball);
        let parties = if room >= 150 { (left / 2).min(60) } else { 0 };
        Self {
            name: left - parties,
            parties,
            round,
            ball,
            waiting,
            bar,
            agreed,
            since,
            course,
        }
    }

    fn head(&self, shell: &Shell) -> Row {
        let words = shell.words();
        let cells = [
            (words.column_contract(), self.name),
            (words.column_parties(), self.parties),
            (words.column_round(), self.round),
            (words.column_ball(), self.ball),
            ("", self.waiting),
            (words.column_agreed(), self.agreed),
            (words.column_since(), self.since),
            (words.column_course(), self.course),
        ];
        let text: String = cells
            .iter()
            .filter(|(_, width)| *width > 0)
            .map(|(text, width)| cell(text, *width))
            .collect();
        Row::of(vec![Span::new(Role::Faint, format!(" {text}"))])
    }

    fn row(&self, row: &ContractRow, shell: &Shell) -> Row {
        let words = shell.words();
        let title = if row.title.is_empty() {
            one_line(&row.name)
        } else {
            format!("{}  {}", one_line(&row.name), one_line(&row.title))
        };
        let badge = match row {
            row if row.visit.audit_failed => Some((ROW_SIGNS[0], Role::Alarm)),
            row if row.waits() && row.reopened > 0 => Some((ROW_SIGNS[1], Role::Alarm)),
            row if row.is_new() => Some((ROW_SIGNS[2], Role::Pending)),
            _ => None,
        };
        let mut spans = vec![badge.map_or(Span::plain(" "), |(sign, role)| Span::new(role, sign.to_string()))];
        if let Some(error) = &row.error {
            spans.push(Span::plain(cell(&one_line(&row.name), self.name.min(24))));
            spans.push(Span::new(
                Role::Alarm,
                shell
                    .language
                    .says(words.unreadable(), &one_line(error.message(shell.language))),
            ));
            return Row::of(spans);
        }
        spans.push(Span::new(Role::Heading, cell(&title, self.name)));
        if self.parties > 0 {
            let names: Vec<String> = row.parties.iter().map(|(_, name)| one_line(name)).collect();
            spans.push(Span::plain(cell(&names.join(" / "), self.parties)));
        }
        if row.round == 0 {
            spans.push(Span::new(Role::Faint, words.draft_only()));
            return Row::of(spans);
        }
        if self.round > 0 {
            spans.push(Span::plain(cell(&row.round.to_string(), self.round)));
        }
        let role = if row.waits() { Role::Pending } else { Role::Plain };
        spans.push(Span::new(role, cell(&ball(row, shell), self.ball)));
        if self.waiting > 0 {
            let said = if row.waiting > 0 {
                words.waiting(row.waiting)
            } else {
                String::new()
            };
            spans.push(Span::plain(cell(&said, self.waiting)));
        }
        if row.recorded {
            let full = (row.agreed * self.bar).checked_div(row.total).unwrap_or(0);
            spans.push(Span::new(
                Role::Standing(crate::negotiation::Standing::Agreed),
                BAR_SIGNS[0].repeat(full),
            ));
            spans.push(Span::new(Role::Faint, BAR_SIGNS[1].repeat(self.bar - full)));
            spans.push(Span::plain(cell(
                &format!(" {}", words.of(row.agreed, row.total)),
                self.agreed - self.bar,
            )));
        } else {
            spans.push(Span::new(Role::Faint, cell("", self.agreed)));
        }
        if self.since > 0 {
            let said = row.days.map(|days| words.days(days)).unwrap_or_default();
            spans.push(Span::new(Role::Faint, cell(&said, self.since)));
        }
        if self.course > 0 {
            spans.push(Span::new(
                Role::Standing(crate::negotiation::Standing::Agreed),
                course(row),
            ));
        }
        Row::of(spans)
    }
}

/// Who has to act: the reader's party as such, others by what the contract calls them.
fn ball(row: &ContractRow, shell: &Shell) -> String {
    let words = shell.words();
    if row.ball.is_empty() {
        return words.nobody().to_owned();
    }
    let name = |id: &String| {
        if row.mine.as_ref() == Some(id) {
            return words.yours().to_owned();
        }
        let at = row.parties.iter().position(|(known, _)| known == id);
        one_line(at.and_then(|at| row.roles.get(at)).unwrap_or(id))
    };
    shell.language.list(&row.ball.iter().map(name).collect::<Vec<_>>())
}

/// How much was agreed after each round, in tenths: digits, since bars are of ambiguous width.
fn course(row: &ContractRow) -> String {
    const MOST: usize = 9;
    let level = |agreed: &usize| (agreed * MOST).checked_div(row.total.max(*agreed)).unwrap_or(0);
    row.course[row.course.len().saturating_sub(COURSE)..]
        .iter()
        .map(|agreed| level(agreed).to_string())
        .collect()
}

/// A text in a column, two blanks behind it.
fn cell(text: &str, cells: usize) -> String {
    format!("{}  ", fitted(text, cells.saturating_sub(2)))
}
