//! One commit as it is stored, byte for byte, for those who trust nothing.
//!
//! Git reads past what it does not expect. Here whatever could make two readers see two different things is named.

use chrono::{DateTime, FixedOffset};

use crate::negotiation::{CommitId, Person};

use super::damage::Damage;
use super::header_fault::{HeaderFault, person_fault};
use super::id::{TreeId, id_from_hex};
use crate::history::commit::message::{self, MessageFault};
use crate::history::error::Error;
use crate::history::repository::Repository;

const SIGNATURE: &[u8] = b"gpgsig";

/// A commit with everything that its signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCommit {
    /// Its name.
    pub id: CommitId,
    /// The folder of all files.
    pub tree: TreeId,
    /// The points it builds on.
    pub parents: Vec<CommitId>,
    /// Who wrote it. A claim.
    pub author: Person,
    /// When, by the author's clock. A claim.
    pub at: DateTime<FixedOffset>,
    /// Who recorded it; most often the author.
    pub committer: Person,
    /// When, by that person's clock. A claim.
    pub committed_at: DateTime<FixedOffset>,
    /// Title, note and trailers, as stored.
    pub message: Vec<u8>,
    /// Why git does not show them so.
    pub hides: Option<MessageFault>,
    /// Its signature, not yet verified.
    pub signature: SignatureState,
    /// The exact bytes that a signature has to cover: the change without its signature.
    pub payload: Vec<u8>,
}

/// What a change carries as its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureState {
    /// Nothing.
    None,
    /// A block by `ssh-keygen`, line ends included.
    Ssh(Vec<u8>),
    /// A block by gpg.
    OpenPgp(Vec<u8>),
    /// A block by gpgsm.
    X509,
    /// The change is written in a way that can deceive, so that no signature in it counts.
    Malformed(HeaderFault),
}

impl Repository {
    /// Reads a commit as it is stored; neither replaced objects nor grafts have a say.
    ///
    /// # Errors
    ///
    /// When it is missing or damaged.
    pub fn raw_change(&self, id: CommitId) -> Result<RawCommit, Error> {
        let objects = self.objects()?;
        let object = objects.whole_commit(id.as_bytes())?;
        RawCommit::parse(id, object.data()).ok_or_else(|| Error::Damaged {
            id: id.to_string(),
            damage: Damage::NoPoint,
        })
    }

    /// Who made one of the points that [`CommitGraph::odd_heads`](crate::history::CommitGraph::odd_heads) names, and what
    /// is wrong with its head.
    ///
    /// # Errors
    ///
    /// When it is missing or damaged.
    pub fn odd_head(&self, id: CommitId) -> Result<(Person, HeaderFault), Error> {
        let objects = self.objects()?;
        let point = objects.commit(id.as_bytes())?;
        let author = message::author(&point.author, point.encoding.as_deref()).0;
        let object = objects.whole_commit(id.as_bytes())?;
        let signature = RawCommit::parse(id, object.data()).map(|raw| raw.signature);
        // One without a committer is not even taken apart.
        let Some(SignatureState::Malformed(fault)) = signature else {
            return Ok((author, HeaderFault::OddPerson("committer")));
        };
        Ok((author, fault))
    }
}

/// One header with the lines that continue it.
struct Header<'a> {
    name: &'a [u8],
    value: &'a [u8],
    /// All of its bytes, line ends included.
    whole: &'a [u8],
}

impl RawCommit {
    /// Takes the stored bytes of a commit apart; nothing where they are none. Whether the id is that of the
    /// bytes is for the caller to say: [`Repository::raw_change`] does.
    #[must_use]
    pub fn parse(id: CommitId, data: &[u8]) -> Option<Self> {
        let (headers, rest) = headers(data);
        let mut at = headers.iter().peekable();
        let mut next = |name: &[u8]| at.next_if(|header| header.name == name).map(|header| header.value);
        let one_line = |value: &[u8]| (!value.contains(&b'\n')).then(|| id_from_hex(value))?;
        let tree = one_line(next(b"tree")?)?;
        let mut parents = Vec::new();
        while let Some(parent) = next(b"parent") {
            parents.push(CommitId::from_bytes(one_line(parent)?));
        }
        let (author_line, committer_line) = (next(b"author")?, next(b"committer")?);
        let encoding = headers
            .iter()
            .find(|header| header.name == b"encoding")
            .map(|header| header.value);
        let (author, at) = message::author(author_line, encoding);
        let (committer, committed_at) = message::author(committer_line, encoding);
        let begin = data.len() - rest.len();
        let fault = fault(&data[..begin], &headers, author_line, committer_line);
        let payload = headers
            .iter()
            .filter(|header| !header.name.starts_with(SIGNATURE))
            .map(|header| header.whole);
        let payload: Vec<u8> = payload.chain([rest]).flatten().copied().collect();
        Some(Self {
            id,
            tree: TreeId::from_bytes(tree),
            parents,
            author,
            at,
            committer,
            committed_at,
            hides: message::message_fault(rest, encoding),
            message: rest.strip_prefix(b"\n").unwrap_or(rest).to_vec(),
            signature: fault.map_or_else(|| signature(&headers), SignatureState::Malformed),
            payload,
        })
    }
}

