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
            said: { "This copy holds only the newest part of history.", "此副本只有历史的最新部分。" },
            remedy: {
                "Get the rest with `git fetch --unshallow`, then audit again.",
                "请用 `git fetch --unshallow` 取得其余部分，再次审计。",
            },
        }
        Grafts => {
            code: "A01-grafts",
            said: {
                "A file of this copy (`info/grafts`) gives changes another history than they have.",
                "此副本的一个文件（`info/grafts`）给修改安上了并非其原有的历史。",
            },
            remedy: { "Take the file away, or audit a fresh copy.", "请删去该文件，或另取新副本审计。" },
        }
        Alternates => {
            code: "A01-alternates",
            said: {
                "This copy takes parts of history from another folder (`objects/info/alternates`).",
                "此副本的部分历史取自另一文件夹（`objects/info/alternates`）。",
            },
            remedy: {
                "Make a copy that stands alone with `git clone --no-local --dissociate`, and audit that.",
                "请用 `git clone --no-local --dissociate` 取得独立的副本，并对其审计。",
            },
        }
        Replaced(reference: String) => {
            code: "A01-replaced",
            said: {
                let reference = reference.escape_debug();
                say!(
                    language,
                    "This copy shows something else in place of a part of history (`{reference}`).",
                    "此副本以其他内容代替了历史的一部分（`{reference}`）。",
                )
            },
            remedy: {
                "List what is replaced with `git replace -l`, take it away with `git replace -d`, then audit again.",
                "请用 `git replace -l` 列出被代替的内容，用 `git replace -d` 去除，再次审计。",
            },
        }
        Partial(setting: String) => {
            code: "A01-partial",
            said: {
                let setting = setting.escape_debug();
                say!(
                    language,
                    "This copy fetches parts of history only when they are needed (`{setting}`).",
                    "此副本只在需要时才取得部分历史（`{setting}`）。",
                )
            },
            remedy: {
                "Make a whole copy with `git clone`, without `--filter`, and audit that.",
                "请用 `git clone`（不带 `--filter`）取得完整副本，并对其审计。",
            },
        }
        Damaged(error: Error) => {
            code: "A02-damaged",
            said: { ended(error, language) },
            remedy: {
                "Get a fresh copy from the other side, compare the two, and keep this one for inspection.",
                "请向对方取得新副本，与此副本比较，并保留此副本备查。",
            },
        }
        Missing(error: Error) => {
            code: "A02-missing",
            said: { ended(error, language) },
            remedy: {
                "Get a whole copy from the other side, and keep this one for inspection.",
                "请向对方取得完整副本，并保留此副本备查。",
            },
        }
        Unreadable(error: Error) => {
            code: "A02-unreadable",
            said: { ended(error, language) },
            remedy: {
                "See to what the message says, then audit again; until then nothing is known.",
                "请先处理所述问题，再次审计；在此之前无法得出结论。",
            },
        }
        Elsewhere(folder: String) => {
            code: "A02-elsewhere",
            said: {
                "Contracts lie in {folder} as well, and this audit did not look at them.",
                "{folder} 中另有合同，本次审计未涉及。",
            },
            remedy: {
                "Audit there as well: `adidem -C FOLDER audit`, with the folder above it.",
                "请一并在该处审计：`adidem -C 文件夹 audit`，文件夹为其上一级。",
            },
        }
        NoHookLine(line: String) => {
            code: "A02-hook",
            said: {
                let line = line.escape_debug();
                say!(
                    language,
                    "The line `{line}` is none that git hands to such a hook.",
                    "`{line}` 不是 git 会交给此类钩子的一行。",
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
            remedy: { "See to what the message says, then push again.", "请先处理所述问题，再次推送。" },
        }
        PushHides(reference: String) => {
            code: "A01-push",
            said: {
                "{reference} would show something else than what is stored.",
                "{reference} 会使显示的内容与所存的不同。",
            },
            remedy: { "Push only the changes themselves.", "请只推送修改本身。" },
        }
        PushDeletes(reference: String) => {
            code: "A08-push-deletes",
            said: { "{reference} would be taken away, and its history with it.", "{reference} 及其历史会被删除。" },
            remedy: {
                "Leave it where it is; nothing that was recorded is taken away.",
                "请保留原样；已记录的内容不得删除。",
            },
        }
        PushMoves(reference: String) => {
            code: "A08-push-moves",
            said: {
                "{reference} is a label that is there already, and would be moved.",
                "标签 {reference} 已经存在，会被移动。",
            },
            remedy: { "Give the new label a name of its own.", "请给新标签另起名称。" },
        }
        PushRewrites(reference: String) => {
            code: "A04-push-rewrites",
            said: { "{reference} would lose changes that are there already.", "{reference} 会失去已有的修改。" },
            remedy: {
                "Fetch first and bring both sides together with `adidem sync`; then push again.",
                "请先用 `adidem sync` 取得并汇合双方内容，再次推送。",
            },
        }
        PushTooMany(count: usize) => {
            code: "A02-push-size",
            said: {
                "{count} changes at once are more than the {MOST_CHANGES} that are taken.",
                "一次推送 {count} 处修改，超过可接收的 {MOST_CHANGES} 处。",
            },
            remedy: { "Push them in parts.", "请分批推送。" },
        }
        PushName(reference: String) => {
            code: "A02-push-name",
            said: {
                "Under the name {reference}, git would find something else than is meant, or would not know which of two \
                 is meant.",
                "以 {reference} 为名，git 会取到另一内容，或无法判断所指为何。",
            },
            remedy: {
                "Give it a name of its own, such as `draft-2`, without `refs/` or `origin/` and unlike the shared branch.",
                "请另起名称，如 `draft-2`，不要以 `refs/` 或 `origin/` 开头，也不要与共享分支相同。",
            },
        }
        PushTooLarge(file: String) => {
            code: "A02-push-size",
            said: {
                let most = LARGEST_FILE >> 20;
                say!(language, "{file} is larger than the {most} MB that are taken.", "{file} 超过可接收的 {most} MB。")
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
