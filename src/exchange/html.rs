//! The redline as one web page that needs nothing but itself.
//!
//! The template escapes whatever it is given; only the style sheet and the script, which are part of the program, go in
//! as they are.

use super::Document;
use super::attention::{AttentionTopic, FigureRow};
use super::page::{FrontRow, PageClause, PageSide, RedlinePage, page};
use super::policy::policy;
use super::runs::{Run, RunLine};
use super::sentence::{ClauseMention, SentencePart, fill_own};
use super::text_pieces::{TextPiece, plain};
use crate::language::{Language, errors, say, verbatim};
use crate::redline::{Flag, Op};
use crate::wording::{PageWords, RedlineWords};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};

const TEMPLATE: &str = include_str!("redline.html");
const STYLE: &str = include_str!("redline.css");
const SCRIPT: &str = include_str!("redline.js");

errors! {
    /// Why a document could not be written.
    #[derive(Debug, thiserror::Error)]
    pub enum ExchangeError in language {
        /// The page's template and what it is filled with do not fit: a fault of the program.
        Template(#[from] error: minijinja::Error) => {
            let marked = verbatim(&error.to_string());
            say!(language, "the web page could not be created: {error}", "无法生成页面：{marked}")
        } remedy {
            "this is a fault of the program, please report it", "这是程序的缺陷，请报告"
        }
    }
}

/// The redline as one self-contained web page.
///
/// It loads nothing, reads without a script, prints in black and white, and shows every hidden character by its code
/// point. No word of the contract is taken for mark-up or reorders what stands around it.
///
/// # Errors
///
/// When the template does not fit what it is filled with, which the tests rule out for the built-in one.
pub fn redline_html(document: &Document<'_>, language: Language) -> Result<String, ExchangeError> {
    let page = page(document, language);
    let writer = Writer {
        words: PageWords::of(language),
        language,
        document,
    };
    filled("redline.html", TEMPLATE, writer.page(&page))
}

/// A template with what fills it. A name that ends in `.html` is what makes it escape.
pub(super) fn filled(name: &'static str, template: &'static str, with: Value) -> Result<String, ExchangeError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template(name, template)?;
    Ok(environment.get_template(name)?.render(with)?)
}

/// A language's tag as an attribute; what is none says that the language is not known.
fn tag(language: &str) -> &str {
    let is_tag = language
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { language } else { "und" }
}

struct Writer<'a> {
    words: &'static PageWords,
    language: Language,
    document: &'a Document<'a>,
}

/// A list for the template.
fn each<T>(items: &[T], value: impl FnMut(&T) -> Value) -> Value {
    items.iter().map(value).collect::<Vec<Value>>().into()
}

/// What there is, or nothing.
fn perhaps<T>(item: Option<&T>, value: impl FnOnce(&T) -> Value) -> Value {
    item.map_or_else(|| Value::from(()), value)
}

