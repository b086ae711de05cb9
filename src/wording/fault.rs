//! What is wrong with a contract file or an edit, in Chinese. English is what each error says of itself; here is every
//! fault by name, so that a missing one does not compile.

use crate::contract::{Fault, Mistake, NotText, Piece, ReadError, SpliceError, code_point};
use crate::language::Language;

impl ReadError {
    /// Where, what, and what to write instead, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => {
                format!("第{}行第{}列：{}。{}", self.line, self.column, what(&self.fault), remedy(&self.fault))
            }
        }
    }
}

impl SpliceError {
    /// Why the edit is refused, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.to_string(),
            Language::Chinese => refused(self),
        }
    }
}

impl Fault {
    /// What is wrong, without a full stop, in a language.
    #[must_use]
    pub fn what_in(&self, language: Language) -> String {
        match language {
            Language::English => self.what(),
            Language::Chinese => what(self),
        }
    }

    /// What to write instead, as a whole sentence, in a language.
    #[must_use]
    pub fn remedy_in(&self, language: Language) -> String {
        match language {
            Language::English => self.remedy(),
            Language::Chinese => remedy(self),
        }
    }
}

fn piece_word(piece: Piece) -> &'static str {
    match piece {
        Piece::Contract => "合同",
        Piece::Party => "一方",
        Piece::Member => "成员",
        Piece::Clause => "条款",
        Piece::Duty => "义务备注",
        Piece::Checklist => "审查清单",
        Piece::Topic => "主题",
        Piece::Rule => "审查项",
        Piece::Look => " `look` ",
        Piece::Want => " `want` ",
    }
}

fn named(character: char) -> String {
    let shown = if character.is_control() { String::new() } else { format!("（`{character}`）") };
    format!("{}{shown}", code_point(character))
}

