//! Which key does what: the table's keys, and what a key map file puts in their place.
//!
//! The file is YAML: the name of an action, then a key or a list of keys. An action that it names has those keys alone;
//! a key that it gives away is lost to the action that had it before.

use super::actions::{ACTIONS, Action, CONTEXTS, KeyContext};
use super::key::{Key, NoKey};
use crate::contract::nearest;
use crate::language::{Language, messages, say};
use crate::wording::{ActionWords, Role, Span, width};
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Write};

/// Which key does what, in every context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    actions: HashMap<(KeyContext, Key), Action>,
    keys: HashMap<Action, Vec<Key>>,
}

/// What is wrong with a key map file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct KeymapError {
    /// The file.
    pub file: String,
    /// What is wrong.
    pub fault: KeymapFault,
}

impl KeymapError {
    /// Where, what, and what to write instead, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (file, fault) = (&self.file, self.fault.message(language));
        say!(language, "{file}: {fault}", "{file}：{fault}")
    }
}

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

messages! {
    /// What is wrong in a key map file, with its line.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum KeymapFault in language {
        /// It cannot be read as YAML: what the reader said.
        NotYaml(said: String) => { said.clone() }
        /// There is no such action.
        NoAction {
            /// Its line, from 1.
            line: u64,
            /// What is written there.
            name: String,
            /// What was meant, perhaps.
            nearest: Option<&'static str>,
        } => {
            match nearest {
                Some(meant) => say!(
                    language,
                    "line {line}: there is no action `{name}`; did you mean `{meant}`?",
                    "第 {line} 行：没有操作 `{name}`；是否指 `{meant}`？",
                ),
                None => say!(language, "line {line}: there is no action `{name}`", "第 {line} 行：没有操作 `{name}`"),
            }
        }
        /// There is no such key.
        NoKey(line: u64, fault: NoKey) => {
            let fault = fault.message(language);
            say!(language, "line {line}: {fault}", "第 {line} 行：{fault}")
        }
        /// One key for two actions of one screen.
        Taken {
            /// Its line, from 1.
            line: u64,
            /// The key.
            key: Key,
            /// The action that has it already.
            other: &'static str,
            /// The line that gave it to that action.
            at: u64,
        } => {
            "line {line}: `{key}` does `{other}` already, by line {at}",
            "第 {line} 行：`{key}` 已由第 {at} 行用于 `{other}`",
        }
    }
}

/// A key or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Keys {
    One(String),
    Several(Vec<String>),
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of(&HashMap::new())
    }
}

impl Keymap {
    /// The table's keys with those of a file in their place.
    ///
    /// # Errors
    ///
    /// When the file names what is no action or no key, or gives one key to two actions of one screen: with line and
    /// the nearest known name.
    pub fn read(file: &str, source: &str) -> Result<Self, KeymapError> {
        let fault = |fault: KeymapFault| KeymapError {
            file: file.to_owned(),
            fault,
        };
        if source
            .lines()
            .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
        {
            return Ok(Self::default());
        }
        let rows: BTreeMap<String, Spanned<Keys>> =
            serde_yaml::from_str(source).map_err(|error| fault(KeymapFault::NotYaml(error.to_string())))?;
        // As they stand in the file, so that the later of two lines is the one to blame.
        let mut rows: Vec<(String, Spanned<Keys>)> = rows.into_iter().collect();
        rows.sort_by_key(|(_, keys)| keys.referenced.line());
        let mut own: HashMap<Action, Vec<Key>> = HashMap::new();
        let mut taken: HashMap<(KeyContext, Key), (&'static str, u64)> = HashMap::new();
        for (id, keys) in rows {
            let line = keys.referenced.line();
            let Some(action) = Action::named(&id) else {
                let known: Vec<&'static str> = ACTIONS.iter().map(|entry| entry.id).collect();
                let nearest = nearest(&id, &known);
                return Err(fault(KeymapFault::NoAction {
                    line,
                    name: id,
                    nearest,
                }));
            };
            let names = match keys.value {
                Keys::One(name) => vec![name],
                Keys::Several(names) => names,
            };
            // Also without any key: that is how an action is taken off the keyboard.
            own.entry(action).or_default();
            for name in names {
                let key: Key = name.parse().map_err(|error| fault(KeymapFault::NoKey(line, error)))?;
                for context in action.entry().contexts {
                    if let Some((other, at)) = taken.insert((*context, key), (action.entry().id, line))
                        && other != action.entry().id
                    {
                        return Err(fault(KeymapFault::Taken { line, key, other, at }));
                    }
                }
                own.entry(action).or_default().push(key);
            }
        }
        Ok(Self::of(&own))
    }

    fn of(own: &HashMap<Action, Vec<Key>>) -> Self {
        let mut actions = HashMap::new();
        // What the file says is put down last, and so takes keys away from the table.
        for from_file in [false, true] {
            for entry in ACTIONS
                .iter()
                .filter(|entry| own.contains_key(&entry.action) == from_file)
            {
                let keys = own
                    .get(&entry.action)
                    .cloned()
                    .unwrap_or_else(|| entry.default_keys().collect());
                for context in entry.contexts {
                    actions.extend(keys.iter().map(|key| ((*context, *key), entry.action)));
                }
            }
        }
        let mut keys: HashMap<Action, Vec<Key>> = HashMap::new();
        for entry in ACTIONS {
            let wanted = own
                .get(&entry.action)
                .cloned()
                .unwrap_or_else(|| entry.default_keys().collect());
            let works = |key: &Key| {
                entry
                    .contexts
                    .iter()
                    .any(|context| actions.get(&(*context, *key)) == Some(&entry.action))
            };
            keys.insert(entry.action, wanted.into_iter().filter(works).collect());
        }
        Self { actions, keys }
    }

    /// What a key does, also as an input method sends it. Where words are typed, nobody asks.
    #[must_use]
    pub fn action(&self, context: KeyContext, key: Key) -> Option<Action> {
        let does = |key| self.actions.get(&(context, key)).copied();
        does(key).or_else(|| does(key.half_width()?))
    }

    /// The keys that do something, the one for hints first.
    #[must_use]
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// Keys and what they do, as many as have room, for the line at the bottom.
    #[must_use]
    pub fn hints(&self, actions: &[Action], words: ActionWords, room: usize) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut used = 0;
        for action in actions {
            let (key, title) = (self.hint(*action), (action.entry().title)(words));
            let cells = width(&key) + width(title) + 3;
            if key.is_empty() || used + cells > room {
                continue;
            }
            used += cells;
            spans.push(Span::plain(" "));
            spans.push(Span::new(Role::Key, key));
            spans.push(Span::new(Role::Faint, format!(" {title} ")));
        }
        spans
    }

