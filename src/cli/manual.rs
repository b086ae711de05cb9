//! The manual: a page for the program, and one for each command.

use clap::Command;
use clap_mangen::{Man, roff::Roff, roff::bold, roff::roman};
use std::fs;
use std::io;
use std::path::Path;

use super::Failure;
use super::help;
use super::output::print;
use crate::language::Language;
use crate::wording::{COMMANDS, CommandHelp, CommandHelpWords, ENVIRONMENT, FILES, Place};

/// Prints the page of the program or of one command, or writes all pages into a folder, as named from `start`.
pub(super) fn pages(
    command: Option<&str>,
    folder: Option<&Path>,
    start: &Path,
    language: Language,
) -> Result<(), Failure> {
    let root = help::described(language);
    if let Some(folder) = folder.map(|folder| start.join(folder)) {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("adidem.1"), page(&root, None, language)?)?;
        for about in COMMANDS {
            let written = page_of(&root, about, language)?;
            fs::write(folder.join(format!("adidem-{}.1", about.name)), written)?;
        }
        return Ok(());
    }
    let page = match command {
        None => page(&root, None, language)?,
        Some(name) => {
            let about = COMMANDS.iter().find(|about| about.name == name);
            let about = about.ok_or_else(|| super::no_such_command(name))?;
            page_of(&root, about, language)?
        }
    };
    Ok(print(&String::from_utf8_lossy(&page))?)
}

fn page_of(root: &Command, about: &CommandHelp, language: Language) -> io::Result<Vec<u8>> {
    let command = root.find_subcommand(about.name).cloned().unwrap_or_default();
    let command = command
        .display_name(format!("adidem-{}", about.name))
        .bin_name(format!("adidem {}", about.name))
        .version(env!("CARGO_PKG_VERSION"));
    page(&command, Some(about), language)
}

/// A page: what clap knows, then examples, exit statuses, files and variables.
fn page(command: &Command, about: Option<&CommandHelp>, language: Language) -> io::Result<Vec<u8>> {
    let words = CommandHelpWords(language);
    let title = about.map_or_else(|| "adidem".to_owned(), |about| format!("adidem-{}", about.name));
    let man = Man::new(command.clone())
        .title(title)
        .source(concat!("adidem ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    let mut roff = Roff::new();
    if let Some(about) = about {
        roff.text([roman(words.of_effect(about.effect))]);
    }
    roff.to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut roff = Roff::new();
    let heading = |roff: &mut Roff, words: &str| {
        roff.control("SH", [words.to_uppercase().as_str()]);
    };
    heading(&mut roff, words.examples());
    let shown = about.map_or(COMMANDS.iter().take(5).collect::<Vec<_>>(), |about| vec![about]);
    for example in shown.iter().flat_map(|about| about.examples) {
        roff.control("TP", []);
        roff.text([bold(example.line)]);
        roff.text([roman((example.what)(language))]);
    }
    heading(&mut roff, words.statuses());
    if let Some(about) = about {
        for (status, what) in words.of_statuses(about.statuses) {
            roff.control("TP", []);
            roff.text([bold(status.to_string())]);
            roff.text([roman(what)]);
        }
    } else {
        let told = command.get_after_help().map(ToString::to_string);
        roff.text([roman(told.unwrap_or_default())]);
    }
    for (title, places) in [(words.files(), FILES), (words.environment(), ENVIRONMENT)] {
        heading(&mut roff, title);
        for (name, what) in places.iter().map(|place: &Place| (place.0, (place.1)(language))) {
            roff.control("TP", []);
            roff.text([bold(name)]);
            roff.text([roman(what)]);
        }
    }
    heading(&mut roff, words.see_also());
    roff.text([match about {
        Some(_) => roman("adidem(1), git(1), ssh-keygen(1)"),
        None => roman("git(1), ssh-keygen(1), gpg(1), openssl(1)"),
    }]);
    roff.to_writer(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_a_page_with_examples_statuses_files_and_variables() {
        for language in Language::ALL {
            let (root, words) = (help::described(language), CommandHelpWords(language));
            for about in COMMANDS {
                let page = String::from_utf8(page_of(&root, about, language).unwrap()).unwrap();
                let headings = [words.examples(), words.statuses(), words.files(), words.environment()];
                for heading in headings {
                    assert!(
                        page.contains(&format!(".SH {}", heading.to_uppercase()))
                            || page.contains(&format!(".SH \"{}\"", heading.to_uppercase())),
                        "{}: {heading}\n{page}",
                        about.name
                    );
                }
                let plain = page.replace("\\-", "-");
                assert!(plain.contains(&format!("adidem-{}", about.name)), "{page}");
            }
        }
    }
}
