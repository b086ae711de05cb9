//! A key as a person types it and as key map files name it.

use crate::language::{Language, say};
use std::fmt;
use std::str::FromStr;

/// One press of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With the control key held.
    pub ctrl: bool,
    /// With the alt key held.
    pub alt: bool,
}

/// A key without the control and alt keys. Shift shows in the character itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A key that writes a character.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Tabulator with shift.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// The function keys go from the first to this one.
const LAST_F: u8 = 12;

/// The names of keys that write no character, as screens show them and key map files write them.
const NAMES: [(&str, Code); 16] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("shift-tab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("space", Code::Char(' ')),
];

impl Key {
    /// The key alone.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character.
    #[must_use]
    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// The same key as it is typed without an input method, which sends signs of its own in place of those on the key;
    /// `None` where it sends nothing else.
    #[must_use]
    pub fn half_width(self) -> Option<Self> {
        let Code::Char(character) = self.code else { return None };
        let plain = match character {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)?,
            '。' => '.',
            // On the key of the stroke; a comma between words is `，`.
            '、' => '/',
            '《' | '〈' => '<',
            '》' | '〉' => '>',
            '【' | '「' => '[',
            '】' | '」' => ']',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '￥' | '¥' => '$',
            '…' => '^',
            '—' => '_',
            '·' => '`',
            _ => return None,
        };
        Some(Self {
            code: Code::Char(plain),
            ..self
        })
    }

    /// A character with the control key held.
    #[must_use]
    pub const fn ctrl(character: char) -> Self {
        Self {
            code: Code::Char(character),
            ctrl: true,
            alt: false,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("ctrl-")?;
        }
        if self.alt {
            out.write_str("alt-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => out.write_str(name),
            (None, Code::F(number)) => write!(out, "f{number}"),
            (None, Code::Char(character)) => write!(out, "{character}"),
            // Every other key has a name.
            (None, _) => Ok(()),
        }
    }
}

/// What is no name of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NoKey(pub String);

impl NoKey {
    /// What is wrong and what to write instead, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (written, names) = (&self.0, language.list(&NAMES.map(|(name, _)| name)));
        say!(
            language,
            "`{written}` is not a key; write a character, ctrl-x, f1 to f{LAST_F}, or one of {names}",
            "`{written}` 不是按键；请写一个字符、ctrl-x、f1 至 f{LAST_F}，或下列之一：{names}"
        )
    }
}

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let none = || NoKey(text.to_owned());
        let (ctrl, rest) = text
            .strip_prefix("ctrl-")
            .filter(|rest| !rest.is_empty())
            .map_or((false, text), |rest| (true, rest));
        let (alt, rest) = rest
            .strip_prefix("alt-")
            .filter(|rest| !rest.is_empty())
            .map_or((false, rest), |rest| (true, rest));
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == rest) {
            return Ok(Self { code: *code, ctrl, alt });
        }
        let function = rest.strip_prefix('f').and_then(|number| number.parse().ok());
        if let Some(number) = function.filter(|number| (1..=LAST_F).contains(number)) {
            return Ok(Self {
                code: Code::F(number),
                ctrl,
                alt,
            });
        }
        let mut characters = rest.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) if !character.is_control() => Ok(Self {
                code: Code::Char(character),
                ctrl,
                alt,
            }),
            _ => Err(none()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_is_written() {
        for name in [
            "a",
            "J",
            "?",
            ":",
            "/",
            "-",
            "ctrl-d",
            "alt-x",
            "f1",
            "f12",
            "f",
            "space",
            "shift-tab",
            "pgdn",
            "合",
        ] {
            assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
        }
        for (name, code) in NAMES {
            assert_eq!(name.parse(), Ok(Key::plain(code)));
        }
    }

    #[test]
    fn what_an_input_method_sends_is_known_by_its_plain_key() {
        let plain = |character| Key::char(character).half_width();
        for (sent, key) in [
            ('？', '?'),
            ('：', ':'),
            ('。', '.'),
            ('，', ','),
            ('／', '/'),
            ('、', '/'),
            ('！', '!'),
            ('　', ' '),
        ] {
            assert_eq!(plain(sent), Some(Key::char(key)), "{sent}");
        }
        for (full, half) in ('０'..='９')
            .chain('Ａ'..='Ｚ')
            .chain('ａ'..='ｚ')
            .zip(('0'..='9').chain('A'..='Z').chain('a'..='z'))
        {
            assert_eq!(plain(full), Some(Key::char(half)));
        }
        for other in ['a', '?', '合', 'é'] {
            assert_eq!(plain(other), None);
        }
        assert_eq!(Key::plain(Code::Enter).half_width(), None);
    }

    #[test]
    fn what_is_no_key_is_told_with_what_would_be_one() {
        for name in ["", "ctrl-", "pagedown", "f13", "ab"] {
            let told = name.parse::<Key>().unwrap_err().to_string();
            assert!(told.contains("pgdn") && told.contains(name), "{told}");
        }
    }
}
