//! What can be wrong with a file of keys.

use crate::language::messages;

/// What every such file begins with.
pub(super) const FIRST_LINE: &str = "# adidem/keys/1";

messages! {
    /// Why a file tells nobody's keys, with the line, counted from 1.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum KeysFault in language {
        /// It does not begin as such a file does.
        FirstLine => {
            "line 1 is not `{FIRST_LINE}`; `adidem trust CONTRACT --export` writes such a file",
            "第 1 行不是 `{FIRST_LINE}`；`adidem trust 合同 --export` 可写出此类文件",
        }
        /// A key before the first party.
        NoParty(line: usize) => {
            "line {line}: whose key is it? `# party ID` belongs above it",
            "第 {line} 行：未写明该密钥属于哪一方；其上应有 `# party ID` 一行",
        }
        /// Neither a comment nor an address with a key.
        NoKey(line: usize) => {
            "line {line}: an e-mail address and a public key belong there, such as `li@customer.example ssh-ed25519 \
             AAAA…`",
            "第 {line} 行：应为邮箱地址和公钥，例如 `li@customer.example ssh-ed25519 AAAA…`",
        }
    }
}
