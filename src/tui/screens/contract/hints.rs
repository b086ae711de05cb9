//! What the last line offers on each tab, the most wanted first.

use super::review::HINTS;
use super::{ContractScreen, Tab};
use crate::tui::actions::Action;

impl ContractScreen {
    /// The actions that hints show here.
    #[must_use]
    pub fn hints(&self) -> &'static [Action] {
        use Action::{
            Accept, AcceptUnchanged, AddBelow, AddClause, Back, Baseline, Changed, Comment, DeleteClause, Edit,
            Heading, Help, History, LeftSide, MoveDown, MoveUp, NextChange, NextOpen, Open, Record, Reject, Reload,
            Reserve, Send, Switch, TakeBack, Title, Undo, Unmark, View, Whole,
        };
        match self.tab {
            Tab::Redline if self.is_never_sent() => &[
                Edit,
                AddClause,
                Undo,
                Send,
                Help,
                DeleteClause,
                AddBelow,
                Heading,
                MoveUp,
                MoveDown,
                Title,
                Whole,
                Back,
            ],
            Tab::Redline if !self.pending.marks.is_empty() => &[
                Accept,
                Reject,
                Reserve,
                Unmark,
                Record,
                NextOpen,
                NextChange,
                Baseline,
                View,
                Help,
                Edit,
                Send,
                AcceptUnchanged,
            ],
            Tab::Redline => &[
                NextChange, Accept, Reject, Reserve, NextOpen, Baseline, View, Help, Whole, Changed, Switch, Edit,
                Comment, Send, History,
            ],
            Tab::Issues => &[Open, Accept, Reject, Reserve, Record, History, Help, Back],
            Tab::Rounds => &[Open, LeftSide, TakeBack, Help, Back],
            Tab::Record | Tab::Asks => &[Open, Help, Back],
            Tab::Audit => &[Open, Reload, Help, Back],
            Tab::Review => HINTS,
        }
    }
}
