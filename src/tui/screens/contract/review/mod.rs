//! The review: the contract clause by clause, with what the checklists find beside the text.

mod marks;
mod paint;
mod rows;

use super::{ContractScreen, Tab};
use crate::language::Language;
use crate::review::ReviewFinding;
use crate::session::{Checked, FindingMarks, VersionName};
use crate::tui::actions::Action;
use crate::tui::reader::Row;
use crate::tui::screens::history::HistoryScreen;
use crate::tui::screens::{Screen, Shell, Step};
use crate::tui::work::Load;

/// The actions that hints show here.
pub(super) const HINTS: &[Action] = &[
    Action::NextFinding,
    Action::Looked,
    Action::Risk,
    Action::Raise,
    Action::Propose,
    Action::NextUnhandled,
    Action::Note,
    Action::Help,
    Action::UnmarkFinding,
    Action::Edit,
    Action::Send,
    Action::Back,
];

/// Where the reader can stand: the contract as a whole, or a clause.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Stop {
    /// The clause's id; `None` for the contract as a whole.
    clause: Option<String>,
    number: String,
    /// The places of its findings in the report.
    findings: Vec<usize>,
    /// The places among what was mended since.
    mended: Vec<usize>,
}

/// The sides of the comparison that a review was asked for.
type SideNames = (Option<VersionName>, Option<VersionName>);

/// For which stop, finding, widths and language rows were made.
type MadeFor = (usize, Option<usize>, [usize; 2], Language);

/// Rows of the text and of the findings.
#[derive(Default)]
struct Made {
    of: Option<MadeFor>,
    text: Vec<Row>,
    findings: Vec<Row>,
    /// The row of the selected finding's title.
    selected: Option<usize>,
    /// The row behind its last one.
    selected_end: Option<usize>,
}

/// The review, as far as it was read, and where the reader is in it.
#[derive(Default)]
pub(super) struct Review {
    checked: Option<Checked>,
    asked: Option<SideNames>,
    trouble: Option<String>,
    stops: Vec<Stop>,
    at: usize,
    /// The selected finding's place in the report.
    finding: Option<usize>,
    /// The first row of the text in sight; `None` to show the words that triggered the finding.
    text_top: Option<usize>,
    /// The first row of the findings in sight; `None` to show the selected one.
    findings_top: Option<usize>,
    /// What was last painted: first row and height of the text.
    painted: (usize, usize),
    /// The same of the findings.
    painted_findings: (usize, usize),
    made: Made,
}

impl Review {
    /// Forgets that it was read; what it says stays until it is read again.
    pub(super) fn forget(&mut self) {
        self.asked = None;
    }

    /// Takes what was read. The reader stays at the same finding or clause, or begins with what is not handled.
    pub(super) fn receive(&mut self, checked: Checked) {
        let known = self.checked.is_some();
        let finding = self.finding().map(ReviewFinding::name);
        let clause = self.clause();
        self.stops = stops(&checked);
        self.trouble = None;
        self.checked = Some(checked);
        let again = finding.and_then(|name| self.findings().iter().position(|other| other.name() == name));
        let place = || self.stops.iter().position(|stop| known && stop.clause == clause);
        match (again, place()) {
            (Some(at), _) => self.select_finding(at),
            (None, Some(at)) => self.select(at),
            (None, None) => {
                self.select(0);
                if let Some(at) = self.unhandled(0) {
                    self.select_finding(at);
                }
            }
        }
    }

    /// Why it could not be read.
    pub(super) fn fail(&mut self, trouble: String) {
        self.trouble = Some(trouble);
    }

    /// The id of the clause where the reader stands.
    pub(super) fn clause(&self) -> Option<String> {
        self.stops.get(self.at)?.clause.clone()
    }

    fn findings(&self) -> &[ReviewFinding] {
        self.checked
            .as_ref()
            .map(|checked| &*checked.report.findings)
            .unwrap_or_default()
    }

    /// The selected finding.
    fn finding(&self) -> Option<&ReviewFinding> {
        self.findings().get(self.finding?)
    }

    /// Whether a finding is marked in the wording that was reviewed.
    fn is_handled(&self, finding: &ReviewFinding) -> bool {
        self.checked
            .as_ref()
            .and_then(|checked| checked.mark(finding))
            .is_some_and(|(_, stands)| stands)
    }

    /// The first finding from a place on that is not handled.
    fn unhandled(&self, from: usize) -> Option<usize> {
        let findings = self.findings();
        (from..findings.len()).find(|at| !self.is_handled(&findings[*at]))
    }

    /// Goes to a stop, and to the first finding there.
    fn select(&mut self, at: usize) {
        self.at = at.min(self.stops.len().saturating_sub(1));
        self.finding = self.stops.get(self.at).and_then(|stop| stop.findings.first().copied());
        self.show_anew();
    }

    fn select_finding(&mut self, at: usize) {
        if let Some(stop) = self.stops.iter().position(|stop| stop.findings.contains(&at)) {
            self.at = stop;
            self.finding = Some(at);
            self.show_anew();
        }
    }

    fn show_anew(&mut self) {
        self.text_top = None;
        self.findings_top = None;
        self.made = Made::default();
    }

    /// The finding after or before the place of the reader, in reading order.
    fn neighbour(&self, forwards: bool) -> Option<usize> {
        let count = self.findings().len();
        match (self.finding, forwards) {
            (Some(at), true) => (at + 1 < count).then_some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => self
                .stops
                .iter()
                .skip(self.at)
                .find_map(|stop| stop.findings.first().copied()),
            (None, false) => self
                .stops
                .iter()
                .take(self.at)
                .rev()
                .find_map(|stop| stop.findings.last().copied()),
        }
    }

