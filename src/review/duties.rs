//! Rights and duties: who shall or may do what, for whom, by when. From modal words, and from what the parties noted
//! beside a clause under `x-duties`.

use super::clause_label::ClauseLabel;
use super::due::{Anchors, Term, term};
use super::indexed_text::IndexedText;
use super::party_names::{self, PartyNames};
use super::pattern::Vocabulary;
use super::read_values::unknown;
use super::statement::{self, Modal, Obligation, Statements, Subject, without_label};
use crate::contract::{
    Contract, Fault, Fields, MappingKind, Node, ReadError, Value, check_bytes, check_text, filled, list, parse_yaml,
    text_of,
};
use crate::redline::finder::Finder;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Something that somebody shall, may or must not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The clause.
    pub clause: ClauseLabel,
    /// The id of the party; `None` when it is every party, or whichever it happens to be.
    pub party: Option<String>,
    /// The id of the party for whom, where that can be told.
    pub toward: Option<String>,
    /// Shall, may, must not.
    pub modal: Modal,
    /// What.
    pub does: String,
    /// The sentence that says so; empty where it was noted.
    pub sentence: String,
    /// By when.
    pub term: Term,
    /// Whether it was noted beside the clause, and is no wording of the contract.
    pub noted: bool,
}

/// Everything that the wording of a contract, and the notes beside its clauses, say that somebody shall, may or must not
/// do, in reading order.
#[must_use]
pub fn duties(contract: &Contract, noted: &[Noted], anchors: &Anchors) -> Vec<Duty> {
    let names = party_names::names(contract);
    let called = NamedParties::of(&names);
    let mut vocabulary = Vocabulary::default();
    let mentions = statement::mentions(&names, &mut vocabulary);
    let text = IndexedText::of(contract, &vocabulary);
    let statements = Statements::all(&text, &mentions);
    let mut found = Vec::new();
    let mut by_clause: HashMap<&str, Vec<&Noted>> = HashMap::new();
    for one in noted {
        by_clause.entry(&one.clause).or_default().push(one);
    }
    for clause in 0..text.visits.len() {
        let said = statements.said_in(clause).into_iter();
        found.extend(said.filter_map(|said| of_wording(&text, &called, &said, anchors)));
        let beside = by_clause.get(&*text.visits[clause].clause.id).into_iter().flatten();
        found.extend(beside.map(|noted| of_note(text.name(clause), noted, anchors)));
    }
    found
}

fn of_wording(text: &IndexedText<'_>, called: &NamedParties<'_>, said: &Obligation, anchors: &Anchors) -> Option<Duty> {
    let unit = &text.units[said.does.unit];
    let source = text.source(said.does.unit);
    let sentence = text.words(said.does.unit);
    let does =
        source[said.does.start..said.does.end].trim_matches(|c: char| c.is_whitespace() || "，。；：,.;:".contains(c));
    let does = without_label(does);
    let does = does
        .strip_suffix(" and")
        .or_else(|| does.strip_suffix(" or"))
        .unwrap_or(does);
    // A definition says 应当 of nobody's duty, and so little is no duty; what is promised stands behind `that`.
    let promises = ["that", "that it", "that they"].iter().any(|end| does.ends_with(end)) && does.len() < 40;
    if does.chars().count() < 2 || promises {
        return None;
    }
    let within =
        |bytes: &std::ops::Range<usize>| bytes.start.saturating_sub(said.from)..bytes.end.saturating_sub(said.from);
    let aside: Vec<_> = said.aside.iter().map(within).collect();
    let party = match said.subject {
        Subject::Party(at) => Some(at),
        Subject::Each => None,
    };
    let toward = party.and_then(|party| called.toward(does, party));
    let names = called.names;
    Some(Duty {
        clause: text.name(unit.clause),
        party: party.map(|party| names[party].id.clone()),
        toward: toward.map(|party| names[party].id.clone()),
        modal: said.modal,
        does: does.to_owned(),
        sentence: sentence.to_owned(),
        term: term(
            &source[said.from..said.does.end],
            said.does.start - said.from,
            &aside,
            anchors,
        ),
        noted: false,
    })
}

/// The parties, and what finds any of their names: each clause may give every party another short one.
struct NamedParties<'n> {
    names: &'n [PartyNames],
    finder: Option<Finder>,
    /// For each name that is looked for those who go by it.
    parties: Vec<Vec<usize>>,
}

impl<'n> NamedParties<'n> {
    fn of(names: &'n [PartyNames]) -> Self {
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (party, word) in names
            .iter()
            .enumerate()
            .flat_map(|(at, names)| names.words.iter().map(move |it| (at, it)))
        {
            by_word.entry(word).or_default().push(party);
        }
        Self {
            names,
            finder: Finder::of(by_word.keys()),
            parties: by_word.into_values().collect(),
        }
    }

