//! The keys of a running server: those of the file, looked at again at every refresh.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::file::{KeyFile, KeyFileError};
use super::store::KeyStore;

/// Keys that follow their file.
#[derive(Debug, Default)]
pub struct Keys {
    /// None when there are no keys and never will be.
    file: Option<KeyFile>,
    /// The content that was read last.
    seen: Mutex<Option<Vec<u8>>>,
    store: RwLock<Arc<KeyStore>>,
}

impl Keys {
    /// Reads the keys of a file, which need not exist yet.
    ///
    /// # Errors
    /// [`KeyFileError`] if it cannot be read or used.
    pub fn open(file: KeyFile) -> Result<Keys, KeyFileError> {
        let keys = Keys { file: Some(file), ..Keys::default() };
        keys.refresh()?;
        Ok(keys)
    }

    /// Takes up what changed in the file; returns whether anything did. A file that is gone holds no keys.
    ///
    /// # Errors
    /// [`KeyFileError`] if it cannot be read or used; the keys that were read last stay in use.
    pub fn refresh(&self) -> Result<bool, KeyFileError> {
        let Some(file) = &self.file else { return Ok(false) };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = file.bytes()?;
        if *seen == bytes {
            return Ok(false);
        }
        let store = file.parse(bytes.as_deref())?;
        *self.store.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(store);
        *seen = bytes;
        Ok(true)
    }

    /// Returns the keys as they are now.
    pub(crate) fn now(&self) -> Arc<KeyStore> {
        self.store.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
