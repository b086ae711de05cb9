//! From the tree of YAML values to the contract, refusing what a contract must not contain, with its place.

use std::collections::HashMap;

use super::error::{ReadError, SourcePosition};
use super::fault::Fault;
use super::fields::Fields;
use super::limits::{KEYS, MEMBERS, PARTIES};
use super::mapping_kind::MappingKind;
use super::model::{Clause, Contract, Member, Party};
use super::names;
use super::pairs::false_pair;
use super::values::{filled, line, list, text_of};
use super::yaml::Node;

/// Where each id was first written.
type Ids = HashMap<String, SourcePosition>;

/// What was read of clauses so far: where their ids were written, and which say that they say the same as another.
#[derive(Default)]
struct Read {
    ids: Ids,
    /// Where it is written, the clause, and the one that it names.
    pairs: Vec<(SourcePosition, String, String)>,
}

impl Read {
    fn refuse_false_pairs(&self) -> Result<(), ReadError> {
        let pairs: Vec<(&str, &str)> = self.pairs.iter().map(|(_, id, pair)| (&**id, &**pair)).collect();
        match false_pair(&pairs, |id| self.ids.contains_key(id)) {
            Some((at, fault)) => Err(ReadError::new(self.pairs[at].0, fault)),
            None => Ok(()),
        }
    }
}

/// The whole contract.
pub(crate) fn contract(root: &Node) -> Result<Contract, ReadError> {
    let fields = Fields::of(root, MappingKind::Contract)?;
    let title = fields.required("title", "title: Software Service Contract")?;
    let contract = Contract {
        title: filled(title, "title")?,
        language: fields
            .get("language")
            .map(|node| filled(node, "language"))
            .transpose()?,
        kind: fields.get("kind").map(|node| filled(node, "kind")).transpose()?,
        annex: fields.get("annex").map(|node| filled(node, "annex")).transpose()?,
        reference: fields
            .get("reference")
            .map(|node| filled(node, "reference"))
            .transpose()?,
        parties: parties(fields.required("parties", "parties:")?)?,
        clauses: {
            let mut read = Read::default();
            let clauses = clause_list(fields.required("clauses", "clauses:")?, &mut read)?;
            read.refuse_false_pairs()?;
            clauses
        },
    };
    Ok(contract)
}

/// The parties of a contract's head, whatever else the head lacks.
pub(crate) fn parties_alone(root: &Node) -> Result<Vec<Party>, ReadError> {
    parties(Fields::of(root, MappingKind::Contract)?.required("parties", "parties:")?)
}

/// A list of clauses; their ids have to differ. What they name as their pairs may stand outside of the list, and is not
/// looked for.
pub(crate) fn clauses(node: &Node) -> Result<Vec<Clause>, ReadError> {
    clause_list(node, &mut Read::default())
}

fn clause_list(node: &Node, read: &mut Read) -> Result<Vec<Clause>, ReadError> {
    list(node, "clauses")?.iter().map(|item| clause(item, read)).collect()
}

fn clause(node: &Node, read: &mut Read) -> Result<Clause, ReadError> {
    let fields = Fields::of(node, MappingKind::Clause)?;
    let at = fields.required("id", "id: fees")?;
    let id = id(at)?;
    if let Some(first) = read.ids.get(&id) {
        return Err(ReadError::new(
            at.position,
            Fault::ClauseIdTaken { line: first.line, id },
        ));
    }
    read.ids.insert(id.clone(), at.position);
    let pair = match fields.get("pair") {
        Some(node) => {
            let pair = text_of(node, "pair", |_, id| names::check_id(id))?;
            read.pairs.push((node.position, id.clone(), pair.clone()));
            Some(pair)
        }
        None => None,
    };
    let (heading, text) = (fields.get("heading"), fields.get("text"));
    if heading.is_none() && text.is_none() {
        return Err(ReadError::new(node.position, Fault::ClauseWithoutWords(id)));
    }
    Ok(Clause {
        heading: heading
            .map(|node| line(node, "heading"))
            .transpose()?
            .unwrap_or_default(),
        text: text
            .map(|node| text_of(node, "text", names::check_text))
            .transpose()?
            .unwrap_or_default(),
        pair,
        clauses: fields
            .get("clauses")
            .map(|node| clause_list(node, read))
            .transpose()?
            .unwrap_or_default(),
        id,
    })
}

