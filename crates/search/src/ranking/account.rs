//! A score as a sum that a person can read: what each term gave.

use schema::Fields;
use tantivy::{DocAddress, Searcher};

use super::bm25::{BothLengths, scored};
use super::cursor::Cursor;
use super::features::Feature;
use crate::response::Points;

/// Returns what the features give to a directive, the greatest first.
pub(crate) fn account(
    searcher: &Searcher,
    fields: &Fields,
    features: &[Feature],
    address: DocAddress,
) -> tantivy::Result<Vec<Points>> {
    let lengths = BothLengths::of(searcher, fields)?;
    let reader = searcher.segment_reader(address.segment_ord);
    let mut account = Vec::new();
    for feature in features {
        for term in scored(searcher, std::slice::from_ref(feature))? {
            let cursor = Cursor::open(reader, fields, &lengths, &term)?;
            let points = cursor.and_then(|mut cursor| cursor.points_of(address.doc_id));
            account.extend(points.map(|points| Points { why: feature.reason.clone(), points }));
        }
    }
    account.sort_by(|one, other| other.points.total_cmp(&one.points));
    Ok(account)
}
