//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod contract;
mod corpora;
mod golden;
mod history;
mod redline_properties;
mod support;
