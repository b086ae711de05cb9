//! The words of an exchange with the other side.

use crate::language::{Language, words};

/// The words of an exchange, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncWords(pub Language);

words! { SyncWords:
    /// This copy and the shared repository were the same.
    up_to_date: "Already up to date.", "本副本与共享合同库相同，无需同步。";
    /// There was nothing to exchange anywhere.
    both_empty: "There is nothing to sync: the shared repository is empty, and so is this copy.", "没有可同步的内容：共享合同库和本副本都是空的。";
    /// Something came.
    fetched: "Fetched what was new in the shared repository.", "已获取更新。";
    /// Something went.
    pushed: "Sent to the shared repository.", "已同步至共享合同库。";
    /// Something went where nothing was.
    pushed_first: "Sent to the shared repository, which was empty.", "已同步至共享合同库（原为空库）。";
    /// Two copies were joined.
    joined: "This copy and the shared repository both had new changes; they were merged.", "本副本与共享合同库均有新内容，已合并。";
    /// What came in fails an audit.
    cannot_verify: "Some signatures in what was fetched cannot be verified on this computer yet. It was kept as it is; do the following, then audit again:", "所获取内容的签名在此计算机上尚无法验签。本副本已原样保留；请按以下方法处理后再次核验：";
    /// What came in fails an audit.
    faults: "What was fetched fails the audit. It was kept as it is, because your copy is evidence; find out who made it, and do not rely on it:", "所获取的内容未通过核验。本副本已原样保留，以作证据；请查明由何人作出，请勿依赖：";
    /// Heading over what a guard would have refused, and the audit warns of.
    warned: "The audit warns of what was fetched, and a guard on the shared repository would have refused it; ask who made it:", "核验对所获取的内容作出警告，共享合同库若装有推送校验则会拒收；请查明由何人作出：";
    /// Clauses that both changed.
    choose: "This copy and the shared repository changed the same text, so nothing was merged. The shared repository's version arrived first; the choice is yours:", "两边都改了同一处，因此未合并。先同步的一边优先，由您选择：";
    /// In front of one's own wording.
    ours: "yours", "本副本";
    /// In front of the wording of the shared repository.
    theirs: "theirs", "已同步";
    /// A part of the head.
    title: "title", "合同名称";
    /// A part of the head.
    language: "language", "语言";
    /// A part of the head.
    kind: "kind of contract", "合同类型";
    /// A part of the head.
    annex: "kind of annex", "附件类型";
    /// A part of the head.
    reference: "reference", "合同编号";
    /// A party of the head, before its name.
    party: "names, members and keys of", "当事人信息、成员与密钥：";
    /// A file that is no contract.
    file: "file", "文件";
    /// What was done to a clause.
    added: "new", "新增";
    /// What was done to a clause.
    reworded: "reworded", "已改写";
    /// What was done to a clause.
    removed: "deleted", "已删除";
    /// What was done to a clause.
    moved: "same words, moved", "文字未变，已移动";
    /// Title of the choice.
    both_changed: "Both copies changed the same text: choose", "两边都改了同一处：请选择";
    /// A part that nobody chose for yet.
    not_chosen: "?", "？";
    /// Who has to choose.
    who_chooses: "The shared repository's version arrived first, so the choice is yours. It is recorded under your name, and everybody sees it.", "先同步的一边优先，由您选择。您的选择以您的名义登记，其他各方可以看到。";
    /// What the signs mean.
    signs: "[-only in ours-]  {+only in theirs+}", "[-仅本副本有-]  {+仅已同步的有+}";
    /// A clause with the same words in two places.
    where_it_stands: "The words are the same. The place of the clause follows this copy, unless everything is taken from the shared repository.", "文字相同。条款位置以本副本为准，除非全部采用已同步的。";
    /// Over the summary.
    chosen_title: "This will be kept", "将以此为准";
    /// Under the summary.
    confirm_choices: "Merge like this and sync?", "按此合并并同步？";
    /// After leaving the choice.
    nothing_exchanged: "Nothing was synced: this copy and the shared repository are unchanged.", "未同步：本副本与共享合同库均保持原样。";
    /// While something is still to be chosen.
    choose_first: "Something is still to be chosen.", "还有未选择的部分。";
    /// Somebody went on meanwhile.
    meanwhile: "Something changed in the meantime: look at what is left to choose.", "其间又有修改：请查看尚待选择的部分。";
    /// Where a clause was deleted.
    deleted: "(deleted)", "（已删除）";
}

impl SyncWords {
    /// A round that came, from whom, and how many clauses it changed.
    #[must_use]
    pub fn came_round(self, number: u32, who: &str, clauses: usize) -> String {
        match (self.0, clauses) {
            (Language::English, 1) => format!("round {number} from {who} (1 clause)"),
            (Language::English, clauses) => format!("round {number} from {who} ({clauses} clauses)"),
            (Language::Chinese, clauses) => format!("{who}签发的第 {number} 轮（{clauses} 条）"),
        }
    }

