//! What signatures are made for: one made for one purpose passes for none made for another.

/// The purpose for which git has changes signed.
pub const SIGNED_CHANGE: &str = "git";

/// The namespace in which records are signed, so that no signature made for anything else passes for one.
pub const POSITIONS: &str = "position@adidem";
