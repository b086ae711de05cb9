//! The figure of a sentence that its words are about.

use super::indexed_text::WordHit;
use super::limit::{Limit, Measure};
use super::quantity::quantities;
use super::saying::{Said, is_aside};

/// A comma keeps a figure as far away from a word as so many bytes.
const COMMA: usize = 40;
/// What is counted stands so many bytes from its number at most.
const COUNTED: usize = 48;

/// The first figure of the measure in a sentence that meets a pattern; of several, the one nearest to the words. What stands
/// in a condition is no figure of the matter itself, unless there is no other.
pub(super) fn figure(
    said: Said<'_>,
    spots: &[WordHit],
    measure: Option<Measure>,
    least: Option<&Limit>,
    anywhere: bool,
) -> Option<(WordHit, Limit)> {
    let text = said.text;
    let mut without = None;
    spots.iter().find_map(|spot| {
        if without.replace(spot.unit) == Some(spot.unit) {
            return None;
        }
        let unit = text.units[spot.unit].bytes.clone();
        let start = unit.start;
        let found = quantities(text.words(spot.unit), measure).into_iter().map(|found| {
            let at = WordHit {
                unit: spot.unit,
                start: start + found.bytes.start,
                end: start + found.bytes.end,
            };
            (at, found.limit)
        });
        let source = text.source(spot.unit);
        // Found once: a sentence may have any number of figures.
        let signs = ['，', ',', '、', ':', '：'];
        let commas: Vec<usize> = source[unit].match_indices(signs).map(|(at, _)| start + at).collect();
        let distance = |at: &WordHit| {
            let between = if at.start >= spot.end {
                spot.end..at.start
            } else {
                at.end..spot.start.max(at.end)
            };
            let before = |end: usize| commas.partition_point(|comma| *comma < end);
            between.len() + (before(between.end) - before(between.start)) * COMMA
        };
        found
            .filter(|(at, figure)| {
                let counts = least.is_none_or(|least| figure.size >= least.size);
                let near = measure != Some(Measure::Count) || distance(at) <= COUNTED;
                let own = measure != Some(Measure::Period) || !is_of_fees(&source[..at.start], &source[at.end..]);
                counts && near && own && (anywhere || !is_aside(said, at.unit, at.start))
            })
            .min_by_key(|(at, _)| (distance(at), at.start < spot.start))
    })
}

/// Whether a period only says which fees are meant: 一次性付清三年费用, `two years' fees`, `the fee for two years`.
fn is_of_fees(before: &str, behind: &str) -> bool {
    let paid = [
        "费",
        "的费",
        "服务费",
        "的服务费",
        "全部费",
        "租金",
        "价款",
        "会员",
        "订阅",
        "使用费",
        "许可费",
        "维护费",
    ];
    let small = nearest(behind.trim_start_matches(['\'', '’', ' ']), false).to_lowercase();
    let fees = ["fee", "charge", "subscription fee", "of fees", "of charges", "rent"];
    let last = nearest(before.trim_end(), true).to_lowercase();
    let behind_fees = ["fee for", "fees for", "charge for", "charges for", "price for"];
    paid.iter().any(|word| behind.starts_with(word))
        || fees.iter().any(|word| small.starts_with(word))
        || behind_fees.iter().any(|word| last.ends_with(word))
}

/// The last or first few characters of words: more than any of the words looked for there has.
fn nearest(words: &str, at_end: bool) -> &str {
    const NEAR: usize = 20;
    if at_end {
        let from = words.char_indices().nth_back(NEAR - 1);
        &words[from.map_or(0, |(at, _)| at)..]
    } else {
        let until = words.char_indices().nth(NEAR);
        &words[..until.map_or(words.len(), |(at, _)| at)]
    }
}
