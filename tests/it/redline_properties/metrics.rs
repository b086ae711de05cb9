//! How good a redline is, measured on edits whose truth is known.

use std::collections::BTreeSet;

use adidem::contract::{Clause, Contract};
use adidem::redline::figures::figures;
use adidem::redline::{ChangeKind, CompareScope, Op, Redline, compare};
use proptest::prelude::*;

/// Words and figures of changes: how many were painted, and how many of them stand on both sides of one change.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Painted {
    pub(crate) words: usize,
    pub(crate) words_on_both_sides: usize,
    pub(crate) figures_on_both_sides: usize,
}

impl Painted {
    /// The share of words painted although they stand on both sides of one change, in hundredths.
    pub(crate) fn share(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "word counts are small")]
        let share = 100.0 * self.words_on_both_sides as f64 / self.words.max(1) as f64;
        share
    }

    /// Adds what a redline paints in edited clauses. Carried words are shown as carried, not as changed.
    pub(crate) fn add(&mut self, redline: &Redline) {
        for clause in redline
            .clauses
            .iter()
            .filter(|clause| clause.change == ChangeKind::Edited)
        {
            for segments in [&clause.heading_segments, &clause.segments] {
                for pair in segments.windows(2) {
                    let replaced = pair[0].op == Op::Delete && pair[1].op == Op::Insert && pair[0].mark == pair[1].mark;
                    if replaced && pair.iter().all(|segment| segment.elsewhere.is_none()) {
                        self.add_replacement(&pair[0].text, &pair[1].text);
                    }
                }
                self.words += segments
                    .iter()
                    .filter(|segment| segment.op != Op::Equal && segment.elsewhere.is_none())
                    .map(|segment| words(&segment.text).len())
                    .sum::<usize>();
            }
        }
    }

    fn add_replacement(&mut self, old: &str, new: &str) {
        let mut left = words(new);
        for word in words(old) {
            if let Some(at) = left.iter().position(|other| *other == word) {
                left.swap_remove(at);
                self.words_on_both_sides += 2;
            }
        }
        let value = |text: &str| -> BTreeSet<(String, String)> {
            figures(text)
                .into_iter()
                .map(|figure| (figure.text, figure.unit))
                .collect()
        };
        self.figures_on_both_sides += value(old).intersection(&value(new)).count();
    }
}

/// Words that stand in any sentence: that both wordings of a rewritten one have them says nothing of what stayed.
const IN_ANY_SENTENCE: [&str; 28] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "as", "is", "are", "be",
    "it", "its", "this", "that", "such", "which", "under", "their", "any", "not",
];

/// Words of an alphabet, addresses of pages and figures whole (三十, 第十二条 and 2026年3月1日 too), Chinese characters by twos:
/// marks do not cut words, and 使用 and 利用 have no word in common.
fn words(text: &str) -> Vec<String> {
    let is_numeral =
        |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟元整".contains(c);
    let mut words = vec![String::new()];
    let mut rest = text.chars().peekable();
    let mut han_before = None;
    while let Some(c) = rest.next() {
        let word = words.last_mut().expect("there is always one");
        let after_numeral = word.ends_with(is_numeral) || word.ends_with("分之") || word.ends_with("百分") && c == '之';
        let next_is_numeral = rest.peek().copied().is_some_and(is_numeral);
        let within_figure = after_numeral
            && (matches!(c, '%' | '条' | '日' | '年' | '月' | '分' | '之')
                || matches!(c, '.' | ',' | ':') && next_is_numeral);
        let of_figure = within_figure || is_numeral(c) && (after_numeral || word == "第" || c.is_ascii_digit());
        let of_address = word.starts_with("http") && !c.is_whitespace() && c.is_ascii() && !matches!(c, ')' | '>');
        let joins_letters =
            matches!(c, '-' | '_' | '\'' | '’') && !word.is_empty() && rest.peek().is_some_and(|c| c.is_alphabetic());
        let han = matches!(c, '\u{3400}'..='\u{9FFF}');
        if of_figure || of_address || joins_letters || c.is_alphanumeric() && !han && !is_numeral(c) {
            word.push(c);
        } else if is_numeral(c) || c == '第' && next_is_numeral {
            words.push(c.to_string());
        } else if han {
            words.extend(han_before.map(|before| [before, c].iter().collect()));
            words.push(String::new());
        } else {
            words.push(String::new());
        }
        han_before = Some(c).filter(|_| han && !is_numeral(c));
    }
    words.retain(|word| !word.is_empty() && !IN_ANY_SENTENCE.contains(&&*word.to_lowercase()));
    words
}

const ENGLISH: [&str; 24] = [
    "supplier",
    "customer",
    "invoice",
    "records",
    "software",
    "service",
    "delivery",
    "warranty",
    "notice",
    "licence",
    "support",
    "training",
    "hosting",
    "backup",
    "security",
    "approval",
    "payment",
    "consent",
    "contract",
    "quarter",
    "remedy",
    "audit",
    "breach",
    "liability",
];
const CHINESE: [&str; 16] = [
    "质量", "标准", "样品", "仓库", "运输", "包装", "图纸", "材料", "设备", "人员", "场地", "进度", "报告", "方案",
    "接口", "文档",
];
const FIGURES: [(&str, &str); 6] = [
    ("thirty (30) days", "sixty (60) days"),
    ("USD 1,200,000.00", "USD 1,350,000.00"),
    ("99.9%", "99.5%"),
    ("三十（30）日", "六十（60）日"),
    ("百分之五", "百分之八"),
    ("2026年3月1日", "2026年4月1日"),
];

