//! What lies behind the redline: open points, rounds, record and audit, each a list.

use super::audit_rows;
use super::block::standing_sign;
use super::sides::ComparedWith;
use super::{ContractScreen, Tab};
use crate::audit::{AuditReport, Progress, Verdict};
use crate::language::Language;
use crate::session::{AskLine, AsksReport, ContractStanding, Event, EventKind, Notice, VersionName};
use crate::tui::actions::Action;
use crate::tui::list::ListCursor;
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::history::HistoryScreen;
use crate::tui::screens::{Screen, Shell, Step};
use crate::tui::work::{Load, Loaded};
use crate::wording::{AskWords, AuditWords, FrontWords, Role, Span, one_line, when};
use std::collections::HashMap;

/// The lists, and what they are made from.
#[derive(Default)]
pub(super) struct Lists {
    issues: ListCursor,
    rounds: ListCursor,
    record: ListCursor,
    audit: ListCursor,
    asks: ListCursor,
    asked: Option<Box<AsksReport>>,
    events: Option<Vec<Event>>,
    report: Option<Box<AuditReport>>,
    progress: Option<Progress>,
    /// Why the list of a tab could not be read.
    troubles: HashMap<Tab, String>,
    /// The rows that were made last: for which list, width and language.
    made: Option<(Tab, usize, Language)>,
    entries: Vec<Vec<Row>>,
    /// For each entry the clause, round, record or change that it is about.
    about: Vec<String>,
    /// For each list that was shown, what its selected entry was about.
    places: HashMap<Tab, String>,
}

impl Lists {
    /// Forgets what was read.
    pub(super) fn forget(&mut self) {
        self.events = None;
        self.report = None;
        self.asked = None;
        self.progress = None;
        self.troubles.clear();
        self.forget_rows();
    }

    /// Notes why the list of a tab could not be read; what the other tabs show stays.
    pub(super) fn fail(&mut self, tab: Tab, trouble: String) {
        self.troubles.insert(tab, trouble);
        self.forget_rows();
    }

    /// Why the list of a tab could not be read.
    pub(super) fn trouble(&self, tab: Tab) -> Option<&str> {
        self.troubles.get(&tab).map(String::as_str)
    }

    /// The list of a tab can be read again.
    pub(super) fn mend(&mut self, tab: Tab) {
        self.troubles.remove(&tab);
    }

    pub(super) fn forget_rows(&mut self) {
        self.made = None;
    }

    /// What has to be read for a tab that has nothing to show.
    pub(super) fn wanted(&mut self, tab: Tab, contract: &str) -> Option<Step> {
        match tab {
            Tab::Record if self.events.is_none() => Some(Step::Load(Load::Record(contract.to_owned()))),
            Tab::Asks if self.asked.is_none() => Some(Step::Load(Load::Asks(contract.to_owned()))),
            Tab::Audit if self.report.is_none() => Some(Step::Load(Load::Audit(contract.to_owned()))),
            _ => None,
        }
    }

    pub(super) fn receive(&mut self, loaded: Loaded) {
        match loaded {
            Loaded::Record(mut events) => {
                events.reverse();
                self.events = Some(events);
                self.mend(Tab::Record);
            }
            Loaded::Asks(report) => {
                self.asked = Some(report);
                self.mend(Tab::Asks);
            }
            Loaded::Audit(report) => {
                self.mend(Tab::Audit);
                self.report = Some(report);
                self.progress = None;
            }
            _ => {}
        }
        self.forget_rows();
    }

    pub(super) fn progress(&mut self, progress: Progress) {
        self.progress = Some(progress);
    }

    fn list(&mut self, tab: Tab) -> &mut ListCursor {
        match tab {
            Tab::Rounds => &mut self.rounds,
            Tab::Record => &mut self.record,
            Tab::Audit => &mut self.audit,
            Tab::Asks => &mut self.asks,
            Tab::Redline | Tab::Issues | Tab::Review => &mut self.issues,
        }
    }

    /// The clause that the selected open point is about.
    pub(super) fn clause(&self) -> Option<String> {
        self.about.get(self.issues.selected).cloned()
    }

