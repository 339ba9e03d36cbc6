//! The JSON of the citation graph as the description of the API tells it.

use utoipa::ToSchema;

use super::directive::CitationJson;

/// What a directive cites.
#[derive(ToSchema)]
#[schema(as = Cites)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CitesJson {
    /// The directive.
    id: String,
    /// The documents it cites, in order of first appearance.
    citations: Vec<CitedJson>,
}

/// One document that is cited.
#[derive(serde::Deserialize, ToSchema)]
#[schema(as = Cited)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CitedJson {
    /// How it is cited.
    #[serde(flatten)]
    citation: CitationJson,
    /// The directives of the archive that it is, or may be.
    held: Vec<HeldJson>,
}

/// A directive of the archive that a citation leads to.
#[derive(serde::Deserialize, ToSchema)]
#[schema(as = Held)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct HeldJson {
    /// The directive.
    id: String,
    /// Its subject.
    title: Option<String>,
    /// Number and date agree; otherwise the number does and nothing speaks against it.
    certain: bool,
}

/// Who cites a document.
#[derive(ToSchema)]
#[schema(as = CitedBy)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CitedByJson {
    /// The document as it was asked for.
    document: String,
    /// How many directives cite it.
    total: u64,
    /// The documents that bear this number and are cited, by date; more than one are homonyms.
    documents: Vec<HomonymJson>,
    /// The directives of this page, the newest first.
    citing: Vec<CitingJson>,
}

/// One document of several that may bear one number.
#[derive(ToSchema)]
#[schema(as = Homonym)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct HomonymJson {
    /// Its key.
    key: String,
    /// How many directives cite it.
    count: u64,
}

/// A directive that cites.
#[derive(ToSchema)]
#[schema(as = Citing)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CitingJson {
    /// The directive.
    id: String,
    /// Its number.
    number: Option<String>,
    /// Its kind.
    kind: Option<String>,
    /// Who issued it.
    issuer: Option<String>,
    /// The province of today.
    province_now: Option<String>,
    /// The day of issue.
    #[schema(format = Date)]
    date: Option<String>,
    /// The year of issue.
    year: Option<i16>,
    /// Its subject.
    title: Option<String>,
    /// How it cites the document, with the citing sentence.
    citations: Vec<CitationJson>,
}

/// Where a document was carried out.
#[derive(ToSchema)]
#[schema(as = Coverage)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CoverageJson {
    /// The document as it was asked for.
    document: String,
    /// How many directives carry it out, on all pages.
    total: u64,
    /// Each province of today with what it issued, in the order of the names; those of this page.
    provinces: Vec<CoveredJson>,
    /// The provinces from which the archive holds nothing that carries it out.
    without: Vec<String>,
    /// What carries it out and is of no province, or of one that is not known; on the last pages.
    elsewhere: Vec<CitingJson>,
    /// The cursor of the next page; null on the last.
    next: Option<String>,
}

/// What a province issued to carry a document out.
#[derive(ToSchema)]
#[schema(as = Covered)]
#[expect(dead_code, reason = "described, and written by the search crate")]
pub(crate) struct CoveredJson {
    /// The province of today.
    province: String,
    /// How many directives of it carry the document out, on all pages.
    total: u64,
    /// Its directives, the newest first; those of this page.
    directives: Vec<CitingJson>,
}
