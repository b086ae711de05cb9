//! Faults that are planted in sound contracts, one at a time, and the finding that each has to lead to.

use super::{newest, reviewed};
use adidem::contract::{Clause, Contract};
use std::collections::BTreeMap;

/// A contract, a clause of it, what stands there, what is put in its place, and the finding by name.
type Fault = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// An empty old text stands for the end of the clause.
const FAULTS: [Fault; 63] = [
    // licence
    (
        "crm-zh",
        "licence-assignment",
        "未经对方事先书面同意，任何一方不得将",
        "任何一方可以将",
        "assignment@licence-assignment",
    ),
    // service quality
    (
        "crm-zh",
        "sla-availability",
        "99.9%",
        "95%",
        "availability@sla-availability",
    ),
    (
        "crm-en",
        "availability",
        "not less than 99.9%",
        "not less than 98%",
        "availability@availability",
    ),
    (
        "crm-zh",
        "sla-exclusions",
        "（三）电信运营商骨干网络中断所致；",
        "（三）云服务商等第三方原因所致；",
        "availability-third-parties@sla-exclusions",
    ),
    (
        "crm-zh",
        "sla-response",
        "一（1）小时内响应",
        "三（3）个工作日内响应",
        "response-time@sla-response",
    ),
    (
        "crm-zh",
        "sla-response",
        "八（8）小时内修复",
        "十（10）个工作日内修复",
        "repair-time@sla-response",
    ),
    (
        "crm-zh",
        "service-credits",
        "",
        "服务抵扣金是甲方的唯一救济。",
        "sole-remedy@service-credits",
    ),
    // fees
    ("crm-zh", "renewal-price", "5%", "30%", "renewal-cap@renewal-price"),
    (
        "crm-en",
        "renewal-uplift",
        "four per cent (4%)",
        "forty per cent (40%)",
        "renewal-cap@renewal-uplift",
    ),
    ("crm-zh", "late-payment", "0.05%", "0.5%", "late-interest@late-payment"),
    // data
    (
        "crm-en",
        "data-ownership",
        "Customer owns all",
        "Vendor owns all",
        "data-ownership@data-ownership",
    ),
    (
        "crm-en",
        "data-ownership",
        "",
        "Vendor may use Customer Data to train its models.",
        "data-other-use@data-ownership",
    ),
    (
        "crm-en",
        "deletion-and-return",
        "within sixty (60) days",
        "within two (2) years",
        "data-return@deletion-and-return",
    ),
    (
        "crm-en",
        "response-and-repair",
        "response within thirty (30) minutes",
        "response within three (3) days",
        "response-time@response-and-repair",
    ),
    (
        "crm-en",
        "response-and-repair",
        "repair within four (4) hours",
        "repair within ten (10) days",
        "repair-time@response-and-repair",
    ),
    (
        "crm-en",
        "service-credits",
        "",
        "Service Credits are the sole remedy.",
        "sole-remedy@service-credits",
    ),
    (
        "crm-zh",
        "data-ownership",
        "",
        "乙方可以将客户数据用于行业研究。",
        "data-other-use@data-ownership",
    ),
    (
        "crm-zh",
        "data-incident",
        "二十四（24）小时",
        "七（7）日",
        "incident-notice@data-incident",
    ),
    (
        "crm-zh",
        "data-incident",
        "自发现",
        "自确认发生",
        "incident-confirmed@data-incident",
    ),
    (
        "crm-en",
        "incident-response",
        "within thirty-six (36) hours",
        "within ten (10) days",
        "incident-notice@incident-response",
    ),
    (
        "crm-zh",
        "data-location",
        "中国境内的数据中心",
        "乙方选定的数据中心",
        "data-location",
    ),
    (
        "crm-zh",
        "sub-processors",
        "",
        "分包方名单在乙方网站公布，甲方继续使用软件的，视为同意。",
        "sub-processors-website@sub-processors",
    ),
    (
        "crm-zh",
        "data-return",
        "三十（30）日内，乙方应当删除",
        "十二（12）个月内，乙方应当删除",
        "data-return@data-return",
    ),
    (
        "crm-zh",
        "pi-entrustment",
        "（三）方式：",
        "（三）做法：",
        "entrusted-processing",
    ),
    // breach
    (
        "crm-zh",
        "liability-cap",
        "100%为限。\n",
        "50%为限。\n",
        "liability-cap@liability-cap",
    ),
    ("crm-en", "liability-cap", "125%", "40%", "liability-cap@liability-cap"),
    (
        "crm-zh",
        "liability-carve-outs",
        "（一）造成对方人身损害的责任；",
        "",
        "cap-carve-outs",
    ),
    (
        "crm-zh",
        "liability-excluded",
        "任何一方不对利润损失",
        "乙方不对利润损失",
        "excluded-losses@liability-excluded",
    ),
    (
        "crm-zh",
        "force-majeure",
        "",
        "乙方对服务中断概不负责。",
        "void-exemption@force-majeure",
    ),
    // disputes
    (
        "crm-zh",
        "arbitration",
        "",
        "任何一方也可以选择仲裁或者诉讼解决争议。",
        "arbitration-or-court@arbitration",
    ),
    (
        "crm-en",
        "arbitration",
        "",
        "The parties may choose arbitration or litigation.",
        "arbitration-or-court@arbitration",
    ),
    (
        "crm-zh",
        "arbitration",
        "中国国际经济贸易仲裁委员会",
        "有关机构",
        "arbitration-commission",
    ),
    (
        "crm-zh",
        "governing-law",
        "适用中华人民共和国法律",
        "从当地习惯",
        "governing-law",
    ),
    // drafting
    (
        "crm-zh",
        "payment-terms",
        "四十五（45）日",
        "四十五（60）日",
        "words-and-figures@payment-terms",
    ),
    (
        "crm-en",
        "payment-terms",
        "forty-five (45) days",
        "forty-five (60) days",
        "words-and-figures@payment-terms",
    ),
    (
        "nda",
        "term",
        "two (2) years",
        "two (3) years",
        "words-and-figures@term",
    ),
    (
        "reseller-three-party",
        "fee-amounts",
        "肆拾万元整（¥400,000.00）",
        "肆拾万元整（¥40,000.00）",
        "words-and-figures@fee-amounts",
    ),
    (
        "crm-zh",
        "payment-terms",
        "四十五（45）日",
        "【】日",
        "blanks@payment-terms",
    ),
    ("crm-zh", "notices", "", "联系电话：____。", "blanks@notices"),
    ("crm-en", "notices", "", "Notices by fax go to [●].", "blanks@notices"),
    ("nda", "general", "", "The liaison is [insert name].", "blanks@general"),
    (
        "crm-zh",
        "liability-cap",
        "赔偿",
        "赔\u{200b}偿",
        "hidden-characters@liability-cap",
    ),
    (
        "crm-en",
        "late-payment",
        "interest",
        "inter\u{435}st",
        "hidden-characters@late-payment",
    ),
    (
        "crm-zh",
        "arbitration",
        "第18.2条",
        "第28.2条",
        "dangling-references@arbitration",
    ),
    (
        "crm-en",
        "late-payment",
        "Section 7.3(b)",
        "Section 7.33(b)",
        "dangling-references@late-payment",
    ),
    (
        "crm-zh",
        "sla-exclusions",
        "第16条约定的不可抗力",
        "第15条约定的不可抗力",
        "reference-headings@sla-exclusions",
    ),
    (
        "crm-zh",
        "definitions",
        "",
        "“备用术语”指不再使用的词。",
        "unused-terms@definitions",
    ),
    (
        "crm-en",
        "defined-terms",
        "",
        "\"Escrow Deposit\" means the sealed copy.",
        "unused-terms@defined-terms",
    ),
    (
        "nda",
        "general",
        "",
        "A copy goes to the Escrow Agent. Fees of the Escrow Agent are shared.",
        "undefined-terms@general",
    ),
    (
        "nda",
        "general",
        "",
        "\"Business Day\" means any day of the week.",
        "terms-defined-twice@general",
    ),
    ("crm-zh", "notices", "", "丙方应当协助送达。", "unknown-parties@notices"),
    (
        "crm-en",
        "notices",
        "",
        "The Supplier shall keep its address current.",
        "unknown-parties@notices",
    ),
    (
        "crm-zh",
        "customer-duties",
        "甲方应当",
        "乙方应当",
        "parties-mixed-up@customer-duties",
    ),
    (
        "crm-zh",
        "vendor-rights",
        "",
        "乙方应当向乙方支付补偿。",
        "parties-mixed-up@vendor-rights",
    ),
    (
        "crm-zh",
        "notices",
        "li.jing@yunfan.example；",
        "wang.lei@chengming.example；",
        "parties-mixed-up@notices",
    ),
    (
        "crm-zh",
        "fees-usage",
        "",
        "年度服务费为120万元。年度服务费为120元。",
        "ten-thousandfold@fees-usage",
    ),
    (
        "crm-zh",
        "fees-usage",
        "",
        "最低消费为1,200,000.00万元。",
        "ten-thousandfold@fees-usage",
    ),
    (
        "crm-zh",
        "licence-assignment",
        "未经对方事先书面同意，任何一方不得将本合同项下的权利义务全部或者部分转让给第三方。",
        "乙方可以将其在本合同项下的权利义务转让给第三方。",
        "one-sided-rights@licence-assignment",
    ),
    (
        "crm-zh",
        "acceptance",
        "",
        "验收不合格的，乙方应当尽快修复。",
        "vague-times@acceptance",
    ),
    (
        "crm-en",
        "payment-terms",
        "",
        "Customer shall promptly pay any other sum.",
        "vague-times@payment-terms",
    ),
    (
        "reseller-three-party",
        "invoices",
        "",
        "丙方应当及时换开发票。",
        "vague-times@invoices",
    ),
    (
        "reseller-three-party",
        "notices",
        "",
        "丁方应当抄送通知。",
        "unknown-parties@notices",
    ),
    ("nda", "general", "", "See Section 99.", "dangling-references@general"),
];

