//! Everything that is wrong with a checklist, at once: each rule is read by itself, so that one mistake hides no other, and
//! is then tried with the examples that stand beside it.

use super::checklist::{Checklist, Rule, RuleText, rules};
use super::judge::review;
use super::read::read_rules;
use crate::contract::{Clause, Contract, Party, ReadError};
use crate::language::{Language, messages, say};

/// One thing wrong with a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFault {
    /// The line where it stands.
    pub line: usize,
    /// The rule, where it concerns one.
    pub rule: Option<String>,
    /// What it is.
    pub what: ListMistake,
}

messages! {
    /// What is wrong with a checklist.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum ListMistake in language {
        /// It cannot be read.
        Unreadable(error: ReadError) => { error.message(language) }
        /// An example with which a rule should have no finding has one.
        FoundInSettled(example: String) => {
            "The rule has a finding with this example, which should settle it: {example}",
            "下列例句应属已有约定，但仍有审查提示：{example}",
        }
        /// An example with which a rule should have a finding has none.
        NothingInWanting(example: String) => {
            "The rule has no finding with this example, which should be wanting: {example}",
            "下列例句应有审查提示，但没有：{example}",
        }
        /// A rule adds to one that has no room for it.
        NoRoom => {
            "`add` adds to nothing: no earlier rule of this id wants such words.",
            "`add` 没有可补充的对象：先前没有同名且接受此类内容的审查要点。",
        }
        /// `annexes` names a rule that is nowhere.
        NoSuchRule(id: String) => {
            "`annexes` names the rule `{id}`, which is in no checklist.",
            "`annexes` 所列审查要点 `{id}` 不在任何清单中。",
        }
    }
}

