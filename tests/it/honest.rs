//! Random honest work of two parties: no audit ever fails, no push is ever refused, and nobody is kept from working.
//!
//! `ADIDEM_SEEDS=100` tries that many negotiations instead of a few.

use std::fs;

use crate::support::{Deal, Dice, seeds};

/// A contract's file, cut where its clauses begin.
struct Draft {
    head: String,
    clauses: Vec<String>,
}

impl Draft {
    fn of(text: &str) -> Self {
        let (head, clauses) = text.split_once("clauses:\n").expect("clauses");
        let mut cut: Vec<String> = Vec::new();
        for line in clauses.split_inclusive('\n') {
            match cut.last_mut() {
                Some(clause) if !line.starts_with("  - ") => clause.push_str(line),
                _ => cut.push(line.to_owned()),
            }
        }
        Self {
            head: head.to_owned(),
            clauses: cut,
        }
    }

    fn text(&self) -> String {
        format!("{}clauses:\n{}", self.head, self.clauses.concat())
    }
}

struct Negotiation {
    deal: Deal,
    dice: Dice,
    /// Clauses that somebody took out, to be brought back perhaps.
    gone: Vec<String>,
    made: usize,
    told: Vec<String>,
}

impl Negotiation {
    fn begun(seed: u64) -> Self {
        Self {
            deal: Deal::guarded(),
            dice: Dice::new(seed),
            gone: Vec::new(),
            made: 0,
            told: Vec::new(),
        }
    }

