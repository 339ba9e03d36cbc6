//! The table of the parameters of a search. A new parameter is a new line here and nothing else.

use std::time::Duration;

use search::{Facet, Filter, MAX_LIMIT, MAX_SNIPPET_LENGTH, MAX_SNIPPETS, MAX_WINDOW, MatchMode, SearchRequest, Sort};

/// One parameter.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// What it does, for the description of the API.
    pub(crate) about: &'static str,
    pub(crate) shape: Shape,
}

/// What a parameter takes and where it goes.
pub(crate) enum Shape {
    /// Any text.
    Text(fn(&mut Draft, &str)),
    /// Any text but none; may be repeated.
    Filter(Facet),
    /// One of these names.
    Choice(&'static [&'static str], fn(&mut Draft, &str)),
    /// A whole number within bounds.
    Number { least: u64, most: u64, default: Option<u64>, set: fn(&mut Draft, u64) },
    /// Names of facets.
    Facets,
}

/// A request while its parameters are read.
pub(crate) struct Draft {
    pub(crate) request: SearchRequest,
    pub(crate) year_from: Option<u64>,
    pub(crate) year_to: Option<u64>,
}

/// Everybody who asks from outside has a deadline.
impl Default for Draft {
    fn default() -> Self {
        let timeout = Some(Duration::from_millis(DEFAULT_TIMEOUT_MS));
        Self { request: SearchRequest { timeout, ..SearchRequest::default() }, year_from: None, year_to: None }
    }
}

/// How long a search may take, unless the request says otherwise.
const DEFAULT_TIMEOUT_MS: u64 = 2_000;
/// The longest that a request may allow.
pub(crate) const MAX_TIMEOUT_MS: u64 = 10_000;
/// First and last year that a range may name: those of four digits.
pub(crate) const YEARS: (u64, u64) = (1000, 9999);
/// Most values of one facet.
const MAX_FACET_LIMIT: u64 = 1000;

