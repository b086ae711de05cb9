//! Every finding with made-up facts, and what is said of it in each language.
//!
//! It is long because every finding stands here once.

use std::collections::BTreeSet;

use super::*;
use crate::audit::finding::Finding;
use crate::audit::flaw::Flaw;
use crate::audit::stamp::StampFault;
use crate::contract::{Revision, read};
use crate::history::{Copied, Damage, FileKind, HeaderFault, KeyFlaw, MessageFault, Obstacle};
use crate::language::english_in;
use crate::negotiation::{CommitId, ContractPart, RecordError, RecordFault, RecordId};
use crate::redline::hidden::HiddenKind;

fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T13:07:15+08:00").unwrap()
}

fn text(said: &str) -> String {
    said.to_owned()
}

fn author() -> String {
    text("李静")
}

fn path() -> String {
    text("records/crm/vendor/1-a.yaml")
}

fn party() -> String {
    text("vendor")
}

fn clause() -> String {
    text("费用")
}

fn of_copies() -> Vec<CopyFinding> {
    let obstacles = [
        Obstacle::Shallow,
        Obstacle::Grafts,
        Obstacle::Alternates,
        Obstacle::Replaced(text("refs/replace/a")),
        Obstacle::Partial(text("remote.origin.promisor")),
    ];
    let damage = [
        Damage::NoPoint,
        Damage::Crafted,
        Damage::OtherName,
        Damage::FolderKind,
        Damage::FolderName,
        Damage::FolderOrder,
        Damage::FolderTwice,
        Damage::FolderEnd,
        Damage::NotUnpacked(text("x")),
    ];
    let damage = damage.map(|damage| CopyFinding::Damaged(Error::Damaged { id: text("a1"), damage }));
    let others = [
        CopyFinding::Missing(Error::Missing {
            id: text("a1"),
            copy: Copied::Whole,
        }),
        CopyFinding::Unreadable(Error::Overtaken),
        CopyFinding::Elsewhere(text("legal/contracts")),
        CopyFinding::NoHookLine(text("x")),
        CopyFinding::PushUnreadable(Error::Overtaken),
        CopyFinding::PushHides(text("refs/notes/x")),
        CopyFinding::PushDeletes(text("refs/heads/x")),
        CopyFinding::PushMoves(text("refs/tags/x")),
        CopyFinding::PushRewrites(text("refs/heads/x")),
        CopyFinding::PushTooMany(20_000),
        CopyFinding::PushTooLarge(text("a.zip")),
        CopyFinding::PushName(text("refs/heads/HEAD")),
    ];
    obstacles
        .map(CopyFinding::from)
        .into_iter()
        .chain(damage)
        .chain(others)
        .collect()
}

fn of_keeping() -> [KeepingFinding; 10] {
    [
        KeepingFinding::NoteUnreadable,
        KeepingFinding::Rewritten,
        KeepingFinding::EndsEarly,
        KeepingFinding::Vanished(text("nda")),
        KeepingFinding::OtherNegotiation(text("nda")),
        KeepingFinding::KeysChanged {
            contract: text("nda"),
            party: party(),
        },
        KeepingFinding::OtherKeysListed {
            contract: text("nda"),
            party: party(),
        },
        KeepingFinding::KeysUnconfirmed {
            contract: text("nda"),
            party: party(),
        },
        KeepingFinding::Rebased(author()),
        KeepingFinding::BaseGone(author()),
    ]
}

