//! Fractions that are written with one character or one word: `½`, `moitié`, `le tiers du prix`, 半額.

use super::numerals::is_digit;
use super::ratio::Ratio;

/// The value of a fraction that is one character.
pub(crate) fn of_character(c: char) -> Option<Ratio> {
    let (above, below) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    };
    Ratio::new(above, below)
}

/// The fraction that the text begins with, over a blank at most, behind a whole number: `1½`, `2 ¾`. With how many bytes it
/// takes.
pub(crate) fn behind_whole(text: &str) -> Option<(Ratio, usize)> {
    let after = text.strip_prefix([' ', '\u{A0}', '\u{202F}']).unwrap_or(text);
    let c = after.chars().next()?;
    Some((of_character(c)?, text.len() - after.len() + c.len_utf8()))
}

/// The fraction that a word is without another number in front of it, in lower case; `behind` is the text that follows.
/// `tiers` is more often a third party: it is a share where it is one of something.
pub(crate) fn of_word(word: &str, behind: &str) -> Option<Ratio> {
    let is_of_something = || {
        [" du ", " des ", " de la ", " de l'", " de l’", " de ce", " de son "]
            .iter()
            .any(|of| behind.starts_with(of))
            || behind.strip_prefix(" de ").is_some_and(|sum| sum.starts_with(is_digit))
    };
    match word {
        "half" | "hälfte" | "moitié" => Some(Ratio::HALF),
        "tiers" if is_of_something() => Ratio::new(1, 3),
        "quart" if is_of_something() => Ratio::new(1, 4),
        _ => None,
    }
}

/// How many bytes of the text are a half of something, in Chinese or Japanese.
pub(crate) fn half_in_chinese(text: &str) -> Option<usize> {
    ["半数", "半數", "一半", "半額", "半额"]
        .iter()
        .find(|half| text.starts_with(**half))
        .map(|half| half.len())
}

#[cfg(test)]
mod tests {
    use super::super::figures::figures;

    #[test]
    fn fractions_of_one_character_or_word_are_figures() {
        for (text, expected) in [
            ("pays ½ of the rent", vec!["½ 50"]),
            ("¾ % of it", vec!["¾ % 0.75"]),
            ("2½ years, 3 ¼ hours", vec!["2½ years 2.5", "3 ¼ hours 3.25"]),
            ("代金の半額を返還", vec!["半額 50"]),
            (
                "四分の一、百分の七、千分の三",
                vec!["四分の一 25", "百分の七 7", "千分の三 0.3"],
            ),
        ] {
            let found: Vec<String> = figures(text)
                .into_iter()
                .map(|figure| format!("{} {}", figure.text, figure.value))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        for text in [
            "opposable aux tiers des accords",
            "les droits des tiers du groupe",
            "un tiers de confiance",
            "部分の一部",
        ] {
            assert_eq!(figures(text), [], "{text}");
        }
    }
}
