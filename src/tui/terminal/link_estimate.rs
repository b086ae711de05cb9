//! How long the line takes there and back, and how many bytes a second it carries, as far as answers tell.
//!
//! Who waits for each answer before sending on leaves a long line idle for most of the time; who sends without waiting
//! fills it with frames that nobody will see. With both figures known, a frame goes out when the one before has left.

use std::time::{Duration, Instant};

/// Frames from this size on tell how much the line carries.
const TELLING: usize = 800;
/// Where the largest frame takes no longer than this, the line is fast, and answers alone are pace enough.
const FAST: Duration = Duration::from_millis(30);

/// What is known of the line.
#[derive(Debug, Default)]
pub(super) struct LinkEstimate {
    /// The quickest answer so far: there and back.
    trip: Option<Duration>,
    /// The last large frame that had the line for itself: its bytes, and how long its answer took.
    large: Option<(usize, Duration)>,
    /// When everything that was sent will have left.
    free: Option<Instant>,
    /// By how much the last answer came later than foretold: so much longer is the queue than thought.
    late: Duration,
}

impl LinkEstimate {
    /// Nothing that was sent matters any longer.
    pub(super) fn clear(&mut self) {
        (self.free, self.late) = (None, Duration::ZERO);
    }

    /// How long so many bytes take; `None` when that is not known, or of no interest.
    fn takes(&self, bytes: usize) -> Option<Duration> {
        let (large, took) = self.large?;
        let took = took.checked_sub(self.trip?).filter(|took| *took > FAST)?;
        // Frames have some thousand bytes: exact in a float.
        #[allow(clippy::cast_precision_loss, reason = "frames have some thousand bytes")]
        let share = bytes as f64 / large as f64;
        Some(took.mul_f64(share))
    }

    /// A frame goes out; gives when it will have left.
    pub(super) fn sent(&mut self, now: Instant, bytes: usize) -> Option<Instant> {
        let left = self.free.map_or(now, |free| free.max(now)) + self.takes(bytes)?;
        self.free = Some(left);
        Some(left)
    }

    /// The answer to a frame came: of so many bytes, sent then, foretold to have left then.
    pub(super) fn answered(&mut self, now: Instant, bytes: usize, sent: Instant, left: Option<Instant>, alone: bool) {
        let took = now.saturating_duration_since(sent);
        self.trip = Some(self.trip.map_or(took, |trip| trip.min(took)));
        if alone && bytes >= TELLING {
            self.large = Some((bytes, took));
        }
        self.late = match (left, self.trip) {
            (Some(left), Some(trip)) => now.saturating_duration_since(left + trip),
            _ => Duration::ZERO,
        };
    }

    /// When the next frame may go out; `None` when the line is not known.
    pub(super) fn free(&self, now: Instant) -> Option<Instant> {
        self.takes(1)?;
        Some(self.free.map_or(now, |free| free + self.late))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIP: Duration = Duration::from_millis(150);

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// A line of 150 ms and 10,000 bytes a second, which has shown a small frame and a large one.
    fn slow(begin: Instant) -> LinkEstimate {
        let mut line = LinkEstimate::default();
        line.answered(begin + millis(550), 4000, begin, None, true);
        assert_eq!(line.free(begin), None, "one answer tells nothing");
        line.answered(begin + TRIP, 20, begin, None, true);
        line
    }

    #[test]
    fn the_next_frame_goes_out_when_the_one_before_has_left() {
        let now = Instant::now();
        let mut line = slow(now);
        assert_eq!(line.free(now), Some(now));
        let left = line.sent(now, 1000).expect("a known line");
        assert_eq!((left, line.free(now)), (now + millis(100), Some(now + millis(100))));
        assert_eq!(line.sent(now, 500), Some(now + millis(150)), "behind what is under way");
        assert_eq!(line.free(now + millis(900)), Some(now + millis(150)), "long since");
    }

    #[test]
    fn a_line_that_is_slower_than_thought_is_given_more_time() {
        let now = Instant::now();
        let mut line = slow(now);
        let left = line.sent(now, 1000);
        line.answered(now + millis(330), 1000, now, left, false);
        assert_eq!(line.free(now), Some(now + millis(180)));
        let left = line.sent(now + millis(400), 1000);
        line.answered(now + millis(650), 1000, now + millis(400), left, false);
        assert_eq!(line.free(now), left, "it has caught up");
    }

    #[test]
    fn a_fast_line_needs_no_figures() {
        let now = Instant::now();
        let mut line = LinkEstimate::default();
        line.answered(now + millis(3), 4000, now, None, true);
        line.answered(now + millis(1), 20, now, None, true);
        assert_eq!((line.free(now), line.sent(now, 4000)), (None, None));
    }
}
