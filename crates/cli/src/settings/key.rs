//! The keys of `tracuu.toml`, read off the flags: their names, and of which kind their values are.

use std::any::TypeId;

use clap::{Arg, ArgAction, Command};

/// Of which kind the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Number,
    /// A list of texts.
    List,
    /// A text.
    Text,
}

impl Kind {
    /// Returns what a value of this kind is, for a message.
    pub(super) fn told(self) -> &'static str {
        match self {
            Kind::Switch => "true or false",
            Kind::Number => "a whole number",
            Kind::List => "a list of texts, like [\"a\", \"b\"]",
            Kind::Text => "a text in quotes",
        }
    }

    fn of(argument: &Arg) -> Kind {
        let parsed = argument.get_value_parser().type_id();
        let numbers = [TypeId::of::<u16>(), TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<usize>()];
        match argument.get_action() {
            ArgAction::SetTrue | ArgAction::SetFalse => Kind::Switch,
            ArgAction::Append => Kind::List,
            _ if numbers.iter().any(|number| parsed == *number) => Kind::Number,
            _ => Kind::Text,
        }
    }
}

/// One key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// Its name in the file, that of the flag with `_` for `-`.
    pub(crate) name: String,
    /// The flag; what is given without one (the sources) has none.
    pub(crate) flag: Option<String>,
    /// What its value must be.
    pub(crate) kind: Kind,
}

impl Key {
    /// Returns its name in the environment.
    pub(crate) fn variable(&self) -> String {
        format!("TRACUU_{}", self.name.to_uppercase())
    }
}

/// Returns the keys: the folder of the index, and what can be typed behind the given command.
pub(crate) fn keys_of(command: &Command, name: &str) -> Vec<Key> {
    let index = command.get_arguments().filter(|argument| argument.get_id() == "index");
    let own = command.find_subcommand(name).into_iter().flat_map(Command::get_arguments);
    let key = |argument: &Arg| Key {
        name: argument.get_id().to_string(),
        flag: argument.get_long().map(|long| format!("--{long}")),
        kind: Kind::of(argument),
    };
    index.chain(own).map(key).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    #[test]
    fn keys_are_the_flags_of_serve() {
        let keys = keys_of(&Cli::command(), "serve");
        for (name, kind) in [
            ("index", Kind::Text),
            ("sources", Kind::List),
            ("listen", Kind::Text),
            ("trust_proxy", Kind::List),
            ("cors_origin", Kind::List),
            ("rate_search", Kind::Number),
            ("max_connections", Kind::Number),
            ("searches", Kind::Number),
        ] {
            assert_eq!(keys.iter().find(|key| key.name == name).map(|key| key.kind), Some(kind), "{name}");
        }
        for key in keys.iter().filter(|key| key.flag.is_some()) {
            assert_eq!(key.flag, Some(format!("--{}", key.name.replace('_', "-"))), "one name in all places");
        }
    }
}
