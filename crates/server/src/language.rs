//! The languages that people are answered in, and which of them a client asks for.
//!
//! Apart from what is said, because everything that speaks to people goes by one choice.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// A language that there are words in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Vietnamese,
}

/// How much a client wants a language: its quality in thousandths, and where in the header it stands.
type Wish = (u16, usize);

impl Language {
    /// Returns its tag (BCP 47).
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Vietnamese => "vi",
        }
    }

    /// Returns the language that the header `Accept-Language` prefers (RFC 9110, 12.5.4): English, unless Vietnamese is
    /// wanted more, or as much and named first.
    pub(crate) fn asked(headers: &HeaderMap) -> Language {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        let ranges: Vec<(&str, u16)> = values.flat_map(|value| value.split(',')).filter_map(range).collect();
        let (english, vietnamese) = (Language::English.wish(&ranges), Language::Vietnamese.wish(&ranges));
        let more = vietnamese.0 > english.0;
        let first = vietnamese.0 == english.0 && vietnamese.0 > 0 && vietnamese.1 < english.1;
        if more || first { Language::Vietnamese } else { Language::English }
    }

    /// Returns the best wish for the language or a kind of it (`vi-VN`); `*` stands for whatever is not named.
    fn wish(self, ranges: &[(&str, u16)]) -> Wish {
        let primary = |range: &str| range.split('-').next().unwrap_or_default().eq_ignore_ascii_case(self.tag());
        let named = ranges.iter().enumerate().filter(|(_, (range, _))| primary(range));
        // Of two that are wanted as much, the first.
        let best =
            named.map(|(at, (_, quality))| (*quality, at)).reduce(|one, next| if next.0 > one.0 { next } else { one });
        best.unwrap_or_else(|| {
            let any = ranges.iter().find(|(range, _)| *range == "*");
            (any.map_or(0, |(_, quality)| *quality), usize::MAX)
        })
    }

    /// Says in the head of an answer which language it is in, and that another was to be had.
    pub(crate) fn tell(self, response: &mut Response) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.tag()));
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Language::asked(&parts.headers))
    }
}

/// Reads `vi-VN;q=0.8`; what cannot be read is passed over.
fn range(item: &str) -> Option<(&str, u16)> {
    let (range, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let (name, value) = weight.split_once('=')?;
    let quality: f32 = value.trim().parse().ok().filter(|quality| (0.0..=1.0).contains(quality))?;
    name.trim().eq_ignore_ascii_case("q").then(|| (range.trim(), (quality * 1000.0) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_are_asked_for() {
        for (header, language) in [
            ("", "en"),
            ("*", "en"),
            ("fr", "en"),
            ("en-US,en;q=0.9,vi;q=0.8", "en"),
            ("vi", "vi"),
            ("VI-vn", "vi"),
            ("vi-VN,vi;q=0.9,en-US;q=0.6,en;q=0.5", "vi"),
            ("en;q=0.3, vi;q=0.7", "vi"),
            ("fr, vi;q=0.001", "vi"),
            ("vi;q=0", "en"),
            ("vi;q=0, en;q=0", "en"),
            ("en;q=0, *", "vi"),
            ("vi, *", "vi"),
            ("*;q=0.5, vi;q=0.2", "en"),
            ("vi;q=0.5, en;q=0.5", "vi"),
            ("en;q=0.5, vi;q=0.5", "en"),
            ("vi ; Q = 0.5", "vi"),
            ("vi;q=2", "en"),
            ("vi;q=NaN", "en"),
            ("vi;level=1", "en"),
            ("vietnamese", "en"),
            (",;,vi", "vi"),
        ] {
            let value = HeaderValue::from_str(header).unwrap();
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value)]);
            assert_eq!(Language::asked(&headers).tag(), language, "{header}");
        }
        assert_eq!(Language::asked(&HeaderMap::new()), Language::English);
        let mut headers = HeaderMap::new();
        for line in ["en;q=0.1", "vi"] {
            headers.append(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line));
        }
        assert_eq!(Language::asked(&headers), Language::Vietnamese);
    }
}
