//! The word marks of a redline: reversal, completeness and where boundaries lie.

use super::super::item_labels::labels;
use super::*;
use proptest::prelude::*;

fn marked(old: &str, new: &str) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for edit in edits(old, new, &Lexicon::with_terms([])) {
        shown += &new[at..edit.new.start];
        if !edit.old.is_empty() {
            shown += &["[-", &old[edit.old.clone()], "-]"].concat();
        }
        if !edit.new.is_empty() {
            shown += &["{+", &new[edit.new.clone()], "+}"].concat();
        }
        at = edit.new.end;
    }
    shown + &new[at..]
}

fn check(cases: &[(&str, &str, &str)]) {
    for (old, new, shown) in cases {
        assert_eq!(marked(old, new), *shown);
    }
}

#[test]
fn marks_read_as_a_person_would_have_made_them() {
    check(&[
        (
            "within thirty (30) days of",
            "within sixty (60) days of",
            "within [-thirty (30)-]{+sixty (60)+} days of",
        ),
        (
            "在三十（30）日内付款",
            "在六十（60）日内付款",
            "在[-三十（30）-]{+六十（60）+}日内付款",
        ),
        (
            "在三十（30）日内付款",
            "在三十（60）日内付款",
            "在三十[-（30）-]{+（60）+}日内付款",
        ),
        ("支付违约金。", "支付滞纳金。", "支付[-违约金-]{+滞纳金+}。"),
        ("甲方应当付款", "甲方可以付款", "甲方[-应当-]{+可以+}付款"),
        ("乙方不得转让", "乙方可转让", "乙方[-不得-]{+可+}转让"),
        (
            "the Supplier shall promptly notify it",
            "the Vendor must immediately inform it",
            "the [-Supplier shall promptly notify-]{+Vendor must immediately inform+} it",
        ),
        (
            "ten days of receipt only",
            "five weeks of delivery only",
            "[-ten days of receipt-]{+five weeks of delivery+} only",
        ),
        (
            "Party may pay, and may go",
            "Party may pay, may stop, and may go",
            "Party may pay, {+may stop, +}and may go",
        ),
        (
            "one. Two. Three.",
            "one. Two. Four. Three.",
            "one. Two. {+Four. +}Three.",
        ),
        (
            "see Section 5.2(a) now",
            "see Section 5.3(b) now",
            "see Section [-5.2(a)-]{+5.3(b)+} now",
        ),
        (
            "price ¥1,200,000.00 net",
            "price ¥1,350,000.00 net",
            "price [-¥1,200,000.00-]{+¥1,350,000.00+} net",
        ),
        ("a b\nc d", "a b c d", "a b[-\n-]{+ +}c d"),
        ("a b\n\nc", "a\nb c", "a[- -]{+\n+}b[-\n\n-]{+ +}c"),
        ("end. Next", "end.\n\nNext", "end.[- -]{+\n\n+}Next"),
        ("a, b c", "a\n, b\n\nc", "a{+\n+}, b[- -]{+\n\n+}c"),
        (
            "违反本法规定的",
            "违反本法有关劳务派遣规定的",
            "违反本法{+有关劳务派遣+}规定的",
        ),
        (
            "违反本法有关劳务派遣规定的",
            "违反本法规定的",
            "违反本法[-有关劳务派遣-]规定的",
        ),
        ("依本法第四条的规定", "依本法规定", "依本法[-第四条的-]规定"),
        ("判断是否有权", "判断是或否有权", "判断[-是否-]{+是或否+}有权"),
        ("以法律行为", "以法制定律行为", "以[-法律-]{+法制定律+}行为"),
        ("乙方不得转让", "乙方得转让", "乙方[-不得-]{+得+}转让"),
        ("甲方应当付款", "甲方不应当付款", "甲方{+不+}应当付款"),
        ("应当事人要求", "应各方当事人要求", "应{+各方+}当事人要求"),
        ("事故发生时", "事故发现时", "事故[-发生-]{+发现+}时"),
        (
            "由乙方认定并统计",
            "由乙方确定并计算",
            "由乙方[-认定-]{+确定+}并[-统计-]{+计算+}",
        ),
        ("甲方营业所在地", "甲方业务所在国", "甲方[-营业所在地-]{+业务所在国+}"),
        (
            "乙は譲渡することができる。",
            "乙は譲渡することができない。",
            "乙は譲渡することが[-できる-]{+できない+}。",
        ),
        ("confidential", "con\u{200B}fidential", "con{+\u{200B}+}fidential"),
        ("to pay it", "to p\u{430}y it", "to p[-a-]{+\u{430}+}y it"),
        (
            "甲方付款。乙方交货。",
            "甲方付款。甲方验收。乙方交货。",
            "甲方付款。{+甲方验收。+}乙方交货。",
        ),
    ]);
}

