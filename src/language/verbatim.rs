//! What another program says in its own words, which are there in one language alone.

/// Words of another program as they stand inside of a sentence: in backquotes, so that a reader in another language sees
/// whose they are. Backquotes of their own would end them early, so these become apostrophes.
#[must_use]
pub fn verbatim(said: &str) -> String {
    format!("`{}`", said.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::verbatim;

    #[test]
    fn backquotes_inside_do_not_end_it_early() {
        assert_eq!(verbatim("unknown field `x`"), "`unknown field 'x'`");
    }
}
