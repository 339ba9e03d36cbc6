//! How often: a bucket of tokens for each who asks, filled at a steady pace, and empty when somebody asks too much.
//!
//! A bucket is kept as the moment at which it will be full again (the virtual scheduling of GCRA, ITU-T I.371): one
//! instant, whole nanoseconds, and nothing to be filled while nobody looks.
//!
//! Whoever a trusted proxy names, or else shows a key, has a bucket of their own; all others share that of their address. The
//! buckets of addresses are kept apart and are bounded, the stalest going first: strangers without number can neither
//! fill the memory nor push the holder of a key out of it.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use lru::LruCache;

use super::need::RateClass;
use super::rates::Rates;

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// The time over which answers are counted.
const WINDOW: Duration = Duration::from_secs(60);
/// Most buckets of known callers, and most of addresses.
const MOST_BUCKETS: NonZeroUsize = NonZeroUsize::new(16_384).unwrap();

/// Whom a request counts for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Key(String),
    User(String),
    Address(IpAddr),
}

impl Who {
    /// Returns an address as it is counted: in IPv6 everybody has 2^64 of them.
    pub(crate) fn at(address: IpAddr) -> Who {
        Who::Address(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
            address => address,
        })
    }
}

/// What came of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    class: RateClass,
    limit: u32,
    /// How long until the bucket is full again.
    debt: Duration,
    /// Seconds until the next token, if there was none.
    pub(crate) wait: Option<u64>,
}

/// All buckets.
pub(crate) struct Limiter {
    rates: Rates,
    known: Buckets,
    addresses: Buckets,
}

/// When each bucket will be full.
type Buckets = Mutex<LruCache<(Who, RateClass), Instant>>;

impl Limiter {
    pub(crate) fn new(rates: Rates) -> Self {
        Self::bounded(rates, MOST_BUCKETS)
    }

    fn bounded(rates: Rates, most: NonZeroUsize) -> Self {
        let buckets = || Mutex::new(LruCache::new(most));
        Self { rates, known: buckets(), addresses: buckets() }
    }

    /// Takes a token out of a bucket; `None` where nothing is counted.
    pub(crate) fn take(&self, who: &Who, class: RateClass, now: Instant) -> Option<Count> {
        let limit = self.rates.of(class);
        (limit > 0).then(|| {
            let mut wait = None;
            let debt = self.change(who, class, now, |debt| match (debt + cost(limit)).checked_sub(WINDOW) {
                Some(lacking) if !lacking.is_zero() => {
                    wait = Some(whole_seconds(lacking));
                    debt
                }
                _ => debt + cost(limit),
            });
            Count { class, limit, debt, wait }
        })
    }

    /// Puts a token back: the answer was free after all.
    pub(crate) fn give_back(&self, who: &Who, count: Count, now: Instant) -> Count {
        let debt = self.change(who, count.class, now, |debt| debt.saturating_sub(cost(count.limit)));
        Count { debt, ..count }
    }

    /// Changes how long it is until a bucket is full, and returns that.
    fn change(&self, who: &Who, class: RateClass, now: Instant, change: impl FnOnce(Duration) -> Duration) -> Duration {
        let buckets = if matches!(who, Who::Address(_)) { &self.addresses } else { &self.known };
        let mut buckets = buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let full = buckets.get_or_insert_mut((who.clone(), class), || now);
        let debt = change(full.saturating_duration_since(now));
        *full = now + debt;
        debt
    }
}

/// Returns how long it takes until one more token comes.
fn cost(limit: u32) -> Duration {
    WINDOW / limit.max(1)
}

fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

