//! How much may come in at once.

use std::time::Duration;

/// The limits of the routes that take directives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeLimits {
    /// Most bytes of the body that holds one directive, and of one line of a batch.
    pub document: u64,
    /// Most bytes of the body that holds a batch.
    pub batch: u64,
    /// How long nothing may come of a batch before it is taken to be at its end.
    pub silence: Duration,
    /// How many requests may be under way at once; further ones are turned away.
    pub requests: usize,
    /// Most bytes of bodies that are held at once.
    pub bytes: u64,
}

impl Default for IntakeLimits {
    fn default() -> Self {
        Self { document: 8 << 20, batch: 64 << 20, silence: Duration::from_secs(10), requests: 64, bytes: 128 << 20 }
    }
}
