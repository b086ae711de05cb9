//! Everything that can be wrong with a contract file, with its facts; what is said of it in English.

use super::build::PARTIES;
use super::error::code_point;
use super::yaml::{DEPTH, NODES};

/// A part of the file that has keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// The contract itself.
    Contract,
    /// One of its parties.
    Party,
    /// A member of a party.
    Member,
    /// A clause.
    Clause,
    /// A duty noted beside a clause.
    Duty,
    /// A checklist for reviews.
    Checklist,
    /// A topic of a checklist.
    Topic,
    /// A rule of a checklist.
    Rule,
    /// Where a rule looks.
    Look,
    /// What a rule wants.
    Want,
}

impl Piece {
    /// The keys that it may have.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Contract => &["title", "language", "kind", "reference", "parties", "clauses"],
            Self::Party => &["id", "name", "role", "members"],
            Self::Member => &["name", "email", "keys"],
            Self::Clause => &["id", "heading", "text", "clauses"],
            Self::Duty => &["party", "does", "to", "kind", "within", "after", "due"],
            Self::Checklist => &["checklist", "title", "language", "kinds", "parties", "topics", "rules"],
            Self::Topic => &["id", "headings"],
            Self::Rule => &[
                "id",
                "title",
                "why",
                "source",
                "severity",
                "protects",
                "look",
                "when",
                "except",
                "want",
                "at-least",
                "at-most",
                "prefer",
                "preferred",
                "fallbacks",
                "walk-away",
            ],
            Self::Look => &["topics", "headings", "words"],
            Self::Want => &["present", "absent", "unless", "unless-figure", "figure", "of", "together", "in", "check"],
        }
    }

    /// The keys that it may have, as they are named in a sentence.
    #[must_use]
    pub fn named_keys(self, between: &str) -> String {
        self.keys().iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(between)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Party => "party",
            Self::Member => "member",
            Self::Clause => "clause",
            Self::Duty => "duty",
            Self::Checklist => "checklist",
            Self::Topic => "topic",
            Self::Rule => "rule",
            Self::Look => "`look`",
            Self::Want => "`want`",
        }
    }
}

/// What a word without quotes can be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// `~`, `null`.
    Nothing,
    /// `12`, `.nan`.
    Number,
    /// `yes`, `off`.
    YesOrNo,
    /// `2026-03-01`.
    Date,
    /// `12:30`.
    Time,
}

/// What stands where text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// A list.
    List,
    /// Keys with values.
    Mapping,
}

