//! Mounts routes together with what they need, so that neither is without the other.
//!
//! A rule is made from the very description of its route: what was mounted past this has no rule, and what has no rule
//! is not served.

use std::collections::HashMap;

use axum::http::Method;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::need::Need;

/// What each route needs, by its path as it was mounted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules(HashMap<String, Vec<(Method, Need)>>);

/// Routes with their rules and their description.
pub(crate) struct Guarded<S> {
    router: OpenApiRouter<S>,
    rules: Rules,
}

impl Rules {
    /// Returns what each method of a path needs; `None` for a path without rules.
    pub(crate) fn of(&self, path: &str) -> Option<&[(Method, Need)]> {
        self.0.get(path).map(Vec::as_slice)
    }
}

impl<S: Send + Sync + Clone + 'static> Guarded<S> {
    pub(crate) fn new(frame: OpenApi) -> Self {
        Self { router: OpenApiRouter::with_openapi(frame), rules: Rules::default() }
    }

    /// Mounts handlers of one path that need the same.
    pub(crate) fn route(mut self, need: Need, routes: UtoipaMethodRouter<S>) -> Self {
        let (schemas, mut paths, methods) = routes;
        for (path, item) in &mut paths.paths {
            let rules = self.rules.0.entry(path.clone()).or_default();
            for (method, operation) in operations(item) {
                rules.push((method, need));
                super::openapi::describe(operation, need);
            }
        }
        self.router = self.router.routes((schemas, paths, methods));
        self
    }

    /// Returns the router, its rules and its description.
    pub(crate) fn split(self) -> (axum::Router<S>, Rules, OpenApi) {
        let (router, description) = self.router.split_for_parts();
        (router, self.rules, description)
    }
}

/// Returns the operations of a path. HEAD is answered by what answers GET.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let operations = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    operations.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