    /// Runs a command of honest work. It may have nothing to do, and it is never told that an audit would fail.
    fn work(&mut self, who: &str, arguments: &[&str]) -> bool {
        let output = self.deal.try_as(who, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let status = output.status.code();
        self.told.push(format!(
            "{who} {arguments:?} -> {status:?} {}",
            said.lines().next().unwrap_or_default()
        ));
        let is_kept_out = said.contains("every audit would find") || said.contains("refused what was sent");
        assert!(
            !is_kept_out && matches!(status, Some(0..=3)),
            "{}\n{said}",
            self.told.join("\n")
        );
        status == Some(0)
    }

    fn sync(&mut self, who: &str) {
        let mut arguments = vec!["sync".to_owned(), "--json".to_owned()];
        for _ in 0..4 {
            let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = self.deal.try_as(who, &words);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            self.told
                .push(format!("{who} {words:?} -> {:?} {said}", output.status.code()));
            if said.contains("could not be taken into the working folder") {
                // A draft of the same file goes out first, as the message says.
                self.work(who, &["send", "--yes", "deal", "-m", "Before we take yours"]);
                continue;
            }
            let done: serde_json::Value =
                serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", self.told.join("\n")));
            assert_eq!(done["faults"], serde_json::json!([]), "{}", self.told.join("\n"));
            let conflicts = done["conflicts"].as_array().expect("conflicts").clone();
            if conflicts.is_empty() {
                return;
            }
            for conflict in conflicts {
                let whose = self.dice.one_of(&["--ours", "--theirs"]);
                arguments.extend([whose.to_owned(), conflict["part"].as_str().expect("a part").to_owned()]);
            }
        }
        panic!("the conflicts stay\n{}", self.told.join("\n"));
    }

    fn draft(&mut self, who: &str, change: impl FnOnce(&mut Dice, &mut Draft, &mut Vec<String>, usize)) {
        let file = self.deal.file(who);
        let mut draft = Draft::of(&fs::read_to_string(&file).expect("a contract"));
        self.made += 1;
        change(&mut self.dice, &mut draft, &mut self.gone, self.made);
        fs::write(&file, draft.text()).expect("a contract");
    }

    /// What is no honest work is refused before it becomes history, and the draft is put back.
    fn refused(&mut self, who: &str, code: &str, from: &str, to: &str) {
        let file = self.deal.file(who);
        let before = fs::read_to_string(&file).expect("a contract");
        if !before.contains(from) {
            return;
        }
        fs::write(&file, before.replacen(from, to, 1)).expect("a contract");
        let head = self.deal.git.run_in(&self.deal.folder(who), &["rev-parse", "HEAD"]);
        let (status, said) = self.deal.refused(who, &["send", "--yes", "deal"]);
        assert!(
            status == 3 && said.contains(code),
            "{code}: {status} {said}\n{}",
            self.told.join("\n")
        );
        assert_eq!(
            self.deal.git.run_in(&self.deal.folder(who), &["rev-parse", "HEAD"]),
            head
        );
        fs::write(&file, before).expect("a contract");
    }

    fn a_clause(&mut self, who: &str) -> String {
        let draft = Draft::of(&fs::read_to_string(self.deal.file(who)).expect("a contract"));
        let ids = draft
            .clauses
            .iter()
            .filter_map(|clause| clause.lines().next()?.strip_prefix("  - id: "));
        let ids: Vec<&str> = ids.collect();
        self.dice.one_of(&ids).to_owned()
    }

    fn step(&mut self) {
        let who = self.dice.one_of(&["li", "wu"]);
        let own = if who == "li" { "Customer Ltd" } else { "Vendor Ltd" };
        match self.dice.below(20) {
            0..=2 => self.draft(who, |dice, draft, _, number| {
                let at = dice.below(draft.clauses.len());
                let text = draft.clauses[at].trim_end().to_owned();
                draft.clauses[at] = format!("{text} And {number} more.\n");
            }),
            3 => self.draft(who, |dice, draft, gone, _| {
                if draft.clauses.len() > 2 {
                    gone.push(draft.clauses.remove(dice.below(draft.clauses.len())));
                }
            }),
            4 => self.draft(who, |dice, draft, gone, number| {
                let new =
                    format!("  - id: new-{number}\n    heading: New {number}\n    text: |\n      Words of {number}.\n");
                let back = if dice.below(2) == 0 { gone.pop() } else { None };
                let clause = back.unwrap_or(new);
                let id = clause.lines().next().expect("an id").to_owned();
                if !draft.clauses.iter().any(|one| one.starts_with(&id)) {
                    draft.clauses.insert(dice.below(draft.clauses.len() + 1), clause);
                }
            }),
            5 => self.draft(who, |dice, draft, _, _| {
                let clause = draft.clauses.remove(dice.below(draft.clauses.len()));
                draft.clauses.insert(dice.below(draft.clauses.len() + 1), clause);
            }),
            6 => self.draft(who, |dice, draft, _, number| {
                let own_name = format!("name: {own}");
                draft.head = match dice.below(4) {
                    0 => draft.head.replacen("title: Deal", &format!("title: Deal {number},"), 1),
                    1 => draft
                        .head
                        .replacen("\nparties:", &format!("\nx-note: n{number}\nparties:"), 1),
                    2 => draft.head.replacen(&own_name, &format!("{own_name} {number}"), 1),
                    _ => format!("# A remark, number {number}\n{}", draft.head),
                };
                // A key of one's own stands once.
                let notes = draft.head.matches("\nx-note").count();
                if notes > 1 {
                    let at = draft.head.rfind("\nx-note").expect("a note");
                    let end = draft.head[at + 1..].find('\n').expect("a line") + at + 1;
                    draft.head.replace_range(at..end, "");
                }
            }),
            7 => self.draft(who, |_, draft, _, number| {
                let colleague = format!("    members:\n      - name: Li Jing\n        email: c{number}@firm.example\n");
                let at = draft.head.find(&format!("name: {own}")).expect("the party");
                draft.head = draft.head[..at].to_owned() + &draft.head[at..].replacen("    members:\n", &colleague, 1);
            }),
            8..=10 => drop(self.work(who, &["send", "--yes", "deal", "-m", "Another round"])),
            11 => drop(self.work(who, &["accept", "--yes", "deal", "--all"])),
            12 => {
                let clause = self.a_clause(who);
                self.work(who, &["accept", "--yes", "deal", &clause, "--below"]);
            }
            13 => {
                let clause = self.a_clause(who);
                let decision = self.dice.one_of(&["reject", "reserve"]);
                self.work(
                    who,
                    &[
                        decision,
                        "--yes",
                        "deal",
                        &clause,
                        "--below",
                        "--reason",
                        "Not like this",
                    ],
                );
            }
            14 => {
                let clause = self.a_clause(who);
                self.work(who, &["withdraw", "--yes", "deal", &clause]);
            }
            15 => match self.dice.below(4) {
                0 => self.refused(who, "A20-invisible", "text: |\n      ", "text: |\n      \u{200b}"),
                1 => self.refused(who, "A21-conflict-marks", "text: |\n", "text: |\n      <<<<<<< HEAD\n"),
                2 => self.refused(who, "A23-unusable-key", "keys: [", "keys: [ssh-ed25519 AAAA, "),
                _ => {
                    let other = if who == "li" {
                        "wu@vendor.example"
                    } else {
                        "li@customer.example"
                    };
                    self.refused(who, "A23-keys", other, "other@vendor.example");
                }
            },
            _ => self.sync(who),
        }
    }

    fn holds(&mut self) {
        for who in ["li", "wu"] {
            let output = self.deal.try_as(who, &["audit", "--json"]);
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert_eq!(
                report["verdict"],
                "holds",
                "{who}: {}\n{}",
                report["findings"],
                self.told.join("\n")
            );
        }
    }
}

#[test]
fn honest_work_never_makes_an_audit_that_fails_nor_a_push_that_is_refused() {
    const STEPS: usize = 20;
    for seed in seeds(2) {
        let mut negotiation = Negotiation::begun(seed);
        negotiation.told.push(format!("seed {seed}"));
        for step in 1..=STEPS {
            negotiation.step();
            if step % 10 == 0 {
                negotiation.holds();
            }
        }
        for who in ["li", "wu", "li"] {
            negotiation.sync(who);
        }
        negotiation.holds();
    }
}