/// Everything wrong with a checklist, by line; `earlier` are the lists that it may amend.
#[must_use]
pub fn lint(source: &[u8], earlier: &[Checklist]) -> Vec<ListFault> {
    let unreadable = |error: ReadError| ListFault {
        line: error.line,
        rule: None,
        what: ListMistake::Unreadable(error),
    };
    let (list, errors) = match read_rules(source) {
        Ok(read) => read,
        Err(error) => return vec![unreadable(error)],
    };
    let mut faults: Vec<ListFault> = errors.into_iter().map(unreadable).collect();
    faults.extend(strays(&list, earlier));
    faults.extend(of_examples(&list, earlier));
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn fault(rule: &RuleText, what: ListMistake) -> ListFault {
    ListFault {
        line: rule.line,
        rule: Some(rule.id.clone()),
        what,
    }
}

/// Additions to nothing, and annexes of rules that are nowhere.
fn strays(list: &Checklist, earlier: &[Checklist]) -> Vec<ListFault> {
    let known = |id: &str| earlier.iter().flat_map(|list| &list.rules).find(|rule| rule.id == id);
    let mut faults = Vec::new();
    for rule in list.rules.iter().filter(|rule| !rule.add.is_empty()) {
        let home = rule.want.as_ref().or_else(|| known(&rule.id)?.want.as_ref());
        if !home.is_some_and(|want| rule.add.fits(want)) {
            faults.push(fault(rule, ListMistake::NoRoom));
        }
    }
    let named = list.annexes.iter().flat_map(|(_, rules)| rules);
    for id in named.filter(|id| list.rules.iter().all(|rule| rule.id != **id) && known(id).is_none()) {
        faults.push(ListFault {
            line: 1,
            rule: None,
            what: ListMistake::NoSuchRule(id.clone()),
        });
    }
    faults
}

/// Examples that do not come out as they should.
pub(super) fn of_examples(list: &Checklist, earlier: &[Checklist]) -> Vec<ListFault> {
    let mut all: Vec<Checklist> = earlier
        .iter()
        .filter(|earlier| earlier.language.is_none() || list.language.is_none() || earlier.language == list.language)
        .cloned()
        .collect();
    all.push(list.clone());
    let complete = match rules(&all) {
        Ok(complete) => complete,
        Err(error) => {
            let what = ListMistake::Unreadable(error.error.clone());
            return vec![ListFault {
                line: error.error.line,
                rule: Some(error.rule),
                what,
            }];
        }
    };
    let mut faults = Vec::new();
    for text in &list.rules {
        let rule: Vec<Rule> = complete.iter().filter(|rule| rule.id == text.id).cloned().collect();
        if rule.is_empty() {
            continue;
        }
        let finds = |example: &String| !review(&of_one_clause(example, list), &rule, None).findings.is_empty();
        let settled = text.examples.settled.iter().filter(|example| finds(example));
        faults.extend(settled.map(|example| fault(text, ListMistake::FoundInSettled(example.clone()))));
        let wanting = text.examples.wanting.iter().filter(|example| !finds(example));
        faults.extend(wanting.map(|example| fault(text, ListMistake::NothingInWanting(example.clone()))));
    }
    faults
}

/// A contract of one clause, between parties that play the parts of the list and go by the usual names.
fn of_one_clause(text: &str, list: &Checklist) -> Contract {
    let chinese = list.language.as_deref().is_some_and(|tag| tag.starts_with("zh"))
        || text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let usual = if chinese {
        [("customer", "甲方"), ("vendor", "乙方")]
    } else {
        [("customer", "Customer"), ("vendor", "Vendor")]
    };
    let parties = usual.map(|(id, role)| Party {
        id: id.into(),
        role: role.into(),
        ..Party::default()
    });
    let clause = Clause {
        id: "example".into(),
        text: text.into(),
        ..Clause::default()
    };
    Contract {
        parties: parties.to_vec(),
        clauses: vec![clause],
        ..Contract::default()
    }
}

impl ListFault {
    /// What is wrong, with its line and rule.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let said = self.what.message(language);
        if matches!(self.what, ListMistake::Unreadable(_)) {
            return said;
        }
        let line = self.line;
        match &self.rule {
            Some(rule) => say!(
                language,
                "line {line}, rule `{rule}`: {said}",
                "第 {line} 行，审查要点 `{rule}`：{said}"
            ),
            None => say!(language, "line {line}: {said}", "第 {line} 行：{said}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::built_in;

    fn told(source: &str, earlier: &[Checklist]) -> Vec<String> {
        lint(source.as_bytes(), earlier)
            .iter()
            .map(|fault| fault.message(Language::English))
            .collect()
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let source = "checklist: own\nlanguage: en\nparties: {customer: [Customer]}\nrules:\n\
            - id: blue\n  title: T\n  why: W\n  severity: hihg\n  want: {present: [blue]}\n\
            - id: green\n  title: T\n  why: W\n  severity: low\n  want: {present: [\"{cutsomer} paints\"]}\n\
            - id: red\n  title: T\n  why: W\n  severity: low\n  want: {present: [red]}\n  examples:\n    settled: [\"A wall.\"]\n    wanting: [\"A red wall.\"]\n\
            - id: red\n  severity: low\n";
        let told = told(source, &[]);
        let begins = [
            "line 8, column 13: `hihg` is not a possible value of `severity`. Write `high`.",
            "line 14, column 19: `cutsomer` is not a possible value of `present`. Write `customer`.",
            "line 15, rule `red`: The rule has a finding with this example",
            "line 15, rule `red`: The rule has no finding with this example",
            "line 23, column 3: the rule `red` was already written in line 15.",
        ];
        assert_eq!(told.len(), begins.len(), "{told:#?}");
        for (said, begin) in told.iter().zip(begins) {
            assert!(said.starts_with(begin), "{told:#?}");
        }
    }

    #[test]
    fn what_is_added_to_a_built_in_rule_counts_beside_what_it_has() {
        let earlier = built_in().unwrap();
        let own = "checklist: own\nlanguage: en\nkinds: [crm-saas]\nparties: {customer: [Customer], vendor: [Vendor]}\nrules:\n\
            - id: escrow\n  add: {said: [{act: [\"deposit in the vault\"]}]}\n  examples:\n    settled: [\"The programs are under deposit in the vault.\", \"The source code is in escrow.\"]\n    wanting: [\"Nothing of the kind.\"]\n";
        assert_eq!(told(own, &earlier), [""; 0]);
        let stray = "checklist: own\nlanguage: en\nrules:\n- id: escrow\n  add: {absent: [x]}\n";
        let said = told(stray, &earlier);
        assert!(
            said[0].starts_with("line 4, rule `escrow`: `add` adds to nothing"),
            "{said:?}"
        );
    }

    #[test]
    fn the_lists_that_come_along_are_without_fault() {
        let earlier = built_in().unwrap();
        for (name, source) in crate::review::built_in::SOURCES {
            let faults = lint(source.as_bytes(), &earlier);
            assert_eq!(faults, [], "{name}");
        }
    }
}
