//! What a change says about itself: its author and date, its note, its trailers.

use chrono::{DateTime, FixedOffset};

use crate::language::messages;
use crate::negotiation::{Person, Received, Sent};

use crate::history::store::encoding::{Ascii, ascii_in, decoded};

/// The trailer that names the contract.
pub const CONTRACT: &str = "Adidem-Contract";
/// The trailer that claims the round's number.
pub const ROUND: &str = "Adidem-Round";
/// The trailer that names the sending party.
pub const PARTY: &str = "Adidem-Party";
/// The trailer that names the party which received the round in a file, where it is not the sending one that made it.
pub const REPORTED_BY: &str = "Adidem-Reported-By";
/// The trailer with the SHA-256 of that file.
pub const FILE_DIGEST: &str = "Adidem-File-SHA256";
/// The trailer that lists what that file changed without marking it as changed.
pub const UNTRACKED: &str = "Adidem-Untracked";

/// Other trailers that mark the last paragraph of a message as no part of the note.
const COMMON: [&str; 5] = [
    "Signed-off-by",
    "Co-authored-by",
    "Reviewed-by",
    "Acked-by",
    "Change-Id",
];

/// Reads `Name <e-mail> seconds zone`. A date that makes no sense becomes the start of 1970: it is a claim anyway, and
/// one bad date must not hide a whole history.
pub(in crate::history) fn author(line: &[u8], encoding: Option<&[u8]>) -> (Person, DateTime<FixedOffset>) {
    let line = decoded(line, encoding);
    let (who, when) = line.rsplit_once('>').unwrap_or((&line, ""));
    let (name, email) = who.split_once('<').unwrap_or((who, ""));
    let person = Person {
        name: name.trim().to_owned(),
        email: email.trim().to_owned(),
    };
    (
        person,
        date(when).unwrap_or_else(|| DateTime::UNIX_EPOCH.fixed_offset()),
    )
}

/// Reads `seconds zone`; nothing where no calendar goes that far.
pub(in crate::history) fn date(when: &str) -> Option<DateTime<FixedOffset>> {
    let mut words = when.split_whitespace();
    let seconds = words.next()?.parse().ok()?;
    let zone = words.next().and_then(zone).or_else(|| FixedOffset::east_opt(0))?;
    let utc = DateTime::from_timestamp(seconds, 0)?;
    // At the very ends of time the local date does not exist any more.
    utc.naive_utc().checked_add_offset(zone)?;
    Some(utc.with_timezone(&zone))
}

fn zone(zone: &str) -> Option<FixedOffset> {
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let value: i32 = digits.parse().ok().filter(|value| (0..10_000).contains(value))?;
    FixedOffset::east_opt(sign * (value / 100 * 3600 + value % 100 * 60))
}

messages! {
    /// Why `git log` does not show a message as it is stored; part of a sentence. Such a message sends no round: what people
    /// do not see when they look with git binds nobody.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum MessageFault in language {
        /// Git stops at it.
        Zero => {
            "it continues after a zero byte, at which git stops",
            "零字节之后另有内容，而 git 读到零字节即停止",
        }
        /// It can hide on a terminal what stands around it.
        Control(code: u32) => {
            "it contains the control character U+{code:04X} and says that a round was sent",
            "其中含有控制字符 U+{code:04X}，又写明已签发一轮",
        }
        /// Its letters are not those that are stored.
        Encoding(name: String) => {
            "it says that it is encoded in `{name}`, in which git may show other letters than those stored",
            "其载明以 `{name}` 编码，git 按此显示的文字可能与所存的不同",
        }
    }
}

/// What is wrong with a message, if anything is.
pub(in crate::history) fn message_fault(bytes: &[u8], encoding: Option<&[u8]>) -> Option<MessageFault> {
    if bytes.contains(&0) {
        return Some(MessageFault::Zero);
    }
    let named = || {
        let name = String::from_utf8_lossy(encoding.unwrap_or_default());
        MessageFault::Encoding(name.trim().escape_debug().to_string())
    };
    let ascii = ascii_in(encoding);
    if ascii == Ascii::Altered {
        return Some(named());
    }
    let text = decoded(bytes, encoding).replace("\r\n", "\n");
    if told(&text).1.is_empty() {
        return None;
    }
    if ascii == Ascii::Unknown {
        return Some(named());
    }
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    control.map(|c| MessageFault::Control(u32::from(c)))
}

/// The note and what the trailers say was sent: one entry for each contract named. Of a message that git shows as
/// something else, nothing was sent.
pub(in crate::history) fn message(bytes: &[u8], encoding: Option<&[u8]>) -> (String, Vec<Sent>) {
    let shown = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let (note, sent) = told(&decoded(shown, encoding).replace("\r\n", "\n"));
    (
        note,
        if message_fault(bytes, encoding).is_some() {
            Vec::new()
        } else {
            sent
        },
    )
}

