//! What questions over all rounds need of every version: read once each, and of a clause that stays as it was only once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::audit::Texts;
use crate::contract::{Contract, Outline, OutlineReader, OutlinedClause, Party, ReadError, Revision, whole};
use crate::history::{self, Repository};
use crate::language::Translated;
use crate::negotiation::{Change, TextId, says_something};

/// So many versions are kept by what each has as the one before; then one is kept whole.
const LONGEST_CHAIN: usize = 64;

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

    /// That of a version.
    pub(in crate::session) fn of_version(version: &Outline) -> Self {
        Self::digested(&version.front, version.whole)
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

/// A version, or why it cannot be understood.
pub(in crate::session) type Facts = Result<Rc<Outline>, Translated>;

/// The versions of one contract that were asked about.
#[derive(Default)]
pub(in crate::session) struct Versions {
    known: RefCell<HashMap<TextId, Facts>>,
    /// Reads the next version, which mostly has the clauses of the one before.
    reader: RefCell<OutlineReader>,
    /// The contracts that were read whole last, the latest at the end.
    contracts: RefCell<Vec<(TextId, Rc<Contract>)>>,
    /// Whether a heading says something by itself.
    headings: RefCell<HashMap<String, bool>>,
}

impl Versions {
    /// How many contracts are kept whole: a version and the one before.
    const KEPT: usize = 2;

    /// Reads every version of these changes, on all cores where they are long. One that cannot be read is passed over: whoever
    /// asks for it is told.
    ///
    /// # Errors
    ///
    /// When the repository cannot be opened once more.
    pub(in crate::session) fn read_all(&self, texts: &Texts<'_>, changes: &[Change]) -> Result<(), history::Error> {
        let repository = texts.repository();
        let versions = changes
            .iter()
            .flat_map(|change| change.before.iter().copied().chain([change.after]));
        let mut seen = HashSet::new();
        let all: Vec<TextId> = versions.flatten().filter(|text| seen.insert(*text)).collect();
        let mut known = self.known.borrow_mut();
        for text in &all {
            if !known.contains_key(text)
                && let Some(outline) = kept(repository, *text, &known)
            {
                known.insert(*text, Ok(Rc::new(outline)));
            }
        }
        let new: Vec<TextId> = all.iter().copied().filter(|text| !known.contains_key(text)).collect();
        let read = repository.read_texts(&new, OutlineReader::default, |reader, bytes| {
            understood(reader.read(bytes))
        })?;
        let read = new.iter().zip(read);
        known.extend(read.filter_map(|(text, outline)| Some((*text, outline?.map(Rc::new)))));
        let new: HashSet<TextId> = new.into_iter().collect();
        for (at, text) in all.iter().enumerate().filter(|(_, text)| new.contains(text)) {
            let before = at
                .checked_sub(1)
                .filter(|_| at % LONGEST_CHAIN > 0)
                .map(|before| all[before]);
            keep(repository, *text, before, &known);
        }
        Ok(())
    }

    /// What is known of a version.
    ///
    /// # Errors
    ///
    /// When it cannot be read at all.
    pub(in crate::session) fn facts(&self, texts: &Texts<'_>, text: TextId) -> Result<Facts, history::Error> {
        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(&text) {
            return Ok(known.clone());
        }
        let repository = texts.repository();
        if let Some(outline) = kept(repository, text, &known) {
            let facts = Ok(Rc::new(outline));
            known.insert(text, facts.clone());
            return Ok(facts);
        }
        let read = self.reader.borrow_mut().read(&texts.bytes(text)?);
        let facts = understood(read).map(Rc::new);
        known.insert(text, facts.clone());
        keep(repository, text, None, &known);
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
        let mut kept = self.contracts.borrow_mut();
        if let Some((_, contract)) = kept.iter().find(|(known, _)| *known == text) {
            return Ok(Some(Rc::clone(contract)));
        }
        let Some(contract) = texts.contract(text)?.map(Rc::new) else {
            return Ok(None);
        };
        if kept.len() == Self::KEPT {
            kept.remove(0);
        }
        kept.push((text, Rc::clone(&contract)));
        Ok(Some(contract))
    }

    /// Whether a clause is a mere heading, as far as it can be told without the round before.
    pub(in crate::session) fn is_mere_heading(&self, clause: &OutlinedClause) -> bool {
        if clause.has_text {
            return false;
        }
        let mut headings = self.headings.borrow_mut();
        if let Some(says) = headings.get(&clause.heading) {
            return !says;
        }
        let says = says_something(&clause.heading);
        headings.insert(clause.heading.clone(), says);
        !says
    }
}

/// What an earlier run kept of a version, where what has to be known for that is known.
fn kept(repository: &Repository, text: TextId, known: &HashMap<TextId, Facts>) -> Option<Outline> {
    let (before, bytes) = repository.known_text(text)?;
    match before {
        None => Outline::of_kept(&bytes, None),
        Some(before) => Outline::of_kept(&bytes, Some(known.get(&before)?.as_ref().ok()?)),
    }
}

/// Keeps what was found in a version for later runs: what it has as the one before it, and what is its own.
fn keep(repository: &Repository, text: TextId, before: Option<TextId>, known: &HashMap<TextId, Facts>) {
    let outline_of = |text: TextId| known.get(&text)?.as_deref().ok();
    // One that is kept already rests on a version of another contract: whole, it serves both.
    let before = before.filter(|_| repository.known_text(text).is_none());
    let before = before.and_then(|text| Some((text, outline_of(text)?)));
    let kept = outline_of(text).and_then(|outline| outline.to_kept(before.map(|(_, outline)| outline)));
    if let Some(kept) = kept {
        repository.learn_text(text, before.map(|(text, _)| text), &kept);
    }
}

fn understood(read: Result<Outline, ReadError>) -> Result<Outline, Translated> {
    read.map_err(|error| Translated::of(|language| error.message(language)))
}
