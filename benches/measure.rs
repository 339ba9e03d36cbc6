//! Processor time, and the median of rounds.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Rounds of a measurement.
pub(crate) const ROUNDS: usize = 5;

/// Returns the processor time of this process so far, in seconds.
pub(crate) fn processor_time() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default()).as_secs_f64()
}

/// Returns the processor seconds of a piece of work.
pub(crate) fn cost(work: impl FnOnce()) -> f64 {
    let before = processor_time();
    work();
    processor_time() - before
}

/// Returns the median.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns the value below which a share of the values lies.
pub(crate) fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() as f64 * share) as usize).min(values.len() - 1)]
}

/// Returns the median of the ratio of two pieces of work that are done in turns, so that what slows the machine slows both.
pub(crate) fn ratio(mut first: impl FnMut(), mut second: impl FnMut()) -> f64 {
    first();
    second();
    median((0..ROUNDS).map(|_| cost(&mut first) / cost(&mut second)).collect())
}
