//! Words in all contracts at once.

use crate::contract::{self, Clause, WantedWords};
use crate::history::{Listed, WorktreeText};
use crate::language::Translated;
use crate::session::Error;
use crate::session::workspace::Workspace;
use std::ops::Range;

/// What was found of words in all contracts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Where they stand, contract by contract, in reading order.
    pub places: Vec<FoundPlace>,
    /// How many contracts were looked through.
    pub contracts: usize,
    /// The contracts that could not be looked through, and why.
    pub unread: Vec<(String, Translated)>,
}

/// A clause, or a title, in which the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPlace {
    /// The contract's name.
    pub contract: String,
    /// Its title.
    pub title: String,
    /// The clause's id; `None` for the contract's own title.
    pub clause: Option<String>,
    /// The clause's number.
    pub number: String,
    /// Its heading.
    pub heading: String,
    /// How often the words stand there.
    pub times: usize,
    /// Some of the text around the first of them, on one line.
    pub excerpt: String,
    /// Where the words stand in the excerpt, in bytes.
    pub words: Range<usize>,
}

/// So many characters are shown before and behind the words.
const AROUND: usize = 40;

/// Looks for words in the newest state of every contract, and in drafts that were never sent. A contract that cannot be
/// read is told and hides no other. `None` when there are no words to look for.
///
/// # Errors
///
/// When the repository's history cannot be read.
pub fn search(workspace: &Workspace, typed: &str) -> Result<Found, Error> {
    let mut found = Found::default();
    let Some(wanted) = WantedWords::of(typed) else {
        return Ok(found);
    };
    let mut listed = workspace.repository().listed()?;
    listed.sort_by(|one, other| one.name.cmp(&other.name));
    for file in listed {
        match read(workspace, &file) {
            Ok(contract) => {
                found.contracts += 1;
                found.places.extend(in_contract(&file.name, &contract, &wanted));
            }
            Err(error) => found.unread.push((file.name, error.why())),
        }
    }
    Ok(found)
}

fn read(workspace: &Workspace, file: &Listed) -> Result<contract::Contract, Error> {
    let repository = workspace.repository();
    let bytes = match file.text {
        Some(text) => repository.text(text)?,
        None => match repository.draft(&file.path, None)? {
            Some(WorktreeText::Changed(bytes)) => bytes,
            _ => Vec::new(),
        },
    };
    contract::read(&bytes).map_err(|error| Error::Unreadable {
        file: file.path.clone(),
        called: None,
        error,
    })
}

/// The contract's title and the clauses in which the words stand.
fn in_contract(name: &str, contract: &contract::Contract, wanted: &WantedWords) -> Vec<FoundPlace> {
    let place = |clause: Option<&Clause>, number: &str, heading: &str, text: &str| {
        let (in_heading, in_text) = (wanted.places(heading), wanted.places(text));
        let times = in_heading.len() + in_text.len();
        let first = in_text
            .first()
            .map(|first| (text, first))
            .or(in_heading.first().map(|first| (heading, first)))?;
        let (excerpt, words) = excerpt(first.0, first.1);
        Some(FoundPlace {
            contract: name.to_owned(),
            title: contract.title.clone(),
            clause: clause.map(|clause| clause.id.clone()),
            number: number.to_owned(),
            heading: clause.map(|clause| clause.heading.clone()).unwrap_or_default(),
            times,
            excerpt,
            words,
        })
    };
    let visits = contract.walk();
    let clauses = visits.iter().filter_map(|visit| {
        place(
            Some(visit.clause),
            &visit.number,
            &visit.clause.heading,
            &visit.clause.text,
        )
    });
    place(None, "", &contract.title, "")
        .into_iter()
        .chain(clauses)
        .collect()
}

/// The words with some of what stands around them, on one line.
fn excerpt(text: &str, place: &Range<usize>) -> (String, Range<usize>) {
    let begins = text[..place.start]
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let ends = text[place.end..]
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| place.end + at);
    let plain = |part: &str| part.replace(['\n', '\r', '\t'], " ");
    let (before, words, behind) = (
        plain(&text[begins..place.start]),
        plain(&text[place.clone()]),
        plain(&text[place.end..ends]),
    );
    let at = before.len()..before.len() + words.len();
    (format!("{before}{words}{behind}"), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_around_the_words() {
        let text = format!("{}\nThe penalty\nis 5%. {}", "前".repeat(60), "x".repeat(60));
        let wanted = WantedWords::of("penalty is").unwrap();
        let (line, words) = excerpt(&text, &wanted.places(&text)[0]);
        assert_eq!(&line[words], "penalty is");
        assert!(!line.contains('\n') && line.chars().count() == 2 * AROUND + "penalty is".len());
    }
}
