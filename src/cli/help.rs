//! The command line as it is read, and its help and complaints in the reader's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, Parser};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};

use super::arguments::Arguments;
use super::output::print_json;
use super::terminal::language_of_environment;
use crate::language::Language;
use crate::wording::{COMMANDS, CommandHelp, CommandHelpWords, HelpWords, UsageFault, WrongUse, help_in};
use crate::{json, session};

/// What the program was asked to do. Help, version and complaints about the command line end the program.
pub(super) fn arguments() -> Arguments {
    let given = with_values_joined(std::env::args_os(), &Arguments::command());
    Arguments::try_parse_from(&given).unwrap_or_else(|error| exit_with(error, &given))
}

/// Whether the answer is for another program, going by the words of the command line: a complaint is one as well.
pub(super) fn is_for_programs(given: impl IntoIterator<Item = OsString>) -> bool {
    let given: Vec<OsString> = given.into_iter().take_while(|word| word != "--").collect();
    let is_format = |pair: &[OsString]| pair[0] == "--format" && pair[1] == "json";
    given.iter().any(|word| word == "--json" || word == "--format=json") || given.windows(2).any(is_format)
}

/// The words with each option in front of the command joined to its value: `-C demo` means a folder, although there is a
/// command of that name.
fn with_values_joined(given: impl IntoIterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let takes_value = |word: &str| {
        command
            .get_arguments()
            .filter(|argument| argument.get_action().takes_values())
            .any(|argument| {
                argument
                    .get_long()
                    .is_some_and(|long| word.strip_prefix("--") == Some(long))
                    || argument
                        .get_short()
                        .is_some_and(|short| word.strip_prefix('-') == Some(short.encode_utf8(&mut [0; 4])))
            })
    };
    let is_command = |word: &OsString| {
        word.to_str()
            .is_some_and(|word| command.find_subcommand(word).is_some())
    };
    let mut given = given.into_iter();
    let mut joined: Vec<OsString> = given.next().into_iter().collect();
    while let Some(mut word) = given.next() {
        if word == "--" || is_command(&word) {
            joined.push(word);
            break;
        }
        if word.to_str().is_some_and(takes_value)
            && let Some(value) = given.next()
        {
            word.push("=");
            word.push(value);
        }
        joined.push(word);
    }
    joined.extend(given);
    joined
}

/// Help, the version, or what is wrong, in the reader's language, which is asked for only here. Ends the program.
fn exit_with(error: Error, given: &[OsString]) -> ! {
    if error.use_stderr() && is_for_programs(given.iter().cloned()) {
        let status = u8::try_from(error.exit_code()).unwrap_or(super::WRONG_USE);
        let fault = fault(&error);
        let message = fault.map_or_else(|| error.to_string(), |fault| fault.message(Language::English));
        let _ = print_json(&json::error(&json::Failed {
            code: "usage",
            message: message.trim_end().to_owned(),
            remedy: WrongUse::remedy(Language::English),
            exit_status: status,
        }));
        std::process::exit(error.exit_code());
    }
    let language = language(given);
    if let Some(fault) = fault(&error) {
        super::complain(&fault.message(language));
        std::process::exit(error.exit_code());
    }
    let told = told_in(language, Arguments::command())
        .try_get_matches_from(given)
        .err()
        .unwrap_or(error);
    let rendered = told.render();
    let plain = !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let text = if plain {
        rendered.to_string()
    } else {
        rendered.ansi().to_string()
    };
    let text = with_own_colons(&text, HelpWords(language));
    // Whoever asked for help and went away wants no complaint.
    let _ = if told.use_stderr() {
        std::io::stderr().write_all(text.as_bytes())
    } else {
        std::io::stdout().write_all(text.as_bytes())
    };
    std::process::exit(told.exit_code());
}

/// The help with the language's own colon behind each heading: the library sets a half-width one.
fn with_own_colons(help: &str, words: HelpWords) -> String {
    let common = CommandHelpWords(words.0).common();
    let headings = [words.arguments(), words.options(), words.commands(), common];
    headings.iter().fold(help.to_owned(), |help, heading| {
        help.replace(&format!("{heading}:"), &format!("{heading}{}", words.colon()))
    })
}

