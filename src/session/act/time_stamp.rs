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

use super::stamping::{NoStamp, Stamping};
use crate::audit::{STAMP_ENDING, is_far_from, over_record, read_beside, stamp_query};
use crate::language::{Translated, system};
use crate::session::user::settings;
use crate::session::user::theme::configuration_folder;

/// The longest that an authority may take, and the largest answer.
const PATIENCE: Duration = Duration::from_secs(30);
const LARGEST_ANSWER: u64 = 1 << 20;

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

/// A stamp over a record and its signature, held against both; for a record that is made just now, against its time.
pub(super) fn stamp(
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
