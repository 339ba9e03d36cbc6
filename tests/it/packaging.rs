//! What is shipped beside the program: the settings, the unit and the container say nothing that the program does not know.

use std::process::Command;

use serde_json::Value;

use crate::support::{Server, index, program, root, said};

/// Settings whose default depends on the machine; the file shows an example.
const OF_THE_MACHINE: [&str; 1] = ["keys"];

fn packed(name: &str) -> String {
    std::fs::read_to_string(root().join("packaging").join(name)).unwrap()
}

fn settings(text: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tracuu.toml"), text).unwrap();
    let said = said(&program().current_dir(&folder).args(["config", "--format", "json"]).output().unwrap());
    assert_eq!(said.code, 0, "{}", said.err);
    said.json()["settings"].as_array().unwrap().clone()
}

/// Returns what a command knows, as its help tells it.
fn help(command: &str) -> String {
    said(&program().args([command, "--help"]).output().unwrap()).out
}

#[test]
fn the_file_of_settings_shows_every_key_with_its_default() {
    let text = packed("tracuu.toml");
    let opened: String = text
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .fold(String::new(), |text, line| text + line + "\n");
    let (untouched, opened) = (settings(&text), settings(&opened));
    for (default, shown) in untouched.iter().zip(&opened) {
        let key = default["key"].as_str().unwrap();
        assert_eq!((&default["origin"], &shown["origin"]), (&"default".into(), &"file".into()), "{key} is not shown");
        let free = default["value"].is_null() || OF_THE_MACHINE.contains(&key);
        assert!(
            free || default["value"] == shown["value"],
            "{key}: {} is not the default {}",
            shown["value"],
            default["value"]
        );
    }
    let documented = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    for setting in &untouched {
        let (key, flag) = (setting["key"].as_str().unwrap(), setting["flag"].as_str());
        let told = documented.contains(&format!("`{key}`")) || flag.is_none_or(|flag| documented.contains(flag));
        assert!(told, "docs/operations.md does not tell of {key}");
    }
}

#[test]
fn the_unit_and_the_container_use_flags_that_there_are() {
    let known = help("serve");
    let mut seen = 0;
    for name in ["tracuu.service", "Dockerfile"] {
        let text = packed(name);
        let commands = text
            .lines()
            .filter(|line| ["ExecStart", "CMD", "ENTRYPOINT", "ENV"].iter().any(|first| line.starts_with(first)));
        for word in commands.flat_map(|line| line.split([' ', '"', ',', '='])) {
            if word.starts_with("--") || word.starts_with("TRACUU_") {
                assert!(known.contains(word), "{name}: {word} is unknown to tracuu serve");
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "nothing was looked at");
}

#[test]
fn the_check_of_the_container_tells_a_server_that_lives_from_one_that_does_not() {
    let text = packed("Dockerfile");
    let check = text.lines().find(|line| line.starts_with("HEALTHCHECK")).unwrap();
    let words: Vec<String> = serde_json::from_str(check.split_once("CMD ").unwrap().1).unwrap();
    let server = Server::start(index(), &[]);
    let port = server.address.rsplit_once(':').unwrap().1.to_owned();
    let checks = |port: &str| {
        let words: Vec<String> = words.iter().map(|word| word.replace("/7700", &format!("/{port}"))).collect();
        Command::new(&words[0]).args(&words[1..]).output().unwrap().status.success()
    };
    assert!(checks(&port));
    server.stop();
    assert!(!checks(&port));
}
