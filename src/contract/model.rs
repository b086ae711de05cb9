//! What a contract is made of, and how its clauses are walked and numbered.

use std::collections::HashMap;

/// A contract as its file states it: one set of parties, one tree of clauses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contract {
    /// One line, never empty.
    pub title: String,
    /// BCP 47 tag, such as `zh-CN`.
    pub language: Option<String>,
    /// Picks a review checklist, such as `crm-saas`.
    pub kind: Option<String>,
    /// The kind of annex that it is by itself, such as `sla`; a review asks no whole contract of it.
    pub annex: Option<String>,
    /// The parties' own file reference.
    pub reference: Option<String>,
    /// Who is bound; two or more.
    pub parties: Vec<Party>,
    /// Top-level clauses in reading order.
    pub clauses: Vec<Clause>,
}

/// Who is bound by the contract.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Unique in the contract; names the party in records and on the command line.
    pub id: String,
    /// The party's full name.
    pub name: String,
    /// 甲方, 乙方, Customer, Vendor …; empty when the file gives none.
    pub role: String,
    /// The people who speak for the party; may be empty.
    pub members: Vec<Member>,
}

/// A person who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// E-mail address, the one in the person's git identity.
    pub email: String,
    /// Public keys, each `TYPE BASE64`; if present, only records signed by one of them count as verified.
    pub keys: Vec<String>,
}

/// Heading, text and sub-clauses under an id that never changes in the clause's life.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clause {
    /// Unique in the contract; letters of any script, digits, `-` `_` `.`, in NFC.
    pub id: String,
    /// One line; may be empty when the text is not.
    pub heading: String,
    /// The text exactly as the YAML value gives it, line ends as LF.
    pub text: String,
    /// The id of the clause that says the same in the other language of the contract. It is no wording: no digest holds it,
    /// and whoever takes a position on one of the two takes it on both.
    pub pair: Option<String>,
    /// Sub-clauses in reading order, to any depth.
    pub clauses: Vec<Clause>,
}

/// One clause met on a walk through a contract in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit<'a> {
    /// The clause itself.
    pub clause: &'a Clause,
    /// The id of the clause that holds it; `None` at top level.
    pub parent: Option<&'a str>,
    /// Its number, derived from its place: `3.2.1`.
    pub number: String,
    /// 1 for a top-level clause.
    pub depth: usize,
}

impl Visit<'_> {
    /// Its number and heading: what people call it by.
    #[must_use]
    pub fn called(&self) -> String {
        format!("{} {}", self.number, self.clause.heading).trim().to_owned()
    }
}

impl Contract {
    /// Every clause in reading order (a clause before its sub-clauses), with its derived number.
    #[must_use]
    pub fn walk(&self) -> Vec<Visit<'_>> {
        let mut visits = Vec::new();
        visit(&self.clauses, None, "", 1, &mut visits);
        visits
    }

    /// Every clause by its id: for who looks for more than a few of them.
    #[must_use]
    pub fn by_id(&self) -> HashMap<&str, &Clause> {
        fn note<'a>(clauses: &'a [Clause], known: &mut HashMap<&'a str, &'a Clause>) {
            for clause in clauses {
                known.entry(&clause.id).or_insert(clause);
                note(&clause.clauses, known);
            }
        }
        let mut known = HashMap::new();
        note(&self.clauses, &mut known);
        known
    }

    /// For each clause that says the same as another in another language, the id of that other; both ways, whichever of the
    /// two names it.
    #[must_use]
    pub fn pairs(&self) -> HashMap<&str, &str> {
        let mut pairs = HashMap::new();
        for visit in self.walk() {
            if let Some(pair) = visit.clause.pair.as_deref() {
                pairs.insert(visit.clause.id.as_str(), pair);
                pairs.insert(pair, visit.clause.id.as_str());
            }
        }
        pairs
    }

    /// The clause of that id, wherever it stands.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        fn find<'a>(clauses: &'a [Clause], id: &str) -> Option<&'a Clause> {
            clauses.iter().find_map(|clause| {
                if clause.id == id {
                    Some(clause)
                } else {
                    find(&clause.clauses, id)
                }
            })
        }
        find(&self.clauses, id)
    }

    /// The clause of that number, as it stands today.
    #[must_use]
    pub fn clause_numbered(&self, number: &str) -> Option<&Clause> {
        let mut clauses = &self.clauses;
        let mut found = None;
        for place in number.split('.') {
            let clause = clauses.get(place.parse::<usize>().ok()?.checked_sub(1)?)?;
            clauses = &clause.clauses;
            found = Some(clause);
        }
        found
    }

    /// The party of that id.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == id)
    }
}

fn visit<'a>(clauses: &'a [Clause], parent: Option<&'a str>, prefix: &str, depth: usize, visits: &mut Vec<Visit<'a>>) {
    for (index, clause) in clauses.iter().enumerate() {
        let number = format!("{prefix}{}", index + 1);
        let below = format!("{number}.");
        visits.push(Visit {
            clause,
            parent,
            number,
            depth,
        });
        visit(&clause.clauses, Some(&clause.id), &below, depth + 1, visits);
    }
}
