//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod history;
mod support;
