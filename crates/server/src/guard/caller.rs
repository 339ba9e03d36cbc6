//! Who asks: found out once, before the route, and handed to the handler as what of the archive exists for them.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use search::Filter;

use super::limiter::Who;
use super::scope::{Scope, Scopes};
use super::store::Grant;
use crate::problem::{Code, Detail, Problem};

/// Whoever was let in. No handler gets at the archive without one: the gate asks for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Caller {
    scopes: Scopes,
    forced: Arc<[Filter]>,
}

/// Whoever comes, before it is known whether they may.
#[derive(Debug)]
pub(crate) struct Visitor {
    /// Whom the request counts for.
    pub(crate) who: Who,
    /// The user that a trusted proxy names.
    pub(crate) user: Option<String>,
    pub(crate) claim: Claim,
}

/// What a visitor shows at the door.
#[derive(Debug)]
pub(crate) enum Claim {
    /// Nothing.
    Anonymous,
    /// A key that is live.
    Key(Arc<Grant>),
    /// A key whose time is over.
    Expired,
    /// Something that opens nothing.
    Unknown,
}

impl Caller {
    /// Returns what of the archive exists for the caller: everything, if there are none.
    pub(crate) fn forced(&self) -> Arc<[Filter]> {
        self.forced.clone()
    }

    /// Tells whether the caller may know how large the archive is.
    pub(crate) fn sees_everything(&self) -> bool {
        self.scopes.allow(Scope::Search) && self.forced.is_empty()
    }
}

impl Visitor {
    /// Lets the visitor in to what needs these scopes.
    ///
    /// # Errors
    /// The problem to answer with. Without a key it is always that a key is needed, whichever scope is missing.
    pub(crate) fn admitted(&self, anonymous: &Scopes, needed: &[Scope]) -> Result<Caller, Problem> {
        let caller = self.caller(anonymous)?;
        match needed.iter().find(|scope| !caller.scopes.allow(**scope)) {
            None => Ok(caller),
            Some(_) if matches!(self.claim, Claim::Anonymous) => Err(no_key()),
            Some(scope) => Err(Problem::new(Code::MissingScope, Detail::ScopeNeeded(*scope))),
        }
    }

    /// Returns the visitor as a caller, whatever they may.
    pub(crate) fn caller(&self, anonymous: &Scopes) -> Result<Caller, Problem> {
        match &self.claim {
            Claim::Anonymous => Ok(Caller { scopes: anonymous.clone(), forced: Arc::new([]) }),
            Claim::Key(grant) => Ok(Caller { scopes: grant.scopes.clone(), forced: grant.forced.clone() }),
            Claim::Expired => Err(Problem::new(Code::KeyExpired, Detail::KeyOver)),
            Claim::Unknown => Err(Problem::new(Code::Unauthorized, Detail::KeyUnknown)),
        }
    }

    /// Returns the name of the key, if one was shown that is live.
    pub(crate) fn key(&self) -> Option<&str> {
        if let Claim::Key(grant) = &self.claim { Some(&grant.id) } else { None }
    }
}

fn no_key() -> Problem {
    Problem::new(Code::Unauthorized, Detail::KeyNeeded)
}

/// Taken from where the guard laid it. A route that the guard was not asked about has no caller, and fails.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(|| {
            tracing::error!("a route asked for a caller whom nobody let in");
            Problem::mistake()
        })
    }
}
