//! Which language a sentence in Latin letters is in, told by the small words that each language has for itself. Words that
//! two of them share (`in`, `an`, `des`, `was`) say nothing and are left out.

use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum LatinLanguage {
    English,
    German,
    French,
}

use LatinLanguage::{English, French, German};

/// Words with which a sentence says something: no name and no title has them.
const SAYING: [(LatinLanguage, &str); 3] = [
    (
        English,
        "shall may must can is are be been has have does not no within unless until upon such",
    ),
    (
        German,
        "ist sind wird werden wurde wurden darf dürfen muss müssen kann können hat haben soll sollen nicht kein keine \
         keinen innerhalb zahlt zahlen beträgt betragen gilt gelten sofern wenn dass binnen",
    ),
    (
        French,
        "est sont sera seront doit doivent peut peuvent ne pas sous dans lorsque lorsqu tout toute tous toutes qui que",
    ),
];

/// Words that stand in sentences and in names.
const COMMON: [(LatinLanguage, &str); 3] = [
    (
        English,
        "the of and to by with from for this that these those any each every its their which at as",
    ),
    (
        German,
        "der die das den dem und von vom zum zur für mit bei auf aus ein eine einer eines einem einen oder sich im nach \
         durch jeder jede jedes dieser diese dieses seine ihre",
    ),
    (
        French,
        "le la les du de et au aux par pour un une ce cette ces son sa ses leur leurs ou l d qu en sur avec chaque",
    ),
];

/// Articles with which a sentence begins.
const ARTICLES: [&str; 18] = [
    "the", "a", "an", "each", "any", "der", "die", "das", "ein", "eine", "jeder", "jede", "le", "la", "les", "l", "un",
    "une",
];

/// The language of each word, and whether it says something.
static WORDS: LazyLock<HashMap<&'static str, (LatinLanguage, bool)>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (table, is_saying) in [(COMMON, false), (SAYING, true)] {
        for (language, listed) in table {
            words.extend(listed.split_whitespace().map(|word| (word, (language, is_saying))));
        }
    }
    words
});

/// The language of a sentence; nothing for a name, a title, and words in several languages. `is_closed`: the words are set
/// off as a whole by other means than a full stop.
pub(super) fn language_of(sentence: &str, is_closed: bool) -> Option<LatinLanguage> {
    let mut words = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .peekable();
    let first = words.peek().filter(|first| ARTICLES.contains(&first.as_str())).cloned();
    let begins_with_article = |language: LatinLanguage| {
        let of = |first: &String| WORDS.get(first.as_str()).is_none_or(|(of, _)| *of == language);
        first.as_ref().is_some_and(of)
    };
    // How many words of each language, and how many of them say something.
    let mut counted = [(0_usize, 0_usize); 3];
    let mut has_the = false;
    for word in words {
        if let Some((language, is_saying)) = WORDS.get(word.as_str()) {
            let (all, saying) = &mut counted[*language as usize];
            *all += 1;
            *saying += usize::from(*is_saying);
            has_the |= word == "the";
        }
    }
    let is_whole = is_closed || sentence.trim_end().ends_with(['.', ';', ':', '!', '?']);
    [English, German, French].into_iter().find(|language| {
        let (own, saying) = counted[*language as usize];
        let others: usize = counted.iter().map(|(all, _)| all).sum::<usize>() - own;
        let says = saying > 0 || begins_with_article(*language) && is_whole;
        let is_short = is_whole && others == 0 && (saying > 0 || *language == English && has_the && !is_closed);
        own >= 2 && own >= 2 * others && says || is_short
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_by_their_language_and_names_are_of_none() {
        for (sentence, language) in [
            ("The Agent keeps the records.", Some(English)),
            ("Agent keeps the records.", Some(English)),
            ("Rent is due.", Some(English)),
            ("Der Mieter zahlt die Miete.", Some(German)),
            ("Die Miete ist am Ersten fällig.", Some(German)),
            ("Le bailleur entretient les locaux.", Some(French)),
            ("L'acheteur ne doit pas céder le contrat.", Some(French)),
            ("Karl von der Aue", None),
            ("Bundesanstalt für Handel und Gewerbe", None),
            ("Société de la Ville et du Port", None),
            ("Die Zeit.", None),
            ("Brook Ltd.", None),
            ("The Bank der Stadt.", None),
        ] {
            assert_eq!(language_of(sentence, false), language, "{sentence}");
        }
    }
}
