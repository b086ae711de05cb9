//! What a review tells besides its findings: what is settled and by which words, what was not found, what was not asked and
//! why, and on which day each source was checked.

use super::one_line;
use super::review::ReviewWords;
use crate::language::{Language, pick, say, words};
use crate::review::{
    Because, Citation, CitedWords, Force, ReviewFinding, ReviewReport, RiskLevel, Role, UnderstoodPart, Violation,
};

words! { ReviewWords:
    /// Heading: how sentences were understood.
    understood: "As understood", "理解结果";
    /// A checklist without mistakes.
    list_is_sound: "No mistakes, and all examples come out as they say.", "没有错误，全部例句与所述一致。";
    /// Heading of a report: findings of rules that stand under no heading.
    other_topics: "Other", "其他";
    /// Heading: what the contract says and should not, or not so.
    found_wanting: "Found wanting", "须处理的约定";
    /// Heading: what was looked for and not found.
    not_found: "Not found: no such wording was found", "未见约定";
    /// Heading: what words of the contract settle.
    settled: "Settled", "已有约定";
    /// Heading: words that should not be there, and are not.
    nothing_against: "Looked for, and no such wording was found", "未见不利约定";
    /// Heading: what was not asked.
    not_asked: "Not asked", "未予审查";
}

impl ReviewWords {
    /// Heading of a report: all findings that are so grave.
    #[must_use]
    pub fn severity_heading(self, severity: RiskLevel) -> &'static str {
        match severity {
            RiskLevel::High => pick!(self.0, "Not to be signed like this", "不宜照此签署"),
            RiskLevel::Medium => pick!(self.0, "To be raised", "应予交涉"),
            RiskLevel::Low | RiskLevel::Off => pick!(self.0, "To be looked at", "应予留意"),
        }
    }

    /// What a part of a sentence does, who it is said of and with which force.
    #[must_use]
    pub fn part(self, part: &UnderstoodPart, who: Option<String>) -> String {
        let role = match part.role {
            Role::Main => None,
            Role::Condition => Some(pick!(self.0, "condition", "条件")),
            Role::Exception => Some(pick!(self.0, "exception", "例外")),
            Role::Without => Some(pick!(self.0, "not done with it", "不具备")),
        };
        let force = match part.force {
            Force::Must => pick!(self.0, "must", "应当"),
            Force::MustNot => pick!(self.0, "must not", "不得"),
            Force::May => pick!(self.0, "may", "可以"),
            Force::NeedNot => pick!(self.0, "need not", "无须"),
            Force::Is => pick!(self.0, "is so", "陈述"),
            Force::IsNot => pick!(self.0, "is not so", "否定"),
        };
        let denied = part.negated.then_some(pick!(self.0, "denied", "所述被否定"));
        let facts = role.map(str::to_owned).into_iter().chain(who).chain([force.to_owned()]);
        let facts: Vec<String> = facts.chain(denied.map(str::to_owned)).collect();
        match self.0 {
            Language::English => format!("[{}]", facts.join("; ")),
            Language::Chinese => format!("（{}）", facts.join("；")),
        }
    }

    /// Under which heading a finding stands: found wanting, or not found.
    #[must_use]
    pub fn group(self, finding: &ReviewFinding) -> &'static str {
        match finding.what {
            Violation::Missing | Violation::NoFigure | Violation::Apart => self.not_found(),
            _ => self.found_wanting(),
        }
    }

    /// What the rules came to that have no finding, in groups with their headings: settled by which words, nothing found,
    /// not asked and why.
    #[must_use]
    pub fn silence(self, report: &ReviewReport) -> Vec<(String, Vec<String>)> {
        let settled = report.settled().filter_map(|met| {
            let by = self.settled_by(met.place.as_ref()?);
            Some(self.0.says(&one_line(&met.title), &by))
        });
        let nothing = report.nothing_found().map(|met| one_line(&met.title));
        let not_asked = report
            .not_asked
            .iter()
            .map(|one| self.0.says(&one_line(&one.title), &self.because(one.because)));
        let groups: [(&str, Vec<String>); 3] = [
            (self.settled(), settled.collect()),
            (self.nothing_against(), nothing.collect()),
            (self.not_asked(), not_asked.collect()),
        ];
        let filled = groups.into_iter().filter(|(_, lines)| !lines.is_empty());
        filled
            .map(|(heading, lines)| (format!("{heading}{}", self.0.aside(&lines.len().to_string())), lines))
            .collect()
    }

    /// A source with the day on which it was checked.
    fn citation(self, source: &Citation) -> String {
        let Citation { text, checked } = source;
        match checked {
            None => text.clone(),
            Some(day) => say!(self.0, "{text}, checked {day}", "{text}，{day} 核对"),
        }
    }

    /// All sources of a rule, set off behind why it matters; nothing where there is none.
    #[must_use]
    pub fn citations(self, sources: &[Citation]) -> String {
        if sources.is_empty() {
            return String::new();
        }
        // One day is told once.
        let day = sources[0].checked;
        let same = sources.len() > 1 && sources.iter().all(|source| source.checked == day);
        let told = match day {
            Some(day) if same => {
                let texts: Vec<&str> = sources.iter().map(|source| &*source.text).collect();
                let all = self.0.list(&texts);
                say!(self.0, "{all}, all checked {day}", "{all}，均于 {day} 核对")
            }
            _ => {
                let each: Vec<String> = sources.iter().map(|source| self.citation(source)).collect();
                self.0.list(&each)
            }
        };
        self.0.aside(&one_line(&told))
    }

    /// Which clause settles a matter, and with which words.
    fn settled_by(self, place: &CitedWords) -> String {
        let clause = one_line(&place.clause.number);
        let words = self.quoted(&one_line(&place.words));
        say!(self.0, "by clause {clause} {words}", "见第 {clause} 条{words}")
    }

    /// Why a rule was not asked.
    fn because(self, because: Because) -> String {
        match because {
            Because::OfAnother => say!(self.0, "it protects another party", "保护的是其他当事人"),
            Because::NoSuchMatter => say!(
                self.0,
                "the contract has none of the words that make it a matter",
                "合同中没有涉及此事的用语"
            ),
            Because::Elsewhere => say!(
                self.0,
                "the contract says that another document deals with it",
                "合同指明由其他文件约定"
            ),
            Because::Annex => say!(
                self.0,
                "it is a matter of the whole contract, and this is an annex",
                "属于合同整体的事项，而本文件仅为附件"
            ),
        }
    }
}
