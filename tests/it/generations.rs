//! Generations: an index built anew beside the one that is searched, the way back, and copies.

use std::path::{Path, PathBuf};

use crate::support::{Said, Server, run};

/// An archive, the index of it, and a place for copies.
struct Scene(tempfile::TempDir);

impl Scene {
    fn new() -> Scene {
        let scene = Scene(tempfile::tempdir().unwrap());
        std::fs::create_dir(scene.path("archive")).unwrap();
        (0..4).for_each(|file| scene.write(file, "phòng cháy"));
        scene.says(&["index", scene.path("archive").to_str().unwrap()], 0);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, file: usize, about: &str) {
        let text = format!("CÔNG VĂN\nSố: {file}-CV/TU\nVề việc {about}.");
        std::fs::write(self.path("archive").join(format!("{file}.txt")), text).unwrap();
    }

    fn says(&self, arguments: &[&str], code: i32) -> Said {
        let said = run(&self.path("index"), arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}{}", said.out, said.err);
        said
    }

    fn found(&self, query: &str) -> usize {
        let said = run(&self.path("index"), &["search", query, "--format", "json"]);
        usize::try_from(said.json()["total"].as_u64().unwrap()).unwrap()
    }
}

/// Flips a bit in the largest file below a folder.
fn damage(folder: &Path) {
    let files = walk(folder);
    let path = files.into_iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn built_anew_and_back() {
    let scene = Scene::new();
    let mut server = Server::start(&scene.path("index"), &["--rate-search", "0"]);
    let generation = |server: &Server| {
        let body = server.get("/readyz").2;
        serde_json::from_str::<serde_json::Value>(&body).unwrap()["generation"].as_u64().unwrap()
    };
    let first = generation(&server);
    scene.says(&["rollback"], 3);
    scene.write(0, "lũ lụt");
    let said = scene.says(&["index", "--rebuild", "--format", "json"], 0);
    assert_eq!((&said.json()["added"], &said.json()["documents"]), (&4.into(), &4.into()));
    assert_eq!((scene.found("cháy"), scene.found("lụt")), (3, 1));
    let rebuilt = (0..100).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        generation(&server)
    });
    let rebuilt = rebuilt.into_iter().find(|now| *now != first).expect("the server takes up what was built");
    assert!(rebuilt > first, "{first} -> {rebuilt}");
    scene.says(&["rollback"], 0);
    assert_eq!((scene.found("cháy"), scene.found("lụt")), (4, 0));
    scene.says(&["rollback"], 0);
    assert_eq!(scene.found("lụt"), 1);
    // What is live is brought into step as always, and nothing is left over.
    scene.write(1, "lũ lụt");
    scene.says(&["index", scene.path("archive").to_str().unwrap()], 0);
    assert_eq!(scene.found("lụt"), 2);
    let health = scene.says(&["check", "--format", "json"], 0).json();
    assert_eq!((&health["sealed"], &health["leftovers"]), (&true.into(), &serde_json::json!([])));
    assert!(server.lives());
}

#[test]
fn what_is_damaged_is_built_anew() {
    let scene = Scene::new();
    scene.says(&["check", "--repair"], 0);
    for damaged in ["generation-1", "generation-2"] {
        damage(&scene.path("index").join(damaged));
        scene.says(&["check"], 4);
        let said = scene.says(&["check", "--repair"], 0);
        assert!(said.err.contains(damaged), "{}", said.err);
        assert_eq!(scene.found("cháy"), 4);
    }
    // Where it is not known what is live, the sources are not known either.
    std::fs::write(scene.path("index").join("current"), "{}").unwrap();
    let said = scene.says(&["check", "--repair"], 3);
    assert!(said.err.contains("index SRC --rebuild"), "{}", said.err);
    scene.says(&["index", "--rebuild", scene.path("archive").to_str().unwrap()], 0);
    assert_eq!(scene.found("cháy"), 4);
    // A damaged generation is not gone back to.
    scene.says(&["index", "--rebuild"], 0);
    let kept = std::fs::read_to_string(scene.path("index").join("current")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    damage(&scene.path("index").join(format!("generation-{}", kept["content"]["kept"])));
    scene.says(&["rollback"], 4);
    assert_eq!(scene.found("cháy"), 4);
}

#[test]
fn copies_are_whole_or_named() {
    let scene = Scene::new();
    let (copy, again) = (scene.path("copy"), scene.path("again"));
    let server = Server::start(&scene.path("index"), &[]);
    let said = scene.says(&["snapshot", "create", copy.to_str().unwrap()], 0);
    assert!(said.out.starts_with("sound: 4 directives, "), "{}", said.out);
    assert_eq!(server.get("/v1/search?q=chay").0, 200);
    scene.says(&["snapshot", "create", copy.to_str().unwrap()], 2);
    scene.says(&["snapshot", "restore", copy.to_str().unwrap()], 2);
    let verified = scene.says(&["snapshot", "verify", copy.to_str().unwrap()], 0);
    assert_eq!(verified.out, said.out);
    let restored = run(&again, &["snapshot", "restore", copy.to_str().unwrap()]);
    assert_eq!(restored.code, 0, "{}{}", restored.out, restored.err);
    let ask = ["search", "phòng cháy", "--facets", "*", "--format", "json"];
    let hits = |said: Said| said.json()["hits"].clone();
    assert_eq!(hits(run(&again, &ask)), hits(scene.says(&ask, 0)));
    assert_eq!(run(&again, &["check"]).code, 0);
    for file in walk(&copy) {
        let whole = std::fs::read(&file).unwrap();
        if whole.is_empty() {
            continue;
        }
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 1;
        std::fs::write(&file, flipped).unwrap();
        scene.says(&["snapshot", "verify", copy.to_str().unwrap()], 4);
        std::fs::write(&file, whole).unwrap();
    }
    scene.says(&["snapshot", "verify", scene.path("none").to_str().unwrap()], 3);
}
