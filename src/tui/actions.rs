//! Everything that can be done on the screens: one table, from which key handling, hints, help, the palette and the
//! page of keys are made, so that none can disagree.

use super::key::Key;
use crate::wording::ActionWords;

/// Something that a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is explained by its row in the table below")]
pub enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    TextUp,
    TextDown,
    First,
    Last,
    Open,
    Back,
    Switch,
    Quit,
    Help,
    Palette,
    ListMine,
    ListOthers,
    ListAgreed,
    ListAll,
    Search,
    Next,
    Previous,
    NextChange,
    PreviousChange,
    NextOpen,
    View,
    Whole,
    Outline,
    Changed,
    Baseline,
    Mine,
    Before,
    FromFirst,
    Draft,
    Sides,
    LeftSide,
    Accept,
    AcceptBelow,
    AcceptUnchanged,
    Reject,
    Reserve,
    Withdraw,
    Comment,
    CommentInternal,
    Unmark,
    Record,
    Edit,
    AddClause,
    AddBelow,
    DeleteClause,
    MoveUp,
    MoveDown,
    Heading,
    Title,
    Undo,
    Send,
    TakeBack,
    Exchange,
    Trust,
    History,
    TabRedline,
    TabIssues,
    TabRounds,
    TabRecord,
    TabAudit,
    TabReview,
    TabAsks,
    NextFinding,
    PreviousFinding,
    NextUnhandled,
    Looked,
    Risk,
    Raise,
    Note,
    UnmarkFinding,
    Propose,
    Copy,
    Export,
    Theme,
    Language,
    Mouse,
    Suspend,
    Redraw,
    Reload,
    KeepOurs,
    TakeTheirs,
    GoOn,
    Confirm,
    Cancel,
}

/// Where keys mean something of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyContext {
    /// The list of contracts.
    Contracts,
    /// One contract: outline and redline.
    Contract,
    /// The history of one clause.
    History,
    /// The open points.
    Issues,
    /// The rounds.
    Rounds,
    /// The record.
    Record,
    /// The audit.
    Audit,
    /// The review.
    Review,
    /// What became of what was asked for.
    Asks,
    /// A list to pick from, laid over a screen.
    Picker,
    /// What both sides changed, laid over a screen.
    Choices,
    /// A question with yes or no, laid over a screen.
    Question,
}

use KeyContext::{
    Asks, Audit, Choices, Contract, Contracts, History, Issues, Picker, Question, Record, Review, Rounds,
};

/// All screens and what lies over them.
pub const CONTEXTS: [KeyContext; 12] = [
    Contracts, Contract, History, Issues, Rounds, Record, Audit, Review, Asks, Picker, Choices, Question,
];
const SCREENS: &[KeyContext] = &[
    Contracts, Contract, History, Issues, Rounds, Record, Audit, Review, Asks,
];
const SEARCHED: &[KeyContext] = &[Contract];
const LISTS: &[KeyContext] = &[
    Contracts, Contract, History, Issues, Rounds, Record, Audit, Review, Asks, Picker,
];
const MOVES: &[KeyContext] = &[
    Contracts, Contract, History, Issues, Rounds, Record, Audit, Review, Asks, Picker, Choices,
];
const OF_ONE_CONTRACT: &[KeyContext] = &[Contract, History, Issues, Rounds, Record, Audit, Review, Asks];
const OF_CLAUSES: &[KeyContext] = &[Contract, Issues];
const SEARCHED_LISTS: &[KeyContext] = &[Contracts, Contract];
const OF_DRAFTS: &[KeyContext] = &[Contract, Issues, Review];
const EXCHANGING: &[KeyContext] = &[Contracts, Contract, Issues, Rounds, Record, Audit, Review, Asks];
const EXPORTING: &[KeyContext] = &[Contract, Issues, Audit];
const TAKING_BACK: &[KeyContext] = &[Contract, Rounds];
const SENDING: &[KeyContext] = &[Contracts, Contract, Issues, Review];

