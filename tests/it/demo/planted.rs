//! What was planted in the negotiations: that it is there in its round, that the redline sees it, and that it is mended
//! in the round in which the script says so.

use adidem::redline::{ChangeKind, Class, ClauseChange, CompareScope, Flag, Op, Redline, compare};

use super::{NAMES, in_round, list_rounds, workspace};

/// What a redline has to show of a clause.
enum Shows {
    /// Words and figures disagree, at this place.
    Mismatch(&'static str),
    /// An invisible or look-alike character comes in or goes.
    Hidden,
    /// A figure moves, and nothing else.
    FigureAlone,
    /// A cross-reference names nothing any more.
    Dangling(&'static str),
    /// A cross-reference names another clause than before.
    Misdirected(&'static str, &'static str),
    /// A definition changes, and this clause uses the term.
    Definition(&'static str),
    /// These words give way to those.
    Words(&'static str, &'static str),
    /// Words go to that clause.
    WordsGoTo(&'static str),
    /// Words come from that clause.
    WordsComeFrom(&'static str),
    /// It moves and keeps its words.
    Moved,
    /// It moves and is edited on the way.
    MovedAndEdited,
    /// It comes in.
    Added,
    /// It goes.
    Removed,
    /// Its number changes because another clause came, went or moved.
    Renumbered,
    /// Nothing but a number that followed its clause.
    NumberFollows,
    /// Nothing but other glyphs.
    Typographic,
    /// The case of a defined term.
    TermCase(&'static str, &'static str),
    /// It is a change of substance.
    Substantive,
}

use Shows::{
    Added, Dangling, Definition, FigureAlone, Hidden, Misdirected, Mismatch, Moved, MovedAndEdited, NumberFollows,
    Removed, Renumbered, Substantive, TermCase, Typographic, Words, WordsComeFrom, WordsGoTo,
};

/// Contract, round, clause, what the redline to that round shows there.
const PLANTED: &[(&str, u32, &str, Shows)] = &[
    // Words and figures that disagree, and the round that mends them.
    ("crm-zh", 3, "payment-terms", Mismatch("三十（60）")),
    ("crm-zh", 4, "payment-terms", Words("三十", "六十")),
    ("crm-zh", 5, "liquidated-damages", Mismatch("壹拾万元整（¥10,000.00）")),
    ("crm-zh", 6, "liquidated-damages", FigureAlone),
    ("crm-en", 3, "payment-terms", Mismatch("forty-five (60)")),
    ("crm-en", 4, "payment-terms", FigureAlone),
    ("nda", 3, "breach-notice", Mismatch("forty-eight (72)")),
    ("nda", 4, "breach-notice", FigureAlone),
    ("reseller-three-party", 4, "payment-schedule", Mismatch("二十（30）")),
    ("reseller-three-party", 5, "payment-schedule", FigureAlone),
    // Characters that nobody sees, or takes for others.
    ("crm-zh", 5, "liability-carve-outs", Hidden),
    ("crm-zh", 9, "liability-carve-outs", Hidden),
    ("crm-zh", 5, "sla-response", Hidden),
    ("crm-zh", 7, "sla-response", Hidden),
    ("crm-en", 3, "sub-processors", Hidden),
    ("crm-en", 6, "sub-processors", Words("\u{430}", "a")),
    ("crm-en", 5, "access-control", Hidden),
    ("crm-en", 6, "access-control", Hidden),
    // References that dangle or lead elsewhere, and those that were put right in time.
    ("crm-zh", 4, "sla-exclusions", Misdirected("第15条", "integrity")),
    ("crm-zh", 6, "sla-exclusions", Words("15", "16")),
    ("crm-en", 4, "liability-cap", Misdirected("5.4", "availability")),
    ("crm-en", 6, "liability-cap", Words("5.4", "5.5")),
    ("nda", 2, "term", Dangling("6.2")),
    ("nda", 3, "term", Words("6.2", "7.2")),
    ("reseller-three-party", 3, "termination-for-breach", Dangling("第5.4条")),
    ("reseller-three-party", 4, "termination-for-breach", Words("5.4", "5.3")),
    ("crm-zh", 2, "pi-entrustment", NumberFollows),
    ("crm-zh", 4, "evidence", NumberFollows),
    ("crm-en", 4, "service-credits", NumberFollows),
    ("crm-en", 5, "exit-help", NumberFollows),
    ("reseller-three-party", 4, "milestones", NumberFollows),
    // Small words that turn a duty round.
    ("crm-zh", 3, "delivery-training", Words("应当", "可以")),
    ("crm-zh", 7, "delivery-training", Words("可以", "应当")),
    ("crm-zh", 5, "data-ownership", Words("不得", "")),
    ("crm-zh", 6, "data-ownership", Words("", "不得")),
    ("crm-en", 3, "vendor-duties", Words("shall", "may")),
    ("crm-en", 6, "vendor-duties", Words("may", "shall")),
    ("crm-en", 5, "liability-excluded-losses", Words("not", "")),
    ("crm-en", 6, "liability-excluded-losses", Words("", "not")),
    // Definitions that change, and the clauses they reach.
    ("crm-zh", 3, "data-location", Definition("客户数据")),
    ("crm-zh", 9, "liquidated-damages", Definition("安全事件")),
    ("crm-en", 5, "access-control", Definition("Customer Data")),
    (
        "crm-en",
        3,
        "confidentiality-duty",
        Definition("Confidential Information"),
    ),
    (
        "crm-en",
        3,
        "confidentiality-duty",
        TermCase("Confidential Information", "confidential information"),
    ),
    (
        "crm-en",
        6,
        "confidentiality-duty",
        TermCase("confidential information", "Confidential Information"),
    ),
    ("reseller-three-party", 3, "customer-data", Definition("客户数据")),
    ("nda", 2, "return-request", Definition("Representatives")),
    // Clauses that move, split and join.
    ("crm-zh", 5, "delivery-training", Moved),
    ("crm-zh", 5, "pi-accountability", MovedAndEdited),
    ("crm-en", 5, "affiliates", Moved),
    ("crm-en", 6, "assignment", MovedAndEdited),
    ("reseller-three-party", 4, "infringement", Moved),
    ("reseller-three-party", 5, "step-in", MovedAndEdited),
    ("crm-zh", 6, "force-majeure", WordsGoTo("fm-prolonged")),
    ("crm-zh", 6, "fm-notice", WordsComeFrom("force-majeure")),
    ("crm-en", 4, "acceptance", WordsGoTo("deemed-acceptance")),
    ("crm-en", 4, "acceptance-result", WordsComeFrom("acceptance")),
    ("crm-zh", 6, "conf-scope", WordsComeFrom("conf-exceptions")),
    ("crm-zh", 6, "conf-exceptions", Removed),
    ("crm-en", 5, "onboarding", WordsComeFrom("training")),
    ("crm-en", 5, "training", WordsGoTo("onboarding")),
    // Clauses that come, go, come back in other words, and give others their numbers.
    ("crm-zh", 2, "data-training-ban", Added),
    ("crm-zh", 2, "data-classification", Renumbered),
    ("crm-zh", 4, "integrity", Added),
    ("crm-zh", 4, "force-majeure", Renumbered),
    ("crm-zh", 5, "data-audit", Removed),
    ("crm-zh", 6, "security-audit", Added),
    ("crm-zh", 7, "publicity", Added),
    ("crm-zh", 8, "publicity", Removed),
    ("crm-en", 2, "switching", Added),
    ("crm-en", 2, "disputes", Renumbered),
    ("crm-en", 3, "liability-data-cap", Added),
    ("crm-en", 8, "artificial-intelligence", Added),
    ("nda", 2, "residuals", Removed),
    ("nda", 2, "return", Renumbered),
    ("reseller-three-party", 3, "deemed-acceptance", Removed),
    ("reseller-three-party", 5, "internal-recourse", Added),
    ("reseller-three-party", 6, "acceptance-reminder", Added),
    // What only looks different, and what only looks the same.
    ("crm-zh", 3, "notices", Typographic),
    ("crm-en", 3, "modules-and-custom-work", Typographic),
    ("crm-en", 8, "modules-and-custom-work", Typographic),
    ("nda", 3, "personal-data", Substantive),
    ("crm-en", 9, "customer-rights", Substantive),
    // Figures that are negotiated.
    ("crm-zh", 8, "conf-duties", FigureAlone),
    ("crm-zh", 7, "fees-additions", FigureAlone),
    ("crm-en", 9, "backup-and-recovery", FigureAlone),
    ("crm-en", 7, "liability-data-cap", FigureAlone),
    ("reseller-three-party", 5, "fee-amounts", FigureAlone),
];

fn redline(name: &str, round: u32) -> Redline {
    compare(
        &in_round(name, round - 1),
        &in_round(name, round),
        CompareScope::Changes,
    )
}

fn joined(clause: &ClauseChange, op: Op) -> Vec<&str> {
    clause
        .segments
        .iter()
        .filter(|segment| segment.op == op)
        .map(|segment| segment.text.trim())
        .collect()
}

fn shows(redline: &Redline, clause: &ClauseChange, what: &Shows) -> bool {
    let flagged = |flag| clause.flags.contains(&flag);
    let carried = |op, other: &str| {
        clause
            .segments
            .iter()
            .any(|segment| segment.op == op && segment.elsewhere.as_deref() == Some(other))
    };
    // Where nothing gives way, nothing may: the words alone come, or go.
    let has = |op, words: &str| {
        let all = joined(clause, op);
        if words.is_empty() {
            all.is_empty()
        } else {
            all.iter().any(|one| one.contains(words))
        }
    };
    let words = |old: &str, new: &str| has(Op::Delete, old) && has(Op::Insert, new);
    let stray = |text: &str, now: Option<&str>| {
        flagged(Flag::Reference)
            && redline
                .references
                .iter()
                .any(|fault| fault.clause == clause.id && fault.text == text && fault.now.as_deref() == now)
    };
    let edited = clause.change == ChangeKind::Edited;
    match *what {
        Mismatch(text) => {
            flagged(Flag::Mismatch)
                && clause
                    .mismatches
                    .iter()
                    .any(|found| found.introduced && found.text == text)
        }
        Hidden => edited && flagged(Flag::Hidden),
        FigureAlone => edited && clause.class == Some(Class::Figure) && flagged(Flag::Figure),
        Dangling(text) => stray(text, None),
        Misdirected(text, now) => stray(text, Some(now)),
        Definition(term) => {
            flagged(Flag::Definition)
                && redline
                    .definitions
                    .iter()
                    .any(|definition| definition.term == term && definition.affected.contains(&clause.id))
        }
        Words(old, new) => edited && words(old, new),
        WordsGoTo(other) => carried(Op::Delete, other),
        WordsComeFrom(other) => carried(Op::Insert, other),
        Moved => clause.moved && clause.change == ChangeKind::Unchanged,
        MovedAndEdited => clause.moved && edited,
        Added => clause.change == ChangeKind::Added,
        Removed => clause.change == ChangeKind::Removed,
        Renumbered => clause.renumbered && !clause.moved,
        NumberFollows => edited && clause.class == Some(Class::Renumbering) && !flagged(Flag::Reference),
        Typographic => edited && clause.class == Some(Class::Typographic),
        TermCase(old, new) => {
            edited && words(old, new) && clause.marks.iter().any(|mark| mark.class == Class::DefinedTerm)
        }
        Substantive => edited && clause.class == Some(Class::Substantive),
    }
}

#[test]
fn the_redline_sees_everything_that_was_planted() {
    let mut missed = Vec::new();
    for name in NAMES {
        let mut last = None;
        for (_, round, id, what) in PLANTED.iter().filter(|planted| planted.0 == name) {
            if last.as_ref().is_none_or(|(number, _)| number != round) {
                last = Some((*round, redline(name, *round)));
            }
            let (_, redline) = last.as_ref().expect("a redline");
            match redline.clauses.iter().find(|clause| clause.id == *id) {
                Some(clause) if shows(redline, clause, what) => {}
                Some(clause) => missed.push(format!(
                    "{name} {round} {id}: {:?} {:?} {:?} - {:?} + {:?}",
                    clause.change,
                    clause.class,
                    clause.flags,
                    joined(clause, Op::Delete),
                    joined(clause, Op::Insert)
                )),
                None => missed.push(format!("{name} {round} {id}: it is not there")),
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn no_fault_is_left_at_the_end() {
    for name in NAMES {
        let rounds = list_rounds(&workspace(), name).expect("rounds").rounds.len();
        let newest = in_round(name, u32::try_from(rounds).expect("few"));
        for clause in compare(&newest, &newest, CompareScope::Everything).clauses {
            assert!(
                clause.flags.is_empty(),
                "{name} {}: {:?} {:?}",
                clause.id,
                clause.flags,
                clause.mismatches
            );
        }
    }
}

#[test]
fn who_joins_later_brings_a_key() {
    for (name, round, email) in [
        ("crm-zh", 4, "zhou.min@yunfan.example"),
        ("crm-en", 4, "clodagh.fennell@harbourline.example"),
        ("reseller-three-party", 2, "song.wenxi@qiheng.example"),
    ] {
        let front: Vec<String> = redline(name, round)
            .front
            .into_iter()
            .map(|change| change.item)
            .collect();
        assert_eq!(front.len(), 2, "{front:?}");
        assert!(
            front[0].starts_with("member ") && front[1].starts_with("key "),
            "{front:?}"
        );
        assert!(front.iter().all(|item| item.ends_with(email)), "{front:?}");
    }
}
