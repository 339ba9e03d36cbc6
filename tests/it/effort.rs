//! How much a test that tries many times tries: a short form for every change, a long one for a night.
//!
//! Apart from the tests, so that all of them are lengthened and replayed in one way: `tests/torture` sets
//! `TRACUU_LONG`, and a failure is replayed by the `TRACUU_SEED` that the test printed.

/// Tells whether the long form was asked for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("TRACUU_LONG").is_some()
}

/// Returns how often to try.
pub(crate) fn rounds(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Returns the seed of a test's random choices and prints it: `TRACUU_SEED`, or one that no other run has.
#[allow(clippy::print_stderr, reason = "a failure cannot be replayed without it; some crates take this file as a test")]
pub(crate) fn seed(test: &str) -> u64 {
    let given = std::env::var("TRACUU_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| {
        let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        since.as_secs() ^ u64::from(since.subsec_nanos()) << 20
    });
    eprintln!("{test}: TRACUU_SEED={seed}");
    seed
}

/// Random numbers that a seed repeats (splitmix64, Steele et al. 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Returns the next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}
