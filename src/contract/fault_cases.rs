//! Every fault of a file with made-up facts, and what is said of it in each language.

use super::fault::{Fault, Mistake, NotText};
use super::mapping_kind::MappingKind;
use super::read::read;
use crate::language::{Language, english_in};

fn all() -> Vec<Fault> {
    let mut all = of_the_file();
    all.extend(of_keys_and_values());
    all.extend(of_mappings());
    all.extend(of_mistaken_values());
    all
}

/// What the YAML as such does wrong.
fn of_the_file() -> Vec<Fault> {
    vec![
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
        Fault::TooManyMembers,
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
    ]
}

fn of_keys_and_values() -> Vec<Fault> {
    let (id, key, line) = (|| "费用".to_owned(), "text", 6);
    vec![
        Fault::KeyIsNoWord,
        Fault::MergeKey,
        Fault::KeyDoubled { key: id(), line },
        Fault::ClauseIdTaken { id: id(), line },
        Fault::PairOfItself(id()),
        Fault::PairIsNoClause(id()),
        Fault::PairTaken { id: id(), pair: id() },
        Fault::PartyIdTaken { id: id(), line },
        Fault::ClauseWithoutWords(id()),
        Fault::TooFewParties(1),
        Fault::NotAPublicKey,
        Fault::UnfinishedMerge,
        Fault::EmptyLine(key),
        Fault::NoText(key),
        Fault::NoList(key),
        Fault::NotAList(key),
        Fault::NotText {
            key,
            found: NotText::List,
        },
        Fault::NotText {
            key,
            found: NotText::Mapping,
        },
        Fault::IdEmpty,
        Fault::IdNotComposed {
            id: id(),
            composed: id(),
        },
        Fault::IdCharacter(' '),
        Fault::SeveralLines(key),
        Fault::ControlInside { key, character: '\0' },
        Fault::NotAChoice {
            key,
            written: id().into(),
            choices: [id(), id()].into(),
        },
        Fault::NotAChoice {
            key,
            written: id().into(),
            choices: [id()].into(),
        },
        Fault::NotAFigure(id()),
        Fault::NotADate(id()),
        Fault::Wants(2),
        Fault::DoesNotGoWith { key, with: key },
        Fault::RuleTaken { id: id(), line },
        Fault::RuleLacks { id: id(), key },
        Fault::NoParts,
        Fault::NothingListed(key),
    ]
}

/// What is wrong with the keys of each kind of mapping.
fn of_mappings() -> Vec<Fault> {
    let key = "text";
    let mut all = Vec::new();
    let ours = [
        MappingKind::Duty,
        MappingKind::Checklist,
        MappingKind::Topic,
        MappingKind::Rule,
        MappingKind::Look,
        MappingKind::Want,
    ];
    for piece in [
        MappingKind::Contract,
        MappingKind::Party,
        MappingKind::Member,
        MappingKind::Clause,
    ]
    .into_iter()
    .chain(ours)
    {
        all.push(Fault::PieceExpected(piece));
        all.push(Fault::KeyMissing {
            piece,
            key,
            example: "text: x",
        });
        all.extend([None, Some("text")].map(|nearest| Fault::UnknownKey {
            piece,
            key: "费用".to_owned(),
            nearest,
        }));
    }
    all
}

/// Values that YAML takes for something else than text.
fn of_mistaken_values() -> impl Iterator<Item = Fault> {
    [
        Mistake::Nothing,
        Mistake::Number,
        Mistake::YesOrNo,
        Mistake::Date,
        Mistake::Time,
    ]
    .into_iter()
    .map(|taken| Fault::Mistaken {
        key: "text",
        written: "x".into(),
        taken,
    })
}

#[test]
fn every_fault_and_its_remedy_are_told_in_each_language() {
    for fault in all() {
        let (what, remedy) = (fault.message(Language::Chinese), fault.remedy(Language::Chinese));
        assert_eq!(
            (english_in(&what), english_in(&remedy)),
            (None, None),
            "{what} {remedy}"
        );
        assert!(remedy.ends_with('。') && !what.ends_with('。'), "{what} {remedy}");
        let (what, remedy) = (fault.message(Language::English), fault.remedy(Language::English));
        assert!(what.is_ascii() || what.contains("费用"), "{what}");
        assert!(remedy.ends_with('.'), "{remedy}");
    }
}

#[test]
fn what_the_parser_said_reaches_every_reader_and_is_marked_as_its_own_words() {
    for fault in [
        Fault::NotYaml("did not find `]`".into()),
        Fault::NotAValue("did not find `]`".into()),
    ] {
        assert!(fault.message(Language::English).contains("did not find `]`"));
        let said = fault.message(Language::Chinese);
        assert!(said.contains("`did not find ']'`"), "{said}");
    }
}

#[test]
fn a_broken_contract_is_told_in_chinese() {
    let source =
        "title: 合同\nparties:\n  - {id: a, name: 甲}\n  - {id: b, name: 乙}\nclauses:\n- id: a\n  headng: x\n";
    let error = read(source.as_bytes()).unwrap_err();
    insta::assert_snapshot!(
        error.message(Language::Chinese),
        @"第 7 行第 3 列：`headng` 不是条款的键。请写 `heading`；自定的键须以 `x-` 开头。"
    );
    assert_eq!(error.message(Language::English), error.to_string());
}