    fn scroll_text(&mut self, down: bool) {
        let (top, height) = self.painted;
        let last = self.made.text.len().saturating_sub(height);
        self.text_top = Some(if down {
            (top + 1).min(last.max(top))
        } else {
            top.saturating_sub(1)
        });
    }

    fn scroll_findings(&mut self, down: bool, by: usize) {
        let (top, height) = self.painted_findings;
        let last = self.made.findings.len().saturating_sub(height);
        self.findings_top = Some(if down {
            (top + by).min(last)
        } else {
            top.saturating_sub(by)
        });
    }

    /// Which finding is shown, for the line between text and findings.
    fn finding_words(&self, shell: &Shell) -> Option<String> {
        let at = self.finding?;
        Some(shell.review().finding_of(at + 1, self.findings().len()))
    }

    /// Which finding is shown, and which lines of the text and of the findings, for the line at the bottom.
    pub(super) fn progress_words(&self, shell: &Shell) -> Option<String> {
        self.checked.as_ref()?;
        let lines = |(top, height): (usize, usize), all: usize, called: &str| {
            let end = (top + height).min(all);
            let said = shell.words().lines_of((top + 1, end, all));
            (height > 0 && all > 0).then(|| shell.language.says(called, &said))
        };
        let text = lines(self.painted, self.made.text.len(), shell.words().text_pane());
        let findings = lines(
            self.painted_findings,
            self.made.findings.len(),
            shell.words().findings_pane(),
        );
        let all: Vec<String> = [self.finding_words(shell), text, findings]
            .into_iter()
            .flatten()
            .collect();
        Some(all.join(" | "))
    }
}

/// The contract as a whole, and every clause in reading order.
fn stops(checked: &Checked) -> Vec<Stop> {
    let mut stops = vec![Stop::default()];
    stops.extend(checked.contract.walk().into_iter().map(|visit| Stop {
        clause: Some(visit.clause.id.clone()),
        number: visit.number.clone(),
        ..Stop::default()
    }));
    let place = |stops: &[Stop], finding: &ReviewFinding| {
        let id = finding.clause.as_ref().map(|clause| &clause.id);
        // What concerns a clause that is gone concerns the contract.
        stops.iter().position(|stop| stop.clause.as_ref() == id).unwrap_or(0)
    };
    for (at, finding) in checked.report.findings.iter().enumerate() {
        let stop = place(&stops, finding);
        stops[stop].findings.push(at);
    }
    for (at, finding) in checked.since.iter().flat_map(|since| &since.mended).enumerate() {
        let stop = place(&stops, finding);
        stops[stop].mended.push(at);
    }
    stops
}

impl ContractScreen {
    /// Reads the review, unless that of the present sides is there.
    pub(super) fn wanted_review(&mut self) -> Vec<Step> {
        let sides = (self.sides.from(), self.sides.to());
        if self.review.asked.as_ref() == Some(&sides) {
            return Vec::new();
        }
        self.review.asked = Some(sides.clone());
        vec![Step::Load(Load::Review {
            contract: self.name.clone(),
            from: sides.0,
            to: sides.1,
        })]
    }

    /// Takes the marks on findings.
    pub fn keep_findings(&mut self, marks: FindingMarks) {
        if let Some(checked) = &mut self.review.checked {
            checked.marks = marks;
        }
        self.review.made = Made::default();
    }

    /// Does what a key means in the review.
    pub(super) fn act_on_review(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        let review = &mut self.review;
        let page = review.painted_findings.1.saturating_sub(1).max(1);
        match action {
            Action::Up => review.select(review.at.saturating_sub(1)),
            Action::Down => review.select(review.at + 1),
            Action::First => review.select(0),
            Action::Last => review.select(usize::MAX),
            Action::TextUp | Action::TextDown => review.scroll_text(action == Action::TextDown),
            Action::PageUp | Action::PageDown => review.scroll_findings(action == Action::PageDown, page),
            Action::HalfUp | Action::HalfDown => {
                review.scroll_findings(action == Action::HalfDown, page.div_ceil(2));
            }
            Action::NextFinding | Action::PreviousFinding => match review.neighbour(action == Action::NextFinding) {
                Some(at) => review.select_finding(at),
                None => return vec![Step::say(shell.review().no_more())],
            },
            Action::NextUnhandled => {
                let after = review.finding.map_or(0, |at| at + 1);
                match review.unhandled(after).or_else(|| review.unhandled(0)) {
                    Some(at) => review.select_finding(at),
                    None => return vec![Step::say(shell.review().all_handled())],
                }
            }
            Action::Baseline => {
                let mut steps = self.compare_with(self.sides.next());
                steps.extend(self.wanted_review());
                return steps;
            }
            Action::Open => {
                if let Some(clause) = review.clause() {
                    self.tab = Tab::Redline;
                    self.select_id(&clause);
                }
            }
            Action::History => {
                let Some(id) = review.clause() else { return Vec::new() };
                let number = review.stops[review.at].number.clone();
                let clause = review.checked.as_ref().and_then(|checked| checked.contract.clause(&id));
                let heading = clause.map(|clause| clause.heading.clone()).unwrap_or_default();
                let screen = HistoryScreen::new(self.name.clone(), id, &number, &heading);
                return vec![Step::Open(Box::new(Screen::History(screen)))];
            }
            Action::Back => self.tab = Tab::Redline,
            action => return self.handle(action, shell),
        }
        Vec::new()
    }
}
