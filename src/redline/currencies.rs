//! Currencies: their codes, signs and names, in front of an amount and behind it.

/// A currency, as far as it was said: `$` may be any dollar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Currency(&'static str);

impl Currency {
    /// Whether both may be one currency: `$` and `US dollars`, 元 and ¥, but not `EUR` and `USD`.
    pub(crate) fn may_be(self, other: Self) -> bool {
        let is_one_of = |general: Self, one: Self| {
            let members: &[&str] = match general.0 {
                "$" => &["USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD"],
                "元" => &["CNY", "HKD", "TWD", "JPY", "USD", "EUR", "¥", "$", "SGD"],
                "¥" => &["CNY", "JPY", "元"],
                "£" => &["GBP"],
                "Fr" => &["CHF"],
                "Rs" => &["INR"],
                _ => &[],
            };
            members.contains(&one.0)
        };
        self == other || is_one_of(self, other) || is_one_of(other, self)
    }

    /// Whether both are one currency to a reader who is told no more: `$` is read as US dollars and 元 as yuan, so that a
    /// change to Australian dollars or to 美元 is one.
    pub(crate) fn reads_as(self, other: Self) -> bool {
        let is_usual = |general: Self, one: Self| {
            matches!(
                (general.0, one.0),
                ("$", "USD")
                    | ("元", "CNY" | "¥")
                    | ("¥", "CNY" | "JPY")
                    | ("£", "GBP")
                    | ("Fr", "CHF")
                    | ("Rs", "INR")
            )
        };
        self == other || is_usual(self, other) || is_usual(other, self)
    }
}

/// Codes and names of currencies that stand in front of an amount or behind it.
const CODES: [(&str, &str); 36] = [
    ("EUR", "EUR"),
    ("USD", "USD"),
    ("GBP", "GBP"),
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("HKD", "HKD"),
    ("JPY", "JPY"),
    ("CHF", "CHF"),
    ("SGD", "SGD"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("NZD", "NZD"),
    ("INR", "INR"),
    ("KRW", "KRW"),
    ("TWD", "TWD"),
    ("NTD", "TWD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("ZAR", "ZAR"),
    ("THB", "THB"),
    ("MYR", "MYR"),
    ("IDR", "IDR"),
    ("AED", "AED"),
    ("SAR", "SAR"),
    ("ILS", "ILS"),
    ("TRY", "TRY"),
    ("Rs", "Rs"),
    ("INR", "INR"),
    ("VND", "VND"),
    ("PHP", "PHP"),
];

/// Signs of currencies, the longest first.
const SIGNS: [(&str, &str); 17] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "£"),
    ("¥", "¥"),
    ("￥", "¥"),
    ("＄", "$"),
    ("₩", "KRW"),
    ("₹", "INR"),
];

