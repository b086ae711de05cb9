//! Frames at the pace of the line: the next one is sent when the last ones got through, so that a slow line never fills
//! with frames that nobody will see.

use std::time::{Duration, Instant};

/// Asks the terminal for its status; every terminal answers the same four bytes.
const QUERY: &str = "\x1b[5n";
/// How many frames may be under way.
const MOST: usize = 2;
/// How long an answer is waited for; a terminal that has not answered by then is not asked any more.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What is known of the line.
#[derive(Debug)]
pub(super) struct Pace {
    asks: bool,
    /// When each frame under way was sent, the oldest first.
    sent: Vec<Instant>,
    /// How many were sent in all.
    pub(super) total: u64,
    /// How long the last answer took.
    answered_in: Option<Duration>,
}

impl Pace {
    pub(super) fn new(asks: bool) -> Self {
        Self { asks, sent: Vec::new(), total: 0, answered_in: None }
    }

    /// The terminal begins anew: what was under way is of no interest.
    pub(super) fn begin(&mut self) {
        self.sent.clear();
    }

    /// What goes out behind a frame.
    pub(super) fn query(&self) -> &'static str {
        if self.asks { QUERY } else { "" }
    }

    pub(super) fn sent(&mut self) {
        self.sent.push(Instant::now());
        self.total += 1;
    }

    pub(super) fn got_through(&mut self) {
        if !self.sent.is_empty() {
            self.answered_in = Some(self.sent.remove(0).elapsed());
        }
    }

    /// How long to wait for answers before the terminal is left.
    pub(super) fn grace(&self) -> Duration {
        self.answered_in
            .map_or(Duration::ZERO, |usual| (usual * 2).clamp(Duration::from_millis(20), Duration::from_millis(600)))
    }

    /// Whether a frame may be sent; if not, when to ask again at the latest.
    pub(super) fn may_send(&mut self) -> Result<(), Instant> {
        if self.sent.len() < MOST {
            return Ok(());
        }
        let until = self.sent[0] + PATIENCE;
        if Instant::now() < until {
            return Err(until);
        }
        // Either it never answers, or the line is as good as dead: then frames wait for the line itself.
        self.sent.clear();
        if self.answered_in.is_none() {
            self.asks = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_frame_waits_for_the_first_to_get_through() {
        let mut pace = Pace::new(true);
        for _ in 0..MOST {
            assert_eq!(pace.may_send(), Ok(()));
            pace.sent();
        }
        assert!(pace.may_send().is_err());
        pace.got_through();
        assert_eq!(pace.may_send(), Ok(()));
        pace.got_through();
        pace.got_through();
        assert!(pace.sent.is_empty(), "answers to nothing do no harm");
    }

    #[test]
    fn a_terminal_that_never_answers_is_asked_no_more() {
        let mut pace = Pace::new(true);
        let long_ago = Instant::now().checked_sub(PATIENCE * 2).expect("a clock that has run for a while");
        pace.sent = vec![long_ago, long_ago];
        assert_eq!(pace.may_send(), Ok(()));
        assert_eq!(pace.query(), "");
    }
}
