//! Who was a member of which party when a change was made, without reading every version of a long history.

use std::collections::HashMap;
use std::rc::Rc;

use crate::contract::Party;

use super::authors::{Speaker, speaker_among};
use super::change::{Change, TextId};

/// Says for whom each change speaks, by the members of the version its author changed.
///
/// Nobody becomes a member by their own change: it is the version before that counts, and only for the change that
/// brings the contract in, the version it brings. Most authors stand in the first and in the newest version under the
/// same party, and these two versions alone decide then; the version changed is read for the others.
pub struct Members<F> {
    ends: Option<[TextId; 2]>,
    read: F,
    known: HashMap<TextId, Option<Rc<Vec<Party>>>>,
}

impl<E, F> Members<F>
where
    F: FnMut(TextId) -> Result<Option<Vec<Party>>, E>,
{
    /// For the changes of one contract, oldest first. `read` gives the parties of a version, `None` when that version
    /// cannot be understood.
    pub fn new(changes: &[Change], read: F) -> Self {
        let first = changes.iter().find_map(|change| change.after);
        let newest = changes.iter().rev().find_map(|change| change.after);
        Self {
            ends: first.zip(newest).map(<[TextId; 2]>::from),
            read,
            known: HashMap::new(),
        }
    }

    /// For whom the change speaks.
    ///
    /// # Errors
    ///
    /// When a version cannot be read at all; one that is read but makes no sense is passed over.
    pub fn speaker(&mut self, change: &Change) -> Result<Speaker, E> {
        let mut at_ends = Vec::with_capacity(2);
        for end in self.ends.into_iter().flatten() {
            at_ends.extend(self.speaker_in(end, change)?);
        }
        if let [first @ Speaker::Party(_), newest] = at_ends.as_slice()
            && first == newest
        {
            return Ok(first.clone());
        }
        if let Some(version) = change.version_changed().or(change.after)
            && let Some(speaker) = self.speaker_in(version, change)?
        {
            return Ok(speaker);
        }
        // The version changed makes no sense: the newest that does is the best witness left.
        Ok(at_ends.pop().unwrap_or_else(|| speaker_among(&change.author, &[])))
    }

    fn speaker_in(&mut self, version: TextId, change: &Change) -> Result<Option<Speaker>, E> {
        let parties = if let Some(parties) = self.known.get(&version) {
            parties.clone()
        } else {
            let parties = (self.read)(version)?.map(Rc::new);
            self.known.insert(version, parties.clone());
            parties
        };
        Ok(parties.map(|parties| speaker_among(&change.author, &parties)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::samples::change;
    use super::*;
    use crate::contract::Member;
    use std::convert::Infallible;

    fn party(id: &str, members: &[&str]) -> Party {
        let member = |name: &&str| Member {
            name: (*name).to_owned(),
            ..Member::default()
        };
        Party {
            id: id.into(),
            name: id.into(),
            members: members.iter().map(member).collect(),
            ..Party::default()
        }
    }

    /// Version 3 alone has Zoe as the vendor's member; from version 4 on, Max has gone over to the vendor.
    fn version(text: TextId) -> Option<Vec<Party>> {
        match text.as_bytes()[0] {
            3 => Some(vec![
                party("customer", &["Li", "Max"]),
                party("vendor", &["Anna", "Zoe"]),
            ]),
            5 => None,
            late if late > 3 => Some(vec![party("customer", &["Li"]), party("vendor", &["Anna", "Max"])]),
            _ => Some(vec![party("customer", &["Li", "Max"]), party("vendor", &["Anna"])]),
        }
    }

    fn speakers(authors: &[&str]) -> (Vec<Speaker>, Vec<u8>) {
        let changes: Vec<Change> = (1..)
            .zip(authors)
            .map(|(number, author)| change(number, author))
            .collect();
        let mut asked = Vec::new();
        let mut members = Members::new(&changes, |text| {
            asked.push(text.as_bytes()[0]);
            Ok::<_, Infallible>(version(text))
        });
        let speakers = changes.iter().map(|change| members.speaker(change).unwrap()).collect();
        (speakers, asked)
    }

    #[test]
    fn lasting_members_need_the_first_and_the_newest_version_only() {
        let (speakers, asked) = speakers(&["Li", "Anna", "Li", "Anna", "Li", "Anna", "Li"]);
        assert_eq!(speakers[0], Speaker::Party("customer".into()));
        assert_eq!(speakers[5], Speaker::Party("vendor".into()));
        assert_eq!(asked, [1, 7]);
    }

    #[test]
    fn a_passing_member_speaks_in_the_version_that_lists_them() {
        let (speakers, _) = speakers(&["Li", "Zoe", "Zoe", "Zoe", "Li", "Li", "Li"]);
        assert_eq!(speakers[1], Speaker::Unknown("Zoe".into()));
        assert_eq!(
            speakers[2],
            Speaker::Unknown("Zoe".into()),
            "their own change does not make them a member"
        );
        assert_eq!(speakers[3], Speaker::Party("vendor".into()));
    }

    #[test]
    fn who_changes_sides_speaks_for_the_side_of_the_time() {
        let (speakers, _) = speakers(&["Li", "Max", "Li", "Li", "Max", "Max", "Max"]);
        assert_eq!(speakers[1], Speaker::Party("customer".into()));
        assert_eq!(speakers[4], Speaker::Party("vendor".into()));
        assert_eq!(
            speakers[5],
            Speaker::Party("vendor".into()),
            "version 5 makes no sense, the newest decides"
        );
    }

    #[test]
    fn the_first_change_is_judged_by_the_version_it_brings() {
        let first = Change {
            before: vec![],
            parents: vec![],
            ..change(1, "Li")
        };
        let mut members = Members::new(std::slice::from_ref(&first), |text| Ok::<_, Infallible>(version(text)));
        assert_eq!(members.speaker(&first).unwrap(), Speaker::Party("customer".into()));
    }
}
