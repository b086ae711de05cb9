//! The redline as text for a terminal: readable without colour, wrapped to the window.

use super::paint::{Page, Role, Span, one_line};
use crate::exchange::Baseline;
use crate::language::Language;
use crate::redline::hidden::{always_alarming, scan};
use crate::redline::{ChangeKind, Class, ClauseChange, Flag, Op, Redline, Segment};
use crate::session::{Redlined, Relation};
use crate::wording::{FrontWords, RedlineWords, ReportWords, has_own_signs, inline, inline_heading};
use std::collections::HashMap;

/// What of a redline is written out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Detail {
    /// Untouched clauses, and paragraphs without a change, as well.
    pub(super) all: bool,
}

/// Writes the redline onto a page.
pub(super) fn write(page: &mut Page, redlined: &Redlined, language: Language, detail: Detail) {
    let redline = &redlined.redline;
    let mut writer = Writer {
        page,
        redline,
        words: RedlineWords(language),
        report: ReportWords(language),
        numbers: numbers(redline),
        numbers_then: redline
            .clauses
            .iter()
            .filter(|clause| clause.number.is_some())
            .filter_map(|clause| Some((&*clause.id, clause.from_number.as_deref()?)))
            .collect(),
        headings: redline
            .clauses
            .iter()
            .map(|clause| (&*clause.id, &*clause.heading))
            .collect(),
        from: &redlined.from,
        detail,
    };
    writer.head(redlined);
    writer.front();
    writer.figures();
    writer.faults();
    writer.clauses();
    writer.only_renumbered();
    writer.foot(redlined);
}

/// For each clause's id what to call it: its number, in brackets when it is gone.
fn numbers(redline: &Redline) -> HashMap<&str, String> {
    // Where ids shifted, a clause that is gone and one that is there may have the same.
    let gone_first = redline.clauses.iter().filter(|clause| clause.number.is_none());
    gone_first
        .chain(redline.clauses.iter().filter(|clause| clause.number.is_some()))
        .map(|clause| {
            let gone = || clause.from_number.as_ref().map(|number| format!("[{number}]"));
            (&*clause.id, clause.number.clone().or_else(gone).unwrap_or_default())
        })
        .collect()
}

struct Writer<'a, 'p> {
    page: &'p mut Page,
    redline: &'a Redline,
    words: RedlineWords,
    report: ReportWords,
    numbers: HashMap<&'a str, String>,
    /// The old number of each clause that is not gone.
    numbers_then: HashMap<&'a str, &'a str>,
    headings: HashMap<&'a str, &'a str>,
    from: &'a Baseline,
    detail: Detail,
}

impl Writer<'_, '_> {
    fn head(&mut self, redlined: &Redlined) {
        self.page.line(
            Role::Heading,
            &format!(
                "{}{}",
                one_line(&redlined.new.title),
                self.report.0.aside(&one_line(&redlined.name))
            ),
        );
        let (from, to) = (redlined.from.described(self.report), redlined.to.described(self.report));
        self.page.paragraph("- ", 2, &[Span::plain(from)]);
        self.page.paragraph("+ ", 2, &[Span::plain(to)]);
        let mut summary = self.summary();
        let words = self.words.0.counts(&self.redline.counts);
        if !words.is_empty() {
            summary = format!("{summary}{}", self.report.0.aside(&words));
        }
        self.page.line(Role::Plain, &summary);
        let warning = match redlined.relation {
            Relation::SideBySide => Some(self.report.side_by_side()),
            Relation::Backwards => Some(self.report.backwards()),
            Relation::Same => Some(self.report.same_version()),
            Relation::Onwards => None,
        };
        if let Some(warning) = warning {
            self.page.paragraph("! ", 2, &[Span::new(Role::Alarm, warning)]);
        }
        let sides = redlined.from.version().into_iter().chain([&redlined.to]);
        for line in sides.flat_map(|side| side.received(self.redline, self.report)) {
            self.page.paragraph("! ", 2, &[Span::new(Role::Alarm, line)]);
        }
        if let Some(each) = redlined.from.stood_by().filter(|each| each.left_out > 0) {
            let said = self
                .report
                .left_out(each.left_out, &one_line(&redlined.name), &one_line(&each.party));
            self.page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        }
        if !self.redline.shifted_ids.is_empty() {
            let said = self.report.shifted_ids(self.redline.shifted_ids.len());
            self.page.paragraph("! ", 2, &[Span::new(Role::Alarm, said)]);
        }
        let untouched = self.redline.asked().all(ClauseChange::is_untouched) && self.redline.front.is_empty();
        if untouched {
            self.page.gap();
            self.page.line(Role::Plain, self.report.no_change());
            return;
        }
        let carried = self
            .redline
            .asked()
            .flat_map(|clause| &clause.segments)
            .any(|segment| segment.elsewhere.is_some());
        let legend = if carried {
            format!("{}  {}", self.report.legend(), self.report.carried_legend())
        } else {
            self.report.legend().to_owned()
        };
        self.page.line(Role::Faint, &legend);
        if self.redline.asked().any(has_own_signs_in) {
            self.page
                .paragraph("! ", 2, &[Span::new(Role::Alarm, self.report.own_signs())]);
        }
    }

