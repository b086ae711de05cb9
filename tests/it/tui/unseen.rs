//! No word is accepted that was not on the screen. Random negotiations are played, the customer's side on the screens
//! alone, with whatever keys; what the frames of the terminal showed is held against what was recorded.
//!
//! Every word of the made-up contracts is used once, so that a frame tells which change it shows. What the customer last
//! stood by is kept by this test's own books, not by the program's.

use super::harness::Screens;
use crate::support::{Dice, seeds};
use adidem::contract::{Clause, Contract, Member, Party, write};
use adidem::language::Language;
use adidem::negotiation::PositionKind;
use adidem::session::{self, Workspace};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const PEOPLE: [(&str, &str, &str); 2] = [
    ("customer", "Ida Sund", "ida@customer.example"),
    ("vendor", "Ravi Mehta", "ravi@vendor.example"),
];

/// The words of a clause; `None` where it is not there.
type Words = Option<BTreeSet<String>>;

struct Play {
    kept: tempfile::TempDir,
    dice: Dice,
    words: usize,
    ids: usize,
    minutes: i64,
    contract: Contract,
    /// The wordings of each clause that the customer stands by, the last one at the end; `None` for a deletion.
    known: BTreeMap<String, Vec<Words>>,
    /// The redlines that were held against the frames before: clause, old and new words.
    held: BTreeSet<(String, Words, Words)>,
    /// For each word the looks in which a frame showed it, since the customer's books on its clause changed last.
    seen: BTreeMap<String, BTreeSet<char>>,
    /// What happened, for whoever reads a failure.
    told: Vec<String>,
    /// The frames of the present review, for the same.
    frames: Vec<String>,
}

impl Play {
    fn begin(seed: u64) -> Self {
        let kept = tempfile::tempdir().expect("a temporary folder");
        git(kept.path(), &["init", "-q", "-b", "main"]);
        fs::create_dir(kept.path().join("contracts")).expect("a folder");
        let parties = PEOPLE
            .iter()
            .map(|(id, name, email)| Party {
                id: (*id).into(),
                name: format!("{id} company"),
                role: String::new(),
                members: vec![Member {
                    name: (*name).into(),
                    email: (*email).into(),
                    keys: vec![],
                }],
            })
            .collect();
        let contract = Contract {
            title: "Deal".into(),
            parties,
            ..Contract::default()
        };
        let dice = Dice::new(seed);
        let mut play = Self {
            kept,
            dice,
            words: 0,
            ids: 0,
            minutes: 0,
            contract,
            known: BTreeMap::new(),
            held: BTreeSet::new(),
            seen: BTreeMap::new(),
            told: Vec::new(),
            frames: Vec::new(),
        };
        for _ in 0..3 + play.dice.below(3) {
            play.add();
        }
        play
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("w{}x", self.words)
    }

    fn some_words(&mut self) -> Vec<String> {
        let count = match self.dice.below(4) {
            0 => 150 + self.dice.below(150),
            _ => 3 + self.dice.below(30),
        };
        (0..count).map(|_| self.word()).collect()
    }

    /// A new clause, at the top or below another one.
    fn add(&mut self) {
        self.ids += 1;
        let id = format!("c{}", self.ids);
        let (heading, text) = (self.word(), lines(&self.some_words()));
        let clause = Clause {
            id: id.clone(),
            heading,
            text,
            pair: None,
            clauses: vec![],
        };
        let place = self.dice.below(self.contract.clauses.len() + 1);
        match self.contract.clauses.get_mut(place) {
            Some(above) if self.dice.below(2) == 0 => above.clauses.push(clause),
            _ => self.contract.clauses.insert(place, clause),
        }
        self.told.push(format!("adds {id}"));
    }

    fn ids(&self) -> Vec<String> {
        self.contract
            .walk()
            .iter()
            .map(|visit| visit.clause.id.clone())
            .collect()
    }

    fn words_of(&self, id: &str) -> Words {
        self.contract.clause(id).map(|clause| {
            words(&format!("{} {}", clause.heading, clause.text))
                .into_iter()
                .collect()
        })
    }

