//! The terminal, as the caller found it.

use super::{Diagnosis, Topic};

/// What is to be seen of the terminal. The caller fills it in; nothing here asks the system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// `TERM`
    pub term: Option<String>,
    /// `COLORTERM`
    pub colorterm: Option<String>,
    /// `NO_COLOR`
    pub no_color: Option<String>,
    /// `COLUMNS`
    pub columns: Option<String>,
    /// The locale for characters: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
    pub locale: Option<String>,
    /// Whether it runs inside tmux.
    pub tmux: bool,
    /// Whether it runs over SSH.
    pub ssh: bool,
    /// Whether the output goes to a terminal.
    pub terminal: bool,
    /// Columns and rows, as the terminal says.
    pub size: Option<(u16, u16)>,
}

/// What the screens need so that nothing is cut off.
const COMFORTABLE: (u16, u16) = (80, 24);
/// Below this the screens show nothing of use.
const SMALLEST: (u16, u16) = (40, 10);

impl Environment {
    /// Takes what environment variables say; an empty one says nothing. The terminal itself has to be asked by the
    /// caller.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        Self {
            term: set("TERM"),
            colorterm: set("COLORTERM"),
            no_color: set("NO_COLOR"),
            columns: set("COLUMNS"),
            locale: set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")),
            tmux: set("TMUX").is_some(),
            ssh: set("SSH_CONNECTION").or_else(|| set("SSH_TTY")).is_some(),
            terminal: false,
            size: None,
        }
    }

    /// Whether the locale's characters are UTF-8.
    #[must_use]
    pub fn is_utf8(&self) -> bool {
        let charset = self.locale.as_deref().and_then(|locale| locale.split_once('.')).map(|(_, charset)| charset);
        let charset = charset.unwrap_or_default().split('@').next().unwrap_or_default();
        charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
    }

    pub(super) fn examine(&self, diagnosis: &mut Diagnosis) {
        if !self.terminal {
            let what = "the output does not go to a terminal, so the screens cannot be opened; all commands work";
            diagnosis.note(Topic::Terminal, what, None);
        }
        self.kind(diagnosis);
        self.colours(diagnosis);
        self.size(diagnosis);
        self.characters(diagnosis);
    }

    fn kind(&self, diagnosis: &mut Diagnosis) {
        let over = if self.ssh { ", over SSH" } else { "" };
        let within = if self.tmux { ", inside tmux" } else { "" };
        let Some(term) = self.term.as_deref().filter(|term| *term != "dumb") else {
            let what = "TERM does not say what the terminal can do, so the screens cannot be drawn";
            return diagnosis.problem(Topic::Terminal, what, "run `export TERM=xterm-256color`".to_owned());
        };
        let what = format!("TERM is `{term}`{within}{over}");
        let made_for_tmux = term.starts_with("tmux") || term.starts_with("screen");
        if self.tmux && !made_for_tmux {
            let remedy = "write `set -g default-terminal tmux-256color` into ~/.tmux.conf and restart tmux".to_owned();
            diagnosis.note(Topic::Terminal, format!("{what}, which is not what tmux is"), remedy);
        } else if term == "linux" {
            let what = format!("{what}: the plain console of the machine cannot show Chinese");
            diagnosis.note(Topic::Terminal, what, "use a terminal program, or connect over SSH".to_owned());
        } else {
            diagnosis.good(Topic::Terminal, what);
        }
    }

    fn colours(&self, diagnosis: &mut Diagnosis) {
        let term = self.term.as_deref().unwrap_or_default();
        let full = matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit")) || term.ends_with("-direct");
        if self.no_color.is_some() {
            let what = "NO_COLOR is set: everything is shown without colours, by signs alone";
            diagnosis.note(Topic::Terminal, what, "run `unset NO_COLOR` for colours".to_owned());
        } else if full {
            diagnosis.good(Topic::Terminal, "all colours");
        } else if term.contains("256color") {
            diagnosis.good(Topic::Terminal, "256 colours");
        } else {
            let remedy = "if your terminal can do more, run `export TERM=xterm-256color`".to_owned();
            diagnosis.note(Topic::Terminal, "16 colours or fewer", remedy);
        }
    }

    fn size(&self, diagnosis: &mut Diagnosis) {
        let Some((columns, rows)) = self.size else {
            if self.terminal {
                let what = "the terminal does not tell its size; 80 columns and 24 rows are assumed";
                diagnosis.note(Topic::Terminal, what, None);
            }
            return;
        };
        let what = format!("{columns} columns, {rows} rows");
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            let remedy = format!("make the window at least {} columns by {} rows", COMFORTABLE.0, COMFORTABLE.1);
            diagnosis.problem(Topic::Terminal, format!("{what}: too small for the screens"), remedy);
        } else if columns < COMFORTABLE.0 || rows < COMFORTABLE.1 {
            let what = format!("{what}: the screens are drawn narrow");
            diagnosis.note(Topic::Terminal, what, "make the window larger".to_owned());
        } else {
            diagnosis.good(Topic::Terminal, what);
        }
        if let Some(said) = self.columns.as_deref()
            && said.trim().parse() != Ok(columns)
        {
            let what = format!("COLUMNS says `{said}`, the terminal says {columns}; the commands follow COLUMNS");
            diagnosis.note(Topic::Terminal, what, "run `unset COLUMNS`".to_owned());
        }
    }

    fn characters(&self, diagnosis: &mut Diagnosis) {
        if self.is_utf8() {
            return diagnosis
                .good(Topic::Terminal, format!("characters: {}", self.locale.as_deref().unwrap_or_default()));
        }
        let what = match &self.locale {
            Some(locale) => format!("the locale `{locale}` is not one of UTF-8"),
            None => "no locale is set".to_owned(),
        };
        let what = format!("{what}: Chinese and the signs of the redline may come out wrong");
        let remedy = "run `export LC_ALL=C.UTF-8`, and set the terminal program to UTF-8".to_owned();
        diagnosis.problem(Topic::Terminal, what, remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn usual() -> Environment {
        Environment {
            term: Some("xterm-256color".into()),
            locale: Some("zh_CN.UTF-8".into()),
            terminal: true,
            size: Some((120, 40)),
            ..Environment::default()
        }
    }

    /// The gravest finding, what it says and what to do.
    fn gravest(environment: &Environment) -> (State, String) {
        let mut diagnosis = Diagnosis::default();
        environment.examine(&mut diagnosis);
        let found = diagnosis.findings.iter().rev().max_by_key(|finding| finding.state).unwrap();
        (found.state, format!("{} / {}", found.what, found.remedy.as_deref().unwrap_or_default()))
    }

    #[test]
    fn a_usual_terminal_is_good() {
        assert_eq!(gravest(&usual()).0, State::Good);
        let tmux = Environment { tmux: true, ssh: true, term: Some("tmux-256color".into()), ..usual() };
        assert_eq!(gravest(&tmux).0, State::Good);
    }

    #[test]
    fn what_is_amiss_is_said_with_a_remedy() {
        let table = [
            (Environment { term: None, ..usual() }, State::Problem, "export TERM="),
            (Environment { term: Some("dumb".into()), ..usual() }, State::Problem, "export TERM="),
            (Environment { term: Some("xterm".into()), ..usual() }, State::Note, "16 colours"),
            (Environment { term: Some("linux".into()), ..usual() }, State::Note, "Chinese"),
            (Environment { tmux: true, ..usual() }, State::Note, "tmux.conf"),
            (Environment { no_color: Some("1".into()), ..usual() }, State::Note, "unset NO_COLOR"),
            (Environment { locale: None, ..usual() }, State::Problem, "export LC_ALL="),
            (Environment { locale: Some("C".into()), ..usual() }, State::Problem, "`C`"),
            (Environment { locale: Some("zh_CN.GB18030".into()), ..usual() }, State::Problem, "GB18030"),
            (Environment { size: Some((30, 40)), ..usual() }, State::Problem, "too small"),
            (Environment { size: Some((79, 40)), ..usual() }, State::Note, "narrow"),
            (Environment { size: None, ..usual() }, State::Note, "assumed"),
            (Environment { columns: Some("90".into()), ..usual() }, State::Note, "unset COLUMNS"),
            (Environment { terminal: false, size: None, ..usual() }, State::Note, "cannot be opened"),
        ];
        for (environment, state, says) in table {
            let (found, said) = gravest(&environment);
            assert!(found == state && said.contains(says), "{found:?} {said}, not {says}");
        }
    }

    #[test]
    fn variables_that_are_empty_say_nothing() {
        let environment = Environment::from_variables(|name| match name {
            "LC_ALL" | "NO_COLOR" | "TMUX" => Some(String::new()),
            "LC_CTYPE" => Some("de_AT.utf8@euro".into()),
            "LANG" => Some("C".into()),
            "SSH_TTY" => Some("/dev/pts/1".into()),
            _ => None,
        });
        assert_eq!(environment.locale.as_deref(), Some("de_AT.utf8@euro"));
        assert!(environment.is_utf8() && environment.ssh && !environment.tmux && environment.no_color.is_none());
    }
}
