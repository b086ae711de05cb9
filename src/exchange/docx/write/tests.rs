use super::*;
use crate::exchange::docx::read::plain;
use crate::exchange::docx::sample::{docx, own_files, p, r, tell};
use crate::exchange::docx::{Docx, Shown, ShownBlock, View};
use proptest::prelude::*;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

fn stamp() -> Stamp {
    Stamp {
        author: "Northbank Ltd & Co, Ada \"A\" Moor".to_owned(),
        date: "2026-03-01T09:00:00Z".to_owned(),
    }
}

/// A paragraph, the number of its row, and whether a box stands between it and the next.
type Found<'s> = (&'s Shown, Option<usize>, bool);

/// All paragraphs as they read, in order; those of rows with the number of their row, counted through.
fn flat<'s>(blocks: &'s [ShownBlock], row: Option<usize>, rows: &mut usize, found: &mut Vec<Found<'s>>) {
    for block in blocks {
        match block {
            ShownBlock::Paragraph(paragraph) => found.push((paragraph, row, false)),
            ShownBlock::Table(all) => {
                for cells in all {
                    *rows += 1;
                    let own = row.or(Some(*rows));
                    for cell in cells {
                        flat(cell, own, rows, found);
                    }
                }
            }
            ShownBlock::Box(inner) => {
                if let Some(before) = found.last_mut() {
                    before.2 = true;
                }
                flat(inner, row, rows, found);
            }
        }
    }
}

/// A source of choices that is the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most.max(1)
    }
}

const WORDS: [&str; 8] = [
    "forty-five",
    "甲方应当",
    " <&> \"",
    "a\tb",
    "x",
    "\u{200b}",
    " (c) ",
    "line\nend",
];

/// What was planned for a document, and what it has to read afterwards.
struct Plan<'s> {
    works: Vec<Work<'s>>,
    accepted: Vec<String>,
    touched: usize,
}

fn plan<'s>(paragraphs: &[Found<'s>], chance: &mut Chance, skipped: &[usize]) -> Plan<'s> {
    let mut plan = Plan {
        works: Vec::new(),
        accepted: Vec::new(),
        touched: 0,
    };
    let mut struck_row = None;
    let mut count = 0;
    let mut allowed = || {
        count += 1;
        !skipped.contains(&count)
    };
    for (at, (paragraph, row, anchors)) in paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        if row.is_some() && struck_row == *row {
            continue;
        }
        let begins_row = row.is_some() && (at == 0 || paragraphs[at - 1].1 != *row);
        match chance.below(12) {
            0..=3 if !text.is_empty() => {
                let mut edits: Vec<TextEdit> = Vec::new();
                let mut new = String::new();
                let mut done = 0;
                let mut from = 0;
                for _ in 0..=chance.below(3) {
                    let places: Vec<usize> = (from..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
                    let Some(start) = places.get(chance.below(places.len())).copied() else {
                        break;
                    };
                    let ends: Vec<usize> = places.into_iter().filter(|at| *at >= start).collect();
                    let end = ends[chance.below(ends.len().min(30))];
                    let with = if chance.below(3) == 0 && end > start {
                        ""
                    } else {
                        WORDS[chance.below(WORDS.len())]
                    };
                    new.push_str(&text[done..start]);
                    new.push_str(with);
                    done = end;
                    from = end + 1;
                    edits.push(TextEdit {
                        at: start..end,
                        with: with.to_owned(),
                    });
                }
                new.push_str(&text[done..]);
                if allowed() {
                    plan.works.push(Work::Edit(paragraph, edits));
                    plan.accepted.push(new);
                    plan.touched += 1;
                } else {
                    plan.accepted.push(text.clone());
                }
            }
            4 => {
                if allowed() {
                    plan.works.push(Work::Strike(paragraph));
                } else {
                    plan.accepted.push(text.clone());
                }
            }
            5 if !anchors => {
                plan.accepted.push(text.clone());
                if allowed() {
                    let words = NewWords {
                        front: "New. ".to_owned(),
                        text: WORDS[chance.below(WORDS.len())].to_owned(),
                    };
                    plan.accepted.push(format!("{}{}", words.front, words.text));
                    plan.works.push(Work::Put {
                        at: Place::Behind(paragraph),
                        like: Some(paragraph),
                        numbered: true,
                        words,
                    });
                }
            }
            6 if begins_row => {
                if allowed() {
                    plan.works.push(Work::StrikeRow(paragraph));
                    struck_row = *row;
                } else {
                    plan.accepted.push(text.clone());
                }
            }
            _ => plan.accepted.push(text.clone()),
        }
    }
    plan.accepted = plan.accepted.iter().map(|text| text.trim().to_owned()).collect();
    plan.accepted.retain(|text| !text.is_empty());
    plan
}

/// How much of a file was tried.
#[derive(Default, Debug)]
struct Tried {
    works: usize,
    refused: usize,
    untouched: usize,
    paragraphs: usize,
    parts: usize,
    same_parts: usize,
    /// Where something did not hold.
    faults: Vec<String>,
}

impl Tried {
    fn hold<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: &[T], wanted: &[T]) {
        let at = found.iter().zip(wanted).position(|(found, wanted)| found != wanted);
        let at = at.or_else(|| (found.len() != wanted.len()).then_some(found.len().min(wanted.len())));
        if let Some(at) = at {
            let fault = format!("{what}, {at}: found {:?}, wanted {:?}", found.get(at), wanted.get(at));
            self.faults.push(fault);
        }
    }
}