    /// Other words in a clause: some taken out, some put in, at a place or two.
    fn edit(&mut self) {
        let ids = self.ids();
        if ids.is_empty() {
            return self.add();
        }
        let id = ids[self.dice.below(ids.len())].clone();
        let text = self.contract.clause(&id).expect("the clause").text.clone();
        let mut all = words(&text);
        for _ in 0..=self.dice.below(2) {
            let at = self.dice.below(all.len() + 1);
            let out = self.dice.below(4).min(all.len() - at);
            let put: Vec<String> = (0..self.dice.below(4)).map(|_| self.word()).collect();
            all.splice(at..at + out, put);
        }
        if all.is_empty() {
            all.push(self.word());
        }
        let heading = (self.dice.below(5) == 0).then(|| self.word());
        change(&mut self.contract.clauses, &id, &mut |clause| {
            clause.text = lines(&all);
            if let Some(heading) = &heading {
                clause.heading.clone_from(heading);
            }
        });
        self.told.push(format!("edits {id}"));
    }

    fn delete(&mut self) {
        let ids = self.ids();
        if ids.len() > 2 {
            let id = ids[self.dice.below(ids.len())].clone();
            take_out(&mut self.contract.clauses, &id);
            self.told.push(format!("deletes {id}"));
        }
    }

    fn write(&self) {
        fs::write(self.kept.path().join("contracts/deal.yaml"), write(&self.contract)).expect("a file");
    }

    fn workspace(&self) -> Workspace {
        Workspace::open(self.kept.path()).expect("a repository")
    }

    fn now(&mut self) -> DateTime<FixedOffset> {
        self.minutes += 1;
        let begin = DateTime::parse_from_rfc3339("2026-03-02T09:00:00+01:00").expect("a date");
        begin + chrono::Duration::minutes(self.minutes)
    }

    /// A party changes something and sends it.
    fn send(&mut self, party: usize) {
        let before: BTreeMap<String, Words> = self
            .ids()
            .into_iter()
            .map(|id| (id.clone(), self.words_of(&id)))
            .collect();
        let first = self.minutes == 0;
        self.told.push(format!("{}:", PEOPLE[party].0));
        for _ in 0..=self.dice.below(3) {
            match self.dice.below(8) {
                _ if first => {}
                0 | 1 => self.add(),
                2 => self.delete(),
                _ => self.edit(),
            }
        }
        self.write();
        self.play(party);
        let at = self.now();
        match session::send(&self.workspace(), "deal", None, at) {
            Ok(_) => {}
            Err(session::Error::NothingToSend { .. }) => return,
            Err(error) => panic!("{error}\n{:?}", self.told),
        }
        if party == 0 {
            // The customer stands by what its round touched, deletions included.
            let after: BTreeMap<String, Words> = self
                .ids()
                .into_iter()
                .map(|id| (id.clone(), self.words_of(&id)))
                .collect();
            let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for id in all {
                let (was, is) = (before.get(id).cloned().flatten(), after.get(id).cloned().flatten());
                if first || was != is {
                    self.note(id, is);
                }
            }
        }
    }

    /// From here on the customer knows a clause in these words.
    fn note(&mut self, id: &str, words: Words) {
        let known = self.known.entry(id.to_owned()).or_default();
        for word in known
            .last()
            .cloned()
            .flatten()
            .into_iter()
            .chain(words.clone())
            .flatten()
        {
            self.seen.remove(&word);
        }
        known.push(words);
    }

    /// The customer no longer stands by a clause in these words.
    fn forget(&mut self, id: &str, words: &Words) {
        let known = self.known.entry(id.to_owned()).or_default();
        if known.last() == Some(words) {
            known.pop();
        }
    }

    /// The user of the repository is a member of that party.
    fn play(&self, party: usize) {
        let (_, name, email) = PEOPLE[party];
        for (key, value) in [("user.name", name), ("user.email", email), ("user.signingkey", "")] {
            git(self.kept.path(), &["config", key, value]);
        }
    }

