//! Time stamps by RFC 3161, over an evidence file's manifest or over a record and its signature: the query, and what an
//! answer says.
//!
//! A query carries no nonce: the digest of one manifest is in no other query, and an older answer for it only proves
//! more. Signature and certificates are for `openssl`, which its user trusts for that; here the answer is only read.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{DateTime, NaiveDateTime, Utc};
use der::asn1::AnyRef;
use der::{Decode as _, Reader as _, SliceReader, Tag};

use crate::contract::Revision;
use crate::language::messages;

/// `TimeStampReq` up to the digest: version 1, SHA-256 with NULL, and the head of the 32 bytes.
const BEFORE: [u8; 24] = [
    0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
    0x01, 0x05, 0x00, 0x04, 0x20,
];
/// Behind it: the authority's certificate is asked for.
const BEHIND: [u8; 3] = [0x01, 0x01, 0xff];
/// The name of SHA-256, 2.16.840.1.101.3.4.2.1.
const SHA_256: [u8; 9] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// The name of what a stamp says, `id-ct-TSTInfo`, 1.2.840.113549.1.9.16.1.4.
const STAMP: [u8; 11] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];

messages! {
    /// Why an answer is no stamp over what it should be, a clause without its full stop.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum StampFault in language {
        /// Its form is another.
        NoAnswer => { "it is not an answer by RFC 3161", "它不是 RFC 3161 的答复" }
        /// What the authority signed has another form.
        Unreadable => { "the stamp in it cannot be read", "其中的时间戳无法读取" }
        /// Its digest is another.
        OtherContent => { "it is a stamp over something else", "它是对其他内容作出的时间戳" }
        /// It names no time, or an odd one.
        NoTime => { "the stamp in it does not give a time", "其中的时间戳没有写明时间" }
        /// It holds no stamp.
        Empty => { "it says that a stamp was granted, but contains none", "其中写明已授予时间戳，却没有时间戳" }
        /// The authority refused.
        NotGranted => { "the authority did not grant a stamp", "时间戳机构未授予时间戳" }
    }
}

/// The query for these bytes.
#[must_use]
pub fn query(content: &[u8]) -> Vec<u8> {
    let digest = digest(content);
    [&BEFORE[..], &digest, &BEHIND].concat()
}

/// How the file of a record's time stamp ends, behind the name of the record's.
pub const STAMP_ENDING: &str = ".tsr";

/// What a time stamp beside a record is over: what `sha256sum` prints for the record and its signature, in their folder.
#[must_use]
pub fn over_record(path: &str, record: &[u8], signature: &[u8]) -> Vec<u8> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (record, signature) = (Revision::of(record).hex(), Revision::of(signature).hex());
    format!("{record}  {name}\n{signature}  {name}.sig\n").into_bytes()
}

/// The moment that an answer claims for a record and its signature.
///
/// # Errors
///
/// Why it is no stamp over them.
pub fn read_beside(
    path: &str,
    (record, signature): (&[u8], &[u8]),
    answer: &[u8],
) -> Result<DateTime<Utc>, StampFault> {
    moment(&read(answer, &over_record(path, record, signature))?).ok_or(StampFault::NoTime)
}

/// A time as stamps write it, to the second.
fn moment(time: &str) -> Option<DateTime<Utc>> {
    let whole = time.strip_suffix('Z')?.split('.').next()?;
    NaiveDateTime::parse_from_str(whole, "%Y%m%d%H%M%S")
        .ok()
        .map(|time| time.and_utc())
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    let hex = Revision::of(bytes).hex();
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
            .unwrap_or(0)
    };
    hex.as_bytes()
        .chunks_exact(2)
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

