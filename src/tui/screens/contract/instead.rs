//! What is said in the place of a list: that it cannot be read, that nobody can have one, or what comes next.

use super::{ContractScreen, Tab};
use crate::session::{AgreedForm, Speaking};
use crate::tui::screens::Shell;
use crate::wording::{AskWords, Role, Span, one_line};

impl ContractScreen {
    /// What is said in the place of a list that cannot be there, or has come to its end, in paragraphs.
    pub(super) fn instead_of_list(&self, shell: &Shell) -> Option<Vec<Vec<Span>>> {
        let words = shell.words();
        if self.tab == Tab::Asks
            && let Some(why) = self.speaks_for_nobody()
        {
            let said = Span::plain(AskWords(shell.language).nobody_asked());
            return Some(vec![vec![said], vec![Span::new(Role::Faint, one_line(why))]]);
        }
        if let Some(trouble) = self.lists.trouble(self.tab) {
            return Some(vec![vec![Span::new(Role::Alarm, one_line(trouble))]]);
        }
        let standing = self.standing.as_deref().filter(|_| self.tab == Tab::Issues)?;
        let status = &standing.status;
        if status.total == 0 || status.agreed < status.total {
            return None;
        }
        let next = match &status.form {
            AgreedForm::Yes => words.after_agreed().to_owned(),
            AgreedForm::Open(_) => return None,
            AgreedForm::OtherWhole(_) if self.whole_waits() => words.whole_waits().to_owned(),
            AgreedForm::OtherWhole(parties) => words.whole_waits_for(&status.named(parties, shell.positions())),
            AgreedForm::Unsent(_) => words.unsent_since().to_owned(),
        };
        let said = [words.all_agreed(status.total), next];
        Some(said.into_iter().map(|said| vec![Span::plain(said)]).collect())
    }

    /// Why the reader speaks for no party of this contract; `None` where they do, or it is not known yet.
    pub(super) fn speaks_for_nobody(&self) -> Option<&str> {
        match &self.standing.as_deref()?.speaking {
            Speaking::Nobody(why) => Some(why),
            Speaking::For { .. } => None,
        }
    }
}
