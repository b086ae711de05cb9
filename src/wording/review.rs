//! The words of the review: what stands around its findings.

use super::one_line;
use crate::language::{Language, say, words};
use crate::review::{Against, Blank, ChangeSubject, ClauseLabel, Modal, RiskLevel, told_blanks};

/// The words of the review, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewWords(pub Language);

words! { ReviewWords:
    /// A finding that was looked at.
    looked: "looked at", "已阅";
    /// A finding that one takes as a risk.
    risk: "accepted risk", "自担风险";
    /// A finding that is to be raised.
    raise: "to be raised", "待交涉";
    /// A mark that was made on an earlier wording.
    mark_outdated: "the clause changed since it was marked", "标记之后条款已修改";
    /// Nothing was found.
    nothing: "No findings.", "没有审查提示。";
    /// In front of the names of checklists.
    checklists: "Checklists", "审查清单";
    /// In front of the party that it is reviewed for.
    reviewed_for: "Reviewed for", "审查角度";
    /// Reviewed for nobody in particular.
    for_nobody: "no party", "未选定当事人";
    /// In front of why a rule matters.
    why: "Why", "理由";
    /// In front of the wording that one would rather have.
    preferred: "Preferred", "首选表述";
    /// In front of a wording that one would take.
    fallback: "Fallback", "可接受表述";
    /// In front of what one would not sign.
    walk_away: "Walk away", "不可接受";
    /// A finding that is new since the earlier version.
    newly: "new", "新增";
    /// Heading: what the version fixes.
    mended: "Fixed since", "已解决";
    /// In front of words that stood in the earlier version.
    stood: "before", "原文";
    /// Heading: changes of the matters that article 488 names.
    material: "Changes to matters named in article 488 of the Civil Code, 《民法典》 (an answer that changes them is a new offer)", "涉及《民法典》第四百八十八条所列内容的变更（对要约作出实质性变更的，为新要约）";
    /// Heading: figures that the checklists ask for.
    tracked: "Figures the checklists ask for", "审查清单所列数字";
    /// Heading: every figure that moved.
    moved: "Figures that changed", "变动的数字";
    /// No figure.
    no_figure: "none", "无";
    /// In front of the least or greatest figure that one would take.
    floor: "your floor", "可接受下限";
    /// The same, of a greatest one.
    ceiling: "your limit", "可接受上限";
    /// In front of the figure that one would rather have.
    prefer: "you prefer", "首选值";
    /// There is no figure to follow.
    no_figures: "No figure changed, and the contract has none that the checklists ask for.", "没有变动的数字，合同中也没有审查清单所列的数字。";
    /// Every party, or whichever it happens to be.
    each: "each party", "各方";
    /// In front of the date on which something is due.
    due: "due", "到期";
    /// Behind a date that was counted in working days.
    holidays_aside: "public holidays not counted", "未扣除法定节假日";
    /// A duty that was noted beside a clause.
    noted: "a note, not wording of the contract", "备注，非合同文字";
    /// There are no rights and duties.
    no_duties: "No rights or duties were recognised.", "未识别出权利义务。";
    /// The repository holds no checklist.
    no_lists: "There are no checklists in the repository.", "合同库中没有审查清单。";
    /// The note that it is no advice.
    no_advice: "A reading aid, not legal advice.", "仅供阅读参考，不构成法律意见。";
}

/// A clause as a review names it: number and heading.
#[must_use]
pub fn numbered_heading(clause: &ClauseLabel) -> String {
    format!("{} {}", clause.number, one_line(&clause.heading))
}

impl ReviewWords {
    /// A checklist of the repository that is not asked.
    #[must_use]
    pub fn list_offered(self, file: &str, name: &str, rules: usize) -> String {
        say!(
            self.0,
            "Checklist of the repository, not used: {name} ({file}, rules: {rules}). `adidem check --lists` shows it; `adidem check --agree {file}` uses it beside yours.",
            "合同库自带的清单，未采用：{name}（{file}，审查要点 {rules} 条）。可用 `adidem check --lists` 查看；`adidem check --agree {file}` 可在您的清单之外一并采用。"
        )
    }

    /// A checklist of the repository that the user agreed to.
    #[must_use]
    pub fn list_agreed(self, file: &str, name: &str, rules: usize) -> String {
        say!(
            self.0,
            "Checklist of the repository, used beside yours as you agreed: {name} ({file}, rules: {rules}).",
            "合同库自带的清单，经您同意一并采用：{name}（{file}，审查要点 {rules} 条）。"
        )
    }

    /// A checklist of the repository that cannot be asked.
    #[must_use]
    pub fn list_broken(self, file: &str, why: &str) -> String {
        say!(
            self.0,
            "The repository's checklist {file} cannot be used by itself and is left out: {why}",
            "合同库自带的清单 {file} 无法单独采用，已略去：{why}"
        )
    }

    /// What is called like a checklist and is no plain file.
    #[must_use]
    pub fn list_no_file(self, file: &str) -> String {
        say!(
            self.0,
            "{file} in the repository is a link or a folder, or too large, and is left out.",
            "合同库中的 {file} 是链接或文件夹，或者过大，已略去。"
        )
    }

