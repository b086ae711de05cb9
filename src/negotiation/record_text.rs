//! A record as a file: written in one way, read strictly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use chrono::DateTime;
use serde::Deserialize;

use super::change::CommitId;
use super::record::{Decision, NamedWording, Record, RecordFormat, RecordId};
use super::record_error::{Malformed, RecordError, RecordFault};
use crate::contract::{check_characters, check_yaml, scalar};

/// The `kind` of a record that holds positions.
const POSITIONS: &str = "positions";
/// What the name of every format begins with.
const ANY_FORMAT: &str = "adidem/record/";
/// The number of the latest format that this version knows, that of [`RecordFormat::Two`].
const LATEST_FORMAT: u32 = 2;
/// Records are hardly ever longer, in bytes.
const USUAL: usize = 64 << 10;
/// How a deletion is written where a revision belongs.
pub(super) const ABSENT: &str = "absent";

/// The bytes of a record's file; reading them gives the same record.
#[must_use]
pub fn write_record(record: &Record) -> String {
    let mut file = format!("format: {}\n", record.format.name());
    let mut line = |key: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(file, "{key}: {value}");
    };
    if record.format == RecordFormat::Two {
        line("kind", POSITIONS);
    }
    line("negotiation", &quoted(&record.negotiation));
    line("contract", &scalar(&record.contract));
    line("party", &scalar(&record.party));
    line("signer", &scalar(&record.signer));
    if let Some(key) = &record.key {
        line("key", &quoted(key));
    }
    line("seq", &record.seq.to_string());
    line("round", &record.round.to_string());
    line("decision", record.decision.word());
    // With nothing behind it, YAML takes the key's value for no list at all.
    line("clauses", if record.clauses.is_empty() { "[]" } else { "" });
    for clause in &record.clauses {
        let revision = clause
            .revision
            .map_or_else(|| ABSENT.to_owned(), |revision| quoted(&revision));
        line("  - {id", &format!("{}, revision: {revision}}}", scalar(&clause.id)));
    }
    line("whole", &quoted(&record.whole));
    if let Some(base) = record.base {
        line("base", &quoted(&base));
    }
    let prev: Vec<String> = record.prev.iter().map(quoted).collect();
    line("prev", &format!("[{}]", prev.join(", ")));
    let seen: Vec<String> = record
        .seen
        .iter()
        .map(|(party, id)| format!("{}: {}", scalar(party), quoted(id)))
        .collect();
    line("seen", &format!("{{{}}}", seen.join(", ")));
    line("parties", &quoted(&record.parties));
    line("at", &quoted(&record.at.to_rfc3339()));
    for (key, value) in [
        ("reason", &record.reason),
        ("speaks_for", &record.speaks_for),
        ("reported", &record.reported),
    ] {
        if let Some(value) = value {
            line(key, &scalar(value));
        }
    }
    if let Some(withdraws) = record.withdraws {
        line("withdraws", &quoted(&withdraws));
    }
    file.replace("clauses: \n", "clauses:\n")
}

/// Whether these are the bytes of an offer that names no clause as version 0.1 wrote it: with nothing behind `clauses:`.
/// Such a file says the same as one with `clauses: []`. Since its name follows from its bytes, it stays as it is.
#[must_use]
pub fn is_bare(record: &Record, bytes: &[u8]) -> bool {
    record.format == RecordFormat::One && record.clauses.is_empty() && bare(record).as_bytes() == bytes
}

fn bare(record: &Record) -> String {
    write_record(record).replacen("\nclauses: []\n", "\nclauses:\n", 1)
}

pub(super) fn quoted(value: &impl ToString) -> String {
    format!("\"{}\"", value.to_string())
}

