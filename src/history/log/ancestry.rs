//! All commits behind the newest one, in an order that no date can alter.

use std::collections::{HashMap, HashSet};

use git2::OdbObject;

use crate::history::error::Error;
use crate::history::store::id::Id;
use crate::history::store::objects::Objects;
use crate::history::store::tree_entry::{EntryKind, entry};

/// One commit.
pub(in crate::history) struct Point {
    pub(in crate::history) id: Id,
    /// Places of its parents in [`Ancestry::points`].
    pub(in crate::history) parents: Box<[u32]>,
    /// The stored contracts folder.
    pub(in crate::history) contracts: Option<Id>,
    /// The stored records folder.
    pub(in crate::history) records: Option<Id>,
    pub(in crate::history) author: Box<[u8]>,
    pub(in crate::history) message: Box<[u8]>,
    pub(in crate::history) encoding: Option<Box<[u8]>>,
    /// For a merge, how many points the order had when its first parent's ancestry was complete.
    pub(in crate::history) first_side: u32,
}

/// Points of history, and the order they are told in.
pub(in crate::history) struct Ancestry {
    /// As they were met, newest first along first parents.
    pub(in crate::history) points: Vec<Point>,
    /// Oldest first: a point comes after all its parents, and the first parent's whole ancestry comes before what only
    /// the other parents bring.
    pub(in crate::history) order: Vec<u32>,
}

impl Ancestry {
    /// Collects everything behind `newest`. `folders` are the ways from the top of the repository to the contracts
    /// folder and to the records folder; histories end at the points in `cut`.
    pub(in crate::history) fn behind(
        objects: &Objects<'_>,
        newest: Id,
        folders: [&[&[u8]]; 2],
        cut: &HashSet<Id>,
    ) -> Result<Self, Error> {
        let mut found = Collector {
            objects,
            folders,
            cut,
            points: Vec::new(),
            parents: Vec::new(),
            places: HashMap::new(),
            last: None,
        };
        let mut order: Vec<u32> = Vec::new();
        // Histories are far deeper than any stack, hence no recursion: (point, parents already done).
        let mut stack = vec![(found.place(newest)?, 0_usize)];
        while let Some(top) = stack.last_mut() {
            let (place, done) = *top;
            top.1 += 1;
            if done == 1 {
                found.points[place as usize].first_side = length(&order);
            }
            if let Some(parent) = found.parents[place as usize].get(done).copied() {
                if !found.places.contains_key(&parent) {
                    let next = found.place(parent)?;
                    stack.push((next, 0));
                }
            } else {
                stack.pop();
                order.push(place);
            }
        }
        Ok(found.finish(order))
    }
}

struct Collector<'a, 'repo> {
    objects: &'a Objects<'repo>,
    folders: [&'a [&'a [u8]]; 2],
    cut: &'a HashSet<Id>,
    points: Vec<Point>,
    parents: Vec<Vec<Id>>,
    places: HashMap<Id, u32>,
    /// The last top folder looked into and what was found there: neighbours often share it.
    last: Option<(Id, [Option<Id>; 2])>,
}

impl Collector<'_, '_> {
    fn place(&mut self, id: Id) -> Result<u32, Error> {
        let commit = self.objects.commit(&id)?;
        let found = match self.last {
            Some((tree, found)) if tree == commit.tree => found,
            _ => {
                let [contracts, records] = self.folders;
                [
                    folder_below(self.objects, commit.tree, contracts)?,
                    folder_below(self.objects, commit.tree, records)?,
                ]
            }
        };
        self.last = Some((commit.tree, found));
        let [contracts, records] = found;
        let place = length(&self.points);
        let (author, message, encoding) = (commit.author, commit.message, commit.encoding);
        let parents = Box::default();
        self.points.push(Point {
            id,
            parents,
            contracts,
            records,
            author,
            message,
            encoding,
            first_side: 0,
        });
        self.parents.push(if self.cut.contains(&id) {
            Vec::new()
        } else {
            commit.parents
        });
        self.places.insert(id, place);
        Ok(place)
    }

    fn finish(mut self, order: Vec<u32>) -> Ancestry {
        for (point, parents) in self.points.iter_mut().zip(&self.parents) {
            point.parents = parents
                .iter()
                .filter_map(|parent| self.places.get(parent).copied())
                .collect();
        }
        Ancestry {
            points: self.points,
            order,
        }
    }
}

/// Follows folder names down from a stored folder.
pub(in crate::history) fn folder_below(objects: &Objects<'_>, top: Id, names: &[&[u8]]) -> Result<Option<Id>, Error> {
    if let Some(known) = objects.known_folder(top, names) {
        return Ok(known);
    }
    let found = look_below(objects, top, names)?;
    objects.learn_folder(top, names, found);
    Ok(found)
}

fn look_below(objects: &Objects<'_>, top: Id, names: &[&[u8]]) -> Result<Option<Id>, Error> {
    let mut at = top;
    for name in names {
        let tree: OdbObject<'_> = objects.tree(&at)?;
        match entry(tree.data(), name) {
            Some(entry) if entry.kind == EntryKind::Folder => at = *entry.id,
            _ => return Ok(None),
        }
    }
    Ok(Some(at))
}

/// Places are kept in four bytes each; a history of four thousand million points does not fit any disk.
pub(in crate::history) fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
