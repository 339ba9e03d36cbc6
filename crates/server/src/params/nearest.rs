//! The name that was perhaps meant. Apart because it is the one piece of guessing in the reading of parameters.

use search::Facet;

use super::table::PARAMETERS;

/// Returns the known parameter that a name was perhaps meant to be: another name of a facet (`tỉnh`), or the name that
/// differs least, if it differs little.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    if let Some(facet) = Facet::named(name) {
        return Some(facet.name());
    }
    let known = PARAMETERS.iter().map(|parameter| parameter.name);
    let (difference, nearest) = known.map(|known| (strsim::levenshtein(name, known), known)).min()?;
    (difference <= 2 && difference < nearest.len()).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_were_perhaps_meant() {
        for (typed, meant) in [
            ("provnce", Some("province")),
            ("limits", Some("limit")),
            ("ofset", Some("offset")),
            ("tỉnh", Some("province")),
            ("cited_resolution", Some("cites")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed), meant, "{typed}");
        }
        assert_eq!(nearest(&"a".repeat(8000)), None);
    }
}
