//! Why a contract has no draft.

use crate::language::messages;

messages! {
    /// Why there is no draft, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum NoDraft in language {
        /// Nobody works in the repository itself.
        Bare => { "this repository has no working folder", "该合同库没有工作文件夹" }
        /// It was there.
        Deleted => { "its file was deleted from the working folder", "其文件已从工作文件夹中删除" }
        /// It never was.
        NotThere => { "its file is not in the working folder", "工作文件夹中没有其文件" }
        /// Git was told to leave it out.
        NotCheckedOut(folder: String) => {
            "its file is not checked out here; `git sparse-checkout add {folder}` checks the folder out",
            "其文件未检出；`git sparse-checkout add {folder}` 可检出该文件夹",
        }
    }
}
