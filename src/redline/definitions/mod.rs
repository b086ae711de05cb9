//! Where a contract defines its terms, and in which words.

mod defining_sentences;

use super::class::one_glyph;
use super::defining_words::{
    ARTICLES, BRACKETS, CALLED, DEFINING, EXPLAINING, HEADED, IN_ORDER_TO, INTRODUCING, OF_ONE_CLAUSE, OUTRIGHT,
    PLAIN_DEFINING, POINTING, QUOTES, TERM_ENDS, VERBS_WITH_POINTING,
};
use super::finder::Finder;
use super::typed_labels::typed_number;
use crate::contract::Visit;
use defining_sentences::Sentences;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

/// A term and the paragraph that defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition<'a> {
    pub(crate) term: &'a str,
    /// The id of the clause that holds the definition.
    pub(crate) clause: &'a str,
    /// The paragraph in which it stands.
    pub(crate) passage: &'a str,
    /// Where the term begins in the paragraph.
    pub(crate) at: usize,
    /// Where the paragraph begins in the clause's text.
    pub(crate) passage_at: usize,
    /// A number for the paragraph as it is written.
    pub(crate) paragraph: u64,
    /// The words that define it: its sentence, those that go on with it, and the items that it announces. Whether the term
    /// stands in front of them or over them says nothing else of it: it is left out where they begin with it.
    pub(crate) words: &'a str,
    /// A number for these words as they are written.
    pub(super) as_written: u64,
    /// A number for these words, quotation marks and blanks aside: they leave a definition what it was.
    pub(super) wording: u64,
}

/// Every definition of a contract whose term stands in the text of a clause, in reading order.
pub(crate) fn definitions<'a>(visits: &[Visit<'a>]) -> Vec<Definition<'a>> {
    found_in(visits, false)
}

/// The same, and those of which a clause's heading is the term: `Service` over `means the software`.
pub(super) fn all_definitions<'a>(visits: &[Visit<'a>]) -> Vec<Definition<'a>> {
    found_in(visits, true)
}

fn found_in<'a>(visits: &[Visit<'a>], headings: bool) -> Vec<Definition<'a>> {
    let mut found = Vec::new();
    // The depth of the clause that is headed as definitions, while within it.
    let mut headed: Option<usize> = None;
    for visit in visits {
        let clause = visit.clause;
        headed = headed.filter(|depth| *depth < visit.depth);
        let is_below = headed.is_some();
        if headed.is_none() && is_headed_as_definitions(&clause.heading) {
            headed = Some(visit.depth);
        }
        if headings && let Some(definition) = defined_by_heading(visit, is_below) {
            found.push(definition);
        }
        in_text(visit, headed.is_some(), &mut found);
    }
    found
}

fn is_headed_as_definitions(heading: &str) -> bool {
    heading.len() <= 120 && {
        let lower = heading.to_lowercase();
        HEADED.iter().any(|word| lower.contains(word))
    }
}

fn in_text<'a>(visit: &Visit<'a>, is_among_definitions: bool, found: &mut Vec<Definition<'a>>) {
    let clause = visit.clause;
    let mut next_at = 0;
    for line in clause.text.split_inclusive('\n') {
        let passage_at = next_at;
        next_at += line.len();
        let passage = line.lines().next().unwrap_or_default();
        let terms = terms_defined_in(passage, is_among_definitions);
        if terms.is_empty() {
            continue;
        }
        let paragraph = number_of(passage);
        let mut sentences = Sentences::of(&clause.text, passage_at, passage, is_among_definitions);
        for at in terms {
            let term = &passage[at.clone()];
            let (words, numbers) = sentences.defining(&at);
            found.push(Definition {
                term,
                clause: &clause.id,
                passage,
                at: at.start,
                passage_at,
                paragraph,
                words,
                as_written: numbers.0,
                wording: numbers.1,
            });
        }
    }
}

/// The words behind a term that they begin with.
fn behind_term<'t>(words: &'t str, term: &str) -> Option<&'t str> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let rest = words.trim_start_matches(is_sign).strip_prefix(term)?;
    Some(rest.trim_start_matches(is_sign).trim_end())
}

/// Numbers for defining words, as written and as worded.
fn numbers_of(words: &str) -> (u64, u64) {
    (number_of(words), number_of(&one_glyph(words)))
}

