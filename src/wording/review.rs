//! The words of the review: what a finding says, and what stands around it.

use super::one_line;
use crate::language::{Language, say, words};
use crate::review::{Against, Blank, BlankPlace, ClauseName, Matter, Modal, Severity, What};

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
    mark_outdated: "on an earlier wording", "针对此前文本";
    /// Nothing was found.
    nothing: "Nothing to look at.", "未发现需要注意之处。";
    /// In front of the names of checklists.
    checklists: "Checklists", "审查清单";
    /// In front of the party that it is reviewed for.
    reviewed_for: "For", "审查角度";
    /// Reviewed for nobody in particular.
    for_nobody: "no party", "未选定一方";
    /// In front of why a rule matters.
    why: "Why", "理由";
    /// In front of the wording that one would rather have.
    preferred: "Preferred", "首选措辞";
    /// In front of a wording that one would take.
    fallback: "Fallback", "备选措辞";
    /// In front of what one would not sign.
    walk_away: "Walk away", "底线";
    /// A finding that is new since the earlier version.
    newly: "new", "新增";
    /// Heading: what the version mends.
    mended: "Mended since", "已改正";
    /// In front of words that stood in the earlier version.
    stood: "before", "原文";
    /// Heading: changes of the matters that article 488 names.
    material: "Changes of matters named in 《民法典》 article 488 (an answer that changes them is a new offer)", "涉及《民法典》第四百八十八条所列内容的变更（对要约作出实质性变更的，为新要约）";
    /// Heading: figures that the checklists ask for.
    tracked: "Figures that the checklists ask for", "审查清单所列数字";
    /// Heading: every figure that moved.
    moved: "Figures that moved", "变动的数字";
    /// No figure.
    no_figure: "none", "无";
    /// In front of the least or greatest figure that one would take.
    floor: "your floor", "我方底线";
    /// The same, of a greatest one.
    ceiling: "your limit", "我方上限";
    /// In front of the figure that one would rather have.
    prefer: "you prefer", "我方首选";
    /// There is no figure to follow.
    no_figures: "No figure moved, and the checklists ask for none that is there.", "没有变动的数字，审查清单所列数字亦未出现。";
    /// Every party, or whichever it happens to be.
    each: "each party", "各方";
    /// In front of the date on which something is due.
    due: "due", "到期";
    /// Behind a date that was counted in working days.
    holidays_aside: "public holidays aside", "未扣除法定节假日";
    /// A duty that was noted beside a clause.
    noted: "noted, no wording of the contract", "备注，非合同文字";
    /// There are no rights and duties.
    no_duties: "No rights or duties were recognised.", "未识别出权利义务。";
    /// The repository holds no checklist.
    no_lists: "No checklists lie in the repository.", "合同库中没有审查清单。";
    /// The note that it is no advice.
    no_advice: "A reading aid, not legal advice.", "仅供阅读参考，不构成法律意见。";
}

impl ReviewWords {
    /// A checklist of the repository that is not asked.
    #[must_use]
    pub fn list_offered(self, file: &str, name: &str, rules: usize) -> String {
        say!(
            self.0,
            "Their list, not asked: {name} ({file}, rules: {rules}). It came with the repository; `adidem check --lists` shows it, `adidem check --agree {file}` has it asked beside yours.",
            "合同库自带的清单，未采用：{name}（{file}，规则 {rules} 条）。可用 `adidem check --lists` 查看；`adidem check --agree {file}` 可在您的清单之外一并采用。"
        )
    }

    /// A checklist of the repository that the user agreed to.
    #[must_use]
    pub fn list_agreed(self, file: &str, name: &str, rules: usize) -> String {
        say!(
            self.0,
            "Their list, asked beside yours as you agreed: {name} ({file}, rules: {rules}).",
            "合同库自带的清单，经您同意一并采用：{name}（{file}，规则 {rules} 条）。"
        )
    }

    /// A checklist of the repository that cannot be asked.
    #[must_use]
    pub fn list_broken(self, file: &str, why: &str) -> String {
        say!(
            self.0,
            "Their list {file} cannot be asked by itself and is left out: {why}",
            "合同库自带的清单 {file} 无法单独采用，已略去：{why}"
        )
    }

    /// What is called like a checklist and is no plain file.
    #[must_use]
    pub fn list_no_file(self, file: &str) -> String {
        say!(
            self.0,
            "{file} in the repository is a link, a folder or too large, and is left out.",
            "合同库中的 {file} 是链接、文件夹或者过大，已略去。"
        )
    }

