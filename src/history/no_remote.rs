//! Why there is no other end to exchange with.

/// Why there is no other end, and what to do then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRemote {
    /// Nothing that could be sent lies where this copy stands.
    #[error("this copy stands at a single state, on no line of history: `git switch main` goes back")]
    NoLine,
    /// The one asked for is not known.
    #[error("`{0}` is not known here: `git remote add {0} ADDRESS` makes it known")]
    Unknown(String),
    /// None is known at all.
    #[error("this copy knows none: `git remote add origin ADDRESS` makes one known")]
    None,
    /// Which of them is not said.
    #[error("there are several, choose one with `--remote`: {}", .0.join(", "))]
    Several(Vec<String>),
}
