//! Cross-references: where a text points to another clause or to an annex of the same contract.

use super::other_documents::OwnOrOther::{self, Other, Own};
use super::other_documents::{names_another_document, names_another_document_in_chinese, speaks_of_statutes};
use super::reference_labels::{
    Label, Labelled, blanks, han_labels, item_length, label_word, number_behind_word, roman,
};
use super::typed_labels::{han_annex, label_in_front};
use std::cell::LazyCell;
use std::ops::Range;

/// A place of a text that names another clause, or an annex, by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The bytes that carry the number: `5.2(a)`, `第十二条`.
    pub(crate) at: Range<usize>,
    /// The number without items in parentheses, and what it is the number of: `5.2`, `12`.
    pub(crate) label: Label,
    /// Whether the words may also mean something else, such as a paragraph of the clause that they stand in: one that names
    /// nothing is then no fault.
    pub(crate) is_loose: bool,
}

impl Reference {
    /// What of the clause it names: the `(a)` of `5.2(a)`.
    pub(crate) fn item<'t>(&self, text: &'t str) -> &'t str {
        let written = &text[self.at.clone()];
        written.find('(').map_or("", |at| &written[at..])
    }

    /// The heading that stands in parentheses behind the number: `Section 5.2 (Fees)`.
    pub(super) fn title<'t>(&self, text: &'t str) -> Option<&'t str> {
        let inner = text[self.at.end..].trim_start_matches(' ').strip_prefix(['(', '（'])?;
        let end = inner.char_indices().take(80).find(|(_, c)| matches!(c, ')' | '）'))?.0;
        Some(inner[..end].trim_matches(['"', '“', '”', ' '])).filter(|title| !title.is_empty())
    }

    /// Whether it is told as dangling where it names nothing and never named anything: its words can mean nothing else,
    /// and no contract has clauses with numbers as high as those of statutes.
    pub(crate) fn is_firm(&self) -> bool {
        let is_low = |part: &str| part.len() <= 2 || roman(part).is_some();
        !self.is_loose && self.label.number.split(['.', '-']).all(is_low)
    }
}

/// The references of a text to clauses and annexes of the same contract, in order. References to statutes and other
/// documents are left out, and so are the labels with which the text and its lines begin. `typed` says whether the contract's
/// clauses carry typed numbers.
pub(crate) fn references(text: &str, typed: bool) -> Vec<Reference> {
    let mut found = Vec::new();
    if !text.is_ascii() {
        chinese_references(text, &mut found);
    }
    worded_references(text, typed, &mut found);
    found.sort_by_key(|reference| reference.at.start);
    if !found.is_empty() {
        let own = own_labels(text);
        found.retain(|reference| {
            let before = own.partition_point(|label| label.end <= reference.at.start);
            own.get(before).is_none_or(|label| label.start >= reference.at.end)
        });
    }
    found
}

/// The labels in front of the text's lines.
fn own_labels(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut own = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((at, _)) = label_in_front(line) {
            own.push(start + at.start..start + at.end);
        }
        start += line.len();
    }
    own
}

/// Characters between two numbers of one list: 第三十条第二款、第三十一条.
fn is_between_articles(between: &str) -> bool {
    between.len() <= 36
        && between
            .chars()
            .all(|c| "、和或及与與以至到，,第款項项目（）()一二三四五六七八九十0123456789 ".contains(c))
}

