//! A body cut into lines while it comes in: each bounded, whatever its length, and all together too.
//!
//! Apart from [`super::body`], which knows no lines: no more of a batch is held than the line that is read.

use std::time::Duration;

use axum::body::Bytes;
use tokio::time::timeout;

use super::body::Received;
use super::limits::IntakeLimits;
use crate::problem::{Code, Detail, Problem};

/// A line that is not blank, or why it cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Which line of the body it is, from 1 on.
    pub(crate) number: usize,
    /// Its bytes, without its end.
    pub(crate) bytes: Result<Vec<u8>, Problem>,
}

/// The lines of a body.
pub(crate) struct Lines {
    received: Received,
    most: usize,
    silence: Duration,
    /// What came and was not looked at yet.
    piece: Bytes,
    /// The beginning of the line that is read.
    line: Vec<u8>,
    is_too_long: bool,
    number: usize,
    has_ended: bool,
}

impl Lines {
    pub(crate) fn new(received: Received, limits: IntakeLimits) -> Lines {
        Lines {
            received,
            most: usize::try_from(limits.document).unwrap_or(usize::MAX),
            silence: limits.silence,
            piece: Bytes::new(),
            line: Vec::new(),
            is_too_long: false,
            number: 1,
            has_ended: false,
        }
    }

    /// Returns the next line that is not blank; `None` at the end. After a body that cannot be read on, the end follows.
    ///
    /// What was read is not lost when nobody waits for the rest any more: the next call goes on from there.
    pub(crate) async fn next(&mut self) -> Option<Line> {
        loop {
            if let Some(end) = self.piece.iter().position(|byte| *byte == b'\n') {
                let part = self.piece.split_to(end + 1);
                self.add(&part[..end]);
                if let Some(line) = self.cut() {
                    return Some(line);
                }
                continue;
            }
            let part = std::mem::take(&mut self.piece);
            self.add(&part);
            if self.has_ended {
                return self.cut();
            }
            match timeout(self.silence, self.received.next()).await {
                Ok(Ok(Some(piece))) => self.piece = piece,
                Ok(Ok(None)) => self.has_ended = true,
                Ok(Err(problem)) => return Some(self.broken(problem)),
                Err(_) => return Some(self.broken(self.silent())),
            }
        }
    }

    /// Adds to the line that is read. One that is too long is read past, and not kept.
    fn add(&mut self, part: &[u8]) {
        self.is_too_long |= self.line.len() + part.len() > self.most;
        if self.is_too_long {
            self.line = Vec::new();
        } else {
            self.line.extend_from_slice(part);
        }
    }

    /// Ends the line that was read; `None` if it is blank.
    fn cut(&mut self) -> Option<Line> {
        let (number, bytes) = (self.number, std::mem::take(&mut self.line));
        self.number += 1;
        if std::mem::take(&mut self.is_too_long) {
            let problem = Problem::new(Code::PayloadTooLarge, Detail::LineTooLong(self.most));
            return Some(Line { number, bytes: Err(problem) });
        }
        (!bytes.trim_ascii().is_empty()).then_some(Line { number, bytes: Ok(bytes) })
    }

    /// Ends the body.
    fn broken(&mut self, problem: Problem) -> Line {
        self.has_ended = true;
        self.line = Vec::new();
        Line { number: self.number, bytes: Err(problem) }
    }

    fn silent(&self) -> Problem {
        Problem::new(Code::Timeout, Detail::Silence(self.silence))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Body;
    use futures_util::{StreamExt, stream};

    use super::*;

    fn lines(body: Body) -> Lines {
        let silence = Duration::from_millis(20);
        let limits = IntakeLimits { document: 8, silence, ..IntakeLimits::default() };
        Lines::new(Received::new(body, 40), limits)
    }

    async fn all(mut lines: Lines) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(Line { number, bytes }) = lines.next().await {
            let bytes = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let said = bytes.unwrap_or_else(|problem| problem.code.facts().1.to_owned());
            all.push(format!("{number} {said}"));
        }
        all
    }

    fn pieces(body: &str, size: usize) -> impl stream::Stream<Item = Result<Vec<u8>, Infallible>> + use<> {
        let pieces: Vec<_> = body.as_bytes().chunks(size).map(|piece| Ok(piece.to_vec())).collect();
        stream::iter(pieces)
    }

    #[tokio::test]
    async fn lines_however_the_body_is_cut() {
        let cases: [(&str, &[&str]); 10] = [
            ("", &[]),
            ("\n \r\n\n", &[]),
            ("a", &["1 a"]),
            ("a\nb\n", &["1 a", "2 b"]),
            ("a\r\n\n \nb", &["1 a\r", "4 b"]),
            ("12345678\nb", &["1 12345678", "2 b"]),
            ("123456789\nb", &["1 payload-too-large", "2 b"]),
            ("123456789012345678\n\nb\n", &["1 payload-too-large", "3 b"]),
            ("a\n123456789", &["1 a", "2 payload-too-large"]),
            ("a\n123456789\n", &["1 a", "2 payload-too-large"]),
        ];
        for (body, expected) in cases {
            for size in 1..=body.len().max(1) {
                let read = all(lines(Body::from_stream(pieces(body, size)))).await;
                assert_eq!(read, expected, "{body:?} in pieces of {size}");
            }
        }
    }

    #[tokio::test]
    async fn a_body_that_goes_on_too_long_or_stands_still_has_ended() {
        let long = pieces(&"123456\n".repeat(9), 7);
        let read = all(lines(Body::from_stream(long))).await;
        assert_eq!(read[4..], ["5 123456", "6 payload-too-large"]);
        let silent = pieces("a\nb", 9).chain(stream::pending());
        assert_eq!(all(lines(Body::from_stream(silent))).await, ["1 a", "2 timeout"]);
    }

    #[tokio::test]
    async fn who_stops_waiting_loses_nothing() {
        let slow = pieces("a\nbc", 2).then(async |piece| {
            tokio::time::sleep(Duration::from_millis(10)).await;
            piece
        });
        let mut lines = lines(Body::from_stream(slow));
        let mut read = Vec::new();
        for _ in 0..100 {
            let line = timeout(Duration::from_millis(1), lines.next()).await;
            read.extend(line.ok().flatten().map(|line| line.bytes.unwrap()));
        }
        assert_eq!(read, [b"a".to_vec(), b"bc".to_vec()]);
    }
}
