//! What a change says about itself: its author and date, its note, its trailers.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use crate::language::{messages, say};
use crate::negotiation::{Person, Received, Sent};

use super::trailers::Trailers;
use crate::contract::unseen_in_id;
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

/// All that say what was sent.
const OURS: [&str; 6] = [CONTRACT, ROUND, PARTY, REPORTED_BY, FILE_DIGEST, UNTRACKED];

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
    /// Why a message can be read in more than one way; part of a sentence. Such a message sends no round: what people do not see
    /// when they look with git binds nobody.
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
        /// A reader for whom another sign begins comments has other trailers.
        Commented => {
            "it has lines that begin with `#`, and what it says was sent depends on what git was told of such lines",
            "其中有以 `#` 开头的行，其载明签发了什么，取决于 git 对此类行的设置",
        }
        /// Git shows both.
        Doubled(key: String) => {
            "it gives `{key}` more than once for one contract, and not the same each time",
            "其中就同一合同不止一次载明 `{key}`，且各次内容不同",
        }
        /// A round has a number.
        NoNumber(value: String) => {
            let value = value.escape_debug();
            say!(
                language,
                "it gives `Adidem-Round` as `{value}`, which is no number",
                "其载明的 `Adidem-Round` 为 `{value}`，并非数字",
            )
        }
        /// Two names that look the same would be two.
        Unseen(key: String) => {
            "what it gives as `{key}` has characters that do not show, or blanks that look like others",
            "其载明的 `{key}` 中有不可见的字符，或形似普通空格的其他空白",
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
    let text = decoded(bytes, encoding);
    let told = told(&text);
    if told.sent.is_empty() && told.fault.is_none() {
        return None;
    }
    if ascii == Ascii::Unknown {
        return Some(named());
    }
    let shown = text.replace("\r\n", "\n");
    let control = shown.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    control.map(|c| MessageFault::Control(u32::from(c))).or(told.fault)
}

/// The note and what the trailers say was sent: one entry for each contract named. Of a message that git shows as
/// something else, nothing was sent.
pub(in crate::history) fn message(bytes: &[u8], encoding: Option<&[u8]>) -> (String, Vec<Sent>) {
    let shown = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let Told { note, sent, .. } = told(&decoded(shown, encoding));
    (
        note,
        if message_fault(bytes, encoding).is_some() {
            Vec::new()
        } else {
            sent
        },
    )
}

/// What a message says.
struct Told {
    note: String,
    sent: Vec<Sent>,
    /// Why what it says was sent cannot be relied on.
    fault: Option<MessageFault>,
}

fn told(text: &str) -> Told {
    // Trailers are read as git reads them, for whom a line that ends with CR LF is another one here and there.
    let in_lines = |text: &str| text.replace("\r\n", "\n");
    let nothing = || Told {
        note: in_lines(text).trim_matches('\n').trim_end().to_owned(),
        sent: Vec::new(),
        fault: None,
    };
    let trailers = Trailers::of(text, Some('#'));
    // Whoever has another sign for comments reads such lines as they are.
    let has_comments = text.starts_with('#') || text.contains("\n#");
    let otherwise = has_comments.then(|| Trailers::of(text, None)).flatten();
    let read_otherwise = has_comments && of_adidem(trailers.as_ref()) != of_adidem(otherwise.as_ref());
    let Some(trailers) = trailers.filter(|trailers| trailers.found.iter().any(|(key, _)| is_known(key))) else {
        return Told {
            fault: read_otherwise.then_some(MessageFault::Commented),
            ..nothing()
        };
    };
    let mut note = in_lines(trailers.before).trim_end().to_owned();
    for (at, other) in trailers.others.iter().enumerate() {
        // What git does not read as a trailer is said to people.
        note.push_str(if at == 0 { "\n\n" } else { "\n" });
        note.push_str(other);
    }
    let groups = groups(&trailers.found);
    let fault = read_otherwise.then_some(MessageFault::Commented);
    Told {
        note,
        sent: groups.iter().copied().filter_map(sent).collect(),
        fault: fault
            .or_else(|| groups.iter().copied().find_map(fault_of))
            .or_else(|| named_twice(&groups)),
    }
}

type Trailer<'t> = (&'t str, String);

