//! A score as a sum that a person can read: what each term gave.

use schema::Fields;
use tantivy::{DocAddress, Searcher};

use super::bm25::ScoredTerms;
use super::features::Features;
use super::scorer::Scorers;
use crate::response::Points;

/// Returns what the features give to a directive, the greatest first.
pub(crate) fn account(
    searcher: &Searcher,
    fields: &Fields,
    features: &Features,
    address: DocAddress,
) -> tantivy::Result<Vec<Points>> {
    let scored = ScoredTerms::of(searcher, fields, features)?;
    let reader = searcher.segment_reader(address.segment_ord);
    let mut scorers = Scorers::open((reader, None), fields, &scored, &features.marks)?;
    let points = scorers.account(address.doc_id).into_iter();
    let mut account: Vec<Points> =
        points.map(|(feature, points)| Points { why: features.list[feature].reason.clone(), points }).collect();
    account.sort_by(|one, other| other.points.total_cmp(&one.points));
    Ok(account)
}
