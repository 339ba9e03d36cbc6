//! Answers that the server keeps: a question that was answered in this state of the index is not searched again.
//!
//! It stands inside of [`super::conditional`], whose tag names all that an answer depends on: the state of the index, the
//! program, the address, and what the caller may see. Whoever asks the same is sent the same bytes. The guard stands
//! before both, so a key that was revoked or has spent its minute is turned away as ever.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::conditional::{Tag, Tags, is_not_kept};
use crate::metrics::Metrics;
use crate::problem::Problem;

/// Most bytes of an answer that is kept: a page of hits takes some 30 kB, and a whole text should not drive out fifty.
const MOST_BYTES: u64 = 512 * 1024;
/// What an answer takes beside its body, in bytes: its tag, its headers, its place.
const OVERHEAD: u64 = 1024;
/// What answers are thought to take, to begin with.
const USUAL_BYTES: usize = 32 * 1024;

/// The answers that are kept.
#[derive(Clone)]
pub(crate) struct Kept {
    answers: Arc<Cache<HeaderValue, Answer, Bytewise>>,
    tags: Tags,
    metrics: Metrics,
}

#[derive(Clone)]
struct Answer {
    parts: Parts,
    body: Bytes,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<HeaderValue, Answer> for Bytewise {
    fn weight(&self, _: &HeaderValue, answer: &Answer) -> u64 {
        answer.body.len() as u64 + OVERHEAD
    }
}

impl Kept {
    /// Makes room for answers of so many bytes in all; none are kept in 0.
    pub(crate) fn new(bytes: u64, tags: Tags, metrics: Metrics) -> Self {
        let usual = usize::try_from(bytes).unwrap_or(usize::MAX) / USUAL_BYTES;
        Self { answers: Arc::new(Cache::with_weighter(usual, bytes, Bytewise)), tags, metrics }
    }

    fn is_off(&self) -> bool {
        self.answers.capacity() == 0
    }
}

/// Answers from what is kept, or asks on and keeps the answer.
pub(crate) async fn keep(State(kept): State<Kept>, request: Request, next: Next) -> Response {
    let tag = request.extensions().get::<Tag>().filter(|_| *request.method() == Method::GET).cloned();
    let Some(Tag(tag)) = tag.filter(|_| !kept.is_off()) else { return next.run(request).await };
    let answer = kept.answers.get(&tag);
    kept.metrics.count_kept(answer.is_some());
    if let Some(Answer { parts, body }) = answer {
        return Response::from_parts(parts, Body::from(body));
    }
    let mark = kept.tags.mark();
    let response = next.run(request).await;
    // An index that was exchanged meanwhile may have answered under the tag of the one before.
    if mark != kept.tags.mark() || !is_worth_keeping(&response) {
        return response;
    }
    kept.kept(tag, response).await
}

/// Tells whether this is a whole answer, ready in memory, that the handler did not forbid to keep.
fn is_worth_keeping(response: &Response) -> bool {
    let is_ready = response.body().size_hint().exact().is_some_and(|bytes| bytes <= MOST_BYTES);
    response.status() == StatusCode::OK && is_ready && !is_not_kept(response)
}

impl Kept {
    async fn kept(&self, tag: HeaderValue, response: Response) -> Response {
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return Problem::mistake().into_response();
        };
        self.answers.insert(tag, Answer { parts: parts.clone(), body: body.clone() });
        Response::from_parts(parts, Body::from(body))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::http::header;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use search::Engine;
    use tower::ServiceExt;

    use super::*;
    use crate::Config;
    use crate::gate::Gate;
    use crate::stream::chunks;

    fn answer(status: StatusCode, body: Body) -> Response {
        (status, body).into_response()
    }

    #[test]
    fn answers_that_are_worth_keeping() {
        let most = usize::try_from(MOST_BYTES).unwrap();
        let part = ([(header::CACHE_CONTROL, "no-store")], "part").into_response();
        let (_writer, rows) = chunks();
        for (what, response, is_worth) in [
            ("a whole answer", answer(StatusCode::OK, Body::from("{}")), true),
            ("the longest", answer(StatusCode::OK, Body::from(vec![b' '; most])), true),
            ("a longer one", answer(StatusCode::OK, Body::from(vec![b' '; most + 1])), false),
            ("one that is written as it is read", answer(StatusCode::OK, Body::new(rows)), false),
            ("a problem", answer(StatusCode::NOT_FOUND, Body::from("{}")), false),
            ("a part of one", part, false),
        ] {
            assert_eq!(is_worth_keeping(&response), is_worth, "{what}");
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes the files that are indexed")]
    fn commit(folder: &Path, name: &str) {
        std::fs::write(folder.join(name), "Văn bản.\n").unwrap();
        let job = indexer::Job { index: folder.join("index"), sources: vec![folder.join(name)] };
        indexer::bring_into_step(&job, &|_| {}).unwrap();
    }

    #[tokio::test]
    async fn an_index_that_is_exchanged_meanwhile_may_have_answered() {
        let folder = tempfile::tempdir().unwrap();
        commit(folder.path(), "a.txt");
        let engine = Arc::new(Engine::open(&folder.path().join("index")).unwrap());
        let tags = Tags::new(Gate::new(engine.clone(), &Config::default()), "");
        let kept = Kept::new(1 << 20, tags, Metrics::new());
        let searched = Arc::new(AtomicUsize::new(0));
        let search = {
            let searched = searched.clone();
            async move || {
                searched.fetch_add(1, Ordering::Relaxed);
                engine.refresh().unwrap();
            }
        };
        let router = Router::new().route("/", get(search)).layer(from_fn_with_state(kept, keep));
        commit(folder.path(), "b.txt");
        for times in [1, 2, 2] {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(Tag(HeaderValue::from_static("W/\"1\"")));
            router.clone().oneshot(request).await.unwrap();
            assert_eq!(searched.load(Ordering::Relaxed), times);
        }
    }
}