/// `Service` over `means the software`; and below a heading such as Definitions, whatever is said under a short heading.
fn defined_by_heading<'a>(visit: &Visit<'a>, is_below_definitions: bool) -> Option<Definition<'a>> {
    let clause = visit.clause;
    let number = typed_number(&clause.heading).map_or(0, |(at, _)| at.end);
    let term = clause.heading[number..].trim_matches(|c: char| !c.is_alphanumeric());
    let text = clause.text.trim_start();
    let is_defined = PLAIN_DEFINING
        .iter()
        .chain(&[
            "指",
            "为",
            "為",
            "will have the meaning",
            "shall have the meaning",
            "has the meaning",
            "have the meaning",
        ])
        .any(|word| starts_with_word(text, word))
        && !is_verb_with_pointing(text)
        && !IN_ORDER_TO.iter().any(|word| text.starts_with(word));
    let is_term = is_term_like(term) && !is_headed_as_definitions(term) && term.split(' ').count() <= 5;
    let is_explained = is_below_definitions && !text.is_empty() && clause.clauses.is_empty();
    (is_term && (is_defined || is_explained)).then(|| {
        let words = if is_defined {
            let passage = clause
                .text
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            let at = clause.text.find(passage).unwrap_or_default();
            Sentences::of(&clause.text, at, passage, is_below_definitions).beginning(term)
        } else {
            clause.text.trim()
        };
        let (as_written, wording) = numbers_of(words);
        Definition {
            term,
            clause: &clause.id,
            passage: &clause.heading,
            at: clause.heading.find(term).unwrap_or_default(),
            passage_at: 0,
            paragraph: number_of(&clause.text),
            words,
            as_written,
            wording,
        }
    })
}

impl Definition<'_> {
    /// Whether it says that it holds for its own clause alone: `For the purposes of this Section`, 本条所称.
    pub(super) fn holds_in_its_clause_alone(&self) -> bool {
        let words = self.words.trim_start_matches(|c: char| !c.is_alphanumeric());
        OF_ONE_CLAUSE.iter().any(|scope| words.starts_with(scope))
    }
}

/// What stands in capitals in front of a colon at the beginning of a line: it may be a term although nothing says that it is
/// defined.
pub(super) fn may_be_terms<'a>(visits: &[Visit<'a>]) -> Vec<&'a str> {
    let lines = visits.iter().flat_map(|visit| visit.clause.text.lines());
    lines.filter_map(named_by_line).collect()
}

fn named_by_line(line: &str) -> Option<&str> {
    let rest = &line[beginning_of_words(line)..];
    let near = rest
        .char_indices()
        .nth(FURTHEST_VERB)
        .map_or(rest, |(at, _)| &rest[..at]);
    let (name, said) = near.split_once(':')?;
    let name = name.trim_matches(TERM_ENDS);
    let is_name = name.split(' ').count() <= 3
        && name
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase) && word.chars().count() > 2);
    (is_name && !said.trim().is_empty()).then_some(name)
}

