//! What can be wrong with a file of keys.

use crate::language::errors;

/// What every such file begins with.
pub(super) const FIRST_LINE: &str = "# adidem/keys/1";

errors! {
    /// Why a file tells nobody's keys, with the line, counted from 1.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum KeysFault in language {
        /// It does not begin as such a file does.
        FirstLine => { "line 1 is not `{FIRST_LINE}`", "第 1 行不是 `{FIRST_LINE}`" } remedy {
            "`adidem trust CONTRACT --export` writes such a file",
            "`adidem trust 合同 --export` 可写出此类文件",
        }
        /// A key before the first party.
        NoParty(line: usize) => {
            "line {line} does not say whose key it is",
            "第 {line} 行：未写明该密钥属于哪一方",
        } remedy { "`# party ID` belongs above it", "其上应有 `# party ID` 一行" }
        /// Neither a comment nor an address with a key.
        NoKey(line: usize) => {
            "line {line} is not an e-mail address with a public key",
            "第 {line} 行不是邮箱地址和公钥",
        } remedy {
            "write one, such as `li@customer.example ssh-ed25519 AAAA…`",
            "请写明，例如 `li@customer.example ssh-ed25519 AAAA…`",
        }
    }
}
