//! stand-in
use super::Clause;
/// stand-in
#[must_use]
pub fn canonical(clause: &Clause) -> String {
    let lines: Vec<&str> = clause.text.lines().map(|l| l.trim_end_matches([' ', '\t'])).collect();
    format!("{}\n\n{}\n", clause.heading, lines.join("\n").trim_matches('\n'))
}
