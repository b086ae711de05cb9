//! The review of a contract: what the checklists find in one version, and what that version newly breaks or mends.

use super::checklists::{RepositoryList, chosen};
use super::clause_name::is_mistakable;
use super::diff::{LeftSide, left_side};
use crate::audit;
use crate::contract::{Contract, LineEnds, line_ends};
use crate::exchange::{Baseline, ReviewDocument, Version};
use crate::language::{Language, Translated, say};
use crate::review::{
    ClauseLabel, Limits, Material, Met, OwnPositions, ReviewFinding, ReviewReport, RiskLevel, Violation, material,
    review,
};
use crate::session::Error;
use crate::session::user::acting_member::own_party;
use crate::session::user::review_marks::FindingMarks;
use crate::session::version_name::VersionName;
use crate::session::workspace::{Negotiation, Reading, Workspace};
use crate::wording::{ReportWords, ReviewWords, one_line};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What somebody wants to have reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The version; the newest round when not given.
    pub version: Option<VersionName>,
    /// The version to compare with.
    pub since: Option<VersionName>,
    /// The party to review for; one's own when not given, and nobody in particular where one speaks for none.
    pub seat: Option<String>,
    /// The kind of contract to take it for; its own when not given.
    pub kind: Option<String>,
    /// A checklist that is asked beside the others and amends them.
    pub checklist: Option<PathBuf>,
}

/// A reviewed version of a contract.
pub struct Checked {
    /// The contract's name.
    pub name: String,
    /// Which version.
    pub version: Version,
    /// The contract as it stands there.
    pub contract: Contract,
    /// The id of the party that it was reviewed for.
    pub seat: Option<String>,
    /// The names of the checklists.
    pub checklists: Vec<String>,
    /// What those are called in their own language.
    pub checklist_titles: Vec<String>,
    /// Those that lie in the repository, asked or not.
    pub of_repository: Vec<RepositoryList>,
    /// What was found.
    pub report: ReviewReport,
    /// How that compares with an earlier version.
    pub since: Option<Since>,
    /// What somebody made of findings: private.
    pub marks: FindingMarks,
}

/// What a version newly breaks or mends.
pub struct Since {
    /// The earlier version.
    pub version: Baseline,
    /// The names of the findings that the earlier version did not have.
    pub new: Vec<String>,
    newly: HashSet<String>,
    /// What the earlier version had and this one has no longer.
    pub mended: Vec<ReviewFinding>,
    /// For rules that held there and hold no longer: the rule, and the words by which it held.
    pub lost: Vec<(String, crate::review::CitedWords)>,
    /// What changed of the matters of 《民法典》 article 488, in a Chinese contract.
    pub material: Vec<Material>,
}

impl Since {
    /// Whether the earlier version did not have the finding.
    #[must_use]
    pub fn is_new(&self, finding: &ReviewFinding) -> bool {
        self.newly.contains(&finding.name())
    }
}

/// Reviews a contract.
///
/// # Errors
///
/// When there is no such contract, version or party, or a checklist is not sound.
pub fn check(
    workspace: &Workspace,
    name: &str,
    wanted: &Wanted,
    configuration: Option<&Path>,
) -> Result<Checked, Error> {
    check_in(workspace, &workspace.negotiation(name)?, wanted, configuration)
}

fn check_in(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    wanted: &Wanted,
    configuration: Option<&Path>,
) -> Result<Checked, Error> {
    let reading = version(negotiation, wanted.version.as_ref())?;
    // What there is to compare with is known before anything is reviewed.
    let earlier = wanted
        .since
        .as_ref()
        .map(|since| left_side(workspace, negotiation, Some(since), &reading, true));
    let earlier = earlier.transpose()?;
    if earlier.as_ref().is_some_and(LeftSide::is_empty) {
        return Err(Error::NothingOfMine {
            contract: negotiation.name().to_owned(),
        });
    }
    let contract = negotiation.read(&reading)?;
    let seat = seat(workspace, negotiation, &contract, wanted.seat.as_deref())?;
    let chosen = chosen(
        workspace,
        configuration,
        &contract,
        wanted.kind.as_deref(),
        seat.as_deref(),
        wanted.checklist.as_deref(),
    )?;
    let mut report = with_people(review(&contract, &chosen.rules, seat.as_deref()), &contract);
    let since = match earlier {
        Some(earlier) => {
            let (before, version) = earlier.read(negotiation)?;
            let was = with_people(review(&before, &chosen.rules, seat.as_deref()), &before);
            let mut since = compared(version, &was, &report);
            // Where the contract is in Chinese, Chinese law is what its readers think in.
            if language_of(&contract) == Language::Chinese {
                since.material = material(&before, &contract);
            }
            Some(since)
        }
        None => None,
    };
    report.findings.extend(mixed_line_ends(&reading.bytes, &contract));
    report.findings.splice(
        0..0,
        negotiation.in_name()?.iter().map(|finding| of_name(finding, &contract)),
    );
    Ok(Checked {
        name: negotiation.name().to_owned(),
        version: Negotiation::named(reading.version, &contract),
        contract,
        seat,
        checklists: chosen.names,
        checklist_titles: chosen.titles,
        of_repository: chosen.of_repository,
        report,
        since,
        marks: workspace.finding_marks(negotiation.name())?,
    })
}

