//! What the shared repository holds, against what it was known to hold: a branch that is gone, a server that was moved or
//! replaced, a history that was rewritten. Each is told as what it is.

use crate::audit::Memory;
use crate::history::{Held, Remote};
use crate::language::{Language, messages, say};
use crate::negotiation::CommitId;
use crate::session::Error;
use crate::session::workspace::Workspace;

/// What was found at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::session) struct RemoteTip {
    /// The newest state of the branch that this copy follows; `None` when it holds nothing at all.
    pub(in crate::session) newest: Option<CommitId>,
    /// All that it says it has.
    pub(in crate::session) held: Held,
}

/// What was known of the other end before it was asked.
struct Known {
    state: CommitId,
    /// Whether it lies elsewhere by now.
    moved: bool,
    /// Whether it was the state of this very branch; earlier versions kept one state for all branches.
    of_branch: bool,
}

messages! {
    /// Why there is nothing to exchange with, though the other end was reached.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum OtherEnd in language {
        /// It held a history, and holds nothing now.
        Emptied {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
        } => {
            "`{remote}` is empty now: its branch `{branch}` was at {was} when last seen; either the branch was \
             deleted there, or another repository took its place. Nothing was sent. Keep this copy, and ask whoever \
             keeps the shared repository. If a new, empty one is meant, `git push {remote} HEAD:{branch}` uploads \
             what this copy holds",
            "`{remote}` 现在是空的：其分支 `{branch}` 上次见到时为 {was}；该分支已被删除，或已换成另一个库。未发送任何内容。\
             请保留本副本，并询问共享合同库的管理者。如确为新建的空库，`git push {remote} HEAD:{branch}` 可将本副本的内容放入",
        }
        /// It no longer has the branch that it had.
        BranchGone {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
            /// The branches that it has.
            there: Vec<String>,
            /// The one that holds what the branch held.
            renamed: Option<String>,
        } => {
            let (there, next) = (language.list(there), after_branch(remote, branch, renamed.as_deref(), language));
            say!(
                language,
                "`{remote}` no longer has the branch `{branch}`, which was at {was}: somebody deleted or renamed it \
                 there; it has: {there}. Nothing was sent; {next}",
                "`{remote}` 不再有分支 `{branch}`（原为 {was}），该分支已被删除或改名；现有：{there}。未发送任何内容；{next}",
            )
        }
        /// It holds an older state of the same history.
        Older {
            /// Its name.
            remote: String,
            /// The branch that this copy follows.
            branch: String,
            /// What it held.
            was: String,
            /// What it holds.
            now: String,
        } => {
            "`{remote}` holds an older state than before: it was at {was}, and is at {now}, on which that builds; \
             either it was restored from an older backup, or somebody removed the latest commits there. Nothing was \
             fetched or sent, and nothing is lost: this copy has what is missing there. Tell whoever keeps the \
             shared repository; if all agree to continue from where it was, `git push {remote} \
             {was}:refs/heads/{branch}` restores it, and `adidem sync` works as before",
            "`{remote}` 的状态比原先旧：原为 {was}，现为 {now}，前者是在后者基础上形成的；可能是从较早的备份恢复，\
             也可能有人在那里去掉了最新的提交。未获取也未发送任何内容，也未丢失任何内容：所缺部分均在本副本中。\
             请告知共享合同库的管理者；如各方同意从原先的状态继续，`git push {remote} {was}:refs/heads/{branch}` 可予恢复，\
             然后照常执行 `adidem sync`",
        }
        /// It never had the branch, and has others.
        OtherBranch {
            /// Its name.
            remote: String,
            /// The branch of this copy.
            branch: String,
            /// The branches that it has.
            there: Vec<String>,
            /// Whether this copy holds nothing yet.
            empty_here: bool,
        } => {
            let (first, there) = (there.first().map_or("", String::as_str), language.list(there));
            let own = own_branch(remote, branch, *empty_here, language);
            say!(
                language,
                "`{remote}` has no branch `{branch}`, the branch of this copy; it has: {there}. Nothing was \
                 sent, so that the parties do not work on different branches: `git switch {first}` follows that branch{own}",
                "`{remote}` 没有本副本所在的分支 `{branch}`；现有：{there}。为避免各方在不同分支上工作，未发送任何内容：\
                 `git switch {first}` 可跟随该分支{own}",
            )
        }
        /// Another repository lies where it lay.
        Replaced {
            /// Its name.
            remote: String,
            /// What it held.
            was: String,
        } => {
            "the history of `{remote}` has nothing in common with the one that was there before ({was}): either \
             another repository is at its address, or somebody rewrote it from the beginning; nothing was fetched \
             or sent. Keep this copy, it is your proof. `git remote get-url {remote}` shows the address; `git \
             remote set-url {remote} ADDRESS` sets the right one",
            "`{remote}` 的历史与原有历史（{was}）毫无共同之处：该地址处是另一个库，或有人从头改写了历史；\
             未获取也未发送任何内容。请保留本副本作为证据。`git remote get-url {remote}` 显示其地址，\
             `git remote set-url {remote} 地址` 可改设",
        }
    }
}

