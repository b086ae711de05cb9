//! Which clause each label names, in one version of a contract.

use super::reference_labels::{Label, Labelled, in_roman, roman};
use super::references::Reference;
use super::typed_labels::{label_in_front, label_of_heading};
use crate::contract::{Clause, Contract, Visit};
use std::collections::{HashMap, HashSet};

/// Which clause each number names, in one version of a contract.
///
/// Where most clauses carry typed numbers (第十二条, `5.2 Fees`), these are the numbers that references mean; else the
/// derived numbers are. Annexes go by the labels typed in front of them.
#[derive(Debug)]
pub(crate) struct Numbering<'a> {
    by_label: HashMap<Label, &'a str>,
    /// The clause that alone has the heading.
    by_heading: HashMap<&'a str, Option<&'a str>>,
    /// The words by which annexes of the contract go.
    annexes: HashSet<Labelled>,
    typed: bool,
}

impl<'a> Numbering<'a> {
    pub(crate) fn of(visits: &[Visit<'a>]) -> Self {
        let labels: Vec<Option<Label>> = visits.iter().map(|visit| label_of(visit)).collect();
        let is_clause = |label: &&Option<Label>| matches!(label, Some(label) if matches!(label.of, Labelled::Clause));
        let numbered = labels.iter().filter(is_clause).count();
        let others = labels
            .iter()
            .zip(visits)
            .filter(|(label, visit)| label.is_none() && !visit.clause.heading.is_empty())
            .count();
        let typed = numbered > 0 && numbered > others;
        let mut by_label = HashMap::with_capacity(visits.len());
        let mut annexes = HashSet::new();
        for (visit, label) in visits.iter().zip(&labels) {
            let id = &*visit.clause.id;
            match label {
                Some(label) if label.of != Labelled::Clause => {
                    if matches!(label.of, Labelled::Annex(_)) {
                        annexes.insert(label.of);
                    }
                    by_label.entry(label.clone()).or_insert(id);
                }
                _ => {}
            }
            if !typed {
                by_label.insert(Label::clause(visit.number.clone()), id);
            }
        }
        if typed {
            number_typed(visits, &labels, &mut by_label);
        }
        for visit in visits {
            number_paragraphs(visit, &mut by_label);
        }
        Self {
            by_label,
            by_heading: alone_by_heading(visits),
            annexes,
            typed,
        }
    }

    /// The id of the clause that the writer of a reference had in mind: the one whose heading stands in parentheses behind the
    /// number, if any does, else the one that the number names.
    pub(crate) fn meant(&self, text: &str, reference: &Reference) -> Option<&'a str> {
        let titled = reference
            .title(text)
            .and_then(|title| self.by_heading.get(title).copied().flatten());
        titled.or_else(|| self.target(&reference.label))
    }

    /// The id of the clause that a label names, in Roman numbers or in digits, whichever the contract has.
    pub(crate) fn target(&self, label: &Label) -> Option<&'a str> {
        let named = |number: String| self.by_label.get(&Label { of: label.of, number }).copied();
        self.by_label
            .get(label)
            .copied()
            .or_else(|| match label.number.parse() {
                Ok(value) => named(in_roman(value)?),
                // A letter is more often one of the alphabet.
                Err(_) if label.number.len() < 2 => None,
                Err(_) => named(roman(&label.number)?.to_string()),
            })
    }

    /// Whether the contract itself has what goes by such labels, so that one which names nothing dangles: annexes may
    /// lie in files of their own.
    pub(crate) fn holds(&self, of: Labelled) -> bool {
        match of {
            Labelled::Clause => true,
            Labelled::Chapter(_) => false,
            Labelled::Annex(_) => self.annexes.contains(&of),
        }
    }

    /// Whether headings carry the numbers themselves.
    pub(crate) fn is_typed(&self) -> bool {
        self.typed
    }

    /// Whether every number names the same clause in both versions.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.typed == other.typed && self.by_label == other.by_label
    }
}

/// The clause that the contract itself numbers so, where it carries its numbers in headings and texts (`2.2 Payment`); who reads
/// it on paper knows no other. `None` where it carries none, or no such number.
#[must_use]
pub fn clause_typed<'a>(contract: &'a Contract, number: &str) -> Option<&'a Clause> {
    let visits = contract.walk();
    let numbering = Numbering::of(&visits);
    let id = numbering.target(&Label::clause(number.to_owned()))?;
    contract.clause(id).filter(|_| numbering.is_typed())
}

fn alone_by_heading<'a>(visits: &[Visit<'a>]) -> HashMap<&'a str, Option<&'a str>> {
    let mut by_heading = HashMap::with_capacity(visits.len());
    for visit in visits.iter().filter(|visit| !visit.clause.heading.is_empty()) {
        by_heading
            .entry(&*visit.clause.heading)
            .and_modify(|alone| *alone = None)
            .or_insert(Some(&*visit.clause.id));
    }
    by_heading
}

