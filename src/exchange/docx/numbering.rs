//! The numbers that Word computes: lists of up to nine levels that count on, restart and show each other's numbers.

use std::collections::{HashMap, HashSet};

use super::number_forms::written;
use super::styles::{Numbered, Styles};
use super::xml::{Element, Space};

/// How many characters of the pattern of a number are read; Word takes no more.
const LONGEST_PATTERN: usize = 255;

/// The longest number within a pattern, in bytes: thirty letters, or seven Chinese characters.
const LONGEST_NUMBER: usize = 30;

/// How many levels a list has.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: String,
    /// What is shown, with `%1` to `%9` for the numbers of the levels.
    shown: String,
    /// It begins anew after this level, counted from 1; 0 for never; nothing for any above it.
    restarts_after: Option<usize>,
    /// All numbers in it are shown as plain figures.
    legal: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            shown: String::new(),
            restarts_after: None,
            legal: false,
            style: None,
        }
    }
}

/// A list as paragraphs name it.
#[derive(Debug, Clone, Default)]
struct List {
    /// Lists of one ground count together.
    ground: String,
    /// Where this list begins anew, by level.
    starts: HashMap<usize, i64>,
    /// The levels that differ from those of its ground.
    own: HashMap<usize, Level>,
}

/// All lists of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    grounds: HashMap<String, HashMap<usize, Level>>,
    lists: HashMap<String, List>,
}

impl Lists {
    /// The lists of the part that holds them.
    pub(crate) fn of(root: &Element<'_>, styles: &Styles) -> Self {
        let mut lists = Self::default();
        let mut linked = Vec::new();
        // Each paragraph says of which ground its number is: by its place, because an id may be as long as it likes.
        let mut places: HashMap<String, String> = HashMap::new();
        for ground in root.elements(Space::Word, "abstractNum") {
            let Some(id) = ground.attribute("abstractNumId") else {
                continue;
            };
            let place = places.len().to_string();
            let id = places.entry(id).or_insert(place).clone();
            let levels = ground.elements(Space::Word, "lvl");
            let levels: HashMap<usize, Level> = levels.filter_map(level).collect();
            if let Some(style) = ground.value_of("numStyleLink").filter(|_| levels.is_empty()) {
                linked.push((id.clone(), style));
            }
            lists.grounds.insert(id, levels);
        }
        for list in root.elements(Space::Word, "num") {
            let Some((id, ground)) = list.attribute("numId").zip(list.value_of("abstractNumId")) else {
                continue;
            };
            // One that is not there has no levels, and is another one all the same.
            let place = places.len().to_string();
            let ground = places.entry(ground).or_insert(place).clone();
            let mut read = List {
                ground,
                ..List::default()
            };
            for change in list.elements(Space::Word, "lvlOverride") {
                let Some(at) = change.attribute("ilvl").and_then(|at| at.parse().ok()) else {
                    continue;
                };
                if let Some(start) = change.value_of("startOverride").and_then(|start| start.parse().ok()) {
                    read.starts.insert(at, start);
                }
                if let Some((_, own)) = change.child("lvl").and_then(level) {
                    read.own.insert(at, own);
                }
            }
            lists.lists.insert(id, read);
        }
        // A ground that only names a style has the levels of the list which that style has.
        for (id, style) in linked {
            let ground = styles.list_of(&style).and_then(|list| lists.lists.get(&list));
            let levels = ground.and_then(|list| lists.grounds.get(&list.ground)).cloned();
            lists.grounds.insert(id, levels.unwrap_or_default());
        }
        lists
    }

    /// How many bytes the numbers of each list have at most.
    pub(super) fn longest_labels(&self) -> HashMap<&str, usize> {
        let longest = |level: &Level| level.shown.len() + level.shown.matches('%').count() * LONGEST_NUMBER;
        let of_grounds: HashMap<&String, usize> = self
            .grounds
            .iter()
            .map(|(ground, levels)| (ground, levels.values().map(longest).max().unwrap_or(0)))
            .collect();
        let lists = self.lists.iter().map(|(id, list)| {
            let own = list.own.values().map(longest).max().unwrap_or(0);
            (id.as_str(), own.max(of_grounds.get(&list.ground).copied().unwrap_or(0)))
        });
        lists.collect()
    }

    fn level(&self, list: &str, level: usize) -> Option<&Level> {
        let list = self.lists.get(list)?;
        let ground = || self.grounds.get(&list.ground)?.get(&level);
        list.own.get(&level).or_else(ground)
    }

