//! What every sign and short word on the screens means: made from the tables and functions that paint them.

use super::screens::Shell;
use super::screens::contract::audit_rows::severity_sign;
use super::screens::contract::block::{ALARM, DRAFT, decision_word, mark_sign, standing_sign};
use super::screens::contract::comments::COMMENT_SIGNS;
use super::screens::contract::entry::ClauseFate;
use super::screens::contract::paint::ROUND_SIGNS;
use super::screens::contracts::{BAR_SIGNS, ROW_SIGNS};
use crate::audit::Severity;
use crate::negotiation::{Decision, PositionKind, Standing};
use crate::review::RiskLevel;
use crate::wording::{LegendWords, ReviewWords};
use strum::VariantArray as _;

/// A sign or a short word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// As it is shown.
    pub sign: String,
    /// Where on the screens.
    pub place: &'static str,
    /// What it means.
    pub meaning: String,
}

/// Every sign and short word, in the order in which a reader meets them.
#[must_use]
pub fn legend(shell: &Shell) -> Vec<Explained> {
    let words = LegendWords(shell.language);
    let mut all = Vec::new();
    let mut put = |place: &'static str, sign: String, meaning: &str| {
        all.push(Explained {
            sign,
            place,
            meaning: meaning.to_owned(),
        });
    };
    for fate in ClauseFate::VARIANTS {
        let meaning = match fate {
            ClauseFate::Added => words.added(),
            ClauseFate::Removed => words.removed(),
            ClauseFate::Edited => words.edited(),
            ClauseFate::Moved => words.moved(),
            ClauseFate::Renumbered => words.renumbered(),
        };
        put(words.change(), fate.sign().to_string(), meaning);
    }
    put(words.warning(), ALARM.to_owned(), words.alarm());
    for (decision, _) in Decision::WORDS
        .iter()
        .filter(|(decision, _)| *decision != Decision::Offer)
    {
        let meaning = words.marked(decision_word(*decision, shell));
        put(words.mark(), mark_sign(*decision).to_string(), &meaning);
    }
    put(words.draft_column(), DRAFT.to_owned(), words.in_draft());
    for (sign, meaning) in COMMENT_SIGNS
        .iter()
        .zip([words.commented(), words.commented_internally()])
    {
        put(words.comment_column(), sign.to_string(), meaning);
    }
    for kind in PositionKind::VARIANTS {
        let meaning = match kind {
            PositionKind::Offered => words.offered(),
            PositionKind::Accepted => words.accepted(),
            PositionKind::Rejected => words.rejected(),
            PositionKind::Reserved => words.reserved(),
            PositionKind::None => words.no_position(),
        };
        put(words.position(), shell.positions().short(*kind).to_owned(), meaning);
    }
    for standing in Standing::VARIANTS {
        let meaning = match standing {
            Standing::Agreed => words.agreed(),
            Standing::Awaiting => words.awaiting(),
            Standing::Rejected => words.refused(),
            Standing::Reserved => words.conditional(),
            Standing::Reopened => words.reopened(),
            Standing::Outdated => words.outdated(),
        };
        put(words.standing(), standing_sign(*standing).to_string(), meaning);
    }
    for (sign, meaning) in [
        ("[-  -]", words.deleted()),
        ("{+  +}", words.inserted()),
        ("[>6: <]", words.moved_away()),
        ("{>6: <}", words.moved_here()),
        ("[6.3]", words.former_number()),
        ("->", words.became()),
    ] {
        put(words.text(), sign.to_owned(), meaning);
    }
    for (sign, meaning) in ROUND_SIGNS.iter().zip([words.left(), words.right(), words.both()]) {
        put(words.rounds(), format!("{sign}9"), meaning);
    }
    put(words.rounds(), "..".to_owned(), words.left_out());
    for (sign, meaning) in ROW_SIGNS
        .iter()
        .zip([words.audit_failed(), words.reopened_here(), words.new_here()])
    {
        put(words.list(), sign.to_string(), meaning);
    }
    put(words.list(), BAR_SIGNS.concat(), words.bar());
    put(words.list(), "0..9".to_owned(), words.course());
    for level in RiskLevel::VARIANTS.iter().filter(|level| **level != RiskLevel::Off) {
        let meaning = shell.review().severity(*level);
        put(words.review(), ReviewWords::sign(*level).trim().to_owned(), meaning);
    }
    put(words.review(), "+".to_owned(), words.mended());
    put(words.review(), ">".to_owned(), words.handled());
    for severity in Severity::VARIANTS {
        let meaning = match severity {
            Severity::Fail => words.fails(),
            Severity::CannotVerify => words.cannot_verify(),
            Severity::Warning => words.to_know(),
        };
        put(words.audit(), severity_sign(*severity, false).to_owned(), meaning);
    }
    put(
        words.audit(),
        severity_sign(Severity::Fail, true).to_owned(),
        words.drafting(),
    );
    put(words.audit(), "->".to_owned(), words.remedy());
    put(words.everywhere(), "~".to_owned(), words.cut());
    all
}
