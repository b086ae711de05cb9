//! A wording of a checklist as a change to the contract: what the clause would say with it.

use super::finding::ReviewFinding;
use crate::contract::{Clause, Contract, Revision, revision};

/// A wording of one's own that could go into the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposedWording {
    /// The one that one would rather have.
    Preferred,
    /// One that one would take instead, by its place among them.
    Fallback(usize),
}

/// Where a wording goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// In the place of the sentence with the words that triggered the finding.
    Sentence,
    /// Behind the clause's last words.
    End,
    /// Into a clause of its own.
    NewClause,
}

/// What would stand in the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// Another text for a clause.
    Text {
        /// The clause's id.
        clause: String,
        /// The wording that it was seen with.
        seen: Revision,
        /// The text.
        text: String,
    },
    /// Another clause behind all others.
    Clause {
        /// The rule's id, from which the clause gets its own.
        rule: String,
        /// Its heading.
        heading: String,
        /// Its text.
        text: String,
    },
}

impl ReviewFinding {
    /// The wordings that the checklist has for it, the better ones first.
    #[must_use]
    pub fn wordings(&self) -> Vec<(ProposedWording, &str)> {
        let preferred = self
            .positions
            .preferred
            .iter()
            .map(|text| (ProposedWording::Preferred, text.as_str()));
        let fallbacks = self.positions.fallbacks.iter().enumerate();
        preferred
            .chain(fallbacks.map(|(at, text)| (ProposedWording::Fallback(at), text.as_str())))
            .collect()
    }

    /// Where a wording could go, the likeliest first.
    #[must_use]
    pub fn manners(&self, contract: &Contract) -> Vec<Manner> {
        let clause = self.clause.as_ref().and_then(|name| contract.clause(&name.id));
        match clause {
            Some(clause) if self.sentence(clause).is_some() => vec![Manner::Sentence, Manner::End],
            // A heading alone is no place for words of one's own.
            Some(clause) if !clause.text.trim().is_empty() => vec![Manner::End, Manner::NewClause],
            _ => vec![Manner::NewClause],
        }
    }

    /// What would stand in the contract; `None` when the checklist has no such wording or the contract no such place.
    #[must_use]
    pub fn proposed(&self, contract: &Contract, wording: ProposedWording, manner: Manner) -> Option<Proposed> {
        let words = self.wordings().into_iter().find(|(which, _)| *which == wording)?.1;
        if manner == Manner::NewClause {
            return Some(Proposed::Clause {
                rule: self.rule.clone(),
                heading: self.title.clone(),
                text: words.to_owned(),
            });
        }
        let clause = contract.clause(&self.clause.as_ref()?.id)?;
        let text = match manner {
            Manner::Sentence => {
                let sentence = self.sentence(clause)?;
                format!(
                    "{}{words}{}",
                    &clause.text[..sentence.start],
                    &clause.text[sentence.end..]
                )
            }
            _ => format!("{}\n{words}", clause.text.trim_end()),
        };
        Some(Proposed::Text {
            clause: clause.id.clone(),
            seen: revision(clause),
            text,
        })
    }

    /// The bytes of the first sentence, in the clause's text, with words that triggered the finding.
    fn sentence(&self, clause: &Clause) -> Option<std::ops::Range<usize>> {
        let place = self
            .places
            .iter()
            .find(|place| !place.in_heading && place.clause.id == clause.id)?;
        let around = clause
            .text
            .match_indices(&*place.sentence)
            .map(|(at, words)| at..at + words.len());
        around
            .into_iter()
            .find(|range| range.start <= place.bytes.start && place.bytes.end <= range.end)
    }
}

impl Proposed {
    /// The contract with it, for a look before anything is written.
    #[must_use]
    pub fn put_into(&self, contract: &Contract) -> Contract {
        let mut contract = contract.clone();
        match self {
            Self::Text { clause, text, .. } => set_text(&mut contract.clauses, clause, text),
            Self::Clause { rule, heading, text } => contract.clauses.push(new_clause(rule.clone(), heading, text)),
        }
        contract
    }
}

/// A clause made of a heading and a text.
#[must_use]
pub fn new_clause(id: String, heading: &str, text: &str) -> Clause {
    Clause {
        id,
        heading: heading.to_owned(),
        text: text.to_owned(),
        ..Clause::default()
    }
}

fn set_text(clauses: &mut [Clause], id: &str, text: &str) {
    for clause in clauses {
        if clause.id == id {
            text.clone_into(&mut clause.text);
        } else {
            set_text(&mut clause.clauses, id, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Party;
    use crate::review::{read_checklist, review, rules};

    fn contract(text: &str) -> Contract {
        Contract {
            parties: vec![Party {
                id: "customer".into(),
                ..Party::default()
            }],
            clauses: vec![new_clause("breach".into(), "Incidents", text)],
            ..Contract::default()
        }
    }

    fn found(contract: &Contract, want: &str) -> ReviewFinding {
        let source = format!(
            "checklist: own\nrules:\n- id: notice\n  title: Notice\n  why: w\n  severity: high\n  look: {{headings: \
             [incidents, audit]}}\n  want: {want}\n  preferred: Vendor tells Customer within 24 hours.\n  fallbacks: \
             [Vendor tells Customer within 48 hours.]\n"
        );
        let rules = rules(&[read_checklist(source.as_bytes()).unwrap()]).unwrap();
        review(contract, &rules, None).findings.remove(0)
    }

    #[test]
    fn a_wording_takes_the_place_of_the_sentence_and_leaves_every_other_word() {
        let before = contract("Vendor logs incidents.\nVendor tells Customer promptly. It keeps the log.");
        let finding = found(&before, "{absent: [promptly]}");
        assert_eq!(finding.manners(&before), [Manner::Sentence, Manner::End]);
        let Some(Proposed::Text { text, seen, .. }) =
            finding.proposed(&before, ProposedWording::Fallback(0), Manner::Sentence)
        else {
            panic!("a text")
        };
        assert_eq!(
            text,
            "Vendor logs incidents.\nVendor tells Customer within 48 hours. It keeps the log."
        );
        assert_eq!(seen, revision(&before.clauses[0]));
        assert_eq!(
            finding.proposed(&before, ProposedWording::Fallback(1), Manner::Sentence),
            None,
            "no such wording"
        );
    }

    #[test]
    fn what_is_missing_goes_to_the_end_of_the_clause_or_into_one_of_its_own() {
        let before = contract("Vendor logs incidents.");
        let finding = found(&before, "{present: [hours]}");
        assert_eq!(finding.manners(&before), [Manner::End, Manner::NewClause]);
        let at_end = finding
            .proposed(&before, ProposedWording::Preferred, Manner::End)
            .unwrap()
            .put_into(&before);
        assert_eq!(
            at_end.clauses[0].text,
            "Vendor logs incidents.\nVendor tells Customer within 24 hours."
        );
        let apart = finding
            .proposed(&before, ProposedWording::Preferred, Manner::NewClause)
            .unwrap()
            .put_into(&before);
        assert_eq!(apart.clauses.len(), 2);
        assert_eq!(apart.clauses[1].heading, "Notice");
    }

    #[test]
    fn a_heading_alone_gets_no_words() {
        let before = contract("");
        assert_eq!(
            found(&before, "{present: [hours]}").manners(&before),
            [Manner::NewClause]
        );
    }
}
