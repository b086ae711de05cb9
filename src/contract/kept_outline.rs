//! Outlines as bytes, for a cache: what a version has as the one before it, and what is its own.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::digest::Revision;
use super::outline::{Outline, OutlinedClause, front_of};

/// By which rules an outline was made. Whoever alters what a contract may be, how it is read or what an outline holds of it
/// alters this too, and outlines that were kept before are made anew.
const RULES: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");

/// An outline as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<'o> {
    rules: &'o str,
    /// The source without the clauses; `None` where it is that of the version before.
    front: Option<&'o str>,
    whole: [u8; 32],
    #[serde(borrow)]
    clauses: Vec<Part<'o>>,
}

#[derive(Serialize, Deserialize)]
enum Part<'o> {
    /// So many clauses of the version before, from one of them on.
    AsBefore(usize, usize),
    Own {
        id: &'o str,
        heading: &'o str,
        revision: [u8; 32],
        depth: usize,
        has_text: bool,
    },
}

impl Outline {
    /// The outline as bytes; `before` is what an earlier version says, which has to be given to read them again. `None` for
    /// one that is as soon made anew.
    #[must_use]
    pub fn to_kept(&self, before: Option<&Self>) -> Option<Vec<u8>> {
        let front = self.front_source.as_deref()?;
        let front_before = before.and_then(|before| before.front_source.as_deref());
        let mut earlier = Earlier::of(before);
        let mut clauses = Vec::new();
        let mut at = 0;
        while let Some(clause) = self.clauses.get(at) {
            let same = earlier.from(&self.clauses[at..]);
            at += same.len().max(1);
            clauses.push(if same.is_empty() {
                Part::Own {
                    id: &clause.id,
                    heading: &clause.heading,
                    revision: *clause.revision.bytes(),
                    depth: clause.depth,
                    has_text: clause.has_text,
                }
            } else {
                Part::AsBefore(same.start, same.len())
            });
        }
        postcard::to_stdvec(&Kept {
            rules: RULES,
            front: Some(front).filter(|front| Some(*front) != front_before),
            whole: *self.whole.bytes(),
            clauses,
        })
        .ok()
    }

    /// The outline that was kept as these bytes; `None` where they are not [`Outline::to_kept`]'s of this `before`, or were
    /// made by other rules.
    #[must_use]
    pub fn of_kept(kept: &[u8], before: Option<&Self>) -> Option<Self> {
        let kept: Kept<'_> = postcard::from_bytes(kept).ok()?;
        if kept.rules != RULES {
            return None;
        }
        let (front, front_source) = match kept.front {
            Some(source) => (Arc::new(front_of(source)?.0), Some(source.into())),
            None => (Arc::clone(&before?.front), before?.front_source.clone()),
        };
        let mut clauses = Vec::with_capacity(kept.clauses.len());
        for part in kept.clauses {
            match part {
                Part::AsBefore(start, count) => {
                    clauses.extend_from_slice(before?.clauses.get(start..start.checked_add(count)?)?);
                }
                Part::Own {
                    id,
                    heading,
                    revision,
                    depth,
                    has_text,
                } => clauses.push(Arc::new(OutlinedClause::new(
                    id.to_owned(),
                    heading.to_owned(),
                    Revision::of_digest(revision),
                    depth,
                    has_text,
                ))),
            }
        }
        Some(Self {
            front,
            whole: Revision::of_digest(kept.whole),
            clauses,
            front_source,
        })
    }
}

/// The clauses of an earlier version.
struct Earlier<'o> {
    clauses: &'o [Arc<OutlinedClause>],
    /// Which is expected next.
    next: usize,
    by_id: HashMap<&'o str, usize>,
}

impl<'o> Earlier<'o> {
    fn of(outline: Option<&'o Outline>) -> Self {
        let clauses = outline.map_or(&[][..], |outline| &outline.clauses);
        Self {
            clauses,
            next: 0,
            by_id: clauses
                .iter()
                .enumerate()
                .map(|(at, clause)| (&*clause.id, at))
                .collect(),
        }
    }

