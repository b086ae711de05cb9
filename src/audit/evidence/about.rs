//! What an evidence file says it is about, in which form, and which version of the program wrote it.

use serde::{Deserialize, Serialize};

use super::error::EvidenceError;
use crate::contract::Revision;
use crate::negotiation::CommitId;

/// The form that is written.
const FORMAT: &str = "adidem/evidence/2";
/// The form that version 0.1.0 wrote. It has no time stamps beside records; all else is the same.
const FIRST_FORMAT: &str = "adidem/evidence/1";
const FIRST_PROGRAM: &str = "0.1.0";
/// What all forms begin with.
const ANY_FORMAT: &str = "adidem/evidence/";
/// This version of the program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What an evidence file says it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    format: String,
    /// The version of the program that made it.
    pub(super) program: String,
    pub(super) contract: String,
    /// The contracts folder, from the top of the repository.
    pub(super) folder: String,
    head: String,
    negotiation: Option<Revision>,
}

/// Who wrote a file, as far as it matters for what can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    /// This version: everything in it can be made once more, byte by byte.
    This,
    /// An earlier version: facts can, the pages may be worded differently.
    Earlier,
    /// A later one, or one that never was: nobody here knows what else its files would have to hold.
    Unknown,
    /// One that writes a form which is not known here.
    OtherForm,
}

impl About {
    pub(super) fn by_this_version(contract: &str, folder: &str, head: CommitId, negotiation: Option<Revision>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            program: PROGRAM.to_owned(),
            contract: contract.to_owned(),
            folder: folder.to_owned(),
            head: head.to_string(),
            negotiation,
        }
    }

    /// Reads it; `None` when it is none of any form.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let about: Self = serde_json::from_slice(bytes).ok()?;
        about.format.starts_with(ANY_FORMAT).then_some(about)
    }

    pub(super) fn maker(&self) -> Maker {
        match (self.format.as_str(), version(&self.program), version(PROGRAM)) {
            (FIRST_FORMAT, ..) if self.program == FIRST_PROGRAM => Maker::Earlier,
            (FORMAT, ..) if self.program == PROGRAM => Maker::This,
            (FORMAT, Some(theirs), Some(ours)) if Some(theirs) > version(FIRST_PROGRAM) && theirs < ours => {
                Maker::Earlier
            }
            (FIRST_FORMAT | FORMAT, ..) => Maker::Unknown,
            _ => Maker::OtherForm,
        }
    }

    /// Whether it says that version 0.1.0 made it, which wrote and read records of the first format alone.
    pub(super) fn is_by_first_program(&self) -> bool {
        self.program == FIRST_PROGRAM
    }

    /// What its maker would have said of a history that this version says the other of.
    pub(super) fn same_maker(&self, told: &Self) -> Self {
        Self {
            format: self.format.clone(),
            program: self.program.clone(),
            ..told.clone()
        }
    }

    pub(super) fn written(&self) -> Result<Vec<u8>, EvidenceError> {
        let text = serde_json::to_string_pretty(self).map_err(EvidenceError::About)?;
        Ok(format!("{text}\n").into_bytes())
    }
}

/// A version's three numbers.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut numbers = text.split('.').map(|number| {
        let plain = number == "0" || (!number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit()));
        number.parse().ok().filter(|_| plain)
    });
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_made_a_file_decides_what_can_be_compared() {
        let about = |format: &str, program: &str| About {
            format: format.to_owned(),
            program: program.to_owned(),
            contract: "crm".into(),
            folder: "contracts".into(),
            head: String::new(),
            negotiation: None,
        };
        assert_eq!(about(FORMAT, PROGRAM).maker(), Maker::This);
        assert_eq!(about(FIRST_FORMAT, FIRST_PROGRAM).maker(), Maker::Earlier);
        for (format, program) in [
            (FIRST_FORMAT, "0.2.0"),
            (FIRST_FORMAT, "0.0.9"),
            (FORMAT, "0.0.9"),
            (FORMAT, "9.9.9"),
            (FORMAT, "00.1.0"),
            (FORMAT, ""),
            (FORMAT, "0.1.0-dev"),
        ] {
            assert_eq!(about(format, program).maker(), Maker::Unknown, "{format} {program}");
        }
        assert_eq!(about("adidem/evidence/3", PROGRAM).maker(), Maker::OtherForm);
        let written = about(FORMAT, PROGRAM).written().unwrap();
        assert_eq!(About::read(&written), Some(about(FORMAT, PROGRAM)));
        assert_eq!(About::read(&about("other/1", PROGRAM).written().unwrap()), None);
    }
}
