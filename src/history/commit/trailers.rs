//! The trailers of a message, as git reads them: what `git log --format='%(trailers)'` shows is what counts, in whatever way it
//! is written. The rules are those of git's `trailer.c`, with the settings that git has by itself.
//!
//! `git2::message_trailers_bytes` is not used, because libgit2 (1.9) reads other messages than git shows: below a line `---` it
//! sees no trailers at all, behind a key without a value it takes the next trailer for that value, and of a message that
//! begins with a blank line it takes the title for a trailer. Of 600 random messages it told more than 70 otherwise.

/// What begins a line that counts for a trailer whatever stands in it.
const OF_GIT: [&str; 2] = ["Signed-off-by: ", "(cherry picked from commit "];
/// The line below which git leaves everything out of a message, behind the sign of a comment.
const SCISSORS: &str = " ------------------------ >8 ------------------------";

/// The last paragraph of a message, where git reads it as trailers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trailers<'t> {
    /// The message before it.
    pub(super) before: &'t str,
    /// Each with its value: blanks around it are gone, and each line end in it is one blank.
    pub(super) found: Vec<(&'t str, String)>,
    /// Lines among them that are none.
    pub(super) others: Vec<&'t str>,
}

impl<'t> Trailers<'t> {
    /// Those of a message as it is stored; `None` where there are none. `comment` begins a line that git passes over; a reader
    /// may have set another sign.
    pub(super) fn of(text: &'t str, comment: Option<char>) -> Option<Self> {
        let text = without_blank_lines(text);
        let is_comment = |line: &str| comment.is_some_and(|sign| line.starts_with(sign));
        let text = &text[..text.len() - left_out(text, &is_comment)];
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let first = block(&lines, &is_comment)?;
        let mut trailers = Self {
            before: &text[..lines[..first].iter().map(|line| line.len()).sum()],
            ..Self::default()
        };
        // Whether a line that begins with a blank goes on with the last trailer.
        let mut goes_on = false;
        for line in &lines[first..] {
            if goes_on && line.starts_with(is_blank) {
                if let Some((_, value)) = trailers.found.last_mut() {
                    value.push_str(line);
                }
                continue;
            }
            let separator = separator(line);
            goes_on = separator.is_some();
            match separator {
                _ if is_comment(line) => {}
                Some(at) => {
                    let (key, value) = (line[..at].trim_matches(is_blank), &line[at + 1..]);
                    trailers.found.push((key, value.to_owned()));
                }
                None => trailers.others.push(line.trim_end_matches(is_blank)),
            }
        }
        for (_, value) in &mut trailers.found {
            *value = unfolded(value);
        }
        Some(trailers)
    }
}

/// What git takes for blanks.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn is_blank_line(line: &str) -> bool {
    line.chars().all(is_blank)
}

/// The text from its first line on that is not blank.
fn without_blank_lines(text: &str) -> &str {
    let blank = text.split_inclusive('\n').take_while(|line| is_blank_line(line));
    &text[blank.map(str::len).sum()..]
}

/// How many bytes at the end of a message git passes over: comments and blank lines, a list of conflicts, and what stands
/// below the scissors.
fn left_out(text: &str, is_comment: &impl Fn(&str) -> bool) -> usize {
    let mut at = 0;
    let mut begin = None;
    let mut in_conflicts = false;
    for line in text.split_inclusive('\n') {
        // Behind the sign of a comment, which may be any character.
        let mut behind = line.chars();
        behind.next();
        if is_comment(line) && behind.as_str().trim_end_matches('\n') == SCISSORS {
            break;
        }
        if is_comment(line) || line == "\n" {
            begin = begin.or(Some(at));
        } else if line == "Conflicts:\n" {
            in_conflicts = true;
            begin = begin.or(Some(at));
        } else if !(in_conflicts && line.starts_with('\t')) {
            begin = None;
            in_conflicts = false;
        }
        at += line.len();
    }
    text.len() - begin.unwrap_or(at)
}

/// Where the trailers begin: the last lines that are no blank ones, where all of them are trailers, or a fourth of them and git
/// itself wrote one. The first paragraph is a title and never holds any.
fn block(lines: &[&str], is_comment: &impl Fn(&str) -> bool) -> Option<usize> {
    let title = lines.iter().position(|line| !is_comment(line) && is_blank_line(line))?;
    let (mut trailers, mut others, mut may_go_on) = (0_usize, 0_usize, 0_usize);
    let (mut by_git, mut only_blank) = (false, true);
    for (at, line) in lines.iter().enumerate().skip(title).rev() {
        if is_comment(line) {
            others += std::mem::take(&mut may_go_on);
            continue;
        }
        if is_blank_line(line) {
            if only_blank {
                continue;
            }
            others += may_go_on;
            let is_block = by_git && trailers * 3 >= others || trailers > 0 && others == 0;
            return is_block.then_some(at + 1);
        }
        only_blank = false;
        if OF_GIT.iter().any(|begin| line.starts_with(begin)) {
            trailers += 1;
            may_go_on = 0;
            by_git = true;
        } else if separator(line).is_some() {
            trailers += 1;
            may_go_on = 0;
        } else if line.starts_with(is_blank) {
            may_go_on += 1;
        } else {
            others += 1 + std::mem::take(&mut may_go_on);
        }
    }
    None
}

/// Where the colon behind the key of a trailer stands.
fn separator(line: &str) -> Option<usize> {
    let at = line.find(':')?;
    let key = line[..at].trim_end_matches([' ', '\t']);
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_key.then_some(at)
}

fn unfolded(value: &str) -> String {
    let mut lines = value.split('\n');
    let mut one = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        one.push(' ');
        one.push_str(line.trim_start_matches(is_blank));
    }
    one.trim_matches(is_blank).to_owned()
}
