//! Changes of one language alone, planted in clauses of two languages: a number, a period, a negation, a party, a sentence
//! that came or went, one word.

use crate::contract::{Clause, Contract};
use crate::redline::{CompareScope, Flag, compare};

/// What is replaced by what in the first language, and in the second.
type Planted = ((&'static str, &'static str), (&'static str, &'static str));

/// Clauses in two languages, with changes of them.
const CLAUSES: [(&str, &str, [Planted; 7]); 8] = [
    (
        "承租人应当在收到发票后三十日内支付租金。租金为每月人民币9,000元。出租人负责修缮屋顶。",
        "The Lessee shall pay the rent within thirty days of the invoice. The rent is RMB 9,000 a month. The Lessor repairs the roof.",
        [
            (("9,000元", "9,500元"), ("9,000 a", "9,500 a")),
            (("三十日", "六十日"), ("thirty days", "sixty days")),
            (("应当在", "不必在"), ("shall pay", "need not pay")),
            (
                ("出租人负责", "承租人负责"),
                ("The Lessor repairs", "The Lessee repairs"),
            ),
            (
                ("屋顶。", "屋顶。承租人承担电费。"),
                ("the roof.", "the roof. The Lessee bears the cost of power."),
            ),
            (("出租人负责修缮屋顶。", ""), (" The Lessor repairs the roof.", "")),
            (("屋顶", "地板"), ("the roof", "the floor")),
        ],
    ),
    (
        "供货方于2027年5月1日前交付500吨钢材。买方有权退回有瑕疵的钢材。风险自交付时转移。",
        "The Supplier delivers 500 tons of steel by 1 May 2027. The Buyer may return defective steel. The risk passes on delivery.",
        [
            (("500吨", "800吨"), ("500 tons", "800 tons")),
            (("2027年5月1日", "2027年6月1日"), ("1 May 2027", "1 June 2027")),
            (("有权退回", "不得退回"), ("may return", "may not return")),
            (("买方有权", "供货方有权"), ("The Buyer may", "The Supplier may")),
            (
                ("转移。", "转移。包装不予退还。"),
                ("on delivery.", "on delivery. Packing is not returned."),
            ),
            (("风险自交付时转移。", ""), (" The risk passes on delivery.", "")),
            (("交付时", "付款时"), ("passes on delivery", "passes on payment")),
        ],
    ),
    (
        "任何一方违约的，应当向另一方支付合同总价百分之十的违约金。守约方可以在十五日内解除合同。双方应当保密。",
        "A party in breach shall pay the other ten percent of the contract price as damages. The other party may end the contract within fifteen days. Both parties shall keep it secret.",
        [
            (("百分之十的", "百分之二十的"), ("ten percent", "twenty percent")),
            (("十五日", "四十五日"), ("fifteen days", "forty-five days")),
            (("可以在", "不可以在"), ("may end", "may not end")),
            (("守约方", "违约方"), ("The other party may", "The party in breach may")),
            (
                ("保密。", "保密。本条在合同终止后继续有效。"),
                ("it secret.", "it secret. This clause survives the end of the contract."),
            ),
            (("双方应当保密。", ""), (" Both parties shall keep it secret.", "")),
            (("保密", "投保"), ("keep it secret", "keep it insured")),
        ],
    ),
    (
        "乙方應於簽約後七日內給付保證金新臺幣50,000元。甲方應於租期屆滿時返還保證金。乙方得提前終止本契約。",
        "Party B shall pay a deposit of TWD 50,000 within seven days of signing. Party A shall return the deposit at the end of the lease. Party B may end this contract early.",
        [
            (("50,000元", "80,000元"), ("50,000", "80,000")),
            (("七日", "十四日"), ("seven days", "fourteen days")),
            (
                ("乙方得提前", "乙方不得提前"),
                ("Party B may end", "Party B may not end"),
            ),
            (
                ("甲方應於租期", "乙方應於租期"),
                ("Party A shall return", "Party B shall return"),
            ),
            (
                ("本契約。", "本契約。通知應以書面為之。"),
                ("early.", "early. Notice is given in writing."),
            ),
            (
                ("乙方得提前終止本契約。", ""),
                (" Party B may end this contract early.", ""),
            ),
            (("返還保證金", "保管保證金"), ("return the deposit", "hold the deposit")),
        ],
    ),
    (
        "乙は、毎月末日までに月額80,000円の賃料を甲に支払う。甲は、6か月前の通知により本契約を解約することができる。乙は、騒音を出してはならない。",
        "Party B pays Party A the monthly rent of JPY 80,000 by the last day of each month. Party A may end this contract upon six months of notice. Party B shall not make noise.",
        [
            (("80,000円", "95,000円"), ("80,000", "95,000")),
            (("6か月前", "3か月前"), ("six months", "three months")),
            (
                ("解約することができる", "解約することができない"),
                ("may end", "may not end"),
            ),
            (("甲は、6か月", "乙は、6か月"), ("Party A may end", "Party B may end")),
            (
                ("ならない。", "ならない。乙は、ごみを捨てる。"),
                ("noise.", "noise. Party B takes out the waste."),
            ),
            (
                ("乙は、騒音を出してはならない。", ""),
                (" Party B shall not make noise.", ""),
            ),
            (("騒音", "臭気"), ("make noise", "make smells")),
        ],
    ),
    (
        "Der Auftragnehmer liefert die Software binnen 20 Tagen. Die Vergütung beträgt 4.000 Euro. Der Auftraggeber darf Kopien anfertigen.",
        "The Contractor delivers the software within 20 days. The fee is EUR 4,000. The Customer may make copies.",
        [
            (("4.000 Euro", "6.000 Euro"), ("EUR 4,000", "EUR 6,000")),
            (("20 Tagen", "40 Tagen"), ("20 days", "40 days")),
            (("darf Kopien", "darf keine Kopien"), ("may make", "may not make")),
            (
                ("Der Auftraggeber darf", "Der Auftragnehmer darf"),
                ("The Customer may", "The Contractor may"),
            ),
            (
                ("anfertigen.", "anfertigen. Der Auftragnehmer schult die Nutzer."),
                ("make copies.", "make copies. The Contractor trains the users."),
            ),
            (
                (" Der Auftraggeber darf Kopien anfertigen.", ""),
                (" The Customer may make copies.", ""),
            ),
            (("die Software", "die Hardware"), ("the software", "the hardware")),
        ],
    ),
    (
        "Le Vendeur répare la machine dans un délai de 10 jours. L’Acheteur doit payer une indemnité de 700 euros. Le Vendeur assure le transport.",
        "The Seller repairs the machine within 10 days. The Buyer must pay an indemnity of EUR 700. The Seller insures the carriage.",
        [
            (("700 euros", "900 euros"), ("EUR 700", "EUR 900")),
            (("10 jours", "25 jours"), ("10 days", "25 days")),
            (("doit payer", "ne doit pas payer"), ("must pay", "must not pay")),
            (
                ("Le Vendeur assure", "L’Acheteur assure"),
                ("The Seller insures", "The Buyer insures"),
            ),
            (
                ("transport.", "transport. L’Acheteur vérifie la machine."),
                ("the carriage.", "the carriage. The Buyer checks the machine."),
            ),
            (
                (" Le Vendeur assure le transport.", ""),
                (" The Seller insures the carriage.", ""),
            ),
            (
                ("répare la machine", "nettoie la machine"),
                ("repairs the machine", "cleans the machine"),
            ),
        ],
    ),
    (
        "Der Mieter zahlt die Miete von 600 Euro. Der Vermieter darf die Wohnung nach 3 Tagen Ankündigung betreten. Die Haustiere sind erlaubt.",
        "Le locataire paie le loyer de 600 euros. Le bailleur peut entrer dans le logement après un préavis de 3 jours. Les animaux sont permis.",
        [
            (("600 Euro", "650 Euro"), ("600 euros", "650 euros")),
            (("3 Tagen", "7 Tagen"), ("3 jours", "7 jours")),
            (
                ("darf die Wohnung", "darf die Wohnung nicht"),
                ("peut entrer", "ne peut pas entrer"),
            ),
            (
                ("Der Vermieter darf", "Der Mieter darf"),
                ("Le bailleur peut", "Le locataire peut"),
            ),
            (
                ("erlaubt.", "erlaubt. Der Mieter reinigt die Treppe."),
                ("permis.", "permis. Le locataire nettoie l’escalier."),
            ),
            ((" Die Haustiere sind erlaubt.", ""), (" Les animaux sont permis.", "")),
            (("Haustiere", "Feiern"), ("Les animaux", "Les fêtes")),
        ],
    ),
];

