//! Why the user's own key cannot sign, and what to do then.

use std::path::PathBuf;

use crate::language::{errors, messages, say};

errors! {
    /// What is wrong with the user's key. Nothing was written in any of these cases.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum KeyError in language {
        /// The file that `user.signingkey` names is not there.
        NoFile(path: PathBuf) => {
            let path = path.display();
            say!(
                language,
                "your signing key {path} does not exist",
                "您的签名密钥 {path} 不存在",
            )
        } remedy {
            "put the key there, or set another one with `git config user.signingkey FILE`",
            "请放回，或用 `git config user.signingkey 文件` 另设",
        }
        /// Neither the file nor a `.pub` beside it shows the public half.
        NoPublicKey {
            /// The key file.
            path: PathBuf,
        } => {
            let path = path.display();
            say!(
                language,
                "{path} does not contain a public key",
                "{path} 不含公钥",
            )
        } remedy {
            let path = path.display();
            say!(
                language,
                "create one with `ssh-keygen -y -f {path} > {path}.pub`",
                "请执行 `ssh-keygen -y -f {path} > {path}.pub`",
            )
        }
        /// What is configured in place of a file is no key.
        NotAKey(key: String) => {
            "`{key}` is not an SSH key",
            "`{key}` 不是 SSH 密钥",
        } remedy {
            "set a key file with `git config user.signingkey FILE`",
            "请用 `git config user.signingkey 文件` 指定",
        }
        /// `gpg.ssh.defaultKeyCommand` gave no key.
        NoDefault {
            /// The command.
            command: String,
            /// What came of it.
            reason: NoDefaultKey,
        } => {
            let reason = reason.message(language);
            say!(
                language,
                "`{command}`, which git asks for your signing key, gave none: {reason}",
                "git 用来查询签名密钥的 `{command}` 未给出密钥：{reason}",
            )
        } remedy {
            "start your SSH agent and load the key with `ssh-add`, or set a key file with `git config \
             user.signingkey FILE`",
            "请启动 SSH 代理并用 `ssh-add` 载入密钥，或用 `git config user.signingkey 文件` 指定",
        }
        /// The program that signs cannot be started.
        NoProgram {
            /// The program.
            program: String,
            /// What the system says.
            reason: String,
            /// Where it comes from.
            package: Package,
            /// The setting that names it.
            setting: &'static str,
        } => {
            "the signing program `{program}` cannot be started: {reason}",
            "无法启动签名程序 `{program}`：{reason}",
        } remedy {
            let package = package.message(language);
            say!(
                language,
                "install it ({package}), or set the one you have with `git config {setting} PROGRAM`",
                "请安装（{package}），或用 `git config {setting} 程序` 指定",
            )
        }
        /// The program that signs is too old.
        TooOld(program: String) => {
            "`{program}` cannot sign",
            "`{program}` 不能签名",
        } remedy {
            let package = Package::OpenSsh.message(language);
            say!(language, "install {package}", "请安装 {package}")
        }
        /// The passphrase was not the right one.
        WrongPassphrase(key: String) => {
            "that was not the passphrase of your key {key}",
            "口令不是密钥 {key} 的口令",
        } remedy {
            "try again, or load the key once with `ssh-add {key}`",
            "请再试一次，或先用 `ssh-add {key}` 载入密钥",
        }
        /// A key of gpg whose day has passed.
        Expired(key: String) => {
            "your key {key} has expired",
            "密钥 {key} 已到期",
        } remedy {
            "extend it with `gpg --quick-set-expire {key} 2y`, and give its public key to the other parties again \
             (`gpg --armor --export {key}`)",
            "请用 `gpg --quick-set-expire {key} 2y` 延长，并将公钥重新交给其他各方（`gpg --armor --export {key}`）",
        }
        /// A passphrase is needed, and nobody may be asked.
        Locked(key: String) => {
            "your key {key} is locked with a passphrase, and there is no terminal to ask for it",
            "密钥 {key} 有口令保护，而此处没有可供询问的终端",
        } remedy {
            "load it with `ssh-add {key}` first (`eval \"$(ssh-agent)\"` starts an agent where there is none)",
            "请先用 `ssh-add {key}` 载入（如无代理，先执行 `eval \"$(ssh-agent)\"`）",
        }
        /// gpg would have to ask for a passphrase, and cannot.
        LockedOpenPgp(key: String) => {
            "your gpg key {key} is locked with a passphrase, and gpg has no terminal to ask for it",
            "gpg 密钥 {key} 有口令保护，而 gpg 没有可供询问的终端",
        } remedy {
            "run `export GPG_TTY=$(tty)` in a terminal and try again there, or unlock it first with `echo | gpg \
             --clearsign -u {key}`",
            "请在终端中执行 `export GPG_TTY=$(tty)` 后再试，或先用 `echo | gpg --clearsign -u {key}` 解锁",
        }
        /// gpg asked for a passphrase and got none that fits.
        WrongOpenPgpPassphrase(key: String) => {
            "that was not the passphrase of your gpg key {key}, or none was entered",
            "口令不是 gpg 密钥 {key} 的口令，或未输入口令",
        } remedy { "try again", "请再试一次" }
        /// The agent does not have the key.
        NotInAgent(key: String) => {
            "your SSH agent does not have the key {key}",
            "您的 SSH 代理中没有密钥 {key}",
        } remedy { "start the agent and load the key with `ssh-add`", "请启动代理并用 `ssh-add` 载入" }
        /// The private half is nowhere to be found.
        NoPrivateKey(key: String) => {
            "the private key for {key} is neither beside it nor in your SSH agent",
            "密钥 {key} 的私钥既不在其旁，也不在您的 SSH 代理中",
        } remedy { "load it with `ssh-add`", "请用 `ssh-add` 载入" }
        /// A format of signatures that is not spoken here.
        Format(format: String) => {
            "git is set to sign in the format `{format}`, which adidem does not support",
            "git 设置为 `{format}` 签名格式，adidem 不支持",
        } remedy {
            "use an SSH key, with `git config gpg.format ssh`",
            "请用 `git config gpg.format ssh` 改用 SSH 密钥",
        }
        /// Anything else that the signing program says.
        Refused {
            /// The key.
            key: String,
            /// What the program said.
            reason: String,
        } => {
            "your key {key} did not sign: {reason}",
            "密钥 {key} 未能签名：{reason}",
        } remedy {
            "`adidem doctor` tries your key and says what to fix",
            "`adidem doctor` 可检查密钥并说明如何处理",
        }
    }
}

messages! {
    /// What came of asking a command for the key, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum NoDefaultKey in language {
        /// It is no command line.
        Quotes => { "its quotes do not match", "其引号不成对" }
        /// There is no command in it.
        Empty => { "it is empty", "其内容为空" }
        /// It printed neither a key nor a complaint.
        Silent => { "it printed nothing", "该命令没有输出" }
        /// What it or the system said, in their own words.
        Said(said: String) => { "{said}", "{said}" }
    }
}

messages! {
    /// What has to be installed to sign.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Package in language {
        /// For keys of ssh. Older ones cannot sign.
        OpenSsh => { "OpenSSH 8.2 or newer", "OpenSSH 8.2 或更新版本" }
        /// For keys of gpg.
        GnuPg => { "GnuPG", "GnuPG" }
    }
}
