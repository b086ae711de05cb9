//! Which clause each label names, in one version of a contract.

use super::reference_labels::{
    HAN_ANNEX_WORDS, Label, Labelled, blanks, han_labels, han_number_at_start, label_word, number_at_start,
};
use super::references::Reference;
use crate::contract::Visit;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Which clause each number names, in one version of a contract.
///
/// Where most clauses carry typed numbers (第十二条, `5.2 Fees`), these are the numbers that references mean; else the
/// derived numbers are. Annexes go by the labels typed in front of them.
#[derive(Debug)]
pub(crate) struct Numbering<'a> {
    by_label: HashMap<Label, &'a str>,
    /// The clause that alone has the heading.
    by_heading: HashMap<&'a str, Option<&'a str>>,
    /// The words by which annexes of the contract go.
    annexes: HashSet<Labelled>,
    typed: bool,
}

impl<'a> Numbering<'a> {
    pub(crate) fn of(visits: &[Visit<'a>]) -> Self {
        let labels: Vec<Option<Label>> = visits.iter().map(|visit| label_of(visit)).collect();
        let is_clause = |label: &&Option<Label>| matches!(label, Some(label) if matches!(label.of, Labelled::Clause));
        let numbered = labels.iter().filter(is_clause).count();
        let others = labels
            .iter()
            .zip(visits)
            .filter(|(label, visit)| label.is_none() && !visit.clause.heading.is_empty())
            .count();
        let typed = numbered > 0 && numbered > others;
        let mut by_label = HashMap::with_capacity(visits.len());
        let mut annexes = HashSet::new();
        for (visit, label) in visits.iter().zip(&labels) {
            let id = &*visit.clause.id;
            match label {
                Some(label) if label.of != Labelled::Clause => {
                    if matches!(label.of, Labelled::Annex(_)) {
                        annexes.insert(label.of);
                    }
                    by_label.entry(label.clone()).or_insert(id);
                }
                _ => {}
            }
            if !typed {
                by_label.insert(Label::clause(visit.number.clone()), id);
            }
        }
        if typed {
            number_typed(visits, &labels, &mut by_label);
        }
        for visit in visits {
            number_paragraphs(visit, &mut by_label);
        }
        Self {
            by_label,
            by_heading: alone_by_heading(visits),
            annexes,
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
    pub(crate) fn target(&self, label: &Label) -> Option<&'a str> {
        self.by_label.get(label).copied()
    }

    /// Whether the contract itself has what goes by such labels, so that one which names nothing dangles: annexes may
    /// lie in files of their own.
    pub(crate) fn holds(&self, of: Labelled) -> bool {
        match of {
            Labelled::Clause => true,
            Labelled::Chapter(_) => false,
            Labelled::Annex(_) => self.annexes.contains(&of),
        }
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

fn alone_by_heading<'a>(visits: &[Visit<'a>]) -> HashMap<&'a str, Option<&'a str>> {
    let mut by_heading = HashMap::with_capacity(visits.len());
    for visit in visits.iter().filter(|visit| !visit.clause.heading.is_empty()) {
        by_heading
            .entry(&*visit.clause.heading)
            .and_modify(|alone| *alone = None)
            .or_insert(Some(&*visit.clause.id));
    }
    by_heading
}

/// Clauses by the numbers typed in front of them; those below one that has a number count on from it.
fn number_typed<'a>(visits: &[Visit<'a>], labels: &[Option<Label>], by_label: &mut HashMap<Label, &'a str>) {
    let mut above: Vec<Option<String>> = Vec::new();
    for (visit, label) in visits.iter().zip(labels) {
        above.truncate(visit.depth.saturating_sub(1));
        let above_it = above.last().cloned().flatten();
        let own = match (label, above_it) {
            (Some(label), _) if label.of != Labelled::Clause => None,
            // Many contracts begin anew below each heading: 4 below D is D.4.
            (Some(label), Some(above)) if !label.number.contains('.') => Some(format!("{above}.{}", label.number)),
            (Some(label), _) => Some(label.number.clone()),
            (None, above) => above.map(|above| {
                let last = visit.number.rsplit('.').next().unwrap_or_default();
                format!("{above}.{last}")
            }),
        };
        if let Some(number) = &own {
            by_label
                .entry(Label::clause(number.clone()))
                .or_insert(&*visit.clause.id);
        }
        above.resize(visit.depth.saturating_sub(1), None);
        above.push(own);
    }
}

/// Paragraphs within a clause that begin with numbers: who refers to one refers to the clause.
fn number_paragraphs<'a>(visit: &Visit<'a>, by_label: &mut HashMap<Label, &'a str>) {
    for line in visit.clause.text.lines() {
        if let Some((_, label)) =
            label_in_front(line).filter(|(_, label)| label.of != Labelled::Clause || label.number.contains('.'))
        {
            by_label.entry(label).or_insert(&*visit.clause.id);
        }
    }
}

