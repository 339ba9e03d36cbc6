//! A key as it is kept: who has it, what it may do, until when. The secret is not among it.

use jiff::Timestamp;
use search::Filter;
use serde::{Deserialize, Serialize};

use super::forced::{Forced, filters};
use super::scope::{Scope, Scopes};
use super::secret::{Digest, NoRandomness, Secret, random_id};

/// A key, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Names the key in lists and logs.
    pub id: String,
    /// Whose it is, in the words of whoever made it.
    pub name: String,
    /// SHA-256 of the secret, in hexadecimal digits.
    pub sha256: String,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it is refused; null if never.
    pub expires: Option<Timestamp>,
    /// Since when it is taken back; null if it is not.
    pub revoked: Option<Timestamp>,
    /// What it is bound to; empty for the whole archive.
    pub forced: Vec<Forced>,
}

/// What is said of a key when it is made.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// Whose it is.
    pub name: String,
    /// What it may do.
    pub scopes: Scopes,
    /// From when on it is refused.
    pub expires: Option<Timestamp>,
    /// What it is bound to.
    pub forced: Vec<Forced>,
}

/// Whether a key opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It does.
    Live,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl KeyState {
    /// Returns the name of the state.
    pub fn name(self) -> &'static str {
        match self {
            KeyState::Live => "live",
            KeyState::Expired => "expired",
            KeyState::Revoked => "revoked",
        }
    }
}

impl NewKey {
    /// Makes the key and its secret.
    ///
    /// # Errors
    /// [`NoRandomness`] when the operating system has none to give.
    pub fn make(self, now: Timestamp) -> Result<(Key, Secret), NoRandomness> {
        let secret = Secret::new()?;
        let NewKey { name, scopes, expires, forced } = self;
        let (id, sha256) = (random_id()?, secret.digest().to_hex());
        Ok((Key { id, name, sha256, scopes, created: now, expires, revoked: None, forced }, secret))
    }
}

impl Key {
    /// Returns whether the key opens anything at that time.
    pub fn state(&self, now: Timestamp) -> KeyState {
        match (self.revoked, self.expires) {
            (Some(_), _) => KeyState::Revoked,
            (None, Some(expires)) if expires <= now => KeyState::Expired,
            _ => KeyState::Live,
        }
    }

    /// Returns the parts of the key that must be read before it is used.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn read(&self) -> Result<(Digest, Vec<Filter>), String> {
        let digest = Digest::from_hex(&self.sha256).ok_or("its sha256 is not 64 hexadecimal digits")?;
        let filters = filters(&self.forced)?;
        if self.scopes.is_empty() {
            return Err("it has no scopes".to_owned());
        }
        if !filters.is_empty() && !self.scopes.iter().all(Scope::can_be_bound) {
            return Err("a key that changes the archive or measures it cannot be bound to a part of it".to_owned());
        }
        Ok((digest, filters))
    }
}
