//! Check 22: names and kinds of files, and what lies under which name.

use super::findings;
use crate::history::FileKind;
use crate::language::{Language, say};

findings! {
    /// What is found of the names and kinds of files, and of contracts by their names.
    pub enum NameFinding in language {
        NameNotUtf8 { author: String } => {
            code: "A22-name",
            said: {
                "{author} added a file whose name is not UTF-8, so that programs show it differently.",
                "{author} 加入的一个文件，其文件名不是 UTF-8 编码，各程序显示不一。",
            },
            remedy: { "Have it given another name.", "请要求另起名称。" },
        }
        Kind { author: String, path: String, kind: FileKind } => {
            code: "A22-kind",
            said: {
                let kind = kind_said(*kind, language);
                say!(
                    language,
                    "{author} added {path}, which is {kind} instead of an ordinary file.",
                    "{author} 加入的 {path} 是{kind}，而不是普通文件。",
                )
            },
            remedy: { "Have it replaced by an ordinary file with the same words.", "请要求换成文字相同的普通文件。" },
        }
        Attributes { author: String, path: String, line: String } => {
            code: "A22-attributes",
            said: {
                let line = line.escape_debug();
                say!(
                    language,
                    "With {path}, {author} set how git shows or stores contracts or records (`{line}`), which can hide \
                     a change.",
                    "{author} 用 {path} 设定了 git 显示或存储合同、记录的方式（`{line}`），可能掩盖修改。",
                )
            },
            remedy: {
                "Have the line removed; read contracts with adidem, which ignores such lines.",
                "请要求删去该行；请用 adidem 阅读合同，不受此类设置影响。",
            },
        }
        LocalAttributes(line: String) => {
            code: "A22-local-attributes",
            said: {
                let line = line.escape_debug();
                say!(
                    language,
                    "This copy's own settings (`info/attributes`) change how git shows contracts or records (`{line}`).",
                    "本副本自己的设置（`info/attributes`）改变了 git 显示合同或记录的方式（`{line}`）。",
                )
            },
            remedy: { "Remove the line; nothing that others see depends on it.", "请删去该行；他人所见不受其影响。" },
        }
        SameName(one: String, other: String) => {
            code: "A22-same-name",
            said: {
                "The files {one} and {other} have names that many computers treat as the same.",
                "文件 {one} 和 {other} 的名称会被许多计算机当作同一个。",
            },
            remedy: { "Have one of them given another name.", "请要求给其中一个另起名称。" },
        }
        GoesNowhere(path: String) => {
            code: "A22-path",
            said: {
                let path = path.escape_debug();
                say!(
                    language,
                    "{path} has a name that git cannot create in everybody's working folder, so that nobody \
                     could check out this state.",
                    "{path} 的名称使 git 无法将其放入各方的工作文件夹，他人因此无法检出该状态。",
                )
            },
            remedy: {
                "Give it a short name of letters and digits, in a new change made without this one.",
                "请改用由文字和数字组成的短名称，并另作不含此次提交的新提交。",
            },
        }
        NamesNothing(path: String) => {
            code: "A22-path",
            said: {
                let path = path.escape_debug();
                say!(
                    language,
                    "{path} stands for nothing that is stored (an id of zeros), and git brings it into no working folder, \
                     so that nobody could take this state.",
                    "{path} 不指向任何存储内容（其编号全为零），git 无法将其放入工作文件夹，他人因此无法取得该状态。",
                )
            },
            remedy: {
                "Take the entry out, in a change that is made again without this one.",
                "请去掉该条目，并重新提交，不含此次修改。",
            },
        }
        Encoding { path: String, line: String } => {
            code: "A22-encoding",
            said: {
                let (path, line) = (path.escape_debug(), line.escape_debug());
                say!(
                    language,
                    "{path} has git write files in another encoding than they are stored in (`{line}`). Where the line names \
                     none, nobody can take this state; at one that it does not know, git fails with the file.",
                    "{path} 让 git 以不同于存储时的编码写出文件（`{line}`）。该行未写明编码时，无人能取得该状态；git 不认识该编码时，对相应文件会出错。",
                )
            },
            remedy: {
                "Have the line taken out, and store such files in UTF-8.",
                "请要求删去该行，并以 UTF-8 存储此类文件。",
            },
        }
        NamesSwapped { name: String, began_as: String } => {
            code: "A22-name-taken",
            said: {
                "The name `{name}` now belongs to the contract that began as `{began_as}`; the one that began as \
                 `{name}` is elsewhere.",
                "名称 `{name}` 之下现为以 `{began_as}` 开始的合同；以 `{name}` 开始的合同已移至他处。",
            },
            remedy: { "Give each contract back the name that it began with.", "请将每份合同恢复为其开始时的名称。" },
        }
        BeganUnderOneName { name: String, lies: String } => {
            code: "A22-name-taken",
            said: {
                "Another contract began under the name `{name}` and was not finished when this one took it; its file is \
                 {lies}. Records of the two would share one folder.",
                "本合同开始使用名称 `{name}` 时，另一份以该名称开始的合同尚未完成，其文件为 {lies}；两份合同的记录会落入同一文件夹。",
            },
            remedy: {
                "Give the new contract another name; a name is free again once its contract was agreed in full and then deleted.",
                "请为新合同另起名称；原合同全文议定后删除的，其名称方可再用。",
            },
        }
        NamesAlike { name: String, other: String } => {
            code: "A22-alike-name",
            said: {
                let (one, another) = difference(name, other);
                say!(
                    language,
                    "The names `{name}` and `{other}` of two contracts look the same: where one has {one}, the other has \
                     {another}.",
                    "两份合同的名称 `{name}` 和 `{other}` 看起来相同：一处为 {one}，另一处为 {another}。",
                )
            },
            remedy: {
                "Have the newer one given a name that nobody can mistake for the other.",
                "请为较新的合同另起一个不会混淆的名称。",
            },
        }
        NameUsedAgain(name: String) => {
            code: "A22-name-taken",
            said: {
                "Another contract had the name `{name}` and was deleted before it was finished. The contract under \
                 that name now inherits nothing from it: no positions, no keys.",
                "曾有另一份合同使用名称 `{name}`，在完成之前被删除。现在该名称之下的合同与其无关，不继承任何表态或密钥。",
            },
            remedy: {
                "Give the new contract another name; a name is free again once its contract was agreed in full and then deleted.",
                "请为新合同另起名称；原合同全文议定后删除的，其名称方可再用。",
            },
        }
        SecondBeginning { author: String } => {
            code: "A22-second-beginning",
            said: {
                "{author} added the contract a second time, beside its first round and not after it. Whatever \
                 builds on that is not part of this negotiation.",
                "{author} 在第 1 轮之外另行加入了本合同，而非在其之后。以此为据的一切不属于本次谈判。",
            },
            remedy: {
                "Continue from the first round; propose what the other one says as a change to it.",
                "请以第 1 轮为基础继续；另一份中的内容应作为对第 1 轮的修改提出。",
            },
        }
        BroughtBack { author: String } => {
            code: "A22-returned",
            said: {
                "{author} restored the contract after it had been deleted, without a key of any of its parties.",
                "{author} 在合同被删除后将其恢复，却未用任何一方的密钥签名。",
            },
            remedy: {
                "A member of one of its parties may restore it in a signed change; ask them.",
                "可由其中一方的成员签名后恢复；请与其联系。",
            },
        }
    }
}

fn kind_said(kind: FileKind, language: Language) -> String {
    match kind {
        FileKind::File => say!(language, "a file", "文件"),
        FileKind::Link => say!(language, "a link to another file", "指向另一文件的链接"),
        FileKind::Executable => say!(language, "a file that can be run as a program", "可作为程序运行的文件"),
        FileKind::Repository => say!(language, "a repository of its own", "独立的合同库"),
    }
}

/// Where two names differ, by code points.
fn difference(one: &str, other: &str) -> (String, String) {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let begin = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let points = |chars: &[char]| {
        let points: Vec<String> = chars.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        if points.is_empty() {
            "—".to_owned()
        } else {
            points.join(" ")
        }
    };
    (points(&one[..one.len() - end]), points(&other[..other.len() - end]))
}
