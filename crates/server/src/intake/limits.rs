//! How much may come in at once.

/// The limits of the routes that take directives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeLimits {
    /// Most bytes of the body that holds one directive.
    pub document: u64,
    /// How many requests may be under way at once; further ones are turned away.
    pub requests: usize,
    /// Most bytes of bodies that are held at once.
    pub bytes: u64,
}

impl Default for IntakeLimits {
    fn default() -> Self {
        Self { document: 8 << 20, requests: 64, bytes: 128 << 20 }
    }
}
