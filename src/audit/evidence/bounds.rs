//! Work that somebody else decides the size of, within bounds of time and memory.
//!
//! What is packed is weighed before it is unpacked; but how long it takes to tell what a history means follows from no
//! size. So whoever asked keeps looking at the clock and at the memory of the process, and turns to something else when
//! either has run out. The work itself then ends with the process.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Which bound was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Of time.
    Time,
    /// Of memory.
    Memory,
    /// It could not even be begun, or ended without an answer.
    Nothing,
}

/// What some work may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// How long it may take.
    pub(super) time: Duration,
    /// How much memory the process may take up beyond what it took up before, in bytes.
    pub(super) memory: u64,
}

/// How often the clock and the memory are looked at.
const EVERY: Duration = Duration::from_millis(5);

impl Bounds {
    /// What an evidence file of so many bytes may take.
    pub(super) fn of(length: usize) -> Self {
        const FIRST: u64 = 1 << 20;
        let more = (length as u64).saturating_sub(FIRST);
        Self {
            time: Duration::from_secs(15 + (more >> 20) * 15),
            memory: more.saturating_mul(64).saturating_add(768 << 20),
        }
    }

    /// Does the work in a thread of its own, and waits for it until a bound is reached. After an error the work goes on until
    /// the process ends: the caller should end soon. Memory is bounded only where `/proc` tells how much is taken.
    pub(super) fn within<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Reached> {
        let (began, before) = (Instant::now(), memory());
        let (send, receive) = channel();
        // When nobody listens any more, the answer is dropped.
        let started = thread::Builder::new().spawn(move || drop(send.send(work())));
        if started.is_err() {
            return Err(Reached::Nothing);
        }
        loop {
            match receive.recv_timeout(EVERY) {
                Ok(done) => return Ok(done),
                Err(RecvTimeoutError::Disconnected) => return Err(Reached::Nothing),
                Err(RecvTimeoutError::Timeout) if began.elapsed() > self.time => return Err(Reached::Time),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if memory()
                .zip(before)
                .is_some_and(|(now, before)| now.saturating_sub(before) > self.memory)
            {
                return Err(Reached::Memory);
            }
        }
    }
}

/// How much memory this process takes up, where the system says so in a file.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_with_its_answer_or_at_the_first_bound() {
        let bounds = Bounds {
            time: Duration::from_millis(200),
            memory: 64 << 20,
        };
        assert_eq!(bounds.within(|| 7), Ok(7));
        assert_eq!(
            bounds.within(|| thread::sleep(Duration::from_secs(60))),
            Err(Reached::Time)
        );
        if memory().is_some() {
            let bounds = Bounds {
                time: Duration::from_secs(60),
                ..bounds
            };
            let much = || {
                let taken = vec![1_u8; 256 << 20];
                thread::sleep(Duration::from_secs(60));
                taken.len()
            };
            assert_eq!(bounds.within(much), Err(Reached::Memory));
        }
    }
}
