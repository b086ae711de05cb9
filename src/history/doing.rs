//! What was being done with git when it failed.

use crate::language::messages;

messages! {
    /// Something that git is used for, as a noun.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Doing in language {
        /// Opening the repository of a folder.
        Open => { "opening the repository", "打开合同库" }
        /// Opening the one that git named in the environment.
        OpenNamed => { "opening the repository that git named", "打开 git 所指的合同库" }
        /// Opening it for another thread.
        OpenAgain => { "opening the repository again", "再次打开合同库" }
        /// Opening it to record.
        OpenForWriting => { "opening the repository for writing", "为写入而打开合同库" }
        /// Opening the objects.
        OpenStore => { "opening the object store of the repository", "打开合同库的对象存储" }
        /// Making one for contracts.
        Make => { "creating the repository", "新建合同库" }
        /// Making one to unpack a history into.
        MakeAnother => { "creating a repository", "新建库" }
        /// Setting up one that others send to.
        SetUpShared => { "setting up the shared repository", "设置共享合同库" }
        /// Reading settings.
        ReadSettings => { "reading git's configuration", "读取 git 的设置" }
        /// Writing settings.
        WriteSettings => { "writing the repository's configuration", "写入合同库的设置" }
        /// Reading attributes of paths.
        ReadAttributes => { "reading git's attributes", "读取 git 的属性设置" }
        /// Reading who records.
        ReadOwnName => { "reading your name", "读取您的姓名" }
        /// Reading an object's name.
        ReadObjectName => { "reading an object's name", "读取对象名称" }
        /// Reading a tag.
        ReadLabel => { "reading a tag", "读取标签" }
        /// Finding where the copy stands.
        FindNewest => { "finding the latest state", "查找最新状态" }
        /// Finding where the other end stands.
        FindTheirs => { "finding the latest state of the shared repository", "查找共享合同库的最新状态" }
        /// Finding the branch that the copy is on.
        FindLine => { "finding the current branch", "查找所在分支" }
        /// Looking for branches.
        FindBranches => { "looking for branches", "查找分支" }
        /// Looking for branches of the other end.
        FindFetched => { "looking for what was fetched", "查找已获取的内容" }
        /// Looking for objects that stand in for others.
        FindReplaced => { "looking for replaced objects", "查找被替换的对象" }
        /// Looking for the folder of hooks.
        FindHooks => { "looking for hooks", "查找钩子" }
        /// Merging two texts.
        Join => { "merging two versions", "合并两个版本" }
        /// Writing a change.
        WriteChange => { "writing the change", "写入提交" }
        /// Writing what a change holds.
        WriteFiles => { "writing the files of the change", "写入提交中的文件" }
        /// Reading a change.
        ReadChange => { "reading the change", "读取提交" }
        /// Reading what a change holds.
        ReadFile => { "reading a file of the change", "读取提交中的文件" }
        /// Reading what the working folder is compared with.
        ReadNewest => { "reading the latest state", "读取最新状态" }
        /// Finding out what a change does.
        Compare => { "comparing the change with the state before", "将提交与此前的状态比较" }
        /// Reading the index.
        ReadIndex => { "reading git's list of the working folder", "读取 git 的工作文件夹清单" }
        /// Writing the index.
        UpdateIndex => { "updating git's list of the working folder", "更新 git 的工作文件夹清单" }
        /// Listing references.
        ReadReferences => { "reading references", "读取引用" }
        /// A reference for a push.
        NoteOutgoing => { "noting what is to be pushed", "记下将要推送的内容" }
        /// Moving a reference.
        MoveOn => { "moving on to the new state", "转到新状态" }
        /// Mending after a kill.
        FinishEarlier => { "finishing what was started earlier", "完成先前未完成的登记" }
        /// Writing what a guarded repository is to refuse.
        PrepareTrial => { "preparing a trial push", "准备试推送" }
        /// Taking it back.
        TakeBack => { "taking back a round", "撤回一轮" }
        /// Taking back what a trial pushed.
        TakeBackTrial => { "undoing a trial push", "取消试推送" }
        /// Making a bundle.
        Pack => { "packing the history", "打包历史" }
        /// Reading a bundle.
        Unpack => { "unpacking the history", "解开打包的历史" }
    }
}
