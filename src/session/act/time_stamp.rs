//! Time stamps for records, from an authority that the user named in the settings of their own.
//!
//! A stamp is asked for when a record is made, and lies beside it. That an authority does not answer stops nobody: the
//! record is made without, and `adidem stamp` asks again.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::recording::{Prepared, newest_round, saved, write};
use crate::audit::{RecordEntry, STAMP_ENDING, StampFault, is_far_from, over_record, read_beside, stamp_query};
use crate::language::{Translated, messages, say, system};
use crate::negotiation::Trust;
use crate::session::Error;
use crate::session::read::dossier::Dossier;
use crate::session::user::acting_member::{me, own_party};
use crate::session::user::settings;
use crate::session::user::theme::configuration_folder;
use crate::session::workspace::Workspace;

/// The longest that an authority may take, and the largest answer.
const PATIENCE: Duration = Duration::from_secs(30);
const LARGEST_ANSWER: u64 = 1 << 20;

messages! {
    /// Why an authority gave no stamp, as a clause without its full stop.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum NoStamp in language {
        /// The settings name none.
        NoAuthority => {
            "your settings do not name an authority; write `time-stamp: URL` (or a command) into settings.yaml",
            "您的设置未指定时间戳机构；请在 settings.yaml 中写入 `time-stamp: 网址`（或命令）",
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
        }
        /// The program failed, and said this.
        Failed(said: String) => {
            let said = said.escape_debug();
            say!(language, "the authority did not give a time stamp: {said}", "未能获得时间戳：{said}")
        }
        /// It took too long, or answered without end.
        Silent => { "the authority does not answer", "时间戳机构没有答复" }
        /// It answered something else.
        Unfit(fault: StampFault) => {
            let fault = fault.message(language);
            say!(language, "its answer is not a time stamp over the record: {fault}", "其答复不是对该记录的时间戳：{fault}")
        }
        /// Its time is far from that of this machine.
        Clocks(time: String) => {
            "its time, {time}, is far from that of this machine; set the clock",
            "其时间 {time} 与此计算机的时间相差很大；请校准时钟",
        }
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

/// A path with what is to lie there.
type File = (String, Option<Vec<u8>>);

/// Puts a time stamp beside each signed record among these files, when the user's settings name an authority.
pub(in crate::session) fn beside(files: &mut Vec<File>, at: DateTime<FixedOffset>) -> Stamping {
    let authority = match settings::settings(configuration_folder().as_deref()) {
        Ok(settings) => settings.time_stamp,
        // Settings that cannot be read were told of already, and stop no recording here.
        Err(_) => None,
    };
    let Some(authority) = authority else {
        return Stamping::Off;
    };
    let mut stamps = Vec::new();
    for (path, content) in files.iter() {
        let Some(content) = content else { continue };
        let signature = files.iter().find(|(other, _)| other.strip_suffix(".sig") == Some(path));
        let Some((_, Some(signature))) = signature else {
            continue;
        };
        match stamp(&authority, path, (content, signature), Some(at)) {
            Ok(answer) => stamps.push((format!("{path}{STAMP_ENDING}"), Some(answer))),
            Err(why) => return Stamping::Failed(why),
        }
    }
    let count = stamps.len();
    files.extend(stamps);
    if count == 0 {
        Stamping::Off
    } else {
        Stamping::Stamped(count)
    }
}

/// Asks for the time stamps that the records of the user's party lack. Gives how many there are now that were not before.
///
/// # Errors
///
/// When the settings name no authority, it gives no stamp, or nothing can be recorded.
pub fn stamp_records(workspace: &Workspace, name: &str, at: DateTime<FixedOffset>) -> Result<usize, Error> {
    let authority = settings::settings(configuration_folder().as_deref())?.time_stamp;
    let authority = authority.ok_or(Error::NoStamp(NoStamp::NoAuthority))?;
    let (memory, mut count) = (workspace.memory()?, 0);
    workspace.repository().may_record()?;
    let speaking = me(workspace, &newest_round(&workspace.negotiation(name)?)?.2)?;
    write(workspace, &speaking, at, || {
        let negotiation = workspace.negotiation(name)?;
        let dossier = negotiation.dossier(&memory)?;
        let mut files = Vec::new();
        for entry in unstamped(&dossier, &speaking.party) {
            let Some(signature) = &entry.signature else { continue };
            let path = &entry.file.path;
            let answer = stamp(&authority, path, (&entry.bytes, signature), None).map_err(Error::NoStamp)?;
            files.push((format!("{path}{STAMP_ENDING}"), answer));
        }
        count = files.len();
        let message = format!(
            "Time stamps of records ({})\n\nFor {} in {}\n",
            count,
            speaking.party,
            negotiation.name()
        );
        Ok((count > 0).then(|| Prepared {
            files: saved(files),
            message,
        }))
    })?;
    Ok(count)
}

/// The signed records of a party that have no time stamp.
fn unstamped<'d>(dossier: &'d Dossier, party: &str) -> Vec<&'d RecordEntry> {
    let lacks = |entry: &&RecordEntry| {
        let counts = !matches!(entry.appraised.trust, Trust::Void(_));
        entry.file.party == party && entry.signature.is_some() && entry.stamp.is_none() && counts
    };
    dossier.record.entries.iter().filter(lacks).collect()
}