    /// How many records of positions came.
    #[must_use]
    pub fn came_records(self, count: usize) -> String {
        match (self.0, count) {
            (Language::English, 1) => "1 new record of positions".to_owned(),
            (Language::English, count) => format!("{count} new records of positions"),
            (Language::Chinese, count) => format!("新的表态记录 {count} 份"),
        }
    }

    /// How many are chosen.
    #[must_use]
    pub fn chosen(self, chosen: usize, all: usize) -> String {
        match self.0 {
            Language::English => format!("{chosen} of {all} chosen"),
            Language::Chinese => format!("已选 {chosen}/{all}"),
        }
    }

    /// Nothing new on the branch that this copy follows, while there are others.
    #[must_use]
    pub fn same_on(self, branch: &str) -> String {
        match self.0 {
            Language::English => format!("Nothing is new on `{branch}`, the branch that this copy tracks."),
            Language::Chinese => format!("本副本所跟随的分支 `{branch}` 没有新内容。"),
        }
    }

    /// The shared repository holds something that this copy does not follow.
    #[must_use]
    pub fn others(self, branches: &[String], first: &str) -> String {
        match self.0 {
            Language::English => format!(
                "The shared repository has more than this copy, on: {}. `git switch {first}` tracks it.",
                branches.join(", ")
            ),
            Language::Chinese => format!(
                "共享合同库还有本副本没有的内容，在分支：{}。`git switch {first}` 可跟随。",
                branches.join("、")
            ),
        }
    }

    /// New copies of the shared repository come out empty.
    #[must_use]
    pub fn headless(self, branch: &str) -> String {
        match self.0 {
            Language::English => format!(
                "New copies of the shared repository will be empty, because its HEAD names a branch that does not exist. In \
                 its folder, `adidem init --shared .` fixes that; in a copy that is empty, `git switch {branch}` does."
            ),
            Language::Chinese => format!(
                "共享合同库的新副本将是空的，因其 HEAD 指向不存在的分支。在其文件夹中执行 `adidem init \
                 --shared .` 即可修正；在已取得的空副本中，请执行 `git switch {branch}`。"
            ),
        }
    }

    /// Above what is dated later than this computer believes it is.
    #[must_use]
    pub fn ahead(self, now: &str) -> String {
        match self.0 {
            Language::English => format!(
                "What was fetched is dated later than this computer's clock, which says {now}. Set your own clock first, if that is \
                 wrong; otherwise its author's clock is wrong:"
            ),
            Language::Chinese => {
                format!(
                    "所获取内容的日期晚于此计算机的时间（{now}）。此计算机的时间有误的，请先校正；否则即为作者的时钟有误："
                )
            }
        }
    }

    /// Whose a party's members and keys are to tell.
    #[must_use]
    pub fn ask_party(self, party: &str) -> String {
        let (name, name_and) = (self.0.behind(party), self.0.amid(party));
        match self.0 {
            Language::English => {
                format!(
                    "Only {party} can say who speaks for {party} and with which keys: unless that is you, ask it first."
                )
            }
            Language::Chinese => {
                format!("谁代表{name}、使用哪些密钥，只有{name_and}自己能确定：如非我方，请先向其核实。")
            }
        }
    }

    /// Facts in brackets behind what they belong to.
    #[must_use]
    pub fn beside(self, said: &str, facts: &str) -> String {
        match self.0 {
            Language::English => format!("{said} ({facts})"),
            Language::Chinese => format!("{said}（{facts}）"),
        }
    }

    /// How to choose.
    #[must_use]
    pub fn how(self, clause: &str) -> String {
        match self.0 {
            Language::English => {
                format!("`adidem sync --ours {clause}` keeps yours, `adidem sync --theirs {clause}` takes theirs")
            }
            Language::Chinese => {
                format!("`adidem sync --ours {clause}` 用本副本的，`adidem sync --theirs {clause}` 用已同步的")
            }
        }
    }

    /// Two rounds were sent at once.
    #[must_use]
    pub fn at_once(self, contract: &str, round: u32) -> String {
        match self.0 {
            Language::English => format!(
                "Two rounds of `{contract}` were sent at the same time. Round {round} reached the shared repository second: look at it with `adidem diff {contract}`, and send again what should be kept."
            ),
            Language::Chinese => format!(
                "`{contract}` 的两轮同时签发。第 {round} 轮较晚到达共享合同库：请用 `adidem diff {contract}` 查看，并重新签发应当保留的内容。"
            ),
        }
    }
}
