//! The words around the findings of an audit.

use crate::language::{Language, words};

/// The words of the audit, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditWords(pub Language);

words! { AuditWords:
    /// The guard was run by hand.
    guard_by_hand: "`adidem guard` is run by git as a hook. To set it up: `adidem guard --install REPOSITORY`", "`adidem guard` 由 git 作为钩子运行。安装方法：`adidem guard --install 合同库`";
    /// Everything holds.
    holds: "The record holds.", "核验通过：记录完整且前后相符。";
    /// Something fails.
    fails: "The record does not hold.", "核验未通过。";
    /// Something could not be verified.
    cannot_verify: "Whether the record holds cannot be verified.", "无法核验记录是否完整且前后相符。";
    /// Above the attacks on the demonstration.
    planted: "The attacks planted in it, and the finding that reports each:", "所植入的攻击及发现它的核验项：";
    /// Above the findings, behind the summary.
    details: "Findings:", "核验结果明细：";
    /// Beside a fault of drafting.
    of_text: "in the text; the record is not affected", "文本问题，不影响记录";
    /// A severity.
    fail: "fails", "未通过";
    /// A severity.
    unverifiable: "cannot be verified", "无法核验";
    /// A severity.
    warning: "warning", "警告";
    /// Progress.
    reading: "reading history", "读取历史";
    /// Progress.
    verifying: "verifying signatures", "验签";
    /// Progress.
    checking: "checking contracts", "检查合同";
}

impl AuditWords {
    /// How many findings there are of each kind.
    #[must_use]
    pub fn counts(self, fails: usize, unverifiable: usize, warnings: usize) -> String {
        match self.0 {
            Language::English => format!("failures {fails}, cannot be verified {unverifiable}, warnings {warnings}"),
            Language::Chinese => format!("未通过 {fails} 项，无法核验 {unverifiable} 项，警告 {warnings} 项"),
        }
    }

    /// How many faults of drafting stand in the texts.
    #[must_use]
    pub fn faults_of_text(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => {
                "1 fault is in the text of a contract: fix it in the next round. It does not count against the record."
                    .to_owned()
            }
            (Language::English, count) => format!(
                "{count} faults are in the texts of contracts: fix them in the next round. They do not count against the record."
            ),
            (Language::Chinese, count) => {
                format!("合同文本中有 {count} 处须改正的问题：请在下一轮改正。这不影响上述对记录的核验结果。")
            }
        }
    }

    /// From when to when a negotiation went, and how far it is.
    #[must_use]
    pub fn course(self, rounds: u32, from: &str, until: &str, agreed: &str) -> String {
        match self.0 {
            Language::English => format!("rounds 1 to {rounds}, {from} to {until}; {agreed}"),
            Language::Chinese => format!("第 1 至 {rounds} 轮，{from}至{until}；{agreed}"),
        }
    }

    /// What was looked at.
    #[must_use]
    pub fn seen(self, contracts: usize, changes: usize, records: usize, signatures: usize) -> String {
        match self.0 {
            Language::English => {
                format!(
                    "audited: contracts {contracts}, commits {changes}, records {records}, good signatures {signatures}"
                )
            }
            Language::Chinese => {
                format!(
                    "已核验：合同 {contracts} 份，提交 {changes} 次，表态记录 {records} 份，有效签名 {signatures} 个"
                )
            }
        }
    }

    /// The guard was put into a repository.
    #[must_use]
    pub fn guarded(self, hook: &str) -> String {
        match self.0 {
            Language::English => format!("Guard installed: {hook}"),
            Language::Chinese => format!("推送校验钩子已安装：{hook}"),
        }
    }

    /// A reset of keys may be pushed.
    #[must_use]
    pub fn reset_permitted(self, contract: &str, party: &str, file: &str) -> String {
        match self.0 {
            Language::English => format!("The guard will accept new keys of {party} in {contract} (noted in {file})."),
            Language::Chinese => format!("推送校验钩子将接受 `{contract}` 中 `{party}` 的新密钥（记于 {file}）。"),
        }
    }

    /// The newest change that was audited.
    #[must_use]
    pub fn head(self, head: &str) -> String {
        match self.0 {
            Language::English => format!("as of {head}; two parties who see the same line here have the same history"),
            Language::Chinese => format!("截至 {head}；各方此行相同，即表示历史相同"),
        }
    }
}
