//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod cli;
mod contract;
mod demo;
mod exchange;
mod history;
mod house;
mod readme;
mod support;
