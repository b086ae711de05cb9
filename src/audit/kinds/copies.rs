//! Checks 1 and 2: the copy, and what is pushed.

use super::{ended, findings};
use crate::audit::limits::{LARGEST_FILE, MOST_CHANGES};
use crate::history::{Error, Obstacle};
use crate::language::say;

findings! {
    /// What is found of the copy that is audited, and of what is pushed.
    pub enum CopyFinding in language {
        Shallow => {
            code: "A01-shallow",
            said: { "This copy holds only the latest part of history.", "本副本只有历史的最新部分。" },
            remedy: {
                "Get the rest with `git fetch --unshallow`, then audit again.",
                "请用 `git fetch --unshallow` 获取其余部分，再次核验。",
            },
        }
        Grafts => {
            code: "A01-grafts",
            said: {
                "A file of this copy (`info/grafts`) gives commits a different history from their own.",
                "本副本的一个文件（`info/grafts`）为提交指定了并非其原有的历史。",
            },
            remedy: { "Delete the file, or audit a fresh copy.", "请删去该文件，或另取新副本核验。" },
        }
        Alternates => {
            code: "A01-alternates",
            said: {
                "This copy reads parts of history from another folder (`objects/info/alternates`).",
                "本副本的部分历史取自另一文件夹（`objects/info/alternates`）。",
            },
            remedy: {
                "Make an independent copy with `git clone --no-local --dissociate`, and audit that.",
                "请用 `git clone --no-local --dissociate` 另取独立的副本，对其核验。",
            },
        }
        Replaced(reference: String) => {
            code: "A01-replaced",
            said: {
                let reference = reference.escape_debug();
                say!(
                    language,
                    "This copy replaces a part of history with something else (`{reference}`).",
                    "本副本以其他内容代替了历史的一部分（`{reference}`）。",
                )
            },
            remedy: {
                "List the replacements with `git replace -l`, delete them with `git replace -d`, then audit again.",
                "请用 `git replace -l` 列出被代替的内容，用 `git replace -d` 去除，再次核验。",
            },
        }
        Partial(setting: String) => {
            code: "A01-partial",
            said: {
                let setting = setting.escape_debug();
                say!(
                    language,
                    "This copy fetches parts of history only when they are needed (`{setting}`).",
                    "本副本只在需要时才获取部分历史（`{setting}`）。",
                )
            },
            remedy: {
                "Make a whole copy with `git clone`, without `--filter`, and audit that.",
                "请用 `git clone`（不带 `--filter`）另取完整副本，对其核验。",
            },
        }
        Damaged(error: Error) => {
            code: "A02-damaged",
            said: { ended(error, language) },
            remedy: {
                "Get a fresh copy from the other side, compare the two, and keep this one as evidence.",
                "请向其他各方索取新副本，与本副本比较，并保留本副本备查。",
            },
        }
        Missing(error: Error) => {
            code: "A02-missing",
            said: { ended(error, language) },
            remedy: {
                "Get a complete copy from the other side, and keep this one as evidence.",
                "请向其他各方索取完整副本，并保留本副本备查。",
            },
        }
        Unreadable(error: Error) => {
            code: "A02-unreadable",
            said: { ended(error, language) },
            remedy: {
                "Fix what the message reports, then run the audit again; until then there is no result.",
                "请先处理所述问题，再次核验；在此之前无法得出结论。",
            },
        }
        Elsewhere(folder: String) => {
            code: "A02-elsewhere",
            said: {
                "There are contracts in {folder} as well, and this audit did not cover them.",
                "{folder} 中另有合同，本次核验未涉及。",
            },
            remedy: {
                "Audit them too: run `adidem -C FOLDER audit`, where FOLDER is the folder above it.",
                "请一并在该处核验：`adidem -C 文件夹 audit`，文件夹为其上一级。",
            },
        }
        NoHookLine(line: String) => {
            code: "A02-hook",
            said: {
                let line = line.escape_debug();
                say!(
                    language,
                    "Unexpected input: git does not pass a line like `{line}` to a pre-receive hook.",
                    "`{line}` 不是 git 传给 pre-receive 钩子的有效输入。",
                )
            },
            remedy: {
                "Let git call `adidem guard` as its pre-receive hook.",
                "请让 git 以 pre-receive 钩子调用 `adidem guard`。",
            },
        }
        PushUnreadable(error: Error) => {
            code: "A02-unreadable",
            said: { ended(error, language) },
            remedy: { "Fix what the message reports, then push again.", "请先处理所述问题，再次推送。" },
        }
        PushHides(reference: String) => {
            code: "A01-push",
            said: {
                "{reference} would make git show something other than what is stored.",
                "{reference} 会使 git 显示的内容与所存的不同。",
            },
            remedy: { "Push only branches and tags with the commits themselves.", "请只推送提交本身。" },
        }
        PushDeletes(reference: String) => {
            code: "A08-push-deletes",
            said: { "{reference} would be deleted, and its history with it.", "{reference} 及其历史会被删除。" },
            remedy: {
                "Leave it where it is; nothing that was recorded may be deleted.",
                "请保留原样；已登记的内容不得删除。",
            },
        }
        PushMoves(reference: String) => {
            code: "A08-push-moves",
            said: {
                "The tag {reference} already exists and would be moved.",
                "标签 {reference} 已经存在，会被移动。",
            },
            remedy: { "Give the new tag a name of its own.", "请给新标签另起名称。" },
        }
        PushRewrites(reference: String) => {
            code: "A04-push-rewrites",
            said: { "{reference} would lose commits that it already has.", "{reference} 会失去已有的提交。" },
            remedy: {
                "Fetch and merge with `adidem sync` first; then push again.",
                "请先用 `adidem sync` 获取并合并，再次推送。",
            },
        }
        PushTooMany(count: usize) => {
            code: "A02-push-size",
            said: {
                "{count} commits in one push are more than the {MOST_CHANGES} that are allowed.",
                "一次推送 {count} 次提交，超过上限 {MOST_CHANGES} 次。",
            },
            remedy: { "Push them in parts.", "请分批推送。" },
        }
        PushName(reference: String) => {
            code: "A02-push-name",
            said: {
                "Under the name {reference}, git would find something other than is meant, could not tell which of two is \
                 meant, or on some computers could keep nothing at all.",
                "以 {reference} 为名，git 会取到另一内容，或无法判断所指为何，或在某些计算机上根本无法保存。",
            },
            remedy: {
                "Give it a name of its own, such as `draft-2`, without `refs/` or `origin/` and unlike the shared branch; \
                 write a folder that is there already as it is written there.",
                "请另起名称，如 `draft-2`，不要以 `refs/` 或 `origin/` 开头，也不要与共享分支相同；已有的文件夹名称须照原样书写。",
            },
        }
        PushTooLarge(file: String) => {
            code: "A02-push-size",
            said: {
                let most = LARGEST_FILE >> 20;
                say!(language, "{file} is larger than the {most} MB that are allowed.", "{file} 超过 {most} MB 的上限。")
            },
            remedy: {
                "Keep such a file somewhere else, and name it in the contract.",
                "请将此类文件另行存放，并在合同中指明。",
            },
        }
    }
}

impl From<Obstacle> for CopyFinding {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Shallow => Self::Shallow,
            Obstacle::Grafts => Self::Grafts,
            Obstacle::Alternates => Self::Alternates,
            Obstacle::Replaced(reference) => Self::Replaced(reference),
            Obstacle::Partial(setting) => Self::Partial(setting),
        }
    }
}