    /// The other party that the words name; of two parties, the other one.
    fn toward(&self, does: &str, party: usize) -> Option<usize> {
        if let (2, 0 | 1) = (self.names.len(), party) {
            return Some(1 - party);
        }
        let mut meant = None;
        for hit in self.finder.iter().flat_map(|finder| finder.each_in(does)) {
            for other in self.parties[hit.word].iter().filter(|other| **other != party) {
                if meant.replace(*other).is_some_and(|before| before != *other) {
                    return None;
                }
            }
        }
        meant
    }
}

fn of_note(clause: ClauseLabel, noted: &Noted, anchors: &Anchors) -> Duty {
    let words = match (&noted.within, &noted.after) {
        (Some(within), Some(after)) if within.is_ascii() => format!("within {within} after {after}"),
        (Some(within), Some(after)) => format!("自{after}之日起{within}内"),
        _ => String::new(),
    };
    let mut term = term(&words, 0, &[], anchors);
    term.due = noted.due.or(term.due);
    term.period = noted.within.clone().or(term.period);
    term.anchor = noted.after.clone().or(term.anchor);
    Duty {
        clause,
        party: noted.party.clone(),
        toward: noted.to.clone(),
        modal: noted.modal,
        does: noted.does.clone(),
        sentence: String::new(),
        term,
        noted: true,
    }
}

/// What the parties noted beside a clause, under its key `x-duties`. It is no part of the wording that they accept, and
/// so it stands under a key of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The clause's id.
    pub clause: String,
    /// The id of the party; `None` for every party.
    pub party: Option<String>,
    /// What it does.
    pub does: String,
    /// The id of the party for whom.
    pub to: Option<String>,
    /// Shall, may, must not.
    pub modal: Modal,
    /// Within which period.
    pub within: Option<String>,
    /// After what.
    pub after: Option<String>,
    /// The date.
    pub due: Option<NaiveDate>,
}

const KINDS: [(&str, Modal); 3] = [("duty", Modal::Must), ("ban", Modal::MustNot), ("right", Modal::May)];

/// Reads what is noted under `x-duties` beside the clauses of a contract's file.
///
/// # Errors
///
/// The first fault of such a list, with its place and the remedy.
pub fn noted_duties(source: &[u8], contract: &Contract) -> Result<Vec<Noted>, ReadError> {
    let text = check_bytes(source)?;
    if !text.contains("x-duties") {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    below(&parse_yaml(text, 0)?.root, contract, &mut found)?;
    Ok(found)
}

fn below(node: &Node, contract: &Contract, found: &mut Vec<Noted>) -> Result<(), ReadError> {
    let Value::Mapping { entries, .. } = &node.value else {
        return Ok(());
    };
    let value = |key: &'static str| {
        let is_key = |name: &Node| matches!(&name.value, Value::Plain(name) | Value::Quoted(name) if name == key);
        entries.iter().find(|(name, _)| is_key(name)).map(|(_, value)| value)
    };
    if let (Some(Value::Plain(id) | Value::Quoted(id)), Some(notes)) =
        (value("id").map(|id| &id.value), value("x-duties"))
    {
        for note in list(notes, "x-duties")? {
            found.push(of_file(note, id, contract)?);
        }
    }
    match value("clauses").map(|clauses| &clauses.value) {
        Some(Value::Sequence { items, .. }) => items.iter().try_for_each(|clause| below(clause, contract, found)),
        _ => Ok(()),
    }
}

