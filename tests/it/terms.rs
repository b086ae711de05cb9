//! One term for one concept, in what people read: what was replaced does not come back, and Chinese is set as Chinese is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Git;

/// A term that is said no longer, what is said instead, and the folders below `src` in which the word has a right use.
type Replaced = (&'static str, &'static str, &'static [&'static str]);

/// Chinese that is said no longer, because a Chinese lawyer reads something else in it or it is a second name for one thing.
const CHINESE: &[Replaced] = &[
    ("贵方", "我方: 贵方 is the counterparty", &[]),
    ("己方", "我方", &["review"]),
    ("自我方", "对比：我方…", &[]),
    ("本机", "本副本, or 此计算机: the notes lie with the copy", &[]),
    ("此副本", "本副本", &[]),
    ("对端", "共享合同库", &[]),
    ("当事方", "当事人", &[]),
    ("立场", "表态", &[]),
    ("有保留", "附条件接受: 保留 is keeping", &[]),
    ("有条件接受", "附条件接受", &[]),
    ("撤回立场", "收回表态", &[]),
    (
        "接受已过期",
        "所接受的是旧文本: an acceptance out of time is another thing",
        &[],
    ),
    ("接受风险", "自担风险: to accept is said to the other side", &[]),
    ("待提出", "待交涉: 提出 is to offer", &[]),
    (
        "签名并记录",
        "用密钥签名并登记: to sign is to enter into the contract",
        &[],
    ),
    ("向对方发出", "签发: it has not left before it is synced", &[]),
    ("作为下一轮发出", "签发为下一轮", &[]),
    ("，实质", "，内容: 实质 is a change of the matters of article 488", &[]),
    ("编号（id）", "条款代号", &[]),
    ("双方一致", "two copies are the same, and the parties may be apart", &[]),
    ("记录成立", "核验通过: 成立 is said of a contract", &[]),
    ("记录不成立", "核验未通过", &[]),
    ("文件成立", "证据包核验通过", &[]),
    ("已达成一致", "已议定", &[]),
    ("已一致", "已议定", &[]),
    ("议定文本", "全文已议定", &[]),
    ("未决事项", "未决条款", &[]),
    ("待谁处理", "待处理", &[]),
    ("审计", "核验: 审计 is of accounts", &["redline", "review"]),
    (
        "核实",
        "核验, 验签 or 核对 for a program, 核实 only for people who ask each other",
        EVERYWHERE,
    ),
    ("予以采信", "不计入: a court does that", &[]),
    ("不予采信", "不计入", &[]),
    ("自称", "未列明密钥, or 载明", &[]),
    ("证据文件", "证据包", &[]),
    ("修订稿", "对比稿: 修订稿 may be the amended text", &[]),
    ("修订对照", "对比稿", &[]),
    ("净文本", "清洁稿", &[]),
    ("审查所见", "审查提示", &[]),
    ("首选措辞", "首选表述", &[]),
    ("备选措辞", "可接受表述", &[]),
    ("我方底线", "可接受下限", &[]),
    ("我方上限", "可接受上限", &[]),
    ("超出底线", "超出可接受范围", &[]),
    ("标题行", "条款标题", &[]),
    ("合同种类", "合同类型", &[]),
    ("定义用语", "定义术语", &[]),
    ("字形", "标点与全半角", &["audit"]),
    ("大小写数字", "汉字数字与阿拉伯数字", &[]),
    ("随动", "随之调整", &[]),
    ("无所指", "所引条款不存在", &[]),
    ("仅看有变", "只看改动", &[]),
    ("重新打开", "恢复未决", &[]),
    ("守卫", "推送校验钩子", &[]),
    ("外人", "第三方", &[]),
    ("完整示例", "示例", &[]),
    ("起步", "合同模板", &[]),
    ("两稿", "两个版本", &[]),
    ("附言", "说明", &[]),
    ("打印", "显示 or 输出: 打印 is on paper", &[]),
    ("第{", "第 {…} 轮: a blank on both sides of a figure", &[]),
    ("合同 一方", "the names themselves, which can be typed", &[]),
    ("采购方", "客户: a service is not a sale", &["review"]),
    ("卖方", "供应商", &["review"]),
    ("同上。", "the sentence itself: a finding is read by itself", &[]),
];

