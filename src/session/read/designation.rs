//! What people know a clause by.

use crate::contract::Contract;

/// A clause as people know it: its number and its heading, both empty where it is deleted, and its id.
pub type Designation = (String, String, String);

/// Number, heading and id; of a clause that is gone only the id.
pub(in crate::session) fn designation(contract: &Contract, id: &str) -> Designation {
    let visit = contract.walk().into_iter().find(|visit| visit.clause.id == id);
    let (number, heading) = visit
        .map(|visit| (visit.number, visit.clause.heading.clone()))
        .unwrap_or_default();
    (number, heading, id.to_owned())
}
