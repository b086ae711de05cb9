//! What stands in front of the clauses: the title, the language, and who the parties are.

use super::Line;
use super::headings::is_title;
use super::levels;
use crate::contract::Party;
use unicode_script::{Script, UnicodeScript};

/// How far into a paper its parties are looked for, in lines: they are named at its beginning.
const FRONT: usize = 60;
/// How far at its end: they sign there.
const SIGNATURES: usize = 40;
/// The longest name of a party, in characters.
const LONGEST_NAME: usize = 80;

/// The title of a paper, and the place of the first line after it.
pub(super) fn title(lines: &[Line]) -> Option<(String, usize)> {
    let said = lines.iter().take(FRONT).position(|line| line.title);
    let first = lines.first()?;
    let at = match said {
        // What stands above the title stays in the text.
        Some(0) => 0,
        Some(_) => {
            return lines
                .iter()
                .find(|line| line.title)
                .map(|line| (one_line(&line.text), 0));
        }
        None if first.row || first.label.is_some() || levels::typed(&first.text).is_some() => return None,
        None if !is_title(&first.text) => return None,
        // A heading like others is one of them.
        None if first.heading.is_some() && lines[1..].iter().any(|line| line.heading == first.heading) => return None,
        None => 0,
    };
    Some((one_line(&lines[at].text), at + 1))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The language of a paper, where its script tells.
pub(super) fn language(lines: &[Line]) -> Option<String> {
    let (mut han, mut kana, mut letters) = (0_usize, 0_usize, 0_usize);
    for character in lines
        .iter()
        .flat_map(|line| line.text.chars())
        .filter(|c| c.is_alphabetic())
    {
        letters += 1;
        match character.script() {
            Script::Han => han += 1,
            Script::Hiragana | Script::Katakana => kana += 1,
            _ => {}
        }
    }
    // A Chinese word is two characters where an English one is six.
    if (han + kana) * 4 < letters {
        None
    } else if kana * 10 > han {
        Some("ja".to_owned())
    } else {
        (han > 0).then(|| "zh-CN".to_owned())
    }
}

/// The parties as the paper names them, and the ids of those whose names are to be filled in. There are always two.
pub(super) fn parties(lines: &[Line], language: Option<&str>) -> (Vec<Party>, Vec<String>) {
    let is_chinese = language.is_some_and(|tag| tag.starts_with("zh"));
    let end = lines.len().saturating_sub(SIGNATURES).max(FRONT.min(lines.len()));
    let looked = lines[..FRONT.min(lines.len())].iter().chain(&lines[end..]);
    let mut found: Vec<Party> = Vec::new();
    for line in looked {
        for (role, name) in roles_in_chinese(&line.text)
            .into_iter()
            .chain(roles_in_quotes(&line.text))
        {
            if found.iter().all(|party| party.role != role) {
                found.push(Party {
                    id: id_of(&role, found.len()),
                    name,
                    role,
                    members: Vec::new(),
                });
            }
        }
    }
    let mut to_fill_in = Vec::new();
    for (id, role, name) in [("party-a", "甲方", "[甲方名称]"), ("party-b", "乙方", "[乙方名称]")] {
        let is_there = found
            .iter()
            .any(|party| party.id == id || (is_chinese && party.role == role));
        if found.len() >= 2 || is_there {
            continue;
        }
        let (role, name) = if is_chinese {
            (role.to_owned(), name.to_owned())
        } else {
            (String::new(), format!("[NAME OF PARTY {}]", found.len() + 1))
        };
        to_fill_in.push(id.to_owned());
        found.push(Party {
            id: id.to_owned(),
            name,
            role,
            members: Vec::new(),
        });
    }
    (found, to_fill_in)
}

fn id_of(role: &str, place: usize) -> String {
    match role {
        "甲方" => return "party-a".to_owned(),
        "乙方" => return "party-b".to_owned(),
        "丙方" => return "party-c".to_owned(),
        _ => {}
    }
    let mut words = role
        .split_whitespace()
        .filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric()));
    let word = words.next().filter(|_| words.next().is_none());
    word.map_or_else(|| format!("party-{}", place + 1), str::to_lowercase)
}