/// The label typed in front of a clause: of its heading, or of its text where it has no heading.
fn label_of(visit: &Visit<'_>) -> Option<Label> {
    let clause = visit.clause;
    if clause.heading.trim().is_empty() {
        label_in_front(&clause.text).map(|(_, label)| label)
    } else {
        label_of_heading(&clause.heading).map(|(_, label)| label)
    }
}

/// The number typed in front of a heading: 第十二条 → `12`, `5.2 Fees` → `5.2`, `Section 4.` → `4`.
pub(crate) fn typed_label(heading: &str) -> Option<String> {
    label_of_heading(heading).map(|(_, label)| match label.of {
        Labelled::Clause => label.number,
        // Chapters and annexes are numbered on their own.
        Labelled::Chapter(unit) => format!("{unit}{}", label.number),
        Labelled::Annex(word) => format!("{word} {}", label.number),
    })
}

/// The bytes of the number typed in front of a heading, and its label.
pub(crate) fn typed_number(heading: &str) -> Option<(Range<usize>, String)> {
    let (at, _) = label_of_heading(heading)?;
    typed_label(heading).map(|label| (at, label))
}

/// The label typed in front of a heading, and its bytes.
fn label_of_heading(heading: &str) -> Option<(Range<usize>, Label)> {
    let start = blanks(heading);
    let rest = &heading[start..];
    let (at, label) = han_label_in_front(rest)
        .or_else(|| enumerated(rest))
        .or_else(|| worded(rest))
        .or_else(|| {
            let (length, number) = number_at_start(rest)?;
            let after = &rest[length..];
            let is_number = number.starts_with(|c: char| c.is_ascii_digit());
            let is_letter = after
                .strip_prefix(['.', ')'])
                .is_some_and(|after| after.starts_with(char::is_whitespace));
            (is_number && ends_label(after) || is_letter).then(|| (0..length, Label::clause(number)))
        })?;
    Some((start + at.start..start + at.end, label))
}

/// The label typed in front of a text, and its bytes. A text may also begin with a reference (`Section 5 applies`,
/// 第三条约定的) or a figure (`30 days`): what follows a label begins anew.
pub(crate) fn label_in_front(text: &str) -> Option<(Range<usize>, Label)> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let (at, label) = han_label_in_front(rest)
        .filter(|(at, _)| begins_anew_in_chinese(&rest[at.end..]))
        .or_else(|| enumerated(rest))
        .or_else(|| worded(rest).filter(|(at, _)| begins_anew(&rest[at.end..])))
        .or_else(|| {
            let (length, number) = number_at_start(rest)?;
            let is_dotted = number.contains('.');
            let after = &rest[length..];
            let is_label = number.starts_with(|c: char| c.is_ascii_digit())
                && (is_dotted && begins_anew(after) || after.starts_with(['.', ')', '．', '、']) && begins_anew(after));
            is_label.then(|| (0..length, Label::clause(number)))
        })?;
    Some((start + at.start..start + at.end, label))
}

/// 第三条, 第一章, 附件二 in front of a heading or text.
fn han_label_in_front(text: &str) -> Option<(Range<usize>, Label)> {
    if let Some(found) = han_labels(text) {
        let [(at, number)] = &found.numbers[..] else {
            return None;
        };
        let of = match found.unit {
            '条' => Labelled::Clause,
            '款' => return None,
            unit => Labelled::Chapter(unit),
        };
        let number = number.clone();
        return Some((at.clone(), Label { of, number }));
    }
    han_annex(text)
}

/// 附件二, 附件 2, 附件（二）, 附件A at the beginning of the text.
pub(crate) fn han_annex(text: &str) -> Option<(Range<usize>, Label)> {
    let (word, known_as) = HAN_ANNEX_WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let mut at = word.len() + blanks(&text[word.len()..]);
    // 別表第一
    at += text[at..].strip_prefix('第').map_or(0, |_| '第'.len_utf8());
    let bracketed = text[at..].starts_with(['（', '(']);
    at += text[at..]
        .chars()
        .next()
        .filter(|_| bracketed)
        .map_or(0, char::len_utf8);
    let (length, number) = han_number_at_start(&text[at..]).or_else(|| number_at_start(&text[at..]))?;
    at += length;
    if bracketed {
        let close = text[at..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        at += close.len_utf8();
    }
    let of = Labelled::Annex(known_as);
    Some((0..at, Label { of, number }))
}

/// 三、 in front of a heading: who refers to it says 第三条.
fn enumerated(text: &str) -> Option<(Range<usize>, Label)> {
    let (length, number) = han_number_at_start(text)?;
    let is_numeral = !text.starts_with(|c: char| c.is_ascii_digit());
    let ends = text[length..].starts_with(['、', '．']);
    (is_numeral && ends).then(|| (0..length, Label::clause(number)))
}

/// `Section 4`, `Schedule 2`, `ARTICLE IV` in front of a heading or text.
fn worded(text: &str) -> Option<(Range<usize>, Label)> {
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_alphabetic()).len();
    let of = match &text[..letters] {
        "" if text.starts_with('§') => Labelled::Clause,
        letters => label_word(letters).filter(|word| !word.is_plural)?.of,
    };
    let word = letters.max(text.len() - text.trim_start_matches('§').len());
    let mut at = word + usize::from(text[word..].starts_with('.'));
    at += blanks(&text[at..]);
    let (length, number) = number_at_start(&text[at..])?;
    ends_label(&text[at + length..]).then(|| (0..at + length, Label { of, number }))
}