fn clause<'c>(clauses: &'c mut [Clause], id: &str) -> Option<&'c mut Clause> {
    clauses.iter_mut().find_map(|one| {
        if one.id == id {
            Some(one)
        } else {
            clause(&mut one.clauses, id)
        }
    })
}

fn plant(contract: &mut Contract, id: &str, old: &str, new: &str) {
    let clause = clause(&mut contract.clauses, id).unwrap_or_else(|| panic!("no clause {id}"));
    if old.is_empty() {
        clause.text = format!("{}\n{new}\n", clause.text.trim_end());
    } else {
        assert!(clause.text.contains(old), "{id} has no {old:?}: {}", clause.text);
        clause.text = clause.text.replacen(old, new, 1);
    }
}

#[test]
fn every_planted_fault_is_found_by_name() {
    let mut missed = Vec::new();
    let names = ["crm-en", "crm-zh", "nda", "reseller-three-party"];
    let sound: BTreeMap<&str, Contract> = names.into_iter().map(|name| (name, newest(name))).collect();
    for (name, id, old, new, expected) in FAULTS {
        let sound = &sound[name];
        let before: Vec<String> = reviewed(sound)
            .findings
            .iter()
            .map(adidem::review::ReviewFinding::name)
            .collect();
        let mut faulty = sound.clone();
        plant(&mut faulty, id, old, new);
        let found: Vec<String> = reviewed(&faulty)
            .findings
            .iter()
            .map(adidem::review::ReviewFinding::name)
            .collect();
        let new_ones: Vec<&String> = found.iter().filter(|one| !before.contains(one)).collect();
        if !new_ones.iter().any(|one| *one == expected) {
            missed.push(format!("{name} {id} {new:?}: wanted {expected:?}, got {new_ones:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
