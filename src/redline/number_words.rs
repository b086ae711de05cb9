//! Numbers written in words, in English, German and French: `one hundred and twenty-five thousand`, `thirtieth`,
//! `two-thirds`, `fünfundzwanzig`, `quatre-vingt-dix`.

use super::fractions;
use super::ratio::Ratio;

/// A number in words at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordNumber {
    /// How many bytes it takes.
    pub(crate) length: usize,
    pub(crate) value: Ratio,
    pub(crate) form: WordForm,
}

/// What kind of number the words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordForm {
    Cardinal,
    /// `one` and its like alone: more often a pronoun or an article than a number.
    One,
    /// `a` year: it counts where another number takes its place.
    Article,
    /// `thirtieth`
    Ordinal,
    /// `two-thirds`, `half`
    Fraction,
    /// `twice`, `double`
    Times,
}

/// What one word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// One to nine.
    Unit(i128),
    /// Ten to nineteen.
    Teen(i128),
    /// Twenty to ninety.
    Tens(i128),
    Hundred,
    /// Thousand and more.
    Scale(i128),
    /// A whole compound below a thousand or more, as German writes it.
    Compound(i128),
}

const MILLION: i128 = 1_000_000;
const BILLION: i128 = 1_000_000_000;

fn cardinal(word: &str) -> Option<Part> {
    Some(match word {
        "zero" | "null" | "zéro" => Part::Teen(0),
        "one" | "ein" | "eine" | "einen" | "eines" | "einer" | "einem" | "eins" | "une" | "un" => Part::Unit(1),
        "two" | "zwei" | "zweier" | "deux" => Part::Unit(2),
        "three" | "drei" | "dreier" | "trois" => Part::Unit(3),
        "four" | "vier" | "quatre" => Part::Unit(4),
        "five" | "fünf" | "cinq" => Part::Unit(5),
        "six" | "sechs" => Part::Unit(6),
        "seven" | "sieben" | "sept" => Part::Unit(7),
        "eight" | "acht" | "huit" => Part::Unit(8),
        "nine" | "neun" | "neuf" => Part::Unit(9),
        "ten" | "zehn" | "dix" => Part::Teen(10),
        "eleven" | "elf" | "onze" => Part::Teen(11),
        "twelve" | "zwölf" | "douze" => Part::Teen(12),
        "thirteen" | "dreizehn" | "treize" => Part::Teen(13),
        "fourteen" | "vierzehn" | "quatorze" => Part::Teen(14),
        "fifteen" | "fünfzehn" | "quinze" => Part::Teen(15),
        "sixteen" | "sechzehn" | "seize" => Part::Teen(16),
        "seventeen" | "siebzehn" => Part::Teen(17),
        "eighteen" | "achtzehn" => Part::Teen(18),
        "nineteen" | "neunzehn" => Part::Teen(19),
        "twenty" | "zwanzig" | "vingt" => Part::Tens(20),
        "thirty" | "dreißig" | "dreissig" | "trente" => Part::Tens(30),
        "forty" | "fourty" | "vierzig" | "quarante" => Part::Tens(40),
        "fifty" | "fünfzig" | "cinquante" => Part::Tens(50),
        "sixty" | "sechzig" | "soixante" => Part::Tens(60),
        "seventy" | "siebzig" => Part::Tens(70),
        "eighty" | "achtzig" => Part::Tens(80),
        "ninety" | "neunzig" => Part::Tens(90),
        "hundred" | "hundert" | "cent" | "cents" => Part::Hundred,
        "thousand" | "tausend" | "mille" => Part::Scale(1_000),
        "dozen" | "dutzend" | "douzaine" | "douzaines" => Part::Scale(12),
        "lakh" | "lakhs" | "lac" | "lacs" => Part::Scale(100_000),
        "million" | "millions" | "millionen" => Part::Scale(MILLION),
        "crore" | "crores" => Part::Scale(10 * MILLION),
        "billion" | "milliarde" | "milliarden" | "milliard" | "milliards" => Part::Scale(BILLION),
        "trillion" => Part::Scale(1_000 * BILLION),
        _ => return None,
    })
}

