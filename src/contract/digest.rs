//! The digests by which wordings, parties and whole contracts are named, made so that anyone can recompute them:
//!
//! ```text
//! adidem show crm --clause fees --canonical | sha256sum
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::model::{Clause, Contract, Visit};
use crate::language::{Language, say};

/// How many bytes a SHA-256 has.
const BYTES: usize = 32;
/// By how many hexadecimal digits it is written.
const DIGITS: usize = 2 * BYTES;

/// A SHA-256, shown as `sha256:` and 64 hexadecimal digits.
///
/// As the *revision* of a clause it names one exact wording of heading and text. A clause that is not there has none:
/// where a wording may be *absent*, an `Option<Revision>` says so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Revision([u8; BYTES]);

/// A digest that is not written as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotADigest(String);

impl NotADigest {
    /// What is wrong and what to write, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let Self(written) = self;
        say!(
            language,
            "`{written}` is not a digest: write `sha256:` and {DIGITS} hexadecimal digits in lower case",
            "`{written}` 不是摘要：请写 `sha256:` 和 {DIGITS} 位小写的十六进制数字",
        )
    }
}

impl fmt::Display for NotADigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl Revision {
    /// The SHA-256 of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A digest by its bytes.
    pub(super) fn of_digest(bytes: [u8; BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// The bare digits, as `sha256sum` prints them.
    #[must_use]
    pub fn hex(&self) -> String {
        const HEX: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        self.0.iter().fold(String::with_capacity(DIGITS), |mut hex, byte| {
            hex.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            hex
        })
    }

    /// The first digits, enough to tell revisions apart on a screen and too few to rely on.
    #[must_use]
    pub fn short(&self) -> String {
        self.hex()[..10].to_owned()
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revision({})", self.short())
    }
}

impl FromStr for Revision {
    type Err = NotADigest;

    fn from_str(written: &str) -> Result<Self, NotADigest> {
        let fault = || NotADigest(written.chars().take(80).collect());
        let hex = written.strip_prefix("sha256:").ok_or_else(fault)?.as_bytes();
        let mut bytes = [0; BYTES];
        if hex.len() != DIGITS {
            return Err(fault());
        }
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            for &digit in pair {
                // One spelling only, so that digests can be compared as text.
                let value = match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return Err(fault()),
                };
                *byte = *byte << 4 | value;
            }
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Revision {
    type Error = NotADigest;

    fn try_from(written: String) -> Result<Self, NotADigest> {
        written.parse()
    }
}

impl From<Revision> for String {
    fn from(revision: Revision) -> Self {
        revision.to_string()
    }
}

/// The wording of a clause as it is digested: heading, an empty line, text, a line end.
///
/// Spaces and tabs at line ends and blank lines at both ends of the text are dropped. Nothing else is: an invisible
/// character is a change.
#[must_use]
pub fn canonical(clause: &Clause) -> String {
    let lines: Vec<&str> = clause.text.split('\n').map(trim_line).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(first, |last| last + 1);
    format!("{}\n\n{}\n", trim_line(&clause.heading), lines[first..end].join("\n"))
}

fn trim_line(line: &str) -> &str {
    line.trim_end_matches([' ', '\t'])
}

/// The revision of a clause: the digest of its [`canonical`] wording. Sub-clauses have revisions of their own.
#[must_use]
pub fn revision(clause: &Clause) -> Revision {
    Revision::of(canonical(clause).as_bytes())
}

/// The ids of the clauses whose wording differs between two versions, those that stand in one of them alone included.
#[must_use]
pub fn differing(old: &Contract, new: &Contract) -> BTreeSet<String> {
    let wordings = |contract: &Contract| -> BTreeSet<(String, Revision)> {
        let visits = contract.walk();
        let wording = |visit: &Visit<'_>| (visit.clause.id.clone(), revision(visit.clause));
        visits.iter().map(wording).collect()
    };
    let (old, new) = (wordings(old), wordings(new));
    old.symmetric_difference(&new).map(|(id, _)| id.clone()).collect()
}

/// What is digested of the parties: who they are, who speaks for them, and with which keys.
#[must_use]
pub fn canonical_parties(contract: &Contract) -> String {
    let mut lines = String::from("adidem/parties/1\n");
    for party in &contract.parties {
        line(
            &mut lines,
            format_args!("party {}\t{}\t{}", party.id, party.name, party.role),
        );
        for member in &party.members {
            line(&mut lines, format_args!("member {}\t{}", member.name, member.email));
            for key in &member.keys {
                line(&mut lines, format_args!("key {key}"));
            }
        }
    }
    lines
}

/// The digest of [`canonical_parties`].
#[must_use]
pub fn parties_digest(contract: &Contract) -> Revision {
    Revision::of(canonical_parties(contract).as_bytes())
}

/// What is digested of the whole: title, parties, and every clause in reading order with its depth, id and revision.
#[must_use]
pub fn canonical_whole(contract: &Contract) -> String {
    let line_of = |visit: &Visit<'_>| line_of_clause(visit.depth, &visit.clause.id, revision(visit.clause));
    let clauses = contract.walk().iter().map(line_of).collect::<String>();
    canonical_front(contract) + &clauses
}

/// What stands before the clauses.
fn canonical_front(contract: &Contract) -> String {
    format!("adidem/whole/1\n{}\n{}\n", contract.title, parties_digest(contract))
}

/// What stands there of one clause.
pub(super) fn line_of_clause(depth: usize, id: &str, revision: Revision) -> String {
    format!("{depth} {id} {revision}\n")
}

/// The digest of [`canonical_whole`]: two contracts that share it say the same, between the same parties.
#[must_use]
pub fn whole(contract: &Contract) -> Revision {
    Revision::of(canonical_whole(contract).as_bytes())
}

/// The same of a contract whose clauses are at hand as the lines that stand there of them, in reading order.
pub(super) fn whole_of_lines<'l>(front: &Contract, clauses: impl Iterator<Item = &'l str>) -> Revision {
    let mut digest = Sha256::new();
    digest.update(canonical_front(front));
    clauses.for_each(|line| digest.update(line));
    Revision(digest.finalize().into())
}

fn line(lines: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(lines, "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(heading: &str, text: &str) -> Clause {
        Clause {
            id: "甲".into(),
            heading: heading.into(),
            text: text.into(),
            pair: None,
            clauses: Vec::new(),
        }
    }

    #[test]
    fn drops_only_what_nobody_can_read() {
        let table = [
            (
                "费用",
                "\n \n 第一行 \t\n\n第二行\n\n\t\n",
                "费用\n\n 第一行\n\n第二行\n",
            ),
            ("费用", "", "费用\n\n\n"),
            ("", "x", "\n\nx\n"),
            ("费用 ", "x", "费用\n\nx\n"),
            ("a", "x\u{3000}\n", "a\n\nx\u{3000}\n"),
            ("a", "x\u{200b}\n", "a\n\nx\u{200b}\n"),
        ];
        for (heading, text, expected) in table {
            assert_eq!(canonical(&clause(heading, text)), expected);
        }
        assert_ne!(revision(&clause("a", "x")), revision(&clause("a", "x\u{200b}")));
        assert_ne!(revision(&clause("a", "x")), revision(&clause("A", "x")));
    }

    #[test]
    fn a_digest_reads_back() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Revision::of(b"").to_string(), empty);
        assert_eq!(empty.parse(), Ok(Revision::of(b"")));
        let json = serde_json::to_string(&Revision::of(b"")).unwrap();
        assert_eq!(json, format!("\"{empty}\""));
        assert_eq!(serde_json::from_str::<Revision>(&json).unwrap(), Revision::of(b""));
        for wrong in [
            "",
            "sha256:",
            &empty[7..],
            &empty.to_uppercase(),
            &empty.replace('e', "g"),
            &format!("{empty}0"),
        ] {
            assert!(wrong.parse::<Revision>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn whole_and_parties_are_lists_of_lines() {
        let contract = crate::contract::read(
            "title: 合同\nparties:\n  - {id: a, name: 甲公司, role: 甲方, members: [{name: 李静, email: l@x.example, keys: [ssh-ed25519 AAAA note]}]}\n  - {id: b, name: 乙公司}\nclauses:\n  - id: one\n    heading: 一\n    clauses:\n      - id: two\n        text: 二\n"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            canonical_parties(&contract),
            "adidem/parties/1\nparty a\t甲公司\t甲方\nmember 李静\tl@x.example\nkey ssh-ed25519 AAAA\nparty b\t乙公司\t\n"
        );
        let one = revision(&contract.clauses[0]);
        let two = revision(&contract.clauses[0].clauses[0]);
        assert_eq!(
            canonical_whole(&contract),
            format!(
                "adidem/whole/1\n合同\n{}\n1 one {one}\n2 two {two}\n",
                parties_digest(&contract)
            )
        );
    }
}
