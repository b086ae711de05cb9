//! Carrying out the edits of a script, each in its own lines of the file alone.

use super::keys;
use super::script::{EditTarget, ScriptedEdit};
use crate::contract::{
    self, Clause, ClausePlace, Member, insert_clause, move_clause, remove_clause, set_heading, set_text,
};

/// Carries out one edit; says what does not fit when it does not fit.
pub(super) fn apply(source: &str, edit: &ScriptedEdit) -> Result<String, String> {
    let said = |error: contract::SpliceError| error.to_string();
    match edit {
        ScriptedEdit::Replace { clause, old, new, part } => replace(source, clause, *part, old, new),
        ScriptedEdit::Rewrite { clause, text } => set_text(source, clause, text).map_err(said),
        ScriptedEdit::Insert {
            after,
            first_in,
            id,
            heading,
            text,
        } => {
            let clause = Clause {
                id: id.clone(),
                heading: heading.clone(),
                text: text.clone(),
                pair: None,
                clauses: Vec::new(),
            };
            insert_clause(source, place(after.as_deref(), first_in.as_deref())?, &clause).map_err(said)
        }
        ScriptedEdit::Remove { clause } => remove_clause(source, clause).map_err(said),
        ScriptedEdit::Move {
            clause,
            after,
            first_in,
        } => {
            let moved = move_clause(source, clause, place(after.as_deref(), first_in.as_deref())?).map_err(said)?;
            if moved == source {
                Err(format!("`{clause}` is there already"))
            } else {
                Ok(moved)
            }
        }
        ScriptedEdit::Member { party, name, email } => add_member(source, party, name, email),
    }
}

fn place<'p>(after: Option<&'p str>, first_in: Option<&'p str>) -> Result<ClausePlace<'p>, String> {
    match (after, first_in) {
        (Some(id), None) => Ok(ClausePlace::After(id)),
        (None, Some(id)) => Ok(ClausePlace::FirstIn(id)),
        _ => Err("a place is either `after` or `first_in`".to_owned()),
    }
}

fn replace(source: &str, id: &str, part: EditTarget, old: &str, new: &str) -> Result<String, String> {
    let contract = contract::read(source.as_bytes()).map_err(|error| error.to_string())?;
    let clause = contract
        .clause(id)
        .ok_or_else(|| format!("the contract has no clause `{id}`"))?;
    let words = match part {
        EditTarget::Text => &clause.text,
        EditTarget::Heading => &clause.heading,
    };
    let found = words.matches(old).count();
    if old.is_empty() || found != 1 {
        return Err(format!("“{old}” appears {found} times in `{id}`, not once"));
    }
    let words = words.replacen(old, new, 1);
    match part {
        EditTarget::Text => set_text(source, id, &words),
        EditTarget::Heading => set_heading(source, id, &words),
    }
    .map_err(|error| error.to_string())
}

/// Adds a member, with the made-up key of their e-mail address, behind the party's other members.
///
/// Works on the lines of a file that is laid out as the samples are; reading the result again shows whether the member,
/// and nothing else, came in.
fn add_member(source: &str, party: &str, name: &str, email: &str) -> Result<String, String> {
    let mut expected = contract::read(source.as_bytes()).map_err(|error| error.to_string())?;
    let key = keys::of(email).public_key().map_err(|error| error.to_string())?;
    let joined = expected
        .parties
        .iter_mut()
        .find(|known| known.id == party)
        .ok_or_else(|| format!("the contract has no party `{party}`"))?;
    joined.members.push(Member {
        name: name.to_owned(),
        email: email.to_owned(),
        keys: vec![key.clone()],
    });
    let unfit = || format!("{name} cannot be added to the members of `{party}`");
    let at = end_of_party(source, party).ok_or_else(unfit)?;
    let entry = format!("      - name: {name}\n        email: {email}\n        keys: [{key}]\n");
    let result = format!("{}{entry}{}", &source[..at], &source[at..]);
    match contract::read(result.as_bytes()) {
        Ok(contract) if contract == expected => Ok(result),
        _ => Err(unfit()),
    }
}

/// Where the lines of a party end.
fn end_of_party(source: &str, party: &str) -> Option<usize> {
    let start = source.find(&format!("\n  - id: {party}\n"))? + 1;
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        let deeper = line.starts_with("    ");
        if at > start && !deeper {
            return Some(at);
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
# note
title: T
parties:
  - id: customer
    name: Customer
    members:
      - name: Li
  - id: vendor
    name: Vendor
clauses:
  - id: fees
    heading: Fees
    text: |
      thirty (30) days, thirty-one days
";

    fn replaced(old: &str, new: &str) -> Result<String, String> {
        let edit = ScriptedEdit::Replace {
            clause: "fees".into(),
            old: old.into(),
            new: new.into(),
            part: EditTarget::default(),
        };
        apply(SOURCE, &edit)
    }

    #[test]
    fn only_words_that_stand_there_once_are_replaced() {
        assert_eq!(replaced("(30)", "(60)").unwrap(), SOURCE.replace("(30)", "(60)"));
        assert_eq!(
            replaced("days", "months").unwrap_err(),
            "“days” appears 2 times in `fees`, not once"
        );
        assert_eq!(
            replaced("weeks", "days").unwrap_err(),
            "“weeks” appears 0 times in `fees`, not once"
        );
    }

    #[test]
    fn a_member_comes_in_with_a_key_and_nothing_else_changes() {
        let edit = |party: &str| ScriptedEdit::Member {
            party: party.into(),
            name: "周敏".into(),
            email: "z@x.example".into(),
        };
        let added = apply(SOURCE, &edit("customer")).unwrap();
        let (before, after) = SOURCE.split_at(SOURCE.find("  - id: vendor").unwrap());
        assert!(added.starts_with(before) && added.ends_with(after), "{added}");
        let contract = contract::read(added.as_bytes()).unwrap();
        assert_eq!(
            contract.parties[0].members[1].keys,
            [keys::of("z@x.example").public_key().unwrap()]
        );
        let without_list = apply(SOURCE, &edit("vendor")).unwrap_err();
        assert_eq!(without_list, "周敏 cannot be added to the members of `vendor`");
        assert_eq!(
            apply(SOURCE, &edit("broker")).unwrap_err(),
            "the contract has no party `broker`"
        );
    }

    #[test]
    fn an_edit_that_does_nothing_or_has_no_place_is_refused() {
        let edit = |after: Option<&str>| ScriptedEdit::Move {
            clause: "fees".into(),
            after: after.map(str::to_owned),
            first_in: None,
        };
        assert_eq!(
            apply(SOURCE, &edit(None)).unwrap_err(),
            "a place is either `after` or `first_in`"
        );
        assert!(apply(SOURCE, &edit(Some("scope"))).is_err());
    }
}