fn what(fault: &Fault) -> String {
    match fault {
        Fault::TooLarge { megabytes } => format!("文件有 {megabytes} MB，合同不得超过 16 MB"),
        Fault::NotUtf8(byte) => format!("字节 0x{byte:02X} 不是 UTF-8 编码"),
        Fault::CarriageReturn => "此行含有回车符（U+000D）".into(),
        Fault::TabIndents => "此行以制表符（U+0009）缩进".into(),
        Fault::Nul => "此处有空字符（U+0000）".into(),
        Fault::ByteOrderMark => "文件以字节顺序标记（U+FEFF）开头".into(),
        Fault::LineSeparator(character) => format!("此处有行分隔符 {}", code_point(*character)),
        Fault::NoCharacter(character) => format!("此处的 {} 不是字符", code_point(*character)),
        Fault::ControlCharacter(character) => format!("此处有控制字符 {}", code_point(*character)),
        Fault::DocumentEnds => "YAML 文档在此处以 `...` 结束".into(),
        Fault::SecondDocument => "此处开始了第二个 YAML 文档".into(),
        Fault::Empty => "文件是空的".into(),
        Fault::TooDeep => "文件的层级过深，超过 64 层".into(),
        Fault::TooManyValues => "文件中的值过多，超过 100000 个".into(),
        Fault::TooManyParties => "合同当事人过多，超过 100 方".into(),
        Fault::NotAValue(_) => "此处应为一个值，却不是".into(),
        Fault::Alias(written) => format!("`{written}` 是 YAML 别名，合同中不得使用"),
        Fault::Tag(written) => format!("`{written}` 是 YAML 标签，合同中不得使用"),
        Fault::Anchor(written) => format!("`{written}` 是 YAML 锚点，合同中不得使用"),
        Fault::Directive => "以 `%` 开头的行是 YAML 指令，合同中不得使用".into(),
        Fault::ColonInside => "未加引号的值中有冒号，或者键的缩进有误".into(),
        Fault::NeitherKeyNorText => "此处既不是带冒号的键，也不是上一个值的延续".into(),
        Fault::OpenQuote => "引号未闭合".into(),
        Fault::WordsBehindQuote => "右引号之后还有文字".into(),
        Fault::BeginsWith(character) => format!("未加引号的值不得以 `{character}` 开头"),
        Fault::ByteOrderMarkInside => "此处有不可见的字节顺序标记（U+FEFF）".into(),
        Fault::OpenBracket(open) => format!("`{open}` 未闭合"),
        Fault::Indentation => "此处的缩进与上文均不相符".into(),
        Fault::NotYaml(_) => "此处不是正确的 YAML".into(),
        Fault::PieceExpected(piece) => format!("此处应为{}，写成键和值", piece_word(*piece)),
        Fault::KeyMissing { piece, key, .. } => format!("此{}缺少 `{key}`", piece_word(*piece)),
        Fault::KeyIsNoWord => "键必须是一个词".into(),
        Fault::UnknownKey { piece, key, .. } => format!("`{key}` 不是{}的键", piece_word(*piece)),
        Fault::MergeKey => "`<<` 是 YAML 合并键，合同中不得使用".into(),
        Fault::KeyDoubled { key, line } => format!("键 `{key}` 已写在第{line}行"),
        Fault::ClauseIdTaken { id, line } => format!("条款 id `{id}` 已用于第{line}行"),
        Fault::PartyIdTaken { id, line } => format!("一方的 id `{id}` 已用于第{line}行"),
        Fault::ClauseWithoutWords(id) => format!("条款 `{id}` 既无 `heading` 也无 `text`"),
        Fault::TooFewParties(count) => format!("合同只有 {count} 方，至少应有两方"),
        Fault::UnfinishedMerge => "此行是 git 留下的冲突标记：两个版本的合并未完成（未完成的合并）".into(),
        Fault::NotAPublicKey => "此处不是写在一行上的公钥".into(),
        Fault::EmptyLine(key) => format!("`{key}` 是空的"),
        Fault::NoText(key) | Fault::NoList(key) => format!("`{key}` 没有值"),
        Fault::NotAList(key) => format!("`{key}` 不是列表"),
        Fault::NotText { key, found } => {
            let found = match found {
                NotText::List => "列表",
                NotText::Mapping => "一组键和值",
            };
            format!("`{key}` 是{found}，应为文字")
        }
        Fault::Mistaken { key, written, taken } => {
            let taken = match taken {
                Mistake::Nothing => "空值（null）",
                Mistake::Number => "数字",
                Mistake::YesOrNo => "是或否",
                Mistake::Date => "日期",
                Mistake::Time => "时刻或六十进制数",
            };
            format!("`{key}` 的值 `{written}` 未加引号，YAML 会当作{taken}")
        }
        Fault::IdEmpty => "`id` 是空的".into(),
        Fault::IdNotComposed { id, .. } => format!("id `{id}` 不是 Unicode NFC 形式"),
        Fault::IdCharacter(character) => format!("`id` 中不得出现 {}", named(*character)),
        Fault::SeveralLines(key) => format!("`{key}` 不止一行"),
        Fault::ControlInside { key, character } => format!("`{key}` 含有控制字符 {}", code_point(*character)),
        Fault::NotAChoice { key, written, .. } => format!("`{key}` 不能写成 `{written}`"),
        Fault::NotAFigure(written) => format!("`{written}` 不是一个可以比较的数字"),
        Fault::NotADate(written) => format!("`{written}` 不是日期"),
        Fault::Wants(count) => format!("`want` 中表明要求的键有 {count} 个，应恰有一个"),
        Fault::DoesNotGoWith { key, with } => format!("`{key}` 不能与 `{with}` 同用"),
        Fault::RuleTaken { id, line } => format!("审查项 `{id}` 已写在第{line}行"),
        Fault::RuleLacks { id, key } => format!("审查项 `{id}` 没有 `{key}`，也没有同名的在先审查项可供修改"),
        Fault::NoParts => "`parties` 不是由身份到称谓的对应".into(),
        Fault::NothingListed(key) => format!("`{key}` 没有列出任何内容"),
    }
}

