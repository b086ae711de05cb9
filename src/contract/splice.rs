//! Edits in place: one clause's lines change and every other byte of the file stays, comments and quoting included.
//!
//! Each edit is guarded. The new file is read again and must be exactly the old contract with the one change asked
//! for; otherwise the edit is refused and nothing is given back.

use std::borrow::Cow;
use std::ops::Range;

use super::clause_place::{ClausePlace, clause_mut, ids, put, take};
use super::layout::{ClauseList, Layout, Site};
use super::line_ends::{plain_line_ends, with_line_ends_of};
use super::model::{Clause, Contract};
use super::names;
use super::read::read;
use super::splice_error::SpliceError;
use super::write::{Written, write_clause};

/// Replaces the text of a clause.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_text(source: &str, id: &str, text: &str) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        names::check_text("text", text).map_err(SpliceError::Value)?;
        set(
            source,
            id,
            "text",
            |clause| text.clone_into(&mut clause.text),
            |column| Written::text(text, column),
        )
    })
}

/// Replaces the heading of a clause.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_heading(source: &str, id: &str, heading: &str) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        names::check_line("heading", heading).map_err(SpliceError::Value)?;
        set(
            source,
            id,
            "heading",
            |clause| heading.clone_into(&mut clause.heading),
            |_| Written::line(heading),
        )
    })
}

/// Replaces the title of the contract.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn set_title(source: &str, title: &str) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        names::check_line("title", title).map_err(SpliceError::Value)?;
        let old = read(source.as_bytes())?;
        let mut expected = old.clone();
        title.clone_into(&mut expected.title);
        if expected == old {
            return Ok(source.to_owned());
        }
        let layout = Layout::of(source)?;
        let slot = layout.top_slot("title").ok_or(SpliceError::Guard)?;
        let Written { token, body } = Written::line(title);
        guarded(apply(source, vec![(slot.token, token), (slot.body, body)])?, &expected)
    })
}

/// Puts a new clause, with its sub-clauses, at a place.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn insert_clause(source: &str, place: ClausePlace, clause: &Clause) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        let mut expected = read(source.as_bytes())?;
        check(clause)?;
        if let Some(taken) = ids(clause).into_iter().find(|id| expected.clause(id).is_some()) {
            return Err(SpliceError::IdTaken(taken.to_owned()));
        }
        put(&mut expected.clauses, place, clause.clone()).ok_or_else(|| no_neighbour(place))?;
        let layout = Layout::of(source)?;
        guarded(insert(&layout, place, |dash| write_clause(clause, dash))?, &expected)
    })
}

/// Takes a clause out, with its sub-clauses.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn remove_clause(source: &str, id: &str) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        let mut expected = read(source.as_bytes())?;
        take(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?;
        let layout = Layout::of(source)?;
        let site = layout.site(id)?;
        guarded(remove(&layout, id, &site, layout.region(&site, true))?, &expected)
    })
}

