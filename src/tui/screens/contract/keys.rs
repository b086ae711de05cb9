//! The keys of a party, to be compared with the party itself and confirmed.

use super::ContractScreen;
use crate::session::PartyKeys;
use crate::tui::operation::Operation;
use crate::tui::overlays::{Overlay, Pick, Picker, PickerItem, Question};
use crate::tui::reader::{Row, paragraph};
use crate::tui::screens::{Shell, Step};
use crate::wording::{Role, Span, one_line};

impl ContractScreen {
    /// The parties with keys that nobody has confirmed.
    fn unconfirmed(&self) -> impl Iterator<Item = &PartyKeys> {
        self.standing
            .iter()
            .flat_map(|standing| &standing.keys)
            .filter(|keys| keys.wait())
    }

    /// Whether there are no keys that wait for somebody to compare them.
    pub(super) fn nothing_to_confirm(&self) -> bool {
        self.unconfirmed().next().is_none()
    }

    /// Says over a list whose keys are not confirmed, and how to see them where that may be done.
    pub(super) fn keys_notices(&self, shell: &Shell, width: usize) -> Vec<Row> {
        let words = shell.words();
        let mut rows = Vec::new();
        // Where somebody else changed the keys, that is said as well, and louder.
        for keys in self.unconfirmed() {
            let party = one_line(&keys.name);
            let said = if shell.read_only {
                words.unconfirmed(&party)
            } else {
                words.unconfirmed_here(&party)
            };
            paragraph(
                &mut rows,
                &[Span::new(Role::Alarm, format!("! {said}"))],
                1,
                width.saturating_sub(1),
            );
        }
        rows
    }

    /// Shows the keys that wait for somebody to compare them; of several parties, first asks whose.
    pub(super) fn confirm_keys(&self, shell: &Shell) -> Vec<Step> {
        let words = shell.words();
        if shell.read_only {
            return vec![Step::warn(words.asked_read_only())];
        }
        if self.standing.is_none() {
            return vec![Step::say(words.reading())];
        }
        let waiting: Vec<&PartyKeys> = self.unconfirmed().collect();
        match waiting[..] {
            [] => vec![Step::say(words.all_confirmed())],
            [one] => self.ask(one, shell),
            _ => {
                let item = |keys: &&PartyKeys| PickerItem {
                    label: one_line(&keys.name),
                    detail: one_line(&keys.party),
                    keys: String::new(),
                    why_not: None,
                    pick: Pick::Keys(keys.party.clone()),
                };
                let picker = Picker::new(words.whose_keys(), waiting.iter().map(item).collect(), 0);
                vec![Step::Lay(Box::new(Overlay::Picker(picker)))]
            }
        }
    }

    /// Shows the keys of one party and asks whether they were compared.
    #[must_use]
    pub fn ask_keys(&self, party: &str, shell: &Shell) -> Vec<Step> {
        let meant = self.unconfirmed().find(|keys| keys.party == party);
        meant.map(|keys| self.ask(keys, shell)).unwrap_or_default()
    }

    fn ask(&self, keys: &PartyKeys, shell: &Shell) -> Vec<Step> {
        let (words, positions) = (shell.words(), shell.positions());
        let party = one_line(&keys.name);
        let mut rows = Vec::new();
        let mut say = |role: Role, indent: usize, text: &str| {
            rows.push(Row {
                indent,
                spans: vec![Span::new(role, text)],
            });
        };
        if keys.intruded {
            say(Role::Alarm, 1, positions.keys_intruded());
        }
        for (name, email, fingerprints) in &keys.members {
            say(Role::Heading, 1, &format!("{} <{}>", one_line(name), one_line(email)));
            if fingerprints.is_empty() {
                say(Role::Faint, 3, positions.no_key());
            }
            for fingerprint in fingerprints {
                say(Role::Plain, 3, &one_line(fingerprint));
            }
        }
        let own = self.standing.as_deref().and_then(|standing| standing.speaking.party()) == Some(&*keys.party);
        let asks = if own {
            words.confirm_own_keys().to_owned()
        } else {
            words.confirm_keys(&party)
        };
        let how = if own {
            words.compare_own_keys().to_owned()
        } else {
            words.compare_keys(&party)
        };
        say(Role::Faint, 1, &how);
        let title = words.keys_of(&party);
        let deed = Operation::Trust {
            contract: self.name.clone(),
            keys: keys.clone(),
        };
        let question = Question::new(title, rows, asks, deed);
        vec![Step::Lay(Box::new(Overlay::Question(question)))]
    }
}
