//! Everything that can be wrong with a contract file or a checklist: its facts, what is said of it, and what to write
//! instead. It is one table, long because each row has all of that in every language, and a reader looks for one row.

use super::character::{code_point, named};
use super::limits::{DEPTH, KEYS, LARGEST, MEMBERS, NODES, PARTIES};
use super::mapping_kind::{MappingKind, named_words};
use crate::language::{faults, messages, say, verbatim};

messages! {
    /// What a word without quotes can be taken for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Mistake in language {
        /// `~`, `null`.
        Nothing => { "nothing (null)", "空值（null）" }
        /// `12`, `.nan`.
        Number => { "a number", "数字" }
        /// `yes`, `off`.
        YesOrNo => { "yes or no", "是或否" }
        /// `2026-03-01`.
        Date => { "a date", "日期" }
        /// `12:30`.
        Time => { "a time of day or a number to base 60", "时刻或六十进制数" }
    }
}

messages! {
    /// What stands where text belongs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NotText in language {
        /// A list.
        List => { "a list", "列表" }
        /// Keys with values.
        Mapping => { "a mapping of keys to values", "一组键和值" }
    }
}

faults! {
    /// What is wrong with a contract file.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[expect(missing_docs, reason = "each says what it means")]
    pub enum Fault in language {
        // The bytes and characters of the file.
        TooLarge { megabytes: usize } => {
            let most = LARGEST >> 20;
            say!(
                language,
                "the file has {megabytes} MB; a contract may have {most} MB at most",
                "文件有 {megabytes} MB，合同不得超过 {most} MB",
            )
        } remedy {
            "Check that this is a contract; if it is, split it up.",
            "请确认这是合同；如是，请拆分。",
        }
        NotUtf8(byte: u8) => {
            "the byte 0x{byte:02X} is not UTF-8",
            "字节 0x{byte:02X} 不是 UTF-8 编码",
        } remedy {
            "Save the file in the encoding UTF-8 (a Chinese file may have been saved as GBK).",
            "请以 UTF-8 编码保存（中文文件可能存成了 GBK）。",
        }
        CarriageReturn => {
            "this line contains a carriage return (U+000D)",
            "此行含有回车符（U+000D）",
        } remedy {
            "Convert the line ends to LF.",
            "请将换行改为 LF。",
        }
        TabIndents => {
            "a tab (U+0009) indents this line",
            "此行以制表符（U+0009）缩进",
        } remedy {
            "Indent with spaces.",
            "请用空格缩进。",
        }
        Nul => {
            "there is a NUL character (U+0000) here",
            "此处有空字符（U+0000）",
        } remedy {
            "Save the file as text in the encoding UTF-8.",
            "请以 UTF-8 编码存为文本文件。",
        }
        ByteOrderMark => {
            "the file begins with a byte-order mark (U+FEFF)",
            "文件以字节顺序标记（U+FEFF）开头",
        } remedy {
            "Save it as UTF-8 without byte-order mark.",
            "请存为不带字节顺序标记的 UTF-8。",
        }
        LineSeparator(character: char) => {
            let point = code_point(*character);
            say!(language, "there is a line separator ({point}) here", "此处有行分隔符 {point}")
        } remedy {
            "Replace it by an ordinary line break.",
            "请改为普通换行。",
        }
        NoCharacter(character: char) => {
            let point = code_point(*character);
            say!(language, "{point} is not a character", "此处的 {point} 不是字符")
        } remedy {
            "Delete it.",
            "请删去。",
        }
        ControlCharacter(character: char) => {
            let point = code_point(*character);
            say!(language, "the control character {point} is not allowed here", "此处不得有控制字符 {point}")
        } remedy {
            "Delete it.",
            "请删去。",
        }

        // The whole of it.
        DocumentEnds => {
            "`...` ends the YAML document here",
            "YAML 文档在此处以 `...` 结束",
        } remedy {
            "Delete the line.",
            "请删去此行。",
        }
        SecondDocument => {
            "a second YAML document begins here",
            "此处开始了第二个 YAML 文档",
        } remedy {
            "Keep one contract in one file.",
            "一个文件只放一份合同。",
        }
        Empty => {
            "the file is empty",
            "文件是空的",
        } remedy {
            "Write at least `title`, `parties` and `clauses`.",
            "至少应写明 `title`、`parties` 和 `clauses`。",
        }
        TooDeep => {
            "the file is nested more than {DEPTH} levels deep",
            "文件的层级过深，超过 {DEPTH} 层",
        } remedy {
            "Use fewer levels of sub-clauses.",
            "请减少条款的层级。",
        }
        TooManyValues => {
            "the file holds more than {NODES} values",
            "文件中的值过多，超过 {NODES} 个",
        } remedy {
            "Split it into several contracts.",
            "请拆分为多份合同。",
        }
        TooManyParties => {
            "the contract has more than {PARTIES} parties",
            "合同当事人过多，超过 {PARTIES} 方",
        } remedy {
            "Name those who act together as one party.",
            "请将共同行事的各方列为一方当事人。",
        }
        TooManyMembers => {
            "the parties list more than {MEMBERS} people or {KEYS} keys together",
            "各方所列人员合计超过 {MEMBERS} 人，或密钥合计超过 {KEYS} 个",
        } remedy {
            "List those who sign in this negotiation, with the keys they use.",
            "请只列出在本次谈判中签名的人员及其所用的密钥。",
        }
        UnfinishedMerge => {
            "this line is a conflict mark left by git: two versions were being merged, and the merge is unfinished",
            "此行是 git 留下的冲突标记：两个版本的合并尚未完成",
        } remedy {
            "Keep one of the two versions between `<<<<<<<` and `>>>>>>>`, delete the lines with the marks, and tell \
             git with `git add`; or undo the merge with `git merge --abort` and use `adidem sync`.",
            "请在 `<<<<<<<` 与 `>>>>>>>` 之间保留一个版本，删去标记所在的各行，再执行 `git add`；或者用 `git merge --abort` \
             撤销合并，改用 `adidem sync`。",
        }

        // How YAML is written.
        NotAValue(met: String) => {
            let marked = verbatim(met);
            say!(
                language,
                "the parser met {met} where a value belongs",
                "此处应为一个值，解析程序却读到 {marked}",
            )
        } remedy {
            "Write a value, or delete the key.",
            "请写上值，或删去该键。",
        }
        Alias(written: String) => {
            "`{written}` is an alias, which a contract must not use",
            "`{written}` 是 YAML 别名，合同中不得使用",
        } remedy {
            "Write the value itself, or put text in quotes.",
            "请直接写出值，或给文字加引号。",
        }
        Tag(written: String) => {
            "`{written}` is a tag, which a contract must not use",
            "`{written}` 是 YAML 标签，合同中不得使用",
        } remedy {
            "Delete it, or put text in quotes.",
            "请删去，或给文字加引号。",
        }
        Anchor(written: String) => {
            "`{written}` is an anchor, which a contract must not use",
            "`{written}` 是 YAML 锚点，合同中不得使用",
        } remedy {
            "Delete it, or put text in quotes.",
            "请删去，或给文字加引号。",
        }
        Directive => {
            "a line starting with `%` is a YAML directive, which a contract must not use",
            "以 `%` 开头的行是 YAML 指令，合同中不得使用",
        } remedy {
            "Delete the line.",
            "请删去此行。",
        }
        ColonInside => {
            "there is a colon inside a value without quotes, or a key has the wrong indentation",
            "未加引号的值中有冒号，或者键的缩进有误",
        } remedy {
            "Put the whole value in quotes, or align the key with its neighbours.",
            "请给整个值加引号，或使该键与相邻的键对齐。",
        }
        NeitherKeyNorText => {
            "this is neither a key with its colon nor the continuation of the value above",
            "此处既不是带冒号的键，也不是上一个值的延续",
        } remedy {
            "Write `key: value`, or indent the line under the `|` it belongs to.",
            "请写成 `键: 值`，或在所属的 `|` 之下缩进此行。",
        }
        OpenQuote => {
            "a quotation mark is opened and never closed",
            "引号未闭合",
        } remedy {
            "Close it with the same mark, or write the text as a `|` block.",
            "请用同样的引号闭合，或将文字写在 `|` 之下。",
        }
        WordsBehindQuote => {
            "words follow a closing quotation mark",
            "右引号之后还有文字",
        } remedy {
            "Put the whole value in one pair of quotes, or write it as a `|` block.",
            "请将整个值放在一对引号内，或写在 `|` 之下。",
        }
        BeginsWith(character: char) => {
            "a value must not begin with `{character}` without quotes",
            "未加引号的值不得以 `{character}` 开头",
        } remedy {
            "Put the whole value in quotes.",
            "请给整个值加引号。",
        }
        ByteOrderMarkInside => {
            "there is an invisible byte-order mark (U+FEFF) here",
            "此处有不可见的字节顺序标记（U+FEFF）",
        } remedy {
            "Delete it.",
            "请删去。",
        }
        OpenBracket(open: char) => {
            "`{open}` is opened and never closed",
            "`{open}` 未闭合",
        } remedy {
            "Close it, or put text in quotes.",
            "请闭合，或给文字加引号。",
        }
        Indentation => {
            "the indentation does not match anything above it",
            "此处的缩进与上文均不相符",
        } remedy {
            "Align the line with its neighbours, using spaces.",
            "请用空格使此行与相邻各行对齐。",
        }
        NotYaml(said: String) => {
            let marked = verbatim(said);
            say!(
                language,
                "this is not well-formed YAML ({said})",
                "此处不是正确的 YAML（解析程序原文：{marked}）",
            )
        } remedy {
            "Check indentation and quotes; text with `: `, ` #` or a leading sign goes in quotes or a `|` block.",
            "请检查缩进和引号；含有 `: `、` #` 或以符号开头的文字，应加引号或写在 `|` 之下。",
        }

        // Keys.
        PieceExpected(piece: MappingKind) => {
            let piece = piece.message(language);
            say!(language, "a {piece} is expected here, as keys with values", "此处应为{piece}，写成键和值")
        } remedy {
            let keys = piece.named_keys(language);
            say!(language, "Write {keys}.", "请写明{keys}。")
        }
        KeyMissing { piece: MappingKind, key: &'static str, example: &'static str } => {
            let piece = piece.message(language);
            say!(language, "this {piece} has no `{key}`", "此{piece}缺少 `{key}`")
        } remedy {
            "Add `{key}`, for example `{example}`.",
            "请补上 `{key}`，例如 `{example}`。",
        }
        KeyIsNoWord => {
            "a key has to be a word",
            "键必须是一个词",
        } remedy {
            "Write `key: value`.",
            "请写成 `键: 值`。",
        }
        UnknownKey { piece: MappingKind, key: String, nearest: Option<&'static str> } => {
            let piece = piece.message(language);
            say!(language, "`{key}` is not a key of a {piece}", "`{key}` 不是{piece}的键")
        } remedy {
            let keys = piece.named_keys(language);
            let write = match nearest {
                Some(nearest) => say!(language, "Write `{nearest}`", "请写 `{nearest}`"),
                None => say!(language, "Its keys are {keys}", "可用的键为{keys}"),
            };
            say!(language, "{write}; a key of your own has to begin with `x-`.", "{write}；自定的键须以 `x-` 开头。")
        }
        MergeKey => {
            "`<<` is a merge key, which a contract must not use",
            "`<<` 是 YAML 合并键，合同中不得使用",
        } remedy {
            "Write the keys and values themselves.",
            "请直接写出键和值。",
        }
        KeyDoubled { key: String, line: usize } => {
            "the key `{key}` was already written in line {line}",
            "键 `{key}` 已写在第 {line} 行",
        } remedy {
            "Keep one of the two.",
            "请只保留一个。",
        }

        // Clauses and parties.
        ClauseIdTaken { id: String, line: usize } => {
            "the clause id `{id}` was already used in line {line}",
            "条款代号 `{id}` 已用于第 {line} 行",
        } remedy {
            "Give each clause an id of its own, and never use that of a deleted clause again.",
            "每个条款须有自己的代号，已删除条款的代号不得再用。",
        }
        PairOfItself(id: String) => {
            "the clause `{id}` names itself as its `pair`",
            "条款 `{id}` 的 `pair` 写的是其自身",
        } remedy {
            "Write the id of the clause that says the same in the other language.",
            "请写上另一种语言的对应条款的代号。",
        }
        PairIsNoClause(id: String) => {
            "`pair` names `{id}`, and no clause has that id",
            "`pair` 写的是 `{id}`，但没有条款用此代号",
        } remedy {
            "Write the id of the clause that says the same in the other language, or take `pair` out.",
            "请写上另一种语言的对应条款的代号，或删去 `pair`。",
        }
        PairTaken { id: String, pair: String } => {
            "the clause `{id}` is already the pair of `{pair}`",
            "条款 `{id}` 已与 `{pair}` 对应",
        } remedy {
            "A clause says the same as one other: take one of the two `pair` out.",
            "一个条款只能与一个条款对应：请删去两处 `pair` 之一。",
        }
        PartyIdTaken { id: String, line: usize } => {
            "the party id `{id}` was already used in line {line}",
            "当事人代号 `{id}` 已用于第 {line} 行",
        } remedy {
            "Give each party an id of its own.",
            "每一当事人须有自己的代号。",
        }
        ClauseWithoutWords(id: String) => {
            "the clause `{id}` has neither `heading` nor `text`",
            "条款 `{id}` 既无 `heading` 也无 `text`",
        } remedy {
            "Write at least one of them; `text: \"\"` is an empty text.",
            "请至少写一项；`text: \"\"` 表示正文为空。",
        }
        TooFewParties(count: usize) => {
            "the contract has {count} instead of two parties or more",
            "合同只有 {count} 方，至少应有两方",
        } remedy {
            "List every party that is bound, each with `id` and `name`.",
            "请列出受约束的每一方，各写 `id` 和 `name`。",
        }
        NotAPublicKey => {
            "this is not a public key on one line",
            "此处不是写在一行上的公钥",
        } remedy {
            "Copy the line of the `.pub` file, such as `ssh-ed25519 AAAA…`.",
            "请复制 `.pub` 文件中的那一行，如 `ssh-ed25519 AAAA…`。",
        }

        // Values.
        EmptyLine(key: &'static str) => {
            "`{key}` is empty",
            "`{key}` 是空的",
        } remedy {
            "Write at least one word.",
            "请至少写一个词。",
        }
        NoText(key: &'static str) => {
            "`{key}` has no value",
            "`{key}` 没有值",
        } remedy {
            "Write `{key}: \"\"` if it is empty on purpose, or delete the key.",
            "如确为空，请写 `{key}: \"\"`，否则删去该键。",
        }
        NoList(key: &'static str) => {
            "`{key}` has no value",
            "`{key}` 没有值",
        } remedy {
            "Write `{key}: []` if there are none, or list them with `- `.",
            "如没有，请写 `{key}: []`，否则用 `- ` 逐项列出。",
        }
        NotAList(key: &'static str) => {
            "`{key}` is not a list",
            "`{key}` 不是列表",
        } remedy {
            "Begin each of its entries with `- `.",
            "每一项请以 `- ` 开头。",
        }
        NotText { key: &'static str, found: NotText } => {
            let found = found.message(language);
            say!(language, "`{key}` is {found} instead of text", "`{key}` 是{found}，应为文字")
        } remedy {
            "Write text; put it in quotes if it begins with a sign or contains a colon.",
            "请写文字；以符号开头或含有冒号的，请加引号。",
        }
        Mistaken { key: &'static str, written: String, taken: Mistake } => {
            let taken = taken.message(language);
            say!(
                language,
                "`{key}` is `{written}` without quotes, which YAML takes for {taken}",
                "`{key}` 的值 `{written}` 未加引号，YAML 会当作{taken}",
            )
        } remedy {
            "Put it in quotes: \"{written}\".",
            "请加引号：\"{written}\"。",
        }
        IdEmpty => {
            "the `id` is empty",
            "`id` 是空的",
        } remedy {
            "Give it a short name that never changes, such as `fees`.",
            "请起一个不再更改的短名，如 `fees`。",
        }
        IdNotComposed { id: String, composed: String } => {
            "the id `{id}` is not in the Unicode form NFC",
            "代号 `{id}` 不是 Unicode NFC 形式",
        } remedy {
            "Write the same id in composed characters: `{composed}`.",
            "请用组合字符写同一代号：`{composed}`。",
        }
        IdCharacter(character: char) => {
            let character = named(*character, language);
            say!(language, "{character} is not allowed in an `id`", "`id` 中不得出现 {character}")
        } remedy {
            "Use letters of any script, digits, `-`, `_` and `.` only.",
            "只能用各种文字的字母、数字、`-`、`_` 和 `.`。",
        }
        SeveralLines(key: &'static str) => {
            "`{key}` has more than one line",
            "`{key}` 不止一行",
        } remedy {
            "Write `{key}` on one line, without `|` or `>`.",
            "请将 `{key}` 写在一行上，不用 `|` 或 `>`。",
        }
        ControlInside { key: &'static str, character: char } => {
            let point = code_point(*character);
            say!(language, "`{key}` contains the control character {point}", "`{key}` 含有控制字符 {point}")
        } remedy {
            "Delete it.",
            "请删去。",
        }
        NotAChoice { key: &'static str, written: Box<str>, choices: Box<[String]> } => {
            "`{written}` is not a possible value of `{key}`",
            "`{key}` 不能写成 `{written}`",
        } remedy {
            let choice = named_words(choices, language);
            if choices.len() == 1 {
                say!(language, "Write {choice}.", "请写 {choice}。")
            } else {
                say!(language, "Write one of {choice}.", "请写 {choice} 之一。")
            }
        }
        NotADate(written: String) => {
            "`{written}` is not a date",
            "`{written}` 不是日期",
        } remedy {
            "Write it like `\"2026-04-01\"`.",
            "请写成 `\"2026-04-01\"`。",
        }

        // Checklists.
        NotAFigure(written: String) => {
            "`{written}` is not a single figure that can be compared",
            "`{written}` 不是一个可以比较的数字",
        } remedy {
            "Write for example `72 hours`, `99.9%` or `EUR 50,000`.",
            "请写成例如 `72 小时`、`99.9%` 或 `50,000 元`。",
        }
        Wants(count: usize) => {
            "`want` has {count} of the keys that say what is wanted, instead of one",
            "`want` 中表明要求的键有 {count} 个，应恰有一个",
        } remedy {
            "Write one of `present`, `absent`, `figure`, `together`, `check`, `said`.",
            "请写 `present`、`absent`、`figure`、`together`、`check`、`said` 之一。",
        }
        DoesNotGoWith { key: &'static str, with: &'static str } => {
            "`{key}` cannot be used together with `{with}`",
            "`{key}` 不能与 `{with}` 同用",
        } remedy {
            "Delete `{key}`.",
            "请删去 `{key}`。",
        }
        RuleTaken { id: String, line: usize } => {
            "the rule `{id}` was already written in line {line}",
            "审查要点 `{id}` 已写在第 {line} 行",
        } remedy {
            "Give each rule an id of its own.",
            "请为每一审查要点另取 `id`。",
        }
        RuleLacks { id: String, key: &'static str } => {
            "the rule `{id}` has no `{key}`, and amends no earlier rule",
            "审查要点 `{id}` 没有 `{key}`，也没有同名的在先审查要点可供修改",
        } remedy {
            "Add `{key}`, or correct the id.",
            "请补上 `{key}`，或者改正 `id`。",
        }
        NoParts => {
            "`parties` is not a mapping of parts to names",
            "`parties` 不是由身份到称谓的对应",
        } remedy {
            "Write `customer: [customer, Client]`, one line for each part that a party plays.",
            "请写成 `customer: [customer, 甲方]`，每种身份一行。",
        }
        NothingListed(key: &'static str) => {
            "`{key}` lists nothing",
            "`{key}` 没有列出任何内容",
        } remedy {
            "Write at least one entry, or take the key away.",
            "请至少列出一项，或者删去此键。",
        }
    }
}