fn is(trailer: &Trailer<'_>, key: &str) -> bool {
    trailer.0.eq_ignore_ascii_case(key)
}

/// The trailers that say what was sent.
fn of_adidem<'t>(trailers: Option<&'t Trailers<'t>>) -> Vec<&'t Trailer<'t>> {
    let found = trailers.map_or(&[][..], |trailers| &trailers.found);
    found.iter().filter(|trailer| is_ours(trailer)).collect()
}

fn is_ours(trailer: &Trailer<'_>) -> bool {
    OURS.iter().any(|key| is(trailer, key))
}

/// A note may well end with `Fees: lowered`; only well-known trailers make a paragraph one of trailers.
fn is_known(key: &str) -> bool {
    let mut known = [CONTRACT, ROUND, PARTY].iter().chain(&COMMON);
    known.any(|known| key.eq_ignore_ascii_case(known))
}

/// The trailers about each contract that is named. What stands before the first is said of the first one.
fn groups<'t>(trailers: &'t [Trailer<'t>]) -> Vec<&'t [Trailer<'t>]> {
    let starts = (0..trailers.len()).filter(|at| is(&trailers[*at], CONTRACT));
    let starts: Vec<usize> = starts.collect();
    let group = |nth: usize| {
        let from = if nth == 0 { 0 } else { starts[nth] };
        let until = starts.get(nth + 1).copied().unwrap_or(trailers.len());
        &trailers[from..until]
    };
    (0..starts.len()).map(group).collect()
}

/// That one contract is named twice, and something else is said of it each time.
fn named_twice(groups: &[&[Trailer<'_>]]) -> Option<MessageFault> {
    let mut first: HashMap<&str, Vec<(String, &str)>> = HashMap::new();
    for group in groups {
        let ours = group.iter().filter(|trailer| is_ours(trailer));
        let said: Vec<(String, &str)> = ours.map(|(key, value)| (key.to_ascii_lowercase(), &**value)).collect();
        let name = group.iter().find(|trailer| is(trailer, CONTRACT))?.1.as_str();
        if first.entry(name).or_insert_with(|| said.clone()) != &said {
            return Some(MessageFault::Doubled(CONTRACT.to_owned()));
        }
    }
    None
}

/// Why people who look with git may understand something else of what was sent of one contract.
fn fault_of(group: &[Trailer<'_>]) -> Option<MessageFault> {
    let values = |key: &'static str| {
        group
            .iter()
            .filter(move |trailer| is(trailer, key))
            .map(|(_, value)| &**value)
    };
    for key in [ROUND, REPORTED_BY, FILE_DIGEST] {
        let mut all = values(key);
        let first = all.next();
        if all.any(|other| Some(other) != first) {
            return Some(MessageFault::Doubled(key.to_owned()));
        }
    }
    let is_number = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit()) && value.parse::<u32>().is_ok();
    if let Some(value) = values(ROUND).find(|value| !is_number(value)) {
        return Some(MessageFault::NoNumber(value.to_owned()));
    }
    let is_unseen = |value: &str| {
        let odd_blank = value.chars().any(|c| c.is_whitespace() && c != ' ');
        odd_blank || unseen_in_id(value).is_some()
    };
    let named = [CONTRACT, PARTY, REPORTED_BY];
    let unseen = named.into_iter().find(|key| values(key).any(is_unseen));
    unseen.map(|key| MessageFault::Unseen(key.to_owned()))
}

fn sent(group: &[Trailer<'_>]) -> Option<Sent> {
    let value = |key: &str| group.iter().find(|trailer| is(trailer, key)).map(|(_, value)| value);
    // Whoever looks with git sees all of them.
    let all = |key: &'static str| {
        group
            .iter()
            .filter(move |trailer| is(trailer, key))
            .map(|(_, value)| &**value)
    };
    let mut parties: Vec<&str> = all(PARTY).collect();
    parties.dedup();
    Some(Sent {
        contract: value(CONTRACT)?.clone(),
        round: value(ROUND).and_then(|number| number.parse().ok()),
        party: Some(parties.join(", ")).filter(|party| !party.is_empty())?,
        received: value(REPORTED_BY).map(|by| Received {
            by: by.clone(),
            sha256: value(FILE_DIGEST).cloned(),
            untracked: all(UNTRACKED).map(str::to_owned).collect(),
        }),
    })
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
