//! The values of a file's keys: text that no YAML reader can take for anything else, and lists.

use super::error::ReadError;
use super::names::{self, Fault};
use super::yaml::{Node, Value};

/// One line of text.
pub(crate) fn line(node: &Node, key: &str) -> Result<String, ReadError> {
    text_of(node, key, names::check_line)
}

/// One line that is not empty.
pub(crate) fn filled(node: &Node, key: &str) -> Result<String, ReadError> {
    let value = line(node, key)?;
    if value.trim().is_empty() {
        return Err(ReadError::new(node.position, format!("`{key}` is empty"), "Write at least one word."));
    }
    Ok(value)
}

/// Text that passes a check, and that no YAML reader can take for anything else.
pub(crate) fn text_of(node: &Node, key: &str, check: fn(&str, &str) -> Result<(), Fault>) -> Result<String, ReadError> {
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

/// A list.
pub(crate) fn list<'n, 'a>(node: &'n Node<'a>, key: &str) -> Result<&'n [Node<'a>], ReadError> {
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