fn remedy(fault: &Fault) -> String {
    match fault {
        Fault::TooLarge { .. } => "请确认这是合同；如是，请拆分。".into(),
        Fault::NotUtf8(_) => "请以 UTF-8 编码保存（中文文件可能存成了 GBK）。".into(),
        Fault::CarriageReturn => "请将换行改为 LF。".into(),
        Fault::TabIndents => "请用空格缩进。".into(),
        Fault::Nul => "请以 UTF-8 编码存为文本文件。".into(),
        Fault::ByteOrderMark => "请存为不带字节顺序标记的 UTF-8。".into(),
        Fault::LineSeparator(_) => "请改为普通换行。".into(),
        Fault::NoCharacter(_)
        | Fault::ControlCharacter(_)
        | Fault::ByteOrderMarkInside
        | Fault::ControlInside { .. } => "请删去。".into(),
        Fault::DocumentEnds | Fault::Directive => "请删去此行。".into(),
        Fault::SecondDocument => "一个文件只放一份合同。".into(),
        Fault::Empty => "至少应写明 `title`、`parties` 和 `clauses`。".into(),
        Fault::TooDeep => "请减少条款的层级。".into(),
        Fault::TooManyValues => "请拆分为多份合同。".into(),
        Fault::TooManyParties => "请将共同行事的各方列为一方当事人。".into(),
        Fault::NotAValue(_) => "请写上值，或删去该键。".into(),
        Fault::Alias(_) => "请直接写出值，或给文字加引号。".into(),
        Fault::Tag(_) | Fault::Anchor(_) => "请删去，或给文字加引号。".into(),
        Fault::ColonInside => "请给整个值加引号，或使该键与相邻的键对齐。".into(),
        Fault::NeitherKeyNorText => "请写成 `键: 值`，或在所属的 `|` 之下缩进此行。".into(),
        Fault::OpenQuote => "请用同样的引号闭合，或将文字写在 `|` 之下。".into(),
        Fault::WordsBehindQuote => "请将整个值放在一对引号内，或写在 `|` 之下。".into(),
        Fault::BeginsWith(_) => "请给整个值加引号。".into(),
        Fault::OpenBracket(_) => "请闭合，或给文字加引号。".into(),
        Fault::Indentation => "请用空格使此行与相邻各行对齐。".into(),
        Fault::NotYaml(_) => "请检查缩进和引号；含有 `: `、` #` 或以符号开头的文字，应加引号或写在 `|` 之下。".into(),
        Fault::PieceExpected(piece) => format!("请写明{}。", piece.named_keys("、")),
        Fault::KeyMissing { key, example, .. } => format!("请补上 `{key}`，例如 `{example}`。"),
        Fault::KeyIsNoWord => "请写成 `键: 值`。".into(),
        Fault::UnknownKey { nearest: Some(nearest), .. } => {
            format!("请写 `{nearest}`；自定的键须以 `x-` 开头。")
        }
        Fault::UnknownKey { piece, .. } => {
            format!("可用的键为{}；自定的键须以 `x-` 开头。", piece.named_keys("、"))
        }
        Fault::MergeKey => "请直接写出键和值。".into(),
        Fault::KeyDoubled { .. } => "请只保留一个。".into(),
        Fault::ClauseIdTaken { .. } => "每个条款须有自己的 id，已删除条款的 id 不得再用。".into(),
        Fault::PartyIdTaken { .. } => "每一方须有自己的 id。".into(),
        Fault::ClauseWithoutWords(_) => "请至少写一项；`text: \"\"` 表示正文为空。".into(),
        Fault::TooFewParties(_) => "请列出受约束的每一方，各写 `id` 和 `name`。".into(),
        Fault::UnfinishedMerge => {
            "请在 `<<<<<<<` 与 `>>>>>>>` 之间保留一个版本，删去标记所在的各行，再执行 `git add`；或者用 `git merge --abort` 撤销合并，改用 `adidem sync`。".into()
        }
        Fault::NotAPublicKey => "请复制 `.pub` 文件中的那一行，如 `ssh-ed25519 AAAA…`。".into(),
        Fault::EmptyLine(_) => "请至少写一个词。".into(),
        Fault::NoText(key) => format!("如确为空，请写 `{key}: \"\"`，否则删去该键。"),
        Fault::NoList(key) => format!("如没有，请写 `{key}: []`，否则用 `- ` 逐项列出。"),
        Fault::NotAList(_) => "每一项请以 `- ` 开头。".into(),
        Fault::NotText { .. } => "请写文字；以符号开头或含有冒号的，请加引号。".into(),
        Fault::Mistaken { written, .. } => format!("请加引号：\"{written}\"。"),
        Fault::IdEmpty => "请起一个不再更改的短名，如 `fees`。".into(),
        Fault::IdNotComposed { composed, .. } => format!("请用组合字符写同一 id：`{composed}`。"),
        Fault::IdCharacter(_) => "只能用各种文字的字母、数字、`-`、`_` 和 `.`。".into(),
        Fault::SeveralLines(key) => format!("请将 `{key}` 写在一行上，不用 `|` 或 `>`。"),
        Fault::NotAChoice { choices, .. } if choices.len() == 1 => format!("请写 `{}`。", choices[0]),
        Fault::NotAChoice { choices, .. } => format!("请写 `{}` 之一。", choices.join("`、`")),
        Fault::NotAFigure(_) => "请写成例如 `72 小时`、`99.9%` 或 `50,000 元`。".into(),
        Fault::NotADate(_) => "请写成 `\"2026-04-01\"`。".into(),
        Fault::Wants(_) => "请写 `present`、`absent`、`figure`、`together`、`check` 之一。".into(),
        Fault::DoesNotGoWith { key, .. } => format!("请删去 `{key}`。"),
        Fault::RuleTaken { .. } => "请为每一审查项另取 `id`。".into(),
        Fault::RuleLacks { key, .. } => format!("请补上 `{key}`，或者改正 `id`。"),
        Fault::NoParts => "请写成 `customer: [customer, 甲方]`，每种身份一行。".into(),
        Fault::NothingListed(_) => "请至少列出一项，或者删去此键。".into(),
    }
}