fn chinese_references(text: &str, found: &mut Vec<Reference>) {
    // Where the last number ended, and what it belonged to.
    let mut last: Option<(usize, OwnOrOther)> = None;
    for (at, sign) in text.char_indices().filter(|(_, sign)| !sign.is_ascii()) {
        if last.is_some_and(|(end, _)| at < end) {
            continue;
        }
        let of = |number_at: usize| match last {
            Some((end, of)) if end <= number_at && is_between_articles(&text[end..number_at]) => of,
            _ => names_another_document_in_chinese(&text[..number_at]),
        };
        if sign == '第' {
            let Some(labels) = han_labels(&text[at..]) else {
                continue;
            };
            let kind = match labels.unit {
                '条' => Labelled::Clause,
                // 第二款 is a paragraph of some clause; 第5.2款 is one of its own.
                '款' if labels.numbers.iter().all(|(_, number)| number.contains('.')) => Labelled::Clause,
                '款' => continue,
                unit => Labelled::Chapter(unit),
            };
            let document = of(at);
            let end = labels.numbers.last().map_or(at, |(range, _)| at + range.end);
            last = Some((end, document));
            if document == Other {
                continue;
            }
            found.extend(labels.numbers.into_iter().map(|(range, number)| Reference {
                at: at + range.start..at + range.end,
                label: Label { of: kind, number },
                is_loose: false,
            }));
        } else if let Some((range, label)) = han_annex(&text[at..]) {
            let document = names_another_document_in_chinese(&text[..at]);
            last = Some((at + range.end, Own));
            if document == Own {
                found.push(Reference {
                    at: at + range.start..at + range.end,
                    label,
                    is_loose: false,
                });
            } else {
                last = Some((at + range.end, Other));
            }
            // 附件一第三条 is an article of the annex.
            if text[at + range.end..].trim_start().starts_with('第') {
                last = Some((at + range.end, Other));
            }
        }
    }
}

/// What the words in front of a number are, and where the number may begin.
struct Opening<'t> {
    named: &'t str,
    of: Labelled,
    is_plural: bool,
    /// Whether only a number with a full stop in it is one of a clause: subsection 4 is one of the same section.
    is_below: bool,
    is_loose: bool,
    number_at: usize,
}

fn worded_references(text: &str, typed: bool, found: &mut Vec<Reference>) {
    let mut at = 0;
    // The whole text is asked once, and not for every article in it.
    let of_statutes = LazyCell::new(|| speaks_of_statutes(text));
    while let Some(start) = next_word(text, at) {
        let Some(opening) = opening(text, start) else {
            at = end_of_word(text, start);
            continue;
        };
        let first = found.len();
        let end = numbers(text, &opening, found);
        at = end.max(opening.number_at);
        let is_of_statute = found.len() > first
            && (names_another_document(&text[..start], opening.named, &text[end..]) == Other
                || may_be_statutory(&opening, typed) && *of_statutes);
        if is_of_statute {
            found.truncate(first);
        }
    }
}

/// Where the next word or sign for sections begins.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let mut before = text[..from].chars().next_back();
    text[from..].char_indices().find_map(|(at, c)| {
        let is_within_word = before.is_some_and(char::is_alphanumeric);
        let begins = matches!(c, '§' | '¶') || c.is_alphabetic() && !is_within_word;
        before = Some(c);
        begins.then_some(from + at)
    })
}

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    start + length.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// The words in front of a number that begin at a place, if there are any.
fn opening(text: &str, start: usize) -> Option<Opening<'_>> {
    let rest = &text[start..];
    // A paragraph may be one of the clause that speaks of it.
    for (sign, is_loose) in [('§', false), ('¶', true)] {
        if rest.starts_with(sign) {
            let length = rest.len() - rest.trim_start_matches(sign).len();
            return Some(Opening {
                named: &rest[..sign.len_utf8()],
                of: Labelled::Clause,
                is_plural: length > sign.len_utf8(),
                is_below: false,
                is_loose,
                number_at: start + length + blanks(&rest[length..]),
            });
        }
    }
    let mut end = end_of_word(text, start);
    // Sub-clause, sub-section.
    let is_below = text[start..end].eq_ignore_ascii_case("sub") && text[end..].starts_with('-');
    let word_at = if is_below { end + 1 } else { start };
    end = if is_below { end_of_word(text, word_at) } else { end };
    if !may_be_followed_by_number(&text[end..]) {
        return None;
    }
    let word = label_word(&text[word_at..end])?;
    let named = &text[start..end];
    let stop = usize::from(word.is_short && text[end..].starts_with('.'));
    if word.is_short && stop == 0 && !named.starts_with(char::is_uppercase) {
        return None;
    }
    let mut number_at = end + stop + blanks(&text[end + stop..]);
    // `Part No. 12` and `Art. Nr. 12` are of goods.
    if word.of != Labelled::Annex("part") && !word.is_short {
        number_at += sign_for_number(&text[number_at..]);
    }
    (number_at > end + stop || stop > 0).then_some(Opening {
        named,
        of: word.of,
        is_plural: word.is_plural,
        is_below: is_below || word.word.starts_with("sub"),
        is_loose: word.word.starts_with("para"),
        number_at,
    })
}