impl Count {
    /// Tells the client how many answers are left (draft-ietf-httpapi-ratelimit-headers): `r` of them, and `t` seconds
    /// until there are `q` again.
    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        let (name, limit, window) = (self.class.name(), self.limit, WINDOW.as_secs());
        let tokens = WINDOW.saturating_sub(self.debt).as_nanos() / cost(limit).as_nanos().max(1);
        let (left, reset) = (tokens.min(limit.into()), whole_seconds(self.debt));
        let policy = format!("\"{name}\";q={limit};w={window}");
        let left = format!("\"{name}\";r={left};t={reset}");
        let wait = self.wait.map(|wait| (header::RETRY_AFTER, wait.to_string()));
        let told = [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, left)].into_iter().chain(wait);
        headers.extend(told.filter_map(|(name, value)| Some((name, HeaderValue::try_from(value).ok()?))));
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn told(count: Option<Count>) -> String {
        let mut headers = HeaderMap::new();
        count.unwrap().tell(&mut headers);
        let header = |name| headers.get(name).map_or("-", |value: &HeaderValue| value.to_str().unwrap()).to_owned();
        [header("ratelimit-policy"), header("ratelimit"), header("retry-after")].join(" ")
    }

    #[test]
    fn a_bucket_over_time() {
        let limiter = Limiter::new(Rates { search: 3, resolve: 1, export: 0, ingest: 0 });
        let (begun, who) = (Instant::now(), Who::Key("a".to_owned()));
        for (second, class, expected) in [
            (0, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=2;t=20 -"),
            (0, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=1;t=40 -"),
            (0, RateClass::Resolve, "\"resolve\";q=1;w=60 \"resolve\";r=0;t=60 -"),
            (0, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=0;t=60 -"),
            (1, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=0;t=59 19"),
            (19, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=0;t=41 1"),
            (21, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=0;t=59 -"),
            (20, RateClass::Resolve, "\"resolve\";q=1;w=60 \"resolve\";r=0;t=40 40"),
            (900, RateClass::Search, "\"search\";q=3;w=60 \"search\";r=2;t=20 -"),
        ] {
            let count = limiter.take(&who, class, begun + Duration::from_secs(second));
            assert_eq!(told(count), expected, "{second}");
        }
        assert_eq!(limiter.take(&who, RateClass::Export, begun), None);
    }

    #[test]
    fn what_was_free_is_given_back() {
        let limiter = Limiter::new(Rates { search: 1, ..Rates::default() });
        let (now, who) = (Instant::now(), Who::at([127, 0, 0, 1].into()));
        for _ in 0..3 {
            let count = limiter.take(&who, RateClass::Search, now).unwrap();
            assert_eq!((count.wait, limiter.give_back(&who, count, now).debt), (None, Duration::ZERO));
        }
    }

    #[test]
    fn strangers_without_number_are_bounded_and_push_nobody_out() {
        let most = NonZeroUsize::new(8).unwrap();
        let limiter = Limiter::bounded(Rates { search: 1, ..Rates::default() }, most);
        let (now, key) = (Instant::now(), Who::Key("a".to_owned()));
        assert_eq!(limiter.take(&key, RateClass::Search, now).unwrap().wait, None);
        for last in 0..1000_u32 {
            limiter.take(&Who::at(IpAddr::V4(last.into())), RateClass::Search, now);
        }
        assert_eq!(limiter.addresses.lock().unwrap().len(), 8);
        assert!(limiter.take(&key, RateClass::Search, now).unwrap().wait.is_some());
    }

    proptest! {
        /// The law of a bucket: however the requests come, of those within any time no more are let in than the bucket
        /// holds and that time fills; and whoever waits as long as was said is let in.
        #[test]
        fn no_more_than_the_bucket_and_the_time_give(limit in 1_u32..2_000, steps in vec(0_u64..5_000, 1..400)) {
            let limiter = Limiter::new(Rates { search: limit, ..Rates::default() });
            let (mut now, who) = (Instant::now(), Who::Key("a".to_owned()));
            let mut granted: Vec<Instant> = Vec::new();
            for step in steps {
                now += Duration::from_millis(step);
                let Some(count) = limiter.take(&who, RateClass::Search, now) else { continue };
                match count.wait {
                    None => granted.push(now),
                    Some(wait) => {
                        now += Duration::from_secs(wait);
                        prop_assert_eq!(limiter.take(&who, RateClass::Search, now).and_then(|count| count.wait), None);
                        granted.push(now);
                    }
                }
            }
            for (at, first) in granted.iter().enumerate() {
                for (count, last) in granted.iter().skip(at).zip(1_u128..).map(|(last, count)| (count, last)) {
                    let filled = last.duration_since(*first).as_nanos() / cost(limit).as_nanos();
                    prop_assert!(count <= u128::from(limit) + filled + 1, "{} in {:?}", count, last.duration_since(*first));
                }
            }
        }
    }

    #[test]
    fn addresses_as_they_are_counted() {
        for (one, other, same) in [
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ] {
            let at = |address: &str| Who::at(address.parse().unwrap());
            assert_eq!(at(one) == at(other), same, "{one} {other}");
        }
    }
}
