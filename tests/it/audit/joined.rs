//! Whom a merge of two branches makes speak for a party, also where somebody compared one of them.

use adidem::audit::{Confirmation, Memory, Verdict, block_digest};
use adidem::negotiation::{Decision, PositionKind, Trust};

use super::deal::{CONTRACT, Deal, Who, now};
use super::hands::refused_since;

fn head(deal: &Deal) -> String {
    deal.head().to_string()
}

/// What the owner of a copy compared: the customer's members as they are listed now.
fn compared(deal: &Deal) -> Memory {
    let contract = adidem::contract::read(deal.text().as_bytes()).expect("a contract");
    let kept = Confirmation {
        contract: "crm".to_owned(),
        negotiation: deal.record(Who::Li, Decision::Accept, &["fees"]).negotiation,
        party: "customer".to_owned(),
        block: block_digest(contract.party("customer").expect("the customer")),
        seen: head(deal),
        at: now(),
    };
    Memory {
        confirmed: vec![kept.clone()],
        compared_here: vec![kept],
        ..Memory::default()
    }
}

/// The keys in force for the customer today, and whether they count as compared.
fn in_force(deal: &Deal, memory: &Memory) -> (Vec<String>, bool) {
    let workspace = adidem::session::Workspace::open(&deal.git.top()).expect("the repository");
    let dossier = workspace
        .negotiation("crm")
        .expect("a negotiation")
        .dossier(memory)
        .expect("a record");
    let customer = dossier
        .record
        .authority
        .newest()
        .iter()
        .find(|one| one.party.id == "customer")
        .expect("the customer");
    let keys = customer
        .party
        .members
        .iter()
        .flat_map(|member| member.keys.clone())
        .collect();
    (keys, customer.compared && !customer.is_contested())
}

/// How far each record of the customer is believed, in the order of history.
fn trusts(deal: &Deal, memory: &Memory) -> Vec<Trust> {
    let workspace = adidem::session::Workspace::open(&deal.git.top()).expect("the repository");
    let dossier = workspace
        .negotiation("crm")
        .expect("a negotiation")
        .dossier(memory)
        .expect("a record");
    let own = dossier
        .record
        .entries
        .iter()
        .filter(|entry| entry.file.party == "customer");
    own.map(|entry| entry.appraised.trust.clone()).collect()
}

/// A key that nobody of the deal has yet.
fn another_key() -> String {
    Deal::unsent().key(Who::Max).to_string()
}

fn eve(deal: &Deal) -> String {
    format!(
        "      - name: {}\n        email: {}\n        keys: [{}]\n",
        Who::Eve.name(),
        Who::Eve.email(),
        deal.key(Who::Eve)
    )
}

/// Merges a branch by somebody whose text of the contract is this.
fn merge(deal: &mut Deal, who: Who, branch: &str, text: &str) {
    deal.act(who, Some(who));
    deal.git.run(&["merge", "-q", "--no-commit", "-s", "ours", branch]);
    deal.git.run(&["checkout", "-q", branch, "--", "records"]);
    deal.git.run(&["checkout", "-q", "HEAD", "--", "records"]);
    deal.git.file(CONTRACT, text);
    deal.git.record("Joined");
}

/// The deal of a customer whose second key was stolen: Li replaces it, and beside that it brings in a stranger.
fn stolen(adopted: bool) -> (Deal, Memory, String) {
    let mut deal = Deal::new();
    if adopted {
        deal.accept(Who::Li, &["fees"]);
    }
    let (memory, fork) = (compared(&deal), head(&deal));
    deal.reword(Who::Li, &deal.key(Who::Max).to_string(), &another_key());
    deal.git.run(&["checkout", "-q", "-b", "thief", &fork]);
    deal.by(Who::Max);
    deal.edit(
        "      - name: Max Wang\n",
        &format!("{}      - name: Max Wang\n", eve(&deal)),
    );
    deal.git.run(&["checkout", "-q", "main"]);
    (deal, memory, fork)
}

