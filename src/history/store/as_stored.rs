//! A file of the working folder as git would store it, and what git knows of such a file.
//!
//! Of all that git can be told to do with a file on its way into history, only the line ends are followed: other filters
//! are programs, and reading runs none.

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue, IndexEntryExtendedFlag};

use crate::contract::plain_line_ends;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;

/// What git does with the line ends of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Stores them as they are.
    Keep,
    /// Stores LF.
    Convert,
    /// Stores LF where the file is text, and was not stored with CR LF before.
    Guess,
}

impl Repository {
    /// What git would store of a file with this content, when this was stored before.
    pub(in crate::history) fn as_stored(
        &self,
        path: &str,
        text: Vec<u8>,
        before: Option<&[u8]>,
    ) -> Result<Vec<u8>, Error> {
        if !text.windows(2).any(|pair| pair == b"\r\n") {
            return Ok(text);
        }
        let converts = match self.rule(path)? {
            Rule::Keep => false,
            Rule::Convert => true,
            Rule::Guess => {
                let had_them = before.is_some_and(|before| before.windows(2).any(|pair| pair == b"\r\n"));
                let plain = plain_line_ends(&text);
                !had_them && !plain.contains(&b'\r') && !plain.contains(&0)
            }
        };
        Ok(if converts {
            plain_line_ends(&text).into_owned()
        } else {
            text
        })
    }

    /// As gitattributes(5) and git-config(1) say.
    fn rule(&self, path: &str) -> Result<Rule, Error> {
        let failed = || Error::git(Doing::ReadAttributes);
        // What comes back says by its place in memory whether it is a word or a switch, so it must not be copied.
        let attribute = |name: &str| {
            let value = self
                .git()
                .get_attr_bytes(Path::new(path), name, AttrCheckFlags::FILE_THEN_INDEX);
            value.map_err(failed())
        };
        for name in ["text", "crlf"] {
            match AttrValue::from_bytes(attribute(name)?) {
                AttrValue::False => return Ok(Rule::Keep),
                AttrValue::Bytes(b"auto") | AttrValue::String("auto") => return Ok(Rule::Guess),
                AttrValue::True | AttrValue::Bytes(b"input") | AttrValue::String("input") => return Ok(Rule::Convert),
                _ => {}
            }
        }
        if attribute("eol")?.is_some_and(|eol| eol == b"lf" || eol == b"crlf") {
            return Ok(Rule::Convert);
        }
        let automatic = self.setting("core.autocrlf")?.unwrap_or_default().to_ascii_lowercase();
        Ok(if matches!(&*automatic, "true" | "input" | "yes" | "on" | "1") {
            Rule::Guess
        } else {
            Rule::Keep
        })
    }

    /// Whether both sides of something that git has not finished changed the file.
    pub(in crate::history) fn is_in_conflict(&self, path: &str) -> bool {
        let index = self.git().index();
        index.is_ok_and(|index| (1..=3).any(|side| index.get_path(Path::new(path), side).is_some()))
    }

    /// Whether git was told not to check the file out.
    pub(in crate::history) fn is_left_out(&self, path: &str) -> bool {
        let entry = self
            .git()
            .index()
            .ok()
            .and_then(|index| index.get_path(Path::new(path), 0));
        entry.is_some_and(|entry| IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended).is_skip_worktree())
    }
}
