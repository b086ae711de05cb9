//! How long a key takes on the screens, from its press to the painted cells, on a contract of 2,000 clauses. `cargo bench
//! --bench screens` prints the figures; nothing here passes or fails.

use adidem::contract::{Clause, Contract};
use adidem::redline::{CompareScope, compare};
use adidem::session::{Redlined, Relation};
use adidem::tui::effect::Effect;
use adidem::tui::keymap::Keymap;
use adidem::tui::model::{Model, Msg, Themes};
use adidem::tui::screens::Shell;
use adidem::tui::work::{Answer, Load, Loaded};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::hint::black_box;

fn main() {
    divan::main();
}

const SIZE: (u16, u16) = (120, 40);

/// 2,000 clauses of some 650 bytes, in every tenth another figure than before.
fn contract(days: usize) -> Contract {
    let clause = |at: usize| {
        let days = if at % 10 == 3 { days } else { 30 };
        let line = format!(
            "Clause {at}: the Supplier shall provide the records of the service within {days} days of the notice, and 乙方应当在{days}日内答复。\n"
        );
        Clause {
            id: format!("c-{at}"),
            heading: format!("Heading {at}"),
            text: line.repeat(5),
            pair: None,
            clauses: Vec::new(),
        }
    };
    Contract {
        title: "Agreement".into(),
        clauses: (0..2000).map(clause).collect(),
        ..Contract::default()
    }
}

/// The screens on that contract, with everything read.
struct Screens {
    model: Model,
    terminal: Terminal<TestBackend>,
}

impl Screens {
    fn open() -> Option<Self> {
        let shell = Shell {
            size: SIZE,
            ..Shell::default()
        };
        let (mut model, effects) = Model::new(shell, Keymap::default(), Themes::new(), String::new(), Some("c".into()));
        let job = effects.into_iter().find_map(|effect| match effect {
            Effect::Begin(job) if matches!(job.load, Load::Redline { .. }) => Some(job),
            _ => None,
        })?;
        let (old, new) = (contract(30), contract(60));
        let redline = compare(&old, &new, CompareScope::Everything);
        let redlined = Redlined {
            name: "c".into(),
            from: adidem::exchange::Baseline::Version(adidem::exchange::Version::default()),
            to: adidem::exchange::Version::default(),
            old,
            new,
            redline,
            relation: Relation::Onwards,
            unsent: Vec::new(),
            remarks: Vec::new(),
        };
        model.update(Msg::Answer {
            job,
            answer: Answer::Done(Ok(Loaded::Redline(Box::new(redlined)))),
        });
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).ok()?;
        let mut screens = Self { model, terminal };
        screens.press("c");
        Some(screens)
    }

    fn press(&mut self, key: &str) {
        if let Ok(key) = key.parse() {
            black_box(self.model.update(Msg::Key(key)));
        }
        // Painting into memory cannot fail.
        let _ = self.terminal.draw(|frame| self.model.draw(frame));
    }
}

/// A key pressed over and over, in a mode that other keys lead to.
fn pressed(bencher: divan::Bencher<'_, '_>, before: &[&str], key: &str) {
    let Some(mut screens) = Screens::open() else { return };
    for key in before {
        screens.press(key);
    }
    bencher.bench_local(|| screens.press(key));
}

#[divan::bench(args = ["j", "J", ".", "pgdn", "v", "w"], sample_count = 300, sample_size = 1)]
fn one_clause(bencher: divan::Bencher<'_, '_>, key: &str) {
    pressed(bencher, &[], key);
}

#[divan::bench(args = ["j", "pgdn", "."], sample_count = 300, sample_size = 1)]
fn whole_text(bencher: divan::Bencher<'_, '_>, key: &str) {
    pressed(bencher, &["w", "tab"], key);
}
