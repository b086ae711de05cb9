//! What `init` did, and what `doctor` found.

use super::paint::{Page, Role, Span, one_line};
use super::terminal::window_size;
use crate::language::Language;
use crate::session::{
    Diagnosis, DiagnosticTopic, Environment, Health, Initialised, NextStep, SharedRepository, SigningKey,
};
use crate::wording::{ReportWords, SharedWords};
use std::io::IsTerminal;

/// In front of what is to be typed as it stands.
const TYPED: &str = "    ";

/// What was done, and what to do next.
pub(super) fn init(page: &mut Page, done: &Initialised, language: Language) {
    let words = ReportWords(language);
    let folder = one_line(&done.repository.display().to_string());
    page.line(
        Role::Plain,
        &if done.made {
            words.repository_made(&folder)
        } else {
            words.repository_ready(&folder)
        },
    );
    if let Some(starter) = &done.starter {
        page.line(
            Role::Plain,
            &words.starter_written(&one_line(&starter.display().to_string())),
        );
    }
    for step in &done.next {
        let line = match step {
            NextStep::SetName => words.set_name().to_owned(),
            NextStep::SetEmail => words.set_email().to_owned(),
            NextStep::FillIn { file } => words.fill_in(&one_line(&file.display().to_string())),
            NextStep::Signing { file, key } => {
                let file = one_line(&file.display().to_string());
                match key {
                    SigningKey::Listed { fingerprint } => words.listed_key(&one_line(fingerprint)),
                    SigningKey::None => words.no_signing_key(&file),
                    SigningKey::Unlisted { fingerprint, line } => {
                        words.signing_key(&one_line(fingerprint), line.as_deref().map(one_line).as_deref(), &file)
                    }
                    SigningKey::Unusable(why) => words.unusable_key(&one_line(&why.message(language))),
                }
            }
            NextStep::Send { contract } => words.record_it(&one_line(contract)),
            NextStep::Look => words.look().to_owned(),
        };
        to_do(page, &line);
    }
}

/// Something to do: sentences, and what is to be typed on lines of its own, which are set in by four blanks and never broken.
fn to_do(page: &mut Page, text: &str) {
    let mut sign = "> ";
    for line in text.lines() {
        if line.starts_with(TYPED) {
            page.unbroken(Role::Plain, line);
        } else {
            page.paragraph(sign, 2, &[Span::plain(line)]);
            sign = "";
        }
    }
}

/// A shared repository that is ready, and how the parties come to use it.
pub(super) fn shared(page: &mut Page, done: &SharedRepository, language: Language) {
    let words = SharedWords(language);
    let folder = one_line(&done.folder.display().to_string());
    page.paragraph(
        "",
        0,
        &[Span::plain(if done.made {
            words.made(&folder)
        } else {
            words.ready(&folder)
        })],
    );
    let mut said = vec![words.guarded().to_owned(), words.begins(&one_line(&done.branch))];
    said.extend(done.group.then(|| words.group().to_owned()));
    for line in said {
        page.paragraph("", 0, &[Span::plain(line)]);
    }
    if done.empty {
        to_do(
            page,
            &format!(
                "{}\n{TYPED}git remote add origin {folder}\n{TYPED}adidem sync",
                words.first()
            ),
        );
    }
    to_do(page, &format!("{}\n{TYPED}git clone {folder}", words.others()));
    page.paragraph("> ", 2, &[Span::plain(words.owner(&folder))]);
}

/// One line per finding; problems in the colour of alarms, with a sign.
pub(super) fn doctor(page: &mut Page, diagnosis: &Diagnosis, language: Language) {
    let words = ReportWords(language);
    let mut topic = None;
    for finding in &diagnosis.findings {
        if topic != Some(finding.topic) {
            page.gap();
            page.line(Role::Heading, topic_word(finding.topic, words));
            topic = Some(finding.topic);
        }
        let (sign, role) = match finding.state {
            Health::Good => ("  ", Role::Plain),
            Health::Note => ("* ", Role::Plain),
            Health::Problem => ("! ", Role::Alarm),
        };
        let mut text = one_line(&finding.what(language));
        if let Some(remedy) = finding.remedy(language) {
            text = words.with_remedy(&text, &one_line(&remedy));
        }
        page.paragraph(sign, 2, &[Span::new(role, text)]);
    }
}

fn topic_word(topic: DiagnosticTopic, words: ReportWords) -> &'static str {
    match topic {
        DiagnosticTopic::Terminal => words.topic_terminal(),
        DiagnosticTopic::Git => words.topic_git(),
        DiagnosticTopic::Repository => words.topic_repository(),
        DiagnosticTopic::Contracts => words.topic_contracts(),
        DiagnosticTopic::Identity => words.topic_identity(),
        DiagnosticTopic::Keys => words.topic_keys(),
    }
}

/// The surroundings that the program was started in.
pub(super) fn environment() -> Environment {
    let size = window_size();
    let terminal = std::io::stdout().is_terminal();
    Environment {
        terminal,
        size,
        ..Environment::from_variables(|name| std::env::var(name).ok())
    }
}
