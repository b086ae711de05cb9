//! Every finding with made-up facts, and what is said of it in each language.

use super::finding::Finding;
use super::flaw::Flaw;
use super::stamp::StampFault;
use super::what::{Fate, Misfit, Spot, VersionFault, What};
use crate::contract::{Revision, read};
use crate::history::{Copied, Damage, Error, FileKind, HeaderFault, KeyFlaw, MessageFault, Obstacle, SignatureFault};
use crate::language::{Language, english_in};
use crate::negotiation::{ChangeId, Part, RecordError, RecordFault, RecordId};
use crate::redline::hidden::HiddenKind;
use chrono::{DateTime, FixedOffset};

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

fn damage() -> Vec<What> {
    let faults = [
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
    faults.map(|damage| What::Damaged(Error::Damaged { id: text("a1"), damage })).into()
}

fn signatures() -> Vec<What> {
    let faults = [
        SignatureFault::Unsigned,
        SignatureFault::NotOneBlock,
        SignatureFault::SomethingAround,
        SignatureFault::Rewrapped,
        SignatureFault::Unreadable,
        SignatureFault::OtherPurpose { found: text("file"), wanted: text("git") },
        SignatureFault::Hash(text("sha1")),
        SignatureFault::Unsupported(text("X.509")),
        SignatureFault::WeakKey,
        SignatureFault::Bad,
        SignatureFault::UnknownKey,
        SignatureFault::KeyExpired,
        SignatureFault::KeyWithdrawn,
        SignatureFault::SignatureExpired,
        SignatureFault::Program { program: text("gpg"), reason: text("x") },
        SignatureFault::Header(HeaderFault::SeveralSignatures),
        SignatureFault::Header(HeaderFault::Smuggled(text("gpgsig-x"))),
        SignatureFault::Header(HeaderFault::UnknownSignature),
        SignatureFault::Header(HeaderFault::Doubled(text("author"))),
        SignatureFault::Header(HeaderFault::OddPerson("author")),
        SignatureFault::Header(HeaderFault::Zero),
        SignatureFault::Header(HeaderFault::OddLine),
    ];
    faults.map(|fault| What::Signature { author: author(), fault }).into()
}

fn flaws() -> Vec<What> {
    let flaws = [
        Flaw::Unreadable(RecordError::from(RecordFault::NoClause)),
        Flaw::Unreadable(RecordError::OtherKind("comment".to_owned())),
        Flaw::Astray(party()),
        Flaw::FileName(text("1-a.yaml")),
        Flaw::OtherContract(text("nda")),
        Flaw::OtherNegotiation,
        Flaw::OtherFolder { party: party(), folder: text("customer") },
        Flaw::NoParty(party()),
        Flaw::Carrier { who: author(), party: party() },
        Flaw::NoMember { who: author(), party: party() },
        Flaw::KeyTakenAway(ChangeId::from_bytes([7; 20])),
        Flaw::Unsigned(party()),
        Flaw::SignatureGone,
        Flaw::Signature(SignatureFault::Bad),
        Flaw::Signature(SignatureFault::UnknownKey),
        Flaw::OtherKey,
        Flaw::ForeignKey(author()),
    ];
    flaws.map(|flaw| What::Flaw { path: path(), flaw }).into()
}

fn misfits() -> Vec<What> {
    let misfits = [Misfit::Unreadable, Misfit::Wording(clause()), Misfit::Whole, Misfit::Parties];
    misfits.map(|misfit| What::Digest { path: path(), misfit }).into()
}

fn of_copies() -> Vec<What> {
    let obstacles = [
        Obstacle::Shallow,
        Obstacle::Grafts,
        Obstacle::Alternates,
        Obstacle::Replaced(text("refs/replace/a")),
        Obstacle::Partial(text("remote.origin.promisor")),
    ];
    let others = [
        What::Missing(Error::Missing { id: text("a1"), copy: Copied::Whole }),
        What::Unreadable(Error::Overtaken),
        What::NoHookLine(text("x")),
        What::PushUnreadable(Error::Overtaken),
        What::PushHides(text("refs/notes/x")),
        What::PushDeletes(text("refs/heads/x")),
        What::PushMoves(text("refs/tags/x")),
        What::PushRewrites(text("refs/heads/x")),
        What::PushTooMany(20_000),
        What::PushTooLarge(text("a.zip")),
        What::PushName(text("refs/heads/HEAD")),
        What::GoesNowhere(text("GIT~1/x")),
        What::NoteUnreadable,
        What::Rewritten,
        What::EndsEarly,
        What::Vanished(text("nda")),
        What::OtherNegotiation(text("nda")),
        What::KeysChanged { contract: text("nda"), party: party() },
        What::OtherKeysListed { contract: text("nda"), party: party() },
        What::KeysUnconfirmed { contract: text("nda"), party: party() },
        What::Rebased(author()),
        What::BaseGone(author()),
    ];
    obstacles.map(What::Obstacle).into_iter().chain(others).collect()
}

fn of_changes() -> Vec<What> {
    let parts =
        [Part::Title, Part::Language, Part::Kind, Part::Reference, Part::Party(party()), Part::Clause(clause())];
    let choices = parts.clone().map(|part| What::MergeChooses { author: author(), part });
    let inventions = parts.map(|part| What::MergeInvents { author: author(), part });
    let others = [
        What::Unsigned { author: author(), party: party() },
        What::KeyTakenAway { author: author(), party: party() },
        What::KeyOfAnother { author: author(), owner: author(), party: party() },
        What::NameOfAnother { author: author(), signer: text("王强"), party: party() },
        What::MessageHides { author: author(), fault: MessageFault::Zero },
        What::MessageHides { author: author(), fault: MessageFault::Control(0x1b) },
        What::MessageHides { author: author(), fault: MessageFault::Encoding(text("UTF-16")) },
        What::KeyNotListed { author: author(), fingerprint: text("SHA256:x"), party: party() },
        What::StockDisagrees { fingerprint: text("SHA256:x"), tool: "git verify-commit" },
        What::StockAccepts { tool: "ssh-keygen -Y verify" },
        What::NotASigner(Error::NotASigner(text("a b"))),
        What::MergeUnreadable,
        What::MergeBeside { author: author() },
        What::RecordDropped { author: author(), path: path() },
        What::Future { author: author(), at: at() },
        What::BeforeParent { author: author(), own: at(), parent: at() },
        What::RecordFuture { path: path(), at: at() },
        What::StampUnfit { path: path(), fault: StampFault::OtherContent },
        What::StampedAt { path: path(), at: at(), stamped: at().to_utc() },
        What::RecordRemoved { author: author(), path: path() },
        What::RecordAltered { author: author(), path: path() },
        What::Intruded { author: author(), party: party() },
        What::PartyRemoved { author: author(), party: party() },
        What::Reset { author: author(), party: party() },
        What::NamesSwapped { name: text("crm"), began_as: text("x") },
        What::NameUsedAgain(text("crm")),
        What::SecondBeginning { author: author() },
        What::BroughtBack { author: author() },
        What::ProposedLate { author: author(), party: party() },
        What::LastKeyDropped { author: author(), party: party() },
        What::Entered { author: author(), party: party() },
        What::Contested { party: party() },
        What::SharedKey { party: party(), key: text("ssh-ed25519 AAAA") },
    ];
    choices.into_iter().chain(inventions).chain(others).collect()
}

fn of_records() -> Vec<What> {
    vec![
        What::Stray(path()),
        What::Gap { party: party(), highest: 9, missing: 2, first: 4 },
        What::OutOfNumber { path: path(), number: 7, before: 3 },
        What::Fork { party: party(), machines: 2 },
        What::Dangling { path: path(), key: "prev", id: RecordId::of(b"x") },
        What::OtherParty { path: path(), key: "seen", owner: text("customer"), party: party() },
        What::NamesLater { path: path(), key: "seen" },
        What::OldRound { path: path(), round: 3, newest: 4 },
        What::OtherRound { path: path(), says: 3, is: 4 },
    ]
}

fn changed(is: Option<Revision>, sent: bool) -> What {
    let accepted_by = vec![author(), text("王强")];
    What::Changed { author: author(), clause: clause(), at: at(), accepted_by, was: Revision::of(b"old"), is, sent }
}

fn of_clauses() -> Vec<What> {
    let mut all = vec![
        changed(Some(Revision::of(b"new")), true),
        changed(None, false),
        What::Deleted { author: author(), clause: clause(), at: at() },
        What::Moved { author: author(), clause: clause(), to: text("付款"), at: at() },
        What::Reused { author: author(), clause: clause() },
        What::NoMember { author: author(), email: text("a@b.example"), keys_listed: true },
        What::Unsent { author: author() },
        What::Definition { party: party(), clause: clause(), terms: vec![text("服务"), text("用户")] },
        What::NameNotUtf8 { author: author() },
        What::Attributes { author: author(), path: text(".gitattributes"), line: text("*.yaml -diff") },
        What::LocalAttributes(text("*.yaml -diff")),
        What::SameName(text("a.yaml"), text("A.yaml")),
        What::Elsewhere(text("legal/contracts")),
    ];
    for fate in [Fate::Stands, Fate::Mended, Fate::Accepted(vec![party(), text("customer")])] {
        let faults = [VersionFault::Contract(read(b"title: x").unwrap_err()), VersionFault::History(Error::Overtaken)];
        all.extend(faults.map(|fault| What::Version { author: author(), fault, fate: fate.clone() }));
        for kind in [
            HiddenKind::LookAlike,
            HiddenKind::Undefined,
            HiddenKind::Bidirectional,
            HiddenKind::Invisible,
            HiddenKind::Variation,
        ] {
            for spot in [Spot::Clause(clause()), Spot::Front] {
                let fate = fate.clone();
                all.push(What::Hidden { author: author(), kind, character: '\u{200b}', spot, fate });
            }
        }
    }
    for kind in [FileKind::Link, FileKind::Executable, FileKind::Repository] {
        all.push(What::Kind { author: author(), path: text("contracts/crm.yaml"), kind });
    }
    all
}

fn of_people() -> Vec<What> {
    let flaws = [
        KeyFlaw::Before(text("restrict")),
        KeyFlaw::Certificate,
        KeyFlaw::Type(text("ssh-dss")),
        KeyFlaw::OtherType { says: text("ssh-rsa"), holds: text("ssh-ed25519") },
        KeyFlaw::NotWhole,
        KeyFlaw::Weak,
        KeyFlaw::NoPoint,
        KeyFlaw::Fingerprint,
        KeyFlaw::Unusual,
        KeyFlaw::Short(1024),
    ];
    let key = |flaw| What::ListedKey { party: party(), member: author(), key: text("ssh-rsa AAAA"), flaw };
    let mut all: Vec<What> = flaws.map(key).into();
    all.push(What::SharedAddress { email: text("a@b.example"), parties: vec![party(), text("customer")] });
    let fates = || [Fate::Stands, Fate::Mended, Fate::Accepted(vec![party()])];
    all.extend(fates().map(|fate| What::Unfinished { author: author(), spot: Spot::Clause(clause()), fate }));
    all.push(What::Unfinished { author: author(), spot: Spot::Front, fate: Fate::Stands });
    all.push(What::NoClauses { path: path(), round: 3 });
    all
}

fn all() -> Vec<What> {
    [damage(), signatures(), flaws(), misfits(), of_copies(), of_changes(), of_records(), of_clauses(), of_people()]
        .concat()
}

#[test]
fn every_finding_and_its_remedy_are_told_in_each_language() {
    for what in all() {
        let (said, remedy) = (what.message(Language::Chinese), what.remedy(Language::Chinese));
        assert_eq!((english_in(&said), english_in(&remedy)), (None, None), "{said} {remedy}");
        assert!(said.ends_with('。') && remedy.ends_with('。'), "{said} {remedy}");
        let (said, remedy) = (what.message(Language::English), what.remedy(Language::English));
        assert!(!said.contains('。') && remedy.is_ascii(), "{said} {remedy}");
        assert!(remedy.ends_with('.'), "{remedy}");
    }
}

#[test]
fn findings_read_as_a_lawyer_would_write_them() {
    let chinese = |what: &What| format!("{}\n{}", what.message(Language::Chinese), what.remedy(Language::Chinese));
    insta::assert_snapshot!(chinese(&changed(None, false)), @"
    李静 于 2026-11-22 13:07 +0800 修改了条款 `费用`，此前 李静、王强 已接受该条款：原为 cba06b5736，现已删除。
    此修改无人签发：请与所接受的文本比较，要求撤销，或签发为一轮。
    ");
    insta::assert_snapshot!(chinese(&What::Unsigned { author: author(), party: party() }), @"
    李静 的这一修改没有签名，而 `vendor` 列有密钥。
    请询问作者是否本人所为；如是，请其签名后重新作出。
    ");
    insta::assert_snapshot!(chinese(&What::KeysUnconfirmed { contract: text("nda"), party: party() }), @"
    此副本中尚无人确认 `vendor` 的密钥。
    请在合同库之外与 `vendor` 核对密钥指纹，然后执行 `adidem trust nda vendor`。
    ");
    let flaw = What::Flaw { path: path(), flaw: Flaw::Signature(SignatureFault::Bad) };
    insta::assert_snapshot!(chinese(&flaw), @"
    记录 records/crm/vendor/1-a.yaml 不计入：其签名无效：签名验证失败：与所签内容不符。
    请勿依赖此记录；请该方用 adidem 重新表态。
    ");
}

#[test]
fn a_finding_that_stands_for_several_says_so() {
    let finding = Finding { more: 3, ..Finding::fail("A18-unsent", What::Unsent { author: author() }) };
    assert!(finding.message(Language::English).ends_with("as a round. The same holds for 3 more changes."));
    assert!(finding.message(Language::Chinese).ends_with("签发为一轮。另有 3 处修改与此相同。"));
}
