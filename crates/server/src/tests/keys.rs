//! The file of the keys: what is written, what is refused, and how a server follows it.

use std::os::unix::fs::PermissionsExt;

use super::keyring::Keyring;
use crate::guard::Found;
use crate::{KeyFile, KeyStore, Keys, Scope, Secret};

fn finds(keys: &Keys, secret: &str) -> bool {
    let secret = Secret::read(secret).unwrap();
    matches!(keys.now().find(&secret, jiff::Timestamp::now()), Found::Live(_))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at the file that was written")]
fn the_file_is_its_owners_and_holds_no_secret() {
    let keyring = Keyring::new();
    let secret = keyring.key(&[Scope::Search]);
    let (file, other) = (keyring.file(), keyring.bound(&[Scope::Read], "Hưng Yên"));
    assert_eq!(std::fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
    let written = std::fs::read_to_string(file.path()).unwrap();
    for secret in [&secret, &other] {
        assert!(!written.contains(secret.as_str()) && !written.contains(&secret[3..]), "{written}");
    }
    assert_eq!(KeyStore::parse(written.as_bytes()).unwrap().to_json().unwrap(), written);
    let beside = std::fs::read_dir(file.path().parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing is left beside the file");
}

#[test]
fn files_that_are_refused() {
    let keyring = Keyring::new();
    keyring.key(&[Scope::Search]);
    let good = keyring.file().load().unwrap().to_json().unwrap();
    assert!(KeyStore::parse(good.as_bytes()).is_ok());
    for (from, to) in [
        ("\"version\": 1", "\"version\": 2"),
        ("\"search\"", "\"serach\""),
        ("\"scopes\": [\n        \"search\"\n      ]", "\"scopes\": []"),
        ("\"forced\": []", "\"forced\": [{\"facet\": \"province\", \"values\": []}]"),
        ("\"forced\": []", "\"forced\": [{\"facet\": \"colour\", \"values\": [\"red\"]}]"),
        ("\"forced\": []", "\"forced\": [{\"facet\": \"province\", \"values\": [\"!Hưng Yên\"]}]"),
        ("\"forced\": []", "\"force\": []"),
        (",\n      \"forced\": []", ""),
        ("\"sha256\": \"", "\"sha256\": \"0"),
        (
            "\"search\"\n      ],",
            "\"admin\"\n      ], \"forced\": [{\"facet\": \"province\", \"values\": [\"Hưng Yên\"]}],",
        ),
        ("{\n  \"version\"", "\n  \"version\""),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        assert!(KeyStore::parse(bad.as_bytes()).is_err(), "{bad}");
    }
    let (head, body) = good.split_once("\"keys\": [").unwrap();
    let key = body.strip_suffix("]\n}\n").unwrap();
    assert!(KeyStore::parse(format!("{head}\"keys\": [{key}]}}").as_bytes()).is_ok());
    assert!(KeyStore::parse(format!("{head}\"keys\": [{key},{key}]}}").as_bytes()).is_err(), "two keys of one id");
}

#[test]
fn a_key_that_changes_the_archive_cannot_be_bound() {
    let keyring = Keyring::new();
    keyring.bound(&[Scope::Search], "Hưng Yên");
    let bound = keyring.file().load().unwrap().to_json().unwrap();
    for scope in ["ingest", "admin"] {
        assert!(KeyStore::parse(bound.replace("\"search\"", &format!("\"{scope}\"")).as_bytes()).is_err(), "{scope}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test spoils the file")]
fn a_server_follows_its_file() {
    let keyring = Keyring::new();
    let keys = keyring.open();
    assert!(!keys.refresh().unwrap());
    let (id, secret) = keyring.make(&[Scope::Search], None, &[]);
    assert!(!finds(&keys, &secret));
    assert!(keys.refresh().unwrap() && finds(&keys, &secret));
    std::fs::write(keyring.file().path(), "{").unwrap();
    assert!(keys.refresh().is_err() && keys.refresh().is_err() && finds(&keys, &secret), "the older keys stay in use");
    assert!(Keys::open(keyring.file()).is_err());
    std::fs::remove_file(keyring.file().path()).unwrap();
    assert!(keys.refresh().unwrap() && !finds(&keys, &secret));
    let (second, secret) = keyring.make(&[Scope::Search], None, &[]);
    assert!(keys.refresh().unwrap() && finds(&keys, &secret) && second != id);
    keyring.revoke(&second);
    assert!(keys.refresh().unwrap() && !finds(&keys, &secret));
}

#[test]
fn whoever_changes_the_file_at_once_undoes_nothing() {
    let keyring = Keyring::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| keyring.key(&[Scope::Read]));
        }
    });
    assert_eq!(keyring.file().load().unwrap().keys().count(), 8);
}

#[test]
fn the_file_of_an_index() {
    for (index, expected) in [
        ("/srv/archive", Some("/srv/archive.keys.json")),
        ("/srv/archive/", Some("/srv/archive.keys.json")),
        ("/srv/./archive", Some("/srv/archive.keys.json")),
        ("/", None),
    ] {
        let file = KeyFile::beside(index.as_ref()).ok();
        assert_eq!(file.as_ref().and_then(|file| file.path().to_str()), expected, "{index}");
    }
}
