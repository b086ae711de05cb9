//! Taking clauses out of the tree and putting them back at a place.

use super::model::Clause;
use super::splice_error::SpliceError;

/// Where a clause goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClausePlace<'p> {
    /// Before all other clauses.
    First,
    /// Before all other sub-clauses of the clause of that id.
    FirstIn(&'p str),
    /// Behind the clause of that id, as its sibling.
    After(&'p str),
}

/// The ids of a clause and of all below it.
pub(crate) fn ids(clause: &Clause) -> Vec<&str> {
    let mut all = vec![clause.id.as_str()];
    all.extend(clause.clauses.iter().flat_map(ids));
    all
}

/// The clause of that id, wherever it stands.
pub(crate) fn clause_mut<'c>(clauses: &'c mut [Clause], id: &str) -> Option<&'c mut Clause> {
    clauses.iter_mut().find_map(|clause| {
        if clause.id == id {
            Some(clause)
        } else {
            clause_mut(&mut clause.clauses, id)
        }
    })
}

/// Takes out the clause of that id.
pub(crate) fn take(clauses: &mut Vec<Clause>, id: &str) -> Option<Clause> {
    match clauses.iter().position(|clause| clause.id == id) {
        Some(index) => Some(clauses.remove(index)),
        None => clauses.iter_mut().find_map(|clause| take(&mut clause.clauses, id)),
    }
}

/// Puts a clause in; `None` if there is no clause of the id that the place names.
pub(crate) fn put(clauses: &mut Vec<Clause>, place: ClausePlace, clause: Clause) -> Option<()> {
    match place {
        ClausePlace::First => clauses.insert(0, clause),
        ClausePlace::FirstIn(id) => clause_mut(clauses, id)?.clauses.insert(0, clause),
        ClausePlace::After(id) => {
            let (siblings, index) = among(clauses, id)?;
            siblings.insert(index + 1, clause);
        }
    }
    Some(())
}

/// Where a clause goes that takes the place of its neighbour on the same level: the one before it, or the one behind.
///
/// # Errors
///
/// When there is no such clause, or it has no such neighbour.
pub fn place_of_neighbour<'c>(clauses: &'c [Clause], id: &str, before: bool) -> Result<ClausePlace<'c>, SpliceError> {
    fn search<'c>(
        clauses: &'c [Clause],
        above: Option<&'c str>,
        id: &str,
        before: bool,
    ) -> Option<Result<ClausePlace<'c>, SpliceError>> {
        let Some(at) = clauses.iter().position(|clause| clause.id == id) else {
            return clauses
                .iter()
                .find_map(|clause| search(&clause.clauses, Some(&clause.id), id, before));
        };
        Some(match (before, at) {
            (true, 0) => Err(SpliceError::First),
            (true, 1) => Ok(above.map_or(ClausePlace::First, ClausePlace::FirstIn)),
            (true, _) => Ok(ClausePlace::After(&clauses[at - 2].id)),
            (false, _) => clauses
                .get(at + 1)
                .map(|next| ClausePlace::After(&next.id))
                .ok_or(SpliceError::Last),
        })
    }
    search(clauses, None, id, before).unwrap_or_else(|| Err(SpliceError::NoSuchClause(id.to_owned())))
}

/// The list that the clause of that id stands in, and where in it.
fn among<'c>(clauses: &'c mut Vec<Clause>, id: &str) -> Option<(&'c mut Vec<Clause>, usize)> {
    match clauses.iter().position(|clause| clause.id == id) {
        Some(index) => Some((clauses, index)),
        None => clauses.iter_mut().find_map(|clause| among(&mut clause.clauses, id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<Clause> {
        let leaf = |id: &str| Clause {
            id: id.into(),
            ..Clause::default()
        };
        vec![
            Clause {
                clauses: vec![leaf("税"), leaf("b")],
                ..leaf("a")
            },
            leaf("c"),
        ]
    }

    fn order(clauses: &[Clause]) -> Vec<&str> {
        clauses.iter().flat_map(ids).collect()
    }

    #[test]
    fn puts_a_clause_where_the_place_says() {
        for (place, expected) in [
            (ClausePlace::First, ["新", "a", "税", "b", "c"]),
            (ClausePlace::FirstIn("a"), ["a", "新", "税", "b", "c"]),
            (ClausePlace::FirstIn("b"), ["a", "税", "b", "新", "c"]),
            (ClausePlace::After("税"), ["a", "税", "新", "b", "c"]),
            (ClausePlace::After("a"), ["a", "税", "b", "新", "c"]),
        ] {
            let mut clauses = tree();
            put(
                &mut clauses,
                place,
                Clause {
                    id: "新".into(),
                    ..Clause::default()
                },
            )
            .unwrap();
            assert_eq!(order(&clauses), expected);
            assert!(take(&mut clauses, "新").is_some());
            assert_eq!(clauses, tree());
        }
        assert_eq!(put(&mut tree(), ClausePlace::After("无"), Clause::default()), None);
    }

    #[test]
    fn a_clause_takes_the_place_of_its_neighbour() {
        for (id, before, expected) in [
            ("b", true, ["a", "b", "税", "c"]),
            ("税", false, ["a", "b", "税", "c"]),
            ("c", true, ["c", "a", "税", "b"]),
            ("a", false, ["c", "a", "税", "b"]),
        ] {
            let tree = tree();
            let place = place_of_neighbour(&tree, id, before).unwrap();
            let mut clauses = tree.clone();
            let moved = take(&mut clauses, id).unwrap();
            put(&mut clauses, place, moved).unwrap();
            assert_eq!(order(&clauses), expected, "{id} {before}");
        }
        assert_eq!(place_of_neighbour(&tree(), "税", true), Err(SpliceError::First));
        assert_eq!(place_of_neighbour(&tree(), "c", false), Err(SpliceError::Last));
        assert!(place_of_neighbour(&tree(), "无", true).is_err());
    }
}