fn ordinal(word: &str) -> Option<Part> {
    Some(match word {
        "first" | "premier" | "ersten" | "erster" | "erstes" | "erste" | "erstem" => Part::Unit(1),
        "second" | "zweiten" | "zweiter" | "zweites" | "zweite" | "zweitem" | "deuxième" => Part::Unit(2),
        "third" | "dritten" | "dritter" | "drittes" | "dritte" | "drittem" | "troisième" => Part::Unit(3),
        "fourth" | "vierten" | "vierter" | "viertes" | "vierte" | "viertem" | "quatrième" => Part::Unit(4),
        "fifth" | "fünften" | "fünfter" | "fünftes" | "fünfte" | "fünftem" | "cinquième" => Part::Unit(5),
        "sixth" | "sechsten" | "sechster" | "sechstes" | "sechste" | "sechstem" | "sixième" => Part::Unit(6),
        "seventh" | "siebten" | "siebter" | "siebtes" | "siebte" | "siebtem" | "septième" => Part::Unit(7),
        "eighth" | "achten" | "achter" | "achtes" | "achte" | "achtem" | "huitième" => Part::Unit(8),
        "ninth" | "neunten" | "neunter" | "neuntes" | "neunte" | "neuntem" | "neuvième" => Part::Unit(9),
        "tenth" | "zehnten" | "zehnter" | "zehntes" | "zehnte" | "zehntem" | "dixième" => Part::Teen(10),
        "eleventh" => Part::Teen(11),
        "twelfth" => Part::Teen(12),
        "thirteenth" => Part::Teen(13),
        "fourteenth" => Part::Teen(14),
        "fifteenth" | "fünfzehnten" | "fünfzehnter" | "fünfzehntes" | "fünfzehnte" | "fünfzehntem" | "quinzième" => {
            Part::Teen(15)
        }
        "sixteenth" => Part::Teen(16),
        "seventeenth" => Part::Teen(17),
        "eighteenth" => Part::Teen(18),
        "nineteenth" => Part::Teen(19),
        "twentieth" | "zwanzigsten" | "zwanzigster" | "zwanzigstes" | "zwanzigste" | "zwanzigstem" | "vingtième" => {
            Part::Tens(20)
        }
        "thirtieth" | "dreißigsten" | "dreißigster" | "dreißigstes" | "dreißigste" | "dreißigstem" | "trentième" => {
            Part::Tens(30)
        }
        "fortieth" => Part::Tens(40),
        "fiftieth" => Part::Tens(50),
        "sixtieth" => Part::Tens(60),
        "seventieth" => Part::Tens(70),
        "eightieth" => Part::Tens(80),
        "ninetieth" => Part::Tens(90),
        "hundredth" => Part::Hundred,
        "thousandth" => Part::Scale(1_000),
        _ => return None,
    })
}

/// What is below the line of a fraction, by its name.
fn denominator(word: &str) -> Option<i128> {
    Some(match word {
        "half" | "halves" | "hälfte" | "moitié" => 2,
        "third" | "thirds" | "drittel" | "dritteln" | "tiers" => 3,
        "quarter" | "quarters" | "fourth" | "fourths" | "viertel" | "vierteln" | "quart" | "quarts" => 4,
        "fifth" | "fifths" | "fünftel" | "fünfteln" | "cinquième" | "cinquièmes" => 5,
        "sixth" | "sixths" | "sechstel" => 6,
        "seventh" | "sevenths" => 7,
        "eighth" | "eighths" | "achtel" => 8,
        "ninth" | "ninths" => 9,
        "tenth" | "tenths" | "zehntel" | "zehnteln" | "dixième" | "dixièmes" => 10,
        "hundredth" | "hundredths" => 100,
        _ => return None,
    })
}

/// The value of a scale word behind digits: `1.2 million`, `5 Mio.`, `2,5 Mrd.`
pub(crate) fn scale(word: &str) -> Option<i128> {
    let mut room = [0; ROOM];
    match lower(word, &mut room)? {
        "mio" | "mn" => Some(MILLION),
        "mrd" | "bn" => Some(BILLION),
        "cr" | "crs" => Some(10 * MILLION),
        "tn" => Some(1_000 * BILLION),
        word => match cardinal(word)? {
            Part::Scale(value) => Some(value),
            _ => None,
        },
    }
}

/// No number word is longer.
const ROOM: usize = 64;

/// The word in lower case, in room that is given; `None` where it is too long for a number.
fn lower<'r>(word: &str, room: &'r mut [u8; ROOM]) -> Option<&'r str> {
    let mut length = 0;
    for c in word.chars().flat_map(char::to_lowercase) {
        if length + c.len_utf8() > ROOM {
            return None;
        }
        length += c.encode_utf8(&mut room[length..]).len();
    }
    std::str::from_utf8(&room[..length]).ok()
}

fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic() || c > '\u{24F}')
        .unwrap_or(text.len())
}

