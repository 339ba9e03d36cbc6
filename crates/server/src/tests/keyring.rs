//! Keys of all kinds for the tests of the guard, in a file of their own.

use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;

use crate::{Forced, KeyFile, KeyFileError, Keys, NewKey, Scope, Secret};

/// A file of keys, and the way to add to it.
pub(super) struct Keyring {
    folder: TempDir,
}

impl Keyring {
    pub(super) fn new() -> Keyring {
        Keyring { folder: tempfile::tempdir().unwrap_or_else(|error| panic!("{error}")) }
    }

    pub(super) fn file(&self) -> KeyFile {
        KeyFile::new(self.folder.path().join("index.keys.json"))
    }

    /// Returns the keys as a server opens them.
    pub(super) fn open(&self) -> Arc<Keys> {
        Arc::new(Keys::open(self.file()).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Makes a live key for the whole archive.
    pub(super) fn key(&self, scopes: &[Scope]) -> String {
        self.make(scopes, None, &[]).1
    }

    /// Makes a live key that is bound to a province.
    pub(super) fn bound(&self, scopes: &[Scope], province: &str) -> String {
        let forced = Forced { facet: "province".to_owned(), values: vec![province.to_owned()] };
        self.make(scopes, None, &[forced]).1
    }

    pub(super) fn expired(&self, scopes: &[Scope]) -> String {
        self.make(scopes, Some(Timestamp::UNIX_EPOCH), &[]).1
    }

    pub(super) fn revoked(&self, scopes: &[Scope]) -> String {
        let (id, secret) = self.make(scopes, None, &[]);
        self.revoke(&id);
        secret
    }

    pub(super) fn revoke(&self, id: &str) {
        let known = self.file().change(|store| Ok::<_, KeyFileError>(store.revoke(id, Timestamp::now())));
        assert!(known.unwrap_or_else(|error| panic!("{error}")), "{id}");
    }

    /// Returns the id and the secret of a new key.
    pub(super) fn make(&self, scopes: &[Scope], expires: Option<Timestamp>, forced: &[Forced]) -> (String, String) {
        let new = NewKey {
            name: "thử".to_owned(),
            scopes: scopes.iter().copied().collect(),
            expires,
            forced: forced.to_vec(),
        };
        let (key, secret) = new.make(Timestamp::now()).unwrap_or_else(|error| panic!("{error}"));
        let id = key.id.clone();
        self.file()
            .change(|store| {
                store.add(key).unwrap_or_else(|fault| panic!("{fault}"));
                Ok::<_, KeyFileError>(())
            })
            .unwrap_or_else(|error| panic!("{error}"));
        (id, Secret::reveal(&secret).to_owned())
    }
}
