//! Cross-references: where a text points to another clause, and whether it still points there.

use super::numerals;
use crate::contract::Visit;
use std::collections::HashMap;
use std::ops::Range;

/// A place of a text that names another clause by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The bytes that carry the number: `5.2(a)`, `第十二条`.
    pub(crate) at: Range<usize>,
    /// The number without items in parentheses: `5.2`, `12`.
    pub(crate) label: String,
}

impl Reference {
    /// What of the clause it names: the `(a)` of `5.2(a)`.
    pub(crate) fn item<'t>(&self, text: &'t str) -> &'t str {
        let written = &text[self.at.clone()];
        written.find('(').map_or("", |at| &written[at..])
    }

    /// The heading that stands in parentheses behind the number: `Section 5.2 (Fees)`.
    fn title<'t>(&self, text: &'t str) -> Option<&'t str> {
        let inner = text[self.at.end..].trim_start_matches(' ').strip_prefix(['(', '（'])?;
        let end = inner.char_indices().take(80).find(|(_, c)| matches!(c, ')' | '）'))?.0;
        Some(inner[..end].trim_matches(['"', '“', '”', ' '])).filter(|title| !title.is_empty())
    }
}

/// Which clause each number names, in one version of a contract.
///
/// Where most headings carry typed numbers (第十二条, `5.2 Fees`), these are the numbers that references mean; else the
/// derived numbers are.
#[derive(Debug)]
pub(crate) struct Numbering<'a> {
    by_label: HashMap<String, &'a str>,
    /// The clause that alone has the heading.
    by_heading: HashMap<&'a str, Option<&'a str>>,
    typed: bool,
}

impl<'a> Numbering<'a> {
    pub(crate) fn of(visits: &[Visit<'a>]) -> Self {
        let labelled: Vec<(&'a str, String)> = visits
            .iter()
            .filter_map(|visit| typed_label(&visit.clause.heading).map(|label| (&*visit.clause.id, label)))
            .collect();
        let headed = visits.iter().filter(|visit| !visit.clause.heading.is_empty()).count();
        let typed = headed > 0 && labelled.len() * 2 > headed;
        let mut by_label = HashMap::new();
        if typed {
            for (id, label) in labelled {
                by_label.entry(label).or_insert(id);
            }
        } else {
            for visit in visits {
                by_label.insert(visit.number.clone(), &*visit.clause.id);
            }
        }
        let mut by_heading = HashMap::with_capacity(headed);
        for visit in visits.iter().filter(|visit| !visit.clause.heading.is_empty()) {
            by_heading
                .entry(&*visit.clause.heading)
                .and_modify(|alone| *alone = None)
                .or_insert(Some(&*visit.clause.id));
        }
        Self {
            by_label,
            by_heading,
            typed,
        }
    }

    /// The id of the clause that the writer of a reference had in mind: the one whose heading stands in parentheses behind the
    /// number, if any does, else the one that the number names.
    pub(crate) fn meant(&self, text: &str, reference: &Reference) -> Option<&'a str> {
        let titled = reference
            .title(text)
            .and_then(|title| self.by_heading.get(title).copied().flatten());
        titled.or_else(|| self.target(&reference.label))
    }

    /// The id of the clause that a label names.
    pub(crate) fn target(&self, label: &str) -> Option<&'a str> {
        self.by_label.get(label).copied()
    }

    /// Whether headings carry the numbers themselves.
    pub(crate) fn is_typed(&self) -> bool {
        self.typed
    }

    /// Whether every number names the same clause in both versions.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        self.typed == other.typed && self.by_label == other.by_label
    }
}

/// The number typed in front of a heading: 第十二条 → `12`, `5.2 Fees` → `5.2`, `Section 4.` → `4`.
pub(crate) fn typed_label(heading: &str) -> Option<String> {
    typed_number(heading).map(|(_, label)| label)
}

/// The bytes of the number typed in front of a heading, and its label.
pub(crate) fn typed_number(heading: &str) -> Option<(Range<usize>, String)> {
    if heading.starts_with('第') {
        return chinese_label(heading).map(|(end, unit, number)| {
            // Articles run through a whole statute and are what references name; chapters are numbered on their own.
            let label = if unit == '条' {
                number
            } else {
                format!("{unit}{number}")
            };
            (0..end, label)
        });
    }
    let start = REFERENCE_STARTS
        .iter()
        .find(|word| {
            heading.len() > word.len()
                && heading.is_char_boundary(word.len())
                && heading[..word.len()].eq_ignore_ascii_case(word)
        })
        .map_or(0, |word| word.len() + 1);
    let rest = heading.get(start..)?;
    let length = number_length(rest)?;
    let after = rest[length..].chars().next();
    let followed = match after {
        None => true,
        Some(c) => c.is_whitespace() || matches!(c, '.' | ')' | '、' | ':' | '-'),
    };
    followed.then(|| (start..start + length, rest[..length].to_owned()))
}