impl KeyContext {
    /// The name by which key map files and the page of keys know it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Contracts => "contracts",
            Contract => "contract",
            History => "history",
            Issues => "issues",
            Rounds => "rounds",
            Record => "record",
            Audit => "audit",
            Review => "review",
            Asks => "asks",
            Picker => "picker",
            Choices => "choices",
            Question => "question",
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct ActionRow {
    /// What is done.
    pub action: Action,
    /// The name by which key map files know it.
    pub id: &'static str,
    /// Where it can be done.
    pub contexts: &'static [KeyContext],
    /// The keys that do it unless a key map file says otherwise, the one that hints show first.
    pub keys: &'static [&'static str],
    /// It records, sends or cannot be taken back, and so asks first.
    pub danger: bool,
    /// Its name in menus and hints.
    pub title: fn(ActionWords) -> &'static str,
    /// What it does, in a sentence.
    pub help: fn(ActionWords) -> &'static str,
}

macro_rules! entries {
    ($($action:ident $id:literal $contexts:expr, [$($key:literal),*], $title:ident $help:ident $($danger:ident)?;)*) => {
        /// Everything that can be done, in the order in which help lists it.
        pub const ACTIONS: &[ActionRow] = &[$(ActionRow {
            action: Action::$action,
            id: $id,
            contexts: $contexts,
            keys: &[$($key),*],
            danger: entries!(@danger $($danger)?),
            title: ActionWords::$title,
            help: ActionWords::$help,
        }),*];
    };
    (@danger) => { false };
    (@danger danger) => { true };
}

