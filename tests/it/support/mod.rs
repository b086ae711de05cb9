//! What several test modules need.

mod deal;
mod dice;
mod faults;
mod git;
mod pty;
mod ssh;
pub(crate) mod word;

pub(crate) use deal::Deal;
pub(crate) use dice::{Dice, seeds};
pub(crate) use faults::{Threads, kill_at_every_call, kill_at_random};
pub(crate) use git::{Git, own_data, succeed};
pub(crate) use pty::{Pty, Received};
pub(crate) use ssh::Server;
