//! The program as its users start it: what it prints, in which language, and with which exit status.

use crate::support::Git;
use serde_json::Value;
use std::process::Output;

const FIRST: &str = "title: CRM 软件服务合同
language: zh-CN
parties:
  - id: customer
    name: 云帆贸易
    role: 甲方
    members:
      - {name: 李静, email: li.jing@yunfan.example}
  - id: vendor
    name: 澄明软件
    role: 乙方
    members:
      - {name: 王磊, email: wang.lei@chengming.example}
clauses:
  - id: fees
    heading: 费用
    text: |
      甲方应当在收到发票后三十（30）日内付款。
  - id: uptime
    heading: 服务可用率
    text: |
      服务可用率不低于99.9%。
";

/// A negotiation of three rounds: a figure, a new clause with a hidden character.
fn negotiated() -> Git {
    let mut git = Git::new();
    git.by("王磊 <wang.lei@chengming.example>")
        .change("contracts/crm.yaml", FIRST, "首稿");
    let second = FIRST.replace("三十（30）", "六十（60）");
    git.by("李静 <li.jing@yunfan.example>")
        .change("contracts/crm.yaml", &second, "付款期限");
    let third = format!("{second}  - id: secrecy\n    heading: 保密\n    text: |\n      双方应当保\u{200b}密。\n");
    git.by("王磊 <wang.lei@chengming.example>")
        .change("contracts/crm.yaml", &third, "保密条款");
    git
}