fn after_branch(remote: &str, branch: &str, renamed: Option<&str>, language: Language) -> String {
    match renamed {
        Some(now) => say!(
            language,
            "`{now}` contains everything that it had: if it was renamed, `git branch -m {branch} {now}` and `git branch \
             --set-upstream-to={remote}/{now}` follow it",
            "`{now}` 包含其全部内容：如系改名，请执行 `git branch -m {branch} {now}` 和 `git branch \
             --set-upstream-to={remote}/{now}`"
        ),
        None => say!(
            language,
            "keep this copy, it is your proof, and ask the other side; if it was a mistake, `git push {remote} \
             HEAD:{branch}` restores it",
            "请保留本副本作为证据并询问其他各方；如系误删，`git push {remote} HEAD:{branch}` 可重新放入"
        ),
    }
}

fn own_branch(remote: &str, branch: &str, empty_here: bool, language: Language) -> String {
    if empty_here {
        return String::new();
    }
    say!(
        language,
        ", and what is here stays on `{branch}`; if all agree that `{branch}` is to be there as well, `git push \
         {remote} {branch}` sends it",
        "，本副本的内容留在 `{branch}` 上；如各方同意也放入 `{branch}`，请执行 `git push {remote} {branch}`"
    )
}

/// Asks the other end what it has, gets what this copy has not got, and holds it against what was known of it.
///
/// # Errors
///
/// When it cannot be reached, or is no longer what it was.
pub(in crate::session) fn look(workspace: &Workspace, remote: &Remote) -> Result<RemoteTip, Error> {
    let repository = workspace.repository();
    let known = known(workspace, remote)?;
    if let Some(known) = &known
        && known.of_branch
    {
        // Fetching overwrites what git itself knows of it.
        remember_state(workspace, remote, known.state)?;
    }
    let held = repository.ask(remote)?;
    if get_what_is_new(workspace, remote, &held)? {
        repository.fetch(remote, &held)?;
    }
    let newest = held.newest(&remote.branch);
    match (&known, newest) {
        (_, Some(newest)) => {
            if let Some(known) = known {
                continues(workspace, remote, &known, newest)?;
            }
            remember(workspace, remote, newest)?;
        }
        (Some(known), None) if held.is_empty() || (known.of_branch && !known.moved) => {
            gone(workspace, remote, known, &held)?;
        }
        (None, None) if held.is_empty() => {}
        (known, None) => {
            let empty_here = repository.newest()?.is_none();
            // The one that goes on from what was known is the first to be followed.
            let mut there = Vec::new();
            for (name, newest) in held.branches() {
                let goes_on = known
                    .as_ref()
                    .map(|known| holds(workspace, newest, known.state))
                    .transpose()?;
                there.insert(if goes_on == Some(true) { 0 } else { there.len() }, name.to_owned());
            }
            let (remote, branch) = (remote.name.clone(), remote.branch.clone());
            return Err(Error::OtherEnd(Box::new(OtherEnd::OtherBranch {
                remote,
                branch,
                there,
                empty_here,
            })));
        }
    }
    Ok(RemoteTip { newest, held })
}

impl RemoteTip {
    /// The branches that hold something which this copy has not got.
    pub(in crate::session) fn others(&self, workspace: &Workspace, remote: &Remote) -> Result<Vec<String>, Error> {
        let own = workspace.repository().newest()?;
        let mut others = Vec::new();
        for (name, newest) in self.held.branches().filter(|(name, _)| *name != remote.branch) {
            if !own.map_or(Ok(false), |own| holds(workspace, own, newest))? {
                others.push(name.to_owned());
            }
        }
        Ok(others)
    }
}