fn told(text: &str) -> (String, Vec<Sent>) {
    let text = text.trim_matches('\n').trim_end();
    // As in git, the first paragraph is a title and never holds trailers.
    let Some((note, last)) = text.rsplit_once("\n\n") else {
        return (text.to_owned(), Vec::new());
    };
    let Some(trailers) = trailers(last) else {
        return (text.to_owned(), Vec::new());
    };
    (note.trim_end().to_owned(), sent(&trailers))
}

fn trailers(paragraph: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    for line in paragraph.lines().filter(|line| !line.starts_with([' ', '\t'])) {
        let (key, value) = line.split_once(':')?;
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return None;
        }
        found.push((key, value.trim()));
    }
    // A note may well end with `Fees: lowered`; only well-known trailers make a paragraph one of trailers.
    let known = |key: &str| {
        [CONTRACT, ROUND, PARTY]
            .iter()
            .chain(&COMMON)
            .any(|known| key.eq_ignore_ascii_case(known))
    };
    found.iter().any(|(key, _)| known(key)).then_some(found)
}

fn sent(trailers: &[(&str, &str)]) -> Vec<Sent> {
    let is = |trailer: &(&str, &str), key: &str| trailer.0.eq_ignore_ascii_case(key);
    let starts: Vec<usize> = trailers
        .iter()
        .enumerate()
        .filter(|(_, trailer)| is(trailer, CONTRACT))
        .map(|(at, _)| at)
        .collect();
    let one = |(nth, &start): (usize, &usize)| {
        // What stands before the first contract is said of the first one.
        let from = if nth == 0 { 0 } else { start };
        let until = starts.get(nth + 1).copied().unwrap_or(trailers.len());
        let group = &trailers[from..until];
        let value = |key: &str| group.iter().find(|trailer| is(trailer, key)).map(|(_, value)| *value);
        // Whoever looks with git sees all of them.
        let mut parties: Vec<&str> = group
            .iter()
            .filter(|trailer| is(trailer, PARTY))
            .map(|(_, party)| *party)
            .collect();
        parties.dedup();
        Some(Sent {
            contract: trailers[start].1.to_owned(),
            round: value(ROUND).and_then(|number| number.parse().ok()),
            party: Some(parties.join(", ")).filter(|party| !party.is_empty())?,
            received: value(REPORTED_BY).map(|by| Received {
                by: by.to_owned(),
                sha256: value(FILE_DIGEST).map(str::to_owned),
                untracked: group
                    .iter()
                    .filter(|trailer| is(trailer, UNTRACKED))
                    .map(|(_, part)| (*part).to_owned())
                    .collect(),
            }),
        })
    };
    starts.iter().enumerate().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_keep_their_own_time_zone() {
        let (person, at) = author("李静 <li.jing@yunfan.example> 1794000000 +0800".as_bytes(), None);
        assert_eq!(
            person,
            Person {
                name: "李静".into(),
                email: "li.jing@yunfan.example".into()
            }
        );
        assert_eq!(at.to_rfc3339(), "2026-11-07T05:20:00+08:00");
        assert_eq!(
            author(b"A <a@x> 0 +0545", None).1.to_rfc3339(),
            "1970-01-01T05:45:00+05:45"
        );
        assert_eq!(
            author(b"A <a@x> 0 -0330", None).1.to_rfc3339(),
            "1969-12-31T20:30:00-03:30"
        );
    }

    #[test]
    fn malformed_dates_and_names_do_no_harm() {
        let all = [
            "",
            "A",
            "A <a@x>",
            "A <a@x> x +0800",
            "A <a@x> 99999999999999999999 +0000",
            "<> 1",
            "A <a@x> 8210266876799 +2359",
            "A <a@x> -9999999999999999 +0000",
            "A <a@x> 1 +9999",
            "A <a@x> 1 零",
            "A <b<c>> d> 1 +0000",
        ];
        for line in all {
            assert!(!author(line.as_bytes(), None).1.to_rfc3339().is_empty(), "{line}");
        }
        assert_eq!(
            author(b"A <a@x> 1 +9999", None).1.to_rfc3339(),
            "1970-01-01T00:00:01+00:00"
        );
        assert_eq!(author(b"\xff\xfe <a@x> 1 +0000", None).0.email, "a@x");
    }

    #[test]
    fn trailers_of_send_are_split_off() {
        let (note, sent) = message(b"Lower the fee\n\nAs agreed by telephone.\n\nAdidem-Contract: crm\nAdidem-Round: 4\nAdidem-Party: customer\n", None);
        assert_eq!(note, "Lower the fee\n\nAs agreed by telephone.");
        assert_eq!(
            sent,
            [Sent {
                contract: "crm".into(),
                round: Some(4),
                party: "customer".into(),
                received: None,
            }]
        );
    }

    #[test]
    fn what_was_received_in_a_file_says_by_whom_and_what_was_not_marked_in_it() {
        let (_, sent) = message(
            b"x\n\nAdidem-Contract: crm\nAdidem-Party: vendor\nAdidem-Reported-By: customer\nAdidem-File-SHA256: 00ff\n\
              Adidem-Untracked: fees\nAdidem-Untracked: term\n",
            None,
        );
        let received = Received {
            by: "customer".into(),
            sha256: Some("00ff".into()),
            untracked: vec!["fees".into(), "term".into()],
        };
        assert_eq!(sent[0].party, "vendor");
        assert_eq!(sent[0].received, Some(received));
    }

    #[test]
    fn what_git_does_not_show_sends_nothing() {
        let trailers = "Adidem-Contract: crm\nAdidem-Round: 2\nAdidem-Party: vendor\n";
        let message_of = |stored: &str, encoding: Option<&[u8]>| {
            let (note, sent) = message(stored.as_bytes(), encoding);
            (note, sent.len())
        };
        let of = |message: String, encoding: Option<&str>| {
            let encoding = encoding.map(str::as_bytes);
            (
                message_fault(message.as_bytes(), encoding),
                message_of(&message, encoding),
            )
        };
        let (fault, told) = of(format!("Tidy\0\n\n{trailers}"), None);
        assert_eq!((fault, told), (Some(MessageFault::Zero), ("Tidy".to_owned(), 0)));
        let (fault, told) = of(format!("Tidy\n\n{trailers}\0x"), None);
        assert_eq!(
            (fault, told.1),
            (Some(MessageFault::Zero), 0),
            "what stands before it is no better"
        );
        for (hides, code) in [
            ("\u{1b}[8m", 0x1b),
            ("\rx", 0x0d),
            ("\u{9b}8m", 0x9b),
            ("\u{8}", 8),
            ("\u{7f}", 0x7f),
        ] {
            let (fault, told) = of(format!("Tidy{hides}\n\n{trailers}"), None);
            assert_eq!((fault, told.1), (Some(MessageFault::Control(code)), 0));
        }
        for name in ["UTF-16", "UTF-7", "IBM037", "x-no-such"] {
            let (fault, told) = of(format!("Tidy\n\n{trailers}"), Some(name));
            assert_eq!((fault, told.1), (Some(MessageFault::Encoding(name.to_owned())), 0));
        }
        for (message, encoding) in [
            (format!("Tidy\r\n\r\n{}", trailers.replace('\n', "\r\n")), None),
            (format!("T\n\n{trailers}"), Some("GBK")),
        ] {
            let (fault, told) = of(message, encoding);
            assert_eq!((fault, told.1), (None, 1));
        }
        assert_eq!(
            of("A bell\u{7}".into(), None).0,
            None,
            "a note that sends nothing may hold what it likes"
        );
    }

    #[test]
    fn one_message_may_send_several_contracts() {
        let (_, sent) = message(
            b"x\n\nAdidem-Contract: a\nAdidem-Party: customer\nAdidem-Round: 1\nAdidem-Contract: b\nAdidem-Party: customer\n",
            None,
        );
        assert_eq!(
            sent.iter().map(|one| (&*one.contract, one.round)).collect::<Vec<_>>(),
            [("a", Some(1)), ("b", None)]
        );
    }

    #[test]
    fn what_only_looks_like_trailers_stays_in_the_note() {
        for note in [
            "Fees: lowered",
            "x\n\nFees: lowered\nTerm: three years",
            "Adidem-Contract: crm",
            "x\n\nAdidem-Contract: crm\nand so on",
        ] {
            assert_eq!(message(note.as_bytes(), None), (note.to_owned(), vec![]));
        }
        assert_eq!(
            message(b"x\n\nSigned-off-by: A <a@x>\n", None),
            ("x".to_owned(), vec![])
        );
        assert_eq!(
            message(b"x\n\nAdidem-Contract: crm\n", None).1,
            [],
            "nobody sends for no party"
        );
    }

    #[test]
    fn another_encoding_is_read_where_it_is_named_and_shown_as_bytes_where_it_is_not() {
        assert_eq!(message(b"caf\xe9\r\n\r\nmore\r\n", None).0, "caf\\xE9\n\nmore");
        assert_eq!(message(b"caf\xe9\n", Some(b"ISO-8859-1")).0, "café");
        let (person, _) = author(b"\xc0\xee\xbe\xb2 <li@x.example> 1 +0800", Some(b"GBK"));
        assert_eq!(
            person,
            Person {
                name: "李静".into(),
                email: "li@x.example".into()
            }
        );
    }
}
