//! Reading a checklist as strictly as a contract: every fault is told with its line and what to write instead.

use std::collections::HashMap;

use super::checklist::{
    Addition, Checklist, Citation, ClauseTopic, DraftingCheck, Examples, LookIn, RiskLevel, RuleText, Want,
};
use super::limit::Measure;
use super::read_saying::{said, sayings};
use super::read_values::{choice, expanded, known, limit, paragraph, strings, words_of};
use crate::contract::{
    Fault, Fields, MappingKind, Node, ReadError, Value, check_bytes, check_id, check_text, filled, list, parse_yaml,
    text_of,
};
use chrono::NaiveDate;

/// The keys of `want` of which each rule has exactly one.
const WANTS: [&str; 6] = ["present", "absent", "figure", "together", "check", "said"];

/// Reads a checklist.
///
/// # Errors
///
/// The first fault, with its place and the remedy.
pub fn read_checklist(source: &[u8]) -> Result<Checklist, ReadError> {
    let (list, faults) = read_rules(source)?;
    faults.into_iter().next().map_or(Ok(list), Err)
}

/// Reads a checklist rule by rule: those that can be read, and the faults of all others.
///
/// # Errors
///
/// A fault of the head, without which no rule can be read.
pub(super) fn read_rules(source: &[u8]) -> Result<(Checklist, Vec<ReadError>), ReadError> {
    let text = check_bytes(source)?;
    let document = parse_yaml(text, 0)?;
    let fields = Fields::of(&document.root, MappingKind::Checklist)?;
    let mut checklist = head(&fields)?;
    let mut faults = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    // A topic holds for the rules behind it as well.
    let mut topic: Option<String> = None;
    for node in list(fields.required("rules", "rules:")?, "rules")? {
        match rule(node, &checklist) {
            Err(fault) => faults.push(fault),
            Ok(mut rule) => {
                topic = rule.topic.take().or(topic);
                rule.topic.clone_from(&topic);
                match seen.insert(rule.id.clone(), rule.line) {
                    Some(line) => faults.push(ReadError::new(node.position, Fault::RuleTaken { id: rule.id, line })),
                    None => checklist.rules.push(rule),
                }
            }
        }
    }
    Ok((checklist, faults))
}

/// Everything but the rules.
fn head(fields: &Fields<'_, '_>) -> Result<Checklist, ReadError> {
    let mut checklist = Checklist {
        name: filled(fields.required("checklist", "checklist: crm-saas")?, "checklist")?,
        title: fields
            .get("title")
            .map(|node| filled(node, "title"))
            .transpose()?
            .unwrap_or_default(),
        language: fields
            .get("language")
            .map(|node| filled(node, "language"))
            .transpose()?,
        kinds: strings(fields.get("kinds"), "kinds")?.unwrap_or_default(),
        part: None,
        annexes: fields.get("annexes").map(annexes).transpose()?.unwrap_or_default(),
        sources: fields.get("sources").map(sources).transpose()?.unwrap_or_default(),
        parts: fields.get("parties").map(parts).transpose()?.unwrap_or_default(),
        topics: Vec::new(),
        words: fields.get("words").map(named_words).transpose()?.unwrap_or_default(),
        rules: Vec::new(),
    };
    if let Some(node) = fields.get("for") {
        let parts: Vec<&str> = checklist.parts.iter().map(|(part, _)| &**part).collect();
        checklist.part = Some(known(node, "for", &parts)?);
    }
    for node in fields
        .get("topics")
        .map(|node| list(node, "topics"))
        .transpose()?
        .unwrap_or_default()
    {
        let topic = Fields::of(node, MappingKind::Topic)?;
        checklist.topics.push(ClauseTopic {
            id: id(topic.required("id", "id: data")?)?,
            headings: strings(Some(topic.required("headings", "headings: [data]")?), "headings")?.unwrap_or_default(),
        });
    }
    Ok(checklist)
}

fn rule(node: &Node, checklist: &Checklist) -> Result<RuleText, ReadError> {
    let fields = Fields::of(node, MappingKind::Rule)?;
    let one = |key: &'static str| fields.get(key).map(|node| paragraph(node, key)).transpose();
    let limit = |key: &'static str| fields.get(key).map(|node| limit(node, key)).transpose();
    let parts: Vec<&str> = checklist
        .parts
        .iter()
        .map(|(part, _)| &**part)
        .chain(["both"])
        .collect();
    Ok(RuleText {
        line: node.position.line,
        id: id(fields.required("id", "id: liability-cap")?)?,
        topic: one("topic")?,
        title: one("title")?,
        why: one("why")?,
        source: strings(fields.get("source"), "source")?
            .map(|written| written.into_iter().map(|text| cited(text, checklist)).collect()),
        severity: fields
            .get("severity")
            .map(|node| choice(node, "severity", &RiskLevel::WORDS))
            .transpose()?,
        protects: match fields.get("protects") {
            Some(node) => Some(known(node, "protects", &parts)?),
            None => None,
        },
        look: fields.get("look").map(|node| look(node, checklist)).transpose()?,
        when: words_of(fields.get("when"), "when", checklist)?,
        except: words_of(fields.get("except"), "except", checklist)?,
        want: fields.get("want").map(|node| want(node, checklist)).transpose()?,
        add: fields
            .get("add")
            .map(|node| addition(node, checklist))
            .transpose()?
            .unwrap_or_default(),
        at_least: limit("at-least")?,
        at_most: limit("at-most")?,
        bearable: limit("bearable")?,
        prefer: limit("prefer")?,
        preferred: one("preferred")?,
        fallbacks: strings(fields.get("fallbacks"), "fallbacks")?,
        walk_away: one("walk-away")?,
        examples: fields.get("examples").map(examples).transpose()?.unwrap_or_default(),
    })
}