/// Clauses by the numbers typed in front of them; those below one that has a number count on from it.
fn number_typed<'a>(visits: &[Visit<'a>], labels: &[Option<Label>], by_label: &mut HashMap<Label, &'a str>) {
    let mut above: Vec<Option<String>> = Vec::new();
    for (visit, label) in visits.iter().zip(labels) {
        above.truncate(visit.depth.saturating_sub(1));
        let above_it = above.last().cloned().flatten();
        let own = match (label, above_it) {
            (Some(label), _) if label.of != Labelled::Clause => None,
            // Many contracts begin anew below each heading: 4 below D is D.4.
            (Some(label), Some(above)) if !label.number.contains('.') => Some(format!("{above}.{}", label.number)),
            (Some(label), _) => Some(label.number.clone()),
            (None, above) => above.map(|above| {
                let last = visit.number.rsplit('.').next().unwrap_or_default();
                format!("{above}.{last}")
            }),
        };
        if let Some(number) = &own {
            by_label
                .entry(Label::clause(number.clone()))
                .or_insert(&*visit.clause.id);
        }
        above.resize(visit.depth.saturating_sub(1), None);
        above.push(own);
    }
}

/// Paragraphs within a clause that begin with numbers: who refers to one refers to the clause.
fn number_paragraphs<'a>(visit: &Visit<'a>, by_label: &mut HashMap<Label, &'a str>) {
    for line in visit.clause.text.lines() {
        if let Some((_, label)) =
            label_in_front(line).filter(|(_, label)| label.of != Labelled::Clause || label.number.contains('.'))
        {
            by_label.entry(label).or_insert(&*visit.clause.id);
        }
    }
}

/// The label typed in front of a clause: of its heading, or of its text where it has no heading.
fn label_of(visit: &Visit<'_>) -> Option<Label> {
    let clause = visit.clause;
    if clause.heading.trim().is_empty() {
        label_in_front(&clause.text).map(|(_, label)| label)
    } else {
        label_of_heading(&clause.heading).map(|(_, label)| label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};

    #[test]
    fn a_number_names_a_typed_clause_one_below_it_or_the_clause_that_has_the_paragraph() {
        let clause = |id: &str, heading: &str, text: &str, clauses: Vec<Clause>| Clause {
            id: id.into(),
            heading: heading.into(),
            text: text.into(),
            pair: None,
            clauses,
        };
        let contract = Contract {
            clauses: vec![
                clause("a", "第一条 范围", "", vec![clause("a1", "", "甲方。", vec![])]),
                clause("b", "第三条 费用", "3.1 每月支付。\n3.2 逾期计息。", vec![]),
                clause("c", "D. Use", "", vec![clause("c2", "2. Limits", "None.", vec![])]),
                clause("s", "附件一：价目", "", vec![]),
            ],
            ..Contract::default()
        };
        let visits = contract.walk();
        let numbering = Numbering::of(&visits);
        for (number, id) in [
            ("1", Some("a")),
            ("1.1", Some("a1")),
            ("2", None),
            ("3", Some("b")),
            ("3.2", Some("b")),
            ("D.2", Some("c2")),
        ] {
            assert_eq!(numbering.target(&Label::clause(number)), id, "{number}");
        }
        let annex = |number: &str| Label {
            of: Labelled::Annex("附件"),
            number: number.to_owned(),
        };
        assert_eq!(numbering.target(&annex("1")), Some("s"));
        assert_eq!(numbering.target(&annex("II")), None);
        assert!(numbering.target(&annex("2")).is_none() && numbering.holds(annex("2").of));
    }

    #[test]
    fn a_label_is_found_in_roman_numbers_in_words_and_in_digits() {
        let clause = |id: &str, heading: &str| Clause {
            id: id.into(),
            heading: heading.into(),
            text: String::new(),
            pair: None,
            clauses: vec![],
        };
        let contract = Contract {
            clauses: vec![
                clause("e3", "Exhibit III – Rates"),
                clause("s4", "Schedule Four"),
                clause("xc", "Appendix C"),
            ],
            ..Contract::default()
        };
        let visits = contract.walk();
        let numbering = Numbering::of(&visits);
        for (word, number, id) in [
            ("exhibit", "III", Some("e3")),
            ("exhibit", "3", Some("e3")),
            ("schedule", "4", Some("s4")),
            ("schedule", "IV", Some("s4")),
            ("exhibit", "IV", None),
            ("appendix", "3", None),
            ("appendix", "C", Some("xc")),
        ] {
            let of = Labelled::Annex(word);
            let number = number.to_owned();
            let label = Label { of, number };
            assert_eq!(numbering.target(&label), id, "{label:?}");
        }
    }
}
