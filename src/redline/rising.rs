//! What kept its order: the longest rising subsequence.

/// For each number of the list whether it belongs to the longest rising subsequence.
pub(crate) fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let place = ends.partition_point(|end| numbers[*end] < *number);
        before[at] = place.checked_sub(1).map(|shorter| ends[shorter]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        kept[at] = true;
        next = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_clauses_move() {
        assert_eq!(longest_rising(&[0, 1, 4, 2, 3]), [true, true, false, true, true]);
        assert_eq!(longest_rising(&[]), [false; 0]);
    }
}
