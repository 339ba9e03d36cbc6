//! Settings as lines of a `tracuu.toml`: what is printed can be kept as one.

use crate::output::plain;
use crate::settings::Setting;

/// Returns the settings, one a line, and behind each whose word it is if that is asked for.
pub(crate) fn settings(file: Option<&str>, settings: &[Setting], show_origin: bool) -> String {
    let file = file.map_or("no file of settings was read".to_owned(), |file| format!("file: {}", plain(file)));
    let mut lines = format!("# {file}\n");
    for setting in settings {
        let line = match &setting.value {
            Some(value) => format!("{} = {value}", setting.key),
            None => format!("# {} is not set", setting.key),
        };
        let origin = if show_origin { format!("  # {}", setting.origin.name()) } else { String::new() };
        lines.push_str(&format!("{line}{origin}\n"));
    }
    lines
}
