//! The history of one clause: every wording with who brought it and what was said of it, and who brought in the words
//! of today.

use super::{Shell, Step};
use crate::language::Language;
use crate::session::{Blamed, ClauseWording};
use crate::tui::actions::Action;
use crate::tui::effect::Effect;
use crate::tui::list::ListCursor;
use crate::tui::look::RowState;
use crate::tui::reader::{Row, View, heading_rows, paragraph, text_rows};
use crate::tui::work::{Load, Loaded};
use crate::wording::{Role, Span, contract_text, one_line};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The actions that hints show here.
pub const HINTS: &[Action] = &[Action::Switch, Action::Copy, Action::Help, Action::Back];

/// The history of one clause.
pub struct HistoryScreen {
    contract: String,
    clause: String,
    title: String,
    wordings: Option<Vec<ClauseWording>>,
    blamed: Option<Box<Blamed>>,
    trouble: Option<String>,
    /// The words of today by who brought them in, instead of the wordings.
    by_words: bool,
    list: ListCursor,
    made: Option<(usize, Language, bool)>,
    entries: Vec<Vec<Row>>,
}

impl HistoryScreen {
    /// The history of a clause, with nothing read yet.
    #[must_use]
    pub fn new(contract: String, clause: String, number: &str, heading: &str) -> Self {
        let title = format!("{number} {}", one_line(heading)).trim().to_owned();
        Self {
            contract,
            clause,
            title,
            wordings: None,
            blamed: None,
            trouble: None,
            by_words: false,
            list: ListCursor::default(),
            made: None,
            entries: Vec::new(),
        }
    }

    /// What is read when the screen opens.
    #[must_use]
    pub fn loads(&self) -> Vec<Step> {
        vec![Step::Load(Load::Wordings {
            contract: self.contract.clone(),
            clause: self.clause.clone(),
        })]
    }

    /// Takes what was read.
    pub fn receive(&mut self, loaded: Result<Loaded, String>, load: &Load) -> Vec<Step> {
        if !matches!(load, Load::Wordings { clause, .. } if *clause == self.clause) {
            return Vec::new();
        }
        match loaded {
            Ok(Loaded::Wordings(wordings, blamed)) => (self.wordings, self.blamed) = (Some(wordings), blamed),
            Ok(_) => {}
            Err(trouble) => self.trouble = Some(trouble),
        }
        self.made = None;
        Vec::new()
    }

