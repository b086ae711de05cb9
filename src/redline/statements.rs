//! Which sentence, item or paragraph of the old text became which of the new one, before words are compared: words that
//! two of them have by chance must not be taken for kept.

use super::joins::says_little;
use super::rising::longest_rising;
use super::sides::{Hunk, Pair, TokenSide};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// The share of their words that two statements must have in common to be one, anew or as it was.
const ALIKE: f64 = 0.3;
/// The share of its words that a short statement must have in a long one to be a part of it.
const CONTAINED: f64 = 0.6;
/// Between statements that stayed, no more than this many are held against each other: the table of all pairs would take
/// the square of their number.
const MOST_STATEMENTS: usize = 48;

/// A sentence, item or paragraph.
struct Statement {
    tokens: Range<usize>,
    /// The keys of the words that tell it from others, sorted.
    words: Vec<u32>,
    /// The first words that tell it from others: the term that it defines, the party that it binds.
    begins: [Option<u32>; 2],
    /// Equal for statements with the same words, whatever label stands before them and which sign behind.
    digest: u64,
}

impl Statement {
    fn of(side: &TokenSide<'_>, keys: &[u32], tokens: Range<usize>) -> Self {
        let mut words: Vec<u32> = Vec::new();
        let mut all: Vec<u32> = Vec::new();
        let mut digest = DefaultHasher::new();
        for at in tokens.clone() {
            let token = side.tokens[at];
            if token.is_wordy() {
                keys[at].hash(&mut digest);
                all.push(keys[at]);
                if !says_little(side.text_of(at)) {
                    words.push(keys[at]);
                }
            }
        }
        let mut words = if words.is_empty() { all } else { words };
        let begins = [words.first().copied(), words.get(1).copied()];
        words.sort_unstable();
        Self {
            tokens,
            words,
            begins,
            digest: digest.finish(),
        }
    }
}

/// How many words two sorted lists share.
fn shared(old: &[u32], new: &[u32]) -> usize {
    let (mut o, mut n, mut shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(o), new.get(n)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => o += 1,
            std::cmp::Ordering::Greater => n += 1,
            std::cmp::Ordering::Equal => {
                (o, n, shared) = (o + 1, n + 1, shared + 1);
            }
        }
    }
    shared
}

#[expect(
    clippy::cast_precision_loss,
    reason = "statements have fewer words than a float counts"
)]
fn alike(old: &[u32], new: &[u32]) -> (usize, f64, f64) {
    let shared = shared(old, new);
    let all = (old.len() + new.len()).max(1) as f64;
    let shorter = old.len().min(new.len()).max(1) as f64;
    (shared, 2.0 * shared as f64 / all, shared as f64 / shorter)
}

/// How much speaks for it that one statement became the other; nothing when it did not.
#[expect(
    clippy::cast_precision_loss,
    reason = "statements have fewer words than a float counts"
)]
fn weight(old: &Statement, new: &Statement) -> Option<f64> {
    if old.digest == new.digest {
        return Some((old.words.len() * 2) as f64 + 1.0);
    }
    let (shared, alike, contained) = alike(&old.words, &new.words);
    let is_part = contained >= CONTAINED && shared >= 4 || contained >= 1.0 && shared >= 2;
    let about_the_same = old.begins == new.begins && old.begins[1].is_some();
    let fits = alike >= if about_the_same { ALIKE / 2.0 } else { ALIKE } || is_part;
    fits.then_some(shared as f64 * alike * if about_the_same { 2.0 } else { 1.0 })
}

/// Stretches of both texts that belong together.
pub(crate) struct Part {
    pub(crate) hunk: Hunk,
    /// Statements of which nothing stayed: words that both sides have, they have by chance.
    pub(crate) replaced: bool,
}