/// The headers, and what follows from the empty line on.
fn headers(data: &[u8]) -> (Vec<Header<'_>>, &[u8]) {
    let mut headers = Vec::new();
    let mut rest = data;
    while !rest.is_empty() && rest[0] != b'\n' {
        let mut end = line_end(rest, 0);
        while rest.get(end) == Some(&b' ') {
            end = line_end(rest, end);
        }
        let whole = &rest[..end];
        let first = &whole[..line_end(whole, 0)];
        let first = first.strip_suffix(b"\n").unwrap_or(first);
        let name = first.iter().position(|byte| *byte == b' ').unwrap_or(first.len());
        let value = whole.get(name + 1..).unwrap_or_default();
        headers.push(Header {
            name: &whole[..name],
            value: value.strip_suffix(b"\n").unwrap_or(value),
            whole,
        });
        rest = &rest[end..];
    }
    (headers, rest)
}

/// Where the line that begins at `from` ends, its line end included.
fn line_end(data: &[u8], from: usize) -> usize {
    data[from..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(data.len(), |at| from + at + 1)
}

fn fault(head: &[u8], headers: &[Header<'_>], author: &[u8], committer: &[u8]) -> Option<HeaderFault> {
    if head.contains(&0) {
        return Some(HeaderFault::Zero);
    }
    if headers.iter().filter(|header| header.name == SIGNATURE).count() > 1 {
        return Some(HeaderFault::SeveralSignatures);
    }
    let shown = |name: &[u8]| String::from_utf8_lossy(name).escape_debug().to_string();
    if let Some(other) = headers
        .iter()
        .find(|one| one.name.starts_with(SIGNATURE) && one.name != SIGNATURE)
    {
        return Some(HeaderFault::Smuggled(shown(other.name)));
    }
    let after = headers
        .iter()
        .position(|header| header.name == b"committer")
        .map_or(0, |at| at + 1);
    for (nth, header) in headers.iter().enumerate() {
        // A value is there even when it is empty; without the space before it, the line is none of git's.
        if header.name.is_empty() || header.whole.get(header.name.len()) != Some(&b' ') {
            return Some(HeaderFault::OddLine);
        }
        let once = [&b"tree"[..], b"parent", b"author", b"committer"].contains(&header.name);
        let again = header.name == b"encoding" && headers[..nth].iter().any(|other| other.name == header.name);
        if (nth >= after && once) || again {
            return Some(HeaderFault::Doubled(shown(header.name)));
        }
    }
    person_fault("author", author).or_else(|| person_fault("committer", committer))
}

fn signature(headers: &[Header<'_>]) -> SignatureState {
    let Some(header) = headers.iter().find(|header| header.name == SIGNATURE) else {
        return SignatureState::None;
    };
    // Each further line begins with a space that is not part of it; the last line end is.
    let mut block = Vec::with_capacity(header.value.len() + 1);
    for (nth, line) in header.value.split(|byte| *byte == b'\n').enumerate() {
        block.extend_from_slice(if nth == 0 {
            line
        } else {
            line.get(1..).unwrap_or_default()
        });
        block.push(b'\n');
    }
    let begins = |kind: &str| block.starts_with(format!("-----BEGIN {kind}-----").as_bytes());
    if begins("SSH SIGNATURE") {
        SignatureState::Ssh(block)
    } else if begins("PGP SIGNATURE") || begins("PGP MESSAGE") {
        SignatureState::OpenPgp(block)
    } else if begins("SIGNED MESSAGE") {
        SignatureState::X509
    } else {
        SignatureState::Malformed(HeaderFault::UnknownSignature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "1111111111111111111111111111111111111111";
    const PARENT: &str = "2222222222222222222222222222222222222222";
    const PGP: &str = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n";

    fn parse(raw: &str) -> Option<RawCommit> {
        RawCommit::parse(CommitId::from_bytes([0; 20]), raw.as_bytes())
    }

    /// A change with further lines in its head.
    fn with(lines: &str) -> String {
        format!(
            "tree {TREE}\nparent {PARENT}\nauthor 李静 <li@x.example> 1 +0800\ncommitter C <c@x> 2 -0330\n{lines}\nTitle\n\ngpgsig no\n"
        )
    }

    #[test]
    fn a_signed_change_is_taken_apart_and_its_signed_bytes_are_put_together() {
        let mergetag = format!("mergetag object {PARENT}\n type commit\n \n {PGP} -----END\n");
        let raw = parse(&with(&format!("encoding UTF-8\n{mergetag}{PGP}x-note a\n"))).unwrap();
        assert_eq!((raw.tree.to_string(), raw.parents.len()), (TREE.to_owned(), 1));
        assert_eq!((&*raw.author.name, &*raw.committer.email), ("李静", "c@x"));
        assert_eq!(raw.committed_at.to_rfc3339(), "1969-12-31T20:30:02-03:30");
        assert_eq!(raw.message, b"Title\n\ngpgsig no\n");
        let block = b"-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n".to_vec();
        // The signature inside of the tag that was merged stays where it is.
        assert!(raw.payload == with(&format!("encoding UTF-8\n{mergetag}x-note a\n")).as_bytes());
        assert_eq!(raw.signature, SignatureState::OpenPgp(block));
    }

    #[test]
    fn what_is_not_signed_says_so() {
        let raw = parse(&with("")).unwrap();
        assert_eq!(
            (raw.signature, raw.payload),
            (SignatureState::None, with("").into_bytes())
        );
        let bare = format!("tree {TREE}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n");
        let raw = parse(&bare).unwrap();
        assert_eq!(
            (raw.parents.len(), raw.message, raw.payload),
            (0, Vec::new(), bare.into_bytes())
        );
    }

    #[test]
    fn each_trick_has_its_name() {
        let person = |author: &str| with("").replace("author 李静 <li@x.example> 1 +0800", &format!("author {author}"));
        let table = [
            (with(&format!("{PGP}{PGP}")), HeaderFault::SeveralSignatures),
            (
                with(&format!("{PGP}gpgsig-sha256 x\n y\n")),
                HeaderFault::Smuggled("gpgsig-sha256".into()),
            ),
            (with("gpgsig\n"), HeaderFault::OddLine),
            (with("gpgsigx y\n"), HeaderFault::Smuggled("gpgsigx".into())),
            (with("gpgsig junk\n"), HeaderFault::UnknownSignature),
            (with(&format!("gpgsig \n{}", &PGP[6..])), HeaderFault::UnknownSignature),
            (with("author B <b@x> 1 +0000\n"), HeaderFault::Doubled("author".into())),
            (
                with(&format!("{PGP}parent {PARENT}\n")),
                HeaderFault::Doubled("parent".into()),
            ),
            (with(&format!("tree {TREE}\n")), HeaderFault::Doubled("tree".into())),
            (
                with("encoding a\nencoding b\n"),
                HeaderFault::Doubled("encoding".into()),
            ),
            (with("nothing\n"), HeaderFault::OddLine),
            (with("x\0 y\n"), HeaderFault::Zero),
            (person("A <a@x> <b@x> 1 +0000"), HeaderFault::OddPerson("author")),
            (person("A <a@x> 1 +0000\n more"), HeaderFault::OddPerson("author")),
            (person("A <a@x> x +0000"), HeaderFault::OddPerson("author")),
            (person("A >a@x< 1 +0000"), HeaderFault::OddPerson("author")),
            (person("A<a@x> 1 +0000"), HeaderFault::OddPerson("author")),
            (
                person("A <a@x> 9223372036854775807 +0000"),
                HeaderFault::OddDate("author"),
            ),
            (
                person("A <a@x> 9223372036854775808 +0000"),
                HeaderFault::OddDate("author"),
            ),
            (
                person("A <a@x> 340282366920938463463374607431768211456 +0000"),
                HeaderFault::OddDate("author"),
            ),
            (
                with("").replace("c@x> 2 ", "c@x> 18446744073709551616 "),
                HeaderFault::OddDate("committer"),
            ),
        ];
        for (raw, fault) in table {
            assert_eq!(
                parse(&raw).map(|raw| raw.signature),
                Some(SignatureState::Malformed(fault)),
                "{raw}"
            );
        }
    }

    #[test]
    fn dates_that_git_writes_are_dates() {
        for when in [
            "0 +0000",
            "1767250000 +0545",
            "4102444800 -1200",
            "253402300799 +0000",
            "01767250000 +0000",
        ] {
            assert_eq!(
                person_fault("author", format!("A <a@x> {when}").as_bytes()),
                None,
                "{when}"
            );
        }
    }

    #[test]
    fn what_is_no_point_of_history_is_not_read() {
        let good = with("");
        for (old, new) in [
            ("tree ", "tee "),
            (TREE, "11"),
            ("author", "aubhor"),
            ("committer", "x"),
            ("2222\n", "222\n"),
        ] {
            assert_eq!(parse(&good.replacen(old, new, 1)), None, "{new}");
        }
        assert_eq!(parse(""), None);
    }
}
