//! From the tree of YAML values to the contract, refusing what a contract must not contain, with its place.

use std::collections::HashMap;

use super::error::{Position, ReadError};
use super::model::{Clause, Contract, Member, Party};
use super::names::{self, Fault};
use super::yaml::{Node, Value};

/// A kind of mapping in the file and the keys it may have.
struct Kind {
    name: &'static str,
    keys: &'static [&'static str],
}

const CONTRACT: Kind =
    Kind { name: "a contract", keys: &["title", "language", "kind", "reference", "parties", "clauses"] };
const PARTY: Kind = Kind { name: "a party", keys: &["id", "name", "role", "members"] };
const MEMBER: Kind = Kind { name: "a member", keys: &["name", "email", "keys"] };
const CLAUSE: Kind = Kind { name: "a clause", keys: &["id", "heading", "text", "clauses"] };

/// Where each clause id was first written.
type Ids = HashMap<String, Position>;

/// The whole contract.
pub(crate) fn contract(root: &Node) -> Result<Contract, ReadError> {
    let fields = Fields::of(root, &CONTRACT)?;
    let title = fields.required("title", "title: Software Service Contract")?;
    let contract = Contract {
        title: filled(title, "title")?,
        language: fields.get("language").map(|node| filled(node, "language")).transpose()?,
        kind: fields.get("kind").map(|node| filled(node, "kind")).transpose()?,
        reference: fields.get("reference").map(|node| filled(node, "reference")).transpose()?,
        parties: parties(fields.required("parties", "parties:")?)?,
        clauses: clauses(fields.required("clauses", "clauses:")?)?,
    };
    Ok(contract)
}

/// The parties of a contract's head, whatever else the head lacks.
pub(crate) fn parties_alone(root: &Node) -> Result<Vec<Party>, ReadError> {
    parties(Fields::of(root, &CONTRACT)?.required("parties", "parties:")?)
}

/// A list of clauses; their ids have to differ.
pub(crate) fn clauses(node: &Node) -> Result<Vec<Clause>, ReadError> {
    clause_list(node, &mut Ids::new())
}

fn clause_list(node: &Node, ids: &mut Ids) -> Result<Vec<Clause>, ReadError> {
    list(node, "clauses")?.iter().map(|item| clause(item, ids)).collect()
}

fn clause(node: &Node, ids: &mut Ids) -> Result<Clause, ReadError> {
    let fields = Fields::of(node, &CLAUSE)?;
    let at = fields.required("id", "id: fees")?;
    let id = id(at)?;
    if let Some(first) = ids.get(&id) {
        return Err(ReadError::new(
            at.position,
            format!("the clause id `{id}` was already used in line {}", first.line),
            "Give each clause an id of its own, and never use that of a deleted clause again.",
        ));
    }
    ids.insert(id.clone(), at.position);
    let (heading, text) = (fields.get("heading"), fields.get("text"));
    if heading.is_none() && text.is_none() {
        return Err(ReadError::new(
            node.position,
            format!("the clause `{id}` has neither `heading` nor `text`"),
            "Write at least one of them; `text: \"\"` is an empty text.",
        ));
    }
    Ok(Clause {
        heading: heading.map(|node| line(node, "heading")).transpose()?.unwrap_or_default(),
        text: text.map(|node| text_of(node, "text", names::check_text)).transpose()?.unwrap_or_default(),
        clauses: fields.get("clauses").map(|node| clause_list(node, ids)).transpose()?.unwrap_or_default(),
        id,
    })
}

fn parties(node: &Node) -> Result<Vec<Party>, ReadError> {
    let items = list(node, "parties")?;
    let mut parties: Vec<Party> = Vec::new();
    let mut lines: Vec<usize> = Vec::new();
    for item in items {
        let fields = Fields::of(item, &PARTY)?;
        let at = fields.required("id", "id: customer")?;
        let id = id(at)?;
        if let Some(first) = parties.iter().position(|party| party.id == id) {
            let what = format!("the party id `{id}` was already used in line {}", lines[first]);
            return Err(ReadError::new(at.position, what, "Give each party an id of its own."));
        }
        lines.push(at.position.line);
        parties.push(Party {
            id,
            name: filled(fields.required("name", "name: Yunfan Trading Ltd")?, "name")?,
            role: fields.get("role").map(|node| line(node, "role")).transpose()?.unwrap_or_default(),
            members: fields.get("members").map(members).transpose()?.unwrap_or_default(),
        });
    }
    if parties.len() < 2 {
        let what = format!("the contract has {} instead of two parties or more", parties.len());
        return Err(ReadError::new(node.position, what, "List every party that is bound, each with `id` and `name`."));
    }
    Ok(parties)
}