fn of_file(node: &Node, clause: &str, contract: &Contract) -> Result<Noted, ReadError> {
    let fields = Fields::of(node, MappingKind::Duty)?;
    let one = |key: &'static str| fields.get(key).map(|node| filled(node, key)).transpose();
    let party = |key: &'static str| {
        let Some(node) = fields.get(key) else { return Ok(None) };
        let id = filled(node, key)?;
        if contract.party(&id).is_some() {
            return Ok(Some(id));
        }
        let ids: Vec<&str> = contract.parties.iter().map(|party| &*party.id).collect();
        Err(unknown(node, key, &id, &ids))
    };
    let modal = match fields.get("kind") {
        None => Modal::Must,
        Some(node) => {
            let kind = filled(node, "kind")?;
            let known = KINDS.iter().find(|(word, _)| *word == kind).map(|(_, modal)| *modal);
            let kinds = KINDS.map(|(word, _)| word);
            known.ok_or_else(|| unknown(node, "kind", &kind, &kinds))?
        }
    };
    let due = match fields.get("due") {
        None => None,
        Some(node) => {
            let written = text_of(node, "due", check_text)?;
            let date = NaiveDate::parse_from_str(&written, "%Y-%m-%d");
            Some(date.map_err(|_| ReadError::new(node.position, Fault::NotADate(written)))?)
        }
    };
    Ok(Noted {
        clause: clause.to_owned(),
        party: party("party")?,
        does: filled(fields.required("does", "does: sends the quarterly report")?, "does")?,
        to: party("to")?,
        modal,
        within: one("within")?,
        after: one("after")?,
        due,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, read};
    use proptest::prelude::*;

    const WORDS: [&str; 32] = [
        "甲方",
        "乙方",
        "双方",
        "任一方",
        "第三方",
        "应当",
        "应",
        "不得",
        "可以",
        "有权",
        "无需",
        "除",
        "另有规定外",
        "经",
        "书面同意",
        "，",
        "。",
        "；",
        "的",
        "合理的",
        "承担",
        "交付",
        "通知",
        "由",
        "违约",
        "责任",
        "费用",
        "不成的",
        "提交",
        "在",
        "三十日内",
        "按照",
    ];
    const HEAD: &str = "title: T\nparties:\n- {id: c, name: C, role: 甲方}\n- {id: v, name: V, role: 乙方}\nclauses:\n";

    #[test]
    fn notes_beside_a_clause_are_read_and_told_as_notes() {
        let source = format!(
            "{HEAD}- id: a\n  text: 乙方应当自本合同生效之日起十日内提交报告。\n  x-duties:\n  - {{party: v, does: 提交年报, within: 30 日, after: 生效, kind: duty}}\n  - {{does: 保存记录, due: \"2026-12-31\"}}\n"
        );
        let contract = read(source.as_bytes()).unwrap();
        let noted = noted_duties(source.as_bytes(), &contract).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        let found = duties(&contract, &noted, &Anchors::of(&contract, &[("生效".into(), day)]));
        let told: Vec<String> = found
            .iter()
            .map(|duty| {
                let due = duty.term.due.map(|due| due.to_string()).unwrap_or_default();
                format!(
                    "{} {} {due} {}",
                    duty.party.as_deref().unwrap_or("each"),
                    duty.does,
                    duty.noted
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "v 自本合同生效之日起十日内提交报告 2026-04-11 false",
                "v 提交年报 2026-05-01 true",
                "each 保存记录 2026-12-31 true"
            ]
        );
    }

    #[test]
    fn of_several_parties_the_only_one_that_is_named_is_meant() {
        let named = |id: &str, words: &[&str]| PartyNames {
            id: id.into(),
            role: id.into(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            also: Vec::new(),
            side: None,
        };
        let all = [
            named("a", &["Alpha"]),
            named("b", &["Beta", "Bank"]),
            named("c", &["Beta Two", "Bank"]),
        ];
        let parties = NamedParties::of(&all);
        for (does, party, toward) in [
            ("pay Beta", 0, Some(1)),
            ("pay Beta Two", 0, None),
            ("pay Beta Two", 1, Some(2)),
            ("pay the Bank", 0, None),
            ("pay the Bank", 1, Some(2)),
            ("pay Alpha", 0, None),
            ("pay Alpha and Beta", 2, None),
            ("pay", 0, None),
        ] {
            assert_eq!(parties.toward(does, party), toward, "{does}");
        }
        let two = NamedParties::of(&all[..2]);
        assert_eq!((two.toward("pay", 0), two.toward("pay", 1)), (Some(1), Some(0)));
        assert_eq!(NamedParties::of(&all[..1]).toward("pay Alpha", 0), None);
    }

    proptest! {
        #[test]
        fn whatever_words_stand_in_a_row_they_are_read(
            words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..30),
        ) {
            let clause = Clause { id: "a".into(), text: words.concat(), ..Clause::default() };
            let mut contract = read(format!("{HEAD}- id: a\n  text: x\n").as_bytes()).unwrap();
            contract.clauses = vec![clause];
            for duty in duties(&contract, &[], &Anchors::default()) {
                prop_assert!(!duty.does.is_empty());
            }
        }
    }

    #[test]
    fn a_fault_in_a_note_is_told_with_its_place() {
        for (note, expected) in [
            (
                "{party: w, does: x}",
                "line 9, column 13: `w` is not a possible value of `party`. Write one of `c`, `v`.",
            ),
            (
                "{does: x, kind: rihgt}",
                "line 9, column 21: `rihgt` is not a possible value of `kind`. Write `right`.",
            ),
            ("{does: x, due: \"soon\"}", "line 9, column 20: `soon` is not a date."),
            ("{party: v}", "line 9, column 5: this duty has no `does`."),
        ] {
            let source = format!("{HEAD}- id: a\n  text: x\n  x-duties:\n  - {note}\n");
            let contract = read(source.as_bytes()).unwrap();
            let error = noted_duties(source.as_bytes(), &contract).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
