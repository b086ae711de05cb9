//! Why a contract has no draft.

use crate::language::errors;

errors! {
    /// Why there is no draft, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum NoDraft in language {
        /// Nobody works in the repository itself.
        Bare => { "this repository has no working folder", "该合同库没有工作文件夹" } remedy {
            "get a copy that has one with `git clone`",
            "请用 `git clone` 获取带工作文件夹的副本",
        }
        /// It was there.
        Deleted => { "its file was deleted from the working folder", "其文件已从工作文件夹中删除" } remedy {
            "`git restore FILE` brings it back",
            "`git restore 文件` 可恢复",
        }
        /// It never was.
        NotThere => { "its file is not in the working folder", "工作文件夹中没有其文件" } remedy {
            "name a round instead, or put the file there",
            "请改为指明轮次，或将文件放入该文件夹",
        }
        /// Git was told to leave it out.
        NotCheckedOut(folder: String) => { "its file is not checked out here", "其文件未检出" } remedy {
            "`git sparse-checkout add {folder}` checks the folder out",
            "`git sparse-checkout add {folder}` 可检出该文件夹",
        }
    }
}
