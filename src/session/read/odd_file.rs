//! Why a file that somebody names is not read.

use crate::language::{errors, say};

errors! {
    /// Why a file is not read, though it is there, as a clause without its full stop.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum OddFile in language {
        /// A pipe, a device, or whatever else is called a file.
        Special => { "it is a pipe or a device, not a file", "是管道或设备，不是文件" } remedy {
            "write what it gives to a file first",
            "请先将其内容存为文件",
        }
        /// There is nothing in it.
        Empty => { "it is empty", "文件为空" } remedy { "get it again", "请重新获取" }
        /// It is larger than anything that it could be, in bytes.
        TooLarge {
            /// How large it may be.
            limit: u64,
        } => {
            let limit = limit >> 20;
            say!(language, "it is larger than {limit} MB", "大于 {limit} MB")
        } remedy { "check whether it is the right file", "请核对是否为正确的文件" }
    }
}
