//! What an adversary pushes who writes objects of git by hand.

use adidem::contract::{Contract, Member, read, write};
use adidem::negotiation::Decision;
use git2::Oid;

use super::world::{CONTRACT, FOREIGN, Made, Who, World, ids, named, public, round_message};

/// One random change, on any state that there was, in anybody's name, signed with any key but the victim's, or not at all.
pub(super) fn attack(world: &mut World) {
    let parent = match world.dice.below(4) {
        0 => world.all[world.dice.below(world.all.len())],
        _ => world.tip,
    };
    let author = *world
        .dice
        .one_of(&[&Who::Li, &Who::Li, &Who::Max, &Who::Anna, &Who::Eve]);
    let key = match world.dice.below(4) {
        0 => None,
        _ => Some(foreign(world)),
    };
    match world.dice.below(14) {
        0..=4 => rewritten(world, parent, author, key),
        5..=7 => recorded(world, parent, author, key),
        8 => deleted(world, parent, author, key),
        9 => brought_back(world, parent, author, key),
        10 => renamed(world, parent, author, key),
        11 => begun_again(world, author, key),
        12 => joined(world, author, key),
        _ => replayed(world, parent, author, key),
    }
}

/// One of the adversary's keys; most often the same one, which then fits what was listed before.
fn foreign(world: &mut World) -> usize {
    if world.dice.below(3) > 0 {
        FOREIGN.start + 2
    } else {
        FOREIGN.start + world.dice.below(FOREIGN.len())
    }
}

fn contract_at(world: &World, change: Oid) -> Option<Contract> {
    read(&world.text_at(change, CONTRACT)?).ok()
}

/// The contract in other words, with or without a round of anybody's, and perhaps with other keys.
fn rewritten(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let Some(mut contract) = contract_at(world, parent) else {
        return;
    };
    let what = changed(world, &mut contract);
    let party = world.dice.one_of(&["customer", "vendor"]);
    let round = world.known().map_or(1, |(_, round, _)| round + 1);
    let message = if world.dice.below(2) == 0 {
        "Edit".to_owned()
    } else {
        round_message(round, party)
    };
    let text = write(&contract);
    let files = [(CONTRACT, Some(text.as_bytes()))];
    let made = Made {
        parents: &[parent],
        files: &files,
        author,
        key,
        message: &message,
    };
    world.advance(
        &made,
        &format!("{what}; {}", message.lines().last().unwrap_or_default()),
    );
}

/// Changes words, order, parties or keys; gives what it did.
fn changed(world: &mut World, contract: &mut Contract) -> String {
    let foreign = public(foreign(world));
    let clauses = contract.clauses.len();
    let customer = contract.parties.iter().position(|party| party.id == "customer");
    match (world.dice.below(9), customer) {
        (0, Some(customer)) => {
            let email = world.dice.one_of(&[&Who::Li, &Who::Max, &Who::Eve]).person().email;
            let member = Member {
                name: "Li Jing".to_owned(),
                email,
                keys: vec![foreign],
            };
            contract.parties[customer].members = vec![member];
            "other members for the victim".to_owned()
        }
        (1, Some(customer)) if !contract.parties[customer].members.is_empty() => {
            contract.parties[customer].members[0].keys.push(foreign);
            "one more key for the victim".to_owned()
        }
        (2, Some(customer)) => {
            let member = Member {
                keys: vec![foreign],
                ..Who::Eve.member(0)
            };
            contract.parties[customer].members.push(member);
            "one more member for the victim".to_owned()
        }
        (3, Some(customer)) => {
            contract.parties[customer].members.clear();
            "nobody for the victim".to_owned()
        }
        (4, Some(customer)) => {
            contract.parties.swap(0, 1);
            let first = contract.parties[0].id.clone();
            contract.parties[0].id = contract.parties[1].id.clone();
            contract.parties[1].id = first;
            format!("parties exchanged, {customer}")
        }
        (5, Some(customer)) => {
            contract.parties[customer].id = "buyer".to_owned();
            "another id for the victim".to_owned()
        }
        (6, _) if clauses > 1 => {
            let text = contract.clauses[0].text.clone();
            contract.clauses[0].text = contract.clauses[1].text.clone();
            contract.clauses[1].text = text;
            "texts exchanged".to_owned()
        }
        (7, _) if clauses > 1 => {
            contract.clauses.remove(world.dice.below(clauses));
            "a clause deleted".to_owned()
        }
        _ if clauses > 0 => {
            let place = world.dice.below(clauses);
            contract.clauses[place].text = format!("Forged words {}.", world.all.len());
            "other words".to_owned()
        }
        _ => "nothing".to_owned(),
    }
}

