use super::read::plain;
use super::sample::{docx, p, packed, r};
use super::*;

fn read(body: &str, parts: &[(&str, &str)]) -> Docx {
    Docx::read(&docx(body, parts)).expect("a Word file")
}

/// The paragraphs that have words, accepted and rejected.
fn both(body: &str) -> [Vec<String>; 2] {
    let docx = read(body, &[]);
    [View::Accepted, View::Rejected].map(|view| plain(&docx.shown(view), true))
}

const INS: &str = r#"<w:ins w:id="1" w:author="Ada Moor" w:date="2026-03-01T09:00:00Z">"#;
const DEL: &str = r#"<w:del w:id="2" w:author="Ben Lund" w:date="2026-03-02T09:00:00Z">"#;
const MARK_INS: &str = r#"<w:pPr><w:rPr><w:ins w:id="3" w:author="Ada Moor"/></w:rPr></w:pPr>"#;
const MARK_DEL: &str = r#"<w:pPr><w:rPr><w:del w:id="4" w:author="Ada Moor"/></w:rPr></w:pPr>"#;

fn ins(inner: &str) -> String {
    format!("{INS}{inner}</w:ins>")
}

fn del(text: &str) -> String {
    format!(r#"{DEL}<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>"#)
}

#[test]
fn changes_are_accepted_or_rejected() {
    let table = [
        // Words.
        (
            format!("<w:p>{}{}{}</w:p>", r("pay "), del("30"), ins(&r("45"))),
            vec!["pay 45"],
            vec!["pay 30"],
        ),
        // Ours struck within theirs put in: there in neither.
        (
            format!("<w:p>{}{}</w:p>", r("pay"), ins(&del(" now"))),
            vec!["pay"],
            vec!["pay"],
        ),
        // A paragraph split in two, and one joined to the next.
        (
            format!("<w:p>{MARK_INS}{}</w:p>{}", r("One. "), p("Two.")),
            vec!["One.", "Two."],
            vec!["One. Two."],
        ),
        (
            format!("<w:p>{MARK_DEL}{}</w:p>{}", r("One. "), p("Two.")),
            vec!["One. Two."],
            vec!["One.", "Two."],
        ),
        // A whole paragraph struck, also before a table and at the end.
        (
            format!("<w:p>{MARK_DEL}{}</w:p>{}", del("Gone."), p("Stays.")),
            vec!["Stays."],
            vec!["Gone.", "Stays."],
        ),
        (
            format!(
                "<w:p>{MARK_DEL}{}</w:p><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                del("Gone."),
                p("Cell")
            ),
            vec!["Cell"],
            vec!["Gone.", "Cell"],
        ),
        (
            format!("{}<w:p>{MARK_DEL}{}</w:p>", p("First."), r("Last.")),
            vec!["First.", "Last."],
            vec!["First.", "Last."],
        ),
        // Moves.
        (
            format!(
                r#"<w:p>{}<w:moveFrom w:id="5" w:author="A">{}</w:moveFrom></w:p><w:p><w:moveTo w:id="6" w:author="A">{}</w:moveTo></w:p>"#,
                r("a "),
                r("b"),
                r("b")
            ),
            vec!["a", "b"],
            vec!["a b"],
        ),
        // Rows and cells.
        (
            format!(
                r#"<w:tbl><w:tr><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="7" w:author="A"/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:del w:id="8" w:author="A"/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>"#,
                p("old"),
                p("new"),
                p("struck")
            ),
            vec!["old", "new"],
            vec!["old", "struck"],
        ),
        // Within a control, a link, a formula.
        (
            format!(
                "<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
                ins(&r("in"))
            ),
            vec!["in"],
            vec![],
        ),
        (
            format!("<w:p><w:hyperlink>{}</w:hyperlink></w:p>", del("link")),
            vec![],
            vec!["link"],
        ),
        (
            format!("<w:p><m:oMath><m:r><m:t>x=</m:t></m:r><m:r>{DEL}<m:t>2</m:t></w:del></m:r></m:oMath></w:p>"),
            vec!["x="],
            vec!["x=2"],
        ),
    ];
    for (body, accepted, rejected) in table {
        let [found_accepted, found_rejected] = both(&body);
        assert_eq!(found_accepted, accepted, "accepted: {body}");
        assert_eq!(found_rejected, rejected, "rejected: {body}");
    }
}

#[test]
fn who_changed_what_and_when_is_read() {
    let docx = read(&format!("<w:p>{}{}</w:p>", ins(&del("x")), r("y")), &[]);
    let told: Vec<(ChangeKind, &str, Option<&str>)> = docx
        .document
        .changes
        .iter()
        .map(|change| (change.kind, &*change.author, change.date.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (ChangeKind::Inserted, "Ada Moor", Some("2026-03-01T09:00:00Z")),
            (ChangeKind::Deleted, "Ben Lund", Some("2026-03-02T09:00:00Z")),
        ]
    );
    let looks = read(
        r#"<w:p><w:pPr><w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange w:id="2" w:author="A"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>"#,
        &[],
    );
    assert_eq!((looks.document.changes.len(), looks.document.changed_looks), (0, 2));
}

fn level(at: usize, format: &str, shown: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{shown}"/></w:lvl>"#
    )
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{}</w:p>"#,
        r(text)
    )
}

