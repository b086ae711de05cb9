//! One binary for all integration tests: a folder's edges are tested in the module of its name.

mod contract;
