//! A body that is written while it is read: from a thread that may wait to the connection.
//!
//! Its own body type, because the two ends are in the two halves of the house, and a bounded queue between them is all
//! there is to it: a slow reader makes the writer wait, one who goes away ends it.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::http::HeaderMap;
use hyper::body::{Body, Bytes, Frame};
use tokio::sync::mpsc;

/// Bytes of one chunk.
const CHUNK: usize = 64 * 1024;
/// Chunks that lie ready for a reader.
const READY: usize = 4;

/// The reading end.
pub(crate) struct Chunks(mpsc::Receiver<io::Result<Frame<Bytes>>>);

/// The writing end; for threads that may wait.
pub(crate) struct ChunkWriter {
    sender: mpsc::Sender<io::Result<Frame<Bytes>>>,
    buffer: Vec<u8>,
}

/// Returns the two ends.
pub(crate) fn chunks() -> (ChunkWriter, Chunks) {
    let (sender, receiver) = mpsc::channel(READY);
    (ChunkWriter { sender, buffer: Vec::with_capacity(CHUNK) }, Chunks(receiver))
}

impl ChunkWriter {
    /// Ends the body, with fields behind it. They reach a client that said `TE: trailers` (RFC 9110, 6.5.1), if the head of
    /// the answer announced them in `Trailer`: hyper sends no others, and the body is whole without them.
    ///
    /// # Errors
    /// If nobody reads.
    pub(crate) fn end(mut self, trailers: HeaderMap) -> io::Result<()> {
        self.flush()?;
        self.sender.blocking_send(Ok(Frame::trailers(trailers))).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// Breaks the body off, so that the client sees that it is not whole.
    pub(crate) fn fail(&self, error: io::Error) {
        // Nobody is left to tell when this fails.
        drop(self.sender.blocking_send(Err(error)));
    }
}

impl Write for ChunkWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let full = Bytes::from(std::mem::take(&mut self.buffer));
        self.sender.blocking_send(Ok(Frame::data(full))).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context)
    }
}
