//! End-to-end tests: the real program, a real server, an index built from `seeds/`.
//!
//! One binary, so that it is linked once. Rules of a crate are tested beside their code; here is what a person, a
//! portal or an archivist sees.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "tests make the files that the program reads")]

/// Folders of all kinds into an index: bad files, second runs, two writers.
mod archive;
/// Batches of directives: many in one body, answered line by line.
mod batches;
/// Whole sets, lists of numbers and the citation graph, from both faces.
mod breadth;
/// The citation graph: cites, cited-by, coverage.
mod citing;
/// The client of the documentation, against a real server.
mod client;
/// How much the tests that try many times try.
mod effort;
/// The end of an export: whole, or cut.
mod exporting;
/// Measuring how well directives are read.
mod extraction;
/// A disk without room, for a run and for a server.
mod full_disk;
/// Generations: built anew, gone back to, copied.
mod generations;
/// Searches that researchers wrote down, with what must come.
mod gold_searches;
/// Looking an index over, and a server whose index is damaged.
mod health;
/// Laws of the house, read off the sources.
mod house;
/// Directives sent over HTTP: seen, kept, taken back.
mod intake;
/// Keys: made, listed, taken back, and what they open.
mod keys;
/// Runs that are killed: nothing acknowledged is lost.
mod kill;
/// Directives that are kin to one: similar, parallels.
mod kinship;
/// What the server logs.
mod logging;
/// The memory of a run, seen from outside.
mod memory;
/// What is shipped beside the program: settings, unit, container.
mod packaging;
/// Reading one directive: inspect, show, analyze.
mod reading;
/// Asking: words, numbers, filters, facets, formats, exit codes.
mod searching;
/// The HTTP API and the reading room, over a real socket.
mod serving;
/// Settings: flags, environment, file.
mod settings;
/// The server under attack and under load.
mod steady;
/// Starting the program and the server.
mod support;
/// A folder that is watched.
mod watching;
/// Archives from before Unicode, in old encodings.
mod written;