/// The language in which to tell what is wrong with arguments that could not be read.
fn language(given: &[OsString]) -> Language {
    let mut asked = None;
    let mut words = given.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => asked = words.next(),
            Some(value) => asked = value.strip_prefix('=').or(asked),
            None => {}
        }
    }
    asked.and_then(Language::of_code).unwrap_or_else(|| {
        let settings = session::settings(session::configuration_folder().as_deref());
        settings
            .ok()
            .and_then(|settings| settings.language)
            .unwrap_or_else(language_of_environment)
    })
}

/// The command line with its sentences in a language, without what stands behind the options.
pub(super) fn described(language: Language) -> Command {
    let mut command = Arguments::command();
    command.build();
    match language {
        Language::English => command,
        Language::Chinese => translated(command, language),
    }
}

/// The same command line, telling what it takes in a language.
fn told_in(language: Language, mut command: Command) -> Command {
    // Help and version get their sentences only then.
    command.build();
    explained(translated(command, language), language)
}

/// The command line with what each command changes, its examples and exit statuses behind its options, and a heading of
/// its own over what every command takes.
fn explained(command: Command, language: Language) -> Command {
    let words = CommandHelpWords(language);
    let common = words.common();
    let under_own_heading = |argument: Arg| {
        let is_common = argument.is_global_set() || ["help", "version"].contains(&argument.get_id().as_str());
        if is_common {
            argument.help_heading(common)
        } else {
            argument
        }
    };
    let command = command.mut_args(under_own_heading);
    command.mut_subcommands(|below| {
        let about = COMMANDS.iter().find(|about| about.name == below.get_name());
        let below = below
            .mut_args(under_own_heading)
            .mut_subcommands(|lowest| lowest.mut_args(under_own_heading));
        about.into_iter().fold(below, |below, about| {
            below.after_help(explanation(about, words, HelpWords(language).colon()))
        })
    })
}

/// What stands behind the options of a command.
fn explanation(about: &CommandHelp, words: CommandHelpWords, colon: &str) -> String {
    let mut said = format!(
        "{}{}\n\n{}{colon}",
        words.effect(),
        words.of_effect(about.effect),
        words.examples()
    );
    for example in about.examples {
        let _ = write!(said, "\n  {}\n      {}", example.line, (example.what)(words.0));
    }
    let _ = write!(said, "\n\n{}{colon}", words.statuses());
    for (status, what) in words.of_statuses(about.statuses) {
        let _ = write!(said, "\n  {status}  {what}");
    }
    said
}

fn translated(command: Command, language: Language) -> Command {
    let words = HelpWords(language);
    let told = |english: &StyledStr| help_in(language, &english.to_string());
    let (about, after) = (
        command.get_about().and_then(told),
        command.get_after_help().and_then(told),
    );
    let template = format!(
        "{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
        words.usage()
    );
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(words.commands());
    command = about.into_iter().fold(command, Command::about);
    command = after.into_iter().fold(command, Command::after_help);
    // Under a heading of one's own, arguments stand by name unless told otherwise: as in English, those without a name as
    // they are typed, then the command's own, then what every command takes.
    let mut at = 0;
    command = command.mut_args(|argument| {
        at += 1;
        let place = at + if argument.is_global_set() { COMMON_LAST } else { 0 };
        let argument = argument.display_order(place);
        let heading = if argument.is_positional() {
            words.arguments()
        } else {
            words.options()
        };
        let help = argument
            .get_help()
            .and_then(told)
            .map(|help| format!("{help}{}", values(&argument, words)));
        let argument = argument
            .help_heading(heading)
            .hide_default_value(true)
            .hide_possible_values(true);
        help.into_iter()
            .fold(argument, |argument, help| argument.help(help.clone()).long_help(help))
    });
    command.mut_subcommands(|below| translated(below, language))
}

/// More than any command has of its own.
const COMMON_LAST: usize = 500;

/// What an argument takes, where it takes a choice.
fn values(argument: &Arg, words: HelpWords) -> String {
    if !argument.get_action().takes_values() || argument.is_hide_possible_values_set() {
        return String::new();
    }
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let usual = argument
        .get_default_values()
        .first()
        .and_then(|value| value.to_str())
        .filter(|value| !value.is_empty());
    words.values(&values, usual)
}