fn run(git: &Git, arguments: &[&str]) -> Output {
    git.command(env!("CARGO_BIN_EXE_adidem"), &git.top())
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn said(git: &Git, arguments: &[&str]) -> String {
    let output = run(git, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "adidem {}: {error}", arguments.join(" "));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(git: &Git, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(git, arguments)).expect("JSON")
}

#[test]
fn the_list_names_round_ball_and_last_change() {
    let git = negotiated();
    let list = json(&git, &["list", "--json"]);
    assert_eq!(list["contracts"][0]["name"], "crm");
    assert_eq!(list["contracts"][0]["title"], "CRM 软件服务合同");
    assert_eq!(list["contracts"][0]["round"], 3);
    assert_eq!(list["contracts"][0]["to_act"], serde_json::json!(["customer"]));
    assert_eq!(list["contracts"][0]["agreed"], 0);
    assert_eq!(list["contracts"][0]["total"], 3);
    assert_eq!(list["contracts"][0]["error"], Value::Null);
    assert!(
        list["contracts"][0]["changed"]
            .as_str()
            .is_some_and(|date| date.starts_with("2026-01-05T"))
    );
}

#[test]
fn the_rounds_name_party_author_note_and_clauses() {
    let git = negotiated();
    let rounds = json(&git, &["rounds", "crm", "--json"])["rounds"].clone();
    let row = |at: usize, key: &str| rounds[at][key].clone();
    assert_eq!(
        (row(0, "round"), row(0, "party"), row(0, "author")),
        (1.into(), "vendor".into(), "王磊".into())
    );
    assert_eq!(row(0, "clauses"), serde_json::json!(["fees", "uptime"]));
    assert_eq!(row(1, "clauses"), serde_json::json!(["fees"]));
    assert_eq!(row(2, "note"), "保密条款");
    assert_eq!(row(2, "commit"), git.run(&["rev-parse", "HEAD"]));
}

#[test]
fn the_redline_as_json_is_the_documented_shape_and_gives_back_both_texts() {
    let git = negotiated();
    let diff = json(&git, &["diff", "crm", "1", "2", "--format", "json"]);
    assert_eq!(diff["contract"], "crm");
    assert_eq!(
        (&diff["from"]["round"], &diff["from"]["party"]),
        (&1.into(), &"vendor".into())
    );
    assert_eq!(
        (&diff["to"]["round"], &diff["to"]["party"]),
        (&2.into(), &"customer".into())
    );
    let clause = &diff["clauses"][0];
    assert_eq!(diff["clauses"].as_array().map(Vec::len), Some(1));
    for (key, value) in [
        ("id", "fees"),
        ("from_id", "fees"),
        ("number", "1"),
        ("from_number", "1"),
        ("heading", "费用"),
        ("change", "edited"),
        ("class", "figure"),
    ] {
        assert_eq!(clause[key], value, "{key}");
    }
    assert_eq!(
        (&clause["moved"], &clause["renumbered"]),
        (&false.into(), &false.into())
    );
    assert_eq!(clause["flags"], serde_json::json!(["figure"]));
    let joined = |without: &str| -> String {
        clause["segments"]
            .as_array()
            .expect("segments")
            .iter()
            .filter(|segment| segment["op"] != without)
            .filter_map(|segment| segment["text"].as_str())
            .collect()
    };
    assert_eq!(joined("insert"), "甲方应当在收到发票后三十（30）日内付款。\n");
    assert_eq!(joined("delete"), "甲方应当在收到发票后六十（60）日内付款。\n");
    for (key, count) in [
        ("edited", 1),
        ("added", 0),
        ("removed", 0),
        ("moved", 0),
        ("renumbered", 0),
        ("unchanged", 1),
    ] {
        assert_eq!(diff["summary"][key], count, "{key}");
    }
    let digest = said(
        &git,
        &["show", "crm", "--round", "2", "--clause", "fees", "--canonical"],
    );
    assert_eq!(clause["to_digest"], format!("sha256:{}", sha256sum(&git, &digest)));
}

fn sha256sum(git: &Git, text: &str) -> String {
    git.file("canonical.txt", text);
    let output = git
        .command("sha256sum", &git.top())
        .arg("canonical.txt")
        .output()
        .expect("sha256sum");
    String::from_utf8_lossy(&output.stdout)
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn the_redline_as_text_reads_without_colour_and_shows_what_does_not_show() {
    let git = negotiated();
    insta::assert_snapshot!(said(&git, &["diff", "crm", "1", "3"]), @r#"
CRM 软件服务合同 (crm)
- round 1, 澄明软件, 王磊, 2026-01-05 10:00, "首稿"
+ round 3, 澄明软件, 王磊, 2026-01-05 12:00, "保密条款"
1 edited, 1 added, 1 unchanged (1 replacement)
[-deleted-]  {+inserted+}

Figures that changed
    1 费用: 三十（30）日 -> 六十（60）日

Needs attention
! 3 保密: hidden or look-alike characters added

~ 1 费用  (edited, figure)
    甲方应当在收到发票后[-三十（30）-]{+六十（60）+}日内付款。

+ 3 {+保密+}  (added)
    {+双方应当保<U+200B>密。+}
"#);
}

#[test]
fn the_redline_speaks_chinese_where_asked() {
    let git = negotiated();
    insta::assert_snapshot!(said(&git, &["diff", "crm", "2", "--lang", "zh"]), @r#"
CRM 软件服务合同（crm）
- 第 2 轮, 云帆贸易, 李静, 2026-01-05 11:00, "付款期限"
+ 第 3 轮, 澄明软件, 王磊, 2026-01-05 12:00, "保密条款"
新增 1 条，未修改 2 条
[-删除-]  {+新增+}

请注意
! 3 保密：新增隐藏或形近字符

+ 3 {+保密+}（新增）
    {+双方应当保<U+200B>密。+}
"#);
}

#[test]
fn colour_comes_only_when_asked_and_never_without_a_sign() {
    let git = negotiated();
    assert!(!said(&git, &["diff", "crm"]).contains('\u{1b}'));
    let coloured = said(&git, &["diff", "crm", "1", "2", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[9;31m[-三十（30）-]\u{1b}[0m"), "{coloured}");
    assert!(coloured.contains("\u{1b}[4;34m{+六十（60）+}\u{1b}[0m"), "{coloured}");
    let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
    let output = command
        .env("NO_COLOR", "1")
        .args(["diff", "crm", "1", "2"])
        .output()
        .expect("it starts");
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn the_exit_status_tells_differences_wrong_use_and_nothing_else() {
    let git = negotiated();
    let status = |arguments: &[&str]| run(&git, arguments).status.code();
    assert_eq!(status(&["diff", "crm"]), Some(0));
    assert_eq!(status(&["diff", "crm", "--exit-code"]), Some(1));
    assert_eq!(status(&["diff", "crm", "2", "2", "--exit-code"]), Some(0));
    assert_eq!(status(&["diff", "crm", "9"]), Some(2));
    assert_eq!(status(&["diff", "nothing"]), Some(2));
    assert_eq!(status(&["no-such-command", "x", "y"]), Some(2));
}

#[test]
fn errors_say_what_happened_and_what_to_do_next() {
    let git = negotiated();
    let error = |arguments: &[&str]| String::from_utf8_lossy(&run(&git, arguments).stderr).into_owned();
    insta::assert_snapshot!(error(&["show", "crmm"]), @"adidem: there is no contract `crmm`; name one that there is: crm");
    insta::assert_snapshot!(error(&["diff", "crm", "7"]), @"adidem: `crm` has no round 7: the latest is round 3; `adidem rounds crm` lists them");
    insta::assert_snapshot!(error(&["blame", "crm", "fee"]), @"adidem: the contract `crm` has no clause `fee` (did you mean `fees`?); `adidem show crm` lists every clause with its id");
    insta::assert_snapshot!(error(&["blame", "crm", "4"]), @"adidem: the contract `crm` has no clause `4`; `adidem show crm` lists every clause with its id");
    insta::assert_snapshot!(error(&["diff", "crm", "--theme", "sepia"]), @"adidem: there is no theme `sepia`; choose one of ansi, dark, light, high-contrast, colour-blind, mono");
}

#[test]
fn a_broken_contract_is_listed_with_its_reason_and_hides_no_other() {
    let mut git = negotiated();
    git.change(
        "contracts/broken.yaml",
        "title: X\nparties: []\nclauses: []\n",
        "broken",
    );
    let list = json(&git, &["list", "--json"]);
    assert_eq!(list["contracts"][0]["name"], "broken");
    assert!(
        list["contracts"][0]["error"]
            .as_str()
            .is_some_and(|error| error.starts_with("contracts/broken.yaml, line 2, column")),
        "{list}"
    );
    assert_eq!(
        (&list["contracts"][1]["name"], &list["contracts"][1]["error"]),
        (&"crm".into(), &Value::Null)
    );
    assert_eq!(run(&git, &["show", "broken"]).status.code(), Some(2));
}

#[test]
fn the_draft_is_compared_with_the_newest_round() {
    let git = negotiated();
    let newest = said(&git, &["show", "crm", "--json"]);
    assert!(newest.contains("99.9%"));
    let text = std::fs::read_to_string(git.top().join("contracts/crm.yaml")).expect("the file");
    git.file("contracts/crm.yaml", &text.replace("99.9%", "99.5%"));
    let diff = json(&git, &["diff", "crm", "last", "draft", "--format", "json"]);
    assert_eq!(diff["clauses"][0]["id"], "uptime");
    assert_eq!(
        (&diff["from"]["round"], &diff["to"]["round"]),
        (&3.into(), &Value::Null)
    );
    assert_eq!(diff["figures"][0]["to"], "99.5%");
}

#[test]
fn blame_names_the_round_and_party_of_each_word() {
    let git = negotiated();
    let blame = json(&git, &["blame", "crm", "fees", "--json"]);
    let parts: Vec<String> = blame["segments"]
        .as_array()
        .expect("segments")
        .iter()
        .map(|part| {
            format!(
                "{} {} {}",
                part["text"].as_str().unwrap_or(""),
                part["round"],
                part["party"]
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            "甲方应当在收到发票后 1 \"vendor\"",
            "六十（60） 2 \"customer\"",
            "日内付款。\n 1 \"vendor\""
        ]
    );
}

#[test]
fn a_contract_may_be_called_by_its_path_or_by_the_last_part_of_its_name() {
    let mut git = negotiated();
    git.change("contracts/2026/lease.yaml", FIRST, "lease");
    assert_eq!(
        said(&git, &["show", "contracts/crm.yaml"]),
        said(&git, &["show", "crm"])
    );
    assert_eq!(said(&git, &["show", "lease"]), said(&git, &["show", "2026/lease"]));
    git.change(
        "contracts/2025/lease.yaml",
        &FIRST.replace("CRM", "OLD"),
        "another lease",
    );
    assert_eq!(run(&git, &["show", "lease"]).status.code(), Some(2));
}

#[test]
fn a_clause_may_be_called_by_its_number() {
    let git = negotiated();
    assert_eq!(
        said(&git, &["show", "crm", "--clause", "2"]),
        said(&git, &["show", "crm", "--clause", "uptime"])
    );
    assert_eq!(json(&git, &["blame", "crm", "1", "--json"])["clause"], "fees");
    assert_eq!(
        json(&git, &["diff", "crm", "1", "2", "--clause", "1", "--format", "json"])["clauses"][0]["id"],
        "fees"
    );
}

#[test]
fn a_folder_can_be_given_in_front_and_a_bare_repository_reads_too() {
    let git = negotiated();
    let bare = git.beside("bare.git");
    git.run(&["clone", "--quiet", "--bare", ".", bare.to_str().expect("a path")]);
    let output = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.beside("."))
        .args(["-C", "bare.git", "rounds", "crm", "--json"])
        .output()
        .expect("it starts");
    let rounds: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rounds["rounds"].as_array().map(Vec::len), Some(3));
    let draft = git
        .command(env!("CARGO_BIN_EXE_adidem"), &bare)
        .args(["diff", "crm", "last", "draft"])
        .output()
        .expect("it starts");
    assert_eq!(draft.status.code(), Some(2));
}

#[test]
fn a_contract_never_sent_is_listed_and_shown_as_a_draft() {
    let git = Git::new();
    git.file("contracts/new.yaml", FIRST);
    let list = json(&git, &["list", "--json"]);
    assert_eq!(
        (
            &list["contracts"][0]["name"],
            &list["contracts"][0]["round"],
            &list["contracts"][0]["total"]
        ),
        (&"new".into(), &0.into(), &2.into())
    );
    assert!(said(&git, &["show", "new"]).contains("服务可用率"));
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let git = Git::new();
    for text in [said(&git, &["completions", "bash"]), said(&git, &["man"])] {
        for command in ["init", "list", "show", "rounds", "diff", "blame", "doctor", "demo"] {
            assert!(text.contains(command), "{command}");
        }
    }
}

#[test]
fn drafts_written_side_by_side_are_told_apart_from_drafts_that_follow() {
    let mut git = negotiated();
    let start = git.run(&["rev-parse", "HEAD"]);
    let text = std::fs::read_to_string(git.top().join("contracts/crm.yaml")).expect("the file");
    git.by("李静 <li.jing@yunfan.example>")
        .change("contracts/crm.yaml", &text.replace("99.9%", "99.95%"), "可用率");
    let ours = git.run(&["rev-parse", "HEAD"]);
    git.run(&["checkout", "--quiet", "--detach", &start]);
    git.by("王磊 <wang.lei@chengming.example>")
        .change("contracts/crm.yaml", &text.replace("付款", "支付"), "用语");
    let theirs = git.run(&["rev-parse", "HEAD"]);
    git.run(&["checkout", "--quiet", "main"]);
    assert_ne!(ours, theirs);
    assert!(said(&git, &["diff", "crm", &ours, &theirs]).contains("drafted independently"));
    assert!(said(&git, &["diff", "crm", "3", "1"]).contains("The older version is on the right"));
    assert!(said(&git, &["diff", "crm", "2", "2"]).contains("Both sides are the same version"));
    let onwards = said(&git, &["diff", "crm", "1", "2"]);
    assert!(
        !onwards.contains("side by side") && !onwards.contains("older version"),
        "{onwards}"
    );
}

#[test]
fn a_narrowed_redline_keeps_its_numbers_and_counts_only_what_it_shows() {
    let git = negotiated();
    let diff = json(&git, &["diff", "crm", "1", "3", "--clause", "fees", "--format", "json"]);
    assert_eq!(
        (&diff["summary"]["edited"], &diff["summary"]["added"]),
        (&1.into(), &0.into())
    );
    assert_eq!(diff["clauses"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_shallow_copy_is_told_on_every_occasion() {
    let git = negotiated();
    let from = format!("file://{}", git.top().display());
    git.run_in(
        &git.beside("."),
        &["clone", "--quiet", "--depth", "1", &from, "shallow"],
    );
    let output = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.beside("shallow"))
        .args(["rounds", "crm"])
        .output()
        .expect("it starts");
    assert!(String::from_utf8_lossy(&output.stderr).contains("incomplete"));
}

#[test]
fn init_in_a_named_folder_makes_that_folder_and_a_wrong_command_is_named() {
    let git = Git::nowhere();
    said(&git, &["init", "deals"]);
    assert!(git.top().join("deals/contracts").is_dir());
    assert!(!git.top().join("deals/deals").exists());
    let error = String::from_utf8_lossy(&run(&git, &["lst"]).stderr).into_owned();
    assert!(error.contains("no command") && error.contains("`list`"), "{error}");
}

#[test]
fn a_draft_named_alone_stands_on_the_newest_round() {
    let git = negotiated();
    let text = std::fs::read_to_string(git.top().join("contracts/crm.yaml")).expect("the file");
    git.file("contracts/crm.yaml", &text.replace("99.9%", "99.5%"));
    let diff = json(&git, &["diff", "crm", "draft", "--format", "json"]);
    assert_eq!(
        (&diff["from"]["round"], &diff["to"]["round"]),
        (&3.into(), &Value::Null)
    );
    let turned = json(&git, &["diff", "crm", "last", "first", "--format", "json"]);
    assert_eq!(
        (&turned["from"]["round"], &turned["to"]["round"]),
        (&3.into(), &1.into())
    );
}