    /// The sign in front of what is so grave.
    #[must_use]
    pub fn sign(severity: Severity) -> &'static str {
        match severity {
            Severity::High => "!! ",
            Severity::Medium => "!  ",
            Severity::Low | Severity::Off => "-  ",
        }
    }

    /// How grave something is.
    #[must_use]
    pub fn severity(self, severity: Severity) -> &'static str {
        match (self.0, severity) {
            (Language::English, severity) => severity.word(),
            (Language::Chinese, Severity::High) => "高",
            (Language::Chinese, Severity::Medium) => "中",
            (Language::Chinese, Severity::Low) => "低",
            (Language::Chinese, Severity::Off) => "不查",
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
            (Language::English, Against::Beyond) => "beyond what you would take",
            (Language::English, Against::Short) => "not what you would rather have",
            (Language::English, Against::Good) => "good",
            (Language::Chinese, Against::Missing) => "已无",
            (Language::Chinese, Against::Beyond) => "超出底线",
            (Language::Chinese, Against::Short) => "未达首选",
            (Language::Chinese, Against::Good) => "符合",
        }
    }

    /// What a change is about.
    #[must_use]
    pub fn matter(self, matter: Matter) -> &'static str {
        match (self.0, matter) {
            (Language::English, Matter::Subject) => "subject matter",
            (Language::English, Matter::Quantity) => "quantity",
            (Language::English, Matter::Quality) => "quality",
            (Language::English, Matter::Price) => "price",
            (Language::English, Matter::Time) => "time",
            (Language::English, Matter::PlaceAndManner) => "place and manner",
            (Language::English, Matter::Breach) => "liability for breach",
            (Language::English, Matter::Disputes) => "disputes",
            (Language::Chinese, Matter::Subject) => "标的",
            (Language::Chinese, Matter::Quantity) => "数量",
            (Language::Chinese, Matter::Quality) => "质量",
            (Language::Chinese, Matter::Price) => "价款或者报酬",
            (Language::Chinese, Matter::Time) => "履行期限",
            (Language::Chinese, Matter::PlaceAndManner) => "履行地点和方式",
            (Language::Chinese, Matter::Breach) => "违约责任",
            (Language::Chinese, Matter::Disputes) => "解决争议方法",
        }
    }

    /// For whom.
    #[must_use]
    pub fn toward(self, party: &str) -> String {
        match self.0 {
            Language::English => format!("to {party}"),
            Language::Chinese => format!("对{party}"),
        }
    }

    /// A period, and what it runs from or up to.
    #[must_use]
    pub fn term(self, period: &str, anchor: Option<&str>, before: bool) -> String {
        match (self.0, anchor, before) {
            (Language::English, None, false) => format!("within {period}"),
            (Language::English, None, true) => format!("{period} ahead"),
            (Language::English, Some(anchor), false) => format!("within {period} from: {anchor}"),
            (Language::English, Some(anchor), true) => format!("{period} before: {anchor}"),
            (Language::Chinese, None, false) => format!("{period}内"),
            (Language::Chinese, None, true) => format!("提前{period}"),
            (Language::Chinese, Some(anchor), false) => format!("{period}内，起算：{anchor}"),
            (Language::Chinese, Some(anchor), true) => format!("{period}前，截至：{anchor}"),
        }
    }

    /// How many findings there are of each severity.
    #[must_use]
    pub fn counts(self, [high, medium, low]: [usize; 3], asked: usize) -> String {
        match self.0 {
            Language::English => format!("{high} high, {medium} medium, {low} low; {asked} rules asked"),
            Language::Chinese => format!("高 {high}，中 {medium}，低 {low}；共查 {asked} 项"),
        }
    }

    /// Since which version.
    #[must_use]
    pub fn since(self, version: &str) -> String {
        match self.0 {
            Language::English => format!("Compared with {version}"),
            Language::Chinese => format!("比较基准：{version}"),
        }
    }

    /// The words that a finding is about.
    #[must_use]
    pub fn quoted(self, words: &str) -> String {
        match self.0 {
            Language::English => format!("\"{words}\""),
            Language::Chinese => format!("“{words}”"),
        }
    }

    fn clause(self, clause: &ClauseName) -> String {
        match self.0 {
            Language::English => format!("{} {}", clause.number, clause.heading),
            Language::Chinese => format!("第{}条 {}", clause.number, clause.heading),
        }
    }

    /// What was found, as a sentence.
    #[must_use]
    pub fn what(self, what: &What) -> String {
        match self.0 {
            Language::English => self.what_in_english(what),
            Language::Chinese => self.what_in_chinese(what),
        }
    }

    /// What is left to be filled in, place by place.
    #[must_use]
    pub fn blanks(self, blanks: &[Blank]) -> Vec<String> {
        let mut places: Vec<(&BlankPlace, Vec<String>)> = Vec::new();
        for blank in blanks {
            let words = one_line(&blank.words);
            match places.iter_mut().find(|(place, _)| **place == blank.place) {
                Some((_, all)) => all.push(words),
                None => places.push((&blank.place, vec![words])),
            }
        }
        let told = |(place, words): (&BlankPlace, Vec<String>)| {
            let (place, words) = (self.blank_place(place), words.join(" "));
            say!(self.0, "{place}: {words}", "{place}：{words}")
        };
        places.into_iter().map(told).collect()
    }

    fn blank_place(self, place: &BlankPlace) -> String {
        match place {
            BlankPlace::Title => say!(self.0, "title", "合同名称"),
            BlankPlace::Reference => say!(self.0, "reference", "合同编号"),
            BlankPlace::Party(party) => {
                let party = one_line(party);
                say!(self.0, "party {party}", "当事人 {party}")
            }
            BlankPlace::Member(party) => {
                let party = one_line(party);
                say!(self.0, "members of {party}", "{party} 的成员")
            }
            BlankPlace::Clause(clause) => format!("{} {}", clause.number, one_line(&clause.heading)).trim().to_owned(),
        }
    }

    fn what_in_english(self, what: &What) -> String {
        match what {
            What::Missing => "The contract says nothing about it.".to_owned(),
            What::Unwanted => "These words stand there.".to_owned(),
            What::Apart => "Words about it stand there, but not what is asked for together.".to_owned(),
            What::NoFigure => "There is no figure for it.".to_owned(),
            What::Beyond { figure, limit, least: true } => {
                format!("{} is below your floor of {}.", figure.text, limit.text)
            }
            What::Beyond { figure, limit, least: false } => {
                format!("{} is above your limit of {}.", figure.text, limit.text)
            }
            What::Mismatch => "The number in words and the one in digits differ.".to_owned(),
            What::Blank => "This is left to be filled in.".to_owned(),
            What::BlankAtHead(blanks) => {
                format!("This is left to be filled in: {}.", self.blanks(blanks).join("; "))
            }
            What::Hidden(code) => {
                format!("A character that does not show, or passes for another, stands there: {code}.")
            }
            What::ConflictMark => {
                "This is a mark that git left: a merge is unfinished, and both versions stand here.".to_owned()
            }
            What::Parties { english, .. } => english.clone(),
            What::MixedLineEnds => {
                "Some lines of the file end with CR LF, others with LF: two programs wrote it. Save it in an editor that ends all lines in one way.".to_owned()
            }
            What::Dangling => "There is no clause of that number.".to_owned(),
            What::NamesAnother { named, leads_to } => {
                format!("The words name {}, and the number leads to {}.", self.clause(named), self.clause(leads_to))
            }
            What::UnusedTerm(term) => format!("\"{term}\" is defined and never used."),
            What::UndefinedTerm(term) => format!("\"{term}\" is used like a defined term and is not defined."),
            What::DefinedTwice(term) => format!("\"{term}\" has another definition as well."),
            What::UnknownParty(role) => format!("No party of this contract is called \"{role}\"."),
            What::MixedUp => "The parties seem to stand in each other's place.".to_owned(),
            What::TenThousandfold(other) => {
                format!(
                    "Compare with {other}: one of them seems to be in 元 where 万元 is meant, or the other way round."
                )
            }
            What::OneSided { called, .. } => format!("Only {called} has this right."),
        }
    }

    fn what_in_chinese(self, what: &What) -> String {
        match what {
            What::Missing => "合同未作约定。".to_owned(),
            What::Unwanted => "出现了上述文字。".to_owned(),
            What::Apart => "有相关文字，但所要求的内容未一并约定。".to_owned(),
            What::NoFigure => "没有约定数字。".to_owned(),
            What::Beyond { figure, limit, least: true } => format!("{}低于我方底线 {}。", figure.text, limit.text),
            What::Beyond { figure, limit, least: false } => format!("{}超过我方上限 {}。", figure.text, limit.text),
            What::Mismatch => "大写与小写数字不一致。".to_owned(),
            What::Blank => "此处留待填写。".to_owned(),
            What::BlankAtHead(blanks) => format!("下列各处留待填写：{}。", self.blanks(blanks).join("；")),
            What::Hidden(code) => format!("含不可见或者形近字符 {code}。"),
            What::ConflictMark => "此处是 git 留下的冲突标记：合并未完成，两个版本并存。".to_owned(),
            What::Parties { chinese, .. } => chinese.clone(),
            What::MixedLineEnds => {
                "文件中部分行以 CR LF 结尾，部分行以 LF 结尾，可见由两个程序写成。请在编辑器中改为同一种换行后保存。"
                    .to_owned()
            }
            What::Dangling => "没有该条号的条款。".to_owned(),
            What::NamesAnother { named, leads_to } => {
                format!("所称内容在{}，而条号指向{}。", self.clause(named), self.clause(leads_to))
            }
            What::UnusedTerm(term) => format!("“{term}”有定义而未使用。"),
            What::UndefinedTerm(term) => format!("“{term}”如术语般使用而没有定义。"),
            What::DefinedTwice(term) => format!("“{term}”另有一处定义。"),
            What::UnknownParty(role) => format!("本合同没有称为“{role}”的一方。"),
            What::MixedUp => "双方称谓疑似写反。".to_owned(),
            What::TenThousandfold(other) => format!("与“{other}”对照，元与万元疑似混用。"),
            What::OneSided { called, .. } => format!("只有{called}享有这一权利。"),
        }
    }
}
