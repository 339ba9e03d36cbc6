//! Bodies of directives: read piece by piece up to a limit, whatever was announced, and told apart by their kind.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};

use crate::problem::{Code, Detail, Problem};

/// What a body says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text of a directive.
    Text,
    /// A record of a directive.
    Json,
    /// Records of directives, one a line.
    JsonLines,
}

/// Returns the kind of a body. A text in another encoding than UTF-8 is of no kind that is read.
pub(crate) fn kind(headers: &HeaderMap) -> Option<Kind> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next()?;
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    let is_utf8 = charset.is_none_or(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8" | "us-ascii"));
    match essence {
        "text/plain" if is_utf8 => Some(Kind::Text),
        "application/json" if is_utf8 => Some(Kind::Json),
        "application/x-ndjson" if is_utf8 => Some(Kind::JsonLines),
        _ => None,
    }
}

/// A body on its way in.
pub(crate) struct Received {
    body: Body,
    most: u64,
    read: u64,
}

impl Received {
    pub(crate) fn new(body: Body, most: u64) -> Received {
        Received { body, most, read: 0 }
    }

    /// Returns the next piece; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        while let Some(frame) = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
            let Ok(frame) = frame else {
                return Err(Problem::new(Code::InvalidJson, Detail::BodyCutShort));
            };
            let Ok(bytes) = frame.into_data() else { continue };
            self.read += bytes.len() as u64;
            if self.read > self.most {
                return Err(Problem::new(Code::PayloadTooLarge, Detail::BodyTooLarge(Some(self.most))));
            }
            return Ok(Some(bytes));
        }
        Ok(None)
    }

    /// Returns the whole body.
    pub(crate) async fn whole(mut self) -> Result<Vec<u8>, Problem> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn kinds() {
        for (sent, expected) in [
            ("text/plain", Some(Kind::Text)),
            ("Text/Plain; charset=UTF-8", Some(Kind::Text)),
            ("text/plain;charset=\"utf-8\"", Some(Kind::Text)),
            ("text/plain; charset=windows-1258", None),
            ("application/json", Some(Kind::Json)),
            ("application/json; charset=utf-16", None),
            ("application/x-ndjson", Some(Kind::JsonLines)),
            ("application/x-ndjson; charset=utf-16", None),
            ("text/html", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(sent))]);
            assert_eq!(kind(&headers), expected, "{sent}");
        }
        assert_eq!(kind(&HeaderMap::new()), None);
    }

    #[tokio::test]
    async fn a_body_is_bounded_whatever_it_announced() {
        for (bytes, most, fits) in [(3, 3, true), (4, 3, false), (0, 0, true)] {
            let read = Received::new(Body::from(vec![b'x'; bytes]), most).whole().await;
            assert_eq!(read.map(|whole| whole.len()).ok(), fits.then_some(bytes), "{bytes} of {most}");
        }
    }
}