/// English that is said no longer, because a native reader stumbles on it.
const ENGLISH: &[Replaced] = &[
    ("Both sides have the same", "Already up to date.", &[]),
    ("Act as if started", "Run as if started", &[]),
    ("For other programs\"", "Print JSON (for other programs)", &[]),
    ("would take", "your limit", &[]),
    ("would rather have", "your preference", &[]),
    ("brought in", "introduced", &[]),
    ("brings in", "introduces", &[]),
    ("anew", "again", &[]),
    ("stands here", "is here, or is not allowed here", &[]),
    ("guard stands", "Guard installed", &[]),
    ("of no party", "not in any party", &[]),
    ("the newest", "the latest", &[]),
    ("then say `", "then run `", &[]),
    ("leads nowhere", "does not point to any clause", &[]),
    ("back and forth", "changed hands", &[]),
    ("once more, and exchange", "once more, then sync", &[]),
    (" mended", "fixed", &[]),
    ("is no date", "is not a date", &[]),
    ("is no key", "is not a key", &[]),
    ("is no colour", "is not a colour", &[]),
    ("is no ssh key", "is not an SSH key", &[]),
    ("text is as it was", "Nothing changed.", &[]),
    ("took back", "withdrew", &[]),
    ("be relied upon", "be relied on", &[]),
];

/// A word that has a right use as well.
const EVERYWHERE: &[&str] = &[
    "audit",
    "cli",
    "contract",
    "exchange",
    "history",
    "language",
    "negotiation",
    "redline",
    "review",
    "session",
    "tui",
    "wording",
];