#[test]
fn what_a_key_brings_in_beside_its_removal_speaks_for_nobody_though_the_other_side_merges_it() {
    for adopted in [true, false] {
        let (mut deal, memory, _) = stolen(adopted);
        let before = head(&deal);
        let text = deal
            .text()
            .replace("  - id: vendor\n", &format!("{}  - id: vendor\n", eve(&deal)));
        merge(&mut deal, Who::Anna, "thief", &text);
        let stranger = deal.key(Who::Eve).to_string();
        for memory in [&memory, &Memory::default()] {
            let (keys, _) = in_force(&deal, memory);
            assert!(!keys.contains(&stranger) && keys.len() == 2, "{adopted}: {keys:?}");
        }
        assert!(
            refused_since(&deal, &before).contains(&"A23-keys"),
            "{adopted}: {:?}",
            deal.codes()
        );
        deal.accept(Who::Eve, &["term"]);
        assert!(
            matches!(trusts(&deal, &memory).last(), Some(Trust::Void(_))),
            "{adopted}"
        );
    }
}

#[test]
fn a_merge_that_leaves_out_what_a_removed_key_brought_in_is_taken() {
    let (mut deal, memory, _) = stolen(true);
    let before = head(&deal);
    let text = deal.text();
    merge(&mut deal, Who::Anna, "thief", &text);
    let (keys, is_compared) = in_force(&deal, &memory);
    assert!(is_compared && keys.len() == 2);
    assert!(
        !refused_since(&deal, &before).contains(&"A23-keys"),
        "{:?}",
        deal.codes()
    );
}

#[test]
fn a_member_with_a_key_in_force_may_take_over_what_a_removed_key_brought_in() {
    let (mut deal, memory, _) = stolen(true);
    let before = head(&deal);
    let text = deal
        .text()
        .replace("  - id: vendor\n", &format!("{}  - id: vendor\n", eve(&deal)));
    merge(&mut deal, Who::Li, "thief", &text);
    let (keys, is_compared) = in_force(&deal, &memory);
    assert!(
        is_compared && keys.contains(&deal.key(Who::Eve).to_string()),
        "{keys:?}"
    );
    assert!(
        !refused_since(&deal, &before).contains(&"A23-keys"),
        "{:?}",
        deal.codes()
    );
}

#[test]
fn a_stranger_whom_a_removed_key_brought_in_brings_in_nobody_either() {
    let (mut deal, memory, _) = stolen(true);
    deal.git.run(&["checkout", "-q", "thief"]);
    let (old, more) = (deal.key(Who::Eve).to_string(), another_key());
    deal.by(Who::Eve);
    deal.edit(&format!("[{old}]"), &format!("[{old}, {more}]"));
    deal.git.run(&["checkout", "-q", "main"]);
    let text = deal.text();
    merge(&mut deal, Who::Anna, "thief", &text);
    assert_eq!(in_force(&deal, &memory).0.len(), 2);
}

/// The text of the deal without keys of the customer.
fn without_keys(deal: &Deal) -> String {
    let text = deal.draft();
    [Who::Li, Who::Max]
        .iter()
        .fold(text, |text, who| text.replace(&format!("[{}]", deal.key(*who)), "[]"))
}

/// A customer whose keys the vendor wrote down in round 2, and the owner of a copy compared; and, on the branch that the
/// copy stands at, other keys of the customer's that the vendor wrote down beside it.
fn proposed_twice() -> (Deal, Memory, String) {
    let mut deal = Deal::unsent();
    let (open, text) = (without_keys(&deal), deal.draft());
    deal.send(Who::Anna, &open);
    let first = head(&deal);
    deal.send(Who::Anna, &text);
    let memory = compared(&deal);
    deal.git.run(&["checkout", "-q", "-b", "side", &first]);
    let forged = text.replace(&deal.key(Who::Li).to_string(), &deal.key(Who::Eve).to_string());
    deal.by(Who::Anna).change(CONTRACT, &forged, "Keys");
    (deal, memory, forged)
}

/// The same, and the stranger signs with the other keys.
fn rivals() -> (Deal, Memory, String) {
    let (mut deal, memory, forged) = proposed_twice();
    let mut record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    record.key = Some(deal.key(Who::Eve).fingerprint().to_owned());
    deal.place(Who::Eve, &record);
    deal.last.remove("customer");
    deal.act(Who::Li, Some(Who::Eve));
    deal.git.record("Positions");
    deal.git.run(&["checkout", "-q", "main"]);
    (deal, memory, forged)
}

