//! One sentence with facts in it, in every language.

/// The sentence in the language asked for, with facts in braces as `format!` has them. Each language has to be there.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::wording::Language::English => format!($english),
            $crate::wording::Language::Chinese => format!($chinese),
        }
    };
}

pub(crate) use say;
