//! Ids that would be paths: each is an id that nobody has, and nothing outside the index is opened for it.

use std::path::Path;
use std::process::Command;

use crate::support::{Server, program, run};

use super::wire::Wire;

/// Steps out of a folder, as they are spelled to get past who looks for `../`.
const STEPS: [&str; 14] = [
    "../",
    "..%2f",
    "..%2F",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..%252f",
    "..%5c",
    "%2e%2e%5c",
    "..\\",
    "....//",
    "..;/",
    "..%c0%af",
    "..%00/",
];
/// How many steps are tried.
const DEPTHS: [usize; 5] = [1, 2, 3, 9, 30];
/// Where to: a file of the machine, and one that the test lays beside the archive.
const AIMS: [&str; 3] = ["etc/passwd", "canary.txt", "archive/canary.txt"];
/// Paths that need no step.
const STRAIGHT: [&str; 16] = [
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "file:%2f%2f%2fetc%2fpasswd",
    "%5c%5chost%5cshare",
    "C:%5cwindows%5cwin.ini",
    "%00",
    "x%00.txt",
    "later.txt",
    "later",
    ".",
    "..",
    "%2e",
    "%2e%2e",
    "%ff%fe",
    "~root",
];
const ROUTES: [(&str, &str); 8] = [
    ("/documents/", ""),
    ("/v1/documents/", ""),
    ("/v1/documents/", "/text"),
    ("/v1/documents/", "/matches"),
    ("/v1/documents/", "/citations"),
    ("/v1/documents/", "/cited-by"),
    ("/v1/documents/", "/similar"),
    ("/v1/documents/", "/parallels"),
];
/// What only the file outside the archive holds.
const CANARY: &str = "chim-hoang-yen-7131";

fn payloads() -> Vec<String> {
    let climbs = STEPS.iter().flat_map(|step| DEPTHS.iter().map(move |depth| step.repeat(*depth)));
    let aimed = climbs.flat_map(|climb| AIMS.map(|aim| format!("{climb}{aim}")));
    let straight = STRAIGHT.map(str::to_owned);
    let long = ["a".repeat(4_096), "../".repeat(1_365), "%2e%2e%2f".repeat(455)];
    aimed.chain(straight).chain(["later.txt".to_owned(), format!("%2f{CANARY}")]).chain(long).collect()
}

#[test]
fn no_id_leads_out_of_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index, trace) =
        (folder.path().join("archive"), folder.path().join("index"), folder.path().join("trace"));
    std::fs::create_dir(&archive).unwrap();
    std::fs::write(archive.join("a.txt"), "văn bản trong kho").unwrap();
    std::fs::write(folder.path().join("canary.txt"), CANARY).unwrap();
    assert_eq!(run(&index, &["index", archive.to_str().unwrap()]).code, 0);
    for place in [&archive, &index] {
        std::os::unix::fs::symlink(folder.path().join("canary.txt"), place.join("later.txt")).unwrap();
    }
    let server = Server::start_by(traced(&trace), &index, &["--rate-search", "0"]);
    // What the first requests open once is no answer to a path.
    for path in ["/v1/search?q=van", "/documents/a", "/v1/documents/a/similar", "/v1/documents/a/parallels"] {
        server.get(path);
    }
    let before = opened(&trace).len();
    let payloads = payloads();
    assert!(payloads.len() >= 200, "{}", payloads.len());
    for payload in &payloads {
        for (route, part) in ROUTES {
            refused(&server, &format!("{route}{payload}{part}"));
        }
    }
    let outside: Vec<String> =
        opened(&trace).into_iter().skip(before).filter(|path| !is_own(Path::new(path), &index)).collect();
    assert!(outside.is_empty(), "{outside:?} was looked for");
}

/// Asserts that an address is refused, and that the answer holds nothing of what lies outside.
fn refused(server: &Server, address: &str) {
    // A raw backslash or step in the address must reach the server as it stands.
    let answer = Wire::to(&server.address).and_then(|mut wire| wire.get(address));
    let answer = answer.unwrap_or_else(|error| panic!("{address}: {error}"));
    assert!((400..500).contains(&answer.status), "{address}: {}", answer.status);
    let text = answer.text();
    assert!(!text.contains("root:") && (!text.contains(CANARY) || address.contains(CANARY)), "{address}: {text}");
}

/// Returns the program, watched by strace where there is one; elsewhere the canary alone tells.
fn traced(trace: &Path) -> Command {
    let plain = program();
    if Command::new("strace").args(["-o", "/dev/null", "true"]).output().is_ok_and(|said| said.status.success()) {
        let mut command = Command::new("strace");
        // As a grandchild, so that the server itself is what is started and stopped.
        command
            .args(["--daemonize", "--follow-forks", "--trace=/open", "--output"])
            .arg(trace)
            .arg(plain.get_program());
        plain.get_envs().for_each(|(name, value)| match value {
            Some(value) => drop(command.env(name, value)),
            None => drop(command.env_remove(name)),
        });
        return command;
    }
    plain
}

/// Returns the paths that were opened, or were tried to be.
fn opened(trace: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(trace).unwrap_or_default();
    text.lines().filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

/// Tells whether a path belongs to the index, or to what the machine tells a process of itself.
fn is_own(path: &Path, index: &Path) -> bool {
    let keys = index.with_file_name("index.keys.json");
    path.starts_with(index) || path == keys || path.starts_with("/proc/self") || path.starts_with("/sys/fs/cgroup")
}
