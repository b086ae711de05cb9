//! Numbers in front of clauses, and whether they say more than where the clause is.

use crate::redline::numerals::{chinese, plain};
use crate::redline::reference_labels::Labelled;
use crate::redline::typed_labels::label_in_front;

/// Whether a number in front of a clause says no more than where the clause stands: its path, the last step of it, or how
/// many of its kind came before.
pub(super) fn says_place(label: &str, path: &str, count: usize) -> bool {
    let bare = label
        .trim()
        .trim_matches(|c: char| "().（）、．:：第条條款章节節".contains(c));
    let bare = bare
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or(bare)
        .trim_matches(['.', '§']);
    if bare == path {
        return true;
    }
    let last: Option<usize> = path.rsplit('.').next().and_then(|step| step.parse().ok());
    values(bare)
        .into_iter()
        .flatten()
        .any(|value| Some(value) == last || value == count)
}

/// Whether a number in front of a clause is its place as a contract shows it: its path, or the count of articles at the
/// top.
pub(super) fn is_place(label: &str, path: &str) -> bool {
    let bare = label.trim().trim_end_matches(['.', '、', '．']);
    let is_article = || {
        let article = label_in_front(label.trim());
        !path.contains('.')
            && article.is_some_and(|(_, label)| matches!(label.of, Labelled::Clause) && label.number == path)
    };
    bare == path || is_article()
}

/// What a number may count to: figures, a letter, a Roman or a Chinese numeral. `c` is the third letter and a hundred.
fn values(written: &str) -> [Option<usize>; 2] {
    if let Ok(figures) = written.parse() {
        return [Some(figures), None];
    }
    if let Some(value) = chinese(written) {
        return [plain(value).parse().ok(), None];
    }
    let lower = written.to_lowercase();
    let mut letters = lower.chars();
    let first = letters.next().filter(char::is_ascii_lowercase);
    let letter = first.filter(|_| letters.next().is_none());
    [roman(&lower), letter.map(|letter| letter as usize - 'a' as usize + 1)]
}

fn roman(written: &str) -> Option<usize> {
    let mut total = 0_usize;
    let mut last = 0;
    for sign in written.chars().rev() {
        let value = match sign {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        if value < last {
            total = total.checked_sub(value)?;
        } else {
            total += value;
            last = value;
        }
    }
    (total > 0).then_some(total)
}
