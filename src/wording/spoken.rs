//! Who said what, and who reports it: parties, people and their positions in words.

use super::{PositionWords, one_line};
use crate::language::{Language, words};
use crate::negotiation::{Decision, PartyPosition, PositionKind, Trust};

words! { PositionWords:
    /// The reader's own party.
    you: "you", "我方";
    /// The same behind the name of somebody who speaks for it, who may be a colleague.
    your_side: "your side", "我方";
}

impl PositionWords {
    /// What a party is called: as the contract calls it, by its id where the contract has no word for it.
    #[must_use]
    pub fn called(self, id: &str, role: Option<&str>) -> String {
        one_line(self.called_as_written(id, role))
    }

    /// The same as the contract writes it: it may hold anything.
    #[must_use]
    pub fn called_as_written<'c>(self, id: &'c str, role: Option<&'c str>) -> &'c str {
        role.filter(|role| !role.is_empty()).unwrap_or(id)
    }

    /// A person with the party that they speak for.
    #[must_use]
    pub fn person(self, name: &str, party: &str) -> String {
        match self.0 {
            Language::English => format!("{name} ({party})"),
            Language::Chinese => format!("{name}（{party}）"),
        }
    }

    /// Somebody tells what another party said, and on what that rests.
    #[must_use]
    pub fn reports(self, who: &str, what: &str, source: &str) -> String {
        let who = self.0.before(who);
        match self.0 {
            Language::English => format!("{who} reports: {what}; source: {source}"),
            Language::Chinese => format!("{who}转述：{what}；依据：{source}"),
        }
    }

    /// What somebody did to clauses.
    #[must_use]
    pub fn did_to(self, decision: Decision, clauses: &str) -> String {
        let did = self.did(decision);
        let clauses = self.0.behind(clauses);
        match (self.0, decision) {
            (Language::English, _) => format!("{did} {clauses}"),
            (Language::Chinese, Decision::Withdraw) => format!("收回对{}的表态", self.0.before(&clauses)),
            (Language::Chinese, _) => format!("{did}{clauses}"),
        }
    }

    /// A party did something to clauses, in brackets the round.
    #[must_use]
    pub fn party_did(self, party: &str, what: &str) -> String {
        let party = self.0.before(party);
        match self.0 {
            Language::English => format!("{party} {what}"),
            Language::Chinese => format!("{party}{what}"),
        }
    }

    /// It was recorded what another party is reported to have said.
    #[must_use]
    pub fn recorded_report(self, what: (&str, Decision), source: &str, count: usize, round: u32) -> String {
        let (party, decision) = what;
        let party = self.0.before(party);
        let did = self.did(decision);
        match (self.0, count) {
            (Language::English, count) => {
                let clauses = if count == 1 {
                    "1 clause".to_owned()
                } else {
                    format!("{count} clauses")
                };
                format!("Recorded as your party's report: {party} {did} {clauses} of round {round}; source: {source}")
            }
            (Language::Chinese, count) => {
                let did = match decision {
                    Decision::Withdraw => format!("收回对第 {round} 轮 {count} 条的表态"),
                    _ => format!("{did}第 {round} 轮的 {count} 条"),
                };
                format!("已登记我方的转述：{party}{did}；依据：{source}")
            }
        }
    }

    /// A party's position in words, with what is known of it: who reports it and on what that rests, where another party
    /// does.
    #[must_use]
    pub fn spoken(self, position: &PartyPosition, report: Option<(&str, &str)>) -> String {
        let words = self;
        let said = words.position(position.kind);
        let mut beside: Vec<String> = Vec::new();
        if position.kind != PositionKind::None {
            beside.extend(position.round.map(|round| words.in_round(round)));
            beside.push(match (&position.trust, report) {
                (Some(Trust::Reported), Some((who, source))) => words.as_reported(who, source),
                (Some(trust), _) => words.trusted(trust),
                (None, _) => words.not_recorded().to_owned(),
            });
        } else if let Some(earlier) = &position.earlier {
            beside.push(words.accepted_earlier(earlier.round));
        }
        if let Some(reported) = position
            .reported
            .as_ref()
            .filter(|_| position.trust != Some(Trust::Reported))
        {
            let said = words.beside(words.position(reported.kind), &[words.in_round(reported.round)]);
            beside.push(match report {
                Some((who, source)) => words.reports(who, &said, source),
                None => words.0.says(words.reported(), &said),
            });
        }
        words.beside(said, &beside)
    }

    fn as_reported(self, who: &str, source: &str) -> String {
        let who = self.0.before(who);
        match self.0 {
            Language::English => format!("as {who} reports; source: {source}"),
            Language::Chinese => format!("{who}转述，依据：{source}"),
        }
    }

    /// How far a record can be relied upon.
    #[must_use]
    pub fn trusted(self, trust: &Trust) -> String {
        let words = self;
        match trust {
            Trust::Verified => words.verified().to_owned(),
            Trust::Unconfirmed => words.unconfirmed().to_owned(),
            Trust::Claimed => words.claimed().to_owned(),
            Trust::Reported => words.reported().to_owned(),
            Trust::Void(why) => words.0.says(words.void(), &one_line(why.message(words.0))),
        }
    }
}
