//! What can be wrong with a comment that somebody wants to make.

use crate::language::errors;

errors! {
    /// Why a comment cannot be made, or a file of internal ones not be taken.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum CommentFault in language {
        /// Without words.
        Nothing => { "a comment needs words", "批注不能为空" } remedy {
            "write them: `adidem comment CONTRACT CLAUSE \"TEXT\"`",
            "请写明：`adidem comment 合同 条款 \"内容\"`",
        }
        /// More than anybody reads; the most, in characters.
        TooLong(most: usize) => { "a comment has at most {most} characters", "一条批注至多 {most} 个字符" } remedy {
            "say the rest in another one",
            "其余请另写一条",
        }
        /// What it is to be about does not stand there.
        WordsNotThere(words: String) => {
            "the words `{words}` do not stand in the clause as it reads in the latest round",
            "条款最新一轮的文本中没有 `{words}`",
        } remedy { "quote them exactly, or leave out --on", "请照原文引用，或省去 --on" }
        /// No comment of that number or digest.
        NoSuch {
            /// What was asked for.
            asked: String,
            /// The contract's name.
            contract: String,
        } => { "there is no comment `{asked}`", "没有批注 `{asked}`" } remedy {
            "`adidem comments {contract}` lists them with their numbers",
            "`adidem comments {contract}` 列出批注及其编号",
        }
        /// Only who began it says that it is settled: that party, by its id.
        NotYours(party: String) => {
            "only `{party}`, which began this, can mark it as resolved",
            "只有提出该批注的 `{party}` 可将其标为已解决",
        } remedy { "answer it instead (--answer)", "请改为答复（--answer）" }
        /// Not the form of a file of internal comments.
        NotSuchAFile(what: String) => {
            "it is not a file of internal comments ({what})",
            "它不是内部批注文件（{what}）",
        } remedy {
            "`adidem comments CONTRACT --internal --export FILE` writes one",
            "`adidem comments 合同 --internal --export 文件` 可写出此类文件",
        }
        /// It is about another contract, called so there.
        OtherContract(contract: String) => {
            "its comments are on another contract (`{contract}`)",
            "其中的批注针对另一份合同（`{contract}`）",
        } remedy { "name that contract, or take the right file", "请指明该合同，或改用正确的文件" }
        /// It is between the people of another party, by its id.
        OtherParty(party: String) => {
            "its comments are between the people of another party (`{party}`)",
            "其中的批注属于另一方（`{party}`）内部",
        } remedy {
            "only they can read them in; send it back to whoever gave it to you",
            "仅该方人员可以读入；请将文件退还来源方",
        }
        /// It would lie where others get it.
        InRepository => {
            "internal comments are not written into a repository, from which others get them",
            "内部批注不写入合同库，以免他人由此取得",
        } remedy { "name a file elsewhere", "请指定别处的文件" }
    }
}