fn of_signatures() -> Vec<SignatureFinding> {
    let faults = [
        SignatureFault::Unsigned,
        SignatureFault::NotOneBlock,
        SignatureFault::SomethingAround,
        SignatureFault::Rewrapped,
        SignatureFault::Unreadable,
        SignatureFault::OtherPurpose {
            found: text("file"),
            wanted: text("git"),
        },
        SignatureFault::Hash(text("sha1")),
        SignatureFault::Unsupported(text("X.509")),
        SignatureFault::WeakKey,
        SignatureFault::LongKey(16_384),
        SignatureFault::Bad,
        SignatureFault::UnknownKey,
        SignatureFault::KeyExpired,
        SignatureFault::KeyWithdrawn,
        SignatureFault::SignatureExpired,
        SignatureFault::Program {
            program: text("gpg"),
            reason: text("x"),
        },
        SignatureFault::Header(HeaderFault::SeveralSignatures),
        SignatureFault::Header(HeaderFault::Smuggled(text("gpgsig-x"))),
        SignatureFault::Header(HeaderFault::UnknownSignature),
        SignatureFault::Header(HeaderFault::Doubled(text("author"))),
        SignatureFault::Header(HeaderFault::OddPerson("author")),
        SignatureFault::Header(HeaderFault::OddDate("committer")),
        SignatureFault::Header(HeaderFault::Zero),
        SignatureFault::Header(HeaderFault::OddLine),
    ];
    let faults = faults.map(|fault| SignatureFinding::Signature {
        author: author(),
        fault,
    });
    let others = [
        SignatureFinding::Unsigned {
            author: author(),
            party: party(),
        },
        SignatureFinding::KeyTakenAway {
            author: author(),
            party: party(),
        },
        SignatureFinding::KeyOfAnother {
            author: author(),
            owner: author(),
            party: party(),
        },
        SignatureFinding::NameOfAnother {
            author: author(),
            signer: text("王强"),
            party: party(),
        },
        SignatureFinding::MessageHides {
            author: author(),
            fault: MessageFault::Zero,
        },
        SignatureFinding::MessageHides {
            author: author(),
            fault: MessageFault::Control(0x1b),
        },
        SignatureFinding::MessageHides {
            author: author(),
            fault: MessageFault::Encoding(text("UTF-16")),
        },
        SignatureFinding::Header {
            author: author(),
            fault: HeaderFault::OddDate("author"),
        },
        SignatureFinding::KeyNotListed {
            author: author(),
            fingerprint: text("SHA256:x"),
            party: party(),
        },
        SignatureFinding::KeyOfReset {
            author: author(),
            party: party(),
        },
        SignatureFinding::StockDisagrees {
            fingerprint: text("SHA256:x"),
            tool: "git verify-commit",
        },
        SignatureFinding::StockAccepts {
            tool: "ssh-keygen -Y verify",
        },
        SignatureFinding::NotASigner(Error::NotASigner(text("a b"))),
        SignatureFinding::Future {
            author: author(),
            at: at(),
        },
        SignatureFinding::BeforeParent {
            author: author(),
            own: at(),
            parent: at(),
        },
    ];
    faults.into_iter().chain(others).collect()
}

fn of_merges() -> Vec<MergeFinding> {
    let parts = [
        ContractPart::Title,
        ContractPart::Language,
        ContractPart::Kind,
        ContractPart::Annex,
        ContractPart::Reference,
        ContractPart::Party(party()),
        ContractPart::Clause(clause()),
    ];
    let choices = parts
        .clone()
        .map(|part| MergeFinding::MergeChooses { author: author(), part });
    let inventions = parts.map(|part| MergeFinding::MergeInvents { author: author(), part });
    let others = [
        MergeFinding::MergeUnreadable,
        MergeFinding::MergeBeside { author: author() },
    ];
    let records = [true, false].into_iter().flat_map(|is_back| {
        [
            MergeFinding::RecordDropped {
                author: author(),
                path: path(),
                is_back,
            },
            MergeFinding::RecordRemoved {
                author: author(),
                path: path(),
                is_back,
            },
            MergeFinding::RecordAltered {
                author: author(),
                path: path(),
                is_back,
            },
        ]
    });
    let others = others.into_iter().chain(records);
    choices.into_iter().chain(inventions).chain(others).collect()
}

