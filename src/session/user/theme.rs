//! Themes: which colour and modifier each role of a screen has. Views ask for roles, never for colours.

use crate::negotiation::Standing;
use crate::session::Error;
use crate::wording::Role;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The themes built into the program, the default first.
const BUILT_IN: [(&str, &str); 6] = [
    ("ansi", include_str!("../../../themes/ansi.yaml")),
    ("dark", include_str!("../../../themes/dark.yaml")),
    ("light", include_str!("../../../themes/light.yaml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.yaml")),
    ("colour-blind", include_str!("../../../themes/colour-blind.yaml")),
    ("mono", include_str!("../../../themes/mono.yaml")),
];

/// The look of every role. A role that a file leaves out has no look of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Theme {
    /// Words that are gone.
    pub delete: RoleStyle,
    /// Words that are new.
    pub insert: RoleStyle,
    /// Words and clauses that stand elsewhere.
    pub moved: RoleStyle,
    /// The code point shown for a character that does not show.
    pub hidden: RoleStyle,
    /// What a reader must not miss.
    pub alarm: RoleStyle,
    /// Headings and titles.
    pub heading: RoleStyle,
    /// What a reader may skip.
    pub faint: RoleStyle,
    /// The first party's words in blame.
    pub first_party: RoleStyle,
    /// The second party's words.
    pub second_party: RoleStyle,
    /// The words of any further party.
    pub third_party: RoleStyle,
    /// Words by somebody of no party.
    pub unknown_party: RoleStyle,
    /// A clause that every party agreed to.
    pub agreed: RoleStyle,
    /// A clause that waits for an answer, or was accepted in an earlier wording.
    pub awaiting: RoleStyle,
    /// A clause that a party rejected.
    pub rejected: RoleStyle,
    /// A clause that a party takes subject to a condition.
    pub reserved: RoleStyle,
    /// A clause that was agreed once and has changed since.
    pub reopened: RoleStyle,
    /// A decision that is marked and not recorded yet.
    pub pending: RoleStyle,
    /// A key to press, in hints.
    pub key: RoleStyle,
    /// The line of titles.
    pub bar: RoleStyle,
    /// The chosen one of several names in it.
    pub chosen: RoleStyle,
    /// The selected line, where the cursor is; laid over the looks of its words.
    pub selection: RoleStyle,
    /// The selected line of a pane without the cursor.
    pub selection_elsewhere: RoleStyle,
    /// Words that were searched for; laid over theirs.
    pub found: RoleStyle,
}

impl Theme {
    /// The look of words.
    #[must_use]
    pub fn look(&self, role: Role) -> RoleStyle {
        match role {
            Role::Plain => RoleStyle::default(),
            Role::Delete => self.delete,
            Role::Insert => self.insert,
            Role::Moved => self.moved,
            Role::Hidden => self.hidden,
            Role::Alarm => self.alarm,
            Role::Heading => self.heading,
            Role::Faint => self.faint,
            Role::Standing(Standing::Agreed) => self.agreed,
            Role::Standing(Standing::Awaiting | Standing::Outdated) => self.awaiting,
            Role::Standing(Standing::Rejected) => self.rejected,
            Role::Standing(Standing::Reserved) => self.reserved,
            Role::Standing(Standing::Reopened) => self.reopened,
            Role::Pending => self.pending,
            Role::Key => self.key,
            Role::Bar => self.bar,
            Role::Chosen => self.chosen,
            Role::Party(None) => self.unknown_party,
            Role::Party(Some(0)) => self.first_party,
            Role::Party(Some(1)) => self.second_party,
            Role::Party(Some(_)) => self.third_party,
        }
    }
}

/// Colours and modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one of a terminal's modifiers, on or off"
)]
pub struct RoleStyle {
    /// The colour of the letters.
    pub colour: Option<Colour>,
    /// The colour behind them.
    pub background: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Letters and background exchanged.
    pub reverse: bool,
    /// Struck through.
    pub strike: bool,
}

/// A colour of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Colour {
    /// One of the 256 of the palette; 0–15 are the terminal's own.
    Palette(u8),
    /// Red, green, blue.
    Exact(u8, u8, u8),
}

