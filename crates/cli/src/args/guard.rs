//! What can be typed about who may come in: the keys, and the flags of the server's guard.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use server::{Scope, Scopes};

use super::Format;

/// The file of the keys.
#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    /// File of the keys [default: beside the index, named after it: index.keys.json]
    #[arg(long, value_name = "FILE", env = "TRACUU_KEYS")]
    pub(crate) keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct KeyArgs {
    #[command(subcommand)]
    pub(crate) command: KeyCommand,
}

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key and print its secret: this once, and never again.
    Create(KeyCreateArgs),
    /// Print all keys, without their secrets.
    List(KeyListArgs),
    /// Take a key back. A running server refuses it within two seconds.
    Revoke(KeyRevokeArgs),
}

#[derive(Debug, Args)]
pub(crate) struct KeyCreateArgs {
    /// Whose key it is.
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub(crate) name: String,
    /// What it may do, parted by commas: search, read, export, metrics, ingest; admin for everything.
    #[arg(long, value_name = "LIST", value_parser = scopes)]
    pub(crate) scope: Scopes,
    /// How long it is good for, or its last day (UTC): 90d, 2027-01-31. Without this, until it is revoked.
    #[arg(long, value_name = "TIME")]
    pub(crate) expires: Option<String>,
    /// Bind it to a province, as it was when a directive was issued; repeat for several, ~missing for directives of none
    /// that is known. What lies outside does not exist for the key.
    #[arg(long, value_name = "VALUE")]
    pub(crate) province: Vec<String>,
    /// Bind it to a province of today.
    #[arg(long, value_name = "VALUE")]
    pub(crate) province_now: Vec<String>,
    /// Bind it to a level: "trung ương", "bộ ngành", tỉnh, huyện, xã.
    #[arg(long, value_name = "VALUE")]
    pub(crate) level: Vec<String>,
    /// How the key is printed; as a table, the secret alone goes to stdout.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) file: KeysArgs,
}

#[derive(Debug, Args)]
pub(crate) struct KeyListArgs {
    /// How the keys are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) file: KeysArgs,
}

#[derive(Debug, Args)]
pub(crate) struct KeyRevokeArgs {
    /// Id of the key, as `tracuu key list` prints it.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) file: KeysArgs,
}

/// Who may come in to the server, and how often.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who may come in")]
pub(crate) struct GuardArgs {
    #[command(flatten)]
    pub(crate) file: KeysArgs,
    /// What everybody may do without a key, parted by commas: search, read, export, metrics; none for nothing [default:
    /// search,read,export,metrics if the server listens to its own machine only, otherwise none]
    #[arg(long, value_name = "LIST", value_parser = anonymous)]
    pub(crate) anonymous: Option<Scopes>,
    /// Networks or addresses of proxies that are believed when they name a user; goes with --identity-header.
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    pub(crate) trust_proxy: Vec<String>,
    /// Header in which those proxies name the user, for the log and for counting. From anybody else it is dropped.
    #[arg(long, value_name = "NAME")]
    pub(crate) identity_header: Option<String>,
    /// Place whose pages may ask with a browser's help, like `https://portal.example`; repeat for several.
    #[arg(long, value_name = "URL", value_delimiter = ',')]
    pub(crate) cors_origin: Vec<String>,
    /// Searches and readings a minute, for each key and for each address without one; 0 for any number.
    #[arg(long, value_name = "N", default_value_t = server::Rates::default().search)]
    pub(crate) rate_search: u32,
    /// Lists of numbers resolved a minute.
    #[arg(long, value_name = "N", default_value_t = server::Rates::default().resolve)]
    pub(crate) rate_resolve: u32,
    /// Exports a minute.
    #[arg(long, value_name = "N", default_value_t = server::Rates::default().export)]
    pub(crate) rate_export: u32,
    /// Directives sent or taken back a minute.
    #[arg(long, value_name = "N", default_value_t = server::Rates::default().ingest)]
    pub(crate) rate_ingest: u32,
}

/// Longest name of a key, in characters.
const LONGEST_NAME: usize = 200;

fn name(text: &str) -> Result<String, String> {
    let is_fit = !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME && !text.contains(char::is_control);
    if is_fit {
        Ok(text.trim().to_owned())
    } else {
        Err(format!("a name is one line of 1 to {LONGEST_NAME} characters"))
    }
}

fn scopes(list: &str) -> Result<Scopes, String> {
    let known = || Scope::ALL.map(Scope::name).join(", ");
    let scope =
        |name: &str| Scope::named(name.trim()).ok_or_else(|| format!("{name:?} is no scope; there are: {}", known()));
    list.split(',').map(scope).collect()
}

fn anonymous(list: &str) -> Result<Scopes, String> {
    let scopes = if list == "none" { Scopes::default() } else { scopes(list)? };
    if scopes.only_look() { Ok(scopes) } else { Err("nobody changes the archive without a key".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_scopes() {
        for (list, key, everybody) in [
            ("search", Some("search"), true),
            ("read, search,read", Some("search,read"), true),
            ("admin", Some("admin"), false),
            ("search,ingest", Some("search,ingest"), false),
            ("none", None, true),
            ("", None, false),
            ("search,", None, false),
            ("SEARCH", None, false),
        ] {
            assert_eq!(scopes(list).ok().map(|scopes| scopes.to_string()).as_deref(), key, "{list}");
            assert_eq!(anonymous(list).is_ok(), everybody, "{list}");
        }
    }
}
