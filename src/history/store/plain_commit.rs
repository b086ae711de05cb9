//! A commit as history needs it: where it stands, who wrote it, and its message.

use super::header_fault::person_fault;
use super::id::{Id, id_from_hex};

/// What history needs of a commit; signatures and other headers are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::history) struct PlainCommit {
    pub(in crate::history) tree: Id,
    pub(in crate::history) parents: Vec<Id>,
    /// `Name <e-mail> seconds zone`, as stored.
    pub(in crate::history) author: Box<[u8]>,
    pub(in crate::history) message: Box<[u8]>,
    /// The name of the encoding of author and message; UTF-8 where none is named.
    pub(in crate::history) encoding: Option<Box<[u8]>>,
    /// Whether programs stop at its author or committer, or read them differently.
    pub(in crate::history) is_odd: bool,
}

impl PlainCommit {
    pub(in crate::history) fn parse(data: &[u8]) -> Option<Self> {
        let (tree, mut rest) = header(data)?.strip_named(b"tree")?;
        let tree = id_from_hex(tree)?;
        let mut parents = Vec::new();
        while let Some((parent, after)) = header(rest)?.strip_named(b"parent") {
            parents.push(id_from_hex(parent)?);
            rest = after;
        }
        let (author, mut rest) = header(rest)?.strip_named(b"author")?;
        let (mut encoding, mut committer) = (None, None);
        // The other headers, some of many lines each, end at the first empty line; without one there is no message.
        while let Some(line) = header(rest) {
            rest = line.rest;
            if line.line.is_empty() {
                break;
            }
            if let (None, Some(named)) = (&encoding, line.line.strip_prefix(b"encoding ")) {
                encoding = Some(named.into());
            }
            committer = committer.or_else(|| line.line.strip_prefix(b"committer "));
        }
        // Where a zero byte stands in the head, git shows no message at all.
        let head = &data[..data.len() - rest.len()];
        let message = if head.contains(&0) { &[][..] } else { rest };
        let is_odd = person_fault("author", author).is_some()
            || committer.is_none_or(|line| person_fault("committer", line).is_some());
        Some(Self {
            tree,
            parents,
            author: author.into(),
            message: message.into(),
            encoding,
            is_odd,
        })
    }
}

struct Header<'a> {
    line: &'a [u8],
    rest: &'a [u8],
}

fn header(data: &[u8]) -> Option<Header<'_>> {
    let end = data.iter().position(|byte| *byte == b'\n')?;
    Some(Header {
        line: &data[..end],
        rest: &data[end + 1..],
    })
}

impl<'a> Header<'a> {
    fn strip_named(&self, name: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
        Some((self.line.strip_prefix(name)?.strip_prefix(b" ")?, self.rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "1111111111111111111111111111111111111111";
    const PARENT: &str = "2222222222222222222222222222222222222222";

    #[test]
    fn a_signed_merge_with_odd_headers_is_understood() {
        let raw = format!(
            "tree {TREE}\nparent {PARENT}\nparent {TREE}\nauthor 李静 <li@x.example> 1 +0800\ncommitter C <c@x> 2 +0000\n\
             encoding GBK\ngpgsig -----BEGIN SSH SIGNATURE-----\n tree {PARENT}\n \n author no\n -----END\n\
             mergetag object 0\n x\n\nsubject\n\nbody\n"
        );
        let commit = PlainCommit::parse(raw.as_bytes()).unwrap();
        assert_eq!(
            (commit.tree, commit.parents),
            ([0x11; 20], vec![[0x22; 20], [0x11; 20]])
        );
        assert_eq!(&*commit.author, "李静 <li@x.example> 1 +0800".as_bytes());
        assert_eq!(&*commit.message, b"subject\n\nbody\n");
        assert_eq!(commit.encoding.as_deref(), Some(&b"GBK"[..]));
    }

    #[test]
    fn a_commit_without_message_or_parents_is_one_too() {
        let commit = PlainCommit::parse(format!("tree {TREE}\nauthor A <a> 1 +0000\n").as_bytes()).unwrap();
        assert!(commit.parents.is_empty() && commit.message.is_empty());
        for broken in ["", "tree x\nauthor A <a> 1 +0000\n", "author A <a> 1 +0000\n"] {
            assert_eq!(PlainCommit::parse(broken.as_bytes()), None, "{broken}");
        }
    }
}
