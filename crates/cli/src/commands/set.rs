//! A set of directives as it was typed, into the request that all commands put which choose one.

use search::{Facet, Filter, MatchMode, SearchRequest};

use crate::args::{FilterArgs, SetArgs};

/// Returns the request, with all else as it is where nothing is said of it.
pub(super) fn request(args: &SetArgs) -> SearchRequest {
    SearchRequest {
        query: args.query.join(" "),
        match_mode: MatchMode::named(&args.match_mode).unwrap_or_default(),
        filters: filters(&args.filters),
        strict: args.filters.strict,
        synonyms: !args.no_synonyms,
        ..SearchRequest::default()
    }
}

fn filters(args: &FilterArgs) -> Vec<Filter> {
    let given = [
        (Facet::Province, &args.province),
        (Facet::ProvinceNow, &args.province_now),
        (Facet::Level, &args.level),
        (Facet::Kind, &args.kind),
        (Facet::Issuer, &args.issuer),
        (Facet::Year, &args.year),
        (Facet::Cites, &args.cites),
        (Facet::Signer, &args.signer),
    ];
    let one = |facet| move |value: &String| Filter { facet, value: value.clone() };
    given.into_iter().flat_map(|(facet, values)| values.iter().map(one(facet))).collect()
}
