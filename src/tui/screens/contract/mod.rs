//! One contract: the outline beside the redline, and behind them the open points, the rounds, the record and the audit.

mod along;
pub(in crate::tui) mod audit_rows;
pub(in crate::tui) mod block;
mod comment_rows;
pub(in crate::tui) mod comments;
mod decide;
pub(in crate::tui) mod drafting;
pub(in crate::tui) mod entry;
mod files;
mod hints;
mod instead;
mod keys;
pub(in crate::tui) mod lists;
pub(in crate::tui::screens) mod outgoing;
mod outline;
pub(in crate::tui) mod paint;
mod review;
mod search;
mod shown;
mod sides;
mod sight;
mod text;
mod unread;
mod walk;

use super::{Shell, Step};
use crate::session::{ContractStanding, Pending, ReadMark, Redlined, Speaking, VersionName};
use crate::tui::actions::{Action, KeyContext};
use crate::tui::effect::{Effect, PendingChange};
use crate::tui::reader::View;
use crate::tui::work::{Load, Loaded};
use crate::wording::one_line;
use entry::OutlineEntry;
use lists::Lists;
use review::Review;
use search::Search;
use shown::ShownRedlines;
use sides::ScreenSides;
use sight::Sight;
use text::{TextPlace, Wrapped};
use unread::Then;

/// What of the contract is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// Outline and redline.
    #[default]
    Redline,
    /// The open points.
    Issues,
    /// The rounds.
    Rounds,
    /// The record.
    Record,
    /// The audit.
    Audit,
    /// The review.
    Review,
    /// What became of what was asked for.
    Asks,
}

const TABS: [(Tab, Action); 7] = [
    (Tab::Redline, Action::TabRedline),
    (Tab::Issues, Action::TabIssues),
    (Tab::Rounds, Action::TabRounds),
    (Tab::Record, Action::TabRecord),
    (Tab::Audit, Action::TabAudit),
    (Tab::Review, Action::TabReview),
    (Tab::Asks, Action::TabAsks),
];

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    #[default]
    Outline,
    Text,
}

/// One contract.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way to look at it that a key turns on and off"
)]
pub struct ContractScreen {
    name: String,
    tab: Tab,
    standing: Option<Box<ContractStanding>>,
    redlined: Option<Box<Redlined>>,
    pending: Pending,
    trouble: Option<String>,
    sides: ScreenSides,
    entries: Vec<OutlineEntry>,
    /// What is read where each entry is shown.
    reads: Vec<ReadMark>,
    /// The places in `entries` of those that are listed.
    listed: Vec<usize>,
    /// The selected one of those listed.
    selected: usize,
    /// The first one in sight.
    outline_top: usize,
    focus: Focus,
    view: View,
    /// All clauses in one flow, instead of the selected one alone.
    whole: bool,
    without_outline: bool,
    only_changed: bool,
    place: TextPlace,
    wrapped: Wrapped,
    wrapped_for: (usize, View, crate::language::Language),
    /// The change that was gone to last, by its number.
    change: Option<usize>,
    search: Search,
    /// Rows of the text pane and of the outline when they were last painted.
    rows: usize,
    outline_rows: usize,
    /// What of the text was in sight then.
    sight: Sight,
    /// The clause to begin with, in the place of that of the last visit.
    wanted_place: Option<String>,
    /// The clause to select once what is being read is there.
    to_select: Option<String>,
    /// Whether the place of the last visit was gone back to.
    returned: bool,
    lists: Lists,
    review: Review,
    /// What of the redline has been on the screen.
    shown: ShownRedlines,
    /// What waits for the redline against what the reader's party stood by.
    then: Option<Then>,
}

impl ContractScreen {
    /// The screen of a contract, with nothing read yet.
    #[must_use]
    pub fn new(name: String) -> Self {
        Self {
            name,
            only_changed: true,
            ..Self::default()
        }
    }

    /// The screen of a contract at a clause in which words were found.
    #[must_use]
    pub fn at(name: String, clause: Option<String>, words: String) -> Self {
        let mut screen = Self::new(name);
        screen.search.words = words;
        screen.wanted_place = clause;
        screen
    }

    /// The contract's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether there is a draft alone, and no round yet.
    fn is_never_sent(&self) -> bool {
        self.standing.as_deref().is_some_and(ContractStanding::is_never_sent)
    }