fn of_records() -> Vec<RecordFinding> {
    let flaws = [
        Flaw::Unreadable(RecordError::from(RecordFault::NoClause)),
        Flaw::Unreadable(RecordError::OtherKind("comment".to_owned())),
        Flaw::LaterFormat {
            format: text("adidem/record/3"),
            party: party(),
        },
        Flaw::Astray(party()),
        Flaw::FileName(text("1-a.yaml")),
        Flaw::OtherContract(text("nda")),
        Flaw::OtherNegotiation,
        Flaw::OtherFolder {
            party: party(),
            folder: text("customer"),
        },
        Flaw::NoParty(party()),
        Flaw::Carrier {
            who: author(),
            party: party(),
        },
        Flaw::NoMember {
            who: author(),
            party: party(),
        },
        Flaw::KeyTakenAway(CommitId::from_bytes([7; 20])),
        Flaw::Unsigned(party()),
        Flaw::SignatureGone,
        Flaw::Signature(SignatureFault::Bad),
        Flaw::Signature(SignatureFault::UnknownKey),
        Flaw::OtherKey,
        Flaw::ForeignKey(author()),
        Flaw::KeyOfReset,
        Flaw::Contested(party()),
    ];
    let flaws = flaws.map(|flaw| RecordFinding::Flaw { path: path(), flaw });
    let misfits = [
        Misfit::Unreadable,
        Misfit::Wording(clause()),
        Misfit::NeverThere(clause()),
        Misfit::Quoted(clause()),
        Misfit::Whole,
        Misfit::Parties,
    ];
    let misfits = misfits.map(|misfit| RecordFinding::Digest { path: path(), misfit });
    let others = [
        RecordFinding::RecordFuture { path: path(), at: at() },
        RecordFinding::StampUnfit {
            path: path(),
            fault: StampFault::OtherContent,
        },
        RecordFinding::StampedAt {
            path: path(),
            at: at(),
            stamped: at().to_utc(),
            later: false,
        },
        RecordFinding::NoClauses { path: path(), round: 3 },
        RecordFinding::Stray(path()),
        RecordFinding::Gap {
            party: party(),
            highest: 9,
            missing: 2,
            first: 4,
        },
        RecordFinding::OutOfNumber {
            path: path(),
            number: 7,
            before: 3,
        },
        RecordFinding::Fork {
            party: party(),
            machines: 2,
        },
        RecordFinding::Dangling {
            path: path(),
            key: "prev",
            id: RecordId::of(b"x"),
        },
        RecordFinding::OtherParty {
            path: path(),
            key: "seen",
            owner: text("customer"),
            party: party(),
        },
        RecordFinding::NamesLater {
            path: path(),
            key: "seen",
        },
        RecordFinding::OldRound {
            path: path(),
            round: 3,
            newest: 4,
        },
        RecordFinding::OtherRound {
            path: path(),
            says: 3,
            is: 4,
        },
    ];
    flaws.into_iter().chain(misfits).chain(others).collect()
}

fn changed(is: Option<Revision>, sent: bool) -> ClauseFinding {
    let (accepted_by, was) = (vec![author(), text("王强")], Revision::of(b"old"));
    ClauseFinding::Changed {
        author: author(),
        clause: clause(),
        at: at(),
        accepted_by,
        was,
        is,
        sent,
    }
}

fn of_clauses() -> [ClauseFinding; 9] {
    [
        changed(Some(Revision::of(b"new")), true),
        changed(None, false),
        ClauseFinding::Deleted {
            author: author(),
            clause: clause(),
            at: at(),
        },
        ClauseFinding::Moved {
            author: author(),
            clause: clause(),
            to: text("付款"),
            at: at(),
        },
        ClauseFinding::Reused {
            author: author(),
            clause: clause(),
        },
        ClauseFinding::NoMember {
            author: author(),
            email: text("a@b.example"),
            keys_listed: true,
        },
        ClauseFinding::Unsent { author: author() },
        ClauseFinding::SentFor {
            author: author(),
            says: party(),
            party: party(),
        },
        ClauseFinding::Definition {
            party: party(),
            clause: clause(),
            terms: vec![text("服务"), text("用户")],
        },
    ]
}

