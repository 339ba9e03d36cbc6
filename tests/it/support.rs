//! Starting the program and the server, and looking at what they say.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Returns the folder of the sample archive.
pub(crate) fn seeds() -> PathBuf {
    root().join("seeds")
}

/// Returns the top of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// What the program said and how it ended.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl Said {
    /// Returns stdout as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// Returns the source of each hit.
    pub(crate) fn sources(&self) -> Vec<String> {
        let json = self.json();
        json["hits"].as_array().unwrap().iter().map(|hit| hit["source"].as_str().unwrap().to_owned()).collect()
    }
}

/// Returns the program with its environment made plain.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TRACUU_")) {
        command.env_remove(name);
    }
    command.env_remove("RUST_LOG").env("NO_COLOR", "1");
    command
}

/// Runs the program to its end.
pub(crate) fn run(index: &Path, arguments: &[&str]) -> Said {
    said(&program().arg("--index").arg(index).args(arguments).output().unwrap())
}

pub(crate) fn said(output: &Output) -> Said {
    Said {
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
    }
}

/// Returns an index of the seeds, made once for all tests that only read.
pub(crate) fn index() -> &'static Path {
    static INDEX: OnceLock<TempDir> = OnceLock::new();
    let made = || {
        let folder = tempfile::tempdir().unwrap();
        let said = run(folder.path(), &["index", seeds().to_str().unwrap()]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        folder
    };
    INDEX.get_or_init(made).path()
}

/// Searches the seeds and returns what was said, as JSON.
pub(crate) fn search(arguments: &[&str]) -> Said {
    let mut all = vec!["search", "--format", "json"];
    all.extend_from_slice(arguments);
    run(index(), &all)
}

/// Returns the seeds of the given numbers, by their file names.
pub(crate) fn seed_names(numbers: &[&str]) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(seeds()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| numbers.iter().any(|number| name.starts_with(number)));
    names.sort();
    names
}

/// What a server answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Reply {
    /// Returns the body as JSON; null where it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// A running server, ended when it goes out of scope.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts `tracuu serve` on a free port and waits until it listens.
    pub(crate) fn start(index: &Path, sources: &[&str]) -> Server {
        Server::start_by(program(), index, sources)
    }

    /// Starts the server by a program of another environment, with flags and sources.
    pub(crate) fn start_by(mut command: Command, index: &Path, arguments: &[&str]) -> Server {
        command.arg("--index").arg(index).args(["serve", "--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("http://")?.1.split_whitespace().next()?.to_owned()))
            .expect("the server says where it listens");
        // Keep reading, or the server would block on a full pipe.
        let log = Arc::new(Mutex::new(String::new()));
        let written = log.clone();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| written.lock().unwrap().push_str(&(line + "\n")));
        });
        Server { child, address, log }
    }

    /// Returns what the server logged since it listens.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until the server logged this, which may be after its answer came, and returns the log.
    pub(crate) fn log_with(&self, text: &str) -> String {
        let begun = Instant::now();
        while !self.log().contains(text) {
            assert!(begun.elapsed() < Duration::from_secs(10), "{text} is not in the log:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        self.log()
    }

    /// Sends a GET and returns status, content type and body.
    pub(crate) fn get(&self, path: &str) -> (u16, String, String) {
        self.get_with(path, &[])
    }

    /// As [`Server::get`], with headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = agent.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call().unwrap();
        let kind = response.headers().get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
        (response.status().as_u16(), kind, response.body_mut().read_to_string().unwrap())
    }

    /// Sends a body by a method to a path.
    pub(crate) fn send(&self, request: (&str, &str), headers: &[(&str, &str)], body: &str) -> Reply {
        self.try_send(request, headers, body).expect("the server answers")
    }

    /// As [`Server::send`]; `None` where no whole answer comes.
    pub(crate) fn try_send(&self, (method, path): (&str, &str), headers: &[(&str, &str)], body: &str) -> Option<Reply> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = if body.is_empty() {
            agent.run(request.body(()).unwrap())
        } else {
            agent.run(request.body(body.to_owned()).unwrap())
        };
        let mut response = answer.ok()?;
        Some(Reply { status: response.status().as_u16(), body: response.body_mut().read_to_string().ok()? })
    }

    /// Sends the signal that asks to stop, and returns the exit code.
    pub(crate) fn stop(mut self) -> i32 {
        self.signal("TERM");
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Ends the server at once, as a crash would.
    pub(crate) fn kill(&self) {
        self.signal("KILL");
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
    }

    /// Returns the number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Tells whether the server still runs.
    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Returns a text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