fn get_what_is_new(workspace: &Workspace, remote: &Remote, held: &Held) -> Result<bool, Error> {
    let repository = workspace.repository();
    match held.newest(&remote.branch) {
        // The other branches are there to be followed only once git knows of them.
        None => return Ok(!held.is_empty()),
        newest if repository.fetched(remote)? != newest => return Ok(true),
        Some(_) => {}
    }
    for (_, newest) in held.branches() {
        if !repository.has(newest)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a state is another one or builds on it, as far as both are in this copy.
fn holds(workspace: &Workspace, state: CommitId, other: CommitId) -> Result<bool, Error> {
    let repository = workspace.repository();
    if state == other {
        return Ok(true);
    }
    Ok(repository.has(state)? && repository.has(other)? && repository.builds_on(state, other)?)
}

/// Refuses when the other end no longer holds what it held: somebody rewrote what both sides had. What it held is kept
/// in mind until it is there again.
fn continues(workspace: &Workspace, remote: &Remote, known: &Known, newest: CommitId) -> Result<(), Error> {
    let repository = workspace.repository();
    if holds(workspace, newest, known.state)? {
        return Ok(());
    }
    // A server at another address may lag behind: what this copy holds brings it on.
    if known.moved && holds(workspace, known.state, newest)? && here(workspace, known.state)? {
        return Ok(());
    }
    let was = short(known.state);
    if holds(workspace, known.state, newest)? {
        return Err(Error::OtherEnd(Box::new(OtherEnd::Older {
            remote: remote.name.clone(),
            branch: remote.branch.clone(),
            was,
            now: short(newest),
        })));
    }
    if repository.has(known.state)? && repository.parting(&[known.state, newest])?.is_none() {
        return Err(Error::OtherEnd(Box::new(OtherEnd::Replaced {
            remote: remote.name.clone(),
            was,
        })));
    }
    Err(Error::Rewritten {
        remote: remote.name.clone(),
        was,
        now: short(newest),
    })
}

/// What to say of a branch that the other end no longer has. An empty one at another address is a new server, to be filled.
fn gone(workspace: &Workspace, remote: &Remote, known: &Known, held: &Held) -> Result<(), Error> {
    let (name, branch, was) = (remote.name.clone(), remote.branch.clone(), short(known.state));
    if held.is_empty() {
        if known.moved && here(workspace, known.state)? {
            return Ok(());
        }
        return Err(Error::OtherEnd(Box::new(OtherEnd::Emptied {
            remote: name,
            branch,
            was,
        })));
    }
    let mut renamed = None;
    for (other, newest) in held.branches() {
        if renamed.is_none() && holds(workspace, newest, known.state)? {
            renamed = Some(other.to_owned());
        }
    }
    Err(Error::OtherEnd(Box::new(OtherEnd::BranchGone {
        remote: name,
        branch,
        was,
        there: held.names(),
        renamed,
    })))
}

/// Whether what this copy stands at holds a state.
fn here(workspace: &Workspace, state: CommitId) -> Result<bool, Error> {
    workspace
        .repository()
        .newest()?
        .map_or(Ok(false), |own| holds(workspace, own, state))
}

/// The state that the branch which this copy follows was last seen at.
pub(in crate::session) fn kept_state(workspace: &Workspace, remote: &Remote) -> Result<Option<CommitId>, Error> {
    Ok(kept(&workspace.memory()?, remote).map(|(state, _)| state))
}

/// With whether it is the state of that very branch.
fn kept(memory: &Memory, remote: &Remote) -> Option<(CommitId, bool)> {
    let ends = &memory.other_ends;
    let of_remote = format!("{} ", remote.name);
    if let Some(own) = ends.get(&line(remote)) {
        return Some((own.parse().ok()?, true));
    }
    // Earlier versions kept one state for all branches.
    let before = ends
        .get(&remote.name)
        .filter(|_| !ends.keys().any(|line| line.starts_with(&of_remote)))?;
    Some((before.parse().ok()?, false))
}

fn known(workspace: &Workspace, remote: &Remote) -> Result<Option<Known>, Error> {
    let memory = workspace.memory()?;
    let kept = kept(&memory, remote);
    let address = workspace.repository().address(remote)?;
    let moved = memory
        .addresses
        .get(&remote.name)
        .is_some_and(|before| Some(before) != address.as_ref());
    let fetched = workspace.repository().fetched(remote)?;
    let state = match kept {
        Some((state, own)) => Some((state, own || fetched.is_some())),
        None => fetched.map(|state| (state, true)),
    };
    Ok(state.map(|(state, of_branch)| Known {
        state,
        moved,
        of_branch,
    }))
}

/// The name under which the last state of a line of the shared history is kept: each branch has its own.
fn line(remote: &Remote) -> String {
    format!("{} {}", remote.name, remote.branch)
}

fn remember_state(workspace: &Workspace, remote: &Remote, state: CommitId) -> Result<(), Error> {
    workspace.remember(|memory| {
        memory.other_ends.insert(line(remote), state.to_string());
    })
}

/// Keeps in mind what the other end holds, and where it lies.
pub(in crate::session) fn remember(workspace: &Workspace, remote: &Remote, state: CommitId) -> Result<(), Error> {
    let address = workspace.repository().address(remote)?;
    workspace.remember(|memory| {
        memory.other_ends.insert(line(remote), state.to_string());
        if let Some(address) = &address {
            memory.addresses.insert(remote.name.clone(), address.clone());
        }
    })
}

pub(in crate::session) fn short(id: CommitId) -> String {
    id.to_string().chars().take(12).collect()
}
