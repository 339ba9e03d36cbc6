//! Settings: what a flag, the environment or `tracuu.toml` says, in this order, and the default where none does.
//!
//! Apart from [`args`](crate::args), which says what can be typed: here it is decided whose word holds. The settings are the
//! flags of `serve`, with the folder of the index; there is no second list of them. So a new flag has a key in the file and
//! a name in the environment from its first day on.

mod file;
mod key;
mod setting;

use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches};

use crate::args::Cli;
use file::SettingsFile;
use key::{Key, keys_of};

pub(crate) use setting::Setting;

/// The command whose flags are the settings.
const SERVE: &str = "serve";

/// The commands that take settings. A flag of the same name elsewhere is another thing.
const TAKERS: [&str; 3] = [SERVE, "config", "key"];

/// What was typed, with the settings that it was filled up from.
pub(crate) struct Asked {
    /// The arguments, every setting decided.
    pub(crate) cli: Cli,
    /// Each setting, if the command takes them all.
    pub(crate) settings: Vec<Setting>,
    /// The file that was read.
    pub(crate) file: Option<PathBuf>,
}

/// Reads the arguments, the environment and the file. What cannot be typed ends the program, as does a call for help.
///
/// # Errors
/// If the file cannot be read, or holds what is no setting.
pub(crate) fn read() -> anyhow::Result<Asked> {
    let bare = Cli::command();
    let keys = keys_of(&bare, SERVE);
    let command = with_environment(bare, &keys);
    // Once without the file, because only the arguments say which file it is.
    let typed = command.clone().get_matches();
    let file = SettingsFile::named_in(&typed, &keys)?;
    let matches = match &file {
        Some(file) => with_defaults(command, file).get_matches(),
        None => typed,
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let settings = settings(&keys, &matches, file.as_ref());
    Ok(Asked { cli, settings, file: file.map(|file| file.path) })
}

/// Gives every setting a name in the environment: `TRACUU_` and the name of its key.
fn with_environment(command: Command, keys: &[Key]) -> Command {
    takers(command, &mut |argument| {
        let id = argument.get_id().to_string();
        let Some(key) = keys.iter().find(|key| key.name == id && key.flag.is_some()) else { return argument };
        let argument = if argument.get_env().is_some() { argument } else { argument.env(key.variable()) };
        // Switches only: `TRACUU_X=1` and `=yes` should do what they say.
        if matches!(argument.get_action(), ArgAction::SetTrue) {
            argument.value_parser(BoolishValueParser::new())
        } else {
            argument
        }
    })
}

/// Puts the values of the file where the defaults are: behind the flag and behind the environment.
fn with_defaults(command: Command, file: &SettingsFile) -> Command {
    takers(command, &mut |argument| match file.values(argument.get_id().as_str()) {
        Some(values) => argument.default_values(values),
        None => argument,
    })
}

/// Changes the arguments of all commands that take settings, and the global ones.
fn takers(command: Command, change: &mut dyn FnMut(Arg) -> Arg) -> Command {
    let mut command = command.mut_args(&mut *change);
    for taker in TAKERS {
        command = command.mut_subcommand(taker, |taker| {
            taker.mut_args(&mut *change).mut_subcommands(|part| part.mut_args(&mut *change))
        });
    }
    command
}

fn settings(keys: &[Key], matches: &ArgMatches, file: Option<&SettingsFile>) -> Vec<Setting> {
    let Some((name, inner)) = matches.subcommand() else { return Vec::new() };
    if name != SERVE && name != "config" {
        return Vec::new();
    }
    keys.iter().map(|key| Setting::decided(key, inner, file)).collect()
}
