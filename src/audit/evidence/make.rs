//! Making an evidence file, and taking a time stamp into one.

use chrono::{DateTime, FixedOffset};

use crate::audit::finding::Verdict;
use crate::audit::stamp::{self, StampFault};
use crate::contract::Revision;
use crate::exchange::ExchangeError;
use crate::history::{Error, Repository, exported_openpgp, unbundle};
use crate::language::{Translated, messages, say, system};

use super::about::ABOUT;
use super::archive::{ArchiveError, pack, unpack};
use super::contents::{BUNDLE, OPENPGP_KEYS, tell};
use super::manifest::{self, ANSWER, MANIFEST};

messages! {
    /// Why an evidence file could not be made: what happened, why, and what to do next.
    #[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
    #[strum(serialize_all = "kebab-case")]
    #[non_exhaustive]
    pub enum EvidenceError in language {
        /// History could not be read.
        History(#[from] error: Error) => { error.message(language) }
        /// A page could not be made.
        Exchange(#[from] error: ExchangeError) => { error.message(language) }
        /// There is nothing to prove.
        NoRound(name: String) => {
            "`{name}` was never sent, so there is nothing to prove yet; send it with `adidem send {name}`",
            "`{name}` 从未签发，尚无可证明的内容；请用 `adidem send {name}` 签发",
        }
        /// Not all of history is here.
        NotWhole => {
            "this copy does not hold the whole history as stored, so it could not prove anything; \
             `adidem audit` shows what is missing",
            "本副本没有按所存原样保有全部历史，不能用以证明任何事项；`adidem audit` 显示所缺内容",
        }
        /// A folder could not be made.
        Folder(error: std::io::Error) => {
            let error = system(error, language);
            say!(
                language,
                "a temporary folder could not be created: {error}; check that the disk is not full",
                "无法建立临时文件夹：{error}；请检查磁盘空间",
            )
        }
        /// What the file is about could not be written down.
        About(error: serde_json::Error) => { "the file could not be created: {error}", "无法生成证据包：{error}" }
        /// Not an evidence file.
        NotEvidence(#[from] error: ArchiveError) => {
            let error = error.message(language);
            say!(
                language,
                "the file is not an evidence file: {error}; get it again from whoever made it",
                "该文件不是证据包：{error}；请向制作者重新索取",
            )
        }
        /// Not an answer to the file's query.
        Answer(#[from] fault: StampFault) => {
            let fault = fault.message(language);
            say!(
                language,
                "the answer cannot be added: {fault}; make the query with `--tsq`, send it to a time stamp \
                 authority, and add its answer",
                "无法加入该答复：{fault}；请用 `--tsq` 生成请求，发给时间戳机构，再加入其答复",
            )
        }
    }
}

impl EvidenceError {
    /// The same in every language.
    pub(super) fn why(&self) -> Translated {
        Translated::of(|language| self.message(language))
    }
}

/// An evidence file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its bytes: the same for the same history, and the same keys of gpg at hand.
    pub bytes: Vec<u8>,
    /// The digest of its manifest, which stands for all of it.
    pub manifest: Revision,
    /// How many rounds it holds.
    pub rounds: usize,
    /// How many records of positions.
    pub records: usize,
    /// How many contracts lie in the history that it holds.
    pub contracts: usize,
    /// What the audit in it says.
    pub verdict: Verdict,
}

/// Puts the negotiation of a contract, by its name today, into one file.
///
/// # Errors
///
/// When the copy does not hold all of history, the contract was never sent, or git cannot be run.
pub fn make_evidence(repository: &Repository, name: &str, now: DateTime<FixedOffset>) -> Result<Made, EvidenceError> {
    if !repository.obstacles()?.is_empty() {
        return Err(EvidenceError::NotWhole);
    }
    let head = repository
        .newest()?
        .ok_or_else(|| EvidenceError::NoRound(name.to_owned()))?;
    let bundle = repository.bundle(head)?;
    // Told from what will come out of the file again, not from this copy.
    let folder = tempfile::tempdir().map_err(EvidenceError::Folder)?;
    unbundle(&bundle, folder.path())?;
    let unpacked = Repository::open_for_audit(folder.path())?.with_contracts_folder(repository.contracts_folder());
    let mut told = tell(&unpacked, name, now)?;
    told.files.insert(BUNDLE.to_owned(), bundle);
    told.files.insert(ABOUT.to_owned(), told.about.written()?);
    if let Some(keys) = exported_openpgp(&told.keys) {
        told.files.insert(OPENPGP_KEYS.to_owned(), keys);
    }
    let list = manifest::write(&told.files).into_bytes();
    let digest = Revision::of(&list);
    told.files.insert(MANIFEST.to_owned(), list);
    Ok(Made {
        bytes: pack(&told.files)?,
        manifest: digest,
        rounds: told.rounds,
        records: told.records,
        contracts: told.report.contracts,
        verdict: told.report.verdict(),
    })
}

/// The query by which a time stamp authority is asked to witness an evidence file (RFC 3161, DER).
///
/// # Errors
///
/// When it is no evidence file.
pub fn time_stamp_query(evidence: &[u8]) -> Result<Vec<u8>, EvidenceError> {
    let files = unpack(evidence)?;
    let list = files.get(MANIFEST).ok_or(ArchiveError::NoManifest)?;
    Ok(stamp::query(list))
}

/// Takes the authority's answer into an evidence file. An earlier answer gives way to it.
///
/// # Errors
///
/// When the file is no evidence file, or the answer no stamp over it.
pub fn take_answer(evidence: &[u8], answer: &[u8]) -> Result<Vec<u8>, EvidenceError> {
    let mut files = unpack(evidence)?;
    let list = files.get(MANIFEST).ok_or(ArchiveError::NoManifest)?;
    stamp::read(answer, list)?;
    files.insert(ANSWER.to_owned(), answer.to_vec());
    Ok(pack(&files)?)
}