fn labels(docx: &Docx, view: View) -> Vec<String> {
    let shown = docx.shown(view);
    let label = |block: &ShownBlock| match block {
        ShownBlock::Paragraph(paragraph) => paragraph
            .label
            .as_ref()
            .map(|label| label.text.clone())
            .unwrap_or_default(),
        _ => String::new(),
    };
    shown.iter().map(label).collect()
}

#[test]
fn numbers_are_computed_as_word_computes_them() {
    let levels = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "lowerLetter", "(%3)", ""),
        level(3, "upperRoman", "%1-%4", "<w:isLgl/>"),
    ];
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"#,
        levels.concat(),
        level(0, "chineseCountingThousand", "第%1条", "") + &level(1, "bullet", "\u{f0b7}", "")
    );
    let body = [
        numbered(1, 0, "a"),
        numbered(1, 1, "b"),
        numbered(1, 1, "c"),
        numbered(1, 2, "d"),
        numbered(1, 0, "e"),
        numbered(1, 1, "f"),
        numbered(1, 2, "g"),
        numbered(1, 3, "h"),
        numbered(2, 0, "i"),
        numbered(2, 0, "j"),
        numbered(2, 1, "k"),
        numbered(3, 0, "l"),
        numbered(1, 0, "m"),
        numbered(0, 0, "n"),
        numbered(9, 0, "o"),
    ]
    .concat();
    let docx = read(&body, &[("numbering", &numbering)]);
    assert_eq!(
        labels(&docx, View::Accepted),
        [
            "1.",
            "1.1",
            "1.2",
            "(a)",
            "2.",
            "2.1",
            "(a)",
            "2-1",
            "第一条",
            "第二条",
            "•",
            "7.",
            "8.",
            "",
            ""
        ]
    );
}

#[test]
fn numbers_follow_the_view_and_the_style() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "decimal", "%1.", r#"<w:pStyle w:val="Top"/>"#),
        level(1, "decimal", "%1.%2", r#"<w:pStyle w:val="Below"/>"#)
    );
    let style = |id: &str, based: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/>{based}<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"#
        )
    };
    let styles = style("Top", "") + &style("Below", r#"<w:basedOn w:val="Top"/>"#);
    let paragraph = |style: &str, mark: &str, inner: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{mark}</w:pPr>{inner}</w:p>"#)
    };
    let mark = r#"<w:rPr><w:ins w:id="9" w:author="A"/></w:rPr>"#;
    let body = paragraph("Top", "<w:sectPr/>", "")
        + &paragraph("Top", "", &r("a"))
        + &paragraph("Top", mark, &ins(&r("new")))
        + &paragraph("Below", "", &r("b"));
    let docx = read(&body, &[("numbering", &numbering), ("styles", &styles)]);
    assert_eq!(labels(&docx, View::Accepted), ["", "1.", "2.", "2.1"]);
    assert_eq!(labels(&docx, View::Rejected), ["", "1.", "1.1"]);
}

