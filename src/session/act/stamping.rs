//! What became of asking for time stamps.

use crate::audit::StampFault;
use crate::language::{Translated, errors, say};

errors! {
    /// Why an authority gave no stamp, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum NoStamp in language {
        /// The settings name none.
        NoAuthority => { "your settings do not name an authority", "您的设置未指定时间戳机构" } remedy {
            "write `time-stamp: URL` (or a command) into settings.yaml",
            "请在 settings.yaml 中写入 `time-stamp: 网址`（或命令）",
        }
        /// The program that asks it cannot be run.
        Program {
            /// The program.
            program: String,
            /// What the system says.
            said: Translated,
        } => {
            let said = said.message(language);
            say!(language, "`{program}` could not be run: {said}", "无法运行 `{program}`：{said}")
        } remedy {
            "install it, or write another command into settings.yaml under `time-stamp`",
            "请安装，或在 settings.yaml 的 `time-stamp` 中改写命令",
        }
        /// The program failed, and said this.
        Failed(said: String) => {
            let said = said.escape_debug();
            say!(language, "the authority did not give a time stamp: {said}", "未能获得时间戳：{said}")
        } remedy {
            "see to what it says, or name another one in settings.yaml", "请按其所述处理，或在 settings.yaml 中另行指定机构"
        }
        /// It took too long, or answered without end.
        Silent => { "the authority does not answer", "时间戳机构没有答复" } remedy {
            "try again later, or name another one in settings.yaml",
            "请稍后再试，或在 settings.yaml 中另行指定机构",
        }
        /// It answered something else.
        Unfit(fault: StampFault) => {
            let fault = fault.message(language);
            say!(language, "its answer is not a time stamp over the record: {fault}", "其答复不是对该记录的时间戳：{fault}")
        } remedy {
            "name another authority in settings.yaml", "请在 settings.yaml 中另行指定机构"
        }
        /// Its time is far from that of this machine.
        Clocks(time: String) => {
            "its time, {time}, is far from that of this machine",
            "其时间 {time} 与此计算机的时间相差很大",
        } remedy { "set the clock", "请校准时钟" }
    }
}

/// What became of the time stamps of what was recorded last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stamping {
    /// None was asked for.
    #[default]
    Off,
    /// So many records were stamped.
    Stamped(usize),
    /// There is none.
    Failed(NoStamp),
}
