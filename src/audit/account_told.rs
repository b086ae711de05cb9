//! The summary of an audit in words, in every language.

use chrono::{DateTime, Datelike, FixedOffset};

use super::account::{Account, Activity, Did, KeyKnowledge, OfParty, PersonAccount};
use crate::language::{Language, say};
use crate::negotiation::Decision;
use crate::wording::PositionWords;

impl Account {
    /// Which contract it is, and how much there is of it. May hold anything that stands in the repository.
    #[must_use]
    pub fn headline(&self, to: Language) -> String {
        let Self {
            contract,
            title,
            rounds,
            records,
            void,
            ..
        } = self;
        let void = match void {
            0 => String::new(),
            void => say!(to, ", of which {void} do not count", "，其中 {void} 份不计入"),
        };
        let title = if title.is_empty() {
            String::new()
        } else {
            say!(to, " “{title}”", "“{title}”")
        };
        say!(
            to,
            "{contract}{title}: rounds {rounds}, records {records}{void}",
            "{contract}{title}：{rounds} 轮，记录 {records} 份{void}"
        )
    }

    /// What each person did, when, and what vouches for it, a line each. May hold anything that stands in the repository.
    #[must_use]
    pub fn lines(&self, to: Language) -> Vec<String> {
        self.people.iter().map(|person| person.message(to, true)).collect()
    }

    /// The same without fingerprints, which say nothing to somebody who only wants to know whose word it is.
    #[must_use]
    pub fn brief_lines(&self, to: Language) -> Vec<String> {
        self.people.iter().map(|person| person.message(to, false)).collect()
    }
}

/// What the words of these accounts mean, a line each.
#[must_use]
pub fn legend(accounts: &[Account], to: Language) -> Vec<String> {
    let people = || accounts.iter().flat_map(|account| &account.people);
    if people().next().is_none() {
        return Vec::new();
    }
    let has = |whose| people().any(|person| person.keys.iter().any(|(_, one)| *one == whose));
    let mut lines = vec![say!(
        to,
        "Dates are those that the signers state; what came first follows from the history itself. To accept is to agree to \
         exactly that wording; it is not the signing of the contract.",
        "日期为签名人所载；先后次序以历史本身为准。“接受”指同意该条款的确切文本，不等于签署合同。"
    )];
    if has(KeyKnowledge::NotCompared) {
        lines.push(say!(
            to,
            "“Not compared”: it is certain that this key signed exactly these words, and not yet whose key it is.",
            "“未核对”：可以确定是该密钥对该内容签名，但尚不能确定密钥属于何人。"
        ));
    }
    if people().any(|person| person.unsigned) || has(KeyKnowledge::NotListed) {
        lines.push(say!(
            to,
            "What is not signed, or signed with a key that the party does not list, anybody could have written under that \
             name.",
            "没有签名的，或以该方未列明的密钥签名的内容，任何人都可能以该姓名写入。"
        ));
    }
    if accounts.iter().any(|account| account.void > 0) {
        lines.push(say!(
            to,
            "Records that do not count are left out here, and named below with the reason.",
            "不计入的记录未列于此，其原因见下文。"
        ));
    }
    lines
}

impl PersonAccount {
    fn message(&self, to: Language, with_fingerprints: bool) -> String {
        let name = &self.name;
        let name = if let Some(party) = &self.party {
            let (party, company) = (called(party, to), &party.name);
            say!(to, "{name} ({party}, {company})", "{name}（{party}，{company}）")
        } else {
            say!(to, "{name} (not in any party)", "{name}（不属于任何一方）")
        };
        let deeds: Vec<String> = self.deeds.iter().map(|deed| deed.message(to)).collect();
        let mut keys: Vec<String> = self
            .keys
            .iter()
            .map(|(fingerprint, whose)| {
                if with_fingerprints {
                    key_told(fingerprint, *whose, to)
                } else {
                    key_in_brief(*whose, to)
                }
            })
            .collect();
        keys.dedup();
        if self.unsigned {
            keys.push(if keys.is_empty() {
                say!(to, "not signed", "没有签名")
            } else {
                say!(to, "some of it not signed", "部分没有签名")
            });
        }
        let between = say!(to, "; ", "；");
        let (deeds, keys) = (deeds.join(&between), keys.join(&between));
        say!(
            to,
            "{name}: {deeds}. Signatures: {keys}.",
            "{name}：{deeds}。签名：{keys}。"
        )
    }
}

