//! How the time grows with texts that were made to be dear. What counts is the ratio of the figures from one size to the
//! next: four times the text may take some five times as long, never sixteen.

use adidem::contract::Contract;
use adidem::redline::{CompareScope, compare};
use adidem::review::{Anchors, built_in, duties, review, rules};
use std::hint::black_box;

#[path = "dear/texts.rs"]
mod texts;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [1_000, 4_000, 16_000];
const PLACES: std::ops::Range<usize> = 0..texts::KINDS.len();

fn both(kind: usize, many: usize) -> Option<[Contract; 2]> {
    println!("  {}", texts::KINDS[kind].0);
    texts::both(texts::KINDS[kind], many)
}

#[divan::bench(args = PLACES, consts = SIZES, sample_count = 3)]
fn redline<const MANY: usize>(bencher: divan::Bencher, kind: usize) {
    let Some([old, new]) = both(kind, MANY) else { return };
    bencher.bench(|| compare(black_box(&old), black_box(&new), CompareScope::Everything));
}

#[divan::bench(args = PLACES, consts = SIZES, sample_count = 3)]
fn review_and_duties<const MANY: usize>(bencher: divan::Bencher, kind: usize) {
    let Some([_, new]) = both(kind, MANY) else { return };
    let Ok(rules) = built_in()
        .map_err(|_| ())
        .and_then(|lists| rules(&lists).map_err(|_| ()))
    else {
        return;
    };
    bencher.bench(|| {
        let anchors = Anchors::of(black_box(&new), &[]);
        (
            review(black_box(&new), &rules, None),
            duties(black_box(&new), &[], &anchors),
        )
    });
}