/// What is wrong, in facts; `None` for what is no fault, or one that hardly happens.
fn fault(error: &Error) -> Option<WrongUse> {
    let told = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        _ => Vec::new(),
    };
    let first = |kind| told(kind).into_iter().next();
    let argument = || first(ContextKind::InvalidArg);
    Some(WrongUse(match error.kind() {
        ErrorKind::UnknownArgument => match argument()? {
            word if !word.starts_with('-') => UsageFault::Superfluous(word),
            option => UsageFault::Unknown(option, first(ContextKind::SuggestedArg)),
        },
        ErrorKind::InvalidSubcommand => UsageFault::NoCommand(first(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingRequiredArgument => UsageFault::Missing(told(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue => match first(ContextKind::InvalidValue)? {
            value if value.is_empty() => UsageFault::NoValue(argument()?),
            value => UsageFault::Value(value, argument()?, told(ContextKind::ValidValue)),
        },
        ErrorKind::ValueValidation => {
            let (value, argument) = (first(ContextKind::InvalidValue)?, argument()?);
            match std::error::Error::source(error) {
                // What reads such a value says in which form it takes it.
                Some(form) if argument.contains('=') => UsageFault::Form(value, argument, form.to_string()),
                _ => UsageFault::Value(value, argument, Vec::new()),
            }
        }
        ErrorKind::ArgumentConflict => UsageFault::Conflict(argument()?, told(ContextKind::PriorArg)),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::HELP;
    use std::collections::BTreeSet;

    /// Every sentence that help shows, of a command and those below it.
    fn sentences(command: &Command, all: &mut BTreeSet<String>) {
        let own = [command.get_about(), command.get_after_help()].into_iter().flatten();
        all.extend(own.map(ToString::to_string));
        for argument in command.get_arguments() {
            all.insert(argument.get_help().expect("every argument says what it is").to_string());
        }
        command.get_subcommands().for_each(|below| sentences(below, all));
    }

    #[test]
    fn every_sentence_of_the_help_is_told_in_each_language_and_none_that_is_gone() {
        let mut command = Arguments::command();
        command.build();
        let mut shown = BTreeSet::new();
        sentences(&command, &mut shown);
        let known: BTreeSet<String> = HELP
            .iter()
            .map(|sentence| sentence(Language::English).to_owned())
            .collect();
        let missing: Vec<_> = shown.difference(&known).collect();
        let gone: Vec<_> = known.difference(&shown).collect();
        assert!(
            missing.is_empty() && gone.is_empty(),
            "not told in each language: {missing:#?}\ntold no more: {gone:#?}"
        );
        assert_eq!(known.len(), HELP.len(), "each once");
    }

    #[test]
    fn help_in_chinese_holds_no_english_sentence() {
        let mut command = told_in(Language::Chinese, Arguments::command());
        let help = with_own_colons(&command.render_help().to_string(), HelpWords(Language::Chinese));
        assert!(
            help.contains("用法：adidem") && help.contains("命令：") && help.contains("（可选：en、zh）"),
            "{help}"
        );
        let diff = command
            .find_subcommand_mut("diff")
            .expect("a command")
            .render_long_help()
            .to_string();
        assert!(
            diff.contains("对比稿的格式（可选：text、json、markdown、html）（默认：text）"),
            "{diff}"
        );
        let is_english = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        // What is to be typed is the same in each language.
        let is_typed = |line: &str| line.contains("用法：") || line.trim_start().starts_with("adidem ");
        for line in help.lines().chain(diff.lines()).filter(|line| !is_typed(line)) {
            let words: Vec<&str> = line.split_whitespace().collect();
            assert!(
                !words.windows(2).any(|two| two.iter().all(|word| is_english(word))),
                "{line}"
            );
        }
    }

    #[test]
    fn every_command_says_its_effect_two_examples_and_its_exit_statuses_in_each_language() {
        let shown: Vec<String> = Arguments::command()
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .map(|command| command.get_name().to_owned())
            .collect();
        let told: Vec<&str> = COMMANDS.iter().map(|about| about.name).collect();
        assert_eq!(told, shown, "each once, in the order of the commands");
        for about in COMMANDS {
            assert!(about.examples.len() >= 2, "{}", about.name);
            for example in about.examples {
                // What the shell makes of the line is not the program's affair.
                let line = example.line.split(['>', '|']).next().expect("a command");
                let quoted: Vec<String> = line
                    .split('"')
                    .enumerate()
                    .flat_map(|(at, part)| {
                        if at % 2 == 1 {
                            vec![part.to_owned()]
                        } else {
                            part.split_whitespace().map(str::to_owned).collect()
                        }
                    })
                    .collect();
                assert!(quoted.iter().any(|word| word == about.name), "{}", example.line);
                Arguments::try_parse_from(&quoted).unwrap_or_else(|error| panic!("{}: {error}", example.line));
            }
        }
        for language in Language::ALL {
            let words = CommandHelpWords(language);
            for name in &shown {
                let mut command = told_in(language, Arguments::command());
                let below = command.find_subcommand_mut(name).expect("a command");
                let help = with_own_colons(&below.render_long_help().to_string(), HelpWords(language));
                for part in [
                    words.effect().trim(),
                    words.examples(),
                    words.statuses(),
                    words.common(),
                ] {
                    assert!(help.contains(part), "{name}: {part}\n{help}");
                }
            }
        }
    }

    #[test]
    fn complaints_about_the_command_line_are_told_in_chinese() {
        let said = |line: &str| {
            let read = Arguments::command().try_get_matches_from(line.split(' '));
            fault(&read.expect_err("a fault")).map(|fault| fault.message(Language::Chinese))
        };
        let table = [
            ("adidem list foo", "多余的参数 `foo`。用法见 `--help`。"),
            ("adidem evidence crm out.zip", "多余的参数 `out.zip`。用法见 `--help`。"),
            ("adidem list --foo", "没有 `--foo` 这一选项。用法见 `--help`。"),
            (
                "adidem diff crm --formt json",
                "没有 `--formt` 这一选项（您是否指 `--format`？）。用法见 `--help`。",
            ),
            (
                "adidem diff crm --format pdf",
                "--format <FORMAT> 不能是 `pdf`；可以是 text、json、markdown、html。用法见 `--help`。",
            ),
            ("adidem show", "缺少 <CONTRACT>。用法见 `--help`。"),
            (
                "adidem show crm --canonical --json",
                "--canonical 不能与 --json 同时使用。用法见 `--help`。",
            ),
            (
                "adidem show crm --round",
                "--round <ROUND> 之后须有值。用法见 `--help`。",
            ),
            (
                "adidem accept crm --round x",
                "--round <ROUND> 不能是 `x`。用法见 `--help`。",
            ),
        ];
        for (line, expected) in table {
            assert_eq!(said(line).as_deref(), Some(expected), "{line}");
        }
        assert_eq!(said("adidem --help"), None);
    }

    #[test]
    fn a_value_that_is_called_like_a_command_is_a_value() {
        let command = Arguments::command();
        let read = |line: &str| {
            let words = with_values_joined(line.split(' ').map(OsString::from), &command);
            Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}"))
        };
        for name in command.get_subcommands().map(Command::get_name).chain(["=odd", "help"]) {
            let arguments = read(&format!("adidem -C {name} rounds nda"));
            assert_eq!(arguments.common.folder.as_deref(), Some(std::path::Path::new(name)));
            assert!(
                matches!(arguments.command, Some(super::super::arguments::Command::Rounds { contract, .. }) if contract == "nda")
            );
            assert_eq!(
                read(&format!("adidem --open {name}")).screens.open.as_deref(),
                Some(name)
            );
            assert_eq!(
                read(&format!("adidem --lang zh --theme {name} list"))
                    .common
                    .theme
                    .as_deref(),
                Some(name)
            );
            let arguments = read(&format!("adidem list -C {name}"));
            assert_eq!(
                arguments.common.folder.as_deref(),
                Some(std::path::Path::new(name)),
                "behind the command"
            );
        }
        assert!(Arguments::try_parse_from(with_values_joined(["adidem".into(), "-C".into()], &command)).is_err());
    }

    #[test]
    fn the_language_asked_for_is_heard_before_the_rest_is_read() {
        let heard = |line: &str| language(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(heard("adidem --lang zh diff"), Language::Chinese);
        assert_eq!(heard("adidem diff --lang=en"), Language::English);
        assert_eq!(heard("adidem --lang=en diff --lang zh"), Language::Chinese);
    }
}
