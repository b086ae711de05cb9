//! One binary for all integration tests: a folder's edges are tested in the module of its name.
#![cfg(test)]

mod contract;
mod demo;
mod doctor;
mod history;
mod init;
mod support;
