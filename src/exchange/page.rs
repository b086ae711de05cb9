//! A redline as its reader meets it, in order, before any mark-up: both page formats print this and decide nothing.

use super::attention::{self, AttentionTopic, FigureRow};
use super::clause_names::ClauseNames;
use super::runs::{RunLine, Runs};
use super::sentence::{ClauseMention, SentencePart, fill, fill_own, list, quoted};
use super::text_pieces::{TextPiece, pieces};
use super::{Baseline, Document, Version, folded};
use crate::language::Language;
use crate::redline::{ChangeKind, ClauseChange, Flag, FrontChange, FrontItem};
use crate::wording::{FrontWords, PageWords, RedlineWords, ReportWords};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RedlinePage {
    /// The contract's title.
    pub(super) title: Vec<TextPiece>,
    /// The contract's name.
    pub(super) contract: Vec<TextPiece>,
    /// The old version, then the new.
    pub(super) sides: [PageSide; 2],
    /// What changed in numbers, line by line.
    pub(super) summary: Vec<String>,
    /// Figures that moved.
    pub(super) figures: Vec<FigureRow>,
    /// What a reader should not miss.
    pub(super) attention: Vec<AttentionTopic>,
    /// What changed outside of the clauses.
    pub(super) front: Vec<FrontRow>,
    /// One line for all renumbered clauses, one for the numbers in texts that followed.
    pub(super) folded: Vec<Vec<SentencePart>>,
    /// The clauses listed.
    pub(super) entries: Vec<PageClause>,
}

/// One of the two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageSide {
    /// Old or new.
    pub(super) label: &'static str,
    /// Which round it is, or what a party last stood by: its name is in the sentence.
    pub(super) version: Vec<TextPiece>,
    /// Who sent it.
    pub(super) sender: Option<Vec<TextPiece>>,
    /// When.
    pub(super) date: Option<Vec<TextPiece>>,
    /// The note that came with it.
    pub(super) note: Option<Vec<TextPiece>>,
    /// The id in git.
    pub(super) git_id: Option<Vec<TextPiece>>,
}

/// Something that changed outside of the clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FrontRow {
    /// What it is.
    pub(super) item: Vec<SentencePart>,
    /// Before.
    pub(super) old: Option<Vec<TextPiece>>,
    /// After.
    pub(super) new: Option<Vec<TextPiece>>,
    /// Who brought it in.
    pub(super) by: Option<Vec<TextPiece>>,
}

/// A clause on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageClause {
    /// How sentences name it.
    pub(super) name: ClauseMention,
    /// A word for the style sheet.
    pub(super) kind: &'static str,
    /// What became of it, in words.
    pub(super) states: Vec<String>,
    /// What to look out for.
    pub(super) flags: Vec<Flag>,
    /// What else there is to say.
    pub(super) notes: Vec<Vec<SentencePart>>,
    /// The heading.
    pub(super) heading: RunLine,
    /// The text.
    pub(super) lines: Vec<RunLine>,
}

/// What is said of so many, where there are any.
fn counted(count: usize, said: impl Fn(usize) -> String) -> String {
    if count > 0 { said(count) } else { String::new() }
}

/// Puts the page together.
pub(super) fn page(document: &Document<'_>, language: Language) -> RedlinePage {
    let words = PageWords::of(language);
    let redline = document.redline;
    let listed: Vec<&ClauseChange> = redline
        .asked()
        .filter(|clause| document.all || !(clause.is_untouched() || clause.is_only_renumbered()))
        .collect();
    let names = ClauseNames::of(&redline.clauses, &listed, words);
    let mut runs = Runs::new(&names);
    let entries: Vec<PageClause> = listed
        .iter()
        .map(|clause| entry(clause, document.from, &names, language, &mut runs))
        .collect();
    let same = redline.front.is_empty() && redline.asked().all(ClauseChange::is_untouched);
    let counts = [
        if same {
            words.no_difference.to_owned()
        } else {
            String::new()
        },
        RedlineWords(language).summary(&redline.summary),
        counted(redline.summary.followed, |count| ReportWords(language).followed(count)),
        counted(redline.shifted_ids.len(), |count| {
            ReportWords(language).shifted_ids(count)
        }),
        language.counts(&redline.counts),
    ];
    let from = document.from.version();
    let received: Vec<String> = from
        .into_iter()
        .chain([document.to])
        .flat_map(|side| side.received(redline, ReportWords(language)))
        .collect();
    RedlinePage {
        title: pieces(document.title),
        contract: pieces(document.contract),
        sides: [
            baseline(document.from, words, language),
            side(document.to, words.to, words),
        ],
        summary: received
            .into_iter()
            .chain(counts)
            .filter(|line| !line.is_empty())
            .collect(),
        figures: attention::figures(redline, &names, language),
        attention: attention::topics(redline, document.remarks, &names, language),
        front: redline
            .front
            .iter()
            .map(|change| front(change, words, language))
            .collect(),
        folded: folded::folded(redline.asked(), words),
        entries,
    }
}

fn baseline(from: &Baseline, words: &PageWords, language: Language) -> PageSide {
    match from {
        Baseline::Version(version) => side(version, words.from, words),
        Baseline::StoodBy(each) => PageSide {
            label: words.from,
            version: pieces(&each.message(language, &each.party_name)),
            sender: None,
            date: None,
            note: None,
            git_id: None,
        },
    }
}

