//! Keys, as an operator reads them. Neither a secret nor a digest is among what is printed here, but for the one time that
//! a secret is made.

use jiff::Timestamp;
use serde::Serialize;
use server::{Forced, Key, KeyStore, Scopes};

use crate::output::plain;

/// All keys, for programs.
#[derive(Serialize)]
pub(crate) struct KeyList<'a> {
    keys: Vec<Told<'a>>,
}

/// One key, for programs.
#[derive(Serialize)]
pub(crate) struct Told<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    scopes: &'a Scopes,
    created: Timestamp,
    expires: Option<Timestamp>,
    revoked: Option<Timestamp>,
    forced: &'a [Forced],
}

impl<'a> Told<'a> {
    fn new(key: &'a Key) -> Self {
        Self {
            id: &key.id,
            name: &key.name,
            secret: None,
            state: None,
            scopes: &key.scopes,
            created: key.created,
            expires: key.expires,
            revoked: key.revoked,
            forced: &key.forced,
        }
    }
}

/// Returns a key that was just made, with its secret.
pub(crate) fn new_key<'a>(key: &'a Key, secret: &'a str) -> Told<'a> {
    Told { secret: Some(secret), ..Told::new(key) }
}

/// Returns all keys as they stand at that time.
pub(crate) fn key_list(store: &KeyStore, now: Timestamp) -> KeyList<'_> {
    KeyList { keys: store.keys().map(|key| Told { state: Some(key.state(now).name()), ..Told::new(key) }).collect() }
}

/// Returns one sentence about a key that was just made.
pub(crate) fn made(key: &Key) -> String {
    format!("key {} ({}) may {}, {}", key.id, plain(&key.name), key.scopes, rest(key))
}

/// Returns all keys, one a line.
pub(crate) fn keys(store: &KeyStore, now: Timestamp) -> String {
    let line = |key: &Key| {
        let (state, scopes) = (key.state(now).name(), key.scopes.to_string());
        format!("{}  {state:7}  {scopes:18}  {}  ({})\n", plain(&key.id), plain(&key.name), rest(key))
    };
    let lines: String = store.keys().map(line).collect();
    if lines.is_empty() { "There are no keys; `tracuu key create` makes one.\n".to_owned() } else { lines }
}

fn rest(key: &Key) -> String {
    let until = key.expires.map_or_else(|| "until it is revoked".to_owned(), |time| format!("until {time}"));
    let within = key.forced.iter().map(|forced| format!("{}: {}", forced.facet, forced.values.join(" or ")));
    let within: Vec<String> = within.collect();
    let within = if within.is_empty() { "the whole archive".to_owned() } else { plain(&within.join(", ")) };
    format!("{within}, {until}")
}