/// A citation with the day on which its source was checked: of sources that begin alike, the longest counts.
fn cited(text: String, checklist: &Checklist) -> Citation {
    let known = checklist.sources.iter().filter(|(name, _)| text.starts_with(&**name));
    let checked = known.max_by_key(|(name, _)| name.len()).map(|(_, day)| *day);
    Citation { text, checked }
}

fn addition(node: &Node, checklist: &Checklist) -> Result<Addition, ReadError> {
    let fields = Fields::of(node, MappingKind::Addition)?;
    let words = |key: &'static str| words_of(fields.get(key), key, checklist).map(Option::unwrap_or_default);
    let mut wanted = words("present")?;
    wanted.extend(words("absent")?);
    wanted.extend(words("figure")?);
    Ok(Addition {
        said: sayings(&fields, "said", checklist)?,
        against: sayings(&fields, "against", checklist)?,
        words: wanted,
        unless: words("unless")?,
        when: words("when")?,
        except: words("except")?,
    })
}

fn examples(node: &Node) -> Result<Examples, ReadError> {
    let fields = Fields::of(node, MappingKind::Examples)?;
    let of = |key: &'static str| strings(fields.get(key), key).map(Option::unwrap_or_default);
    Ok(Examples {
        settled: of("settled")?,
        wanting: of("wanting")?,
    })
}

fn look(node: &Node, checklist: &Checklist) -> Result<LookIn, ReadError> {
    let fields = Fields::of(node, MappingKind::Look)?;
    let known_topics: Vec<&str> = checklist.topics.iter().map(|topic| &*topic.id).collect();
    let topics = fields
        .get("topics")
        .map(|node| list(node, "topics"))
        .transpose()?
        .unwrap_or_default();
    Ok(LookIn {
        topics: topics
            .iter()
            .map(|node| known(node, "topics", &known_topics))
            .collect::<Result<_, _>>()?,
        headings: strings(fields.get("headings"), "headings")?.unwrap_or_default(),
        words: words_of(fields.get("words"), "words", checklist)?.unwrap_or_default(),
    })
}

fn want(node: &Node, checklist: &Checklist) -> Result<Want, ReadError> {
    let fields = Fields::of(node, MappingKind::Want)?;
    let mut named: Vec<&'static str> = WANTS.into_iter().filter(|key| fields.get(key).is_some()).collect();
    if named.is_empty() && fields.get("against").is_some() {
        named.push("said");
    }
    let [named] = named[..] else {
        return Err(ReadError::new(node.position, Fault::Wants(named.len())));
    };
    let belongs = match named {
        "absent" => &["unless", "unless-figure"][..],
        "figure" => &["of"][..],
        "together" => &["in"][..],
        "said" => &["of", "against", "more-than", "silence", "counts-from", "settled-first"][..],
        _ => &[],
    };
    if let Some(stray) = [
        "unless",
        "unless-figure",
        "of",
        "in",
        "against",
        "more-than",
        "silence",
        "counts-from",
    ]
    .iter()
    .find(|key| fields.get(key).is_some() && !belongs.contains(key))
    {
        let at = fields.get(stray).map_or(node.position, |node| node.position);
        return Err(ReadError::new(
            at,
            Fault::DoesNotGoWith {
                key: stray,
                with: named,
            },
        ));
    }
    let words = |key: &'static str| words_of(fields.get(key), key, checklist).map(Option::unwrap_or_default);
    Ok(match named {
        "said" => return said(&fields, checklist),
        "present" => Want::Present(words("present")?),
        "absent" => Want::Absent {
            words: words("absent")?,
            unless: words("unless")?,
            unless_figure: fields
                .get("unless-figure")
                .map(|node| choice(node, "unless-figure", &Measure::WORDS))
                .transpose()?,
        },
        "figure" => Want::Figure {
            near: words("figure")?,
            of: fields
                .get("of")
                .map(|node| choice(node, "of", &Measure::WORDS))
                .transpose()?,
        },
        "together" => Want::Together {
            groups: list(fields.required("together", "together: [[notice], [days]]")?, "together")?
                .iter()
                .map(|group| words_of(Some(group), "together", checklist).map(Option::unwrap_or_default))
                .collect::<Result<_, _>>()?,
            in_clause: fields
                .get("in")
                .map(|node| choice(node, "in", &[(false, "sentence"), (true, "clause")]))
                .transpose()?
                .unwrap_or(false),
        },
        _ => Want::Check(choice(
            fields.required("check", "check: blanks")?,
            "check",
            &DraftingCheck::WORDS,
        )?),
    })
}

