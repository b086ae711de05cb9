//! Comments beside a clause: shown with it, made, answered and marked as resolved.

use super::ContractScreen;
use super::decide::who_signs;
use crate::history::now;
use crate::negotiation::has_words;
use crate::session::{CommentRequest, CommentSubject, ShownThread};
use crate::tui::actions::Action;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Prompt, Purpose, Question};
use crate::tui::reader::Row;
use crate::tui::screens::{Shell, Step};
use crate::wording::{CommentWords, Role, Span, one_line};

/// Behind the heading of a clause with open comments: for all parties to read, or for colleagues alone.
pub(in crate::tui) const COMMENT_SIGNS: [char; 2] = ['"', '\''];

impl ContractScreen {
    fn threads_on(&self, clause: &str, internal: bool) -> Vec<&ShownThread> {
        let all = self.standing.iter().flat_map(|standing| &standing.comments);
        all.filter(|thread| thread.internal == internal && thread.is_open_on(clause))
            .collect()
    }

    /// Begins a comment on the selected clause; where there are open ones, first asks whether one of them is answered.
    pub(super) fn comment(&self, action: Action, shell: &Shell) -> Vec<Step> {
        let words = CommentWords(shell.language);
        if shell.read_only {
            return vec![Step::warn(shell.words().asked_read_only())];
        }
        let Some(standing) = self.standing.as_deref() else {
            return vec![Step::say(shell.words().reading())];
        };
        if standing.is_never_sent() {
            return vec![Step::say(shell.words().never_sent())];
        }
        let internal = action == Action::CommentInternal;
        if let (false, crate::session::Speaking::Nobody(why)) = (internal, &standing.speaking) {
            return vec![Step::warn(one_line(why))];
        }
        let Some(clause) = self.meant_clause() else {
            return Vec::new();
        };
        let new = CommentSubject::Clause {
            clause: format!("id:{clause}"),
            on: None,
        };
        let threads = self.threads_on(&clause, internal);
        if threads.is_empty() {
            return self.ask_comment(&new, internal, "", shell);
        }
        let item = |label: String, detail: &str, subject: CommentSubject| PickerItem {
            label,
            detail: detail.to_owned(),
            keys: String::new(),
            why_not: None,
            pick: Pick::Comment(subject, internal),
        };
        let mut items = vec![item(words.new_comment().to_owned(), "", new)];
        for thread in threads {
            // What was said last is what is answered.
            let Some(last) = thread.comments.last() else { continue };
            let first = thread.comments.first().unwrap_or(last);
            let said = one_line(&last.text);
            let number = words.number(last.number, internal);
            items.push(item(
                words.answer_it(&number),
                &said,
                CommentSubject::Answer(last.number.to_string()),
            ));
            if first.is_own {
                let number = words.number(first.number, internal);
                let subject = CommentSubject::Resolve(first.number.to_string());
                items.push(item(words.resolve_it(&number), &one_line(&first.text), subject));
            }
        }
        vec![Step::Lay(Box::new(Overlay::Picker(Picker::new(
            words.heading(),
            items,
            0,
        ))))]
    }

