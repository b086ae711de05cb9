//! What a contract begins with, filled in as far as somebody said it.

use crate::contract::{self, Contract, scalar};
use crate::language::Language;

/// What somebody says of a contract before there is one. What is not said stays to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beginning {
    /// The name of the contract, which is that of its file.
    pub name: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What kind of contract it is.
    pub kind: Option<String>,
    /// The full name of one's own party.
    pub ours: Option<String>,
    /// The full name of the other one.
    pub theirs: Option<String>,
    /// Whether one's own party is the one that supplies, the second of the template.
    pub supplies: bool,
    /// One's own name and e-mail address, and the key that git signs with.
    pub own: Option<OwnMember>,
}

/// Oneself, as a member of one's own party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMember {
    /// As git knows it.
    pub name: String,
    /// As git knows it.
    pub email: String,
    /// The line of the public key; `None` where it is not to be listed or not known.
    pub key: Option<String>,
}

/// What of a template is to be filled in.
struct Blanks {
    title: &'static str,
    ours: &'static str,
    name: &'static str,
    email: &'static str,
    theirs: &'static str,
    their_name: &'static str,
    their_email: &'static str,
}

const KIND: &str = "# kind: crm-saas";
const KEYS: &str = "# keys: [\"ssh-ed25519 AAAA...\"]";

fn template(language: Language) -> (&'static str, Blanks) {
    match language {
        Language::English => (
            include_str!("../starters/en.yaml"),
            Blanks {
                title: "\"[TITLE OF THE CONTRACT]\"",
                ours: "\"[FULL NAME OF YOUR COMPANY]\"",
                name: "\"[YOUR NAME]\"",
                email: "\"[YOUR E-MAIL ADDRESS]\"",
                theirs: "\"[FULL NAME OF THE OTHER COMPANY]\"",
                their_name: "\"[NAME OF THEIR COUNSEL]\"",
                their_email: "\"[THEIR E-MAIL ADDRESS]\"",
            },
        ),
        Language::Chinese => (
            include_str!("../starters/zh-CN.yaml"),
            Blanks {
                title: "【合同名称】",
                ours: "【我方公司全称】",
                name: "【您的姓名】",
                email: "【您的电子邮箱】",
                theirs: "【对方公司全称】",
                their_name: "【对方律师或者法务的姓名】",
                their_email: "【对方的电子邮箱】",
            },
        ),
    }
}

impl Beginning {
    /// Whether anything is said.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The text of the contract to start from, in a language.
    ///
    /// # Errors
    ///
    /// When what was said cannot stand in a contract.
    pub(super) fn text(&self, language: Language) -> Result<String, contract::ReadError> {
        let (template, blanks) = template(language);
        let mut text = template.to_owned();
        let mut put = |blank: &str, value: &str| text = text.replacen(blank, value, 1);
        if self.supplies {
            // The template begins with one's own party: both change places, and their people with them.
            for (one, other) in [
                (blanks.ours, blanks.theirs),
                (blanks.name, blanks.their_name),
                (blanks.email, blanks.their_email),
            ] {
                put(one, "\u{0}");
                put(other, one);
                put("\u{0}", other);
            }
        }
        let said = [
            (blanks.title, &self.title),
            (blanks.ours, &self.ours),
            (blanks.theirs, &self.theirs),
        ];
        for (blank, value) in said {
            if let Some(value) = value {
                put(&format!(": {blank}"), &format!(": {}", scalar(value)));
            }
        }
        if let Some(kind) = &self.kind {
            put(KIND, &format!("kind: {}", scalar(kind)));
        }
        if let Some(own) = &self.own {
            if let Some(key) = &own.key {
                // The line for keys that follows one's own address is one's own.
                if let Some(at) = text.find(blanks.email).and_then(|at| Some(at + text[at..].find(KEYS)?)) {
                    text.replace_range(at..at + KEYS.len(), &format!("keys: [{}]", quoted(key)));
                }
            }
            let mut put = |blank: &str, value: &str| text = text.replacen(blank, &scalar(value), 1);
            put(blanks.name, &own.name);
            put(blanks.email, &own.email);
        }
        let read = contract::read(text.as_bytes())?;
        debug_assert!(self.is_in(&read), "what was said is what is read");
        Ok(text)
    }

    fn is_in(&self, contract: &Contract) -> bool {
        let title = self.title.as_ref().is_none_or(|title| contract.title == title.trim());
        let ours = usize::from(self.supplies);
        let party = |at: usize| contract.parties.get(at).map(|party| &party.name);
        title
            && self.ours.as_ref().is_none_or(|name| party(ours) == Some(name))
            && self.theirs.as_ref().is_none_or(|name| party(1 - ours) == Some(name))
    }
}

/// A value in double quotes, whatever it is.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_what_the_contract_says_and_the_rest_stays_to_be_filled_in() {
        for language in Language::ALL {
            for supplies in [false, true] {
                let beginning = Beginning {
                    title: Some("NDA: \"mutual\" # 保密".to_owned()),
                    kind: Some("nda".to_owned()),
                    ours: Some("O'Hara & Söhne Ltd".to_owned()),
                    theirs: Some("乙公司".to_owned()),
                    supplies,
                    own: Some(OwnMember {
                        name: "Li Jing".to_owned(),
                        email: "li@example.com".to_owned(),
                        key: Some("ssh-ed25519 AAAA li \"home\"".to_owned()),
                    }),
                    name: None,
                };
                let text = beginning.text(language).unwrap();
                let contract = contract::read(text.as_bytes()).unwrap();
                let (own, other) = (usize::from(supplies), usize::from(!supplies));
                assert_eq!(contract.title, "NDA: \"mutual\" # 保密");
                assert_eq!(contract.kind.as_deref(), Some("nda"));
                assert_eq!(contract.parties[own].name, "O'Hara & Söhne Ltd");
                assert_eq!(contract.parties[own].members[0].email, "li@example.com");
                assert_eq!(
                    contract.parties[own].members[0].keys,
                    ["ssh-ed25519 AAAA"],
                    "without its comment"
                );
                assert_eq!(contract.parties[other].name, "乙公司");
                assert!(contract.parties[other].members[0].keys.is_empty());
                assert!(contract.parties[other].members[0].name.starts_with(['[', '【']));
            }
            let untouched = Beginning::default().text(language).unwrap();
            assert_eq!(untouched, template(language).0);
        }
    }

    #[test]
    fn what_cannot_stand_in_a_contract_is_refused() {
        let beginning = Beginning {
            title: Some("two\nlines".to_owned()),
            ..Beginning::default()
        };
        assert!(beginning.text(Language::English).is_err());
    }
}
