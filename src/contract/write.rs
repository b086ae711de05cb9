//! Writes clauses and whole contracts as YAML the way a person would: text as a literal block, one key a line.

use std::fmt::Write as _;

use super::model::{Clause, Contract};
use super::names;

/// The whole contract as a file; reading it gives the same contract.
#[must_use]
pub fn write(contract: &Contract) -> String {
    let mut file = format!("title: {}\n", scalar(&contract.title));
    let optional = [
        ("language", &contract.language),
        ("kind", &contract.kind),
        ("annex", &contract.annex),
        ("reference", &contract.reference),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            push(&mut file, 0, &format!("{key}: {}", scalar(value)));
        }
    }
    push(&mut file, 0, "parties:");
    for party in &contract.parties {
        push(&mut file, 2, &format!("- id: {}", scalar(&party.id)));
        push(&mut file, 4, &format!("name: {}", scalar(&party.name)));
        if !party.role.is_empty() {
            push(&mut file, 4, &format!("role: {}", scalar(&party.role)));
        }
        if !party.members.is_empty() {
            push(&mut file, 4, "members:");
        }
        for member in &party.members {
            push(&mut file, 6, &format!("- name: {}", scalar(&member.name)));
            if !member.email.is_empty() {
                push(&mut file, 8, &format!("email: {}", scalar(&member.email)));
            }
            if !member.keys.is_empty() {
                push(&mut file, 8, "keys:");
            }
            for key in &member.keys {
                push(&mut file, 10, &format!("- {}", scalar(key)));
            }
        }
    }
    if contract.clauses.is_empty() {
        push(&mut file, 0, "clauses: []");
    } else {
        push(&mut file, 0, "clauses:");
        file.extend(contract.clauses.iter().map(|clause| write_clause(clause, 2)));
    }
    file
}

/// One clause with its sub-clauses as an entry of a list whose `-` stand in column `indent`, counted from 0.
#[must_use]
pub fn write_clause(clause: &Clause, indent: usize) -> String {
    let column = indent + 2;
    let mut entry = String::new();
    push(&mut entry, indent, &format!("- id: {}", scalar(&clause.id)));
    push(&mut entry, column, &format!("heading: {}", scalar(&clause.heading)));
    let text = Written::text(&clause.text, column);
    push(&mut entry, column, &format!("text: {}", text.token));
    entry.push_str(&text.body);
    if let Some(pair) = &clause.pair {
        push(&mut entry, column, &format!("pair: {}", scalar(pair)));
    }
    if !clause.clauses.is_empty() {
        push(&mut entry, column, "clauses:");
        entry.extend(clause.clauses.iter().map(|clause| write_clause(clause, column + 2)));
    }
    entry
}

fn push(file: &mut String, indent: usize, line: &str) {
    file.extend(std::iter::repeat_n(' ', indent));
    file.push_str(line);
    file.push('\n');
}

/// A value as it goes into a file: what stands behind the colon, and the lines below if there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) token: String,
    /// Whole lines, each with its line end.
    pub(crate) body: String,
}

impl Written {
    /// A value of one line.
    pub(crate) fn line(value: &str) -> Self {
        Self {
            token: scalar(value),
            body: String::new(),
        }
    }

    /// A text under a key in `column`: as a literal block wherever such a block can say it exactly.
    pub(crate) fn text(text: &str, column: usize) -> Self {
        let content = text.strip_suffix('\n').unwrap_or(text);
        let last = content.rsplit('\n').next().unwrap_or_default();
        // A block cannot end in blank lines without taking those of the file with it, and no line may begin with a tab.
        let tab = content
            .split('\n')
            .any(|line| line.trim_start_matches(' ').starts_with('\t'));
        if last.trim_matches(' ').is_empty() || tab || text.contains('\u{feff}') {
            return Self::line(text);
        }
        // Where the first line does not show the margin, the header has to say it.
        let margin = if content.starts_with([' ', '\n']) { "2" } else { "" };
        let chomp = if text.ends_with('\n') { "" } else { "-" };
        let mut body = String::with_capacity(text.len() + 64);
        for line in content.split('\n') {
            if line.is_empty() {
                body.push('\n');
            } else {
                push(&mut body, column + 2, line);
            }
        }
        Self {
            token: format!("|{margin}{chomp}"),
            body,
        }
    }
}

/// A value on one line: without quotes where nobody can take it for anything else, in double quotes otherwise.
#[must_use]
pub fn scalar(value: &str) -> String {
    let plain = value.starts_with(char::is_alphabetic)
        && !value.contains([':', '#'])
        && !value.chars().any(needs_escape)
        && !value.ends_with(' ')
        && names::mistaken_for(value).is_none();
    if plain { value.to_owned() } else { quoted(value) }
}

/// Characters that no file may hold as they are, see `hygiene.rs`; all of them have four hexadecimal digits.
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// A value in double quotes, whatever it is: it can stand in a list within brackets as well.
#[must_use]
pub fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for character in value.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if needs_escape(other) => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_text_as_a_block_where_a_block_can_say_it() {
        let table = [
            ("一\n\n二\n", "|", "  一\n\n  二\n"),
            ("一", "|-", "  一\n"),
            ("  一\n二\n", "|2", "    一\n  二\n"),
            ("\n一", "|2-", "\n  一\n"),
            ("一 \n   \n二\n", "|", "  一 \n     \n  二\n"),
            ("- id: x\n# y\n", "|", "  - id: x\n  # y\n"),
            ("", "\"\"", ""),
            ("\n", "\"\\n\"", ""),
            ("一\n\n", "\"一\\n\\n\"", ""),
            ("一\n  \n", "\"一\\n  \\n\"", ""),
            ("一\n\t二\n", "\"一\\n\\t二\\n\"", ""),
            ("\u{feff}\n", "\"\\uFEFF\\n\"", ""),
        ];
        for (text, token, body) in table {
            assert_eq!(
                Written::text(text, 0),
                Written {
                    token: token.into(),
                    body: body.into()
                },
                "{text:?}"
            );
        }
    }

    #[test]
    fn quotes_only_what_needs_it() {
        for (value, expected) in [
            ("软件使用权", "软件使用权"),
            ("Fees, taxes & costs", "Fees, taxes & costs"),
            ("li.jing@yunfan.example", "li.jing@yunfan.example"),
            ("1.0", "\"1.0\""),
            ("no", "\"no\""),
            ("null", "\"null\""),
            ("a: b", "\"a: b\""),
            ("“x”", "\"“x”\""),
            ("x ", "\"x \""),
            ("say \"x\" \\", "say \"x\" \\"),
            ("\"x\" \\", "\"\\\"x\\\" \\\\\""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(value), expected);
        }
    }
}