/// Marks random changes in a file and reads it again.
fn holds(name: &str, file: &[u8], seed: u64, tried: &mut Tried) {
    let Ok(before) = Docx::read(file) else { return };
    let blocks = before.shown(View::Accepted);
    let mut paragraphs = Vec::new();
    flat(&blocks, None, &mut 0, &mut paragraphs);
    let mut skipped = Vec::new();
    let (plan, marked) = loop {
        let plan = plan(&paragraphs, &mut Chance(seed), &skipped);
        match mark(file, &plan.works, &stamp()) {
            Ok(marked) => break (plan, marked),
            Err(refused) => {
                // The works that were left out before have numbers as well.
                let mut numbers: Vec<usize> = (1..=plan.works.len() + skipped.len()).collect();
                numbers.retain(|number| !skipped.contains(number));
                for one in refused {
                    let Some(work) = one.work else { return };
                    tried.refused += 1;
                    skipped.push(numbers[work]);
                }
            }
        }
    };
    tried.works += plan.works.len();
    tried.untouched += marked.untouched;
    tried.paragraphs += marked.paragraphs;
    let after = Docx::read(&marked.bytes).expect("what was written can be read");
    let read = |docx: &Docx, view| plain(&docx.shown(view), true);
    tried.hold(
        &format!("{name} {seed}: accepted"),
        &read(&after, View::Accepted),
        &plan.accepted,
    );
    tried.hold(
        &format!("{name} {seed}: rejected"),
        &read(&after, View::Rejected),
        &read(&before, View::Rejected),
    );
    match accept_changes(&marked.bytes).map(|clean| Docx::read(&clean)) {
        Ok(Ok(clean)) => {
            tried.hold(
                &format!("{name} {seed}: clean"),
                &read(&clean, View::Rejected),
                &plan.accepted,
            );
            tried.hold(
                &format!("{name} {seed}: no change is left"),
                &clean.document.changes,
                &[],
            );
        }
        fault => tried.faults.push(format!("{name} {seed}: clean: {fault:?}")),
    }
    assert_eq!(
        mark(file, &plan.works, &stamp()).as_ref(),
        Ok(&marked),
        "the same bytes again"
    );
    let (old, new) = (parts(file), parts(&marked.bytes));
    tried.parts += old.len();
    tried.same_parts += old.iter().zip(&new).filter(|(old, new)| old == new).count();
    // Their marks are all there still.
    let of = |docx: &Docx, author: &str| {
        docx.document
            .changes
            .iter()
            .filter(|change| change.author == author)
            .count()
    };
    for change in &before.document.changes {
        assert!(
            of(&after, &change.author) >= of(&before, &change.author),
            "{name}: marks of {}",
            change.author
        );
    }
}

/// The parts of a file as they are packed.
fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a zip file");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index_raw(index).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (String::from_utf8_lossy(part.name_raw()).into_owned(), bytes)
        })
        .collect()
}

const INS: &str = r#"<w:ins w:id="1" w:author="Ben Lund" w:date="2026-02-01T09:00:00Z">"#;
const DEL: &str = r#"<w:del w:id="2" w:author="Ben Lund" w:date="2026-02-01T09:00:00Z">"#;

fn bodies() -> Vec<String> {
    let theirs = format!(
        r"<w:p>{}{INS}<w:r><w:rPr><w:b/></w:rPr><w:t>put in </w:t></w:r>{}</w:ins>{DEL}<w:r><w:delText>struck</w:delText></w:r></w:del>{}</w:p>",
        r("Pay "),
        r("twice"),
        r(" at once."),
    );
    let field = format!(
        r#"<w:p>{}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>{}<w:fldSimple w:instr="REF b">{}</w:fldSimple></w:p>"#,
        r("See Section "),
        r("8.1"),
        r(" and "),
        r("9.2"),
    );
    let joined = format!(
        r#"<w:p><w:pPr><w:rPr><w:del w:id="4" w:author="Ben Lund"/></w:rPr></w:pPr>{}</w:p><w:p><w:pPr><w:pStyle w:val="x"/><w:rPr><w:ins w:id="5" w:author="Ben Lund"/><w:b/></w:rPr></w:pPr>{}</w:p>"#,
        r("One. "),
        r("Two."),
    );
    let table = format!(
        r"<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        p("Setup"),
        p("EUR 4,000"),
        p("Year"),
        p("EUR 1"),
        p("net"),
    );
    let bits = r#"<w:p w:rsidR="1"><w:r><w:t xml:space="preserve">a &amp; b </w:t><w:tab/><w:t>c</w:t><w:br/><w:noBreakHyphen/><w:t><![CDATA[d<e]]></w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:rPr><w:u w:val="single"/><w:rPrChange w:id="9" w:author="Ben Lund"><w:rPr/></w:rPrChange></w:rPr><w:t>link</w:t></w:r></w:hyperlink></w:p>"#;
    vec![
        [p("First words."), theirs, p("Last words.")].concat(),
        [field, joined, p("End.")].concat(),
        [p("Fees"), table, bits.to_owned(), "<w:sectPr/>".to_owned()].concat(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn accepted_is_what_was_wanted_and_rejected_what_was_there(seed in any::<u64>()) {
        for (index, body) in bodies().iter().enumerate() {
            let mut tried = Tried::default();
            holds(&format!("body {index}"), &docx(body, &[]), seed, &mut tried);
            prop_assert_eq!(tried.faults, [""; 0]);
        }
    }
}

#[test]
fn peoples_own_files_read_as_was_wanted_after_marking() {
    let Some(files) = own_files() else { return };
    let mut tried = Tried::default();
    for file in &files {
        let bytes = std::fs::read(file).expect("a file");
        for seed in 1..=2 {
            holds(&file.display().to_string(), &bytes, seed, &mut tried);
        }
    }
    let faults = std::mem::take(&mut tried.faults);
    tell(&format!("{} files: {tried:?}", files.len()));
    assert_eq!(faults.len(), 0, "{}", faults.join("\n"));
}
