//! What questions over all rounds need of every version: read once each, and of a clause that stays as it was only once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::audit::Texts;
use crate::contract::{self, Clause, Contract, Party, Revision, revision, whole, whole_of};
use crate::history;
use crate::language::Translated;
use crate::negotiation::{TextId, is_mere_heading};

/// One version, as far as it is held against others.
pub(in crate::session) struct VersionFacts {
    /// What stands before the clauses.
    pub(in crate::session) front: Contract,
    pub(in crate::session) whole: WholeText,
    /// In reading order. A clause that a version has as the one that was read before it is shared with that.
    pub(in crate::session) clauses: Vec<Rc<ClauseFacts>>,
}

/// A text as a whole, as far as somebody consents to it: what its digest covers, and what a contract says of itself beside
/// that, in its language, kind, kind of annex and reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct WholeText {
    digest: Revision,
    beside: [Option<String>; 4],
}

impl WholeText {
    pub(in crate::session) fn of(contract: &Contract) -> Self {
        Self::digested(contract, whole(contract))
    }

    /// By how it is named in records.
    pub(in crate::session) fn digest(&self) -> Revision {
        self.digest
    }

    /// The same, where its digest is known.
    fn digested(contract: &Contract, digest: Revision) -> Self {
        let beside = [&contract.language, &contract.kind, &contract.annex, &contract.reference].map(Clone::clone);
        Self { digest, beside }
    }
}

/// One clause of a version.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::session) struct ClauseFacts {
    pub(in crate::session) id: String,
    pub(in crate::session) heading: String,
    pub(in crate::session) revision: Revision,
    /// Whether it is a mere heading, as far as it can be told without the round before.
    pub(in crate::session) is_heading: bool,
}

impl ClauseFacts {
    fn of(clause: &Clause) -> Self {
        Self {
            id: clause.id.clone(),
            heading: clause.heading.clone(),
            revision: revision(clause),
            is_heading: is_mere_heading(clause),
        }
    }
}

impl VersionFacts {
    /// The wording of each clause by its id.
    pub(in crate::session) fn revisions(&self) -> HashMap<&str, Revision> {
        self.clauses
            .iter()
            .map(|clause| (&*clause.id, clause.revision))
            .collect()
    }
}

/// A version, or why it cannot be understood.
pub(in crate::session) type Facts = Result<Rc<VersionFacts>, Translated>;

/// The versions of one contract that were asked about.
#[derive(Default)]
pub(in crate::session) struct Versions {
    known: RefCell<HashMap<TextId, Facts>>,
    /// The version that was read last: the next one mostly has the same clauses.
    last: RefCell<Option<LastVersion>>,
}

struct LastVersion {
    text: TextId,
    contract: Rc<Contract>,
    facts: Rc<VersionFacts>,
}

impl Versions {
    /// What is known of a version.
    ///
    /// # Errors
    ///
    /// When it cannot be read at all.
    pub(in crate::session) fn facts(&self, texts: &Texts<'_>, text: TextId) -> Result<Facts, history::Error> {
        if let Some(known) = self.known.borrow().get(&text) {
            return Ok(known.clone());
        }
        let facts = contract::read(&texts.bytes(text)?)
            .map(|contract| self.learn(text, contract))
            .map_err(|error| Translated::of(|language| error.message(language)));
        self.known.borrow_mut().insert(text, facts.clone());
        Ok(facts)
    }

    /// The parties of a version; `None` when it cannot be understood.
    ///
    /// # Errors
    ///
    /// As [`Versions::facts`].
    pub(in crate::session) fn parties(
        &self,
        texts: &Texts<'_>,
        text: TextId,
    ) -> Result<Option<Vec<Party>>, history::Error> {
        match self.facts(texts, text)? {
            Ok(facts) => Ok(Some(facts.front.parties.clone())),
            // Its parties can be in order where its clauses are not.
            Err(_) => texts.parties(text),
        }
    }

    /// The whole contract of a version; `None` when it cannot be understood.
    ///
    /// # Errors
    ///
    /// As [`Versions::facts`].
    pub(in crate::session) fn contract(
        &self,
        texts: &Texts<'_>,
        text: TextId,
    ) -> Result<Option<Rc<Contract>>, history::Error> {
        if let Some(last) = self.last.borrow().as_ref().filter(|last| last.text == text) {
            return Ok(Some(Rc::clone(&last.contract)));
        }
        Ok(texts.contract(text)?.map(Rc::new))
    }

    fn learn(&self, text: TextId, contract: Contract) -> Rc<VersionFacts> {
        let last = self.last.take();
        let known: HashMap<&str, (&Clause, &Rc<ClauseFacts>)> = last
            .iter()
            .flat_map(|last| last.contract.walk().into_iter().zip(&last.facts.clauses))
            .map(|(visit, facts)| (&*visit.clause.id, (visit.clause, facts)))
            .collect();
        let facts_of = |clause: &Clause| match known.get(&*clause.id) {
            Some((same, facts)) if same.heading == clause.heading && same.text == clause.text => Rc::clone(facts),
            _ => Rc::new(ClauseFacts::of(clause)),
        };
        let visits = contract.walk();
        let clauses: Vec<Rc<ClauseFacts>> = visits.iter().map(|visit| facts_of(visit.clause)).collect();
        let digested = visits.iter().zip(clauses.iter().map(|facts| facts.revision));
        let whole = WholeText::digested(&contract, whole_of(&contract, digested));
        let front = Contract {
            title: contract.title.clone(),
            language: contract.language.clone(),
            kind: contract.kind.clone(),
            annex: contract.annex.clone(),
            reference: contract.reference.clone(),
            parties: contract.parties.clone(),
            clauses: Vec::new(),
        };
        let facts = Rc::new(VersionFacts { front, whole, clauses });
        self.last.replace(Some(LastVersion {
            text,
            contract: Rc::new(contract),
            facts: Rc::clone(&facts),
        }));
        facts
    }
}
