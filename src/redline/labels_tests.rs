//! Numbers that name something, and figures near them.

use super::super::figures::figures;

#[test]
fn labels_are_no_figures() {
    for text in [
        "(820 ILCS 90/10(b); Hollis v. Bramwell, 324 N.C. 523 (1989))",
        "see 17 U.S.C. § 512 and 45 C.F.R. 164",
        "Rev. Stat. section 480-4",
        "the Data Protection Act 2018 and the Seed Act of 1974",
        "the Carriage by Air Act, 1972 and the Patents Rules,\n2003",
        "under Plan 9 applies nothing else",
        "| No. | Item |\n|---|---|\n| 2.1 | hall |\n| 2.2 | shed |",
        "| 序号 | 名称 |\n|---|---|\n| 1 | 仓库 |\n| 2 | 车间 |",
        "the 1988 Act and those 2005 Regulations",
        "最高法院九十八年度台上字第1234號判決",
        "松仁路100號15樓",
        "最判平成十五年四月十八日（民集五十七巻四号三百六十六頁）",
        "12 bis, rue du Port, 75002 Paris",
        "Flat 3B, 16 Elm Grove, Bristol BS6",
        "(Cass. soc., 7 oct. 2031, n° 14-20.112)",
        "Regulation (EU) 2016/679",
        "set out in Schedule 3, in Schedules 1 and 2, and in Sections 2, 4 & 5",
        "Article Five and Part Two",
        "certified under ISO 27001 and SOC 2",
        "on Windows 10.",
        "221 Harbour Street, Suite 400",
        "Hauptstraße 12",
        "Artikel 5 Absatz 2",
        "1. The Vendor",
        "1、甲方",
        "  (2) the Customer",
        "一、总则",
        "（三）其他",
        "第三方、第三人、双方、三方",
        "附件一、附件2和附表三",
        "中国大陆，万一，十分，一定，一切，统一，上一年度，每一日，唯一",
        "国发〔2020〕15号",
        "中山路8号3号楼501室",
        "version 2.1.3, call 12345678",
        "by 37signals, see terms-2022 and a.example/15/1125",
        "third-party, two-factor and one-time",
        "一级故障、二级故障，第三级，下一期",
        "cases (1) and (2)",
        "三五天，七八个，一一列明",
        "[2019] EWCA Civ 123; (2020) 45 ALJR 33; 15 F.3d 200, 205",
        "（2020）京01民终1234号，GB/T 35273-2020",
        "Directive 95/46/EC, Case C-311/18, ISO/IEC 27001:2022",
        "1.2 版，次一工作日，任何一年，以上一年度为准",
        "Tel. 020 5550 1234, PMB 53289, Springfield, IL 60607 USA",
        "under the Commons Zero license",
        "copyright © 2019",
        "4.2 本协议自双方盖章后成立",
        "8 Ill. Ann. tit. 4, the Ports Act 2003, ss. 5 and 6, vol. 3",
        "北浜3丁目4番5号、前一年度の実績",
        "gemäß Gesetz vom 4. Mai 2011 und BAG, Urteil vom 9. Juni 2020",
        "la loi n° 85-98 du 4 mai 1985 et le décret du 7 juin 2010",
        "Regulation (EU) 2019/881 of 17 April 2019",
        "《广告法》（2015年4月24日修订）和根据2019年4月1日通过的《外商投资法》",
        "下請法（昭和31年法律第120号）",
    ] {
        assert_eq!(figures(text), [], "{text}");
    }
}

#[test]
fn figures_near_names_stay_figures() {
    for (text, expected) in [
        ("The Customer pays 5 instalments", vec!["5"]),
        ("Since 1999, it trades. With 3 vans it ran.", vec!["1999", "3"]),
        ("Notwithstanding 5 reports, Since 2 May 2011", vec!["5", "2 May 2011"]),
        ("For 30 days. Within 5 hours", vec!["30 days", "5 hours"]),
        ("the Vendor 5 reports", vec!["5"]),
        ("Clause 5 applies for 30 days", vec!["30 days"]),
        ("分三期付款", vec!["三期"]),
        ("前三个月", vec!["三个月"]),
        ("第三日", vec!["三日"]),
        ("4.2 公里", vec!["4.2 公里"]),
        ("the services. 5 reports", vec!["5"]),
        ("mit der Nordlicht AG vom 4. Mai 2011", vec!["4. Mai 2011"]),
        ("le règlement du 4 mai 2011", vec!["4 mai 2011"]),
        ("any act of 4 May 2011", vec!["4 May 2011"]),
        ("der Vertrag vom 4. Mai 2011", vec!["4. Mai 2011"]),
        ("la loi applicable au contrat du 4 mai 2011", vec!["4 mai 2011"]),
        ("本合同（2026年3月1日签署）", vec!["2026年3月1日"]),
        (
            "提前一个月，交付前一日，合同一年，系统一年，为期一年",
            vec!["一个月", "一日", "一年", "一年", "一年"],
        ),
        ("Store 10GB", vec!["10GB"]),
        ("| 100 | 5% |\n| 500 | 8% |", vec!["100", "5%", "500", "8%"]),
        ("三人以上一年以下", vec!["三人", "一年"]),
        ("from 9:00 to 18:00", vec!["9:00", "18:00"]),
    ] {
        let found: Vec<String> = figures(text).into_iter().map(|figure| figure.text).collect();
        assert_eq!(found, expected, "{text}");
    }
}
