//! The terminal, as the caller found it.

use super::seen::COMFORTABLE;
use super::{Diagnosis, DiagnosticTopic, Observation};

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
        let charset = self
            .locale
            .as_deref()
            .and_then(|locale| locale.split_once('.'))
            .map(|(_, charset)| charset);
        let charset = charset.unwrap_or_default().split('@').next().unwrap_or_default();
        charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
    }

    pub(super) fn examine(&self, diagnosis: &mut Diagnosis) {
        if !self.terminal {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::NoTerminal);
        }
        self.kind(diagnosis);
        self.colours(diagnosis);
        self.size(diagnosis);
        self.characters(diagnosis);
    }

    fn kind(&self, diagnosis: &mut Diagnosis) {
        let Some(term) = self.term.as_deref().filter(|term| *term != "dumb") else {
            return diagnosis.problem(DiagnosticTopic::Terminal, Observation::NoTerm);
        };
        let made_for_tmux = term.starts_with("tmux") || term.starts_with("screen");
        let (is_console, term) = (term == "linux", term.to_owned());
        let (tmux, ssh) = (self.tmux, self.ssh);
        if self.tmux && !made_for_tmux {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::TermNotTmux { term, tmux, ssh });
        } else if is_console {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::Console { term, tmux, ssh });
        } else {
            diagnosis.good(DiagnosticTopic::Terminal, Observation::Term { term, tmux, ssh });
        }
    }

    fn colours(&self, diagnosis: &mut Diagnosis) {
        let term = self.term.as_deref().unwrap_or_default();
        let full = matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit")) || term.ends_with("-direct");
        if self.no_color.is_some() {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::NoColour);
        } else if full {
            diagnosis.good(DiagnosticTopic::Terminal, Observation::AllColours);
        } else if term.contains("256color") {
            diagnosis.good(DiagnosticTopic::Terminal, Observation::Colours256);
        } else {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::FewColours);
        }
    }

    fn size(&self, diagnosis: &mut Diagnosis) {
        let Some((columns, rows)) = self.size else {
            if self.terminal {
                diagnosis.note(DiagnosticTopic::Terminal, Observation::SizeUnknown);
            }
            return;
        };
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            diagnosis.problem(DiagnosticTopic::Terminal, Observation::TooSmall { columns, rows });
        } else if columns < COMFORTABLE.0 || rows < COMFORTABLE.1 {
            diagnosis.note(DiagnosticTopic::Terminal, Observation::Narrow { columns, rows });
        } else {
            diagnosis.good(DiagnosticTopic::Terminal, Observation::Size { columns, rows });
        }
        if let Some(said) = self.columns.as_deref()
            && said.trim().parse() != Ok(columns)
        {
            diagnosis.note(
                DiagnosticTopic::Terminal,
                Observation::ColumnsDiffer {
                    said: said.to_owned(),
                    columns,
                },
            );
        }
    }

    fn characters(&self, diagnosis: &mut Diagnosis) {
        if self.is_utf8() {
            let locale = self.locale.clone().unwrap_or_default();
            return diagnosis.good(DiagnosticTopic::Terminal, Observation::Characters(locale));
        }
        diagnosis.problem(DiagnosticTopic::Terminal, Observation::NotUtf8(self.locale.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Health;
    use super::*;
    use crate::language::Language;

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
    fn gravest(environment: &Environment) -> (Health, String) {
        let mut diagnosis = Diagnosis::default();
        environment.examine(&mut diagnosis);
        let found = diagnosis
            .findings
            .iter()
            .rev()
            .max_by_key(|finding| finding.state)
            .unwrap();
        let english = Language::English;
        (
            found.state,
            format!(
                "{} / {}",
                found.what(english),
                found.remedy(english).unwrap_or_default()
            ),
        )
    }

    #[test]
    fn a_usual_terminal_is_good() {
        assert_eq!(gravest(&usual()).0, Health::Good);
        let tmux = Environment {
            tmux: true,
            ssh: true,
            term: Some("tmux-256color".into()),
            ..usual()
        };
        assert_eq!(gravest(&tmux).0, Health::Good);
    }

    #[test]
    fn what_is_amiss_is_said_with_a_remedy() {
        let table = [
            (Environment { term: None, ..usual() }, Health::Problem, "export TERM="),
            (
                Environment {
                    term: Some("dumb".into()),
                    ..usual()
                },
                Health::Problem,
                "export TERM=",
            ),
            (
                Environment {
                    term: Some("xterm".into()),
                    ..usual()
                },
                Health::Note,
                "16 colours",
            ),
            (
                Environment {
                    term: Some("linux".into()),
                    ..usual()
                },
                Health::Note,
                "Chinese",
            ),
            (Environment { tmux: true, ..usual() }, Health::Note, "tmux.conf"),
            (
                Environment {
                    no_color: Some("1".into()),
                    ..usual()
                },
                Health::Note,
                "unset NO_COLOR",
            ),
            (
                Environment {
                    locale: None,
                    ..usual()
                },
                Health::Problem,
                "export LC_ALL=",
            ),
            (
                Environment {
                    locale: Some("C".into()),
                    ..usual()
                },
                Health::Problem,
                "`C`",
            ),
            (
                Environment {
                    locale: Some("zh_CN.GB18030".into()),
                    ..usual()
                },
                Health::Problem,
                "GB18030",
            ),
            (
                Environment {
                    size: Some((30, 40)),
                    ..usual()
                },
                Health::Problem,
                "too small",
            ),
            (
                Environment {
                    size: Some((79, 40)),
                    ..usual()
                },
                Health::Note,
                "narrow",
            ),
            (Environment { size: None, ..usual() }, Health::Note, "assumed"),
            (
                Environment {
                    columns: Some("90".into()),
                    ..usual()
                },
                Health::Note,
                "unset COLUMNS",
            ),
            (
                Environment {
                    terminal: false,
                    size: None,
                    ..usual()
                },
                Health::Note,
                "cannot be opened",
            ),
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