/// Reviews what one works on: the draft, or the newest round where there is none, compared with what one's own party last
/// accepted, or else with the round before.
///
/// # Errors
///
/// As [`check`]; that there is nothing to compare with is none.
pub fn check_draft(
    workspace: &Workspace,
    name: &str,
    from: Option<&VersionName>,
    to: Option<&VersionName>,
    configuration: Option<&Path>,
) -> Result<Checked, Error> {
    let mut wanted = Wanted {
        version: Some(to.cloned().unwrap_or(VersionName::Draft)),
        since: Some(from.cloned().unwrap_or(VersionName::Mine)),
        ..Wanted::default()
    };
    let negotiation = workspace.negotiation(name)?;
    loop {
        match check_in(workspace, &negotiation, &wanted, configuration) {
            Err(Error::NoDraft { .. }) if to.is_none() && wanted.version == Some(VersionName::Draft) => {
                wanted.version = Some(VersionName::Last);
            }
            Err(Error::NothingOfMine { .. }) if wanted.since == Some(VersionName::Mine) => {
                wanted.since = Some(VersionName::Last);
            }
            Err(Error::OneRound { .. } | Error::NoRound { .. }) if wanted.since.is_some() => wanted.since = None,
            done => return done,
        }
    }
}

/// The language that a contract is written in, as far as it says.
fn language_of(contract: &Contract) -> Language {
    contract
        .language
        .as_deref()
        .map_or(Language::default(), Language::of_locale)
}

/// That lines of the file end in two ways, which no reader of clauses sees.
fn mixed_line_ends(bytes: &[u8], contract: &Contract) -> Option<ReviewFinding> {
    let language = language_of(contract);
    (line_ends(bytes) == LineEnds::Mixed).then(|| ReviewFinding {
        rule: "line-ends".to_owned(),
        topic: None,
        title: say!(
            language,
            "All lines of the file should end in the same way",
            "文件的换行应一致"
        ),
        why: say!(
            language,
            "Programs show a mixture differently. The words of the contract are not affected.",
            "不同程序对混用的换行显示不同；合同文字本身不受影响。"
        ),
        source: Vec::new(),
        severity: RiskLevel::Low,
        what: Violation::MixedLineEnds,
        clause: None,
        places: Vec::new(),
        more_places: 0,
        limits: Limits::default(),
        positions: OwnPositions::default(),
    })
}

/// That the name of a draft is another contract's, or is taken for it.
fn of_name(finding: &audit::Finding, contract: &Contract) -> ReviewFinding {
    let language = language_of(contract);
    let title = say!(
        language,
        "The contract's name should not be that of another contract",
        "合同名称不得与其他合同混淆"
    );
    let why = say!(
        language,
        "Records are filed under the name, and whoever mistakes one contract for another takes a position on the wrong one.",
        "表态记录按名称存放；名称相同或看似相同的，会误在另一份合同中表态。"
    );
    of_audit(finding, "name", title, why)
}

/// What the audit finds wrong, as a finding of a review.
fn of_audit(finding: &audit::Finding, rule: &str, title: String, why: String) -> ReviewFinding {
    ReviewFinding {
        rule: rule.to_owned(),
        topic: None,
        title,
        why,
        source: Vec::new(),
        severity: RiskLevel::High,
        what: Violation::Parties(Translated::of(|language| {
            let (said, remedy) = (finding.message(language), finding.remedy(language));
            say!(language, "{said} {remedy}", "{said}{remedy}")
        })),
        clause: None,
        places: Vec::new(),
        more_places: 0,
        limits: Limits::default(),
        positions: OwnPositions::default(),
    }
}

/// Adds what is wrong with members and keys, which a checklist could not know.
fn with_people(mut report: ReviewReport, contract: &Contract) -> ReviewReport {
    let language = language_of(contract);
    let title = say!(
        language,
        "Members' keys and addresses should be usable",
        "成员的密钥与邮箱须可用"
    );
    let why = say!(
        language,
        "Nobody can sign with an invalid key, so its party cannot record anything that counts; with an address shared by two \
         parties nobody can be identified.",
        "密钥不能用于验签的，该方的表态无法计入；两方共用邮箱的，无法判断由谁作出。"
    );
    let found = audit::in_parties(&contract.parties);
    let found: Vec<ReviewFinding> = found
        .iter()
        .map(|finding| of_audit(finding, "people", title.clone(), why.clone()))
        .collect();
    report.findings.splice(0..0, found);
    report.findings.extend(mistakable_ids(contract));
    report
}