    /// The counts in words. Clauses in which only numbers followed are folded below, and so are counted apart.
    fn summary(&self) -> String {
        let followed = self.redline.summary.followed;
        let mut summary = self.words.summary(&self.redline.summary);
        if followed > 0 {
            let parts = [summary, self.report.followed(followed)];
            summary = parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(self.words.separator());
        }
        summary
    }

    fn section(&mut self, heading: &str) {
        self.page.gap();
        self.page.line(Role::Heading, heading);
    }

    fn front(&mut self) {
        if self.redline.front.is_empty() {
            return;
        }
        self.section(self.report.front());
        for change in &self.redline.front {
            self.page.paragraph("", 2, &FrontWords(self.words.0).line(change));
        }
    }

    fn figures(&mut self) {
        if self.redline.figures.is_empty() {
            return;
        }
        self.section(self.report.figures_moved());
        for figure in &self.redline.figures {
            let mut spans = vec![Span::plain(self.report.0.says(&self.name(&figure.clause), ""))];
            match (&figure.old, &figure.new) {
                (Some(old), Some(new)) => spans.extend([
                    Span::new(Role::Delete, one_line(old)),
                    Span::plain(" -> "),
                    Span::new(Role::Insert, one_line(new)),
                ]),
                (None, Some(new)) => spans.extend([
                    Span::new(Role::Insert, one_line(new)),
                    Span::new(Role::Faint, self.report.0.aside(self.report.new_figure())),
                ]),
                (Some(old), None) => spans.extend([
                    Span::new(Role::Delete, one_line(old)),
                    Span::new(Role::Faint, self.report.0.aside(self.report.gone_figure())),
                ]),
                (None, None) => continue,
            }
            self.page.paragraph("  ", 4, &spans);
        }
    }

    /// What must not be missed: hidden characters, disagreeing figures, references, definitions.
    fn faults(&mut self) {
        let mut lines: Vec<(Role, String)> = Vec::new();
        for clause in self.redline.asked() {
            let name = self.name(&clause.id);
            for found in &clause.mismatches {
                let (role, word) = if found.introduced {
                    (Role::Alarm, self.report.mismatch_introduced())
                } else {
                    (Role::Plain, self.report.mismatch_before())
                };
                lines.push((
                    role,
                    self.report
                        .0
                        .says(&name, &self.report.0.says(word, &one_line(&found.text))),
                ));
            }
            if let Some(part) = &clause.languages {
                lines.push((
                    Role::Alarm,
                    self.report.0.says(
                        &name,
                        &RedlineWords(self.report.0).languages_part(part, |id| self.name(id)),
                    ),
                ));
            }
            if clause.flags.contains(&Flag::Hidden) && (self.detail.all || !clause.is_untouched()) {
                lines.push((Role::Alarm, self.report.0.says(&name, &self.hidden_in(clause))));
            }
        }
        for fault in &self.redline.references {
            let was = fault.was.as_deref().map(|id| self.name_then(id));
            let text = one_line(&fault.text);
            let what = match (&was, fault.now.as_deref().map(|id| self.name(id))) {
                (Some(was), Some(now)) => self.report.astray(&text, was, &now),
                (was, _) => self.report.dangling(&text, was.as_deref()),
            };
            lines.push((Role::Alarm, self.report.0.says(&self.name(&fault.clause), &what)));
        }
        for definition in &self.redline.definitions {
            let clauses: Vec<String> = definition
                .affected
                .iter()
                .map(|id| self.numbers.get(&**id).cloned().unwrap_or_default())
                .collect();
            lines.push((
                Role::Plain,
                self.report
                    .affected(&one_line(&definition.term), &self.report.0.list(&clauses)),
            ));
        }
        if lines.is_empty() {
            return;
        }
        self.section(self.report.look_out());
        for (role, line) in lines {
            self.page.paragraph("! ", 2, &[Span::new(role, line)]);
        }
    }