/// Moves a clause, with its sub-clauses. Its lines stay byte for byte, but for their indentation if the depth changes.
///
/// # Errors
///
/// As [`SpliceError`] says.
pub fn move_clause(source: &str, id: &str, place: ClausePlace) -> Result<String, SpliceError> {
    in_its_line_ends(source, |source| {
        let old = read(source.as_bytes())?;
        let mut expected = old.clone();
        let moved = take(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?;
        if let ClausePlace::FirstIn(target) | ClausePlace::After(target) = place
            && ids(&moved).contains(&target)
        {
            return Err(SpliceError::IntoItself(id.to_owned()));
        }
        put(&mut expected.clauses, place, moved).ok_or_else(|| no_neighbour(place))?;
        if expected == old {
            return Ok(source.to_owned());
        }
        let layout = Layout::of(source)?;
        let site = layout.site(id)?;
        let region = layout.region(&site, false);
        let mut lines = source[region].to_owned();
        if !lines.ends_with('\n') {
            lines.push('\n');
        }
        let without = remove(&layout, id, &site, layout.region(&site, true))?;
        let dash = site.dash;
        guarded(
            insert(&Layout::of(&without)?, place, |to| indented(&lines, dash, to))?,
            &expected,
        )
    })
}

/// Makes an edit in the text with LF at the end of each line, and gives it the line ends of the file again.
pub(super) fn in_its_line_ends(
    source: &str,
    edit: impl FnOnce(&str) -> Result<String, SpliceError>,
) -> Result<String, SpliceError> {
    match plain_line_ends(source.as_bytes()) {
        Cow::Borrowed(_) => edit(source),
        Cow::Owned(plain) => {
            let plain = String::from_utf8(plain).map_err(|_| SpliceError::Guard)?;
            edit(&plain).map(|edited| with_line_ends_of(source, &edited))
        }
    }
}

fn set(
    source: &str,
    id: &str,
    key: &str,
    change: impl FnOnce(&mut Clause),
    written: impl FnOnce(usize) -> Written,
) -> Result<String, SpliceError> {
    let old = read(source.as_bytes())?;
    let mut expected = old.clone();
    change(clause_mut(&mut expected.clauses, id).ok_or_else(|| SpliceError::NoSuchClause(id.to_owned()))?);
    if expected == old {
        return Ok(source.to_owned());
    }
    let layout = Layout::of(source)?;
    let edits = setting(&layout, &layout.site(id)?, id, key, written)?;
    guarded(apply(source, edits)?, &expected)
}

/// The edits that give a key of a clause another value.
pub(super) fn setting(
    layout: &Layout,
    site: &Site,
    id: &str,
    key: &str,
    written: impl FnOnce(usize) -> Written,
) -> Result<Vec<Edit>, SpliceError> {
    let column = Layout::key_column(site);
    let Written { token, body } = written(column);
    Ok(match layout.slot(site, key) {
        Some(slot) => vec![(slot.token, token), (slot.body, body)],
        None if layout.line_end_after(site, key).is_some() => {
            return Err(SpliceError::Layout {
                id: format!("{id}: {key}"),
                line: 1 + newlines(layout, site),
            });
        }
        None => {
            let at = layout
                .line_end_after(site, "heading")
                .or_else(|| layout.line_end_after(site, "id"));
            let at = at.ok_or(SpliceError::Guard)?;
            vec![(at..at, format!("{}{key}: {token}\n{body}", " ".repeat(column)))]
        }
    })
}

fn newlines(layout: &Layout, site: &Site) -> usize {
    layout.source[..layout.region(site, false).start].matches('\n').count()
}

/// Bytes of a file, and what takes their place.
pub(super) type Edit = (Range<usize>, String);

/// The source with some ranges replaced, which come in order: whatever lies outside of them cannot change.
pub(super) fn apply(source: &str, edits: Vec<Edit>) -> Result<String, SpliceError> {
    let mut result = String::with_capacity(source.len() + 256);
    let mut from = 0;
    for (range, new) in edits {
        result.push_str(source.get(from..range.start).ok_or(SpliceError::Guard)?);
        // Only the last line of a file can lack its line end.
        let own_line = range.is_empty() && new.ends_with('\n');
        if own_line && !result.is_empty() && !result.ends_with('\n') {
            result.push('\n');
        }
        result.push_str(&new);
        from = range.end;
    }
    result.push_str(source.get(from..).ok_or(SpliceError::Guard)?);
    Ok(result)
}

fn guarded(result: String, expected: &Contract) -> Result<String, SpliceError> {
    if read(result.as_bytes()).is_ok_and(|contract| contract == *expected) {
        Ok(result)
    } else {
        Err(SpliceError::Guard)
    }
}

fn remove(layout: &Layout, id: &str, site: &Site, region: Range<usize>) -> Result<String, SpliceError> {
    let list = layout.list_with(id).ok_or(SpliceError::Guard)?;
    let mut edits = Vec::new();
    if Layout::ids(&list).len() == 1 {
        // A key without a value would not be an empty list.
        let colon = layout.behind_colon(&list).ok_or(SpliceError::Guard)?;
        edits.push((colon..colon, " []".to_owned()));
        edits.push((layout.region(site, false), String::new()));
    } else {
        edits.push((region, String::new()));
    }
    apply(layout.source, edits)
}

fn insert(layout: &Layout, place: ClausePlace, entry: impl FnOnce(usize) -> String) -> Result<String, SpliceError> {
    apply(
        layout.source,
        insertion(layout, place, |id| layout.site(id), entry)?.edits,
    )
}

/// What puts entries into a file.
pub(super) struct Insertion {
    /// The column of their `-`.
    pub(super) dash: usize,
    pub(super) edits: Vec<Edit>,
}

/// What puts an entry at a place. `site` finds clauses.
pub(super) fn insertion<'l, 'a: 'l>(
    layout: &'l Layout<'a>,
    place: ClausePlace,
    site: impl Fn(&str) -> Result<Site<'l, 'a>, SpliceError>,
    entry: impl FnOnce(usize) -> String,
) -> Result<Insertion, SpliceError> {
    let at = |dash: usize, at: usize, entry: String| Insertion {
        dash,
        edits: vec![(at..at, entry)],
    };
    match place {
        ClausePlace::After(id) => {
            let site = site(id)?;
            let gap = if layout.spaced(&site) { "\n" } else { "" };
            let entry = format!("{gap}{}", entry(site.dash));
            Ok(at(site.dash, layout.end(&site), entry))
        }
        ClausePlace::First => into(layout, &layout.top().ok_or(SpliceError::Guard)?, site, entry),
        ClausePlace::FirstIn(parent) => {
            let parent = site(parent)?;
            if let Some(list) = Layout::sub_list(&parent) {
                return into(layout, &list, site, entry);
            }
            let column = Layout::key_column(&parent);
            let entry = format!("{}clauses:\n{}", " ".repeat(column), entry(column + 2));
            Ok(at(column + 2, layout.end(&parent), entry))
        }
    }
}

