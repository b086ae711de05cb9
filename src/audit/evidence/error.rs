//! Why an evidence file cannot be made or read.

use super::archive_error::ArchiveError;
use crate::audit::stamp::StampFault;
use crate::exchange::ExchangeError;
use crate::history::Error;
use crate::language::{Translated, errors, say, system};

errors! {
    /// Why an evidence file could not be made: what happened, why, and what to do next.
    #[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
    #[strum(serialize_all = "kebab-case")]
    #[non_exhaustive]
    pub enum EvidenceError in language {
        /// History could not be read.
        History(#[from] error: Error) => { error.cause(language) } remedy { error.remedy(language) }
        /// A page could not be made.
        Exchange(#[from] error: ExchangeError) => { error.cause(language) } remedy { error.remedy(language) }
        /// There is nothing to prove.
        NoRound(name: String) => {
            "`{name}` was never sent, so there is nothing to prove yet",
            "`{name}` 从未签发，尚无可证明的内容",
        } remedy { "send it with `adidem send {name}`", "请用 `adidem send {name}` 签发" }
        /// Not all of history is here.
        NotWhole => {
            "this copy does not hold the whole history as stored, so it could not prove anything",
            "本副本没有按所存原样保有全部历史，不能用以证明任何事项",
        } remedy { "`adidem audit` shows what is missing", "`adidem audit` 显示所缺内容" }
        /// A folder could not be made.
        Folder(error: std::io::Error) => {
            let error = system(error, language);
            say!(language, "a temporary folder could not be created: {error}", "无法建立临时文件夹：{error}")
        } remedy { "check that the disk is not full", "请检查磁盘空间" }
        /// What the file is about could not be written down.
        About(error: serde_json::Error) => {
            "the file could not be created: {error}",
            "无法生成证据包：{error}",
        } remedy { "this is a fault of the program, please report it", "这是程序的缺陷，请报告" }
        /// Not an evidence file.
        NotEvidence(#[from] error: ArchiveError) => {
            let error = error.message(language);
            say!(language, "the file is not an evidence file: {error}", "该文件不是证据包：{error}")
        } remedy { "get it again from whoever made it", "请向制作者重新索取" }
        /// Not an answer to the file's query.
        Answer(#[from] fault: StampFault) => {
            let fault = fault.message(language);
            say!(language, "the answer cannot be added: {fault}", "无法加入该答复：{fault}")
        } remedy {
            "make the query with `--tsq`, send it to a time stamp authority, and add its answer",
            "请用 `--tsq` 生成请求，发给时间戳机构，再加入其答复",
        }
    }
}

impl EvidenceError {
    /// The same in every language.
    pub(super) fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }
}