    /// The level of a list whose paragraphs have that style.
    fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        (0..LEVELS).find(|level| {
            let level = self.level(list, *level);
            level.is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }
}

/// As much of a pattern as Word takes.
fn within_pattern(pattern: String) -> String {
    match pattern.char_indices().nth(LONGEST_PATTERN) {
        Some((end, _)) => pattern[..end].to_owned(),
        None => pattern,
    }
}

fn level(element: &Element<'_>) -> Option<(usize, Level)> {
    let at = element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    // Word keeps formats that older programs do not know as an alternative.
    let newer = element
        .elements(Space::Compatibility, "AlternateContent")
        .flat_map(|all| all.elements(Space::Compatibility, "Choice"))
        .find_map(|choice| choice.child("numFmt"));
    let format = newer.or_else(|| element.child("numFmt"));
    let level = Level {
        start: element
            .value_of("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1),
        format: format
            .and_then(Element::value)
            .map_or_else(|| "decimal".to_owned(), within_pattern),
        shown: element.value_of("lvlText").map(within_pattern).unwrap_or_default(),
        restarts_after: element.value_of("lvlRestart").and_then(|level| level.parse().ok()),
        legal: element.child("isLgl").is_some_and(Element::is_on),
        style: element.value_of("pStyle"),
    };
    Some((at, level))
}

/// A number as Word shows it in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// As it is shown, without blanks around it: `1.1`, `(a)`, 第三条, `•`.
    pub text: String,
    /// The level in its list, from 0.
    pub level: usize,
    /// How the level is written: the format of the number, and what stands around it.
    pub pattern: String,
    /// Whether it counts: a bullet does not.
    pub counts: bool,
    /// Which list it belongs to: lists that count together are one.
    pub list: String,
}

/// Counts through a document, paragraph by paragraph.
pub(crate) struct Counter<'l> {
    lists: &'l Lists,
    styles: &'l Styles,
    /// For each ground where its levels stand; nothing before the first of a level.
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    /// Which lists began anew already, by level.
    begun: HashSet<(String, usize)>,
}

impl<'l> Counter<'l> {
    pub(crate) fn new(lists: &'l Lists, styles: &'l Styles) -> Self {
        Self {
            lists,
            styles,
            counts: HashMap::new(),
            begun: HashSet::new(),
        }
    }

    /// The label of the next paragraph, which has this style and numbering of its own.
    pub(crate) fn label(&mut self, style: Option<&str>, own: Option<&Numbered>) -> Option<Label> {
        let (numbered, by_style) = if let Some(own) = own {
            (own.clone(), style.map(str::to_owned))
        } else {
            let (numbered, by) = self.styles.numbered(style)?;
            (numbered, Some(by))
        };
        let by_style = by_style.and_then(|style| self.lists.level_of_style(&numbered.list, &style));
        let at = match own {
            Some(_) => numbered.level.or(by_style),
            None => by_style.or(numbered.level),
        };
        let at = at.unwrap_or(0).min(LEVELS - 1);
        let list = self.lists.lists.get(&numbered.list)?;
        let level = self.lists.level(&numbered.list, at)?;
        self.count(&numbered.list, list, at, level);
        if level.format == "none" && level.shown.is_empty() {
            return None;
        }
        Some(Label {
            text: self.shown(&numbered.list, list, level).trim().to_owned(),
            level: at,
            pattern: format!("{} {}", level.format, level.shown),
            counts: level.format != "bullet",
            list: list.ground.clone(),
        })
        .filter(|label| !label.text.is_empty())
    }

    /// Goes on to the next number of a level.
    fn count(&mut self, id: &str, list: &List, at: usize, level: &Level) {
        let restarts: Vec<bool> = (0..LEVELS)
            .map(|below| {
                let rule = self.lists.level(id, below).and_then(|below| below.restarts_after);
                below > at && rule.is_none_or(|after| after > at)
            })
            .collect();
        let begins = list
            .starts
            .get(&at)
            .filter(|_| self.begun.insert((id.to_owned(), at)))
            .copied();
        let counts = self.counts.entry(list.ground.clone()).or_default();
        counts[at] = Some(match (begins, counts[at]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => level.start,
        });
        for (count, restarts) in counts.iter_mut().zip(restarts) {
            if restarts {
                *count = None;
            }
        }
    }

    fn shown(&self, id: &str, list: &List, level: &Level) -> String {
        let counts = self.counts.get(&list.ground).copied().unwrap_or_default();
        let mut shown = String::new();
        let mut characters = level.shown.chars().peekable();
        while let Some(character) = characters.next() {
            let digit = characters.peek().and_then(|next| next.to_digit(10));
            match digit.filter(|digit| character == '%' && *digit > 0) {
                Some(digit) => {
                    characters.next();
                    let at = digit as usize - 1;
                    let of = self.lists.level(id, at);
                    let number = counts[at].or_else(|| of.map(|of| of.start)).unwrap_or(1);
                    let format = of.map_or("decimal", |of| &of.format);
                    let format = if level.legal && format != "bullet" {
                        "decimal"
                    } else {
                        format
                    };
                    shown.push_str(&written(number, format));
                }
                // Bullets are characters of fonts for symbols, which have no meaning outside of them.
                None if level.format == "bullet" && matches!(character, '\u{E000}'..='\u{F8FF}') => shown.push('•'),
                None => shown.push(character),
            }
        }
        shown
    }
}
