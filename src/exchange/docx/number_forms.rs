//! How Word writes a number: figures, letters, Roman and Chinese numerals.

const ROMAN: [(i64, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

const COUNTED: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// A number in one of Word's formats; one that is not known as plain figures.
pub(super) fn written(number: i64, format: &str) -> String {
    let form = match format {
        "upperRoman" => roman(number).map(|roman| roman.to_uppercase()),
        "lowerRoman" => roman(number),
        "upperLetter" => letters(number).map(|letters| letters.to_uppercase()),
        "lowerLetter" => letters(number),
        "decimalZero" => Some(format!("{number:02}")),
        "ordinal" => Some(format!("{number}{}", ordinal_ending(number))),
        "none" => Some(String::new()),
        "numberInDash" => Some(format!("- {number} -")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(number)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of(number, '①', 20),
        "decimalEnclosedFullstop" => one_of(number, '⒈', 20),
        "decimalEnclosedParen" => one_of(number, '⑴', 20),
        "ideographEnclosedCircle" => one_of(number, '㊀', 10),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => with_places(number, COUNTED, ['十', '百', '千']),
        "chineseLegalSimplified" => with_places(number, LEGAL, ['拾', '佰', '仟']),
        "ideographLegalTraditional" | "japaneseLegal" => with_places(number, LEGAL_TRADITIONAL, ['拾', '佰', '仟']),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => digits(number),
        "ideographTraditional" => cycle(number, &STEMS),
        "ideographZodiac" => cycle(number, &BRANCHES),
        _ => None,
    };
    form.unwrap_or_else(|| number.to_string())
}

fn roman(number: i64) -> Option<String> {
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut written = String::new();
    for (value, sign) in ROMAN {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    Some(written)
}

/// a to z, then aa, bb, and so on.
fn letters(number: i64) -> Option<String> {
    let index = u32::try_from(number.checked_sub(1)?)
        .ok()
        .filter(|index| *index < 780)?;
    let letter = char::from_u32(u32::from('a') + index % 26)?;
    Some(std::iter::repeat_n(letter, index as usize / 26 + 1).collect())
}

fn ordinal_ending(number: i64) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn full_width(number: i64) -> String {
    let wide = |digit: char| match digit.to_digit(10) {
        Some(value) => char::from_u32(u32::from('０') + value).unwrap_or(digit),
        None => digit,
    };
    number.to_string().chars().map(wide).collect()
}

/// The character of that number in a row that begins with `first`.
fn one_of(number: i64, first: char, most: i64) -> Option<String> {
    let index = u32::try_from(number.checked_sub(1)?).ok()?;
    let found = char::from_u32(u32::from(first) + index)?;
    (number <= most).then(|| found.to_string())
}

fn cycle(number: i64, row: &[char]) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    row.get(index).map(char::to_string)
}

fn digits(number: i64) -> Option<String> {
    let value = |digit: char| COUNTED.get(digit.to_digit(10)? as usize).copied();
    number.to_string().chars().map(value).collect()
}

/// 一百二十三: with the signs for ten, hundred and thousand; ten alone has no 一 before it.
fn with_places(number: i64, signs: [char; 10], places: [char; 3]) -> Option<String> {
    let figures: Vec<usize> = Some(number)
        .filter(|number| (1..10_000).contains(number))?
        .to_string()
        .chars()
        .filter_map(|digit| digit.to_digit(10).map(|digit| digit as usize))
        .collect();
    let mut written = String::new();
    let mut skipped = false;
    for (index, &figure) in figures.iter().enumerate() {
        let place = figures.len() - 1 - index;
        if figure == 0 {
            skipped = true;
            continue;
        }
        if skipped && !written.is_empty() {
            written.push(if signs[0] == '〇' { '零' } else { signs[0] });
        }
        skipped = false;
        let is_bare_ten = place == 1 && figure == 1 && index == 0 && places[0] == '十';
        if !is_bare_ten {
            written.push(signs[figure]);
        }
        if place > 0 {
            written.push(places[place - 1]);
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, expected) in [
            (4, "decimal", "4"),
            (4, "lowerRoman", "iv"),
            (1999, "upperRoman", "MCMXCIX"),
            (3, "lowerLetter", "c"),
            (28, "lowerLetter", "bb"),
            (7, "decimalZero", "07"),
            (22, "ordinal", "22nd"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (105, "chineseCountingThousand", "一百零五"),
            (120, "chineseCountingThousand", "一百二十"),
            (23, "chineseLegalSimplified", "贰拾叁"),
            (2, "ideographTraditional", "乙"),
            (3, "decimalEnclosedCircle", "③"),
            (12, "decimalFullWidth", "１２"),
            (5, "unheardOf", "5"),
            (0, "lowerRoman", "0"),
            (i64::MAX, "lowerLetter", "9223372036854775807"),
        ] {
            assert_eq!(written(number, format), expected, "{number} {format}");
        }
    }
}