    /// What the selected entry of a list is about.
    fn selected(&mut self, tab: Tab) -> Option<String> {
        let at = self.list(tab).selected;
        self.about.get(at).cloned()
    }

    /// Makes the rows of a tab, unless they are made.
    fn make(
        &mut self,
        tab: Tab,
        standing: Option<&ContractStanding>,
        pending: &crate::session::Pending,
        width: usize,
        shell: &Shell,
    ) {
        if self.made == Some((tab, width, shell.language)) {
            return;
        }
        self.made = Some((tab, width, shell.language));
        if self.troubles.contains_key(&tab) {
            (self.about, self.entries) = (Vec::new(), Vec::new());
            return;
        }
        let made: Vec<(String, Vec<Row>)> = match tab {
            Tab::Redline | Tab::Review => Vec::new(),
            Tab::Issues => standing
                .map(|standing| issues(standing, pending, width, shell))
                .unwrap_or_default(),
            Tab::Rounds => standing
                .map(|standing| rounds(standing, width, shell))
                .unwrap_or_default(),
            Tab::Record => self
                .events
                .iter()
                .flatten()
                .map(|event| (named(event), record(event, width, shell)))
                .collect(),
            Tab::Asks => self
                .asked
                .iter()
                .flat_map(|report| asked(report, width, shell.language))
                .collect(),
            Tab::Audit => {
                let report = self.report.as_deref();
                report
                    .map(|report| audit_rows::entries(report, standing, width, shell))
                    .unwrap_or_default()
            }
        };
        (self.about, self.entries) = made.into_iter().unzip();
        self.come_back(tab);
    }

    /// Selects what was selected when the list was last shown, wherever that stands now; else whatever has its place.
    fn come_back(&mut self, tab: Tab) {
        // A list that is being read has no place yet, and forgets none.
        if self.entries.is_empty() {
            return;
        }
        let at = self.list(tab).selected;
        let last = self.entries.len() - 1;
        let same = self.places.get(&tab).and_then(|place| {
            let there = self.about.iter().enumerate().filter(|(_, about)| *about == place);
            there.map(|(other, _)| other).min_by_key(|other| other.abs_diff(at))
        });
        let selected = same.unwrap_or(at).min(last);
        let before = self.entries[..selected].iter().map(Vec::len).sum();
        self.list(tab).settle(selected, before);
        self.note_place(tab);
    }

    /// Which entry is selected, and what of the list is in sight.
    pub(super) fn progress_words(&self, tab: Tab, shell: &Shell) -> Option<String> {
        let list = match tab {
            Tab::Rounds => &self.rounds,
            Tab::Record => &self.record,
            Tab::Audit => &self.audit,
            Tab::Asks => &self.asks,
            Tab::Redline | Tab::Issues | Tab::Review => &self.issues,
        };
        list.progress_words(self.entries.len(), shell.words())
    }

    fn note_place(&mut self, tab: Tab) {
        if let Some(about) = self.selected(tab) {
            self.places.insert(tab, about);
        }
    }
}