impl Pair<'_> {
    /// The parts of both texts that belong together, in order and covering both. A part that one side alone has came or
    /// went.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let whole = Hunk {
            old: 0..self.old_keys.len(),
            new: 0..self.new_keys.len(),
        };
        let (old, new) = (
            statements(&self.old, &self.old_keys),
            statements(&self.new, &self.new_keys),
        );
        if old.len() <= 1 && new.len() <= 1 {
            return vec![Part {
                hunk: whole,
                replaced: false,
            }];
        }
        let mut parts = Vec::new();
        for (o, n) in between_anchors(&old, &new) {
            let together = is_equal(&old[o.clone()], &new[n.clone()])
                || o.len() == 1 && n.len() == 1
                || o.len().max(n.len()) > MOST_STATEMENTS;
            if together || o.is_empty() || n.is_empty() {
                parts.push((o, n, false));
            } else {
                parts.extend(aligned(&old, &new, &o, &n));
            }
        }
        let bytes = |statements: &[Statement], range: &Range<usize>, end: usize| {
            let at = |index: usize| statements.get(index).map_or(end, |one| one.tokens.start);
            at(range.start)..at(range.end)
        };
        parts
            .into_iter()
            .map(|(o, n, replaced)| Part {
                hunk: Hunk {
                    old: bytes(&old, &o, whole.old.end),
                    new: bytes(&new, &n, whole.new.end),
                },
                replaced,
            })
            .collect()
    }
}

/// Both texts in pieces: the statements that stand once in each and kept their order, and what lies between them.
fn between_anchors(old: &[Statement], new: &[Statement]) -> Vec<(Range<usize>, Range<usize>)> {
    let same = |(a, b): &(&Statement, &Statement)| a.digest == b.digest;
    let ahead = old.iter().zip(new).take_while(same).count();
    let behind = old[ahead..]
        .iter()
        .rev()
        .zip(new[ahead..].iter().rev())
        .take_while(same)
        .count();
    let (o_end, n_end) = (old.len() - behind, new.len() - behind);
    // Few enough are held against each other; that one stands in both by chance decides nothing.
    let few = (o_end - ahead).max(n_end - ahead) <= MOST_STATEMENTS;
    let mut places: HashMap<u64, [Option<Option<usize>>; 2]> = HashMap::new();
    for (side, statements) in [&old[..o_end], &new[..n_end]].into_iter().enumerate().filter(|_| !few) {
        for (at, statement) in statements.iter().enumerate().skip(ahead) {
            let place = &mut places.entry(statement.digest).or_default()[side];
            *place = Some(if place.is_none() { Some(at) } else { None });
        }
    }
    let mut once: Vec<(usize, usize)> = places
        .into_values()
        .filter_map(|[old, new]| Some((old??, new??)))
        .collect();
    once.sort_unstable();
    let kept = longest_rising(&once.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let mut pieces = Vec::new();
    let (mut o, mut n) = (0, 0);
    let mut push = |old: Range<usize>, new: Range<usize>| {
        if !old.is_empty() || !new.is_empty() {
            pieces.push((old, new));
        }
    };
    push(0..ahead, 0..ahead);
    (o, n) = (o + ahead, n + ahead);
    for ((o_at, n_at), _) in once.into_iter().zip(kept).filter(|(_, kept)| *kept) {
        push(o..o_at, n..n_at);
        push(o_at..o_at + 1, n_at..n_at + 1);
        (o, n) = (o_at + 1, n_at + 1);
    }
    push(o..o_end, n..n_end);
    push(o_end..old.len(), n_end..new.len());
    pieces
}

fn is_equal(old: &[Statement], new: &[Statement]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.digest == b.digest)
}

fn statements(side: &TokenSide<'_>, keys: &[u32]) -> Vec<Statement> {
    let mut found = Vec::new();
    let (mut start, mut says) = (0, false);
    for at in 0..keys.len() {
        // The `or` before the last item belongs to it.
        says |= side.tokens[at].is_wordy() && !says_little(side.text_of(at));
        if says && side.ends_statement(at) {
            found.push(Statement::of(side, keys, start..at + 1));
            (start, says) = (at + 1, false);
        }
    }
    if start < keys.len() {
        found.push(Statement::of(side, keys, start..keys.len()));
    }
    found
}

