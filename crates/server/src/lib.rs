//! The HTTP API and the reading room over the search crate.
//!
//! It stands apart because it is one of the two faces of the search: it only translates, HTTP to a search request and a
//! search response to JSON or a page. It names no engine behind [`search::Engine`] and reads no arguments.
//!
//! The way of a request: `accept` (a connection) → `reactors` (the thread that listens to it) → `middleware` (id, log, limits,
//! problems, and the `guard`: who asks, what exists for them, how often) → `routes` → `params` (a query string to a request)
//! → `gate` (as many searches at once as there are cores) → `views` → the client. What is sent to be kept goes from `routes`
//! through the `intake` to whoever writes the index.

mod accept;
mod app;
mod config;
mod gate;
mod guard;
mod intake;
mod language;
mod metrics;
mod middleware;
mod params;
mod percent;
mod problem;
mod reactors;
mod refresh;
mod routes;
mod socket;
mod stream;
#[cfg(test)]
mod tests;
mod views;

pub use accept::{ServeError, listen, serve};
pub use app::app;
pub use config::Config;
pub use guard::{
    Forced, Key, KeyFile, KeyFileError, KeyState, KeyStore, Keys, NewKey, NoRandomness, Proxies, Rates, Scope, Scopes,
    Secret,
};
pub use intake::{Applied, Change, Intake, IntakeError, IntakeLimits, NewDirective, Served, Unfit};
pub use middleware::cors::Origins;