impl ContractScreen {
    /// Does what a key means on one of the lists.
    pub(super) fn act_on_list(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let tab = self.tab;
        // Several keys may come before the list is painted.
        self.lists.make(
            tab,
            self.standing.as_deref(),
            &self.pending,
            usize::from(shell.size.0),
            shell,
        );
        let count = self.lists.entries.len();
        let mut list = self.lists.list(tab).clone();
        if list.act(action, count) {
            // Where nothing is read yet there is nowhere to go.
            if count > 0 {
                *self.lists.list(tab) = list;
                self.lists.note_place(tab);
            }
            return Vec::new();
        }
        let about = self.lists.selected(tab).unwrap_or_default();
        match (action, tab) {
            (Action::Back, _) => {
                self.tab = Tab::Redline;
                Vec::new()
            }
            (Action::Open, Tab::Issues | Tab::Audit | Tab::Asks) if !about.is_empty() => {
                self.tab = Tab::Redline;
                self.select_id(&about);
                Vec::new()
            }
            (Action::History, Tab::Issues) if !about.is_empty() => {
                let entry = self.entries.iter().find(|entry| entry.id == about);
                let (number, heading) = entry
                    .map(|entry| (entry.number.clone(), entry.heading.clone()))
                    .unwrap_or_default();
                let screen = HistoryScreen::new(self.name.clone(), about, &number, &heading);
                vec![Step::Open(Box::new(Screen::History(screen)))]
            }
            (Action::Open | Action::LeftSide, Tab::Rounds) => {
                let Ok(number) = about.parse::<u32>() else {
                    return Vec::new();
                };
                self.tab = Tab::Redline;
                if action == Action::LeftSide {
                    self.sides.right = None;
                    return self.compare_with(ComparedWith::Chosen(VersionName::Round(number)));
                }
                let newest = self.standing.as_deref().map(|standing| standing.status.round);
                self.sides.right = (Some(number) != newest).then_some(VersionName::Round(number));
                // What a round changed is seen against the one before it.
                let before = VersionName::Round(number.saturating_sub(1).max(1));
                self.compare_with(ComparedWith::Chosen(before))
            }
            (Action::Reload | Action::Open, Tab::Audit) => {
                self.lists.report = None;
                vec![Step::Load(Load::Audit(self.name.clone()))]
            }
            _ => Vec::new(),
        }
    }

    /// Takes how far an audit is.
    pub fn progress(&mut self, progress: Progress) {
        self.lists.progress(progress);
    }

    /// Paints the list of the present tab; gives where the cursor belongs.
    pub(super) fn paint_list(
        &mut self,
        frame: &mut ratatui::Frame<'_>,
        area: ratatui::layout::Rect,
        shell: &Shell,
    ) -> Option<(u16, u16)> {
        let words = shell.words();
        let tab = self.tab;
        let width = usize::from(area.width);
        self.lists
            .make(tab, self.standing.as_deref(), &self.pending, width, shell);
        let head: Vec<Row> = self.list_head(width, shell);
        let height = u16::try_from(head.len()).unwrap_or(u16::MAX).min(area.height);
        for (at, row) in head.iter().take(usize::from(height)).enumerate() {
            let y = area.y + u16::try_from(at).unwrap_or(0);
            shell.looks.row(
                frame.buffer_mut(),
                ratatui::layout::Rect { y, height: 1, ..area },
                row,
                crate::tui::look::RowState::No,
            );
        }
        let below = ratatui::layout::Rect {
            y: area.y + height,
            height: area.height - height,
            ..area
        };
        if self.lists.entries.is_empty() {
            if let Some(said) = self.instead_of_list(shell) {
                super::paint::paint_paragraphs(frame, below, &said, shell);
                return None;
            }
            let nothing = match tab {
                Tab::Issues | Tab::Rounds if self.standing.is_none() => words.reading(),
                Tab::Issues => words.nothing_open(),
                Tab::Record if self.lists.events.is_none() => words.reading(),
                Tab::Record => words.nothing_recorded(),
                Tab::Audit if self.lists.report.is_some() => words.no_findings(),
                Tab::Asks if self.lists.asked.is_none() => words.reading(),
                Tab::Asks => AskWords(shell.language).nothing(),
                _ => "",
            };
            shell
                .looks
                .line(frame.buffer_mut(), below, Role::Plain, &format!(" {nothing}"));
            return None;
        }
        let entries = std::mem::take(&mut self.lists.entries);
        let list = self.lists.list(tab);
        list.paint(frame.buffer_mut(), below, &entries, &shell.looks, true);
        let cursor = list.cursor(below, entries.iter().map(Vec::len));
        self.lists.entries = entries;
        Some(cursor)
    }

