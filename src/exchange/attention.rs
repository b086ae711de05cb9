//! What leads the page: figures that moved, and what a reader should not miss wherever it stands.

use super::clause_names::ClauseNames;
use super::remark::Remark;
use super::runs::{Run, Runs};
use super::sentence::{ClauseMention, SentencePart, fill, list, quoted};
use super::text_pieces::{TextPiece, pieces};
use crate::language::Language;
use crate::redline::{ClauseChange, Flag, Op, Redline, ReferenceFault};
use crate::wording::{CommentWords, PageWords};

/// A figure that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FigureRow {
    /// Where it stands.
    pub(super) clause: ClauseMention,
    /// What it measures.
    pub(super) kind: &'static str,
    /// Before.
    pub(super) old: Option<Vec<TextPiece>>,
    /// After.
    pub(super) new: Option<Vec<TextPiece>>,
}

/// One kind of thing to look out for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AttentionTopic {
    /// What it is.
    pub(super) heading: &'static str,
    /// Each place, as a sentence.
    pub(super) items: Vec<Vec<SentencePart>>,
}

/// The figures that moved, in reading order.
pub(super) fn figures(redline: &Redline, names: &ClauseNames<'_>, language: Language) -> Vec<FigureRow> {
    let value = |value: &Option<String>| value.as_deref().map(pieces);
    redline
        .figures
        .iter()
        .map(|figure| FigureRow {
            clause: names.name(&figure.clause),
            kind: language.figure_kind(figure.kind),
            old: value(&figure.old),
            new: value(&figure.new),
        })
        .collect()
}

/// References, definitions, mismatches, hidden characters and comments; what there is none of is left out.
pub(super) fn topics(
    redline: &Redline,
    remarks: &[Remark],
    names: &ClauseNames<'_>,
    language: Language,
) -> Vec<AttentionTopic> {
    let words = PageWords::of(language);
    let references = redline
        .references
        .iter()
        .map(|fault| reference(fault, names, words))
        .collect();
    let definitions = redline
        .definitions
        .iter()
        .map(|definition| {
            let clauses = |ids: &[String]| list(ids.iter().map(|id| vec![number_only(names.name(id))]), words.comma);
            fill(
                words.definition,
                &[
                    ("term", quoted(&definition.term)),
                    ("defined", clauses(&definition.defined_in)),
                    ("affected", clauses(&definition.affected)),
                ],
            )
        })
        .collect();
    let mismatches = redline
        .asked()
        .flat_map(|clause| mismatches(clause, names, words))
        .collect();
    let hidden = redline
        .asked()
        .flat_map(|clause| hidden(clause, names, language))
        .collect();
    [
        AttentionTopic {
            heading: words.references,
            items: references,
        },
        AttentionTopic {
            heading: words.definitions,
            items: definitions,
        },
        AttentionTopic {
            heading: words.mismatches,
            items: mismatches,
        },
        AttentionTopic {
            heading: words.hidden,
            items: hidden,
        },
        AttentionTopic {
            heading: CommentWords(language).in_page(),
            items: remarks.iter().map(|remark| remarked(remark, names, language)).collect(),
        },
    ]
    .into_iter()
    .filter(|topic| !topic.items.is_empty())
    .collect()
}

/// A clause, and everything that was remarked on it.
fn remarked(remark: &Remark, names: &ClauseNames<'_>, language: Language) -> Vec<SentencePart> {
    let mut parts = vec![SentencePart::Clause(names.name(&remark.clause))];
    let colon = PageWords::of(language).colon;
    for (at, line) in remark.lines.iter().enumerate() {
        let between = if at == 0 { colon } else { " · " };
        parts.push(SentencePart::Own(between.to_owned()));
        parts.extend(quoted(line.message(language)));
    }
    parts
}

fn reference(fault: &ReferenceFault, names: &ClauseNames<'_>, words: &PageWords) -> Vec<SentencePart> {
    let pattern = match (&fault.was, &fault.now) {
        (_, Some(_)) => words.reference_strays,
        (Some(_), None) => words.reference_lost,
        (None, None) => words.reference_dangles,
    };
    let name = |name: Option<ClauseMention>| {
        name.map_or_else(
            || vec![SentencePart::Own(words.nothing.to_owned())],
            |name| vec![SentencePart::Clause(name)],
        )
    };
    fill(
        pattern,
        &[
            ("clause", vec![SentencePart::Clause(names.name(&fault.clause))]),
            ("text", quoted(&fault.text)),
            ("was", name(fault.was.as_deref().map(|id| names.old_name(id)))),
            ("now", name(fault.now.as_deref().map(|id| names.name(id)))),
        ],
    )
}

/// Clauses in a long list go by their number.
fn number_only(name: ClauseMention) -> SentencePart {
    if name.number.is_empty() {
        SentencePart::Clause(name)
    } else {
        SentencePart::Clause(ClauseMention {
            heading: Vec::new(),
            ..name
        })
    }
}

fn mismatches(clause: &ClauseChange, names: &ClauseNames<'_>, words: &PageWords) -> Vec<Vec<SentencePart>> {
    clause
        .mismatches
        .iter()
        .map(|found| {
            let pattern = if found.introduced {
                words.mismatch_introduced
            } else {
                words.mismatch_stood
            };
            fill(
                pattern,
                &[
                    ("clause", vec![SentencePart::Clause(names.of_clause(clause))]),
                    ("text", quoted(&found.text)),
                ],
            )
        })
        .collect()
}

/// What the new text of the clause hides, and what was taken out.
fn hidden(clause: &ClauseChange, names: &ClauseNames<'_>, language: Language) -> Vec<Vec<SentencePart>> {
    if !clause.flags.contains(&Flag::Hidden) {
        return Vec::new();
    }
    let words = PageWords::of(language);
    let mut runs = Runs::new(names);
    let mut lines = vec![runs.heading(clause)];
    lines.extend(runs.text(clause));
    let all: Vec<&Run> = lines.iter().flatten().collect();
    let within = characters(all.iter().copied().filter(|run| run.op != Op::Delete), language);
    let gone = characters(all.iter().copied().filter(|run| run.op == Op::Delete), language);
    [(words.hidden_within, within), (words.hidden_gone, gone)]
        .into_iter()
        .filter(|(_, characters)| !characters.is_empty())
        .map(|(pattern, characters)| {
            fill(
                pattern,
                &[
                    ("clause", vec![SentencePart::Clause(names.of_clause(clause))]),
                    ("characters", characters),
                ],
            )
        })
        .collect()
}

/// Each code point once, with its kind and how often it stands there.
fn characters<'a>(runs: impl Iterator<Item = &'a Run>, language: Language) -> Vec<SentencePart> {
    let mut found: Vec<(&TextPiece, &str, usize)> = Vec::new();
    for piece in runs.flat_map(|run| &run.pieces) {
        if let TextPiece::Code { kind, .. } = piece {
            match found.iter_mut().find(|(known, ..)| *known == piece) {
                Some((.., count)) => *count += 1,
                None => found.push((piece, language.hidden_kind(*kind), 1)),
            }
        }
    }
    let items = found.into_iter().map(|(piece, kind, count)| {
        let times = if count > 1 {
            format!(" ×{count}")
        } else {
            String::new()
        };
        vec![
            SentencePart::Quoted(vec![piece.clone()]),
            SentencePart::Own(format!(" ({kind}){times}")),
        ]
    });
    list(items, PageWords::of(language).comma)
}
