//! Numbers of houses in front of a street: `221 Harbour Street`.

/// What the names of streets end with.
const STREETS: [&str; 38] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "drive",
    "boulevard",
    "blvd",
    "square",
    "place",
    "court",
    "highway",
    "plaza",
    "parkway",
    "way",
    "floor",
    "tower",
    "terrace",
    "row",
    "rue",
    "quai",
    "impasse",
    "allée",
    "chemin",
    "quay",
    "hill",
    "grove",
    "gardens",
    "crescent",
    "close",
    "mews",
    "gate",
    "marg",
    "nagar",
    "wharf",
    "walk",
];

/// Whether a street follows: `221 Harbour Street`.
pub(crate) fn is_address(written: &str, after: &str) -> bool {
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if !after.starts_with([' ', ',']) {
        return false;
    }
    let mut rest = after;
    for _ in 0..4 {
        rest = rest.trim_start_matches([' ', ',']);
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '\'')
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let lower = word.to_lowercase();
        let is_french = matches!(
            &*lower,
            "rue" | "avenue" | "boulevard" | "quai" | "impasse" | "allée" | "chemin"
        );
        if STREETS.contains(&&*lower) && (word.starts_with(char::is_uppercase) || is_french) {
            return true;
        }
        if matches!(&*lower, "bis" | "ter" | "quater") {
            rest = &rest[end..];
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        rest = &rest[end..];
    }
    false
}