/// A number for words as they are written, by which long ones are told apart.
pub(crate) fn number_of(words: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The terms that a paragraph defines, in order of the ways in which it does.
pub(super) fn terms_defined_in(passage: &str, is_among_definitions: bool) -> Vec<Range<usize>> {
    let mut terms = quoted_terms(passage);
    // 本法所称公司，是指……
    if let Some(at) = passage
        .find("所称")
        .or_else(|| passage.find("所稱"))
        .map(|at| at + "所称".len())
        && let after = &passage[at..]
        && let Some(end) = after.find(['，', '是', '指', '系', '係'])
        && ["是", "指", "系指", "係指"]
            .iter()
            .any(|word| after[end..].trim_start_matches('，').starts_with(word))
        && is_term_like(&after[..end])
    {
        terms.push(at..at + end);
    }
    terms.extend(called_in_brackets(passage));
    if terms.is_empty() {
        terms.extend(plain_term(passage, is_among_definitions));
    }
    terms
}

/// （以下简称厂房）: a term in a bracket that needs no quotation marks, because nothing else stands behind its verb.
fn called_in_brackets(passage: &str) -> Option<Range<usize>> {
    const VERBS: [&str; 6] = ["以下简称", "以下簡稱", "以下称", "以下稱", "下称", "下稱"];
    let verb = VERBS.iter().find_map(|verb| Some(passage.find(verb)? + verb.len()))?;
    let rest = &passage[verb..];
    let start = verb + rest.len() - rest.trim_start_matches(['为', '為', '：', ':', ' ']).len();
    let end = start + passage[start..].find(['）', ')'])?;
    let opens = passage[..verb].rfind(['（', '('])?;
    let term = &passage[start..end];
    let is_bare = term.chars().all(|c| is_ideograph(c) || c.is_ascii_alphanumeric());
    (verb - opens < 24 && is_bare && is_term_like(term) && is_name(term)).then_some(start..end)
}

fn quoted_terms(passage: &str) -> Vec<Range<usize>> {
    let mut terms = Vec::new();
    // In plain English the first bytes settle the matter.
    if !passage
        .bytes()
        .any(|byte| matches!(byte, b'"' | b'\'' | b'*' | 0xC2 | 0xE2 | 0xE3))
    {
        return terms;
    }
    for (open, close) in QUOTES.into_iter().chain(BRACKETS) {
        let mut at = 0;
        while let Some(start) = passage[at..].find(open).map(|found| at + found + open.len()) {
            let Some(end) = passage[start..].find(close).map(|found| start + found) else {
                break;
            };
            let quoted = &passage[start..end];
            let (before, after) = (&passage[..start - open.len()], &passage[end + close.len()..]);
            // An apostrophe within a word opens and closes nothing.
            let is_apostrophe = matches!(close, "'" | "’")
                && (before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric));
            if is_apostrophe {
                at = if before.ends_with(char::is_alphanumeric) {
                    start
                } else {
                    end + close.len()
                };
                continue;
            }
            let term = quoted.trim_matches(TERM_ENDS);
            // “the Goods” is how some write that Goods is the term.
            let term = term
                .strip_prefix("the ")
                .filter(|term| term.starts_with(char::is_uppercase))
                .unwrap_or(term);
            let is_bracket = BRACKETS.iter().any(|(bracket, _)| *bracket == open);
            let is_defined = if is_bracket {
                // In brackets stand blanks that are to be filled and names of statutes as well.
                OUTRIGHT.iter().any(|word| after.starts_with(word)) && !is_verb_with_pointing(after)
            } else {
                is_definition(before, after)
            };
            if is_term_like(term) && is_defined {
                let at = start + quoted.find(term).unwrap_or_default();
                terms.push(at..at + term.len());
            }
            at = end + close.len();
        }
    }
    terms
}

/// A term without quotation marks at the beginning of a paragraph: `Service means`, 客户数据：指. Among definitions, what
/// stands in front of a colon is one as well.
fn plain_term(passage: &str, is_among_definitions: bool) -> Option<Range<usize>> {
    let start = beginning_of_words(passage);
    let start = start + behind_preface(&passage[start..]);
    let rest = &passage[start..];
    // What is defined stands near the beginning.
    let near = rest.char_indices().nth(90).map_or(rest, |(at, _)| &rest[..at]);
    let verb = plain_verb(near);
    let verb = verb.or_else(|| Some((pointing(near)?, "指")));
    let colon = near.find([':', '：']);
    let end = match (verb, colon) {
        (Some((verb, _)), Some(colon)) if colon < verb => colon,
        (Some((verb, _)), _) => verb,
        (None, Some(colon)) => {
            let after = near[colon..].trim_start_matches([':', '：']).trim_start();
            let is_defined = after.starts_with('指') || after.starts_with('即');
            if !is_defined && (!is_among_definitions || after.is_empty()) {
                return None;
            }
            colon
        }
        (None, None) => return None,
    };
    let term = near[..end].trim_end_matches([' ', ',', '，', '*', '_', '\u{A0}']);
    let term = term.trim_start_matches(['*', '_']);
    let from = start + near.find(term).unwrap_or_default();
    (is_term_like(term) && is_name(term)).then_some(from..from + term.len())
}

/// How many bytes say where a term is used, in front of it: 本契約において、, 在本合同中，, `In this Agreement, `.
fn behind_preface(text: &str) -> usize {
    const MOST: usize = 40;
    let near = text.char_indices().nth(MOST).map_or(text, |(at, _)| &text[..at]);
    let Some(comma) = near.find(['、', '，', ',']) else {
        return 0;
    };
    let preface = &near[..comma];
    let is_preface = ["において", "では", "におき", "中", "内", "項下", "项下"]
        .iter()
        .any(|end| preface.ends_with(end))
        && ["本", "この", "在本", "于本", "於本"]
            .iter()
            .any(|start| preface.starts_with(start))
        || [
            "In this ",
            "In these ",
            "For the purposes of th",
            "For the purpose of th",
        ]
        .iter()
        .any(|start| preface.starts_with(start));
    if !is_preface {
        return 0;
    }
    let after = text[comma..].trim_start_matches(['、', '，', ',']);
    text.len() - after.trim_start_matches([' ', '\u{A0}']).len()
}

