//! Frames at the pace of the line: the next one is sent when the last ones got through, so that a slow line never fills
//! with frames that nobody will see.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::link_estimate::LinkEstimate;

/// Asks the terminal for its status; every terminal answers the same four bytes.
const QUERY: &str = "\x1b[5n";
/// How many frames may be under way, and how many bytes, unless it is one frame, as long as the line is not known.
const MOST: usize = 2;
const MOST_BYTES: usize = 1500;
/// How many frames may be under way on a known line: then something is wrong with what is known.
const MOST_KNOWN: usize = 6;
/// How long an answer is waited for before frames are sent without one.
const PATIENCE: Duration = Duration::from_millis(1500);
/// The same as long as it is not known whether the terminal answers at all.
const FIRST_PATIENCE: Duration = Duration::from_millis(600);

/// What is known of the line.
#[derive(Debug)]
pub(super) struct FlowControl {
    /// Whether the terminal may be asked.
    may_ask: bool,
    /// Whether it is asked: not after it failed to answer, until a late answer shows that it does.
    asks: bool,
    /// The frames under way, the oldest first.
    sent: VecDeque<Sent>,
    line: LinkEstimate,
    /// How many answers are still to come, to frames that are waited for and to others.
    pub(super) open: u64,
    /// How long the last answer took.
    answered_in: Option<Duration>,
}

/// A frame under way.
#[derive(Debug)]
struct Sent {
    at: Instant,
    bytes: usize,
    /// When it will have left, where that can be foretold.
    left: Option<Instant>,
    /// Whether nothing else was under way.
    alone: bool,
}

impl FlowControl {
    pub(super) fn new(asks: bool) -> Self {
        Self {
            may_ask: asks,
            asks,
            sent: VecDeque::new(),
            line: LinkEstimate::default(),
            open: 0,
            answered_in: None,
        }
    }

    /// The terminal begins anew: what was under way is of no interest.
    pub(super) fn begin(&mut self) {
        self.sent.clear();
        self.line.clear();
        self.open = 0;
    }

    /// What goes out behind a frame.
    pub(super) fn query(&self) -> &'static str {
        if self.asks { QUERY } else { "" }
    }

    /// A frame went out with a question behind it.
    pub(super) fn sent(&mut self, bytes: usize) {
        let at = Instant::now();
        let (left, alone) = (self.line.sent(at, bytes), self.sent.is_empty());
        self.sent.push_back(Sent { at, bytes, left, alone });
        self.open += 1;
    }

    pub(super) fn got_through(&mut self) {
        self.asks = self.may_ask;
        self.open = self.open.saturating_sub(1);
        // Answers to frames that are no longer waited for come before the others.
        if self.open < self.sent.len() as u64
            && let Some(Sent { at, bytes, left, alone }) = self.sent.pop_front()
        {
            self.answered_in = Some(at.elapsed());
            self.line.answered(Instant::now(), bytes, at, left, alone);
        }
    }

    /// How long to wait for answers before the terminal is left: they would be typed at the prompt.
    pub(super) fn grace(&self) -> Duration {
        match self.answered_in {
            Some(usual) => (usual * 2).clamp(Duration::from_millis(20), Duration::from_millis(600)),
            None if self.asks => Duration::from_millis(300),
            None => Duration::ZERO,
        }
    }

    /// Whether a frame may be sent; if not, when to ask again at the latest.
    pub(super) fn may_send(&mut self) -> Result<(), Instant> {
        let Some(oldest) = self.sent.front() else { return Ok(()) };
        let now = Instant::now();
        let bytes: usize = self.sent.iter().map(|sent| sent.bytes).sum();
        match self.line.free(now).filter(|_| self.sent.len() < MOST_KNOWN) {
            Some(free) if free <= now => return Ok(()),
            Some(free) => return Err(free),
            None if self.sent.len() < MOST && bytes < MOST_BYTES => return Ok(()),
            None => {}
        }
        let until = oldest.at
            + if self.answered_in.is_some() {
                PATIENCE
            } else {
                FIRST_PATIENCE
            };
        if now < until {
            return Err(until);
        }
        // Either it never answers, or the line is as good as dead: then frames wait for the line itself.
        self.sent.clear();
        self.line.clear();
        self.asks &= self.answered_in.is_some();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_frame_waits_for_the_first_to_get_through() {
        let mut flow = FlowControl::new(true);
        for _ in 0..MOST {
            assert_eq!(flow.may_send(), Ok(()));
            flow.sent(100);
        }
        assert!(flow.may_send().is_err());
        flow.got_through();
        assert_eq!(flow.may_send(), Ok(()));
        flow.got_through();
        flow.got_through();
        assert!(flow.sent.is_empty(), "answers to nothing do no harm");
    }

    #[test]
    fn a_large_frame_is_under_way_alone() {
        let mut flow = FlowControl::new(true);
        flow.sent(MOST_BYTES);
        assert!(flow.may_send().is_err());
        flow.got_through();
        assert_eq!(flow.may_send(), Ok(()));
    }

    #[test]
    fn a_terminal_that_does_not_answer_is_asked_no_more_until_it_does() {
        let mut flow = FlowControl::new(true);
        let long_ago = Instant::now()
            .checked_sub(PATIENCE * 2)
            .expect("a clock that has run for a while");
        let sent = || Sent {
            at: long_ago,
            bytes: 1,
            left: None,
            alone: false,
        };
        flow.sent = [sent(), sent()].into();
        flow.open = 2;
        assert_eq!(flow.may_send(), Ok(()));
        assert_eq!(flow.query(), "");
        flow.got_through();
        assert_eq!(flow.query(), QUERY);
        flow.sent(1);
        flow.got_through();
        assert_eq!(
            flow.sent.len(),
            1,
            "a late answer is not taken for that of a later frame"
        );
        flow.got_through();
        assert!(flow.sent.is_empty());
    }
}
