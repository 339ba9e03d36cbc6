//! One setting as it was decided: its value, and who said so.

use clap::ArgMatches;
use clap::parser::ValueSource;
use serde::Serialize;
use toml::Value;

use super::file::SettingsFile;
use super::key::{Key, Kind};

/// Whose word a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Origin {
    /// Typed.
    Flag,
    /// A variable of the environment.
    Environment,
    /// `tracuu.toml`.
    File,
    /// Nobody said anything.
    Default,
}

impl Origin {
    /// Returns its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Origin::Flag => "flag",
            Origin::Environment => "environment",
            Origin::File => "file",
            Origin::Default => "default",
        }
    }
}

/// One setting.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Setting {
    /// Its key in the file.
    pub(crate) key: String,
    /// Its value, as the file would hold it; none if nobody set it and there is no default.
    pub(crate) value: Option<Value>,
    /// Whose word it is.
    pub(crate) origin: Origin,
    /// The flag that says the same.
    pub(crate) flag: Option<String>,
    /// The variable that says the same.
    pub(crate) variable: Option<String>,
}

impl Setting {
    /// Returns a setting as the arguments hold it, the file being among their defaults.
    pub(super) fn decided(key: &Key, matches: &ArgMatches, file: Option<&SettingsFile>) -> Self {
        let raw = matches.get_raw(&key.name).map(|values| values.map(|value| value.to_string_lossy().into_owned()));
        let raw: Vec<String> = raw.into_iter().flatten().collect();
        let in_file = file.is_some_and(|file| file.values(&key.name).is_some());
        let origin = match matches.value_source(&key.name) {
            Some(ValueSource::CommandLine) => Origin::Flag,
            Some(ValueSource::EnvVariable) => Origin::Environment,
            _ if in_file => Origin::File,
            _ => Origin::Default,
        };
        let variable = key.flag.as_ref().map(|_| key.variable());
        let value = match key.kind {
            Kind::Switch => Some(Value::Boolean(matches.get_flag(&key.name))),
            kind => value(kind, raw),
        };
        Self { key: key.name.clone(), value, origin, flag: key.flag.clone(), variable }
    }
}

fn value(kind: Kind, mut raw: Vec<String>) -> Option<Value> {
    match kind {
        Kind::List => Some(raw.into()),
        Kind::Number => raw.pop().and_then(|text| text.parse().ok()).map(Value::Integer),
        Kind::Text | Kind::Switch => raw.pop().map(Value::String),
    }
}
