//! What surrounds every route, one concern a file, so that no handler has to remember any of it.

pub(crate) mod compression;
pub(crate) mod conditional;
pub(crate) mod cors;
pub(crate) mod guard;
pub(crate) mod headers;
pub(crate) mod ids;
pub(crate) mod kept;
pub(crate) mod limits;
pub(crate) mod measure;
pub(crate) mod problems;
pub(crate) mod trace;
