//! Faults of which each stands with its own sentences.

/// A sentence for a row of [`messages!`]: its text in every language, or whatever else gives a `String`.
macro_rules! sentence {
    ($language:ident; $($text:literal),+ $(,)?) => { $crate::language::say!($language, $($text),+) };
    ($language:ident; $($body:tt)*) => {{ $($body)* }};
}

/// A method of an enum that gives something else for each variant, the facts of that at hand by their names.
macro_rules! by_row {
    (
        $(#[$doc:meta])*
        $visible:vis fn $method:ident(&$name:ident, $language:ident) -> $result:ty {
            $( $variant:ident $(( $( $part:ident ),+ ))? $({ $( $field:ident ),+ })? => { $($sentence:tt)+ } )+
        }
    ) => {
        impl $name {
            $(#[$doc])*
            #[must_use]
            #[allow(unused_variables, reason = "a sentence need not name every fact")]
            #[allow(clippy::match_same_arms, clippy::too_many_lines, reason = "one row for each")]
            $visible fn $method(&self, $language: $crate::language::Language) -> $result {
                match self {
                    $(
                        Self::$variant $(( $($part),+ ))? $({ $($field),+ })? =>
                            $crate::language::sentence!($language; $($sentence)+),
                    )+
                }
            }
        }
    };
}

/// The enum that a table declares, its rows without their sentences. Facts have a name in every variant, those of a tuple as
/// well.
macro_rules! variants {
    (
        $(#[$of_all:meta])*
        $visible:vis enum $name:ident {
            $(
                $(#[$of_one:meta])*
                $variant:ident
                $(( $( $(#[$of_part:meta])* $part:ident : $part_type:ty ),+ ))?
                $({ $( $(#[$of_field:meta])* $field:ident : $field_type:ty ),+ })?
            )+
        }
    ) => {
        $(#[$of_all])*
        $visible enum $name {
            $(
                $(#[$of_one])*
                $variant
                $(( $( $(#[$of_part])* $part_type ),+ ))?
                $({ $( $(#[$of_field])* $field: $field_type ),+ })?
            ),+
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.message($crate::language::Language::English))
            }
        }
    };
}

/// An enum in which each variant stands with what is said of it in every language.
///
/// ```text
/// messages! {
///     /// Something that git began and has not finished.
///     #[derive(Debug)]
///     pub enum Underway in language {
///         /// One of its own.
///         Merge => { "a merge", "合并" }
///         /// Several others.
///         Several { names: Vec<String> } => {
///             let names = language.list(names);
///             say!(language, "several things: {names}", "多项操作：{names}")
///         }
///     }
/// }
/// ```
///
/// `message(language)` gives the sentence, and `Display` the English one, for programs and logs.
macro_rules! messages {
    (
        $(#[$of_all:meta])*
        $visible:vis enum $name:ident in $language:ident {
            $(
                $(#[$of_one:meta])*
                $variant:ident
                $(( $( $(#[$of_part:meta])* $part:ident : $part_type:ty ),+ $(,)? ))?
                $({ $( $(#[$of_field:meta])* $field:ident : $field_type:ty ),+ $(,)? })?
                => { $($sentence:tt)+ }
            )+
        }
    ) => {
        $crate::language::variants! {
            $(#[$of_all])*
            $visible enum $name {
                $(
                    $(#[$of_one])*
                    $variant
                    $(( $( $(#[$of_part])* $part : $part_type ),+ ))?
                    $({ $( $(#[$of_field])* $field : $field_type ),+ })?
                )+
            }
        }

        $crate::language::by_row! {
            /// What is said of it, in a language.
            $visible fn message(&$name, $language) -> String {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { $($sentence)+ } )+
            }
        }
    };
}

pub(crate) use by_row;
pub(crate) use messages;
pub(crate) use sentence;
pub(crate) use variants;

#[cfg(test)]
mod tests {
    use crate::language::{Language, say};

    messages! {
        /// An example.
        #[derive(Debug, thiserror::Error)]
        enum Odd in language {
            /// Without facts.
            Plain => { "plain", "普通" }
            /// With one that is not told.
            Named(name: String, _size: u32) => { "`{name}` is odd", "`{name}` 异常" }
            /// With several.
            Several { names: Vec<String> } => {
                let names = language.list(names);
                say!(language, "there are: {names}", "现有：{names}")
            }
        }
    }

    #[test]
    fn each_variant_says_its_own_sentence_in_each_language() {
        let several = Odd::Several {
            names: vec!["a".to_owned(), "b".to_owned()],
        };
        let named = Odd::Named("x".to_owned(), 1);
        let table = [
            (Odd::Plain, "plain", "普通"),
            (named, "`x` is odd", "`x` 异常"),
            (several, "there are: a, b", "现有：a、b"),
        ];
        for (odd, english, chinese) in table {
            assert_eq!(
                (odd.message(Language::English), odd.message(Language::Chinese)),
                (english.into(), chinese.into())
            );
            assert_eq!(odd.to_string(), english);
        }
    }
}