    /// Where keys are looked up.
    #[must_use]
    pub fn context(&self) -> KeyContext {
        match self.tab {
            Tab::Redline => KeyContext::Contract,
            Tab::Issues => KeyContext::Issues,
            Tab::Rounds => KeyContext::Rounds,
            Tab::Record => KeyContext::Record,
            Tab::Audit => KeyContext::Audit,
            Tab::Review => KeyContext::Review,
            Tab::Asks => KeyContext::Asks,
        }
    }

    /// What is read when the screen opens.
    #[must_use]
    pub fn loads(&self) -> Vec<Step> {
        vec![
            Step::Effect(Effect::Keep {
                contract: self.name.clone(),
                change: PendingChange::Read,
            }),
            self.load_redline(),
            Step::Load(Load::Standing(self.name.clone())),
        ]
    }

    fn load_redline(&self) -> Step {
        Step::Load(Load::Redline {
            contract: self.name.clone(),
            from: self.sides.from(),
            to: self.sides.to(),
        })
    }

    /// Reads everything again, since something was recorded or sent.
    #[must_use]
    pub fn reload(&mut self) -> Vec<Step> {
        self.lists.forget();
        self.review.forget();
        let mut steps = self.loads();
        if self.tab == Tab::Review {
            steps.extend(self.wanted_review());
        }
        if !self.is_never_sent() {
            steps.extend(self.wanted_list());
        }
        steps
    }

    /// What has to be read for the list of the present tab. Who speaks for nobody asked for nothing.
    fn wanted_list(&mut self) -> Option<Step> {
        if self.tab == Tab::Asks && self.speaks_for_nobody().is_some() {
            return None;
        }
        self.lists.wanted(self.tab, &self.name)
    }

    /// Reads everything again and shows the newest round: what was the draft is sent.
    #[must_use]
    pub fn show_newest(&mut self) -> Vec<Step> {
        self.sides.right = None;
        self.sides.compare_with(sides::ComparedWith::Mine);
        self.reload()
    }

    /// Reads everything again and shows the draft, which has just been changed.
    #[must_use]
    pub fn show_edited(&mut self) -> Vec<Step> {
        // In the review the draft is what is shown anyhow.
        if self.tab == Tab::Redline && self.sides.right != Some(VersionName::Draft) {
            self.sides.right = Some(VersionName::Draft);
            self.sides.compare_with(sides::ComparedWith::Before);
        }
        self.reload()
    }

    /// Takes what was read.
    pub fn receive(&mut self, loaded: Result<Loaded, String>, load: &Load, shell: &Shell) -> Vec<Step> {
        let about = match load {
            Load::Standing(contract)
            | Load::Record(contract)
            | Load::Audit(contract)
            | Load::Asks(contract)
            | Load::Review { contract, .. }
            | Load::Redline { contract, .. }
            | Load::Editing { contract, .. }
            | Load::TakeBack(contract) => contract,
            Load::Contracts
            | Load::Search(_)
            | Load::Outgoing(_)
            | Load::Wordings { .. }
            | Load::Evidence(_)
            | Load::Deed(_) => {
                return Vec::new();
            }
        };
        if *about != self.name {
            return Vec::new();
        }
        match loaded {
            Ok(Loaded::Standing(standing)) => {
                let visited = PendingChange::Visited(standing.state.clone());
                self.standing = Some(standing);
                self.lists.mend(Tab::Issues);
                self.lists.mend(Tab::Rounds);
                self.lists.forget_rows();
                self.rebuild();
                let mut steps = vec![self.keep_change(visited)];
                steps.extend(self.go_back_to_place(shell));
                return steps;
            }
            Ok(Loaded::Redline(redlined)) => {
                self.sides.shown(&redlined);
                self.redlined = Some(redlined);
                self.trouble = None;
                self.change = None;
                self.rebuild();
                if let Some(clause) = self.to_select.take() {
                    self.select_id(&clause);
                }
                let mut steps = self.go_back_to_place(shell);
                let left_out = self.redlined.as_deref().and_then(|redlined| redlined.from.stood_by());
                if let Some(each) = left_out.filter(|each| each.left_out > 0) {
                    let (name, party) = (one_line(&self.name), one_line(&each.party));
                    steps.push(Step::warn(shell.report().left_out(each.left_out, &name, &party)));
                }
                let shifted = self
                    .redlined
                    .as_deref()
                    .map_or(0, |redlined| redlined.redline.shifted_ids.len());
                if shifted > 0 {
                    steps.push(Step::warn(shell.report().shifted_ids(shifted)));
                }
                let received = self.redlined.as_deref().map(|redlined| {
                    let sides = redlined.from.version().into_iter().chain([&redlined.to]);
                    let lines = sides.flat_map(|side| side.received(&redlined.redline, shell.report()));
                    lines.map(Step::warn).collect::<Vec<_>>()
                });
                steps.extend(received.into_iter().flatten());
                steps.extend(self.go_on(shell));
                return steps;
            }
            Ok(Loaded::Editing(editing)) => return vec![self.lay_editor(*editing)],
            Ok(Loaded::TakeBack(round)) => return vec![drafting::ask_to_take_back(round, shell)],
            Err(trouble) if matches!(load, Load::Editing { .. } | Load::TakeBack(_)) => {
                return vec![Step::warn(one_line(&trouble))];
            }
            Ok(Loaded::Review(checked)) => self.review.receive(*checked),
            Ok(loaded) => {
                let failed = match &loaded {
                    Loaded::Audit(report) => Some(report.record() != crate::audit::Verdict::Holds),
                    _ => None,
                };
                self.lists.receive(loaded);
                return failed
                    .map(|failed| self.keep_change(PendingChange::Audited(failed)))
                    .into_iter()
                    .collect();
            }
            Err(trouble) if matches!(load, Load::Review { .. }) => self.review.fail(trouble),
            Err(trouble) => return self.trouble(load, trouble, shell),
        }
        Vec::new()
    }

