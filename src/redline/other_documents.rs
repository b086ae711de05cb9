//! Whether the words around a number say that it belongs to a statute or to another document: section 9 of the Data Act,
//! § 5 BGB, 专利法第二十六条, 主合同第十条. Those are no references of this contract.

/// What the words around a number say of the document that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnOrOther {
    /// It names this contract, or nothing: then this contract is meant.
    Own,
    /// It names another one.
    Other,
}

use OwnOrOther::{Other, Own};

/// Words that end the name of a statute in front of a number.
const STATUTES: [&str; 21] = [
    "GDPR",
    "Act",
    "Acts",
    "Regulation",
    "Regulations",
    "Directive",
    "Law",
    "Laws",
    "Code",
    "Statute",
    "Statutes",
    "Ordinance",
    "Decree",
    "Rules",
    "Constitution",
    "Treaty",
    "Convention",
    "Charter",
    "Gesetz",
    "Verordnung",
    "Loi",
];

/// Abbreviations by which codes and collections of statutes are cited.
const CITED_AS: [&str; 18] = [
    "Stat.", "Stats.", "Rev.", "Ann.", "Code", "Gen.", "Laws", "Reg.", "Regs.", "Comp.", "Cons.", "Civ.", "Bus.",
    "Prof.", "Lab.", "Proc.", "Penal", "Tit.",
];

/// What agreements call each other.
const AGREEMENTS: [&str; 10] = [
    "Agreement",
    "Contract",
    "Addendum",
    "Terms",
    "Policy",
    "Order",
    "Licence",
    "License",
    "Lease",
    "Deed",
];

/// The furthest that words in front of a number are looked at, in characters.
const FURTHEST: usize = 48;

/// How many parts of a section are passed over: § 5 Abs. 1 Satz 2 Nr. 3 lit. a has four.
const MOST_PARTS: usize = 12;

/// For a number behind a word in Latin letters. `named` is that word: where all is in capitals, capitals are no abbreviation.
pub(crate) fn names_another_document(before: &str, named: &str, after: &str) -> OwnOrOther {
    if said_before(before, named) == Other {
        Other
    } else {
        said_behind(after, named)
    }
}

fn is_shouted(named: &str) -> bool {
    named.len() > 1 && named.chars().all(|c| !c.is_lowercase()) && named.chars().any(char::is_uppercase)
}

/// `GDPR`, `BGB`, `DSGVO`, `UrhG`: at least two capitals, and nothing but letters.
fn is_abbreviation(word: &str) -> bool {
    let is_short = (3..=8).contains(&word.len());
    is_short && word.chars().all(char::is_alphabetic) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// `U.S.C.`, `C.F.R.`
fn is_dotted(word: &str) -> bool {
    word.len() >= 4
        && word
            .split_terminator('.')
            .all(|part| part.len() == 1 && part.chars().all(char::is_uppercase))
}

fn said_before(before: &str, named: &str) -> OwnOrOther {
    let near = nearest(before.trim_end(), FURTHEST);
    let mut words = near.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let bare = last.trim_matches(['(', ',', '“', '”', '"', '’', ')']);
    let year = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let bare = if year { words.next().unwrap_or_default() } else { bare };
    if STATUTES.contains(&bare) || CITED_AS.contains(&bare) || is_dotted(bare) {
        return Other;
    }
    if !is_shouted(named) && is_abbreviation(bare) && !last.ends_with(['.', ';', ':']) {
        return Other;
    }
    let is_of_this = |word: Option<&str>| {
        word.is_some_and(|word| matches!(word, "this" | "This" | "the" | "The" | "present" | "these"))
    };
    if AGREEMENTS.contains(&bare) && !last.ends_with(['.', ';', ':']) && !is_of_this(words.next()) {
        return Other;
    }
    Own
}

/// What is said of the document in which a number stands goes in front of these.
const OF_THIS: [&str; 19] = [
    "this ",
    "these ",
    "the Agreement",
    "the Contract",
    "the Terms",
    "our ",
    "the present ",
    "such ",
    "présent",
    "dieses",
    "dieser",
    "diesem",
    "vorliegend",
    "Vertrags",
    "Vertrages",
    "Contrat",
    "contrat",
    "Annexe",
    "Bedingungen",
];

fn said_behind(after: &str, named: &str) -> OwnOrOther {
    let mut rest = after.trim_start_matches([' ', '\u{A0}', '\n', ',']);
    // Parts of a statute's section stand between it and the statute.
    for _ in 0..MOST_PARTS {
        let Some(less) = without_part(rest) else { break };
        rest = less;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !is_shouted(named) && is_abbreviation(word) || word == "thereof" || word == "therein" {
        return Other;
    }
    for preposition in ["of ", "du ", "de la ", "de l’", "de l'", "des ", "der ", "to the "] {
        let Some(of) = strip_blank_insensitive(rest, preposition) else {
            continue;
        };
        let names_this = |own: &str| of.strip_prefix(own).is_some_and(|rest| !is_framework(rest));
        let is_own = OF_THIS.iter().any(|own| names_this(own))
            || preposition.starts_with("to") && AGREEMENTS.iter().any(|agreement| of.starts_with(agreement));
        return match preposition {
            _ if is_own => Own,
            "of " | "du " => Other,
            // 'Der' and 'des' are articles too, and 'to the' goes on with many things.
            _ if names_a_document(of) => Other,
            _ => Own,
        };
    }
    Own
}

/// contrat-cadre, contrat principal: not the contract at hand.
fn is_framework(behind: &str) -> bool {
    ["-cadre", " cadre", "-type", " principal", " de base", " initial"]
        .iter()
        .any(|kind| behind.starts_with(kind))
}

fn strip_blank_insensitive<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word.trim_end())?;
    let is_joined = word.ends_with(['’', '\'']);
    let trimmed = rest.trim_start();
    (is_joined || trimmed.len() < rest.len()).then_some(trimmed)
}

