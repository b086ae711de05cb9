//! Words that came on paper, laid onto the clauses of a contract: whatever the paper calls its clauses, each word goes
//! where the contract has it, or to its neighbours. No word of the paper is lost, apart from numbers in front of clauses
//! that say the same as their place.

mod contract_words;
mod paper_words;
mod place_labels;
mod stretches;
#[cfg(test)]
mod tests;

use crate::contract::{Clause, Contract};
use contract_words::{ContractWords, Owner};
use paper_words::{PaperWords, has_blank_by_figures};
use place_labels::{is_place, says_place};
use std::ops::Range;
use stretches::stretches;

pub use paper_words::PaperLine;

/// The contract with the paper's words in the place of its own. `wrapped` says that lines end where the paper's margin is,
/// so that blanks, line ends and hyphens tell nothing.
#[must_use]
pub fn fit(contract: &Contract, paper: &[PaperLine], wrapped: bool) -> Contract {
    laid(contract, paper, wrapped, says_place)
}

/// The same for lines that are whole, where a number in front of a clause is left out only if it is written as the clause's
/// place is: `2.1`, and 第二条 or `Article 2` for the second at the top. In any other form it counts as words, so that a list
/// whose numbers are written otherwise is seen.
#[must_use]
pub fn fit_closely(contract: &Contract, paper: &[PaperLine]) -> Contract {
    laid(contract, paper, false, |label, path, _| is_place(label, path))
}

/// Whether a number says that place: label, path, and how many of its kind came before.
type SaysPlace = fn(&str, &str, usize) -> bool;

fn laid(contract: &Contract, paper: &[PaperLine], wrapped: bool, says_place: SaysPlace) -> Contract {
    let old = ContractWords::of(contract, wrapped);
    let new = PaperWords::of(paper, wrapped && !has_blank_by_figures(&old.text));
    let mut layer = Layer {
        old: &old,
        new: &new,
        wrapped,
        says_place,
        parts: vec![(String::new(), String::new()); old.clauses.len()],
        title: String::new(),
    };
    layer.lay();
    let Layer { parts, title, .. } = layer;
    let mut parts = parts.into_iter();
    Contract {
        title: if title.trim().is_empty() {
            contract.title.clone()
        } else {
            title.split_whitespace().collect::<Vec<_>>().join(" ")
        },
        clauses: rebuilt(&contract.clauses, &mut parts),
        ..contract.clone()
    }
}

/// The clauses with other words; one that has none left is gone, unless something stands below it.
fn rebuilt(clauses: &[Clause], parts: &mut impl Iterator<Item = (String, String)>) -> Vec<Clause> {
    let mut all = Vec::new();
    for clause in clauses {
        let (heading, text) = parts.next().unwrap_or_default();
        let below = rebuilt(&clause.clauses, parts);
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        // The heading's own blanks are kept where nothing else changed.
        let same = clause.heading.split_whitespace().eq(heading.split_whitespace());
        let heading = if same { clause.heading.clone() } else { heading };
        let text = as_before(&clause.text, text.trim_matches('\n'));
        let was_empty = clause.heading.trim().is_empty() && clause.text.trim().is_empty();
        if was_empty || !heading.is_empty() || !text.trim().is_empty() || !below.is_empty() {
            all.push(Clause {
                id: clause.id.clone(),
                heading,
                text,
                pair: clause.pair.clone(),
                clauses: below,
            });
        }
    }
    all
}

/// The new text with the empty lines at both ends that the old one has, which mean nothing.
fn as_before(old: &str, new: &str) -> String {
    let content = old.trim_matches('\n');
    if content == new {
        return old.to_owned();
    }
    let end = if old.ends_with('\n') && !new.is_empty() {
        "\n"
    } else {
        ""
    };
    format!("{new}{end}")
}

struct Layer<'a> {
    old: &'a ContractWords,
    new: &'a PaperWords,
    wrapped: bool,
    says_place: SaysPlace,
    /// Heading and text of each clause.
    parts: Vec<(String, String)>,
    title: String,
}

