//! The words and signs by which definitions are known, in the languages of the contracts here.

/// What opens and closes a term in the text that introduces it.
pub(super) const QUOTES: [(&str, &str); 9] = [
    ("“", "”"),
    ("\"", "\""),
    ("「", "」"),
    ("『", "』"),
    ("«", "»"),
    ("„", "“"),
    ("‘", "’"),
    ("'", "'"),
    ("**", "**"),
];

/// What may stand between a term and its quotation marks.
pub(super) const TERM_ENDS: [char; 7] = ['*', '"', '“', '”', ' ', '\u{A0}', '\u{202F}'];

/// Words that follow a quoted term where it is defined.
pub(super) const DEFINING: [&str; 37] = [
    "means",
    "mean",
    "shall mean",
    "shall have the meaning",
    "has the meaning",
    "have the meaning",
    "refers to",
    "refer to",
    "is defined",
    "are defined",
    "includes",
    "denotes",
    "signifies",
    "bezeichnet",
    "bezeichnen",
    "bedeutet",
    "bedeuten",
    "meint",
    "désigne",
    "désignent",
    "signifie",
    "s'entend",
    "s’entend",
    "是指",
    "系指",
    "係指",
    "意指",
    "意为",
    "指",
    "为",
    "為",
    "即",
    "包括",
    "具有",
    "とは",
    "は、",
    "を意味",
];

/// Those of them that define a term which stands without quotation marks as well.
pub(super) const PLAIN_DEFINING: [&str; 17] = [
    "shall mean",
    "means",
    "mean",
    "shall have the meaning",
    "has the meaning",
    "have the meaning",
    "is defined as",
    "bezeichnet",
    "bedeutet",
    "désigne",
    "signifie",
    "是指",
    "系指",
    "係指",
    "意指",
    "とは、",
    "とは",
];

/// Words that stand before a quoted term in parentheses where it is defined.
pub(super) const INTRODUCING: [&str; 29] = [
    "the",
    "a",
    "an",
    "each",
    "collectively",
    "together",
    "hereinafter",
    "hereafter",
    "referred to as",
    "nachfolgend",
    "nachstehend",
    "im folgenden",
    "im Folgenden",
    "gemeinsam",
    "ci-après",
    "ensemble",
    "以下简称",
    "以下簡稱",
    "下称",
    "下稱",
    "以下称",
    "以下稱",
    "简称",
    "簡稱",
    "合称",
    "合稱",
    "统称",
    "統稱",
    "以下",
];

/// Words that follow a term which is introduced in passing in Japanese: 以下「本サービス」という.
pub(super) const CALLED: [&str; 4] = ["という", "といい", "と総称", "と呼"];

/// What definitions are headed.
pub(super) const HEADED: [&str; 14] = [
    "definition",
    "interpretation",
    "defined terms",
    "glossary",
    "begriffsbestimmung",
    "definitionen",
    "définition",
    "定义",
    "定義",
    "术语",
    "術語",
    "释义",
    "釋義",
    "用語",
];
