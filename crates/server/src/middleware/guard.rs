//! Stands before every route: finds out who comes, counts them, lets them in or says why not.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use crate::guard::{
    Caller, Claim, Count, Found, Keys, Limiter, Need, Peer, Proxies, Rules, Scope, Scopes, Secret, Visitor, Who,
};
use crate::problem::{Code, Detail, Problem};

/// All that the guard knows.
pub(crate) struct Guard {
    pub(crate) rules: Rules,
    pub(crate) keys: Arc<Keys>,
    pub(crate) anonymous: Scopes,
    pub(crate) proxies: Proxies,
    pub(crate) limiter: Limiter,
}

/// Who came, for the log line; found among the extensions of a response.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) key: Option<String>,
    pub(crate) user: Option<String>,
}

/// Lets a request in, or not.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let Some(need) = guard.need(&request) else {
        tracing::error!(path = ?request.uri().path(), "a route without a rule is not served");
        return Problem::new(Code::RouteNotFound, Detail::NothingHere).into_response();
    };
    request.extensions_mut().insert(need);
    let visitor = guard.visitor(&mut request);
    let name = Name { key: visitor.key().map(str::to_owned), user: visitor.user.clone() };
    let mut response = match need {
        Need::Nothing => let_in(visitor.caller(&guard.anonymous).unwrap_or_default(), request, next).await,
        Need::Scopes(scopes, class) => {
            let count = guard.limiter.take(&visitor.who, class, Instant::now());
            let mut response = match guard.admitted(&visitor, scopes, count) {
                Ok(caller) => let_in(caller, request, next).await,
                Err(problem) => refused(problem, &visitor.claim, scopes),
            };
            guard.tell(&visitor.who, count, &mut response);
            response
        }
    };
    response.extensions_mut().insert(name);
    response
}

impl Guard {
    /// Returns what a request needs; `None` for a path that was mounted without saying. A method that is not served
    /// needs nothing: there is nothing behind it but the refusal.
    fn need(&self, request: &Request) -> Option<Need> {
        let rules = self.rules.of(request.extensions().get::<MatchedPath>()?.as_str())?;
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let rule = rules.iter().find(|(known, _)| known == method);
        Some(rule.map_or(Need::Nothing, |(_, need)| *need))
    }

    /// Finds out who comes. What they show is taken out of the request: nothing behind the door needs it.
    fn visitor(&self, request: &mut Request) -> Visitor {
        let peer = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
        let user = self.proxies.take_user(peer.to_canonical(), request.headers_mut());
        let claim = self.claim(request.headers_mut());
        // A portal shows one key for all its users.
        let who = match (&user, &claim) {
            (Some(user), _) => Who::User(user.clone()),
            (None, Claim::Key(grant)) => Who::Key(grant.id.clone()),
            _ => Who::at(peer),
        };
        Visitor { who, user, claim }
    }

    fn claim(&self, headers: &mut HeaderMap) -> Claim {
        let shown: Vec<HeaderValue> = headers.get_all(header::AUTHORIZATION).iter().cloned().collect();
        headers.remove(header::AUTHORIZATION);
        let secret = match shown.as_slice() {
            [] => return Claim::Anonymous,
            [one] => one.to_str().ok().and_then(bearer),
            _ => None,
        };
        match secret.map(|secret| self.keys.now().find(&secret, Timestamp::now())) {
            Some(Found::Live(grant)) => Claim::Key(grant),
            Some(Found::Expired) => Claim::Expired,
            Some(Found::Unknown) | None => Claim::Unknown,
        }
    }

    /// Looks at the count before anything else, so that guessing is counted too.
    fn admitted(&self, visitor: &Visitor, scopes: &[Scope], count: Option<Count>) -> Result<Caller, Problem> {
        match count.and_then(|count| count.wait) {
            Some(wait) => Err(Problem::new(Code::RateLimited, Detail::TooManyRequests(wait))),
            None => visitor.admitted(&self.anonymous, scopes),
        }
    }

    /// Tells how many answers are left. One without a body is free.
    fn tell(&self, who: &Who, count: Option<Count>, response: &mut Response) {
        let Some(mut count) = count else { return };
        if response.status() == StatusCode::NOT_MODIFIED {
            count = self.limiter.give_back(who, count, Instant::now());
        }
        count.tell(response.headers_mut());
    }
}

async fn let_in(caller: Caller, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// Returns the secret of `Bearer tk_…`; the scheme is written in any case (RFC 9110, 11.1).
fn bearer(value: &str) -> Option<Secret> {
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::read(secret.trim()))?
}

/// Says how to be let in (RFC 6750, 3): nothing is said of a fault to whoever showed nothing.
fn refused(problem: Problem, claim: &Claim, scopes: &[Scope]) -> Response {
    let challenge = match (problem.code, claim) {
        (Code::MissingScope, _) => {
            let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
            Some(format!(r#"Bearer realm="tracuu", error="insufficient_scope", scope="{}""#, scopes.join(" ")))
        }
        (Code::Unauthorized | Code::KeyExpired, Claim::Anonymous) => Some(r#"Bearer realm="tracuu""#.to_owned()),
        (Code::Unauthorized | Code::KeyExpired, _) => {
            Some(r#"Bearer realm="tracuu", error="invalid_token""#.to_owned())
        }
        _ => None,
    };
    let mut response = problem.into_response();
    if let Some(challenge) = challenge.and_then(|challenge| HeaderValue::try_from(challenge).ok()) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}
