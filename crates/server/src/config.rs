//! What the operator decides in one place: the limits, so that one sees what bounds what and a test can shrink any of
//! them, and who may come in.

use std::net::IpAddr;
use std::time::Duration;

use crate::guard::{Proxies, Rates, Scope, Scopes};
use crate::intake::IntakeLimits;
use crate::middleware::cors::Origins;

/// All that is decided; [`Config::default`] holds the limits that the program runs with, and lets nobody in without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How long a client may take to send the head of a request.
    pub header_timeout: Duration,
    /// How long an answer may take before the client is told that it took too long.
    pub request_timeout: Duration,
    /// How long a client may take nothing of an answer before it is cut off.
    pub write_timeout: Duration,
    /// How long open requests may finish after the server was told to stop.
    pub drain_timeout: Duration,
    /// How often the index is looked at for a newer commit.
    pub refresh_interval: Duration,
    /// Most connections held at once; further ones wait in the queue of the operating system.
    pub max_connections: usize,
    /// Most header lines of one request.
    pub max_headers: usize,
    /// Most bytes of the head of one request, at least 8192.
    pub max_header_bytes: usize,
    /// Most bytes of a path with its query.
    pub max_uri_bytes: usize,
    /// Most bytes of the body of one request.
    pub max_body_bytes: u64,
    /// How many threads wait for what happens on connections.
    pub reactors: usize,
    /// How many searches run at once.
    pub searches: usize,
    /// How many whole sets are sent at once; further ones are turned away.
    pub exports: usize,
    /// How many requests may wait for each running search before newcomers are turned away.
    pub waiting_per_search: usize,
    /// Bytes of answers that are kept for whoever asks the same again; 0 keeps none.
    pub kept_bytes: u64,
    /// How much may come in to be kept.
    pub intake: IntakeLimits,
    /// What everybody may do, without a key.
    pub anonymous: Scopes,
    /// How many answers a minute each caller gets.
    pub rates: Rates,
    /// Who is believed when they name a user.
    pub proxies: Proxies,
    /// The places whose pages may ask with a browser's help.
    pub origins: Origins,
    /// Whether what people search for is logged, and not only a hash of it.
    pub log_queries: bool,
}

impl Config {
    /// Returns what everybody may do unless the operator says otherwise: look at everything if the server listens to its
    /// own machine only, and nothing if others can reach it.
    pub fn anonymous_at(address: IpAddr) -> Scopes {
        let looking = Scope::ALL.into_iter().filter(|scope| scope.only_looks());
        if address.to_canonical().is_loopback() { looking.collect() } else { Scopes::default() }
    }
}

impl Default for Config {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            header_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(10),
            drain_timeout: Duration::from_secs(5),
            refresh_interval: Duration::from_secs(1),
            max_connections: 4096,
            max_headers: 64,
            max_header_bytes: 64 * 1024,
            max_uri_bytes: 16 * 1024,
            max_body_bytes: 1024 * 1024,
            // With one for each core a tenth more is answered where all is kept, but not evenly: whoever is with the thread
            // that the system lets wait waits twice as long.
            reactors: cores.div_ceil(2),
            searches: cores,
            exports: 4,
            waiting_per_search: 32,
            kept_bytes: 32 * 1024 * 1024,
            intake: IntakeLimits::default(),
            anonymous: Scopes::default(),
            rates: Rates::default(),
            proxies: Proxies::default(),
            origins: Origins::default(),
            log_queries: false,
        }
    }
}