/// The folders whose sentences are set as Chinese is set, down to the last mark.
const SET: [&str; 3] = ["wording", "cli", "tui"];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file below `src` that ends so, by its name from there. What the made-up parties of the demonstration wrote to each
/// other is theirs.
fn files(endings: &[&str]) -> Vec<(String, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![sources()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(sources())
                .expect("below src")
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && name != "session/demo" {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|ending| endings.iter().any(|one| ending == *one))
            {
                found.push((name, fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    found
}

/// The texts between quotes in a source, without those of its tests. What separates the lines of one is left as written.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let (mut found, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (before, from) = rest.split_at(at);
        let mut chars = from.chars();
        match (chars.next(), chars.next()) {
            (Some('/'), Some('/')) => rest = from.split_once('\n').map_or("", |(_, rest)| rest),
            (Some('\''), Some('\\')) => {
                rest = from[2..]
                    .get(1..)
                    .and_then(|from| from.split_once('\''))
                    .map_or("", |(_, rest)| rest);
            }
            // A character, unless it is the name of a lifetime.
            (Some('\''), Some(c)) => {
                let behind = &from[1 + c.len_utf8()..];
                rest = behind.strip_prefix('\'').unwrap_or(behind);
            }
            (Some('"'), _) => {
                let hashes = before.len() - before.trim_end_matches('#').len();
                let is_raw = before[..before.len() - hashes].ends_with('r');
                let text = &from[1..];
                let end = if is_raw {
                    text.find(&format!("\"{}", "#".repeat(hashes)))
                } else {
                    end_of(text)
                };
                let end = end.expect("the end of a text");
                found.push(text[..end].to_owned());
                rest = &text[end + 1 + if is_raw { hashes } else { 0 }..];
            }
            _ => rest = &from[1..],
        }
    }
    found
}

/// Where a text with backslashes in it ends.
fn end_of(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Two characters side by side that Chinese sets otherwise: a half-width mark, a letter or a figure directly beside a Han
/// character.
fn is_ill_set(one: char, other: char) -> bool {
    let beside = |c: char| matches!(c, ',' | ':' | ';' | '(' | ')' | '?') || c.is_ascii_alphanumeric();
    (is_han(one) && beside(other)) || (beside(one) && is_han(other))
}

/// What is ill set in a text, with what stands around it: not in what is to be typed, which stands in backquotes, nor in what
/// somebody else wrote.
fn ill_set(text: &str, theirs: &str) -> Vec<String> {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let chars: Vec<char> = outside.chars().collect();
    let around = |from: usize, to: usize| chars[from..(to + 1).min(chars.len())].iter().collect::<String>();
    let wrong = (1..chars.len()).filter(|at| is_ill_set(chars[at - 1], chars[*at]));
    let own = wrong.filter(|at| {
        let (left, right) = (around(at.saturating_sub(2), *at), around(at - 1, at + 1));
        !theirs.contains(&left) && !theirs.contains(&right)
    });
    own.map(|at| around(at.saturating_sub(12), at + 12)).collect()
}

fn is_left(name: &str, folders: &[&str]) -> bool {
    folders
        .iter()
        .any(|folder| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

#[test]
fn literals_are_found_and_comments_are_none() {
    let source = "// \"no\"\nlet a = \"one \\\" \\\\\"; let b: &'a str = r#\"two \" 2\"#; let c = ['\"', '\\'', 'x']; f(\"three\")";
    assert_eq!(literals(source), ["one \\\" \\\\", "two \" 2", "three"]);
    assert_eq!(
        ill_set("共3条，见 `a中b`；第 4 轮，CRM软件", "CRM软件").len(),
        2,
        "both sides of one figure"
    );
    assert_eq!(ill_set("合同：甲方（7）", ""), Vec::<String>::new());
    assert_eq!(ill_set("合同: 甲方", "").len(), 1);
}

#[test]
fn what_was_replaced_is_said_nowhere() {
    let mut texts: Vec<(String, String)> = Vec::new();
    // The words by which texts are cut are shown to nobody.
    let is_shown = |name: &str| !name.starts_with("redline/lexicon");
    for (name, source) in files(&["rs"]).into_iter().filter(|(name, _)| is_shown(name)) {
        texts.extend(literals(&source).into_iter().map(|text| (name.clone(), text)));
    }
    assert!(
        texts.iter().any(|(_, text)| text.contains("附条件接受")),
        "the sources were read"
    );
    for (name, source) in files(&["yaml", "txt", "html", "js"])
        .into_iter()
        .filter(|(name, _)| is_shown(name))
    {
        // What is said of a checklist in its own comments nobody is shown.
        let lines = source.lines().filter(|line| !line.trim_start().starts_with('#'));
        texts.extend(lines.map(|line| (name.clone(), line.to_owned())));
    }
    let mut found = Vec::new();
    for (term, instead, left) in CHINESE.iter().chain(ENGLISH) {
        for (name, text) in texts
            .iter()
            .filter(|(name, text)| text.contains(term) && !is_left(name, left))
        {
            found.push(format!("{term} → {instead}: src/{name}: {text}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn chinese_in_the_sources_is_set_as_chinese_is() {
    let mut wrong = Vec::new();
    for (name, source) in files(&["rs"]).iter().filter(|(name, _)| is_left(name, &SET)) {
        for text in literals(source) {
            // What stands in braces is a fact and no word of the sentence.
            wrong.extend(
                ill_set(&text, "")
                    .into_iter()
                    .map(|around| format!("src/{name}: {around}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the made-up parties wrote: contracts, notes, reasons and names.
fn theirs(demo: &Path) -> String {
    let folder = sources().join("session/demo");
    let mut all = String::new();
    for folder in [
        folder.join("negotiations"),
        folder.clone(),
        sources().join("session/starters"),
        demo.join("contracts"),
    ] {
        for entry in fs::read_dir(folder).expect("the demonstration") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                all += &fs::read_to_string(path).expect("UTF-8");
            }
        }
    }
    // A line ends anywhere in a contract.
    let joined = all.lines().map(str::trim).collect::<String>();
    all + &joined
}

/// What the demonstration's commands say in Chinese, on both outputs.
fn said(git: &Git, arguments: &[&str]) -> String {
    let mut command = git.command(env!("CARGO_BIN_EXE_adidem"), &git.beside("demo"));
    command.env("COLUMNS", "120").args(["--lang", "zh"]).args(arguments);
    let output = command.output().expect("the program starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
}

/// Sentences of folders that are not gone through yet: what they print is not held to it.
const PRINTED_ELSEWHERE: &[&str] = &["audit"];

#[test]
fn what_is_printed_in_chinese_is_set_as_chinese_is() {
    let git = Git::nowhere();
    said_nothing_wrong(
        &git,
        &["demo", "--no-open", "--dir", &git.beside("demo").to_string_lossy()],
    );
    let theirs = theirs(&git.beside("demo"));
    let mut wrong = BTreeSet::new();
    let mut look = |arguments: &[&str]| {
        let printed = said(&git, arguments);
        assert!(printed.chars().any(is_han), "{arguments:?}: {printed}");
        // How a version is called stands in a folder that is not gone through yet.
        for line in printed.lines().filter(|line| !line.contains(" 轮, ")) {
            wrong.extend(
                ill_set(line, &theirs)
                    .into_iter()
                    .map(|around| format!("{arguments:?}: {around}")),
            );
        }
    };
    for contract in ["crm-zh", "reseller-three-party"] {
        for command in [
            "status", "issues", "ready", "log", "rounds", "trust", "read", "diff", "figures", "check", "audit",
        ] {
            if !PRINTED_ELSEWHERE.contains(&command) {
                look(&[command, contract]);
            }
        }
    }
    look(&["list"]);
    look(&["--help"]);
    let help = said(&git, &["--help"]);
    let commands = help.split("命令：").nth(1).expect("the commands").lines().skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 20, "{commands:?}");
    for command in commands {
        look(&[command, "--help"]);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn said_nothing_wrong(git: &Git, arguments: &[&str]) {
    let made = git
        .command(env!("CARGO_BIN_EXE_adidem"), &git.top())
        .args(arguments)
        .output()
        .expect("a start");
    assert!(made.status.success(), "{made:?}");
}
