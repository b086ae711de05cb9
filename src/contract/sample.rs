//! Contracts written in as many ways as YAML has, for the tests: every choice is taken from a list of numbers, so that
//! a failing contract shrinks to a plain one.

use std::fmt::Write as _;

/// A list of choices; when it is used up, the plainest choice is taken.
pub(crate) struct Dice {
    choices: std::vec::IntoIter<u8>,
    ids: usize,
}

const LINES: [&str; 18] = [
    "甲方应当在收到发票后三十日内付款。",
    "Payment is due within thirty (30) days.",
    "- id: x",
    "# 不是注释",
    "  缩进",
    "",
    "text: |",
    "clauses:",
    "甲方: 乙方",
    "行末空格 ",
    "零宽\u{200b}字符",
    "it's \"quoted\" \\ {x} [y]",
    "- - -",
    "a\tb",
    "1.0",
    "     ",
    "\u{3000}全角",
    "\u{feff}x",
];

const PLAIN: [&str; 6] = [
    "软件使用权",
    "Fees, taxes & costs",
    "第3条（付款）",
    "保密: 义务",
    "yes",
    "it's # 3",
];

impl Dice {
    pub(crate) fn new(choices: Vec<u8>) -> Self {
        Self {
            choices: choices.into_iter(),
            ids: 0,
        }
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % sides
    }

    pub(crate) fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.roll(from.len())]
    }

    /// A text of some lines, as an editor may give it back.
    pub(crate) fn text(&mut self) -> String {
        let lines: Vec<_> = (0..=self.roll(5)).map(|_| self.pick(&LINES)).collect();
        lines.join("\n") + self.pick(&["\n", "", "\n\n"])
    }

    /// The source of a contract.
    pub(crate) fn contract(&mut self) -> String {
        let mut head = vec![
            self.pick(&["title: 合同\n", "title: \"1.0\" # 标题\n", "# 说明\ntitle: 'it''s'\n", "\"title\": >-\n  长\n  标题\n"]),
            self.pick(&[
                "parties:\n  - id: 甲\n    name: 甲公司\n  - id: b\n    name: B Ltd\n",
                "parties: [{id: a, name: 甲}, {id: b, name: 乙, role: 乙方}]\n",
                "parties:\n- {id: a, name: A}\n- id: b\n  name: B\n  members:\n  - name: 李静\n    email: l@x.example\n    keys: [ssh-ed25519 AAAA]\n",
            ]),
        ];
        let mut tail = vec![];
        for extra in [
            "language: zh-CN\n",
            "kind: \"crm\"\n",
            "x-note:\n  clauses: [1, ~]\n",
            "# 注释\n",
            "reference: HT-2026-014\n",
        ] {
            match self.roll(3) {
                0 => {}
                1 => head.push(extra),
                _ => tail.push(extra),
            }
        }
        if self.roll(4) == 1 {
            tail.push(head.remove(1));
        }
        let mut source = head.concat();
        let indent = self.roll(3) * 2;
        if self.roll(9) == 8 {
            source.push_str("clauses: [] # 空\n");
        } else {
            source.push_str(self.pick(&["clauses:\n", "clauses: # 条款\n", "clauses:\n\n", "clauses:   \n"]));
            for _ in 0..=self.roll(5) {
                self.clause(&mut source, indent, 0);
            }
        }
        source.push_str(&tail.concat());
        if self.roll(5) == 4 {
            source.truncate(source.trim_end().len());
        }
        source
    }

    fn clause(&mut self, source: &mut String, dash: usize, depth: usize) {
        let pad = " ".repeat(dash);
        match self.roll(8) {
            5 => {
                let _ = writeln!(source, "{pad}# 关于下一条");
            }
            6 => source.push('\n'),
            7 => source.push_str("\n# 边上\n"),
            _ => {}
        }
        let id = format!("{}{}", self.pick(&["c-", "条", "3."]), self.ids);
        // `3.0` would be a number.
        let id = if id.starts_with('3') { format!("{id}.1") } else { id };
        self.ids += 1;
        if self.roll(12) == 11 {
            let _ = writeln!(source, "{pad}- {{id: {id}, heading: \"甲\", text: 'x: y'}}");
            return;
        }
        let mut keys = vec![0, 1, 2];
        if self.roll(3) == 2 {
            keys.swap(0, 1);
        }
        if self.roll(6) == 5 {
            keys.retain(|&key| key != 1);
        }
        if self.roll(4) == 3 {
            keys.push(3);
        }
        if depth < 3 && self.roll(3) == 1 {
            keys.insert(self.roll(keys.len() + 1), 4);
        }
        let gap = if self.roll(12) == 11 { "-   " } else { "- " };
        let column = dash + gap.len();
        for (index, key) in keys.into_iter().enumerate() {
            if index == 0 {
                let _ = write!(source, "{pad}{gap}");
            } else {
                if self.roll(10) == 9 {
                    let _ = writeln!(source, "{}# 内部", " ".repeat(self.roll(column + 1)));
                }
                source.push_str(&" ".repeat(column));
            }
            match key {
                0 => {
                    let _ = writeln!(source, "id: {id}");
                }
                1 => self.heading(source),
                2 => self.written_text(source, column),
                3 => source.push_str("x-note: {a: [b, 2026-01-01]}\n"),
                _ => {
                    source.push_str("clauses:\n");
                    let below = column + self.roll(3) * 2;
                    for _ in 0..=self.roll(2) {
                        self.clause(source, below, depth + 1);
                    }
                }
            }
        }
    }

    fn heading(&mut self, source: &mut String) {
        let heading = self.pick(&PLAIN);
        let _ = match self.roll(4) {
            1 => writeln!(source, "heading: '{}'", heading.replace('\'', "''")),
            2 => writeln!(source, "heading: \"{heading}\" # 注"),
            _ if heading.contains([':', '#']) || heading == "yes" => writeln!(source, "heading: \"{heading}\""),
            _ => writeln!(source, "heading: {heading}"),
        };
    }

    fn written_text(&mut self, source: &mut String, column: usize) {
        let pad = " ".repeat(column + 2 + self.roll(2) * 2);
        let _ = match self.roll(9) {
            style @ 0..=5 => {
                let header = ["|", "|-", "|", "| # 注", ">", "|+"][style];
                let _ = writeln!(source, "text: {header}");
                let _ = writeln!(source, "{pad}第一行");
                for _ in 0..self.roll(4) {
                    // Whitespace alone would be a matter of its own; the block's end must not depend on it.
                    let line = self.pick(&LINES);
                    if line.trim().is_empty() {
                        source.push('\n');
                    } else {
                        let _ = writeln!(source, "{pad}{line}");
                    }
                }
                writeln!(source, "{pad}末行")
            }
            6 => writeln!(source, "text: 普通\n{pad}续行 - x"),
            7 => writeln!(source, "text: \"双引号\\n\\\n{pad}- id: x\\t\n\n{pad}完\" # 注"),
            _ => writeln!(
                source,
                "text: |2-\n{}  缩进\n{}不缩进",
                " ".repeat(column + 2),
                " ".repeat(column + 2)
            ),
        };
    }
}
