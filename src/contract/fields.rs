//! The keys of one mapping of the file: each known, each at most once, those of one's own left aside.

use std::collections::HashMap;

use super::error::ReadError;
use super::fault::Fault;
use super::mapping_kind::MappingKind;
use super::names;
use super::yaml::{Node, Value};

/// The known keys of one mapping, each at most once.
pub(crate) struct Fields<'n, 'a> {
    node: &'n Node<'a>,
    piece: MappingKind,
    values: Vec<(&'n str, &'n Node<'a>)>,
}

impl<'n, 'a> Fields<'n, 'a> {
    pub(crate) fn of(node: &'n Node<'a>, piece: MappingKind) -> Result<Self, ReadError> {
        let Value::Mapping { entries, .. } = &node.value else {
            return Err(ReadError::new(node.position, Fault::PieceExpected(piece)));
        };
        refuse_doubled(entries)?;
        let mut values = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key_name(key)?;
            if name.starts_with("x-") {
                refuse_doubled_within(value)?;
            } else if piece.keys().contains(&name) {
                values.push((name, value));
            } else {
                return Err(unknown(key, name, piece));
            }
        }
        Ok(Self { node, piece, values })
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'a>> {
        self.values
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| *value)
    }

    pub(crate) fn required(&self, key: &'static str, example: &'static str) -> Result<&'n Node<'a>, ReadError> {
        let fault = Fault::KeyMissing {
            piece: self.piece,
            key,
            example,
        };
        self.get(key).ok_or_else(|| ReadError::new(self.node.position, fault))
    }
}

fn key_name<'n>(key: &'n Node) -> Result<&'n str, ReadError> {
    match &key.value {
        Value::Plain(name) | Value::Quoted(name) if !name.is_empty() => Ok(name),
        _ => Err(ReadError::new(key.position, Fault::KeyIsNoWord)),
    }
}

fn unknown(key: &Node, name: &str, piece: MappingKind) -> ReadError {
    let fault = Fault::UnknownKey {
        piece,
        key: shown(name),
        nearest: names::nearest(name, piece.keys()),
    };
    ReadError::new(key.position, fault)
}

/// As much of a key as a message has room for.
fn shown(name: &str) -> String {
    name.chars().take(40).flat_map(char::escape_debug).collect()
}

/// Refuses doubled keys, and the merge key, which brings in keys that are not to be seen here.
fn refuse_doubled(entries: &[(Node, Node)]) -> Result<(), ReadError> {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    for (key, _) in entries {
        let (Value::Plain(name) | Value::Quoted(name) | Value::Block(name)) = &key.value else {
            continue;
        };
        if name == "<<" {
            return Err(ReadError::new(key.position, Fault::MergeKey));
        }
        if let Some(line) = seen.insert(name, key.position.line) {
            return Err(ReadError::new(
                key.position,
                Fault::KeyDoubled { key: shown(name), line },
            ));
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
