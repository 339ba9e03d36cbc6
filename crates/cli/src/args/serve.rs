//! What the server takes, and the command that prints its settings.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Format, GuardArgs, LimitArgs, LogArgs};

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Folders and files to bring the index into step with first.
    #[arg(value_name = "SRC")]
    pub(crate) sources: Vec<PathBuf>,
    /// Keep the index in step with SRC while serving: what is added, changed and removed there is found within two seconds.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDR", env = "TRACUU_LISTEN", default_value = "127.0.0.1:7700")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) guard: GuardArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) log: LogArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// Tell of each whose word it is: flag, environment, file or default.
    #[arg(long)]
    pub(crate) show_origin: bool,
    /// How they are printed; `json` always tells whose word it is.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
}
