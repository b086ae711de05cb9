//! One pass over the whole history for all contracts.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::negotiation::{Change, CommitId, Sent, TextId};

use super::ancestry::{Ancestry, Point};
use super::kept_pass::KeptPass;
use super::lineage::{Lineage, Lineages, PathState};
use super::records::{self, RecordFile, RecordsOfHistory};
use super::told::{HistoryPass, KnownContract, ToldContracts};
use super::touches::{FileDifference, Paths, TreeComparison, contract_stem};
use crate::history::commit::message;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::store::id::Id;
use crate::history::store::objects::{LARGEST_TEXT, Objects};

/// Answers which contracts there are and how each came about.
pub trait Histories {
    /// All contracts, deleted ones included, sorted by name.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    fn contracts(&self) -> Result<Vec<KnownContract>, Error>;

    /// The changes of the contract that has that name today, oldest first. The last one's text is the newest text.
    ///
    /// # Errors
    ///
    /// When there is no such contract, or history cannot be read.
    fn changes(&self, name: &str) -> Result<Vec<Change>, Error>;

    /// The record files of a contract as they lie in the newest state, in the order in which they came into history. Of
    /// contracts that had one name in round 1, each has what came since it began and before the next one did.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    fn records(&self, contract: &KnownContract) -> Result<Vec<RecordFile>, Error>;

    /// Where those of the contract's record files lay, signatures included, that are gone or no longer as they came into
    /// history.
    ///
    /// # Errors
    ///
    /// When history cannot be read.
    fn lost_records(&self, contract: &KnownContract) -> Result<Vec<String>, Error>;
}

/// Answers by reading history from end to end, once, when first asked.
pub struct Walk<'repo> {
    repository: &'repo Repository,
    /// Where it begins, which stays the same however the repository moves on; `None` in it where there is no history yet.
    newest: OnceCell<Option<CommitId>>,
    pass: OnceCell<HistoryPass>,
    /// What an earlier run told of the same history.
    kept: OnceCell<Option<KeptPass>>,
}

impl<'repo> Walk<'repo> {
    /// Over the history that the repository stands at.
    #[must_use]
    pub fn over(repository: &'repo Repository) -> Self {
        Self {
            repository,
            newest: OnceCell::new(),
            pass: OnceCell::new(),
            kept: OnceCell::new(),
        }
    }

    /// Over the history behind a point, wherever the repository stands.
    #[must_use]
    pub fn behind(repository: &'repo Repository, newest: CommitId) -> Self {
        Self {
            repository,
            newest: Some(newest).into(),
            pass: OnceCell::new(),
            kept: OnceCell::new(),
        }
    }

    /// The newest point of the history that is told; `None` where there is none yet.
    fn begins_at(&self) -> Result<Option<CommitId>, Error> {
        if let Some(newest) = self.newest.get() {
            return Ok(*newest);
        }
        let newest = self.repository.newest()?;
        Ok(*self.newest.get_or_init(|| newest))
    }

    fn pass(&self) -> Result<&HistoryPass, Error> {
        if let Some(pass) = self.pass.get() {
            return Ok(pass);
        }
        let newest = self.begins_at()?;
        let pass = tell(self.repository, newest)?;
        // Where nothing can be kept, the next run tells it again.
        if let Some((known, newest)) = self.repository.known().filter(|known| known.is_kept).zip(newest) {
            let _ = KeptPass::write(&known.pass, newest, self.repository.contracts_folder(), &pass);
        }
        Ok(self.pass.get_or_init(|| pass))
    }

    /// What an earlier run kept of the same history.
    fn kept(&self) -> Option<&KeptPass> {
        let open = || {
            let known = self.repository.known()?;
            KeptPass::open(&known.pass, self.begins_at().ok()??, self.repository.contracts_folder())
        };
        self.kept.get_or_init(open).as_ref()
    }

    fn told(&self) -> Result<&ToldContracts, Error> {
        match self.kept() {
            Some(kept) => Ok(kept.told()),
            None => Ok(&self.pass()?.told),
        }
    }
}

