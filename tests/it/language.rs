//! Who reads Chinese is told everything in Chinese: names, codes, paths and what git says apart.

use std::fs;
use std::path::Path;

use crate::support::Git;

/// What the program says in Chinese, on both outputs.
fn said(git: &Git, folder: &Path, arguments: &[&str]) -> String {
    let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), folder);
    command.env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8");
    let output = command.args(arguments).output().expect("the program starts");
    assert!(
        output.status.code().is_some_and(|code| code < 4),
        "{arguments:?}: {:?}",
        output.status
    );
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).expect("UTF-8")
}

/// The first two ordinary English words in a row, outside of backquotes.
fn english_in(said: &str) -> Option<String> {
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    // What somebody wrote as their source stands there as they wrote it.
    let one_line = one_line.replace("telephone call with", "…");
    let outside = one_line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let ordinary = |word: &&str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase());
    let words: Vec<&str> = outside.split(' ').collect();
    let found = words.windows(2).find(|pair| pair.iter().all(ordinary));
    found.map(|pair| pair.join(" "))
}

#[track_caller]
fn chinese(git: &Git, folder: &Path, arguments: &[&str]) -> String {
    let said = said(git, folder, arguments);
    assert_eq!(english_in(&said), None, "{arguments:?}: {said}");
    assert!(
        said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)),
        "{arguments:?}: {said}"
    );
    said
}

fn tampered(git: &Git) {
    said(
        git,
        &git.beside(""),
        &["demo", "--tampered", "--no-open", "--dir", &git.top().to_string_lossy()],
    );
}

#[test]
fn english_is_noticed() {
    assert_eq!(
        english_in("无法读取 x (the\n  draft)：`it is here`"),
        None,
        "brackets are none of a word"
    );
    assert_eq!(english_in("无法读取：it is\n  not here").as_deref(), Some("is not"));
}

#[test]
fn an_audit_the_surroundings_and_a_file_of_evidence_are_told_in_chinese() {
    let git = Git::nowhere();
    tampered(&git);
    let audit = chinese(&git, &git.top(), &["audit"]);
    for (code, told) in [
        ("A05-unsigned", "没有签名，而 `vendor` 已列明密钥"),
        ("A08-altered", "修改了记录文件"),
        ("A16-changed", "此前已接受该条款的有：aoife.brennan@harbourline.example"),
        ("A23-keys", "却未以 `customer` 当时的密钥签名"),
    ] {
        let joined = audit.split_whitespace().collect::<String>();
        assert!(
            joined.contains(code) && joined.contains(&told.replace(' ', "")),
            "{code}: {audit}"
        );
    }
    chinese(&git, &git.top(), &["doctor"]);
    chinese(&git, &git.top(), &["evidence", "crm-zh", "-o", "e.zip"]);
    chinese(&git, &git.top(), &["verify", "e.zip"]);
    let whole = fs::read(git.top().join("e.zip")).expect("a file");
    fs::write(git.top().join("cut.zip"), &whole[..whole.len() / 2]).expect("a file");
    assert!(chinese(&git, &git.top(), &["verify", "cut.zip"]).contains("证据包无法解开"));
    chinese(&git, &git.top(), &["evidence", "cut.zip", "--tsr", "cut.zip"]);
}