    /// Whether hidden characters came, went, or stand there still.
    fn hidden_in(&self, clause: &ClauseChange) -> String {
        let segments = || clause.heading_segments.iter().chain(&clause.segments);
        let has = |op: Op| {
            segments().filter(|segment| segment.op == op).any(|segment| {
                scan(&segment.text)
                    .iter()
                    .any(|hidden| op != Op::Equal || always_alarming(hidden.kind))
            })
        };
        let words = [
            (Op::Insert, self.report.hidden_came()),
            (Op::Delete, self.report.hidden_went()),
            (Op::Equal, self.report.hidden_stands()),
        ];
        let found: Vec<&str> = words
            .into_iter()
            .filter(|(op, _)| has(*op))
            .map(|(_, words)| words)
            .collect();
        if found.is_empty() {
            self.report.hidden().to_owned()
        } else {
            found.join(self.words.separator())
        }
    }

    /// A clause as it was called in the old version, where that differs: `5.5 Service Credits (then 5.4)`.
    fn name_then(&self, id: &str) -> String {
        let before = self.numbers_then.get(id).copied();
        match before.filter(|before| self.numbers.get(id).map(String::as_str) != Some(*before)) {
            Some(before) => format!("{}{}", self.name(id), self.report.0.aside(&self.report.then(before))),
            None => self.name(id),
        }
    }

    /// A clause by number and heading.
    fn name(&self, id: &str) -> String {
        let heading = self
            .headings
            .get(id)
            .map(|heading| one_line(heading))
            .unwrap_or_default();
        let number = self.numbers.get(id).cloned().unwrap_or_default();
        format!("{number} {heading}").trim().to_owned()
    }

    fn clauses(&mut self) {
        for clause in self.redline.asked() {
            let listed = if self.detail.all {
                true
            } else {
                !clause.is_untouched() && !clause.is_only_renumbered()
            };
            if listed {
                self.clause(clause);
            }
        }
    }

    fn clause(&mut self, clause: &ClauseChange) {
        self.page.gap();
        let sign = match clause.change {
            ChangeKind::Added => "+ ",
            ChangeKind::Removed => "- ",
            ChangeKind::Edited => "~ ",
            ChangeKind::Unchanged if clause.moved => "> ",
            ChangeKind::Unchanged => "= ",
        };
        let number = clause
            .number
            .as_ref()
            .or(clause.from_number.as_ref())
            .cloned()
            .unwrap_or_default();
        let mut spans = vec![Span::new(Role::Heading, format!("{number} "))];
        spans.extend(inline_heading(clause));
        spans.push(Span::new(Role::Faint, self.report.0.set_off(&self.what_became(clause))));
        self.page.paragraph(sign, 2, &spans);
        if clause.change == ChangeKind::Unchanged && !self.detail.all {
            return;
        }
        if clause.class == Some(Class::Spacing) {
            self.page
                .paragraph("", 2, &[Span::new(Role::Faint, self.report.only_spacing())]);
        }
        self.text(clause);
    }

