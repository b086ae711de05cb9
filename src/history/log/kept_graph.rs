//! What came before what, kept for later runs that ask about the same point. `docs/INDEX.md` says who believes it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::reachability::CommitGraph;
use crate::history::store::id::Id;
use crate::history::store::kept::{checksum, write_whole};
use crate::negotiation::CommitId;

/// How such a file begins: by which rules it was written too. Whoever alters what is held odd, or what else is kept, alters the
/// number at its end.
const KIND: &[u8] = concat!("adidem/graph/", env!("CARGO_PKG_VERSION"), "/1\n").as_bytes();
/// A longer one is nobody's.
const LONGEST: u64 = 1 << 30;

#[derive(Serialize, Deserialize)]
struct Kept {
    newest: CommitId,
    /// Each with its folder of all files and the places of its parents, oldest first.
    points: Vec<(Id, Id, Vec<u32>)>,
    odd: Vec<CommitId>,
}

/// What is kept of everything behind a point; `None` where nothing sound is.
pub(super) fn read(file: &Path, newest: CommitId) -> Option<CommitGraph> {
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    let (sum, kept) = bytes.strip_prefix(KIND)?.split_first_chunk::<4>()?;
    if checksum(kept).to_le_bytes() != *sum {
        return None;
    }
    let kept: Kept = postcard::from_bytes(kept).ok()?;
    if kept.newest != newest {
        return None;
    }
    let mut graph = CommitGraph::default();
    for (at, (id, tree, parents)) in kept.points.iter().enumerate() {
        let parent = |place: &u32| Some(kept.points[..at].get(*place as usize)?.0);
        graph.add(*id, *tree, &parents.iter().map(parent).collect::<Option<Vec<Id>>>()?);
    }
    Some(graph.with_odd_heads(kept.odd))
}

/// Keeps everything behind a point.
///
/// # Errors
///
/// When the file cannot be written.
pub(super) fn write(file: &Path, newest: CommitId, graph: &CommitGraph) -> io::Result<()> {
    let kept = Kept {
        newest,
        points: graph.stored_points().collect(),
        odd: graph.odd_heads().to_vec(),
    };
    let kept = postcard::to_stdvec(&kept).map_err(io::Error::other)?;
    write_whole(file, &[KIND, &checksum(&kept).to_le_bytes(), &kept])
}
