//! Directives sent over HTTP: seen at once, kept over restarts and runs, taken back.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::effort::{Random, rounds, seed};
use crate::support::{Reply, Server, run};

/// An index of its own, with a key that may send and search.
pub(crate) struct Scene {
    folder: TempDir,
    pub(crate) secret: String,
}

impl Scene {
    /// Makes an archive of one file, its index, and a key of the given scopes.
    pub(crate) fn new(scopes: &str) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("archive")).unwrap();
        std::fs::write(folder.path().join("archive/kho.txt"), "Số 1/CT-UBND lưu trong kho").unwrap();
        let scene = Scene { secret: String::new(), folder };
        assert_eq!(scene.step()["added"], 1);
        let said = run(&scene.index(), &["key", "create", "--name", "Cổng", "--scope", scopes]);
        Scene { secret: said.out.trim_end().to_owned(), ..scene }
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Brings the index into step with the archive, and returns the report.
    pub(crate) fn step(&self) -> serde_json::Value {
        let archive = self.folder.path().join("archive");
        run(&self.index(), &["index", archive.to_str().unwrap(), "--format", "json"]).json()
    }

    pub(crate) fn serve(&self) -> Server {
        Server::start(&self.index(), &["--rate-ingest", "0", "--rate-search", "0"])
    }

    fn send(&self, server: &Server, request: (&str, &str), kind: &str, body: &str) -> Reply {
        server.send(request, &[("authorization", &format!("Bearer {}", self.secret)), ("content-type", kind)], body)
    }

    pub(crate) fn put(&self, server: &Server, id: &str, text: &str) -> (u16, String) {
        let reply = self.send(server, ("PUT", &format!("/v1/documents/{id}")), "text/plain; charset=utf-8", text);
        (reply.status, reply.json()["status"].as_str().unwrap_or_default().to_owned())
    }

    fn delete(&self, server: &Server, id: &str) -> u16 {
        self.send(server, ("DELETE", &format!("/v1/documents/{id}")), "text/plain", "").status
    }
}

/// Returns how many directives hold a word.
pub(crate) fn found(server: &Server, word: &str) -> u64 {
    let (_, _, body) = server.get(&format!("/v1/search?limit=0&q={word}"));
    serde_json::from_str::<serde_json::Value>(&body).unwrap()["total"].as_u64().unwrap()
}

#[test]
fn what_is_sent_is_seen_kept_and_taken_back() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    let done = |status, said: &str| (status, said.to_owned());
    assert_eq!(scene.put(&server, "a", "Số 2/CT-UBND lanthunhat"), done(201, "added"));
    // Whoever was answered finds it: nothing is waited for.
    assert_eq!((found(&server, "lanthunhat"), found(&server, "luu+trong+kho")), (1, 1));
    assert_eq!(scene.put(&server, "a", "Số 2/CT-UBND lanthunhat"), done(200, "unchanged"));
    assert_eq!(scene.put(&server, "a", "Số 2/CT-UBND lanthuhai"), done(200, "changed"));
    assert_eq!((found(&server, "lanthunhat"), found(&server, "lanthuhai")), (0, 1));
    assert_eq!(scene.put(&server, "b", "Số 3/CT-UBND lanthuhai"), done(201, "added"));
    assert_eq!(server.get("/v1/documents/a").0, 200);
    assert_eq!(scene.put(&server, "kho", "khác").0, 409);
    assert_eq!(scene.delete(&server, "kho"), 409);
    assert_eq!((scene.delete(&server, "b"), scene.delete(&server, "b")), (204, 404));
    assert_eq!((found(&server, "lanthuhai"), server.get("/v1/documents/b").0), (1, 404));
    assert_eq!(server.stop(), 0);

    let report = scene.step();
    assert_eq!((&report["unchanged"], &report["removed"], &report["documents"]), (&2.into(), &0.into(), &2.into()));
    let server = scene.serve();
    assert_eq!((found(&server, "lanthuhai"), found(&server, "luu+trong+kho")), (1, 1));
    assert_eq!(scene.put(&server, "a", "Số 2/CT-UBND lanthuhai"), done(200, "unchanged"));
}