fn of_texts() -> Vec<TextFinding> {
    let mut all = Vec::new();
    for fate in [
        Fate::Stands,
        Fate::Mended,
        Fate::Accepted(vec![party(), text("customer")]),
    ] {
        let error = read(b"title: x").unwrap_err();
        let faults = [
            VersionFault::Yaml(error.clone()),
            VersionFault::Contract(error),
            VersionFault::History(Error::Overtaken),
        ];
        all.extend(faults.map(|fault| TextFinding::Version {
            author: author(),
            fault,
            fate: fate.clone(),
        }));
        for spot in [CharacterPlace::Clause(clause()), CharacterPlace::Front] {
            for kind in [
                HiddenKind::LookAlike,
                HiddenKind::Undefined,
                HiddenKind::Bidirectional,
                HiddenKind::Invisible,
                HiddenKind::Overlay,
                HiddenKind::Variation,
            ] {
                let (spot, fate) = (spot.clone(), fate.clone());
                all.push(TextFinding::Hidden {
                    author: author(),
                    kind,
                    character: '\u{200b}',
                    spot,
                    fate,
                });
            }
            let odd = TextFinding::OddId {
                author: author(),
                character: '\u{fe0f}',
                spot: spot.clone(),
                fate: fate.clone(),
            };
            all.push(odd);
            all.push(TextFinding::Unfinished {
                author: author(),
                spot,
                fate: fate.clone(),
            });
        }
    }
    all
}

fn of_names() -> Vec<NameFinding> {
    let kinds = [FileKind::Link, FileKind::Executable, FileKind::Repository];
    let kinds = kinds.map(|kind| NameFinding::Kind {
        author: author(),
        path: text("contracts/crm.yaml"),
        kind,
    });
    let others = [
        NameFinding::NameNotUtf8 { author: author() },
        NameFinding::Attributes {
            author: author(),
            path: text(".gitattributes"),
            line: text("*.yaml -diff"),
        },
        NameFinding::LocalAttributes(text("*.yaml -diff")),
        NameFinding::SameName(text("a.yaml"), text("A.yaml")),
        NameFinding::GoesNowhere(text("GIT~1/x")),
        NameFinding::NamesNothing(text("lib")),
        NameFinding::Encoding {
            path: text("docs/.gitattributes"),
            line: text("*.md working-tree-encoding"),
        },
        NameFinding::NamesSwapped {
            name: text("crm"),
            began_as: text("x"),
        },
        NameFinding::BeganUnderOneName {
            name: text("crm"),
            lies: text("contracts/old.yaml"),
        },
        NameFinding::NamesAlike {
            name: text("crm "),
            other: text("crm"),
        },
        NameFinding::NameUsedAgain(text("crm")),
        NameFinding::SecondBeginning { author: author() },
        NameFinding::BroughtBack { author: author() },
    ];
    kinds.into_iter().chain(others).collect()
}

fn of_parties() -> Vec<PartyFinding> {
    let flaws = [
        KeyFlaw::Before(text("restrict")),
        KeyFlaw::Certificate,
        KeyFlaw::Type(text("ssh-dss")),
        KeyFlaw::OtherType {
            says: text("ssh-rsa"),
            holds: text("ssh-ed25519"),
        },
        KeyFlaw::NotWhole,
        KeyFlaw::Weak,
        KeyFlaw::NoPoint,
        KeyFlaw::Fingerprint,
        KeyFlaw::Unusual,
        KeyFlaw::Short(1024),
        KeyFlaw::Long(16_384),
    ];
    let key = |flaw| PartyFinding::ListedKey {
        party: party(),
        member: author(),
        key: text("ssh-rsa AAAA"),
        flaw,
    };
    let others = [
        PartyFinding::Intruded {
            author: author(),
            party: party(),
        },
        PartyFinding::PartyRemoved {
            author: author(),
            party: party(),
        },
        PartyFinding::Reset {
            author: author(),
            party: party(),
        },
        PartyFinding::ProposedLate {
            author: author(),
            party: party(),
        },
        PartyFinding::LastKeyDropped {
            author: author(),
            party: party(),
        },
        PartyFinding::Entered {
            author: author(),
            party: party(),
        },
        PartyFinding::Contested { party: party() },
        PartyFinding::SharedKey {
            party: party(),
            key: text("ssh-ed25519 AAAA"),
        },
        PartyFinding::SharedAddress {
            email: text("a@b.example"),
            parties: vec![party(), text("customer")],
        },
    ];
    flaws.map(key).into_iter().chain(others).collect()
}