    /// What stands over a list.
    fn list_head(&self, width: usize, shell: &Shell) -> Vec<Row> {
        let words = shell.words();
        let mut rows = Vec::new();
        if self.tab == Tab::Audit {
            let audit = AuditWords(shell.language);
            match (&self.lists.report, self.lists.progress) {
                (Some(report), _) => {
                    let (role, said) = match report.record() {
                        Verdict::Holds => (Role::Standing(crate::negotiation::Standing::Agreed), audit.holds()),
                        Verdict::Fails => (Role::Alarm, audit.fails()),
                        Verdict::CannotVerify => (Role::Alarm, audit.cannot_verify()),
                    };
                    paragraph(&mut rows, &[Span::new(role, said)], 1, width);
                    let faults = report.faults_of_text();
                    if faults > 0 {
                        paragraph(
                            &mut rows,
                            &[Span::new(Role::Alarm, audit.faults_of_text(faults))],
                            1,
                            width,
                        );
                    }
                    let seen = audit.seen(report.contracts, report.changes, report.records, report.signatures);
                    paragraph(&mut rows, &[Span::new(Role::Faint, seen)], 1, width);
                    if report.findings.is_empty() {
                        paragraph(&mut rows, &[Span::plain(words.no_findings().to_owned())], 1, width);
                    }
                }
                (None, Some(progress)) => {
                    let said = format!("{} {}", words.auditing(), words.of(progress.done, progress.total));
                    rows.push(Row::of(vec![Span::plain(format!(" {said}"))]));
                }
                (None, None) => rows.push(Row::of(vec![Span::plain(format!(" {}", words.auditing()))])),
            }
            rows.push(Row::default());
        }
        if let (Tab::Asks, Some(report)) = (self.tab, &self.lists.asked) {
            let said = report.summary(shell.language);
            paragraph(&mut rows, &[Span::new(Role::Heading, said)], 1, width.saturating_sub(1));
            rows.push(Row::default());
        }
        if self.tab == Tab::Rounds
            && let Some(standing) = self.standing.as_deref()
        {
            let said = standing.status.turns_in_words(shell.positions());
            paragraph(&mut rows, &[Span::new(Role::Faint, said)], 1, width.saturating_sub(1));
            rows.push(Row::default());
        }
        if matches!(self.tab, Tab::Issues | Tab::Record)
            && let Some(standing) = self.standing.as_deref()
        {
            rows.extend(self.keys_notices(shell, width));
            // Of keys that nobody confirmed the rows above say what can be done here.
            let others = standing
                .status
                .notices
                .iter()
                .filter(|notice| !matches!(notice, Notice::Unconfirmed(_)));
            for notice in others.filter(|_| self.tab == Tab::Issues) {
                let said = standing.status.notice(notice, shell.positions());
                paragraph(
                    &mut rows,
                    &[Span::new(Role::Alarm, format!("! {said}"))],
                    1,
                    width.saturating_sub(1),
                );
            }
        }
        rows
    }
}

fn issues(
    standing: &ContractStanding,
    pending: &crate::session::Pending,
    width: usize,
    shell: &Shell,
) -> Vec<(String, Vec<Row>)> {
    let words = shell.positions();
    let status = &standing.status;
    let one = |clause: &crate::session::ClauseStatus| {
        let mut rows = Vec::new();
        let at = clause
            .standing
            .standing
            .unwrap_or(crate::negotiation::Standing::Awaiting);
        let number = clause
            .number
            .clone()
            .unwrap_or_else(|| shell.words().deleted().to_owned());
        let mut head = vec![
            Span::new(Role::Standing(at), format!("{} ", standing_sign(at))),
            Span::new(Role::Heading, format!("{number} {}  ", one_line(&clause.heading))),
            Span::new(Role::Standing(at), words.standing(at)),
            Span::new(
                Role::Faint,
                format!("  {}", words.ball(&status.named(&clause.standing.waiting_for, words))),
            ),
        ];
        if let Some(mark) = pending.mark(&clause.standing.id) {
            head.push(Span::new(
                Role::Pending,
                format!("  > {}", super::block::decision_word(mark.decision, shell)),
            ));
        }
        paragraph(&mut rows, &head, 1, width.saturating_sub(1));
        for position in &clause.standing.positions {
            let mut said = words.0.says(
                &status.party_name(&position.party),
                &status.spoken(clause, position, words),
            );
            if let Some(reason) = clause.reasons.get(&position.party) {
                said = format!("{said} {}", shell.language.quoted(&one_line(reason)));
            }
            paragraph(&mut rows, &[Span::plain(said)], 5, width.saturating_sub(1));
        }
        rows.push(Row::default());
        (clause.standing.id.clone(), rows)
    };
    let open = status.open_clauses(standing.speaking.party());
    open.into_iter().map(one).collect()
}

