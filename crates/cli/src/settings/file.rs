//! `tracuu.toml`: which file it is, what it holds, and what is wrong with it.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, CommandFactory};
use toml::{Table, Value};

use super::SERVE;
use super::key::{Key, Kind};
use crate::args::Cli;
use crate::exit::UsageError;

/// The file that is read when none is named, if there is one.
const USUAL: &str = "tracuu.toml";

/// A file of settings, every key known and every value fit.
#[derive(Debug)]
pub(super) struct SettingsFile {
    pub(super) path: PathBuf,
    table: Table,
}

impl SettingsFile {
    /// Returns the file that `--config` or `TRACUU_CONFIG` names, or the usual one where it exists.
    ///
    /// # Errors
    /// If it cannot be read, or holds what is no setting.
    pub(super) fn named_in(typed: &ArgMatches, keys: &[Key]) -> Result<Option<Self>, UsageError> {
        let named = typed.get_one::<PathBuf>("config");
        let path = named.cloned().unwrap_or_else(|| PathBuf::from(USUAL));
        match text_of(&path) {
            Ok(text) => Self::read(&path, &text, keys).map(Some),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(UsageError(format!("could not read the settings of {}: {error}", path.display()))),
        }
    }

    fn read(path: &Path, text: &str, keys: &[Key]) -> Result<Self, UsageError> {
        let fault = |fault: String| UsageError(format!("{}: {fault}", path.display()));
        let table: Table = text.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
        for (name, value) in &table {
            let key = keys.iter().find(|key| key.name == *name).ok_or_else(|| fault(unknown(name, keys)))?;
            check(key, value).map_err(fault)?;
        }
        Ok(Self { path: path.to_owned(), table })
    }

    /// Returns the values of a key as they would be typed; `None` if the file does not hold it.
    pub(super) fn values(&self, name: &str) -> Option<Vec<String>> {
        self.table.get(name).and_then(typed)
    }
}

#[expect(clippy::disallowed_methods, reason = "the settings are no source of the archive")]
fn text_of(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

fn unknown(name: &str, keys: &[Key]) -> String {
    let near = keys.iter().map(|key| (strsim::levenshtein(name, &key.name), key.name.as_str())).min();
    let near = near.map_or(String::new(), |(_, near)| format!("; the nearest is `{near}`"));
    format!("`{name}` is no setting{near} (`tracuu config` prints them all)")
}

/// Holds a value to the kind of its key, and then to the very rules of the flag.
fn check(key: &Key, value: &Value) -> Result<(), String> {
    let fits = match (key.kind, value) {
        (Kind::Switch, Value::Boolean(_)) | (Kind::Number, Value::Integer(_)) | (Kind::Text, Value::String(_)) => true,
        (Kind::List, Value::Array(items)) => items.iter().all(Value::is_str),
        _ => false,
    };
    let values = typed(value).filter(|_| fits);
    let values = values.ok_or_else(|| format!("`{}` must be {}, not {value}", key.name, key.kind.told()))?;
    let (Some(flag), false) = (&key.flag, key.kind == Kind::Switch) else { return Ok(()) };
    values.iter().try_for_each(|value| typed_alone(flag, value)).map_err(|fault| format!("`{}`: {fault}", key.name))
}

/// Types one flag with one value, and returns what is said against it.
fn typed_alone(flag: &str, value: &str) -> Result<(), String> {
    // Without the environment, which would be blamed on the file.
    let command = Cli::command().mut_subcommand(SERVE, |serve| serve.mut_args(|argument| argument.env(None::<&str>)));
    let said = command.try_get_matches_from(["tracuu", SERVE, &format!("{flag}={value}")]);
    said.map(drop).map_err(|error| {
        let said = error.to_string();
        said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

fn typed(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Boolean(switch) => Some(vec![switch.to_string()]),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::keys_of;
    use super::*;

    fn read(text: &str) -> Result<SettingsFile, String> {
        let keys = keys_of(&Cli::command(), SERVE);
        SettingsFile::read(Path::new("x/tracuu.toml"), text, &keys).map_err(|error| error.0)
    }

    #[test]
    fn values_as_they_would_be_typed() {
        let file = read("listen = '[::1]:80'\nrate_search = 0\ncors_origin = ['https://a', 'https://b']\n").unwrap();
        assert_eq!(file.values("listen"), Some(vec!["[::1]:80".to_owned()]));
        assert_eq!(file.values("rate_search"), Some(vec!["0".to_owned()]));
        assert_eq!(file.values("cors_origin"), Some(vec!["https://a".to_owned(), "https://b".to_owned()]));
        assert_eq!(file.values("index"), None);
    }

    #[test]
    fn faults_name_the_file_and_the_key() {
        for (text, told) in [
            ("listne = 'x'", "`listne` is no setting; the nearest is `listen`"),
            ("rate_search = 'many'", "`rate_search` must be a whole number, not \"many\""),
            ("rate_search = -1", "`rate_search`: invalid value '-1'"),
            ("rate_search = 1.5", "`rate_search` must be a whole number"),
            ("listen = 'nowhere'", "`listen`: invalid value 'nowhere'"),
            ("listen = ['127.0.0.1:1']", "`listen` must be a text in quotes"),
            ("trust_proxy = '10.0.0.0/8'", "`trust_proxy` must be a list of texts"),
            ("cors_origin = [1]", "`cors_origin` must be a list of texts"),
            ("anonymous = 'ingest'", "`anonymous`: invalid value 'ingest'"),
            ("header_timeout = 0", "`header_timeout`: invalid value '0'"),
            ("[server]\nlisten = 'x'", "`server` is no setting"),
            ("listen = ", "line 1"),
            ("index = 'a'\nindex = 'b'", "duplicate key"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.starts_with("x/tracuu.toml: ") && said.contains(told), "{text}: {said}");
        }
    }
}
