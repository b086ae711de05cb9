//! What comes of two versions of a file that grew from one, line by line, as every git brings them together.

use git2::{MergeFileInput, merge_file};

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::settle;

/// Both versions brought together; `None` where they changed the same lines, so that somebody had to decide.
///
/// # Errors
///
/// When the library fails.
pub fn three_way(base: &[u8], one: &[u8], other: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    // This call alone does not begin the library by itself.
    settle();
    let mut inputs = [MergeFileInput::new(), MergeFileInput::new(), MergeFileInput::new()];
    for (input, content) in inputs.iter_mut().zip([base, one, other]) {
        input.content(content);
    }
    let [base, one, other] = &inputs;
    let merged = merge_file(base, one, other, None).map_err(Error::git(Doing::Join))?;
    Ok(merged.is_automergeable().then(|| merged.content().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_different_lines_go_together_and_others_do_not() {
        let merged = |one: &str, other: &str| {
            three_way(b"a\nb\nc\nd\ne\n", one.as_bytes(), other.as_bytes())
                .unwrap()
                .map(String::from_utf8)
        };
        let together = Some(Ok("A\nb\nc\nd\nE\n".to_owned()));
        assert_eq!(merged("A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n"), together);
        assert_eq!(merged("A\nb\nc\nd\ne\n", "x\nb\nc\nd\ne\n"), None);
    }
}