/// All parameters, in the order they are described.
pub(crate) const PARAMETERS: [Parameter; 25] = [
    Parameter {
        name: "q",
        about: "The query; empty or absent finds everything. Words (all of them), \"phrases\", OR, NOT or -word, ( ), \
                a NEAR/5 b, \"a b\"~4, prefix*, =spelling, word^2, field:value, year:2015..2020, document numbers in any \
                spelling. Whatever cannot be read so is read as words, with a warning in `query.warnings`.",
        shape: Shape::Text(|draft, value| value.clone_into(&mut draft.request.query)),
    },
    Parameter {
        name: "match",
        about: "How many of the words must be found.",
        shape: Shape::Choice(&["all", "most", "any"], |draft, name| {
            draft.request.match_mode = MatchMode::named(name).unwrap_or_default();
        }),
    },
    filter(Facet::Province, "Province when the directive was issued, in any spelling: `Hà Giang`, `ha-giang`."),
    filter(Facet::ProvinceNow, "The province of today that it belongs to."),
    filter(Facet::Level, "Level of the issuer: `trung-uong`, `bo-nganh`, `tinh`, `huyen`, `xa`."),
    filter(Facet::Kind, "Kind of document: `chỉ thị`, `nghị quyết`, `công văn`."),
    filter(Facet::Issuer, "The body that issued it."),
    filter(Facet::Year, "Year of issue, or a range `2015..2020`."),
    filter(Facet::Cites, "Number of a document that it cites: `05-CT/TW`."),
    filter(Facet::Signer, "Who signed it."),
    Parameter {
        name: "year_from",
        about: "First year of a range, one more alternative beside the values of `year`.",
        shape: Shape::Number {
            least: YEARS.0,
            most: YEARS.1,
            default: None,
            set: |draft, n| draft.year_from = Some(n),
        },
    },
    Parameter {
        name: "year_to",
        about: "Last year of that range.",
        shape: Shape::Number { least: YEARS.0, most: YEARS.1, default: None, set: |draft, n| draft.year_to = Some(n) },
    },
    Parameter {
        name: "strict",
        about: "Nothing is guessed: filters match only what the texts state, not what was inferred from them, and what \
                would be a warning about the query is a problem `query-syntax`.",
        shape: Shape::Choice(&["0", "1", "false", "true"], |draft, value| {
            draft.request.strict = matches!(value, "1" | "true");
        }),
    },
    Parameter {
        name: "synonyms",
        about: "Whether abbreviations find what they stand for, and the other way round; they do unless told not to.",
        shape: Shape::Choice(&["0", "1", "false", "true"], |draft, value| {
            draft.request.synonyms = matches!(value, "1" | "true");
        }),
    },
    Parameter {
        name: "facets",
        about: "Names of the facets to count, parted by commas; `*` for all.",
        shape: Shape::Facets,
    },
    Parameter {
        name: "facet_limit",
        about: "Most values counted for one facet.",
        shape: Shape::Number {
            least: 1,
            most: MAX_FACET_LIMIT,
            default: Some(20),
            set: |draft, n| draft.request.facet_limit = n as usize,
        },
    },
    Parameter {
        name: "sort",
        about: "Order of the hits; `-date` is the newest first.",
        shape: Shape::Choice(&["relevance", "date", "-date", "id"], |draft, name| {
            draft.request.sort = Sort::named(name).unwrap_or_default();
        }),
    },
    Parameter {
        name: "limit",
        about: "Most hits of one answer; 0 asks for the counts alone.",
        shape: Shape::Number {
            least: 0,
            most: MAX_LIMIT as u64,
            default: Some(20),
            set: |draft, n| draft.request.limit = n as usize,
        },
    },
    Parameter {
        name: "offset",
        about: "Hits to skip; `limit` and `offset` together are at most 10000.",
        shape: Shape::Number {
            least: 0,
            most: MAX_WINDOW as u64,
            default: Some(0),
            set: |draft, n| draft.request.offset = n as usize,
        },
    },
    Parameter {
        name: "cursor",
        about: "Pages by cursor, as deep as one likes: `*` for the first page, then `next` of the answer before. Hits come by \
                day where `sort` says so, otherwise by id; nothing is skipped or repeated while the index changes.",
        shape: Shape::Text(|draft, value| draft.request.cursor = Some(value.to_owned())),
    },
    Parameter {
        name: "snippets",
        about: "Most snippets of one hit.",
        shape: Shape::Number {
            least: 0,
            most: MAX_SNIPPETS as u64,
            default: Some(2),
            set: |draft, n| draft.request.snippets = n as usize,
        },
    },
    Parameter {
        name: "snippet_chars",
        about: "Length of a snippet in characters, about.",
        shape: Shape::Number {
            least: 40,
            most: MAX_SNIPPET_LENGTH as u64,
            default: Some(240),
            set: |draft, n| draft.request.snippet_length = n as usize,
        },
    },
    Parameter {
        name: "explain",
        about: "Whether each score is accounted for, term by term.",
        shape: Shape::Choice(&["0", "1", "false", "true"], |draft, value| {
            draft.request.explain = matches!(value, "1" | "true");
        }),
    },
    Parameter {
        name: "timeout_ms",
        about: "How long the search may take once it has its turn, in milliseconds; then it ends with the problem `timeout`.",
        shape: Shape::Number {
            least: 1,
            most: MAX_TIMEOUT_MS,
            default: Some(DEFAULT_TIMEOUT_MS),
            set: |draft, n| draft.request.timeout = Some(Duration::from_millis(n)),
        },
    },
    Parameter {
        name: "partial",
        about: "Whether a search that is not done in time answers with what it found so far, and `partial` true.",
        shape: Shape::Choice(&["0", "1", "false", "true"], |draft, value| {
            draft.request.partial = matches!(value, "1" | "true");
        }),
    },
];

/// Returns the parameter of a facet.
const fn filter(facet: Facet, about: &'static str) -> Parameter {
    Parameter { name: filter_name(facet), about, shape: Shape::Filter(facet) }
}

/// Spells what [`Facet::name`] spells, in a constant; a test holds the two together.
const fn filter_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Province => "province",
        Facet::ProvinceNow => "province_now",
        Facet::Level => "level",
        Facet::Kind => "kind",
        Facet::Issuer => "issuer",
        Facet::Year => "year",
        Facet::Cites => "cites",
        Facet::Signer => "signer",
    }
}

impl Parameter {
    /// Returns the parameter of a name.
    pub(crate) fn named(name: &str) -> Option<&'static Parameter> {
        PARAMETERS.iter().find(|parameter| parameter.name == name)
    }

    /// Tells whether it has a part in what is found, and not only in how it is shown.
    pub(crate) fn is_of_set(&self) -> bool {
        let shown = [
            "facets",
            "facet_limit",
            "sort",
            "limit",
            "offset",
            "cursor",
            "snippets",
            "snippet_chars",
            "explain",
            "partial",
        ];
        !shown.contains(&self.name)
    }

    /// Tells whether it may be given more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        matches!(self.shape, Shape::Filter(_))
    }
}

impl Draft {
    /// Adds one more alternative for a facet.
    pub(crate) fn filter(&mut self, facet: Facet, value: &str) {
        self.request.filters.push(Filter { facet, value: value.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_named_as_their_facets() {
        for facet in Facet::ALL {
            let parameter = Parameter::named(facet.name()).unwrap();
            assert!(matches!(parameter.shape, Shape::Filter(own) if own == facet), "{}", parameter.name);
        }
    }
}
