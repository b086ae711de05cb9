//! What is wrong with something that history holds.

use git2::ObjectType;

use crate::language::messages;

messages! {
    /// What is wrong with a stored object, as a sentence without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum Damage in language {
        /// A commit that lacks an author, a tree or the like.
        NoPoint => { "it lacks what every commit has", "缺少每次提交应有的内容" }
        /// Another kind of object than the place asks for.
        OtherKind {
            /// What belongs there.
            expected: ObjectType,
            /// What is there.
            found: ObjectType,
        } => {
            "a {expected} is expected there, and a {found} was found",
            "应为 {expected}，实为 {found}",
        }
        /// Two contents of one name.
        Crafted => {
            "its content was crafted so that other content can have the same name",
            "其内容经人特意构造，可与另一内容同名",
        }
        /// Altered since it was stored.
        OtherName => { "its content does not match its name", "其内容与名称不符" }
        /// A kind of entry that git does not write.
        FolderKind => {
            "it is a folder that contains something of an unknown kind",
            "该文件夹中有种类不明的内容",
        }
        /// An empty name, `..` or the like.
        FolderName => {
            "it is a folder that contains a file without a proper name",
            "该文件夹中有文件没有有效名称",
        }
        /// Readers would find different files in it.
        FolderOrder => {
            "it is a folder that is not sorted, or contains a file twice",
            "该文件夹未按顺序排列，或同一文件出现两次",
        }
        /// Readers would find different things under the name.
        FolderTwice => {
            "it is a folder that contains a file and a folder of the same name",
            "该文件夹中有同名的文件和文件夹",
        }
        /// Its bytes end too early, or too late.
        FolderEnd => { "it is a folder that cannot be read to its end", "该文件夹无法读到末尾" }
        /// Following it leads to labels only.
        EndlessLabel => { "it is a tag of a tag of a tag, more deeply than is followed", "该标签层层指向其他标签，层数过多，未予追查" }
        /// Only a part of the file is there, or it was altered.
        NotUnpacked(said: String) => { "its file cannot be unpacked ({said})", "其文件无法解开（{said}）" }
        /// What git or the system says of it, in their own words.
        Said(said: String) => { "{said}", "{said}" }
    }
}
