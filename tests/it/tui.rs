//! The screens: what keys do to them, and what they show.

mod bearings;
mod beginning;
mod deciding;
mod drafting;
mod harness;
mod pictures;
mod places;
mod pty;
mod random;
mod reviewing;
mod settling;
mod svg;
mod told;
mod unseen;

pub(crate) use harness::demonstration;