    /// Asks for the words of a comment, with what was typed of it already.
    #[must_use]
    pub fn ask_comment(&self, subject: &CommentSubject, internal: bool, text: &str, shell: &Shell) -> Vec<Step> {
        let words = CommentWords(shell.language);
        let title = if internal {
            words.prompt_internal()
        } else {
            words.prompt()
        };
        let title = match subject {
            CommentSubject::Clause { on: Some(on), .. } => {
                format!("{title}{}", shell.language.set_off(&words.on(&one_line(on))))
            }
            _ => title.to_owned(),
        };
        let purpose = Purpose::Comment(subject.clone(), internal);
        vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(Prompt::new(
            purpose, &title, text,
        )))))]
    }

    /// Asks which words of the clause a comment is on: those that were searched for come back with up.
    #[must_use]
    pub fn ask_words(&self, clause: &str, on: Option<&str>, internal: bool, text: &str, shell: &Shell) -> Vec<Step> {
        self.words_prompt(clause, (on, false), internal, text, shell)
    }

    /// The prompt for the words, with those that were typed, and whether they do not stand there.
    fn words_prompt(
        &self,
        clause: &str,
        (on, missing): (Option<&str>, bool),
        internal: bool,
        text: &str,
        shell: &Shell,
    ) -> Vec<Step> {
        let searched = if self.search.is_on() {
            &self.search.words
        } else {
            &self.search.before
        };
        let purpose = Purpose::CommentOn {
            clause: clause.to_owned(),
            internal,
            text: text.to_owned(),
        };
        let words = CommentWords(shell.language);
        // The line for messages lies under the prompt.
        let title = if missing {
            words.not_those_words()
        } else {
            words.which_words()
        };
        let prompt = Prompt::new(purpose, title, on.unwrap_or_default()).with_last(searched);
        vec![Step::Lay(Box::new(Overlay::Prompt(Box::new(prompt))))]
    }

    /// Goes back to the comment, on these words of the clause if they stand in it.
    #[must_use]
    pub fn comment_on(&self, clause: &str, on: &str, internal: bool, text: &str, shell: &Shell) -> Vec<Step> {
        let on = Some(on.trim()).filter(|on| !on.is_empty());
        let shown = self.redlined.as_deref().filter(|_| self.sides.is_newest());
        let id = clause.strip_prefix("id:").unwrap_or(clause);
        let missing = |on: &str| {
            // Where another version is shown, what is recorded is held against the newest round all the same.
            let clause = shown.and_then(|redlined| redlined.new.clause(id));
            clause.is_some_and(|clause| !has_words(&clause.heading, &clause.text, on))
        };
        if on.is_some_and(missing) {
            return self.words_prompt(clause, (on, true), internal, text, shell);
        }
        let subject = CommentSubject::Clause {
            clause: clause.to_owned(),
            on: on.map(str::to_owned),
        };
        self.ask_comment(&subject, internal, text, shell)
    }

    /// The sign of the open comments on a clause: whether all parties read one, or colleagues alone.
    pub(super) fn comment_sign(&self, clause: &str) -> Option<char> {
        let [shared, own] = [false, true].map(|internal| self.threads_on(clause, internal).is_empty());
        match (shared, own) {
            (false, _) => Some(COMMENT_SIGNS[0]),
            (true, false) => Some(COMMENT_SIGNS[1]),
            (true, true) => None,
        }
    }

    /// With its words, the question whether a comment is to be signed; an internal one is kept at once.
    #[must_use]
    pub fn commented(&self, subject: &CommentSubject, internal: bool, text: &str, shell: &Shell) -> Vec<Step> {
        let words = CommentWords(shell.language);
        let resolves = matches!(subject, CommentSubject::Resolve(_));
        let Some(standing) = self.standing.as_deref() else {
            return Vec::new();
        };
        if text.trim().is_empty() && !resolves {
            return vec![Step::say(shell.words().nothing_done())];
        }
        let clause = self.meant_clause().unwrap_or_default();
        let deed = Operation::Comment {
            contract: self.name.clone(),
            request: CommentRequest {
                subject: subject.clone(),
                text: text.trim().to_owned(),
                at: now(),
            },
            round: standing.status.round,
            revision: standing.status.clause(&clause).and_then(|one| one.standing.revision),
            internal,
        };
        if internal {
            return vec![Step::Load(crate::tui::work::Load::Deed(deed))];
        }
        let mut rows = who_signs(standing, shell, false);
        let number = |asked: &str| asked.parse().unwrap_or_default();
        let about = match subject {
            CommentSubject::Clause { on, .. } => {
                let known = standing.status.clause(&clause);
                let heading = known.map(|one| one_line(&one.heading)).unwrap_or_default();
                let number = known.and_then(|one| one.number.clone()).unwrap_or_default();
                let on = on.as_deref().map(|on| shell.language.set_off(&words.on(&one_line(on))));
                format!("{number} {heading}{}", on.unwrap_or_default())
            }
            CommentSubject::Answer(asked) => words.answering(number(asked)),
            CommentSubject::Resolve(asked) => words.resolving(number(asked)),
        };
        let mut say = |role: Role, indent: usize, text: String| {
            rows.push(Row {
                indent,
                spans: vec![Span::new(role, text)],
            });
        };
        say(Role::Heading, 1, about);
        if !text.trim().is_empty() {
            say(Role::Plain, 3, shell.language.quoted(&one_line(text.trim())));
        }
        say(Role::Faint, 1, words.binds_nobody().to_owned());
        let question = Question::new(words.will(), rows, words.confirm(), deed);
        vec![Step::Lay(Box::new(Overlay::Question(question)))]
    }
}
