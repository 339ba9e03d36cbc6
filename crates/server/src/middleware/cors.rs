//! Which pages of other places may ask with a browser's help: none, unless the operator names them.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser may remember the answer.
const MAX_AGE: Duration = Duration::from_secs(600);

/// The places whose pages may ask: `https://portal.example`, compared to the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    /// Reads origins.
    ///
    /// # Errors
    /// What is none, in words. `*` is none: who may ask is to be named.
    pub fn new(origins: &[String]) -> Result<Origins, String> {
        let read =
            |text: &String| origin(text).ok_or_else(|| format!("{text:?} is no origin (https://portal.example)"));
        origins.iter().map(read).collect::<Result<_, _>>().map(Origins)
    }

    /// Returns the layer that answers for them; `None` if there are none, and then nothing is said at all.
    pub(crate) fn layer(&self) -> Option<CorsLayer> {
        let told =
            ["etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"].map(HeaderName::from_static);
        (!self.0.is_empty()).then(|| {
            CorsLayer::new()
                .allow_origin(AllowOrigin::list(self.0.iter().cloned()))
                .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE])
                .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_NONE_MATCH])
                .expose_headers(told)
                .max_age(MAX_AGE)
        })
    }
}

/// An origin is a scheme and a place, and nothing behind it (RFC 6454, 6.2).
fn origin(text: &str) -> Option<HeaderValue> {
    let uri: Uri = text.parse().ok()?;
    let (scheme, place) = (uri.scheme_str()?, uri.authority()?.as_str());
    let whole = format!("{scheme}://{place}");
    (matches!(scheme, "http" | "https") && !place.contains('@') && text == whole)
        .then(|| HeaderValue::try_from(whole).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        for (text, is_one) in [
            ("https://portal.example", true),
            ("http://localhost:3000", true),
            ("https://portal.example/", false),
            ("https://portal.example/a", false),
            ("https://an@portal.example", false),
            ("portal.example", false),
            ("ftp://portal.example", false),
            ("null", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(Origins::new(&[text.to_owned()]).is_ok(), is_one, "{text}");
        }
    }
}