impl Writer<'_> {
    fn page(&self, page: &RedlinePage) -> Value {
        context! {
            lang => self.language.tag(),
            text_lang => self.document.language.map(tag).unwrap_or_default(),
            policy => policy(STYLE, SCRIPT),
            style => STYLE,
            script => SCRIPT,
            w => self.own_words(),
            plain_title => plain(&page.title),
            title => self.pieces(&page.title),
            contract => self.pieces(&page.contract),
            sides => each(&page.sides, |side| self.side(side)),
            summary => each(&page.summary, |line| Value::from(line.as_str())),
            figures => each(&page.figures, |row| self.figure(row)),
            attention => each(&page.attention, |topic| self.topic(topic)),
            front => each(&page.front, |row| self.front(row)),
            folded => each(&page.folded, |sentence| self.sentence(sentence)),
            entries => each(&page.entries, |entry| self.entry(entry)),
        }
    }

    fn own_words(&self) -> Value {
        let w = self.words;
        context! {
            redline => w.redline, skip => w.skip, legend => w.legend, keys => w.keys, versions => w.versions,
            version => w.version, sender => w.sender, date => w.date, note => w.note, git_id => w.git_id,
            summary => w.summary, figures => w.figures, clause => w.clause, item => w.item, before => w.before,
            after => w.after, nothing => w.nothing, attention => w.attention, front => w.front, say_end => w.say_end,
            contents => w.contents,
            clauses => if self.document.all { w.all_clauses } else { w.changed_clauses },
        }
    }

    fn side(&self, side: &PageSide) -> Value {
        context! {
            label => side.label,
            version => self.pieces(&side.version),
            sender => perhaps(side.sender.as_ref(), |text| self.pieces(text)),
            date => perhaps(side.date.as_ref(), |text| self.pieces(text)),
            note => perhaps(side.note.as_ref(), |text| self.pieces(text)),
            git_id => perhaps(side.git_id.as_ref(), |text| self.pieces(text)),
        }
    }

    fn figure(&self, row: &FigureRow) -> Value {
        context! {
            clause => self.name(&row.clause),
            kind => row.kind,
            old => perhaps(row.old.as_ref(), |text| self.pieces(text)),
            new => perhaps(row.new.as_ref(), |text| self.pieces(text)),
        }
    }

    fn topic(&self, topic: &AttentionTopic) -> Value {
        context! { heading => topic.heading, places => each(&topic.items, |item| self.sentence(item)) }
    }

    fn front(&self, row: &FrontRow) -> Value {
        context! {
            item => self.sentence(&row.item),
            old => perhaps(row.old.as_ref(), |text| self.pieces(text)),
            new => perhaps(row.new.as_ref(), |text| self.pieces(text)),
            by => perhaps(row.by.as_ref(), |text| self.pieces(text)),
        }
    }

    fn entry(&self, entry: &PageClause) -> Value {
        let lines: Vec<RunLine> = entry.lines.iter().filter(|line| !line.is_empty()).cloned().collect();
        // The contents warn of what is wrong; figures and definitions have a table of their own.
        let is_fault = |flag: &&Flag| !matches!(flag, Flag::Figure | Flag::Definition);
        let faults: Vec<Flag> = entry.flags.iter().filter(is_fault).copied().collect();
        context! {
            name => self.name(&entry.name),
            kind => entry.kind,
            states => each(&entry.states, |state| Value::from(state.as_str())),
            flags => each(&entry.flags, |flag| Value::from(RedlineWords(self.language).flag(*flag))),
            faults => each(&faults, |flag| Value::from(RedlineWords(self.language).flag(*flag))),
            notes => each(&entry.notes, |note| self.sentence(note)),
            heading => each(&entry.heading, |run| self.run(run)),
            lines => each(&lines, |line| each(line, |run| self.run(run))),
        }
    }

    fn run(&self, run: &Run) -> Value {
        let w = self.words;
        let (op, say, pattern) = match run.op {
            Op::Equal => ("equal", "", ""),
            Op::Delete => ("delete", w.say_deleted, w.words_moved_to),
            Op::Insert => ("insert", w.say_inserted, w.words_moved_from),
        };
        let carried = run.elsewhere.as_ref().map(|name| {
            let number = if name.number.is_empty() {
                plain(&name.heading)
            } else {
                name.number.clone()
            };
            fill_own(pattern, "clause", &number)
        });
        let say = carried
            .as_ref()
            .map_or_else(|| say.to_owned(), |carried| format!("{carried}{}", w.colon.trim_end()));
        let label = run
            .mark
            .zip(run.class)
            .map(|(mark, class)| format!("{mark} · {}", RedlineWords(self.language).class(class)));
        context! {
            op => op,
            pieces => self.pieces(&run.pieces),
            anchor => perhaps(run.mark.as_ref().filter(|_| run.first), |mark| Value::from(*mark)),
            label => perhaps(label.as_ref(), |label| Value::from(label.as_str())),
            last => run.last,
            say => say,
            is_carried => carried.is_some(),
            label_at => perhaps(carried.as_ref().filter(|_| run.labelled), |carried| Value::from(carried.as_str())),
        }
    }

    fn sentence(&self, parts: &[SentencePart]) -> Value {
        each(parts, |part| match part {
            SentencePart::Own(text) => context! { kind => "own", text => text.as_str() },
            SentencePart::Quoted(pieces) => context! { kind => "quoted", pieces => self.pieces(pieces) },
            SentencePart::Clause(name) => context! { kind => "clause", name => self.name(name) },
        })
    }

    fn name(&self, name: &ClauseMention) -> Value {
        context! {
            number => name.number.as_str(),
            heading => self.pieces(&name.heading),
            anchor => perhaps(name.anchor.as_ref(), |anchor| Value::from(anchor.as_str())),
        }
    }

    fn pieces(&self, pieces: &[TextPiece]) -> Value {
        each(pieces, |piece| match piece {
            TextPiece::Text(text) => context! { kind => "text", text => text.as_str() },
            TextPiece::Code { code, seen, kind } => context! {
                kind => "code",
                seen => seen.map(String::from).unwrap_or_default(),
                sign => code.as_str(),
                why => self.language.hidden_kind(*kind),
            },
            TextPiece::Blank => context! { kind => "code", seen => "", sign => "\u{2423}", why => self.words.blank },
            TextPiece::LineEnd => context! { kind => "code", seen => "", sign => "\u{B6}", why => self.words.line_end },
        })
    }
}
