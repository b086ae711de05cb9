//! That nothing takes the square of a text's length, or of the number of its parts, whatever the text was made for.
//!
//! `cargo bench --bench growth` says for each kind of text where it does, and fails then.
//!
//! What is held against each other is the processor's time for a text and for one of four times its length: a machine
//! that is slow or busy is as slow for both.

use adidem::contract::{Contract, Visit, revision, write};
use adidem::exchange::{Baseline, Document, Version, redline_html, redline_json, redline_markdown};
use adidem::language::Language;
use adidem::negotiation::{MereHeadings, RoundWording, RoundWordings, standings, written_as};
use adidem::redline::{CompareScope, compare, trace};
use adidem::review::{Anchors, built_in, duties, material, moved, review, rules};
use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[path = "dear/texts.rs"]
mod texts;

/// So many parts the smaller text has, and the larger one four times as many.
const MANY: usize = 400;
/// Less time than this is mostly other work than that which is measured.
const LEAST: Duration = Duration::from_millis(30);
/// Four times the text takes some five times as long. Where the square is taken, it is sixteen times.
const MOST: f64 = 10.0;

/// The time that the processor spent on this process; that of the clock where it is not told.
fn spent(since: Instant) -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let told = threads.filter_map(|thread| {
        let times = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        times.split(' ').next()?.parse::<u64>().ok()
    });
    let spent: u64 = told.sum();
    if spent == 0 {
        since.elapsed()
    } else {
        Duration::from_nanos(spent)
    }
}

fn measured(work: &dyn Fn()) -> Duration {
    let begun = Instant::now();
    let before = spent(begun);
    work();
    spent(begun).saturating_sub(before)
}

/// Those kinds of text for which four times as much takes far more than four times as long.
fn grown(work: impl Fn(&Contract, &Contract)) -> Vec<String> {
    let mut faults = Vec::new();
    for kind in texts::KINDS {
        let name = kind.0;
        let (Some(small), Some(large)) = (texts::both(kind, MANY), texts::both(kind, 4 * MANY)) else {
            faults.push(format!("{name}: no contract"));
            continue;
        };
        let time = |[old, new]: &[Contract; 2]| {
            let times = (0..2).map(|_| measured(&|| work(old, new)));
            times.min().unwrap_or_default()
        };
        let (small, large) = (time(&small), time(&large));
        if large > LEAST && large.as_secs_f64() > MOST * small.max(LEAST / 8).as_secs_f64() {
            faults.push(format!("{name}: {small:?}, then {large:?}"));
        }
    }
    faults
}

fn pages(old: &Contract, new: &Contract) {
    let redline = compare(old, new, CompareScope::default());
    let (from, to) = (Baseline::Version(Version::default()), Version::default());
    let document = Document {
        contract: "c",
        title: &new.title,
        language: None,
        from: &from,
        to: &to,
        redline: &redline,
        remarks: &[],
        all: true,
    };
    drop(redline_html(&document, Language::English));
    drop(redline_markdown(&document, Language::Chinese));
    drop(redline_json(&document, |_| (None, None)));
}

/// How two rounds stand of which the second has the newer text.
fn standing(old: &Contract, new: &Contract) {
    let round = |number: u32, before: Option<&Contract>, contract: &Contract| {
        let headings = MereHeadings::of(before, contract);
        let wording = |visit: &Visit<'_>| RoundWording {
            id: visit.clause.id.clone(),
            revision: revision(visit.clause),
            heading_only: headings.has(visit.clause),
        };
        RoundWordings {
            number,
            party: Some("v".to_owned()),
            offers: contract.walk().iter().map(|visit| visit.clause.id.clone()).collect(),
            wordings: contract.walk().iter().map(wording).collect(),
            at: chrono::DateTime::default(),
        }
    };
    let parties = ["c", "v"].map(str::to_owned);
    drop(standings(
        &[round(1, None, old), round(2, Some(old), new)],
        &[],
        &parties,
        false,
        &BTreeSet::new(),
    ));
}

/// What is done with a text and the one that came of it.
type Work<'a> = dyn Fn(&Contract, &Contract) + 'a;

fn main() -> ExitCode {
    let rules = built_in().ok().and_then(|lists| rules(&lists).ok()).unwrap_or_default();
    let works: [(&str, &Work<'_>); 7] = [
        ("a redline", &|old, new| {
            drop(compare(old, new, CompareScope::Everything));
        }),
        ("blame", &|old, new| drop(trace(old, new, |_| true))),
        ("a review", &|_, new| drop(review(new, &rules, None))),
        ("duties, figures and material changes", &|old, new| {
            drop(duties(new, &[], &Anchors::of(new, &[])));
            drop(moved(&[old.clone(), new.clone()]));
            drop(material(old, new));
        }),
        ("pages", &pages),
        ("a standing", &standing),
        ("a file brought to say something else", &|old, new| {
            drop(written_as(&write(old), new));
        }),
    ];
    let mut is_sound = true;
    for (name, work) in works {
        let grown = grown(work);
        println!(
            "{name}: {}",
            if grown.is_empty() {
                "no square".to_owned()
            } else {
                grown.join("\n  ")
            }
        );
        is_sound &= grown.is_empty();
    }
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
