//! Errors of which each stands with what happened, and with what to do next.

use super::{Language, say};

/// An enum in which each variant stands with what happened and why, and with what to do next, in every language.
///
/// ```text
/// errors! {
///     /// Why there is no other end.
///     #[derive(Debug, thiserror::Error)]
///     pub enum NoRemote in language {
///         /// The one asked for is not known.
///         Unknown(name: String) => { "`{name}` is not set up here", "此处没有 `{name}`" } remedy {
///             "add it with `git remote add {name} ADDRESS`", "请用 `git remote add {name} 地址` 添加"
///         }
///         /// Whatever else went wrong says its own.
///         Git(error: GitError) => { error.cause(language) } remedy { error.remedy(language) }
///     }
/// }
/// ```
///
/// Both are clauses without a full stop. `message(language)` joins them, and `Display` does so in English, for logs.
macro_rules! errors {
    (
        $(#[$of_all:meta])*
        $visible:vis enum $name:ident in $language:ident {
            $(
                $(#[$of_one:meta])*
                $variant:ident
                $(( $( $(#[$of_part:meta])* $part:ident : $part_type:ty ),+ $(,)? ))?
                $({ $( $(#[$of_field:meta])* $field:ident : $field_type:ty ),+ $(,)? })?
                => { $($cause:tt)+ } remedy { $($remedy:tt)+ }
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
            /// What happened and why, in a language.
            $visible fn cause(&$name, $language) -> String {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { $($cause)+ } )+
            }
        }

        $crate::language::by_row! {
            /// What to do next, in a language.
            $visible fn remedy(&$name, $language) -> String {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { $($remedy)+ } )+
            }
        }

        impl $name {
            /// What happened, why, and what to do next, in a language.
            #[must_use]
            $visible fn message(&self, $language: $crate::language::Language) -> String {
                $crate::language::with_remedy(&self.cause($language), &self.remedy($language), $language)
            }
        }
    };
}

pub(crate) use errors;

/// What happened, and what to do next behind it: below a cause of several lines, a whole sentence as one of its own, and
/// anything else as a clause.
#[must_use]
pub fn with_remedy(cause: &str, remedy: &str, language: Language) -> String {
    if cause.contains('\n') {
        format!("{cause}\n{remedy}")
    } else if remedy.ends_with(['.', '。']) {
        say!(language, "{cause}. {remedy}", "{cause}。{remedy}")
    } else {
        say!(language, "{cause}; {remedy}", "{cause}；{remedy}")
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{Language, say};

    errors! {
        /// An example.
        #[derive(Debug)]
        enum Inner in language {
            Plain => { "it is plain", "过于普通" } remedy { "adorn it", "请修饰" }
            Whole => { "it is whole", "内容完整" } remedy { "Leave it.", "请勿改动。" }
        }
    }

    errors! {
        /// One that passes on what another says.
        #[derive(Debug, thiserror::Error)]
        enum Outer in language {
            Named { name: String, inner: Inner } => {
                let inner = inner.cause(language);
                say!(language, "`{name}`: {inner}", "`{name}`：{inner}")
            } remedy {
                inner.remedy(language)
            }
        }
    }

    #[test]
    fn what_to_do_stands_behind_what_happened_however_deep_both_lie() {
        let of = |inner| Outer::Named {
            name: "x".to_owned(),
            inner,
        };
        let table = [
            (Inner::Plain, "`x`: it is plain; adorn it", "`x`：过于普通；请修饰"),
            (Inner::Whole, "`x`: it is whole. Leave it.", "`x`：内容完整。请勿改动。"),
        ];
        for (inner, english, chinese) in table {
            let outer = of(inner);
            assert_eq!(
                (outer.message(Language::English), outer.message(Language::Chinese)),
                (english.into(), chinese.into())
            );
            assert_eq!(outer.to_string(), english);
        }
    }
}
