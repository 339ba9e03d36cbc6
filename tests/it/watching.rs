//! A folder that is watched: the index stays in step with it while it is searched.

use std::time::{Duration, Instant};

use crate::support::{Server, program};

fn total(server: &Server) -> u64 {
    let (status, _, body) = server.get("/v1/search?limit=0&q=%22xuy%C3%AAn+l%E1%BB%A5c%22");
    assert_eq!(status, 200, "{body}");
    serde_json::from_str::<serde_json::Value>(&body).unwrap()["total"].as_u64().unwrap()
}

/// Waits until so many are found. Two seconds are promised; a machine that does much else is given more.
fn comes_to(server: &Server, expected: u64, what: &str) {
    let begun = Instant::now();
    while total(server) != expected {
        assert!(begun.elapsed() < Duration::from_secs(10), "{what}: {}\n{}", total(server), server.log());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_watched_folder_stays_in_step() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    std::fs::create_dir_all(archive.join("tỉnh")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(archive.join(name), text).unwrap();
    write("a.txt", "CÔNG VĂN\nVề việc xuyên lục địa");
    let server = Server::start(&index, &["--rate-search", "0", "--watch", archive.to_str().unwrap()]);
    comes_to(&server, 1, "at the start");
    write("b.txt", "CHỈ THỊ\nVề việc xuyên lục địa");
    comes_to(&server, 2, "a new file");
    write("tỉnh/c.txt", "CHỈ THỊ\nVề việc xuyên lục địa");
    comes_to(&server, 3, "a file in a folder");
    write("b.txt", "CHỈ THỊ\nVề việc khác hẳn");
    comes_to(&server, 2, "a changed file");
    std::fs::create_dir(archive.join("mới")).unwrap();
    write("mới/d.txt", "CHỈ THỊ\nVề việc xuyên lục địa");
    comes_to(&server, 3, "a file in a new folder");
    std::fs::remove_file(archive.join("a.txt")).unwrap();
    comes_to(&server, 2, "a removed file");
    // An archive that is away is not an archive that was emptied.
    std::fs::rename(&archive, folder.path().join("away")).unwrap();
    std::fs::create_dir(&archive).unwrap();
    server.log_with("not mounted");
    assert_eq!(total(&server), 2);
    assert_eq!(server.stop(), 0);
}

#[test]
fn there_must_be_something_to_watch() {
    let folder = tempfile::tempdir().unwrap();
    let said = program().arg("--index").arg(folder.path()).args(["serve", "--watch"]).output().unwrap();
    assert_eq!(said.status.code(), Some(2));
}
