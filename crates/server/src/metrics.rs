//! What is counted while the server runs, and how it is told: as Prometheus reads it.
//!
//! One place that names every metric. It is handed around as a value; [`crate::middleware::measure`] counts requests, and
//! how the index stands is looked up when somebody asks.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, SystemTime};

use prometheus_client::encoding::prometheus_text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use search::Standing;

use crate::gate::Queue;

/// The form of what is told.
pub(crate) use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;

/// Upper ends of the classes of time, in seconds: from a word to the longest that is waited for.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

type Named<const N: usize> = [(&'static str, String); N];
type Number = Gauge<u64, AtomicU64>;

/// All metrics.
#[derive(Clone)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Named<2>, Counter>,
    rejected: Family<Named<1>, Counter>,
    seconds: Family<Named<1>, Histogram, fn() -> Histogram>,
    kept: Family<Named<1>, Counter>,
    waiting: Number,
    running: Number,
    generation: Number,
    documents: Number,
    bytes: Number,
    age: Gauge<f64, AtomicU64>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Arc::default(),
            requests: Family::default(),
            rejected: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            kept: Family::default(),
            waiting: Number::default(),
            running: Number::default(),
            generation: Number::default(),
            documents: Number::default(),
            bytes: Number::default(),
            age: Gauge::default(),
        };
        metrics.registry = Arc::new(metrics.registered());
        metrics
    }

    fn registered(&self) -> Registry {
        let mut registry = Registry::with_prefix("tracuu");
        registry.register("requests", "Answers by route and status", self.requests.clone());
        registry.register("rejected", "Problems by code", self.rejected.clone());
        registry.register("query_seconds", "Time to an answer 200, waiting included", self.seconds.clone());
        registry.register("kept_answers", "Questions by whether their answer was kept", self.kept.clone());
        registry.register("queue_depth", "Searches that wait for their turn", self.waiting.clone());
        registry.register("searches_running", "Searches that have their turn", self.running.clone());
        registry.register("index_generation", "Number of the state that is searched", self.generation.clone());
        registry.register("index_documents", "Directives that are searched", self.documents.clone());
        registry.register("index_age_seconds", "Time since the last commit", self.age.clone());
        registry.register("disk_bytes", "What the folder of the index takes", self.bytes.clone());
        registry
    }

    /// Counts an answer of a route.
    pub(crate) fn count_answer(&self, route: &str, status: u16) {
        let labels = [("route", route.to_owned()), ("status", status.to_string())];
        self.requests.get_or_create(&labels).inc();
    }

    /// Counts a problem of this code.
    pub(crate) fn count_problem(&self, code: &str) {
        self.rejected.get_or_create(&[("code", code.to_owned())]).inc();
    }

    /// Counts a question whose answer was kept already, or was not.
    pub(crate) fn count_kept(&self, is_hit: bool) {
        self.kept.get_or_create(&[("outcome", if is_hit { "hit" } else { "miss" }.to_owned())]).inc();
    }

    /// Counts how long a question of this class took.
    pub(crate) fn time(&self, class: &str, took: Duration) {
        self.seconds.get_or_create(&[("class", class.to_owned())]).observe(took.as_secs_f64());
    }

    /// Tells all of it.
    ///
    /// # Errors
    /// Never, as far as a string can be written to.
    pub(crate) fn told(&self, standing: &Standing, queue: Queue) -> Result<String, fmt::Error> {
        self.waiting.set(queue.waiting);
        self.running.set(queue.running);
        self.generation.set(standing.generation);
        self.documents.set(standing.documents);
        self.bytes.set(standing.bytes);
        // A commit of the future, by a clock that was set back, is one of now.
        self.age.set(SystemTime::now().duration_since(standing.committed).unwrap_or_default().as_secs_f64());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
