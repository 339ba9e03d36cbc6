//! The keys as they are used: read once, found by the digest of a secret.

use std::sync::Arc;

use jiff::Timestamp;
use search::Filter;
use serde::{Deserialize, Serialize};

use super::key::{Key, KeyState};
use super::scope::Scopes;
use super::secret::{Digest, Secret};

/// The form of the file that this program writes and reads.
const VERSION: u32 = 1;

/// All keys.
#[derive(Clone, Debug, Default)]
pub struct KeyStore {
    keys: Vec<ReadKey>,
}

#[derive(Clone)]
struct ReadKey {
    key: Key,
    digest: Digest,
    grant: Arc<Grant>,
}

/// The digest is nobody's business.
impl std::fmt::Debug for ReadKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.key.id)
    }
}

/// What a live key allows.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) id: String,
    pub(crate) scopes: Scopes,
    pub(crate) forced: Arc<[Filter]>,
}

/// What a secret leads to.
#[derive(Debug)]
pub(crate) enum Found {
    Live(Arc<Grant>),
    Expired,
    /// There is no such key, or there is none any more: whoever asks need not know which.
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    keys: Vec<Key>,
}

#[derive(Serialize)]
struct ToWrite<'a> {
    version: u32,
    keys: Vec<&'a Key>,
}

impl KeyStore {
    /// Reads the content of a file of keys. One key that cannot be read spoils the file: what it allows is not known.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(json: &[u8]) -> Result<KeyStore, String> {
        let written: Written = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        if written.version != VERSION {
            return Err(format!("it is of version {}, this program knows version {VERSION}", written.version));
        }
        let mut store = KeyStore::default();
        for key in written.keys {
            let id = key.id.clone();
            store.add(key).map_err(|fault| format!("the key {id:?}: {fault}"))?;
        }
        Ok(store)
    }

    /// Returns the content of a file of these keys.
    ///
    /// # Errors
    /// Never for keys that were read; the signature is that of the serializer.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let keys = self.keys().collect();
        serde_json::to_string_pretty(&ToWrite { version: VERSION, keys }).map(|json| json + "\n")
    }

    /// Returns the keys in the order they were made.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter().map(|read| &read.key)
    }

    /// Adds a key.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn add(&mut self, key: Key) -> Result<(), String> {
        let (digest, filters) = key.read()?;
        if self.keys().any(|known| known.id == key.id) {
            return Err("there are two of this id".to_owned());
        }
        let grant = Grant { id: key.id.clone(), scopes: key.scopes.clone(), forced: filters.into() };
        self.keys.push(ReadKey { key, digest, grant: Arc::new(grant) });
        Ok(())
    }

    /// Takes a key back; returns whether there is one of that id. The time of the first revocation stands.
    pub fn revoke(&mut self, id: &str, now: Timestamp) -> bool {
        let key = self.keys.iter_mut().find(|read| read.key.id == id);
        key.map(|read| read.key.revoked.get_or_insert(now)).is_some()
    }

    /// Finds the key of a secret. All keys are compared, each in constant time, so that the time tells nothing.
    pub(crate) fn find(&self, secret: &Secret, now: Timestamp) -> Found {
        let digest = secret.digest();
        let mut found = None;
        for read in &self.keys {
            if read.digest.equals(&digest) {
                found = Some(read);
            }
        }
        match found.map(|read| (read, read.key.state(now))) {
            Some((read, KeyState::Live)) => Found::Live(read.grant.clone()),
            Some((_, KeyState::Expired)) => Found::Expired,
            Some((_, KeyState::Revoked)) | None => Found::Unknown,
        }
    }
}