/// `{customer: [customer, 甲方]}`.
fn parts(node: &Node) -> Result<Vec<(String, Vec<String>)>, ReadError> {
    let Value::Mapping { entries, .. } = &node.value else {
        return Err(ReadError::new(node.position, Fault::NoParts));
    };
    let part = |(key, value): &(Node, Node)| {
        let names = strings(Some(value), "parties")?.unwrap_or_default();
        Ok((id(key)?, names))
    };
    entries.iter().map(part).collect()
}

/// `{sla: [availability, response-time]}`: for each kind of annex, the rules that are asked of it.
fn annexes(node: &Node) -> Result<Vec<(String, Vec<String>)>, ReadError> {
    let Value::Mapping { entries, .. } = &node.value else {
        return Err(ReadError::new(node.position, Fault::PieceExpected(MappingKind::Topic)));
    };
    let annex = |(key, value): &(Node, Node)| {
        let rules = strings(Some(value), "annexes")?.unwrap_or_default();
        Ok((id(key)?, rules))
    };
    entries.iter().map(annex).collect()
}

/// `{GDPR: 2026-11-27}`: for each source, by the words with which citations of it begin, the day on which it was checked.
fn sources(node: &Node) -> Result<Vec<(String, NaiveDate)>, ReadError> {
    let Value::Mapping { entries, .. } = &node.value else {
        return Err(ReadError::new(node.position, Fault::PieceExpected(MappingKind::Topic)));
    };
    let source = |(key, value): &(Node, Node)| {
        // A day stands here without quotes by right.
        let written = match &value.value {
            Value::Plain(day) => day.as_ref().to_owned(),
            _ => text_of(value, "sources", check_text)?,
        };
        let day = NaiveDate::parse_from_str(&written, "%Y-%m-%d");
        let day = day.map_err(|_| ReadError::new(value.position, Fault::NotADate(written)))?;
        Ok((filled(key, "sources")?, day))
    };
    entries.iter().map(source).collect()
}

/// `{consent: [consent, approval]}`: groups of words by name.
fn named_words(node: &Node) -> Result<Vec<(String, Vec<String>)>, ReadError> {
    let Value::Mapping { entries, .. } = &node.value else {
        return Err(ReadError::new(node.position, Fault::PieceExpected(MappingKind::Topic)));
    };
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for (key, value) in entries {
        let words = strings(Some(value), "words")?.unwrap_or_default();
        let words = expanded(words, value, "words", &found)?;
        found.push((id(key)?, words));
    }
    Ok(found)
}

fn id(node: &Node) -> Result<String, ReadError> {
    text_of(node, "id", |_, id| check_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(rules: &str) -> String {
        let source = format!(
            "checklist: own\nparties: {{customer: [甲方]}}\ntopics: [{{id: data, headings: [数据]}}]\nrules:\n{rules}"
        );
        read_checklist(source.as_bytes())
            .err()
            .map_or_else(|| "accepted".to_owned(), |error| error.to_string())
    }

    #[test]
    fn faults_are_told_with_line_and_remedy() {
        for (rules, expected) in [
            (
                "- id: a\n  wnat: {check: blanks}\n",
                "line 6, column 3: `wnat` is not a key of a rule. Write `want`;",
            ),
            ("- title: x\n", "line 5, column 3: this rule has no `id`."),
            (
                "- id: a\n  severity: hihg\n",
                "line 6, column 13: `hihg` is not a possible value of `severity`. Write `high`.",
            ),
            (
                "- id: a\n  want: {present: [x], absent: [y]}\n",
                "line 6, column 9: `want` has 2 of the keys",
            ),
            (
                "- id: a\n  want: {check: blancs}\n",
                "line 6, column 17: `blancs` is not a possible value of `check`. Write `blanks`.",
            ),
            (
                "- id: a\n  want: {present: [x], unless: [y]}\n",
                "line 6, column 32: `unless` cannot be used together with `present`.",
            ),
            (
                "- id: a\n  at-most: soon\n",
                "line 6, column 12: `soon` is not a single figure that can be compared. Write for example `72 hours`",
            ),
            (
                "- id: a\n  look: {topics: [dta]}\n",
                "line 6, column 19: `dta` is not a possible value of `topics`.",
            ),
            (
                "- id: a\n  protects: custmer\n",
                "line 6, column 13: `custmer` is not a possible value of `protects`. Write `customer`.",
            ),
            (
                "- id: a\n- id: a\n",
                "line 6, column 3: the rule `a` was already written in line 5.",
            ),
            ("- id: a\n  preferred: &x y\n", "line 6, column 14: `&x` is an anchor"),
            ("- id: a\n  severity: off\n", "accepted"),
        ] {
            let said = refusal(rules);
            assert!(said.starts_with(expected), "{rules:?} gave {said}");
        }
    }
}