/// An entry at the head of a list, or in place of its `[]`.
fn into<'l, 'a: 'l>(
    layout: &'l Layout<'a>,
    list: &ClauseList<'l, 'a>,
    site: impl Fn(&str) -> Result<Site<'l, 'a>, SpliceError>,
    entry: impl FnOnce(usize) -> String,
) -> Result<Insertion, SpliceError> {
    if let Some((brackets, column)) = layout.empty_list(list) {
        let at = layout.line_end(brackets.start);
        // The space before the brackets goes with them.
        let start = layout.source[..brackets.start].trim_end_matches(' ').len();
        return Ok(Insertion {
            dash: column + 2,
            edits: vec![(start..brackets.end, String::new()), (at..at, entry(column + 2))],
        });
    }
    let first = Layout::ids(list).first().copied().ok_or(SpliceError::Guard)?;
    let site = site(first)?;
    let at = layout.region(&site, false).start;
    Ok(Insertion {
        dash: site.dash,
        edits: vec![(at..at, entry(site.dash))],
    })
}

/// Lines moved from one column to another; block scalars move with their margin, so their text stays.
fn indented(lines: &str, from: usize, to: usize) -> String {
    let shift = |line: &str| {
        let blank = line.trim_end_matches('\n').is_empty();
        if blank || from == to {
            line.to_owned()
        } else if to > from {
            format!("{}{line}", " ".repeat(to - from))
        } else {
            let spaces = line.bytes().take_while(|&byte| byte == b' ').count();
            line[spaces.min(from - to)..].to_owned()
        }
    };
    lines.split_inclusive('\n').map(shift).collect()
}

/// Says what is wrong with a new clause, where the guard could only say that something is.
pub(super) fn check(clause: &Clause) -> Result<(), SpliceError> {
    names::check_new_id(&clause.id).map_err(SpliceError::Value)?;
    names::check_line("heading", &clause.heading).map_err(SpliceError::Value)?;
    names::check_text("text", &clause.text).map_err(SpliceError::Value)?;
    clause.clauses.iter().try_for_each(check)
}

