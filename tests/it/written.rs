//! Archives from before Unicode: files in old encodings are read as if they were UTF-8, and what is doubtful is refused.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use serde_json::{Value, json};
use vietnamese::LegacyEncoding;

use crate::support::{program, run, said, seeds};

/// Folder, and the encoding that the report names for its files.
const FOLDERS: [(&str, &str); 9] = [
    ("utf8", ""),
    ("utf16le", "UTF-16LE"),
    ("utf16be", "UTF-16BE"),
    ("utf16le-bare", "UTF-16LE"),
    ("utf16be-bare", "UTF-16BE"),
    ("windows1258", "Windows-1258"),
    ("tcvn3", "TCVN3"),
    ("vni", "VNI"),
    ("masked", "TCVN3 shown as Latin-1"),
];

/// Returns a text in the encoding of a folder.
fn written(folder: &str, text: &str) -> Vec<u8> {
    let little = || text.encode_utf16().flat_map(u16::to_le_bytes);
    let big = || text.encode_utf16().flat_map(u16::to_be_bytes);
    match folder {
        "utf16le" => [0xFF, 0xFE].into_iter().chain(little()).collect(),
        "utf16be" => [0xFE, 0xFF].into_iter().chain(big()).collect(),
        "utf16le-bare" => little().collect(),
        "utf16be-bare" => big().collect(),
        "windows1258" => typed(text, LegacyEncoding::Windows1258),
        "tcvn3" => typed(text, LegacyEncoding::Tcvn3),
        "vni" => typed(text, LegacyEncoding::Vni),
        "masked" => typed(text, LegacyEncoding::Tcvn3).into_iter().map(char::from).collect::<String>().into_bytes(),
        _ => text.into(),
    }
}

/// Writes as typists did: where TCVN3 lacks a capital they took the small letter, and `Uỷ` for `Ủy`; marks that an
/// encoding lacks are left out.
fn typed(text: &str, encoding: LegacyEncoding) -> Vec<u8> {
    let keys = keys(encoding);
    let text = if encoding == LegacyEncoding::Tcvn3 { small_where_toned(text) } else { text.to_owned() };
    let mut bytes = Vec::new();
    for found in text.chars() {
        match u8::try_from(found) {
            Ok(byte) if byte.is_ascii() => bytes.push(byte),
            _ => bytes.extend(keys.get(&found).into_iter().flatten()),
        }
    }
    bytes
}

fn small_where_toned(text: &str) -> String {
    let small = |found: char| match found {
        'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư' | 'Đ' => found,
        _ if !found.is_ascii() => found.to_lowercase().next().unwrap_or(found),
        _ => found,
    };
    text.replace("Ủy", "Uỷ").chars().map(small).collect()
}

/// Returns the bytes of each character: what the encoding reads from two bytes, or from one, turned round.
fn keys(encoding: LegacyEncoding) -> HashMap<char, Vec<u8>> {
    let pairs = (b'A'..=b'z').chain(0xA1..=0xFF).flat_map(|base| (0x80..=0xFF).map(move |mark| vec![base, mark]));
    let mut keys = HashMap::new();
    for bytes in pairs.chain((0x80..=0xFF).map(|byte| vec![byte])) {
        let text = encoding.decode(&bytes);
        if text.chars().count() == 1 {
            keys.entry(text.chars().next().unwrap()).or_insert(bytes);
        }
    }
    keys
}

