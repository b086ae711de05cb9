//! The program: hands its arguments to the command line and exits with its status.
fn main() {}