#[test]
fn an_adoption_on_another_branch_does_not_outweigh_a_proposal_that_was_compared() {
    let (mut deal, memory, forged) = rivals();
    merge(&mut deal, Who::Anna, "side", &forged);
    let (keys, is_compared) = in_force(&deal, &memory);
    assert!(is_compared && keys.contains(&deal.key(Who::Li).to_string()), "{keys:?}");
    let report = deal.audit_with(&memory);
    assert_eq!(report.verdict(), Verdict::Fails);
    assert!(
        report.findings.iter().any(|one| one.code == "A23-keys"),
        "{:?}",
        report.findings
    );
    let mut said = deal.record(Who::Li, Decision::Accept, &["term"]);
    said.prev = Vec::new();
    deal.place(Who::Li, &said);
    deal.by(Who::Li).record("Positions");
    let trusts = trusts(&deal, &memory);
    assert!(
        matches!(trusts[0], Trust::Void(_)) && trusts.last() == Some(&Trust::Verified),
        "{trusts:?}"
    );
}

#[test]
fn a_proposal_that_was_compared_outweighs_another_proposal() {
    let (mut deal, memory, forged) = proposed_twice();
    deal.git.run(&["checkout", "-q", "main"]);
    merge(&mut deal, Who::Anna, "side", &forged);
    let (keys, is_compared) = in_force(&deal, &memory);
    assert!(
        is_compared && !keys.contains(&deal.key(Who::Eve).to_string()),
        "{keys:?}"
    );
}

#[test]
fn the_same_block_stays_compared_whichever_branch_adopted_it() {
    let (mut deal, memory, _) = rivals();
    let text = deal.text();
    deal.git.run(&["checkout", "-q", "-B", "side", "HEAD~1"]);
    deal.by(Who::Anna).change(CONTRACT, &text, "Keys");
    let mut record = deal.record(Who::Li, Decision::Accept, &["fees"]);
    record.prev = Vec::new();
    deal.place(Who::Li, &record);
    deal.by(Who::Li).record("Positions");
    deal.git.run(&["checkout", "-q", "main"]);
    merge(&mut deal, Who::Anna, "side", &text);
    assert!(in_force(&deal, &memory).1);
}

#[test]
fn a_record_under_a_key_that_all_contested_blocks_list_counts_once_the_contest_is_over() {
    let mut deal = Deal::unsent();
    let (open, text) = (without_keys(&deal), deal.draft());
    deal.send(Who::Anna, &open);
    let first = head(&deal);
    deal.by(Who::Anna).change(CONTRACT, &text, "Keys");
    deal.accept(Who::Li, &["fees"]);
    deal.accept(Who::Max, &["term"]);
    deal.git.run(&["checkout", "-q", "-b", "side", &first]);
    deal.last.remove("customer");
    let other = text.replace(&deal.key(Who::Max).to_string(), &another_key());
    deal.by(Who::Anna).change(CONTRACT, &other, "Keys");
    deal.accept(Who::Li, &["audit"]);
    deal.git.run(&["checkout", "-q", "main"]);
    merge(&mut deal, Who::Anna, "side", &text);
    let nothing = Memory::default();
    assert!(
        trusts(&deal, &nothing)
            .iter()
            .all(|trust| matches!(trust, Trust::Void(_))),
        "while it is contested"
    );
    // Whoever signs with a key of both blocks ends it; Max keeps the key of the first one.
    deal.by(Who::Li);
    deal.edit("title: CRM", "title: CRM\n# One block.");
    let li = deal.key(Who::Li).to_string();
    deal.edit(&format!("[{li}]"), &format!("[{li}, {}]", another_key()));
    let trusts = trusts(&deal, &nothing);
    let counts: Vec<bool> = trusts.iter().map(|trust| !matches!(trust, Trust::Void(_))).collect();
    assert_eq!(
        counts.iter().filter(|counts| **counts).count(),
        2,
        "Li's two: {trusts:?}"
    );
    let workspace = adidem::session::Workspace::open(&deal.git.top()).expect("the repository");
    let dossier = workspace
        .negotiation("crm")
        .expect("a negotiation")
        .dossier(&nothing)
        .expect("a record");
    let standings = dossier.standings(&["customer".to_owned(), "vendor".to_owned()], false);
    let kind = |id: &str| {
        standings
            .clauses
            .iter()
            .find(|one| one.id == id)
            .expect("the clause")
            .positions[0]
            .kind
    };
    assert_eq!(
        [kind("fees"), kind("audit"), kind("term")],
        [PositionKind::Accepted, PositionKind::Accepted, PositionKind::None]
    );
}
