//! What a shared server takes at most.

/// The largest new file that is taken, in bytes.
pub const LARGEST_FILE: u64 = 16 << 20;
/// The most changes that are taken at once.
pub const MOST_CHANGES: usize = 10_000;
