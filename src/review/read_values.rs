//! Reading the values of a checklist: words, limits and choices.

use super::checklist::Checklist;
use super::limit::Limit;
use crate::contract::{Fault, Node, ReadError, Value, check_text, filled, nearest, text_of};

/// A list of patterns, in which `<consent>` stands for the words of that name.
pub(super) fn words_of(
    node: Option<&Node>,
    key: &'static str,
    checklist: &Checklist,
) -> Result<Option<Vec<String>>, ReadError> {
    let Some(node) = node else { return Ok(None) };
    let written = strings(Some(node), key)?.unwrap_or_default();
    let patterns = expanded(written, node, key, &checklist.words)?;
    let parts: Vec<&str> = checklist.parts.iter().map(|(part, _)| &**part).collect();
    for name in patterns.iter().flat_map(|pattern| placeholders(pattern)) {
        if !parts.contains(&name) {
            return Err(unknown(node, key, name, &parts));
        }
    }
    Ok(Some(patterns))
}

/// The names in braces that a pattern has.
fn placeholders(pattern: &str) -> impl Iterator<Item = &str> {
    let behind = pattern.split('{').skip(1);
    behind.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

pub(super) fn expanded(
    written: Vec<String>,
    node: &Node,
    key: &'static str,
    named: &[(String, Vec<String>)],
) -> Result<Vec<String>, ReadError> {
    let mut found = Vec::with_capacity(written.len());
    for pattern in written {
        let Some(name) = pattern.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
            found.push(pattern);
            continue;
        };
        let Some((_, words)) = named.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = named.iter().map(|(known, _)| &**known).collect();
            return Err(unknown(node, key, name, &known));
        };
        found.extend_from_slice(words);
    }
    Ok(found)
}

/// Text of one or more lines that is not empty, without blanks at its ends.
pub(super) fn paragraph(node: &Node, key: &'static str) -> Result<String, ReadError> {
    let text = text_of(node, key, check_text)?;
    if text.trim().is_empty() {
        return Err(ReadError::new(node.position, Fault::EmptyLine(key)));
    }
    Ok(text.trim().to_owned())
}

/// A list of texts that are not empty; one text alone is a list of one.
pub(super) fn strings(node: Option<&Node>, key: &'static str) -> Result<Option<Vec<String>>, ReadError> {
    let Some(node) = node else { return Ok(None) };
    let one = |node: &Node| paragraph(node, key);
    let found = match &node.value {
        Value::Sequence { items, .. } => items.iter().map(one).collect::<Result<Vec<_>, _>>()?,
        _ => vec![one(node)?],
    };
    if found.is_empty() {
        return Err(ReadError::new(node.position, Fault::NothingListed(key)));
    }
    Ok(Some(found))
}

pub(super) fn limit(node: &Node, key: &'static str) -> Result<Limit, ReadError> {
    let text = text_of(node, key, check_text)?;
    Limit::of(&text).ok_or_else(|| ReadError::new(node.position, Fault::NotAFigure(text)))
}

pub(super) fn choice<T: Copy>(node: &Node, key: &'static str, words: &[(T, &'static str)]) -> Result<T, ReadError> {
    let names: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let word = known(node, key, &names)?;
    words
        .iter()
        .find(|(_, known)| *known == word)
        .map(|(value, _)| *value)
        .ok_or_else(|| unknown(node, key, &word, &names))
}

pub(super) fn known(node: &Node, key: &'static str, names: &[&str]) -> Result<String, ReadError> {
    // `off` may stand here without quotes, though YAML could take it for a truth value.
    let word = match &node.value {
        Value::Plain(word) => word.as_ref().to_owned(),
        _ => filled(node, key)?,
    };
    if names.contains(&&*word) {
        Ok(word)
    } else {
        Err(unknown(node, key, &word, names))
    }
}

/// The error for a word that is none of the choices; with a similar choice, that one alone is suggested.
pub(super) fn unknown(node: &Node, key: &'static str, word: &str, names: &[&str]) -> ReadError {
    let choices = nearest(word, names).map_or_else(|| names.to_vec(), |near| vec![near]);
    let choices = choices.into_iter().map(str::to_owned).collect();
    ReadError::new(
        node.position,
        Fault::NotAChoice {
            key,
            written: word.into(),
            choices,
        },
    )
}
