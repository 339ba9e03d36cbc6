//! `tracuu serve`: the index into step, then the server, until it is told to stop.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use search::Engine;
use tokio::net::TcpListener;

use crate::args::ServeArgs;
use crate::commands::index;
use crate::exit::Exit;
use crate::render;

pub(super) fn run(path: &Path, args: &ServeArgs) -> anyhow::Result<Exit> {
    if !args.sources.is_empty() {
        let report = index::bring_into_step(path, &args.sources)?;
        io::stderr().write_all(render::report(&report).as_bytes())?;
    }
    let engine = Arc::new(Engine::open(path)?);
    let runtime = tokio::runtime::Runtime::new().context("could not start the server's threads")?;
    runtime.block_on(serve(engine, args.listen))?;
    Ok(Exit::Done)
}

async fn serve(engine: Arc<Engine>, address: SocketAddr) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address).await.with_context(|| format!("could not listen on {address}"))?;
    let bound = listener.local_addr()?;
    writeln!(io::stderr(), "tracuu: {} directives on http://{bound}  (Ctrl-C to stop)", engine.documents())?;
    server::serve(listener, engine, server::Config::default(), stopped()).await?;
    Ok(())
}

/// Ends when the process is told to stop.
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(interrupted.await),
    }
}
