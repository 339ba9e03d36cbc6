//! When a search has to be done: looked at in its loops, so that it ends by itself and gives its core back.
//!
//! A value that is handed along with the question, and one flag for all its parts: whoever finds the time over raises it, and
//! all others end by it. What a part says from then on is cut short (what was excluded no longer is), so nothing
//! that was found after the flag was raised may be told.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The moment at which a search has to be done; or none.
#[derive(Clone, Default)]
pub(crate) struct Deadline(Option<Arc<Limit>>);

struct Limit {
    until: Instant,
    met: AtomicBool,
}

impl Deadline {
    /// Returns the deadline that is so far away. Without a time there is none.
    pub(crate) fn after(timeout: Option<Duration>) -> Deadline {
        let until = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        Deadline(until.map(|until| Arc::new(Limit { until, met: AtomicBool::new(false) })))
    }

    /// Looks at the clock, unless the time is known to be over.
    pub(crate) fn is_over(&self) -> bool {
        let Some(limit) = &self.0 else { return false };
        if !self.was_met() && Instant::now() >= limit.until {
            limit.met.store(true, Ordering::Relaxed);
        }
        self.was_met()
    }

    /// Tells whether anybody found the time over. It looks at no clock.
    pub(crate) fn was_met(&self) -> bool {
        self.0.as_ref().is_some_and(|limit| limit.met.load(Ordering::Relaxed))
    }

    /// Returns what a loop asks in each round, to look at the clock once in so many.
    pub(crate) fn watch(&self, every: u32) -> Watch {
        Watch { deadline: self.clone(), every, left: every }
    }
}

/// All deadlines read the same: queries of the engine are compared by what they say of themselves.
impl fmt::Debug for Deadline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Deadline")
    }
}

/// A deadline as a loop looks at it.
pub(crate) struct Watch {
    deadline: Deadline,
    every: u32,
    left: u32,
}

impl Watch {
    /// Tells whether the time is over, as far as was looked.
    pub(crate) fn is_over(&mut self) -> bool {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                self.deadline.was_met()
            }
            None => {
                self.left = self.every;
                self.deadline.is_over()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_over_for_all_at_once() {
        let deadline = Deadline::after(Some(Duration::ZERO));
        let (mut slow, mut quick) = (deadline.watch(3), deadline.watch(0));
        assert!(!slow.is_over() && !deadline.was_met(), "nobody has looked yet");
        assert!(quick.is_over());
        assert!(slow.is_over() && deadline.was_met());
    }

    #[test]
    fn time_that_is_not_over() {
        for timeout in [None, Some(Duration::MAX), Some(Duration::from_secs(3600))] {
            let deadline = Deadline::after(timeout);
            let mut watch = deadline.watch(1);
            assert!(!(0..5).any(|_| watch.is_over()) && !deadline.is_over(), "{timeout:?}");
        }
    }
}