fn no_neighbour(place: ClausePlace) -> SpliceError {
    let (ClausePlace::FirstIn(id) | ClausePlace::After(id)) = place else {
        return SpliceError::Guard;
    };
    SpliceError::NoSuchClause(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
title: 合同 # 标题
parties: [{id: a, name: 甲}, {id: b, name: 乙}]
clauses:
  # 关于费用
  - id: 费用
    heading: '费用'   # 见附件
    text: | # 原文
      三十日内付款。

      余款另付。
    clauses:
      - id: 税
        heading: 税
        text: |
          含税。

  - heading: 保密
    text: \"x\"
    id: 保密

x-note: 1
";

    /// The lines that are gone and the lines that are new.
    fn change(old: &str, new: &str) -> (String, String) {
        let (old_lines, new_lines): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
        let same = old_lines
            .iter()
            .zip(&new_lines)
            .take_while(|(old, new)| old == new)
            .count();
        let behind = old_lines[same..].iter().rev().zip(new_lines[same..].iter().rev());
        let behind = behind.take_while(|(old, new)| old == new).count();
        let middle = |lines: &[&str]| lines[same..lines.len() - behind].join("\n");
        (middle(&old_lines), middle(&new_lines))
    }

    #[test]
    fn sets_text_and_heading_in_their_lines_only() {
        let set = |id: &str, text: &str| change(SOURCE, &set_text(SOURCE, id, text).unwrap());
        assert_eq!(
            set("费用", "六十日内付款。\n\n余款另付。\n"),
            ("      三十日内付款。".into(), "      六十日内付款。".into())
        );
        assert_eq!(
            set("费用", " 缩进\n二").1,
            "    text: |2- # 原文\n       缩进\n      二"
        );
        assert_eq!(
            set("保密", "一\n二\n"),
            ("    text: \"x\"".into(), "    text: |\n      一\n      二".into())
        );
        assert_eq!(
            set("税", "一\n\n"),
            (
                "        text: |\n          含税。".into(),
                "        text: \"一\\n\\n\"".into()
            )
        );
        let heading = set_heading(SOURCE, "费用", "费用: 税").unwrap();
        assert_eq!(
            change(SOURCE, &heading),
            (
                "    heading: '费用'   # 见附件".into(),
                "    heading: \"费用: 税\"   # 见附件".into()
            )
        );
        assert_eq!(set_heading(SOURCE, "费用", "费用").unwrap(), SOURCE);
    }

    #[test]
    fn sets_the_title_in_its_line_only() {
        let titled = set_title(SOURCE, "服务合同").unwrap();
        assert_eq!(
            change(SOURCE, &titled),
            ("title: 合同 # 标题".into(), "title: 服务合同 # 标题".into())
        );
        assert_eq!(set_title(SOURCE, "合同").unwrap(), SOURCE);
        let windows = SOURCE.replace('\n', "\r\n");
        let quoted = SOURCE.replace("title: 合同", "title: 'A: B'");
        assert_eq!(set_title(&windows, "服务合同").unwrap(), titled.replace('\n', "\r\n"));
        assert_eq!(set_title(&quoted, "服务合同").unwrap(), titled);
        assert!(set_title(SOURCE, "a\nb").is_err() && set_title(SOURCE, "a\u{1b}").is_err());
    }

    #[test]
    fn inserts_where_it_is_told() {
        let clause = Clause {
            id: "新".into(),
            heading: "新".into(),
            text: "x\n".into(),
            pair: None,
            clauses: Vec::new(),
        };
        let at = |place| change(SOURCE, &insert_clause(SOURCE, place, &clause).unwrap()).1;
        let entry = |pad: &str| format!("{pad}- id: 新\n{pad}  heading: 新\n{pad}  text: |\n{pad}    x");
        assert_eq!(at(ClausePlace::First), entry("  "));
        assert_eq!(at(ClausePlace::FirstIn("费用")), entry("      "));
        assert_eq!(
            at(ClausePlace::FirstIn("保密")),
            format!("    clauses:\n{}", entry("      "))
        );
        assert_eq!(at(ClausePlace::After("保密")), format!("{}\n", entry("  ")));
        let empty = SOURCE.split_inclusive('\n').take(2).collect::<String>() + "clauses: [] # 空";
        let filled = insert_clause(&empty, ClausePlace::First, &clause).unwrap();
        assert!(
            filled.ends_with(&format!("clauses: # 空\n{}\n", entry("  "))),
            "{filled}"
        );
    }

    #[test]
    fn removes_and_moves_whole_clauses() {
        let without = remove_clause(SOURCE, "税").unwrap();
        assert!(without.contains("    clauses: []\n\n  - heading: 保密"), "{without}");
        let gone = change(SOURCE, &remove_clause(SOURCE, "费用").unwrap());
        assert!(
            gone.0.starts_with("  # 关于费用\n  - id: 费用") && gone.1.is_empty(),
            "{gone:?}"
        );

        let moved = move_clause(SOURCE, "保密", ClausePlace::First).unwrap();
        assert!(
            moved.contains("clauses:\n  - heading: 保密\n    text: \"x\"\n    id: 保密\n  # 关于费用\n"),
            "{moved}"
        );
        let deeper = move_clause(SOURCE, "保密", ClausePlace::After("税")).unwrap();
        assert!(
            deeper.contains("          含税。\n\n      - heading: 保密\n        text: \"x\"\n"),
            "{deeper}"
        );
        assert_eq!(move_clause(SOURCE, "保密", ClausePlace::After("费用")).unwrap(), SOURCE);
    }

    #[test]
    fn refuses_what_cannot_be_done() {
        let flow = SOURCE
            .replace("x-note: 1\n", "")
            .replace("    id: 保密\n\n", "    id: 保密\n  - {id: 甲, text: x}\n");
        let clause = Clause {
            id: "新".into(),
            heading: "新".into(),
            pair: None,
            clauses: vec![],
            text: "a\rb".into(),
        };
        let table = [
            (
                set_text(SOURCE, "无", "x"),
                "the contract has no clause `无`; look at the clauses that it has, and name one of them",
            ),
            (
                set_text(SOURCE, "税", "\u{1b}"),
                "`text` contains the control character U+001B. Delete it.",
            ),
            (
                set_heading(SOURCE, "税", "a\nb"),
                "`heading` has more than one line. Write `heading` on one line, without `|` or `>`.",
            ),
            (
                set_text(&flow, "甲", "y"),
                "line 20: `甲` is written in a way that cannot be edited in place; edit the file by hand",
            ),
            (
                move_clause(SOURCE, "费用", ClausePlace::FirstIn("税")),
                "the clause `费用` cannot be moved into itself; choose another place",
            ),
            (
                insert_clause(
                    SOURCE,
                    ClausePlace::First,
                    &Clause {
                        id: "税".into(),
                        text: String::new(),
                        ..clause.clone()
                    },
                ),
                "the contract has a clause `税` already; choose another id",
            ),
            (
                insert_clause(
                    SOURCE,
                    ClausePlace::After("无"),
                    &Clause {
                        text: String::new(),
                        ..clause.clone()
                    },
                ),
                "the contract has no clause `无`; look at the clauses that it has, and name one of them",
            ),
            (
                insert_clause(SOURCE, ClausePlace::First, &clause),
                "`text` contains the control character U+000D. Delete it.",
            ),
            (
                set_text("title: x", "a", "x"),
                "line 1, column 1: this contract has no `parties`. Add `parties`, for example `parties:`.",
            ),
        ];
        for (result, expected) in table {
            assert_eq!(result.unwrap_err().to_string(), expected);
        }
    }
}