/// What stands between two words of one number: blanks or a single line end, or a hyphen.
fn joint(text: &str) -> Option<usize> {
    if let Some(after) = text.strip_prefix(['-', '\u{2010}', '\u{2011}']) {
        return Some(text.len() - after.len());
    }
    let blanks = text.find(|c| !matches!(c, ' ' | '\u{A0}' | '\n')).unwrap_or(text.len());
    (1..=8)
        .contains(&blanks)
        .then_some(blanks)
        .filter(|blanks| text[..*blanks].matches('\n').count() < 2)
}

/// A joint with a word behind it: `-twenty`, ` and five`, `, two`. With how many bytes stand before the word.
fn after_joint<'t>(text: &'t str, linking: &[&str]) -> Option<(usize, &'t str)> {
    let comma = usize::from(linking.contains(&",") && text.starts_with(','));
    let mut before = comma + joint(&text[comma..])?;
    let mut word = letters(&text[before..]);
    let is_link = linking
        .iter()
        .any(|link| text[before..before + word].eq_ignore_ascii_case(link));
    if is_link {
        before += word;
        before += joint(&text[before..])?;
        word = letters(&text[before..]);
    }
    (word > 0).then(|| (before, &text[before..before + word]))
}

/// A sum in the making: what was said, and what may still follow.
#[derive(Clone, Copy)]
struct Sum {
    total: i128,
    section: i128,
    /// The last scale; none as great may follow.
    scale: i128,
    last: Part,
}

impl Sum {
    fn begun(part: Part) -> Self {
        let mut sum = Self {
            total: 0,
            section: 0,
            scale: i128::MAX,
            last: part,
        };
        match part {
            Part::Unit(value) | Part::Teen(value) | Part::Tens(value) | Part::Compound(value) => sum.section = value,
            Part::Hundred => sum.section = 100,
            Part::Scale(value) => (sum.total, sum.scale) = (value, value),
        }
        sum
    }

    /// The sum with one more word, where such a word may follow; `linked` says that `and` stood before it.
    fn with(mut self, part: Part, linked: bool) -> Option<Self> {
        let after_great = matches!(self.last, Part::Hundred | Part::Scale(_));
        match (self.last, part) {
            (_, Part::Hundred) if !linked && self.section > 0 && self.section < 100 => self.section *= 100,
            // quatre-vingt
            (Part::Unit(4), Part::Tens(20)) if !linked => {
                self.section = self.section - 4 + 80;
                self.last = Part::Tens(80);
                return Some(self);
            }
            // twenty-five; soixante-dix, quatre-vingt-quinze
            (Part::Tens(_), Part::Unit(value)) | (Part::Tens(60 | 80), Part::Teen(value)) => self.section += value,
            // eine Million fünfhunderttausend: the compound is the last there is.
            (Part::Scale(_), Part::Compound(value)) if self.section == 0 && value < self.scale => self.section = value,
            (_, Part::Unit(value) | Part::Teen(value) | Part::Tens(value)) if after_great => self.section += value,
            (_, Part::Scale(value)) if !linked && value < self.scale && self.section > 0 => {
                self.total = self.total.checked_add(self.section.checked_mul(value)?)?;
                (self.section, self.scale) = (0, value);
            }
            // A hundred thousand million: the scale goes with all that was said.
            (Part::Scale(_), Part::Scale(value)) if !linked && value > self.scale && self.section == 0 => {
                self.total = self.total.checked_mul(value)?;
                self.scale = value;
            }
            _ => return None,
        }
        self.last = part;
        Some(self)
    }

    fn value(self) -> Option<i128> {
        self.total.checked_add(self.section)
    }
}

/// A German compound: `fünfundzwanzig`, `hunderttausend`, `zweihundertfünfzig`.
fn compound(word: &str) -> Option<i128> {
    let below_hundred = |word: &str| match cardinal(word) {
        Some(Part::Unit(value) | Part::Teen(value) | Part::Tens(value)) => Some(value),
        _ => word
            .split_once("und")
            .and_then(|(unit, tens)| match (cardinal(unit)?, cardinal(tens)?) {
                (Part::Unit(unit), Part::Tens(tens)) => Some(unit + tens),
                _ => None,
            }),
    };
    let below_thousand = |word: &str| match word.split_once("hundert") {
        Some((head, rest)) => {
            let head = if head.is_empty() { 1 } else { below_hundred(head)? };
            let rest = rest.strip_prefix("und").unwrap_or(rest);
            Some(head * 100 + if rest.is_empty() { 0 } else { below_hundred(rest)? })
        }
        None => below_hundred(word),
    };
    match word.split_once("tausend") {
        Some((head, rest)) => {
            let head = if head.is_empty() { 1 } else { below_thousand(head)? };
            let rest = rest.strip_prefix("und").unwrap_or(rest);
            Some(head * 1_000 + if rest.is_empty() { 0 } else { below_thousand(rest)? })
        }
        None => below_thousand(word),
    }
}

