//! Why nothing was done: a question was answered with no, or nobody could be asked.

use crate::language::{Translated, errors, say};

errors! {
    /// Why nothing was done, though it was understood.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum NotDone in language {
        /// The answer was no.
        Declined => { "nothing was recorded", "未作登记" } remedy {
            "answer `y` if it is to be recorded after all", "如确需登记，请重新执行并回答 `y`"
        }
        /// Nobody is there to see what would be signed. The file of the key, where that is locked as well.
        NobodyToAsk(locked: Option<String>) => {
            let said = say!(
                language,
                "nothing was recorded: you are shown what will be signed and asked first, and there is no terminal to ask at",
                "未作登记：签名之前须先显示内容并询问，而此处没有可供询问的终端",
            );
            match locked {
                None => said,
                Some(key) => say!(
                    language,
                    "{said}; and your key {key} is locked with a passphrase",
                    "{said}；另外，密钥 {key} 有口令保护",
                ),
            }
        } remedy {
            let read = say!(
                language,
                "add `--yes` once you have read what will be recorded",
                "已阅读将登记的内容的，请加 `--yes`",
            );
            match locked {
                None => read,
                Some(key) => say!(
                    language,
                    "load it with `ssh-add {key}` first, and {read}",
                    "请先用 `ssh-add {key}` 载入；{read}",
                ),
            }
        }
        /// A reset of the party's keys that nobody said is meant.
        ResetNotMeant(party: String) => {
            let party = language.amid(party);
            say!(
                language,
                "nothing was sent: you sign with none of the keys that count for {party}",
                "未签发：您签名所用的密钥不属于{party}现行有效的密钥",
            )
        } remedy {
            "sign with one of them (`git config user.signingkey FILE`), or add `--reset-keys` if all of them are lost: nothing \
             that you sign then counts until the others have compared the new keys with you",
            "请改用其中之一签名（`git config user.signingkey 文件`），或在全部遗失时加 `--reset-keys`：此后在他人与您核对新密钥\
             之前，您签署的内容一概不计",
        }
        /// Placeholders that nobody said are meant.
        BlanksNotMeant(blanks: Translated) => {
            let blanks = blanks.message(language);
            say!(
                language,
                "nothing was sent: something is still to be filled in ({blanks})",
                "未签发：尚有待填内容（{blanks}）",
            )
        } remedy {
            "fill it in, or add `--with-blanks` if it is meant to go out like this",
            "请填写，或在确需如此签发时加 `--with-blanks`",
        }
        /// A round is taken back only with a yes, and nobody is there to give it.
        NobodyToConfirm => {
            "nothing was taken back: there is no terminal to ask at",
            "未撤回：没有终端可供询问",
        } remedy {
            "add `--yes` once you have read what would be taken back",
            "阅读将要撤回的内容后请加 `--yes`",
        }
        /// The answer was no.
        NotTakenBack => { "nothing was taken back", "未撤回" } remedy {
            "answer `y` if it is to be taken back after all", "如确需撤回，请重新执行并回答 `y`"
        }
        /// A program named by the copy's settings may not be run.
        NothingExchanged => { "nothing was synced", "未作同步" } remedy {
            "answer `y` if the program may be run, or take its setting out", "如允许运行该程序，请回答 `y`；否则请删去该项设置"
        }
        /// That something was read elsewhere can only be confirmed by somebody.
        NobodyToType => {
            "nothing was noted: you have to type a confirmation that you have read it elsewhere, and there is no terminal to \
             type at",
            "未作标记：在别处读过须由您输入确认，而此处没有终端",
        } remedy {
            "run it in a terminal", "请在终端中执行"
        }
        /// The name typed was another one.
        NotNoted => {
            "nothing was noted: that is not the contract's name",
            "未作标记：输入的不是该合同的名称",
        } remedy {
            "run it again, and type the name as it is shown", "请重新执行，并按所示输入名称"
        }
    }
}