const REFERENCE_STARTS: [&str; 4] = ["section", "clause", "article", "part"];

/// `5`, `5.2`, `5.2.1` at the beginning of the text.
fn number_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        let digits = bytes[length..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        length += digits;
        if bytes.get(length) == Some(&b'.') && bytes.get(length + 1).is_some_and(u8::is_ascii_digit) {
            length += 1;
        } else {
            return Some(length);
        }
    }
}

/// 第…条 at the beginning of the text: where it ends, its unit, and its number in digits.
fn chinese_label(text: &str) -> Option<(usize, char, String)> {
    let after = text.strip_prefix('第')?;
    let end = after.find(|c: char| !numerals::is_chinese_numeral(c) && !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = after.split_at(end);
    let unit = rest.chars().next().filter(|c| matches!(c, '条' | '章' | '节' | '编'))?;
    let number = if number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        number_length(number)
            .filter(|length| *length == number.len())
            .map(|_| number.to_owned())?
    } else {
        numerals::plain(numerals::chinese(number)?)
    };
    let mut length = '第'.len_utf8() + end + unit.len_utf8();
    let mut label = number;
    if let Some(after) = rest[unit.len_utf8()..].strip_prefix("之") {
        // 第十二条之一 is an article of its own.
        let more = after
            .find(|c: char| !numerals::is_chinese_numeral(c))
            .unwrap_or(after.len());
        if let Some(value) = numerals::chinese(&after[..more]) {
            length += "之".len() + more;
            label = format!("{label}-{}", numerals::plain(value));
        }
    }
    Some((length, unit, label))
}

/// The references of a text to clauses of the same contract. References to statutes are left out.
pub(crate) fn references(text: &str, typed: bool) -> Vec<Reference> {
    let mut found = Vec::new();
    chinese_references(text, &mut found);
    english_references(text, typed, &mut found);
    found.sort_by_key(|reference| reference.at.start);
    found
}

fn chinese_references(text: &str, found: &mut Vec<Reference>) {
    for (at, _) in text.match_indices('第') {
        let Some((length, unit, label)) = chinese_label(&text[at..]) else {
            continue;
        };
        let before = &text[..at];
        let of_statute = before.ends_with(['》', '法', '典'])
            || ["条例", "规定", "办法", "解释", "法（", "规则"]
                .iter()
                .any(|ending| before.ends_with(ending));
        // 、第十八条 behind a statute's article goes on with the statute.
        let goes_on = before.ends_with(['、', '和', '至', '或', '及'])
            && before
                .trim_end_matches(['、', '和', '至', '或', '及'])
                .ends_with(['条', '款', '项'])
            && found
                .last()
                .is_none_or(|reference: &Reference| before.len() - reference.at.end > 24);
        let own = ["本合同", "本协议", "本法"].iter().any(|own| before.ends_with(own));
        if unit == '条' && (own || !of_statute && !goes_on) {
            found.push(Reference {
                at: at..at + length,
                label,
            });
        }
    }
}

fn english_references(text: &str, typed: bool, found: &mut Vec<Reference>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let word = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if word == 0 {
            at += 1;
            continue;
        }
        let start = at;
        at += word;
        if !matches!(word, 6..=8) || !matches!(bytes[start], b's' | b'S' | b'c' | b'C' | b'a' | b'A') {
            continue;
        }
        let name = &text[start..start + word];
        let named = ["section", "sections", "clause", "clauses", "article", "articles"]
            .into_iter()
            .find(|reference| reference.eq_ignore_ascii_case(name));
        let Some(named) = named else { continue };
        let plural = named.ends_with('s');
        let is_article = named.starts_with("article");
        let first = found.len();
        let mut number_at = start + word;
        loop {
            let blanks = bytes[number_at..].iter().take_while(|b| **b == b' ').count();
            number_at += blanks;
            let Some(length) = number_length(&text[number_at..]) else {
                break;
            };
            let label = text[number_at..number_at + length].to_owned();
            let mut end = number_at + length;
            while let Some(item) = item_length(&text[end..]) {
                end += item;
            }
            found.push(Reference {
                at: number_at..end,
                label,
            });
            let rest = &text[end..];
            let joint = [", and ", ", or ", ", ", " and ", " or ", " to ", "–", "-"]
                .iter()
                .find(|joint| {
                    rest.starts_with(**joint) && rest[joint.len()..].starts_with(|c: char| c.is_ascii_digit())
                });
            number_at = end;
            match joint {
                Some(joint) if plural => number_at += joint.len(),
                _ => break,
            }
        }
        if found.len() > first && is_of_statute(&text[..start], &text[number_at..], is_article && !typed) {
            found.truncate(first);
        }
        at = at.max(number_at.min(bytes.len()));
    }
}

