//! Reading the statements that a rule looks for.

use super::checklist::{Checklist, Saying, Silence, Want};
use super::limit::Measure;
use super::read_values::{choice, known, limit, words_of};
use super::statement::Force;
use crate::contract::{Fields, MappingKind, Node, ReadError, Value, list};

/// Forces by short names.
const SHORT: [(&str, &[Force]); 3] = [
    ("yes", &[Force::Must, Force::May, Force::Is]),
    ("no", &[Force::MustNot, Force::NeedNot, Force::IsNot]),
    ("any", &[]),
];

const SILENCE: [(Silence, &str); 3] = [
    (Silence::Found, "found"),
    (Silence::Fine, "fine"),
    (Silence::WithoutFigure, "without-figure"),
];

/// Reads `said`, `against` and what goes with them.
pub(super) fn said(fields: &Fields<'_, '_>, checklist: &Checklist) -> Result<Want, ReadError> {
    Ok(Want::Said {
        said: sayings(fields, "said", checklist)?,
        against: sayings(fields, "against", checklist)?,
        more_than: sayings(fields, "more-than", checklist)?,
        of: fields
            .get("of")
            .map(|node| choice(node, "of", &Measure::WORDS))
            .transpose()?,
        silence: fields
            .get("silence")
            .map(|node| choice(node, "silence", &SILENCE))
            .transpose()?
            .unwrap_or_default(),
        settled_first: fields
            .get("settled-first")
            .map(|node| choice(node, "settled-first", &[(false, "no"), (true, "yes")]))
            .transpose()?
            .unwrap_or(false),
        counts_from: fields
            .get("counts-from")
            .map(|node| limit(node, "counts-from"))
            .transpose()?,
    })
}

/// The statements under a key; none where it is left out.
pub(super) fn sayings(
    fields: &Fields<'_, '_>,
    key: &'static str,
    checklist: &Checklist,
) -> Result<Vec<Saying>, ReadError> {
    let Some(node) = fields.get(key) else {
        return Ok(Vec::new());
    };
    list(node, key)?.iter().map(|node| saying(node, checklist)).collect()
}

fn saying(node: &Node<'_>, checklist: &Checklist) -> Result<Saying, ReadError> {
    let fields = Fields::of(node, MappingKind::Saying)?;
    let words = |key: &'static str| words_of(fields.get(key), key, checklist).map(Option::unwrap_or_default);
    let parts: Vec<&str> = checklist.parts.iter().map(|(part, _)| &**part).collect();
    Ok(Saying {
        act: words_of(Some(fields.required("act", "act: [encrypt*]")?), "act", checklist)?.unwrap_or_default(),
        with: groups(fields.get("with"), "with", checklist)?,
        near: groups(fields.get("near"), "near", checklist)?,
        without: words("not")?,
        unless: words("unless")?,
        who: fields.get("who").map(|node| known(node, "who", &parts)).transpose()?,
        says: fields
            .get("says")
            .map(forces)
            .transpose()?
            .unwrap_or_else(|| SHORT[0].1.to_vec()),
        in_clause: fields
            .get("in")
            .map(|node| choice(node, "in", &[(false, "sentence"), (true, "clause")]))
            .transpose()?
            .unwrap_or(false),
    })
}

/// One group of patterns, or a list of groups.
fn groups(node: Option<&Node<'_>>, key: &'static str, checklist: &Checklist) -> Result<Vec<Vec<String>>, ReadError> {
    let Some(node) = node else { return Ok(Vec::new()) };
    let nested = matches!(&node.value, Value::Sequence { items, .. }
        if items.iter().any(|item| matches!(item.value, Value::Sequence { .. })));
    let one = |node: &Node<'_>| words_of(Some(node), key, checklist).map(Option::unwrap_or_default);
    if nested {
        list(node, key)?.iter().map(one).collect()
    } else {
        Ok(vec![one(node)?])
    }
}

fn forces(node: &Node<'_>) -> Result<Vec<Force>, ReadError> {
    let names: Vec<&str> = SHORT
        .iter()
        .map(|(name, _)| *name)
        .chain(Force::WORDS.iter().map(|(_, word)| *word))
        .collect();
    let written = match &node.value {
        Value::Sequence { items, .. } => items
            .iter()
            .map(|item| known(item, "says", &names))
            .collect::<Result<_, _>>()?,
        // `yes` and `no` are plain words here.
        _ => vec![known(node, "says", &names)?],
    };
    let mut found = Vec::new();
    for word in written {
        match SHORT.iter().find(|(name, _)| *name == word) {
            Some((_, forces)) => found.extend_from_slice(forces),
            None => found.extend(
                Force::WORDS
                    .iter()
                    .filter(|(_, known)| *known == word)
                    .map(|(force, _)| *force),
            ),
        }
    }
    Ok(found)
}
