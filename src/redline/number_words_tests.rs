//! Numbers in words, in three languages.

use super::*;

#[test]
fn numbers_in_words_have_the_value_a_reader_gives_them() {
    use WordForm::{Cardinal, Fraction, One, Ordinal, Times};
    for (text, written, value, form) in [
        ("thirty days", "thirty", "30", Cardinal),
        ("Twenty-Five users", "Twenty-Five", "25", Cardinal),
        ("twenty four hours", "twenty four", "24", Cardinal),
        (
            "one hundred and twenty users",
            "one hundred and twenty",
            "120",
            Cardinal,
        ),
        (
            "One Hundred and Twenty-Five\nThousand Dollars",
            "One Hundred and Twenty-Five\nThousand",
            "125000",
            Cardinal,
        ),
        (
            "one million, two hundred thousand euros",
            "one million, two hundred thousand",
            "1200000",
            Cardinal,
        ),
        ("five hundred and sixty", "five hundred and sixty", "560", Cardinal),
        ("thirty and sixty days", "thirty", "30", Cardinal),
        ("two, three", "two", "2", Cardinal),
        ("fifty lakhs", "fifty lakhs", "5000000", Cardinal),
        (
            "three hundred thousand million",
            "three hundred thousand million",
            "300000000000",
            Cardinal,
        ),
        ("one and a half years", "one and a half", "1.5", Cardinal),
        (
            "six and three-quarters per cent",
            "six and three-quarters",
            "6.75",
            Cardinal,
        ),
        ("six and a quarter years", "six and a quarter", "6.25", Cardinal),
        ("three dozen crates", "three dozen", "36", Cardinal),
        ("a dozen crates", "a dozen", "12", Cardinal),
        ("one of them", "one", "1", One),
        ("thirtieth day", "thirtieth", "30", Ordinal),
        ("twenty-first day", "twenty-first", "21", Ordinal),
        ("one hundredth", "one hundredth", "0.01", Fraction),
        ("two-thirds of", "two-thirds", "2/3", Fraction),
        ("one third of", "one third", "1/3", Fraction),
        ("three quarters of the price", "three quarters", "0.75", Fraction),
        ("two quarters", "two", "2", Cardinal),
        (
            "ninety-nine point nine percent",
            "ninety-nine point nine",
            "99.9",
            Cardinal,
        ),
        ("a hundred dollars", "a hundred", "100", Cardinal),
        ("un accord", "un", "1", One),
        ("ein Drittel des Preises", "ein Drittel", "1/3", Fraction),
        ("half of it", "half", "0.5", Fraction),
        ("five cents", "five", "5", Cardinal),
        ("twice a year", "twice", "2", Times),
        ("dreißig Tage", "dreißig", "30", Cardinal),
        ("fünfundzwanzig Stück", "fünfundzwanzig", "25", Cardinal),
        (
            "zweihundertfünfzigtausend Euro",
            "zweihundertfünfzigtausend",
            "250000",
            Cardinal,
        ),
        ("zwei Millionen Euro", "zwei Millionen", "2000000", Cardinal),
        (
            "drei Millionen zweihunderttausend Euro",
            "drei Millionen zweihunderttausend",
            "3200000",
            Cardinal,
        ),
        ("premier avril", "premier", "1", Ordinal),
        ("quatre-vingt-dix jours", "quatre-vingt-dix", "90", Cardinal),
        ("vingt et un jours", "vingt et un", "21", Cardinal),
        ("deux cent mille euros", "deux cent mille", "200000", Cardinal),
        ("soixante-quinze jours", "soixante-quinze", "75", Cardinal),
    ] {
        let read = read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(&text[..read.length], written);
        assert_eq!((read.value.plain().as_str(), read.form), (value, form), "{text}");
    }
    for text in [
        "promptly",
        "million",
        "hundreds",
        "thirds",
        "a third party",
        "a party",
        "a",
        "wherein",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}
