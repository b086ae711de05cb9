//! The values of a file's keys: text that no YAML reader can take for anything else, and lists.

use super::error::ReadError;
use super::fault::{Fault, NotText};
use super::names;
use super::yaml::{Node, Value};

/// One line of text.
pub(crate) fn line(node: &Node, key: &'static str) -> Result<String, ReadError> {
    text_of(node, key, names::check_line)
}

/// One line that is not empty.
pub(crate) fn filled(node: &Node, key: &'static str) -> Result<String, ReadError> {
    let value = line(node, key)?;
    if value.trim().is_empty() {
        return Err(ReadError::new(node.position, Fault::EmptyLine(key)));
    }
    Ok(value)
}

/// Text that passes a check, and that no YAML reader can take for anything else.
pub(crate) fn text_of(
    node: &Node,
    key: &'static str,
    check: fn(&'static str, &str) -> Result<(), Fault>,
) -> Result<String, ReadError> {
    let text = match &node.value {
        Value::Plain(text) if text.is_empty() => {
            return Err(ReadError::new(node.position, Fault::NoText(key)));
        }
        Value::Plain(text) => {
            if let Some(taken) = names::mistaken_for(text) {
                let written = text.clone().into_owned();
                return Err(ReadError::new(node.position, Fault::Mistaken { key, written, taken }));
            }
            text
        }
        Value::Quoted(text) | Value::Block(text) => text,
        Value::Sequence { .. } => return Err(not_text(node, key, NotText::List)),
        Value::Mapping { .. } => return Err(not_text(node, key, NotText::Mapping)),
    };
    check(key, text).map_err(|fault| ReadError::new(node.position, fault))?;
    Ok(text.as_ref().to_owned())
}

fn not_text(node: &Node, key: &'static str, found: NotText) -> ReadError {
    ReadError::new(node.position, Fault::NotText { key, found })
}

/// A list.
pub(crate) fn list<'n, 'a>(node: &'n Node<'a>, key: &'static str) -> Result<&'n [Node<'a>], ReadError> {
    match &node.value {
        Value::Sequence { items, .. } => Ok(items),
        Value::Plain(text) if text.is_empty() => Err(ReadError::new(node.position, Fault::NoList(key))),
        _ => Err(ReadError::new(node.position, Fault::NotAList(key))),
    }
}
