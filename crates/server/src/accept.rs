//! The accept loop: our own, because the one that comes with axum waits for ever for the head of a request and counts no
//! connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;
use tracing::{debug, info, warn};

use crate::config::Config;
use crate::guard::{Keys, Peer};
use crate::intake::Served;
use crate::reactors::Reactors;
use crate::refresh::Refresher;
use crate::socket::Socket;

/// Why the server could not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The listener is not usable.
    #[error("could not listen: {0}")]
    Listener(#[from] io::Error),
    /// A thread for the connections could not be started.
    #[error(
        "could not start a thread for connections: {0}; raise the limits of threads (ulimit -u) and open files (ulimit -n)"
    )]
    Threads(io::Error),
}

/// Listens at an address, with a queue for so many newcomers, or for as many as the system allows. Short queues are for
/// programs that serve few: whoever finds one full tries again after a second, and then after three.
///
/// # Errors
/// When the address is taken, or is none of this machine.
pub fn listen(address: SocketAddr, queue: usize) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A server that is started again need not wait for the connections of the last one to be forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(u32::try_from(queue).unwrap_or(u32::MAX).min(i32::MAX as u32))
}

/// Serves until `shutdown` is done, then lets open requests finish.
///
/// # Errors
/// If the listener is not usable, or no thread can be started. A single connection that fails is logged and never ends the server.
pub async fn serve(
    listener: TcpListener,
    served: impl Into<Served>,
    keys: Keys,
    config: Config,
    shutdown: impl Future<Output = ()> + Send,
) -> Result<(), ServeError> {
    let served = served.into();
    let engine = served.engine.clone();
    let (address, anonymous, rates) = (listener.local_addr()?, &config.anonymous, &config.rates);
    info!(%address, documents = engine.documents(), %anonymous, %rates, "serving");
    let keys = Arc::new(keys);
    let _refresher = Refresher::start(engine, keys.clone(), config.refresh_interval);
    let connections = Connections::new(crate::app(served, keys, &config), &config).map_err(ServeError::Threads)?;
    tokio::select! {
        () = shutdown => {}
        () = connections.accept_all(&listener) => {}
    }
    drop(listener);
    connections.drain(config.drain_timeout).await;
    Ok(())
}

/// What all connections share.
struct Connections {
    http: http1::Builder,
    router: Router,
    places: Arc<Semaphore>,
    graceful: GracefulShutdown,
    patience: Duration,
    reactors: Reactors,
}

impl Connections {
    fn new(router: Router, config: &Config) -> io::Result<Self> {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(config.header_timeout)
            .max_headers(config.max_headers)
            .max_header_size(config.max_header_bytes)
            .max_buf_size(config.max_header_bytes.max(8192));
        let places = Arc::new(Semaphore::new(config.max_connections));
        let reactors = Reactors::start(config.reactors)?;
        Ok(Self { http, router, places, graceful: GracefulShutdown::new(), patience: config.write_timeout, reactors })
    }

    /// Accepts for ever. Nobody is accepted while all places are taken: the operating system keeps the queue.
    async fn accept_all(&self, listener: &TcpListener) {
        while let Ok(place) = self.places.clone().acquire_owned().await {
            match listener.accept().await {
                Ok((stream, peer)) => self.attend(stream, Peer(peer.ip()), place),
                Err(error) => rest(&error).await,
            }
        }
    }

    /// Serves one connection in a task of its own, on one of the reactors.
    fn attend(&self, stream: TcpStream, peer: Peer, place: OwnedSemaphorePermit) {
        // Answers are written whole, so waiting for more to send only delays them.
        if let Err(error) = stream.set_nodelay(true) {
            debug!(%error, "could not set TCP_NODELAY");
        }
        let router = self.router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request
        });
        let (http, patience, watcher) = (self.http.clone(), self.patience, self.graceful.watcher());
        let stream = stream.into_std();
        self.reactors.spawn(async move {
            match stream.and_then(TcpStream::from_std) {
                Ok(stream) => {
                    let socket = TokioIo::new(Socket::new(stream, patience));
                    let connection = http.serve_connection(socket, TowerToHyperService::new(router));
                    if let Err(error) = watcher.watch(connection).await {
                        debug!(%error, "connection ended early");
                    }
                }
                Err(error) => warn!(%error, "could not take up a connection"),
            }
            drop(place);
        });
    }

    /// Lets open requests finish, but not for ever: a client that never sends its request must not hold the process.
    async fn drain(self, limit: Duration) {
        info!(connections = self.graceful.count(), "stopping");
        if tokio::time::timeout(limit, self.graceful.shutdown()).await.is_err() {
            warn!("some connections did not end in time and were cut");
        }
    }
}

/// Rests after a failed accept. Too many open files is over when a connection ends; trying at once would only spin.
async fn rest(error: &io::Error) {
    let gone = matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset);
    if !gone {
        warn!(%error, "could not accept a connection");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