fn ends_label(after: &str) -> bool {
    after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ')' | '、' | ':' | '：' | '-' | '–' | '—' | ',' | '，'))
}

/// Whether what stands behind a label begins a heading or sentence of its own.
fn begins_anew(after: &str) -> bool {
    let rest = after.trim_start_matches(['.', ')', '．', '、', ':', '：', '-', '–', '—']);
    let is_set_off = rest.len() < after.len();
    let rest = rest.trim_start();
    let first = rest.chars().next();
    let Some(first) = first else { return true };
    let is_word = first.is_uppercase() || !first.is_ascii() && first.is_alphabetic() && !first.is_lowercase();
    is_word || matches!(first, '"' | '“') || is_set_off && !first.is_lowercase() && !first.is_ascii_digit()
}

/// Whether what stands behind 第三条 begins a sentence of its own, and does not go on as a reference.
fn begins_anew_in_chinese(after: &str) -> bool {
    let rest = after.trim_start_matches(['：', ':', '、', ' ', '\u{3000}', '\u{A0}', '\t', '.', '．']);
    match rest.chars().next() {
        None => true,
        Some('第') => false,
        Some(_) if rest.len() < after.len() => true,
        Some(c) => matches!(c, '\n' | '【' | '（' | '(' | '“' | '《'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Clause, Contract};

    #[test]
    fn numbers_typed_in_headings_are_read() {
        for (heading, label) in [
            ("第十二条", Some("12")),
            ("第十二条之一 附则", Some("12-1")),
            ("第一章 总 则", Some("章1")),
            ("三、付款", Some("3")),
            ("附件二：服务级别", Some("附件 2")),
            ("附件（三） 价目", Some("附件 3")),
            ("5.2 Fees", Some("5.2")),
            ("Section 4. Term", Some("4")),
            ("ARTICLE IV - Term", Some("IV")),
            ("§ 7 Haftung", Some("7")),
            ("Schedule 2: Service levels", Some("schedule 2")),
            ("Exhibit B", Some("exhibit B")),
            ("D. Content of users", Some("D")),
            ("Fees", None),
            ("24/7 support", None),
            ("Annex", None),
            ("A fair deal", None),
        ] {
            assert_eq!(typed_label(heading).as_deref(), label, "{heading}");
        }
    }

    #[test]
    fn a_text_begins_with_its_own_label_or_with_a_reference_or_a_figure() {
        for (text, own) in [
            ("第三条 甲方应当付款。", true),
            ("第三条　甲方应当付款。", true),
            ("第三条约定的期限内", false),
            ("第三条、第四条约定的期限", false),
            ("第三条的约定", false),
            ("2.1 The Customer pays.", true),
            ("2.1 percent of the fee", false),
            ("Section 5. Fees are due.", true),
            ("Section 5 applies.", false),
            ("Section 5 Fees", true),
            ("4. Fees are due.", true),
            ("30 days after delivery", false),
            ("附件三", true),
        ] {
            assert_eq!(label_in_front(text).is_some(), own, "{text}");
        }
    }

    #[test]
    fn a_number_names_a_typed_clause_one_below_it_or_the_clause_that_has_the_paragraph() {
        let clause = |id: &str, heading: &str, text: &str, clauses: Vec<Clause>| Clause {
            id: id.into(),
            heading: heading.into(),
            text: text.into(),
            clauses,
        };
        let contract = Contract {
            clauses: vec![
                clause("a", "第一条 范围", "", vec![clause("a1", "", "甲方。", vec![])]),
                clause("b", "第三条 费用", "3.1 每月支付。\n3.2 逾期计息。", vec![]),
                clause("c", "D. Use", "", vec![clause("c2", "2. Limits", "None.", vec![])]),
                clause("s", "附件一：价目", "", vec![]),
            ],
            ..Contract::default()
        };
        let visits = contract.walk();
        let numbering = Numbering::of(&visits);
        for (number, id) in [
            ("1", Some("a")),
            ("1.1", Some("a1")),
            ("2", None),
            ("3", Some("b")),
            ("3.2", Some("b")),
            ("D.2", Some("c2")),
        ] {
            assert_eq!(numbering.target(&Label::clause(number)), id, "{number}");
        }
        let annex = |number: &str| Label {
            of: Labelled::Annex("附件"),
            number: number.to_owned(),
        };
        assert_eq!(numbering.target(&annex("1")), Some("s"));
        assert!(numbering.target(&annex("2")).is_none() && numbering.holds(annex("2").of));
    }
}