/// The time that an answer claims for these bytes, `YYYYMMDDhhmmssZ` in UTC; or why it is no stamp over them.
///
/// # Errors
///
/// Why it is none.
pub(super) fn read(answer: &[u8], content: &[u8]) -> Result<String, StampFault> {
    let unreadable = |_| StampFault::NoAnswer;
    let parts = children(AnyRef::from_der(answer).map_err(unreadable)?).map_err(unreadable)?;
    let status = parts
        .first()
        .map(|status| children(*status))
        .transpose()
        .map_err(unreadable)?
        .unwrap_or_default();
    match status.first().map(|status| (status.value(), parts.get(1))) {
        Some(([0 | 1], Some(token))) => {
            let info = info(*token).ok().flatten().ok_or(StampFault::Unreadable)?;
            let said = children(info).map_err(unreadable)?;
            let imprint = said
                .get(2)
                .map(|imprint| children(*imprint))
                .transpose()
                .map_err(unreadable)?;
            let imprint = imprint.unwrap_or_default();
            let algorithm = imprint
                .first()
                .map(|one| children(*one))
                .transpose()
                .map_err(unreadable)?;
            let named = algorithm.unwrap_or_default().first().map(|one| one.value() == SHA_256);
            if named != Some(true) || imprint.get(1).map(|one| one.value()) != Some(&digest(content)[..]) {
                return Err(StampFault::OtherContent);
            }
            let time = said.get(4).map(|one| String::from_utf8_lossy(one.value()).into_owned());
            let plain = |time: &String| {
                time.bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'Z'))
            };
            time.filter(plain).ok_or(StampFault::NoTime)
        }
        Some(([0 | 1], None)) => Err(StampFault::Empty),
        Some(_) => Err(StampFault::NotGranted),
        None => Err(StampFault::NoAnswer),
    }
}

/// The `TSTInfo` in a token: token, signed data, what was signed, its content.
fn info(token: AnyRef<'_>) -> der::Result<Option<AnyRef<'_>>> {
    let Some(signed) = inner(&children(token)?, 1)? else {
        return Ok(None);
    };
    let Some(content) = children(signed)?.get(2).map(|one| children(*one)).transpose()? else {
        return Ok(None);
    };
    if content.first().map(|kind| kind.value()) != Some(&STAMP[..]) {
        return Ok(None);
    }
    let Some(octets) = inner(&content, 1)?.filter(|octets| der::Tagged::tag(octets) == Tag::OctetString) else {
        return Ok(None);
    };
    AnyRef::from_der(octets.value()).map(Some)
}

/// What an explicit tag holds.
fn inner<'a>(parts: &[AnyRef<'a>], at: usize) -> der::Result<Option<AnyRef<'a>>> {
    Ok(parts
        .get(at)
        .map(|one| children(*one))
        .transpose()?
        .and_then(|held| held.first().copied()))
}

/// The values that a value consists of.
fn children(any: AnyRef<'_>) -> der::Result<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(any.value())?;
    let mut children = Vec::new();
    while !reader.is_finished() {
        children.push(AnyRef::decode(&mut reader)?);
    }
    Ok(children)
}

/// What `openssl` says of an answer, its signature and its certificates up to those in a file: `None` when it is good.
///
/// # Errors
///
/// When it cannot be run.
pub(super) fn ask_openssl(answer: &[u8], content: &[u8], authorities: &Path) -> std::io::Result<Option<String>> {
    let written = |bytes: &[u8]| {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file)
    };
    let (answer, content) = (written(answer)?, written(content)?);
    let mut command = Command::new("openssl");
    command.env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    for kept in ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
        .args(["ts", "-verify", "-data"])
        .arg(content.path())
        .arg("-in")
        .arg(answer.path());
    command.arg("-CAfile").arg(authorities);
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("it gave no reason")
        .trim()
        .to_owned();
    Ok((!output.status.success()).then_some(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_well_formed_and_holds_the_digest() {
        let query = query(b"x");
        let parts = children(AnyRef::from_der(&query).unwrap()).unwrap();
        assert_eq!(parts.len(), 3);
        assert_eq!(children(parts[1]).unwrap()[1].value(), &digest(b"x")[..]);
        assert_eq!(parts[2].value(), [0xff]);
    }

    #[test]
    fn what_is_no_granted_stamp_is_refused_with_its_reason() {
        // Status 2 (rejection), nothing else.
        let rejected = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
        assert!(read(&rejected, b"x") == Err(StampFault::NotGranted));
        let empty = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00];
        assert!(read(&empty, b"x") == Err(StampFault::Empty));
        for odd in [&b""[..], b"no", &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x00]] {
            assert!(read(odd, b"x").is_err());
        }
    }
}