const NAMES: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let (bright, plain) = name.strip_prefix("bright-").map_or((0, &*name), |plain| (8, plain));
        if let Some(at) = (0_u8..)
            .zip(NAMES)
            .find_map(|(at, known)| (known == plain).then_some(at))
        {
            return Ok(Self::Palette(at + bright));
        }
        if let Ok(number) = name.parse() {
            return Ok(Self::Palette(number));
        }
        let byte = |at: usize| {
            name.get(at..at + 2)
                .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        };
        match (name.starts_with('#') && name.len() == 7, byte(1), byte(3), byte(5)) {
            (true, Some(red), Some(green), Some(blue)) => Ok(Self::Exact(red, green, blue)),
            _ => Err(format!(
                "`{name}` is not a colour; write one of {}, bright- before it, a number from 0 to 255, or \"#rrggbb\"",
                NAMES.join(", ")
            )),
        }
    }
}

/// The theme of that name: from the user's configuration folder if it is there, else a built-in one.
///
/// # Errors
///
/// When there is none of that name, or its file is not what it should be: with file, line and remedy.
pub fn theme(name: &str, configuration: Option<&Path>) -> Result<Theme, Error> {
    let own = configuration.map(|folder| folder.join("themes").join(format!("{name}.yaml")));
    let is_plain = !name.contains(['/', '\\']) && !name.starts_with('.');
    if let Some(file) = own.filter(|file| is_plain && file.is_file()) {
        let source = std::fs::read_to_string(&file).map_err(|error| Error::File {
            file: file.display().to_string(),
            doing: "read",
            error,
        })?;
        return parsed(&file.display().to_string(), &source);
    }
    match BUILT_IN.iter().find(|(known, _)| *known == name) {
        Some((known, source)) => parsed(known, source),
        None => Err(Error::NoSuchTheme {
            name: name.to_owned(),
            known: BUILT_IN.map(|(known, _)| known).into(),
        }),
    }
}

fn parsed(file: &str, source: &str) -> Result<Theme, Error> {
    serde_yaml::from_str(source).map_err(|error| Error::Theme {
        file: file.to_owned(),
        what: error.to_string(),
    })
}

/// The names of all themes: the built-in ones, then the user's own.
#[must_use]
pub fn theme_names(configuration: Option<&Path>) -> Vec<String> {
    let mut names: Vec<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
    let own = configuration.and_then(|folder| std::fs::read_dir(folder.join("themes")).ok());
    let mut own: Vec<String> = own
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .into_string()
                .ok()?
                .strip_suffix(".yaml")
                .map(str::to_owned)
        })
        .filter(|name| !names.contains(name))
        .collect();
    own.sort();
    names.extend(own);
    names
}

/// The folder of the user's own settings, such as `~/.config/adidem`.
#[must_use]
pub fn configuration_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    etcetera::choose_base_strategy()
        .ok()
        .map(|folders| folders.config_dir().join("adidem"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_reads_and_gives_each_mark_a_look_without_colour_too() {
        for (name, _) in BUILT_IN {
            let theme = theme(name, None).unwrap();
            for look in [
                theme.selection,
                theme.selection_elsewhere,
                theme.pending,
                theme.reopened,
                theme.rejected,
                theme.delete,
                theme.insert,
                theme.hidden,
                theme.alarm,
            ] {
                let plain = RoleStyle {
                    colour: None,
                    background: None,
                    ..look
                };
                assert_ne!(plain, RoleStyle::default(), "{name}: a mark that hangs on colour alone");
            }
        }
    }

    #[test]
    fn every_built_in_theme_gives_every_role_a_look_on_purpose() {
        let all = BUILT_IN.map(|(_, source)| {
            let roles: std::collections::BTreeMap<String, RoleStyle> = serde_yaml::from_str(source).unwrap();
            roles.into_keys().collect::<Vec<_>>()
        });
        assert!(
            all.iter().all(|roles| *roles == all[0]),
            "a role that a theme forgot: {all:?}"
        );
        assert_eq!(all[0].len(), 23);
    }

    #[test]
    fn a_fault_in_a_theme_file_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("themes")).unwrap();
        std::fs::write(
            folder.path().join("themes/own.yaml"),
            "delete: {colour: red}\ninsert: {color: blue}\n",
        )
        .unwrap();
        let error = theme("own", Some(folder.path())).unwrap_err().to_string();
        assert!(
            error.contains("own.yaml") && error.contains("line 2") && error.contains("color"),
            "{error}"
        );
        std::fs::write(folder.path().join("themes/own.yaml"), "delete: {colour: crimson}\n").unwrap();
        let error = theme("own", Some(folder.path())).unwrap_err().to_string();
        assert!(error.contains("`crimson` is not a colour"), "{error}");
        let error = theme("sepia", None).unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no theme `sepia`; choose one of ansi, dark, light, high-contrast, colour-blind, mono"
        );
    }
}