/// Chinese and Japanese names of currencies; those of two characters and more also stand in front of an amount.
const NAMES: [(&str, &str); 31] = [
    ("人民币", "CNY"),
    ("人民幣", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("歐元", "EUR"),
    ("ユーロ", "EUR"),
    ("米ドル", "USD"),
    ("ドル", "$"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("港幣", "HKD"),
    ("新台币", "TWD"),
    ("新臺幣", "TWD"),
    ("新台幣", "TWD"),
    ("台币", "TWD"),
    ("臺幣", "TWD"),
    ("英镑", "GBP"),
    ("英鎊", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("日圓", "JPY"),
    ("韩元", "KRW"),
    ("瑞士法郎", "CHF"),
    ("新加坡元", "SGD"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("元", "元"),
    ("圆", "元"),
    ("圓", "元"),
    ("円", "JPY"),
];

/// Names of currencies in alphabets, in lower case, with what may stand before them.
const WORDS: [(&str, &str); 30] = [
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "$"),
    ("dollars", "$"),
    ("pound", "£"),
    ("pounds", "£"),
    ("pounds sterling", "GBP"),
    ("sterling", "GBP"),
    ("us dollars", "USD"),
    ("us dollar", "USD"),
    ("u.s. dollars", "USD"),
    ("united states dollars", "USD"),
    ("hong kong dollars", "HKD"),
    ("singapore dollars", "SGD"),
    ("australian dollars", "AUD"),
    ("canadian dollars", "CAD"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("japanese yen", "JPY"),
    ("swiss francs", "CHF"),
    ("schweizer franken", "CHF"),
    ("francs", "Fr"),
    ("franken", "Fr"),
    ("rupees", "INR"),
    ("us-dollar", "USD"),
    ("u.s. dollar", "USD"),
    ("new zealand dollars", "NZD"),
    ("swiss franc", "CHF"),
    ("francs suisses", "CHF"),
];

/// The currency that the text begins with, in front of an amount: how many bytes it takes, and which it is.
pub(crate) fn currency_in_front(text: &str) -> Option<(usize, Currency)> {
    let first = text.as_bytes().first()?;
    if first.is_ascii_lowercase() || first.is_ascii_digit() {
        return None;
    }
    let code = || {
        let code = CODES.iter().find(|(code, _)| text.starts_with(code))?;
        let after = text[code.0.len()..].chars().next();
        let ends = after.is_none_or(|c| !c.is_alphabetic());
        // `RMB¥10,000`
        let sign = SIGNS.iter().find(|(sign, _)| text[code.0.len()..].starts_with(sign));
        ends.then_some((code.0.len() + sign.map_or(0, |sign| sign.0.len()), Currency(code.1)))
    };
    let sign = || {
        let sign = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
        Some((sign.0.len(), Currency(sign.1)))
    };
    let found = if first.is_ascii_alphabetic() {
        code().or_else(sign)
    } else {
        sign()
    };
    found.map(|(length, currency)| {
        (
            length + usize::from(currency.0 == "Rs" && text[length..].starts_with('.')),
            currency,
        )
    })
}

/// The Chinese name of a currency that the text ends with, in front of an amount.
pub(crate) fn currency_before(text: &str) -> Option<(usize, Currency)> {
    NAMES
        .iter()
        .filter(|(name, _)| name.chars().nth(1).is_some())
        .find(|(name, _)| text.ends_with(name))
        .map(|(name, currency)| (name.len(), Currency(currency)))
}

/// The code of a currency, or its name with a capital, that the text ends with in front of a number in words: `USD One
/// Million`, `US Dollars Ten`. Gives how many bytes it takes, blanks behind it included.
pub(crate) fn currency_in_letters_before(text: &str) -> Option<(usize, Currency)> {
    let near = text.trim_end_matches([' ', '\u{A0}', '\n']);
    let blanks = text.len() - near.len();
    if !(1..=2).contains(&blanks) {
        return None;
    }
    let ends_with = |name: &str| -> bool {
        let Some(at) = near.len().checked_sub(name.len()) else {
            return false;
        };
        near.get(at..)
            .is_some_and(|end| end.eq_ignore_ascii_case(name) && end.starts_with(char::is_uppercase))
            && !near[..at].ends_with(char::is_alphanumeric)
    };
    let code = CODES.iter().find(|(code, _)| near.ends_with(code) && ends_with(code));
    let name = || {
        WORDS
            .iter()
            .filter(|(name, _)| ends_with(name))
            .max_by_key(|(name, _)| name.len())
    };
    code.or_else(name)
        .map(|(written, currency)| (written.len() + blanks, Currency(currency)))
}

/// Whether the text is the code, the sign or the name of a currency and nothing else.
pub(crate) fn is_currency(text: &str) -> bool {
    CODES.iter().any(|(code, _)| *code == text)
        || SIGNS.iter().any(|(sign, _)| *sign == text)
        // 元人民币 is one as well.
        || chinese_name(text).is_some_and(|(length, _)| {
            let rest = &text[length..];
            rest.is_empty() || chinese_name(rest).is_some_and(|(length, _)| length == rest.len())
        })
        || WORDS
            .iter()
            .any(|(name, _)| words_begin(text, name) == Some(text.len()))
}

/// The currency whose name the text begins with, behind an amount: 元, ドル.
pub(crate) fn chinese_name(text: &str) -> Option<(usize, Currency)> {
    NAMES
        .iter()
        .find(|(name, _)| text.starts_with(name))
        .map(|(name, currency)| (name.len(), Currency(currency)))
}

/// The longest name of a currency in an alphabet that the text begins with, and ends a word.
pub(crate) fn latin_name(text: &str, ends: impl Fn(usize) -> bool) -> Option<(usize, Currency)> {
    WORDS
        .iter()
        .filter_map(|(name, currency)| {
            Some((
                words_begin(text, name).filter(|length| ends(*length))?,
                Currency(currency),
            ))
        })
        .max_by_key(|(length, _)| *length)
}

/// How many bytes the words take at the beginning of the text, whatever their case; between two of them may be a line end.
pub(crate) fn words_begin(text: &str, words: &str) -> Option<usize> {
    let mut at = 0;
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            let blanks = text[at..].len() - text[at..].trim_start_matches([' ', '\n', '\u{A0}']).len();
            if blanks == 0 {
                return None;
            }
            at += blanks;
        }
        let end = at + word.len();
        if !text.get(at..end)?.eq_ignore_ascii_case(word) {
            return None;
        }
        at = end;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_told_by_code_sign_and_name() {
        assert_eq!(currency_in_front("EUR 5"), Some((3, Currency("EUR"))));
        assert_eq!(currency_in_front("RMB¥5"), Some((5, Currency("CNY"))));
        assert_eq!(currency_in_front("HK$5"), Some((3, Currency("HKD"))));
        assert_eq!(currency_in_front("EUROPE"), None);
        assert_eq!(currency_before("合计人民币"), Some((9, Currency("CNY"))));
        assert_eq!(chinese_name("欧元"), Some((6, Currency("EUR"))));
        assert_eq!(latin_name("US Dollars", |_| true), Some((10, Currency("USD"))));
        assert!(Currency("$").may_be(Currency("USD")) && Currency("USD").may_be(Currency("$")));
        assert!(!Currency("EUR").may_be(Currency("USD")));
        assert!(Currency("$").reads_as(Currency("USD")) && !Currency("$").reads_as(Currency("AUD")));
        assert_eq!(
            currency_in_letters_before("of US Dollars "),
            Some((11, Currency("USD")))
        );
        assert_eq!(currency_in_letters_before("EUR "), Some((4, Currency("EUR"))));
        assert_eq!(currency_in_letters_before("in euros "), None);
    }
}
