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

/// Why a file could not be written or read, with what to do about that one cause. A file of the program's own under
/// another name, which the system may speak of, is left out: nobody knows it.
#[must_use]
pub fn of_file(error: &Error, writes: bool, language: Language) -> String {
    let known = match (error.kind(), writes) {
        (ErrorKind::NotFound, true) => pick!(
            language,
            "the folder does not exist; make it first, or write to another place",
            "文件夹不存在；请先新建文件夹，或换一处"
        ),
        (ErrorKind::NotFound, false) => pick!(language, "it does not exist; check the name", "文件不存在；请核对名称"),
        (ErrorKind::PermissionDenied, true) => pick!(
            language,
            "you have no write permission; write to another place, or ask the owner for permission",
            "您没有写入权限；请换一处，或请所有者授权"
        ),
        (ErrorKind::PermissionDenied, false) => pick!(
            language,
            "you have no permission to read it; ask its owner",
            "您没有读取权限；请联系所有者"
        ),
        (ErrorKind::StorageFull, _) => pick!(
            language,
            "the disk is full; make room and try again",
            "磁盘空间不足；请腾出空间后再试"
        ),
        (ErrorKind::QuotaExceeded, _) => pick!(
            language,
            "your share of the disk is used up; make room and try again",
            "超出磁盘配额；请腾出空间后再试"
        ),
        (ErrorKind::FileTooLarge, _) => pick!(
            language,
            "files may not become that large here; write to another place",
            "此处不允许这样大的文件；请换一处"
        ),
        (ErrorKind::IsADirectory, _) => pick!(
            language,
            "it is a folder, not a file; give the name of a file",
            "是文件夹，不是文件；请写明文件名"
        ),
        (ErrorKind::NotADirectory, _) => pick!(
            language,
            "a part of the path is a file, not a folder; check the path",
            "路径中有一处是文件，不是文件夹；请核对路径"
        ),
        (ErrorKind::ReadOnlyFilesystem, _) => pick!(
            language,
            "the disk can only be read; write to a place on another one",
            "磁盘为只读；请写到另一磁盘"
        ),
        (ErrorKind::AlreadyExists, true) => pick!(
            language,
            "something is there already; choose another name",
            "已有同名文件；请换一个名称"
        ),
        (ErrorKind::InvalidData, false) => pick!(
            language,
            "it is not UTF-8 text; save it as UTF-8",
            "内容不是 UTF-8 文本；请另存为 UTF-8"
        ),
        _ => return without_temporary_name(&error.to_string()).to_owned(),
    };
    known.to_owned()
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
                .map(|kind| of_file(&Error::from(*kind), true, language))
                .collect();
            told.sort();
            told.dedup();
            assert_eq!(told.len(), causes.len(), "{told:?}");
        }
        let odd = Error::other("odd at path \"/x/.tmpAbC\"");
        assert_eq!(of_file(&odd, true, Language::English), "odd");
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