fn refused(error: &SpliceError) -> String {
    match error {
        SpliceError::Unreadable(error) => error.message(Language::Chinese),
        SpliceError::NoSuchClause(id) => format!("合同中没有条款 `{id}`"),
        SpliceError::IdTaken(id) => format!("合同中已有条款 `{id}`：请另选 id"),
        SpliceError::IntoItself(id) => format!("条款 `{id}` 不能移入自身"),
        SpliceError::Value(fault) => format!("{}。{}", what(fault), remedy(fault)),
        SpliceError::Layout { id, line } => format!("第{line}行：`{id}` 的写法无法就地修改：请手工编辑文件"),
        SpliceError::Guard => "此修改会连带改动文件的其他内容，因此未作修改：请手工编辑文件".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::read;
    use crate::language::english_in;

    fn all() -> Vec<Fault> {
        let (id, key, line) = (|| "费用".to_owned(), "text", 6);
        let mut all = vec![
            Fault::TooLarge { megabytes: 17 },
            Fault::NotUtf8(0xff),
            Fault::CarriageReturn,
            Fault::TabIndents,
            Fault::Nul,
            Fault::ByteOrderMark,
            Fault::LineSeparator('\u{85}'),
            Fault::NoCharacter('\u{fffe}'),
            Fault::ControlCharacter('\u{1b}'),
            Fault::DocumentEnds,
            Fault::SecondDocument,
            Fault::Empty,
            Fault::TooDeep,
            Fault::TooManyValues,
            Fault::TooManyParties,
            Fault::NotAValue("the end of a list".into()),
            Fault::Alias("*x".into()),
            Fault::Tag("!x".into()),
            Fault::Anchor("&x".into()),
            Fault::Directive,
            Fault::ColonInside,
            Fault::NeitherKeyNorText,
            Fault::OpenQuote,
            Fault::WordsBehindQuote,
            Fault::BeginsWith('@'),
            Fault::ByteOrderMarkInside,
            Fault::OpenBracket('['),
            Fault::Indentation,
            Fault::NotYaml("what the parser said".into()),
            Fault::KeyIsNoWord,
            Fault::MergeKey,
            Fault::KeyDoubled { key: id(), line },
            Fault::ClauseIdTaken { id: id(), line },
            Fault::PartyIdTaken { id: id(), line },
            Fault::ClauseWithoutWords(id()),
            Fault::TooFewParties(1),
            Fault::NotAPublicKey,
            Fault::UnfinishedMerge,
            Fault::EmptyLine(key),
            Fault::NoText(key),
            Fault::NoList(key),
            Fault::NotAList(key),
            Fault::NotText { key, found: NotText::List },
            Fault::NotText { key, found: NotText::Mapping },
            Fault::IdEmpty,
            Fault::IdNotComposed { id: id(), composed: id() },
            Fault::IdCharacter(' '),
            Fault::SeveralLines(key),
            Fault::ControlInside { key, character: '\0' },
            Fault::NotAChoice { key, written: id().into(), choices: [id(), id()].into() },
            Fault::NotAChoice { key, written: id().into(), choices: [id()].into() },
            Fault::NotAFigure(id()),
            Fault::NotADate(id()),
            Fault::Wants(2),
            Fault::DoesNotGoWith { key, with: key },
            Fault::RuleTaken { id: id(), line },
            Fault::RuleLacks { id: id(), key },
            Fault::NoParts,
            Fault::NothingListed(key),
        ];
        let ours = [Piece::Duty, Piece::Checklist, Piece::Topic, Piece::Rule, Piece::Look, Piece::Want];
        for piece in [Piece::Contract, Piece::Party, Piece::Member, Piece::Clause].into_iter().chain(ours) {
            all.push(Fault::PieceExpected(piece));
            all.push(Fault::KeyMissing { piece, key, example: "text: x" });
            all.extend([None, Some("text")].map(|nearest| Fault::UnknownKey { piece, key: id(), nearest }));
        }
        for taken in [Mistake::Nothing, Mistake::Number, Mistake::YesOrNo, Mistake::Date, Mistake::Time] {
            all.push(Fault::Mistaken { key, written: "x".into(), taken });
        }
        all
    }

    #[test]
    fn every_fault_and_its_remedy_are_told_in_each_language() {
        for fault in all() {
            let (what, remedy) = (fault.what_in(Language::Chinese), fault.remedy_in(Language::Chinese));
            assert_eq!((english_in(&what), english_in(&remedy)), (None, None), "{what} {remedy}");
            assert!(remedy.ends_with('。') && !what.ends_with('。'), "{what} {remedy}");
            let (what, remedy) = (fault.what_in(Language::English), fault.remedy_in(Language::English));
            assert!(what.is_ascii() || what.contains("费用"), "{what}");
            assert!(remedy.ends_with('.'), "{remedy}");
        }
    }

    #[test]
    fn a_broken_contract_is_told_in_chinese() {
        let source =
            "title: 合同\nparties:\n  - {id: a, name: 甲}\n  - {id: b, name: 乙}\nclauses:\n- id: a\n  headng: x\n";
        let error = read(source.as_bytes()).unwrap_err();
        insta::assert_snapshot!(
            error.message(Language::Chinese),
            @"第7行第3列：`headng` 不是条款的键。请写 `heading`；自定的键须以 `x-` 开头。"
        );
        assert_eq!(error.message(Language::English), error.to_string());
    }

    #[test]
    fn a_refused_edit_is_told_in_chinese() {
        for error in [
            SpliceError::NoSuchClause("费用".into()),
            SpliceError::IdTaken("费用".into()),
            SpliceError::IntoItself("费用".into()),
            SpliceError::Value(Fault::IdEmpty),
            SpliceError::Layout { id: "费用".into(), line: 3 },
            SpliceError::Guard,
        ] {
            let said = error.message(Language::Chinese);
            assert_eq!(english_in(&said), None, "{said}");
            assert_eq!(error.message(Language::English), error.to_string());
        }
    }
}
