//! Changes of a text by its bytes: everything that is not named is copied.

use std::ops::Range;

/// Replacements in a text.
#[derive(Debug, Default)]
pub(super) struct Splices {
    all: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Puts words in the place of bytes.
    pub(super) fn replace(&mut self, at: Range<usize>, with: String) {
        self.all.push((at, with));
    }

    /// Puts words in front of a byte, behind those that were put there before.
    pub(super) fn insert(&mut self, at: usize, words: String) {
        self.all.push((at..at, words));
    }

    /// Takes bytes away.
    pub(super) fn remove(&mut self, at: Range<usize>) {
        self.all.push((at, String::new()));
    }

    /// The text with everything replaced; nothing where two replacements want the same bytes, or a byte is no border of a
    /// character.
    pub(super) fn applied(mut self, source: &str) -> Option<String> {
        // What is put in front of a byte comes before what takes its place.
        self.all.sort_by_key(|(at, _)| (at.start, at.end));
        let added: usize = self.all.iter().map(|(_, with)| with.len()).sum();
        let mut text = String::with_capacity(source.len() + added);
        let mut done = 0;
        for (at, with) in &self.all {
            if at.start < done {
                return None;
            }
            text.push_str(source.get(done..at.start)?);
            text.push_str(with);
            done = at.end;
        }
        text.push_str(source.get(done..)?);
        Some(text)
    }

    /// The text in which what is taken away as a whole takes along what was to be changed within it.
    pub(super) fn applied_outermost(mut self, source: &str) -> Option<String> {
        self.all.sort_by_key(|(at, _)| (at.start, at.end));
        let removed: Vec<Range<usize>> = self
            .all
            .iter()
            .filter(|(at, with)| with.is_empty() && !at.is_empty())
            .map(|(at, _)| at.clone())
            .collect();
        let mut outer: Vec<Range<usize>> = Vec::new();
        for range in removed {
            match outer.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => outer.push(range),
            }
        }
        let is_within = |at: &Range<usize>| {
            let next = outer.partition_point(|range| range.start <= at.start);
            let around = next.checked_sub(1).and_then(|index| outer.get(index));
            around.is_some_and(|around| at.start > around.start && at.end < around.end)
        };
        let kept = self
            .all
            .into_iter()
            .filter(|(at, with)| !with.is_empty() && !is_within(at));
        let mut all: Vec<_> = kept.collect();
        all.extend(outer.into_iter().map(|range| (range, String::new())));
        Splices { all }.applied(source)
    }
}

#[cfg(test)]
mod tests {
    use super::Splices;

    #[test]
    fn what_is_not_named_is_copied_and_what_is_wanted_twice_refused() {
        let mut splices = Splices::default();
        splices.replace(1..2, "X".to_owned());
        splices.insert(1, "<".to_owned());
        splices.insert(1, "<".to_owned());
        splices.remove(4..5);
        assert_eq!(splices.applied("abcdef").as_deref(), Some("a<<Xcdf"));
        let mut splices = Splices::default();
        splices.replace(1..3, "X".to_owned());
        splices.replace(2..4, "Y".to_owned());
        assert_eq!(splices.applied("abcdef"), None);
        let mut splices = Splices::default();
        splices.insert(1, "x".to_owned());
        assert_eq!(splices.applied("é"), None);
    }
}