/// How both languages stand in a contract.
#[derive(Debug, Clone, Copy)]
enum Layout {
    Lines,
    Paragraphs,
    TwoClauses,
}

fn contract(first: &str, second: &str, layout: Layout) -> Contract {
    let clause = |id: &str, text: String, pair: Option<&str>| Clause {
        id: id.into(),
        heading: String::new(),
        text,
        pair: pair.map(str::to_owned),
        clauses: vec![],
    };
    let clauses = match layout {
        Layout::Lines => vec![clause("a", format!("{first}\n{second}"), None)],
        Layout::Paragraphs => vec![clause("a", format!("{second}\n\n{first}"), None)],
        Layout::TwoClauses => vec![
            clause("a", first.to_owned(), Some("b")),
            clause("b", second.to_owned(), None),
        ],
    };
    Contract {
        clauses,
        ..Contract::default()
    }
}

fn is_told(old: (&str, &str), new: (&str, &str), layout: Layout) -> bool {
    let redline = compare(
        &contract(old.0, old.1, layout),
        &contract(new.0, new.1, layout),
        CompareScope::Changes,
    );
    redline
        .clauses
        .iter()
        .any(|clause| clause.flags.contains(&Flag::Languages))
}

#[test]
fn every_planted_change_of_one_language_is_told_and_no_change_of_both() {
    let (mut planted, mut both) = (0, 0);
    let (mut missed, mut false_alarms) = (Vec::new(), Vec::new());
    for (first, second, changes) in CLAUSES {
        for (of_first, of_second) in changes {
            let changed = (
                first.replacen(of_first.0, of_first.1, 1),
                second.replacen(of_second.0, of_second.1, 1),
            );
            assert!(changed.0 != first && changed.1 != second, "{of_first:?} {of_second:?}");
            for layout in [Layout::Lines, Layout::Paragraphs, Layout::TwoClauses] {
                for new in [(changed.0.as_str(), second), (first, changed.1.as_str())] {
                    planted += 1;
                    if !is_told((first, second), new, layout) {
                        missed.push(format!("{layout:?}: {new:?}"));
                    }
                }
                both += 1;
                if is_told((first, second), (&changed.0, &changed.1), layout) {
                    false_alarms.push(format!("{layout:?}: {changed:?}"));
                }
            }
        }
    }
    assert!(planted >= 300 && both >= 100);
    assert_eq!((missed, false_alarms), (Vec::<String>::new(), Vec::<String>::new()));
}
