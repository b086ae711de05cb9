//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod asking;
mod audit;
mod cli;
mod contract;
mod corpora;
mod decisions;
mod demo;
mod doctor;
mod door;
mod evidence;
mod exchange;
mod folders;
mod golden;
mod guard;
mod history;
mod honest;
mod house;
mod init;
mod kills;
mod language;
mod openpgp;
mod pager;
mod readme;
mod redline_properties;
mod refused;
mod remotes;
mod review;
mod support;
mod sync;
mod terminal;
mod tui;
mod unsent;