/// The text with each reference replaced by what `name` says of it; references that it knows nothing of stay.
pub(crate) fn with_named(text: &str, typed: bool, name: impl Fn(&Reference) -> Option<String>) -> String {
    let mut named = String::with_capacity(text.len());
    let mut at = 0;
    for reference in references(text, typed) {
        if let Some(name) = name(&reference) {
            named.push_str(&text[at..reference.at.start]);
            named.push_str(&name);
            at = reference.at.end;
        }
    }
    named.push_str(&text[at..]);
    named
}

/// `(a)`, `(ii)`, `(3)` behind a number.
fn item_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    // No item is longer: what stands further behind is not looked at.
    let end = inner
        .bytes()
        .take(5)
        .position(|byte| byte == b')')
        .filter(|end| *end > 0)?;
    inner[..end]
        .bytes()
        .all(|b| b.is_ascii_alphanumeric())
        .then_some(end + 2)
}

/// Whether the words around say that the number belongs to a statute or to another document.
fn is_of_statute(before: &str, after: &str, is_article: bool) -> bool {
    let statute_words = [
        "GDPR",
        "Act",
        "Regulation",
        "Directive",
        "Law",
        "Code",
        "Statute",
        "U.S.C.",
    ];
    // A word that is longer than what is looked at here names no statute.
    let before = before.trim_end();
    let near = before
        .char_indices()
        .rev()
        .take(16)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let last = near.rsplit(' ').next().unwrap_or("").trim_matches(['(', ',']);
    if statute_words.contains(&last) {
        return true;
    }
    let after = after.trim_start();
    if let Some(of) = after.strip_prefix("of ") {
        return !["this ", "these ", "the Agreement", "the Contract", "the Terms"]
            .iter()
            .any(|own| of.starts_with(own));
    }
    is_article || after.starts_with("GDPR")
}

/// The references that the bytes touch.
pub(crate) fn touched<'r>(references: &'r [Reference], range: &Range<usize>) -> &'r [Reference] {
    let first = references.partition_point(|reference| reference.at.end <= range.start);
    let end = references
        .partition_point(|reference| reference.at.start < range.end)
        .max(first);
    &references[first..end]
}

/// The bytes of the range that belong to no reference.
pub(crate) fn without(text: &str, range: &Range<usize>, references: &[Reference]) -> String {
    let mut rest = String::new();
    let mut at = range.start;
    for reference in references {
        if reference.at.start > at {
            rest.push_str(&text[at..reference.at.start]);
        }
        at = at.max(reference.at.end.min(range.end));
    }
    rest.push_str(&text[at..range.end]);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        references(text, false)
            .into_iter()
            .map(|r| format!("{}={}", &text[r.at.clone()], r.label))
            .collect()
    }

    #[test]
    fn references_to_clauses_are_found_and_those_to_statutes_are_not() {
        for (text, expected) in [
            ("see Section 5.2(a)(ii).", vec!["5.2(a)(ii)=5.2"]),
            ("Sections 5.1, 5.2 and 6", vec!["5.1=5.1", "5.2=5.2", "6=6"]),
            ("under Section 9 of this Agreement", vec!["9=9"]),
            ("under Section 9 of the Data Act", vec![]),
            ("under Article 28(3) of the GDPR and GDPR Article 33", vec![]),
            ("依第4.2条和第十二条第二款", vec!["第4.2条=4.2", "第十二条=12"]),
            ("依照《民法典》第五百八十五条", vec![]),
            ("个人信息保护法第三十八条、第三十九条", vec![]),
            ("按照本合同第7条", vec!["第7条=7"]),
            ("第三方应在第2日", vec![]),
            ("subsection 4 and Clause 7", vec!["7=7"]),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_typed_in_headings_are_read() {
        for (heading, label) in [
            ("第十二条", Some("12")),
            ("第十二条之一 附则", Some("12-1")),
            ("第一章 总 则", Some("章1")),
            ("5.2 Fees", Some("5.2")),
            ("Section 4. Term", Some("4")),
            ("Fees", None),
            ("24/7 support", None),
        ] {
            assert_eq!(typed_label(heading).as_deref(), label, "{heading}");
        }
    }
}