fn side(version: &Version, label: &'static str, words: &PageWords) -> PageSide {
    let text = |text: &Option<String>| text.as_deref().filter(|text| !text.trim().is_empty()).map(pieces);
    PageSide {
        label,
        version: match (version.round, &version.commit) {
            (Some(round), _) => pieces(&fill_own(words.round, "round", &round.to_string())),
            (None, Some(_)) => pieces(words.between),
            (None, None) => pieces(words.draft),
        },
        sender: text(&version.sender()),
        date: version.date.as_deref().map(|date| pieces(&readable(date))),
        note: text(&version.note),
        git_id: text(&version.commit),
    }
}

/// A date by the clock of whoever wrote it, with its time zone; as given when it is not RFC 3339.
fn readable(date: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(date).map_or_else(
        |_| date.to_owned(),
        |date| date.format("%Y-%m-%d %H:%M (UTC%:z)").to_string(),
    )
}

fn front(change: &FrontChange, words: &PageWords, language: Language) -> FrontRow {
    let named = |what: &str, which: String| [vec![SentencePart::Own(format!("{what} "))], quoted(&which)].concat();
    let item = match &change.what {
        FrontItem::Title => vec![SentencePart::Own(words.front_title.to_owned())],
        FrontItem::Language => vec![SentencePart::Own(words.front_language.to_owned())],
        FrontItem::Kind => vec![SentencePart::Own(words.front_kind.to_owned())],
        FrontItem::Annex => vec![SentencePart::Own(words.front_annex.to_owned())],
        FrontItem::Reference => vec![SentencePart::Own(words.front_reference.to_owned())],
        FrontItem::Parties => vec![SentencePart::Own(words.front_order.to_owned())],
        FrontItem::Party(party) => named(words.front_party, party.clone()),
        FrontItem::Member { party, person } => named(words.front_member, format!("{party} {person}")),
        FrontItem::Key { party, person } => named(words.front_key, format!("{party} {person}")),
    };
    let value = |value: &Option<String>| {
        value
            .as_deref()
            .map(|value| pieces(&FrontWords::value(&change.what, value)))
    };
    let by = change.by.as_ref().map(|by| pieces(&FrontWords(language).by(by)));
    FrontRow {
        item,
        old: value(&change.old),
        new: value(&change.new),
        by,
    }
}

fn entry(
    clause: &ClauseChange,
    from: &Baseline,
    names: &ClauseNames<'_>,
    language: Language,
    runs: &mut Runs<'_>,
) -> PageClause {
    let words = PageWords::of(language);
    let heading = runs.heading(clause);
    let lines = runs.text(clause);
    PageClause {
        name: names.of_clause(clause),
        kind: kind(clause),
        states: states(clause, from, language),
        flags: clause.flags.iter().copied().collect(),
        notes: notes(clause, words),
        heading,
        lines,
    }
}

fn kind(clause: &ClauseChange) -> &'static str {
    match clause.change {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        _ if clause.moved => "moved",
        ChangeKind::Edited => "edited",
        ChangeKind::Unchanged => "unchanged",
    }
}

/// What became of the clause: the change, where it was, and the class of the strongest change.
fn states(clause: &ClauseChange, from: &Baseline, language: Language) -> Vec<String> {
    let (words, redline) = (PageWords::of(language), RedlineWords(language));
    let mut states = Vec::new();
    let stays = clause.change == ChangeKind::Unchanged && (clause.moved || clause.renumbered);
    if !stays {
        states.push(redline.change(clause.change).to_owned());
    }
    let former = clause
        .from_number
        .as_deref()
        .filter(|_| clause.from_number != clause.number && clause.number.is_some());
    match (clause.moved, former) {
        (true, Some(number)) => states.push(fill_own(words.moved_from, "number", number)),
        (true, None) => states.push(redline.moved().to_owned()),
        (false, Some(number)) => states.push(fill_own(words.formerly, "number", number)),
        (false, None) => {}
    }
    if stays {
        states.push(words.words_kept.to_owned());
    } else if let Some(class) = clause.class {
        states.push(redline.class(class).to_owned());
    }
    states.extend(from.note(clause).map(|ground| ground.message(language)));
    states
}

fn notes(clause: &ClauseChange, words: &PageWords) -> Vec<Vec<SentencePart>> {
    let mut notes = Vec::new();
    if let Some(old) = clause.from_id.as_deref().filter(|old| *old != clause.id) {
        notes.push(fill(
            words.matched,
            &[("old", quoted(old)), ("new", quoted(&clause.id))],
        ));
    }
    let mut places: Vec<&str> = clause.mismatches.iter().map(|found| &*found.text).collect();
    places.dedup();
    if !places.is_empty() {
        let places = list(places.into_iter().map(quoted), words.comma);
        notes.push(fill(
            "{what}{colon}{places}",
            &[
                ("what", vec![SentencePart::Own(words.mismatches.to_owned())]),
                ("colon", vec![SentencePart::Own(words.colon.to_owned())]),
                ("places", places),
            ],
        ));
    }
    notes
}
