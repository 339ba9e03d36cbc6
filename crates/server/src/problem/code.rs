//! The names of problems, each with its status. They are stable: clients decide by them.

use axum::http::StatusCode;

use super::table::{ROWS, Words};
use crate::language::Language;

/// A kind of problem. Its row in [`super::table`] stands at the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    UnknownParameter,
    InvalidValue,
    InvalidJson,
    UnknownField,
    QuerySyntax,
    Unauthorized,
    KeyExpired,
    MissingScope,
    DocumentNotFound,
    RouteNotFound,
    MethodNotAllowed,
    Conflict,
    WriterBusy,
    PayloadTooLarge,
    UriTooLong,
    UnsupportedMediaType,
    InvalidDocument,
    QueryTooCostly,
    RateLimited,
    Internal,
    IndexUnavailable,
    Overloaded,
    Timeout,
}

impl Code {
    /// Returns the status and the name.
    pub(crate) const fn facts(self) -> (StatusCode, &'static str) {
        match self {
            Code::UnknownParameter => (StatusCode::BAD_REQUEST, "unknown-parameter"),
            Code::InvalidValue => (StatusCode::BAD_REQUEST, "invalid-value"),
            Code::InvalidJson => (StatusCode::BAD_REQUEST, "invalid-json"),
            Code::UnknownField => (StatusCode::BAD_REQUEST, "unknown-field"),
            Code::QuerySyntax => (StatusCode::BAD_REQUEST, "query-syntax"),
            Code::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Code::KeyExpired => (StatusCode::UNAUTHORIZED, "key-expired"),
            Code::MissingScope => (StatusCode::FORBIDDEN, "missing-scope"),
            Code::DocumentNotFound => (StatusCode::NOT_FOUND, "document-not-found"),
            Code::RouteNotFound => (StatusCode::NOT_FOUND, "route-not-found"),
            Code::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"),
            Code::Conflict => (StatusCode::CONFLICT, "conflict"),
            Code::WriterBusy => (StatusCode::CONFLICT, "writer-busy"),
            Code::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "payload-too-large"),
            Code::UriTooLong => (StatusCode::URI_TOO_LONG, "uri-too-long"),
            Code::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"),
            Code::InvalidDocument => (StatusCode::UNPROCESSABLE_ENTITY, "invalid-document"),
            Code::QueryTooCostly => (StatusCode::UNPROCESSABLE_ENTITY, "query-too-costly"),
            Code::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "rate-limited"),
            Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Code::IndexUnavailable => (StatusCode::SERVICE_UNAVAILABLE, "index-unavailable"),
            Code::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, "overloaded"),
            Code::Timeout => (StatusCode::SERVICE_UNAVAILABLE, "timeout"),
        }
    }

    /// Returns all of them.
    pub(crate) fn all() -> impl Iterator<Item = Code> {
        ROWS.iter().map(|row| row.code)
    }

    /// Returns the one of this name.
    pub(crate) fn named(name: &str) -> Option<Code> {
        Code::all().find(|code| code.facts().1 == name)
    }

    /// Returns the address that describes it, from the root of the server on.
    pub(crate) fn address(self) -> String {
        format!("/v1/problems/{}", self.facts().1)
    }

    /// Returns what is said about it.
    pub(crate) fn words(self, language: Language) -> &'static Words {
        let row = &ROWS[self as usize];
        match language {
            Language::English => &row.english,
            Language::Vietnamese => &row.vietnamese,
        }
    }

    /// Tells whether the same request may succeed a moment later.
    pub(super) fn is_passing(self) -> bool {
        self == Code::WriterBusy || self.facts().0 == StatusCode::SERVICE_UNAVAILABLE
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_its_row() {
        let source = include_str!("code.rs");
        let (_, from) = source.split_once("enum Code {\n").unwrap();
        let (body, _) = from.split_once("\n}").unwrap();
        let spelled: Vec<&str> = body.lines().map(|line| line.trim().trim_end_matches(',')).collect();
        let rows: Vec<String> = Code::all().map(|code| format!("{code:?}")).collect();
        assert_eq!(spelled, rows);
    }

    #[test]
    fn rows_are_different_and_whole() {
        let names: BTreeSet<&str> = Code::all().map(|code| code.facts().1).collect();
        assert_eq!(names.len(), Code::all().count());
        for language in [Language::English, Language::Vietnamese] {
            let titles: BTreeSet<&str> = Code::all().map(|code| code.words(language).title).collect();
            assert_eq!(titles.len(), names.len(), "{language:?}");
            for code in Code::all() {
                let Words { title, meaning, remedy } = *code.words(language);
                assert!(!title.is_empty() && !title.ends_with('.'), "{code:?}: {title}");
                assert!([meaning, remedy].iter().all(|text| text.ends_with('.')), "{code:?}");
                let is_vietnamese = [title, meaning, remedy].iter().all(|text| !text.is_ascii());
                assert_eq!(is_vietnamese, language == Language::Vietnamese, "{code:?}");
            }
        }
        assert!(Code::all().all(|code| Code::named(code.facts().1) == Some(code)));
    }
}
