//! A place that is left to be filled in, and how several of them are told.

use super::clause_label::ClauseLabel;
use crate::language::{Language, messages, say};

/// Something that is left to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Blank {
    /// Where.
    pub place: BlankPlace,
    /// The words, bracket and all.
    pub words: String,
}

messages! {
    /// Where something is left to be filled in.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum BlankPlace in language {
        /// In the contract's title.
        Title => { "title", "合同名称" }
        /// In the parties' own reference.
        Reference => { "reference", "合同编号" }
        /// In the name or role of a party.
        Party(party: String) => { "party {party}", "当事人 {party}" }
        /// In the name or address of somebody who speaks for a party.
        Member(party: String) => { "members of {party}", "{party} 的成员" }
        /// In the heading or text of a clause.
        Clause(clause: ClauseLabel) => { format!("{} {}", clause.number, clause.heading).trim().to_owned() }
    }
}

/// What is left to be filled in, place by place.
#[must_use]
pub fn told_blanks(blanks: &[Blank], language: Language) -> Vec<String> {
    let mut places: Vec<(&BlankPlace, Vec<&str>)> = Vec::new();
    for blank in blanks {
        match places.iter_mut().find(|(place, _)| **place == blank.place) {
            Some((_, all)) => all.push(&blank.words),
            None => places.push((&blank.place, vec![&blank.words])),
        }
    }
    let told = |(place, words): (&BlankPlace, Vec<&str>)| {
        let (place, words) = (place.message(language), words.join(" "));
        say!(language, "{place}: {words}", "{place}：{words}")
    };
    places.into_iter().map(told).collect()
}
