//! The postings of the fields that one list of terms fills, written in the order of their terms.

use std::io;

use schema::{PAIR_SEPARATOR, TermFields};
use tantivy::fieldnorm::FieldNormReaders;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::Field;

use super::occurrences::{Occurrences, Place, Sorted};
use super::vocabulary::{Keys, Terms};

/// What is written to: the files of the postings, and how long the documents are.
pub(super) struct Files<'a> {
    pub(super) serializer: InvertedIndexSerializer,
    pub(super) lengths: &'a FieldNormReaders,
}

impl Files<'_> {
    /// Opens a field of so many terms, counted wherever they stand; `None` if there are none.
    pub(super) fn open(&mut self, field: Field, terms: usize) -> tantivy::Result<Option<FieldSerializer<'_>>> {
        if terms == 0 {
            return Ok(None);
        }
        let lengths = self.lengths.get_field(field)?;
        Ok(Some(self.serializer.new_field(field, terms as u64, lengths)?))
    }

    /// Writes the fields of a list.
    pub(super) fn write(
        &mut self,
        fields: TermFields,
        Keys { exact, folded }: &Keys<'_>,
        occurrences: &Occurrences,
    ) -> tantivy::Result<()> {
        let positions = occurrences.positions(exact, Vec::new());
        self.write_exact(fields.exact, exact, &positions)?;
        // Fresh memory is dear: each page of it is asked for and made empty when it is first written to.
        let neighbours = occurrences.neighbours(folded, positions.into_memory());
        self.write_folded(fields.folded, folded, &neighbours)?;
        let Some(pairs) = fields.pairs else { return Ok(()) };
        let found = neighbours.pairs(folded);
        drop(neighbours);
        self.write_pairs(pairs, folded, &found)
    }

    fn write_exact(&mut self, field: Field, terms: &Terms<'_>, found: &Sorted) -> tantivy::Result<()> {
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        let mut steps = Vec::new();
        for (term, places) in found.terms() {
            let documents = || places.chunk_by(|(document, _), (next, _)| document == next);
            serializer.new_term(terms.sorted[term as usize].as_bytes(), documents().count() as u32, true)?;
            for in_one in documents() {
                let mut before = 0;
                steps.clear();
                steps.extend(in_one.iter().map(|(_, position)| position - std::mem::replace(&mut before, *position)));
                serializer.write_doc(in_one[0].0, in_one.len() as u32, &steps);
            }
            serializer.close_term()?;
        }
        Ok(serializer.close()?)
    }

    fn write_folded(&mut self, field: Field, terms: &Terms<'_>, found: &Sorted) -> tantivy::Result<()> {
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        for (term, places) in found.terms() {
            write_counted(&mut serializer, terms.sorted[term as usize], places)?;
        }
        Ok(serializer.close()?)
    }

    /// Writes pairs in the order of the first terms, then of the second: that is the order of what is written of them, as no
    /// character of a term comes before the one that parts them.
    fn write_pairs(&mut self, field: Field, terms: &Terms<'_>, found: &Sorted) -> tantivy::Result<()> {
        let Some(mut serializer) = self.open(field, found.len())? else { return Ok(()) };
        let mut pair = String::new();
        for (first, pairs) in found.terms() {
            pair.clear();
            pair.extend([terms.sorted[first as usize]]);
            pair.push(PAIR_SEPARATOR);
            let length = pair.len();
            for same in pairs.chunk_by(|(second, _), (next, _)| second == next) {
                pair.truncate(length);
                pair.push_str(terms.sorted[same[0].0 as usize]);
                write_counted(&mut serializer, &pair, same)?;
            }
        }
        Ok(serializer.close()?)
    }
}

/// Writes a term with its documents, each as often as it holds the term.
fn write_counted(serializer: &mut FieldSerializer<'_>, term: &str, found: &[Place]) -> io::Result<()> {
    let documents = || found.chunk_by(|(_, document), (_, next)| document == next);
    serializer.new_term(term.as_bytes(), documents().count() as u32, true)?;
    for in_one in documents() {
        serializer.write_doc(in_one[0].1, in_one.len() as u32, &[]);
    }
    serializer.close_term()
}