    /// The clauses on which the customer has a position of that kind.
    fn said(&self, kind: PositionKind) -> BTreeSet<(String, Option<adidem::contract::Revision>)> {
        let status = session::status(&self.workspace(), "deal", false).expect("a status");
        let is_meant = |clause: &&session::ClauseStatus| {
            let own = clause
                .standing
                .positions
                .iter()
                .find(|position| position.party == "customer");
            own.is_some_and(|own| own.kind == kind)
        };
        let meant = status.clauses.iter().filter(is_meant);
        meant
            .map(|clause| (clause.standing.id.clone(), clause.standing.revision))
            .collect()
    }

    /// The customer presses keys, and at last signs what is marked.
    fn review(&mut self) {
        const KEYS: [&str; 26] = [
            "a", "a", "a", "a", ".", ".", ".", "o", "o", "down", "up", "J", "K", "pgdn", "pgdn", "space", "t", "A",
            "v", "w", "z", "c", "b", "m", "tab", "g",
        ];
        self.play(0);
        let before = [PositionKind::Accepted, PositionKind::Rejected].map(|kind| self.said(kind));
        let sizes = [(80, 24), (120, 40), (60, 16), (100, 30), (44, 12)];
        let size = sizes[self.dice.below(sizes.len())];
        self.frames.clear();
        let mut screens = Screens::open(self.kept.path(), size, Language::English, Some("deal"));
        self.look(&screens);
        let mut pressed = Vec::new();
        for _ in 0..10 + self.dice.below(60) {
            let key = match self.dice.below(30) {
                0 => "2 a 1",
                1 => "x enter",
                2 => "? esc",
                _ => KEYS[self.dice.below(KEYS.len())],
            };
            pressed.push(key);
            for key in key.split(' ') {
                screens.press(key);
                self.look(&screens);
            }
            if self.dice.below(25) == 0 {
                screens.resize(sizes[self.dice.below(sizes.len())]);
                self.look(&screens);
            }
        }
        // A yes counts at the end of what is signed, pages further down.
        screens.press("1 R y y y y y y y y y y");
        self.told.push(format!("customer at {size:?}: {}", pressed.join(" ")));
        let newly = |kind: PositionKind, before: &BTreeSet<_>| -> Vec<(String, Words)> {
            let said = self.said(kind).difference(before).cloned().collect::<Vec<_>>();
            said.into_iter()
                .map(|(id, revision)| (id.clone(), revision.and_then(|_| self.words_of(&id))))
                .collect()
        };
        let (accepted, rejected) = (
            newly(PositionKind::Accepted, &before[0]),
            newly(PositionKind::Rejected, &before[1]),
        );
        for (id, words) in accepted {
            self.hold(&id, &words);
            self.note(&id, words);
        }
        for (id, words) in rejected {
            self.forget(&id, &words);
        }
    }

    /// Holds an acceptance against what the frames showed.
    fn hold(&mut self, id: &str, words: &Words) {
        let was = self.known.get(id).and_then(|known| known.last()).cloned().flatten();
        if !self.held.insert((id.to_owned(), was.clone(), words.clone())) {
            // This very redline was on the screen before.
            return;
        }
        let (old, new) = (was.clone().unwrap_or_default(), words.clone().unwrap_or_default());
        let shown = |word: &String, as_what: &dyn Fn(char) -> bool| {
            self.seen
                .get(word)
                .is_some_and(|looks| looks.iter().any(|look| as_what(*look)))
        };
        for word in new.difference(&old) {
            // Of a clause that is new to the customer all words are new, and stand there plain.
            let good = if was.is_some() {
                shown(word, &|look| "imr".contains(look))
            } else {
                shown(word, &|_| true)
            };
            assert!(
                good,
                "{word} of {id} was accepted and never shown as new: {}",
                self.story(word)
            );
        }
        for word in old.difference(&new) {
            let good = shown(word, &|look| "dmr".contains(look));
            assert!(good, "{word} of {id} went and was never shown: {}", self.story(word));
        }
    }