/// Reads a record strictly: UTF-8, plain line ends, no anchors, aliases or tags, every key known and written once, and
/// no contradiction between the decision and what belongs to it.
///
/// # Errors
///
/// What is wrong; with its place where the YAML is at fault.
pub fn read_record(bytes: &[u8]) -> Result<Record, RecordError> {
    // What is exactly as it would be written holds none of that, and is read once.
    if let Some(record) = read_as_written(bytes) {
        return Ok(record);
    }
    if let Some(format) = later_format(bytes) {
        return Err(RecordError::LaterFormat(format));
    }
    let text = check_yaml(bytes)?;
    if let Ok(RecordHeader { format, kind }) = serde_yaml::from_str(text)
        && format == RecordFormat::Two.name()
        && kind != POSITIONS
    {
        return Err(RecordError::OtherKind(kind));
    }
    let file: File = serde_yaml::from_str(text).map_err(|error| form_error(&error))?;
    let lists_nothing = file.clauses.is_none();
    let record = file.record()?;
    // Version 0.1 wrote so, in this one way; nothing else that is no list is one.
    if lists_nothing && !is_bare(&record, bytes) {
        return Err(RecordFault::NoClause.into());
    }
    Ok(record)
}

/// What the reader of YAML found wrong with a record's form.
pub(super) fn form_error(error: &serde_yaml::Error) -> RecordError {
    let place = error.location();
    let (line, column) = place.map_or((1, 1), |place| (place.line(), place.column()));
    RecordError::Form {
        line: usize::try_from(line).unwrap_or(1),
        column: usize::try_from(column).unwrap_or(1),
        said: error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches('.')
            .to_owned(),
    }
}

/// The format of a record that a later version wrote. Of such a file nothing is known but that its first line names it: it
/// need not even be YAML as this version reads it.
fn later_format(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let format = str::from_utf8(line).ok()?.strip_prefix("format: ")?;
    let number = format.strip_prefix(ANY_FORMAT)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    let is_later = is_number && number.len() < 6 && number.parse::<u32>().is_ok_and(|number| number > LATEST_FORMAT);
    is_later.then(|| format.to_owned())
}

fn read_as_written(bytes: &[u8]) -> Option<Record> {
    let text = check_characters(bytes)
        .ok()
        .filter(|text| text.len() <= USUAL && !text.contains(['&', '*', '!']))?;
    let file = serde_yaml::from_str::<File>(text).ok()?;
    let lists_nothing = file.clauses.is_none();
    let record = file.record().ok()?;
    let is_as_written = if lists_nothing {
        is_bare(&record, bytes)
    } else {
        write_record(&record) == text
    };
    is_as_written.then_some(record)
}