impl Histories for Walk<'_> {
    fn contracts(&self) -> Result<Vec<KnownContract>, Error> {
        Ok(self.told()?.contracts.iter().map(|(found, _)| found.clone()).collect())
    }

    fn changes(&self, name: &str) -> Result<Vec<Change>, Error> {
        let told = self.told()?;
        let place = told.named(name).ok_or_else(|| Error::NoSuchContract {
            name: name.to_owned(),
            known: told
                .contracts
                .iter()
                .filter(|(found, _)| found.text.is_some())
                .map(|(found, _)| found.name.clone())
                .collect(),
        })?;
        match self.kept().and_then(|kept| kept.changes(place)) {
            Some(changes) => Ok(changes),
            // The same history has the same contracts.
            None => Ok(self.pass()?.changes.get(place).cloned().unwrap_or_default()),
        }
    }

    fn records(&self, contract: &KnownContract) -> Result<Vec<RecordFile>, Error> {
        let its = match self.kept().and_then(|kept| kept.files_of(&contract.original_name)) {
            Some(files) => files,
            None => self.pass()?.records.files_of(&contract.original_name).to_vec(),
        };
        let span = self.told()?.span_of(contract);
        let within = its.into_iter().filter(|(at, _)| span.contains(at));
        Ok(within.map(|(_, file)| file).collect())
    }

    fn lost_records(&self, contract: &KnownContract) -> Result<Vec<String>, Error> {
        let its = match self.kept().and_then(|kept| kept.lost_of(&contract.original_name)) {
            Some(files) => files,
            None => self.pass()?.records.lost_of(&contract.original_name).to_vec(),
        };
        let span = self.told()?.span_of(contract);
        let within = its.into_iter().filter(|(at, _)| span.contains(at));
        Ok(within.map(|(_, file)| file.path).collect())
    }
}

fn tell(repository: &Repository, newest: Option<CommitId>) -> Result<HistoryPass, Error> {
    let Some(newest) = newest else {
        return Ok(HistoryPass {
            told: ToldContracts::default(),
            changes: Vec::new(),
            records: RecordsOfHistory::default(),
        });
    };
    let objects = repository.objects()?;
    let folder = repository.contracts_folder();
    let records_folder = repository.records_folder();
    let [names, records_names] =
        [folder, &*records_folder].map(|folder| folder.split('/').map(str::as_bytes).collect());
    let names: [Vec<&[u8]>; 2] = [names, records_names];
    let ancestry = Ancestry::behind(
        &objects,
        *newest.as_bytes(),
        [&names[0], &names[1]],
        &repository.cut_points()?,
    )?;
    let records = records::told(&objects, &ancestry, &records_folder)?;

    // Newest first, the way objects are packed: each folder is unpacked once, beside its neighbours.
    let mut folders = TreeComparison::new(&objects);
    let mut touches: HashMap<u32, Vec<FileDifference>> = HashMap::new();
    for &place in ancestry.order.iter().rev() {
        let point = &ancestry.points[place as usize];
        let before = point
            .parents
            .first()
            .and_then(|first| ancestry.points[*first as usize].contracts);
        if before != point.contracts {
            let here = folders.compare(before, point.contracts)?;
            if !here.is_empty() {
                touches.insert(place, here);
            }
        }
    }
    let contracts = TouchSorter::new(&objects, &ancestry, folders, touches, format!("{folder}/")).tell()?;
    let begun = begun(&ancestry, &contracts);
    let (found, changes): (Vec<KnownContract>, Vec<Vec<Change>>) = contracts.into_iter().unzip();
    let first = changes.iter().map(|changes| changes.first().map(|first| first.id));
    let contracts = found.into_iter().zip(first).collect();
    Ok(HistoryPass {
        told: ToldContracts { contracts, begun },
        changes,
        records,
    })
}

