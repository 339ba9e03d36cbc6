//! What can be typed about how long the server waits and how much it does at once.

use std::time::Duration;

use clap::{Args, value_parser};
use server::Config;

/// The limits that fit one machine and not another; those that protect the program are not for choosing.
#[derive(Debug, Args)]
#[command(next_help_heading = "How long and how much")]
pub(crate) struct LimitArgs {
    /// How long a client may take to send the head of a request.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::default().header_timeout.as_secs(),
          value_parser = value_parser!(u64).range(1..=3600))]
    pub(crate) header_timeout: u64,
    /// How long an answer may take before the client is told that it took too long.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::default().request_timeout.as_secs(),
          value_parser = value_parser!(u64).range(1..=3600))]
    pub(crate) request_timeout: u64,
    /// How long a client may take nothing of its answer before it is cut off.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::default().write_timeout.as_secs(),
          value_parser = value_parser!(u64).range(1..=3600))]
    pub(crate) write_timeout: u64,
    /// How long open requests may finish after the server was told to stop.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::default().drain_timeout.as_secs(),
          value_parser = value_parser!(u64).range(0..=3600))]
    pub(crate) drain_timeout: u64,
    /// Connections held at once; further ones wait.
    #[arg(long, value_name = "N", default_value_t = Config::default().max_connections as u64,
          value_parser = value_parser!(u64).range(1..=1_000_000))]
    pub(crate) max_connections: u64,
    /// Bytes of the body of one request.
    #[arg(long, value_name = "BYTES", default_value_t = Config::default().max_body_bytes)]
    pub(crate) max_body_bytes: u64,
    /// Bytes of answers that are kept for whoever asks the same again; 0 keeps none.
    #[arg(long, value_name = "BYTES", default_value_t = Config::default().kept_bytes)]
    pub(crate) kept_bytes: u64,
    /// Searches that run at once [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..=1024))]
    pub(crate) searches: Option<u64>,
    /// Whole sets that are sent at once; further ones are turned away.
    #[arg(long, value_name = "N", default_value_t = Config::default().exports as u64,
          value_parser = value_parser!(u64).range(1..=1024))]
    pub(crate) exports: u64,
}

impl LimitArgs {
    /// Returns a configuration with these limits, and everything else as it stands there.
    pub(crate) fn over(&self, config: Config) -> Config {
        let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        Config {
            header_timeout: Duration::from_secs(self.header_timeout),
            request_timeout: Duration::from_secs(self.request_timeout),
            write_timeout: Duration::from_secs(self.write_timeout),
            drain_timeout: Duration::from_secs(self.drain_timeout),
            max_connections: number(self.max_connections),
            max_body_bytes: self.max_body_bytes,
            kept_bytes: self.kept_bytes,
            searches: self.searches.map_or(config.searches, number),
            exports: number(self.exports),
            ..config
        }
    }
}
