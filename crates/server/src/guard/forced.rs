//! What a key is bound to: forced filters, one list of values for each facet.
//!
//! Apart from the key because reading them is where a mistake would open the archive: an empty list, an unknown facet or
//! a value that cannot be read is refused, never passed over.

use search::{Facet, Filter};
use serde::{Deserialize, Serialize};

/// The values of one facet that exist for a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forced {
    /// The name of the facet.
    pub facet: String,
    /// Its values, as filters take them: alternatives.
    pub values: Vec<String>,
}

impl Forced {
    /// Returns the forced values of a facet.
    pub fn new(facet: Facet, values: &[String]) -> Forced {
        Forced { facet: facet.name().to_owned(), values: values.to_vec() }
    }
}

/// Reads what a key is bound to.
///
/// # Errors
/// What cannot be read, in words.
pub(crate) fn filters(forced: &[Forced]) -> Result<Vec<Filter>, String> {
    let mut filters = Vec::new();
    for Forced { facet, values } in forced {
        let known = Facet::ALL.into_iter().find(|known| known.name() == facet);
        let known = known.ok_or_else(|| format!("{facet:?} is no facet"))?;
        if values.is_empty() {
            return Err(format!("no values of {facet}"));
        }
        for value in values {
            filters.push(filter(known, value)?);
        }
    }
    search::check_filters(&filters).map_err(|error| error.to_string())?;
    Ok(filters)
}

/// A value that excludes is refused: misspelt, it would open what it was to close.
fn filter(facet: Facet, value: &str) -> Result<Filter, String> {
    match value.trim() {
        "" => Err(format!("an empty value of {}", facet.name())),
        excluding if excluding.starts_with('!') => Err(format!("{excluding:?} excludes; name what may be seen")),
        value => Ok(Filter { facet, value: value.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_refused() {
        let cases: [(&str, &[&str], bool); 9] = [
            ("province", &["Hưng Yên", "ninh-binh"], true),
            ("province_now", &["~missing"], true),
            ("year", &["2015..2020"], true),
            ("province", &[], false),
            ("province", &[" "], false),
            ("province", &["!Hưng Yên"], false),
            ("province", &["Hưng Yên", " ! Ninh Bình"], false),
            ("colour", &["red"], false),
            ("year", &["hai"], false),
        ];
        for (facet, values, is_read) in cases {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(filters(&[Forced { facet: facet.to_owned(), values }]).is_ok(), is_read, "{facet}");
        }
        assert_eq!(filters(&[]), Ok(Vec::new()));
    }
}
