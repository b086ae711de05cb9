//! Texts in every language: sentences with facts in them, and fixed words.

/// The sentence in the language asked for, with facts in braces as `format!` has them. Each language has to be there.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::language::Language::English => format!($english),
            $crate::language::Language::Chinese => format!($chinese),
        }
    };
    ($language:expr, $first:literal $($rest:tt)*) => {
        compile_error!(concat!("not in every language: ", $first))
    };
}

pub(crate) use say;

/// A fixed text in the language asked for. Each language has to be there.
macro_rules! pick {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::language::Language::English => $english,
            $crate::language::Language::Chinese => $chinese,
        }
    };
    ($language:expr, $first:literal $($rest:tt)*) => {
        compile_error!(concat!("not in every language: ", $first))
    };
}

pub(crate) use pick;

/// Fixed texts: for which type, then what each is called and its text in each language.
macro_rules! words {
    ($type:ident: $($(#[$doc:meta])* $name:ident: $($text:literal),+;)*) => {
        impl $type {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self) -> &'static str {
                    $crate::language::pick!(self.0, $($text),+)
                }
            )*
        }
    };
}

pub(crate) use words;

/// The first words that make an English sentence, for tests of what is told in Chinese. Names, paths and commands stand
/// in backquotes, and single words such as `git` are none.
#[cfg(test)]
pub(crate) fn english_in(said: &str) -> Option<String> {
    let outside: Vec<&str> = said.split('`').step_by(2).collect();
    let outside = outside.join("`");
    let mut run: Vec<&str> = Vec::new();
    for word in outside.split(' ') {
        if word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase()) {
            run.push(word);
        } else {
            run.clear();
        }
        if run.len() > 1 {
            return Some(run.join(" "));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::english_in;

    #[test]
    fn a_sentence_is_english_and_a_name_or_a_command_is_not() {
        assert_eq!(english_in("无法读取：it cannot be read").as_deref(), Some("cannot be"));
        assert_eq!(
            english_in("请执行 `git fetch --unshallow`，再次核验；git 的 UTF-8 文件"),
            None
        );
    }
}
