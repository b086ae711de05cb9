//! The user's own settings: `settings.yaml` in the configuration folder.

use super::settings_fault::{KNOWN, SettingsFault};
use super::whole_file::write_whole;
use crate::contract::nearest;
use crate::language::Language;
use crate::session::Error;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The settings. What a file leaves out is as if it were not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The language of the screens and of the output.
    pub language: Option<Language>,
    /// The theme, by name.
    pub theme: Option<String>,
    /// Whether the frame of the screens is ASCII alone.
    pub ascii: bool,
    /// The time stamp authority that is asked about records: its address, or a command that gets the query and gives the
    /// answer.
    pub time_stamp: Option<String>,
}

const FILE: &str = "settings.yaml";

/// Reads the settings from the configuration folder; none where there is no file.
///
/// # Errors
///
/// When the file cannot be read, or is not what it should be: with line and what to write instead.
pub fn settings(configuration: Option<&Path>) -> Result<Settings, Error> {
    let Some(file) = configuration.map(|folder| folder.join(FILE)) else {
        return Ok(Settings::default());
    };
    let shown = file.display().to_string();
    match fs::read_to_string(&file) {
        Ok(source) => match parsed(&source) {
            (settings, None) => Ok(settings),
            (_, Some(what)) => Err(Error::Settings { file: shown, what }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(Error::File {
            file: shown,
            doing: "read",
            error,
        }),
    }
}

/// The settings as far as they can be read, and what is wrong with the rest: a mistake in them is no reason not to start.
#[must_use]
pub fn settings_as_far_as_read(configuration: Option<&Path>) -> (Settings, Option<Error>) {
    let error = match settings(configuration) {
        Ok(settings) => return (settings, None),
        Err(error) => error,
    };
    let source = configuration.and_then(|folder| fs::read_to_string(folder.join(FILE)).ok());
    let (settings, _) = parsed(&source.unwrap_or_default());
    (settings, Some(error))
}

/// What can be read of settings, and the first thing that is wrong with them.
fn parsed(source: &str) -> (Settings, Option<SettingsFault>) {
    let mut settings = Settings::default();
    let fault = fill(&mut settings, source).err();
    (settings, fault)
}

fn fill(settings: &mut Settings, source: &str) -> Result<(), SettingsFault> {
    if source
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(());
    }
    let mut fault = None;
    let values: BTreeMap<String, Spanned<serde_json::Value>> =
        serde_yaml::from_str(source).map_err(|error| SettingsFault::NotYaml(error.to_string()))?;
    for (name, value) in values {
        let line = value.referenced.line();
        // Whatever is wrong with one setting, the others hold.
        if let Err(wrong) = take(settings, &name, value.value, line)
            && fault.is_none()
        {
            fault = Some(wrong);
        }
    }
    fault.map_or(Ok(()), Err)
}

fn take(settings: &mut Settings, name: &str, value: serde_json::Value, line: u64) -> Result<(), SettingsFault> {
    match (name, value) {
        ("language", value) => {
            let language = value.as_str().and_then(Language::of_code);
            settings.language = Some(language.ok_or(SettingsFault::Language(line))?);
        }
        ("theme", serde_json::Value::String(theme)) => settings.theme = Some(theme),
        ("theme", _) => return Err(SettingsFault::Theme(line)),
        ("ascii", serde_json::Value::Bool(ascii)) => settings.ascii = ascii,
        ("ascii", _) => return Err(SettingsFault::Ascii(line)),
        ("time-stamp", serde_json::Value::String(authority)) if !authority.trim().is_empty() => {
            settings.time_stamp = Some(authority.trim().to_owned());
        }
        ("time-stamp", _) => return Err(SettingsFault::TimeStamp(line)),
        (unknown, _) => {
            let (name, nearest) = (unknown.to_owned(), nearest(unknown, &KNOWN));
            return Err(SettingsFault::Unknown { line, name, nearest });
        }
    }
    Ok(())
}

/// Keeps the theme for next time; whatever else stands in the file stays as it is, comments too.
///
/// # Errors
///
/// When the file cannot be written.
pub fn keep_theme(configuration: Option<&Path>, theme: &str) -> Result<(), Error> {
    let Some(file) = configuration.map(|folder| folder.join(FILE)) else {
        return Ok(());
    };
    let failed = |doing| {
        let file = file.display().to_string();
        move |error| Error::File { file, doing, error }
    };
    let source = match fs::read_to_string(&file) {
        Ok(source) => source,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed("read")(error)),
    };
    let line = format!("theme: {theme}");
    let mut lines: Vec<&str> = source.lines().collect();
    match lines.iter_mut().find(|line| line.starts_with("theme:")) {
        Some(old) => *old = &line,
        None => lines.push(&line),
    }
    let text = format!("{}\n", lines.join("\n"));
    write_whole(&file, text.as_bytes(), None).map_err(failed("written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_mistakes_told_with_their_line() {
        let parsed = |source| match super::parsed(source) {
            (settings, None) => Ok(settings),
            (_, Some(fault)) => Err(fault),
        };
        let read = parsed("# mine\nlanguage: zh\ntheme: dark\nascii: true\n").unwrap();
        assert_eq!(
            read,
            Settings {
                language: Some(Language::Chinese),
                theme: Some("dark".into()),
                ascii: true,
                time_stamp: None
            }
        );
        assert_eq!(parsed("\n# nothing\n").unwrap(), Settings::default());
        let parsed = |source| parsed(source).map_err(|fault| fault.message(Language::English));
        assert_eq!(
            parsed("theme: dark\nlanguge: zh\n").unwrap_err(),
            "line 2: there is no setting `languge`; did you mean `language`?"
        );
        assert_eq!(
            parsed("language: fr\n").unwrap_err(),
            "line 1: `language` does not take what is written there; write `en` or `zh`"
        );
        assert_eq!(
            parsed("\nascii: maybe\n").unwrap_err(),
            "line 2: `ascii` does not take what is written there; write `true` or `false`"
        );
        assert!(parsed("theme: [\n").unwrap_err().contains("line"));
    }

    #[test]
    fn a_mistake_in_one_setting_leaves_the_others_in_force() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join(FILE),
            "ascii: maybe\nlanguage: zh\nthem: x\ntheme: dark\n",
        )
        .unwrap();
        assert!(settings(Some(folder.path())).is_err());
        let (read, fault) = settings_as_far_as_read(Some(folder.path()));
        assert_eq!(
            (read.language, read.theme.as_deref()),
            (Some(Language::Chinese), Some("dark"))
        );
        assert!(fault.unwrap().to_string().contains("line 1"));
        fs::write(folder.path().join(FILE), "theme: [\n").unwrap();
        let (read, fault) = settings_as_far_as_read(Some(folder.path()));
        assert_eq!((read, fault.is_some()), (Settings::default(), true));
        assert!(settings_as_far_as_read(None).1.is_none());
    }

    #[test]
    fn a_theme_is_kept_and_comments_stay() {
        let folder = tempfile::tempdir().unwrap();
        keep_theme(Some(folder.path()), "light").unwrap();
        assert_eq!(settings(Some(folder.path())).unwrap().theme.as_deref(), Some("light"));
        fs::write(
            folder.path().join(FILE),
            "# mine\ntheme: dark # for the evening\nlanguage: zh\n",
        )
        .unwrap();
        keep_theme(Some(folder.path()), "mono").unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join(FILE)).unwrap(),
            "# mine\ntheme: mono\nlanguage: zh\n"
        );
    }
}