#[test]
fn what_other_programs_read_does_not_depend_on_the_language() {
    let git = Git::nowhere();
    tampered(&git);
    for arguments in [&["audit", "--json"][..], &["doctor", "--json"], &["list", "--json"]] {
        let mut english = git.command(env!("CARGO_BIN_EXE_adidem"), &git.top());
        // The locale itself is one of the things that the doctor tells.
        let output = english
            .env_remove("LC_ALL")
            .env("LANG", "en_US.UTF-8")
            .args(arguments)
            .output()
            .expect("a start");
        let english = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(
            said(&git, &git.top(), arguments),
            english.replace("en_US", "zh_CN"),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_broken_contract_is_told_in_chinese_wherever_it_is_met() {
    let mut git = Git::new();
    let good =
        "title: 合同\nparties:\n  - {id: a, name: 甲}\n  - {id: b, name: 乙}\nclauses:\n  - id: fees\n    text: x\n";
    git.change("contracts/crm.yaml", &good.replace("text:", "txet:"), "首稿");
    for arguments in [
        &["show", "crm"][..],
        &["list"],
        &["rounds", "crm"],
        &["edit", "crm", "fees"],
        &["audit"],
        &["doctor"],
        &["status", "crm"],
    ] {
        let told = chinese(&git, &git.top(), arguments)
            .split_whitespace()
            .collect::<String>();
        assert!(told.contains("`txet`不是条款的键"), "{arguments:?}: {told}");
    }
    git.change("contracts/crm.yaml", good, "改正");
    git.file("contracts/crm.yaml", "title: \"合同\n");
    assert!(chinese(&git, &git.top(), &["show", "crm", "--round", "draft"]).contains("（草稿）"));
}

#[test]
fn what_stands_in_the_way_is_told_in_chinese() {
    let mut git = Git::new();
    chinese(&git, &git.beside(""), &["list"]);
    git.change(
        "contracts/crm.yaml",
        "title: 合同\nparties: [{id: a, name: 甲}, {id: b, name: 乙}]\nclauses: []\n",
        "首稿",
    );
    for arguments in [
        &["sync"][..],
        &["sync", "--remote", "nowhere"],
        &["show", "crn"],
        &["evidence", "crn", "-o", "e.zip"],
        &["verify", "none"],
    ] {
        chinese(&git, &git.top(), arguments);
    }
    git.run(&["checkout", "--quiet", "--detach"]);
    assert!(chinese(&git, &git.top(), &["sync"]).contains("不在任何分支上"));
    assert!(chinese(&git, &git.top(), &["doctor"]).contains("停在单独一次提交上"));
}

#[test]
fn titles_of_rules_say_what_should_be_there_and_not_what_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/review/checklists");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("checklists") {
        let path = entry.expect("an entry").path();
        let source = fs::read_to_string(&path).expect("UTF-8");
        let chinese = path.to_string_lossy().ends_with(".zh.yaml");
        // Titles of rules are indented; that of the checklist is not.
        for title in source.lines().filter_map(|line| line.strip_prefix("    title: ")) {
            let demands: &[&str] = if chinese {
                &["应", "不得", "须"]
            } else {
                &["should", "must"]
            };
            assert!(
                demands.iter().any(|word| title.contains(word)),
                "{}: {title}",
                path.display()
            );
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} titles");
}

#[test]
fn what_is_recorded_sent_and_taken_back_is_said_in_whole_sentences() {
    let mut deal = crate::support::Deal::new();
    deal.draft("li");
    let zh = |deal: &mut crate::support::Deal, who: &'static str, arguments: &[&str]| {
        let arguments: Vec<&str> = ["--lang", "zh"].into_iter().chain(arguments.iter().copied()).collect();
        deal.run_as(who, &arguments)
    };
    let sent = zh(&mut deal, "li", &["send", "--yes", "deal"]);
    assert!(sent.contains("签发第 1 轮") && sent.contains("尚未送达对方"), "{sent}");
    deal.hand_over("li", "wu");
    let reserved = zh(
        &mut deal,
        "wu",
        &["reserve", "--yes", "deal", "law", "--reason", "须经总部同意"],
    );
    assert!(reserved.contains("登记：附条件接受第 1 轮的 1 条"), "{reserved}");
    let status = zh(&mut deal, "wu", &["status", "deal"]);
    assert!(status.contains("附条件接受") && !status.contains("保留"), "{status}");
    let taken_back = zh(&mut deal, "wu", &["withdraw", "--yes", "deal", "law"]);
    assert!(taken_back.contains("登记：收回对第 1 轮 1 条的表态"), "{taken_back}");
}
