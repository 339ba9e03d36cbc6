//! The walls of the house: which crate may import what. Read off `cargo metadata` and the sources, so that a wall does
//! not depend on anyone's attention.

use std::path::{Path, PathBuf};

use crate::support::root;

/// Crate, and what it must never depend on.
const FORBIDDEN: [(&str, &[&str]); 7] = [
    ("vietnamese", &["directive", "schema", "indexer", "search", "server", "cli", "tantivy", "tokio"]),
    ("directive", &["schema", "indexer", "search", "server", "cli", "tantivy", "tokio"]),
    ("schema", &["indexer", "search", "server", "cli", "axum", "clap", "tokio"]),
    ("indexer", &["search", "server", "cli", "axum", "clap", "tokio"]),
    ("search", &["indexer", "server", "cli", "axum", "clap", "tokio"]),
    ("server", &["indexer", "cli", "tantivy", "clap"]),
    ("cli", &["tantivy", "axum"]),
];

/// Crates whose sources must not touch the disk.
const DISKLESS: [&str; 3] = ["vietnamese", "directive", "schema"];

/// Files of other crates that may, each for the reason it gives.
const DISK_USERS: [&str; 9] = [
    "cli/src/extraction/gold.rs",
    "cli/src/retrieval/judged.rs",
    "cli/src/settings/file.rs",
    "indexer/src/archive.rs",
    "indexer/src/archive/reading.rs",
    "indexer/src/disk.rs",
    "indexer/src/writer_lock.rs",
    "search/src/standing.rs",
    "server/src/guard/file.rs",
];

/// Pieces of code that may stand in one file only.
const ONE_PLACE: [(&str, &[&str]); 2] =
    [("directive::parse(", &["indexer/src/prepare.rs"]), ("add_text_field(", &["schema/src/fields.rs"])];

#[test]
fn no_crate_depends_on_what_it_must_not() {
    let metadata = cargo_metadata::MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec();
    let metadata = metadata.unwrap();
    let mut found = Vec::new();
    for (name, forbidden) in FORBIDDEN {
        let package = metadata.packages.iter().find(|package| package.name.as_str() == name);
        let package = package.unwrap_or_else(|| panic!("there is no crate {name}"));
        let normal =
            package.dependencies.iter().filter(|dependency| dependency.kind == cargo_metadata::DependencyKind::Normal);
        found.extend(
            normal
                .filter(|dependency| forbidden.contains(&dependency.name.as_str()))
                .map(|dependency| format!("{name} -> {}", dependency.name)),
        );
    }
    assert_eq!(metadata.packages.len(), FORBIDDEN.len(), "a crate without a rule");
    assert!(found.is_empty(), "forbidden imports: {found:?}");
}

#[test]
fn sources_keep_to_their_room() {
    let mut found = Vec::new();
    let rooms = sources().into_iter().filter(|(path, _)| !path.contains("/tests"));
    for (path, source) in rooms {
        let code = without_tests_and_comments(&source);
        let (krate, _) = path.split_once('/').unwrap();
        let fs = code.contains("std::fs") || code.contains("fs::read") || code.contains("File::open");
        if fs && (DISKLESS.contains(&krate) || !DISK_USERS.contains(&path.as_str())) {
            found.push(format!("{path} uses std::fs"));
        }
        if code.contains("println!") || code.contains("eprintln!") {
            found.push(format!("{path} prints"));
        }
        for (piece, places) in ONE_PLACE {
            if code.contains(piece) && !places.contains(&path.as_str()) {
                found.push(format!("{path} holds {piece}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, source)| !source.starts_with("//! ")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "no opening comment: {silent:?}");
}

#[test]
fn every_test_file_is_part_of_the_binary() {
    let main = std::fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for entry in std::fs::read_dir(root().join("tests/it")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(path.is_dir() || name == "main" || main.contains(&format!("mod {name};")), "{name}.rs is never run");
    }
}

/// Returns all sources of the crates, by their path below `crates/`.
fn sources() -> Vec<(String, String)> {
    let crates = root().join("crates");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = FORBIDDEN.iter().map(|(name, _)| crates.join(name).join("src")).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push((below(&crates, &path), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn below(top: &Path, path: &Path) -> String {
    path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/")
}

fn without_tests_and_comments(source: &str) -> String {
    let code = source.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}