/// Whether a statute or an agreement is named within the next words.
fn names_a_document(text: &str) -> bool {
    text.split_whitespace().take(5).any(|word| {
        let word = word.trim_matches([',', '.', ';', ')', '(']);
        let lower = word.to_lowercase();
        let is_framework = ["haupt", "rahmen", "unter", "grund"]
            .iter()
            .any(|part| lower.starts_with(part))
            && lower.contains("vertrag");
        let is_statute = is_framework
            || ["gesetz", "verordnung", "richtlinie", "rahmenvertrag", "hauptvertrag"]
                .iter()
                .any(|part| lower.contains(part));
        let is_short = word.split('/').next().is_some_and(is_abbreviation);
        is_statute || STATUTES.contains(&word) || AGREEMENTS.contains(&word) || is_short
    })
}

/// Whether the text goes on with a part of the clause whose number stands before: `Abs. 3`.
pub(crate) fn begins_with_part(text: &str) -> bool {
    without_part(text).is_some()
}

/// ` Abs. 3`, ` Satz 2`, ` lit. a)`, `(1)` behind a number.
fn without_part(text: &str) -> Option<&str> {
    let text = text.trim_start();
    for and_what_follows in [
        "et seqq.",
        "et seq.",
        "et seq",
        "et suivants",
        "et suivantes",
        "et suiv.",
        "ff.",
        "ff",
        "f.",
    ] {
        let rest = text.strip_prefix(and_what_follows);
        if let Some(rest) = rest.filter(|rest| !rest.starts_with(char::is_alphabetic)) {
            return Some(rest.trim_start_matches([' ', '\u{A0}', '\n', ',']));
        }
    }
    for word in [
        "Abs.", "Absatz", "Satz", "Nr.", "lit.", "Buchst.", "para.", "alinéa", "al.",
    ] {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.trim_start();
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && c != ')')
                .unwrap_or(rest.len());
            return (length > 0).then(|| rest[length..].trim_start());
        }
    }
    let inner = text.strip_prefix('(')?;
    let close = inner.bytes().take(5).position(|byte| byte == b')')?;
    Some(inner[close + 1..].trim_start())
}

/// Whether a text speaks of statutes, so that an article in it may be one of theirs.
pub(crate) fn speaks_of_statutes(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| STATUTES.contains(&word) || is_abbreviation(word) && word.ends_with("GVO"))
}

/// The last characters of a text.
fn nearest(text: &str, most: usize) -> &str {
    text.char_indices()
        .rev()
        .take(most)
        .last()
        .map_or("", |(at, _)| &text[at..])
}

/// What ends the name of a statute in Chinese or Japanese.
const HAN_STATUTES: [&str; 20] = [
    "法", "法典", "条例", "條例", "规定", "規定", "办法", "辦法", "解释", "解釋", "规则", "規則", "规程", "规范",
    "准则", "法律", "法令", "省令", "公约", "章程",
];

/// What agreements are called in Chinese and Japanese.
const HAN_AGREEMENTS: [&str; 29] = [
    "合同",
    "协议",
    "协议书",
    "協議",
    "協議書",
    "契約",
    "契约",
    "合約",
    "合约",
    "订单",
    "訂單",
    "備忘錄",
    "备忘录",
    "声明",
    "文件",
    "規約",
    "约定书",
    "契約書",
    "契约书",
    "合同书",
    "合同書",
    "合約書",
    "协定",
    "協定",
    "協定書",
    "約款",
    "约款",
    "覚書",
    "注文書",
];

/// What stands in front of 合同 without telling of which contract: 依据合同第五条 is of this one.
const BEFORE_OWN: &str = "照据據按依于於在与與和及或违違反从從由对對根循守行见見如即以的";