#[test]
fn an_index_built_anew_holds_what_was_sent() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    let body = "{\"title\":\"Về phòng cháy\",\"text\":\"Số 4/CT-UBND nguonsong\"}";
    assert_eq!(scene.send(&server, ("PUT", "/v1/documents/c"), "application/json", body).status, 201);
    drop(server);
    let index = scene.index();
    for entry in std::fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.ends_with("received") {
            continue;
        }
        if entry.is_dir() { std::fs::remove_dir_all(entry).unwrap() } else { std::fs::remove_file(entry).unwrap() }
    }
    assert_eq!(scene.step()["added"], 2);
    let said = run(&index, &["search", "tiêu_đề:cháy", "nguonsong", "--format", "json"]);
    assert_eq!(said.json()["hits"][0]["id"], "c", "{}", said.out);
}

#[test]
fn what_is_not_taken_is_told() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    let text = "text/plain";
    for (path, kind, body, status, code) in [
        ("/v1/documents/a", text, "", 422, "invalid-document"),
        ("/v1/documents/a", text, "a\0b", 422, "invalid-document"),
        ("/v1/documents/..%2Fa", text, "a", 422, "invalid-document"),
        ("/v1/documents/%FF", text, "a", 422, "invalid-document"),
        ("/v1/documents/a", "application/pdf", "a", 415, "unsupported-media-type"),
        ("/v1/documents/a", "application/json", "{", 400, "invalid-json"),
    ] {
        let reply = scene.send(&server, ("PUT", path), kind, body);
        assert_eq!(reply.status, status, "{path} {kind}: {}", reply.body);
        assert_eq!(reply.json()["code"], code, "{path} {kind}: {}", reply.body);
    }
    assert_eq!(Scene::new("ingest").put(&server, "a", "Số 1").0, 401, "a key of another server");
    let own = Scene::new("search,read");
    assert_eq!(own.put(&own.serve(), "a", "Số 1").0, 403);
    assert_eq!(scene.step()["documents"], 1);
}

/// Kills a server while directives are sent: whatever was acknowledged is there afterwards, once.
#[test]
fn a_killed_server_keeps_what_it_acknowledged() {
    let mut random = Random(seed("a_killed_server_keeps_what_it_acknowledged"));
    let scene = Scene::new("ingest");
    let (mut acknowledged, enough) = (0, rounds(20, 1_000));
    // On a machine that does much else, nothing may be acknowledged in so short a time: then it goes on, with more of it.
    for round in 0..enough * 5 {
        if round >= enough && acknowledged > 0 {
            break;
        }
        let server = scene.serve();
        let longest = 300_000 * (1 + round / enough) as u64;
        let wait = std::time::Duration::from_micros(random.below(longest));
        let got = std::thread::scope(|scope| {
            let sending = scope.spawn(|| sent_until_it_ends(&scene, &server, round));
            std::thread::sleep(wait);
            server.kill();
            sending.join().unwrap()
        });
        acknowledged += got.len();
        for id in got {
            let said = run(&scene.index(), &["show", &id]);
            assert_eq!(said.code, 0, "round {round}: {id} was acknowledged and is lost: {}", said.err);
        }
    }
    assert!(acknowledged > 0, "nothing was acknowledged: the test shows nothing");
    scene.step();
    let said = run(&scene.index(), &["search", "giữ nguyên", "--format", "json", "--limit", "0"]);
    let received = std::fs::read_dir(scene.index().join("received")).unwrap().count();
    assert_eq!(said.json()["total"].as_u64(), Some(received as u64), "each that was received is there once");
}

/// Sends directives until the server is gone; returns the ids that were acknowledged.
fn sent_until_it_ends(scene: &Scene, server: &Server, round: usize) -> Vec<String> {
    let headers = [("authorization", format!("Bearer {}", scene.secret)), ("content-type", "text/plain".to_owned())];
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let ids = (0..500).map(|number| format!("r{round}-{number}"));
    let put = |id: &String| {
        let path = format!("/v1/documents/{id}");
        let reply = server.try_send(("PUT", &path), &headers, "CÔNG VĂN\nVề việc giữ nguyên");
        reply.is_some_and(|reply| reply.status == 201)
    };
    ids.take_while(put).collect()
}
