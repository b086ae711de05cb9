//! What the operating system says of a file, which it says in English alone.

use super::{Language, pick};
use std::io::{Error, ErrorKind};

/// The system's reason in a language; the rarer ones stay in its own words.
#[must_use]
pub fn system(error: &Error, language: Language) -> String {
    let known = match language {
        Language::English => None,
        Language::Chinese => in_chinese(error.kind()),
    };
    known.map_or_else(|| error.to_string(), str::to_owned)
}

fn in_chinese(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一处不是文件夹",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::ReadOnlyFilesystem => "磁盘为只读",
        ErrorKind::InvalidData => "内容不是 UTF-8 文本",
        _ => return None,
    })
}

/// Why a file could not be read or written, and what to do about that one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// Why, as a clause.
    pub cause: String,
    /// What to do, as a clause.
    pub remedy: String,
}

impl FileFault {
    /// What the system says, in a language. A file of the program's own under another name, which the system may speak of,
    /// is left out: nobody knows it.
    #[must_use]
    pub fn of(error: &Error, writes: bool, language: Language) -> Self {
        let (cause, remedy) = match (error.kind(), writes) {
            (ErrorKind::NotFound, true) => (
                pick!(language, "the folder does not exist", "文件夹不存在"),
                pick!(
                    language,
                    "make it first, or write to another place",
                    "请先新建文件夹，或换一处"
                ),
            ),
            (ErrorKind::NotFound, false) => (
                pick!(language, "it does not exist", "文件不存在"),
                pick!(language, "check the name", "请核对名称"),
            ),
            (ErrorKind::PermissionDenied, true) => (
                pick!(language, "you have no write permission", "您没有写入权限"),
                pick!(
                    language,
                    "write to another place, or ask the owner for permission",
                    "请换一处，或请所有者授权"
                ),
            ),
            (ErrorKind::PermissionDenied, false) => (
                pick!(language, "you have no permission to read it", "您没有读取权限"),
                pick!(language, "ask its owner", "请联系所有者"),
            ),
            (ErrorKind::StorageFull, _) => (
                pick!(language, "the disk is full", "磁盘空间不足"),
                pick!(language, "make room and try again", "请腾出空间后再试"),
            ),
            (ErrorKind::QuotaExceeded, _) => (
                pick!(language, "your share of the disk is used up", "超出磁盘配额"),
                pick!(language, "make room and try again", "请腾出空间后再试"),
            ),
            (ErrorKind::FileTooLarge, _) => (
                pick!(
                    language,
                    "files may not become that large here",
                    "此处不允许这样大的文件"
                ),
                pick!(language, "write to another place", "请换一处"),
            ),
            (ErrorKind::IsADirectory, _) => (
                pick!(language, "it is a folder, not a file", "是文件夹，不是文件"),
                pick!(language, "give the name of a file", "请写明文件名"),
            ),
            (ErrorKind::NotADirectory, _) => (
                pick!(
                    language,
                    "a part of the path is a file, not a folder",
                    "路径中有一处是文件，不是文件夹"
                ),
                pick!(language, "check the path", "请核对路径"),
            ),
            (ErrorKind::ReadOnlyFilesystem, _) => (
                pick!(language, "the disk can only be read", "磁盘为只读"),
                pick!(language, "write to a place on another one", "请写到另一磁盘"),
            ),
            (ErrorKind::AlreadyExists, true) => (
                pick!(language, "something is there already", "已有同名文件"),
                pick!(language, "choose another name", "请换一个名称"),
            ),
            (ErrorKind::InvalidData, false) => (
                pick!(language, "it is not UTF-8 text", "内容不是 UTF-8 文本"),
                pick!(language, "save it as UTF-8", "请另存为 UTF-8"),
            ),
            _ => {
                let remedy = pick!(
                    language,
                    "check the path and the disk, and try again",
                    "请检查路径和磁盘后再试"
                );
                return Self {
                    cause: without_temporary_name(&error.to_string()).to_owned(),
                    remedy: remedy.to_owned(),
                };
            }
        };
        Self {
            cause: cause.to_owned(),
            remedy: remedy.to_owned(),
        }
    }
}

/// What the system said, without the file under which something was to be written first.
fn without_temporary_name(said: &str) -> &str {
    said.split_once(" at path \"").map_or(said, |(said, _)| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_has_its_own_remedy_and_no_temporary_file_is_named() {
        let causes = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::ReadOnlyFilesystem,
        ];
        for language in [Language::English, Language::Chinese] {
            let mut told: Vec<String> = causes
                .iter()
                .map(|kind| FileFault::of(&Error::from(*kind), true, language))
                .map(|fault| format!("{}{}", fault.cause, fault.remedy))
                .collect();
            told.sort();
            told.dedup();
            assert_eq!(told.len(), causes.len(), "{told:?}");
        }
        let odd = Error::other("odd at path \"/x/.tmpAbC\"");
        assert_eq!(FileFault::of(&odd, true, Language::English).cause, "odd");
    }

    #[test]
    fn what_is_known_is_told_and_the_rest_stays_as_it_is() {
        let error = Error::from_raw_os_error(2);
        assert_eq!(system(&error, Language::Chinese), "不存在");
        assert_eq!(system(&error, Language::English), error.to_string());
        let other = Error::other("odd");
        assert_eq!(system(&other, Language::Chinese), "odd");
    }
}