/// Joins statements in order, so that as much as possible stays; what is left over between joined ones stands alone.
fn aligned(
    old: &[Statement],
    new: &[Statement],
    o: &Range<usize>,
    n: &Range<usize>,
) -> Vec<(Range<usize>, Range<usize>, bool)> {
    let (rows, columns) = (o.len(), n.len());
    let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    let mut weights: HashMap<(usize, usize), f64> = HashMap::new();
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let joined = weight(&old[o.start + row], &new[n.start + column]).map_or(0.0, |weight| {
                weights.insert((row, column), weight);
                weight + best[at(row + 1, column + 1)]
            });
            best[at(row, column)] = joined.max(best[at(row + 1, column)]).max(best[at(row, column + 1)]);
        }
    }
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[at(row, column)];
        let joined = weights
            .get(&(row, column))
            .is_some_and(|weight| here <= weight + best[at(row + 1, column + 1)]);
        if joined {
            pairs.push((o.start + row..o.start + row + 1, n.start + column..n.start + column + 1));
            (row, column) = (row + 1, column + 1);
        } else if best[at(row + 1, column)] >= best[at(row, column + 1)] {
            row += 1;
        } else {
            column += 1;
        }
    }
    if pairs.is_empty() {
        return left_over(o.clone(), n.clone());
    }
    grown(old, new, &mut pairs, o, n);
    let mut parts = Vec::with_capacity(pairs.len() * 2 + 1);
    let (mut o_at, mut n_at) = (o.start, n.start);
    for (o_pair, n_pair) in pairs {
        if o_at < o_pair.start || n_at < n_pair.start {
            parts.extend(left_over(o_at..o_pair.start, n_at..n_pair.start));
        }
        (o_at, n_at) = (o_pair.end, n_pair.end);
        parts.push((o_pair, n_pair, false));
    }
    if o_at < o.end || n_at < n.end {
        parts.extend(left_over(o_at..o.end, n_at..n.end));
    }
    parts
}

/// What lies between joined statements. Where as many came as went, each may still be the one in its place.
fn left_over(o: Range<usize>, n: Range<usize>) -> Vec<(Range<usize>, Range<usize>, bool)> {
    if o.len() == n.len() {
        return o.zip(n).map(|(o, n)| (o..o + 1, n..n + 1, false)).collect();
    }
    vec![(o, n, true)]
}

/// Takes statements beside joined ones in with them where that makes both sides more alike: one was split, or two were
/// merged.
fn grown(
    old: &[Statement],
    new: &[Statement],
    pairs: &mut [(Range<usize>, Range<usize>)],
    o: &Range<usize>,
    n: &Range<usize>,
) {
    for at in 0..pairs.len() {
        let (o_floor, n_floor) = at
            .checked_sub(1)
            .map_or((o.start, n.start), |before| (pairs[before].0.end, pairs[before].1.end));
        let (o_ceiling, n_ceiling) = pairs
            .get(at + 1)
            .map_or((o.end, n.end), |after| (after.0.start, after.1.start));
        let words = |statements: &[Statement]| -> Vec<u32> {
            let mut words: Vec<u32> = statements.iter().flat_map(|one| &one.words).copied().collect();
            words.sort_unstable();
            words
        };
        let (o_pair, n_pair) = &mut pairs[at];
        let mut now = alike(&words(&old[o_pair.clone()]), &words(&new[n_pair.clone()])).1;
        loop {
            // Most words of what is taken in stand on the other side.
            let (o_words, n_words) = (words(&old[o_pair.clone()]), words(&new[n_pair.clone()]));
            let is_of = |words: &[u32], one: &Statement| shared(words, &one.words) * 5 >= one.words.len() * 3;
            let tried = [
                (o_pair.start > o_floor && is_of(&n_words, &old[o_pair.start - 1]))
                    .then(|| (o_pair.start - 1..o_pair.end, n_pair.clone())),
                (o_pair.end < o_ceiling && is_of(&n_words, &old[o_pair.end]))
                    .then(|| (o_pair.start..o_pair.end + 1, n_pair.clone())),
                (n_pair.start > n_floor && is_of(&o_words, &new[n_pair.start - 1]))
                    .then(|| (o_pair.clone(), n_pair.start - 1..n_pair.end)),
                (n_pair.end < n_ceiling && is_of(&o_words, &new[n_pair.end]))
                    .then(|| (o_pair.clone(), n_pair.start..n_pair.end + 1)),
            ];
            let mut better = None;
            for (o_tried, n_tried) in tried.into_iter().flatten() {
                let alike = alike(&words(&old[o_tried.clone()]), &words(&new[n_tried.clone()])).1;
                if alike > now + 0.02 {
                    now = alike;
                    better = Some((o_tried, n_tried));
                }
            }
            match better {
                Some(better) => (*o_pair, *n_pair) = better,
                None => break,
            }
        }
    }
}