    /// The sign in front of what is so grave.
    #[must_use]
    pub fn sign(severity: RiskLevel) -> &'static str {
        match severity {
            RiskLevel::High => "!! ",
            RiskLevel::Medium => "!  ",
            RiskLevel::Low | RiskLevel::Off => "-  ",
        }
    }

    /// How grave something is.
    #[must_use]
    pub fn severity(self, severity: RiskLevel) -> &'static str {
        match (self.0, severity) {
            (Language::English, severity) => severity.word(),
            (Language::Chinese, RiskLevel::High) => "高",
            (Language::Chinese, RiskLevel::Medium) => "中",
            (Language::Chinese, RiskLevel::Low) => "低",
            (Language::Chinese, RiskLevel::Off) => "不查",
        }
    }

    /// What a modal word makes of what somebody does.
    #[must_use]
    pub fn modal(self, modal: Modal) -> &'static str {
        match (self.0, modal) {
            (Language::English, Modal::Must) => "duty",
            (Language::English, Modal::MustNot) => "ban",
            (Language::English, Modal::May) => "right",
            (Language::Chinese, Modal::Must) => "义务",
            (Language::Chinese, Modal::MustNot) => "禁止",
            (Language::Chinese, Modal::May) => "权利",
        }
    }

    /// How a figure compares with one's positions.
    #[must_use]
    pub fn against(self, against: Against) -> &'static str {
        match (self.0, against) {
            (Language::English, Against::Missing) => "gone",
            (Language::English, Against::Beyond) => "outside your limit",
            (Language::English, Against::Short) => "short of your preference",
            (Language::English, Against::Good) => "good",
            (Language::Chinese, Against::Missing) => "已无",
            (Language::Chinese, Against::Beyond) => "超出可接受范围",
            (Language::Chinese, Against::Short) => "未达首选值",
            (Language::Chinese, Against::Good) => "符合",
        }
    }

    /// What a change is about.
    #[must_use]
    pub fn matter(self, matter: ChangeSubject) -> &'static str {
        match (self.0, matter) {
            (Language::English, ChangeSubject::Subject) => "subject matter",
            (Language::English, ChangeSubject::Quantity) => "quantity",
            (Language::English, ChangeSubject::Quality) => "quality",
            (Language::English, ChangeSubject::Price) => "price",
            (Language::English, ChangeSubject::Time) => "time",
            (Language::English, ChangeSubject::PlaceAndManner) => "place and manner",
            (Language::English, ChangeSubject::Breach) => "liability for breach",
            (Language::English, ChangeSubject::Disputes) => "disputes",
            (Language::Chinese, ChangeSubject::Subject) => "标的",
            (Language::Chinese, ChangeSubject::Quantity) => "数量",
            (Language::Chinese, ChangeSubject::Quality) => "质量",
            (Language::Chinese, ChangeSubject::Price) => "价款或者报酬",
            (Language::Chinese, ChangeSubject::Time) => "履行期限",
            (Language::Chinese, ChangeSubject::PlaceAndManner) => "履行地点和方式",
            (Language::Chinese, ChangeSubject::Breach) => "违约责任",
            (Language::Chinese, ChangeSubject::Disputes) => "解决争议方法",
        }
    }

    /// For whom.
    #[must_use]
    pub fn toward(self, party: &str) -> String {
        let party = self.0.behind(party);
        say!(self.0, "to {party}", "对{party}")
    }

    /// Facts about what stands in front of them, set off at the end of a line.
    #[must_use]
    pub fn among_facts(self, facts: &[String]) -> String {
        match self.0 {
            Language::English => format!("  [{}]", facts.join("; ")),
            Language::Chinese => format!("（{}）", facts.join("；")),
        }
    }

    /// A period, and what it runs from or up to.
    #[must_use]
    pub fn term(self, period: &str, anchor: Option<&str>, before: bool) -> String {
        let lasts = self.0.behind(period);
        match (anchor, before) {
            (None, false) => say!(self.0, "within {period}", "{period}内"),
            (None, true) => say!(self.0, "{period} in advance", "提前{lasts}"),
            (Some(anchor), false) => say!(self.0, "within {period} from: {anchor}", "{period}内，起算：{anchor}"),
            (Some(anchor), true) => say!(self.0, "{period} before: {anchor}", "{period}前，截至：{anchor}"),
        }
    }

    /// How many findings there are of each severity.
    #[must_use]
    pub fn counts(self, [high, medium, low]: [usize; 3], asked: usize) -> String {
        say!(
            self.0,
            "{high} high, {medium} medium, {low} low; {asked} rules checked",
            "高 {high}，中 {medium}，低 {low}；审查要点共 {asked} 条",
        )
    }

    /// Since which version.
    #[must_use]
    pub fn since(self, version: &str) -> String {
        say!(self.0, "Compared with {version}", "比较基准：{version}")
    }

    /// The words that a finding is about.
    #[must_use]
    pub fn quoted(self, words: &str) -> String {
        say!(self.0, "\"{words}\"", "“{words}”")
    }

    /// At how many more places such words stand.
    #[must_use]
    pub fn more_places(self, more: usize) -> String {
        match more {
            1 => say!(self.0, "and at 1 more place", "另有 1 处"),
            _ => say!(self.0, "and at {more} more places", "另有 {more} 处"),
        }
    }

    /// What is left to be filled in, place by place, unable to drive the terminal.
    #[must_use]
    pub fn blanks(self, blanks: &[Blank]) -> Vec<String> {
        told_blanks(blanks, self.0).iter().map(|told| one_line(told)).collect()
    }
}
