//! The guard: who asks, what they may ask, what of the archive exists for them, and how often.
//!
//! `secret` and `key` are what a key is, `store` finds the key of a secret, `file` keeps keys on the disk, `forced` is
//! what a key is bound to, `need` says what a route asks for, `peer` tells an honest proxy from a stranger, `limiter`
//! counts. [`crate::middleware::guard`] puts them before every route. All but `file` is free of input and output.

mod caller;
mod file;
mod forced;
mod key;
mod keys;
mod limiter;
mod need;
mod openapi;
mod peer;
mod rates;
mod rules;
mod scope;
mod secret;
mod store;

pub use file::{KeyFile, KeyFileError};
pub use forced::Forced;
pub use key::{Key, KeyState, NewKey};
pub use keys::Keys;
pub use peer::Proxies;
pub use rates::Rates;
pub use scope::{Scope, Scopes};
pub use secret::{NoRandomness, Secret};
pub use store::KeyStore;

pub(crate) use caller::{Caller, Claim, Visitor};
pub(crate) use limiter::{Count, Limiter, Who};
pub(crate) use need::{Need, RateClass};
pub(crate) use openapi::{SCHEME, scheme};
pub(crate) use peer::Peer;
pub(crate) use rules::{Guarded, Rules};
pub(crate) use store::Found;
