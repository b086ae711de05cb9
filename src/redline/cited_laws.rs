//! Dates that belong to a statute or a judgment and are no terms of the contract: `Gesetz vom 4. Mai 2011`, `loi n° 85-98 du
//! 4 mai 1985`, 《广告法》（2015年4月24日修订）, （昭和31年法律第120号）.

/// What statutes and judgments are called in front of their date, in German and French, in lower case.
const NAMES: [&str; 12] = [
    "gesetz",
    "gesetzes",
    "richtlinie",
    "urteils",
    "urt",
    "loi",
    "décret",
    "ordonnance",
    "arrêté",
    "directive",
    "arrêt",
    "cass",
];

/// The same in English. With a small letter an act is anything that was done.
const ENGLISH_NAMES: [&str; 9] = [
    "Act",
    "Law",
    "Decree",
    "Regulation",
    "Directive",
    "Statute",
    "Ordinance",
    "Judgment",
    "judgment",
];

/// Courts in front of the date of a decision; none of them is short for a kind of company as well, as AG is.
const COURTS: [&str; 12] = [
    "BGH", "BAG", "BVerfG", "BVerwG", "BFH", "BSG", "OLG", "EuGH", "EuG", "CJUE", "CJEU", "OGH",
];

/// French courts as they are cited in front of the date, after a comma: `Cass. com., 7 oct. 2031`.
const FRENCH_COURTS: [&str; 7] = ["Cass.", "CA", "CE", "TGI", "CAA", "Civ.", "Com."];

/// What goes in front of the date itself.
const JOINTS: [&str; 6] = [" vom", " v.", " du", " of", " dated", " en date du"];

/// What was done with a statute on a date, behind the date.
const ENACTED: [&str; 18] = [
    "通过",
    "通過",
    "修正",
    "修订",
    "修訂",
    "修改",
    "施行",
    "起施行",
    "公布",
    "颁布",
    "頒布",
    "发布",
    "發布",
    "实施",
    "實施",
    "起实施",
    "制定",
    "改正",
];

/// What a Chinese or Japanese statute ends with.
const HAN_NAMES: [&str; 9] = ["法", "法典", "条例", "條例", "规定", "規定", "办法", "辦法", "解释"];

/// Japanese courts as they are cited directly in front of the date: 最判平成十五年四月十八日.
const HAN_COURTS: [&str; 9] = [
    "最判",
    "最決",
    "最大判",
    "高判",
    "高決",
    "地判",
    "地決",
    "大判",
    "知財高判",
];

/// Numbers of Japanese statutes behind their year.
const NUMBERED: [&str; 6] = ["法律第", "政令第", "省令第", "条例第", "勅令第", "府令第"];

/// The furthest that is looked back, in characters.
const FURTHEST: usize = 64;

/// Whether the date between both texts is that of a statute or of a judgment.
pub(crate) fn dates_a_law(before: &str, after: &str) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take(FURTHEST)
        .last()
        .map_or(0, |(at, _)| at);
    let near = &before[start..];
    HAN_COURTS.iter().any(|court| near.ends_with(court))
        || is_behind_law(near)
        || is_enacted(near, after)
        || NUMBERED.iter().any(|number| after.starts_with(number))
}

/// `Gesetz vom `, `loi n° 85-98 du `, `BGH, Beschluss vom `
fn is_behind_law(near: &str) -> bool {
    let trimmed = near.trim_end();
    if trimmed.ends_with(',') && trimmed.len() < near.len() && names_french_court(trimmed) {
        return true;
    }
    let Some(named) = JOINTS.iter().find_map(|joint| trimmed.strip_suffix(joint)) else {
        return false;
    };
    if trimmed.len() == near.len() {
        return false;
    }
    let of_court = named
        .split(|c: char| !c.is_alphanumeric())
        .rev()
        .filter(|word| !word.is_empty())
        .take(4)
        .any(|word| COURTS.contains(&word));
    of_court || ends_in_law(named)
}

/// Whether a decision of a French court is cited in the last words: `(Cass. com.,`.
fn names_french_court(near: &str) -> bool {
    near.split_whitespace()
        .rev()
        .take(4)
        .any(|word| FRENCH_COURTS.contains(&word.trim_start_matches(['(', '[']).trim_end_matches(',')))
}

/// Whether the text ends with the name of a statute or a judgment, its number or its court behind it.
fn ends_in_law(named: &str) -> bool {
    let mut words = named.split_whitespace().rev();
    // n° 85-98; (EU) 2019/881; 95/46/EC
    let is_number = |word: &str| {
        word.contains(|c: char| c.is_ascii_digit())
            || matches!(word, "n°" | "no" | "No." | "Nr." | "(EU)" | "(UE)" | "(EC)")
    };
    let word = words.find(|word| !is_number(word)).unwrap_or_default();
    if ENGLISH_NAMES.contains(&word) {
        return true;
    }
    // Le règlement du 4 mai is a payment as well.
    if matches!(word, "règlement" | "Règlement") {
        return named.ends_with(|c: char| c.is_ascii_digit());
    }
    let lower = word.trim_start_matches(['(', '"', '„', '“', '«']).to_lowercase();
    let bare = lower.trim_end_matches('.');
    NAMES.contains(&bare)
        || ["gesetz", "verordnung", "urteil"]
            .iter()
            .any(|name| bare.ends_with(name))
        || bare.starts_with("l’") && NAMES.contains(&&bare["l’".len()..])
        || bare.starts_with("l'") && NAMES.contains(&&bare["l'".len()..])
}

/// 《…法》（… 修订）; … 通过的《…法》
fn is_enacted(near: &str, after: &str) -> bool {
    let Some(done) = ENACTED
        .iter()
        .filter(|done| after.starts_with(**done))
        .max_by_key(|done| done.len())
    else {
        return false;
    };
    if after[done.len()..].starts_with("的《") {
        return true;
    }
    let Some(named) = near.strip_suffix(['（', '(', '〔']) else {
        return false;
    };
    let named = named.trim_end_matches(['》', '」', '』']);
    HAN_NAMES.iter().any(|name| named.ends_with(name))
}
