//! As whom, and when, the user writes.

use chrono::{DateTime, FixedOffset, Local, SubsecRound, TimeZone};
use git2::{Signature, Time};

use crate::negotiation::Person;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;

impl Repository {
    /// The user as git writes them: what the environment says (`GIT_AUTHOR_NAME`, `GIT_AUTHOR_EMAIL`) comes before git's
    /// configuration. `None` when either part is missing: guessing from the machine's name would sign for nobody.
    ///
    /// # Errors
    ///
    /// When the configuration cannot be read, or git could not write such a name.
    pub fn author(&self) -> Result<Option<Person>, Error> {
        let identity = self.identity()?;
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let name = said("GIT_AUTHOR_NAME").or(identity.name);
        let email = said("GIT_AUTHOR_EMAIL").or(identity.email);
        let (Some(name), Some(email)) = (name, email) else {
            return Ok(None);
        };
        // Git strips what it cannot store; what is signed has to be what will be read.
        let stored = Signature::new(&name, &email, &Time::new(0, 0)).map_err(Error::git(Doing::ReadOwnName))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Some(Person {
            name: text(stored.name_bytes()),
            email: text(stored.email_bytes()),
        }))
    }
}

/// The present moment in whole seconds, as git keeps it; `GIT_AUTHOR_DATE` comes before the clock, written as
/// `SECONDS ZONE` or as RFC 3339.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    let said = std::env::var("GIT_AUTHOR_DATE").ok().and_then(|written| date(&written));
    said.unwrap_or_else(|| Local::now().fixed_offset().trunc_subsecs(0))
}

/// What the machine's clock says, whatever the environment does.
#[must_use]
pub fn clock() -> DateTime<FixedOffset> {
    Local::now().fixed_offset()
}

fn date(written: &str) -> Option<DateTime<FixedOffset>> {
    let written = written.trim();
    if let Ok(date) = DateTime::parse_from_rfc3339(written) {
        return Some(date.trunc_subsecs(0));
    }
    let (seconds, zone) = written.trim_start_matches('@').split_once(' ')?;
    // The zone alone is parsed by giving it a date.
    let zone = *DateTime::parse_from_str(&format!("1970-01-02 00:00 {zone}"), "%Y-%m-%d %H:%M %z")
        .ok()?
        .offset();
    zone.timestamp_opt(seconds.parse().ok()?, 0).single()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_git_takes_them() {
        for written in ["1794000000 +0800", "@1794000000 +0800", "2026-11-07T05:20:00+08:00"] {
            assert_eq!(
                date(written).unwrap().to_rfc3339(),
                "2026-11-07T05:20:00+08:00",
                "{written}"
            );
        }
        assert_eq!(date("yesterday"), None);
    }
}
