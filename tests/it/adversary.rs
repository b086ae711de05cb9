//! Random histories made by honest people and by an adversary who can push anything and has every key but the victim's.
//!
//! Whatever the adversary does, nothing counts for the victim that the victim did not sign over those very words; and
//! what honest people do to their own keys, one after the other or side by side, never fails an audit.
//!
//! `ADIDEM_SEEDS=20000` tries that many instead of a few.

mod attack;
mod world;

use adidem::audit::{AuditScope, Severity, audit};
use adidem::history::Histories as _;
use adidem::negotiation::{PositionKind, Trust};
use adidem::session::Workspace;

use crate::support::seeds;
use world::{Observer, World, now};

/// Without optimisation each history takes seconds; of fewer than these, none may be one in which anybody is believed.
fn few(many: u64) -> u64 {
    if cfg!(debug_assertions) {
        (many / 8).max(8)
    } else {
        many
    }
}

/// What counts for the victim at the newest state although it never signed those words; each with what it says there.
fn forged(world: &World, observer: Observer) -> Vec<String> {
    let workspace = Workspace::open(&world.folder()).expect("the repository");
    let memory = world.memory(observer);
    let mut forged = Vec::new();
    for found in workspace.histories().contracts().expect("contracts") {
        let Ok(negotiation) = workspace.negotiation(&found.name) else {
            continue;
        };
        // A contract without a round has no standing.
        let Ok(dossier) = negotiation.dossier(&memory) else {
            continue;
        };
        let Some(lineage) = dossier.record.negotiation else {
            continue;
        };
        let parties = ["customer", "vendor"].map(str::to_owned);
        let knows_keys = world.knows_keys(observer) && world.is_first_lineage(lineage);
        for clause in dossier.standings(&parties, false).clauses {
            for position in clause.positions.iter().filter(|one| one.party == "customer") {
                let counts = !matches!(position.kind, PositionKind::None | PositionKind::Rejected);
                let is_believed = match &position.trust {
                    Some(Trust::Verified) => true,
                    // Who knows the victim's keys takes nothing else for the victim's word either.
                    Some(Trust::Unconfirmed | Trust::Claimed) | None => knows_keys,
                    Some(Trust::Reported | Trust::Void(_)) => false,
                };
                if counts && is_believed && !world.has_signed(lineage, &clause.id, clause.revision) {
                    forged.push(format!("{} {}: {position:?}", found.name, clause.id));
                }
            }
        }
    }
    forged
}

/// Tries histories; gives how many positions of the victim were believed in them.
fn try_all(seeds: impl Iterator<Item = u64>, begin: impl Fn(u64) -> World) -> u64 {
    let mut believed = 0;
    for seed in seeds {
        let mut world = begin(seed);
        for _ in 0..world.steps() {
            world.step();
        }
        for observer in Observer::ALL {
            let forged = forged(&world, observer).join("\n");
            assert!(
                forged.is_empty(),
                "seed {seed}, {observer:?}:\n{forged}\n{}",
                world.told.join("\n")
            );
            believed += verified(&world, observer);
        }
    }
    believed
}

#[test]
fn nothing_counts_for_a_party_that_it_did_not_sign_whatever_an_adversary_pushes() {
    // A program that believes nobody would pass as well.
    let (believed, histories) = (try_all(seeds(few(60)), World::new), seeds(few(60)).count() as u64);
    assert!(
        believed > histories / 2,
        "{believed} positions were believed in {histories} histories"
    );
}

#[test]
fn the_same_holds_of_what_stock_git_and_ssh_keygen_make() {
    let believed = try_all(seeds(few(16)), World::by_stock_tools);
    assert!(believed > 0, "nobody was believed");
}

/// How many positions of the victim are verified at the newest state.
fn verified(world: &World, observer: Observer) -> u64 {
    let workspace = Workspace::open(&world.folder()).expect("the repository");
    let Ok(negotiation) = workspace.negotiation("crm") else {
        return 0;
    };
    let Ok(dossier) = negotiation.dossier(&world.memory(observer)) else {
        return 0;
    };
    let parties = ["customer", "vendor"].map(str::to_owned);
    let clauses = dossier.standings(&parties, false).clauses;
    let positions = clauses.iter().flat_map(|clause| &clause.positions);
    positions
        .filter(|one| one.party == "customer" && one.trust == Some(Trust::Verified))
        .count() as u64
}

#[test]
fn honest_histories_never_fail_an_audit() {
    for seed in seeds(few(40)) {
        let mut world = World::honest(seed);
        for _ in 0..world.steps() {
            world.step();
        }
        let repository = adidem::history::Repository::open_for_audit(&world.folder()).expect("the repository");
        for observer in Observer::ALL {
            let memory = world.memory(observer);
            let report = audit(&repository, &memory, &AuditScope::default(), now(), &mut |_| {}).expect("a report");
            let failed: Vec<_> = report
                .findings
                .iter()
                .filter(|one| one.severity != Severity::Warning)
                .collect();
            assert!(
                failed.is_empty(),
                "seed {seed}, {observer:?}: {failed:#?}\n{}",
                world.told.join("\n")
            );
        }
    }
}
