//! Which party an author speaks for.

use crate::contract::{Party, same_address};

use super::change::Person;

/// On whose behalf a change was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// The party of that id.
    Party(String),
    /// Nobody that the contract knows; shown under this name.
    Unknown(String),
}

impl Speaker {
    /// The party's id, if it is one.
    #[must_use]
    pub fn party(&self) -> Option<&str> {
        match self {
            Self::Party(id) => Some(id),
            Self::Unknown(_) => None,
        }
    }
}

/// Finds the one party that the author belongs to.
///
/// An author belongs to a party when the e-mail is that of a member; when it is nobody's, when the name is that of a
/// member or of the party. Two people may well have one name, on either side of the table: whoever has an address that
/// is listed is not taken for a namesake. Whoever fits two parties speaks for neither: guessing would put words into a
/// party's mouth.
#[must_use]
pub fn speaker_among(author: &Person, parties: &[Party]) -> Speaker {
    // An empty name or address on either side says nothing about who it is.
    let same_name = |name: &str| !name.trim().is_empty() && name.trim() == author.name.trim();
    let by_address = |party: &&Party| {
        party
            .members
            .iter()
            .any(|member| same_address(&member.email, &author.email))
    };
    let by_name = |party: &&Party| same_name(&party.name) || party.members.iter().any(|one| same_name(&one.name));
    let is_listed = parties.iter().any(|party| by_address(&party));
    let mut fitting = parties
        .iter()
        .filter(|party| if is_listed { by_address(party) } else { by_name(party) });
    match (fitting.next(), fitting.next()) {
        (Some(party), None) => Speaker::Party(party.id.clone()),
        _ => Speaker::Unknown(shown_name(author)),
    }
}

fn shown_name(author: &Person) -> String {
    let shown = if author.name.trim().is_empty() {
        &author.email
    } else {
        &author.name
    };
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Member;

    fn party(id: &str, name: &str, members: &[(&str, &str)]) -> Party {
        let member = |&(name, email): &(&str, &str)| Member {
            name: name.into(),
            email: email.into(),
            keys: vec![],
        };
        Party {
            id: id.into(),
            name: name.into(),
            role: String::new(),
            members: members.iter().map(member).collect(),
        }
    }

    fn who(name: &str, email: &str) -> Speaker {
        let parties = [
            party(
                "customer",
                "上海云帆贸易有限公司",
                &[("李静", "li.jing@yunfan.example"), ("Sam Lee", "sam@yunfan.example")],
            ),
            party(
                "vendor",
                "Beacon Software Ltd",
                &[("Anna Weber", "Anna@Beacon.example"), ("Sam Lee", "sam@beacon.example")],
            ),
            party("guarantor", "", &[("", "")]),
        ];
        speaker_among(
            &Person {
                name: name.into(),
                email: email.into(),
            },
            &parties,
        )
    }

    #[test]
    fn e_mail_name_or_the_partys_own_name_will_do() {
        assert_eq!(
            who("J. Li", "LI.JING@yunfan.example"),
            Speaker::Party("customer".into())
        );
        assert_eq!(who("李静", "private@mail.example"), Speaker::Party("customer".into()));
        assert_eq!(
            who("Beacon Software Ltd", "legal@x.example"),
            Speaker::Party("vendor".into())
        );
    }

    #[test]
    fn who_fits_two_parties_speaks_for_neither() {
        assert_eq!(who("Sam Lee", "home@mail.example"), Speaker::Unknown("Sam Lee".into()));
        let both = [
            party("customer", "甲", &[("李静", "legal@group.example")]),
            party("vendor", "乙", &[("Anna Weber", "legal@group.example")]),
        ];
        let author = Person {
            name: "李静".into(),
            email: "legal@group.example".into(),
        };
        assert_eq!(speaker_among(&author, &both), Speaker::Unknown("李静".into()));
    }

    #[test]
    fn namesakes_are_told_apart_by_their_addresses() {
        assert_eq!(who("Sam Lee", "sam@beacon.example"), Speaker::Party("vendor".into()));
        assert_eq!(who("Sam Lee", "SAM@yunfan.example"), Speaker::Party("customer".into()));
        assert_eq!(who("李静", "anna@beacon.example"), Speaker::Party("vendor".into()));
    }

    #[test]
    fn strangers_and_empty_names_belong_to_nobody() {
        assert_eq!(who("Mediator", "m@court.example"), Speaker::Unknown("Mediator".into()));
        assert_eq!(who("", ""), Speaker::Unknown(String::new()));
        assert_eq!(who(" ", "x@y.example"), Speaker::Unknown("x@y.example".into()));
    }

    #[test]
    fn names_are_compared_letter_by_letter() {
        assert_eq!(who("anna weber", "x@y.example"), Speaker::Unknown("anna weber".into()));
    }
}
