//! Whether a contract that vanished is the one that appeared elsewhere at the same moment.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::history::store::id::Id;

/// Beyond so many pairs only files of the same name are compared.
const MOST_PAIRS: usize = 10_000;

/// A file that vanished or appeared: its path and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::history) struct RenameCandidate<'a> {
    pub(in crate::history) path: &'a [u8],
    pub(in crate::history) text: Id,
}

/// Pairs what vanished with what appeared: places in the two lists.
///
/// Equal texts go together first, those of the same file name before others; then, by falling likeness, texts that are
/// at least half alike. `read` gives a text, `None` when it is too large to be a contract.
pub(in crate::history) fn pairs<E>(
    vanished: &[RenameCandidate<'_>],
    appeared: &[RenameCandidate<'_>],
    mut read: impl FnMut(&Id) -> Result<Option<Vec<u8>>, E>,
) -> Result<Vec<(usize, usize)>, E> {
    let mut taken = Taken {
        from: HashSet::new(),
        to: HashSet::new(),
        pairs: Vec::new(),
    };
    let mut by_text: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (place, found) in vanished.iter().enumerate() {
        by_text.entry(found.text).or_default().push(place);
    }
    for same_name in [true, false] {
        for (to, new) in appeared.iter().enumerate() {
            for from in by_text.get(&new.text).into_iter().flatten().copied() {
                if !same_name || file_name(vanished[from].path) == file_name(new.path) {
                    taken.take(from, to);
                }
            }
        }
    }

    let left =
        |all: usize, taken: &HashSet<usize>| -> Vec<usize> { (0..all).filter(|at| !taken.contains(at)).collect() };
    let (from, to) = (left(vanished.len(), &taken.from), left(appeared.len(), &taken.to));
    let few = from.len() * to.len() <= MOST_PAIRS;
    let mut traits: HashMap<Id, Option<Traits>> = HashMap::new();
    let mut likely = Vec::new();
    for &new in &to {
        for &old in &from {
            let same_name = file_name(vanished[old].path) == file_name(appeared[new].path);
            if !few && !same_name {
                continue;
            }
            for id in [vanished[old].text, appeared[new].text] {
                if let std::collections::hash_map::Entry::Vacant(vacant) = traits.entry(id) {
                    vacant.insert(read(&id)?.map(|text| Traits::of(&text)));
                }
            }
            if let (Some(Some(one)), Some(Some(other))) =
                (traits.get(&vanished[old].text), traits.get(&appeared[new].text))
            {
                let likeness = one.likeness(other);
                if likeness >= HALF {
                    likely.push((std::cmp::Reverse((likeness, same_name)), old, new));
                }
            }
        }
    }
    likely.sort_unstable();
    for (_, old, new) in likely {
        taken.take(old, new);
    }
    Ok(taken.pairs)
}

struct Taken {
    from: HashSet<usize>,
    to: HashSet<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Taken {
    fn take(&mut self, from: usize, to: usize) {
        if !self.from.contains(&from) && !self.to.contains(&to) {
            self.from.insert(from);
            self.to.insert(to);
            self.pairs.push((from, to));
        }
    }
}

fn file_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}

/// Whether two texts are at least half alike.
pub(in crate::history) fn alike(one: &[u8], other: &[u8]) -> bool {
    one == other || Traits::of(one).likeness(&Traits::of(other)) >= HALF
}

const HALF: u32 = 500;

/// By what a contract is known again: its lines, and the ids in it.
struct Traits {
    lines: HashMap<Vec<u8>, usize>,
    line_count: usize,
    ids: HashSet<Vec<u8>>,
}

impl Traits {
    fn of(text: &[u8]) -> Self {
        let mut traits = Self {
            lines: HashMap::new(),
            line_count: 0,
            ids: HashSet::new(),
        };
        for line in text
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty())
        {
            *traits.lines.entry(line.to_vec()).or_default() += 1;
            traits.line_count += 1;
            let field = line.strip_prefix(b"- ").unwrap_or(line).trim_ascii_start();
            if let Some(id) = field.strip_prefix(b"id:") {
                let id = id.split(|byte| *byte == b'#').next().unwrap_or(id).trim_ascii();
                traits
                    .ids
                    .insert(id.iter().copied().filter(|byte| !b"'\"".contains(byte)).collect());
            }
        }
        traits
    }

    /// In thousandths: the greater share of common ids and of common lines.
    fn likeness(&self, other: &Self) -> u32 {
        let lines = self
            .lines
            .iter()
            .map(|(line, count)| (*count).min(other.lines.get(line).copied().unwrap_or(0)))
            .sum();
        let ids = self.ids.intersection(&other.ids).count();
        thousandths(lines, self.line_count.max(other.line_count))
            .max(thousandths(ids, self.ids.len().max(other.ids.len())))
    }
}

fn thousandths(part: usize, whole: usize) -> u32 {
    (part * 1000)
        .checked_div(whole)
        .map_or(0, |share| u32::try_from(share).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn paired(
        vanished: &[(&'static str, &'static str)],
        appeared: &[(&'static str, &'static str)],
    ) -> Vec<(usize, usize)> {
        let mut texts: Vec<&str> = Vec::new();
        let mut found = |list: &[(&'static str, &'static str)]| -> Vec<RenameCandidate<'static>> {
            let mut one = |&(path, text): &(&'static str, &'static str)| {
                let at = texts.iter().position(|known| *known == text).unwrap_or_else(|| {
                    texts.push(text);
                    texts.len() - 1
                });
                RenameCandidate {
                    path: path.as_bytes(),
                    text: [u8::try_from(at).unwrap(); 20],
                }
            };
            list.iter().map(&mut one).collect()
        };
        let (vanished, appeared) = (found(vanished), found(appeared));
        let read = |id: &Id| Ok::<_, Infallible>(Some(texts[usize::from(id[0])].as_bytes().to_vec()));
        pairs(&vanished, &appeared, read).unwrap()
    }

    #[test]
    fn equal_texts_go_together_by_name_first() {
        assert_eq!(
            paired(
                &[("a.yaml", "x"), ("b.yaml", "x")],
                &[("old/b.yaml", "x"), ("old/a.yaml", "x")]
            ),
            [(1, 0), (0, 1)]
        );
        assert_eq!(
            paired(&[("a.yaml", "x")], &[("b.yaml", "x"), ("c.yaml", "x")]),
            [(0, 0)]
        );
    }

    #[test]
    fn half_alike_is_enough_and_less_is_not() {
        assert_eq!(paired(&[("a", "1\n2\n3\n4")], &[("b", "1\n2\nx\ny")]), [(0, 0)]);
        assert_eq!(paired(&[("a", "1\n2\n3\n4")], &[("b", "1\nz\nx\ny")]), []);
        assert_eq!(paired(&[("a", "")], &[("b", "x")]), []);
    }

    #[test]
    fn common_clause_ids_count_whatever_the_wording() {
        let old = "- id: fees\n  text: one\n- id: term # x\n  text: two\n";
        assert_eq!(
            paired(
                &[("a", old)],
                &[("b", "- id: 'fees'\n  text: 1\n  x: 2\n- text: y\n  id: term\n")]
            ),
            [(0, 0)]
        );
    }

    #[test]
    fn the_most_alike_go_together() {
        let vanished = [("a", "1\n2\n3\n4"), ("b", "1\n2\n3\n5")];
        assert_eq!(
            paired(&vanished, &[("c", "1\n2\n3\n5\n6"), ("d", "1\n2\n3\n4\n6")]),
            [(0, 1), (1, 0)]
        );
    }
}