    /// Does what a key means.
    pub fn act(&mut self, action: Action, _: &Shell) -> Vec<Step> {
        if self.list.act(action, self.entries.len()) {
            return Vec::new();
        }
        match action {
            Action::Switch | Action::Open => {
                self.by_words = !self.by_words;
                self.list = ListCursor::default();
                Vec::new()
            }
            Action::Back => vec![Step::Close],
            Action::Reload => self.loads(),
            Action::Copy => {
                let clause = self
                    .blamed
                    .as_ref()
                    .map(|blamed| crate::contract::canonical(&blamed.clause));
                clause
                    .map(|text| Step::Effect(Effect::Copy(text)))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Which lines are in sight, for the line at the bottom.
    #[must_use]
    pub fn progress_words(&self, shell: &Shell) -> Option<String> {
        self.list.lines_in_words(shell.words())
    }

    /// Paints the screen; gives where the cursor belongs.
    pub fn paint(&mut self, frame: &mut Frame<'_>, area: Rect, shell: &Shell) -> Option<(u16, u16)> {
        let words = shell.words();
        let head = Rect {
            height: 1.min(area.height),
            ..area
        };
        let tabs = [(words.wordings(), !self.by_words), (words.words_by(), self.by_words)];
        let mut spans = vec![Span::new(Role::Heading, format!(" {}  ", self.title))];
        spans.extend(
            tabs.map(|(text, chosen)| Span::new(if chosen { Role::Chosen } else { Role::Bar }, format!(" {text} "))),
        );
        shell.looks.row(frame.buffer_mut(), head, &Row::of(spans), RowState::No);
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let width = usize::from(area.width);
        if self.made != Some((width, shell.language, self.by_words)) {
            self.made = Some((width, shell.language, self.by_words));
            self.entries = if self.by_words {
                self.words(width, shell)
            } else {
                self.wordings(width, shell)
            };
        }
        if self.entries.is_empty() {
            let said = self
                .trouble
                .as_deref()
                .map_or_else(|| words.reading().to_owned(), one_line);
            shell
                .looks
                .line(frame.buffer_mut(), below, Role::Plain, &format!(" {said}"));
            return None;
        }
        self.list
            .paint(frame.buffer_mut(), below, &self.entries, &shell.looks, false);
        Some(self.list.cursor(below, self.entries.iter().map(Vec::len)))
    }

    /// Each wording: an entry for its head, and one for each row of its text, so that long ones can be scrolled.
    fn wordings(&self, width: usize, shell: &Shell) -> Vec<Vec<Row>> {
        let (words, redline) = (shell.positions(), shell.redline());
        let room = width.saturating_sub(2);
        let mut entries = Vec::new();
        for wording in self.wordings.iter().flatten() {
            let mut head = Vec::new();
            paragraph(
                &mut head,
                &[Span::new(Role::Heading, wording.version.described(shell.report()))],
                1,
                room,
            );
            let mut became = vec![redline.change(wording.change.change).to_owned()];
            became.extend(
                wording
                    .change
                    .class
                    .filter(|_| wording.change.from_id.is_some() && wording.revision.is_some())
                    .map(|class| redline.class(class).to_owned()),
            );
            paragraph(
                &mut head,
                &[Span::new(Role::Faint, became.join(redline.separator()))],
                1,
                room,
            );
            for event in &wording.said {
                for (at, line) in event.lines(Some(&self.clause), words).into_iter().enumerate() {
                    paragraph(&mut head, &line, if at == 0 { 3 } else { 5 }, room);
                }
            }
            entries.extend(head.into_iter().map(|row| vec![row]));
            let mut text = heading_rows(&wording.change, View::Inline, room.saturating_sub(3));
            text.extend(text_rows(
                &wording.change,
                View::Inline,
                room.saturating_sub(3),
                &one_line,
            ));
            entries.extend(text.into_iter().map(|row| {
                vec![Row {
                    indent: row.indent + 3,
                    ..row
                }]
            }));
            entries.push(vec![Row::default()]);
        }
        entries
    }

    /// The present text, coloured by the party that brought in each word, and the same in a list.
    fn words(&self, width: usize, shell: &Shell) -> Vec<Vec<Row>> {
        let Some(blamed) = &self.blamed else { return Vec::new() };
        let room = width.saturating_sub(2);
        let role = |party: &Option<String>| {
            Role::Party(
                party
                    .as_ref()
                    .and_then(|id| blamed.parties.iter().position(|(known, _)| known == id)),
            )
        };
        let mut rows = Vec::new();
        for (at, (_, name)) in blamed.parties.iter().enumerate() {
            paragraph(&mut rows, &[Span::new(Role::Party(Some(at)), one_line(name))], 1, room);
        }
        rows.push(Row::default());
        let mut line: Vec<Span> = Vec::new();
        for stretch in &blamed.stretches {
            let mut lines = stretch.text.split('\n').peekable();
            while let Some(text) = lines.next() {
                line.extend(contract_text(text, role(&stretch.party), false));
                if lines.peek().is_some() {
                    paragraph(&mut rows, &line, 1, room);
                    line.clear();
                }
            }
        }
        if !line.is_empty() {
            paragraph(&mut rows, &line, 1, room);
        }
        rows.push(Row::default());
        for stretch in blamed
            .stretches
            .iter()
            .filter(|stretch| !stretch.text.trim().is_empty())
        {
            let round = stretch
                .round
                .map_or_else(|| shell.words().unsent().to_owned(), |round| shell.words().round(round));
            let name = |id: &String| {
                blamed
                    .parties
                    .iter()
                    .find(|(known, _)| known == id)
                    .map_or_else(|| one_line(id), |(_, name)| one_line(name))
            };
            let who = stretch
                .party
                .as_ref()
                .map_or_else(|| shell.report().unknown().to_owned(), name);
            let head = shell.language.list(&[round, who, one_line(&stretch.author)]);
            let head = shell.language.says(&head, "");
            let text: String = stretch.text.split_whitespace().collect::<Vec<_>>().join(" ");
            paragraph(
                &mut rows,
                &[
                    vec![Span::new(Role::Faint, head)],
                    contract_text(&text, role(&stretch.party), false),
                ]
                .concat(),
                1,
                room,
            );
        }
        rows.into_iter().map(|row| vec![row]).collect()
    }
}
