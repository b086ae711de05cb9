//! The README keeps its word: every command in it works, and its pictures are what the program prints.

use crate::support::Git;
use std::path::Path;
use std::process::Command;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md")
}

fn demo() -> Git {
    let git = Git::nowhere();
    let folder = git.beside("demo");
    let made =
        git.command(env!("CARGO_BIN_EXE_adidem"), &git.top()).args(["demo", "--no-open", "--dir"]).arg(folder).output();
    assert!(made.expect("it starts").status.success());
    git
}

/// A shell in the demonstration's folder that finds the program under its name.
fn shell(git: &Git, line: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_adidem"));
    let mut command = git.command("sh", &git.beside("demo"));
    let path = std::env::var("PATH").expect("a PATH");
    command.env("PATH", format!("{}:{path}", program.parent().expect("its folder").display()));
    command.args(["-e", "-c", line]);
    command
}

#[test]
fn every_command_of_the_readme_works_on_the_demonstration() {
    let git = demo();
    let text = readme();
    let block = text.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block of commands");
    let lines: Vec<&str> = block.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() >= 8, "the README's block of commands was not found");
    for line in lines {
        let output = shell(&git, line).output().expect("sh");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {said}");
        assert!(!output.stdout.is_empty() || line.contains('>'), "{line} printed nothing");
    }
}

#[test]
fn the_example_contract_of_the_readme_reads() {
    let text = readme();
    let block = text.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a contract");
    let contract = adidem::contract::read(block.as_bytes()).expect("a sound contract");
    assert_eq!(contract.clauses[0].id, "fees");
}

#[test]
fn the_picture_in_the_readme_is_what_the_program_prints() {
    let git = demo();
    let text = readme();
    let (before, after) = text.split_once("<!-- picture: ").expect("a picture");
    let (arguments, rest) = after.split_once(" -->\n```text\n").expect("its command");
    let (picture, behind) = rest.split_once("```").expect("its end");
    let output = shell(&git, &format!("adidem {arguments}")).output().expect("sh");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    if std::env::var("ADIDEM_GOLDEN").is_ok_and(|mode| mode == "write") {
        let written = format!("{before}<!-- picture: {arguments} -->\n```text\n{printed}```{behind}");
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), written).expect("README.md");
        return;
    }
    assert_eq!(picture, printed, "`ADIDEM_GOLDEN=write cargo test readme` takes the picture anew");
}
