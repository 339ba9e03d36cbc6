//! `tracuu config`: each setting, its value, and whose word it is.

use serde::Serialize;
use server::Config;

use crate::args::{Cli, ConfigArgs, Format};
use crate::commands::key;
use crate::exit::Exit;
use crate::output;
use crate::render;
use crate::settings::{Asked, Setting};

/// All settings, for programs.
#[derive(Serialize)]
struct Told<'a> {
    file: Option<String>,
    settings: &'a [Setting],
}

pub(super) fn run(asked: &Asked, args: &ConfigArgs) -> anyhow::Result<Exit> {
    let mut settings = asked.settings.clone();
    for setting in settings.iter_mut().filter(|setting| setting.value.is_none()) {
        setting.value = derived(&setting.key, &asked.cli, args)?.map(toml::Value::String);
    }
    let file = asked.file.as_ref().map(|file| file.display().to_string());
    match args.format {
        Format::Json => output::print_json(&Told { file, settings: &settings })?,
        Format::Table => output::print(&render::settings(file.as_deref(), &settings, args.show_origin))?,
    }
    Ok(Exit::Done)
}

/// Returns what holds where nobody said anything and the default depends on another setting.
fn derived(key: &str, cli: &Cli, args: &ConfigArgs) -> anyhow::Result<Option<String>> {
    Ok(match key {
        "keys" => Some(key::file(&cli.index, &args.serve.guard.file)?.path().display().to_string()),
        "anonymous" => {
            let scopes = Config::anonymous_at(args.serve.listen.ip());
            Some(if scopes.is_empty() { "none".to_owned() } else { scopes.to_string() })
        }
        _ => None,
    })
}