/// Whether a number may stand behind a word: most words have another one behind them.
fn may_be_followed_by_number(after: &str) -> bool {
    let after = after.strip_prefix('.').unwrap_or(after).trim_start();
    let in_words = || number_behind_word(after).is_some();
    in_words()
        || after.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || !c.is_ascii())
        || sign_for_number(after) > 0
}

/// What stands for the word number in front of one, in small letters.
const SIGNS_FOR_NUMBERS: [&str; 11] = [
    "nos.", "no.", "nrn.", "nr.", "n°", "nº", "№", "number", "numbers", "nummer", "numéro",
];
/// The letters with which these begin.
const FIRST_OF_SIGNS: [char; 3] = ['n', 'N', '№'];

/// How many bytes `no. `, `Nr. `, `n° ` and their like have in front of a number in digits.
fn sign_for_number(text: &str) -> usize {
    // Asked of every word of a contract: nearly always the first letter settles it.
    if !text.starts_with(FIRST_OF_SIGNS) {
        return 0;
    }
    let behind = |sign: &&str| {
        let begin = text.get(..sign.len())?;
        let length = sign.len() + blanks(&text[sign.len()..]);
        let number_follows = text[length..].starts_with(|c: char| c.is_ascii_digit());
        (begin.to_lowercase() == **sign && number_follows).then_some(length)
    };
    SIGNS_FOR_NUMBERS.iter().filter_map(behind).max().unwrap_or(0)
}

/// Reads the numbers behind such words; gives where the last ends.
fn numbers(text: &str, opening: &Opening<'_>, found: &mut Vec<Reference>) -> usize {
    let first = found.len();
    let mut at = opening.number_at;
    let mut end = at;
    while let Some((length, number)) = number_behind_word(&text[at..]) {
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        let behind = &text[at + length..];
        // Section 480-4 is one section of a statute.
        let is_hyphenated =
            !opening.is_plural && behind.starts_with('-') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
        if is_hyphenated || opening.is_below && !number.contains('.') {
            break;
        }
        end = at + length;
        while let Some(item) = item_length(&text[end..]) {
            end += item;
        }
        found.push(Reference {
            at: at..end,
            is_loose: opening.is_loose || opening.of == Labelled::Clause && !is_number && number.len() == 1,
            label: Label { of: opening.of, number },
        });
        let is_list = opening.is_plural || found[first].label.number.contains('.');
        let is_numeral = |at: usize| {
            let next = number_behind_word(&text[at..]);
            next.is_some_and(|(_, number)| number.starts_with(|c: char| c.is_ascii_digit()))
        };
        let goes_on = joint(&text[end..]).filter(|joint| is_list && (!is_number || is_numeral(end + joint)));
        match goes_on {
            Some(joint) => at = end + joint,
            None => break,
        }
    }
    end
}

/// How many bytes of commas, conjunctions and dashes join the next number to a list; the number follows right behind.
fn joint(text: &str) -> Option<usize> {
    const WORDS: [&str; 12] = [
        "and", "or", "to", "through", "und", "oder", "bis", "et", "ou", "à", "&", "and/or",
    ];
    let mut length = blanks(text);
    let comma = usize::from(text[length..].starts_with(','));
    length += comma;
    length += blanks(&text[length..]);
    let rest = &text[length..];
    let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—'));
    let word = WORDS
        .iter()
        .filter(|word| {
            rest.strip_prefix(**word)
                .is_some_and(|after| after.starts_with(char::is_whitespace))
        })
        .max_by_key(|word| word.len());
    length += match (dash, word) {
        (Some(dash), _) => dash.len_utf8(),
        (None, Some(word)) => word.len(),
        (None, None) if comma == 1 => 0,
        (None, None) => return None,
    };
    length += blanks(&text[length..]);
    let next = text[length..].strip_prefix('§').map_or(0, |_| '§'.len_utf8());
    length += next + blanks(&text[length + next..]);
    number_behind_word(&text[length..]).map(|_| length)
}

