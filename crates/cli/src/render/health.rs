//! What was found when an index, or a copy of one, was looked over.

use indexer::{Health, Snapshot};

use crate::output::plain;
use crate::render::report::size;

/// Returns the sum as a line, then each finding with what it means.
pub(crate) fn health(health: &Health) -> String {
    let mut lines = vec![match health.damaged.len() {
        0 => format!("sound: {} directives, {} in {} files", health.documents, size(health.bytes), health.files),
        count => format!("damaged: {count} of the files"),
    }];
    lines.extend(health.damaged.iter().map(|file| format!("damaged {}", plain(file))));
    if !health.sealed {
        lines.push("a run is under way or was killed: only the engine's own checksums were compared".to_owned());
    }
    lines.extend(health.leftovers.iter().map(|file| format!("left over {} (the next run sweeps it)", plain(file))));
    lines.join("\n") + "\n"
}

/// Returns what a snapshot holds, as a line.
pub(crate) fn snapshot(snapshot: &Snapshot) -> String {
    let (documents, size, files) = (snapshot.documents, size(snapshot.bytes), snapshot.files);
    format!("sound: {documents} directives, {size} in {files} files in {}\n", plain(&snapshot.path.to_string_lossy()))
}
