//! The client of docs/client.py, run as it is against a real server: what portal developers copy has to work.
//!
//! Needs python3 (3.10 or later). Where it is missing the test says so and passes: the server is written in Rust.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::process::Command;
use std::time::Duration;

use crate::intake::{Scene, found};
use crate::support::{Said, Server, index, root, run, said};

/// Runs lines of Python that know the client, as `archive`, and its module, as `client`.
#[expect(clippy::print_stderr, reason = "a test that tries nothing has to say so")]
fn python(address: &str, lines: &str) -> Option<Said> {
    let head = format!("import client\narchive = client.Tracuu('http://{address}')\n");
    let mut command = Command::new("python3");
    command.args(["-B", "-c", &(head + lines)]).env("PYTHONPATH", root().join("docs")).env_remove("TRACUU_KEY");
    match command.env("PYTHONIOENCODING", "utf-8").output() {
        Ok(output) => Some(said(&output)),
        Err(error) => {
            eprintln!("SKIPPED: python3 did not start ({error}); docs/client.py was not tried");
            None
        }
    }
}

#[test]
fn the_client_gets_what_the_command_line_prints() {
    let server = Server::start(index(), &["--rate-export", "0"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kho");
    let path = file.to_str().unwrap();
    let exported = |arguments: &[&str]| run(index(), &[&["export", "công an"], arguments].concat()).out;
    let jsonl = exported(&["--format", "jsonl"]);
    let rows = jsonl.trim_end().rfind('\n').unwrap() + 1;
    let total = jsonl[..rows].lines().count();
    let cases = [
        ("print(archive.search('công an', limit=0)['total'])".to_owned(), format!("{total}\n")),
        ("print(len(set(hit['id'] for hit in archive.all_hits('công an', limit=2))))".to_owned(), format!("{total}\n")),
        ("print(len(list(archive.all_hits(kind=['công văn', 'chỉ thị']))))".to_owned(), "4\n".to_owned()),
        ("print(archive.resolve(['12 nq tw'])['numbers'][0]['number'])".to_owned(), "12-NQ/TW\n".to_owned()),
        ("print(archive.document(archive.search()['hits'][0]['id'], 'text')['span'][0])".to_owned(), "0\n".to_owned()),
        (format!("print(archive.export({path:?}, 'công an')); print(open({path:?}).read(), end='')"), {
            format!("{total}\n{}", &jsonl[..rows])
        }),
        (format!("print(archive.export({path:?}, 'công an', 'csv', bom=1))"), format!("{total}\n")),
    ];
    for (lines, expected) in cases {
        let Some(said) = python(&server.address, &lines) else { return };
        assert_eq!((said.out, said.code), (expected, 0), "{lines}: {}", said.err);
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), exported(&["--bom"]));
}

#[test]
fn the_client_raises_what_the_server_refuses() {
    let server = Server::start(index(), &["--rate-resolve", "1", "--anonymous", "search"]);
    for (call, expected) in [
        ("archive.search(colour='red')", "400 unknown-parameter colour"),
        ("archive.search(limit=1000)", "400 invalid-value limit"),
        ("archive.document('nope')", "401 unauthorized "),
        ("archive.patience = 0; archive.resolve(['1/A']); archive.resolve(['1/A'])", "429 rate-limited "),
    ] {
        let shown = "print(p.status, p.code, p.errors[0]['parameter'] if p.errors else '')";
        let lines = format!("try:\n    {call}\nexcept client.Problem as p:\n    {shown}\n");
        let Some(said) = python(&server.address, &lines) else { return };
        assert_eq!(said.out, format!("{expected}\n"), "{call}: {}", said.err);
    }
}

#[test]
fn problems_are_read_in_either_language() {
    let server = Server::start(index(), &["--anonymous", "search"]);
    for (language, call, expected) in [
        ("None", "archive.search(limit=1000)", "400 invalid-value: limit: is a whole number from 0 to 100"),
        ("'en'", "archive.search(limit=1000)", "400 invalid-value: limit: is a whole number from 0 to 100"),
        ("'vi'", "archive.search(limit=1000)", "400 invalid-value: limit: là số nguyên từ 0 đến 100"),
        ("'vi-VN, en;q=0.5'", "archive.search(colour=1)", "400 unknown-parameter: colour: không có tham số này"),
        (
            "'vi'",
            "archive.document('x')",
            "401 unauthorized: Ở đây cần khóa truy cập: hãy gửi `Authorization: Bearer tk_…`.",
        ),
    ] {
        let lines = format!("archive.language = {language}\ntry: {call}\nexcept client.Problem as p: print(p)");
        let Some(said) = python(&server.address, &lines) else { return };
        assert!(said.out.starts_with(expected), "{language} {call}: {}{}", said.out, said.err);
    }
}

#[test]
fn the_client_sends_directives_and_takes_them_back() {
    let scene = Scene::new("ingest,search,read");
    let server = scene.serve();
    let file = scene.index().with_file_name("kho.jsonl");
    std::fs::write(&file, "{\"id\":\"a\",\"text\":\"tufile\"}\r\n\n{\n{\"id\":7,\"text\":\"tufile\"}").unwrap();
    let told = "print(t['line'], t.get('id'), t['status'], t.get('problem', {}).get('code'))";
    let refused = "except client.Problem as p: print(p.status, p.code)";
    for (lines, expected) in [
        ("print(archive.put('a', 'Số 1 tuput'))".to_owned(), "added\n"),
        ("print(archive.put('a', 'Số 1 tuput', 'Về việc'))".to_owned(), "changed\n"),
        ("print(archive.document('a')['title'])".to_owned(), "Về việc\n"),
        (format!("try: archive.put('a', ' ')\n{refused}"), "422 invalid-document\n"),
        (format!("try: archive.put('kho', 'x')\n{refused}"), "409 conflict\n"),
        (format!("archive.delete('a')\ntry: archive.delete('a')\n{refused}"), "404 document-not-found\n"),
        (
            format!("for t in archive.batch([{{'id': 'b', 'text': 'x'}}, {{'id': 'b'}}]): {told}"),
            "1 b added None\n2 None refused invalid-json\n",
        ),
        // More than one portion: lines are counted through.
        (
            format!(
                "for t in list(archive.batch({{'id': f'm{{n}}', 'text': 'nhieu'}} for n in range(501)))[499:]: {told}"
            ),
            "500 m499 added None\n501 m500 added None\n",
        ),
        (
            format!("for t in archive.batch(open({:?}, 'rb')): {told}", file.to_str().unwrap()),
            "1 a added None\n3 None refused invalid-json\n4 7 added None\n",
        ),
    ] {
        let lines = format!("archive.key = '{}'\n{lines}\n", scene.secret);
        let Some(said) = python(&server.address, &lines) else { return };
        assert_eq!((said.out.as_str(), said.code), (expected, 0), "{lines}: {}", said.err);
    }
    assert_eq!((found(&server, "nhieu"), found(&server, "tufile")), (501, 2));
    program_runs(&scene, &server, file.to_str().unwrap());
}

/// Runs the client as a program: each command with its exit code.
fn program_runs(scene: &Scene, server: &Server, file: &str) {
    for (arguments, out, code) in [
        (&["put", "c", file][..], "added\n", 0),
        (&["delete", "c"], "", 0),
        (&["delete", "c"], "", 1),
        (&["batch", file], "\"unchanged\"", 1),
    ] {
        let mut command = Command::new("python3");
        command.arg("-B").arg(root().join("docs/client.py")).args(arguments);
        command.env("TRACUU_URL", format!("http://{}", server.address)).env("TRACUU_KEY", &scene.secret);
        let said = said(&command.env("PYTHONIOENCODING", "utf-8").output().unwrap());
        assert!(said.out.contains(out) && said.code == code, "{arguments:?}: {}{}", said.out, said.err);
    }
}

#[test]
fn the_client_waits_when_it_is_told_to_and_sees_a_cut_export() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let told =
        |status: &str, head: &str, body: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\n{head}\r\n{body}");
    let rows = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
    let end = format!("{{\"_end\":{{\"rows\":2,\"sha256\":\"{}\"}}}}\n", "0".repeat(64));
    let answers = [
        told("503 Service Unavailable", "Retry-After: 0\r\n", ""),
        told("200 OK", "", "{\"total\": 7}"),
        told("200 OK", "Tracuu-Total: 2\r\n", rows),
        told("200 OK", "Tracuu-Total: 2\r\n", &(rows.to_owned() + &end)),
        told("200 OK", "Tracuu-Total: 2\r\nTransfer-Encoding: chunked\r\n", "ff\r\n{\"id\":\"a\"}\n"),
        told("409 Conflict", "Retry-After: 0\r\n", ""),
        told("200 OK", "", "{\"line\":1,\"status\":\"added\"}\n"),
    ];
    let answering = std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
            // A connection that is closed before all was read of it is broken off, with the answer that is under way.
            stream.shutdown(Shutdown::Write).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
            drop(std::io::copy(&mut stream, &mut std::io::sink()));
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kho.jsonl");
    let cut = format!(
        "try:\n        archive.export({:?})\n    except Exception as e: print(type(e).__name__)",
        file.to_str().unwrap()
    );
    let batch =
        "try:\n    for told in archive.batch([{}, {}]): print(told['status'])\nexcept client.Cut as e: print(e)";
    let lines = format!("print(archive.search()['total'])\nfor _ in range(3):\n    {cut}\n{batch}\n");
    // Without python3 nobody connects, and the thread ends with the tests.
    let Some(said) = python(&address, &lines) else { return };
    let unanswered = "1 of the lines 1 to 2 were not answered; send them again";
    assert_eq!(said.out, format!("7\nCut\nCut\nIncompleteRead\nadded\n{unanswered}\n"), "{}", said.err);
    answering.join().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no file of a cut export");
}