/// Whether an article is one of a statute where statutes are spoken of: the contract calls none of its clauses so.
fn may_be_statutory(opening: &Opening<'_>, typed: bool) -> bool {
    let begins = opening.named.get(..3);
    !typed && begins.is_some_and(|begin| begin.eq_ignore_ascii_case("art")) && opening.of == Labelled::Clause
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
    use super::super::reference_labels::{FIRST_OF_HAN_ANNEX_WORDS, HAN_ANNEX_WORDS, LABEL_WORDS, LONGEST_LABEL_WORD};
    use super::*;
    use crate::contract::{Clause, Contract};
    use crate::redline::{CompareScope, compare};

    fn labels(text: &str) -> Vec<String> {
        references(text, false)
            .into_iter()
            .map(|r| {
                let kind = match r.label.of {
                    Labelled::Clause => String::new(),
                    Labelled::Chapter(unit) => unit.to_string(),
                    Labelled::Annex(word) => format!("{word} "),
                };
                format!("{}={kind}{}", &text[r.at.clone()], r.label.number)
            })
            .collect()
    }

    #[test]
    fn what_settles_a_matter_at_once_fits_every_word_that_is_looked_for() {
        assert!(LABEL_WORDS.iter().all(|one| one.word.len() <= LONGEST_LABEL_WORD));
        assert!(
            HAN_ANNEX_WORDS
                .iter()
                .all(|(word, _)| word.starts_with(FIRST_OF_HAN_ANNEX_WORDS))
        );
        assert!(SIGNS_FOR_NUMBERS.iter().all(|sign| sign.starts_with(FIRST_OF_SIGNS)));
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
    fn every_usual_way_to_refer_is_seen() {
        for (text, expected) in [
            ("see Section\u{A0}7.1", vec!["7.1=7.1"]),
            ("as set out in clause\n8", vec!["8=8"]),
            ("see § 4 and §§ 5, 6", vec!["4=4", "5=5", "6=6"]),
            ("(Sec. 3.2; Cl. 9)", vec!["3.2=3.2", "9=9"]),
            ("sub-clause 6.3 and subclause 6.4", vec!["6.3=6.3", "6.4=6.4"]),
            ("under paragraphs 2 to 4", vec!["2=2", "4=4"]),
            ("Articles IV and V", vec!["IV=IV", "V=V"]),
            ("gemäß Ziffer 5.3 und Ziff. 8", vec!["5.3=5.3", "8=8"]),
            ("nach § 9 dieses Vertrags", vec!["9=9"]),
            ("nach § 9 Abs. 2 HGB", vec![]),
            ("clauses 11–13", vec!["11=11", "13=13"]),
            ("under Section no. 4", vec!["4=4"]),
            ("nach Ziffer Nr. 5 gilt", vec!["5=5"]),
            ("selon l’article n° 6 et n° 7", vec!["6=6"]),
            ("Sections 3 et seq. apply", vec!["3=3"]),
            ("die Ziffern 3 ff. gelten", vec!["3=3"]),
            ("die §§ 3 ff. BGB gelten", vec![]),
            ("les articles 3 et suivants du Code civil", vec![]),
            ("les articles 3 et suiv. du présent contrat", vec!["3=3"]),
            ("in no. 4 and in section no party", vec![]),
            ("nach der Art. Nr. 77", vec![]),
            ("under ¶ 6 and ¶¶ 7, 8", vec!["6=6", "7=7", "8=8"]),
            ("clause four prevails", vec!["four=4"]),
            ("pursuant to clause eight, costs", vec!["eight=8"]),
            ("in each section two copies are kept", vec![]),
            ("selon l’article 8 du contrat-cadre", vec![]),
            ("selon l’article 8 du contrat", vec!["8=8"]),
            ("nach Ziffer 8 der VOB/B", vec![]),
            ("nach § 8 des Hauptpachtvertrages", vec![]),
            ("按照市政府令第77号第八条", vec![]),
            ("财税〔2031〕36号第二条", vec![]),
            ("本契約及び売買基本契約第６条", vec![]),
            ("「個別契約」第６条", vec![]),
            ("本契約書第６条", vec!["第６条=6"]),
            ("按第三、五条", vec!["第三=3", "五条=5"]),
            ("第 4 條及第六至八條", vec!["第 4 條=4", "第六=6", "八條=8"]),
            ("本契約第３条に定める", vec!["第３条=3"]),
            ("原契約第３条に定める", vec![]),
            ("见第五章", vec!["第五章=章5"]),
            ("按第5.2款", vec!["第5.2款=5.2"]),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }

    #[test]
    fn schedules_and_annexes_are_referred_to_as_well() {
        for (text, expected) in [
            ("the fees in Schedule 4", vec!["4=schedule 4"]),
            (
                "Annex B and Exhibits 1 and 2",
                vec!["B=annex B", "1=exhibit 1", "2=exhibit 2"],
            ),
            ("paragraph 3 of Schedule 2", vec!["2=schedule 2"]),
            ("according to Appendix II of the Lease", vec![]),
            ("见附件三和附录 2", vec!["附件三=附件 3", "附录 2=附录 2"]),
            ("附件一第三条", vec!["附件一=附件 1"]),
            ("以附件（二）为准", vec!["附件（二）=附件 2"]),
            ("別紙1のとおり", vec!["別紙1=別紙 1"]),
            ("on schedule and on annex B2B", vec![]),
            (
                "Schedule Four, Appendices Two and Three",
                vec!["Four=schedule 4", "Two=appendix 2", "Three=appendix 3"],
            ),
            ("as in Exhibit III", vec!["III=exhibit III"]),
            ("they schedule two meetings", vec![]),
            ("Part No. 12 is sold", vec![]),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }

    /// Contracts in which the clause that a sentence points to gets another number, for every word for a clause.
    #[test]
    fn whatever_the_word_a_reference_that_stands_while_its_clause_gets_another_number_is_told() {
        let words = LABEL_WORDS
            .iter()
            .filter(|word| word.of == Labelled::Clause && !word.word.starts_with("sub"))
            .flat_map(|word| {
                let capital = word.word[..1].to_uppercase() + &word.word[1..];
                let stop = if word.is_short { "." } else { "" };
                let then = if word.is_plural { " and 3" } else { "" };
                [" ", "\u{A0}", "\u{202F}", "\n"]
                    .map(|blank| format!("As {capital}{stop}{blank}2{then} says, it is so."))
            });
        let signs = [
            "§ 2",
            "§§ 2, 3",
            "第二条",
            "第 2 条",
            "第２条",
            "第二、三条",
            "第二至三条",
            "第2条之规定",
            "本合同第二条",
            "第二條",
        ];
        let sentences: Vec<String> = words.chain(signs.iter().map(|sign| format!("按照{sign}。"))).collect();
        assert!(sentences.len() > 100);
        for sentence in sentences {
            let clause = |id: &str, text: &str| Clause {
                id: id.into(),
                heading: format!("The {id}"),
                text: text.into(),
                pair: None,
                clauses: vec![],
            };
            let contract = |more: Option<Clause>| Contract {
                clauses: more
                    .into_iter()
                    .chain([
                        clause("fees", "Fees."),
                        clause("tax", "Tax."),
                        clause("term", "Term."),
                        clause("last", &sentence),
                    ])
                    .collect(),
                ..Contract::default()
            };
            let (old, new) = (contract(None), contract(Some(clause("first", "New."))));
            let found = compare(&old, &new, CompareScope::Changes).references;
            let first = found.first().map(|fault| (fault.was.as_deref(), fault.now.as_deref()));
            assert_eq!(first, Some((Some("tax"), Some("fees"))), "{sentence}");
        }
    }

    #[test]
    fn the_label_in_front_of_a_text_or_line_is_no_reference() {
        for (text, expected) in [
            ("第三条 甲方应当按第五条付款。", vec!["第五条=5"]),
            ("第三条约定的期限", vec!["第三条=3"]),
            ("Section 4. As Section 5 says.", vec!["5=5"]),
            ("Terms:\nSchedule 1: Fees\nas in Schedule 2", vec!["2=schedule 2"]),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }
}