#[test]
fn lines_items_and_sentences_stay_apart() {
    check(&[
        ("first\nsecond\n", "first\nnew\nsecond\n", "first\n{+new\n+}second\n"),
        (
            "He fixes at once whatever broke, and bears 15% of the cost.",
            "Over five years it rests with her to pay 15% or nothing.",
            "[-He fixes at once whatever broke, and bears-]{+Over five years it rests with her to pay+} 15% [-of the cost-]{+or nothing+}.",
        ),
        (
            "It shall:\n(a) rest well;\n(b) run far; and\n(c) go.",
            "It shall:\n(a) rest well;\n(b) eat soon;\n(c) run far; and\n(d) go.",
            "It shall:\n(a) rest well;\n{+(b) eat soon;\n+}[-(b)-]{+(c)+} run far; and\n[-(c)-]{+(d)+} go.",
        ),
        (
            "It is paid by cheque.\n\nThe end.",
            "It is paid.\n\nIt bears interest.\n\nThe end.",
            "It is paid[- by cheque-].{+\n\nIt bears interest.+}\n\nThe end.",
        ),
        ("（一）保密。", "（二）责任。", "[-（一）-]{+（二）+}[-保密-]{+责任+}。"),
        (
            "It ends (Oak Corp. v. Elm, 12 (1989)). If Elm pays, it stays.",
            "It ends. If Elm pays, it stays.",
            "It ends[- (Oak Corp. v. Elm, 12 (1989))-]. If Elm pays, it stays.",
        ),
        (
            "Er gilt (vgl. LG Ulm, Beschl. v. 9. 8. 2031). Er bleibt (vgl. AG Hof, 2 C 7/30).",
            "Er gilt. Er bleibt.",
            "Er gilt[- (vgl. LG Ulm, Beschl. v. 9. 8. 2031)-]. Er bleibt[- (vgl. AG Hof, 2 C 7/30)-].",
        ),
        (
            "以邮件送达（参见附页。）。未签收的，仍为送达。",
            "以邮件送达。未签收的，仍为送达。",
            "以邮件送达[-（参见附页。）-]。未签收的，仍为送达。",
        ),
        (
            "The lessee shall, at its own cost, take all broken tiles from the roof of the lessor and replace them.",
            "Worn boards lie at the risk of the lessor, who may burn them in the yard and bill the ashes to nobody.",
            "[-The lessee shall, at its own cost, take all broken tiles from the roof of the lessor and replace them-]{+Worn boards lie at the risk of the lessor, who may burn them in the yard and bill the ashes to nobody+}.",
        ),
        (
            "The buyer inspects every crate on arrival at the gate.",
            "On request the seller ships two more of them to another port.",
            "[-The buyer inspects every crate on arrival at the gate-]{+On request the seller ships two more of them to another port+}.",
        ),
        (
            "It pays within 30 days and gives ten days of notice.",
            "It pays within 45 days.",
            "It pays within [-30-]{+45+} days[- and gives ten days of notice-].",
        ),
        (
            "Er zahlt binnen 45 Tagen.",
            "Er zahlt binnen 30 Tagen und meldet binnen 10 Tagen.",
            "Er zahlt binnen [-45-]{+30+} Tagen{+ und meldet binnen 10 Tagen+}.",
        ),
        (
            "违反第\n二条的，赔偿。",
            "违反第二条的，赔偿。",
            "违反第[-\n-]二条的，赔偿。",
        ),
        (
            "违反第二\n条的，赔偿。",
            "违反第三条的，赔偿。",
            "违反[-第二\n条-]{+第三条+}的，赔偿。",
        ),
        (
            "write to a@oak.example now",
            "write to b@oak.example now",
            "write to [-a@oak.example-]{+b@oak.example+} now",
        ),
    ]);
}

proptest! {
    #[test]
    fn both_texts_can_be_put_together_from_the_marks(
        old in "[ab的不c三十（）(3)0.，, \n\u{200B}一条第]{0,40}", new in "[ab的不c三十（）(3)0.，, \n\u{200B}一条第]{0,40}",
    ) {
        let edits = edits(&old, &new, &Lexicon::with_terms([]));
        let (mut o, mut n) = (0, 0);
        for edit in &edits {
            prop_assert!(edit.old.start >= o && edit.new.start >= n);
            let is_first = edit == &edits[0];
            let is_label = |range: &Range<usize>| labels(&new, Place::Text).contains(range);
            let is_renumbering = is_label(&edit.new) || edits.iter().any(|other| other.new.end == n && is_label(&other.new));
            prop_assert!(is_first || edit.new.start > n || is_renumbering, "nothing kept between two changes: {:?}", edits);
            prop_assert_eq!(&old[o..edit.old.start], &new[n..edit.new.start]);
            prop_assert!(!(edit.old.is_empty() && edit.new.is_empty()));
            (o, n) = (edit.old.end, edit.new.end);
        }
        prop_assert_eq!(&old[o..], &new[n..]);
    }
}
