//! HTTP/1.1 by hand, over one connection that is kept: any bytes go out, and what comes back is judged to be whole.
//!
//! Apart from the client of [`Server::get`](crate::support::Server::get), which mends addresses before it sends them and
//! cannot send half a request.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Returns a header; names are in small letters.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// A connection.
pub(super) struct Wire(BufReader<TcpStream>);

impl Wire {
    pub(super) fn to(address: &str) -> io::Result<Wire> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Wire(BufReader::new(stream)))
    }

    /// Sends bytes, whatever they are.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    /// Sends a GET and takes in the answer.
    pub(super) fn get(&mut self, path: &str) -> io::Result<Answer> {
        // A server that refuses may have answered and closed before all was sent; what it said is what counts.
        drop(self.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()));
        self.answer()
    }

    /// Sends a POST of JSON and takes in the answer.
    pub(super) fn post(&mut self, path: &str, body: &str) -> io::Result<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        drop(self.send(&[head.as_bytes(), body.as_bytes()].concat()));
        self.answer()
    }

    /// Takes in an answer to its last byte.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotConnected`] if it was closed before a byte of it came; any other if none comes in time, or it breaks
    /// off: fewer bytes than it said, or no last chunk.
    pub(super) fn answer(&mut self) -> io::Result<Answer> {
        let is_too_late =
            |error: &io::Error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
        match self.0.fill_buf() {
            Ok([_, ..]) => {}
            Err(error) if is_too_late(&error) => return Err(error),
            Ok([]) | Err(_) => return Err(io::ErrorKind::NotConnected.into()),
        }
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = self.chunks()?;
        } else {
            answer.body.resize(answer.header("content-length").parse().unwrap_or(0), 0);
            self.0.read_exact(&mut answer.body)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = usize::from_str_radix(&self.line()?, 16).map_err(|_| broken())?;
            let from = body.len();
            body.resize(from + length, 0);
            self.0.read_exact(&mut body[from..])?;
            self.line()?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

fn broken() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
