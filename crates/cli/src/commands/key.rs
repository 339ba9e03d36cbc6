//! `tracuu key`: makes keys for the server, lists them, takes them back.

use std::path::Path;

use directive::{Level, Province};
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use search::Facet;
use server::{Forced, KeyFile, NewKey};

use crate::args::{Format, KeyArgs, KeyCommand, KeyCreateArgs, KeyListArgs, KeyRevokeArgs, KeysArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(index: &Path, args: &KeyArgs) -> anyhow::Result<Exit> {
    match &args.command {
        KeyCommand::Create(args) => create(index, args),
        KeyCommand::List(args) => list(index, args),
        KeyCommand::Revoke(args) => revoke(index, args),
    }
}

/// Returns the file of the keys: the one that was named, or the one that belongs to the index.
pub(super) fn file(index: &Path, args: &KeysArgs) -> anyhow::Result<KeyFile> {
    Ok(args.keys.clone().map_or_else(|| KeyFile::beside(index), |path| Ok(KeyFile::new(path)))?)
}

fn create(index: &Path, args: &KeyCreateArgs) -> anyhow::Result<Exit> {
    let now = now();
    let expires = args.expires.as_deref().map(|text| expiry(text, now)).transpose()?;
    let new = NewKey { name: args.name.clone(), scopes: args.scope.clone(), expires, forced: forced(args)? };
    let (key, secret) = new.make(now)?;
    file(index, &args.file)?
        .change(|store| store.add(key.clone()).map_err(|fault| anyhow::anyhow!(UsageError(fault))))?;
    match args.format {
        Format::Json => output::print_json(&render::new_key(&key, secret.reveal()))?,
        Format::Table => {
            output::remark(&format!("{}; the secret is not shown again:", render::made(&key)))?;
            output::print(&format!("{}\n", secret.reveal()))?;
        }
    }
    Ok(Exit::Done)
}

fn list(index: &Path, args: &KeyListArgs) -> anyhow::Result<Exit> {
    let (store, now) = (file(index, &args.file)?.load()?, now());
    match args.format {
        Format::Json => output::print_json(&render::key_list(&store, now))?,
        Format::Table => output::print(&render::keys(&store, now))?,
    }
    Ok(Exit::Done)
}

fn revoke(index: &Path, args: &KeyRevokeArgs) -> anyhow::Result<Exit> {
    let file = file(index, &args.file)?;
    let known = file.change(|store| Ok::<_, anyhow::Error>(store.revoke(&args.id, now())))?;
    if known {
        output::remark(&format!("{} is revoked", output::plain(&args.id)))?;
        return Ok(Exit::Done);
    }
    let error = UsageError(format!("there is no key {:?} in {}", args.id, file.path().display()));
    crate::exit::report(&error.into());
    Ok(Exit::Nothing)
}

/// Returns what the key is bound to, in the names of the house: a misspelt province would bind it to nothing.
fn forced(args: &KeyCreateArgs) -> anyhow::Result<Vec<Forced>> {
    let province = |value: &str| Province::named(value).map(Province::name);
    let level = |value: &str| Level::named(value).map(Level::name);
    let given = [
        bound(Facet::Province, &args.province, province)?,
        bound(Facet::ProvinceNow, &args.province_now, province)?,
        bound(Facet::Level, &args.level, level)?,
    ];
    Ok(given.into_iter().flatten().collect())
}

fn bound(
    facet: Facet,
    values: &[String],
    named: impl Fn(&str) -> Option<&'static str>,
) -> Result<Option<Forced>, UsageError> {
    let known = |value: &String| match value.trim() {
        "~missing" => Ok("~missing".to_owned()),
        // Names are read past signs, and a key bound to what it was to be kept from would be worse than none.
        name if name.starts_with('!') => Err(UsageError(format!("{name:?} excludes; name what may be seen"))),
        name => named(name).map(str::to_owned).ok_or_else(|| UsageError(format!("{name:?} is no {}", facet.name()))),
    };
    let values = values.iter().map(known).collect::<Result<Vec<String>, UsageError>>()?;
    Ok((!values.is_empty()).then(|| Forced::new(facet, &values)))
}

/// Returns the time in whole seconds: keys are read by people.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// Reads how long a key is good for: days from now, or its last day, which ends at midnight UTC.
fn expiry(text: &str, now: Timestamp) -> Result<Timestamp, UsageError> {
    let fail = || UsageError(format!("{text:?} is no time to come: write 90d, or the last day as 2027-01-31"));
    let expires = match text.strip_suffix('d') {
        Some(days) => days
            .parse::<u32>()
            .ok()
            .and_then(|days| now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()),
        None => text.parse::<Date>().ok().and_then(end_of),
    };
    expires.filter(|expires| *expires > now).ok_or_else(fail)
}

fn end_of(day: Date) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(day.tomorrow().ok()?.at(0, 0, 0, 0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_to_come() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
        for (text, expected) in [
            ("90d", Some("2027-02-23T12:00:00Z")),
            ("2027-01-31", Some("2027-02-01T00:00:00Z")),
            ("2026-11-25", Some("2026-11-26T00:00:00Z")),
            ("2026-11-24", None),
            ("0d", None),
            ("-1d", None),
            ("4294967295d", None),
            ("d", None),
            ("2027-02-30", None),
            ("9999-12-31", None),
            ("ngày mai", None),
            ("", None),
        ] {
            let read = expiry(text, now).ok().map(|time| time.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
