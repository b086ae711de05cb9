//! Why a file that somebody names is not read.

use crate::language::{messages, say};

messages! {
    /// Why a file is not read, though it is there, as a clause without its full stop.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum OddFile in language {
        /// A pipe, a device, or whatever else is called a file.
        Special => {
            "it is a pipe or a device, not a file; write what it gives to a file first",
            "是管道或设备，不是文件；请先将其内容存为文件",
        }
        /// There is nothing in it.
        Empty => { "it is empty; get it again", "文件为空；请重新获取" }
        /// It is larger than anything that it could be, in bytes.
        TooLarge {
            /// How large it may be.
            limit: u64,
        } => {
            let limit = limit >> 20;
            say!(
                language,
                "it is larger than {limit} MB; check whether it is the right file",
                "大于 {limit} MB；请核对是否为正确的文件",
            )
        }
    }
}
