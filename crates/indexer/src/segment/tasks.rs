//! What is left to do when a segment is written, for whoever has nothing else to do.
//!
//! Apart from the threads that do it: how long each part takes depends on the documents. Of long ones pairs take longest, of
//! short ones the values.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// One of them.
type Task<'a> = Box<dyn FnOnce() -> tantivy::Result<()> + Send + 'a>;

/// What nobody has begun yet.
#[derive(Default)]
pub(super) struct Tasks<'a>(Mutex<VecDeque<Task<'a>>>);

impl<'a> Tasks<'a> {
    /// Adds one to be done when those before it have begun.
    pub(super) fn add(&self, task: impl FnOnce() -> tantivy::Result<()> + Send + 'a) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(Box::new(task));
    }

    /// Does what is left.
    ///
    /// # Errors
    /// Of the first that fails; those behind it are left.
    pub(super) fn work(&self) -> tantivy::Result<()> {
        while let Some(task) = self.next() {
            task()?;
        }
        Ok(())
    }

    fn next(&self) -> Option<Task<'a>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}
