//! The keys of one mapping of the file: each known, each at most once, those of one's own left aside.

use std::collections::HashMap;

use super::error::ReadError;
use super::names;
use super::yaml::{Node, Value};

/// A kind of mapping in the file and the keys it may have.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [&'static str],
}

/// The known keys of one mapping, each at most once.
pub(crate) struct Fields<'n, 'a> {
    node: &'n Node<'a>,
    kind: &'static Kind,
    values: Vec<(&'n str, &'n Node<'a>)>,
}

impl<'n, 'a> Fields<'n, 'a> {
    pub(crate) fn of(node: &'n Node<'a>, kind: &'static Kind) -> Result<Self, ReadError> {
        let Value::Mapping { entries, .. } = &node.value else {
            let what = format!("a {} is expected here, as keys with values", kind.name);
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

    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'a>> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    pub(crate) fn required(&self, key: &str, example: &str) -> Result<&'n Node<'a>, ReadError> {
        self.get(key).ok_or_else(|| {
            let what = format!("this {} has no `{key}`", self.kind.name);
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
    ReadError::new(key.position, format!("`{shown}` is not a key of a {}", kind.name), remedy)
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
pub(crate) fn refuse_doubled_within(node: &Node) -> Result<(), ReadError> {
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