/// A clause of words and figures, with some of them replaced: the words as they are joined, old and new.
#[derive(Debug, Clone)]
struct Known {
    old: String,
    new: String,
    replaced: usize,
    edited_characters: usize,
}

/// Every replaced word stands between words that stay, so that a person counts each as one change.
fn known() -> impl Strategy<Value = Known> {
    let word = (any::<bool>(), 0..64_usize, 0..6_u8);
    proptest::collection::vec(word, 6..40).prop_map(|words| {
        let mut known = Known {
            old: String::new(),
            new: String::new(),
            replaced: 0,
            edited_characters: 0,
        };
        let mut last_replaced = true;
        for (at, (chinese, pick, what)) in words.iter().enumerate() {
            let (old, new) = match what {
                0 => FIGURES[pick % FIGURES.len()],
                _ if *chinese => (CHINESE[pick % 16], CHINESE[(pick + 1 + at % 14) % 16]),
                _ => (ENGLISH[pick % 24], ENGLISH[(pick + 1 + at % 22) % 24]),
            };
            // Words of another sort on both sides keep neighbours from joining into one phrase.
            let replace = *what < 2 && !last_replaced && at + 1 < words.len() && old != new;
            let new = if replace { new } else { old };
            known.old.push_str(old);
            known.new.push_str(new);
            let link = if at % 2 == 0 {
                ", as agreed by both, "
            } else {
                "；双方约定："
            };
            known.old.push_str(link);
            known.new.push_str(link);
            if replace {
                known.replaced += 1;
                known.edited_characters += old.chars().count() + new.chars().count();
            }
            last_replaced = replace;
        }
        known
    })
}

fn contract(texts: impl IntoIterator<Item = String>) -> Contract {
    let clauses = texts
        .into_iter()
        .enumerate()
        .map(|(at, text)| Clause {
            id: format!("c{at}"),
            text,
            ..Clause::default()
        })
        .collect();
    Contract {
        title: "T".into(),
        clauses,
        ..Contract::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_marked_is_what_was_edited_and_counts_as_people_count(clauses in proptest::collection::vec(known(), 1..6)) {
        let old = contract(clauses.iter().map(|clause| clause.old.clone()));
        let new = contract(clauses.iter().map(|clause| clause.new.clone()));
        let redline = compare(&old, &new, CompareScope::Changes);
        let mut painted = Painted::default();
        painted.add(&redline);
        prop_assert_eq!(painted.figures_on_both_sides, 0, "a figure that stayed is painted");
        prop_assert!(painted.share() < 5.0, "{}", painted.share());
        for (clause, known) in redline.clauses.iter().zip(&clauses) {
            prop_assert_eq!(clause.change == ChangeKind::Edited, known.replaced > 0, "no spread to other clauses");
            let marked: usize = clause
                .segments
                .iter()
                .filter(|segment| segment.op != Op::Equal)
                .map(|segment| segment.text.chars().count())
                .sum();
            prop_assert!(marked <= 2 * known.edited_characters, "{marked} marked, {} edited", known.edited_characters);
        }
        let replaced: usize = clauses.iter().map(|clause| clause.replaced).sum();
        prop_assert_eq!(redline.counts.replacements, replaced);
        prop_assert_eq!((redline.counts.insertions, redline.counts.deletions), (0, 0));
    }

    #[test]
    fn words_kept_in_a_split_are_shown_as_carried(
        sentences in proptest::collection::vec(
            (proptest::collection::vec(0..24_usize, 9..20), any::<bool>(), any::<bool>()), 2..6,
        ),
    ) {
        // Each sentence has wording of its own, as clauses of a contract have; some lose a figure to another.
        let written: Vec<(String, String)> = sentences
            .iter()
            .enumerate()
            .map(|(at, (words, chinese, edited))| {
                let (first, last) = words.split_at(words.len() / 2);
                let join = |words: &[usize]| -> String {
                    let han = |word: &usize| format!("{}{}", CHINESE[word % 16], CHINESE[(word * 5 + at) % 16]);
                    let latin = |word: &usize| format!("{} {}", ENGLISH[*word], ENGLISH[(word * 7 + at) % 24]);
                    if *chinese {
                        words.iter().map(han).collect::<Vec<_>>().concat()
                    } else {
                        words.iter().map(latin).collect::<Vec<_>>().join(" ")
                    }
                };
                let (was, is) = if *chinese { ("三十日", "六十日") } else { (" thirty days ", " sixty days ") };
                let end = if *chinese { "。" } else { ". " };
                let whole = |figure: &str| format!("{}{figure}{}{end}", join(first), join(last));
                (whole(was), whole(if *edited { is } else { was }))
            })
            .collect();
        let old = contract([written.iter().map(|(old, _)| old.as_str()).collect::<String>()]);
        let mut new = contract([String::new()]);
        new.clauses[0].clauses = written
            .iter()
            .enumerate()
            .map(|(at, (_, new))| Clause { id: format!("s{at}"), text: new.trim_end().to_owned(), ..Clause::default() })
            .collect();
        let redline = compare(&old, &new, CompareScope::Changes);
        let (mut all, mut carried) = (0, 0);
        for segment in &redline.clauses[0].segments {
            all += words(&segment.text).len();
            carried += if segment.elsewhere.is_some() { words(&segment.text).len() } else { 0 };
        }
        let edited = sentences.iter().filter(|(_, _, edited)| *edited).count() * 2;
        prop_assert!(carried * 100 >= (all - edited) * 95, "{carried} of {} kept words: {:#?}", all - edited, redline.clauses[0].segments);
    }
}