fn part(word: &str) -> Option<Part> {
    cardinal(word).or_else(|| {
        let is_german = word.len() >= 8
            && ["zig", "ßig", "hundert", "tausend", "zehn", "ssig"]
                .iter()
                .any(|end| word.contains(end));
        is_german.then(|| compound(word).map(Part::Compound)).flatten()
    })
}

/// Whether the word may be, or begin, a number in words.
pub(crate) fn begins_number(word: &str) -> bool {
    let mut room = [0; ROOM];
    lower(word, &mut room).is_some_and(|word| {
        matches!(word, "a" | "an")
            || part(word).is_some()
            || ordinal(word).is_some()
            || denominator(word).is_some()
            || times(word).is_some()
            || and_a_half(word).is_some()
    })
}

/// `anderthalb`, `zweieinhalb`: a number and a half in one word.
fn and_a_half(word: &str) -> Option<Ratio> {
    if matches!(word, "anderthalb" | "eineinhalb") {
        return Ratio::ONE.plus(Ratio::HALF);
    }
    match cardinal(word.strip_suffix("einhalb")?)? {
        Part::Unit(whole) | Part::Teen(whole) => Ratio::whole(whole).plus(Ratio::HALF),
        _ => None,
    }
}

fn times(word: &str) -> Option<i128> {
    match word {
        "once" | "einmal" => Some(1),
        "twice" | "double" | "doppelt" | "zweimal" => Some(2),
        "thrice" | "triple" | "dreimal" => Some(3),
        _ => None,
    }
}

/// The number in words that the text begins with.
pub(crate) fn read(text: &str) -> Option<WordNumber> {
    let first = letters(text);
    if first == 0 {
        return None;
    }
    let mut room = [0; ROOM];
    let word = lower(&text[..first], &mut room)?;
    if matches!(word, "a" | "an") {
        return article(text, first);
    }
    if let Some(value) = times(word) {
        return Some(WordNumber {
            length: first,
            value: Ratio::whole(value),
            form: WordForm::Times,
        });
    }
    if let Some(value) = and_a_half(word) {
        return Some(WordNumber {
            length: first,
            value,
            form: WordForm::Cardinal,
        });
    }
    if let Some(value) = fractions::of_word(word, &text[first..]) {
        return Some(WordNumber {
            length: first,
            value,
            form: WordForm::Fraction,
        });
    }
    let Some(begun) = part(word) else {
        let value = Sum::begun(ordinal(word)?).value()?;
        return Some(WordNumber {
            length: first,
            value: Ratio::whole(value),
            form: WordForm::Ordinal,
        });
    };
    // `a hundred`, but `cent` and `Million` say nothing alone, and neither does `hundreds`.
    let is_lone = matches!(begun, Part::Unit(1));
    let begins_with_scale = matches!(begun, Part::Hundred | Part::Scale(_)) && word != "mille";
    let number = sum(text, first, begun)?;
    if number.length == first && begins_with_scale && !matches!(word, "hundert" | "tausend") {
        return None;
    }
    if is_lone && number.length == first {
        return Some(WordNumber {
            form: WordForm::One,
            ..number
        });
    }
    Some(number)
}