/// Where 指 stands behind a term and says what it is: 服务费指……, and not in 指定 or 所指.
fn pointing(near: &str) -> Option<usize> {
    let at = near.find('指')?;
    let term = near[..at].trim_end_matches(ADVERBS);
    let is_short =
        (2..=10).contains(&term.chars().count()) && term.chars().all(|c| is_ideograph(c) || c.is_alphanumeric());
    let is_verb = is_verb_with_pointing(&near[at..]) || POINTING.iter().any(|word| near[..at].ends_with(word));
    let explains =
        near[at + '指'.len_utf8()..].starts_with(|c: char| is_ideograph(c) || matches!(c, '“' | '《' | '「'));
    (is_short && !is_verb && explains).then_some(term.len())
}

/// What may stand between a term and 指.
const ADVERBS: [char; 6] = ['特', '均', '仅', '僅', '泛', '专'];

fn is_verb_with_pointing(text: &str) -> bool {
    text.strip_prefix('指')
        .is_some_and(|rest| rest.starts_with(VERBS_WITH_POINTING))
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// Where the words of a paragraph begin, behind the label of an item.
fn beginning_of_words(passage: &str) -> usize {
    let blanks = passage.len() - passage.trim_start().len();
    let rest = &passage[blanks..];
    let item = rest
        .strip_prefix(['(', '（'])
        .and_then(|inner| {
            inner
                .char_indices()
                .take(5)
                .find(|(_, c)| matches!(c, ')' | '）'))
                .map(|(at, c)| (inner, at + c.len_utf8()))
        })
        .map(|(inner, close)| rest.len() - inner.len() + close);
    let label = typed_number(rest).map(|(at, _)| at.end);
    let after = item.or(label).unwrap_or(0);
    let words = rest[after..]
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | '、' | '-' | '•' | '．'));
    blanks + rest.len() - words.len()
}

/// The first word that defines what stands in front of it, and where; of several at one place the longest.
fn plain_verb(near: &str) -> Option<(usize, &'static str)> {
    static VERBS: LazyLock<Option<Finder>> = LazyLock::new(|| Finder::of(PLAIN_DEFINING));
    let is_whole = |at: usize, word: &str| {
        !word.starts_with(|c: char| c.is_ascii()) || near[..at].ends_with(' ') && starts_with_word(&near[at..], word)
    };
    let found = VERBS
        .as_ref()?
        .each_in(near)
        .map(|hit| (hit.start, PLAIN_DEFINING[hit.word]));
    found
        .filter(|(at, word)| is_whole(*at, word))
        .min_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())))
}

/// Whether words are written as a defined term is: in capitals in Latin letters, and no sentence in Chinese.
fn is_name(term: &str) -> bool {
    let is_latin = term.chars().any(|c| c.is_ascii_alphabetic());
    if is_latin && term.is_ascii() {
        let small = ["of", "and", "or", "the", "to", "for", "in", "&"];
        return term.starts_with(|c: char| c.is_ascii_uppercase())
            && term
                .split(' ')
                .all(|word| small.contains(&word) || !word.starts_with(|c: char| c.is_ascii_lowercase()))
            && term.split(' ').count() <= 6;
    }
    let bare = ["标的", "標的", "目的"]
        .iter()
        .fold(term.to_owned(), |term, word| term.replace(word, ""));
    let is_sentence = bare.contains([
        '、', '（', '(', '的', '应', '應', '将', '將', '可', '不', '由', '在', '对', '對',
    ]);
    !is_sentence && term.chars().count() <= 16
}

fn is_term_like(term: &str) -> bool {
    let characters = term.chars().count();
    (2..=60).contains(&characters) && term.split(' ').count() <= 7 && !term.contains(['。', '，', ';', '；', '.'])
}

/// How many characters behind a term the word is looked for that defines it.
const FURTHEST_VERB: usize = 60;

/// How many characters before a term its bracket is looked for.
const FURTHEST_BRACKET: usize = 80;