fn members(node: &Node) -> Result<Vec<Member>, ReadError> {
    let member = |item: &Node| {
        let fields = Fields::of(item, &MEMBER)?;
        let keys = match fields.get("keys") {
            Some(node) => list(node, "keys")?.iter().map(key).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Member {
            name: filled(fields.required("name", "name: Li Jing")?, "name")?,
            email: fields.get("email").map(|node| line(node, "email")).transpose()?.unwrap_or_default(),
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
        _ => Err(ReadError::new(
            node.position,
            "this is not a public key on one line",
            "Copy the line of the `.pub` file, such as `ssh-ed25519 AAAA…`.",
        )),
    }
}

fn id(node: &Node) -> Result<String, ReadError> {
    text_of(node, "id", |_, id| names::check_id(id))
}

fn line(node: &Node, key: &str) -> Result<String, ReadError> {
    text_of(node, key, names::check_line)
}

/// One line that is not empty.
fn filled(node: &Node, key: &str) -> Result<String, ReadError> {
    let value = line(node, key)?;
    if value.trim().is_empty() {
        return Err(ReadError::new(node.position, format!("`{key}` is empty"), "Write it, or take the key away."));
    }
    Ok(value)
}

/// Text that passes a check, and that no YAML reader can take for anything else.
fn text_of(node: &Node, key: &str, check: fn(&str, &str) -> Result<(), Fault>) -> Result<String, ReadError> {
    let text = match &node.value {
        Value::Plain(text) if text.is_empty() => {
            let remedy = format!("Write `{key}: \"\"` if it is empty on purpose, or take the key away.");
            return Err(ReadError::new(node.position, format!("`{key}` has no value"), remedy));
        }
        Value::Plain(text) => {
            if let Some(other) = names::mistaken_for(text) {
                let what = format!("`{key}` is `{text}` without quotes, which YAML takes for {other}");
                return Err(ReadError::new(node.position, what, format!("Put it in quotes: \"{text}\".")));
            }
            text
        }
        Value::Quoted(text) | Value::Block(text) => text,
        Value::Sequence { .. } => return Err(not_text(node, key, "a list")),
        Value::Mapping { .. } => return Err(not_text(node, key, "a mapping of keys to values")),
    };
    check(key, text).map_err(|(what, remedy)| ReadError::new(node.position, what, remedy))?;
    Ok(text.as_ref().to_owned())
}

fn not_text(node: &Node, key: &str, found: &str) -> ReadError {
    let remedy = "Write text; put it in quotes if it begins with a sign or contains a colon.";
    ReadError::new(node.position, format!("`{key}` is {found} instead of text"), remedy)
}

fn list<'n, 'a>(node: &'n Node<'a>, key: &str) -> Result<&'n [Node<'a>], ReadError> {
    match &node.value {
        Value::Sequence { items, .. } => Ok(items),
        Value::Plain(text) if text.is_empty() => {
            let remedy = format!("Write `{key}: []` if there are none, or list them with `- `.");
            Err(ReadError::new(node.position, format!("`{key}` has no value"), remedy))
        }
        _ => {
            Err(ReadError::new(node.position, format!("`{key}` is not a list"), "Begin each of its entries with `- `."))
        }
    }
}

/// The known keys of one mapping, each at most once.
struct Fields<'n, 'a> {
    node: &'n Node<'a>,
    kind: &'static Kind,
    values: Vec<(&'n str, &'n Node<'a>)>,
}

impl<'n, 'a> Fields<'n, 'a> {
    fn of(node: &'n Node<'a>, kind: &'static Kind) -> Result<Self, ReadError> {
        let Value::Mapping { entries, .. } = &node.value else {
            let what = format!("{} is expected here, as keys with values", kind.name);
            let remedy = format!("Write {}.", quoted(kind.keys));
            return Err(ReadError::new(node.position, what, remedy));
        };
        refuse_doubled(entries)?;
        let mut values = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key_name(key)?;
            if name.starts_with("x-") {
                refuse_doubled_within(value)?;
            } else if kind.keys.contains(&name) {
                values.push((name, value));
            } else {
                return Err(unknown(key, name, kind));
            }
        }
        Ok(Self { node, kind, values })
    }

    fn get(&self, key: &str) -> Option<&'n Node<'a>> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    fn required(&self, key: &str, example: &str) -> Result<&'n Node<'a>, ReadError> {
        self.get(key).ok_or_else(|| {
            let what = format!("{} without `{key}`", self.kind.name);
            ReadError::new(self.node.position, what, format!("Add `{key}`, for example `{example}`."))
        })
    }
}

fn key_name<'n>(key: &'n Node) -> Result<&'n str, ReadError> {
    match &key.value {
        Value::Plain(name) | Value::Quoted(name) if !name.is_empty() => Ok(name),
        _ => Err(ReadError::new(key.position, "a key has to be a word", "Write `key: value`.")),
    }
}

fn unknown(key: &Node, name: &str, kind: &Kind) -> ReadError {
    let shown: String = name.chars().take(40).flat_map(char::escape_debug).collect();
    let remedy = match names::nearest(name, kind.keys) {
        Some(near) => format!("Write `{near}`; a key of your own has to begin with `x-`."),
        None => format!("Its keys are {}; a key of your own has to begin with `x-`.", quoted(kind.keys)),
    };
    ReadError::new(key.position, format!("`{shown}` is not a key of {}", kind.name), remedy)
}

/// Refuses doubled keys, and the merge key, which brings in keys that are not to be seen here.
fn refuse_doubled(entries: &[(Node, Node)]) -> Result<(), ReadError> {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    for (key, _) in entries {
        let (Value::Plain(name) | Value::Quoted(name) | Value::Block(name)) = &key.value else { continue };
        if name == "<<" {
            let what = "`<<` is a merge key, which a contract must not use";
            return Err(ReadError::new(key.position, what, "Write the keys and values themselves."));
        }
        if let Some(line) = seen.insert(name, key.position.line) {
            let shown: String = name.chars().take(40).flat_map(char::escape_debug).collect();
            let what = format!("the key `{shown}` was already written in line {line}");
            return Err(ReadError::new(key.position, what, "Keep one of the two."));
        }
    }
    Ok(())
}

/// The same inside a value that is ignored otherwise: a file is refused or accepted as a whole.
fn refuse_doubled_within(node: &Node) -> Result<(), ReadError> {
    match &node.value {
        Value::Mapping { entries, .. } => {
            refuse_doubled(entries)?;
            entries.iter().try_for_each(|(_, value)| refuse_doubled_within(value))
        }
        Value::Sequence { items, .. } => items.iter().try_for_each(refuse_doubled_within),
        _ => Ok(()),
    }
}

fn quoted(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
