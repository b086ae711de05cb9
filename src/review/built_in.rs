//! The checklists that come with the program.

use super::checklist::Checklist;
use super::read::read_checklist;
use crate::contract::{Contract, ReadError};

/// Each with the name under which an error speaks of it; general ones before those for one kind of contract.
const SOURCES: [(&str, &str); 4] = [
    ("drafting.en.yaml", include_str!("checklists/drafting.en.yaml")),
    ("drafting.zh.yaml", include_str!("checklists/drafting.zh.yaml")),
    ("crm-saas.en.yaml", include_str!("checklists/crm-saas.en.yaml")),
    ("crm-saas.zh.yaml", include_str!("checklists/crm-saas.zh.yaml")),
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
    /// Whether the checklist is for a contract, taken as one of the given kind instead of its own when one is given.
    #[must_use]
    pub fn is_for(&self, contract: &Contract, kind: Option<&str>) -> bool {
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
    use crate::contract::{Clause, Party};
    use crate::review::{review, rules};

    #[test]
    fn every_checklist_that_comes_along_reads_and_is_complete() {
        for (name, source) in SOURCES {
            let checklist = read_checklist(source.as_bytes()).unwrap_or_else(|error| panic!("{name}, {error}"));
            rules(&[checklist]).unwrap_or_else(|error| panic!("{name}, {error}"));
        }
    }

    /// A contract of one sentence, with the parties by their usual names.
    fn of_one_sentence(text: &str, chinese: bool) -> Contract {
        let roles = if chinese {
            ["甲方", "乙方"]
        } else {
            ["Customer", "Vendor"]
        };
        let parties = [("customer", roles[0]), ("vendor", roles[1])].map(|(id, role)| Party {
            id: id.into(),
            role: role.into(),
            ..Party::default()
        });
        let clause = Clause {
            id: "a".into(),
            text: text.into(),
            ..Clause::default()
        };
        Contract {
            parties: parties.to_vec(),
            clauses: vec![clause],
            ..Contract::default()
        }
    }

    #[test]
    fn every_rule_holds_by_its_examples_and_not_by_those_that_say_the_contrary() {
        let mut wrong = Vec::new();
        for (name, source) in SOURCES {
            let checklist = read_checklist(source.as_bytes()).unwrap();
            let chinese = checklist.language.as_deref() == Some("zh");
            let all = rules(std::slice::from_ref(&checklist)).unwrap();
            for text in &checklist.rules {
                let rule: Vec<_> = all.iter().filter(|rule| rule.id == text.id).cloned().collect();
                let finds = |example: &String| {
                    !review(&of_one_sentence(example, chinese), &rule, None)
                        .findings
                        .is_empty()
                };
                let settled = text.examples.settled.iter().filter(|example| finds(example));
                let wanting = text.examples.wanting.iter().filter(|example| !finds(example));
                wrong.extend(
                    settled
                        .chain(wanting)
                        .map(|example| format!("{name} {}: {example}", text.id)),
                );
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