impl Layer<'_> {
    fn lay(&mut self) {
        let (old, new) = (&*self.old.text, &*self.new.text);
        let (mut o, mut n) = (0, 0);
        for (was, is) in stretches(old, new) {
            self.gap(o..was.start, n..is.start);
            self.keep(was.clone());
            (o, n) = (was.end, is.end);
        }
        self.gap(o..old.len(), n..new.len());
    }

    fn put(&mut self, owner: Option<Owner>, words: &str) {
        match owner {
            Some(Owner::Title) => self.title.push_str(words),
            Some(Owner::Heading(clause)) => {
                if let Some(part) = self.parts.get_mut(clause) {
                    part.0.push_str(words);
                }
            }
            Some(Owner::Text(clause)) => {
                if let Some(part) = self.parts.get_mut(clause) {
                    part.1.push_str(words);
                }
            }
            Some(Owner::Party) | None => {}
        }
    }

    /// Words that both have.
    fn keep(&mut self, was: Range<usize>) {
        let old = self.old;
        let mut at = was.start;
        while at < was.end {
            let owner = old.owner(at);
            let next = old.owners.partition_point(|(range, _)| range.start <= at);
            let until = old
                .owners
                .get(next)
                .map_or(old.text.len(), |(range, _)| range.start)
                .min(was.end);
            let end = next.checked_sub(1).and_then(|index| old.owners.get(index));
            let words_end = end.map_or(until, |(range, _)| range.end.min(until)).max(at);
            if end.is_some_and(|(range, _)| range.start == at)
                && let Some(lead) = old.ends.get(&at)
            {
                self.put(owner, lead);
            }
            for (index, line) in old.text[at..words_end].split('\n').enumerate() {
                if index > 0 {
                    let gap = old.gaps.get(&(at - 1)).map_or("\n", String::as_str);
                    self.put(owner, gap);
                }
                self.put(owner, line);
                at += line.len() + 1;
            }
            if end.is_some_and(|(range, _)| range.end == words_end)
                && let Some(tail) = old.ends.get(&words_end)
            {
                self.put(owner, tail);
            }
            at = until;
        }
    }

    /// Words of which at most one side has any, or that differ.
    fn gap(&mut self, was: Range<usize>, is: Range<usize>) {
        let words = &self.new.text[is.clone()];
        let before = was.start.checked_sub(1).and_then(|at| self.old.owner(at));
        let after = self.old.owner(was.end).filter(|_| was.end < self.old.text.len());
        if words.trim().is_empty() {
            self.blanks(&was, words, before, after);
            return;
        }
        if self.wrapped && bare(&self.old.text[was.clone()]).eq(bare(words)) {
            self.keep(was);
            return;
        }
        if let Some(owner) = before.filter(|owner| same(before, after) && *owner != Owner::Party) {
            let is_line = !matches!(owner, Owner::Text(_));
            self.put(
                before,
                &if is_line {
                    words.replace('\n', " ")
                } else {
                    words.to_owned()
                },
            );
            return;
        }
        let begins_line = is.start == 0 || self.new.text[..is.start].ends_with('\n');
        let ends_line = words.ends_with('\n') || is.end == self.new.text.len();
        if !begins_line && runs_in(words, before, after) {
            return;
        }
        // The line that goes on from before, whole lines, and the line that goes on behind.
        let (first, rest) = if begins_line {
            ("", words)
        } else {
            words.split_at(words.find('\n').unwrap_or(0))
        };
        let (whole, last) = if ends_line || rest.is_empty() {
            (rest, "")
        } else {
            rest.split_at(rest.rfind('\n').map_or(0, |at| at + 1))
        };
        self.put_visible(before, first);
        let within = self.old.clauses_within(&was).map(Owner::Text);
        let target = within
            .or(before.map(as_text))
            .filter(|owner| *owner != Owner::Party)
            .or(after.map(as_text));
        let whole_start = is.start + first.len();
        if !whole.trim().is_empty() {
            self.lines(target, whole);
        }
        let last_start = whole_start + whole.len();
        self.lead(after, last, last_start, !whole.trim().is_empty() && target == after);
    }

    /// Blanks and line ends that are on paper and not in the contract, or differ.
    fn blanks(&mut self, was: &Range<usize>, words: &str, before: Option<Owner>, after: Option<Owner>) {
        if !same(before, after) {
            return;
        }
        let deleted = &self.old.text[was.clone()];
        if deleted.trim().is_empty() && self.wrapped {
            // Where the paper wraps, the contract's own blanks stand.
            let kept = self
                .old
                .gaps
                .get(&was.start)
                .cloned()
                .unwrap_or_else(|| deleted.to_owned());
            self.put(before, &kept);
        } else {
            self.put(before, if self.wrapped { " " } else { words });
        }
    }

    /// Words in a line that goes on from before.
    fn put_visible(&mut self, owner: Option<Owner>, words: &str) {
        let words = if self.wrapped {
            words.to_owned()
        } else {
            words.trim_end_matches('\n').to_owned()
        };
        match owner {
            // Names of parties are no clause; what stands beside them goes where it is seen.
            Some(Owner::Party) if !words.trim().is_empty() => self.put(self.first_text(), &format!("{words}\n")),
            owner => self.put(owner, &words),
        }
    }

    fn first_text(&self) -> Option<Owner> {
        (!self.parts.is_empty()).then_some(Owner::Text(0))
    }

    /// Whole lines that are new.
    fn lines(&mut self, owner: Option<Owner>, words: &str) {
        let owner = match owner {
            Some(Owner::Title | Owner::Party) | None => self.first_text(),
            owner => owner,
        };
        let is_begun = match owner {
            Some(Owner::Text(clause)) => self.parts.get(clause).is_some_and(|part| !part.1.is_empty()),
            _ => false,
        };
        let lines: Vec<&str> = words.split('\n').filter(|line| !line.trim().is_empty()).collect();
        let joined = lines.join("\n");
        let is_open = is_begun
            && match owner {
                Some(Owner::Text(clause)) => self.parts.get(clause).is_some_and(|part| !part.1.ends_with('\n')),
                _ => false,
            };
        self.put(owner, if is_open { "\n" } else { "" });
        self.put(owner, &joined);
        self.put(owner, "\n");
    }

    /// New words in front of words that are kept: the number of a clause is none where it says its place.
    fn lead(&mut self, after: Option<Owner>, words: &str, start: usize, is_begun: bool) {
        if words.is_empty() {
            return;
        }
        let mut words = words;
        if let Some(label) = self
            .new
            .label_at(start)
            .filter(|label| label.end <= start + words.len())
        {
            let (number, rest) = words.split_at(label.end - start);
            let clause = after
                .and_then(Owner::clause)
                .and_then(|clause| self.old.clauses.get(clause));
            if clause.is_some_and(|(path, count)| (self.says_place)(number, path, *count)) {
                words = rest;
            }
        }
        if !is_begun
            && let Some(Owner::Text(clause)) = after
            && let Some(part) = self.parts.get_mut(clause)
            && !part.1.is_empty()
            && !part.1.ends_with('\n')
        {
            part.1.push('\n');
        }
        match after {
            Some(Owner::Party) => self.put(self.first_text(), &format!("{words}\n")),
            after => self.put(after, words),
        }
    }
}

fn as_text(owner: Owner) -> Owner {
    match owner {
        Owner::Heading(clause) => Owner::Text(clause),
        owner => owner,
    }
}

/// Whether words are only a sign that parts a heading from the text in one line: `Fees. The Customer pays`.
fn runs_in(words: &str, before: Option<Owner>, after: Option<Owner>) -> bool {
    let (Some(Owner::Heading(heading)), Some(Owner::Text(text))) = (before, after) else {
        return false;
    };
    heading == text && words.chars().all(|c| ".:。：-–—".contains(c) || c.is_whitespace())
}

fn same(before: Option<Owner>, after: Option<Owner>) -> bool {
    before.is_some() && before == after
}

/// What a page shows of words whatever its margin: neither blanks nor hyphens, which may be those of line ends.
fn bare(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace() && *c != '-')
}
