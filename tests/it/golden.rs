//! Redlines as a careful lawyer wants to read them: each file under `tests/golden` holds two versions of some clauses
//! and the redline between them. `ADIDEM_GOLDEN=write` writes the redlines anew; read the difference before keeping it.

use std::fs;
use std::path::{Path, PathBuf};

use adidem::contract::{Contract, read};
use adidem::redline::{CompareScope, compare};
use similar::TextDiff;

use crate::redline_properties::check_whole;

mod print;

pub(crate) use print::print;

/// What stands above the clauses when a case does not say.
const FRONT: &str = "\
title: CRM Agreement
parties:
  - id: customer
    name: Orchard Trading Ltd
    role: Customer
  - id: vendor
    name: 云杉软件有限公司
    role: 乙方
clauses:
";

/// Fewer cases than this means that the folder was not found whole.
const FEWEST: usize = 40;

struct Case {
    name: String,
    path: PathBuf,
    page: String,
}

impl Case {
    /// The fenced block below the heading.
    fn block(&self, heading: &str) -> (usize, usize) {
        let missing = || format!("{}: no block under “{heading}”", self.name);
        let heading = self
            .page
            .find(&format!("\n## {heading}\n"))
            .unwrap_or_else(|| panic!("{}", missing()));
        let fence = self.page[heading..]
            .find("\n```")
            .unwrap_or_else(|| panic!("{}", missing()))
            + heading
            + 1;
        let start = self.page[fence..].find('\n').unwrap_or_else(|| panic!("{}", missing())) + fence + 1;
        let end = self.page[start..]
            .find("```\n")
            .unwrap_or_else(|| panic!("{}", missing()))
            + start;
        (start, end)
    }

    fn version(&self, heading: &str) -> Contract {
        let (start, end) = self.block(heading);
        let block = &self.page[start..end];
        let source = if block.starts_with("title:") {
            block.to_owned()
        } else {
            format!("{FRONT}{block}")
        };
        read(source.as_bytes()).unwrap_or_else(|error| panic!("{}, {heading}: {error}", self.name))
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<Case> = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| Case {
            name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
            page: fs::read_to_string(&path).expect("a case"),
            path,
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

#[test]
fn each_case_reads_as_it_should() {
    let cases = cases();
    assert!(cases.len() >= FEWEST, "only {} cases found", cases.len());
    let writes = std::env::var_os("ADIDEM_GOLDEN").is_some_and(|value| value == "write");
    let mut wrong = String::new();
    for case in cases {
        assert!(
            case.page.starts_with("# "),
            "{}: the first line says what holds",
            case.name
        );
        let (old, new) = (case.version("Old"), case.version("New"));
        let redline = compare(&old, &new, CompareScope::Changes);
        check_whole(&old, &new, &redline);
        let printed = print(&redline);
        let (start, end) = case.block("Redline");
        let expected = &case.page[start..end];
        if expected == printed {
            continue;
        }
        if writes {
            let page = format!("{}{printed}{}", &case.page[..start], &case.page[end..]);
            fs::write(&case.path, page).expect("the case rewritten");
            continue;
        }
        let title = case.page.lines().next().unwrap_or_default();
        let diff = TextDiff::from_lines(expected, &printed);
        let diff = diff
            .unified_diff()
            .context_radius(2)
            .header("expected", "printed")
            .to_string();
        wrong.extend(["\n", &case.name, " — ", title.trim_start_matches("# "), "\n", &diff]);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn both_languages_are_covered_alike() {
    let has_han = |page: &str| page.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let (chinese, english): (Vec<_>, Vec<_>) = cases()
        .into_iter()
        .partition(|case| has_han(&case.page[case.block("New").0..case.block("New").1]));
    assert!(
        chinese.len() >= 20 && english.len() >= 20,
        "{} Chinese, {} English",
        chinese.len(),
        english.len()
    );
}
