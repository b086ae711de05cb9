//! The checklists that come with the program.

use super::checklist::Checklist;
use super::party_names::goes_by;
use super::read::read_checklist;
use crate::contract::{Contract, ReadError};

/// Each with the name under which an error speaks of it; general ones before those for one kind of contract.
pub(crate) const SOURCES: [(&str, &str); 6] = [
    ("drafting.en.yaml", include_str!("checklists/drafting.en.yaml")),
    ("drafting.zh.yaml", include_str!("checklists/drafting.zh.yaml")),
    ("crm-saas.en.yaml", include_str!("checklists/crm-saas.en.yaml")),
    ("crm-saas.zh.yaml", include_str!("checklists/crm-saas.zh.yaml")),
    (
        "crm-saas-vendor.en.yaml",
        include_str!("checklists/crm-saas-vendor.en.yaml"),
    ),
    (
        "crm-saas-vendor.zh.yaml",
        include_str!("checklists/crm-saas-vendor.zh.yaml"),
    ),
];

/// All checklists that come with the program.
///
/// # Errors
///
/// When one of them is not sound, which a test rules out.
pub fn built_in() -> Result<Vec<Checklist>, ReadError> {
    SOURCES
        .iter()
        .map(|(_, source)| read_checklist(source.as_bytes()))
        .collect()
}

impl Checklist {
    /// Whether the checklist is for a contract, taken as one of the given kind instead of its own when one is given, and
    /// for the party in the given seat.
    #[must_use]
    pub fn is_for(&self, contract: &Contract, kind: Option<&str>, seat: Option<&str>) -> bool {
        self.is_of_kind(contract, kind) && self.is_for_seat(contract, seat)
    }

    /// A checklist for one part is asked only for who plays it: what a vendor wants is no fault of a contract for a buyer.
    fn is_for_seat(&self, contract: &Contract, seat: Option<&str>) -> bool {
        let Some(part) = &self.part else { return true };
        let names = self
            .parts
            .iter()
            .find(|(known, _)| known == part)
            .map(|(_, names)| names);
        let seat = seat.and_then(|seat| contract.party(seat));
        seat.zip(names).is_some_and(|(seat, names)| goes_by(seat, names))
    }

    fn is_of_kind(&self, contract: &Contract, kind: Option<&str>) -> bool {
        // A contract that names no language is taken for English unless it is written in Chinese.
        let chinese = match &contract.language {
            Some(tag) => tag.to_ascii_lowercase().starts_with("zh"),
            None => is_mostly_chinese(&contract.title),
        };
        let language = self
            .language
            .as_deref()
            .is_none_or(|tag| tag.to_ascii_lowercase().starts_with("zh") == chinese);
        let kind = kind.or(contract.kind.as_deref());
        language && (self.kinds.is_empty() || self.kinds.iter().any(|known| kind == Some(known)))
    }
}

fn is_mostly_chinese(title: &str) -> bool {
    title.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count() * 2 > title.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::lint::of_examples;
    use crate::review::rules;

    #[test]
    fn every_checklist_that_comes_along_reads_and_is_complete() {
        for (name, source) in SOURCES {
            let checklist = read_checklist(source.as_bytes()).unwrap_or_else(|error| panic!("{name}, {error}"));
            rules(&[checklist]).unwrap_or_else(|error| panic!("{name}, {error}"));
        }
    }

    #[test]
    fn every_rule_holds_by_its_examples_and_not_by_those_that_say_the_contrary() {
        for (name, source) in SOURCES {
            let checklist = read_checklist(source.as_bytes()).unwrap();
            assert_eq!(of_examples(&checklist, &[]), [], "{name}");
        }
    }

    #[test]
    fn every_source_is_dated_and_every_rule_of_a_kind_has_a_wording_and_three_examples_the_contrary_among_them() {
        let mut wrong = Vec::new();
        for (name, source) in SOURCES.iter().filter(|(name, _)| name.starts_with("crm")) {
            for rule in read_checklist(source.as_bytes()).unwrap().rules {
                let undated = rule.source.iter().flatten().filter(|source| source.checked.is_none());
                wrong.extend(undated.map(|source| format!("{name} {}: {} has no day", rule.id, source.text)));
                let (settled, wanting) = (rule.examples.settled.len(), rule.examples.wanting.len());
                if settled + wanting < 3 || wanting == 0 {
                    wrong.push(format!("{name} {}: {settled} and {wanting} examples", rule.id));
                }
                if rule.preferred.is_none() {
                    wrong.push(format!("{name} {}: no wording", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn severities_are_the_same_in_both_languages_unless_the_law_differs() {
        // Localisation; agreed damages by statute; the seat of a domestic arbitration.
        let differ = ["data-location", "liquidated-damages", "arbitration-seat"];
        for [english, chinese] in [[0, 1], [2, 3], [4, 5]] {
            let [english, chinese] =
                [english, chinese].map(|at: usize| read_checklist(SOURCES[at].1.as_bytes()).unwrap());
            for rule in english.rules.iter().filter(|rule| !differ.contains(&&*rule.id)) {
                let other = chinese.rules.iter().find(|other| other.id == rule.id);
                assert!(other.is_none_or(|other| other.severity == rule.severity), "{}", rule.id);
            }
        }
    }

    #[test]
    fn both_languages_ask_the_same_of_drafting() {
        let ids = |at: usize| {
            let checklist = read_checklist(SOURCES[at].1.as_bytes()).unwrap();
            let mut ids: Vec<String> = checklist.rules.into_iter().map(|rule| rule.id).collect();
            ids.sort();
            ids
        };
        let (english, chinese) = (ids(0), ids(1));
        assert!(english.iter().all(|id| chinese.contains(id)), "{english:?} {chinese:?}");
    }
}