/// What every record says from its second format on, whatever else it holds.
#[derive(Deserialize)]
struct RecordHeader {
    format: String,
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    kind: Option<String>,
    negotiation: String,
    contract: String,
    party: String,
    signer: String,
    key: Option<String>,
    seq: u32,
    round: u32,
    decision: String,
    clauses: Option<Vec<RecordClause>>,
    whole: String,
    base: Option<String>,
    #[serde(default)]
    prev: Vec<String>,
    #[serde(default)]
    seen: BTreeMap<String, String>,
    parties: String,
    at: String,
    reason: Option<String>,
    withdraws: Option<String>,
    speaks_for: Option<String>,
    reported: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordClause {
    id: String,
    revision: String,
}

impl File {
    fn record(self) -> Result<Record, RecordFault> {
        let format = [RecordFormat::One, RecordFormat::Two]
            .into_iter()
            .find(|format| format.name() == self.format);
        let format = format.ok_or(RecordFault::OtherFormat(self.format))?;
        if self.kind.is_some() != (format == RecordFormat::Two) {
            return Err(RecordFault::Kind);
        }
        let decision = Decision::WORDS
            .iter()
            .find(|(_, word)| *word == self.decision)
            .map(|(decision, _)| *decision);
        let decision = decision.ok_or_else(|| RecordFault::NoDecision(self.decision.clone()))?;
        let record = Record {
            format,
            negotiation: parsed("negotiation", &self.negotiation)?,
            contract: self.contract,
            party: self.party,
            signer: self.signer,
            key: self.key,
            seq: self.seq,
            round: self.round,
            decision,
            clauses: self
                .clauses
                .into_iter()
                .flatten()
                .map(RecordClause::named)
                .collect::<Result<_, _>>()?,
            whole: parsed("whole", &self.whole)?,
            base: self
                .base
                .as_deref()
                .map(|base| parsed::<CommitId>("base", base))
                .transpose()?,
            prev: self
                .prev
                .iter()
                .map(|id| parsed::<RecordId>("prev", id))
                .collect::<Result<_, _>>()?,
            seen: self
                .seen
                .into_iter()
                .map(|(party, id)| Ok::<_, RecordFault>((party, parsed("seen", &id)?)))
                .collect::<Result<_, _>>()?,
            parties: parsed("parties", &self.parties)?,
            at: DateTime::parse_from_rfc3339(&self.at).map_err(|_| RecordFault::NoTime(self.at.clone()))?,
            reason: self.reason,
            withdraws: self
                .withdraws
                .as_deref()
                .map(|id| parsed("withdraws", id))
                .transpose()?,
            speaks_for: self.speaks_for,
            reported: self.reported,
        };
        consistent(&record).map(|()| record)
    }
}

impl RecordClause {
    fn named(self) -> Result<NamedWording, RecordFault> {
        let revision = match self.revision.as_str() {
            ABSENT => None,
            revision => Some(parsed("revision", revision)?),
        };
        Ok(NamedWording { id: self.id, revision })
    }
}

pub(super) fn parsed<T: FromStr>(key: &'static str, written: &str) -> Result<T, RecordFault>
where
    T::Err: Into<Malformed>,
{
    written.parse().map_err(|error: T::Err| RecordFault::Value {
        key,
        malformed: error.into(),
    })
}

/// What belongs together in a record.
fn consistent(record: &Record) -> Result<(), RecordFault> {
    let mut ids: Vec<&str> = record.clauses.iter().map(|clause| clause.id.as_str()).collect();
    ids.sort_unstable();
    // Only who sends a round can mean its whole text without naming a clause: its title, its parties, its order.
    if ids.is_empty() && record.decision != Decision::Offer {
        return Err(RecordFault::NoClause);
    }
    let twice = ids
        .windows(2)
        .find_map(|pair| matches!(pair, [one, other] if one == other).then(|| pair[0]));
    if let Some(id) = twice {
        return Err(RecordFault::ClauseTwice(id.to_owned()));
    }
    if record.seq == 0 || record.round == 0 {
        return Err(RecordFault::CountedFromOne);
    }
    if (record.decision == Decision::Withdraw) != record.withdraws.is_some() {
        return Err(RecordFault::Withdraws);
    }
    if record.speaks_for.is_some() != record.reported.is_some() {
        return Err(RecordFault::Reported);
    }
    if record.speaks_for.as_ref() == Some(&record.party) {
        return Err(RecordFault::OwnReport);
    }
    if record.base.is_none() && record.decision != Decision::Offer {
        return Err(RecordFault::NoBase);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Revision;
    use proptest::prelude::*;

    fn sample() -> Record {
        let digest = |word: &str| Revision::of(word.as_bytes());
        Record {
            format: RecordFormat::Two,
            negotiation: digest("deal"),
            contract: "crm".into(),
            party: "customer".into(),
            signer: "li.jing@yunfan.example".into(),
            key: Some("SHA256:IgFU".into()),
            seq: 17,
            round: 4,
            decision: Decision::Reserve,
            clauses: vec![
                NamedWording {
                    id: "licence".into(),
                    revision: Some(digest("licence")),
                },
                NamedWording {
                    id: "费用".into(),
                    revision: None,
                },
            ],
            whole: digest("whole"),
            base: Some(CommitId::from_bytes([0x3f; 20])),
            prev: vec![RecordId::of(b"before")],
            seen: BTreeMap::from([("vendor".to_owned(), RecordId::of(b"theirs"))]),
            parties: digest("parties"),
            at: DateTime::parse_from_rfc3339("2026-11-22T13:07:15+08:00").unwrap(),
            reason: Some("以书面确认为条件: 见附件".into()),
            withdraws: None,
            speaks_for: None,
            reported: None,
        }
    }

    #[test]
    fn a_file_reads_as_people_write() {
        insta::assert_snapshot!(write_record(&sample()), @r#"
format: adidem/record/2
kind: positions
negotiation: "sha256:f96c94f287038f69433b5a9a759654085e09564156ec90b1c8c754c8c001dc18"
contract: crm
party: customer
signer: li.jing@yunfan.example
key: "SHA256:IgFU"
seq: 17
round: 4
decision: reserve
clauses:
  - {id: licence, revision: "sha256:8178ac72b28d77fcb851fcd301583182bd05d9663ed2ec8131e60f057c2795f7"}
  - {id: 费用, revision: absent}
whole: "sha256:5d5766cf2d78701614200418ee1450690d9af12c84d52545e4802f001ad53099"
base: "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"
prev: ["sha256:6db7d803e74f1ffa7d8f5adc0bf95b3e15bf4c8373fffadf546227cc6c6742cb"]
seen: {vendor: "sha256:4c55a8552a2c7261f61f798c2265e6f13358f326ae5b934096ff16bd15e62c33"}
parties: "sha256:e7dadf11dca8ea1b55ee1b1637f2b84eed55b68eb12a402bcde349f020d7e330"
at: "2026-11-22T13:07:15+08:00"
reason: "以书面确认为条件: 见附件"
"#);
    }

    #[test]
    fn what_a_record_must_not_be_is_refused() {
        let good = write_record(&sample());
        assert_eq!(read_record(good.as_bytes()).unwrap(), sample());
        let changed = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            read_record(good.replacen(from, to, 1).as_bytes())
                .err()
                .map_or_else(String::new, |error| error.to_string())
        };
        for (from, to, said) in [
            (
                "record/2",
                "record/3",
                "`adidem/record/3` is a format of a later version",
            ),
            ("record/2", "record/03", "`format` is `adidem/record/03`"),
            ("record/2", "record/0", "`format` is `adidem/record/0`"),
            ("record/2", "record/3x", "`format` is `adidem/record/3x`"),
            ("record/2", "record/1000000", "`format` is `adidem/record/1000000`"),
            ("record/2", "record/1", "`kind` is required"),
            ("kind: positions\n", "", "`kind` is required"),
            (
                "kind: positions",
                "kind: comment",
                "`comment` can only be read by a later version of adidem",
            ),
            ("party: customer", "party: &x customer", "anchor"),
            ("party: customer", "party: !!str customer", "tag"),
            ("seq: 17", "seq: 17\nseq: 18", "already written"),
            ("seq: 17", "seq: 17\nx-note: 1", "unknown field"),
            ("seq: 17", "seq: 0", "counted from 1"),
            ("seq: 17\n", "seq: 17\r\n", "U+000D"),
            ("decision: reserve", "decision: agree", "`agree` is not a decision"),
            ("decision: reserve", "decision: withdraw", "`withdraws` is required"),
            ("id: 费用", "id: licence", "names the clause `licence` twice"),
            ("base: \"3f", "base: \"3g", "40 hexadecimal digits"),
            ("2026-11-22T", "2026-11-32T", "not a time"),
            ("parties: ", "reported: letter\nparties: ", "belong together"),
            ("\nat: ", "\n---\nat: ", "second YAML document"),
        ] {
            let message = changed(from, to);
            assert!(message.contains(said), "{to}: {message}");
        }
    }

    fn of_nothing() -> Record {
        Record {
            decision: Decision::Offer,
            clauses: Vec::new(),
            ..sample()
        }
    }

    #[test]
    fn an_offer_of_the_whole_text_names_no_clause_and_reads_back() {
        let file = write_record(&of_nothing());
        assert!(file.contains("\nclauses: []\n"), "{file}");
        assert_eq!(read_record(file.as_bytes()).unwrap(), of_nothing());
        assert!(!is_bare(&of_nothing(), file.as_bytes()));
    }

    #[test]
    fn such_an_offer_of_the_first_version_is_read_as_it_was_written_and_no_other_way() {
        let record = Record {
            format: RecordFormat::One,
            ..of_nothing()
        };
        let file = write_record(&record).replace("clauses: []", "clauses:");
        assert_eq!(read_record(file.as_bytes()).unwrap(), record);
        assert!(is_bare(&record, file.as_bytes()));
        let later = write_record(&of_nothing()).replace("clauses: []", "clauses:");
        assert!(read_record(later.as_bytes()).is_err(), "no later version wrote so");
        for other in [
            "clauses: null",
            "clauses: ~",
            "clauses: \"\"",
            "clauses: ",
            "clauses: {}",
            "x-clauses:",
        ] {
            let altered = file.replace("\nclauses:\n", &format!("\n{other}\n"));
            assert_ne!(altered, file);
            assert!(read_record(altered.as_bytes()).is_err(), "{other}");
        }
        let moved = file.replace("seq: 17\nround: 4\n", "round: 4\nseq: 17\n");
        assert!(
            read_record(moved.as_bytes()).is_err(),
            "everything else is as it would be written, too"
        );
        let said = read_record(file.replace("decision: offer", "decision: accept").as_bytes()).unwrap_err();
        assert!(said.to_string().contains("names no clause"), "{said}");
    }

    fn word() -> impl Strategy<Value = String> {
        "[a-z0-9\u{4e00}-\u{4e20} :#,{}\\[\\]\"'\\n-]{1,12}"
    }

    proptest! {
        #[test]
        fn what_is_read_at_once_would_pass_the_strict_check_too(
            reason in prop::option::of("[a\u{202e}\u{feff}\u{0}\r\n\t \"':#\u{85}甲\u{e000}\u{7f}-]{0,9}|\\PC{0,12}"),
            contract in "[a-z甲 .]{1,6}",
        ) {
            let written = Record { contract, reason, ..sample() };
            let text = write_record(&written);
            prop_assert_eq!(read_record(text.as_bytes()).map_err(|error| error.to_string()), Ok(written), "{}", &text);
            if let Some(record) = read_as_written(text.as_bytes()) {
                prop_assert!(check_yaml(text.as_bytes()).is_ok(), "{}", text);
                let file: File = serde_yaml::from_str(&text).unwrap();
                prop_assert_eq!(file.record().unwrap(), record);
            }
        }

        #[test]
        fn what_was_written_reads_back(reason in proptest::option::of(word()), party in "[a-z0-9-]{1,5}", signer in word(), seq in 1..u32::MAX, report in any::<bool>(), empty in any::<bool>()) {
            let mut record = Record { party, signer, seq, reason, ..if empty { of_nothing() } else { sample() } };
            if report {
                record.speaks_for = Some("vendor of all".into());
                record.reported = Some("letter: 2026".into());
            }
            let file = write_record(&record);
            prop_assert_eq!(read_record(file.as_bytes()).map_err(|error| error.to_string()), Ok(record), "{}", file);
        }

        #[test]
        fn nothing_makes_the_reader_panic(noise in proptest::collection::vec(any::<u8>(), 0..80), at in 0..600_usize) {
            let mut file = write_record(&sample()).into_bytes();
            let at = at.min(file.len());
            file.splice(at..at, noise);
            let _ = read_record(&file);
        }
    }
}
