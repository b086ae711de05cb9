//! What a contract begins with, filled in as far as somebody said it.

use crate::contract::{self, scalar};
use crate::language::Language;
use std::ops::Range;

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
        // By their places in the untouched template: what somebody says may look like a blank itself.
        let mut filled: Vec<(Range<usize>, String)> = Vec::new();
        let place = |blank: &str| {
            let at = template.find(blank)?;
            Some(at..at + blank.len())
        };
        let mut put = |at: Option<Range<usize>>, words: String| filled.extend(at.map(|at| (at, words)));
        if let Some(title) = &self.title {
            put(place(blanks.title), scalar(title));
        }
        if let Some(kind) = &self.kind {
            put(place(KIND), format!("kind: {}", scalar(kind)));
        }
        let own = self.own.as_ref();
        for (ours, said, theirs, other) in [
            (blanks.ours, self.ours.as_ref(), blanks.theirs, self.theirs.as_ref()),
            (blanks.name, own.map(|own| &own.name), blanks.their_name, None),
            (blanks.email, own.map(|own| &own.email), blanks.their_email, None),
        ] {
            // The template begins with one's own party; where that supplies, both change places.
            let (first, second) = (place(ours), place(theirs));
            let (at, beside) = if self.supplies {
                (second, first)
            } else {
                (first, second)
            };
            put(at, said.map_or_else(|| ours.to_owned(), |said| scalar(said)));
            put(beside, other.map_or_else(|| theirs.to_owned(), |said| scalar(said)));
        }
        if let Some(key) = own.and_then(|own| own.key.as_ref()) {
            // The line for keys that follows one's own address is one's own.
            let address = place(if self.supplies {
                blanks.their_email
            } else {
                blanks.email
            });
            let line = address.and_then(|address| Some(address.end + template[address.end..].find(KEYS)?));
            put(
                line.map(|at| at..at + KEYS.len()),
                format!("keys: [{}]", contract::quoted(key)),
            );
        }
        filled.sort_by_key(|(at, _)| at.start);
        let (mut text, mut from) = (String::new(), 0);
        for (at, words) in filled {
            text.push_str(&template[from..at.start]);
            text.push_str(&words);
            from = at.end;
        }
        text.push_str(&template[from..]);
        contract::read(text.as_bytes())?;
        Ok(text)
    }
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
    fn what_was_said_may_look_like_a_blank_of_the_template() {
        for language in Language::ALL {
            let (_, blanks) = template(language);
            for supplies in [false, true] {
                let beginning = Beginning {
                    title: Some(blanks.name.trim_matches('"').to_owned()),
                    ours: Some(blanks.their_email.trim_matches('"').to_owned()),
                    theirs: Some(KEYS.to_owned()),
                    supplies,
                    own: Some(OwnMember {
                        name: blanks.ours.trim_matches('"').to_owned(),
                        email: "li@example.com".to_owned(),
                        key: Some("ssh-ed25519 AAAA".to_owned()),
                    }),
                    ..Beginning::default()
                };
                let text = beginning.text(language).unwrap();
                let contract = contract::read(text.as_bytes()).unwrap();
                let (own, other) = (usize::from(supplies), usize::from(!supplies));
                assert_eq!(Some(&contract.title), beginning.title.as_ref());
                assert_eq!(Some(&contract.parties[own].name), beginning.ours.as_ref());
                assert_eq!(contract.parties[own].members[0].name, blanks.ours.trim_matches('"'));
                assert_eq!(contract.parties[own].members[0].keys, ["ssh-ed25519 AAAA"]);
                assert_eq!(contract.parties[other].name, KEYS);
            }
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