fn unread(body: &str, parts: &[(&str, &str)]) -> Vec<Unread> {
    read(body, parts).document.unread
}

#[test]
fn what_is_not_in_the_text_is_listed() {
    let run =
        |properties: &str, text: &str| format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>");
    assert_eq!(
        unread(&run("<w:vanish/>", "secret"), &[]),
        [Unread::Hidden("secret".into())]
    );
    assert_eq!(unread(&run(r#"<w:vanish w:val="0"/>"#, "plain"), &[]), []);
    assert_eq!(
        unread(&run("<w:strike/>", "struck"), &[]),
        [Unread::StruckByLooks("struck".into())]
    );
    let picture = r#"<w:p><w:r><w:drawing><x:docPr xmlns:x="urn:x" descr="a seal"/></w:drawing></w:r></w:p>"#;
    assert_eq!(unread(picture, &[]), [Unread::Picture("a seal".into())]);
    let symbol = r#"<w:p><w:r><w:sym w:font="Webdings" w:char="F04E"/></w:r></w:p>"#;
    assert_eq!(unread(symbol, &[]).len(), 0, "an ordinary letter by its number");
    let symbol = r#"<w:p><w:r><w:sym w:font="Wingdings" w:char="F04E"/></w:r></w:p>"#;
    assert_eq!(
        unread(symbol, &[]),
        [Unread::Symbol {
            font: "Wingdings".into(),
            code: "F04E".into()
        }]
    );
    assert_eq!(unread(r#"<w:altChunk w:id="x"/>"#, &[]), [Unread::Embedded]);
    assert_eq!(
        unread(&p("x"), &[("header", &p("Draft 3 of Northbank"))]),
        [Unread::PageMargin("Draft 3 of Northbank".into())]
    );
    assert_eq!(unread(&p("x"), &[("header", &p(" — "))]), []);
}

#[test]
fn hidden_words_are_no_text_and_boxes_notes_and_controls_are() {
    let hidden = format!(
        "<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t> not</w:t></w:r></w:p>",
        r("must")
    );
    assert_eq!(both(&hidden)[0], ["must"]);
    let boxed = |inner: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(inner));
    let either = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        r("beside"),
        boxed("in a box"),
        boxed("in a box")
    );
    assert_eq!(both(&either)[0], ["beside", "in a box"]);
    let other = either.replacen("in a box", "in the new box", 1);
    assert_eq!(unread(&other, &[]), [Unread::Alternatives("in a box".into())]);
    assert_eq!(unread(&either, &[]), []);
    let notes = format!(
        r#"<w:footnote w:id="-1" w:type="separator"/><w:footnote w:id="2">{}</w:footnote>"#,
        p("See above.")
    );
    let docx = read(
        &format!(r#"<w:p>{}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#, r("Price")),
        &[("footnotes", &notes)],
    );
    assert_eq!(plain(&docx.shown(View::Accepted), true), ["Price[^1]"]);
    assert_eq!(docx.notes(View::Accepted), ["See above."]);
}

#[test]
fn fields_give_their_result_and_not_what_they_are_told() {
    let field = |told: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{told}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            r(result)
        )
    };
    let reference = format!("<w:p>{}{}</w:p>", r("Section "), field("REF _x \\r", "4.2"));
    assert_eq!(both(&reference)[0], ["Section 4.2"]);
    let nested = format!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
        field("MERGEFIELD a", "inner"),
        r("outer")
    );
    assert_eq!(both(&nested)[0], ["outer"]);
    let contents = format!("<w:p>{}</w:p>{}", field("TOC \\o", "1. Fees 3"), p("Fees"));
    let docx = read(&contents, &[]);
    assert_eq!(plain(&docx.shown(View::Accepted), false), ["Fees"]);
    let broken = format!(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}</w:p>"#,
        r("lost words")
    );
    assert_eq!(unread(&broken, &[]), [Unread::BrokenField("lost words".into())]);
    let ticked = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    assert_eq!(both(ticked)[0], ["☒"]);
}

