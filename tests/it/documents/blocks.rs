//! Fenced blocks of a page, with the comments in front of them.

/// A fenced block.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) language: String,
    pub(super) text: String,
    /// Where it begins.
    pub(super) line: usize,
    /// Whose terminal it is.
    pub(super) by: Option<String>,
    /// The heading above it, by its place.
    pub(super) section: usize,
    marks: Vec<(String, String)>,
}

impl Block {
    /// What a comment in front of it says; empty where it is a mark without a value.
    pub(super) fn mark(&self, name: &str) -> Option<&str> {
        let found = self.marks.iter().find(|(mark, _)| mark == name)?;
        Some(&found.1)
    }

    /// Whether its commands are run.
    pub(super) fn is_run(&self) -> bool {
        self.language == "sh" && self.mark("not run").is_none()
    }

    /// The exit status that its last command has to have.
    pub(super) fn status(&self) -> u32 {
        self.mark("ends").map_or(0, |status| status.parse().expect("a status"))
    }

    /// Whether an output shows what this block says that it shows.
    #[track_caller]
    pub(super) fn assert_shown(&self, page: &str, output: &str) {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let output_words = plain(&without_looks(output));
        let mut at = 0;
        for part in self.text.split('…').map(plain).filter(|part| !part.is_empty()) {
            let found = output_words[at..].find(&part);
            let found = found.unwrap_or_else(|| panic!("{page}, line {}: {part} is not in\n{output}", self.line));
            at += found + part.len();
        }
    }
}

/// Every block of a page. What happens beside it is a block of the language `meanwhile`.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let (mut found, mut marks, mut by, mut section) = (Vec::new(), Vec::new(), None, 0);
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with('#') {
            section = at;
        }
        if let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            let (name, value) = comment.split_once(": ").unwrap_or((comment, ""));
            match name {
                "by" => by = Some(value.to_owned()),
                "meanwhile" => found.push(Block {
                    language: name.to_owned(),
                    text: value.to_owned(),
                    line: at + 1,
                    by: by.clone(),
                    section,
                    marks: Vec::new(),
                }),
                _ => marks.push((name.to_owned(), value.to_owned())),
            }
        } else if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != "```")
                .collect();
            found.push(Block {
                language: language.to_owned(),
                text: text.join("\n") + "\n",
                line: at + 1,
                by: by.clone(),
                section,
                marks: std::mem::take(&mut marks),
            });
        } else if !line.trim().is_empty() {
            marks.clear();
        }
    }
    found
}

/// The single commands of a block: without comments, pipes and what comes after a semicolon in one.
pub(super) fn commands(block: &str) -> Vec<String> {
    let joined = block.replace("\\\n", " ");
    let lines = joined
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let single = lines.flat_map(|line| {
        line.split(" && ")
            .flat_map(|one| one.split(" || "))
            .flat_map(|one| one.split(" | "))
    });
    single
        .map(|one| one.split(" > ").next().unwrap_or(one).trim().to_owned())
        .collect()
}

/// The words of a command, with quotes as a shell has them.
pub(super) fn words(command: &str) -> Vec<String> {
    let (mut found, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => (quote, begun) = (Some(c), true),
            ('#', None) if !begun => break,
            (c, None) if c.is_whitespace() => {
                if std::mem::take(&mut begun) {
                    found.push(std::mem::take(&mut word));
                }
            }
            (c, _) => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        found.push(word);
    }
    found
}

/// A text without the sequences that give it its looks.
fn without_looks(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| c.is_ascii_alphabetic())
            .map_or(part.len(), |at| at + 1);
        plain.push_str(&part[end..]);
    }
    plain
}

#[test]
fn blocks_are_found_with_their_comments() {
    let page = "# A\n<!-- by: li -->\n<!-- ends: 1 -->\n```sh\nadidem list && x \"a b\" # c\n```\n\n<!-- not run: why -->\ntext\n```text\na … b\n```\n";
    let found = blocks(page);
    assert_eq!(
        (found.len(), found[0].status(), found[0].by.as_deref()),
        (2, 1, Some("li"))
    );
    assert!(
        found[0].is_run() && found[1].mark("not run").is_none(),
        "a mark is for the next block alone"
    );
    assert_eq!(commands(&found[0].text), ["adidem list", "x \"a b\" # c"]);
    assert_eq!(words("x \"a b\" '' # c"), ["x", "a b", ""]);
    found[1].assert_shown("page", "\u{1b}[1ma\u{1b}[0m and\nb");
}
