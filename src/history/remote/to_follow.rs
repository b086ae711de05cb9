//! What a copy that stands on nothing yet could follow.

use crate::language::{Language, say};

/// The branches that were fetched by a copy whose own branch holds nothing yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToFollow {
    /// The branch that it is on, which holds nothing.
    pub own: String,
    /// Those that were fetched.
    pub fetched: Vec<String>,
}

impl ToFollow {
    /// How to have the contracts that were fetched.
    pub(in crate::history) fn way_out(&self, language: Language) -> String {
        if self.fetched.contains(&self.own) {
            return say!(
                language,
                "`adidem sync` fetches what the shared repository has",
                "`adidem sync` 可获取共享合同库的内容",
            );
        }
        let fetched = language.list(&self.fetched);
        let first = self
            .fetched
            .first()
            .cloned()
            .unwrap_or_else(|| say!(language, "BRANCH", "分支"));
        say!(
            language,
            "the shared repository has: {fetched}; `git switch {first}` follows it",
            "共享合同库有分支：{fetched}；`git switch {first}` 可跟随该分支",
        )
    }
}
