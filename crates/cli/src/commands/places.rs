//! How many connections the machine lets the server hold. Apart because nothing else changes a limit of the process.

/// Files that are open beside the connections: those of the index and of a newer state of it, the keys, the log.
const OTHER_FILES: u64 = 512;

/// Returns how many of the wanted connections can be held, after the limit of open files was raised as far as they need
/// and the machine allows. Without this, a crowd of connections would keep the index from opening its files.
pub(super) fn held(wanted: usize) -> usize {
    let needed = (wanted as u64).saturating_add(OTHER_FILES);
    // A limit that cannot be read cannot be kept to; an accept that fails is logged, and the server goes on.
    let granted = rlimit::increase_nofile_limit(needed).unwrap_or(needed);
    let places = granted.saturating_sub(OTHER_FILES).max(1);
    usize::try_from(places).map_or(wanted, |places| places.min(wanted))
}