/// Where contracts that share the name of their round 1 began.
fn begun(ancestry: &Ancestry, contracts: &[(KnownContract, Vec<Change>)]) -> HashMap<String, Vec<(usize, CommitId)>> {
    let mut named: HashMap<&str, Vec<CommitId>> = HashMap::new();
    for (found, changes) in contracts {
        named
            .entry(&found.original_name)
            .or_default()
            .extend(changes.first().map(|change| change.id));
    }
    named.retain(|_, begun| begun.len() > 1);
    if named.is_empty() {
        return HashMap::new();
    }
    let points = ancestry
        .order
        .iter()
        .map(|place| CommitId::from_bytes(ancestry.points[*place as usize].id));
    let order: HashMap<CommitId, usize> = points.enumerate().map(|(at, id)| (id, at)).collect();
    let placed = |ids: Vec<CommitId>| {
        let mut placed: Vec<_> = ids.into_iter().filter_map(|id| Some((*order.get(&id)?, id))).collect();
        placed.sort_unstable_by_key(|(at, _)| *at);
        placed
    };
    named
        .into_iter()
        .map(|(name, ids)| (name.to_owned(), placed(ids)))
        .collect()
}

/// Goes through history oldest first and gives every touch to the contract it belongs to.
struct TouchSorter<'a, 'repo> {
    objects: &'a Objects<'repo>,
    ancestry: &'a Ancestry,
    folders: TreeComparison<'a, 'repo>,
    touches: HashMap<u32, Vec<FileDifference>>,
    folder: String,
    lineages: Lineages<'a>,
    states: HashMap<u32, PathState>,
    /// For each commit, how many of its children have yet to be handled: until then its state is kept.
    awaited: Vec<u32>,
    /// The text that each contract had last in the order told.
    latest: HashMap<Lineage, (u32, Option<Id>)>,
    /// Contracts touched, by the place in the order at which they were.
    trail: Vec<(u32, Lineage, u32)>,
    changes: Vec<(Lineage, u32, Change, Vec<Sent>)>,
}

impl<'a, 'repo> TouchSorter<'a, 'repo> {
    fn new(
        objects: &'a Objects<'repo>,
        ancestry: &'a Ancestry,
        folders: TreeComparison<'a, 'repo>,
        touches: HashMap<u32, Vec<FileDifference>>,
        folder: String,
    ) -> Self {
        let mut awaited = vec![0; ancestry.points.len()];
        for parent in ancestry.points.iter().flat_map(|point| &point.parents) {
            awaited[*parent as usize] += 1;
        }
        Self {
            objects,
            ancestry,
            folders,
            touches,
            folder,
            lineages: Lineages::along(ancestry),
            states: HashMap::new(),
            awaited,
            latest: HashMap::new(),
            trail: Vec::new(),
            changes: Vec::new(),
        }
    }

    fn tell(mut self) -> Result<Vec<(KnownContract, Vec<Change>)>, Error> {
        let ancestry = self.ancestry;
        let main_line = main_line(ancestry);
        let mut last = PathState::default();
        for (at, &place) in (0_u32..).zip(&ancestry.order) {
            let point = &ancestry.points[place as usize];
            let touched = self.touches.remove(&place).unwrap_or_default();
            let parents: Vec<PathState> = point
                .parents
                .iter()
                .map(|parent| self.states.get(parent).cloned().unwrap_or_default())
                .collect();
            self.release(&point.parents);
            let state = self.state_after(at, &parents, &touched)?;
            match parents.len() {
                0 | 1 => self.plain(at, point, &parents, &state, &touched),
                _ => self.merge(at, point, &parents, &state, &touched, main_line.contains(&place))?,
            }
            if self.awaited[place as usize] > 0 {
                self.states.insert(place, state.clone());
            }
            last = state;
        }
        Ok(self.finish(&last))
    }

    /// Forgets states that nobody needs any more.
    fn release(&mut self, parents: &[u32]) {
        for parent in parents {
            let awaited = &mut self.awaited[*parent as usize];
            *awaited = awaited.saturating_sub(1);
            if *awaited == 0 {
                self.states.remove(parent);
            }
        }
    }