/// Returns what is known of each hit, by folder and name.
fn facts(found: &Value) -> BTreeMap<(String, String), Value> {
    let fields = ["number", "kind", "issuer", "level", "province", "date", "year", "signer"];
    let one = |hit: &Value| {
        let (folder, name) = hit["source"].as_str().unwrap().split_once('/').unwrap();
        let facts: Value = fields.iter().map(|field| (field.to_string(), hit[field].clone())).collect();
        ((folder.to_owned(), name.to_owned()), facts)
    };
    found["hits"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn an_archive_in_all_encodings_is_read_as_in_utf8() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (folder, _) in FOLDERS {
        fs::create_dir(archive.path().join(folder)).unwrap();
        for entry in fs::read_dir(seeds()).unwrap() {
            let entry = entry.unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            fs::write(archive.path().join(folder).join(entry.file_name()), written(folder, &text)).unwrap();
        }
    }
    let said = run(index.path(), &["index", "--format", "json", archive.path().to_str().unwrap()]);
    let report = said.json();
    assert_eq!((said.code, &report["documents"], &report["refused"]), (0, &json!(45), &json!([])), "{report}");
    for (folder, encoding) in FOLDERS {
        let of_folder = |line: &&Value| line["source"].as_str().unwrap().starts_with(&format!("{folder}/"));
        let converted: Vec<&Value> = report["converted"].as_array().unwrap().iter().filter(of_folder).collect();
        assert_eq!(converted.len(), if encoding.is_empty() { 0 } else { 5 }, "{folder}");
        assert!(converted.iter().all(|line| line["encoding"] == encoding), "{converted:?}");
    }
    for query in
        ["", "Công an nhân dân", "\"nghị quyết\"", "chuyển đổi số", "12-NQ/TW", "tỉnh:\"Hưng Yên\"", "mùa màng"]
    {
        let found = facts(&run(index.path(), &["search", query, "--limit", "100", "--format", "json"]).json());
        let in_utf8 = found.iter().filter(|((folder, _), _)| folder == "utf8");
        assert_eq!(found.len(), in_utf8.clone().count() * FOLDERS.len(), "{query}");
        for ((_, name), facts) in in_utf8 {
            for (folder, _) in FOLDERS {
                assert_eq!(found.get(&(folder.to_owned(), name.clone())), Some(facts), "{query}: {folder}/{name}");
            }
        }
    }
}

#[test]
fn conversions_are_told_once_and_doubtful_files_are_refused() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let at = |name: &str| archive.path().join(name);
    let old = "Quyết định về việc thành lập Ban Chỉ đạo chuyển đổi số của tỉnh";
    fs::write(at("old.txt"), typed(old, LegacyEncoding::Vni)).unwrap();
    fs::write(at("short.txt"), b"C\xF4ng an").unwrap();
    fs::write(at("french.txt"), b"Le comit\xE9 s'est r\xE9uni o\xF9 l'\xE9t\xE9 a \xE9t\xE9 tr\xE8s long").unwrap();
    fs::write(at("random.txt"), (0x80..=0xFF).collect::<Vec<u8>>()).unwrap();
    let source = archive.path().to_str().unwrap();
    let table = run(index.path(), &["index", source]);
    let lines: Vec<&str> = table.out.lines().skip(2).collect();
    let not_utf8 =
        |name: &str, at: usize| format!("refused {name}: not UTF-8 (first bad byte at {at}); convert it to UTF-8");
    let expected = [
        "converted old.txt: from VNI".to_owned(),
        not_utf8("french.txt", 8),
        not_utf8("random.txt", 0),
        "refused short.txt: not UTF-8 (first bad byte at 1), and the encoding is not certain: perhaps Windows-1258 or \
         TCVN3 or VNI; convert it to UTF-8"
            .to_owned(),
    ];
    assert_eq!((lines, table.code), (expected.iter().map(String::as_str).collect(), 5));
    let again = run(index.path(), &["index", "--format", "json", source]).json();
    assert_eq!((&again["unchanged"], &again["converted"]), (&json!(1), &json!([])));
    assert_eq!(run(index.path(), &["show", "old", "--text"]).out.trim_end(), old);

    let inspect =
        |arguments: &[&str]| said(&program().arg("inspect").args(arguments).arg(at("old.txt")).output().unwrap());
    assert_eq!(inspect(&["--format", "json"]).json()["encoding"], "VNI");
    assert!(inspect(&[]).out.ends_with("encoding              VNI, converted\n"), "{}", inspect(&[]).out);
}
