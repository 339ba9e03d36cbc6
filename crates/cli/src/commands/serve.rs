//! `tracuu serve`: the index into step, then the server, until it is told to stop.

mod watch;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use search::Engine;
use server::{Config, Keys, Origins, Proxies, Rates, Served};
use tokio::signal::unix::{SignalKind, signal};

use crate::args::ServeArgs;
use crate::commands::{index, key, places};
use crate::exit::{Exit, UsageError};
use crate::intake::IndexIntake;
use crate::{output, render};

pub(super) fn run(path: &Path, args: &ServeArgs) -> anyhow::Result<Exit> {
    // What is wrong with the flags is said before an archive is read for an hour.
    let config = config(args)?;
    if args.watch && args.sources.is_empty() {
        return Err(
            UsageError("there is nothing to watch: name the folders, `tracuu serve SRC --watch`".to_owned()).into()
        );
    }
    let keys = Keys::open(key::file(path, &args.guard.file)?)?;
    if !args.sources.is_empty() {
        let report = index::bring_into_step(path, &args.sources)?;
        io::stderr().write_all(render::report(&report).as_bytes())?;
    }
    let engine = Arc::new(Engine::open(path)?);
    let _watch = args.watch.then(|| watch::Watch::start(path, &args.sources, engine.clone())).transpose()?;
    let intake = Arc::new(IndexIntake::start(path.to_owned(), engine.clone()));
    let served = Served::with_intake(engine, intake);
    // It accepts connections and hears signals: all else is done by threads of the server's.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("could not start the server")?;
    runtime.block_on(serve(served, keys, config, args))?;
    Ok(Exit::Done)
}

async fn serve(served: Served, keys: Keys, config: Config, args: &ServeArgs) -> anyhow::Result<()> {
    let address = args.listen;
    let listener = server::listen(address, config.max_connections);
    let listener = listener.with_context(|| format!("could not listen on {address}"))?;
    let bound = listener.local_addr()?;
    let anonymous = args.guard.anonymous.clone().unwrap_or_else(|| Config::anonymous_at(bound.ip()));
    let max_connections = places::held(config.max_connections);
    if max_connections < config.max_connections {
        let wanted = config.max_connections;
        output::remark(&format!(
            "{max_connections} connections at once, not {wanted}: raise the limit of open files (ulimit -n, LimitNOFILE)"
        ))?;
    }
    let config = Config { anonymous, max_connections, ..config };
    if config.anonymous.is_empty() {
        output::remark("whoever comes needs a key; `tracuu key create` makes one")?;
    }
    // Before anybody is told where to ask: whoever reads that may stop the server at once.
    let stopped = stopped().context("could not listen for signals")?;
    writeln!(io::stderr(), "tracuu: {} directives on http://{bound}  (Ctrl-C to stop)", served.engine().documents())?;
    server::serve(listener, served, keys, config, stopped).await?;
    Ok(())
}

fn config(args: &ServeArgs) -> anyhow::Result<Config> {
    let log_queries = args.log.log_queries;
    let (args, limits) = (&args.guard, &args.limits);
    // Said here and not by the flags, because the one may stand in the file and the other be typed.
    if args.identity_header.is_some() == args.trust_proxy.is_empty() {
        let fault = "identity_header and trust_proxy go together: which proxies are believed, and in which header";
        return Err(UsageError(fault.to_owned()).into());
    }
    let proxies = args.identity_header.as_deref().map(|header| Proxies::new(&args.trust_proxy, header));
    Ok(Config {
        rates: Rates {
            search: args.rate_search,
            resolve: args.rate_resolve,
            export: args.rate_export,
            ingest: args.rate_ingest,
        },
        proxies: proxies.transpose().map_err(UsageError)?.unwrap_or_default(),
        origins: Origins::new(&args.cors_origin).map_err(UsageError)?,
        log_queries,
        ..limits.over(Config::default())
    })
}

/// Returns what ends when the process is told to stop. From this call on a signal is heard, and kills no longer.
fn stopped() -> io::Result<impl Future<Output = ()>> {
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}