#[test]
fn comments_tell_what_they_are_about() {
    let comments = format!(
        r#"<w:comment w:id="4" w:author="Ben Lund" w:date="2026-03-02T09:00:00Z">{}</w:comment>"#,
        p("Too long.")
    );
    let body = format!(
        r#"<w:p>{}<w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/>{}</w:p>"#,
        r("Pay in "),
        r("60 days"),
        r(".")
    );
    let docx = read(&body, &[("comments", &comments)]);
    assert_eq!(
        docx.document.comments,
        [Comment {
            author: "Ben Lund".into(),
            date: Some("2026-03-02T09:00:00Z".into()),
            text: "Too long.".into(),
            on: "60 days".into(),
        }]
    );
}

#[test]
fn what_is_no_word_file_or_made_to_do_harm_is_refused() {
    let sound = docx(&p("x"), &[]);
    let cut = &sound[..sound.len() - 30];
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let entity = r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>"#;
    let with_document = |document: &str| {
        let relations =
            r#"<Relationships xmlns="x"><Relationship Id="1" Type="x/officeDocument" Target="d.xml"/></Relationships>"#;
        packed(&[
            ("_rels/.rels".to_owned(), relations.to_owned()),
            ("d.xml".to_owned(), document.to_owned()),
        ])
    };
    let deep = "<w:sdt>".repeat(5_000);
    let fault = |bytes: &[u8]| Docx::read(bytes).expect_err("a fault");
    assert!(matches!(fault(cut), DocxFault::Broken(_)));
    assert_eq!(fault(&[&compound[..], &encrypted].concat()), DocxFault::Password);
    assert_eq!(fault(&compound), DocxFault::OldWord);
    assert_eq!(fault(br"{\rtf1 x}"), DocxFault::OtherFormat("RTF"));
    assert_eq!(fault(b"hello"), DocxFault::NotWord);
    assert_eq!(
        fault(&packed(&[("a.txt".to_owned(), String::new())])),
        DocxFault::NoDocument
    );
    assert_eq!(fault(&with_document(entity)), DocxFault::Entity("d.xml".into()));
    assert_eq!(
        fault(&docx("<w:p>&unknown;</w:p>", &[])),
        DocxFault::Entity("word/document.xml".into())
    );
    assert!(matches!(fault(&docx("<w:p>", &[])), DocxFault::Xml { .. }));
    assert_eq!(fault(&docx(&deep, &[])), DocxFault::TooDeep("word/document.xml".into()));
    assert_eq!(fault(&docx(&"<w:p/>".repeat(1_100_000), &[])), DocxFault::TooLarge);
    let pattern = "%1%2%3".repeat(10_000);
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{pattern}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let numbered = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let with_long_numbers = |many: usize| docx(&numbered.repeat(many), &[("numbering", &numbering)]);
    assert_eq!(fault(&with_long_numbers(20_000)), DocxFault::TooLarge);
    let few = Docx::read(&with_long_numbers(20)).expect("a file");
    let labels = few.shown(View::Accepted).into_iter().filter_map(|block| match block {
        ShownBlock::Paragraph(shown) => shown.label,
        _ => None,
    });
    assert!(
        labels.map(|label| label.pattern.len()).all(|length| length < 300),
        "each has its pattern"
    );
    // A pattern that no paragraph has costs nothing, however many paragraphs there are.
    let without = docx(
        &"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(20_000),
        &[("numbering", &numbering)],
    );
    assert!(Docx::read(&without).is_ok());
    let bomb = format!("<w:p>{}</w:p>", r(&" ".repeat(70 << 20)));
    assert_eq!(fault(&docx(&bomb, &[])), DocxFault::TooLarge);
}

#[test]
fn any_bytes_are_read_or_refused() {
    let sound = docx(
        &numbered(1, 0, "x &amp; y"),
        &[("numbering", &level(0, "decimal", "%1", ""))],
    );
    for at in 0..sound.len() {
        let mut other = sound.clone();
        other[at] ^= 0x41;
        // Neither a panic nor an endless loop; what it gives is of no interest.
        let _ = Docx::read(&other);
    }
}
