//! Directives that would push one another out of the index, because they go by one path or one id: who came first stays.

use std::path::Path;

use schema::RECEIVED;

use super::Run;
use crate::archive::{Source, still_holds};
use crate::prepare::Ready;
use crate::received::source_of;

impl Run {
    /// Two folders may hold files of the same relative path: the second must not push out the first.
    pub(super) fn conflict(&self, source: &Source, ready: &Ready) -> Option<String> {
        let path = ready.source.as_str();
        if self.met.contains(path) {
            return Some("another source of this run holds a directive under the same path".to_owned());
        }
        if let Some(reason) = self.id_conflict(source, ready) {
            return Some(reason);
        }
        let known = self.catalogue.known.get(path)?;
        let root = Path::new(&*known.root);
        (root != source.root && still_holds(root, path))
            .then(|| format!("the index already holds this path from {}; use another index for it", known.root))
    }

    /// The ids of what is received are chosen by whoever sends it, and may be those of files.
    fn id_conflict(&self, source: &Source, ready: &Ready) -> Option<String> {
        let is_received = source.root == Path::new(RECEIVED);
        if is_received {
            let held = self.catalogue.archive_holds(&ready.id);
            return held.then(|| format!("a file of the archive goes by the id {}; rename one of the two", ready.id));
        }
        let received = source_of(&ready.id);
        (self.met.contains(&received) || self.catalogue.known.contains_key(&received)).then(|| {
            format!("a directive was received over HTTP under the id {}; delete that, or rename the file", ready.id)
        })
    }
}
