//! A whole history as one file that stock git can clone, and such a file as a repository again.

use std::path::Path;
use std::process::Command;

use crate::negotiation::CommitId;

use crate::history::doing::Doing;
use crate::history::error::Error;
use crate::history::repository::Repository;
use crate::history::signature::stock::{isolated_git, no_program, run};
use crate::history::store::pack::{BundleFault, weigh};

/// The first line of the kind of bundle that every git understands.
const FIRST_LINE: &str = "# v2 git bundle";
/// How the one line of history in it is called, whatever it is called in the copy that it comes from.
const LINE: &str = "refs/heads/main";
/// The largest packed history that is unpacked, in bytes.
const LARGEST: usize = 512 << 20;

/// Neither the user's settings nor those of the copy decide how a history is packed.
const SETTINGS: [&str; 6] = [
    "safe.directory=*",
    "core.bigFileThreshold=32m",
    "pack.windowMemory=0",
    "pack.packSizeLimit=0",
    "pack.allowPackReuse=false",
    "pack.useSparse=true",
];

impl Repository {
    /// Everything behind a commit as a bundle. The same history gives the same bytes with the same git, however
    /// the copy keeps it.
    ///
    /// # Errors
    ///
    /// When git cannot be run, or something of that history is missing.
    pub fn bundle(&self, newest: CommitId) -> Result<Vec<u8>, Error> {
        let mut command = git(self.common_folder());
        command.args([
            "pack-objects",
            "--revs",
            "--stdout",
            "--quiet",
            "--threads=1",
            "--no-reuse-delta",
        ]);
        command.args([
            "--no-reuse-object",
            "--no-use-bitmap-index",
            "--delta-base-offset",
            "--window=10",
        ]);
        command.args(["--depth=50", "--compression=6"]);
        let packed = answer(command, format!("{newest}\n").as_bytes(), Doing::Pack)?;
        let head = format!("{FIRST_LINE}\n{newest} HEAD\n{newest} {LINE}\n\n");
        Ok([head.as_bytes(), &packed].concat())
    }
}

/// Makes a new bare repository in an empty folder, with what a bundle holds and nothing else; gives its newest point.
///
/// # Errors
///
/// When it is no bundle of exactly one whole history, as [`Repository::bundle`] makes it, or git cannot be run.
pub fn unbundle(bundle: &[u8], folder: &Path) -> Result<CommitId, Error> {
    let (newest, packed) = parts(bundle).ok_or(Error::NotABundle(BundleFault::Form))?;
    if packed.len() > LARGEST {
        return Err(Error::NotABundle(BundleFault::TooLarge));
    }
    let objects = weigh(packed).map_err(Error::NotABundle)?;
    let mut init = git(folder);
    init.args([
        "init",
        "--quiet",
        "--bare",
        "--template=",
        "--initial-branch=main",
        "--object-format=sha1",
    ]);
    answer(init, b"", Doing::MakeAnother)?;
    let mut index = git(folder);
    // What is large goes through without lying in memory, and nothing is looked at twice at once.
    index.args(["-c", "core.bigFileThreshold=16m", "-c", "core.deltaBaseCacheLimit=32m"]);
    index.args(["index-pack", "--threads=1", "--stdin"]);
    answer(index, packed, Doing::Unpack).map_err(as_not_a_bundle)?;
    let mut stand = git(folder);
    stand.args(["update-ref", LINE, &newest.to_string()]);
    answer(stand, b"", Doing::Unpack).map_err(as_not_a_bundle)?;
    // What no change leads to would be carried along unseen.
    let mut count = git(folder);
    count.args(["rev-list", "--objects", "--count", &newest.to_string()]);
    let reached = answer(count, b"", Doing::Unpack).map_err(as_not_a_bundle)?;
    if String::from_utf8_lossy(&reached).trim().parse() != Ok(objects) {
        return Err(Error::NotABundle(BundleFault::Foreign));
    }
    Ok(newest)
}

/// The newest point and the packed objects.
fn parts(bundle: &[u8]) -> Option<(CommitId, &[u8])> {
    let end = bundle.windows(2).position(|two| two == b"\n\n")?;
    let head = std::str::from_utf8(&bundle[..end]).ok()?;
    let newest: CommitId = head.lines().nth(1)?.strip_suffix(" HEAD")?.parse().ok()?;
    let exact = format!("{FIRST_LINE}\n{newest} HEAD\n{newest} {LINE}");
    (head == exact).then_some((newest, &bundle[end + 2..]))
}

fn git(folder: &Path) -> Command {
    isolated_git(folder, &SETTINGS)
}

fn answer(command: Command, input: &[u8], doing: Doing) -> Result<Vec<u8>, Error> {
    let output = run(command, input).map_err(|error| no_program("git", &error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Git { doing, reason })
}

fn as_not_a_bundle(error: Error) -> Error {
    match error {
        Error::Git { reason, .. } => Error::NotABundle(BundleFault::Git(reason)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bundle_of_one_whole_history_is_taken_apart() {
        let id = "0123456789012345678901234567890123456789";
        let good = format!("{FIRST_LINE}\n{id} HEAD\n{id} {LINE}\n\nPACK");
        assert_eq!(parts(good.as_bytes()), id.parse().ok().map(|id| (id, &b"PACK"[..])));
        let other = id.replace('0', "1");
        for wrong in [
            good.replace("v2", "v3"),
            good.replace(&format!("{id} HEAD\n"), ""),
            good.replace(&format!("{id} HEAD\n"), &format!("-{other} \n{id} HEAD\n")),
            good.replace(&format!("{id} {LINE}"), &format!("{other} {LINE}")),
            good.replace("\n\nPACK", &format!("\n{id} refs/replace/{other}\n\nPACK")),
        ] {
            assert_eq!(parts(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