    fn state_after(&mut self, at: u32, parents: &[PathState], touched: &[FileDifference]) -> Result<PathState, Error> {
        let objects = self.objects;
        let read = |id: &Id| match objects.text(id) {
            Err(Error::TooLarge { limit, .. }) if limit == LARGEST_TEXT => Ok(None),
            text => text.map(Some),
        };
        let joins = self.lineages.joins;
        let state = self
            .lineages
            .after(at as usize, parents, touched, &self.folders.paths, read)?;
        if self.lineages.joins > joins {
            let mut latest: Vec<_> = self.latest.drain().collect();
            // Of lineages that turn out to be one, the text told last stays; of two told at once, that of the later number.
            latest.sort_unstable_by_key(|(lineage, (when, _))| (*when, *lineage));
            self.latest = latest
                .into_iter()
                .map(|(lineage, text)| (self.lineages.whole(lineage), text))
                .collect();
        }
        Ok(state)
    }

    /// A point with one parent, or none: what it touches, it changes; unless the file only got another name.
    fn plain(&mut self, at: u32, point: &Point, parents: &[PathState], state: &PathState, touched: &[FileDifference]) {
        let old_at: HashMap<u32, Option<Id>> = touched.iter().map(|touch| (touch.path, touch.old)).collect();
        for touch in touched {
            let known = if touch.new.is_some() {
                state.at(touch.path)
            } else {
                parents.first().and_then(|one| one.at(touch.path))
            };
            let Some(lineage) = known else { continue };
            if touch.new.is_none() && self.lineages.path_in(state, lineage, touch.path).is_some() {
                continue;
            }
            let before: Vec<Option<Id>> = parents
                .iter()
                .map(|parent| {
                    let path = self.lineages.path_in(parent, lineage, touch.path)?;
                    old_at.get(&path).copied().flatten()
                })
                .collect();
            if before.first().copied().flatten() != touch.new {
                self.add(at, point, lineage, touch.path, &before, touch.new);
            }
        }
    }

    /// A merge changes what differs from all its parents. It is told as well where it goes back behind what was told
    /// last, as a merge does that drops one side's words: the last change always holds the newest text.
    fn merge(
        &mut self,
        at: u32,
        point: &Point,
        parents: &[PathState],
        state: &PathState,
        touched: &[FileDifference],
        on_main_line: bool,
    ) -> Result<(), Error> {
        let mut met: BTreeMap<Lineage, (u32, bool)> = BTreeMap::new();
        let begin = self.trail.partition_point(|(when, ..)| *when < point.first_side);
        for &(_, lineage, path) in &self.trail[begin..] {
            met.insert(self.lineages.whole(lineage), (path, true));
        }
        for touch in touched {
            for side in std::iter::once(state).chain(parents) {
                if let Some(lineage) = side.at(touch.path) {
                    met.entry(self.lineages.whole(lineage))
                        .or_insert((touch.path, on_main_line))
                        .0 = touch.path;
                }
            }
        }
        for (lineage, (likely, brought)) in met {
            let path = self.lineages.path_in(state, lineage, likely);
            let after = self.text(point.contracts, path)?;
            let mut before = Vec::with_capacity(parents.len());
            for (parent, side) in point.parents.iter().zip(parents) {
                let there = self.lineages.path_in(side, lineage, path.unwrap_or(likely));
                before.push(self.text(self.ancestry.points[*parent as usize].contracts, there)?);
            }
            let last = self.latest.get(&lineage).and_then(|(_, text)| *text);
            let follows_last = brought || before.first() == Some(&last);
            if before.iter().all(|text| *text != after) || (follows_last && last != after) {
                self.add(at, point, lineage, path.unwrap_or(likely), &before, after);
            }
        }
        Ok(())
    }

    fn text(&mut self, folder: Option<Id>, path: Option<u32>) -> Result<Option<Id>, Error> {
        path.map_or(Ok(None), |path| self.folders.text_at(folder, path))
    }