fn all() -> Vec<FindingKind> {
    fn kinds<F: Into<FindingKind>>(findings: impl IntoIterator<Item = F>) -> Vec<FindingKind> {
        findings.into_iter().map(Into::into).collect()
    }
    [
        kinds(of_copies()),
        kinds(of_keeping()),
        kinds(of_signatures()),
        kinds(of_merges()),
        kinds(of_records()),
        kinds(of_clauses()),
        kinds(of_texts()),
        kinds(of_names()),
        kinds(of_parties()),
    ]
    .concat()
}

#[test]
fn no_finding_is_forgotten_here() {
    // `Name(SameName("a", "b"))`: the second word is the finding's.
    let name = |one: &FindingKind| {
        let shown = format!("{one:?}");
        shown
            .split(|c: char| !c.is_alphanumeric())
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    let made_up: BTreeSet<String> = all().iter().map(name).collect();
    let known: BTreeSet<String> = FindingKind::names().into_iter().map(str::to_owned).collect();
    assert_eq!(made_up, known);
}

#[test]
fn every_code_begins_with_the_number_of_its_check() {
    for one in all() {
        let check = Finding::fail(one.clone()).check;
        assert!(
            (1..=23).contains(&check) && one.code().starts_with(&format!("A{check:02}-")),
            "{}",
            one.code()
        );
    }
}

#[test]
fn every_finding_and_its_remedy_are_told_in_each_language() {
    for what in all() {
        let (said, remedy) = (what.message(Language::Chinese), what.remedy(Language::Chinese));
        assert_eq!(
            (english_in(&said), english_in(&remedy)),
            (None, None),
            "{said} {remedy}"
        );
        assert!(said.ends_with('。') && remedy.ends_with('。'), "{said} {remedy}");
        let (said, remedy) = (what.message(Language::English), what.remedy(Language::English));
        assert!(!said.contains('。') && remedy.is_ascii(), "{said} {remedy}");
        assert!(remedy.ends_with('.'), "{remedy}");
    }
}

#[test]
fn findings_read_as_a_lawyer_would_write_them() {
    let chinese = |what: FindingKind| {
        format!(
            "{}\n{}",
            what.message(Language::Chinese),
            what.remedy(Language::Chinese)
        )
    };
    insta::assert_snapshot!(chinese(changed(None, false).into()), @"
    李静 于 2026-11-22 13:07 +0800 修改了条款 `费用`（此前已接受该条款的有：李静、王强）：原为 cba06b5736，现已删除。
    此修改无人签发：请与所接受的文本比较，要求还原，或作为一轮签发。
    ");
    insta::assert_snapshot!(chinese(SignatureFinding::Unsigned { author: author(), party: party() }.into()), @"
    李静 的这次提交没有签名，而 `vendor` 已列明密钥。
    请询问作者是否本人所为；如是，请其重新作出并签名。
    ");
    let unconfirmed = KeepingFinding::KeysUnconfirmed {
        contract: text("nda"),
        party: party(),
    };
    insta::assert_snapshot!(chinese(unconfirmed.into()), @"
    本副本中尚无人确认 `vendor` 的密钥。
    请在合同库之外与 `vendor` 核对密钥指纹，然后执行 `adidem trust nda vendor --yes`。
    ");
    let flaw = RecordFinding::Flaw {
        path: path(),
        flaw: Flaw::Signature(SignatureFault::Bad),
    };
    insta::assert_snapshot!(chinese(flaw.into()), @"
    记录 records/crm/vendor/1-a.yaml 不计入：其签名无效：验签失败，与所签内容不符。
    请勿依赖此记录；请该方用 adidem 重新登记表态。
    ");
}

#[test]
fn a_finding_that_stands_for_several_says_so() {
    let finding = Finding {
        more: 3,
        ..Finding::fail(ClauseFinding::Unsent { author: author() })
    };
    assert!(
        finding
            .message(Language::English)
            .ends_with("as a round. The same holds for 3 more changes.")
    );
    assert!(
        finding
            .message(Language::Chinese)
            .ends_with("作为一轮签发。另有 3 次提交与此相同。")
    );
}
