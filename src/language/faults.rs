//! Faults of which each stands with its own sentences and with what to do about it.

/// As [`messages!`](crate::language::messages), with a second sentence behind each: what to write or do instead.
///
/// ```text
/// faults! {
///     /// What is wrong with a name.
///     #[derive(Debug)]
///     pub enum NameFault in language {
///         /// There is none.
///         Empty => { "the name is empty", "名称是空的" } remedy { "Write one.", "请写一个。" }
///     }
/// }
/// ```
///
/// `message(language)` says what is wrong, as a clause without its full stop; `remedy(language)` is a whole sentence.
macro_rules! faults {
    (
        $(#[$of_all:meta])*
        $visible:vis enum $name:ident in $language:ident {
            $(
                $(#[$of_one:meta])*
                $variant:ident
                $(( $( $part:ident : $part_type:ty ),+ $(,)? ))?
                $({ $( $field:ident : $field_type:ty ),+ $(,)? })?
                => { $($sentence:tt)+ } remedy { $($remedy:tt)+ }
            )+
        }
    ) => {
        $crate::language::messages! {
            $(#[$of_all])*
            $visible enum $name in $language {
                $(
                    $(#[$of_one])*
                    $variant
                    $(( $( $part : $part_type ),+ ))?
                    $({ $( $field : $field_type ),+ })?
                    => { $($sentence)+ }
                )+
            }
        }

        $crate::language::by_row! {
            /// What to write or do instead, as a whole sentence in a language.
            $visible fn remedy(&$name, $language) -> String {
                $( $variant $(( $($part),+ ))? $({ $($field),+ })? => { $($remedy)+ } )+
            }
        }
    };
}

pub(crate) use faults;

#[cfg(test)]
mod tests {
    use crate::language::{Language, say};

    faults! {
        /// An example.
        #[derive(Debug)]
        enum Odd in language {
            /// Without facts.
            Plain => { "it is plain", "过于普通" } remedy { "Adorn it.", "请修饰。" }
            /// With facts.
            Named { name: String, size: u32 } => { "`{name}` is odd", "`{name}` 异常" } remedy {
                let size = size + 1;
                say!(language, "Make it {size}.", "请改为 {size}。")
            }
        }
    }

    #[test]
    fn each_fault_says_what_is_wrong_and_what_to_do() {
        let named = Odd::Named {
            name: "x".to_owned(),
            size: 1,
        };
        let table = [
            (Odd::Plain, "it is plain Adorn it.", "过于普通 请修饰。"),
            (named, "`x` is odd Make it 2.", "`x` 异常 请改为 2。"),
        ];
        for (odd, english, chinese) in table {
            let told = |language| format!("{} {}", odd.message(language), odd.remedy(language));
            assert_eq!(
                (told(Language::English), told(Language::Chinese)),
                (english.into(), chinese.into())
            );
        }
    }
}
