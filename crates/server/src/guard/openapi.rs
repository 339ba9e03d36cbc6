//! What the guard adds to the description of a route: the key it takes, and how it refuses.

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};

use super::need::{Need, RateClass};
use super::scope::Scope;
use crate::problem::Code;
use crate::routes::openapi::{page_refusals, refusals};

/// The name by which routes speak of keys.
pub(crate) const SCHEME: &str = "key";
/// The tag of the routes that answer with pages.
pub(crate) const PAGES: &str = "reading room";
const CODES: [Code; 4] = [Code::Unauthorized, Code::KeyExpired, Code::MissingScope, Code::RateLimited];

/// Says in the description of a route what it needs. A route that needs nothing says so too.
pub(super) fn describe(operation: &mut Operation, need: Need) {
    let Need::Scopes(scopes, class) = need else {
        operation.security = Some(Vec::new());
        return;
    };
    operation.security = Some(vec![SecurityRequirement::new(SCHEME, scopes.iter().map(|scope| scope.name()))]);
    let is_page = operation.tags.iter().flatten().any(|tag| tag == PAGES);
    operation.responses.responses.extend(if is_page { page_refusals(&CODES) } else { refusals(&CODES) });
    let said = operation.description.take().filter(|said| !said.is_empty());
    operation.description = Some(said.into_iter().chain([told(scopes, class)]).collect::<Vec<_>>().join("\n\n"));
}

fn told(scopes: &[Scope], class: RateClass) -> String {
    let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    format!("Needs a key of the scope {}; counted as {}.", scopes.join(" and "), class.name())
}

/// Returns what a key is, for the description.
pub(crate) fn scheme() -> SecurityScheme {
    let http: Http = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("tk_ and 64 hexadecimal digits")
        .description(Some(
            "A key, made by `tracuu key create`. What a server lets everybody do needs none: by default searching, \
             reading and exporting, if it listens to its own machine only.",
        ))
        .build();
    SecurityScheme::Http(http)
}