    /// All that led to a failure about a word.
    fn story(&self, word: &str) -> String {
        let mut with_it: Vec<&String> = self.frames.iter().filter(|frame| frame.contains(word)).collect();
        with_it.dedup();
        let frames: Vec<&str> = with_it.iter().rev().take(3).map(|frame| frame.as_str()).collect();
        format!(
            "{:?}\n{}\n{}",
            self.seen.get(word),
            self.told.join("\n"),
            frames.join("\n")
        )
    }

    /// Notes every word in a frame, and how it looks.
    fn look(&mut self, screens: &Screens) {
        self.frames.push(screens.text());
        for (text, looks) in screens.text().lines().zip(screens.looks().lines()) {
            let (text, looks): (Vec<char>, Vec<char>) = (text.chars().collect(), looks.chars().collect());
            let mut at = 0;
            while at < text.len() {
                let digits = text[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
                let end = at + 1 + digits;
                if text[at] == 'w' && digits > 0 && text.get(end) == Some(&'x') {
                    let word: String = text[at..=end].iter().collect();
                    self.seen
                        .entry(word)
                        .or_default()
                        .insert(looks.get(at).copied().unwrap_or('.'));
                    at = end;
                }
                at += 1;
            }
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git").args(arguments).current_dir(folder).status();
    assert!(done.expect("git").success());
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A paragraph to every forty words.
fn lines(words: &[String]) -> String {
    words
        .chunks(40)
        .map(|line| line.join(" "))
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

fn change(clauses: &mut [Clause], id: &str, with: &mut dyn FnMut(&mut Clause)) {
    for clause in clauses {
        if clause.id == id {
            with(clause);
        }
        change(&mut clause.clauses, id, with);
    }
}

fn take_out(clauses: &mut Vec<Clause>, id: &str) {
    clauses.retain(|clause| clause.id != id);
    for clause in clauses {
        take_out(&mut clause.clauses, id);
    }
}

#[test]
fn every_word_that_a_party_accepts_was_on_its_screen() {
    let mut accepted = 0;
    for seed in seeds(6) {
        let mut play = Play::begin(seed);
        let first = play.dice.below(2);
        play.send(first);
        for _ in 0..5 {
            match play.dice.below(5) {
                0 => play.send(0),
                1 | 2 => play.send(1),
                _ => {}
            }
            play.review();
        }
        accepted += play.said(PositionKind::Accepted).len();
    }
    assert!(accepted > 0, "a run in which nothing is accepted shows nothing");
}

#[test]
fn a_round_that_changes_only_the_title_is_shown_and_confirmed_as_a_whole() {
    let mut play = Play::begin(3);
    play.send(0);
    play.play(1);
    let all = |at| session::DecisionRequest {
        decision: adidem::negotiation::Decision::Accept,
        which: session::Selection::All,
        reason: None,
        read: None,
        reported: None,
        at,
    };
    let at = play.now();
    session::decide(&play.workspace(), "deal", &all(at)).expect("an acceptance");
    let form = |play: &Play| {
        session::status(&play.workspace(), "deal", false)
            .expect("a status")
            .form
    };
    assert_eq!(form(&play), session::AgreedForm::Yes);
    play.contract.title = "Another deal".into();
    play.write();
    // What a member changed and did not send, nobody agreed to.
    git(play.kept.path(), &["commit", "-qam", "Another title"]);
    assert_eq!(form(&play), session::AgreedForm::Unsent(vec!["Ravi Mehta".into()]));
    let at = play.now();
    session::send(&play.workspace(), "deal", None, at).expect("a round");
    assert_eq!(form(&play), session::AgreedForm::OtherWhole(vec!["customer".into()]));
    play.play(0);
    let mut screens = Screens::open(play.kept.path(), (80, 24), Language::English, Some("deal"));
    screens.press("o");
    assert!(
        screens.text().contains("title, parties, keys or headings changed"),
        "{}",
        screens.text()
    );
    screens.press("A");
    let asked = screens.text();
    assert!(asked.contains("[-Deal-]{+Another deal+}"), "{asked}");
    screens.press("y");
    assert_eq!(form(&play), session::AgreedForm::Yes);
}