/// What is wrong with a contract file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says in English what it means, below")]
pub enum Fault {
    TooLarge { megabytes: usize },
    NotUtf8(u8),
    CarriageReturn,
    TabIndents,
    Nul,
    ByteOrderMark,
    LineSeparator(char),
    NoCharacter(char),
    ControlCharacter(char),
    DocumentEnds,
    SecondDocument,
    Empty,
    TooDeep,
    TooManyValues,
    TooManyParties,
    NotAValue(String),
    Alias(String),
    Tag(String),
    Anchor(String),
    Directive,
    ColonInside,
    NeitherKeyNorText,
    OpenQuote,
    WordsBehindQuote,
    BeginsWith(char),
    ByteOrderMarkInside,
    OpenBracket(char),
    Indentation,
    NotYaml(String),
    UnfinishedMerge,
    PieceExpected(Piece),
    KeyMissing { piece: Piece, key: &'static str, example: &'static str },
    KeyIsNoWord,
    UnknownKey { piece: Piece, key: String, nearest: Option<&'static str> },
    MergeKey,
    KeyDoubled { key: String, line: usize },
    ClauseIdTaken { id: String, line: usize },
    PartyIdTaken { id: String, line: usize },
    ClauseWithoutWords(String),
    TooFewParties(usize),
    NotAPublicKey,
    EmptyLine(&'static str),
    NoText(&'static str),
    NoList(&'static str),
    NotAList(&'static str),
    NotText { key: &'static str, found: NotText },
    Mistaken { key: &'static str, written: String, taken: Mistake },
    IdEmpty,
    IdNotComposed { id: String, composed: String },
    IdCharacter(char),
    SeveralLines(&'static str),
    ControlInside { key: &'static str, character: char },
    NotAChoice { key: &'static str, written: Box<str>, choices: Box<[String]> },
    NotAFigure(String),
    NotADate(String),
    Wants(usize),
    DoesNotGoWith { key: &'static str, with: &'static str },
    RuleTaken { id: String, line: usize },
    RuleLacks { id: String, key: &'static str },
    NoParts,
    NothingListed(&'static str),
}

impl Fault {
    /// What is wrong, as a sentence without its full stop.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::TooLarge { megabytes } => format!("the file has {megabytes} MB; a contract may have 16 MB at most"),
            Self::NotUtf8(byte) => format!("the byte 0x{byte:02X} is not UTF-8"),
            Self::CarriageReturn => "a carriage return (U+000D) ends or stands in this line".into(),
            Self::TabIndents => "a tab (U+0009) indents this line".into(),
            Self::Nul => "a NUL character (U+0000) stands here".into(),
            Self::ByteOrderMark => "the file begins with a byte-order mark (U+FEFF)".into(),
            Self::LineSeparator(character) => format!("the line separator {} stands here", code_point(*character)),
            Self::NoCharacter(character) => format!("{} stands here, which is no character", code_point(*character)),
            Self::ControlCharacter(character) => {
                format!("the control character {} stands here", code_point(*character))
            }
            Self::DocumentEnds => "`...` ends the YAML document here".into(),
            Self::SecondDocument => "a second YAML document begins here".into(),
            Self::Empty => "the file is empty".into(),
            Self::TooDeep => format!("the file is nested more than {DEPTH} levels deep"),
            Self::TooManyValues => format!("the file holds more than {NODES} values"),
            Self::TooManyParties => format!("the contract has more than {PARTIES} parties"),
            Self::NotAValue(met) => format!("the parser met {met} where a value belongs"),
            Self::Alias(written) => format!("`{written}` is an alias, which a contract must not use"),
            Self::Tag(written) => format!("`{written}` is a tag, which a contract must not use"),
            Self::Anchor(written) => format!("`{written}` is an anchor, which a contract must not use"),
            Self::Directive => "a line starting with `%` is a YAML directive, which a contract must not use".into(),
            Self::ColonInside => {
                "a colon stands inside a value without quotes, or a key has the wrong indentation".into()
            }
            Self::NeitherKeyNorText => {
                "this is neither a key with its colon nor the continuation of the value above".into()
            }
            Self::OpenQuote => "a quotation mark is opened and never closed".into(),
            Self::WordsBehindQuote => "words follow a closing quotation mark".into(),
            Self::BeginsWith(character) => format!("a value must not begin with `{character}` without quotes"),
            Self::ByteOrderMarkInside => "an invisible byte-order mark (U+FEFF) stands here".into(),
            Self::OpenBracket(open) => format!("`{open}` is opened and never closed"),
            Self::Indentation => "the indentation fits nothing above it".into(),
            Self::UnfinishedMerge => {
                "this line is a mark that git left: two versions were being brought together, and the \
                 merge is unfinished"
                    .into()
            }
            Self::NotYaml(said) => format!("this is not well-formed YAML ({said})"),
            Self::PieceExpected(piece) => format!("a {} is expected here, as keys with values", piece.word()),
            Self::KeyMissing { piece, key, .. } => format!("this {} has no `{key}`", piece.word()),
            Self::KeyIsNoWord => "a key has to be a word".into(),
            Self::UnknownKey { piece, key, .. } => format!("`{key}` is not a key of a {}", piece.word()),
            Self::MergeKey => "`<<` is a merge key, which a contract must not use".into(),
            Self::KeyDoubled { key, line } => format!("the key `{key}` was already written in line {line}"),
            Self::ClauseIdTaken { id, line } => format!("the clause id `{id}` was already used in line {line}"),
            Self::PartyIdTaken { id, line } => format!("the party id `{id}` was already used in line {line}"),
            Self::ClauseWithoutWords(id) => format!("the clause `{id}` has neither `heading` nor `text`"),
            Self::TooFewParties(count) => format!("the contract has {count} instead of two parties or more"),
            Self::NotAPublicKey => "this is not a public key on one line".into(),
            Self::EmptyLine(key) => format!("`{key}` is empty"),
            Self::NoText(key) | Self::NoList(key) => format!("`{key}` has no value"),
            Self::NotAList(key) => format!("`{key}` is not a list"),
            Self::NotText { key, found } => {
                let found = match found {
                    NotText::List => "a list",
                    NotText::Mapping => "a mapping of keys to values",
                };
                format!("`{key}` is {found} instead of text")
            }
            Self::Mistaken { key, written, taken } => {
                let taken = match taken {
                    Mistake::Nothing => "nothing (null)",
                    Mistake::Number => "a number",
                    Mistake::YesOrNo => "yes or no",
                    Mistake::Date => "a date",
                    Mistake::Time => "a time of day or a number to base 60",
                };
                format!("`{key}` is `{written}` without quotes, which YAML takes for {taken}")
            }
            Self::IdEmpty => "the `id` is empty".into(),
            Self::IdNotComposed { id, .. } => format!("the id `{id}` is not in the Unicode form NFC"),
            Self::IdCharacter(character) => format!("{} must not stand in an `id`", named_character(*character)),
            Self::SeveralLines(key) => format!("`{key}` has more than one line"),
            Self::ControlInside { key, character } => {
                format!("`{key}` contains the control character {}", code_point(*character))
            }
            Self::NotAChoice { key, written, .. } => format!("`{written}` is nothing that `{key}` can be"),
            Self::NotAFigure(written) => format!("`{written}` is not one figure that could be compared"),
            Self::NotADate(written) => format!("`{written}` is no date"),
            Self::Wants(count) => format!("`want` has {count} of the keys that say what is wanted, instead of one"),
            Self::DoesNotGoWith { key, with } => format!("`{key}` does not go with `{with}`"),
            Self::RuleTaken { id, line } => format!("the rule `{id}` was already written in line {line}"),
            Self::RuleLacks { id, key } => format!("the rule `{id}` has no `{key}`, and amends no earlier rule"),
            Self::NoParts => "`parties` is no mapping of parts to names".into(),
            Self::NothingListed(key) => format!("`{key}` lists nothing"),
        }
    }

    /// What to write instead, as a whole sentence.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::TooLarge { .. } => "Check that this is a contract, and divide it if it is.".into(),
            Self::NotUtf8(_) => {
                "Save the file in the encoding UTF-8 (a Chinese file may have been saved as GBK).".into()
            }
            Self::CarriageReturn => "Convert the line ends to LF.".into(),
            Self::TabIndents => "Indent with spaces.".into(),
            Self::Nul => "Save the file as text in the encoding UTF-8.".into(),
            Self::ByteOrderMark => "Save it as UTF-8 without byte-order mark.".into(),
            Self::LineSeparator(_) => "Replace it by an ordinary line break.".into(),
            Self::NoCharacter(_)
            | Self::ControlCharacter(_)
            | Self::ByteOrderMarkInside
            | Self::ControlInside { .. } => "Take it away.".into(),
            Self::DocumentEnds | Self::Directive => "Take the line away.".into(),
            Self::SecondDocument => "Keep one contract in one file.".into(),
            Self::Empty => "Write at least `title`, `parties` and `clauses`.".into(),
            Self::TooDeep => "Use fewer levels of sub-clauses.".into(),
            Self::TooManyValues => "Divide it into several contracts.".into(),
            Self::TooManyParties => "Name those who act together as one party.".into(),
            Self::NotAValue(_) => "Write a value, or take the key away.".into(),
            Self::Alias(_) => "Write the value itself, or put text in quotes.".into(),
            Self::Tag(_) | Self::Anchor(_) => "Take it away, or put text in quotes.".into(),
            Self::ColonInside => "Put the whole value in quotes, or align the key with its neighbours.".into(),
            Self::NeitherKeyNorText => "Write `key: value`, or indent the line under the `|` it belongs to.".into(),
            Self::OpenQuote => "Close it with the same mark, or write the text as a `|` block.".into(),
            Self::WordsBehindQuote => "Put the whole value in one pair of quotes, or write it as a `|` block.".into(),
            Self::BeginsWith(_) => "Put the whole value in quotes.".into(),
            Self::OpenBracket(_) => "Close it, or put text in quotes.".into(),
            Self::Indentation => "Align the line with its neighbours, using spaces.".into(),
            Self::UnfinishedMerge => {
                "Keep one of the two versions between `<<<<<<<` and `>>>>>>>`, take the lines with the \
                 marks away, and tell git with `git add`; or undo the merge with `git merge --abort` and use \
                 `adidem sync`."
                    .into()
            }
            Self::NotYaml(_) => {
                "Check indentation and quotes; text with `: `, ` #` or a leading sign goes in quotes or a `|` block."
                    .into()
            }
            Self::PieceExpected(piece) => format!("Write {}.", piece.named_keys(", ")),
            Self::KeyMissing { key, example, .. } => format!("Add `{key}`, for example `{example}`."),
            Self::KeyIsNoWord => "Write `key: value`.".into(),
            Self::UnknownKey { nearest: Some(nearest), .. } => {
                format!("Write `{nearest}`; a key of your own has to begin with `x-`.")
            }
            Self::UnknownKey { piece, .. } => {
                format!("Its keys are {}; a key of your own has to begin with `x-`.", piece.named_keys(", "))
            }
            Self::MergeKey => "Write the keys and values themselves.".into(),
            Self::KeyDoubled { .. } => "Keep one of the two.".into(),
            Self::ClauseIdTaken { .. } => {
                "Give each clause an id of its own, and never use that of a deleted clause again.".into()
            }
            Self::PartyIdTaken { .. } => "Give each party an id of its own.".into(),
            Self::ClauseWithoutWords(_) => "Write at least one of them; `text: \"\"` is an empty text.".into(),
            Self::TooFewParties(_) => "List every party that is bound, each with `id` and `name`.".into(),
            Self::NotAPublicKey => "Copy the line of the `.pub` file, such as `ssh-ed25519 AAAA…`.".into(),
            Self::EmptyLine(_) => "Write at least one word.".into(),
            Self::NoText(key) => {
                format!("Write `{key}: \"\"` if it is empty on purpose, or take the key away.")
            }
            Self::NoList(key) => format!("Write `{key}: []` if there are none, or list them with `- `."),
            Self::NotAList(_) => "Begin each of its entries with `- `.".into(),
            Self::NotText { .. } => "Write text; put it in quotes if it begins with a sign or contains a colon.".into(),
            Self::Mistaken { written, .. } => format!("Put it in quotes: \"{written}\"."),
            Self::IdEmpty => "Give it a short name that never changes, such as `fees`.".into(),
            Self::IdNotComposed { composed, .. } => {
                format!("Write the same id in composed characters: `{composed}`.")
            }
            Self::IdCharacter(_) => "Use letters of any script, digits, `-`, `_` and `.` only.".into(),
            Self::SeveralLines(key) => format!("Write `{key}` on one line, without `|` or `>`."),
            Self::NotAChoice { choices, .. } if choices.len() == 1 => format!("Write `{}`.", choices[0]),
            Self::NotAChoice { choices, .. } => format!("Write one of `{}`.", choices.join("`, `")),
            Self::NotAFigure(_) => "Write for example `72 hours`, `99.9%` or `EUR 50,000`.".into(),
            Self::NotADate(_) => "Write it like `\"2026-04-01\"`.".into(),
            Self::Wants(_) => "Write one of `present`, `absent`, `figure`, `together`, `check`.".into(),
            Self::DoesNotGoWith { key, .. } => format!("Take `{key}` away."),
            Self::RuleTaken { .. } => "Give each rule an id of its own.".into(),
            Self::RuleLacks { key, .. } => format!("Add `{key}`, or correct the id."),
            Self::NoParts => "Write `customer: [customer, Client]`, one line for each part that a party plays.".into(),
            Self::NothingListed(_) => "Write at least one entry, or take the key away.".into(),
        }
    }
}

/// A character by its code point, and as it looks where a screen can show it.
pub(crate) fn named_character(character: char) -> String {
    let shown = if character.is_control() { String::new() } else { format!(" (`{character}`)") };
    format!("{}{shown}", code_point(character))
}