fn key_told(fingerprint: &str, whose: KeyKnowledge, to: Language) -> String {
    match whose {
        KeyKnowledge::Compared => {
            say!(
                to,
                "key {fingerprint}, compared outside git",
                "密钥 {fingerprint}，已在合同库之外核对"
            )
        }
        KeyKnowledge::Own => say!(to, "key {fingerprint}, your own", "密钥 {fingerprint}，您自己的密钥"),
        KeyKnowledge::NotCompared => say!(to, "key {fingerprint}, not compared", "密钥 {fingerprint}，未核对"),
        KeyKnowledge::NotListed => {
            say!(
                to,
                "key {fingerprint}, which the party does not list",
                "密钥 {fingerprint}，该方未列明"
            )
        }
    }
}

fn key_in_brief(whose: KeyKnowledge, to: Language) -> String {
    match whose {
        KeyKnowledge::Compared => say!(to, "key compared outside git", "密钥已在合同库之外核对"),
        KeyKnowledge::Own => say!(to, "your own key", "您自己的密钥"),
        KeyKnowledge::NotCompared => say!(to, "key not compared", "密钥未核对"),
        KeyKnowledge::NotListed => say!(to, "a key that the party does not list", "该方未列明的密钥"),
    }
}

fn called(party: &OfParty, to: Language) -> &str {
    PositionWords(to).called_as_written(&party.id, Some(&party.role))
}

impl Activity {
    fn message(&self, to: Language) -> String {
        let when = span(&self.first, &self.last, to);
        let rounds = self.rounds.iter().map(u32::to_string).collect::<Vec<_>>();
        let (ending, rounds) = (if rounds.len() > 1 { "s" } else { "" }, to.list(&rounds));
        let rounds = say!(to, "round{ending} {rounds}", "第 {rounds} 轮");
        let (count, ending) = (self.clauses, if self.clauses == 1 { "" } else { "s" });
        let of = say!(to, "{count} clause{ending} of {rounds}", "{rounds} {count} 条");
        let did = match self.did {
            Did::Sent => return say!(to, "sent {rounds} ({when})", "签发{rounds}（{when}）"),
            Did::Wrote => return say!(to, "wrote {rounds} ({when})", "写成{rounds}（{when}）"),
            Did::Received => say!(to, "sent a file, taken in as {rounds}", "发来文件，收入为{rounds}"),
            Did::Said(Decision::Offer) => say!(to, "offered {of}", "提出{of}"),
            Did::Said(Decision::Accept) => say!(to, "accepted {of}", "接受{of}"),
            Did::Said(Decision::Reject) => say!(to, "rejected {of}", "不接受{of}"),
            Did::Said(Decision::Reserve) => say!(to, "accepted subject to a condition {of}", "附条件接受{of}"),
            Did::Said(Decision::Withdraw) => say!(to, "withdrew the position on {of}", "收回对{of}的表态"),
        };
        let Some(reported) = &self.reported else {
            return say!(to, "{did} ({when})", "{did}（{when}）");
        };
        let (party, sources) = (called(&reported.party, to), to.list(&reported.sources));
        say!(
            to,
            "reports: {party} {did} ({when}; source: {sources})",
            "转述：{party}{did}（{when}；依据：{sources}）"
        )
    }
}

/// One day, or the first and the last, by the clocks of those who state them.
fn span(first: &DateTime<FixedOffset>, last: &DateTime<FixedOffset>, to: Language) -> String {
    let (from, until) = (first.date_naive(), last.date_naive());
    let form = say!(to, "%-d %B %Y", "%Y年%-m月%-d日");
    if from == until {
        return until.format(&form).to_string();
    }
    let same_year = from.year() == until.year();
    let (short_from, short_until) = (
        from.format("%-d %B").to_string(),
        until.format("%-m月%-d日").to_string(),
    );
    let (from, until) = (from.format(&form).to_string(), until.format(&form).to_string());
    if same_year {
        say!(to, "{short_from} to {until}", "{from}至{short_until}")
    } else {
        say!(to, "{from} to {until}", "{from}至{until}")
    }
}
