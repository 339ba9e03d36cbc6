//! The text of one directive as a reader gets it: whole or by part, and every place where a query matches.
//!
//! Apart from the search, because here one text is looked at from end to end and nothing is ranked or cut.

mod outline;
mod places;

use directive::CodePoints;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::SearchError;
use crate::refusal::Form;
use crate::visible::Visible;

pub use outline::TextPart;
pub use places::{MAX_PLACES, TextMatches};

use outline::outline;

/// The text of a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DirectiveText {
    /// The directive.
    pub id: String,
    /// The text as it was read, or that of the part that was asked for.
    pub text: String,
    /// Where `text` begins and ends in the whole text, in Unicode code points.
    #[schema(value_type = [u32; 2])]
    pub span: [usize; 2],
    /// The sections, articles and numbered duties of the whole text, in its order.
    pub parts: Vec<TextPart>,
}

impl Visible<'_> {
    /// Returns the text of a directive, or one part of it by its id; `None` if there is no such directive.
    ///
    /// # Errors
    /// [`SearchError::InvalidValue`] for a part that it does not have, others when the index fails.
    pub fn text(&self, id: &str, part: Option<&str>) -> Result<Option<DirectiveText>, SearchError> {
        let Some(stored) = self.with_id(id)? else { return Ok(None) };
        let found = outline(&stored.text);
        let range = match part {
            None => 0..stored.text.len(),
            Some(name) => found.iter().find(|own| own.id == name).map(|own| own.range.clone()).ok_or_else(|| {
                let what = Form::Part;
                SearchError::InvalidValue { parameter: "part", what, value: name.to_owned() }
            })?,
        };
        let points = CodePoints::new(&stored.text);
        Ok(Some(DirectiveText {
            text: stored.text.get(range.clone()).unwrap_or_default().to_owned(),
            span: points.range(&range),
            parts: found.into_iter().map(|own| own.view(&points)).collect(),
            id: stored.id,
        }))
    }
}
