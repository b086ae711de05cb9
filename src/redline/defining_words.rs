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

/// What stands around a term in Chinese as quotation marks do, and around other things as well.
pub(super) const BRACKETS: [(&str, &str); 3] = [("【", "】"), ("《", "》"), ("［", "］")];

/// Words behind such a bracket by which a term is defined.
pub(super) const OUTRIGHT: [&str; 7] = ["是指", "系指", "係指", "意指", "指", "的含义", "とは"];

/// What follows 指 where it is a verb or a noun of running text.
pub(super) const VERBS_WITH_POINTING: [char; 41] = [
    '定', '示', '派', '导', '導', '令', '出', '明', '引', '标', '標', '数', '數', '挥', '揮', '责', '責', '南', '称',
    '稱', '认', '認', '控', '纹', '紋', '向', '望', '使', '教', '点', '點', '代', '名', '摘', '針', '针', '図', '圖',
    '值', '値', '正',
];

/// What stands directly before 指 where it defines nothing: 所指, 应指……
pub(super) const POINTING: [&str; 16] = [
    "所", "应", "應", "被", "受", "经", "經", "可", "未", "不", "须", "須", "得", "由", "手", "拇",
];

/// Articles that may stand between what introduces a term and the term.
pub(super) const ARTICLES: [&str; 18] = [
    "the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une", "der", "die", "das", "den", "dem", "ein", "eine",
    "des",
];

/// Verbs that say what a quoted term is at the beginning of a sentence, and what follows them there.
pub(super) const EXPLAINING: [(&str, &str); 7] = [
    (
        "ist ",
        "jeder jede jedes ein eine der die das alle sämtliche jegliche derjenige diejenige dasjenige",
    ),
    ("sind ", "alle die sämtliche jegliche diejenigen solche"),
    ("est ", "tout toute un une le la l chaque celui celle"),
    ("sont ", "tous toutes les des ceux celles"),
    ("is ", "any each every a an the all"),
    ("are ", "all any the those such"),
    ("是", "除 任何 一切 所有 全部 每 由"),
];

/// 为 where it says what something is done for.
pub(super) const IN_ORDER_TO: [&str; 22] = [
    "为了", "為了", "为此", "為此", "为使", "為使", "为保", "為保", "为确", "為確", "为防", "為防", "为满", "為滿",
    "为便", "為便", "为进", "為進", "为避", "為避", "为您", "为我",
];

/// Words with which a definition begins that holds for its own clause alone.
pub(super) const OF_ONE_CLAUSE: [&str; 34] = [
    "For the purposes of this Section",
    "For the purposes of this Clause",
    "For the purposes of this Article",
    "For the purposes of this section",
    "For the purposes of this clause",
    "For the purposes of this article",
    "For the purposes of this paragraph",
    "For the purposes of this Paragraph",
    "For the purposes of this Schedule",
    "For the purpose of this Section",
    "For the purpose of this Clause",
    "For the purpose of this Article",
    "For the purpose of this section",
    "For the purpose of this clause",
    "For the purpose of this paragraph",
    "For purposes of this Section",
    "For purposes of this section",
    "In this Section",
    "In this Clause",
    "In this Article",
    "In this section",
    "In this clause",
    "In this paragraph",
    "本条所称",
    "本條所稱",
    "本款所称",
    "本条において",
    "この条において",
    "在本条中",
    "就本条而言",
    "Im Sinne dieses Paragrafen",
    "Im Sinne dieser Ziffer",
    "Au sens du présent article",
    "Aux fins du présent article",
];

/// What may stand between a term and its quotation marks.
pub(super) const TERM_ENDS: [char; 7] = ['*', '"', '“', '”', ' ', '\u{A0}', '\u{202F}'];

/// Words that follow a quoted term where it is defined.
pub(super) const DEFINING: [&str; 55] = [
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
    "shall be construed as",
    "is construed as",
    "shall be understood as",
    "shall refer to",
    "shall include",
    "has the same meaning",
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
    "的含义为",
    "的含义是",
    "的含义如下",
    "的含義為",
    "的含義是",
    "的含義如下",
    "的定义为",
    "的定义是",
    "的定义如下",
    "的定義為",
    "的定義是",
    "の意味は",
];

/// Those of them that define a term which stands without quotation marks as well.
pub(super) const PLAIN_DEFINING: [&str; 25] = [
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
    "的含义为",
    "的含义是",
    "的含義為",
    "的含義是",
    "的定义为",
    "的定义是",
    "的定義為",
    "的定義是",
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
