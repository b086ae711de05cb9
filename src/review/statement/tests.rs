//! Tables of sentences and what is read in them.

use super::*;
use crate::contract::{Clause, Contract, Party};
use crate::review::party_names;

/// What is understood of a text, stretch by stretch, and its statements.
fn told(text: &str) -> (Vec<String>, Vec<String>) {
    let chinese = is_chinese(text);
    let party = |id: &str, role: &str, name: &str| Party {
        id: id.into(),
        name: name.into(),
        role: role.into(),
        members: vec![],
    };
    let parties = if chinese {
        vec![
            party("customer", "甲方", "云海公司"),
            party("vendor", "乙方", "松涛公司"),
        ]
    } else {
        vec![
            party("customer", "Customer", "Alder plc"),
            party("vendor", "Vendor", "Birch Ltd"),
        ]
    };
    let clause = Clause {
        id: "a".into(),
        text: text.into(),
        ..Clause::default()
    };
    let contract = Contract {
        parties,
        clauses: vec![clause],
        ..Contract::default()
    };
    let mut vocabulary = Vocabulary::default();
    let names = party_names::names(&contract);
    let mentions = mentions(&names, &mut vocabulary);
    let seen = IndexedText::of(&contract, &vocabulary);
    let statements = Statements::of(&seen, &mentions);
    let who = |subject: Option<Subject>| match subject {
        Some(Subject::Party(at)) => contract.parties[at].id.clone(),
        Some(Subject::Each) => "each".to_owned(),
        None => "-".to_owned(),
    };
    let mut stretches = Vec::new();
    for unit in seen.of_clause[0].clone().skip(1) {
        for stretch in &statements.of_unit(unit).stretches {
            let word = Force::WORDS[stretch.force as usize].1;
            let no = if stretch.negated { " no" } else { "" };
            let role = match stretch.role {
                Role::Main => "",
                Role::Condition => "if ",
                Role::Exception => "unless ",
                Role::Without => "without ",
            };
            stretches.push(format!(
                "{role}{} {word}{no}: {}",
                who(stretch.actor),
                text[stretch.bytes.clone()].trim()
            ));
        }
    }
    let said = statements.said_in(0).into_iter().map(|said| {
        format!(
            "{} {}: {}",
            who(Some(said.subject)),
            said.modal.word(),
            text[said.does.start..said.does.end].trim()
        )
    });
    (stretches, said.collect())
}

