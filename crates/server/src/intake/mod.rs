//! The way in for directives: what whoever runs the server must be able to do, so that they can be put and removed over
//! HTTP.
//!
//! Apart from the gate, which only asks. The server does not know how an index is written: it is handed something that
//! does, and without it these routes say so.

mod body;
mod door;
mod limits;
mod lines;

pub(crate) use body::{Kind, Received, kind};
pub(crate) use door::{Door, Place};
pub use limits::IntakeLimits;
pub(crate) use lines::{Line, Lines};

use std::sync::Arc;

use search::Engine;

/// Makes changes to the index that is served.
pub trait Intake: Send + Sync {
    /// Makes changes, in their order, and returns one outcome for each when they last and are seen by searches. May wait.
    ///
    /// # Errors
    /// [`IntakeError`] for all of them together.
    fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, IntakeError>;
}

/// A change of one directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts a directive in the place of the one of the same id, if there is one.
    Put(NewDirective),
    /// Removes the directive of this id.
    Remove(String),
}

/// A directive on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDirective {
    /// The id that it is to have.
    pub id: String,
    /// A title given beside the text.
    pub title: Option<String>,
    /// Its text.
    pub text: String,
}

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// There was none of this id.
    Added,
    /// There was one, and it was another.
    Changed,
    /// It was there already, as it is.
    Unchanged,
    /// It is gone.
    Removed,
    /// There was nothing to remove.
    Absent,
    /// The directive of this id lies in a folder of the archive: it is changed by changing its file.
    OfArchive,
    /// It cannot be taken.
    Refused(Unfit),
}

/// Why a directive is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Its id is none.
    Id,
    /// There is nothing in it to read.
    NoText,
    /// It holds NUL bytes, as no text does.
    Binary,
    /// The reader of directives has a fault.
    NotUnderstood,
}

/// Why nothing is known to have come of changes. Making them again does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Another process writes to the index.
    #[error("another process writes to the index")]
    Busy,
    /// Too many changes are waiting.
    #[error("too many changes are waiting")]
    Full,
    /// The index cannot be written to; the log says why.
    #[error("the index cannot be written to")]
    Failed,
}

/// What is served: an index, and where it may be changed, what changes it.
#[derive(Clone)]
pub struct Served {
    pub(crate) engine: Arc<Engine>,
    pub(crate) intake: Option<Arc<dyn Intake>>,
}

impl Served {
    /// Returns an index together with what changes it.
    pub fn with_intake(engine: Arc<Engine>, intake: Arc<dyn Intake>) -> Served {
        Served { engine, intake: Some(intake) }
    }

    /// Returns the index.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

/// An index that is only searched.
impl From<Arc<Engine>> for Served {
    fn from(engine: Arc<Engine>) -> Served {
        Served { engine, intake: None }
    }
}
