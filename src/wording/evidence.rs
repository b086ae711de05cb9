//! The words around evidence files.

use crate::language::{Language, words};

/// The words of making and verifying an evidence file, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvidenceWords(pub Language);

words! { EvidenceWords:
    /// While it takes long.
    making: "making the evidence file", "正在生成证据包";
    /// While it takes long.
    verifying: "verifying the evidence file", "正在核验证据包";
    /// The whole file holds.
    holds: "The evidence file holds: it is complete and agrees with the history in it.", "证据包核验通过：内容完整，且与其中的历史相符。";
    /// What can be compared holds; some pages cannot.
    facts_hold: "What the evidence file proves holds: its history, texts, records, keys and digests. Some of its pages are not part of that.", "证据包所证明的内容核验通过：历史、文本、表态记录、密钥及摘要。其中部分页面不在其列。";
    /// Something does not hold.
    fails: "The evidence file does not hold.", "证据包核验未通过。";
    /// Something could not be verified.
    cannot_verify: "Whether the evidence file holds cannot be verified.", "无法核验证据包是否完整且前后相符。";
    /// The audit in the file does not hold.
    unsound: "The audit enclosed in this file found problems. Run `adidem audit` and read them before you pass the file on.", "证据包所附的核验发现了问题：转交之前请先用 `adidem audit` 查看。";
    /// The same on the screens.
    unsound_here: "The audit enclosed in this file found problems: press 5 and read them before you pass the file on.", "证据包所附的核验发现了问题：转交之前请先按 5 查看。";
    /// Nothing lacks a stamp.
    all_stamped: "Every signed record of your party has a time stamp.", "我方每份已签名的表态记录都有时间戳。";
    /// No time stamp.
    no_stamp: "No time stamp: nothing proves when it was made.", "没有时间戳：制作时间未经证明。";
}

impl EvidenceWords {
    /// Records have their stamps.
    #[must_use]
    pub fn records_stamped(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("records time-stamped by an authority: {count}"),
            Language::Chinese => format!("已取得时间戳机构的时间戳：{count} 份表态记录"),
        }
    }

    /// They are good.
    #[must_use]
    pub fn record_stamps_good(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("Records whose own time stamp is good: {count}"),
            Language::Chinese => format!("自身时间戳有效的表态记录：{count} 份"),
        }
    }

    /// They have none.
    #[must_use]
    pub fn not_stamped(self, contract: &str, why: &str) -> String {
        match self.0 {
            Language::English => format!("Recorded without a time stamp: {why}. `adidem stamp {contract}` asks again."),
            Language::Chinese => format!("已登记，但没有时间戳：{why}。可用 `adidem stamp {contract}` 再次请求。"),
        }
    }

    /// The file was made.
    #[must_use]
    pub fn made(self, file: &str, rounds: usize, records: usize) -> String {
        match self.0 {
            Language::English => format!("{file}: rounds {rounds}, records {records}"),
            Language::Chinese => format!("{file}：轮次 {rounds} 个，表态记录 {records} 份"),
        }
    }

    /// The digest that stands for all of the file.
    #[must_use]
    pub fn manifest(self, digest: &str) -> String {
        match self.0 {
            Language::English => format!("manifest {digest}"),
            Language::Chinese => format!("清单 {digest}"),
        }
    }

    /// Other contracts lie in the same history.
    #[must_use]
    pub fn others(self, count: usize) -> String {
        match self.0 {
            Language::English => format!(
                "The evidence file contains the whole history, and so {count} other contract(s) too: check that its reader may see them."
            ),
            Language::Chinese => format!("证据包包含全部历史，因此还有另外 {count} 份合同：请确认收件人可以看到。"),
        }
    }

    /// Pages of another version.
    #[must_use]
    pub fn unproven(self, program: &str, names: &[String]) -> String {
        match self.0 {
            Language::English => {
                let names = names.join(", ");
                format!(
                    "Not proven and not to be relied on: {names}. Either version {program} of adidem made these pages and words them differently, or they were altered; they were not compared. `--pages FOLDER` writes these pages from the history, in the words of this version."
                )
            }
            Language::Chinese => {
                let names = names.join("、");
                format!(
                    "未经证明，不可依据：{names}。这些页面或由本程序的 {program} 版制作，措辞不同，或者已被改动；未予比较。`--pages FOLDER` 可按历史写出本版本的页面。"
                )
            }
        }
    }

    /// Further faults.
    #[must_use]
    pub fn more(self, count: usize) -> String {
        match self.0 {
            Language::English => format!("and {count} more of the same kind"),
            Language::Chinese => format!("另有 {count} 处"),
        }
    }

    /// What to do with the query.
    #[must_use]
    pub fn ask(self, query: &str, file: &str) -> String {
        let command = format!(
            "curl -H 'Content-Type: application/timestamp-query' --data-binary @{query} -o answer.tsr AUTHORITY"
        );
        match self.0 {
            Language::English => {
                format!("Ask a time stamp authority with `{command}`, then `adidem evidence {file} --tsr answer.tsr`.")
            }
            Language::Chinese => {
                format!("用 `{command}` 向时间戳机构提出请求，然后执行 `adidem evidence {file} --tsr answer.tsr`。")
            }
        }
    }

    /// The answer was taken in.
    #[must_use]
    pub fn stamped(self, file: &str) -> String {
        match self.0 {
            Language::English => format!("{file} now contains the time stamp; `adidem verify --ca FILE` verifies it"),
            Language::Chinese => format!("时间戳已存入 {file}；可用 `adidem verify --ca FILE` 核验"),
        }
    }

    /// What the file is about.
    #[must_use]
    pub fn contract(self, contract: &str, files: usize) -> String {
        match self.0 {
            Language::English => format!("contract {contract}, files {files}"),
            Language::Chinese => format!("合同 {contract}，文件 {files} 个"),
        }
    }

    /// Only the imprint was compared.
    #[must_use]
    pub fn stamp_compared(self, time: &str) -> String {
        match self.0 {
            Language::English => format!(
                "The time stamp says {time} (UTC) and is over this file; who made it was not verified: give the authority's certificate with `--ca FILE`."
            ),
            Language::Chinese => {
                format!(
                    "时间戳载明 {time}（UTC），且是对本证据包作出的；未核验由谁作出：请用 `--ca FILE` 给出机构证书。"
                )
            }
        }
    }

    /// It is good.
    #[must_use]
    pub fn stamp_verified(self, time: &str) -> String {
        match self.0 {
            Language::English => format!("The time stamp is good: the evidence file existed at {time} (UTC)."),
            Language::Chinese => format!("时间戳有效：证据包在 {time}（UTC）已经存在。"),
        }
    }
}