/// Ids that everybody who names their clause has to be asked about.
fn mistakable_ids(contract: &Contract) -> Vec<ReviewFinding> {
    let language = language_of(contract);
    let title = say!(
        language,
        "No id should look like a number, a range or a word of a command",
        "条款代号不得与条号、范围或命令用语混淆"
    );
    let why = say!(
        language,
        "Whoever types it may mean another clause, and has to be asked each time.",
        "输入时无法分清所指条款，每次都须另行确认。"
    );
    let mut found = Vec::new();
    for visit in contract
        .walk()
        .into_iter()
        .filter(|visit| is_mistakable(&visit.clause.id))
    {
        let id = one_line(&visit.clause.id);
        found.push(ReviewFinding {
            rule: "ids".to_owned(),
            topic: None,
            title: title.clone(),
            why: why.clone(),
            source: Vec::new(),
            severity: RiskLevel::Low,
            what: Violation::Parties(Translated::of(|language| {
                let number = &visit.number;
                say!(
                    language,
                    "Clause {number} has the id `{id}`; `id:{id}` always means it.",
                    "第 {number} 条的代号为 `{id}`；写作 `id:{id}` 时必指该条。"
                )
            })),
            clause: Some(ClauseLabel {
                id: visit.clause.id.clone(),
                number: visit.number.clone(),
                heading: visit.clause.heading.clone(),
            }),
            places: Vec::new(),
            more_places: 0,
            limits: Limits::default(),
            positions: OwnPositions::default(),
        });
    }
    found
}

impl Checked {
    /// The review as a report to hand over.
    #[must_use]
    pub fn document(&self, words: ReviewWords) -> ReviewDocument<'_> {
        ReviewDocument {
            contract: &self.contract,
            version: self.version.described(ReportWords(words.0)),
            reviewed_for: self.seat_called(words),
            checklists: self.checklist_titles.iter().map(|title| one_line(title)).collect(),
            report: &self.report,
        }
    }

    /// The party that it was reviewed for, in words: what the contract calls it, with its name.
    #[must_use]
    pub fn seat_called(&self, words: ReviewWords) -> String {
        let party = self.seat.as_deref().and_then(|id| self.contract.party(id));
        party.map_or_else(
            || words.for_nobody().to_owned(),
            |party| match one_line(&party.role) {
                role if role.is_empty() => one_line(&party.name),
                role => format!("{role}{}", words.0.aside(&one_line(&party.name))),
            },
        )
    }
}

/// The version that is meant: the newest round, or the draft of a contract that was never sent.
pub(in crate::session) fn version(
    negotiation: &Negotiation<'_>,
    wanted: Option<&VersionName>,
) -> Result<Reading, Error> {
    let newest = if negotiation.changes.is_empty() {
        VersionName::Draft
    } else {
        VersionName::Last
    };
    negotiation.reading(wanted.unwrap_or(&newest))
}

/// The party to review for.
pub(in crate::session) fn seat(
    workspace: &Workspace,
    negotiation: &Negotiation<'_>,
    contract: &Contract,
    wanted: Option<&str>,
) -> Result<Option<String>, Error> {
    let Some(wanted) = wanted else {
        return own_party(workspace, contract);
    };
    let is_meant = |id: &str, role: &str| id == wanted || role.eq_ignore_ascii_case(wanted);
    match contract.parties.iter().find(|party| is_meant(&party.id, &party.role)) {
        Some(party) => Ok(Some(party.id.clone())),
        None => Err(Error::NoSuchParty {
            contract: negotiation.name().to_owned(),
            party: wanted.to_owned(),
            known: contract.parties.iter().map(|party| party.id.clone()).collect(),
        }),
    }
}

/// A finding is the same when rule, clause and kind are; a figure that moved and is still beyond its limit stays one.
fn compared(version: Baseline, was: &ReviewReport, is: &ReviewReport) -> Since {
    let [known, present] = [was, is].map(|report| report.findings.iter().map(identity).collect::<HashSet<_>>());
    let new: Vec<&ReviewFinding> = is
        .findings
        .iter()
        .filter(|finding| !known.contains(&identity(finding)))
        .collect();
    let mended = was
        .findings
        .iter()
        .filter(|before| !present.contains(&identity(before)));
    let met: HashMap<&str, &Met> = was.met.iter().map(|met| (met.rule.as_str(), met)).collect();
    let lost = new.iter().filter_map(|finding| {
        let met = met.get(&*finding.rule)?;
        Some((finding.rule.clone(), met.place.clone()?))
    });
    Since {
        version,
        lost: lost.collect(),
        material: Vec::new(),
        new: new.iter().map(|finding| finding.name()).collect(),
        newly: new.iter().map(|finding| finding.name()).collect(),
        mended: mended.cloned().collect(),
    }
}

/// What tells two findings of one rule in one clause apart: the words, where the rule is about words, and how many more
/// there are of them.
fn identity(finding: &ReviewFinding) -> (String, Vec<&str>, usize) {
    let words = match &finding.what {
        Violation::BlankAtHead(blanks) => blanks.iter().map(|blank| &*blank.words).collect(),
        Violation::Missing | Violation::Apart | Violation::NoFigure | Violation::Beyond { .. } => Vec::new(),
        Violation::Parties(said) => vec![said.english()],
        _ => finding.places.iter().map(|place| &*place.words).collect(),
    };
    (finding.name(), words, finding.more_places)
}
