//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod audit;
mod cli;
mod contract;
mod corpora;
mod decisions;
mod demo;
mod doctor;
mod evidence;
mod exchange;
mod golden;
mod guard;
mod history;
mod house;
mod init;
mod kills;
mod language;
mod openpgp;
mod pager;
mod readme;
mod redline_properties;
mod refused;
mod review;
mod support;
mod sync;
mod terminal;
mod tui;