    fn what_became(&self, clause: &ClauseChange) -> String {
        let mut parts = Vec::new();
        if clause.change != ChangeKind::Unchanged || !(clause.moved || clause.renumbered) {
            parts.push(self.words.change(clause.change).to_owned());
        }
        let from = clause
            .from_number
            .as_deref()
            .filter(|from| clause.number.as_deref() != Some(*from));
        if clause.moved {
            parts.push(from.map_or_else(|| self.words.moved().to_owned(), |from| self.report.moved_from(from)));
        } else if let Some(from) = from.filter(|_| clause.renumbered) {
            parts.push(format!("{from} -> {}", clause.number.as_deref().unwrap_or_default()));
        }
        if clause.change == ChangeKind::Edited
            && let Some(class) = clause.class
        {
            parts.push(self.words.class(class).to_owned());
        }
        parts.extend(self.from.note(clause).map(|ground| ground.message(self.report.0)));
        parts.join(self.words.separator())
    }

    /// The text, paragraph by paragraph; runs of paragraphs without a change are only counted.
    fn text(&mut self, clause: &ClauseChange) {
        let paragraphs = inline(clause, |id| self.numbers.get(id).cloned().unwrap_or_default());
        let heading_alone = || {
            clause.change == ChangeKind::Edited && clause.heading_segments.iter().any(|segment| segment.op != Op::Equal)
        };
        let any_changed = paragraphs.iter().any(|paragraph| paragraph.changed) || heading_alone();
        let mut left_out = 0;
        for paragraph in paragraphs.into_iter().filter(|paragraph| !paragraph.spans.is_empty()) {
            if any_changed && !paragraph.changed && !self.detail.all {
                left_out += 1;
                continue;
            }
            self.leave_out(&mut left_out);
            self.page.paragraph("", 4, &paragraph.spans);
        }
        self.leave_out(&mut left_out);
    }

    fn leave_out(&mut self, count: &mut usize) {
        if *count > 0 {
            let line = self.report.unchanged_paragraphs(*count);
            self.page.paragraph("", 4, &[Span::new(Role::Faint, line)]);
            *count = 0;
        }
    }

    /// Clauses in which nothing but numbers changed, in one paragraph: their own, and those of references that followed.
    fn only_renumbered(&mut self) {
        if self.detail.all {
            return;
        }
        let list: Vec<String> = self
            .redline
            .asked()
            .filter(|clause| clause.is_only_renumbered())
            .map(|clause| only_numbers(clause, self.report.0))
            .collect();
        if !list.is_empty() {
            self.page.gap();
            let text = self
                .report
                .0
                .says(self.report.only_renumbered(), &self.report.0.list(&list));
            self.page.paragraph("# ", 2, &[Span::new(Role::Faint, text)]);
        }
    }

    fn foot(&mut self, redlined: &Redlined) {
        if !redlined.unsent.is_empty() {
            self.page.gap();
            let who: Vec<String> = redlined.unsent.iter().map(|who| one_line(who)).collect();
            self.page.paragraph(
                "! ",
                2,
                &[Span::new(
                    Role::Alarm,
                    self.report.unsent(&self.report.0.list(&who), &one_line(&redlined.name)),
                )],
            );
        }
    }
}

/// Whether some of a clause's own words could be taken for signs of the redline.
fn has_own_signs_in(clause: &ClauseChange) -> bool {
    clause
        .heading_segments
        .iter()
        .chain(&clause.segments)
        .any(|segment| has_own_signs(&segment.text))
}

/// A clause's old and new number, and the references in it that followed: `4->5`, `7.8 (8.5->13.3)`.
fn only_numbers(clause: &ClauseChange, language: Language) -> String {
    let (old, new) = (
        clause.from_number.as_deref().unwrap_or_default(),
        clause.number.as_deref().unwrap_or_default(),
    );
    let number = if old == new {
        new.to_owned()
    } else {
        format!("{old}->{new}")
    };
    let mut followed: Vec<String> = Vec::new();
    let pairs = [&clause.heading_segments, &clause.segments];
    for pair in pairs.into_iter().flat_map(|segments| segments.windows(2)) {
        if let [
            Segment {
                op: Op::Delete,
                text: old,
                ..
            },
            Segment {
                op: Op::Insert,
                text: new,
                ..
            },
        ] = pair
        {
            followed.push(format!("{}->{}", one_line(old), one_line(new)));
        }
    }
    followed.dedup();
    if followed.is_empty() {
        number
    } else {
        format!("{number}{}", language.aside(&language.list(&followed)))
    }
}
