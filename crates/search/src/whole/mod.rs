//! Questions about the whole of what is found: all values of a facet, and the years.
//!
//! Apart from a page of hits, because nothing is ranked here; the counts are those of the facets of the same search.

mod facet_values;
mod timeline;

pub use facet_values::{FacetList, FacetRequest, MAX_FACET_VALUES};
pub use timeline::{Timeline, TimelineYear};
