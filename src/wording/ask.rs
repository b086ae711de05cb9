//! The words for what became of what a party asked for.

use crate::language::{Language, say, words};
use crate::negotiation::{AskKind, AskOutcome};

/// These words, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskWords(pub Language);

words! { AskWords:
    /// The others changed more than was asked.
    beyond: "they changed words there that this did not ask about", "对方还改动了此项未涉及的文字";
    /// Heading over the silent changes.
    silent: "Changed by the other side without a reason or a comment", "对方改动而未说明理由、也无批注";
    /// There are none.
    nothing_silent: "The other side gave a reason or a comment for everything else that it changed.", "对方的其他改动均有理由或批注。";
    /// Nothing was asked.
    nothing: "Your party has asked for nothing in these rounds: it offered no change, set no condition, rejected and commented on nothing.", "我方在这些轮次中没有提出修改、附条件、拒绝或批注。";
    /// The reader is of no party.
    nobody_asked: "You speak for no party here, so there is nothing you asked for.", "您不是本合同任何一方的成员，没有我方要求可列。";
    /// By which a reader knows what was compared.
    exact: "By words: what was offered is compared with the later rounds of the other side, clause by clause. A first draft asks for nothing.", "按文字逐条比对：以我方提出的文本与对方此后各轮的文本对照。首轮文本不作为要求。";
    /// Title of the page.
    title: "What became of what we asked", "我方要求的结果";
}

impl AskWords {
    /// What became of it.
    #[must_use]
    pub fn outcome(self, outcome: AskOutcome) -> &'static str {
        match (self.0, outcome) {
            (Language::English, AskOutcome::Open) => "open",
            (Language::Chinese, AskOutcome::Open) => "未答复",
            (Language::English, AskOutcome::Answered) => "answered by something else",
            (Language::Chinese, AskOutcome::Answered) => "另作答复",
            (Language::English, AskOutcome::Refused) => "refused",
            (Language::Chinese, AskOutcome::Refused) => "未采纳",
            (Language::English, AskOutcome::TakenInPart) => "taken in part",
            (Language::Chinese, AskOutcome::TakenInPart) => "部分采纳",
            (Language::English, AskOutcome::Taken) => "taken",
            (Language::Chinese, AskOutcome::Taken) => "已采纳",
            (Language::English, AskOutcome::Settled) => "settled by us",
            (Language::Chinese, AskOutcome::Settled) => "我方已了结",
            (Language::English, AskOutcome::Replaced) => "changed again by us",
            (Language::Chinese, AskOutcome::Replaced) => "我方已再改",
        }
    }

    /// A sign for it, for those who see no colour.
    #[must_use]
    pub fn sign(self, outcome: AskOutcome) -> char {
        match outcome {
            AskOutcome::Open => '.',
            AskOutcome::Answered => '?',
            AskOutcome::Refused => 'x',
            AskOutcome::TakenInPart => '~',
            AskOutcome::Taken => '=',
            AskOutcome::Settled | AskOutcome::Replaced => '-',
        }
    }

    /// How many came out so.
    #[must_use]
    pub fn counted(self, outcome: AskOutcome, count: usize) -> String {
        let outcome = self.outcome(outcome);
        say!(self.0, "{count} {outcome}", "{outcome} {count} 项")
    }

    /// All in one line.
    #[must_use]
    pub fn summary(self, asked: usize, counts: &str, silent: usize) -> String {
        let silent = match (self.0, silent) {
            (_, 0) => String::new(),
            (Language::English, 1) => "; 1 change of the other side without a word".to_owned(),
            (Language::English, count) => format!("; {count} changes of the other side without a word"),
            (Language::Chinese, count) => format!("；对方另有 {count} 处改动未作说明"),
        };
        match (self.0, asked) {
            (Language::English, 0) => format!("Nothing asked{silent}"),
            (Language::Chinese, 0) => format!("没有要求{silent}"),
            (Language::English, _) => format!("Asked {asked}: {counts}{silent}"),
            (Language::Chinese, _) => format!("要求 {asked} 项：{counts}{silent}"),
        }
    }

    /// In which way and when it was asked.
    #[must_use]
    pub fn asked(self, kind: AskKind, round: u32) -> String {
        match (self.0, kind) {
            (Language::English, AskKind::Offered) => format!("we offered in round {round}:"),
            (Language::English, AskKind::Reserved) => format!("we accepted the wording of round {round} subject to:"),
            (Language::English, AskKind::Rejected) => format!("we rejected the wording of round {round}:"),
            (Language::English, AskKind::Commented) => format!("we commented on round {round}:"),
            (Language::Chinese, AskKind::Offered) => format!("我方在第 {round} 轮提出："),
            (Language::Chinese, AskKind::Reserved) => format!("我方附条件接受第 {round} 轮的文本，条件为："),
            (Language::Chinese, AskKind::Rejected) => format!("我方拒绝第 {round} 轮的文本："),
            (Language::Chinese, AskKind::Commented) => format!("我方对第 {round} 轮的文本批注："),
        }
    }

    /// What the others have there now.
    #[must_use]
    pub fn answered_in(self, round: u32) -> String {
        say!(
            self.0,
            "their round {round}, against our words:",
            "对方第 {round} 轮，与我方文本对照："
        )
    }

    /// They left the words as they are.
    #[must_use]
    pub fn left_in(self, round: u32) -> String {
        say!(
            self.0,
            "their round {round} leaves these words as they are",
            "对方第 {round} 轮未改动这些文字"
        )
    }

    /// By whom something changed without a word.
    #[must_use]
    pub fn silently(self, who: &str, round: u32) -> String {
        say!(self.0, "{who}, round {round}", "{who}，第 {round} 轮")
    }

    /// From which round on.
    #[must_use]
    pub fn since(self, party: &str, since: u32, newest: u32) -> String {
        say!(
            self.0,
            "{party}, rounds {since} to {newest}",
            "{party}，第 {since} 轮至第 {newest} 轮"
        )
    }
}
