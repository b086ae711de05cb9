//! Findings of which each is one row.

/// An enum of findings, each a row: its facts, the code by which programs know it, what is said of it and what to do
/// about it, in every language.
///
/// ```text
/// findings! {
///     /// What is found of names.
///     pub enum NameFinding in language {
///         SameName(one: String, other: String) => {
///             code: "A22-same-name",
///             said: { "The files {one} and {other} …", "文件 {one} 和 {other} …" },
///             remedy: { "Have one of them …", "请要求 …" },
///         }
///     }
/// }
/// ```
///
/// A code may follow from the facts; it begins with `A` and the check's number in two digits, and never changes its
/// meaning. A sentence is its text in every language, or whatever else gives a `String`.
macro_rules! findings {
    (
        $(#[$of_all:meta])*
        pub enum $name:ident in $language:ident {
            $(
                $variant:ident
                $(( $( $part:ident : $part_type:ty ),+ $(,)? ))?
                $({ $( $(#[$of_field:meta])* $field:ident : $field_type:ty ),+ $(,)? })?
                => {
                    code: $code:expr,
                    said: { $($said:tt)+ },
                    remedy: { $($remedy:tt)+ } $(,)?
                }
            )+
        }
    ) => {
        $crate::language::messages! {
            $(#[$of_all])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            #[allow(missing_docs, reason = "each stands with its sentence, which says what its facts are")]
            pub enum $name in $language {
                $(
                    $variant
                    $(( $( $part: $part_type ),+ ))?
                    $({ $( $(#[$of_field])* $field: $field_type ),+ })?
                    => { $($said)+ }
                )+
            }
        }

        #[allow(unused_variables, reason = "a code need not follow from every fact")]
        #[allow(clippy::match_same_arms, clippy::too_many_lines, reason = "one row for each")]
        impl $name {
            /// The name of every one, so that a test can see to it that none is forgotten.
            #[cfg(test)]
            pub(super) const NAMES: &[&str] = &[$(stringify!($variant)),+];

            /// Names the kind of finding for programs.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $( Self::$variant $(( $($part),+ ))? $({ $($field),+ })? => $code, )+
                }
            }
        }

        $crate::language::by_row! {
            /// What to do next, in a language: a plain sentence.
            pub fn remedy(&$name, $language) -> String {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { $($remedy)+ } )+
            }
        }
    };
}

pub(super) use findings;