entries! {
    Up "up" MOVES, ["up", "k"], up up_help;
    Down "down" MOVES, ["down", "j"], down down_help;
    PageUp "page-up" MOVES, ["pgup", "ctrl-b"], page_up page_up_help;
    PageDown "page-down" MOVES, ["pgdn", "space", "ctrl-f"], page_down page_down_help;
    HalfUp "half-up" MOVES, ["ctrl-u"], half_up half_up_help;
    HalfDown "half-down" MOVES, ["ctrl-d"], half_down half_down_help;
    TextUp "text-up" &[Contract, Review, Choices], ["K"], text_up text_up_help;
    TextDown "text-down" &[Contract, Review, Choices], ["J"], text_down text_down_help;
    First "first" MOVES, ["home", "g"], first first_help;
    Last "last" MOVES, ["end", "G"], last last_help;
    Open "open" LISTS, ["enter", "right", "l"], open open_help;
    Back "back" MOVES, ["esc", "q", "left", "h"], back back_help;
    Switch "switch-pane" &[Contract, History], ["tab", "shift-tab"], switch switch_help;

    TabRedline "redline" OF_ONE_CONTRACT, ["1"], tab_redline tab_redline_help;
    TabIssues "open-points" OF_ONE_CONTRACT, ["2"], tab_issues tab_issues_help;
    TabRounds "rounds" OF_ONE_CONTRACT, ["3"], tab_rounds tab_rounds_help;
    TabRecord "record-list" OF_ONE_CONTRACT, ["4"], tab_record tab_record_help;
    TabAudit "audit" OF_ONE_CONTRACT, ["5"], tab_audit tab_audit_help;
    TabReview "review" OF_ONE_CONTRACT, ["6"], tab_review tab_review_help;
    TabAsks "asks" OF_ONE_CONTRACT, ["7"], tab_asks tab_asks_help;

    NextFinding "next-finding" &[Review], ["n", ".", "ctrl-n"], next_finding next_finding_help;
    PreviousFinding "previous-finding" &[Review], ["p", "N", ",", "ctrl-p"], previous_finding previous_finding_help;
    NextUnhandled "next-unhandled" &[Review], ["o"], next_unhandled next_unhandled_help;
    Looked "looked-at" &[Review], ["s"], looked looked_help;
    Risk "accept-risk" &[Review], ["a"], risk risk_help;
    Raise "raise" &[Review], ["r"], raise raise_help;
    Note "finding-note" &[Review], ["c"], note note_help;
    UnmarkFinding "unmark-finding" &[Review], ["u", "delete"], unmark_finding unmark_finding_help;
    Propose "propose" &[Review], ["w"], propose propose_help danger;

    NextChange "next-change" &[Contract], [".", "ctrl-n"], next_change next_change_help;
    PreviousChange "previous-change" &[Contract], [",", "ctrl-p"], previous_change previous_change_help;
    NextOpen "next-to-decide" &[Contract], ["o"], next_open next_open_help;
    Accept "accept" OF_CLAUSES, ["a"], accept accept_help;
    Reject "reject" OF_CLAUSES, ["x"], reject reject_help;
    Reserve "reserve" OF_CLAUSES, ["r"], reserve reserve_help;
    Unmark "unmark" OF_CLAUSES, ["u", "delete"], unmark unmark_help;
    AcceptBelow "accept-below" &[Contract], ["t"], accept_below accept_below_help;
    AcceptUnchanged "accept-unchanged" &[Contract], ["A"], accept_unchanged accept_unchanged_help;
    Withdraw "withdraw" OF_CLAUSES, ["W"], withdraw withdraw_help;
    Record "record" OF_CLAUSES, ["R"], record record_help danger;
    Comment "comment" OF_CLAUSES, ["C"], comment comment_help danger;
    CommentInternal "internal-comment" OF_CLAUSES, ["I"], comment_internal comment_internal_help;
    Edit "edit" OF_DRAFTS, ["e"], edit edit_help;
    AddClause "add-clause" &[Contract], ["i"], add_clause add_clause_help;
    AddBelow "add-sub-clause" &[Contract], ["s"], add_below add_below_help;
    DeleteClause "delete-clause" &[Contract], ["D"], delete_clause delete_clause_help danger;
    MoveUp "move-up" &[Contract], ["<"], move_up move_up_help;
    MoveDown "move-down" &[Contract], [">"], move_down move_down_help;
    Heading "heading" &[Contract], ["="], heading heading_help;
    Title "title" &[Contract], ["%"], title title_help;
    Undo "undo" OF_DRAFTS, ["Z"], undo undo_help;
    Send "send" SENDING, ["S"], send send_help danger;
    TakeBack "take-back" TAKING_BACK, ["U"], take_back take_back_help danger;

    View "view" &[Contract], ["v"], view view_help;
    Whole "whole-text" &[Contract], ["w"], whole whole_help;
    Outline "outline" &[Contract], ["z"], outline outline_help;
    Changed "only-changed" &[Contract], ["c"], changed changed_help;
    Baseline "baseline" &[Contract, Review], ["b"], baseline baseline_help;
    Mine "since-mine" &[Contract], ["m"], mine mine_help;
    Before "since-before" &[Contract], ["p"], before before_help;
    FromFirst "since-first" &[Contract], ["f"], from_first from_first_help;
    Draft "draft" &[Contract], ["d"], draft draft_help;
    Sides "choose-rounds" &[Contract], ["B"], sides sides_help;
    LeftSide "left-side" &[Rounds], ["b"], left_side left_side_help;
    History "clause-history" OF_DRAFTS, ["H"], history history_help;

    ListMine "list-mine" &[Contracts], ["m"], list_mine list_mine_help;
    ListOthers "list-others" &[Contracts], ["t"], list_others list_others_help;
    ListAgreed "list-agreed" &[Contracts], ["a"], list_agreed list_agreed_help;
    ListAll "list-all" &[Contracts], ["A"], list_all list_all_help;
    Search "search" SEARCHED_LISTS, ["/"], search search_help;
    Next "next" SEARCHED, ["n"], next next_help;
    Previous "previous" SEARCHED, ["N"], previous previous_help;
    Copy "copy" &[Contract, History], ["y"], copy copy_help;
    Export "export" EXPORTING, ["E"], export export_help;
    Exchange "exchange" EXCHANGING, ["X"], exchange exchange_help danger;
    Trust "confirm-keys" &[Contract, Issues, Record], ["F"], trust trust_help danger;

    Help "help" SCREENS, ["?", "f1"], help help_help;
    Palette "palette" SCREENS, [":", "ctrl-k"], palette palette_help;
    Theme "theme" SCREENS, ["T"], theme theme_help;
    Language "language" SCREENS, ["L"], language language_help;
    Mouse "mouse" SCREENS, ["M"], mouse mouse_help;
    Reload "reload" SCREENS, ["f5", "ctrl-r"], reload reload_help;
    Redraw "redraw" SCREENS, ["ctrl-l"], redraw redraw_help;
    Suspend "suspend" SCREENS, ["ctrl-z"], suspend suspend_help;
    Quit "quit" SCREENS, ["Q", "ctrl-c"], quit quit_help;

    KeepOurs "keep-ours" &[Choices], ["o"], keep_ours keep_ours_help;
    TakeTheirs "take-theirs" &[Choices], ["t"], take_theirs take_theirs_help;
    GoOn "go-on" &[Choices], ["enter"], go_on go_on_help;
    Confirm "confirm" &[Question], ["y"], confirm confirm_help;
    Cancel "cancel" &[Question], ["n", "esc", "q", "enter"], cancel cancel_help;
}