    /// Where the clauses begin that are the first of these, as many as there are.
    fn from(&mut self, clauses: &[Arc<OutlinedClause>]) -> Range<usize> {
        let is_first = |at: &usize| self.clauses.get(*at) == clauses.first();
        let start = Some(self.next).filter(is_first);
        let start = start.or_else(|| self.by_id.get(&*clauses.first()?.id).copied().filter(is_first));
        let Some(start) = start else { return 0..0 };
        let pairs = self.clauses[start..].iter().zip(clauses);
        self.next = start + pairs.take_while(|(old, new)| old == new).count();
        start..self.next
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::OutlineReader;
    use super::super::sample::Dice;
    use super::super::splice::{move_clause, remove_clause, set_heading, set_text};
    use super::super::{ClausePlace, Contract, read, revision, whole};
    use super::*;
    use proptest::prelude::*;

    type Said = (Contract, Revision, Vec<(String, String, Revision, usize, bool)>);

    /// What an outline says, without how it is held.
    fn said(outline: &Outline) -> Said {
        let of = |clause: &Arc<OutlinedClause>| {
            let (id, heading) = (clause.id.clone(), clause.heading.clone());
            (id, heading, clause.revision, clause.depth, clause.has_text)
        };
        let clauses = outline.clauses.iter().map(of).collect();
        ((*outline.front).clone(), outline.whole, clauses)
    }

    /// The same, of a contract that was read in one go.
    fn said_by(contract: &Contract) -> Said {
        let visits = contract.walk().into_iter();
        let clauses = visits.map(|visit| {
            let clause = visit.clause;
            let has_text = !clause.text.trim().is_empty();
            (
                clause.id.clone(),
                clause.heading.clone(),
                revision(clause),
                visit.depth,
                has_text,
            )
        });
        let front = Contract {
            clauses: Vec::new(),
            ..contract.clone()
        };
        (front, whole(contract), clauses.collect())
    }

    /// The next version: one clause edited, moved or taken out, something put into the file as it is, or another file.
    fn next(source: &str, dice: &mut Dice) -> String {
        let ids: Vec<String> = read(source.as_bytes())
            .map(|contract| contract.walk().iter().map(|visit| visit.clause.id.clone()).collect())
            .unwrap_or_default();
        if ids.is_empty() {
            return dice.contract();
        }
        let (id, other) = (&ids[dice.roll(ids.len())], &ids[dice.roll(ids.len())]);
        let edited = match dice.roll(7) {
            0 | 1 => set_text(source, id, &dice.text()),
            2 => set_heading(source, id, "责任"),
            3 => move_clause(source, id, ClausePlace::After(other)),
            4 => remove_clause(source, id),
            5 => return dice.contract(),
            _ => {
                const MARKS: [&str; 8] = [
                    "\n",
                    " ",
                    "- ",
                    "# x\n",
                    "clauses:\n",
                    "x-a: b\n",
                    "...\n",
                    "\n- id: a\n  text: b\n",
                ];
                let mut at = dice.roll(source.len() + 1);
                while !source.is_char_boundary(at) {
                    at -= 1;
                }
                return format!("{}{}{}", &source[..at], MARKS[dice.roll(MARKS.len())], &source[at..]);
            }
        };
        edited.unwrap_or_else(|_| source.to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn versions_read_one_after_the_other_say_what_each_says_by_itself(
            choices in proptest::collection::vec(any::<u8>(), 0..160),
            more in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut source = Dice::new(choices).contract();
            let mut dice = Dice::new(more);
            let mut reader = OutlineReader::default();
            let mut before: Option<Outline> = None;
            for _ in 0..8 {
                match (reader.read(source.as_bytes()), read(source.as_bytes())) {
                    (Ok(outline), Ok(contract)) => {
                        prop_assert_eq!(said(&outline), said_by(&contract), "{}", source);
                        if let Some(kept) = outline.to_kept(before.as_ref()) {
                            let again = Outline::of_kept(&kept, before.as_ref());
                            prop_assert_eq!(again.as_ref().map(said), Some(said_by(&contract)));
                            // Cut off anywhere, it is nothing or something shorter, and nobody comes to harm.
                            drop(Outline::of_kept(&kept[..dice.roll(kept.len())], before.as_ref()));
                            before = again;
                        }
                    }
                    (Err(one), Err(other)) => prop_assert_eq!(one, other),
                    (one, other) => prop_assert!(false, "{:?}\n{:?}\n{}", one.is_ok(), other, source),
                }
                source = next(&source, &mut dice);
            }
        }

        #[test]
        fn noise_is_read_without_harm(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            drop(Outline::of_kept(&noise, None));
            let mut begun = postcard::to_stdvec(RULES).unwrap();
            begun.extend(noise);
            drop(Outline::of_kept(&begun, None));
        }
    }

    #[test]
    fn a_version_keeps_little_of_what_it_has_as_the_one_before() {
        let clause = |number: usize| format!("- id: c{number}\n  heading: Clause {number}\n  text: Words.\n");
        let clauses: String = (0..200).map(clause).collect();
        let first = format!("title: Supply\nparties: []\nclauses:\n{clauses}");
        let first = first.replace("parties: []", "parties:\n- {id: a, name: A}\n- {id: b, name: B}");
        let second = set_text(&first, "c77", "Other words.").unwrap();
        let mut reader = OutlineReader::default();
        let first = reader.read(first.as_bytes()).unwrap();
        let second = reader.read(second.as_bytes()).unwrap();
        let shared = first.clauses.iter().zip(&second.clauses);
        assert_eq!(shared.filter(|(old, new)| Arc::ptr_eq(old, new)).count(), 199);
        let kept = second.to_kept(Some(&first)).unwrap();
        assert!(kept.len() < 150, "{} bytes", kept.len());
        assert_eq!(said(&Outline::of_kept(&kept, Some(&first)).unwrap()), said(&second));
        assert!(
            Outline::of_kept(&kept, None).is_none(),
            "it is nothing without the version before"
        );
    }

    /// Whoever sees this fail has altered what is read out of a contract, or how it is kept: then `RULES` has to be altered too,
    /// so that nobody is told what the program said before, and the digest here.
    #[test]
    fn what_is_kept_is_what_these_rules_make_of_a_contract() {
        let source = "title: 合同 # 注\nlanguage: zh\nparties:\n- {id: a, name: A, members: [{name: L, email: l@x.example}]}\n- {id: b, name: B}\nclauses:\n- id: 甲\n  heading: '费用 '\n  text: |\n    一  \n\n    二\n  pair: c\n  clauses:\n  - id: b\n    heading: \"B\"\n- {id: c, text: c}\n";
        let outline = OutlineReader::default().read(source.as_bytes()).unwrap();
        let kept = outline.to_kept(None).unwrap();
        assert!(RULES.ends_with("/1"));
        assert_eq!(Revision::of(&kept[1 + RULES.len()..]).short(), "7ae54a202b");
    }
}