/// Each sentence with its stretches, or its statements where the row begins with `=`.
fn check(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        let (stretches, statements) = told(text);
        let found: Vec<String> = if expected.first().is_none_or(|first| first.starts_with('=')) {
            statements.iter().map(|one| format!("= {one}")).collect()
        } else {
            stretches
        };
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn english_sentences_are_cut_into_stretches_of_one_force() {
    check(&[
        (
            "If Vendor learns of a leak it shall say so.",
            &[
                "if vendor is: If Vendor learns of a leak",
                "vendor must: it shall say so.",
            ],
        ),
        (
            "No key is kept and the files are not encrypted.",
            &["- is-not: No key is kept", "- is-not: and the files are not encrypted."],
        ),
        (
            "Vendor may hire a subcontractor without asking for consent.",
            &[
                "vendor may: Vendor may hire a subcontractor",
                "without - is: without asking for consent.",
            ],
        ),
        (
            "Vendor gives no help with moving.",
            &["vendor is: Vendor gives", "vendor is no: no help with moving."],
        ),
        (
            "Customer shall not, and shall ensure that its staff do not, copy the files.",
            &[
                "customer must-not: Customer shall not,",
                "customer must: and shall ensure that",
                "- is-not: its staff do not,",
                "customer must-not: copy the files.",
            ],
        ),
        (
            "Customer shall not, and shall ensure that its staff do not, copy the files.",
            &[
                "= customer ban: ,",
                "= customer duty: ensure that its staff do not,",
                "= customer ban: copy the files.",
            ],
        ),
        (
            "After a leak the Vendor isolates the servers and stops the cause.",
            &["- is: After a leak the Vendor isolates the servers and stops the cause."],
        ),
        (
            "Customer shall not, unless Vendor agrees, copy the files.",
            &[
                "customer must-not: Customer shall not,",
                "unless vendor is: unless Vendor agrees,",
                "customer must-not: copy the files.",
            ],
        ),
        (
            "Nothing in this contract requires Vendor to hand over its code.",
            &["vendor need-not: Nothing in this contract requires Vendor to hand over its code."],
        ),
        (
            "Under no circumstances is Customer obliged to pay twice.",
            &["customer need-not: Under no circumstances is Customer obliged to pay twice."],
        ),
        (
            "The limit shall not exceed ten users.",
            &["- must: The limit shall not exceed ten users."],
        ),
    ]);
}

#[test]
fn english_rights_and_duties_are_found_with_who_has_them() {
    check(&[
        (
            "Vendor commits to answering calls.",
            &["= vendor duty: answering calls."],
        ),
        ("The training is held by Vendor.", &[]),
        (
            "The training shall be held by Vendor.",
            &["= vendor duty: held by Vendor."],
        ),
        ("Customer shall be told of changes.", &[]),
        ("Customer is not required to attend.", &[]),
        ("Customer has no right to a copy.", &["= customer ban: a copy."]),
        (
            "It is Vendor's duty to keep logs.",
            &["= vendor duty: Vendor's duty to keep logs."],
        ),
        (
            "The duty to keep logs rests with Vendor.",
            &["= vendor duty: The duty to keep logs rests with Vendor."],
        ),
        ("Neither party shall sell the files.", &["= each ban: sell the files."]),
        ("Either Customer or Vendor may end it.", &["= each right: end it."]),
        ("The files that Vendor shall send are listed below.", &[]),
        ("In no event shall Vendor be liable for lost trade.", &[]),
        (
            "Bills are payable in ten days.",
            &["= customer duty: payable in ten days."],
        ),
        (
            "Vendor shall keep it, and shall tell Customer.",
            &["= vendor duty: keep it,", "= vendor duty: tell Customer."],
        ),
        (
            "Vendor shall:\n(a) keep it;\n(b) delete it.",
            &["= vendor duty: (a) keep it;", "= vendor duty: (b) delete it."],
        ),
        ("Services to Customer shall be listed.", &[]),
        (
            "Customer will no longer have any right to use it.",
            &["= customer ban: use it."],
        ),
    ]);
}

#[test]
fn chinese_sentences_are_cut_into_stretches_of_one_force() {
    check(&[
        (
            "未经甲方批准，乙方不得外包。",
            &[
                "without - is no: 未经甲方批准",
                "without - is: ，",
                "vendor must-not: 乙方不得外包。",
            ],
        ),
        (
            "乙方可以不经甲方批准外包。",
            &[
                "vendor may: 乙方可以",
                "without vendor may no: 不经甲方批准",
                "vendor may: 外包。",
            ],
        ),
        ("文件在存放时不加密。", &["- is-not: 文件在存放时不加密。"]),
        ("甲方无须另行付款。", &["customer need-not: 甲方无须另行付款。"]),
        (
            "乙方未修复的，甲方可以解除合同。",
            &["if vendor is-not: 乙方未修复的，", "customer may: 甲方可以解除合同。"],
        ),
        ("可用率不低于九成。", &["- is: 可用率不低于九成。"]),
        (
            "恢复点目标不超过八小时，恢复时间不超过一日。",
            &["- is: 恢复点目标不超过八小时，", "- is: 恢复时间不超过一日。"],
        ),
        (
            "停机超过八小时，甲方可以解除合同。",
            &["if - is: 停机超过八小时，", "customer may: 甲方可以解除合同。"],
        ),
        ("乙方保证其有权授予许可。", &["vendor must: 乙方保证其有权授予许可。"]),
        (
            "乙方不得复制、修改文件，或者向他人披露。",
            &[
                "vendor must-not: 乙方不得复制、修改文件，",
                "vendor must-not: 或者向他人披露。",
            ],
        ),
    ]);
}

#[test]
fn chinese_rights_and_duties_are_found_with_who_has_them() {
    check(&[
        ("乙方也不可以转卖文件。", &["= vendor ban: 转卖文件。"]),
        ("乙方应当付款时，甲方可以催告。", &["= customer right: 催告。"]),
        ("甲方应获得一份副本。", &[]),
        ("乙方承诺每日巡检。", &["= vendor duty: 每日巡检。"]),
        ("乙方承诺不转卖文件。", &["= vendor ban: 转卖文件。"]),
        ("巡检由乙方负责。", &["= vendor duty: 巡检由乙方负责。"]),
        ("严禁甲方出借账号。", &["= customer ban: 甲方出借账号。"]),
        ("乙方对甲方的损失不承担责任。", &[]),
        ("甲方同意乙方可以巡检。", &["= vendor right: 巡检。"]),
        ("乙方将甲方文件转卖他人的，应当赔偿。", &["= vendor duty: 赔偿。"]),
        ("任何一方均可以解除合同。", &["= each right: 解除合同。"]),
        ("相应的响应应用不算。", &[]),
        ("乙方删除文件后，并应当出具证明。", &["= vendor duty: 出具证明。"]),
        (
            "甲方有权：（一）使用软件；（二）导出文件。",
            &[
                "= customer right: ：（一）使用软件；",
                "= customer right: （二）导出文件。",
            ],
        ),
    ]);
}

#[test]
fn short_forms_and_pronouns_are_read_as_what_they_stand_for() {
    check(&[
        ("We'll mend the roof.", &["= vendor duty: mend the roof."]),
        ("You're answerable for the keys.", &["= customer duty: the keys."]),
        ("You've got to lock the door.", &["= customer duty: lock the door."]),
        ("We never lend the keys.", &[]),
        ("It's up to you to lock the door.", &["= customer duty: lock the door."]),
        (
            "It shall be for Customer to name a guard.",
            &["= customer duty: name a guard."],
        ),
        (
            "Each of Customer and Vendor shall keep a list.",
            &["= each duty: keep a list."],
        ),
        ("Vendor alone shall hold the keys.", &["= vendor duty: hold the keys."]),
        (
            "Vendor shall call Customer, who may listen.",
            &["= vendor duty: call Customer,", "= customer right: listen."],
        ),
    ]);
}

#[test]
fn what_bars_somebody_is_a_ban_and_what_may_be_asked_for_is_no_duty_yet() {
    check(&[
        (
            "Vendor is barred from opening the box.",
            &["= vendor ban: opening the box."],
        ),
        (
            "Vendor shall abstain from painting the door.",
            &["= vendor ban: painting the door."],
        ),
        (
            "Customer shall neither sell nor lend the box.",
            &["= customer ban: sell nor lend the box."],
        ),
        (
            "Customer shall at all times be free to move the box.",
            &["= customer right: move the box."],
        ),
        (
            "Vendor may be required by Customer to move the box.",
            &["= customer right: required by Customer to move the box."],
        ),
    ]);
}

#[test]
fn what_is_not_promised_and_what_is_left_open_is_denied() {
    check(&[
        (
            "We cannot promise that parcels to and from the office are sealed.",
            &[
                "vendor must-not: We cannot promise that",
                "- is-not: parcels to and from the office are sealed.",
            ],
        ),
        (
            "This paper is silent on who keeps the keys.",
            &["- is-not: This paper is silent on who keeps the keys."],
        ),
        (
            "Vendor may at any time and without warning open the box.",
            &[
                "vendor may: Vendor may at any time and",
                "without - is: without warning",
                "vendor may: open the box.",
            ],
        ),
    ]);
}

#[test]
fn chinese_says_by_whom_what_is_kept_and_what_is_allowed() {
    check(&[
        ("邮费由乙方承担。", &["= vendor duty: 邮费由乙方承担。"]),
        ("甲方有权但无义务查看仓库。", &["= customer right: 查看仓库。"]),
        ("甲方保留追索的权利。", &["= customer right: 追索的权利。"]),
        ("乙方对雇员的行为承担全部责任。", &["= vendor duty: 全部责任。"]),
        ("甲方允许乙方进入仓库。", &["= vendor right: 乙方进入仓库。"]),
        ("甲方应及时开门。", &["= customer duty: 及时开门。"]),
        ("乙方应排除锁具故障。", &["= vendor duty: 排除锁具故障。"]),
        ("乙方无法保证仓库干燥。", &[]),
        ("由乙方提供的钥匙应当收回。", &[]),
    ]);
}

#[test]
fn a_party_goes_by_the_words_at_large_for_its_side_where_they_stand_like_its_name() {
    check(&[
        ("The Supplier shall mend the roof.", &["= vendor duty: mend the roof."]),
        (
            "Where the Client finds a leak it shall tell the Supplier.",
            &["= customer duty: tell the Supplier."],
        ),
        ("The hosting provider shall mend the roof.", &[]),
        ("Each sub-Processor shall mend the roof.", &[]),
        ("The Cloud Provider shall mend the roof.", &[]),
        ("“Contractor” means a guest. The Contractor shall mend the roof.", &[]),
        ("供应商应当修屋顶。", &["= vendor duty: 修屋顶。"]),
        ("委托人可以查看。", &["= customer right: 查看。"]),
        ("其他供应商应当修屋顶。", &[]),
        ("云服务商应当修屋顶。", &[]),
    ]);
}

#[test]
fn what_is_excluded_or_prohibited_is_denied_and_how_soon_is_no_condition() {
    check(&[
        (
            "Visits by Customer are excluded.",
            &["- is-not: Visits by Customer are excluded."],
        ),
        (
            "Copying the files is prohibited.",
            &["- must-not: Copying the files is prohibited."],
        ),
        (
            "The files are off limits for guests.",
            &["- must-not: The files are off limits for guests."],
        ),
        ("Visits are not excluded.", &["- is: Visits are not excluded."]),
        (
            "Vendor shall say so as soon as possible.",
            &["vendor must: Vendor shall say so as soon as possible."],
        ),
        (
            "Neither Customer nor Vendor may sell the keys.",
            &["= each ban: sell the keys."],
        ),
        ("Vendor bears the cost.", &["= vendor duty: the cost."]),
    ]);
}

#[test]
fn chinese_names_owners_and_what_alone_may_be_done() {
    check(&[
        ("甲方数据须加密。", &["- must: 甲方数据须加密。"]),
        ("乙方只能在仓库存放文件。", &["= vendor duty: 在仓库存放文件。"]),
        ("由乙方负责系统的安装。", &["= vendor duty: 由乙方负责系统的安装。"]),
        ("赔偿由乙方一次性支付。", &["= vendor duty: 赔偿由乙方一次性支付。"]),
        ("甲方应得的份额不变。", &[]),
        ("乙方谢绝参观。", &["vendor is-not: 乙方谢绝参观。"]),
    ]);
}