fn parties(node: &Node) -> Result<Vec<Party>, ReadError> {
    let items = list(node, "parties")?;
    let mut parties: Vec<Party> = Vec::new();
    let mut seen = Ids::new();
    for item in items {
        let fields = Fields::of(item, MappingKind::Party)?;
        let at = fields.required("id", "id: customer")?;
        let id = id(at)?;
        if let Some(first) = seen.insert(id.clone(), at.position) {
            return Err(ReadError::new(
                at.position,
                Fault::PartyIdTaken { line: first.line, id },
            ));
        }
        if parties.len() == PARTIES {
            return Err(ReadError::new(at.position, Fault::TooManyParties));
        }
        parties.push(Party {
            id,
            name: filled(fields.required("name", "name: Yunfan Trading Ltd")?, "name")?,
            role: fields
                .get("role")
                .map(|node| line(node, "role"))
                .transpose()?
                .unwrap_or_default(),
            members: fields.get("members").map(members).transpose()?.unwrap_or_default(),
        });
        if too_many(&parties) {
            return Err(ReadError::new(at.position, Fault::TooManyMembers));
        }
    }
    if parties.len() < 2 {
        return Err(ReadError::new(node.position, Fault::TooFewParties(parties.len())));
    }
    Ok(parties)
}

fn too_many(parties: &[Party]) -> bool {
    let members = || parties.iter().flat_map(|party| &party.members);
    members().count() > MEMBERS || members().map(|member| member.keys.len()).sum::<usize>() > KEYS
}

fn members(node: &Node) -> Result<Vec<Member>, ReadError> {
    let member = |item: &Node| {
        let fields = Fields::of(item, MappingKind::Member)?;
        let keys = match fields.get("keys") {
            Some(node) => list(node, "keys")?.iter().map(key).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Member {
            name: filled(fields.required("name", "name: Li Jing")?, "name")?,
            email: fields
                .get("email")
                .map(|node| line(node, "email"))
                .transpose()?
                .unwrap_or_default(),
            keys,
        })
    };
    list(node, "members")?.iter().map(member).collect()
}

/// A public key; the comment that `ssh-keygen` puts behind it says nothing and is left out.
fn key(node: &Node) -> Result<String, ReadError> {
    let written = line(node, "keys")?;
    let mut words = written.split_whitespace();
    match (words.next(), words.next()) {
        (Some(kind), Some(data)) if !kind.starts_with("---") => Ok(format!("{kind} {data}")),
        _ => Err(ReadError::new(node.position, Fault::NotAPublicKey)),
    }
}

fn id(node: &Node) -> Result<String, ReadError> {
    text_of(node, "id", |_, id| names::check_id(id))
}

#[cfg(test)]
mod tests {
    use crate::contract::read;

    const PARTIES: &str = "parties:\n  - {id: a, name: 甲}\n  - {id: b, name: 乙}\n";

    /// What is said of a contract whose clauses begin in line 6.
    fn of_clauses(clauses: &str) -> String {
        let source = format!("title: 合同\n{PARTIES}clauses:\n{clauses}");
        read(source.as_bytes())
            .err()
            .map_or_else(|| "accepted".to_owned(), |error| error.to_string())
    }