fn rounds(standing: &ContractStanding, width: usize, shell: &Shell) -> Vec<(String, Vec<Row>)> {
    let words = shell.words();
    let mut made: Vec<(String, Vec<Row>)> = standing
        .rounds
        .rounds
        .iter()
        .rev()
        .map(|round| {
            let mut rows = Vec::new();
            let who = round
                .party_name
                .as_deref()
                .map_or_else(|| shell.report().unknown().to_owned(), one_line);
            let head = [
                Span::new(Role::Heading, format!("{}  ", words.round(round.number))),
                Span::plain(format!(
                    "{}  ",
                    shell
                        .language
                        .list(&[vec![who], round.authors.iter().map(|one| one_line(one)).collect()].concat())
                )),
                Span::new(Role::Faint, when(&round.date)),
            ];
            paragraph(&mut rows, &head, 1, width.saturating_sub(1));
            if !round.note.is_empty() {
                paragraph(
                    &mut rows,
                    &[Span::plain(shell.language.quoted(&one_line(&round.note)))],
                    5,
                    width.saturating_sub(1),
                );
            }
            if round.unsigned {
                let said = shell.report().unsigned();
                paragraph(&mut rows, &[Span::new(Role::Alarm, said)], 5, width.saturating_sub(1));
            }
            if let Some(error) = &round.error {
                let why = one_line(error.message(shell.language));
                paragraph(&mut rows, &[Span::new(Role::Alarm, why)], 5, width.saturating_sub(1));
            }
            if !round.clauses.is_empty() {
                let said = standing.rounds.touched(round, shell.report());
                paragraph(&mut rows, &[Span::new(Role::Faint, said)], 5, width.saturating_sub(1));
            }
            for change in &round.front {
                paragraph(
                    &mut rows,
                    &FrontWords(shell.language).line(change),
                    5,
                    width.saturating_sub(1),
                );
            }
            rows.push(Row::default());
            (round.number.to_string(), rows)
        })
        .collect();
    for (who, date) in standing.rounds.unsent.iter().rev() {
        let said = shell
            .language
            .says(words.unsent(), &shell.language.list(&[one_line(who), when(date)]));
        made.insert(
            0,
            (
                String::new(),
                vec![
                    Row {
                        indent: 1,
                        spans: vec![Span::new(Role::Alarm, said)],
                    },
                    Row::default(),
                ],
            ),
        );
    }
    made
}

/// What became of what was asked for, then what changed without a word; each with its clause.
fn asked(report: &AsksReport, width: usize, language: Language) -> Vec<(String, Vec<Row>)> {
    let entry = |clause: &str, head: Option<&str>, lines: Vec<AskLine>| {
        let mut rows = Vec::new();
        if let Some(head) = head {
            paragraph(&mut rows, &[Span::new(Role::Heading, head)], 1, width.saturating_sub(1));
        }
        for (indent, spans) in lines {
            paragraph(&mut rows, &spans, indent + 1, width.saturating_sub(1));
        }
        rows.push(Row::default());
        (clause.to_owned(), rows)
    };
    let asks = report
        .asks
        .iter()
        .map(|one| entry(&one.ask.clause, None, one.lines(report, language)));
    let silent = report.silent.iter().enumerate().map(|(at, one)| {
        let head = (at == 0).then(|| AskWords(language).silent());
        entry(&one.change.clause, head, one.lines(report, language))
    });
    asks.chain(silent).collect()
}

/// What tells an event of the record from all others.
fn named(event: &Event) -> String {
    match &event.what {
        EventKind::Position { record, .. } | EventKind::Comment { record, .. } => record.to_string(),
        EventKind::Unreadable(file, _) => file.clone(),
        EventKind::Round { .. } | EventKind::Unsent => event.commit.clone(),
    }
}

fn record(event: &Event, width: usize, shell: &Shell) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, line) in event.lines(None, shell.positions()).into_iter().enumerate() {
        paragraph(&mut rows, &line, if at == 0 { 1 } else { 5 }, width.saturating_sub(1));
    }
    rows
}
