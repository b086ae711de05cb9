//! What holds of every redline, whatever the two versions are.

use std::collections::{BTreeMap, BTreeSet};

use adidem::contract::{Clause, Contract};
use adidem::redline::{ChangeKind, Class, Op, Redline, Segment};

fn joined(segments: &[Segment], left_out: Op) -> String {
    segments
        .iter()
        .filter(|segment| segment.op != left_out)
        .map(|segment| segment.text.as_str())
        .collect()
}

/// Checks all that has to hold of any redline: it is complete and reversible, lists every clause of both versions
/// once, numbers its changes without gaps, puts deletions before insertions, and its counts are those of its clauses.
pub(crate) fn check_whole(old: &Contract, new: &Contract, redline: &Redline) {
    check_texts(old, new, redline);
    check_marks(redline);
    check_counts(redline);
}

fn by_id(contract: &Contract) -> BTreeMap<&str, (&Clause, String)> {
    contract
        .walk()
        .into_iter()
        .map(|visit| (&*visit.clause.id, (visit.clause, visit.number)))
        .collect()
}

fn check_texts(old: &Contract, new: &Contract, redline: &Redline) {
    let (mut old_left, mut new_left) = (by_id(old), by_id(new));
    let new_ids: BTreeSet<String> = new_left.keys().map(|id| (*id).to_owned()).collect();
    let listed: BTreeSet<&str> = redline.clauses.iter().map(|clause| &*clause.id).collect();
    for clause in &redline.clauses {
        let before = clause
            .from_id
            .as_ref()
            .map(|id| old_left.remove(&**id).expect("each old clause once"));
        let after = clause
            .number
            .as_ref()
            .map(|_| new_left.remove(&*clause.id).expect("each new clause once"));
        let text = |side: &Option<(&Clause, String)>| side.as_ref().map_or("", |(clause, _)| &*clause.text).to_owned();
        let heading =
            |side: &Option<(&Clause, String)>| side.as_ref().map_or("", |(clause, _)| &*clause.heading).to_owned();
        assert_eq!(
            joined(&clause.segments, Op::Insert),
            text(&before),
            "the old text of {}",
            clause.id
        );
        assert_eq!(
            joined(&clause.segments, Op::Delete),
            text(&after),
            "the new text of {}",
            clause.id
        );
        assert_eq!(
            joined(&clause.heading_segments, Op::Insert),
            heading(&before),
            "the old heading of {}",
            clause.id
        );
        assert_eq!(
            joined(&clause.heading_segments, Op::Delete),
            heading(&after),
            "the new heading of {}",
            clause.id
        );
        assert_eq!(before.map(|(_, number)| number), clause.from_number);
        assert_eq!(after.map(|(_, number)| number), clause.number);
        for segment in clause.heading_segments.iter().chain(&clause.segments) {
            let is_known = |id: &String| listed.contains(&**id) && (segment.op == Op::Insert || new_ids.contains(id));
            assert!(
                segment.elsewhere.as_ref().is_none_or(is_known),
                "words of {} went to or came from no clause: {:?}",
                clause.id,
                segment.elsewhere
            );
        }
    }
    assert!(
        old_left.is_empty() && new_left.is_empty(),
        "left out: {:?} {:?}",
        old_left.keys(),
        new_left.keys()
    );
    let place = |number: &Option<String>| -> Option<Vec<usize>> {
        number
            .as_ref()
            .map(|number| number.split('.').map(|part| part.parse().expect("a number")).collect())
    };
    let order: Vec<Vec<usize>> = redline
        .clauses
        .iter()
        .filter_map(|clause| place(&clause.number))
        .collect();
    assert!(order.is_sorted(), "reading order");
}

fn check_marks(redline: &Redline) {
    let mut next = 1;
    let mut ids = BTreeSet::new();
    for clause in &redline.clauses {
        for mark in &clause.marks {
            assert_eq!(mark.number, next, "numbers run from 1 without gaps");
            assert!(ids.insert(mark.id.clone()), "two changes with one id in {}", clause.id);
            next += 1;
        }
        let own: BTreeSet<usize> = clause.marks.iter().map(|mark| mark.number).collect();
        for segments in [&clause.heading_segments, &clause.segments] {
            for segment in segments {
                assert!(!segment.text.is_empty(), "an empty segment in {}", clause.id);
                assert!(
                    segment.op != Op::Equal || segment.mark.is_none(),
                    "equal words bear no mark"
                );
                assert!(
                    segment.mark.is_none_or(|mark| own.contains(&mark)),
                    "a mark of another clause"
                );
            }
            for pair in segments.windows(2) {
                assert!(
                    !(pair[0].op == Op::Insert && pair[1].op == Op::Delete && pair[0].mark == pair[1].mark),
                    "an insertion before its deletion in {}: {pair:?}",
                    clause.id
                );
                assert!(
                    !(pair[0].op == Op::Equal && pair[1].op == Op::Equal),
                    "equal words in two pieces"
                );
            }
        }
        let shown = clause
            .heading_segments
            .iter()
            .chain(&clause.segments)
            .filter_map(|segment| segment.mark);
        if clause.change != ChangeKind::Unchanged {
            assert_eq!(
                shown.collect::<BTreeSet<_>>(),
                own,
                "every change of {} shows",
                clause.id
            );
        }
        let strongest = clause.marks.iter().map(|mark| mark.class).min();
        let expected = match clause.change {
            ChangeKind::Edited | ChangeKind::Added | ChangeKind::Removed => strongest,
            ChangeKind::Unchanged if clause.moved => Some(Class::Move),
            ChangeKind::Unchanged if clause.renumbered => Some(Class::Renumbering),
            ChangeKind::Unchanged => None,
        };
        if !matches!(clause.change, ChangeKind::Added | ChangeKind::Removed) || strongest.is_some() {
            assert_eq!(
                clause.class, expected,
                "the strongest change gives {} its class",
                clause.id
            );
        }
    }
}

fn check_counts(redline: &Redline) {
    let count = |belongs: &dyn Fn(&adidem::redline::ClauseChange) -> bool| {
        redline.clauses.iter().filter(|clause| belongs(clause)).count()
    };
    let summary = redline.summary;
    let edited = count(&|clause| clause.change == ChangeKind::Edited);
    let followed = count(&|clause| clause.change == ChangeKind::Edited && clause.is_only_renumbered());
    assert_eq!((summary.edited, summary.followed), (edited - followed, followed));
    assert_eq!(summary.added, count(&|clause| clause.change == ChangeKind::Added));
    assert_eq!(summary.removed, count(&|clause| clause.change == ChangeKind::Removed));
    assert_eq!(
        summary.unchanged,
        count(&|clause| clause.change == ChangeKind::Unchanged)
    );
    assert_eq!(summary.moved, count(&|clause| clause.moved));
    assert_eq!(summary.renumbered, count(&|clause| clause.renumbered));
}

mod generated;
pub(crate) mod metrics;