fn is_definition(before: &str, after: &str) -> bool {
    // What tells stands near.
    let after = after
        .char_indices()
        .nth(FURTHEST_VERB)
        .map_or(after, |(at, _)| &after[..at]);
    // French sets a blank in front of a colon.
    let sign = after.trim_start_matches(['*', ' ', '\u{A0}', '\u{202F}']);
    let is_item = || before.len() < 8 && before.trim_end().ends_with([')', '）', '.', '、']);
    let is_labelled = (sign.starts_with([':', '：'])
        || sign.starts_with(['–', '—']) && sign.len() < after.len()
        || sign.starts_with('\u{3000}'))
        && before.len() < FURTHEST_VERB
        && (!before.contains(char::is_alphabetic) || is_item());
    let after = after.trim_start_matches(['*', '"', '”', ' ', ',', '，', '：', ':', '–', '—', '\u{A0}', '\u{202F}']);
    let is_defined = DEFINING.iter().any(|word| starts_with_word(after, word)) && !is_verb_with_pointing(after);
    if is_labelled && !after.is_empty() || is_defined {
        return true;
    }
    if is_understood(before, after) {
        return true;
    }
    // In this order: most terms are explained by nothing, and all that stands in front of one may be long.
    if explains(after) && begins_sentence_of_its_own(before) {
        return true;
    }
    let near = before
        .char_indices()
        .rev()
        .take(FURTHEST_BRACKET)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    if CALLED.iter().any(|word| after.starts_with(word)) {
        return near.contains("以下") || before.ends_with('を');
    }
    let closed = after.starts_with([')', '）'])
        || after.starts_with("genannt")
        || after.starts_with("or ")
        || after.starts_with("and ")
        || after.starts_with('或');
    if !closed {
        return false;
    }
    // What introduces a term is short: a bracket that was opened further ahead has other words behind it.
    let inside = near
        .rfind(['(', '（'])
        .map(|at| near[at..].trim_start_matches(['(', '（']).trim());
    inside.is_some_and(introduces)
}

/// Whether what stands in a bracket in front of a quoted term introduces it: (以下简称, (nachfolgend die, (ci-après le
fn introduces(inside: &str) -> bool {
    let parts = [',', '“', '"', '为', '為', ' ', '\u{A0}', '\u{202F}', '：', ':'];
    let words = inside.trim_end_matches(parts);
    let bare = match words.rsplit_once([' ', '\u{A0}']) {
        Some((rest, article)) if ARTICLES.contains(&article) => rest.trim_end_matches(parts),
        None if ARTICLES.contains(&words) => "",
        _ => words,
    };
    let called = bare.trim_end_matches(['e', 's']);
    bare.is_empty()
        || inside.len() < 40
            && (INTRODUCING
                .iter()
                .any(|word| bare.ends_with(word) || words.ends_with(word))
                || ["dénommé", "désigné", "appelé"]
                    .iter()
                    .any(|word| called.ends_with(word)))
}

/// `Par « Produit », on entend`, `Unter „Ware“ verstehen die Parteien`, `By “Goods” is meant`.
fn is_understood(before: &str, after: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let verbs: &[&str] = match word {
        "Als" | "als" => &["gilt", "gelten"],
        "Par" | "par" => &[
            "on entend",
            "il faut entendre",
            "il est entendu",
            "les Parties entendent",
        ],
        "Unter" | "unter" => &["verstehen", "versteht", "ist", "sind"],
        "By" | "by" => &["is meant", "are meant", "we mean", "the parties mean"],
        _ => return false,
    };
    let after = after.trim_start_matches([' ', '\u{A0}', '\u{202F}', ',']);
    verbs.iter().any(|verb| starts_with_word(after, verb))
}

/// Whether nothing of the sentence stands in front of its quoted term, but for an article or the label of an item.
fn begins_sentence_of_its_own(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['.', '。', ')', '）', '\n', '•', '-'])
        || !before.contains(char::is_alphabetic)
        || before.char_indices().nth(3).is_none() && before.ends_with(['.', '、'])
}

/// Whether words say what something is: `ist jeder Tag, an dem`, `est tout programme`.
fn explains(after: &str) -> bool {
    let after = [
        "im Sinne dieses Vertrages ",
        "im Sinne dieses Vertrags ",
        "im Sinne dieser Vereinbarung ",
    ]
    .iter()
    .find_map(|words| after.strip_prefix(words))
    .unwrap_or(after);
    EXPLAINING.iter().any(|(verb, objects)| {
        let object = after.strip_prefix(verb).map(str::trim_start);
        object.is_some_and(|object| objects.split(' ').any(|word| starts_with_word(object, word)))
    })
}

/// Whether the text begins with the word and not with a longer one.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| {
        let is_latin = word.ends_with(|c: char| c.is_alphabetic() && (c as u32) < 0x250);
        !is_latin || !rest.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests;
