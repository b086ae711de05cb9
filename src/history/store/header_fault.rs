//! What can be wrong with the head of a stored commit.

use crate::history::commit::message;
use crate::language::messages;

messages! {
    /// A trick in the head of a change, or a mistake that looks like one; a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum HeaderFault in language {
        /// More than one signature, which git would join into one.
        SeveralSignatures => { "the change carries more than one signature", "该提交带有不止一个签名" }
        /// A header that git leaves out of what is signed, without it being the signature.
        Smuggled(name: String) => {
            "the change carries `{name}` outside its signature, which no signature covers",
            "该提交在签名之外另带 `{name}`，不受任何签名保护",
        }
        /// A signature of no known kind.
        UnknownSignature => {
            "the change carries a signature of an unknown kind",
            "该提交所带的签名不属于任何已知种类",
        }
        /// A header that may stand there once only.
        Doubled(name: String) => {
            "the change says `{name}` more than once",
            "该提交中 `{name}` 出现不止一次",
        }
        /// An author or committer line that readers take apart differently.
        OddPerson(name: &'static str) => {
            "the change's `{name}` is not one name, one e-mail address and one date",
            "该提交的 `{name}` 不是一个姓名、一个邮箱和一个日期",
        }
        /// A date that no calendar reaches: some programs read no further, and record nothing on top of it.
        OddDate(name: &'static str) => {
            "the change's `{name}` has a date so far off that some programs read no further",
            "该修改的 `{name}` 所载日期过于遥远，有的程序读到此处即停止",
        }
        /// A byte at which some readers stop.
        Zero => {
            "the head of the change contains a zero byte, at which some programs stop reading",
            "该提交的头部含有零字节，有的程序读到此处即停止",
        }
        /// A line that belongs to nothing.
        OddLine => {
            "the head of the change contains a line without a name and a value",
            "该提交的头部有一行没有名称和值",
        }
    }
}

/// Why programs do not all read an author or committer line, or not in the same way.
pub(in crate::history) fn person_fault(name: &'static str, line: &[u8]) -> Option<HeaderFault> {
    let Some(when) = when(line) else {
        return Some(HeaderFault::OddPerson(name));
    };
    // Git counts seconds in 64 bits, other programs in fewer; no honest clock is beyond the calendar.
    let is_date = std::str::from_utf8(when).is_ok_and(|when| message::date(when).is_some());
    (!is_date).then_some(HeaderFault::OddDate(name))
}

/// The `seconds zone` of `Name <e-mail> seconds zone`, where nothing could be read in another way.
fn when(line: &[u8]) -> Option<&[u8]> {
    let mut parts = line.split(|byte| matches!(byte, b'<' | b'>'));
    let (Some(name), Some(_email), Some(when), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let opens_first = line.iter().find(|byte| matches!(byte, b'<' | b'>')) == Some(&b'<');
    let when = when.strip_prefix(b" ")?;
    let space = when.iter().position(|byte| *byte == b' ')?;
    let (seconds, zone) = (&when[..space], &when[space + 1..]);
    let digits = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let zone = zone.strip_prefix(b"+").or_else(|| zone.strip_prefix(b"-"));
    let ends_in_space = name.is_empty() || name.ends_with(b" ");
    let is_one = opens_first && ends_in_space && !line.contains(&b'\n') && digits(seconds) && zone.is_some_and(digits);
    is_one.then_some(when)
}
