//! The README keeps its word: every command in it works, and its pictures are what the program prints.

use crate::support::Git;
use adidem::language::Language;
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

fn demo() -> Git {
    let git = Git::nowhere();
    let folder = git.beside("demo");
    let made = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.top())
        .args(["demo", "--no-open", "--dir"])
        .arg(folder)
        .output();
    assert!(made.expect("it starts").status.success());
    git
}

/// A shell in the demonstration's folder that finds the program under its name.
fn shell(git: &Git, line: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_adidem"));
    let mut command = git.command("sh", &git.beside("demo"));
    let path = std::env::var("PATH").expect("a PATH");
    command.env(
        "PATH",
        format!("{}:{path}", program.parent().expect("its folder").display()),
    );
    command.args(["-e", "-c", line]);
    command
}

#[test]
fn every_command_of_the_readme_works_on_the_demonstration() {
    let git = demo();
    let text = readme();
    let block = text
        .split("```sh\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a block of commands");
    let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() >= 8, "the README's block of commands was not found");
    for line in lines {
        let output = shell(&git, line).output().expect("sh");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        assert!(
            !output.stdout.is_empty() || line.contains('>'),
            "{line} printed nothing"
        );
    }
}

/// What stands under a mark of the README is what it should be; or it is put there, when that is asked for.
fn keep(mark: &str, wanted: &str) {
    let text = readme();
    let (before, rest) = text
        .split_once(&format!("<!-- {mark} -->\n```text\n"))
        .expect("the mark");
    let (picture, behind) = rest.split_once("```").expect("its end");
    if std::env::var("ADIDEM_GOLDEN").is_ok_and(|mode| mode == "write") {
        let written = format!("{before}<!-- {mark} -->\n```text\n{wanted}```{behind}");
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), written).expect("README.md");
        return;
    }
    assert_eq!(
        picture, wanted,
        "`ADIDEM_GOLDEN=write cargo test readme` takes the picture anew"
    );
}

#[test]
fn the_pictures_in_the_readme_are_what_the_program_shows() {
    let text = readme();
    let (_, after) = text.split_once("<!-- picture: ").expect("a picture");
    let (arguments, _) = after.split_once(" -->").expect("its command");
    let git = demo();
    let output = shell(&git, &format!("adidem {arguments}")).output().expect("sh");
    keep(
        &format!("picture: {arguments}"),
        &String::from_utf8(output.stdout).expect("UTF-8"),
    );
    // The screens themselves are held to their pictures by tests of their own.
    let screens: Vec<&str> = text
        .split("<!-- screen: ")
        .skip(1)
        .filter_map(|rest| rest.split(" -->").next())
        .collect();
    assert!(screens.len() >= 2, "the screens are not shown");
    for name in screens {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/screens")
            .join(format!("{name}.txt"));
        let screen = std::fs::read_to_string(file).expect("a picture of a screen");
        keep(
            &format!("screen: {name}"),
            &format!("{}\n", screen.split("\nlooks:").next().unwrap_or("").trim_end()),
        );
    }
}

#[test]
fn the_page_of_keys_is_the_table_of_actions() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SCREENS.md");
    let intro = "# Keys\n\nEvery action of the screens, by the name under which `keys.yaml` of the configuration folder knows it:\n`accept: [a, f2]` gives it other keys. A mistake in that file is told with its line and the nearest name.\n\n";
    let page = format!(
        "{intro}{}",
        adidem::tui::keymap::page_of_keys(adidem::wording::ActionWords(Language::English))
    );
    if std::env::var("ADIDEM_GOLDEN").is_ok_and(|mode| mode == "write") {
        std::fs::write(&file, page).expect("the page");
        return;
    }
    assert_eq!(
        std::fs::read_to_string(file).expect("the page"),
        page,
        "`ADIDEM_GOLDEN=write cargo test readme` writes it"
    );
}
