//! Looking an index over, and a server whose index is damaged under it.

use std::path::{Path, PathBuf};

use crate::effort::{Random, rounds, seed};
use crate::support::{Server, run, seeds};

fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["index", seeds().to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    folder
}

/// Returns the files of the live generation.
fn files(index: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(index.join("generation-1")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.metadata().unwrap().len() > 0);
    files.sort();
    files
}

fn flip(path: &Path, random: &mut Random) {
    use std::os::unix::fs::FileExt;
    let file = std::fs::File::options().read(true).write(true).open(path).unwrap();
    let place = random.below(file.metadata().unwrap().len());
    let mut byte = [0];
    file.read_exact_at(&mut byte, place).unwrap();
    file.write_all_at(&[byte[0] ^ 1 << random.below(8)], place).unwrap();
}

#[test]
fn damage_is_named() {
    let folder = indexed();
    let said = run(folder.path(), &["check"]);
    assert!(said.code == 0 && said.out.starts_with("sound: 5 directives, "), "{}{}", said.out, said.err);
    let mut random = Random(seed("damage_is_named"));
    let files = files(folder.path());
    let damaged = &files[usize::try_from(random.below(files.len() as u64)).unwrap()];
    flip(damaged, &mut random);
    let said = run(folder.path(), &["check", "--format", "json"]);
    let name = format!("generation-1/{}", damaged.file_name().unwrap().to_str().unwrap());
    assert_eq!((said.code, &said.json()["damaged"]), (4, &serde_json::json!([name])));
    assert_eq!(run(&folder.path().join("none"), &["check"]).code, 3);
}

/// What is damaged may be wrong or not to be had, but it does not end the server.
#[test]
fn a_server_outlives_its_index() {
    let mut random = Random(seed("a_server_outlives_its_index"));
    for round in 0..rounds(6, 500) {
        let folder = indexed();
        let mut server = Server::start(folder.path(), &["--rate-search", "0"]);
        for path in files(folder.path()) {
            (0..8).for_each(|_| flip(&path, &mut random));
        }
        for path in ["/v1/search?q=cong+an+xa&facets=*", "/v1/search?q=%22an+ninh%22", "/v1/suggest?q=cong", "/readyz"]
        {
            let reply = server.try_send(("GET", path), &[], "");
            let reply = reply.unwrap_or_else(|| panic!("round {round}: {path}: no answer\n{}", server.log()));
            let (status, body) = (reply.status, reply.body);
            assert!([200, 404, 500, 503].contains(&status), "round {round}: {path}: {status} {body}");
        }
        assert!(server.lives(), "round {round}: {}", server.log());
        assert_eq!(server.get("/healthz").0, 200, "round {round}");
        // Whether a server starts on it or says why not, it does so in its own words.
        let said = run(folder.path(), &["search", "công an xã"]);
        assert!(
            [0, 1, 3, 70].contains(&said.code) && !said.err.contains("RUST_BACKTRACE"),
            "{}: {}",
            said.code,
            said.err
        );
    }
}
