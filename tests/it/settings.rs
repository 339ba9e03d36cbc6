//! Settings: whose word holds, what is told of it, and what is refused.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Said, Server, index, program, run, said};

/// The four places where a setting may stand, as a table says which of them speak.
#[derive(Clone, Copy, Default)]
struct Places<'a> {
    flag: Option<&'a str>,
    environment: Option<&'a str>,
    file: Option<&'a str>,
}

/// Returns the program with a file of settings in the folder in which it runs.
fn with_file(folder: &Path, text: &str) -> Command {
    std::fs::write(folder.join("tracuu.toml"), text).unwrap();
    let mut command = program();
    command.current_dir(folder);
    command
}

fn config(command: &mut Command, arguments: &[&str]) -> Said {
    said(&command.arg("config").args(arguments).output().unwrap())
}

fn setting(said: &Said, key: &str) -> (Value, String) {
    let json = said.json();
    let found = json["settings"].as_array().unwrap().iter().find(|setting| setting["key"] == key);
    let found = found.unwrap_or_else(|| panic!("{key} is not told"));
    (found["value"].clone(), found["origin"].as_str().unwrap().to_owned())
}

#[test]
fn a_flag_goes_before_the_environment_before_the_file_before_the_default() {
    let (flag, environment, file) = (Some("1"), Some("2"), Some("3"));
    let none = Places::default();
    for (from, value, origin) in [
        (Places { flag, environment, file }, 1, "flag"),
        (Places { environment, file, ..none }, 2, "environment"),
        (Places { file, ..none }, 3, "file"),
        (none, 600, "default"),
        (Places { flag, file, ..none }, 1, "flag"),
        (Places { flag, environment, ..none }, 1, "flag"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command =
            with_file(folder.path(), &from.file.map_or(String::new(), |n| format!("rate_search = {n}\n")));
        if let Some(number) = from.environment {
            command.env("TRACUU_RATE_SEARCH", number);
        }
        let mut arguments = vec!["--format", "json"];
        arguments.extend(from.flag.iter().flat_map(|number| ["--rate-search", number]));
        let said = config(&mut command, &arguments);
        assert_eq!(setting(&said, "rate_search"), (value.into(), origin.to_owned()), "{}", said.err);
    }
}

#[test]
fn what_is_printed_is_a_file_that_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let text = "index = 'kho'\nlisten = '0.0.0.0:8080'\ntrust_proxy = ['10.0.0.0/8']\nidentity_header = 'x-user'\nsources = ['a b', 'c']\n";
    let mut command = with_file(folder.path(), text);
    let first = config(command.env("TRACUU_CORS_ORIGIN", "https://a.example,https://b.example"), &["--show-origin"]);
    for line in [
        "# file: tracuu.toml",
        "index = \"kho\"  # file",
        "sources = [\"a b\", \"c\"]  # file",
        "cors_origin = [\"https://a.example\", \"https://b.example\"]  # environment",
        "anonymous = \"none\"  # default",
        "header_timeout = 10  # default",
        "# searches is not set  # default",
    ] {
        assert!(first.out.lines().any(|found| found == line), "{line} is not in\n{}{}", first.out, first.err);
    }
    let second = config(&mut with_file(folder.path(), &first.out), &[]);
    let without_origins: Vec<&str> =
        first.out.lines().map(|line| line.rsplit_once("  # ").map_or(line, |(line, _)| line)).collect();
    assert_eq!(second.out.lines().collect::<Vec<_>>(), without_origins);
}

#[test]
fn faults_of_the_file_are_faults_of_usage() {
    for (text, told) in [
        ("listne = '127.0.0.1:1'", "tracuu.toml: `listne` is no setting; the nearest is `listen`"),
        ("rate_search = '9'", "tracuu.toml: `rate_search` must be a whole number"),
        ("listen = 'here'", "tracuu.toml: `listen`: invalid value 'here'"),
        ("max_connections = 0", "tracuu.toml: `max_connections`: invalid value '0'"),
        ("= 1", "tracuu.toml: TOML parse error at line 1"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for command in ["config", "serve", "search"] {
            let said = said(&with_file(folder.path(), text).arg(command).output().unwrap());
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{text}: {}", said.err);
            assert!(said.err.contains(told), "{text}: {}", said.err);
        }
    }
    let said = run(index(), &["--config", "/nowhere/tracuu.toml", "config"]);
    assert!(said.code == 2 && said.err.contains("/nowhere/tracuu.toml"), "{}", said.err);
    for (name, value) in [("TRACUU_LISTEN", "here"), ("TRACUU_MAX_CONNECTIONS", "no")] {
        assert_eq!(config(program().env(name, value), &[]).code, 2, "{name}");
    }
    // The one in the file, the other typed: both are needed, wherever they stand.
    let folder = tempfile::tempdir().unwrap();
    let file = "identity_header = 'x-user'\n";
    let half = said_of(with_file(folder.path(), file).args(["serve", "--listen", "127.0.0.1:0"]));
    assert!(half.code == 2 && half.err.contains("go together"), "{}", half.err);
}

fn said_of(command: &mut Command) -> Said {
    said(&command.output().unwrap())
}

#[test]
fn a_server_does_what_its_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, "rate_search = 2\nanonymous = \"search\"\nmax_body_bytes = 10\nheader_timeout = 1\n")
        .unwrap();
    let mut command = program();
    command.env("TRACUU_CONFIG", &file);
    let server = Server::start_by(command, index(), &[]);
    let statuses = [(); 3].map(|()| server.get("/v1/search?q=an").0);
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(server.get("/v1/search/export?q=an").0, 401);
}

#[test]
fn the_folder_of_the_index_and_the_keys_hold_for_their_commands() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("k.json");
    let text = format!("index = {:?}\nkeys = {keys:?}\n", index());
    let found = said_of(with_file(folder.path(), &text).args(["search", "công an", "--format", "json"]));
    assert_eq!(found.code, 0, "{}", found.err);
    let made = said_of(with_file(folder.path(), &text).args(["key", "create", "--name", "A", "--scope", "search"]));
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(keys.exists());
    let told = config(&mut with_file(folder.path(), &text), &[]);
    assert!(!told.out.contains(made.out.trim()), "a secret is no setting");
}