    fn add(&mut self, at: u32, point: &Point, lineage: Lineage, path: u32, before: &[Option<Id>], after: Option<Id>) {
        let (author, when) = message::author(&point.author, point.encoding.as_deref());
        let (note, sent) = message::message(&point.message, point.encoding.as_deref());
        let text = |id: &Option<Id>| id.map(TextId::from_bytes);
        let id = |place: &u32| CommitId::from_bytes(self.ancestry.points[*place as usize].id);
        let change = Change {
            id: CommitId::from_bytes(point.id),
            parents: point.parents.iter().map(id).collect(),
            author,
            at: when,
            note,
            sent: None,
            path: format!("{}{}", self.folder, self.folders.paths.text(path)),
            before: before.iter().map(text).collect(),
            after: text(&after),
        };
        self.latest.insert(self.lineages.whole(lineage), (at, after));
        self.trail.push((at, lineage, path));
        self.changes.push((lineage, path, change, sent));
    }

    fn finish(self, newest: &PathState) -> Vec<(KnownContract, Vec<Change>)> {
        let paths = &self.folders.paths;
        let mut present: HashMap<Lineage, u32> = HashMap::new();
        for (path, lineage) in newest.all() {
            present.entry(self.lineages.whole(lineage)).or_insert(path);
        }
        let as_yaml: HashSet<&[u8]> = present
            .values()
            .filter_map(|path| paths.bytes(*path).strip_suffix(b".yaml"))
            .collect();
        let name_of = |path| name_of(paths, path, &as_yaml);
        let mut told: BTreeMap<Lineage, (KnownContract, Vec<Change>)> = BTreeMap::new();
        for (lineage, path, mut change, sent) in self.changes {
            let whole = self.lineages.whole(lineage);
            let (found, changes) = told.entry(whole).or_insert_with(|| {
                let original_name = name_of(path);
                (
                    KnownContract {
                        name: String::new(),
                        original_name,
                        path: String::new(),
                        text: None,
                    },
                    Vec::new(),
                )
            });
            let now = present.get(&whole).copied().unwrap_or(path);
            found.name = name_of(now);
            found.path = format!("{}{}", self.folder, paths.text(now));
            found.text = change.after;
            let called = name_of(path);
            change.sent = sent
                .into_iter()
                .find(|sent| sent.contract == found.original_name || sent.contract == called);
            changes.push(change);
        }
        let mut told: Vec<_> = told.into_values().collect();
        set_apart(&mut told);
        told.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
        told
    }
}

/// Deleted contracts whose name has passed on to another are told apart as `crm~1`, `crm~2` …, oldest first.
fn set_apart(told: &mut [(KnownContract, Vec<Change>)]) {
    let mut taken: HashSet<String> = told
        .iter()
        .filter(|(found, _)| found.text.is_some())
        .map(|(found, _)| found.name.clone())
        .collect();
    for (found, _) in told.iter_mut().filter(|(found, _)| found.text.is_none()) {
        let plain = found.name.clone();
        let mut number = 0;
        while !taken.insert(found.name.clone()) {
            number += 1;
            found.name = format!("{plain}~{number}");
        }
    }
}

/// The path without its ending; with it where `x.yaml` and `x.yml` lie side by side. `as_yaml` are the former.
fn name_of(paths: &Paths, path: u32, as_yaml: &HashSet<&[u8]>) -> String {
    let bytes = paths.bytes(path);
    match contract_stem(bytes) {
        Some(stem) if bytes.ends_with(b".yaml") || !as_yaml.contains(stem) => {
            String::from_utf8_lossy(stem).into_owned()
        }
        _ => paths.text(path),
    }
}

/// The newest point and its first parents down to the beginning.
fn main_line(ancestry: &Ancestry) -> HashSet<u32> {
    let mut line = HashSet::new();
    let mut at = ancestry.order.last().copied();
    while let Some(place) = at {
        line.insert(place);
        at = ancestry.points[place as usize].parents.first().copied();
    }
    line
}
