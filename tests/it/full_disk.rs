//! A disk without room: a run says so and changes nothing, a server goes on, and both work again when there is room.
//!
//! The disk is a small one in memory. Only root may mount it, or anybody in a namespace of their own, where the system lets
//! them make one; where neither is so the tests say that they are skipped.
#![expect(clippy::print_stderr, reason = "says what is skipped, and what was told inside")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::effort::{Random, rounds, seed};
use crate::support::{Server, run};

/// Set where the test runs in its namespace already.
const INSIDE: &str = "TRACUU_TEST_INSIDE";

/// Runs a test again, in a namespace in which it may mount. Tells whether this is that second time.
fn is_inside(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let unshare = || {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount"]);
        command
    };
    if !unshare().arg("true").output().is_ok_and(|output| output.status.success()) {
        eprintln!("{test}: SKIPPED: this system lets nobody mount a small disk (unshare --map-root-user --mount)");
        return false;
    }
    let name = format!("full_disk::{test}");
    let mut again = unshare();
    again.arg(std::env::current_exe().unwrap()).args(["--exact", &name, "--nocapture"]).env(INSIDE, "1");
    let output = again.output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
    eprintln!("{told}");
    false
}

/// A disk in memory, with an index on it and the archive beside it.
struct Scene {
    folder: tempfile::TempDir,
    random: Random,
}

impl Scene {
    fn new(seed: u64) -> Scene {
        let scene = Scene { folder: tempfile::tempdir().unwrap(), random: Random(seed) };
        for name in ["archive", "disk"] {
            std::fs::create_dir(scene.path(name)).unwrap();
        }
        scene.mount("size=64m");
        scene
    }

    fn mount(&self, options: &str) {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(self.path("disk"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Leaves so many KiB of room.
    fn leave(&self, room: u64) {
        let output = Command::new("df").args(["--output=used", "--block-size=1K"]).arg(self.path("disk")).output();
        let told = String::from_utf8(output.unwrap().stdout).unwrap();
        let used: u64 = told.lines().nth(1).unwrap().trim().parse().unwrap();
        self.mount(&format!("remount,size={}k", used + room));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn index(&self) -> PathBuf {
        self.path("disk/index")
    }

    /// Writes files of words that no other has.
    fn write(&mut self, version: usize) {
        for file in 0..6 {
            let text = format!("Số {file}-CV/TU: lanthu{version} {}", self.text(20_000));
            std::fs::write(self.path("archive").join(format!("{file}.txt")), text).unwrap();
        }
    }

    fn text(&mut self, bytes: usize) -> String {
        (0..bytes / 8).map(|_| format!("{:07x} ", self.random.next() >> 36)).collect()
    }

    /// Returns how many directives are of each version.
    fn held(&self, versions: usize) -> BTreeMap<usize, u64> {
        let found = |version: usize| {
            let said = run(&self.index(), &["search", &format!("lanthu{version}"), "--format", "json", "--limit", "1"]);
            assert!(said.code <= 1, "{}", said.err);
            said.json()["total"].as_u64().unwrap()
        };
        (0..=versions).map(|version| (version, found(version))).filter(|(_, found)| *found > 0).collect()
    }

    fn step(&self) -> crate::support::Said {
        run(&self.index(), &["index", self.path("archive").to_str().unwrap()])
    }
}

fn is_sound(index: &Path, what: &str) {
    let said = run(index, &["check", "--format", "json"]);
    assert_eq!((said.code, &said.json()["leftovers"]), (0, &serde_json::json!([])), "{what}: {}", said.out);
}

#[test]
fn a_run_on_a_full_disk_changes_nothing() {
    if !is_inside("a_run_on_a_full_disk_changes_nothing") {
        return;
    }
    let mut scene = Scene::new(seed("a_run_on_a_full_disk_changes_nothing"));
    scene.write(0);
    assert_eq!(scene.step().code, 0);
    let mut failed = 0;
    for version in 1..=rounds(8, 400) {
        scene.write(version);
        let room = scene.random.below(600);
        let what = format!("round {version}, {room} KiB of room");
        scene.leave(room);
        let said = scene.step();
        if said.code != 0 {
            failed += 1;
            assert_eq!(said.code, 3, "{what}: {}", said.err);
            let index = scene.index().display().to_string();
            assert!(said.err.contains(&index) && said.err.contains("the disk is full"), "{what}: {}", said.err);
            assert_eq!(scene.held(version), [(version - 1, 6)].into(), "{what}: {}", said.err);
        }
        scene.mount("remount,size=64m");
        let said = scene.step();
        assert_eq!((said.code, scene.held(version)), (0, [(version, 6)].into()), "{what}: {}", said.err);
        is_sound(&scene.index(), &what);
    }
    assert!(failed > 0, "the disk was never full");
}

#[test]
fn a_server_on_a_full_disk_goes_on() {
    if !is_inside("a_server_on_a_full_disk_goes_on") {
        return;
    }
    let mut scene = Scene::new(seed("a_server_on_a_full_disk_goes_on"));
    scene.write(0);
    assert_eq!(scene.step().code, 0);
    let said = run(&scene.index(), &["key", "create", "--name", "Cổng", "--scope", "ingest"]);
    let bearer = format!("Bearer {}", said.out.trim_end());
    let mut server = Server::start(&scene.index(), &["--rate-ingest", "0", "--rate-search", "0"]);
    let put = |server: &Server, id: usize, text: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain; charset=utf-8")];
        server.send(("PUT", &format!("/v1/documents/gui{id}")), &headers, text)
    };
    let total = |server: &Server| {
        let (status, _, body) = server.get("/v1/search?q=guiden&limit=0");
        assert_eq!(status, 200, "{body}");
        serde_json::from_str::<serde_json::Value>(&body).unwrap()["total"].as_u64().unwrap()
    };
    let mut sent = 0;
    for round in 0..rounds(3, 60) {
        scene.leave(300 + 40 * round as u64 % 400);
        let refused = loop {
            let text = format!("Số {sent}-CV/TU: guiden {}", scene.text(30_000));
            let reply = put(&server, sent, &text);
            if reply.status != 201 {
                break (text, reply);
            }
            sent += 1;
            assert!(sent < 10_000, "the disk is never full");
        };
        let (text, reply) = refused;
        assert_eq!((reply.status, &reply.json()["code"]), (503, &"index-unavailable".into()), "{}", reply.body);
        assert!(server.lives() && server.get("/healthz").0 == 200, "{}", server.log());
        server.log_with("the disk is full");
        assert_eq!(total(&server), sent as u64, "what was acknowledged is found");
        scene.mount("remount,size=64m");
        let reply = put(&server, sent, &text);
        assert_eq!(reply.status, 201, "round {round}: {}\n{}", reply.body, server.log());
        sent += 1;
        assert_eq!(total(&server), sent as u64);
    }
    assert_eq!(server.stop(), 0);
    assert_eq!(scene.step().code, 0);
    is_sound(&scene.index(), "after all");
}
