//! Which changes would be material under 《民法典》 article 488: they make an answer a new offer.
//!
//! The article names the subject matter, quantity, quality, price or remuneration, time, place and manner of performance,
//! liability for breach, and the way to settle disputes.

use super::clause_label::ClauseLabel;
use crate::contract::Contract;
use crate::redline::figures::FigureKind;
use crate::redline::{ChangeKind, Class, ClauseChange, CompareScope, Op, compare};
use std::collections::HashMap;

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeSubject {
    /// 标的
    Subject,
    /// 数量
    Quantity,
    /// 质量
    Quality,
    /// 价款或者报酬
    Price,
    /// 履行期限
    Time,
    /// 履行地点和方式
    PlaceAndManner,
    /// 违约责任
    Breach,
    /// 解决争议方法
    Disputes,
}

impl ChangeSubject {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].1
    }

    /// All of them, in the order of the article, with a word for JSON.
    pub const WORDS: [(Self, &'static str); 8] = [
        (Self::Subject, "subject"),
        (Self::Quantity, "quantity"),
        (Self::Quality, "quality"),
        (Self::Price, "price"),
        (Self::Time, "time"),
        (Self::PlaceAndManner, "place-and-manner"),
        (Self::Breach, "breach"),
        (Self::Disputes, "disputes"),
    ];
}

/// A clause with a change that is about such matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// The clause; as it was, when it was removed.
    pub clause: ClauseLabel,
    /// What the change is about.
    pub matters: Vec<ChangeSubject>,
}

/// What a heading tells of its clause.
const HEADINGS: [(ChangeSubject, &[&str]); 8] = [
    (
        ChangeSubject::Subject,
        &[
            "标的",
            "使用权",
            "授权性质",
            "使用范围",
            "功能模块",
            "服务内容",
            "服务范围",
            "产品",
            "定制",
        ],
    ),
    (ChangeSubject::Quantity, &["数量", "用户数", "并发"]),
    (
        ChangeSubject::Quality,
        &[
            "质量",
            "服务水平",
            "可用率",
            "可用性",
            "故障",
            "验收",
            "安全措施",
            "加密",
            "备份",
        ],
    ),
    (ChangeSubject::Price, &["价", "费", "款", "结算", "发票", "抵扣"]),
    (ChangeSubject::Time, &["期限", "工期", "交付时间", "履行期"]),
    (
        ChangeSubject::PlaceAndManner,
        &["地点", "存储", "付款安排", "支付方式", "交付方式", "部署", "出境"],
    ),
    (
        ChangeSubject::Breach,
        &[
            "违约",
            "责任限制",
            "责任上限",
            "赔偿",
            "间接损失",
            "不受限制的责任",
            "解除",
            "数据责任",
        ],
    ),
    (
        ChangeSubject::Disputes,
        &["争议", "仲裁", "管辖", "协商", "调解", "适用法律", "法律适用"],
    ),
];
/// What changed words tell, wherever they stand.
const WORDS: [(ChangeSubject, &[&str]); 5] = [
    (ChangeSubject::Price, &["元", "价款", "费用", "价格", "¥", "￥"]),
    (
        ChangeSubject::Time,
        &["日内", "日前", "小时", "工作日", "）日", "个月", "一年"],
    ),
    (
        ChangeSubject::Breach,
        &["违约金", "赔偿", "免责", "承担责任", "解除本合同"],
    ),
    (ChangeSubject::Disputes, &["仲裁", "人民法院", "诉讼"]),
    (
        ChangeSubject::PlaceAndManner,
        &["中国境内", "境外", "所在地", "银行转账"],
    ),
];

/// The clauses in which a version changes such matters against an earlier one. Of changes that bear no meaning nothing
/// is said.
#[must_use]
pub fn material(old: &Contract, new: &Contract) -> Vec<Material> {
    let redline = compare(old, new, CompareScope::Changes);
    let above = [old, new].map(headings_above);
    let mut figures: HashMap<&str, Vec<FigureKind>> = HashMap::new();
    for figure in &redline.figures {
        figures.entry(&figure.clause).or_default().push(figure.kind);
    }
    let changed = redline.clauses.iter().filter(|clause| {
        clause.change != ChangeKind::Unchanged
            && !matches!(
                clause.class,
                None | Some(Class::Typographic | Class::Spacing | Class::Renumbering | Class::Move)
            )
    });
    let of = |clause: &ClauseChange| {
        let mut matters = matters(clause, &above[usize::from(clause.change != ChangeKind::Removed)]);
        // The words of a figure that moved do not always tell what it measures.
        matters.extend(
            figures
                .get(&*clause.id)
                .into_iter()
                .flatten()
                .filter_map(|kind| match kind {
                    FigureKind::Amount => Some(ChangeSubject::Price),
                    FigureKind::Period | FigureKind::Date => Some(ChangeSubject::Time),
                    FigureKind::Percent | FigureKind::Count => None,
                }),
        );
        matters.sort();
        matters.dedup();
        let number = clause
            .number
            .clone()
            .or_else(|| clause.from_number.clone())
            .unwrap_or_default();
        let name = ClauseLabel {
            id: clause.id.clone(),
            number,
            heading: clause.heading.clone(),
        };
        (!matters.is_empty()).then_some(Material { clause: name, matters })
    };
    changed.filter_map(of).collect()
}

/// The heading above each clause that has one above it.
fn headings_above(contract: &Contract) -> HashMap<&str, &str> {
    let visits = contract.walk();
    let headings: HashMap<&str, &str> = visits
        .iter()
        .map(|visit| (visit.clause.id.as_str(), visit.clause.heading.as_str()))
        .collect();
    visits
        .iter()
        .filter_map(|visit| Some((visit.clause.id.as_str(), *headings.get(visit.parent?)?)))
        .collect()
}

fn matters(clause: &ClauseChange, above: &HashMap<&str, &str>) -> Vec<ChangeSubject> {
    let headed = |heading: &str| {
        let of = HEADINGS
            .iter()
            .filter(|(_, words)| words.iter().any(|word| heading.contains(word)));
        of.map(|(matter, _)| *matter).collect::<Vec<_>>()
    };
    let mut found = headed(&clause.heading);
    if found.is_empty() {
        // 通知 under 争议解决 is about disputes.
        found = above.get(&*clause.id).map(|above| headed(above)).unwrap_or_default();
    }
    let changed: String = clause
        .segments
        .iter()
        .filter(|segment| segment.op != Op::Equal)
        .map(|segment| &*segment.text)
        .collect();
    // A whole new clause would meet nearly every word: there the heading has to do.
    if clause.change == ChangeKind::Edited {
        let of = WORDS
            .iter()
            .filter(|(_, words)| words.iter().any(|word| changed.contains(word)));
        found.extend(of.map(|(matter, _)| *matter));
    }
    found
}