/// A record in the victim's name, or one of the victim's own in another place.
fn recorded(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let Some(contract) = contract_at(world, parent) else {
        return;
    };
    let Some((lineage, ..)) = world.known() else { return };
    let clauses: Vec<_> = contract
        .clauses
        .iter()
        .map(|clause| named(&contract, &clause.id))
        .collect();
    if clauses.is_empty() {
        return;
    }
    let decision = *world.dice.one_of(&[&Decision::Accept, &Decision::Offer]);
    let who = *world.dice.one_of(&[&Who::Li, &Who::Max]);
    let signing = key.unwrap_or(FOREIGN.start);
    // The fingerprint is the victim's, or that of the key which signs.
    let claimed = if world.dice.below(3) == 0 { world.li } else { signing };
    let mut record = world.record(&contract, lineage, who, claimed, decision, clauses);
    record.base = Some(parent.to_string().parse().expect("a change"));
    let mut files = world.filed(&record, signing);
    if key.is_none() {
        files.remove(0);
    }
    if world.dice.below(3) == 0 {
        let place = world.dice.below(contract.clauses.len());
        let mut contract = contract;
        contract.clauses[place].text = "Words put in with the record.".to_owned();
        files.push((CONTRACT.to_owned(), write(&contract).into_bytes()));
    }
    let files: Vec<_> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), Some(&bytes[..])))
        .collect();
    let made = Made {
        parents: &[parent],
        files: &files,
        author,
        key,
        message: "Positions",
    };
    world.advance(
        &made,
        &format!("a record of {who:?} {decision:?} {:?}", ids(&record.clauses)),
    );
}

fn deleted(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let made = Made {
        parents: &[parent],
        files: &[(CONTRACT, None)],
        author,
        key,
        message: "Archived",
    };
    world.advance(&made, "deleted");
}

/// An old version of the contract, with other keys perhaps, over whatever is there.
fn brought_back(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let old = world.all[world.dice.below(world.all.len())];
    let Some(mut contract) = contract_at(world, old) else {
        return;
    };
    let what = if world.dice.below(2) == 0 {
        changed(world, &mut contract)
    } else {
        "as it was".to_owned()
    };
    let text = write(&contract);
    let files = [(CONTRACT, Some(text.as_bytes()))];
    let made = Made {
        parents: &[parent],
        files: &files,
        author,
        key,
        message: "Back",
    };
    world.advance(&made, &format!("brought back, {what}"));
}

/// The contract under another name, and perhaps another one in its place.
fn renamed(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let Some(mut contract) = contract_at(world, parent) else {
        return;
    };
    let text = write(&contract);
    let what = changed(world, &mut contract);
    let other = write(&contract);
    let replaced = world.dice.below(2) == 0;
    let files = [
        ("contracts/other.yaml", Some(text.as_bytes())),
        (CONTRACT, replaced.then_some(other.as_bytes())),
    ];
    let made = Made {
        parents: &[parent],
        files: &files,
        author,
        key,
        message: "Renamed",
    };
    world.advance(&made, &format!("renamed; in its place {replaced} {what}"));
}

/// A history of its own under the same name, alone or joined to what there is.
fn begun_again(world: &mut World, author: Who, key: Option<usize>) {
    let Some(mut contract) = contract_at(world, world.tip) else {
        return;
    };
    let what = changed(world, &mut contract);
    let text = write(&contract);
    let files = [(CONTRACT, Some(text.as_bytes()))];
    let party = world.dice.one_of(&["customer", "vendor"]);
    let message = round_message(1, party);
    let made = Made {
        parents: &[],
        files: &files,
        author,
        key,
        message: &message,
    };
    let (shared, root) = (world.tip, world.make(&made));
    world.tip = root;
    world.tell(&format!("a beginning of its own, {what}"));
    for _ in 0..world.dice.below(3) {
        let (parent, key) = (world.tip, Some(foreign(world)));
        if world.dice.below(3) == 0 {
            rewritten(world, parent, author, key);
        } else {
            recorded(world, parent, author, key);
        }
    }
    let own = std::mem::replace(&mut world.tip, shared);
    let parents = if world.dice.below(3) > 0 {
        [shared, own]
    } else {
        [own, shared]
    };
    let made = Made {
        parents: &parents,
        files: &[],
        author,
        key,
        message: "Joined",
    };
    world.advance(&made, &format!("joined, files of {:.7}", parents[0].to_string()));
}

/// Two states joined, with the files of one of them.
fn joined(world: &mut World, author: Who, key: Option<usize>) {
    let other = world.all[world.dice.below(world.all.len())];
    if other == world.tip {
        return;
    }
    let parents = if world.dice.below(2) == 0 {
        [world.tip, other]
    } else {
        [other, world.tip]
    };
    let made = Made {
        parents: &parents,
        files: &[],
        author,
        key,
        message: "Joined",
    };
    world.advance(
        &made,
        &format!(
            "joined with {:.7}, files of {:.7}",
            other.to_string(),
            parents[0].to_string()
        ),
    );
}

/// All the files of some state, once more; or the records of one state beside the contract of another.
fn replayed(world: &mut World, parent: Oid, author: Who, key: Option<usize>) {
    let old = world.all[world.dice.below(world.all.len())];
    let Some(text) = world.text_at(parent, CONTRACT) else {
        return;
    };
    let tree = world.tree_of(old);
    let made = Made {
        parents: &[parent],
        files: &[],
        author,
        key,
        message: "Replayed",
    };
    if world.dice.below(2) == 0 {
        let change = world.make_of(tree, &made);
        world.tip = change;
        world.tell("the files of an older state");
    } else {
        let made = Made {
            files: &[(CONTRACT, Some(&text))],
            parents: &[parent, old],
            ..made
        };
        world.advance(&made, "the contract over another state");
    }
}
