//! What the operating system says of a file, which it says in English alone.

use super::Language;
use std::io::{Error, ErrorKind};

/// The system's reason in a language; the rarer ones stay in its own words.
#[must_use]
pub fn system(error: &Error, language: Language) -> String {
    if language == Language::English {
        return error.to_string();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一处不是文件夹",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::ReadOnlyFilesystem => "磁盘为只读",
        ErrorKind::InvalidData => "内容不是 UTF-8 文本",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told_and_the_rest_stays_as_it_is() {
        let error = Error::from_raw_os_error(2);
        assert_eq!(system(&error, Language::Chinese), "不存在");
        assert_eq!(system(&error, Language::English), error.to_string());
        let other = Error::other("odd");
        assert_eq!(system(&other, Language::Chinese), "odd");
    }
}