/// How many records of the user's party lack a time stamp, and whether the user's settings name an authority to ask.
pub(in crate::session) fn lacking(workspace: &Workspace, name: &str) -> Result<(usize, bool), Error> {
    let named = settings::settings(configuration_folder().as_deref())?
        .time_stamp
        .is_some();
    let negotiation = workspace.negotiation(name)?;
    if negotiation.newest_number() == 0 {
        return Ok((0, named));
    }
    let Some(party) = own_party(workspace, &newest_round(&negotiation)?.2)? else {
        return Ok((0, named));
    };
    Ok((
        unstamped(&negotiation.dossier(&workspace.memory()?)?, &party).len(),
        named,
    ))
}

/// A stamp over a record and its signature, held against both; for a record that is made just now, against its time.
fn stamp(
    authority: &str,
    path: &str,
    both: (&[u8], &[u8]),
    made: Option<DateTime<FixedOffset>>,
) -> Result<Vec<u8>, NoStamp> {
    let answer = ask(authority, stamp_query(&over_record(path, both.0, both.1)))?;
    let stamped = read_beside(path, both, &answer).map_err(NoStamp::Unfit)?;
    match made.filter(|made| is_far_from(*made, stamped)) {
        Some(_) => Err(NoStamp::Clocks(stamped.to_rfc3339())),
        None => Ok(answer),
    }
}

/// The program gets the query and gives the answer; for an address, `curl` does.
fn ask(authority: &str, query: Vec<u8>) -> Result<Vec<u8>, NoStamp> {
    const CURL: &str = "curl --silent --show-error --fail --max-time 20 --data-binary @- --header";
    let mut words: Vec<&str> = authority.split_whitespace().collect();
    if authority.starts_with("http://") || authority.starts_with("https://") {
        words = CURL
            .split(' ')
            .chain(["Content-Type: application/timestamp-query", "--", authority])
            .collect();
    }
    let Some((program, arguments)) = words.split_first() else {
        return Err(NoStamp::NoAuthority);
    };
    let failed = |error: &std::io::Error| NoStamp::Program {
        program: (*program).to_owned(),
        said: Translated::of(|language| system(error, language)),
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut running = command.spawn().map_err(|error| failed(&error))?;
    let (stdin, stdout, stderr) = (running.stdin.take(), running.stdout.take(), running.stderr.take());
    let (send, receive) = channel();
    // Whatever the program does, the one who waits for it stops waiting.
    let talk = move || {
        if let Some(mut stdin) = stdin {
            // A program that has made up its mind need not read.
            drop(stdin.write_all(&query));
        }
        let (mut answer, mut said) = (Vec::new(), Vec::new());
        drop(stdout.map(|out| out.take(LARGEST_ANSWER + 1).read_to_end(&mut answer)));
        drop(stderr.map(|out| out.take(LARGEST_ANSWER).read_to_end(&mut said)));
        drop(send.send((answer, said)));
    };
    let started = thread::Builder::new().spawn(talk);
    let heard = match &started {
        Ok(_) => receive.recv_timeout(PATIENCE).ok(),
        Err(error) => return Err(failed(error)),
    };
    let Some((answer, said)) = heard.filter(|(answer, _)| answer.len() as u64 <= LARGEST_ANSWER) else {
        // It may have ended just now.
        drop(running.kill());
        drop(running.wait());
        return Err(NoStamp::Silent);
    };
    let ended = running.wait().map_err(|error| failed(&error))?;
    if ended.success() {
        return Ok(answer);
    }
    let said = String::from_utf8_lossy(&said);
    let last = said
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .map_or_else(|| ended.to_string(), str::to_owned);
    Err(NoStamp::Failed(last.chars().take(300).collect()))
}
