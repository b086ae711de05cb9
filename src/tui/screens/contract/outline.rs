//! The rows of the outline: signs, number and heading, each party's position and what they amount to.

use super::ContractScreen;
use super::block::{ALARM, DRAFT, mark_sign, standing_sign};
use super::entry::{ClauseFate, OutlineEntry};
use crate::language::Language;
use crate::negotiation::PositionKind;
use crate::redline::Flag;
use crate::tui::reader::Row;
use crate::tui::screens::Shell;
use crate::wording::{Role, Span, fitted, one_line, width};

impl ContractScreen {
    pub(super) fn outline_head(&self, room: usize, shell: &Shell) -> Row {
        let parties = self.parties();
        let columns = column(shell) * parties.len() + 2;
        let mut text = fitted(
            &format!("    {}", shell.words().column_clause()),
            room.saturating_sub(columns),
        );
        for id in parties {
            let role = self
                .standing
                .as_deref()
                .map(|standing| standing.status.role(id))
                .unwrap_or_default();
            text.push_str(&head_of(&role, column(shell)));
        }
        Row::of(vec![Span::new(Role::Faint, text)])
    }

    fn parties(&self) -> Vec<&String> {
        self.standing
            .iter()
            .flat_map(|standing| &standing.status.parties)
            .map(|(id, _)| id)
            .take(3)
            .collect()
    }

    /// Sign of the change, mark, number, heading; each party's position and what they amount to.
    pub(super) fn outline_row(&self, entry: &OutlineEntry, room: usize, shell: &Shell) -> Row {
        let clause = entry
            .clause
            .and_then(|at| self.redlined.as_deref().map(|redlined| &redlined.redline.clauses[at]));
        // What neither version has any longer is a deletion that waits for an answer.
        let fate = clause.map_or(Some(ClauseFate::Removed), ClauseFate::of);
        let role = match fate {
            Some(ClauseFate::Added) => Role::Insert,
            Some(ClauseFate::Removed) => Role::Delete,
            Some(ClauseFate::Moved) => Role::Moved,
            Some(ClauseFate::Edited) => Role::Heading,
            Some(ClauseFate::Renumbered) | None => Role::Faint,
        };
        let sign = fate.map_or(' ', ClauseFate::sign);
        let alarm = clause.is_some_and(|clause| {
            clause
                .flags
                .iter()
                .any(|flag| matches!(flag, Flag::Hidden | Flag::Reference | Flag::Mismatch | Flag::Languages))
        });
        let mark = self
            .pending
            .mark(&entry.id)
            .map_or(' ', |mark| mark_sign(mark.decision));
        let parties = self.parties();
        let columns = column(shell) * parties.len() + 2;
        let indent = " ".repeat(entry.depth.saturating_sub(1).min(3));
        let name = format!("{indent}{} {}", entry.number, one_line(&entry.heading));
        let name = fitted(&name, room.saturating_sub(5 + columns));
        let status = self.status_of(entry);
        let mut spans = vec![
            Span::new(role, sign.to_string()),
            if alarm {
                Span::new(Role::Alarm, ALARM)
            } else {
                Span::plain(" ")
            },
            if mark == ' ' {
                Span::plain(" ")
            } else {
                Span::new(Role::Pending, mark.to_string())
            },
            if self.is_in_draft(&entry.id) {
                Span::new(Role::Insert, DRAFT)
            } else {
                Span::plain(" ")
            },
            match () {
                () if entry.changed => Span::new(Role::Heading, name),
                () if status.is_some_and(|status| status.standing.standing.is_none()) => Span::plain(name),
                () => Span::new(Role::Faint, name),
            },
            match self.comment_sign(&entry.id) {
                Some(sign) => Span::new(Role::Pending, sign.to_string()),
                None => Span::plain(" "),
            },
        ];
        for id in parties {
            let position = status
                .filter(|status| status.standing.standing.is_some())
                .and_then(|status| status.standing.positions.iter().find(|position| position.party == *id));
            let kind = position.map(|position| position.kind);
            let text = kind.map_or("", |kind| shell.positions().short(kind));
            let role = match kind {
                Some(PositionKind::Rejected) => Role::Standing(crate::negotiation::Standing::Rejected),
                Some(PositionKind::Reserved) => Role::Standing(crate::negotiation::Standing::Reserved),
                Some(PositionKind::Offered | PositionKind::Accepted) => {
                    Role::Standing(crate::negotiation::Standing::Agreed)
                }
                _ => Role::Faint,
            };
            spans.push(Span::new(role, format!("{} ", fitted(text, column(shell) - 1))));
        }
        if let Some(standing) = status.and_then(|status| status.standing.standing) {
            spans.push(Span::new(Role::Standing(standing), standing_sign(standing).to_string()));
        }
        Row::of(spans)
    }

    /// Whether a clause of the draft differs from the latest round.
    fn is_in_draft(&self, id: &str) -> bool {
        let outgoing = self
            .standing
            .as_deref()
            .filter(|standing| !standing.is_never_sent())
            .and_then(|standing| standing.outgoing.as_deref());
        outgoing.is_some_and(|outgoing| outgoing.clauses.iter().any(|clause| clause.id == id))
    }
}

/// How many cells the positions of a party take: a word, and the blank behind it.
fn column(shell: &Shell) -> usize {
    match shell.language {
        Language::English => 4,
        Language::Chinese => 5,
    }
}

/// The first letters of a name that fit, filled up to so many cells.
fn head_of(name: &str, cells: usize) -> String {
    let mut head = String::new();
    for c in name.chars() {
        let mut longer = head.clone();
        longer.push(c);
        if width(&longer) > cells {
            break;
        }
        head = longer;
    }
    // Two names side by side keep apart.
    if width(&head) == cells {
        head.pop();
    }
    fitted(&head, cells)
}