/// Whether the text ends with a number of hundreds in French: `deux` cents.
fn ends_in_french(text: &str) -> bool {
    ["deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "mille"]
        .iter()
        .any(|word| text.to_lowercase().ends_with(word))
}

/// `a third of the price`; `a year`.
fn article(text: &str, length: usize) -> Option<WordNumber> {
    let (before, word) = after_joint(&text[length..], &[])?;
    let end = length + before + word.len();
    let mut room = [0; ROOM];
    let lower = lower(word, &mut room)?;
    if let Some(below) = denominator(lower).filter(|_| text[end..].starts_with(" of")) {
        return Some(WordNumber {
            length: end,
            value: Ratio::ONE.over(below)?,
            form: WordForm::Fraction,
        });
    }
    // `a hundred dollars`
    if let Some(begun @ (Part::Hundred | Part::Scale(_))) = part(lower) {
        return sum(text, end, begun);
    }
    matches!(
        lower,
        "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year"
    )
    .then_some(WordNumber {
        length,
        value: Ratio::ONE,
        form: WordForm::Article,
    })
}

/// The number that goes on from its first word.
fn sum(text: &str, first: usize, begun: Part) -> Option<WordNumber> {
    let mut sum = Sum::begun(begun);
    let mut length = first;
    let mut form = WordForm::Cardinal;
    while let Some((before, word)) = after_joint(&text[length..], &["and", "und", "et", ","]) {
        let linked = text[length..length + before].contains(|c: char| c.is_alphabetic());
        let mut room = [0; ROOM];
        let Some(lower) = lower(word, &mut room) else { break };
        // `five cents` are money.
        if lower.starts_with("cent") && !ends_in_french(&text[..length]) {
            break;
        }
        let end = length + before + word.len();
        if let Some(fraction) = fraction(text, lower, linked, sum, end) {
            return Some(fraction);
        }
        if let Some(next) = part(lower).and_then(|part| sum.with(part, linked)) {
            (sum, length) = (next, end);
            continue;
        }
        if let Some(next) = ordinal(lower).and_then(|part| sum.with(part, linked)) {
            (sum, length, form) = (next, end, WordForm::Ordinal);
        }
        break;
    }
    let value = Ratio::whole(sum.value()?);
    if let Some((decimals, bytes)) = decimals(&text[length..]).filter(|_| form == WordForm::Cardinal) {
        return Some(WordNumber {
            length: length + bytes,
            value: value.plus(decimals)?,
            form,
        });
    }
    Some(WordNumber { length, value, form })
}

/// ` point five`: the digits behind the point one by one.
fn decimals(text: &str) -> Option<(Ratio, usize)> {
    let (before, word) = after_joint(text, &[])?;
    if !["point", "Komma", "virgule"]
        .iter()
        .any(|point| point.eq_ignore_ascii_case(word))
    {
        return None;
    }
    let (mut length, mut above, mut below) = (before + word.len(), 0_i128, 1_i128);
    while let Some((before, word)) = after_joint(&text[length..], &[]) {
        let mut room = [0; ROOM];
        let Some(Part::Unit(digit) | Part::Teen(digit @ 0)) = lower(word, &mut room).and_then(cardinal) else {
            break;
        };
        (above, below) = (above.checked_mul(10)?.checked_add(digit)?, below.checked_mul(10)?);
        length += before + word.len();
    }
    (below > 1).then_some((Ratio::new(above, below)?, length))
}

/// `two-thirds`, `one third`; `one and a half`, `two and one-half`.
fn fraction(text: &str, word: &str, linked: bool, sum: Sum, end: usize) -> Option<WordNumber> {
    let value = Ratio::whole(sum.value()?);
    if linked {
        if !matches!(sum.last, Part::Unit(_) | Part::Teen(_) | Part::Tens(_)) {
            return None;
        }
        let above = match (word, cardinal(word)) {
            ("a", _) => 1,
            (_, Some(Part::Unit(above))) => above,
            _ => return None,
        };
        let (before, part) = after_joint(&text[end..], &[])?;
        let mut room = [0; ROOM];
        // `eight and three-quarters`, but `five and a third party`.
        let below = match lower(part, &mut room)? {
            "half" => 2,
            "quarter" | "quarters" => 4,
            "third" | "thirds" if text[end..].starts_with('-') => 3,
            "eighth" | "eighths" if text[end..].starts_with('-') => 8,
            _ => return None,
        };
        return (above < below).then_some(WordNumber {
            length: end + before + part.len(),
            value: value.plus(Ratio::new(above, below)?)?,
            form: WordForm::Cardinal,
        });
    }
    let below = denominator(word)?;
    // `two quarters` are a half of a year, `twenty fifths` nothing at all.
    let is_small = matches!(sum.last, Part::Unit(_) | Part::Teen(_)) && sum.total == 0;
    let names_share =
        !matches!(word, "quarter" | "quarters") || text[..end].contains('-') || text[end..].starts_with(" of");
    let agrees = sum.value() == Some(1)
        || word.ends_with('s')
        || matches!(
            word,
            "halves" | "drittel" | "dritteln" | "viertel" | "vierteln" | "fünftel" | "fünfteln" | "zehnteln" | "tiers"
        );
    let behind = text[end..].trim_start();
    // `third parties`; un tiers is a third party.
    let of_party = behind.starts_with("part")
        || word == "tiers" && sum.value() == Some(1) && fractions::of_word(word, &text[end..]).is_none();
    let is_below = sum.value().is_some_and(|above| above <= below);
    (is_small && names_share && agrees && is_below && !of_party).then_some(WordNumber {
        length: end,
        value: value.over(below)?,
        form: WordForm::Fraction,
    })
}

#[cfg(test)]
#[path = "number_words_tests.rs"]
mod tests;
