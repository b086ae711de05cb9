//! Turning the pages of a long answer without a pager, for where no other program may be started. It needs no more of the
//! terminal than that it takes lines.

use crate::wording::ReportWords;
use std::io::{BufRead, IsTerminal, Write};

/// Shows a text page by page; as a whole where nobody is there to turn the page. `height` is that of the window.
pub(super) fn through(text: &str, height: usize, words: ReportWords) -> std::io::Result<()> {
    if !std::io::stdin().is_terminal() {
        return super::output::print(text);
    }
    let question = words.turn_page();
    turn(
        text,
        height,
        question,
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
    )
}

fn turn(
    text: &str,
    height: usize,
    question: &str,
    answers: &mut impl BufRead,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    // The question takes a line, and so does the one that it is answered on.
    let page = height.saturating_sub(2).max(1);
    let mut from = 0;
    loop {
        let to = (from + page).min(lines.len());
        for line in &lines[from..to] {
            writeln!(out, "{line}")?;
        }
        if to == lines.len() {
            return out.flush();
        }
        write!(out, "{question}")?;
        out.flush()?;
        let mut answer = String::new();
        if answers.read_line(&mut answer)? == 0 {
            return Ok(());
        }
        from = match answer.trim() {
            "q" | "Q" | "ｑ" => return Ok(()),
            "b" | "B" | "ｂ" => from.saturating_sub(page),
            _ => to,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(answers: &str) -> Vec<String> {
        let text = "1\n2\n3\n4\n5\n6\n7\n".to_owned();
        let mut out = Vec::new();
        turn(&text, 5, "more? ", &mut answers.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn pages_are_turned_forwards_and_back_and_left_at_any_time() {
        assert_eq!(shown("\n\n"), ["1", "2", "3", "more? 4", "5", "6", "more? 7"]);
        assert_eq!(
            shown("\nb\nq\n"),
            ["1", "2", "3", "more? 4", "5", "6", "more? 1", "2", "3", "more? "]
        );
        assert_eq!(
            shown("!sh\nq\n"),
            ["1", "2", "3", "more? 4", "5", "6", "more? "],
            "it knows no commands"
        );
        assert_eq!(shown(""), ["1", "2", "3", "more? "], "nobody is there any more");
    }

    #[test]
    fn a_window_without_height_shows_a_line_at_a_time() {
        let mut out = Vec::new();
        turn("1\n2\n", 0, "", &mut "\n".as_bytes(), &mut out).unwrap();
        assert_eq!(out, b"1\n2\n");
    }
}
