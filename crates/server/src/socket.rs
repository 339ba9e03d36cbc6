//! A connection that neither waits for ever nor hangs up rudely.
//!
//! It stands apart from the accept loop because it knows bytes and no HTTP. Two things that a plain socket does not do:
//! it gives up on a client that does not take its answer, and it listens for a moment after the last word. Without that,
//! closing while the client still sends resets the connection, and the client never sees why it was refused.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How long to listen after the last word.
const LINGER: Duration = Duration::from_millis(500);
/// How much to listen to after the last word.
const LINGER_BYTES: usize = 4 * 1024 * 1024;

/// A TCP stream with patience.
pub(crate) struct Socket {
    stream: TcpStream,
    patience: Duration,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs after the last word.
    closing: Option<Pin<Box<Sleep>>>,
    heard: usize,
}

impl Socket {
    /// Returns the stream as one that waits this long for a client to take what it is sent.
    pub(crate) fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, patience, stalled: None, closing: None, heard: 0 }
    }

    fn bounded<T>(&mut self, context: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.stalled = None;
            return outcome;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Takes in what the client still sends, until it stops or has said enough.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut bytes = [0; 4096];
        while self.heard < LINGER_BYTES {
            let mut heard = ReadBuf::new(&mut bytes);
            let outcome = ready!(Pin::new(&mut self.stream).poll_read(context, &mut heard));
            if outcome.is_err() || heard.filled().is_empty() {
                break;
            }
            self.heard += heard.filled().len();
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let socket = self.get_mut();
        let outcome = Pin::new(&mut socket.stream).poll_write(context, bytes);
        socket.bounded(context, outcome)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let socket = self.get_mut();
        let outcome = Pin::new(&mut socket.stream).poll_write_vectored(context, pieces);
        socket.bounded(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = self.get_mut();
        if socket.closing.is_none() {
            ready!(Pin::new(&mut socket.stream).poll_shutdown(context))?;
        }
        let closing = socket.closing.get_or_insert_with(|| Box::pin(sleep(LINGER)));
        if closing.as_mut().poll(context).is_ready() {
            return Poll::Ready(Ok(()));
        }
        socket.linger(context).map(Ok)
    }
}