    /// The key for hints; empty when there is none.
    #[must_use]
    pub fn hint(&self, action: Action) -> String {
        self.keys(action).first().map(ToString::to_string).unwrap_or_default()
    }
}

/// The page of keys: a table of every action with its keys, in Markdown.
#[must_use]
pub fn page_of_keys(words: ActionWords) -> String {
    let mut page = String::from("| action | keys | where | what it does |\n|---|---|---|---|\n");
    for entry in ACTIONS {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        let everywhere = CONTEXTS
            .iter()
            .filter(|context| entry.contexts.contains(context))
            .count()
            >= 7;
        let contexts: Vec<&str> = entry.contexts.iter().map(|context| context.id()).collect();
        let contexts = if everywhere {
            "everywhere".to_owned()
        } else {
            contexts.join(", ")
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {contexts} | {} |",
            entry.id,
            keys.join(" "),
            (entry.help)(words)
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Keymap, String> {
        Keymap::read("keys.yaml", source).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_replaces_the_keys_of_what_it_names_and_takes_them_from_others() {
        let keymap = read("# mine\naccept: [f2, x]\nreject: X\n").unwrap();
        let action = |key: &str| keymap.action(KeyContext::Contract, key.parse().unwrap());
        assert_eq!(action("f2"), Some(Action::Accept));
        assert_eq!(action("x"), Some(Action::Accept));
        assert_eq!(action("X"), Some(Action::Reject));
        assert_eq!(action("a"), None, "no longer");
        assert_eq!(keymap.hint(Action::Accept), "f2");
        assert_eq!(
            keymap.action(KeyContext::Contracts, "X".parse().unwrap()),
            Some(Action::Exchange)
        );
        assert_eq!(read("# nothing\n\n").unwrap(), Keymap::default());
    }

    #[test]
    fn an_action_without_keys_has_none_and_the_later_of_two_lines_is_to_blame() {
        let keymap = read("accept: []\n").unwrap();
        assert_eq!(keymap.hint(Action::Accept), "");
        let said = read("reject: f2\naccept: f2\n").unwrap_err();
        assert!(said.contains("line 2") && said.contains("reject"), "{said}");
    }

    #[test]
    fn a_full_width_key_does_what_its_plain_form_does_unless_it_has_something_of_its_own_to_do() {
        let usual = Keymap::default();
        for context in CONTEXTS {
            for (full, half) in [
                ("？", "?"),
                ("：", ":"),
                ("。", "."),
                ("ａ", "a"),
                ("Ｒ", "R"),
                ("１", "1"),
                ("ｙ", "y"),
                ("／", "/"),
            ] {
                let action = |key: &str| usual.action(context, key.parse().unwrap());
                assert_eq!(action(full), action(half), "{full} in {context:?}");
            }
        }
        assert_eq!(
            usual.action(KeyContext::Question, Key::char('ｙ')),
            Some(Action::Confirm)
        );
        let own = read("accept: ？\n").unwrap();
        assert_eq!(own.action(KeyContext::Contract, Key::char('？')), Some(Action::Accept));
    }

    #[test]
    fn a_mistake_is_told_with_line_and_suggestion() {
        assert_eq!(
            read("back: b\nacept: a\n").unwrap_err(),
            "keys.yaml: line 2: there is no action `acept`; did you mean `accept`?"
        );
        let told = read("accept:\n  - pagedown\n").unwrap_err();
        assert!(
            told.starts_with("keys.yaml: line 2: `pagedown` is not a key; write"),
            "{told}"
        );
        assert_eq!(
            read("accept: f2\nreject: f2\n").unwrap_err(),
            "keys.yaml: line 2: `f2` does `accept` already, by line 1"
        );
        let chinese = |source| {
            Keymap::read("keys.yaml", source)
                .unwrap_err()
                .message(Language::Chinese)
        };
        assert_eq!(
            chinese("acept: a\n"),
            "keys.yaml：第 1 行：没有操作 `acept`；是否指 `accept`？"
        );
        assert_eq!(
            chinese("accept: f2\nreject: f2\n"),
            "keys.yaml：第 2 行：`f2` 已由第 1 行用于 `accept`"
        );
        assert!(chinese("accept: pagedown\n").starts_with("keys.yaml：第 1 行：`pagedown` 不是按键"));
        assert!(read("accept: [a\n").unwrap_err().contains("line"), "broken YAML");
        assert!(read("accept: a\naccept: b\n").unwrap_err().contains("line 2"), "twice");
    }
}