    /// What could not be read: it takes the place of what would show it, where there is nothing yet, and of nothing else.
    fn trouble(&mut self, load: &Load, trouble: String, shell: &Shell) -> Vec<Step> {
        if let Load::Redline { .. } = load {
            self.then = None;
            // Nothing to compare with is no trouble: the newest round is shown against itself.
            if self.sides.fall_back() {
                return vec![Step::say(shell.words().nothing_of_mine()), self.load_redline()];
            }
            if self.redlined.is_some() {
                self.sides.undo();
                return vec![Step::warn(trouble)];
            }
            self.trouble = Some(trouble);
            return Vec::new();
        }
        match load {
            Load::Standing(_) => {
                let said = one_line(&trouble);
                self.lists.fail(Tab::Issues, trouble.clone());
                self.lists.fail(Tab::Rounds, trouble);
                return vec![Step::warn(said)];
            }
            Load::Record(_) => self.lists.fail(Tab::Record, trouble),
            Load::Audit(_) => self.lists.fail(Tab::Audit, trouble),
            Load::Asks(_) => self.lists.fail(Tab::Asks, trouble),
            _ => return vec![Step::warn(one_line(&trouble))],
        }
        Vec::new()
    }

    /// Takes what is pending.
    pub fn keep(&mut self, pending: Pending, shell: &Shell) -> Vec<Step> {
        self.shown.keep(&pending.read);
        if self.pending.marks != pending.marks {
            self.wrapped.clear();
            self.lists.forget_rows();
        }
        self.pending = pending;
        self.go_back_to_place(shell)
    }

    /// Notes what of the screen painted last could be seen: nothing from that line on.
    pub fn note_shown(&mut self, above: u16) {
        let layout = (self.wrapped_for.0, self.view);
        let (reads, listed, wrapped) = (&self.reads, &self.listed, &self.wrapped);
        let read = |place: usize| listed.get(place).and_then(|at| reads.get(*at));
        self.shown.note(above, layout, read, |place| wrapped.known(place));
    }

    /// What was read to the end and has to be kept.
    #[must_use]
    pub fn keep_read(&self) -> Option<Effect> {
        let read = self.shown.fresh();
        let change = || PendingChange::Seen(read.to_vec());
        (!read.is_empty()).then(|| Effect::Keep {
            contract: self.name.clone(),
            change: change(),
        })
    }

    /// Finds the marked wording of the clause that keys act upon.
    fn current(&self) -> Option<&OutlineEntry> {
        self.listed.get(self.selected).map(|at| &self.entries[*at])
    }

    /// Makes the entries anew from what was read, keeping the selection.
    fn rebuild(&mut self) {
        let selected = self.current().map(|entry| entry.id.clone());
        let Some(redlined) = &self.redlined else { return };
        self.entries = entry::entries(
            &redlined.redline,
            self.standing.as_deref().map(|standing| &standing.status),
        );
        self.reads = shown::reads(&self.entries, redlined);
        self.list_again(selected.as_deref());
    }

