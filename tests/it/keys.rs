//! Keys, from the command that makes them to the server that they open.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::support::{Said, Server, encoded, index, program, run};

/// A folder with a file of keys that does not exist yet.
fn keys() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.json");
    (folder, file)
}

/// Runs `tracuu key`.
fn key(file: &std::path::Path, arguments: &[&str]) -> Said {
    let mut all = vec!["key"];
    all.extend_from_slice(arguments);
    all.extend_from_slice(&["--keys", file.to_str().unwrap()]);
    run(index(), &all)
}

fn create(file: &std::path::Path, arguments: &[&str]) -> String {
    let mut all = vec!["create", "--name", "Cổng"];
    all.extend_from_slice(arguments);
    let said = key(file, &all);
    assert_eq!(said.code, 0, "{}", said.err);
    said.out.trim_end().to_owned()
}

/// Returns the status with which the server answers a key.
fn status(server: &Server, secret: &str) -> u16 {
    server.get_with("/v1/search?limit=0", &[("authorization", &format!("Bearer {secret}"))]).0
}

/// Waits until the server answers a key so, two seconds at most.
fn soon(server: &Server, secret: &str, expected: u16) {
    let begun = Instant::now();
    while status(server, secret) != expected {
        assert!(begun.elapsed() < Duration::from_secs(2), "{expected} did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_key_from_its_making_to_its_end() {
    let (_folder, file) = keys();
    let server =
        Server::start(index(), &["--anonymous", "none", "--keys", file.to_str().unwrap(), "--rate-search", "0"]);
    assert_eq!(server.get("/v1/search").0, 401);
    assert_eq!(server.get("/").0, 401);
    let secret = create(&file, &["--scope", "search", "--expires", "1d"]);
    assert!(secret.starts_with("tk_") && secret.len() == 67, "{secret}");
    soon(&server, &secret, 200);
    let document = server.get_with("/v1/documents/x", &[("authorization", &format!("Bearer {secret}"))]);
    assert_eq!(document.0, 403, "{}", document.2);
    let list = key(&file, &["list", "--format", "json"]).json();
    assert_eq!(list["keys"][0]["state"], "live");
    assert!(!list.to_string().contains("sha256") && !list.to_string().contains(&secret[3..]));
    assert_eq!(key(&file, &["revoke", list["keys"][0]["id"].as_str().unwrap()]).code, 0);
    soon(&server, &secret, 401);
    assert!(key(&file, &["list"]).out.contains("revoked"));
    assert_eq!(key(&file, &["revoke", "nobody"]).code, 1);
}

#[test]
fn a_bound_key_sees_its_province_only() {
    let (_folder, file) = keys();
    let secret = create(&file, &["--scope", "search,read", "--province", "hung yen"]);
    let server = Server::start(index(), &["--keys", file.to_str().unwrap()]);
    let bearer = format!("Bearer {secret}");
    let ask = |query: &str| -> serde_json::Value {
        let (status, _, body) = server.get_with(&format!("/v1/search?{query}"), &[("authorization", &bearer)]);
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let expected = run(index(), &["search", "", "--province", "Hưng Yên", "--format", "json"]).json();
    assert!(expected["total"].as_u64() > Some(0));
    assert_eq!(ask("")["total"], expected["total"]);
    assert_eq!(ask("")["query"]["forced"], serde_json::json!(["province"]));
    let values = ask("limit=0&facets=province")["facets"]["province"].clone();
    assert_eq!((&values["total_values"], &values["values"][0]["value"]), (&1.into(), &"hung-yen".into()));
    assert_eq!(ask(&format!("province={}", encoded("Ninh Bình")))["total"], 0);
    let outside = run(index(), &["search", "", "--province", "!Hưng Yên", "--format", "json"]).json();
    let id = outside["hits"][0]["id"].as_str().unwrap();
    for path in [format!("/v1/documents/{id}"), format!("/documents/{id}")] {
        assert_eq!(server.get(&path).0, 200, "{path}");
        assert_eq!(server.get_with(&path, &[("authorization", &bearer)]).0, 404, "{path}");
    }
}

#[test]
fn what_cannot_be_made() {
    let (_folder, file) = keys();
    let cases: [&[&str]; 10] = [
        &["--scope", "serach"],
        &["--scope", ""],
        &["--scope", "search", "--expires", "2020-01-01"],
        &["--scope", "search", "--expires", "soon"],
        &["--scope", "search", "--province", "Hưng Yênn"],
        &["--scope", "search", "--province", "!Hưng Yên"],
        &["--scope", "search", "--level", "làng"],
        &["--scope", "ingest", "--province", "Hưng Yên"],
        &["--scope", "admin", "--level", "tỉnh"],
        &["--scope", "search,metrics", "--level", "tỉnh"],
    ];
    for arguments in cases {
        let mut all = vec!["create", "--name", "Cổng"];
        all.extend_from_slice(arguments);
        let said = key(&file, &all);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}: {}", said.err);
    }
    assert!(!file.exists());
    std::fs::write(&file, "{}").unwrap();
    for arguments in [&["list"][..], &["create", "--name", "Cổng", "--scope", "search"]] {
        assert_eq!(key(&file, arguments).code, 3, "{arguments:?}");
    }
    let flags: [&[&str]; 6] = [
        &["--anonymous", "ingest"],
        &["--trust-proxy", "10.0.0.0/8"],
        &["--identity-header", "x-user"],
        &["--trust-proxy", "10.0.0.0/99", "--identity-header", "x-user"],
        &["--cors-origin", "*"],
        &["--rate-search", "-1"],
    ];
    for flags in flags {
        let mut all = vec!["serve", "--listen", "127.0.0.1:0"];
        all.extend_from_slice(flags);
        assert_eq!(run(index(), &all).code, 2, "{flags:?}");
    }
}

#[test]
fn the_log_names_who_asked_and_no_secret() {
    let (_folder, file) = keys();
    let secret = create(&file, &["--scope", "search"]);
    let id = key(&file, &["list", "--format", "json"]).json()["keys"][0]["id"].as_str().unwrap().to_owned();
    let mut command = program();
    command.env("RUST_LOG", "trace");
    let flags = ["--trust-proxy", "127.0.0.1", "--identity-header", "x-remote-user", "--keys", file.to_str().unwrap()];
    let server = Server::start_by(command, index(), &flags);
    let wrong = format!("tk_{}", "5".repeat(64));
    assert_eq!(status(&server, &secret), 200);
    assert_eq!(status(&server, &wrong), 401);
    let headers = [("x-remote-user", "nguyen-van-an")];
    assert_eq!(server.get_with("/v1/search?q=bi+mat", &headers).0, 200);
    let log = server.log_with("nguyen-van-an");
    assert!(log.contains(&id), "{log}");
    for hidden in [&secret[3..], &wrong[3..], "bi+mat", "bi mat"] {
        assert!(!log.contains(hidden), "{hidden} is in the log");
    }
}

#[test]
fn too_many_requests_are_told_so() {
    let server = Server::start(index(), &["--rate-search", "3"]);
    let statuses: Vec<u16> = (0..5).map(|_| server.get("/v1/search?limit=0").0).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    assert_eq!(server.get("/healthz").0, 200);
}