    #[test]
    fn says_which_clauses_are_no_pair() {
        let table = [
            (
                "- id: a\n  text: x\n  pair: a\n",
                "line 8, column 9: the clause `a` names itself as its `pair`. Write the id of the clause that says the same in the other language.",
            ),
            (
                "- id: a\n  text: x\n  pair: b\n",
                "line 8, column 9: `pair` names `b`, and no clause has that id. Write the id of the clause that says the same in the other language, or take `pair` out.",
            ),
            (
                "- id: a\n  text: x\n- id: b\n  text: x\n  pair: a\n- id: c\n  text: x\n  pair: a\n",
                "line 13, column 9: the clause `a` is already the pair of `b`. A clause says the same as one other: take one of the two `pair` out.",
            ),
        ];
        for (clauses, expected) in table {
            assert_eq!(of_clauses(clauses), expected);
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_clause() {
        let table = [
            (
                "- id: 费用\n  headng: 费用\n",
                "line 7, column 3: `headng` is not a key of a clause. Write `heading`; a key of your own has to begin with `x-`.",
            ),
            (
                "- id: 费用\n  条款: 费用\n",
                "line 7, column 3: `条款` is not a key of a clause. Its keys are `id`, `heading`, `text`, `pair`, `clauses`; a key of your own has to begin with `x-`.",
            ),
            (
                "- id: a\n  text: x\n  text: y\n",
                "line 8, column 3: the key `text` was already written in line 7. Keep one of the two.",
            ),
            (
                "- id: a\n  text: x\n- id: b\n  text: x\n  clauses:\n    - id: a\n      text: x\n",
                "line 11, column 11: the clause id `a` was already used in line 6. Give each clause an id of its own, and never use that of a deleted clause again.",
            ),
            (
                "- id: a\n",
                "line 6, column 3: the clause `a` has neither `heading` nor `text`. Write at least one of them; `text: \"\"` is an empty text.",
            ),
            (
                "- heading: 甲\n",
                "line 6, column 3: this clause has no `id`. Add `id`, for example `id: fees`.",
            ),
            (
                "- id: a b\n  text: x\n",
                "line 6, column 7: U+0020 (` `) is not allowed in an `id`. Use letters of any script, digits, `-`, `_` and `.` only.",
            ),
            (
                "- id: e\u{301}\n  text: x\n",
                "line 6, column 7: the id `e\u{301}` is not in the Unicode form NFC. Write the same id in composed characters: `é`.",
            ),
            (
                "- id: 1\n  text: x\n",
                "line 6, column 7: `id` is `1` without quotes, which YAML takes for a number. Put it in quotes: \"1\".",
            ),
            (
                "- id: a\n  heading: no\n",
                "line 7, column 12: `heading` is `no` without quotes, which YAML takes for yes or no. Put it in quotes: \"no\".",
            ),
            (
                "- id: a\n  heading: 12:30:45\n",
                "line 7, column 12: `heading` is `12:30:45` without quotes, which YAML takes for a time of day or a number to base 60. Put it in quotes: \"12:30:45\".",
            ),
            (
                "- id: a\n  text: 1.0\n",
                "line 7, column 9: `text` is `1.0` without quotes, which YAML takes for a number. Put it in quotes: \"1.0\".",
            ),
            (
                "- id: a\n  text: ~\n",
                "line 7, column 9: `text` is `~` without quotes, which YAML takes for nothing (null). Put it in quotes: \"~\".",
            ),
            (
                "- id: a\n  text: 2026-01-14\n",
                "line 7, column 9: `text` is `2026-01-14` without quotes, which YAML takes for a date. Put it in quotes: \"2026-01-14\".",
            ),
            (
                "- id: a\n  text:\n",
                "line 7, column 7: `text` has no value. Write `text: \"\"` if it is empty on purpose, or delete the key.",
            ),
            (
                "- id: a\n  heading: |\n    甲\n",
                "line 8, column 5: `heading` has more than one line. Write `heading` on one line, without `|` or `>`.",
            ),
            (
                "- id: a\n  text: \"甲\\e[31m\"\n",
                "line 7, column 9: `text` contains the control character U+001B. Delete it.",
            ),
            (
                "- id: a\n  text: [x]\n",
                "line 7, column 9: `text` is a list instead of text. Write text; put it in quotes if it begins with a sign or contains a colon.",
            ),
            (
                "- id: a\n  text: x\n  clauses:\n",
                "line 8, column 10: `clauses` has no value. Write `clauses: []` if there are none, or list them with `- `.",
            ),
            (
                "- 甲\n",
                "line 6, column 3: a clause is expected here, as keys with values. Write `id`, `heading`, `text`, `pair`, `clauses`.",
            ),
            (
                "- <<: {id: a}\n",
                "line 6, column 3: `<<` is a merge key, which a contract must not use. Write the keys and values themselves.",
            ),
            (
                "- id: a\n  text: x\n  x-note: {b: 1, b: 2}\n",
                "line 8, column 18: the key `b` was already written in line 8. Keep one of the two.",
            ),
        ];
        for (clauses, expected) in table {
            assert_eq!(of_clauses(clauses), expected);
        }
    }

    #[test]
    fn says_what_is_wrong_with_the_head() {
        let table = [
            (format!("{PARTIES}clauses: []\n"), "line 1, column 1: this contract has no `title`. Add `title`, for example `title: Software Service Contract`."),
            (format!("title: x\n{PARTIES}"), "line 1, column 1: this contract has no `clauses`. Add `clauses`, for example `clauses:`."),
            ("title: x\nclauses: []\n".into(), "line 1, column 1: this contract has no `parties`. Add `parties`, for example `parties:`."),
            (format!("title: \"\"\n{PARTIES}clauses: []\n"), "line 1, column 8: `title` is empty. Write at least one word."),
            ("title: x\nparties: [{id: a, name: 甲}]\nclauses: []\n".into(), "line 2, column 10: the contract has 1 instead of two parties or more. List every party that is bound, each with `id` and `name`."),
            ("title: x\nparties:\n- {id: a, name: 甲}\n- {id: a, name: 乙}\nclauses: []\n".into(), "line 4, column 8: the party id `a` was already used in line 3. Give each party an id of its own."),
            ("title: x\nparties:\n- {id: a, name: 甲}\n- {id: b, name: 乙, members: [{name: 丙, keys: [AAAA]}]}\nclauses: []\n".into(), "line 4, column 47: this is not a public key on one line. Copy the line of the `.pub` file, such as `ssh-ed25519 AAAA…`."),
            ("甲\n".into(), "line 1, column 1: a contract is expected here, as keys with values. Write `title`, `language`, `kind`, `annex`, `reference`, `parties`, `clauses`."),
        ];
        for (source, expected) in table {
            assert_eq!(read(source.as_bytes()).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn ignores_keys_of_ones_own_at_every_level() {
        let source = "title: 合同\nx-a: [1]\nparties:\n  - {id: a, name: 甲, x-b: ~, members: [{name: 丙, x-c: 2026-01-01}]}\n  - {id: b, name: 乙}\nclauses:\n  - id: 一\n    x-d: {y: no}\n    text: \"\"\n";
        let contract = read(source.as_bytes()).unwrap();
        assert_eq!(contract.parties[0].members[0].name, "丙");
        assert_eq!(contract.clauses[0].id, "一");
    }

    #[test]
    fn the_parties_list_no_more_people_and_keys_than_sign() {
        let source = |members: usize, keys: usize| {
            let keys = vec!["k AAAA"; keys].join(", ");
            let members: Vec<String> = (0..members)
                .map(|at| format!("      - {{name: M{at}, keys: [{keys}]}}\n"))
                .collect();
            let members = members.concat();
            format!(
                "title: x\nparties:\n  - id: a\n    name: A\n    members:\n{members}  - {{id: b, name: B}}\nclauses: []\n"
            )
        };
        for (members, keys) in [(200, 2), (1, 400), (200, 0)] {
            assert!(read(source(members, keys).as_bytes()).is_ok(), "{members} {keys}");
        }
        for (members, keys) in [(201, 0), (200, 3), (1, 401)] {
            let error = read(source(members, keys).as_bytes()).unwrap_err().to_string();
            assert!(error.contains("more than 200 people or 400 keys"), "{error}");
        }
    }
}