impl Action {
    /// Its row of the table.
    #[must_use]
    pub fn entry(self) -> &'static ActionRow {
        // A test holds that every action has a row.
        ACTIONS.iter().find(|entry| entry.action == self).unwrap_or(&ACTIONS[0])
    }

    /// The action of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        ACTIONS.iter().find(|entry| entry.id == id).map(|entry| entry.action)
    }
}

impl ActionRow {
    /// The keys that do it unless a key map file says otherwise.
    pub fn default_keys(&self) -> impl Iterator<Item = Key> {
        // A test holds that every default key reads.
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::Code;
    use super::*;
    use crate::language::Language;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn every_action_has_one_row_and_names_are_unique() {
        let actions: HashSet<Action> = ACTIONS.iter().map(|entry| entry.action).collect();
        let ids: HashSet<&str> = ACTIONS.iter().map(|entry| entry.id).collect();
        assert_eq!((actions.len(), ids.len()), (ACTIONS.len(), ACTIONS.len()));
        assert!(actions.contains(&Action::Cancel), "the last of the enumeration");
        assert_eq!(
            actions.iter().map(|action| *action as usize).max(),
            Some(Action::Cancel as usize)
        );
        assert_eq!(ACTIONS.len(), Action::Cancel as usize + 1, "an action without a row");
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for context in CONTEXTS {
            let mut taken: HashMap<Key, &str> = HashMap::new();
            for entry in ACTIONS.iter().filter(|entry| entry.contexts.contains(&context)) {
                for key in entry.default_keys() {
                    if let Some(other) = taken.insert(key, entry.id) {
                        panic!("{key} is both {other} and {} in {}", entry.id, context.id());
                    }
                }
            }
        }
    }

    #[test]
    fn every_default_key_can_be_typed_anywhere() {
        for entry in ACTIONS {
            assert_eq!(
                entry.default_keys().count(),
                entry.keys.len(),
                "{}: a key that does not read",
                entry.id
            );
            for key in entry.default_keys() {
                // Not on every keyboard without a further key, or eaten by terminals and tmux.
                let awkward = matches!(
                    key.code,
                    Code::Char('[' | ']' | '{' | '}' | '\\' | '|' | '@' | '~' | '`' | '^' | '#')
                );
                assert!(!awkward && !key.alt, "{}: {key}", entry.id);
            }
            let function_only = entry.default_keys().all(|key| matches!(key.code, Code::F(_)));
            assert!(!function_only, "{}: only a function key", entry.id);
            let esc_only = entry.default_keys().all(|key| key.code == Code::Esc);
            assert!(!esc_only, "{}: only escape, which tmux delays", entry.id);
        }
    }

    #[test]
    fn every_action_has_words_in_both_languages() {
        for entry in ACTIONS {
            let texts = [Language::English, Language::Chinese].map(|language| {
                let words = ActionWords(language);
                ((entry.title)(words), (entry.help)(words))
            });
            assert!(
                texts.iter().all(|(title, help)| !title.is_empty() && !help.is_empty()),
                "{}",
                entry.id
            );
            assert_ne!(texts[0].1, texts[1].1, "{}: one language twice", entry.id);
            assert!(texts[1].1.chars().any(|c| c > '\u{3000}'), "{}: not Chinese", entry.id);
        }
    }
}