    /// Chooses which entries are listed; selects the clause of that id or the one nearest to it.
    fn list_again(&mut self, selected: Option<&str>) {
        let chosen: Vec<usize> = if self.only_changed {
            with_parents(&self.entries, |entry| entry.changed || entry.open)
        } else {
            Vec::new()
        };
        // A filter that would leave nothing shows everything.
        self.listed = if chosen.is_empty() {
            (0..self.entries.len()).collect()
        } else {
            chosen
        };
        let at = selected.and_then(|id| self.entries.iter().position(|entry| entry.id == id));
        // What is gone leaves the selection where it was.
        let beside = if selected.is_some() { self.selected } else { 0 };
        self.selected = at.map_or(beside, |at| self.listed.partition_point(|listed| *listed < at));
        self.selected = self.selected.min(self.listed.len().saturating_sub(1));
        self.wrapped.clear();
        // The same clause is still read from the same row on.
        let same = self.current().is_some_and(|entry| Some(&*entry.id) == selected);
        self.place = TextPlace {
            entry: self.selected,
            row: if same { self.place.row } else { 0 },
        };
    }

    /// After a dropped line the reader is where they were.
    fn go_back_to_place(&mut self, shell: &Shell) -> Vec<Step> {
        if self.returned || self.redlined.is_none() || self.standing.is_none() {
            return Vec::new();
        }
        self.returned = true;
        if let Some(place) = self.wanted_place.take() {
            self.select_id(&place);
            return self.find(true, shell);
        }
        match self.pending.place.clone() {
            Some(place) if self.entries.iter().any(|entry| entry.id == place) => self.select_id(&place),
            _ => self.select_first_stop(),
        }
        Vec::new()
    }

    /// The contract's name and title.
    #[must_use]
    pub fn title(&self) -> String {
        let title = self
            .redlined
            .as_deref()
            .map(|redlined| one_line(&redlined.new.title))
            .unwrap_or_default();
        format!("{}  {title}", one_line(&self.name))
    }

    /// For whom the reader speaks.
    #[must_use]
    pub fn speaking(&self, shell: &Shell) -> Option<String> {
        let standing = self.standing.as_deref()?;
        Some(match &standing.speaking {
            // Anybody may write what was never sent.
            Speaking::Nobody(_) if standing.is_never_sent() => return None,
            Speaking::For { party, member, .. } => shell
                .words()
                .joined(&standing.status.party_name(party), &one_line(member)),
            Speaking::Nobody(_) => shell.words().read_only().to_owned(),
        })
    }

    /// What to keep when the screen is left: where the reader was.
    #[must_use]
    pub fn leave(&self) -> Option<Effect> {
        let place = self.current().map(|entry| entry.id.clone())?;
        if self.pending.place.as_ref() == Some(&place) || !self.returned {
            return None;
        }
        Some(Effect::Keep {
            contract: self.name.clone(),
            change: PendingChange::Place(place),
        })
    }

    /// Does what a key means.
    pub fn act(&mut self, action: Action, shell: &Shell) -> Vec<Step> {
        // From the first key on the reader is where they want to be.
        self.returned |= self.redlined.is_some();
        if let Some((tab, _)) = TABS.iter().find(|(_, of_tab)| *of_tab == action) {
            self.tab = *tab;
            if *tab == Tab::Review {
                return self.wanted_review();
            }
            if self.is_never_sent() {
                return Vec::new();
            }
            return self.wanted_list().into_iter().collect();
        }
        match action {
            Action::Reload => self.reload(),
            Action::Export => vec![self.export_picker(shell)],
            Action::Trust => self.confirm_keys(shell),
            Action::Comment | Action::CommentInternal => self.comment(action, shell),
            Action::TakeBack if shell.read_only => vec![Step::warn(shell.words().asked_read_only())],
            Action::TakeBack => vec![Step::Load(Load::TakeBack(self.name.clone()))],
            _ if drafting::DRAFTING.contains(&action) => self.write_draft(action, shell),
            Action::Accept
            | Action::AcceptBelow
            | Action::AcceptUnchanged
            | Action::Reject
            | Action::Reserve
            | Action::Withdraw
            | Action::Unmark
            | Action::Record
            | Action::Edit
            | Action::Send => self.decide(action, shell),
            _ if self.tab == Tab::Review => self.act_on_review(action, shell),
            _ if self.tab != Tab::Redline => self.act_on_list(action, shell),
            _ => self.walk(action, shell),
        }
    }
}

/// The places of entries that are meant, with those that they are below.
fn with_parents(entries: &[OutlineEntry], is_meant: impl Fn(&OutlineEntry) -> bool) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut above: Vec<usize> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        above.retain(|parent| entries[*parent].depth < entry.depth);
        if is_meant(entry) {
            for parent in &above {
                if !chosen.contains(parent) {
                    chosen.push(*parent);
                }
            }
            chosen.push(at);
        }
        above.push(at);
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