/// 甲方（委托方）：某某有限公司
fn roles_in_chinese(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for role in ["甲方", "乙方", "丙方"] {
        for (at, _) in text.match_indices(role) {
            let rest = &text[at + role.len()..];
            let rest = rest.trim_start();
            let rest = match rest
                .strip_prefix(['（', '('])
                .and_then(|inner| inner.split_once(['）', ')']))
            {
                Some((_, after)) => after.trim_start(),
                None => rest,
            };
            let Some(rest) = rest.strip_prefix(['：', ':']) else {
                continue;
            };
            let end = |c: char| matches!(c, '\n' | '；' | ';' | '。' | '|' | '<');
            let name = up_to_comma(rest.split(end).next().unwrap_or_default());
            let name = name
                .split("  ")
                .find(|part| !part.trim().is_empty())
                .unwrap_or_default()
                .trim();
            if is_name(name) {
                found.push((role.to_owned(), name.to_owned()));
                break;
            }
        }
    }
    found
}

/// Northbank Ltd, a company …, ("Supplier"): what stands in brackets and quotes behind a name.
fn roles_in_quotes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, bracket) in text.match_indices(['(', '（']) {
        let inner = &text[at + bracket.len()..];
        let Some(end) = inner.find([')', '）']) else { break };
        let Some(role) = quoted(&inner[..end]) else { continue };
        let before = text.get(from..at).unwrap_or_default();
        from = at + bracket.len() + end;
        if let Some(name) = name_before(before) {
            found.push((role, name));
        }
    }
    found
}

/// The one word or two in quotes, where a bracket holds nothing else that counts: `the "Supplier"`, “甲方”.
fn quoted(inner: &str) -> Option<String> {
    let (lead, rest) = inner.split_once(['"', '“', '「', '『'])?;
    let (role, _) = rest.split_once(['"', '”', '」', '』'])?;
    let known = [
        "",
        "the",
        "hereinafter",
        "hereinafter the",
        "hereinafter referred to as",
        "each a",
        "以下简称",
        "以下称",
        "下称",
    ];
    let lead = lead.trim().to_lowercase();
    let is_role = role.split_whitespace().count() <= 2 && role.chars().count() <= 20 && !role.is_empty();
    let is_party = ![
        "agreement",
        "contract",
        "effective date",
        "party",
        "parties",
        "合同",
        "协议",
        "本合同",
        "本协议",
    ]
    .contains(&role.to_lowercase().as_str());
    (known.contains(&lead.as_str()) && is_role && is_party).then(|| role.trim().to_owned())
}

/// The name that stands before a bracket: from the last word that leads to it up to the first comma.
fn name_before(before: &str) -> Option<String> {
    let leads = [
        " between ",
        " among ",
        " and ",
        " by ",
        "；",
        "\n",
        ": ",
        "| ",
        "与",
        "：",
    ];
    let start = leads
        .iter()
        .filter_map(|lead| before.find(lead).map(|at| at + lead.len()))
        .min()
        .unwrap_or(0);
    let name = before.get(start..)?.trim_start_matches("(1)").trim();
    // Only a name that is written with capitals is one; `by and between X` leads twice.
    let name = name.strip_prefix("and ").unwrap_or(name);
    let name = up_to_comma(name.strip_prefix("between ").unwrap_or(name)).trim();
    let first = name.chars().next()?;
    let points = ["this", "these", "the", "each", "any", "such", "all"];
    let word = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_named = first.is_alphabetic() && !first.is_lowercase() && !points.contains(&word.as_str());
    (is_name(name) && is_named).then(|| name.to_owned())
}

/// The words up to the first comma that does not stand within a name: `Vale Trading Co., Ltd.`, `Northbank, Inc.`
fn up_to_comma(words: &str) -> &str {
    const FORMS: [&str; 14] = [
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "llp",
        "lp",
        "plc",
        "corp",
        "sa",
        "bv",
        "nv",
        "gmbh",
        "pte",
    ];
    let is_form = |after: &str| {
        let word = after.split_whitespace().next().unwrap_or_default();
        let letters = word.trim_end_matches(',').replace('.', "").to_lowercase();
        FORMS.contains(&letters.as_str())
    };
    let mut commas = words.match_indices([',', '，']);
    let end = commas.find(|(at, comma)| !is_form(&words[at + comma.len()..]));
    end.map_or(words, |(at, _)| &words[..at])
}

/// Whether words can be a name: not a blank to fill in, not a sentence.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && name.chars().count() <= LONGEST_NAME
        && !name.contains(['{', '}', '[', ']', '【', '】', '_', '。', '\n', '“', '"'])
}