/// For 第…条 and its kin: what the characters in front of it say.
pub(crate) fn names_another_document_in_chinese(before: &str) -> OwnOrOther {
    let near = nearest(before.trim_end(), FURTHEST);
    let near = without_bracket(near);
    let near = near.trim_end_matches(['」', '』']);
    // 国务院令第588号第九条, 财税〔2016〕36号第二条
    if let Some(numbered) = near.strip_suffix(['号', '號'])
        && numbered.ends_with(|c: char| c.is_numeric())
    {
        return Other;
    }
    if let Some(titled) = near.strip_suffix('》') {
        let open = titled.rfind('《').map_or(0, |at| at);
        return if titled[..open].ends_with('本') { Own } else { Other };
    }
    let run_at = near
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or(near.len(), |(at, _)| at);
    let run = &near[run_at..];
    let run = behind_other_document(run);
    if says_this(nearest(run, 12)) {
        return Own;
    }
    if let Some(agreement) = longest_ending(run, &HAN_AGREEMENTS) {
        let described = run[..run.len() - agreement.len()].chars().next_back();
        return if described.is_none_or(|c| BEFORE_OWN.contains(c)) {
            Own
        } else {
            Other
        };
    }
    match longest_ending(run, &HAN_STATUTES) {
        Some(_) => Other,
        None => Own,
    }
}

/// What stands behind the last conjunction between two documents: 補充協議 of 本合同和補充協議.
fn behind_other_document(run: &str) -> &str {
    let ends_a_document = |before: &str| longest_ending(before, &HAN_AGREEMENTS).is_some();
    let joins = [
        "及び",
        "並びに",
        "又は",
        "および",
        "または",
        "以及",
        "和",
        "与",
        "與",
        "及",
        "或",
    ];
    joins
        .iter()
        .filter_map(|joint| {
            let at = run.rfind(joint)?;
            ends_a_document(&run[..at]).then_some(at + joint.len())
        })
        .max()
        .map_or(run, |at| &run[at..])
}

/// Whether the characters say that this contract is meant: 本契約, 此合同, この契約. 基本 and 资本 are words of their own.
fn says_this(run: &str) -> bool {
    let mut before = ' ';
    let has_this = run.chars().any(|c| {
        let last = std::mem::replace(&mut before, c);
        match c {
            '本' => !"基日资資样樣版文副成".contains(last),
            '此' => !"因如彼".contains(last),
            _ => false,
        }
    });
    has_this || run.contains("この")
}

fn longest_ending<'e>(text: &str, endings: &[&'e str]) -> Option<&'e str> {
    endings
        .iter()
        .filter(|ending| text.ends_with(**ending))
        .max_by_key(|ending| ending.len())
        .copied()
}

/// （以下简称…） behind the name of a document.
fn without_bracket(text: &str) -> &str {
    let Some(inner) = text.strip_suffix(['）', ')']) else {
        return text;
    };
    inner.rfind(['（', '(']).map_or(text, |at| text[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_tell_whether_another_document_is_meant() {
        for (before, named, after, found) in [
            ("as allowed by Ark. Rev. Stat.", "section", " applies", Other),
            ("under the Data Protection Act 2018,", "section", " shall", Other),
            ("pursuant to 15 U.S.C.", "§", "", Other),
            ("under", "Section", " of this Agreement", Own),
            ("under", "Section", " of the Data Act", Other),
            ("under", "Article", "(3) of the GDPR", Other),
            ("under the Framework Agreement,", "clause", " applies", Other),
            ("under this Agreement,", "clause", " applies", Own),
            ("NOTWITHSTANDING", "SECTION", " ABOVE", Own),
            ("gemäß", "§", " Abs. 2 BGB", Other),
            ("gemäß", "Ziffer", " der Kunde kündigt", Own),
            ("nach", "§", " des Produkthaftungsgesetzes", Other),
            ("selon l'", "article", " du Code civil", Other),
            ("selon l'", "article", " du présent contrat", Own),
            ("the Fees. ", "Section", " governs", Own),
        ] {
            assert_eq!(
                names_another_document(before, named, after),
                found,
                "{before} {named} N{after}"
            );
        }
        for (before, found) in [
            ("依照《电子签名法》", Other),
            ("依照《电子签名法》（2019年修正）", Other),
            ("按照本《软件许可合同》", Own),
            ("专利法", Other),
            ("主合同", Other),
            ("双方另行签订的框架协议", Other),
            ("根据合同", Own),
            ("按照本软件许可协议", Own),
            ("甲方应当按照", Own),
            ("依", Own),
            ("民法", Other),
            ("本法", Own),
            ("売買基本契約", Other),
            ("資本業務提携契約書", Other),
            ("「個別契約」", Other),
            ("「本契約」", Own),
            ("この契約", Own),
            ("本契約書", Own),
            ("日本法", Other),
            ("本合同和补充协议", Other),
            ("本和解协议", Own),
        ] {
            assert_eq!(names_another_document_in_chinese(before), found, "{before}");
        }
    }
}
